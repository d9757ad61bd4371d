/* SPDX-License-Identifier: MIT */
#include "forms/read-workbook.h"

#include "base/limits.h"
#include "base/text.h"
#include "docx/archive.h"
#include "xml/pull.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WORKBOOK "xl/workbook.xml"

enum { NS_S = OT_PULL_NS_FIRST, NS_R, NS_RELATIONS };

static const OtPullNamespace namespaces[] = {
	{"http://schemas.openxmlformats.org/spreadsheetml/2006/main", NS_S},
	{"http://purl.oclc.org/ooxml/spreadsheetml/main", NS_S},
	{"http://schemas.openxmlformats.org/officeDocument/2006/relationships", NS_R},
	{"http://purl.oclc.org/ooxml/officeDocument/relationships", NS_R},
	{"http://schemas.openxmlformats.org/package/2006/relationships", NS_RELATIONS},
};

static const OtPullSettings settings = {namespaces, G_N_ELEMENTS(namespaces),
	                                OT_LIMIT_DRAFT_DEPTH, OT_LIMIT_DRAFT_ELEMENTS};

/* A sheet as the workbook lists it. */
typedef struct {
	char *name, *id;
	size_t entry; /* of the archive; OT_NO_ENTRY: it isn't there */
} Listed;

typedef struct {
	OtArchive *archive;
	const OtSheets *sheets;
	OtSheetTaker *taker;
	OtFormReading *reading;
	OtFindings *findings;
	const char *file;
	GArray *listed;      /* of Listed */
	GPtrArray *strings;  /* of char *: what cells share */
	GArray *date_styles; /* of bool: whether a style shows a number as a date */
	bool from_1904;
	bool broken;

	OtPull *pull;
	const char *bytes;
	const OtSheet *sheet; /* that is read */
	GPtrArray *cells;     /* of char *: of the row */
	guint row;
	bool has_heads;
	size_t n_cells;
} Reader;

/* --- parts ----------------------------------------------------------------------------------- */

