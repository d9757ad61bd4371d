/* SPDX-License-Identifier: MIT
 *
 * Controls of Word templates that are bound to custom XML: the value gets where the binding leads, as
 * Word would have put it there, and nothing else of the part is touched.
 */
#include "draft-build.h"

#include "docx/fill.h"

#include <libxml/parser.h>

#define EPOCH 1795000000

static const char specification[] =
	"<specification><identity reference='R-1'><title>Salt &amp; ice</title></identity></specification>";

/* Two controls with the title and the reference, and where each is bound; NULL: there is no second. */
typedef struct {
	const char *name;
	const char *paths[2];
	const char *before, *after; /* after NULL: as before */
} Binding;

static const Binding bindings[] = {
	{"element", {"/a/b"}, "<a><b>x</b></a>", "<a><b>Salt &amp; ice</b></a>"},
	{"element-of-a-namespace", {"/n:a[1]/n:b[1]"}, "<a xmlns='u'><b>x</b></a>",
	 "<a xmlns='u'><b>Salt &amp; ice</b></a>"},
	{"element-with-a-prefix", {"/n:a/n:b"}, "<p:a xmlns:p='u'><p:b>x</p:b></p:a>",
	 "<p:a xmlns:p='u'><p:b>Salt &amp; ice</p:b></p:a>"},
	{"empty-element", {"/a/b"}, "<a><b/></a>", "<a><b>Salt &amp; ice</b></a>"},
	{"empty-element-with-a-prefix", {"/n:a/n:b"}, "<p:a xmlns:p='u'><p:b c='1' /></p:a>",
	 "<p:a xmlns:p='u'><p:b c='1' >Salt &amp; ice</p:b></p:a>"},
	{"nothing-in-it", {"/a/b"}, "<a><b></b></a>", "<a><b>Salt &amp; ice</b></a>"},
	{"root", {"/a"}, "<a>x</a>", "<a>Salt &amp; ice</a>"},
	{"root-behind-a-remark", {"/a"}, "<?xml version='1.0'?><!-- r --><a>x</a><!-- s -->",
	 "<?xml version='1.0'?><!-- r --><a>Salt &amp; ice</a><!-- s -->"},
	{"second-of-its-kind", {"/a/b[2]"}, "<a><b>x</b><c/>t<!-- r --><b>y</b></a>",
	 "<a><b>x</b><c/>t<!-- r --><b>Salt &amp; ice</b></a>"},
	{"deep", {"/a/b[2]/c"}, "<a><b><c>x</c></b><b><d/><c>y</c></b></a>",
	 "<a><b><c>x</c></b><b><d/><c>Salt &amp; ice</c></b></a>"},
	{"text", {"/a/b/text()"}, "<a><b>x</b></a>", "<a><b>Salt &amp; ice</b></a>"},
	{"attribute", {"/a/b/@c"}, "<a><b d='1' c='x'>t</b></a>",
	 "<a><b d='1' c='Salt &amp; ice'>t</b></a>"},
	{"attribute-that-is-empty", {"/a/@c"}, "<a c=\"\"/>", "<a c=\"Salt &amp; ice\"/>"},
	{"attribute-with-a-prefix", {"/n:a/@n:c"}, "<p:a xmlns:p='u' c='1' p:c='x'/>",
	 "<p:a xmlns:p='u' c='1' p:c='Salt &amp; ice'/>"},
	{"by-an-attribute", {"/a/b[@k='n:2']"}, "<a><b k='n:1'>x</b><b k='n:2'>y</b></a>",
	 "<a><b k='n:1'>x</b><b k='n:2'>Salt &amp; ice</b></a>"},
	{"by-an-attribute-in-other-quotes", {"/n:a/n:b[@k=&quot;it's&quot;]"},
	 "<a xmlns='u'><b k=\"it's\">x</b></a>", "<a xmlns='u'><b k=\"it's\">Salt &amp; ice</b></a>"},
	{"both", {"/a/b", "/a/c"}, "<a><b>x</b><c>y</c></a>", "<a><b>Salt &amp; ice</b><c>R-1</c></a>"},
	{"both-the-other-way-round", {"/a/c", "/a/@b"}, "<a b='x'><c>y</c></a>",
	 "<a b='R-1'><c>Salt &amp; ice</c></a>"},
	/* of two that are bound to one place the first counts, of one within the other the outer */
	{"one-place", {"/a/b", "/a/b[1]"}, "<a><b>x</b></a>", "<a><b>Salt &amp; ice</b></a>"},
	{"element-and-its-text", {"/a/b", "/a/b/text()"}, "<a><b>x</b></a>",
	 "<a><b>Salt &amp; ice</b></a>"},
	{"text-and-its-element", {"/a/b/text()", "/a/b"}, "<a><b>x</b></a>",
	 "<a><b>Salt &amp; ice</b></a>"},
	{"one-within-the-other", {"/a", "/a/b"}, "<a><b>x</b></a>", "<a>Salt &amp; ice</a>"},
	{"one-around-the-other", {"/a/b", "/a"}, "<a>t<b>x</b></a>", "<a>R-1</a>"},
	{"attribute-and-element", {"/a/@b", "/a"}, "<a b='x'>y</a>", "<a b='Salt &amp; ice'>R-1</a>"},
	/* what leads nowhere, or is no path, says nothing to Word either */
	{"nowhere", {"/a/c"}, "<a><b>x</b></a>", NULL},
	{"no-attribute", {"/a/@c"}, "<a b='x'/>", NULL},
	{"no-path", {"/a[["}, "<a>x</a>", NULL},
	{"nothing", {""}, "<a>x</a>", NULL},
	{"a-number", {"1 + 1"}, "<a>x</a>", NULL},
	{"the-file", {"/"}, "<a>x</a>", NULL},
	{"a-remark", {"/a/comment()"}, "<a><!-- r --></a>", NULL},
	{"a-namespace", {"/a/namespace::*"}, "<a xmlns:p='u'>x</a>", NULL},
	{"no-file", {"/a"}, "<a>", NULL},
	{"entities", {"/a"}, "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", NULL},
};

