/* SPDX-License-Identifier: MIT */
#ifndef OT_SUPPLIERS_CODE_H
#define OT_SUPPLIERS_CODE_H

/**
 * Short codes of suppliers: "K7F-39Q-X2M", to print on a page, read out on the telephone and name a
 * file by.
 *
 * A code follows from what identifies the supplier alone: its id, else its PPON, else its company
 * number, else its name with its e-mail address.  Order and number of the other rows don't matter.
 * It is made of the SHA-256 of that, in 32 letters and digits without I, L, O and U (as Crockford's
 * base 32), of which the last is a check: one wrong sign and any two exchanged ones are noticed.
 * Eight signs tell a million apart nearly always; suppliers that they don't tell apart get three
 * more each, and again.
 *
 * A code is no secret: whoever knows the identity can work it out.  It must not stand for a
 * supplier in what is published without names.
 */

#include <glib.h>
#include <stdbool.h>

/** The longest code with its hyphens and NUL; the shortest has 11 signs. */
#define OT_SUPPLIER_CODE_BYTES 36

/** So many bytes of a SHA-256 stand for an identity. */
#define OT_SUPPLIER_HASH_BYTES 16

/** The first bytes of the SHA-256 of a text. */
void
ot_supplier_hash(const char *identity, guint8 hash[OT_SUPPLIER_HASH_BYTES]);

typedef struct OtSupplierCodes OtSupplierCodes;

/** No identities yet.  Free with ot_supplier_codes_free(). */
OtSupplierCodes *
ot_supplier_codes_new(void);

void
ot_supplier_codes_free(OtSupplierCodes *codes);

/** Add the identity of a row; NULL or "" is none, and is not added. */
void
ot_supplier_codes_add(OtSupplierCodes *codes, const char *identity, size_t row);

/** After the last one is added and before codes are asked for. */
void
ot_supplier_codes_close(OtSupplierCodes *codes);

/**
 * Write the code of an identity that was added; false, and "", for another.  `row` is set to the
 * first row that has it.
 */
bool
ot_supplier_codes_get(const OtSupplierCodes *codes, const char *identity,
                      char code[OT_SUPPLIER_CODE_BYTES], size_t *row);

/**
 * How many identities have a code that is longer than usual, since their first eight signs agree.
 */
size_t
ot_supplier_codes_longer(const OtSupplierCodes *codes);

/**
 * A code as people type it, in small letters, with blanks or O for 0, as it is written; "" and
 * false where it is none, or its check says that a sign is wrong.
 */
bool
ot_supplier_code_read(const char *text, char code[OT_SUPPLIER_CODE_BYTES]);

/**
 * Write the first `n` signs of a hash, with their check, in groups of three.  8, 11, 14 ... 23
 * signs.
 */
void
ot_supplier_code_write(const guint8 hash[OT_SUPPLIER_HASH_BYTES], int n,
                       char code[OT_SUPPLIER_CODE_BYTES]);

/**
 * A name as plain words: in small letters of a to z and digits with one blank between, without
 * accents; other letters stay as they are.  For comparing.  Free with g_free().
 */
char *
ot_supplier_plain_name(const char *name);

/**
 * A name for a file or folder: letters of a to z, digits and hyphens of the name, at most 48, and
 * the code.  Whatever the name holds, it is no path, no option, no device and nobody else's.  Free
 * with g_free().
 */
char *
ot_supplier_file_name(const char *name, const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSupplierCodes, ot_supplier_codes_free)

#endif
