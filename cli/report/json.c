/* SPDX-License-Identifier: MIT */
#include "report/json.h"

#include "report/report.h"
#include "report/words.h"

#include <math.h>

static const OtSeverity order[] = {OT_SEVERITY_ERROR, OT_SEVERITY_WARNING, OT_SEVERITY_NOTE};

/* --- building ------------------------------------------------------------------------------ */

json_t *
ot_json_text(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	return json_string(valid);
}

void
ot_json_set_text(json_t *object, const char *name, const char *text)
{
	if (text != NULL)
		json_object_set_new(object, name, ot_json_text(text));
}

void
ot_json_set_number(json_t *object, const char *name, size_t number)
{
	json_object_set_new(object, name, json_integer((json_int_t) number));
}

char *
ot_json_dump(json_t *root)
{
	char *dumped = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
	char *text = g_strconcat(dumped, "\n", NULL);

	free(dumped);
	json_decref(root);
	return text;
}

/* --- findings ------------------------------------------------------------------------------ */

static json_t *
finding_as_json(const OtFinding *finding, const char *fingerprint)
{
	json_t *object = json_object();

	ot_json_set_text(object, "code", finding->code);
	ot_json_set_text(object, "severity", ot_severity_name(finding->severity));
	ot_json_set_text(object, "title", ot_report_title(finding));
	ot_json_set_text(object, "file", finding->where.file);
	if (finding->where.line > 0)
		ot_json_set_number(object, "line", (size_t) finding->where.line);
	if (finding->where.column > 0)
		ot_json_set_number(object, "column", (size_t) finding->where.column);
	ot_json_set_text(object, "place", finding->where.place);
	ot_json_set_text(object, "message", finding->message);
	ot_json_set_text(object, "advice", finding->advice);
	ot_json_set_text(object, "source", finding->source);
	ot_json_set_text(object, "why", finding->why);
	ot_json_set_text(object, "matched", finding->matched);
	ot_json_set_text(object, "sentence", finding->sentence);
	ot_json_set_text(object, "fingerprint", fingerprint);
	return object;
}

/* --- inputs -------------------------------------------------------------------------------- */

static void
set_counts(json_t *object, const OtCheckCounts *counts)
{
	ot_json_set_number(object, "words", counts->words);
	ot_json_set_number(object, "prescriptive", counts->prescriptive);
	if (counts->words > 0)
		json_object_set_new(object, "prescriptivePer1000Words",
		                    json_real(round(ot_counts_density(counts) * 10) / 10));
	if (!counts->has_fields)
		return;
	ot_json_set_number(object, "outcomes", counts->outcomes);
	ot_json_set_number(object, "outcomesComplete", counts->outcomes_complete);
	ot_json_set_number(object, "requirements", counts->requirements);
	ot_json_set_number(object, "requirementsTraced", counts->requirements_traced);
}

static json_t *
missing_parts(const OtOutcomeParts *outcome)
{
	OtOutcomePart parts[OT_N_OUTCOME_PARTS];
	json_t *missing = json_array();

	ot_outcome_list_parts(outcome, parts);
	for (size_t i = 0; i < OT_N_OUTCOME_PARTS; i++)
		if (!parts[i].there)
			json_array_append_new(missing, json_string(parts[i].name));
	return missing;
}

