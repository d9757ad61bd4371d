/* SPDX-License-Identifier: MIT
 *
 * The packs of rules, lists of words and constants that are shipped, and the table of passages.
 */
#include "rules/lists.h"
#include "rules/pack.h"
#include "rules/specification.h"
#include "shipped-files.h"
#include "xml/schema-model.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

#define PASSAGES "schemas/passages.xml"
#define COMPLETE "tests/unit/spec/complete.xml"
#define SAMPLE   "samples/winter-gritting/spec.xml"

/* All problems are said, so that who writes a pack sees them at once. */
static void
complain(const char *format, ...) G_GNUC_PRINTF(1, 2);

static void
complain(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_test_message("%s", message);
	g_test_fail();
}

/* Whether an error was set; it is said and taken away. */
static bool
complain_of(GError **error)
{
	if (*error == NULL)
		return false;
	complain("%s", (*error)->message);
	g_clear_error(error);
	return true;
}

static OtRules *
read_all(void)
{
	g_autoptr(GPtrArray) words = list_files("schemas/words");
	g_autoptr(GPtrArray) constants = list_files("schemas/reference");
	g_autoptr(GPtrArray) packs = list_files("schemas/rules");
	OtWordLists *lists = ot_word_lists_new();
	OtReference *reference = ot_reference_new();
	g_autoptr(GError) error = NULL;
	bool loaded = true;

	for (guint i = 0; i < words->len && loaded; i++)
		loaded = ot_word_lists_load(lists, g_ptr_array_index(words, i), true, &error);
	for (guint i = 0; i < constants->len && loaded; i++)
		loaded = ot_reference_load(reference, g_ptr_array_index(constants, i), &error);
	OtRules *rules = ot_rules_new(lists, reference);
	for (guint i = 0; i < packs->len && loaded; i++)
		loaded = ot_rules_load_checked(rules, g_ptr_array_index(packs, i), NULL, NULL,
		                               &error);
	if (loaded)
		ot_rules_compile(rules, &error);
	g_assert_no_error(error);
	return rules;
}

/* --- what is shipped ----------------------------------------------------------------------- */

static void
check_folder(const char *folder, const char *schema_path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtSchema) schema = ot_schema_load(schema_path, &error);
	g_autoptr(GPtrArray) files = list_files(folder);

	g_assert_no_error(error);
	for (guint i = 0; i < files->len; i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(OtXml) xml = ot_xml_read(g_ptr_array_index(files, i), findings, &error);
		g_assert_no_error(error);
		if (xml != NULL)
			ot_schema_check(schema, xml, findings);
		for (size_t j = 0; j < ot_findings_count(findings); j++) {
			const OtFinding *it = ot_findings_get(findings, j);
			complain("%s:%d:%d: %s", it->where.file, it->where.line, it->where.column,
			         it->message);
		}
	}
}

static void
test_valid(void)
{
	check_folder("schemas/rules", "schemas/rules.xsd");
	check_folder("schemas/words", "schemas/words.xsd");
	check_folder("schemas/reference", "schemas/reference.xsd");
}

/* No list has an entry twice, which is not looked for where our lists are read for a check. */
static void
test_lists(void)
{
	g_autoptr(GPtrArray) files = list_files("schemas/words");
	g_autoptr(OtWordLists) ours = ot_word_lists_new(), as_of_others = ot_word_lists_new();
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < files->len; i++) {
		const char *file = g_ptr_array_index(files, i);
		g_assert_true(ot_word_lists_load(ours, file, true, &error));
		g_assert_true(ot_word_lists_load(as_of_others, file, false, &error));
	}
	const GPtrArray *names = ot_word_lists_names(ours);
	g_assert_cmpuint(names->len, >, 40);
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		size_t n = ot_word_lists_count(ours, name);
		size_t different = ot_word_lists_count(as_of_others, name);
		if (n != different)
			complain("the list \"%s\" has %zu entries, of which %zu are different",
			         name, n, different);
	}
}

/* Every rule raises its bad examples and not its good ones. */
static void
test_examples(void)
{
	g_autoptr(OtRules) rules = read_all();
	g_autoptr(GError) error = NULL;

	for (size_t i = 0; i < ot_rules_count(rules); i++) {
		const OtRuleInfo *info = ot_rules_info(rules, i);
		const GArray *examples = ot_rules_examples(rules, i);
		size_t n[2] = {0};

		for (guint j = 0; j < examples->len; j++) {
			const OtRuleExample *it = &g_array_index(examples, OtRuleExample, j);
			n[it->bad]++;
			if (!ot_rules_try_example(rules, i, it, &error) && !complain_of(&error))
				complain("%s:%d: %s: this %s example %s", info->pack, it->line,
				         info->code, it->bad ? "bad" : "good",
				         it->bad ? "isn't found" : "is found");
		}
		if (n[true] == 0 || n[false] == 0)
			complain("%s: %s has no %s example", info->pack, info->code,
			         n[true] == 0 ? "bad" : "good");
		if (ot_rules_sources(rules, i)->len == 0)
			complain("%s: %s has no source", info->pack, info->code);
	}
}

