/* SPDX-License-Identifier: MIT */
#include "docx/fill-parts.h"

#include "docx/draft-names.h"

#include <string.h>

/* A complex field that is being read (17.16.18). */
typedef struct {
	OtDraftSpan begin;   /* the run that begins it */
	guint32 holder;
	OtFillBlock *paragraph;
	GString *instruction;
	OtDraftSpan properties; /* of the run that begins it, then of its result */
	bool has_result;     /* its result was met */
	bool styled;         /* so was a text in that */
	bool shared;         /* a run of its marks holds other things too */
} Field;

typedef struct {
	OtFill *fill;
	OtFillPart *part;
	OtPull *pull;
	const OtPullToken *token;
	OtFillBlock *block;     /* that what is met stands in */
	OtFillBlock *paragraph; /* the innermost, or NULL */
	GPtrArray *fields;      /* of Field, the innermost last */
	guint32 holder;         /* where the element of runs starts */
	/* the run that is met */
	OtFillRun *run;         /* NULL: none */
	size_t run_depth;
	size_t n_in_run;        /* what it holds besides its properties */
} Scan;

static OtDraftSpan
span_of(const OtPullToken *token)
{
	return (OtDraftSpan){(guint32) token->start, (guint32) token->end};
}

static const char *
keep_prefix(Scan *scan)
{
	if (scan->token->prefix_len == 2 && scan->token->name[-2] == 'w')
		return "w:";
	return ot_arena_strndup(scan->fill->arena, scan->token->name - scan->token->prefix_len,
	                        scan->token->prefix_len);
}

static Field *
innermost_field(const Scan *scan)
{
	return scan->fields->len > 0 ? g_ptr_array_index(scan->fields, scan->fields->len - 1)
	                             : NULL;
}

static void
free_field(void *data)
{
	Field *field = data;

	g_string_free(field->instruction, TRUE);
	g_free(field);
}

/* --- numbers --------------------------------------------------------------------------------- */

static void
note_value(Scan *scan, OtFillIdKind kind, const OtPullAttr *attr)
{
	OtFillId id = {kind, {0, 0}};

	if (attr == NULL || attr->value_len == 0)
		return;
	id.span = (OtDraftSpan){(guint32) attr->value, (guint32) (attr->value + attr->value_len)};
	g_array_append_val(scan->part->ids, id);
}

/* What must not be there twice is left out of copies; such elements are empty. */
static void
note_element(Scan *scan, OtFillIdKind kind)
{
	OtFillId id = {kind, span_of(scan->token)};

	if (scan->token->empty)
		g_array_append_val(scan->part->ids, id);
}

static void
note_ids(Scan *scan)
{
	static const char *const cut[] = {"commentRangeStart", "commentRangeEnd",
	                                  "commentReference", "permStart", "permEnd"};
	OtPull *pull = scan->pull;

	note_value(scan, OT_FILL_ID_PARAGRAPH, ot_pull_attr(pull, OT_DRAFT_NS_W14, "paraId"));
	if (ot_pull_is(pull, OT_DRAFT_NS_DRAWING, "docPr"))
		note_value(scan, OT_FILL_ID_DRAWING, ot_pull_attr(pull, OT_PULL_NS_NONE, "id"));
	else if (ot_pull_is(pull, OT_DRAFT_NS_W, "id"))
		note_value(scan, OT_FILL_ID_CONTROL, ot_pull_attr(pull, OT_DRAFT_NS_W, "val"));
	else if (ot_pull_is(pull, OT_DRAFT_NS_W, "bookmarkStart") ||
	         ot_pull_is(pull, OT_DRAFT_NS_W, "bookmarkEnd")) {
		const OtPullAttr *id = ot_pull_attr(pull, OT_DRAFT_NS_W, "id");
		const OtPullAttr *name = ot_pull_attr(pull, OT_DRAFT_NS_W, "name");
		bool in_order = id == NULL || name == NULL || id->start < name->start;
		note_value(scan, in_order ? OT_FILL_ID_BOOKMARK : OT_FILL_ID_NAME,
		           in_order ? id : name);
		note_value(scan, in_order ? OT_FILL_ID_NAME : OT_FILL_ID_BOOKMARK,
		           in_order ? name : id);
	} else if (ot_pull_is(pull, OT_DRAFT_NS_W, "dataBinding") ||
	           ot_pull_is(pull, OT_DRAFT_NS_W15, "dataBinding")) {
		note_element(scan, OT_FILL_ID_BINDING);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(cut); i++)
		if (ot_pull_is(pull, OT_DRAFT_NS_W, cut[i]))
			note_element(scan, OT_FILL_ID_CUT);
}

