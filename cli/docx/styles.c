/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include <math.h>
#include <string.h>

/*
 * word/styles.xml: the house style in Word's terms.  Everything that a paragraph looks like is said
 * here and nothing of it in the paragraphs, so that a council can change one style and be done.
 */

typedef enum { MAKER_WORD, MAKER_OURS } Maker;

typedef struct {
	const char *id, *name;
	Maker maker;
	OtDocxStyleKind kind;
	OtDocxStyle based_on, next;
	OtTextRole text;
	int priority;
} Info;

static const Info infos[OT_N_STYLES] = {
#define STYLE(c_id, style_id, style_name, style_maker, style_kind, base, follower, role, place) \
	[OT_STYLE_##c_id] = {                                                                   \
		.id = style_id,                                                                 \
		.name = style_name,                                                             \
		.maker = MAKER_##style_maker,                                                   \
		.kind = OT_STYLE_##style_kind,                                                  \
		.based_on = OT_STYLE_##base,                                                    \
		.next = OT_STYLE_##follower,                                                    \
		.text = OT_TEXT_##role,                                                         \
		.priority = place,                                                              \
	},
#include "docx/styles.def"
#undef STYLE
};

/* A line at one edge of a paragraph: a rule, or a bar in the accent colour. */
typedef enum { EDGE_NONE, EDGE_BELOW, EDGE_ABOVE, EDGE_BAR_ABOVE } Edge;

typedef enum { TABS_NONE, TABS_ENDS, TABS_CONTENTS } Tabs;

/* What a style of paragraphs has besides its text. */
typedef struct {
	bool keep_next, keep_lines, contextual, box, bold;
	Edge edge;
	Tabs tabs;
	int outline; /* 1 to 6; 0: none */
	int num;     /* the list that counts its paragraphs */
	int left, hanging;
	bool own_room; /* not that of the text, but: */
	int before, after;
	OtColourRole bar, fill; /* of a box */
} Extra;

#define HEADING(n) {.keep_next = true, .keep_lines = true, .outline = n}
#define CALLOUT(bar_colour, fill_colour)                                                    \
	{                                                                                   \
		.box = true, .contextual = true, .left = OT_CALLOUT_INDENT, .own_room = true, \
		.before = 180, .after = 220, .bar = bar_colour, .fill = fill_colour,          \
	}

static const Extra extras[OT_N_STYLES] = {
	[OT_STYLE_HEADING_1] = HEADING(1),
	[OT_STYLE_HEADING_2] = HEADING(2),
	[OT_STYLE_HEADING_3] = HEADING(3),
	[OT_STYLE_HEADING_4] = HEADING(4),
	[OT_STYLE_HEADING_5] = HEADING(5),
	[OT_STYLE_HEADING_6] = HEADING(6),
	[OT_STYLE_TITLE] = {.keep_next = true, .keep_lines = true, .edge = EDGE_BAR_ABOVE},
	[OT_STYLE_LABEL] = {.keep_next = true},
	[OT_STYLE_KEY] = {.keep_next = true, .own_room = true, .before = 20, .after = 40},
	[OT_STYLE_LIST_BULLET] = {.num = OT_NUM_BULLETS},
	[OT_STYLE_LIST_NUMBER] = {.num = OT_NUM_NUMBERS},
	[OT_STYLE_LIST_CONTINUE] = {.left = OT_LIST_INDENT},
	[OT_STYLE_CAPTION] = {.keep_next = true, .keep_lines = true},
	[OT_STYLE_TABLE_HEAD] = {.keep_next = true},
	[OT_STYLE_TABLE_ROW_HEAD] = {.bold = true},
	[OT_STYLE_CALLOUT_NOTE] = CALLOUT(OT_COLOUR_MUTED, OT_COLOUR_STRIPE),
	[OT_STYLE_CALLOUT_IMPORTANT] = CALLOUT(OT_COLOUR_HIGHLIGHT, OT_COLOUR_HIGHLIGHT_TINT),
	[OT_STYLE_CALLOUT_LAW] = CALLOUT(OT_COLOUR_ACCENT_DARK, OT_COLOUR_STRIPE),
	[OT_STYLE_CALLOUT_ACTION] = CALLOUT(OT_COLOUR_ACCENT, OT_COLOUR_ACCENT_TINT),
	[OT_STYLE_TOC_HEADING] = {.keep_next = true, .keep_lines = true},
	[OT_STYLE_TOC_1] = {.tabs = TABS_CONTENTS, .left = 567, .hanging = 567,
	                    .own_room = true, .before = 80, .after = 40},
	[OT_STYLE_TOC_2] = {.tabs = TABS_CONTENTS, .left = 1247, .hanging = 680,
	                    .own_room = true, .before = 0, .after = 40},
	[OT_STYLE_TOC_3] = {.tabs = TABS_CONTENTS, .left = 2041, .hanging = 794,
	                    .own_room = true, .before = 0, .after = 40},
	[OT_STYLE_HEADER] = {.edge = EDGE_BELOW, .tabs = TABS_ENDS},
	[OT_STYLE_FOOTER] = {.edge = EDGE_ABOVE, .tabs = TABS_ENDS},
};

