/* SPDX-License-Identifier: MIT */
#include "rules/specification.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "rules/pack.h"
#include "xml/xpath.h"

#define NAMESPACE "urn:outset:passages:1"

/* What the text of an element is. */
typedef enum { ROW_PASSAGE, ROW_ESTATE, ROW_TERM, ROW_OTHER } RowKind;

typedef struct {
	RowKind kind;
	OtPassageKind passage;
	OtRulePath path, equivalent, measured;
} Row;

struct OtPassageTable {
	OtArena *arena;
	OtRulePaths *paths;
	GArray *rows; /* of Row */
};

void
ot_passage_table_free(OtPassageTable *table)
{
	if (table == NULL)
		return;
	g_array_unref(table->rows);
	ot_rule_paths_free(table->paths);
	ot_arena_free(table->arena);
	g_free(table);
}

/* --- reading ------------------------------------------------------------------------------- */

static bool
read_passage_kind(const OtPackReader *reader, const xmlNode *node, Row *row)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const char *kind;

	row->passage = OT_PASSAGE_ESTATE;
	if (row->kind != ROW_PASSAGE)
		return true;
	if (!ot_pack_require_attr(reader, node, "kind", &kind))
		return false;
	if (ot_passage_kind_find(kind, &row->passage))
		return true;
	g_autofree char *advice = ot_name_advice(kind, ot_passage_kind_names(names));
	return ot_pack_fail(reader, node, "there is no kind of passage \"%s\"%s", kind, advice);
}

static bool
read_row(OtPassageTable *table, const OtPackReader *reader, const xmlNode *node)
{
	/* In the order of RowKind. */
	static const char *const names[] = {"passage", "estate", "term", "other"};
	Row row = {0};
	const char *path;
	size_t kind = 0;

	if (ot_xml_is(node, "title"))
		return true;
	while (kind < G_N_ELEMENTS(names) && !ot_xml_is(node, names[kind]))
		kind++;
	if (kind == G_N_ELEMENTS(names))
		return ot_pack_fail(reader, node, "<%s> can't stand here", node->name);
	row.kind = (RowKind) kind;
	if (!read_passage_kind(reader, node, &row) ||
	    !ot_pack_require_attr(reader, node, "path", &path) ||
	    !ot_rule_path_read(table->paths, reader, node, "path", &row.path) ||
	    !ot_rule_path_read(table->paths, reader, node, "equivalent", &row.equivalent) ||
	    !ot_rule_path_read(table->paths, reader, node, "measured", &row.measured))
		return false;
	g_array_append_val(table->rows, row);
	return true;
}

OtPassageTable *
ot_passage_table_load(const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_pack_open(path, "passages", NAMESPACE, NULL, error);

	if (xml == NULL)
		return NULL;
	g_autoptr(OtPassageTable) table = g_new0(OtPassageTable, 1);
	table->arena = ot_arena_new();
	table->paths = ot_rule_paths_new(NULL);
	table->rows = g_array_new(FALSE, TRUE, sizeof(Row));
	const OtPackReader reader = {table->arena, xml, NULL, error, false};
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	for (const xmlNode *node = ot_xml_child(root, NULL); node != NULL;
	     node = ot_xml_next(node, NULL))
		if (!read_row(table, &reader, node))
			return NULL;
	return g_steal_pointer(&table);
}

/* --- applying ------------------------------------------------------------------------------ */

/* Passages are taken from a tree. */
typedef struct {
	const OtPassageTable *table;
	const OtXml *xml;
	OtText *text;
	xmlXPathContext *xpath;
	GHashTable *rows; /* of an element to its Row */
} Take;

static xmlXPathObject *
evaluate(const Take *take, const OtRulePath *path, xmlNode *node, GError **error)
{
	take->xpath->node = node;
	take->xpath->opCount = 0;
	xmlXPathObject *object = xmlXPathCompiledEval(
		ot_rule_path_compiled(path, take->xpath), take->xpath);
	if (object == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "the path \"%s\" of the table of passages takes more than %u steps",
		            path->text, OT_LIMIT_XPATH_STEPS);
	return object;
}

