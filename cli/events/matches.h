/* SPDX-License-Identifier: MIT */
#ifndef OT_EVENTS_MATCHES_H
#define OT_EVENTS_MATCHES_H

/**
 * Who could work together, and who sits where, by what people say that they need and offer.
 *
 * Only the words count, not their meaning, so that everybody can see why: one point for each word
 * that one needs and the other offers.  Only people who agreed to share count; the others get a
 * seat and nothing is derived from what they said.
 */

#include "events/formats.h"
#include "events/people.h"

/** A partner for somebody. */
typedef struct {
	guint other;   /**< index of the person */
	guint points;
	char *words;   /**< those that met, with ", " between; owned */
} OtPartner;

typedef struct OtMatches OtMatches;

/**
 * Compare `people` (of const OtPerson *, which have to live longer).  Free with ot_matches_free().
 */
OtMatches *
ot_matches_new(const GPtrArray *people, const OtEventFormats *formats);

void
ot_matches_free(OtMatches *matches);

/**
 * The best partners of a person, of other organisations, most points first; of OtPartner, freed
 * with the array.
 */
GArray *
ot_matches_partners(const OtMatches *matches, guint person, guint most);

/**
 * Tables of at most `size` seats, as equally filled as can be: a number from 0 for each person;
 * free with g_free().  One after the other, each sits where the points are most: one for each word
 * that the person needs and somebody at the table offers, or the other way round; two less for each
 * word that both offer, as competitors do; three less for each of the same organisation.  Of equal
 * tables the emptiest, then the first.
 */
guint *
ot_matches_tables(const OtMatches *matches, guint size, guint *n_tables);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtMatches, ot_matches_free)

#endif
