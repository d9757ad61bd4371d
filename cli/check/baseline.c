/* SPDX-License-Identifier: MIT */
#include "check/baseline.h"

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"

#include <stddef.h>
#include <string.h>

#define FORMAT  "outset-baseline"
#define VERSION_OF_FORMAT 1

/* The members of "counts" that are there for every text, and those of specifications. */
typedef struct {
	const char *name;
	size_t offset;
	bool fields;
} Count;

static const Count count_names[] = {
	{"words", offsetof(OtCheckCounts, words), false},
	{"prescriptive", offsetof(OtCheckCounts, prescriptive), false},
	{"outcomes", offsetof(OtCheckCounts, outcomes), true},
	{"outcomes-complete", offsetof(OtCheckCounts, outcomes_complete), true},
	{"requirements", offsetof(OtCheckCounts, requirements), true},
	{"requirements-traced", offsetof(OtCheckCounts, requirements_traced), true},
};

static json_t *
counts_as_json(const OtCheckCounts *counts)
{
	json_t *object = json_object();

	for (size_t i = 0; i < G_N_ELEMENTS(count_names); i++) {
		const size_t *value = (const size_t *) (const void *) ((const char *) counts +
		                                                       count_names[i].offset);
		if (!count_names[i].fields || counts->has_fields)
			json_object_set_new(object, count_names[i].name,
			                    json_integer((json_int_t) *value));
	}
	return object;
}

static json_t *
findings_as_json(const OtFindings *findings)
{
	json_t *list = json_array();
	g_auto(GStrv) prints = ot_findings_fingerprints(findings);

	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		if (finding->title == NULL)
			continue;
		json_t *row = json_object();
		json_object_set_new(row, "fingerprint", json_string(prints[i]));
		json_object_set_new(row, "code", json_string(finding->code));
		if (finding->matched != NULL)
			json_object_set_new(row, "words", json_string(finding->matched));
		json_array_append_new(list, row);
	}
	return list;
}

GBytes *
ot_baseline_make(const OtResult *result)
{
	const OtCheckCounts counts = ot_result_counts(result);
	json_t *root = json_object(), *severity = json_object();

	for (int i = OT_SEVERITY_ERROR; i >= OT_SEVERITY_NOTE; i--)
		json_object_set_new(
			severity, ot_severity_name((OtSeverity) i),
			json_integer((json_int_t) ot_findings_count_severity(result->findings,
		                                                             (OtSeverity) i)));
	json_object_set_new(root, "format", json_string(FORMAT));
	json_object_set_new(root, "version", json_integer(VERSION_OF_FORMAT));
	json_object_set_new(root, "severity", severity);
	json_object_set_new(root, "counts", counts_as_json(&counts));
	json_object_set_new(root, "findings", findings_as_json(result->findings));
	char *dumped = json_dumps(root, JSON_INDENT(1));
	char *text = g_strconcat(dumped, "\n", NULL);
	free(dumped);
	json_decref(root);
	return g_bytes_new_take(text, strlen(text));
}

/* A count of a file of others: never negative. */
static size_t
read_count(const json_t *object, const char *name)
{
	json_int_t value = json_integer_value(json_object_get(object, name));
	return value > 0 ? (size_t) value : 0;
}

static void
read_counts(const json_t *root, OtResult *result)
{
	const json_t *counts = json_object_get(root, "counts");
	const json_t *severity = json_object_get(root, "severity");

	if (!json_is_object(counts) || !json_is_object(severity))
		return;
	result->has_before = true;
	result->before.has_fields = json_object_get(counts, "outcomes") != NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(count_names); i++)
		*(size_t *) (void *) ((char *) &result->before + count_names[i].offset) =
			read_count(counts, count_names[i].name);
	for (int i = OT_SEVERITY_NOTE; i <= OT_SEVERITY_ERROR; i++)
		result->before_severity[i] =
			read_count(severity, ot_severity_name((OtSeverity) i));
}

/* Put into `result` only those findings that are not known. */
static void
hold_back(OtResult *result, GHashTable *known)
{
	OtFindings *fresh = ot_findings_new();
	g_auto(GStrv) prints = ot_findings_fingerprints(result->findings);

	for (size_t i = 0; i < ot_findings_count(result->findings); i++) {
		const OtFinding *finding = ot_findings_get(result->findings, i);
		if (finding->title != NULL && g_hash_table_contains(known, prints[i]))
			result->held_back++;
		else
			ot_findings_add_copy(fresh, finding);
	}
	ot_findings_add_rest(fresh, result->findings);
	ot_findings_free(result->findings);
	result->findings = fresh;
}

bool
ot_baseline_apply(const char *path, OtResult *result, GError **error)
{
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	size_t len, i;
	json_t *row;

	if (bytes == NULL)
		return false;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autoptr(GError) mistake = NULL;
	json_t *root = ot_json_read(data, len, path, &mistake);
	if (g_error_matches(mistake, OT_ERROR, OT_ERROR_LIMIT)) {
		g_propagate_error(error, g_steal_pointer(&mistake));
		return false;
	}
	const char *format = json_string_value(json_object_get(root, "format"));
	if (g_strcmp0(format, FORMAT) != 0 ||
	    json_integer_value(json_object_get(root, "version")) != VERSION_OF_FORMAT) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "%s is not a baseline of this version; write one with --save-baseline",
		            path);
		json_decref(root);
		return false;
	}
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	json_array_foreach(json_object_get(root, "findings"), i, row) {
		const char *print = json_string_value(json_object_get(row, "fingerprint"));
		if (print != NULL)
			g_hash_table_add(known, (char *) print);
	}
	read_counts(root, result);
	result->baseline = ot_result_keep(result, path);
	hold_back(result, known);
	json_decref(root);
	return true;
}
