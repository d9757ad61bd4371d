/* SPDX-License-Identifier: MIT */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "rules/matcher.h"

#include "base/error.h"
#include "base/limits.h"

#include <pcre2.h>
#include <string.h>

/* The edge of a word. */
#define WORD_EDGE "\\b"

/* No text in ASCII has this byte. */
#define NEVER '\377'

/*
 * In UTF-8 every \w and \b asks the tables of Unicode, which takes most of the time.  So there is a
 * second translation for sentences in ASCII, which are most.
 */
typedef enum { FOR_UNICODE, FOR_ASCII, N_TRANSLATIONS } Translation;

/*
 * So often a pattern is tried as it was checked, before it is compiled to machine code: that takes
 * as long as a try or two without.
 */
#define FEW_TRIES 2

/* What machine code may use of a stack of its own, in bytes, at first and at most. */
#define STACK_BYTES (32u << 10)
#define MOST_STACK  (1u << 20)

struct OtPattern {
	char *text;
	OtPatternPlace place;
	guint32 number;
	bool exact;
	GPtrArray *signs; /* of char * */
	pcre2_code *checked;  /* the one of these, not yet compiled to machine code, */
	Translation checked_for;
	gint tries;       /* of that */
	pcre2_code *translations[N_TRANSLATIONS];
};

struct OtPatternRoom {
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	pcre2_match_data *match;
};

OtPatternRoom *
ot_pattern_room_new(void)
{
	OtPatternRoom *room = g_new0(OtPatternRoom, 1);

	room->context = pcre2_match_context_create(NULL);
	room->stack = pcre2_jit_stack_create(STACK_BYTES, MOST_STACK, NULL);
	room->match = pcre2_match_data_create(1, NULL);
	pcre2_set_match_limit(room->context, OT_LIMIT_PATTERN_STEPS);
	pcre2_jit_stack_assign(room->context, NULL, room->stack);
	return room;
}

void
ot_pattern_room_free(OtPatternRoom *room)
{
	if (room == NULL)
		return;
	pcre2_match_data_free(room->match);
	pcre2_jit_stack_free(room->stack);
	pcre2_match_context_free(room->context);
	g_free(room);
}

/* --- compiling ----------------------------------------------------------------------------- */

/* Behind the class "[...]" that opens at `text`, or at the end where it is left open. */
static const char *
skip_class(const char *text)
{
	text += text[1] == '^' ? 2 : 1;
	/* A bracket that comes first is one of the class. */
	for (text += *text == ']'; *text != '\0' && *text != ']'; text++)
		text += *text == '\\' && text[1] != '\0';
	return *text == '\0' ? text : text + 1;
}

/* Whether each alternative of a pattern starts with \b.  Quotes and comments are not gone into. */
static bool
starts_at_words(const char *text)
{
	int depth = 0;

	if (!g_str_has_prefix(text, WORD_EDGE) || strstr(text, "\\Q") != NULL ||
	    strstr(text, "(?#") != NULL)
		return false;
	while (*text != '\0' && depth >= 0) {
		if (*text == '[') {
			text = skip_class(text);
			continue;
		}
		if (*text == '\\' && text[1] != '\0')
			text++;
		else if (*text == '(' || *text == ')')
			depth += *text == '(' ? 1 : -1;
		else if (*text == '|' && depth == 0 && !g_str_has_prefix(text + 1, WORD_EDGE))
			return false;
		text++;
	}
	return depth == 0;
}

/*
 * Most patterns are alternatives that all start at the edge of a word.  Where this is asked once,
 * most places of a sentence are passed over without a look at the alternatives.
 */
static char *
with_one_edge(const char *text)
{
	return starts_at_words(text) ? g_strconcat(WORD_EDGE "(?:", text, ")", NULL)
	                             : g_strdup(text);
}

/* Make each character beyond ASCII one byte, which no text in ASCII has. */
static void
drop_unicode(char *text)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from = g_utf8_next_char(from))
		*to++ = (guint8) *from < 0x80 ? *from : NEVER;
	*to = '\0';
}

/* NULL where it can't be: then the last two are set, the place in bytes of `text`. */
static pcre2_code *
compile(const char *text, bool exact, Translation translation, int *mistake, size_t *at)
{
	uint32_t options = PCRE2_NEVER_BACKSLASH_C | (exact ? 0 : PCRE2_CASELESS);

	if (translation == FOR_UNICODE)
		options |= PCRE2_UTF | PCRE2_UCP;
	return pcre2_compile((PCRE2_SPTR) text, PCRE2_ZERO_TERMINATED, options, mistake, at, NULL);
}

