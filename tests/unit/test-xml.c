/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "xml/read.h"
#include "xml/write.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Bytes that are refused, with code and place. */
static const struct {
	const char *xml, *code, *message;
	int line, column;
} refused[] = {
	{"", "XML006", "there is nothing in the file", 0, 0},
	{" \n ", "XML006", "there is nothing in the file", 0, 0},
	{"<!DOCTYPE a><a/>", "XML003", "there is a DOCTYPE", 1, 1},
	{"<?xml version='1.0'?>\n <!doctype a [<!ENTITY b 'c'>]><a>&b;</a>", "XML003",
	 "there is a DOCTYPE", 2, 2},
	{"<a>\n  <b>\n</a>", "XML001",
	 "</a> stands where <b> of line 2 has to be ended first", 3, 1},
	{"<a><b></b>", "XML001", "the file ends, but <a> of line 1 is not ended", 1, 11},
	{"<a/><b/>", "XML001", "a second element stands beside the outermost one", 1, 5},
	{"<a/>text", "XML001", "text stands outside of all elements", 1, 5},
	{"text", "XML001", "text stands outside of all elements", 1, 1},
	{"</a>", "XML001", "</a> ends an element that was not begun", 1, 1},
	{"<a b=c/>", "XML001", "the value of the attribute b is not in quotation marks", 1, 6},
	{"<a b/>", "XML001", "the attribute b has no value", 1, 5},
	{"<a b='c'd='e'/>", "XML001", "there should be a blank or > here, in the tag <a", 1, 9},
	{"<a b='c/>", "XML001", "the attribute b has no closing quotation mark", 1, 10},
	{"<a b='<'/>", "XML001",
	 "the character < stands in the attribute b; write &lt; instead", 1, 7},
	{"<a>fish & chips</a>", "XML001",
	 "the character & stands alone; write &amp; instead", 1, 9},
	{"<a>x&nbsp;y</a>", "XML001", "&nbsp; is not known here; write the character itself", 1, 5},
	{"<a", "XML001", "the file ends within the tag <a", 1, 3},
	{"<a></ a>", "XML001", "there should be the name of an element here", 1, 6},
	{"<!-- x", "XML001", "a comment is not ended with -->", 1, 1},
	{"<a><![CDATA[x</a>", "XML001", "a CDATA section is not ended with ]]>", 1, 4},
	{"<a><!ELEMENT b></a>", "XML001", "<! starts nothing that is known here", 1, 4},
	{"<!-- only -->", "XML001", "there is no element in the file", 1, 14},
	{"<a b='1' b='2'/>", "XML001", "an attribute stands twice in one tag", 1, 0},
	{"<a>&#11;</a>", "XML001",
	 "a reference such as &#11; names a character that XML forbids", 1, 0},
	{"<x:a/>", "XML001", "a name has a prefix that no xmlns: attribute declares", 1, 0},
	{"<a>\xc3\xa9\xff</a>", "XML002", "the byte FF is not UTF-8 text", 1, 5},
	{"<a>\n\x0b</a>", "XML004", "the control character U+000B stands in the file", 2, 1},
	{"<a>\xef\xbf\xbf</a>", "XML004", "the character U+FFFF stands in the file", 1, 4},
	{"PK\003\004...", "XML007",
	 "this is a zip archive, such as a Word or Excel file, and not XML", 1, 1},
	{"<?xml version='1.0' encoding='EBCDIC'?><a/>", "XML002",
	 "the file says that its encoding is EBCDIC, which is not read", 1, 1},
};

static void
test_refused(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(OtXml) xml = ot_xml_parse(refused[i].xml, strlen(refused[i].xml), "f",
		                                    findings);

		g_test_message("%s", refused[i].xml);
		g_assert_null(xml);
		g_assert_cmpuint(ot_findings_count(findings), ==, 1);
		const OtFinding *finding = ot_findings_get(findings, 0);
		g_assert_cmpstr(finding->message, ==, refused[i].message);
		g_assert_cmpstr(finding->code, ==, refused[i].code);
		g_assert_cmpint(finding->where.line, ==, refused[i].line);
		/* Where libxml2 says the place, its columns differ between versions. */
		if (refused[i].column > 0)
			g_assert_cmpint(finding->where.column, ==, refused[i].column);
	}
}

static const OtFinding *
refuse(const GString *text, OtFindings *findings)
{
	g_autoptr(OtXml) xml = ot_xml_parse(text->str, text->len, "f", findings);

	g_assert_null(xml);
	g_assert_cmpuint(ot_findings_count(findings), ==, 1);
	return ot_findings_get(findings, 0);
}

