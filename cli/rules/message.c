/* SPDX-License-Identifier: MIT */
#include "base/text.h"
#include "rules/pack.h"

#include <string.h>

static const struct {
	const char *name;
	OtMessagePieceKind kind;
	guint kinds; /* of rules that can fill it: bit 1 << OtRuleKind */
} fillings[] = {
	{"match", OT_MESSAGE_MATCH, 1 << OT_RULE_WORDS | 1 << OT_RULE_COUNT},
	{"group", OT_MESSAGE_GROUP, 1 << OT_RULE_WORDS},
	{"count", OT_MESSAGE_COUNT, 1 << OT_RULE_WORDS | 1 << OT_RULE_COUNT},
	{"value", OT_MESSAGE_VALUE, 1 << OT_RULE_MEASURE},
	{"least", OT_MESSAGE_LEAST, 1 << OT_RULE_MEASURE},
	{"most", OT_MESSAGE_MOST, 1 << OT_RULE_MEASURE | 1 << OT_RULE_COUNT},
};

static void
add_words(OtArena *arena, GArray *pieces, GString *words)
{
	if (words->len == 0)
		return;
	const OtMessagePiece piece = {
		.kind = OT_MESSAGE_WORDS,
		.words = ot_arena_strdup(arena, words->str),
	};
	g_array_append_val(pieces, piece);
	g_string_truncate(words, 0);
}

/* Whether the rule has the limit that its message names. */
static bool
has_filling(const OtRule *rule, OtMessagePieceKind kind)
{
	if (kind == OT_MESSAGE_LEAST)
		return rule->least.text != NULL;
	if (kind == OT_MESSAGE_MOST)
		return rule->most.text != NULL || rule->limit != NULL;
	return true;
}

static bool
add_filling(OtRulePaths *paths, const OtPackReader *reader, const xmlNode *node, OtRule *rule,
            const char *text)
{
	OtMessagePiece piece = {.kind = OT_MESSAGE_PATH};
	bool has_paths = rule->info.kind == OT_RULE_STRUCTURE || rule->info.kind == OT_RULE_MEASURE;

	for (size_t i = 0; i < G_N_ELEMENTS(fillings); i++)
		if (strcmp(text, fillings[i].name) == 0 &&
		    (fillings[i].kinds & 1u << rule->info.kind) != 0)
			piece.kind = fillings[i].kind;
	if (!has_filling(rule, piece.kind))
		return ot_pack_fail(reader, node,
		                    "the message has {%s}, but the rule has no \"%s\"", text, text);
	if (piece.kind == OT_MESSAGE_PATH && !has_paths)
		return ot_pack_fail(reader, node,
		                    "the message has {%s}; a rule about words has only {match}, "
		                    "{group} and {count}",
		                    text);
	if (piece.kind == OT_MESSAGE_PATH &&
	    !ot_rule_path_take(paths, reader, node, text, &piece.path))
		return false;
	g_array_append_val(rule->message, piece);
	return true;
}

bool
ot_message_read(OtRulePaths *paths, const OtPackReader *reader, const xmlNode *node, OtRule *rule)
{
	g_autofree char *text = ot_source_text(node);
	g_autoptr(GString) words = g_string_new(NULL);

	for (const char *at = text; *at != '\0'; at++) {
		bool brace = *at == '{' || *at == '}';
		if (!brace || at[1] == *at) {
			g_string_append_c(words, *at);
			at += brace;
			continue;
		}
		const char *close = *at == '{' ? ot_text_closing_brace(at + 1) : NULL;
		if (close == NULL)
			return ot_pack_fail(reader, node,
			                    "the message has a single \"%c\"; write %c%c for a "
			                    "brace that is to be seen",
			                    *at, *at, *at);
		g_autofree char *inner = g_strndup(at + 1, (gsize) (close - at - 1));
		add_words(reader->arena, rule->message, words);
		if (!add_filling(paths, reader, node, rule, ot_text_fold(inner)))
			return false;
		at = close;
	}
	add_words(reader->arena, rule->message, words);
	return rule->message->len > 0 ||
	       ot_pack_fail(reader, node, "the message has no words");
}

/* --- filling ------------------------------------------------------------------------------- */

#define LONGEST_VALUE 120 /* characters */

void
ot_message_append_text(GString *out, const char *text)
{
	if (g_utf8_strlen(text, -1) <= LONGEST_VALUE) {
		g_string_append(out, text);
		return;
	}
	const char *end = g_utf8_offset_to_pointer(text, LONGEST_VALUE);
	const char *blank = g_strrstr_len(text, end - text, " ");
	g_string_append_len(out, text, (blank != NULL ? blank : end) - text);
	g_string_append(out, " ...");
}

void
ot_message_append_number(GString *out, double number)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];

	/* Beyond this, and for what is no number, two decimals don't fit. */
	if (!(number > -1e15 && number < 1e15)) {
		g_string_append(out, g_ascii_dtostr(digits, sizeof digits, number));
		return;
	}
	g_ascii_formatd(digits, sizeof digits, "%.2f", number);
	char *point = strchr(digits, '.');
	for (char *last = point + 2; last > point && *last == '0'; last--)
		*last = '\0';
	size_t whole = (size_t) (point - digits);
	if (point[1] == '\0')
		*point = '\0';
	/* Years have no comma. */
	size_t signs = digits[0] == '-';
	for (size_t i = 0; digits[i] != '\0'; i++) {
		if (whole > 4 + signs && i > signs && i < whole && (whole - i) % 3 == 0)
			g_string_append_c(out, ',');
		g_string_append_c(out, digits[i]);
	}
}

static void
append_piece(GString *out, const OtMessagePiece *piece, const OtMessageValues *values)
{
	switch (piece->kind) {
	case OT_MESSAGE_WORDS:
		g_string_append(out, piece->words);
		break;
	case OT_MESSAGE_MATCH:
		ot_message_append_text(out, values->match != NULL ? values->match : "");
		break;
	case OT_MESSAGE_GROUP:
		ot_message_append_text(out, values->group != NULL ? values->group : "");
		break;
	case OT_MESSAGE_COUNT:
		ot_message_append_number(out, values->count);
		break;
	case OT_MESSAGE_VALUE:
		ot_message_append_number(out, values->value);
		break;
	case OT_MESSAGE_LEAST:
		ot_message_append_number(out, values->least);
		break;
	case OT_MESSAGE_MOST:
		ot_message_append_number(out, values->most);
		break;
	case OT_MESSAGE_PATH:
		values->path(&piece->path, out, values->data);
		break;
	}
}

char *
ot_message_write(const OtRule *rule, const OtMessageValues *values)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < rule->message->len; i++)
		append_piece(out, &g_array_index(rule->message, OtMessagePiece, i), values);
	return ot_text_fold(g_string_free(out, FALSE));
}
