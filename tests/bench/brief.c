/* SPDX-License-Identifier: MIT
 *
 * outset-bench SPEC.xml [RUNS] -- where the time of a briefing as PDF goes.
 *
 * Each phase is what one public function takes, less the phases within it; the linker puts a clock
 * around these functions here (--wrap), so the program itself has none.  Medians of all runs.
 */
#include "engagement/draw.h"
#include "engagement/engagement.h"
#include "pdf/compose.h"
#include "pdf/layout.h"
#include "pdf/selfcheck.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define MOST_RUNS 101

typedef enum {
	PHASE_READ,
	PHASE_TEMPLATE,
	PHASE_EXPAND,
	PHASE_FONTS,
	PHASE_SHAPE,
	PHASE_LAYOUT,
	PHASE_PAINT,
	PHASE_FINISH,
	PHASE_CHECK,
	PHASE_REST,
	N_PHASES
} Phase;

static const char *const phase_names[N_PHASES] = {
	[PHASE_READ] = "read the specification",
	[PHASE_TEMPLATE] = "read the template",
	[PHASE_EXPAND] = "expand it",
	[PHASE_FONTS] = "open the fonts",
	[PHASE_SHAPE] = "shape texts",
	[PHASE_LAYOUT] = "lay out pages",
	[PHASE_PAINT] = "paint them",
	[PHASE_FINISH] = "finish the file",
	[PHASE_CHECK] = "check it",
	[PHASE_REST] = "all else",
};

/* The clock runs for one phase at a time; what is called within stops that of the caller. */
typedef struct {
	double phases[N_PHASES];
	Phase current;
	double since;
	guint pages;
} Clock;

/* The functions below get nothing that could carry it. */
static Clock watch;

/* Milliseconds of the processor, which other programs don't lengthen. */
static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static Phase
enter(Phase phase)
{
	Phase outer = watch.current;
	double time = now();

	watch.phases[outer] += time - watch.since;
	watch.since = time;
	watch.current = phase;
	return outer;
}

static void
leave(Phase outer)
{
	enter(outer);
}

/* --- the functions around which the clock stands ------------------------------------------ */

#define REAL(function) extern __typeof__(function) __real_##function, __wrap_##function

REAL(ot_resources_template);
REAL(ot_template_expand);
REAL(ot_draw_pdf);
REAL(ot_fonts_new);
REAL(ot_compose);
REAL(ot_shape_new);
REAL(ot_layout_document);
REAL(ot_paginate);
REAL(ot_layout_furniture);
REAL(ot_paint);
REAL(ot_finish);
REAL(ot_selfcheck);

const OtTemplate *
__wrap_ot_resources_template(OtResources *resources, const char *name, GError **error)
{
	Phase outer = enter(PHASE_TEMPLATE);
	const OtTemplate *template = __real_ot_resources_template(resources, name, error);

	leave(outer);
	return template;
}

OtDocument *
__wrap_ot_template_expand(const OtTemplate *template, xmlDoc *tree, const OtLabels *labels,
                          GError **error)
{
	Phase outer = enter(PHASE_EXPAND);
	OtDocument *document = __real_ot_template_expand(template, tree, labels, error);

	leave(outer);
	return document;
}

/* The writer is linked here and not loaded, so that the clock is within it too. */
GBytes *
__wrap_ot_draw_pdf(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
                   const OtPdfOptions *options, OtFindings *findings, GError **error)
{
	return ot_pdf_write(document, style, labels, options, findings, error);
}

OtFonts *
__wrap_ot_fonts_new(const char *font_dir, const OtStyle *style, const char *lang,
                    OtFindings *findings, GError **error)
{
	Phase outer = enter(PHASE_FONTS);
	OtFonts *fonts = __real_ot_fonts_new(font_dir, style, lang, findings, error);

	leave(outer);
	return fonts;
}

OtShape *
__wrap_ot_compose(OtComposer *composer, OtTextRole role, const char *string, const OtSpan *spans,
                  guint n_spans)
{
	Phase outer = enter(PHASE_SHAPE);
	OtShape *shape = __real_ot_compose(composer, role, string, spans, n_spans);

	leave(outer);
	return shape;
}

OtShape *
__wrap_ot_shape_new(OtFonts *fonts, PangoLayout *layout, const char *string,
                    OtMissingGlyph *missing, gpointer data)
{
	Phase outer = enter(PHASE_SHAPE);
	OtShape *shape = __real_ot_shape_new(fonts, layout, string, missing, data);

	leave(outer);
	return shape;
}

