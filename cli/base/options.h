/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_OPTIONS_H
#define OT_BASE_OPTIONS_H

/**
 * Options of a command as a table, from which the parser, the help and the tests read.
 *
 * The forms are those of getopt_long(): -o FILE, -oFILE, -qv, --output FILE, --output=FILE,
 * unambiguous beginnings of long names, options after operands, and -- as the end of options.
 */

#include <glib.h>
#include <stdbool.h>

typedef enum {
	OT_OPTION_FLAG,   /**< sets a bool */
	OT_OPTION_CHANGES, /**< the same: the operands are files that are changed */
	OT_OPTION_COUNT,  /**< adds one to an int */
	OT_OPTION_TEXT,   /**< sets a const char * to the argument */
	OT_OPTION_OUTPUT, /**< the same: a file or folder to write; "-" is standard output */
	OT_OPTION_ENGAGEMENT, /**< the same: the folder or the specification of an engagement */
	OT_OPTION_KEY, /**< the same: a key, of which another program of the user knows */
	OT_OPTION_NUMBER, /**< sets an int; `low` to `high` */
	OT_OPTION_CHOICE, /**< sets an int to the index in `choices` */
} OtOptionKind;

typedef struct {
	char letter;      /**< 0: none */
	const char *name; /**< without the dashes */
	OtOptionKind kind;
	size_t offset;        /**< of the value in the command's struct of values */
	const char *argument; /**< what help calls the argument: "FILE"; NULL for flags */
	const char *help;     /**< one line */
	const char *const *choices; /**< NULL-terminated */
	int low, high;
} OtOption;

/**
 * Parse `arguments` (without the program's and the command's name).  Values go into the struct
 * behind `values`; what is no option is added to `operands`.  The table ends with a NULL name.
 * OT_ERROR_USAGE names the option and the nearest one that exists.
 */
bool
ot_options_parse(const OtOption *options, void *values, char **arguments, GPtrArray *operands,
                 GError **error);

/** Append the table as lines of help. */
void
ot_options_help(const OtOption *options, GString *out);

/** Append text broken into lines of at most 80 columns, each after `indent` blanks. */
void
ot_help_wrap(GString *out, const char *text, int indent);

/**
 * Append a command line as an example, after `indent` blanks.  What it does, which stands after two
 * blanks or more, goes below it where both together have more than 80 columns.
 */
void
ot_help_example(GString *out, const char *example, int indent);

#endif
