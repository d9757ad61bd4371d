/* SPDX-License-Identifier: MIT */
#include "rules/matcher.h"

/* Words as people count them: what hyphens join is one. */
static guint32
count_words(const OtSegmenter *segmenter)
{
	guint32 n = 0;

	for (guint32 i = 0; i < segmenter->words->len; i++)
		n += (ot_segmenter_word(segmenter, i)->flags & OT_WORD_GLUED) == 0;
	return n;
}

void
ot_count_sentence(OtMatchRun *run)
{
	(void) run; (void) count_words;
}

bool
ot_count_is_explained(const OtMatchRun *run, guint32 abbreviation)
{
	return g_array_index(run->explained, bool, abbreviation);
}
