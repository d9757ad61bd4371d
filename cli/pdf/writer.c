/* SPDX-License-Identifier: MIT */
#include "pdf/writer.h"

#include "base/error.h"
#include "base/limits.h"

#include <string.h>

/* Objects of one object stream: enough to compress what they share. */
#define PACK 200

/* ISO 19005-3, 6.1.13: bytes of a name. */
#define MAX_NAME 127

/* The line after the header has bytes above 127, so that nobody takes the file for text. */
#define HEADER "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

/* A row of the cross-reference stream: kind, offset or stream, index within the stream. */
typedef struct {
	guint8 kind;
	guint32 second;
	guint16 third;
} Row;

typedef struct {
	const OtPdfFile *file;
	int first;       /* new number of the first of `order` that isn't open */
	guint n_open;    /* the first so many of `order` have the numbers from 1 on */
	int root, info;  /* new numbers */
	GArray *order;   /* of int: old numbers in the order of the new ones */
	int *numbers;    /* new number by old number, 0: not met yet */
	GArray *rows;    /* of Row, by new number */
	GString *out;
	GString *packed; /* bodies of the object stream that is being filled */
	GString *index;  /* its head: numbers and offsets */
	guint n_packed;
	GArray *streams; /* of int: new numbers of the objects that are packed, in order */
	size_t summed;   /* bytes of `out` that are in `md5` */
	GChecksum *md5;  /* of what was written */
	OtValueKind failed; /* kind of a value that PDF/A doesn't allow, or OT_VALUE_NULL */
} Writer;

/* --- which objects, in which order ------------------------------------------------------- */

static void
meet(Writer *writer, int number)
{
	if (ot_pdf_file_get(writer->file, number) == NULL || writer->numbers[number] != 0)
		return;
	writer->numbers[number] = writer->first + (int) (writer->order->len - writer->n_open);
	g_array_append_val(writer->order, number);
}

/* Those come first whatever names them. */
static void
meet_open(Writer *writer, const int *open, guint n_open)
{
	for (guint i = 0; i < n_open; i++) {
		g_array_append_val(writer->order, open[i]);
		writer->numbers[open[i]] = (int) i + 1;
	}
	writer->n_open = n_open;
}

static void
meet_all(Writer *writer, const OtValue *value)
{
	switch (value->kind) {
	case OT_VALUE_REFERENCE:
		meet(writer, value->as.reference);
		break;
	case OT_VALUE_ARRAY:
		for (guint i = 0; i < value->len; i++)
			meet_all(writer, value->as.items[i]);
		break;
	case OT_VALUE_STREAM:
		meet_all(writer, value->as.stream->dictionary);
		break;
	case OT_VALUE_DICTIONARY:
		for (guint i = 0; i < value->len; i++)
			meet_all(writer, value->as.entries[i].value);
		break;
	case OT_VALUE_NULL:
	case OT_VALUE_BOOLEAN:
	case OT_VALUE_INTEGER:
	case OT_VALUE_REAL:
	case OT_VALUE_NAME:
	case OT_VALUE_STRING:
		break;
	}
}

/* Breadth first, so that no chain of objects, however long, needs a deep stack. */
static void
find_objects(Writer *writer)
{
	for (guint i = 0; i < writer->order->len; i++)
		meet_all(writer, ot_pdf_file_get(writer->file,
		                                 g_array_index(writer->order, int, i)));
}

/* --- spelling ---------------------------------------------------------------------------- */

static void
append_name(Writer *writer, GString *out, OtSlice name)
{
	if (name.len > MAX_NAME)
		writer->failed = OT_VALUE_NAME;
	g_string_append_c(out, '/');
	for (size_t i = 0; i < name.len; i++) {
		guint8 c = (guint8) name.bytes[i];

		if (c <= ' ' || c > '~' || strchr("()<>[]{}/%#", c) != NULL)
			g_string_append_printf(out, "#%02X", c);
		else
			g_string_append_c(out, (char) c);
	}
}

