/* SPDX-License-Identifier: MIT */
#include "docx/rewrite.h"

#include "docx/package.h"

/*
 * Another archive is made: entries that nobody touches are copied packed, with their names, dates,
 * attributes and order.  (libzip 1.7 can also change an archive where it lies in memory, but then
 * frees bytes that it doesn't own.)
 */

typedef struct {
	zip_t *zip;
	const OtRewrite *rewrite;
	GPtrArray *contents; /* of GBytes */
} Writing;

static zip_source_t *
make_source(Writing *writing, GBytes *take_bytes)
{
	size_t len;
	const void *data = g_bytes_get_data(take_bytes, &len);

	g_ptr_array_add(writing->contents, take_bytes);
	return zip_source_buffer(writing->zip, data, len, 0);
}

/* Takes the source; returns the index of the entry, or -1. */
static zip_int64_t
add_source(Writing *writing, const char *name, zip_source_t *source, guint16 method, guint16 time,
           guint16 date)
{
	zip_int64_t at = -1;

	if (source != NULL)
		at = zip_file_add(writing->zip, name, source, ZIP_FL_ENC_GUESS);
	if (at < 0) {
		zip_source_free(source);
		return -1;
	}
	zip_uint64_t index = (zip_uint64_t) at;

	if (zip_set_file_compression(writing->zip, index, method, 0) < 0 ||
	    zip_file_set_dostime(writing->zip, index, time, date, 0) < 0)
		return -1;
	return at;
}

/* What stands beside an entry, such as the room to grow that Word leaves (ECMA-376-2, annex B). */
static bool
copy_extra(zip_t *from, zip_uint64_t old, zip_t *to, zip_uint64_t new, zip_flags_t where)
{
	zip_int16_t n = zip_file_extra_fields_count(from, old, where);

	for (zip_int16_t i = 0; i < n; i++) {
		zip_uint16_t id, len;
		const zip_uint8_t *data = zip_file_extra_field_get(from, old, (zip_uint16_t) i,
		                                                   &id, &len, where);
		if (data != NULL && zip_file_extra_field_set(to, new, id, ZIP_EXTRA_FIELD_NEW,
		                                             data, len, where) < 0)
			return false;
	}
	return true;
}

/* An entry that was there, as it was or with other bytes, which are taken. */
static bool
copy_entry(Writing *writing, size_t index, GBytes *take_bytes)
{
	const OtArchive *archive = writing->rewrite->draft->archive;
	const OtArchiveEntry *entry = ot_archive_entry(archive, index);
	zip_t *from = ot_archive_zip(archive), *to = writing->zip;
	zip_source_t *source;
	guint16 method = entry->method;
	zip_uint8_t system;
	zip_uint32_t attributes;

	if (take_bytes == NULL) {
		source = ot_package_copy_source(to, from, index);
	} else {
		source = make_source(writing, take_bytes);
		method = method == ZIP_CM_STORE ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
	}
	zip_int64_t at =
		add_source(writing, entry->name, source, method, entry->time, entry->date);
	if (at < 0 || zip_file_get_external_attributes(from, index, 0, &system, &attributes) < 0)
		return false;
	zip_uint64_t new = (zip_uint64_t) at;

	return zip_file_set_external_attributes(to, new, 0, system, attributes) == 0 &&
	       copy_extra(from, index, to, new, ZIP_FL_LOCAL) &&
	       copy_extra(from, index, to, new, ZIP_FL_CENTRAL);
}

static bool
add_entry(Writing *writing, const char *name, GBytes *take_bytes)
{
	guint16 time, date;

	ot_package_dos_time(writing->rewrite->epoch, &time, &date);
	zip_int64_t at = add_source(writing, name, make_source(writing, take_bytes),
	                            ZIP_CM_DEFLATE, time, date);
	return at >= 0 && zip_file_set_external_attributes(writing->zip, (zip_uint64_t) at, 0,
	                                                   ZIP_OPSYS_DOS, 0) == 0;
}

static bool
add_entries(Writing *writing)
{
	const OtRewrite *rewrite = writing->rewrite;

	for (size_t i = 0; i < ot_archive_count(rewrite->draft->archive); i++) {
		OtEdit *edit = ot_rewrite_find_edit(rewrite, i);

		if (!rewrite->dropped[i] &&
		    !copy_entry(writing, i, edit == NULL ? NULL : ot_edit_result(edit)))
			return false;
	}
	for (guint i = 0; i < rewrite->edits->len; i++) {
		OtEdit *edit = g_ptr_array_index(rewrite->edits, i);

		if (edit->entry == OT_NO_ENTRY &&
		    !add_entry(writing, edit->name, ot_edit_result(edit)))
			return false;
	}
	return true;
}

static bool
fill_archive(zip_t *zip, GPtrArray *contents, void *data)
{
	return add_entries(&(Writing){zip, data, contents});
}

GBytes *
ot_rewrite_zip(OtRewrite *rewrite, GError **error)
{
	return ot_package_write_zip(fill_archive, rewrite, error);
}
