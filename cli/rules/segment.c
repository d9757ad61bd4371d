/* SPDX-License-Identifier: MIT */
#include "rules/segment.h"

#include "base/limits.h"
#include "rules/segment-words.h"

#include <string.h>

/* So many bytes of a word are folded; no word of a phrase is as long. */
#define MOST_FOLDED 256

enum { CLASS_LOWER = 1, CLASS_UPPER = 2, CLASS_DIGIT = 4, CLASS_HIGH = 8, CLASS_BLANK = 16 };

#define CLASS_WORD (CLASS_LOWER | CLASS_UPPER | CLASS_DIGIT)

static const guint8 classes[256] = {
	['0' ... '9'] = CLASS_DIGIT,
	['A' ... 'Z'] = CLASS_UPPER,
	['a' ... 'z'] = CLASS_LOWER,
	[' '] = CLASS_BLANK,
	['\t'] = CLASS_BLANK,
	['\n'] = CLASS_BLANK,
	['\r'] = CLASS_BLANK,
	[0x80 ... 0xff] = CLASS_HIGH,
};

void
ot_segmenter_init(OtSegmenter *segmenter)
{
	*segmenter = (OtSegmenter){
		.words = g_array_sized_new(FALSE, FALSE, sizeof(OtWord), 256),
		.folded = g_string_sized_new(4096),
	};
}

void
ot_segmenter_clear(OtSegmenter *segmenter)
{
	g_clear_pointer(&segmenter->words, g_array_unref);
	if (segmenter->folded != NULL)
		g_string_free(segmenter->folded, TRUE);
	segmenter->folded = NULL;
}

void
ot_segmenter_start(OtSegmenter *segmenter, const char *text, size_t len)
{
	segmenter->text = text;
	segmenter->len = MIN(len, (size_t) G_MAXINT32);
	segmenter->at = 0;
}

#define HASH_FACTOR G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)

static guint64
mix(guint64 hash, guint64 piece)
{
	hash = (hash ^ piece) * HASH_FACTOR;
	return hash ^ hash >> 32;
}

/* Eight bytes at a time; the pieces of the last ones may overlap. */
guint32
ot_word_hash(const char *folded, size_t len)
{
	guint64 hash = len, piece;
	guint32 first, last;

	for (const char *at = folded; at + sizeof piece < folded + len; at += sizeof piece) {
		memcpy(&piece, at, sizeof piece);
		hash = mix(hash, piece);
	}
	if (len >= sizeof piece) {
		memcpy(&piece, folded + len - sizeof piece, sizeof piece);
	} else if (len >= sizeof first) {
		memcpy(&first, folded, sizeof first);
		memcpy(&last, folded + len - sizeof last, sizeof last);
		piece = (guint64) first << 32 | last;
	} else if (len > 0) {
		piece = (guint64) (guint8) folded[0] << 16 |
		        (guint64) (guint8) folded[len / 2] << 8 | (guint8) folded[len - 1];
	} else {
		piece = 0;
	}
	return (guint32) mix(hash, piece);
}

/* The byte at a place, 0 behind the end of the passage. */
static guint8
byte_at(const OtSegmenter *segmenter, size_t at)
{
	return at < segmenter->len ? (guint8) segmenter->text[at] : 0;
}

static guint8
class_at(const OtSegmenter *segmenter, size_t at)
{
	return classes[byte_at(segmenter, at)];
}

/* The character at a place and how many bytes it has; 0 behind the end. */
static gunichar
char_at(const OtSegmenter *segmenter, size_t at, size_t *len)
{
	guint8 byte = byte_at(segmenter, at);

	*len = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
	if (at + *len > segmenter->len) {
		*len = 1;
		return byte < 0x80 ? byte : 0;
	}
	return byte < 0x80 ? byte : g_utf8_get_char(segmenter->text + at);
}

static bool
is_apostrophe(gunichar c)
{
	return c == '\'' || c == 0x2019 || c == 0x02bc;
}

