/* SPDX-License-Identifier: MIT
 *
 * Specifications as forms, for the tests of forms: making them, reading them back, comparing.
 */
#ifndef TEST_SPEC_FORM_H
#define TEST_SPEC_FORM_H

#include "spec-generate.h"

#include "base/text.h"
#include "docx/docx.h"
#include "document/style.h"
#include "engagement/resources.h"
#include "forms/compose.h"
#include "forms/judge.h"
#include "forms/read-word.h"
#include "forms/read-workbook.h"
#include "forms/spell.h"
#include "forms/tree.h"
#include "forms/write-sheets.h"

#include <libxml/c14n.h>

typedef struct {
	OtResources *resources;
	const OtSchema *schema;
	const OtLabels *labels;
	const OtStyle *style;
	OtFormPlan *plan;
	OtFindings *findings;
} Forms;

static Forms
open_forms(const char *lang)
{
	static const OtAppearance usual;
	g_autoptr(GError) error = NULL;
	Forms forms = {.resources = ot_resources_new(&error), .findings = ot_findings_new()};
	g_autofree char *words =
		ot_resources_path(forms.resources, "schemas", "spec-form.xml", NULL);

	forms.schema = ot_resources_schema(forms.resources, &error);
	g_assert_no_error(error);
	forms.labels = ot_resources_labels(forms.resources, lang, &error);
	g_assert_no_error(error);
	forms.style = ot_resources_style(forms.resources, &usual, forms.findings, &error);
	g_assert_no_error(error);
	forms.plan = ot_form_plan_new(ot_schema_model(forms.schema), words, forms.labels, &error);
	g_assert_no_error(error);
	return forms;
}

static void
close_forms(Forms *forms)
{
	ot_form_plan_free(forms->plan);
	ot_findings_free(forms->findings);
	ot_resources_free(forms->resources);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Forms, close_forms)

/** A file is valid by the schema; what is wrong is shown. */
static G_GNUC_UNUSED void
assert_valid(const Forms *forms, const char *text)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtXml) xml = ot_xml_parse(text, strlen(text), "generated.xml", findings);

	if (xml != NULL)
		ot_schema_check(forms->schema, xml, findings);
	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		if (finding->severity == OT_SEVERITY_ERROR)
			g_error("%s:%d: %s %s\n%s", finding->where.file, finding->where.line,
			        finding->code, finding->message, text);
	}
}

/* --- the same, by canonical XML ------------------------------------------------------------- */

