/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_PACKAGE_H
#define OT_DOCX_PACKAGE_H

/**
 * A package of parts (ECMA-376-2): each part says what it is and what it relates to when it is
 * added, and the list of content types and the relationship parts follow from that.
 */

#include "xml/write.h"
#include "zip/zip.h"

#include <stdbool.h>

/** The namespaces that our parts use. */
#define OT_NS_W   "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OT_NS_R   "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define OT_NS_W14 "http://schemas.microsoft.com/office/word/2010/wordml"
#define OT_NS_W15 "http://schemas.microsoft.com/office/word/2012/wordml"
#define OT_NS_MC  "http://schemas.openxmlformats.org/markup-compatibility/2006"

/** What relationship types and content types have in common. */
#define OT_RELATION     "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define OT_RELATION_PKG "http://schemas.openxmlformats.org/package/2006/relationships/"
#define OT_TYPE_WORD    "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define OT_TYPE_OFFICE  "application/vnd.openxmlformats-officedocument."
#define OT_TYPE_XML     "application/xml"

typedef struct OtPackage OtPackage;

/** A part in the making; owned by its package. */
typedef struct OtPart OtPart;

OtPackage *
ot_package_new(void);

void
ot_package_free(OtPackage *package);

/**
 * Add a part and relate it to `from` (NULL: to the package itself).  `path` is its name without a
 * slash in front; `content_type` OT_TYPE_XML needs no entry of its own.  Parts stand in the package
 * in the order of adding.
 */
OtPart *
ot_package_add(OtPackage *package, OtPart *from, const char *relation, const char *path,
               const char *content_type);

/** Add a picture (PNG) as a part; returns the relationship from `from` to it. */
const char *
ot_package_add_picture(OtPackage *package, OtPart *from, const char *path, GBytes *png);

/** Where the part's XML is written; its declaration is there already. */
OtXmlWriter *
ot_part_xml(OtPart *part);

/** The relationship from its `from` to this part: "rId3". */
const char *
ot_part_id(const OtPart *part);

/**
 * Relate a part to something outside, such as the address of a link.  The same type and target give
 * the same relationship.  Returns its id, owned by the part.
 */
const char *
ot_part_relate_outside(OtPart *part, const char *relation, const char *target);

/**
 * MS-DOS date and time, in UTC: no earlier than 1980 and no later than 2107, which is what an
 * archive can say.
 */
void
ot_package_dos_time(gint64 epoch, guint16 *time, guint16 *date);

/** An entry of an archive: its name and its bytes, not packed. */
typedef struct {
	char *path;
	GBytes *content;
	bool stored; /**< it stays unpacked: a picture, or a file that is an archive itself */
} OtPackageEntry;

/**
 * All parts, their relationships and the content types, in the order in which they stand in the
 * archive; takes what the parts have written.  Of OtPackageEntry *, freed with the array.
 */
GPtrArray *
ot_package_entries(OtPackage *package);

/** An entry for OtZipDoor.write(), with the time `epoch` and no attributes of a system. */
OtZipEntry
ot_package_zip_entry(const OtPackageEntry *entry, gint64 epoch);

/** Write an archive of the entries; `entries` is of OtZipEntry. */
GBytes *
ot_package_write_zip(const GArray *entries, GError **error);

/**
 * Put entries (of OtPackageEntry *) into an archive.  They carry the time `epoch` in UTC (no
 * earlier than 1980 and no later than 2107, which is what the format can say) and no attributes of
 * a system, so that the same parts give the same bytes anywhere.
 */
GBytes *
ot_package_pack(const GPtrArray *entries, gint64 epoch, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPackage, ot_package_free)

#endif
