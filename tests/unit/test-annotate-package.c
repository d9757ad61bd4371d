/* SPDX-License-Identifier: MIT
 *
 * Comments in Word files of others: what becomes of the package around them - its parts, entries,
 * macros and signatures.
 */
#include "annotate-build.h"

static void
test_new_parts(void)
{
	g_autoptr(GBytes) before = make_docx(P(RUN("Use Oracle")));
	g_autoptr(GBytes) after = annotate(before, "Oracle");

	assert_holds(after, "word/comments.xml",
	             "<w:comment w:id=\"0\" w:author=\"outset\" w:date=\"2026-05-28T20:26:40Z\" "
	             "w:initials=\"OS\"><w:p w14:paraId=\"4F530001\"><w:r><w:annotationRef/></w:r>"
	             "<w:r><w:rPr><w:b/></w:rPr>" KEPT("LAW001") "</w:r><w:r>" KEPT(" ") "</w:r>"
	             "<w:r>" KEPT("What it says.") "</w:r></w:p><w:p w14:paraId=\"4F530002\"><w:r>"
	             KEPT("What to try.") "</w:r></w:p></w:comment>");
	assert_holds(after, "word/comments.xml", "mc:Ignorable=\"w14\"");
	assert_holds(after, "word/commentsExtended.xml",
	             "<w15:commentEx w15:paraId=\"4F530002\" w15:done=\"0\"/>");
	assert_holds(after, "word/people.xml", "<w15:person w15:author=\"outset\">");
	assert_lacks(after, "word/commentsIds.xml", "");
	assert_holds(after, "[Content_Types].xml",
	             "<Override PartName=\"/word/comments.xml\" ContentType=\"" OT_TYPE_WORD
	             "comments+xml\"/>");
	assert_holds(after, "[Content_Types].xml", "\"/word/commentsExtended.xml\"");
	assert_holds(after, "[Content_Types].xml", "\"/word/people.xml\"");
	assert_holds(after, "word/_rels/document.xml.rels",
	             "<Relationship Id=\"rId1\" Type=\"" OT_RELATION "comments\" "
	             "Target=\"comments.xml\"/><Relationship Id=\"rId2\"");
}

/* What the list at the end of an archive says of an entry, and its packed bytes. */
static void
test_entries(void)
{
	static const char *const order[] = {
		"[Content_Types].xml", "_rels/.rels", "word/document.xml", "extra/picture.bin",
		"word/comments.xml", "word/_rels/document.xml.rels", "word/commentsExtended.xml",
		"word/people.xml",
	};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GBytes) before = make_docx(P(RUN("Use Oracle")));
	g_autoptr(GBytes) after = annotate(before, "Oracle");
	g_autoptr(OtArchive) old = ot_archive_open(before, "before", findings);
	g_autoptr(OtArchive) new = ot_archive_open(after, "after", findings);

	g_assert_nonnull(new);
	g_assert_cmpuint(ot_archive_count(new), ==, G_N_ELEMENTS(order));
	for (size_t i = 0; i < ot_archive_count(new); i++) {
		const OtArchiveEntry *entry = ot_archive_entry(new, i);
		size_t known = ot_archive_find(old, order[i]);

		g_assert_cmpint(ot_archive_find(new, order[i]), !=, OT_NO_ENTRY);
		g_assert_cmpuint(entry->time, ==, known == OT_NO_ENTRY ?
		                                          20 << 11 | 26 << 5 | 20 :
		                                          6 << 11 | 7 << 5 | 4);
		g_assert_cmpuint(entry->date, ==, known == OT_NO_ENTRY ? 46 << 9 | 5 << 5 | 28 :
		                                                         23 << 9 | 4 << 5 | 5);
		if (known != OT_NO_ENTRY)
			g_assert_cmpstr(entry->name, ==, order[i]);
	}
	static const char *const same[] = {"_rels/.rels", "extra/picture.bin"};
	for (size_t i = 0; i < G_N_ELEMENTS(same); i++) {
		g_autoptr(GBytes) a = ot_archive_packed(old, ot_archive_find(old, same[i]));
		g_autoptr(GBytes) b = ot_archive_packed(new, ot_archive_find(new, same[i]));
		g_assert_true(g_bytes_equal(a, b));
	}
}

