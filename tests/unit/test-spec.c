/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/limits.h"
#include "spec/spec.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define SCHEMA   "schemas/spec.xsd"
#define COMPLETE "tests/unit/spec/complete.xml"
#define MISTAKES "tests/unit/spec/mistakes.txt"

typedef struct {
	OtSchema *schema;
	char *complete;
} Fixture;

/* One case of mistakes.txt: what is replaced in the complete specification, and what is found. */
typedef struct {
	char *name;
	GString *find, *replace, *expected;
} Case;

static void
free_case(void *data)
{
	Case *it = data;

	g_free(it->name);
	g_string_free(it->find, TRUE);
	g_string_free(it->replace, TRUE);
	g_string_free(it->expected, TRUE);
	g_free(it);
}

static GPtrArray *
read_cases(void)
{
	GPtrArray *cases = g_ptr_array_new_with_free_func(free_case);
	g_autofree char *text = NULL;
	GString *part = NULL;
	Case *it = NULL;

	g_assert_true(g_file_get_contents(MISTAKES, &text, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
	for (size_t i = 0; lines[i] != NULL; i++) {
		const char *line = lines[i];
		if (g_str_has_prefix(line, "#"))
			continue;
		if (g_str_has_prefix(line, "== ")) {
			it = g_new0(Case, 1);
			it->name = g_strdup(line + 3);
			it->find = g_string_new(NULL);
			it->replace = g_string_new(NULL);
			it->expected = g_string_new(NULL);
			g_ptr_array_add(cases, it);
			part = NULL;
			continue;
		}
		g_assert_nonnull(it);
		if (g_str_has_prefix(line, "> ") || g_str_has_prefix(line, "  ? ")) {
			g_string_append_printf(it->expected, "%s\n", line + 2);
			continue;
		}
		bool starts = g_str_has_prefix(line, "- ") || g_str_has_prefix(line, "+");
		if (starts)
			part = *line == '-' ? it->find : it->replace;
		g_assert_nonnull(part);
		if (!starts)
			g_string_append_c(part, '\n');
		g_string_append(part, starts ? line + MIN(strlen(line), 2) : line);
	}
	return cases;
}

/* "@301@" stands for so many letters. */
static char *
fill(const char *text)
{
	const char *mark = strchr(text, '@');
	char *end;
	guint64 n = mark != NULL ? g_ascii_strtoull(mark + 1, &end, 10) : 0;

	if (n == 0 || *end != '@')
		return g_strdup(text);
	g_autofree char *letters = g_strnfill((gsize) n, 'x');
	g_autofree char *head = g_strndup(text, (gsize) (mark - text));
	return g_strconcat(head, letters, end + 1, NULL);
}

static char *
replace_once(const char *text, const char *find, const char *replace)
{
	const char *at = strstr(text, find);

	g_assert_nonnull(at);
	g_autofree char *head = g_strndup(text, (gsize) (at - text));
	return g_strconcat(head, replace, at + strlen(find), NULL);
}

static OtFindings *
check_text(const Fixture *fixture, const char *text, size_t len)
{
	OtFindings *findings = ot_findings_new();
	g_autoptr(OtSpec) spec = ot_spec_parse(text, len, "spec.xml", fixture->schema, findings);

	g_assert_true((spec == NULL) ==
	              (ot_findings_count_severity(findings, OT_SEVERITY_ERROR) > 0));
	ot_findings_sort(findings);
	return findings;
}

/* "STR003 88:9 outcome O1, measure M1: message" and, on a line of its own, "? advice". */
static char *
list_findings(const OtFindings *findings)
{
	GString *list = g_string_new(NULL);

	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *it = ot_findings_get(findings, i);
		g_assert_cmpstr(it->where.file, ==, "spec.xml");
		g_string_append_printf(list, "%s %d:%d %s: %s\n", it->code, it->where.line,
		                       it->where.column, it->where.place, it->message);
		g_string_append_printf(list, "? %s\n", it->advice);
	}
	return g_string_free(list, FALSE);
}

/*
 * What is found is what is expected, in both directions, word by word.  OUTSET_UPDATE prints the
 * file anew: read every line that changed before you keep it.
 */
static void
test_mistakes(gconstpointer data)
{
	const Fixture *fixture = data;
	g_autoptr(GPtrArray) cases = read_cases();
	bool update = g_getenv("OUTSET_UPDATE") != NULL;

	g_assert_cmpuint(cases->len, >, 80);
	for (guint i = 0; i < cases->len; i++) {
		const Case *it = g_ptr_array_index(cases, i);
		g_autofree char *replace = fill(it->replace->str);
		g_autofree char *text = replace_once(fixture->complete, it->find->str, replace);
		g_autoptr(OtFindings) findings = check_text(fixture, text, strlen(text));
		g_autofree char *found = list_findings(findings);

		g_test_message("%s", it->name);
		if (!update) {
			g_assert_cmpstr(found, ==, it->expected->str);
			continue;
		}
		g_auto(GStrv) lines = g_strsplit(g_strchomp(found), "\n", -1);
		fprintf(stderr, "== %s\n- %s\n+%s%s\n", it->name, it->find->str,
		        it->replace->len > 0 ? " " : "", it->replace->str);
		for (size_t n = 0; lines[n] != NULL; n++)
			if (*lines[n] != '\0')
				fprintf(stderr, "%s%s\n", *lines[n] == '?' ? "  " : "> ", lines[n]);
	}
}

/* Each code of these families has a case in mistakes.txt or a test of its own below. */
static void
test_codes_covered(gconstpointer data)
{
	static const char *const families[] = {"STR", "VAL", "REF", "DAT"};
	static const char *const elsewhere[] = {"STR011", NULL};
	g_autofree char *text = NULL;

	(void) data;
	g_assert_true(g_file_get_contents(MISTAKES, &text, NULL, NULL));
	for (int code = 0; code < OT_N_CODES; code++) {
		const OtCodeInfo *info = ot_code_info((OtCode) code);
		g_autofree char *line = g_strdup_printf("\n> %s ", info->code);
		for (size_t i = 0; i < G_N_ELEMENTS(families); i++)
			if (g_str_has_prefix(info->code, families[i]) &&
			    !g_strv_contains(elsewhere, info->code) && strstr(text, line) == NULL)
				g_error("no case in %s finds %s", MISTAKES, info->code);
	}
}

static void
test_complete(gconstpointer data)
{
	const Fixture *fixture = data;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtSpec) spec = ot_spec_read(COMPLETE, fixture->schema, findings, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(ot_findings_count(findings), ==, 0);
	g_assert_nonnull(spec);
	g_assert_cmpstr(ot_spec_title(spec), ==, "Shorter waits at the car park gates");
	g_assert_cmpstr(ot_spec_reference(spec), ==, "HVC-2026-014");
	g_assert_cmpstr(ot_spec_version(spec), ==, "0.3");
	g_assert_cmpstr(ot_spec_language(spec), ==, "en-GB");
	g_assert_cmpstr(ot_spec_identity(spec, "stage"), ==, "engagement");
	g_assert_null(ot_spec_identity(spec, "colour"));

	const xmlNode *outcome = ot_spec_find(spec, "O2");
	g_assert_true(ot_xml_is(outcome, "outcome"));
	g_assert_null(ot_spec_find(spec, "067718-2026"));
	g_assert_null(ot_spec_find(spec, "O77"));
	g_assert_null(xmlDocGetRootElement(ot_spec_tree(spec))->ns);
	g_assert_cmpint(ot_xml_where(ot_spec_xml(spec), outcome).line, ==, 100);
}

static void
test_unreadable(gconstpointer data)
{
	const Fixture *fixture = data;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;

	g_assert_null(ot_spec_read("tests/unit/spec/none.xml", fixture->schema, findings, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_IO);
	g_assert_cmpuint(ot_findings_count(findings), ==, 0);
}

/* A file of another kind gives one finding and no more. */
static void
test_other_files(gconstpointer data)
{
	static const struct {
		const char *xml, *code, *message, *advice;
	} files[] = {
		{"<html/>", "STR011", "the file starts with <html> and not with <specification>",
		 NULL},
		{"<specifcation/>", "STR011",
		 "the file starts with <specifcation> and not with <specification>",
		 "Did you mean <specification>?"},
		{"<template xmlns='urn:outset:template:1'/>", "STR011",
		 "the file is a template and not a specification", NULL},
		{"<specification/>", "STR012", "<specification> has no xmlns attribute", NULL},
		{"<a>", "XML001", "the file ends, but <a> of line 1 is not ended", NULL},
	};
	const Fixture *fixture = data;

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(OtFindings) findings =
			check_text(fixture, files[i].xml, strlen(files[i].xml));
		g_assert_cmpuint(ot_findings_count(findings), ==, 1);
		const OtFinding *it = ot_findings_get(findings, 0);
		g_assert_cmpstr(it->code, ==, files[i].code);
		g_assert_cmpstr(it->message, ==, files[i].message);
		if (files[i].advice != NULL)
			g_assert_cmpstr(it->advice, ==, files[i].advice);
	}
}

/* Repairs are for the time of the check: afterwards the tree is as it was. */
static void
test_tree_is_kept(gconstpointer data)
{
	const Fixture *fixture = data;
	g_autoptr(GPtrArray) cases = read_cases();

	for (guint i = 0; i < cases->len; i++) {
		const Case *it = g_ptr_array_index(cases, i);
		g_autofree char *replace = fill(it->replace->str);
		g_autofree char *text = replace_once(fixture->complete, it->find->str, replace);
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(OtXml) xml = ot_xml_parse(text, strlen(text), "spec.xml", findings);
		xmlChar *before, *after;
		int len;

		g_assert_nonnull(xml);
		xmlDocDumpMemory(ot_xml_doc(xml), &before, &len);
		ot_schema_check(fixture->schema, xml, findings);
		xmlDocDumpMemory(ot_xml_doc(xml), &after, &len);
		g_assert_cmpstr((char *) before, ==, (char *) after);
		xmlFree(before);
		xmlFree(after);
	}
}

/* Where is the first element of this name, in words? */
static char *
place_of(const char *text, const char *path)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtXml) xml = ot_xml_parse(text, strlen(text), "f", findings);
	g_auto(GStrv) steps = g_strsplit(path, "/", -1);
	xmlNode *node = xmlDocGetRootElement(ot_xml_doc(xml));

	for (size_t i = 0; steps[i] != NULL; i++) {
		char *number = strchr(steps[i], '.');
		int n = 1;
		if (number != NULL) {
			n = atoi(number + 1);
			*number = '\0';
		}
		node = ot_xml_child(node, steps[i]);
		while (--n > 0)
			node = ot_xml_next(node, steps[i]);
		g_assert_nonnull(node);
	}
	return ot_xml_place(node);
}

