/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"

#include <string.h>

/* From the text area to the rules of the running head and foot, and from these to their words. */
#define RULE_DISTANCE 14.0
#define WORD_DISTANCE 4.0
#define RULE          0.6
#define COLUMN_GAP    18.0
#define CODE_GAP      14.0
#define MOST_LOGO     24.0
#define SEPARATOR     "  \302\267  "

/* The words of a running line: one text at the left margin, one at the right. */
typedef struct {
	OtLayout *layout;
	GArray *items;
	OtMarkKind mark;
	double baseline;
} Running;

static void
add_text(const Running *running, OtText *text, double x)
{
	OtItem item = {
		.kind = OT_ITEM_LINE,
		.mark = running->mark,
		.colour = text->colour,
		.text = text,
		.x = x,
		.y = running->baseline,
	};

	ot_text_break(text, G_MAXINT);
	g_array_append_val(running->items, item);
}

static void
add_rule(const Running *running, double y)
{
	const OtStyle *style = running->layout->style;
	OtItem item = {
		.kind = OT_ITEM_RECTANGLE,
		.mark = running->mark,
		.colour = OT_COLOUR_RULE,
		.x = style->margin_left,
		.y = y,
		.width = style->page_width - style->margin_left - style->margin_right,
		.height = RULE,
	};

	g_array_append_val(running->items, item);
}

static OtText *
make_text(OtLayout *layout, const char *words)
{
	return ot_text_plain(layout->texts, layout->arena, OT_TEXT_RUNNING, words, NULL);
}

/* As many words as there is room for; the rest is three dots. */
static OtText *
make_short_text(OtLayout *layout, const char *words, double room)
{
	g_autofree char *rest = g_strdup(words);
	OtText *text = make_text(layout, words);
	char *blank;

	while (ot_text_natural(text) > room && (blank = strrchr(rest, ' ')) != NULL) {
		*blank = '\0';
		text = make_text(layout, ot_arena_printf(layout->arena, "%s \342\200\246", rest));
	}
	return ot_text_natural(text) > room ? make_text(layout, "\342\200\246") : text;
}

/* The code of this copy, or the room that one takes; NULL: all copies are alike. */
static OtText *
make_code(OtLayout *layout)
{
	const char *copy = layout->document->info.copy;
	OtSpan *span;
	const char *words;

	if (copy == NULL)
		return NULL;
	words = ot_labels_fill(layout->labels, layout->arena, "copy", "code", copy, NULL);
	span = ot_arena_new_object(layout->arena, OtSpan);
	span->end = (guint) strlen(words);
	span->look = layout->forms != NULL ? OT_LOOK_OPEN : 0;
	return ot_text_make(layout->texts, layout->arena, OT_TEXT_RUNNING, words, span, 1);
}

/* To the left of what stands at the right margin; returns the room that it takes. */
static double
add_code(const Running *running, double right)
{
	OtText *code = make_code(running->layout);

	if (code == NULL)
		return 0;
	add_text(running, code, right - CODE_GAP - ot_text_natural(code));
	return ot_text_natural(code) + CODE_GAP;
}

static void
add_pair(const Running *running, const char *left, const char *right)
{
	OtLayout *layout = running->layout;
	const OtStyle *style = layout->style;
	double width = style->page_width - style->margin_left - style->margin_right;
	OtText *end = make_short_text(layout, right, width * 0.6);
	double room = width - ot_text_natural(end) - COLUMN_GAP;

	if (running->mark == OT_MARK_FOOTER)
		room -= add_code(running, style->page_width - style->margin_right -
		                                  ot_text_natural(end));

	if (*left != '\0')
		add_text(running, make_short_text(layout, left, room), style->margin_left);
	if (*right != '\0')
		add_text(running, end,
		         style->page_width - style->margin_right - ot_text_natural(end));
}

