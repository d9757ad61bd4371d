/* SPDX-License-Identifier: MIT */
#include "docx/rewrite.h"

#include "docx/door.h"
#include "docx/package.h"

/*
 * Another archive is made: entries that nobody touches are copied packed, with their names, dates,
 * attributes and order.  (libzip 1.7 can also change an archive where it lies in memory, but then
 * frees bytes that it doesn't own.)
 */

/* An entry that was there, as it was or with other bytes. */
static OtZipEntry
copy_entry(const OtArchive *archive, size_t index, GBytes *content)
{
	const OtArchiveEntry *entry = ot_archive_entry(archive, index);

	return (OtZipEntry){
		.name = entry->name,
		.content = content,
		.from = ot_archive_zip(archive),
		.index = index,
		.like_from = true,
		.method = entry->method == OT_ZIP_STORED ? OT_ZIP_STORED : OT_ZIP_DEFLATED,
		.time = entry->time,
		.date = entry->date,
	};
}

static OtZipEntry
new_entry(const OtRewrite *rewrite, const char *name, GBytes *content)
{
	OtZipEntry entry = {.name = name, .content = content, .method = OT_ZIP_DEFLATED};

	ot_package_dos_time(rewrite->epoch, &entry.time, &entry.date);
	return entry;
}

/* What edits make of their bytes is kept in `contents`. */
static GBytes *
keep_result(OtEdit *edit, GPtrArray *contents)
{
	GBytes *content = ot_edit_result(edit);

	g_ptr_array_add(contents, content);
	return content;
}

static GArray *
list_entries(const OtRewrite *rewrite, GPtrArray *contents)
{
	const OtArchive *archive = rewrite->draft->archive;
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(OtZipEntry));

	for (size_t i = 0; i < ot_archive_count(archive); i++) {
		OtEdit *edit = ot_rewrite_find_edit(rewrite, i);
		if (rewrite->dropped[i])
			continue;
		OtZipEntry entry = copy_entry(
			archive, i, edit != NULL ? keep_result(edit, contents) : NULL);
		g_array_append_val(entries, entry);
	}
	for (guint i = 0; i < rewrite->edits->len; i++) {
		OtEdit *edit = g_ptr_array_index(rewrite->edits, i);
		if (edit->entry != OT_NO_ENTRY)
			continue;
		OtZipEntry entry = new_entry(rewrite, edit->name, keep_result(edit, contents));
		g_array_append_val(entries, entry);
	}
	return entries;
}

GBytes *
ot_rewrite_zip(OtRewrite *rewrite, GError **error)
{
	g_autoptr(GPtrArray) contents =
		g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
	const OtZipDoor *door = ot_docx_door(error);

	if (door == NULL)
		return NULL;
	g_autoptr(GArray) entries = list_entries(rewrite, contents);
	return door->write((const OtZipEntry *) (void *) entries->data, entries->len, 0, error);
}
