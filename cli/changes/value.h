/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_VALUE_H
#define OT_CHANGES_VALUE_H

/** A value that differs, in words: raised, lowered, later, another choice. */

#include "changes/say.h"

typedef struct {
	const OtPart *old, *new;
	const char *attr;           /**< NULL: the text */
	const char *before, *after; /**< NULL: not said */
} OtValueChange;

/** Fill in what is said of a change of a value, and its effect. */
void
ot_value_say(const OtSaying *saying, const OtValueChange *value, OtChange *change);

#endif