/* Soft hyphens, joiners and marks of no width stand within words and mean nothing. */
static bool
is_ignorable(gunichar c)
{
	return c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
}

/* Unicode counts one of the apostrophes as a letter; here none of them starts a word. */
static bool
is_word_char(gunichar c)
{
	if (c < 0x80)
		return (classes[c] & CLASS_WORD) != 0;
	return !is_apostrophe(c) && (g_unichar_isalnum(c) || g_unichar_ismark(c));
}

static bool
is_word_at(const OtSegmenter *segmenter, size_t at)
{
	size_t len;
	gunichar c = char_at(segmenter, at, &len);

	return c != 0 && is_word_char(c);
}

static bool
is_bullet(gunichar c)
{
	switch (c) {
	case 0x00b7: case 0x2022: case 0x2023: case 0x2043: case 0x204c: case 0x2219: case 0x25a0:
	case 0x25aa: case 0x25ab: case 0x25cb: case 0x25cf: case 0x25e6: case 0x2610: case 0x2611:
	case 0x2612: case 0x2713: case 0x2714: case 0x27a2: case 0x27a4: case 0xf0a7: case 0xf0b7:
		return true;
	}
	return false;
}

/* --- words --------------------------------------------------------------------------------- */

/* Add a word whose folded form is what was appended to `folded` since `fold`. */
static void
add_word(OtSegmenter *segmenter, size_t start, size_t end, size_t fold, guint16 flags)
{
	guint n_words = segmenter->words->len;
	size_t fold_len = segmenter->folded->len - fold;

	g_array_set_size(segmenter->words, n_words + 1);
	g_array_index(segmenter->words, OtWord, n_words) = (OtWord){
		.start = (guint32) start,
		.end = (guint32) end,
		.fold = (guint32) fold,
		.fold_len = (guint16) fold_len,
		.flags = flags,
		.hash = ot_word_hash(segmenter->folded->str + fold, fold_len),
	};
}

/* See that `folded` has room for a word, and return where that goes. */
static char *
room_for_word(GString *folded)
{
	size_t len = folded->len;

	if (folded->allocated_len < len + MOST_FOLDED + 1) {
		g_string_set_size(folded, len + MOST_FOLDED);
		g_string_truncate(folded, len);
	}
	return folded->str + len;
}

static guint16
flags_of(guint8 seen)
{
	guint16 flags = 0;

	if ((seen & CLASS_UPPER) != 0)
		flags |= OT_WORD_CAPITAL;
	if ((seen & CLASS_LOWER) != 0)
		flags |= OT_WORD_SMALL;
	if ((seen & CLASS_DIGIT) != 0)
		flags |= OT_WORD_DIGIT;
	return flags;
}

/* Where a word with letters beyond ASCII ends; what counts of it is appended to `plain`. */
static size_t
scan_word(const OtSegmenter *segmenter, size_t at, GString *plain, guint8 *seen)
{
	for (;;) {
		size_t len, next;
		gunichar c = char_at(segmenter, at, &len);

		if (c == 0)
			return at;
		if (is_word_char(c)) {
			if (plain->len < MOST_FOLDED - 8)
				g_string_append_unichar(plain, c);
			*seen |= g_unichar_isupper(c)   ? CLASS_UPPER
			         : g_unichar_islower(c) ? CLASS_LOWER
			         : g_unichar_isdigit(c) ? CLASS_DIGIT
			                                : 0;
		} else if (is_apostrophe(c)) {
			gunichar after = char_at(segmenter, at + len, &next);
			if (after == 0 || !is_word_char(after))
				return at;
			if (plain->len < MOST_FOLDED - 8)
				g_string_append_c(plain, '\'');
		} else if (!is_ignorable(c)) {
			return at;
		}
		at += len;
	}
}

