/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_SCHEMA_CHECK_H
#define OT_XML_SCHEMA_CHECK_H

/**
 * What the parts of the schema checker tell each other.
 *
 * A check goes in rounds.  libxml2 passes over the rest of an element once something in it is out
 * of place, so each mistake of structure is repaired in the tree for the time of the check (a wrong
 * name put right, a missing element filled in, an unknown one taken out), and the next round sees
 * what lies behind.  At the end all repairs are undone, and what was noted on the way is said in
 * words about the tree as its author wrote it.
 */

#include "xml/schema-model.h"
#include "xml/schema.h"

/** What is wrong. */
typedef enum {
	OT_MISTAKE_ROOT,            /**< the outermost element isn't one of the schema's */
	OT_MISTAKE_NAMESPACE,       /**< an element of another namespace */
	OT_MISTAKE_UNKNOWN,         /**< an element that has no place in its parent */
	OT_MISTAKE_MISSING,         /**< an element isn't there; `node` is its parent */
	OT_MISTAKE_EARLY,           /**< an element stands before `other` but belongs after it */
	OT_MISTAKE_LATE,            /**< an element stands after `other` but belongs before it */
	OT_MISTAKE_REPEATED,        /**< one element too many; `other` is its like */
	OT_MISTAKE_BOTH,            /**< an element beside `other`, and only one of them may be */
	OT_MISTAKE_TEXT,            /**< text where only elements may stand */
	OT_MISTAKE_NOT_TEXT,        /**< an element where only text may stand */
	OT_MISTAKE_NOT_EMPTY,       /**< something in an element that holds nothing */
	OT_MISTAKE_ATTR_UNKNOWN,    /**< an attribute that the element doesn't have; `name` */
	OT_MISTAKE_ATTR_MISSING,    /**< an attribute isn't there; `name` */
	OT_MISTAKE_EMPTY,           /**< a value is empty that must not be */
	OT_MISTAKE_LONG,            /**< a value is longer than its type allows */
	OT_MISTAKE_VALUE,           /**< a value that its type forbids, of `name` or of the text */
	OT_MISTAKE_ID_TWICE,        /**< an id that `other` has already */
	OT_MISTAKE_REFERENCE,       /**< `value` is the id of nothing */
	OT_MISTAKE_REFERENCE_KIND,  /**< `value` is the id of `other`, which is of another kind */
	OT_MISTAKE_OTHER,           /**< anything else that libxml2 objects to */
} OtMistakeKind;

/** One mistake, noted while the tree is under repair. */
typedef struct {
	OtMistakeKind kind;
	const xmlNode *node;  /**< the element where it is */
	const xmlNode *other; /**< a second element, or NULL */
	const xmlNode *decl;  /**< declaration of what it is about, or NULL */
	const OtComplexType *type; /**< what may stand in the element, or NULL */
	char *name;       /**< the attribute that it is about, or NULL */
	char *value;      /**< an id, a reference, or the value that is wrong; or NULL */
	const char *kind_wanted; /**< the kind of element whose id is wanted, or NULL */
	char *suggestion; /**< what was meant, by the looks of it, or NULL */
	char **expected;  /**< names of elements, or ids, that may stand there, or NULL */
	int more;         /**< how often the same mistake is made elsewhere */
} OtMistake;

/** Make room for a mistake at the end of `mistakes`, an array of OtMistake. */
OtMistake *
ot_mistake_add(GArray *mistakes, OtMistakeKind kind, const xmlNode *node);

/** An empty array of OtMistake that frees what they own. */
GArray *
ot_mistakes_new(void);

/** Say all mistakes, in the order in which they were noted. */
void
ot_mistakes_say(const GArray *mistakes, const OtSchemaModel *model, const OtXml *xml,
                OtFindings *findings);

/**
 * Judge the ids and references of a file, as far as the schema marks them.  `excused` holds ids
 * (char *) whose elements were taken out, so that references to them can't be judged.
 */
void
ot_references_check(const OtSchemaModel *model, const xmlNode *root, GHashTable *excused,
                    GArray *mistakes);

#endif
