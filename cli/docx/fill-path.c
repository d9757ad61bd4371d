/* SPDX-License-Identifier: MIT */
#include "docx/fill-parts.h"

#include "base/suggest.h"
#include "document/places.h"
#include "xml/xpath.h"

#include <string.h>

/* Words of a friendly name that may make one name of the specification: "estimated_value". */
#define MOST_WORDS 4

/* How many fields that are not known get the nearest name: each is compared with all names. */
#define MOST_ADVICE 200

/* --- friendly names -------------------------------------------------------------------------- */

/* True for the same letters and digits, whatever stands between and in whatever case. */
static bool
is_same_name(const char *one, const char *other)
{
	for (;;) {
		while (*one == '-' || *one == '_' || *one == ' ')
			one++;
		while (*other == '-' || *other == '_' || *other == ' ')
			other++;
		if (g_ascii_tolower(*one) != g_ascii_tolower(*other))
			return false;
		if (*one == '\0')
			return true;
		one++;
		other++;
	}
}

static const OtModelNode *
find_child(const OtModelNode *node, OtModelKind kind, const char *name)
{
	for (const OtModelNode *child = node->first; child != NULL; child = child->next)
		if (child->kind == kind && child->name != NULL && is_same_name(child->name, name))
			return child;
	return NULL;
}

/* The path to what the words lead to from a node; NULL: to nothing.  Free with g_free(). */
static char *
follow_words(const OtModelNode *node, char **words)
{
	static const OtModelKind kinds[] = {OT_MODEL_ELEMENT, OT_MODEL_ATTRIBUTE};
	g_autoptr(GString) name = g_string_new(NULL);

	for (size_t n = 0; n < MOST_WORDS && words[n] != NULL; n++) {
		g_string_append(name, words[n]);
		for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++) {
			const OtModelNode *child = find_child(node, kinds[kind], name->str);
			const char *mark = kinds[kind] == OT_MODEL_ATTRIBUTE ? "@" : "";

			if (child == NULL)
				continue;
			if (words[n + 1] == NULL)
				return g_strconcat(mark, child->name, NULL);
			g_autofree char *rest = follow_words(child, words + n + 1);
			if (rest != NULL)
				return g_strconcat(mark, child->name, "/", rest, NULL);
		}
	}
	return NULL;
}

/* The words of a friendly name; NULL where it can't be one.  Free with g_strfreev(). */
static char **
split_name(const char *name)
{
	g_auto(GStrv) parts = g_strsplit_set(name, "./_ -", -1);
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);

	for (char **part = parts; *part != NULL; part++) {
		if (**part == '\0' ||
		    (*part)[strspn(*part, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		                          "0123456789")] != '\0')
			return NULL;
		g_ptr_array_add(words, g_strdup(*part));
	}
	if (words->len == 0 || words->len > OT_FILL_DEPTH)
		return NULL;
	g_ptr_array_add(words, NULL);
	return (char **) g_ptr_array_steal(words, NULL);
}

/* The path that a friendly name means where paths start at one of `places`. */
static char *
find_friendly(const OtPlaces *places, const char *name)
{
	g_auto(GStrv) words = split_name(name);

	if (words == NULL)
		return NULL;
	for (const OtModelNode *node = ot_places_next(places, 0); node != NULL;
	     node = ot_places_next(places, node->index + 1)) {
		char *path = follow_words(node, words);
		if (path != NULL)
			return path;
	}
	return NULL;
}

/*
 * The name of a list may be left out: "outcome[1]/title" for "outcomes/outcome[1]/title".  Free
 * with g_free(); NULL where no list holds things of that name.
 */
static char *
find_listed(const OtPlaces *places, const char *path)
{
	size_t len = strspn(path, "abcdefghijklmnopqrstuvwxyz-");

	for (const OtModelNode *node = ot_places_next(places, 0); node != NULL && len > 0;
	     node = ot_places_next(places, node->index + 1))
		for (const OtModelNode *list = node->first; list != NULL; list = list->next) {
			g_autofree char *name = g_strndup(path, len);
			if (list->kind == OT_MODEL_ELEMENT && g_str_has_prefix(list->name, name) &&
			    ot_model_child(list, OT_MODEL_ELEMENT, name) != NULL)
				return g_strconcat(list->name, "/", path, NULL);
		}
	return NULL;
}

