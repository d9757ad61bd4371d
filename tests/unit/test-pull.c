/* SPDX-License-Identifier: MIT
 *
 * XML tag by tag: what is well-formed, what isn't, and where everything stands.
 */
#include "base/limits.h"
#include "xml/pull.h"

#include <string.h>

static const OtPullNamespace namespaces[] = {
	{"urn:one", OT_PULL_NS_FIRST},
	{"urn:first", OT_PULL_NS_FIRST},
	{"urn:two", OT_PULL_NS_FIRST + 1},
};

static const OtPullSettings settings = {
	.namespaces = namespaces,
	.n_namespaces = G_N_ELEMENTS(namespaces),
	.most_depth = 10,
	.most_elements = 1000,
};

/* Go to the end; DONE or BROKEN. */
static OtPullKind
drain(OtPull *pull)
{
	OtPullKind kind;

	do
		kind = ot_pull_next(pull);
	while (kind != OT_PULL_DONE && kind != OT_PULL_BROKEN);
	return kind;
}

static void
test_sound(void)
{
	static const char *const sound[] = {
		"<a/>",
		"\xEF\xBB\xBF<?xml version=\"1.0\" encoding='utf-8' standalone=\"yes\" ?>\r\n<a "
	        "/>\n",
		"<?xml version='1.1'?><!-- a - b --><?p q?><a></a ><!--x--><?p?>",
		"<a b='1' c=\"'\" d = '&#10;&#x1F600;&amp;&lt;&gt;&quot;&apos;' e='>'/>",
		"<a>]] ]&gt; > <![CDATA[<&]]]]><b/><![CDATA[>]]></a>",
		"<a xmlns='urn:x' xmlns:p='urn:y' p:b='' b=''><p:c xmlns=''/></a>",
		"<p:a xmlns:p='urn:x' xml:space='preserve' xml:lang='cy'/>",
		"<é·b/>",
		"<a xmlns:p='urn:x'><b xmlns:p='urn:y' xmlns:q='urn:x' p:c='' q:c=''/></a>",
		"<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(sound); i++) {
		g_autoptr(OtPull) pull = ot_pull_new(sound[i], strlen(sound[i]), &settings);
		size_t offset;
		const char *message = "";
		OtPullKind kind = drain(pull);

		if (kind == OT_PULL_BROKEN)
			ot_pull_problem(pull, &offset, &message);
		g_assert_cmpstr(message, ==, "");
		/* and it stays so */
		g_assert_cmpint(ot_pull_next(pull), ==, OT_PULL_DONE);
	}
}

