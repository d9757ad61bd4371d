/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_COMPOSE_H
#define OT_FORMS_COMPOSE_H

/**
 * The form of a specification as a Document, which the DOCX writer draws like all others.
 *
 * Each section of the specification is a section with a table of two columns: what is asked, and a
 * field for it.  What may be there more than once is rows that repeat.  A field is called by its
 * path in the plan; of several with one path the second ends in "~2", and so on.
 */

#include "document/document.h"
#include "forms/plan.h"

#include <libxml/tree.h>

/** Where such a document says what it is. */
#define OT_FORM_TEMPLATE         "spec-form"
#define OT_FORM_TEMPLATE_VERSION "1.0.0"

/** What a form says of the specification that it is made from. */
typedef struct {
	const char *title, *authority, *reference, *version, *date, *lang;
	const char *source; /**< the whole file, which the form carries with it */
} OtFormOrigin;

/**
 * Make the form of a tree (forms/tree.h).  Strings of `origin` are copied.  Free with
 * ot_document_free().
 */
OtDocument *
ot_form_compose(const OtFormPlan *plan, const xmlDoc *tree, const OtFormOrigin *origin,
                GError **error);

#endif