static void
append_hex(GString *out, OtSlice bytes)
{
	g_string_append_c(out, '<');
	for (size_t i = 0; i < bytes.len; i++) {
		guint8 c = (guint8) bytes.bytes[i];

		g_string_append_c(out, "0123456789ABCDEF"[c >> 4]);
		g_string_append_c(out, "0123456789ABCDEF"[c & 15]);
	}
	g_string_append_c(out, '>');
}

static void
append_string(Writer *writer, GString *out, OtSlice bytes)
{
	if (bytes.len > OT_LIMIT_PDF_STRING)
		writer->failed = OT_VALUE_STRING;
	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.bytes[i] < ' ' || bytes.bytes[i] > '~') {
			append_hex(out, bytes);
			return;
		}
	}
	g_string_append_c(out, '(');
	for (size_t i = 0; i < bytes.len; i++) {
		if (strchr("()\\", bytes.bytes[i]) != NULL)
			g_string_append_c(out, '\\');
		g_string_append_c(out, bytes.bytes[i]);
	}
	g_string_append_c(out, ')');
}

static void
append_integer(Writer *writer, GString *out, gint64 integer)
{
	char text[24];
	char *at = text + sizeof(text);
	guint64 rest = (guint64) (integer < 0 ? -integer : integer);

	if (integer < G_MININT || integer > G_MAXINT)
		writer->failed = OT_VALUE_INTEGER;
	do
		*--at = (char) ('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (integer < 0)
		*--at = '-';
	g_string_append_len(out, at, text + sizeof(text) - at);
}

/* True if two values need a blank between them. */
static bool
is_delimited(const OtValue *value)
{
	switch (value->kind) {
	case OT_VALUE_NAME:
	case OT_VALUE_STRING:
	case OT_VALUE_ARRAY:
	case OT_VALUE_DICTIONARY:
	case OT_VALUE_STREAM:
		return true;
	case OT_VALUE_NULL:
	case OT_VALUE_BOOLEAN:
	case OT_VALUE_INTEGER:
	case OT_VALUE_REAL:
	case OT_VALUE_REFERENCE:
		break;
	}
	return false;
}

static void
append_value(Writer *writer, GString *out, const OtValue *value);

static void
append_array(Writer *writer, GString *out, const OtValue *array)
{
	g_string_append_c(out, '[');
	for (guint i = 0; i < array->len; i++) {
		if (i > 0 && !is_delimited(array->as.items[i]))
			g_string_append_c(out, ' ');
		append_value(writer, out, array->as.items[i]);
	}
	g_string_append_c(out, ']');
}

static void
append_dictionary(Writer *writer, GString *out, const OtValue *dictionary)
{
	g_string_append(out, "<<");
	for (guint i = 0; i < dictionary->len; i++) {
		const OtEntry *entry = &dictionary->as.entries[i];

		append_name(writer, out, entry->key);
		if (!is_delimited(entry->value))
			g_string_append_c(out, ' ');
		append_value(writer, out, entry->value);
	}
	g_string_append(out, ">>");
}

static void
append_reference(Writer *writer, GString *out, int number)
{
	if (ot_pdf_file_get(writer->file, number) == NULL) {
		g_string_append(out, "null");
		return;
	}
	append_integer(writer, out, writer->numbers[number]);
	g_string_append(out, " 0 R");
}

static void
append_value(Writer *writer, GString *out, const OtValue *value)
{
	switch (value->kind) {
	case OT_VALUE_NULL:
		g_string_append(out, "null");
		break;
	case OT_VALUE_BOOLEAN:
		g_string_append(out, value->as.boolean ? "true" : "false");
		break;
	case OT_VALUE_INTEGER:
		append_integer(writer, out, value->as.integer);
		break;
	case OT_VALUE_REAL:
		g_string_append_len(out, value->as.text.bytes, (gssize) value->as.text.len);
		break;
	case OT_VALUE_NAME:
		append_name(writer, out, value->as.text);
		break;
	case OT_VALUE_STRING:
		append_string(writer, out, value->as.text);
		break;
	case OT_VALUE_ARRAY:
		append_array(writer, out, value);
		break;
	case OT_VALUE_DICTIONARY:
		append_dictionary(writer, out, value);
		break;
	case OT_VALUE_STREAM:
		append_dictionary(writer, out, value->as.stream->dictionary);
		break;
	case OT_VALUE_REFERENCE:
		append_reference(writer, out, value->as.reference);
		break;
	}
}

/* --- objects ----------------------------------------------------------------------------- */

static Row *
get_row(Writer *writer, int number)
{
	if ((guint) number >= writer->rows->len)
		g_array_set_size(writer->rows, (guint) number + 1);
	return &g_array_index(writer->rows, Row, number);
}

static void
start_object(Writer *writer, int number)
{
	*get_row(writer, number) = (Row){ .kind = 1, .second = (guint32) writer->out->len };
	g_string_append_printf(writer->out, "%d 0 obj\n", number);
}

static void
write_stream(Writer *writer, int number, const OtValue *value)
{
	OtSlice data = value->as.stream->data;

	start_object(writer, number);
	append_value(writer, writer->out, value);
	g_string_append(writer->out, "\nstream\n");
	g_string_append_len(writer->out, data.bytes, (gssize) data.len);
	g_string_append(writer->out, "\nendstream\nendobj\n");
}

/* A stream that stands for no object: the file's own. */
static void
write_own_stream(Writer *writer, const char *keys, const GByteArray *data)
{
	g_string_append_printf(writer->out, "<<%s/Filter/FlateDecode/Length %u>>\nstream\n", keys,
	                       data->len);
	g_string_append_len(writer->out, (const char *) data->data, data->len);
	g_string_append(writer->out, "\nendstream\nendobj\n");
}

/* The next number after those of all objects: of an object stream, or the cross-reference. */
static int
next_number(const Writer *writer)
{
	return writer->first + (int) (writer->order->len - writer->n_open + writer->streams->len);
}

static void
flush_pack(Writer *writer)
{
	int number = next_number(writer);
	g_autoptr(GByteArray) data = NULL;
	g_autofree char *keys = NULL;

	if (writer->n_packed == 0)
		return;
	keys = g_strdup_printf("/Type/ObjStm/N %u/First %" G_GSIZE_FORMAT, writer->n_packed,
	                       writer->index->len);
	g_string_append_len(writer->index, writer->packed->str, (gssize) writer->packed->len);
	data = ot_flate_encode(writer->file->flate, (const guint8 *) writer->index->str,
	                       writer->index->len);
	start_object(writer, number);
	write_own_stream(writer, keys, data);
	g_array_append_val(writer->streams, number);
	g_string_truncate(writer->index, 0);
	g_string_truncate(writer->packed, 0);
	writer->n_packed = 0;
}

static void
pack_object(Writer *writer, int number, const OtValue *value)
{
	int stream;

	if (writer->n_packed == PACK)
		flush_pack(writer);
	stream = next_number(writer);
	*get_row(writer, number) = (Row){ .kind = 2, .second = (guint32) stream,
	                                  .third = (guint16) writer->n_packed };
	append_integer(writer, writer->index, number);
	g_string_append_c(writer->index, ' ');
	append_integer(writer, writer->index, (gint64) writer->packed->len);
	g_string_append_c(writer->index, ' ');
	append_value(writer, writer->packed, value);
	g_string_append_c(writer->packed, '\n');
	writer->n_packed++;
}

static void
write_objects(Writer *writer, guint from)
{
	for (guint i = from; i < writer->order->len; i++) {
		int old = g_array_index(writer->order, int, i);
		const OtValue *value = ot_pdf_file_get(writer->file, old);

		if (value->kind == OT_VALUE_STREAM)
			write_stream(writer, writer->numbers[old], value);
		else
			pack_object(writer, writer->numbers[old], value);
	}
	flush_pack(writer);
}

/* --- the end of the file ----------------------------------------------------------------- */

static GByteArray *
encode_rows(const Writer *writer)
{
	const GArray *rows = writer->rows;
	g_autoptr(GByteArray) plain = g_byte_array_sized_new(rows->len * 7);

	for (guint i = 0; i < rows->len; i++) {
		const Row *row = &g_array_index(rows, Row, i);
		guint8 bytes[7] = { row->kind, (guint8) (row->second >> 24),
			            (guint8) (row->second >> 16), (guint8) (row->second >> 8),
			            (guint8) row->second, (guint8) (row->third >> 8),
			            (guint8) row->third };

		g_byte_array_append(plain, bytes, sizeof(bytes));
	}
	return ot_flate_encode(writer->file->flate, plain->data, plain->len);
}

static void
sum_up(Writer *writer)
{
	g_checksum_update(writer->md5, (const guchar *) writer->out->str + writer->summed,
	                  (gssize) (writer->out->len - writer->summed));
	writer->summed = writer->out->len;
}

static void
write_xref(Writer *writer)
{
	int number = next_number(writer);
	size_t start = writer->out->len;
	g_autoptr(GByteArray) data = NULL;
	g_autoptr(GString) keys = g_string_new(NULL);
	const char *id;

	start_object(writer, number);
	data = encode_rows(writer);
	sum_up(writer);
	g_checksum_update(writer->md5, data->data, data->len);
	id = g_checksum_get_string(writer->md5);
	g_string_printf(keys, "/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R", number + 1,
	                writer->root);
	if (writer->info != 0)
		g_string_append_printf(keys, "/Info %d 0 R", writer->info);
	g_string_append_printf(keys, "/ID[<%s><%s>]", id, id);
	write_own_stream(writer, keys->str, data);
	/* Nothing may follow the last line but its end (ISO 19005-3, 6.1.3). */
	g_string_append_printf(writer->out, "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", start);
}

static bool
check_limits(const Writer *writer, GError **error)
{
	if (writer->failed == OT_VALUE_NULL && writer->out->len <= G_MAXINT)
		return true;
	if (writer->failed == OT_VALUE_STRING)
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "a text in the PDF (an alternative text, a title, an address) is longer"
		            " than PDF/A allows: %u bytes, or half as many characters",
		            OT_LIMIT_PDF_STRING);
	else
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "the PDF has a number, a name or a size that PDF/A doesn't allow");
	return false;
}

