/* SPDX-License-Identifier: MIT */
#include "document/path.h"

#include "base/suggest.h"
#include "document/places.h"
#include "xml/path-token.h"

#include <string.h>

#define DEPTH_LIMIT 64 /* brackets within each other */
#define LIST_LIMIT  12 /* as many names as one reads in a message */

/* What an expression gives: as OtPathResult, with the places in the checker's arena. */
typedef struct {
	OtPathKind kind;
	OtPlaces places;
} Value;

typedef struct {
	const char *path;
	OtPathToken token; /* the one to look at next */
	const OtModel *model;
	OtArena *arena;
	Value current; /* what current() gives */
	int depth;
	char *problem; /* the first mistake */
} Checker;

typedef enum { GIVES_OTHER, GIVES_ANYTHING, GIVES_CURRENT } Gives;

typedef struct {
	const char *name;
	int fewest, most;
	Gives gives;
} Function;

static const Function functions[] = {
#define FUNCTION(name, fewest, most, gives) {name, fewest, most, GIVES_##gives},
#include "document/path-functions.def"
#undef FUNCTION
};

static const char *const axes[OT_N_AXES] = {
	[OT_AXIS_CHILD] = "child",
	[OT_AXIS_ATTRIBUTE] = "attribute",
	[OT_AXIS_SELF] = "self",
	[OT_AXIS_PARENT] = "parent",
	[OT_AXIS_DESCENDANT] = "descendant",
	[OT_AXIS_DESCENDANT_OR_SELF] = "descendant-or-self",
	[OT_AXIS_ANCESTOR] = "ancestor",
	[OT_AXIS_ANCESTOR_OR_SELF] = "ancestor-or-self",
	[OT_AXIS_FOLLOWING_SIBLING] = "following-sibling",
	[OT_AXIS_PRECEDING_SIBLING] = "preceding-sibling",
	[OT_AXIS_FOLLOWING] = "following",
	[OT_AXIS_PRECEDING] = "preceding",
	[OT_AXIS_NAMESPACE] = "namespace",
};

static bool
check_expression(Checker *checker, const Value *context, Value *value);

static bool G_GNUC_PRINTF(2, 3)
fail(Checker *checker, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (checker->problem == NULL)
		checker->problem = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return false;
}

/* The grammar asks for something else at the token that comes next. */
static bool
fail_grammar(Checker *checker, const char *wanted)
{
	OtPathToken token = checker->token;

	if (token.kind == OT_PATH_TOKEN_END)
		return fail(checker, "can't be read: it ends where %s is expected", wanted);
	if (token.kind == OT_PATH_TOKEN_BROKEN && token.end - token.start > 1)
		return fail(checker, "can't be read: a text has no closing quotation mark");
	return fail(checker, "can't be read: %s is expected instead of \"%.*s\" at character %ld",
	            wanted, (int) (token.end - token.start), checker->path + token.start,
	            g_utf8_pointer_to_offset(checker->path, checker->path + token.start) + 1);
}

static void
advance(Checker *checker)
{
	checker->token = ot_path_token_next(checker->path, checker->token);
}

static bool
at_sign(const Checker *checker, const char *sign)
{
	return checker->token.kind == OT_PATH_TOKEN_SIGN &&
	       ot_path_token_is(checker->path, checker->token, sign);
}

/* True if the token after the next one is this sign. */
static bool
before_sign(const Checker *checker, const char *sign)
{
	OtPathToken after = ot_path_token_next(checker->path, checker->token);

	return after.kind == OT_PATH_TOKEN_SIGN && ot_path_token_is(checker->path, after, sign);
}

static bool
expect_sign(Checker *checker, const char *sign)
{
	if (!at_sign(checker, sign))
		return fail_grammar(checker, sign);
	advance(checker);
	return true;
}

static char *
token_text(const Checker *checker)
{
	return ot_arena_strndup(checker->arena, checker->path + checker->token.start,
	                        checker->token.end - checker->token.start);
}

