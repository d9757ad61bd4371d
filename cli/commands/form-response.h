/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_FORM_RESPONSE_H
#define OT_COMMANDS_FORM_RESPONSE_H

/** `outset form response`: the form in which suppliers answer, as a Word file or a table. */

#include "commands/command.h"
#include "engagement/resources.h"

typedef struct {
	const OtReportValues *report;
	const char *engagement; /**< a folder or specification; NULL: this folder */
	const char *output;     /**< NULL: beside the specification */
	bool table;             /**< CSV and not Word */
	bool force, dry_run;
	const char *language;   /**< "en", "cy"; NULL: that of the specification */
	OtAppearance appearance;
} OtFormResponse;

OtExit
ot_form_response(const OtFormResponse *what, GError **error);

#endif
