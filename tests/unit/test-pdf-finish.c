/* SPDX-License-Identifier: MIT
 *
 * The finishing of PDFs: a sample with one of everything, finished, and read by somebody else's
 * reader; the same drawn wrongly; what cairo wrote, damaged; and the values that PDFs are made of.
 */
#include "base/error.h"
#include "base/limits.h"
#include "pdf-sample.h"
#include "pdf/content.h"
#include "pdf/parse.h"
#include "pdf/reader.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <unistd.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_t, json_decref)

/* --- finishing --------------------------------------------------------------------------- */

static void
test_same_bytes(void)
{
	g_autoptr(GBytes) one = finish_sample();
	g_autoptr(GBytes) other = NULL;

	g_usleep(1100 * 1000); /* cairo writes the present second into what it draws */
	other = finish_sample();
	g_assert_true(g_bytes_equal(one, other));
}

static void
test_no_attachment(void)
{
	g_autoptr(OtDrawing) drawing = draw(FAULT_NONE);
	g_autoptr(GError) error = NULL;
	OtPdfOptions options = { .epoch = 0 };
	g_autoptr(GBytes) bytes = NULL;

	g_array_set_size(drawing->bookmarks, 0);
	bytes = ot_finish(drawing, &info, &options, &error);
	g_assert_no_error(error);
	g_assert_nonnull(bytes);
}

