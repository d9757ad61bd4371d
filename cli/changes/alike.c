/* SPDX-License-Identifier: MIT */
#include "changes/part.h"

#include <string.h>

/* Up to so many pairs, each is looked at. */
#define FEW_PAIRS 10000
/* In longer lists, a word that more parts have than this says nothing of them, ... */
#define COMMON_WORD 64
/* ... and so many others are looked at for one part. */
#define MOST_CANDIDATES 16

typedef struct {
	OtPart *old, *new;
	double likeness;
	guint order; /* in which it was found */
} Pair;

/* What is looked for, and where. */
typedef struct {
	OtParts *parts;
	const GPtrArray *new;
	OtPairFunc *func;
	void *data;
} Search;

/* Pairs that are alike enough. */
typedef struct {
	OtParts *parts;
	double least;
	GArray *pairs; /* of Pair */
} Found;

static int
compare_pairs(const void *one, const void *other)
{
	const Pair *a = one, *b = other;

	if (a->likeness != b->likeness)
		return a->likeness > b->likeness ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* --- long lists ---------------------------------------------------------------------------- */

/*
 * Each word of the new parts to the indexes of those that have it, each once; owned arrays of
 * guint.
 */
static GHashTable *
index_words(Search *search)
{
	GHashTable *index = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

	for (guint i = 0; i < search->new->len; i++) {
		OtPart *part = g_ptr_array_index(search->new, i);
		ot_part_words(search->parts, part);
		for (guint j = 0; j < part->n_words; j++) {
			gpointer word = GUINT_TO_POINTER(part->words[j]);
			if (j > 0 && part->words[j] == part->words[j - 1])
				continue;
			GArray *having = g_hash_table_lookup(index, word);
			if (having == NULL) {
				having = g_array_new(FALSE, FALSE, sizeof(guint));
				g_hash_table_insert(index, word, having);
			}
			/* one more than is looked at shows that there are too many */
			if (having->len <= COMMON_WORD)
				g_array_append_val(having, i);
		}
	}
	return index;
}

/*
 * Count for each new part how many uncommon words it shares; the shares are zero again afterwards.
 */
static void
try_candidates(Search *search, GHashTable *index, OtPart *old, guint *shares, GArray *touched)
{
	ot_part_words(search->parts, old);
	g_array_set_size(touched, 0);
	for (guint i = 0; i < old->n_words; i++) {
		const GArray *having =
			g_hash_table_lookup(index, GUINT_TO_POINTER(old->words[i]));
		if (having == NULL || having->len > COMMON_WORD ||
		    (i > 0 && old->words[i] == old->words[i - 1]))
			continue;
		for (guint j = 0; j < having->len; j++) {
			guint at = g_array_index(having, guint, j);
			if (shares[at]++ == 0)
				g_array_append_val(touched, at);
		}
	}
	for (guint n = 0; n < MOST_CANDIDATES; n++) {
		guint best = 0, most = 0;
		for (guint j = 0; j < touched->len; j++) {
			guint at = g_array_index(touched, guint, j);
			if (shares[at] > most) {
				best = at;
				most = shares[at];
			}
		}
		if (most == 0)
			break;
		search->func(old, g_ptr_array_index(search->new, best), search->data);
		shares[best] = 0;
	}
	for (guint j = 0; j < touched->len; j++)
		shares[g_array_index(touched, guint, j)] = 0;
}

static void
search_long(Search *search, const GPtrArray *old)
{
	g_autoptr(GHashTable) index = index_words(search);
	g_autoptr(GArray) touched = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree guint *shares = g_new0(guint, search->new->len);

	for (guint i = 0; i < old->len; i++)
		try_candidates(search, index, g_ptr_array_index(old, i), shares, touched);
}

/* --- all ----------------------------------------------------------------------------------- */

static void
search_short(Search *search, const GPtrArray *old)
{
	for (guint i = 0; i < old->len; i++)
		for (guint j = 0; j < search->new->len; j++)
			search->func(g_ptr_array_index(old, i), g_ptr_array_index(search->new, j),
			             search->data);
}

void
ot_parts_each_pair(OtParts *parts, const GPtrArray *old, const GPtrArray *new, OtPairFunc *func,
                   void *data)
{
	Search search = {parts, new, func, data};

	if (old->len == 0 || new->len == 0)
		return;
	if ((guint64) old->len * new->len <= FEW_PAIRS)
		search_short(&search, old);
	else
		search_long(&search, old);
}

static void
try_pair(OtPart *old, OtPart *new, void *data)
{
	const Found *found = data;

	if (old->partner != NULL || new->partner != NULL || strcmp(old->name, new->name) != 0)
		return;
	Pair pair = {old, new, ot_parts_likeness(found->parts, old, new), found->pairs->len};
	if (pair.likeness >= found->least)
		g_array_append_val(found->pairs, pair);
}

void
ot_parts_pair_alike(OtParts *parts, const GPtrArray *old, const GPtrArray *new, double least)
{
	g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
	Found found = {parts, least, pairs};

	ot_parts_each_pair(parts, old, new, try_pair, &found);
	g_array_sort(pairs, compare_pairs);
	for (guint i = 0; i < pairs->len; i++) {
		const Pair *pair = &g_array_index(pairs, Pair, i);
		if (pair->old->partner == NULL && pair->new->partner == NULL) {
			pair->old->partner = pair->new;
			pair->new->partner = pair->old;
		}
	}
}
