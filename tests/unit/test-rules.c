/* SPDX-License-Identifier: MIT
 *
 * The rule engine, with packs of its own; those that are shipped are tried by test-rules-shipped.c.
 */
#include "base/error.h"
#include "base/limits.h"
#include "rules/pack.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define PACK      "tests/unit/rules/pack.xml"
#define REFERENCE "tests/unit/rules/reference.xml"
#define MISTAKES  "tests/unit/rules/mistakes.txt"
#define SCHEMA    "schemas/rules.xsd"
#define COMPLETE  "tests/unit/spec/complete.xml"

static const OtCircumstances england = {
	"engagement", "GB-ENG", "procurement-act-2023", "2026-11-09",
};

static OtReference *
read_reference(void)
{
	g_autoptr(GError) error = NULL;
	OtReference *reference = ot_reference_new();

	ot_reference_load(reference, REFERENCE, &error);
	g_assert_no_error(error);
	return reference;
}

static OtRules *
read_rules(const char *path)
{
	g_autoptr(GError) error = NULL;
	OtRules *rules = ot_rules_new(NULL, read_reference());

	ot_rules_load_checked(rules, path, NULL, NULL, &error);
	g_assert_no_error(error);
	ot_rules_compile(rules, &error);
	g_assert_no_error(error);
	return rules;
}

/* --- passages ------------------------------------------------------------------------------ */

static bool
add_passage(OtText *text, OtPassageKind kind, const char *words)
{
	const OtPassage passage = {
		.kind = kind,
		.text = words,
		.len = strlen(words),
		.where = {.file = "a.txt", .line = 1},
	};
	return ot_text_add(text, &passage);
}

static void
test_passages(void)
{
	g_autoptr(OtText) text = ot_text_new();

	g_assert_true(add_passage(text, OT_PASSAGE_CONTEXT, "  One\n\ttwo – 3rd\n"));
	g_assert_false(add_passage(text, OT_PASSAGE_CONTEXT, " \n"));
	g_assert_false(add_passage(text, OT_PASSAGE_CONTEXT, ""));
	g_assert_true(add_passage(text, OT_PASSAGE_CONTEXT, "Élan"));
	g_assert_cmpuint(ot_text_count(text), ==, 2);
	g_assert_cmpstr(ot_text_get(text, 0)->text, ==, "One two – 3rd");
	g_assert_cmpuint(ot_text_get(text, 0)->len, ==, strlen("One two – 3rd"));
	g_assert_cmpstr(ot_text_get(text, 1)->where.file, ==, "a.txt");
	g_assert_cmpuint(ot_text_words(text), ==, 4);

	ot_text_add_estate(text, " Old\n system ");
	ot_text_add_estate(text, " ");
	ot_text_add_term(text, "[A term]");
	g_assert_cmpuint(ot_text_estate(text)->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(ot_text_estate(text), 0), ==, "Old system");
	g_assert_cmpuint(ot_text_terms(text)->len, ==, 0);

	g_assert_true(ot_is_placeholder(" [Write here] "));
	g_assert_false(ot_is_placeholder("[1] says so"));
	g_assert_false(ot_is_placeholder("[]"));
}

static void
test_kinds(void)
{
	g_autofree char *bad = NULL;
	OtPassageKind kind;
	OtPassageKinds kinds;

	g_assert_true(ot_passage_kind_find("estate", &kind));
	g_assert_cmpint(kind, ==, OT_PASSAGE_ESTATE);
	g_assert_cmpstr(ot_passage_kind_name(kind), ==, "estate");
	g_assert_true(ot_passage_kinds_parse(" outcome  legal", &kinds, &bad));
	g_assert_cmpuint(kinds, ==, 1u << OT_PASSAGE_OUTCOME | 1u << OT_PASSAGE_LEGAL);
	g_assert_null(bad);
	g_assert_false(ot_passage_kinds_parse("outcome leagl", &kinds, &bad));
	g_assert_cmpstr(bad, ==, "leagl");
}

/* --- reference ----------------------------------------------------------------------------- */

