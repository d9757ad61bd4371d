/* SPDX-License-Identifier: MIT */
#include "pdf/reader.h"

#include "base/error.h"
#include "base/limits.h"
#include "pdf/parse.h"

#include <string.h>

/* How far from the end "startxref" is looked for. */
#define TAIL 64

/* Nodes of a page tree within each other. */
#define MAX_PAGE_DEPTH 16

typedef enum { ENTRY_FREE, ENTRY_PLAIN, ENTRY_PACKED } EntryKind;

/* Where an object is. */
typedef struct {
	EntryKind kind;
	size_t offset; /* PLAIN: in the file */
	int stream;    /* PACKED: number of the object stream */
} Entry;

typedef struct {
	OtPdfFile *file;
	const guint8 *bytes;
	size_t len;
	Entry *entries;
	guint n_entries;
	GError **error;
} Reader;

static bool
fail(Reader *reader, const char *what)
{
	g_set_error(reader->error, OT_ERROR, OT_ERROR_FORMAT, "the PDF is damaged: %s", what);
	return false;
}

static OtLexer
lexer_at(const Reader *reader, size_t offset)
{
	return (OtLexer){ .at = reader->bytes + offset, .end = reader->bytes + reader->len };
}

static bool
next_is(OtLexer *lexer, const char *word)
{
	OtToken token = ot_lexer_next(lexer);

	return token.kind == OT_TOKEN_WORD && ot_token_is(&token, word);
}

static int
next_int(OtLexer *lexer)
{
	OtToken token = ot_lexer_next(lexer);

	return ot_token_int(&token);
}

/* --- one object -------------------------------------------------------------------------- */

/* After "stream" comes a line feed, with or without a carriage return before it (7.3.8.1). */
static bool
skip_line_end(OtLexer *lexer)
{
	if (lexer->at < lexer->end && *lexer->at == '\r')
		lexer->at++;
	if (lexer->at == lexer->end || *lexer->at != '\n')
		return false;
	lexer->at++;
	return true;
}

/* The length may stand in an object that isn't read yet: cut_streams() sets it. */
static OtValue *
parse_plain(Reader *reader, int number)
{
	OtLexer lexer = lexer_at(reader, reader->entries[number].offset);
	OtValue *value;
	OtLexer after;
	OtSlice data;

	if (next_int(&lexer) != number || next_int(&lexer) != 0 || !next_is(&lexer, "obj")) {
		fail(reader, "an object is not where the table says");
		return NULL;
	}
	value = ot_value_parse(reader->file, &lexer, reader->error);
	after = lexer;
	if (value == NULL || value->kind != OT_VALUE_DICTIONARY || !next_is(&after, "stream"))
		return value;
	if (!skip_line_end(&after)) {
		fail(reader, "a stream has no beginning");
		return NULL;
	}
	data.bytes = (const char *) after.at;
	data.len = 0;
	return ot_value_stream(reader->file, value, data);
}

static bool
cut_stream(Reader *reader, OtValue *value)
{
	OtStream *stream = value->as.stream;
	int len = ot_value_get_int(ot_dictionary_find(reader->file, value, "Length"), -1);
	size_t start = (size_t) ((const guint8 *) stream->data.bytes - reader->bytes);
	OtLexer lexer;

	if (len < 0 || (size_t) len > reader->len - start)
		return fail(reader, "a stream has no length, or one beyond the file's end");
	lexer = lexer_at(reader, start + (size_t) len);
	if (!next_is(&lexer, "endstream"))
		return fail(reader, "a stream doesn't end where its length says");
	stream->data.len = (size_t) len;
	ot_dictionary_set(reader->file, value, "Length", ot_value_integer(reader->file, len));
	return true;
}

static bool
read_plain_objects(Reader *reader)
{
	GPtrArray *objects = reader->file->objects;

	for (guint i = 1; i < reader->n_entries; i++) {
		if (reader->entries[i].kind != ENTRY_PLAIN)
			continue;
		objects->pdata[i] = parse_plain(reader, (int) i);
		if (objects->pdata[i] == NULL)
			return false;
	}
	for (guint i = 1; i < reader->n_entries; i++) {
		OtValue *value = objects->pdata[i];

		if (ot_value_is(value, OT_VALUE_STREAM) && !cut_stream(reader, value))
			return false;
	}
	return true;
}

/* --- object streams (7.5.7) -------------------------------------------------------------- */

