/* SPDX-License-Identifier: MIT */
#ifndef OT_ACCOUNT_SECRETS_H
#define OT_ACCOUNT_SECRETS_H

/**
 * What must not stand in what is published, and finding it in the bytes of files.
 *
 * A text is looked for by its letters and digits alone, so that markup, line breaks, runs,
 * entities, dashes, quotation marks, accents and case make no difference: any stretch of 32 of them
 * is found wherever it lies, and a text of 12 to 31 as a whole.  (Letters that are not Latin count
 * double or threefold, as they are bytes of UTF-8.)  Shorter ones are found where they stand as
 * words of their own, if they tell something:
 *
 * - a name of a person or a firm, as base/names.h says, and a telephone number by its last nine
 *   digits;
 * - a text that has five digits or more;
 * - within any text, a number of five digits or more that is not round: at least four of them
 *   before the zeros at its end.
 *
 * What also stands in what is published anyway is no secret.  Not looked for are other short texts
 * ("gel cells", "£4,800"), and a retelling can't be found.
 */

#include <glib.h>
#include <stdbool.h>

typedef enum {
	OT_SECRET_MARKED,   /**< an answer that was marked as commercially sensitive, and why */
	OT_SECRET_UNSHARED, /**< an answer of somebody who did not agree that it is shared */
	OT_SECRET_IDENTITY, /**< who took part: names, numbers, addresses */
	OT_N_SECRET_KINDS
} OtSecretKind;

typedef struct {
	OtSecretKind kind;
	const char *question; /**< its id; NULL for an identity */
	const char *response; /**< whose it is: "S3" */
} OtSecret;

typedef struct OtSecrets OtSecrets;

/**
 * No secrets yet; `forms` are legal forms, as ot_names_new() has them.  Free with
 * ot_secrets_free().
 */
OtSecrets *
ot_secrets_new(const char *const *forms);

void
ot_secrets_free(OtSecrets *secrets);

/**
 * Add a text in UTF-8; `secret` is copied.  `is_title` says that it is what a firm is called.
 * False where it is too short or usual to be looked for.
 */
bool
ot_secrets_add(OtSecrets *secrets, const OtSecret *secret, const char *text, bool is_title);

/** A text that is published anyway; before ot_secrets_close(). */
void
ot_secrets_allow(OtSecrets *secrets, const char *text);

/** After the last one is added and before the first is looked for. */
void
ot_secrets_close(OtSecrets *secrets);

/**
 * How many are looked for, those not counted that are published anyway; after ot_secrets_close().
 */
size_t
ot_secrets_count(const OtSecrets *secrets);

/** The first secret in a text, or NULL. */
const OtSecret *
ot_secrets_find(const OtSecrets *secrets, const char *text);

/**
 * The first secret in the bytes of an unpacked part of a file, or NULL.  In XML and HTML tags and
 * entities are seen through.  Other bytes, and tags themselves, are full of words and numbers that
 * are none of a person's: there, short texts are looked for only where they are of two words or
 * more.
 */
const OtSecret *
ot_secrets_find_bytes(const OtSecrets *secrets, GBytes *bytes, bool markup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSecrets, ot_secrets_free)

#endif
