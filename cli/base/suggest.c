/* SPDX-License-Identifier: MIT */
#include "base/suggest.h"

#include <string.h>

/* Of more names a list says nothing to anybody. */
#define MOST_LISTED 60

#define LONGEST 64

/* The first letters in lower case; how many there are. */
static int
take_letters(const char *word, char letters[LONGEST])
{
	int n = 0;

	for (; n < LONGEST && word[n] != '\0'; n++)
		letters[n] = g_ascii_tolower(word[n]);
	return n;
}

int
ot_word_distance(const char *one, const char *other, int most)
{
	/* Optimal string alignment; rows of the table for the last three letters of `one`. */
	int rows[3][LONGEST + 1];
	char ones[LONGEST], others[LONGEST];
	int n_one = take_letters(one, ones), n_other = take_letters(other, others);
	int least_above = 0;

	/* Each letter that one has more is a mistake. */
	if (ABS(n_one - n_other) > most)
		return most + 1;
	for (int j = 0; j <= n_other; j++)
		rows[0][j] = j;
	for (int i = 1; i <= n_one; i++) {
		int *row = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
		int least = i;
		char letter = ones[i - 1];

		row[0] = i;
		for (int j = 1; j <= n_other; j++) {
			char match = others[j - 1];
			int change = above[j - 1] + (letter != match);

			row[j] = MIN(change, MIN(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && letter == others[j - 2] && match == ones[i - 2])
				row[j] = MIN(row[j], second[j - 2] + 1);
			least = MIN(least, row[j]);
		}
		/* All that comes is made of these two rows. */
		if (least > most && least_above > most)
			return most + 1;
		least_above = least;
	}
	return MIN(rows[n_one % 3][n_other], most + 1);
}

const char *
ot_nearest_name(const char *word, const char *const *names, size_t n_names)
{
	const char *nearest = NULL;
	/* A third of the letters may be wrong: "secton" is "section", "cat" is nothing else. */
	int least = (int) MIN(strlen(word), LONGEST) / 3 + 1;

	for (size_t i = 0; i < n_names; i++) {
		int distance = ot_word_distance(word, names[i], least);
		if (distance < least || (distance == least && nearest == NULL && least > 1)) {
			nearest = names[i];
			least = distance;
		}
	}
	return nearest;
}

char *
ot_name_advice(const char *word, const GPtrArray *names)
{
	const char *nearest = ot_nearest_name(word, (const char *const *) names->pdata, names->len);

	if (nearest != NULL)
		return g_strdup_printf("; did you mean \"%s\"?", nearest);
	if (names->len == 0 || names->len > MOST_LISTED)
		return g_strdup("");
	GString *advice = g_string_new(names->len == 1 ? "; there is only" : "; there are");
	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(advice, "%s \"%s\"", i > 0 ? "," : "",
		                       (const char *) g_ptr_array_index(names, i));
	return g_string_free(advice, FALSE);
}
