/* SPDX-License-Identifier: MIT */
#include "engagement/questions.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

#include <string.h>

void
ot_questions_free(OtQuestions *questions)
{
	if (questions == NULL)
		return;
	g_free(questions->path);
	if (questions->bytes != NULL)
		g_bytes_unref(questions->bytes);
	g_free(questions);
}

/* The row that a field stands in, where that is one of several that repeat; or NULL. */
static const OtNode *
repeated_row(const OtNode *field)
{
	for (const OtNode *node = field; node != NULL; node = node->parent)
		if (node->kind == OT_NODE_ROW && node->as.row.repeat != NULL)
			return node;
	return NULL;
}

/* Signing is done on the document itself, and the first row stands for all. */
static bool
is_asked(const OtNode *field)
{
	const OtNode *row = repeated_row(field);

	return field->parent->kind != OT_NODE_SIGNATURE && (row == NULL || row->as.row.index == 1);
}

static void
append_sentence(GString *out, const char *words)
{
	if (words == NULL || *words == '\0')
		return;
	g_string_append_printf(out, "%s%s%s", out->len > 0 ? " " : "", words,
	                       ot_text_is_ended(words) ? "" : ".");
}

static void
append_choices(GString *out, const char *const *choices)
{
	g_string_append(out, "\nOne of: ");
	for (size_t i = 0; choices != NULL && choices[i] != NULL; i++)
		g_string_append_printf(out, "%s%s", i > 0 ? " | " : "", choices[i]);
}

/* What is asked, and the form of the answer; free with g_free(). */
static char *
describe(const OtNode *field)
{
	const OtFieldData *data = &field->as.field;
	const OtNode *row = repeated_row(field);
	GString *out = g_string_new(NULL);

	append_sentence(out, data->label);
	/* "Date" says no more than "Date of the decision" */
	if (data->hint != NULL &&
	    g_ascii_strncasecmp(data->label, data->hint, strlen(data->hint)) != 0)
		append_sentence(out, data->hint);
	switch (data->kind) {
	case OT_FIELD_TEXT:
		break;
	case OT_FIELD_PROSE:
		g_string_append(out, "\nLine breaks are kept.");
		break;
	case OT_FIELD_DATE:
		g_string_append(out, "\nA date: year-month-day.");
		break;
	case OT_FIELD_CHOICE:
		append_choices(out, data->choices);
		break;
	case OT_FIELD_TICK:
		g_string_append(out, "\nyes or no");
		break;
	}
	if (row != NULL)
		g_string_append_printf(out, "\nFurther rows are %s.2, %s.3 and so on.",
		                       row->as.row.repeat, row->as.row.repeat);
	return g_string_free(out, FALSE);
}

/* Add what has no value yet; in a new file, what is known stands in a comment at the end. */
static void
add_fields(OtQuestions *questions, OtAnswers *answers, const OtDocument *document)
{
	g_autoptr(GString) known =
		g_string_new("Known already from the specification; an answer under "
	                     "the same name comes before it:");
	size_t start = known->len;
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		const OtNode *field = walk.node;
		if (walk.event != OT_WALK_ENTER || field->kind != OT_NODE_FIELD ||
		    !is_asked(field) || ot_answers_has(answers, field->as.field.name))
			continue;
		if (field->as.field.value != NULL) {
			g_string_append_printf(known, "\n%s: %s", field->as.field.name,
			                       field->as.field.text);
			continue;
		}
		g_autofree char *remark = describe(field);
		ot_answers_add_open(answers, field->as.field.name, remark);
		questions->n_asked++;
	}
	if (questions->is_new && known->len > start)
		ot_answers_add_remark(answers, known->str);
}

/* The answers that there are, or none for a new file. */
static OtAnswers *
begin(const OtEngagement *engagement, const OtTemplateInfo *info, const OtQuestions *questions,
      OtFindings *findings, GError **error)
{
	if (questions->is_new) {
		OtAnswers *answers = ot_answers_new(info->name);
		ot_answers_set_versions(answers, info->version, ot_engagement_version(engagement));
		return answers;
	}
	const OtSchema *schema =
		ot_resources_answers_schema(ot_engagement_resources(engagement), error);
	return schema != NULL
	               ? ot_answers_read(questions->path, info->name, schema, findings, error)
	               : NULL;
}

OtQuestions *
ot_questions_ask(const OtEngagement *engagement, const char *asset, OtFindings *findings,
                 GError **error)
{
	g_autoptr(OtQuestions) questions = g_new0(OtQuestions, 1);
	const OtTemplate *template =
		ot_resources_template(ot_engagement_resources(engagement), asset, error);

	if (template == NULL)
		return NULL;
	questions->path = ot_engagement_answers_path(engagement, asset);
	if (questions->path == NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "answers lie beside the specification, which is from standard input");
		return NULL;
	}
	questions->is_new = !ot_file_may_exist(questions->path);
	g_autoptr(OtAnswers) answers =
		begin(engagement, ot_template_info(template), questions, findings, error);
	if (answers == NULL)
		return NULL;
	g_autoptr(OtDocument) document =
		ot_engagement_answered(engagement, template, findings, error);
	if (document == NULL)
		return NULL;
	add_fields(questions, answers, document);
	if (questions->n_asked > 0)
		questions->bytes = ot_answers_xml(answers);
	return g_steal_pointer(&questions);
}
