/*
 * SPDX-License-Identifier: MIT
 *
 * Our reader of PDF, which the check of finished files uses: small files with one thing wrong each,
 * and what is said of it.
 */
#include "pdf/parse.h"
#include "pdf/reader.h"

#include <string.h>

/*
 * Files are written with marks: "@1" is where object 1 starts and "@x" where the table does, and is
 * left out; "$1" and "$x" are these places in ten digits.
 */
#define HEAD "%PDF-1.7\n"
#define CATALOG "@1" "1 0 obj<</Pages 2 0 R>>endobj\n"
#define PAGES "@2" "2 0 obj<</Kids[]>>endobj\n"
#define TABLE "@x" "xref\n0 3\n0000000000 65535 f \n$1 00000 n \n$2 00000 n \n"
#define TRAILER "trailer<</Size 3/Root 1 0 R>>\n"
#define END "startxref\n$x\n%%EOF\n"
#define WITH(second) HEAD CATALOG "@2" "2 0 obj " second "endobj\n" TABLE TRAILER END
#define TAIL(table, trailer) HEAD CATALOG PAGES table trailer END
/* A table as a stream, for three objects with a row of three bytes each. */
#define ROWS(number, keys, rows) \
	HEAD CATALOG PAGES "@x" number " 0 obj<</Type/XRef/Size 3/Root 1 0 R" keys ">>stream\n" rows \
	"\nendstream endobj\n" END
#define PLAIN_ROWS "aaa" "aaa" "aaa"

static const struct {
	const char *file, *message;
} broken[] = {
	{"%PDX-1.7\n" CATALOG, "the PDF is damaged: it doesn't begin as a PDF does"},
	{HEAD CATALOG PAGES TABLE TRAILER, "the PDF is damaged: its end is missing"},
	{HEAD "@1" "1 1 obj<<>>endobj\n" PAGES TABLE TRAILER END,
	 "the PDF is damaged: an object is not where the table says"},
	{WITH("<</Length 1>>stream x"), "the PDF is damaged: a stream has no beginning"},
	{WITH("<</Length 9999>>stream\nx"),
	 "the PDF is damaged: a stream has no length, or one beyond the file's end"},
	{WITH("<</Length 1>>stream\nxyz endstream "),
	 "the PDF is damaged: a stream doesn't end where its length says"},
	{WITH("<</Type/ObjStm/Length 1>>stream\n1\nendstream "),
	 "the PDF is damaged: an object stream has no head"},
	{WITH("<</Type/ObjStm/N 1/First 4/Length 8>>stream\n9 0 null\nendstream "),
	 "the PDF is damaged: an object stream holds what the table doesn't know"},
	{WITH("<</Type/ObjStm/N 1/First 4/Filter/LZWDecode/Length 8>>stream\n9 0 null\nendstream "),
	 "a stream has an unknown filter"},
	{WITH(""), "the PDF is damaged: a value is missing"},
	{WITH("<<1 2>>"), "the PDF is damaged: a dictionary has something else than a name as key"},
	{WITH("<</A[1>>"),
	 "the PDF is damaged: it ends in the middle of a value, or brackets don't match"},
	{WITH("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["),
	 "the PDF has arrays or dictionaries more than 32 deep"},
	{TAIL(TABLE, "trailer<</Root 1 0 R>>\n"), "the PDF is damaged: the trailer has no size"},
	{TAIL(TABLE, "trailer<</Size 99999999/Root 1 0 R>>\n"), "the PDF has more than 1000000 objects"},
	{TAIL(TABLE, "trailer<</Size 2/Root 1 0 R>>\n"),
	 "the PDF is damaged: the table has more objects than the trailer says"},
	{TAIL("@x" "xref\n0 1\n0009999999 00000 n \n", TRAILER),
	 "the PDF is damaged: an object lies beyond the end"},
	{TAIL(TABLE, "trail\n"), "the PDF is damaged: it has no trailer"},
	{TAIL("@x" "xref\n0 1\n$1 00001 n \n", TRAILER), "the PDF is damaged: the table of objects is wrong"},
	{TAIL("@x" "xref\n-1 1\n$1 00000 n \n", TRAILER), "the PDF is damaged: the table of objects is wrong"},
	{ROWS("0", "/W[1 1 1]/Length 9", PLAIN_ROWS), "the PDF is damaged: it has no table of objects"},
	{ROWS("3", "/W[1 1]/Length 9", PLAIN_ROWS), "the PDF is damaged: it has no table of objects"},
	{ROWS("3", "/W[1 1 1]/Length 3", "aaa"), "the PDF is damaged: the table of objects is too short"},
	{ROWS("3", "/W[1 1 1]/Length 9", PLAIN_ROWS), "the PDF is damaged: the table of objects is wrong"},
	{ROWS("3", "/W[1 1 1]/Length 9", "\1\1\1" "aaa" "aaa"),
	 "the PDF is damaged: an object has a generation"},
	{ROWS("3", "/W[1 1 0]/Length 6", "\1a" "\1\11" "\2\3"),
	 "the PDF is damaged: an object is in no object stream"},
	{ROWS("3", "/W[0 1 1]/Length 6/Filter/LZWDecode", "aaaaaa"),
	 "a stream has an unknown filter"},
	{TAIL(TABLE, "trailer<</Size 3/Root 1 0 R/Prev 7>>\n"),
	 "the PDF is damaged: it is encrypted or was changed after it was made"},
	{TAIL(TABLE, "trailer<</Size 3/Root 9 0 R>>\n"), "the PDF is damaged: it has no catalog"},
};

