/* SPDX-License-Identifier: MIT */
#include "base/suggest.h"
#include "rules/pack.h"
#include "xml/path-token.h"
#include "xml/xpath.h"

#include <string.h>

struct OtRulePaths {
	const OtReference *reference;
	xmlXPathContext *compiler;
	GPtrArray *compiled; /* of xmlXPathCompExpr * */
};

/* XPath 1.0, section 4, current() of XSLT 1.0, and three of our own (schemas/rules.xsd). */
static const char *const functions[] = {
	"boolean",         "ceiling",         "concat",           "constant",
	"contains",        "count",           "current",          "days",
	"false",           "floor",           "id",               "lang",
	"last",            "local-name",      "name",             "namespace-uri",
	"normalize-space", "not",             "number",           "position",
	"round",           "starts-with",     "string",           "string-length",
	"substring",       "substring-after", "substring-before", "sum",
	"translate",       "true",            "words",
};

/* Tests of a node's kind, which look like functions. */
static const char *const node_types[] = {"comment", "node", "processing-instruction", "text"};

static const char *const variables[] = {"jurisdiction", "regime", "stage"};

static void
free_compiled(void *compiled)
{
	xmlXPathFreeCompExpr(compiled);
}

OtRulePaths *
ot_rule_paths_new(const OtReference *reference)
{
	OtRulePaths *paths = g_new0(OtRulePaths, 1);

	paths->reference = reference;
	paths->compiler = xmlXPathNewContext(NULL);
	ot_xpath_silence(paths->compiler);
	paths->compiled = g_ptr_array_new_with_free_func(free_compiled);
	return paths;
}

void
ot_rule_paths_free(OtRulePaths *paths)
{
	if (paths == NULL)
		return;
	g_ptr_array_unref(paths->compiled);
	xmlXPathFreeContext(paths->compiler);
	g_free(paths);
}

/* Where a path is checked, for what is wrong with it. */
typedef struct {
	const OtPackReader *reader;
	const xmlNode *node;
	const char *path;
} Place;

static bool
fail_at(const Place *place, size_t offset, const char *what)
{
	return ot_pack_fail(place->reader, place->node, "the path \"%s\", column %ld: %s",
	                    place->path, g_utf8_strlen(place->path, (gssize) offset) + 1, what);
}

/* Whether a name is in a list; otherwise an error that says which is near. */
static bool
check_name(const Place *place, size_t offset, const char *kind, const char *name,
           const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++)
		if (strcmp(g_ptr_array_index(names, i), name) == 0)
			return true;
	/* Of fifty names only the one that was meant is worth printing. */
	const char *nearest =
		ot_nearest_name(name, (const char *const *) names->pdata, names->len);
	g_autofree char *what = g_strdup_printf(
		"there is no %s \"%s\"%s%s%s", kind, name, nearest != NULL ? "; did you mean \"" : "",
		nearest != NULL ? nearest : "", nearest != NULL ? "\"?" : "");
	return fail_at(place, offset, what);
}

static bool
check_static_name(const Place *place, size_t offset, const char *kind, const char *name,
                  const char *const *names, size_t n_names)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();

	for (size_t i = 0; i < n_names; i++)
		g_ptr_array_add(list, (char *) names[i]);
	return check_name(place, offset, kind, name, list);
}

/* A constant that is named by a literal. */
static bool
check_constant(const Place *place, const OtReference *reference, OtPathToken literal)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	const GPtrArray *rows = reference != NULL ? ot_reference_rows(reference) : NULL;

	if (rows == NULL || rows->len == 0 || literal.kind != OT_PATH_TOKEN_LITERAL)
		return true;
	for (guint i = 0; i < rows->len; i++) {
		const OtConstant *row = g_ptr_array_index(rows, i);
		g_ptr_array_add(ids, (char *) row->id);
	}
	g_autofree char *id = g_strndup(place->path + literal.start + 1,
	                                literal.end - literal.start - 2);
	return check_name(place, literal.start, "constant", id, ids);
}

static bool
check_function(const Place *place, const OtReference *reference, OtPathToken name,
               OtPathToken bracket)
{
	g_autofree char *word = g_strndup(place->path + name.start, name.end - name.start);

	for (size_t i = 0; i < G_N_ELEMENTS(node_types); i++)
		if (strcmp(word, node_types[i]) == 0)
			return true;
	if (!check_static_name(place, name.start, "function", word, functions,
	                       G_N_ELEMENTS(functions)))
		return false;
	return strcmp(word, "constant") != 0 ||
	       check_constant(place, reference, ot_path_token_next(place->path, bracket));
}

/* The names in a path, which libxml2 looks up only when it comes across them. */
static bool
check_names(const Place *place, const OtReference *reference)
{
	const char *path = place->path;
	OtPathToken token = ot_path_token_next(path, (OtPathToken){OT_PATH_TOKEN_END, 0, 0});

	while (token.kind != OT_PATH_TOKEN_END && token.kind != OT_PATH_TOKEN_BROKEN) {
		OtPathToken next = ot_path_token_next(path, token);
		g_autofree char *word = g_strndup(path + token.start, token.end - token.start);
		if (token.kind == OT_PATH_TOKEN_VARIABLE &&
		    !check_static_name(place, token.start, "variable", word + 1, variables,
		                       G_N_ELEMENTS(variables)))
			return false;
		if (token.kind == OT_PATH_TOKEN_NAME && strchr(word, ':') != NULL &&
		    !g_str_has_prefix(word, "xml:"))
			return fail_at(place, token.start, "names have no prefixes here");
		if (token.kind == OT_PATH_TOKEN_NAME && ot_path_token_is(path, next, "(") &&
		    !check_function(place, reference, token, next))
			return false;
		token = next;
	}
	return true;
}

bool
ot_rule_path_compile(OtRulePaths *paths, const OtPackReader *reader, const xmlNode *node,
                     const char *text, OtRulePath *path)
{
	const Place place = {reader, node, text};
	size_t column;
	xmlXPathCompExpr *compiled = ot_xpath_compile(paths->compiler, text, &column);

	if (compiled == NULL)
		return ot_pack_fail(reader, node, "the path \"%s\" is not XPath: column %zu", text,
		                    column);
	g_ptr_array_add(paths->compiled, compiled);
	path->text = ot_arena_strdup(reader->arena, text);
	path->compiled = compiled;
	path->costly = ot_path_is_costly(text);
	return check_names(&place, paths->reference);
}

bool
ot_rule_path_read(OtRulePaths *paths, const OtPackReader *reader, const xmlNode *node,
                  const char *attr, OtRulePath *path)
{
	const char *text = ot_pack_attr(reader, node, attr);

	return text == NULL || ot_rule_path_compile(paths, reader, node, text, path);
}
