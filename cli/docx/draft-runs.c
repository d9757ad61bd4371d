/* SPDX-License-Identifier: MIT */
#include "docx/draft-read.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

/* What a w:pPr says itself. */
typedef struct {
	char *style; /* its id, or NULL */
	int outline; /* -1: not said */
	int list;    /* -1: not said */
} Properties;

static OtDraftSpan
span_of(const OtPullToken *token)
{
	return (OtDraftSpan){(guint32) token->start, (guint32) token->end};
}

/* --- the paragraph that is being read -------------------------------------------------------- */

OtDraftBuilder *
ot_draft_builder(const OtDraftWalk *walk)
{
	return walk->n_open > 0 ? g_ptr_array_index(walk->builders, walk->n_open - 1) : NULL;
}

/* Make room for one more paragraph, within the others. */
static OtDraftBuilder *
open_builder(OtDraftWalk *walk)
{
	OtDraftRead read = {.note = walk->note};
	OtDraftBuilder *builder;

	if (walk->builders->len == walk->n_open) {
		builder = g_new0(OtDraftBuilder, 1);
		builder->text = g_string_new(NULL);
		builder->pieces = g_array_new(FALSE, FALSE, sizeof(OtDraftPiece));
		builder->sources = g_array_new(FALSE, FALSE, sizeof(OtDraftSource));
		builder->runs = g_array_new(FALSE, FALSE, sizeof(OtDraftRun));
		g_ptr_array_add(walk->builders, builder);
	}
	builder = g_ptr_array_index(walk->builders, walk->n_open++);
	g_string_set_size(builder->text, 0);
	g_array_set_size(builder->pieces, 0);
	g_array_set_size(builder->sources, 0);
	g_array_set_size(builder->runs, 0);
	builder->index = walk->read->len;
	builder->depth = walk->token->depth;
	builder->run_depth = 0;
	builder->run_index = G_MAXSIZE;
	g_array_append_val(walk->read, read);
	return builder;
}

static bool
is_silent(const OtDraftWalk *walk)
{
	return walk->silent > 0 || walk->instructing > 0;
}

static void
add_character(OtDraftWalk *walk, char c)
{
	if (!is_silent(walk))
		g_string_append_c(ot_draft_builder(walk)->text, c);
}

static void
add_blank(OtDraftWalk *walk)
{
	add_character(walk, ' ');
}

static void
add_hyphen(OtDraftWalk *walk)
{
	add_character(walk, '-');
}

size_t
ot_draft_record_run(OtDraftWalk *walk)
{
	OtDraftBuilder *builder = ot_draft_builder(walk);

	if (builder->run_depth == 0)
		return G_MAXSIZE;
	if (builder->run_index == G_MAXSIZE && ot_draft_walk_count(walk)) {
		builder->run_index = builder->runs->len;
		g_array_append_val(builder->runs, builder->run);
	}
	return builder->run_index;
}

/* --- w:t ------------------------------------------------------------------------------------- */

/* Add what stands between tags; a tab or line end is a blank to Word too. */
static void
append_text(GString *text, const char *raw, size_t len, bool cdata)
{
	size_t start = text->len;

	ot_pull_decode(text, raw, len, cdata);
	ot_text_blanks(text->str + start);
}

/* Without xml:space="preserve" the blanks at both ends are not part of the text. */
static void
trim(const char *bytes, OtDraftSpan *span)
{
	while (span->start < span->end && g_ascii_isspace(bytes[span->start]))
		span->start++;
	while (span->start < span->end && g_ascii_isspace(bytes[span->end - 1]))
		span->end--;
}

