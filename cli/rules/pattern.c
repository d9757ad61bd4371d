/* SPDX-License-Identifier: MIT */
#include "rules/matcher.h"

#include "base/error.h"
#include "base/limits.h"

#include <string.h>

/* PCRE2 counts steps and refuses more; of two such settings the lower one counts. */
#define LIMIT "(*LIMIT_MATCH=" G_STRINGIFY(OT_LIMIT_PATTERN_STEPS) ")"

#define MATCH_OPTIONS G_REGEX_MATCH_DEFAULT

/* No text in ASCII has this byte. */
#define NEVER '\377'

/*
 * In UTF-8 every \w and \b asks the tables of Unicode, which takes most of the time.  So there is a
 * second translation for sentences in ASCII, which are most.  Each is made when the pattern has been
 * tried some times, since making one takes as long as a try or two without; whoever
 * is first among several threads leaves it to the others.
 */
typedef enum { FOR_UNICODE, FOR_ASCII, N_TRANSLATIONS } Translation;

/* So often a pattern is tried as it was compiled to check it. */
#define FEW_TRIES 2

struct OtPattern {
	char *text; /* with the limit before it */
	OtPatternPlace place;
	guint32 number;
	bool exact;
	GPtrArray *signs; /* of char * */
	GRegex *plain;    /* as it was checked */
	gint tries;       /* of that */
	GRegex *translations[N_TRANSLATIONS];
};

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
ot_pattern_new(const char *text, bool exact, const OtPatternPlace *place, guint32 number,
               char **reason)
{
	g_autofree char *whole = g_strconcat(LIMIT, text, NULL);
	g_autoptr(GError) error = NULL;

	if (strlen(text) > OT_LIMIT_PATTERN_BYTES) {
		*reason = g_strdup_printf("has more than %d bytes", OT_LIMIT_PATTERN_BYTES);
		return NULL;
	}
	GRegex *regex = g_regex_new(whole, exact ? 0 : G_REGEX_CASELESS, MATCH_OPTIONS, &error);
	if (regex == NULL) {
		*reason = explain(error, whole, text);
		return NULL;
	}
	OtPattern *pattern = g_new0(OtPattern, 1);
	pattern->plain = regex;
	pattern->text = g_steal_pointer(&whole);
	pattern->place = *place;
	pattern->number = number;
	pattern->exact = exact;
	pattern->signs = g_ptr_array_new_with_free_func(g_free);
	return pattern;
}

void
ot_pattern_free(OtPattern *pattern)
{
	if (pattern == NULL)
		return;
	for (int i = 0; i < N_TRANSLATIONS; i++)
		if (pattern->translations[i] != NULL)
			g_regex_unref(pattern->translations[i]);
	g_regex_unref(pattern->plain);
	g_ptr_array_unref(pattern->signs);
	g_free(pattern->text);
	g_free(pattern);
}

void
ot_pattern_add_sign(OtPattern *pattern, const char *sign)
{
	g_ptr_array_add(pattern->signs, g_strdup(sign));
}

bool
ot_pattern_has_signs(const OtPattern *pattern)
{
	return pattern->signs->len > 0;
}

bool
ot_pattern_sees_sign(const OtPattern *pattern, const OtMatchRun *run)
{
	const char *sentence = run->passage->text + run->sentence.start;
	gssize len = (gssize) (run->sentence.end - run->sentence.start);

	for (guint i = 0; i < pattern->signs->len; i++)
		if (g_strstr_len(sentence, len, g_ptr_array_index(pattern->signs, i)) != NULL)
			return true;
	return false;
}

/* A pattern in which each character beyond ASCII is one byte, which no text in ASCII has. */
static char *
without_unicode(const char *text)
{
	GString *plain = g_string_new(NULL);

	for (; *text != '\0'; text = g_utf8_next_char(text))
		g_string_append_c(plain, (guint8) *text < 0x80 ? *text : NEVER);
	return g_string_free(plain, FALSE);
}

static GRegex *
translate(const OtPattern *pattern, Translation translation)
{
	GRegexCompileFlags flags = G_REGEX_OPTIMIZE | (pattern->exact ? 0 : G_REGEX_CASELESS);

	if (translation == FOR_UNICODE)
		return g_regex_new(pattern->text, flags, MATCH_OPTIONS, NULL);
	g_autofree char *plain = without_unicode(pattern->text);
	GRegex *regex = g_regex_new(plain, flags | G_REGEX_RAW, MATCH_OPTIONS, NULL);
	/* One that names a character by its number, \x{2019}, is for Unicode alone. */
	return regex != NULL ? regex : translate(pattern, FOR_UNICODE);
}

static GRegex *
find_translation(OtPattern *pattern, Translation translation)
{
	GRegex **place = &pattern->translations[translation];
	GRegex *regex = g_atomic_pointer_get(place);

	if (regex != NULL)
		return regex;
	if (g_atomic_int_get(&pattern->tries) < FEW_TRIES) {
		g_atomic_int_inc(&pattern->tries);
		return pattern->plain;
	}
	regex = translate(pattern, translation);
	/* GLib prepares itself at the first match. */
	g_regex_match(regex, "", MATCH_OPTIONS, NULL);
	if (g_atomic_pointer_compare_and_exchange(place, NULL, regex))
		return regex;
	g_regex_unref(regex);
	return g_atomic_pointer_get(place);
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

/* Looked at once a sentence, eight bytes at a time. */
static bool
is_ascii(OtMatchRun *run, const char *text, size_t len)
{
	guint64 seen = 0, piece;

	if (run->ascii_sentence == run->sentence_number)
		return run->ascii;
	for (; len >= sizeof piece; text += sizeof piece, len -= sizeof piece) {
		memcpy(&piece, text, sizeof piece);
		seen |= piece;
	}
	for (; len > 0; text++, len--)
		seen |= (guint8) *text;
	run->ascii_sentence = run->sentence_number;
	run->ascii = (seen & G_GUINT64_CONSTANT(0x8080808080808080)) == 0;
	return run->ascii;
}

static void
stop(const OtPattern *pattern, OtMatchRun *run)
{
	run->stopped[pattern->number] = 1;
	if (run->error != NULL)
		return;
	OtWhere where = ot_xml_where(pattern->place.pack, pattern->place.node);
	g_set_error(&run->error, OT_ERROR, OT_ERROR_LIMIT,
	            "%s:%d:%d: %s: the pattern took more than %d steps in one sentence and was "
	            "stopped; what it would have found is missing",
	            where.file, where.line, where.column, pattern->place.code,
	            OT_LIMIT_PATTERN_STEPS);
}

void
ot_pattern_find(OtPattern *pattern, guint32 set, OtMatchRun *run)
{
	const char *sentence = run->passage->text + run->sentence.start;
	gssize len = (gssize) (run->sentence.end - run->sentence.start);
	g_autoptr(GMatchInfo) info = NULL;
	g_autoptr(GError) error = NULL;
	int start, end;

	if (run->stopped[pattern->number] != 0)
		return;
	bool ascii = is_ascii(run, sentence, (size_t) len);
	GRegex *regex = find_translation(pattern, ascii ? FOR_ASCII : FOR_UNICODE);
	g_regex_match_full(regex, sentence, len, 0, MATCH_OPTIONS, &info, &error);
	while (error == NULL && g_match_info_matches(info)) {
		if (g_match_info_fetch_pos(info, 0, &start, &end) && end > start)
			add_hit(run, set, run->sentence.start + (guint32) start,
			        run->sentence.start + (guint32) end);
		g_match_info_next(info, &error);
	}
	if (error != NULL)
		stop(pattern, run);
}
