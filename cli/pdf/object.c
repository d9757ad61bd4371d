/* SPDX-License-Identifier: MIT */
#include "pdf/object.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

/* A reference to a reference is allowed to nobody; a chain in a damaged file ends here. */
#define MAX_REFERENCES 4

OtPdfFile *
ot_pdf_file_new(void)
{
	OtPdfFile *file = g_new0(OtPdfFile, 1);

	file->arena = ot_arena_new();
	file->flate = ot_flate_new();
	file->objects = g_ptr_array_new();
	file->buffers = g_ptr_array_new_with_free_func((GDestroyNotify) g_byte_array_unref);
	g_ptr_array_add(file->objects, NULL);
	return file;
}

void
ot_pdf_file_free(OtPdfFile *file)
{
	if (file == NULL)
		return;
	g_ptr_array_unref(file->objects);
	g_ptr_array_unref(file->buffers);
	ot_flate_free(file->flate);
	ot_arena_free(file->arena);
	g_free(file);
}

int
ot_pdf_file_add(OtPdfFile *file, OtValue *value)
{
	g_ptr_array_add(file->objects, value);
	return (int) file->objects->len - 1;
}

void
ot_pdf_file_set(OtPdfFile *file, int number, OtValue *value)
{
	g_return_if_fail(number > 0 && (guint) number < file->objects->len);
	file->objects->pdata[number] = value;
}

OtValue *
ot_pdf_file_get(const OtPdfFile *file, int number)
{
	if (number <= 0 || (guint) number >= file->objects->len)
		return NULL;
	return file->objects->pdata[number];
}

OtValue *
ot_value_resolve(const OtPdfFile *file, OtValue *value)
{
	for (int i = 0; i < MAX_REFERENCES && ot_value_is(value, OT_VALUE_REFERENCE); i++)
		value = ot_pdf_file_get(file, value->as.reference);
	return ot_value_is(value, OT_VALUE_REFERENCE) ? NULL : value;
}

/* --- making ------------------------------------------------------------------------------ */

static OtValue *
new_value(OtPdfFile *file, OtValueKind kind)
{
	OtValue *value = ot_arena_new_object(file->arena, OtValue);

	value->kind = kind;
	return value;
}

static OtValue *
new_text(OtPdfFile *file, OtValueKind kind, const void *bytes, size_t len)
{
	OtValue *value = new_value(file, kind);

	value->as.text.bytes = ot_arena_strndup(file->arena, bytes, len);
	value->as.text.len = len;
	return value;
}

OtValue *
ot_value_null(OtPdfFile *file)
{
	return new_value(file, OT_VALUE_NULL);
}

OtValue *
ot_value_boolean(OtPdfFile *file, bool boolean)
{
	OtValue *value = new_value(file, OT_VALUE_BOOLEAN);

	value->as.boolean = boolean;
	return value;
}

OtValue *
ot_value_integer(OtPdfFile *file, gint64 integer)
{
	OtValue *value = new_value(file, OT_VALUE_INTEGER);

	value->as.integer = integer;
	return value;
}

OtValue *
ot_value_real(OtPdfFile *file, double number)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	size_t len;

	g_ascii_formatd(text, sizeof(text), "%.3f", number);
	len = strlen(text);
	while (text[len - 1] == '0')
		len--;
	if (text[len - 1] == '.')
		len--;
	if (strncmp(text, "-0", len) == 0)
		return ot_value_integer(file, 0);
	return new_text(file, OT_VALUE_REAL, text, len);
}

OtValue *
ot_value_name(OtPdfFile *file, const char *name)
{
	return new_text(file, OT_VALUE_NAME, name, strlen(name));
}

OtValue *
ot_value_bytes(OtPdfFile *file, const void *bytes, size_t len)
{
	return new_text(file, OT_VALUE_STRING, bytes, len);
}

static bool
is_plain(const char *text)
{
	for (const char *at = text; *at != '\0'; at++)
		if (*at < ' ' || *at > '~')
			return false;
	return true;
}

static void
put_utf16(GByteArray *out, gunichar unit)
{
	guint8 bytes[2] = { (guint8) (unit >> 8), (guint8) unit };

	g_byte_array_append(out, bytes, 2);
}

OtValue *
ot_value_text(OtPdfFile *file, const char *utf8)
{
	g_autoptr(GByteArray) out = NULL;
	g_autofree char *valid = NULL;

	if (is_plain(utf8))
		return ot_value_bytes(file, utf8, strlen(utf8));
	valid = g_utf8_make_valid(utf8, -1);
	out = g_byte_array_new();
	put_utf16(out, 0xfeff);
	for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (c < 0x10000) {
			put_utf16(out, c);
		} else {
			put_utf16(out, 0xd800 + ((c - 0x10000) >> 10));
			put_utf16(out, 0xdc00 + ((c - 0x10000) & 0x3ff));
		}
	}
	return ot_value_bytes(file, out->data, out->len);
}

