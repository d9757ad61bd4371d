/* SPDX-License-Identifier: MIT
 *
 * Reports of what a check found: each format of one made-up result against a file that was read,
 * and what holds of a format whatever the texts are.
 */
#include "report-result.h"
#include "report/report.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <string.h>

static char *
write_made_up(OtReportFormat format, const OtReportOptions *options)
{
	g_autoptr(OtResult) result = make_result();
	return ot_report_write(format, result, options);
}

/* --- every format -------------------------------------------------------------------------- */

static const struct {
	OtReportFormat format;
	const char *name;
	const char *golden;
} formats[] = {
	{OT_REPORT_TEXT, "text", "report.txt"},
	{OT_REPORT_JSON, "json", "report.json"},
	{OT_REPORT_JSONL, "jsonl", "report.jsonl"},
	{OT_REPORT_SARIF, "sarif", "report.sarif"},
	{OT_REPORT_JUNIT, "junit", "report.junit.xml"},
	{OT_REPORT_GITHUB, "github", "report.github.txt"},
	{OT_REPORT_CSV, "csv", "report.csv"},
};

G_STATIC_ASSERT(G_N_ELEMENTS(formats) == OT_N_REPORTS);

static void
test_golden(gconstpointer data)
{
	size_t i = GPOINTER_TO_SIZE(data);
	g_autofree char *seen = write_made_up(formats[i].format, NULL);
	g_autofree char *again = write_made_up(formats[i].format, NULL);

	g_assert_cmpstr(ot_report_format_name(formats[i].format), ==, formats[i].name);
	g_assert_cmpstr(seen, ==, again);
	check_golden(formats[i].golden, seen);
}

/* Whatever a text holds, a report is UTF-8 without controls and marks that turn text around. */
static void
test_safe(gconstpointer data)
{
	size_t i = GPOINTER_TO_SIZE(data);
	g_autofree char *seen = write_made_up(formats[i].format, NULL);
	bool program = formats[i].format == OT_REPORT_JSON ||
	               formats[i].format == OT_REPORT_JSONL || formats[i].format == OT_REPORT_SARIF;

	g_assert_true(g_utf8_validate(seen, -1, NULL));
	g_assert_null(strpbrk(seen, "\x01\x1B\t"));
	g_assert_true(program || strstr(seen, "\xE2\x80\xAE") == NULL);
	g_assert_true(program || strstr(seen, "\xC2\x9B") == NULL);
}

/* Commands that know nothing but findings use the same functions. */
static void
test_findings_only(gconstpointer data)
{
	size_t i = GPOINTER_TO_SIZE(data);
	g_autoptr(OtFindings) findings = ot_findings_new();
	const OtResult result = {.findings = findings, .version = "1.2.3"};
	g_autofree char *nothing = ot_report_write(formats[i].format, &result, NULL);

	ot_findings_add(findings, OT_CODE_VAL_EMPTY, (OtWhere){0}, "<title> is empty");
	g_autofree char *one = ot_report_write(formats[i].format, &result, NULL);
	g_assert_nonnull(nothing);
	g_assert_nonnull(strstr(one, "VAL001"));
}

/* --- for people ---------------------------------------------------------------------------- */

static void
test_narrow(void)
{
	const OtReportOptions options = {.width = 40};
	g_autofree char *seen = write_made_up(OT_REPORT_TEXT, &options);

	check_golden("narrow.txt", seen);
}

static void
test_color(void)
{
	const OtReportOptions options = {.color = true};
	g_autofree char *seen = write_made_up(OT_REPORT_TEXT, &options);

	g_assert_nonnull(strstr(seen, "\033[31merror\033[0m: "));
	g_assert_nonnull(strstr(seen, "Use \033[1m\"Acme Cloud\"\033[0m.\n"));
}

static void
test_validity(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new(), none = ot_findings_new();
	const OtWhere where = {"a b.xml", 12, 3, "outcome O1"};
	const OtFinding other = {
		.code = "OUT001",
		.severity = OT_SEVERITY_WARNING,
		.where = {.file = "a b.xml"},
		.message = "is this\xC2\x9B" "31m the result?",
		.source = "PA23 s.56(2)",
	};

	ot_findings_add(findings, OT_CODE_VAL_EMPTY, where, "<title> is empty");
	ot_findings_add_copy(findings, &other);
	g_autofree char *text = ot_report_text(&(OtResult){.findings = findings}, NULL);
	g_autofree char *nothing = ot_report_text(&(OtResult){.findings = none}, NULL);
	g_assert_cmpstr(text, ==,
	                "a b.xml:12:3  outcome O1\n"
	                "  error: <title> is empty.\n"
	                "  Fill it in.\n"
	                "  VAL001\n"
	                "\n"
	                "a b.xml\n"
	                "  warning: is this\xEF\xBF\xBD" "31m the result?\n"
	                "  OUT001  (PA23 s.56(2))\n"
	                "\n"
	                "1 error, 1 warning.\n");
	g_assert_cmpstr(nothing, ==, "Nothing to correct was found.\n");
}

