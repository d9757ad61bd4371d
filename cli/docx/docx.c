/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include <string.h>

/*
 * The package, part by part.  document.xml comes first, because what it finds on its way (notes,
 * fields, lists) is what the parts after it spell.
 */

OtPart *
ot_docx_add_word_part(OtDocx *docx, const char *name, const char *root)
{
	g_autofree char *path = g_strdup_printf("word/%s.xml", name);
	const char *relation = ot_arena_printf(docx->arena, OT_RELATION "%s", name);
	const char *type = ot_arena_printf(docx->arena, OT_TYPE_WORD "%s+xml", name);
	OtPart *part = ot_package_add(docx->package, docx->main, relation, path, type);

	ot_xml_start(ot_part_xml(part), root);
	ot_docx_set_namespaces(ot_part_xml(part));
	return part;
}

/* A reader that does not know w14 and w15 may ignore what is in them (ECMA-376-3, 7.2). */
void
ot_docx_set_namespaces(OtXmlWriter *xml)
{
	ot_xml_set(xml, "xmlns:w", OT_NS_W);
	ot_xml_set(xml, "xmlns:r", OT_NS_R);
	ot_xml_set(xml, "xmlns:mc", OT_NS_MC);
	ot_xml_set(xml, "xmlns:w14", OT_NS_W14);
	ot_xml_set(xml, "xmlns:w15", OT_NS_W15);
	ot_xml_set(xml, "mc:Ignorable", "w14 w15");
}

const char *
ot_docx_epoch_text(const OtDocx *docx)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(MAX(docx->epoch, 0));
	g_autofree char *text = NULL;

	if (time == NULL)
		return "1970-01-01T00:00:00Z";
	text = g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
	return ot_arena_strdup(docx->arena, text);
}

/* A number that no other document has, and that this one has every time it is made. */
static const char *
derive_store_id(const OtDocx *docx)
{
	const OtDocumentInfo *info = &docx->document->info;
	const char *const facts[] = {OT_NS_FIELDS,     info->template_name, info->template_version,
	                             info->reference, info->engagement,    info->title};
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) {
		const char *fact = facts[i] != NULL ? facts[i] : "";
		g_checksum_update(sum, (const guchar *) fact, (gssize) strlen(fact) + 1);
	}
	g_autofree char *hex = g_ascii_strup(g_checksum_get_string(sum), -1);
	/* RFC 9562, 5.8: a number of one's own making */
	return ot_arena_printf(docx->arena, "{%.8s-%.4s-8%.3s-A%.3s-%.12s}", hex, hex + 8, hex + 13,
	                       hex + 17, hex + 20);
}

static void
look_at_headings(OtDocx *docx)
{
	OtWalk walk = ot_walk_start(docx->document->root);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		const char *number = walk.node->as.heading.number;

		if (walk.event != OT_WALK_ENTER || walk.node->kind != OT_NODE_HEADING ||
		    number == NULL)
			continue;
		docx->has_numbers = true;
		if (docx->annex_prefix == NULL)
			docx->annex_prefix = ot_docx_annex_prefix(docx, number);
	}
	if (docx->annex_prefix == NULL)
		docx->annex_prefix = "";
}

static void
prepare(OtDocx *docx)
{
	const OtStyle *style = docx->style;
	const OtNode *first = docx->document->root->first;

	docx->package = ot_package_new();
	docx->scratch = ot_document_new();
	ot_document_append(docx->scratch, NULL, OT_NODE_DOCUMENT);
	docx->arena = ot_arena_new();
	docx->text_width = ot_docx_twips(style->page_width - style->margin_left -
	                                 style->margin_right);
	docx->lang = ot_docx_word_lang(docx->document->info.lang);
	docx->store_id = derive_store_id(docx);
	docx->has_cover = first != NULL && first->kind == OT_NODE_SECTION &&
	                  first->as.section.role == OT_SECTION_COVER;
	docx->has_title = first != NULL && first->kind == OT_NODE_PARAGRAPH &&
	                  first->as.paragraph == OT_PARAGRAPH_TITLE;
	docx->entries = g_array_new(FALSE, FALSE, sizeof(OtDocxEntry));
	docx->bookmarks = g_hash_table_new(g_str_hash, g_str_equal);
	docx->bars = g_hash_table_new(g_direct_hash, g_direct_equal);
	docx->headings = g_hash_table_new(g_direct_hash, g_direct_equal);
	docx->tags = g_hash_table_new(g_str_hash, g_str_equal);
	docx->notes = g_ptr_array_new();
	docx->fields = g_ptr_array_new();
	docx->lists = g_array_new(FALSE, FALSE, sizeof(OtDocxList));
	docx->guided = g_ptr_array_new();
	docx->owed = g_ptr_array_new();
	look_at_headings(docx);
	ot_docx_gather_bookmarks(docx);
}

static void
clear(OtDocx *docx)
{
	ot_package_free(docx->package);
	ot_document_free(docx->scratch);
	ot_arena_free(docx->arena);
	g_array_unref(docx->entries);
	g_hash_table_unref(docx->bookmarks);
	g_hash_table_unref(docx->bars);
	g_hash_table_unref(docx->headings);
	g_hash_table_unref(docx->tags);
	g_ptr_array_unref(docx->notes);
	g_ptr_array_unref(docx->fields);
	g_array_unref(docx->lists);
	g_ptr_array_unref(docx->guided);
	g_ptr_array_unref(docx->owed);
}

static void
write_parts(OtDocx *docx)
{
	docx->main = ot_package_add(docx->package, NULL, OT_RELATION "officeDocument",
	                            "word/document.xml", OT_TYPE_WORD "document.main+xml");
	const char *header_id = ot_docx_write_header_part(docx);
	const char *footer_id = ot_docx_write_footer_part(docx);
	ot_docx_write_document_part(docx, header_id, footer_id);
	ot_docx_write_footnotes_part(docx);
	ot_docx_write_comments_part(docx);
	ot_docx_write_styles_part(docx);
	ot_docx_write_numbering_part(docx);
	ot_docx_write_settings_part(docx);
	ot_docx_write_font_table_part(docx);
	ot_docx_write_theme_part(docx);
	ot_docx_write_custom_xml_part(docx);
	ot_docx_write_core_part(docx);
	ot_docx_write_app_part(docx);
	ot_docx_write_custom_part(docx);
}

GPtrArray *
ot_docx_write_entries(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
                      gint64 epoch)
{
	OtDocx docx = {
		.document = document,
		.style = style,
		.labels = labels,
		.epoch = epoch,
	};

	prepare(&docx);
	write_parts(&docx);
	GPtrArray *entries = ot_package_entries(docx.package);
	clear(&docx);
	return entries;
}

GBytes *
ot_docx_write(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
              gint64 epoch, GError **error)
{
	g_autoptr(GPtrArray) entries = ot_docx_write_entries(document, style, labels, epoch);

	return ot_package_pack(entries, epoch, error);
}
