/* SPDX-License-Identifier: MIT */
#ifndef OT_PACKS_SIGN_H
#define OT_PACKS_SIGN_H

/**
 * Detached signatures with the user's own key, by the program that has it: GnuPG for OpenPGP,
 * minisign for a key of its own.  They are run by their names with a list of arguments, never by a
 * shell, and outset sees no key and no password.
 *
 * The manifest is what is signed: it has the SHA-256 of every file.  The signature lies beside it,
 * as manifest.json.asc or manifest.json.minisig.
 */

#include "base/finding.h"
#include "confine/confine.h"
#include "engagement/manifest.h"

#define OT_SIGNATURE_OPENPGP  OT_MANIFEST_NAME ".asc"
#define OT_SIGNATURE_MINISIGN OT_MANIFEST_NAME ".minisig"

/**
 * Services (confine/confine.h) for commands that sign, and that look at signatures: they run the
 * programs, with the key that the command line gave and no other.  No use but that.
 */
OtConfineService ot_sign_serve, ot_signature_serve;

/** What a signature says. */
typedef enum {
	OT_SIGNATURE_NONE,
	OT_SIGNATURE_GOOD,
	OT_SIGNATURE_BAD,
	OT_SIGNATURE_UNKNOWN, /**< it could not be looked at */
} OtSignature;

/** True for the name of a file with a signature. */
bool
ot_signature_is(const char *name);

/**
 * Sign bytes.  `key` is what gpg takes for a key (an address, a fingerprint), or the file of a
 * secret key of minisign, which ends in ".key".  `name` is set to the name of the signature's file,
 * a constant. OT_ERROR_IO where the program isn't there or did not sign.
 */
GBytes *
ot_sign(GBytes *bytes, const char *key, const char **name, GError **error);

/**
 * Whether a signature belongs to bytes.  `name` is that of its file, `key` the file of a public key
 * of minisign or NULL.  What is wrong is a finding in `file`, and so is a program or key that isn't
 * there.  Where it is good `signer` says whose key it is, safe to print: the name in the user's
 * keyring and the fingerprint, or the file of the key; free with g_free().
 */
OtSignature
ot_signature_check(GBytes *bytes, GBytes *signature, const char *name, const char *key,
                   const char *file, char **signer, OtFindings *findings);

#endif
