/* SPDX-License-Identifier: MIT */
#include "docx/rewrite.h"

#include "base/limits.h"
#include "docx/draft-names.h"
#include "docx/package.h"

#include <string.h>

enum { NS_MC = OT_PULL_NS_FIRST };

static const OtPullNamespace namespaces[] = {{OT_NS_MC, NS_MC}};

static const OtPullSettings settings = {
	.namespaces = namespaces,
	.n_namespaces = G_N_ELEMENTS(namespaces),
	.most_depth = OT_LIMIT_DRAFT_DEPTH,
	.most_elements = OT_LIMIT_DRAFT_ELEMENTS,
};

static OtPull *
start_pull(GBytes *bytes)
{
	size_t len;
	const char *text = g_bytes_get_data(bytes, &len);

	return ot_pull_new(text, len, &settings);
}

/* --- the file -------------------------------------------------------------------------------- */

void
ot_rewrite_init(OtRewrite *rewrite, const OtDraft *draft, gint64 epoch)
{
	const OtDraftPart *main = ot_draft_part(draft, OT_DRAFT_MAIN);

	*rewrite = (OtRewrite){
		.draft = draft,
		.epoch = epoch,
		.arena = ot_arena_new(),
		.edits = g_ptr_array_new_with_free_func((GDestroyNotify) ot_edit_free),
		.dropped = g_new0(bool, ot_archive_count(draft->archive)),
		.strict = g_strcmp0(main->w_uri, OT_NS_W_STRICT) == 0,
	};
}

void
ot_rewrite_clear(OtRewrite *rewrite)
{
	g_ptr_array_unref(rewrite->edits);
	g_free(rewrite->dropped);
	ot_arena_free(rewrite->arena);
}

/* --- which parts are edited ------------------------------------------------------------------ */

OtEdit *
ot_rewrite_find_edit(const OtRewrite *rewrite, size_t entry)
{
	for (guint i = 0; i < rewrite->edits->len; i++) {
		OtEdit *edit = g_ptr_array_index(rewrite->edits, i);
		if (edit->entry == entry)
			return edit;
	}
	return NULL;
}

static OtEdit *
add_edit(OtRewrite *rewrite, const char *name, size_t entry, GBytes *take_bytes)
{
	OtEdit *edit = g_new0(OtEdit, 1);

	edit->name = g_strdup(name);
	edit->entry = entry;
	edit->bytes = take_bytes;
	edit->splices = ot_splices_new();
	g_ptr_array_add(rewrite->edits, edit);
	return edit;
}

OtEdit *
ot_rewrite_edit(OtRewrite *rewrite, const OtDraftPart *part)
{
	OtEdit *edit = ot_rewrite_find_edit(rewrite, part->entry);

	if (edit != NULL)
		return edit;
	edit = add_edit(rewrite, part->name, part->entry, g_bytes_ref(part->bytes));
	edit->converted = part->converted;
	return edit;
}

OtEdit *
ot_rewrite_edit_role(OtRewrite *rewrite, OtDraftRole role)
{
	const OtDraftPart *part = ot_draft_part(rewrite->draft, role);

	return part == NULL ? NULL : ot_rewrite_edit(rewrite, part);
}

/* Gone through once, so that nobody has to ask again whether it is well-formed. */
static bool
is_well_formed(GBytes *bytes)
{
	g_autoptr(OtPull) pull = start_pull(bytes);
	OtPullKind kind;

	do
		kind = ot_pull_next(pull);
	while (kind != OT_PULL_DONE && kind != OT_PULL_BROKEN);
	return kind == OT_PULL_DONE;
}

