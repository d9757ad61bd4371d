/* SPDX-License-Identifier: MIT
 *
 * The check that each finished PDF passes: with one thing broken at a time in a finished file, it
 * has to say so and to name the clause.
 */
#include "pdf-sample.h"
#include "pdf/parse.h"
#include "pdf/reader.h"
#include "pdf/selfcheck.h"
#include "pdf/writer.h"

#include <stdlib.h>

/*
 * One thing broken in the finished file.  `where` is the first object that has a name for a key
 * ("S=Figure"), with keys to follow from there (".A"; a number is an item of an array).  There
 * `key` is set to a value, or taken out for NULL.  A key that begins with a blank is a text in a
 * stream, which is replaced by `value`.
 */
static const struct {
	const char *where;
	const char *key;
	const char *value;
	const char *clause;
} breaks[] = {
	{ "Type=Catalog", "MarkInfo", NULL, "14289-1, 6.2" },
	{ "Type=Catalog", "ViewerPreferences", "<</DisplayDocTitle false>>", "14289-1, 7.1" },
	{ "Type=Catalog", "Lang", NULL, "14289-1, 7.2" },
	{ "Type=Catalog", "Lang", "(English (UK))", "14289-1, 7.2" },
	{ "Type=Catalog", "Metadata", NULL, "19005-3, 6.6.2.1" },
	{ "Type=Catalog", "StructTreeRoot", NULL, "14289-1, 7.1" },
	{ "Type=Catalog", "OutputIntents", NULL, "19005-3, 6.2.3" },
	{ "Type=Catalog.OutputIntents.0", "DestOutputProfile", NULL, "19005-3, 6.2.3" },
	{ "Type=Catalog", "PageMode", NULL, "14289-1, 7.17" },
	{ "Type=Catalog", "PageLabels", NULL, "14289-1, 7.17" },
	{ "Type=Catalog.Metadata", "Subtype", NULL, "19005-3, 6.6.2.1" },
	{ "Type=Catalog.Metadata", " <pdfaid:part>3", "<pdfaid:part>2", "19005-3, 6.6.4" },
	{ "Type=Catalog.Metadata", " <pdfaid:conformance>A", "<pdfaid:conformance>B", "6.6.4" },
	{ "Type=Catalog.Metadata", " <pdfuaid:part>1", "<pdfuaid:part>2", "14289-1, 5" },
	{ "Type=Catalog.Metadata", " <pdfaSchema:prefix>", "<pdfaSchema:prefix>x", "6.6.2.3" },
	{ "Type=Catalog.Metadata", " Winter gritting", "Summer gritting", "6.6.3" },
	{ "Type=Catalog.Metadata", " <dc:title>", "<dc:titel>", "14289-1, 7.1" },
	{ "Type=Catalog.Metadata", " 2026-", "2027-", "6.6.3" },
	{ "Creator", "Title", "(Something else)", "6.6.3" },
	{ "Creator", "Author", NULL, "6.6.3" },
	{ "Creator", "ModDate", "(D:20200101000000Z)", "6.6.3" },
	{ "Type=Page", "Tabs", NULL, "14289-1, 7.18.3" },
	{ "Type=Page", "StructParents", NULL, "14.7.4.4" },
	{ "Type=Page", "StructParents", "1", "14.7.4" },
	{ "Type=Page", "Annots", "[]", "14.7.4.3" },
	{ "Type=Page.Contents", " /Type/Layout", "/Kind/Layout", "14.8.2.2" },
	{ "Type=Page.Contents", " /Subtype/Header", "", "14.8.2.2" },
	{ "Type=Page.Contents", " /BBox", "/Box", "14.8.2.2" },
	{ "Type=Page.Contents", " q\n", "q 1 1 1 1 re f\n", "14289-1, 7.1" },
	{ "Type=Page.Contents", " /MCID 3>>", "/MCID 4>>", "14.7.4.4" },
	{ "Type=Page.Contents", " EMC\n", "", "14289-1, 7.1" },
	{ "Type=Page.Contents", " EMC\n", "EMC EMC\n", "14.6" },
	{ "Type=Page.Contents", " BT\n", "BT bogus\n", "6.2.2" },
	{ "Type=Page.Contents", " BT\n", "/Span<</ActualText<feffe001>>>BDC EMC BT\n", "6.2.11.7" },
	{ "Type=StructTreeRoot", "K", NULL, "14289-1, 7.1" },
	{ "Type=StructTreeRoot", "ParentTree", NULL, "14.7.4" },
	{ "Type=StructTreeRoot", "ParentTreeNextKey", NULL, "14.7.4" },
	{ "Type=StructTreeRoot", "IDTree", NULL, "14.7.2" },
	{ "S=Document", "S", "/Part", "14289-1, 7.1" },
	{ "S=Sect", "P", NULL, "14.7.2" },
	{ "S=H1", "K", "[]", "14289-1, 7.1" },
	{ "S=H1", "K", "[0 0]", "14.7.4" },
	{ "S=H1", "K", "1", "14.7.4" },
	{ "S=H1", "K", "99", "14.7.4" },
	{ "S=H1", "S", "/H2", "14289-1, 7.4" },
	{ "S=H2", "S", "/H3", "14289-1, 7.4" },
	{ "S=Figure", "Alt", NULL, "14289-1, 7.3" },
	{ "S=Figure", "Alt", "( )", "14289-1, 7.3" },
	{ "S=Figure", "A", NULL, "14289-1, 7.3" },
	{ "S=Figure.A", "BBox", "[10 10 5 20]", "14289-1, 7.3" },
	{ "S=TH", "A", NULL, "14289-1, 7.5" },
	{ "S=TH.A", "Scope", NULL, "14289-1, 7.5" },
	{ "S=TH", "ID", "(other)", "14.7.2" },
	{ "S=TD", "A", "<</O/Table/Headers[(nobody)]>>", "14289-1, 7.5" },
	{ "S=TD", "A", "<</O/Table/Headers[(note-1)]>>", "14289-1, 7.5" },
	{ "S=TD", "A", "<</O/Table/ColSpan 2>>", "14289-1, 7.5" },
	{ "S=TD", "A", "<</O/Table/RowSpan 3>>", "14289-1, 7.5" },
	{ "S=TD", "S", "/P", "14289-1, 7.2" },
	{ "S=TR", "S", "/P", "14289-1, 7.2" },
	{ "S=THead", "S", "/TBody", NULL },
	{ "S=TBody", "S", "/THead", "14289-1, 7.2" },
	{ "S=L", "A", NULL, "14289-1, 7.6" },
	{ "S=L.A", "ListNumbering", "/Bullets", "14289-1, 7.6" },
	{ "S=L", "S", "/Div", "14289-1, 7.2" },
	{ "S=LI", "S", "/P", "14289-1, 7.2" },
	{ "S=LBody", "S", "/P", "14289-1, 7.2" },
	{ "S=Note", "ID", NULL, "14.7.2" },
	{ "S=Note", "ID", "(head-name)", "14.7.2" },
	{ "S=Span", "Lang", "(c\\171)", NULL },
	{ "S=Span", "Lang", "(Welsh!)", "14289-1, 7.2" },
	{ "S=Link", "S", "/Span", "14289-1, 7.18.5" },
	{ "S=Link.K.1", "Obj", "1 0 R", "14.7.4.3" },
	{ "S=Link.K.1", "Obj", NULL, "14.7.4.3" },
	{ "Subtype=Link", "F", NULL, "19005-3, 6.3.2" },
	{ "Subtype=Link", "F", "6", "19005-3, 6.3.2" },
	{ "Subtype=Link", "Contents", NULL, "14289-1, 7.18.5" },
	{ "Subtype=Link", "Contents", "(  )", "14289-1, 7.18.5" },
	{ "Subtype=Link", "P", NULL, "12.5.2" },
	{ "Subtype=Link", "StructParent", NULL, "14289-1, 7.18.5" },
	{ "Subtype=Link", "StructParent", "3", "14.7.4.3" },
	{ "Subtype=Link", "Rect", "[0 0 1 1]", "12.5.6.5" },
	{ "Subtype=Link", "QuadPoints", NULL, "12.5.6.5" },
	{ "Subtype=Link", "A", NULL, "12.3.2" },
	{ "Subtype=Link.A", "URI", NULL, "12.6.4.7" },
	{ "Subtype=Link.A", "URI", "(two words)", "12.6.4.7" },
	{ "Subtype=Link", "Subtype", "/Text", "14289-1, 7.18.1" },
	{ "Type=Outlines", "First", NULL, "14289-1, 7.17" },
	{ "Type=Outlines", "Last", NULL, "12.3.3" },
	{ "Type=Outlines.First", "Title", NULL, "12.3.3" },
	{ "Type=Outlines.First", "Dest", NULL, "12.3.3" },
	{ "Type=Outlines.First", "Next", NULL, "12.3.3" },
	{ "Type=Outlines.First.Next", "Prev", NULL, "12.3.3" },
	{ "Type=Font", "ToUnicode", NULL, "14289-1, 7.21.7" },
	{ "Type=Font.ToUnicode", " endbfchar", "<03> <FFFD>\nendbfchar", "14289-1, 7.21.7" },
	{ "Type=Font.ToUnicode", " endbfchar", "<03> <E000>\nendbfchar", "14289-1, 7.21.7" },
	{ "Type=FontDescriptor", "FontFile2", NULL, "14289-1, 7.21.4.1" },
	{ "Subtype=CIDFontType2", "CIDToGIDMap", NULL, "14289-1, 7.21.3.2" },
	{ "Subtype=Image", "Interpolate", "true", "19005-3, 6.2.8" },
	{ "Type=Filespec", "UF", NULL, "19005-3, 6.8" },
	{ "Type=Filespec", "Desc", NULL, "19005-3, 6.8" },
	{ "Type=Filespec", "AFRelationship", NULL, "19005-3, 6.8" },
	{ "Type=Filespec", "AFRelationship", "/Friend", "19005-3, 6.8" },
	{ "Type=EmbeddedFile", "Subtype", NULL, "19005-3, 6.8" },
	{ "Type=EmbeddedFile.Params", "ModDate", NULL, "19005-3, 6.8" },
	{ "Type=EmbeddedFile.Params", "CheckSum", "(0123456789abcdef)", "19005-3, 6.8" },
	{ "Type=EmbeddedFile.Params", "Size", "1", "19005-3, 6.8" },
	{ "Type=Catalog", "AF", "[]", "19005-3, 6.8" },
	{ "Type=Catalog", "Names", NULL, "19005-3, 6.8" },
	{ "Type=Catalog.Names.EmbeddedFiles.Names", "1", "null", "7.9.6" },
};

