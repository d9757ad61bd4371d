/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_ERROR_H
#define OT_BASE_ERROR_H

/**
 * Errors: the operation could not be done.
 *
 * One domain, few codes.  Messages start in lower case, name the object, and have no full stop.
 * What is wrong or weak in somebody's input is not an error but a finding: see finding.h.
 */

#include <glib.h>

#define OT_ERROR (ot_error_quark())

typedef enum {
	OT_ERROR_IO,          /**< a file could not be read or written */
	/** a file of the toolkit's own (template, schema, labels) is broken */
	OT_ERROR_FORMAT,
	OT_ERROR_LIMIT,       /**< a limit of limits.h was passed */
	OT_ERROR_USAGE,       /**< the command line asks for something that does not exist */
	OT_ERROR_INPUT,       /**< the input has findings that make the operation impossible */
	OT_ERROR_INTERRUPTED, /**< the user pressed Ctrl-C */
} OtErrorCode;

GQuark
ot_error_quark(void);

#endif