static const struct {
	const char *xml;
	OtPullReason reason;
	size_t offset;
	const char *words;
} broken[] = {
	{"", OT_PULL_MALFORMED, 0, "no element"},
	{" <!-- -->", OT_PULL_MALFORMED, 9, "no element"},
	{"a<a/>", OT_PULL_MALFORMED, 0, "outside"},
	{"<a/>b", OT_PULL_MALFORMED, 4, "outside"},
	{"<a/><![CDATA[]]>", OT_PULL_MALFORMED, 4, "outside"},
	{"<a/><b/>", OT_PULL_MALFORMED, 4, "second element"},
	{"<a>", OT_PULL_MALFORMED, 3, "<a> is not ended"},
	{"<a", OT_PULL_MALFORMED, 2, "within a tag"},
	{"<", OT_PULL_MALFORMED, 0, "within a tag"},
	{"<a/", OT_PULL_MALFORMED, 3, "ended by >"},
	{"</a>", OT_PULL_MALFORMED, 0, "an end tag stands outside of all elements"},
	{"<a></b>", OT_PULL_MALFORMED, 5, "an end tag is not that of <a>"},
	{"<a></ab>", OT_PULL_MALFORMED, 6, "not that of <a>"},
	{"<a><b></a></b>", OT_PULL_MALFORMED, 8, "not that of <b>"},
	{"< a/>", OT_PULL_MALFORMED, 1, "the name of an element"},
	{"<1a/>", OT_PULL_MALFORMED, 1, "the name of an element"},
	{"<·/>", OT_PULL_MALFORMED, 1, "the name of an element"},
	{"<a:/>", OT_PULL_MALFORMED, 1, "colon"},
	{"<:a/>", OT_PULL_MALFORMED, 1, "the name :a has a colon where none can be"},
	{"<a:b:c/>", OT_PULL_MALFORMED, 1, "colon"},
	{"<a:1/>", OT_PULL_MALFORMED, 1, "colon"},
	{"<a b/>", OT_PULL_MALFORMED, 4, "no value"},
	{"<a b=c/>", OT_PULL_MALFORMED, 5, "quotation marks"},
	{"<a b='c/>", OT_PULL_MALFORMED, 9,
	 "an attribute has no closing quotation mark"},
	{"<a b='<'/>", OT_PULL_MALFORMED, 6, "the character < stands in an attribute"},
	{"<a b=''c=''/>", OT_PULL_MALFORMED, 7, "blank is missing"},
	{"<a b='' b=''/>", OT_PULL_MALFORMED, 8,
	 "the attribute b stands twice in one tag"},
	{"<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='' q:b=''/>", OT_PULL_MALFORMED, 42, "twice"},
	{"<a xmlns='urn:x' xmlns='urn:x'/>", OT_PULL_MALFORMED, 17, "twice"},
	{"<p:a/>", OT_PULL_MALFORMED, 1, "the prefix p is not declared"},
	{"<a p:b=''/>", OT_PULL_MALFORMED, 3, "p is not declared"},
	{"<a><b xmlns:p='urn:x'/><p:c/></a>", OT_PULL_MALFORMED, 24, "p is not declared"},
	{"<a xmlns:p=''/>", OT_PULL_MALFORMED, 13, "declared as nothing"},
	{"<a xmlns:xmlns='urn:x'/>", OT_PULL_MALFORMED, 22, "xml and xmlns"},
	{"<a xmlns:xml='urn:x'/>", OT_PULL_MALFORMED, 20, "xml and xmlns"},
	{"<a>&</a>", OT_PULL_MALFORMED, 3, "& starts nothing that is known here"},
	{"<a>&nbsp;</a>", OT_PULL_MALFORMED, 3, "&"},
	{"<a>&#0;</a>", OT_PULL_MALFORMED, 3, "&"},
	{"<a>&#xD800;</a>", OT_PULL_MALFORMED, 3, "&"},
	{"<a>&#x110000;</a>", OT_PULL_MALFORMED, 3, "&"},
	{"<a>&#99999999999999999999;</a>", OT_PULL_MALFORMED, 3, "&"},
	{"<a>&#;</a>", OT_PULL_MALFORMED, 3, "&"},
	{"<a>]]></a>", OT_PULL_MALFORMED, 3, "]]> stands in a text"},
	{"<a><![CDATA[</a>", OT_PULL_MALFORMED, 3, "a CDATA section is not ended by ]]>"},
	{"<a><!-- -- --></a>", OT_PULL_MALFORMED, 10, "two hyphens"},
	{"<a><!-- </a>", OT_PULL_MALFORMED, 3, "comment"},
	{"<a><? ?></a>", OT_PULL_MALFORMED, 3, "a processing instruction has no name"},
	{"<a><?p </a>", OT_PULL_MALFORMED, 3, 
	 "a processing instruction is not ended by ?>"},
	{" <?xml version='1.0'?><a/>", OT_PULL_MALFORMED, 1, "very beginning"},
	{"<?xml?><a/>", OT_PULL_MALFORMED, 0, "very beginning"},
	{"<?xml encoding='UTF-8'?><a/>", OT_PULL_MALFORMED, 0,
	 "<?xml does not say version=\"1.0\""},
	{"<?xml version='1.0'", OT_PULL_MALFORMED, 0, "<?xml is not ended by ?>"},
	{"<?xml version='1.0' a='b'?><a/>", OT_PULL_MALFORMED, 0,
	 "<?xml ...?> says what is not known"},
	{"<a><!ENTITY></a>", OT_PULL_MALFORMED, 3, "<!"},
	{"<!DOCTYPE a><a/>", OT_PULL_DOCTYPE, 0, "DOCTYPE"},
	{"<a><!DocType a></a>", OT_PULL_DOCTYPE, 3, "DOCTYPE"},
	{"<a>\x07</a>", OT_PULL_CONTROL, 3, "the control character U+0007 stands there"},
	{"<a b='\x1F'/>", OT_PULL_CONTROL, 6, "U+001F"},
	{"<a><!--\x02--></a>", OT_PULL_CONTROL, 7, "U+0002"},
	{"<a>\xEF\xBF\xBE</a>", OT_PULL_CONTROL, 3, "U+FFFE"},
	{"<a>\xFF</a>", OT_PULL_ENCODING, 3, "FF"},
	{"<a>\xC0\x80</a>", OT_PULL_ENCODING, 3, "C0"},
	{"<?xml version='1.0' encoding='EBCDIC'?><a/>", OT_PULL_ENCODING, 0,
	 "the encoding is EBCDIC, which is not read"},
	{"<a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a></a>",
	 OT_PULL_LIMIT, 30, "10 deep"},
};

