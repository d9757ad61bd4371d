/* SPDX-License-Identifier: MIT */
#include "watch/watched.h"

#include "base/error.h"
#include "base/file.h"
#include "engagement/settings.h"

#include <glib/gstdio.h>
#include <string.h>

/* One file as it was seen; its bytes are hashed because many programs save what nobody changed. */
typedef struct {
	OtWatchedKind kind;
	gint64 size, seconds, nanoseconds;
	guint64 inode;
	char *sha256; /* NULL: it could not be read */
	bool ours;    /* the program wrote these bytes */
} Seen;

struct OtWatched {
	char *input, *folder;
	bool is_file;
	bool is_engagement;
	GHashTable *seen;    /* path to Seen */
	GHashTable *folders; /* a set of paths */
};

static void
free_seen(gpointer data)
{
	Seen *seen = data;

	g_free(seen->sha256);
	g_free(seen);
}

OtWatched *
ot_watched_new(const char *input)
{
	OtWatched *watched = g_new0(OtWatched, 1);

	watched->input = g_strdup(input);
	watched->is_file = !ot_folder_exists(input);
	watched->folder = watched->is_file ? g_path_get_dirname(input) : g_strdup(input);
	watched->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_seen);
	watched->folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return watched;
}

void
ot_watched_free(OtWatched *watched)
{
	if (watched == NULL)
		return;
	g_hash_table_destroy(watched->folders);
	g_hash_table_destroy(watched->seen);
	g_free(watched->folder);
	g_free(watched->input);
	g_free(watched);
}

GHashTable *
ot_watched_folders(const OtWatched *watched)
{
	return watched->folders;
}

bool
ot_watched_is_engagement(const OtWatched *watched)
{
	return watched->is_engagement;
}

/* --- which files ---------------------------------------------------------------------------- */

static bool
ends_in_one_of(const char *name, const char *const *suffixes)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);

	for (; *suffixes != NULL; suffixes++)
		if (g_str_has_suffix(lower, *suffixes))
			return true;
	return false;
}

/*
 * Word locks with "~$draft.docx" and saves by way of "~WRD0001.tmp", LibreOffice locks with
 * ".~lock.draft.odt#", Vim saves by way of "4913" and keeps "draft.xml~", Emacs has "#draft.xml#".
 */
bool
ot_watched_is_passing(const char *name)
{
	static const char *const suffixes[] = {"~", ".tmp", ".temp", ".swp", ".swx", ".bak",
	                                       ".part", ".partial", ".crdownload", NULL};
	static const char *const names[] = {"4913", "thumbs.db", "desktop.ini", NULL};
	g_autofree char *lower = g_ascii_strdown(name, -1);

	return *name == '.' || *name == '#' || *name == '~' || g_strv_contains(names, lower) ||
	       ends_in_one_of(name, suffixes);
}

/* What a file at the top of an engagement's folder is; false where nothing follows from it. */
static bool
find_kind(const OtWatched *watched, const char *name, OtWatchedKind *kind)
{
	static const char *const sources[] = {".xml", ".ini", ".svg", ".png", NULL};
	static const char *const drafts[] = {".docx", ".docm", NULL};
	static const char *const forms[] = {".docx", ".xlsx", NULL};
	static const char *const tables[] = {".csv", NULL};
	static const char *const records[] = {"responses.xml", "changes.xml", NULL};
	/* Beside an edited file, for its person to look at. */
	static const char *const made[] = {".new.xml", ".reviewed.docx", NULL};

	if (ends_in_one_of(name, made))
		return false;
	if (ends_in_one_of(name, tables) || g_strv_contains(records, name))
		*kind = OT_WATCHED_RECORD;
	else if (ends_in_one_of(name, sources))
		*kind = OT_WATCHED_SOURCE;
	else if (watched->is_engagement && g_str_has_prefix(name, "spec-form") &&
	         ends_in_one_of(name, forms))
		*kind = OT_WATCHED_FORM;
	else if (!watched->is_engagement && ends_in_one_of(name, drafts))
		*kind = OT_WATCHED_DRAFT;
	else
		return false;
	return true;
}

typedef bool Choose(const OtWatched *watched, const char *name, OtWatchedKind *kind);

static bool
choose_xml(const OtWatched *watched, const char *name, OtWatchedKind *kind)
{
	(void) watched;
	*kind = OT_WATCHED_SOURCE;
	return g_str_has_suffix(name, ".xml");
}

