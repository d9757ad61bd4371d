/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_MODEL_H
#define OT_DOCUMENT_MODEL_H

/**
 * What a specification can hold: the tree of all elements and attributes that schemas/spec.xsd
 * allows, so that a path in a template can be checked before there is any specification.
 */

#include "xml/read.h"
#include "xml/schema-model.h"

typedef enum {
	OT_MODEL_ROOT, /**< above the root element */
	OT_MODEL_ELEMENT,
	OT_MODEL_ATTRIBUTE,
	OT_MODEL_TEXT,
} OtModelKind;

/** One place of the tree; every place where an element can stand is a node of its own. */
typedef struct OtModelNode OtModelNode;
struct OtModelNode {
	OtModelKind kind;
	const char *name; /**< without prefix, but "xml:lang"; NULL for root and text */
	size_t index;     /**< of the node in the model */
	bool open;        /**< what is within it isn't known */
	const OtModelNode *parent, *first, *next;
};

typedef struct OtModel OtModel;

/**
 * Read a schema, from an element at its top down; OT_ERROR_FORMAT where it has no such element.
 * Free with ot_model_free().
 */
OtModel *
ot_model_load(const char *path, const char *root, GError **error);

/**
 * From a schema that is read already; NULL where it has no such element.  Nothing is kept of it.
 */
OtModel *
ot_model_new(const OtSchemaModel *schema, const char *root);

void
ot_model_free(OtModel *model);

/** How many nodes there are; the root has the index 0. */
size_t
ot_model_count(const OtModel *model);

const OtModelNode *
ot_model_node(const OtModel *model, size_t index);

/** The child of this kind and name, or NULL. */
const OtModelNode *
ot_model_child(const OtModelNode *node, OtModelKind kind, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtModel, ot_model_free)

#endif
