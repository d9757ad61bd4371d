/* SPDX-License-Identifier: MIT */
#include "docx/rewrite.h"

#include <string.h>

/* One change: bytes that are left out, and text that stands in their place. */
typedef struct {
	size_t offset, cut;
	int rank;
	guint serial; /* of equal rank at one place, the one that was asked for first comes first */
	char *text;
} Splice;

struct OtSplices {
	GArray *changes; /* of Splice */
};

static void
clear_splice(void *data)
{
	g_free(((Splice *) data)->text);
}

OtSplices *
ot_splices_new(void)
{
	OtSplices *splices = g_new0(OtSplices, 1);

	splices->changes = g_array_new(FALSE, FALSE, sizeof(Splice));
	g_array_set_clear_func(splices->changes, clear_splice);
	return splices;
}

void
ot_splices_free(OtSplices *splices)
{
	if (splices == NULL)
		return;
	g_array_unref(splices->changes);
	g_free(splices);
}

bool
ot_splices_are_none(const OtSplices *splices)
{
	return splices->changes->len == 0;
}

void
ot_splices_replace(OtSplices *splices, size_t offset, size_t cut, char *take_text)
{
	Splice splice = {offset, cut, OT_SPLICE_IN_PLACE, splices->changes->len, take_text};

	g_array_append_val(splices->changes, splice);
}

void
ot_splices_insert(OtSplices *splices, size_t offset, OtSpliceRank rank, const char *text)
{
	Splice splice = {offset, 0, rank, splices->changes->len, g_strdup(text)};

	g_array_append_val(splices->changes, splice);
}

static int
compare_splices(const void *left, const void *right)
{
	const Splice *a = left, *b = right;

	if (a->offset != b->offset)
		return a->offset < b->offset ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->serial < b->serial ? -1 : a->serial > b->serial;
}

GBytes *
ot_splices_apply(OtSplices *splices, GBytes *original)
{
	size_t len;
	const char *bytes = g_bytes_get_data(original, &len);
	GString *out = g_string_sized_new(len + 64 * splices->changes->len);
	size_t done = 0;

	g_array_sort(splices->changes, compare_splices);
	for (guint i = 0; i < splices->changes->len; i++) {
		const Splice *splice = &g_array_index(splices->changes, Splice, i);

		/* what stands in bytes that are left out anyway goes with them */
		if (splice->offset < done)
			continue;
		g_assert(splice->offset + splice->cut <= len);
		g_string_append_len(out, bytes + done, (gssize) (splice->offset - done));
		if (splice->text != NULL)
			g_string_append(out, splice->text);
		done = splice->offset + splice->cut;
	}
	g_string_append_len(out, bytes + done, (gssize) (len - done));
	return g_string_free_to_bytes(out);
}
