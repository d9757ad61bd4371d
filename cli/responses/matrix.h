/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_MATRIX_H
#define OT_RESPONSES_MATRIX_H

/**
 * What suppliers answered, side by side: suppliers by questions, with counts.
 *
 * It says what was answered and how often, never what is good.
 */

#include "document/labels.h"
#include "responses/themes.h"

#include <libxml/tree.h>

/** How many said something. */
typedef struct {
	const char *words; /**< "2 to 9 people", a choice, a theme */
	size_t n;          /**< suppliers */
	GPtrArray *who;    /**< of const OtResponse */
} OtTally;

/** A question with what was answered to it. */
typedef struct {
	const OtAskedQuestion *question;
	size_t n_answered;
	size_t n_sensitive;
	GArray *choices; /**< of OtTally: each choice that was offered, in order; others (OT_MATRIX_OTHER)
	                      last */
	GArray *themes;  /**< of OtTally, the most frequent first */
	size_t n_numbers;
	double least, middle, most; /**< of the numbers, where there are any */
} OtMatrixQuestion;

/** Something that none or only one of those who spoke of it can do. */
typedef struct {
	const char *what;    /**< in words: the requirement, or the question */
	const char *about;   /**< ids: "R5", or "Q14" and the outcomes that it is about */
	size_t n_asked, n_can;
	const OtResponse *one; /**< the one that can; NULL: none */
	GPtrArray *opens;    /**< of char *: what would open it, as suppliers say, with who says it */
} OtNarrow;

typedef struct {
	OtArena *arena;
	const OtResponses *responses;
	const OtAsked *asked;
	const OtThemes *themes; /**< may be NULL */
	const OtLabels *labels; /**< in whose language all of it is said */
	GPtrArray *rows;   /**< of const OtResponse: those that count, by name */
	GArray *sizes;     /**< of OtTally, by what the form offers in English */
	GArray *kinds;     /**< of OtTally, by the names of particulars */
	GArray *questions; /**< of OtMatrixQuestion, in the order of the specification */
	GArray *narrow;    /**< of OtNarrow */
} OtMatrix;

/**
 * Compare.  `specification` is the root of the tree that the questions are from; all that is given
 * has to live as long.  Free with ot_matrix_free().
 */
OtMatrix *
ot_matrix_new(const OtResponses *responses, const OtAsked *asked, const OtThemes *themes,
              const OtLabels *labels, const xmlNode *specification);

void
ot_matrix_free(OtMatrix *matrix);

/** Words of the comparison by their code in the list "matrix" of the labels. */
const char *
ot_matrix_words(const OtMatrix *matrix, const char *code);

/** What a tally of sizes, kinds and choices counts, in words. */
const char *
ot_matrix_size(const OtMatrix *matrix, const char *size);
const char *
ot_matrix_kind(const OtMatrix *matrix, const char *kind);
const char *
ot_matrix_choice(const OtMatrix *matrix, const char *choice);

/** An answer as one text: what was said, more on it, and that it is sensitive; g_free(). */
char *
ot_matrix_cell(const OtMatrix *matrix, const OtResponseAnswer *answer);

/** The kinds that a supplier ticked, with "; " between; g_free(). */
char *
ot_matrix_kinds(const OtMatrix *matrix, const OtResponse *response);

/** As CSV; `transposed` says whether questions are rows, as they are where columns run out. */
GBytes *
ot_matrix_csv(const OtMatrix *matrix, bool *transposed);

/**
 * As a workbook: an overview, then a sheet for each lawful purpose that something was asked for.
 * `n_more` counts sheets that were begun because columns ran out.
 */
GBytes *
ot_matrix_workbook(const OtMatrix *matrix, const char *title, gint64 epoch, size_t *n_more,
                   GError **error);

/** As a tree for templates (schemas/matrix.xsd) in a language; free with xmlFreeDoc(). */
xmlDoc *
ot_matrix_tree(const OtMatrix *matrix, const char *lang, const xmlNode *specification);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtMatrix, ot_matrix_free)

#endif
