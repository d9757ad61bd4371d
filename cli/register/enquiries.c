/* SPDX-License-Identifier: MIT */
#include "register/enquiries.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "register/row.h"
#include "register/shape.h"
#include "tables/csv-read.h"
#include "tables/csv.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#define NO_COLUMN (-1)

typedef enum { KIND_ID, KIND_TEXT, KIND_DAY, KIND_STATUS } Kind;

static const Kind kinds[] = {
#define COLUMN(id, name, head, aliases, kind, help) [OT_ENQUIRY_##id] = KIND_##kind,
#include "register/enquiry-columns.def"
#undef COLUMN
};

static const OtCsvColumn columns[] = {
#define COLUMN(id, name, head, aliases, kind, help)                                                \
	[OT_ENQUIRY_##id] = {name, head, aliases, OT_ENQUIRY_##id == OT_ENQUIRY_QUESTION},
#include "register/enquiry-columns.def"
#undef COLUMN
};

static const OtCsvForm form = {columns, OT_N_ENQUIRY_COLUMNS, NULL};

static const char *const states[] = {
	[OT_ENQUIRY_IS_OPEN] = "open",
	[OT_ENQUIRY_IS_ANSWERED] = "answered",
	[OT_ENQUIRY_IS_PUBLISHED] = "published",
	[OT_ENQUIRY_IS_MERGED] = "merged",
	[OT_ENQUIRY_IS_WITHHELD] = "withheld",
};

struct OtEnquiries {
	char *path;
	int fd;            /* the lock; -1: none */
	char sign;         /* between cells */
	GPtrArray *rows;   /* of OtEnquiry * */
	GPtrArray *heads;  /* as they stand in the file; of a new one none */
	GArray *order;     /* of int: for each column of the file its column, or NO_COLUMN */
};

typedef struct {
	OtEnquiries *enquiries;
	OtFindings *findings;
} Reader;

const char *
ot_enquiry_state_name(OtEnquiryState state)
{
	return states[state];
}

static void
free_enquiry(gpointer data)
{
	OtEnquiry *enquiry = data;

	for (int column = 0; column < OT_N_ENQUIRY_COLUMNS; column++)
		g_free(enquiry->values[column]);
	g_strfreev(enquiry->others);
	g_free(enquiry);
}

OtFinding *
ot_enquiry_find(const OtEnquiries *enquiries, const OtEnquiry *enquiry, OtEnquiryColumn column,
                 OtFindings *findings, OtCode code, const char *format, ...)
{
	const OtCsvRow row = {.file = enquiries->path, .number = enquiry->row,
	                      .line = enquiry->line};
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return ot_csv_find(findings, code, &form, &row, (int) column, "%s", message);
}

/* --- one question -------------------------------------------------------------------------- */

/* What was done counts more than what the column says: people forget to change it. */
static OtEnquiryState
find_state(char *const *values)
{
	if (*values[OT_ENQUIRY_MERGED_INTO] != '\0')
		return OT_ENQUIRY_IS_MERGED;
	if (g_ascii_strcasecmp(values[OT_ENQUIRY_STATUS], states[OT_ENQUIRY_IS_WITHHELD]) == 0)
		return OT_ENQUIRY_IS_WITHHELD;
	if (*values[OT_ENQUIRY_ANSWER] == '\0')
		return OT_ENQUIRY_IS_OPEN;
	return *values[OT_ENQUIRY_PUBLISHED] != '\0' ? OT_ENQUIRY_IS_PUBLISHED
	                                              : OT_ENQUIRY_IS_ANSWERED;
}

void
ot_enquiry_set(OtEnquiry *enquiry, OtEnquiryColumn column, const char *text)
{
	char **value = &enquiry->values[column];

	g_free(*value);
	*value = ot_register_clean(text);
	enquiry->state = find_state(enquiry->values);
	if (column == OT_ENQUIRY_STATUS)
		return;
	g_free(enquiry->values[OT_ENQUIRY_STATUS]);
	enquiry->values[OT_ENQUIRY_STATUS] = g_strdup(states[enquiry->state]);
}

static bool
is_state(const char *text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
		if (g_ascii_strcasecmp(states[i], text) == 0)
			return true;
	return *text == '\0';
}

/* A day, perhaps in the form of a spreadsheet, which is said and put back. */
static void
read_day(const Reader *reader, OtEnquiry *enquiry, OtEnquiryColumn column)
{
	char **value = &enquiry->values[column];

	if (**value == '\0' || ot_register_is_day(*value))
		return;
	char *restored = ot_register_restore_day(*value);
	if (restored == NULL) {
		ot_enquiry_find(reader->enquiries, enquiry, column, reader->findings,
		                 OT_CODE_QUESTION_DATE, "“%s” is not a date", *value);
		return;
	}
	ot_enquiry_find(reader->enquiries, enquiry, column, reader->findings,
	                 OT_CODE_QUESTION_REFORMED, "“%s” is read as %s", *value, restored);
	g_free(*value);
	*value = restored;
}

static void
check_values(const Reader *reader, OtEnquiry *enquiry)
{
	const OtEnquiries *enquiries = reader->enquiries;

	for (int column = 0; column < OT_N_ENQUIRY_COLUMNS; column++)
		if (kinds[column] == KIND_DAY)
			read_day(reader, enquiry, (OtEnquiryColumn) column);
	if (!is_state(enquiry->values[OT_ENQUIRY_STATUS]))
		ot_enquiry_find(enquiries, enquiry, OT_ENQUIRY_STATUS, reader->findings,
		                 OT_CODE_QUESTION_STATUS, "“%s” is not a status",
		                 enquiry->values[OT_ENQUIRY_STATUS]);
	if (*enquiry->values[OT_ENQUIRY_QUESTION] == '\0')
		ot_enquiry_find(enquiries, enquiry, OT_ENQUIRY_QUESTION, reader->findings,
		                 OT_CODE_QUESTION_EMPTY, "there is no question");
	enquiry->state = find_state(enquiry->values);
}

static char **
copy_others(const OtCsvRow *row)
{
	GPtrArray *others = g_ptr_array_new();

	for (size_t i = 0; i < row->n_heads; i++)
		if (row->columns[i] == NO_COLUMN)
			g_ptr_array_add(others, g_strdup(i < row->n_raw ? row->raw[i] : ""));
	g_ptr_array_add(others, NULL);
	return (char **) g_ptr_array_free(others, FALSE);
}

/* How the file is laid out; every row tells the same. */
static void
take_layout(OtEnquiries *enquiries, const OtCsvRow *row)
{
	enquiries->sign = row->sign;
	g_array_append_vals(enquiries->order, row->columns, (guint) row->n_heads);
	for (size_t i = 0; i < row->n_heads; i++)
		g_ptr_array_add(enquiries->heads, g_strdup(row->heads[i]));
}

static bool
take_row(const OtCsvRow *row, void *data)
{
	const Reader *reader = data;
	OtEnquiries *enquiries = reader->enquiries;

	if (enquiries->order->len == 0)
		take_layout(enquiries, row);
	OtEnquiry *enquiry = g_new0(OtEnquiry, 1);
	g_ptr_array_add(enquiries->rows, enquiry);
	enquiry->row = row->number;
	enquiry->line = row->line;
	for (int column = 0; column < OT_N_ENQUIRY_COLUMNS; column++)
		enquiry->values[column] = ot_register_clean(row->cells[column]);
	enquiry->others = copy_others(row);
	if (enquiries->rows->len > OT_LIMIT_QUESTIONS) {
		ot_enquiry_find(enquiries, enquiry, OT_ENQUIRY_ID, reader->findings,
		                 OT_CODE_TABLE_LIMIT, "the list has more than %u questions",
		                 OT_LIMIT_QUESTIONS);
		return false;
	}
	check_values(reader, enquiry);
	return true;
}

/* --- the list ------------------------------------------------------------------------------ */

static guint64
number_of(const char *id)
{
	guint64 number;

	return g_ascii_toupper(*id) == 'Q' &&
	                       g_ascii_string_to_unsigned(id + 1, 10, 1, G_MAXINT32, &number, NULL)
	               ? number
	               : 0;
}

/* The highest number that an id has. */
static guint64
last_number(const OtEnquiries *enquiries)
{
	guint64 last = 0;

	for (guint i = 0; i < enquiries->rows->len; i++) {
		const OtEnquiry *enquiry = g_ptr_array_index(enquiries->rows, i);
		guint64 number = number_of(enquiry->values[OT_ENQUIRY_ID]);
		last = MAX(last, number);
	}
	return last;
}

static char *
make_id(guint64 number)
{
	return g_strdup_printf("Q%" G_GUINT64_FORMAT, number);
}

/* A row that a person added in a spreadsheet gets an id; two with the same are told. */
static void
check_ids(const Reader *reader)
{
	g_autoptr(GHashTable) rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const OtEnquiries *enquiries = reader->enquiries;
	guint64 last = last_number(enquiries);

	for (guint i = 0; i < enquiries->rows->len; i++) {
		OtEnquiry *enquiry = g_ptr_array_index(enquiries->rows, i);
		char **id = &enquiry->values[OT_ENQUIRY_ID];
		if (**id == '\0') {
			g_free(*id);
			*id = make_id(++last);
		}
		g_autofree char *key = g_ascii_strup(*id, -1);
		const OtEnquiry *other = g_hash_table_lookup(rows, key);
		if (other != NULL)
			ot_enquiry_find(enquiries, enquiry, OT_ENQUIRY_ID, reader->findings,
			                 OT_CODE_QUESTION_TWICE, "row %zu has the same id, %s",
			                 other->row, *id);
		else
			g_hash_table_insert(rows, g_steal_pointer(&key), enquiry);
	}
}

static void
check_merged(const Reader *reader)
{
	const OtEnquiries *enquiries = reader->enquiries;

	for (guint i = 0; i < enquiries->rows->len; i++) {
		const OtEnquiry *enquiry = g_ptr_array_index(enquiries->rows, i);
		const char *into = enquiry->values[OT_ENQUIRY_MERGED_INTO];
		const OtEnquiry *other = *into != '\0' ? ot_enquiries_find(enquiries, into) : NULL;
		if (*into == '\0' || (other != NULL && other->state != OT_ENQUIRY_IS_MERGED))
			continue;
		ot_enquiry_find(enquiries, enquiry, OT_ENQUIRY_MERGED_INTO, reader->findings,
		                OT_CODE_QUESTION_MERGED,
		                other == NULL ? "there is no question %s" : "%s is merged itself",
		                into);
	}
}

static OtEnquiries *
new_enquiries(const char *path)
{
	OtEnquiries *enquiries = g_new0(OtEnquiries, 1);

	enquiries->path = g_strdup(path);
	enquiries->fd = -1;
	enquiries->sign = ',';
	enquiries->rows = g_ptr_array_new_with_free_func(free_enquiry);
	enquiries->heads = g_ptr_array_new_with_free_func(g_free);
	enquiries->order = g_array_new(FALSE, FALSE, sizeof(int));
	return enquiries;
}

/* Lock the file, which may be made by that; `is_new` tells whether there is nothing in it. */
static bool
lock(OtEnquiries *enquiries, bool *is_new, GError **error)
{
	OtRegisterShape shape;

	enquiries->fd = ot_register_open(enquiries->path, true, error);
	if (enquiries->fd < 0 ||
	    !ot_register_shape(enquiries->fd, enquiries->path, &shape, error))
		return false;
	*is_new = shape.size == 0;
	return true;
}

/*
 * A column that a person added is kept, so that it isn't said of it that nothing is done with it.
 */
static void
pass_on(const OtFindings *found, OtFindings *findings)
{
	const char *unknown = ot_code_info(OT_CODE_TABLE_COLUMN_UNKNOWN)->code;

	for (size_t i = 0; i < ot_findings_count(found); i++) {
		OtFinding finding = *ot_findings_get(found, i);
		if (strcmp(finding.code, unknown) == 0)
			finding.advice = "It stays as it is; rename it if it is one of ours.";
		ot_findings_add_copy(findings, &finding);
	}
	ot_findings_add_rest(findings, found);
}

static bool
read_rows(OtEnquiries *enquiries, OtFindings *findings, GError **error)
{
	Reader reader = {enquiries, findings};

	if (!ot_csv_read(enquiries->path, &form, take_row, &reader, findings, error))
		return false;
	check_ids(&reader);
	check_merged(&reader);
	return true;
}

OtEnquiries *
ot_enquiries_read(const char *path, bool change, OtFindings *findings, GError **error)
{
	g_autoptr(OtEnquiries) enquiries = new_enquiries(path);
	g_autoptr(OtFindings) found = ot_findings_new();
	bool is_new = false;

	if (change && !lock(enquiries, &is_new, error))
		return NULL;
	if (is_new)
		return g_steal_pointer(&enquiries);
	bool good = read_rows(enquiries, found, error);
	pass_on(found, findings);
	return good ? g_steal_pointer(&enquiries) : NULL;
}

void
ot_enquiries_free(OtEnquiries *enquiries)
{
	if (enquiries == NULL)
		return;
	if (enquiries->fd >= 0)
		ot_register_close(enquiries->fd, enquiries->path);
	g_ptr_array_unref(enquiries->rows);
	g_ptr_array_unref(enquiries->heads);
	g_array_unref(enquiries->order);
	g_free(enquiries->path);
	g_free(enquiries);
}

const char *
ot_enquiries_path(const OtEnquiries *enquiries)
{
	return enquiries->path;
}

size_t
ot_enquiries_count(const OtEnquiries *enquiries)
{
	return enquiries->rows->len;
}

OtEnquiry *
ot_enquiries_get(const OtEnquiries *enquiries, size_t index)
{
	return g_ptr_array_index(enquiries->rows, index);
}

OtEnquiry *
ot_enquiries_find(const OtEnquiries *enquiries, const char *id)
{
	for (guint i = 0; i < enquiries->rows->len; i++) {
		OtEnquiry *enquiry = g_ptr_array_index(enquiries->rows, i);
		if (g_ascii_strcasecmp(enquiry->values[OT_ENQUIRY_ID], id) == 0)
			return enquiry;
	}
	return NULL;
}

OtEnquiry *
ot_enquiries_add(OtEnquiries *enquiries, GError **error)
{
	if (enquiries->rows->len >= OT_LIMIT_QUESTIONS) {
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "%s has %u questions, the most there can be", enquiries->path,
		            OT_LIMIT_QUESTIONS);
		return NULL;
	}
	OtEnquiry *enquiry = g_new0(OtEnquiry, 1);
	for (int column = 0; column < OT_N_ENQUIRY_COLUMNS; column++)
		enquiry->values[column] = g_strdup("");
	enquiry->others = g_new0(char *, enquiries->order->len + 1);
	for (guint i = 0; i < enquiries->order->len; i++)
		enquiry->others[i] = g_strdup("");
	g_autofree char *id = make_id(last_number(enquiries) + 1);
	g_ptr_array_add(enquiries->rows, enquiry);
	/* Where it will stand, below the heads. */
	enquiry->row = enquiries->rows->len + 1;
	ot_enquiry_set(enquiry, OT_ENQUIRY_ID, id);
	return enquiry;
}