static void
test_places(gconstpointer data)
{
	static const char text[] =
		"<specification><identity><title/></identity>"
		"<users><user-group id='U1'><need/><need/></user-group></users>"
		"<outcomes><outcome id='O1'><measure/></outcome>"
		"<outcome id='O2'><measure><target/></measure><measure id=''/></outcome></outcomes>"
		"<problems><problem/><problem/></problems><risks><risk/></risks>"
		"<engagement><purpose/><purpose/><event id='E'><place/></event></engagement>"
		"</specification>";
	static const char *const places[][2] = {
		{"identity", "identity"},
		{"identity/title", "identity, title"},
		{"users", "users"},
		{"users/user-group", "user group U1"},
		{"users/user-group/need.2", "user group U1, need 2"},
		{"outcomes/outcome/measure", "outcome O1, measure"},
		{"outcomes/outcome.2/measure", "outcome O2, measure 1"},
		{"outcomes/outcome.2/measure/target", "outcome O2, measure 1, target"},
		{"outcomes/outcome.2/measure.2", "outcome O2, measure 2"},
		{"problems/problem.2", "problem 2"},
		{"risks/risk", "risk"},
		{"engagement/purpose.2", "engagement, purpose 2"},
		{"engagement/event/place", "event E, place"},
	};
	const Fixture *fixture = data;

	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autofree char *place = place_of(text, places[i][0]);
		g_assert_cmpstr(place, ==, places[i][1]);
	}
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtXml) xml = ot_xml_parse(fixture->complete, strlen(fixture->complete), "f",
	                                    findings);
	g_autofree char *root = ot_xml_place(xmlDocGetRootElement(ot_xml_doc(xml)));
	g_assert_cmpstr(root, ==, "specification");
	g_assert_null(ot_xml_place(NULL));
}

