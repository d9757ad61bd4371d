/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_LOG_SHOW_H
#define OT_COMMANDS_LOG_SHOW_H

/** Rows of a register for people and programs, printed one by one. */

#include "register/register.h"

#include <stdbool.h>

typedef enum { OT_LOG_TEXT, OT_LOG_JSON, OT_LOG_CSV, OT_N_LOG_FORMS } OtLogForm;

/** Which rows are wanted; NULL: no matter what. */
typedef struct {
	/** These codes and words; what stands for text may stand anywhere in the cell. */
	const char *cells[OT_N_REGISTER_COLUMNS];
	const char *since, *until; /**< days, both included, of when it happened */
} OtLogWish;

/** Whether a row is wanted. */
bool
ot_log_is_wanted(const OtLogWish *wish, const char *const *cells);

typedef struct OtLogPrinter OtLogPrinter;

/** Print rows of a form that a wish asks for; `width` columns.  Free with ot_log_printer_free(). */
OtLogPrinter *
ot_log_printer_new(OtLogForm form, const OtLogWish *wish, int width);

void
ot_log_printer_free(OtLogPrinter *printer);

/** Print a row, if it is wanted; an OtRegisterTake. */
bool
ot_log_print(const OtRegisterRow *row, void *printer);

/**
 * End what is printed; the proof and the findings (as JSON) are for programs.  The rows printed.
 */
size_t
ot_log_print_end(OtLogPrinter *printer, const OtRegisterProof *proof, const char *findings);

#endif