/* A result with nothing to tell says so, and not that all is good. */
static void
test_clean(void)
{
	g_autoptr(OtResult) result = ot_result_new("1.2.3");
	OtCheckedInput *input = ot_result_add_input(result, "spec.xml", OT_INPUT_SPECIFICATION);

	input->counts = (OtCheckCounts){.words = 900, .has_fields = true, .outcomes = 1,
	                                .outcomes_complete = 1};
	g_autofree char *text = ot_report_text(result, NULL);
	g_assert_cmpstr(
		text, ==,
		"Nothing to correct was found.\n"
		"  1 of 1 outcome is complete\n"
		"  prescriptive wording: 0 findings, 0.0 per 1,000 words\n"
		"\n"
		"A finding is a question to look into, not a verdict. That nothing is found "
		"does not make\na document lawful or good.\n");
}

/* --- for programs -------------------------------------------------------------------------- */

static void
test_json_lines(void)
{
	g_autofree char *seen = write_made_up(OT_REPORT_JSONL, NULL);
	g_autofree char *whole = write_made_up(OT_REPORT_JSON, NULL);
	g_auto(GStrv) lines = g_strsplit(seen, "\n", -1);
	json_t *root = json_loads(whole, 0, NULL);
	const json_t *findings = json_object_get(root, "findings");

	g_assert_cmpuint(g_strv_length(lines), ==, json_array_size(findings) + 1);
	for (size_t i = 0; i < json_array_size(findings); i++) {
		json_t *line = json_loads(lines[i], 0, NULL);
		g_assert_true(json_equal(line, json_array_get(findings, i)));
		json_decref(line);
	}
	json_decref(root);
}