static void
repeat(GString *text, const char *piece, size_t n)
{
	while (n-- > 0)
		g_string_append(text, piece);
}

/* What would cost libxml2 a minute, or its memory, is refused before it is asked. */
static void
test_limits(void)
{
	g_autoptr(GString) text = g_string_new("<a>");
	g_autoptr(OtFindings) deep = ot_findings_new(), wide = ot_findings_new(),
	                      lengthy = ot_findings_new(), many = ot_findings_new(),
	                      name = ot_findings_new();

	repeat(text, "<b>", 100000);
	g_assert_cmpstr(refuse(text, deep)->message, ==,
	                "elements stand more than 64 deep in each other");

	g_string_assign(text, "<a ");
	for (int i = 0; i < 200000; i++)
		g_string_append_printf(text, " a%d='1'", i);
	g_string_append(text, "/>");
	g_assert_cmpstr(refuse(text, wide)->message, ==,
	                "the element a has more than 64 attributes");

	g_string_assign(text, "<a>");
	repeat(text, "\xc5\xb5", 1 << 20);
	g_string_append(text, "</a>");
	g_assert_cmpstr(refuse(text, lengthy)->message, ==,
	                "one text has 1048576 characters; at most 20000 are read");

	g_string_assign(text, "<a>");
	repeat(text, "<b/>", OT_LIMIT_XML_ELEMENTS);
	g_string_append(text, "</a>");
	g_assert_cmpstr(refuse(text, many)->message, ==, "there are more than 500000 elements");

	g_string_assign(text, "<");
	repeat(text, "a", 300);
	g_string_append(text, "/>");
	g_assert_cmpstr(refuse(text, name)->message, ==,
	                "a name has 300 bytes; at most 256 are read");
}

static void
test_positions(void)
{
	static const char text[] = "<?xml version='1.0'?>\n<!-- é <x> -->\n<a xmlns='u'>\n"
	                           "  é<b c='d &amp; e'/><![CDATA[<y>]]><c>t</c>\n</a>\n";
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtXml) xml = ot_xml_parse(text, strlen(text), "f", findings);

	g_assert_nonnull(xml);
	xmlNode *a = xmlDocGetRootElement(ot_xml_doc(xml)), *b = ot_xml_child(a, "b");
	xmlNode *c = ot_xml_next(b, NULL);
	g_assert_cmpint(ot_xml_where(xml, a).line, ==, 3);
	g_assert_cmpint(ot_xml_where(xml, b).line, ==, 4);
	g_assert_cmpint(ot_xml_where(xml, b).column, ==, 4);
	g_assert_cmpint(ot_xml_where(xml, c->children).column, ==, 37);
	g_assert_cmpstr(ot_xml_attr(b, "c"), ==, "d & e");
	g_assert_null(ot_xml_attr(b, "d"));
	g_assert_true(ot_xml_is(c, "c"));
	g_assert_null(ot_xml_next(c, NULL));
	ot_xml_strip_namespaces(ot_xml_doc(xml));
	g_assert_null(a->ns);
	g_assert_null(c->ns);
}

static void
check_encoding(const char *bytes, size_t len)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtXml) xml = ot_xml_parse(bytes, len, "f", findings);

	g_assert_nonnull(xml);
	g_autofree char *text =
		(char *) xmlNodeGetContent(xmlDocGetRootElement(ot_xml_doc(xml)));
	g_assert_cmpstr(text, ==, "\xc3\xa9");
}

static void
test_encodings(void)
{
	check_encoding("\xef\xbb\xbf<a>\xc3\xa9</a>", 12);
	check_encoding("\xff\xfe<\0a\0>\0\xe9\0<\0/\0a\0>\0", 18);
	check_encoding("\xfe\xff\0<\0a\0>\0\xe9\0<\0/\0a\0>", 18);
	check_encoding("<?xml version='1.0' encoding='windows-1252'?><a>\xe9</a>", 53);
	check_encoding("<?xml version='1.0' encoding='UTF-8'?><a>\xc3\xa9</a>", 47);
}

/* Every beginning of a file, and every file with one byte changed, gives an answer. */
/* Read bytes as a file, without the elements of a name. */
static OtXml *
read_file(const char *bytes, size_t len, const char *without)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("outset-XXXXXX.xml", &path, &error);

	g_assert_no_error(error);
	close(fd);
	g_assert_true(g_file_set_contents(path, bytes, (gssize) len, &error));
	OtXml *xml = ot_xml_read_without(path, without, findings, &error);
	g_assert_no_error(error);
	g_assert_nonnull(xml);
	g_unlink(path);
	return xml;
}

