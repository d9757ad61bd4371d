/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_COMMAND_H
#define OT_COMMANDS_COMMAND_H

/**
 * What a command is: a row of data from which dispatching, help and tests read.
 */

#include "base/finding.h"
#include "base/options.h"
#include "confine/confine.h"
#include "report/report.h"

/** Exit statuses. */
typedef enum {
	OT_EXIT_CLEAN = 0,    /**< nothing to report */
	OT_EXIT_FINDINGS = 1, /**< findings at or above --fail-on */
	OT_EXIT_FAILED = 2,   /**< it could not be done */
} OtExit;

/**
 * Where a command writes, besides what its options of the kind OT_OPTION_OUTPUT name; and what it
 * needs beyond what others need.  Elsewhere it can't write (confine/confine.h).
 */
typedef enum {
	/** in the present folder, unless an option names an output */
	OT_WRITES_HERE = 1 << 0,
	/** Where its operands lie, without any in the present folder; so does OT_OPTION_CHANGES. */
	OT_WRITES_THERE = 1 << 1,
	/** in the engagement, and where its outset.ini has documents go */
	OT_WRITES_PACK = 1 << 2,
	OT_WRITES_TEMPORARY = 1 << 3, /**< in the folder for temporary files */
	OT_NEEDS_MUCH = 1 << 4,       /**< works on lists of a whole market */
	OT_NEEDS_FREEDOM = 1 << 5,    /**< is not confined at all */
} OtReach;

typedef struct {
	const char *name;
	const char *operands;    /**< as help shows them: "FILE..." */
	const char *summary;     /**< one line */
	const char *description; /**< paragraphs, separated by an empty line */
	const OtOption *options;
	size_t values_size;  /**< of the struct that the options set */
	int least_operands;
	int most_operands;   /**< -1: any number */
	const char *const *examples; /**< lines, NULL-terminated */
	unsigned reach;              /**< of OtReach; 0: writes what its options name, no more */
	/**
	 * What it may not do itself, about the text of an option of the kind OT_OPTION_KEY; or
	 * NULL.
	 */
	OtConfineService *service;
	/** Do it; `operands` is NULL-terminated.  On OT_EXIT_FAILED `error` may be set. */
	OtExit (*run)(const void *values, char *const *operands, GError **error);
} OtCommand;

extern const OtCommand ot_command_assemble,
	ot_command_brief,
	ot_command_burden,
	ot_command_check,
	ot_command_collect,
	ot_command_diff,
	ot_command_doctor,
	ot_command_events,
	ot_command_explain,
	ot_command_extract,
	ot_command_fields,
	ot_command_fill,
	ot_command_form,
	ot_command_funding,
	ot_command_help,
	ot_command_import,
	ot_command_log,
	ot_command_matrix,
	ot_command_merge,
	ot_command_new,
	ot_command_notice,
	ot_command_pack,
	ot_command_profile,
	ot_command_qa,
	ot_command_report,
	ot_command_review,
	ot_command_rules,
	ot_command_status,
	ot_command_suppliers,
	ot_command_translate,
	ot_command_verify,
	ot_command_watch;

/** All commands in the order of help, ended with NULL. */
extern const OtCommand *const ot_commands[];

/** The command of this name; OT_ERROR_USAGE names the nearest where there is none. */
const OtCommand *
ot_command_find(const char *name, GError **error);

/**
 * Confine the program to what a command with these values and operands may do; called once,
 * before it runs.  Errors as those of ot_confine_start().
 */
bool
ot_command_confine(const OtCommand *command, const void *values, char *const *operands,
                   GError **error);

/* --- what several commands share ---------------------------------------------------------- */

/** Values of the options about findings; a command's struct has it as its member `report`. */
typedef struct {
	int format;  /**< index into ot_report_formats */
	int color;   /**< index into ot_color_choices */
	int fail_on; /**< index into ot_fail_choices */
	bool quiet;
} OtReportValues;

extern const char *const ot_report_formats[], *const ot_color_choices[], *const ot_fail_choices[];

/** The rows of an option table for a struct with an OtReportValues as `report`. */
#define OT_REPORT_OPTIONS(type)                                                                    \
	{0, "fail-on", OT_OPTION_CHOICE, offsetof(type, report.fail_on), "LEVEL",                  \
	 "end with status 1 from this level on: error (default), warning, note, never",            \
	 ot_fail_choices},                                                                         \
	{0, "color", OT_OPTION_CHOICE, offsetof(type, report.color), "WHEN",                       \
	 "colour in the report: auto (default), always, never", ot_color_choices},                 \
	{'q', "quiet", OT_OPTION_FLAG, offsetof(type, report.quiet), NULL,                         \
	 "print only findings and errors"}

/** The row for --format. */
#define OT_FORMAT_OPTION(type)                                                                     \
	{'f', "format", OT_OPTION_CHOICE, offsetof(type, report.format), "FORMAT",                 \
	 "form of the report: text (default), json, jsonl, sarif, junit, github, csv",              \
	 ot_report_formats}

/** Print findings, sorted, on standard output, and give the exit status that follows from them. */
OtExit
ot_report(OtFindings *findings, const OtReportValues *values);

/** The same on standard error, and only if there are any: for commands with another product. */
OtExit
ot_report_aside(OtFindings *findings, const OtReportValues *values);

/** Colour and width of a report on this file descriptor. */
OtReportOptions
ot_report_options(const OtReportValues *values, int fd);

/** The exit status that follows from findings and --fail-on. */
OtExit
ot_exit_status(const OtFindings *findings, const OtReportValues *values);

/** Say a line on standard error, unless quiet. */
void
ot_say(const OtReportValues *values, const char *format, ...) G_GNUC_PRINTF(2, 3);

/**
 * A path as it can be typed in a shell: quoted where it has to be, and never like an option.  Free
 * with g_free().
 */
char *
ot_shell_word(const char *path);

/** Say "outset: MESSAGE" on standard error. */
void
ot_complain(const char *format, ...) G_GNUC_PRINTF(1, 2);

#endif
