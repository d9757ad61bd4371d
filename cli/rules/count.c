/* SPDX-License-Identifier: MIT */
#include "rules/matcher.h"

#include <string.h>

/* Abbreviations have so many letters; longer words in capitals are words in capitals. */
#define LEAST_LETTERS 2
#define MOST_LETTERS  8
/* So many different ones are looked after in one text. */
#define MOST_ABBREVIATIONS 10000

/* What stands for a word in an abbreviation's long form has at least so many letters. */
#define LEAST_SPELT 4

/* --- words --------------------------------------------------------------------------------- */

/* Words as people count them: what hyphens join is one. */
static guint32
count_words(const OtSegmenter *segmenter)
{
	guint32 n = 0;

	for (guint32 i = 0; i < segmenter->words->len; i++)
		n += (ot_segmenter_word(segmenter, i)->flags & OT_WORD_GLUED) == 0;
	return n;
}

static bool
looks_here(const OtMatchRun *run, guint32 number, const OtWordRule *rule, OtCountOf count)
{
	return rule->count == count && ot_run_is_enabled(run, number) &&
	       (rule->kinds & (OtPassageKinds) 1 << run->passage->kind) != 0;
}

/* A sentence that was cut for matching is counted whole. */
static void
check_length(OtMatchRun *run, guint32 number, const OtWordRule *rule, guint32 n_words)
{
	OtHit nothing = {.entry = OT_NO_ENTRY, .start = run->sentence.start};
	OtHit sentence = {
		.entry = OT_NO_ENTRY,
		.start = run->sentence.start,
		.end = run->sentence.end,
	};

	nothing.end = nothing.start;
	if (n_words > rule->most && n_words <= rule->up_to &&
	    ot_guards_pass(run, rule, &nothing))
		ot_run_add_pending(run, number, &sentence, n_words, 0);
}

static void
count_sentence_words(OtMatchRun *run)
{
	const OtMatcher *matcher = run->matcher;
	guint32 n_words = run->long_words + count_words(&run->segmenter);

	if (run->long_words > 0)
		run->sentence.start = run->long_start;
	if (run->sentence.goes_on) {
		run->long_start = run->sentence.start;
		run->long_words = n_words;
		return;
	}
	run->long_words = 0;
	for (guint i = 0; i < matcher->counts->len; i++) {
		guint32 number = g_array_index(matcher->counts, guint32, i);
		const OtWordRule *rule = &g_array_index(matcher->rules, OtWordRule, number);
		if (looks_here(run, number, rule, OT_COUNT_WORDS))
			check_length(run, number, rule, n_words);
	}
}

/* --- abbreviations ------------------------------------------------------------------------- */

/* An abbreviation as it stands in a sentence, without the s of a plural. */
typedef struct {
	char letters[MOST_LETTERS + 1];
	guint32 len;
	guint32 word; /* its number in the sentence */
	guint32 end;  /* in the passage */
} Abbreviation;

static bool
is_roman(const char *letters)
{
	return strspn(letters, "IVX") == strlen(letters);
}

/* A part of an address, such as GOV.UK, is none. */
static bool
is_in_address(const char *text, size_t len, const OtWord *word)
{
	const char *signs = ".@_";
	bool before = word->start > 0 && strchr(signs, text[word->start - 1]) != NULL;
	bool after = word->end + 1 < len && strchr(signs, text[word->end]) != NULL &&
	             g_ascii_isalnum(text[word->end + 1]);

	return before || after;
}

static bool
read_abbreviation(const OtSegmenter *segmenter, guint32 number, Abbreviation *out)
{
	const OtWord *word = ot_segmenter_word(segmenter, number);
	const char *text = segmenter->text + word->start;
	guint32 len = word->end - word->start, capitals = 0, digits = 0;

	if ((word->flags & OT_WORD_CAPITAL) == 0)
		return false;
	if (len > LEAST_LETTERS && text[len - 1] == 's')
		len--;
	if (len < LEAST_LETTERS || len > MOST_LETTERS || !g_ascii_isupper(text[0]))
		return false;
	for (guint32 i = 0; i < len; i++) {
		capitals += g_ascii_isupper(text[i]);
		digits += g_ascii_isdigit(text[i]);
	}
	if (capitals < LEAST_LETTERS || digits > 1 || capitals + digits != len ||
	    is_in_address(segmenter->text, segmenter->len, word))
		return false;
	memcpy(out->letters, text, len);
	out->letters[len] = '\0';
	out->len = len;
	out->word = number;
	out->end = word->start + len;
	return !is_roman(out->letters);
}

static char
initial(const OtSegmenter *segmenter, guint32 word)
{
	return g_ascii_toupper(*ot_segmenter_folded(segmenter, ot_segmenter_word(segmenter, word)));
}

