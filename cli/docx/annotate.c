/* SPDX-License-Identifier: MIT */
#include "docx/annotate.h"

#include "base/error.h"
#include "base/limits.h"
#include "docx/package.h"

#include <string.h>

/* The first number that is tried for paragraphs of ours: "OS" and 1. */
#define FIRST_PARA_ID 0x4F530001u

/* Ids of comments stay below this: Word keeps them in 32 bits with a sign. */
#define HIGHEST_ID 0x7FFFFFFEu

/* How much of the words is said where they aren't at the comment. */
#define MOST_WORDS 160

/* --- which comments go ----------------------------------------------------------------------- */

bool
ot_annotation_removes(const OtAnnotation *annotation, const char *id)
{
	return id != NULL && g_hash_table_contains(annotation->removed, id);
}

/* Remarks by w:id, and in lower case the numbers of those that somebody answered. */
static void
index_remarks(OtAnnotation *annotation)
{
	const GArray *remarks = annotation->rewrite.draft->remarks;

	for (guint i = 0; i < remarks->len; i++) {
		OtDraftRemark *remark = &g_array_index(remarks, OtDraftRemark, i);

		if (remark->id != NULL)
			g_hash_table_insert(annotation->remarks, (char *) remark->id, remark);
		if (remark->parent != NULL)
			g_hash_table_add(annotation->answered,
			                 g_ascii_strdown(remark->parent, -1));
	}
}

static bool
is_answered(const OtAnnotation *annotation, const OtDraftRemark *remark)
{
	g_autofree char *para_id =
		remark->para_id == NULL ? NULL : g_ascii_strdown(remark->para_id, -1);

	return para_id != NULL && g_hash_table_contains(annotation->answered, para_id);
}

/* Ours with a code, unless somebody has resolved or answered them. */
static void
gather_removed(OtAnnotation *annotation)
{
	const OtDraft *draft = annotation->rewrite.draft;

	for (size_t i = 0; i < ot_draft_comment_count(draft); i++) {
		const OtDraftComment *comment = ot_draft_comment(draft, i);
		const OtDraftRemark *remark =
			g_hash_table_lookup(annotation->remarks, comment->id);

		if (remark == NULL || !remark->ours || comment->code == NULL || comment->resolved)
			continue;
		if (remark->parent == NULL && !is_answered(annotation, remark))
			g_hash_table_add(annotation->removed, (char *) comment->id);
		else
			g_ptr_array_add(annotation->kept, (void *) comment);
	}
}

/* --- where comments come --------------------------------------------------------------------- */

/* Characters that belong to the one before: marks, joiners, skin tones, halves of flags. */
static bool
continues(const char *text, const char *at)
{
	gunichar c = g_utf8_get_char(at), before;

	if (at == text)
		return false;
	before = g_utf8_get_char(g_utf8_prev_char(at));
	return g_unichar_ismark(c) || c == 0x200D || before == 0x200D ||
	       (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0x1160 && c <= 0x11FF) ||
	       (c >= 0x1F1E6 && c <= 0x1F1FF && before >= 0x1F1E6 && before <= 0x1F1FF);
}

/* Widen a range to whole characters as people see them. */
static void
settle_range(const OtDraftParagraph *paragraph, OtAddition *addition)
{
	const char *text = paragraph->text, *start = text + addition->start;
	const char *end = text + addition->end, *last = text + paragraph->len;

	while (start > text && ((*start & 0xC0) == 0x80 || continues(text, start)))
		start = g_utf8_find_prev_char(text, start);
	while (end < last && ((*end & 0xC0) == 0x80 || continues(text, end)))
		end++;
	addition->start = (size_t) (start - text);
	addition->end = (size_t) (end - text);
}

/* True if some of the range is in a piece, so that it can be marked. */
static bool
has_words(const OtDraftParagraph *paragraph, const OtAddition *addition)
{
	for (size_t i = 0; i < paragraph->n_pieces; i++) {
		const OtDraftPiece *piece = &paragraph->pieces[i];
		if (piece->len > 0 && piece->start < addition->end &&
		    piece->start + piece->len > addition->start)
			return true;
	}
	return false;
}

/* Where a note goes that has no place in the body: the first paragraph there that has text. */
static size_t
find_first_paragraph(const OtDraft *draft)
{
	size_t found = G_MAXSIZE;

	for (size_t i = ot_draft_count(draft); i > 0; i--) {
		const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, i - 1);
		bool better = paragraph->n_pieces > 0 || found == G_MAXSIZE ||
		              ot_draft_paragraph(draft, found)->n_pieces == 0;
		if (paragraph->story == OT_STORY_BODY && better)
			found = i - 1;
	}
	return found;
}

