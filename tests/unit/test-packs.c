/* SPDX-License-Identifier: MIT
 *
 * Packs for suppliers: what is made once and cut or drawn anew is what would be made anew as a
 * whole, and what lies on disk is told apart.
 */
#include "base/file.h"
#include "docx/docx.h"
#include "docx/master.h"
#include "engagement/engagement.h"
#include "packs/shelf.h"
#include "packs/view.h"
#include "pdf/pdf.h"
#include "pdf/selfcheck.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SAMPLE "samples/winter-gritting"

/*
 * Suppliers whose words could break something: markup, other scripts, hidden signs, nothing at all.
 */
static const struct {
	const char *name, *contact, *number;
	OtFirmSize size;
	guint kinds;
} suppliers[] = {
	{"Ashdown Sensing Ltd", "Marta Ellery", "99000101", OT_FIRM_MICRO, 0},
	{"<b>Bold</b> & \"sons\" ]]>", "", "", OT_FIRM_LARGE, OT_KIND_VCSE},
	{"שלום בע״מ", "דנה", "5", OT_FIRM_SMALL, 0},
	{"Cwmni Ŵyl Gŷr Llŷn Cyf", "Siân", "", OT_FIRM_UNKNOWN, 0},
	{"Ελληνική Εταιρεία", "Νίκος", "12", OT_FIRM_SME, OT_KIND_SUPPORTED_EMPLOYMENT},
	{"A\xC2\xADshy\xE2\x80\x91"
	 "name \xE2\x80\xAEnot turned",
	 "x", "1", OT_FIRM_MEDIUM, 0},
	{"Ashdown Sensing Ltd", "Marta Ellery", "99000101", OT_FIRM_MICRO, 0},
};

static OtRecipient *
make_recipient(size_t index)
{
	OtSupplier supplier = {
		.row = index + 2,
		.code = "70M-R2R-BB9",
		.file_name = "some-firm-70M-R2R-BB9",
		.size = suppliers[index].size,
		.kinds = suppliers[index].kinds,
	};

	for (int i = 0; i < OT_N_SUPPLIER_FIELDS; i++)
		supplier.values[i] = "";
	supplier.values[OT_SUPPLIER_NAME] = suppliers[index].name;
	supplier.values[OT_SUPPLIER_CONTACT] = suppliers[index].contact;
	supplier.values[OT_SUPPLIER_COMPANY_NUMBER] = suppliers[index].number;
	return ot_recipient_new(&supplier);
}

static OtEngagement *
open_engagement(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	GError *error = NULL;
	OtEngagement *engagement = ot_engagement_open(SAMPLE, findings, &error);

	g_assert_no_error(error);
	g_assert_true(ot_engagement_is_valid(engagement));
	return engagement;
}

/* --- Word documents ---------------------------------------------------------------------- */

/* The document of a supplier, made for it alone. */
static GBytes *
make_alone(OtEngagement *engagement, const char *name, const OtRecipient *recipient)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	GError *error = NULL;
	const OtTemplate *template = ot_engagement_template(engagement, name, &error);
	g_autoptr(OtAnswers) answers = ot_recipient_answers(recipient, NULL);
	g_autoptr(OtDocument) document =
		ot_engagement_personal(engagement, template, answers, findings, &error);
	OtWriting writing;

	g_assert_no_error(error);
	g_assert_true(ot_engagement_writing(engagement, document, &writing, findings, &error));
	document->info.copy = recipient->texts[OT_RECIPIENT_CODE];
	GBytes *bytes =
		ot_docx_write(document, writing.style, writing.labels, writing.epoch, &error);
	g_assert_no_error(error);
	return bytes;
}

