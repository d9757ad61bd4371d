/*
 * SPDX-License-Identifier: MIT
 *
 * Specifications that nobody would write, but that are valid: made from the schema alone, so that
 * what is added to it is in them at once.  The same seed gives the same file.
 */
#ifndef TEST_SPEC_GENERATE_H
#define TEST_SPEC_GENERATE_H

#include "xml/schema.h"

#include <glib.h>
#include <string.h>

typedef struct {
	const OtSchemaModel *model;
	GRand *random;
	GPtrArray *ids;       /* "contact C3": kind and id */
	GPtrArray *awaiting;  /* xmlNode *, const OtAttrDecl * in turn: references to be filled */
	int n_ids;
	bool plain;           /* only characters that every program keeps */
} Generator;

static const char *
pick(Generator *generator, const char *const *from, size_t n)
{
	return from[g_rand_int_range(generator->random, 0, (gint32) n)];
}

static bool
chance(Generator *generator, double share)
{
	return g_rand_double(generator->random) < share;
}

/* --- values ---------------------------------------------------------------------------------- */

static const char *const generator_words[] = {
	"road", "ice", "the", "council", "of", "is", "salt", "AND", "it’s", "24", "Größe", "water.",
	"“quoted”", "a\"b", "x<y", "R&D", "]]>", "50%", "dŵr", "§", "don't", "-", "—", "(a)",
};

static const char *const generator_odd[] = {
	"soft\u00ADhyphen", "non\u2011breaking", "no\u00A0break", "\u05E9\u05DC\u05D5\u05DD",
	"\U0001F6A7", "e\u0301", "zero\u200Bwidth", "line\u2028end", "\u2060joined", "next\xC2\x85" "line",
	"_x0041_", "\uFEFFmark",
};

static const char *const generator_starts[] = {
	"• point", "- dash", "[It stands in brackets]", "=1+1", "'=SUM(A1)", "@home", "+44", "[cy] geiriau",
	"\u2060as it is", "9 November 2026", "Yes", "1,250", "\\path", "Paragraph:", "#", "{{title}}",
};

static char *
make_words(Generator *generator, int most)
{
	g_autoptr(GString) text = g_string_new(NULL);
	int n = chance(generator, 0.02) ? 400 : g_rand_int_range(generator->random, 1, 12);

	if (chance(generator, 0.1))
		g_string_append(text, pick(generator, generator_starts, G_N_ELEMENTS(generator_starts)));
	for (int i = 0; i < n; i++) {
		bool odd = !generator->plain && chance(generator, 0.03);
		const char *word = odd ? pick(generator, generator_odd, G_N_ELEMENTS(generator_odd))
		                       : pick(generator, generator_words, G_N_ELEMENTS(generator_words));
		if (g_utf8_strlen(text->str, -1) + g_utf8_strlen(word, -1) + 1 > most)
			break;
		g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", word);
	}
	return g_strdup(text->len > 0 ? text->str : "word");
}

/* The simple type that a declaration names, without its prefix. */
static const char *
generator_type(const xmlNode *decl)
{
	const char *type = ot_xml_attr(decl, ot_xml_is(decl, "extension") ? "base" : "type");
	const char *colon = type != NULL ? strchr(type, ':') : NULL;

	return colon != NULL ? colon + 1 : type != NULL ? type : "";
}

