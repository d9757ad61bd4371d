/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_SCAN_H
#define OT_XML_SCAN_H

/**
 * The pre-scan: a first look at XML bytes that refuses what libxml2 must not see, and notes where
 * each element starts.
 */

#include "base/finding.h"

#include <stdbool.h>

/** Where a start tag begins; both from 1, the column in characters. */
typedef struct {
	int line, column;
} OtXmlPosition;

/**
 * Look through UTF-8 bytes.  Positions of the start tags are added to `positions` (of
 * OtXmlPosition) in document order.  Returns false after the first mistake, which is in `findings`.
 */
bool
ot_xml_scan(const char *bytes, size_t len, const char *name, GArray *positions,
            OtFindings *findings);

#endif