static void
complain(Reader *reader, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
complain(Reader *reader, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	if (reader->reading != NULL)
		ot_form_complain(reader->reading, OT_CODE_FORM_WORKBOOK, NULL, "%s", message);
	reader->broken = true;
}

static bool
is_s(const Reader *reader, const char *name)
{
	return ot_pull_is(reader->pull, NS_S, name);
}

static char *
attr(const Reader *reader, const char *name)
{
	return ot_pull_value(reader->pull, ot_pull_attr(reader->pull, OT_PULL_NS_NONE, name));
}

/* Go through a part; `take` is called with its root as the token. */
static bool
read_part(Reader *reader, size_t entry, void (*take)(Reader *reader))
{
	g_autoptr(GBytes) packed = ot_archive_read(reader->archive, entry, reader->findings);
	g_autoptr(GBytes) bytes = packed != NULL ? ot_pull_utf8(packed) : NULL;
	const char *name = ot_archive_entry(reader->archive, entry)->name, *message;
	size_t len, offset;

	if (bytes == NULL) {
		if (packed != NULL)
			complain(reader, "its part %s is damaged: it is no UTF-16", name);
		reader->broken = true;
		return false;
	}
	reader->bytes = g_bytes_get_data(bytes, &len);
	g_autoptr(OtPull) pull = ot_pull_new(reader->bytes, len, &settings);
	reader->pull = pull;
	if (ot_pull_next(pull) == OT_PULL_START)
		take(reader);
	/* to its end, so that all of it is known to be well-formed */
	while (!reader->broken && ot_pull_token(pull)->kind != OT_PULL_DONE &&
	       ot_pull_token(pull)->kind != OT_PULL_BROKEN)
		ot_pull_next(pull);
	if (ot_pull_token(pull)->kind == OT_PULL_BROKEN) {
		ot_pull_problem(pull, &offset, &message);
		complain(reader, "its part %s is damaged: %s", name, message);
	}
	return !reader->broken;
}

/* --- the workbook ---------------------------------------------------------------------------- */

static void
clear_listed(void *data)
{
	Listed *listed = data;

	g_free(listed->name);
	g_free(listed->id);
}

static void
take_workbook(Reader *reader)
{
	while (ot_pull_child(reader->pull, 1)) {
		if (is_s(reader, "workbookPr")) {
			g_autofree char *value = attr(reader, "date1904");
			reader->from_1904 =
				g_strcmp0(value, "1") == 0 || g_strcmp0(value, "true") == 0;
		} else if (is_s(reader, "sheets")) {
			while (ot_pull_child(reader->pull, 2)) {
				Listed listed = {.name = attr(reader, "name"),
				                 .entry = OT_NO_ENTRY};
				listed.id = ot_pull_value(reader->pull,
				                          ot_pull_attr(reader->pull, NS_R, "id"));
				g_array_append_val(reader->listed, listed);
			}
		}
	}
}

static void
take_relations(Reader *reader)
{
	while (ot_pull_child(reader->pull, 1)) {
		g_autofree char *id = attr(reader, "Id"), *target = attr(reader, "Target");
		g_autofree char *mode = attr(reader, "TargetMode");
		g_autofree char *name = target == NULL      ? NULL
		                        : *target == '/' ? g_strdup(target + 1)
		                                            : g_strconcat("xl/", target, NULL);

		for (guint i = 0; i < reader->listed->len && name != NULL && mode == NULL; i++) {
			Listed *listed = &g_array_index(reader->listed, Listed, i);
			if (g_strcmp0(listed->id, id) == 0)
				listed->entry = ot_archive_find(reader->archive, name);
		}
	}
}

/* --- texts ----------------------------------------------------------------------------------- */

/* Characters that XML has no place for are written "_x000D_" (22.9.2.19). */
static char *
unescape(const char *text)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *c = text; *c != '\0';) {
		guint64 code;
		g_autofree char *digits =
			c[0] == '_' && c[1] == 'x' && strlen(c) >= 7 && c[6] == '_'
				? g_strndup(c + 2, 4)
				: NULL;
		if (digits != NULL &&
		    g_ascii_string_to_unsigned(digits, 16, 1, 0xFFFD, &code, NULL) &&
		    g_unichar_validate((gunichar) code)) {
			g_string_append_unichar(out, (gunichar) code);
			c += 7;
		} else {
			g_string_append_c(out, *c++);
		}
	}
	return g_strdup(out->str);
}

static void
append_text(Reader *reader, GString *text)
{
	const OtPullToken *token = ot_pull_token(reader->pull);
	size_t depth = token->depth;

	for (;;) {
		OtPullKind kind = ot_pull_next(reader->pull);
		if (kind == OT_PULL_BROKEN || kind == OT_PULL_DONE ||
		    (kind == OT_PULL_END && token->depth == depth))
			return;
		if (kind == OT_PULL_TEXT)
			ot_pull_decode(text, reader->bytes + token->start,
			               token->end - token->start, token->cdata);
	}
}

/* The text of <si> or <is>: of itself or of its runs; how it is read aloud is no part of it. */
static char *
read_rich(Reader *reader)
{
	size_t depth = ot_pull_token(reader->pull)->depth;
	g_autoptr(GString) text = g_string_new(NULL);

	while (ot_pull_child(reader->pull, depth)) {
		if (is_s(reader, "t"))
			append_text(reader, text);
		else if (is_s(reader, "r"))
			while (ot_pull_child(reader->pull, depth + 1))
				if (is_s(reader, "t"))
					append_text(reader, text);
	}
	return unescape(text->str);
}

static void
take_strings(Reader *reader)
{
	while (ot_pull_child(reader->pull, 1))
		if (is_s(reader, "si"))
			g_ptr_array_add(reader->strings, read_rich(reader));
}

/* --- styles ---------------------------------------------------------------------------------- */

