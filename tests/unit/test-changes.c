/* SPDX-License-Identifier: MIT
 *
 * Comparing specifications: nothing where nothing differs, and each single thing that is altered in
 * a sample is found as that one change, in both directions.
 */
#include "changes/changes.h"
#include "spec/spec.h"

#include <string.h>

/*
 * Of the places of a sample, every so many is altered: a prime, so that all kinds of place come up.
 */
#define STRIDE 17

typedef struct {
	OtSchema *schema;
	OtLabels *labels;
	OtSpec *spec;
} Fixture;

static const char *const samples[] = {
	"samples/winter-gritting/spec.xml",
	"samples/independent-living/spec.xml",
	"samples/local-planning/spec.xml",
};

static void
load_fixture(Fixture *fixture, gconstpointer data)
{
	g_autoptr(OtFindings) findings = ot_findings_new();

	fixture->schema = ot_schema_load("schemas/spec.xsd", NULL);
	fixture->labels = ot_labels_load("templates/labels.en.xml", NULL);
	g_assert_nonnull(fixture->schema);
	g_assert_nonnull(fixture->labels);
	fixture->spec = ot_spec_read(data, fixture->schema, findings, NULL);
	g_assert_nonnull(fixture->spec);
}

static void
clear_fixture(Fixture *fixture, gconstpointer data)
{
	(void) data;
	ot_spec_free(fixture->spec);
	ot_labels_free(fixture->labels);
	ot_schema_free(fixture->schema);
}

static OtChanges *
compare(const Fixture *fixture, xmlDoc *old, xmlDoc *new)
{
	return ot_changes_compare(old, new, ot_schema_model(fixture->schema), fixture->labels);
}

static xmlDoc *
copy_tree(const Fixture *fixture)
{
	return xmlCopyDoc(ot_spec_tree(fixture->spec), 1);
}

/* The n-th element of a tree, or NULL. */
static xmlNode *
find_element(xmlDoc *doc, size_t n)
{
	for (xmlNode *node = xmlDocGetRootElement(doc); node != NULL; node = ot_xml_after(node))
		if (node->type == XML_ELEMENT_NODE && n-- == 0)
			return node;
	return NULL;
}

static size_t
count_elements(xmlDoc *doc)
{
	size_t n = 0;

	while (find_element(doc, n) != NULL)
		n++;
	return n;
}

static void
assert_single(const OtChanges *changes, const char *what)
{
	if (ot_changes_count(changes) == 1)
		return;
	for (size_t i = 0; i < ot_changes_count(changes); i++) {
		const OtChange *change = ot_changes_get(changes, i);
		g_printerr("%s: %s: %s (%s)\n", what, change->place, change->sentence,
		           change->part);
	}
	g_error("%zu changes instead of one", ot_changes_count(changes));
}

/* The one change from the sample to a tree, which is of the kind; its reverse is there too. */
static void
assert_one(const Fixture *fixture, xmlDoc *altered, OtChangeKind kind, OtChangeKind reverse,
           const char *what)
{
	g_autoptr(OtChanges) there = compare(fixture, ot_spec_tree(fixture->spec), altered);
	g_autoptr(OtChanges) back = compare(fixture, altered, ot_spec_tree(fixture->spec));

	assert_single(there, what);
	assert_single(back, what);
	const OtChange *change = ot_changes_get(there, 0);
	g_assert_cmpstr(ot_change_kind_name(change->kind), ==, ot_change_kind_name(kind));
	g_assert_cmpstr(ot_change_kind_name(ot_changes_get(back, 0)->kind), ==,
	                ot_change_kind_name(reverse));
	g_assert_true(ot_changes_find(there, kind, change->about, change->part) == change);
}

static void
test_same(Fixture *fixture, gconstpointer data)
{
	xmlDoc *copy = copy_tree(fixture);
	g_autoptr(OtChanges) changes = compare(fixture, ot_spec_tree(fixture->spec), copy);

	(void) data;
	g_assert_cmpuint(ot_changes_count(changes), ==, 0);
	g_assert_true(ot_changes_are_related(changes));
	xmlFreeDoc(copy);
}

/* What a text was and is, put together from the words that are kept, removed and added. */
static void
assert_words(const OtChange *change)
{
	g_autoptr(GString) old = g_string_new(NULL), new = g_string_new(NULL);

	for (size_t i = 0; i < change->n_words; i++) {
		if (change->words[i].fate != OT_WORDS_ADDED)
			g_string_append(old, change->words[i].text);
		if (change->words[i].fate != OT_WORDS_REMOVED)
			g_string_append(new, change->words[i].text);
	}
	g_assert_cmpstr(old->str, ==, change->old);
	g_assert_cmpstr(new->str, ==, change->new);
}

