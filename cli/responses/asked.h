/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_ASKED_H
#define OT_RESPONSES_ASKED_H

/** The questions of a specification, as suppliers get them. */

#include "responses/responses.h"

#include <libxml/tree.h>

typedef struct {
	const char *id;      /**< "Q3" */
	const char *text;    /**< the question, on one line */
	const char *why;     /**< why it is asked */
	const char *purpose; /**< "a" to "f" (PA23 s.16(1)) */
	const char *outcome; /**< ids of outcomes that it is about, with blanks between; "": none */
	const char *audience;
	OtAskedKind kind;
	const char *const *choices; /**< NULL-terminated */
	int most_words;      /**< 0: no limit */
	bool required;
} OtAskedQuestion;

typedef struct OtAsked OtAsked;

/**
 * The questions below the root of a tree without namespaces (ot_spec_published() gives what
 * suppliers see).  The tree may go.  Free with ot_asked_free().
 */
OtAsked *
ot_asked_new(const xmlNode *specification);

/** No questions yet, for a form that is read without its specification. */
OtAsked *
ot_asked_empty(void);

/** Add a question; its strings have to live as long. */
void
ot_asked_add(OtAsked *asked, const OtAskedQuestion *question);

void
ot_asked_free(OtAsked *asked);

size_t
ot_asked_count(const OtAsked *asked);

const OtAskedQuestion *
ot_asked_at(const OtAsked *asked, size_t index);

/** The question with this id, or NULL. */
const OtAskedQuestion *
ot_asked_find(const OtAsked *asked, const char *id);

/** The words of an answer as limits count them: what blanks and line ends separate. */
int
ot_asked_words(const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtAsked, ot_asked_free)

#endif
