/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_RESULT_DOCUMENT_H
#define OT_ENGAGEMENT_RESULT_DOCUMENT_H

/** What a check found as a document: a report to read as HTML, and a card for a meeting as PDF. */

#include "engagement/resources.h"
#include "report/result.h"

/**
 * The report as one HTML page (templates/check-report.xml).  What is wrong with the house style is
 * in `findings`, and gives NULL without an error.  Free with g_bytes_unref().
 */
GBytes *
ot_result_page(OtResources *resources, const OtAppearance *appearance, const OtResult *result,
               OtFindings *findings, GError **error);

/**
 * The outcome card as PDF of one page (templates/check-card.xml).  What is wrong with the house
 * style, and a character that no font has, is in `findings`, and gives NULL without an error.
 */
GBytes *
ot_result_card(OtResources *resources, const OtAppearance *appearance, const OtResult *result,
               OtFindings *findings, GError **error);

#endif
