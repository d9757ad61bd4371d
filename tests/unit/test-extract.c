/* SPDX-License-Identifier: MIT
 *
 * The files that PDF files of others carry: where they hang, and what hostile ones try.
 */
#include "base/error.h"
#include "base/limits.h"
#include "confine/confine.h"
#include "embedded-build.h"
#include "extract/extract.h"
#include "extract/inflate.h"
#include "extract/names.h"
#include "extract/wire.h"

#include <sys/resource.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER 1
#else
#define HAS_SANITIZER 0
#endif

/* --- names ---------------------------------------------------------------------------------- */

/* What a PDF names, and what is written, in this order within one PDF. */
static const char *const names[][2] = {
	{"spec.xml", "spec.xml"},
	{"a b (1).csv", "a b (1).csv"},
	{"\xC5\xB4yau.txt", "\xC5\xB4yau.txt"},
	{"../../x", "x"},
	{"/etc/passwd", "passwd"},
	{"C:\\Windows\\x.ini", "x.ini"},
	{"C:x.txt", "x.txt"},
	{"\\\\server\\share\\y", "y"},
	{"..", "file"},
	{".", "file-2"},
	{"", "file-3"},
	{"/", "file-4"},
	{"a/", "file-5"},
	{"   ", "file-6"},
	{".bashrc", "_bashrc"},
	{"-rf", "_rf"},
	{"~root", "_root"},
	{"con", "_con"},
	{"CON.txt", "_CON.txt"},
	{"Aux .c", "_Aux .c"},
	{"lpt1", "_lpt1"},
	{"COM9.tar.gz", "_COM9.tar.gz"},
	{"compost", "compost"},
	{"name.", "name"},
	{"name ", "name-2"},
	{"a\x01" "b\x1B[31m", "a_b_[31m"},
	{"a\nb", "a_b"},
	{"exe\xE2\x80\xAE" "fdp.txt", "exe_fdp.txt"},
	{"zero\xE2\x80\x8Bwidth", "zero_width"},
	{"ab*c?d|e<f>g\"h:i", "ab_c_d_e_f_g_h_i"},
	{"nul\xEF\xBF\xBD" ".txt", "nul_.txt"},
	{"Spec.XML", "Spec-2.XML"},
	{"SPEC.xml", "SPEC-3.xml"},
	{"spec.xml", "spec-4.xml"},
	{"caf\xC3\xA9", "caf\xC3\xA9"},
	{"cafe\xCC\x81", "cafe\xCC\x81-2"},
};

static void
test_names(void)
{
	g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *safe = ot_safe_name(names[i][0], used);
		g_assert_cmpstr(safe, ==, names[i][1]);
	}
}

static void
test_long_names(void)
{
	g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GString) name = g_string_new(NULL);

	/* Each is three bytes, so that a cut at any number goes through one. */
	for (int i = 0; i < 2000; i++)
		g_string_append(name, "\xE2\x82\xAC");
	g_string_append(name, ".xml");
	for (int i = 1; i < 12; i++) {
		g_autofree char *safe = ot_safe_name(name->str, used);
		g_assert_cmpuint(strlen(safe), <=, 200);
		g_assert_cmpuint(strlen(safe), >, 190);
		g_assert_true(g_str_has_suffix(safe, ".xml"));
		g_assert_true(g_utf8_validate(safe, -1, NULL));
	}
	g_string_assign(name, ".");
	for (int i = 0; i < 500; i++)
		g_string_append_c(name, 'x');
	g_autofree char *safe = ot_safe_name(name->str, used);
	g_assert_cmpuint(strlen(safe), ==, 200);
}

/* --- unpacking and the pipe ----------------------------------------------------------------- */

static void
test_inflate(void)
{
	g_autoptr(GByteArray) packed = build_zeros(1000000);
	g_autoptr(GByteArray) out = g_byte_array_new();

	g_assert_cmpint(ot_inflate(packed->data, packed->len, 1000000, out), ==, OT_INFLATE_DONE);
	g_assert_cmpuint(out->len, ==, 1000000);
	g_byte_array_set_size(out, 0);
	g_assert_cmpint(ot_inflate(packed->data, packed->len, 999999, out), ==, OT_INFLATE_LARGE);
	g_assert_cmpuint(out->len, <=, 999999);
	for (guint len = 0; len < packed->len; len += 7) {
		g_byte_array_set_size(out, 0);
		g_assert_cmpint(ot_inflate(packed->data, len, 1000000, out), ==,
		                OT_INFLATE_DAMAGED);
	}
	packed->data[packed->len - 1] ^= 1;
	g_assert_cmpint(ot_inflate(packed->data, packed->len, 1000000, out), ==,
	                OT_INFLATE_DAMAGED);
}

