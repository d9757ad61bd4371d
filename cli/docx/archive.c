/* SPDX-License-Identifier: MIT */
#include "docx/archive.h"

#include "base/arena.h"
#include "base/limits.h"
#include "docx/door.h"

#include <string.h>

/* Sizes and signatures: APPNOTE 4.3.7, 4.3.12, 4.3.14 to 4.3.16. */
#define LOCAL_SIZE   30
#define ENTRY_SIZE   46
#define END_SIZE     22
#define END64_SIZE   56
#define LOCATOR_SIZE 20

/* Ratios are looked at above this many bytes: a short text of blanks is packed well honestly. */
#define SMALL_PART (1u << 20)

struct OtArchive {
	OtArena *arena;
	GBytes *bytes;
	const char *file;
	const guint8 *data;
	guint64 len;
	GArray *entries;   /* of OtArchiveEntry */
	GHashTable *names; /* in lower case, to index + 1 */
	const OtZipDoor *door;
	OtZip *zip;
	guint64 unpacked;  /* bytes so far */
};

/* Where the list of entries stands. */
typedef struct {
	guint64 start, size, count;
} Directory;

static bool refuse(const OtArchive *archive, OtFindings *findings, OtCode code, const char *format,
                   ...) G_GNUC_PRINTF(4, 5);

static bool
refuse(const OtArchive *archive, OtFindings *findings, OtCode code, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	ot_findings_add(findings, code, (OtWhere){.file = archive->file}, "%s", message);
	return false;
}

#define DAMAGED(archive, findings, ...) \
	refuse((archive), (findings), OT_CODE_DRAFT_DAMAGED, __VA_ARGS__)

/* --- numbers, little-endian ------------------------------------------------------------------ */

static guint32
read_16(const guint8 *at)
{
	return at[0] | (guint32) at[1] << 8;
}

static guint32
read_32(const guint8 *at)
{
	return read_16(at) | read_16(at + 2) << 16;
}

static guint64
read_64(const guint8 *at)
{
	return read_32(at) | (guint64) read_32(at + 4) << 32;
}

/* `count` bytes at `offset` that start with this signature, or NULL. */
static const guint8 *
record_at(const OtArchive *archive, guint64 offset, guint64 count, const char *signature)
{
	if (offset > archive->len || archive->len - offset < count)
		return NULL;
	return memcmp(archive->data + offset, signature, 4) == 0 ? archive->data + offset : NULL;
}

/* --- the list of entries --------------------------------------------------------------------- */

/* The end record is the last one whose comment fits into the file. */
static const guint8 *
find_end(const OtArchive *archive)
{
	guint64 most = MIN(archive->len, END_SIZE + 0xFFFF);

	for (guint64 back = END_SIZE; back <= most; back++) {
		const guint8 *end =
			record_at(archive, archive->len - back, END_SIZE, "PK\5\6");
		if (end != NULL && read_16(end + 20) <= back - END_SIZE)
			return end;
	}
	return NULL;
}

static bool
find_directory(const OtArchive *archive, Directory *directory, OtFindings *findings)
{
	const guint8 *end = find_end(archive);

	if (end == NULL)
		return DAMAGED(archive, findings,
		               "the file is cut off: the list at its end is missing");
	guint64 at = (guint64) (end - archive->data);
	*directory = (Directory){
		.start = read_32(end + 16),
		.size = read_32(end + 12),
		.count = read_16(end + 10),
	};
	const guint8 *locator =
		at >= LOCATOR_SIZE ? record_at(archive, at - LOCATOR_SIZE, LOCATOR_SIZE, "PK\6\7")
				   : NULL;
	if (locator != NULL) {
		at = read_64(locator + 8);
		const guint8 *end64 = record_at(archive, at, END64_SIZE, "PK\6\6");
		if (end64 == NULL)
			return DAMAGED(archive, findings,
			               "the list at the end of the file is broken");
		*directory = (Directory){
			.start = read_64(end64 + 48),
			.size = read_64(end64 + 40),
			.count = read_64(end64 + 32),
		};
	}
	if (directory->start > at || directory->size > at - directory->start)
		return DAMAGED(archive, findings, "the list at the end of the file is broken");
	if (directory->count > OT_LIMIT_ZIP_ENTRIES)
		return refuse(archive, findings, OT_CODE_DRAFT_LIMIT,
		              "there are %" G_GUINT64_FORMAT
		              " parts in the file; at most %d are read",
		              directory->count, OT_LIMIT_ZIP_ENTRIES);
	return true;
}