/* A specification with `text` put before `mark`, `n` times; "%d" in it counts. */
static char *
multiply(const Fixture *fixture, const char *mark, const char *text, int n)
{
	GString *many = g_string_new(NULL);
	g_auto(GStrv) parts = g_strsplit(text, "%d", -1);

	for (int i = 0; i < n; i++) {
		g_autofree char *number = g_strdup_printf("%d", i);
		g_autofree char *one = g_strjoinv(number, parts);
		g_string_append(many, one);
	}
	g_string_append(many, mark);
	char *multiplied = replace_once(fixture->complete, mark, many->str);
	g_string_free(many, TRUE);
	return multiplied;
}

static void
test_pathological(gconstpointer data)
{
	static const struct {
		const char *mark, *text;
		int n;
		const char *code; /* of the first finding; NULL for none */
		size_t most;      /* findings */
	} cases[] = {
		{"</glossary>", "<term><name>a</name><definition>b</definition></term>", 10000,
		 NULL, 0},
		{"</glossary>", "<trem><name>a</name><definition>b</definition></trem>", 10000,
		 "STR001", 1},
		{"</glossary>", "<a%d/>", 3000, "STR001", 20},
		{"</glossary>", "words", 20000, "XML005", 1},
		{"</risks>",
		 "<risk id='Z%d' likelihood='low' impact='low' owner='C%dx'><text>a</text>"
		 "<response>b</response></risk>", 5000, "REF002", OT_LIMIT_FINDINGS},
		{"</risks>",
		 "<risk id='Z' likelihood='low' impact='low' owner='C1'><text>a</text>"
		 "<response>b</response></risk>", 5000, "REF001", OT_LIMIT_FINDINGS},
		{"</risks>", "<risk id='Z%d'/>", 3000, "STR003", OT_LIMIT_FINDINGS},
		{"</glossary>", "<x:y xmlns:x=\"urn:',attribute'a':Expected(z)\" b='c'/>", 50,
		 "STR002", 1},
		{"</glossary>", "<history/>", 200, "STR001", 1},
		{"<glossary>", "<scope/>", 200, "STR005", 20},
	};
	const Fixture *fixture = data;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = multiply(fixture, cases[i].mark, cases[i].text, cases[i].n);
		g_test_timer_start();
		g_autoptr(OtFindings) findings = check_text(fixture, text, strlen(text));
		g_assert_cmpfloat(g_test_timer_elapsed(), <, 10);
		g_assert_cmpuint(ot_findings_count(findings), <=, cases[i].most);
		if (cases[i].code != NULL)
			g_assert_cmpstr(ot_findings_get(findings, 0)->code, ==, cases[i].code);
	}
}