static const char *
name_story(OtStory story)
{
	switch (story) {
	case OT_STORY_BODY:
		return "In this paragraph";
	case OT_STORY_TEXT_BOX:
		return "In the text box here";
	case OT_STORY_FOOTNOTE:
		return "In a footnote here";
	case OT_STORY_ENDNOTE:
		return "In an endnote here";
	case OT_STORY_HEADER:
		return "In the header of the page";
	case OT_STORY_FOOTER:
		return "In the footer of the page";
	}
	return "";
}

/* "In a footnote here: “Microsoft Azure”" */
static const char *
say_where(OtAnnotation *annotation, const OtDraftParagraph *paragraph, const OtDraftNote *note)
{
	size_t start = MIN(note->start, paragraph->len);
	size_t len = MIN(note->len, paragraph->len - start);
	const char *words = paragraph->text + (note->len == 0 ? 0 : start);
	const char *more = "";

	if (note->len == 0)
		len = paragraph->len;
	if (len > MOST_WORDS) {
		len = MOST_WORDS;
		while (len > 0 && (words[len] & 0xC0) == 0x80)
			len--;
		more = "…";
	}
	return ot_arena_printf(annotation->rewrite.arena, "%s: “%.*s%s”",
	                       name_story(paragraph->story), (int) len, words, more);
}

/* False where the file has no paragraph that could take a comment. */
static bool
place_note(OtAnnotation *annotation, const OtDraftNote *note, OtAddition *addition)
{
	const OtDraft *draft = annotation->rewrite.draft;
	const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, note->paragraph);

	*addition = (OtAddition){.note = note, .paragraph = note->paragraph};
	if (paragraph->story == OT_STORY_BODY) {
		addition->start = MIN(note->start, paragraph->len);
		addition->end = addition->start + MIN(note->len, paragraph->len - addition->start);
		if (addition->start < addition->end)
			settle_range(paragraph, addition);
		if (!has_words(paragraph, addition))
			addition->start = addition->end = 0;
		return true;
	}
	addition->where = say_where(annotation, paragraph, note);
	addition->paragraph = paragraph->anchor;
	if (addition->paragraph >= ot_draft_count(draft) ||
	    ot_draft_paragraph(draft, addition->paragraph)->story != OT_STORY_BODY)
		addition->paragraph = annotation->first_paragraph;
	return addition->paragraph != G_MAXSIZE;
}

/* True where a comment of ours that stays, as somebody answered it, says the same at this place. */
static bool
is_said(const OtAnnotation *annotation, const OtAddition *addition)
{
	for (guint i = 0; i < annotation->kept->len; i++) {
		const OtDraftComment *comment = g_ptr_array_index(annotation->kept, i);
		const OtDraftRemark *remark =
			g_hash_table_lookup(annotation->remarks, comment->id);

		if (g_strcmp0(comment->code, addition->note->code) != 0 ||
		    comment->paragraph != addition->paragraph)
			continue;
		if (addition->where != NULL ? strstr(remark->text, addition->where) != NULL :
		                              comment->start == addition->start)
			return true;
	}
	return false;
}

/* By paragraph; those of a whole one first, then by start, the longer first. */
static int
compare_additions(const void *left, const void *right)
{
	const OtAddition *a = left, *b = right;
	bool whole_a = a->start == a->end, whole_b = b->start == b->end;

	if (a->paragraph != b->paragraph)
		return a->paragraph < b->paragraph ? -1 : 1;
	if (whole_a != whole_b)
		return whole_a ? -1 : 1;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return a->note < b->note ? -1 : a->note > b->note;
}

static bool
gather_additions(OtAnnotation *annotation, const OtDraftNote *notes, size_t n_notes, GError **error)
{
	for (size_t i = 0; i < n_notes; i++) {
		OtAddition addition;

		g_return_val_if_fail(notes[i].paragraph < ot_draft_count(annotation->rewrite.draft),
		                     false);
		if (!place_note(annotation, &notes[i], &addition)) {
			g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
			            "%s has no paragraph in its body that a comment could stand at",
			            annotation->rewrite.draft->name);
			return false;
		}
		if (!is_said(annotation, &addition))
			g_array_append_val(annotation->additions, addition);
	}
	g_array_sort(annotation->additions, compare_additions);
	return true;
}

/* --- numbers --------------------------------------------------------------------------------- */