typedef struct {
	OtModel *model;
	OtLabels *labels;
	xmlDoc *doc;
	OtFindings *findings;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void) data;
	fixture->model = ot_model_load("schemas/spec.xsd", "specification", &error);
	g_assert_no_error(error);
	fixture->labels = ot_labels_load("templates/labels.en.xml", &error);
	g_assert_no_error(error);
	fixture->doc = xmlReadMemory(specification, (int) strlen(specification), "spec.xml", NULL, 0);
	fixture->findings = ot_findings_new();
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void) data;
	ot_model_free(fixture->model);
	ot_labels_free(fixture->labels);
	xmlFreeDoc(fixture->doc);
	ot_findings_free(fixture->findings);
}

/* A part of a filled template. */
static char *
fill(Fixture *fixture, const char *body, const File *files, size_t n_files, const char *part)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *document = g_strconcat("<w:document" NAMESPACES "><w:body>", body,
	                                        "</w:body></w:document>", NULL);
	g_autoptr(GBytes) package = make_docx_of(TYPE_MAIN, document, files, n_files);
	g_autoptr(OtDraft) draft = ot_draft_parse(package, "council.docx", fixture->findings);
	g_assert_nonnull(draft);
	g_autoptr(OtFill) made = ot_fill_new(draft, fixture->model, fixture->findings);
	g_autoptr(GBytes) filled =
		ot_fill_write(made, fixture->doc, fixture->labels, EPOCH, &error);
	g_assert_no_error(error);
	g_assert_nonnull(filled);
	g_autoptr(OtArchive) archive = ot_archive_open(filled, "filled.docx", fixture->findings);
	g_autoptr(GBytes) bytes =
		ot_archive_read(archive, ot_archive_find(archive, part), fixture->findings);
	g_assert_nonnull(bytes);
	return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* A paragraph with a control that is bound; `path` is escaped as in an attribute. */
