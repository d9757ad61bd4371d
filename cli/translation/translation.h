/* SPDX-License-Identifier: MIT */
#ifndef OT_TRANSLATION_TRANSLATION_H
#define OT_TRANSLATION_TRANSLATION_H

/**
 * The words of a file in another language: "briefing.cy.xml" has the Welsh of "briefing.xml"
 * (schemas/translation.xsd).  Words are found by the words that they translate, never by their
 * place, so that whoever changes the file loses the translation of what changed and no more.
 *
 * A text is what a translator needs in one piece: a paragraph, a cell, a label.  What is put into
 * it stands there as {1}, {2}, and may stand elsewhere in the translation; a brace that is meant as
 * one is written twice.
 */

#include "xml/schema.h"

typedef struct OtTranslation OtTranslation;

/** One text of a translation. */
typedef struct {
	const char *of; /**< the words that are translated */
	const char *as; /**< in the other language; NULL: not yet */
	bool unused;    /**< the file had these words once */
	const xmlNode *node; /**< its element */
} OtTranslationText;

/** What a translation says of itself; all strings are owned by it. */
typedef struct {
	const char *of;      /**< the name of the file, without ".xml" */
	const char *lang;    /**< BCP 47 */
	const char *version;
	const char *date;
	bool draft;          /**< nobody who speaks the language well has read it */
	const char *read_by, *read_on; /**< NULL for a draft */
	const char *sha256;  /**< of the file's bytes */
} OtTranslationInfo;

/** The schema of translations in a folder of schemas; with ot_schema_free(). */
OtSchema *
ot_translation_vocabulary(const char *schema_dir, GError **error);

/**
 * Read a translation.  OT_ERROR_FORMAT names file, line and column: where it isn't valid, is of
 * another file than its name says, has a text twice, or the translation of a text has not the same
 * {1}, {2}.  Free with ot_translation_free().
 */
OtTranslation *
ot_translation_load(const char *path, const OtSchema *vocabulary, GError **error);

void
ot_translation_free(OtTranslation *translation);

const OtTranslationInfo *
ot_translation_info(const OtTranslation *translation);

/** The file, for positions. */
const OtXml *
ot_translation_xml(const OtTranslation *translation);

/** The translation of a text, or NULL. */
const char *
ot_translation_find(const OtTranslation *translation, const char *text);

/** The same with all that is known of it; also of one that is not translated yet. */
const OtTranslationText *
ot_translation_text(const OtTranslation *translation, const char *text);

/** All texts, in the order of the file: of const OtTranslationText *, owned by `translation`. */
const GPtrArray *
ot_translation_texts(const OtTranslation *translation);

/**
 * Where the translation of a file lies: for "templates/dpia.xml" and "cy-GB" that is
 * "templates/dpia.cy.xml".  Free with g_free().
 */
char *
ot_translation_path(const char *path, const char *lang);

/** True for the same language, as far as both say: "cy" and "cy-GB". */
bool
ot_lang_is_same(const char *lang, const char *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtTranslation, ot_translation_free)

#endif
