/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_PLAN_H
#define OT_FORMS_PLAN_H

/**
 * The plan of a form: every place of a specification where something can stand, in the order in
 * which a form asks for it.
 *
 * It follows from schemas/spec.xsd alone, so that what is added there is in the forms at once;
 * schemas/spec-form.xml gives the places their names.  A form shows a specification as a tree of
 * its own, which differs from the file in three things, and forms/tree.h turns one into the other:
 * - a text of paragraphs and lists is a row of pieces (OT_FORM_PROSE);
 * - elements that may stand in any order among each other are one kind of row, which says what it
 *   is (OT_FORM_EITHER);
 * - an element that may be empty is there where a box is ticked.
 */

#include "document/labels.h"
#include "xml/schema-model.h"

/** Attributes of the tree that no specification has. */
/** which of several elements, or what piece of a text */
#define OT_FORM_KIND      "form-kind"
#define OT_FORM_LIST_LANG "form-list-lang" /**< the language of the list that starts here */
/** "yes": the element is there though nothing is in it */
#define OT_FORM_PRESENT   "form-present"

/** The rows of a text, and what each is. */
#define OT_FORM_PIECE     "piece"
#define OT_FORM_PARAGRAPH "paragraph"
#define OT_FORM_POINT     "point"
#define OT_FORM_FIRST     "first" /**< the first point of a new list right after another list */

typedef enum {
	OT_FORM_FIELD_TEXT,
	OT_FORM_FIELD_NUMBER,
	OT_FORM_FIELD_DATE,
	OT_FORM_FIELD_TIME,   /**< a day and a time of day */
	OT_FORM_FIELD_CHOICE, /**< one of `codes` */
	OT_FORM_FIELD_TICK,   /**< yes or no, and nothing else */
} OtFormKind;

typedef struct OtFormPart OtFormPart;

/** One value. */
typedef struct {
	const OtFormPart *part;
	const char *name;  /**< of the attribute; "": the text of the element */
	const char *path;  /**< stable and unique: "outcomes/outcome/@kind" */
	const char *label; /**< "Kind" */
	const char *title; /**< unique, as a screen reader says it: "Outcome: Kind" */
	const char *hint;  /**< what to write */
	OtFormKind kind;
	/** NULL-terminated, OT_FORM_FIELD_CHOICE and OT_FORM_FIELD_TICK only */
	const char *const *codes;
	const char *const *choices; /**< the same as people read them */
	bool required;   /**< it has to be there where its element is */
	bool optional;   /**< a form can do without it */
	bool rare;       /**< shown only where it says something: a language */
	const char *refers_to; /**< the element whose ids it holds, or NULL */
	bool identifies; /**< it is the short name of its element */
	guint longest;   /**< characters; 0: no limit is known */
	guint slot;      /**< its place in the form, from 1 */
} OtFormField;

/** What a part asks for, in order: a value or a part of its own. */
typedef struct {
	OtFormField *field; /**< NULL: a part */
	OtFormPart *part;
} OtFormEntry;

typedef enum {
	OT_FORM_PLAIN,
	OT_FORM_PROSE,  /**< holds pieces */
	OT_FORM_EITHER, /**< one of the elements that `names` tells */
} OtFormRole;

struct OtFormPart {
	OtFormRole role;
	const char *name;  /**< of the element; of OT_FORM_EITHER "either" */
	const char *path;  /**< "outcomes/outcome" */
	const char *label; /**< "Outcome" */
	const char *about; /**< what the schema says of it, or NULL */
	const OtFormPart *parent;
	bool repeats, required;
	bool may_be_empty; /**< nothing has to be in it, and it is there all the same */
	guint first_slot, last_slot;
	GArray *entries;   /**< of OtFormEntry, in the order of the form */
	GArray *attrs;     /**< of OtFormField *, in the order of the schema, the text first */
	GPtrArray *parts;  /**< of OtFormPart *, in the order of the schema */
	GPtrArray *constants; /**< attributes that can have but one value: name, value in turn */
	const char *const *names; /**< OT_FORM_EITHER: NULL-terminated */
};

/** No specification has more elements within each other. */
#define OT_FORM_DEPTH 16

typedef struct OtFormPlan OtFormPlan;

/**
 * Make the plan of a schema; `words` is the path of spec-form.xml, `labels` name the codes.  The
 * schema and the labels must outlive it.  Free with ot_form_plan_free().
 */
OtFormPlan *
ot_form_plan_new(const OtSchemaModel *schema, const char *words, const OtLabels *labels,
                 GError **error);

void
ot_form_plan_free(OtFormPlan *plan);

/** The part of the outermost element. */
const OtFormPart *
ot_form_plan_root(const OtFormPlan *plan);

/** The values in the order of the form: field `slot` - 1. */
const OtFormField *
ot_form_plan_field(const OtFormPlan *plan, guint slot);

guint
ot_form_plan_count(const OtFormPlan *plan);

/** A field by its path or its title, or NULL. */
const OtFormField *
ot_form_plan_find(const OtFormPlan *plan, const char *path);

const OtFormField *
ot_form_plan_titled(const OtFormPlan *plan, const char *title);

/** A part by its path, or NULL. */
const OtFormPart *
ot_form_plan_part(const OtFormPlan *plan, const char *path);

/** The language and words of the plan. */
const OtLabels *
ot_form_plan_labels(const OtFormPlan *plan);

/** Where a free draft goes: the paths of spec-form.xml, with the words of headings. */
typedef struct {
	const char *into;
	char **words; /**< in small letters, NULL-terminated */
} OtFormGuess;

/** Of OtFormGuess, in the order of the file; owned by the plan. */
const GArray *
ot_form_plan_guesses(const OtFormPlan *plan);

/**
 * Places of the schema that spec-form.xml has no words for: const char *; free with
 * g_ptr_array_unref().
 */
GPtrArray *
ot_form_plan_unnamed(const OtFormPlan *plan);

/** Entries of spec-form.xml that name no place of the schema: the same. */
GPtrArray *
ot_form_plan_unused(const OtFormPlan *plan);

/** Which entry of `part` holds a slot. */
guint
ot_form_part_entry(const OtFormPart *part, guint slot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtFormPlan, ot_form_plan_free)

#endif
