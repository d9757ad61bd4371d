/* SPDX-License-Identifier: MIT */
#include "check/review.h"

#include "base/arena.h"
#include "base/text.h"

#include <stdint.h>
#include <string.h>

/* The most paragraphs that a comment has after its code, and the end of the list. */
#define LINES 5

/* How far a paragraph was gone through: findings come in the order of the text. */
typedef struct {
	size_t paragraph, folded, at;
} Unfolded;

/*
 * The place in the text of a paragraph for a place in the passage made from it, where white space
 * is folded to single blanks and none is at the ends.
 */
static size_t
unfold(Unfolded *so_far, const OtChecked *checked, size_t index, size_t folded)
{
	const OtDraftParagraph *paragraph = ot_draft_paragraph(checked->draft, index);
	const char *text = paragraph->text;
	size_t at = so_far->at, len = paragraph->len;

	if (so_far->paragraph != index || so_far->folded > folded) {
		*so_far = (Unfolded){.paragraph = index};
		for (at = 0; at < len && g_ascii_isspace(text[at]);)
			at++;
	}
	for (; at < len && so_far->folded < folded; so_far->folded++) {
		bool blank = g_ascii_isspace(text[at]);
		at++;
		while (blank && at < len && g_ascii_isspace(text[at]))
			at++;
	}
	so_far->at = at;
	return at;
}

static const char *
sentence(OtArena *arena, const char *lead, const char *words)
{
	return ot_arena_printf(arena, "%s%s%s", lead, words, ot_text_is_ended(words) ? "" : ".");
}

static const char *const *
make_lines(OtArena *arena, const OtFinding *finding, bool first)
{
	const char **lines = ot_arena_alloc(arena, LINES * sizeof(*lines));
	size_t n = 0;

	lines[n++] = sentence(arena, "", finding->message);
	if (first && finding->why != NULL)
		lines[n++] = sentence(arena, "Why: ", finding->why);
	if (finding->advice != NULL)
		lines[n++] = sentence(arena, "Try: ", finding->advice);
	if (finding->source != NULL)
		lines[n++] = sentence(arena, "Source: ", finding->source);
	lines[n] = NULL;
	return lines;
}

static OtDraftNote
make_note(OtArena *arena, const OtChecked *checked, const OtFinding *finding, bool first,
          Unfolded *so_far)
{
	const OtPassage *passage = ot_text_get(checked->text, finding->extent.passage);
	const OtDraftParagraph *paragraph = ot_draft_paragraph(checked->draft, passage->index);
	const OtExtent *extent = &finding->extent;
	size_t start = unfold(so_far, checked, passage->index, extent->start);
	/* The end of the last character, so that no blank after it is taken along. */
	size_t end = extent->length > 0 ? unfold(so_far, checked, passage->index,
	                                         extent->start + extent->length - 1) + 1
	                                : start;

	return (OtDraftNote){
		.paragraph = passage->index,
		.start = start,
		.len = MIN(end, paragraph->len) - start,
		.code = finding->code,
		.lines = make_lines(arena, finding, first),
	};
}

GBytes *
ot_review_draft(const OtChecked *checked, const OtFindings *findings, gint64 epoch, size_t *n,
                GError **error)
{
	g_autoptr(OtArena) arena = ot_arena_new();
	g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(OtDraftNote));
	g_autoptr(GHashTable) explained = g_hash_table_new(g_str_hash, g_str_equal);
	Unfolded so_far = {.paragraph = SIZE_MAX};

	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		if (!finding->has_extent)
			continue;
		bool first = g_hash_table_add(explained, (char *) finding->code);
		const OtDraftNote note = make_note(arena, checked, finding, first, &so_far);
		g_array_append_val(notes, note);
	}
	*n = notes->len;
	return ot_draft_annotate(checked->draft, (const OtDraftNote *) (void *) notes->data,
	                         notes->len, epoch, error);
}
