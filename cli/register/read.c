/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "register/register.h"
#include "register/row.h"
#include "register/shape.h"
#include "tables/csv-read.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define N_HEADS 1

/* How the first broken row is broken. */
typedef enum { BROKEN_NOT, BROKEN_CHANGED, BROKEN_LINK, BROKEN_GAP, BROKEN_ORDER } Broken;

/* A break of the chain that is told at the end, when it is known what came later. */
typedef struct {
	Broken kind;
	OtCsvRow row;           /* without its cells */
	guint64 number;         /* its number */
	guint64 from, to;       /* numbers that should have come before it */
	size_t n_later;         /* of these, so many came after it */
} Break;

typedef struct {
	const char *path;
	const OtRegisterReading *reading;
	OtRegisterProof proof;
	OtFindings *findings;
	guint64 number;         /* of the last row; 0 before the first */
	char *written;          /* of the last row, or NULL */
	Break first;
} Reader;

/* --- one row ------------------------------------------------------------------------------- */

/* The columns whose form a spreadsheet changes. */
static const OtRegisterColumn days[] = {OT_REGISTER_WHEN, OT_REGISTER_SHARED_ON,
	                                OT_REGISTER_KEEP_UNTIL};

/* A row as it was, as far as a spreadsheet changed the form of its days. */
typedef struct {
	const char *cells[OT_N_REGISTER_COLUMNS];
	char *days[G_N_ELEMENTS(days)];
} Restored;

