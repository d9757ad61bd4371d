/* SPDX-License-Identifier: MIT */
#include "rules/phrase.h"

#include "base/text.h"

#include <string.h>

/* Fewer letters before an asterisk would stand for a good part of the language. */
#define LEAST_PREFIX 3
/* Longer words go the long way, which cuts them. */
#define MOST_PLAIN 128
#define ROOM       4096

void
ot_phrase_parser_init(OtPhraseParser *parser, OtArena *arena)
{
	*parser = (OtPhraseParser){.arena = arena};
	ot_segmenter_init(&parser->segmenter);
}

void
ot_phrase_parser_clear(OtPhraseParser *parser)
{
	ot_segmenter_clear(&parser->segmenter);
}

/* Room for so many bytes of a folded form, which are taken by moving `room` on. */
static char *
make_room(OtPhraseParser *parser, size_t len)
{
	if (parser->left < len) {
		parser->left = MAX(len, ROOM);
		parser->room = ot_arena_alloc(parser->arena, parser->left);
	}
	return parser->room;
}

static void
take_room(OtPhraseParser *parser, size_t len)
{
	parser->room += len;
	parser->left -= len;
}

static void
add_part(OtPhraseParser *parser, const OtPhrasePart *part)
{
	/* One too many says that there are too many. */
	if (parser->n_parts < G_N_ELEMENTS(parser->parts))
		parser->parts[parser->n_parts++] = *part;
}

/* Add a piece that is one word of letters or of digits, as most are; false for all others. */
static bool
add_plain_word(OtPhraseParser *parser, const char *piece, size_t len)
{
	char *folded = make_room(parser, MOST_PLAIN);
	bool digits = g_ascii_isdigit(*piece);

	if (len > MOST_PLAIN)
		return false;
	for (size_t i = 0; i < len; i++) {
		char small = digits ? piece[i] : (char) (piece[i] | 0x20);
		if (digits ? !g_ascii_isdigit(small) : small < 'a' || small > 'z')
			return false;
		folded[i] = small;
	}
	const OtPhrasePart part = {
		.kind = OT_PART_WORD,
		.folded = folded,
		.folded_len = (guint32) len,
		.written = piece,
		.written_len = (guint32) len,
		.hash = ot_word_hash(folded, len),
	};
	take_room(parser, len);
	add_part(parser, &part);
	return true;
}

/* The words of one piece of a phrase, a piece being what stands between blanks. */
static void
add_words(OtPhraseParser *parser, const char *piece, size_t len)
{
	OtSegmenter *segmenter = &parser->segmenter;
	OtSentence sentence;

	if (len == 0 || add_plain_word(parser, piece, len))
		return;
	ot_segmenter_start(segmenter, piece, len);
	while (ot_segmenter_next(segmenter, &sentence))
		for (guint i = 0; i < segmenter->words->len; i++) {
			const OtWord *word = ot_segmenter_word(segmenter, i);
			OtPhrasePart part = {
				.kind = OT_PART_WORD,
				.folded = make_room(parser, word->fold_len),
				.folded_len = word->fold_len,
				.written = piece + word->start,
				.written_len = word->end - word->start,
				.hash = word->hash,
			};
			memcpy(parser->room, ot_segmenter_folded(segmenter, word), word->fold_len);
			take_room(parser, word->fold_len);
			add_part(parser, &part);
		}
}

/* Add a number of a sort; "# %" and "£ #" are one number each. */
static void
add_number(OtPhraseParser *parser, OtPartKind kind)
{
	const OtPhrasePart part = {.kind = kind};
	OtPhrasePart *before =
		parser->n_parts > 0 ? &parser->parts[parser->n_parts - 1] : NULL;

	if (before != NULL && before->kind == OT_PART_NUMBER && kind == OT_PART_PERCENT)
		before->kind = kind;
	else if (before == NULL || before->kind != OT_PART_MONEY || kind != OT_PART_NUMBER)
		add_part(parser, &part);
}

