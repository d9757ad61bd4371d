/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"

/* The band takes this part of the page, or more where the title is long. */
#define BAND       0.46
#define BAND_PAD   40.0
#define STRIPE     6.0
#define BELOW_BAND 40.0

static bool
stands_in_band(const OtNode *node)
{
	return node->kind == OT_NODE_PARAGRAPH && (node->as.paragraph == OT_PARAGRAPH_TITLE ||
	                                           node->as.paragraph == OT_PARAGRAPH_SUBTITLE);
}

static void
lay_band_paragraph(OtLayout *layout, const OtNode *node, const OtFrame *frame)
{
	OtTextRole role = node->as.paragraph == OT_PARAGRAPH_TITLE ? OT_TEXT_TITLE
	                                                           : OT_TEXT_SUBTITLE;
	const OtTextStyle *style = &layout->style->text[role];
	OtSetting setting = { style->before, style->after, false, NULL };
	OtText *text = ot_inline_text(layout, node, role,
	                              ot_layout_tag(layout, frame, OT_STRUCTURE_P, node), NULL);

	if (text == NULL)
		return;
	text->balanced = true;
	ot_layout_text(layout, frame, text, &setting);
}

void
ot_layout_cover(OtLayout *layout, const OtNode *section, const OtFrame *frame)
{
	OtFrame band = *frame;

	layout->cover = ot_arena_new_object(layout->arena, OtFlow);
	ot_flow_init(layout, layout->cover);
	band.flow = layout->cover;
	band.colour = OT_COLOUR_ON_ACCENT;
	for (const OtNode *node = section->first; node != NULL; node = node->next)
		if (stands_in_band(node))
			lay_band_paragraph(layout, node, &band);
		else
			ot_layout_block(layout, node, frame);
	ot_layout_add(layout, frame, OT_STRIP_BREAK);
}

static void
add_fill(OtLaidPage *page, OtColourRole colour, double y, double width, double height)
{
	OtItem item = {
		.kind = OT_ITEM_RECTANGLE,
		.mark = OT_MARK_LAYOUT,
		.colour = colour,
		.y = y,
		.width = width,
		.height = height,
	};

	g_array_append_val(page->under, item);
}

double
ot_cover_band(OtLayout *layout, OtLaidPage *page, double *text_top)
{
	const OtStyle *style = layout->style;
	double text = ot_flow_height(layout->cover);
	double height = MAX(style->page_height * BAND, style->margin_top + text + BAND_PAD);

	add_fill(page, OT_COLOUR_ACCENT_DARK, 0, style->page_width, height);
	add_fill(page, OT_COLOUR_ACCENT, height, style->page_width, STRIPE);
	*text_top = height - BAND_PAD - text;
	return height + STRIPE + BELOW_BAND;
}
