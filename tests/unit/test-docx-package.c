/* SPDX-License-Identifier: MIT
 *
 * The DOCX writer: the package, its order and its times, and names that Word restricts.
 */
#include "docx-build.h"

#include "docx/writer.h"

#include <time.h>

/* A document with something for every part. */
static OtDocument *
make_document(void)
{
	OtDocument *document = new_document();
	OtNode *section = add_section(document, document->root, OT_SECTION_NORMAL, "One");
	OtNode *paragraph = add_paragraph(document, section, "Text");
	GError *error = NULL;

	section->id = "one";
	add_inline(document, paragraph, OT_NODE_NOTE, "A note");
	add_inline(document, paragraph, OT_NODE_LINK, "law")->as.link.href = "https://example.org/";
	add_field(document, paragraph, OT_FIELD_TEXT, "a.field", NULL, NULL);
	add_item(document, add_list(document, section, OT_LIST_NUMBER, 1), "Item");
	g_autoptr(OtLabels) labels = ot_labels_load("templates/labels.en.xml", &error);
	g_assert_no_error(error);
	ot_document_resolve(document, labels, &error);
	g_assert_no_error(error);
	return document;
}

static void
test_order(void)
{
	static const char *const names[] = {
		"[Content_Types].xml",
		"_rels/.rels",
		DOCUMENT,
		"word/_rels/document.xml.rels",
		"word/header.xml",
		"word/footer.xml",
		"word/footnotes.xml",
		"word/styles.xml",
		"word/numbering.xml",
		"word/settings.xml",
		"word/fontTable.xml",
		"word/theme/theme1.xml",
		"customXml/item1.xml",
		"customXml/_rels/item1.xml.rels",
		"customXml/itemProps1.xml",
		"docProps/core.xml",
		"docProps/app.xml",
		"docProps/custom.xml",
	};
	g_autoptr(OtDocument) document = make_document();
	g_autoptr(GBytes) bytes = write_bytes(document, 1795000000);
	g_autoptr(Package) package = package_open(bytes);

	check_package(package);
	g_assert_cmpuint(package->names->len, ==, G_N_ELEMENTS(names));
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		g_assert_cmpstr(g_ptr_array_index(package->names, i), ==, names[i]);
}

static guint
read_word(const guint8 *bytes)
{
	return bytes[0] | (guint) bytes[1] << 8;
}

/* Nothing of a system and nothing of a moment is in an entry. */
static void
check_entries(GBytes *bytes, guint time, guint date)
{
	size_t len;
	const guint8 *data = g_bytes_get_data(bytes, &len);
	int n = 0;

	/* the central directory (APPNOTE 4.3.12) */
	for (size_t at = 0; at + 46 <= len; at++) {
		if (memcmp(data + at, "PK\x01\x02", 4) != 0)
			continue;
		g_assert_cmpuint(data[at + 5], ==, 0); /* the system: MS-DOS */
		g_assert_cmpuint(read_word(data + at + 8), ==, 0); /* flags */
		g_assert_cmpuint(read_word(data + at + 12), ==, time);
		g_assert_cmpuint(read_word(data + at + 14), ==, date);
		g_assert_cmpuint(read_word(data + at + 30), ==, 0); /* extra fields */
		g_assert_cmpuint(read_word(data + at + 32), ==, 0); /* comment */
		g_assert_cmpuint(read_word(data + at + 38), ==, 0); /* attributes */
		g_assert_cmpuint(read_word(data + at + 40), ==, 0);
		n++;
	}
	g_assert_cmpint(n, ==, 18);
}

static void
test_times(void)
{
	static const struct {
		gint64 epoch;
		guint time, date; /* of MS-DOS */
	} times[] = {
		/* before the first date that can be said, and after the last */
		{0, 0, 0 << 9 | 1 << 5 | 1},
		{-5, 0, 0 << 9 | 1 << 5 | 1},
		{315532800, 0, 0 << 9 | 1 << 5 | 1},
		{1795000000, 11 << 11 | 6 << 5 | 20, 46 << 9 | 11 << 5 | 18},
		{G_GINT64_CONSTANT(9999999999999), 23 << 11 | 59 << 5 | 29,
		 127 << 9 | 12 << 5 | 31},
	};
	g_autoptr(OtDocument) document = make_document();
	/* Where libzip has seconds of 32 bits, the last ends in 2038. */
	bool is_short = sizeof(time_t) < sizeof(gint64);

	for (size_t i = 0; i < G_N_ELEMENTS(times) - is_short; i++) {
		g_autoptr(GBytes) bytes = write_bytes(document, times[i].epoch);
		check_entries(bytes, times[i].time, times[i].date);
	}
}

