/* SPDX-License-Identifier: MIT */
#include "docx/draft-read.h"

#include <string.h>

static OtDraftRead *
read_at(const OtDraftWalk *walk, size_t index)
{
	return &g_array_index(walk->read, OtDraftRead, index);
}

/* "f12", "e12": footnotes and endnotes number their ids apart. */
static char *
key_of(OtStory story, const char *id)
{
	return g_strconcat(story == OT_STORY_FOOTNOTE ? "f" : "e", id, NULL);
}

static GHashTable *
index_notes(const OtDraftWalk *walk)
{
	GHashTable *notes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < walk->notes->len; i++) {
		OtDraftNoteText *note = &g_array_index(walk->notes, OtDraftNoteText, i);
		char *key = key_of(note->story, note->id);
		if (g_hash_table_contains(notes, key))
			g_free(key);
		else
			g_hash_table_insert(notes, key, note);
	}
	return notes;
}

/* The body's paragraph for one that stands in a text box. */
static size_t
body_of(const OtDraftWalk *walk, size_t paragraph)
{
	return read_at(walk, paragraph)->paragraph.anchor;
}

/* A paragraph of a note: its place, and where a comment on it goes. */
static void
attach(OtDraftWalk *walk, const OtDraftNoteText *note, const OtDraftNoteMark *mark, size_t index)
{
	OtDraftRead *read = read_at(walk, index);
	OtDraftParagraph *paragraph = &read->paragraph;
	const OtDraftRead *holder = read_at(walk, mark->paragraph);
	const char *kind = note->story == OT_STORY_FOOTNOTE ? "footnote" : "endnote";

	/* A text box in a note has a place already. */
	if (paragraph->story == note->story)
		paragraph->place = ot_arena_printf(walk->draft->arena, "%s %d%s", kind,
		                                   note->number, paragraph->place);
	paragraph->under = holder->paragraph.heading > 0 && holder->paragraph.story == OT_STORY_BODY
	                           ? mark->paragraph
	                           : holder->paragraph.under;
	paragraph->anchor = body_of(walk, mark->paragraph);
	read->layout.anchor_run = holder->paragraph.story == OT_STORY_BODY
	                                  ? mark->run
	                                  : holder->layout.anchor_run;
}

/* Add a paragraph of the body or of a text box, and the notes whose marks it holds. */
static void
add_with_notes(OtDraftWalk *walk, GHashTable *notes, int numbers[2], guint *mark_index,
               size_t index, GArray *order)
{
	g_array_append_val(order, index);
	for (; *mark_index < walk->note_marks->len; ++*mark_index) {
		const OtDraftNoteMark *mark =
			&g_array_index(walk->note_marks, OtDraftNoteMark, *mark_index);
		if (mark->paragraph != index)
			return;
		g_autofree char *key = key_of(mark->story, mark->id);
		OtDraftNoteText *note = g_hash_table_lookup(notes, key);
		if (note == NULL || note->number != 0)
			continue;
		note->number = ++numbers[mark->story == OT_STORY_FOOTNOTE];
		for (size_t i = note->first; i < note->first + note->n; i++) {
			attach(walk, note, mark, i);
			g_array_append_val(order, i);
		}
	}
}

static int
compare_marks(const void *a, const void *b)
{
	const OtDraftNoteMark *one = a, *other = b;

	return (one->paragraph > other->paragraph) - (one->paragraph < other->paragraph);
}

/* Indexes into `read` in the order of reading, without the notes that nothing marks. */
static GArray *
find_order(OtDraftWalk *walk)
{
	g_autoptr(GHashTable) notes = index_notes(walk);
	GArray *order = g_array_sized_new(FALSE, FALSE, sizeof(size_t), walk->read->len);
	int numbers[2] = {0, 0};
	guint mark = 0;

	g_array_sort(walk->note_marks, compare_marks);
	for (size_t i = 0; i < walk->read->len; i++)
		if (read_at(walk, i)->note == G_MAXSIZE)
			add_with_notes(walk, notes, numbers, &mark, i, order);
	return order;
}

static size_t
map(const size_t *places, size_t n, size_t index)
{
	return index < n ? places[index] : G_MAXSIZE;
}

/* Text boxes in headers and footers take no comments, as these don't. */
static void
drop_outer_anchors(OtDraftWalk *walk)
{
	for (size_t i = 0; i < walk->read->len; i++) {
		OtDraftRead *read = read_at(walk, i);
		size_t anchor = read->paragraph.anchor;

		if (read->note != G_MAXSIZE || anchor == G_MAXSIZE ||
		    read_at(walk, anchor)->paragraph.story == OT_STORY_BODY)
			continue;
		read->paragraph.anchor = read->layout.anchor_run = G_MAXSIZE;
	}
}

/* From the order of the parts to the order of reading. */
static void
renumber(OtDraftWalk *walk, const GArray *order)
{
	OtDraft *draft = walk->draft;
	size_t n = walk->read->len;
	g_autofree size_t *places = g_new(size_t, n + 1);

	memset(places, 0xFF, (n + 1) * sizeof(size_t));
	for (guint i = 0; i < order->len; i++)
		places[g_array_index(order, size_t, i)] = i;
	for (guint i = 0; i < order->len; i++) {
		OtDraftRead *read = read_at(walk, g_array_index(order, size_t, i));

		read->paragraph.under = map(places, n, read->paragraph.under);
		read->paragraph.anchor = map(places, n, read->paragraph.anchor);
		g_array_append_val(draft->paragraphs, read->paragraph);
		g_array_append_val(draft->layouts, read->layout);
	}
	for (guint i = 0; i < draft->marks->len; i++) {
		OtDraftMark *mark = &g_array_index(draft->marks, OtDraftMark, i);
		/* The paragraph that follows a mark between blocks may be of another part. */
		if (mark->paragraph < n &&
		    read_at(walk, mark->paragraph)->paragraph.part == mark->part)
			mark->paragraph = places[mark->paragraph];
		else
			mark->paragraph = G_MAXSIZE;
	}
}

void
ot_draft_order(OtDraftWalk *walk)
{
	drop_outer_anchors(walk);
	g_autoptr(GArray) order = find_order(walk);
	renumber(walk, order);
}
