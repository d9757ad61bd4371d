/* SPDX-License-Identifier: MIT */
#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "register/register.h"
#include "register/row.h"
#include "register/shape.h"

#include <csv.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

/* The heads are the first row of the table. */
#define N_HEADS 1

/* What the end of the file says. */
typedef struct {
	OtRegisterHead head;
	char *written;    /* the time of the last row, or NULL */
	bool was_changed; /* the hash of the last row is not of its cells */
} End;

typedef struct {
	const char *path;
	int fd;
	OtRegisterShape shape;
	End end;
	OtFindings *findings;
} Append;

/* --- the last row -------------------------------------------------------------------------- */

static void
take_cell(void *bytes, size_t len, void *cells)
{
	g_ptr_array_add(cells, g_strndup(bytes, len));
}

/* The cells of one row of our own form, or NULL where it isn't. */
static GPtrArray *
parse_row(const char *bytes, size_t len)
{
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
	struct csv_parser parser;

	csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
	bool good = csv_parse(&parser, bytes, len, take_cell, NULL, cells) == len &&
	            csv_fini(&parser, take_cell, NULL, cells) == 0;
	csv_free(&parser);
	return good && cells->len == OT_N_REGISTER_COLUMNS ? g_steal_pointer(&cells) : NULL;
}

static bool
take_end(Append *append, const char *row, size_t len)
{
	g_autoptr(GPtrArray) cells = parse_row(row, len);

	if (cells == NULL)
		return false;
	const char *const *texts = (const char *const *) cells->pdata;
	const char *hash = texts[OT_REGISTER_HASH];
	g_autofree char *right = ot_register_hash(texts);
	append->end.head.n_rows = ot_register_read_number(texts[OT_REGISTER_NUMBER]);
	if (!ot_register_is_hash(hash) || append->end.head.n_rows == 0)
		return false;
	g_strlcpy(append->end.head.hash, hash, sizeof append->end.head.hash);
	append->end.written = g_strdup(texts[OT_REGISTER_WRITTEN]);
	append->end.was_changed = strcmp(hash, right) != 0;
	return true;
}

static bool
complain_form(const Append *append, GError **error)
{
	g_set_error(
		error, OT_ERROR, OT_ERROR_INPUT,
		"the register %s is not in the form in which it was written, so that nothing can "
		"be added; perhaps a spreadsheet has saved it. outset log verify says whether "
		"anything was changed, outset log mend writes it as it was",
		append->path);
	return false;
}

/* Read the last whole row, where there is one. */
static bool
read_end(Append *append, GError **error)
{
	g_autofree char *first = ot_register_first_line();

	if (append->shape.whole <= (off_t) strlen(first))
		return true;
	/* A quotation mark is written twice; heads and marks between cells come on top. */
	size_t most = 2 * (OT_LIMIT_REGISTER_ROW + 1024);
	size_t len = MIN(most, (size_t) append->shape.whole);
	g_autofree char *bytes = g_malloc(len + 1);

	if (!ot_register_read_at(append->fd, append->path, bytes, len,
	                         append->shape.whole - (off_t) len, error))
		return false;
	size_t start = len - 2;
	while (start > 1 && !(bytes[start - 2] == '\r' && bytes[start - 1] == '\n'))
		start--;
	return (start > 1 && take_end(append, bytes + start, len - start)) ||
	       complain_form(append, error);
}

static bool
find_end(Append *append, GError **error)
{
	const OtRegisterShape *shape = &append->shape;

	if (!ot_register_shape(append->fd, append->path, &append->shape, error))
		return false;
	g_strlcpy(append->end.head.hash, ot_register_no_hash, sizeof append->end.head.hash);
	if (!shape->is_own)
		return complain_form(append, error);
	if (shape->whole < shape->size) {
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "the last row of the register %s is half written, perhaps as the power "
		            "was cut; nothing was added. outset log mend sets the piece aside and "
		            "says so in the register", append->path);
		return false;
	}
	return read_end(append, error);
}

bool
ot_register_check_end(int fd, const char *path, const OtRegisterShape *shape,
                      const OtRegisterHead *last, GError **error)
{
	Append append = {.path = path, .fd = fd, .shape = *shape};

	g_strlcpy(append.end.head.hash, ot_register_no_hash, sizeof append.end.head.hash);
	bool good = read_end(&append, error);
	g_free(append.end.written);
	const OtRegisterHead *end = &append.end.head;
	if (good && last != NULL &&
	    (end->n_rows != last->n_rows || strcmp(end->hash, last->hash) != 0)) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_INPUT,
			"quotation marks above the half row of the register %s were changed, so "
			"that its last whole row is part of another; put back what was changed "
			"from a copy, and mend it then",
			path);
		return false;
	}
	return good;
}

/* --- new rows ------------------------------------------------------------------------------ */

