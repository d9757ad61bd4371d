/* SPDX-License-Identifier: MIT */
#include "packs/shelf.h"

#include "base/error.h"
#include "base/file.h"
#include "base/system.h"
#include "docx/package.h"
#include "packs/sign.h"
#include "packs/view.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *
ot_shelf_path(const char *folder, const char *file_name, OtPacksForm form)
{
	g_autofree char *name =
		g_strconcat(file_name, form == OT_PACKS_ARCHIVES ? ".zip" : "", NULL);

	return g_build_filename(folder, name, NULL);
}

/* --- looking ----------------------------------------------------------------------------- */

static bool
is_as_made(const OtPackView *view, const OtManifestFile *file)
{
	g_autoptr(GBytes) bytes = ot_pack_view_read(view, file->name);
	g_autofree char *sha256 = bytes != NULL ? ot_sha256(bytes) : NULL;

	return g_strcmp0(sha256, file->sha256) == 0;
}

/* A file that isn't in the manifest, or NULL. */
static const char *
find_added(const OtPackView *view, const OtManifest *manifest)
{
	const GPtrArray *names = ot_pack_view_names(view);

	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		if (strcmp(name, OT_MANIFEST_NAME) != 0 && !ot_signature_is(name) &&
		    ot_manifest_find(manifest, name) == NULL)
			return name;
	}
	return NULL;
}

/*
 * A file that has other bytes than it was made with, or NULL; one that is cut short lost its end.
 */
static const char *
find_changed(const OtPackView *view, const OtManifest *manifest, bool quick, bool *damaged)
{
	for (guint i = 0; i < manifest->files->len; i++) {
		const OtManifestFile *file = g_ptr_array_index(manifest->files, i);
		guint64 size = ot_pack_view_size(view, file->name);

		if (!ot_pack_view_has(view, file->name) || (size == 0 && file->size > 0))
			*damaged = true;
		else if (size != file->size || (!quick && !is_as_made(view, file)))
			return file->name;
	}
	return NULL;
}

static void
judge(const OtPackView *view, const OtManifest *manifest, GBytes *bytes, const char *made_from,
      bool quick, OtShelf *shelf)
{
	bool current = g_strcmp0(manifest->made_from, made_from) == 0, damaged = false;
	const char *added = find_added(view, manifest);
	/* What is to be replaced is always looked at closely. */
	const char *file = added != NULL ? added
	                                 : find_changed(view, manifest, quick && current, &damaged);

	shelf->file = g_strdup(file);
	shelf->is_signed = ot_pack_view_has(view, OT_SIGNATURE_OPENPGP) ||
	                   ot_pack_view_has(view, OT_SIGNATURE_MINISIGN);
	if (added != NULL)
		shelf->state = OT_SHELF_FOREIGN;
	else if (file != NULL)
		shelf->state = OT_SHELF_CHANGED;
	else if (!current)
		shelf->state = OT_SHELF_OLDER;
	else
		shelf->state = damaged ? OT_SHELF_DAMAGED : OT_SHELF_WHOLE;
	if (shelf->state == OT_SHELF_WHOLE)
		shelf->manifest_sha256 = ot_sha256(bytes);
}

void
ot_shelf_look(const char *path, const char *made_from, bool quick, OtShelf *shelf)
{
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	struct stat info;

	*shelf = (OtShelf){.state = OT_SHELF_EMPTY};
	if (lstat(path, &info) != 0)
		return;
	/* What a link leads to lies elsewhere and isn't ours to replace. */
	g_autoptr(OtPackView) view =
		S_ISLNK(info.st_mode) ? NULL : ot_pack_view_open(path, unsaid, NULL);
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(OtManifest) manifest =
		view != NULL ? ot_pack_view_manifest(view, &bytes) : NULL;
	if (manifest == NULL || manifest->made_from == NULL)
		shelf->state = OT_SHELF_FOREIGN;
	else
		judge(view, manifest, bytes, made_from, quick, shelf);
}

void
ot_shelf_clear(OtShelf *shelf)
{
	g_clear_pointer(&shelf->manifest_sha256, g_free);
	g_clear_pointer(&shelf->file, g_free);
}