/* The next child of the element at `depth`; of all that is passed the numbers are noted. */
static bool
next_child(Scan *scan, size_t depth)
{
	for (;;) {
		OtPullKind kind = ot_pull_next(scan->pull);

		if (kind == OT_PULL_BROKEN || kind == OT_PULL_DONE ||
		    (kind == OT_PULL_END && scan->token->depth == depth))
			return false;
		if (kind != OT_PULL_START)
			continue;
		note_ids(scan);
		if (scan->token->depth == depth + 1)
			return true;
	}
}

/* Pass all of the element that is the token. */
static void
pass(Scan *scan)
{
	size_t depth = scan->token->depth;

	while (next_child(scan, depth))
		;
}

/* The element that is the token, to its end. */
static OtDraftSpan
pass_span(Scan *scan)
{
	OtDraftSpan span = span_of(scan->token);

	pass(scan);
	span.end = (guint32) scan->token->end;
	return span;
}

/* The properties of a content control. */
static void
scan_control(Scan *scan)
{
	OtFillSdt *sdt = ot_arena_new_object(scan->fill->arena, OtFillSdt);
	size_t depth = scan->token->depth, start = scan->token->start;

	while (next_child(scan, depth)) {
		if (ot_draft_element(scan->token) == OT_EL_RPR) {
			sdt->run_properties = pass_span(scan);
			continue;
		}
		if (ot_pull_is(scan->pull, OT_DRAFT_NS_W, "date"))
			sdt->date_name_end = (guint32) (scan->token->name + scan->token->name_len -
			                                scan->part->bytes);
		pass(scan);
	}
	g_hash_table_insert(scan->part->sdts, GSIZE_TO_POINTER(start), sdt);
}

/* --- blocks ---------------------------------------------------------------------------------- */

static void scan_blocks(Scan *scan, size_t depth);
static void scan_block(Scan *scan);
static void scan_inlines(Scan *scan, size_t depth);

static OtFillBlock *
open_block(Scan *scan, OtFillBlockKind kind)
{
	OtFillBlock *block = ot_arena_new_object(scan->fill->arena, OtFillBlock);

	block->kind = kind;
	block->element = block->tag = span_of(scan->token);
	block->prefix = keep_prefix(scan);
	block->parent = scan->block;
	if (scan->block != NULL) {
		block->before = scan->block->last;
		if (scan->block->last != NULL)
			scan->block->last->next = block;
		else
			scan->block->first = block;
		scan->block->last = block;
	}
	scan->block = block;
	return block;
}

static void
close_block(Scan *scan, OtFillBlock *block)
{
	block->end_tag = (guint32) scan->token->start;
	block->element.end = (guint32) scan->token->end;
	scan->block = block->parent;
}

/* Anything that holds blocks, with fields and runs of its own. */
static void
scan_holder(Scan *scan, OtFillBlockKind kind)
{
	Scan outer = *scan;
	g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func(free_field);
	OtFillBlock *block = open_block(scan, kind);

	block->body = ot_pull_is(scan->pull, OT_DRAFT_NS_W, "body");
	if (kind == OT_FILL_GROUP) {
		scan->paragraph = NULL;
		scan->run = NULL;
		scan->fields = fields;
	}
	scan_blocks(scan, scan->token->depth);
	scan->paragraph = outer.paragraph;
	scan->run = outer.run;
	scan->run_depth = outer.run_depth;
	scan->n_in_run = outer.n_in_run;
	scan->holder = outer.holder;
	scan->fields = outer.fields;
	close_block(scan, block);
}

/* Whatever may hold a text box. */
static void
scan_objects(Scan *scan, size_t depth)
{
	while (next_child(scan, depth)) {
		if (ot_draft_element(scan->token) == OT_EL_TXBXCONTENT)
			scan_holder(scan, OT_FILL_GROUP);
		else
			scan_objects(scan, depth + 1);
	}
}