/* Go through a w:t to its end tag; true if it holds one plain text from tag to tag. */
static bool
scan_text(OtDraftWalk *walk, GString *mixed)
{
	size_t depth = walk->token->depth, begin = walk->token->end, end = begin;
	bool plain = true;

	for (;;) {
		OtPullKind kind = ot_pull_next(walk->pull);
		if (kind == OT_PULL_BROKEN || kind == OT_PULL_DONE)
			return false;
		if (kind == OT_PULL_END && walk->token->depth == depth)
			return plain && walk->token->start == end;
		plain = plain && kind == OT_PULL_TEXT && !walk->token->cdata &&
		        walk->token->start == begin && end == begin;
		end = walk->token->end;
		if (kind == OT_PULL_TEXT && walk->token->depth == depth)
			append_text(mixed, walk->bytes + walk->token->start,
			            end - walk->token->start, walk->token->cdata);
	}
}

static void
read_text(OtDraftWalk *walk)
{
	OtDraftBuilder *builder = ot_draft_builder(walk);
	const OtPullAttr *space = ot_pull_attr(walk->pull, OT_PULL_NS_XML, "space");
	OtDraftPiece piece = {.start = builder->text->len};
	OtDraftSource source = {
		.tag = span_of(walk->token),
		.prefix = (guint8) walk->token->prefix_len,
		.preserve = ot_pull_value_is(walk->pull, space, "preserve"),
	};
	bool direct = walk->token->depth == builder->run_depth + 1;
	bool keeps = source.preserve || (walk->preserve && space == NULL);
	bool plain = scan_text(walk, builder->text);
	OtDraftSpan inside = {source.tag.end, (guint32) walk->token->start};

	if (is_silent(walk) || walk->token->kind != OT_PULL_END) {
		g_string_truncate(builder->text, piece.start);
		return;
	}
	if (plain && !keeps) {
		g_string_truncate(builder->text, piece.start);
		trim(walk->bytes, &inside);
		append_text(builder->text, walk->bytes + inside.start, inside.end - inside.start,
		            false);
	}
	piece.len = builder->text->len - piece.start;
	if (piece.len == 0 || !ot_draft_walk_count(walk))
		return;
	piece.offset = inside.start;
	piece.size = inside.end - inside.start;
	source.end = (guint32) walk->token->end;
	source.can_split = plain && direct;
	source.run = ot_draft_record_run(walk);
	g_array_append_val(builder->pieces, piece);
	g_array_append_val(builder->sources, source);
}

/* --- fields and notes ------------------------------------------------------------------------ */

static void
end_instruction(OtDraftWalk *walk, guint8 *field)
{
	walk->instructing -= *field;
	*field = 0;
}

static void
read_field_mark(OtDraftWalk *walk)
{
	static const guint8 instruction = 1;
	const OtPullAttr *type = ot_pull_attr(walk->pull, OT_DRAFT_NS_W, "fldCharType");
	guint n = walk->fields->len;

	if (ot_pull_value_is(walk->pull, type, "begin")) {
		g_byte_array_append(walk->fields, &instruction, 1);
		walk->instructing++;
	} else if (n > 0) {
		end_instruction(walk, &walk->fields->data[n - 1]);
		if (ot_pull_value_is(walk->pull, type, "end"))
			g_byte_array_set_size(walk->fields, n - 1);
	}
}

static void
read_note_mark(OtDraftWalk *walk, OtStory story)
{
	g_autofree char *id = ot_draft_val(walk->pull, "id");
	OtDraftNoteMark mark = {
		.paragraph = ot_draft_builder(walk)->index,
		.story = story,
	};

	if (id == NULL || is_silent(walk) || walk->note != G_MAXSIZE)
		return;
	mark.run = ot_draft_record_run(walk);
	mark.id = ot_arena_strdup(walk->draft->arena, id);
	g_array_append_val(walk->note_marks, mark);
}

static void
read_footnote_mark(OtDraftWalk *walk)
{
	read_note_mark(walk, OT_STORY_FOOTNOTE);
}

static void
read_endnote_mark(OtDraftWalk *walk)
{
	read_note_mark(walk, OT_STORY_ENDNOTE);
}

/* --- runs ------------------------------------------------------------------------------------ */

static void walk_run_content(OtDraftWalk *walk);

static void
walk_run_contents(OtDraftWalk *walk, size_t depth)
{
	while (ot_pull_child(walk->pull, depth))
		walk_run_content(walk);
}

