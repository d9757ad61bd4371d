/* SPDX-License-Identifier: MIT */
#include "report/result.h"

#include <string.h>

static void
free_input(void *data)
{
	OtCheckedInput *input = data;

	g_array_unref(input->outcomes);
	g_array_unref(input->not_checked);
	g_array_unref(input->suppressed);
}

OtResult *
ot_result_new(const char *version)
{
	OtResult *result = g_new0(OtResult, 1);

	result->arena = ot_arena_new();
	result->findings = ot_findings_new();
	result->inputs = g_ptr_array_new_with_free_func(free_input);
	result->version = ot_result_keep(result, version);
	return result;
}

void
ot_result_free(OtResult *result)
{
	if (result == NULL)
		return;
	g_ptr_array_unref(result->inputs);
	ot_findings_free(result->findings);
	ot_arena_free(result->arena);
	g_free(result);
}

const char *
ot_result_keep(OtResult *result, const char *text)
{
	return ot_arena_strdup(result->arena, text);
}

OtCheckedInput *
ot_result_add_input(OtResult *result, const char *file, OtInputKind kind)
{
	OtCheckedInput *input = ot_arena_new_object(result->arena, OtCheckedInput);

	input->file = ot_result_keep(result, file);
	input->kind = kind;
	input->outcomes = g_array_new(FALSE, FALSE, sizeof(OtOutcomeParts));
	input->not_checked = g_array_new(FALSE, FALSE, sizeof(OtNotChecked));
	input->suppressed = g_array_new(FALSE, FALSE, sizeof(OtSuppressed));
	g_ptr_array_add(result->inputs, input);
	return input;
}

void
ot_result_add_outcome(OtResult *result, OtCheckedInput *input, const OtOutcomeParts *outcome)
{
	OtOutcomeParts copy = *outcome;

	copy.id = ot_result_keep(result, outcome->id);
	copy.title = ot_result_keep(result, outcome->title);
	g_array_append_val(input->outcomes, copy);
}

/* The input before one that was added last, or NULL. */
static const OtCheckedInput *
find_before(const OtResult *result, const OtCheckedInput *input)
{
	guint n = result->inputs->len;
	const OtCheckedInput *before = n > 1 ? g_ptr_array_index(result->inputs, n - 2) : NULL;

	return before != input ? before : NULL;
}

/* The row at the same place of the input before: many drafts leave the same rules out. */
static const OtNotChecked *
find_alike(const OtResult *result, const OtCheckedInput *input, const OtNotChecked *rule)
{
	guint at = input->not_checked->len;
	const OtCheckedInput *before = find_before(result, input);

	if (before == NULL || before->not_checked->len <= at)
		return NULL;
	const OtNotChecked *row = &g_array_index(before->not_checked, OtNotChecked, at);
	bool alike = g_strcmp0(row->code, rule->code) == 0 &&
	             g_strcmp0(row->title, rule->title) == 0 &&
	             g_strcmp0(row->reason, rule->reason) == 0;
	return alike ? row : NULL;
}

void
ot_result_add_not_checked(OtResult *result, OtCheckedInput *input, const OtNotChecked *rule)
{
	const OtNotChecked *alike = find_alike(result, input, rule);

	if (alike != NULL) {
		g_array_append_vals(input->not_checked, alike, 1);
		return;
	}
	const OtNotChecked copy = {
		.code = ot_result_keep(result, rule->code),
		.title = ot_result_keep(result, rule->title),
		.reason = ot_result_keep(result, rule->reason),
	};

	g_array_append_val(input->not_checked, copy);
}

void
ot_result_share_not_checked(OtResult *result, OtCheckedInput *input)
{
	const OtCheckedInput *before = find_before(result, input);
	GArray *rows = input->not_checked;

	/* Rows that are alike have the same strings. */
	if (before == NULL || rows->len == 0 || before->not_checked->len != rows->len ||
	    memcmp(before->not_checked->data, rows->data, rows->len * sizeof(OtNotChecked)) != 0)
		return;
	input->not_checked = g_array_ref(before->not_checked);
	g_array_unref(rows);
}

void
ot_result_add_suppressed(OtResult *result, OtCheckedInput *input, const OtSuppressed *finding)
{
	const OtSuppressed copy = {
		.code = ot_result_keep(result, finding->code),
		.place = ot_result_keep(result, finding->place),
		.reason = ot_result_keep(result, finding->reason),
	};

	g_array_append_val(input->suppressed, copy);
}

void
ot_outcome_list_parts(const OtOutcomeParts *outcome, OtOutcomePart parts[OT_N_OUTCOME_PARTS])
{
	const OtOutcomePart all[] = {
		{"beneficiary", outcome->beneficiary}, {"result", outcome->result},
		{"measure", outcome->measure},         {"baseline", outcome->baseline},
		{"target", outcome->target},           {"method", outcome->method},
		{"owner", outcome->owner},
	};

	G_STATIC_ASSERT(G_N_ELEMENTS(all) == OT_N_OUTCOME_PARTS);
	memcpy(parts, all, sizeof all);
}

bool
ot_outcome_is_complete(const OtOutcomeParts *outcome)
{
	OtOutcomePart parts[OT_N_OUTCOME_PARTS];

	ot_outcome_list_parts(outcome, parts);
	for (size_t i = 0; i < OT_N_OUTCOME_PARTS; i++)
		if (!parts[i].there)
			return false;
	return true;
}

OtCheckCounts
ot_result_counts(const OtResult *result)
{
	OtCheckCounts sum = {0};

	for (size_t i = 0; result->inputs != NULL && i < result->inputs->len; i++) {
		const OtCheckedInput *input = g_ptr_array_index(result->inputs, i);
		const OtCheckCounts *counts = &input->counts;
		sum.words += counts->words;
		sum.prescriptive += counts->prescriptive;
		if (!counts->has_fields)
			continue;
		sum.has_fields = true;
		sum.outcomes += counts->outcomes;
		sum.outcomes_complete += counts->outcomes_complete;
		sum.requirements += counts->requirements;
		sum.requirements_traced += counts->requirements_traced;
	}
	return sum;
}

double
ot_counts_density(const OtCheckCounts *counts)
{
	if (counts->words == 0)
		return 0;
	return 1000.0 * (double) counts->prescriptive / (double) counts->words;
}

const char *
ot_input_kind_name(OtInputKind kind)
{
	static const char *const names[] = {
		[OT_INPUT_SPECIFICATION] = "specification",
		[OT_INPUT_DRAFT] = "draft",
		[OT_INPUT_PLAIN_TEXT] = "text",
	};
	return names[kind];
}