/* --- what others ask ------------------------------------------------------------------------- */

const char *
ot_docx_style_id(OtDocxStyle style)
{
	return infos[style].id;
}

const OtTextStyle *
ot_docx_style_text(const OtDocx *docx, OtDocxStyle style)
{
	return &docx->style->text[infos[style].text];
}

static bool
is_list(OtDocxStyle style)
{
	return style == OT_STYLE_LIST_BULLET || style == OT_STYLE_LIST_NUMBER ||
	       style == OT_STYLE_LIST_CONTINUE;
}

int
ot_docx_style_before(const OtDocx *docx, OtDocxStyle style)
{
	if (extras[style].own_room)
		return extras[style].before;
	return ot_docx_twips(ot_docx_style_text(docx, style)->before);
}

int
ot_docx_style_after(const OtDocx *docx, OtDocxStyle style)
{
	int after = ot_docx_twips(ot_docx_style_text(docx, style)->after);

	if (extras[style].own_room)
		return extras[style].after;
	/* items stand closer than paragraphs */
	return is_list(style) ? after / 2 : after;
}

int
ot_docx_style_indent(OtDocxStyle style)
{
	return extras[style].left;
}

const char *
ot_docx_hex(const OtDocx *docx, OtColourRole role)
{
	char hex[7];

	ot_colour_hex(docx->style->colour[role], hex);
	return ot_arena_strdup(docx->arena, hex);
}

/* --- properties ------------------------------------------------------------------------------ */

static void
write_fonts(OtProperties *properties, const char *family)
{
	ot_property_start(properties, OT_RPR_rFonts);
	ot_xml_set(properties->xml, "w:ascii", family);
	ot_xml_set(properties->xml, "w:eastAsia", family);
	ot_xml_set(properties->xml, "w:hAnsi", family);
	ot_xml_set(properties->xml, "w:cs", family);
	ot_xml_end(properties->xml);
}

static void
write_text_properties(const OtDocx *docx, OtXmlWriter *xml, const OtTextStyle *text, bool bold)
{
	OtProperties properties = ot_properties(xml, OT_GROUP_RPR);
	int half_points = (int) lround(text->size * 2);

	write_fonts(&properties, text->word_family);
	if (bold || text->weight >= 600) {
		ot_property_flag(&properties, OT_RPR_b);
		ot_property_flag(&properties, OT_RPR_bCs);
	}
	ot_property_set(&properties, OT_RPR_color, ot_docx_hex(docx, text->colour));
	ot_property_set_int(&properties, OT_RPR_sz, half_points);
	ot_property_set_int(&properties, OT_RPR_szCs, half_points);
	ot_properties_end(&properties);
}

static void
write_line(OtXmlWriter *xml, const char *name, int eighths, int space, const char *colour)
{
	ot_xml_start(xml, name);
	ot_xml_set(xml, "w:val", "single");
	ot_xml_set_int(xml, "w:sz", eighths);
	ot_xml_set_int(xml, "w:space", space);
	ot_xml_set(xml, "w:color", colour);
	ot_xml_end(xml);
}

