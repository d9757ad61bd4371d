/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_JUDGE_H
#define OT_RESPONSES_JUDGE_H

/** What a response lacks, and the sentences that ask for it. */

#include "document/labels.h"
#include "responses/asked.h"

typedef enum {
	OT_LACK_ANSWERS,  /**< nothing was answered at all */
	OT_LACK_NAME,     /**< of the organisation */
	OT_LACK_CONTACT,  /**< a name or an address to ask back */
	OT_LACK_REQUIRED, /**< an answer that is asked of everybody */
	OT_LACK_REASON,   /**< why something is sensitive */
	OT_LACK_CURRENT,  /**< an answer to the question as it is now */
	/** an answer has more words than were asked for; it is read all the same */
	OT_LACK_LIMIT,
	OT_N_LACKS
} OtLack;

/** Ids of the questions that each is about: "Q1", "Q3" ...; NULL: it is not lacking. */
typedef struct {
	GPtrArray *questions[OT_N_LACKS];
} OtLacks;

/** Find what a response lacks.  Clear with ot_lacks_clear(). */
void
ot_lacks_find(OtLacks *lacks, const OtResponse *response, const OtAsked *asked);

void
ot_lacks_clear(OtLacks *lacks);

/** What the words of a reply name. */
typedef struct {
	const char *title, *reference; /**< of the engagement */
	const char *date; /**< by when to answer, ISO 8601; NULL: not said */
} OtReply;

/**
 * A message to the supplier, in the language of the labels and ready to paste; NULL where nothing
 * is lacking that has to be asked for.  Free with g_free().
 */
char *
ot_reply_write(const OtReply *reply, const OtLacks *lacks, const OtLabels *labels);

/** "Q1, Q3 and Q4" in the language of the labels; free with g_free(). */
char *
ot_reply_list(const GPtrArray *questions, const OtLabels *labels);

/** Say of suppliers that answered more than once which response counts, and by which rule. */
void
ot_judge_repeated(const OtResponses *responses, OtFindings *findings);

/** Say of a response which answers were found without their content controls. */
void
ot_judge_found(const OtResponse *response, OtFindings *findings);

/** Say of a response which answers have a reason why they are sensitive, and no tick. */
void
ot_judge_marks(const OtResponse *response, OtFindings *findings);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtLacks, ot_lacks_clear)

#endif
