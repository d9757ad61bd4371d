/* SPDX-License-Identifier: MIT */
#ifndef OT_EVENTS_DRAW_H
#define OT_EVENTS_DRAW_H

/**
 * Drawing an order that nobody chose and anybody can repeat.
 *
 * For each name the SHA-256 of the seed, one blank and the name, all in UTF-8, is taken; the names
 * stand in the order of these digests.  With the tools of any Unix:
 *
 *   printf '%s %s' "$seed" "$name" | sha256sum
 *
 * Whoever withdraws leaves the order of the others as it was.  The seed has to be known, or at
 * least fixed, before anybody can choose it to suit: the identifier of the notice is; a number that
 * is drawn in public after the list has closed is better still.
 */

#include <glib.h>
#include <stdbool.h>

#define OT_DRAW_DIGEST 64

/** One that is drawn. */
typedef struct {
	const char *name;
	const void *owner; /**< the caller's */
	bool small;        /**< a small firm */
	bool chosen;       /**< has a slot, once ot_draw_choose() ran */
	char digest[OT_DRAW_DIGEST + 1];
} OtLot;

/** Put lots (of OtLot) into the order that the seed gives; sets their digests. */
void
ot_draw(GArray *lots, const char *seed);

/**
 * Choose `n` of drawn lots: the first in the order.  Where that would leave small firms with less
 * than `small_percent` of the slots, the last of the others make room for the next small firms.
 * The order stays.
 */
void
ot_draw_choose(GArray *lots, size_t n, int small_percent);

#endif
