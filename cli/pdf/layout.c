/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"

#include "base/limits.h"
#include "document/missing.h"

#include <string.h>

/* A callout up to this part of the page stays in one piece. */
#define WHOLE_CALLOUT 0.35

#define CALLOUT_BAR   4.0
#define CALLOUT_PAD   9.0
#define CALLOUT_SPACE 10.0

/*
 * Bookmarks and what links are called are shorter than the words that they stand for can be: a
 * string of a PDF has a limit, and nobody listens to a thousand words (characters).
 */
#define MAX_NAME 300

/* From the end of a heading's number to its text, as a part of the size. */
#define NUMBER_GAP 0.6

void
ot_flow_init(OtLayout *layout, OtFlow *flow)
{
	flow->strips = g_array_new(FALSE, TRUE, sizeof(OtStrip));
	flow->next = 0;
	g_ptr_array_add(layout->flows, flow->strips);
}

double
ot_flow_height(const OtFlow *flow)
{
	double height = 0;

	for (guint i = flow->next; i < flow->strips->len; i++) {
		const OtStrip *strip = &g_array_index(flow->strips, OtStrip, i);

		if (i > flow->next)
			height += ot_strip_gap(strip - 1, strip);
		height += strip->height;
	}
	return height;
}

void
ot_flow_keep(OtFlow *flow, guint first)
{
	for (guint i = first; i + 1 < flow->strips->len; i++)
		g_array_index(flow->strips, OtStrip, i).keep = true;
}

OtStrip *
ot_layout_add(OtLayout *layout, const OtFrame *frame, OtStripKind kind)
{
	GArray *strips = frame->flow->strips;
	OtStrip *strip;

	g_array_set_size(strips, strips->len + 1);
	strip = &g_array_index(strips, OtStrip, strips->len - 1);
	strip->kind = kind;
	strip->x = frame->x;
	strip->box = frame->box;
	if (kind != OT_STRIP_BREAK) {
		strip->anchors = layout->pending;
		layout->pending = NULL;
	}
	return strip;
}

void
ot_layout_anchor(OtLayout *layout, const OtNode *node)
{
	OtAnchor *anchor = ot_arena_new_object(layout->arena, OtAnchor);

	anchor->node = node;
	anchor->next = layout->pending;
	layout->pending = anchor;
}

OtTag *
ot_layout_tag(OtLayout *layout, const OtFrame *frame, OtStructureType type, const OtNode *node)
{
	OtTag *tag = ot_tag_new(layout->arena, frame->tag, type);

	tag->lang = node->lang;
	return tag;
}

/* Where a line starts so that it stands as the frame wants it. */
static double
align_line(const OtFrame *frame, const OtText *text, const OtTextLine *line)
{
	double room = frame->width - line->width;
	bool rtl = ot_text_is_rtl(text);

	switch (frame->align) {
	case OT_ALIGN_START:
		return rtl ? room : 0;
	case OT_ALIGN_CENTRE:
		return room / 2;
	case OT_ALIGN_END:
		return rtl ? 0 : room;
	}
	return 0;
}

/* Take the footnotes whose numbers stand in a line off the list. */
static OtFootnote *
take_footnotes(OtFootnote **list, guint end)
{
	OtFootnote *first = *list;
	OtFootnote *last = NULL;

	while (*list != NULL && (*list)->byte < end) {
		last = *list;
		*list = last->next;
	}
	if (last == NULL)
		return NULL;
	last->next = NULL;
	return first;
}

void
ot_layout_text(OtLayout *layout, const OtFrame *frame, OtText *text, const OtSetting *setting)
{
	OtFootnote *footnotes = setting->footnotes;
	guint n;

	ot_text_break(text, frame->width);
	if (frame->colour != OT_N_COLOURS)
		text->colour = frame->colour;
	n = text->n_lines;
	for (guint i = 0; i < n; i++) {
		OtStrip *strip = ot_layout_add(layout, frame, OT_STRIP_LINE);

		strip->text = text;
		strip->line = i;
		strip->height = ot_fonts_line(layout->fonts, text->role);
		strip->x += align_line(frame, text, &text->lines[i]);
		strip->before = i == 0 ? setting->before : 0;
		strip->after = i == n - 1 ? setting->after : 0;
		/* Two lines at the least on either side of a page break. */
		strip->keep = (i == 0 && n > 1) || i + 2 == n || (i == n - 1 && setting->keep);
		strip->near = i == n - 1 && setting->near;
		strip->footnotes = take_footnotes(&footnotes, text->lines[i].end);
	}
}

