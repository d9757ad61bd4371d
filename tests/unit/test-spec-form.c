/*
 * SPDX-License-Identifier: MIT
 *
 * The specification as a Word form: every place of the schema is in it under a name of its own, and
 * what goes in comes out again, whatever stands there.
 */
#include "spec-form.h"

#include <glib/gstdio.h>

/* How many specifications are made up; each goes through a Word file. */
#define N_GENERATED 40

/* --- the plan -------------------------------------------------------------------------------- */

static void
test_names(void)
{
	g_auto(Forms) forms = open_forms("en-GB");
	g_autoptr(GPtrArray) unnamed = ot_form_plan_unnamed(forms.plan);
	g_autoptr(GPtrArray) unused = ot_form_plan_unused(forms.plan);

	for (guint i = 0; i < unnamed->len; i++)
		g_error("schemas/spec-form.xml has no name for %s",
		        (const char *) g_ptr_array_index(unnamed, i));
	for (guint i = 0; i < unused->len; i++)
		g_error("schemas/spec-form.xml names %s, which the schema does not have",
		        (const char *) g_ptr_array_index(unused, i));
}

/* Tags and titles have room in Word, and each is of one field only. */
static void
test_tags(void)
{
	g_auto(Forms) forms = open_forms("en-GB");

	for (guint slot = 1; slot <= ot_form_plan_count(forms.plan); slot++) {
		const OtFormField *field = ot_form_plan_field(forms.plan, slot);

		/* "~99" has room too; of more rows the title tells what they are */
		g_assert_cmpuint(strlen(field->path), <=, 61);
		g_assert_cmpuint(g_utf8_strlen(field->title, -1), <=, 64);
		g_assert_true(ot_form_plan_find(forms.plan, field->path) == field);
		g_assert_true(ot_form_plan_titled(forms.plan, field->title) == field);
		g_assert_cmpuint(field->slot, ==, slot);
		g_assert_nonnull(field->hint);
	}
}

/* Every value that the schema lists has words of its own, in both languages. */
static void
test_choices(gconstpointer lang)
{
	g_auto(Forms) forms = open_forms(lang);

	for (guint slot = 1; slot <= ot_form_plan_count(forms.plan); slot++) {
		const OtFormField *field = ot_form_plan_field(forms.plan, slot);
		g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

		for (size_t i = 0; field->codes != NULL && field->codes[i] != NULL; i++) {
			bool is_code = strcmp(field->codes[i], field->choices[i]) == 0;
			/* what is called the same everywhere: AA, GBP */
			if (is_code && !g_ascii_isupper(*field->codes[i]) &&
			    strcmp(field->name, OT_FORM_PRESENT) != 0)
				g_error("%s has no words for \"%s\"", field->path, field->codes[i]);
			if (!g_hash_table_add(seen, (char *) field->choices[i]))
				g_error("%s has twice \"%s\"", field->path, field->choices[i]);
		}
	}
}

/* --- there and back -------------------------------------------------------------------------- */

static void
test_generated(gconstpointer lang)
{
	g_auto(Forms) forms = open_forms(lang);

	for (guint32 seed = 1; seed <= N_GENERATED; seed++) {
		xmlDoc *doc = generate_specification(ot_schema_model(forms.schema), seed, false);
		g_autofree char *text = generated_text(doc);

		assert_valid(&forms, text);
		g_autoptr(GBytes) docx = form_of(&forms, doc, NULL);
		g_autofree char *back = read_form(&forms, docx);
		assert_same(text, back, seed);
		assert_valid(&forms, back);
		assert_no_findings(&forms);
		xmlFreeDoc(doc);
	}
}

/* --- tables ---------------------------------------------------------------------------------- */

/* Sheets have names that spreadsheets take, and each column is told by its head. */
static void
test_heads(gconstpointer lang)
{
	g_auto(Forms) forms = open_forms(lang);
	g_autoptr(OtSheets) sheets = ot_sheets_new(forms.plan);
	g_autoptr(GHashTable) files = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < ot_sheets_count(sheets); i++) {
		const OtSheet *sheet = ot_sheet(sheets, i);
		g_autoptr(GHashTable) heads = g_hash_table_new(g_str_hash, g_str_equal);

		g_assert_cmpuint(g_utf8_strlen(sheet->name, -1), <=, 31);
		g_assert_null(strpbrk(sheet->name, "[]:*?/\\"));
		g_assert_true(g_hash_table_add(files, (char *) sheet->file));
		if (sheet->key != NULL)
			g_hash_table_add(heads, (char *) sheet->key);
		for (guint k = 0; k < sheet->columns->len; k++) {
			const char *head = g_array_index(sheet->columns, OtSheetColumn, k).head;
			if (!g_hash_table_add(heads, (char *) head))
				g_error("%s has the head “%s” twice", sheet->name, head);
		}
	}
}

