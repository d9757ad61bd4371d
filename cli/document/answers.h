/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_ANSWERS_H
#define OT_DOCUMENT_ANSWERS_H

/**
 * Answers: what people said in the fields of one asset, by the names of the fields
 * (schemas/answers.xsd).  An answer comes before what the specification says.
 */

#include "xml/schema.h"

typedef struct OtAnswers OtAnswers;

typedef struct {
	const char *name; /**< of the field: "need.aims", "entry.2.when" */
	/**
	 * UTF-8, lines ended by line feeds, no white space at its ends; "": to be empty, or open.
	 */
	const char *text;
	bool open;        /**< nothing was said yet */
	const char *remark; /**< the comments before it in the file; NULL: none */
	OtWhere where;    /**< in the file that it was read from */
} OtAnswer;

/** No answers yet, for an asset.  Free with ot_answers_free(). */
OtAnswers *
ot_answers_new(const char *asset);

/**
 * Read a file of answers that is valid against `schema` (answers.xsd) and for this asset.  What is
 * wrong with it goes to `findings` and gives NULL without an error; `error` is set where it can't
 * be read at all.
 */
OtAnswers *
ot_answers_read(const char *path, const char *asset, const OtSchema *schema, OtFindings *findings,
                GError **error);

void
ot_answers_free(OtAnswers *answers);

/** The asset that they are for. */
const char *
ot_answers_asset(const OtAnswers *answers);

/** The file that they were read from, or NULL. */
const char *
ot_answers_file(const OtAnswers *answers);

/** Where they start in it. */
OtWhere
ot_answers_where(const OtAnswers *answers);

/** The versions of template and specification that they were written for; NULL: not known. */
const char *
ot_answers_template_version(const OtAnswers *answers);

const char *
ot_answers_specification_version(const OtAnswers *answers);

void
ot_answers_set_versions(OtAnswers *answers, const char *template_version,
                        const char *specification_version);

/** How many there are, open ones too. */
size_t
ot_answers_count(const OtAnswers *answers);

/** In the order in which they stand in the file, or were set. */
const OtAnswer *
ot_answers_get(const OtAnswers *answers, size_t index);

/** The answer for a field, or NULL where there is none or it is open; `answers` may be NULL. */
const OtAnswer *
ot_answers_find(const OtAnswers *answers, const char *name);

/** True where the file has the field, also with nothing said yet. */
bool
ot_answers_has(const OtAnswers *answers, const char *name);

/**
 * Write an answer in the place of the one with this name, or at the end; "" leaves the field empty
 * and NULL takes the answer away.  False where nothing was written, as the text has more than
 * OT_LIMIT_XML_TEXT characters, which no file can hold.
 */
bool
ot_answers_set(OtAnswers *answers, const char *name, const char *text);

/** Add a field that nothing is said for yet; `remark` tells how to answer, or is NULL. */
void
ot_answers_add_open(OtAnswers *answers, const char *name, const char *remark);

/** Words that stand at the end of the file, after those that are there. */
void
ot_answers_add_remark(OtAnswers *answers, const char *remark);

/**
 * How many rows of a name have answers: the highest number N in "NAME.N.", up to
 * OT_LIMIT_REPEATED_ROWS; 0: none.  `answers` may be NULL.
 */
int
ot_answers_rows(const OtAnswers *answers, const char *name);

/** As a file, remarks too; answers in the order that they have here. */
GBytes *
ot_answers_xml(const OtAnswers *answers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtAnswers, ot_answers_free)

#endif
