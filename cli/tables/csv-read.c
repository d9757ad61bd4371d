/* SPDX-License-Identifier: MIT */
#include "tables/csv-read.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "base/text.h"
#include "tables/csv-decode.h"

#include <csv.h>
#include <stdarg.h>
#include <string.h>

/* So much is looked at to tell which sign stands between cells. */
#define PROBE_BYTES 65536

/*
 * libcsv collects a cell, however long it is; between two pieces of so many bytes it is measured.
 */
#define PIECE_BYTES 8192

#define NO_COLUMN (-1)

/* So much of a cell stands in a sentence about it. */
#define SHOWN_LETTERS 40

typedef struct {
	const char *file;
	const OtCsvForm *form;
	OtCsvTake *take;
	void *data;
	OtFindings *findings;

	/* Bytes. */
	size_t n_left;       /* so many more are read */
	OtCsvEncoding encoding;
	bool marked;         /* the encoding is known */
	bool begun;          /* the sign between cells, too */
	GByteArray *raw;     /* until it is marked: all; later, of UTF-16 what isn't decoded yet */
	GString *pending;    /* until it has begun: what was read so far */
	struct csv_parser parser;
	size_t since_cell;   /* bytes that libcsv got since it last gave something */

	/* Rows. */
	GPtrArray *cells;    /* of the row that is being read */
	size_t n_dropped;    /* cells of the row beyond the limit */
	size_t row;          /* its number */
	int line;            /* where it begins */
	int n_breaks;        /* line ends within its cells */
	/* a carriage return ended the row before; a line feed may belong to it */
	bool after_return;
	size_t blank_from;   /* the first of blank rows that end here; 0: none */
	GArray *columns;     /* of int: for each cell its column of the form, or NO_COLUMN */
	GPtrArray *heads;    /* of char * */
	const char **given;  /* the cells of the form */
	bool windows_said;
	bool stopped;        /* nothing more is wanted */
	bool failed;         /* findings say why */
} Reader;

/* --- findings ------------------------------------------------------------------------------ */

/* NULL for the whole table. */
static char *
name_place(const OtCsvForm *form, size_t row, int column)
{
	if (row == 0)
		return NULL;
	if (column == NO_COLUMN)
		return g_strdup_printf("row %zu", row);
	return g_strdup_printf("row %zu, column %s", row, form->columns[column].title);
}

OtFinding *
ot_csv_find(OtFindings *findings, OtCode code, const OtCsvForm *form, const OtCsvRow *row,
            int column, const char *format, ...)
{
	g_autofree char *place = name_place(form, row->number, column);
	const OtWhere where = {.file = row->file,
	                       .line = row->number > 0 ? row->line : 0,
	                       .place = place};
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return ot_findings_add(findings, code, where, "%s", message);
}

static OtCsvRow
this_row(const Reader *reader)
{
	return (OtCsvRow){.file = reader->file, .number = reader->row, .line = reader->line,
	                  .cells = reader->given};
}

#define FIND(reader, code, ...)                                                                    \
	do {                                                                                       \
		const OtCsvRow here = this_row(reader);                                            \
		ot_csv_find((reader)->findings, code, (reader)->form, &here, NO_COLUMN, __VA_ARGS__); \
	} while (0)

/* End the reading: nothing can be made of the rest. */
static void
give_up(Reader *reader)
{
	reader->stopped = true;
	reader->failed = true;
}

/* --- heads --------------------------------------------------------------------------------- */

/* A head as it is compared: "Closes_On" is "closes on".  Free with g_free(). */
static char *
make_comparable(const char *head)
{
	g_autofree char *folded = ot_text_fold(g_strdup(head));
	char *lower = g_str_is_ascii(folded) ? g_ascii_strdown(folded, -1)
	                                     : g_utf8_casefold(folded, -1);

	return g_strdelimit(lower, "_-", ' ');
}

/* The head that the authority has chosen for a column, or NULL. */
static const char *
chosen_head(const OtCsvForm *form, const char *id)
{
	for (char *const *pair = form->heads; pair != NULL && *pair != NULL; pair += 2)
		if (strcmp(pair[0], id) == 0)
			return pair[1];
	return NULL;
}