static void
test_reference(void)
{
	static const struct {
		const char *id, *day, *value;
		bool in_force;
	} cases[] = {
		{"limit", "2023-12-31", "100000", false},
		{"limit", "2024-01-01", "100000", true},
		{"limit", "2025-12-31", "100000", true},
		{"limit", "2026-01-01", "207720", true},
		{"limit", "2028-01-01", "207720", false},
		{"limit", NULL, "100000", false},
		{"standard", "1999-01-01", "2.2 AA", true},
	};
	g_autoptr(OtReference) reference = read_reference();
	bool in_force;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const OtConstant *row =
			ot_reference_find(reference, cases[i].id, cases[i].day, &in_force);
		g_assert_nonnull(row);
		g_assert_cmpstr(row->value, ==, cases[i].value);
		g_assert_cmpint(in_force, ==, cases[i].in_force);
	}
	g_assert_null(ot_reference_find(reference, "nothing", "2026-01-01", NULL));
	const OtConstant *row = g_ptr_array_index(ot_reference_rows(reference), 1);
	g_assert_cmpstr(row->title, ==, "The limit");
	g_assert_cmpstr(row->note, ==, "Two years.");
	g_assert_cmpstr(row->group, ==, "Constants of the tests");
}

/* A file of its own name, which the test removes with remove_file(). */
static char *
write_file(const char *content)
{
	g_autoptr(GError) error = NULL;
	char *path;
	int file = g_file_open_tmp("outset-XXXXXX.xml", &path, &error);

	g_assert_no_error(error);
	g_assert_true(g_close(file, NULL));
	g_assert_true(g_file_set_contents(path, content, -1, NULL));
	return path;
}

static void
remove_file(char *path)
{
	g_assert_cmpint(g_unlink(path), ==, 0);
	g_free(path);
}

typedef char TempFile;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TempFile, remove_file)