/* --- steps --------------------------------------------------------------------------------- */

typedef struct {
	OtAxis axis;
	OtTest test;
	char *name;          /* OT_TEST_NAME */
	size_t start, end;   /* of the test in the path, with "@" */
} Step;

/* The names that a step along an axis could find. */
static GPtrArray *
possible_names(const Checker *checker, const Value *from, OtAxis axis)
{
	GPtrArray *names = g_ptr_array_new();
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	OtPlaces all = ot_places_step(&from->places, checker->arena, axis, OT_TEST_STAR, NULL);
	const OtModelNode *node = ot_places_next(&all, 0);

	for (; node != NULL; node = ot_places_next(&all, node->index + 1))
		if (g_hash_table_add(known, (char *) node->name))
			g_ptr_array_add(names, (char *) node->name);
	return names;
}

/* What the paths are about: the root element of the model. */
static const char *
subject_of(const Checker *checker)
{
	return ot_model_node(checker->model, 0)->first->name;
}

static bool
fail_with_other_name(Checker *checker, const Step *step, const char *mark, const char *name)
{
	return fail(checker, "finds nothing that a %s can hold; did you mean \"%.*s%s%s%s\"?",
	            subject_of(checker), (int) step->start, checker->path, mark, name,
	            checker->path + step->end);
}

/* Nothing is found by a name: say what could be. */
static bool
fail_step(Checker *checker, const Step *step, const Value *from)
{
	bool by_mark = checker->path[step->start] == '@';
	OtAxis other = step->axis == OT_AXIS_ATTRIBUTE ? OT_AXIS_CHILD : OT_AXIS_ATTRIBUTE;

	if (step->test != OT_TEST_NAME)
		return fail(checker, "finds nothing that a %s can hold", subject_of(checker));
	g_autoptr(GPtrArray) names = possible_names(checker, from, step->axis);
	g_autoptr(GPtrArray) others = possible_names(checker, from, other);
	if (g_ptr_array_find_with_equal_func(others, step->name, g_str_equal, NULL) &&
	    (by_mark || step->axis == OT_AXIS_CHILD))
		return fail_with_other_name(checker, step, by_mark ? "" : "@", step->name);
	const char *near =
		ot_nearest_name(step->name, (const char *const *) names->pdata, names->len);
	if (near != NULL)
		return fail_with_other_name(checker, step, by_mark ? "@" : "", near);

	const OtModelNode *first = ot_places_next(&from->places, 0);
	g_autoptr(GString) list = g_string_new(NULL);
	for (size_t i = 0; names->len <= LIST_LIMIT && i < names->len; i++)
		g_string_append_printf(list, "%s%s%s", i > 0 ? ", " : "", by_mark ? "@" : "",
		                       (const char *) g_ptr_array_index(names, i));
	return fail(checker, "finds nothing that a %s can hold: there is no \"%s%s\" in \"%s\"%s%s",
	            subject_of(checker), by_mark ? "@" : "", step->name,
	            first->name != NULL ? first->name : "the whole",
	            list->len > 0 ? ", only " : "", list->str);
}

static bool
read_axis(Checker *checker, Step *step)
{
	step->axis = OT_AXIS_CHILD;
	if (at_sign(checker, "@")) {
		step->axis = OT_AXIS_ATTRIBUTE;
		advance(checker);
		return true;
	}
	if (checker->token.kind != OT_PATH_TOKEN_NAME || !before_sign(checker, "::"))
		return true;
	const char *name = token_text(checker);
	for (size_t i = 0; i < OT_N_AXES; i++)
		if (strcmp(axes[i], name) == 0) {
			step->axis = (OtAxis) i;
			advance(checker);
			advance(checker);
			return true;
		}
	const char *near = ot_nearest_name(name, axes, OT_N_AXES);
	return near != NULL
	               ? fail(checker, "has the unknown axis \"%s\"; did you mean \"%s\"?", name,
	                      near)
	               : fail(checker, "has the unknown axis \"%s\"", name);
}