/* Numbers in use, and the next one that is free. */
static guint32
next_free(GHashTable *used, guint32 *next)
{
	while (g_hash_table_contains(used, GUINT_TO_POINTER(*next)))
		(*next)++;
	return (*next)++;
}

/* Above all that are in use, or, if some file has used them up, the lowest that are free. */
static guint32
first_above(GHashTable *used, guint wanted)
{
	GHashTableIter iter;
	gpointer key;
	guint32 next = 0;

	g_hash_table_iter_init(&iter, used);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		next = MAX(next, GPOINTER_TO_UINT(key) + 1);
	return next > HIGHEST_ID - MIN(wanted, HIGHEST_ID) ? 0 : next;
}

static void
add_id(const OtAnnotation *annotation, GHashTable *used, const char *id)
{
	guint64 number = id == NULL ? G_MAXUINT64 : g_ascii_strtoull(id, NULL, 10);

	if (number <= HIGHEST_ID && !ot_annotation_removes(annotation, id))
		g_hash_table_add(used, GUINT_TO_POINTER((guint) number));
}

static void
number_comments(OtAnnotation *annotation)
{
	const OtDraft *draft = annotation->rewrite.draft;
	g_autoptr(GHashTable) used = g_hash_table_new(g_direct_hash, g_direct_equal);

	for (guint i = 0; i < draft->remarks->len; i++)
		add_id(annotation, used, g_array_index(draft->remarks, OtDraftRemark, i).id);
	for (guint i = 0; i < draft->marks->len; i++)
		add_id(annotation, used, g_array_index(draft->marks, OtDraftMark, i).id);
	guint32 next = first_above(used, annotation->additions->len);
	for (guint i = 0; i < annotation->additions->len; i++)
		g_array_index(annotation->additions, OtAddition, i).id = next_free(used, &next);
}

/* Gather the numbers that an attribute has, whatever its prefix, in some bytes. */
static void
gather_numbers(GHashTable *used, GBytes *part, const OtDraftSpan *span, const char *attr,
               guint base)
{
	const char *bytes = g_bytes_get_data(part, NULL);
	const char *at = bytes + span->start, *end = bytes + span->end;
	size_t len = strlen(attr);

	while ((at = g_strstr_len(at, end - at, attr)) != NULL) {
		at += len;
		if (at + 2 >= end || *at != '=')
			continue;
		guint64 number = g_ascii_strtoull(at + 2, NULL, base);
		if (number <= HIGHEST_ID)
			g_hash_table_add(used, GUINT_TO_POINTER((guint) number));
	}
}

static OtDraftSpan
span_part(const OtDraftPart *part)
{
	return (OtDraftSpan){0, (guint32) g_bytes_get_size(part->bytes)};
}

guint32
ot_annotation_new_revision(OtAnnotation *annotation)
{
	const OtDraftPart *main = ot_draft_part(annotation->rewrite.draft, OT_DRAFT_MAIN);

	if (annotation->revisions == NULL) {
		OtDraftSpan all = span_part(main);

		annotation->revisions = g_hash_table_new(g_direct_hash, g_direct_equal);
		gather_numbers(annotation->revisions, main->bytes, &all, ":id", 10);
		annotation->next_revision = first_above(annotation->revisions,
		                                        annotation->additions->len * 2);
	}
	return next_free(annotation->revisions, &annotation->next_revision);
}

/* All numbers of paragraphs that are in use once our comments are out. */
static GHashTable *
gather_para_ids(const OtAnnotation *annotation)
{
	const OtDraft *draft = annotation->rewrite.draft;
	GHashTable *used = g_hash_table_new(g_direct_hash, g_direct_equal);

	for (guint i = 0; i < draft->parts->len; i++) {
		const OtDraftPart *part = &g_array_index(draft->parts, OtDraftPart, i);
		OtDraftSpan all = span_part(part);

		if (part->role != OT_DRAFT_COMMENTS &&
		    part->role != OT_DRAFT_COMMENTS_EXTENDED &&
		    part->role != OT_DRAFT_COMMENTS_IDS)
			gather_numbers(used, part->bytes, &all, "paraId", 16);
	}
	const OtDraftPart *comments = ot_draft_part(draft, OT_DRAFT_COMMENTS);
	for (guint i = 0; i < draft->remarks->len && comments != NULL; i++) {
		const OtDraftRemark *remark = &g_array_index(draft->remarks, OtDraftRemark, i);
		if (!ot_annotation_removes(annotation, remark->id))
			gather_numbers(used, comments->bytes, &remark->element, "paraId", 16);
	}
	return used;
}