OtValue *
ot_value_reference(OtPdfFile *file, int number)
{
	OtValue *value = new_value(file, OT_VALUE_REFERENCE);

	value->as.reference = number;
	return value;
}

OtValue *
ot_value_array(OtPdfFile *file)
{
	return new_value(file, OT_VALUE_ARRAY);
}

OtValue *
ot_value_dictionary(OtPdfFile *file)
{
	return new_value(file, OT_VALUE_DICTIONARY);
}

OtValue *
ot_value_stream(OtPdfFile *file, OtValue *dictionary, OtSlice data)
{
	OtValue *value = new_value(file, OT_VALUE_STREAM);

	value->as.stream = ot_arena_new_object(file->arena, OtStream);
	value->as.stream->dictionary = dictionary;
	value->as.stream->data = data;
	return value;
}

OtValue *
ot_value_stream_take(OtPdfFile *file, OtValue *dictionary, GByteArray *bytes, bool compress)
{
	OtSlice data;

	if (compress) {
		GByteArray *small = ot_flate_encode(file->flate, bytes->data, bytes->len);

		g_byte_array_unref(bytes);
		bytes = small;
		ot_dictionary_set(file, dictionary, "Filter", ot_value_name(file, "FlateDecode"));
	}
	g_ptr_array_add(file->buffers, bytes);
	data.bytes = (const char *) bytes->data;
	data.len = bytes->len;
	ot_dictionary_set(file, dictionary, "Length", ot_value_integer(file, bytes->len));
	return ot_value_stream(file, dictionary, data);
}

/* --- arrays and dictionaries ------------------------------------------------------------- */

/* Make room for one more; what is outgrown stays in the arena, which doubling keeps small. */
static void *
grow(OtPdfFile *file, OtValue *value, void *old, size_t size)
{
	void *larger = old;

	if (value->len == value->capacity) {
		value->capacity = value->capacity == 0 ? 4 : value->capacity * 2;
		larger = ot_arena_alloc(file->arena, value->capacity * size);
		if (value->len > 0)
			memcpy(larger, old, value->len * size);
	}
	return larger;
}

void
ot_array_append(OtPdfFile *file, OtValue *array, OtValue *value)
{
	g_return_if_fail(ot_value_is(array, OT_VALUE_ARRAY));
	array->as.items = grow(file, array, array->as.items, sizeof(OtValue *));
	array->as.items[array->len++] = value;
}

guint
ot_array_len(const OtValue *array)
{
	return ot_value_is(array, OT_VALUE_ARRAY) ? array->len : 0;
}

OtValue *
ot_array_get(const OtValue *array, guint index)
{
	return index < ot_array_len(array) ? array->as.items[index] : NULL;
}

/* A dictionary, or that of a stream; NULL for every other value. */
static const OtValue *
get_dictionary(const OtValue *value)
{
	if (ot_value_is(value, OT_VALUE_STREAM))
		value = value->as.stream->dictionary;
	return ot_value_is(value, OT_VALUE_DICTIONARY) ? value : NULL;
}

static OtEntry *
find_entry(const OtValue *dictionary, OtSlice key)
{
	for (guint i = 0; dictionary != NULL && i < dictionary->len; i++) {
		OtEntry *entry = &dictionary->as.entries[i];

		if (entry->key.len == key.len && memcmp(entry->key.bytes, key.bytes, key.len) == 0)
			return entry;
	}
	return NULL;
}

void
ot_dictionary_set_slice(OtPdfFile *file, OtValue *dictionary, OtSlice key, OtValue *value)
{
	OtValue *in = (OtValue *) get_dictionary(dictionary);
	OtEntry *entry = find_entry(in, key);

	g_return_if_fail(in != NULL);
	if (entry != NULL) {
		entry->value = value;
		return;
	}
	in->as.entries = grow(file, in, in->as.entries, sizeof(OtEntry));
	in->as.entries[in->len++] = (OtEntry){ .key = key, .value = value };
}

void
ot_dictionary_set(OtPdfFile *file, OtValue *dictionary, const char *key, OtValue *value)
{
	OtSlice slice = { .len = strlen(key) };

	slice.bytes = ot_arena_strndup(file->arena, key, slice.len);
	ot_dictionary_set_slice(file, dictionary, slice, value);
}

void
ot_dictionary_set_name(OtPdfFile *file, OtValue *dictionary, const char *key, const char *name)
{
	ot_dictionary_set(file, dictionary, key, ot_value_name(file, name));
}

void
ot_dictionary_set_integer(OtPdfFile *file, OtValue *dictionary, const char *key, gint64 integer)
{
	ot_dictionary_set(file, dictionary, key, ot_value_integer(file, integer));
}

void
ot_dictionary_set_text(OtPdfFile *file, OtValue *dictionary, const char *key, const char *utf8)
{
	ot_dictionary_set(file, dictionary, key, ot_value_text(file, utf8));
}