/* Of two columns that may have the same head the first has it. */
static void
add_head(GHashTable *heads, const char *head, size_t column)
{
	char *comparable = make_comparable(head);

	if (*comparable == '\0' || g_hash_table_contains(heads, comparable))
		g_free(comparable);
	else
		g_hash_table_insert(heads, comparable, GSIZE_TO_POINTER(column));
}

/* All heads that the columns may have, and the numbers of the columns. */
static GHashTable *
list_heads(const OtCsvForm *form)
{
	GHashTable *heads = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (size_t i = 0; i < form->n_columns; i++) {
		const OtCsvColumn *column = &form->columns[i];
		const char *chosen = chosen_head(form, column->id);
		if (chosen != NULL) {
			add_head(heads, chosen, i);
			continue;
		}
		add_head(heads, column->title, i);
		add_head(heads, column->id, i);
		g_auto(GStrv) aliases =
			g_strsplit(column->aliases != NULL ? column->aliases : "", "|", -1);
		for (char **alias = aliases; *alias != NULL; alias++)
			add_head(heads, *alias, i);
	}
	return heads;
}

static int
find_column(GHashTable *heads, const char *head)
{
	g_autofree char *comparable = make_comparable(head);
	void *column;

	return g_hash_table_lookup_extended(heads, comparable, NULL, &column)
	               ? (int) GPOINTER_TO_SIZE(column)
	               : NO_COLUMN;
}

static void
find_unknown(Reader *reader, const char *head)
{
	g_autoptr(GPtrArray) titles = g_ptr_array_new();

	for (size_t i = 0; i < reader->form->n_columns; i++)
		g_ptr_array_add(titles, (char *) reader->form->columns[i].title);
	const char *near = ot_nearest_name(head, (const char *const *) titles->pdata, titles->len);
	if (near != NULL)
		FIND(reader, OT_CODE_TABLE_COLUMN_UNKNOWN,
		     "the column “%s” is not known; did you mean “%s”?", head, near);
	else
		FIND(reader, OT_CODE_TABLE_COLUMN_UNKNOWN, "the column “%s” is not known", head);
}

static bool
has_column(const Reader *reader, int column)
{
	for (guint i = 0; i < reader->columns->len; i++)
		if (g_array_index(reader->columns, int, i) == column)
			return true;
	return false;
}

static void
check_required(Reader *reader)
{
	for (size_t i = 0; i < reader->form->n_columns; i++) {
		const OtCsvColumn *column = &reader->form->columns[i];
		if (!column->required || has_column(reader, (int) i))
			continue;
		const char *chosen = chosen_head(reader->form, column->id);
		FIND(reader, OT_CODE_TABLE_COLUMN_MISSING, "there is no column “%s”",
		     chosen != NULL ? chosen : column->title);
		give_up(reader);
	}
}

static void
take_heads(Reader *reader)
{
	g_autoptr(GHashTable) heads = list_heads(reader->form);

	for (guint i = 0; i < reader->cells->len; i++) {
		const char *head = g_ptr_array_index(reader->cells, i);
		int column = find_column(heads, head);
		if (column == NO_COLUMN && !ot_text_is_blank(head)) {
			find_unknown(reader, head);
		} else if (column != NO_COLUMN && has_column(reader, column)) {
			FIND(reader, OT_CODE_TABLE_COLUMN_TWICE, "the column “%s” is there twice",
			     reader->form->columns[column].title);
			give_up(reader);
		}
		g_array_append_val(reader->columns, column);
	}
	check_required(reader);
	/* They outlive their row. */
	GPtrArray *spent = reader->heads;
	reader->heads = reader->cells;
	reader->cells = spent;
}

/* --- rows ---------------------------------------------------------------------------------- */

static bool
is_blank_row(const Reader *reader)
{
	for (guint i = 0; i < reader->cells->len; i++)
		if (!ot_text_is_blank(g_ptr_array_index(reader->cells, i)))
			return false;
	return true;
}

/* Blank rows at the end of a file are nothing to speak of: spreadsheets write them. */
static void
find_blank_rows(Reader *reader)
{
	if (reader->blank_from == 0)
		return;
	if (reader->blank_from + 1 == reader->row)
		FIND(reader, OT_CODE_TABLE_BLANK, "the row before this one is blank");
	else
		FIND(reader, OT_CODE_TABLE_BLANK, "rows %zu to %zu are blank", reader->blank_from,
		     reader->row - 1);
	reader->blank_from = 0;
}

