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
#include "rules/rules.h"

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

/* The shipped rules, as they run while a market is engaged under the Procurement Act 2023. */
static const OtCircumstances circumstances = {
	.stage = "engagement",
	.jurisdiction = "GB-ENG",
	.regime = "procurement-act-2023",
	.day = "2026-01-01",
};

typedef struct {
	OtRules *rules;
	OtRuleChoice *choice;
} Checker;

/* Sentences by label: rightly found, wrongly found, not found. */
typedef struct {
	int hits[N_LABELS], alarms[N_LABELS], misses[N_LABELS];
} Counts;

typedef struct {
	const Checker *checker;
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

typedef bool Load(OtWordLists *lists, OtReference *reference, OtRules *rules, const char *path,
                  GError **error);

static bool
load_list(OtWordLists *lists, G_GNUC_UNUSED OtReference *reference, G_GNUC_UNUSED OtRules *rules,
          const char *path, GError **error)
{
	return ot_word_lists_load(lists, path, true, error);
}

static bool
load_constants(G_GNUC_UNUSED OtWordLists *lists, OtReference *reference,
               G_GNUC_UNUSED OtRules *rules, const char *path, GError **error)
{
	return ot_reference_load(reference, path, error);
}

static bool
load_pack(G_GNUC_UNUSED OtWordLists *lists, G_GNUC_UNUSED OtReference *reference, OtRules *rules,
          const char *path, GError **error)
{
	return ot_rules_load(rules, path, false, error);
}

static const struct {
	const char *folder;
	Load *load;
} folders[] = {{"words", load_list}, {"reference", load_constants}, {"rules", load_pack}};

static bool
load_rules(Checker *checker, GError **error)
{
	OtWordLists *lists = ot_word_lists_new();
	OtReference *reference = ot_reference_new();
	g_autofree char *data = ot_data_dir(error);

	checker->rules = ot_rules_new(lists, reference);
	for (size_t i = 0; data != NULL && i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *path = g_build_filename(data, "schemas", folders[i].folder, NULL);
		g_autoptr(GPtrArray) names = ot_folder_list(path, error);
		if (names == NULL)
			return false;
		for (guint n = 0; n < names->len; n++) {
			const char *name = g_ptr_array_index(names, n);
			g_autofree char *file = g_build_filename(path, name, NULL);
			if (g_str_has_suffix(name, ".xml") &&
			    !folders[i].load(lists, reference, checker->rules, file, error))
				return false;
		}
	}
	if (data == NULL || !ot_rules_compile(checker->rules, error))
		return false;
	checker->choice = ot_rule_choice_new(checker->rules, &circumstances);
	return true;
}

static void
clear_rules(Checker *checker)
{
	ot_rule_choice_free(checker->choice);
	ot_rules_free(checker->rules);
}

/* --- sentences ----------------------------------------------------------------------------- */

enum { COLUMN_ID, COLUMN_KIND, COLUMN_TEXT, COLUMN_LABELS, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {"id", "kind", "text", "labels"};

static void
note_finding(Prediction *prediction, const OtFinding *finding)
{
	const OtRules *rules = prediction->checker->rules;
	const OtRuleInfo *info =
		ot_rules_info(rules, (size_t) ot_rules_find(rules, finding->code));
	int label = find_label(info->label);

	if (label < 0)
		return;
	GString *words = prediction->words[label];
	prediction->raised[label] = true;
	g_string_append_printf(words, "%s%s \"%s\"", words->len > 0 ? ", " : "", finding->code,
	                       finding->matched != NULL ? finding->matched : "");
}

/* Each sentence is a text of its own, so that none admits equivalents for another. */
static bool
predict(Prediction *prediction, char **fields, GError **error)
{
	const Checker *checker = prediction->checker;
	OtPassage passage = {
		.kind = OT_PASSAGE_CONTEXT,
		.text = fields[COLUMN_TEXT],
		.len = strlen(fields[COLUMN_TEXT]),
	};
	g_autoptr(OtText) text = ot_text_new();
	g_autoptr(OtFindings) findings = ot_findings_new();

	for (size_t i = 0; i < N_LABELS; i++) {
		prediction->raised[i] = false;
		g_string_truncate(prediction->words[i], 0);
	}
	if (!ot_passage_kind_find(fields[COLUMN_KIND], &passage.kind))
		passage.kind = OT_PASSAGE_CONTEXT;
	ot_text_add(text, &passage);
	if (!ot_rules_check_text(checker->rules, checker->choice, text, &circumstances, findings,
	                         error))
		return false;
	for (size_t i = 0; i < ot_findings_count(findings); i++)
		note_finding(prediction, ot_findings_get(findings, i));
	return true;
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
measure(const Checker *checker, const char *tsv, Counts *counts, GError **error)
{
	bool verbose = g_strcmp0(g_getenv("VERBOSE"), "1") == 0;
	g_auto(GStrv) lines = g_strsplit(tsv, "\n", -1);
	int places[N_COLUMNS];
	Prediction prediction = {.checker = checker};
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
	Checker checker = {0};
	Counts counts = {{0}};
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	if (bytes == NULL)
		return false;

	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autofree char *tsv = g_utf8_make_valid(data, (gssize) len);
	/* Editors on Windows put a byte order mark first. */
	const char *start = g_str_has_prefix(tsv, "\357\273\277") ? tsv + 3 : tsv;
	bool done = load_rules(&checker, error) && measure(&checker, start, &counts, error);
	clear_rules(&checker);
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