static void
write_edge(const OtDocx *docx, OtXmlWriter *xml, Edge edge)
{
	switch (edge) {
	case EDGE_NONE:
		break;
	case EDGE_BELOW:
		write_line(xml, "w:bottom", 4, 6, ot_docx_hex(docx, OT_COLOUR_RULE));
		break;
	case EDGE_ABOVE:
		write_line(xml, "w:top", 4, 6, ot_docx_hex(docx, OT_COLOUR_RULE));
		break;
	case EDGE_BAR_ABOVE:
		write_line(xml, "w:top", 36, 12, ot_docx_hex(docx, OT_COLOUR_ACCENT));
		break;
	}
}

/* The box of a callout has its tint on all sides, with a bar at the left. */
static void
write_borders(const OtDocx *docx, OtProperties *properties, const Extra *extra)
{
	OtXmlWriter *xml = properties->xml;

	if (!extra->box && extra->edge == EDGE_NONE)
		return;
	ot_property_start(properties, OT_PPR_pBdr);
	if (extra->box) {
		const char *fill = ot_docx_hex(docx, extra->fill);

		write_line(xml, "w:top", 4, 6, fill);
		write_line(xml, "w:left", 36, 8, ot_docx_hex(docx, extra->bar));
		write_line(xml, "w:bottom", 4, 6, fill);
		write_line(xml, "w:right", 4, 8, fill);
	}
	write_edge(docx, xml, extra->edge);
	ot_xml_end(xml);
}

static void
write_fill(const OtDocx *docx, OtProperties *properties, OtProperty property, OtColourRole fill)
{
	ot_property_start(properties, property);
	ot_xml_set(properties->xml, "w:val", "clear");
	ot_xml_set(properties->xml, "w:color", "auto");
	ot_xml_set(properties->xml, "w:fill", ot_docx_hex(docx, fill));
	ot_xml_end(properties->xml);
}

/* The room for numbers in contents grows with them. */
static int
scale_indent(const OtDocx *docx, const Extra *extra, int twips)
{
	return extra->tabs == TABS_CONTENTS ? (int) lround(twips * docx->style->scale) : twips;
}

static void
write_tabs(const OtDocx *docx, OtProperties *properties, const Extra *extra)
{
	OtXmlWriter *xml = properties->xml;

	if (extra->tabs == TABS_NONE)
		return;
	ot_property_start(properties, OT_PPR_tabs);
	if (extra->tabs == TABS_CONTENTS) {
		ot_xml_start(xml, "w:tab");
		ot_xml_set(xml, "w:val", "left");
		ot_xml_set_int(xml, "w:pos", scale_indent(docx, extra, extra->left));
		ot_xml_end(xml);
	}
	ot_xml_start(xml, "w:tab");
	ot_xml_set(xml, "w:val", "right");
	ot_xml_set(xml, "w:leader", extra->tabs == TABS_CONTENTS ? "dot" : NULL);
	ot_xml_set_int(xml, "w:pos", docx->text_width);
	ot_xml_end(xml);
	ot_xml_end(xml);
}

static void
write_numbering(const OtDocx *docx, OtProperties *properties, const Extra *extra)
{
	OtXmlWriter *xml = properties->xml;
	int num = extra->num;

	if (extra->outline > 0 && docx->has_numbers)
		num = OT_NUM_HEADINGS;
	if (num == OT_NUM_NONE)
		return;
	ot_property_start(properties, OT_PPR_numPr);
	if (extra->outline > 1) {
		ot_xml_start(xml, "w:ilvl");
		ot_xml_set_int(xml, "w:val", extra->outline - 1);
		ot_xml_end(xml);
	}
	ot_xml_start(xml, "w:numId");
	ot_xml_set_int(xml, "w:val", num);
	ot_xml_end(xml);
	ot_xml_end(xml);
}

/* The house style gives the height of a line by the size of the type, Word by the height that the
 * face has of itself: 1.15 of the size in Arial and its like. */
