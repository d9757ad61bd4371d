/* SPDX-License-Identifier: MIT */
#include "rules/matcher.h"

#include <string.h>

/* So many hits of a cue are looked at; where there are more, they are all of one entry. */
#define MOST_CUES 64

static const OtEntry *
entry_at(const OtMatchRun *run, guint32 entry)
{
	return &g_array_index(run->matcher->entries, OtEntry, entry);
}

static const OtHit *
hit_at(const GArray *hits, guint32 index)
{
	return &g_array_index(hits, OtHit, index);
}

static const OtSet *
set_at(const OtMatchRun *run, guint32 set)
{
	return &g_array_index(run->matcher->sets, OtSet, set);
}

/* --- exact entries ------------------------------------------------------------------------- */

/* Append what counts of a written word: one sort of apostrophe, nothing that has no width. */
static void
append_plain(GString *out, const char *text, size_t len)
{
	const char *end = text + len;

	for (; text < end; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);
		if (c == 0x2019 || c == 0x02bc)
			g_string_append_c(out, '\'');
		else if (c != 0xad && c != 0x2060 && c != 0xfeff && (c < 0x200b || c > 0x200d))
			g_string_append_unichar(out, c);
	}
}

static bool
is_written_so(const OtMatchRun *run, const OtWord *word, const char *written, size_t wanted,
              bool prefix)
{
	size_t len = word->end - word->start;
	const char *text = run->passage->text + word->start;

	if (len >= wanted && memcmp(text, written, wanted) == 0)
		return prefix || len == wanted;
	g_autoptr(GString) one = g_string_new(NULL);
	g_autoptr(GString) other = g_string_new(NULL);
	append_plain(one, text, len);
	append_plain(other, written, wanted);
	return prefix ? g_str_has_prefix(one->str, other->str) : strcmp(one->str, other->str) == 0;
}

/* Whether a word is written as two parts of an entry together. */
static bool
is_written_together(const OtMatchRun *run, const OtWord *word, const OtPhrasePart *part)
{
	g_autoptr(GString) joined = g_string_new_len(part->written, (gssize) part->written_len);

	g_string_append_len(joined, part[1].written, (gssize) part[1].written_len);
	return is_written_so(run, word, joined->str, joined->len, part[1].kind == OT_PART_PREFIX);
}

/* Whether the words of a hit are written as those of its entry. */
static bool
is_exact(const OtMatchRun *run, const OtPhrase *phrase, guint32 first, guint32 after)
{
	guint32 n_words = after - first, n_parts = phrase->n_parts;

	for (guint32 i = 0; i < n_parts && first < after; i++, first++) {
		const OtPhrasePart *part = &phrase->parts[i];
		const OtWord *word = ot_segmenter_word(&run->segmenter, first);

		if (part->kind >= OT_PART_NUMBER) {
			/* A number may be several words. */
			first += n_words > n_parts ? n_words - n_parts : 0;
			continue;
		}
		if (is_written_so(run, word, part->written, part->written_len,
		                  part->kind == OT_PART_PREFIX))
			continue;
		if (n_words >= n_parts || i + 1 == n_parts || part[1].written == NULL ||
		    !is_written_together(run, word, part))
			return false;
		i++;
	}
	return true;
}

/* --- hits of a sentence -------------------------------------------------------------------- */

static void
note_presence(OtMatchRun *run, guint32 set)
{
	OtSetState *state = &run->sets[set];

	if (state->sentence == run->sentence_number)
		return;
	state->sentence = run->sentence_number;
	g_array_append_val(run->present, set);
}

static void
note_hit(guint32 number, guint32 first, guint32 after, void *data)
{
	OtMatchRun *run = data;

	if ((number & OT_PRESENCE) != 0) {
		note_presence(run, number & ~OT_PRESENCE);
		return;
	}
	const OtEntry *entry = entry_at(run, number);
	if (entry->phrase.n_parts > 0 && !is_exact(run, &entry->phrase, first, after))
		return;
	OtHit hit = {
		.set = entry->set,
		.entry = number,
		.first = first,
		.after = after,
		.start = ot_segmenter_word(&run->segmenter, first)->start,
		.end = ot_segmenter_word(&run->segmenter, after - 1)->end,
	};
	g_array_append_val(run->raw, hit);
}

/* By set, then as they stand, the longer first. */
static int
compare_hits(const void *a, const void *b)
{
	const OtHit *one = a, *other = b;

	if (one->set != other->set)
		return one->set < other->set ? -1 : 1;
	if (one->first != other->first)
		return one->first < other->first ? -1 : 1;
	if (one->after != other->after)
		return one->after > other->after ? -1 : 1;
	return one->entry < other->entry ? -1 : one->entry > other->entry;
}

