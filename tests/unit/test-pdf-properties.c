/* SPDX-License-Identifier: MIT
 *
 * What every layout keeps to, over all documents of the samples and over generated ones.
 */
#include "pdf-fixture.h"
#include "pdf-generate.h"
#include "pdf-properties.h"
#include "pdf-samples.h"

#define GENERATED 200

static guint
show_faults(const char *name, const OtLayout *layout)
{
	g_autoptr(GPtrArray) faults = find_faults(layout);

	for (guint i = 0; i < faults->len; i++)
		g_test_message("%s: %s", name, (const char *) faults->pdata[i]);
	return faults->len;
}

typedef struct {
	OtStyle *style;
	const char *name;
	guint n_faults;
} Look;

static void
check_sample(const char *name, const OtDocument *document, OtResources *resources, gpointer data)
{
	Look *look = data;
	g_autofree char *shown = g_strdup_printf("%s in %s", name, look->name);
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtLayout) layout = ot_layout_new(
		document, look->style, ot_resources_labels(resources, document->info.lang, NULL),
		"fonts", findings, &error);

	g_assert_no_error(error);
	g_assert_true(ot_layout_run(layout, &error));
	g_assert_no_error(error);
	look->n_faults += show_faults(shown, layout);
}

/* Every document of every sample in every house style, on A4 and on the paper of another size. */
static void
test_samples(void)
{
	static const char *const styles[] = { "house-style", "house-style-civic",
		                              "house-style-plain" };

	for (size_t i = 0; i < 2 * G_N_ELEMENTS(styles); i++) {
		g_autofree char *path =
			g_strdup_printf("templates/%s.xml", styles[i / 2]);
		g_autoptr(OtStyle) style = ot_style_load(path, NULL);
		Look look = { style, styles[i / 2], 0 };

		g_assert_nonnull(style);
		g_assert_true(ot_style_set_page(style, i % 2 == 0 ? OT_PAGE_A4 : OT_PAGE_LETTER,
		                                NULL));
		visit_samples(check_sample, &look);
		g_assert_cmpint(look.n_faults, ==, 0);
	}
}

/* One document a seed; the same in every run. */
static guint
check_generated(guint seed)
{
	Fixture fixture = { NULL };
	g_autofree char *name = g_strdup_printf("seed %u", seed);
	g_autoptr(GError) error = NULL;
	guint n_faults;

	set_up(&fixture, NULL);
	generate(&fixture, seed);
	g_assert_true(ot_document_resolve(fixture.document, fixture.labels, &error));
	g_assert_no_error(error);
	fixture.layout = ot_layout_new(fixture.document, fixture.style, fixture.labels, "fonts",
	                               fixture.findings, &error);
	g_assert_no_error(error);
	g_assert_true(ot_layout_run(fixture.layout, &error));
	n_faults = show_faults(name, fixture.layout);
	tear_down(&fixture, NULL);
	return n_faults;
}

static void
test_generated(void)
{
	guint n_faults = 0;

	for (guint seed = 1; seed <= GENERATED; seed++)
		n_faults += check_generated(seed);
	g_assert_cmpint(n_faults, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pdf-properties/samples", test_samples);
	g_test_add_func("/pdf-properties/generated", test_generated);
	return g_test_run();
}
