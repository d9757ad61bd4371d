/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_EVALUATE_H
#define OT_DOCUMENT_EVALUATE_H

/** Evaluating the paths of a plan over one specification, by libxml2. */

#include "document/answers.h"
#include "document/labels.h"
#include "document/plan.h"

/** Where paths start. */
typedef struct {
	xmlNode *node;
	int position, size; /**< among the nodes of the innermost "each" */
} OtFocus;

typedef struct OtEvaluator OtEvaluator;

/**
 * `labels`, `reference` (NULL: there are no constants) and `arena` have to live longer.  Free with
 * ot_evaluator_free().
 */
OtEvaluator *
ot_evaluator_new(xmlDoc *specification, const OtLabels *labels, const OtReference *reference,
                 OtArena *arena);

/** What answer() finds; NULL: nothing.  They have to live longer. */
void
ot_evaluator_set_answers(OtEvaluator *evaluator, const OtAnswers *answers);

/**
 * What hours-at() and its like reckon with; without it they can't be called.  Has to live longer.
 */
void
ot_evaluator_set_estimates(OtEvaluator *evaluator, const OtEstimates *estimates);

void
ot_evaluator_free(OtEvaluator *evaluator);

/**
 * Evaluate a path; node sets are in document order.  NULL with OT_ERROR_FORMAT at the place of
 * `node` where it can't be done.  Free with xmlXPathFreeObject().
 */
xmlXPathObject *
ot_evaluate(OtEvaluator *evaluator, const OtPlanNode *node, const OtPiece *path,
            const OtFocus *focus, GError **error);

/**
 * The same for a path that is no template's own: `*problem` is what a function of ours had to say
 * where NULL is given, or NULL where there is no more to say than that.
 */
xmlXPathObject *
ot_evaluate_path(OtEvaluator *evaluator, xmlXPathCompExpr *path, const OtFocus *focus,
                 const char **problem);

/** From now on all paths together take this many steps at the most: for paths that others wrote. */
void
ot_evaluator_limit(OtEvaluator *evaluator, unsigned long steps);

/** True where that many steps were taken, so that paths give nothing any more. */
bool
ot_evaluator_is_spent(const OtEvaluator *evaluator);

bool
ot_evaluate_test(OtEvaluator *evaluator, const OtPlanNode *node, const OtPlanAttr *attr,
                 const OtFocus *focus, bool *truth, GError **error);

/**
 * Put the values into a pattern and fold white space.  `*words` is in the arena; it is NULL where
 * the node hasn't this attribute or nothing but white space comes out.
 */
bool
ot_evaluate_pattern(OtEvaluator *evaluator, const OtPlanNode *node, OtAttr attr,
                    const OtFocus *focus, const char **words, GError **error);

/**
 * The text of a node, white space folded, with a blank between elements; in the arena, empty where
 * there is none.
 */
const char *
ot_evaluator_text(OtEvaluator *evaluator, const xmlNode *node);

/** What an object is as words: of nodes the first; in the arena. */
const char *
ot_evaluator_object_text(OtEvaluator *evaluator, xmlXPathObject *object);

/** How a value is to be written. */
typedef enum {
	OT_FORMAT_TEXT,
	OT_FORMAT_DATE,
	OT_FORMAT_MONEY,
	OT_FORMAT_NUMBER,
	OT_FORMAT_CODE,
} OtFormat;

/**
 * A value as people write it, or as it is where it isn't of that form; `node` is where it comes
 * from, or NULL.  NULL where `list` is no list of codes.
 */
const char *
ot_evaluator_format(const OtEvaluator *evaluator, OtFormat format, const char *list,
                    const char *value, const xmlNode *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtEvaluator, ot_evaluator_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlXPathObject, xmlXPathFreeObject)

#endif
