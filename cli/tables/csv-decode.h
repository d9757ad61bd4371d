/* SPDX-License-Identifier: MIT */
#ifndef OT_TABLES_CSV_DECODE_H
#define OT_TABLES_CSV_DECODE_H

/** The encodings in which people save tables. */

#include <glib.h>
#include <stdbool.h>

typedef enum {
	OT_CSV_UTF8,    /**< or Windows-1252, cell by cell */
	OT_CSV_UTF16_LE,
	OT_CSV_UTF16_BE,
} OtCsvEncoding;

/** The longest byte order mark, in bytes. */
#define OT_CSV_LONGEST_MARK 3

/** What the first bytes of a file say; `mark` is set to the length of its byte order mark. */
OtCsvEncoding
ot_csv_encoding(const guint8 *bytes, size_t len, size_t *mark);

/**
 * Turn UTF-16 into UTF-8, block by block.  What is left over of a character, at most three bytes,
 * stays in `bytes`; halves that belong to nothing become U+FFFD and are counted in `n_bad`.
 */
void
ot_csv_decode_utf16(GByteArray *bytes, OtCsvEncoding encoding, GString *out, size_t *n_bad);

/**
 * Windows-1252 as UTF-8.  The five bytes that it has no character for become U+FFFD and are counted
 * in `n_bad`.  Free with g_free().
 */
char *
ot_csv_decode_windows(const char *bytes, size_t len, size_t *n_bad);

#endif
