/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/finding.h"
#include "base/limits.h"
#include "base/options.h"
#include "base/suggest.h"
#include "base/text.h"

#include <glib/gstdio.h>
#include <stddef.h>
#include <string.h>

typedef struct {
	const char *output;
	int jobs, verbose, color;
	bool force, quiet;
} Values;

static const char *const colors[] = {"auto", "always", "never", NULL};

static const OtOption options[] = {
	{'o', "output", OT_OPTION_TEXT, offsetof(Values, output), "FILE", "where to write"},
	{'j', "jobs", OT_OPTION_NUMBER, offsetof(Values, jobs), "N", "how many", NULL, 1, 64},
	{'v', "verbose", OT_OPTION_COUNT, offsetof(Values, verbose), NULL, "say more"},
	{0, "color", OT_OPTION_CHOICE, offsetof(Values, color), "WHEN", "colour", colors},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL, "write over"},
	{'q', "quiet", OT_OPTION_FLAG, offsetof(Values, quiet), NULL, "say less"},
	{0},
};

/* A command line, and what comes of it: the error, or operands, or a value. */
static const struct {
	const char *line;
	const char *error;    /* NULL: none */
	const char *operands; /* put together with '|' */
	Values values;
} lines[] = {
	{"a -o x b", NULL, "a|b", {.output = "x"}},
	{"-ox", NULL, "", {.output = "x"}},
	{"--output=x", NULL, "", {.output = "x"}},
	{"--output x", NULL, "", {.output = "x"}},
	{"--out x", NULL, "", {.output = "x"}},
	{"-vvq", NULL, "", {.verbose = 2, .quiet = true}},
	{"-qo x", NULL, "", {.output = "x", .quiet = true}},
	{"-j4", NULL, "", {.jobs = 4}},
	{"--color never --force", NULL, "", {.color = 2, .force = true}},
	{"-- -o x", NULL, "-o|x", {0}},
	{"- -q", NULL, "-", {.quiet = true}},
	{"--output=", NULL, "", {.output = ""}},
	{"-o", "option -o needs a value: FILE", NULL, {0}},
	{"--output", "option --output needs a value: FILE", NULL, {0}},
	{"--outptu x", "there is no option --outptu; did you mean --output?", NULL, {0}},
	{"--zzz", "there is no option --zzz", NULL, {0}},
	{"-x", "there is no option -x", NULL, {0}},
	{"-j0", "option -j takes a whole number from 1 to 64, not \"0\"", NULL, {0}},
	{"-j 9x", "option -j takes a whole number from 1 to 64, not \"9x\"", NULL, {0}},
	{"--color=pink", "option --color can be auto, always or never, not \"pink\"", NULL, {0}},
	{"--force=yes", "option --force takes no value", NULL, {0}},
};

static void
test_options(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_auto(GStrv) words = g_strsplit(lines[i].line, " ", -1);
		g_autoptr(GPtrArray) operands = g_ptr_array_new();
		g_autoptr(GError) error = NULL;
		Values values = {0};

		bool good = ot_options_parse(options, &values, words, operands, &error);
		g_assert_cmpstr(error != NULL ? error->message : NULL, ==, lines[i].error);
		g_assert_cmpint(good, ==, lines[i].error == NULL);
		if (!good)
			continue;
		g_ptr_array_add(operands, NULL);
		g_autofree char *joined = g_strjoinv("|", (char **) operands->pdata);
		g_assert_cmpstr(joined, ==, lines[i].operands);
		g_assert_cmpstr(values.output, ==, lines[i].values.output);
		g_assert_cmpint(values.jobs, ==, lines[i].values.jobs);
		g_assert_cmpint(values.verbose, ==, lines[i].values.verbose);
		g_assert_cmpint(values.color, ==, lines[i].values.color);
		g_assert_cmpint(values.force, ==, lines[i].values.force);
		g_assert_cmpint(values.quiet, ==, lines[i].values.quiet);
	}
}

static void
test_help(void)
{
	g_autoptr(GString) out = g_string_new(NULL);

	ot_options_help(options, out);
	g_assert_nonnull(strstr(out->str, "  -o, --output FILE         where to write\n"));
	g_assert_nonnull(strstr(out->str, "      --force               write over\n"));
}

static void
test_suggest(void)
{
	static const char *const names[] = {"problem", "problems", "outcome", "measure"};

	g_assert_cmpint(ot_word_distance("section", "secton", 9), ==, 1);
	g_assert_cmpint(ot_word_distance("ab", "ba", 1), ==, 1);
	g_assert_cmpint(ot_word_distance("", "abc", 3), ==, 3);
	g_assert_cmpint(ot_word_distance("", "abc", 2), ==, 3);
	g_assert_cmpint(ot_word_distance("abcdef", "uvwxyz", 9), ==, 6);
	g_assert_cmpint(ot_word_distance("abcdef", "uvwxyz", 2), ==, 3);
	g_assert_cmpint(ot_word_distance("badcfe", "abcdef", 3), ==, 3);
	g_assert_cmpint(ot_word_distance("badcfe", "abcdef", 2), ==, 3);
	g_assert_cmpstr(ot_nearest_name("problm", names, 4), ==, "problem");
	g_assert_cmpstr(ot_nearest_name("Outcomes", names, 4), ==, "outcome");
	g_assert_null(ot_nearest_name("zebra", names, 4));
	g_assert_null(ot_nearest_name("x", names, 4));
}