/* --- the nearest name ------------------------------------------------------------------------ */

/* "identity/title" for a node of the model, beneath its root element. */
static char *
path_of_node(const OtModelNode *node)
{
	GString *path = g_string_new(NULL);

	for (; node->parent != NULL && node->parent->kind == OT_MODEL_ELEMENT;
	     node = node->parent) {
		if (path->len > 0)
			g_string_prepend_c(path, '/');
		g_string_prepend(path, node->name);
		if (node->kind == OT_MODEL_ATTRIBUTE)
			g_string_prepend_c(path, '@');
	}
	return g_string_free(path, FALSE);
}

/* How far a name of people's is from a node, up to `most`: the end of the path counts most. */
static int
distance(const char *name, const char *last, const OtModelNode *node, int most)
{
	g_autofree char *path = path_of_node(node);

	if (is_same_name(node->name, last))
		return MIN(ot_word_distance(name, path, 3), 3);
	return ot_word_distance(name, path, most);
}

static const char *
find_nearest(OtFill *fill, const char *name)
{
	const char *slash = strrchr(name, '/'), *last = slash != NULL ? slash + 1 : name;
	int best = (int) MAX(2, strlen(name) / 3) + 1;
	const OtModelNode *nearest = NULL;

	if (fill->n_advised++ >= MOST_ADVICE || strlen(name) > 64)
		return NULL;
	for (size_t i = 1; i < ot_model_count(fill->model); i++) {
		const OtModelNode *node = ot_model_node(fill->model, i);
		if (node->name == NULL || node->parent->kind != OT_MODEL_ELEMENT)
			continue;
		int far = distance(name, last + (*last == '@'), node, best);
		if (far < best) {
			best = far;
			nearest = node;
		}
	}
	if (nearest == NULL)
		return NULL;
	g_autofree char *path = path_of_node(nearest);
	return ot_arena_strdup(fill->arena, path);
}

/* --- paths ----------------------------------------------------------------------------------- */

static void
keep_path(OtFill *fill, OtFillPath *path, const char *text, size_t level)
{
	size_t column;

	path->text = ot_arena_strdup(fill->arena, text);
	path->level = level;
	path->compiled = ot_xpath_compile(fill->compiler, text, &column);
	if (path->compiled != NULL)
		g_ptr_array_add(fill->compiled, path->compiled);
}

/*
 * Read a path from the innermost scope outwards.  NULL where it is found, with what it leads to;
 * else what is wrong with it for the innermost one; free with g_free().
 */
static char *
find_path(OtFill *fill, const char *text, const OtFillScope *scope, OtFillPath *path,
          OtPathResult *result)
{
	char *problem = NULL;

	for (const OtFillScope *at = scope; at != NULL; at = at->outer) {
		char *here = ot_path_check(text, fill->model, at->places, result);
		if (here == NULL) {
			keep_path(fill, path, text, at->level);
			g_free(problem);
			return NULL;
		}
		if (problem == NULL)
			problem = here;
		else
			g_free(here);
	}
	for (const OtFillScope *at = scope; at != NULL && at->places != NULL; at = at->outer) {
		char *others[] = {find_listed(at->places, text), find_friendly(at->places, text)};
		bool found = false;

		for (size_t i = 0; i < G_N_ELEMENTS(others) && !found; i++) {
			if (others[i] == NULL)
				continue;
			g_autofree char *wrong =
				ot_path_check(others[i], fill->model, at->places, result);
			found = wrong == NULL;
			if (found)
				keep_path(fill, path, others[i], at->level);
		}
		g_free(others[0]);
		g_free(others[1]);
		if (found) {
			g_free(problem);
			return NULL;
		}
	}
	return problem;
}

