/* SPDX-License-Identifier: MIT
 *
 * Archives as the object that reads and writes them has them: what is written is read again.
 */
#include "base/error.h"
#include "draft-build.h"
#include "zip/zip.h"

/* 2003-04-05 06:07:08 */
#define TIME (6 << 11 | 7 << 5 | 4)
#define DATE (23 << 9 | 4 << 5 | 5)

static GBytes *
write_entries(const OtZipEntry *entries, size_t n)
{
	g_autoptr(GError) error = NULL;
	GBytes *bytes = ot_zip_door()->write(entries, n, 0, &error);

	g_assert_no_error(error);
	return bytes;
}

static OtZip *
open_bytes(GBytes *bytes)
{
	g_autoptr(GError) error = NULL;
	OtZip *zip = ot_zip_door()->open(bytes, &error);

	g_assert_no_error(error);
	return zip;
}

static void
check_entry(const OtZip *zip, size_t index, const char *text)
{
	size_t len = strlen(text);
	g_autofree char *buffer = g_malloc(len + 1);
	OtZipStat stat;

	g_assert_true(ot_zip_door()->stat(zip, index, &stat));
	g_assert_cmpuint(stat.size, ==, len);
	g_assert_true(ot_zip_door()->read(zip, index, buffer, len));
	g_assert_cmpmem(buffer, len, text, len);
}

static void
test_round_trip(void)
{
	g_autofree char *much = g_strnfill(10000, 'x');
	g_autoptr(GBytes) content = g_bytes_new_static(much, 10000);
	g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
	const OtZipEntry entries[] = {
		{.name = "packed", .content = content, .method = OT_ZIP_DEFLATED},
		{.name = "stored", .content = content, .method = OT_ZIP_STORED},
		{.name = "empty", .content = nothing, .method = OT_ZIP_STORED},
	};
	g_autoptr(GBytes) bytes = write_entries(entries, G_N_ELEMENTS(entries));
	OtZip *zip = open_bytes(bytes);
	OtZipStat packed, stored, none;

	g_assert_cmpuint(ot_zip_door()->count(zip), ==, 3);
	check_entry(zip, 0, much);
	check_entry(zip, 1, much);
	check_entry(zip, 2, "");
	g_assert_true(ot_zip_door()->stat(zip, 0, &packed));
	g_assert_true(ot_zip_door()->stat(zip, 1, &stored));
	g_assert_false(ot_zip_door()->stat(zip, 3, &none));
	g_assert_cmpuint(packed.packed, <, 100);
	g_assert_cmpuint(stored.packed, ==, 10000);
	g_assert_cmphex(packed.crc, ==, stored.crc);
	ot_zip_door()->free(zip);
	ot_zip_door()->free(NULL);
}

/* An entry gives neither less nor more than is asked for. */
static void
test_sizes(void)
{
	g_autoptr(GBytes) content = g_bytes_new_static("ten bytes.", 10);
	const OtZipEntry entry = {.name = "a", .content = content, .method = OT_ZIP_DEFLATED};
	g_autoptr(GBytes) bytes = write_entries(&entry, 1);
	OtZip *zip = open_bytes(bytes);
	char buffer[16];

	g_assert_true(ot_zip_door()->read(zip, 0, buffer, 10));
	g_assert_false(ot_zip_door()->read(zip, 0, buffer, 9));
	g_assert_false(ot_zip_door()->read(zip, 0, buffer, 11));
	g_assert_false(ot_zip_door()->read(zip, 1, buffer, 10));
	ot_zip_door()->free(zip);
}

/* With libzip itself: an entry with a field beside it, and attributes of a system. */
static GBytes *
make_foreign(void)
{
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, NULL);

	zip_source_keep(target);
	zip_int64_t at = zip_file_add(zip, "old", zip_source_buffer(zip, "as it was", 9, 0), 0);
	g_assert_cmpint(at, ==, 0);
	g_assert_cmpint(zip_file_set_external_attributes(zip, 0, 0, ZIP_OPSYS_UNIX, 0644u << 16),
	                ==, 0);
	g_assert_cmpint(zip_file_extra_field_set(zip, 0, 0xa220, 0, (const zip_uint8_t *) "grow", 4,
	                                         ZIP_FL_LOCAL), ==, 0);
	return take_archive(zip, target);
}

static void
check_beside(GBytes *bytes, zip_uint64_t index, guint8 system, const char *extra)
{
	size_t len;
	const void *data = g_bytes_get_data(bytes, &len);
	zip_source_t *source = zip_source_buffer_create(data, len, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	zip_uint8_t has_system;
	zip_uint32_t attributes;
	zip_uint16_t extra_len = 0;

	g_assert_nonnull(zip);
	g_assert_cmpint(zip_file_get_external_attributes(zip, index, 0, &has_system, &attributes),
	                ==, 0);
	g_assert_cmpuint(has_system, ==, system);
	g_assert_cmpuint(attributes, ==, system == ZIP_OPSYS_UNIX ? 0644u << 16 : 0);
	const zip_uint8_t *field = zip_file_extra_field_get_by_id(zip, index, 0xa220, 0, &extra_len,
	                                                          ZIP_FL_LOCAL);
	g_assert_cmpmem(field, extra_len, extra, strlen(extra));
	zip_discard(zip);
}

static void
test_copies(void)
{
	g_autoptr(GBytes) foreign = make_foreign();
	g_autoptr(GBytes) content = g_bytes_new_static("other words", 11);
	OtZip *from = open_bytes(foreign);
	const OtZipEntry entries[] = {
		{.name = "same", .from = from, .like_from = true, .time = TIME, .date = DATE},
		{.name = "changed", .content = content, .from = from, .like_from = true,
	         .method = OT_ZIP_DEFLATED, .time = TIME, .date = DATE},
		{.name = "bare", .from = from, .time = TIME, .date = DATE},
	};
	g_autoptr(GBytes) bytes = write_entries(entries, G_N_ELEMENTS(entries));
	OtZip *zip = open_bytes(bytes);

	check_entry(zip, 0, "as it was");
	check_entry(zip, 1, "other words");
	check_entry(zip, 2, "as it was");
	check_beside(bytes, 0, ZIP_OPSYS_UNIX, "grow");
	check_beside(bytes, 1, ZIP_OPSYS_UNIX, "grow");
	check_beside(bytes, 2, ZIP_OPSYS_DOS, "");
	ot_zip_door()->free(zip);
	ot_zip_door()->free(from);
}

static void
test_refused(void)
{
	g_autoptr(GBytes) none = g_bytes_new_static("no archive", 10);
	g_autoptr(GError) error = NULL;

	g_assert_null(ot_zip_door()->open(none, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_clear_error(&error);

	const OtZipEntry twice[] = {{.name = "a", .content = none}, {.name = "a", .content = none}};
	g_assert_null(ot_zip_door()->write(twice, 2, 0, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_IO);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/zip/round-trip", test_round_trip);
	g_test_add_func("/zip/sizes", test_sizes);
	g_test_add_func("/zip/copies", test_copies);
	g_test_add_func("/zip/refused", test_refused);
	return g_test_run();
}