OtEdit *
ot_rewrite_edit_entry(OtRewrite *rewrite, size_t entry)
{
	const OtArchiveEntry *file = ot_archive_entry(rewrite->draft->archive, entry);
	g_autoptr(OtFindings) findings = ot_findings_new();
	OtEdit *edit = ot_rewrite_find_edit(rewrite, entry);

	if (edit != NULL)
		return edit;
	g_autoptr(GBytes) stored = ot_archive_read(rewrite->draft->archive, entry, findings);
	g_autoptr(GBytes) bytes = stored == NULL ? NULL : ot_pull_utf8(stored);
	if (bytes == NULL || !is_well_formed(bytes))
		return NULL;
	edit = add_edit(rewrite, file->name, entry, g_bytes_ref(bytes));
	edit->converted = bytes != stored;
	return edit;
}

OtEdit *
ot_rewrite_add_part(OtRewrite *rewrite, const char *name, GBytes *take_bytes)
{
	return add_edit(rewrite, name, OT_NO_ENTRY, take_bytes);
}

void
ot_edit_free(OtEdit *edit)
{
	g_free(edit->name);
	g_bytes_unref(edit->bytes);
	ot_splices_free(edit->splices);
	g_free(edit);
}

/* What was UTF-16 is written as UTF-8 and has to say so (XML 1.0, 4.3.3). */
static void
declare_utf8(OtEdit *edit)
{
	size_t len;
	const char *text = g_bytes_get_data(edit->bytes, &len);
	const char *end = g_strstr_len(text, (gssize) len, "?>");
	const char *name, *open, *close;

	if (end == NULL || !g_str_has_prefix(text, "<?xml"))
		return;
	name = g_strstr_len(text, end - text, "encoding");
	open = name == NULL ? end : name + strcspn(name, "\"'");
	close = open >= end ? NULL : memchr(open + 1, *open, (size_t) (end - open - 1));
	if (close != NULL)
		ot_splices_replace(edit->splices, (size_t) (open + 1 - text),
		                   (size_t) (close - open - 1), g_strdup("UTF-8"));
}

GBytes *
ot_edit_result(OtEdit *edit)
{
	g_autoptr(GBytes) changed = NULL;

	if (ot_splices_are_none(edit->splices))
		return edit->entry == OT_NO_ENTRY ? g_bytes_ref(edit->bytes) : NULL;
	if (edit->converted)
		declare_utf8(edit);
	changed = ot_splices_apply(edit->splices, edit->bytes);
	/* where a comment goes and the same one comes, nothing has changed */
	return g_bytes_equal(changed, edit->bytes) ? NULL : g_steal_pointer(&changed);
}

/* --- roots of parts -------------------------------------------------------------------------- */

/* The prefix of the tag that starts here, with its colon. */
static char *
copy_prefix(const char *bytes, const OtPullToken *token)
{
	return g_strndup(bytes + token->start + 1, token->prefix_len);
}

char *
ot_edit_root_prefix(const OtEdit *edit)
{
	g_autoptr(OtPull) pull = start_pull(edit->bytes);

	ot_pull_next(pull);
	return copy_prefix(g_bytes_get_data(edit->bytes, NULL), ot_pull_token(pull));
}

void
ot_edit_append(OtEdit *edit, const char *xml)
{
	const char *bytes = g_bytes_get_data(edit->bytes, NULL);
	g_autoptr(OtPull) pull = start_pull(edit->bytes);

	ot_pull_next(pull);
	OtPullToken root = *ot_pull_token(pull);
	g_autofree char *prefix = copy_prefix(bytes, &root);
	g_autofree char *name = g_strndup(root.name, root.name_len);
	if (root.empty) {
		ot_splices_replace(edit->splices, root.end - strlen("/>"), strlen("/>"),
		                   g_strdup_printf(">%s</%s%s>", xml, prefix, name));
		return;
	}
	ot_pull_skip(pull, root.depth);
	ot_splices_insert(edit->splices, ot_pull_token(pull)->start, OT_SPLICE_AFTER, xml);
}

/* The prefix of an attribute that declares one, without colon; NULL: it declares the default. */
static const char *
declared_prefix(const char *bytes, const OtPullAttr *attr)
{
	return attr->declares && bytes[attr->start + strlen("xmlns")] == ':' ? attr->name : NULL;
}