static void
test_workbook(gconstpointer lang)
{
	g_auto(Forms) forms = open_forms(lang);

	for (guint32 seed = 1; seed <= N_GENERATED; seed++) {
		xmlDoc *doc = generate_specification(ot_schema_model(forms.schema), seed, false);
		g_autofree char *text = generated_text(doc);
		g_autoptr(GBytes) bytes = workbook_of(&forms, doc);
		g_autofree char *back = read_workbook(&forms, bytes);

		assert_no_findings(&forms);
		assert_same(text, back, seed);
		xmlFreeDoc(doc);
	}
}

static void
test_csv(gconstpointer lang)
{
	g_auto(Forms) forms = open_forms(lang);
	g_autoptr(OtSheets) sheets = ot_sheets_new(forms.plan);
	g_autofree char *folder = g_dir_make_tmp("spec-form-XXXXXX", NULL);

	for (guint32 seed = 1; seed <= N_GENERATED; seed++) {
		xmlDoc *doc = generate_specification(ot_schema_model(forms.schema), seed, false);
		g_autofree char *text = generated_text(doc);
		xmlDoc *tree = ot_form_tree_of(forms.plan, doc);
		g_autoptr(GError) error = NULL;

		for (guint i = 0; i < ot_sheets_count(sheets); i++) {
			const OtSheet *sheet = ot_sheet(sheets, i);
			g_autofree char *path = g_build_filename(folder, sheet->file, NULL);
			g_autoptr(GBytes) bytes = ot_form_write_csv(sheets, sheet, tree);
			g_file_set_contents(path, g_bytes_get_data(bytes, NULL),
			                    (gssize) g_bytes_get_size(bytes), NULL);
		}
		g_autoptr(OtFormReading) reading =
			ot_form_reading_new(forms.plan, folder, forms.findings);
		g_assert_true(ot_form_read_csv(sheets, folder, reading, forms.findings, &error));
		g_autofree char *back = finish_reading(&forms, reading);
		assert_no_findings(&forms);
		assert_same(text, back, seed);
		xmlFreeDoc(tree);
		xmlFreeDoc(doc);
	}
	for (guint i = 0; i < ot_sheets_count(sheets); i++) {
		g_autofree char *path = g_build_filename(folder, ot_sheet(sheets, i)->file, NULL);
		g_remove(path);
	}
	g_rmdir(folder);
}

/* For programs of others: specifications as files, spec-1.xml and on. */
static int
write_generated(const char *folder, guint32 n)
{
	g_auto(Forms) forms = open_forms("en-GB");

	for (guint32 seed = 1; seed <= n; seed++) {
		xmlDoc *doc = generate_specification(ot_schema_model(forms.schema), seed, true);
		g_autofree char *text = generated_text(doc);
		g_autofree char *path = g_strdup_printf("%s/spec-%u.xml", folder, seed);

		g_assert_true(g_file_set_contents(path, text, -1, NULL));
		xmlFreeDoc(doc);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	g_setenv("OUTSET_DATA", ".", TRUE);
	if (argc == 4 && strcmp(argv[1], "--write") == 0)
		return write_generated(argv[2], (guint32) atoi(argv[3]));
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/spec-form/names", test_names);
	g_test_add_func("/spec-form/tags", test_tags);
	g_test_add_data_func("/spec-form/choices", "en-GB", test_choices);
	g_test_add_data_func("/spec-form/choices/welsh", "cy-GB", test_choices);
	g_test_add_data_func("/spec-form/generated", "en-GB", test_generated);
	g_test_add_data_func("/spec-form/generated/welsh", "cy-GB", test_generated);
	g_test_add_data_func("/spec-form/heads", "en-GB", test_heads);
	g_test_add_data_func("/spec-form/heads/welsh", "cy-GB", test_heads);
	g_test_add_data_func("/spec-form/workbook", "en-GB", test_workbook);
	g_test_add_data_func("/spec-form/csv", "en-GB", test_csv);
	return g_test_run();
}
