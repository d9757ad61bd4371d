/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_PLAN_H
#define OT_DOCUMENT_PLAN_H

/**
 * A template as it is read: its elements and texts, with every path compiled.  Nothing in it
 * changes after loading, so that threads can share it.
 */

#include "base/arena.h"
#include "document/burden.h"
#include "document/model.h"
#include "document/reference.h"

#include <libxml/xpath.h>

typedef enum {
#define BLOCK(id, name, content) OT_ELEMENT_##id,
#define INLINE(id, name, content) OT_ELEMENT_##id,
#define EITHER(id, name, content) OT_ELEMENT_##id,
#define PART(id, name, content) OT_ELEMENT_##id,
#include "document/template-elements.def"
#undef BLOCK
#undef INLINE
#undef EITHER
#undef PART
	OT_ELEMENT_TEXT, /**< no element, but words */
	OT_N_ELEMENTS
} OtElement;

/** What stands in a place of a template. */
typedef enum {
	OT_WITHIN_NOTHING,
	OT_WITHIN_BLOCKS,
	OT_WITHIN_INLINES,
	OT_WITHIN_FLOW,  /**< blocks or inlines */
	OT_WITHIN_SAME,  /**< as around the element */
	OT_WITHIN_PARTS, /**< elements of its own */
} OtWithin;

typedef enum {
#define ATTR(id, name, reading, told) OT_ATTR_##id,
#include "document/template-attributes.def"
#undef ATTR
	OT_N_ATTRS
} OtAttr;

/** How the value of an attribute is read. */
typedef enum {
	OT_READING_NODES,
	OT_READING_TEST,
	OT_READING_VALUE,
	OT_READING_PATTERN,
	OT_READING_WORDS,
} OtReading;

/** A stretch of a value: words, or a path whose value is put in. */
typedef struct OtPiece OtPiece;
struct OtPiece {
	const char *text;       /**< the words, or the path as it is written */
	xmlXPathCompExpr *path; /**< NULL for words */
	const OtPiece *next;
};

typedef struct OtPlanAttr OtPlanAttr;
struct OtPlanAttr {
	OtAttr attr;
	const char *text;      /**< as it is written */
	const OtPiece *pieces; /**< one for a path, any number for a pattern, NULL for words */
	const OtPlanAttr *next;
};

typedef struct OtPlanNode OtPlanNode;
struct OtPlanNode {
	OtElement element;
	const char *text; /**< for OT_ELEMENT_TEXT */
	OtWithin within;  /**< what stands within it; never OT_WITHIN_SAME */
	const OtXml *xml; /**< the file that it is in */
	const xmlNode *origin; /**< where in the file */
	const OtPlanAttr *attrs;
	const OtPlanNode *first, *next;
};

/** A part that is included. */
typedef struct {
	const OtPlanNode *first; /**< of its body */
	const char *lang;
} OtPlanPart;

/** What reads a plan; it owns what the plan is made of. */
typedef struct {
	OtArena *arena;
	GPtrArray *paths; /**< of xmlXPathCompExpr */
	GPtrArray *files; /**< of OtXml: the template and its parts */
	GHashTable *parts; /**< of OtPlanPart, by name */
	const OtReference *reference; /**< what constant() looks up; NULL: nothing */
	const OtEstimates *estimates; /**< what hours-at() reckons with; NULL: nothing */
} OtPlan;

OtPlan *
ot_plan_new(void);

void
ot_plan_free(OtPlan *plan);

const char *
ot_element_name(OtElement element);

/** True for an element that never stands in a line of text. */
bool
ot_element_is_block(OtElement element);

/** How an attribute's value is read. */
OtReading
ot_attr_reading(OtAttr attr);

/** True for an attribute with words for people, which are in the language of the template. */
bool
ot_attr_is_told(OtAttr attr);

const char *
ot_attr_name(OtAttr attr);

/** An attribute of a node, or NULL. */
const OtPlanAttr *
ot_plan_attr(const OtPlanNode *node, OtAttr attr);

/** What is written in an attribute, or NULL. */
const char *
ot_plan_words(const OtPlanNode *node, OtAttr attr);

/**
 * Read the content of an element of a template into the plan.  Sets OT_ERROR_FORMAT with file, line
 * and column for a broken path or pattern, and for what can't stand where it is.  `*first` is NULL
 * for an empty body.
 */
bool
ot_plan_read(OtPlan *plan, const OtXml *xml, const xmlNode *body, const OtPlanNode **first,
             GError **error);

/**
 * Check the names in all paths, beginning at an element of the model.  Parts are followed where
 * they are included.
 */
bool
ot_plan_check(const OtPlan *plan, const OtPlanNode *first, const OtModel *model,
              const OtModelNode *start, GError **error);

/**
 * Whether the nodes may make a field of this name, whatever the specification says.  Where they
 * can't, `*near` is the nearest name that needs no specification, or NULL.
 */
bool
ot_plan_names_field(const OtPlan *plan, const OtPlanNode *first, const char *name,
                    const char **near);

/** The part that an include names. */
const OtPlanPart *
ot_plan_part(const OtPlan *plan, const OtPlanNode *include);

/** Compile a path, which the plan then owns; NULL where it is none. */
xmlXPathCompExpr *
ot_plan_compile(OtPlan *plan, const char *path);

/** Set OT_ERROR_FORMAT at the place of a node. */
void
ot_plan_fail(GError **error, const OtPlanNode *node, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPlan, ot_plan_free)

#endif