void
ot_dictionary_set_reference(OtPdfFile *file, OtValue *dictionary, const char *key, int number)
{
	ot_dictionary_set(file, dictionary, key, ot_value_reference(file, number));
}

void
ot_dictionary_remove(OtValue *dictionary, const char *key)
{
	OtValue *in = (OtValue *) get_dictionary(dictionary);
	OtEntry *entry = find_entry(in, (OtSlice){ .bytes = key, .len = strlen(key) });
	guint index;

	if (entry == NULL)
		return;
	index = (guint) (entry - in->as.entries);
	memmove(entry, entry + 1, (in->len - index - 1) * sizeof(*entry));
	in->len--;
}

OtValue *
ot_dictionary_get(const OtValue *dictionary, const char *key)
{
	OtSlice slice = { .bytes = key, .len = strlen(key) };
	const OtEntry *entry = find_entry(get_dictionary(dictionary), slice);

	return entry != NULL ? entry->value : NULL;
}

OtValue *
ot_dictionary_find(const OtPdfFile *file, const OtValue *dictionary, const char *key)
{
	return ot_value_resolve(file, ot_dictionary_get(dictionary, key));
}

/* --- asking ------------------------------------------------------------------------------ */

bool
ot_value_is(const OtValue *value, OtValueKind kind)
{
	return value != NULL && value->kind == kind;
}

bool
ot_value_is_name(const OtValue *value, const char *name)
{
	return ot_value_is(value, OT_VALUE_NAME) && ot_slice_equals(value->as.text, name);
}

int
ot_value_get_int(const OtValue *value, int otherwise)
{
	if (!ot_value_is(value, OT_VALUE_INTEGER) || value->as.integer < G_MININT
	    || value->as.integer > G_MAXINT)
		return otherwise;
	return (int) value->as.integer;
}

double
ot_value_get_number(const OtValue *value)
{
	char text[64];

	if (ot_value_is(value, OT_VALUE_INTEGER))
		return (double) value->as.integer;
	if (!ot_value_is(value, OT_VALUE_REAL) || value->as.text.len >= sizeof(text))
		return NAN;
	memcpy(text, value->as.text.bytes, value->as.text.len);
	text[value->as.text.len] = '\0';
	return g_ascii_strtod(text, NULL);
}

OtSlice
ot_value_get_slice(const OtValue *value)
{
	if (ot_value_is(value, OT_VALUE_NAME) || ot_value_is(value, OT_VALUE_STRING))
		return value->as.text;
	return (OtSlice){ .bytes = "", .len = 0 };
}

char *
ot_value_get_text(const OtValue *value)
{
	OtSlice slice = ot_value_get_slice(value);

	if (!ot_value_is(value, OT_VALUE_STRING))
		return NULL;
	if (slice.len >= 2 && memcmp(slice.bytes, "\xfe\xff", 2) == 0) {
		GString *text = g_string_new(NULL);

		slice.bytes += 2;
		slice.len -= 2;
		ot_slice_append_utf16(text, slice);
		return g_string_free(text, FALSE);
	}
	return g_utf8_make_valid(slice.bytes, (gssize) slice.len);
}

int
ot_value_get_reference(const OtValue *value)
{
	return ot_value_is(value, OT_VALUE_REFERENCE) ? value->as.reference : 0;
}

bool
ot_slice_equals(OtSlice slice, const char *text)
{
	return slice.len == strlen(text) && memcmp(slice.bytes, text, slice.len) == 0;
}

static gunichar
get_unit(OtSlice utf16, size_t at)
{
	return (gunichar) (guint8) utf16.bytes[at] << 8 | (guint8) utf16.bytes[at + 1];
}

void
ot_slice_append_utf16(GString *out, OtSlice utf16)
{
	for (size_t i = 0; i + 1 < utf16.len; i += 2) {
		gunichar c = get_unit(utf16, i), low = 0;

		if ((c & 0xfc00) == 0xd800 && i + 3 < utf16.len)
			low = get_unit(utf16, i + 2);
		if ((low & 0xfc00) == 0xdc00) {
			c = 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
			i += 2;
		} else if ((c & 0xf800) == 0xd800) {
			c = 0xfffd;
		}
		g_string_append_unichar(out, c);
	}
}

GByteArray *
ot_stream_decode(const OtPdfFile *file, const OtValue *stream, GError **error)
{
	const OtValue *filter = ot_dictionary_find(file, stream, "Filter");
	OtSlice data;

	if (!ot_value_is(stream, OT_VALUE_STREAM)) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "a stream is missing");
		return NULL;
	}
	data = stream->as.stream->data;
	if (filter == NULL)
		return g_byte_array_append(g_byte_array_new(), (const guint8 *) data.bytes,
		                           (guint) data.len);
	if (!ot_value_is_name(filter, "FlateDecode")
	    || ot_dictionary_get(stream, "DecodeParms") != NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "a stream has an unknown filter");
		return NULL;
	}
	return ot_flate_decode(file->flate, (const guint8 *) data.bytes, data.len, error);
}