static void
write_spacing(const OtDocx *docx, OtProperties *properties, OtDocxStyle style)
{
	OtXmlWriter *xml = properties->xml;
	double leading = ot_docx_style_text(docx, style)->leading;

	ot_property_start(properties, OT_PPR_spacing);
	ot_xml_set_int(xml, "w:before", ot_docx_style_before(docx, style));
	ot_xml_set_int(xml, "w:after", ot_docx_style_after(docx, style));
	ot_xml_set_int(xml, "w:line", lround(240 * leading / 1.15));
	ot_xml_set(xml, "w:lineRule", "auto");
	ot_xml_end(xml);
}

static void
write_indent(const OtDocx *docx, OtProperties *properties, const Extra *extra)
{
	OtXmlWriter *xml = properties->xml;

	if (extra->left == 0)
		return;
	ot_property_start(properties, OT_PPR_ind);
	ot_xml_set_int(xml, "w:left", scale_indent(docx, extra, extra->left));
	if (extra->box)
		ot_xml_set_int(xml, "w:right", OT_CALLOUT_INDENT);
	if (extra->hanging > 0)
		ot_xml_set_int(xml, "w:hanging", scale_indent(docx, extra, extra->hanging));
	ot_xml_end(xml);
}

static void
write_paragraph_properties(const OtDocx *docx, OtXmlWriter *xml, OtDocxStyle style)
{
	const Extra *extra = &extras[style];
	OtProperties properties = ot_properties(xml, OT_GROUP_PPR);

	if (extra->keep_next)
		ot_property_flag(&properties, OT_PPR_keepNext);
	if (extra->keep_lines)
		ot_property_flag(&properties, OT_PPR_keepLines);
	ot_property_flag(&properties, OT_PPR_widowControl);
	write_numbering(docx, &properties, extra);
	write_borders(docx, &properties, extra);
	if (extra->box)
		write_fill(docx, &properties, OT_PPR_shd, extra->fill);
	write_tabs(docx, &properties, extra);
	write_spacing(docx, &properties, style);
	write_indent(docx, &properties, extra);
	if (extra->contextual)
		ot_property_flag(&properties, OT_PPR_contextualSpacing);
	if (extra->outline > 0)
		ot_property_set_int(&properties, OT_PPR_outlineLvl, extra->outline - 1);
	ot_properties_end(&properties);
}

/* --- styles of characters -------------------------------------------------------------------- */

static void
write_character_properties(const OtDocx *docx, OtXmlWriter *xml, OtDocxStyle style)
{
	OtProperties properties = ot_properties(xml, OT_GROUP_RPR);

	if (style == OT_STYLE_HYPERLINK) {
		ot_property_set(&properties, OT_RPR_color, ot_docx_hex(docx, OT_COLOUR_LINK));
		ot_property_set(&properties, OT_RPR_u, "single");
	} else if (style == OT_STYLE_PLACEHOLDER) {
		ot_property_set(&properties, OT_RPR_color, ot_docx_hex(docx, OT_COLOUR_MISSING));
		write_fill(docx, &properties, OT_RPR_shd, OT_COLOUR_MISSING_TINT);
	} else if (style == OT_STYLE_FOOTNOTE_REFERENCE) {
		ot_property_set(&properties, OT_RPR_vertAlign, "superscript");
	}
	ot_properties_end(&properties);
}

/* --- styles of tables ------------------------------------------------------------------------ */

static void
write_margin(OtXmlWriter *xml, const char *name, int width)
{
	ot_xml_start(xml, name);
	ot_xml_set_int(xml, "w:w", width);
	ot_xml_set(xml, "w:type", "dxa");
	ot_xml_end(xml);
}

static void
write_table_borders(const OtDocx *docx, OtProperties *properties, OtDocxStyle style)
{
	OtXmlWriter *xml = properties->xml;
	const char *rule = ot_docx_hex(docx, OT_COLOUR_RULE);

	if (style == OT_STYLE_TABLE_NORMAL)
		return;
	ot_property_start(properties, OT_TBLPR_tblBorders);
	write_line(xml, "w:top", 4, 0, rule);
	if (style == OT_STYLE_TABLE_PLAIN_GRID)
		write_line(xml, "w:left", 4, 0, rule);
	write_line(xml, "w:bottom", 4, 0, rule);
	if (style == OT_STYLE_TABLE_PLAIN_GRID)
		write_line(xml, "w:right", 4, 0, rule);
	write_line(xml, "w:insideH", 4, 0, rule);
	if (style == OT_STYLE_TABLE_PLAIN_GRID)
		write_line(xml, "w:insideV", 4, 0, rule);
	ot_xml_end(xml);
}

