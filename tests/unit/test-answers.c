/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "document/template.h"

#include <glib/gstdio.h>
#include <string.h>

static OtSchema *schema;

/* Read answers from text, as a file; `codes` are the findings that are expected, in order. */
static OtAnswers *
read_text(const char *text, const char *codes)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GString) found = g_string_new(NULL);
	g_autofree char *path = NULL;
	GError *error = NULL;
	int file = g_file_open_tmp("answers-XXXXXX.xml", &path, &error);

	g_assert_no_error(error);
	g_close(file, NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	OtAnswers *answers = ot_answers_read(path, "dpia", schema, findings, &error);
	g_assert_no_error(error);
	g_unlink(path);
	for (size_t i = 0; i < ot_findings_count(findings); i++)
		g_string_append_printf(found, "%s%s", found->len > 0 ? " " : "",
		                       ot_findings_get(findings, i)->code);
	g_assert_cmpstr(found->str, ==, codes);
	return answers;
}

#define START "<answers xmlns=\"urn:outset:answers:1\" asset=\"dpia\" template-version=\"1.0.0\">"
#define END   "</answers>"

static void
assert_text(const OtAnswers *answers, const char *name, const char *text)
{
	const OtAnswer *answer = ot_answers_find(answers, name);

	g_assert_cmpstr(answer != NULL ? answer->text : NULL, ==, text);
}

static char *
write_text(const OtAnswers *answers)
{
	g_autoptr(GBytes) bytes = ot_answers_xml(answers);
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);

	return g_strndup(data, len);
}

static void
test_read(void)
{
	g_autoptr(OtAnswers) answers = read_text(
		START
		"\n  <answer name=\" need.aims \">\n  One line.\n\n\tAnother  one &amp; more.\n"
		"</answer>\n  <answer name=\"open\"/><answer name=\"none\" empty=\"yes\"/>" END,
		"");

	g_assert_cmpuint(ot_answers_count(answers), ==, 3);
	assert_text(answers, "need.aims", "One line.\n\n\tAnother  one & more.");
	assert_text(answers, "open", NULL);
	assert_text(answers, "none", "");
	assert_text(answers, "nothing", NULL);
	g_assert_true(ot_answers_has(answers, "open"));
	g_assert_false(ot_answers_has(answers, "nothing"));
	g_assert_true(ot_answers_get(answers, 1)->open);
	g_assert_cmpint(ot_answers_get(answers, 0)->where.line, ==, 2);
	g_assert_cmpint(ot_answers_get(answers, 0)->where.column, ==, 3);
	g_assert_cmpstr(ot_answers_template_version(answers), ==, "1.0.0");
	g_assert_null(ot_answers_specification_version(answers));
	g_assert_null(ot_answers_find(NULL, "need.aims"));
}

