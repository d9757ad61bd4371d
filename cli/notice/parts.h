/* SPDX-License-Identifier: MIT */
#ifndef OT_NOTICE_PARTS_H
#define OT_NOTICE_PARTS_H

/** What the files of this folder share: reading facts, and the parts of a release. */

#include "notice/notice.h"
#include "spec/checks.h"

#include <jansson.h>

/** The text of the first child with this name, on one line; NULL where there is none.  g_free(). */
char *
ot_notice_text(const xmlNode *node, const char *name);

/** The first milestone of a kind, or NULL. */
const xmlNode *
ot_notice_milestone(const xmlNode *root, const char *kind);

/** The first notice of a kind that is published, or NULL. */
const xmlNode *
ot_notice_published(const xmlNode *root, const char *kind);

/** The contact for enquiries of an authority, else its first; NULL where none is published. */
const xmlNode *
ot_notice_contact(const xmlNode *authority);

/** The contact that the notice names for enquiries, or NULL. */
const xmlNode *
ot_notice_enquiries(const xmlNode *root);

/** What was answered to a field, formatted as for printf(); NULL where nothing was. */
const char *
ot_notice_answer(const OtNoticeSource *source, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** The number of an authority that the platform knows it by (PPON), or NULL.  g_free(). */
char *
ot_notice_ppon(const OtNoticeSource *source, const xmlNode *authority);

/** Whether the engagement is over by the date of the specification. */
bool
ot_notice_is_over(const xmlNode *root);

/** Whether a day lies before the date of the specification. */
bool
ot_notice_is_past(const xmlNode *root, const char *day);

/** The kind of a notice in official lists: "UK2"; NULL where the rules have no such notice. */
const char *
ot_notice_type(const OtNoticeSource *source);

/** @name Parts of a release; each returns a new value, NULL where nothing is known @{ */
json_t *ot_release_parties(const OtNoticeSource *source);
json_t *ot_release_buyer(const OtNoticeSource *source);
json_t *ot_release_planning(const OtNoticeSource *source);
json_t *ot_release_tender(const OtNoticeSource *source, const char *ocid);
/** @} */

/** Set a member where there is a value; takes `value`. */
void
ot_release_set(json_t *object, const char *name, json_t *value);

/** Set a date and time from a day and a time of a clock in the United Kingdom. */
void
ot_release_set_time(json_t *object, const char *name, const char *day, const char *time);

/** Set the text of a child element. */
void
ot_release_set_child(json_t *object, const char *name, const xmlNode *node, const char *child);

#endif
