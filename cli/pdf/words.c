/* SPDX-License-Identifier: MIT */
#include "pdf/words.h"

#include "base/arena.h"

#include <hb-ot.h>
#include <string.h>

/* Beyond stand pictures, which may be shaped as such, and scripts of another kind than Latin. */
#define FIRST_PICTURE 0x2300

struct OtWords {
	PangoLanguage *language;
	OtArena *arena;
	GHashTable *faces; /* of OtWordFace, by hb_face_t */
	hb_buffer_t *buffer;
	GString *line;
};

struct OtWordFace {
	OtWords *words;
	hb_font_t *font; /* so large that its units are those of the face */
	guint blank;
	GHashTable *shapes;
	GHashTable *edges; /* of Edge, by character */
};

/* How a character kerns with a blank on either side. */
typedef struct {
	float lead, trail;
} Edge;

/* A key is the start of its entry. */
typedef struct {
	const char *text;
	guint len;
} Key;

typedef struct {
	Key key;
	OtWordShape shape;
} Entry;

static guint
hash_key(gconstpointer data)
{
	const Key *key = data;
	guint hash = 5381;

	for (guint i = 0; i < key->len; i++)
		hash = hash * 33 + (guchar) key->text[i];
	return hash;
}

static gboolean
equal_keys(gconstpointer one, gconstpointer other)
{
	const Key *first = one;
	const Key *second = other;

	return first->len == second->len && memcmp(first->text, second->text, first->len) == 0;
}

static void
free_face(gpointer data)
{
	OtWordFace *face = data;

	hb_font_destroy(face->font);
	g_hash_table_unref(face->shapes);
	g_hash_table_unref(face->edges);
	g_free(face);
}

OtWords *
ot_words_new(PangoLanguage *language)
{
	OtWords *words = g_new0(OtWords, 1);

	words->language = language;
	words->arena = ot_arena_new();
	words->faces = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, free_face);
	words->buffer = hb_buffer_create();
	words->line = g_string_new(NULL);
	return words;
}

void
ot_words_free(OtWords *words)
{
	if (words == NULL)
		return;
	g_hash_table_unref(words->faces);
	hb_buffer_destroy(words->buffer);
	g_string_free(words->line, TRUE);
	ot_arena_free(words->arena);
	g_free(words);
}

/* A font of the same face whose size gives whole units: these hold for every size. */
static hb_font_t *
open_font(hb_font_t *sized)
{
	hb_face_t *face = hb_font_get_face(sized);
	hb_font_t *font = hb_font_create(face);
	int units = (int) hb_face_get_upem(face);
	unsigned n_coords = 0;
	const int *coords = hb_font_get_var_coords_normalized(sized, &n_coords);

	hb_font_set_scale(font, units, units);
	hb_font_set_var_coords_normalized(font, coords, n_coords);
	return font;
}

OtWordFace *
ot_words_face(OtWords *words, PangoFont *font)
{
	hb_font_t *sized = pango_font_get_hb_font(font);
	OtWordFace *face = g_hash_table_lookup(words->faces, hb_font_get_face(sized));

	if (face == NULL) {
		face = g_new0(OtWordFace, 1);
		face->words = words;
		face->font = open_font(sized);
		face->shapes = g_hash_table_new(hash_key, equal_keys);
		face->edges = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
		hb_font_get_nominal_glyph(face->font, ' ', &face->blank);
		g_hash_table_insert(words->faces, hb_font_get_face(sized), face);
	}
	return face;
}

guint
ot_words_units(const OtWordFace *face)
{
	return hb_face_get_upem(hb_font_get_face(face->font));
}

guint
ot_words_blank(const OtWordFace *face)
{
	return face->blank;
}

/* --- what a word is made of -------------------------------------------------------------- */

/*
 * Marks join what stands before them; blanks of other kinds and invisible signs have rules of their
 * own.
 */
static bool
is_plain(gunichar character, bool *has_letter)
{
	GUnicodeScript script;

	if (character < 0x80) {
		*has_letter |= g_ascii_isalpha((char) character);
		return g_ascii_isgraph((char) character);
	}
	if (character == 0x00A0)
		return true;
	if (character >= FIRST_PICTURE || !g_unichar_isgraph(character) ||
	    g_unichar_ismark(character))
		return false;
	script = g_unichar_get_script(character);
	*has_letter |= script == G_UNICODE_SCRIPT_LATIN;
	return script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_COMMON;
}

static bool
check_characters(OtWordShape *shape, const char *word, guint len)
{
	for (const char *at = word; at < word + len; at = g_utf8_next_char(at))
		if (!is_plain(g_utf8_get_char(at), &shape->has_letter))
			return false;
	return true;
}

/* Letters, digits and quotation marks in a row never part (UAX 14, LB19, LB23, LB28). */
static bool
is_solid(gunichar character)
{
	switch (g_unichar_break_type(character)) {
	case G_UNICODE_BREAK_ALPHABETIC:
	case G_UNICODE_BREAK_NUMERIC:
	case G_UNICODE_BREAK_QUOTATION:
		return true;
	default:
		return false;
	}
}

/* What ends a sentence or a bracket stays with the word before it (LB13). */
static bool
is_trailing(char character)
{
	return character == '.' || character == ',' || character == ';' || character == ':' ||
	       character == '?' || character == '!' || character == ')';
}

