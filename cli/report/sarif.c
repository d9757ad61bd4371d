/* SPDX-License-Identifier: MIT
 *
 * SARIF 2.1.0; numbers in comments are its sections.
 */
#include "report/report.h"

#include "report/json.h"
#include "report/words.h"

#define SCHEMA                                                             \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/" \
	"sarif-schema-2.1.0.json"

/* Numbers the rules as they are first met. */
typedef struct {
	json_t *list;
	GHashTable *index; /* of code to 1 + its number */
} Rules;

/* 3.11: {"text": ...}; it is shown to people. */
static json_t *
message_of(const char *text)
{
	g_autofree char *safe = ot_report_safe(text);
	json_t *message = json_object();

	ot_json_set_text(message, "text", safe);
	return message;
}

static void
set_message(json_t *object, const char *name, const char *text)
{
	if (text != NULL && *text != '\0')
		json_object_set_new(object, name, message_of(text));
}

/* --- rules (3.49, reportingDescriptor) ----------------------------------------------------- */

static json_t *
add_rule(Rules *rules, const char *code)
{
	json_t *rule = json_object();

	ot_json_set_text(rule, "id", code);
	json_array_append_new(rules->list, rule);
	g_hash_table_insert(rules->index, (void *) code,
	                    GSIZE_TO_POINTER(json_array_size(rules->list)));
	return rule;
}

static size_t
rule_number(const Rules *rules, const char *code)
{
	return GPOINTER_TO_SIZE(g_hash_table_lookup(rules->index, code));
}

static void
describe_rule(json_t *rule, const OtFinding *finding)
{
	g_autoptr(GString) help = g_string_new(finding->advice);
	json_t *configuration = json_object();

	if (finding->source != NULL)
		g_string_append_printf(help, "%sSource: %s", help->len > 0 ? " " : "",
		                       finding->source);
	set_message(rule, "shortDescription", ot_report_title(finding));
	set_message(rule, "fullDescription", finding->why);
	set_message(rule, "help", help->str);
	ot_json_set_text(configuration, "level", ot_severity_name(finding->severity));
	json_object_set_new(rule, "defaultConfiguration", configuration);
}

static void
add_rules(Rules *rules, const OtResult *result)
{
	for (size_t i = 0; i < ot_findings_count(result->findings); i++) {
		const OtFinding *finding = ot_findings_get(result->findings, i);
		if (rule_number(rules, finding->code) == 0)
			describe_rule(add_rule(rules, finding->code), finding);
	}
	for (guint i = 0; result->inputs != NULL && i < result->inputs->len; i++) {
		const OtCheckedInput *input = g_ptr_array_index(result->inputs, i);
		for (guint j = 0; j < input->suppressed->len; j++) {
			const char *code = g_array_index(input->suppressed, OtSuppressed, j).code;
			if (rule_number(rules, code) == 0)
				add_rule(rules, code);
		}
		for (guint j = 0; j < input->not_checked->len; j++) {
			const OtNotChecked *rule =
				&g_array_index(input->not_checked, OtNotChecked, j);
			if (rule_number(rules, rule->code) == 0)
				set_message(add_rule(rules, rule->code), "shortDescription",
				            rule->title);
		}
	}
}

/* --- results (3.27) ------------------------------------------------------------------------ */

/* A path as a URI reference (RFC 3986): relative where the path is. */
static char *
path_as_uri(const char *path)
{
	g_autofree char *escaped = g_uri_escape_string(path, "/", FALSE);
	return g_strconcat(*path == '/' ? "file://" : "", escaped, NULL);
}

static json_t *
artifact_location(const char *file)
{
	g_autofree char *uri = path_as_uri(file);
	json_t *artifact = json_object();

	ot_json_set_text(artifact, "uri", uri);
	return artifact;
}

static json_t *
location_of(const OtWhere *where)
{
	json_t *location = json_object();

	if (where->file != NULL) {
		json_t *physical = json_object();
		json_object_set_new(physical, "artifactLocation", artifact_location(where->file));
		if (where->line > 0) {
			json_t *region = json_object();
			ot_json_set_number(region, "startLine", (size_t) where->line);
			if (where->column > 0)
				ot_json_set_number(region, "startColumn", (size_t) where->column);
			json_object_set_new(physical, "region", region);
		}
		json_object_set_new(location, "physicalLocation", physical);
	}
	if (where->place != NULL) {
		/* The place in words is all that a Word file has; it has no lines. */
		json_t *logical = json_object(), *list = json_array();
		g_autofree char *place = ot_report_safe(where->place);
		ot_json_set_text(logical, "fullyQualifiedName", place);
		json_array_append_new(list, logical);
		json_object_set_new(location, "logicalLocations", list);
	}
	return location;
}

static json_t *
result_of(const Rules *rules, const char *code, const char *message, const OtWhere *where)
{
	json_t *result = json_object(), *locations = json_array();

	ot_json_set_text(result, "ruleId", code);
	ot_json_set_number(result, "ruleIndex", rule_number(rules, code) - 1);
	json_object_set_new(result, "message", message_of(message));
	if (where->file != NULL || where->place != NULL)
		json_array_append_new(locations, location_of(where));
	json_object_set_new(result, "locations", locations);
	return result;
}

