/* SPDX-License-Identifier: MIT */
#include "changes/part.h"

#include "base/text.h"
#include "xml/read.h"
#include "xml/source.h"

#include <string.h>

/* --- reading ------------------------------------------------------------------------------- */

/* One of the two trees while it is read. */
typedef struct {
	OtParts *parts;
	GPtrArray *named;
} Reading;

static const char *
attr_name(const xmlAttr *attr)
{
	/* The only attribute that our schemas take from elsewhere. */
	return attr->ns != NULL && strcmp((const char *) attr->name, "lang") == 0
	               ? "xml:lang"
	               : (const char *) attr->name;
}

static const OtAttrDecl *
find_attr_decl(const OtPart *part, const char *name)
{
	return part->type != NULL ? ot_complex_type_attr(part->type, name) : NULL;
}

static const char *
usual_value(const OtAttrDecl *decl)
{
	return decl != NULL ? ot_xml_attr(decl->decl, "default") : NULL;
}

static void
read_attrs(OtParts *parts, OtPart *part)
{
	g_autoptr(GArray) attrs = g_array_new(FALSE, FALSE, sizeof(OtPartAttr));

	for (const xmlAttr *attr = part->node->properties; attr != NULL; attr = attr->next) {
		const char *name = attr_name(attr);
		const OtAttrDecl *decl = find_attr_decl(part, name);
		const char *value =
			attr->children != NULL ? (const char *) attr->children->content : "";
		g_autofree char *folded = ot_text_fold(g_strdup(value));
		if ((decl != NULL && decl->identifies) ||
		    g_strcmp0(folded, usual_value(decl)) == 0)
			continue;
		const OtPartAttr made = {name, ot_arena_strdup(parts->arena, folded), decl};
		g_array_append_val(attrs, made);
	}
	OtPartAttr *kept = ot_arena_alloc(parts->arena, (attrs->len + 1) * sizeof(OtPartAttr));
	if (attrs->len > 0)
		memcpy(kept, attrs->data, attrs->len * sizeof(OtPartAttr));
	part->attrs = kept;
	part->n_attrs = attrs->len;
}

static int
compare_texts(const void *one, const void *other)
{
	return strcmp(*(char *const *) one, *(char *const *) other);
}

/*
 * References are left out: ids are names within one file.  The order of attributes means nothing.
 */
static void
append_attrs(GString *key, const OtPart *part)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < part->n_attrs; i++) {
		const OtPartAttr *attr = &part->attrs[i];
		if (attr->decl == NULL || attr->decl->refers_to == NULL)
			g_ptr_array_add(words,
			                g_strdup_printf("\x1f%s=%s", attr->name, attr->value));
	}
	g_ptr_array_sort(words, compare_texts);
	for (guint i = 0; i < words->len; i++)
		g_string_append(key, g_ptr_array_index(words, i));
}

/* Equal content has one number, from 1 on. */
static guint
number_content(OtParts *parts, const OtPart *part)
{
	g_autoptr(GString) key = g_string_new(part->name);

	append_attrs(key, part);
	if (part->text != NULL)
		g_string_append_printf(key, "\x1e%s", part->text);
	for (const OtPart *child = part->first; child != NULL; child = child->next)
		g_string_append_printf(key, "\x1d%u", child->content);
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(parts->contents, key->str));
	if (number > 0)
		return number;
	number = g_hash_table_size(parts->contents) + 1;
	g_hash_table_insert(parts->contents, g_string_free(g_steal_pointer(&key), FALSE),
	                    GUINT_TO_POINTER(number));
	return number;
}

static void
count_likes(OtPart *parent)
{
	g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
	int place = 0;

	for (OtPart *child = parent->first; child != NULL; child = child->next) {
		child->number = GPOINTER_TO_INT(g_hash_table_lookup(counts, child->name)) + 1;
		child->place = place++;
		g_hash_table_insert(counts, (char *) child->name, GINT_TO_POINTER(child->number));
	}
	for (OtPart *child = parent->first; child != NULL; child = child->next)
		child->like = GPOINTER_TO_INT(g_hash_table_lookup(counts, child->name));
}

static const char *
id_of(const OtPart *part)
{
	for (guint i = 0; part->type != NULL && i < part->type->attrs->len; i++) {
		const OtAttrDecl *attr = &g_array_index(part->type->attrs, OtAttrDecl, i);
		if (attr->identifies)
			return ot_xml_attr(part->node, attr->name);
	}
	return NULL;
}

static OtPart *
read_part(Reading *reading, OtPart *parent, xmlNode *node, const xmlNode *decl)
{
	OtParts *parts = reading->parts;
	OtPart *part = ot_arena_new_object(parts->arena, OtPart);

	part->node = node;
	part->name = (const char *) node->name;
	part->parent = parent;
	part->decl = decl;
	part->type = decl != NULL ? ot_schema_model_type(parts->model, decl) : NULL;
	part->id = id_of(part);
	read_attrs(parts, part);
	if (part->id != NULL)
		g_ptr_array_add(reading->named, part);
	for (xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		const OtParticle *particle =
			part->type != NULL
				? ot_complex_type_particle(part->type, (const char *) child->name)
				: NULL;
		OtPart *made = read_part(reading, part, child,
		                         particle != NULL ? particle->decl : NULL);
		*(part->last != NULL ? &part->last->next : &part->first) = made;
		part->last = made;
		part->holds_ids |= made->id != NULL || made->holds_ids;
	}
	if (part->first == NULL)
		part->text = ot_part_text(parts, part);
	count_likes(part);
	part->content = number_content(parts, part);
	return part;
}

