/* SPDX-License-Identifier: MIT */
#include "zip/zip.h"

#include "base/error.h"

#include <zip.h>

struct OtZip {
	GBytes *bytes;
	zip_t *zip;
};

/* --- reading --------------------------------------------------------------------------------- */

static void
free_zip(OtZip *zip)
{
	if (zip == NULL)
		return;
	if (zip->zip != NULL)
		zip_discard(zip->zip);
	g_bytes_unref(zip->bytes);
	g_free(zip);
}

static OtZip *
open_zip(GBytes *bytes, GError **error)
{
	OtZip *zip = g_new0(OtZip, 1);
	zip_error_t trouble;
	size_t len;
	const void *data = g_bytes_get_data(bytes, &len);

	zip->bytes = g_bytes_ref(bytes);
	zip_error_init(&trouble);
	zip_source_t *source = zip_source_buffer_create(data, len, 0, &trouble);
	if (source != NULL)
		zip->zip = zip_open_from_source(source, ZIP_RDONLY, &trouble);
	if (zip->zip == NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s", zip_error_strerror(&trouble));
		zip_source_free(source);
		g_clear_pointer(&zip, free_zip);
	}
	zip_error_fini(&trouble);
	return zip;
}

static size_t
count_entries(const OtZip *zip)
{
	zip_int64_t n = zip_get_num_entries(zip->zip, ZIP_FL_UNCHANGED);

	return n > 0 ? (size_t) n : 0;
}

static bool
stat_entry(const OtZip *zip, size_t index, OtZipStat *stat)
{
	zip_stat_t known;

	if (zip_stat_index(zip->zip, index, ZIP_FL_UNCHANGED, &known) < 0)
		return false;
	*stat = (OtZipStat){known.size, known.comp_size, known.crc};
	return true;
}

static bool
read_entry(const OtZip *zip, size_t index, char *buffer, size_t size)
{
	zip_file_t *file = zip_fopen_index(zip->zip, index, ZIP_FL_UNCHANGED);
	size_t len = 0;
	zip_int64_t n = -1;

	/* The checksum is compared when the end is met. */
	while (file != NULL && len <= size &&
	       (n = zip_fread(file, buffer + len, size + 1 - len)) > 0)
		len += (size_t) n;
	bool sound = n == 0 && len == size;
	if (file != NULL)
		zip_fclose(file);
	return sound;
}

/* --- writing --------------------------------------------------------------------------------- */

/* libzip 1.10 gave the function another name. */
static zip_source_t *
make_source(zip_t *zip, const OtZipEntry *entry)
{
	size_t len;
	const void *data;

	if (entry->content == NULL)
#if LIBZIP_VERSION_MAJOR > 1 || LIBZIP_VERSION_MINOR >= 10
		return zip_source_zip_file(zip, entry->from->zip, entry->index, 0, 0, -1, NULL);
#else
		return zip_source_zip(zip, entry->from->zip, entry->index, 0, 0, -1);
#endif
	data = g_bytes_get_data(entry->content, &len);
	return zip_source_buffer(zip, data, len, 0);
}

static zip_int32_t
method_of(const OtZipEntry *entry)
{
	zip_stat_t stat;

	if (entry->content != NULL)
		return entry->method;
	return zip_stat_index(entry->from->zip, entry->index, 0, &stat) == 0 ? stat.comp_method
	                                                                     : ZIP_CM_DEFAULT;
}

/* What stands beside an entry, such as the room to grow that Word leaves (ECMA-376-2, annex B). */
static bool
copy_extra(zip_t *to, zip_uint64_t at, const OtZipEntry *entry, zip_flags_t where)
{
	zip_t *from = entry->from->zip;
	zip_int16_t n = zip_file_extra_fields_count(from, entry->index, where);

	for (zip_int16_t i = 0; i < n; i++) {
		zip_uint16_t id, len;
		const zip_uint8_t *data = zip_file_extra_field_get(
			from, entry->index, (zip_uint16_t) i, &id, &len, where);
		if (data != NULL && zip_file_extra_field_set(to, at, id, ZIP_EXTRA_FIELD_NEW, data,
		                                             len, where) < 0)
			return false;
	}
	return true;
}

