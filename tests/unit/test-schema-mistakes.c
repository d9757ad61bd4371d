/* SPDX-License-Identifier: MIT
 *
 * One mistake of any kind, at any place of any kind of file: it is found where libxml2 finds it, it is
 * said in whole words with its place, it brings few others with it, and the tree is as it was.
 */
#include "base/limits.h"
#include "xml/schema.h"

#include <libxml/xmlschemas.h>
#include <string.h>

/* Mistakes that are made in each file. */
#define N_MISTAKES 400

/* Bytes of a message, an advice or a place: names of 256 bytes may stand in it a few times. */
#define MOST_SAID 1500

/* What one mistake may bring with it: an element taken away takes ids that others refer to. */
#define MOST_FINDINGS 8

static const char *const files[][2] = {
	{"schemas/spec.xsd", "tests/unit/spec/complete.xml"},
	{"schemas/template.xsd", "templates/challenge-card.xml"},
	{"schemas/house-style.xsd", "templates/house-style.xml"},
	{"schemas/translation.xsd", "templates/invitation.cy.xml"},
	{"schemas/labels.xsd", "templates/labels.en.xml"},
	{"schemas/rules.xsd", "tests/unit/rules/pack.xml"},
	{"schemas/words.xsd", "tests/unit/words/lists.xml"},
	{"schemas/reference.xsd", "tests/unit/rules/reference.xml"},
	{"schemas/passages.xsd", "schemas/passages.xml"},
	{"schemas/kinds.xsd", "schemas/kinds.xml"},
	{"schemas/burden.xsd", "schemas/burden.xml"},
	{"schemas/event-formats.xsd", "schemas/event-formats.xml"},
	{"schemas/suppliers.xsd", "schemas/suppliers.xml"},
};

typedef struct {
	OtSchema *schema;
	xmlSchema *compiled; /* for libxml2's own verdict */
	xmlDoc *doc;
	GPtrArray *elements; /* of xmlNode, below the outermost */
} Fixture;

/* --- making mistakes ------------------------------------------------------------------------- */

static xmlNode *
any_element(const GPtrArray *elements, GRand *random)
{
	return g_ptr_array_index(elements, g_rand_int_range(random, 0, (gint32) elements->len));
}

