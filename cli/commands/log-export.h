/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_LOG_EXPORT_H
#define OT_COMMANDS_LOG_EXPORT_H

/**
 * Copies of a register: to publish, without names and without what only some know; or the
 * authority's engagement log, whole.
 */

#include "commands/log-show.h"
#include "engagement/settings.h"

/** How it is exported. */
typedef struct {
	const char *path;      /**< of the register */
	const OtSettings *settings;
	OtLogWish wish;        /**< which rows */
	const char *output;    /**< FILE.csv, .docx, .pdf or .html, or "-" for CSV */
	const char *language;  /**< one of ot_language_choices */
	bool with_names;       /**< the authority's own copy, whole */
	bool force;            /**< write over a file that is there */
} OtLogExport;

/**
 * Write it; OT_ERROR_USAGE for another kind of file.  `findings` get what is wrong with the
 * register.
 */
bool
ot_log_export(const OtLogExport *export, OtFindings *findings, GError **error);

#endif
