/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "base/text.h"
#include "funding/funding.h"
#include "funding/value.h"
#include "tables/csv-read.h"

#include <string.h>

typedef enum { KIND_TEXT, KIND_CODE, KIND_CODES, KIND_DATE, KIND_AMOUNT, KIND_LINK } Kind;

static const struct {
	const char *name, *head, *giving, *codes;
	Kind kind;
} fields[] = {
#define FIELD(id, name, head, aliases, kind, codes, giving)                                        \
	[OT_FUND_##id] = {name, head, giving, codes, KIND_##kind},
#include "funding/fields.def"
#undef FIELD
};

static const OtCsvColumn columns[] = {
#define FIELD(id, name, head, aliases, kind, codes, giving)                                        \
	[OT_FUND_##id] = {name, head, aliases, OT_FUND_##id == OT_FUND_NAME},
#include "funding/fields.def"
#undef FIELD
};

struct OtFunding {
	OtArena *arena;
	GArray *rows;    /* of OtFund */
	GHashTable *ids; /* of 1 + the index of a row, by id */
};

typedef struct {
	OtFunding *funding;
	OtCsvForm form;
	const OtFundingOptions *options;
	OtFindings *findings;
} Reader;

const char *
ot_fund_field_name(OtFundField field)
{
	return fields[field].name;
}

const char *
ot_fund_field_head(OtFundField field)
{
	return fields[field].head;
}

const char *
ot_fund_field_giving(OtFundField field)
{
	return fields[field].giving;
}

/* --- values -------------------------------------------------------------------------------- */

/* A code as it is listed, or what stood there with a finding. */
static const char *
read_code(const Reader *reader, const OtCsvRow *row, OtFundField field, const char *text)
{
	g_auto(GStrv) codes = g_strsplit(fields[field].codes, " ", -1);
	g_autofree char *code = g_ascii_strdown(text, -1);
	g_autofree char *list = g_strjoinv(", ", codes);

	g_strdelimit(code, " _", '-');
	if (g_strv_contains((const char *const *) codes, code))
		return ot_arena_strdup(reader->funding->arena, code);
	const char *near = ot_nearest_name(code, (const char *const *) codes, g_strv_length(codes));
	OtFinding *finding = ot_csv_find(reader->findings, OT_CODE_FUND_CODE, &reader->form, row,
	                                 (int) field, "“%s” is not one of the values", text);
	if (near != NULL)
		ot_finding_advise(reader->findings, finding, "Write %s; there are %s.", near, list);
	else
		ot_finding_advise(reader->findings, finding, "Choose one of: %s.", list);
	return text;
}

/* Several codes, with commas, semicolons or "|" between them; kept with "; ". */
static const char *
read_codes(const Reader *reader, const OtCsvRow *row, OtFundField field, const char *text)
{
	g_auto(GStrv) parts = g_strsplit_set(text, ",;|", -1);
	g_autoptr(GString) all = g_string_new(NULL);

	for (char **part = parts; *part != NULL; part++)
		if (*g_strstrip(*part) != '\0')
			g_string_append_printf(all, "%s%s", all->len > 0 ? "; " : "",
			                       read_code(reader, row, field, *part));
	return ot_arena_strdup(reader->funding->arena, all->str);
}

static const char *
read_value(const Reader *reader, const OtCsvRow *row, OtFundField field)
{
	OtArena *arena = reader->funding->arena;
	const char *text = ot_text_fold(ot_arena_strdup(arena, row->cells[field]));
	const char *read = text;

	if (*text == '\0')
		return text;
	switch (fields[field].kind) {
	case KIND_TEXT:
	case KIND_LINK:
		return text;
	case KIND_CODE:
		return read_code(reader, row, field, text);
	case KIND_CODES:
		return read_codes(reader, row, field, text);
	case KIND_DATE:
		read = ot_fund_read_date(arena, text);
		if (read == NULL)
			ot_csv_find(reader->findings, OT_CODE_FUND_DATE, &reader->form, row,
			            (int) field, "“%s” is not a date", text);
		break;
	case KIND_AMOUNT:
		read = ot_fund_read_amount(arena, text);
		if (read == NULL)
			ot_csv_find(reader->findings, OT_CODE_FUND_NUMBER, &reader->form, row,
			            (int) field, "“%s” is not an amount", text);
		break;
	}
	return read != NULL ? read : text;
}

/* --- one row ------------------------------------------------------------------------------- */

#define FIND(code, field, ...)                                                                     \
	ot_csv_find(reader->findings, code, &reader->form, row, (int) (field), __VA_ARGS__)

static void
check_dates(const Reader *reader, const OtCsvRow *row, const OtFund *fund)
{
	const char *opens = fund->values[OT_FUND_OPENS], *closes = fund->values[OT_FUND_CLOSES];
	const char *today = reader->options->today, *status = fund->values[OT_FUND_STATUS];
	int days;

	if (ot_funding_days(opens, closes, &days) && days < 0)
		FIND(OT_CODE_FUND_DATES, OT_FUND_CLOSES, "it closes on %s and opens on %s", closes,
		     opens);
	if (ot_funding_days(closes, today, &days) && days > 0 &&
	    (strcmp(status, "open") == 0 || strcmp(status, "rolling") == 0))
		FIND(OT_CODE_FUND_ENDED, OT_FUND_CLOSES,
		     "it is called %s, and its last day was %s", status, closes);
}

static bool
is_over(const OtFund *fund, const char *today)
{
	const char *status = fund->values[OT_FUND_STATUS];
	int days;

	return strcmp(status, "closed") == 0 || strcmp(status, "archived") == 0 ||
	       (ot_funding_days(fund->values[OT_FUND_CLOSES], today, &days) && days > 0);
}

/* Whether what the row says can still be believed; nobody needs to look after what is over. */
static void
check_age(const Reader *reader, const OtCsvRow *row, const OtFund *fund)
{
	const char *checked = fund->values[OT_FUND_CHECKED];
	int days;

	if (is_over(fund, reader->options->today))
		return;
	if (*checked == '\0')
		FIND(OT_CODE_FUND_UNCHECKED, OT_FUND_CHECKED,
		     "nothing says when it was compared with the page of the funder");
	else if (ot_funding_days(checked, reader->options->today, &days) &&
	         days > reader->options->stale_days)
		FIND(OT_CODE_FUND_UNCHECKED, OT_FUND_CHECKED,
		     "it was last compared with the page of the funder %d days ago, on %s", days,
		     checked);
}

static bool
is_link(const char *text)
{
	return g_str_has_prefix(text, "https://") || g_str_has_prefix(text, "http://");
}

static void
check_rest(const Reader *reader, const OtCsvRow *row, const OtFund *fund)
{
	const char *least = fund->values[OT_FUND_LEAST], *most = fund->values[OT_FUND_MOST];
	const char *link = fund->values[OT_FUND_LINK];

	if (g_ascii_isdigit(*least) && g_ascii_isdigit(*most) &&
	    g_ascii_strtod(least, NULL) > g_ascii_strtod(most, NULL))
		FIND(OT_CODE_FUND_AMOUNTS, OT_FUND_LEAST,
		     "the least award, %s, is above the most, %s", least, most);
	if (*link == '\0')
		FIND(OT_CODE_FUND_LINK, OT_FUND_LINK, "it has no link");
	else if (!is_link(link))
		FIND(OT_CODE_FUND_LINK, OT_FUND_LINK,
		     "“%s” is not a link; it starts with neither https:// nor http://", link);
}

/* Rows are told apart by their ids, or where they have none by name and funder. */
static void
check_twice(Reader *reader, const OtCsvRow *row, const OtFund *fund, size_t index)
{
	const char *id = fund->values[OT_FUND_ID];
	bool has_id = *id != '\0';
	const char *key = has_id ? id
	                         : ot_arena_printf(reader->funding->arena, "%s\n%s",
	                                           fund->values[OT_FUND_NAME],
	                                           fund->values[OT_FUND_FUNDER]);
	gpointer before = g_hash_table_lookup(reader->funding->ids, key);

	if (before == NULL) {
		g_hash_table_insert(reader->funding->ids, (char *) key,
		                    GSIZE_TO_POINTER(index + 1));
		return;
	}
	const OtFund *other =
		&g_array_index(reader->funding->rows, OtFund, GPOINTER_TO_SIZE(before) - 1);
	FIND(OT_CODE_FUND_TWICE, has_id ? OT_FUND_ID : OT_FUND_NAME, "row %zu has the same “%s”",
	     other->row, has_id ? id : fund->values[OT_FUND_NAME]);
}

static bool
take_row(const OtCsvRow *row, void *data)
{
	Reader *reader = data;
	GArray *rows = reader->funding->rows;
	OtFund fund = {.row = row->number, .line = row->line};

	if (rows->len >= OT_LIMIT_FUNDS) {
		FIND(OT_CODE_TABLE_LIMIT, -1, "the list has more than %u funds", OT_LIMIT_FUNDS);
		return false;
	}
	for (int field = 0; field < OT_N_FUND_FIELDS; field++)
		fund.values[field] = read_value(reader, row, (OtFundField) field);
	if (*fund.values[OT_FUND_NAME] == '\0') {
		FIND(OT_CODE_FUND_NAMELESS, OT_FUND_NAME, "the fund has no name");
		return true;
	}
	check_dates(reader, row, &fund);
	check_age(reader, row, &fund);
	check_rest(reader, row, &fund);
	check_twice(reader, row, &fund, rows->len);
	g_array_append_val(rows, fund);
	return true;
}

/* --- the list ------------------------------------------------------------------------------ */

static bool
check_heads(char *const *heads, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (int field = 0; field < OT_N_FUND_FIELDS; field++)
		g_ptr_array_add(names, (char *) fields[field].name);
	for (; heads != NULL && *heads != NULL; heads += 2) {
		if (g_ptr_array_find_with_equal_func(names, *heads, g_str_equal, NULL))
			continue;
		g_autofree char *advice = ot_name_advice(*heads, names);
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "outset.ini: a list of funding has no column \"%s\"%s", *heads, advice);
		return false;
	}
	return true;
}

OtFunding *
ot_funding_read(const char *path, const OtFundingOptions *options, OtFindings *findings,
                GError **error)
{
	g_autoptr(OtFunding) funding = g_new0(OtFunding, 1);
	Reader reader = {
		.funding = funding,
		.form = {columns, OT_N_FUND_FIELDS, options->heads},
		.options = options,
		.findings = findings,
	};

	funding->arena = ot_arena_new();
	funding->rows = g_array_new(FALSE, FALSE, sizeof(OtFund));
	funding->ids = g_hash_table_new(g_str_hash, g_str_equal);
	if (!check_heads(options->heads, error) ||
	    !ot_csv_read(path, &reader.form, take_row, &reader, findings, error))
		return NULL;
	return g_steal_pointer(&funding);
}

void
ot_funding_free(OtFunding *funding)
{
	if (funding == NULL)
		return;
	g_array_unref(funding->rows);
	g_hash_table_unref(funding->ids);
	ot_arena_free(funding->arena);
	g_free(funding);
}

const GArray *
ot_funding_rows(const OtFunding *funding)
{
	return funding->rows;
}

const OtFund *
ot_funding_find(const OtFunding *funding, const char *id)
{
	gpointer index = g_hash_table_lookup(funding->ids, id);

	if (index == NULL)
		return NULL;
	const OtFund *fund =
		&g_array_index(funding->rows, OtFund, GPOINTER_TO_SIZE(index) - 1);
	return strcmp(fund->values[OT_FUND_ID], id) == 0 ? fund : NULL;
}