static void
test_faults(void)
{
	static const char *const messages[N_FAULTS] = {
		[FAULT_MISSING_MARKER] =
			"page 2 was drawn wrongly: marker 9 stands where 8 is expected",
		[FAULT_EXTRA_MARKER] = "page 2 was drawn wrongly: marker 8 stands where 9",
		[FAULT_ORDER] = "page 2 was drawn wrongly: marker 9 stands where 8",
		[FAULT_NO_CLOSE] =
			"page 2 was drawn wrongly: its last marker is missing, and 0 of 12 "
			"before it",
		[FAULT_CLOSE_TWICE] = "page 2 was drawn wrongly: a marker follows after the last",
		[FAULT_UNMARKED_BEFORE] =
			"page 2 was drawn wrongly: something is painted outside every "
			"mark",
		[FAULT_COVER] = "page 2 was drawn wrongly: its cover is not filled",
		[FAULT_UNMARKED_AFTER] = "page 2 was drawn wrongly: something is painted outside",
		[FAULT_PAINT] = "page 2 was drawn wrongly: something is painted outside",
		[FAULT_CLIP] = "page 2 was drawn wrongly: marker 9 stands where 8",
		[FAULT_PATTERN] =
			"page 2 was drawn wrongly: marker 8 is under a clip or has no plain "
			"colour",
		[FAULT_MATRIX] = "page 2 was drawn wrongly: marker 9 stands where 8",
		[FAULT_MISSING_PAGE] = "the drawing has 2 pages where 3 were laid out",
		[FAULT_LINK_WITHOUT_BOX] = "a link on page 1 has no box",
		[FAULT_LINK_TO_NOWHERE] = "a link on page 1 leads to page 8, which isn't there",
		[FAULT_BOOKMARK_TO_NOWHERE] = "a bookmark leads to page 10, which isn't there",
		[FAULT_TAGS] = "page 2 was drawn wrongly: it has marks of its own",
	};

	for (int i = FAULT_NONE + 1; i < N_FAULTS; i++) {
		g_autoptr(OtDrawing) drawing = draw((Fault) i);
		g_autoptr(GError) error = NULL;

		g_assert_null(finish(drawing, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
		g_test_message("fault %d: %s", i, error->message);
		g_assert_true(g_str_has_prefix(error->message, messages[i]));
	}
}

/* What cairo wrote, cut off at every place or with a byte changed, is an error or finishes. */
static void
test_damage(void)
{
	g_autoptr(OtDrawing) drawing = draw(FAULT_NONE);
	g_autoptr(GByteArray) whole = g_byte_array_new();
	guint len = drawing->drawn->len;

	g_byte_array_append(whole, drawing->drawn->data, len);
	for (guint cut = 0; cut < len; cut += 97) {
		g_autoptr(GError) error = NULL;

		g_byte_array_set_size(drawing->drawn, cut);
		g_assert_null(finish(drawing, &error));
		g_assert_nonnull(error);
		g_byte_array_set_size(drawing->drawn, len);
		memcpy(drawing->drawn->data, whole->data, len);
	}
	for (guint at = 0; at < len; at += 31) {
		g_autoptr(GBytes) bytes = NULL;

		drawing->drawn->data[at] ^= (guint8) (1 + at % 255);
		bytes = finish(drawing, NULL);
		drawing->drawn->data[at] = whole->data[at];
	}
}

/* Ligatures are letters in the fonts' maps, so that no span has to say so; a lone hyphen at the end
 * of a line, which stands for none in the text, needs its span. */
static void
test_spans(void)
{
	g_autoptr(GBytes) bytes = finish_sample();
	size_t len;
	const guint8 *data = g_bytes_get_data(bytes, &len);
	g_autoptr(OtPdfFile) file = ot_pdf_file_read(data, len, NULL);
	g_autoptr(GArray) pages = ot_pdf_file_pages(file, NULL);
	guint n_spans = 0;

	for (guint i = 0; i < pages->len; i++) {
		const OtValue *page = ot_pdf_file_get(file, g_array_index(pages, int, i));
		g_autoptr(GByteArray) content =
			ot_stream_decode(file, ot_dictionary_find(file, page, "Contents"), NULL);
		OtContentReader reader = ot_content_reader(content->data, content->len);

		while (ot_content_next(&reader))
			n_spans += ot_token_is(&reader.operator, "BDC")
			           && ot_token_is(&reader.operands[0], "/Span")
			           && ot_token_is(&reader.operands[2], "/ActualText");
	}
	g_assert_cmpuint(n_spans, ==, 0);
	g_assert_true(ot_unicode_equal("\xef\xac\x83", "ffi"));
	g_assert_true(ot_unicode_equal("non\xe2\x80\x91" "breaking\xc2\xa0line",
	                               "non-breaking line"));
	g_assert_false(ot_unicode_equal("-", "\xc2\xad"));
	g_assert_false(ot_unicode_equal("e\xcc\x81", "e"));
}

/* --- values ------------------------------------------------------------------------------ */

static void
test_dictionary(void)
{
	g_autoptr(OtPdfFile) file = ot_pdf_file_new();
	OtValue *dictionary = ot_value_literal(file, "<< /A 1 /B 2 /A 3 /C#20D (x\\)\\101\\\n) >>");

	g_assert_cmpint(ot_value_get_int(ot_dictionary_get(dictionary, "A"), 0), ==, 3);
	g_assert_cmpuint(dictionary->len, ==, 3);
	ot_dictionary_remove(dictionary, "A");
	ot_dictionary_set_integer(file, dictionary, "A", 4);
	ot_dictionary_set_integer(file, dictionary, "A", 5);
	g_assert_cmpuint(dictionary->len, ==, 3);
	g_assert_cmpint(ot_value_get_int(ot_dictionary_get(dictionary, "A"), 0), ==, 5);
	g_assert_true(ot_slice_equals(ot_value_get_slice(ot_dictionary_get(dictionary, "C D")),
	                              "x)A"));
	g_assert_null(ot_dictionary_get(NULL, "A"));
	g_assert_null(ot_dictionary_get(ot_value_null(file), "A"));
}

static void
test_text(void)
{
	static const char *const texts[] = {
		"", "plain (text)", "caf\xc3\xa9 \xe2\x80\x93 \xf0\x9f\x8d\xb5", "two\nlines",
	};
	g_autoptr(OtPdfFile) file = ot_pdf_file_new();

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *back = ot_value_get_text(ot_value_text(file, texts[i]));

		g_assert_cmpstr(back, ==, texts[i]);
	}
}

static void
test_numbers(void)
{
	static const struct {
		double number;
		const char *text;
	} numbers[] = { { 1.5, "1.5" }, { -0.0001, NULL }, { 841.88976, "841.89" }, { 72, "72" } };
	g_autoptr(OtPdfFile) file = ot_pdf_file_new();

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		const OtValue *value = ot_value_real(file, numbers[i].number);

		if (numbers[i].text == NULL)
			g_assert_cmpint(ot_value_get_int(value, -1), ==, 0);
		else
			g_assert_true(ot_slice_equals(value->as.text, numbers[i].text));
	}
}

/* What the decoder gives for `len` zeros, which grow a thousandfold. */
static GByteArray *
decode_zeros(OtFlate *flate, guint len, GError **error)
{
	g_autofree guint8 *zeros = g_malloc0(len);
	g_autoptr(GByteArray) packed = ot_flate_encode(flate, zeros, len);

	g_assert_cmpuint(packed->len, <, len / 100 + 64);
	return ot_flate_decode(flate, packed->data, packed->len, error);
}

