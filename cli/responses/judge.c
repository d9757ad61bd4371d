/* SPDX-License-Identifier: MIT */
#include "responses/judge.h"

#include <string.h>

/* --- what is lacking ------------------------------------------------------------------------- */

static void
note(OtLacks *lacks, OtLack lack, const char *question)
{
	if (lacks->questions[lack] == NULL)
		lacks->questions[lack] = g_ptr_array_new_with_free_func(g_free);
	if (question != NULL)
		g_ptr_array_add(lacks->questions[lack], g_strdup(question));
}

static void
judge_answer(OtLacks *lacks, const OtAskedQuestion *question, const OtResponseAnswer *answer)
{
	bool said = answer != NULL && (*answer->text != '\0' || *answer->more != '\0');

	if (question->required && !said)
		note(lacks, OT_LACK_REQUIRED, question->id);
	if (answer == NULL)
		return;
	if (answer->sensitive && *answer->reason == '\0')
		note(lacks, OT_LACK_REASON, question->id);
	if (question->most_words > 0 &&
	    ot_asked_words(answer->text) + ot_asked_words(answer->more) > question->most_words)
		note(lacks, OT_LACK_LIMIT, question->id);
}

void
ot_lacks_find(OtLacks *lacks, const OtResponse *response, const OtAsked *asked)
{
	*lacks = (OtLacks){{NULL}};
	if (response->n_answers == 0 && *response->particulars[OT_PARTICULAR_OTHER] == '\0')
		note(lacks, OT_LACK_ANSWERS, NULL);
	if (*response->particulars[OT_PARTICULAR_NAME] == '\0')
		note(lacks, OT_LACK_NAME, NULL);
	if (*response->particulars[OT_PARTICULAR_EMAIL] == '\0' &&
	    *response->particulars[OT_PARTICULAR_TELEPHONE] == '\0')
		note(lacks, OT_LACK_CONTACT, NULL);
	for (size_t i = 0; i < ot_asked_count(asked); i++) {
		const OtAskedQuestion *question = ot_asked_at(asked, i);
		judge_answer(lacks, question, ot_response_answer(response, question->id));
	}
	g_auto(GStrv) reworded = g_strsplit(response->reworded, " ", -1);
	for (char **id = reworded; *id != NULL; id++)
		if (**id != '\0' && ot_response_answer(response, *id) != NULL)
			note(lacks, OT_LACK_CURRENT, *id);
}

void
ot_lacks_clear(OtLacks *lacks)
{
	for (int i = 0; i < OT_N_LACKS; i++)
		g_clear_pointer(&lacks->questions[i], g_ptr_array_unref);
}

/* --- the reply ------------------------------------------------------------------------------- */

char *
ot_reply_list(const GPtrArray *questions, const OtLabels *labels)
{
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < questions->len; i++) {
		if (i > 0 && i + 1 == questions->len)
			g_string_append_printf(list, " %s ", ot_labels_get(labels, "reply-and"));
		else if (i > 0)
			g_string_append(list, ", ");
		g_string_append(list, g_ptr_array_index(questions, i));
	}
	return g_string_free(list, FALSE);
}