/* [MS-DOCX] 2.6.2.3: w14:paraId is of a paragraph alone, and below 0x80000000. */
static void
number_paragraphs(OtAnnotation *annotation)
{
	g_autoptr(GHashTable) used = gather_para_ids(annotation);
	guint32 next = FIRST_PARA_ID;

	for (guint i = 0; i < annotation->additions->len; i++) {
		OtAddition *addition = &g_array_index(annotation->additions, OtAddition, i);

		/* a comment's paragraphs have numbers in a row; the last one stands for it */
		for (guint n = 0; n < ot_annotation_count_lines(addition);) {
			guint32 id = next_free(used, &next);

			n = n > 0 && id != addition->para_id + 1 ? 1 : n + 1;
			addition->para_id = id;
		}
	}
}

/* --- styles ---------------------------------------------------------------------------------- */

enum { NS_W = OT_PULL_NS_FIRST };

/* The value of an attribute of WordprocessingML of the token, for the arena. */
static const char *
get_value(OtAnnotation *annotation, const OtPull *pull, const char *name)
{
	g_autofree char *value = ot_pull_value(pull, ot_pull_attr(pull, NS_W, name));

	return ot_arena_strdup(annotation->rewrite.arena, value);
}

/* The style that the token starts, if it is one of those that Word gives to comments (17.7.4.9). */
static void
look_at_style(OtAnnotation *annotation, OtPull *pull)
{
	const char *type = get_value(annotation, pull, "type");
	const char *id = get_value(annotation, pull, "styleId");

	while (ot_pull_child(pull, 2)) {
		if (!ot_pull_is(pull, NS_W, "name"))
			continue;
		const char *name = get_value(annotation, pull, "val");
		if (name == NULL || type == NULL)
			continue;
		if (strcmp(type, "paragraph") == 0 &&
		    g_ascii_strcasecmp(name, "annotation text") == 0)
			annotation->text_style = id;
		else if (strcmp(type, "character") == 0 &&
		         g_ascii_strcasecmp(name, "annotation reference") == 0)
			annotation->mark_style = id;
	}
}

static void
find_styles(OtAnnotation *annotation)
{
	const OtDraftPart *part = ot_draft_part(annotation->rewrite.draft, OT_DRAFT_STYLES);
	size_t len;

	if (part == NULL || part->w_uri == NULL)
		return;
	const char *bytes = g_bytes_get_data(part->bytes, &len);
	const OtPullNamespace namespaces[] = {{part->w_uri, NS_W}};
	OtPullSettings settings = {namespaces, G_N_ELEMENTS(namespaces), OT_LIMIT_DRAFT_DEPTH,
	                           OT_LIMIT_DRAFT_ELEMENTS};
	g_autoptr(OtPull) pull = ot_pull_new(bytes, len, &settings);
	ot_pull_next(pull);
	while (ot_pull_child(pull, 1))
		if (ot_pull_is(pull, NS_W, "style"))
			look_at_style(annotation, pull);
}

/* --- all of it ------------------------------------------------------------------------------- */

static void
end_annotation(OtAnnotation *annotation)
{
	g_array_unref(annotation->additions);
	g_ptr_array_unref(annotation->kept);
	g_hash_table_unref(annotation->remarks);
	g_hash_table_unref(annotation->answered);
	g_hash_table_unref(annotation->removed);
	g_clear_pointer(&annotation->revisions, g_hash_table_unref);
	ot_rewrite_clear(&annotation->rewrite);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtAnnotation, end_annotation)

GBytes *
ot_draft_annotate(const OtDraft *draft, const OtDraftNote *notes, size_t n_notes, gint64 epoch,
                  GError **error)
{
	g_auto(OtAnnotation) annotation = {
		.additions = g_array_new(FALSE, FALSE, sizeof(OtAddition)),
		.remarks = g_hash_table_new(g_str_hash, g_str_equal),
		.answered = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.removed = g_hash_table_new(g_str_hash, g_str_equal),
		.kept = g_ptr_array_new(),
		.first_paragraph = find_first_paragraph(draft),
	};

	ot_rewrite_init(&annotation.rewrite, draft, epoch);
	index_remarks(&annotation);
	gather_removed(&annotation);
	if (!gather_additions(&annotation, notes, n_notes, error))
		return NULL;
	number_comments(&annotation);
	number_paragraphs(&annotation);
	find_styles(&annotation);
	ot_annotate_marks(&annotation);
	ot_annotate_remarks(&annotation);
	ot_rewrite_drop(&annotation.rewrite);
	return ot_rewrite_zip(&annotation.rewrite, error);
}