/* False for more cells than heads; blank ones are only a comma too many. */
static bool
check_length(Reader *reader)
{
	guint n_heads = reader->columns->len, n = reader->cells->len;

	while (n > n_heads && ot_text_is_blank(g_ptr_array_index(reader->cells, n - 1)))
		n--;
	guint first = n_heads;
	while (first < n && ot_text_is_blank(g_ptr_array_index(reader->cells, first)))
		first++;
	if (n > n_heads) {
		g_autofree char *cell =
			ot_text_shorten(g_ptr_array_index(reader->cells, first), SHOWN_LETTERS);
		FIND(reader, OT_CODE_TABLE_RAGGED,
		     "the row has %u cells and the table %u columns; cell %u, “%s”, is in none", n,
		     n_heads, first + 1, cell);
	} else if (reader->cells->len < n_heads) {
		FIND(reader, OT_CODE_TABLE_RAGGED, "the row has %u cells and the table %u columns",
		     reader->cells->len, n_heads);
	}
	return n <= n_heads;
}

static void
take_row(Reader *reader)
{
	bool fits = reader->n_dropped == 0 && check_length(reader);

	for (size_t i = 0; i < reader->form->n_columns; i++)
		reader->given[i] = "";
	for (guint i = 0; i < MIN(reader->cells->len, reader->columns->len); i++) {
		int column = g_array_index(reader->columns, int, i);
		if (column != NO_COLUMN)
			reader->given[column] = g_ptr_array_index(reader->cells, i);
	}
	OtCsvRow row = this_row(reader);
	row.overlong = !fits;
	row.sign = (char) csv_get_delim(&reader->parser);
	row.heads = (const char *const *) reader->heads->pdata;
	row.n_heads = reader->heads->len;
	row.raw = (const char *const *) reader->cells->pdata;
	row.n_raw = fits ? MIN(row.n_heads, reader->cells->len) : reader->cells->len;
	row.columns = (const int *) (const void *) reader->columns->data;
	if (!reader->take(&row, reader->data))
		reader->stopped = true;
}

/* Whoever takes such a row knows that it is overlong; with such heads there is no table. */
static void
find_too_many(Reader *reader)
{
	FIND(reader, OT_CODE_TABLE_LIMIT,
	     "the row has %zu cells, more than %u, and the others are not read",
	     reader->n_dropped + OT_LIMIT_CSV_COLUMNS, OT_LIMIT_CSV_COLUMNS);
	if (reader->columns->len == 0)
		give_up(reader);
}

static void
end_row(Reader *reader)
{
	bool blank = is_blank_row(reader) && reader->n_dropped == 0;

	reader->row++;
	if (reader->n_dropped > 0)
		find_too_many(reader);
	if (reader->stopped) {
		return;
	} else if (reader->row > OT_LIMIT_CSV_ROWS) {
		FIND(reader, OT_CODE_TABLE_LIMIT, "the table has more than %u rows",
		     OT_LIMIT_CSV_ROWS);
		give_up(reader);
	} else if (blank) {
		if (reader->blank_from == 0)
			reader->blank_from = reader->row;
	} else {
		find_blank_rows(reader);
		if (reader->columns->len == 0)
			take_heads(reader);
		else
			take_row(reader);
	}
	reader->line += 1 + reader->n_breaks;
	reader->n_breaks = 0;
	reader->n_dropped = 0;
	g_ptr_array_set_size(reader->cells, 0);
}

/* --- what libcsv calls --------------------------------------------------------------------- */

static char *
decode_cell(Reader *reader, const char *bytes, size_t len)
{
	size_t n_bad = 0;
	char *text;

	if (g_utf8_validate(bytes, (gssize) len, NULL)) {
		text = g_strndup(bytes, len);
	} else {
		if (!reader->windows_said)
			FIND(reader, OT_CODE_TABLE_ENCODING,
			     "the table is not UTF-8; it is read as Windows-1252");
		reader->windows_said = true;
		text = ot_csv_decode_windows(bytes, len, &n_bad);
	}
	if (n_bad > 0)
		FIND(reader, OT_CODE_TABLE_BYTES, "a cell of the row has bytes that are no text");
	for (char *at = text; *at != '\0'; at++) {
		reader->n_breaks += *at == '\n';
		if (g_ascii_iscntrl(*at) && !ot_text_is_space(*at))
			*at = ' ';
	}
	return reader->form->exact ? text : ot_text_blank_controls(text);
}

