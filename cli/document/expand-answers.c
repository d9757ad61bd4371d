/* SPDX-License-Identifier: MIT */
#include "document/expand.h"

#include "base/suggest.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

const char *
ot_expand_field_name(OtExpander *expander, const char *name)
{
	if (expander->row == NULL)
		return name;
	return ot_arena_printf(expander->document->arena, "%s.%s", expander->row, name);
}

/* --- the forms of answers -------------------------------------------------------------------- */

/* White space folded in each line, with at most one empty line after another. */
static const char *
fold_lines(OtArena *arena, const char *text)
{
	g_autoptr(GString) folded = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	int empty = 0;

	for (char **line = lines; *line != NULL; line++) {
		ot_text_fold(*line);
		empty = **line == '\0' ? empty + 1 : 0;
		if (empty < 2)
			g_string_append_printf(folded, "%s%s", line != lines ? "\n" : "", *line);
	}
	return ot_arena_strdup(arena, folded->str);
}

static const char *
fold_line(OtArena *arena, const char *text)
{
	return ot_text_fold(ot_arena_strdup(arena, text));
}

/* The first words of an answer, for a message. */
static char *
shorten(const char *text)
{
	g_autofree char *line = ot_text_fold(g_strdup(text));

	if (g_utf8_strlen(line, -1) <= 60)
		return g_steal_pointer(&line);
	return g_strdup_printf("%.*s...", (int) (g_utf8_offset_to_pointer(line, 57) - line), line);
}

static void
report_choice(OtExpander *expander, const OtAnswer *answer, const OtFieldData *field)
{
	g_autofree char *shown = shorten(answer->text);
	g_autoptr(GString) all = g_string_new(NULL);
	size_t n = 0;

	for (; field->choices[n] != NULL; n++)
		g_string_append_printf(all, "%s\"%s\"", n > 0 ? ", " : "", field->choices[n]);
	const char *near = ot_nearest_name(shown, field->choices, n);
	OtFinding *finding =
		ot_findings_add(expander->findings, OT_CODE_ANSWER_FORM, answer->where,
	                        "the answer to %s is \"%s\", which is none of its choices",
	                        answer->name, shown);
	if (near != NULL)
		ot_finding_advise(expander->findings, finding, "Did you mean \"%s\"?", near);
	else
		ot_finding_advise(expander->findings, finding, "Write one of: %s.", all->str);
}

static void
report_form(OtExpander *expander, const OtAnswer *answer, const char *wanted)
{
	g_autofree char *shown = shorten(answer->text);

	ot_findings_add(expander->findings, OT_CODE_ANSWER_FORM, answer->where,
	                "the answer to %s is \"%s\"; it should be %s", answer->name, shown, wanted);
}

/* Whether a text is a date that exists, as 2026-12-03. */
static bool
is_date(const char *text)
{
	int year, month, day, len = 0;

	return strlen(text) == 10 &&
	       sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &len) == 3 && len == 10 &&
	       year > 0 && month > 0 && day > 0 &&
	       g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/* An answer as the field takes it; false with a finding where it has another form. */
static bool
take_answer(OtExpander *expander, const OtAnswer *answer, OtFieldData *field)
{
	OtArena *arena = expander->document->arena;
	const char *line = fold_line(arena, answer->text);

	field->value = field->text = line;
	switch (field->kind) {
	case OT_FIELD_TEXT:
		return true;
	case OT_FIELD_PROSE:
		field->value = field->text = fold_lines(arena, answer->text);
		return true;
	case OT_FIELD_DATE:
		if (is_date(line)) {
			field->text = ot_format_date(expander->labels, arena, line);
			return true;
		}
		report_form(expander, answer, "a date written year-month-day, such as 2026-12-03");
		return false;
	case OT_FIELD_CHOICE:
		if (ot_field_choose(field, line))
			return true;
		report_choice(expander, answer, field);
		return false;
	case OT_FIELD_TICK:
		if (strcmp(line, "yes") == 0 || strcmp(line, "no") == 0) {
			field->text = ot_arena_strdup(arena, ot_labels_get(expander->labels, line));
			return true;
		}
		report_form(expander, answer, "yes or no");
		return false;
	}
	return false;
}

void
ot_expand_answer(OtExpander *expander, OtNode *made)
{
	OtFieldData *field = &made->as.field;
	const OtAnswer *answer = ot_answers_find(expander->answers, field->name);

	g_hash_table_add(expander->fields, (char *) field->name);
	if (answer == NULL)
		return;
	if (*answer->text == '\0' || !take_answer(expander, answer, field))
		field->value = field->text = NULL;
}

/* --- answers without a field ----------------------------------------------------------------- */

static int
compare_names(const void *one, const void *other)
{
	return strcmp(*(const char *const *) one, *(const char *const *) other);
}

static void
report_unknown(OtExpander *expander, const OtAnswer *answer, const OtTemplateInfo *info)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	GHashTableIter iter;
	gpointer name;

	const char *known = NULL;

	if (ot_plan_names_field(expander->plan, expander->body, answer->name, &known)) {
		ot_findings_add(expander->findings, OT_CODE_ANSWER_UNUSED, answer->where,
		                "the field %s of %s does not apply as the specification stands, so "
		                "its answer is not shown", answer->name, info->name);
		return;
	}
	OtFinding *finding =
		ot_findings_add(expander->findings, OT_CODE_ANSWER_UNKNOWN, answer->where,
	                        "%s has no field %s, so its answer is not shown", info->name,
	                        answer->name);
	g_hash_table_iter_init(&iter, expander->fields);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		g_ptr_array_add(names, name);
	g_ptr_array_sort(names, compare_names);
	const char *near = ot_nearest_name(answer->name, (const char *const *) names->pdata,
	                                   names->len);
	if (near == NULL)
		near = known;
	if (near != NULL)
		ot_finding_advise(expander->findings, finding, "Did you mean %s?", near);
}

/* Answers hold for every translation of a version: "1.0.0" is that of "1.0.0+cy.0.1.0". */
static bool
is_same_version(const char *one, const char *other)
{
	size_t len = strcspn(one, "+");

	return len == strcspn(other, "+") && strncmp(one, other, len) == 0;
}

void
ot_expand_judge_answers(OtExpander *expander, const OtTemplateInfo *info)
{
	const OtAnswers *answers = expander->answers;

	if (answers == NULL || expander->findings == NULL)
		return;
	const char *version = ot_answers_template_version(answers);
	if (version != NULL && !is_same_version(version, info->version))
		ot_findings_add(expander->findings, OT_CODE_ANSWER_OLDER, ot_answers_where(answers),
		                "the answers were written for version %s of the template, which is "
		                "now at version %s", version, info->version);
	for (size_t i = 0; i < ot_answers_count(answers); i++) {
		const OtAnswer *answer = ot_answers_get(answers, i);
		if (!answer->open && !g_hash_table_contains(expander->fields, answer->name))
			report_unknown(expander, answer, info);
	}
}