/* The same cut from one that has marks. */
static GBytes *
make_copy(OtEngagement *engagement, const char *name, const OtRecipient *recipient)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	GError *error = NULL;
	const OtTemplate *template = ot_engagement_template(engagement, name, &error);
	g_auto(GStrv) marks = ot_recipient_marks(recipient);
	g_autoptr(OtAnswers) answers = ot_recipient_answers(recipient, marks);
	g_autoptr(OtDocument) document =
		ot_engagement_personal(engagement, template, answers, findings, &error);
	OtWriting writing;

	g_assert_no_error(error);
	g_assert_true(ot_engagement_writing(engagement, document, &writing, findings, &error));
	document->info.copy = marks[OT_RECIPIENT_CODE];
	g_autoptr(OtDocxMaster) master =
		ot_docx_master_new(document, writing.style, writing.labels, writing.epoch,
		                   (const char *const *) marks, &error);
	g_assert_no_error(error);
	GBytes *first = ot_docx_master_copy(master, (const char *const *) recipient->texts, &error);
	g_autoptr(GBytes) second =
		ot_docx_master_copy(master, (const char *const *) recipient->texts, &error);
	g_assert_no_error(error);
	g_assert_true(g_bytes_equal(first, second));
	return first;
}

static void
test_documents(void)
{
	static const char *const names[] = {"response-form", "invitation"};
	g_autoptr(OtEngagement) engagement = open_engagement();

	for (size_t n = 0; n < G_N_ELEMENTS(names); n++)
		for (size_t i = 0; i < G_N_ELEMENTS(suppliers); i++) {
			g_autoptr(OtRecipient) recipient = make_recipient(i);
			g_autoptr(GBytes) alone = make_alone(engagement, names[n], recipient);
			g_autoptr(GBytes) copy = make_copy(engagement, names[n], recipient);

			g_test_message("%s for %s", names[n], suppliers[i].name);
			g_assert_true(g_bytes_equal(alone, copy));
		}
}

/* --- the briefing ------------------------------------------------------------------------ */

typedef struct {
	OtEngagement *engagement;
	OtDocument *document;
	char *fonts;
	OtPdfMaster *master;
} Brief;

static void
start_brief(Brief *brief)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtAnswers) answers = ot_answers_new("");
	GError *error = NULL;
	OtWriting writing;

	brief->engagement = open_engagement();
	ot_answers_set(answers, "recipient.code", "M");
	ot_answers_set(answers, "recipient.name", "M");
	brief->document = ot_engagement_personal(
		brief->engagement, ot_engagement_template(brief->engagement, "briefing", &error),
		answers, findings, &error);
	g_assert_no_error(error);
	g_assert_true(ot_engagement_writing(brief->engagement, brief->document, &writing, findings,
	                                    &error));
	OtWalk walk = ot_walk_start(brief->document->root);
	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.node->kind == OT_NODE_FIELD &&
		    g_str_has_prefix(walk.node->as.field.name, "recipient."))
			walk.node->as.field.open = true;
	brief->fonts = ot_resources_path(ot_engagement_resources(brief->engagement), "fonts", NULL);
	const OtPdfOptions options = {.font_dir = brief->fonts, .epoch = writing.epoch};
	brief->master = ot_pdf_master_new(brief->document, writing.style, writing.labels, &options,
	                                  findings, &error);
	g_assert_no_error(error);
	g_assert_nonnull(brief->master);
}

static void
clear_brief(Brief *brief)
{
	ot_pdf_master_free(brief->master);
	ot_document_free(brief->document);
	ot_engagement_free(brief->engagement);
	g_free(brief->fonts);
}