static void
sort_hits(GArray *hits)
{
	OtHit *rows = (OtHit *) (void *) hits->data;

	if (hits->len > 16) {
		qsort(rows, hits->len, sizeof *rows, compare_hits);
		return;
	}
	for (guint i = 1; i < hits->len; i++) {
		OtHit row = rows[i];
		guint at = i;
		for (; at > 0 && compare_hits(&rows[at - 1], &row) > 0; at--)
			rows[at] = rows[at - 1];
		rows[at] = row;
	}
}

/* The first of the sorted raw hits that is of a set, or their number. */
static guint32
first_of_set(const GArray *raw, guint32 set)
{
	guint32 low = 0, high = raw->len;

	while (low < high) {
		guint32 middle = (low + high) / 2;
		if (hit_at(raw, middle)->set < set)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Whether the cue of a hit, if it has one, is in the sentence: another entry, elsewhere. */
static bool
has_cue(const OtMatchRun *run, const OtHit *hit)
{
	guint32 cue = entry_at(run, hit->entry)->cue;

	if (cue == OT_NO_SET)
		return true;
	guint32 at = first_of_set(run->raw, cue), end = at + MOST_CUES;
	for (; at < MIN(run->raw->len, end) && hit_at(run->raw, at)->set == cue; at++) {
		const OtHit *other = hit_at(run->raw, at);
		bool apart = other->after <= hit->first || other->first >= hit->after;
		if (apart && other->entry != hit->entry)
			return true;
	}
	return false;
}

/* Keep the hits that count: with their cues, and of overlapping ones the first and longest. */
static void
settle_hits(OtMatchRun *run)
{
	guint32 set = OT_NO_SET, after = 0;

	g_array_set_size(run->hits, 0);
	sort_hits(run->raw);
	for (guint i = 0; i < run->raw->len; i++) {
		const OtHit *hit = hit_at(run->raw, i);
		if (hit->set != set) {
			set = hit->set;
			after = 0;
		}
		if (hit->first < after || !has_cue(run, hit))
			continue;
		after = hit->after;
		OtSetState *state = &run->sets[set];
		if (state->sentence != run->sentence_number) {
			state->sentence = run->sentence_number;
			state->begin = run->hits->len;
		}
		g_array_append_val(run->hits, *hit);
		state->end = run->hits->len;
	}
}

const OtSetState *
ot_run_hits(OtMatchRun *run, guint32 number)
{
	const OtSet *set = set_at(run, number);
	OtSetState *state = &run->sets[number];

	if (state->sentence == run->sentence_number)
		return state;
	state->sentence = run->sentence_number;
	state->begin = state->end = run->hits->len;
	if (set->pattern == NULL ||
	    (set->with != OT_NO_SET && run->sets[set->with].sentence != run->sentence_number))
		return state;
	if (set->near == OT_NO_SET || run->sets[set->near].sentence == run->sentence_number ||
	    ot_pattern_sees_sign(set->pattern, run)) {
		ot_pattern_find(set->pattern, number, run);
		state->end = run->hits->len;
	}
	return state;
}

/* --- what is found ------------------------------------------------------------------------- */

static void
extend(OtReach *reach, guint32 n, guint32 passage, const OtHit *hit)
{
	if (reach->n != n)
		*reach = (OtReach){.n = n, .first_passage = passage, .first_end = hit->end};
	reach->last_passage = passage;
	reach->last_start = hit->start;
}

static void
remember(OtMatchRun *run, guint32 set)
{
	OtSetState *state = &run->sets[set];

	for (guint32 i = state->begin; i < state->end; i++) {
		const OtHit *hit = hit_at(run->hits, i);
		extend(&state->passage, run->passage_number, run->passage_number, hit);
		extend(&state->text, 1, run->passage_number, hit);
	}
}

void
ot_run_add_pending(OtMatchRun *run, guint32 rule, const OtHit *match, guint32 count,
                   guint32 abbreviation)
{
	OtPending pending = {
		.rule = rule,
		.passage = run->passage_number,
		.start = match->start,
		.end = match->end,
		.sentence = run->sentence_number,
		.sentence_start = run->sentence.start,
		.sentence_end = run->sentence.end,
		.entry = match->entry,
		.count = count,
		.abbreviation = abbreviation,
	};

	g_array_append_val(run->pending, pending);
}

static const OtWordRule *
rule_at(const OtMatchRun *run, guint32 rule)
{
	return &g_array_index(run->matcher->rules, OtWordRule, rule);
}

static bool
looks_here(const OtMatchRun *run, guint32 rule)
{
	return ot_run_is_enabled(run, rule) &&
	       (rule_at(run, rule)->kinds & (OtPassageKinds) 1 << run->passage->kind) != 0;
}

static void
raise_rules(OtMatchRun *run, guint32 set)
{
	const GArray *finders = set_at(run, set)->finders;

	for (guint i = 0; i < finders->len; i++) {
		guint32 number = g_array_index(finders, guint32, i);
		if (!looks_here(run, number))
			continue;
		/* A guard may try patterns, which adds to the hits and moves them. */
		for (guint32 h = run->sets[set].begin; h < run->sets[set].end; h++) {
			OtHit hit = *hit_at(run->hits, h);
			if (ot_guards_pass(run, rule_at(run, number), &hit))
				ot_run_add_pending(run, number, &hit, 0, 0);
		}
	}
}

/* Whether it is worth while to try a pattern. */
static bool
is_worth_trying(OtMatchRun *run, const OtSet *set)
{
	for (guint i = 0; set->remembered && i < set->users->len; i++)
		if (ot_run_is_enabled(run, g_array_index(set->users, guint32, i)))
			return true;
	for (guint i = 0; i < set->finders->len; i++) {
		guint32 number = g_array_index(set->finders, guint32, i);
		if (looks_here(run, number) && ot_guards_could_pass(run, rule_at(run, number)))
			return true;
	}
	return false;
}

static void
use_set(OtMatchRun *run, guint32 number)
{
	const OtSet *set = set_at(run, number);
	bool looks = (set->kinds & (OtPassageKinds) 1 << run->passage->kind) != 0;

	if (!looks && !set->remembered)
		return;
	if (set->pattern != NULL) {
		if (!is_worth_trying(run, set))
			return;
		ot_run_hits(run, number);
	}
	if (set->remembered)
		remember(run, number);
	if (looks)
		raise_rules(run, number);
}

static void
match_sentence(OtMatchRun *run)
{
	const OtMatcher *matcher = run->matcher;
	guint32 last = OT_NO_SET;

	run->sentence_number++;
	g_array_set_size(run->raw, 0);
	g_array_set_size(run->present, 0);
	ot_trie_label(matcher->trie, &run->segmenter);
	ot_trie_find(matcher->trie, &run->segmenter, note_hit, run);
	settle_hits(run);

	guint n_settled = run->hits->len;
	for (guint i = 0; i < n_settled; i++) {
		guint32 number = hit_at(run->hits, i)->set;
		if (number == last)
			continue;
		last = number;
		use_set(run, number);
	}
	for (guint i = 0; i < run->present->len; i++) {
		guint32 number = g_array_index(run->present, guint32, i);
		const GArray *triggers = set_at(run, number)->triggers;
		for (guint k = 0; k < triggers->len; k++)
			use_set(run, g_array_index(triggers, guint32, k));
	}
	for (guint i = 0; i < matcher->eager->len; i++)
		use_set(run, g_array_index(matcher->eager, guint32, i));
	if (matcher->counts->len > 0)
		ot_count_sentence(run);
}

/* --- what is reported ---------------------------------------------------------------------- */

/* As they stand in the text, the longer first, then by rule. */
static int
compare_pending(const void *a, const void *b)
{
	const OtPending *one = a, *other = b;

	if (one->passage != other->passage)
		return one->passage < other->passage ? -1 : 1;
	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	if (one->end != other->end)
		return one->end > other->end ? -1 : 1;
	if (one->rule != other->rule)
		return one->rule < other->rule ? -1 : 1;
	return one->entry < other->entry ? -1 : one->entry > other->entry;
}

/* Whether the rule has reported already what it reports once. */
static bool
is_repeated(const OtMatchRun *run, const OtPending *match)
{
	const OtRuleState *state = &run->rules[match->rule];

	if (!state->raised)
		return false;
	switch (rule_at(run, match->rule)->per) {
	case OT_PER_MATCH:
		/* Of two things that a rule looks for, the first and longest counts. */
		return state->passage == match->passage && match->start < state->end;
	case OT_PER_SENTENCE:
		return state->sentence == match->sentence;
	case OT_PER_PASSAGE:
		return state->passage == match->passage;
	case OT_PER_TEXT:
	case OT_N_PER:
		return true;
	}
	g_assert_not_reached();
}

static void
report(OtMatchRun *run, const OtPending *match)
{
	const OtEntry *entry = match->entry != OT_NO_ENTRY ? entry_at(run, match->entry) : NULL;
	const OtListEntry *source = entry != NULL ? entry->source : NULL;
	OtMatch out = {
		.rule = rule_at(run, match->rule)->number,
		.extent = {match->passage - 1, match->start, match->end - match->start},
		.sentence = {match->passage - 1, match->sentence_start,
	                     match->sentence_end - match->sentence_start},
		.entry = source != NULL ? source->text : NULL,
		.group = source != NULL ? source->group : NULL,
		.count = match->count,
	};

	run->rules[match->rule] =
		(OtRuleState){match->passage, match->end, match->sentence, true};
	run->found(&out, run->data);
}

/* Drop those of the passage that its guards don't let pass. */
static void
end_passage(OtMatchRun *run, guint first)
{
	guint kept = first;

	for (guint i = first; i < run->pending->len; i++) {
		OtPending *match = &g_array_index(run->pending, OtPending, i);
		if (ot_guards_pass_later(run, rule_at(run, match->rule), match, OT_GUARD_PASSAGE))
			g_array_index(run->pending, OtPending, kept++) = *match;
	}
	g_array_set_size(run->pending, kept);
}

static void
report_all(OtMatchRun *run)
{
	if (run->pending->len > 1)
		qsort(run->pending->data, run->pending->len, sizeof(OtPending), compare_pending);
	for (guint i = 0; i < run->pending->len; i++) {
		const OtPending *match = &g_array_index(run->pending, OtPending, i);
		if (match->abbreviation > 0 && ot_count_is_explained(run, match->abbreviation))
			continue;
		run->passage = ot_text_get(run->text, match->passage - 1);
		if (!is_repeated(run, match) &&
		    ot_guards_pass_later(run, rule_at(run, match->rule), match, OT_GUARD_TEXT))
			report(run, match);
	}
	g_array_set_size(run->pending, 0);
}

/* Whether a match can be known to count only at the end of the text. */
static bool
has_to_wait(const OtMatchRun *run)
{
	for (guint32 i = 0; i < run->matcher->rules->len; i++) {
		const OtWordRule *rule = rule_at(run, i);
		if (!ot_run_is_enabled(run, i))
			continue;
		if (rule->count == OT_COUNT_ABBREVIATIONS)
			return true;
		for (guint k = 0; k < rule->guards->len; k++)
			if (g_array_index(rule->guards, OtGuard, k).where == OT_GUARD_TEXT)
				return true;
	}
	return false;
}

static void
match_text(OtMatchRun *run)
{
	bool wait = has_to_wait(run);

	for (size_t i = 0; i < ot_text_count(run->text); i++) {
		guint first = run->pending->len;
		run->passage = ot_text_get(run->text, i);
		run->passage_number = (guint32) i + 1;
		run->long_words = 0;
		ot_segmenter_start(&run->segmenter, run->passage->text, run->passage->len);
		while (ot_segmenter_next(&run->segmenter, &run->sentence))
			match_sentence(run);
		end_passage(run, first);
		if (!wait)
			report_all(run);
	}
	report_all(run);
}

static void
start_run(OtMatchRun *run)
{
	const OtMatcher *matcher = run->matcher;

	ot_segmenter_init(&run->segmenter);
	run->raw = g_array_new(FALSE, FALSE, sizeof(OtHit));
	run->hits = g_array_new(FALSE, FALSE, sizeof(OtHit));
	run->present = g_array_new(FALSE, FALSE, sizeof(guint32));
	run->pending = g_array_new(FALSE, FALSE, sizeof(OtPending));
	run->sets = g_new0(OtSetState, MAX(matcher->sets->len, 1));
	run->rules = g_new0(OtRuleState, MAX(matcher->rules->len, 1));
	run->stopped = g_new0(guint8, MAX(matcher->patterns->len, 1));
	run->patterns = ot_pattern_room_new();
	ot_count_start(run);
}

static void
end_run(OtMatchRun *run)
{
	ot_segmenter_clear(&run->segmenter);
	g_array_unref(run->raw);
	g_array_unref(run->hits);
	g_array_unref(run->present);
	g_array_unref(run->pending);
	g_free(run->sets);
	g_free(run->rules);
	g_free(run->stopped);
	ot_pattern_room_free(run->patterns);
	g_clear_pointer(&run->estate, g_ptr_array_unref);
	g_clear_pointer(&run->abbreviations, g_hash_table_unref);
	g_clear_pointer(&run->noted, g_array_unref);
}

bool
ot_matcher_run(const OtMatcher *matcher, const OtText *text, const guint8 *enabled,
               OtMatchFunc *found, void *data, GError **error)
{
	OtMatchRun run = {
		.matcher = matcher,
		.text = text,
		.enabled = enabled,
		.found = found,
		.data = data,
	};

	start_run(&run);
	match_text(&run);
	end_run(&run);
	if (run.error == NULL)
		return true;
	g_propagate_error(error, run.error);
	return false;
}