/* Case folding as Unicode has it, of composed characters. */
static void
append_folded(GString *folded, const char *plain)
{
	g_autofree char *composed = g_utf8_normalize(plain, -1, G_NORMALIZE_DEFAULT_COMPOSE);
	g_autofree char *small = g_utf8_casefold(composed != NULL ? composed : plain, -1);
	size_t len = strlen(small);

	if (len > MOST_FOLDED)
		len = (size_t) (g_utf8_find_prev_char(small, small + MOST_FOLDED) - small);
	g_string_append_len(folded, small, (gssize) len);
}

static size_t
read_word_beyond_ascii(OtSegmenter *segmenter, size_t start, guint16 flags)
{
	g_autoptr(GString) plain = g_string_new(NULL);
	size_t fold = segmenter->folded->len;
	guint8 seen = 0;
	size_t after = scan_word(segmenter, start, plain, &seen), end = after;

	append_folded(segmenter->folded, plain->str);
	if (segmenter->folded->len - fold > 2 && g_str_has_suffix(segmenter->folded->str, "'s")) {
		g_string_truncate(segmenter->folded, segmenter->folded->len - 2);
		while (end > start && !is_apostrophe(g_utf8_get_char(segmenter->text + end)))
			end = (size_t) (g_utf8_prev_char(segmenter->text + end) - segmenter->text);
	}
	add_word(segmenter, start, end, fold, flags | flags_of(seen));
	return after;
}

/* C++, Notepad++, C#, F#: signs that belong to the word before. */
static size_t
signs_after(const OtSegmenter *segmenter, size_t start, size_t at)
{
	if (byte_at(segmenter, at) == '+' && byte_at(segmenter, at + 1) == '+' &&
	    !is_word_at(segmenter, at + 2))
		return 2;
	if (byte_at(segmenter, at) == '#' && at - start == 1 && !is_word_at(segmenter, at + 1))
		return 1;
	return 0;
}

/* A word while it is read. */
typedef struct {
	char *folded; /* room for MOST_FOLDED bytes */
	size_t used;
	guint8 seen;
	/* At the last apostrophe: its place, and what stood before it. */
	size_t apostrophe, used_before;
	guint8 seen_before;
} Draft;

static void
append_to(Draft *draft, char byte)
{
	if (draft->used < MOST_FOLDED)
		draft->folded[draft->used++] = byte;
}

/* Take the ASCII letters and digits that stand at a place, and return where they end. */
static size_t
take_letters(const OtSegmenter *segmenter, Draft *draft, size_t at)
{
	const char *text = segmenter->text;
	size_t end = at, room = MOST_FOLDED - draft->used;
	char *to = draft->folded + draft->used;
	guint8 seen = draft->seen, class;

	while (end < segmenter->len &&
	       ((class = classes[(guint8) text[end]]) & CLASS_WORD) != 0) {
		/* The bit that makes a letter small is set in all digits. */
		if (end - at < room)
			to[end - at] = (char) (text[end] | 0x20);
		seen |= class;
		end++;
	}
	draft->seen = seen;
	draft->used += MIN(end - at, room);
	return end;
}

/* Take an apostrophe of `len` bytes into the word, if a letter follows; 0 otherwise. */
static size_t
take_apostrophe(const OtSegmenter *segmenter, Draft *draft, size_t at, size_t len)
{
	if (!is_word_at(segmenter, at + len))
		return 0;
	draft->apostrophe = at;
	draft->used_before = draft->used;
	draft->seen_before = draft->seen;
	append_to(draft, '\'');
	return len;
}

/* How many bytes of what is no ASCII letter or digit belong to the word; 0 for its end. */
static size_t
take_sign(const OtSegmenter *segmenter, Draft *draft, size_t at, bool *beyond_ascii)
{
	guint8 byte = byte_at(segmenter, at);
	size_t len;

	/* Nearly all words end at one of these. */
	if (byte == ' ' || byte == ',')
		return 0;
	gunichar c = char_at(segmenter, at, &len);
	if (is_apostrophe(c)) {
		*beyond_ascii = (class_at(segmenter, at + len) & CLASS_HIGH) != 0 &&
		                is_word_at(segmenter, at + len);
		return take_apostrophe(segmenter, draft, at, len);
	}
	*beyond_ascii = c >= 0x80 && (is_word_char(c) || is_ignorable(c));
	/* v1.2 */
	if (c != '.' || draft->used == 0 || (class_at(segmenter, at - 1) & CLASS_DIGIT) == 0 ||
	    (class_at(segmenter, at + 1) & CLASS_DIGIT) == 0)
		return 0;
	append_to(draft, '.');
	return 1;
}