/* A file of the size of 60 pages is checked in a fraction of what a person notices. */
static void
test_speed(gconstpointer data)
{
	const Fixture *fixture = data;
	const char *start = strstr(fixture->complete, "    <outcome id=\"O2\"");
	const char *end = strstr(fixture->complete, "  </outcomes>");
	g_autofree char *outcome = g_strndup(start, (gsize) (end - start));
	g_autofree char *numbered = replace_once(outcome, "\"O2\"", "\"OO%d\"");
	g_autofree char *both = replace_once(numbered, "\"M3\"", "\"MM%d\"");
	g_autofree char *text = multiply(fixture, "  </outcomes>", both, 450);
	double least = 1000;

	g_assert_cmpuint(strlen(text), >, 290 * 1024);
	for (int i = 0; i < 5; i++) {
		g_test_timer_start();
		g_autoptr(OtFindings) findings = check_text(fixture, text, strlen(text));
		least = MIN(least, g_test_timer_elapsed());
		g_assert_cmpuint(ot_findings_count(findings), ==, 0);
	}
	g_test_minimized_result(least, "checking 300 KB takes %.1f ms", least * 1000);
#ifndef OT_COVERAGE /* nothing is quick that counts its branches */
	g_assert_cmpfloat(least, <, 0.5);
#endif
}

