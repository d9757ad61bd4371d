/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_SAY_H
#define OT_CHANGES_SAY_H

/** How the parts of a specification and their values are said in words. */

#include "changes/changes.h"
#include "changes/part.h"

/** What is needed to say something. */
typedef struct {
	OtArena *arena;
	const OtSchemaModel *model;
	const OtLabels *labels;
	/** of the words of the new version; NULL: none is wanted */
	const OtTranslation *translation;
} OtSaying;

/** Words of a specification in the language that is wanted, or as they are; in the arena. */
const char *
ot_say_translated(const OtSaying *saying, const char *words);

/** All text in a part in that language, white space folded; in the arena. */
const char *
ot_say_text(const OtSaying *saying, const OtPart *part);

/** The nearest part with an id, this one or one around it; else the section that it is in. */
const OtPart *
ot_say_about(const OtPart *part);

/** The section that a part is in: a child of the root, or the root itself. */
const OtPart *
ot_say_section(const OtPart *part);

/** "outcome", "measure": what an element is called (the list "part" of the labels). */
const char *
ot_say_element(const OtSaying *saying, const OtPart *part);

/** "Outcome O5, measure M10", or the section: "Budget". */
const char *
ot_say_place(const OtSaying *saying, const OtPart *part);

/** The title of a part, or what it begins with; NULL where it has none. */
const char *
ot_say_title(const OtSaying *saying, const OtPart *part);

/** The way from ot_say_about() down: "evidence[2]/@source"; "" for that element itself. */
const char *
ot_say_path(const OtSaying *saying, const OtPart *part, const char *attr);

/**
 * The same in words: "evidence 2, source"; for that element itself its name.  Without `numbered`,
 * the part itself has no number: "evidence".
 */
const char *
ot_say_label(const OtSaying *saying, const OtPart *part, const char *attr, bool numbered);

/** The name of the simple type of an attribute, or for NULL of the text: "money"; or NULL. */
const char *
ot_say_type(const OtPart *part, const char *attr);

/** True where an attribute, or for NULL the text, is words in a language. */
bool
ot_say_is_told(const OtSaying *saying, const OtPart *part, const char *attr);

/** True for a date or a date with a time. */
bool
ot_say_is_date(const OtSaying *saying, const OtPart *part, const char *attr);

/** True for a number or an amount. */
bool
ot_say_is_number(const OtSaying *saying, const OtPart *part, const char *attr);

/** A measured value without its unit, but with a percent sign: "60%". */
const char *
ot_say_bare(const OtSaying *saying, const OtPart *part, const char *value);

/** A value of an attribute, or for NULL of the text, as people write it. */
const char *
ot_say_value(const OtSaying *saying, const OtPart *part, const char *attr, const char *value);

/**
 * Put values into a label, the first letter made a capital; pairs of name and value, ended by NULL.
 */
const char *
ot_say_sentence(const OtSaying *saying, const char *key, const char *what, const char *old,
                const char *new, const char *by);

/** A text with its first letter as a capital. */
const char *
ot_say_capital(const OtSaying *saying, const char *text);

#endif