/* A format with letters of days or hours in it, outside of quotes and brackets (18.8.30). */
static bool
is_date_format(const char *code)
{
	bool quoted = false, bracket = false;

	for (; *code != '\0'; code++) {
		if (*code == '\\' && code[1] != '\0')
			code++;
		else if (*code == '"')
			quoted = !quoted;
		else if (*code == '[' || *code == ']')
			bracket = *code == '[';
		else if (!quoted && !bracket && strchr("dmyhsDMYHS", *code) != NULL)
			return true;
	}
	return false;
}

/* Those that every program knows (18.8.30). */
static bool
is_date_number(int number)
{
	return (number >= 14 && number <= 22) || (number >= 27 && number <= 36) ||
	       (number >= 45 && number <= 47) || (number >= 50 && number <= 58);
}

static void
take_formats(Reader *reader, GHashTable *own)
{
	while (ot_pull_child(reader->pull, 2)) {
		g_autofree char *id = attr(reader, "numFmtId"), *code = attr(reader, "formatCode");
		if (id != NULL && code != NULL && is_date_format(code))
			g_hash_table_add(own, GINT_TO_POINTER(atoi(id)));
	}
}

static void
take_styles(Reader *reader)
{
	g_autoptr(GHashTable) own = g_hash_table_new(NULL, NULL);

	while (ot_pull_child(reader->pull, 1)) {
		if (is_s(reader, "numFmts"))
			take_formats(reader, own);
		else if (is_s(reader, "cellXfs"))
			while (ot_pull_child(reader->pull, 2)) {
				g_autofree char *id = attr(reader, "numFmtId");
				int number = id != NULL ? atoi(id) : 0;
				bool date = is_date_number(number) ||
				            g_hash_table_contains(own, GINT_TO_POINTER(number));
				g_array_append_val(reader->date_styles, date);
			}
	}
}

/* --- cells ----------------------------------------------------------------------------------- */

/* A number as people write it, without an exponent; free with g_free(). */
static char *
spell_number(double number)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	g_ascii_formatd(text, sizeof text, "%.15g", number);
	if (strchr(text, 'e') == NULL)
		return g_strdup(text);
	g_autofree char *long_form = g_strdup_printf("%.15f", number);
	char *end = long_form + strlen(long_form);
	while (end > long_form && end[-1] == '0')
		*--end = '\0';
	if (end > long_form && end[-1] == '.')
		*--end = '\0';
	return g_steal_pointer(&long_form);
}

static char *
read_plain(const Reader *reader, const char *text, const char *style)
{
	guint64 index;
	char *end;
	double number = g_ascii_strtod(text, &end);

	if (*text == '\0' || *end != '\0' || !isfinite(number))
		return g_strdup(text);
	if (style != NULL &&
	    g_ascii_string_to_unsigned(style, 10, 0, G_MAXUINT32, &index, NULL) &&
	    index < reader->date_styles->len &&
	    g_array_index(reader->date_styles, bool, (guint) index)) {
		char *moment = ot_sheet_moment(number, reader->from_1904);
		if (moment != NULL)
			return moment;
	}
	return spell_number(number);
}

static char *
read_typed(const Reader *reader, const char *type, const char *text, const char *style)
{
	guint64 index;

	if (g_strcmp0(type, "s") == 0)
		return g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT32, &index, NULL) &&
		                       index < reader->strings->len
		               ? g_strdup(g_ptr_array_index(reader->strings, (guint) index))
		               : g_strdup("");
	if (g_strcmp0(type, "b") == 0)
		return g_strdup(strcmp(text, "1") == 0 ? "yes" : "no");
	if (g_strcmp0(type, "str") == 0 || g_strcmp0(type, "e") == 0)
		return unescape(text);
	return read_plain(reader, text, style);
}

/* "C7" is column 2; G_MAXUINT where nothing says it. */
static guint
read_column(const char *name)
{
	guint column = 0;

	if (name == NULL || !g_ascii_isalpha(*name))
		return G_MAXUINT;
	for (; g_ascii_isalpha(*name) && column < OT_LIMIT_CSV_COLUMNS * 30; name++)
		column = column * 26 + (guint) (g_ascii_toupper(*name) - 'A' + 1);
	return column - 1;
}