static Writer
start_writer(const OtPdfFile *file, int first)
{
	return (Writer){
		.file = file,
		.first = first,
		.order = g_array_new(FALSE, FALSE, sizeof(int)),
		.numbers = g_new0(int, file->objects->len),
		.rows = g_array_new(FALSE, TRUE, sizeof(Row)),
		.out = g_string_sized_new(1 << 18),
		.packed = g_string_sized_new(1 << 14),
		.index = g_string_new(NULL),
		.streams = g_array_new(FALSE, FALSE, sizeof(int)),
		.md5 = g_checksum_new(G_CHECKSUM_MD5),
	};
}

static void
clear_writer(Writer *writer)
{
	g_array_unref(writer->order);
	g_free(writer->numbers);
	g_array_unref(writer->rows);
	if (writer->out != NULL)
		g_string_free(writer->out, TRUE);
	g_string_free(writer->packed, TRUE);
	g_string_free(writer->index, TRUE);
	g_array_unref(writer->streams);
	g_checksum_free(writer->md5);
}

/* What the catalog and the document information lead to. */
static void
write_file(Writer *writer)
{
	const OtPdfFile *file = writer->file;

	meet(writer, file->root);
	meet(writer, file->info);
	find_objects(writer);
	writer->root = writer->numbers[file->root];
	writer->info = ot_pdf_file_get(file, file->info) != NULL ? writer->numbers[file->info] : 0;
	g_string_append(writer->out, HEADER);
	write_objects(writer, writer->n_open);
}