/* --- texts ----------------------------------------------------------------------------------- */

static void
add_character(Scan *scan, char character)
{
	if (scan->paragraph != NULL)
		g_string_append_c(scan->paragraph->text, character);
}

static OtFillText *
open_text(Scan *scan)
{
	OtFillText *text = ot_arena_new_object(scan->fill->arena, OtFillText);
	const OtPullAttr *space = ot_pull_attr(scan->pull, OT_PULL_NS_XML, "space");

	text->run = scan->run;
	text->tag = span_of(scan->token);
	text->name_end = (guint32) (scan->token->name + scan->token->name_len - scan->part->bytes);
	text->prefix = keep_prefix(scan);
	text->direct = scan->token->depth == scan->run_depth + 1;
	text->preserve = ot_pull_value_is(scan->pull, space, "preserve");
	if (space != NULL)
		text->space = (OtDraftSpan){(guint32) space->value,
		                            (guint32) (space->value + space->value_len)};
	return text;
}

static void
scan_text(Scan *scan)
{
	size_t depth = scan->token->depth;
	OtFillText *text = open_text(scan);
	GString *words = scan->paragraph->text;
	Field *field = innermost_field(scan);

	if (field != NULL && field->has_result && !field->styled) {
		field->properties = scan->run->properties;
		field->styled = true;
	}
	for (;;) {
		OtPullKind kind = ot_pull_next(scan->pull);
		if (kind == OT_PULL_BROKEN || kind == OT_PULL_DONE)
			return;
		if (kind == OT_PULL_END && scan->token->depth == depth)
			break;
		if (kind != OT_PULL_TEXT || scan->token->depth != depth)
			continue;
		OtFillPiece piece = {
			.text = text,
			.start = words->len,
			.raw = (guint32) scan->token->start,
			.raw_end = (guint32) scan->token->end,
			.cdata = scan->token->cdata,
		};
		ot_pull_decode(words, scan->part->bytes + piece.raw, piece.raw_end - piece.raw,
		               piece.cdata);
		piece.len = words->len - piece.start;
		g_array_append_val(scan->paragraph->pieces, piece);
	}
	text->end_tag = span_of(scan->token);
}

/* --- fields ---------------------------------------------------------------------------------- */

/* Within the instruction of a field, where a value may be compared. */
static bool
is_instructing(const Scan *scan)
{
	const Field *field = innermost_field(scan);

	return field != NULL && !field->has_result;
}

static bool
is_merge(const char *instruction)
{
	return g_ascii_strncasecmp(instruction, "MERGEFIELD", strlen("MERGEFIELD")) == 0;
}

static void
begin_field(Scan *scan)
{
	Field *field = g_new0(Field, 1);

	field->begin = scan->run->tag;
	field->holder = scan->holder;
	field->paragraph = scan->paragraph;
	field->instruction = g_string_new(NULL);
	field->properties = scan->run->properties;
	field->shared = scan->n_in_run > 1;
	g_ptr_array_add(scan->fields, field);
}

/* The end mark of a field was met; its run has to end with it, which finish_run() sees. */
static void
end_field(Scan *scan)
{
	Field *field = innermost_field(scan);
	OtFillMerge merge = {
		.paragraph = field->paragraph,
		.element = {field->begin.start, 0},
		.run_properties = field->properties,
		.prefix = scan->paragraph->prefix,
		.torn = field->shared || field->holder != scan->holder ||
		        field->paragraph != scan->paragraph || scan->n_in_run > 1,
	};

	g_strstrip(field->instruction->str);
	merge.instruction = ot_arena_strdup(scan->fill->arena, field->instruction->str);
	g_ptr_array_set_size(scan->fields, (int) scan->fields->len - 1);
	merge.torn = merge.torn || is_instructing(scan);
	if (is_merge(merge.instruction))
		g_array_append_val(scan->part->merges, merge);
}

