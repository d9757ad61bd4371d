/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_PLAN_TRANSLATE_H
#define OT_DOCUMENT_PLAN_TRANSLATE_H

/**
 * A plan in another language: the same elements and paths with other words.  What expands it and
 * what writes documents need not know.
 */

#include "document/plan.h"
#include "translation/translation.h"

/** A translation being laid over a plan. */
typedef struct {
	OtPlan *plan;
	const OtTranslation *translation; /**< NULL: texts are listed, and stay as they are */
	const char *lang;   /**< of the words as they are */
	GPtrArray *units;   /**< of OtUnit: those that are met are added; may be NULL */
	GPtrArray *missing; /**< of OtUnit: those without a translation are added; may be NULL */
} OtPlanTranslator;

/**
 * A copy of nodes that follow each other, with the words of the translation.  Words that it lacks
 * stay as they are, marked with their language; what the template gives a language of its own stays
 * as it is.
 */
const OtPlanNode *
ot_plan_translate(const OtPlanTranslator *translator, const OtPlanNode *first);

/** Words outside of the plan: the title of the template; in the plan's arena. */
const char *
ot_plan_translate_words(const OtPlanTranslator *translator, const char *words);

#endif
