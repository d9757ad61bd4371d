/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_PATH_H
#define OT_DOCUMENT_PATH_H

/**
 * Checking a path (XPath 1.0) before it is used: its grammar, the functions that it calls, and
 * whether a specification can hold what it looks for.  libxml2 evaluates paths but says no more of
 * a mistake than "Invalid expression", and nothing at all of a name that doesn't exist.
 */

#include "document/model.h"

#include <stdbool.h>

/** Some places of a model: one bit a node. */
typedef struct OtPlaces OtPlaces;

/** What a path gives. */
typedef enum {
	OT_PATH_NODES,    /**< nodes; OtPathResult.places says which */
	OT_PATH_OTHER,    /**< a text, a number, true or false */
	OT_PATH_ANYTHING, /**< can't be told */
} OtPathKind;

typedef struct {
	OtPathKind kind;
	OtPlaces *places; /**< for OT_PATH_NODES; free with ot_places_free() */
} OtPathResult;

/** No places yet. */
OtPlaces *
ot_places_new(const OtModel *model);

void
ot_places_free(OtPlaces *places);

void
ot_places_add(OtPlaces *places, const OtModelNode *node);

/**
 * Check a path that starts at one of `context`, or anywhere where that is NULL: then names are not
 * checked.  Returns NULL where nothing is wrong, otherwise what is, fit to follow 'path "..." ';
 * free with g_free().  `result` may be NULL; it is set only where nothing is wrong.
 */
char *
ot_path_check(const char *path, const OtModel *model, const OtPlaces *context,
              OtPathResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPlaces, ot_places_free)

#endif
