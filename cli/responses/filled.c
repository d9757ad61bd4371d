/* SPDX-License-Identifier: MIT */
#include "responses/filled.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/yes-no.h"

#include <string.h>

/* Characters of an answer that a finding shows. */
#define LONGEST_SHOWN 80

/* What a response is made with. */
typedef struct {
	const OtFilled *filled;
	const OtAsked *asked;
	GHashTable *fields; /* name to OtNode of the form */
	OtResponse *response;
	OtFindings *findings;
} Making;

void
ot_filled_init(OtFilled *filled)
{
	filled->arena = ot_arena_new();
	filled->by_name = g_hash_table_new(g_str_hash, g_str_equal);
}

void
ot_filled_clear(OtFilled *filled)
{
	g_clear_pointer(&filled->by_name, g_hash_table_unref);
	g_clear_pointer(&filled->arena, ot_arena_free);
}

void
ot_filled_put(OtFilled *filled, const char *name, const char *text, OtFound found,
              const char *place)
{
	const OtFilledField *before = ot_filled_find(filled, name);

	if (before != NULL && *before->text != '\0')
		return;
	OtFilledField *field = ot_arena_new_object(filled->arena, OtFilledField);
	field->text = g_strstrip(ot_arena_strdup(filled->arena, text));
	/* some programs make text of a hint, and put it where another field stands */
	if (filled->hints != NULL &&
	    g_hash_table_contains((GHashTable *) filled->hints, field->text))
		field->text = "";
	field->found = found;
	field->place = ot_arena_strdup(filled->arena, place != NULL ? place : "");
	g_hash_table_insert(filled->by_name, ot_arena_strdup(filled->arena, name), field);
}

const OtFilledField *
ot_filled_find(const OtFilled *filled, const char *name)
{
	return g_hash_table_lookup(filled->by_name, name);
}

/* --- texts ----------------------------------------------------------------------------------- */

static const OtFilledField *
find(const Making *making, const char *format, const char *id)
{
	g_autofree char *name = g_strdup_printf("%s%s", format, id);

	return ot_filled_find(making->filled, name);
}