static OtTextRole
heading_role(int level)
{
	switch (level) {
	case 1:
		return OT_TEXT_HEADING_1;
	case 2:
		return OT_TEXT_HEADING_2;
	case 3:
		return OT_TEXT_HEADING_3;
	default:
		return OT_TEXT_HEADING_4;
	}
}

static void
lay_heading(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	int level = CLAMP(node->as.heading.level, 1, 6);
	OtTextRole role = heading_role(level);
	const OtTextStyle *style = &layout->style->text[role];
	OtTag *tag =
		ot_layout_tag(layout, frame, (OtStructureType) (OT_STRUCTURE_H1 + level - 1), node);
	OtSetting setting = { style->before, style->after, true, false, NULL };
	OtFrame inner = *frame;
	guint first = frame->flow->strips->len;
	OtText *number = NULL;
	OtText *text;

	if (node->as.heading.number != NULL) {
		number = ot_text_plain(
			layout->texts, layout->arena, role,
			ot_arena_printf(layout->arena, "%s ", node->as.heading.number), tag);
		ot_text_break(number, frame->width);
		inner.x += ot_text_natural(number) + style->size * NUMBER_GAP;
		inner.width -= inner.x - frame->x;
	}
	ot_layout_anchor(layout, node);
	text = ot_inline_text(layout, node, role, tag, &setting.footnotes);
	if (text == NULL)
		return;
	text->balanced = true;
	ot_layout_text(layout, &inner, text, &setting);
	if (number != NULL && first < frame->flow->strips->len) {
		OtStrip *strip = &g_array_index(frame->flow->strips, OtStrip, first);

		strip->label = number;
		strip->label_x = frame->x;
	}
	ot_flow_keep(frame->flow, first);
	g_ptr_array_add(layout->headings, (gpointer) node);
}

static OtTextRole
paragraph_role(OtParagraphRole role, const OtFrame *frame)
{
	switch (role) {
	case OT_PARAGRAPH_BODY:
		return frame->role;
	case OT_PARAGRAPH_LEAD:
		return frame->in_table ? frame->role : OT_TEXT_LEAD;
	case OT_PARAGRAPH_SMALL:
		return OT_TEXT_SMALL;
	case OT_PARAGRAPH_TITLE:
		return OT_TEXT_TITLE;
	case OT_PARAGRAPH_SUBTITLE:
		return OT_TEXT_SUBTITLE;
	case OT_PARAGRAPH_LABEL:
		return OT_TEXT_LABEL;
	case OT_PARAGRAPH_KEY:
		return OT_TEXT_HEADING_2;
	case OT_PARAGRAPH_DISPLAY:
		return OT_TEXT_DISPLAY;
	}
	return OT_TEXT_BODY;
}

/* A label, or a sentence that ends with a colon, belongs to what follows. */
static bool
leads_on(const OtNode *node, const OtText *text)
{
	const char *string = ot_text_string(text);
	size_t len = strlen(string);

	if (node->next == NULL)
		return false;
	return node->as.paragraph == OT_PARAGRAPH_LABEL || (len > 0 && string[len - 1] == ':');
}

/* A few words between a heading and what it is about, such as a table, introduce that. */
static bool
introduces(const OtNode *node)
{
	const OtNode *first = node->parent->first;

	if (node->next == NULL || first->kind != OT_NODE_HEADING || first->next != node)
		return false;
	return node->next->kind != OT_NODE_PARAGRAPH;
}

/* Whether the block's element is the frame's own: a cell or item with nothing but one paragraph. */
static bool
stands_alone(const OtNode *node, const OtFrame *frame)
{
	OtStructureType type = frame->tag->type;

	return node->parent->first == node && node->next == NULL &&
	       (type == OT_STRUCTURE_TD || type == OT_STRUCTURE_TH || type == OT_STRUCTURE_LBODY) &&
	       node->lang == NULL;
}

