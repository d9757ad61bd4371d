/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "packs/packs.h"
#include "tables/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Rows that are put together before they are written. */
#define BLOCK 200
/* For so long a list may be locked by a run that is about to end. */
#define WAIT_SECONDS 5

/* A table that is written as it grows. */
typedef struct {
	OtCsv *csv;
	char *path, *part;
	int fd;
	guint n_rows, n_waiting;
	bool begun; /* the byte order mark is written */
} Table;

struct OtPacksLists {
	Table made, failed;
	bool quiet;   /* nothing is written */
	char *folder; /* where all packs of the list are; NULL: this is a part */
};

static bool
fail(const Table *table, GError **error)
{
	g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot write %s: %s", table->path,
	            g_strerror(errno));
	return false;
}

static void
add_row(Table *table, const char *const *cells)
{
	for (; *cells != NULL; cells++)
		ot_csv_cell(table->csv, *cells);
	ot_csv_end_row(table->csv);
	table->n_waiting++;
}

/*
 * Whoever kills a run and starts it anew at once is faster than the workers of the first one end.
 */
static bool
lock_soon(int fd)
{
	gint64 end = g_get_monotonic_time() + (gint64) WAIT_SECONDS * G_USEC_PER_SEC;

	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		int reason = errno;
		if (reason != EWOULDBLOCK || g_get_monotonic_time() > end) {
			errno = reason;
			return false;
		}
		g_usleep(G_USEC_PER_SEC / 20);
	}
	return true;
}

