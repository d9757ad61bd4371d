/* SPDX-License-Identifier: MIT */
#ifndef OT_REGISTER_ALIKE_H
#define OT_REGISTER_ALIKE_H

/**
 * Questions that are asked in nearly the same words.
 *
 * Of each question the words that carry sense are counted once: numbers, and words of four
 * letters and more, without a plural "s", but for some that all questions have, such as "there".
 * Two questions are alike where the words that they have in common are at least three, and seven
 * tenths of those that the longer one has.
 */

#include "register/enquiries.h"

/** Findings name the pairs that are alike and not merged yet. */
void
ot_enquiries_compare(const OtEnquiries *enquiries, OtFindings *findings);

#endif