static bool
unpack_objects(Reader *reader, int stream_number, const OtValue *stream, const GByteArray *data)
{
	int count = ot_value_get_int(ot_dictionary_find(reader->file, stream, "N"), -1);
	int first = ot_value_get_int(ot_dictionary_find(reader->file, stream, "First"), -1);
	OtLexer head = { .at = data->data };

	if (count < 0 || first < 0 || (guint) first > data->len)
		return fail(reader, "an object stream has no head");
	head.end = head.at + first;
	for (int i = 0; i < count; i++) {
		int number = next_int(&head), offset = next_int(&head);
		OtLexer body = { .end = data->data + data->len };
		OtValue *value;

		if (number < 1 || offset < 0 || (guint) offset > data->len - (guint) first
		    || (guint) number >= reader->n_entries)
			return fail(reader, "an object stream holds what the table doesn't know");
		if (reader->entries[number].kind != ENTRY_PACKED
		    || reader->entries[number].stream != stream_number)
			continue;
		body.at = data->data + first + offset;
		value = ot_value_parse(reader->file, &body, reader->error);
		if (value == NULL)
			return false;
		ot_pdf_file_set(reader->file, number, value);
	}
	return true;
}

static bool
read_object_streams(Reader *reader)
{
	OtPdfFile *file = reader->file;

	for (guint i = 1; i < reader->n_entries; i++) {
		OtValue *value = file->objects->pdata[i];
		GByteArray *data;

		if (reader->entries[i].kind != ENTRY_PLAIN || !ot_value_is(value, OT_VALUE_STREAM)
		    || !ot_value_is_name(ot_dictionary_get(value, "Type"), "ObjStm"))
			continue;
		data = ot_stream_decode(file, value, reader->error);
		if (data == NULL)
			return false;
		g_ptr_array_add(file->buffers, data);
		if (!unpack_objects(reader, (int) i, value, data))
			return false;
		ot_pdf_file_set(file, (int) i, NULL);
	}
	for (guint i = 1; i < reader->n_entries; i++)
		if (reader->entries[i].kind == ENTRY_PACKED && file->objects->pdata[i] == NULL)
			return fail(reader, "an object is in no object stream");
	return true;
}

/* --- the cross-reference ----------------------------------------------------------------- */

static bool
make_entries(Reader *reader, const OtValue *trailer)
{
	int size = ot_value_get_int(ot_dictionary_get(trailer, "Size"), -1);

	if (size < 1)
		return fail(reader, "the trailer has no size");
	if ((guint) size > OT_LIMIT_PDF_OBJECTS) {
		g_set_error(reader->error, OT_ERROR, OT_ERROR_LIMIT,
		            "the PDF has more than %u objects", OT_LIMIT_PDF_OBJECTS);
		return false;
	}
	reader->n_entries = (guint) size;
	reader->entries = ot_arena_alloc(reader->file->arena, (size_t) size * sizeof(Entry));
	g_ptr_array_set_size(reader->file->objects, size);
	return true;
}

static bool
set_entry(Reader *reader, int number, Entry entry)
{
	if (number < 0 || (guint) number >= reader->n_entries)
		return fail(reader, "the table has more objects than the trailer says");
	if (entry.kind == ENTRY_PLAIN && entry.offset >= reader->len)
		return fail(reader, "an object lies beyond the end");
	if (number > 0)
		reader->entries[number] = entry;
	return true;
}

/* The trailer stands behind the table; it is needed first, for the size. */
static OtValue *
parse_trailer(Reader *reader, OtLexer lexer)
{
	OtToken token;

	do
		token = ot_lexer_next(&lexer);
	while (token.kind == OT_TOKEN_NUMBER || ot_token_is(&token, "n")
	       || ot_token_is(&token, "f"));
	if (token.kind != OT_TOKEN_WORD || !ot_token_is(&token, "trailer")) {
		fail(reader, "it has no trailer");
		return NULL;
	}
	return ot_value_parse(reader->file, &lexer, reader->error);
}

static bool
read_section(Reader *reader, OtLexer *lexer, int first, int count)
{
	for (int i = 0; i < count; i++) {
		int offset = next_int(lexer), generation = next_int(lexer);
		OtToken kind = ot_lexer_next(lexer);
		Entry entry = { .kind = ENTRY_PLAIN, .offset = (size_t) offset };

		if (ot_token_is(&kind, "f"))
			entry.kind = ENTRY_FREE;
		else if (!ot_token_is(&kind, "n") || offset < 0 || generation != 0)
			return fail(reader, "the table of objects is wrong");
		if (i > G_MAXINT - first || !set_entry(reader, first + i, entry))
			return false;
	}
	return true;
}