/* A paragraph in a cell brings its room below; the cell gives as much above. */
static void
write_table_properties(const OtDocx *docx, OtXmlWriter *xml, OtDocxStyle style)
{
	OtProperties properties = ot_properties(xml, OT_GROUP_TBLPR);
	int above = 30 + ot_docx_style_after(docx, OT_STYLE_TABLE_TEXT);

	ot_property_start(&properties, OT_TBLPR_tblInd);
	ot_xml_set(xml, "w:w", "0");
	ot_xml_set(xml, "w:type", "dxa");
	ot_xml_end(xml);
	write_table_borders(docx, &properties, style);
	ot_property_start(&properties, OT_TBLPR_tblCellMar);
	write_margin(xml, "w:top", above);
	write_margin(xml, "w:left", OT_CELL_MARGIN);
	write_margin(xml, "w:bottom", 30);
	write_margin(xml, "w:right", OT_CELL_MARGIN);
	ot_xml_end(xml);
	ot_properties_end(&properties);
}

/* Fill for the cells of a condition; lines of the same colour close the hairlines between them. */
static void
write_condition_cell(const OtDocx *docx, OtXmlWriter *xml, OtColourRole fill, bool row)
{
	OtProperties cell = ot_properties(xml, OT_GROUP_TCPR);
	const char *colour = ot_docx_hex(docx, fill);

	if (row) {
		ot_property_start(&cell, OT_TCPR_tcBorders);
		write_line(xml, "w:top", 4, 0, colour);
		/* Without a fill a line tells the head from the rows below it. */
		if (ot_style_is_bare(docx->style, fill))
			write_line(xml, "w:bottom", 12, 0,
			           ot_docx_hex(docx, docx->style->text[OT_TEXT_TABLE_HEAD].colour));
		else
			write_line(xml, "w:bottom", 4, 0, colour);
		write_line(xml, "w:insideV", 4, 0, colour);
		ot_xml_end(xml);
	}
	write_fill(docx, &cell, OT_TCPR_shd, fill);
	ot_properties_end(&cell);
}

static void
write_condition(const OtDocx *docx, OtXmlWriter *xml, const char *type, const OtColourRole *fill)
{
	ot_xml_start(xml, "w:tblStylePr");
	ot_xml_set(xml, "w:type", type);
	OtProperties run = ot_properties(xml, OT_GROUP_RPR);
	ot_property_flag(&run, OT_RPR_b);
	ot_property_flag(&run, OT_RPR_bCs);
	ot_properties_end(&run);
	if (fill != NULL)
		write_condition_cell(docx, xml, *fill, strcmp(type, "firstRow") == 0);
	ot_xml_end(xml);
}

static void
write_conditions(const OtDocx *docx, OtXmlWriter *xml, OtDocxStyle style)
{
	OtColourRole head = ot_style_head_ground(docx->style), stripe = OT_COLOUR_STRIPE;

	if (style != OT_STYLE_TABLE_HOUSE && style != OT_STYLE_TABLE_FACTS)
		return;
	write_condition(docx, xml, "firstRow", &head);
	write_condition(docx, xml, "firstCol", style == OT_STYLE_TABLE_FACTS ? &stripe : NULL);
}

/* --- styles ---------------------------------------------------------------------------------- */

static const char *
kind_name(OtDocxStyleKind kind)
{
	switch (kind) {
	case OT_STYLE_PARAGRAPH:
		return "paragraph";
	case OT_STYLE_CHARACTER:
		return "character";
	case OT_STYLE_TABLE:
		return "table";
	case OT_STYLE_NUMBERING:
		return "numbering";
	}
	return NULL;
}

static bool
is_default(OtDocxStyle style)
{
	return style == OT_STYLE_NORMAL || style == OT_STYLE_DEFAULT_FONT ||
	       style == OT_STYLE_TABLE_NORMAL || style == OT_STYLE_NO_LIST;
}

