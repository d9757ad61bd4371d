/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"

#include "document/missing.h"

#include <string.h>

/* Inlines of a block being put together. */
typedef struct {
	OtLayout *layout;
	GString *string;
	GArray *spans;          /* of OtSpan */
	OtFootnote **footnotes; /* where the next one goes; NULL: notes are left out */
} Builder;

/* What holds for the inlines within a node. */
typedef struct {
	OtTag *tag;
	guint look;
	const OtNode *field; /* that is left open */
} Style;

static void
add_inlines(Builder *builder, const OtNode *parent, Style style);

static void
add_text(Builder *builder, const char *text, Style style)
{
	GArray *spans = builder->spans;
	OtSpan span = { 0, style.look, style.tag, style.field };
	OtSpan *last = spans->len > 0 ? &g_array_index(spans, OtSpan, spans->len - 1) : NULL;

	if (text == NULL || *text == '\0')
		return;
	g_string_append(builder->string, text);
	span.end = (guint) builder->string->len;
	if (last != NULL && last->look == span.look && last->tag == span.tag &&
	    last->field == span.field)
		last->end = span.end;
	else
		g_array_append_val(spans, span);
}

/* Only what a reader can sensibly follow becomes a link; anything else stays plain text. */
static bool
is_safe_address(const char *href)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:" };

	for (size_t i = 0; href != NULL && i < G_N_ELEMENTS(schemes); i++)
		if (g_ascii_strncasecmp(href, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

static OtTag *
add_tag(Builder *builder, OtStructureType type, const OtNode *node, Style style)
{
	OtTag *tag = ot_tag_new(builder->layout->arena, style.tag, type);

	tag->lang = node->lang;
	return tag;
}

static const char *
describe_link(Builder *builder, const char *key, const char *name, const char *value)
{
	return ot_labels_fill(builder->layout->labels, builder->layout->arena, key, name,
	                      ot_layout_shorten(builder->layout, value), NULL);
}

static void
add_link(Builder *builder, const OtNode *node, Style style)
{
	const char *href = node->as.link.href;

	if (is_safe_address(href)) {
		bool mail = g_ascii_strncasecmp(href, "mailto:", 7) == 0;

		style.tag = add_tag(builder, OT_STRUCTURE_LINK, node, style);
		style.tag->href = href;
		style.tag->contents = describe_link(builder, mail ? "link-mail" : "link", "address",
		                                    mail ? href + 7 : href);
		style.look |= OT_LOOK_LINK;
	}
	if (node->first == NULL)
		add_text(builder, href, style);
	else
		add_inlines(builder, node, style);
}

static void
add_reference(Builder *builder, const OtNode *node, Style style)
{
	const char *id = node->as.reference.target;
	const OtNode *target = id != NULL ? g_hash_table_lookup(builder->layout->ids, id) : NULL;

	if (target != NULL) {
		g_autofree char *words = ot_node_text(node);

		style.tag = add_tag(builder, OT_STRUCTURE_LINK, node, style);
		style.tag->target = target;
		style.tag->contents = describe_link(builder, "link-within", "target", words);
		style.look |= OT_LOOK_LINK;
	}
	add_inlines(builder, node, style);
}

/* A Note stands in the tree where its number stands in the text (ISO 32000-1, 14.8.4.4). */
static void
add_note(Builder *builder, const OtNode *node, Style style)
{
	OtLayout *layout = builder->layout;
	OtArena *arena = layout->arena;
	char *number = ot_arena_printf(arena, "%d", node->as.note.number);
	OtFootnote *footnote;
	Style within = style;
	OtTag *reference;

	if (builder->footnotes == NULL)
		return;
	footnote = ot_arena_new_object(arena, OtFootnote);
	footnote->byte = (guint) builder->string->len;
	reference = style.tag = ot_tag_new(arena, style.tag, OT_STRUCTURE_REFERENCE);
	style.look = OT_LOOK_RAISED;
	add_text(builder, number, style);

	reference->note = within.tag = add_tag(builder, OT_STRUCTURE_NOTE, node, within);
	within.tag->id = ot_arena_printf(arena, "note-%d", node->as.note.number);
	footnote->label = ot_text_plain(layout->texts, arena, OT_TEXT_SMALL, number,
	                                ot_tag_new(arena, within.tag, OT_STRUCTURE_LBL));
	footnote->text = ot_inline_text(layout, node, OT_TEXT_SMALL, within.tag, NULL);
	if (footnote->text == NULL)
		footnote->text =
			ot_text_plain(layout->texts, arena, OT_TEXT_SMALL, " ", within.tag);
	*builder->footnotes = footnote;
	builder->footnotes = &footnote->next;
}

static bool
is_ticked(const OtFieldData *field)
{
	return field->value != NULL && strcmp(field->value, "yes") == 0;
}

/* A box alone; who listens hears "Yes", or that it is to be completed, and then what. */
static void
add_box(Builder *builder, const OtNode *node, Style style)
{
	style.tag = add_tag(builder, OT_STRUCTURE_SPAN, node, style);
	style.tag->alt = ot_field_box_words(builder->layout->labels, node);
	add_text(builder, is_ticked(&node->as.field) ? "\u2611" : "\u2610", style);
}

static void
add_field(Builder *builder, const OtNode *node, Style style)
{
	const OtFieldData *field = &node->as.field;
	OtLayout *layout = builder->layout;

	if (ot_field_is_box(node)) {
		add_box(builder, node, style);
		return;
	}
	if (field->kind == OT_FIELD_TICK)
		add_text(builder, is_ticked(field) ? "\u2611\u00a0" : "\u2610\u00a0", style);
	if (field->open && layout->forms != NULL) {
		style.look |= OT_LOOK_OPEN;
		style.field = node;
	}
	if (field->text != NULL) {
		add_text(builder, field->text, style);
		return;
	}
	style.tag = add_tag(builder, OT_STRUCTURE_SPAN, node, style);
	style.look |= OT_LOOK_MISSING;
	add_text(builder, ot_missing_words(layout->labels, layout->arena, node), style);
}

static void
add_inline(Builder *builder, const OtNode *node, Style style)
{
	/* A passage in another language has an element that says so (PDF/UA-1, 7.2). */
	if (node->lang != NULL && node->kind != OT_NODE_LINK && node->kind != OT_NODE_REFERENCE &&
	    node->kind != OT_NODE_NOTE)
		style.tag = add_tag(builder, OT_STRUCTURE_SPAN, node, style);
	switch (node->kind) {
	case OT_NODE_TEXT:
		add_text(builder, node->as.text, style);
		break;
	case OT_NODE_STRONG:
		style.look |= OT_LOOK_STRONG;
		add_inlines(builder, node, style);
		break;
	case OT_NODE_EMPHASIS:
		/* Slanted letters are hard to read for those who see little. */
		if (!builder->layout->style->large_print)
			style.look |= OT_LOOK_EMPHASIS;
		add_inlines(builder, node, style);
		break;
	case OT_NODE_LINK:
		add_link(builder, node, style);
		break;
	case OT_NODE_REFERENCE:
		add_reference(builder, node, style);
		break;
	case OT_NODE_NOTE:
		add_note(builder, node, style);
		break;
	case OT_NODE_FIELD:
		add_field(builder, node, style);
		break;
	case OT_NODE_DOCUMENT:
	case OT_NODE_SECTION:
	case OT_NODE_HEADING:
	case OT_NODE_PARAGRAPH:
	case OT_NODE_LIST:
	case OT_NODE_ITEM:
	case OT_NODE_TABLE:
	case OT_NODE_ROW:
	case OT_NODE_CELL:
	case OT_NODE_FIGURE:
	case OT_NODE_CALLOUT:
	case OT_NODE_TOC:
	case OT_NODE_PAGE_BREAK:
	case OT_NODE_SIGNATURE:
	case OT_N_NODE_KINDS:
		break;
	}
}

static void
add_inlines(Builder *builder, const OtNode *parent, Style style)
{
	for (const OtNode *node = parent->first; node != NULL; node = node->next)
		add_inline(builder, node, style);
}

static OtSpan *
copy_spans(Builder *builder)
{
	size_t size = builder->spans->len * sizeof(OtSpan);
	OtSpan *spans = ot_arena_alloc(builder->layout->arena, size);

	memcpy(spans, builder->spans->data, size);
	return spans;
}

/* The text of a node; its shape may have been made when its cell was measured. */
static OtText *
make_text(Builder *builder, const OtNode *node, OtTextRole role)
{
	OtLayout *layout = builder->layout;
	const char *string = builder->string->str;
	OtText *measured = g_hash_table_lookup(layout->prepared, node);
	OtSpan *spans = copy_spans(builder);
	guint n_spans = builder->spans->len;
	OtText *text = NULL;

	if (measured != NULL)
		text = ot_text_take(layout->texts, layout->arena, measured, role, string);
	if (text == NULL)
		return ot_text_make(layout->texts, layout->arena, role, string, spans, n_spans);
	text->spans = spans;
	text->n_spans = n_spans;
	return text;
}

static OtText *
finish_text(Builder *builder, const OtNode *node, OtTextRole role)
{
	OtText *text = NULL;

	if (builder->string->len > 0)
		text = make_text(builder, node, role);
	g_string_free(builder->string, TRUE);
	g_array_unref(builder->spans);
	return text;
}

static Builder
start_text(OtLayout *layout, OtFootnote **footnotes)
{
	return (Builder){ layout, g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(OtSpan)),
		          footnotes };
}

OtText *
ot_inline_labelled(OtLayout *layout, const OtNode *block, const char *label, OtTextRole role,
                   OtTag *tag, OtFootnote **footnotes)
{
	Builder builder = start_text(layout, footnotes);

	add_text(&builder, label, (Style){ .tag = tag, .look = OT_LOOK_STRONG });
	if (block->kind == OT_NODE_FIELD)
		add_field(&builder, block, (Style){ .tag = tag });
	else
		add_inlines(&builder, block, (Style){ .tag = tag });
	return finish_text(&builder, block, role);
}

OtText *
ot_inline_text(OtLayout *layout, const OtNode *block, OtTextRole role, OtTag *tag,
               OtFootnote **footnotes)
{
	Builder builder = start_text(layout, footnotes);

	add_inlines(&builder, block, (Style){ .tag = tag });
	return finish_text(&builder, block, role);
}

OtText *
ot_inline_field(OtLayout *layout, const OtNode *field, OtTextRole role, OtTag *tag)
{
	Builder builder = start_text(layout, NULL);

	add_field(&builder, field, (Style){ .tag = tag });
	return finish_text(&builder, field, role);
}

const OtText *
ot_inline_prepare(OtLayout *layout, const OtNode *node, OtTextRole role)
{
	OtFootnote *footnotes = NULL;
	OtText *text = node->kind == OT_NODE_FIELD
	                       ? ot_inline_field(layout, node, role, NULL)
	                       : ot_inline_text(layout, node, role, NULL, &footnotes);

	if (text != NULL)
		g_hash_table_insert(layout->prepared, (gpointer) node, text);
	return text;
}