static void
put_cell(Reader *reader, guint column, char *take_text)
{
	if (column >= OT_LIMIT_CSV_COLUMNS) {
		if (*take_text != '\0')
			complain(reader, "a row of the sheet “%s” has more than %u cells",
			         reader->sheet->name, OT_LIMIT_CSV_COLUMNS);
		g_free(take_text);
		return;
	}
	while (reader->cells->len <= column)
		g_ptr_array_add(reader->cells, g_strdup(""));
	g_free(g_ptr_array_index(reader->cells, column));
	g_ptr_array_index(reader->cells, column) = take_text;
}

static void
warn_formula(Reader *reader, guint column)
{
	g_autofree char *cell = ot_sheet_cell_name(column, reader->row);
	g_autofree char *place = g_strdup_printf("%s!%s", reader->sheet->name, cell);

	ot_form_complain(reader->reading, OT_CODE_FORM_FORMULA, place,
	                 "the cell holds a formula; what it showed last is taken over");
}

static void
take_cell(Reader *reader)
{
	size_t depth = ot_pull_token(reader->pull)->depth;
	g_autofree char *name = attr(reader, "r"), *type = attr(reader, "t");
	g_autofree char *style = attr(reader, "s"), *text = NULL;
	guint column = read_column(name);

	if (column == G_MAXUINT)
		column = reader->cells->len;
	while (ot_pull_child(reader->pull, depth)) {
		if (is_s(reader, "f")) {
			warn_formula(reader, column);
		} else if (is_s(reader, "v")) {
			g_autoptr(GString) value = g_string_new(NULL);
			append_text(reader, value);
			g_free(text);
			text = read_typed(reader, type, value->str, style);
		} else if (is_s(reader, "is")) {
			g_free(text);
			text = read_rich(reader);
		}
	}
	if (text == NULL)
		return;
	if (strlen(text) > OT_LIMIT_CSV_CELL) {
		g_autofree char *cell = ot_sheet_cell_name(column, reader->row);
		complain(reader, "the cell %s!%s holds more than %u bytes", reader->sheet->name,
		         cell, OT_LIMIT_CSV_CELL);
		return;
	}
	put_cell(reader, column, g_steal_pointer(&text));
}

static void
hand_row(Reader *reader)
{
	const char *const *cells = (const char *const *) reader->cells->pdata;
	guint n = reader->cells->len;

	if (reader->has_heads) {
		ot_sheet_take_row(reader->taker, cells, n, reader->row);
		return;
	}
	for (guint i = 0; i < n && !reader->has_heads; i++)
		reader->has_heads = !ot_text_is_blank(cells[i]);
	if (reader->has_heads)
		ot_sheet_take_heads(reader->taker, reader->sheet, cells, n, reader->row);
}

static void
take_rows(Reader *reader)
{
	while (!reader->broken && ot_pull_child(reader->pull, 2)) {
		g_autofree char *number = attr(reader, "r");
		guint64 row = 0;

		reader->row++;
		if (number != NULL &&
		    g_ascii_string_to_unsigned(number, 10, 1, G_MAXUINT32 - 1, &row, NULL))
			reader->row = (guint) row;
		g_ptr_array_set_size(reader->cells, 0);
		while (!reader->broken && ot_pull_child(reader->pull, 3))
			if (is_s(reader, "c"))
				take_cell(reader);
		hand_row(reader);
	}
}

static void
take_sheet(Reader *reader)
{
	while (!reader->broken && ot_pull_child(reader->pull, 1)) {
		if (is_s(reader, "sheetData"))
			take_rows(reader);
		else if (is_s(reader, "mergeCells"))
			ot_form_complain(
				reader->reading, OT_CODE_FORM_COLUMN, reader->sheet->name,
				"cells of the sheet are merged; each value is read for its first "
				"row only");
	}
}

/* --- all of it ------------------------------------------------------------------------------- */

