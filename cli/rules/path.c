/* SPDX-License-Identifier: MIT */
#include "base/suggest.h"
#include "rules/pack.h"
#include "xml/path-token.h"
#include "xml/xpath.h"

#include <string.h>

struct OtRulePaths {
	const OtReference *reference;
	xmlXPathContext *compiler;
	GPtrArray *compiled; /* of xmlXPathCompExpr **, each NULL until it is asked for */
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
	xmlXPathFreeCompExpr(*(xmlXPathCompExpr **) compiled);
	g_free(compiled);
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

/* Of fifty names only the one that was meant is worth printing. */
static bool
fail_name(const Place *place, size_t offset, const char *kind, const char *name,
          const char *const *names, size_t n_names)
{
	const char *nearest = ot_nearest_name(name, names, n_names);
	g_autofree char *what =
		nearest != NULL ? g_strdup_printf("there is no %s \"%s\"; did you mean \"%s\"?",
	                                          kind, name, nearest)
				: g_strdup_printf("there is no %s \"%s\"", kind, name);

	return fail_at(place, offset, what);
}

static bool
check_name(const Place *place, size_t offset, const char *kind, const char *name,
                  const char *const *names, size_t n_names)
{
	for (size_t i = 0; i < n_names; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return fail_name(place, offset, kind, name, names, n_names);
}

/* A constant that is named by a literal; without any constants none is looked up. */
static bool
check_constant(const Place *place, const OtReference *reference, OtPathToken literal)
{
	const GPtrArray *rows = reference != NULL ? ot_reference_rows(reference) : NULL;
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	if (rows == NULL || rows->len == 0 || literal.kind != OT_PATH_TOKEN_LITERAL)
		return true;
	g_autofree char *id = g_strndup(place->path + literal.start + 1,
	                                literal.end - literal.start - 2);
	if (ot_reference_find(reference, id, NULL, NULL) != NULL)
		return true;
	for (guint i = 0; i < rows->len; i++) {
		const OtConstant *row = g_ptr_array_index(rows, i);
		g_ptr_array_add(ids, (char *) row->id);
	}
	return fail_name(place, literal.start, "constant", id, (const char *const *) ids->pdata,
	                 ids->len);
}

static bool
check_function(const Place *place, const OtReference *reference, OtPathToken name,
               OtPathToken bracket)
{
	g_autofree char *word = g_strndup(place->path + name.start, name.end - name.start);

	for (size_t i = 0; i < G_N_ELEMENTS(node_types); i++)
		if (strcmp(word, node_types[i]) == 0)
			return true;
	if (!check_name(place, name.start, "function", word, functions,
	                       G_N_ELEMENTS(functions)))
		return false;
	return strcmp(word, "constant") != 0 ||
	       check_constant(place, reference, ot_path_token_next(place->path, bracket));
}

/* One token of a path, and what follows it. */
static bool
check_token(const Place *place, const OtReference *reference, OtPathToken token, OtPathToken next)
{
	const char *path = place->path;
	size_t start = token.start, len = token.end - token.start;

	if (token.kind == OT_PATH_TOKEN_VARIABLE) {
		g_autofree char *word = g_strndup(path + start + 1, len - 1);
		return check_name(place, start, "variable", word, variables,
		                         G_N_ELEMENTS(variables));
	}
	if (token.kind != OT_PATH_TOKEN_NAME)
		return true;
	if (memchr(path + start, ':', len) != NULL && !g_str_has_prefix(path + start, "xml:"))
		return fail_at(place, start, "names have no prefixes here");
	return !ot_path_token_is(path, next, "(") || check_function(place, reference, token, next);
}

/* The names in a path, which libxml2 looks up only when it comes across them. */
static bool
check_names(const Place *place, const OtReference *reference)
{
	OtPathToken token = {OT_PATH_TOKEN_END, 0, 0};

	if (strpbrk(place->path, "($:") == NULL)
		return true;
	token = ot_path_token_next(place->path, token);
	while (token.kind != OT_PATH_TOKEN_END && token.kind != OT_PATH_TOKEN_BROKEN) {
		OtPathToken next = ot_path_token_next(place->path, token);
		if (!check_token(place, reference, token, next))
			return false;
		token = next;
	}
	return true;
}

/*
 * libxml2 takes a path of names alone as a pattern, and looks at the whole tree for what fits it.
 * In brackets it is a path again: evaluated step by step, and its steps are counted.
 */
static xmlXPathCompExpr *
compile_stepwise(xmlXPathContext *xpath, const char *text, size_t *column)
{
	xmlXPathCompExpr *compiled = ot_xpath_compile(xpath, text, column);

	if (compiled == NULL || strpbrk(text, "[(@") != NULL)
		return compiled;
	g_autofree char *bracketed = g_strconcat("(", text, ")", NULL);
	xmlXPathFreeCompExpr(compiled);
	return ot_xpath_compile(xpath, bracketed, column);
}

bool
ot_rule_path_take(OtRulePaths *paths, const OtPackReader *reader, const xmlNode *node,
                  const char *text, OtRulePath *path)
{
	const Place place = {reader, node, text};
	size_t column = 0;

	path->text = ot_arena_strdup(reader->arena, text);
	path->compiled = g_new0(xmlXPathCompExpr *, 1);
	g_ptr_array_add(paths->compiled, path->compiled);
	if (reader->tested)
		return true;
	*path->compiled = compile_stepwise(paths->compiler, text, &column);
	if (*path->compiled == NULL)
		return ot_pack_fail(reader, node, "the path \"%s\" is not XPath: column %zu", text,
		                    column);
	return check_names(&place, paths->reference);
}

xmlXPathCompExpr *
ot_rule_path_compiled(const OtRulePath *path, xmlXPathContext *xpath)
{
	xmlXPathCompExpr *compiled = g_atomic_pointer_get(path->compiled);
	size_t column;

	if (compiled != NULL)
		return compiled;
	compiled = compile_stepwise(xpath, path->text, &column);
	/* Whoever is first among several threads leaves it to the others. */
	if (g_atomic_pointer_compare_and_exchange(path->compiled, NULL, compiled))
		return compiled;
	xmlXPathFreeCompExpr(compiled);
	return g_atomic_pointer_get(path->compiled);
}

bool
ot_rule_path_read(OtRulePaths *paths, const OtPackReader *reader, const xmlNode *node,
                  const char *attr, OtRulePath *path)
{
	const char *text = ot_pack_attr(reader, node, attr);

	return text == NULL || ot_rule_path_take(paths, reader, node, text, path);
}
