/* SPDX-License-Identifier: MIT */
#ifndef OT_FUNDING_VALUE_H
#define OT_FUNDING_VALUE_H

/** Dates and amounts as people write them in spreadsheets. */

#include "base/arena.h"

/**
 * "2027-01-31" of that, with or without a time, and of "31/01/2027", the day first as in Britain;
 * NULL for anything else and for days that don't exist.  In the arena.
 */
const char *
ot_fund_read_date(OtArena *arena, const char *text);

/** "25000" of "£25,000", "25 000.00", "10%"; NULL for anything else.  In the arena. */
const char *
ot_fund_read_amount(OtArena *arena, const char *text);

#endif
