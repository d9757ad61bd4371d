/* SPDX-License-Identifier: MIT */
#include "pdf/selfcheck.h"
#include "pdf/unicode.h"

#include <string.h>

/* --- fonts ------------------------------------------------------------------------------- */

static bool
fail_font(OtSelfcheck *check, const char *clause, const OtValue *font, const char *what)
{
	OtSlice name = ot_value_get_slice(ot_dictionary_get(font, "BaseFont"));

	return ot_selfcheck_fail(check, clause, "font %.*s: %s", (int) name.len, name.bytes, what);
}

/* True if every text that a line of a ToUnicode map gives is readable. */
static bool
is_line_readable(const OtValue *value)
{
	OtSlice text = ot_value_get_slice(value);

	if (!ot_value_is(value, OT_VALUE_ARRAY))
		return ot_selfcheck_is_readable((const guint8 *) text.bytes, text.len);
	for (guint i = 0; i < ot_array_len(value); i++)
		if (!is_line_readable(ot_array_get(value, i)))
			return false;
	return true;
}

static bool
is_map_readable(OtPdfFile *file, const GByteArray *map)
{
	OtMapReader reader = ot_map_reader(file, map->data, map->len);

	while (ot_map_next(&reader))
		if (!is_line_readable(reader.text))
			return false;
	return !reader.damaged;
}

static bool
check_unicode(OtSelfcheck *check, const OtValue *font)
{
	const OtValue *stream = ot_dictionary_find(check->file, font, "ToUnicode");
	g_autoptr(GByteArray) map = NULL;

	if (stream == NULL)
		return fail_font(check, "ISO 14289-1, 7.21.7", font, "its text can't be read out");
	map = ot_stream_decode(check->file, stream, check->error);
	if (map == NULL)
		return false;
	return is_map_readable(check->file, map)
	       || fail_font(check, "ISO 14289-1, 7.21.7", font,
	                    "a glyph stands for no character, or for one that nobody knows");
}

static bool
check_program(OtSelfcheck *check, const OtValue *font)
{
	const OtValue *descriptor = ot_dictionary_find(check->file, font, "FontDescriptor");

	return ot_dictionary_get(descriptor, "FontFile") != NULL
	       || ot_dictionary_get(descriptor, "FontFile2") != NULL
	       || ot_dictionary_get(descriptor, "FontFile3") != NULL
	       || fail_font(check, "ISO 14289-1, 7.21.4.1", font, "it isn't in the file");
}

static bool
check_font(OtSelfcheck *check, const OtValue *font)
{
	const OtValue *subtype = ot_dictionary_get(font, "Subtype");
	const OtValue *inner = ot_dictionary_find(check->file, font, "DescendantFonts");

	if (ot_value_is_name(subtype, "Type3"))
		return check_unicode(check, font);
	if (!ot_value_is_name(subtype, "Type0"))
		return check_unicode(check, font) && check_program(check, font);
	inner = ot_value_resolve(check->file, ot_array_get(inner, 0));
	if (ot_value_is_name(ot_dictionary_get(inner, "Subtype"), "CIDFontType2")
	    && ot_dictionary_get(inner, "CIDToGIDMap") == NULL)
		return fail_font(check, "ISO 14289-1, 7.21.3.2", inner, "codes lead to no glyphs");
	return check_unicode(check, font) && check_program(check, inner);
}

static bool
check_image(OtSelfcheck *check, const OtValue *image)
{
	const OtValue *smooth = ot_dictionary_find(check->file, image, "Interpolate");

	return !(ot_value_is(smooth, OT_VALUE_BOOLEAN) && smooth->as.boolean)
	       || ot_selfcheck_fail(check, "ISO 19005-3, 6.2.8", "a picture is smoothed");
}

/* Type 0 fonts are met by themselves; those within them have a subtype that begins with CIDFont. */
static bool
is_font(const OtValue *value)
{
	OtSlice subtype = ot_value_get_slice(ot_dictionary_get(value, "Subtype"));

	return ot_value_is_name(ot_dictionary_get(value, "Type"), "Font")
	       && !(subtype.len >= 7 && memcmp(subtype.bytes, "CIDFont", 7) == 0);
}

bool
ot_selfcheck_resources(OtSelfcheck *check)
{
	guint n_objects = check->file->objects->len;

	for (guint i = 1; i < n_objects; i++) {
		const OtValue *value = ot_pdf_file_get(check->file, (int) i);

		if (is_font(value) && !check_font(check, value))
			return false;
		if (ot_value_is_name(ot_dictionary_get(value, "Subtype"), "Image")
		    && !check_image(check, value))
			return false;
	}
	return true;
}

