/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include "report/groups.h"
#include "report/words.h"
#include "xml/write.h"

/* One place of a rule: "spec.xml:88:9 requirement R3: message". */
static void
append_place(GString *text, const OtFinding *finding)
{
	const OtWhere *where = &finding->where;
	g_autofree char *file = ot_report_safe(where->file);
	g_autofree char *place = ot_report_safe(where->place);
	g_autofree char *message = ot_report_safe(finding->message);

	g_string_append(text, file != NULL ? file : "");
	if (where->line > 0)
		g_string_append_printf(text, ":%d", where->line);
	if (where->line > 0 && where->column > 0)
		g_string_append_printf(text, ":%d", where->column);
	g_string_append_printf(text, "%s%s: %s\n", text->len > 0 && place != NULL ? " " : "",
	                       place != NULL ? place : "", message);
}

static void
append_remark(GString *text, const char *label, const char *words)
{
	g_autofree char *safe = ot_report_safe(words);

	if (safe != NULL)
		g_string_append_printf(text, "%s: %s\n", label, safe);
}

static void
start_case(OtXmlWriter *xml, const char *file, const char *code, const char *title)
{
	g_autofree char *name = title != NULL ? g_strdup_printf("%s %s", code, title)
	                                      : g_strdup(code);
	g_autofree char *safe = ot_report_safe(name);

	ot_xml_text(xml, "\n");
	ot_xml_start(xml, "testcase");
	ot_xml_set(xml, "classname", file);
	ot_xml_set(xml, "name", safe);
}

static void
write_group(OtXmlWriter *xml, const char *file, const OtFindingGroup *group)
{
	const OtFinding *first = group->first;
	const char *title = ot_report_title(first);
	g_autofree char *message = ot_report_safe(group->findings->len == 1 || title == NULL
	                                                  ? first->message
	                                                  : title);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < group->findings->len; i++)
		append_place(text, g_ptr_array_index(group->findings, i));
	append_remark(text, "Why", first->why);
	append_remark(text, "Source", first->source);
	append_remark(text, "Try", first->advice);
	start_case(xml, file, first->code, title);
	if (first->severity == OT_SEVERITY_ERROR) {
		ot_xml_start(xml, "failure");
		ot_xml_set(xml, "message", message);
		ot_xml_set(xml, "type", ot_severity_name(first->severity));
		ot_xml_text(xml, text->str);
		ot_xml_end(xml);
	} else {
		g_string_prepend(text, ": ");
		g_string_prepend(text, ot_severity_name(first->severity));
		ot_xml_leaf(xml, "system-out", text->str);
	}
	ot_xml_end(xml);
}

static void
write_skipped(OtXmlWriter *xml, const char *file, const OtNotChecked *rule)
{
	g_autofree char *reason = ot_report_safe(rule->reason);

	start_case(xml, file, rule->code, rule->title);
	ot_xml_start(xml, "skipped");
	ot_xml_set(xml, "message", reason);
	ot_xml_end(xml);
	ot_xml_end(xml);
}

typedef struct {
	guint tests, failures, skipped;
} Sums;

static Sums
sum_of(const OtFileFindings *file)
{
	Sums sums = {.skipped = file->input != NULL ? file->input->not_checked->len : 0};

	for (guint i = 0; i < file->groups->len; i++) {
		const OtFindingGroup *group = g_ptr_array_index(file->groups, i);
		sums.failures += group->first->severity == OT_SEVERITY_ERROR ? 1 : 0;
	}
	sums.tests = MAX(file->groups->len, 1) + sums.skipped;
	return sums;
}

static void
set_sums(OtXmlWriter *xml, const Sums *sums)
{
	ot_xml_set_int(xml, "tests", sums->tests);
	ot_xml_set_int(xml, "failures", sums->failures);
	ot_xml_set_int(xml, "errors", 0);
	ot_xml_set_int(xml, "skipped", sums->skipped);
}

static void
write_suite(OtXmlWriter *xml, const OtFileFindings *file)
{
	const Sums sums = sum_of(file);
	g_autofree char *name = ot_report_safe(file->file != NULL ? file->file : "outset");

	ot_xml_text(xml, "\n");
	ot_xml_start(xml, "testsuite");
	ot_xml_set(xml, "name", name);
	set_sums(xml, &sums);
	for (guint i = 0; i < file->groups->len; i++)
		write_group(xml, name, g_ptr_array_index(file->groups, i));
	if (file->groups->len == 0) {
		start_case(xml, name, "nothing to correct was found", NULL);
		ot_xml_end(xml);
	}
	for (guint i = 0; i < sums.skipped; i++)
		write_skipped(xml, name, &g_array_index(file->input->not_checked, OtNotChecked, i));
	ot_xml_text(xml, "\n");
	ot_xml_end(xml);
}

char *
ot_report_junit(const OtResult *result, const OtReportOptions *options)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();
	g_autoptr(GPtrArray) files = ot_report_files(result);
	Sums all = {0};

	(void) options;
	for (guint i = 0; i < files->len; i++) {
		const Sums sums = sum_of(g_ptr_array_index(files, i));
		all.tests += sums.tests;
		all.failures += sums.failures;
		all.skipped += sums.skipped;
	}
	ot_xml_declaration(xml);
	ot_xml_start(xml, "testsuites");
	ot_xml_set(xml, "name", "outset");
	set_sums(xml, &all);
	for (guint i = 0; i < files->len; i++)
		write_suite(xml, g_ptr_array_index(files, i));
	ot_xml_text(xml, "\n");
	ot_xml_end(xml);
	g_autoptr(GBytes) bytes = ot_xml_take(xml);
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	return g_strdup_printf("%.*s\n", (int) len, text);
}
