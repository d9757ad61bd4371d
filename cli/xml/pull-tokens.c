/* SPDX-License-Identifier: MIT */
#include "xml/pull.h"

#include <string.h>

static bool
at_end_of(const OtPull *pull, size_t depth)
{
	const OtPullToken *token = ot_pull_token(pull);

	return token->kind == OT_PULL_END && token->depth <= depth;
}

bool
ot_pull_child(OtPull *pull, size_t depth)
{
	while (!at_end_of(pull, depth)) {
		OtPullKind kind = ot_pull_next(pull);
		if (kind == OT_PULL_DONE || kind == OT_PULL_BROKEN)
			return false;
		if (kind == OT_PULL_START && ot_pull_token(pull)->depth == depth + 1)
			return true;
	}
	return false;
}

bool
ot_pull_skip(OtPull *pull, size_t depth)
{
	while (!at_end_of(pull, depth)) {
		OtPullKind kind = ot_pull_next(pull);
		if (kind == OT_PULL_DONE || kind == OT_PULL_BROKEN)
			return false;
	}
	return true;
}

bool
ot_pull_is(const OtPull *pull, int ns, const char *name)
{
	const OtPullToken *token = ot_pull_token(pull);

	return (token->kind == OT_PULL_START || token->kind == OT_PULL_END) && token->ns == ns &&
	       strlen(name) == token->name_len && memcmp(token->name, name, token->name_len) == 0;
}

const OtPullAttr *
ot_pull_attr(const OtPull *pull, int ns, const char *name)
{
	const OtPullToken *token = ot_pull_token(pull);
	size_t len = strlen(name);

	for (size_t i = 0; token->kind == OT_PULL_START && i < token->n_attrs; i++) {
		const OtPullAttr *attr = &token->attrs[i];
		if (attr->ns == ns && !attr->declares && attr->name_len == len &&
		    memcmp(attr->name, name, len) == 0)
			return attr;
	}
	return NULL;
}

char *
ot_pull_value(const OtPull *pull, const OtPullAttr *attr)
{
	if (attr == NULL)
		return NULL;
	GString *value = g_string_sized_new(attr->value_len);
	ot_pull_decode(value, ot_pull_bytes(pull) + attr->value, attr->value_len, false);
	return g_string_free(value, FALSE);
}

bool
ot_pull_value_is(const OtPull *pull, const OtPullAttr *attr, const char *value)
{
	if (attr == NULL)
		return false;
	const char *raw = ot_pull_bytes(pull) + attr->value;
	if (memchr(raw, '&', attr->value_len) == NULL)
		return strlen(value) == attr->value_len && memcmp(raw, value, attr->value_len) == 0;
	g_autofree char *decoded = ot_pull_value(pull, attr);
	return strcmp(decoded, value) == 0;
}
