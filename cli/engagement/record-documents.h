/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_RECORD_DOCUMENTS_H
#define OT_ENGAGEMENT_RECORD_DOCUMENTS_H

/** Documents for everybody from the records of an engagement: its questions, its register. */

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

/** What of a register is for everybody, while it is read. */
typedef struct OtPublicRegister OtPublicRegister;

/**
 * Nothing yet.  `names` (or NULL) are those of suppliers, which are taken out of the texts; it
 * has to live longer.  Free with ot_public_register_free().
 */
OtPublicRegister *
ot_public_register_new(const OtSupplierNames *names);

void
ot_public_register_free(OtPublicRegister *public);

/** Take a row; an OtRegisterTake.  Ends the reading where there is more than a document can hold. */
bool
ot_public_register_take(const OtRegisterRow *row, void *public);

/**
 * The register as a document (templates/register.xml).  OT_ERROR_LIMIT where there was too much.
 * NULL as for ot_engagement_make().
 */
OtProduct *
ot_public_register_make(const OtPublicRegister *public, const OtEngagement *engagement,
                        const OtRegisterHead *head, OtForm form, OtFindings *findings,
                        GError **error);

/** The same as a table for spreadsheets.  Free with g_bytes_unref(). */
GBytes *
ot_public_register_table(const OtPublicRegister *public, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPublicRegister, ot_public_register_free)

#endif
