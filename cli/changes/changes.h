/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_CHANGES_H
#define OT_CHANGES_CHANGES_H

/**
 * What changed between two versions of a specification, in words.
 *
 * Elements are the same where they have the same id; one whose id changed, or that has none, is
 * found again by what it holds and where it stands.  A change is about the smallest thing that
 * differs: a text, a value, or an element that is there once only.
 */

#include "document/labels.h"
#include "translation/translation.h"

#include <stdbool.h>

typedef enum {
	OT_CHANGE_ADDED,
	OT_CHANGE_REMOVED,
	OT_CHANGE_REWORDED, /**< words in a language differ */
	OT_CHANGE_VALUE,    /**< a number, date, amount, choice, name or reference differs */
	OT_CHANGE_MOVED,    /**< it stands elsewhere among its like, or within another element */
	OT_CHANGE_RENAMED,  /**< the same element has another id */
	OT_N_CHANGE_KINDS,
} OtChangeKind;

/** What a change does to what suppliers are asked for, as far as the fields tell. */
typedef enum {
	OT_EFFECT_NONE, /**< not known, or neither */
	OT_EFFECT_STRONGER,
	/** an outcome, measure or target asks for less, later, or with less weight */
	OT_EFFECT_WEAKER,
} OtChangeEffect;

typedef enum { OT_WORDS_KEPT, OT_WORDS_REMOVED, OT_WORDS_ADDED } OtWordsFate;

/** A stretch of a text that was reworded. */
typedef struct {
	OtWordsFate fate;
	const char *text;
} OtWords;

typedef struct {
	OtChangeKind kind;
	OtChangeEffect effect;
	bool routine; /**< it needs no reason: another order or id, version, date, history */
	const char *section; /**< the name of the part of the specification: "outcomes" */
	const char *element; /**< the name of the nearest element with an id, else of the section */
	/**
	 * The id of that element, in the new version unless it was removed; else the section's
	 * name.
	 */
	const char *about;
	/** the id in the old version where that is another one; else NULL */
	const char *old_about;
	/** What changed within it: "target/@value", "evidence[2]"; "": it is that element. */
	const char *part;
	const char *place;   /**< in words: "Outcome O5, measure M10" */
	const char *title;   /**< of the element or of the one around it; NULL: it has none */
	const char *label;   /**< what changed, in words: "target", "priority" */
	const char *old;     /**< as people write it; NULL: there was none */
	const char *new;     /**< NULL: there is none */
	const char *sentence; /**< "Target raised from 60% to 70%", without its full stop */
	/** The language of `old` and `new` where it isn't the one that was asked for; else NULL. */
	const char *old_lang, *new_lang;
	const OtWords *words; /**< of OT_CHANGE_REWORDED */
	size_t n_words;
	const xmlNode *old_node, *new_node; /**< the element, or NULL; they belong to the trees */
} OtChange;

/** What is known of a version. */
typedef struct {
	const char *title, *reference, *version, *date; /**< NULL where it is not said */
	const char *date_text; /**< as people write it */
} OtChangeVersion;

typedef struct OtChanges OtChanges;

/**
 * Compare two trees without namespaces, as ot_spec_tree() and ot_spec_published() give them; they,
 * the model of spec.xsd and the labels have to live longer.  Free with ot_changes_free().
 */
OtChanges *
ot_changes_compare(xmlDoc *old, xmlDoc *new, const OtSchemaModel *model, const OtLabels *labels);

/**
 * The same in the language of a translation of the new version, and of the labels: what has no
 * translation stays as it is.  What changed is found in the versions themselves.  NULL: as above.
 */
OtChanges *
ot_changes_compare_in(xmlDoc *old, xmlDoc *new, const OtSchemaModel *model,
                      const OtLabels *labels, const OtTranslation *translation);

void
ot_changes_free(OtChanges *changes);

/**
 * Leave out of a comparison of what is published what the authority now holds back: it was not
 * removed, and nothing that is published names it.  `whole` is the new version with all that it
 * has.
 */
void
ot_changes_leave_out_withheld(OtChanges *changes, xmlDoc *whole);

/** In the order of the new version; what was removed stands where it stood. */
size_t
ot_changes_count(const OtChanges *changes);

const OtChange *
ot_changes_get(const OtChanges *changes, size_t index);

/** How many need a reason: those that are not routine. */
size_t
ot_changes_count_material(const OtChanges *changes);

/** The change of this kind, element and part, which name it; or NULL. */
const OtChange *
ot_changes_find(const OtChanges *changes, OtChangeKind kind, const char *about, const char *part);

const OtChangeVersion *
ot_changes_old(const OtChanges *changes);

const OtChangeVersion *
ot_changes_new(const OtChanges *changes);

/** Whether both are of one engagement: they have the same reference, or at least the same title. */
bool
ot_changes_are_related(const OtChanges *changes);

/** "added", "removed", "reworded", "value", "moved", "renamed". */
const char *
ot_change_kind_name(OtChangeKind kind);

/** "none", "stronger", "weaker". */
const char *
ot_change_effect_name(OtChangeEffect effect);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtChanges, ot_changes_free)

#endif