/* --- putting ----------------------------------------------------------------------------- */

static bool
fail(const char *what, const char *path, GError **error)
{
	int number = errno;
	bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;

	g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot %s %s: %s%s", what, path,
	            g_strerror(number),
	            full ? "; free some space and run the command again with --resume" : "");
	return false;
}

static bool
write_file(int folder, const char *name, GBytes *bytes)
{
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);

	while (fd >= 0 && len > 0) {
		ssize_t n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			int number = errno;
			close(fd);
			errno = number;
			return false;
		}
		data += n;
		len -= (size_t) n;
	}
	return fd >= 0 && close(fd) == 0;
}

/* Remove a folder of ours that holds files only; others stay, and so does what a link leads to. */
static void
remove_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir != NULL)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
	else
		unlink(path);
	rmdir(path);
}

static bool
write_files(const OtPack *pack, const char *part, GError **error)
{
	int folder = open(part, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	bool written = folder >= 0;

	for (guint i = 0; written && i < pack->files->len; i++) {
		const OtPackFile *file = g_ptr_array_index(pack->files, i);
		written = write_file(folder, file->name, file->bytes);
	}
	if (written && pack->signature != NULL)
		written = write_file(folder, pack->signature_name, pack->signature);
	written = written && write_file(folder, OT_MANIFEST_NAME, pack->manifest);
	if (!written)
		fail("write", part, error);
	if (folder >= 0)
		close(folder);
	return written;
}

/* In one step where that can be; then what was there before is what is removed. */
static bool
move_folder(const char *part, const char *path, GError **error)
{
	if (rename(part, path) == 0)
		return true;
	if (errno != EEXIST && errno != ENOTEMPTY)
		return fail("write", path, error);
	if (!ot_system_exchange(part, path)) {
		g_autofree char *old = g_strconcat(part, ".old", NULL);

		if (rename(path, old) != 0 || rename(part, path) != 0)
			return fail("replace", path, error);
		remove_folder(old);
		return true;
	}
	remove_folder(part);
	return true;
}

static bool
put_folder(const OtPack *pack, const char *part, const char *path, GError **error)
{
	remove_folder(part);
	if (mkdir(part, 0777) != 0)
		return fail("make the folder", part, error);
	if (write_files(pack, part, error) && move_folder(part, path, error))
		return true;
	remove_folder(part);
	return false;
}

static void
list_entry(GArray *entries, const OtPack *pack, const char *name, GBytes *bytes, bool stored)
{
	const OtPackageEntry plain = {(char *) name, bytes, stored};
	OtZipEntry entry = ot_package_zip_entry(&plain, pack->epoch);

	g_array_append_val(entries, entry);
}

static GBytes *
make_archive(const OtPack *pack, GError **error)
{
	g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(OtZipEntry));

	for (guint i = 0; i < pack->files->len; i++) {
		const OtPackFile *file = g_ptr_array_index(pack->files, i);
		list_entry(entries, pack, file->name, file->bytes, true);
	}
	if (pack->signature != NULL)
		list_entry(entries, pack, pack->signature_name, pack->signature, false);
	list_entry(entries, pack, OT_MANIFEST_NAME, pack->manifest, false);
	return ot_package_write_zip(entries, error);
}

static bool
put_archive(const OtPack *pack, const char *part, const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = make_archive(pack, error);

	if (bytes == NULL)
		return false;
	unlink(part);
	if (write_file(AT_FDCWD, part, bytes) && rename(part, path) == 0)
		return true;
	fail("write", path, error);
	unlink(part);
	return false;
}

/* The part has the name of its pack, so that whoever makes the pack again removes what was left. */
bool
ot_shelf_put(const OtPack *pack, const char *path, OtPacksForm form, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	g_autofree char *part = g_strdup_printf("%s/.%s.part", folder, name);

	return form == OT_PACKS_ARCHIVES ? put_archive(pack, part, path, error)
	                                 : put_folder(pack, part, path, error);
}

void
ot_shelf_sync(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	ot_system_sync(fd);
	close(fd);
}