static void
test_broken(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
		/* A copy of its own, so that a byte read too far is seen. */
		size_t len = strlen(broken[i].xml), offset;
		g_autofree char *xml = g_memdup2(broken[i].xml, len);
		g_autoptr(OtPull) pull = ot_pull_new(xml, len, &settings);
		const char *message;

		g_assert_cmpint(drain(pull), ==, OT_PULL_BROKEN);
		g_assert_cmpint(ot_pull_problem(pull, &offset, &message), ==, broken[i].reason);
		g_assert_nonnull(strstr(message, broken[i].words));
		g_assert_cmpuint(offset, ==, broken[i].offset);
		g_assert_cmpint(ot_pull_next(pull), ==, OT_PULL_BROKEN);
	}
}

/* One more than each limit. */
static void
test_limits(void)
{
	g_autoptr(GString) names = g_string_new("<"), attrs = g_string_new("<a");
	g_autoptr(GString) bindings = g_string_new(""), elements = g_string_new("<a>");
	const struct {
		const GString *xml;
		const char *words;
	} limits[] = {
		{names, "a name has"}, {attrs, "an element has more than 64 attributes"},
		{bindings, "more than 256 namespaces are declared within each other"},
		{elements, "1000 elements"},
	};

	for (int i = 0; i <= OT_LIMIT_XML_NAME; i++)
		g_string_append_c(names, 'n');
	for (int i = 0; i <= OT_LIMIT_XML_ATTRS; i++)
		g_string_append_printf(attrs, " a%d=''", i);
	for (int i = 0; i <= OT_LIMIT_XML_NAMESPACES; i++)
		g_string_append_printf(bindings, "%s xmlns:p%d='urn:%d'%s", i % 50 == 0 ? "<a" : "",
		                       i, i, i % 50 == 49 ? ">" : "");
	for (int i = 0; i < 1000; i++)
		g_string_append(elements, "<b/>");
	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
		g_autoptr(OtPull) pull =
			ot_pull_new(limits[i].xml->str, limits[i].xml->len, &settings);
		size_t offset;
		const char *message;

		g_assert_cmpint(drain(pull), ==, OT_PULL_BROKEN);
		g_assert_cmpint(ot_pull_problem(pull, &offset, &message), ==, OT_PULL_LIMIT);
		g_assert_nonnull(strstr(message, limits[i].words));
	}
}

/* A byte that no text can hold, and that ends none here. */
static void
test_nothing(void)
{
	g_autoptr(OtPull) pull = ot_pull_new("<a>\0</a>", 8, &settings);
	const char *message;
	size_t offset;

	g_assert_cmpint(drain(pull), ==, OT_PULL_BROKEN);
	g_assert_cmpint(ot_pull_problem(pull, &offset, &message), ==, OT_PULL_CONTROL);
	g_assert_cmpstr(message, ==, "the control character U+0000 stands there");
	g_assert_cmpuint(offset, ==, 3);
}

static void
assert_token(OtPull *pull, OtPullKind kind, size_t start, size_t end, size_t depth)
{
	const OtPullToken *token = ot_pull_token(pull);

	g_assert_cmpint(ot_pull_next(pull), ==, kind);
	g_assert_cmpint(token->kind, ==, kind);
	g_assert_cmpuint(token->start, ==, start);
	g_assert_cmpuint(token->end, ==, end);
	g_assert_cmpuint(token->depth, ==, depth);
}