static char *
bound_control(const char *tag, const char *path, const char *store)
{
	return g_strdup_printf("<w:p><w:sdt><w:sdtPr><w:tag w:val='%s'/><w:dataBinding w:prefixMappings=\""
	                       "xmlns:n='u'\" w:xpath=\"%s\" w:storeItemID=\"%s\"/></w:sdtPr>"
	                       "<w:sdtContent>" R("x") "</w:sdtContent></w:sdt></w:p>",
	                       tag, path, store);
}

static void
test_binding(Fixture *fixture, gconstpointer data)
{
	const Binding *binding = data;
	const File files[] = {
		{"customXml/item7.xml", binding->before, 0},
		{"customXml/itemProps7.xml",
		 "<ds:datastoreItem ds:itemID='{0b1c-AB}' "
		 "xmlns:ds='http://schemas.openxmlformats.org/officeDocument/2006/customXml'/>", 0},
	};
	g_autofree char *first = bound_control("identity/title", binding->paths[0], "{0B1C-ab}");
	g_autofree char *second =
		binding->paths[1] != NULL
			? bound_control("identity/@reference", binding->paths[1], "{0B1C-AB}")
			: g_strdup("");
	g_autofree char *body = g_strconcat(first, second, NULL);
	g_autofree char *item =
		fill(fixture, body, files, G_N_ELEMENTS(files), "customXml/item7.xml");

	g_assert_cmpstr(item, ==, binding->after != NULL ? binding->after : binding->before);
}

/* The properties of the document are stores as well, known by numbers of their own ([MS-OE376]). */
static void
test_properties(Fixture *fixture, gconstpointer data)
{
	static const char core[] =
		"<cp:coreProperties xmlns:cp='" NS_P "metadata/core-properties' "
		"xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Template</dc:title>"
		"</cp:coreProperties>";
	static const File files[] = {{"docProps/core.xml", core, 0}};
	g_autofree char *body =
		bound_control("identity/title", "/n:coreProperties[1]/n:title[1]",
	                      "{6c3c8bc8-f283-45ae-878a-bab7291924a1}");
	g_autofree char *part =
		fill(fixture, body, files, G_N_ELEMENTS(files), "docProps/core.xml");

	(void) data;
	g_assert_nonnull(strstr(part, "<dc:title>Salt &amp; ice</dc:title>"));
}

/* A binding to a store that the file has not, or whose number can't be read, changes no other. */
static void
test_no_store(Fixture *fixture, gconstpointer data)
{
	static const char *const properties[] = {
		"", "<a", "<a/>", "<datastoreItem itemID='{1}'/>",
		"<ds:datastoreItem ds:itemID='{2}' "
		"xmlns:ds='http://schemas.openxmlformats.org/officeDocument/2006/customXml'/>",
	};

	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(properties); i++) {
		const File files[] = {{"customXml/item1.xml", "<a>x</a>", 0},
		                      {"customXml/itemProps1.xml", properties[i], 0}};
		g_autofree char *one = bound_control("identity/title", "/a", "{1}");
		g_autofree char *two = bound_control("identity/@reference", "/a", "{1}");
		g_autofree char *body = g_strconcat(one, two, NULL);
		g_autofree char *item =
			fill(fixture, body, files, G_N_ELEMENTS(files), "customXml/item1.xml");
		g_autofree char *document =
			fill(fixture, body, files, G_N_ELEMENTS(files), "word/document.xml");

		g_assert_cmpstr(item, ==, "<a>x</a>");
		g_assert_nonnull(strstr(document, "Salt &amp; ice"));
		g_assert_nonnull(strstr(document, "R-1"));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(bindings); i++) {
		g_autofree char *path = g_strdup_printf("/fill-bound/%s", bindings[i].name);
		g_test_add(path, Fixture, &bindings[i], set_up, test_binding, tear_down);
	}
	g_test_add("/fill-bound/properties", Fixture, NULL, set_up, test_properties, tear_down);
	g_test_add("/fill-bound/no-store", Fixture, NULL, set_up, test_no_store, tear_down);
	return g_test_run();
}
