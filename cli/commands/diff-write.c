/* SPDX-License-Identifier: MIT */
#include "commands/diff-write.h"

#include "report/json.h"
#include "report/text.h"
#include "report/words.h"

#include <string.h>

#define INDENT 4

/* Kept words are shown only so far, in characters, from those that changed. */
#define CONTEXT 60
/* Less than this is not worth leaving out, in bytes. */
#define LEAST_CUT 30

/* --- lines of painted words ---------------------------------------------------------------- */

typedef struct {
	OtTextReport *report;
	int used;
	bool glued; /* the next word belongs to the one before */
} Line;

static void
put_word(Line *line, OtPaint paint, const char *word)
{
	int width = (int) g_utf8_strlen(word, -1);

	if (!line->glued && line->used > INDENT && line->used + 1 + width > line->report->width) {
		g_string_append_printf(line->report->text, "\n%*s", INDENT, "");
		line->used = INDENT;
	} else if (!line->glued && line->used > INDENT) {
		g_string_append_c(line->report->text, ' ');
		line->used++;
	}
	if (paint < OT_N_PAINTS)
		ot_text_paint(line->report, paint, word);
	else
		g_string_append(line->report->text, word);
	line->used += width;
}

/* Words of a text between two marks; a blank at an end of it parts it from what is beside it. */
static void
put_words(Line *line, OtPaint paint, const char *before, const char *text, const char *after)
{
	g_autofree char *inner = g_strstrip(g_strdup(text));
	g_autofree char *marked = g_strconcat(before, inner, after, NULL);
	g_auto(GStrv) words = g_strsplit(marked, " ", -1);

	line->glued &= *text != ' ';
	for (size_t i = 0; *inner != '\0' && words[i] != NULL; i++) {
		put_word(line, paint, words[i]);
		line->glued = false;
	}
	line->glued = *text != '\0' && text[strlen(text) - 1] != ' ';
}

/* --- words that changed -------------------------------------------------------------------- */

/*
 * The beginning, the end or both of a stretch that was kept, with an ellipsis for what is left out.
 */
static char *
cut_kept(const char *text, bool is_first, bool is_last)
{
	glong len = g_utf8_strlen(text, -1);
	const char *head = is_first ? text : g_utf8_offset_to_pointer(text, MIN(CONTEXT, len));
	const char *tail = is_last ? text + strlen(text)
	                           : g_utf8_offset_to_pointer(text, MAX(0, len - CONTEXT));

	while (head > text && *head != ' ')
		head--;
	while (*tail != '\0' && *tail != ' ')
		tail++;
	if (tail - head < LEAST_CUT)
		return g_strdup(text);
	return g_strdup_printf("%.*s%s%s", (int) (head - text), text, is_first ? "…" : " …", tail);
}

static void
put_diff(Line *line, const OtChange *change)
{
	for (size_t i = 0; i < change->n_words; i++) {
		const OtWords *words = &change->words[i];
		g_autofree char *safe = ot_report_safe(words->text);
		switch (words->fate) {
		case OT_WORDS_KEPT: {
			g_autofree char *cut = cut_kept(safe, i == 0, i + 1 == change->n_words);
			put_words(line, OT_N_PAINTS, "", cut, "");
			break;
		}
		case OT_WORDS_REMOVED:
			put_words(line, OT_PAINT_ERROR, "[-", safe, "-]");
			break;
		case OT_WORDS_ADDED:
			put_words(line, OT_PAINT_NOTE, "{+", safe, "+}");
			break;
		}
	}
}

/* --- changes ------------------------------------------------------------------------------- */

/* What stands at the start of a line for a kind, also where there is no colour. */
static const char *const marks[OT_N_CHANGE_KINDS] = {
	[OT_CHANGE_ADDED] = "+",    [OT_CHANGE_REMOVED] = "-", [OT_CHANGE_REWORDED] = "~",
	[OT_CHANGE_VALUE] = "=",    [OT_CHANGE_MOVED] = ">",   [OT_CHANGE_RENAMED] = "#",
};

