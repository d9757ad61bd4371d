/* SPDX-License-Identifier: MIT
 *
 * Files that are not what they say: other formats, damage, attacks.  Each is refused with a code of
 * its own and a sentence; none may crash, hang or be unpacked beyond the limits.
 */
#include "draft-build.h"

#include "base/limits.h"

#define REPEAT_BLANKS 1500000

/* --- no Word file at all ------------------------------------------------------------------- */

#define OLE2 "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
#define BYTES_OF(text) text, sizeof(text) - 1

static const struct {
	const char *bytes;
	size_t len;
	const char *code, *words;
} others[] = {
	{BYTES_OF(""), "DOC001", "empty"},
	{BYTES_OF("Dear all,\n"), "DOC001", "plain text"},
	{BYTES_OF("\x89PNG\r\n\x1A\n\0\0\0"), "DOC001", "is not a zip archive"},
	{BYTES_OF("%PDF-1.7\n"), "DOC001", "PDF"},
	{BYTES_OF("{\\rtf1\\ansi}"), "DOC002", "Rich Text"},
	{BYTES_OF("\xEF\xBB\xBF \n<!DOCTYPE HTML><p>"), "DOC002", "HTML"},
	{BYTES_OF("<html><body>"), "DOC002", "HTML"},
	{BYTES_OF("MIME-Version: 1.0\r\n"), "DOC002", "MHT"},
	{BYTES_OF("<?xml version='1.0'?><pkg:package/>"), "DOC002", "XML"},
	{BYTES_OF(OLE2 "\0\0W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"), "DOC002", ".doc"},
	{BYTES_OF(OLE2 "\0\0W\0o\0r\0k\0b\0o\0o\0k\0"), "DOC001", "Excel"},
	{BYTES_OF(OLE2 "\0\0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), "DOC003",
	 "password"},
	{BYTES_OF(OLE2), "DOC002", "older program"},
	{BYTES_OF("PK\3"), "DOC004", "the file is cut off or damaged"},
	{BYTES_OF("PK\3\4"), "DOC004", "cut off"},
	{BYTES_OF("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "DOC004", "damaged"},
};

static void
test_others(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		assert_refused(g_bytes_new_static(others[i].bytes, others[i].len), others[i].code,
		               others[i].words);
}

static void
test_other_archives(void)
{
	const File text[] = {{"readme.txt", "no", 0}};
	const File odt[] = {{"mimetype", "application/vnd.oasis.opendocument.text", 0}};
	const File epub[] = {{"mimetype", "application/epub+zip", 0}};
	const char *excel =
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
	const char *slides =
		"application/"
	        "vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";

	assert_refused(pack(text, 1), "DOC001",
	               "the file is a zip archive, but holds no Word document");
	assert_refused(pack(odt, 1), "DOC002", "OpenDocument");
	assert_refused(pack(epub, 1), "DOC001",
	               "the file is a package of another program, and no Word document");
	assert_refused(make_docx_of(excel, "<a/>", NULL, 0), "DOC001", "Excel");
	assert_refused(make_docx_of(slides, "<a/>", NULL, 0), "DOC001", "PowerPoint");
	assert_refused(make_docx_of("text/plain", "<a/>", NULL, 0), "DOC007", "list of contents");
}

/* --- the package --------------------------------------------------------------------------- */

/* A package whose relationships are these. */
static GBytes *
relate(const char *relationships)
{
	g_autofree char *xml = g_strdup_printf(
		"<Relationships xmlns='" NS_P "relationships'>%s</Relationships>", relationships);
	const File files[] = {
		{"[Content_Types].xml",
	         "<Types xmlns='" NS_P
	         "content-types'><Default Extension='xml' ContentType='" TYPE_MAIN "'/></Types>",
	         0},
		{"_rels/.rels", xml, 0},
		{"one.xml", BODY(PR("a")), 0},
		{"two.xml", BODY(PR("b")), 0},
	};

	return pack(files, G_N_ELEMENTS(files));
}

#define MAIN_AT(target, more) \
	"<Relationship Id='a' Type='" NS_O "/officeDocument' Target='" target "'" more "/>"

static void
test_main_part(void)
{
	assert_refused(relate(""), "DOC007", "which part is the document");
	assert_refused(relate(MAIN_AT("three.xml", "")), "DOC007",
	               "the part that holds the document is missing");
	assert_refused(relate(MAIN_AT("../../one.xml", "")), "DOC007", "missing");
	assert_refused(relate(MAIN_AT("file:///etc/passwd", " TargetMode='External'")), "DOC007",
	               "the document itself is kept outside of the file");
	assert_refused(relate(MAIN_AT("one.xml", "") MAIN_AT("two.xml", "")), "DOC007",
	               "two documents");
	assert_refused(make_docx("<w:styles" NAMESPACES "/>"), "DOC007", 
	               "the part that should hold the document holds something else");
	g_autoptr(OtDraft) draft =
		read_sound(relate(MAIN_AT("one.xml", "") MAIN_AT("ONE.xml", "")));
	g_assert_cmpuint(ot_draft_count(draft), ==, 1);
}

/* Parts that are their own header, or lie elsewhere: nothing is read twice, nothing is fetched. */
static void
test_relations(void)
{
	const File file = {"word/_rels/document.xml.rels",
	                   "<Relationships xmlns='" NS_P "relationships'>"
	                   "<Relationship Id='h' Type='" NS_O "/header' Target='document.xml'/>"
	                   "<Relationship Id='s' Type='" NS_O
	                   "/styles' Target='http://example.org/' "
	                   "TargetMode='External'/>"
	                   "<Relationship Id='f' Type='" NS_O "/footnotes' Target='gone.xml'/>"
	                   "</Relationships>",
	                   0};
	const File files[] = {
		{"[Content_Types].xml",
	         "<Types xmlns='" NS_P
	         "content-types'><Default Extension='xml' ContentType='" TYPE_MAIN "'/></Types>",
	         0},
		{"_rels/.rels",
	         "<Relationships xmlns='" NS_P
	         "relationships'>" MAIN_AT("word/document.xml", "") "</Relationships>",
	         0},
		{"word/document.xml",
	         BODY(PR("a") "<w:sectPr><w:headerReference r:id='h'/></w:sectPr>"), 0},
		file,
	};
	g_autoptr(GBytes) bytes = pack(files, G_N_ELEMENTS(files));
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtDraft) draft = ot_draft_parse(bytes, "draft.docx", findings);

	g_assert_nonnull(draft);
	g_assert_cmpuint(ot_draft_count(draft), ==, 1);
	g_assert_cmpuint(ot_findings_count(findings), ==, 2);
	g_assert_nonnull(
		strstr(ot_findings_get(findings, 0)->message,
	               "the part http://example.org/ is kept outside of the file, and not read"));
	g_assert_nonnull(strstr(ot_findings_get(findings, 1)->message,
	                       "the part gone.xml is missing, and not read"));
}

/* A copy in which `from` is `to`, of the same length, wherever it stands. */
static GBytes *
replace(GBytes *take_bytes, const char *from, const char *to, size_t len)
{
	g_autoptr(GBytes) bytes = take_bytes;
	gsize size;
	char *data = g_memdup2(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	int n = 0;

	g_bytes_get_data(bytes, &size);
	for (size_t i = 0; i + len <= size; i++) {
		if (memcmp(data + i, from, len) != 0)
			continue;
		memcpy(data + i, to, len);
		n++;
	}
	g_assert_cmpint(n, >, 0);
	return g_bytes_new_take(data, size);
}

static GBytes *
rename_part(const char *from, const char *to)
{
	const File file = {from, "<a/>", 0};

	g_assert_cmpuint(strlen(from), ==, strlen(to));
	return replace(make_docx_of(TYPE_MAIN, BODY(PR("a")), &file, 1), from, to, strlen(from));
}

static void
test_names(void)
{
	static const char *const escaping[] = {
		"../../etc/cron.d/y",  "/etc/cron.d/abcdef", "word/../../abcdefg",
		"..\\..\\windows\\ab", "C:\\windows\\abcde", "\\\\server\\share\\a",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(escaping); i++) {
		g_autofree char *plain = g_strnfill(strlen(escaping[i]), 'x');
		assert_refused(rename_part(plain, escaping[i]), "DOC005", "leads out");
	}
	assert_refused(rename_part("word/documenx.xml", "word/document.xml"), "DOC005",
	               "two parts");
	assert_refused(rename_part("word/documenx.xml", "Word/Document.XML"), "DOC005",
	               "two parts");
	/* a folder is an entry that honest programs write */
	g_autoptr(OtDraft) draft = read_sound(rename_part("word/x", "word/y"));
	g_assert_nonnull(draft);
}

/* --- the archive --------------------------------------------------------------------------- */

enum {
	ENTRY_FLAGS = 8,
	ENTRY_METHOD = 10,
	ENTRY_CRC = 16,
	ENTRY_PACKED = 20,
	ENTRY_SIZE = 24,
	ENTRY_OFFSET = 42,
	END_COUNT = 10,
	END_START = 16,
};

/* Put a number into the record that starts with `signature`, the nth of its kind. */
static GBytes *
patch(GBytes *take_bytes, const char *signature, int nth, size_t at, guint32 value, size_t len)
{
	g_autoptr(GBytes) bytes = take_bytes;
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	char *copy = g_memdup2(data, size);

	for (size_t i = 0; i + 46 <= size || memcmp(signature, "PK\5\6", 4) == 0; i++) {
		g_assert_cmpuint(i + 4, <=, size);
		if (memcmp(copy + i, signature, 4) != 0 || nth-- > 0)
			continue;
		for (size_t j = 0; j < len; j++)
			copy[i + at + j] = (char) (value >> (8 * j));
		return g_bytes_new_take(copy, size);
	}
	g_assert_not_reached();
}

/* In the list, the entry of word/document.xml; its text is packed. */
static GBytes *
patch_document(size_t at, guint32 value, size_t len)
{
	g_autoptr(GString) body = g_string_new("<w:document" NAMESPACES "><w:body>");

	for (int i = 0; i < 200; i++)
		g_string_append_printf(body, PR("Requirement %d"), i * 7919);
	g_string_append(body, "</w:body></w:document>");
	return patch(make_docx(body->str), "PK\1\2", 2, at, value, len);
}

static void
test_lies(void)
{
	assert_refused(patch_document(ENTRY_CRC, 1, 4), "DOC004",
	               "the part word/document.xml does not unpack to what the list says");
	assert_refused(patch_document(ENTRY_SIZE, 5000, 4), "DOC004", "does not unpack");
	assert_refused(patch_document(ENTRY_SIZE, 900000, 4), "DOC004", "does not unpack");
	assert_refused(patch_document(ENTRY_SIZE, 0x80000000, 4), "DOC006", "2048 MB");
	assert_refused(
		patch_document(ENTRY_SIZE, 100000000, 4), "DOC006",
		"the part word/document.xml unpacks to more than 500 times its size, which no text "
		"does");
	/* A part that nobody reads is passed on, so its claim counts too. */
	const File unread = {"word/media/picture.bin", "a picture", 0};
	g_autoptr(GBytes) with_picture =
		make_docx_of(TYPE_MAIN, BODY(PR("a")), &unread, 1);
	assert_refused(
		patch(g_steal_pointer(&with_picture), "PK\1\2", 4, ENTRY_SIZE, 0x80000000, 4),
		"DOC006", "picture.bin has 2048 MB");
	assert_refused(patch_document(ENTRY_PACKED, 0x7FFFFFFF, 4), "DOC004",
	               "a part reaches beyond the space for parts");
	assert_refused(patch_document(ENTRY_METHOD, 93, 2), "DOC004",
	               "the part word/document.xml is packed in a way that Word files are not");
	assert_refused(patch_document(ENTRY_FLAGS, 1, 2), "DOC003",
	               "the file is a zip archive that is protected with a password");
	assert_refused(patch_document(ENTRY_OFFSET, 0, 4), "DOC004", "over each other");
	assert_refused(patch_document(ENTRY_OFFSET, 7, 4), "DOC004",
	               "a part is not where the list says");
	assert_refused(patch_document(ENTRY_OFFSET, 0xFFFFFFFF, 4), "DOC004", "not where");
}

static void
test_list(void)
{
	g_autoptr(GBytes) sound = make_docx(BODY(PR("a")));
	gsize len = g_bytes_get_size(sound);

	assert_refused(patch(g_bytes_ref(sound), "PK\5\6", 0, END_COUNT, 65535, 2), "DOC006",
	               "65535");
	assert_refused(patch(g_bytes_ref(sound), "PK\5\6", 0, END_COUNT, 9, 2), "DOC004",
	               "the list at the end of the file is broken");
	assert_refused(patch(g_bytes_ref(sound), "PK\5\6", 0, END_COUNT, 3, 2), "DOC004", "");
	assert_refused(patch(g_bytes_ref(sound), "PK\5\6", 0, END_START, 0x7FFFFFFF, 4), "DOC004",
	               "list");
	/* cut off anywhere */
	for (gsize cut = 4; cut < len; cut += 13)
		assert_refused(g_bytes_new_from_bytes(sound, 0, cut), "DOC004", "");
}

/* Any byte turned over: refused or read, never a crash. */
static void
test_flipped(void)
{
	g_autoptr(GBytes) sound = make_docx(BODY(PR("a")));
	gsize len;
	const char *data = g_bytes_get_data(sound, &len);

	for (gsize i = 0; i < len; i++) {
		char *copy = g_memdup2(data, len);
		copy[i] = (char) ~copy[i];
		g_autoptr(GBytes) bytes = g_bytes_new_take(copy, len);
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(OtDraft) draft = ot_draft_parse(bytes, "draft.docx", findings);

		g_assert_true(draft != NULL || ot_findings_count(findings) > 0);
	}
}

static void
test_bomb(void)
{
	g_autofree char *blanks = g_strnfill(REPEAT_BLANKS, ' ');
	g_autofree char *document = g_strconcat(BODY(""), blanks, NULL);

	assert_refused(make_docx(document), "DOC006", "500 times");
}

/* --- XML ----------------------------------------------------------------------------------- */

static const struct {
	const char *document, *code, *words;
} broken[] = {
	{"<!DOCTYPE w:document [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" BODY(PR("&a;")),
	 "DOC009", "DOCTYPE"},
	{"<?xml version='1.0'?>\n<!doctype a>" BODY(""), "DOC009", "DOCTYPE"},
	{BODY("<w:p>"), "DOC008", "end tag"},
	{BODY(PR("a & b")), "DOC008", "& starts nothing that is known here"},
	{BODY(PR("\x01")), "DOC008", "the control character U+0001 stands there"},
	{BODY(PR("\xEF\xBF\xBF")), "DOC008", "U+FFFF"},
	{BODY(PR("\xC3(")), "DOC010", "C3"},
	{BODY(PR("\xED\xA0\x80")), "DOC010", "ED"},
	{"<?xml version='1.0' encoding='ISO-8859-1'?>" BODY(""), "DOC010",
	 "the encoding is ISO-8859-1, which is not read"},
	{"\xFF\xFE" "a", "DOC010", "it starts as UTF-16, but its bytes are not"},
	{"", "DOC008", "no element"},
};

static void
test_broken_xml(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(broken); i++)
		assert_refused(make_docx(broken[i].document), broken[i].code,
		               broken[i].words);
}

/* Also in a part that is read beside the document. */
static void
test_broken_styles(void)
{
	static const char *const names[] = {
		"word/styles.xml", "word/footnotes.xml", "word/header1.xml", "word/comments.xml",
		"word/commentsExtended.xml",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const File file = {names[i], "<!DOCTYPE a><a/>", 0};
		assert_refused(make_docx_of(TYPE_MAIN, BODY(PR("a")), &file, 1), "DOC009",
		               "DOCTYPE");
	}
}

static void
test_deep(void)
{
	g_autoptr(GString) body = g_string_new("<w:document" NAMESPACES "><w:body>");

	for (int i = 0; i < 100000; i++)
		g_string_append_printf(body, i % 97 == 0 ? "<w:smartTag>" : "<w:ins>");
	assert_refused(make_docx(body->str), "DOC006", "256 deep");

	/* as deep as is allowed, in each way that goes down */
	static const struct {
		const char *start, *end;
		int depth;
	} ways[] = {
		{"<w:ins>", "</w:ins>", 1},
		{"<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 2},
		{"<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 3},
		{"<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 4},
		{"<w:p>", "</w:p>", 1},
		{"<w:p><w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r></w:p>", 4},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		int steps = (OT_LIMIT_DRAFT_DEPTH - 2) / ways[i].depth;
		g_string_assign(body, "<w:document" NAMESPACES "><w:body>");
		for (int j = 0; j < steps; j++)
			g_string_append(body, ways[i].start);
		for (int j = 0; j < steps; j++)
			g_string_append(body, ways[i].end);
		g_string_append(body, "</w:body></w:document>");
		g_autoptr(OtDraft) draft = read_sound(make_docx(body->str));
		g_assert_nonnull(draft);
	}
}

static void
test_attributes(void)
{
	g_autoptr(GString) body = g_string_new("<w:document" NAMESPACES "><w:body><w:p");

	for (int i = 0; i < 200000; i++)
		g_string_append_printf(body, " a%d=''", i * 31);
	g_string_append(body, "/></w:body></w:document>");
	assert_refused(make_docx(body->str), "DOC006", "attributes");
}

/* --- large --------------------------------------------------------------------------------- */

static void
test_many_paragraphs(void)
{
	const int n = 100000;
	g_autoptr(GString) body = g_string_new("<w:document" NAMESPACES "><w:body>");

	for (int i = 0; i < n; i++)
		g_string_append_printf(body, PR("Requirement %d of %d"), i, i * 7919 % 10007);
	g_string_append(body, "</w:body></w:document>");
	g_autoptr(OtDraft) draft = read_sound(make_docx(body->str));
	g_assert_cmpuint(ot_draft_count(draft), ==, n);
	g_assert_cmpstr(ot_draft_paragraph(draft, 99999)->place, ==, "paragraph 100000");
}

/* One more than is read, of each kind. */
static void
test_limits(void)
{
	static const struct {
		const char *each;
		unsigned n;
		const char *words;
	} many[] = {
		{"<w:p/>", OT_LIMIT_DRAFT_PARAGRAPHS + 1,
	         "the file has more than 500000 paragraphs"},
		/* a run and a text */
		{R("a"), OT_LIMIT_DRAFT_PIECES / 2 + 1,
	         "the file has more than 2000000 stretches of text"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(many); i++) {
		g_autoptr(GString) body = g_string_new("<w:document" NAMESPACES "><w:body><w:p>");
		for (unsigned j = 0; j < many[i].n; j++)
			g_string_append(body, many[i].each);
		g_string_append(body, "</w:p></w:body></w:document>");
		assert_refused(make_docx(body->str), "DOC006", many[i].words);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/draft-hostile/others", test_others);
	g_test_add_func("/draft-hostile/other-archives", test_other_archives);
	g_test_add_func("/draft-hostile/main-part", test_main_part);
	g_test_add_func("/draft-hostile/relations", test_relations);
	g_test_add_func("/draft-hostile/names", test_names);
	g_test_add_func("/draft-hostile/lies", test_lies);
	g_test_add_func("/draft-hostile/list", test_list);
	g_test_add_func("/draft-hostile/flipped", test_flipped);
	g_test_add_func("/draft-hostile/bomb", test_bomb);
	g_test_add_func("/draft-hostile/broken-xml", test_broken_xml);
	g_test_add_func("/draft-hostile/broken-styles", test_broken_styles);
	g_test_add_func("/draft-hostile/deep", test_deep);
	g_test_add_func("/draft-hostile/attributes", test_attributes);
	g_test_add_func("/draft-hostile/many-paragraphs", test_many_paragraphs);
	g_test_add_func("/draft-hostile/limits", test_limits);
	return g_test_run();
}
