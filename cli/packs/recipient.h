/* SPDX-License-Identifier: MIT */
#ifndef OT_PACKS_RECIPIENT_H
#define OT_PACKS_RECIPIENT_H

/**
 * The supplier that a pack is for, as far as its documents say something of it.
 *
 * Texts are as the list has them, without what can't be seen and changes how the rest is read: soft
 * hyphens, and marks that turn the direction of writing.  An unbreakable hyphen is a hyphen.
 */

#include "document/answers.h"
#include "suppliers/suppliers.h"

typedef enum {
#define TEXT(id, first, second) OT_RECIPIENT_##id,
#include "packs/recipient.def"
#undef TEXT
	OT_N_RECIPIENT_TEXTS
} OtRecipientText;

typedef struct {
	size_t row;       /**< in the list, as a spreadsheet counts */
	char *file_name;  /**< a name of its own for a folder or file */
	char *lang;       /**< of its language: "cy"; NULL: not known */
	char *texts[OT_N_RECIPIENT_TEXTS]; /**< "": not known */
	OtFirmSize size;
	guint kinds; /**< of OtSupplierKind */
} OtRecipient;

/** Free with ot_recipient_free(). */
OtRecipient *
ot_recipient_new(const OtSupplier *supplier);

/** Nobody, of whom every text is known; not to be freed. */
OtRecipient
ot_recipient_sample(void);

void
ot_recipient_free(OtRecipient *recipient);

/**
 * The fields that its texts stand for, as answers.  With `marks` they hold marks instead of the
 * texts (docx/master.h).  Free with ot_answers_free().
 */
OtAnswers *
ot_recipient_answers(const OtRecipient *recipient, char *const *marks);

/** Names of fields and texts in turn, ended with NULL; free the list alone with g_free(). */
const char **
ot_recipient_fields(const OtRecipient *recipient);

/**
 * The marks for these texts, ended with NULL; "" for a text that isn't known.  Free with
 * g_strfreev().
 */
char **
ot_recipient_marks(const OtRecipient *recipient);

/** SHA-256 of all that a pack has of it, with what else it is made from.  Free with g_free(). */
char *
ot_recipient_digest(const OtRecipient *recipient, const char *made_from);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtRecipient, ot_recipient_free)

#endif