static void
append_body(OtTextReport *report, const OtChange *change)
{
	Line line = {report, INDENT, true};
	const char *text = change->kind == OT_CHANGE_ADDED     ? change->new
	                   : change->kind == OT_CHANGE_REMOVED ? change->old
	                                                       : NULL;

	if (change->n_words == 0 && text == NULL)
		return;
	g_string_append_printf(report->text, "%*s", INDENT, "");
	if (text != NULL) {
		g_autofree char *safe = ot_report_safe(text);
		put_words(&line, OT_N_PAINTS, "", safe, "");
	} else {
		put_diff(&line, change);
	}
	g_string_append_c(report->text, '\n');
}

/* "3 suppliers, 2 of them small or medium" */
static char *
say_voices(OtVoiceCount count)
{
	g_autofree char *small =
		count.sizes_known ? g_strdup_printf(", %d of them small or medium", count.small)
				  : g_strdup("");

	return g_strdup_printf("%d %s%s", count.all, count.all == 1 ? "supplier" : "suppliers",
	                       small);
}

static void
append_reason(OtTextReport *report, const OtChange *change, const OtReasons *reasons,
              const OtVoices *voices)
{
	const OtReason *reason = reasons != NULL ? ot_reasons_find(reasons, change) : NULL;
	g_autoptr(GString) words = g_string_new("Because");

	if (reason == NULL || reason->text == NULL)
		return;
	OtVoiceCount count = ot_reason_count(reason, voices);
	g_autofree char *said = say_voices(count);
	if (count.all > 0)
		g_string_append_printf(words, " (%s)", said);
	g_string_append_printf(words, ": %s", reason->text);
	g_string_append_printf(report->text, "%*s", INDENT, "");
	ot_text_say(report, words->str, INDENT, INDENT);
}

static void
append_change(OtTextReport *report, const OtChange *change, const OtReasons *reasons,
              const OtVoices *voices)
{
	g_string_append_printf(report->text, "  %s ", marks[change->kind]);
	ot_text_say(report, change->sentence, INDENT, INDENT);
	append_body(report, change);
	append_reason(report, change, reasons, voices);
}

/* What was said and changed nothing. */
static void
append_declined(OtTextReport *report, const OtReasons *reasons, const OtVoices *voices)
{
	bool first = true;

	for (size_t i = 0; reasons != NULL && i < ot_reasons_count_said(reasons); i++) {
		const OtSaid *said = ot_reasons_get_said(reasons, i);
		OtVoiceCount count = ot_said_count(said, voices);
		if (said->because == NULL)
			continue;
		if (first) {
			g_string_append_c(report->text, '\n');
			ot_text_paint(report, OT_PAINT_PLACE, "Said, and not done");
			g_string_append_c(report->text, '\n');
		}
		g_autofree char *who = say_voices(count);
		g_autofree char *id = g_strdup_printf("%s%s%s: ", said->id,
		                                      count.all > 0 ? ", " : "",
		                                      count.all > 0 ? who : "");
		g_autofree char *what = g_strconcat(id, said->words, NULL);
		g_autofree char *why = g_strconcat("Because: ", said->because, NULL);
		g_string_append(report->text, "  ? ");
		ot_text_say(report, what, INDENT, INDENT);
		g_string_append_printf(report->text, "%*s", INDENT, "");
		ot_text_say(report, why, INDENT, INDENT);
		first = false;
	}
}

static void
append_head(OtTextReport *report, const OtChange *change)
{
	g_autofree char *place = ot_report_safe(change->place);
	g_autofree char *title = ot_report_safe(change->title);

	g_string_append_c(report->text, '\n');
	ot_text_paint(report, OT_PAINT_PLACE, place);
	if (title != NULL)
		g_string_append_printf(report->text, "  %s", title);
	g_string_append_c(report->text, '\n');
}

/* "Version 0.4 of 23 November 2026" */
static void
append_version(GString *text, const OtChangeVersion *version)
{
	g_string_append_printf(text, "version %s",
	                       version->version != NULL ? version->version : "?");
	if (version->date_text != NULL)
		g_string_append_printf(text, " of %s", version->date_text);
}

