/* SPDX-License-Identifier: MIT */
#include "document/reference.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "xml/source.h"

#include <string.h>

#define NAMESPACE  "urn:outset:reference:1"
#define DAY_LENGTH 10 /* 2026-11-09; a time zone may follow, and says nothing here */

struct OtReference {
	OtArena *arena;
	GPtrArray *rows; /* of OtConstant *, in the arena */
};

OtReference *
ot_reference_new(void)
{
	OtReference *reference = g_new0(OtReference, 1);

	reference->arena = ot_arena_new();
	reference->rows = g_ptr_array_new();
	return reference;
}

void
ot_reference_free(OtReference *reference)
{
	if (reference == NULL)
		return;
	g_ptr_array_unref(reference->rows);
	ot_arena_free(reference->arena);
	g_free(reference);
}

static bool
is_after(const char *one, const char *other)
{
	return strncmp(one, other, DAY_LENGTH) > 0;
}

/* Whether there is a day on which both hold. */
static bool
overlap(const OtConstant *one, const OtConstant *other)
{
	return !(one->valid_to != NULL && other->valid_from != NULL &&
	         is_after(other->valid_from, one->valid_to)) &&
	       !(other->valid_to != NULL && one->valid_from != NULL &&
	         is_after(one->valid_from, other->valid_to));
}

/* Rows of one id must not hold on the same day, and each must begin before it ends. */
static bool
check_days(const OtReference *reference, const OtConstant *row, const OtXml *xml,
           const xmlNode *node, GError **error)
{
	if (row->valid_from != NULL && row->valid_to != NULL &&
	    is_after(row->valid_from, row->valid_to)) {
		ot_source_fail(error, xml, node, "the constant \"%s\" ends before it begins",
		               row->id);
		return false;
	}
	for (guint i = 0; i < reference->rows->len; i++) {
		const OtConstant *other = g_ptr_array_index(reference->rows, i);
		if (strcmp(other->id, row->id) != 0 || !overlap(other, row))
			continue;
		ot_source_fail(error, xml, node,
		               "the constant \"%s\" has two rows that hold on the same day; end "
		               "the older one with valid-to",
		               row->id);
		return false;
	}
	return true;
}

/* A file that is being read. */
typedef struct {
	OtReference *reference;
	const OtXml *xml;
	GError **error;
} Reader;

static const char *
read_attr(const Reader *reader, const xmlNode *node, const char *name)
{
	const char *value = ot_xml_attr(node, name);

	return !ot_text_is_blank(value)
	               ? ot_text_fold(ot_arena_strdup(reader->reference->arena, value))
	               : NULL;
}

static const char *
read_words(const Reader *reader, const xmlNode *node, const char *child)
{
	const xmlNode *element = ot_xml_child(node, child);
	g_autofree char *words = element != NULL ? ot_source_text(element) : NULL;

	return !ot_text_is_blank(words) ? ot_arena_strdup(reader->reference->arena, words) : NULL;
}

static bool
require_attr(const Reader *reader, const xmlNode *node, const char *name, const char **value)
{
	*value = read_attr(reader, node, name);
	if (*value == NULL)
		ot_source_fail(reader->error, reader->xml, node,
		               "<%s> needs the attribute \"%s\"", node->name, name);
	return *value != NULL;
}

static bool
require_words(const Reader *reader, const xmlNode *node, const char *child, const char **words)
{
	*words = read_words(reader, node, child);
	if (*words == NULL)
		ot_source_fail(reader->error, reader->xml, node, "<%s> needs a <%s> with words",
		               node->name, child);
	return *words != NULL;
}

static bool
add_row(const Reader *reader, const xmlNode *node, const char *group)
{
	OtReference *reference = reader->reference;
	OtConstant *row = ot_arena_new_object(reference->arena, OtConstant);

	row->group = group;
	if (!require_attr(reader, node, "id", &row->id) ||
	    !require_attr(reader, node, "value", &row->value) ||
	    !require_attr(reader, node, "checked", &row->checked) ||
	    !require_words(reader, node, "title", &row->title) ||
	    !require_words(reader, node, "source", &row->source))
		return false;
	row->unit = read_attr(reader, node, "unit");
	row->valid_from = read_attr(reader, node, "valid-from");
	row->valid_to = read_attr(reader, node, "valid-to");
	row->note = read_words(reader, node, "note");
	if (!check_days(reference, row, reader->xml, node, reader->error))
		return false;
	g_ptr_array_add(reference->rows, row);
	return true;
}

bool
ot_reference_load(OtReference *reference, const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_source_read_data(path, error);
	const char *group = NULL;

	if (xml == NULL)
		return false;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	const Reader reader = {reference, xml, error};
	if (!ot_xml_is(root, "reference") || root->ns == NULL ||
	    strcmp((const char *) root->ns->href, NAMESPACE) != 0) {
		ot_source_fail(error, xml, root,
		               "the file should start with <reference xmlns=\"%s\">", NAMESPACE);
		return false;
	}
	if (!require_words(&reader, root, "title", &group))
		return false;
	for (const xmlNode *node = ot_xml_child(root, "constant"); node != NULL;
	     node = ot_xml_next(node, "constant"))
		if (!add_row(&reader, node, group))
			return false;
	return true;
}

OtReference *
ot_reference_read_folder(const char *folder, GError **error)
{
	g_autoptr(GPtrArray) files = ot_folder_list(folder, error);
	g_autoptr(OtReference) reference = ot_reference_new();

	for (guint i = 0; files != NULL && i < files->len; i++) {
		const char *file = g_ptr_array_index(files, i);
		g_autofree char *path = g_build_filename(folder, file, NULL);
		if (g_str_has_suffix(file, ".xml") && !ot_reference_load(reference, path, error))
			return NULL;
	}
	return files != NULL ? g_steal_pointer(&reference) : NULL;
}

const GPtrArray *
ot_reference_rows(const OtReference *reference)
{
	return reference->rows;
}

/* Which of two rows, neither in force, was so last. */
static bool
was_later(const OtConstant *one, const OtConstant *other, const char *day)
{
	bool one_was = one->valid_from == NULL || !is_after(one->valid_from, day);
	bool other_was = other->valid_from == NULL || !is_after(other->valid_from, day);

	if (one_was != other_was)
		return one_was;
	if (one->valid_from == NULL || other->valid_from == NULL)
		return one->valid_from != NULL;
	/* Of those that are still to come, the first. */
	return is_after(one->valid_from, other->valid_from) == one_was;
}

const OtConstant *
ot_reference_find(const OtReference *reference, const char *id, const char *day, bool *in_force)
{
	const OtConstant *best = NULL;
	const char *on = day != NULL ? day : "";

	if (in_force != NULL)
		*in_force = false;
	for (guint i = 0; i < reference->rows->len; i++) {
		const OtConstant *row = g_ptr_array_index(reference->rows, i);
		if (strcmp(row->id, id) != 0)
			continue;
		if ((row->valid_from == NULL || !is_after(row->valid_from, on)) &&
		    (row->valid_to == NULL || !is_after(on, row->valid_to))) {
			if (in_force != NULL)
				*in_force = true;
			return row;
		}
		if (best == NULL || was_later(row, best, on))
			best = row;
	}
	return best;
}
