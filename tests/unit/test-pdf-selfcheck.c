/* SPDX-License-Identifier: MIT
 *
 * The check that each finished PDF passes: with one thing broken at a time in a finished file, it
 * has to say what it is and to name the clause.
 */
#include "pdf-sample.h"
#include "pdf/parse.h"
#include "pdf/reader.h"
#include "pdf/selfcheck.h"
#include "pdf/writer.h"

#include <stdlib.h>

/* Sixteen marks within each other. */
#define SPANS SPAN4 SPAN4 SPAN4 SPAN4
#define SPAN4 SPAN SPAN SPAN SPAN
#define SPAN "/Span<</ActualText<feff>>>BDC "

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
	const char *message; /* NULL: it holds all the same */
} breaks[] = {
	{ "Type=Catalog", "MarkInfo", NULL, "it doesn't say that it is tagged (ISO 14289-1, 6.2)" },
	{ "Type=Catalog", "ViewerPreferences", "<</DisplayDocTitle false>>",
	  "its title isn't shown (ISO 14289-1, 7.1)" },
	{ "Type=Catalog", "Lang", NULL, "it has no language (ISO 14289-1, 7.2)" },
	{ "Type=Catalog", "Lang", "(English (UK))", "it has no language (ISO 14289-1, 7.2)" },
	{ "Type=Catalog", "Metadata", NULL, "it has no plain metadata (ISO 19005-3, 6.6.2.1)" },
	{ "Type=Catalog", "StructTreeRoot", NULL, "it has no structure tree (ISO 14289-1, 7.1)" },
	{ "Type=Catalog", "OutputIntents", NULL, "it has no output intent (ISO 19005-3, 6.2.3)" },
	{ "Type=Catalog.OutputIntents.0", "DestOutputProfile", NULL,
	  "it has no output intent (ISO 19005-3, 6.2.3)" },
	{ "Type=Catalog", "PageMode", NULL,
	  "the bookmarks are empty, or not shown (ISO 14289-1, 7.17)" },
	{ "Type=Catalog", "PageLabels", NULL, "the pages have no labels (ISO 14289-1, 7.17)" },
	{ "Type=Catalog.Metadata", "Subtype", NULL,
	  "it has no plain metadata (ISO 19005-3, 6.6.2.1)" },
	{ "Type=Catalog.Metadata", " <pdfaid:part>3", "<pdfaid:part>2",
	  "it isn't called PDF/A-3a (ISO 19005-3, 6.6.4)" },
	{ "Type=Catalog.Metadata", " <pdfaid:conformance>A", "<pdfaid:conformance>B",
	  "it isn't called PDF/A-3a (ISO 19005-3, 6.6.4)" },
	{ "Type=Catalog.Metadata", " <pdfuaid:part>1", "<pdfuaid:part>2",
	  "it isn't called PDF/UA-1 (ISO 14289-1, 5)" },
	{ "Type=Catalog.Metadata", " <pdfaSchema:prefix>", "<pdfaSchema:prefix>x",
	  "the schema of PDF/UA isn't described (ISO 19005-3, 6.6.2.3)" },
	{ "Type=Catalog.Metadata", " Winter gritting", "Summer gritting",
	  "Title says something else than dc:title (ISO 19005-3, 6.6.3)" },
	{ "Type=Catalog.Metadata", " <dc:title>", "<dc:titel>",
	  "it has no title (ISO 14289-1, 7.1)" },
	{ "Type=Catalog.Metadata", " 2026-", "2027-",
	  "CreationDate says something else than xmp:CreateDate (ISO 19005-3, 6.6.3)" },
	{ "Creator", "Title", "(Something else)",
	  "Title says something else than dc:title (ISO 19005-3, 6.6.3)" },
	{ "Creator", "Author", NULL,
	  "Author says something else than dc:creator (ISO 19005-3, 6.6.3)" },
	{ "Creator", "ModDate", "(D:20200101000000Z)",
	  "ModDate says something else than xmp:ModifyDate (ISO 19005-3, 6.6.3)" },
	{ "Type=Page", "Tabs", NULL,
	  "page 1: the order of tabs is not that of the structure (ISO 14289-1, 7.18.3)" },
	{ "Type=Page", "StructParents", NULL,
	  "page 1: it has no key in the parent tree (ISO 32000-1, 14.7.4.4)" },
	{ "Type=Page", "StructParents", "1",
	  "page 1: the parent tree names another element for piece 0 (ISO 32000-1, 14.7.4)" },
	{ "Type=Page", "Annots", "[]",
	  "the tree holds a link that is on no page (ISO 32000-1, 14.7.4.3)" },
	{ "Type=Page.Contents", " /Type/Layout", "/Kind/Layout",
	  "page 1: an artifact has no type (ISO 32000-1, 14.8.2.2)" },
	{ "Type=Page.Contents", " /Subtype/Header", "",
	  "page 1: an artifact of the page's frame is neither head nor foot (ISO 32000-1, 14.8.2.2)" },
	{ "Type=Page.Contents", " /BBox", "/Box",
	  "page 1: a background has no box (ISO 32000-1, 14.8.2.2)" },
	{ "Type=Page.Contents", " q\n", "q 1 1 1 1 re f\n",
	  "page 1: something painted is not marked (ISO 14289-1, 7.1)" },
	{ "Type=Page.Contents", " /MCID 3>>", "/MCID 4>>",
	  "page 1: marked pieces are not in order (ISO 32000-1, 14.7.4.4)" },
	{ "Type=Page.Contents", " EMC\n", "",
	  "page 1: a mark begins within another (ISO 14289-1, 7.1)" },
	{ "Type=Page.Contents", " EMC\n", "EMC EMC\n",
	  "page 1: a mark ends that was not begun (ISO 32000-1, 14.6)" },
	{ "Type=Page.Contents", " BT\n", "BT bogus\n",
	  "page 1: an operator is not in ISO 32000-1 (ISO 19005-3, 6.2.2)" },
	{ "Type=Page.Contents", " BT\n", "/Span<</ActualText<feffe001>>>BDC EMC BT\n",
	  "page 1: a replacement text is unreadable (ISO 19005-3, 6.2.11.7)" },
	{ "Type=StructTreeRoot", "K", NULL, "it has no structure tree (ISO 14289-1, 7.1)" },
	{ "Type=StructTreeRoot", "ParentTree", NULL,
	  "page 1: the parent tree names another element for piece 0 (ISO 32000-1, 14.7.4)" },
	{ "Type=StructTreeRoot", "ParentTreeNextKey", NULL,
	  "the parent tree has no next key (ISO 32000-1, 14.7.4)" },
	{ "Type=StructTreeRoot", "IDTree", NULL,
	  "the tree of names doesn't hold all elements with an ID (ISO 32000-1, 14.7.2)" },
	{ "S=Document", "S", "/Part",
	  "Part: the tree doesn't begin with a Document (ISO 14289-1, 7.1)" },
	{ "S=Sect", "P", NULL,
	  "a Sect names another parent than the one it is in (ISO 32000-1, 14.7.2)" },
	{ "S=H1", "K", "[]", "a marked piece belongs to no element (ISO 14289-1, 7.1)" },
	{ "S=H1", "K", "[0 0]", "page 1: piece 0 belongs to two elements (ISO 32000-1, 14.7.4)" },
	{ "S=H1", "K", "1",
	  "page 1: the parent tree names another element for piece 1 (ISO 32000-1, 14.7.4)" },
	{ "S=H1", "K", "99", "a H1 holds a piece that is on no page (ISO 32000-1, 14.7.4)" },
	{ "S=H1", "S", "/H2", "H2: a level of headings is skipped (ISO 14289-1, 7.4)" },
	{ "S=H2", "S", "/H3", "H3: a level of headings is skipped (ISO 14289-1, 7.4)" },
	{ "S=Figure", "Alt", NULL, "Figure: it has no alternative text (ISO 14289-1, 7.3)" },
	{ "S=Figure", "Alt", "( )", "Figure: it has no alternative text (ISO 14289-1, 7.3)" },
	{ "S=Figure", "A", NULL, "Figure: it has no box (ISO 14289-1, 7.3)" },
	{ "S=Figure.A", "BBox", "[10 10 5 20]", "Figure: it has no box (ISO 14289-1, 7.3)" },
	{ "S=TH", "A", NULL, "TH: it doesn't say what it heads (ISO 14289-1, 7.5)" },
	{ "S=TH.A", "Scope", NULL, "TH: it doesn't say what it heads (ISO 14289-1, 7.5)" },
	{ "S=TH", "ID", "(other)",
	  "the tree of names is wrong at \"head-name\" (ISO 32000-1, 14.7.2)" },
	{ "S=TD", "A", "<</O/Table/Headers[(nobody)]>>",
	  "TD: a header that it names is none (ISO 14289-1, 7.5)" },
	{ "S=TD", "A", "<</O/Table/Headers[(note-1)]>>",
	  "TD: a header that it names is none (ISO 14289-1, 7.5)" },
	{ "S=TD", "A", "<</O/Table/ColSpan 2>>",
	  "TR: rows differ in their number of columns (ISO 14289-1, 7.5)" },
	{ "S=TD", "A", "<</O/Table/RowSpan 3>>",
	  "TR: rows differ in their number of columns (ISO 14289-1, 7.5)" },
	{ "S=TD", "S", "/P", "P: it stands in the wrong place (ISO 14289-1, 7.2)" },
	{ "S=TR", "S", "/P", "P: it stands in the wrong place (ISO 14289-1, 7.2)" },
	{ "S=THead", "S", "/TBody", NULL },
	{ "S=TBody", "S", "/THead", "Table: its parts are in disorder (ISO 14289-1, 7.2)" },
	{ "S=L", "A", NULL, "L: it doesn't say how it is numbered (ISO 14289-1, 7.6)" },
	{ "S=L.A", "ListNumbering", "/Bullets",
	  "L: it doesn't say how it is numbered (ISO 14289-1, 7.6)" },
	{ "S=L", "S", "/Div", "LI: it stands in the wrong place (ISO 14289-1, 7.2)" },
	{ "S=LI", "S", "/P", "P: it stands in the wrong place (ISO 14289-1, 7.2)" },
	{ "S=LBody", "S", "/P", "P: it stands in the wrong place (ISO 14289-1, 7.2)" },
	{ "S=Note", "ID", NULL,
	  "the tree of names doesn't hold all elements with an ID (ISO 32000-1, 14.7.2)" },
	{ "S=Note", "ID", "(head-name)",
	  "Note: another one has the same ID (ISO 32000-1, 14.7.2)" },
	{ "S=Span", "Lang", "(c\\171)", NULL },
	{ "S=Span", "Lang", "(Welsh!)", "Span: its language has no such code (ISO 14289-1, 7.2)" },
	{ "S=Link", "S", "/Span",
	  "a link on page 1: it belongs to no Link element (ISO 14289-1, 7.18.5)" },
	{ "S=Link.K.1", "Obj", "1 0 R",
	  "a link on page 1: its Link element doesn't hold it (ISO 32000-1, 14.7.4.3)" },
	{ "S=Link.K.1", "Obj", NULL,
	  "a link on page 1: its Link element doesn't hold it (ISO 32000-1, 14.7.4.3)" },
	{ "Subtype=Link", "F", NULL,
	  "a link on page 1: it isn't printed, or is hidden (ISO 19005-3, 6.3.2)" },
	{ "Subtype=Link", "F", "6",
	  "a link on page 1: it isn't printed, or is hidden (ISO 19005-3, 6.3.2)" },
	{ "Subtype=Link", "Contents", NULL,
	  "a link on page 1: it doesn't say what it is (ISO 14289-1, 7.18.5)" },
	{ "Subtype=Link", "Contents", "(  )",
	  "a link on page 1: it doesn't say what it is (ISO 14289-1, 7.18.5)" },
	{ "Subtype=Link", "P", NULL,
	  "a link on page 1: it names another page (ISO 32000-1, 12.5.2)" },
	{ "Subtype=Link", "StructParent", NULL,
	  "a link on page 1: it belongs to no Link element (ISO 14289-1, 7.18.5)" },
	{ "Subtype=Link", "StructParent", "3",
	  "a link on page 1: its Link element doesn't hold it (ISO 32000-1, 14.7.4.3)" },
	{ "Subtype=Link", "Rect", "[0 0 1 1]",
	  "a link on page 1: a line lies outside its rectangle (ISO 32000-1, 12.5.6.5)" },
	{ "Subtype=Link", "QuadPoints", NULL,
	  "a link on page 1: it has no lines (ISO 32000-1, 12.5.6.5)" },
	{ "Subtype=Link", "A", NULL, "a link on page 1: it leads nowhere (ISO 32000-1, 12.3.2)" },
	{ "Subtype=Link.A", "URI", NULL,
	  "a link on page 1: it has no address (ISO 32000-1, 12.6.4.7)" },
	{ "Subtype=Link.A", "URI", "(two words)",
	  "a link on page 1: its address isn't ASCII (ISO 32000-1, 12.6.4.7)" },
	{ "Subtype=Link", "Subtype", "/Text",
	  "a link on page 1: it is another annotation (ISO 14289-1, 7.18.1)" },
	{ "Type=Outlines", "First", NULL,
	  "the bookmarks are empty, or not shown (ISO 14289-1, 7.17)" },
	{ "Type=Outlines", "Last", NULL,
	  "a bookmark has no title or target, or is in the wrong place (ISO 32000-1, 12.3.3)" },
	{ "Type=Outlines.First", "Title", NULL,
	  "a bookmark has no title or target, or is in the wrong place (ISO 32000-1, 12.3.3)" },
	{ "Type=Outlines.First", "Dest", NULL,
	  "a bookmark has no title or target, or is in the wrong place (ISO 32000-1, 12.3.3)" },
	{ "Type=Outlines.First", "Next", NULL,
	  "a bookmark has no title or target, or is in the wrong place (ISO 32000-1, 12.3.3)" },
	{ "Type=Outlines.First.Next", "Prev", NULL,
	  "a bookmark has no title or target, or is in the wrong place (ISO 32000-1, 12.3.3)" },
	{ "Type=Font", "ToUnicode", NULL,
	  "+Lato-Regular: its text can't be read out (ISO 14289-1, 7.21.7)" },
	{ "Type=Font.ToUnicode", " endbfchar", "<03> <FFFD>\nendbfchar",
	  "+Lato-Regular: a glyph stands for no character, or for one that nobody knows (ISO 14289-1, 7.21.7)" },
	{ "Type=Font.ToUnicode", " endbfchar", "<03> <E000>\nendbfchar",
	  "+Lato-Regular: a glyph stands for no character, or for one that nobody knows (ISO 14289-1, 7.21.7)" },
	{ "Type=FontDescriptor", "FontFile2", NULL,
	  "+Lato-Regular: it isn't in the file (ISO 14289-1, 7.21.4.1)" },
	{ "Subtype=CIDFontType2", "CIDToGIDMap", NULL,
	  "+Lato-Regular: codes lead to no glyphs (ISO 14289-1, 7.21.3.2)" },
	{ "Subtype=Image", "Interpolate", "true", "a picture is smoothed (ISO 19005-3, 6.2.8)" },
	{ "Type=Filespec", "UF", NULL,
	  "attachment without name: its name or description is missing (ISO 19005-3, 6.8)" },
	{ "Type=Filespec", "Desc", NULL,
	  "attachment empty.csv: its name or description is missing (ISO 19005-3, 6.8)" },
	{ "Type=Filespec", "AFRelationship", NULL,
	  "attachment empty.csv: it doesn't say what it is to the document (ISO 19005-3, 6.8)" },
	{ "Type=Filespec", "AFRelationship", "/Friend",
	  "attachment empty.csv: it doesn't say what it is to the document (ISO 19005-3, 6.8)" },
	{ "Type=EmbeddedFile", "Subtype", NULL,
	  "attachment empty.csv: its media type is missing (ISO 19005-3, 6.8)" },
	{ "Type=EmbeddedFile.Params", "ModDate", NULL,
	  "attachment empty.csv: its date is missing (ISO 19005-3, 6.8)" },
	{ "Type=EmbeddedFile.Params", "CheckSum", "(0123456789abcdef)",
	  "attachment empty.csv: its bytes are not those that were put in (ISO 19005-3, 6.8)" },
	{ "Type=EmbeddedFile.Params", "Size", "1",
	  "attachment empty.csv: its bytes are not those that were put in (ISO 19005-3, 6.8)" },
	{ "Type=Catalog", "AF", "[]", "an attachment has no name (ISO 19005-3, 6.8)" },
	{ "Subtype=Link", "Rect", "[1 1 1 1]",
	  "a link on page 1: it has no area (ISO 32000-1, 12.5.2)" },
	{ "Type=Page.Contents", " BT\n", SPANS "BT\n",
	  "page 1: marks are nested too deep (ISO 32000-1, 14.6)" },
	{ "S=TD", "A", "<</O/Table/ColSpan 9999>>",
	  "TR: cells lie over each other (ISO 14289-1, 7.5)" },
	{ "Type=Catalog.Metadata", " Winter gritting", "Winter \377gritting",
	  "its metadata isn't UTF-8 (ISO 19005-3, 6.6.2.1)" },
	{ "Type=StructTreeRoot.ParentTree.Nums", "0", "7",
	  "the parent tree is out of order (ISO 32000-1, 14.7.4)" },
	{ "Type=StructTreeRoot.ParentTree.Nums", "1", "[]",
	  "page 1: the parent tree names another element for piece 0 (ISO 32000-1, 14.7.4)" },
	{ "S=Document", "K", "[1 0 R]",
	  "something in the tree is not an element, or is there twice (ISO 32000-1, 14.7.2)" },
	{ "S=H1", "K", "<</Type/X>>",
	  "a H1 holds something unknown (ISO 32000-1, 14.7.4)" },
	{ "Type=Catalog", "Names", NULL, "an attachment has no name (ISO 19005-3, 6.8)" },
	{ "Type=Catalog.Names.EmbeddedFiles.Names", "1", "null",
	  "the names of attachments are not in order (ISO 32000-1, 7.9.6)" },
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
		g_assert_true(holds == (breaks[i].message == NULL));
		if (!holds)
			g_assert_nonnull(strstr(error->message, breaks[i].message));
	}
}

/* Bytes that are changed where no object is, and what is said of it. */
static void
test_ends(void)
{
	g_autoptr(GBytes) whole = finish_sample();
	size_t len;
	const guint8 *data = g_bytes_get_data(whole, &len);
	const struct {
		size_t at;
		const char *message;
	} ends[] = {
		{strlen("%PDF-1.7\n%"),
		 "the finished PDF fails its own check: the first lines are wrong (ISO 19005-3, 6.1.2)"},
		{len - 1,
		 "the finished PDF fails its own check: the last line is wrong (ISO 19005-3, 6.1.3)"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		guint8 *copy = g_memdup2(data, len);
		g_autoptr(GError) error = NULL;

		copy[ends[i].at] = 'x';
		g_autoptr(GBytes) bytes = g_bytes_new_take(copy, len);
		g_assert_false(ot_selfcheck(bytes, &error));
		g_assert_cmpstr(error->message, ==, ends[i].message);
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
	g_test_add_func("/pdf/selfcheck-ends", test_ends);
	g_test_add_func("/pdf/selfcheck-damage", test_damage_after);
	return g_test_run();
}
