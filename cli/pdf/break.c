/* SPDX-License-Identifier: MIT */
#include "pdf/shape.h"

#include <string.h>

/* Beyond this many words the lines are filled one by one. */
#define MAX_FITTED_WORDS 1000

/* Rounding of sums of advances. */
#define TOLERANCE 0.01

/* A last line shorter than this part of the width looks forgotten. */
#define SHORT_LAST_LINE 0.12

typedef struct {
	const OtShape *shape;
	double width;
	GArray *lines;
} Breaking;

static void
add_line(Breaking *breaking, guint start, guint end, double width, bool hyphen)
{
	OtTextLine line = { start, end, (float) width, hyphen };

	g_array_append_val(breaking->lines, line);
}

/* The advance of the cluster at a place in a run, in logical order; moves on behind it. */
static double
take_cluster(const OtShape *shape, const OtRun *run, guint *at, guint *byte)
{
	const OtGlyph *glyphs = &g_array_index(shape->glyphs, OtGlyph, run->first);
	bool backward = run->level % 2 != 0;
	guint cluster = glyphs[backward ? run->n - 1 - *at : *at].cluster;
	double advance = 0;

	for (; *at < run->n; (*at)++) {
		const OtGlyph *glyph = &glyphs[backward ? run->n - 1 - *at : *at];

		if (glyph->cluster != cluster)
			break;
		advance += glyph->advance;
	}
	*byte = *at < run->n ? glyphs[backward ? run->n - 1 - *at : *at].cluster : run->end;
	return advance;
}

/* A word that is wider than the line: break it between any two clusters. */
static OtWord
chop_word(Breaking *breaking, const OtWord *word)
{
	const OtShape *shape = breaking->shape;
	guint index = ot_shape_find_run(shape, word->start);
	const OtRun *run = &g_array_index(shape->runs, OtRun, index);
	guint at = ot_shape_seek(shape, run, word->start);
	guint start = word->start;
	guint byte = word->start;
	double x = 0;

	while (byte < word->end) {
		guint before = byte;
		double advance;

		if (at >= run->n) {
			if (++index >= shape->runs->len)
				break;
			run = &g_array_index(shape->runs, OtRun, index);
			at = 0;
			continue;
		}
		advance = take_cluster(shape, run, &at, &byte);
		if (x > 0 && x + advance > breaking->width + TOLERANCE) {
			add_line(breaking, start, before, x, false);
			start = before;
			x = 0;
		}
		x += advance;
	}
	return (OtWord){ start, word->end, (float) MAX(0, x - word->space), word->space,
		         word->hyphen, word->ends };
}

static void
break_greedily(Breaking *breaking)
{
	const OtShape *shape = breaking->shape;
	guint start = 0;
	double x = 0;
	const OtWord *last = NULL;
	OtWord rest;

	for (guint i = 0; i < shape->n_words; i++) {
		const OtWord *word = &shape->words[i];
		double hyphen = word->hyphen ? shape->hyphen : 0;

		if (last != NULL &&
		    (last->ends || x + word->width + hyphen > breaking->width + TOLERANCE)) {
			add_line(breaking, start, word->start,
			         x - last->space + (last->hyphen ? shape->hyphen : 0),
			         last->hyphen);
			start = word->start;
			x = 0;
		}
		if (x == 0 && word->width > breaking->width + TOLERANCE) {
			rest = chop_word(breaking, word);
			start = rest.start;
			x = rest.width + rest.space;
		} else {
			x += word->width + word->space;
		}
		last = word;
	}
	if (last != NULL)
		add_line(breaking, start, shape->len, x - last->space, false);
}

typedef struct {
	double cost;
	guint lines;
	guint from; /* the word that its last line starts with */
} Fit;

/* How bad a line is: the empty part of it, squared. */
static double
judge_line(double width, double line, bool is_last, bool balanced)
{
	double slack = width - line;

	if (!is_last || balanced)
		return slack * slack;
	return line < width * SHORT_LAST_LINE ? width * width / 4 : 0;
}

/* The best way to end a line after each word, looking back at every start that fits. */
static void
fit_words(const OtShape *shape, double width, bool balanced, Fit *fits)
{
	fits[0] = (Fit){ 0, 0, 0 };
	for (guint end = 1; end <= shape->n_words; end++) {
		const OtWord *last = &shape->words[end - 1];
		double line = last->width + (last->hyphen ? shape->hyphen : 0);
		Fit best = { 0, G_MAXUINT, end - 1 };

		for (guint from = end; from-- > 0;) {
			Fit fit;

			if (from < end - 1 && shape->words[from].ends)
				break;
			if (from < end - 1)
				line += shape->words[from].width + shape->words[from].space;
			if (line > width + TOLERANCE)
				break;
			fit.from = from;
			fit.lines = fits[from].lines + 1;
			fit.cost = fits[from].cost +
			           judge_line(width, line, last->ends || end == shape->n_words,
			                      balanced);
			if (fit.lines < best.lines ||
			    (fit.lines == best.lines && fit.cost < best.cost))
				best = fit;
		}
		fits[end] = best;
	}
}

static void
collect_fitted(Breaking *breaking, const Fit *fits)
{
	const OtShape *shape = breaking->shape;
	guint n_lines = fits[shape->n_words].lines;
	guint end = shape->n_words;

	g_array_set_size(breaking->lines, n_lines);
	for (guint i = n_lines; i-- > 0;) {
		const OtWord *last = &shape->words[end - 1];
		guint from = fits[end].from;
		bool hyphen = last->hyphen && end < shape->n_words;
		double width = -last->space + (hyphen ? shape->hyphen : 0);

		for (guint word = from; word < end; word++)
			width += shape->words[word].width + shape->words[word].space;
		g_array_index(breaking->lines, OtTextLine, i) =
			(OtTextLine){ shape->words[from].start, last->end, (float) width, hyphen };
		end = from;
	}
}

GArray *
ot_shape_break(const OtShape *shape, double width, bool balanced)
{
	Breaking breaking = { shape, width, g_array_new(FALSE, FALSE, sizeof(OtTextLine)) };
	double widest = shape->minimum + shape->hyphen;

	if (shape->natural <= width + TOLERANCE && shape->n_words > 0 && shape->ends->len == 0) {
		add_line(&breaking, 0, shape->len, shape->natural, false);
	} else if (widest > width + TOLERANCE || shape->n_words > MAX_FITTED_WORDS) {
		break_greedily(&breaking);
	} else {
		g_autofree Fit *fits = g_new(Fit, shape->n_words + 1);

		fit_words(shape, width, balanced, fits);
		collect_fitted(&breaking, fits);
	}
	return breaking.lines;
}
