/* SPDX-License-Identifier: MIT
 *
 * Translations: of templates, of specifications, and of the words that come with the program.
 */
#include "base/file.h"
#include "base/limits.h"
#include "check/parity.h"
#include "document/answers.h"
#include "document/template.h"
#include "spec/told.h"
#include "translation/unit.h"
#include "translation/update.h"
#include "xml/source.h"

#include <string.h>

#define DATA "tests/unit/data/translation"

static OtSchema *vocabulary;
static OtTemplateRules *rules;

static OtLabels *
load_labels(const char *lang)
{
	g_autofree char *path = g_strdup_printf("templates/labels.%s.xml", lang);
	GError *error = NULL;
	OtLabels *labels = ot_labels_load(path, &error);

	g_assert_no_error(error);
	return labels;
}

/* --- texts --------------------------------------------------------------------------------- */

static void
test_pieces(void)
{
	g_autoptr(GPtrArray) pieces = ot_unit_pieces("a {2} b{{c}} {11}");
	const OtUnitPiece *const *piece = (const OtUnitPiece *const *) pieces->pdata;

	g_assert_cmpuint(pieces->len, ==, 4);
	g_assert_cmpstr(piece[0]->words, ==, "a ");
	g_assert_cmpint(piece[1]->number, ==, 2);
	g_assert_cmpstr(piece[2]->words, ==, " b{c} ");
	g_assert_cmpint(piece[3]->number, ==, 11);
	g_assert_null(ot_unit_pieces("a {b}"));
	g_assert_null(ot_unit_pieces("a {"));
	g_assert_null(ot_unit_pieces("a } b"));
	g_assert_null(ot_unit_pieces("{0}"));
	g_assert_null(ot_unit_pieces("{123456789}"));
}

static void
test_match(void)
{
	g_assert_true(ot_unit_is_match("a {1} b {2}", "{2} c {1}"));
	g_assert_true(ot_unit_is_match("a", "b"));
	g_assert_true(ot_unit_is_match("a {{1}}", "{{1}} b"));
	g_assert_false(ot_unit_is_match("a {1}", "b"));
	g_assert_false(ot_unit_is_match("a", "b {1}"));
	g_assert_false(ot_unit_is_match("a {1}", "b {1} {1}"));
	g_assert_false(ot_unit_is_match("a {1}", "b {2}"));
	g_assert_false(ot_unit_is_match("a {1}", "b {1"));
}

/* --- reading ------------------------------------------------------------------------------- */

