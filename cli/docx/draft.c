/* SPDX-License-Identifier: MIT */
#include "docx/draft-read.h"

#include "base/file.h"
#include "base/limits.h"

#include <string.h>

static OtDraftPart *
part_at(const OtDraft *draft, size_t part)
{
	return &g_array_index(draft->parts, OtDraftPart, part);
}

/* --- reading --------------------------------------------------------------------------------- */

static void
free_builder(void *data)
{
	OtDraftBuilder *builder = data;

	g_string_free(builder->text, TRUE);
	g_array_unref(builder->pieces);
	g_array_unref(builder->sources);
	g_array_unref(builder->runs);
	g_free(builder);
}

/* Of all parts of a role: a file has one part of footnotes, but nothing holds it to that. */
static bool
walk_role(OtDraftWalk *walk, OtDraftRole role, OtStory story)
{
	for (guint i = 0; i < walk->draft->parts->len; i++)
		if (part_at(walk->draft, i)->role == role && !ot_draft_walk_part(walk, i, story))
			return false;
	return true;
}

/*
 * The headers and footers, id of relationship to part + 1.  Of ids that are there twice, which they
 * may not be, one that leads to no header must not hide another that does.
 */
static GHashTable *
find_furniture(OtDraft *draft)
{
	g_autoptr(GHashTable) parts = g_hash_table_new(NULL, NULL); /* entry to part + 1 */
	GHashTable *found = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < draft->parts->len; i++) {
		OtDraftRole role = part_at(draft, i)->role;
		if (role == OT_DRAFT_HEADER || role == OT_DRAFT_FOOTER)
			g_hash_table_insert(parts, GSIZE_TO_POINTER(part_at(draft, i)->entry),
			                    GUINT_TO_POINTER(i + 1));
	}
	for (guint i = 0; i < draft->relations->len; i++) {
		const OtDraftRelation *relation =
			&g_array_index(draft->relations, OtDraftRelation, i);
		gpointer part =
			relation->entry != OT_NO_ENTRY
				? g_hash_table_lookup(parts, GSIZE_TO_POINTER(relation->entry))
				: NULL;
		if (part != NULL && !g_hash_table_contains(found, relation->id))
			g_hash_table_insert(found, (void *) relation->id, part);
	}
	return found;
}

/* Headers and footers in the order in which sections name them, each once. */
static bool
walk_furniture(OtDraftWalk *walk)
{
	OtDraft *draft = walk->draft;
	g_autoptr(GHashTable) found = find_furniture(draft);
	g_autofree bool *walked = g_new0(bool, draft->parts->len + 1);

	for (guint i = 0; i < walk->furniture->len; i++) {
		const char *id = g_ptr_array_index(walk->furniture, i);
		guint part = GPOINTER_TO_UINT(g_hash_table_lookup(found, id));
		if (part == 0 || walked[part])
			continue;
		walked[part] = true;
		bool is_header = part_at(draft, part - 1)->role == OT_DRAFT_HEADER;
		if (!ot_draft_walk_part(walk, part - 1,
		                        is_header ? OT_STORY_HEADER : OT_STORY_FOOTER))
			return false;
	}
	return true;
}

/* What was unpacked and not needed so far has to be sound too. */
static bool
check_others(OtDraft *draft, OtFindings *findings)
{
	for (guint i = 0; i < draft->parts->len; i++)
		if (part_at(draft, i)->root_end == 0 &&
		    !ot_draft_part_end(draft, i, ot_draft_part_start(draft, i), findings))
			return false;
	return true;
}

static bool
walk_all(OtDraftWalk *walk)
{
	return walk_role(walk, OT_DRAFT_MAIN, OT_STORY_BODY) &&
	       walk_role(walk, OT_DRAFT_FOOTNOTES, OT_STORY_FOOTNOTE) &&
	       walk_role(walk, OT_DRAFT_ENDNOTES, OT_STORY_ENDNOTE) && walk_furniture(walk);
}

static bool
read_stories(OtDraft *draft, OtFindings *findings)
{
	g_autoptr(OtDraftStyles) styles = ot_draft_styles_read(draft, findings);
	g_autoptr(GArray) read = g_array_new(FALSE, FALSE, sizeof(OtDraftRead));
	g_autoptr(GArray) note_marks = g_array_new(FALSE, FALSE, sizeof(OtDraftNoteMark));
	g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(OtDraftNoteText));
	g_autoptr(GPtrArray) furniture = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) builders = g_ptr_array_new_with_free_func(free_builder);
	OtDraftWalk walk = {
		.draft = draft,
		.findings = findings,
		.styles = styles,
		.read = read,
		.note_marks = note_marks,
		.notes = notes,
		.furniture = furniture,
		.builders = builders,
	};

	if (styles == NULL || !walk_all(&walk))
		return false;
	ot_draft_order(&walk);
	return true;
}