static xmlAttr *
any_attr(const xmlNode *node, GRand *random)
{
	int n = 0;

	for (xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		n++;
	if (n == 0)
		return NULL;
	xmlAttr *attr = node->properties;
	for (n = g_rand_int_range(random, 0, n); n > 0; n--)
		attr = attr->next;
	return attr;
}

/* A name with one letter left out, or two that changed places. */
static char *
misspell(const xmlChar *name, GRand *random)
{
	GString *wrong = g_string_new((const char *) name);
	gsize at = wrong->len > 2 ? (gsize) g_rand_int_range(random, 1, (gint32) wrong->len - 1) : 0;

	if (g_rand_boolean(random) && wrong->len > 2) {
		char letter = wrong->str[at];
		wrong->str[at] = wrong->str[at + 1];
		wrong->str[at + 1] = letter;
	} else {
		g_string_erase(wrong, (gssize) at, 1);
	}
	if (wrong->len == 0 || !g_ascii_isalpha(*wrong->str))
		g_string_prepend_c(wrong, 'x');
	return g_string_free(wrong, FALSE);
}

static void
rename_badly(xmlNode *node, GRand *random)
{
	g_autofree char *name = misspell(node->name, random);

	xmlNodeSetName(node, (const xmlChar *) name);
}

static void
insert_stranger(xmlNode *node, bool is_foreign)
{
	xmlNode *stranger = xmlNewDocNode(node->doc, node->ns, (const xmlChar *) "nowhere", NULL);

	xmlAddPrevSibling(node, stranger);
	if (is_foreign)
		xmlSetNs(stranger, xmlNewNs(stranger, (const xmlChar *) "urn:x", (const xmlChar *) "x"));
}

static void
swap_with_next(xmlNode *node)
{
	xmlNode *next = xmlNextElementSibling(node);

	if (next == NULL)
		return;
	xmlUnlinkNode(node);
	xmlAddNextSibling(next, node);
}

static void
move_into(xmlNode *node, xmlNode *other)
{
	for (const xmlNode *above = other; above != NULL; above = above->parent)
		if (above == node)
			return;
	xmlUnlinkNode(node);
	if (other->children != NULL)
		xmlAddPrevSibling(other->children, node);
	else
		xmlAddChild(other, node);
}

static void
set_attr(xmlNode *node, GRand *random, const char *value)
{
	xmlAttr *attr = any_attr(node, random);

	if (attr == NULL)
		return;
	xmlNodeSetContent((xmlNode *) attr, NULL);
	xmlNodeAddContent((xmlNode *) attr, (const xmlChar *) value);
}

static void
misspell_attr(xmlNode *node, GRand *random)
{
	xmlAttr *attr = any_attr(node, random);

	if (attr == NULL || attr->ns != NULL)
		return;
	g_autofree char *name = misspell(attr->name, random);
	xmlChar *value = xmlNodeGetContent((xmlNode *) attr);
	xmlRemoveProp(attr);
	xmlSetProp(node, (const xmlChar *) name, value);
	xmlFree(value);
}

static void
empty_element(xmlNode *node)
{
	while (node->children != NULL) {
		xmlNode *child = node->children;
		xmlUnlinkNode(child);
		xmlFreeNode(child);
	}
}

static void
make_mistake(GRand *random, const GPtrArray *elements)
{
	static const char junk[] = "no such thing \xE2\x9C\x97 < & \"";
	g_autofree char *long_text = g_strnfill(5000, 'x');
	g_autofree char *long_name = g_strnfill(OT_LIMIT_XML_NAME, 'n');
	xmlNode *node = any_element(elements, random);

	switch (g_rand_int_range(random, 0, 20)) {
	case 0:
		xmlUnlinkNode(node);
		xmlFreeNode(node);
		break;
	case 1:
		xmlAddNextSibling(node, xmlCopyNode(node, 1));
		break;
	case 2:
		swap_with_next(node);
		break;
	case 3:
		rename_badly(node, random);
		break;
	case 4:
		insert_stranger(node, false);
		break;
	case 5:
		insert_stranger(node, true);
		break;
	case 6:
		move_into(node, any_element(elements, random));
		break;
	case 7:
		if (node->properties != NULL)
			xmlRemoveProp(any_attr(node, random));
		break;
	case 8:
		misspell_attr(node, random);
		break;
	case 9:
		xmlSetProp(node, (const xmlChar *) "nowhere", (const xmlChar *) "x");
		break;
	case 10:
		set_attr(node, random, "");
		break;
	case 11:
		set_attr(node, random, junk);
		break;
	case 12:
		set_attr(node, random, long_text);
		break;
	case 13:
		xmlAddChild(node, xmlNewText((const xmlChar *) junk));
		break;
	case 14:
		xmlAddChild(node, xmlNewDocNode(node->doc, node->ns, (const xmlChar *) "b", NULL));
		break;
	case 15:
		empty_element(node);
		break;
	case 16:
		empty_element(node);
		xmlAddChild(node, xmlNewText((const xmlChar *) long_text));
		break;
	case 17:
		xmlAddChild(node, xmlCopyNode(any_element(elements, random), 1));
		break;
	case 18:
		xmlNodeSetName(node, (const xmlChar *) long_name);
		break;
	case 19:
		xmlSetProp(node, (const xmlChar *) long_name, (const xmlChar *) "x");
		break;
	}
}

/* --- judging the judge ----------------------------------------------------------------------- */

static GPtrArray *
list_elements(xmlDoc *doc)
{
	GPtrArray *elements = g_ptr_array_new();

	for (xmlNode *node = xmlDocGetRootElement(doc); node != NULL; node = ot_xml_after(node))
		if (node->type == XML_ELEMENT_NODE && node->parent->type == XML_ELEMENT_NODE)
			g_ptr_array_add(elements, node);
	return elements;
}

/* Nobody is told. */
static void
ignore(void *data, const xmlError *error)
{
	(void) data;
	(void) error;
}

static bool
is_valid(const Fixture *fixture, xmlDoc *doc)
{
	xmlSchemaValidCtxt *ctxt = xmlSchemaNewValidCtxt(fixture->compiled);

	xmlSchemaSetValidStructuredErrors(ctxt, (xmlStructuredErrorFunc) ignore, NULL);
	bool valid = xmlSchemaValidateDoc(ctxt, doc) == 0;
	xmlSchemaFreeValidCtxt(ctxt);
	return valid;
}

static char *
spell(xmlDoc *doc)
{
	xmlChar *text;
	int len;

	xmlDocDumpMemory(doc, &text, &len);
	char *copy = g_strdup((const char *) text);
	xmlFree(text);
	return copy;
}

static bool
is_well_said(const char *words)
{
	return words != NULL && *words != '\0' && g_utf8_validate(words, -1, NULL) &&
	       strstr(words, "(null)") == NULL && strchr(words, '\n') == NULL &&
	       strlen(words) <= MOST_SAID;
}

/* The first thing that is wrong with what was found; NULL: nothing. */
static const char *
find_fault(const OtFindings *findings, int n_lines)
{
	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *it = ot_findings_get(findings, i);
		if (it->where.line < 1 || it->where.line > n_lines || it->where.column < 1)
			return "a finding without its line";
		if (!is_well_said(it->message) || !is_well_said(it->advice) ||
		    !is_well_said(it->where.place))
			return "a finding that isn't well said";
	}
	return ot_findings_count(findings) > MOST_FINDINGS ? "one mistake brings many" : NULL;
}