static void
test_streams(void)
{
	static const guint8 cut[] = { 0x78, 0x9c, 0x4b, 0x4c };
	static const guint lens[] = { 0, 1, 10000, 20u << 20, OT_LIMIT_PDF_STREAM };
	OtFlate *flate = ot_flate_new();
	GError *error = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(lens); i++) {
		g_autoptr(GByteArray) plain = decode_zeros(flate, lens[i], &error);

		g_assert_no_error(error);
		g_assert_cmpuint(plain->len, ==, lens[i]);
		g_assert_true(lens[i] == 0 || plain->data[lens[i] - 1] == 0);
	}
	g_assert_null(decode_zeros(flate, OT_LIMIT_PDF_STREAM + 1, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_LIMIT);
	g_assert_cmpstr(error->message, ==, "a stream of the PDF is larger than 64 MB");
	g_clear_error(&error);
	g_assert_null(ot_flate_decode(flate, cut, sizeof(cut), &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_assert_cmpstr(error->message, ==, "a compressed stream of the PDF is damaged");
	g_clear_error(&error);
	ot_flate_free(flate);
}

static void
test_syntax_errors(void)
{
	static const char *const wrong[] = { "",    "<<",   "[1 2", "(abc", "<4",     "<< 1 2 >>",
		                             ">>",  "<< /A", "]",   "{",    "endobj", "<< /A >>" };
	g_autoptr(OtPdfFile) file = ot_pdf_file_new();
	g_autoptr(GString) deep = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
		g_assert_null(ot_value_literal(file, wrong[i]));
	for (int i = 0; i < 100000; i++)
		g_string_append_c(deep, '[');
	g_assert_null(ot_value_literal(file, deep->str));
}

/* More marks on a page than the markers have columns. */
static void
test_many_marks(void)
{
	Sample sample = { .drawing = ot_drawing_new(WIDTH, HEIGHT) };
	OtDrawing *drawing = sample.drawing;
	OtElement *root = ot_element_new(drawing, NULL, OT_STRUCTURE_DOCUMENT);
	OtPdfOptions options = { .epoch = 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = NULL;

	start_drawing(&sample);
	begin_page(&sample, NULL);
	for (int i = 0; i < 3 * OT_MARKER_COLUMNS; i++) {
		open_mark(&sample, ot_page_mark_element(drawing, 0, root));
		cairo_rectangle(sample.cairo, i % 50 * 10, i / 50 * 10 + 20, 5, 5);
		cairo_fill(sample.cairo);
	}
	end_page(&sample);
	end_drawing(&sample);
	bytes = ot_finish(drawing, &info, &options, &error);
	g_assert_no_error(error);
	g_assert_nonnull(bytes);
	ot_drawing_free(drawing);
}

/* A writer refuses what PDF/A doesn't allow. */
static void
test_long_text(void)
{
	g_autofree char *text = g_strnfill(40000, 'x');
	g_autoptr(OtDrawing) drawing = draw(FAULT_NONE);
	g_autoptr(GError) error = NULL;

	drawing->root->alt = text;
	g_assert_null(finish(drawing, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_LIMIT);
	g_assert_nonnull(
		strstr(error->message,
	               "a text in the PDF (an alternative text, a title, an address) is "
	               "longer than PDF/A allows: 32767 bytes, or half as many characters"));
}

/* --- other people's readers -------------------------------------------------------------- */

/* The finished sample in a file of its own; free the name with remove_sample(). */
static char *
save_sample(void)
{
	g_autoptr(GBytes) bytes = finish_sample();
	const char *keep = g_getenv("OUTSET_TEST_KEEP");
	char *path = keep != NULL ? g_build_filename(keep, "finish.pdf", NULL)
	                          : g_build_filename(g_get_tmp_dir(), "outset-finish-XXXXXX", NULL);
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);

	if (keep == NULL)
		close(g_mkstemp(path));
	g_assert_true(g_file_set_contents(path, data, (gssize) len, NULL));
	return path;
}

static void
remove_sample(char *path)
{
	if (g_getenv("OUTSET_TEST_KEEP") == NULL)
		g_unlink(path);
	g_free(path);
}

/* What a program prints; NULL with the test skipped if it isn't there. */
static char *
run(const char *program, const char *options, const char *path, const char *after)
{
	g_autofree char *found = g_find_program_in_path(program);
	g_autofree char *quoted = g_shell_quote(path);
	g_autofree char *line = g_strdup_printf("%s %s %s %s", program, options, quoted, after);
	char *out = NULL;
	g_autofree char *errors = NULL;
	int status;

	if (found == NULL) {
		g_test_skip(program);
		return NULL;
	}
	g_assert_true(g_spawn_command_line_sync(line, &out, &errors, &status, NULL));
	g_test_message("%s: %s%s", line, strlen(out) < 500 ? out : "", errors);
	g_assert_cmpint(status, ==, 0);
	g_assert_cmpstr(errors, ==, "");
	return out;
}

static void
test_qpdf_check(void)
{
	char *path = save_sample();
	g_autofree char *out = run("qpdf", "--check", path, "");

	remove_sample(path);
	if (out != NULL)
		g_assert_nonnull(strstr(out, "No syntax or stream encoding errors found"));
}

static const json_t *
get_object(const json_t *objects, const json_t *reference)
{
	g_autofree char *key = g_strdup_printf("obj:%s", json_string_value(reference));

	return json_object_get(json_object_get(objects, key), "value");
}

/* How often the elements hold this annotation. */
static int
count_holders(json_t *objects, const char *annotation)
{
	const char *name;
	json_t *object, *kid;
	size_t i;
	int count = 0;

	json_object_foreach(objects, name, object) {
		json_t *kids = json_object_get(json_object_get(object, "value"), "/K");

		json_array_foreach(kids, i, kid)
			count += g_strcmp0(json_string_value(json_object_get(kid, "/Obj")),
			                   annotation) == 0;
	}
	return count;
}

static int
check_qpdf_page(json_t *objects, const json_t *page)
{
	json_t *annotations = json_object_get(page, "/Annots"), *reference;
	size_t i;

	json_array_foreach(annotations, i, reference) {
		const json_t *link = get_object(objects, reference);

		g_assert_cmpint(json_integer_value(json_object_get(link, "/F")), ==, 4);
		g_assert_cmpint(count_holders(objects, json_string_value(reference)), ==, 1);
	}
	return (int) json_array_size(annotations);
}

/* The objects as another library understands them. */
static void
test_qpdf_objects(void)
{
	char *path = save_sample();
	g_autofree char *out = run("qpdf", "--json=2", path, "");
	g_autoptr(OtDrawing) drawing = draw(FAULT_NONE);
	g_autoptr(json_t) json = NULL;
	json_t *objects, *object;
	const char *name;
	guint elements = 0, links = 0, pages = 0;

	remove_sample(path);
	if (out == NULL)
		return;
	json = json_loads(out, 0, NULL);
	objects = json_array_get(json_object_get(json, "qpdf"), 1);
	json_object_foreach(objects, name, object) {
		const json_t *value = json_object_get(object, "value");
		const char *type = json_string_value(json_object_get(value, "/Type"));

		elements += g_strcmp0(type, "/StructElem") == 0;
		if (g_strcmp0(type, "/Page") == 0) {
			pages++;
			links += (guint) check_qpdf_page(objects, value);
		}
	}
	g_assert_cmpuint(elements, ==, drawing->elements->len);
	g_assert_cmpuint(pages, ==, 2);
	g_assert_cmpuint(links, ==, 2);
}

/* Words in reading order, also across a page break and with ligatures. */
static void
test_poppler(void)
{
	static const char *const words[] = {
		"1 What we need \xe2\x80\x93 and why", "Croeso i bawb.",
		"The council's page (official", "Table 1: measures \xe2\x80\x93 now and then",
		"efficient offices", "\xce\xb1 and \xce\xb2 tests",
		"1 Procurement Act 2023, section 16.",
	};
	char *path = save_sample();
	g_autofree char *text = run("pdftotext", "-raw", path, "-");
	g_autofree char *tree = run("pdfinfo", "-struct", path, "");
	g_autofree char *files = run("pdfdetach", "-list", path, "");
	const char *at = text;

	remove_sample(path);
	if (text == NULL || tree == NULL || files == NULL)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		at = strstr(at, words[i]);
		g_assert_nonnull(at);
	}
	g_assert_nonnull(strstr(tree, "Table"));
	g_assert_nonnull(strstr(files, "2 embedded files"));
	g_assert_nonnull(strstr(files, "spec.xml"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pdf/dictionary", test_dictionary);
	g_test_add_func("/pdf/text", test_text);
	g_test_add_func("/pdf/numbers", test_numbers);
	g_test_add_func("/pdf/streams", test_streams);
	g_test_add_func("/pdf/syntax-errors", test_syntax_errors);
	g_test_add_func("/pdf/same-bytes", test_same_bytes);
	g_test_add_func("/pdf/no-attachment", test_no_attachment);
	g_test_add_func("/pdf/many-marks", test_many_marks);
	g_test_add_func("/pdf/long-text", test_long_text);
	g_test_add_func("/pdf/faults", test_faults);
	g_test_add_func("/pdf/damage", test_damage);
	g_test_add_func("/pdf/spans", test_spans);
	g_test_add_func("/pdf/qpdf-check", test_qpdf_check);
	g_test_add_func("/pdf/qpdf-objects", test_qpdf_objects);
	g_test_add_func("/pdf/poppler", test_poppler);
	return g_test_run();
}