/* The prefix that the start tag declares for a URI, "" for none; `free_name` gets a free one. */
static char *
find_prefix(const OtPull *pull, const char *bytes, const char *uri, const char *wanted,
            char **free_name)
{
	const OtPullToken *root = ot_pull_token(pull);
	g_autoptr(GString) name = g_string_new(wanted);

	for (size_t i = 0; i < root->n_attrs; i++) {
		const OtPullAttr *attr = &root->attrs[i];
		const char *prefix = declared_prefix(bytes, attr);

		if (prefix != NULL && ot_pull_value_is(pull, attr, uri))
			return g_strndup(prefix, attr->name_len);
	}
	while (ot_pull_prefix(pull, name->str, name->len) >= 0)
		g_string_append_c(name, 'o');
	*free_name = g_strdup(name->str);
	return NULL;
}

/* Whether the blank-separated list in an attribute has a word. */
static bool
lists_word(const OtPull *pull, const OtPullAttr *attr, const char *word)
{
	g_autofree char *value = ot_pull_value(pull, attr);
	g_auto(GStrv) words = g_strsplit_set(value, " \t\r\n", -1);

	return g_strv_contains((const char *const *) words, word);
}

/* Have readers that don't know a prefix pass over what has it (ECMA-376-3, 10.1). */
static void
make_ignorable(OtEdit *edit, const OtPull *pull, GString *attrs, const char *prefix)
{
	const char *bytes = g_bytes_get_data(edit->bytes, NULL);
	const OtPullAttr *attr = ot_pull_attr(pull, NS_MC, "Ignorable");
	g_autofree char *free_name = NULL;

	if (attr != NULL && lists_word(pull, attr, prefix))
		return;
	if (attr != NULL) {
		g_autofree char *more = g_strconcat(" ", prefix, NULL);
		ot_splices_insert(edit->splices, attr->value + attr->value_len, OT_SPLICE_AFTER,
		                  more);
		return;
	}
	g_autofree char *mc = find_prefix(pull, bytes, OT_NS_MC, "mc", &free_name);
	if (mc == NULL)
		g_string_append_printf(attrs, " xmlns:%s=\"%s\"", free_name, OT_NS_MC);
	g_string_append_printf(attrs, " %s:Ignorable=\"%s\"", mc == NULL ? free_name : mc, prefix);
}

char *
ot_edit_prefix(OtEdit *edit, const char *uri, const char *wanted, bool ignorable)
{
	const char *bytes = g_bytes_get_data(edit->bytes, NULL);
	g_autoptr(OtPull) pull = start_pull(edit->bytes);
	g_autofree char *free_name = NULL;
	g_autoptr(GString) attrs = g_string_new(NULL);

	ot_pull_next(pull);
	const OtPullToken *root = ot_pull_token(pull);
	size_t name_end = (size_t) (root->name + root->name_len - bytes);
	g_autofree char *prefix = find_prefix(pull, bytes, uri, wanted, &free_name);
	if (prefix == NULL) {
		prefix = g_strdup(free_name);
		g_string_append_printf(attrs, " xmlns:%s=\"%s\"", prefix, uri);
	}
	if (ignorable)
		make_ignorable(edit, pull, attrs, prefix);
	if (attrs->len > 0)
		ot_splices_insert(edit->splices, name_end, OT_SPLICE_AFTER, attrs->str);
	return g_strconcat(prefix, ":", NULL);
}

void
ot_edit_each_child(OtEdit *edit, OtEditChild *visit, void *data)
{
	g_autoptr(OtPull) pull = start_pull(edit->bytes);

	ot_pull_next(pull);
	while (ot_pull_child(pull, 1)) {
		size_t start = ot_pull_token(pull)->start, depth = ot_pull_token(pull)->depth;

		if (!visit(edit, pull, data))
			continue;
		ot_pull_skip(pull, depth);
		ot_splices_replace(edit->splices, start, ot_pull_token(pull)->end - start, NULL);
	}
}