char *
ot_reply_write(const OtReply *reply, const OtLacks *lacks, const OtLabels *labels)
{
	static const char *const keys[OT_N_LACKS] = {
		[OT_LACK_ANSWERS] = "reply-answers",   [OT_LACK_NAME] = "reply-name",
		[OT_LACK_CONTACT] = "reply-contact",   [OT_LACK_REQUIRED] = "reply-required",
		[OT_LACK_REASON] = "reply-reason",     [OT_LACK_CURRENT] = "reply-current",
	};
	g_autoptr(OtArena) arena = ot_arena_new();
	g_autoptr(GString) text = g_string_new(ot_labels_fill(
		labels, arena, "reply-thanks", "title", reply->title, "reference", reply->reference,
		NULL));
	bool asks = false;

	for (int lack = 0; lack < OT_N_LACKS; lack++) {
		if (keys[lack] == NULL || lacks->questions[lack] == NULL)
			continue;
		g_autofree char *list = ot_reply_list(lacks->questions[lack], labels);
		g_string_append_printf(text, " %s", ot_labels_fill(labels, arena, keys[lack],
		                                                   "questions", list, NULL));
		asks = true;
	}
	if (!asks)
		return NULL;
	const char *date = reply->date != NULL ? ot_format_date(labels, arena, reply->date) : NULL;
	g_string_append_printf(text, " %s",
	                       date != NULL ? ot_labels_fill(labels, arena, "reply-by", "date",
	                                                     date, NULL)
	                                    : ot_labels_get(labels, "reply-otherwise"));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* --- what the officer should know ------------------------------------------------------------ */

/* The questions that `other` answers and `response` does not. */
static char *
list_missed(const OtResponse *response, const OtResponse *other)
{
	GString *list = g_string_new(NULL);

	for (size_t i = 0; i < other->n_answers; i++) {
		const char *id = other->answers[i].question;
		if (ot_response_answer(response, id) == NULL)
			g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", id);
	}
	return g_string_free(list, FALSE);
}

static void
judge_pair(const OtResponse *first, const OtResponse *second, OtFindings *findings)
{
	const OtResponse *counted = first->counts ? first : second;
	const OtResponse *other = first->counts ? second : first;
	const OtWhere where = {.file = other->file};

	if (*counted->sha256 != '\0' && strcmp(counted->sha256, other->sha256) == 0) {
		ot_findings_add(findings, OT_CODE_RESPONSE_REPEATED, where,
		                "it is the same file as %s, and counts once", counted->file);
		return;
	}
	if (counted->counts && other->counts) {
		ot_findings_add(
			findings, OT_CODE_RESPONSE_REPEATED, where,
			"it is from %s, as %s is, and neither says that it was saved later; "
			"both count",
			ot_response_name(other), counted->file);
		return;
	}
	g_autofree char *missed = list_missed(counted, other);
	ot_findings_add(findings, OT_CODE_RESPONSE_REPEATED, where,
	                "it is from %s, as %s is, which was saved later (%.10s) and counts in its "
	                "place%s%s", ot_response_name(other), counted->file, counted->saved,
	                *missed != '\0' ? "; only this one answers " : "", missed);
}

void
ot_judge_repeated(const OtResponses *responses, OtFindings *findings)
{
	g_autoptr(GHashTable) counted = g_hash_table_new(g_str_hash, g_str_equal);

	/* the one that counts, or the first of those that do */
	for (size_t i = 0; i < ot_responses_count(responses); i++) {
		const OtResponse *response = ot_response_at(responses, i);
		if (response->counts && !g_hash_table_contains(counted, response->supplier))
			g_hash_table_insert(counted, (void *) response->supplier,
			                    (void *) response);
	}
	for (size_t i = 0; i < ot_responses_count(responses); i++) {
		const OtResponse *response = ot_response_at(responses, i);
		const OtResponse *other = g_hash_table_lookup(counted, response->supplier);
		if (other != NULL && other != response)
			judge_pair(other, response, findings);
	}
}

void
ot_judge_found(const OtResponse *response, OtFindings *findings)
{
	g_autoptr(GString) list = g_string_new(NULL);
	size_t n = 0, by_place = 0;

	if (response->format != OT_RESPONSE_DOCX)
		return;
	for (size_t i = 0; i < response->n_answers; i++) {
		OtFound found = response->answers[i].found;
		if (found != OT_FOUND_HEADING && found != OT_FOUND_POSITION)
			continue;
		n++;
		by_place += found == OT_FOUND_POSITION;
		g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "",
		                       response->answers[i].question);
	}
	if (n > 0)
		ot_findings_add(findings, OT_CODE_RESPONSE_FOUND, (OtWhere){.file = response->file},
		                "%s %s found without %s field, by %s", list->str,
		                n == 1 ? "was" : "were", n == 1 ? "its" : "their",
		                by_place > 0 ? "what stands around it" : "the question above it");
}

void
ot_judge_marks(const OtResponse *response, OtFindings *findings)
{
	for (size_t i = 0; i < response->n_answers; i++) {
		const OtResponseAnswer *answer = &response->answers[i];
		if (answer->unmarked)
			ot_findings_add(findings, OT_CODE_RESPONSE_UNMARKED,
			                (OtWhere){.file = response->file, .place = answer->place},
			                "%s says why it is sensitive, but its box is not ticked",
			                answer->question);
	}
}
