/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_PLACES_H
#define OT_DOCUMENT_PLACES_H

/** Sets of places in a model, and the steps that a path takes from one to the next. */

#include "base/arena.h"
#include "document/model.h"

typedef enum {
	OT_AXIS_CHILD,
	OT_AXIS_ATTRIBUTE,
	OT_AXIS_SELF,
	OT_AXIS_PARENT,
	OT_AXIS_DESCENDANT,
	OT_AXIS_DESCENDANT_OR_SELF,
	OT_AXIS_ANCESTOR,
	OT_AXIS_ANCESTOR_OR_SELF,
	OT_AXIS_FOLLOWING_SIBLING,
	OT_AXIS_PRECEDING_SIBLING,
	OT_AXIS_FOLLOWING,
	OT_AXIS_PRECEDING,
	OT_AXIS_NAMESPACE,
	OT_N_AXES
} OtAxis;

/** What a step lets through. */
typedef enum {
	OT_TEST_NAME,
	OT_TEST_STAR, /**< any name */
	OT_TEST_TEXT,
	OT_TEST_NODE,  /**< node() */
	OT_TEST_OTHER, /**< comment(), processing-instruction(): nothing of a specification */
} OtTest;

/** One bit a node of the model; all zero is the empty set. */
typedef struct OtPlaces {
	const OtModel *model;
	guint64 *bits;
} OtPlaces;

/** An empty set in an arena. */
OtPlaces
ot_places_make(const OtModel *model, OtArena *arena);

bool
ot_places_has(const OtPlaces *places, const OtModelNode *node);

bool
ot_places_empty(const OtPlaces *places);

/** True where one of them allows anything within it. */
bool
ot_places_open(const OtPlaces *places);

/** Add all of `other`. */
void
ot_places_join(OtPlaces *places, const OtPlaces *other);

/** The first place at or after an index, or NULL. */
const OtModelNode *
ot_places_next(const OtPlaces *places, size_t index);

/** Where a step from any of `from` leads; `name` matters for OT_TEST_NAME. */
OtPlaces
ot_places_step(const OtPlaces *from, OtArena *arena, OtAxis axis, OtTest test, const char *name);

#endif
