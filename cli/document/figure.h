/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_FIGURE_H
#define OT_DOCUMENT_FIGURE_H

/** What the writers have in common when they draw a figure or show its values as a table. */

#include "document/document.h"
#include "document/labels.h"

/** The axis on which the values of a figure lie; zero is always on it. */
typedef struct {
	double least, most; /**< round numbers */
	double step;        /**< from mark to mark */
} OtAxis;

/** The axis for all values of a figure; shares in per cent go from 0 to 100. */
OtAxis
ot_figure_axis(const OtFigureData *figure);

/** The same for bars whose values stand at their ends: no longer than the longest of them. */
OtAxis
ot_figure_bars_axis(const OtFigureData *figure);

/** Where a value lies between the ends of the axis: from 0 to 1. */
double
ot_axis_share(const OtAxis *axis, double value);

/** True for two points of which one at least has a value: they can be shown on one axis. */
bool
ot_figure_has_axis(const OtFigureData *figure);

/** A value on the axis as people write it: "8,000 tonnes", "100%", "0"; in the arena. */
const char *
ot_figure_axis_text(const OtLabels *labels, OtArena *arena, const OtFigureData *figure,
                    double value);

/** How many days the date of a point lies after `from`, another point's; 0: it can't be told. */
int
ot_point_days(const OtPoint *point, const OtPoint *from);

/** The value, with its unit, or the date of a point as people write it, or that it isn't known; in
 * the arena. */
const char *
ot_figure_value_text(const OtLabels *labels, OtArena *arena, const OtFigureData *figure,
                     const OtPoint *point);

/** A point in one line: "Baseline: 9 nights, on 30 April 2026"; in the arena. */
char *
ot_figure_point_text(const OtLabels *labels, OtArena *arena, const OtFigureData *figure,
                     const OtPoint *point);

/** Whether any point has a remark. */
bool
ot_figure_has_notes(const OtFigureData *figure);

#endif