static void
check_broken(const char *root, const char *texts, const char *expected)
{
	g_autofree char *folder = g_dir_make_tmp("outset-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "a.cy.xml", NULL);
	g_autofree char *file = g_strdup_printf(
		"<translation xmlns='urn:outset:translation:1' version='1.0.0' date='2026-11-30' %s>"
		"%s</translation>",
		root, texts);
	g_autoptr(GError) error = NULL;

	g_assert_true(g_file_set_contents(path, file, -1, NULL));
	g_assert_null(ot_translation_load(path, vocabulary, &error));
	g_assert_nonnull(strstr(error->message, expected));
	g_assert_cmpint(remove(path), ==, 0);
	g_assert_cmpint(remove(folder), ==, 0);
}

static void
test_broken(void)
{
	const char *draft = "of='a' xml:lang='cy' status='draft'";

	check_broken(draft, "<text><of>b {1}</of><as>c</as></text>",
	             "each of the numbers in braces");
	check_broken(draft, "<text><of>b</of><as>c }</as></text>", "each of the numbers in braces");
	check_broken(draft,
	             "<text><of>b</of><as>c</as></text><text><of> b </of><as>d</as></text>",
	             "\"b\" is there twice");
	check_broken(draft, "<text><as>c</as></text>", "of");
	check_broken(draft, "<text><of/><as>c</as></text>", "of");
	check_broken("of='b' xml:lang='cy' status='draft'", "", "a file named b.cy.xml");
	check_broken("of='a' xml:lang='ga' status='draft'", "", "a file named a.ga.xml");
	check_broken("of='a' xml:lang='cy' status='read'", "", "who has read it");
	check_broken("of='a' xml:lang='cy' status='done'", "", "status");
	check_broken("of='a' status='draft'", "", "lang");
}

static void
test_names(void)
{
	g_autofree char *path = ot_translation_path("a.b/dpia.xml", "cy-GB");

	g_assert_cmpstr(path, ==, "a.b/dpia.cy.xml");
	g_assert_true(ot_lang_is_same("cy", "cy-GB"));
	g_assert_true(ot_lang_is_same("EN-gb", "en"));
	g_assert_false(ot_lang_is_same("en-GB", "en-US"));
	g_assert_false(ot_lang_is_same("cy", "cym"));
}

/* --- templates ----------------------------------------------------------------------------- */

static const char spec_text[] =
	"<specification xml:lang='en-GB'><identity reference='R1'><title>A title</title></identity>"
	"<authority role='buyer'><name xml:lang='cy'>Cyngor</name></authority>"
	"<engagement closes='2027-02-05'/></specification>";

static xmlDoc *
read_tree(const char *text)
{
	return xmlReadMemory(text, (int) strlen(text), "spec.xml", NULL, 0);
}

static OtTemplate *
load_letter(GPtrArray *units, GPtrArray *missing)
{
	GError *error = NULL;
	OtTemplate *template = ot_template_load(DATA "/letter.xml", rules, &error);

	g_assert_no_error(error);
	ot_template_translate(template, "cy", vocabulary, units, missing, &error);
	g_assert_no_error(error);
	return template;
}

static void
test_template(void)
{
	g_autoptr(GPtrArray) missing = ot_units_new();
	g_autoptr(OtTemplate) template = load_letter(NULL, missing);
	g_autoptr(OtLabels) labels = load_labels("cy");
	xmlDoc *tree = read_tree(spec_text);
	GError *error = NULL;
	g_autoptr(OtDocument) document = ot_template_expand(template, tree, labels, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(ot_template_info(template)->lang, ==, "cy-GB");
	g_assert_true(ot_template_info(template)->draft);
	g_assert_cmpuint(missing->len, ==, 2);
	g_assert_cmpstr(((const OtUnit *) missing->pdata[1])->words, ==, "The end");
	ot_document_mark_draft(document, labels);
	g_autofree char *dump = ot_document_dump(document), *expected = NULL;
	g_assert_true(g_file_get_contents(DATA "/letter.txt", &expected, NULL, NULL));
	g_assert_cmpstr(dump, ==, expected);
	xmlFreeDoc(tree);
}

/* Answers are there once for all languages, and a choice is shown in that of the document. */
static void
test_choice(void)
{
	g_autoptr(OtTemplate) template = load_letter(NULL, NULL);
	g_autoptr(OtLabels) labels = load_labels("cy");
	g_autoptr(OtSchema) schema = ot_schema_load("schemas/answers.xsd", NULL);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtAnswers) answers =
		ot_answers_read(DATA "/letter-answers.xml", "letter", schema, findings, NULL);
	g_assert_nonnull(answers);
	xmlDoc *tree = read_tree(spec_text);
	g_autoptr(OtDocument) document =
		ot_template_expand_answered(template, tree, labels, answers, findings, NULL);
	g_autofree char *dump = ot_document_dump(document);

	g_assert_cmpuint(ot_findings_count(findings), ==, 0);
	g_assert_nonnull(strstr(dump, "[a: Dau (choice)]"));
	xmlFreeDoc(tree);
}

/* Writing the file anew changes nothing in it: remarks, order and what is unused stay. */
static void
test_update(void)
{
	g_autoptr(GPtrArray) units = ot_units_new();
	g_autoptr(OtTemplate) template = load_letter(units, NULL);
	g_autoptr(OtTranslation) old = ot_translation_load(DATA "/letter.cy.xml", vocabulary, NULL);
	g_autoptr(GBytes) before = ot_file_read(DATA "/letter.cy.xml", OT_LIMIT_FILE_BYTES, NULL);
	g_autoptr(GBytes) after = ot_translation_update(old, ot_translation_info(old), units);
	OtTranslationState state = ot_translation_state(old, units);
	gsize n_before, n_after;
	const char *text = g_bytes_get_data(before, &n_before),
		   *other = g_bytes_get_data(after, &n_after);

	g_assert_cmpmem(text, n_before, other, n_after);
	g_assert_cmpuint(state.n_texts, ==, 12);
	g_assert_cmpuint(state.n_missing, ==, 1);
	g_assert_cmpuint(state.n_unused, ==, 1);
	state = ot_translation_state(NULL, units);
	g_assert_cmpuint(state.n_missing, ==, 12);
}

/* --- specifications ------------------------------------------------------------------------ */

static OtTranslation *
make_translation(const char *texts, char **folder)
{
	*folder = g_dir_make_tmp("outset-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(*folder, "spec.cy.xml", NULL);
	g_autofree char *file = g_strdup_printf(
		"<translation xmlns='urn:outset:translation:1' of='spec' version='1.0.0' "
		"date='2026-11-30' xml:lang='cy' status='draft'>%s</translation>", texts);
	GError *error = NULL;

	g_assert_true(g_file_set_contents(path, file, -1, NULL));
	OtTranslation *translation = ot_translation_load(path, vocabulary, &error);
	g_assert_no_error(error);
	g_assert_cmpint(remove(path), ==, 0);
	g_assert_cmpint(remove(*folder), ==, 0);
	return translation;
}

static void
test_specification(void)
{
	g_autofree char *folder = NULL;
	g_autoptr(OtTranslation) translation = make_translation(
		"<text><of>A title</of><as>Teitl</as></text>"
		"<text><of>falls</of><as>codymau</as></text>", &folder);
	g_autoptr(OtSchema) schema = ot_schema_load("schemas/spec.xsd", NULL);
	xmlDoc *tree = read_tree(
		"<specification xml:lang='en-GB'><identity reference='A title'><title>A  title</title>"
		"<summary>Other words</summary></identity><authority><name xml:lang='cy'>Cyngor</name>"
		"<contact id='C1'><name>A title</name></contact></authority><outcomes><outcome><measure "
		"unit='falls'/></outcome></outcomes></specification>");
	xmlChar *text;
	int len;

	g_autoptr(GPtrArray) units = ot_spec_units(tree, ot_schema_model(schema), "cy");
	g_assert_cmpuint(units->len, ==, 3);
	ot_spec_translate(tree, ot_schema_model(schema), translation);
	xmlDocDumpMemory(tree, &text, &len);
	g_assert_cmpstr(
		(const char *) text, ==,
		"<?xml version=\"1.0\"?>\n"
		"<specification xml:lang=\"cy\"><identity reference=\"A title\"><title>Teitl</title>"
		"<summary xml:lang=\"en-GB\">Other words</summary></identity><authority><name>Cyngor</name>"
		"<contact id=\"C1\"><name>A title</name></contact></authority><outcomes><outcome><measure "
		"unit=\"codymau\"/></outcome></outcomes></specification>\n");
	xmlFree(text);
	xmlFreeDoc(tree);
}

static void
check_numbers(const OtLabels *labels, const char *text, const char *expected)
{
	g_autoptr(GPtrArray) numbers = ot_parity_numbers(labels, text);
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < numbers->len; i++)
		g_string_append_printf(list, "%s%s", i > 0 ? " | " : "",
		                       (const char *) g_ptr_array_index(numbers, i));
	g_assert_cmpstr(list->str, ==, expected);
}

static void
test_numbers(void)
{
	g_autoptr(OtLabels) english = load_labels("en");
	g_autoptr(OtLabels) welsh = load_labels("cy");

	check_numbers(english, "By 5 March 2027, at 10.30.", "10.30 | 2027 | 5 | month 3");
	check_numbers(welsh, "Erbyn 5 Mawrth 2027, am 10.30.", "10.30 | 2027 | 5 | month 3");
	check_numbers(english, "You may march 4 marchers, 1,200 in all", "1200 | 4");
	check_numbers(english, "on the 3rd May", "3 | month 5");
	check_numbers(welsh, "£2.1 miliwn; 29%", "2.1 | 29");
	check_numbers(english, "", "");
}

/* --- what comes with the program ----------------------------------------------------------- */

static void
check_template(const char *name)
{
	g_autofree char *path = g_strdup_printf("templates/%s.xml", name);
	g_autofree char *file = g_strdup_printf("templates/%s.cy.xml", name);
	g_autoptr(GPtrArray) units = ot_units_new();
	g_autoptr(GPtrArray) missing = ot_units_new();
	GError *error = NULL;
	g_autoptr(OtTemplate) template = ot_template_load(path, rules, &error);
	g_assert_no_error(error);
	g_autoptr(OtTranslation) translation = ot_translation_load(file, vocabulary, &error);
	g_assert_no_error(error);
	ot_template_translate(template, "cy", vocabulary, units, missing, &error);
	g_assert_no_error(error);

	for (guint i = 0; i < missing->len; i++)
		g_test_message("%s: not translated: %s", name,
		               ((const OtUnit *) g_ptr_array_index(missing, i))->words);
	const OtTranslationState state = ot_translation_state(translation, units);
	if (missing->len > 0 || state.n_unused > 0)
		g_test_fail_printf("%s: %u texts are not translated, %u are no longer there; run "
		                   "outset translate %s", file, missing->len, state.n_unused, path);
}

/* A translation that comes along has all texts of its template and its parts, and no other. */
static void
test_complete(void)
{
	GDir *templates = g_dir_open("templates", 0, NULL);
	const char *name;
	int n_found = 0;

	while ((name = g_dir_read_name(templates)) != NULL) {
		if (!g_str_has_suffix(name, ".cy.xml") || g_str_has_prefix(name, "labels.") ||
		    g_str_has_prefix(name, "terms."))
			continue;
		g_autofree char *stem = g_strndup(name, strlen(name) - strlen(".cy.xml"));
		check_template(stem);
		n_found++;
	}
	g_dir_close(templates);
	g_assert_cmpint(n_found, >=, 4);
}

/* The names in braces of a label, in the order of the alphabet; free with g_free(). */
static char *
list_braces(const char *words)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (const char *at = strchr(words, '{'); at != NULL; at = strchr(at + 1, '{'))
		g_ptr_array_add(names, g_strndup(at, strcspn(at, "}")));
	g_ptr_array_sort(names, (GCompareFunc) g_strcmp0);
	return g_strdup_printf("%u", names->len);
}