/* A table (7.5.4); `lexer` stands behind the word "xref". */
static OtValue *
read_table(Reader *reader, OtLexer *lexer)
{
	OtValue *trailer = parse_trailer(reader, *lexer);

	if (trailer == NULL || !make_entries(reader, trailer))
		return NULL;
	for (;;) {
		OtToken token = ot_lexer_next(lexer);
		int first = ot_token_int(&token), count;

		if (token.kind == OT_TOKEN_WORD)
			return trailer;
		count = next_int(lexer);
		if (first < 0 || count < 0) {
			fail(reader, "the table of objects is wrong");
			return NULL;
		}
		if (!read_section(reader, lexer, first, count))
			return NULL;
	}
}

/* Widths of the three fields of a row (7.5.8.2); false if they can't be. */
static bool
read_widths(const OtValue *dictionary, guint widths[3])
{
	const OtValue *array = ot_dictionary_get(dictionary, "W");

	for (guint i = 0; i < 3; i++) {
		int width = ot_value_get_int(ot_array_get(array, i), -1);

		if (width < 0 || width > 4)
			return false;
		widths[i] = (guint) width;
	}
	return ot_array_len(array) == 3 && widths[1] > 0;
}

static guint32
read_field(const guint8 **at, guint width)
{
	guint32 number = 0;

	for (guint i = 0; i < width; i++)
		number = number << 8 | *(*at)++;
	return number;
}

static bool
read_rows(Reader *reader, const guint widths[3], const GByteArray *data)
{
	const guint8 *at = data->data;
	guint row = widths[0] + widths[1] + widths[2];

	if (data->len / row < reader->n_entries)
		return fail(reader, "the table of objects is too short");
	for (guint i = 0; i < reader->n_entries; i++) {
		guint32 kind = widths[0] == 0 ? ENTRY_PLAIN : read_field(&at, widths[0]);
		guint32 second = read_field(&at, widths[1]);
		guint32 third = read_field(&at, widths[2]);
		Entry entry = { .kind = (EntryKind) kind };

		if (kind == ENTRY_PLAIN)
			entry.offset = second;
		else if (kind == ENTRY_PACKED && second <= G_MAXINT)
			entry.stream = (int) second;
		else if (kind != ENTRY_FREE)
			return fail(reader, "the table of objects is wrong");
		if (kind == ENTRY_PLAIN && third != 0)
			return fail(reader, "an object has a generation");
		if (!set_entry(reader, (int) i, entry))
			return false;
	}
	return true;
}

/* A stream (7.5.8); `lexer` stands before its object number. */
static OtValue *
read_xref_stream(Reader *reader, OtLexer *lexer)
{
	g_autoptr(GByteArray) data = NULL;
	OtLexer start = *lexer;
	Entry entry = { .kind = ENTRY_PLAIN, .offset = (size_t) (start.at - reader->bytes) };
	int number = next_int(lexer);
	OtValue *value;
	guint widths[3];

	if (number < 1 || number >= (int) OT_LIMIT_PDF_OBJECTS) {
		fail(reader, "it has no table of objects");
		return NULL;
	}
	reader->entries = ot_arena_alloc(reader->file->arena,
	                                 ((size_t) number + 1) * sizeof(Entry));
	reader->entries[number] = entry;
	value = parse_plain(reader, number);
	if (!ot_value_is(value, OT_VALUE_STREAM)
	    || !ot_value_is_name(ot_dictionary_get(value, "Type"), "XRef")
	    || ot_dictionary_get(value, "Index") != NULL || !read_widths(value, widths)) {
		if (value != NULL)
			fail(reader, "it has no table of objects");
		return NULL;
	}
	if (!cut_stream(reader, value) || !make_entries(reader, value))
		return NULL;
	data = ot_stream_decode(reader->file, value, reader->error);
	if (data == NULL || !read_rows(reader, widths, data))
		return NULL;
	return value;
}

/* The last "startxref"; what stands before it in the tail may be any bytes. */
static int
find_startxref(const Reader *reader)
{
	static const char word[] = "startxref";
	const size_t len = strlen(word);
	OtLexer lexer;
	int offset = -1;

	for (size_t at = reader->len - MIN(reader->len, TAIL); at + len <= reader->len; at++) {
		if (memcmp(reader->bytes + at, word, len) != 0)
			continue;
		lexer = lexer_at(reader, at + len);
		offset = next_int(&lexer);
	}
	return offset >= 0 && (size_t) offset < reader->len ? offset : -1;
}

