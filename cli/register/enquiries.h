/* SPDX-License-Identifier: MIT */
#ifndef OT_REGISTER_ENQUIRIES_H
#define OT_REGISTER_ENQUIRIES_H

/**
 * Questions of suppliers and their answers, kept as a table that people edit in a spreadsheet
 * (questions.csv).  Unlike the register it may be changed: it is the draft of what is published,
 * and what was said to whom is in the register.
 *
 * Columns that a person added stay as they are, in their places, and so does the sign between
 * cells.
 */

#include "base/finding.h"

/** The columns; see enquiry-columns.def. */
typedef enum {
#define COLUMN(id, name, head, aliases, kind, help) OT_ENQUIRY_##id,
#include "register/enquiry-columns.def"
#undef COLUMN
	OT_N_ENQUIRY_COLUMNS
} OtEnquiryColumn;

/**
 * How far a question is, from what stands in its row; a status that says less counts for nothing.
 */
typedef enum {
	OT_ENQUIRY_IS_OPEN,
	OT_ENQUIRY_IS_ANSWERED,
	OT_ENQUIRY_IS_PUBLISHED,
	OT_ENQUIRY_IS_MERGED,
	OT_ENQUIRY_IS_WITHHELD,
	OT_N_ENQUIRY_STATES
} OtEnquiryState;

typedef struct {
	size_t row; /**< as a spreadsheet counts */
	int line;   /**< 0: it was added since */
	OtEnquiryState state;
	/** "" where nothing stands; days as 2026-11-30, or as they stood where they are none. */
	char *values[OT_N_ENQUIRY_COLUMNS];
	char **others; /**< cells of the columns that a person added */
} OtEnquiry;

typedef struct OtEnquiries OtEnquiries;

/**
 * Read a list; what is wrong with it goes to `findings`, by row and column.  With `change` it is
 * locked until it is freed, so that two commands at once lose nothing, and may not be there yet.
 * NULL with `error` where it can't be read, without where findings say why.  Free with
 * ot_enquiries_free().
 */
OtEnquiries *
ot_enquiries_read(const char *path, bool change, OtFindings *findings, GError **error);

void
ot_enquiries_free(OtEnquiries *enquiries);

const char *
ot_enquiries_path(const OtEnquiries *enquiries);

size_t
ot_enquiries_count(const OtEnquiries *enquiries);

OtEnquiry *
ot_enquiries_get(const OtEnquiries *enquiries, size_t index);

/** The question with this id, in whatever case, or NULL. */
OtEnquiry *
ot_enquiries_find(const OtEnquiries *enquiries, const char *id);

/** A new question at the end, with an id of its own; NULL with OT_ERROR_LIMIT. */
OtEnquiry *
ot_enquiries_add(OtEnquiries *enquiries, GError **error);

/** Set a value; its state follows.  White space at its ends and control characters are left out. */
void
ot_enquiry_set(OtEnquiry *enquiry, OtEnquiryColumn column, const char *text);

/**
 * Whether a list can be written so that it is read again: OT_ERROR_LIMIT where too many columns came
 * to it, or a cell is longer in UTF-8.  To be asked before anything else records what it says.
 */
bool
ot_enquiries_check_limits(const OtEnquiries *enquiries, GError **error);

/** Write a list that was read to change it: whole, or not at all.  OT_ERROR_LIMIT as above. */
bool
ot_enquiries_write(const OtEnquiries *enquiries, GError **error);

/** "open", "answered" ... */
const char *
ot_enquiry_state_name(OtEnquiryState state);

/** Add a finding about a cell of a question. */
OtFinding *
ot_enquiry_find(const OtEnquiries *enquiries, const OtEnquiry *enquiry, OtEnquiryColumn column,
                 OtFindings *findings, OtCode code, const char *format, ...)
	G_GNUC_PRINTF(6, 7);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtEnquiries, ot_enquiries_free)

#endif
