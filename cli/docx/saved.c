/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "docx/origin.h"
#include "xml/pull.h"

#include <string.h>

#define NS_TERMS "http://purl.org/dc/terms/"

enum { TERMS = OT_PULL_NS_FIRST };

/* The form of W3CDTF that programs write here, in UTC; others can't be compared as texts. */
static bool
is_instant(const char *text)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";

	if (strlen(text) != strlen(form))
		return false;
	for (size_t i = 0; form[i] != '\0'; i++)
		if (form[i] == 'd' ? !g_ascii_isdigit(text[i]) : text[i] != form[i])
			return false;
	return true;
}

/* dcterms:modified of the core properties (ECMA-376-2, 11.1). */
static char *
find_modified(OtPull *pull)
{
	const OtPullToken *token = ot_pull_token(pull);

	if (ot_pull_next(pull) != OT_PULL_START)
		return NULL;
	while (ot_pull_child(pull, 1)) {
		if (!ot_pull_is(pull, TERMS, "modified") || ot_pull_next(pull) != OT_PULL_TEXT)
			continue;
		g_autoptr(GString) text = g_string_new(NULL);
		ot_pull_decode(text, ot_pull_bytes(pull) + token->start, token->end - token->start,
		               token->cdata);
		g_strstrip(text->str);
		return is_instant(text->str) ? g_strdup(text->str) : NULL;
	}
	return NULL;
}

char *
ot_draft_saved(const OtDraft *draft)
{
	static const OtPullNamespace namespaces[] = {{NS_TERMS, TERMS}};
	static const OtPullSettings settings = {namespaces, G_N_ELEMENTS(namespaces),
	                                        OT_LIMIT_DRAFT_DEPTH, OT_LIMIT_XML_ELEMENTS};
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	size_t entry = ot_archive_find(draft->archive, "docProps/core.xml"), len;
	g_autoptr(GBytes) packed =
		entry != OT_NO_ENTRY ? ot_archive_read(draft->archive, entry, unsaid) : NULL;
	g_autoptr(GBytes) bytes = packed != NULL ? ot_pull_utf8(packed) : NULL;

	if (bytes == NULL)
		return NULL;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autoptr(OtPull) pull = ot_pull_new(data, len, &settings);
	return find_modified(pull);
}
