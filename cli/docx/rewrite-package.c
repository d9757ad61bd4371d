/* SPDX-License-Identifier: MIT */
#include "docx/rewrite.h"

#include "docx/package.h"

#include <string.h>

/*
 * Content types and relationships (ECMA-376-2): of parts that come, of macros and signatures that
 * go.
 */

#define NS_RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define RELATION_STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships/"

#define TYPE_MAIN      OT_TYPE_WORD "document.main+xml"
#define TYPE_RELATIONS "application/vnd.openxmlformats-package.relationships+xml"
#define TYPE_SIGNATURE "application/vnd.openxmlformats-package.digital-signature"
#define TYPE_MACROS    "application/vnd.ms-office.vbaProject"
#define TYPE_MACRO_DATA "application/vnd.ms-word.vbaData+xml"
#define TYPE_UNKNOWN   "application/octet-stream"

static const OtDraftPart *
get_part(const OtDraft *draft, size_t index)
{
	return &g_array_index(draft->parts, OtDraftPart, index);
}

/* The folder of a path with its slash, as a length: 5 for "word/document.xml". */
static size_t
folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (size_t) (slash + 1 - path);
}

/* "word/_rels/document.xml.rels" for "word/document.xml"; free with g_free(). */
static char *
relations_path(const char *path)
{
	size_t folder = folder_length(path);

	return g_strdup_printf("%.*s_rels/%s.rels", (int) folder, path, path + folder);
}

/* --- parts that come ------------------------------------------------------------------------- */

/* The content type that is given to a part by its name and not by its extension, or NULL. */
static const char *
own_type(const OtDraft *draft, const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);

	return g_hash_table_lookup(draft->types, lower);
}

/* A name beside the main part that no entry has and no content type is given to. */
static char *
free_name(const OtDraft *draft, const char *base)
{
	const char *main = ot_draft_part(draft, OT_DRAFT_MAIN)->name;
	int folder = (int) folder_length(main);
	char *name = g_strdup_printf("%.*s%s.xml", folder, main, base);

	for (guint i = 1; ot_archive_find(draft->archive, name) != OT_NO_ENTRY ||
	                  own_type(draft, name) != NULL;
	     i++) {
		g_free(name);
		name = g_strdup_printf("%.*s%s%u.xml", folder, main, base, i);
	}
	return name;
}

/* Write one element of a part of the package, whose attributes have no prefix. */
static void
append_element(OtRewrite *rewrite, OtEdit *edit, const char *name, const char *const *pairs)
{
	g_autofree char *prefix = ot_edit_root_prefix(edit);
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();
	size_t len;

	ot_xml_start(xml, ot_arena_printf(rewrite->arena, "%s%s", prefix, name));
	for (; *pairs != NULL; pairs += 2)
		ot_xml_set(xml, pairs[0], pairs[1]);
	ot_xml_end(xml);
	g_autoptr(GBytes) bytes = ot_xml_take(xml);
	const char *text = g_bytes_get_data(bytes, &len);
	g_autofree char *copy = g_strndup(text, len);
	ot_edit_append(edit, copy);
}

static OtEdit *
edit_types(OtRewrite *rewrite)
{
	const OtDraft *draft = rewrite->draft;

	return ot_rewrite_edit(rewrite, get_part(draft, draft->types_part));
}

/* The part with the relationships of the main part; made where there is none. */
static OtEdit *
edit_relations(OtRewrite *rewrite)
{
	static const char empty[] =
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		"<Relationships xmlns=\"" NS_RELATIONS "\"></Relationships>";
	const OtDraft *draft = rewrite->draft;

	if (draft->relations_part != OT_NO_PART)
		return ot_rewrite_edit(rewrite, get_part(draft, draft->relations_part));
	g_autofree char *path = relations_path(ot_draft_part(draft, OT_DRAFT_MAIN)->name);
	for (guint i = 0; i < rewrite->edits->len; i++) {
		OtEdit *edit = g_ptr_array_index(rewrite->edits, i);
		if (strcmp(edit->name, path) == 0)
			return edit;
	}
	return ot_rewrite_add_part(rewrite, path, g_bytes_new_static(empty, strlen(empty)));
}

/* A relationship's number that no other has. */
static char *
free_relation_id(OtRewrite *rewrite)
{
	const GArray *relations = rewrite->draft->relations;
	guint64 highest = rewrite->new_relations;

	for (guint i = 0; i < relations->len; i++) {
		const char *id = g_array_index(relations, OtDraftRelation, i).id;
		const char *digits = id + strcspn(id, "0123456789");
		guint64 number = g_ascii_strtoull(digits, NULL, 10);

		if (number < G_MAXUINT32)
			highest = MAX(highest, number + rewrite->new_relations);
	}
	rewrite->new_relations++;
	return g_strdup_printf("rId%" G_GUINT64_FORMAT, highest + 1);
}

