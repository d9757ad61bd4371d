/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include <string.h>

/*
 * The running foot: the code of the copy where there are many, reference, version and status at the
 * left; the page at the right, counted by Word.  The words around the numbers come from the labels:
 * "Page {page} of {pages}".
 */

static void
append_fact(GString *facts, const char *fact)
{
	if (fact == NULL || *fact == '\0')
		return;
	if (facts->len > 0)
		g_string_append(facts, " \u00B7 ");
	g_string_append(facts, fact);
}

static char *
spell_facts(OtDocx *docx)
{
	const OtDocumentInfo *info = &docx->document->info;
	GString *facts = g_string_new(NULL);

	if (info->copy != NULL)
		append_fact(facts, ot_labels_fill(docx->labels, docx->arena, "copy", "code",
		                                  info->copy, NULL));
	append_fact(facts, info->reference);
	if (info->version != NULL)
		append_fact(facts, ot_labels_fill(docx->labels, docx->arena, "version", "version",
		                                  info->version, NULL));
	append_fact(facts, info->status);
	append_fact(facts, info->date_text);
	return g_string_free(facts, FALSE);
}

/* Write the words up to a hole such as "{page}", then the field in its place; returns the rest. */
static const char *
write_up_to(OtXmlWriter *xml, const OtDocxRun *run, const char *words)
{
	static const struct {
		const char *hole, *instruction;
	} fields[] = {
		{"{page}", " PAGE "},
		{"{pages}", " NUMPAGES "},
	};
	const char *hole = strchr(words, '{');

	for (size_t i = 0; hole != NULL && i < G_N_ELEMENTS(fields); i++) {
		if (!g_str_has_prefix(hole, fields[i].hole))
			continue;
		g_autofree char *before = g_strndup(words, (size_t) (hole - words));
		ot_docx_write_text(xml, run, before);
		ot_docx_write_field_code(xml, run, fields[i].instruction, "1");
		return hole + strlen(fields[i].hole);
	}
	ot_docx_write_text(xml, run, words);
	return words + strlen(words);
}

const char *
ot_docx_write_footer_part(OtDocx *docx)
{
	OtDocxRun run = ot_docx_run(docx, docx->document->info.lang);
	OtPart *part = ot_docx_add_word_part(docx, "footer", "w:ftr");
	OtXmlWriter *xml = ot_part_xml(part);
	g_autofree char *facts = spell_facts(docx);
	const char *words = ot_labels_get(docx->labels, "page");

	ot_xml_start(xml, "w:p");
	OtProperties properties = ot_properties(xml, OT_GROUP_PPR);
	ot_property_set(&properties, OT_PPR_pStyle, ot_docx_style_id(OT_STYLE_FOOTER));
	if (ot_lang_is_right_to_left(docx->lang))
		ot_property_flag(&properties, OT_PPR_bidi);
	ot_properties_end(&properties);
	ot_docx_write_text(xml, &run, facts);
	ot_docx_write_text(xml, &run, "\t");
	while (*words != '\0')
		words = write_up_to(xml, &run, words);
	ot_xml_end(xml);
	ot_xml_end(xml);
	return ot_part_id(part);
}