/* --- writing ------------------------------------------------------------------------------- */

static bool
has_column(const OtEnquiries *enquiries, int column)
{
	for (guint i = 0; i < enquiries->order->len; i++)
		if (g_array_index(enquiries->order, int, i) == column)
			return true;
	return false;
}

/* In the layout of the file; what that lacks comes at the end. */
static void
spell_heads(const OtEnquiries *enquiries, OtCsv *csv)
{
	for (guint i = 0; i < enquiries->heads->len; i++)
		ot_csv_cell(csv, g_ptr_array_index(enquiries->heads, i));
	for (int column = 0; column < OT_N_ENQUIRY_COLUMNS; column++)
		if (!has_column(enquiries, column))
			ot_csv_cell(csv, columns[column].title);
	ot_csv_end_row(csv);
}

static void
spell_enquiry(const OtEnquiries *enquiries, const OtEnquiry *enquiry, OtCsv *csv)
{
	size_t n_others = 0;

	for (guint i = 0; i < enquiries->order->len; i++) {
		int column = g_array_index(enquiries->order, int, i);
		ot_csv_cell(csv, column == NO_COLUMN ? enquiry->others[n_others++]
		                                     : enquiry->values[column]);
	}
	for (int column = 0; column < OT_N_ENQUIRY_COLUMNS; column++)
		if (!has_column(enquiries, column))
			ot_csv_cell(csv, enquiry->values[column]);
	ot_csv_end_row(csv);
}

/* The file, or NULL with OT_ERROR_LIMIT. */
static GBytes *
spell(const OtEnquiries *enquiries, GError **error)
{
	g_autoptr(OtCsv) csv = ot_csv_new_exact(enquiries->sign);

	spell_heads(enquiries, csv);
	for (guint i = 0; i < enquiries->rows->len; i++)
		spell_enquiry(enquiries, g_ptr_array_index(enquiries->rows, i), csv);
	return ot_csv_take_exact(csv, enquiries->path, error);
}

bool
ot_enquiries_check_limits(const OtEnquiries *enquiries, GError **error)
{
	g_autoptr(GBytes) bytes = spell(enquiries, error);

	return bytes != NULL;
}

bool
ot_enquiries_write(const OtEnquiries *enquiries, GError **error)
{
	g_assert(enquiries->fd >= 0);
	g_autoptr(GBytes) bytes = spell(enquiries, error);
	return bytes != NULL && ot_file_write(enquiries->path, bytes, error);
}