static int
pipe_with(const void *bytes, gsize len)
{
	int ends[2];

	g_assert_cmpint(pipe(ends), ==, 0);
	g_assert_cmpint(write(ends[1], bytes, len), ==, (gssize) len);
	close(ends[1]);
	return ends[0];
}

static void
test_wire(void)
{
	static const guint32 too_long = 5000, missing = 10, too_large = G_MAXINT32;
	g_autofree char *text = NULL;
	GBytes *bytes;
	OtWireKind kind;
	int fd = pipe_with(&too_long, sizeof too_long);

	g_assert_false(ot_wire_receive_text(fd, &text));
	close(fd);
	fd = pipe_with(&missing, sizeof missing);
	g_assert_false(ot_wire_receive_text(fd, &text));
	g_assert_false(ot_wire_receive_kind(fd, &kind));
	close(fd);
	fd = pipe_with(&missing, sizeof missing);
	g_assert_false(ot_wire_receive_bytes(fd, &bytes));
	g_assert_null(bytes);
	close(fd);
	fd = pipe_with(&too_large, sizeof too_large);
	g_assert_false(ot_wire_receive_bytes(fd, &bytes));
	close(fd);
	fd = pipe_with("\x02\0\0\0\xFF\xFE", 6);
	g_assert_true(ot_wire_receive_text(fd, &text));
	g_assert_true(g_utf8_validate(text, -1, NULL));
	close(fd);
}

/* --- where files hang ----------------------------------------------------------------------- */

static GPtrArray *
read_pdf(Build *build, OtFindings *findings, GError **error)
{
	g_autoptr(GBytes) pdf = build_end(build);

	return ot_extract_read(pdf, "x.pdf", findings, error);
}

/* Each file as "name=content@place", in the order in which they are given. */
static void
assert_files(Build *build, OtFindings *findings, const char *expected)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) files = read_pdf(build, findings, &error);
	g_autoptr(GString) seen = g_string_new(NULL);

	g_assert_no_error(error);
	for (guint i = 0; i < files->len; i++) {
		const OtEmbedded *file = g_ptr_array_index(files, i);
		gsize len;
		const char *bytes = g_bytes_get_data(file->bytes, &len);
		g_string_append_printf(seen, "%s%s=%.*s@%s", i > 0 ? "; " : "", file->file_name,
		                       (int) len, bytes != NULL ? bytes : "", file->place);
	}
	g_assert_cmpstr(seen->str, ==, expected);
	for (gsize i = 0; i < ot_findings_count(findings); i++)
		g_test_message("%s", ot_findings_get(findings, i)->message);
}

/* The first finding's message has these words. */
static void
assert_said(const OtFindings *findings, OtCode code, const char *words)
{
	for (gsize i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		if (strcmp(finding->code, ot_code_info(code)->code) == 0 &&
		    strstr(finding->message, words) != NULL)
			return;
	}
	g_error("nothing says \"%s\"", words);
}

static void
test_places(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	Build *build = build_new();

	build_start(build,
	            "/Names << /EmbeddedFiles << /Kids [<< /Kids [10 0 R] >> << /Names [(c) 7 0 R] "
	            ">>] >> >> /AF [5 0 R 9 0 R]",
	            "/AF 12 0 R /Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] "
	            "/FS 14 0 R >> << /Subtype /Link >> null 7]");
	g_assert_cmpint(build_file(build, "(a.txt)", "A"), ==, 5);
	g_assert_cmpint(build_file(build, "<FEFF01740062>", "B"), ==, 7);
	g_assert_cmpint(build_file(build, "(c.txt)", "C"), ==, 9);
	build_object(build, "<< /Limits [(a) (b)] /Names [(a) 5 0 R (external) << /Type /Filespec "
	                    "/F (elsewhere.txt) >> (string) (elsewhere.txt)] >>");
	g_assert_cmpint(build_file(build, "(page.txt)", "D"), ==, 12);
	g_assert_cmpint(build_file(build, "(note.txt)", "E"), ==, 14);
	assert_files(build, findings,
	             "a.txt=A@the document; \xC5\xB4" "b=B@the document; c.txt=C@the document; "
	             "page.txt=D@page 1; note.txt=E@a note on page 1");
	g_assert_cmpuint(ot_findings_count(findings), ==, 0);
}

