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

/* A translation that is not compiled to machine code: for ASCII, where that can be. */
typedef struct {
	pcre2_code *code; /* NULL of a broken pattern */
	Translation made_for;
} Checked;

struct OtPattern {
	char *text;
	OtPatternPlace place;
	guint32 number;
	bool exact;
	GPtrArray *signs; /* of char * */
	Checked *checked; /* NULL until it is asked for; so are the next */
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

static void
free_checked(Checked *checked)
{
	if (checked != NULL)
		pcre2_code_free(checked->code);
	g_free(checked);
}

/* Whoever is first among several threads to compile it leaves it to the others. */
static const Checked *
find_checked(OtPattern *pattern)
{
	Checked *checked = g_atomic_pointer_get(&pattern->checked);

	if (checked != NULL)
		return checked;
	checked = g_new0(Checked, 1);
	*checked = (Checked){translate(pattern->text, pattern->exact, FOR_ASCII), FOR_ASCII};
	if (checked->code == NULL)
		*checked = (Checked){translate(pattern->text, pattern->exact, FOR_UNICODE),
		                     FOR_UNICODE};
	if (g_atomic_pointer_compare_and_exchange(&pattern->checked, NULL, checked))
		return checked;
	free_checked(checked);
	return g_atomic_pointer_get(&pattern->checked);
}

bool
ot_pattern_check(OtPattern *pattern, char **reason)
{
	if (strlen(pattern->text) > OT_LIMIT_PATTERN_BYTES)
		*reason = g_strdup_printf("has more than %d bytes", OT_LIMIT_PATTERN_BYTES);
	else if (find_checked(pattern)->code == NULL)
		*reason = explain(pattern->text, pattern->exact);
	return *reason == NULL;
}

OtPattern *
ot_pattern_new(const char *text, bool exact, const OtPatternPlace *place, guint32 number)
{
	OtPattern *pattern = g_new0(OtPattern, 1);

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
	free_checked(pattern->checked);
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

/* Leave a pattern out from here on. */
static void
stop(const OtPattern *pattern, OtMatchRun *run, OtErrorCode code, const char *reason)
{
	run->stopped[pattern->number] = 1;
	if (run->error != NULL)
		return;
	OtWhere where = ot_xml_where(pattern->place.pack, pattern->place.node);
	g_set_error(&run->error, OT_ERROR, (gint) code,
	            "%s:%d:%d: %s: the pattern %s; what it would have found is missing", where.file,
	            where.line, where.column, pattern->place.code, reason);
}

static void
stop_slow(const OtPattern *pattern, OtMatchRun *run)
{
	g_autofree char *reason = g_strdup_printf(
		"took more than %d steps in one sentence and was stopped", OT_LIMIT_PATTERN_STEPS);

	stop(pattern, run, OT_ERROR_LIMIT, reason);
}

static void
stop_broken(const OtPattern *pattern, OtMatchRun *run)
{
	g_autofree char *reason = explain(pattern->text, pattern->exact);

	stop(pattern, run, OT_ERROR_FORMAT, reason);
}

/* A pattern with which to look in a sentence; NULL of a broken one. */
static const pcre2_code *
find_translation(OtPattern *pattern, Translation translation)
{
	const Checked *checked = find_checked(pattern);
	pcre2_code **place, *code;

	/* What could not be checked for ASCII has one translation. */
	if (checked->made_for == FOR_UNICODE)
		translation = FOR_UNICODE;
	if (translation == checked->made_for && g_atomic_int_get(&pattern->tries) < FEW_TRIES) {
		g_atomic_int_inc(&pattern->tries);
		return checked->code;
	}
	if (checked->code == NULL)
		return NULL;
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
	if (code == NULL) {
		stop_broken(pattern, run);
		return;
	}
	for (;;) {
		int result = pcre2_match(code, (PCRE2_SPTR) sentence, len, at,
		                         PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, room->match,
		                         room->context);
		if (result < 0 && result != PCRE2_ERROR_NOMATCH)
			stop_slow(pattern, run);
		/* What \K moved back is no progress. */
		if (result < 0 || found[1] <= MAX(found[0], at))
			return;
		add_hit(run, set, run->sentence.start + (guint32) found[0],
		        run->sentence.start + (guint32) found[1]);
		at = found[1];
	}
}