/* Reference, version and status, what of it there is, up to `most` of them. */
static char *
describe_version(const OtLayout *layout, int most)
{
	const OtDocumentInfo *info = &layout->document->info;
	g_autoptr(GString) words = g_string_new(NULL);
	const char *version = info->version != NULL
	                              ? ot_labels_fill(layout->labels, layout->arena, "version",
	                                               "version", info->version, NULL)
	                              : NULL;
	const char *parts[] = { info->reference, version, info->status };

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (parts[i] == NULL || *parts[i] == '\0' || most-- <= 0)
			continue;
		if (words->len > 0)
			g_string_append(words, SEPARATOR);
		g_string_append(words, parts[i]);
	}
	return ot_arena_strdup(layout->arena, words->str);
}

/*
 * As many of them as there is room for beside the number of the last page.  Where the code of a
 * copy leaves none for the first of them the code says enough.
 */
static const char *
fit_version(OtLayout *layout)
{
	const OtStyle *style = layout->style;
	g_autofree char *pages = g_strdup_printf("%u", layout->pages->len);
	OtText *end = make_text(layout, ot_labels_fill(layout->labels, layout->arena, "page",
	                                               "page", pages, "pages", pages, NULL));
	OtText *code = make_code(layout);
	double room = style->page_width - style->margin_left - style->margin_right - COLUMN_GAP -
	              ot_text_natural(end);

	if (code != NULL)
		room -= ot_text_natural(code) + CODE_GAP;
	const char *words = NULL;

	for (int most = 3; most > 0; most--) {
		words = describe_version(layout, most);
		if (ot_text_natural(make_text(layout, words)) <= room)
			return words;
	}
	return code != NULL ? "" : words;
}

/* In the place of the authority's name, as high as the margin allows. */
static void
add_logo(const Running *running, double rule)
{
	const OtStyle *style = running->layout->style;
	const OtLogo *logo = style->logo;
	double height = MIN(MIN(MOST_LOGO, logo->height), rule - 2 * WORD_DISTANCE);
	double most = (style->page_width - style->margin_left - style->margin_right) / 3;
	double width = height * logo->width / logo->height;
	double scale = MIN(1, most / width);
	OtItem item = {
		.kind = OT_ITEM_LOGO,
		.mark = running->mark,
		.x = style->margin_left,
		.y = rule - WORD_DISTANCE - height * scale,
		.width = width * scale,
		.height = height * scale,
	};

	g_array_append_val(running->items, item);
}

static void
add_head(OtLayout *layout, OtLaidPage *page)
{
	const OtDocumentInfo *info = &layout->document->info;
	double rule = layout->style->margin_top - RULE_DISTANCE;
	Running running = { layout, page->rules, OT_MARK_HEADER,
		            rule - WORD_DISTANCE -
		                    ot_fonts_descent(layout->fonts, OT_TEXT_RUNNING) };

	const OtLogo *logo = layout->style->logo;
	bool has_logo = logo != NULL && logo->running;

	if (has_logo)
		add_logo(&running, rule);
	add_pair(&running, info->authority != NULL && !has_logo ? info->authority : "",
	         info->title != NULL ? info->title : "");
	add_rule(&running, rule);
}

static void
add_foot(OtLayout *layout, OtLaidPage *page, const char *version, guint number)
{
	double rule = layout->style->page_height - layout->style->margin_bottom + RULE_DISTANCE;
	Running running = { layout, page->content, OT_MARK_FOOTER,
		            rule + WORD_DISTANCE +
		                    ot_fonts_ascent(layout->fonts, OT_TEXT_RUNNING) };
	g_autofree char *this_page = g_strdup_printf("%u", number);
	g_autofree char *pages = g_strdup_printf("%u", layout->pages->len);
	char *words = ot_labels_fill(layout->labels, layout->arena, "page", "page", this_page,
	                             "pages", pages, NULL);

	add_rule(&running, rule);
	add_pair(&running, version, words);
}

void
ot_layout_furniture(OtLayout *layout)
{
	const char *version;

	ot_texts_set_place(layout->texts, layout->document->info.title);
	version = fit_version(layout);
	for (guint i = 0; i < layout->pages->len; i++) {
		OtLaidPage *page = layout->pages->pdata[i];

		if (page->cover)
			continue;
		add_head(layout, page);
		add_foot(layout, page, version, i + 1);
	}
}
