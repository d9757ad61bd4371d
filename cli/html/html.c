/* SPDX-License-Identifier: MIT */
#include "html/writer.h"

#include "document/language.h"

#include <string.h>

const char *
ot_html_name(OtHtml *html, const OtNode *node)
{
	if (node->id != NULL)
		return node->id;
	/* With a colon, as no id of a document has it (Namespaces in XML, NCName). */
	const char *name = g_hash_table_lookup(html->names, node);
	if (name == NULL) {
		name = ot_arena_printf(html->arena, "heading:%u",
		                       g_hash_table_size(html->names) + 1);
		g_hash_table_insert(html->names, (void *) node, (void *) name);
	}
	return name;
}

void
ot_html_set_lang(OtHtml *html, const OtNode *node)
{
	if (node->lang == NULL)
		return;
	ot_xml_set(html->xml, "lang", node->lang);
	ot_xml_set(html->xml, "dir", ot_lang_is_right_to_left(node->lang) ? "rtl" : "ltr");
}

/* Headings get their names before anything is written: the contents stand before them. */
static void
gather(OtHtml *html)
{
	OtWalk walk = ot_walk_start(html->document->root);
	OtWalkEvent event;

	while ((event = ot_walk_next(&walk)) != OT_WALK_END) {
		if (event != OT_WALK_ENTER)
			continue;
		if (walk.node->kind == OT_NODE_HEADING)
			ot_html_name(html, walk.node);
		html->has_title |= walk.node->kind == OT_NODE_PARAGRAPH &&
		                   walk.node->as.paragraph == OT_PARAGRAPH_TITLE;
	}
}

static void
write_meta(OtHtml *html, const char *name, const char *content)
{
	if (content != NULL)
		ot_xml_empty(html->xml, "meta", "name", name, "content", content, NULL);
}

static void
write_head(OtHtml *html, const OtStyle *style, const char *sheet)
{
	const OtDocumentInfo *info = &html->document->info;
	OtXmlWriter *xml = html->xml;
	g_autofree char *properties = ot_html_properties(style);

	ot_xml_start(xml, "head");
	ot_xml_empty(xml, "meta", "charset", "utf-8", NULL);
	write_meta(html, "viewport", "width=device-width, initial-scale=1");
	write_meta(html, "color-scheme", "light dark");
	ot_xml_leaf(xml, "title", ot_document_full_title(info));
	write_meta(html, "description", info->subject);
	write_meta(html, "author", info->authority);
	write_meta(html, "generator", "outset " VERSION);
	ot_xml_start(xml, "style");
	ot_xml_raw(xml, properties);
	ot_xml_raw(xml, sheet);
	ot_xml_end(xml);
	ot_xml_end(xml);
}

/* Which version this is, as the running foot of a page of paper says it. */
static void
write_foot(OtHtml *html)
{
	const OtDocumentInfo *info = &html->document->info;
	const char *const facts[] = {
		info->reference,
		info->version != NULL ? ot_labels_fill(html->labels, html->arena, "version",
		                                       "version", info->version, NULL)
		                      : NULL,
		info->status,
		info->date_text,
	};
	bool begun = false;

	ot_xml_start(html->xml, "footer");
	if (info->authority != NULL)
		ot_xml_leaf(html->xml, "p", info->authority);
	ot_xml_start(html->xml, "p");
	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) {
		if (facts[i] == NULL)
			continue;
		ot_xml_text(html->xml, begun ? " \302\267 " : "");
		ot_xml_text(html->xml, facts[i]);
		begun = true;
	}
	ot_xml_end(html->xml);
	ot_xml_end(html->xml);
}

static bool
is_cover(const OtNode *node)
{
	return node != NULL && node->kind == OT_NODE_SECTION &&
	       node->as.section.role == OT_SECTION_COVER;
}

/* A page has one h1: the document's own title, or else the one of its properties.  A cover at its
 * start is its banner, before what the skip link leads to. */
static void
write_body(OtHtml *html)
{
	const OtNode *first = html->document->root->first;
	OtXmlWriter *xml = html->xml;

	ot_xml_start(xml, "body");
	ot_xml_start(xml, "a");
	ot_xml_set(xml, "class", "skip");
	ot_xml_set(xml, "href", "#page:content");
	ot_xml_text(xml, ot_labels_get(html->labels, "skip"));
	ot_xml_end(xml);
	if (is_cover(first)) {
		ot_html_block(html, first);
		first = first->next;
	}
	ot_xml_start(xml, "main");
	ot_xml_set(xml, "id", "page:content");
	ot_xml_set(xml, "tabindex", "-1");
	if (!html->has_title)
		ot_xml_leaf(xml, "h1", html->document->info.title);
	ot_html_blocks(html, first);
	ot_html_notes(html);
	ot_xml_end(xml);
	write_foot(html);
	ot_xml_end(xml);
}

GBytes *
ot_html_write(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
              const char *sheet)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();
	g_autoptr(OtArena) arena = ot_arena_new();
	g_autoptr(GHashTable) names = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) notes = g_ptr_array_new();
	OtHtml html = {
		.document = document,
		.labels = labels,
		.logo = style->logo,
		.xml = xml,
		.arena = arena,
		.names = names,
		.notes = notes,
	};
	const char *lang = document->info.lang;

	gather(&html);
	ot_xml_as_html(xml);
	ot_xml_start(xml, "html");
	ot_xml_set(xml, "lang", lang);
	ot_xml_set(xml, "dir", ot_lang_is_right_to_left(lang) ? "rtl" : "ltr");
	write_head(&html, style, sheet);
	write_body(&html);
	ot_xml_end(xml);
	return ot_xml_take(xml);
}
