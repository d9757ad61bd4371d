/* SPDX-License-Identifier: MIT */
#ifndef OT_ACCOUNT_ACCOUNT_H
#define OT_ACCOUNT_ACCOUNT_H

/**
 * The account that an engagement gives of itself when it has closed: who took part, what was
 * heard, what was decided, and what is kept how long.  It answers the fields of the engagement
 * report (templates/engagement-report.xml) as far as the records tell; what they don't tell is
 * asked for.
 *
 * Two copies are made of it: one for the authority, with names, and one to be published, into
 * which nothing of what suppliers marked as confidential, and nobody's name, is put at all.
 *
 * Small numbers: what fewer than three organisations did or said is given as "fewer than three",
 * in words and in charts, because a count of one can tell who it was; a total from which such a
 * number could be worked out is given as "at least" those that are shown.  Regions are told in
 * bands, so that their sum gives nothing away of the sizes.
 */

#include "account/secrets.h"
#include "changes/reasons.h"
#include "document/answers.h"
#include "document/labels.h"
#include "document/reference.h"
#include "register/enquiries.h"
#include "responses/responses.h"
#include "responses/themes.h"
#include "suppliers/lists.h"
#include "suppliers/suppliers.h"

/** Numbers below this one are not told. */
#define OT_ACCOUNT_LEAST_SHOWN 3

/** What an account is made from; everything belongs to the caller and lives longer. */
typedef struct {
	const xmlNode *root;          /**< <specification>, as it is published */
	const OtResponses *responses; /**< what was answered in writing, or NULL */
	const OtThemes *themes;       /**< what the officer made of it, or NULL */
	const OtSuppliers *suppliers; /**< the list of suppliers, or NULL */
	const OtReasons *reasons;     /**< what was said and decided, or NULL */
	const OtEnquiries *enquiries; /**< questions of suppliers, or NULL */
	const OtSupplierLists *lists; /**< legal forms of firms, and hosts of mail */
	const OtReference *constants;
	const OtLabels *labels;       /**< of the language of the report */
} OtAccountSource;

typedef struct OtAccount OtAccount;

/** Reckon who took part in writing, and what was heard.  Free with ot_account_free(). */
OtAccount *
ot_account_new(const OtAccountSource *source);

void
ot_account_free(OtAccount *account);

/**
 * Add who came to events and conversations, by the register.  false with `error` where it can't be
 * read, and without where `findings` say why it is no register.
 */
bool
ot_account_read_register(OtAccount *account, const char *path, OtFindings *findings,
                         GError **error);

/** How many organisations took part. */
size_t
ot_account_count(const OtAccount *account);

/**
 * Answer what the records tell; what a person has answered stays.  For the authority also the
 * fields of its own pages: names, marks, records.
 */
void
ot_account_answer(const OtAccount *account, OtAnswers *answers, bool for_authority);

/** What was left out of the published copy for one question. */
typedef struct {
	const char *question; /**< its id */
	int n_marked;         /**< answers that were marked as commercially sensitive */
	int n_unshared;       /**< further ones of those who did not agree that they are shared */
	int n_short;          /**< of these, too short or usual to be looked for */
} OtLeftOut;

/**
 * Gather what must not be published: into `secrets`, which is closed, and by question into an
 * array of OtLeftOut; free with g_array_unref().
 */
GArray *
ot_account_secrets(const OtAccount *account, OtSecrets *secrets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtAccount, ot_account_free)

#endif
