/* SPDX-License-Identifier: MIT */
#include "document/contrast.h"

#include <math.h>

/*
 * WCAG 2.2, 1.4.3: text, and text of at least 18 point or of 14 point bold; 1.4.11: other things.
 */
#define FOR_TEXT   4.5
#define FOR_LARGE  3.0
#define FOR_SHAPES 3.0
#define LARGE      18.0
#define LARGE_BOLD 14.0
#define BOLD       700

/* How finely a better colour is looked for. */
#define STEPS 100

typedef enum { SORT_TEXT, SORT_INK, SORT_SHAPE } Sort;

typedef struct {
	Sort sort;
	OtTextRole text;
	OtColourRole ink, ground;
	const char *what; /* in the plural */
} Pair;

static const Pair pairs[] = {
#define TEXT(role, ground, what) {SORT_TEXT, OT_TEXT_##role, 0, OT_COLOUR_##ground, what},
#define INK(colour, ground, what) {SORT_INK, 0, OT_COLOUR_##colour, OT_COLOUR_##ground, what},
#define SHAPE(colour, ground, what) {SORT_SHAPE, 0, OT_COLOUR_##colour, OT_COLOUR_##ground, what},
#include "document/contrast.def"
#undef TEXT
#undef INK
#undef SHAPE
};

/* What two colours need, and for what. */
typedef struct {
	double ratio; /* 0: they do not meet */
	const char *what;
} Need;

/* By ink and ground. */
typedef Need Needs[OT_N_COLOURS][OT_N_COLOURS];

static double
needed_ratio(const OtStyle *style, const Pair *pair)
{
	const OtTextStyle *text = &style->text[pair->text];

	if (pair->sort == SORT_SHAPE)
		return FOR_SHAPES;
	if (pair->sort == SORT_INK)
		return FOR_TEXT;
	return text->size >= LARGE || (text->size >= LARGE_BOLD && text->weight >= BOLD) ? FOR_LARGE
	                                                                                : FOR_TEXT;
}

static void
raise_need(Need *need, double ratio, const char *what)
{
	if (ratio > need->ratio)
		*need = (Need){ratio, what};
}

/* A long title reaches the rings. */
static void
gather_cover(const OtStyle *style, Needs needs)
{
	static const OtTextRole roles[] = {OT_TEXT_TITLE, OT_TEXT_SUBTITLE, OT_TEXT_LABEL};

	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
		OtColourRole ink = style->cover_ground == OT_COVER_FILLED
		                           ? OT_COLOUR_ON_ACCENT
		                           : style->text[roles[i]].colour;
		raise_need(&needs[ink][style->motif_colour], FOR_TEXT, "words on the cover");
	}
}

/* The table by colours: of two needs the greater one counts. */
static void
gather_needs(const OtStyle *style, Needs needs)
{
	const OtTextStyle *head = &style->text[OT_TEXT_TABLE_HEAD];

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		const Pair *pair = &pairs[i];
		OtColourRole ink =
			pair->sort == SORT_TEXT ? style->text[pair->text].colour : pair->ink;
		raise_need(&needs[ink][pair->ground], needed_ratio(style, pair), pair->what);
	}
	if (style->cover_motif == OT_MOTIF_RINGS)
		gather_cover(style, needs);
	raise_need(&needs[head->colour][ot_style_head_ground(style)], FOR_TEXT, "heads of tables");
}

double
ot_contrast_needed(const OtStyle *style, OtColourRole ink, OtColourRole ground)
{
	Needs needs = {0};

	gather_needs(style, needs);
	return needs[ink][ground].ratio;
}

static OtColour
mix(OtColour one, OtColour other, double share)
{
	return (OtColour){
		one.red + (other.red - one.red) * share,
		one.green + (other.green - one.green) * share,
		one.blue + (other.blue - one.blue) * share,
	};
}

/* The colour as it can be written in the file. */
static OtColour
round_colour(OtColour colour)
{
	return (OtColour){
		round(colour.red * 255) / 255,
		round(colour.green * 255) / 255,
		round(colour.blue * 255) / 255,
	};
}

/* Whether a colour in the place of an ink has the contrast that it needs on each ground. */
static bool
meets_needs(const OtStyle *style, const Need *needs, OtColour ink)
{
	for (int ground = 0; ground < OT_N_COLOURS; ground++)
		if (ot_colour_contrast(ink, style->colour[ground]) < needs[ground].ratio)
			return false;
	return true;
}

/* The nearest colour towards `end` that meets all needs; false: none does. */
static bool
find_better(const OtStyle *style, const Need *needs, OtColour end, OtColour *ink)
{
	for (int step = 1; step <= STEPS; step++) {
		OtColour better = round_colour(mix(*ink, end, (double) step / STEPS));
		if (!meets_needs(style, needs, better))
			continue;
		*ink = better;
		return true;
	}
	return false;
}

/* Rounded down: 4.49 is not 4.5. */
static double
shown_ratio(double ratio)
{
	return floor(ratio * 100) / 100;
}

/* A colour that would do, or which of the two to change where no ink would. */
static void
advise(const OtStyle *style, const Needs needs, OtColourRole ink, OtColourRole ground,
       OtFindings *findings, OtFinding *finding)
{
	static const OtColour black = {0, 0, 0}, white = {1, 1, 1};
	OtColour better = style->colour[ink];
	char hex[7];

	if (find_better(style, needs[ink], black, &better) ||
	    find_better(style, needs[ink], white, &better)) {
		ot_colour_hex(better, hex);
		ot_finding_advise(findings, finding, "Write value=\"#%s\" for %s.", hex,
		                  ot_colour_role_name(ink));
	} else {
		ot_finding_advise(
			findings, finding,
			"Make %s lighter or darker: no %s has enough contrast on all that "
			"it stands on.",
			ot_colour_role_name(ground), ot_colour_role_name(ink));
	}
}

static void
report_pair(const OtStyle *style, const Needs needs, OtColourRole ink, OtColourRole ground,
            OtFindings *findings)
{
	OtColour colour = style->colour[ink], paper = style->colour[ground];
	const Need *need = &needs[ink][ground];
	char ink_hex[7], ground_hex[7];

	ot_colour_hex(colour, ink_hex);
	ot_colour_hex(paper, ground_hex);
	OtFinding *finding = ot_findings_add(
		findings, OT_CODE_STYLE_CONTRAST, style->colour_where[ink],
		"%s #%s on %s #%s has a contrast of %.2f to 1, but %s need %.1f to 1",
		ot_colour_role_name(ink), ink_hex, ot_colour_role_name(ground), ground_hex,
		shown_ratio(ot_colour_contrast(colour, paper)), need->what, need->ratio);
	advise(style, needs, ink, ground, findings, finding);
}

void
ot_style_check_contrast(const OtStyle *style, OtFindings *findings)
{
	Needs needs = {0};

	gather_needs(style, needs);
	for (int ink = 0; ink < OT_N_COLOURS; ink++)
		for (int ground = 0; ground < OT_N_COLOURS; ground++)
			if (ot_colour_contrast(style->colour[ink], style->colour[ground]) <
			    needs[ink][ground].ratio)
				report_pair(style, needs, (OtColourRole) ink, (OtColourRole) ground,
				            findings);
}