/* Relationships of this role that lead nowhere would stand beside the new one. */
static void
cut_dangling(OtRewrite *rewrite, OtDraftRole role)
{
	const GArray *relations = rewrite->draft->relations;

	for (guint i = 0; i < relations->len; i++) {
		const OtDraftRelation *relation = &g_array_index(relations, OtDraftRelation, i);

		if (relation->role == role && relation->entry == OT_NO_ENTRY)
			ot_splices_replace(edit_relations(rewrite)->splices,
			                   relation->element.start,
			                   relation->element.end - relation->element.start, NULL);
	}
}

void
ot_rewrite_relate(OtRewrite *rewrite, OtDraftRole role, const char *base,
                   const char *content_type, GBytes *take_bytes)
{
	g_autofree char *name = free_name(rewrite->draft, base);
	g_autofree char *rooted = g_strconcat("/", name, NULL);
	g_autofree char *id = free_relation_id(rewrite);
	const char *type = ot_draft_relation_uri(role);

	if (rewrite->strict && g_str_has_prefix(type, OT_RELATION))
		type = ot_arena_printf(rewrite->arena, RELATION_STRICT "%s",
		                       type + strlen(OT_RELATION));
	cut_dangling(rewrite, role);
	append_element(rewrite, edit_relations(rewrite), "Relationship",
	               (const char *const[]){"Id", id, "Type", type, "Target",
	                                     name + folder_length(name), NULL});
	append_element(rewrite, edit_types(rewrite), "Override",
	               (const char *const[]){"PartName", rooted, "ContentType", content_type,
	                                     NULL});
	ot_rewrite_add_part(rewrite, name, take_bytes);
}

/* --- parts that go --------------------------------------------------------------------------- */

/* The entry that a target leads to from where it is named (ECMA-376-2, 6.4); or OT_NO_ENTRY. */
static size_t
find_target(const OtArchive *archive, const char *source, const char *target)
{
	g_autoptr(GPtrArray) steps = g_ptr_array_new();
	g_autofree char *from = g_strndup(source, *target == '/' ? 0 : folder_length(source));
	g_autofree char *path = g_strconcat(from, target, NULL);
	g_auto(GStrv) names = g_strsplit(path, "/", -1);

	for (char **name = names; *name != NULL; name++) {
		if (strcmp(*name, "..") == 0)
			g_ptr_array_set_size(steps, MAX((int) steps->len - 1, 0));
		else if (**name != '\0' && strcmp(*name, ".") != 0)
			g_ptr_array_add(steps, *name);
	}
	g_ptr_array_add(steps, NULL);
	g_autofree char *plain = g_strjoinv("/", (char **) steps->pdata);
	return ot_archive_find(archive, plain);
}

/* Leave out an entry with its relationships, unless it is one of the parts that were read. */
static void
drop_entry(OtRewrite *rewrite, size_t entry)
{
	const OtDraft *draft = rewrite->draft;

	for (guint i = 0; i < draft->parts->len; i++)
		if (get_part(draft, i)->entry == entry)
			return;
	g_autofree char *path = relations_path(ot_archive_entry(draft->archive, entry)->name);
	size_t relations = ot_archive_find(draft->archive, path);
	rewrite->dropped[entry] = true;
	if (relations != OT_NO_ENTRY)
		rewrite->dropped[relations] = true;
}

static bool
is_dropped(const OtRewrite *rewrite, size_t entry)
{
	return entry != OT_NO_ENTRY && rewrite->dropped[entry];
}

/* Media types are the same in capitals (RFC 2045, 5.1). */
static bool
has_type(const char *type, const char *start)
{
	return g_ascii_strncasecmp(type, start, strlen(start)) == 0;
}

/* True where the text relates to it as to something else than macros, a printer's settings say. */
static bool
is_something_else(const OtDraft *draft, size_t entry)
{
	for (guint i = 0; i < draft->relations->len; i++) {
		const OtDraftRelation *relation =
			&g_array_index(draft->relations, OtDraftRelation, i);
		if (relation->entry == entry && relation->role != OT_DRAFT_MACROS &&
		    g_ascii_strcasecmp(relation->type + folder_length(relation->type),
		                       "vbaProject") != 0)
			return true;
	}
	return false;
}

/* By what it is called or by its content type. */
static bool
goes(const OtDraft *draft, size_t entry)
{
	const char *name = ot_archive_entry(draft->archive, entry)->name;
	const char *own = own_type(draft, name), *base = name + folder_length(name);
	const char *type = own != NULL ? own : ot_draft_type(draft, name);

	if (g_ascii_strcasecmp(base, "vbaProject.bin") == 0 ||
	    g_ascii_strcasecmp(base, "vbaData.xml") == 0)
		return true;
	return type != NULL && (own != NULL || !is_something_else(draft, entry)) &&
	       (has_type(type, TYPE_MACROS) || has_type(type, TYPE_SIGNATURE) ||
	        g_ascii_strcasecmp(type, TYPE_MACRO_DATA) == 0);
}