/* A type with a pattern of its own: what fits it, or NULL. */
static const char *
make_patterned(Generator *generator, const char *type)
{
	static const struct {
		const char *type, *values[4];
	} known[] = {
		{"date", {"2026-11-09", "2031-02-28", "0003-05-04", "1900-01-01"}},
		{"date-time",
	         {"2026-11-24T10:00:00", "2026-11-24T13:30:00", "2026-11-24T00:00:00", "2026-11-24T10:00:07"}},
		{"number", {"12", "-47.50", "1250000.125", "+007"}},
		{"money", {"180000", "0.5", "1234.50", "1000000000000"}},
		{"percentage", {"0", "12.5", "100", "033"}},
		{"count", {"0", "450", "1000000000", "0012"}},
		{"word-limit", {"1", "250", "10000", "0100"}},
		{"minutes", {"1", "45", "1440", "90"}},
		{"hours", {"0.5", "2", "1000", "1.50"}},
		{"years", {"3", "0.5", "50", "4.0"}},
		{"version", {"0.3", "1.0", "1.2.1", "10"}},
		{"email", {"a@b.example", "o'neil+x@c.d.example", "x@y.z", "名@例.example"}},
		{"telephone", {"01632 960001", "+44 (0)1632 960141", "01632-960001 ext. 12", "12345"}},
		{"url", {"https://a.example", "http://b.example/?q=1&r=2", "https://c.example/%C3%A9", "https://d.example/é"}},
		{"postcode", {"SY7 9QA", "w1a0ax", "HV1 2CC", "EC1A 1BB"}},
		{"country", {"GB", "IE", "FR", "XX"}},
		{"region", {"TLG22", "UKG11", "TLC", "UKN0A"}},
		{"notice-id", {"067718-2026", "NOV512345", "000001-2027", "ABC000000"}},
		{"ocid", {"ocds-h6vhtk-05538f", "ocds-213czf-a-b", "ocds-aaaaaa-1", "ocds-h6vhtk-X"}},
		{"cpv", {"34926000", "34926000-0", "00000000", "99999999-9"}},
		{"asset-name", {"dpia", "accessibility-statement", "a1-2", "mou"}},
		{"article-6", {"6(1)(e)", "6(1)(a)", "6(1)(f)", "6(1)(ea)"}},
		{"article-9", {"9(2)(h)", "10", "9(2)(a)", "9(2)(j)"}},
		{"wcag-criterion", {"1.1.1 Non-text Content", "4.1.3", "2.4.11 Focus", "1.4.10 a b"}},
		{"rule-code", {"LAW001", "OUT123", "ABC000", "ZZZ999"}},
		{"any-id", {"R3", "O1", "x", "a.b-c"}},
		{"language", {"cy-GB", "en-GB", "fr", "ar"}},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (strcmp(known[i].type, type) == 0)
			return pick(generator, known[i].values, 4);
	return NULL;
}

static char *
make_value(Generator *generator, const xmlNode *decl)
{
	g_autoptr(GPtrArray) values = ot_schema_model_values(generator->model, decl);
	const char *type = generator_type(decl), *longest, *pattern;

	if (values->len > 0)
		return g_strdup(g_ptr_array_index(
			values, (guint) g_rand_int_range(generator->random, 0, (gint32) values->len)));
	pattern = make_patterned(generator, type);
	if (pattern != NULL)
		return g_strdup(pattern);
	if (strcmp(type, "remark") == 0 && chance(generator, 0.5))
		return g_strdup("");
	if (ot_schema_model_facet(generator->model, decl, "pattern") != NULL)
		g_error("a value of the type \"%s\" is not known to the generator", type);
	longest = ot_schema_model_facet(generator->model, decl, "maxLength");
	return make_words(generator, longest != NULL ? atoi(longest) : 100);
}

/* --- elements -------------------------------------------------------------------------------- */

static void
set_literal(xmlNode *node, const char *name, const char *value)
{
	xmlNewProp(node, (const xmlChar *) name, (const xmlChar *) value);
}

static void
make_attrs(Generator *generator, xmlNode *node, const OtComplexType *type)
{
	for (guint i = 0; i < type->attrs->len; i++) {
		const OtAttrDecl *attr = &g_array_index(type->attrs, OtAttrDecl, i);
		bool is_lang = strcmp(attr->name, "xml:lang") == 0;

		if (!attr->required && !chance(generator, is_lang ? 0.05 : 0.5))
			continue;
		if (attr->identifies) {
			static const char *const stems[] = {"A", "item-", "x.", "Z9_"};
			g_autofree char *id = g_strdup_printf(
				"%s%d", pick(generator, stems, G_N_ELEMENTS(stems)), ++generator->n_ids);
			set_literal(node, attr->name, id);
			g_ptr_array_add(generator->ids, g_strdup_printf("%s %s", (const char *) node->name, id));
		} else if (attr->refers_to != NULL) {
			g_ptr_array_add(generator->awaiting, node);
			g_ptr_array_add(generator->awaiting, (void *) attr);
		} else if (is_lang) {
			const xmlNs *ns = xmlSearchNsByHref(node->doc, node, XML_XML_NAMESPACE);
			xmlNewNsProp(node, (xmlNs *) ns, BAD_CAST "lang",
			             BAD_CAST make_patterned(generator, "language"));
		} else {
			g_autofree char *value = make_value(generator, attr->decl);
			set_literal(node, attr->name, value);
		}
	}
}

static void
make_element(Generator *generator, xmlNode *node, const xmlNode *decl);

static void
make_child(Generator *generator, xmlNode *parent, const OtParticle *particle)
{
	xmlNode *child = xmlNewChild(parent, parent->ns, (const xmlChar *) particle->name, NULL);

	make_element(generator, child, particle->decl);
}

/* The particles of one slot, from `first`: of a choice one each time, of others each. */
static void
make_slot(Generator *generator, xmlNode *node, const OtComplexType *type, guint first, guint n)
{
	const OtParticle *particles = &g_array_index(type->particles, OtParticle, first);
	int times = particles->required ? 1 : chance(generator, 0.6);

	if (particles->repeats)
		times += chance(generator, 0.5) ? g_rand_int_range(generator->random, 0, 3) : 0;
	for (int i = 0; i < times; i++)
		make_child(generator, node,
		           &particles[g_rand_int_range(generator->random, 0, (gint32) n)]);
}

static void
make_text(Generator *generator, xmlNode *node, const xmlNode *decl)
{
	g_autofree char *value = make_value(generator, decl);

	if (*value != '\0')
		xmlAddChild(node, xmlNewDocText(node->doc, (const xmlChar *) value));
}

static void
make_element(Generator *generator, xmlNode *node, const xmlNode *decl)
{
	const OtComplexType *type = ot_schema_model_type(generator->model, decl);

	if (type == NULL) {
		make_text(generator, node, decl);
		return;
	}
	make_attrs(generator, node, type);
	if (type->content != NULL)
		make_text(generator, node, type->content);
	for (guint i = 0, n; i < type->particles->len; i += n) {
		const OtParticle *particle = &g_array_index(type->particles, OtParticle, i);
		n = 1;
		while (i + n < type->particles->len && particle[n].slot == particle->slot)
			n++;
		make_slot(generator, node, type, i, n);
	}
}

/* --- references ------------------------------------------------------------------------------ */

static const char *
pick_id(Generator *generator, const char *kind)
{
	g_autoptr(GPtrArray) fitting = g_ptr_array_new();

	for (guint i = 0; i < generator->ids->len; i++) {
		const char *id = g_ptr_array_index(generator->ids, i);
		size_t len = strlen(kind);
		if (strncmp(id, kind, len) == 0 && id[len] == ' ')
			g_ptr_array_add(fitting, (char *) id + len + 1);
	}
	return fitting->len == 0 ? NULL
	                         : pick(generator, (const char *const *) fitting->pdata, fitting->len);
}

static void
fill_references(Generator *generator)
{
	for (guint i = 0; i < generator->awaiting->len; i += 2) {
		xmlNode *node = g_ptr_array_index(generator->awaiting, i);
		const OtAttrDecl *attr = g_ptr_array_index(generator->awaiting, i + 1);
		const char *id = pick_id(generator, attr->refers_to);
		const char *other = pick_id(generator, attr->refers_to);
		bool is_list = g_str_has_suffix(generator_type(attr->decl), "-ids");

		if (id == NULL)
			continue;
		g_autofree char *value = is_list && strcmp(id, other) != 0
		                                 ? g_strdup_printf("%s %s", id, other) : g_strdup(id);
		set_literal(node, attr->name, value);
	}
}

/** A valid specification; free with xmlFreeDoc(). */
static G_GNUC_UNUSED xmlDoc *
generate_specification(const OtSchemaModel *model, guint32 seed, bool plain)
{
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
	xmlNode *root = xmlNewDocNode(doc, NULL, BAD_CAST "specification", NULL);
	Generator generator = {
		.model = model,
		.random = g_rand_new_with_seed(seed),
		.ids = g_ptr_array_new_with_free_func(g_free),
		.awaiting = g_ptr_array_new(),
		.plain = plain,
	};

	xmlDocSetRootElement(doc, root);
	xmlSetNs(root, xmlNewNs(root, BAD_CAST "urn:outset:specification:1", NULL));
	make_element(&generator, root, ot_schema_model_root(model, "specification"));
	fill_references(&generator);
	g_rand_free(generator.random);
	g_ptr_array_unref(generator.ids);
	g_ptr_array_unref(generator.awaiting);
	return doc;
}

/** The file of a tree; free with g_free(). */
static G_GNUC_UNUSED char *
generated_text(xmlDoc *doc)
{
	xmlChar *text;
	int len;

	xmlDocDumpMemoryEnc(doc, &text, &len, "UTF-8");
	char *copy = g_strndup((const char *) text, (gsize) len);
	xmlFree(text);
	return copy;
}

#endif