static void
lay_paragraph(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	OtTextRole role = paragraph_role(node->as.paragraph, frame);
	const OtTextStyle *style = &layout->style->text[role];
	OtTag *tag = stands_alone(node, frame) ? frame->tag
	                                       : ot_layout_tag(layout, frame, OT_STRUCTURE_P, node);
	OtSetting setting = { style->before, style->after, false, false, NULL };
	OtText *text = ot_inline_text(layout, node, role, tag, &setting.footnotes);

	if (text == NULL)
		return;
	text->balanced = role == OT_TEXT_TITLE || role == OT_TEXT_SUBTITLE;
	setting.keep = leads_on(node, text);
	setting.near = introduces(node);
	ot_layout_text(layout, frame, text, &setting);
}

static void
lay_field(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	const OtTextStyle *style = &layout->style->text[frame->role];
	OtTag *tag = ot_layout_tag(layout, frame, OT_STRUCTURE_P, node);
	OtSetting setting = { style->before, style->after, false, false, NULL };
	OtText *text = ot_inline_field(layout, node, frame->role, tag);

	if (text != NULL)
		ot_layout_text(layout, frame, text, &setting);
}

static OtBox *
new_callout_box(OtLayout *layout, OtCalloutKind kind, const OtFrame *frame)
{
	OtBox *box = ot_arena_new_object(layout->arena, OtBox);

	box->x = frame->x;
	box->width = frame->width;
	box->pad = CALLOUT_PAD;
	box->outer = frame->box;
	switch (kind) {
	case OT_CALLOUT_NOTE:
		box->fill = OT_COLOUR_STRIPE;
		box->bar = OT_COLOUR_MUTED;
		break;
	case OT_CALLOUT_LAW:
		box->fill = OT_COLOUR_STRIPE;
		box->bar = OT_COLOUR_ACCENT_DARK;
		break;
	case OT_CALLOUT_IMPORTANT:
		box->fill = OT_COLOUR_HIGHLIGHT_TINT;
		box->bar = OT_COLOUR_HIGHLIGHT;
		break;
	case OT_CALLOUT_ACTION:
		box->fill = OT_COLOUR_ACCENT_TINT;
		box->bar = OT_COLOUR_ACCENT;
		break;
	}
	return box;
}

/* A callout without a title is called what its kind is called: colour alone says nothing. */
static const char *
callout_title(const OtLayout *layout, const OtCalloutData *callout)
{
	static const char *const keys[] = {
		[OT_CALLOUT_NOTE] = "note",
		[OT_CALLOUT_IMPORTANT] = "important",
		[OT_CALLOUT_LAW] = "law",
		[OT_CALLOUT_ACTION] = "action",
	};

	return callout->title != NULL ? callout->title
	                              : ot_labels_get(layout->labels, keys[callout->kind]);
}

static void
lay_callout(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	OtFrame inner = *frame;
	guint first = frame->flow->strips->len;
	OtSetting setting = { 0, 2, true, false, NULL };
	double height = 0;
	OtStrip *strip;

	inner.tag = ot_layout_tag(layout, frame, OT_STRUCTURE_DIV, node);
	inner.box = new_callout_box(layout, node->as.callout.kind, frame);
	inner.x += CALLOUT_BAR + CALLOUT_PAD;
	inner.width -= CALLOUT_BAR + 2 * CALLOUT_PAD;

	strip = ot_layout_add(layout, &inner, OT_STRIP_OPEN);
	strip->height = inner.box->pad;
	strip->before = CALLOUT_SPACE;
	strip->keep = true;
	ot_layout_text(layout, &inner,
	               ot_text_plain(layout->texts, layout->arena, OT_TEXT_LABEL,
	                             callout_title(layout, &node->as.callout),
	                             ot_tag_new(layout->arena, inner.tag, OT_STRUCTURE_P)),
	               &setting);
	ot_layout_blocks(layout, node, &inner);
	g_array_index(frame->flow->strips, OtStrip, frame->flow->strips->len - 1).keep = true;
	g_array_index(frame->flow->strips, OtStrip, frame->flow->strips->len - 1).after = 0;
	strip = ot_layout_add(layout, &inner, OT_STRIP_CLOSE);
	strip->height = inner.box->pad;
	strip->after = CALLOUT_SPACE;

	for (guint i = first; i < frame->flow->strips->len; i++)
		height += g_array_index(frame->flow->strips, OtStrip, i).height;
	if (height < WHOLE_CALLOUT * layout->style->page_height)
		ot_flow_keep(frame->flow, first);
}

#define SIGNATURE_COLUMN 0.3
#define SIGNATURE_SPACE  12.0

