/* SPDX-License-Identifier: MIT */
#include "commands/filling.h"

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { FORM_TEXT, FORM_JSON };

static const char *const forms[] = {"text", "json", NULL};

typedef struct {
	OtReportValues report;
	int form;
	bool published;
} Values;

static const OtOption options[] = {
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, form), "FORMAT",
	 "form of the list: text (default), json", forms},
	{0, "published", OT_OPTION_FLAG, offsetof(Values, published), NULL,
	 "show values from what may be published only"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset fields council.docx               what is there to fill",
	"outset fields council.docx gritting      and what would be put there",
	NULL,
};

static const char *const kinds[OT_FILL_N_KINDS] = {
	[OT_FILL_MARK] = "value",        [OT_FILL_EACH] = "each",
	[OT_FILL_IF] = "if",             [OT_FILL_MERGE] = "merge field",
	[OT_FILL_CONTROL] = "control",   [OT_FILL_SECTION] = "repeating section",
};

/* Characters of a value that are shown. */
#define LONGEST_VALUE 60

static void
append_value(GString *out, const char *value)
{
	glong len = g_utf8_strlen(value, -1);
	g_autofree char *start = g_utf8_substring(value, 0, MIN(len, LONGEST_VALUE));

	g_string_append_printf(out, "    is: %s%s\n", start, len > LONGEST_VALUE ? "…" : "");
}

static void
print_field(const OtFillField *field, bool with_values)
{
	g_autoptr(GString) out = g_string_new(NULL);

	g_string_append_printf(out, "%s: %s\n    %s\n", kinds[field->kind], field->name,
	                       field->place);
	if (field->path != NULL && strcmp(field->path, field->name) != 0)
		g_string_append_printf(out, "    means: %s\n", field->path);
	if (field->path == NULL && field->advice != NULL)
		g_string_append_printf(out, "    not known; did you mean %s?\n", field->advice);
	else if (field->path == NULL)
		g_string_append(out, "    not known\n");
	else if (with_values && field->value != NULL)
		append_value(out, field->value);
	else if (with_values)
		g_string_append(out, "    is: nothing\n");
	fputs(out->str, stdout);
}

static void
print_json(const OtFill *fill)
{
	json_t *list = json_array();

	for (size_t i = 0; i < ot_fill_count(fill); i++) {
		const OtFillField *field = ot_fill_field(fill, i);
		json_array_append_new(
			list, json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:s?}", "kind",
		                        kinds[field->kind], "name", field->name, "place",
		                        field->place, "path", field->path, "value", field->value,
		                        "nearest", field->advice));
	}
	json_t *root = json_pack("{s:o}", "fields", list);
	g_autofree char *text = json_dumps(root, JSON_INDENT(2));
	json_decref(root);
	puts(text);
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_auto(OtFillInput) input = {0};

	if (!ot_fill_input_open(&input, operands[0], operands[1], values->published, error))
		return OT_EXIT_FAILED;
	if (input.fill != NULL && input.spec != NULL)
		ot_fill_preview(input.fill, ot_fill_input_tree(&input), input.labels);
	if (input.fill != NULL && values->form == FORM_JSON)
		print_json(input.fill);
	for (size_t i = 0; input.fill != NULL && values->form == FORM_TEXT &&
	                   i < ot_fill_count(input.fill); i++)
		print_field(ot_fill_field(input.fill, i), input.spec != NULL);
	fflush(stdout);
	ot_report_aside(input.findings, &values->report);
	if (input.fill != NULL && ot_fill_count(input.fill) == 0)
		ot_say(&values->report, "Nothing to fill was found.");
	return ot_exit_status(input.findings, &values->report);
}

const OtCommand ot_command_fields = {
	.name = "fields",
	.operands = "TEMPLATE.docx [SPEC]",
	.summary = "list what outset fill finds in a Word template, and would put there",
	.description =
		"Lists the marks such as {{identity/title}}, the merge fields and the content controls "
		"with a tag or title that a Word file holds, each with its place. With SPEC it shows "
		"the value of each, for what repeats that of the first; what is not known gets the "
		"nearest name. Nothing is written.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = 2,
	.examples = examples,
	.run = run,
};