static void
test_arena(void)
{
	g_autoptr(OtArena) arena = ot_arena_new();

	for (size_t size = 1; size < 3000000; size = size * 3 + 1) {
		char *memory = ot_arena_alloc(arena, size);
		g_assert_cmpuint(GPOINTER_TO_SIZE(memory) % _Alignof(max_align_t), ==, 0);
		g_assert_cmpint(memory[0], ==, 0);
		g_assert_cmpint(memory[size - 1], ==, 0);
		memset(memory, 'x', size);
	}
	g_assert_cmpstr(ot_arena_printf(arena, "%d-%s", 7, "a"), ==, "7-a");
	g_assert_null(ot_arena_strdup(arena, NULL));
}

static void
test_findings(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	const OtWhere late = {.file = "b", .line = 9}, early = {.file = "b", .line = 2};

	g_assert_nonnull(ot_findings_add(findings, OT_CODE_XML_DOCTYPE, late, "late"));
	OtFinding *finding = ot_findings_add(findings, OT_CODE_XML_EMPTY, early, "early %d", 1);
	ot_finding_advise(findings, finding, "do %s", "this");
	ot_finding_advise(findings, NULL, "nothing happens");
	g_assert_null(ot_findings_add(findings, OT_CODE_XML_DOCTYPE, late, "late"));
	ot_findings_sort(findings);
	g_assert_cmpuint(ot_findings_count(findings), ==, 2);
	g_assert_cmpstr(ot_findings_get(findings, 0)->message, ==, "early 1");
	g_assert_cmpstr(ot_findings_get(findings, 0)->advice, ==, "do this");
	g_assert_cmpuint(ot_findings_count_severity(findings, OT_SEVERITY_ERROR), ==, 2);

	for (int line = 0; line < (int) OT_LIMIT_FINDINGS + 10; line++)
		ot_findings_add(findings, OT_CODE_XML_CONTROL, (OtWhere){.line = line}, "x");
	g_assert_cmpuint(ot_findings_count(findings), ==, OT_LIMIT_FINDINGS);
	g_assert_cmpuint(ot_findings_count_severity(findings, OT_SEVERITY_ERROR), ==,
	                 OT_LIMIT_FINDINGS + 12);
	/* Those that are not kept are counted for whoever passes them on. */
	g_autoptr(OtFindings) other = ot_findings_new();
	ot_findings_add_rest(other, findings);
	ot_findings_add_rest(other, findings);
	g_assert_cmpuint(ot_findings_count(other), ==, 0);
	g_assert_cmpuint(ot_findings_count_severity(other, OT_SEVERITY_ERROR), ==, 24);
	g_assert_cmpuint(ot_findings_rest(other, ot_code_info(OT_CODE_XML_CONTROL)->code), ==, 24);
	g_assert_cmpuint(ot_findings_rest(other, "LAW001"), ==, 0);
}

static void
test_findings_on_their_way(void)
{
	g_autoptr(OtFindings) all = ot_findings_new();
	OtFindings *some = ot_findings_new();
	const bool dropped[] = {false, true, false};

	ot_findings_add(all, OT_CODE_XML_EMPTY, (OtWhere){.file = "a"}, "known");
	for (int line = 1; line <= 3; line++)
		ot_findings_add(some, OT_CODE_XML_DOCTYPE, (OtWhere){.line = line}, "x");
	ot_findings_drop(some, dropped);
	g_assert_cmpuint(ot_findings_count(some), ==, 2);
	g_assert_cmpuint(ot_findings_count_severity(some, OT_SEVERITY_ERROR), ==, 2);
	/* What was dropped does not come back. */
	g_assert_null(ot_findings_add(some, OT_CODE_XML_DOCTYPE, (OtWhere){.line = 2}, "x"));
	ot_findings_add(some, OT_CODE_XML_EMPTY, (OtWhere){.file = "a"}, "known");
	ot_findings_move(all, some);
	g_assert_cmpuint(ot_findings_count(all), ==, 3);
	g_assert_cmpint(ot_findings_get(all, 1)->where.line, ==, 1);
	g_assert_cmpint(ot_findings_get(all, 2)->where.line, ==, 3);
	g_assert_cmpuint(ot_findings_count_severity(all, OT_SEVERITY_ERROR), ==, 3);
	g_assert_null(ot_findings_add(all, OT_CODE_XML_DOCTYPE, (OtWhere){.line = 3}, "x"));
}

