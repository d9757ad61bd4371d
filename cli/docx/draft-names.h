/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_DRAFT_NAMES_H
#define OT_DOCX_DRAFT_NAMES_H

/** Namespaces and elements of Word files, transitional and strict alike. */

#include "xml/pull.h"

#define OT_NS_W_STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"

/** The namespaces that are told apart, as numbers of xml/pull.h. */
enum {
	OT_DRAFT_NS_W = OT_PULL_NS_FIRST,
	OT_DRAFT_NS_R,         /**< r:id */
	OT_DRAFT_NS_RELATIONS, /**< of a relationships part */
	OT_DRAFT_NS_TYPES,     /**< of [Content_Types].xml */
	OT_DRAFT_NS_M,         /**< formulas */
	OT_DRAFT_NS_MC,
	OT_DRAFT_NS_W14,
	OT_DRAFT_NS_W15,
	OT_DRAFT_NS_W16CID,
	OT_DRAFT_NS_W16CEX,
	OT_DRAFT_NS_DRAWING,   /**< what text boxes are made of; mc:Choice may require these */
	OT_DRAFT_NS_UNKNOWN,   /**< this and more: others */
};

/** The elements of draft-elements.def. */
typedef enum {
	OT_EL_OTHER,
#define ELEMENT(id, ns, name) OT_EL_##id,
#include "docx/draft-elements.def"
#undef ELEMENT
	OT_N_EL,
} OtDraftElement;

/** How the parts of Word files are gone through. */
extern const OtPullSettings ot_draft_pull;

/** Which element a tag is. */
OtDraftElement
ot_draft_element(const OtPullToken *token);

/**
 * The value of an attribute of a WordprocessingML element, w:val or what `name` says; NULL where it
 * isn't there.  Free with g_free().
 */
char *
ot_draft_val(const OtPull *pull, const char *name);

/** That attribute as a number from 0 to 1,000,000, or `otherwise`. */
int
ot_draft_number(const OtPull *pull, const char *name, int otherwise);

/** A property that is on by being there: false for w:val "0", "false" or "off". */
bool
ot_draft_is_on(const OtPull *pull);

/**
 * Whether all namespaces that the mc:Choice requires whose start tag is the token are read here.
 */
bool
ot_draft_understands(const OtPull *pull);

#endif