static void
test_bad(void)
{
	g_autofree char *megabyte = g_strnfill(1 << 20, 'x');
	g_autofree char *long_answer =
		g_strconcat(START "<answer name=\"a\">", megabyte, "</answer>" END, NULL);
	const struct {
		const char *text, *codes;
	} files[] = {
		{START "<answer name=\"a\">1</answer><answer name=\"a\">2</answer>" END, "REF001"},
		{"<answers xmlns=\"urn:outset:answers:1\" asset=\"mou\"/>", "ANS001"},
		{START "<answer name=\"a\">\001</answer>" END, "XML004"},
		{START "<answer name=\"a\"><b/></answer>" END, "STR007"},
		{START "<answer nmae=\"a\">1</answer>" END, "STR009"},
		{START "<anwser name=\"a\">1</anwser>" END, "STR001"},
		{"<!DOCTYPE a>" START END, "XML003"},
		{long_answer, "XML005"},
		{"", "XML006"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		g_assert_null(read_text(files[i].text, files[i].codes));
}

static void
test_write(void)
{
	g_autoptr(OtAnswers) answers = ot_answers_new("dpia");

	ot_answers_set_versions(answers, "1.0.0", "0.3");
	g_assert_true(ot_answers_set(answers, "b", "  two\r\nlines\rand <more> "));
	g_assert_true(ot_answers_set(answers, "gone", "x"));
	g_assert_true(ot_answers_set(answers, "a", ""));
	ot_answers_add_open(answers, "c", "Aims.\nWrite -- briefly --");
	g_assert_true(ot_answers_set(answers, "gone", NULL));
	g_assert_true(ot_answers_set(answers, "b", "two\r\nlines\rand <more> "));
	ot_answers_add_remark(answers, "The end.");
	g_autofree char *text = write_text(answers);
	g_assert_cmpstr(
		text, ==,
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		"<answers xmlns=\"urn:outset:answers:1\" asset=\"dpia\" template-version=\"1.0.0\" "
		"specification-version=\"0.3\">\n"
		"  <answer name=\"b\">two\nlines\nand &lt;more&gt;</answer>\n"
		"  <answer name=\"a\" empty=\"yes\"/>\n\n"
		"  <!-- Aims.\n       Write - - briefly - - -->\n"
		"  <answer name=\"c\"></answer>\n\n"
		"  <!-- The end. -->\n"
		"</answers>\n");

	/* What was written is read and written as the same bytes. */
	g_autoptr(OtAnswers) again = read_text(text, "");
	g_autofree char *second = write_text(again);
	g_assert_cmpstr(second, ==, text);
	assert_text(again, "b", "two\nlines\nand <more>");
	g_assert_cmpstr(ot_answers_get(again, 2)->remark, ==, "Aims.\nWrite - - briefly - -");
}

static void
test_limit(void)
{
	g_autoptr(OtAnswers) answers = ot_answers_new("dpia");
	g_autofree char *most = g_strnfill(20000, 'x');
	g_autofree char *more = g_strnfill(20001, 'x');

	g_assert_false(ot_answers_set(answers, "a", more));
	g_assert_false(ot_answers_has(answers, "a"));
	g_assert_true(ot_answers_set(answers, "a", most));
	g_autofree char *text = write_text(answers);
	g_autoptr(OtAnswers) again = read_text(text, "");
	assert_text(again, "a", most);
}

static void
test_rows(void)
{
	static const struct {
		const char *name;
		int rows;
	} steps[] = {
		{"entry", 0},        {"entry.2", 0},    {"entry.2.when", 2},   {"entry.1.when", 2},
		{"entry.x.when", 2}, {"entries.7.a", 2}, {"entry.12.who.a", 12},
		{"entry.99999999999999999999.a", 12},   {"entry.-3.a", 12},
	};
	g_autoptr(OtAnswers) answers = ot_answers_new("log");

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		ot_answers_set(answers, steps[i].name, "x");
		g_assert_cmpint(ot_answers_rows(answers, "entry"), ==, steps[i].rows);
	}
	ot_answers_add_open(answers, "entry.20.a", NULL);
	g_assert_cmpint(ot_answers_rows(answers, "entry"), ==, 12);
	g_assert_cmpint(ot_answers_rows(NULL, "entry"), ==, 0);
}

/* --- in documents ---------------------------------------------------------------------------- */

#define DATA "tests/unit/data/template"

/* The document that rows.xml makes with these answers; NULL: none. */
static OtDocument *
expand(OtAnswers *answers, OtFindings *findings)
{
	GError *error = NULL;
	g_autoptr(OtTemplateRules) rules = ot_template_rules_load("schemas", NULL, &error);
	g_assert_no_error(error);
	g_autoptr(OtTemplate) template = ot_template_load(DATA "/rows.xml", rules, &error);
	g_assert_no_error(error);
	g_autoptr(OtLabels) labels = ot_labels_load("templates/labels.en.xml", &error);
	g_assert_no_error(error);
	g_autoptr(OtXml) spec = ot_xml_read(DATA "/spec.xml", findings, &error);
	g_assert_no_error(error);
	ot_xml_strip_namespaces(ot_xml_doc(spec));
	OtDocument *document = ot_template_expand_answered(template, ot_xml_doc(spec), labels,
	                                                   answers, findings, &error);
	g_assert_no_error(error);
	return document;
}

/* rows.xml with rows-answers.xml is rows-answers.txt; OUTSET_UPDATE writes what was seen. */
static void
test_document(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	GError *error = NULL;
	g_autoptr(OtAnswers) answers =
		ot_answers_read(DATA "/rows-answers.xml", "rows", schema, findings, &error);
	g_assert_no_error(error);
	g_assert_nonnull(answers);
	g_autoptr(OtDocument) document = expand(answers, findings);
	g_autofree char *dump = ot_document_dump(document), *golden = NULL;

	if (g_getenv("OUTSET_UPDATE") != NULL)
		g_assert_true(g_file_set_contents(DATA "/rows-answers.txt", dump, -1, NULL));
	g_assert_true(g_file_get_contents(DATA "/rows-answers.txt", &golden, NULL, NULL));
	g_assert_cmpstr(dump, ==, golden);
	g_assert_cmpuint(ot_findings_count(findings), ==, 0);
}

static const OtNode *
find_field(const OtDocument *document, const char *name)
{
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_FIELD &&
		    strcmp(walk.node->as.field.name, name) == 0)
			return walk.node;
	return NULL;
}