static OtPart *
read_tree(OtParts *parts, xmlDoc *doc, GPtrArray *named)
{
	Reading reading = {parts, named};
	xmlNode *root = xmlDocGetRootElement(doc);

	return read_part(&reading, NULL, root,
	                 ot_schema_model_root(parts->model, (const char *) root->name));
}

OtParts *
ot_parts_new(xmlDoc *old, xmlDoc *new, const OtSchemaModel *model)
{
	OtParts *parts = g_new0(OtParts, 1);

	parts->arena = ot_arena_new();
	parts->model = model;
	parts->contents = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	parts->old_named = g_ptr_array_new();
	parts->new_named = g_ptr_array_new();
	parts->old = read_tree(parts, old, parts->old_named);
	parts->new = read_tree(parts, new, parts->new_named);
	return parts;
}

void
ot_parts_free(OtParts *parts)
{
	if (parts == NULL)
		return;
	g_hash_table_unref(parts->contents);
	g_ptr_array_unref(parts->old_named);
	g_ptr_array_unref(parts->new_named);
	ot_arena_free(parts->arena);
	g_free(parts);
}

/* --- what a part says ---------------------------------------------------------------------- */

const char *
ot_part_attr(const OtPart *part, const char *name)
{
	for (guint i = 0; i < part->n_attrs; i++)
		if (strcmp(part->attrs[i].name, name) == 0)
			return part->attrs[i].value;
	return usual_value(find_attr_decl(part, name));
}

OtPart *
ot_part_child(const OtPart *part, const char *name)
{
	for (OtPart *child = part->first; child != NULL; child = child->next)
		if (strcmp(child->name, name) == 0)
			return child;
	return NULL;
}

const char *
ot_part_text(OtParts *parts, const OtPart *part)
{
	g_autofree char *text = ot_source_text(part->node);

	return ot_arena_strdup(parts->arena, text);
}

/* --- words --------------------------------------------------------------------------------- */

static int
compare_words(const void *one, const void *other)
{
	const guint32 *a = one, *b = other;

	return *a < *b ? -1 : *a > *b;
}

/* FNV-1a (RFC 9923) over the letters of a word, in lower case. */
static const char *
hash_word(const char *at, guint32 *hash)
{
	*hash = 2166136261u;
	while (*at != '\0' && g_unichar_isalnum(g_utf8_get_char(at))) {
		*hash = (*hash ^ g_unichar_tolower(g_utf8_get_char(at))) * 16777619u;
		at = g_utf8_next_char(at);
	}
	return at;
}

/* The words of a text as numbers, sorted. */
static GArray *
take_words(const char *text)
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (const char *at = text; *at != '\0';) {
		guint32 hash;
		if (!g_unichar_isalnum(g_utf8_get_char(at))) {
			at = g_utf8_next_char(at);
			continue;
		}
		at = hash_word(at, &hash);
		g_array_append_val(words, hash);
	}
	g_array_sort(words, compare_words);
	return words;
}

void
ot_part_words(OtParts *parts, OtPart *part)
{
	if (part->has_words)
		return;
	g_autofree char *text = ot_source_text(part->node);
	g_autoptr(GArray) words = take_words(text);
	guint32 *kept = ot_arena_alloc(parts->arena, (words->len + 1) * sizeof(guint32));
	if (words->len > 0)
		memcpy(kept, words->data, words->len * sizeof(guint32));
	part->words = kept;
	part->n_words = words->len;
	part->has_words = true;
}

/* Twice what both have, by all that they have. */
static double
share(const guint32 *one, guint n_one, const guint32 *other, guint n_other)
{
	guint i = 0, j = 0, common = 0;

	while (i < n_one && j < n_other) {
		if (one[i] == other[j]) {
			common++;
			i++;
			j++;
		} else if (one[i] < other[j]) {
			i++;
		} else {
			j++;
		}
	}
	return n_one + n_other > 0 ? 2.0 * common / (n_one + n_other) : 0;
}

double
ot_parts_likeness(OtParts *parts, OtPart *one, OtPart *other)
{
	ot_part_words(parts, one);
	ot_part_words(parts, other);
	if (one->n_words + other->n_words == 0)
		return one->content == other->content ? 1 : 0;
	return share(one->words, one->n_words, other->words, other->n_words);
}

double
ot_texts_likeness(const char *one, const char *other)
{
	g_autoptr(GArray) words = take_words(one);
	g_autoptr(GArray) others = take_words(other);

	return share((const guint32 *) (void *) words->data, words->len,
	             (const guint32 *) (void *) others->data, others->len);
}
