/* SPDX-License-Identifier: MIT */
#include "pdf/unicode.h"

#include "pdf/parse.h"

#include <string.h>

/* Codes that the lines of one map name at most, twice over: no font has more than 65536. */
#define MAX_CODES (2 * 65536)

/* What the codes of one font stand for. */
typedef struct {
	bool wide;        /* two-byte codes */
	GPtrArray *texts; /* of char *, by code */
} Map;

struct OtUnicode {
	OtPdfFile *file;
	GHashTable *maps; /* of Map *, by the font's object number */
};

/* Characters that stand for others: ISO 10646's alphabetic presentation forms, and those that
 * differ from their plain sisters, or from nothing, only in where a line may break. */
static const struct {
	gunichar character;
	const char *plain;
	bool ligature;
} forms[] = {
	{ 0xfb00, "ff", true },   { 0xfb01, "fi", true },        { 0xfb02, "fl", true },
	{ 0xfb03, "ffi", true },  { 0xfb04, "ffl", true },       { 0xfb05, "\xc5\xbft", true },
	{ 0xfb06, "st", true },   { 0x00a0, " ", false },        { 0x202f, " ", false },
	{ 0x2010, "-", false },   { 0x2011, "-", false },        { 0x00ad, "", false },
	{ 0x200b, "", false },    { 0x2060, "", false },
};

static void
append_plain(GString *out, const char *text, bool only_ligatures)
{
	for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		size_t i = 0;

		while (i < G_N_ELEMENTS(forms)
		       && (forms[i].character != c || (only_ligatures && !forms[i].ligature)))
			i++;
		if (i < G_N_ELEMENTS(forms))
			g_string_append(out, forms[i].plain);
		else
			g_string_append_unichar(out, c);
	}
}

bool
ot_unicode_equal(const char *one, const char *other)
{
	g_autoptr(GString) first = g_string_new(NULL);
	g_autoptr(GString) second = g_string_new(NULL);

	append_plain(first, one, false);
	append_plain(second, other, false);
	return strcmp(first->str, second->str) == 0;
}

/* --- one map ----------------------------------------------------------------------------- */

OtMapReader
ot_map_reader(OtPdfFile *file, const guint8 *bytes, size_t len)
{
	return (OtMapReader){ .file = file, .lexer = { .at = bytes, .end = bytes + len } };
}

static bool
end_map(OtMapReader *reader, bool damaged)
{
	reader->damaged = damaged;
	return false;
}

/* A code as a number; -1 if it is none. */
static int
get_code(const OtValue *value)
{
	OtSlice bytes = ot_value_get_slice(value);
	int code = 0;

	if (bytes.len < 1 || bytes.len > 2)
		return -1;
	for (size_t i = 0; i < bytes.len; i++)
		code = code << 8 | (guint8) bytes.bytes[i];
	return code;
}

static bool
read_line(OtMapReader *reader)
{
	const OtValue *items[3] = { NULL };

	for (guint i = 0; i < reader->per_line; i++) {
		const guint8 *start;

		reader->token = (OtToken){ .kind = OT_TOKEN_END };
		start = reader->lexer.at;
		items[i] = ot_value_parse(reader->file, &reader->lexer, NULL);
		if (items[i] == NULL)
			return end_map(reader, true);
		reader->token.start = start;
		reader->token.len = (size_t) (reader->lexer.at - start);
	}
	reader->first = get_code(items[0]);
	reader->last = get_code(items[reader->per_line - 2]);
	reader->text = items[reader->per_line - 1];
	return (reader->first >= 0 && reader->last >= reader->first) || end_map(reader, true);
}

bool
ot_map_next(OtMapReader *reader)
{
	for (;;) {
		OtLexer start = reader->lexer;
		OtToken token = ot_lexer_next(&reader->lexer);

		if (token.kind == OT_TOKEN_END || token.kind == OT_TOKEN_BAD)
			return end_map(reader, token.kind == OT_TOKEN_BAD);
		if (token.kind == OT_TOKEN_WORD) {
			reader->per_line = ot_token_is(&token, "beginbfchar")    ? 2
			                   : ot_token_is(&token, "beginbfrange") ? 3
			                                                         : 0;
		} else if (reader->per_line > 0) {
			reader->lexer = start;
			return read_line(reader);
		}
	}
}

/* --- all fonts --------------------------------------------------------------------------- */

static void
free_map(void *data)
{
	Map *map = data;

	g_ptr_array_unref(map->texts);
	g_free(map);
}

OtUnicode *
ot_unicode_new(OtPdfFile *file)
{
	OtUnicode *unicode = g_new0(OtUnicode, 1);

	unicode->file = file;
	unicode->maps = g_hash_table_new_full(NULL, NULL, NULL, free_map);
	return unicode;
}

void
ot_unicode_free(OtUnicode *unicode)
{
	if (unicode == NULL)
		return;
	g_hash_table_unref(unicode->maps);
	g_free(unicode);
}

/* The text of one code; in a range with one text its last unit counts up (9.10.3). */
static char *
make_text(const OtMapReader *reader, int code)
{
	const OtValue *value = reader->text;
	GString *text = g_string_new(NULL);
	int step = code - reader->first;

	if (ot_value_is(value, OT_VALUE_ARRAY)) {
		value = ot_array_get(value, (guint) step);
		step = 0;
	}
	ot_slice_append_utf16(text, ot_value_get_slice(value));
	if (step > 0 && text->len > 0) {
		const char *last = g_utf8_prev_char(text->str + text->len);
		gunichar c = g_utf8_get_char(last) + (gunichar) step;

		g_string_truncate(text, (size_t) (last - text->str));
		g_string_append_unichar(text, c);
	}
	return g_string_free(text, FALSE);
}

