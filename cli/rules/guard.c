/* SPDX-License-Identifier: MIT */
#include "rules/matcher.h"

#include <string.h>

/* Append the folded words from `first` to before `after`, each behind a blank. */
static void
append_words(GString *out, const OtSegmenter *segmenter, guint32 first, guint32 after)
{
	for (guint32 i = first; i < after; i++) {
		const OtWord *word = ot_segmenter_word(segmenter, i);
		g_string_append_c(out, ' ');
		g_string_append_len(out, ot_segmenter_folded(segmenter, word), word->fold_len);
	}
}

/* The names of the declared estate, cut into words as the text is: " microsoft dynamics 365 ". */
static GPtrArray *
fold_estate(const OtText *text)
{
	const GPtrArray *names = ot_text_estate(text);
	GPtrArray *folded = g_ptr_array_new_with_free_func(g_free);
	OtSegmenter segmenter;
	OtSentence sentence;

	ot_segmenter_init(&segmenter);
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		GString *words = g_string_new(NULL);
		ot_segmenter_start(&segmenter, name, strlen(name));
		while (ot_segmenter_next(&segmenter, &sentence))
			append_words(words, &segmenter, 0, segmenter.words->len);
		g_string_append_c(words, ' ');
		if (words->len > 1)
			g_ptr_array_add(folded, g_string_free(words, FALSE));
		else
			g_string_free(words, TRUE);
	}
	ot_segmenter_clear(&segmenter);
	return folded;
}

/* Whether the words are part of a declared name, or hold one. */
static bool
is_estate(OtMatchRun *run, const OtHit *match)
{
	g_autoptr(GString) words = g_string_new(NULL);

	if (run->estate == NULL)
		run->estate = fold_estate(run->text);
	if (run->estate->len == 0 || match->first == match->after)
		return false;
	append_words(words, &run->segmenter, match->first, match->after);
	g_string_append_c(words, ' ');
	for (guint i = 0; i < run->estate->len; i++) {
		const char *name = g_ptr_array_index(run->estate, i);
		if (strstr(name, words->str) != NULL || strstr(words->str, name) != NULL)
			return true;
	}
	return false;
}

static const OtHit *
hit_at(const OtMatchRun *run, guint32 index)
{
	return &g_array_index(run->hits, OtHit, index);
}

/*
 * The first hit from `begin` to `end`, none of which overlap, that ends behind the match's start.
 */
static guint32
first_not_before(const OtMatchRun *run, guint32 begin, guint32 end, const OtHit *match)
{
	while (begin < end) {
		guint32 middle = (begin + end) / 2;
		if (hit_at(run, middle)->end <= match->start)
			begin = middle + 1;
		else
			end = middle;
	}
	return begin;
}

static bool
is_near(guint32 distance, guint32 within)
{
	return within == 0 || distance < within;
}

/* Whether the sentence has words of the guard's where it asks for them. */
static bool
is_in_sentence(OtMatchRun *run, const OtGuard *guard, const OtHit *match)
{
	const OtSetState *state = ot_run_hits(run, guard->set);
	guint32 begin = state->begin, end = state->end;

	if (begin == end)
		return false;
	guint32 at = first_not_before(run, begin, end, match), behind = at;
	while (behind < end && hit_at(run, behind)->start < match->end)
		behind++;
	if (guard->where == OT_GUARD_MATCH)
		return behind > at;
	bool before = at > begin && guard->where != OT_GUARD_AFTER &&
	              is_near(match->first - MIN(match->first, hit_at(run, at - 1)->after),
	                      guard->within);
	bool after = behind < end && guard->where != OT_GUARD_BEFORE &&
	             is_near(hit_at(run, behind)->first -
	                             MIN(hit_at(run, behind)->first, match->after),
	                     guard->within);
	return before || after;
}

static bool
holds(OtMatchRun *run, const OtGuard *guard, const OtHit *match)
{
	switch (guard->fact) {
	case OT_FACT_ESTATE:
		return is_estate(run, match);
	case OT_FACT_EQUIVALENT:
		return run->passage->equivalent;
	case OT_FACT_MEASURED:
		return run->passage->measured;
	case OT_FACT_JUDGED:
		return run->passage->judged;
	case OT_FACT_CELL:
		return run->passage->cell;
	case OT_FACT_NONE:
	case OT_N_FACTS:
		break;
	}
	return guard->set == OT_NO_SET || is_in_sentence(run, guard, match);
}

static bool
fits_kind(const OtMatchRun *run, const OtGuard *guard)
{
	return guard->kinds == 0 || (guard->kinds & (OtPassageKinds) 1 << run->passage->kind) != 0;
}

bool
ot_guards_pass(OtMatchRun *run, const OtWordRule *rule, const OtHit *match)
{
	for (guint i = 0; i < rule->guards->len; i++) {
		const OtGuard *guard = &g_array_index(rule->guards, OtGuard, i);
		if (guard->set != OT_NO_SET &&
		    (guard->where == OT_GUARD_PASSAGE || guard->where == OT_GUARD_TEXT))
			continue;
		if ((fits_kind(run, guard) && holds(run, guard, match)) != guard->only)
			return false;
	}
	return true;
}

bool
ot_guards_could_pass(OtMatchRun *run, const OtWordRule *rule)
{
	const OtHit nowhere = {0};

	for (guint i = 0; i < rule->guards->len; i++) {
		const OtGuard *guard = &g_array_index(rule->guards, OtGuard, i);
		const OtSet *set = guard->set != OT_NO_SET
		                           ? &g_array_index(run->matcher->sets, OtSet, guard->set)
		                           : NULL;

		if (set == NULL && guard->fact != OT_FACT_ESTATE) {
			if ((fits_kind(run, guard) && holds(run, guard, &nowhere)) != guard->only)
				return false;
			continue;
		}
		if (!guard->only || set == NULL || set->pattern != NULL ||
		    guard->where == OT_GUARD_PASSAGE || guard->where == OT_GUARD_TEXT)
			continue;
		const OtSetState *state = ot_run_hits(run, guard->set);
		if (!fits_kind(run, guard) || state->begin == state->end)
			return false;
	}
	return true;
}

/* Whether any hit stands apart from the match; it is enough to look at the outermost ones. */
static bool
is_apart(const OtReach *reach, guint32 n, const OtPending *match)
{
	if (reach->n != n)
		return false;
	/* Where words were counted, the match is the whole sentence. */
	return match->count > 0 || reach->first_passage < match->passage ||
	       reach->last_passage > match->passage ||
	       reach->first_end <= match->start || reach->last_start >= match->end;
}

bool
ot_guards_pass_later(const OtMatchRun *run, const OtWordRule *rule, const OtPending *match,
                     OtGuardPlace where)
{
	for (guint i = 0; i < rule->guards->len; i++) {
		const OtGuard *guard = &g_array_index(rule->guards, OtGuard, i);
		if (guard->where != where || guard->set == OT_NO_SET)
			continue;
		const OtSetState *state = &run->sets[guard->set];
		bool there = where == OT_GUARD_TEXT
		                     ? is_apart(&state->text, 1, match)
		                     : is_apart(&state->passage, match->passage, match);
		if ((fits_kind(run, guard) && there) != guard->only)
			return false;
	}
	return true;
}