/* APPNOTE 4.5.3: what does not fit into 32 bits stands in an extra field. */
static bool
read_extra(const guint8 *extra, size_t len, OtArchiveEntry *entry)
{
	guint64 *const wide[] = {&entry->size, &entry->packed, &entry->offset};

	while (len >= 4) {
		size_t size = read_16(extra + 2);
		const guint8 *field = extra + 4;

		if (size > len - 4)
			return false;
		for (size_t i = 0; i < G_N_ELEMENTS(wide) && read_16(extra) == 1; i++) {
			if (*wide[i] != G_MAXUINT32)
				continue;
			if (size < 8)
				return false;
			*wide[i] = read_64(field);
			field += 8;
			size -= 8;
		}
		len -= 4 + read_16(extra + 2);
		extra += 4 + read_16(extra + 2);
	}
	return true;
}

/* True for names that would lead elsewhere if somebody took them for a path. */
static bool
is_unsafe(const char *name, size_t len)
{
	g_auto(GStrv) steps = NULL;

	if (memchr(name, '\0', len) != NULL || *name == '/' || *name == '\\' || *name == '\0' ||
	    (g_ascii_isalpha(name[0]) && name[1] == ':'))
		return true;
	steps = g_strsplit_set(name, "/\\", -1);
	return g_strv_contains((const char *const *) steps, "..");
}

static bool
note_name(OtArchive *archive, OtArchiveEntry *entry, const guint8 *name, size_t len,
          OtFindings *findings)
{
	char *own = ot_arena_strndup(archive->arena, (const char *) name, len);
	g_autofree char *shown = g_utf8_make_valid(own, (gssize) MIN(strlen(own), 200));
	char *lower = ot_arena_strndup(archive->arena, own, len);

	if (is_unsafe(own, len))
		return refuse(archive, findings, OT_CODE_DRAFT_NAMES,
		              "a part is named “%s”, which leads out of the file", shown);
	for (char *c = lower; *c != '\0'; c++)
		*c = g_ascii_tolower(*c);
	entry->name = own;
	entry->folder = own[len - 1] == '/';
	gpointer index = GSIZE_TO_POINTER((gsize) archive->entries->len + 1);
	if (!g_hash_table_insert(archive->names, lower, index))
		return refuse(archive, findings, OT_CODE_DRAFT_NAMES,
		              "two parts are named “%s”", shown);
	return true;
}

/*
 * Also a part that isn't read: it would be passed on in a copy of the file, for somebody else to
 * open.
 */
static bool
check_claim(const OtArchive *archive, const OtArchiveEntry *entry, OtFindings *findings)
{
	if (entry->size > OT_LIMIT_ZIP_PART_BYTES)
		return refuse(archive, findings, OT_CODE_DRAFT_LIMIT,
		              "the part %s has %" G_GUINT64_FORMAT
		              " MB when it is unpacked; at most %u MB are read",
		              entry->name, entry->size >> 20, OT_LIMIT_ZIP_PART_BYTES >> 20);
	return true;
}

