/*
 * SPDX-License-Identifier: MIT
 *
 * Finished files as other libraries read them: libqpdf for every point of PDF/UA-1 and PDF/A-3a
 * that a program can check, poppler for what a reader gets.  Nothing here uses our own reader.
 */
#include "pdf-samples.h"
#include "pdf-words.h"
#include "pdf-worst.h"
#include "poppler-audit.h"
#include "qpdf-catalog.h"
#include "qpdf-tree.h"

#define SHOWN_FAULTS 20

static guint
count_headings(const OtDocument *document)
{
	OtWalk walk = ot_walk_start(document->root);
	guint n = 0;

	while (ot_walk_next(&walk) != OT_WALK_END)
		n += walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_HEADING &&
		     walk.node->first != NULL;
	return n;
}

/* The text of the structure tree is the text of the document, word for word. */
static void
audit_words(QpdfFile *file, const char *text)
{
	g_auto(GStrv) wanted = split_words(text);
	g_auto(GStrv) found = split_words(file->reading->str);
	guint i = 0;

	while (wanted[i] != NULL && g_strcmp0(wanted[i], found[i]) == 0)
		i++;
	if (wanted[i] != NULL || found[i] != NULL)
		qpdf_fault(file, "word %u is \"%s\", not \"%s\", after \"%s\"", i,
		           found[i] != NULL ? found[i] : "", wanted[i] != NULL ? wanted[i] : "",
		           i > 0 ? wanted[i - 1] : "");
}

/* How many faults a file has; shows the first of them. */
static guint
audit(const char *name, GBytes *bytes, const OtDocument *document, const OtLabels *labels)
{
	const char *title = ot_document_full_title(&document->info);
	g_autofree char *text = read_document(document, labels, false);
	g_autofree char *shown = read_document(document, labels, true);
	QpdfFile *file = qpdf_file_read(bytes);
	guint n;

	audit_content(file);
	audit_tree(file);
	audit_catalog(file, title, document->info.lang, count_headings(document));
	audit_words(file, text);
	audit_poppler(file, bytes, title, shown);
	n = file->faults->len;
	for (guint i = 0; i < MIN(n, SHOWN_FAULTS); i++)
		g_test_message("%s: %s", name, (const char *) file->faults->pdata[i]);
	qpdf_file_free(file);
	return n;
}

static void
audit_sample(const char *name, const OtDocument *document, OtResources *resources, gpointer data)
{
	OtPdfOptions options = { .font_dir = "fonts", .epoch = EPOCH };
	const OtLabels *labels = ot_resources_labels(resources, document->info.lang, NULL);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes =
		ot_pdf_write(document, usual_style(resources), labels, &options,
	                     findings, &error);

	g_assert_no_error(error);
	*(guint *) data += audit(name, bytes, document, labels);
}

static void
test_samples(void)
{
	guint n_faults = 0;

	visit_samples(audit_sample, &n_faults);
	g_assert_cmpint(n_faults, ==, 0);
}

static guint
count_pages_with(const QpdfFile *file, const char *words)
{
	guint n = 0;

	for (guint i = 0; i < file->pages->len; i++)
		n += strstr(((QpdfPage *) file->pages->pdata[i])->artifacts->str, words) != NULL;
	return n;
}

/* Elements of a type with something that makes them worth a test. */
static guint
count_elements(QpdfFile *file, const char *type, bool (*has)(QpdfFile *, const QpdfElement *))
{
	guint n = 0;

	for (guint i = 0; i < file->elements->len; i++) {
		const QpdfElement *element = file->elements->pdata[i];

		n += is_type(element, type) && has(file, element);
	}
	return n;
}

static bool
is_on_pages(QpdfFile *file, const QpdfElement *element)
{
	(void) file;
	return element->n_objects > 1;
}

static bool
names_two_headers(QpdfFile *file, const QpdfElement *element)
{
	return qpdf_len(file, get_attribute(file, element->handle, "/Table", "/Headers")) >= 2;
}

static bool
is_welsh(QpdfFile *file, const QpdfElement *element)
{
	g_autofree char *lang = qpdf_get_text(file, element->handle, "/Lang");

	return strcmp(lang, "cy") == 0;
}

/* The worst case is as bad as it should be: else the audit says little. */
static void
check_worst(GBytes *bytes)
{
	QpdfFile *file = qpdf_file_read(bytes);

	audit_content(file);
	audit_tree(file);
	g_assert_cmpint(file->pages->len, >=, 300);
	/* The long table's heads come again on each page, as artifacts. */
	g_assert_cmpint(count_pages_with(file, "Table with spans (continued)"), >=, 10);
	g_assert_cmpint(count_elements(file, "/Link", is_on_pages), >=, 3);
	g_assert_cmpint(count_elements(file, "/TD", names_two_headers), >=, 500);
	g_assert_cmpint(count_elements(file, "/Span", is_welsh), >=, 1);
	g_assert_cmpint(count_elements(file, "/P", is_welsh), >=, 1);
	g_assert_cmpint(count_elements(file, "/H1", is_welsh), ==, 1);
	g_assert_cmpint(count_elements(file, "/Note", is_welsh), ==, WORST_PARTS);
	/* What the contents say in another language is in it there too. */
	g_assert_cmpint(count_elements(file, "/Link", is_welsh), ==, 1);
	g_assert_nonnull(strstr(file->reading->str, "\u00a31,250 per night, grit"));
	qpdf_file_free(file);
}

static void
test_worst(Fixture *fixture, gconstpointer data)
{
	OtPdfOptions options = { .font_dir = "fonts", .epoch = EPOCH };
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = NULL;

	(void) data;
	build_worst(fixture);
	g_assert_true(ot_document_resolve(fixture->document, fixture->labels, &error));
	g_assert_no_error(error);
	bytes = ot_pdf_write(fixture->document, fixture->style, fixture->labels, &options,
	                     fixture->findings, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < ot_findings_count(fixture->findings); i++)
		g_test_message("%s", ot_findings_get(fixture->findings, i)->message);
	g_assert_nonnull(bytes);
	g_assert_cmpint(audit("the worst case", bytes, fixture->document, fixture->labels), ==, 0);
	check_worst(bytes);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pdf-conformance/samples", test_samples);
	add_test("/pdf-conformance/worst", test_worst);
	return g_test_run();
}