/* text(), node(), comment(), processing-instruction('x') */
static bool
read_node_test(Checker *checker, Step *step)
{
	if (strcmp(step->name, "text") == 0)
		step->test = OT_TEST_TEXT;
	else if (strcmp(step->name, "node") == 0)
		step->test = OT_TEST_NODE;
	else
		step->test = OT_TEST_OTHER;
	advance(checker);
	if (checker->token.kind == OT_PATH_TOKEN_LITERAL &&
	    strcmp(step->name, "processing-instruction") == 0)
		advance(checker);
	step->end = checker->token.end;
	return expect_sign(checker, ")");
}

static bool
is_node_type(const char *name)
{
	return strcmp(name, "text") == 0 || strcmp(name, "node") == 0 ||
	       strcmp(name, "comment") == 0 || strcmp(name, "processing-instruction") == 0;
}

static bool
read_test(Checker *checker, Step *step)
{
	step->end = checker->token.end;
	if (checker->token.kind == OT_PATH_TOKEN_STAR) {
		step->test = OT_TEST_STAR;
		advance(checker);
		return true;
	}
	if (checker->token.kind != OT_PATH_TOKEN_NAME)
		return fail_grammar(checker, "a name");
	step->name = token_text(checker);
	advance(checker);
	if (at_sign(checker, "(")) {
		if (is_node_type(step->name))
			return read_node_test(checker, step);
		return fail(checker, "calls %s() within a path, where only names can stand",
		            step->name);
	}
	step->test = OT_TEST_NAME;
	if (strchr(step->name, ':') != NULL && strcmp(step->name, "xml:lang") != 0)
		return fail(checker, "has a prefix in \"%s\"; names in a path have none",
		            step->name);
	return true;
}

static bool
check_predicates(Checker *checker, const Value *context)
{
	while (at_sign(checker, "[")) {
		Value ignored;
		advance(checker);
		if (!check_expression(checker, context, &ignored) || !expect_sign(checker, "]"))
			return false;
	}
	return true;
}

/* Take a step from *value and leave there what it leads to. */
static bool
check_step(Checker *checker, Value *value)
{
	Step step = {.start = checker->token.start, .test = OT_TEST_NODE};

	if (at_sign(checker, ".") || at_sign(checker, "..")) {
		step.axis = at_sign(checker, ".") ? OT_AXIS_SELF : OT_AXIS_PARENT;
		step.end = checker->token.end;
		advance(checker);
	} else if (!read_axis(checker, &step)) {
		return false;
	} else {
		if (step.axis != OT_AXIS_ATTRIBUTE || checker->path[step.start] != '@')
			step.start = checker->token.start;
		if (!read_test(checker, &step))
			return false;
	}
	if (value->kind == OT_PATH_NODES && ot_places_open(&value->places))
		value->kind = OT_PATH_ANYTHING;
	if (value->kind == OT_PATH_NODES) {
		Value from = *value;
		value->places = ot_places_step(&from.places, checker->arena, step.axis, step.test,
		                               step.name);
		if (ot_places_empty(&value->places))
			return fail_step(checker, &step, &from);
	}
	return check_predicates(checker, value);
}

static bool
at_step(const Checker *checker)
{
	return checker->token.kind == OT_PATH_TOKEN_NAME ||
	       checker->token.kind == OT_PATH_TOKEN_STAR || at_sign(checker, ".") ||
	       at_sign(checker, "..") || at_sign(checker, "@");
}

/* What stands before a "//": itself and everything below. */
static void
descend(Checker *checker, Value *value)
{
	if (value->kind == OT_PATH_NODES)
		value->places = ot_places_step(&value->places, checker->arena,
		                               OT_AXIS_DESCENDANT_OR_SELF, OT_TEST_NODE, NULL);
}

