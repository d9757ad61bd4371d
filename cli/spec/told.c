/* SPDX-License-Identifier: MIT */
#include "spec/told.h"

#include "base/text.h"
#include "translation/unit.h"
#include "xml/source.h"

#include <string.h>

/* A walk over a specification. */
typedef struct {
	const OtSchemaModel *model;
	GHashTable *marks; /* of declarations: whether they are marked as told */
	OtToldFunc *func;
	void *data;
} Walk;

static bool
is_told(Walk *walk, const xmlNode *decl)
{
	gpointer known;

	if (g_hash_table_lookup_extended(walk->marks, decl, NULL, &known))
		return GPOINTER_TO_INT(known);
	g_autofree char *mark = ot_schema_model_appinfo(walk->model, decl, OT_APPINFO_TOLD);
	bool told = g_strcmp0(mark, "yes") == 0;
	g_hash_table_insert(walk->marks, (void *) decl, GINT_TO_POINTER(told));
	return told;
}

static void
tell(Walk *walk, const xmlNode *node, const char *attr, const char *text)
{
	g_autoptr(GString) words = g_string_new(NULL);
	xmlChar *lang = xmlNodeGetLang(node);

	ot_unit_append_words(words, text);
	const OtTold told = {
		.node = node,
		.attr = attr,
		.words = words->str,
		.lang = lang != NULL ? (const char *) lang : "",
	};
	if (ot_unit_has_letters(text))
		walk->func(&told, walk->data);
	xmlFree(lang);
}

static void
tell_element(Walk *walk, const xmlNode *node)
{
	const xmlNode *decl = ot_schema_model_decl(walk->model, node);
	const OtComplexType *type =
		decl != NULL ? ot_schema_model_type(walk->model, decl) : NULL;

	for (guint i = 0; type != NULL && i < type->attrs->len; i++) {
		const OtAttrDecl *attr = &g_array_index(type->attrs, OtAttrDecl, i);
		const char *value = ot_xml_attr(node, attr->name);
		if (value != NULL && is_told(walk, attr->decl)) {
			g_autofree char *text = ot_text_fold(g_strdup(value));
			tell(walk, node, attr->name, text);
		}
	}
	if (decl != NULL && is_told(walk, decl) && ot_xml_child(node, NULL) == NULL) {
		g_autofree char *text = ot_source_text(node);
		tell(walk, node, NULL, text);
	}
}

void
ot_spec_told(xmlDoc *doc, const OtSchemaModel *model, OtToldFunc *func, void *data)
{
	g_autoptr(GHashTable) marks = g_hash_table_new(NULL, NULL);
	Walk walk = {.model = model, .marks = marks, .func = func, .data = data};

	for (xmlNode *node = xmlDocGetRootElement(doc); node != NULL; node = ot_xml_after(node))
		if (node->type == XML_ELEMENT_NODE)
			tell_element(&walk, node);
}

/* --- texts to translate -------------------------------------------------------------------- */

typedef struct {
	const char *lang;
	GPtrArray *units;
} Listing;

static void
list_text(const OtTold *told, void *data)
{
	const Listing *listing = data;

	if (!ot_lang_is_same(told->lang, listing->lang))
		ot_units_add(listing->units, told->words, NULL);
}

GPtrArray *
ot_spec_units(xmlDoc *doc, const OtSchemaModel *model, const char *lang)
{
	Listing listing = {.lang = lang, .units = ot_units_new()};

	ot_spec_told(doc, model, list_text, &listing);
	return listing.units;
}

/* --- translating --------------------------------------------------------------------------- */

typedef struct {
	const OtTranslation *translation;
	GHashTable *others; /* of elements whose words stay in another language: that language */
} Translating;

static void
translate_text(const OtTold *told, void *data)
{
	const Translating *translating = data;
	const OtTranslation *translation = translating->translation;
	xmlNode *node = (xmlNode *) told->node;

	if (ot_lang_is_same(told->lang, ot_translation_info(translation)->lang))
		return;
	const char *found = ot_translation_find(translation, told->words);
	if (found == NULL) {
		if (told->attr == NULL)
			g_hash_table_insert(translating->others, node, g_strdup(told->lang));
		return;
	}
	g_autoptr(GPtrArray) pieces = ot_unit_pieces(found);
	const OtUnitPiece *piece = g_ptr_array_index(pieces, 0);
	if (told->attr != NULL) {
		xmlSetProp(node, (const xmlChar *) told->attr, (const xmlChar *) piece->words);
		return;
	}
	xmlNodeSetContent(node, NULL);
	xmlNodeAddContent(node, (const xmlChar *) piece->words);
}

/* Say of each element which language it is in: the root of the new one, what stayed of its own. */
static void
mark_languages(xmlDoc *tree, const Translating *translating)
{
	const char *lang = ot_translation_info(translating->translation)->lang;
	xmlNode *root = xmlDocGetRootElement(tree);

	for (xmlNode *node = root; node != NULL; node = ot_xml_after(node)) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		const char *other = g_hash_table_lookup(translating->others, node);
		if (node == root || other != NULL) {
			xmlNodeSetLang(node, (const xmlChar *) (other != NULL ? other : lang));
			continue;
		}
		xmlAttr *own = xmlHasNsProp(node, (const xmlChar *) "lang", XML_XML_NAMESPACE);
		if (own != NULL)
			xmlRemoveProp(own);
	}
}

void
ot_spec_translate(xmlDoc *tree, const OtSchemaModel *model, const OtTranslation *translation)
{
	g_autoptr(GHashTable) others = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	Translating translating = {.translation = translation, .others = others};

	ot_spec_told(tree, model, translate_text, &translating);
	mark_languages(tree, &translating);
}