static bool
choose_response(const OtWatched *watched, const char *name, OtWatchedKind *kind)
{
	(void) watched;
	(void) name;
	*kind = OT_WATCHED_RESPONSE;
	return true;
}

/* What stands first for a path counts. */
static void
add_file(GHashTable *kinds, const char *path, OtWatchedKind kind)
{
	if (path != NULL && !g_hash_table_contains(kinds, path) &&
	    g_file_test(path, G_FILE_TEST_IS_REGULAR))
		g_hash_table_insert(kinds, g_strdup(path), GINT_TO_POINTER(kind));
}

static void
add_folder(const OtWatched *watched, GHashTable *kinds, const char *folder, Choose *choose)
{
	g_autoptr(GPtrArray) names = ot_folder_exists(folder) ? ot_folder_list(folder, NULL) : NULL;
	OtWatchedKind kind;

	if (names == NULL)
		return;
	g_hash_table_add(watched->folders, g_strdup(folder));
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *path = strcmp(folder, ".") == 0
		                                ? g_strdup(name)
		                                : g_build_filename(folder, name, NULL);
		if (!ot_watched_is_passing(name) && choose(watched, name, &kind))
			add_file(kinds, path, kind);
	}
}

static void
add_below(const OtWatched *watched, GHashTable *kinds, const char *name, Choose *choose)
{
	g_autofree char *folder = strcmp(watched->folder, ".") == 0
	                                  ? g_strdup(name)
	                                  : g_build_filename(watched->folder, name, NULL);

	add_folder(watched, kinds, folder, choose);
}

static void
add_named(const OtWatched *watched, GHashTable *kinds, const char *path, OtWatchedKind kind)
{
	if (path == NULL || !g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return;
	add_file(kinds, path, kind);
	g_hash_table_add(watched->folders, g_path_get_dirname(path));
}

/* What outset.ini names may lie anywhere. */
static void
add_settings(const OtWatched *watched, GHashTable *kinds, const OtSettings *settings)
{
	add_named(watched, kinds, settings->file, OT_WATCHED_SOURCE);
	add_named(watched, kinds, settings->specification, OT_WATCHED_SOURCE);
	add_named(watched, kinds, settings->house_style, OT_WATCHED_SOURCE);
	for (char **path = settings->rules; path != NULL && *path != NULL; path++)
		add_named(watched, kinds, *path, OT_WATCHED_SOURCE);
	for (char **path = settings->words; path != NULL && *path != NULL; path++)
		add_named(watched, kinds, *path, OT_WATCHED_SOURCE);
	add_named(watched, kinds, settings->baseline, OT_WATCHED_RECORD);
	add_named(watched, kinds, settings->funding, OT_WATCHED_RECORD);
	add_named(watched, kinds, settings->people, OT_WATCHED_RECORD);
	add_named(watched, kinds, settings->suppliers, OT_WATCHED_RECORD);
}

/* The files as of now: path to kind. */
static GHashTable *
list_files(OtWatched *watched)
{
	GHashTable *kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	/* Settings that can't be read are for the check to complain about. */
	g_autoptr(OtSettings) settings = ot_settings_load(watched->input, NULL);
	g_autofree char *specification =
		settings != NULL ? ot_settings_specification(settings, watched->input, NULL) : NULL;
	g_autofree char *data = ot_data_dir(NULL);

	g_hash_table_remove_all(watched->folders);
	if (settings != NULL)
		watched->is_engagement = specification != NULL &&
		                         g_str_has_suffix(specification, ".xml");
	if (watched->is_file && !watched->is_engagement)
		add_named(watched, kinds, watched->input, OT_WATCHED_DRAFT);
	else
		add_folder(watched, kinds, watched->folder, find_kind);
	if (settings != NULL)
		add_settings(watched, kinds, settings);
	if (watched->is_engagement) {
		add_named(watched, kinds, specification, OT_WATCHED_SOURCE);
		add_below(watched, kinds, "assets", choose_xml);
		add_below(watched, kinds, "responses", choose_response);
	}
	if (data != NULL) {
		g_autofree char *templates = g_build_filename(data, "templates", NULL);
		add_folder(watched, kinds, templates, choose_xml);
	}
	return kinds;
}

/* --- what changed --------------------------------------------------------------------------- */

static bool
take_block(const guint8 *block, size_t len, void *data)
{
	g_checksum_update(data, block, (gssize) len);
	return true;
}

static char *
hash_file(const char *path)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);

	return ot_file_read_blocks(path, G_MAXINT32, take_block, checksum, NULL)
	               ? g_strdup(g_checksum_get_string(checksum))
	               : NULL;
}