/* Read the entry at `*at` of the list and move behind it. */
static bool
read_entry(OtArchive *archive, guint64 *at, guint64 end, OtFindings *findings)
{
	const guint8 *record = end - *at >= ENTRY_SIZE
	                               ? record_at(archive, *at, ENTRY_SIZE, "PK\1\2")
	                               : NULL;
	if (record == NULL)
		return DAMAGED(archive, findings, "the list at the end of the file is broken");
	size_t name_len = read_16(record + 28), extra_len = read_16(record + 30);
	guint64 len = ENTRY_SIZE + name_len + extra_len + read_16(record + 32);
	OtArchiveEntry entry = {
		.size = read_32(record + 24),
		.packed = read_32(record + 20),
		.crc = read_32(record + 16),
		.method = (guint16) read_16(record + 10),
		.time = (guint16) read_16(record + 12),
		.date = (guint16) read_16(record + 14),
		.offset = read_32(record + 42),
	};
	if (end - *at < len || name_len == 0 ||
	    !read_extra(record + ENTRY_SIZE + name_len, extra_len, &entry))
		return DAMAGED(archive, findings, "the list at the end of the file is broken");
	if ((read_16(record + 8) & 1) != 0)
		return refuse(archive, findings, OT_CODE_DRAFT_LOCKED,
		              "the file is a zip archive that is protected with a password");
	if (!note_name(archive, &entry, record + ENTRY_SIZE, name_len, findings) ||
	    !check_claim(archive, &entry, findings))
		return false;
	g_array_append_val(archive->entries, entry);
	*at += len;
	return true;
}

static int
compare_offsets(const void *a, const void *b)
{
	const OtArchiveEntry *one = a, *other = b;

	return (one->offset > other->offset) - (one->offset < other->offset);
}

/*
 * Find where the packed bytes start, and refuse entries that share bytes: with them an archive of
 * some kilobytes unpacks to terabytes.
 */
static bool
place_entries(OtArchive *archive, const Directory *directory, OtFindings *findings)
{
	g_autoptr(GArray) sorted =
		g_array_sized_new(FALSE, FALSE, sizeof(OtArchiveEntry), archive->entries->len);
	guint64 free_from = 0;

	for (guint i = 0; i < archive->entries->len; i++) {
		OtArchiveEntry *entry = &g_array_index(archive->entries, OtArchiveEntry, i);
		const guint8 *local = record_at(archive, entry->offset, LOCAL_SIZE, "PK\3\4");
		OtArchiveEntry span = *entry;

		if (local == NULL)
			return DAMAGED(archive, findings, "a part is not where the list says");
		entry->offset += LOCAL_SIZE + read_16(local + 26) + read_16(local + 28);
		if (entry->offset > directory->start ||
		    entry->packed > directory->start - entry->offset)
			return DAMAGED(archive, findings,
			               "a part reaches beyond the space for parts");
		span.packed = entry->offset + entry->packed;
		g_array_append_val(sorted, span);
	}
	g_array_sort(sorted, compare_offsets);
	for (guint i = 0; i < sorted->len; i++) {
		const OtArchiveEntry *span = &g_array_index(sorted, OtArchiveEntry, i);
		if (span->offset < free_from)
			return DAMAGED(archive, findings, "two parts lie over each other");
		free_from = span->packed;
	}
	return true;
}

static bool
read_directory(OtArchive *archive, OtFindings *findings)
{
	Directory directory = {0};

	if (!find_directory(archive, &directory, findings))
		return false;
	guint64 at = directory.start;
	for (guint64 i = 0; i < directory.count; i++)
		if (!read_entry(archive, &at, directory.start + directory.size, findings))
			return false;
	return place_entries(archive, &directory, findings);
}

/* --- libzip ---------------------------------------------------------------------------------- */

/* Two readers that take an archive differently are a way to smuggle: refuse it. */
static bool
agrees(const OtArchive *archive)
{
	if (archive->door->count(archive->zip) != archive->entries->len)
		return false;
	for (guint i = 0; i < archive->entries->len; i++) {
		const OtArchiveEntry *entry = ot_archive_entry(archive, i);
		OtZipStat stat;

		/* The name may differ: libzip prefers that of an extra field (APPNOTE 4.6.9). */
		if (!archive->door->stat(archive->zip, i, &stat) || stat.size != entry->size ||
		    stat.packed != entry->packed || stat.crc != entry->crc)
			return false;
	}
	return true;
}

static bool
open_zip(OtArchive *archive, OtFindings *findings)
{
	const OtWhere where = {.file = archive->file};
	g_autoptr(GError) error = NULL;

	archive->door = ot_docx_door(&error);
	if (archive->door == NULL) {
		OtFinding *finding = ot_findings_add(findings, OT_CODE_DRAFT_DAMAGED, where, "%s",
		                                     error->message);
		ot_finding_advise(findings, finding,
		                  "The file may be sound; outset doctor says what is missing.");
		return false;
	}
	archive->zip = archive->door->open(archive->bytes, &error);
	if (archive->zip == NULL)
		return DAMAGED(archive, findings, "the file can't be unpacked: %s",
		               error->message);
	return agrees(archive) ||
	       DAMAGED(archive, findings, "the list at the end of the file contradicts itself");
}