static void
test_texts(Fixture *fixture, gconstpointer data)
{
	size_t n = count_elements(ot_spec_tree(fixture->spec));

	(void) data;
	for (size_t i = 0; i < n; i += STRIDE) {
		xmlDoc *altered = copy_tree(fixture);
		xmlNode *node = find_element(altered, i);
		xmlChar *text = xmlNodeGetContent(node);
		if (ot_xml_child(node, NULL) == NULL &&
		    g_ascii_isalpha(*g_strstrip((char *) text))) {
			xmlNodeAddContent(node, (const xmlChar *) " and more besides");
			g_autoptr(OtChanges) changes =
				compare(fixture, ot_spec_tree(fixture->spec), altered);
			assert_single(changes, (const char *) node->name);
			if (ot_changes_get(changes, 0)->kind == OT_CHANGE_REWORDED)
				assert_words(ot_changes_get(changes, 0));
			/* an altogether different text in the same place is one change, too */
			xmlNodeSetContent(node, (const xmlChar *) "Zzyzx qwertyuiop");
			assert_one(fixture, altered, ot_changes_get(changes, 0)->kind,
			           ot_changes_get(changes, 0)->kind, (const char *) node->name);
		}
		xmlFree(text);
		xmlFreeDoc(altered);
	}
}

static bool
is_name(const xmlAttr *attr)
{
	static const char *const names[] = {"id", "name", "version", "about", "kind", "scheme",
	                                    "code", "article", NULL};

	return g_strv_contains(names, (const char *) attr->name);
}

static void
test_attributes(Fixture *fixture, gconstpointer data)
{
	size_t n = count_elements(ot_spec_tree(fixture->spec));

	(void) data;
	for (size_t i = 0; i < n; i += STRIDE) {
		xmlDoc *altered = copy_tree(fixture);
		xmlNode *node = find_element(altered, i);
		for (xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
			g_autofree char *value = g_strdup((const char *) attr->children->content);
			if (is_name(attr))
				continue;
			xmlSetProp(node, attr->name, (const xmlChar *) "7");
			g_autoptr(OtChanges) changes =
				compare(fixture, ot_spec_tree(fixture->spec), altered);
			assert_single(changes, (const char *) attr->name);
			const OtChange *change = ot_changes_get(changes, 0);
			g_autofree char *end = g_strconcat("@", (const char *) attr->name, NULL);
			g_assert_true(g_str_has_suffix(change->part, end));
			g_assert_true(change->kind == OT_CHANGE_VALUE ||
			              change->kind == OT_CHANGE_REWORDED);
			xmlSetProp(node, attr->name, (const xmlChar *) value);
		}
		xmlFreeDoc(altered);
	}
}

/* An element around others with ids goes as these go, so those are left out. */
static bool
holds_ids(const xmlNode *node)
{
	for (const xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL))
		if (ot_xml_attr(child, "id") != NULL || holds_ids(child))
			return ot_xml_attr(node, "id") == NULL;
	return false;
}

static void
test_elements(Fixture *fixture, gconstpointer data)
{
	size_t n = count_elements(ot_spec_tree(fixture->spec));

	(void) data;
	for (size_t i = 1; i < n; i += STRIDE) {
		xmlDoc *altered = copy_tree(fixture);
		xmlNode *node = find_element(altered, i);
		g_autofree char *name = g_strdup((const char *) node->name);
		if (!holds_ids(node) && strcmp(name, "identity") != 0) {
			xmlUnlinkNode(node);
			xmlFreeNode(node);
			assert_one(fixture, altered, OT_CHANGE_REMOVED, OT_CHANGE_ADDED, name);
		}
		xmlFreeDoc(altered);
	}
}

/* The next but one after an element with an id, of the same kind; or NULL. */
static xmlNode *
find_third(const xmlNode *first)
{
	xmlNode *second = ot_xml_next(first, NULL);
	xmlNode *third = second != NULL ? ot_xml_next(second, NULL) : NULL;

	return ot_xml_attr(first, "id") != NULL && ot_xml_is(third, (const char *) first->name)
	               ? third
	               : NULL;
}

/* The third of three or more of one kind becomes the first. */
static void
test_moves(Fixture *fixture, gconstpointer data)
{
	size_t n = count_elements(ot_spec_tree(fixture->spec)), moved = 0;

	(void) data;
	for (size_t i = 0; i < n; i++) {
		if (find_third(find_element(ot_spec_tree(fixture->spec), i)) == NULL)
			continue;
		xmlDoc *altered = copy_tree(fixture);
		xmlNode *first = find_element(altered, i);
		xmlAddPrevSibling(first, find_third(first));
		assert_one(fixture, altered, OT_CHANGE_MOVED, OT_CHANGE_MOVED,
		           (const char *) first->name);
		moved++;
		xmlFreeDoc(altered);
	}
	g_assert_cmpuint(moved, >, 3);
}

/* Replace an id wherever it stands alone or in a list of references. */
static void
rename_id(xmlDoc *doc, const char *old, const char *new)
{
	for (xmlNode *node = xmlDocGetRootElement(doc); node != NULL; node = ot_xml_after(node))
		for (xmlAttr *attr = node->type == XML_ELEMENT_NODE ? node->properties : NULL;
		     attr != NULL; attr = attr->next) {
			g_auto(GStrv) ids =
				g_strsplit((const char *) attr->children->content, " ", -1);
			bool found = false;
			for (size_t i = 0; ids[i] != NULL; i++)
				if (strcmp(ids[i], old) == 0) {
					g_free(ids[i]);
					ids[i] = g_strdup(new);
					found = true;
				}
			g_autofree char *joined = g_strjoinv(" ", ids);
			if (found)
				xmlSetProp(node, attr->name, (const xmlChar *) joined);
		}
}