static void
walk_object(OtDraftWalk *walk)
{
	ot_draft_walk_objects(walk, walk->token->depth);
}

/* What is of WordprocessingML and not known here holds no text: w:instrText, w:delText ... */
static void
walk_other(OtDraftWalk *walk)
{
	if (walk->token->ns != OT_DRAFT_NS_W)
		walk_object(walk);
}

static void
walk_run_alternate(OtDraftWalk *walk)
{
	ot_draft_walk_alternate(walk, walk_run_contents);
}

static void
walk_reference(OtDraftWalk *walk)
{
	ot_draft_walk_mark(walk, OT_DRAFT_REFERENCE);
}

/* The base text; what stands above it says how to pronounce it. */
static void
walk_ruby(OtDraftWalk *walk)
{
	size_t depth = walk->token->depth;

	while (ot_pull_child(walk->pull, depth))
		if (ot_draft_element(walk->token) == OT_EL_RUBYBASE)
			ot_draft_walk_inlines(walk, depth + 1);
}

static void
walk_run_content(OtDraftWalk *walk)
{
	static OtDraftHandler *const handlers[OT_N_EL] = {
		[OT_EL_OTHER] = walk_other,
		[OT_EL_T] = read_text,
		[OT_EL_TAB] = add_blank,
		[OT_EL_PTAB] = add_blank,
		[OT_EL_BR] = add_blank,
		[OT_EL_CR] = add_blank,
		[OT_EL_SYM] = add_blank,
		[OT_EL_NO_BREAK_HYPHEN] = add_hyphen,
		[OT_EL_FLDCHAR] = read_field_mark,
		[OT_EL_FOOTNOTE_REFERENCE] = read_footnote_mark,
		[OT_EL_ENDNOTE_REFERENCE] = read_endnote_mark,
		[OT_EL_COMMENT_REFERENCE] = walk_reference,
		[OT_EL_DRAWING] = walk_object,
		[OT_EL_PICT] = walk_object,
		[OT_EL_OBJECT] = walk_object,
		[OT_EL_RUBY] = walk_ruby,
		[OT_EL_ALTERNATE_CONTENT] = walk_run_alternate,
	};

	ot_draft_handle(walk, handlers);
}

/* Whether a run is hidden by its w:rPr, which is the token, or by its styles. */
static bool
is_hidden(OtDraftWalk *walk, bool by_paragraph)
{
	size_t depth = walk->token->depth;
	bool by_style = false;
	int said = -1;

	while (ot_pull_child(walk->pull, depth)) {
		if (ot_pull_is(walk->pull, OT_DRAFT_NS_W, "vanish")) {
			said = ot_draft_is_on(walk->pull);
		} else if (ot_pull_is(walk->pull, OT_DRAFT_NS_W, "rStyle")) {
			g_autofree char *id = ot_draft_val(walk->pull, "val");
			by_style = id != NULL && ot_draft_style(walk->styles, id).hidden;
		}
	}
	/* ECMA-376-1, 17.7.3: a property that toggles is on if one of the two styles has it */
	return said >= 0 ? said > 0 : by_style != by_paragraph;
}

/* Fill in what is known at the end of a run, for it and for those of a ruby text in it. */
static void
finish_run(OtDraftWalk *walk, OtDraftBuilder *builder, guint first, guint first_mark, bool alone)
{
	OtDraftRun *run = &builder->run;

	if (walk->token->kind != OT_PULL_END)
		return;
	run->element.end = (guint32) walk->token->end;
	run->end_tag = (guint32) walk->token->start;
	run->beside = run->element;
	if (builder->run_index != G_MAXSIZE)
		g_array_index(builder->runs, OtDraftRun, builder->run_index) = *run;
	for (guint i = first; i < builder->runs->len; i++)
		g_array_index(builder->runs, OtDraftRun, i).beside = run->element;
	for (guint i = first_mark; alone && i < walk->draft->marks->len; i++)
		g_array_index(walk->draft->marks, OtDraftMark, i).run = run->element;
}