static const char *
judge(const Fixture *fixture, const char *text, OtFindings *findings)
{
	int n_lines = 1;
	g_autoptr(OtXml) xml = ot_xml_parse(text, strlen(text), "mistake.xml", findings);

	g_assert_nonnull(xml);
	for (const char *c = text; *c != '\0'; c++)
		n_lines += *c == '\n';
	g_autofree char *before = spell(ot_xml_doc(xml));
	bool valid = is_valid(fixture, ot_xml_doc(xml));
	bool found_none = ot_schema_check(fixture->schema, xml, findings);
	g_autofree char *after = spell(ot_xml_doc(xml));
	if (strcmp(before, after) != 0)
		return "the tree is another";
	if (found_none != (ot_findings_count(findings) == 0))
		return "what is returned isn't what was found";
	if (!valid && found_none)
		return "a mistake that isn't found";
	if (valid && !found_none && !ot_schema_model_has_ids(ot_schema_model(fixture->schema)))
		return "a finding where nothing is wrong";
	return find_fault(findings, n_lines);
}

static void
test_file(gconstpointer data)
{
	const char *const *names = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(GRand) random = g_rand_new_with_seed(20261130);
	xmlSchemaParserCtxt *ctxt = xmlSchemaNewParserCtxt(names[0]);
	Fixture fixture = {
		.schema = ot_schema_load(names[0], &error),
		.compiled = xmlSchemaParse(ctxt),
		.doc = xmlReadFile(names[1], NULL, 0),
	};
	size_t n_found = 0;

	g_assert_no_error(error);
	g_assert_true(fixture.compiled != NULL && fixture.doc != NULL);
	for (int i = 0; i < N_MISTAKES; i++) {
		xmlDoc *doc = xmlCopyDoc(fixture.doc, 1);
		g_autoptr(GPtrArray) elements = list_elements(doc);
		g_autoptr(OtFindings) findings = ot_findings_new();
		make_mistake(random, elements);
		g_autofree char *text = spell(doc);
		const char *fault = judge(&fixture, text, findings);
		n_found += ot_findings_count(findings);
		if (fault != NULL) {
			g_test_message("mistake %d: %s", i, fault);
			for (size_t n = 0; n < ot_findings_count(findings); n++) {
				const OtFinding *it = ot_findings_get(findings, n);
				g_test_message("%s %d:%d %s: %s | %s", it->code, it->where.line,
				               it->where.column, it->where.place, it->message,
				               it->advice);
			}
			g_test_fail();
		}
		xmlFreeDoc(doc);
	}
	g_assert_cmpuint(n_found, >, N_MISTAKES / 4);
	xmlSchemaFreeParserCtxt(ctxt);
	xmlSchemaFree(fixture.compiled);
	xmlFreeDoc(fixture.doc);
	ot_schema_free(fixture.schema);
}

int
main(int argc, char **argv)
{
	g_setenv("OUTSET_DATA", ".", TRUE);
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *name = g_path_get_basename(files[i][0]);
		g_autofree char *path = g_strdup_printf("/schema-mistakes/%s", name);
		g_test_add_data_func(path, files[i], test_file);
	}
	return g_test_run();
}