/* A copy, which is checked as a whole; NULL: a letter has no glyph. */
static GBytes *
draw(Brief *brief, const char *name, const char *code)
{
	const char *const fields[] = {"recipient.name", name, "recipient.code", code, NULL};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *sha256 = NULL;
	GError *error = NULL;
	GBytes *bytes = ot_pdf_master_copy(brief->master, code, fields, &sha256, findings, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(ot_findings_count(findings), ==, bytes == NULL);
	if (bytes == NULL)
		return NULL;
	g_autofree char *real = ot_sha256(bytes);
	g_assert_cmpstr(sha256, ==, real);
	g_assert_true(ot_selfcheck(bytes, &error));
	g_assert_no_error(error);
	return bytes;
}

/* Names of one line and of many, in other scripts, and with a code of another length. */
static void
test_briefings(void)
{
	g_autofree char *long_name = g_strnfill(300, 'W');
	const char *words = "Very long name of a firm in many words, and then some more, until two "
	                    "lines are full and a third one has begun with it";
	const char *const names[] = {"A", long_name, "Ελληνική Εταιρεία", words, "שלום בע״מ", "A"};
	Brief brief;

	start_brief(&brief);
	g_autoptr(GBytes) first = draw(&brief, "A", "70M-R2R-BB9");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GBytes) bytes = draw(&brief, names[i], "70M-R2R-BB9");
		g_autoptr(GBytes) longer = draw(&brief, names[i], "70M-R2R-BB9-XYZ");

		g_assert_nonnull(bytes);
		g_assert_nonnull(longer);
		g_assert_cmpint(g_bytes_equal(first, bytes), ==, strcmp(names[i], "A") == 0);
		g_assert_false(g_bytes_equal(bytes, longer));
	}
	clear_brief(&brief);
}

/* A letter that no font has fails this copy alone. */
static void
test_glyphs(void)
{
	Brief brief;

	start_brief(&brief);
	g_autoptr(GBytes) before = draw(&brief, "Firm", "70M-R2R-BB9");
	g_assert_null(draw(&brief, "Rocket \U0001F680 Ltd", "70M-R2R-BB9"));
	g_autoptr(GBytes) after = draw(&brief, "Firm", "70M-R2R-BB9");
	g_assert_true(g_bytes_equal(before, after));
	clear_brief(&brief);
}

/* --- on disk ----------------------------------------------------------------------------- */

#define MADE_FROM "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static GBytes *
make_manifest(const OtPackFile *files, guint n)
{
	g_autoptr(OtManifest) manifest = ot_manifest_new();

	manifest->code = g_strdup("70M-R2R-BB9");
	manifest->supplier = g_strdup("Firm");
	manifest->made_from = g_strdup(MADE_FROM);
	for (guint i = 0; i < n; i++)
		ot_manifest_put(manifest, &(OtManifestFile){
			.name = files[i].name,
			.size = g_bytes_get_size(files[i].bytes),
			.sha256 = files[i].sha256,
		});
	return ot_manifest_json(manifest);
}

static void
put(const char *path, OtPacksForm form)
{
	g_autoptr(GBytes) one = g_bytes_new_static("one", 3), two = g_bytes_new_static("two", 3);
	g_autofree char *sum_one = ot_sha256(one), *sum_two = ot_sha256(two);
	OtPackFile files[] = {
		{.name = (char *) "one.txt", .bytes = one, .sha256 = sum_one},
		{.name = (char *) "two.txt", .bytes = two, .sha256 = sum_two},
	};
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	g_autoptr(GBytes) manifest = make_manifest(files, G_N_ELEMENTS(files));
	GError *error = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		g_ptr_array_add(list, &files[i]);
	const OtPack pack = {.files = list, .manifest = manifest};
	g_assert_true(ot_shelf_put(&pack, path, form, &error));
	g_assert_no_error(error);
}

static OtShelfState
look(const char *path, const char *made_from, bool quick)
{
	OtShelf shelf;

	ot_shelf_look(path, made_from, quick, &shelf);
	OtShelfState state = shelf.state;
	g_assert_cmpint(state == OT_SHELF_WHOLE, ==, shelf.manifest_sha256 != NULL);
	ot_shelf_clear(&shelf);
	return state;
}

