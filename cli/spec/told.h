/* SPDX-License-Identifier: MIT */
#ifndef OT_SPEC_TOLD_H
#define OT_SPEC_TOLD_H

/**
 * What a specification tells in words, and the same in another language.  The schema marks what is
 * words in a language and what is a name or a number (schemas/spec.xsd, told); numbers, dates and
 * references are there once for all languages, and can't differ.
 */

#include "translation/translation.h"

/** One text: of an element, or of one of its attributes. */
typedef struct {
	const xmlNode *node;
	const char *attr;  /**< the attribute's name, or NULL */
	const char *words; /**< white space folded, braces doubled: as translations know them */
	const char *lang;  /**< of the text */
} OtTold;

typedef void OtToldFunc(const OtTold *told, void *data);

/** Go through the texts of a specification, with or without namespaces, in its order. */
void
ot_spec_told(xmlDoc *doc, const OtSchemaModel *model, OtToldFunc *func, void *data);

/** The texts that are not in this language yet: of OtUnit *, freed with the array. */
GPtrArray *
ot_spec_units(xmlDoc *doc, const OtSchemaModel *model, const char *lang);

/**
 * Put a tree into the language of a translation, in place.  Elements whose words have no
 * translation are marked with the language that they are in.
 */
void
ot_spec_translate(xmlDoc *tree, const OtSchemaModel *model, const OtTranslation *translation);

#endif
