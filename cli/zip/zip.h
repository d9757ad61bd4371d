/* SPDX-License-Identifier: MIT */
#ifndef OT_ZIP_ZIP_H
#define OT_ZIP_ZIP_H

/**
 * Archives, as libzip reads and writes them.
 *
 * All of cli/zip is one object that the program loads when it meets an archive, because libzip
 * brings OpenSSL along; docx/door.c finds its functions.  Archives of others pass docx/archive.h,
 * which looks at their list of entries before libzip does.
 */

#include <glib.h>
#include <stdbool.h>

/** How an entry is packed (APPNOTE 4.4.5). */
enum {
	OT_ZIP_STORED = 0,
	OT_ZIP_DEFLATED = 8,
};

/** An archive that is read. */
typedef struct OtZip OtZip;

/** What the list of an archive says of an entry. */
typedef struct {
	guint64 size, packed; /**< bytes */
	guint32 crc;
} OtZipStat;

/** An entry of an archive that is written. */
typedef struct {
	const char *name;
	GBytes *content;     /**< not packed yet; NULL: that of `from` is taken as it is packed */
	const OtZip *from;   /**< NULL, or an archive whose entry `index` this one is made of */
	size_t index;
	bool like_from;      /**< with the attributes and extra fields it has there; else with none */
	guint16 method;      /**< OT_ZIP_STORED or OT_ZIP_DEFLATED, of `content` */
	guint16 time, date;  /**< as MS-DOS writes them (APPNOTE 4.4.6) */
} OtZipEntry;

/** What the object does; all texts and bytes stay the caller's. */
typedef struct {
	/** The bytes are kept.  OT_ERROR_FORMAT where they are no archive. */
	OtZip *(*open)(GBytes *bytes, GError **error);

	/** NULL is fine. */
	void (*free)(OtZip *zip);

	size_t (*count)(const OtZip *zip);

	bool (*stat)(const OtZip *zip, size_t index, OtZipStat *stat);

	/** True if exactly `size` bytes with the right checksum came; the buffer has one more. */
	bool (*read)(const OtZip *zip, size_t index, char *buffer, size_t size);

	/**
	 * A new archive.  `level` is how hard to pack, 1 to 9, or 0 for libzip's own choice.
	 * OT_ERROR_IO where it can't be put together.
	 */
	GBytes *(*write)(const OtZipEntry *entries, size_t n, guint level, GError **error);
} OtZipDoor;

/** The type of ot_zip_door(), for the one who loads the object. */
typedef const OtZipDoor *OtZipFind(void);

OtZipFind ot_zip_door;

/** As OtObjectVersions. */
char *
ot_zip_versions(void);

#endif