static void
scan_field_mark(Scan *scan)
{
	const OtPullAttr *type = ot_pull_attr(scan->pull, OT_DRAFT_NS_W, "fldCharType");
	Field *field = innermost_field(scan);

	if (ot_pull_value_is(scan->pull, type, "begin")) {
		begin_field(scan);
	} else if (field != NULL && ot_pull_value_is(scan->pull, type, "separate")) {
		field->has_result = true;
	} else if (field != NULL && ot_pull_value_is(scan->pull, type, "end")) {
		end_field(scan);
	}
	pass(scan);
}

static void
scan_instruction(Scan *scan)
{
	Field *field = innermost_field(scan);
	size_t depth = scan->token->depth;

	while (ot_pull_next(scan->pull) == OT_PULL_TEXT)
		if (field != NULL)
			ot_pull_decode(field->instruction, scan->part->bytes + scan->token->start,
			               scan->token->end - scan->token->start, scan->token->cdata);
	if (scan->token->kind == OT_PULL_START)
		ot_pull_skip(scan->pull, depth);
}

static void
scan_simple_field(Scan *scan)
{
	g_autofree char *instruction = ot_draft_val(scan->pull, "instr");
	OtFillMerge merge = {
		.paragraph = scan->paragraph,
		.element = span_of(scan->token),
		.prefix = scan->paragraph->prefix,
	};
	guint32 holder = scan->holder;
	guint first = scan->part->merges->len, n_pieces = scan->paragraph->pieces->len;

	scan->holder = merge.element.start;
	scan_inlines(scan, scan->token->depth);
	scan->holder = holder;
	merge.element.end = (guint32) scan->token->end;
	if (instruction == NULL || !is_merge(g_strstrip(instruction)))
		return;
	if (scan->paragraph->pieces->len > n_pieces) {
		const OtFillPiece *piece =
			&g_array_index(scan->paragraph->pieces, OtFillPiece, n_pieces);
		merge.run_properties = piece->text->run->properties;
	}
	merge.instruction = ot_arena_strdup(scan->fill->arena, instruction);
	merge.torn = is_instructing(scan);
	g_array_insert_val(scan->part->merges, first, merge);
}

/* --- runs ------------------------------------------------------------------------------------ */

static void scan_run_content(Scan *scan);

static void
scan_run_contents(Scan *scan, size_t depth)
{
	while (next_child(scan, depth))
		scan_run_content(scan);
}

static void
scan_run_content(Scan *scan)
{
	OtDraftElement element = ot_draft_element(scan->token);

	if (element == OT_EL_RPR) {
		OtDraftSpan properties = pass_span(scan);
		if (ot_span_is_empty(scan->run->properties))
			scan->run->properties = properties;
		return;
	}
	scan->n_in_run++;
	if (element == OT_EL_T) {
		scan_text(scan);
	} else if (element == OT_EL_FLDCHAR) {
		scan_field_mark(scan);
	} else if (ot_pull_is(scan->pull, OT_DRAFT_NS_W, "instrText")) {
		scan_instruction(scan);
	} else if (element == OT_EL_TAB || element == OT_EL_BR || element == OT_EL_CR) {
		add_character(scan, element == OT_EL_TAB ? '\t' : '\n');
		pass(scan);
	} else if (element == OT_EL_NO_BREAK_HYPHEN) {
		add_character(scan, '-');
		pass(scan);
	} else {
		scan_objects(scan, scan->token->depth);
	}
}

static void
scan_run(Scan *scan)
{
	OtFillRun *run = ot_arena_new_object(scan->fill->arena, OtFillRun);
	size_t depth = scan->token->depth;
	guint n_merges = scan->part->merges->len;

	*run = (OtFillRun){.tag = span_of(scan->token), .holder = scan->holder};
	scan->run = run;
	scan->run_depth = depth;
	scan->n_in_run = 0;
	scan_run_contents(scan, depth);
	run->end_tag = span_of(scan->token);
	scan->run = NULL;
	Field *field = innermost_field(scan);
	if (field != NULL && field->begin.start == run->tag.start)
		field->shared = field->shared || scan->n_in_run > 1;
	for (guint i = n_merges; i < scan->part->merges->len; i++) {
		OtFillMerge *merge = &g_array_index(scan->part->merges, OtFillMerge, i);
		if (merge->element.end == 0) {
			merge->element.end = run->end_tag.end;
			merge->torn = merge->torn || scan->n_in_run > 1;
		}
	}
}