static void
append_versions(OtTextReport *report, const OtChanges *changes)
{
	const OtChangeVersion *old = ot_changes_old(changes), *new = ot_changes_new(changes);
	g_autoptr(GString) versions = g_string_new("From ");
	g_autofree char *title = ot_report_safe(new->title);

	append_version(versions, old);
	g_string_append(versions, " to ");
	append_version(versions, new);
	if (title != NULL)
		g_string_append_printf(report->text, "%s\n", title);
	ot_text_say(report, versions->str, 0, 0);
	if (!ot_changes_are_related(changes)) {
		g_autofree char *other = g_strdup_printf(
			"These are two engagements, “%s” (%s) and this one (%s): outset merge shows what "
			"they have in common",
			old->title != NULL ? old->title : "?",
			old->reference != NULL ? old->reference : "?",
			new->reference != NULL ? new->reference : "?");
		ot_text_say(report, other, 0, 0);
	}
}

static void
append_counts(OtTextReport *report, const OtChanges *changes)
{
	static const char *const names[OT_N_CHANGE_KINDS] = {
		"added", "removed", "reworded", "of values", "moved", "renamed",
	};
	size_t counts[OT_N_CHANGE_KINDS] = {0}, weaker = 0;
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; i < ot_changes_count(changes); i++) {
		counts[ot_changes_get(changes, i)->kind]++;
		weaker += ot_changes_get(changes, i)->effect == OT_EFFECT_WEAKER;
	}
	ot_report_append_count(text, ot_changes_count(changes), "change");
	for (int kind = 0, first = 1; kind < OT_N_CHANGE_KINDS; kind++) {
		if (counts[kind] == 0)
			continue;
		g_string_append_printf(text, "%s %zu %s", first ? ":" : ",", counts[kind],
		                       names[kind]);
		first = 0;
	}
	if (weaker > 0)
		g_string_append_printf(text, "; %zu ask%s for less than before", weaker,
		                       weaker == 1 ? "s" : "");
	g_string_append_c(report->text, '\n');
	ot_text_say(report, text->str, 0, 0);
}

char *
ot_diff_write_text(const OtChanges *changes, const OtReasons *reasons, const OtVoices *voices,
                   const OtReportOptions *options)
{
	OtTextReport report = {g_string_new(NULL), options->color,
	                       options->width > 0 ? options->width : OT_REPORT_WIDTH};
	const char *place = NULL;

	if (ot_changes_count(changes) == 0) {
		ot_text_say(&report, "The two say the same", 0, 0);
		return g_string_free(report.text, FALSE);
	}
	append_versions(&report, changes);
	for (size_t i = 0; i < ot_changes_count(changes); i++) {
		const OtChange *change = ot_changes_get(changes, i);
		if (g_strcmp0(place, change->place) != 0)
			append_head(&report, change);
		place = change->place;
		append_change(&report, change, reasons, voices);
	}
	append_declined(&report, reasons, voices);
	append_counts(&report, changes);
	return g_string_free(report.text, FALSE);
}

/* --- JSON ---------------------------------------------------------------------------------- */

static json_t *
make_version(const OtChangeVersion *version)
{
	json_t *object = json_object();

	ot_json_set_text(object, "title", version->title);
	ot_json_set_text(object, "reference", version->reference);
	ot_json_set_text(object, "version", version->version);
	ot_json_set_text(object, "date", version->date);
	return object;
}

static json_t *
make_words(const OtChange *change)
{
	static const char *const fates[] = {"kept", "removed", "added"};
	json_t *words = json_array();

	for (size_t i = 0; i < change->n_words; i++) {
		json_t *object = json_object();
		ot_json_set_text(object, "fate", fates[change->words[i].fate]);
		ot_json_set_text(object, "text", change->words[i].text);
		json_array_append_new(words, object);
	}
	return words;
}