/* Whether the initials of the words from `first` are its letters; small words may stand between. */
static bool
is_spelt_by_initials(const OtSegmenter *segmenter, const Abbreviation *abbreviation, guint32 first,
                     guint32 end)
{
	guint32 done = 0;

	for (guint32 i = first; i < end; i++) {
		if (initial(segmenter, i) == abbreviation->letters[done]) {
			if (++done == abbreviation->len)
				return true;
		} else if (done == 0 ||
		           ot_segmenter_word(segmenter, i)->fold_len >= LEAST_SPELT) {
			return false;
		}
	}
	return false;
}

/* Whether its letters stand in this order in the words; the first has to start one. */
static bool
is_spelt_in(const OtSegmenter *segmenter, const Abbreviation *abbreviation, guint32 first,
            guint32 end)
{
	guint32 done = 0;

	for (guint32 i = first; i < end; i++) {
		const OtWord *word = ot_segmenter_word(segmenter, i);
		const char *folded = ot_segmenter_folded(segmenter, word);
		if (done == 0 && initial(segmenter, i) != abbreviation->letters[0])
			continue;
		for (guint32 k = 0; k < word->fold_len && done < abbreviation->len; k++)
			done += g_ascii_toupper(folded[k]) == abbreviation->letters[done];
	}
	return done == abbreviation->len;
}

/* The sign before or behind an abbreviation, blanks and quotation marks left out. */
static bool
has_bracket(const OtSegmenter *segmenter, const Abbreviation *abbreviation, bool behind)
{
	const char *text = segmenter->text;
	guint32 at = behind ? abbreviation->end
	                    : ot_segmenter_word(segmenter, abbreviation->word)->start;

	if (!behind) {
		while (at > 0 && strchr(" \"'", text[at - 1]) != NULL)
			at--;
		/* “ and ‘ have three bytes. */
		if (at >= 3 &&
		    (memcmp(text + at - 3, "“", 3) == 0 || memcmp(text + at - 3, "‘", 3) == 0))
			at -= 3;
		return at > 0 && (text[at - 1] == '(' || text[at - 1] == '[');
	}
	while (at < segmenter->len && (text[at] == ' ' || text[at] == 's'))
		at++;
	return at < segmenter->len && (text[at] == '(' || text[at] == '[');
}

/* Whether the sentence says what an abbreviation stands for. */
static bool
is_explained_here(const OtSegmenter *segmenter, const Abbreviation *abbreviation)
{
	guint32 n = segmenter->words->len, word = abbreviation->word;
	guint32 reach = 2 * abbreviation->len + 2;
	guint32 first = word > reach ? word - reach : 0, end = MIN(n, word + 1 + reach);

	if (has_bracket(segmenter, abbreviation, false) &&
	    is_spelt_in(segmenter, abbreviation, first, word))
		return true;
	if (has_bracket(segmenter, abbreviation, true) &&
	    is_spelt_in(segmenter, abbreviation, word + 1, end))
		return true;
	for (guint32 i = first; i < word; i++)
		if (is_spelt_by_initials(segmenter, abbreviation, i, word))
			return true;
	/* "SLA means service level agreement", "SLA: service level agreement". */
	for (guint32 i = word + 1; i < MIN(end, word + 4); i++)
		if (is_spelt_by_initials(segmenter, abbreviation, i, end))
			return true;
	return false;
}

/* The number of an abbreviation, a new one for a new abbreviation; 0 where there are too many. */
static guint32
find_or_note(OtMatchRun *run, const char *letters)
{
	gpointer known = g_hash_table_lookup(run->abbreviations, letters);
	OtNoted noted = {false, 0};

	if (known != NULL)
		return GPOINTER_TO_UINT(known);
	if (run->noted->len > MOST_ABBREVIATIONS)
		return 0;
	g_hash_table_insert(run->abbreviations, g_strdup(letters),
	                    GUINT_TO_POINTER(run->noted->len));
	g_array_append_val(run->noted, noted);
	return run->noted->len - 1;
}

static OtNoted *
noted_at(const OtMatchRun *run, guint32 number)
{
	return &g_array_index(run->noted, OtNoted, number);
}

/* What a glossary explains. */
static void
note_terms(OtMatchRun *run)
{
	const GPtrArray *terms = ot_text_terms(run->text);
	OtSegmenter segmenter;
	OtSentence sentence;
	Abbreviation abbreviation;

	ot_segmenter_init(&segmenter);
	for (guint i = 0; i < terms->len; i++) {
		const char *term = g_ptr_array_index(terms, i);
		ot_segmenter_start(&segmenter, term, strlen(term));
		while (ot_segmenter_next(&segmenter, &sentence))
			for (guint32 w = 0; w < segmenter.words->len; w++)
				if (read_abbreviation(&segmenter, w, &abbreviation))
					noted_at(run, find_or_note(run, abbreviation.letters))
						->explained = true;
	}
	ot_segmenter_clear(&segmenter);
}

