/* SPDX-License-Identifier: MIT
 *
 * words FILE.tsv -- how fast the matcher goes through text, with the shipped rules and lists.
 *
 * The text is made of the labelled sentences (tests/wording/), again and again in another order,
 * each a passage of the kind that its line names.
 */
#include "base/file.h"
#include "base/limits.h"
#include "rules/words.h"
#include "xml/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TEXT_BYTES  (4u << 20)
#define RUNS        5
#define MOST_PACKS  64

typedef struct {
	OtWordLists *lists;
	OtMatcher *matcher;
	OtXml *packs[MOST_PACKS];
	size_t n_packs, n_rules;
} Bench;

/* Milliseconds of the processor, which other programs don't lengthen. */
static double
now(void)
{
	return (double) clock() * 1000 / CLOCKS_PER_SEC;
}

static GPtrArray *
list_files(const char *folder, GError **error)
{
	g_autofree char *data = ot_data_dir(error);
	if (data == NULL)
		return NULL;
	g_autofree char *path = g_build_filename(data, "schemas", folder, NULL);
	g_autoptr(GPtrArray) names = ot_folder_list(path, error);
	if (names == NULL)
		return NULL;

	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		if (g_str_has_suffix(name, ".xml"))
			g_ptr_array_add(files, g_build_filename(path, name, NULL));
	}
	return files;
}

static bool
load_lists(Bench *bench, GError **error)
{
	g_autoptr(GPtrArray) files = list_files("words", error);

	bench->lists = ot_word_lists_new();
	for (guint i = 0; files != NULL && i < files->len; i++)
		if (!ot_word_lists_load(bench->lists, g_ptr_array_index(files, i), true, error))
			return false;
	return files != NULL;
}

static bool
read_packs(Bench *bench, GError **error)
{
	g_autoptr(GPtrArray) files = list_files("rules", error);

	for (guint i = 0; files != NULL && i < MIN(files->len, MOST_PACKS); i++) {
		OtXml *pack = ot_source_read(g_ptr_array_index(files, i), error);
		if (pack == NULL)
			return false;
		bench->packs[bench->n_packs++] = pack;
	}
	return files != NULL;
}

static bool
add_rules(Bench *bench, const OtXml *pack, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(pack));

	for (const xmlNode *rule = ot_xml_child(root, "rule"); rule != NULL;
	     rule = ot_xml_next(rule, "rule")) {
		const xmlNode *words = ot_xml_child(rule, "words");
		if (words == NULL)
			words = ot_xml_child(rule, "count");
		if (words != NULL &&
		    !ot_matcher_add(bench->matcher, bench->n_rules++, words, pack, false, error))
			return false;
	}
	return true;
}

static bool
build(Bench *bench, GError **error)
{
	bench->matcher = ot_matcher_new(bench->lists);
	bench->n_rules = 0;
	for (size_t i = 0; i < bench->n_packs; i++)
		if (!add_rules(bench, bench->packs[i], error))
			return false;
	return ot_matcher_compile(bench->matcher, error);
}

/* The sentences in an order that is different each time round, and the same in each run. */
static OtText *
make_text(char **lines)
{
	OtText *text = ot_text_new();
	size_t n_lines = g_strv_length(lines), bytes = 0;
	guint32 state = 1;

	while (bytes < TEXT_BYTES && n_lines > 1) {
		state = state * 1664525u + 1013904223u;
		const char *line = lines[1 + state / 65536 % (n_lines - 1)];
		g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
		if (g_strv_length(cells) < 6)
			continue;
		OtPassage passage = {.kind = OT_PASSAGE_CONTEXT, .text = cells[4]};
		ot_passage_kind_find(cells[2], &passage.kind);
		passage.len = strlen(cells[4]);
		ot_text_add(text, &passage);
		bytes += passage.len + 1;
	}
	return text;
}

static void
count_match(G_GNUC_UNUSED const OtMatch *match, void *data)
{
	(*(size_t *) data)++;
}

/* What the process has in memory, in KB, where the system says so. */
static long
resident(void)
{
	g_autofree char *status = NULL;

	if (!g_file_get_contents("/proc/self/status", &status, NULL, NULL))
		return 0;
	const char *line = strstr(status, "VmRSS:");
	return line != NULL ? strtol(line + strlen("VmRSS:"), NULL, 10) : 0;
}

static bool
run(const char *path, GError **error)
{
	Bench bench = {0};
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	if (bytes == NULL)
		return false;
	g_autofree char *tsv = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	g_auto(GStrv) lines = g_strsplit(tsv, "\n", -1);
	g_autoptr(OtText) text = make_text(lines);
	double start = now();
	size_t n_matches = 0;

	if (!load_lists(&bench, error) || !read_packs(&bench, error))
		return false;
	double loaded = now();
	if (!build(&bench, error))
		return false;
	double built = now();
	long before = 0;
	double best = G_MAXDOUBLE;
	for (int i = 0; i < RUNS; i++) {
		double began = now();
		n_matches = 0;
		if (!ot_matcher_run(bench.matcher, text, NULL, count_match, &n_matches, error))
			return false;
		best = MIN(best, now() - began);
		before = i == 0 ? resident() : before;
	}
	printf("%-44s %8.1f ms\n", "word lists and packs read", loaded - start);
	printf("%-44s %8.1f ms  (%zu rules)\n", "matcher built", built - loaded, bench.n_rules);
	printf("%-44s %8.1f MB/s (%zu matches in %.1f MB; %ld KB more after %d runs)\n",
	       "text matched on one core", TEXT_BYTES / best / 1000, n_matches, TEXT_BYTES / 1e6,
	       resident() - before, RUNS);
	ot_matcher_free(bench.matcher);
	ot_word_lists_free(bench.lists);
	for (size_t i = 0; i < bench.n_packs; i++)
		ot_xml_free(bench.packs[i]);
	return true;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	if (argc == 2 && run(argv[1], &error))
		return 0;
	fprintf(stderr, "words: %s\n", error != NULL ? error->message : "usage: words FILE.tsv");
	return 2;
}
