/* SPDX-License-Identifier: MIT */
#include "pdf/selfcheck.h"

#include "base/error.h"
#include "pdf/reader.h"

#include <string.h>

/* In this order: later ones use what earlier ones have found. */
static bool (*const rules[])(OtSelfcheck *check) = {
	ot_selfcheck_metadata,  ot_selfcheck_content,     ot_selfcheck_tree,
	ot_selfcheck_elements,  ot_selfcheck_annotations, ot_selfcheck_outline,
	ot_selfcheck_resources, ot_selfcheck_attachments,
};

bool
ot_selfcheck_fail(OtSelfcheck *check, const char *clause, const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list args;

	va_start(args, format);
	what = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(check->error, OT_ERROR, OT_ERROR_FORMAT,
	            "the finished PDF fails its own check: %s (%s)", what, clause);
	return false;
}

OtValue *
ot_selfcheck_page(const OtSelfcheck *check, int page)
{
	return ot_pdf_file_get(check->file, g_array_index(check->pages, int, page));
}

const OtCheckedElement *
ot_selfcheck_element(const OtSelfcheck *check, int index)
{
	return &g_array_index(check->elements, OtCheckedElement, index);
}

const OtCheckedElement *
ot_selfcheck_find_element(const OtSelfcheck *check, int number)
{
	if (number <= 0 || (guint) number >= check->file->objects->len
	    || check->element_index[number] < 0)
		return NULL;
	return ot_selfcheck_element(check, check->element_index[number]);
}

OtValue *
ot_selfcheck_attribute(const OtSelfcheck *check, const OtValue *element, const char *owner,
                       const char *key)
{
	OtValue *attributes = ot_dictionary_find(check->file, element, "A");

	if (ot_value_is(attributes, OT_VALUE_DICTIONARY))
		return ot_value_is_name(ot_dictionary_get(attributes, "O"), owner)
		               ? ot_dictionary_find(check->file, attributes, key)
		               : NULL;
	for (guint i = 0; i < ot_array_len(attributes); i++) {
		OtValue *one = ot_value_resolve(check->file, ot_array_get(attributes, i));

		if (ot_value_is_name(ot_dictionary_get(one, "O"), owner)
		    && ot_dictionary_get(one, key) != NULL)
			return ot_dictionary_find(check->file, one, key);
	}
	return NULL;
}

guint
ot_selfcheck_n_kids(const OtSelfcheck *check, const OtValue *element)
{
	OtValue *kids = ot_dictionary_get(element, "K");

	if (ot_value_is(kids, OT_VALUE_ARRAY))
		return ot_array_len(kids);
	return ot_value_resolve(check->file, kids) != NULL ? 1 : 0;
}

OtValue *
ot_selfcheck_kid(const OtValue *element, guint index)
{
	OtValue *kids = ot_dictionary_get(element, "K");

	return ot_value_is(kids, OT_VALUE_ARRAY) ? ot_array_get(kids, index) : kids;
}

bool
ot_selfcheck_has_text(const OtValue *value)
{
	g_autofree char *text = ot_value_get_text(value);

	for (const char *at = text; at != NULL && *at != '\0'; at = g_utf8_next_char(at))
		if (!g_unichar_isspace(g_utf8_get_char(at)))
			return true;
	return false;
}

/* One to eight letters, then groups of one to eight letters or digits after hyphens. */
bool
ot_selfcheck_is_lang(const OtValue *value)
{
	OtSlice text = ot_value_get_slice(value);
	bool first = true;
	int group = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.bytes[i];

		if (c == '-' && group > 0) {
			first = false;
			group = 0;
		} else if (!(first ? g_ascii_isalpha(c) : g_ascii_isalnum(c)) || ++group > 8) {
			return false;
		}
	}
	return group > 0;
}

/* ISO 19005-3, 6.2.11.7: no U+0000, U+FEFF, U+FFFE, and none for private use; U+FFFD says that the
 * text is lost. */
bool
ot_selfcheck_is_readable(const guint8 *utf16, size_t len)
{
	if (len < 2 || len % 2 != 0)
		return false;
	for (size_t i = 0; i + 1 < len; i += 2) {
		guint unit = (guint) utf16[i] << 8 | utf16[i + 1];

		if (unit == 0 || unit == 0xfeff || unit >= 0xfffd
		    || (unit >= 0xe000 && unit <= 0xf8ff) /* private use, */
		    || (unit >= 0xdb80 && unit <= 0xdbff)) /* planes 15 and 16 too */
			return false;
	}
	return true;
}

/* --- the check --------------------------------------------------------------------------- */

/* ISO 19005-3, 6.1.2 and 6.1.3. */
static bool
check_ends(OtSelfcheck *check, const guint8 *bytes, size_t len)
{
	const guint8 *line = bytes + strlen("%PDF-1.7\n");

	if (len < 64 || memcmp(bytes, "%PDF-1.7\n%", 10) != 0
	    || (line[1] & line[2] & line[3] & line[4] & 0x80) == 0 || line[5] != '\n')
		return ot_selfcheck_fail(check, "ISO 19005-3, 6.1.2", "the first lines are wrong");
	if (memcmp(bytes + len - 6, "%%EOF\n", 6) != 0)
		return ot_selfcheck_fail(check, "ISO 19005-3, 6.1.3", "the last line is wrong");
	if (check->file->id.len != 16)
		return ot_selfcheck_fail(check, "ISO 19005-3, 6.1.3", "it has no identifier");
	return true;
}

static int *
new_index(const OtPdfFile *file)
{
	int *index = ot_arena_alloc(file->arena, file->objects->len * sizeof(int));

	for (guint i = 0; i < file->objects->len; i++)
		index[i] = -1;
	return index;
}

static bool
prepare(OtSelfcheck *check)
{
	OtPdfFile *file = check->file;

	check->catalog = ot_pdf_file_get(file, file->root);
	check->pages = ot_pdf_file_pages(file, check->error);
	if (check->pages == NULL)
		return false;
	check->page_index = new_index(file);
	check->element_index = new_index(file);
	check->n_mcids = ot_arena_alloc(file->arena, (check->pages->len + 1) * sizeof(int));
	for (guint i = 0; i < check->pages->len; i++)
		check->page_index[g_array_index(check->pages, int, i)] = (int) i;
	return true;
}

static void
clear(OtSelfcheck *check)
{
	g_clear_pointer(&check->pages, g_array_unref);
	g_clear_pointer(&check->elements, g_array_unref);
	g_clear_pointer(&check->parents, g_ptr_array_unref);
	ot_pdf_file_free(check->file);
}

bool
ot_selfcheck(GBytes *bytes, GError **error)
{
	OtSelfcheck check = { .error = error };
	size_t len;
	const guint8 *data = g_bytes_get_data(bytes, &len);
	bool holds;

	check.elements = g_array_new(FALSE, TRUE, sizeof(OtCheckedElement));
	check.parents = g_ptr_array_new();
	check.file = ot_pdf_file_read(data, len, error);
	holds = check.file != NULL && check_ends(&check, data, len) && prepare(&check);
	for (size_t i = 0; holds && i < G_N_ELEMENTS(rules); i++)
		holds = rules[i](&check);
	clear(&check);
	return holds;
}

bool
ot_selfcheck_forms(OtPdfFile *file, const int *forms, guint n, GError **error)
{
	OtSelfcheck check = { .file = file, .error = error };

	for (guint i = 0; i < n; i++)
		if (!ot_selfcheck_form_content(&check, forms[i]))
			return false;
	return ot_selfcheck_resources(&check);
}
