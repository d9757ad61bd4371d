/* SPDX-License-Identifier: MIT */
#include "document/path-words.h"

#include "base/text.h"

#include <string.h>

/* How deep calls can lie within each other before words in them are passed over. */
#define DEEPEST_CALL 64

/* The calls that are open at a place of a path. */
typedef struct {
	struct {
		bool takes_words; /* concat(), or the first argument of substring() */
		bool first_only;
	} calls[DEEPEST_CALL];
	int depth;
} Calls;

/* True where the name of a function ends right before `at`. */
static bool
is_call_of(const char *path, const char *at, const char *name)
{
	size_t len = strlen(name);

	if ((size_t) (at - path) < len || strncmp(at - len, name, len) != 0)
		return false;
	char before = at - len > path ? at[-1 - (ptrdiff_t) len] : ' ';
	return !g_ascii_isalnum(before) && before != '-' && before != '_';
}

static void
open_call(Calls *calls, const char *path, const char *at)
{
	if (calls->depth < DEEPEST_CALL) {
		bool cuts = is_call_of(path, at, "substring");
		calls->calls[calls->depth].takes_words = cuts || is_call_of(path, at, "concat");
		calls->calls[calls->depth].first_only = cuts;
	}
	calls->depth++;
}

static void
next_argument(Calls *calls)
{
	if (calls->depth > 0 && calls->depth <= DEEPEST_CALL &&
	    calls->calls[calls->depth - 1].first_only)
		calls->calls[calls->depth - 1].takes_words = false;
}

static bool
takes_words(const Calls *calls)
{
	return calls->depth > 0 && calls->depth <= DEEPEST_CALL &&
	       calls->calls[calls->depth - 1].takes_words;
}

/* True for a literal that is an argument by itself, not compared with something. */
static bool
stands_alone(const char *path, const char *start, const char *end)
{
	while (start > path && ot_text_is_space(start[-1]))
		start--;
	while (ot_text_is_space(*end))
		end++;
	return start > path && (start[-1] == '(' || start[-1] == ',') &&
	       (*end == ',' || *end == ')');
}

bool
ot_path_words_next(const char *path, const char **at, OtPathWords *words)
{
	Calls calls = {0};

	for (const char *here = path; *here != '\0'; here++) {
		if (*here == '(') {
			open_call(&calls, path, here);
		} else if (*here == ')') {
			calls.depth -= calls.depth > 0;
		} else if (*here == ',') {
			next_argument(&calls);
		} else if (*here == '\'' || *here == '"') {
			const char *end = strchr(here + 1, *here);
			if (end == NULL)
				return false;
			if (here >= *at && takes_words(&calls) &&
			    stands_alone(path, here, end + 1)) {
				*words = (OtPathWords){here + 1, (size_t) (end - here - 1)};
				*at = end + 1;
				return true;
			}
			here = end;
		}
	}
	return false;
}
