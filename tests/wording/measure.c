/* SPDX-License-Identifier: MIT
 *
 * measure FILE.tsv -- how well the shipped wording rules find what people labelled.
 *
 * Prints a line a label: the label, precision, recall, and how many sentences carry it.  README.md
 * says what the file holds.  With VERBOSE=1 each sentence that is judged wrongly is listed on
 * standard error.
 */
#include "base/file.h"
#include "base/limits.h"
#include "rules/words.h"
#include "xml/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The labels of rules, in the order in which they are printed, and as files name them. */
static const struct {
	const char *name, *labelled;
} labels[] = {
	{"BRAND", "PRESCRIPTIVE-BRAND"}, {"TECH", "PRESCRIPTIVE-TECH"},
	{"INPUT", "PRESCRIPTIVE-INPUT"}, {"STANDARD", "STANDARD-NO-EQUIV"},
	{"VAGUE", "VAGUE"},              {"UNMEASURED", "UNMEASURED-OUTCOME"},
};

#define N_LABELS G_N_ELEMENTS(labels)

typedef struct {
	OtWordLists *lists;
	OtMatcher *matcher;
	GArray *rules;    /* of int: the label of each rule, or -1 */
	GPtrArray *codes; /* of char *: the code of each rule */
} Rules;

/* Sentences by label: rightly found, wrongly found, not found. */
typedef struct {
	int hits[N_LABELS], alarms[N_LABELS], misses[N_LABELS];
} Counts;

typedef struct {
	const Rules *rules;
	const char *text;
	bool raised[N_LABELS];
	GString *words[N_LABELS]; /* what was found, for people */
} Prediction;

/* --- rules --------------------------------------------------------------------------------- */

static int
find_label(const char *name)
{
	for (size_t i = 0; name != NULL && i < N_LABELS; i++)
		if (strcmp(name, labels[i].name) == 0)
			return (int) i;
	return -1;
}

static bool
applies(const xmlNode *rule)
{
	for (const xmlNode *severity = ot_xml_child(rule, "severity"); severity != NULL;
	     severity = ot_xml_next(severity, "severity")) {
		const char *where = ot_xml_attr(severity, "jurisdiction");
		g_auto(GStrv) codes = g_strsplit(where != NULL ? where : "GB-ENG", " ", -1);
		if (g_strv_contains((const char *const *) codes, "GB-ENG"))
			return g_strcmp0(ot_xml_attr(severity, "engagement"), "off") != 0;
	}
	return false;
}

static bool
load_pack(Rules *rules, const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_source_read(path, error);

	if (xml == NULL)
		return false;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	for (const xmlNode *rule = ot_xml_child(root, "rule"); rule != NULL;
	     rule = ot_xml_next(rule, "rule")) {
		const xmlNode *words = ot_xml_child(rule, "words");
		int label = find_label(ot_xml_attr(rule, "label"));
		if (words == NULL || label < 0 || !applies(rule))
			continue;
		if (!ot_matcher_add(rules->matcher, rules->rules->len, words, xml, error))
			return false;
		g_array_append_val(rules->rules, label);
		g_ptr_array_add(rules->codes, g_strdup(ot_xml_attr(rule, "code")));
	}
	return true;
}

typedef bool Load(Rules *rules, const char *path, GError **error);

static bool
load_lists(Rules *rules, const char *path, GError **error)
{
	return ot_word_lists_load(rules->lists, path, error);
}

static bool
load_folder(Rules *rules, const char *folder, Load *load, GError **error)
{
	g_autofree char *data = ot_data_dir(error);
	if (data == NULL)
		return false;
	g_autofree char *path = g_build_filename(data, "schemas", folder, NULL);
	g_autoptr(GPtrArray) names = ot_folder_list(path, error);
	if (names == NULL)
		return false;

	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *file = g_build_filename(path, name, NULL);
		if (g_str_has_suffix(name, ".xml") && !load(rules, file, error))
			return false;
	}
	return true;
}

static bool
load_rules(Rules *rules, GError **error)
{
	rules->lists = ot_word_lists_new();
	rules->rules = g_array_new(FALSE, FALSE, sizeof(int));
	rules->codes = g_ptr_array_new_with_free_func(g_free);
	if (!load_folder(rules, "words", load_lists, error))
		return false;
	rules->matcher = ot_matcher_new(rules->lists);
	return load_folder(rules, "rules", load_pack, error) &&
	       ot_matcher_compile(rules->matcher, error);
}

static void
clear_rules(Rules *rules)
{
	ot_matcher_free(rules->matcher);
	ot_word_lists_free(rules->lists);
	g_array_unref(rules->rules);
	g_ptr_array_unref(rules->codes);
}

/* --- sentences ----------------------------------------------------------------------------- */

