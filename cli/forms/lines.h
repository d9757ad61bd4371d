/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_LINES_H
#define OT_FORMS_LINES_H

/**
 * Several texts in one cell of a table, one a line: the points of a list, the paragraphs of a text.
 *
 * A line that starts with a bullet is a point; after an empty line points are a new list.
 * "[lang=cy]" before a text is its language, before a bullet that of the list.
 */

#include "forms/plan.h"

#include <libxml/tree.h>

/** Whether all rows of a part go into one cell: a text of pieces, or what is text and no more. */
bool
ot_form_is_lines(const OtFormPart *part);

/**
 * The rows of such a part within `parent`, as lines; each ends in a line feed.  Free with g_free().
 */
char *
ot_form_lines_of(const OtFormPart *part, const xmlNode *parent);

/** Make the rows of lines; `place` is kept by the nodes. */
void
ot_form_lines_take(const OtFormPart *part, xmlNode *parent, const char *text, const char *place);

#endif