static void
test_tokens(void)
{
	static const char xml[] = "<a xmlns='urn:one' xmlns:long-prefix='urn:two' "
	                          "long-prefix:b='x&amp;\r\ny' b='2'>t<c/><![CDATA[d]]></a>";
	g_autoptr(OtPull) pull = ot_pull_new(xml, sizeof xml - 1, &settings);
	const OtPullToken *token = ot_pull_token(pull);

	assert_token(pull, OT_PULL_START, 0, 79, 1);
	g_assert_true(ot_pull_is(pull, OT_PULL_NS_FIRST, "a"));
	g_assert_false(ot_pull_is(pull, OT_PULL_NS_FIRST, "ab"));
	g_assert_cmpuint(token->n_attrs, ==, 4);
	const OtPullAttr *attr = ot_pull_attr(pull, OT_PULL_NS_FIRST + 1, "b");
	g_autofree char *value = ot_pull_value(pull, attr);
	g_assert_cmpstr(value, ==, "x&\ny");
	g_assert_cmpuint(attr->start, ==, 47);
	g_assert_true(g_str_has_prefix(xml + attr->value, "x&amp;"));
	g_assert_true(ot_pull_value_is(pull, ot_pull_attr(pull, OT_PULL_NS_NONE, "b"), "2"));
	g_assert_null(ot_pull_attr(pull, OT_PULL_NS_NONE, "c"));
	g_assert_cmpint(ot_pull_prefix(pull, "long-prefix", 11), ==, OT_PULL_NS_FIRST + 1);
	g_assert_cmpint(ot_pull_prefix(pull, "q", 1), ==, -1);
	assert_token(pull, OT_PULL_TEXT, 79, 80, 1);
	assert_token(pull, OT_PULL_START, 80, 84, 2);
	g_assert_true(token->empty);
	assert_token(pull, OT_PULL_END, 84, 84, 2);
	g_assert_true(ot_pull_is(pull, OT_PULL_NS_FIRST, "c"));
	assert_token(pull, OT_PULL_TEXT, 93, 94, 1);
	g_assert_true(token->cdata);
	assert_token(pull, OT_PULL_END, 97, 101, 1);
	g_assert_cmpint(ot_pull_next(pull), ==, OT_PULL_DONE);
}

static void
test_children(void)
{
	static const char xml[] = "<a>x<b><c/><d/></b>y<e/><f><g/></f></a>";
	g_autoptr(OtPull) pull = ot_pull_new(xml, sizeof xml - 1, &settings);
	g_autoptr(GString) names = g_string_new(NULL);

	ot_pull_next(pull);
	while (ot_pull_child(pull, 1)) {
		g_string_append_len(names, ot_pull_token(pull)->name, 1);
		if (ot_pull_is(pull, OT_PULL_NS_NONE, "f"))
			while (ot_pull_child(pull, 2))
				g_string_append_len(names, ot_pull_token(pull)->name, 1);
		if (ot_pull_is(pull, OT_PULL_NS_NONE, "e"))
			g_assert_true(ot_pull_skip(pull, 2));
	}
	g_assert_cmpstr(names->str, ==, "befg");
	g_assert_false(ot_pull_child(pull, 1));
	g_assert_true(ot_pull_skip(pull, 1));
	g_assert_true(ot_pull_is(pull, OT_PULL_NS_NONE, "a"));
}

static void
test_utf16(void)
{
	static const char *const orders[] = {"UTF-16LE", "UTF-16BE"};

	for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
		gsize len;
		g_autofree char *wide =
			g_convert("\xEF\xBB\xBF<a>£</a>", -1, orders[i], "UTF-8", NULL, &len, NULL);
		g_autoptr(GBytes) bytes = g_bytes_new(wide, len);
		g_autoptr(GBytes) text = ot_pull_utf8(bytes);
		g_autoptr(GBytes) half = g_bytes_new(wide, len - 1);

		g_assert_cmpmem(g_bytes_get_data(text, NULL), g_bytes_get_size(text), "<a>£</a>",
		                9);
		g_assert_null(ot_pull_utf8(half));
	}
	g_autoptr(GBytes) plain = g_bytes_new_static("<a/>", 4);
	g_autoptr(GBytes) same = ot_pull_utf8(plain);
	g_assert_true(same == plain);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pull/sound", test_sound);
	g_test_add_func("/pull/broken", test_broken);
	g_test_add_func("/pull/nothing", test_nothing);
	g_test_add_func("/pull/limits", test_limits);
	g_test_add_func("/pull/tokens", test_tokens);
	g_test_add_func("/pull/children", test_children);
	g_test_add_func("/pull/utf-16", test_utf16);
	return g_test_run();
}
