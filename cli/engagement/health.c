/* SPDX-License-Identifier: MIT */
#include "engagement/health.h"

#include "base/file.h"
#include "base/object.h"
#include "engagement/draw.h"
#include "engagement/resources.h"

#include <libxml/parser.h>
#include <string.h>

#define STYLE_FILE "house-style"

/* What is loaded when it is needed, and what for. */
static const struct {
	const char *object, *name, *does;
} objects[] = {
	{"zip", "Word files", "reads and writes archives"},
	{"draw", "PDF files", "draws PDF files"},
	{"logo", "Logos", "draws logos"},
	{"calendar", "Calendars", "writes calendars"},
	{"workbook", "Workbooks", "writes workbooks"},
	{"extract", "Files in PDFs of others", "reads PDF files"},
};

static void
free_health(gpointer data)
{
	OtHealth *health = data;

	g_free(health->name);
	g_free(health->detail);
	g_free(health);
}

/* Takes `name` and `detail`; with an error that is the detail. */
static void
add(GPtrArray *all, char *name, char *detail, const GError *error)
{
	OtHealth *health = g_new0(OtHealth, 1);

	health->name = name;
	health->good = error == NULL;
	health->detail = error == NULL ? detail : g_strdup(error->message);
	if (error != NULL)
		g_free(detail);
	g_ptr_array_add(all, health);
}

static void
examine_program(GPtrArray *all)
{
	add(all, g_strdup("Program"),
	    g_strdup_printf("outset " VERSION ", GLib %u.%u.%u, libxml2 %s",
	                    glib_major_version, glib_minor_version, glib_micro_version,
	                    LIBXML_DOTTED_VERSION),
	    NULL);
}

static void
examine_objects(GPtrArray *all)
{
	for (size_t i = 0; i < G_N_ELEMENTS(objects); i++) {
		g_autofree char *function = g_strdup_printf("ot_%s_versions", objects[i].object);
		g_autoptr(GError) error = NULL;
		OtObjectVersions *versions;

		*(void **) &versions = ot_object_function(objects[i].object, objects[i].does,
		                                          function, &error);
		add(all, g_strdup(objects[i].name), versions != NULL ? versions() : NULL, error);
	}
}

static void
examine_data(GPtrArray *all, OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = ot_resources_path(resources, "templates", NULL);
	g_autoptr(GPtrArray) assets =
		ot_resources_schema(resources, &error) != NULL
			? ot_resources_templates(resources, "asset", &error)
			: NULL;

	add(all, g_strdup("Data"),
	    g_strdup_printf("%s with %u assets", folder, assets != NULL ? assets->len : 0), error);
}

/* --- faces ----------------------------------------------------------------------------------- */

/* One line of text in a style, drawn to see which faces are there. */
static bool
draw_line(OtResources *resources, const OtAppearance *appearance, OtFindings *findings,
          GError **error)
{
	const OtStyle *style = ot_resources_style(resources, appearance, findings, error);
	const OtLabels *labels = ot_resources_labels(resources, "en-GB", error);
	g_autofree char *fonts = ot_resources_path(resources, "fonts", NULL);
	const OtPdfOptions options = {.font_dir = fonts};
	g_autoptr(OtDocument) document = ot_document_new();

	if (style == NULL || labels == NULL)
		return false;
	document->info = (OtDocumentInfo){.title = "Faces", .lang = "en-GB"};
	OtNode *root = ot_document_append(document, NULL, OT_NODE_DOCUMENT);
	OtNode *paragraph = ot_document_append(document, root, OT_NODE_PARAGRAPH);
	ot_document_append_text(document, paragraph, "Faces");
	if (!ot_document_resolve(document, labels, error))
		return false;
	g_autoptr(GBytes) pdf = ot_draw_pdf(document, style, labels, &options, findings, error);
	return pdf != NULL;
}

static void
examine_style(GPtrArray *all, const char *style, OtFindings *findings)
{
	const OtAppearance appearance = {.house_style = style};
	g_autoptr(GError) error = NULL;
	size_t before = ot_findings_count(findings);
	g_autoptr(OtResources) resources = ot_resources_new(&error);
	bool drawn = resources != NULL && draw_line(resources, &appearance, findings, &error);
	size_t missing = ot_findings_count(findings) - before;

	add(all, g_strdup_printf("House style %s", style),
	    missing > 0 ? g_strdup_printf("%zu of its faces %s not installed", missing,
	                                  missing == 1 ? "is" : "are")
	                : g_strdup("all of its faces are installed"),
	    error);
	OtHealth *health = g_ptr_array_index(all, all->len - 1);
	health->good = drawn && missing == 0;
}

static void
examine_styles(GPtrArray *all, const OtResources *resources, OtFindings *findings)
{
	g_autofree char *folder = ot_resources_path(resources, "templates", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) files = ot_folder_list(folder, &error);

	if (files == NULL) {
		add(all, g_strdup("House styles"), NULL, error);
		return;
	}
	examine_style(all, "outset", findings);
	for (guint i = 0; i < files->len; i++) {
		const char *file = g_ptr_array_index(files, i);

		if (!g_str_has_prefix(file, STYLE_FILE "-") || !g_str_has_suffix(file, ".xml"))
			continue;
		g_autofree char *name = g_strndup(file + strlen(STYLE_FILE "-"),
		                                  strlen(file) - strlen(STYLE_FILE "-.xml"));
		examine_style(all, name, findings);
	}
}

GPtrArray *
ot_health_examine(OtFindings *findings)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(free_health);
	g_autoptr(GError) error = NULL;
	g_autoptr(OtResources) resources = ot_resources_new(&error);

	examine_program(all);
	examine_objects(all);
	if (resources == NULL) {
		add(all, g_strdup("Data"), NULL, error);
		return all;
	}
	examine_data(all, resources);
	examine_styles(all, resources, findings);
	return all;
}
