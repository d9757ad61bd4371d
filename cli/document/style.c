/* SPDX-License-Identifier: MIT */
#include "document/style.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

static const char *const colour_names[OT_N_COLOURS] = {
#define COLOUR(id, role) [OT_COLOUR_##id] = role,
#include "document/style-roles.def"
#undef COLOUR
};

static const struct {
	const char *name;
	double width, height;
} pages[OT_N_PAGES] = {
#define PAGE(id, page_name, page_width, page_height) \
	[OT_PAGE_##id] = {page_name, page_width, page_height},
#include "document/style-roles.def"
#undef PAGE
};

/* Less room than this for text would put single letters on a line. */
#define LEAST_ROOM 200

void
ot_style_free(OtStyle *style)
{
	if (style == NULL)
		return;
	for (size_t i = 0; i < OT_N_TEXTS; i++) {
		g_free((char *) style->text[i].family);
		g_free((char *) style->text[i].word_family);
	}
	ot_logo_free(style->logo);
	g_free((char *) style->name);
	g_free((char *) style->file);
	g_free(style);
}

bool
ot_style_has_room(const OtStyle *style)
{
	return style->page_width - style->margin_left - style->margin_right >= LEAST_ROOM &&
	       style->page_height - style->margin_top - style->margin_bottom >= LEAST_ROOM;
}

OtPageSize
ot_page_find(const char *name)
{
	for (int i = 0; i < OT_N_PAGES; i++)
		if (strcmp(pages[i].name, name) == 0)
			return (OtPageSize) i;
	return OT_N_PAGES;
}

bool
ot_style_set_page(OtStyle *style, OtPageSize size, GError **error)
{
	style->page_width = pages[size].width;
	style->page_height = pages[size].height;
	if (ot_style_has_room(style))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
	            "%s: on %s paper the margins leave less than 70mm for text", style->file,
	            pages[size].name);
	return false;
}

/*
 * How much larger than body text a heading stays, as a power: a title of 58 points would have a
 * word a line.
 */
#define LARGE_DIFFERENCE 0.6

/* Lines of text are this far apart at least; those of titles, which are few, as they were. */
#define LARGE_LEADING 1.4
#define LARGE_TITLE   24.0

void
ot_style_enlarge(OtStyle *style)
{
	double body = style->text[OT_TEXT_BODY].size;
	double enlarged = MAX(body, OT_LARGE_PRINT);

	style->large_print = true;
	style->scale = enlarged / body;
	for (int i = 0; i < OT_N_TEXTS; i++) {
		OtTextStyle *text = &style->text[i];
		double size = enlarged * pow(MAX(text->size / body, 1), LARGE_DIFFERENCE);

		/* words on cards are large already, and have to stay so */
		if (i == OT_TEXT_DISPLAY)
			size = MAX(size, text->size);
		text->before *= size / text->size;
		text->after *= size / text->size;
		text->size = MAX(round(size * 2) / 2, OT_LARGE_PRINT);
		if (text->size < LARGE_TITLE)
			text->leading = MAX(text->leading, LARGE_LEADING);
	}
}

OtColourRole
ot_style_head_ground(const OtStyle *style)
{
	OtColour words = style->colour[style->text[OT_TEXT_TABLE_HEAD].colour];
	double dark = ot_colour_contrast(words, style->colour[OT_COLOUR_ACCENT_DARK]);
	double pale = ot_colour_contrast(words, style->colour[OT_COLOUR_ACCENT_TINT]);

	return dark > pale ? OT_COLOUR_ACCENT_DARK : OT_COLOUR_ACCENT_TINT;
}

bool
ot_style_is_bare(const OtStyle *style, OtColourRole ground)
{
	const OtColour *colour = &style->colour[ground], *paper = &style->colour[OT_COLOUR_PAPER];

	return colour->red == paper->red && colour->green == paper->green &&
	       colour->blue == paper->blue;
}

const char *
ot_colour_role_name(OtColourRole role)
{
	return colour_names[role];
}

void
ot_colour_hex(OtColour colour, char hex[7])
{
	g_snprintf(hex, 7, "%02X%02X%02X", (unsigned) lround(colour.red * 255) & 0xFF,
	           (unsigned) lround(colour.green * 255) & 0xFF,
	           (unsigned) lround(colour.blue * 255) & 0xFF);
}

static double
linear(double part)
{
	return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

/* WCAG 2.2, "relative luminance". */
static double
luminance(OtColour colour)
{
	return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
	       0.0722 * linear(colour.blue);
}

double
ot_colour_contrast(OtColour one, OtColour other)
{
	double a = luminance(one), b = luminance(other);

	return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}