static void
drop_entries(OtRewrite *rewrite)
{
	const OtDraft *draft = rewrite->draft;

	for (size_t i = 0; i < ot_archive_count(draft->archive); i++)
		if (goes(draft, i))
			drop_entry(rewrite, i);
	for (guint i = 0; i < draft->relations->len; i++) {
		const OtDraftRelation *relation =
			&g_array_index(draft->relations, OtDraftRelation, i);
		if (relation->role == OT_DRAFT_MACROS && relation->entry != OT_NO_ENTRY)
			drop_entry(rewrite, relation->entry);
	}
}

static char *
get_value(const OtPull *pull, const char *name)
{
	return ot_pull_value(pull, ot_pull_attr(pull, OT_PULL_NS_NONE, name));
}

/* The relationships of the package to signatures go, and so does what they lead to. */
static bool
cut_signature(OtEdit *edit, const OtPull *pull, void *data)
{
	OtRewrite *rewrite = data;
	g_autofree char *type = get_value(pull, "Type"), *target = get_value(pull, "Target");

	(void) edit;
	if (type == NULL || strstr(type, "/digital-signature/") == NULL)
		return false;
	size_t entry = target == NULL ? OT_NO_ENTRY :
	                                find_target(rewrite->draft->archive, "", target);
	if (entry != OT_NO_ENTRY)
		drop_entry(rewrite, entry);
	return true;
}

static void
cut_relations(OtRewrite *rewrite)
{
	const OtDraft *draft = rewrite->draft;
	size_t package = ot_archive_find(draft->archive, "_rels/.rels");
	OtEdit *edit = package == OT_NO_ENTRY ? NULL :
	                                        ot_rewrite_edit_entry(rewrite, package);

	if (edit != NULL)
		ot_edit_each_child(edit, cut_signature, rewrite);
	for (guint i = 0; i < draft->relations->len; i++) {
		const OtDraftRelation *relation =
			&g_array_index(draft->relations, OtDraftRelation, i);
		OtDraftSpan element = relation->element;

		if (relation->role == OT_DRAFT_MACROS || is_dropped(rewrite, relation->entry))
			ot_splices_replace(edit_relations(rewrite)->splices, element.start,
			                   element.end - element.start, NULL);
	}
}

/* True where an entry that stays has its content type from its extension only. */
static bool
is_needed(const OtRewrite *rewrite, const char *extension)
{
	const OtDraft *draft = rewrite->draft;

	for (size_t i = 0; i < ot_archive_count(draft->archive); i++) {
		const char *name = ot_archive_entry(draft->archive, i)->name;
		const char *dot = strrchr(name, '.');

		if (dot != NULL && g_ascii_strcasecmp(dot + 1, extension) == 0 &&
		    !rewrite->dropped[i] && own_type(draft, name) == NULL)
			return true;
	}
	return false;
}

/* Leave out the content types of what goes; the main part becomes that of a .docx file. */
static bool
settle_type(OtEdit *edit, const OtPull *pull, void *data)
{
	OtRewrite *rewrite = data;
	g_autofree char *type = get_value(pull, "ContentType"), *name = get_value(pull, "PartName");
	g_autofree char *extension = get_value(pull, "Extension");
	const OtPullAttr *attr = ot_pull_attr(pull, OT_PULL_NS_NONE, "ContentType");
	const char *better = NULL;

	if (type == NULL)
		return false;
	if (name != NULL &&
	    is_dropped(rewrite, ot_archive_find(rewrite->draft->archive, name)))
		return true;
	if (g_str_has_suffix(type, ".macroEnabled.main+xml") ||
	    g_str_has_suffix(type, ".macroEnabledTemplate.main+xml") ||
	    g_str_has_suffix(type, ".template.main+xml"))
		better = TYPE_MAIN;
	else if (extension != NULL && g_str_has_prefix(type, TYPE_MACROS))
		better = TYPE_UNKNOWN;
	if (name == NULL && g_str_has_prefix(type, TYPE_MACROS) &&
	    (extension == NULL || !is_needed(rewrite, extension)))
		return true;
	if (better != NULL)
		ot_splices_replace(edit->splices, attr->value, attr->value_len, g_strdup(better));
	return false;
}

void
ot_rewrite_drop(OtRewrite *rewrite)
{
	drop_entries(rewrite);
	cut_relations(rewrite);
	ot_edit_each_child(edit_types(rewrite), settle_type, rewrite);
}
