/* SPDX-License-Identifier: MIT */
#ifndef OT_SUPPLIERS_VALUE_H
#define OT_SUPPLIERS_VALUE_H

/** What the cells of a list of suppliers hold, as people write it. */

#include "suppliers/suppliers.h"

/** What a text says of a day. */
typedef enum {
	OT_DAY_NONE,       /**< nothing */
	OT_DAY_CLEAR,      /**< one day, whoever reads it */
	OT_DAY_EITHER,     /**< 03/04/2027: two days, by who reads it */
	OT_DAY_OTHER_ORDER,/**< 01/31/2027: a day only in the other order than was asked for */
} OtDayReading;

/**
 * Read 2027-01-31 (with or without a time), 31/01/2027, 31.1.2027, 31 January 2027, 31-Jan-2027 or
 * January 31, 2027, and write it as 2027-01-31; "" where it is none.
 */
OtDayReading
ot_supplier_read_day(const char *text, OtDateOrder order, char day[11]);

/** True for a date as it is kept, 2027-01-31; false for what could not be read as one. */
bool
ot_supplier_is_day(const char *text);

/**
 * True where a text has the shape of one address of e-mail (RFC 5321 4.1.2 without quoted local
 * parts and addresses in brackets, which nobody has).  Whether anybody reads it, only a message
 * tells.
 */
bool
ot_supplier_is_email(const char *text);

/**
 * A Public Procurement Organisation Number as the central digital platform shows it,
 * PZGG-1891-TDCX, from what people write, "GB-PPON-pzgg 1891 tdcx"; false and "" where it hasn't
 * that shape.
 */
bool
ot_supplier_read_ppon(const char *text, char ppon[15]);

/**
 * A company number with its eight signs, from what people write and spreadsheets leave of it:
 * "sc 123456", and "1234567" where a nought was dropped.  false and "" where it hasn't that shape.
 */
bool
ot_supplier_read_company_number(const char *text, char number[9]);

/** @name Words of the columns Size, Consent, Language and Kinds; false where they are none. @{ */
bool
ot_supplier_read_size(const char *text, OtFirmSize *size);

bool
ot_supplier_read_consent(const char *text, OtConsent *consent);

/** "en", "cy", "both"; static. */
const char *
ot_supplier_read_language(const char *text);

/**
 * Several, with commas, semicolons or "|" between; `unknown` is set to the first that is none, or
 * "".
 */
bool
ot_supplier_read_kinds(const char *text, guint *kinds, char **unknown);
/** @} */

#endif
