/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include "base/error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/pending.h"

static bool
fail(GError **error, const char *what, const char *path, int number)
{
	const char *way_out = "";

	if (number == ENOSPC || number == EDQUOT || number == EFBIG)
		way_out = "; free some space and run the command again";
	else if (number == EACCES || number == EPERM || number == EROFS)
		way_out = g_str_has_prefix(what, "read")
		                  ? "; check who may use it"
		                  : "; check who may use it, or choose another place with -o";
	else if (number == ENOENT)
		way_out = "; make its folder first";
	g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot %s %s: %s%s", what, path,
	            g_strerror(number), way_out);
	return false;
}

static void
complain_length(const char *path, size_t limit, GError **error)
{
	g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
	            "%s is longer than %zu MB, the most that is read", path, limit >> 20);
}

/* Give what comes out of a file to `take`, block by block. */
static bool
read_blocks(int fd, const char *path, size_t limit, OtFileTake *take, void *data, GError **error)
{
	guint8 buffer[1 << 16];
	size_t total = 0;
	ssize_t n;

	while ((n = read(fd, buffer, sizeof buffer)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(error, "read", path, errno);
		if (total + (size_t) n > limit) {
			complain_length(path, limit, error);
			return false;
		}
		total += (size_t) n;
		if (!take(buffer, (size_t) n, data))
			break;
	}
	return true;
}

/* The descriptor of an ordinary file of at most `limit` bytes, or -1. */
static int
open_regular(const char *path, int flags, size_t limit, GError **error)
{
	struct stat info;

	/* O_NONBLOCK: a named pipe without a writer must not hang the program. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);
	if (fd < 0 && errno == ENOENT) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            *path != '\0' ? "there is no file %s"
		                          : "the name of the file is empty%s",
		            path);
		return -1;
	}
	if (fd < 0 || fstat(fd, &info) != 0)
		fail(error, "read", path, errno);
	else if (S_ISDIR(info.st_mode))
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "%s is a folder, not a file", path);
	else if (!S_ISREG(info.st_mode))
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            "%s is not an ordinary file; use - to read from a pipe", path);
	else if ((guint64) info.st_size > limit)
		complain_length(path, limit, error);
	else
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

bool
ot_file_read_blocks(const char *path, size_t limit, OtFileTake *take, void *data, GError **error)
{
	if (strcmp(path, "-") == 0)
		return read_blocks(STDIN_FILENO, "standard input", limit, take, data, error);

	int fd = open_regular(path, 0, limit, error);
	bool good = fd >= 0 && read_blocks(fd, path, limit, take, data, error);
	if (fd >= 0)
		close(fd);
	return good;
}

static bool
append_block(const guint8 *block, size_t len, void *bytes)
{
	g_byte_array_append(bytes, block, (guint) len);
	return true;
}

GBytes *
ot_file_read(const char *path, size_t limit, GError **error)
{
	GByteArray *bytes = g_byte_array_new();

	if (!ot_file_read_blocks(path, limit, append_block, bytes, error)) {
		g_byte_array_unref(bytes);
		return NULL;
	}
	g_byte_array_append(bytes, (const guint8 *) "", 1);
	g_byte_array_set_size(bytes, bytes->len - 1);
	return g_byte_array_free_to_bytes(bytes);
}

GBytes *
ot_file_read_unlinked(const char *path, size_t limit, GError **error)
{
	GByteArray *bytes = g_byte_array_new();
	int fd = open_regular(path, O_NOFOLLOW, limit, error);
	bool good = fd >= 0 && read_blocks(fd, path, limit, append_block, bytes, error);

	if (fd >= 0)
		close(fd);
	if (good)
		return g_byte_array_free_to_bytes(bytes);
	g_byte_array_unref(bytes);
	return NULL;
}

/* Make the rename durable: the folder's entry is data too. */
static void
sync_folder(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void) fsync(fd);
		close(fd);
	}
}

bool
ot_file_is_same(const char *path, const char *other)
{
	struct stat one, two;

	return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev &&
	       one.st_ino == two.st_ino;
}

