/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_MERGING_H
#define OT_CHANGES_MERGING_H

/** What the parts of a merge share; for the files merge*.c. */

#include "changes/merge.h"
#include "changes/say.h"

/** One of the specifications. */
typedef struct {
	const char *file, *name, *prefix;
	xmlDoc *tree;   /**< a copy, its ids with the prefix */
	OtParts *parts; /**< of the copy, in both places */
} OtMergeSource;

struct OtMerge {
	OtArena *arena;
	const OtSchemaModel *model;
	OtSaying saying;
	double alike;
	GArray *sources;   /**< of OtMergeSource; the first one leads */
	size_t current;    /**< the source that is being joined */
	xmlDoc *result;
	GHashTable *joined; /**< ids that are another one in the result, to that; owned strings */
	GHashTable *common; /**< ids of outcomes of the result that are common, to their items */
	GPtrArray *items;   /**< of OtMergeItem * */
};

OtMergeSource *
ot_merge_source(const OtMerge *merge, size_t index);

/** A section of a source, or NULL. */
OtPart *
ot_merge_section(const OtMerge *merge, size_t index, const char *name);

/** Add something to say; `why` is copied into the arena, `title` must live as long. */
OtMergeItem *
ot_merge_add(OtMerge *merge, OtMergeFate fate, const char *section, const char *title,
             const char *why);

/** Add a row with room for a value of each; returns the values, all NULL. */
const char **
ot_merge_add_row(OtMerge *merge, OtMergeItem *item, const char *label);

/**
 * Put a copy of a node into the result, where the schema wants it among the children of `parent`.
 */
xmlNode *
ot_merge_insert(OtMerge *merge, xmlNode *parent, const OtComplexType *type, const xmlNode *node);

/** The source that a part of the result was taken from. */
size_t
ot_merge_source_of(const OtPart *part);

/** @name merge-ids.c @{ */
/** Put the prefix before all ids and references of a tree. */
void ot_merge_prefix_ids(xmlDoc *tree, const OtSchemaModel *model, const char *prefix);
/** Say that an element and all it holds is the same as one of the result that holds the same. */
void ot_merge_note_joined(OtMerge *merge, const OtPart *from, const OtPart *to);
/** Name in all references what was joined by the id that it has now. */
void ot_merge_update_references(OtMerge *merge);
/** @} */

/** @name merge-outcomes.c @{ */
/** Join the outcomes of a source with those of the result. */
void ot_merge_outcomes(OtMerge *merge, size_t source);
/** @} */

/** @name merge-sections.c @{ */
/** Take over all other sections of a source. */
void ot_merge_sections(OtMerge *merge, size_t source);
/** @} */

/** @name merge-decide.c @{ */
/** List what the authorities say differently where one thing can stand only. */
void ot_merge_decide(OtMerge *merge);
/** @} */

#endif