static void
test_description(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	Build *build = build_new();

	build_start(build, "/AF [5 0 R]", "");
	build_file(build, "(a.txt)", "A");
	g_autoptr(GPtrArray) files = read_pdf(build, findings, &error);
	g_assert_no_error(error);
	const OtEmbedded *file = g_ptr_array_index(files, 0);
	g_assert_cmpstr(file->media_type, ==, "text/plain");
	g_assert_cmpstr(file->relationship, ==, "Data");
	g_assert_cmpstr(file->description, ==, "what it is");
}

/* The key of the tree where the specification has no name, and an old key before it. */
static void
test_unnamed(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	Build *build = build_new();

	build_start(build, "/Names << /EmbeddedFiles << /Names [(key) 5 0 R (other) 6 0 R] >> >>",
	            "");
	build_stream(build, "", "A", 1);
	build_object(build, "<< /EF << /F 4 0 R >> >>");
	build_object(build, "<< /DOS (old) /EF << /DOS 7 0 R >> >>");
	build_stream(build, "", "B", 1);
	assert_files(build, findings, "key=A@the document; old=B@the document");
}

static void
test_nothing(void)
{
	static const char *const catalogs[] = {
		"",
		"/Names 7",
		"/Names << /EmbeddedFiles null >>",
		"/AF 99 0 R",
		"/AF [null 1 (x)]",
		"/Names << /EmbeddedFiles << /Names 1 /Kids (x) >> >>",
		"/Names << /EmbeddedFiles << /Names [(odd)] >> >>",
		"/Names << /EmbeddedFiles << /Names [1 << /EF 7 >>] >> >>",
		"/Names << /EmbeddedFiles << /Names [(a) << /EF << /F (no stream) >> >>] >> >>",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(catalogs); i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		Build *build = build_new();
		build_start(build, catalogs[i], "/Annots 7 /AF true");
		assert_files(build, findings, "");
	}
}

/* --- what hostile files try ----------------------------------------------------------------- */

/* Files under these names, as PDF syntax, and what is written. */
static void
test_hostile_names(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	Build *build = build_new();

	build_start(build, "/AF [5 0 R 7 0 R 9 0 R 11 0 R 13 0 R]", "");
	build_file(build, "(../../x)", "1");
	build_file(build, "(X)", "2");
	build_file(build, "(a\\000b.txt)", "3");
	build_file(build, "<FEFF202E0061>", "4");
	build_file(build, "()", "5");
	assert_files(build, findings,
	             "x=1@the document; X-2=2@the document; a_b.txt=3@the document; "
	             "_a=4@the document; file=5@the document");
	assert_said(findings, OT_CODE_EMB_NAME, "the file named \"../../x\" is \"x\" here");
	assert_said(findings, OT_CODE_EMB_NAME, "\"<U+202E>a\" is \"_a\" here");
	assert_said(findings, OT_CODE_EMB_NAME, "\"\" is \"file\" here");
	g_assert_cmpuint(ot_findings_count(findings), ==, 5);
}

static void
test_cycle(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	Build *build = build_new();

	build_start(build, "/Names << /EmbeddedFiles 4 0 R >>", "");
	build_object(build, "<< /Kids [5 0 R 4 0 R] >>");
	build_object(build, "<< /Kids [4 0 R 5 0 R] /Names [(a) 7 0 R] >>");
	build_file(build, "(a)", "A");
	assert_files(build, findings, "a=A@the document");
	assert_said(findings, OT_CODE_EMB_LOST, "leads back to itself");
}

static void
test_depth(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	Build *build = build_new();

	build_start(build, "/Names << /EmbeddedFiles 4 0 R >>", "");
	for (int i = 0; i < 20000; i++)
		build_object(build, "<< /Kids [%d 0 R] >>", i + 5);
	assert_files(build, findings, "");
	assert_said(findings, OT_CODE_EMB_LOST, "its tree of names has more than 32 levels");
}

