/* SPDX-License-Identifier: MIT */
#include "responses/own.h"

#include "base/text.h"
#include "docx/origin.h"
#include "engagement/import-match.h"
#include "responses/collect-parts.h"
#include "responses/filled.h"
#include "responses/judge.h"

#include <stdlib.h>
#include <string.h>

#define FORM "response-form"

/* A form that is read without its specification. */
typedef struct {
	const OtDraft *draft;
	const char *path;
	OtArena *arena;
	OtFilled *filled;
	OtAsked *asked;
	OtFindings *findings;
} Own;

/* --- what the form says ---------------------------------------------------------------------- */

bool
ot_own_is_form(const OtDraft *draft)
{
	g_autoptr(OtOrigin) origin = ot_origin_read_facts(draft);
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	g_autoptr(OtArena) arena = ot_arena_new();
	bool asks = false, answers = false;

	if (origin != NULL)
		return strcmp(ot_origin_template(origin), FORM) == 0;
	g_autoptr(OtControls) controls = ot_controls_read(draft, unsaid);
	for (size_t i = 0; controls != NULL && i < ot_controls_count(controls); i++) {
		const char *name = ot_match_name(ot_control(controls, i), arena);
		asks = asks || g_strcmp0(name, "consent.share") == 0;
		answers = answers || (name != NULL && g_str_has_prefix(name, "answer."));
	}
	return asks && answers;
}

/* The number before its last word: "Answer to Q1, up to 250 words"; 0: none is told. */
static int
read_limit(const char *title)
{
	const char *comma = title != NULL ? strchr(title, ',') : NULL;
	g_autoptr(GString) digits = g_string_new(NULL);

	for (const char *c = comma; c != NULL && *c != '\0'; c++)
		if (g_ascii_isdigit(*c))
			g_string_append_c(digits, *c);
	return digits->len < 7 ? atoi(digits->str) : 0;
}

/* The paragraph of a table that is first in a row and column; NULL: there is none. */
static const char *
find_cell(const Own *own, int table, int row, int column)
{
	for (size_t i = 0; i < ot_draft_count(own->draft); i++) {
		const OtDraftParagraph *paragraph = ot_draft_paragraph(own->draft, i);
		if (paragraph->table == table && paragraph->row == row &&
		    paragraph->column == column)
			return paragraph->text;
	}
	return NULL;
}

static void
add_question(Own *own, const char *id, const OtControl *control)
{
	static const char *const none[] = {NULL};
	int table = control->paragraph != G_MAXSIZE
	                    ? ot_draft_paragraph(own->draft, control->paragraph)->table
	                    : 0;
	const char *number = table > 0 ? find_cell(own, table, 1, 1) : NULL;
	const char *text = table > 0 ? find_cell(own, table, 1, 2) : NULL;
	const OtAskedQuestion question = {
		.id = ot_arena_strdup(own->arena, id),
		.text = text != NULL ? text : "",
		.why = "",
		.purpose = "",
		.outcome = "",
		.audience = "",
		.kind = OT_ASKED_TEXT,
		.choices = none,
		.most_words = read_limit(control->alias),
		/* behind the number stands that a question may be left out */
		.required = number != NULL && strcmp(number, id) == 0,
	};

	if (ot_asked_find(own->asked, id) == NULL)
		ot_asked_add(own->asked, &question);
}

/* What it shows; what stands in brackets is the hint of a program that made text of it. */
static const char *
shown_text(const Own *own, const OtControl *control)
{
	char *text = g_strstrip(ot_arena_strdup(own->arena, control->text));
	bool is_hint = *text == '[' && strchr(text, ']') == text + strlen(text) - 1;

	return control->placeholder || is_hint ? "" : text;
}

static void
read_control(Own *own, const OtControl *control)
{
	static const char answer[] = "answer.";
	const char *name = ot_match_name(control, own->arena);
	const char *text = shown_text(own, control);

	if (name == NULL || control->deleted || control->shadow)
		return;
	if (g_str_has_prefix(name, "sensitive.") || control->kind == OT_CONTROL_TICK)
		text = ot_match_tick(control, text);
	ot_filled_put(own->filled, name, text, OT_FOUND_CONTROL, control->place);
	if (g_str_has_prefix(name, answer) && !g_str_has_suffix(name, ".more"))
		add_question(own, name + strlen(answer), control);
}

/* --- what is lacking ------------------------------------------------------------------------- */

static const char *
place_of(const Own *own, const char *prefix, const char *id)
{
	g_autofree char *name = g_strconcat(prefix, id, NULL);
	const OtFilledField *field = ot_filled_find(own->filled, name);

	return field != NULL ? field->place : NULL;
}

