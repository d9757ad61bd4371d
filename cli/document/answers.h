/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_ANSWERS_H
#define OT_DOCUMENT_ANSWERS_H

/**
 * Answers: what people said in the fields of one asset, by the names of the fields.  They are read
 * from and written to files that follow schemas/answers.xsd.
 *
 * Texts are UTF-8 with line feeds between lines, without white space at their ends.
 */

#include "base/finding.h"
#include "xml/schema.h"

typedef struct OtAnswers OtAnswers;

/** What the answers are to; `specification_version` may be NULL.  Free with ot_answers_free(). */
OtAnswers *
ot_answers_new(const char *asset, const char *template_version, const char *specification_version);

/**
 * Read a file ("-" is standard input).  What is wrong goes to `findings`; an error among them gives
 * NULL without `error`, which is set only where the file can't be read (OT_ERROR_IO,
 * OT_ERROR_LIMIT).  `schema` is answers.xsd.
 */
OtAnswers *
ot_answers_read(const char *path, const OtSchema *schema, OtFindings *findings, GError **error);

/** The same for bytes; `name` stands for the file in findings. */
OtAnswers *
ot_answers_parse(const char *bytes, size_t len, const char *name, const OtSchema *schema,
                 OtFindings *findings);

void
ot_answers_free(OtAnswers *answers);

const char *
ot_answers_asset(const OtAnswers *answers);

const char *
ot_answers_template_version(const OtAnswers *answers);

/** NULL where the file doesn't say it. */
const char *
ot_answers_specification_version(const OtAnswers *answers);

/** The answer of a field; NULL where there is none, or an empty one.  `answers` may be NULL. */
const char *
ot_answers_get(const OtAnswers *answers, const char *name);

/** True where the file has the field, also with nothing in it yet. */
bool
ot_answers_has(const OtAnswers *answers, const char *name);

/**
 * Set the answer of a field, after those that are there or in the place of its former one.  Line
 * ends of any kind become line feeds, and white space at the ends goes; "" is an empty answer.
 * False where nothing was set, as the text has more than OT_LIMIT_XML_TEXT characters, which no file
 * can hold.
 */
bool
ot_answers_set(OtAnswers *answers, const char *name, const char *text);

/** How many there are, empty ones too. */
size_t
ot_answers_count(const OtAnswers *answers);

/** The name of one of them, in the order in which they were read or set. */
const char *
ot_answers_name(const OtAnswers *answers, size_t index);

/** Where an answer stands in its file, by its name; all zero for one that was set. */
OtWhere
ot_answers_where(const OtAnswers *answers, const char *name);

/** Where the whole starts in its file. */
OtWhere
ot_answers_where_all(const OtAnswers *answers);

/** As a file: one answer a line, in their order.  The same answers give the same bytes. */
GBytes *
ot_answers_write(const OtAnswers *answers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtAnswers, ot_answers_free)

#endif