static void
walk_run(OtDraftWalk *walk)
{
	OtDraftBuilder *builder = ot_draft_builder(walk);
	OtDraftBuilder outer = *builder;
	size_t depth = walk->token->depth, n_contents = 0;
	guint first = builder->runs->len, first_mark = walk->draft->marks->len;
	bool hidden = builder->hidden;

	builder->run = (OtDraftRun){
		.element = span_of(walk->token),
		.tag = span_of(walk->token),
		.properties = {(guint32) walk->token->end, (guint32) walk->token->end},
		.prefix = (guint8) walk->token->prefix_len,
		.inserted = walk->inserted > 0,
		.in_control = walk->in_control > 0,
	};
	builder->run_index = G_MAXSIZE;
	builder->run_depth = depth;
	while (ot_pull_child(walk->pull, depth)) {
		if (ot_draft_element(walk->token) == OT_EL_RPR) {
			builder->run.properties.start = (guint32) walk->token->start;
			hidden = is_hidden(walk, builder->hidden);
			builder->run.properties.end = (guint32) walk->token->end;
			continue;
		}
		n_contents++;
		walk->silent += hidden;
		walk_run_content(walk);
		walk->silent -= hidden;
	}
	finish_run(walk, builder, first, first_mark,
	           n_contents == 1 && walk->draft->marks->len == first_mark + 1);
	builder->run = outer.run;
	builder->run_index = outer.run_index;
	builder->run_depth = outer.run_depth;
}

/* --- what holds runs ------------------------------------------------------------------------- */

static const struct {
	const char *name;
	bool inserted;
} wrappers[] = {
#define WRAPPER(name, inserted) {name, inserted},
#include "docx/draft-wrappers.def"
#undef WRAPPER
};

/* Go through what may not hold marks of comments: they stand beside all of it. */
static void
walk_closed(OtDraftWalk *walk, void (*inside)(OtDraftWalk *walk))
{
	OtDraftBuilder *builder = ot_draft_builder(walk);
	OtDraftSpan span = span_of(walk->token);
	size_t depth = walk->token->depth;
	guint first = builder->runs->len;

	inside(walk);
	if (!ot_pull_skip(walk->pull, depth))
		return;
	span.end = (guint32) walk->token->end;
	for (guint i = first; i < builder->runs->len; i++)
		g_array_index(builder->runs, OtDraftRun, i).beside = span;
}

static void
walk_any(OtDraftWalk *walk)
{
	ot_draft_walk_inlines(walk, walk->token->depth);
}

static void
walk_wrapper(OtDraftWalk *walk)
{
	for (size_t i = 0; i < G_N_ELEMENTS(wrappers); i++) {
		if (!ot_pull_is(walk->pull, OT_DRAFT_NS_W, wrappers[i].name))
			continue;
		walk->inserted += wrappers[i].inserted;
		walk->draft->changed = walk->draft->changed || wrappers[i].inserted;
		walk_any(walk);
		walk->inserted -= wrappers[i].inserted;
		return;
	}
	walk_closed(walk, walk_any);
}

static void
walk_deleted(OtDraftWalk *walk)
{
	walk->draft->changed = true;
	ot_draft_walk_deleted(walk, ot_draft_walk_inlines);
}

static void
walk_control(OtDraftWalk *walk)
{
	ot_draft_walk_control(walk, ot_draft_walk_inlines);
}

static void
choose_branch(OtDraftWalk *walk)
{
	ot_draft_walk_alternate(walk, ot_draft_walk_inlines);
}

