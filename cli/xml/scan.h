/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_SCAN_H
#define OT_XML_SCAN_H

/**
 * The pre-scan: a first look at XML bytes that refuses what libxml2 must not see, and notes where
 * each element starts.
 */

#include "base/finding.h"

#include <stdbool.h>

/** A place in the bytes; both from 1, the column in characters. */
typedef struct {
	int line, column;
} OtXmlPosition;

/**
 * Look through UTF-8 bytes.  Where the start tags begin is added to `starts` (of guint32, in bytes)
 * in document order.  Elements of the name `without` (may be NULL) become blanks, their line ends
 * stay.  Returns false after the first mistake, which is in `findings`.
 */
bool
ot_xml_scan(char *bytes, size_t len, const char *name, const char *without, GArray *starts,
            OtFindings *findings);

/** The lines and columns of `n` offsets, which are in ascending order. */
void
ot_xml_locate(const char *bytes, const guint32 *offsets, size_t n, OtXmlPosition *positions);

#endif
