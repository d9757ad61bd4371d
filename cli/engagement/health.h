/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_HEALTH_H
#define OT_ENGAGEMENT_HEALTH_H

/**
 * Whether the program has all that it needs here: the parts that are loaded on demand, the data,
 * the faces of each house style.
 */

#include "base/finding.h"

#include <glib.h>
#include <stdbool.h>

/** What was looked at. */
typedef struct {
	char *name;   /**< "PDF files" */
	char *detail; /**< what was found, such as versions; or what is wrong */
	bool good;
} OtHealth;

/**
 * Look at everything; of OtHealth *, in the order to show, freed with the array.  Faces that a
 * house style names and that aren't installed are findings.
 */
GPtrArray *
ot_health_examine(OtFindings *findings);

#endif
