/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_REVISE_EDIT_H
#define OT_DOCX_REVISE_EDIT_H

/** Tracked changes in the bytes of a part: what revise.c asks for, and revise-edit.c spells. */

#include "docx/revise.h"
#include "docx/rewrite.h"

typedef struct {
	const OtDraft *draft;    /**< the file of the person */
	OtSplices *splices;      /**< of its main part */
	const char *attrs;       /**< w:author and w:date, as they stand in a tag */
	guint32 next_id;         /**< w:id of the next change */
	GHashTable *marks;       /**< start tags of paragraphs whose end is to go, + 1 */
} OtTracking;

/** Words that come in the place of others; lengths of 0 for none. */
typedef struct {
	size_t start, len;       /**< in the text of the person's paragraph, bytes */
	const char *new;         /**< not ended by a NUL */
	size_t new_len;
} OtWordChange;

/**
 * Whether all of the changes can be made in a paragraph: they touch only plain words, no field,
 * link or change of others.
 */
bool
ot_tracking_can(const OtTracking *tracking, size_t paragraph, const OtWordChange *changes,
                size_t n);

/** Make them; they are in order and don't touch each other. */
void
ot_tracking_change(OtTracking *tracking, size_t paragraph, const OtWordChange *changes, size_t n);

/** Let the end of a paragraph go too; all its words have to be changed to none besides. */
void
ot_tracking_delete_mark(OtTracking *tracking, size_t paragraph);

/** Put a paragraph after or before another, with the properties of a third; OT_NO_PART: none. */
void
ot_tracking_insert(OtTracking *tracking, size_t beside, bool after, size_t like, const char *text);

/** After all of these: mark the ends of paragraphs that go. */
void
ot_tracking_finish(OtTracking *tracking);

#endif
