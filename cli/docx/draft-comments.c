/* SPDX-License-Identifier: MIT */
#include "docx/draft-read.h"

#include "base/limits.h"

#include <string.h>

#define AUTHOR "outset"

/* The words of a range are kept up to this many bytes. */
#define LONGEST_MATCH 1000

/* The marks of one comment, by index; G_MAXSIZE: there is none. */
typedef struct {
	size_t start, end;
} Range;

/* A w15:commentEx. */
typedef struct {
	const char *parent;
	bool resolved;
	OtDraftSpan element;
} Extension;

static const char *
keep(OtDraft *draft, char *take_text)
{
	const char *kept = ot_arena_strdup(draft->arena, take_text);

	g_free(take_text);
	return kept;
}

static size_t
index_of(const OtDraft *draft, const OtDraftPart *part)
{
	return (size_t) (part - (const OtDraftPart *) (void *) draft->parts->data);
}

/* --- comments.xml ---------------------------------------------------------------------------- */

/* Go through a w:comment for its text, and the paraId of its last paragraph. */
static void
read_content(OtDraft *draft, OtPull *pull, const char *bytes, OtDraftRemark *remark)
{
	const OtPullToken *token = ot_pull_token(pull);
	g_autoptr(GString) text = g_string_new(NULL);
	size_t depth = token->depth, in_text = 0;
	bool first = true;
	OtPullKind kind;

	while ((kind = ot_pull_next(pull)) != OT_PULL_BROKEN && kind != OT_PULL_DONE) {
		if (kind == OT_PULL_END && token->depth == depth)
			break;
		if (kind == OT_PULL_TEXT && in_text == token->depth)
			ot_pull_decode(text, bytes + token->start, token->end - token->start,
			               token->cdata);
		if (kind != OT_PULL_START)
			continue;
		OtDraftElement element = ot_draft_element(token);
		if (element == OT_EL_P) {
			if (!first)
				g_string_append_c(text, '\n');
			first = false;
			remark->para_id = keep(draft, ot_pull_value(pull, ot_pull_attr(pull,
			                                      OT_DRAFT_NS_W14, "paraId")));
		} else if (element == OT_EL_TAB || element == OT_EL_BR) {
			g_string_append_c(text, ' ');
		}
		in_text = element == OT_EL_T ? token->depth : 0;
	}
	remark->text = ot_arena_strndup(draft->arena, text->str, text->len);
}

static void
read_remark(OtDraft *draft, OtPull *pull, const char *bytes)
{
	const OtPullToken *token = ot_pull_token(pull);
	OtDraftRemark remark = {
		.id = keep(draft, ot_draft_val(pull, "id")),
		.author = keep(draft, ot_draft_val(pull, "author")),
		.initials = keep(draft, ot_draft_val(pull, "initials")),
		.date = keep(draft, ot_draft_val(pull, "date")),
		.element.start = (guint32) token->start,
	};

	remark.ours = g_strcmp0(remark.author, AUTHOR) == 0;
	read_content(draft, pull, bytes, &remark);
	remark.element.end = (guint32) token->end;
	g_array_append_val(draft->remarks, remark);
}

static bool
read_remarks(OtDraft *draft, const OtDraftPart *part, OtFindings *findings)
{
	OtPull *pull = ot_draft_part_start(draft, index_of(draft, part));
	const char *bytes = g_bytes_get_data(part->bytes, NULL);

	while (draft->remarks->len <= OT_LIMIT_DRAFT_COMMENTS && ot_pull_child(pull, 1))
		if (ot_pull_is(pull, OT_DRAFT_NS_W, "comment"))
			read_remark(draft, pull, bytes);
	if (!ot_draft_part_end(draft, index_of(draft, part), pull, findings))
		return false;
	if (draft->remarks->len <= OT_LIMIT_DRAFT_COMMENTS)
		return true;
	ot_draft_complain(draft, findings, OT_CODE_DRAFT_LIMIT, NULL,
	                  "the file has more than %u comments", OT_LIMIT_DRAFT_COMMENTS);
	return false;
}

/* --- commentsExtended.xml -------------------------------------------------------------------- */

static char *
value_of(const OtPull *pull, const char *name)
{
	return ot_pull_value(pull, ot_pull_attr(pull, OT_DRAFT_NS_W15, name));
}

static bool
is_done(const OtPull *pull)
{
	const OtPullAttr *attr = ot_pull_attr(pull, OT_DRAFT_NS_W15, "done");

	return ot_pull_value_is(pull, attr, "1") || ot_pull_value_is(pull, attr, "true") ||
	       ot_pull_value_is(pull, attr, "on");
}

/* paraId to Extension; NULL with a finding. */
static GHashTable *
read_extensions(OtDraft *draft, const OtDraftPart *part, OtFindings *findings)
{
	OtPull *pull = ot_draft_part_start(draft, index_of(draft, part));
	const OtPullToken *token = ot_pull_token(pull);
	g_autoptr(GHashTable) extensions =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	while (ot_pull_child(pull, 1)) {
		char *id = value_of(pull, "paraId");
		if (id == NULL || !ot_pull_is(pull, OT_DRAFT_NS_W15, "commentEx")) {
			g_free(id);
			continue;
		}
		Extension *extension = g_new0(Extension, 1);
		extension->parent = keep(draft, value_of(pull, "paraIdParent"));
		extension->resolved = is_done(pull);
		extension->element.start = (guint32) token->start;
		ot_pull_skip(pull, 2);
		extension->element.end = (guint32) token->end;
		g_hash_table_replace(extensions, id, extension);
	}
	if (!ot_draft_part_end(draft, index_of(draft, part), pull, findings))
		return NULL;
	return g_steal_pointer(&extensions);
}

