/* SPDX-License-Identifier: MIT */
#include "docx/draft-read.h"

#include "base/limits.h"

#include <string.h>

bool
ot_draft_walk_count(OtDraftWalk *walk)
{
	if (!walk->stopped && ++walk->n_pieces > OT_LIMIT_DRAFT_PIECES) {
		ot_draft_complain(walk->draft, walk->findings, OT_CODE_DRAFT_LIMIT, NULL,
		                  "the file has more than %u stretches of text",
		                  OT_LIMIT_DRAFT_PIECES);
		walk->stopped = true;
	}
	return !walk->stopped;
}

void
ot_draft_handle(OtDraftWalk *walk, OtDraftHandler *const handlers[])
{
	OtDraftHandler *handler = handlers[ot_draft_element(walk->token)];

	if (handler != NULL)
		handler(walk);
}

/* --- what holds others, at any level --------------------------------------------------------- */

void
ot_draft_walk_deleted(OtDraftWalk *walk, OtDraftInside *inside)
{
	walk->silent++;
	inside(walk, walk->token->depth);
	walk->silent--;
}

static bool
shows_placeholder(OtDraftWalk *walk)
{
	size_t depth = walk->token->depth;
	bool shows = false;

	while (ot_pull_child(walk->pull, depth))
		if (ot_pull_is(walk->pull, OT_DRAFT_NS_W, "showingPlcHdr"))
			shows = ot_draft_is_on(walk->pull);
	return shows;
}

void
ot_draft_walk_control(OtDraftWalk *walk, OtDraftInside *inside)
{
	size_t depth = walk->token->depth;
	bool placeholder = false;

	walk->in_control++;
	while (ot_pull_child(walk->pull, depth)) {
		OtDraftElement element = ot_draft_element(walk->token);
		if (element == OT_EL_SDTPR)
			placeholder = shows_placeholder(walk);
		else if (element == OT_EL_SDTCONTENT && placeholder)
			ot_draft_walk_deleted(walk, inside);
		else if (element == OT_EL_SDTCONTENT)
			inside(walk, depth + 1);
	}
	walk->in_control--;
}

void
ot_draft_walk_alternate(OtDraftWalk *walk, OtDraftInside *inside)
{
	size_t depth = walk->token->depth;
	bool taken = false;

	while (ot_pull_child(walk->pull, depth)) {
		OtDraftElement element = ot_draft_element(walk->token);
		if (taken || (element == OT_EL_CHOICE && !ot_draft_understands(walk->pull)))
			continue;
		if (element == OT_EL_CHOICE || element == OT_EL_FALLBACK) {
			taken = true;
			inside(walk, depth + 1);
		}
	}
}

/* --- comments and sections ------------------------------------------------------------------- */

void
ot_draft_walk_mark(OtDraftWalk *walk, OtDraftMarkKind kind)
{
	const OtDraftBuilder *builder = ot_draft_builder(walk);
	g_autofree char *id = ot_draft_val(walk->pull, "id");
	size_t depth = walk->token->depth;
	OtDraftMark mark = {
		.kind = kind,
		.part = walk->part,
		.element.start = (guint32) walk->token->start,
		.paragraph = builder != NULL ? builder->index : walk->read->len,
		.start = builder != NULL ? builder->text->len : 0,
	};

	if (id == NULL || !ot_draft_walk_count(walk))
		return;
	mark.id = ot_arena_strdup(walk->draft->arena, id);
	ot_pull_skip(walk->pull, depth);
	mark.element.end = (guint32) walk->token->end;
	g_array_append_val(walk->draft->marks, mark);
}

void
ot_draft_walk_section(OtDraftWalk *walk)
{
	size_t depth = walk->token->depth;

	while (ot_pull_child(walk->pull, depth)) {
		char *id = NULL;

		if (ot_pull_is(walk->pull, OT_DRAFT_NS_W, "headerReference") ||
		    ot_pull_is(walk->pull, OT_DRAFT_NS_W, "footerReference"))
			id = ot_pull_value(walk->pull,
			                   ot_pull_attr(walk->pull, OT_DRAFT_NS_R, "id"));
		if (id != NULL)
			g_ptr_array_add(walk->furniture, id);
	}
}

/* --- text boxes ------------------------------------------------------------------------------ */

/* The text of a box has a table, fields and an anchor of its own. */
static void
walk_text_box(OtDraftWalk *walk)
{
	OtDraftWalk outer = *walk;
	const OtDraftBuilder *builder = ot_draft_builder(walk);
	g_autoptr(GByteArray) fields = g_byte_array_new();

	if (walk->story != OT_STORY_TEXT_BOX) {
		walk->outer_story = walk->story;
		walk->anchor = builder != NULL ? builder->index : G_MAXSIZE;
		walk->anchor_run = builder != NULL ? ot_draft_record_run(walk) : G_MAXSIZE;
	}
	walk->story = OT_STORY_TEXT_BOX;
	walk->silent += walk->instructing;
	walk->instructing = 0;
	walk->table = NULL;
	walk->fields = fields;
	ot_draft_walk_blocks(walk, walk->token->depth);
	walk->story = outer.story;
	walk->outer_story = outer.outer_story;
	walk->anchor = outer.anchor;
	walk->anchor_run = outer.anchor_run;
	walk->silent = outer.silent;
	walk->instructing = outer.instructing;
	walk->table = outer.table;
	walk->fields = outer.fields;
}

void
ot_draft_walk_objects(OtDraftWalk *walk, size_t depth)
{
	while (ot_pull_child(walk->pull, depth)) {
		OtDraftElement element = ot_draft_element(walk->token);
		if (element == OT_EL_TXBXCONTENT)
			walk_text_box(walk);
		else if (element == OT_EL_ALTERNATE_CONTENT)
			ot_draft_walk_alternate(walk, ot_draft_walk_objects);
		else
			ot_draft_walk_objects(walk, depth + 1);
	}
}