/* False where it could not be opened and locked; `in_use`: by a run that still goes on. */
static bool
open_part(Table *table, bool *in_use)
{
	table->fd = open(table->part, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (table->fd >= 0 && lock_soon(table->fd))
		return true;
	*in_use = table->fd >= 0 && errno == EWOULDBLOCK;
	return false;
}

/* Between the two calls the run that wrote the part may have ended and given it its name. */
static bool
is_still_part(const Table *table)
{
	struct stat held, named;

	return fstat(table->fd, &held) == 0 && lstat(table->part, &named) == 0 &&
	       held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

/* The part of an ended run is taken over; that of one that still goes on is locked. */
static bool
lock_part(Table *table, GError **error)
{
	bool in_use = false;

	while (open_part(table, &in_use)) {
		if (is_still_part(table))
			return ftruncate(table->fd, 0) == 0 || fail(table, error);
		close(table->fd);
	}
	if (!in_use)
		return fail(table, error);
	g_set_error(error, OT_ERROR, OT_ERROR_IO,
	            "another outset is writing %s; wait until it has ended", table->path);
	g_clear_pointer(&table->part, g_free);
	return false;
}

static bool
open_table(Table *table, const OtPacksOptions *options, const char *name, GError **error)
{
	g_autofree char *file =
		options->n_shards > 1
			? g_strdup_printf("%s.%d-of-%d.csv", name, options->shard,
	                                  options->n_shards)
			: g_strconcat(name, ".csv", NULL);

	table->csv = ot_csv_new();
	table->path = g_build_filename(options->folder, file, NULL);
	table->part = g_strdup_printf("%s/.%s.part", options->folder, file);
	return lock_part(table, error);
}

/* Every block but the first comes without the mark that a file starts with. */
static bool
write_block(Table *table, GError **error)
{
	g_autoptr(GBytes) bytes = ot_csv_take(table->csv);
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len), *at = data;

	if (table->begun)
		at += strlen("\uFEFF");
	while (at < data + len) {
		ssize_t n = write(table->fd, at, (size_t) (data + len - at));
		if (n < 0 && errno != EINTR)
			return fail(table, error);
		at += MAX(n, 0);
	}
	table->begun = true;
	table->n_waiting = 0;
	return true;
}

OtPacksLists *
ot_packs_lists_new(const OtPacksOptions *options, GError **error)
{
	static const char *const made[] = {"Row", "Code", "Name", "Pack", "Manifest SHA-256", NULL};
	static const char *const failed[] = {"Row", "Code", "Name", "Reason", NULL};
	g_autoptr(OtPacksLists) lists = g_new0(OtPacksLists, 1);

	lists->made.fd = lists->failed.fd = -1;
	/* What is made for some doesn't stand for the list of all. */
	lists->quiet = options->dry_run || options->only != NULL;
	if (lists->quiet)
		return g_steal_pointer(&lists);
	if (!open_table(&lists->made, options, OT_PACKS_LIST, error) ||
	    !open_table(&lists->failed, options, OT_PACKS_FAILED, error))
		return NULL;
	add_row(&lists->made, made);
	add_row(&lists->failed, failed);
	lists->folder = options->n_shards == 1 ? g_strdup(options->folder) : NULL;
	return g_steal_pointer(&lists);
}

bool
ot_packs_lists_add(OtPacksLists *lists, const OtPackOutcome *outcome, GError **error)
{
	bool made = *outcome->sha256 != '\0';
	Table *table = made ? &lists->made : &lists->failed;
	char row[24];

	if (lists->quiet)
		return true;
	g_snprintf(row, sizeof row, "%zu", outcome->row);
	const char *const cells[] = {
		row, outcome->code, outcome->name, made ? outcome->file : outcome->reason,
		made ? outcome->sha256 : NULL, NULL,
	};
	add_row(table, cells);
	table->n_rows++;
	return table->n_waiting < BLOCK || write_block(table, error);
}

static bool
finish_table(Table *table, bool keep, GError **error)
{
	if (!write_block(table, error))
		return false;
	if (!keep) {
		unlink(table->part);
		unlink(table->path);
		return true;
	}
	return (fsync(table->fd) == 0 && rename(table->part, table->path) == 0) ||
	       fail(table, error);
}

/* "packs.2-of-8.csv", or with what stands around it: ".packs.2-of-8.csv.part". */
static bool
is_of_part(const char *name, const char *before, const char *list, const char *after)
{
	g_autofree char *start = g_strconcat(before, list, ".", NULL);
	int shard, n_shards, len = 0;

	return g_str_has_prefix(name, start) &&
	       sscanf(name + strlen(start), "%6d-of-%6d.csv%n", &shard, &n_shards, &len) == 2 &&
	       len > 0 && strcmp(name + strlen(start) + len, after) == 0;
}

/* What a run left that was killed; one that still goes on has a lock on it. */
static void
remove_unlocked(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
		unlink(path);
	if (fd >= 0)
		close(fd);
}

/* The list of all has what those of its parts have. */
static void
remove_parts(const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (is_of_part(name, "", OT_PACKS_LIST, "") ||
		    is_of_part(name, "", OT_PACKS_FAILED, ""))
			unlink(path);
		else if (is_of_part(name, ".", OT_PACKS_LIST, ".part") ||
		         is_of_part(name, ".", OT_PACKS_FAILED, ".part"))
			remove_unlocked(path);
	}
	if (dir != NULL)
		g_dir_close(dir);
}

bool
ot_packs_lists_finish(OtPacksLists *lists, GError **error)
{
	if (lists->quiet)
		return true;
	if (!finish_table(&lists->made, true, error) ||
	    !finish_table(&lists->failed, lists->failed.n_rows > 0, error))
		return false;
	if (lists->folder != NULL)
		remove_parts(lists->folder);
	return true;
}

static void
clear_table(Table *table)
{
	ot_csv_free(table->csv);
	if (table->fd >= 0)
		close(table->fd);
	if (table->part != NULL)
		unlink(table->part);
	g_free(table->part);
	g_free(table->path);
}

void
ot_packs_lists_free(OtPacksLists *lists)
{
	if (lists == NULL)
		return;
	clear_table(&lists->made);
	clear_table(&lists->failed);
	g_free(lists->folder);
	g_free(lists);
}