/* One hole of a signature: its label, its value, and a line to write on. */
static void
lay_signature_line(OtLayout *layout, const OtNode *field, const OtFrame *frame)
{
	OtFrame inner = *frame;
	OtSetting setting = { SIGNATURE_SPACE, 0, true, false, NULL };
	guint first = frame->flow->strips->len;
	OtText *label, *text;
	OtStrip *strip;

	inner.tag = ot_layout_tag(layout, frame, OT_STRUCTURE_P, field);
	inner.x += frame->width * SIGNATURE_COLUMN;
	inner.width -= frame->width * SIGNATURE_COLUMN;
	label = ot_text_plain(layout->texts, layout->arena, OT_TEXT_LABEL,
	                      ot_arena_printf(layout->arena, "%s ", field->as.field.label),
	                      inner.tag);
	ot_text_break(label, G_MAXINT);
	text = ot_inline_field(layout, field, OT_TEXT_BODY, inner.tag);
	if (text == NULL)
		text = ot_text_plain(layout->texts, layout->arena, OT_TEXT_BODY, " ", inner.tag);
	if (ot_text_natural(label) > inner.x - frame->x - 6) {
		ot_text_break(label, frame->width);
		ot_layout_text(layout, frame, label, &setting);
		setting.before = 0;
	}
	ot_layout_text(layout, &inner, text, &setting);
	strip = &g_array_index(frame->flow->strips, OtStrip, first);
	if (strip->text != label) {
		strip->label = label;
		strip->label_x = frame->x;
	}
	strip = ot_layout_add(layout, &inner, OT_STRIP_SPACE);
	strip->height = 3;
	strip->rule = true;
	strip->rule_width = inner.width;
	strip->keep = true;
}

static void
lay_signature(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	OtFrame inner = *frame;
	const OtTextStyle *style = &layout->style->text[OT_TEXT_LABEL];
	OtSetting setting = { MAX(style->before, SIGNATURE_SPACE), style->after, true, false,
		              NULL };
	guint first = frame->flow->strips->len;

	inner.tag = ot_layout_tag(layout, frame, OT_STRUCTURE_DIV, node);
	ot_layout_text(layout, &inner,
	               ot_text_plain(layout->texts, layout->arena, OT_TEXT_LABEL,
	                             node->as.signature.label,
	                             ot_tag_new(layout->arena, inner.tag, OT_STRUCTURE_P)),
	               &setting);
	for (const OtNode *field = node->first; field != NULL; field = field->next)
		lay_signature_line(layout, field, &inner);
	ot_flow_keep(frame->flow, first);
	g_array_index(frame->flow->strips, OtStrip, frame->flow->strips->len - 1).after =
		2 * SIGNATURE_SPACE;
}

static void
add_break(OtLayout *layout, const OtFrame *frame)
{
	/* A page break within a cell or a callout would tear it apart. */
	if (!frame->in_table && frame->box == NULL)
		ot_layout_add(layout, frame, OT_STRIP_BREAK);
}

static bool
has_contents(const OtNode *section)
{
	for (const OtNode *node = section->first; node != NULL; node = node->next)
		if (node->kind == OT_NODE_TOC)
			return true;
	return false;
}

static void
lay_section(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	OtFrame inner = *frame;
	bool contents = has_contents(node);

	inner.tag = ot_layout_tag(layout, frame, OT_STRUCTURE_SECT, node);
	switch (node->as.section.role) {
	case OT_SECTION_NORMAL:
		break;
	case OT_SECTION_COVER:
		if (layout->cover == NULL && frame->flow->strips->len == 0) {
			ot_layout_cover(layout, node, &inner);
			return;
		}
		break;
	case OT_SECTION_SUMMARY:
	case OT_SECTION_ANNEX:
		add_break(layout, frame);
		break;
	}
	if (contents)
		add_break(layout, frame);
	ot_layout_blocks(layout, node, &inner);
	if (contents)
		add_break(layout, frame);
}