/* A path of ours takes no more work than its nodes, so that it runs over the largest file. */
static void
test_cost(void)
{
	g_autoptr(OtRules) rules = read_all();

	for (size_t i = 0; i < ot_rules_count(rules); i++) {
		const OtRule *rule = ot_rules_get(rules, i);
		const OtRulePath *const paths[] = {&rule->each, &rule->report, &rule->value,
		                                   &rule->least, &rule->most, &rule->when};
		for (size_t j = 0; j < G_N_ELEMENTS(paths); j++)
			if (ot_path_is_costly(paths[j]->text))
				complain("%s: %s: the path \"%s\" is costly (see rules/pack.h)",
				         rule->info.pack, rule->info.code, paths[j]->text);
	}
}

/* --- other regimes ------------------------------------------------------------------------- */

/* The words of a message, without what it is filled with; free with g_free(). */
static char *
words_of_message(const OtRule *rule)
{
	GString *words = g_string_new(NULL);

	for (guint i = 0; i < rule->message->len; i++) {
		const OtMessagePiece *piece = &g_array_index(rule->message, OtMessagePiece, i);
		g_string_append(words, piece->words != NULL ? piece->words : " ");
	}
	return g_string_free(words, FALSE);
}

/* Whether a text names the Procurement Act 2023: by name, or by a section of no other act. */
static bool
names_the_act(const char *text)
{
	static const char act[] = "\\bPA ?23\\b|Procurement Act|SI 2024/692|\\bNPPS\\b";
	static const char section[] = "\\bss?\\. ?[0-9]";
	static const char other[] = "\\bAct (19|20)[0-9][0-9]\\b";

	return g_regex_match_simple(act, text, G_REGEX_CASELESS, 0) ||
	       (g_regex_match_simple(section, text, 0, 0) &&
	        !g_regex_match_simple(other, text, 0, 0));
}

static void
check_regime(const OtRules *rules, const OtCircumstances *circumstances)
{
	for (size_t i = 0; i < ot_rules_count(rules); i++) {
		const OtRule *rule = ot_rules_get(rules, i);
		const OtRuleSource *source = ot_rules_source(rules, i, circumstances);
		g_autofree char *message = words_of_message(rule);
		if (source == NULL)
			continue;
		const char *const texts[] = {message, rule->info.why, rule->info.advice,
		                             source->text, rule->info.title};
		for (size_t j = 0; j < G_N_ELEMENTS(texts); j++)
			if (names_the_act(texts[j]))
				complain("%s: %s, under %s in %s, prints \"%s\"", rule->info.pack,
				         rule->info.code, circumstances->regime,
				         circumstances->jurisdiction, texts[j]);
	}
}

/* Scotland has its own law, and health care services theirs. */
static void
test_regimes(void)
{
	g_assert_true(names_the_act("PA23 s.56(4)"));
	g_assert_true(names_the_act("see s.56"));
	g_assert_true(names_the_act("under the Procurement Act 2023, section 16"));
	g_assert_false(names_the_act("Equality Act 2010 s.149"));
	g_assert_false(names_the_act("Procurement Reform (Scotland) Act 2014 s.9"));

	static const OtCircumstances others[] = {
		{"tender", "GB-SCT", "scotland-2015", "2026-11-09"},
		{"tender", "GB-ENG", "provider-selection-regime", "2026-11-09"},
	};
	g_autoptr(OtRules) rules = read_all();

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		check_regime(rules, &others[i]);
}

/* A rule that applies nowhere is none. */
static void
test_reach(void)
{
	static const char *const regimes[] = {
		"procurement-act-2023", "below-threshold", "provider-selection-regime",
		"scotland-2015", "utilities", "other",
	};
	static const char *const jurisdictions[] = {"GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR"};
	static const char *const stages[] = {"engagement", "tender"};
	g_autoptr(OtRules) rules = read_all();
	g_autofree bool *reached = g_new0(bool, ot_rules_count(rules) + 1);

	for (size_t i = 0; i < G_N_ELEMENTS(regimes); i++)
		for (size_t j = 0; j < G_N_ELEMENTS(jurisdictions); j++)
			for (size_t k = 0; k < G_N_ELEMENTS(stages); k++) {
				const OtCircumstances it = {stages[k], jurisdictions[j], regimes[i],
				                            "2026-11-09"};
				OtSeverity severity;
				for (size_t n = 0; n < ot_rules_count(rules); n++)
					reached[n] |= ot_rules_severity(rules, n, &it, &severity);
			}
	for (size_t n = 0; n < ot_rules_count(rules); n++)
		if (!reached[n])
			complain("%s applies nowhere", ot_rules_info(rules, n)->code);
}

