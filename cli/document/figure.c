/* SPDX-License-Identifier: MIT */
#include "document/figure.h"

#include <math.h>

const char *
ot_figure_value_text(const OtLabels *labels, OtArena *arena, OtFigureKind kind,
                     const OtPoint *point)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];
	const char *text = point->text;

	if (text == NULL && kind == OT_FIGURE_TIMELINE)
		text = ot_format_date(labels, arena, point->date);
	else if (text == NULL && isfinite(point->value))
		text = ot_format_number(
			labels, arena,
			g_ascii_formatd(number, sizeof number, "%.10g", point->value));
	return text != NULL ? text : ot_labels_get(labels, "not-known");
}

const char *
ot_figure_value_heading(const OtLabels *labels, OtArena *arena, const OtFigureData *figure)
{
	if (figure->kind == OT_FIGURE_TIMELINE)
		return ot_labels_get(labels, "figure-when");
	if (figure->unit == NULL)
		return ot_labels_get(labels, "figure-value");
	return ot_labels_fill(labels, arena, "figure-value-unit", "unit", figure->unit, NULL);
}

bool
ot_figure_has_notes(const OtFigureData *figure)
{
	for (size_t i = 0; i < figure->n_points; i++)
		if (figure->points[i].note != NULL)
			return true;
	return false;
}