static void
write_style_head(OtXmlWriter *xml, OtDocxStyle style)
{
	const Info *info = &infos[style];
	bool hidden = is_default(style) && style != OT_STYLE_NORMAL;

	ot_xml_set(xml, "w:type", kind_name(info->kind));
	ot_xml_set(xml, "w:default", is_default(style) ? "1" : NULL);
	ot_xml_set(xml, "w:customStyle", info->maker == MAKER_OURS ? "1" : NULL);
	ot_xml_set(xml, "w:styleId", info->id);
	ot_xml_empty(xml, "w:name", "w:val", info->name, NULL);
	if (info->based_on != OT_STYLE_NONE)
		ot_xml_empty(xml, "w:basedOn", "w:val", infos[info->based_on].id, NULL);
	if (info->kind == OT_STYLE_PARAGRAPH && info->next != style)
		ot_xml_empty(xml, "w:next", "w:val", infos[info->next].id, NULL);
	ot_xml_start(xml, "w:uiPriority");
	ot_xml_set_int(xml, "w:val", info->priority);
	ot_xml_end(xml);
	if (hidden) {
		ot_xml_empty(xml, "w:semiHidden", NULL);
		ot_xml_empty(xml, "w:unhideWhenUsed", NULL);
	} else if (info->priority < 39 && info->kind == OT_STYLE_PARAGRAPH) {
		ot_xml_empty(xml, "w:qFormat", NULL);
	}
}

/* In contents of several levels the first one stands out. */
static bool
is_upper_level(const OtDocx *docx, OtDocxStyle style)
{
	return style == OT_STYLE_TOC_1 && docx->contents_depth > 1;
}

static void
write_style(const OtDocx *docx, OtXmlWriter *xml, OtDocxStyle style)
{
	ot_xml_start(xml, "w:style");
	write_style_head(xml, style);
	switch (infos[style].kind) {
	case OT_STYLE_PARAGRAPH:
		write_paragraph_properties(docx, xml, style);
		write_text_properties(docx, xml, ot_docx_style_text(docx, style),
		                      extras[style].bold || is_upper_level(docx, style));
		break;
	case OT_STYLE_CHARACTER:
		write_character_properties(docx, xml, style);
		break;
	case OT_STYLE_TABLE:
		write_table_properties(docx, xml, style);
		write_conditions(docx, xml, style);
		break;
	case OT_STYLE_NUMBERING:
		break;
	}
	ot_xml_end(xml);
}

static void
write_defaults(const OtDocx *docx, OtXmlWriter *xml)
{
	const OtTextStyle *body = &docx->style->text[OT_TEXT_BODY];
	OtProperties properties = ot_properties(xml, OT_GROUP_RPR);
	bool right_to_left = ot_lang_is_right_to_left(docx->lang);

	ot_xml_start(xml, "w:docDefaults");
	ot_xml_start(xml, "w:rPrDefault");
	write_fonts(&properties, body->word_family);
	ot_property_set_int(&properties, OT_RPR_sz, (int) lround(body->size * 2));
	ot_property_set_int(&properties, OT_RPR_szCs, (int) lround(body->size * 2));
	ot_property_start(&properties, OT_RPR_lang);
	ot_xml_set(xml, "w:val", right_to_left ? "en-GB" : docx->lang);
	ot_xml_set(xml, "w:eastAsia", "en-GB");
	ot_xml_set(xml, "w:bidi", right_to_left ? docx->lang : "ar-SA");
	ot_xml_end(xml);
	ot_properties_end(&properties);
	ot_xml_end(xml);
	ot_xml_empty(xml, "w:pPrDefault", NULL);
	ot_xml_end(xml);
}

void
ot_docx_write_styles_part(OtDocx *docx)
{
	OtXmlWriter *xml = ot_part_xml(ot_docx_add_word_part(docx, "styles", "w:styles"));

	write_defaults(docx, xml);
	for (OtDocxStyle style = 0; style < OT_N_STYLES; style++)
		write_style(docx, xml, style);
	ot_xml_end(xml);
}