static GBytes *
take_bytes(Writer *writer, GError **error)
{
	size_t len = writer->out->len;

	if (!check_limits(writer, error))
		return NULL;
	return g_bytes_new_take(g_string_free(g_steal_pointer(&writer->out), FALSE), len);
}

GBytes *
ot_pdf_file_write(const OtPdfFile *file, GError **error)
{
	Writer writer = start_writer(file, 1);

	write_file(&writer);
	write_xref(&writer);
	GBytes *bytes = take_bytes(&writer, error);
	clear_writer(&writer);
	return bytes;
}

/* --- files that share most of their objects ------------------------------------------------ */

struct OtPdfBody {
	GBytes *bytes; /* up to where the open objects come */
	GChecksum *md5, *sha256; /* of these */
	GArray *rows;  /* of Row */
	guint n_open;
	int next;      /* the first number that is free */
	int root, info;
};

static GChecksum *
sum_bytes(GBytes *bytes)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	size_t len;
	const guchar *data = g_bytes_get_data(bytes, &len);

	g_checksum_update(sum, data, (gssize) len);
	return sum;
}

OtPdfBody *
ot_pdf_body_new(const OtPdfFile *file, const int *open, guint n_open, GError **error)
{
	Writer writer = start_writer(file, (int) n_open + 1);
	OtPdfBody *body = NULL;

	meet_open(&writer, open, n_open);
	write_file(&writer);
	sum_up(&writer);
	GBytes *bytes = take_bytes(&writer, error);
	if (bytes != NULL) {
		body = g_new0(OtPdfBody, 1);
		body->bytes = bytes;
		body->md5 = g_checksum_copy(writer.md5);
		body->sha256 = sum_bytes(bytes);
		body->rows = g_array_ref(writer.rows);
		body->n_open = n_open;
		body->next = next_number(&writer);
		body->root = writer.root;
		body->info = writer.info;
	}
	clear_writer(&writer);
	return body;
}