static bool
read_draft(OtDraft *draft, GBytes *bytes, OtFindings *findings)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);

	if (len < 4 || memcmp(data, "PK\3\4", 4) != 0) {
		ot_draft_refuse_bytes(data, len, draft->name, findings);
		return false;
	}
	draft->archive = ot_archive_open(bytes, draft->name, findings);
	return draft->archive != NULL && ot_draft_open_parts(draft, findings) &&
	       read_stories(draft, findings) && ot_draft_comments_read(draft, findings) &&
	       check_others(draft, findings);
}

static void
clear_part(void *data)
{
	OtDraftPart *part = data;

	g_bytes_unref(part->bytes);
}

static OtDraft *
new_draft(const char *name)
{
	OtDraft *draft = g_new0(OtDraft, 1);

	draft->arena = ot_arena_new();
	draft->name = g_strdup(name);
	draft->types = g_hash_table_new(g_str_hash, g_str_equal);
	draft->type_defaults = g_hash_table_new(g_str_hash, g_str_equal);
	draft->parts = g_array_new(FALSE, FALSE, sizeof(OtDraftPart));
	g_array_set_clear_func(draft->parts, clear_part);
	draft->relations = g_array_new(FALSE, FALSE, sizeof(OtDraftRelation));
	draft->paragraphs = g_array_new(FALSE, FALSE, sizeof(OtDraftParagraph));
	draft->layouts = g_array_new(FALSE, FALSE, sizeof(OtDraftLayout));
	draft->marks = g_array_new(FALSE, FALSE, sizeof(OtDraftMark));
	draft->remarks = g_array_new(FALSE, FALSE, sizeof(OtDraftRemark));
	draft->comments = g_array_new(FALSE, FALSE, sizeof(OtDraftComment));
	draft->types_part = draft->relations_part = OT_NO_PART;
	return draft;
}

OtDraft *
ot_draft_parse(GBytes *bytes, const char *name, OtFindings *findings)
{
	g_autoptr(OtDraft) draft = new_draft(name);

	return read_draft(draft, bytes, findings) ? g_steal_pointer(&draft) : NULL;
}

OtDraft *
ot_draft_read(const char *path, OtFindings *findings, GError **error)
{
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);

	if (bytes == NULL)
		return NULL;
	return ot_draft_parse(bytes, strcmp(path, "-") == 0 ? "(standard input)" : path, findings);
}

void
ot_draft_free(OtDraft *draft)
{
	if (draft == NULL)
		return;
	g_array_unref(draft->comments);
	g_array_unref(draft->remarks);
	g_array_unref(draft->marks);
	g_array_unref(draft->layouts);
	g_array_unref(draft->paragraphs);
	g_array_unref(draft->relations);
	g_array_unref(draft->parts);
	g_hash_table_unref(draft->type_defaults);
	g_hash_table_unref(draft->types);
	ot_archive_free(draft->archive);
	g_free(draft->name);
	ot_arena_free(draft->arena);
	g_free(draft);
}

bool
ot_draft_is_docx(const char *bytes, size_t len)
{
	g_autoptr(OtDraft) draft = new_draft("");
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	g_autoptr(GBytes) kept = g_bytes_new_static(bytes, len);

	if (len < 4 || memcmp(bytes, "PK\3\4", 4) != 0)
		return false;
	draft->archive = ot_archive_open(kept, "", unsaid);
	return draft->archive != NULL && ot_draft_find_main(draft, unsaid) != OT_NO_ENTRY;
}

/* --- what was read --------------------------------------------------------------------------- */

size_t
ot_draft_count(const OtDraft *draft)
{
	return draft->paragraphs->len;
}

const OtDraftParagraph *
ot_draft_paragraph(const OtDraft *draft, size_t index)
{
	return &g_array_index(draft->paragraphs, OtDraftParagraph, index);
}

const OtDraftLayout *
ot_draft_layout(const OtDraft *draft, size_t paragraph)
{
	return &g_array_index(draft->layouts, OtDraftLayout, paragraph);
}

size_t
ot_draft_offset(const OtDraft *draft, size_t index, size_t piece_index, size_t byte)
{
	const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, index);
	const OtDraftPiece *piece = &paragraph->pieces[piece_index];
	const char *bytes = g_bytes_get_data(part_at(draft, paragraph->part)->bytes, NULL);
	const char *raw = bytes + piece->offset, *end = raw + piece->size;
	size_t at = piece->start;
	char out[6];

	while (raw < end && at < byte)
		at += ot_pull_step(&raw, end, false, out);
	return (size_t) (raw - bytes);
}

size_t
ot_draft_comment_count(const OtDraft *draft)
{
	return draft->comments->len;
}

const OtDraftComment *
ot_draft_comment(const OtDraft *draft, size_t index)
{
	return &g_array_index(draft->comments, OtDraftComment, index);
}

bool
ot_draft_has_macros(const OtDraft *draft)
{
	return draft->macros;
}

const char *
ot_draft_language(const OtDraft *draft)
{
	return draft->language;
}