/* Steps with "/" or "//" between them, from *value. */
static bool
check_steps(Checker *checker, Value *value)
{
	if (!check_step(checker, value))
		return false;
	while (at_sign(checker, "/") || at_sign(checker, "//")) {
		if (at_sign(checker, "//"))
			descend(checker, value);
		advance(checker);
		if (!check_step(checker, value))
			return false;
	}
	return true;
}

/* --- expressions --------------------------------------------------------------------------- */

static bool
check_absolute(Checker *checker, Value *value)
{
	bool everywhere = at_sign(checker, "//");

	value->kind = OT_PATH_ANYTHING;
	if (checker->current.kind == OT_PATH_NODES) {
		value->kind = OT_PATH_NODES;
		value->places = ot_places_make(checker->model, checker->arena);
		ot_places_add(&value->places, ot_model_node(checker->model, 0));
	}
	if (everywhere)
		descend(checker, value);
	advance(checker);
	/* "/" alone is the node above the root element. */
	return everywhere || at_step(checker) ? check_steps(checker, value) : true;
}

static const Function *
find_function(Checker *checker, const char *name)
{
	const char *names[G_N_ELEMENTS(functions)];

	for (size_t i = 0; i < G_N_ELEMENTS(functions); i++) {
		if (strcmp(functions[i].name, name) == 0)
			return &functions[i];
		names[i] = functions[i].name;
	}
	const char *near = ot_nearest_name(name, names, G_N_ELEMENTS(names));
	if (near != NULL)
		fail(checker, "calls %s(), which does not exist; did you mean %s()?", name, near);
	else
		fail(checker, "calls %s(), which does not exist", name);
	return NULL;
}

static bool
check_call(Checker *checker, const Value *context, Value *value)
{
	const Function *function = find_function(checker, token_text(checker));
	int n_arguments = 0;

	if (function == NULL)
		return false;
	advance(checker);
	advance(checker);
	while (!at_sign(checker, ")")) {
		Value argument;
		if (n_arguments++ > 0 && !expect_sign(checker, ","))
			return false;
		if (!check_expression(checker, context, &argument))
			return false;
	}
	advance(checker);
	if (n_arguments < function->fewest || n_arguments > function->most)
		return fail(checker, "calls %s() with %d argument%s; it takes %s%d", function->name,
		            n_arguments, n_arguments == 1 ? "" : "s",
		            function->fewest < function->most ? "at least " : "",
		            function->fewest);
	switch (function->gives) {
	case GIVES_OTHER:
		value->kind = OT_PATH_OTHER;
		break;
	case GIVES_ANYTHING:
		value->kind = OT_PATH_ANYTHING;
		break;
	case GIVES_CURRENT:
		*value = checker->current;
		break;
	}
	return true;
}

/* A literal, a number, a call or something in brackets: what no step starts with. */
static bool
check_primary(Checker *checker, const Value *context, Value *value)
{
	switch (checker->token.kind) {
	case OT_PATH_TOKEN_LITERAL:
	case OT_PATH_TOKEN_NUMBER:
		value->kind = OT_PATH_OTHER;
		advance(checker);
		return true;
	case OT_PATH_TOKEN_VARIABLE:
		return fail(checker, "uses %s, but there are no variables", token_text(checker));
	case OT_PATH_TOKEN_NAME:
		return check_call(checker, context, value);
	case OT_PATH_TOKEN_SIGN:
	case OT_PATH_TOKEN_END:
	case OT_PATH_TOKEN_STAR:
	case OT_PATH_TOKEN_OPERATOR:
	case OT_PATH_TOKEN_BROKEN:
		break;
	}
	if (!at_sign(checker, "("))
		return fail_grammar(checker, "a path or a value");
	advance(checker);
	return check_expression(checker, context, value) && expect_sign(checker, ")");
}