/* A file as it is now; NULL where it went in between. */
static Seen *
see(const char *path, OtWatchedKind kind)
{
	GStatBuf info;

	if (g_stat(path, &info) != 0)
		return NULL;
	Seen *seen = g_new0(Seen, 1);
	*seen = (Seen){
		.kind = kind,
		.size = info.st_size,
		.seconds = info.st_mtim.tv_sec,
		.nanoseconds = info.st_mtim.tv_nsec,
		.inode = info.st_ino,
	};
	return seen;
}

/* Whether it need not be read, because nobody wrote it since. */
static bool
is_untouched(const Seen *now, const Seen *before)
{
	return now->size == before->size && now->inode == before->inode &&
	       now->seconds == before->seconds && now->nanoseconds == before->nanoseconds;
}

/* Look at one file; true if its bytes are others than before. */
static bool
look_at(OtWatched *watched, const char *path, OtWatchedKind kind)
{
	Seen *before = g_hash_table_lookup(watched->seen, path), *now = see(path, kind);

	if (now == NULL)
		return false;
	now->sha256 = before != NULL && is_untouched(now, before) ? g_strdup(before->sha256)
	                                                          : hash_file(path);
	bool differs = before == NULL || g_strcmp0(now->sha256, before->sha256) != 0;
	now->ours = !differs && before->ours;
	g_hash_table_insert(watched->seen, g_strdup(path), now);
	return differs;
}

static void
clear_change(gpointer data)
{
	g_free(((OtWatchedChange *) data)->path);
}

static void
add_change(GArray *changes, const char *path, OtWatchedKind kind, bool gone)
{
	const OtWatchedChange change = {g_strdup(path), kind, gone};

	g_array_append_val(changes, change);
}

static gint
compare_changes(gconstpointer one, gconstpointer other)
{
	return strcmp(((const OtWatchedChange *) one)->path,
	              ((const OtWatchedChange *) other)->path);
}

/* Forget those that are not there any more. */
static void
drop_gone(OtWatched *watched, GHashTable *kinds, GArray *changes)
{
	GHashTableIter iter;
	gpointer path, seen;

	g_hash_table_iter_init(&iter, watched->seen);
	while (g_hash_table_iter_next(&iter, &path, &seen)) {
		if (g_hash_table_contains(kinds, path))
			continue;
		add_change(changes, path, ((Seen *) seen)->kind, true);
		g_hash_table_iter_remove(&iter);
	}
}

GArray *
ot_watched_look(OtWatched *watched, GError **error)
{
	GHashTableIter iter;
	gpointer path, kind;

	if (watched->is_file ? !ot_file_may_exist(watched->input)
	                     : !ot_folder_exists(watched->folder)) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "%s is not there", watched->input);
		return NULL;
	}
	GArray *changes = g_array_new(FALSE, FALSE, sizeof(OtWatchedChange));
	g_autoptr(GHashTable) kinds = list_files(watched);
	g_array_set_clear_func(changes, clear_change);
	g_hash_table_iter_init(&iter, kinds);
	while (g_hash_table_iter_next(&iter, &path, &kind))
		if (look_at(watched, path, (OtWatchedKind) GPOINTER_TO_INT(kind)))
			add_change(changes, path, (OtWatchedKind) GPOINTER_TO_INT(kind), false);
	drop_gone(watched, kinds, changes);
	g_array_sort(changes, compare_changes);
	return changes;
}

void
ot_watched_note_ours(OtWatched *watched, const char *path)
{
	look_at(watched, path, OT_WATCHED_RECORD);
	Seen *seen = g_hash_table_lookup(watched->seen, path);
	if (seen != NULL)
		seen->ours = true;
}

bool
ot_watched_is_ours(const OtWatched *watched, const char *path)
{
	const Seen *seen = g_hash_table_lookup(watched->seen, path);
	g_autofree char *sha256 = seen != NULL && seen->ours ? hash_file(path) : NULL;

	return sha256 != NULL && g_strcmp0(sha256, seen->sha256) == 0;
}