/* The checks that a specification for early engagement should have, each covered by some rule. */
static void
test_covers(void)
{
	enum { N_CHECKS = 30 };
	g_autoptr(OtRules) rules = read_all();
	bool covered[N_CHECKS + 1] = {false};

	for (size_t n = 0; n < ot_rules_count(rules); n++) {
		const char *covers = ot_rules_info(rules, n)->covers;
		g_auto(GStrv) names = g_strsplit(covers != NULL ? covers : "", " ", -1);
		for (char **name = names; *name != NULL; name++) {
			int number = 0;
			if (sscanf(*name, "OF-%d", &number) == 1 && number >= 1 &&
			    number <= N_CHECKS)
				covered[number] = true;
		}
	}
	for (int number = 1; number <= N_CHECKS; number++)
		if (!covered[number])
			complain("no rule covers OF-%02d", number);
	g_assert_cmpuint(ot_rules_count(rules), >=, 60);
}

/* --- specifications ------------------------------------------------------------------------ */

static OtXml *
read_tree(const char *path)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	OtXml *xml = ot_xml_read(path, findings, NULL);

	g_assert_nonnull(xml);
	ot_xml_strip_namespaces(ot_xml_doc(xml));
	return xml;
}

/* Run everything over a tree, which may lack anything. */
static void
run_all(const OtRules *rules, const OtPassageTable *table, xmlDoc *doc)
{
	static const OtCircumstances circumstances = {
		"tender", "GB-ENG", "procurement-act-2023", "2026-11-09",
	};
	g_autoptr(OtRuleChoice) choice = ot_rule_choice_new(rules, &circumstances);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtText) text = ot_text_new();
	g_autoptr(GError) error = NULL;

	ot_structure_run(rules, choice, doc, NULL, &circumstances, findings, &error);
	complain_of(&error);
	ot_passage_table_apply(table, doc, NULL, text, &error);
	complain_of(&error);
	ot_rules_check_text(rules, choice, text, &circumstances, findings, &error);
	complain_of(&error);
}

/* The element with this number in the tree; NULL beyond its last. */
static xmlNode *
nth_element(xmlDoc *doc, size_t n)
{
	xmlNode *node = xmlDocGetRootElement(doc);

	for (; node != NULL; node = ot_xml_after(node))
		if (node->type == XML_ELEMENT_NODE && n-- == 0)
			return node;
	return NULL;
}

/* Without one of its elements or the attributes of one, a specification is checked all the same. */
static void
test_gaps(void)
{
	g_autoptr(OtRules) rules = read_all();
	g_autoptr(OtXml) xml = read_tree(COMPLETE);
	g_autoptr(GError) error = NULL;
	g_autoptr(OtPassageTable) table = ot_passage_table_load(PASSAGES, &error);

	g_assert_no_error(error);
	for (size_t n = 0; nth_element(ot_xml_doc(xml), n) != NULL; n += 3) {
		xmlDoc *doc = xmlCopyDoc(ot_xml_doc(xml), 1);
		xmlNode *node = nth_element(doc, n);
		if (n % 2 == 1 || node->parent->type == XML_DOCUMENT_NODE) {
			while (node->properties != NULL)
				xmlRemoveProp(node->properties);
		} else {
			xmlUnlinkNode(node);
			xmlFreeNode(node);
		}
		run_all(rules, table, doc);
		xmlFreeDoc(doc);
	}
}

