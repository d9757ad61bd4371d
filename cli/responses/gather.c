/* SPDX-License-Identifier: MIT */
#include "responses/gather.h"

#include "base/file.h"
#include "base/spill.h"

/* Where the rest of a response was put. */
typedef struct {
	guint64 offset;
	size_t len;
} Place;

struct OtGathering {
	OtResponses *outlines;
	GArray *places; /* of Place, one for each outline */
	OtSpill *spill; /* NULL: nothing is put aside */
};

OtGathering *
ot_gathering_new(const char *reference, const char *version, const char *folder)
{
	OtGathering *gathering = g_new0(OtGathering, 1);

	gathering->outlines = ot_responses_new(reference, version);
	gathering->places = g_array_new(FALSE, FALSE, sizeof(Place));
	gathering->spill = folder != NULL ? ot_spill_new(folder) : NULL;
	return gathering;
}

void
ot_gathering_free(OtGathering *gathering)
{
	if (gathering == NULL)
		return;
	ot_responses_free(gathering->outlines);
	g_array_unref(gathering->places);
	ot_spill_free(gathering->spill);
	g_free(gathering);
}

bool
ot_gathering_add(OtGathering *gathering, const OtResponse *response, GError **error)
{
	ot_responses_add_outline(gathering->outlines, response);
	if (gathering->spill == NULL)
		return true;
	g_autoptr(GBytes) rest = ot_response_write_rest(response);
	Place place = {.len = g_bytes_get_size(rest)};
	if (!ot_spill_add(gathering->spill, rest, &place.offset, error))
		return false;
	g_array_append_val(gathering->places, place);
	return true;
}

OtResponses *
ot_gathering_outlines(OtGathering *gathering)
{
	return gathering->outlines;
}

/* --- writing --------------------------------------------------------------------------------- */

typedef struct {
	OtGathering *gathering;
	bool started, ended, named; /* what was given so far: of the file, of the response */
	guint index;
} Writing;

/* The start, then name and rest of each response in turn, then the end. */
static GBytes *
give_next(void *data, GError **error)
{
	Writing *writing = data;
	const OtGathering *gathering = writing->gathering;

	if (!writing->started) {
		writing->started = true;
		return ot_responses_write_start(gathering->outlines);
	}
	if (writing->index == gathering->places->len) {
		bool ended = writing->ended;
		writing->ended = true;
		return ended ? NULL : ot_responses_write_end();
	}
	writing->named = !writing->named;
	if (writing->named)
		return ot_response_write_name(ot_response_at(gathering->outlines, writing->index));
	const Place *place = &g_array_index(gathering->places, Place, writing->index++);
	return ot_spill_read(gathering->spill, place->offset, place->len, error);
}

bool
ot_gathering_write(OtGathering *gathering, const char *path, GError **error)
{
	Writing writing = {.gathering = gathering};

	return ot_file_write_pieces(path, give_next, &writing, error);
}