/* Note which elements a row speaks of; what an earlier row has said stays. */
static bool
note_row(const Take *take, const Row *row, xmlNode *root, GError **error)
{
	xmlXPathObject *object = evaluate(take, &row->path, root, error);

	if (object == NULL)
		return false;
	int n = object->type == XPATH_NODESET ? xmlXPathNodeSetGetLength(object->nodesetval) : 0;
	for (int i = 0; i < n; i++) {
		xmlNode *node = xmlXPathNodeSetItem(object->nodesetval, i);
		if (!g_hash_table_contains(take->rows, node))
			g_hash_table_insert(take->rows, node, (void *) row);
	}
	xmlXPathFreeObject(object);
	return true;
}

/* Whether a path is true at a node; a path that isn't given is not. */
static bool
find_fact(const Take *take, const OtRulePath *path, xmlNode *node, bool *fact, GError **error)
{
	*fact = false;
	if (path->text == NULL)
		return true;
	xmlXPathObject *object = evaluate(take, path, node, error);
	if (object == NULL)
		return false;
	*fact = xmlXPathCastToBoolean(object) != 0;
	xmlXPathFreeObject(object);
	return true;
}

static bool
take_node(const Take *take, const Row *row, xmlNode *node, GError **error)
{
	g_autoptr(GString) words = g_string_new(NULL);
	bool blank = false;

	ot_xml_append_text(words, node, &blank);
	if (ot_is_placeholder(words->str))
		return true;
	if (row->kind == ROW_ESTATE)
		ot_text_add_estate(take->text, words->str);
	if (row->kind == ROW_TERM)
		ot_text_add_term(take->text, words->str);
	if (row->kind == ROW_TERM || row->kind == ROW_OTHER)
		return true;
	OtPassage passage = {
		.kind = row->passage,
		.text = words->str,
		.len = words->len,
		.origin = node,
	};
	if (take->xml != NULL)
		passage.where = ot_xml_where(take->xml, node);
	if (!find_fact(take, &row->equivalent, node, &passage.equivalent, error) ||
	    !find_fact(take, &row->measured, node, &passage.measured, error))
		return false;
	ot_text_add(take->text, &passage);
	return true;
}

static bool
take_all(const Take *take, xmlNode *root, GError **error)
{
	const GArray *rows = take->table->rows;

	for (guint i = 0; i < rows->len; i++)
		if (!note_row(take, &g_array_index(rows, Row, i), root, error))
			return false;
	for (xmlNode *node = root; take->text != NULL && node != NULL; node = ot_xml_after(node)) {
		const Row *row = g_hash_table_lookup(take->rows, node);
		if (row != NULL && !take_node(take, row, node, error))
			return false;
	}
	return true;
}

/* Starts a Take; end it with end_take(). */
static Take
start_take(const OtPassageTable *table, xmlDoc *doc, const OtXml *xml, OtText *text)
{
	Take take = {
		.table = table,
		.xml = xml,
		.text = text,
		.xpath = xmlXPathNewContext(doc),
		.rows = g_hash_table_new(g_direct_hash, g_direct_equal),
	};

	ot_xpath_silence(take.xpath);
	take.xpath->opLimit = OT_LIMIT_XPATH_STEPS;
	return take;
}

static void
end_take(Take *take)
{
	g_hash_table_unref(take->rows);
	xmlXPathFreeContext(take->xpath);
}

bool
ot_passage_table_apply(const OtPassageTable *table, xmlDoc *doc, const OtXml *xml, OtText *text,
                       GError **error)
{
	Take take = start_take(table, doc, xml, text);
	bool done = take_all(&take, xmlDocGetRootElement(doc), error);

	end_take(&take);
	return done;
}

bool
ot_passage_table_covers(const OtPassageTable *table, const xmlNode *node, GError **error)
{
	Take take = start_take(table, node->doc, NULL, NULL);
	bool covered = take_all(&take, xmlDocGetRootElement(node->doc), error) &&
	               g_hash_table_contains(take.rows, node);

	end_take(&take);
	return covered;
}

OtText *
ot_rules_passages(const OtSpec *spec, const char *table, GError **error)
{
	g_autoptr(OtPassageTable) rows = ot_passage_table_load(table, error);

	if (rows == NULL)
		return NULL;
	g_autoptr(OtText) text = ot_text_new();
	if (!ot_passage_table_apply(rows, ot_spec_tree(spec), ot_spec_xml(spec), text, error))
		return NULL;
	return g_steal_pointer(&text);
}