/* A location path, or a primary expression with predicates and steps after it. */
static bool
check_path(Checker *checker, const Value *context, Value *value)
{
	if (at_sign(checker, "/") || at_sign(checker, "//"))
		return check_absolute(checker, value);
	bool call = checker->token.kind == OT_PATH_TOKEN_NAME && before_sign(checker, "(") &&
	            !is_node_type(token_text(checker));
	if (at_step(checker) && !call) {
		*value = *context;
		return check_steps(checker, value);
	}
	if (!check_primary(checker, context, value))
		return false;
	if (!at_sign(checker, "[") && !at_sign(checker, "/") && !at_sign(checker, "//"))
		return true;
	if (value->kind == OT_PATH_OTHER)
		return fail(checker, "has \"%s\" after something that gives no nodes",
		            token_text(checker));
	if (!check_predicates(checker, value))
		return false;
	if (!at_sign(checker, "/") && !at_sign(checker, "//"))
		return true;
	if (at_sign(checker, "//"))
		descend(checker, value);
	advance(checker);
	return check_steps(checker, value);
}

static bool
check_union(Checker *checker, const Value *context, Value *value)
{
	if (!check_path(checker, context, value))
		return false;
	while (at_sign(checker, "|")) {
		Value other;
		advance(checker);
		if (!check_path(checker, context, &other))
			return false;
		if (value->kind == OT_PATH_OTHER || other.kind == OT_PATH_OTHER)
			return fail(checker, "joins with \"|\" what gives no nodes");
		if (value->kind == OT_PATH_NODES && other.kind == OT_PATH_NODES)
			ot_places_join(&value->places, &other.places);
		else
			value->kind = OT_PATH_ANYTHING;
	}
	return true;
}

static bool
check_operator(Checker *checker)
{
	static const char *const words[] = {"and", "or", "div", "mod"};
	const char *name = token_text(checker);

	if (!g_ascii_isalpha(*name))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(words[i], name) == 0)
			return true;
	return fail_grammar(checker, "an operator such as \"and\"");
}

/* How operators bind doesn't matter here: whatever they join gives no nodes. */
static bool
check_expression(Checker *checker, const Value *context, Value *value)
{
	bool joined = false;

	if (++checker->depth > DEPTH_LIMIT)
		return fail(checker, "has more than %d brackets within each other", DEPTH_LIMIT);
	for (;;) {
		while (checker->token.kind == OT_PATH_TOKEN_OPERATOR &&
		       ot_path_token_is(checker->path, checker->token, "-")) {
			joined = true;
			advance(checker);
		}
		if (!check_union(checker, context, value))
			return false;
		if (checker->token.kind != OT_PATH_TOKEN_OPERATOR)
			break;
		if (!check_operator(checker))
			return false;
		joined = true;
		advance(checker);
	}
	if (joined)
		value->kind = OT_PATH_OTHER;
	checker->depth--;
	return true;
}

static OtPathResult
make_result(const Value *value)
{
	OtPathResult result = {.kind = value->kind};

	if (value->kind == OT_PATH_NODES) {
		result.places = ot_places_new(value->places.model);
		ot_places_join(result.places, &value->places);
	}
	return result;
}

char *
ot_path_check(const char *path, const OtModel *model, const OtPlaces *context,
              OtPathResult *result)
{
	g_autoptr(OtArena) arena = ot_arena_new();
	Checker checker = {.path = path, .model = model, .arena = arena};
	Value value;

	checker.current.kind = context != NULL ? OT_PATH_NODES : OT_PATH_ANYTHING;
	if (context != NULL)
		checker.current.places = *context;
	advance(&checker);
	if (check_expression(&checker, &checker.current, &value) &&
	    checker.token.kind != OT_PATH_TOKEN_END)
		fail_grammar(&checker, "the end or an operator");
	if (checker.problem == NULL && result != NULL)
		*result = make_result(&value);
	return checker.problem;
}
