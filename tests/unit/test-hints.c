/* SPDX-License-Identifier: MIT
 *
 * A pattern of a rule says near which words it is tried, and with which others: that is for speed, and
 * must never lose a finding.  So the rules are read a second time from copies without these words, and
 * both have to find the same: in sentences that people labelled, in the examples of the rules, in the
 * samples, and in texts that are made up from each pattern.
 */
#include "pattern-sample.h"
#include "rules/lists.h"
#include "rules/pack.h"
#include "rules/specification.h"
#include "shipped-files.h"

#include <glib/gstdio.h>

#define LABELLED "tests/wording/dev.tsv"
#define PASSAGES "schemas/passages.xml"

/* Texts that are made up from each pattern. */
#define N_SAMPLES 40

/* The hints that are taken away. */
#define WITH "with"
#define BOTH "near|with"

/*
 * Rules whose patterns are wider than what is looked for, so that the words near them narrow it: of the
 * letters of a standard they say with which digits its numbers start; of measures, that they stand
 * apart from "by"; and a project is no program.
 */
static const char *const narrowed[] = {"LAW002", "LAW003", "OUT056", "OUT064", NULL};

static const OtCircumstances circumstances = {"tender", "GB-ENG", "procurement-act-2023", "2026-11-09"};

/* A pattern with hints, and the rule that it is of. */
typedef struct {
	char *code, *pattern;
	char *kind;    /* of the passages that the rule looks at, one of them */
	char *example; /* of what the rule raises; NULL: the pattern itself is found */
} Hinted;

typedef struct {
	OtRules *rules, *bare; /* with the hints and without */
	OtRuleChoice *choice;
	GPtrArray *hinted;     /* of Hinted */
	bool with_only;        /* all words that a pattern is near to are still there */
	size_t n_compared, n_found;
} Fixture;

static void
free_hinted(void *data)
{
	Hinted *hinted = data;

	g_free(hinted->code);
	g_free(hinted->pattern);
	g_free(hinted->kind);
	g_free(hinted->example);
	g_free(hinted);
}

/* --- two sets of rules ----------------------------------------------------------------------- */

/* A pack without these hints, in a file for the moment; free with g_free(). */
static char *
write_bare(const char *path, const char *hints)
{
	g_autofree char *attrs = g_strdup_printf(" (?:%s)=\"[^\"]*\"", hints);
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL, *bare = NULL, *copy = NULL;
	g_autoptr(GRegex) hint = g_regex_new(attrs, 0, 0, &error);
	int fd = g_file_open_tmp("outset-XXXXXX.xml", &copy, &error);

	g_assert_no_error(error);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	bare = g_regex_replace_literal(hint, text, -1, 0, "", 0, &error);
	g_assert_no_error(error);
	g_close(fd, NULL);
	g_assert_true(g_file_set_contents(copy, bare, -1, NULL));
	return g_steal_pointer(&copy);
}

/* The shipped rules without these hints; NULL: with all. */
static OtRules *
read_rules(const char *hints)
{
	g_autoptr(GPtrArray) words = list_files("schemas/words");
	g_autoptr(GPtrArray) constants = list_files("schemas/reference");
	g_autoptr(GPtrArray) packs = list_files("schemas/rules");
	OtWordLists *lists = ot_word_lists_new();
	OtReference *reference = ot_reference_new();
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < words->len; i++)
		ot_word_lists_load(lists, g_ptr_array_index(words, i), true, &error);
	for (guint i = 0; i < constants->len; i++)
		ot_reference_load(reference, g_ptr_array_index(constants, i), &error);
	OtRules *rules = ot_rules_new(lists, reference);
	for (guint i = 0; i < packs->len && error == NULL; i++) {
		const char *path = g_ptr_array_index(packs, i);
		g_autofree char *copy = hints != NULL ? write_bare(path, hints) : NULL;
		ot_rules_load(rules, copy != NULL ? copy : path, true, &error);
		if (copy != NULL)
			g_remove(copy);
	}
	if (error == NULL)
		ot_rules_compile(rules, &error);
	g_assert_no_error(error);
	return rules;
}

/* --- the patterns ---------------------------------------------------------------------------- */

static const xmlNode *
rule_of(const xmlNode *node)
{
	while (!ot_xml_is(node, "rule"))
		node = node->parent;
	return node;
}