/* The same bytes twice, also from another tree of the same nodes and in another time zone. */
static void
test_same_bytes(void)
{
	g_autoptr(OtDocument) one = make_document(), other = make_document();
	g_autoptr(GBytes) first = write_bytes(one, 1795000000);
	g_autoptr(GBytes) again = write_bytes(one, 1795000000);

	g_assert_true(g_bytes_equal(first, again));
	g_setenv("TZ", "Pacific/Kiritimati", TRUE);
	tzset();
	g_autoptr(GBytes) elsewhere = write_bytes(other, 1795000000);
	g_unsetenv("TZ");
	tzset();
	g_assert_true(g_bytes_equal(first, elsewhere));
}

static void
test_facts(void)
{
	g_autoptr(OtDocument) document = make_document();
	g_autoptr(GBytes) bytes = write_bytes(document, 1795000000);
	g_autoptr(Package) package = package_open(bytes);

	assert_string(package, "docProps/core.xml", "string(//dc:title)",
	              "Data protection impact assessment");
	assert_string(package,
	              "docProps/core.xml", "string(//dcterms:created)", "2026-11-18T11:06:40Z");
	assert_string(package, "docProps/core.xml", "string(//dc:language)", "en-GB");
	assert_string(package, "docProps/custom.xml",
	              "string(//op:property[@name='Template version']/vt:lpwstr)", "1.0.0");
	assert_string(package, "docProps/custom.xml",
	              "string(//op:property[@name='Specification reference']/vt:lpwstr)",
	              "HVC-2026-014");
	assert_string(package, "word/header.xml", "string(//w:p)",
	              "Hafren Vale County CouncilData protection impact assessment");
	assert_string(package, "word/footer.xml", "string(//w:p)",
	              "HVC-2026-014 · Version 0.4 · For engagement · 23 November 2026"
	              "Page  PAGE 1 of  NUMPAGES 1");
	assert_string(package, "word/settings.xml",
	              "string(//w:compatSetting[@w:name='compatibilityMode']/@w:val)", "15");
	assert_count(package, "word/settings.xml", 0, "//w:updateFields");
	assert_count(package, "word/theme/theme1.xml", 12, "//a:clrScheme/*");
}

/* --- names --------------------------------------------------------------------------------- */

static void
test_links(void)
{
	static const char *const links[][2] = {
		{"https://example.org/", "https://example.org/"},
		{"HTTP://example.org/a b", "HTTP://example.org/a%20b"},
		{"https://example.org/%41%zz", "https://example.org/%41%25zz"},
		{"https://example.org/ŷ?q=<x>#y", "https://example.org/%C5%B7?q=%3Cx%3E#y"},
		{"mailto:a@example.org", "mailto:a@example.org"},
		{"tel:+441632960141", "tel:+441632960141"},
		{"https://", NULL},
		{"http://[not-an-address/", NULL},
		{"javascript:alert(1)", NULL},
		{"file:///etc/passwd", NULL},
		{"//example.org/", NULL},
		{"chapter2.docx", NULL},
		{"", NULL},
		{NULL, NULL},
	};
	g_autoptr(OtArena) arena = ot_arena_new();
	OtDocx docx = {.arena = arena};

	for (size_t i = 0; i < G_N_ELEMENTS(links); i++)
		g_assert_cmpstr(ot_docx_link_target(&docx, links[i][0]), ==, links[i][1]);
}

static void
test_dates(void)
{
	static const char *const dates[] = {"2026-12-03", "2024-02-29", "1999-12-31"};
	static const char *const others[] = {
		"",           "2026-13-01",          "2026-02-29",  "2026-1-01",  "0000-01-01",
		"2026/12/03", "2026-12-03T10:00:00", "20-26-12-03", "+026-12-03",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++)
		g_assert_true(ot_docx_is_date(dates[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		g_assert_false(ot_docx_is_date(others[i]));
	g_assert_false(ot_docx_is_date(NULL));
}

/* Every group has its properties together, and none twice. */
static void
test_property_table(void)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	int group = -1;

	for (int i = 0; i < OT_N_PROPERTIES; i++) {
		const OtPropertyInfo *info = ot_property_info(i);

		g_assert_cmpint(info->group, >=, group);
		group = (int) info->group;
		g_assert_true(g_hash_table_add(seen, g_strdup_printf("%d %s", group, info->name)));
	}
	g_assert_cmpint(group, ==, OT_N_GROUPS - 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/docx/order", test_order);
	g_test_add_func("/docx/times", test_times);
	g_test_add_func("/docx/same-bytes", test_same_bytes);
	g_test_add_func("/docx/facts", test_facts);
	g_test_add_func("/docx/links", test_links);
	g_test_add_func("/docx/dates", test_dates);
	g_test_add_func("/docx/property-table", test_property_table);
	return g_test_run();
}
