/* SPDX-License-Identifier: MIT */
#include "suppliers/record.h"

#include "base/text.h"
#include "suppliers/value.h"
#include "tables/csv.h"

#include <stdarg.h>
#include <string.h>

/* So much of a cell stands in a sentence about it. */
#define SHOWN_LETTERS 60

typedef enum {
	KIND_TEXT,
	KIND_COMPANY_NUMBER,
	KIND_PPON,
	KIND_EMAIL,
	KIND_SIZE,
	KIND_KINDS,
	KIND_CONSENT,
	KIND_DATE,
	KIND_LANGUAGE
} Kind;

static const struct {
	const char *name, *head;
	Kind kind;
	glong most; /* letters */
} fields[] = {
#define FIELD(id, name, head, aliases, kind, most)                                                 \
	[OT_SUPPLIER_##id] = {name, head, KIND_##kind, most},
#include "suppliers/fields.def"
#undef FIELD
};

static const OtCsvColumn columns[] = {
#define FIELD(id, name, head, aliases, kind, most)                                                 \
	[OT_SUPPLIER_##id] = {name, head, aliases, OT_SUPPLIER_##id == OT_SUPPLIER_NAME},
#include "suppliers/fields.def"
#undef FIELD
};

/* Dates of one column that could be two days. */
typedef struct {
	char *first;  /* the first of them as it stood, or NULL */
	size_t row;
	int line;
	size_t n;
	size_t other; /* the first row with a date that is a day only in the other order; 0: none */
} Doubtful;

struct OtSupplierReading {
	const char *path;
	OtSuppliersOptions options;
	OtFindings *findings;
	OtSupplier supplier;
	GString *texts[OT_N_SUPPLIER_FIELDS]; /* of the supplier */
	char *bad;
	bool identity_only;
	Doubtful doubtful[OT_N_SUPPLIER_FIELDS];
};

const char *
ot_supplier_field_name(OtSupplierField field)
{
	return fields[field].name;
}

const char *
ot_supplier_field_head(OtSupplierField field)
{
	return fields[field].head;
}

OtCsvForm
ot_supplier_form(char *const *heads)
{
	return (OtCsvForm){columns, OT_N_SUPPLIER_FIELDS, heads};
}

/* What ot_supplier_identity() looks at. */
static bool
identifies(OtSupplierField field)
{
	return field == OT_SUPPLIER_ID || field == OT_SUPPLIER_PPON ||
	       field == OT_SUPPLIER_COMPANY_NUMBER || field == OT_SUPPLIER_NAME ||
	       field == OT_SUPPLIER_EMAIL;
}

OtSupplierReading *
ot_supplier_reading_new(const char *path, const OtSuppliersOptions *options, bool identity_only,
                        OtFindings *findings)
{
	OtSupplierReading *reading = g_new0(OtSupplierReading, 1);

	reading->path = path;
	reading->options = *options;
	reading->identity_only = identity_only;
	reading->findings = findings;
	for (int field = 0; field < OT_N_SUPPLIER_FIELDS; field++)
		reading->texts[field] = g_string_new(NULL);
	return reading;
}

OtFinding *
ot_supplier_find(OtFindings *findings, OtCode code, const char *file, const OtSupplier *supplier,
                 OtSupplierField field, const char *format, ...)
{
	g_autofree char *place =
		g_strdup_printf("row %zu, column %s", supplier->row, fields[field].head);
	const OtWhere where = {.file = strcmp(file, "-") == 0 ? "(standard input)" : file,
	                       .line = supplier->line,
	                       .place = place};
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return ot_findings_add(findings, code, where, "%s", message);
}

#define FIND(reading, code, field, ...)                                                            \
	ot_supplier_find((reading)->findings, code, (reading)->path, &(reading)->supplier,         \
	                 (OtSupplierField) (field), __VA_ARGS__)

/* Say what is wrong with a cell, and that the row can't be used; the first reason is kept. */
static void G_GNUC_PRINTF(4, 5)
spoil(OtSupplierReading *reading, OtCode code, OtSupplierField field, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	FIND(reading, code, field, "%s", message);
	if (reading->bad == NULL)
		reading->bad = g_strdup_printf("column %s: %s", fields[field].head, message);
	reading->supplier.bad = reading->bad;
}

/* --- cells --------------------------------------------------------------------------------- */

static void
take_email(OtSupplierReading *reading, GString *text)
{
	if (ot_supplier_is_email(text->str))
		return;
	g_autofree char *shown = ot_text_shorten(text->str, SHOWN_LETTERS);
	spoil(reading, OT_CODE_SUPPLIER_EMAIL, OT_SUPPLIER_EMAIL,
	      "“%s” is not one address of e-mail", shown);
}

static void
take_ppon(OtSupplierReading *reading, GString *text)
{
	char ppon[15];

	if (ot_supplier_read_ppon(text->str, ppon)) {
		g_string_assign(text, ppon);
		return;
	}
	g_autofree char *shown = ot_text_shorten(text->str, SHOWN_LETTERS);
	FIND(reading, OT_CODE_SUPPLIER_PPON, OT_SUPPLIER_PPON,
	     "“%s” has not the shape of a PPON, as PZGG-1891-TDCX has", shown);
}

static void
take_company_number(OtSupplierReading *reading, GString *text)
{
	char number[9];

	if (!ot_supplier_read_company_number(text->str, number)) {
		g_autofree char *shown = ot_text_shorten(text->str, SHOWN_LETTERS);
		FIND(reading, OT_CODE_SUPPLIER_COMPANY_NUMBER, OT_SUPPLIER_COMPANY_NUMBER,
		     "“%s” has not the shape of a company number, as 01234567 or SC123456", shown);
		return;
	}
	if (strlen(text->str) < strlen(number) && g_ascii_isdigit(text->str[0]))
		FIND(reading, OT_CODE_SUPPLIER_NOUGHTS, OT_SUPPLIER_COMPANY_NUMBER,
		     "“%s” has fewer than 8 digits, and is read as %s", text->str, number);
	g_string_assign(text, number);
}

static void
find_no_date(OtSupplierReading *reading, OtSupplierField field, const char *text)
{
	g_autofree char *shown = ot_text_shorten(text, SHOWN_LETTERS);

	FIND(reading, OT_CODE_SUPPLIER_DATE, field, "“%s” is not a date", shown);
}

static void
take_date(OtSupplierReading *reading, OtSupplierField field, GString *text)
{
	Doubtful *doubtful = &reading->doubtful[field];
	const OtSupplier *supplier = &reading->supplier;
	char day[11];

	switch (ot_supplier_read_day(text->str, reading->options.dates, day)) {
	case OT_DAY_CLEAR:
		break;
	case OT_DAY_EITHER:
		if (doubtful->n++ > 0)
			break;
		doubtful->first = g_strdup(text->str);
		doubtful->row = supplier->row;
		doubtful->line = supplier->line;
		break;
	case OT_DAY_OTHER_ORDER:
		if (doubtful->other == 0)
			doubtful->other = supplier->row;
		FIND(reading, OT_CODE_SUPPLIER_DATE, field,
		     reading->options.dates == OT_DATES_MONTH_FIRST
		             ? "“%s” is not a date with the month first, as outset.ini says of this "
		               "list"
		             : "“%s” is not a date with the day first; perhaps the month is first",
		     text->str);
		return;
	case OT_DAY_NONE:
		find_no_date(reading, field, text->str);
		return;
	}
	g_string_assign(text, day);
}

static void
find_unknown(OtSupplierReading *reading, OtSupplierField field, const char *word, const char *list)
{
	g_autofree char *shown = ot_text_shorten(word, SHOWN_LETTERS);
	OtFinding *finding = FIND(reading, OT_CODE_SUPPLIER_WORD, field,
	                          "“%s” is not one of the values", shown);

	ot_finding_advise(reading->findings, finding, "Write one of: %s.", list);
}

static void
take_words(OtSupplierReading *reading, OtSupplierField field, GString *text)
{
	OtSupplier *supplier = &reading->supplier;
	g_autofree char *unknown = NULL;

	switch (fields[field].kind) {
	case KIND_SIZE:
		if (!ot_supplier_read_size(text->str, &supplier->size))
			find_unknown(reading, field, text->str, "micro, small, medium, large, sme");
		break;
	case KIND_KINDS:
		if (!ot_supplier_read_kinds(text->str, &supplier->kinds, &unknown))
			find_unknown(reading, field, unknown,
			             "vcse, supported-employment, public-service-mutual");
		break;
	case KIND_CONSENT:
		if (!ot_supplier_read_consent(text->str, &supplier->consent))
			find_unknown(reading, field, text->str, "given, refused, withdrawn");
		break;
	default:
		if (ot_supplier_read_language(text->str) != NULL)
			g_string_assign(text, ot_supplier_read_language(text->str));
		else
			find_unknown(reading, field, text->str, "en, cy, both");
	}
}

static void
take_value(OtSupplierReading *reading, OtSupplierField field, GString *text)
{
	switch (fields[field].kind) {
	case KIND_TEXT:
		break;
	case KIND_EMAIL:
		take_email(reading, text);
		break;
	case KIND_PPON:
		take_ppon(reading, text);
		break;
	case KIND_COMPANY_NUMBER:
		take_company_number(reading, text);
		break;
	case KIND_DATE:
		take_date(reading, field, text);
		break;
	case KIND_SIZE:
	case KIND_KINDS:
	case KIND_CONSENT:
	case KIND_LANGUAGE:
		take_words(reading, field, text);
		break;
	}
}

/* "+44 1234 567890" is how a telephone number begins, and no sum. */
static bool
is_formula(OtSupplierField field, const char *text)
{
	if (field == OT_SUPPLIER_TELEPHONE && *text == '+' && g_ascii_isdigit(text[1]))
		return false;
	return ot_csv_is_formula(text) && strlen(text) > 1;
}

/*
 * Signs that turn the direction of what follows can make a name look like another (UAX 9, 2.1 to
 * 2.4).
 */
static bool
turns_direction(const char *text)
{
	/* All of them begin with this byte in UTF-8. */
	while ((text = strchr(text, '\xE2')) != NULL) {
		gunichar letter = g_utf8_get_char(text);
		text = g_utf8_next_char(text);
		if ((letter >= 0x202A && letter <= 0x202E) ||
		    (letter >= 0x2066 && letter <= 0x2069))
			return true;
	}
	return false;
}

static void
take_cell(OtSupplierReading *reading, OtSupplierField field, const char *cell)
{
	GString *text = reading->texts[field];
	bool blank = false;

	g_string_truncate(text, 0);
	ot_text_append_folded(text, cell, &blank);
	if (text->len == 0)
		return;
	if (is_formula(field, text->str)) {
		g_autofree char *shown = ot_text_shorten(text->str, SHOWN_LETTERS);
		FIND(reading, OT_CODE_SUPPLIER_FORMULA, field,
		     "a spreadsheet would take “%s” for a formula", shown);
	}
	if (turns_direction(text->str))
		FIND(reading, OT_CODE_SUPPLIER_DIRECTION, field,
		     "the text has signs that nobody sees and that turn its direction");
	if ((glong) text->len > fields[field].most &&
	    g_utf8_strlen(text->str, -1) > fields[field].most)
		spoil(reading, OT_CODE_SUPPLIER_LONG, field,
		      "the cell has %ld letters, more than %ld", g_utf8_strlen(text->str, -1),
		      fields[field].most);
	else
		take_value(reading, field, text);
}

/* --- rows ---------------------------------------------------------------------------------- */

const OtSupplier *
ot_supplier_reading_take(OtSupplierReading *reading, const OtCsvRow *row)
{
	OtSupplier *supplier = &reading->supplier;

	*supplier =
		(OtSupplier){.row = row->number, .line = row->line, .code = "", .file_name = ""};
	g_clear_pointer(&reading->bad, g_free);
	for (int field = 0; field < OT_N_SUPPLIER_FIELDS; field++)
		if (!reading->identity_only || identifies((OtSupplierField) field))
			take_cell(reading, (OtSupplierField) field, row->cells[field]);
	for (int field = 0; field < OT_N_SUPPLIER_FIELDS; field++)
		supplier->values[field] = reading->texts[field]->str;
	if (*supplier->values[OT_SUPPLIER_NAME] == '\0')
		spoil(reading, OT_CODE_SUPPLIER_NAMELESS, OT_SUPPLIER_NAME,
		      "the supplier has no name");
	if (row->overlong && reading->bad == NULL)
		reading->bad = g_strdup("the row has more cells than the table has columns");
	supplier->bad = reading->bad;
	return supplier;
}

static void
find_doubtful(const OtSupplierReading *reading, int field)
{
	const Doubtful *doubtful = &reading->doubtful[field];
	const OtSupplier at = {.row = doubtful->row, .line = doubtful->line};
	g_autofree char *others =
		doubtful->n > 1 ? g_strdup_printf(", as %zu more below it", doubtful->n - 1)
		                : g_strdup("");
	g_autofree char *against =
		doubtful->other > 0
			? g_strdup_printf("; but the date of row %zu has the month first",
			                  doubtful->other)
			: g_strdup("");

	if (doubtful->n > 0)
		ot_supplier_find(reading->findings,
		                 doubtful->other > 0 ? OT_CODE_SUPPLIER_DATE_MIXED
		                                     : OT_CODE_SUPPLIER_DATE_EITHER,
		                 reading->path, &at, (OtSupplierField) field,
		                 "“%s” could be two days, and is read with the day first%s%s",
		                 doubtful->first, others, against);
}

void
ot_supplier_reading_end(OtSupplierReading *reading)
{
	for (int field = 0; field < OT_N_SUPPLIER_FIELDS; field++) {
		find_doubtful(reading, field);
		g_free(reading->doubtful[field].first);
		g_string_free(reading->texts[field], TRUE);
	}
	g_free(reading->bad);
	g_free(reading);
}

/* --- codes --------------------------------------------------------------------------------- */

char *
ot_supplier_identity(const OtSupplier *supplier)
{
	const char *const *values = supplier->values;
	char number[15];

	if (*values[OT_SUPPLIER_ID] != '\0') {
		g_autofree char *folded = g_utf8_casefold(values[OT_SUPPLIER_ID], -1);
		return g_strconcat("id\n", folded, NULL);
	}
	if (ot_supplier_read_ppon(values[OT_SUPPLIER_PPON], number))
		return g_strdup_printf("ppon\n%s", number);
	if (ot_supplier_read_company_number(values[OT_SUPPLIER_COMPANY_NUMBER], number))
		return g_strdup_printf("company\n%s", number);
	g_autofree char *name = ot_supplier_plain_name(values[OT_SUPPLIER_NAME]);
	g_autofree char *email = g_utf8_casefold(values[OT_SUPPLIER_EMAIL], -1);
	if (*values[OT_SUPPLIER_NAME] == '\0')
		return NULL;
	/* A name of signs only is plain words of none. */
	return g_strdup_printf("name\n%s\n%s", *name != '\0' ? name : values[OT_SUPPLIER_NAME],
	                       email);
}

static OtSupplierField
identified_by(const OtSupplier *supplier)
{
	char number[15];

	if (*supplier->values[OT_SUPPLIER_ID] != '\0')
		return OT_SUPPLIER_ID;
	if (ot_supplier_read_ppon(supplier->values[OT_SUPPLIER_PPON], number))
		return OT_SUPPLIER_PPON;
	if (ot_supplier_read_company_number(supplier->values[OT_SUPPLIER_COMPANY_NUMBER], number))
		return OT_SUPPLIER_COMPANY_NUMBER;
	return OT_SUPPLIER_NAME;
}

void
ot_supplier_name_by_code(OtSupplier *supplier, const OtSupplierCodes *codes, const char *file,
                         OtFindings *findings, char code[OT_SUPPLIER_CODE_BYTES], char **why,
                         char **file_name)
{
	g_autofree char *identity = ot_supplier_identity(supplier);
	OtSupplierField field = identified_by(supplier);
	size_t first;

	*why = NULL;
	*file_name = NULL;
	if (!ot_supplier_codes_get(codes, identity, code, &first))
		return;
	if (first == supplier->row) {
		*file_name = ot_supplier_file_name(supplier->values[OT_SUPPLIER_NAME], code);
		supplier->code = code;
		supplier->file_name = *file_name;
		return;
	}
	g_autofree char *shown = ot_text_shorten(supplier->values[field], SHOWN_LETTERS);
	ot_supplier_find(findings, OT_CODE_SUPPLIER_TWICE, file, supplier, field,
	                 "row %zu has the same %s “%s”", first, fields[field].head, shown);
	if (supplier->bad != NULL)
		return;
	*why = g_strdup_printf("column %s: row %zu is the same supplier", fields[field].head,
	                       first);
	supplier->bad = *why;
}
