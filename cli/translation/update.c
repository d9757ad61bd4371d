/* SPDX-License-Identifier: MIT */
#include "translation/update.h"

#include "translation/unit.h"

#include <string.h>

/* What the program remarks on a text starts so; anything else somebody wrote. */
#define PUT_IN "{1} "

OtTranslationState
ot_translation_state(const OtTranslation *translation, const GPtrArray *units)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	OtTranslationState state = {0};

	for (guint i = 0; i < units->len; i++) {
		const OtUnit *unit = g_ptr_array_index(units, i);
		if (!g_hash_table_add(seen, unit->words))
			continue;
		state.n_texts++;
		if (translation == NULL || ot_translation_find(translation, unit->words) == NULL)
			state.n_missing++;
	}
	const GPtrArray *texts = translation != NULL ? ot_translation_texts(translation) : NULL;
	for (guint i = 0; texts != NULL && i < texts->len; i++) {
		const OtTranslationText *text = g_ptr_array_index(texts, i);
		state.n_unused += !g_hash_table_contains(seen, text->of);
	}
	return state;
}

/* --- writing ------------------------------------------------------------------------------- */

static void
append_attr(GString *out, const char *name, const char *value)
{
	g_autofree char *escaped = value != NULL ? g_markup_escape_text(value, -1) : NULL;

	if (value != NULL)
		g_string_append_printf(out, " %s=\"%s\"", name, escaped);
}

/* Two hyphens would end a comment. */
static void
append_comment(GString *out, const char *indent, const char *words)
{
	g_autoptr(GString) safe = g_string_new(words);

	g_string_replace(safe, "--", "- -", 0);
	g_string_append_printf(out, "%s<!-- %s -->\n", indent, safe->str);
}

/* The comments that stand right before a node, in their order, as they were written. */
static void
append_remarks(GString *out, const char *indent, const xmlNode *node)
{
	const xmlNode *first = node;

	while (first->prev != NULL &&
	       (first->prev->type == XML_COMMENT_NODE || first->prev->type == XML_TEXT_NODE))
		first = first->prev;
	for (; first != node; first = first->next) {
		const char *words = (const char *) first->content;
		if (first->type != XML_COMMENT_NODE ||
		    g_str_has_prefix(words + strspn(words, " "), PUT_IN))
			continue;
		g_string_append_printf(out, "%s<!--%s-->\n", indent, words);
	}
}

static void
append_text(GString *out, const OtTranslationText *old, const char *of, const char *within,
            bool unused)
{
	g_autofree char *source = g_markup_escape_text(of, -1);

	if (old != NULL)
		append_remarks(out, "  ", old->node);
	if (within != NULL)
		append_comment(out, "  ", within);
	g_string_append_printf(out, "  <text%s>\n    <of>%s</of>\n",
	                       unused ? " unused=\"yes\"" : "", source);
	if (old != NULL && old->as != NULL) {
		g_autofree char *as = g_markup_escape_text(old->as, -1);
		g_string_append_printf(out, "    <as>%s</as>\n  </text>\n", as);
	} else {
		g_string_append(out, "    <as/>\n  </text>\n");
	}
}

static void
append_head(GString *out, const OtTranslation *old, const OtTranslationInfo *info)
{
	g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	if (old != NULL)
		append_remarks(out, "",
		               xmlDocGetRootElement(ot_xml_doc(ot_translation_xml(old))));
	g_string_append(out, "<translation xmlns=\"urn:outset:translation:1\"");
	append_attr(out, "of", info->of);
	append_attr(out, "version", info->version);
	append_attr(out, "date", info->date);
	append_attr(out, "xml:lang", info->lang);
	g_string_append(out, "\n            ");
	append_attr(out, "status", info->draft ? "draft" : "read");
	append_attr(out, "read-by", info->read_by);
	append_attr(out, "read-on", info->read_on);
	g_string_append(out, ">\n");
}

GBytes *
ot_translation_update(const OtTranslation *old, const OtTranslationInfo *info,
                      const GPtrArray *units)
{
	g_autoptr(GHashTable) written = g_hash_table_new(g_str_hash, g_str_equal);
	GString *out = g_string_new(NULL);
	const GPtrArray *texts = old != NULL ? ot_translation_texts(old) : NULL;

	append_head(out, old, info);
	for (guint i = 0; i < units->len; i++) {
		const OtUnit *unit = g_ptr_array_index(units, i);
		if (g_hash_table_add(written, unit->words))
			append_text(out,
			            old != NULL ? ot_translation_text(old, unit->words) : NULL,
			            unit->words, unit->within, false);
	}
	for (guint i = 0; texts != NULL && i < texts->len; i++) {
		const OtTranslationText *text = g_ptr_array_index(texts, i);
		if (text->as != NULL && !g_hash_table_contains(written, text->of))
			append_text(out, text, text->of, NULL, true);
	}
	g_string_append(out, "</translation>\n");
	return g_string_free_to_bytes(out);
}