/* A word in the plainest sense: a line may start with it, and end nowhere within it. */
static bool
is_unbroken(const char *word, guint len)
{
	const char *at = word;
	const char *end = word + len;
	bool has_letter = false;

	if (at < end && *at == '(')
		at++;
	while (end > at && is_trailing(end[-1]))
		end--;
	for (; at < end; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);

		if (!is_solid(character))
			return false;
		has_letter |= g_unichar_isalnum(character);
	}
	/* Quotation marks alone depend on what is around (LB15a, LB15b). */
	return has_letter;
}

/* --- shaping ----------------------------------------------------------------------------- */

/* Where lines may start, as Pango sees it, between two words. */
static void
find_breaks(OtWords *words, OtWordShape *shape, const char *word, guint len)
{
	g_autofree PangoLogAttr *attrs = g_new0(PangoLogAttr, len + 5);
	bool *breaks = NULL;
	int i = 2;

	g_string_assign(words->line, "x ");
	g_string_append_len(words->line, word, len);
	g_string_append(words->line, " x");
	pango_get_log_attrs(words->line->str, (int) words->line->len, 0, words->language, attrs,
	                    (int) g_utf8_strlen(words->line->str, -1) + 1);
	shape->starts_line = len > 0 && attrs[i].is_line_break;
	for (const char *at = word; at < word + len; at = g_utf8_next_char(at), i++) {
		if (at == word || !attrs[i].is_line_break)
			continue;
		if (breaks == NULL)
			breaks = ot_arena_alloc(words->arena, len * sizeof(bool));
		breaks[at - word] = true;
	}
	shape->breaks = breaks;
}

/* With the features of a text that Pango shapes (text.c). */
static const hb_glyph_position_t *
shape_line(OtWordFace *face, const char *line, guint len, guint *n)
{
	static const hb_feature_t features[] = {
		{ HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END },
		{ HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END },
	};
	const char *language = pango_language_to_string(face->words->language);
	hb_buffer_t *buffer = face->words->buffer;

	hb_buffer_clear_contents(buffer);
	hb_buffer_add_utf8(buffer, line, (int) len, 0, (int) len);
	hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
	hb_buffer_set_language(buffer, hb_language_from_string(language, -1));
	hb_shape(face->font, buffer, features, G_N_ELEMENTS(features));
	return hb_buffer_get_glyph_positions(buffer, n);
}

/* The advance of the first glyph of a line. */
static float
measure_first(OtWordFace *face, const char *line)
{
	guint n = 0;
	const hb_glyph_position_t *places = shape_line(face, line, (guint) strlen(line), &n);

	return n > 0 ? (float) places[0].x_advance : 0;
}

static const Edge *
find_edge(OtWordFace *face, gunichar character)
{
	Edge *edge = g_hash_table_lookup(face->edges, GUINT_TO_POINTER(character));
	char line[9] = " ";

	if (edge != NULL)
		return edge;
	edge = g_new0(Edge, 1);
	g_hash_table_insert(face->edges, GUINT_TO_POINTER(character), edge);
	line[1 + g_unichar_to_utf8(character, line + 1)] = '\0';
	edge->lead = measure_first(face, line);
	edge->trail = -measure_first(face, line + 1);
	strcat(line, " ");
	edge->trail += measure_first(face, line + 1);
	return edge;
}

/* The glyphs of a word; false where the face lacks one of its characters. */
static bool
shape_word(OtWordFace *face, OtWordShape *shape, const Key *key)
{
	guint n = 0;
	const hb_glyph_position_t *places = shape_line(face, key->text, key->len, &n);
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(face->words->buffer, &n);
	OtGlyph *glyphs = ot_arena_alloc(face->words->arena, n * sizeof(OtGlyph));

	shape->n_glyphs = n;
	shape->glyphs = glyphs;
	for (guint i = 0; i < n; i++) {
		if (infos[i].codepoint == 0)
			return false;
		glyphs[i] = (OtGlyph){
			.glyph = infos[i].codepoint,
			.advance = (float) places[i].x_advance,
			.x = (float) places[i].x_offset,
			.y = (float) -places[i].y_offset,
			.cluster = infos[i].cluster,
		};
	}
	return true;
}

static void
fill_shape(OtWordFace *face, OtWordShape *shape, const Key *key)
{
	if (key->len == 0) {
		shape->plain = face->blank != 0;
		shape->lead = measure_first(face, " ");
		return;
	}
	shape->plain = face->blank != 0 && check_characters(shape, key->text, key->len) &&
	               shape_word(face, shape, key);
	if (!shape->plain)
		return;
	shape->lead = find_edge(face, g_utf8_get_char(key->text))->lead;
	shape->trail =
		find_edge(face, g_utf8_get_char(g_utf8_prev_char(key->text + key->len)))->trail;
	if (is_unbroken(key->text, key->len))
		shape->starts_line = true;
	else
		find_breaks(face->words, shape, key->text, key->len);
}

const OtWordShape *
ot_words_find(OtWordFace *face, const char *word, guint len)
{
	OtArena *arena = face->words->arena;
	Key key = { word, len };
	Entry *entry = g_hash_table_lookup(face->shapes, &key);

	if (entry == NULL) {
		entry = ot_arena_new_object(arena, Entry);
		entry->key = (Key){ ot_arena_strndup(arena, word, len), len };
		fill_shape(face, &entry->shape, &entry->key);
		g_hash_table_add(face->shapes, entry);
	}
	return &entry->shape;
}