/* Files are parsed where they were read, whatever their encoding. */
static void
test_files(void)
{
	static const struct {
		const char *bytes;
		size_t len;
	} files[] = {
		{"<a>\xc3\xa9</a>", 9},
		{"\xef\xbb\xbf<a>\xc3\xa9</a>", 12},
		{"\xff\xfe<\0a\0>\0\xe9\0<\0/\0a\0>\0", 18},
		{"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", 51},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(OtXml) xml = read_file(files[i].bytes, files[i].len, NULL);
		const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
		g_assert_cmpstr((const char *) root->children->content, ==, "é");
	}
}

/* Elements that are left out have to be sound, and what stands behind them stays in its place. */
static void
test_without(void)
{
	static const char file[] =
		"<a>\n <x><b/>\n<x>&lt;</x>\n</x> <c/>\n <x/><d><x>\ny</x></d>\n</a>";
	g_autoptr(OtXml) xml = read_file(file, strlen(file), "x");
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	const xmlNode *c = ot_xml_child(root, NULL), *x = ot_xml_next(c, NULL);
	const xmlNode *d = ot_xml_next(x, NULL);
	OtWhere where = ot_xml_where(xml, c);

	g_assert_true(ot_xml_is(c, "c"));
	g_assert_cmpint(where.line, ==, 4);
	g_assert_cmpint(where.column, ==, 6);
	/* An empty one costs nothing. */
	g_assert_true(ot_xml_is(x, "x"));
	g_assert_true(ot_xml_is(d, "d"));
	where = ot_xml_where(xml, d);
	g_assert_cmpint(where.line, ==, 5);
	g_assert_cmpint(where.column, ==, 6);
	g_assert_null(ot_xml_child(d, NULL));
	g_assert_null(ot_xml_next(d, NULL));
}

static void
test_damaged(void)
{
	static const char text[] =
		"<?xml version='1.0' encoding='UTF-8'?><!-- c --><a b='c&amp;'>d<![CDATA[e]]></a>";
	const size_t n = strlen(text);

	for (size_t len = 0; len < n; len++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(OtXml) xml = ot_xml_parse(text, len, "f", findings);
		g_assert_true((xml == NULL) == (ot_findings_count(findings) > 0));
	}
	for (size_t i = 0; i < n; i++) {
		for (int byte = 0; byte < 256; byte += 5) {
			g_autofree char *changed = g_strdup(text);
			g_autoptr(OtFindings) findings = ot_findings_new();
			changed[i] = (char) byte;
			g_autoptr(OtXml) xml = ot_xml_parse(changed, n, "f", findings);
			g_assert_true((xml == NULL) == (ot_findings_count(findings) > 0));
		}
	}
}

static void
test_write(void)
{
	g_autoptr(OtXmlWriter) writer = ot_xml_writer_new();

	ot_xml_declaration(writer);
	ot_xml_start(writer, "a");
	ot_xml_set(writer, "b", "<&>\"\n\t");
	ot_xml_set(writer, "none", NULL);
	ot_xml_set_int(writer, "n", -7);
	ot_xml_empty(writer, "c", "d", "e", NULL);
	ot_xml_leaf(writer, "f", "\x0b<&>\"\xef\xbf\xbf\xff\xc5\xb5");
	ot_xml_text(writer, "");
	ot_xml_end(writer);
	g_assert_cmpuint(ot_xml_replaced(writer), ==, 3);
	g_autoptr(GBytes) bytes = ot_xml_take(writer);
	g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	g_assert_cmpstr(text, ==,
	                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
	                "<a b=\"&lt;&amp;&gt;&quot;&#10;&#9;\" n=\"-7\"><c d=\"e\"/>"
	                "<f>\xef\xbf\xbd&lt;&amp;&gt;\"\xef\xbf\xbd\xef\xbf\xbd\xc5\xb5</f></a>");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/xml/refused", test_refused);
	g_test_add_func("/xml/limits", test_limits);
	g_test_add_func("/xml/positions", test_positions);
	g_test_add_func("/xml/encodings", test_encodings);
	g_test_add_func("/xml/files", test_files);
	g_test_add_func("/xml/without", test_without);
	g_test_add_func("/xml/damaged", test_damaged);
	g_test_add_func("/xml/write", test_write);
	return g_test_run();
}