/* The same specification under 300,000 names; and then that many notes. */
static void
test_many_names(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	Build *build = build_new();
	g_autoptr(GString) tree = g_string_new("<< /Names [");

	build_start(build, "/Names << /EmbeddedFiles 6 0 R >>", "");
	build_file(build, "(a)", "A");
	for (int i = 0; i < 300000; i++)
		g_string_append_printf(tree, "(%d) 5 0 R ", i);
	g_string_append(tree, "] >>");
	build_object(build, "%s", tree->str);
	assert_files(build, findings, "a=A@the document");
	assert_said(findings, OT_CODE_EMB_LOST,
	            "it has more than 200000 places where files can hang; those that come "
	            "first were looked at");
}

static void
test_many_files(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	Build *build = build_new();
	g_autoptr(GString) catalog = g_string_new("/AF [");

	for (int i = 0; i < 1500; i++)
		g_string_append_printf(catalog, "%d 0 R ", 5 + 2 * i);
	g_string_append(catalog, "]");
	build_start(build, catalog->str, "");
	for (int i = 0; i < 1500; i++)
		build_file(build, "(same.txt)", "A");
	g_autoptr(GPtrArray) files = read_pdf(build, findings, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(files->len, ==, 1000);
	const OtEmbedded *last = g_ptr_array_index(files, 999);
	g_assert_cmpstr(last->file_name, ==, "same-1000.txt");
	assert_said(findings, OT_CODE_EMB_LOST,
	            "it carries more than 1000 files, the most that are taken out; the first "
	            "ones are");
}

/* A tree of pages that is deeper than the stack of what walks it, and one that never ends. */
static void
test_page_trees(void)
{
	for (int depth = 1; depth <= 100000; depth *= 10) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(GError) error = NULL;
		Build *build = build_new();

		build_object(build, "<< /Type /Catalog /Pages 2 0 R /AF [4 0 R] >>");
		build_object(build, "<< /Type /Pages /Kids [5 0 R 2 0 R] /Count 1 >>");
		build_stream(build, "", "A", 1);
		build_object(build, "<< /UF (a) /EF << /F 3 0 R >> >>");
		for (int i = 0; i < depth; i++)
			build_object(build, "<< /Type /Pages /Kids [%d 0 R] /Count 1 >>", i + 6);
		g_autoptr(GPtrArray) files = read_pdf(build, findings, &error);
		g_assert_true(files != NULL || g_error_matches(error, OT_ERROR, OT_ERROR_LIMIT));
		if (files != NULL)
			g_assert_cmpuint(files->len, ==, 1);
	}
}

/* How a file may be packed, and why it isn't taken out. */
static const char *const packings[][2] = {
	{"/Filter /LZWDecode",
	 "\"a\" is not taken out: it is packed in a way that outset does not unpack: LZWDecode"},
	{"/Filter [/FlateDecode /FlateDecode]", "does not unpack: a chain of 2 filters"},
	{"/Filter [/ASCIIHexDecode]", "does not unpack: ASCIIHexDecode"},
	{"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>", "does not unpack: FlateDecode"},
	{"/Filter [/FlateDecode] /DecodeParms [<< /Predictor 12 >>]", "does not unpack: FlateDecode"},
	{"/Filter /Fl /DecodeParms << /Predictor 2 >>", "does not unpack: Fl"},
	{"/Filter /FlateDecode", "damaged and can't be unpacked"},
	{"/Filter [/FlateDecode]", "damaged and can't be unpacked"},
};

static void
test_packings(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(packings); i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		Build *build = build_new();
		build_start(build, "/AF [5 0 R]", "");
		build_stream(build, packings[i][0], "no zlib", 7);
		build_object(build, "<< /UF (a) /EF << /F 4 0 R >> >>");
		assert_files(build, findings, "");
		assert_said(findings, OT_CODE_EMB_LOST, packings[i][1]);
		assert_said(findings, OT_CODE_EMB_LOST, "\"a\" is not taken out");
	}
}

