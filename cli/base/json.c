/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include "base/error.h"
#include "base/limits.h"

#include <stdbool.h>

/* How deep brackets stand within each other at most; what isn't JSON is counted somehow. */
static unsigned
measure_depth(const char *bytes, size_t len)
{
	unsigned depth = 0, deepest = 0;
	bool quoted = false;

	for (size_t i = 0; i < len; i++) {
		if (quoted && bytes[i] == '\\') {
			i++;
		} else if (bytes[i] == '"') {
			quoted = !quoted;
		} else if (!quoted && (bytes[i] == '[' || bytes[i] == '{')) {
			deepest = MAX(deepest, ++depth);
		} else if (!quoted && (bytes[i] == ']' || bytes[i] == '}') && depth > 0) {
			depth--;
		}
	}
	return deepest;
}

json_t *
ot_json_read(const char *bytes, size_t len, const char *shown, GError **error)
{
	json_error_t mistake;

	if (len > OT_LIMIT_FILE_BYTES) {
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "%s is longer than %u MB, the most that is read", shown,
		            OT_LIMIT_FILE_BYTES >> 20);
		return NULL;
	}
	/* jansson calls itself for each bracket. */
	if (measure_depth(bytes, len) > OT_LIMIT_JSON_DEPTH) {
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "%s has more than %u brackets within each other, the most that is read",
		            shown, OT_LIMIT_JSON_DEPTH);
		return NULL;
	}
	json_t *root = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &mistake);
	if (root == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s, line %d: %s", shown,
		            MAX(mistake.line, 1), mistake.text);
	return root;
}