/* NULL for ASCII where a pattern names a character by its number, \x{2019}. */
static pcre2_code *
translate(const char *text, bool exact, Translation translation)
{
	g_autofree char *whole = with_one_edge(text);
	g_autofree char *plain = g_strdup(text);
	int mistake;
	size_t at;

	if (translation == FOR_ASCII) {
		drop_unicode(whole);
		drop_unicode(plain);
	}
	pcre2_code *code = compile(whole, exact, translation, &mistake, &at);
	return code != NULL ? code : compile(plain, exact, translation, &mistake, &at);
}

/* What is wrong with a pattern, and where. */
static char *
explain(const char *text, bool exact)
{
	char reason[256];
	int mistake = 0;
	size_t at = 0;
	pcre2_code *code = compile(text, exact, FOR_UNICODE, &mistake, &at);

	pcre2_code_free(code);
	if (pcre2_get_error_message(mistake, (PCRE2_UCHAR *) reason, sizeof reason) < 0)
		return g_strdup("is broken");
	long n = g_utf8_strlen(text, (gssize) MIN(at, strlen(text)));
	return g_strdup_printf("is broken after %ld %s: %s", n, n == 1 ? "character" : "characters",
	                       reason);
}

OtPattern *
ot_pattern_new(const char *text, bool exact, const OtPatternPlace *place, guint32 number,
               char **reason)
{
	Translation translation = FOR_ASCII;

	if (strlen(text) > OT_LIMIT_PATTERN_BYTES) {
		*reason = g_strdup_printf("has more than %d bytes", OT_LIMIT_PATTERN_BYTES);
		return NULL;
	}
	pcre2_code *code = translate(text, exact, translation);
	if (code == NULL)
		code = translate(text, exact, translation = FOR_UNICODE);
	if (code == NULL) {
		*reason = explain(text, exact);
		return NULL;
	}
	OtPattern *pattern = g_new0(OtPattern, 1);
	pattern->checked = code;
	pattern->checked_for = translation;
	pattern->text = g_strdup(text);
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
		pcre2_code_free(pattern->translations[i]);
	pcre2_code_free(pattern->checked);
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

/* --- finding ------------------------------------------------------------------------------- */

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

/*
 * A pattern with which to look in a sentence.  Whoever is first among several threads to translate it
 * leaves it to the others.
 */
static const pcre2_code *
find_translation(OtPattern *pattern, Translation translation)
{
	pcre2_code **place, *code;

	/* What could not be checked for ASCII has one translation. */
	if (pattern->checked_for == FOR_UNICODE)
		translation = FOR_UNICODE;
	if (translation == pattern->checked_for && g_atomic_int_get(&pattern->tries) < FEW_TRIES) {
		g_atomic_int_inc(&pattern->tries);
		return pattern->checked;
	}
	place = &pattern->translations[translation];
	code = g_atomic_pointer_get(place);
	if (code != NULL)
		return code;
	code = translate(pattern->text, pattern->exact, translation);
	/* Without machine code, where the system allows none, it takes longer. */
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	if (g_atomic_pointer_compare_and_exchange(place, NULL, code))
		return code;
	pcre2_code_free(code);
	return g_atomic_pointer_get(place);
}

void
ot_pattern_find(OtPattern *pattern, guint32 set, OtMatchRun *run)
{
	const char *sentence = run->passage->text + run->sentence.start;
	size_t len = run->sentence.end - run->sentence.start, at = 0;
	const OtPatternRoom *room = run->patterns;
	const size_t *found = pcre2_get_ovector_pointer(room->match);

	if (run->stopped[pattern->number] != 0)
		return;
	const pcre2_code *code =
		find_translation(pattern, is_ascii(run, sentence, len) ? FOR_ASCII : FOR_UNICODE);
	for (;;) {
		int result = pcre2_match(code, (PCRE2_SPTR) sentence, len, at,
		                         PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, room->match,
		                         room->context);
		if (result < 0 && result != PCRE2_ERROR_NOMATCH)
			stop(pattern, run);
		/* What \K moved back is no progress. */
		if (result < 0 || found[1] <= MAX(found[0], at))
			return;
		add_hit(run, set, run->sentence.start + (guint32) found[0],
		        run->sentence.start + (guint32) found[1]);
		at = found[1];
	}
}