/* The first object with this key, or with this name for it. */
static int
find_object(const OtPdfFile *file, const char *step)
{
	g_auto(GStrv) pair = g_strsplit(step, "=", 2);

	for (int i = 1; i < (int) file->objects->len; i++) {
		const OtValue *value = ot_dictionary_get(ot_pdf_file_get(file, i), pair[0]);

		if (value != NULL && (pair[1] == NULL || ot_value_is_name(value, pair[1])))
			return i;
	}
	g_assert_not_reached();
}

static OtValue *
find_place(OtPdfFile *file, const char *where, int *number)
{
	g_auto(GStrv) steps = g_strsplit(where, ".", -1);
	OtValue *value;

	*number = find_object(file, steps[0]);
	value = ot_pdf_file_get(file, *number);
	for (char **step = steps + 1; *step != NULL; step++) {
		OtValue *next = ot_value_is(value, OT_VALUE_ARRAY)
		                        ? ot_array_get(value, (guint) atoi(*step))
		                        : ot_dictionary_get(value, *step);

		if (ot_value_get_reference(next) != 0)
			*number = ot_value_get_reference(next);
		value = ot_value_resolve(file, next);
		g_assert_nonnull(value);
	}
	return value;
}

static void
replace_text(OtPdfFile *file, OtValue *stream, int number, const char *from, const char *to)
{
	g_autoptr(GByteArray) bytes = ot_stream_decode(file, stream, NULL);
	const char *text = (const char *) bytes->data;
	const char *found = g_strstr_len(text, bytes->len, from);
	bool packed = ot_dictionary_get(stream, "Filter") != NULL;
	GByteArray *changed = g_byte_array_new();
	size_t before;

	g_assert_nonnull(found);
	before = (size_t) (found - text);
	g_byte_array_append(changed, bytes->data, (guint) before);
	g_byte_array_append(changed, (const guint8 *) to, (guint) strlen(to));
	g_byte_array_append(changed, bytes->data + before + strlen(from),
	                    (guint) (bytes->len - before - strlen(from)));
	ot_pdf_file_set(file, number, ot_value_stream_take(file, stream->as.stream->dictionary,
	                                                   changed, packed));
}