/* A cell.  Findings about it are of the row that comes next. */
static void
on_cell(void *bytes, size_t len, void *data)
{
	Reader *reader = data;

	reader->since_cell = 0;
	reader->after_return = false;
	if (reader->stopped)
		return;
	reader->row++;
	g_autofree char *cell = decode_cell(reader, bytes, len);
	reader->row--;
	if (reader->cells->len < OT_LIMIT_CSV_COLUMNS)
		g_ptr_array_add(reader->cells, g_steal_pointer(&cell));
	else
		reader->n_dropped++;
}

/* The end of a row, and with CSV_REPALL_NL of a line in which nothing stands. */
static void
on_row(int sign, void *data)
{
	Reader *reader = data;
	bool second_half = sign == '\n' && reader->after_return;

	reader->since_cell = 0;
	reader->after_return = sign == '\r';
	if (!reader->stopped && !second_half)
		end_row(reader);
}

/* --- bytes --------------------------------------------------------------------------------- */

/* The sign that most often stands between the cells of the first line. */
static unsigned char
find_sign(const GString *text)
{
	static const unsigned char signs[] = {',', ';', '\t'};
	size_t counts[G_N_ELEMENTS(signs)] = {0}, best = 0;
	bool quoted = false;
	const char *at = text->str + strspn(text->str, "\r\n");

	for (; *at != '\0' && (quoted || (*at != '\n' && *at != '\r')); at++) {
		quoted ^= *at == '"';
		for (size_t i = 0; !quoted && i < G_N_ELEMENTS(signs); i++)
			counts[i] += (unsigned char) *at == signs[i];
	}
	for (size_t i = 1; i < G_N_ELEMENTS(signs); i++)
		if (counts[i] > counts[best])
			best = i;
	return signs[best];
}

/* Excel writes and reads a first line "sep=;" that names the sign. */
static bool
take_named_sign(Reader *reader, unsigned char *sign)
{
	const char *text = reader->pending->str;
	size_t end = 5;

	if (g_ascii_strncasecmp(text, "sep=", 4) != 0 || text[4] == '\0' ||
	    strchr(",;\t", text[4]) == NULL)
		return false;
	end += text[end] == '\r';
	if (text[end] != '\n')
		return false;
	*sign = (unsigned char) text[4];
	g_string_erase(reader->pending, 0, (gssize) end + 1);
	reader->row = 1;
	reader->line = 2;
	return true;
}

static void
parse(Reader *reader, const char *bytes, size_t len)
{
	while (len > 0 && !reader->stopped) {
		size_t piece = MIN(len, PIECE_BYTES);
		reader->since_cell += piece;
		csv_parse(&reader->parser, bytes, piece, on_cell, on_row, reader);
		bytes += piece;
		len -= piece;
		if (reader->since_cell <= OT_LIMIT_CSV_CELL)
			continue;
		reader->row++;
		FIND(reader, OT_CODE_TABLE_LIMIT,
		     "a cell is longer than %u bytes; perhaps a quotation mark is not closed",
		     OT_LIMIT_CSV_CELL);
		give_up(reader);
	}
}

/* What isn't CSV at all: archives such as XLSX, and UTF-16 without its mark. */
static bool
is_foreign(const guint8 *bytes, size_t len)
{
	return (len >= 4 && memcmp(bytes, "PK\003\004", 4) == 0) ||
	       (len >= 4 && memcmp(bytes, "\xD0\xCF\x11\xE0", 4) == 0) ||
	       memchr(bytes, '\0', len) != NULL;
}

static void
begin(Reader *reader)
{
	unsigned char sign;

	reader->begun = true;
	if (!take_named_sign(reader, &sign))
		sign = find_sign(reader->pending);
	csv_set_delim(&reader->parser, sign);
	parse(reader, reader->pending->str, reader->pending->len);
	g_string_truncate(reader->pending, 0);
}

/* Bytes of UTF-8, or of what isn't known yet. */
static void
take_text(Reader *reader, const char *bytes, size_t len)
{
	if (is_foreign((const guint8 *) bytes, len)) {
		FIND(reader, OT_CODE_TABLE_FOREIGN, "the file is not a table of the kind CSV");
		give_up(reader);
	} else if (reader->begun) {
		parse(reader, bytes, len);
	} else {
		g_string_append_len(reader->pending, bytes, (gssize) len);
		if (reader->pending->len >= PROBE_BYTES)
			begin(reader);
	}
}