/* The first bad example of a rule; free with xmlFree(). */
static xmlChar *
find_example(const xmlNode *rule)
{
	for (const xmlNode *example = ot_xml_child(rule, "example"); example != NULL;
	     example = ot_xml_next(example, "example"))
		if (ot_xml_child(example, "bad") != NULL)
			return xmlNodeGetContent(ot_xml_child(example, "bad"));
	g_assert_not_reached();
}

static void
add_hinted(GPtrArray *patterns, const xmlNode *node)
{
	const xmlNode *rule = rule_of(node), *words = ot_xml_child(rule, "words");
	const char *kinds = words != NULL ? ot_xml_attr(words, "in") : "context";
	Hinted *hinted = g_new0(Hinted, 1);

	hinted->code = g_strdup(ot_xml_attr(rule, "code"));
	hinted->pattern = g_strdup(ot_xml_attr(node, "pattern"));
	hinted->kind = g_strndup(kinds, strcspn(kinds, " "));
	if (!ot_xml_is(node, "find")) {
		xmlChar *example = find_example(rule);
		hinted->example = g_strdup((const char *) example);
		xmlFree(example);
	}
	g_ptr_array_add(patterns, hinted);
}

static GPtrArray *
list_hinted(void)
{
	g_autoptr(GPtrArray) packs = list_files("schemas/rules");
	GPtrArray *patterns = g_ptr_array_new_with_free_func(free_hinted);

	for (guint i = 0; i < packs->len; i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(OtXml) xml = ot_xml_read(g_ptr_array_index(packs, i), findings, NULL);
		for (const xmlNode *node = xmlDocGetRootElement(ot_xml_doc(xml)); node != NULL;
		     node = ot_xml_after(node))
			if (node->type == XML_ELEMENT_NODE && ot_xml_attr(node, "near") != NULL)
				add_hinted(patterns, node);
	}
	return patterns;
}

/* --- comparing ------------------------------------------------------------------------------- */

static OtFindings *
run_rules(const OtRules *rules, const OtRuleChoice *choice, const OtText *text)
{
	OtFindings *findings = ot_findings_new();
	g_autoptr(GError) error = NULL;

	ot_rules_check_text(rules, choice, text, &circumstances, findings, &error);
	g_assert_no_error(error);
	ot_findings_sort(findings);
	return findings;
}

/* What was found, one a line: the rule, the words and where they stand. */
static char *
spell_findings(const Fixture *fixture, const OtFindings *findings)
{
	GString *lines = g_string_new(NULL);

	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *it = ot_findings_get(findings, i);
		if (fixture->with_only || !g_strv_contains(narrowed, it->code))
			g_string_append_printf(lines, "%s “%s” %s\n", it->code,
			                       it->matched != NULL ? it->matched : "",
			                       it->message);
	}
	return g_string_free(lines, FALSE);
}

/* `what` is for messages. */
static void
compare_text(Fixture *fixture, const OtText *text, const char *what)
{
	g_autoptr(OtFindings) hinted = run_rules(fixture->rules, fixture->choice, text);
	g_autoptr(OtFindings) bare = run_rules(fixture->bare, fixture->choice, text);
	g_autofree char *found = spell_findings(fixture, hinted);
	g_autofree char *all = spell_findings(fixture, bare);

	fixture->n_compared++;
	fixture->n_found += ot_findings_count(bare);
	if (strcmp(found, all) != 0) {
		g_test_message("%s: with the hints:\n%swithout:\n%s", what, found, all);
		g_test_fail();
	}
}

/* Compare a sentence as each of these kinds of passages. */
static void
compare_sentence(Fixture *fixture, const char *sentence, const char *kinds)
{
	g_auto(GStrv) names = g_strsplit(kinds, " ", -1);

	for (char **name = names; *name != NULL; name++) {
		OtPassage passage = {.text = sentence, .len = strlen(sentence)};
		g_autoptr(OtText) text = ot_text_new();
		g_assert_true(ot_passage_kind_find(*name, &passage.kind));
		if (ot_text_add(text, &passage))
			compare_text(fixture, text, sentence);
	}
}