static json_t *
make_answers(const OtReasonAnswer *answers, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *object = json_object();
		ot_json_set_text(object, "supplier", answers[i].supplier);
		ot_json_set_text(object, "question", answers[i].question);
		json_array_append_new(list, object);
	}
	return list;
}

static void
set_decision(json_t *object, const OtDecision *decision)
{
	ot_json_set_text(object, "decidedBy", decision->by);
	ot_json_set_text(object, "decidedOn", decision->on);
	ot_json_set_text(object, "purpose", decision->purpose);
}

static void
set_voices(json_t *object, OtVoiceCount count)
{
	if (count.all == 0)
		return;
	ot_json_set_number(object, "suppliers", (size_t) count.all);
	if (count.sizes_known)
		ot_json_set_number(object, "small", (size_t) count.small);
}

static json_t *
make_reason(const OtReason *reason, const OtVoices *voices)
{
	json_t *object = json_object(), *said = json_array();

	ot_json_set_text(object, "text", reason->text);
	for (size_t i = 0; reason->said[i] != NULL; i++)
		json_array_append_new(said, ot_json_text(reason->said[i]->id));
	json_object_set_new(object, "said", said);
	json_object_set_new(object, "answers", make_answers(reason->answers, reason->n_answers));
	set_voices(object, ot_reason_count(reason, voices));
	set_decision(object, &reason->decision);
	return object;
}

static json_t *
make_said(const OtSaid *said, const OtVoices *voices)
{
	json_t *object = json_object();

	ot_json_set_text(object, "id", said->id);
	ot_json_set_text(object, "words", said->words);
	ot_json_set_text(object, "because", said->because);
	json_object_set_new(object, "answers", make_answers(said->answers, said->n_answers));
	set_voices(object, ot_said_count(said, voices));
	set_decision(object, &said->decision);
	return object;
}

static json_t *
make_change(const OtChange *change)
{
	json_t *object = json_object();

	ot_json_set_text(object, "kind", ot_change_kind_name(change->kind));
	ot_json_set_text(object, "section", change->section);
	ot_json_set_text(object, "element", change->element);
	ot_json_set_text(object, "about", change->about);
	ot_json_set_text(object, "wasCalled", change->old_about);
	ot_json_set_text(object, "part", change->part);
	ot_json_set_text(object, "place", change->place);
	ot_json_set_text(object, "title", change->title);
	ot_json_set_text(object, "label", change->label);
	ot_json_set_text(object, "sentence", change->sentence);
	ot_json_set_text(object, "old", change->old);
	ot_json_set_text(object, "new", change->new);
	if (change->n_words > 0)
		json_object_set_new(object, "words", make_words(change));
	ot_json_set_text(object, "effect", ot_change_effect_name(change->effect));
	json_object_set_new(object, "routine", json_boolean(change->routine));
	return object;
}

char *
ot_diff_write_json(const OtChanges *changes, const OtReasons *reasons, const OtVoices *voices)
{
	json_t *object = json_object(), *list = json_array(), *said = json_array();

	ot_json_set_text(object, "format", "outset-changes");
	ot_json_set_number(object, "version", 1);
	json_object_set_new(object, "old", make_version(ot_changes_old(changes)));
	json_object_set_new(object, "new", make_version(ot_changes_new(changes)));
	json_object_set_new(object, "related", json_boolean(ot_changes_are_related(changes)));
	for (size_t i = 0; i < ot_changes_count(changes); i++) {
		const OtChange *change = ot_changes_get(changes, i);
		const OtReason *reason = reasons != NULL ? ot_reasons_find(reasons, change) : NULL;
		json_t *made = make_change(change);
		if (reason != NULL && reason->text != NULL)
			json_object_set_new(made, "reason", make_reason(reason, voices));
		json_array_append_new(list, made);
	}
	for (size_t i = 0; reasons != NULL && i < ot_reasons_count_said(reasons); i++)
		json_array_append_new(said, make_said(ot_reasons_get_said(reasons, i), voices));
	json_object_set_new(object, "changes", list);
	json_object_set_new(object, "said", said);
	return ot_json_dump(object);
}