static Map *
read_map(OtPdfFile *file, const OtValue *font)
{
	Map *map = g_new0(Map, 1);
	g_autoptr(GByteArray) bytes = NULL;
	OtMapReader reader;
	int n_codes = 0;

	map->wide = ot_value_is_name(ot_dictionary_get(font, "Subtype"), "Type0");
	map->texts = g_ptr_array_new_with_free_func(g_free);
	bytes = ot_stream_decode(file, ot_dictionary_find(file, font, "ToUnicode"), NULL);
	if (bytes == NULL)
		return map;
	reader = ot_map_reader(file, bytes->data, bytes->len);
	while (ot_map_next(&reader) && n_codes < MAX_CODES) {
		n_codes += reader.last - reader.first + 1;
		if (reader.last >= (int) map->texts->len)
			g_ptr_array_set_size(map->texts, reader.last + 1);
		for (int code = reader.first; code <= reader.last; code++) {
			g_free(map->texts->pdata[code]);
			map->texts->pdata[code] = make_text(&reader, code);
		}
	}
	return map;
}

static const Map *
find_map(OtUnicode *unicode, const OtValue *resources, OtSlice font)
{
	const OtValue *fonts = ot_dictionary_find(unicode->file, resources, "Font");
	g_autofree char *name = g_strndup(font.bytes, font.len);
	int number = ot_value_get_reference(ot_dictionary_get(fonts, name));
	Map *map = g_hash_table_lookup(unicode->maps, GINT_TO_POINTER(number));

	if (map == NULL && number != 0) {
		map = read_map(unicode->file, ot_pdf_file_get(unicode->file, number));
		g_hash_table_insert(unicode->maps, GINT_TO_POINTER(number), map);
	}
	return map;
}

static bool
append_codes(const Map *map, OtSlice codes, GString *text)
{
	size_t step = map->wide ? 2 : 1;

	if (codes.len % step != 0)
		return false;
	for (size_t i = 0; i < codes.len; i += step) {
		guint code = (guint8) codes.bytes[i];

		if (map->wide)
			code = code << 8 | (guint8) codes.bytes[i + 1];
		if (code >= map->texts->len || map->texts->pdata[code] == NULL)
			return false;
		g_string_append(text, map->texts->pdata[code]);
	}
	return true;
}

bool
ot_unicode_append(OtUnicode *unicode, const OtValue *resources, OtSlice font,
                  const OtValue *shown, GString *text)
{
	const Map *map = find_map(unicode, resources, font);

	if (map == NULL)
		return false;
	if (ot_value_is(shown, OT_VALUE_STRING))
		return append_codes(map, shown->as.text, text);
	for (guint i = 0; i < ot_array_len(shown); i++) {
		const OtValue *item = ot_array_get(shown, i);

		if (ot_value_is(item, OT_VALUE_STRING)
		    && !append_codes(map, item->as.text, text))
			return false;
	}
	return ot_value_is(shown, OT_VALUE_ARRAY);
}

/* --- ligatures --------------------------------------------------------------------------- */

/* The text of a line spelled with letters, as a hexadecimal string; NULL if nothing changes. */
static char *
spell(const OtMapReader *reader)
{
	g_autofree char *text = make_text(reader, reader->first);
	g_autoptr(GString) letters = g_string_new(NULL);
	g_autofree gunichar2 *units = NULL;
	GString *hex;
	glong len;

	append_plain(letters, text, true);
	if (strcmp(letters->str, text) == 0)
		return NULL;
	units = g_utf8_to_utf16(letters->str, -1, NULL, &len, NULL);
	hex = g_string_new(" <");
	for (glong i = 0; i < len; i++)
		g_string_append_printf(hex, "%04X", units[i]);
	g_string_append_c(hex, '>');
	return g_string_free(hex, FALSE);
}

static void
append_bytes(GByteArray *out, const guint8 *from, const guint8 *to)
{
	g_byte_array_append(out, from, (guint) (to - from));
}

/* A map with its ligatures spelled; NULL if it has none.  Ranges hold none in what cairo writes. */
static GByteArray *
spell_map(OtPdfFile *file, const GByteArray *map)
{
	OtMapReader reader = ot_map_reader(file, map->data, map->len);
	GByteArray *out = NULL;
	const guint8 *copied = map->data;

	while (ot_map_next(&reader)) {
		g_autofree char *letters = reader.first == reader.last ? spell(&reader) : NULL;

		if (letters == NULL)
			continue;
		if (out == NULL)
			out = g_byte_array_new();
		append_bytes(out, copied, reader.token.start);
		g_byte_array_append(out, (const guint8 *) letters, (guint) strlen(letters));
		copied = reader.token.start + reader.token.len;
	}
	if (out != NULL)
		append_bytes(out, copied, map->data + map->len);
	return out;
}

void
ot_unicode_spell_ligatures(OtUnicode *unicode)
{
	OtPdfFile *file = unicode->file;
	guint n_objects = file->objects->len;

	for (guint i = 1; i < n_objects; i++) {
		OtValue *font = ot_pdf_file_get(file, (int) i);
		const OtValue *stream = ot_dictionary_find(file, font, "ToUnicode");
		g_autoptr(GByteArray) map = NULL;
		GByteArray *spelled;

		if (stream == NULL)
			continue;
		map = ot_stream_decode(file, stream, NULL);
		spelled = map != NULL ? spell_map(file, map) : NULL;
		if (spelled != NULL)
			ot_dictionary_set_reference(
				file, font, "ToUnicode",
				ot_pdf_file_add(file, ot_value_stream_take(
							      file, ot_value_dictionary(file),
							      spelled, true)));
	}
}
