/* SPDX-License-Identifier: MIT */
#include "events/matches.h"

#include <string.h>

/* A word that so many people use tells nobody apart; it also bounds the work. */
#define TOO_COMMON 200

/* So many words of a cell count. */
#define MOST_WORDS 40

#define SHORTEST_WORD 3

#define POINTS_COMPETITOR 2
#define POINTS_COLLEAGUE 3

typedef struct {
	GArray *needs, *offers; /* of guint: words, each once */
	guint firm;             /* the same for colleagues */
} Profile;

struct OtMatches {
	const GPtrArray *people;
	const OtEventFormats *formats;
	GArray *profiles;        /* of Profile */
	GHashTable *numbers;     /* word to its number + 1 */
	GPtrArray *words;        /* number to word, owned by numbers */
	GPtrArray *needing, *offering; /* number to GArray of guint: the people */
	GHashTable *firms;       /* organisation, the person's, to its number from 1 */
};

/* --- words --------------------------------------------------------------------------------- */

static guint
word_number(OtMatches *matches, const char *word)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(matches->numbers, word));

	if (number > 0)
		return number - 1;
	char *copy = g_strdup(word);
	g_ptr_array_add(matches->words, copy);
	g_hash_table_insert(matches->numbers, copy, GUINT_TO_POINTER(matches->words->len));
	g_ptr_array_add(matches->needing, g_array_new(FALSE, FALSE, sizeof(guint)));
	g_ptr_array_add(matches->offering, g_array_new(FALSE, FALSE, sizeof(guint)));
	return matches->words->len - 1;
}

static bool
contains(const GArray *numbers, guint number)
{
	for (guint i = 0; i < numbers->len; i++)
		if (g_array_index(numbers, guint, i) == number)
			return true;
	return false;
}

static void
add_word(OtMatches *matches, GArray *numbers, const char *start, const char *end)
{
	g_autofree char *word = g_strndup(start, (gsize) (end - start));
	g_autofree char *folded = g_utf8_casefold(word, -1);

	if (numbers->len >= MOST_WORDS || g_utf8_strlen(folded, -1) < SHORTEST_WORD ||
	    ot_event_formats_is_idle(matches->formats, folded))
		return;
	guint number = word_number(matches, folded);
	if (!contains(numbers, number))
		g_array_append_val(numbers, number);
}

/* The words of a cell, each once: letters and digits that stand together. */
static GArray *
read_words(OtMatches *matches, const char *text)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint));
	const char *start = NULL;

	for (const char *at = text;; at = g_utf8_next_char(at)) {
		bool within = *at != '\0' && g_unichar_isalnum(g_utf8_get_char(at));
		if (within && start == NULL)
			start = at;
		else if (!within && start != NULL) {
			add_word(matches, numbers, start, at);
			start = NULL;
		}
		if (*at == '\0')
			return numbers;
	}
}

static void
enter(const GPtrArray *index, const GArray *numbers, guint person)
{
	for (guint i = 0; i < numbers->len; i++)
		g_array_append_val(g_ptr_array_index(index, g_array_index(numbers, guint, i)),
		                   person);
}

/* Colleagues have the same number. */
static guint
firm_number(OtMatches *matches, const OtPerson *person)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(matches->firms, person->firm));

	if (number == 0) {
		number = g_hash_table_size(matches->firms) + 1;
		g_hash_table_insert(matches->firms, (char *) person->firm,
		                    GUINT_TO_POINTER(number));
	}
	return number;
}

static void
clear_profile(gpointer data)
{
	Profile *profile = data;

	g_array_unref(profile->needs);
	g_array_unref(profile->offers);
}

static void
free_index(gpointer people)
{
	g_array_unref(people);
}

OtMatches *
ot_matches_new(const GPtrArray *people, const OtEventFormats *formats)
{
	OtMatches *matches = g_new0(OtMatches, 1);

	matches->people = people;
	matches->formats = formats;
	matches->profiles = g_array_new(FALSE, TRUE, sizeof(Profile));
	g_array_set_clear_func(matches->profiles, clear_profile);
	matches->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	matches->words = g_ptr_array_new();
	matches->needing = g_ptr_array_new_with_free_func(free_index);
	matches->offering = g_ptr_array_new_with_free_func(free_index);
	matches->firms = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < people->len; i++) {
		const OtPerson *person = g_ptr_array_index(people, i);
		bool shares = person->answers[OT_PERSON_CONSENT] == OT_ANSWER_YES;
		Profile profile = {
			.needs = read_words(matches, shares ? person->values[OT_PERSON_NEEDS] : ""),
			.offers =
				read_words(matches, shares ? person->values[OT_PERSON_OFFERS] : ""),
			.firm = firm_number(matches, person),
		};
		enter(matches->needing, profile.needs, i);
		enter(matches->offering, profile.offers, i);
		g_array_append_val(matches->profiles, profile);
	}
	return matches;
}

void
ot_matches_free(OtMatches *matches)
{
	if (matches == NULL)
		return;
	g_array_unref(matches->profiles);
	g_hash_table_unref(matches->numbers);
	g_ptr_array_unref(matches->words);
	g_ptr_array_unref(matches->needing);
	g_ptr_array_unref(matches->offering);
	g_hash_table_unref(matches->firms);
	g_free(matches);
}

/* --- partners ------------------------------------------------------------------------------ */

static void
clear_partner(gpointer data)
{
	g_free(((OtPartner *) data)->words);
}