static OtFinding *
complain(const Own *own, OtCode code, const char *place, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

static OtFinding *
complain(const Own *own, OtCode code, const char *place, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return ot_findings_add(own->findings, code, (OtWhere){.file = own->path, .place = place},
	                       "%s", message);
}

static void
tell_empty(const Own *own, const OtLacks *lacks)
{
	const GPtrArray *required = lacks->questions[OT_LACK_REQUIRED];

	if (lacks->questions[OT_LACK_ANSWERS] != NULL)
		complain(own, OT_CODE_OWN_EMPTY, NULL, "there is no answer in it yet");
	if (lacks->questions[OT_LACK_NAME] != NULL)
		complain(own, OT_CODE_OWN_EMPTY, place_of(own, "respondent.", "name"),
		         "the name of your organisation is missing");
	if (lacks->questions[OT_LACK_CONTACT] != NULL)
		complain(own, OT_CODE_OWN_EMPTY, place_of(own, "respondent.", "email"),
		         "there is neither an email address nor a telephone number");
	for (guint i = 0; required != NULL && i < required->len; i++) {
		const char *id = g_ptr_array_index(required, i);
		complain(own, OT_CODE_OWN_EMPTY, place_of(own, "answer.", id),
		         "%s is not answered, and the authority asks it of everybody", id);
	}
}

static void
tell_limits(const Own *own, const OtLacks *lacks, const OtResponse *response)
{
	const GPtrArray *over = lacks->questions[OT_LACK_LIMIT];

	for (guint i = 0; over != NULL && i < over->len; i++) {
		const char *id = g_ptr_array_index(over, i);
		const OtResponseAnswer *answer = ot_response_answer(response, id);
		int words = ot_asked_words(answer->text) + ot_asked_words(answer->more);
		complain(own, OT_CODE_OWN_LONG, place_of(own, "answer.", id),
		         "your answer to %s has %d words, and up to %d were asked for", id, words,
		         ot_asked_find(own->asked, id)->most_words);
	}
}

static void
tell_marks(const Own *own, const OtLacks *lacks, const OtResponse *response)
{
	const GPtrArray *bare = lacks->questions[OT_LACK_REASON];

	for (guint i = 0; bare != NULL && i < bare->len; i++) {
		const char *id = g_ptr_array_index(bare, i);
		complain(own, OT_CODE_OWN_REASON, place_of(own, "sensitive.", id),
		         "%s is marked as sensitive, and nothing says why", id);
	}
	for (size_t i = 0; i < response->n_answers; i++) {
		const OtResponseAnswer *answer = &response->answers[i];
		if (answer->unmarked)
			complain(own, OT_CODE_OWN_UNMARKED,
			         place_of(own, "sensitive.", answer->question),
			         "you say why %s is sensitive, but its box is not ticked",
			         answer->question);
	}
	if (strcmp(response->particulars[OT_PARTICULAR_CONFLICT], "yes") == 0 &&
	    *response->particulars[OT_PARTICULAR_CONFLICT_DETAILS] == '\0')
		complain(own, OT_CODE_OWN_EMPTY, place_of(own, "respondent.", "conflict-details"),
		         "you say that there is a tie to the authority, but not which");
}

static bool
is_same_text(const char *one, const char *other)
{
	g_autofree char *first = ot_text_fold(g_strdup(one)),
			*second = ot_text_fold(g_strdup(other));

	return strcmp(first, second) == 0;
}

/* Questions that were asked in other words, or not at all, on the form. */
static void
tell_version(const Own *own, const OtOwnAgainst *against)
{
	g_autoptr(OtOrigin) origin = ot_origin_read_facts(own->draft);
	const char *version = origin != NULL ? ot_origin_version(origin) : NULL;

	if (version != NULL && against->version != NULL && strcmp(version, against->version) != 0)
		complain(own, OT_CODE_OWN_OLDER, NULL,
		         "this form is for version %s, and the questions are now of version %s",
		         version, against->version);
	for (size_t i = 0; i < ot_asked_count(against->asked); i++) {
		const OtAskedQuestion *now = ot_asked_at(against->asked, i);
		const OtAskedQuestion *then = ot_asked_find(own->asked, now->id);
		if (then == NULL)
			complain(own, OT_CODE_OWN_OLDER, NULL, "%s is new: %s", now->id, now->text);
		else if (*then->text != '\0' && !is_same_text(then->text, now->text))
			complain(own, OT_CODE_OWN_OLDER, place_of(own, "answer.", now->id),
			         "%s now asks: %s", now->id, now->text);
	}
}

void
ot_own_check(const OtDraft *draft, const char *path, const OtOwnAgainst *against,
             OtFindings *findings)
{
	g_autoptr(OtControls) controls = ot_controls_read(draft, findings);
	g_autoptr(OtArena) arena = ot_arena_new();
	g_autoptr(OtAsked) asked = ot_asked_empty();
	g_autoptr(OtResponse) response = ot_response_new(path);
	g_auto(OtFilled) filled = {NULL};
	g_auto(OtLacks) lacks = {{NULL}};
	Own own = {draft, path, arena, &filled, asked, findings};

	if (controls == NULL)
		return;
	ot_filled_init(&filled);
	for (size_t i = 0; i < ot_controls_count(controls); i++)
		read_control(&own, ot_control(controls, i));
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	ot_filled_apply(&filled, asked, NULL, response, unsaid);
	ot_lacks_find(&lacks, response, asked);
	tell_empty(&own, &lacks);
	tell_limits(&own, &lacks, response);
	tell_marks(&own, &lacks, response);
	ot_own_remarks(draft, path, findings);
	if (against != NULL)
		tell_version(&own, against);
}