static void
fold_texts(xmlNode *node)
{
	bool has_elements = ot_xml_child(node, NULL) != NULL;

	for (xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		if (attr->children != NULL)
			ot_text_fold((char *) attr->children->content);
	for (xmlNode *child = node->children, *next; child != NULL; child = next) {
		next = child->next;
		if (child->type == XML_ELEMENT_NODE) {
			fold_texts(child);
		} else if (child->type == XML_TEXT_NODE) {
			ot_text_fold((char *) child->content);
			if (has_elements || *child->content == '\0') {
				xmlUnlinkNode(child);
				xmlFreeNode(child);
			}
		}
	}
}

/**
 * Canonical XML 1.0 of a file with its comments, white space of texts folded; free with g_free().
 */
static char *
canonical(const char *text)
{
	xmlDoc *doc = xmlReadMemory(text, (int) strlen(text), "a.xml", NULL, XML_PARSE_NOCDATA);
	xmlChar *out = NULL;

	g_assert_nonnull(doc);
	fold_texts(xmlDocGetRootElement(doc));
	xmlC14NDocDumpMemory(doc, NULL, XML_C14N_1_0, NULL, 1, &out);
	char *copy = g_strdup((const char *) out);
	xmlFree(out);
	xmlFreeDoc(doc);
	return copy;
}

/* --- there and back -------------------------------------------------------------------------- */

/** The Word form of a specification. */
static G_GNUC_UNUSED GBytes *
form_of(const Forms *forms, xmlDoc *spec, const char *source)
{
	static const OtFormOrigin origin = {"Title",      "Authority", "REF-1", "0.1",
	                                    "2026-11-30", "en-GB",     NULL};
	g_autoptr(GError) error = NULL;
	OtFormOrigin own = origin;
	xmlDoc *tree = ot_form_tree_of(forms->plan, spec);

	own.source = source;
	g_autoptr(OtDocument) document = ot_form_compose(forms->plan, tree, &own, &error);
	g_assert_no_error(error);
	xmlFreeDoc(tree);
	GBytes *docx = ot_docx_write(document, forms->style, forms->labels, 0, &error);
	g_assert_no_error(error);
	return docx;
}

/** What a Word form says, as a file; findings go to those of `forms`. */
static G_GNUC_UNUSED char *
read_form(const Forms *forms, GBytes *docx)
{
	g_autoptr(OtDraft) draft = ot_draft_parse(docx, "form.docx", forms->findings);
	g_assert_nonnull(draft);
	g_autoptr(OtFormReading) reading =
		ot_form_reading_new(forms->plan, "form.docx", forms->findings);
	g_assert_true(ot_form_read_word(forms->plan, draft, reading, forms->findings));
	xmlDoc *tree = ot_form_reading_finish(reading);
	ot_form_judge(forms->plan, tree, reading);
	xmlDoc *spec = ot_form_tree_specification(forms->plan, tree);
	g_autofree char *carried = ot_form_carried(draft);
	if (carried != NULL) {
		xmlDoc *before = xmlReadMemory(carried, (int) strlen(carried), "b.xml", NULL, 0);
		ot_form_keep_remarks(spec, before);
		xmlFreeDoc(before);
	}
	g_autoptr(GBytes) bytes = ot_form_spell(spec);
	xmlFreeDoc(spec);
	return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static const OtFormOrigin some_origin = {"Title",      "Authority", "REF-1", "0.1",
	                                 "2026-11-30", "en-GB",     NULL};

/** The workbook of a specification. */
static G_GNUC_UNUSED GBytes *
workbook_of(const Forms *forms, xmlDoc *spec)
{
	g_autoptr(GError) error = NULL;
	xmlDoc *tree = ot_form_tree_of(forms->plan, spec);
	GBytes *bytes =
		ot_form_write_workbook(forms->plan, tree, &some_origin, forms->style, 0,
		                       ot_fillable_write, &error);

	g_assert_no_error(error);
	xmlFreeDoc(tree);
	return bytes;
}

/** What was read, as a file. */
static char *
finish_reading(const Forms *forms, OtFormReading *reading)
{
	xmlDoc *tree = ot_form_reading_finish(reading);

	ot_form_judge(forms->plan, tree, reading);
	xmlDoc *spec = ot_form_tree_specification(forms->plan, tree);
	g_autoptr(GBytes) bytes = ot_form_spell(spec);
	xmlFreeDoc(spec);
	return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/** What a workbook says, as a file; NULL where it can't be read. */
static G_GNUC_UNUSED char *
read_workbook(const Forms *forms, GBytes *bytes)
{
	g_autoptr(OtSheets) sheets = ot_sheets_new(forms->plan);
	g_autoptr(OtFormReading) reading =
		ot_form_reading_new(forms->plan, "form.xlsx", forms->findings);

	return ot_form_read_workbook(sheets, bytes, "form.xlsx", reading, forms->findings)
	               ? finish_reading(forms, reading) : NULL;
}

static G_GNUC_UNUSED void
assert_same(const char *text, const char *other, guint32 seed)
{
	g_autofree char *one = canonical(text), *two = canonical(other);
	size_t at = 0;

	if (strcmp(one, two) == 0)
		return;
	while (one[at] == two[at])
		at++;
	at = at > 200 ? at - 200 : 0;
	g_error("seed %u: not the same:\n%.400s\n--- and ---\n%.400s", seed, one + at, two + at);
}

static G_GNUC_UNUSED void
assert_no_findings(const Forms *forms)
{
	for (size_t i = 0; i < ot_findings_count(forms->findings); i++) {
		const OtFinding *finding = ot_findings_get(forms->findings, i);
		g_error("%s %s: %s", finding->code, finding->where.place, finding->message);
	}
}

#endif
