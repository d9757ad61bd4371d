/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_REPAIR_H
#define OT_XML_REPAIR_H

/**
 * Putting the structure of a file right for the time of a check, and back as it was.
 *
 * What is repaired is noted as a mistake.  The repair is what the author most likely meant, so that
 * one mistake hides no other and brings none with it.
 */

#include "xml/schema-check.h"

typedef struct OtRepairs OtRepairs;

OtRepairs *
ot_repairs_new(const OtSchemaModel *model);

void
ot_repairs_free(OtRepairs *repairs);

/** True for an element that was filled in. */
bool
ot_repairs_added(const xmlNode *node);

/** True for a node that was taken out of the tree. */
bool
ot_repairs_holds(const OtRepairs *repairs, const xmlNode *node);

/** The ids (char *) within what was taken out. */
GHashTable *
ot_repairs_excused(const OtRepairs *repairs);

/** Something is missing at the end of an element; `expected` names what libxml2 waits for. */
void
ot_repair_missing(OtRepairs *repairs, xmlNode *parent, char *const *expected, GArray *mistakes);

/** An element stands where libxml2 waits for one of `expected`. */
void
ot_repair_unexpected(OtRepairs *repairs, xmlNode *node, char *const *expected, GArray *mistakes);

/** Undo everything, the last first. */
void
ot_repairs_undo(OtRepairs *repairs);

#endif
