/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_PART_H
#define OT_CHANGES_PART_H

/**
 * The two specifications that are compared, as trees of parts: an element with what the schema says
 * of it and, once they are matched, its partner in the other tree.
 */

#include "base/arena.h"
#include "xml/schema-model.h"

#include <stdbool.h>

/** An attribute that says something else than what is meant without it. */
typedef struct {
	const char *name;       /**< "owner", "xml:lang" */
	const char *value;      /**< white space folded */
	const OtAttrDecl *decl; /**< NULL where the schema doesn't know it */
} OtPartAttr;

typedef struct OtPart OtPart;
struct OtPart {
	xmlNode *node;
	const char *name;
	const char *id;            /**< or NULL */
	const OtComplexType *type; /**< NULL for a simple one */
	const xmlNode *decl;       /**< NULL where the schema doesn't know it */
	OtPart *parent, *first, *last, *next;
	OtPart *partner;           /**< in the other tree, or NULL */
	const OtPartAttr *attrs;   /**< the id is not among them */
	guint n_attrs;
	const char *text;          /**< white space folded; NULL where it holds elements */
	/** the same for the same content, ids and references left out */
	guint content;
	int number;                /**< among its like, from 1 */
	int like;                  /**< how many there are of its like */
	int place;                 /**< among its siblings, from 0 */
	bool holds_ids;            /**< an element within it has an id */
	const guint32 *words;      /**< of all that stands in it, sorted; see ot_part_words() */
	guint n_words;
	bool has_words;            /**< they were taken */
};

/** Both trees, and what they share. */
typedef struct {
	OtArena *arena;
	const OtSchemaModel *model;
	GHashTable *contents; /**< what an element holds, spelled out, to its number */
	OtPart *old, *new;    /**< the roots */
	GPtrArray *old_named, *new_named; /**< of OtPart *: those with an id, in order */
} OtParts;

/**
 * Read both trees, which are without namespaces and have to live longer.  Nothing is matched yet.
 */
OtParts *
ot_parts_new(xmlDoc *old, xmlDoc *new, const OtSchemaModel *model);

void
ot_parts_free(OtParts *parts);

/** The value of an attribute, or what the schema says where it isn't there; NULL for none. */
const char *
ot_part_attr(const OtPart *part, const char *name);

/** The first child of this name, or NULL. */
OtPart *
ot_part_child(const OtPart *part, const char *name);

/** Take the words of a part, in `words` and `n_words`, if that was not done before. */
void
ot_part_words(OtParts *parts, OtPart *part);

/** All text in a part, white space folded; in the arena. */
const char *
ot_part_text(OtParts *parts, const OtPart *part);

/**
 * Match the parts of the two trees: by id, then by what they hold, then by their place.  What has
 * no partner afterwards was added or removed.
 */
void
ot_parts_match(OtParts *parts);

/**
 * Pair parts without partner whose words are alike: twice what two of one name have in common, by
 * all that they have, is at least `least`.  The most alike come first.  Of long lists only parts
 * that share an uncommon word are compared, so that the time grows with their length.
 */
void
ot_parts_pair_alike(OtParts *parts, const GPtrArray *old, const GPtrArray *new, double least);

/** Look at a part of each tree that may be the same. */
typedef void OtPairFunc(OtPart *old, OtPart *new, void *data);

/**
 * Call `func` for pairs of parts that may be alike: all of them in short lists; in long ones those
 * that share uncommon words.
 */
void
ot_parts_each_pair(OtParts *parts, const GPtrArray *old, const GPtrArray *new, OtPairFunc *func,
                   void *data);

/** How alike two parts are, from 0 to 1. */
double
ot_parts_likeness(OtParts *parts, OtPart *one, OtPart *other);

/** The same of two texts: twice the words that both have, by the words of both. */
double
ot_texts_likeness(const char *one, const char *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtParts, ot_parts_free)

#endif