/* Write one piece after the other; false with the number of the trouble, or with an error. */
static bool
write_pieces(int fd, OtFileNext *next, void *data, int *number, GError **error)
{
	GError *trouble = NULL;

	for (;;) {
		g_autoptr(GBytes) piece = next(data, &trouble);
		if (trouble != NULL)
			g_propagate_error(error, trouble);
		if (piece == NULL)
			return trouble == NULL;
		if (!ot_write_all(fd, g_bytes_get_data(piece, NULL), g_bytes_get_size(piece))) {
			*number = errno;
			return false;
		}
	}
}

/* A file that is renamed to a device or pipe stands in its place from then on. */
static bool
is_ordinary(const char *path, GError **error)
{
	struct stat info;
	bool is_device = stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);

	/* /dev/stdout is a link, and may lead to an ordinary file. */
	if (!is_device && !g_str_has_prefix(path, "/dev/std") &&
	    !g_str_has_prefix(path, "/dev/fd/") && !g_str_has_prefix(path, "/proc/"))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_IO,
	            "%s is not an ordinary file; use - for standard output", path);
	return false;
}

/* 0: all of it is on disk; else the number of the trouble, or -1 with an error that is set. */
static int
write_part(const char *part, OtFileNext *next, void *data, GError **error)
{
	int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	int number = -1;

	if (fd < 0)
		return errno;
	if (write_pieces(fd, next, data, &number, error))
		number = fsync(fd) == 0 ? 0 : errno;
	if (close(fd) != 0 && number == 0)
		number = errno;
	if (number != 0)
		(void) g_unlink(part);
	return number;
}

bool
ot_file_write_pieces(const char *path, OtFileNext *next, void *data, GError **error)
{
	int number = -1;

	if (strcmp(path, "-") == 0) {
		if (write_pieces(STDOUT_FILENO, next, data, &number, error))
			return true;
		return number > 0 && fail(error, "write", "to standard output", number);
	}
	if (!is_ordinary(path, error))
		return false;
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	/* Short, because the name itself may be as long as a name can be. */
	g_autofree char *part = g_strdup_printf("%s/.outset-%ld-%08x.part", folder, (long) getpid(),
	                                        g_str_hash(name));
	int slot = ot_pending_add(part);
	number = write_part(part, next, data, error);
	if (number == 0 && g_rename(part, path) != 0) {
		number = errno;
		(void) g_unlink(part);
	}
	ot_pending_remove(slot);
	if (number > 0)
		return fail(error, "write", path, number);
	if (number < 0)
		return false;
	sync_folder(path);
	return true;
}

/* The only piece of a file. */
static GBytes *
give_once(void *data, GError **error G_GNUC_UNUSED)
{
	GBytes **bytes = data;

	return g_steal_pointer(bytes);
}

bool
ot_file_write(const char *path, GBytes *bytes, GError **error)
{
	g_autoptr(GBytes) once = g_bytes_ref(bytes);

	return ot_file_write_pieces(path, give_once, &once, error);
}

bool
ot_file_may_exist(const char *path)
{
	return access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

bool
ot_folder_exists(const char *path)
{
	return g_file_test(path, G_FILE_TEST_IS_DIR);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

GPtrArray *
ot_folder_list(const char *path, GError **error)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;

	if (dir == NULL) {
		fail(error, "read the folder", path, errno);
		return NULL;
	}
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	/* The end of a folder and a failure look alike, but for errno. */
	while (errno = 0, (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			g_ptr_array_add(names, g_strdup(entry->d_name));
	int mistake = errno;
	closedir(dir);
	if (mistake != 0) {
		fail(error, "read the folder", path, mistake);
		return NULL;
	}
	g_ptr_array_sort(names, compare_names);
	return g_steal_pointer(&names);
}

bool
ot_folder_make(const char *path, GError **error)
{
	if (*path == '\0') {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "the name of the folder is empty");
		return false;
	}
	if (g_mkdir_with_parents(path, 0777) == 0)
		return true;
	return fail(error, "make the folder", path, errno);
}

char *
ot_sha256(GBytes *bytes)
{
	return g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
}

bool
ot_read_all(int fd, void *bytes, size_t len)
{
	char *at = bytes;

	while (len > 0) {
		ssize_t n = read(fd, at, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t) n;
	}
	return true;
}

bool
ot_write_all(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len > 0) {
		ssize_t n = write(fd, at, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		at += n;
		len -= (size_t) n;
	}
	return true;
}
