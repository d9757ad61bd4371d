/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_QUESTIONS_H
#define OT_ENGAGEMENT_QUESTIONS_H

/** Files of answers to write into: what an asset still asks for, with how to answer. */

#include "engagement/engagement.h"

/** What is to become of the file of one asset. */
typedef struct {
	char *path;    /**< "gritting/assets/dpia.xml" */
	GBytes *bytes; /**< NULL where there is nothing to ask, or nothing more than the file has */
	int n_asked;   /**< fields that were added */
	bool is_new;   /**< there is no such file yet */
} OtQuestions;

/**
 * The file of an asset's answers with each field that has no value added, open and with a comment.
 * What stands in the file stays, its comments too.  NULL with an error, or without one where
 * `findings` say what is wrong with the file.  Free with ot_questions_free().
 */
OtQuestions *
ot_questions_ask(const OtEngagement *engagement, const char *asset, OtFindings *findings,
                 GError **error);

void
ot_questions_free(OtQuestions *questions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtQuestions, ot_questions_free)

#endif
