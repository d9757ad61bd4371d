/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_FILE_H
#define OT_BASE_FILE_H

/**
 * Reading files within limits, writing them whole or not at all, and finding the program's data.
 */

#include <glib.h>
#include <stdbool.h>

/**
 * Read a file of at most `limit` bytes; "-" is standard input.  OT_ERROR_IO where it can't be read,
 * with the way out in the message; OT_ERROR_LIMIT where it is longer.  A NUL stands behind the
 * bytes.
 */
GBytes *
ot_file_read(const char *path, size_t limit, GError **error);

/** The same of a file that is no link to another: what others sent must not lead elsewhere. */
GBytes *
ot_file_read_unlinked(const char *path, size_t limit, GError **error);

/** Take a block of a file; false ends the reading without an error. */
typedef bool OtFileTake(const guint8 *block, size_t len, void *data);

/** The same, block by block, for files that may be longer than what fits into memory. */
bool
ot_file_read_blocks(const char *path, size_t limit, OtFileTake *take, void *data, GError **error);

/** Whether two names lead to one file that is there, by whatever links. */
bool
ot_file_is_same(const char *path, const char *other);

/**
 * Write a file beside its place, sync it and rename it, so that there is never half a file.  The
 * folder must exist.  "-" writes to standard output.  Devices and pipes are left alone
 * (OT_ERROR_IO).
 */
bool
ot_file_write(const char *path, GBytes *bytes, GError **error);

/** Give the next piece of a file, which is unreferenced; NULL at its end, or with an error. */
typedef GBytes *OtFileNext(void *data, GError **error);

/** The same for a file that is longer than what should be in memory at once. */
bool
ot_file_write_pieces(const char *path, OtFileNext *next, void *data, GError **error);

/** Make a folder and those above it. */
bool
ot_folder_make(const char *path, GError **error);

/** The names in a folder, sorted, hidden ones left out; of char *, freed with the array. */
GPtrArray *
ot_folder_list(const char *path, GError **error);

/**
 * False only where nothing has this name.  Where the system can't tell it is true, so that what reads
 * the file next says why: nobody's settings, answers or edits are passed over in silence.
 */
bool
ot_file_may_exist(const char *path);

/** True if it is a folder. */
bool
ot_folder_exists(const char *path);

/** The SHA-256 of bytes as 64 hexadecimal digits; free with g_free(). */
char *
ot_sha256(GBytes *bytes);

/**
 * From now on SIGINT, SIGTERM and SIGHUP remove the files that are half written and end the program
 * with status 130 (143, 129).  Call once, at the start.
 */
void
ot_signals_install(void);

/** Hold the signals back while several files that belong together are written. */
void
ot_signals_hold(void);

void
ot_signals_release(void);

/**
 * The folder with templates/, schemas/ and fonts/: OUTSET_DATA where that is set; else the tree in
 * which the program was built, wherever it was moved; else share/outset beside the program's bin;
 * else the place of installation.  OT_ERROR_IO where none holds them.  Free with g_free().
 */
char *
ot_data_dir(GError **error);

/** Read so many bytes of a pipe; false where it ends before, or can't be read. */
bool
ot_read_all(int fd, void *bytes, size_t len);

/** Write all bytes to a file or pipe that is open; false, with errno, where that can't be done. */
bool
ot_write_all(int fd, const void *bytes, size_t len);

#endif
