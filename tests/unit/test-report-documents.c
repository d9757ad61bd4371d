/* SPDX-License-Identifier: MIT
 *
 * What is made from a check's result through the document model: the tree, the page and the card.
 */
#include "base/error.h"
#include "document/style.h"
#include "document/template.h"
#include "pdf/pdf.h"
#include "pdf/reader.h"
#include "report-result.h"
#include "report/tree.h"
#include "xml/schema.h"

#include <string.h>

/* --- results ------------------------------------------------------------------------------- */

/*
 * A single specification with `n` outcomes, every third incomplete, with texts as long as they get.
 */
static OtResult *
make_specification(guint n)
{
	OtResult *result = ot_result_new("1.2.3");
	OtCheckedInput *input = ot_result_add_input(result, "spec.xml", OT_INPUT_SPECIFICATION);

	input->title =
		"Fewer falls and quicker journeys for everybody who walks or wheels on winter "
		"mornings in the district and beyond it, whoever they are and wherever they "
		"have to be at whatever time of the day";
	input->edition = "0.3";
	input->date = "2026-11-02";
	input->stage = "engagement";
	input->jurisdiction = "GB-ENG";
	input->regime = "procurement-act-2023";
	input->counts = (OtCheckCounts){.words = 3400, .prescriptive = 1400, .has_fields = true,
	                                .outcomes = n, .outcomes_complete = n - (n + 2) / 3,
	                                .requirements = 1400, .requirements_traced = 1200};
	for (guint i = 0; i < n; i++) {
		g_autofree char *id = g_strdup_printf("O%u", i + 1);
		bool there = i % 3 > 0;
		ot_result_add_outcome(
			result, input,
			&(OtOutcomeParts){
				id,
				"People who use a wheelchair reach every platform without asking for help",
				there, true, there, there, true, true, there});
	}
	for (guint i = 0; i < 4; i++) {
		g_autofree char *code = g_strdup_printf("EQT%03u", i);
		g_autofree char *reason = g_strdup_printf(
			"this is reason %u, which is much longer than a line of the card has room for, "
			"so that the card has to cut it somewhere in its middle",
			i);
		ot_result_add_not_checked(result, input, &(OtNotChecked){code, "a rule", reason});
	}
	ot_result_add_suppressed(result, input, &(OtSuppressed){"LAW001", "requirement R9", "why"});
	for (int i = 0; i < 999; i++)
		ot_findings_add(result->findings, OT_CODE_VAL_EMPTY,
		                (OtWhere){"spec.xml", i + 1, 1, NULL}, "<title> is empty");
	result->baseline = "old.json";
	result->has_before = true;
	result->before = input->counts;
	result->held_back = 400;
	result->before_severity[OT_SEVERITY_ERROR] = 1399;
	return result;
}

static OtResult *
make_empty(void)
{
	return ot_result_new("1.2.3");
}

static OtResult *
make_clean_draft(void)
{
	OtResult *result = ot_result_new("1.2.3");
	OtCheckedInput *input = ot_result_add_input(result, "draft.docx", OT_INPUT_DRAFT);

	input->counts.words = 900;
	return result;
}

static OtResult *
make_findings_only(void)
{
	OtResult *result = g_new0(OtResult, 1);

	result->arena = ot_arena_new();
	result->inputs = g_ptr_array_new();
	result->findings = ot_findings_new();
	ot_findings_add(result->findings, OT_CODE_VAL_EMPTY, (OtWhere){0}, "<title> is empty");
	return result;
}

static OtResult *
make_large(void)
{
	return make_specification(40);
}

typedef OtResult *Make(void);

static const struct {
	const char *name;
	Make *make;
} results[] = {
	{"made-up", make_result},          {"empty", make_empty},
	{"clean-draft", make_clean_draft}, {"findings-only", make_findings_only},
	{"large", make_large},
};

/* --- the tree ------------------------------------------------------------------------------ */

static void
test_tree_valid(gconstpointer data)
{
	g_autoptr(OtResult) result = results[GPOINTER_TO_SIZE(data)].make();
	g_autoptr(OtSchema) schema = ot_schema_load("schemas/check-result.xsd", NULL);
	g_autoptr(OtFindings) findings = ot_findings_new();
	xmlDoc *doc = ot_result_tree(result);
	xmlChar *text;
	int len;

	xmlDocDumpFormatMemory(doc, &text, &len, 1);
	xmlFreeDoc(doc);
	if (GPOINTER_TO_SIZE(data) == 0)
		check_golden("tree.xml", (const char *) text);
	g_autoptr(OtXml) xml = ot_xml_parse((const char *) text, (size_t) len, "tree", findings);
	g_assert_nonnull(schema);
	g_assert_nonnull(xml);
	ot_schema_check(schema, xml, findings);
	for (size_t i = 0; i < ot_findings_count(findings); i++)
		g_error("%s", ot_findings_get(findings, i)->message);
	xmlFree(text);
}

