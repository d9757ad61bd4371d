/* SPDX-License-Identifier: MIT */
#include "docx/annotate.h"

#include "base/error.h"
#include "docx/package.h"

/*
 * The archive is changed in place, as libzip calls it: entries that nobody touches are copied packed,
 * with their names, dates and order.
 */

typedef struct {
	zip_t *zip;
	const OtAnnotation *annotation;
	GPtrArray *contents; /* of GBytes: libzip reads them when the archive is closed */
} Writing;

static zip_source_t *
make_source(Writing *writing, GBytes *take_bytes)
{
	size_t len;
	const void *data = g_bytes_get_data(take_bytes, &len);

	g_ptr_array_add(writing->contents, take_bytes);
	return zip_source_buffer(writing->zip, data, len, 0);
}

/* A part that was there keeps its date and whether it is packed. */
static bool
replace_entry(Writing *writing, size_t index, GBytes *take_bytes)
{
	const OtArchiveEntry *entry =
		ot_archive_entry(writing->annotation->draft->archive, index);
	zip_source_t *source = make_source(writing, take_bytes);

	if (source == NULL)
		return false;
	if (zip_file_replace(writing->zip, index, source, 0) < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_set_file_compression(writing->zip, index,
	                                entry->method == ZIP_CM_STORE ? ZIP_CM_STORE :
	                                                                ZIP_CM_DEFLATE,
	                                0) == 0 &&
	       zip_file_set_dostime(writing->zip, index, entry->time, entry->date, 0) == 0;
}

static bool
add_entry(Writing *writing, const char *name, GBytes *take_bytes)
{
	zip_source_t *source = make_source(writing, take_bytes);
	zip_int64_t at = -1;
	guint16 time, date;

	ot_package_dos_time(writing->annotation->epoch, &time, &date);
	if (source != NULL)
		at = zip_file_add(writing->zip, name, source, ZIP_FL_ENC_GUESS);
	if (at < 0) {
		zip_source_free(source);
		return false;
	}
	zip_uint64_t index = (zip_uint64_t) at;

	return zip_set_file_compression(writing->zip, index, ZIP_CM_DEFLATE, 0) == 0 &&
	       zip_file_set_dostime(writing->zip, index, time, date, 0) == 0 &&
	       zip_file_set_external_attributes(writing->zip, index, 0, ZIP_OPSYS_DOS, 0) == 0;
}

static bool
make_edits(Writing *writing)
{
	const OtAnnotation *annotation = writing->annotation;

	for (size_t i = 0; i < ot_archive_count(annotation->draft->archive); i++)
		if (annotation->dropped[i] && zip_delete(writing->zip, i) < 0)
			return false;
	for (guint i = 0; i < annotation->edits->len; i++) {
		OtEdit *edit = g_ptr_array_index(annotation->edits, i);
		bool is_new = edit->entry == OT_NO_ENTRY;

		if (!is_new && annotation->dropped[edit->entry])
			continue;
		GBytes *bytes = ot_edit_result(edit);
		if (bytes != NULL && !(is_new ? add_entry(writing, edit->name, bytes) :
		                                replace_entry(writing, edit->entry, bytes)))
			return false;
	}
	return true;
}

static void
report(zip_error_t *trouble, GError **error)
{
	g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot put the reviewed file together: %s",
	            zip_error_strerror(trouble));
}

/* Fills `target`, which is kept open by the caller. */
static bool
write_archive(const OtAnnotation *annotation, zip_source_t *target, GError **error)
{
	g_autoptr(GPtrArray) contents =
		g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
	Writing writing = {.annotation = annotation, .contents = contents};
	zip_error_t trouble;

	zip_error_init(&trouble);
	writing.zip = zip_open_from_source(target, 0, &trouble);
	if (writing.zip == NULL) {
		report(&trouble, error);
		zip_error_fini(&trouble);
		return false;
	}
	/* zip_close() and zip_discard() drop one reference to the target */
	zip_source_keep(target);
	if (!make_edits(&writing) || zip_close(writing.zip) < 0) {
		report(zip_get_error(writing.zip), error);
		zip_discard(writing.zip);
		return false;
	}
	return true;
}

GBytes *
ot_annotate_zip(const OtAnnotation *annotation, GError **error)
{
	size_t len;
	const void *data = g_bytes_get_data(ot_archive_bytes(annotation->draft->archive), &len);
	GBytes *bytes = NULL;
	zip_error_t trouble;

	zip_error_init(&trouble);
	zip_source_t *target = zip_source_buffer_create(data, len, 0, &trouble);
	if (target == NULL) {
		report(&trouble, error);
	} else if (write_archive(annotation, target, error)) {
		bytes = ot_package_read_source(target);
		if (bytes == NULL)
			report(zip_source_error(target), error);
	}
	zip_error_fini(&trouble);
	if (target != NULL)
		zip_source_free(target);
	return bytes;
}