static void
read_optional(Reader *reader, const char *name, void (*take)(Reader *reader))
{
	size_t entry = ot_archive_find(reader->archive, name);

	if (entry != OT_NO_ENTRY && !reader->broken)
		read_part(reader, entry, take);
}

static Listed *
find_listed(const Reader *reader, const char *name)
{
	g_autofree char *wanted = g_utf8_casefold(name, -1);

	for (guint i = 0; i < reader->listed->len; i++) {
		Listed *listed = &g_array_index(reader->listed, Listed, i);
		g_autofree char *its =
			listed->name != NULL ? g_utf8_casefold(listed->name, -1) : NULL;
		if (g_strcmp0(its, wanted) == 0)
			return listed;
	}
	return NULL;
}

static void
read_sheets(Reader *reader)
{
	for (guint i = 0; i < ot_sheets_count(reader->sheets) && !reader->broken; i++) {
		const OtSheet *sheet = ot_sheet(reader->sheets, i);
		const Listed *listed = find_listed(reader, sheet->name);

		if (listed == NULL || listed->entry == OT_NO_ENTRY) {
			g_autofree char *what = g_strdup_printf("sheet “%s”", sheet->name);
			ot_form_complain_gone(reader->reading, what);
			continue;
		}
		reader->sheet = sheet;
		reader->row = 0;
		reader->has_heads = false;
		read_part(reader, listed->entry, take_sheet);
	}
}

static bool
read_all(Reader *reader)
{
	size_t workbook = ot_archive_find(reader->archive, WORKBOOK);

	if (workbook == OT_NO_ENTRY) {
		complain(reader, "the file is not a workbook: it has no part " WORKBOOK);
		return false;
	}
	if (!read_part(reader, workbook, take_workbook))
		return false;
	read_optional(reader, "xl/_rels/workbook.xml.rels", take_relations);
	read_optional(reader, "xl/sharedStrings.xml", take_strings);
	read_optional(reader, "xl/styles.xml", take_styles);
	if (!reader->broken)
		read_sheets(reader);
	return !reader->broken;
}

bool
ot_form_read_workbook(const OtSheets *sheets, GBytes *bytes, const char *file,
                      OtFormReading *reading, OtFindings *findings)
{
	g_autoptr(OtArchive) archive = ot_archive_open(bytes, file, findings);
	g_autoptr(OtSheetTaker) taker = ot_sheet_taker_new(sheets, reading);
	g_autoptr(GArray) listed = g_array_new(FALSE, FALSE, sizeof(Listed));
	g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) date_styles = g_array_new(FALSE, FALSE, sizeof(bool));
	Reader reader = {
		.archive = archive,
		.sheets = sheets,
		.taker = taker,
		.reading = reading,
		.findings = findings,
		.file = file,
		.listed = listed,
		.strings = strings,
		.cells = cells,
		.date_styles = date_styles,
	};

	g_array_set_clear_func(listed, clear_listed);
	return archive != NULL && read_all(&reader);
}

bool
ot_form_is_workbook(GBytes *bytes)
{
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autoptr(OtArchive) archive = len >= 4 && memcmp(data, "PK\3\4", 4) == 0
	                                       ? ot_archive_open(bytes, "", unsaid)
	                                       : NULL;

	return archive != NULL && ot_archive_find(archive, WORKBOOK) != OT_NO_ENTRY;
}

bool
ot_form_has_sheet(GBytes *bytes, const char *name)
{
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	g_autoptr(OtArchive) archive = ot_archive_open(bytes, "", unsaid);
	g_autoptr(GArray) listed = g_array_new(FALSE, FALSE, sizeof(Listed));
	Reader reader = {.archive = archive, .listed = listed, .findings = unsaid};
	size_t entry = archive != NULL ? ot_archive_find(archive, WORKBOOK) : OT_NO_ENTRY;

	g_array_set_clear_func(listed, clear_listed);
	/* damage is told when it is read in earnest */
	return entry != OT_NO_ENTRY && read_part(&reader, entry, take_workbook) &&
	       find_listed(&reader, name) != NULL;
}
