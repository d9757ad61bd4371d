/* SPDX-License-Identifier: MIT */
#include "rules/segment-words.h"

#include <string.h>

static const struct {
	guint8 sort;
	char word[OT_MOST_SORTED];
} listed[] = {
#define NUMERAL(word)
#define ABBREVIATION(word)   {OT_SORT_ABBREVIATION, word},
#define CLOSING(word)        {OT_SORT_CLOSING, word},
#define BEFORE_STARTER(word) {OT_SORT_BEFORE_STARTER, word},
#define BEFORE_NUMBER(word)  {OT_SORT_BEFORE_NUMBER, word},
#define STARTER(word)        {OT_SORT_STARTER, word},
#define LABELLED(word)       {OT_SORT_LABELLED, word},
#define UNIT(word)           {OT_SORT_UNIT, word},
#define MULTIPLIER(word)     {OT_SORT_MULTIPLIER, word},
#include "rules/segment-words.def"
#undef NUMERAL
#undef ABBREVIATION
#undef CLOSING
#undef BEFORE_STARTER
#undef BEFORE_NUMBER
#undef STARTER
#undef LABELLED
#undef UNIT
#undef MULTIPLIER
};

guint8
ot_word_sorts(const char *word, size_t len)
{
	guint8 sorts = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(listed); i++)
		if (listed[i].word[0] == *word && strncmp(listed[i].word, word, len) == 0 &&
		    listed[i].word[len] == '\0')
			sorts |= listed[i].sort;
	return sorts;
}