static void
test_schema_errors(gconstpointer data)
{
	g_autoptr(GError) missing = NULL, broken = NULL;

	(void) data;
	g_assert_null(ot_schema_load("schemas/none.xsd", &missing));
	g_assert_error(missing, OT_ERROR, OT_ERROR_IO);
	g_assert_null(ot_schema_load(COMPLETE, &broken));
	g_assert_error(broken, OT_ERROR, OT_ERROR_FORMAT);
}

/* The folder of the schemas may have any name. */
static void
test_schema_folder(gconstpointer data)
{
	static const char *const names[] = {"spec.xsd", "xml.xsd"};
	g_autofree char *top = g_dir_make_tmp("outset-XXXXXX", NULL);
	g_autofree char *folder = g_build_filename(top, "a b%20c#d\xC3\xA9", NULL);
	g_autoptr(GError) error = NULL;

	(void) data;
	g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *from = g_build_filename("schemas", names[i], NULL);
		g_autofree char *to = g_build_filename(folder, names[i], NULL);
		g_autofree char *text = NULL;
		g_assert_true(g_file_get_contents(from, &text, NULL, NULL));
		g_assert_true(g_file_set_contents(to, text, -1, NULL));
	}
	g_autofree char *path = g_build_filename(folder, "spec.xsd", NULL);
	g_autoptr(OtSchema) schema = ot_schema_load(path, &error);
	g_assert_no_error(error);
	g_assert_nonnull(schema);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *to = g_build_filename(folder, names[i], NULL);
		g_assert_cmpint(g_unlink(to), ==, 0);
	}
	g_assert_cmpint(g_rmdir(folder), ==, 0);
	g_assert_cmpint(g_rmdir(top), ==, 0);
}

/* Every element, attribute, type and value of the schema says what it means. */
static void
check_documented(const xmlNode *node)
{
	static const char *const kinds[] = {"element", "attribute", "enumeration", NULL};
	const char *name = (const char *) node->name;
	bool is_type = (ot_xml_is(node, "simpleType") || ot_xml_is(node, "complexType")) &&
	               ot_xml_attr(node, "name") != NULL;

	if ((is_type || g_strv_contains(kinds, name)) && ot_xml_attr(node, "ref") == NULL) {
		const xmlNode *annotation = ot_xml_child(node, "annotation");
		g_assert_nonnull(annotation);
		const xmlNode *documentation = ot_xml_child(annotation, "documentation");
		g_assert_nonnull(documentation);
		xmlChar *content = xmlNodeGetContent(documentation);
		g_assert_cmpuint(strlen(g_strstrip((char *) content)), >, 2);
		xmlFree(content);
	}
	for (const xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL))
		check_documented(child);
}

static void
test_documentation(gconstpointer data)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtXml) xml = ot_xml_read(SCHEMA, findings, NULL);

	(void) data;
	g_assert_nonnull(xml);
	check_documented(xmlDocGetRootElement(ot_xml_doc(xml)));
}

int
main(int argc, char **argv)
{
	Fixture fixture = {0};
	g_autoptr(GError) error = NULL;

	g_test_init(&argc, &argv, NULL);
	fixture.schema = ot_schema_load(SCHEMA, &error);
	g_assert_no_error(error);
	g_assert_true(g_file_get_contents(COMPLETE, &fixture.complete, NULL, NULL));
	g_test_add_data_func("/spec/complete", &fixture, test_complete);
	g_test_add_data_func("/spec/mistakes", &fixture, test_mistakes);
	g_test_add_data_func("/spec/codes-covered", &fixture, test_codes_covered);
	g_test_add_data_func("/spec/unreadable", &fixture, test_unreadable);
	g_test_add_data_func("/spec/other-files", &fixture, test_other_files);
	g_test_add_data_func("/spec/tree-is-kept", &fixture, test_tree_is_kept);
	g_test_add_data_func("/spec/places", &fixture, test_places);
	g_test_add_data_func("/spec/pathological", &fixture, test_pathological);
	g_test_add_data_func("/spec/speed", &fixture, test_speed);
	g_test_add_data_func("/spec/schema-errors", &fixture, test_schema_errors);
	g_test_add_data_func("/spec/schema-folder", &fixture, test_schema_folder);
	g_test_add_data_func("/spec/documentation", &fixture, test_documentation);

	int status = g_test_run();
	ot_schema_free(fixture.schema);
	g_free(fixture.complete);
	return status;
}
