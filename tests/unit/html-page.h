/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_HTML_PAGE_H
#define TESTS_UNIT_HTML_PAGE_H

/** Pages that the HTML writer made, read as a browser would and checked for what holds for all. */

#include "docx-build.h"

#include "html/html.h"

#include <libxml/HTMLparser.h>
#include <math.h>

/* A page as a browser would read it. */
typedef struct {
	GBytes *bytes;
	xmlDoc *doc;
} Page;

static G_GNUC_UNUSED void
page_free(Page *page)
{
	g_bytes_unref(page->bytes);
	xmlFreeDoc(page->doc);
	g_free(page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)

/* --- looking at a page --------------------------------------------------------------------- */

static G_GNUC_UNUSED xmlXPathObject *
look(const Page *page, const char *path)
{
	xmlXPathContext *context = xmlXPathNewContext(page->doc);
	xmlXPathObject *object = xmlXPathEval((const xmlChar *) path, context);

	xmlXPathFreeContext(context);
	if (object == NULL)
		g_error("%s is no path", path);
	return object;
}

static G_GNUC_UNUSED void
assert_text(const Page *page, const char *path, const char *text)
{
	g_autofree char *whole = g_strdup_printf("string(%s)", path);
	xmlXPathObject *object = look(page, whole);

	g_assert_cmpstr((const char *) object->stringval, ==, text);
	xmlXPathFreeObject(object);
}

static G_GNUC_UNUSED void
assert_number(const Page *page, int number, const char *path)
{
	g_autofree char *whole = g_strdup_printf("count(%s)", path);
	xmlXPathObject *object = look(page, whole);

	if ((int) object->floatval != number)
		g_error("%s is there %d times", path, (int) object->floatval);
	xmlXPathFreeObject(object);
}

static G_GNUC_UNUSED bool
has_bytes(const Page *page, const char *text)
{
	return g_strstr_len(g_bytes_get_data(page->bytes, NULL),
	                    (gssize) g_bytes_get_size(page->bytes), text) != NULL;
}

/* --- what holds for every page ------------------------------------------------------------- */

typedef struct {
	GHashTable *ids, *names;
	GPtrArray *targets;
	int level; /* of the last heading */
} Survey;

static G_GNUC_UNUSED bool
is_named(const xmlNode *node, const char *name)
{
	return strcmp((const char *) node->name, name) == 0;
}

static G_GNUC_UNUSED void
check_heading(xmlNode *node, Survey *survey)
{
	char *given = attr_of(node, "aria-level");
	int level = given != NULL ? atoi(given) : node->name[1] - '0';
	xmlChar *text = xmlNodeGetContent(node);

	/* One h1, and from there never more than a step down. */
	if (level > survey->level + 1 || (level == 1) != (survey->level == 0))
		g_error("after a heading of level %d comes one of level %d", survey->level, level);
	g_assert_cmpstr((const char *) text, !=, "");
	survey->level = level;
	xmlFree(text);
	xmlFree(given);
}

static G_GNUC_UNUSED void
check_attributes(xmlNode *node, Survey *survey)
{
	for (xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
		char *value = attr_of(node, (const char *) attr->name);

		g_assert_false(g_str_has_prefix((const char *) attr->name, "on"));
		g_assert_true(strcmp((const char *) attr->name, "style") != 0 ||
		              g_str_has_prefix(value, "--share: "));
		if (strcmp((const char *) attr->name, "id") == 0) {
			g_assert_null(strchr(value, ' '));
			claim(survey->ids, "id", value);
		} else if (strcmp((const char *) attr->name, "href") == 0 && *value == '#') {
			g_ptr_array_add(survey->targets, value);
		} else {
			xmlFree(value);
		}
	}
}

static G_GNUC_UNUSED void
survey_element(xmlNode *node, void *data)
{
	static const char *const banned[] = {"script", "link", "img", "iframe", "object", "form",
	                                     "base", "embed", NULL};
	static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6", NULL};
	Survey *survey = data;

	g_assert_false(g_strv_contains(banned, (const char *) node->name));
	check_attributes(node, survey);
	if (g_strv_contains(headings, (const char *) node->name))
		check_heading(node, survey);
	/* Landmarks and frames have names, frames each its own. */
	if (is_named(node, "nav")) {
		char *label = attr_of(node, "aria-label");
		g_assert_nonnull(label);
		xmlFree(label);
	}
	char *role = attr_of(node, "role");
	if (role != NULL && strcmp(role, "group") == 0)
		claim(survey->names, "group", attr_of(node, "aria-label"));
	xmlFree(role);
}

static G_GNUC_UNUSED void
free_target(void *target)
{
	xmlFree(target);
}

static G_GNUC_UNUSED void
check_page(const Page *page)
{
	g_autoptr(GHashTable) ids = new_set(), names = new_set();
	g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func(free_target);
	Survey survey = {ids, names, targets, 0};

	each_element(xmlDocGetRootElement(page->doc), survey_element, &survey);
	for (guint i = 0; i < targets->len; i++) {
		const char *target = g_ptr_array_index(targets, i);
		if (!g_hash_table_contains(ids, target + 1))
			g_error("nothing has the id \"%s\"", target + 1);
	}
	g_assert_cmpint(survey.level, >, 0);
	g_assert_true(g_str_has_prefix(g_bytes_get_data(page->bytes, NULL), "<!DOCTYPE html>"));
	assert_number(page, 1, "//h1");
	assert_number(page, 1, "/html[@lang and @dir]/head[meta[@charset='utf-8']]/title");
	assert_number(page, 1, "/html/body/a[1][@class='skip']");
	assert_number(page, 1, "/html/body/main[@id='page:content']");
	assert_number(page, 0,
	              "//a//a | //a[not(normalize-space())] | //p//p | //table//caption[2]");
	assert_number(page, 0, "//th[not(@scope)][ancestor::thead or not(following-sibling::td)]");
	assert_number(page, 0,
	              "//svg[not(@role) = not(@aria-hidden = 'true')][not(ancestor::svg)]");
	assert_number(page, 0, "//figure[not(.//*[@role = 'img'][normalize-space(@aria-label)])]");
	assert_number(page, 0, "//ul[not(li)] | //ol[not(li)] | //tr[not(td or th)]");
}

static G_GNUC_UNUSED Page *
finish_page(OtDocument *take_document)
{
	GError *error = NULL;
	g_autoptr(OtDocument) document = take_document;
	g_autoptr(OtLabels) labels = ot_labels_load("templates/labels.en.xml", &error);
	g_autoptr(OtStyle) style = ot_style_load("templates/house-style.xml", &error);
	Page *page = g_new0(Page, 1);

	g_assert_no_error(error);
	ot_document_resolve(document, labels, &error);
	g_assert_no_error(error);
	page->bytes = ot_html_write(document, style, labels, "\np { margin: 0; }\n");
	page->doc = htmlReadMemory(g_bytes_get_data(page->bytes, NULL),
	                           (int) g_bytes_get_size(page->bytes), "page.html", "UTF-8",
	                           HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
	g_assert_nonnull(page->doc);
	check_page(page);
	return page;
}

#endif
