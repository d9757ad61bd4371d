/* SPDX-License-Identifier: MIT */
#ifndef OT_TEST_DOCX_CHANGE_H
#define OT_TEST_DOCX_CHANGE_H

/** Word files with other words in one of their parts. */

#include "draft-build.h"

/** The same package with other bytes for one of its parts. */
static G_GNUC_UNUSED GBytes *
with_part(const OtDraft *draft, const char *part, GBytes *changed)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
	g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(File));

	for (size_t i = 0; i < ot_archive_count(draft->archive); i++) {
		const char *name = ot_archive_entry(draft->archive, i)->name;
		GBytes *bytes = strcmp(name, part) == 0
		                        ? g_bytes_ref(changed)
		                        : ot_archive_read(draft->archive, i, findings);
		File file = {.name = name};

		g_ptr_array_add(kept, bytes);
		file.text = g_bytes_get_data(bytes, &file.len);
		g_array_append_val(files, file);
	}
	return pack((const File *) (void *) files->data, files->len);
}

/** One part with what a pattern matches left out or replaced. */
static G_GNUC_UNUSED GBytes *
replace_in(GBytes *docx, const char *part, const char *pattern, const char *by)
{
	g_autoptr(OtDraft) draft = read_sound(g_bytes_ref(docx));
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_DOTALL, 0, NULL);
	g_autoptr(GBytes) bytes = ot_archive_read(
		draft->archive, ot_archive_find(draft->archive, part), findings);
	size_t len;
	const char *xml = g_bytes_get_data(bytes, &len);
	char *changed = g_regex_replace(regex, xml, (gssize) len, 0, by, 0, NULL);

	g_autoptr(GBytes) after = g_bytes_new_take(changed, strlen(changed));
	g_assert_false(g_bytes_equal(bytes, after));
	return with_part(draft, part, after);
}

#endif