/* --- attachments (ISO 19005-3, 6.8) ------------------------------------------------------ */

static bool
fail_file(OtSelfcheck *check, const OtValue *specification, const char *what)
{
	g_autofree char *name = ot_value_get_text(ot_dictionary_get(specification, "UF"));

	return ot_selfcheck_fail(check, "ISO 19005-3, 6.8", "attachment %s: %s",
	                         name != NULL ? name : "without name", what);
}

static bool
check_embedded(OtSelfcheck *check, const OtValue *specification)
{
	const OtValue *files = ot_dictionary_find(check->file, specification, "EF");
	const OtValue *stream = ot_dictionary_find(check->file, files, "F");
	const OtValue *params = ot_dictionary_find(check->file, stream, "Params");
	OtSlice type = ot_value_get_slice(ot_dictionary_get(stream, "Subtype"));
	OtSlice written = ot_value_get_slice(ot_dictionary_get(params, "CheckSum"));
	g_autoptr(GByteArray) bytes = ot_stream_decode(check->file, stream, check->error);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_MD5);
	guint8 digest[16];
	gsize len = sizeof(digest);

	if (bytes == NULL)
		return false;
	g_checksum_update(sum, bytes->data, bytes->len);
	g_checksum_get_digest(sum, digest, &len);
	if (memchr(type.bytes, '/', type.len) == NULL)
		return fail_file(check, specification, "its media type is missing");
	if (!ot_selfcheck_has_text(ot_dictionary_get(params, "ModDate")))
		return fail_file(check, specification, "its date is missing");
	return (written.len == len && memcmp(written.bytes, digest, len) == 0
	        && ot_value_get_int(ot_dictionary_get(params, "Size"), -1) == (int) bytes->len)
	       || fail_file(check, specification, "its bytes are not those that were put in");
}

static bool
check_specification(OtSelfcheck *check, const OtValue *specification)
{
	static const char *const relationships[] = { "Source", "Data", "Alternative", "Supplement",
		                                     "Unspecified" };
	const OtValue *relationship = ot_dictionary_get(specification, "AFRelationship");
	bool known = false;

	for (size_t i = 0; i < G_N_ELEMENTS(relationships); i++)
		known = known || ot_value_is_name(relationship, relationships[i]);
	if (!known)
		return fail_file(check, specification, "it doesn't say what it is to the document");
	if (!ot_selfcheck_has_text(ot_dictionary_get(specification, "F"))
	    || !ot_selfcheck_has_text(ot_dictionary_get(specification, "UF"))
	    || !ot_selfcheck_has_text(ot_dictionary_get(specification, "Desc")))
		return fail_file(check, specification, "its name or description is missing");
	return check_embedded(check, specification);
}

/* Every embedded file is in the tree of names and is associated with the document. */
static bool
check_names(OtSelfcheck *check, const OtValue *associated)
{
	const OtValue *trees = ot_dictionary_find(check->file, check->catalog, "Names");
	const OtValue *tree = ot_dictionary_find(check->file, trees, "EmbeddedFiles");
	const OtValue *names = ot_dictionary_find(check->file, tree, "Names");

	if (ot_array_len(names) != 2 * ot_array_len(associated))
		return ot_selfcheck_fail(check, "ISO 19005-3, 6.8", "an attachment has no name");
	for (guint i = 0; i < ot_array_len(associated); i++) {
		OtSlice name = ot_value_get_slice(ot_array_get(names, 2 * i));
		OtSlice before = { .bytes = "", .len = 0 };
		int order;

		if (i > 0)
			before = ot_value_get_slice(ot_array_get(names, 2 * i - 2));
		order = memcmp(before.bytes, name.bytes, MIN(before.len, name.len));
		if (ot_value_get_reference(ot_array_get(names, 2 * i + 1))
		            != ot_value_get_reference(ot_array_get(associated, i))
		    || order > 0 || (order == 0 && before.len >= name.len))
			return ot_selfcheck_fail(check, "ISO 32000-1, 7.9.6",
			                         "the names of attachments are not in order");
	}
	return true;
}

bool
ot_selfcheck_attachments(OtSelfcheck *check)
{
	const OtValue *associated = ot_dictionary_find(check->file, check->catalog, "AF");

	for (guint i = 0; i < ot_array_len(associated); i++)
		if (!check_specification(check, ot_value_resolve(check->file,
		                                                 ot_array_get(associated, i))))
			return false;
	return check_names(check, associated);
}