/* Nothing to say: nothing is written but what was there. */
static void
test_nothing(void)
{
	g_autoptr(GBytes) before = make_docx(P(RUN("Use Oracle")));
	g_autoptr(OtDraft) draft = parse(before);
	GError *error = NULL;
	g_autoptr(GBytes) after = ot_draft_annotate(draft, NULL, 0, EPOCH, &error);

	g_assert_no_error(error);
	for (size_t i = 0; i < G_N_ELEMENTS(usual); i++) {
		g_autofree char *a = read_part(before, usual[i].name);
		g_autofree char *b = read_part(after, usual[i].name);
		g_assert_cmpstr(a, ==, b);
	}
	assert_lacks(after, "word/comments.xml", "");
}

/* Most of the file stays as it is: what was read is still whole, and can be written again. */
static void
test_tail(void)
{
	g_autofree char *document = wrap_body(P(RUN("Use Oracle")));
	g_autofree char *picture = g_malloc(1 << 16);
	g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(File));
	GRand *random = g_rand_new_with_seed(1);

	for (size_t i = 0; i < 1 << 16; i++)
		picture[i] = (char) g_rand_int(random);
	g_rand_free(random);
	const File first = {"extra/picture.bin", picture, 1 << 16};
	const File last = {"word/document.xml", document, 0};
	g_array_append_val(files, first);
	g_array_append_vals(files, usual, 2);
	g_array_append_val(files, last);
	g_autoptr(GBytes) before = pack_files(files);
	g_autoptr(GBytes) after = annotate(before, "Oracle");
	g_autoptr(GBytes) again = annotate(after, "Oracle");
	g_autoptr(GBytes) once_more = annotate(after, "Oracle");

	g_assert_true(g_bytes_equal(after, again));
	g_assert_true(g_bytes_equal(after, once_more));
}

#define MS_RELATION "http://schemas.microsoft.com/office/2006/relationships/"

static void
test_macros(void)
{
	g_autofree char *document = wrap_body(P(RUN("Use Oracle")));
	g_autoptr(GBytes) before = make_package((const File[]){
		{"[Content_Types].xml",
	         TYPES("<ct:Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>" OVERRIDE(
			 "/word/document.xml", MACRO_MAIN)
	                       OVERRIDE("/word/vbaData.xml",
	                                "application/vnd.ms-word.vbaData+xml"))},
		{"word/document.xml", document},
		{"extra/picture.bin", NULL},
		{"word/_rels/document.xml.rels",
	         RELATIONS(RELATION("rId9", MS_RELATION "vbaProject", "vbaProject.bin"))},
		{"word/vbaProject.bin", "macros"},
		{"word/_rels/vbaProject.bin.rels",
	         RELATIONS(RELATION("rId1", MS_RELATION "wordVbaData", "vbaData.xml"))},
		{"word/vbaData.xml", "<wne:vbaSuppData xmlns:wne=\"urn:x\"/>"},
		{0}});
	g_autoptr(GBytes) after = annotate(before, "Oracle");

	assert_lacks(after, "word/vbaProject.bin", "");
	assert_lacks(after, "word/_rels/vbaProject.bin.rels", "");
	assert_lacks(after, "word/vbaData.xml", "");
	assert_lacks(after, "word/_rels/document.xml.rels", "vba");
	assert_holds(after, "word/_rels/document.xml.rels", "Id=\"rId10\"");
	assert_lacks(after, "[Content_Types].xml", "vba");
	assert_lacks(after, "[Content_Types].xml", "macroEnabled");
	assert_holds(after, "[Content_Types].xml",
	             OVERRIDE("/word/document.xml", OT_TYPE_WORD "document.main+xml"));
	assert_holds(after, "[Content_Types].xml", "<ct:Override PartName=\"/word/comments.xml\"");
}