void
ot_pdf_body_free(OtPdfBody *body)
{
	if (body == NULL)
		return;
	g_bytes_unref(body->bytes);
	g_checksum_free(body->md5);
	g_checksum_free(body->sha256);
	g_array_unref(body->rows);
	g_free(body);
}

/* The sum of a whole file, of which `len` bytes are the body's. */
static char *
sum_file(const OtPdfBody *body, GBytes *file, size_t len)
{
	g_autoptr(GChecksum) sum = g_checksum_copy(body->sha256);
	size_t all;
	const guchar *data = g_bytes_get_data(file, &all);

	g_checksum_update(sum, data + len, (gssize) (all - len));
	return g_strdup(g_checksum_get_string(sum));
}

GBytes *
ot_pdf_body_close(const OtPdfBody *body, const OtPdfFile *rest, const int *objects, char **sha256,
                  GError **error)
{
	Writer writer = start_writer(rest, body->next);
	size_t len;
	const char *bytes = g_bytes_get_data(body->bytes, &len);

	writer.root = body->root;
	writer.info = body->info;
	g_array_append_vals(writer.rows, body->rows->data, body->rows->len);
	g_string_append_len(writer.out, bytes, (gssize) len);
	g_checksum_free(writer.md5);
	writer.md5 = g_checksum_copy(body->md5);
	writer.summed = len;
	meet_open(&writer, objects, body->n_open);
	find_objects(&writer);
	write_objects(&writer, 0);
	write_xref(&writer);
	GBytes *whole = take_bytes(&writer, error);
	clear_writer(&writer);
	if (whole != NULL && sha256 != NULL)
		*sha256 = sum_file(body, whole, len);
	return whole;
}