enum { COLUMN_ID, COLUMN_KIND, COLUMN_TEXT, COLUMN_LABELS, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {"id", "kind", "text", "labels"};

static void
note_match(const OtMatch *match, void *data)
{
	Prediction *prediction = data;
	int label = g_array_index(prediction->rules->rules, int, match->rule);
	GString *words = prediction->words[label];

	prediction->raised[label] = true;
	g_string_append_printf(words, "%s%s \"%.*s\"", words->len > 0 ? ", " : "",
	                       (const char *) g_ptr_array_index(prediction->rules->codes,
	                                                        match->rule),
	                       (int) match->extent.length, prediction->text + match->extent.start);
}

static bool
predict(Prediction *prediction, char **fields, GError **error)
{
	OtPassage passage = {
		.kind = OT_PASSAGE_CONTEXT,
		.text = fields[COLUMN_TEXT],
		.len = strlen(fields[COLUMN_TEXT]),
	};
	g_autoptr(OtText) text = ot_text_new();

	for (size_t i = 0; i < N_LABELS; i++) {
		prediction->raised[i] = false;
		g_string_truncate(prediction->words[i], 0);
	}
	if (!ot_passage_kind_find(fields[COLUMN_KIND], &passage.kind))
		passage.kind = OT_PASSAGE_CONTEXT;
	if (!ot_text_add(text, &passage))
		return true;
	prediction->text = ot_text_get(text, 0)->text;
	return ot_matcher_run(prediction->rules->matcher, text, NULL, note_match, prediction, error);
}

static bool
is_labelled(const char *list, const char *label)
{
	g_auto(GStrv) names = g_strsplit(list, ";", -1);

	for (char **name = names; *name != NULL; name++)
		if (strcmp(g_strstrip(*name), label) == 0)
			return true;
	return false;
}

static void
compare(const Prediction *prediction, char **fields, bool verbose, Counts *counts)
{
	for (size_t i = 0; i < N_LABELS; i++) {
		bool wanted = is_labelled(fields[COLUMN_LABELS], labels[i].labelled);
		bool found = prediction->raised[i];

		counts->hits[i] += wanted && found;
		counts->alarms[i] += !wanted && found;
		counts->misses[i] += wanted && !found;
		if (verbose && wanted != found)
			fprintf(stderr, "%-10s %s %s %s [%s]\n  %s\n", labels[i].name,
			        found ? "false" : "missed", fields[COLUMN_ID],
			        found ? prediction->words[i]->str : fields[COLUMN_LABELS],
			        fields[COLUMN_KIND], fields[COLUMN_TEXT]);
	}
}

/* Where the columns stand; false where one that is needed isn't there. */
static bool
read_header(const char *line, int places[N_COLUMNS])
{
	g_auto(GStrv) names = g_strsplit(line, "\t", -1);

	for (int column = 0; column < N_COLUMNS; column++) {
		places[column] = -1;
		for (int i = 0; names[i] != NULL; i++)
			if (strcmp(g_strstrip(names[i]), column_names[column]) == 0)
				places[column] = i;
	}
	return places[COLUMN_TEXT] >= 0 && places[COLUMN_LABELS] >= 0;
}

static bool
measure(const Rules *rules, const char *tsv, Counts *counts, GError **error)
{
	bool verbose = g_strcmp0(g_getenv("VERBOSE"), "1") == 0;
	g_auto(GStrv) lines = g_strsplit(tsv, "\n", -1);
	int places[N_COLUMNS];
	Prediction prediction = {.rules = rules};
	bool done = true;

	if (lines[0] == NULL || !read_header(lines[0], places)) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
		            "the first line has to name the columns text and labels");
		return false;
	}
	for (size_t i = 0; i < N_LABELS; i++)
		prediction.words[i] = g_string_new(NULL);
	for (char **line = lines + 1; done && *line != NULL; line++) {
		if (*g_strchomp(*line) == '\0')
			continue;
		g_auto(GStrv) cells = g_strsplit(*line, "\t", -1);
		int n_cells = (int) g_strv_length(cells);
		char empty[] = "", *fields[N_COLUMNS];
		for (int i = 0; i < N_COLUMNS; i++)
			fields[i] = places[i] >= 0 && places[i] < n_cells
			                    ? g_strstrip(cells[places[i]])
			                    : empty;
		done = predict(&prediction, fields, error);
		compare(&prediction, fields, verbose, counts);
	}
	for (size_t i = 0; i < N_LABELS; i++)
		g_string_free(prediction.words[i], TRUE);
	return done;
}

static void
print_share(int part, int whole)
{
	if (whole > 0)
		printf(" %.2f", (double) part / whole);
	else
		printf(" -");
}

static bool
run(const char *path, GError **error)
{
	Rules rules = {0};
	Counts counts = {{0}};
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	if (bytes == NULL)
		return false;

	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autofree char *tsv = g_utf8_make_valid(data, (gssize) len);
	/* Editors on Windows put a byte order mark first. */
	const char *start = g_str_has_prefix(tsv, "\357\273\277") ? tsv + 3 : tsv;
	bool done = load_rules(&rules, error) && measure(&rules, start, &counts, error);
	clear_rules(&rules);
	for (size_t i = 0; done && i < N_LABELS; i++) {
		printf("%s", labels[i].name);
		print_share(counts.hits[i], counts.hits[i] + counts.alarms[i]);
		print_share(counts.hits[i], counts.hits[i] + counts.misses[i]);
		printf(" %d\n", counts.hits[i] + counts.misses[i]);
	}
	return done;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	if (argc != 2) {
		fputs("usage: measure FILE.tsv\n", stderr);
		return 2;
	}
	if (run(argv[1], &error))
		return 0;
	fprintf(stderr, "measure: %s\n", error->message);
	return 2;
}