static void
set_up(Fixture *fixture, gconstpointer hints)
{
	*fixture = (Fixture){
		.rules = read_rules(NULL),
		.bare = read_rules(hints),
		.hinted = list_hinted(),
		.with_only = strcmp(hints, WITH) == 0,
	};
	fixture->choice = ot_rule_choice_new(fixture->rules, &circumstances);
	g_assert_cmpuint(ot_rules_count(fixture->rules), ==, ot_rules_count(fixture->bare));
	g_assert_cmpuint(fixture->hinted->len, >, 150);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void) data;
	g_test_message("%zu texts, %zu findings", fixture->n_compared, fixture->n_found);
	ot_rule_choice_free(fixture->choice);
	ot_rules_free(fixture->rules);
	ot_rules_free(fixture->bare);
	g_ptr_array_unref(fixture->hinted);
}

/* --- texts ----------------------------------------------------------------------------------- */

static void
test_labelled(Fixture *fixture, gconstpointer data)
{
	enum { KIND = 2, TEXT = 4, N_COLUMNS };
	g_autofree char *tsv = NULL;

	(void) data;
	g_assert_true(g_file_get_contents(LABELLED, &tsv, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(g_strchomp(tsv), "\n", -1);
	for (char **line = lines + 1; *line != NULL; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "\t", -1);
		g_assert_cmpuint(g_strv_length(cells), >, N_COLUMNS);
		compare_sentence(fixture, cells[TEXT], "requirement selection outcome context");
	}
	g_assert_cmpuint(fixture->n_found, >, 200);
}

static void
test_examples(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (size_t i = 0; i < ot_rules_count(fixture->rules); i++) {
		const GArray *examples = ot_rules_examples(fixture->rules, i);
		for (guint n = 0; n < examples->len; n++) {
			const OtRuleExample *it = &g_array_index(examples, OtRuleExample, n);
			if (it->text != NULL)
				compare_sentence(fixture, it->text, ot_passage_kind_name(it->kind));
		}
	}
	g_assert_cmpuint(fixture->n_found, >, 100);
}

static void
test_samples(Fixture *fixture, gconstpointer data)
{
	static const char *const samples[] = {"samples/winter-gritting/spec.xml",
	                                      "tests/unit/spec/complete.xml"};
	g_autoptr(GError) error = NULL;
	g_autoptr(OtPassageTable) table = ot_passage_table_load(PASSAGES, &error);

	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(OtXml) xml = ot_xml_read(samples[i], findings, &error);
		g_autoptr(OtText) text = ot_text_new();
		ot_xml_strip_namespaces(ot_xml_doc(xml));
		ot_passage_table_apply(table, ot_xml_doc(xml), xml, text, &error);
		g_assert_no_error(error);
		compare_text(fixture, text, samples[i]);
	}
}

/*
 * Only the rule of the pattern runs, and what a guard keeps back is kept back by both.  What a guard
 * looks for stands before an example of what its rule raises.
 */
static void
test_made_up(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(20261130);

	(void) data;
	for (guint i = 0; i < fixture->hinted->len; i++) {
		const Hinted *hinted = g_ptr_array_index(fixture->hinted, i);
		g_autoptr(GError) error = NULL;

		ot_rule_choice_clear(fixture->choice);
		ot_rule_choice_set(fixture->choice, fixture->rules, hinted->code, OT_RULE_OWN, &error);
		g_assert_no_error(error);
		for (int k = 0; k < N_SAMPLES; k++) {
			g_autofree char *made = pattern_sample(hinted->pattern, random);
			g_autofree char *text =
				hinted->example != NULL
					? g_strdup_printf("%s and %s", made, hinted->example)
					: g_strdup_printf("Here %s it is.", made);
			compare_sentence(fixture, text, hinted->kind);
		}
	}
	g_assert_cmpuint(fixture->n_found, >, fixture->hinted->len * N_SAMPLES / 4);
}

static void
add(const char *name, const char *hints, void (*test)(Fixture *, gconstpointer))
{
	g_autofree char *path =
		g_strdup_printf("/hints/%s/%s", name, strcmp(hints, WITH) == 0 ? "with" : "both");

	g_test_add(path, Fixture, hints, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
	static const char *const hints[] = {WITH, BOTH};

	g_setenv("OUTSET_DATA", ".", TRUE);
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(hints); i++) {
		add("labelled", hints[i], test_labelled);
		add("examples", hints[i], test_examples);
		add("samples", hints[i], test_samples);
		add("made-up", hints[i], test_made_up);
	}
	return g_test_run();
}