/* --- blocks ---------------------------------------------------------------------------------- */

static void
walk_any(OtDraftWalk *walk)
{
	ot_draft_walk_blocks(walk, walk->token->depth);
}

static void
walk_control(OtDraftWalk *walk)
{
	ot_draft_walk_control(walk, ot_draft_walk_blocks);
}

static void
walk_alternate(OtDraftWalk *walk)
{
	ot_draft_walk_alternate(walk, ot_draft_walk_blocks);
}

static void
walk_deleted(OtDraftWalk *walk)
{
	walk->draft->changed = true;
	ot_draft_walk_deleted(walk, ot_draft_walk_blocks);
}

static void
walk_range_start(OtDraftWalk *walk)
{
	ot_draft_walk_mark(walk, OT_DRAFT_RANGE_START);
}

static void
walk_range_end(OtDraftWalk *walk)
{
	ot_draft_walk_mark(walk, OT_DRAFT_RANGE_END);
}

void
ot_draft_walk_foreign(OtDraftWalk *walk)
{
	if (!walk->has_foreign)
		ot_draft_complain(walk->draft, walk->findings, OT_CODE_DRAFT_UNREAD, NULL,
		                  "another document is drawn in, and not read");
	walk->has_foreign = true;
}

void
ot_draft_walk_block(OtDraftWalk *walk)
{
	static OtDraftHandler *const handlers[OT_N_EL] = {
		[OT_EL_OTHER] = walk_any,
		[OT_EL_P] = ot_draft_walk_paragraph,
		[OT_EL_TBL] = ot_draft_walk_table,
		[OT_EL_SDT] = walk_control,
		[OT_EL_ALTERNATE_CONTENT] = walk_alternate,
		[OT_EL_DEL] = walk_deleted,
		[OT_EL_MOVEFROM] = walk_deleted,
		[OT_EL_SECTPR] = ot_draft_walk_section,
		[OT_EL_ALTCHUNK] = ot_draft_walk_foreign,
		[OT_EL_COMMENT_RANGE_START] = walk_range_start,
		[OT_EL_COMMENT_RANGE_END] = walk_range_end,
	};

	ot_draft_handle(walk, handlers);
}

void
ot_draft_walk_blocks(OtDraftWalk *walk, size_t depth)
{
	while (ot_pull_child(walk->pull, depth))
		ot_draft_walk_block(walk);
}

/* --- parts ----------------------------------------------------------------------------------- */

/* A w:footnote or w:endnote; those with a type are lines that separate, and no notes. */
static void
walk_note(OtDraftWalk *walk)
{
	const OtPullAttr *type = ot_pull_attr(walk->pull, OT_DRAFT_NS_W, "type");
	g_autofree char *id = ot_draft_val(walk->pull, "id");
	OtDraftNoteText note = {.story = walk->story, .first = walk->read->len};

	if (id == NULL || (type != NULL && !ot_pull_value_is(walk->pull, type, "normal")))
		return;
	note.id = ot_arena_strdup(walk->draft->arena, id);
	walk->note = walk->notes->len;
	g_array_append_val(walk->notes, note);
	ot_draft_walk_blocks(walk, walk->token->depth);
	g_array_index(walk->notes, OtDraftNoteText, walk->note).n = walk->read->len - note.first;
	walk->note = G_MAXSIZE;
}

static void
walk_main(OtDraftWalk *walk)
{
	if (!ot_pull_is(walk->pull, OT_DRAFT_NS_W, "document") &&
	    walk->token->kind == OT_PULL_START) {
		ot_draft_complain(walk->draft, walk->findings, OT_CODE_DRAFT_PARTS, NULL,
		                  "the part that should hold the document holds something else");
		walk->stopped = true;
		return;
	}
	while (ot_pull_child(walk->pull, 1))
		if (ot_draft_element(walk->token) == OT_EL_BODY)
			ot_draft_walk_blocks(walk, 2);
}

static void
walk_notes(OtDraftWalk *walk)
{
	while (ot_pull_child(walk->pull, 1)) {
		OtDraftElement element = ot_draft_element(walk->token);
		if (element == OT_EL_FOOTNOTE || element == OT_EL_ENDNOTE)
			walk_note(walk);
	}
}

bool
ot_draft_walk_part(OtDraftWalk *walk, size_t part, OtStory story)
{
	OtPull *pull = ot_draft_part_start(walk->draft, part);
	g_autoptr(GByteArray) fields = g_byte_array_new();
	const OtPullAttr *space = ot_pull_attr(pull, OT_PULL_NS_XML, "space");

	walk->pull = pull;
	walk->token = ot_pull_token(pull);
	walk->bytes = g_bytes_get_data(g_array_index(walk->draft->parts, OtDraftPart, part).bytes,
	                               NULL);
	walk->part = part;
	walk->preserve = ot_pull_value_is(pull, space, "preserve");
	walk->story = story;
	walk->fields = fields;
	walk->instructing = 0;
	walk->table = NULL;
	walk->n_under = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(walk->headings); i++)
		walk->headings[i] = G_MAXSIZE;
	walk->anchor = walk->anchor_run = walk->note = G_MAXSIZE;
	if (story == OT_STORY_BODY)
		walk_main(walk);
	else if (story == OT_STORY_FOOTNOTE || story == OT_STORY_ENDNOTE)
		walk_notes(walk);
	else
		ot_draft_walk_blocks(walk, 1);
	walk->fields = NULL;
	return ot_draft_part_end(walk->draft, part, pull, walk->findings) && !walk->stopped;
}
