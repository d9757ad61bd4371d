/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_PUT_H
#define OT_DOCX_PUT_H

/**
 * Putting values into content controls of a Word file that is there, by their fields: what a person
 * would type.  All else stays as it is, byte for byte.
 */

#include "docx/controls.h"

/** A value for one control. */
typedef struct {
	size_t control;    /**< of the controls */
	const char *field; /**< the name of its field, for the custom XML that it is bound to */
	/** UTF-8 with line feeds; of a choice one of its words; of a tick: "yes" */
	const char *text;
} OtPutValue;

/** Whether a control can take a value: one in a line of text, of words, a list or a tick. */
bool
ot_put_can(const OtControl *control, const char *text);

/** The file with these values; `epoch` is the time of parts that are new.  NULL with an error. */
GBytes *
ot_put_write(const OtDraft *draft, const OtControls *controls, const OtPutValue *values,
             size_t n_values, gint64 epoch, GError **error);

#endif
