/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/file.h"
#include "engagement/manifest.h"
#include "engagement/settings.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
	char *folder;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	(void) data;
	fixture->folder = g_dir_make_tmp("outset-engagement-XXXXXX", NULL);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GPtrArray) names = ot_folder_list(fixture->folder, NULL);

	(void) data;
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *path =
			g_build_filename(fixture->folder, g_ptr_array_index(names, i), NULL);
		g_remove(path);
	}
	g_rmdir(fixture->folder);
	g_free(fixture->folder);
}

static char *
put(const Fixture *fixture, const char *name, const char *text)
{
	char *path = g_build_filename(fixture->folder, name, NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

/* Settings that are refused, and the end of the message. */
static const char *const bad_settings[][2] = {
	{"[engagment]\noutput=x\n",
	 "there is no group \"engagment\"; did you mean \"engagement\"?"},
	{"[engagement]\noutptu=x\n", "there is no key \"outptu\"; did you mean \"output\"?"},
	{"[style]\nzzz=x\n", "there is no key \"zzz\"; there are \"house-style\", \"page\""},
	{"[style]\npage=A3\n", "page = A3 should be a4 or letter"},
	{"output=x\n", NULL},
	{"[engagement\n", NULL},
	{"[engagement]\n\xff\xfe=x\n", NULL},
	{"[engagement]\nspecification=\n",
	 "the key \"specification\" is empty; write a path, or delete its line"},
};

static void
test_settings(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(bad_settings); i++) {
		g_autofree char *path = put(fixture, "outset.ini", bad_settings[i][0]);
		g_assert_null(ot_settings_load(fixture->folder, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
		g_assert_true(g_str_has_prefix(error->message, path));
		if (bad_settings[i][1] != NULL)
			g_assert_true(g_str_has_suffix(error->message, bad_settings[i][1]));
		g_clear_error(&error);
	}

	g_autofree char *path = put(fixture, "outset.ini",
	                            "[engagement]\nspecification = s.xml\noutput=/abs\n"
	                            "assets=dpia;mou\n[style]\nhouse-style=a b.xml\n");
	g_autofree char *input = g_build_filename(fixture->folder, "any.xml", NULL);
	g_autofree char *specification = g_build_filename(fixture->folder, "s.xml", NULL);
	g_autofree char *style = g_build_filename(fixture->folder, "a b.xml", NULL);
	g_autoptr(OtSettings) settings = ot_settings_load(input, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(settings->file, ==, path);
	g_assert_cmpstr(settings->specification, ==, specification);
	g_assert_cmpstr(settings->output, ==, "/abs");
	g_assert_cmpstr(settings->house_style, ==, style);
	g_assert_cmpuint(g_strv_length(settings->assets), ==, 2);
}

static void
test_no_settings(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtSettings) settings = ot_settings_load(fixture->folder, &error);

	(void) data;
	g_assert_no_error(error);
	g_assert_null(settings->file);
	g_assert_null(ot_settings_specification(settings, fixture->folder, &error));
	g_assert_nonnull(strstr(error->message, "has no spec.xml; start an engagement with"));
	g_clear_error(&error);
	g_autofree char *there = put(fixture, "spec.xml", "");
	g_autofree char *found = ot_settings_specification(settings, fixture->folder, &error);
	g_assert_cmpstr(found, ==, there);
}

static void
test_manifest(Fixture *fixture, gconstpointer data)
{
	g_autoptr(OtManifest) manifest = ot_manifest_new();
	const OtManifestFile second = {
		.name = "b.docx", .title = "\"B\"", .size = 5, .sha256 = "2"};
	const OtManifestFile first = {.name = "a.pdf", .size = 7, .sha256 = "1",
	                              .template_name = "briefing"};
	const OtManifestFile again = {.name = "b.docx", .size = 6, .sha256 = "3"};

	(void) data;
	manifest->reference = g_strdup("R/1");
	ot_manifest_put(manifest, &second);
	ot_manifest_put(manifest, &first);
	ot_manifest_put(manifest, &again);
	g_autoptr(GBytes) json = ot_manifest_json(manifest);
	g_autofree char *path = put(fixture, OT_MANIFEST_NAME, "");
	g_assert_true(ot_file_write(path, json, NULL));

	g_autoptr(OtManifest) read = ot_manifest_read(fixture->folder, NULL);
	g_assert_nonnull(read);
	g_assert_cmpuint(read->files->len, ==, 2);
	g_assert_cmpstr(read->reference, ==, "R/1");
	const OtManifestFile *file = g_ptr_array_index(read->files, 0);
	g_assert_cmpstr(file->name, ==, "a.pdf");
	g_assert_cmpstr(file->template_name, ==, "briefing");
	g_assert_null(file->title);
	g_assert_cmpstr(ot_manifest_find(read, "b.docx")->sha256, ==, "3");
	g_assert_null(ot_manifest_find(read, "c"));
	g_autoptr(GBytes) same = ot_manifest_json(read);
	g_assert_true(g_bytes_equal(json, same));
}

/* A manifest lies in a folder that others may write to. */
static void
test_bad_manifest(Fixture *fixture, gconstpointer data)
{
	static const char *const texts[] = {
		"", "{", "[]", "7", "{\"files\": 7}", "{\"files\": [7]}", "{\"files\": [{}]}",
		"{\"files\": [{\"name\": \"a\", \"sha256\": \"b\", \"size\": -1}]}",
		"{\"files\": [{\"name\": 1, \"sha256\": \"b\", \"size\": 1}]}", "\xff",
	};

	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *path = put(fixture, OT_MANIFEST_NAME, texts[i]);
		g_assert_null(ot_manifest_read(fixture->folder, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	}
	g_autoptr(GString) deep = g_string_new(NULL);
	for (int i = 0; i < 100000; i++)
		g_string_append_c(deep, '[');
	g_autofree char *path = put(fixture, OT_MANIFEST_NAME, deep->str);
	g_assert_null(ot_manifest_read(fixture->folder, NULL));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/engagement/settings", Fixture, NULL, set_up, test_settings, tear_down);
	g_test_add("/engagement/no-settings", Fixture, NULL, set_up, test_no_settings, tear_down);
	g_test_add("/engagement/manifest", Fixture, NULL, set_up, test_manifest, tear_down);
	g_test_add("/engagement/bad-manifest", Fixture, NULL, set_up, test_bad_manifest, tear_down);
	return g_test_run();
}
