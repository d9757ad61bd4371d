/* SPDX-License-Identifier: MIT */
#include "packs/record.h"

#include "base/file.h"

#include <string.h>

/* Rows that wait before they are written: lists may be longer than what is to be in memory. */
#define MOST_WAITING 20000

struct OtPacksRecord {
	char *path, *by, *keep_until, *about, *folder;
	OtFindings *findings;
	GPtrArray *rows; /* of char **: code, name, file and SHA-256 of the manifest */
	GArray *known;   /* of guint64: the starts of sums that the register has, in order */
};

/* 64 bits of a sum tell a million packs apart. */
static guint64
start_of(const char *sha256)
{
	g_autofree char *start = g_strndup(sha256, 16);

	return g_ascii_strtoull(start, NULL, 16);
}

static bool
take_known(const OtRegisterRow *row, void *data)
{
	guint64 start = start_of(row->cells[OT_REGISTER_SHA256]);

	if (strcmp(row->cells[OT_REGISTER_KIND], "prepared") == 0)
		g_array_append_val(data, start);
	return true;
}

static int
compare_starts(const void *one, const void *other)
{
	guint64 first = *(const guint64 *) one, second = *(const guint64 *) other;

	return (first > second) - (first < second);
}

/* A run that was killed may have made packs that it did not come to note. */
static bool
read_known(OtPacksRecord *record, GError **error)
{
	const OtRegisterReading reading = {.take = take_known, .data = record->known};
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	GError *mistake = NULL;

	/* What is wrong with the register is said when it is appended to. */
	if (ot_file_may_exist(record->path))
		ot_register_read(record->path, &reading, NULL, unsaid, &mistake);
	g_array_sort(record->known, compare_starts);
	if (mistake != NULL)
		g_propagate_error(error, mistake);
	return mistake == NULL;
}

static void
free_row(gpointer row)
{
	g_strfreev(row);
}

OtPacksRecord *
ot_packs_record_new(const OtPacksRecording *recording, const char *version, const char *folder,
                    OtFindings *findings, GError **error)
{
	g_autoptr(OtPacksRecord) record = g_new0(OtPacksRecord, 1);

	record->path = g_strdup(recording->path);
	record->by = g_strdup(recording->by);
	record->keep_until = g_strdup(recording->keep_until);
	record->about = g_strdup_printf("pack-%s", version);
	record->folder = g_path_get_basename(folder);
	record->findings = findings;
	record->rows = g_ptr_array_new_with_free_func(free_row);
	record->known = g_array_new(FALSE, FALSE, sizeof(guint64));
	return read_known(record, error) ? g_steal_pointer(&record) : NULL;
}

void
ot_packs_record_free(OtPacksRecord *record)
{
	if (record == NULL)
		return;
	g_ptr_array_unref(record->rows);
	g_array_unref(record->known);
	g_free(record->path);
	g_free(record->by);
	g_free(record->keep_until);
	g_free(record->about);
	g_free(record->folder);
	g_free(record);
}

bool
ot_packs_record_write(OtPacksRecord *record, GError **error)
{
	guint n = record->rows->len;
	g_autofree OtRegisterEntry *entries = g_new0(OtRegisterEntry, n + 1);

	if (n == 0)
		return true;
	for (guint i = 0; i < n; i++) {
		char **row = g_ptr_array_index(record->rows, i);
		const char **cells = entries[i].cells;

		cells[OT_REGISTER_KIND] = "prepared";
		cells[OT_REGISTER_BY] = record->by;
		cells[OT_REGISTER_SUPPLIER] = row[0];
		cells[OT_REGISTER_NAME] = row[1];
		cells[OT_REGISTER_SUBJECT] = "Pack for this supplier";
		cells[OT_REGISTER_ABOUT] = record->about;
		cells[OT_REGISTER_FILE] = row[2];
		cells[OT_REGISTER_SHA256] = row[3];
		cells[OT_REGISTER_KEEP_UNTIL] = record->keep_until;
	}
	bool written =
		ot_register_append(record->path, entries, n, NULL, record->findings, error);
	g_ptr_array_set_size(record->rows, 0);
	return written;
}

bool
ot_packs_record_add(OtPacksRecord *record, const OtPackOutcome *outcome, GError **error)
{
	guint64 start = start_of(outcome->sha256);
	char *row[] = {
		(char *) outcome->code,
		(char *) outcome->name,
		g_build_filename(record->folder, outcome->file, OT_MANIFEST_NAME, NULL),
		(char *) outcome->sha256,
		NULL,
	};

	if (!g_array_binary_search(record->known, &start, compare_starts, NULL))
		g_ptr_array_add(record->rows, g_strdupv(row));
	g_free(row[2]);
	return record->rows->len < MOST_WAITING || ot_packs_record_write(record, error);
}
