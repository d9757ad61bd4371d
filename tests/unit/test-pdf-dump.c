/* SPDX-License-Identifier: MIT
 *
 * The briefing of each sample, laid out, as text in tests/layouts: so a difference can be read.
 *
 *   test-pdf-dump             is every layout as it was
 *   test-pdf-dump --update    write what is seen now; read the difference before committing it
 *   test-pdf-dump --seed N    print the generated document of a seed (test-pdf-properties.c)
 */
#include "pdf-dump.h"
#include "pdf-generate.h"
#include "pdf-samples.h"

#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/layouts"

static char *
dump_document(const OtDocument *document, OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtLayout) layout =
		ot_layout_new(document, usual_style(resources),
	                      ot_resources_labels(resources, document->info.lang, NULL), "fonts",
	                      findings, &error);

	g_assert_no_error(error);
	g_assert_true(ot_layout_run(layout, &error));
	g_assert_no_error(error);
	return dump_layout(layout);
}

/* "winter-gritting/briefing" is tests/layouts/winter-gritting.txt; NULL for other documents. */
static char *
find_file(const char *name)
{
	g_auto(GStrv) parts = g_strsplit(name, "/", 2);

	if (strcmp(parts[1], "briefing") != 0)
		return NULL;
	return g_strdup_printf(FOLDER "/%s.txt", parts[0]);
}

/* The first line in which two texts differ. */
static void
show_difference(const char *file, const char *was, const char *is)
{
	g_auto(GStrv) before = g_strsplit(was, "\n", -1);
	g_auto(GStrv) now = g_strsplit(is, "\n", -1);
	guint i = 0;

	while (before[i] != NULL && now[i] != NULL && strcmp(before[i], now[i]) == 0)
		i++;
	g_test_message("%s:%u: it was\n%s\nand is\n%s", file, i + 1,
	               before[i] != NULL ? before[i] : "(the end)",
	               now[i] != NULL ? now[i] : "(the end)");
}

static void
compare_document(const char *name, const OtDocument *document, OtResources *resources,
                 gpointer data)
{
	bool *same = data;
	g_autofree char *file = find_file(name);
	g_autofree char *was = NULL;
	g_autofree char *is = NULL;
	g_autoptr(GError) error = NULL;

	if (file == NULL)
		return;
	is = dump_document(document, resources);
	g_file_get_contents(file, &was, NULL, &error);
	g_assert_no_error(error);
	if (strcmp(was, is) == 0)
		return;
	show_difference(file, was, is);
	*same = false;
}

static void
update_document(const char *name, const OtDocument *document, OtResources *resources, gpointer data)
{
	g_autofree char *file = find_file(name);
	g_autofree char *is = NULL;

	(void) data;
	if (file == NULL)
		return;
	is = dump_document(document, resources);
	g_assert_true(g_file_set_contents(file, is, -1, NULL));
}

static void
test_samples(void)
{
	bool same = true;

	visit_samples(compare_document, &same);
	g_assert_true(same);
}

static int
print_generated(guint seed)
{
	Fixture fixture = { NULL };
	g_autofree char *text = NULL;

	set_up(&fixture, NULL);
	generate(&fixture, seed);
	g_assert_true(ot_document_resolve(fixture.document, fixture.labels, NULL));
	fixture.layout = ot_layout_new(fixture.document, fixture.style, fixture.labels, "fonts",
	                               fixture.findings, NULL);
	g_assert_true(ot_layout_run(fixture.layout, NULL));
	text = dump_layout(fixture.layout);
	fputs(text, stdout);
	tear_down(&fixture, NULL);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--update") == 0) {
		visit_samples(update_document, NULL);
		return 0;
	}
	if (argc == 3 && strcmp(argv[1], "--seed") == 0)
		return print_generated((guint) strtoul(argv[2], NULL, 10));
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pdf-dump/samples", test_samples);
	return g_test_run();
}