/* Macros that nothing in the text leads to, of a type that is written in another way. */
static void
test_macros_apart(void)
{
	g_autofree char *document = wrap_body(P(RUN("Use Oracle")));
	g_autoptr(GBytes) before = make_package((const File[]){
		{"[Content_Types].xml",
	         TYPES("<ct:Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>" OVERRIDE(
			 "/word/document.xml", MACRO_MAIN)
	                       OVERRIDE("/word/b.dat", "application/vnd.MS-Office.VBAProject"))},
		{"word/document.xml", document},
		{"extra/picture.bin", NULL},
		{"word/_rels/document.xml.rels",
	         RELATIONS(RELATION("rId1", MS_RELATION "vbaProject", "a.bin#x")
	                           RELATION("rId2", OT_RELATION "printerSettings", "c.bin"))},
		{"word/a.bin", "macros"},
		{"word/b.dat", "macros"},
		{"word/c.bin", "settings"},
		{0}});
	g_autoptr(GBytes) after = annotate(before, "Oracle");

	assert_lacks(after, "word/a.bin", "");
	assert_lacks(after, "word/b.dat", "");
	g_autofree char *settings = read_part(after, "word/c.bin");
	g_assert_cmpstr(settings, ==, "settings");
	assert_lacks(after, "[Content_Types].xml", "vba");
	assert_lacks(after, "[Content_Types].xml", "VBA");
}

/* Signatures are of the file as it was: they go, and what is signed stays. */
static void
test_signatures(void)
{
	static const char type[] = "application/vnd.openxmlformats-package.digital-signature-";
	g_autofree char *types = g_strdup_printf(
		TYPES("<ct:Default Extension=\"sigs\" ContentType=\"%sorigin\"/>"
		      OVERRIDE("/word/document.xml", OT_TYPE_WORD "document.main+xml")
		      OVERRIDE("/_xmlsignatures/sig1.xml", "%sxmlsignature+xml")), type, type);
	g_autofree char *document = wrap_body(P(RUN("Use Oracle")));
	g_autoptr(GBytes) before = make_package((const File[]){
		{"[Content_Types].xml", types},
		{"_rels/.rels",
	         RELATIONS(RELATION("rId1", OT_RELATION "officeDocument", "word/document.xml")
	                           RELATION("rId2", OT_RELATION_PKG "digital-signature/origin",
	                                    "_xmlsignatures/origin.sigs"))},
		{"word/document.xml", document},
		{"_xmlsignatures/origin.sigs", " "},
		{"_xmlsignatures/_rels/origin.sigs.rels",
	         RELATIONS(RELATION("rId1", OT_RELATION_PKG "digital-signature/signature",
	                            "sig1.xml"))},
		{"_xmlsignatures/sig1.xml", "<Signature/>"},
		{0}});
	g_autoptr(GBytes) after = annotate(before, "Oracle");

	assert_lacks(after, "_xmlsignatures/origin.sigs", "");
	assert_lacks(after, "_xmlsignatures/_rels/origin.sigs.rels", "");
	assert_lacks(after, "_xmlsignatures/sig1.xml", "");
	assert_lacks(after, "_rels/.rels", "signature");
	assert_holds(after, "_rels/.rels", "officeDocument");
	assert_lacks(after, "[Content_Types].xml", "sig1");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/annotate/new-parts", test_new_parts);
	g_test_add_func("/annotate/entries", test_entries);
	g_test_add_func("/annotate/nothing", test_nothing);
	g_test_add_func("/annotate/tail", test_tail);
	g_test_add_func("/annotate/macros", test_macros);
	g_test_add_func("/annotate/macros-apart", test_macros_apart);
	g_test_add_func("/annotate/signatures", test_signatures);
	return g_test_run();
}