static void
lay_block(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	switch (node->kind) {
	case OT_NODE_SECTION:
		lay_section(layout, node, frame);
		break;
	case OT_NODE_HEADING:
		lay_heading(layout, node, frame);
		break;
	case OT_NODE_PARAGRAPH:
		lay_paragraph(layout, node, frame);
		break;
	case OT_NODE_LIST:
		ot_layout_list(layout, node, frame);
		break;
	case OT_NODE_TABLE:
		ot_layout_table(layout, node, frame);
		break;
	case OT_NODE_FIGURE:
		ot_layout_figure(layout, node, frame);
		break;
	case OT_NODE_CALLOUT:
		lay_callout(layout, node, frame);
		break;
	case OT_NODE_TOC:
		ot_layout_contents(layout, node, frame);
		break;
	case OT_NODE_PAGE_BREAK:
		add_break(layout, frame);
		break;
	case OT_NODE_SIGNATURE:
		lay_signature(layout, node, frame);
		break;
	case OT_NODE_FIELD:
		lay_field(layout, node, frame);
		break;
	case OT_NODE_DOCUMENT:
	case OT_NODE_ITEM:
	case OT_NODE_ROW:
	case OT_NODE_CELL:
	case OT_NODE_TEXT:
	case OT_NODE_STRONG:
	case OT_NODE_EMPHASIS:
	case OT_NODE_LINK:
	case OT_NODE_REFERENCE:
	case OT_NODE_NOTE:
	case OT_N_NODE_KINDS:
		break;
	}
}

static void
add_words(OtLayout *layout, const OtNode *node, GString *words)
{
	for (; node != NULL; node = node->next) {
		if (node->kind == OT_NODE_TEXT)
			g_string_append(words, node->as.text);
		else if (node->kind == OT_NODE_FIELD && node->as.field.text != NULL)
			g_string_append(words, node->as.field.text);
		else if (node->kind == OT_NODE_FIELD)
			g_string_append(words,
			                ot_missing_words(layout->labels, layout->arena, node));
		else if (node->kind != OT_NODE_NOTE)
			add_words(layout, node->first, words);
	}
}

const char *
ot_heading_words(OtLayout *layout, const OtNode *heading)
{
	GString *words = g_string_new(NULL);
	char *copy;

	add_words(layout, heading->first, words);
	copy = ot_arena_strdup(layout->arena, words->len > 0 ? words->str : " ");
	g_string_free(words, TRUE);
	return copy;
}

const char *
ot_layout_shorten(OtLayout *layout, const char *words)
{
	if (g_utf8_strlen(words, -1) <= MAX_NAME)
		return words;
	return ot_arena_printf(layout->arena, "%.*s\342\200\246",
	                       (int) (g_utf8_offset_to_pointer(words, MAX_NAME) - words), words);
}

/* Where in the document the texts stand that come now, for findings. */
static void
name_place(OtLayout *layout, const OtNode *node)
{
	const char *number = node->kind == OT_NODE_HEADING ? node->as.heading.number : NULL;
	const char *words;

	if (node->kind != OT_NODE_HEADING)
		return;
	words = ot_layout_shorten(layout, ot_heading_words(layout, node));
	if (number != NULL)
		words = ot_arena_printf(layout->arena, "%s %s", number, words);
	layout->place = words;
	ot_texts_set_place(layout->texts, words);
}

void
ot_layout_block(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	if (node->id != NULL)
		ot_layout_anchor(layout, node);
	name_place(layout, node);
	lay_block(layout, node, frame);
}

/* Whether the body is higher than all the pages that a file may have. */
static bool
is_too_long(OtLayout *layout)
{
	const GArray *strips = layout->body->strips;
	const OtStyle *style = layout->style;

	for (; layout->counted < strips->len; layout->counted++)
		layout->height += g_array_index(strips, OtStrip, layout->counted).height;
	return layout->height > OT_LIMIT_PAGES * (style->page_height - style->margin_top -
	                                          style->margin_bottom);
}

void
ot_layout_blocks(OtLayout *layout, const OtNode *parent, const OtFrame *frame)
{
	for (const OtNode *node = parent->first; node != NULL; node = node->next) {
		ot_layout_block(layout, node, frame);
		if (frame->flow == layout->body && is_too_long(layout))
			break;
	}
}

void
ot_layout_document(OtLayout *layout)
{
	const OtStyle *style = layout->style;
	OtFrame frame = {
		.flow = layout->body,
		.tag = layout->root,
		.width = style->page_width - style->margin_left - style->margin_right,
		.role = OT_TEXT_BODY,
		.colour = OT_N_COLOURS,
	};

	layout->place = layout->document->info.title;
	ot_texts_set_place(layout->texts, layout->place);
	ot_layout_blocks(layout, layout->document->root, &frame);
}
