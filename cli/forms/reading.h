/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_READING_H
#define OT_FORMS_READING_H

/**
 * What was read from a form, value by value in the order in which it stands there, put together to
 * the tree of a specification.
 *
 * A form may come back from any program, with what holds rows together gone.  Where a new row of
 * several begins then follows from the order of the plan: it is where a value comes that the row
 * before has already, or that belongs before one which it has.
 */

#include "base/finding.h"
#include "forms/plan.h"

#include <libxml/tree.h>

typedef struct OtFormReading OtFormReading;

/** A row that is known to hold a value: of a part that repeats, which one. */
typedef struct {
	const OtFormPart *part;
	size_t row; /**< any number but 0; equal ones are one row */
} OtFormRow;

/**
 * `file` stands for it in findings; both must outlive the reading.  Free with
 * ot_form_reading_free().
 */
OtFormReading *
ot_form_reading_new(const OtFormPlan *plan, const char *file, OtFindings *findings);

void
ot_form_reading_free(OtFormReading *reading);

/**
 * Take the text of a field, "" for nothing.  `place` says where it stands; `rows` are those that it
 * is known to be in.  What is not understood becomes a finding, and the text its value.
 */
void
ot_form_reading_take(OtFormReading *reading, const OtFormField *field, const char *text,
                     const char *place, const OtFormRow *rows, size_t n_rows);

/**
 * The same for forms that tell which row a value is in.  The root; where `*part` is NULL it becomes
 * that of the root.
 */
xmlNode *
ot_form_reading_root(const OtFormReading *reading, const OtFormPart **part);

/** A new row, or an element that is there once, at the end of `parent`; `place` must be kept. */
xmlNode *
ot_form_reading_add(OtFormReading *reading, const OtFormPart *part, xmlNode *parent,
                    const char *place);

/** Set a value of an element; what is not understood becomes a finding. */
void
ot_form_reading_set(OtFormReading *reading, xmlNode *node, const OtFormField *field,
                    const char *text, const char *place);

/** A copy of a text that lives as long as the reading. */
const char *
ot_form_reading_keep(OtFormReading *reading, const char *text);

/**
 * Give rows without a short name one, and those with a name that another has.  Call it once all is
 * taken, then have the tree, which the reading owns.
 */
xmlDoc *
ot_form_reading_finish(OtFormReading *reading);

/** Go on from a tree, which is the reading's from now on. */
void
ot_form_reading_adopt(OtFormReading *reading, xmlDoc *take_tree);

/** The findings that name no place of a field. */
OtFinding *
ot_form_complain(OtFormReading *reading, OtCode code, const char *place, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

/** The finding that a table of the form is not there; `what` is "file risks.csv", for example. */
void
ot_form_complain_gone(OtFormReading *reading, const char *what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtFormReading, ot_form_reading_free)

#endif