static void
take_utf16(Reader *reader, const guint8 *block, size_t len)
{
	g_autoptr(GString) text = g_string_new(NULL);
	size_t n_bad = 0;

	g_byte_array_append(reader->raw, block, (guint) len);
	ot_csv_decode_utf16(reader->raw, reader->encoding, text, &n_bad);
	if (n_bad > 0)
		FIND(reader, OT_CODE_TABLE_BYTES, "the table has bytes that are no text");
	take_text(reader, text->str, text->len);
}

static void
take_bytes(Reader *reader, const guint8 *bytes, size_t len)
{
	if (len == 0)
		return;
	if (reader->encoding == OT_CSV_UTF8)
		take_text(reader, (const char *) bytes, len);
	else
		take_utf16(reader, bytes, len);
}

/* The first bytes say how the rest is written. */
static void
take_first(Reader *reader)
{
	g_autoptr(GByteArray) first = g_steal_pointer(&reader->raw);
	size_t mark;

	reader->raw = g_byte_array_new();
	reader->encoding = ot_csv_encoding(first->data, first->len, &mark);
	reader->marked = true;
	if (first->len > mark)
		take_bytes(reader, first->data + mark, first->len - mark);
}

static bool
take_block(const guint8 *block, size_t len, void *data)
{
	Reader *reader = data;

	len = MIN(len, reader->n_left);
	reader->n_left -= len;
	if (reader->marked) {
		take_bytes(reader, block, len);
		return !reader->stopped && reader->n_left > 0;
	}
	/* A block of a pipe may be a single byte. */
	g_byte_array_append(reader->raw, block, (guint) len);
	if (reader->raw->len >= OT_CSV_LONGEST_MARK)
		take_first(reader);
	return !reader->stopped && reader->n_left > 0;
}

static void
finish(Reader *reader)
{
	if (!reader->marked)
		take_first(reader);
	if (!reader->begun && !reader->stopped)
		begin(reader);
	if (reader->stopped)
		return;
	/* While it reads, libcsv lets stray quotation marks pass; at the end none may be open. */
	csv_set_opts(&reader->parser, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI);
	if (csv_fini(&reader->parser, on_cell, on_row, reader) != 0) {
		reader->row++;
		FIND(reader, OT_CODE_TABLE_QUOTE, "a quotation mark is not closed");
		give_up(reader);
	} else if (reader->columns->len == 0 && !reader->failed) {
		FIND(reader, OT_CODE_TABLE_EMPTY, "the table is empty");
		give_up(reader);
	}
}

bool
ot_csv_read(const char *path, const OtCsvForm *form, OtCsvTake *take, void *data,
            OtFindings *findings, GError **error)
{
	return ot_csv_read_start(path, G_MAXSIZE, form, take, data, findings, error);
}

bool
ot_csv_read_start(const char *path, size_t n_bytes, const OtCsvForm *form, OtCsvTake *take,
                  void *data, OtFindings *findings, GError **error)
{
	Reader reader = {
		.file = strcmp(path, "-") == 0 ? "(standard input)" : path,
		.form = form, .take = take, .data = data, .findings = findings, .line = 1,
		.n_left = n_bytes,
		.raw = g_byte_array_new(), .pending = g_string_new(NULL),
		.cells = g_ptr_array_new_with_free_func(g_free),
		.columns = g_array_new(FALSE, FALSE, sizeof(int)),
		.heads = g_ptr_array_new_with_free_func(g_free),
		.given = g_new0(const char *, form->n_columns + 1),
	};

	csv_init(&reader.parser, CSV_APPEND_NULL | CSV_REPALL_NL);
	bool good = ot_file_read_blocks(path, OT_LIMIT_CSV_BYTES, take_block, &reader, error);
	if (good)
		finish(&reader);
	csv_free(&reader.parser);
	g_byte_array_unref(reader.raw);
	g_string_free(reader.pending, TRUE);
	g_ptr_array_unref(reader.cells);
	g_array_unref(reader.columns);
	g_ptr_array_unref(reader.heads);
	g_free(reader.given);
	return good && !reader.failed;
}