OtArchive *
ot_archive_open(GBytes *bytes, const char *file, OtFindings *findings)
{
	g_autoptr(OtArchive) archive = g_new0(OtArchive, 1);
	gsize len;

	archive->arena = ot_arena_new();
	archive->bytes = g_bytes_ref(bytes);
	archive->data = g_bytes_get_data(bytes, &len);
	archive->len = len;
	archive->file = ot_arena_strdup(archive->arena, file);
	archive->entries = g_array_new(FALSE, FALSE, sizeof(OtArchiveEntry));
	archive->names = g_hash_table_new(g_str_hash, g_str_equal);
	if (!read_directory(archive, findings) || !open_zip(archive, findings))
		return NULL;
	return g_steal_pointer(&archive);
}

void
ot_archive_free(OtArchive *archive)
{
	if (archive == NULL)
		return;
	if (archive->door != NULL)
		archive->door->free(archive->zip);
	g_hash_table_unref(archive->names);
	g_array_unref(archive->entries);
	g_bytes_unref(archive->bytes);
	ot_arena_free(archive->arena);
	g_free(archive);
}

/* --- entries --------------------------------------------------------------------------------- */

size_t
ot_archive_count(const OtArchive *archive)
{
	return archive->entries->len;
}

const OtArchiveEntry *
ot_archive_entry(const OtArchive *archive, size_t index)
{
	return &g_array_index(archive->entries, OtArchiveEntry, index);
}

size_t
ot_archive_find(const OtArchive *archive, const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name + (*name == '/'), -1);
	gpointer index = g_hash_table_lookup(archive->names, lower);

	return index != NULL ? GPOINTER_TO_SIZE(index) - 1 : OT_NO_ENTRY;
}

GBytes *
ot_archive_packed(const OtArchive *archive, size_t index)
{
	const OtArchiveEntry *entry = ot_archive_entry(archive, index);

	return g_bytes_new_from_bytes(archive->bytes, entry->offset, entry->packed);
}

const OtZip *
ot_archive_zip(const OtArchive *archive)
{
	return archive->zip;
}

/* What the entry claims; what it holds is never more. */
static bool
check_size(const OtArchive *archive, const OtArchiveEntry *entry, OtFindings *findings)
{
	if (entry->size > SMALL_PART && entry->size / OT_LIMIT_ZIP_RATIO > entry->packed)
		return refuse(
			archive, findings, OT_CODE_DRAFT_LIMIT,
			"the part %s unpacks to more than %d times its size, which no text does",
			entry->name, OT_LIMIT_ZIP_RATIO);
	if (archive->unpacked + entry->size > OT_LIMIT_ZIP_BYTES)
		return refuse(archive, findings, OT_CODE_DRAFT_LIMIT,
		              "the parts have more than %u MB when they are unpacked",
		              OT_LIMIT_ZIP_BYTES >> 20);
	if (entry->method != OT_ZIP_STORED && entry->method != OT_ZIP_DEFLATED)
		return DAMAGED(archive, findings,
		               "the part %s is packed in a way that Word files are not",
		               entry->name);
	return true;
}

GBytes *
ot_archive_read(OtArchive *archive, size_t index, OtFindings *findings)
{
	const OtArchiveEntry *entry = ot_archive_entry(archive, index);

	if (!check_size(archive, entry, findings))
		return NULL;
	archive->unpacked += entry->size;
	g_autofree char *buffer = g_malloc(entry->size + 1);
	if (!archive->door->read(archive->zip, index, buffer, entry->size)) {
		DAMAGED(archive, findings, "the part %s does not unpack to what the list says",
		        entry->name);
		return NULL;
	}
	buffer[entry->size] = '\0';
	return g_bytes_new_take(g_steal_pointer(&buffer), entry->size);
}
