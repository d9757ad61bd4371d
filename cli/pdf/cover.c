/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"

/* The band takes this part of the page, or more where the title is long. */
#define BAND       0.52
#define LARGE_BAND 0.4 /* where what stands below it is in large print */
#define BAND_PAD   40.0
#define STRIPE     6.0
#define BELOW_BAND 40.0

/* Bars hang down in the right margin, where no text stands. */
#define BARS       4
#define BAR_WIDTH  0.1 /* of the margin, as their distance is */
#define BAR_HEIGHT 0.8 /* of the band; each is shorter than the one before by: */
#define BAR_STEP   0.16

/* Paper around the logo. */
#define LOGO_PAD 12.0

#define RINGS       3
#define RING_RADIUS 70.0
#define RING_STEP   44.0
#define RING_LINE   16.0

/* Below what kind of document it is, above its title. */
#define LABEL_SPACE 10.0

/* The band holds the first paragraphs: labels, the title, the subtitle. */
static bool
stands_in_band(const OtNode *node)
{
	if (node->kind != OT_NODE_PARAGRAPH)
		return false;
	switch (node->as.paragraph) {
	case OT_PARAGRAPH_TITLE:
	case OT_PARAGRAPH_SUBTITLE:
	case OT_PARAGRAPH_LABEL:
		return true;
	case OT_PARAGRAPH_BODY:
	case OT_PARAGRAPH_LEAD:
	case OT_PARAGRAPH_SMALL:
	case OT_PARAGRAPH_KEY:
	case OT_PARAGRAPH_DISPLAY:
		break;
	}
	return false;
}

static OtTextRole
band_role(OtParagraphRole role)
{
	if (role == OT_PARAGRAPH_TITLE)
		return OT_TEXT_TITLE;
	return role == OT_PARAGRAPH_SUBTITLE ? OT_TEXT_SUBTITLE : OT_TEXT_LABEL;
}

static void
lay_band_paragraph(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	OtTextRole role = band_role(node->as.paragraph);
	const OtTextStyle *style = &layout->style->text[role];
	OtSetting setting = { style->before, style->after, false, false, NULL };
	OtText *text = ot_inline_text(layout, node, role,
	                              ot_layout_tag(layout, frame, OT_STRUCTURE_P, node), NULL);

	if (text == NULL)
		return;
	if (role == OT_TEXT_LABEL)
		setting.after = LABEL_SPACE;
	text->balanced = true;
	ot_layout_text(layout, frame, text, &setting);
}

void
ot_layout_cover(OtLayout *layout, const OtNode *section, const OtFrame *frame)
{
	const OtNode *node = section->first;
	OtFrame band = *frame;

	layout->cover = ot_arena_new_object(layout->arena, OtFlow);
	ot_flow_init(layout, layout->cover);
	band.flow = layout->cover;
	if (layout->style->logo != NULL) {
		layout->logo = ot_tag_new(layout->arena, frame->tag, OT_STRUCTURE_FIGURE);
		layout->logo->alt = layout->style->logo->alternative;
	}
	if (layout->style->cover_ground == OT_COVER_FILLED)
		band.colour = OT_COLOUR_ON_ACCENT;
	for (; node != NULL && stands_in_band(node); node = node->next)
		lay_band_paragraph(layout, node, &band);
	for (; node != NULL; node = node->next)
		ot_layout_block(layout, node, frame);
	ot_layout_add(layout, frame, OT_STRIP_BREAK);
}

static OtItem *
add_item(OtLaidPage *page, OtItemKind kind, OtColourRole colour)
{
	OtItem item = { .kind = kind, .mark = OT_MARK_LAYOUT, .colour = colour };

	g_array_append_val(page->under, item);
	return &g_array_index(page->under, OtItem, page->under->len - 1);
}

static void
add_fill(OtLaidPage *page, OtColourRole colour, const double area[4])
{
	OtItem *item = add_item(page, OT_ITEM_RECTANGLE, colour);

	item->x = area[0];
	item->y = area[1];
	item->width = area[2];
	item->height = area[3];
}

/* Rings around the top right corner. */
static void
add_rings(OtLaidPage *page, const OtStyle *style)
{
	for (int i = 0; i < RINGS; i++) {
		OtItem *item = add_item(page, OT_ITEM_RING, style->motif_colour);

		item->x = style->page_width;
		item->width = RING_RADIUS + i * RING_STEP;
		item->height = RING_LINE;
	}
}

static void
add_bars(OtLaidPage *page, const OtStyle *style, double band)
{
	double unit = style->margin_right * BAR_WIDTH;

	for (int i = 0; i < BARS; i++)
		add_fill(page, style->motif_colour,
		         (double[4]){ style->page_width - 2 * (i + 1) * unit, 0, unit,
		                      band * (BAR_HEIGHT - i * BAR_STEP) });
}

static void
add_motif(OtLaidPage *page, const OtStyle *style, double band)
{
	switch (style->cover_motif) {
	case OT_MOTIF_NONE:
		break;
	case OT_MOTIF_RINGS:
		add_rings(page, style);
		break;
	case OT_MOTIF_BARS:
		add_bars(page, style, band);
		break;
	}
}

/*
 * The logo at the top, on a plate of paper: most are made for white, and how it would look on a
 * dark band nobody can say.
 */
static void
add_logo(OtLayout *layout, OtLaidPage *page)
{
	const OtStyle *style = layout->style;
	const OtLogo *logo = style->logo;
	double most = style->page_width - style->margin_left - style->margin_right;
	double scale = MIN(1, most / logo->width);
	OtItem item = {
		.kind = OT_ITEM_LOGO,
		.mark = OT_MARK_ELEMENT,
		.tag = layout->logo,
		.x = style->margin_left,
		.y = style->margin_top / 2,
		.width = logo->width * scale,
		.height = logo->height * scale,
	};

	if (logo->at_end)
		item.x = style->page_width - style->margin_right - item.width;
	add_fill(page, OT_COLOUR_PAPER,
	         (double[4]){ item.x - LOGO_PAD, 0, item.width + 2 * LOGO_PAD,
	                      item.y + item.height + LOGO_PAD });
	g_array_append_val(page->content, item);
}

double
ot_cover_band(OtLayout *layout, OtLaidPage *page, double *text_top)
{
	const OtStyle *style = layout->style;
	double text = ot_flow_height(layout->cover);
	double logo = layout->logo != NULL ? style->margin_top / 2 + style->logo->height : 0;
	double top = MAX(style->margin_top, logo + 2 * LOGO_PAD);
	double least = style->page_height * (style->large_print ? LARGE_BAND : BAND);
	double height = MAX(least, top + text + BAND_PAD);

	if (style->cover_ground == OT_COVER_FILLED)
		add_fill(page, OT_COLOUR_ACCENT_DARK,
		         (double[4]){ 0, 0, style->page_width, height });
	add_motif(page, style, height);
	if (layout->logo != NULL)
		add_logo(layout, page);
	add_fill(page, style->motif_colour, (double[4]){ 0, height, style->page_width, STRIPE });
	*text_top = height - BAND_PAD - text;
	return height + STRIPE + BELOW_BAND;
}
