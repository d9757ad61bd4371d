/* SPDX-License-Identifier: MIT */
#include "register/row.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "base/text.h"

#include <csv.h>
#include <stdio.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Before the cells, so that the hash of a row can't be one of another kind of file. */
#define HASH_PREFIX "outset register 1\n"

typedef enum { KIND_OWN, KIND_TEXT, KIND_CODE, KIND_CODES, KIND_DAY, KIND_TIME, KIND_HASH } Kind;

static const struct {
	const char *name, *head, *codes;
	Kind kind;
} columns[] = {
#define COLUMN(id, name, head, aliases, kind, codes, help)                                         \
	[OT_REGISTER_##id] = {name, head, codes, KIND_##kind},
#include "register/columns.def"
#undef COLUMN
};

static const OtCsvColumn csv_columns[] = {
#define COLUMN(id, name, head, aliases, kind, codes, help)                                         \
	[OT_REGISTER_##id] = {name, head, aliases, KIND_##kind == KIND_OWN},
#include "register/columns.def"
#undef COLUMN
};

const OtCsvForm ot_register_form = {csv_columns, OT_N_REGISTER_COLUMNS, NULL};

const char ot_register_no_hash[OT_REGISTER_HASH_LEN + 1] =
	"0000000000000000000000000000000000000000000000000000000000000000";

const char *
ot_register_column_name(OtRegisterColumn column)
{
	return columns[column].name;
}

const char *
ot_register_column_head(OtRegisterColumn column)
{
	return columns[column].head;
}

const char *
ot_register_column_codes(OtRegisterColumn column)
{
	return columns[column].codes;
}

bool
ot_register_has_code(OtRegisterColumn column, const char *text)
{
	if (columns[column].codes == NULL)
		return false;
	g_auto(GStrv) codes = g_strsplit(columns[column].codes, " ", -1);
	g_auto(GStrv) given = columns[column].kind == KIND_CODES ? g_strsplit(text, " ", -1)
	                                                         : g_strsplit(text, "\n", 1);

	for (char **code = given; *code != NULL; code++)
		if (!g_strv_contains((const char *const *) codes, *code))
			return false;
	return *given != NULL;
}

const char *
ot_register_usual_direction(const char *kind)
{
	static const char *const directions[][2] = {
		{"sent", "out"},       {"told", "out"},        {"asked", "in"},
		{"answered", "out"},   {"met", "both"},        {"announced", "out"},
		{"attended", "in"},    {"published", "out"},   {"received", "in"},
		{"decided", "within"}, {"prepared", "within"}, {"corrected", "within"},
		{"mended", "within"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(directions); i++)
		if (strcmp(directions[i][0], kind) == 0)
			return directions[i][1];
	return NULL;
}

/* --- spelling and hash --------------------------------------------------------------------- */

static void
spell_cell(GString *out, const char *cell)
{
	size_t len = strlen(cell), room = csv_write(NULL, 0, cell, len), start = out->len;

	g_string_set_size(out, start + room);
	csv_write(out->str + start, room, cell, len);
}

void
ot_register_spell(GString *out, const char *const *cells)
{
	for (int column = 0; column < OT_N_REGISTER_COLUMNS; column++) {
		if (column > 0)
			g_string_append_c(out, ',');
		spell_cell(out, cells[column]);
	}
	g_string_append(out, "\r\n");
}

char *
ot_register_first_line(void)
{
	GString *out = g_string_new(BYTE_ORDER_MARK);
	const char *heads[OT_N_REGISTER_COLUMNS];

	for (int column = 0; column < OT_N_REGISTER_COLUMNS; column++)
		heads[column] = columns[column].head;
	ot_register_spell(out, heads);
	return g_string_free(out, FALSE);
}

char *
ot_register_hash(const char *const *cells)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	char length[24];

	g_checksum_update(sum, (const guchar *) HASH_PREFIX, strlen(HASH_PREFIX));
	for (int column = 0; column < OT_REGISTER_HASH; column++) {
		/* Of what is written only line ends can come back in another form. */
		g_autofree char *clean = strchr(cells[column], '\r') != NULL
		                                 ? ot_register_clean(cells[column])
		                                 : NULL;
		const char *cell = clean != NULL ? clean : cells[column];
		cell += strspn(cell, " \t\n");
		size_t len = strlen(cell);
		while (len > 0 && strchr(" \t\n", cell[len - 1]) != NULL)
			len--;
		int n = g_snprintf(length, sizeof length, "%zu:", len);
		g_checksum_update(sum, (const guchar *) length, n);
		g_checksum_update(sum, (const guchar *) cell, (gssize) len);
		g_checksum_update(sum, (const guchar *) "\n", 1);
	}
	return g_strdup(g_checksum_get_string(sum));
}

char *
ot_register_clean(const char *text)
{
	char *clean = ot_text_blank_controls(g_utf8_make_valid(text, -1));
	char *to = clean;

	for (const char *from = clean; *from != '\0'; from++) {
		if (*from != '\r')
			*to++ = *from;
		else if (from[1] != '\n')
			*to++ = '\n';
	}
	*to = '\0';
	return g_strstrip(clean);
}

/* --- values -------------------------------------------------------------------------------- */

bool
ot_register_is_day(const char *text)
{
	int year, month, day, end = 0;

	return strlen(text) == strlen("2026-11-30") &&
	       sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 && end == 10 &&
	       year > 0 && month > 0 && day > 0 &&
	       g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

char *
ot_register_restore_day(const char *text)
{
	int day, month, year, end = 0;

	if (sscanf(text, "%2d/%2d/%4d%n", &day, &month, &year, &end) != 3 || text[end] != '\0')
		return NULL;
	g_autofree char *restored = g_strdup_printf("%04d-%02d-%02d", year, month, day);
	return ot_register_is_day(restored) ? g_steal_pointer(&restored) : NULL;
}

GDateTime *
ot_register_read_time(const char *text)
{
	if (ot_register_is_day(text)) {
		g_autofree char *start = g_strconcat(text, "T00:00:00Z", NULL);
		return g_date_time_new_from_iso8601(start, NULL);
	}
	/* A time that lacks its offset is none: nothing tells what came first. */
	return g_date_time_new_from_iso8601(text, NULL);
}

bool
ot_register_is_hash(const char *text)
{
	return strlen(text) == OT_REGISTER_HASH_LEN &&
	       strspn(text, "0123456789abcdef") == OT_REGISTER_HASH_LEN;
}

size_t
ot_register_read_number(const char *text)
{
	guint64 number = 0;

	return g_ascii_string_to_unsigned(text, 10, 1, G_MAXUINT32, &number, NULL)
	               ? (size_t) number
	               : 0;
}

static bool
is_time(const char *text)
{
	g_autoptr(GDateTime) time = ot_register_read_time(text);

	return time != NULL;
}

/* What a column takes, as a sentence goes on. */
static char *
describe(OtRegisterColumn column, const char *text)
{
	switch (columns[column].kind) {
	case KIND_CODE:
	case KIND_CODES: {
		g_auto(GStrv) codes = g_strsplit(columns[column].codes, " ", -1);
		const char *near = ot_nearest_name(text, (const char *const *) codes,
		                                   g_strv_length(codes));
		g_autofree char *list = g_strjoinv(", ", codes);
		return near != NULL ? g_strdup_printf("did you mean %s?", near)
		                    : g_strdup_printf("there are %s", list);
	}
	case KIND_DAY:
		return g_strdup("write a day as 2026-11-30");
	case KIND_TIME:
		return g_strdup("write a day as 2026-11-30, or a time with its offset as "
		                "2026-11-30T14:05:00+00:00");
	case KIND_HASH:
		return g_strdup("a SHA-256 has 64 hexadecimal digits in small letters");
	case KIND_TEXT:
	case KIND_OWN:
		break;
	}
	return g_strdup("leave it out");
}

static bool
takes(OtRegisterColumn column, const char *text)
{
	if (*text == '\0')
		return column != OT_REGISTER_KIND;
	switch (columns[column].kind) {
	case KIND_OWN:
		return false;
	case KIND_TEXT:
		return true;
	case KIND_CODE:
	case KIND_CODES:
		return ot_register_has_code(column, text);
	case KIND_DAY:
		return ot_register_is_day(text);
	case KIND_TIME:
		return is_time(text);
	case KIND_HASH:
		return ot_register_is_hash(text);
	}
	return false;
}

bool
ot_register_check_entry(const char *const *cells, size_t number, GError **error)
{
	size_t len = 0;

	for (int column = 0; column < OT_N_REGISTER_COLUMNS; column++) {
		const char *text = cells[column];
		len += strlen(text);
		if (takes((OtRegisterColumn) column, text))
			continue;
		g_autofree char *advice = describe((OtRegisterColumn) column, text);
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "entry %zu for the register, %s: %s%.60s%s; %s", number,
		            columns[column].name, *text != '\0' ? "\"" : "nothing", text,
		            *text != '\0' ? "\" cannot stand there" : " is given", advice);
		return false;
	}
	if (len <= OT_LIMIT_REGISTER_ROW)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
	            "entry %zu for the register is longer than %u bytes; keep the text in a file "
	            "and name the file", number, OT_LIMIT_REGISTER_ROW);
	return false;
}
