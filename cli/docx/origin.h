/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_ORIGIN_H
#define OT_DOCX_ORIGIN_H

/**
 * What a Word file says of itself that outset made: from which template and specification, and what
 * its fields held then.
 *
 * That stands in the part that the fields are bound to (customXml/item1.xml), which programs keep
 * in different ways: Word writes what people typed into the values; LibreOffice does so too, but
 * takes the names off them.  What a field held when the file was made is therefore noted beside the
 * values, as a checksum, where no program writes.
 */

#include "docx/draft-parts.h"

typedef struct OtOrigin OtOrigin;

/**
 * NULL where nothing tells that outset made it; free with ot_origin_free().  A part that can't be
 * read is as if it were not there, with a finding (`findings` may be NULL).
 */
OtOrigin *
ot_origin_read(const OtDraft *draft, OtFindings *findings);

/**
 * The same for whoever asks which template and specification it was made from, and no more: the
 * fields and what they held are not gone through, which is most of the work.
 */
OtOrigin *
ot_origin_read_facts(const OtDraft *draft);

void
ot_origin_free(OtOrigin *origin);

/** The template's name, never NULL; the others may be. */
const char *
ot_origin_template(const OtOrigin *origin);
const char *
ot_origin_template_version(const OtOrigin *origin);
const char *
ot_origin_reference(const OtOrigin *origin);
const char *
ot_origin_version(const OtOrigin *origin);

/**
 * When a Word file was saved last, as it says itself: "2026-12-03T10:15:00Z"; NULL where it says
 * nothing of that form.  Free with g_free().
 */
char *
ot_draft_saved(const OtDraft *draft);

/** What the part has for a field now; NULL: nothing of that name. */
const char *
ot_origin_stored(const OtOrigin *origin, const char *name);

/** Whether a field held this when the file was made; `*known` tells whether that was noted. */
bool
ot_origin_held(const OtOrigin *origin, const char *name, const char *stored, bool *known);

/** The checksum of what a field holds, as the part notes it; free with g_free(). */
char *
ot_origin_sum(const char *stored);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtOrigin, ot_origin_free)

#endif
