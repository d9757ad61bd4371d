/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_TREE_DOCUMENT_H
#define OT_ENGAGEMENT_TREE_DOCUMENT_H

/** A document made from a tree that is no specification, in any form. */

#include "engagement/engagement.h"

/** What is made from what. */
typedef struct {
	const char *template_name;
	const char *lang; /**< of the document, as far as the template has it */
	xmlDoc *tree;     /**< what the template is about */
	OtForm form;      /**< OT_FORM_USUAL is Word */
} OtTreeDocument;

/**
 * Make it.  What is wrong with the house style, and a character that no font has, is in `findings`
 * and gives NULL without an error.
 */
OtProduct *
ot_tree_document_make(OtResources *resources, const OtAppearance *appearance,
                      const OtTreeDocument *what, OtFindings *findings, GError **error);

#endif
