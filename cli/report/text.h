/* SPDX-License-Identifier: MIT */
#ifndef OT_REPORT_TEXT_H
#define OT_REPORT_TEXT_H

/** What the parts of the report for people share: colours, and lines that are broken. */

#include "report/groups.h"
#include "report/report.h"

typedef enum {
	OT_PAINT_FILE,
	OT_PAINT_PLACE,
	OT_PAINT_WORDS, /**< the words that were found */
	OT_PAINT_ERROR,
	OT_PAINT_WARNING,
	OT_PAINT_NOTE,
	OT_PAINT_QUIET,
	OT_N_PAINTS
} OtPaint;

typedef struct {
	GString *text;
	bool color;
	int width; /**< columns of a line */
} OtTextReport;

/** Append a text that is safe already, painted. */
void
ot_text_paint(OtTextReport *report, OtPaint paint, const char *text);

/** "error", painted. */
void
ot_text_severity(OtTextReport *report, OtSeverity severity);

/**
 * Append words of ours or of others, made safe, after what stands on the line already (`used`
 * columns); further lines start with `indent` blanks.  The line isn't ended.
 */
void
ot_text_wrap(OtTextReport *report, const char *words, int used, int indent);

/** A sentence, with its full stop, after `used` columns; the line is ended. */
void
ot_text_say(OtTextReport *report, const char *sentence, int used, int indent);

/** The groups of a file that are findings of rules. */
void
ot_text_rules(OtTextReport *report, const OtFileFindings *file);

/** Counts, and all that is to be known besides the findings. */
void
ot_text_summary(OtTextReport *report, const OtResult *result);

#endif