/* Most points first, then as the list has them. */
static int
compare_partners(gconstpointer one, gconstpointer other)
{
	const OtPartner *a = one, *b = other;

	if (a->points != b->points)
		return a->points > b->points ? -1 : 1;
	return (a->other > b->other) - (a->other < b->other);
}

/* One point to everybody of the index for each of the words. */
static void
count_points(const GPtrArray *index, const GArray *numbers, GHashTable *points)
{
	for (guint i = 0; i < numbers->len; i++) {
		const GArray *people = g_ptr_array_index(index, g_array_index(numbers, guint, i));
		for (guint j = 0; people->len <= TOO_COMMON && j < people->len; j++) {
			gpointer key = GUINT_TO_POINTER(g_array_index(people, guint, j));
			guint n = GPOINTER_TO_UINT(g_hash_table_lookup(points, key));
			g_hash_table_insert(points, key, GUINT_TO_POINTER(n + 1));
		}
	}
}

static void
append_shared(const OtMatches *matches, GString *words, const GArray *needs, const GArray *offers,
              const GPtrArray *index)
{
	for (guint i = 0; i < needs->len; i++) {
		guint number = g_array_index(needs, guint, i);
		const GArray *people = g_ptr_array_index(index, number);
		if (people->len <= TOO_COMMON && contains(offers, number))
			g_string_append_printf(
				words, "%s%s", words->len > 0 ? ", " : "",
				(const char *) g_ptr_array_index(matches->words, number));
	}
}

static char *
name_words(const OtMatches *matches, const Profile *one, const Profile *other)
{
	GString *words = g_string_new(NULL);

	append_shared(matches, words, one->needs, other->offers, matches->offering);
	append_shared(matches, words, one->offers, other->needs, matches->needing);
	return g_string_free(words, FALSE);
}

GArray *
ot_matches_partners(const OtMatches *matches, guint person, guint most)
{
	GArray *partners = g_array_new(FALSE, TRUE, sizeof(OtPartner));
	const Profile *profile = &g_array_index(matches->profiles, Profile, person);
	g_autoptr(GHashTable) points = g_hash_table_new(NULL, NULL);
	GHashTableIter iter;
	gpointer key, value;

	count_points(matches->offering, profile->needs, points);
	count_points(matches->needing, profile->offers, points);
	g_hash_table_iter_init(&iter, points);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		OtPartner partner = {GPOINTER_TO_UINT(key), GPOINTER_TO_UINT(value), NULL};
		if (g_array_index(matches->profiles, Profile, partner.other).firm != profile->firm)
			g_array_append_val(partners, partner);
	}
	g_array_sort(partners, compare_partners);
	if (partners->len > most)
		g_array_set_size(partners, most);
	g_array_set_clear_func(partners, clear_partner);
	for (guint i = 0; i < partners->len; i++) {
		OtPartner *partner = &g_array_index(partners, OtPartner, i);
		partner->words = name_words(matches, profile,
		                            &g_array_index(matches->profiles, Profile,
		                                           partner->other));
	}
	return partners;
}

/* --- tables -------------------------------------------------------------------------------- */

/* The points that a person has at each table, from those who sit there already. */
static void
add_points(const GPtrArray *index, const GArray *numbers, const guint *table_of, guint seated,
           int each, int *points)
{
	for (guint i = 0; i < numbers->len; i++) {
		const GArray *people = g_ptr_array_index(index, g_array_index(numbers, guint, i));
		/* the people of a word stand in the order in which they are seated */
		for (guint j = 0; people->len <= TOO_COMMON && j < people->len; j++) {
			guint other = g_array_index(people, guint, j);
			if (other >= seated)
				break;
			points[table_of[other]] += each;
		}
	}
}

static guint
best_table(const int *points, const guint *filled, guint n_tables, guint size)
{
	guint best = G_MAXUINT;

	for (guint i = 0; i < n_tables; i++) {
		if (filled[i] >= size)
			continue;
		if (best == G_MAXUINT || points[i] > points[best] ||
		    (points[i] == points[best] && filled[i] < filled[best]))
			best = i;
	}
	return best;
}

/* Colleagues stand beside each other in the list, so that those before are looked at. */
static void
part_colleagues(const OtMatches *matches, guint person, const guint *table_of, int *points)
{
	guint firm = g_array_index(matches->profiles, Profile, person).firm;

	for (guint other = person; other > 0; other--) {
		if (g_array_index(matches->profiles, Profile, other - 1).firm != firm)
			return;
		points[table_of[other - 1]] -= POINTS_COLLEAGUE;
	}
}

guint *
ot_matches_tables(const OtMatches *matches, guint size, guint *n_tables)
{
	guint n = matches->people->len;
	guint tables = MAX((n + size - 1) / MAX(size, 1), 1);
	/* as equally filled as can be: 9 people at tables of 8 are 5 and 4 */
	guint seats = (n + tables - 1) / tables;
	guint *table_of = g_new0(guint, MAX(n, 1));
	g_autofree guint *filled = g_new0(guint, tables);
	g_autofree int *points = g_new0(int, tables);

	for (guint i = 0; i < n; i++) {
		const Profile *profile = &g_array_index(matches->profiles, Profile, i);
		memset(points, 0, tables * sizeof *points);
		add_points(matches->offering, profile->needs, table_of, i, 1, points);
		add_points(matches->needing, profile->offers, table_of, i, 1, points);
		add_points(matches->offering, profile->offers, table_of, i, -POINTS_COMPETITOR,
		           points);
		part_colleagues(matches, i, table_of, points);
		table_of[i] = best_table(points, filled, tables, seats);
		filled[table_of[i]]++;
	}
	*n_tables = tables;
	return table_of;
}