static OtFinding *
complain(const Making *making, OtCode code, const char *place, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

static OtFinding *
complain(const Making *making, OtCode code, const char *place, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return ot_findings_add(making->findings, code,
	                       (OtWhere){.file = making->response->file, .place = place}, "%s",
	                       message);
}

/* A text of a field, kept for the response and within the limit; "" where there is none. */
static const char *
keep(const Making *making, const OtFilledField *field, const char *what)
{
	OtArena *arena = making->response->arena;

	if (field == NULL)
		return "";
	if (strlen(field->text) <= OT_LIMIT_RESPONSE_TEXT ||
	    (gulong) g_utf8_strlen(field->text, -1) <= OT_LIMIT_RESPONSE_TEXT)
		return ot_arena_strdup(arena, field->text);
	complain(making, OT_CODE_RESPONSE_LONG, field->place,
	         "%s has more than %u characters; the rest is left out", what,
	         OT_LIMIT_RESPONSE_TEXT);
	const char *end = g_utf8_offset_to_pointer(field->text, OT_LIMIT_RESPONSE_TEXT);
	return ot_arena_strndup(arena, field->text, (size_t) (end - field->text));
}

static const OtFieldData *
find_data(const Making *making, const char *name)
{
	const OtNode *node = g_hash_table_lookup(making->fields, name);

	return node != NULL && node->as.field.choices != NULL ? &node->as.field : NULL;
}

/* A choice as the template has it in its own language; NULL: it is none of those offered. */
static const char *
read_choice(const Making *making, const char *name, const char *text)
{
	const OtFieldData *data = find_data(making, name);

	for (size_t i = 0; data != NULL && data->choices[i] != NULL; i++)
		if (ot_text_is_same(text, data->choices[i]) ||
		    ot_text_is_same(text, data->codes[i]))
			return ot_arena_strdup(making->response->arena, data->codes[i]);
	return NULL;
}

/* The longest choice that a text starts with, and what is said behind it; NULL: it is none. */
static const char *
read_choice_before(const Making *making, const char *name, const char *text, const char **rest)
{
	const OtFieldData *data = find_data(making, name);
	const char *best = NULL;
	size_t longest = 0;

	for (size_t i = 0; data != NULL && data->choices[i] != NULL; i++) {
		size_t len = strlen(data->choices[i]);
		if (len <= longest || strlen(text) <= len ||
		    g_ascii_strncasecmp(text, data->choices[i], len) != 0 ||
		    g_unichar_isalnum(g_utf8_get_char_validated(text + len, -1)))
			continue;
		longest = len;
		best = data->codes[i];
	}
	if (best == NULL)
		return NULL;
	*rest = text + longest + strspn(text + longest, " \t\n.,:;-");
	return ot_arena_strdup(making->response->arena, best);
}

static bool
is_yes(const OtFilledField *field)
{
	return field != NULL && strcmp(field->text, "yes") == 0;
}

/* --- who answers ----------------------------------------------------------------------------- */

static void
make_particular(const Making *making, OtParticular which)
{
	const OtParticularInfo *info = &ot_particulars[which];
	g_autofree char *name = g_strconcat("respondent.", info->name, NULL);
	const OtFilledField *field = ot_filled_find(making->filled, name);
	const char *text = keep(making, field, info->words);

	if (info->kind == OT_FIELD_TICK) {
		text = is_yes(field) ? "yes" : "";
	} else if (info->kind == OT_FIELD_CHOICE && *text != '\0') {
		const char *choice = read_choice(making, name, text);
		if (choice == NULL) {
			g_autofree char *shown = ot_text_show(text, LONGEST_SHOWN);
			complain(making, OT_CODE_RESPONSE_CHOICE, field->place,
			         "%s: “%s” is none of the answers that the form offers",
			         info->words, shown);
		}
		text = choice != NULL ? choice : text;
	} else if (info->kind == OT_FIELD_TEXT) {
		text = ot_text_fold(ot_arena_strdup(making->response->arena, text));
	}
	making->response->particulars[which] = text;
}

static OtResponseConsent
read_consent(const Making *making, const char *name)
{
	const OtFilledField *field = ot_filled_find(making->filled, name);
	const char *choice = field != NULL && *field->text != '\0'
	                             ? read_choice(making, name, field->text)
	                             : NULL;

	if (choice == NULL)
		return OT_CONSENT_UNSAID;
	return strcmp(choice, "yes") == 0 ? OT_CONSENT_YES : OT_CONSENT_NO;
}

/* --- answers --------------------------------------------------------------------------------- */

/* A number as digits with a full stop: "1,200", "12.5", "15 %" and "£30" say one; NULL: none. */
static const char *
read_number(OtArena *arena, const char *text, const char **rest)
{
	g_autoptr(GString) digits = g_string_new(NULL);
	const char *c = g_str_has_prefix(text, "£") ? text + strlen("£") : text;
	int points = 0;

	if (*c == '-')
		g_string_append_c(digits, '-');
	if (*c == '-' || *c == '+')
		c++;
	for (; g_ascii_isdigit(*c) || ((*c == '.' || *c == ',') && g_ascii_isdigit(c[1])); c++) {
		bool groups = *c == ',' && g_ascii_isdigit(c[2]) && g_ascii_isdigit(c[3]) &&
		              !g_ascii_isdigit(c[4]);
		if (!groups)
			g_string_append_c(digits, *c == ',' ? '.' : *c);
		points += !groups && !g_ascii_isdigit(*c);
	}
	if (digits->len == 0 || !g_ascii_isdigit(digits->str[digits->len - 1]) || points > 1 ||
	    g_unichar_isalnum(g_utf8_get_char_validated(c, -1)) || *c == '-' || *c == '/')
		return NULL;
	*rest = c + strspn(c, " %\t\n.,:;");
	return ot_arena_strdup(arena, digits->str);
}

/* Words behind a choice or number belong to it. */
static void
add_more(const Making *making, OtResponseAnswer *answer, const char *rest)
{
	if (*rest == '\0')
		return;
	answer->more = *answer->more == '\0' ? rest
	                                      : ot_arena_printf(making->response->arena, "%s\n%s",
	                                                        rest, answer->more);
}

/* Take the text as what was asked for, or leave it as words. */
static void
understand(const Making *making, const OtAskedQuestion *question, OtResponseAnswer *answer)
{
	g_autofree char *name = g_strconcat("answer.", question->id, NULL);
	const char *understood = answer->text, *rest = "";

	if (*answer->text == '\0' || question->kind == OT_ASKED_TEXT)
		return;
	if (question->kind == OT_ASKED_CHOICE) {
		understood = read_choice(making, name, answer->text);
		if (understood == NULL)
			understood = read_choice_before(making, name, answer->text, &rest);
	} else if (question->kind == OT_ASKED_NUMBER) {
		understood = read_number(making->response->arena, answer->text, &rest);
	}
	if (understood != NULL) {
		answer->text = understood;
		answer->kind = question->kind;
		add_more(making, answer, rest);
		return;
	}
	g_autofree char *shown = ot_text_show(answer->text, LONGEST_SHOWN);
	complain(making, question->kind == OT_ASKED_CHOICE ? OT_CODE_RESPONSE_CHOICE
	                                                   : OT_CODE_RESPONSE_NUMBER,
	         answer->place, "%s: “%s” is %s; it is kept in words", question->id, shown,
	         question->kind == OT_ASKED_CHOICE ? "none of the answers that the form offers"
	                                           : "no number");
}

/* A reason that says that there is none. */
static bool
is_denial(const char *reason)
{
	g_autofree char *plain = g_strchomp(g_strdup(reason));

	while (g_str_has_suffix(plain, "."))
		plain[strlen(plain) - 1] = '\0';
	OtSaid said = ot_said(plain);
	return *plain == '\0' || said == OT_SAID_NO || said == OT_SAID_NOTHING;
}

static void
make_answer(const Making *making, const OtAskedQuestion *question, GArray *answers)
{
	g_autofree char *more_id = g_strconcat(question->id, ".more", NULL);
	const OtFilledField *said = find(making, "answer.", question->id);
	const OtFilledField *more = find(making, "answer.", more_id);
	const OtFilledField *reason = find(making, "reason.", question->id);
	const OtFilledField *first = said != NULL ? said : more != NULL ? more : reason;
	OtResponseAnswer answer = {
		.question = ot_arena_strdup(making->response->arena, question->id),
		.text = keep(making, said, question->id),
		.more = keep(making, more, question->id),
		.sensitive = is_yes(find(making, "sensitive.", question->id)),
		.reason = keep(making, reason, question->id),
	};

	if (*answer.text == '\0' && *answer.more == '\0' && !answer.sensitive &&
	    *answer.reason == '\0')
		return;
	if (first != NULL) {
		answer.found = first->found;
		answer.place = ot_arena_strdup(making->response->arena, first->place);
	} else {
		answer.place = "";
	}
	/* Who says why an answer is sensitive and forgets the box must not find it published. */
	answer.unmarked = !answer.sensitive && !is_denial(answer.reason);
	answer.sensitive = answer.sensitive || answer.unmarked;
	understand(making, question, &answer);
	g_array_append_val(answers, answer);
}

/* --- all of it ------------------------------------------------------------------------------- */

static GHashTable *
index_fields(const OtDocument *form)
{
	GHashTable *fields = g_hash_table_new(g_str_hash, g_str_equal);
	if (form == NULL)
		return fields;
	OtWalk walk = ot_walk_start(form->root);
	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_FIELD)
			g_hash_table_insert(fields, (void *) walk.node->as.field.name, walk.node);
	return fields;
}

void
ot_filled_apply(const OtFilled *filled, const OtAsked *asked, const OtDocument *form,
                OtResponse *response, OtFindings *findings)
{
	g_autoptr(GHashTable) fields = index_fields(form);
	g_autoptr(GArray) answers = g_array_new(FALSE, FALSE, sizeof(OtResponseAnswer));
	const Making making = {filled, asked, fields, response, findings};

	for (int which = 0; which < OT_N_PARTICULARS; which++)
		make_particular(&making, (OtParticular) which);
	response->share = read_consent(&making, "consent.share");
	response->contact = read_consent(&making, "consent.contact");
	for (size_t i = 0; i < ot_asked_count(asked); i++)
		make_answer(&making, ot_asked_at(asked, i), answers);
	ot_response_set_answers(response, answers);
}