static void
extend(OtDraft *draft, GHashTable *extensions)
{
	for (guint i = 0; i < draft->remarks->len; i++) {
		OtDraftRemark *remark = &g_array_index(draft->remarks, OtDraftRemark, i);
		const Extension *extension =
			remark->para_id != NULL ? g_hash_table_lookup(extensions, remark->para_id)
		                                : NULL;
		if (extension == NULL)
			continue;
		remark->parent = extension->parent;
		remark->resolved = extension->resolved;
		remark->extended = extension->element;
	}
}

/* --- the words they are on ------------------------------------------------------------------- */

static const OtDraftMark *
mark_at(const OtDraft *draft, size_t index)
{
	return &g_array_index(draft->marks, OtDraftMark, index);
}

/* id to Range: the first start, and the first end. */
static GHashTable *
find_ranges(const OtDraft *draft)
{
	GHashTable *ranges = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);

	for (guint i = 0; i < draft->marks->len; i++) {
		const OtDraftMark *mark = mark_at(draft, i);
		Range *range = g_hash_table_lookup(ranges, mark->id);
		if (range == NULL) {
			range = g_new(Range, 1);
			*range = (Range){G_MAXSIZE, G_MAXSIZE};
			g_hash_table_insert(ranges, (void *) mark->id, range);
		}
		if (mark->kind == OT_DRAFT_RANGE_START && range->start == G_MAXSIZE)
			range->start = i;
		if (mark->kind == OT_DRAFT_RANGE_END && range->end == G_MAXSIZE)
			range->end = i;
	}
	return ranges;
}

/* Up to LONGEST_MATCH bytes, never part of a character. */
static void
add_words(GString *words, const char *text, size_t len)
{
	size_t room = LONGEST_MATCH - MIN(words->len, LONGEST_MATCH);

	if (len > room) {
		len = room;
		while (len > 0 && ((unsigned char) text[len] & 0xC0) == 0x80)
			len--;
	}
	g_string_append_len(words, text, (gssize) len);
}

static const char *
words_between(OtDraft *draft, const OtDraftMark *start, const OtDraftMark *end)
{
	g_autoptr(GString) words = g_string_new(NULL);
	const OtDraftParagraph *first = ot_draft_paragraph(draft, start->paragraph);
	size_t last = end->paragraph != G_MAXSIZE ? end->paragraph : draft->paragraphs->len - 1;

	for (size_t i = start->paragraph; i <= last && words->len < LONGEST_MATCH; i++) {
		const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, i);
		size_t from = i == start->paragraph ? start->start : 0;
		size_t to = i == end->paragraph ? end->start : paragraph->len;

		if (paragraph->part != first->part || paragraph->story != first->story)
			continue;
		if (words->len > 0 && to > from)
			g_string_append_c(words, ' ');
		if (to > from)
			add_words(words, paragraph->text + from, to - from);
	}
	return ot_arena_strndup(draft->arena, words->str, words->len);
}

/* The code of a rule that a text starts with, "OUT003", or NULL. */
static const char *
leading_code(OtDraft *draft, const char *text)
{
	const size_t letters = 3, len = 6;

	for (size_t i = 0; i < len; i++)
		if (i < letters ? !g_ascii_isupper(text[i]) : !g_ascii_isdigit(text[i]))
			return NULL;
	return g_ascii_isalnum(text[len]) ? NULL : ot_arena_strndup(draft->arena, text, len);
}

static void
add_comment(OtDraft *draft, const OtDraftRemark *remark, const Range *range)
{
	OtDraftComment comment = {
		.id = remark->id,
		.text = remark->text,
		.code = leading_code(draft, remark->text),
		.matched = "",
		.paragraph = G_MAXSIZE,
		.resolved = remark->resolved,
	};

	if (range != NULL && range->start != G_MAXSIZE) {
		const OtDraftMark *start = mark_at(draft, range->start);

		comment.paragraph = start->paragraph;
		comment.start = start->start;
		if (start->paragraph != G_MAXSIZE && range->end != G_MAXSIZE)
			comment.matched =
				words_between(draft, start, mark_at(draft, range->end));
	}
	g_array_append_val(draft->comments, comment);
}

bool
ot_draft_comments_read(OtDraft *draft, OtFindings *findings)
{
	const OtDraftPart *part = ot_draft_part(draft, OT_DRAFT_COMMENTS);
	const OtDraftPart *extended = ot_draft_part(draft, OT_DRAFT_COMMENTS_EXTENDED);

	if (part != NULL && !read_remarks(draft, part, findings))
		return false;
	if (part != NULL && extended != NULL) {
		g_autoptr(GHashTable) extensions = read_extensions(draft, extended, findings);
		if (extensions == NULL)
			return false;
		extend(draft, extensions);
	}
	g_autoptr(GHashTable) ranges = find_ranges(draft);
	for (guint i = 0; i < draft->remarks->len; i++) {
		const OtDraftRemark *remark = &g_array_index(draft->remarks, OtDraftRemark, i);
		if (remark->ours && remark->id != NULL)
			add_comment(draft, remark, g_hash_table_lookup(ranges, remark->id));
	}
	return true;
}
