/* SPDX-License-Identifier: MIT */
#ifndef OT_REGISTER_SHAPE_H
#define OT_REGISTER_SHAPE_H

/** The file of a register, or of questions: its lock, and whether it ends where a row ends. */

#include "register/register.h"

#include <sys/types.h>

/** What the bytes of a register look like. */
typedef struct {
	off_t size;
	/** in the form in which outset writes it; so a piece at the end can be told */
	bool is_own;
	off_t whole; /**< where the last whole row ends; less than the size where it is torn */
} OtRegisterShape;

/** Look at an open file.  OT_ERROR_IO where it can't be read. */
bool
ot_register_shape(int fd, const char *path, OtRegisterShape *shape, GError **error);

/**
 * Whether a row can follow the last whole one; OT_ERROR_INPUT where that is not as it is written
 * (append.c).  `last`: number and hash of the last row as the whole register reads, or NULL; they
 * differ where a quotation mark too many or too few above makes the last line part of a longer row.
 */
bool
ot_register_check_end(int fd, const char *path, const OtRegisterShape *shape,
                      const OtRegisterHead *last, GError **error);

/**
 * Open a register to read and append, and lock it for this process alone; it is made where it
 * isn't there and `create` is true.  Waits for others, up to OT_LIMIT_REGISTER_WAIT.  -1 with
 * OT_ERROR_IO. Closing it gives the lock back.
 */
int
ot_register_open(const char *path, bool create, GError **error);

/** Give the lock back; a file that was made for it alone is taken away. */
void
ot_register_close(int fd, const char *path);

/** Read exactly `len` bytes at a place; OT_ERROR_IO where there aren't so many. */
bool
ot_register_read_at(int fd, const char *path, char *bytes, size_t len, off_t at, GError **error);

/** Set OT_ERROR_IO from a number of errno.h; `what` is "read" or "write".  Returns false. */
bool
ot_register_fail(const char *what, const char *path, int number, GError **error);

#endif