static void
test_reference_overlap(void)
{
	g_autoptr(OtReference) reference = ot_reference_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;

	g_assert_true(g_file_get_contents(REFERENCE, &text, NULL, NULL));
	memcpy(strstr(text, "2025-12-31"), "2026-01-01", strlen("2026-01-01"));
	g_autoptr(TempFile) path = write_file(text);
	g_assert_false(ot_reference_load(reference, path, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_assert_nonnull(strstr(error->message,
	                        ".xml:10:3: the constant \"limit\" has two rows that "
	                        "hold on the same day; end the older one with valid-to"));
}

/* --- reading packs ------------------------------------------------------------------------- */

typedef struct {
	char *name, *find, *replace, *expected;
} Mistake;

/* The cases of mistakes.txt; a line of each sort. */
static GArray *
read_mistakes(void)
{
	GArray *mistakes = g_array_new(FALSE, TRUE, sizeof(Mistake));
	g_autofree char *text = NULL;

	g_assert_true(g_file_get_contents(MISTAKES, &text, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line != NULL; line++) {
		if (**line == '#' || **line == '\0')
			continue;
		if (g_str_has_prefix(*line, "== "))
			g_array_set_size(mistakes, mistakes->len + 1);
		Mistake *last = &g_array_index(mistakes, Mistake, mistakes->len - 1);
		char **field = **line == '='   ? &last->name
		               : **line == '-' ? &last->find
		               : **line == '+' ? &last->replace
		                               : &last->expected;
		*field = g_strdup(*line + (**line == '=' ? 3 : 2));
	}
	return mistakes;
}

/*
 * The error of a pack in which something is replaced.  OUTSET_UPDATE prints the file anew: read
 * every line that changed before you keep it.
 */
static void
test_mistakes(void)
{
	g_autoptr(GArray) mistakes = read_mistakes();
	g_autofree char *good = NULL;

	g_assert_true(g_file_get_contents(PACK, &good, NULL, NULL));
	g_assert_cmpuint(mistakes->len, >, 25);
	for (guint i = 0; i < mistakes->len; i++) {
		Mistake *it = &g_array_index(mistakes, Mistake, i);
		g_autoptr(GError) error = NULL;
		const char *at = strstr(good, it->find);
		g_assert_nonnull(at);
		g_autofree char *head = g_strndup(good, (gsize) (at - good));
		g_autofree char *bad = g_strconcat(head, it->replace, at + strlen(it->find), NULL);
		g_autoptr(TempFile) path = write_file(bad);
		g_autoptr(OtRules) rules = ot_rules_new(NULL, read_reference());

		g_test_message("%s", it->name);
		g_assert_false(ot_rules_load_checked(rules, path, NULL, NULL, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
		g_auto(GStrv) parts = g_strsplit(error->message, path, -1);
		g_autofree char *message = g_strjoinv("pack.xml", parts);
		g_assert_true(g_str_has_prefix(message, "pack.xml:"));
		if (g_getenv("OUTSET_UPDATE") != NULL)
			g_print("== %s\n- %s\n+ %s\n> %s\n", it->name, it->find, it->replace,
			        message + strlen("pack.xml:"));
		else
			g_assert_cmpstr(message + strlen("pack.xml:"), ==, it->expected);
		g_free(it->name);
		g_free(it->find);
		g_free(it->replace);
		g_free(it->expected);
	}
}

/* A pack of others is validated; all that is wrong is said, and the first mistake is the error. */
static void
test_checked(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtSchema) schema = ot_schema_load(SCHEMA, &error);
	g_autoptr(OtRules) good = ot_rules_new(NULL, read_reference());
	g_autoptr(OtRules) bad = ot_rules_new(NULL, read_reference());
	g_autofree char *text = NULL;

	g_assert_no_error(error);
	g_assert_true(ot_rules_load_checked(good, PACK, schema, findings, &error));
	g_assert_cmpuint(ot_findings_count(findings), ==, 0);
	g_assert_true(g_file_get_contents(PACK, &text, NULL, NULL));
	memcpy(strstr(text, "covers="), "Covers=", strlen("covers="));
	char *advice = strstr(text, "<try>Cut it.</try>");
	memcpy(advice, "<!-- it is cut -->", strlen("<!-- it is cut -->"));
	g_autoptr(TempFile) path = write_file(text);
	g_assert_false(ot_rules_load_checked(bad, path, schema, findings, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_assert_nonnull(strstr(error->message, ".xml:6:3: <rule> has no attribute \"Covers\""));
	g_assert_cmpuint(ot_findings_count(findings), ==, 2);
}

static void
test_info(void)
{
	g_autoptr(OtRules) rules = read_rules(PACK);
	const OtRuleInfo *info = ot_rules_info(rules, 0);

	g_assert_cmpuint(ot_rules_count(rules), ==, 7);
	g_assert_cmpstr(info->code, ==, "TST001");
	g_assert_cmpstr(info->family, ==, "TST");
	g_assert_cmpstr(info->covers, ==, "OF-23");
	g_assert_cmpstr(info->fix, ==, "append");
	g_assert_cmpstr(ot_rules_fix(rules, 0)->child, ==, "rationale");
	g_assert_cmpstr(ot_rules_fix(rules, 0)->value, ==, "Say why.");
	g_assert_null(ot_rules_fix(rules, 1));
	g_assert_cmpint(ot_rules_find(rules, "wrd001"), ==, 5);
	g_assert_cmpint(ot_rules_find(rules, "XYZ001"), ==, -1);
	g_assert_cmpstr(ot_rules_info(rules, 5)->label, ==, "VAGUE");
	g_assert_true(ot_rules_info(rules, 5)->prescriptive);
}

/* --- which rules apply --------------------------------------------------------------------- */

static void
test_sources(void)
{
	static const struct {
		const char *regime, *jurisdiction, *source;
	} cases[] = {
		{"procurement-act-2023", "GB-ENG", "PA23 s.56(2)"},
		{"below-threshold", "GB-WLS", "PA23 s.56(2)"},
		{"procurement-act-2023", "GB-NIR", "PA23 s.1"},
		{"below-threshold", "GB-NIR", "A guide for everybody"},
		{"scotland-2015", "GB-SCT", "A guide for everybody"},
		{"procurement", "GB-ENG", "A guide for everybody"},
		{NULL, NULL, "A guide for everybody"},
	};
	g_autoptr(OtRules) rules = read_rules(PACK);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const OtCircumstances it = {
			"engagement", cases[i].jurisdiction, cases[i].regime, "2026-11-09",
		};
		g_assert_cmpstr(ot_rules_source(rules, 0, &it)->text, ==, cases[i].source);
	}
	const OtCircumstances scotland = {"tender", "GB-SCT", "scotland-2015", "2026-11-09"};
	g_assert_null(ot_rules_source(rules, 1, &scotland));
}

static void
test_severity(void)
{
	g_autoptr(OtRules) rules = read_rules(PACK);
	OtCircumstances it = england;
	OtSeverity severity;

	g_assert_true(ot_rules_severity(rules, 0, &it, &severity));
	g_assert_cmpint(severity, ==, OT_SEVERITY_WARNING);
	it.stage = "draft";
	g_assert_true(ot_rules_severity(rules, 0, &it, &severity));
	g_assert_cmpint(severity, ==, OT_SEVERITY_WARNING);
	it.stage = "tender";
	g_assert_true(ot_rules_severity(rules, 0, &it, &severity));
	g_assert_cmpint(severity, ==, OT_SEVERITY_ERROR);
	it.jurisdiction = "GB-SCT";
	g_assert_false(ot_rules_severity(rules, 0, &it, &severity));
	it.regime = "scotland-2015";
	g_assert_false(ot_rules_severity(rules, 1, &it, &severity));
}

static void
test_choice(void)
{
	g_autoptr(OtRules) rules = read_rules(PACK);
	g_autoptr(OtRuleChoice) choice = ot_rule_choice_new(rules, &england);
	const OtCircumstances scotland = {"engagement", "GB-SCT", "scotland-2015", "2026-11-09"};
	g_autoptr(OtRuleChoice) other = ot_rule_choice_new(rules, &scotland);
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(choice->level[0], ==, 1 + OT_SEVERITY_WARNING);
	ot_rule_choice_clear(choice);
	g_assert_true(ot_rule_choice_set(choice, rules, "magic-word", OT_RULE_OWN, &error));
	g_assert_true(ot_rule_choice_set(choice, rules, "tst", 1 + OT_SEVERITY_ERROR, &error));
	g_assert_true(ot_rule_choice_set(choice, rules, "TST005", OT_RULE_OFF, &error));
	g_assert_cmpint(choice->level[0], ==, 1 + OT_SEVERITY_ERROR);
	g_assert_cmpint(choice->level[4], ==, OT_RULE_OFF);
	g_assert_cmpint(choice->level[5], ==, 1 + OT_SEVERITY_WARNING);
	g_assert_cmpint(choice->level[6], ==, OT_RULE_OFF);
	g_assert_true(ot_rule_choice_set(other, rules, "TST002", 1 + OT_SEVERITY_NOTE, &error));
	g_assert_cmpint(other->level[1], ==, OT_RULE_OFF);

	g_assert_false(ot_rule_choice_set(choice, rules, "magic-wrod", OT_RULE_OFF, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_USAGE);
	g_assert_cmpstr(error->message, ==,
	                "there is no rule \"magic-wrod\"; did you mean \"magic-word\"?");
}

/* --- running ------------------------------------------------------------------------------- */

/* "TST001 warning constraint C1: message" of a piece of a specification, without namespaces. */
static char *
run_piece(const OtRules *rules, const OtCircumstances *circumstances, const char *piece,
          GError **error)
{
	g_autofree char *text = g_strdup_printf("<specification>\n%s</specification>", piece);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtXml) xml = ot_xml_parse(text, strlen(text), "spec.xml", findings);
	g_autoptr(OtRuleChoice) choice = ot_rule_choice_new(rules, circumstances);
	GString *list = g_string_new(NULL);

	g_assert_nonnull(xml);
	ot_structure_run(rules, choice, ot_xml_doc(xml), xml, circumstances, findings, error);
	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *it = ot_findings_get(findings, i);
		g_string_append_printf(list, "%s %s %d:%d %s: %s\n", it->code,
		                       ot_severity_name(it->severity), it->where.line,
		                       it->where.column, it->where.place, it->message);
		g_assert_nonnull(it->title);
		g_assert_nonnull(it->why);
		g_assert_nonnull(it->advice);
		g_assert_nonnull(it->source);
		g_assert_cmpstr(it->where.file, ==, "spec.xml");
	}
	return g_string_free(list, FALSE);
}

static void
test_structure(void)
{
	static const struct {
		const char *piece, *expected;
	} cases[] = {
		{
			"<constraints><constraint id='C1'><text> In\nblue </text></constraint>"
			"<constraint id='C2'><text>x</text><rationale/></constraint>"
			"<constraint/></constraints>",
			"TST001 warning 2:14 constraint C1: "
			"The constraint C1 says \"In blue\" and not why\n"
			"TST001 warning 3:85 constraint 3: The constraint says \"\" and not why\n",
		},
		{
			"<constraints><constraint id='C1'><text>[What?]</text></constraint>"
			"</constraints>",
			"",
		},
		{
			"<budget disclosed='yes' maximum='1234567.5'/>",
			"TST002 warning 2:1 budget: 1,234,567.5 is above 207,720 in engagement of "
			"GB-ENG under procurement-act-2023, half is 617,283.75\n",
		},
		{
			"<engagement opens='1999-11-05' closes='1999-11-01'/>",
			"TST003 note 2:1 engagement: -4 days, of 10\n"
			"TST005 note 2:1 engagement: 1999-11-05 is old\n",
		},
		{
			"<outcomes><outcome id='O1'><result>1 2 3 <!-- --> 4 5 6</result></outcome>"
			"</outcomes>",
			"TST004 note 2:28 outcome O1, result: 6 words: {1 2 3 4 5 6}\n",
		},
	};
	g_autoptr(OtRules) rules = read_rules(PACK);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *found = run_piece(rules, &england, cases[i].piece, &error);
		g_assert_no_error(error);
		g_assert_cmpstr(found, ==, cases[i].expected);
	}
}

static void
test_numbers(void)
{
	static const struct {
		double number;
		const char *written;
	} cases[] = {
		{0, "0"},         {2026, "2026"},       {9999.5, "9999.5"}, {10000, "10,000"},
		{-10000, "-10,000"}, {-123, "-123"},    {0.355, "0.35"},    {99999.999, "100,000"},
		{1e9, "1,000,000,000"}, {3, "3"},       {1e20, "1e+20"},    {NAN, "nan"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		ot_message_append_number(out, cases[i].number);
		g_assert_cmpstr(out->str, ==, cases[i].written);
	}
}

/* A rule that looks at everything times everything is stopped; the others run all the same. */
static void
test_limit(void)
{
	g_autofree char *text = NULL;
	g_autoptr(GString) piece = g_string_new("<constraints><constraint/></constraints>");
	g_autoptr(GError) error = NULL;

	g_assert_true(g_file_get_contents(PACK, &text, NULL, NULL));
	g_auto(GStrv) parts = g_strsplit(text, "days(@opens, @closes)", 2);
	g_autofree char *hostile =
		g_strjoinv("count(//*//*[count(//*//*//*) &gt; count(//*//*)])", parts);
	g_autoptr(TempFile) path = write_file(hostile);
	g_autoptr(OtRules) rules = read_rules(path);
	g_string_append(piece, "<engagement>");
	for (int i = 0; i < 20000; i++)
		g_string_append(piece, i % 100 < 50 ? "<a>" : "</a>");
	g_string_append(piece, "</engagement>");
	g_autofree char *found = run_piece(rules, &england, piece->str, &error);
	g_assert_error(error, OT_ERROR, OT_ERROR_LIMIT);
	g_assert_nonnull(strstr(error->message, "TST003: the path \"count(//*"));
	g_assert_nonnull(strstr(error->message, "was stopped after"));
	g_assert_true(g_str_has_prefix(found, "TST001 "));
}

static void
test_cost(void)
{
	static const char *const cheap[] = {
		"//a", ".//a", "/a/b/c", "../@id", "count(//a) = count(//b)", "@id = //a/@b",
		"a/@b = c/@d", "//a[@b = 'x//y']", "a | b/c", "not(//a) and not(//b)", "a[.//b]/c",
		"child::a/child::b", "self::a/@b", "//a[contains(., 'b')][2]",
	};
	static const char *const costly[] = {
		"//a//b", "a//b", "//a = //b", "//a | //b", "a/ancestor::b", "a/following::b",
		"(a)//b", "id('a')//b", "count(//a[b//c])", "//a/@b != //c/@d", "a[1]/..",
		"a/following-sibling::b", "(//a) = (//b)",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cheap); i++) {
		g_test_message("%s", cheap[i]);
		g_assert_false(ot_path_is_costly(cheap[i]));
	}
	for (size_t i = 0; i < G_N_ELEMENTS(costly); i++) {
		g_test_message("%s", costly[i]);
		g_assert_true(ot_path_is_costly(costly[i]));
	}
}

/* What can't be evaluated is an error, not silence. */
static void
test_wrong_arguments(void)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_true(g_file_get_contents(PACK, &text, NULL, NULL));
	g_auto(GStrv) parts = g_strsplit(text, "days(@opens, @closes)", 2);
	g_autofree char *bad = g_strjoinv("days(@opens)", parts);
	g_autoptr(TempFile) path = write_file(bad);
	g_autoptr(OtRules) rules = read_rules(path);
	g_autofree char *found =
		run_piece(rules, &england, "<engagement opens='1999-01-01'/>", &error);
	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_assert_nonnull(strstr(error->message,
	                        ".xml: TST003: the path \"days(@opens)\" can't be evaluated; "
	                        "look at what its functions are given"));
	g_assert_cmpstr(found, ==, "TST005 note 2:1 engagement: 1999-01-01 is old\n");
}

static void
test_words(void)
{
	g_autoptr(OtRules) rules = read_rules(PACK);
	g_autoptr(OtRuleChoice) choice = ot_rule_choice_new(rules, &england);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtText) text = ot_text_new();
	g_autoptr(GError) error = NULL;

	add_passage(text, OT_PASSAGE_CONTEXT, "Abracadabra.");
	add_passage(text, OT_PASSAGE_REQUIREMENT, "[Abracadabra, one two three four five six.]");
	add_passage(text, OT_PASSAGE_REQUIREMENT, "It says abracadabra and that is all.");
	g_assert_true(ot_rules_check_text(rules, choice, text, &england, findings, &error));
	ot_findings_sort(findings);
	g_assert_cmpuint(ot_findings_count(findings), ==, 2);
	const OtFinding *word = ot_findings_get(findings, 1), *count = ot_findings_get(findings, 0);
	g_assert_cmpstr(count->code, ==, "WRD002");
	g_assert_cmpstr(count->message, ==, "7 words, of 5");
	g_assert_cmpstr(word->code, ==, "WRD001");
	g_assert_cmpint(word->severity, ==, OT_SEVERITY_WARNING);
	g_assert_cmpstr(word->message, ==, "\"abracadabra\" is magic");
	g_assert_cmpstr(word->matched, ==, "abracadabra");
	g_assert_cmpstr(word->sentence, ==, "It says abracadabra and that is all.");
	g_assert_true(word->has_extent);
	g_assert_cmpuint(word->extent.passage, ==, 2);
	g_assert_cmpuint(word->extent.start, ==, 8);
	g_assert_cmpstr(word->source, ==, "A guide for everybody");
}

/* A specification from end to end; findings about words have their place from its element. */
/* What is broken in a pack of our own is said when it is used; the other rules run. */
static void
test_broken_of_ours(void)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL, other = NULL;

	g_assert_true(g_file_get_contents(PACK, &text, NULL, NULL));
	g_autoptr(GString) broken = g_string_new(text);
	g_string_replace(broken, "phrase=\"abracadabra\"", "pattern=\"(abra\"", 1);
	g_string_replace(broken, "days(@opens, @closes)", "days(@opens,", 1);
	g_autoptr(TempFile) path = write_file(broken->str);
	g_autoptr(OtRules) rules = ot_rules_new(NULL, read_reference());
	g_autoptr(OtRuleChoice) choice = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtText) passages = ot_text_new();

	g_assert_true(ot_rules_load(rules, path, false, &error));
	g_assert_true(ot_rules_compile(rules, &error));
	choice = ot_rule_choice_new(rules, &england);
	add_passage(passages, OT_PASSAGE_REQUIREMENT, "One two three four five six.");
	g_assert_false(ot_rules_check_text(rules, choice, passages, &england, findings, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_assert_nonnull(strstr(error->message, ":104:37: WRD001: the pattern is broken after 5 "));
	g_assert_cmpuint(ot_findings_count(findings), ==, 1);

	g_autofree char *found = run_piece(
		rules, &england,
		"<constraints><constraint/></constraints><engagement opens='1999-11-05'/>", &other);
	g_assert_error(other, OT_ERROR, OT_ERROR_FORMAT);
	g_assert_nonnull(strstr(other->message, "TST003: the path \"days(@opens,\" can't be"));
	g_assert_true(g_str_has_prefix(found, "TST001 "));
}

static void
test_specification(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtSchema) schema = ot_schema_load("schemas/spec.xsd", &error);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtRules) rules = read_rules(PACK);
	g_autoptr(OtRuleChoice) choice = ot_rule_choice_new(rules, &england);
	g_autofree char *text = NULL;
	bool valid;

	g_assert_no_error(error);
	g_assert_true(g_file_get_contents(COMPLETE, &text, NULL, NULL));
	char *requirement = strstr(strstr(text, "<requirement "), "<text>") + strlen("<text>");
	memcpy(requirement, "Abracadabra: ", strlen("Abracadabra: "));
	memcpy(strstr(text, "priority="), "Priority=", strlen("priority="));
	g_autoptr(OtSpec) spec =
		ot_spec_open(text, strlen(text), "spec.xml", schema, findings, &valid);
	g_clear_pointer(&findings, ot_findings_free);
	findings = ot_findings_new();
	g_assert_nonnull(spec);
	g_assert_false(valid);
	g_autoptr(OtText) passages = ot_rules_passages(spec, "schemas/passages.xml", &error);
	g_assert_no_error(error);
	g_assert_true(ot_rules_check_spec(rules, choice, spec, &england, findings, &error));
	size_t n = ot_findings_count(findings);
	g_assert_true(ot_rules_check_text(rules, choice, passages, &england, findings, &error));
	g_assert_no_error(error);
	for (size_t i = n; i < ot_findings_count(findings); i++) {
		const OtFinding *it = ot_findings_get(findings, i);
		if (strcmp(it->code, "WRD001") != 0)
			continue;
		g_assert_cmpstr(it->where.file, ==, "spec.xml");
		g_assert_cmpint(it->where.line, >, 1);
		g_assert_cmpstr(it->where.place, ==, "requirement R1, text");
		return;
	}
	g_assert_not_reached();
}