void
__wrap_ot_layout_document(OtLayout *layout)
{
	Phase outer = enter(PHASE_LAYOUT);

	__real_ot_layout_document(layout);
	leave(outer);
}

bool
__wrap_ot_paginate(OtLayout *layout, GError **error)
{
	Phase outer = enter(PHASE_LAYOUT);
	bool done = __real_ot_paginate(layout, error);

	leave(outer);
	return done;
}

void
__wrap_ot_layout_furniture(OtLayout *layout)
{
	Phase outer = enter(PHASE_LAYOUT);

	__real_ot_layout_furniture(layout);
	watch.pages = layout->pages->len;
	leave(outer);
}

bool
__wrap_ot_paint(OtLayout *layout, OtDrawing *drawing, gint64 epoch, GError **error)
{
	Phase outer = enter(PHASE_PAINT);
	bool done = __real_ot_paint(layout, drawing, epoch, error);

	leave(outer);
	return done;
}

GBytes *
__wrap_ot_finish(const OtDrawing *drawing, const OtDocumentInfo *info,
                 const OtPdfOptions *options, GError **error)
{
	Phase outer = enter(PHASE_FINISH);
	GBytes *bytes = __real_ot_finish(drawing, info, options, error);

	leave(outer);
	return bytes;
}

bool
__wrap_ot_selfcheck(GBytes *bytes, GError **error)
{
	Phase outer = enter(PHASE_CHECK);
	bool holds = __real_ot_selfcheck(bytes, error);

	leave(outer);
	return holds;
}

/* --- runs --------------------------------------------------------------------------------- */

static void
fail(const char *path, const GError *error)
{
	fprintf(stderr, "outset-bench: no briefing of %s: %s\n", path,
	        error != NULL ? error->message : "the specification is not valid");
	exit(2);
}

static void
run(const char *path, double phases[N_PHASES])
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtEngagement) engagement = NULL;
	g_autoptr(OtProduct) product = NULL;
	g_autoptr(GError) error = NULL;

	watch = (Clock){ .current = PHASE_READ, .since = now() };
	engagement = ot_engagement_open(path, findings, &error);
	if (engagement == NULL)
		fail(path, error);
	enter(PHASE_REST);
	product = ot_engagement_make(engagement, "briefing", OT_FORM_PDF, findings, &error);
	if (product == NULL)
		fail(path, error);
	enter(PHASE_REST);
	for (int i = 0; i < N_PHASES; i++)
		phases[i] = watch.phases[i];
}

static int
compare_times(gconstpointer one, gconstpointer other)
{
	const double *first = one;
	const double *second = other;

	return (*first > *second) - (*first < *second);
}

static double
median(double runs[][N_PHASES], int n, int phase)
{
	double times[MOST_RUNS];

	for (int i = 0; i < n; i++)
		times[i] = runs[i][phase];
	qsort(times, (size_t) n, sizeof(times[0]), compare_times);
	return times[n / 2];
}

/* Kilobytes that this process had at most. */
static long
peak_memory(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

int
main(int argc, char **argv)
{
	static double runs[MOST_RUNS][N_PHASES];
	int n = argc > 2 ? CLAMP(atoi(argv[2]), 1, MOST_RUNS) : 1;
	double times[N_PHASES];
	double sum = 0;
	double drawing = 0;
	long memory = 0;

	if (argc < 2)
		return fprintf(stderr, "usage: outset-bench SPEC.xml [RUNS]\n"), 2;
	for (int i = 0; i < n; i++) {
		run(argv[1], runs[i]);
		if (i == 0)
			memory = peak_memory();
	}
	for (int i = 0; i < N_PHASES; i++) {
		times[i] = median(runs, n, i);
		sum += times[i];
		drawing += i >= PHASE_FONTS && i <= PHASE_CHECK ? times[i] : 0;
	}
	printf("briefing of %u pages, time of the processor (median of %d):\n", watch.pages, n);
	for (int i = 0; i < N_PHASES; i++)
		printf("  %-24s %8.1f ms  %3.0f %%\n", phase_names[i], times[i],
		       100 * times[i] / sum);
	printf("  %-24s %8.1f ms, %.0f pages a second as PDF; %ld MB at most; "
	       "finishing is %.2f of painting\n",
	       "all", sum, watch.pages / drawing * 1000, memory / 1024,
	       times[PHASE_FINISH] / times[PHASE_PAINT]);
	return 0;
}