/* Every way to say that a file is packed as we unpack it, or not at all (ISO 32000-1, table 5). */
static void
test_unpacked(void)
{
	static const struct {
		const char *keys;
		bool packed;
	} ways[] = {
		{"/Filter /FlateDecode", true},
		{"/Filter /Fl", true},
		{"/Filter [/FlateDecode]", true},
		{"/Filter [/Fl]", true},
		{"/Filter /FlateDecode /DecodeParms << /Predictor 1 >>", true},
		{"/Filter [/FlateDecode] /DecodeParms [<< /Predictor 1 >>]", true},
		{"/Filter [/FlateDecode] /DecodeParms [null]", true},
		{"/Filter [/FlateDecode] /DecodeParms []", true},
		{"/Filter /FlateDecode /DecodeParms null", true},
		{"/Filter /FlateDecode /DecodeParms << /Predictor (many) >>", true},
		{"", false},
		{"/Filter null", false},
		{"/Filter []", false},
		{"/DecodeParms << /Predictor 12 >>", false},
	};
	static const char text[] = "Wanted: fewer nights with ice.";
	guint8 packed[100];
	uLongf len = sizeof packed;

	g_assert_cmpint(compress(packed, &len, (const guint8 *) text, strlen(text)), ==, Z_OK);
	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		Build *build = build_new();
		build_start(build, "/AF [5 0 R]", "");
		if (ways[i].packed)
			build_stream(build, ways[i].keys, packed, len);
		else
			build_stream(build, ways[i].keys, text, strlen(text));
		build_object(build, "<< /UF (a) /EF << /F 4 0 R >> >>");
		assert_files(build, findings, "a=Wanted: fewer nights with ice.@the document");
		g_assert_cmpuint(ot_findings_count(findings), ==, 0);
	}
}

/* Files of zeros of these sizes, in MB, all packed. */
static GPtrArray *
read_zeros(const gsize *megabytes, gsize n, OtFindings *findings)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) catalog = g_string_new("/AF [");
	Build *build = build_new();

	for (gsize i = 0; i < n; i++)
		g_string_append_printf(catalog, "%d 0 R ", (int) (5 + 2 * i));
	g_string_append(catalog, "]");
	build_start(build, catalog->str, "");
	for (gsize i = 0; i < n; i++) {
		g_autoptr(GByteArray) zeros = build_zeros(megabytes[i] << 20);
		int stream = build_stream(build, "/Filter /FlateDecode", zeros->data, zeros->len);
		build_object(build, "<< /UF (zeros) /EF << /F %d 0 R >> >>", stream);
	}
	GPtrArray *files = read_pdf(build, findings, &error);
	g_assert_no_error(error);
	return files;
}

static void
test_bomb(void)
{
	static const gsize one[] = {129, 1}, together[] = {100, 100, 100};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GPtrArray) files = read_zeros(one, G_N_ELEMENTS(one), findings);

	g_assert_cmpuint(files->len, ==, 1);
	assert_said(findings, OT_CODE_EMB_LOST,
	            "it is larger than 128 MB, the most that is taken out");
	g_autoptr(OtFindings) again = ot_findings_new();
	g_autoptr(GPtrArray) more = read_zeros(together, G_N_ELEMENTS(together), again);
	g_assert_cmpuint(more->len, ==, 2);
	assert_said(again, OT_CODE_EMB_LOST,
	            "its files together are larger than 256 MB, the most that is taken out; "
	            "the first ones are");
}

/* A catalog in a stream of objects that unpacks to more than a process may have. */
static GBytes *
object_bomb(gsize megabytes)
{
	g_autoptr(GByteArray) zeros = build_zeros(megabytes << 20);
	GString *pdf = g_string_new("%PDF-1.7\n");
	gsize objects = pdf->len, table;
	guint8 rows[3][6] = {{0}};

	g_string_append_printf(pdf, "1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode "
	                            "/Length %u >>\nstream\n", zeros->len);
	g_string_append_len(pdf, (const char *) zeros->data, zeros->len);
	g_string_append(pdf, "\nendstream\nendobj\n");
	table = pdf->len;
	rows[1][0] = 1;
	rows[1][3] = (guint8) (objects >> 8);
	rows[1][4] = (guint8) objects;
	rows[2][0] = 2;
	rows[2][4] = 1;
	g_string_append(pdf, "3 0 obj\n<< /Type /XRef /Size 3 /W [1 4 1] /Root 2 0 R /Length 18 "
	                     ">>\nstream\n");
	g_string_append_len(pdf, (const char *) rows, sizeof rows);
	g_string_append_printf(
		pdf, "\nendstream\nendobj\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", table);
	return g_string_free_to_bytes(pdf);
}