/* Read a word that starts at a place and return where it ends. */
static size_t
read_word(OtSegmenter *segmenter, size_t start, guint16 flags)
{
	GString *folded = segmenter->folded;
	size_t at = start, end, fold = folded->len;
	Draft draft = {.folded = room_for_word(folded)};

	for (;;) {
		bool beyond_ascii = false;
		at = take_letters(segmenter, &draft, at);
		if (at >= segmenter->len)
			break;
		size_t len = take_sign(segmenter, &draft, at, &beyond_ascii);
		if (beyond_ascii)
			return read_word_beyond_ascii(segmenter, start, flags);
		if (len == 0)
			break;
		at += len;
	}
	bool possessive = draft.used_before > 0 && draft.used == draft.used_before + 2 &&
	                  draft.folded[draft.used - 1] == 's';
	if (possessive) {
		draft.used = draft.used_before;
		draft.seen = draft.seen_before;
		end = draft.apostrophe;
	} else {
		end = at + signs_after(segmenter, start, at);
	}
	folded->len += draft.used;
	folded->str[folded->len] = '\0';
	for (; at < end; at++)
		g_string_append_c(folded, segmenter->text[at]);
	add_word(segmenter, start, end, fold, flags | flags_of(draft.seen));
	return at;
}

/* The bytes of a sign of currency at a place, or 0. */
static size_t
currency_at(const OtSegmenter *segmenter, size_t at)
{
	size_t len;
	gunichar c = char_at(segmenter, at, &len);

	return c == '$' || c == 0xa3 || c == 0x20ac ? len : 0;
}

static size_t
skip_class(const OtSegmenter *segmenter, size_t at, guint8 class)
{
	while ((class_at(segmenter, at) & class) != 0)
		at++;
	return at;
}

/* Where the digits of a number end: "1,000", "99.9", "24/7", "24x7", "2025/26". */
static size_t
skip_digits(const OtSegmenter *segmenter, size_t at)
{
	for (;;) {
		size_t end = skip_class(segmenter, at, CLASS_DIGIT);
		size_t next = skip_class(segmenter, end + 1, CLASS_DIGIT), more = next - end - 1;
		guint8 sign = byte_at(segmenter, end);

		if (more == 0)
			return end;
		if (sign == '.' || (sign == ',' && more == 3) || (sign == 'x' && end - at <= 4) ||
		    (sign == '/' && (end - at <= 2 || more <= 2)))
			at = end + 1;
		else
			return end;
	}
}

/* Read a number, or return 0 where it is none, as in "4G". */
static size_t
read_number(OtSegmenter *segmenter, size_t start, guint16 flags)
{
	size_t digits = start + currency_at(segmenter, start);
	size_t end = skip_digits(segmenter, digits);
	size_t letters = skip_class(segmenter, end, CLASS_LOWER | CLASS_UPPER);
	const char *text = segmenter->text;

	if (letters > end && !is_word_at(segmenter, letters)) {
		guint8 sorts = ot_word_sorts(text + end, letters - end);
		if ((sorts & OT_SORT_MULTIPLIER) != 0)
			end = letters;
		else if ((sorts & OT_SORT_UNIT) == 0)
			return 0;
	}
	flags |= OT_WORD_NUMBER | OT_WORD_DIGIT;
	if (digits > start)
		flags |= OT_WORD_MONEY;
	if (byte_at(segmenter, end) == '%') {
		flags |= OT_WORD_PERCENT;
		end++;
	}
	size_t fold = segmenter->folded->len;
	for (size_t at = start; at < end && at < start + MOST_FOLDED; at++)
		g_string_append_c(segmenter->folded, g_ascii_tolower(text[at]));
	add_word(segmenter, start, end, fold, flags);
	return end;
}

