/* SPDX-License-Identifier: MIT */
#include "docx/fill-parts.h"

#include "base/yes-no.h"

#include <string.h>

/* --- what is missing ------------------------------------------------------------------------- */

/* "closing date" for "engagement/@closing-date"; a path that isn't plain steps as it is. */
static char *
name_of_path(const char *path)
{
	const char *slash = strrchr(path, '/'), *last = slash != NULL ? slash + 1 : path;

	if (path[strcspn(path, "()[]|'\"")] != '\0')
		return g_strdup(path);
	return g_strdelimit(g_strdup(last + (*last == '@')), "-", ' ');
}

/* A value that is missing is never silent; where a control has its hint, that says it. */
static void
answer_missing(OtFilling *filling, const OtFillItem *item, OtFillAnswer *answer)
{
	const OtFillEntry *entry = ot_fill_entry(filling->fill, item->field);
	g_autofree char *label = name_of_path(item->path.text);
	char **texts = ot_arena_alloc(filling->arena, 2 * sizeof(*texts));

	if (answer->value.inside != NULL)
		ot_filling_report(
			filling, item->field, OT_CODE_FILL_MISSING,
			"“%s”: the %s has no words of its own; name what is in it, such as "
			"%s/@%s",
			entry->around, label, item->path.text, answer->value.inside);
	else
		ot_filling_report(filling, item->field, OT_CODE_FILL_MISSING,
		                  "“%s”: the specification has no %s", entry->around, label);
	answer->filled = item->control == NULL;
	texts[0] = ot_arena_printf(filling->arena, "[%s]",
	                           ot_labels_fill(filling->labels, filling->arena,
	                                          "to-be-completed", "label", label, NULL));
	answer->value.paragraphs = (const char *const *) texts;
	answer->value.n = 1;
}

/* --- content controls ------------------------------------------------------------------------ */

static void
set_text(OtFilling *filling, OtFillAnswer *answer, const char *text)
{
	const char **texts = ot_arena_alloc(filling->arena, 2 * sizeof(*texts));

	texts[0] = text;
	answer->value.paragraphs = texts;
	answer->value.n = 1;
}

static void
answer_tick(OtFilling *filling, const OtControl *control, OtFillAnswer *answer)
{
	char mark[8] = "";

	answer->ticked = !answer->value.missing && ot_said(answer->value.raw) == OT_SAID_YES;
	answer->value.missing = false;
	mark[g_unichar_to_utf8(answer->ticked ? control->ticked_mark : control->unticked_mark,
	                       mark)] = '\0';
	set_text(filling, answer, ot_arena_strdup(filling->arena, mark));
	answer->bound = answer->ticked ? "true" : "false";
}

static const OtControlChoice *
find_choice(const OtControl *control, const char *word)
{
	for (size_t i = 0; i < control->n_choices; i++)
		if (g_ascii_strcasecmp(control->choices[i].text, word) == 0 ||
		    g_ascii_strcasecmp(control->choices[i].value, word) == 0)
			return &control->choices[i];
	return NULL;
}

/* Only what the list offers can be chosen, unless it lets people write. */
static void
answer_choice(OtFilling *filling, const OtFillItem *item, OtFillAnswer *answer)
{
	const OtControl *control = item->control;
	const OtControlChoice *choice = find_choice(control, answer->value.raw);
	g_autoptr(GString) list = g_string_new(NULL);

	if (choice == NULL)
		choice = find_choice(control, answer->value.paragraphs[0]);
	if (choice != NULL) {
		set_text(filling, answer, choice->text);
		answer->bound = choice->value;
		return;
	}
	if (control->open)
		return;
	for (size_t i = 0; i < control->n_choices && i < 10; i++)
		g_string_append_printf(list, "%s\"%s\"", i > 0 ? ", " : "",
		                       control->choices[i].text);
	ot_filling_report(filling, item->field, OT_CODE_FILL_CHOICE,
	                  "the list “%s” does not offer \"%s\", only %s",
	                  ot_fill_entry(filling->fill, item->field)->public.name,
	                  answer->value.paragraphs[0], list->len > 0 ? list->str : "nothing");
}

static void
answer_date(OtFilling *filling, OtFillAnswer *answer)
{
	const char *iso = answer->value.raw;

	if (ot_fill_date(filling, iso, "yyyy") == NULL)
		return;
	answer->date = ot_arena_printf(filling->arena, "%.10sT00:00:00Z", iso);
	answer->bound = ot_arena_strndup(filling->arena, iso, 10);
}

/* --- merge fields ---------------------------------------------------------------------------- */

static char *
capitalise(const char *text, bool every)
{
	GString *out = g_string_new(NULL);
	bool start = true;

	for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
		gunichar character = g_utf8_get_char(c);
		g_string_append_unichar(out, start ? g_unichar_toupper(character) : character);
		start = every && g_unichar_isspace(character);
	}
	return g_string_free(out, FALSE);
}

static const char *
dress(OtFilling *filling, const OtFillItem *item, const char *text)
{
	g_autofree char *changed = NULL;

	switch (item->letters) {
	case 'U':
		changed = g_utf8_strup(text, -1);
		break;
	case 'L':
		changed = g_utf8_strdown(text, -1);
		break;
	case 'F':
	case 'C':
		changed = capitalise(text, item->letters == 'C');
		break;
	default:
		break;
	}
	return ot_arena_printf(filling->arena, "%s%s%s", item->before != NULL ? item->before : "",
	                       changed != NULL ? changed : text,
	                       item->after != NULL ? item->after : "");
}

/* --- all of it ------------------------------------------------------------------------------- */

OtFillAnswer
ot_fill_answer(OtFilling *filling, const OtFillItem *item)
{
	OtFillAnswer answer = {0};
	const OtControl *control = item->control;

	if (item->path.compiled == NULL || !ot_fill_evaluate(filling, item, &answer.value))
		return answer;
	answer.filled = true;
	if (control != NULL && control->kind == OT_CONTROL_TICK)
		answer_tick(filling, control, &answer);
	if (answer.value.missing) {
		answer_missing(filling, item, &answer);
		return answer;
	}
	const char *date = ot_fill_date(filling, answer.value.raw, item->picture);
	if (date != NULL)
		set_text(filling, &answer, date);
	if (control != NULL && control->kind == OT_CONTROL_CHOICE)
		answer_choice(filling, item, &answer);
	if (control != NULL && control->kind == OT_CONTROL_DATE)
		answer_date(filling, &answer);
	if (item->letters != 0 || item->before != NULL || item->after != NULL)
		set_text(filling, &answer, dress(filling, item, answer.value.paragraphs[0]));
	if (answer.bound == NULL) {
		g_autofree char *joined = g_strjoinv("\n", (char **) answer.value.paragraphs);
		answer.bound = ot_arena_strdup(filling->arena, joined);
	}
	return answer;
}
