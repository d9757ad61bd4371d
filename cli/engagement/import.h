/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_IMPORT_H
#define OT_ENGAGEMENT_IMPORT_H

/**
 * Reading back what people filled into an asset: from the fields of a Word file into answers.
 */

#include "document/answers.h"
#include "docx/draft.h"
#include "engagement/engagement.h"

/** What is different from what the asset would show now. */
typedef struct {
	const char *name;  /**< of the field */
	/** what is known: the answer, or what the specification says; "": nothing */
	const char *was;
	const char *now;   /**< what the file says; "": it was emptied */
	const char *place; /**< in the file, in words; NULL: the row is gone */
} OtImportChange;

typedef struct OtImport OtImport;

/** Who the file is from; NULL with an error where outset made it not, or for another engagement. */
OtImport *
ot_import_start(const OtEngagement *engagement, const OtDraft *draft, const char *path,
                OtFindings *findings, GError **error);

void
ot_import_free(OtImport *import);

/** The asset that the file is. */
const char *
ot_import_asset(const OtImport *import);

/**
 * The language of the file where it was made from a translation ("1.0.0+cy.0.1.0"), and is one that
 * documents are made in; NULL otherwise.  Free with g_free().
 */
char *
ot_import_language(const OtImport *import);

/**
 * Bring the answers up to date, which are those there are so far.  What can't be taken over goes to
 * `findings` (IMP001 and on), with its text and place; it stays out of the answers.  A value that
 * the specification gives is not stored; an answer that was not touched in the file stays.
 */
bool
ot_import_run(OtImport *import, OtAnswers *answers, OtFindings *findings, GError **error);

size_t
ot_import_count(const OtImport *import);

const OtImportChange *
ot_import_change(const OtImport *import, size_t index);

/** How many fields of the file were read. */
size_t
ot_import_n_fields(const OtImport *import);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtImport, ot_import_free)

#endif