/* "10 %": the sign belongs to the number before. */
static void
add_percent(OtSegmenter *segmenter, size_t at)
{
	if (segmenter->words->len == 0)
		return;
	OtWord *word = &g_array_index(segmenter->words, OtWord, segmenter->words->len - 1);
	if ((word->flags & OT_WORD_NUMBER) == 0 || (word->flags & OT_WORD_PERCENT) != 0 ||
	    at > word->end + 2u)
		return;
	g_string_append_c(segmenter->folded, '%');
	word->fold_len++;
	word->end = (guint32) at + 1;
	word->flags |= OT_WORD_PERCENT;
	word->hash = ot_word_hash(segmenter->folded->str + word->fold, word->fold_len);
}

/* --- sentences ----------------------------------------------------------------------------- */

/* The letters, digits and full stops right before a place, in small letters. */
static size_t
run_before(const OtSegmenter *segmenter, size_t at, size_t first, char run[OT_MOST_SORTED])
{
	size_t start = at;

	while (start > first && at - start < OT_MOST_SORTED - 1 &&
	       ((class_at(segmenter, start - 1) & CLASS_WORD) != 0 ||
	        byte_at(segmenter, start - 1) == '.'))
		start--;
	for (size_t i = start; i < at; i++)
		run[i - start] = g_ascii_tolower(segmenter->text[i]);
	run[at - start] = '\0';
	return at - start;
}

static bool
is_starter(const OtSegmenter *segmenter, size_t at)
{
	size_t end = skip_class(segmenter, at, CLASS_LOWER | CLASS_UPPER);
	char word[OT_MOST_SORTED];

	if (end == at || end - at >= sizeof word)
		return false;
	for (size_t i = at; i < end; i++)
		word[i - at] = g_ascii_tolower(segmenter->text[i]);
	return (ot_word_sorts(word, end - at) & OT_SORT_STARTER) != 0;
}

/* Whether the word before the last one says that a letter is a label: "Appendix B". */
static bool
is_labelled(const OtSegmenter *segmenter)
{
	if (segmenter->words->len < 2)
		return false;
	const OtWord *word = ot_segmenter_word(segmenter, segmenter->words->len - 2);
	return word->fold_len < OT_MOST_SORTED &&
	       (ot_word_sorts(ot_segmenter_folded(segmenter, word), word->fold_len) &
	        OT_SORT_LABELLED) != 0;
}

/* "5", "KX-2200": whether what stands at a place up to the next blank is a number of some sort. */
static bool
has_digit(const OtSegmenter *segmenter, size_t at)
{
	for (size_t end = at + OT_MOST_SORTED; at < end; at++) {
		guint8 class = class_at(segmenter, at);
		if (class == CLASS_DIGIT || class == CLASS_BLANK || at >= segmenter->len)
			return class == CLASS_DIGIT;
	}
	return false;
}

/* Whether a full stop belongs to an abbreviation or a numbering; the next word is at `next`. */
static bool
is_abbreviation(const OtSegmenter *segmenter, size_t stop, size_t first, size_t next)
{
	char run[OT_MOST_SORTED];
	size_t len = run_before(segmenter, stop, first, run);

	if (len == 0)
		return false;
	guint8 sorts = ot_word_sorts(run, len);
	if ((sorts & OT_SORT_ABBREVIATION) != 0 ||
	    ((sorts & OT_SORT_BEFORE_NUMBER) != 0 && has_digit(segmenter, next)))
		return true;
	if ((sorts & OT_SORT_CLOSING) != 0)
		return false;
	if ((sorts & OT_SORT_BEFORE_STARTER) != 0)
		return !is_starter(segmenter, next);
	/* "1." and "2.1." before a paragraph. */
	if (segmenter->words->len == 1 && strspn(run, "0123456789.") == len)
		return true;
	if (len == 1 && (class_at(segmenter, stop - 1) & CLASS_UPPER) != 0)
		return segmenter->words->len == 1 ||
		       (!is_labelled(segmenter) && !is_starter(segmenter, next));
	return len >= 3 && run[1] == '.' && g_ascii_isalpha(run[0]) && !is_starter(segmenter, next);
}

