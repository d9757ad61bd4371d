/* SPDX-License-Identifier: MIT */
#include "pdf/layout.h"

#include <hb.h>
#include <lcms2.h>

void
ot_laid_page_clear(OtLaidPage *page)
{
	g_clear_pointer(&page->under, g_array_unref);
	g_clear_pointer(&page->rules, g_array_unref);
	g_clear_pointer(&page->content, g_array_unref);
}

static void
free_page(gpointer data)
{
	ot_laid_page_clear(data);
	g_free(data);
}

static void
free_array(gpointer data)
{
	g_array_unref(data);
}

static void
collect_ids(OtLayout *layout)
{
	OtWalk walk = ot_walk_start(layout->document->root);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && walk.node->id != NULL)
			g_hash_table_insert(layout->ids, (gpointer) walk.node->id, walk.node);
}

OtLayout *
ot_layout_new(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
              const char *font_dir, OtFindings *findings, GError **error)
{
	OtLayout *layout = g_new0(OtLayout, 1);

	layout->document = document;
	layout->style = style;
	layout->labels = labels;
	layout->findings = findings;
	layout->arena = ot_arena_new();
	layout->flows = g_ptr_array_new_with_free_func(free_array);
	layout->pictures = g_ptr_array_new_with_free_func(free_array);
	layout->headings = g_ptr_array_new();
	layout->ids = g_hash_table_new(g_str_hash, g_str_equal);
	layout->prepared = g_hash_table_new(g_direct_hash, g_direct_equal);
	layout->places = g_hash_table_new(g_direct_hash, g_direct_equal);
	layout->pages = g_ptr_array_new_with_free_func(free_page);
	layout->root = ot_tag_new(layout->arena, NULL, OT_STRUCTURE_DOCUMENT);
	layout->body = ot_arena_new_object(layout->arena, OtFlow);
	ot_flow_init(layout, layout->body);
	collect_ids(layout);
	layout->fonts = ot_fonts_new(font_dir, style, document->info.lang, findings, error);
	if (layout->fonts == NULL) {
		ot_layout_free(layout);
		return NULL;
	}
	layout->texts = ot_texts_new(layout->fonts, style, findings);
	return layout;
}

void
ot_layout_free(OtLayout *layout)
{
	if (layout == NULL)
		return;
	g_ptr_array_unref(layout->pages);
	g_hash_table_unref(layout->places);
	g_hash_table_unref(layout->prepared);
	g_hash_table_unref(layout->ids);
	g_ptr_array_unref(layout->headings);
	g_ptr_array_unref(layout->pictures);
	g_ptr_array_unref(layout->flows);
	ot_texts_free(layout->texts);
	ot_arena_free(layout->arena);
	ot_fonts_free(layout->fonts);
	g_free(layout);
}

bool
ot_layout_run(OtLayout *layout, GError **error)
{
	ot_layout_document(layout);
	if (!ot_paginate(layout, error))
		return false;
	ot_layout_furniture(layout);
	return true;
}

OtDrawing *
ot_pdf_draw(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
            const OtPdfOptions *options, OtFindings *findings, GError **error)
{
	g_autoptr(OtLayout) layout =
		ot_layout_new(document, style, labels, options->font_dir, findings, error);
	g_autoptr(OtDrawing) drawing = NULL;

	if (layout == NULL || !ot_layout_run(layout, error))
		return NULL;
	/* Nothing is painted without its text. */
	if (ot_texts_failed(layout->texts))
		return NULL;
	drawing = ot_drawing_new(style->page_width, style->page_height);
	if (!ot_paint(layout, drawing, options->epoch, error))
		return NULL;
	return g_steal_pointer(&drawing);
}

GBytes *
ot_pdf_write(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
             const OtPdfOptions *options, OtFindings *findings, GError **error)
{
	g_autoptr(OtDrawing) drawing =
		ot_pdf_draw(document, style, labels, options, findings, error);

	return drawing != NULL ? ot_finish(drawing, &document->info, options, error) : NULL;
}

char *
ot_draw_versions(void)
{
	int lcms = cmsGetEncodedCMMversion();

	return g_strdup_printf("cairo %s, Pango %s, HarfBuzz %s, Little CMS %d.%d",
	                       cairo_version_string(), pango_version_string(), hb_version_string(),
	                       lcms / 1000, lcms % 1000 / 10);
}
