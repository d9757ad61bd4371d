/* SPDX-License-Identifier: MIT */
#include "changes/words.h"

#include "base/align.h"
#include "base/limits.h"

#include <string.h>

/* Of texts that have less than this in common, the old one and the new one are shown whole. */
#define LEAST_COMMON 0.25

/* A text divided into words, blanks and other characters. */
typedef struct {
	const char *text;
	GArray *starts; /* of size_t: one more than there are pieces */
	GArray *ids;    /* of guint: the same for the same */
} Pieces;

static void
divide(Pieces *pieces, const char *text, GHashTable *known)
{
	pieces->text = text;
	pieces->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
	pieces->ids = g_array_new(FALSE, FALSE, sizeof(guint));
	for (const char *at = text;;) {
		size_t start = (size_t) (at - text);
		g_array_append_val(pieces->starts, start);
		if (*at == '\0')
			break;
		bool is_word = g_unichar_isalnum(g_utf8_get_char(at));
		const char *end = g_utf8_next_char(at);
		while (is_word && *end != '\0' && g_unichar_isalnum(g_utf8_get_char(end)))
			end = g_utf8_next_char(end);
		g_autofree char *piece = g_strndup(at, (size_t) (end - at));
		guint id = GPOINTER_TO_UINT(g_hash_table_lookup(known, piece));
		if (id == 0) {
			id = g_hash_table_size(known) + 1;
			g_hash_table_insert(known, g_steal_pointer(&piece), GUINT_TO_POINTER(id));
		}
		g_array_append_val(pieces->ids, id);
		at = end;
	}
}

static void
clear_pieces(Pieces *pieces)
{
	g_array_unref(pieces->starts);
	g_array_unref(pieces->ids);
}

static size_t
start_of(const Pieces *pieces, size_t index)
{
	return g_array_index(pieces->starts, size_t, index);
}

static bool
is_blank(const Pieces *pieces, size_t from, size_t to)
{
	return to - from == 1 && pieces->text[start_of(pieces, from)] == ' ';
}

static void
add(OtWordsDiff *diff, OtWordsFate fate, const Pieces *pieces, size_t from, size_t to)
{
	size_t start = start_of(pieces, from);

	if (from == to)
		return;
	const OtWords words = {fate, ot_arena_strndup(diff->arena, pieces->text + start,
	                                              start_of(pieces, to) - start)};
	g_array_append_val(diff->words, words);
}

/* A stretch that differs, in both texts. */
typedef struct {
	size_t old_from, old_to, new_from, new_to;
} Gap;

/* The stretches that differ; those with only a blank between them are one. */
static GArray *
find_gaps(const Pieces *old, const Pieces *new, const size_t *partners)
{
	GArray *gaps = g_array_new(FALSE, FALSE, sizeof(Gap));
	Gap gap = {0};

	for (size_t i = 0; i <= old->ids->len; i++) {
		size_t partner = i < old->ids->len ? partners[i] : new->ids->len;
		if (partner == OT_ALIGN_NONE)
			continue;
		gap.old_to = i;
		gap.new_to = partner;
		Gap *last = gaps->len > 0 ? &g_array_index(gaps, Gap, gaps->len - 1) : NULL;
		bool differs = gap.old_from < gap.old_to || gap.new_from < gap.new_to;
		if (differs && last != NULL && is_blank(old, last->old_to, gap.old_from)) {
			last->old_to = gap.old_to;
			last->new_to = gap.new_to;
		} else if (differs) {
			g_array_append_val(gaps, gap);
		}
		gap.old_from = i + 1;
		gap.new_from = partner + 1;
	}
	return gaps;
}

/* A blank at the end of both sides of a gap is no difference. */
static void
trim_gaps(const GArray *gaps, const Pieces *old, const Pieces *new)
{
	for (guint i = 0; i < gaps->len; i++) {
		Gap *gap = &g_array_index(gaps, Gap, i);
		while (gap->old_to > gap->old_from && gap->new_to > gap->new_from &&
		       g_array_index(old->ids, guint, gap->old_to - 1) ==
		               g_array_index(new->ids, guint, gap->new_to - 1)) {
			gap->old_to--;
			gap->new_to--;
		}
	}
}

static double
common_share(const Pieces *old, const Pieces *new, const size_t *partners)
{
	size_t common = 0;

	for (size_t i = 0; i < old->ids->len; i++)
		if (partners[i] != OT_ALIGN_NONE)
			common += start_of(old, i + 1) - start_of(old, i);
	return (double) common /
	       (double) MAX(1, MAX(start_of(old, old->ids->len), start_of(new, new->ids->len)));
}

static bool
align(OtWordsDiff *diff, const Pieces *old, const Pieces *new, size_t *partners)
{
	guint64 work = (guint64) (old->ids->len + 1) * (new->ids->len + 1);

	if (diff->work + work > OT_LIMIT_DIFF_WORK)
		return false;
	diff->work += work;
	return ot_align((const guint *) old->ids->data, old->ids->len,
	                (const guint *) new->ids->data, new->ids->len, partners) &&
	       common_share(old, new, partners) >= LEAST_COMMON;
}

static void
add_whole(OtWordsDiff *diff, const Pieces *old, const Pieces *new)
{
	add(diff, OT_WORDS_REMOVED, old, 0, old->ids->len);
	add(diff, OT_WORDS_ADDED, new, 0, new->ids->len);
}

static void
add_gaps(OtWordsDiff *diff, const Pieces *old, const Pieces *new, const size_t *partners)
{
	g_autoptr(GArray) gaps = find_gaps(old, new, partners);
	size_t at = 0;

	trim_gaps(gaps, old, new);
	for (guint i = 0; i < gaps->len; i++) {
		const Gap *gap = &g_array_index(gaps, Gap, i);
		add(diff, OT_WORDS_KEPT, old, at, gap->old_from);
		add(diff, OT_WORDS_REMOVED, old, gap->old_from, gap->old_to);
		add(diff, OT_WORDS_ADDED, new, gap->new_from, gap->new_to);
		at = gap->old_to;
	}
	add(diff, OT_WORDS_KEPT, old, at, old->ids->len);
}

const OtWords *
ot_words_compare(OtWordsDiff *diff, const char *old, const char *new, size_t *n_words)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(OtWords));
	Pieces before, after;

	diff->words = words;
	divide(&before, old, known);
	divide(&after, new, known);
	g_autofree size_t *partners = g_new(size_t, before.ids->len + 1);
	if (align(diff, &before, &after, partners))
		add_gaps(diff, &before, &after, partners);
	else
		add_whole(diff, &before, &after);
	clear_pieces(&before);
	clear_pieces(&after);
	*n_words = words->len;
	OtWords *kept = ot_arena_alloc(diff->arena, (words->len + 1) * sizeof(OtWords));
	if (words->len > 0)
		memcpy(kept, words->data, words->len * sizeof(OtWords));
	diff->words = NULL;
	return kept;
}