static size_t
skip_chars(const OtSegmenter *segmenter, size_t at, const char *ascii, const gunichar *others)
{
	for (;;) {
		size_t len, i = 0;
		gunichar c = char_at(segmenter, at, &len);

		if (c == 0)
			return at;
		if (c >= 0x80)
			while (others[i] != 0 && others[i] != c)
				i++;
		if (c < 0x80 ? strchr(ascii, (int) c) == NULL : others[i] == 0)
			return at;
		at += len;
	}
}

/* Whether a sentence ends with the sign at `at`; `after` is set behind all signs there. */
static bool
is_end(const OtSegmenter *segmenter, size_t at, size_t first, size_t *after)
{
	static const gunichar closing[] = {0x2019, 0x201d, 0xbb, 0x2026, 0};
	static const gunichar opening[] = {0x2018, 0x201c, 0xab, 0};
	size_t end = skip_chars(segmenter, at, ".!?)]\"'", closing);
	size_t next = skip_class(segmenter, end, CLASS_BLANK), len;

	*after = end;
	if (next >= segmenter->len)
		return true;
	if (next == end)
		return false;
	gunichar c = char_at(segmenter, next, &len);
	if (is_bullet(c))
		return true;
	next = skip_chars(segmenter, next, "([\"'", opening);
	c = char_at(segmenter, next, &len);
	if (g_unichar_islower(c))
		return false;
	return byte_at(segmenter, at) != '.' || end > at + 1 ||
	       !is_abbreviation(segmenter, at, first, next);
}

/* "3.2 The supplier", "4) The supplier": the number numbers the paragraph. */
static void
mark_numbering(OtSegmenter *segmenter)
{
	if (segmenter->words->len < 2)
		return;
	OtWord *word = &g_array_index(segmenter->words, OtWord, 0);
	const OtWord *next = ot_segmenter_word(segmenter, 1);
	const char *text = segmenter->text;

	if ((word->flags & OT_WORD_NUMBER) == 0 ||
	    (word->flags & (OT_WORD_PERCENT | OT_WORD_MONEY)) != 0 ||
	    (next->flags & OT_WORD_GLUED) != 0 ||
	    !g_unichar_isupper(g_utf8_get_char(text + next->start)))
		return;
	if (memchr(text + word->start, '.', word->end - word->start) != NULL ||
	    text[word->end] == '.' || text[word->end] == ')') {
		word->flags &= (guint16) ~OT_WORD_NUMBER;
		word->flags |= OT_WORD_NUMBERING;
	}
}

static bool
is_net(const OtSegmenter *segmenter, size_t at)
{
	return at + 4 <= segmenter->len &&
	       g_ascii_strncasecmp(segmenter->text + at, ".net", 4) == 0 &&
	       !is_word_at(segmenter, at + 4) &&
	       (at == 0 || (class_at(segmenter, at - 1) & CLASS_WORD) == 0);
}

/* What stands at `at`: no ASCII letter, digit or blank. */
typedef enum { SIGN_NONE, SIGN_WORD, SIGN_BLANK, SIGN_END, SIGN_BULLET } Sign;

