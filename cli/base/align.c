/* SPDX-License-Identifier: MIT */
#include "base/align.h"

#include "base/limits.h"

/* What is left between the common ends, and the table of the lengths of its subsequences. */
typedef struct {
	const guint *one, *other;
	size_t n_one, n_other;
	guint32 *lengths; /* (n_one + 1) by (n_other + 1): of what starts at each pair */
} Middle;

static guint32 *
length_at(const Middle *middle, size_t i, size_t j)
{
	return &middle->lengths[i * (middle->n_other + 1) + j];
}

static void
measure(Middle *middle)
{
	for (size_t i = middle->n_one; i-- > 0;)
		for (size_t j = middle->n_other; j-- > 0;)
			*length_at(middle, i, j) =
				middle->one[i] == middle->other[j]
					? *length_at(middle, i + 1, j + 1) + 1
					: MAX(*length_at(middle, i + 1, j),
			                      *length_at(middle, i, j + 1));
}

static void
trace(const Middle *middle, size_t start, size_t *partners)
{
	size_t i = 0, j = 0;

	while (i < middle->n_one && j < middle->n_other) {
		if (middle->one[i] == middle->other[j]) {
			partners[i++] = start + j++;
		} else if (*length_at(middle, i + 1, j) >= *length_at(middle, i, j + 1)) {
			i++;
		} else {
			j++;
		}
	}
}

bool
ot_align(const guint *one, size_t n_one, const guint *other, size_t n_other, size_t *partners)
{
	size_t start = 0, end = 0;

	for (size_t i = 0; i < n_one; i++)
		partners[i] = OT_ALIGN_NONE;
	if (n_one == 0 || n_other == 0)
		return true;
	while (start < MIN(n_one, n_other) && one[start] == other[start]) {
		partners[start] = start;
		start++;
	}
	while (end < MIN(n_one, n_other) - start &&
	       one[n_one - 1 - end] == other[n_other - 1 - end]) {
		partners[n_one - 1 - end] = n_other - 1 - end;
		end++;
	}
	Middle middle = {one + start, other + start, n_one - start - end, n_other - start - end,
	                 NULL};
	if ((middle.n_one + 1) * (middle.n_other + 1) > OT_LIMIT_ALIGN_CELLS)
		return false;
	middle.lengths = g_new0(guint32, (middle.n_one + 1) * (middle.n_other + 1));
	measure(&middle);
	trace(&middle, start, partners + start);
	g_free(middle.lengths);
	return true;
}