/* Whether a piece is one of the signs that stand for numbers. */
static bool
add_sign(OtPhraseParser *parser, const char *piece, size_t len)
{
	static const struct {
		const char *piece;
		OtPartKind kind;
	} numbers[] = {
		{"#", OT_PART_NUMBER},   {"#*", OT_PART_NUMBER}, {"#%", OT_PART_PERCENT},
		{"%", OT_PART_PERCENT},  {"£#", OT_PART_MONEY},  {"£", OT_PART_MONEY},
		{"$#", OT_PART_MONEY},   {"$", OT_PART_MONEY},   {"€#", OT_PART_MONEY},
		{"€", OT_PART_MONEY},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (strlen(numbers[i].piece) == len && memcmp(piece, numbers[i].piece, len) == 0) {
			add_number(parser, numbers[i].kind);
			return true;
		}
	return false;
}

static void
add_piece(OtPhraseParser *parser, const char *piece, size_t len)
{
	bool prefix = piece[len - 1] == '*';
	guint32 before = parser->n_parts;

	if (!g_ascii_isalnum(*piece) && add_sign(parser, piece, len))
		return;
	/* An ampersand alone is "and" only between blanks, which a piece doesn't have. */
	if (len == 1 && *piece == '&')
		add_words(parser, "and", 3);
	else
		add_words(parser, piece, len - prefix);
	if (prefix && parser->n_parts > before)
		parser->parts[parser->n_parts - 1].kind = OT_PART_PREFIX;
}

static bool
has_digit_or_sign(const OtPhrasePart *part)
{
	for (guint32 i = 0; i < part->folded_len; i++)
		if (g_ascii_isdigit(part->folded[i]) || part->folded[i] == '+' ||
		    part->folded[i] == '#')
			return true;
	return false;
}

/* NULL, or what is wrong with the parts. */
static char *
judge_parts(const OtPhraseParser *parser, bool short_too)
{
	const OtPhrasePart *parts = parser->parts;

	if (parser->n_parts == 0)
		return g_strdup("has no word");
	if (parser->n_parts > OT_PHRASE_WORDS)
		return g_strdup_printf("has more than %d words", OT_PHRASE_WORDS);
	for (guint32 i = 1; i < parser->n_parts; i++)
		if (parts[i].kind >= OT_PART_NUMBER && parts[i - 1].kind >= OT_PART_NUMBER)
			return g_strdup("has two numbers in a row; one # stands for both");
	if (parser->n_parts > 1 || short_too || parts->kind >= OT_PART_NUMBER)
		return NULL;
	long len = g_utf8_strlen(parts->folded, (gssize) parts->folded_len);
	if (parts->kind == OT_PART_PREFIX && len < LEAST_PREFIX)
		return g_strdup_printf("has fewer than %d letters before the asterisk",
		                       LEAST_PREFIX);
	if (parts->kind == OT_PART_WORD && len <= 2 && !has_digit_or_sign(parts))
		return g_strdup("is one word of two letters or fewer; write it with "
		                "case=\"exact\"");
	return NULL;
}

bool
ot_phrase_parse(OtPhraseParser *parser, const char *text, size_t len, bool short_too,
                OtPhrase *phrase, char **reason)
{
	const char *end = text + len;

	parser->n_parts = 0;
	while (text < end) {
		if (ot_text_is_space(*text)) {
			text++;
			continue;
		}
		const char *piece = text;
		while (text < end && !ot_text_is_space(*text))
			text++;
		add_piece(parser, piece, (size_t) (text - piece));
	}
	*reason = judge_parts(parser, short_too);
	if (*reason != NULL)
		return false;
	OtPhrasePart *parts =
		ot_arena_alloc(parser->arena, parser->n_parts * sizeof(OtPhrasePart));
	memcpy(parts, parser->parts, parser->n_parts * sizeof(OtPhrasePart));
	*phrase = (OtPhrase){parts, parser->n_parts};
	return true;
}
