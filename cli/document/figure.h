/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_FIGURE_H
#define OT_DOCUMENT_FIGURE_H

/** The values of a figure in words, for the writers that show them as a table. */

#include "document/document.h"
#include "document/labels.h"

/** The value or date of a point as people write it, or that it isn't known; in the arena. */
const char *
ot_figure_value_text(const OtLabels *labels, OtArena *arena, OtFigureKind kind,
                     const OtPoint *point);

/** What stands over the values: "When", or "Value (minutes)". */
const char *
ot_figure_value_heading(const OtLabels *labels, OtArena *arena, const OtFigureData *figure);

/** Whether any point has a remark. */
bool
ot_figure_has_notes(const OtFigureData *figure);

#endif
