/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_ARCHIVE_H
#define OT_DOCX_ARCHIVE_H

/**
 * The door to zip archives that others made.
 *
 * The list of entries is read here before libzip sees the bytes: an archive with too many entries,
 * names that point out of it, names that are there twice (in whatever case), entries that lie over
 * each other or are encrypted is refused.  libzip unpacks, and has to agree with that list.
 */

#include "base/finding.h"
#include "zip/zip.h"

typedef struct OtArchive OtArchive;

/** An entry, as the list at the end of the archive has it. */
typedef struct {
	const char *name;     /**< as stored; never a path to anything */
	guint64 size, packed; /**< bytes that it claims to have unpacked; bytes in the archive */
	guint32 crc;
	guint16 method;       /**< OT_ZIP_STORED, OT_ZIP_DEFLATED or what is not read */
	guint16 time, date;   /**< as MS-DOS writes them */
	guint64 offset;       /**< where its packed bytes start in the archive */
	bool folder;          /**< its name ends in a slash */
} OtArchiveEntry;

/** No entry. */
#define OT_NO_ENTRY G_MAXSIZE

/**
 * Open an archive.  NULL: it is refused, and `findings` says why (DOC003 to DOC006); `file` stands
 * for it there.  The bytes are kept.
 */
OtArchive *
ot_archive_open(GBytes *bytes, const char *file, OtFindings *findings);

void
ot_archive_free(OtArchive *archive);

size_t
ot_archive_count(const OtArchive *archive);

const OtArchiveEntry *
ot_archive_entry(const OtArchive *archive, size_t index);

/**
 * The entry of that name, without regard to case (ECMA-376-2, 6.2.2.3), with or without a slash in
 * front; or OT_NO_ENTRY.
 */
size_t
ot_archive_find(const OtArchive *archive, const char *name);

/**
 * Unpack an entry.  NULL with a finding where it passes a limit (never unpacking more than that),
 * is damaged, or lies about its size or checksum.
 */
GBytes *
ot_archive_read(OtArchive *archive, size_t index, OtFindings *findings);

/** The packed bytes of an entry as they stand in the archive; a slice, nothing is copied. */
GBytes *
ot_archive_packed(const OtArchive *archive, size_t index);

/** The archive as libzip has it, whose indexes are the same: entries of others are made of it. */
const OtZip *
ot_archive_zip(const OtArchive *archive);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtArchive, ot_archive_free)

#endif