/* Entries as they are stored: for each OT_N_REGISTER_COLUMNS texts, in one array. */
static GPtrArray *
clean_entries(const OtRegisterEntry *entries, size_t n, GError **error)
{
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);

	for (size_t i = 0; i < n; i++) {
		for (int column = 0; column < OT_N_REGISTER_COLUMNS; column++) {
			const char *cell = entries[i].cells[column];
			g_ptr_array_add(cells, ot_register_clean(cell != NULL ? cell : ""));
		}
		const char *const *row =
			(const char *const *) cells->pdata + i * OT_N_REGISTER_COLUMNS;
		if (!ot_register_check_entry(row, i + 1, error))
			return NULL;
	}
	return g_steal_pointer(&cells);
}

static void
set(GPtrArray *cells, size_t entry, OtRegisterColumn column, const char *text)
{
	char **cell = (char **) cells->pdata + entry * OT_N_REGISTER_COLUMNS + column;

	g_free(*cell);
	*cell = g_strdup(text);
}

static void
set_if_empty(GPtrArray *cells, size_t entry, OtRegisterColumn column, const char *text)
{
	const char *const *row =
		(const char *const *) cells->pdata + entry * OT_N_REGISTER_COLUMNS;

	if (*row[column] == '\0' && text != NULL)
		set(cells, entry, column, text);
}

/* Number, date and chain the rows, and spell them. */
static GString *
spell_entries(Append *append, GPtrArray *cells, size_t n, const char *now)
{
	GString *out = g_string_new(NULL);
	OtRegisterHead *head = &append->end.head;

	if (append->shape.size == 0) {
		g_autofree char *first = ot_register_first_line();
		g_string_append(out, first);
	}
	for (size_t i = 0; i < n; i++) {
		const char *const *row =
			(const char *const *) cells->pdata + i * OT_N_REGISTER_COLUMNS;
		g_autofree char *number = g_strdup_printf("%zu", ++head->n_rows);
		set(cells, i, OT_REGISTER_NUMBER, number);
		set(cells, i, OT_REGISTER_WRITTEN, now);
		set_if_empty(cells, i, OT_REGISTER_WHEN, now);
		set_if_empty(cells, i, OT_REGISTER_DIRECTION,
		             ot_register_usual_direction(row[OT_REGISTER_KIND]));
		set(cells, i, OT_REGISTER_PREVIOUS, head->hash);
		g_autofree char *hash = ot_register_hash(row);
		set(cells, i, OT_REGISTER_HASH, hash);
		g_strlcpy(head->hash, hash, sizeof head->hash);
		ot_register_spell(out, row);
	}
	return out;
}

/* Write all or nothing: what a full disk has cut short is taken back; nobody else has seen it. */
static bool
write_rows(const Append *append, const GString *out, GError **error)
{
	ot_signals_hold();
	bool good = ot_write_all(append->fd, out->str, out->len) && fsync(append->fd) == 0;
	int number = errno;
	bool is_back = good || ftruncate(append->fd, append->shape.size) == 0;
	ot_signals_release();
	if (good)
		return true;
	if (is_back)
		return ot_register_fail("write", append->path, number, error);
	g_set_error(error, OT_ERROR, OT_ERROR_IO,
	            "cannot write %s: %s; its last row may be half written: outset "
	            "log mend sets the piece aside", append->path, g_strerror(number));
	return false;
}

static void
judge_end(const Append *append, const char *now)
{
	g_autoptr(GDateTime) before =
		append->end.written != NULL ? ot_register_read_time(append->end.written) : NULL;
	g_autoptr(GDateTime) after = ot_register_read_time(now);
	size_t last = append->end.head.n_rows + N_HEADS;
	g_autofree char *place = g_strdup_printf("row %zu", last + 1);
	g_autofree char *last_place = g_strdup_printf("row %zu", last);

	if (append->end.was_changed)
		ot_findings_add(append->findings, OT_CODE_REGISTER_CHANGED,
		                (OtWhere){.file = append->path, .place = last_place},
		                "the row was changed after it was written; the new one follows it "
		                "all the same");
	if (before != NULL && after != NULL && g_date_time_compare(after, before) < 0)
		ot_findings_add(append->findings, OT_CODE_REGISTER_CLOCK,
		                (OtWhere){.file = append->path, .place = place},
		                "the row is dated %s, and the row above it %s", now,
		                append->end.written);
}

static bool
append_rows(Append *append, GPtrArray *cells, size_t n, GError **error)
{
	/* Asked under the lock, so that times are in the order of the rows. */
	g_autofree char *now = ot_now();

	if (!find_end(append, error))
		return false;
	judge_end(append, now);
	GString *out = spell_entries(append, cells, n, now);
	bool good = write_rows(append, out, error);
	g_string_free(out, TRUE);
	return good;
}

bool
ot_register_append(const char *path, const OtRegisterEntry *entries, size_t n,
                   OtRegisterHead *head, OtFindings *findings, GError **error)
{
	g_autoptr(GPtrArray) cells = clean_entries(entries, n, error);

	if (cells == NULL)
		return false;
	Append append = {.path = path, .findings = findings};
	append.fd = ot_register_open(path, true, error);
	if (append.fd < 0)
		return false;
	bool good = append_rows(&append, cells, n, error);
	if (good && head != NULL)
		*head = append.end.head;
	ot_register_close(append.fd, path);
	g_free(append.end.written);
	return good;
}