/* Beyond the limit they are counted, also when they are moved. */
static void
test_findings_too_many(void)
{
	g_autoptr(OtFindings) all = ot_findings_new();
	OtFindings *some = ot_findings_new();

	for (int line = 1; line <= (int) OT_LIMIT_FINDINGS; line++)
		ot_findings_add(all, OT_CODE_XML_CONTROL, (OtWhere){.line = line}, "x");
	for (int line = 1; line <= (int) OT_LIMIT_FINDINGS + 2; line++)
		ot_findings_add(some, OT_CODE_XML_EMPTY, (OtWhere){.line = line}, "x");
	ot_findings_move(all, some);
	g_assert_cmpuint(ot_findings_count(all), ==, OT_LIMIT_FINDINGS);
	g_assert_cmpuint(ot_findings_rest(all, ot_code_info(OT_CODE_XML_EMPTY)->code), ==,
	                 OT_LIMIT_FINDINGS + 2);
}

/* People and scripts quote codes: each stands once, with something to say. */
static void
test_codes(void)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (int code = 0; code < OT_N_CODES; code++) {
		const OtCodeInfo *info = ot_code_info((OtCode) code);
		g_assert_true(g_hash_table_add(seen, (char *) info->code));
		g_assert_true(g_regex_match_simple("^[A-Z]{3}[0-9]{3}$", info->code, 0, 0));
		g_assert_cmpuint(strlen(info->title), >, 10);
		g_assert_true(g_str_has_suffix(info->advice, "."));
	}
}

static void
test_files(void)
{
	g_autofree char *folder = g_dir_make_tmp("outset-base-XXXXXX", NULL);
	g_autofree char *deep = g_build_filename(folder, "a b", "c", NULL);
	g_autofree char *path = g_build_filename(deep, "file", NULL);
	g_autofree char *nowhere = g_build_filename(folder, "nowhere", "file", NULL);
	g_autoptr(GBytes) bytes = g_bytes_new_static("hello", 5);
	g_autoptr(GError) error = NULL;

	g_assert_true(ot_folder_make(deep, NULL));
	g_assert_true(ot_file_write(path, bytes, NULL));
	g_autoptr(GBytes) read = ot_file_read(path, 5, NULL);
	g_assert_true(g_bytes_equal(bytes, read));
	g_assert_null(ot_file_read(path, 4, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_LIMIT);
	g_clear_error(&error);
	g_assert_null(ot_file_read(deep, 4, &error));
	g_assert_nonnull(strstr(error->message, "is a folder, not a file"));
	g_clear_error(&error);
	g_assert_false(ot_file_write(nowhere, bytes, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_IO);
	g_clear_error(&error);
	/* Nothing is left beside the file. */
	g_autoptr(GPtrArray) names = ot_folder_list(deep, NULL);
	g_assert_cmpuint(names->len, ==, 1);
	g_autofree char *sum = ot_sha256(bytes);
	g_assert_cmpstr(sum, ==,
	                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

	g_autofree char *middle = g_build_filename(folder, "a b", NULL);
	g_unlink(path);
	g_rmdir(deep);
	g_rmdir(middle);
	g_rmdir(folder);
}

static void
test_same(void)
{
	g_assert_true(ot_text_is_same("", " \n"));
	g_assert_true(ot_text_is_same("  Ydy,\tWrth GWRS ", "ydy, wrth gwrs"));
	g_assert_true(ot_text_is_same("ÉCOLE", " école"));
	g_assert_true(ot_text_is_same("\u212Aelvin", "kelvin"));
	g_assert_false(ot_text_is_same("yes", "yes, but"));
	g_assert_false(ot_text_is_same("yes", "no"));
	g_assert_false(ot_text_is_same("a b", "ab"));
}

static void
check_shown(const char *text, glong most, const char *expected)
{
	g_autofree char *shown = ot_text_show(text, most);

	g_assert_cmpstr(shown, ==, expected);
}

/* Characters are counted, not bytes, and once the white space is folded. */
static void
test_shown(void)
{
	check_shown("", 3, "");
	check_shown(" one\n\t two ", 7, "one two");
	check_shown("Llŷn", 4, "Llŷn");
	check_shown("Llŷn a", 4, "Llŷn…");
	check_shown("one \xC2\xA0 two", 3, "one…");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/options", test_options);
	g_test_add_func("/base/help", test_help);
	g_test_add_func("/base/suggest", test_suggest);
	g_test_add_func("/base/arena", test_arena);
	g_test_add_func("/base/findings", test_findings);
	g_test_add_func("/base/findings-on-their-way", test_findings_on_their_way);
	g_test_add_func("/base/findings-too-many", test_findings_too_many);
	g_test_add_func("/base/codes", test_codes);
	g_test_add_func("/base/files", test_files);
	g_test_add_func("/base/same", test_same);
	g_test_add_func("/base/shown", test_shown);
	return g_test_run();
}
