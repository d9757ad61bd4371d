/* SPDX-License-Identifier: MIT */
#include "packs/view.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "docx/archive.h"

#include <string.h>
#include <sys/stat.h>

struct OtPackView {
	char *folder;       /* NULL: it is an archive */
	OtArchive *archive; /* NULL: it is a folder */
	OtFindings *unsaid; /* of single entries of the archive: they are changed, that is enough */
	GPtrArray *names;
};

void
ot_pack_view_free(OtPackView *view)
{
	if (view == NULL)
		return;
	ot_archive_free(view->archive);
	g_clear_pointer(&view->names, g_ptr_array_unref);
	ot_findings_free(view->unsaid);
	g_free(view->folder);
	g_free(view);
}

static bool
open_folder(OtPackView *view, const char *path, GError **error)
{
	view->folder = g_strdup(path);
	view->names = ot_folder_list(path, error);
	if (view->names == NULL || view->names->len <= OT_LIMIT_ZIP_ENTRIES)
		return view->names != NULL;
	g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
	            "%s has %u files, more than the %u that a pack may have", path,
	            view->names->len, (guint) OT_LIMIT_ZIP_ENTRIES);
	return false;
}

static bool
open_archive(OtPackView *view, const char *path, OtFindings *findings, GError **error)
{
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_PACK_BYTES, error);

	if (bytes == NULL)
		return false;
	view->archive = ot_archive_open(bytes, path, findings);
	if (view->archive == NULL)
		return false;
	view->names = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; i < ot_archive_count(view->archive); i++)
		g_ptr_array_add(view->names, g_strdup(ot_archive_entry(view->archive, i)->name));
	return true;
}

OtPackView *
ot_pack_view_open(const char *path, OtFindings *findings, GError **error)
{
	g_autoptr(OtPackView) view = g_new0(OtPackView, 1);

	view->unsaid = ot_findings_new();
	bool opened = ot_folder_exists(path) ? open_folder(view, path, error)
	                                     : open_archive(view, path, findings, error);
	return opened ? g_steal_pointer(&view) : NULL;
}

const GPtrArray *
ot_pack_view_names(const OtPackView *view)
{
	return view->names;
}

bool
ot_pack_view_has(const OtPackView *view, const char *name)
{
	for (guint i = 0; i < view->names->len; i++)
		if (strcmp(g_ptr_array_index(view->names, i), name) == 0)
			return true;
	return false;
}

guint64
ot_pack_view_size(const OtPackView *view, const char *name)
{
	struct stat info;

	if (!ot_pack_view_has(view, name))
		return 0;
	if (view->archive != NULL)
		return ot_archive_entry(view->archive, ot_archive_find(view->archive, name))->size;
	g_autofree char *path = g_build_filename(view->folder, name, NULL);
	return lstat(path, &info) == 0 && S_ISREG(info.st_mode) ? (guint64) info.st_size : 0;
}

GBytes *
ot_pack_view_read(const OtPackView *view, const char *name)
{
	if (!ot_pack_view_has(view, name))
		return NULL;
	if (view->archive != NULL)
		return ot_archive_read(view->archive, ot_archive_find(view->archive, name),
		                       view->unsaid);
	g_autofree char *path = g_build_filename(view->folder, name, NULL);
	return ot_file_read_unlinked(path, OT_LIMIT_PACK_BYTES, NULL);
}

OtManifest *
ot_pack_view_manifest(const OtPackView *view, GBytes **bytes)
{
	*bytes = ot_pack_view_size(view, OT_MANIFEST_NAME) <= OT_LIMIT_FILE_BYTES
	                 ? ot_pack_view_read(view, OT_MANIFEST_NAME)
	                 : NULL;
	OtManifest *manifest = *bytes != NULL ? ot_manifest_parse(*bytes) : NULL;

	if (manifest == NULL)
		g_clear_pointer(bytes, g_bytes_unref);
	return manifest;
}