static OtValue *
read_xref(Reader *reader)
{
	int offset = find_startxref(reader);
	OtLexer lexer, ahead;

	if (offset < 0) {
		fail(reader, "its end is missing");
		return NULL;
	}
	lexer = ahead = lexer_at(reader, (size_t) offset);
	if (next_is(&ahead, "xref"))
		return read_table(reader, &ahead);
	return read_xref_stream(reader, &lexer);
}

/* --- the file ---------------------------------------------------------------------------- */

static bool
read_trailer(Reader *reader, const OtValue *trailer)
{
	OtPdfFile *file = reader->file;
	const OtValue *id = ot_dictionary_get(trailer, "ID");

	if (ot_dictionary_get(trailer, "Prev") != NULL
	    || ot_dictionary_get(trailer, "XRefStm") != NULL
	    || ot_dictionary_get(trailer, "Encrypt") != NULL)
		return fail(reader, "it is encrypted or was changed after it was made");
	file->root = ot_value_get_reference(ot_dictionary_get(trailer, "Root"));
	file->info = ot_value_get_reference(ot_dictionary_get(trailer, "Info"));
	file->id = ot_value_get_slice(ot_array_get(id, 0));
	return true;
}

OtPdfFile *
ot_pdf_file_read(const guint8 *bytes, size_t len, GError **error)
{
	g_autoptr(OtPdfFile) file = ot_pdf_file_new();
	Reader reader = { .file = file, .bytes = bytes, .len = len, .error = error };
	OtValue *trailer;

	if (len < 8 || len > G_MAXINT || memcmp(bytes, "%PDF-1.", 7) != 0) {
		fail(&reader, "it doesn't begin as a PDF does");
		return NULL;
	}
	trailer = read_xref(&reader);
	if (trailer == NULL || !read_trailer(&reader, trailer) || !read_plain_objects(&reader)
	    || !read_object_streams(&reader))
		return NULL;
	if (!ot_value_is(ot_pdf_file_get(file, file->root), OT_VALUE_DICTIONARY)) {
		fail(&reader, "it has no catalog");
		return NULL;
	}
	return g_steal_pointer(&file);
}

/* --- pages ------------------------------------------------------------------------------- */

static const char *const inheritable[] = { "Resources", "MediaBox", "CropBox", "Rotate" };

static void
inherit(OtPdfFile *file, const OtValue *from, OtValue *to)
{
	for (size_t i = 0; i < G_N_ELEMENTS(inheritable); i++) {
		OtValue *value = ot_dictionary_get(from, inheritable[i]);

		if (value != NULL && ot_dictionary_get(to, inheritable[i]) == NULL)
			ot_dictionary_set(file, to, inheritable[i], value);
	}
}

/* A walk over the page tree. */
typedef struct {
	OtPdfFile *file;
	GArray *pages;
	guint n_nodes;
} PageWalk;

/* Ends also in a tree that bites its tail: by its depth, and by the number of nodes. */
static bool
collect_pages(PageWalk *walk, OtValue *node, int depth)
{
	const OtValue *kids = ot_dictionary_find(walk->file, node, "Kids");

	for (guint i = 0; i < ot_array_len(kids); i++) {
		int number = ot_value_get_reference(ot_array_get(kids, i));
		OtValue *kid = ot_pdf_file_get(walk->file, number);

		if (!ot_value_is(kid, OT_VALUE_DICTIONARY) || ++walk->n_nodes > 2 * OT_LIMIT_PAGES)
			return false;
		inherit(walk->file, node, kid);
		if (ot_dictionary_get(kid, "Kids") == NULL)
			g_array_append_val(walk->pages, number);
		else if (depth == MAX_PAGE_DEPTH || !collect_pages(walk, kid, depth + 1))
			return false;
	}
	return walk->pages->len <= OT_LIMIT_PAGES;
}

GArray *
ot_pdf_file_pages(OtPdfFile *file, GError **error)
{
	g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(int));
	OtValue *root = ot_pdf_file_get(file, file->root);
	OtValue *tree = ot_dictionary_find(file, root, "Pages");
	PageWalk walk = { .file = file, .pages = pages };

	if (!ot_value_is(tree, OT_VALUE_DICTIONARY) || !collect_pages(&walk, tree, 0)) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "the PDF is damaged, or has more than %d pages", OT_LIMIT_PAGES);
		return NULL;
	}
	return g_steal_pointer(&pages);
}