/* --- examples ------------------------------------------------------------------------------ */

static void
test_examples(void)
{
	g_autoptr(OtRules) rules = read_rules(PACK);
	size_t n = 0;

	for (size_t i = 0; i < ot_rules_count(rules); i++) {
		const GArray *examples = ot_rules_examples(rules, i);
		g_assert_cmpuint(examples->len, >=, 2);
		for (guint j = 0; j < examples->len; j++, n++) {
			OtRuleExample example = g_array_index(examples, OtRuleExample, j);
			g_autoptr(GError) error = NULL;
			bool holds = ot_rules_try_example(rules, i, &example, &error);
			g_assert_no_error(error);
			if (!holds)
				g_error("%s, line %d", ot_rules_info(rules, i)->code, example.line);
			/* One that says the contrary doesn't hold. */
			example.bad = !example.bad;
			g_assert_false(ot_rules_try_example(rules, i, &example, &error));
			g_assert_no_error(error);
		}
	}
	g_assert_cmpuint(n, ==, 25);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/rules/passages", test_passages);
	g_test_add_func("/rules/kinds", test_kinds);
	g_test_add_func("/rules/reference", test_reference);
	g_test_add_func("/rules/reference-overlap", test_reference_overlap);
	g_test_add_func("/rules/mistakes", test_mistakes);
	g_test_add_func("/rules/checked", test_checked);
	g_test_add_func("/rules/info", test_info);
	g_test_add_func("/rules/sources", test_sources);
	g_test_add_func("/rules/severity", test_severity);
	g_test_add_func("/rules/choice", test_choice);
	g_test_add_func("/rules/structure", test_structure);
	g_test_add_func("/rules/numbers", test_numbers);
	g_test_add_func("/rules/cost", test_cost);
	g_test_add_func("/rules/limit", test_limit);
	g_test_add_func("/rules/wrong-arguments", test_wrong_arguments);
	g_test_add_func("/rules/words", test_words);
	g_test_add_func("/rules/broken-of-ours", test_broken_of_ours);
	g_test_add_func("/rules/specification", test_specification);
	g_test_add_func("/rules/examples", test_examples);
	return g_test_run();
}
