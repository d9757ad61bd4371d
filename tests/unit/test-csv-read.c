/*
 * SPDX-License-Identifier: MIT
 *
 * Reading CSV: encodings, signs between cells, rows that don't fit, and what nobody means well
 * with.
 */
#include "base/limits.h"
#include "tables/csv-read.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const OtCsvColumn columns[] = {
	{"name", "Name", "title|fund name", true},
	{"most", "Maximum award", "max award|amount", false},
	{"closes", "Closes", NULL, false},
};

static const OtCsvForm form = {columns, G_N_ELEMENTS(columns), NULL};

typedef struct {
	GString *seen; /* "2:one|5|2027-01-31/" for each row */
	OtFindings *findings;
	size_t most;   /* rows that are wanted; 0: all */
	size_t n;
} Seen;

static bool
take(const OtCsvRow *row, void *data)
{
	Seen *seen = data;

	g_string_append_printf(seen->seen, "%zu:%s|%s|%s/", row->number, row->cells[0],
	                       row->cells[1], row->cells[2]);
	return ++seen->n != seen->most;
}

/* Read bytes and give what was seen, with the codes of the findings after a blank. */
static char *
read_form(const char *bytes, gssize len, const OtCsvForm *with, bool *good)
{
	g_autofree char *path = NULL;
	g_autoptr(GError) error = NULL;
	Seen seen = {g_string_new(NULL), ot_findings_new(), 0, 0};
	int fd = g_file_open_tmp("csv-XXXXXX", &path, NULL);

	g_assert_cmpint(fd, >=, 0);
	close(fd);
	g_assert_true(g_file_set_contents(path, bytes, len, NULL));
	*good = ot_csv_read(path, with, take, &seen, seen.findings, &error);
	g_assert_no_error(error);
	for (size_t i = 0; i < ot_findings_count(seen.findings); i++) {
		const OtFinding *finding = ot_findings_get(seen.findings, i);
		g_string_append_printf(seen.seen, " %s@%s", finding->code,
		                       finding->where.place != NULL ? finding->where.place
		                                                    : "table");
	}
	ot_findings_free(seen.findings);
	g_unlink(path);
	return g_string_free(seen.seen, FALSE);
}

static const struct {
	const char *name, *bytes;
	gssize len; /* -1: up to the NUL */
	const char *seen;
	bool fails;
} files[] = {
	{"plain", "Name,Maximum award,Closes\none,5,2027-01-31\n", -1, "2:one|5|2027-01-31/",
	 false},
	{"no end of line", "Name\r\none", -1, "2:one||/", false},
	{"mark", "\xEF\xBB\xBFName,Closes\r\none,x\r\n", -1, "2:one||x/", false},
	{"semicolons", "Name;Maximum award\none, two;5\n", -1, "2:one, two|5|/", false},
	{"tabs", "Name\tMaximum award\none\t5\n", -1, "2:one|5|/", false},
	{"sign within quotes", "\"Name\",\"a;b;c;d\"\none,5\n", -1, "2:one||/ TAB009@row 1", false},
	{"named sign", "sep=;\r\nName;Closes\r\none;x\r\n", -1, "3:one||x/", false},
	{"case and aliases", "FUND_NAME,max award\none,5\n", -1, "2:one|5|/", false},
	{"quotes", "Name,Closes\n\"one, \"\"two\"\"\nthree\",x\nfour,y\n", -1,
	 "2:one, \"two\"\nthree||x/3:four||y/", false},
	{"old Macintosh", "Name,Closes\rone,x\r", -1, "2:one||x/", false},
	{"blank rows", "Name,Closes\n\n,\none,x\r\n\r\ntwo,y\n,\n\n", -1,
	 "4:one||x/6:two||y/ TAB006@row 4 TAB006@row 6", false},
	{"too many cells", "Name,Closes\none,x,\ntwo,y,z\n", -1, "2:one||x/3:two||y/ TAB005@row 3",
	 false},
	{"too few cells", "Name,Closes\none\n", -1, "2:one||/ TAB005@row 2", false},
	{"Windows-1252", "Name,Closes\nCaf\xE9 \x80,x\n", -1,
	 "2:Caf\xC3\xA9 \xE2\x82\xAC||x/ TAB001@row 2", false},
	{"bytes of nothing", "Name\nCaf\xE9 \x81\n", -1,
	 "2:Caf\xC3\xA9 \xEF\xBF\xBD||/ TAB001@row 2 TAB002@row 2", false},
	{"UTF-16 LE", "\xFF\xFEN\0a\0m\0e\0\n\0\xE9\0=\xD8\0\xDE", 18,
	 "2:\xC3\xA9\xF0\x9F\x98\x80||/", false},
	{"UTF-16 BE", "\xFE\xFF\0N\0a\0m\0e\0\n\0\xE9", 14, "2:\xC3\xA9||/", false},
	{"half a character", "\xFF\xFEN\0a\0m\0e\0\n\0\0\xDCx\0", 16,
	 "2:\xEF\xBF\xBDx||/ TAB002@table", false},
	{"controls", "Name\n\033[31mred\n", -1, "2: [31mred||/", false},
	{"controls-second",
	 "Name\nx\xC2\x9B"
	 "31mr\xC2\xA0"
	 "e\n",
	 -1,
	 "2:x  31mr\xC2\xA0"
	 "e||/",
	 false},
	{"nothing", "", -1, " TAB004@table", true},
	{"blank", "\n\n \n", -1, " TAB004@row 3", true},
	{"null bytes", "Name\0x", 6, " TAB003@table", true},
	{"a workbook", "PK\003\004xx", 6, " TAB003@table", true},
	{"a column is missing", "Closes\nx\n", -1, " TAB010@row 1", true},
	{"a column is there twice", "Name,Title\nx,y\n", -1, " TAB011@row 1", true},
	{"near", "Nmae,Name\nx,y\n", -1, "2:y||/ TAB009@row 1", false},
	{"open quote", "Name\none\n\"two\nthree\n", -1, "2:one||/ TAB007@row 3", true},
};

