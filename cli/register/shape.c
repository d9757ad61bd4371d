/* SPDX-License-Identifier: MIT */
#include "register/shape.h"

#include "base/error.h"
#include "base/limits.h"
#include "register/row.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES 65536
#define POLL_MICROSECONDS 5000

bool
ot_register_fail(const char *what, const char *path, int number, GError **error)
{
	const char *way_out = "";

	if (number == ENOSPC || number == EDQUOT || number == EFBIG)
		way_out = "; nothing was changed: free some space and run the command again";
	else if (number == EACCES || number == EPERM || number == EROFS)
		way_out = "; nothing was changed: check who may change the file and its folder";
	else if (number == ENOENT)
		way_out = "; make its folder first";
	g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot %s %s: %s%s", what, path,
	            g_strerror(number), way_out);
	return false;
}

bool
ot_register_read_at(int fd, const char *path, char *bytes, size_t len, off_t at, GError **error)
{
	while (len > 0) {
		ssize_t n = pread(fd, bytes, len, at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return ot_register_fail("read", path, n < 0 ? errno : EIO, error);
		bytes += n;
		at += n;
		len -= (size_t) n;
	}
	return true;
}

/* --- the end ------------------------------------------------------------------------------- */

/*
 * Find the last CR LF before `end`, from behind; `whole` is set to where it ends, or to 0.  Cells
 * have no CR, so it ends a row wherever it stands.
 */
static bool
find_row_end(int fd, const char *path, off_t end, off_t *whole, GError **error)
{
	g_autofree char *block = g_malloc(BLOCK_BYTES + 1);

	*whole = 0;
	while (end > 1) {
		size_t len = (size_t) MIN(end, BLOCK_BYTES);
		if (!ot_register_read_at(fd, path, block, len, end - (off_t) len, error))
			return false;
		for (size_t i = len; i > 1; i--) {
			if (block[i - 2] == '\r' && block[i - 1] == '\n') {
				*whole = end - (off_t) (len - i);
				return true;
			}
		}
		/* The two may lie in two blocks. */
		end -= (off_t) len - 1;
	}
	return true;
}

bool
ot_register_shape(int fd, const char *path, OtRegisterShape *shape, GError **error)
{
	g_autofree char *first = ot_register_first_line();
	size_t len = strlen(first);
	g_autofree char *found = g_malloc0(len + 1);
	struct stat info;

	if (fstat(fd, &info) != 0)
		return ot_register_fail("read", path, errno, error);
	shape->size = shape->whole = info.st_size;
	size_t looked = MIN(len, (size_t) info.st_size);
	if (!ot_register_read_at(fd, path, found, looked, 0, error))
		return false;
	/* The heads and the first rows are written at once, so that even the heads may be torn. */
	shape->is_own = memcmp(found, first, looked) == 0;
	if (!shape->is_own || info.st_size == 0)
		return true;
	if (looked < len) {
		shape->whole = 0;
		return true;
	}
	return find_row_end(fd, path, info.st_size, &shape->whole, error);
}

/* --- the lock ------------------------------------------------------------------------------ */

/* `made`: the file was not there before. */
static bool
lock(int fd, const char *path, bool made, GError **error)
{
	gint64 end = g_get_monotonic_time() + (gint64) OT_LIMIT_REGISTER_WAIT * G_USEC_PER_SEC;

	/*
	 * Asked again and again: a process that was stopped must not hold up all others for ever.
	 */
	for (bool first = true; flock(fd, LOCK_EX | LOCK_NB) != 0; first = false) {
		if (errno != EWOULDBLOCK && errno != EINTR) {
			ot_register_fail("lock", path, errno, error);
			/* Where nothing can be locked, nobody else has written to it. */
			if (made && first)
				(void) unlink(path);
			return false;
		}
		if (g_get_monotonic_time() > end) {
			g_set_error(error, OT_ERROR, OT_ERROR_IO,
			            "%s has been in use by another program for %d "
			            "seconds; nothing was changed: try again when that has ended",
			            path, OT_LIMIT_REGISTER_WAIT);
			return false;
		}
		g_usleep(POLL_MICROSECONDS);
	}
	return true;
}

/* The file as it is, or a new one; `made` says which. */
static int
open_file(const char *path, bool create, bool *made)
{
	/* O_NONBLOCK: a named pipe must not hang the program. */
	const int flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK;
	int fd = create ? open(path, flags | O_CREAT | O_EXCL, 0666) : -1;

	*made = fd >= 0;
	return fd >= 0 ? fd : open(path, flags | (create ? O_CREAT : 0), 0666);
}

static int
open_once(const char *path, bool create, GError **error)
{
	struct stat info;
	bool made;
	int fd = open_file(path, create, &made);

	if (fd < 0 && errno == EISDIR) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "%s is a folder, not a file", path);
		return -1;
	}
	if (fd < 0) {
		ot_register_fail("open", path, errno, error);
		return -1;
	}
	bool is_file = made || (fstat(fd, &info) == 0 && S_ISREG(info.st_mode));
	if (is_file && lock(fd, path, made, error))
		return fd;
	if (error == NULL || *error == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "%s is not an ordinary file", path);
	close(fd);
	return -1;
}

int
ot_register_open(const char *path, bool create, GError **error)
{
	struct stat held, named;
	int fd;

	/* While it waited for the lock, the file may have been replaced by its mended self. */
	while ((fd = open_once(path, create, error)) >= 0) {
		if (fstat(fd, &held) == 0 && stat(path, &named) == 0 &&
		    held.st_ino == named.st_ino && held.st_dev == named.st_dev)
			return fd;
		close(fd);
	}
	return -1;
}

void
ot_register_close(int fd, const char *path)
{
	struct stat held, named;

	if (fstat(fd, &held) == 0 && held.st_size == 0 && stat(path, &named) == 0 &&
	    held.st_ino == named.st_ino && held.st_dev == named.st_dev)
		(void) unlink(path);
	close(fd);
}