static void
scan_inline(Scan *scan)
{
	OtDraftElement element = ot_draft_element(scan->token);
	guint32 holder = scan->holder;

	switch (element) {
	case OT_EL_R:
		scan_run(scan);
		return;
	case OT_EL_SDTPR:
		scan_control(scan);
		return;
	case OT_EL_PPR:
	case OT_EL_DEL:
	case OT_EL_MOVEFROM:
		pass(scan);
		return;
	case OT_EL_P:
	case OT_EL_TBL:
		scan_block(scan);
		return;
	default:
		break;
	}
	if (ot_pull_is(scan->pull, OT_DRAFT_NS_W, "fldSimple")) {
		scan_simple_field(scan);
		return;
	}
	scan->holder = (guint32) scan->token->start;
	scan_inlines(scan, scan->token->depth);
	scan->holder = holder;
}

static void
scan_inlines(Scan *scan, size_t depth)
{
	while (next_child(scan, depth))
		scan_inline(scan);
}

/* --- paragraphs ------------------------------------------------------------------------------ */

static void
scan_paragraph_properties(Scan *scan, OtFillBlock *paragraph)
{
	size_t depth = scan->token->depth;

	paragraph->properties = span_of(scan->token);
	while (next_child(scan, depth)) {
		paragraph->section =
			paragraph->section || ot_draft_element(scan->token) == OT_EL_SECTPR;
		pass(scan);
	}
	paragraph->properties.end = (guint32) scan->token->end;
}

static void
scan_paragraph(Scan *scan)
{
	size_t depth = scan->token->depth;
	OtFillBlock *outer = scan->paragraph, *paragraph = open_block(scan, OT_FILL_PARAGRAPH);
	guint32 holder = scan->holder;

	paragraph->text = g_string_new(NULL);
	paragraph->pieces = g_array_new(FALSE, FALSE, sizeof(OtFillPiece));
	g_ptr_array_add(scan->part->paragraphs, paragraph);
	scan->paragraph = paragraph;
	scan->holder = paragraph->element.start;
	while (next_child(scan, depth)) {
		if (ot_draft_element(scan->token) == OT_EL_PPR &&
		    ot_span_is_empty(paragraph->properties))
			scan_paragraph_properties(scan, paragraph);
		else
			scan_inline(scan);
	}
	scan->paragraph = outer;
	scan->holder = holder;
	close_block(scan, paragraph);
}

static void
scan_block(Scan *scan)
{
	switch (ot_draft_element(scan->token)) {
	case OT_EL_P:
		scan_paragraph(scan);
		break;
	case OT_EL_TBL:
		scan_holder(scan, OT_FILL_TABLE);
		break;
	case OT_EL_TR:
		scan_holder(scan, OT_FILL_ROW);
		break;
	case OT_EL_TC:
		scan_holder(scan, OT_FILL_CELL);
		break;
	case OT_EL_SDTPR:
		scan_control(scan);
		break;
	case OT_EL_DEL:
	case OT_EL_MOVEFROM:
	case OT_EL_TBLPR:
	case OT_EL_TRPR:
	case OT_EL_TCPR:
	case OT_EL_TBLGRID:
	case OT_EL_SECTPR:
		pass(scan);
		break;
	default:
		if (scan->token->empty)
			pass(scan);
		else
			scan_holder(scan, OT_FILL_GROUP);
		break;
	}
}

static void
scan_blocks(Scan *scan, size_t depth)
{
	while (next_child(scan, depth))
		scan_block(scan);
}

void
ot_fill_scan(OtFill *fill, OtFillPart *part)
{
	g_autoptr(OtPull) pull = ot_pull_new(part->bytes, part->len, &ot_draft_pull);
	g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func(free_field);
	Scan scan = {
		.fill = fill,
		.part = part,
		.pull = pull,
		.token = ot_pull_token(pull),
		.fields = fields,
	};

	if (ot_pull_next(pull) == OT_PULL_START) {
		part->root = open_block(&scan, OT_FILL_GROUP);
		scan_blocks(&scan, 1);
		close_block(&scan, part->root);
	}
}