static json_t *
finding_as_result(const Rules *rules, const OtFinding *finding, const char *fingerprint)
{
	json_t *result = result_of(rules, finding->code, finding->message, &finding->where);
	json_t *fingerprints = json_object();

	ot_json_set_text(result, "level", ot_severity_name(finding->severity));
	ot_json_set_text(fingerprints, "outset/v1", fingerprint);
	json_object_set_new(result, "partialFingerprints", fingerprints);
	return result;
}

/* 3.35: held back by its author, in the file itself. */
static json_t *
suppressed_as_result(const Rules *rules, const char *file, const OtSuppressed *finding)
{
	const OtWhere where = {.file = file, .place = finding->place};
	json_t *result = result_of(rules, finding->code, "suppressed by the author", &where);
	json_t *suppression = json_object(), *list = json_array();

	ot_json_set_text(suppression, "kind", "inSource");
	ot_json_set_text(suppression, "status", "accepted");
	ot_json_set_text(suppression, "justification", finding->reason);
	json_array_append_new(list, suppression);
	json_object_set_new(result, "suppressions", list);
	return result;
}

static json_t *
list_results(const Rules *rules, const OtResult *result)
{
	g_auto(GStrv) fingerprints = ot_findings_fingerprints(result->findings);
	json_t *list = json_array();

	for (size_t i = 0; i < ot_findings_count(result->findings); i++)
		json_array_append_new(
			list, finding_as_result(rules, ot_findings_get(result->findings, i),
		                                fingerprints[i]));
	for (guint i = 0; result->inputs != NULL && i < result->inputs->len; i++) {
		const OtCheckedInput *input = g_ptr_array_index(result->inputs, i);
		for (guint j = 0; j < input->suppressed->len; j++)
			json_array_append_new(
				list, suppressed_as_result(rules, input->file,
			                                   &g_array_index(input->suppressed,
			                                                  OtSuppressed, j)));
	}
	return list;
}

/* --- the run (3.14) ------------------------------------------------------------------------ */

/* 3.58: a rule that was not run for a file, and why. */
static json_t *
notification_of(const Rules *rules, const char *file, const OtNotChecked *rule)
{
	const OtWhere where = {.file = file};
	json_t *notification = json_object(), *descriptor = json_object(),
	       *locations = json_array();
	g_autofree char *text = g_strdup_printf("%s was not checked: %s", rule->code, rule->reason);

	ot_json_set_text(descriptor, "id", rule->code);
	ot_json_set_number(descriptor, "index", rule_number(rules, rule->code) - 1);
	json_object_set_new(notification, "associatedRule", descriptor);
	json_array_append_new(locations, location_of(&where));
	json_object_set_new(notification, "locations", locations);
	json_object_set_new(notification, "message", message_of(text));
	ot_json_set_text(notification, "level", "note");
	return notification;
}

/* 3.20. */
static json_t *
invocation_of(const Rules *rules, const OtResult *result)
{
	json_t *invocation = json_object(), *list = json_array();

	for (guint i = 0; result->inputs != NULL && i < result->inputs->len; i++) {
		const OtCheckedInput *input = g_ptr_array_index(result->inputs, i);
		for (guint j = 0; j < input->not_checked->len; j++)
			json_array_append_new(
				list, notification_of(rules, input->file,
			                              &g_array_index(input->not_checked,
			                                             OtNotChecked, j)));
	}
	json_object_set_new(invocation, "executionSuccessful", json_true());
	json_object_set_new(invocation, "toolConfigurationNotifications", list);
	return invocation;
}

/* `rules` takes its own reference. */
static json_t *
tool_of(const OtResult *result, const Rules *rules)
{
	json_t *tool = json_object(), *driver = json_object();

	ot_json_set_text(driver, "name", "outset");
	ot_json_set_text(driver, "version", result->version);
	json_object_set(driver, "rules", rules->list);
	json_object_set_new(tool, "driver", driver);
	return tool;
}

char *
ot_report_sarif(const OtResult *result, const OtReportOptions *options)
{
	g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
	Rules rules = {.list = json_array(), .index = index};
	json_t *log = json_object(), *run = json_object(), *runs = json_array(),
	       *invocations = json_array();

	(void) options;
	add_rules(&rules, result);
	json_object_set_new(run, "tool", tool_of(result, &rules));
	json_array_append_new(invocations, invocation_of(&rules, result));
	json_object_set_new(run, "invocations", invocations);
	ot_json_set_text(run, "columnKind", "unicodeCodePoints");
	json_object_set_new(run, "results", list_results(&rules, result));
	json_array_append_new(runs, run);
	ot_json_set_text(log, "$schema", SCHEMA);
	ot_json_set_text(log, "version", "2.1.0");
	json_object_set_new(log, "runs", runs);
	json_decref(rules.list);
	return ot_json_dump(log);
}