static void
clear_restored(Restored *restored)
{
	for (size_t i = 0; i < G_N_ELEMENTS(days); i++)
		g_free(restored->days[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Restored, clear_restored)

/* Whether any day was put back. */
static bool
restore(Restored *restored, const char *const *cells)
{
	bool is_other = false;

	memcpy(restored->cells, cells, sizeof restored->cells);
	for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
		restored->days[i] = ot_register_restore_day(cells[days[i]]);
		if (restored->days[i] != NULL)
			restored->cells[days[i]] = restored->days[i];
		is_other |= restored->days[i] != NULL;
	}
	return is_other;
}

static bool
is_right(const char *const *cells)
{
	g_autofree char *hash = ot_register_hash(cells);

	return strcmp(hash, cells[OT_REGISTER_HASH]) == 0;
}

/* Whether the hash is right, perhaps after days were put back. */
static bool
prove(Reader *reader, const char *const *cells, Restored *restored)
{
	if (is_right(cells)) {
		memcpy(restored->cells, cells, sizeof restored->cells);
		return true;
	}
	if (restore(restored, cells) && is_right(restored->cells)) {
		reader->proof.n_reformed++;
		return true;
	}
	memcpy(restored->cells, cells, sizeof restored->cells);
	return false;
}

static void
judge_clock(Reader *reader, const OtCsvRow *row)
{
	const char *written = row->cells[OT_REGISTER_WRITTEN];
	g_autoptr(GDateTime) after = ot_register_read_time(written);
	g_autoptr(GDateTime) before =
		reader->written != NULL && strcmp(reader->written, written) != 0
			? ot_register_read_time(reader->written)
			: NULL;

	if (before != NULL && after != NULL && g_date_time_compare(after, before) < 0)
		ot_csv_find(reader->findings, OT_CODE_REGISTER_CLOCK, &ot_register_form, row,
		            OT_REGISTER_WRITTEN, "the row is dated %s, and the row above it %s",
		            written, reader->written);
	if (reader->written == NULL || strcmp(reader->written, written) != 0) {
		g_free(reader->written);
		reader->written = g_strdup(written);
	}
}

/* How a row follows the one above. */
static Broken
judge_link(const Reader *reader, const OtCsvRow *row, bool proved, guint64 number)
{
	if (!proved || number == 0)
		return BROKEN_CHANGED;
	if (number <= reader->number)
		return BROKEN_ORDER;
	if (number > reader->number + 1)
		return BROKEN_GAP;
	if (strcmp(row->cells[OT_REGISTER_PREVIOUS], reader->proof.head.hash) != 0)
		return BROKEN_LINK;
	return BROKEN_NOT;
}

static void
note_break(Reader *reader, Broken kind, const OtCsvRow *row, guint64 number)
{
	Break *first = &reader->first;

	reader->proof.n_broken++;
	if (first->kind != BROKEN_NOT)
		return;
	*first = (Break){kind, *row, number, reader->number + 1, number - 1, 0};
	first->row.cells = NULL;
	reader->proof.first_broken = row->number;
}

static bool
take_row(const OtCsvRow *row, void *data)
{
	Reader *reader = data;
	OtRegisterProof *proof = &reader->proof;
	const char *hash = row->cells[OT_REGISTER_HASH], *head = reader->reading->head;
	g_auto(Restored) restored = {0};
	bool proved = prove(reader, row->cells, &restored);
	guint64 number = ot_register_read_number(row->cells[OT_REGISTER_NUMBER]);

	Broken broken = judge_link(reader, row, proved, number);
	if (reader->first.kind == BROKEN_GAP && number >= reader->first.from &&
	    number <= reader->first.to)
		reader->first.n_later++;
	if (broken != BROKEN_NOT)
		note_break(reader, broken, row, number);
	judge_clock(reader, row);
	if (head != NULL && proof->head_row == 0 && proved && strcmp(hash, head) == 0)
		proof->head_row = row->number;
	proof->head.n_rows++;
	g_strlcpy(proof->head.hash, hash, sizeof proof->head.hash);
	if (number > 0)
		reader->number = number;
	if (reader->reading->take == NULL)
		return true;
	const OtRegisterRow given = {row->number, row->line, proved, restored.cells};
	return reader->reading->take(&given, reader->reading->data);
}

/* --- the whole ----------------------------------------------------------------------------- */

static void
find_broken(Reader *reader)
{
	const Break *first = &reader->first;
	const char *more = reader->proof.n_broken > 1 ? "; it is the first of several" : "";
	OtFindings *findings = reader->findings;
	bool moved = first->to >= first->from && first->n_later == first->to - first->from + 1;

	switch (first->kind) {
	case BROKEN_NOT:
		break;
	case BROKEN_CHANGED:
		ot_csv_find(findings, OT_CODE_REGISTER_CHANGED, &ot_register_form, &first->row, -1,
		            "the row is not as it was written%s", more);
		break;
	case BROKEN_LINK:
		ot_csv_find(findings, OT_CODE_REGISTER_CHANGED, &ot_register_form, &first->row, -1,
		            "the row does not belong to the one above it, which is not as it was%s",
		            more);
		break;
	case BROKEN_GAP:
		if (moved)
			ot_csv_find(findings, OT_CODE_REGISTER_ORDER, &ot_register_form,
			            &first->row, -1,
			            "number %" G_GUINT64_FORMAT
			            " stands before number %" G_GUINT64_FORMAT,
			            first->number, first->from);
		else if (first->from == first->to)
			ot_csv_find(findings, OT_CODE_REGISTER_MISSING, &ot_register_form,
			            &first->row, -1, "above this row, number %" G_GUINT64_FORMAT
			            " is missing", first->from);
		else
			ot_csv_find(findings, OT_CODE_REGISTER_MISSING, &ot_register_form,
			            &first->row, -1,
			            "above this row, the numbers %" G_GUINT64_FORMAT
			            " to %" G_GUINT64_FORMAT " are missing",
			            first->from, first->to);
		break;
	case BROKEN_ORDER:
		ot_csv_find(findings, OT_CODE_REGISTER_ORDER, &ot_register_form, &first->row, -1,
		            "number %" G_GUINT64_FORMAT " stands after number %" G_GUINT64_FORMAT,
		            first->number, first->from - 1);
		break;
	}
}

static void
find_rest(Reader *reader, const OtRegisterShape *shape)
{
	const OtRegisterProof *proof = &reader->proof;
	const char *head = reader->reading->head;
	OtWhere where = {.file = reader->path};

	find_broken(reader);
	if (proof->torn) {
		size_t row = proof->head.n_rows + N_HEADS + 1;
		g_autofree char *place = g_strdup_printf("row %zu", row);
		where.place = place;
		ot_findings_add(reader->findings, OT_CODE_REGISTER_TORN, where,
		                "the row is half written, perhaps as the power was cut");
	}
	where.place = NULL;
	if (!shape->is_own)
		ot_findings_add(reader->findings, OT_CODE_REGISTER_FORM, where,
		                "another program has saved the register%s",
		                proof->n_broken == 0 ? "; nothing that it says was changed" : "");
	if (head != NULL && proof->head_row == 0)
		ot_findings_add(reader->findings, OT_CODE_REGISTER_CUT, where,
		                "no row has the hash %s", head);
}

static bool
look_at_shape(const char *path, OtRegisterShape *shape, GError **error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	/* What can't be opened is told by the reading itself, in its words. */
	if (fd < 0) {
		*shape = (OtRegisterShape){.is_own = true};
		return true;
	}
	bool good = !g_file_test(path, G_FILE_TEST_IS_REGULAR) ||
	            ot_register_shape(fd, path, shape, error);
	close(fd);
	return good;
}

bool
ot_register_read(const char *path, const OtRegisterReading *reading, OtRegisterProof *proof,
                 OtFindings *findings, GError **error)
{
	OtRegisterShape shape = {.is_own = true};
	Reader reader = {.path = path, .reading = reading, .findings = findings};

	if (!look_at_shape(path, &shape, error))
		return false;
	reader.proof.torn = shape.whole < shape.size;
	g_strlcpy(reader.proof.head.hash, ot_register_no_hash, sizeof reader.proof.head.hash);
	bool good = ot_csv_read_start(path, reader.proof.torn ? (size_t) shape.whole : G_MAXSIZE,
	                              &ot_register_form, take_row, &reader, findings, error);
	if (good || reader.proof.torn)
		find_rest(&reader, &shape);
	if (proof != NULL)
		*proof = reader.proof;
	g_free(reader.written);
	return good;
}