static void
check_label(const xmlNode *label, const OtLabels *welsh)
{
	const char *key = ot_xml_attr(label, "key");
	g_autofree char *words = ot_source_text(label);
	g_autofree char *own = list_braces(words), *other = list_braces(ot_labels_get(welsh, key));

	/* Without words, a label is its key. */
	if (strcmp(ot_labels_get(welsh, key), key) == 0 && strlen(key) > 2)
		g_test_fail_printf("the label \"%s\" has no Welsh", key);
	g_assert_cmpstr(own, ==, other);
}

static void
test_labels(void)
{
	g_autoptr(OtXml) english = ot_source_read("templates/labels.en.xml", NULL);
	g_autoptr(OtLabels) welsh = load_labels("cy");
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(english));

	for (const xmlNode *node = ot_xml_child(root, NULL); node != NULL;
	     node = ot_xml_next(node, NULL)) {
		if (ot_xml_is(node, "label"))
			check_label(node, welsh);
		for (const xmlNode *code = ot_xml_child(node, "code"); code != NULL;
		     code = ot_xml_next(code, "code"))
			if (ot_labels_code(welsh, ot_xml_attr(node, "list"),
			                   ot_xml_attr(code, "value")) == NULL)
				g_test_fail_printf(
					"the code \"%s\" of the list \"%s\" has no Welsh",
					ot_xml_attr(code, "value"), ot_xml_attr(node, "list"));
	}
}

static void
test_terms(void)
{
	GError *error = NULL;
	g_autoptr(OtTranslation) terms =
		ot_translation_load("templates/terms.cy.xml", vocabulary, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(ot_translation_find(terms, "outcome"), ==, "canlyniad");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	vocabulary = ot_translation_vocabulary("schemas", NULL);
	rules = ot_template_rules_load("schemas", NULL, NULL);
	g_test_add_func("/translation/pieces", test_pieces);
	g_test_add_func("/translation/match", test_match);
	g_test_add_func("/translation/broken", test_broken);
	g_test_add_func("/translation/names", test_names);
	g_test_add_func("/translation/template", test_template);
	g_test_add_func("/translation/choice", test_choice);
	g_test_add_func("/translation/update", test_update);
	g_test_add_func("/translation/specification", test_specification);
	g_test_add_func("/translation/numbers", test_numbers);
	g_test_add_func("/translation/complete", test_complete);
	g_test_add_func("/translation/labels", test_labels);
	g_test_add_func("/translation/terms", test_terms);
	int status = g_test_run();
	ot_template_rules_free(rules);
	ot_schema_free(vocabulary);
	return status;
}
