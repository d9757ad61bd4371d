/* SPDX-License-Identifier: MIT */
#include "changes/reasons-file.h"

#include "base/error.h"

#include <string.h>

#define HEAD                                                                                       \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                             \
	"<!--\n"                                                                                   \
	"  Why the specification was changed, and why not. Write a reason into each <reason>: it\n" \
	"  completes \"because\". Add decided-by (a position), decided-on, and purpose (a to f,\n"  \
	"  PA23 s.16(1)). Leave out the attribute part, and a reason is for all changes of the\n"   \
	"  element.\n\n"                                                                           \
	"  What was said goes into entries of its own; a change names them as said=\"Y1\". One that\n" \
	"  no change names says why nothing was changed. Name nobody: this is published.\n\n"      \
	"  <said id=\"Y1\" decided-by=\"...\" decided-on=\"2026-11-09\" purpose=\"a\">\n"          \
	"    <words>What was said, in your words.</words>\n"                                       \
	"    <because>Why nothing was changed.</because>\n"                                        \
	"    <answer supplier=\"S3\" question=\"Q4\"/>\n"                                          \
	"  </said>\n"                                                                              \
	"-->\n"

/* A text within a comment: no two hyphens may stand together, nor one at its end (XML 1.0, 2.5). */
static void
append_remark(GString *out, const char *text)
{
	for (const char *at = text; *at != '\0'; at++) {
		bool doubled = *at == '-' && at[1] == '-';
		g_string_append_c(out, *at);
		if (doubled)
			g_string_append_c(out, ' ');
	}
}

static void
append_entry(GString *out, const OtChange *change)
{
	g_autofree char *about = g_markup_escape_text(change->about, -1);
	g_autofree char *part = g_markup_escape_text(change->part, -1);

	g_string_append(out, "  <!-- ");
	append_remark(out, change->place);
	if (change->title != NULL) {
		g_string_append(out, " (");
		append_remark(out, change->title);
		g_string_append_c(out, ')');
	}
	g_string_append(out, ": ");
	append_remark(out, change->sentence);
	g_string_append_printf(out, " -->\n  <change about=\"%s\" part=\"%s\" kind=\"%s\">\n"
	                            "    <reason></reason>\n  </change>\n",
	                       about, part, ot_change_kind_name(change->kind));
}

/* The entries of all changes that need a reason and have no entry. */
static GString *
make_entries(const OtReasons *reasons, const OtChanges *changes, size_t *n_added)
{
	GString *entries = g_string_new(NULL);

	*n_added = 0;
	for (size_t i = 0; i < ot_changes_count(changes); i++) {
		const OtChange *change = ot_changes_get(changes, i);
		if (change->routine ||
		    (reasons != NULL && ot_reasons_find(reasons, change) != NULL))
			continue;
		append_entry(entries, change);
		(*n_added)++;
	}
	return entries;
}

/* Where the last tag of a file starts, or -1 where new entries can't be put before it. */
static gssize
find_end(const char *bytes, size_t len)
{
	static const char end[] = "</changes";
	const char *at = g_strrstr_len(bytes, (gssize) len, "</");

	if (at == NULL || (size_t) (bytes + len - at) < sizeof end ||
	    strncmp(at, end, sizeof end - 1) != 0)
		return -1;
	return at - bytes;
}

static GBytes *
insert_entries(const OtReasons *reasons, const char *entries, GError **error)
{
	size_t len;
	const char *bytes = ot_xml_bytes(reasons->xml, &len);
	gssize end = find_end(bytes, len);

	if (end < 0) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_INPUT,
			"%s does not end with </changes>, so nothing can be added to it; write its "
			"first tag as <changes ...> and its last as </changes>",
			ot_xml_name(reasons->xml));
		return NULL;
	}
	GString *out = g_string_new_len(bytes, end);
	if (out->len > 0 && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
	g_string_append(out, entries);
	g_string_append_len(out, bytes + end, (gssize) len - end);
	return g_string_free_to_bytes(out);
}

GBytes *
ot_reasons_start(const OtReasons *reasons, const OtChanges *changes, const char *lang,
                 size_t *n_added, GError **error)
{
	g_autoptr(GString) entries = make_entries(reasons, changes, n_added);
	const char *reference = ot_changes_new(changes)->reference;

	if (reasons != NULL)
		return insert_entries(reasons, entries->str, error);
	g_autofree char *name = g_markup_escape_text(reference != NULL ? reference : "?", -1);
	GString *out = g_string_new(HEAD);
	g_string_append_printf(out,
	                       "<changes xmlns=\"urn:outset:changes:1\" reference=\"%s\" "
	                       "xml:lang=\"%s\">\n%s</changes>\n",
	                       name, lang, entries->str);
	return g_string_free_to_bytes(out);
}
