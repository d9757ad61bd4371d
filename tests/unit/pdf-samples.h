/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_PDF_SAMPLES_H
#define OT_TESTS_PDF_SAMPLES_H

/**
 * Every document that can be made of the samples, for tests that look at all of them.
 */

#include "document/template.h"
#include "engagement/engagement.h"

/** The house style that is used where nobody asks for another one. */
static G_GNUC_UNUSED const OtStyle *
usual_style(OtResources *resources)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	const OtAppearance appearance = { 0 };

	return ot_resources_style(resources, &appearance, findings, NULL);
}

/** What a test does with one document; `name` is "winter-gritting/briefing". */
typedef void OtVisit(const char *name, const OtDocument *document, OtResources *resources,
                     gpointer data);

static void
visit_template(const OtEngagement *engagement, const char *sample, const OtTemplate *template,
               OtVisit *visit, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtDocument) document = ot_engagement_document(engagement, template, &error);
	g_autofree char *name = g_strconcat(sample, "/", ot_template_info(template)->name, NULL);

	g_assert_no_error(error);
	visit(name, document, ot_engagement_resources(engagement), data);
}

static void
visit_kind(const OtEngagement *engagement, const char *sample, const char *kind, OtVisit *visit,
           gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) templates =
		ot_resources_templates(ot_engagement_resources(engagement), kind, &error);

	g_assert_no_error(error);
	g_assert_cmpint(templates->len, >, 0);
	for (guint i = 0; i < templates->len; i++)
		visit_template(engagement, sample, templates->pdata[i], visit, data);
}

/** Call `visit` for the briefing and all assets of each sample, in the order of their names. */
static G_GNUC_UNUSED void
visit_samples(OtVisit *visit, gpointer data)
{
	static const char *const samples[] = { "independent-living", "local-planning", "outline",
		                               "winter-gritting" };

	g_setenv("OUTSET_DATA", ".", TRUE);
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *folder = g_build_filename("samples", samples[i], NULL);
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(GError) error = NULL;
		g_autoptr(OtEngagement) engagement =
			ot_engagement_open(folder, findings, &error);

		g_assert_no_error(error);
		g_assert_true(ot_engagement_is_valid(engagement));
		visit_kind(engagement, samples[i], "asset", visit, data);
		visit_kind(engagement, samples[i], "briefing", visit, data);
	}
}

#endif