static void
break_file(OtPdfFile *file, const char *where, const char *key, const char *syntax)
{
	int number;
	OtValue *place = find_place(file, where, &number);
	OtValue *value = NULL;

	if (key[0] == ' ') {
		replace_text(file, place, number, key + 1, syntax);
		return;
	}
	if (syntax != NULL)
		value = ot_value_literal(file, syntax);
	if (ot_value_is(place, OT_VALUE_ARRAY))
		place->as.items[atoi(key)] = value;
	else if (value != NULL)
		ot_dictionary_set(file, place, key, value);
	else
		ot_dictionary_remove(place, key);
}

static void
test_selfcheck(void)
{
	g_autoptr(GBytes) whole = finish_sample();
	size_t len;
	const guint8 *data = g_bytes_get_data(whole, &len);

	for (size_t i = 0; i < G_N_ELEMENTS(breaks); i++) {
		g_autoptr(OtPdfFile) file = ot_pdf_file_read(data, len, NULL);
		g_autoptr(GBytes) broken = NULL;
		g_autoptr(GError) error = NULL;
		bool holds;

		break_file(file, breaks[i].where, breaks[i].key, breaks[i].value);
		broken = ot_pdf_file_write(file, NULL);
		holds = ot_selfcheck(broken, &error);
		g_test_message("%s %s %s: %s", breaks[i].where, breaks[i].key, breaks[i].value,
		               holds ? "holds" : error->message);
		g_assert_true(holds == (breaks[i].clause == NULL));
		if (!holds)
			g_assert_nonnull(strstr(error->message, breaks[i].clause));
	}
}

/* The check itself reads files that are damaged; its own reader takes them for what they are. */
static void
test_damage_after(void)
{
	g_autoptr(GBytes) whole = finish_sample();
	size_t len;
	const guint8 *data = g_bytes_get_data(whole, &len);
	g_autofree guint8 *copy = g_memdup2(data, len);

	for (size_t at = 0; at < len; at += 29) {
		g_autoptr(GBytes) bytes = NULL;

		copy[at] ^= (guint8) (1 + at % 255);
		bytes = g_bytes_new_static(copy, len - at % 7);
		ot_selfcheck(bytes, NULL);
		copy[at] = data[at];
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pdf/selfcheck", test_selfcheck);
	g_test_add_func("/pdf/selfcheck-damage", test_damage_after);
	return g_test_run();
}