static void
walk_alternate(OtDraftWalk *walk)
{
	walk_closed(walk, choose_branch);
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

static void
walk_inline(OtDraftWalk *walk)
{
	static OtDraftHandler *const handlers[OT_N_EL] = {
		[OT_EL_OTHER] = walk_wrapper,
		[OT_EL_R] = walk_run,
		[OT_EL_SDT] = walk_control,
		[OT_EL_DEL] = walk_deleted,
		[OT_EL_MOVEFROM] = walk_deleted,
		[OT_EL_ALTERNATE_CONTENT] = walk_alternate,
		[OT_EL_SUBDOC] = ot_draft_walk_foreign,
		[OT_EL_OMATH] = add_blank,
		[OT_EL_OMATHPARA] = add_blank,
		[OT_EL_COMMENT_RANGE_START] = walk_range_start,
		[OT_EL_COMMENT_RANGE_END] = walk_range_end,
		/* not where they belong, but they hold text */
		[OT_EL_P] = ot_draft_walk_paragraph,
		[OT_EL_TBL] = ot_draft_walk_table,
	};

	ot_draft_handle(walk, handlers);
}

void
ot_draft_walk_inlines(OtDraftWalk *walk, size_t depth)
{
	while (ot_pull_child(walk->pull, depth))
		walk_inline(walk);
}

/* --- paragraphs ------------------------------------------------------------------------------ */

static void
read_properties(OtDraftWalk *walk, Properties *properties)
{
	size_t depth = walk->token->depth;
	OtPull *pull = walk->pull;

	while (ot_pull_child(pull, depth)) {
		if (ot_pull_is(pull, OT_DRAFT_NS_W, "pStyle")) {
			g_free(properties->style);
			properties->style = ot_draft_val(pull, "val");
		} else if (ot_pull_is(pull, OT_DRAFT_NS_W, "outlineLvl")) {
			properties->outline = MIN(ot_draft_number(pull, "val", 9), 9);
		} else if (ot_pull_is(pull, OT_DRAFT_NS_W, "numPr")) {
			while (ot_pull_child(pull, depth + 1))
				if (ot_pull_is(pull, OT_DRAFT_NS_W, "numId"))
					properties->list = ot_draft_number(pull, "val", 0) != 0;
		} else if (ot_draft_element(walk->token) == OT_EL_SECTPR) {
			ot_draft_walk_section(walk);
		}
	}
}

static void *
keep_array(OtArena *arena, const GArray *array, size_t size)
{
	if (array->len == 0)
		return NULL;
	return memcpy(ot_arena_alloc(arena, array->len * size), array->data, array->len * size);
}

static bool
is_blank(const char *text)
{
	return text[strspn(text, " ")] == '\0';
}

/* What it stands under, and what stands under it from now on. */
static void
take_heading(OtDraftWalk *walk, OtDraftParagraph *paragraph, size_t index)
{
	int level = paragraph->heading;

	if (walk->story != OT_STORY_BODY || level == 0 || is_blank(paragraph->text)) {
		paragraph->under = walk->headings[0];
		return;
	}
	paragraph->under = G_MAXSIZE;
	for (int above = level - 1; above > 0 && paragraph->under == G_MAXSIZE; above--)
		paragraph->under = walk->headings[above];
	for (int below = level; below < 10; below++)
		walk->headings[below] = G_MAXSIZE;
	walk->headings[0] = walk->headings[level] = index;
	walk->n_under = 0;
}

static void
close_paragraph(OtDraftWalk *walk, const OtDraftBuilder *builder, const Properties *properties,
                OtDraftRead *read)
{
	OtArena *arena = walk->draft->arena;
	OtDraftParagraph *paragraph = &read->paragraph;
	OtDraftStyle style = ot_draft_style(walk->styles, properties->style);
	const OtDraftTable *table = walk->table;

	*paragraph = (OtDraftParagraph){
		.text = ot_arena_strndup(arena, builder->text->str, builder->text->len),
		.len = builder->text->len,
		.story = walk->story,
		.part = walk->part,
		.heading =
			properties->outline >= 0 ? (properties->outline + 1) % 10 : style.heading,
		.title = style.title,
		.anchor = walk->anchor,
		.style = style.name,
		.n_pieces = builder->pieces->len,
		.pieces = keep_array(arena, builder->pieces, sizeof(OtDraftPiece)),
	};
	paragraph->list_item = paragraph->heading == 0 &&
	                       (properties->list >= 0 ? properties->list > 0 : style.list);
	if (table != NULL) {
		paragraph->table = table->number;
		paragraph->row = table->row;
		paragraph->column = table->column;
		paragraph->header_row = table->header_row;
		paragraph->column_header = ot_draft_head(table, table->column);
	}
	if (walk->story == OT_STORY_BODY)
		paragraph->anchor = builder->index;
	take_heading(walk, paragraph, builder->index);
	if (walk->story == OT_STORY_BODY && table == NULL && paragraph->heading == 0 &&
	    !is_blank(paragraph->text))
		walk->n_under++;
	paragraph->place = ot_draft_place(walk, paragraph);
	read->layout.n_runs = builder->runs->len;
	read->layout.runs = keep_array(arena, builder->runs, sizeof(OtDraftRun));
	read->layout.sources = keep_array(arena, builder->sources, sizeof(OtDraftSource));
}

/* Most paragraphs of a part have the same prefix. */
static const char *
prefix_of(OtDraftWalk *walk)
{
	const OtPullToken *token = walk->token;

	if (token->prefix_len == 0)
		return "";
	if (token->prefix_len == 2 && token->name[-2] == 'w')
		return "w:";
	return ot_arena_strndup(walk->draft->arena, token->name - token->prefix_len,
	                        token->prefix_len);
}

static bool
count_paragraph(OtDraftWalk *walk)
{
	if (!walk->stopped && walk->read->len >= OT_LIMIT_DRAFT_PARAGRAPHS) {
		ot_draft_complain(walk->draft, walk->findings, OT_CODE_DRAFT_LIMIT, NULL,
		                  "the file has more than %u paragraphs",
		                  OT_LIMIT_DRAFT_PARAGRAPHS);
		walk->stopped = true;
	}
	return !walk->stopped;
}

/* One child of the paragraph, and what its runs are in. */
static void
walk_child(OtDraftWalk *walk, OtDraftBuilder *builder)
{
	OtDraftSpan top = span_of(walk->token);
	guint first = builder->runs->len;

	walk_inline(walk);
	if (!ot_pull_skip(walk->pull, builder->depth + 1))
		return;
	top.end = (guint32) walk->token->end;
	for (guint i = first; i < builder->runs->len; i++)
		g_array_index(builder->runs, OtDraftRun, i).top = top;
}

void
ot_draft_walk_paragraph(OtDraftWalk *walk)
{
	Properties properties = {.outline = -1, .list = -1};
	OtDraftLayout layout = {
		.element = span_of(walk->token),
		.tag = span_of(walk->token),
		.content = (guint32) walk->token->end,
		.prefix = prefix_of(walk),
		.anchor_run = walk->anchor_run,
	};
	unsigned in_control = walk->in_control, inserted = walk->inserted;

	if (!count_paragraph(walk))
		return;
	OtDraftBuilder *builder = open_builder(walk);
	builder->hidden = ot_draft_style(walk->styles, NULL).hidden;
	walk->in_control = walk->inserted = 0;
	while (ot_pull_child(walk->pull, builder->depth)) {
		if (ot_draft_element(walk->token) != OT_EL_PPR) {
			walk_child(walk, builder);
			continue;
		}
		read_properties(walk, &properties);
		if (properties.style != NULL)
			builder->hidden = ot_draft_style(walk->styles, properties.style).hidden;
		if (builder->runs->len == 0)
			layout.content = (guint32) walk->token->end;
	}
	layout.element.end = (guint32) walk->token->end;
	layout.end_tag = (guint32) walk->token->start;
	/* A field whose result never starts must not hide all that follows. */
	for (guint i = walk->fields->len; i > 0 && walk->instructing > 0; i--)
		end_instruction(walk, &walk->fields->data[i - 1]);
	OtDraftRead *read = &g_array_index(walk->read, OtDraftRead, builder->index);
	read->layout = layout;
	close_paragraph(walk, builder, &properties, read);
	walk->in_control = in_control;
	walk->inserted = inserted;
	walk->n_open--;
	g_free(properties.style);
}