static void
write_into(const char *folder, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
remove_from(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	g_assert_cmpint(g_unlink(path), ==, 0);
}

static void
remove_pack(const char *folder)
{
	remove_from(folder, "one.txt");
	remove_from(folder, "two.txt");
	remove_from(folder, OT_MANIFEST_NAME);
	g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void
test_folder(void)
{
	g_autofree char *scratch = g_dir_make_tmp("outset-packs-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(scratch, "firm", NULL);

	g_assert_cmpint(look(path, MADE_FROM, false), ==, OT_SHELF_EMPTY);
	put(path, OT_PACKS_FOLDERS);
	g_assert_cmpint(look(path, MADE_FROM, false), ==, OT_SHELF_WHOLE);
	g_assert_cmpint(look(path, "other", false), ==, OT_SHELF_OLDER);
	/* bytes that changed and kept their number are seen where sums are looked at */
	write_into(path, "one.txt", "uno");
	g_assert_cmpint(look(path, MADE_FROM, true), ==, OT_SHELF_WHOLE);
	g_assert_cmpint(look(path, MADE_FROM, false), ==, OT_SHELF_CHANGED);
	g_assert_cmpint(look(path, "other", true), ==, OT_SHELF_CHANGED);
	put(path, OT_PACKS_FOLDERS);
	g_assert_cmpint(look(path, MADE_FROM, false), ==, OT_SHELF_WHOLE);
	write_into(path, "mine.txt", "mine");
	g_assert_cmpint(look(path, MADE_FROM, true), ==, OT_SHELF_FOREIGN);
	remove_from(path, "mine.txt");
	remove_from(path, "two.txt");
	g_assert_cmpint(look(path, MADE_FROM, true), ==, OT_SHELF_DAMAGED);
	write_into(path, "two.txt", "");
	g_assert_cmpint(look(path, MADE_FROM, true), ==, OT_SHELF_DAMAGED);
	write_into(path, OT_MANIFEST_NAME, "{}");
	g_assert_cmpint(look(path, MADE_FROM, true), ==, OT_SHELF_FOREIGN);
	remove_pack(path);
	g_assert_cmpint(g_rmdir(scratch), ==, 0);
}

/* A link in the place of a pack, or of its beginnings, leads to what is somebody else's. */
static void
test_links(void)
{
	g_autofree char *scratch = g_dir_make_tmp("outset-packs-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(scratch, "firm", NULL);
	g_autofree char *part = g_build_filename(scratch, ".other.part", NULL);
	g_autofree char *other = g_build_filename(scratch, "other", NULL);
	g_autofree char *elsewhere = g_build_filename(scratch, "elsewhere", NULL);

	put(elsewhere, OT_PACKS_FOLDERS);
	g_assert_cmpint(symlink(elsewhere, path), ==, 0);
	g_assert_cmpint(symlink(elsewhere, part), ==, 0);
	g_assert_cmpint(look(path, MADE_FROM, false), ==, OT_SHELF_FOREIGN);
	put(other, OT_PACKS_FOLDERS);
	g_assert_cmpint(look(other, MADE_FROM, false), ==, OT_SHELF_WHOLE);
	g_assert_cmpint(look(elsewhere, MADE_FROM, false), ==, OT_SHELF_WHOLE);
	g_assert_cmpint(g_unlink(path), ==, 0);
	remove_pack(other);
	remove_pack(elsewhere);
	g_assert_cmpint(g_rmdir(scratch), ==, 0);
}

static void
test_archive(void)
{
	g_autofree char *scratch = g_dir_make_tmp("outset-packs-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(scratch, "firm.zip", NULL);

	put(path, OT_PACKS_ARCHIVES);
	g_assert_cmpint(look(path, MADE_FROM, false), ==, OT_SHELF_WHOLE);
	g_assert_cmpint(look(path, "other", false), ==, OT_SHELF_OLDER);
	put(path, OT_PACKS_ARCHIVES);
	g_assert_cmpint(look(path, MADE_FROM, true), ==, OT_SHELF_WHOLE);
	write_into(scratch, "firm.zip", "PK no archive");
	g_assert_cmpint(look(path, MADE_FROM, true), ==, OT_SHELF_FOREIGN);
	remove_from(scratch, "firm.zip");
	g_assert_cmpint(g_rmdir(scratch), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_setenv("OUTSET_DATA", ".", TRUE);
	g_test_add_func("/packs/documents", test_documents);
	g_test_add_func("/packs/briefings", test_briefings);
	g_test_add_func("/packs/glyphs", test_glyphs);
	g_test_add_func("/packs/folder", test_folder);
	g_test_add_func("/packs/links", test_links);
	g_test_add_func("/packs/archive", test_archive);
	return g_test_run();
}
