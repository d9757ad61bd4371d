/* SPDX-License-Identifier: MIT */
#include "base/spill.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct OtSpill {
	char *folder;
	GByteArray *memory; /* what is not in the file yet: it stands behind that */
	guint64 flushed;    /* bytes in the file */
	int fd;             /* -1: there is none yet */
};

OtSpill *
ot_spill_new(const char *folder)
{
	OtSpill *spill = g_new0(OtSpill, 1);

	spill->folder = g_strdup(folder);
	spill->memory = g_byte_array_new();
	spill->fd = -1;
	return spill;
}

void
ot_spill_free(OtSpill *spill)
{
	if (spill == NULL)
		return;
	if (spill->fd >= 0)
		close(spill->fd);
	g_byte_array_unref(spill->memory);
	g_free(spill->folder);
	g_free(spill);
}

static bool
fail(const OtSpill *spill, const char *what, GError **error)
{
	int number = errno;

	g_set_error(error, OT_ERROR, OT_ERROR_IO,
	            "cannot %s a file in %s for the time of the run: %s", what, spill->folder,
	            g_strerror(number));
	return false;
}

/* Not every file system makes files without a name: then one with a name loses it at once. */
static int
open_nameless(const char *folder)
{
	int fd = ot_system_open_nameless(folder);

	if (fd >= 0)
		return fd;
	g_autofree char *path = g_build_filename(folder, ".outset-XXXXXX", NULL);
	fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		(void) g_unlink(path);
	return fd;
}

static bool
flush(OtSpill *spill, GError **error)
{
	const guint8 *at = spill->memory->data;
	size_t left = spill->memory->len;

	if (spill->fd < 0)
		spill->fd = open_nameless(spill->folder);
	if (spill->fd < 0)
		return fail(spill, "make", error);
	while (left > 0) {
		ssize_t n = pwrite(spill->fd, at, left, (off_t) spill->flushed);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(spill, "write", error);
		at += n;
		left -= (size_t) n;
		spill->flushed += (size_t) n;
	}
	g_byte_array_set_size(spill->memory, 0);
	return true;
}

bool
ot_spill_add(OtSpill *spill, GBytes *bytes, guint64 *offset, GError **error)
{
	size_t len;
	const guint8 *data = g_bytes_get_data(bytes, &len);

	*offset = spill->flushed + spill->memory->len;
	g_byte_array_append(spill->memory, data, (guint) len);
	return spill->memory->len < OT_LIMIT_SPILL_MEMORY || flush(spill, error);
}

GBytes *
ot_spill_read(OtSpill *spill, guint64 offset, size_t len, GError **error)
{
	if (offset >= spill->flushed)
		return g_bytes_new(spill->memory->data + (offset - spill->flushed), len);
	g_autofree guint8 *data = g_malloc(len);
	for (size_t done = 0; done < len;) {
		ssize_t n = pread(spill->fd, data + done, len - done, (off_t) (offset + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			errno = n == 0 ? EIO : errno;
			fail(spill, "read", error);
			return NULL;
		}
		done += (size_t) n;
	}
	return g_bytes_new_take(g_steal_pointer(&data), len);
}