static void
test_passages(void)
{
	static const struct {
		OtPassageKind kind;
		const char *start;
		bool equivalent;
	} expected[] = {
		{OT_PASSAGE_HEADING, "Knowing which roads will freeze", false},
		{OT_PASSAGE_CONTEXT, "Hafren Vale salts whole districts", false},
		{OT_PASSAGE_CONTEXT, "Winter 2025 to 2026 had 71 nights", false},
		{OT_PASSAGE_ESTATE, "Hartling Instruments", false},
		{OT_PASSAGE_ESTATE, "Eleven stations, built between", false},
		{OT_PASSAGE_CONTEXT, "Known cold spots, such as", false},
	};
	g_autoptr(OtXml) xml = read_tree(SAMPLE);
	g_autoptr(OtText) text = ot_text_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtPassageTable) table = ot_passage_table_load(PASSAGES, &error);
	size_t next = 0, n_equivalent = 0;
	int line = 0;

	g_assert_no_error(error);
	ot_passage_table_apply(table, ot_xml_doc(xml), xml, text, &error);
	g_assert_no_error(error);
	for (size_t i = 0; i < ot_text_count(text); i++) {
		const OtPassage *it = ot_text_get(text, i);
		g_assert_cmpint(it->where.line, >=, line);
		line = it->where.line;
		n_equivalent += it->equivalent;
		if (next == G_N_ELEMENTS(expected) ||
		    !g_str_has_prefix(it->text, expected[next].start))
			continue;
		g_assert_cmpint(it->kind, ==, expected[next].kind);
		g_assert_cmpint(it->equivalent, ==, expected[next].equivalent);
		next++;
	}
	g_assert_cmpuint(next, ==, G_N_ELEMENTS(expected));
	g_assert_cmpuint(n_equivalent, >, 0);
	g_assert_cmpuint(ot_text_words(text), >, 3000);
	g_assert_cmpstr(g_ptr_array_index(ot_text_estate(text), 1), ==, "Hartling Instruments");
	g_assert_cmpuint(ot_text_terms(text)->len, >, 0);
}

/* --- the table of passages covers the schema ------------------------------------------------ */

/* Build one of every element that the schema knows; those that hold a text go to `leaves`. */
static void
build(const OtSchemaModel *model, const OtComplexType *type, xmlNode *parent, GPtrArray *leaves)
{
	for (guint i = 0; i < type->particles->len; i++) {
		const OtParticle *it = &g_array_index(type->particles, OtParticle, i);
		const xmlChar *name = (const xmlChar *) it->name;
		bool is_leaf = it->type == NULL || it->type->content != NULL;

		/* A choice may name an element twice. */
		if (ot_xml_child(parent, it->name) != NULL)
			continue;
		xmlNode *node = xmlNewTextChild(parent, NULL, name,
		                                (const xmlChar *) (is_leaf ? "x" : NULL));
		if (!is_leaf)
			build(model, it->type, node, leaves);
		else if (strcmp(ot_schema_model_builtin(model, it->decl), "string") == 0)
			g_ptr_array_add(leaves, node);
	}
}

static void
test_coverage(void)
{
	xmlDoc *schema = xmlReadFile("schemas/spec.xsd", NULL, XML_PARSE_NONET);
	g_autoptr(OtSchemaModel) model = ot_schema_model_new(&schema, 1);
	const xmlNode *decl = ot_schema_model_root(model, "specification");
	xmlDoc *doc = xmlNewDoc((const xmlChar *) "1.0");
	xmlNode *root = xmlNewDocNode(doc, NULL, (const xmlChar *) "specification", NULL);
	g_autoptr(GPtrArray) leaves = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtPassageTable) table = ot_passage_table_load(PASSAGES, &error);

	g_assert_no_error(error);
	xmlDocSetRootElement(doc, root);
	build(model, ot_schema_model_type(model, decl), root, leaves);
	g_assert_cmpuint(leaves->len, >, 100);
	for (guint i = 0; i < leaves->len; i++) {
		const xmlNode *leaf = g_ptr_array_index(leaves, i);
		bool covered = ot_passage_table_covers(table, leaf, &error);
		g_assert_no_error(error);
		if (!covered) {
			g_autofree char *path = (char *) xmlGetNodePath(leaf);
			complain(PASSAGES " says nothing of %s", path);
		}
	}
	xmlFreeDoc(doc);
	g_clear_pointer(&model, ot_schema_model_free);
	xmlFreeDoc(schema);
}

static void
test_table_valid(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtSchema) schema = ot_schema_load("schemas/passages.xsd", &error);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtXml) xml = ot_xml_read(PASSAGES, findings, &error);

	g_assert_no_error(error);
	g_assert_nonnull(xml);
	g_assert_true(ot_schema_check(schema, xml, findings));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	g_test_add_func("/rules/shipped/valid", test_valid);
	g_test_add_func("/rules/shipped/lists", test_lists);
	g_test_add_func("/rules/shipped/examples", test_examples);
	g_test_add_func("/rules/shipped/cost", test_cost);
	g_test_add_func("/rules/shipped/regimes", test_regimes);
	g_test_add_func("/rules/shipped/reach", test_reach);
	g_test_add_func("/rules/shipped/covers", test_covers);
	g_test_add_func("/rules/shipped/gaps", test_gaps);
	g_test_add_func("/rules/passages/table", test_table_valid);
	g_test_add_func("/rules/passages/sample", test_passages);
	g_test_add_func("/rules/passages/coverage", test_coverage);
	return g_test_run();
}
