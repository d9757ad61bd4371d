/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_CONTRAST_H
#define OT_DOCUMENT_CONTRAST_H

/**
 * The contrast of a house style: every pair of colours that meets in a document (contrast.def)
 * against WCAG 2.2, success criteria 1.4.3 and 1.4.11.
 */

#include "document/style.h"

/**
 * The contrast that a colour needs on a ground: 4.5 or 3 (WCAG 2.2 AA), or 0 where the two do not
 * meet in any document.
 */
double
ot_contrast_needed(const OtStyle *style, OtColourRole ink, OtColourRole ground);

/**
 * Check every pair of colours of a style that meet in documents; what is too alike is an error that
 * names the pair, both ratios, and a colour that would do.
 */
void
ot_style_check_contrast(const OtStyle *style, OtFindings *findings);

#endif