static const char *
text_at(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static void
check_sarif_result(const json_t *result, const json_t *rules)
{
	const json_t *index = json_object_get(result, "ruleIndex");
	const json_t *rule = json_array_get(rules, (size_t) json_integer_value(index));
	const json_t *location = json_array_get(json_object_get(result, "locations"), 0);
	const json_t *physical = json_object_get(location, "physicalLocation");
	const char *uri = text_at(json_object_get(physical, "artifactLocation"), "uri");

	g_assert_cmpstr(text_at(result, "ruleId"), ==, text_at(rule, "id"));
	g_assert_nonnull(text_at(json_object_get(result, "message"), "text"));
	g_assert_true(uri[strspn(uri, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "0123456789-._~/%")] == '\0');
	if (json_object_get(result, "suppressions") == NULL)
		g_assert_cmpuint(strlen(text_at(json_object_get(result, "partialFingerprints"),
		                                "outset/v1")), ==, 32);
}

/* The structure that SARIF 2.1.0 asks for; see also tests/interop. */
static void
test_sarif(void)
{
	g_autofree char *seen = write_made_up(OT_REPORT_SARIF, NULL);
	json_t *root = json_loads(seen, JSON_REJECT_DUPLICATES, NULL);
	const json_t *run = json_array_get(json_object_get(root, "runs"), 0);
	const json_t *driver = json_object_get(json_object_get(run, "tool"), "driver");
	const json_t *rules = json_object_get(driver, "rules");
	const json_t *results = json_object_get(run, "results");
	size_t n_suppressed = 0;

	g_assert_cmpstr(text_at(root, "version"), ==, "2.1.0");
	g_assert_cmpstr(text_at(driver, "name"), ==, "outset");
	g_assert_cmpstr(text_at(run, "columnKind"), ==, "unicodeCodePoints");
	for (size_t i = 0; i < json_array_size(results); i++) {
		const json_t *result = json_array_get(results, i);
		check_sarif_result(result, rules);
		n_suppressed += json_object_get(result, "suppressions") != NULL;
	}
	g_assert_cmpuint(n_suppressed, ==, 1);
	json_decref(root);
}

/* --- XML and lines ------------------------------------------------------------------------- */

static guint
count_elements(const xmlNode *node, const char *name)
{
	guint n = node->type == XML_ELEMENT_NODE && strcmp((const char *) node->name, name) == 0;

	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		n += count_elements(child, name);
	return n;
}

static guint
number_of(const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetProp((xmlNode *) node, (const xmlChar *) name);
	guint number = (guint) strtoul((const char *) value, NULL, 10);

	xmlFree(value);
	return number;
}

static void
test_junit(void)
{
	g_autofree char *seen = write_made_up(OT_REPORT_JUNIT, NULL);
	xmlDoc *doc = xmlReadMemory(seen, (int) strlen(seen), "junit.xml", NULL, XML_PARSE_NONET);
	const xmlNode *root = xmlDocGetRootElement(doc);

	g_assert_nonnull(root);
	g_assert_cmpuint(number_of(root, "tests"), ==, count_elements(root, "testcase"));
	g_assert_cmpuint(number_of(root, "failures"), ==, count_elements(root, "failure"));
	g_assert_cmpuint(number_of(root, "skipped"), ==, count_elements(root, "skipped"));
	g_assert_cmpuint(count_elements(root, "testsuite"), ==, 4);
	xmlFreeDoc(doc);
}

/* One command a line, whatever line ends and commands the texts hold. */
static void
test_github(void)
{
	g_autofree char *seen = write_made_up(OT_REPORT_GITHUB, NULL);
	g_auto(GStrv) lines = g_strsplit(seen, "\n", -1);
	guint n = 0;

	for (; *lines[n] != '\0'; n++)
		g_assert_true(g_regex_match_simple("^::(error|warning|notice) "
		                                   "[a-z]+=[^,:]*(,[a-z]+=[^,:]*)*::.", lines[n],
		                                   0, 0));
	g_assert_cmpuint(n, ==, 18);
	g_assert_null(strchr(seen, '\r'));
}

/* Takes one cell off the front, as RFC 4180 writes it; gives what ended it. */
static char
take_cell(const char **csv, GString *cell)
{
	bool quoted = **csv == '"';
	const char *c = *csv + (quoted ? 1 : 0);

	g_string_truncate(cell, 0);
	while (*c != '\0' && (quoted || strchr(",\r", *c) == NULL)) {
		if (quoted && c[0] == '"' && c[1] != '"') {
			c++;
			break;
		}
		c += quoted && *c == '"' ? 1 : 0;
		g_string_append_c(cell, *c++);
	}
	*csv = *c == '\r' ? c + 2 : c + 1;
	return *c;
}

static void
test_csv(void)
{
	g_autofree char *seen = write_made_up(OT_REPORT_CSV, NULL);
	g_autoptr(GString) cell = g_string_new(NULL);
	const char *csv = seen;
	guint rows = 0;

	g_assert_true(g_str_has_prefix(seen, "\xEF\xBB\xBF" "file,line,"));
	for (; *csv != '\0'; rows++) {
		for (guint column = 0; column < 14; column++) {
			char end = take_cell(&csv, cell);
			g_assert_cmpint(end, ==, column < 13 ? ',' : '\r');
			g_assert_true(cell->len == 0 || strchr("=+-@\t\n", cell->str[0]) == NULL);
		}
	}
	g_assert_cmpuint(rows, ==, 19);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_autofree char *golden = g_strdup_printf("/report/golden/%s", formats[i].name);
		g_autofree char *safe = g_strdup_printf("/report/safe/%s", formats[i].name);
		g_autofree char *findings = g_strdup_printf("/report/findings/%s", formats[i].name);
		g_test_add_data_func(golden, GSIZE_TO_POINTER(i), test_golden);
		g_test_add_data_func(safe, GSIZE_TO_POINTER(i), test_safe);
		g_test_add_data_func(findings, GSIZE_TO_POINTER(i), test_findings_only);
	}
	g_test_add_func("/report/text/narrow", test_narrow);
	g_test_add_func("/report/text/color", test_color);
	g_test_add_func("/report/text/validity", test_validity);
	g_test_add_func("/report/text/clean", test_clean);
	g_test_add_func("/report/json-lines", test_json_lines);
	g_test_add_func("/report/sarif", test_sarif);
	g_test_add_func("/report/junit", test_junit);
	g_test_add_func("/report/github", test_github);
	g_test_add_func("/report/csv", test_csv);
	return g_test_run();
}