static bool
is_known(OtMatchRun *run, guint32 word)
{
	if (run->matcher->known == OT_NO_SET)
		return false;
	const OtSetState *state = ot_run_hits(run, run->matcher->known);
	for (guint32 i = state->begin; i < state->end; i++) {
		const OtHit *hit = &g_array_index(run->hits, OtHit, i);
		if (hit->first > word)
			break;
		if (hit->after > word)
			return true;
	}
	return false;
}

static void
raise_abbreviation(OtMatchRun *run, const Abbreviation *abbreviation, guint32 number)
{
	const OtMatcher *matcher = run->matcher;
	OtHit hit = {
		.entry = OT_NO_ENTRY,
		.first = abbreviation->word,
		.after = abbreviation->word + 1,
		.start = ot_segmenter_word(&run->segmenter, abbreviation->word)->start,
		.end = abbreviation->end,
	};

	for (guint i = 0; i < matcher->counts->len; i++) {
		guint32 rule_number = g_array_index(matcher->counts, guint32, i);
		const OtWordRule *rule = &g_array_index(matcher->rules, OtWordRule, rule_number);
		guint32 bit = 1u << MIN(i, 31);
		if ((noted_at(run, number)->raised & bit) != 0 ||
		    !looks_here(run, rule_number, rule, OT_COUNT_ABBREVIATIONS) ||
		    !ot_guards_pass(run, rule, &hit))
			continue;
		noted_at(run, number)->raised |= bit;
		ot_run_add_pending(run, rule_number, &hit, 0, number);
	}
}

/* In a heading in capitals every word would be one. */
static bool
is_in_capitals(const OtSegmenter *segmenter)
{
	for (guint32 i = 0; i < segmenter->words->len; i++)
		if ((ot_segmenter_word(segmenter, i)->flags & (OT_WORD_SMALL | OT_WORD_CAPITAL)) ==
		    OT_WORD_SMALL)
			return false;
	return segmenter->words->len > 1;
}

/* "SLA" in one cell of a table, "service level agreement" in the next. */
static void
look_beside(OtMatchRun *run)
{
	const OtSegmenter *segmenter = &run->segmenter;
	Abbreviation beside = {.len = (guint32) strlen(run->beside)};

	memcpy(beside.letters, run->beside, sizeof run->beside);
	if (is_spelt_by_initials(segmenter, &beside, 0, segmenter->words->len) ||
	    is_spelt_in(segmenter, &beside, 0, MIN(segmenter->words->len, beside.len + 2)))
		noted_at(run, find_or_note(run, run->beside))->explained = true;
}

static void
count_abbreviations(OtMatchRun *run)
{
	const OtSegmenter *segmenter = &run->segmenter;
	Abbreviation abbreviation;

	if (run->beside[0] != '\0' && run->passage_number == run->beside_passage + 1)
		look_beside(run);
	run->beside[0] = '\0';
	if (is_in_capitals(segmenter))
		return;
	for (guint32 i = 0; i < segmenter->words->len; i++) {
		if ((ot_segmenter_word(segmenter, i)->flags & OT_WORD_CAPITAL) == 0 ||
		    !read_abbreviation(segmenter, i, &abbreviation))
			continue;
		guint32 number = find_or_note(run, abbreviation.letters);
		if (number == 0)
			continue;
		if (segmenter->words->len == 1) {
			memcpy(run->beside, abbreviation.letters, sizeof run->beside);
			run->beside_passage = run->passage_number;
		}
		if (!noted_at(run, number)->explained &&
		    is_explained_here(segmenter, &abbreviation))
			noted_at(run, number)->explained = true;
		if (!noted_at(run, number)->explained && !is_known(run, i))
			raise_abbreviation(run, &abbreviation, number);
	}
}

static bool
counts_abbreviations(const OtMatchRun *run)
{
	const OtMatcher *matcher = run->matcher;

	for (guint i = 0; i < matcher->counts->len; i++) {
		guint32 number = g_array_index(matcher->counts, guint32, i);
		if (ot_run_is_enabled(run, number) &&
		    g_array_index(matcher->rules, OtWordRule, number).count ==
		            OT_COUNT_ABBREVIATIONS)
			return true;
	}
	return false;
}

void
ot_count_start(OtMatchRun *run)
{
	OtNoted none = {false, 0};

	if (!counts_abbreviations(run))
		return;
	run->abbreviations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	run->noted = g_array_new(FALSE, FALSE, sizeof(OtNoted));
	/* Numbers are from 1. */
	g_array_append_val(run->noted, none);
	note_terms(run);
}

void
ot_count_sentence(OtMatchRun *run)
{
	if (run->noted != NULL)
		count_abbreviations(run);
	count_sentence_words(run);
}

bool
ot_count_is_explained(const OtMatchRun *run, guint32 abbreviation)
{
	return noted_at(run, abbreviation)->explained;
}
