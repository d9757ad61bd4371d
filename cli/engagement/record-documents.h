/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_RECORD_DOCUMENTS_H
#define OT_ENGAGEMENT_RECORD_DOCUMENTS_H

/** Documents from the records of an engagement: its questions, its register. */

#include "engagement/engagement.h"
#include "register/anonymous.h"
#include "register/enquiries.h"
#include "register/register.h"

/**
 * The public log of questions (templates/questions-log.xml), from those that have `published`.  Who
 * asked is not in it.  NULL as for ot_engagement_make().
 */
OtProduct *
ot_enquiries_make(const OtEngagement *engagement, const OtEnquiries *enquiries, OtForm form,
                  OtFindings *findings, GError **error);

/** What goes into a copy of a register, while it is read. */
typedef struct OtRegisterCopy OtRegisterCopy;

/**
 * Nothing yet.  A whole copy is for the authority: all rows, with names.  One for everybody has
 * none: `names` (or NULL), which have to live longer, are those of suppliers, which are taken out
 * of the texts.  Free with ot_register_copy_free().
 */
OtRegisterCopy *
ot_register_copy_new(const OtSupplierNames *names, bool is_whole);

void
ot_register_copy_free(OtRegisterCopy *public);

/**
 * Take a row; an OtRegisterTake.  Ends the reading where there is more than a document can hold.
 */
bool
ot_register_copy_take(const OtRegisterRow *row, void *copy);

/**
 * The register as a document (templates/register.xml, or register-whole.xml for the authority).
 * OT_ERROR_LIMIT where there was too much.  NULL as for ot_engagement_make().
 */
OtProduct *
ot_register_copy_make(const OtRegisterCopy *copy, const OtEngagement *engagement,
                        const OtRegisterHead *head, OtForm form, OtFindings *findings,
                        GError **error);

/** The copy for everybody as a table for spreadsheets.  Free with g_bytes_unref(). */
GBytes *
ot_register_copy_table(const OtRegisterCopy *copy, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtRegisterCopy, ot_register_copy_free)

#endif
