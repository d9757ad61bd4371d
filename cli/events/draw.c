/* SPDX-License-Identifier: MIT */
#include "events/draw.h"

#include <string.h>

static int
compare(gconstpointer one, gconstpointer other)
{
	const OtLot *a = one, *b = other;
	int order = strcmp(a->digest, b->digest);

	/* names are different, so that this decides only if SHA-256 is broken */
	return order != 0 ? order : strcmp(a->name, b->name);
}

void
ot_draw(GArray *lots, const char *seed)
{
	for (guint i = 0; i < lots->len; i++) {
		OtLot *lot = &g_array_index(lots, OtLot, i);
		g_autofree char *text = g_strdup_printf("%s %s", seed, lot->name);
		g_autofree char *digest =
			g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
		g_strlcpy(lot->digest, digest, sizeof lot->digest);
	}
	g_array_sort(lots, compare);
}

/* Choose the next ones of a kind until `n` are chosen; gives how many still are to be. */
static size_t
choose(GArray *lots, size_t n, bool only_small)
{
	for (guint i = 0; i < lots->len && n > 0; i++) {
		OtLot *lot = &g_array_index(lots, OtLot, i);
		if (lot->chosen || (only_small && !lot->small))
			continue;
		lot->chosen = true;
		n--;
	}
	return n;
}

void
ot_draw_choose(GArray *lots, size_t n, int small_percent)
{
	size_t kept = (n * (size_t) small_percent + 99) / 100;

	for (guint i = 0; i < lots->len; i++)
		g_array_index(lots, OtLot, i).chosen = false;
	/* small firms that there are too few of leave their slots to the others */
	choose(lots, n - kept + choose(lots, kept, true), false);
}
