/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_CARRIED_H
#define OT_ENGAGEMENT_CARRIED_H

/**
 * The files that a briefing as PDF carries (ISO 19005-3, 6.8), so that nobody has to type off what
 * is printed.  All are made from the published copy of the specification and nothing else.
 *
 *   spec.xml             the published copy itself
 *   briefing.json        its facts (schemas/briefing.schema.json)
 *   questions.csv        the questions, where there are any
 *   response-form.docx   the form to answer them, where there are any
 *   events.ics           the events, where there are any
 *   briefing-files.json  the name, size and SHA-256 of each (schemas/briefing-files.schema.json)
 *
 * The list has a name of its own because `outset pack` writes a manifest.json into the folder where
 * people may take these files out.  It has no SHA-256 of the authority's own file: with that and
 * the published copy, an amount that was held back could be found by trying.
 */

#include "document/labels.h"
#include "document/style.h"
#include "document/template.h"
#include "pdf/pdf.h"

#include <jansson.h>
#include <libxml/tree.h>

#define OT_CARRIED_SPEC "spec.xml"
#define OT_CARRIED_LIST "briefing-files.json"
#define OT_CARRIED_FORM "response-form" /**< the template, and with .docx the file */

/** What the files are made from. */
typedef struct {
	xmlDoc *published; /**< from ot_spec_published() */
	const OtLabels *labels;
	const OtTemplate *form; /**< of the response form; NULL: none is carried */
	const OtStyle *style; /**< of that form */
	const char *zone;  /**< of the events, a VTIMEZONE */
	gint64 epoch;      /**< the date of the document, seconds since 1970 */
} OtCarriedSource;

/**
 * All files for a briefing, as OtPdfAttachment, freed with the array.  OT_ERROR_IO where the object
 * that writes calendars can't be loaded.
 */
GArray *
ot_carried_make(const OtCarriedSource *source, GError **error);

/** One file, or NULL: without an error where there is nothing to carry. */
typedef GBytes *OtCarriedMake(const OtCarriedSource *source, GError **error);

/** @name The files, in carried-*.c @{ */
OtCarriedMake ot_carried_summary;
OtCarriedMake ot_carried_questions;
OtCarriedMake ot_carried_form;
OtCarriedMake ot_carried_events;
/** @} */

/** A file of JSON; takes `root`. */
GBytes *
ot_carried_json(json_t *root);

/** The contact for enquiries, the same that the briefing names; NULL where none is published. */
const xmlNode *
ot_carried_contact(const xmlNode *root);

/** The text of the first child with this name, on one line; NULL where there is none. */
char *
ot_carried_text(const xmlNode *node, const char *name);

#endif