static void
test_object_bomb(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	struct rusage usage;

	if (HAS_SANITIZER) {
		g_test_skip("the sanitizer allows no limit on memory");
		return;
	}
	if (!ot_confine_try().limits) {
		g_test_skip("this system does not limit memory");
		return;
	}
	g_autoptr(GBytes) pdf = object_bomb(1500);
	g_autoptr(GPtrArray) files = ot_extract_read(pdf, "x.pdf", findings, &error);
	/* The root is in the bomb: libqpdf 12 reads nothing then, libqpdf 11 all the rest. */
	if (files == NULL) {
		g_assert_nonnull(strstr(error->message, "needs more than 1024 MB of memory"));
	} else {
		g_assert_cmpuint(files->len, ==, 0);
		assert_said(findings, OT_CODE_EMB_LOST, "needs more than 1024 MB of memory");
	}
	getrusage(RUSAGE_CHILDREN, &usage);
	g_assert_cmpint(usage.ru_maxrss, <, 1100 * 1024);
}

/* --- files that are damaged or none --------------------------------------------------------- */

static void
test_no_pdf(void)
{
	static const char *const texts[] = {"", "PDF", "<?xml version=\"1.0\"?>", "PK\x03\x04"};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(GBytes) bytes = g_bytes_new_static(texts[i], strlen(texts[i]));
		g_autoptr(GError) error = NULL;
		g_assert_null(ot_extract_read(bytes, "x.pdf", findings, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_INPUT);
		g_assert_cmpstr(error->message, ==, "x.pdf is not a PDF");
	}
}

static void
test_damaged(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	Build *build = build_new();

	build_start(build, "/AF [5 0 R]", "");
	build_file(build, "(a.txt)", "A");
	for (guint i = 0; i < build->offsets->len; i++)
		g_array_index(build->offsets, gsize, i) += 3;
	assert_files(build, findings, "a.txt=A@the document");
	assert_said(findings, OT_CODE_EMB_DAMAGED,
	            "the PDF is damaged and was read as far as it could be");

	g_autoptr(GBytes) head = g_bytes_new_static("%PDF-1.7\nnothing", 16);
	g_assert_null(ot_extract_read(head, "x.pdf", findings, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_INPUT);
	g_assert_true(g_str_has_prefix(error->message, "x.pdf can't be read as PDF: "));
}

/* A file that carries one, cut at every place: an error or what is left, never a crash. */
static void
test_cut(void)
{
	Build *build = build_new();

	build_start(build, "/AF [5 0 R]", "");
	build_file(build, "(a.txt)", "A");
	g_autoptr(GBytes) whole = build_end(build);
	for (gsize len = 0; len < g_bytes_get_size(whole); len += HAS_SANITIZER ? 41 : 11) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(GBytes) cut = g_bytes_new_from_bytes(whole, 0, len);
		g_autoptr(GError) error = NULL;
		g_autoptr(GPtrArray) files = ot_extract_read(cut, "x.pdf", findings, &error);
		g_assert_true(files != NULL || error != NULL);
		g_assert_false(error != NULL && g_error_matches(error, OT_ERROR, OT_ERROR_LIMIT));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/extract/names", test_names);
	g_test_add_func("/extract/long-names", test_long_names);
	g_test_add_func("/extract/inflate", test_inflate);
	g_test_add_func("/extract/wire", test_wire);
	g_test_add_func("/extract/places", test_places);
	g_test_add_func("/extract/description", test_description);
	g_test_add_func("/extract/unnamed", test_unnamed);
	g_test_add_func("/extract/nothing", test_nothing);
	g_test_add_func("/extract/hostile-names", test_hostile_names);
	g_test_add_func("/extract/cycle", test_cycle);
	g_test_add_func("/extract/depth", test_depth);
	g_test_add_func("/extract/many-names", test_many_names);
	g_test_add_func("/extract/many-files", test_many_files);
	g_test_add_func("/extract/page-trees", test_page_trees);
	g_test_add_func("/extract/packings", test_packings);
	g_test_add_func("/extract/unpacked", test_unpacked);
	g_test_add_func("/extract/bomb", test_bomb);
	g_test_add_func("/extract/object-bomb", test_object_bomb);
	g_test_add_func("/extract/no-pdf", test_no_pdf);
	g_test_add_func("/extract/damaged", test_damaged);
	g_test_add_func("/extract/cut", test_cut);
	return g_test_run();
}