static void
test_file(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	bool good;
	g_autofree char *seen = read_form(files[i].bytes, files[i].len, &form, &good);

	g_assert_cmpstr(seen, ==, files[i].seen);
	g_assert_cmpint(good, ==, !files[i].fails);
}

/* The authority's own heads count instead of ours. */
static void
test_heads(void)
{
	char *heads[] = {(char *) "name", (char *) "Topf", NULL};
	const OtCsvForm own = {columns, G_N_ELEMENTS(columns), heads};
	bool good;
	g_autofree char *seen = read_form("topf,Name\none,two\n", -1, &own, &good);

	g_assert_cmpstr(seen, ==, "2:one||/ TAB009@row 1");
}

/* Cells, rows and columns beyond a limit end the reading with a finding. */
static void
test_limits(void)
{
	g_autoptr(GString) cell = g_string_new("Name\n\"");
	g_autoptr(GString) row = g_string_new("Name\n");
	bool good;

	for (size_t i = 0; i < 2 * OT_LIMIT_CSV_CELL; i++)
		g_string_append_c(cell, 'x');
	g_autofree char *long_cell = read_form(cell->str, -1, &form, &good);
	g_assert_cmpstr(long_cell, ==, " TAB008@row 2");
	g_assert_false(good);
	for (size_t i = 0; i <= OT_LIMIT_CSV_COLUMNS; i++)
		g_string_append(row, "x,");
	g_string_append(row, "\ntwo\n");
	g_autofree char *long_row = read_form(row->str, -1, &form, &good);
	g_assert_cmpstr(long_row, ==, "2:x||/3:two||/ TAB008@row 2");
	g_assert_true(good);
	g_string_erase(row, 0, strlen("Name\n"));
	g_autofree char *long_heads = read_form(row->str, -1, &form, &good);
	g_assert_cmpstr(long_heads, ==, " TAB008@row 1");
	g_assert_false(good);
}

/* Blocks of the file end anywhere: in a character, in a quotation, between \r and \n. */
static void
test_blocks(void)
{
	for (int shift = 0; shift < 8; shift++) {
		g_autoptr(GString) text = g_string_new("Name,Closes\r\n");
		g_autoptr(GString) expected = g_string_new(NULL);
		bool good;
		for (int i = 0; i < shift; i++)
			g_string_append_c(text, 'x');
		g_string_append(text, ",\r\n");
		g_string_append_printf(expected, "%s%.*s||/", shift > 0 ? "2:" : "", shift,
		                       "xxxxxxxx");
		if (shift == 0)
			g_string_truncate(expected, 0);
		for (int i = 0; i < 20000; i++) {
			g_string_append(text, "\"\xC3\xA9\r\n\",b\r\n");
			g_string_append_printf(expected, "%d:\xC3\xA9\r\n||b/", i + 3);
		}
		if (shift == 0)
			g_string_append(expected, " TAB006@row 3");
		g_autofree char *seen = read_form(text->str, -1, &form, &good);
		g_assert_true(good);
		g_assert_cmpstr(seen, ==, expected->str);
	}
}

/* Any bytes are read to their end, without a crash and as valid text. */
static void
test_noise(void)
{
	static const char alphabet[] = "\"\"\"\r\n,;\t\xFF\xFE\xC3\xA9\x80\0aN";
	GRand *random = g_rand_new_with_seed(5);

	for (int i = 0; i < 2000; i++) {
		char bytes[200];
		gsize len = (gsize) g_rand_int_range(random, 0, sizeof bytes);
		bool good;
		for (gsize j = 0; j < len; j++)
			bytes[j] = alphabet[g_rand_int_range(random, 0, sizeof alphabet - 1)];
		g_autofree char *seen = read_form(bytes, (gssize) len, &form, &good);
		g_assert_true(g_utf8_validate(seen, -1, NULL));
	}
	g_rand_free(random);
}

static void
test_stop(void)
{
	g_autoptr(GString) seen = g_string_new(NULL);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *path = NULL;
	Seen wanted = {seen, findings, 1, 0};
	int fd = g_file_open_tmp("csv-XXXXXX", &path, NULL);

	close(fd);
	g_assert_true(g_file_set_contents(path, "Name\none\ntwo\n", -1, NULL));
	g_assert_true(ot_csv_read(path, &form, take, &wanted, findings, NULL));
	g_assert_cmpstr(seen->str, ==, "2:one||/");
	g_unlink(path);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_strdup_printf("/csv/read/%s", files[i].name);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_file);
	}
	g_test_add_func("/csv/read/heads", test_heads);
	g_test_add_func("/csv/read/limits", test_limits);
	g_test_add_func("/csv/read/blocks", test_blocks);
	g_test_add_func("/csv/read/noise", test_noise);
	g_test_add_func("/csv/read/stop", test_stop);
	return g_test_run();
}