static void
test_renamed(Fixture *fixture, gconstpointer data)
{
	static const char *const ids[] = {"O1", "M2", "R3", "P1", "C2", "N3", "Q2"};

	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
		xmlDoc *altered = copy_tree(fixture);
		rename_id(altered, ids[i], "ZZ9");
		assert_one(fixture, altered, OT_CHANGE_RENAMED, OT_CHANGE_RENAMED, ids[i]);
		xmlFreeDoc(altered);
	}
}

/* Two elements that exchange their ids are the same elements under other names. */
static void
test_exchanged(Fixture *fixture, gconstpointer data)
{
	xmlDoc *altered = copy_tree(fixture);

	(void) data;
	rename_id(altered, "O1", "ZZ9");
	rename_id(altered, "O2", "O1");
	rename_id(altered, "ZZ9", "O2");
	g_autoptr(OtChanges) changes = compare(fixture, ot_spec_tree(fixture->spec), altered);
	g_assert_cmpuint(ot_changes_count(changes), ==, 2);
	for (size_t i = 0; i < 2; i++)
		g_assert_cmpint(ot_changes_get(changes, i)->kind, ==, OT_CHANGE_RENAMED);
	xmlFreeDoc(altered);
}

/* A change and the words that are said of it. */
static void
test_sentences(Fixture *fixture, gconstpointer data)
{
	static const struct {
		const char *element, *attr, *value, *sentence;
		OtChangeEffect effect;
	} alterations[] = {
		{"target", "value", "5", "Target raised from 3 to 5 nights", OT_EFFECT_WEAKER},
		{"target", "value", "1", "Target lowered from 3 to 1 nights", OT_EFFECT_STRONGER},
		{"target", "date", "2029-05-14",
	         "Date of the target 14 days later: 14 May 2029 instead of 30 April 2029",
	         OT_EFFECT_WEAKER},
		{"target", "date", "2029-04-29",
	         "Date of the target 1 day earlier: 29 April 2029 instead of 30 April 2029",
	         OT_EFFECT_STRONGER},
		{"outcome", "priority", "could", "Priority changed from Must to Could",
	         OT_EFFECT_WEAKER},
		{"budget", "maximum", "500000",
	         "Most of the budget raised by £180,000, from £320,000 to £500,000",
	         OT_EFFECT_NONE},
	};

	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(alterations); i++) {
		xmlDoc *altered = copy_tree(fixture);
		xmlNode *node = xmlDocGetRootElement(altered);
		while (!ot_xml_is(node, alterations[i].element))
			node = ot_xml_after(node);
		xmlSetProp(node, (const xmlChar *) alterations[i].attr,
		           (const xmlChar *) alterations[i].value);
		g_autoptr(OtChanges) changes =
			compare(fixture, ot_spec_tree(fixture->spec), altered);
		g_assert_cmpuint(ot_changes_count(changes), ==, 1);
		g_assert_cmpstr(ot_changes_get(changes, 0)->sentence, ==, alterations[i].sentence);
		g_assert_cmpint(ot_changes_get(changes, 0)->effect, ==, alterations[i].effect);
		xmlFreeDoc(altered);
	}
}

/* Every element and attribute of the schema has a name for people, in both languages. */
static void
test_names(void)
{
	g_autoptr(OtSchema) schema = ot_schema_load("schemas/spec.xsd", NULL);
	g_autoptr(OtLabels) english = ot_labels_load("templates/labels.en.xml", NULL);
	g_autoptr(OtXml) xml = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();

	g_assert_nonnull(schema);
	xml = ot_xml_read("schemas/spec.xsd", findings, NULL);
	for (xmlNode *node = xmlDocGetRootElement(ot_xml_doc(xml)); node != NULL;
	     node = ot_xml_after(node)) {
		const char *name =
			node->type == XML_ELEMENT_NODE ? ot_xml_attr(node, "name") : NULL;
		if (name != NULL && ot_xml_is(node, "element"))
			if (ot_labels_code(english, "part", name) == NULL)
				g_error("the element %s has no name in the labels", name);
	}
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(Fixture *fixture, gconstpointer data);
	} tests[] = {
		{"same", test_same},         {"texts", test_texts},
		{"attributes", test_attributes}, {"elements", test_elements},
		{"moves", test_moves},       {"renamed", test_renamed},
		{"exchanged", test_exchanged},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		for (size_t j = 0; j < G_N_ELEMENTS(tests); j++) {
			g_autofree char *path =
				g_strdup_printf("/changes/%s/%zu", tests[j].name, i);
			g_test_add(path, Fixture, samples[i], load_fixture, tests[j].run,
			           clear_fixture);
		}
	g_test_add("/changes/sentences", Fixture, samples[0], load_fixture, test_sentences,
	           clear_fixture);
	g_test_add_func("/changes/names", test_names);
	return g_test_run();
}