static Sign
look_at_sign(const OtSegmenter *segmenter, size_t at, size_t *len)
{
	gunichar c = char_at(segmenter, at, len);

	switch (c) {
	case '.':
		if (is_net(segmenter, at))
			return SIGN_WORD;
		return SIGN_END;
	case '!': case '?': case 0x2026:
		return SIGN_END;
	case 0xa0: case 0x2013: case 0x2014:
		return SIGN_BLANK;
	case '$': case 0xa3: case 0x20ac:
		return (class_at(segmenter, at + *len) & CLASS_DIGIT) != 0 ? SIGN_WORD : SIGN_NONE;
	case '&':
		return at > 0 && (class_at(segmenter, at - 1) & CLASS_BLANK) != 0 &&
		       (class_at(segmenter, at + 1) & CLASS_BLANK) != 0 ? SIGN_WORD : SIGN_NONE;
	}
	if (c < 0x80)
		return SIGN_NONE;
	if (is_bullet(c))
		return at == 0 || (class_at(segmenter, at - 1) & CLASS_BLANK) != 0 ? SIGN_BULLET
		                                                                   : SIGN_NONE;
	return is_word_char(c) ? SIGN_WORD : g_unichar_isspace(c) ? SIGN_BLANK : SIGN_NONE;
}

/* Read what starts a word at `at` and return where it ends. */
static size_t
read_any(OtSegmenter *segmenter, size_t at, bool glued)
{
	guint16 flags = glued && segmenter->words->len > 0 ? OT_WORD_GLUED : 0;
	guint8 class = class_at(segmenter, at);
	size_t fold = segmenter->folded->len, end;

	if (class == CLASS_DIGIT || (class & (CLASS_WORD | CLASS_HIGH)) == 0 ||
	    currency_at(segmenter, at) > 0) {
		if (byte_at(segmenter, at) == '.') {
			g_string_append(segmenter->folded, ".net");
			add_word(segmenter, at, at + 4, fold, flags | OT_WORD_CAPITAL);
			return at + 4;
		}
		if (byte_at(segmenter, at) == '&') {
			g_string_append(segmenter->folded, "and");
			add_word(segmenter, at, at + 1, fold, flags | OT_WORD_SMALL);
			return at + 1;
		}
		end = read_number(segmenter, at, flags);
		if (end > 0)
			return end;
		at += currency_at(segmenter, at);
	}
	return read_word(segmenter, at, flags);
}

/* Read words from `first` to the end of the sentence. */
static void
read_sentence(OtSegmenter *segmenter, size_t first, OtSentence *sentence)
{
	size_t at = first, after, len;
	bool glued = false;

	while (at < segmenter->len) {
		guint8 class = class_at(segmenter, at);
		Sign sign = SIGN_WORD;
		len = 1;
		if (class == CLASS_BLANK)
			sign = SIGN_BLANK;
		else if ((class & CLASS_WORD) == 0)
			sign = look_at_sign(segmenter, at, &len);
		if (sign == SIGN_WORD) {
			if (segmenter->words->len >= OT_LIMIT_SENTENCE_WORDS) {
				sentence->goes_on = true;
				break;
			}
			at = read_any(segmenter, at, glued);
			glued = true;
			continue;
		}
		if (sign == SIGN_BULLET)
			break;
		if (sign == SIGN_BLANK)
			glued = false;
		else if (byte_at(segmenter, at) == '%')
			add_percent(segmenter, at);
		bool ends = sign == SIGN_END && is_end(segmenter, at, first, &after);
		at = sign == SIGN_END ? after : at + len;
		if (ends)
			break;
	}
	segmenter->at = at;
	while (at > first && (class_at(segmenter, at - 1) & CLASS_BLANK) != 0)
		at--;
	sentence->end = (guint32) at;
}

bool
ot_segmenter_next(OtSegmenter *segmenter, OtSentence *sentence)
{
	do {
		size_t len;

		for (;;) {
			gunichar c = char_at(segmenter, segmenter->at, &len);
			if (c == 0 || !(is_bullet(c) || g_unichar_isspace(c)))
				break;
			segmenter->at += len;
		}
		if (segmenter->at >= segmenter->len)
			return false;
		g_array_set_size(segmenter->words, 0);
		g_string_truncate(segmenter->folded, 0);
		*sentence = (OtSentence){.start = (guint32) segmenter->at};
		read_sentence(segmenter, segmenter->at, sentence);
		/* Two sentences' ends in a row, or signs alone, have no words. */
	} while (segmenter->words->len == 0);
	mark_numbering(segmenter);
	return true;
}