/* One answer each: the finding that it makes, and what the field shows; NULL: it is open. */
static void
test_judged(void)
{
	static const struct {
		const char *name, *text, *code, *advice, *shown;
	} cases[] = {
		{"date", "1 December 2026", "ANS002", NULL, NULL},
		{"date", "2026-02-30", "ANS002", NULL, NULL},
		{"date", "2026-2-03", "ANS002", NULL, NULL},
		{"choice", "ambre", "ANS002", "Did you mean \"Amber\"?", NULL},
		{"choice", "violet", "ANS002", "Write one of: \"Green\", \"Amber\", \"Red\".",
		 NULL},
		{"tick", "true", "ANS002", NULL, NULL},
		{"tick", "no", NULL, NULL, "No"},
		{"txet", "x", "ANS003", "Did you mean text?", NULL},
		{"why", "x", "ANS004", NULL, NULL},
		{"outcome.O99.owner", "x", "ANS004", NULL, NULL},
		{"sign.one.nmae", "x", "ANS003", "Did you mean sign.one.name?", NULL},
		{"entry.2.who", "x", "ANS003", NULL, NULL},
		{"entry.1000.what", "x", NULL, NULL, "x"},
		{"entry.1001.what", "x", "ANS004", NULL, NULL},
		{"title", "Another", NULL, NULL, "Another"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(OtAnswers) answers = ot_answers_new("rows");
		ot_answers_set(answers, cases[i].name, cases[i].text);
		g_autoptr(OtDocument) document = expand(answers, findings);
		const OtNode *field = find_field(document, cases[i].name);

		g_assert_cmpuint(ot_findings_count(findings), ==, cases[i].code != NULL);
		if (cases[i].code != NULL)
			g_assert_cmpstr(ot_findings_get(findings, 0)->code, ==, cases[i].code);
		if (g_strcmp0(cases[i].text, "violet") == 0)
			g_assert_cmpstr(
				ot_findings_get(findings, 0)->message, ==,
				"the answer to choice is \"violet\", which is none of its choices");
		if (cases[i].advice != NULL)
			g_assert_cmpstr(ot_findings_get(findings, 0)->advice, ==, cases[i].advice);
		g_assert_cmpstr(field != NULL ? field->as.field.text : NULL, ==, cases[i].shown);
	}
}

static void
test_versions(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtAnswers) answers = ot_answers_new("rows");

	ot_answers_set_versions(answers, "0.9.0", NULL);
	g_autoptr(OtDocument) document = expand(answers, findings);
	g_assert_cmpuint(ot_findings_count(findings), ==, 1);
	g_assert_cmpstr(ot_findings_get(findings, 0)->code, ==, "ANS005");
	g_assert_cmpint(ot_findings_get(findings, 0)->severity, ==, OT_SEVERITY_NOTE);
}

int
main(int argc, char **argv)
{
	GError *error = NULL;

	g_test_init(&argc, &argv, NULL);
	schema = ot_schema_load("schemas/answers.xsd", &error);
	g_assert_no_error(error);
	g_test_add_func("/answers/read", test_read);
	g_test_add_func("/answers/bad", test_bad);
	g_test_add_func("/answers/write", test_write);
	g_test_add_func("/answers/limit", test_limit);
	g_test_add_func("/answers/rows", test_rows);
	g_test_add_func("/answers/document", test_document);
	g_test_add_func("/answers/judged", test_judged);
	g_test_add_func("/answers/versions", test_versions);
	int failed = g_test_run();
	ot_schema_free(schema);
	return failed;
}
