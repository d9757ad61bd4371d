/* SPDX-License-Identifier: MIT */
#include "rules/matcher.h"

#include "base/error.h"
#include "base/limits.h"

#include <string.h>

/* PCRE2 counts steps and refuses more; of two such settings the lower one counts. */
#define LIMIT "(*LIMIT_MATCH=" G_STRINGIFY(OT_LIMIT_PATTERN_STEPS) ")"

#define MATCH_OPTIONS G_REGEX_MATCH_DEFAULT

/*
 * GLib says "Error while compiling regular expression ‘PATTERN’ at char 5: reason"; the quotes and
 * words around differ between versions.
 */
static char *
explain(const GError *error, const char *whole, const char *text)
{
	const char *after = strstr(error->message, whole);

	if (after == NULL)
		return g_strdup_printf("is broken: %s", error->message);
	after += strlen(whole);
	const char *digits = after + strcspn(after, "0123456789");
	const char *reason = strstr(after, ": ");
	if (*digits == '\0' || reason == NULL)
		return g_strdup_printf("is broken: %s", error->message);
	gint64 at = g_ascii_strtoll(digits, NULL, 10) - (gint64) strlen(LIMIT);
	at = CLAMP(at, 0, (gint64) strlen(text));
	return g_strdup_printf("is broken after %d %s: %s", (int) at,
	                       at == 1 ? "character" : "characters", reason + 2);
}

OtPattern *
ot_pattern_new(const char *text, bool exact, const char *name, char **reason)
{
	g_autofree char *whole = g_strconcat(LIMIT, text, NULL);
	GRegexCompileFlags flags = G_REGEX_OPTIMIZE | (exact ? 0 : G_REGEX_CASELESS);
	g_autoptr(GError) error = NULL;

	if (strlen(text) > OT_LIMIT_PATTERN_BYTES) {
		*reason = g_strdup_printf("has more than %d bytes", OT_LIMIT_PATTERN_BYTES);
		return NULL;
	}
	GRegex *regex = g_regex_new(whole, flags, MATCH_OPTIONS, &error);
	if (regex == NULL) {
		*reason = explain(error, whole, text);
		return NULL;
	}
	OtPattern *pattern = g_new0(OtPattern, 1);
	pattern->regex = regex;
	pattern->name = g_strdup(name);
	/* GLib translates to machine code at the first match; later runs may be in several threads. */
	g_regex_match(regex, "", MATCH_OPTIONS, NULL);
	return pattern;
}

void
ot_pattern_free(OtPattern *pattern)
{
	if (pattern == NULL)
		return;
	g_regex_unref(pattern->regex);
	g_free(pattern->name);
	g_free(pattern);
}

/* The first word that ends behind a place. */
static guint32
word_behind(const OtSegmenter *segmenter, guint32 place)
{
	guint32 low = 0, high = segmenter->words->len;

	while (low < high) {
		guint32 middle = (low + high) / 2;
		if (ot_segmenter_word(segmenter, middle)->end <= place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
add_hit(OtMatchRun *run, guint32 set, guint32 start, guint32 end)
{
	const OtSegmenter *segmenter = &run->segmenter;
	OtHit hit = {
		.set = set,
		.entry = OT_NO_ENTRY,
		.first = word_behind(segmenter, start),
		.start = start,
		.end = end,
	};

	hit.after = hit.first;
	while (hit.after < segmenter->words->len &&
	       ot_segmenter_word(segmenter, hit.after)->start < end)
		hit.after++;
	g_array_append_val(run->hits, hit);
}

void
ot_pattern_find(const OtPattern *pattern, guint32 set, OtMatchRun *run)
{
	const char *sentence = run->passage->text + run->sentence.start;
	gssize len = (gssize) (run->sentence.end - run->sentence.start);
	g_autoptr(GMatchInfo) info = NULL;
	g_autoptr(GError) error = NULL;
	int start, end;

	if (run->stopped[pattern->number] != 0)
		return;
	g_regex_match_full(pattern->regex, sentence, len, 0, MATCH_OPTIONS, &info, &error);
	while (error == NULL && g_match_info_matches(info)) {
		if (g_match_info_fetch_pos(info, 0, &start, &end) && end > start)
			add_hit(run, set, run->sentence.start + (guint32) start,
			        run->sentence.start + (guint32) end);
		g_match_info_next(info, &error);
	}
	if (error == NULL)
		return;
	run->stopped[pattern->number] = 1;
	if (run->error == NULL)
		g_set_error(&run->error, OT_ERROR, OT_ERROR_LIMIT,
		            "%s: the pattern took more than %d steps in one sentence and was "
		            "stopped; what it would have found is missing",
		            pattern->name, OT_LIMIT_PATTERN_STEPS);
}
