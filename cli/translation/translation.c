/* SPDX-License-Identifier: MIT */
#include "translation/translation.h"

#include "base/arena.h"
#include "base/text.h"
#include "translation/unit.h"
#include "xml/source.h"

#include <string.h>

struct OtTranslation {
	OtArena *arena;
	OtXml *xml;
	OtTranslationInfo info;
	GPtrArray *texts;   /* of OtTranslationText */
	GHashTable *by_of;  /* the same, by the words that they translate */
};

OtSchema *
ot_translation_vocabulary(const char *schema_dir, GError **error)
{
	g_autofree char *path = g_build_filename(schema_dir, "translation.xsd", NULL);

	return ot_schema_load(path, error);
}

/* --- reading ------------------------------------------------------------------------------- */

static const char *
read_words(const OtTranslation *translation, const xmlNode *text, const char *name)
{
	g_autofree char *words = ot_source_text(ot_xml_child(text, name));

	return *words != '\0' ? ot_arena_strdup(translation->arena, words) : NULL;
}

static bool
read_text(OtTranslation *translation, const xmlNode *node, GError **error)
{
	OtTranslationText *text = ot_arena_new_object(translation->arena, OtTranslationText);

	text->of = read_words(translation, node, "of");
	text->as = read_words(translation, node, "as");
	text->unused = ot_xml_attr(node, "unused") != NULL;
	text->node = node;
	if (text->as != NULL && !ot_unit_is_match(text->of, text->as)) {
		ot_source_fail(error, translation->xml, node,
		               "\"%s\" needs each of the numbers in braces once that \"%s\" has",
		               text->as, text->of);
		return false;
	}
	if (!g_hash_table_insert(translation->by_of, (void *) text->of, text)) {
		ot_source_fail(error, translation->xml, node, "\"%s\" is there twice", text->of);
		return false;
	}
	g_ptr_array_add(translation->texts, text);
	return true;
}

/* "of" is the name of the file whose words these are, so that none is laid beside another. */
static bool
check_name(const OtTranslation *translation, const xmlNode *root, const char *path, GError **error)
{
	g_autofree char *own = g_strconcat(translation->info.of, ".xml", NULL);
	g_autofree char *expected = ot_translation_path(own, translation->info.lang);
	g_autofree char *name = g_path_get_basename(path);

	if (strcmp(name, expected) == 0)
		return true;
	ot_source_fail(error, translation->xml, root,
	               "of=\"%s\" and xml:lang=\"%s\" belong into a file named %s",
	               translation->info.of, translation->info.lang, expected);
	return false;
}

static bool
read_info(OtTranslation *translation, const xmlNode *root, GError **error)
{
	xmlChar *lang = xmlNodeGetLang(root);
	OtTranslationInfo *info = &translation->info;

	*info = (OtTranslationInfo){
		.of = ot_xml_attr(root, "of"),
		.lang = ot_arena_strdup(translation->arena, (const char *) lang),
		.version = ot_xml_attr(root, "version"),
		.date = ot_xml_attr(root, "date"),
		.draft = strcmp(ot_xml_attr(root, "status"), "draft") == 0,
		.read_by = ot_xml_attr(root, "read-by"),
		.read_on = ot_xml_attr(root, "read-on"),
	};
	xmlFree(lang);
	size_t len;
	const char *bytes = ot_xml_bytes(translation->xml, &len);
	g_autofree char *sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256,
	                                                      (const guchar *) bytes, len);
	info->sha256 = ot_arena_strdup(translation->arena, sha256);
	if (info->draft || (info->read_by != NULL && info->read_on != NULL))
		return true;
	ot_source_fail(error, translation->xml, root,
	               "status=\"read\" needs read-by and read-on: who has read it, and when");
	return false;
}

static bool
read_all(OtTranslation *translation, const char *path, const OtSchema *vocabulary, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(translation->xml));
	g_autoptr(OtFindings) findings = ot_findings_new();

	if (!ot_xml_is(root, "translation")) {
		ot_source_fail(error, translation->xml, root,
		               "a translation starts with <translation>, not <%s>", root->name);
		return false;
	}
	if (!ot_schema_check(vocabulary, translation->xml, findings)) {
		ot_findings_sort(findings);
		ot_source_fail_finding(error, findings);
		return false;
	}
	if (!read_info(translation, root, error) || !check_name(translation, root, path, error))
		return false;
	for (const xmlNode *text = ot_xml_child(root, "text"); text != NULL;
	     text = ot_xml_next(text, "text"))
		if (!read_text(translation, text, error))
			return false;
	return true;
}

OtTranslation *
ot_translation_load(const char *path, const OtSchema *vocabulary, GError **error)
{
	OtXml *xml = ot_source_read_data(path, error);

	if (xml == NULL)
		return NULL;
	g_autoptr(OtTranslation) translation = g_new0(OtTranslation, 1);
	translation->arena = ot_arena_new();
	translation->xml = xml;
	translation->texts = g_ptr_array_new();
	translation->by_of = g_hash_table_new(g_str_hash, g_str_equal);
	return read_all(translation, path, vocabulary, error) ? g_steal_pointer(&translation)
	                                                      : NULL;
}

void
ot_translation_free(OtTranslation *translation)
{
	if (translation == NULL)
		return;
	g_hash_table_unref(translation->by_of);
	g_ptr_array_unref(translation->texts);
	ot_xml_free(translation->xml);
	ot_arena_free(translation->arena);
	g_free(translation);
}

/* --- what it says -------------------------------------------------------------------------- */

const OtTranslationInfo *
ot_translation_info(const OtTranslation *translation)
{
	return &translation->info;
}

const OtXml *
ot_translation_xml(const OtTranslation *translation)
{
	return translation->xml;
}

const OtTranslationText *
ot_translation_text(const OtTranslation *translation, const char *text)
{
	return g_hash_table_lookup(translation->by_of, text);
}

const char *
ot_translation_find(const OtTranslation *translation, const char *text)
{
	const OtTranslationText *found = ot_translation_text(translation, text);

	return found != NULL ? found->as : NULL;
}

const GPtrArray *
ot_translation_texts(const OtTranslation *translation)
{
	return translation->texts;
}

char *
ot_translation_path(const char *path, const char *lang)
{
	size_t stem = strlen(path) - (g_str_has_suffix(path, ".xml") ? strlen(".xml") : 0);

	return g_strdup_printf("%.*s.%.*s.xml", (int) stem, path, (int) strcspn(lang, "-"), lang);
}

bool
ot_lang_is_same(const char *lang, const char *other)
{
	size_t len = MIN(strlen(lang), strlen(other));

	return g_ascii_strncasecmp(lang, other, len) == 0 &&
	       (lang[len] == '\0' || lang[len] == '-') && (other[len] == '\0' || other[len] == '-');
}