/* The file with its marks resolved. */
static GString *
make_file(const char *marked)
{
	GString *out = g_string_new(NULL);
	size_t places[128] = {0};

	for (const char *at = marked; *at != '\0'; at++) {
		if (*at == '@')
			places[(unsigned char) *++at & 127] = out->len;
		else if (*at == '$')
			g_string_append_printf(out, "%010zu", places[(unsigned char) *++at & 127]);
		else
			g_string_append_c(out, *at);
	}
	return out;
}

static void
test_broken(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
		g_autoptr(GString) text = make_file(broken[i].file);
		g_autofree guint8 *bytes = g_memdup2(text->str, text->len);
		g_autoptr(GError) error = NULL;
		g_autoptr(OtPdfFile) file = ot_pdf_file_read(bytes, text->len, &error);

		g_assert_null(file);
		if (strcmp(error->message, broken[i].message) != 0)
			g_error("\"%s\" is not \"%s\"", error->message, broken[i].message);
	}
}

/* Whole, but for its pages. */
static void
test_pages(void)
{
	static const char *const files[] = {
		WITH("<</Kids[2 0 R]>>"), WITH("null "), WITH("<</Kids[1 0 R 7 0 R]>>"),
	};
	g_autoptr(GString) whole = make_file(HEAD CATALOG PAGES TABLE TRAILER END);

	for (size_t i = 0; i <= G_N_ELEMENTS(files); i++) {
		bool good = i == G_N_ELEMENTS(files);
		g_autoptr(GString) text = good ? g_steal_pointer(&whole) : make_file(files[i]);
		g_autoptr(GError) error = NULL;
		g_autoptr(OtPdfFile) file =
			ot_pdf_file_read((const guint8 *) text->str, text->len, &error);
		g_assert_no_error(error);
		g_autoptr(GArray) pages = ot_pdf_file_pages(file, &error);

		g_assert_true((pages != NULL) == good);
		if (!good)
			g_assert_cmpstr(error->message, ==,
			                "the PDF is damaged, or has more than 2000 pages");
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pdf-reader/broken", test_broken);
	g_test_add_func("/pdf-reader/pages", test_pages);
	return g_test_run();
}
