/* SPDX-License-Identifier: MIT */
#ifndef OT_EXTRACT_INFLATE_H
#define OT_EXTRACT_INFLATE_H

/** Unpacking what others packed, within a limit: libqpdf unpacks a whole stream, however large. */

#include <glib.h>
#include <stdbool.h>

typedef enum {
	OT_INFLATE_DONE,
	OT_INFLATE_DAMAGED, /**< it is no zlib stream, or ends early */
	OT_INFLATE_LARGE,   /**< it is more than the limit */
} OtInflated;

/** Append what `bytes` holds to `out`, at most `limit` bytes of it (RFC 1950). */
OtInflated
ot_inflate(const guint8 *bytes, size_t len, size_t limit, GByteArray *out);

#endif
