/* SPDX-License-Identifier: MIT
 *
 * Which files are watched, and which of them changed.
 */
#include "watch/waiting.h"
#include "watch/watched.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
make_folder(void)
{
	char *folder = g_dir_make_tmp("outset-watch-XXXXXX", NULL);
	g_autofree char *responses = g_build_filename(folder, "responses", NULL);

	g_assert_nonnull(folder);
	g_assert_cmpint(g_mkdir(responses, 0700), ==, 0);
	return folder;
}

static void
put(const char *folder, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
take(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	g_assert_cmpint(g_remove(path), ==, 0);
}

/* The changes below the folder in one line: "assets/dpia.xml=0 spec.xml=0 gone". */
static char *
look(OtWatched *watched, const char *folder)
{
	g_autoptr(GArray) changes = ot_watched_look(watched, NULL);
	GString *line = g_string_new(NULL);

	g_assert_nonnull(changes);
	for (guint i = 0; i < changes->len; i++) {
		const OtWatchedChange *change = &g_array_index(changes, OtWatchedChange, i);
		if (!g_str_has_prefix(change->path, folder))
			continue;
		g_string_append_printf(line, "%s%s=%d%s", line->len > 0 ? " " : "",
		                       change->path + strlen(folder) + 1, change->kind,
		                       change->gone ? " gone" : "");
	}
	return g_string_free(line, FALSE);
}

static void
assert_look(OtWatched *watched, const char *folder, const char *expected)
{
	g_autofree char *seen = look(watched, folder);

	g_assert_cmpstr(seen, ==, expected);
}

static void
test_passing(void)
{
	static const char *const passing[] = {
		"~$draft.docx", ".~lock.draft.odt#", "~WRD0001.tmp",  "4913",
		"spec.xml~",    "#spec.xml#",        ".spec.xml.swp", "Thumbs.db",
		"spec.xml.bak", "answer.docx.part"};
	static const char *const lasting[] = {"draft.docx", "spec.xml", "49131", "temp.docx"};

	for (size_t i = 0; i < G_N_ELEMENTS(passing); i++)
		g_assert_true(ot_watched_is_passing(passing[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(lasting); i++)
		g_assert_false(ot_watched_is_passing(lasting[i]));
}

static void
test_engagement(void)
{
	g_autofree char *folder = make_folder();
	g_autoptr(OtWatched) watched = ot_watched_new(folder);

	put(folder, "spec.xml", "<specification/>");
	put(folder, "suppliers.csv", "Name\n");
	put(folder, "notes.docx", "mine");
	put(folder, "spec-form.docx", "a form");
	put(folder, "responses/copse.txt", "1 Yes");
	put(folder, "responses/~$copse.docx", "lock");
	assert_look(watched, folder,
	            "responses/copse.txt=2 spec-form.docx=3 spec.xml=0 suppliers.csv=1");
	g_assert_true(ot_watched_is_engagement(watched));

	/* The same bytes again, in another file, are no change. */
	put(folder, "spec.xml", "<specification/>");
	put(folder, ".~lock.spec.xml#", "lock");
	put(folder, "spec.new.xml", "ours");
	assert_look(watched, folder, "");

	put(folder, "spec.xml", "<specification />");
	put(folder, "responses/dolwen.csv", "1,No");
	take(folder, "suppliers.csv");
	assert_look(watched, folder, "responses/dolwen.csv=2 spec.xml=0 suppliers.csv=1 gone");
	assert_look(watched, folder, "");
}

/* What the program wrote is no change; what a person did to it then is one. */
static void
test_ours(void)
{
	g_autofree char *folder = make_folder();
	g_autofree char *responses = g_build_filename(folder, "responses.xml", NULL);
	g_autoptr(OtWatched) watched = ot_watched_new(folder);

	put(folder, "spec.xml", "<specification/>");
	assert_look(watched, folder, "spec.xml=0");
	put(folder, "responses.xml", "<responses/>");
	g_assert_false(ot_watched_is_ours(watched, responses));
	ot_watched_note_ours(watched, responses);
	g_assert_true(ot_watched_is_ours(watched, responses));
	assert_look(watched, folder, "");
	put(folder, "responses.xml", "<responses>mine</responses>");
	g_assert_false(ot_watched_is_ours(watched, responses));
	assert_look(watched, folder, "responses.xml=1");
	g_assert_false(ot_watched_is_ours(watched, responses));
}

static void
test_drafts(void)
{
	g_autofree char *folder = make_folder();
	g_autofree char *draft = g_build_filename(folder, "draft.docx", NULL);
	g_autoptr(OtWatched) all = ot_watched_new(folder);
	g_autoptr(OtWatched) one = ot_watched_new(draft);

	put(folder, "draft.docx", "one");
	put(folder, "draft.reviewed.docx", "ours");
	put(folder, "~$draft.docx", "lock");
	put(folder, "other.docx", "two");
	assert_look(all, folder, "draft.docx=4 other.docx=4");
	g_assert_false(ot_watched_is_engagement(all));

	assert_look(one, folder, "draft.docx=4");
	put(folder, "other.docx", "three");
	assert_look(one, folder, "");
	put(folder, "draft.docx", "four");
	assert_look(one, folder, "draft.docx=4");
	take(folder, "draft.docx");
	g_autoptr(GError) error = NULL;
	g_assert_null(ot_watched_look(one, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_IO);
}

/* Where the system does not tell, or is not to be asked, it comes back by itself. */
static void
test_waiting(void)
{
	g_autoptr(OtWaiting) waiting = ot_waiting_new(1);
	g_autoptr(GHashTable) folders = g_hash_table_new(g_str_hash, g_str_equal);
	gint64 began = g_get_monotonic_time();

	g_hash_table_add(folders, (char *) ".");
	ot_waiting_add(waiting, folders);
	g_assert_cmpint(ot_waiting_seconds(waiting), ==, 1);
	ot_waiting_wait(waiting);
	g_assert_cmpint(g_get_monotonic_time() - began, >=, G_USEC_PER_SEC);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/watch/passing", test_passing);
	g_test_add_func("/watch/engagement", test_engagement);
	g_test_add_func("/watch/ours", test_ours);
	g_test_add_func("/watch/drafts", test_drafts);
	g_test_add_func("/watch/waiting", test_waiting);
	return g_test_run();
}