/* --- documents ----------------------------------------------------------------------------- */

static OtDocument *
expand(const char *path, OtResult *result, const OtLabels *labels)
{
	g_autoptr(OtTemplateRules) rules = ot_template_rules_load("schemas", NULL, NULL);
	GError *error = NULL;
	g_autoptr(OtTemplate) template = ot_template_load(path, rules, &error);
	g_assert_no_error(error);
	xmlDoc *tree = ot_result_tree(result);
	OtDocument *document = ot_template_expand(template, tree, labels, &error);

	g_assert_no_error(error);
	xmlFreeDoc(tree);
	return document;
}

static char *
dump(const char *path, OtResult *result)
{
	g_autoptr(OtLabels) labels = ot_labels_load("templates/labels.en.xml", NULL);
	g_autoptr(OtDocument) document = expand(path, result, labels);
	return ot_document_dump(document);
}

static void
test_documents(gconstpointer data)
{
	g_autoptr(OtResult) result = results[GPOINTER_TO_SIZE(data)].make();
	g_autofree char *page = dump("templates/check-report.xml", result);
	g_autofree char *card = dump("templates/check-card.xml", result);

	if (GPOINTER_TO_SIZE(data) == 0) {
		check_golden("page.txt", page);
		check_golden("card.txt", card);
	}
	/* A value that isn't there leaves a gap for nobody to fill. */
	g_assert_null(strstr(page, "missing"));
	g_assert_null(strstr(card, "missing"));
	g_assert_nonnull(strstr(page, "not a verdict"));
	g_assert_nonnull(strstr(card, "lawful or good"));
}

/* Of many outcomes the incomplete ones stand first, and the rest is counted. */
static void
test_card_order(void)
{
	g_autoptr(OtResult) many = make_specification(15), few = make_specification(3);
	g_autofree char *card = dump("templates/check-card.xml", many);
	g_autofree char *small = dump("templates/check-card.xml", few);

	g_assert_true(strstr(card, "row: O13 ") < strstr(card, "row: O2 "));
	g_assert_nonnull(strstr(card, "row: O11 "));
	g_assert_null(strstr(card, "row: O12 "));
	g_assert_nonnull(strstr(card, "and 3 more, of which none is incomplete."));
	g_assert_nonnull(strstr(small, "row: O3 "));
	g_assert_null(strstr(small, " more, of which"));
}

static guint
count_pages(const OtDocument *document, const OtLabels *labels)
{
	g_autoptr(OtStyle) style = ot_style_load("templates/house-style.xml", NULL);
	g_autoptr(OtFindings) findings = ot_findings_new();
	const OtPdfOptions options = {.font_dir = "fonts"};
	GError *error = NULL;
	g_autoptr(GBytes) pdf = ot_pdf_write(document, style, labels, &options, findings, &error);
	g_assert_no_error(error);
	gsize len;
	const guint8 *bytes = g_bytes_get_data(pdf, &len);
	OtPdfFile *file = ot_pdf_file_read(bytes, len, &error);
	g_assert_no_error(error);
	g_autoptr(GArray) pages = ot_pdf_file_pages(file, &error);
	guint n = pages->len;

	ot_pdf_file_free(file);
	return n;
}

static void
test_card_fits(void)
{
	static const guint outcomes[] = {1, 12, 40};
	g_autoptr(OtLabels) labels = ot_labels_load("templates/labels.en.xml", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(outcomes); i++) {
		g_autoptr(OtResult) result = make_specification(outcomes[i]);
		g_autoptr(OtDocument) card =
			expand("templates/check-card.xml", result, labels);
		g_assert_cmpuint(count_pages(card, labels), ==, 1);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(results); i++) {
		g_autofree char *tree = g_strdup_printf("/report/tree/%s", results[i].name);
		g_autofree char *documents =
			g_strdup_printf("/report/documents/%s", results[i].name);
		g_test_add_data_func(tree, GSIZE_TO_POINTER(i), test_tree_valid);
		g_test_add_data_func(documents, GSIZE_TO_POINTER(i), test_documents);
	}
	g_test_add_func("/report/card/order", test_card_order);
	g_test_add_func("/report/card/fits", test_card_fits);
	return g_test_run();
}
