/* SPDX-License-Identifier: MIT */
#include "pdf/pdf.h"
#include "pdf/reader.h"

#include <string.h>

/* What was found of a file: its streams, and the strings and names of all objects. */
typedef struct {
	OtPdfFile *file;
	GPtrArray *parts; /* of GBytes * */
	GByteArray *texts;
} Spread;

static void
free_bytes(gpointer bytes)
{
	g_bytes_unref(bytes);
}

/* A text string as UTF-8 where it is UTF-16 (ISO 32000-1, 7.9.2.2), else as it stands. */
static void
add_text(Spread *spread, OtSlice text)
{
	glong len = 0;
	g_autofree char *utf8 = NULL;

	if (text.len >= 2 && memcmp(text.bytes, "\xfe\xff", 2) == 0) {
		utf8 = g_convert(text.bytes + 2, (gssize) text.len - 2, "UTF-8", "UTF-16BE", NULL,
		                 (gsize *) &len, NULL);
		text = (OtSlice){utf8, utf8 != NULL ? (size_t) len : 0};
	}
	g_byte_array_append(spread->texts, (const guint8 *) text.bytes, (guint) text.len);
	g_byte_array_append(spread->texts, (const guint8 *) "\n", 1);
}

static bool
add_stream(Spread *spread, const OtValue *stream, GError **error)
{
	OtSlice data = stream->as.stream->data;
	const OtValue *filter = ot_dictionary_find(spread->file, stream, "Filter");

	if (!ot_value_is_name(filter, "FlateDecode")) {
		g_ptr_array_add(spread->parts, g_bytes_new(data.bytes, data.len));
		return true;
	}
	GByteArray *decoded = ot_flate_decode(spread->file->flate, (const guint8 *) data.bytes,
	                                      data.len, error);
	if (decoded == NULL)
		return false;
	g_ptr_array_add(spread->parts, g_byte_array_free_to_bytes(decoded));
	return true;
}

/* Values within each other are as few levels as the reader lets through. */
static bool
add_value(Spread *spread, const OtValue *value, GError **error)
{
	bool done = true;

	switch (value->kind) {
	case OT_VALUE_STRING:
	case OT_VALUE_NAME:
		add_text(spread, value->as.text);
		return true;
	case OT_VALUE_ARRAY:
		for (guint i = 0; i < value->len && done; i++)
			done = add_value(spread, value->as.items[i], error);
		return done;
	case OT_VALUE_DICTIONARY:
		for (guint i = 0; i < value->len && done; i++) {
			add_text(spread, value->as.entries[i].key);
			done = add_value(spread, value->as.entries[i].value, error);
		}
		return done;
	case OT_VALUE_STREAM:
		return add_value(spread, value->as.stream->dictionary, error) &&
		       add_stream(spread, value, error);
	default:
		return true;
	}
}

GPtrArray *
ot_pdf_spread(GBytes *pdf, GError **error)
{
	gsize len;
	const guint8 *bytes = g_bytes_get_data(pdf, &len);
	Spread spread = {.file = ot_pdf_file_read(bytes, len, error)};
	bool done = true;

	if (spread.file == NULL)
		return NULL;
	spread.parts = g_ptr_array_new_with_free_func(free_bytes);
	spread.texts = g_byte_array_new();
	for (guint i = 1; i < spread.file->objects->len && done; i++) {
		const OtValue *value = ot_pdf_file_get(spread.file, (int) i);
		done = value == NULL || add_value(&spread, value, error);
	}
	g_ptr_array_add(spread.parts, g_byte_array_free_to_bytes(spread.texts));
	ot_pdf_file_free(spread.file);
	if (!done)
		g_clear_pointer(&spread.parts, g_ptr_array_unref);
	return spread.parts;
}
