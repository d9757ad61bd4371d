/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/suggest.h"
#include "base/text.h"
#include "funding/funding.h"

#include <string.h>

static const char *const applicants[] = {
	"anybody", "council", "combined-authority", "nhs",
	"vcse",    "sme",     "university",         "consortium",
};

bool
ot_funding_check_wish(const OtFundingWish *wish, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	if (wish->who == NULL)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(applicants); i++) {
		if (g_ascii_strcasecmp(applicants[i], wish->who) == 0)
			return true;
		g_ptr_array_add(names, (char *) applicants[i]);
	}
	g_autofree char *advice = ot_name_advice(wish->who, names);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "there are no applicants \"%s\"%s", wish->who,
	            advice);
	return false;
}

bool
ot_fund_is_open(const OtFund *fund, const char *day)
{
	static const char *const shut[] = {"forecast", "paused", "closed", "archived", NULL};
	int days;

	if (g_strv_contains(shut, fund->values[OT_FUND_STATUS]))
		return false;
	if (ot_funding_days(day, fund->values[OT_FUND_OPENS], &days) && days > 0)
		return false;
	if (ot_funding_days(day, fund->values[OT_FUND_CLOSES], &days))
		return days >= 0;
	/* Without a last day it is open only where somebody says so. */
	return *fund->values[OT_FUND_STATUS] != '\0';
}

/* Whether words stand in a text as whole words, whatever their case. */
static bool
has_words(const char *text, const char *words)
{
	g_autofree char *in = g_utf8_casefold(text, -1), *folded = g_utf8_casefold(words, -1);
	const char *what = ot_text_fold(folded);
	size_t len = strlen(what);

	for (const char *at = strstr(in, what); len > 0 && at != NULL; at = strstr(at + 1, what)) {
		const char *before = at > in ? g_utf8_prev_char(at) : NULL;
		bool starts = before == NULL || !g_unichar_isalnum(g_utf8_get_char(before));
		if (starts && !g_unichar_isalnum(g_utf8_get_char(at + len)))
			return true;
	}
	return false;
}

bool
ot_fund_matches(const OtFund *fund, const char *theme)
{
	return has_words(fund->values[OT_FUND_THEMES], theme) ||
	       has_words(fund->values[OT_FUND_NAME], theme) ||
	       has_words(fund->values[OT_FUND_SUMMARY], theme);
}

/* A pot that does not say who can apply may be for anybody. */
static bool
is_for(const OtFund *fund, const char *who)
{
	g_auto(GStrv) list = g_strsplit(fund->values[OT_FUND_WHO], "; ", -1);

	if (list[0] == NULL || g_strv_contains((const char *const *) list, "anybody"))
		return true;
	for (char **one = list; *one != NULL; one++)
		if (g_ascii_strcasecmp(*one, who) == 0)
			return true;
	return false;
}

/* The soonest last day first; those without one after; then as the list has them. */
static int
compare(const void *one, const void *other)
{
	const OtFund *first = *(const OtFund *const *) one,
		     *second = *(const OtFund *const *) other;
	const char *first_day = first->values[OT_FUND_CLOSES];
	const char *second_day = second->values[OT_FUND_CLOSES];
	int order = strcmp(first_day, second_day);

	if ((*first_day == '\0') != (*second_day == '\0'))
		return *first_day == '\0' ? 1 : -1;
	if (order != 0)
		return order;
	return first->row < second->row ? -1 : first->row > second->row;
}

GPtrArray *
ot_funding_choose(const OtFunding *funding, const OtFundingWish *wish)
{
	const GArray *rows = ot_funding_rows(funding);
	GPtrArray *chosen = g_ptr_array_new();

	for (guint i = 0; i < rows->len; i++) {
		const OtFund *fund = &g_array_index(rows, OtFund, i);
		if ((wish->open_on == NULL || ot_fund_is_open(fund, wish->open_on)) &&
		    (wish->theme == NULL || ot_fund_matches(fund, wish->theme)) &&
		    (wish->who == NULL || is_for(fund, wish->who)))
			g_ptr_array_add(chosen, (void *) fund);
	}
	g_ptr_array_sort(chosen, compare);
	return chosen;
}
