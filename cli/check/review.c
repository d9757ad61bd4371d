/* SPDX-License-Identifier: MIT */
#include "check/review.h"

#include "base/arena.h"
#include "base/text.h"

#include <string.h>

/* The most paragraphs that a comment has after its code, and the end of the list. */
#define LINES 5

/*
 * The place in the text of a paragraph for a place in the passage made from it, where white space is
 * folded to single blanks and none is at the ends.
 */
static size_t
unfold(const char *text, size_t len, size_t folded)
{
	size_t at = 0;

	while (at < len && g_ascii_isspace(text[at]))
		at++;
	for (size_t n = 0; at < len && n < folded; n++) {
		bool blank = g_ascii_isspace(text[at]);
		at++;
		while (blank && at < len && g_ascii_isspace(text[at]))
			at++;
	}
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
make_note(OtArena *arena, const OtChecked *checked, const OtFinding *finding, bool first)
{
	const OtPassage *passage = ot_text_get(checked->text, finding->extent.passage);
	const OtDraftParagraph *paragraph = ot_draft_paragraph(checked->draft, passage->index);
	const OtExtent *extent = &finding->extent;
	size_t start = unfold(paragraph->text, paragraph->len, extent->start);
	/* The end of the last character, so that no blank after it is taken along. */
	size_t end = extent->length > 0 ? unfold(paragraph->text, paragraph->len,
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

	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		if (!finding->has_extent)
			continue;
		bool first = g_hash_table_add(explained, (char *) finding->code);
		const OtDraftNote note = make_note(arena, checked, finding, first);
		g_array_append_val(notes, note);
	}
	*n = notes->len;
	return ot_draft_annotate(checked->draft, (const OtDraftNote *) (void *) notes->data, notes->len,
	                         epoch, error);
}
