/* SPDX-License-Identifier: MIT */
#include "account/parts.h"

#include <string.h>

static OtHeard *
obtain(OtAccount *account, const char *name)
{
	for (guint i = 0; i < account->heard->len; i++) {
		OtHeard *heard = g_ptr_array_index(account->heard, i);
		if (g_ascii_strcasecmp(heard->name, name) == 0)
			return heard;
	}
	OtHeard *heard = ot_arena_new_object(account->arena, OtHeard);
	heard->name = name;
	heard->summary = "";
	heard->participants = g_ptr_array_new();
	g_ptr_array_add(account->heard, heard);
	return heard;
}

/* The participant that wrote a response, or an earlier one of the same supplier. */
static OtParticipant *
find_author(const OtAccount *account, const OtResponse *response)
{
	for (guint i = 0; i < account->participants->len; i++) {
		OtParticipant *participant = g_ptr_array_index(account->participants, i);
		if (participant->response != NULL &&
		    strcmp(participant->response->supplier, response->supplier) == 0)
			return participant;
	}
	return NULL;
}

void
ot_account_hear(OtAccount *account)
{
	const OtThemes *themes = account->source.themes;

	for (size_t i = 0; i < ot_themes_count(themes); i++) {
		const OtTheme *theme = ot_theme(themes, i);
		if (*theme->theme == '\0')
			continue;
		OtHeard *heard = obtain(account, theme->theme);
		OtParticipant *author = find_author(account, theme->response);
		if (*heard->summary == '\0')
			heard->summary = theme->summary;
		if (author != NULL && !g_ptr_array_find(heard->participants, author, NULL))
			g_ptr_array_add(heard->participants, author);
	}
}

/* The more said it, the earlier; alike many in the order of the table. */
static int
compare_heard(const void *one, const void *other)
{
	const OtHeard *a = *(const OtHeard *const *) one, *b = *(const OtHeard *const *) other;

	return (int) b->participants->len - (int) a->participants->len;
}

void
ot_account_answer_themes(const OtAccount *account, OtAnswers *answers)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	bool by_hand = ot_answers_rows(answers, "heard") > 0;

	g_ptr_array_extend(all, account->heard, NULL, NULL);
	g_ptr_array_sort(all, compare_heard);
	for (guint i = 0; i < all->len; i++) {
		const OtHeard *heard = g_ptr_array_index(all, i);
		int n = (int) heard->participants->len;
		g_autofree char *point = g_strdup_printf("drawn.theme.%u", i + 1);
		ot_account_draw(account, answers, point, heard->name, n, OT_TELL_SAFELY);
		/* Who has written the table by hand keeps it. */
		if (by_hand)
			continue;
		ot_account_set(answers, heard->name, "heard.%u.theme", i + 1);
		if (*heard->summary != '\0')
			ot_account_set(answers, heard->summary, "heard.%u.said", i + 1);
		ot_account_set(answers, ot_account_number(account, n), "heard.%u.count", i + 1);
	}
}
