/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_FLATE_H
#define OT_PDF_FLATE_H

/**
 * The /FlateDecode filter (ISO 32000-1, 7.4.4).
 */

#include <glib.h>

/** What compresses and decompresses many streams; its memory is taken at the first of each. */
typedef struct OtFlate OtFlate;

OtFlate *
ot_flate_new(void);

void
ot_flate_free(OtFlate *flate);

/** Compress; the same bytes in give the same bytes out for one version of libdeflate. */
GByteArray *
ot_flate_encode(OtFlate *flate, const guint8 *bytes, size_t len);

/** Decompress; OT_ERROR_FORMAT for damaged data, OT_ERROR_LIMIT beyond OT_LIMIT_PDF_STREAM. */
GByteArray *
ot_flate_decode(OtFlate *flate, const guint8 *bytes, size_t len, GError **error);

#endif
