/* SPDX-License-Identifier: MIT */
#include "account/parts.h"

#include "xml/source.h"

#include <string.h>

/* What became of a point that was raised, in the words of the template's choices. */
typedef enum { WILL_CHANGE, WILL_NOT, STILL_OPEN, N_DECISIONS } Decision;

static const struct {
	const char *choice, *point;
} decisions[N_DECISIONS] = {
	[WILL_CHANGE] = {"will change", "drawn.decision.will"},
	[WILL_NOT] = {"will not change", "drawn.decision.not"},
	[STILL_OPEN] = {"still being looked at", "drawn.decision.open"},
};

static bool
leads_to(const OtReason *reason, const OtSaid *said)
{
	for (const OtSaid *const *one = reason->said; one != NULL && *one != NULL; one++)
		if (*one == said)
			return true;
	return false;
}

/* The title of the element with this id, or NULL. */
static char *
find_title(const xmlNode *root, const char *id)
{
	for (const xmlNode *node = root; node != NULL; node = ot_xml_after(node)) {
		if (g_strcmp0(ot_xml_attr(node, "id"), id) != 0)
			continue;
		const xmlNode *title = ot_xml_child(node, "title");
		return title != NULL ? ot_source_text(title) : NULL;
	}
	return NULL;
}

/* "O1, Fewer people hurt by ice", as a reader of the published specification finds it. */
static void
append_place(const OtAccount *account, GString *where, const char *about)
{
	g_autofree char *title = find_title(account->source.root, about);

	g_string_append_printf(where, "%s%s%s%s", where->len > 0 ? "; " : "", about,
	                       title != NULL ? ", " : "", title != NULL ? title : "");
}

/* The changes that something led to: their reasons, and where they were made. */
static Decision
find_changes(const OtAccount *account, const OtSaid *said, GString *why, GString *where)
{
	const OtReasons *reasons = account->source.reasons;
	bool changed = false;

	for (size_t i = 0; i < ot_reasons_count(reasons); i++) {
		const OtReason *reason = ot_reasons_get(reasons, i);
		if (!leads_to(reason, said))
			continue;
		changed = true;
		if (reason->text != NULL && strstr(why->str, reason->text) == NULL)
			g_string_append_printf(why, "%s%s", why->len > 0 ? " " : "", reason->text);
		append_place(account, where, reason->about);
	}
	if (changed)
		return WILL_CHANGE;
	if (said->because == NULL)
		return STILL_OPEN;
	g_string_append(why, said->because);
	return WILL_NOT;
}

void
ot_account_answer_decisions(const OtAccount *account, OtAnswers *answers)
{
	const OtReasons *reasons = account->source.reasons;
	bool by_hand = ot_answers_rows(answers, "change") > 0;
	int numbers[N_DECISIONS] = {0};

	if (reasons == NULL || ot_reasons_count_said(reasons) == 0)
		return;
	for (size_t i = 0; i < ot_reasons_count_said(reasons); i++) {
		const OtSaid *said = ot_reasons_get_said(reasons, i);
		g_autoptr(GString) why = g_string_new(NULL), where = g_string_new(NULL);
		Decision decision = find_changes(account, said, why, where);
		numbers[decision]++;
		if (by_hand)
			continue;
		ot_account_set(answers, said->words, "change.%zu.about", i + 1);
		ot_account_set(answers, decisions[decision].choice, "change.%zu.decision", i + 1);
		if (why->len > 0)
			ot_account_set(answers, why->str, "change.%zu.why", i + 1);
		ot_account_set(answers, where->len > 0 ? where->str : "–", "change.%zu.where",
		               i + 1);
	}
	for (size_t i = 0; i < N_DECISIONS; i++)
		ot_account_draw(account, answers, decisions[i].point, decisions[i].choice,
		                numbers[i], OT_TELL_EXACTLY);
}