static void
report_unknown(OtFill *fill, const OtFillItem *item, const char *problem)
{
	OtFillEntry *entry = ot_fill_entry(fill, item->field);
	bool by_mark = entry->public.kind == OT_FILL_MARK || entry->public.kind == OT_FILL_EACH ||
	               entry->public.kind == OT_FILL_IF;

	if (fill->own && !by_mark)
		return;
	entry->public.advice = find_nearest(fill, entry->public.name);
	const char *near = entry->public.advice;
	bool says = strstr(problem, "did you mean") != NULL;
	if (by_mark)
		ot_fill_report(fill, item->field,
		               strstr(problem, "can't be read") != NULL ? OT_CODE_FILL_SYNTAX
		                                                        : OT_CODE_FILL_PATH,
		               "“%s”: the path %s%s%s%s", entry->around, problem,
		               near != NULL && !says ? "; did you mean \"" : "",
		               near != NULL && !says ? near : "",
		               near != NULL && !says ? "\"?" : "");
	else
		ot_fill_report(fill, item->field, OT_CODE_FILL_UNKNOWN,
		               "the %s “%s” names nothing of a specification and stays as it "
		               "is%s%s%s",
		               entry->public.kind == OT_FILL_MERGE ? "merge field"
		                                                   : "content control",
		               entry->public.name, near != NULL ? "; did you mean \"" : "",
		               near != NULL ? near : "", near != NULL ? "\"?" : "");
}

/* The path of one item; what an each leads to is given, or nothing. */
static OtPlaces *
read_path(OtFill *fill, OtFillItem *item, const OtFillScope *scope)
{
	OtFillEntry *entry = ot_fill_entry(fill, item->field);
	OtPathResult result = {0};
	g_autofree char *problem =
		find_path(fill, entry->public.name, scope, &item->path, &result);

	if (problem != NULL && entry->other != NULL) {
		char *also = find_path(fill, entry->other, scope, &item->path, &result);
		g_free(also == NULL ? g_steal_pointer(&problem) : also);
	}
	if (problem == NULL && item->path.compiled == NULL)
		problem = g_strdup("can't be read");
	if (problem != NULL) {
		report_unknown(fill, item, problem);
		ot_places_free(result.places);
		return NULL;
	}
	entry->public.path = item->path.text;
	entry->public.filled = true;
	if (item->kind == OT_ITEM_EACH && result.kind == OT_PATH_OTHER)
		ot_fill_report(fill, item->field, OT_CODE_FILL_PATH,
		               "“%s”: the path gives a text or number, and no things to go through",
		               entry->around);
	return result.places;
}

/* A control around other things to fill is no field itself, whatever it is called. */
static bool
is_frame(const OtFillItem *item)
{
	if (item->control == NULL || item->kind == OT_ITEM_EACH)
		return false;
	for (const OtFillItem *child = item->first; child != NULL; child = child->next)
		if (child->field != G_MAXSIZE || is_frame(child))
			return true;
	return false;
}

static void
read_items(OtFill *fill, OtFillItem *item, const OtFillScope *scope)
{
	for (; item != NULL && !fill->stopped; item = item->next) {
		g_autoptr(OtPlaces) places = NULL;

		if (item->field != G_MAXSIZE && !is_frame(item))
			places = read_path(fill, item, scope);
		if (item->kind != OT_ITEM_EACH) {
			read_items(fill, item->first, scope);
			continue;
		}
		OtFillScope inner = {scope, places, scope->level + 1};
		item->level = inner.level;
		if (inner.level > OT_FILL_DEPTH)
			ot_fill_report(fill, item->field, OT_CODE_FILL_NESTING,
			               "“%s” lies within more than %d others",
			               ot_fill_entry(fill, item->field)->around, OT_FILL_DEPTH);
		else
			read_items(fill, item->first, &inner);
	}
}

void
ot_fill_read_paths(OtFill *fill, OtFillPart *part)
{
	g_autoptr(OtPlaces) root = ot_places_new(fill->model);
	const OtFillScope scope = {NULL, root, 0};

	ot_places_add(root, ot_model_node(fill->model, 0)->first);
	if (part->items->len > 0)
		read_items(fill, g_ptr_array_index(part->items, 0), &scope);
}
