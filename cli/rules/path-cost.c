/* SPDX-License-Identifier: MIT */
#include "rules/pack.h"
#include "xml/path-token.h"

#include <string.h>

#define DEPTH_LIMIT 32 /* brackets within each other; a path that has more counts as costly */

/* What was seen of the operand that is being read, within one pair of brackets. */
typedef struct {
	bool step;      /* the path has a step already: what follows starts at many nodes */
	bool wide;      /* the operand can be most of the tree */
	bool wide_left; /* so can be what it is compared with */
	bool group;     /* the brackets are round and not those of a function */
} Level;

typedef struct {
	const char *path;
	Level levels[DEPTH_LIMIT];
	size_t depth;
	bool costly;
} Scan;

/* Axes that give a node once at most for all nodes of a set: libxml2 looks for no doubles. */
static bool
is_plain_axis(const char *path, OtPathToken name)
{
	static const char *const plain[] = {"attribute", "child", "namespace", "self"};

	for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
		if (ot_path_token_is(path, name, plain[i]))
			return true;
	return false;
}

/* An axis that leads to nodes which other nodes lead to as well. */
static void
note_axis(Scan *scan, Level *level)
{
	scan->costly = scan->costly || level->step;
	level->wide = true;
}

static void
end_operand(Scan *scan, Level *level, bool is_compared)
{
	scan->costly = scan->costly || (level->wide && level->wide_left);
	*level = (Level){.wide_left = is_compared && level->wide, .group = level->group};
}

static void
note_operator(Scan *scan, Level *level, OtPathToken token)
{
	static const char *const comparisons[] = {"=", "!=", "<", "<=", ">", ">="};
	bool compares = false;

	for (size_t i = 0; i < G_N_ELEMENTS(comparisons); i++)
		compares = compares || ot_path_token_is(scan->path, token, comparisons[i]);
	end_operand(scan, level, compares);
}

static void
open_bracket(Scan *scan, bool is_group)
{
	if (scan->depth + 1 == DEPTH_LIMIT)
		scan->costly = true;
	else
		scan->levels[++scan->depth] = (Level){.group = is_group};
}

static void
close_bracket(Scan *scan)
{
	Level *inner = &scan->levels[scan->depth];
	bool wide = inner->group && inner->wide;

	end_operand(scan, inner, false);
	if (scan->depth > 0)
		scan->depth--;
	scan->levels[scan->depth].step = true;
	scan->levels[scan->depth].wide |= wide;
}

static void
note_sign(Scan *scan, Level *level, OtPathToken token, bool after_name)
{
	const char *path = scan->path;

	if (ot_path_token_is(path, token, "(") || ot_path_token_is(path, token, "["))
		open_bracket(scan, path[token.start] == '(' && !after_name);
	else if (ot_path_token_is(path, token, ")") || ot_path_token_is(path, token, "]"))
		close_bracket(scan);
	else if (ot_path_token_is(path, token, "//"))
		note_axis(scan, level);
	else if (ot_path_token_is(path, token, ".."))
		scan->costly = scan->costly || level->step;
	else if (ot_path_token_is(path, token, "|"))
		/* Both sides are compared with each other, node by node. */
		end_operand(scan, level, true);
	else if (ot_path_token_is(path, token, ","))
		end_operand(scan, level, false);
}

bool
ot_path_is_costly(const char *path)
{
	Scan scan = {.path = path};
	OtPathToken token = {OT_PATH_TOKEN_END, 0, 0};

	bool after_name = false;

	if (path == NULL)
		return false;
	/* Most paths go down by names alone. */
	if (strstr(path, "//") == NULL && strstr(path, "..") == NULL && strstr(path, "::") == NULL)
		return false;
	token = ot_path_token_next(path, token);
	while (token.kind != OT_PATH_TOKEN_END && !scan.costly) {
		OtPathToken next = ot_path_token_next(path, token);
		Level *level = &scan.levels[scan.depth];
		if (token.kind == OT_PATH_TOKEN_OPERATOR)
			note_operator(&scan, level, token);
		else if (token.kind == OT_PATH_TOKEN_SIGN)
			note_sign(&scan, level, token, after_name);
		else if (token.kind == OT_PATH_TOKEN_NAME && ot_path_token_is(path, next, "::")) {
			if (!is_plain_axis(path, token))
				note_axis(&scan, level);
		} else if (token.kind == OT_PATH_TOKEN_NAME || token.kind == OT_PATH_TOKEN_STAR)
			level->step = true;
		after_name = token.kind == OT_PATH_TOKEN_NAME;
		token = next;
	}
	end_operand(&scan, &scan.levels[scan.depth], false);
	return scan.costly;
}