static json_t *
outcomes_as_json(const GArray *outcomes)
{
	json_t *list = json_array();

	for (guint i = 0; i < outcomes->len; i++) {
		const OtOutcomeParts *outcome = &g_array_index(outcomes, OtOutcomeParts, i);
		json_t *object = json_object();
		ot_json_set_text(object, "id", outcome->id);
		ot_json_set_text(object, "title", outcome->title);
		json_object_set_new(object, "complete",
		                    json_boolean(ot_outcome_is_complete(outcome)));
		json_object_set_new(object, "missing", missing_parts(outcome));
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
not_checked_as_json(const GArray *rules)
{
	json_t *list = json_array();

	for (guint i = 0; i < rules->len; i++) {
		const OtNotChecked *rule = &g_array_index(rules, OtNotChecked, i);
		json_t *object = json_object();
		ot_json_set_text(object, "code", rule->code);
		ot_json_set_text(object, "title", rule->title);
		ot_json_set_text(object, "reason", rule->reason);
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
suppressed_as_json(const GArray *suppressed)
{
	json_t *list = json_array();

	for (guint i = 0; i < suppressed->len; i++) {
		const OtSuppressed *finding = &g_array_index(suppressed, OtSuppressed, i);
		json_t *object = json_object();
		ot_json_set_text(object, "code", finding->code);
		ot_json_set_text(object, "place", finding->place);
		ot_json_set_text(object, "reason", finding->reason);
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
input_as_json(const OtCheckedInput *input)
{
	json_t *object = json_object(), *counts = json_object();

	ot_json_set_text(object, "file", input->file);
	ot_json_set_text(object, "kind", ot_input_kind_name(input->kind));
	ot_json_set_text(object, "title", input->title);
	ot_json_set_text(object, "edition", input->edition);
	ot_json_set_text(object, "date", input->date);
	ot_json_set_text(object, "stage", input->stage);
	ot_json_set_text(object, "jurisdiction", input->jurisdiction);
	ot_json_set_text(object, "regime", input->regime);
	json_object_set_new(object, "assumed", json_boolean(input->assumed));
	set_counts(counts, &input->counts);
	json_object_set_new(object, "counts", counts);
	if (input->counts.has_fields)
		json_object_set_new(object, "outcomes", outcomes_as_json(input->outcomes));
	json_object_set_new(object, "notChecked", not_checked_as_json(input->not_checked));
	json_object_set_new(object, "suppressed", suppressed_as_json(input->suppressed));
	return object;
}

static json_t *
inputs_as_json(const GPtrArray *inputs)
{
	json_t *list = json_array();

	for (guint i = 0; i < inputs->len; i++)
		json_array_append_new(list, input_as_json(g_ptr_array_index(inputs, i)));
	return list;
}

static json_t *
baseline_as_json(const OtResult *result)
{
	json_t *object = json_object();

	ot_json_set_text(object, "file", result->baseline);
	ot_json_set_number(object, "heldBack", result->held_back);
	if (!result->has_before)
		return object;
	json_t *before = json_object();
	for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
		ot_json_set_number(before, ot_severity_name(order[i]),
		                   result->before_severity[order[i]]);
	set_counts(before, &result->before);
	json_object_set_new(object, "before", before);
	return object;
}

/* --- the formats --------------------------------------------------------------------------- */

char *
ot_report_json(const OtResult *result, const OtReportOptions *options)
{
	const OtFindings *findings = result->findings;
	g_auto(GStrv) fingerprints = ot_findings_fingerprints(findings);
	json_t *root = json_object(), *counts = json_object(), *list = json_array();

	(void) options;
	ot_json_set_text(root, "format", "outset-findings");
	ot_json_set_number(root, "version", 2);
	for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
		ot_json_set_number(counts, ot_severity_name(order[i]),
		                   ot_findings_count_severity(findings, order[i]));
	json_object_set_new(root, "counts", counts);
	ot_json_set_number(root, "shown", ot_findings_count(findings));
	if (result->inputs != NULL)
		json_object_set_new(root, "inputs", inputs_as_json(result->inputs));
	if (result->baseline != NULL)
		json_object_set_new(root, "baseline", baseline_as_json(result));
	ot_json_set_text(root, "next", result->next);
	for (size_t i = 0; i < ot_findings_count(findings); i++)
		json_array_append_new(list, finding_as_json(ot_findings_get(findings, i),
		                                            fingerprints[i]));
	json_object_set_new(root, "findings", list);
	return ot_json_dump(root);
}

char *
ot_report_jsonl(const OtResult *result, const OtReportOptions *options)
{
	const OtFindings *findings = result->findings;
	g_auto(GStrv) fingerprints = ot_findings_fingerprints(findings);
	GString *lines = g_string_new(NULL);

	(void) options;
	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		json_t *object = finding_as_json(ot_findings_get(findings, i), fingerprints[i]);
		char *line = json_dumps(object, JSON_COMPACT);
		g_string_append_printf(lines, "%s\n", line);
		free(line);
		json_decref(object);
	}
	return g_string_free(lines, FALSE);
}