static bool
set_attributes(zip_t *zip, zip_uint64_t at, const OtZipEntry *entry)
{
	zip_uint8_t system = ZIP_OPSYS_DOS;
	zip_uint32_t attributes = 0;

	if (entry->like_from &&
	    (zip_file_get_external_attributes(entry->from->zip, entry->index, 0, &system,
	                                      &attributes) < 0 ||
	     !copy_extra(zip, at, entry, ZIP_FL_LOCAL) ||
	     !copy_extra(zip, at, entry, ZIP_FL_CENTRAL)))
		return false;
	return zip_file_set_external_attributes(zip, at, 0, system, attributes) == 0;
}

static bool
add_entry(zip_t *zip, const OtZipEntry *entry, guint level)
{
	zip_source_t *source = make_source(zip, entry);
	zip_int64_t at = -1;

	if (source != NULL)
		at = zip_file_add(zip, entry->name, source, ZIP_FL_ENC_GUESS);
	if (at < 0) {
		zip_source_free(source);
		return false;
	}
	zip_uint64_t index = (zip_uint64_t) at;

	return zip_set_file_compression(zip, index, method_of(entry), level) == 0 &&
	       zip_file_set_dostime(zip, index, entry->time, entry->date, 0) == 0 &&
	       set_attributes(zip, index, entry);
}

static void
report(zip_error_t *trouble, GError **error)
{
	g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot put the package together: %s",
	            zip_error_strerror(trouble));
}

/* Fills `target`, which is kept open by the caller. */
static bool
write_entries(const OtZipEntry *entries, size_t n, guint level, zip_source_t *target,
              GError **error)
{
	zip_error_t trouble;
	bool good = true;

	zip_error_init(&trouble);
	zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, &trouble);
	if (zip == NULL) {
		report(&trouble, error);
		zip_error_fini(&trouble);
		return false;
	}
	/* zip_close() and zip_discard() drop one reference to the target */
	zip_source_keep(target);
	for (size_t i = 0; good && i < n; i++)
		good = add_entry(zip, &entries[i], level);
	if (good && zip_close(zip) == 0)
		return true;
	report(zip_get_error(zip), error);
	zip_discard(zip);
	return false;
}

static GBytes *
read_source(zip_source_t *source)
{
	zip_stat_t stat;
	char *bytes;

	if (zip_source_open(source) < 0)
		return NULL;
	if (zip_source_stat(source, &stat) < 0 || (stat.valid & ZIP_STAT_SIZE) == 0) {
		zip_source_close(source);
		return NULL;
	}
	bytes = g_malloc(stat.size);
	zip_int64_t got = zip_source_read(source, bytes, stat.size);
	zip_source_close(source);
	if (got < 0 || (zip_uint64_t) got != stat.size) {
		g_free(bytes);
		return NULL;
	}
	return g_bytes_new_take(bytes, stat.size);
}

static GBytes *
write_zip(const OtZipEntry *entries, size_t n, guint level, GError **error)
{
	GBytes *bytes = NULL;
	zip_error_t trouble;

	zip_error_init(&trouble);
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &trouble);
	if (target == NULL) {
		report(&trouble, error);
	} else if (write_entries(entries, n, level, target, error)) {
		bytes = read_source(target);
		if (bytes == NULL)
			report(zip_source_error(target), error);
	}
	zip_error_fini(&trouble);
	if (target != NULL)
		zip_source_free(target);
	return bytes;
}

/* --- the door -------------------------------------------------------------------------------- */

const OtZipDoor *
ot_zip_door(void)
{
	static const OtZipDoor door = {
		.open = open_zip,
		.free = free_zip,
		.count = count_entries,
		.stat = stat_entry,
		.read = read_entry,
		.write = write_zip,
	};

	return &door;
}

char *
ot_zip_versions(void)
{
	return g_strdup_printf("libzip %s", zip_libzip_version());
}
