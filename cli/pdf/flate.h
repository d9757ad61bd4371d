/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_FLATE_H
#define OT_PDF_FLATE_H

/**
 * The /FlateDecode filter (ISO 32000-1, 7.4.4).
 */

#include <glib.h>

/** Compress; the same bytes in give the same bytes out for one version of zlib. */
GByteArray *
ot_flate_encode(const guint8 *bytes, size_t len);

/** Decompress; OT_ERROR_FORMAT for damaged data, OT_ERROR_LIMIT beyond OT_LIMIT_PDF_STREAM. */
GByteArray *
ot_flate_decode(const guint8 *bytes, size_t len, GError **error);

#endif
