/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
unref_bytes(gpointer bytes)
{
	if (bytes != NULL)
		g_bytes_unref(bytes);
}

static void
read_folder(Tree *tree, const char *folder, const char *below)
{
	g_autofree char *path = g_build_filename(folder, below, NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	if (dir == NULL)
		g_error("the folder %s can't be read", path);
	while ((name = g_dir_read_name(dir)) != NULL) {
		char *inner = *below != '\0' ? g_build_filename(below, name, NULL) : g_strdup(name);
		g_autofree char *whole = g_build_filename(folder, inner, NULL);
		char *bytes;
		gsize len;

		if (g_file_test(whole, G_FILE_TEST_IS_DIR)) {
			g_hash_table_insert(tree, g_strdup(inner), NULL);
			read_folder(tree, folder, inner);
			g_free(inner);
		} else if (g_file_get_contents(whole, &bytes, &len, NULL)) {
			g_hash_table_insert(tree, inner, g_bytes_new_take(bytes, len));
		} else {
			g_error("the file %s can't be read", whole);
		}
	}
}

Tree *
tree_read(const char *folder)
{
	Tree *tree = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_bytes);

	read_folder(tree, folder, "");
	return tree;
}

static int
compare_names(gconstpointer one, gconstpointer other)
{
	return strcmp(one, other);
}

static GList *
sorted_paths(const Tree *tree)
{
	return g_list_sort(g_hash_table_get_keys((Tree *) tree), compare_names);
}

static bool
is_same(const Tree *one, const Tree *other, const char *path)
{
	gpointer key, first = NULL, second = NULL;
	bool in_one = g_hash_table_lookup_extended((Tree *) one, path, &key, &first);
	bool in_other = g_hash_table_lookup_extended((Tree *) other, path, &key, &second);

	if (!in_one || !in_other || (first == NULL) != (second == NULL))
		return false;
	return first == NULL || g_bytes_equal(first, second);
}

void
tree_remove(const char *folder)
{
	g_autoptr(Tree) tree = tree_read(folder);
	GList *paths = g_list_reverse(sorted_paths(tree));

	for (GList *path = paths; path != NULL; path = path->next) {
		g_autofree char *whole = g_build_filename(folder, path->data, NULL);
		g_remove(whole);
	}
	g_list_free(paths);
	g_rmdir(folder);
}

/* Take away what is not in the tree, or not the same there. */
static void
clear_others(const Tree *tree, const Tree *there, const char *folder)
{
	GList *paths = g_list_reverse(sorted_paths(there));

	for (GList *path = paths; path != NULL; path = path->next) {
		g_autofree char *whole = g_build_filename(folder, path->data, NULL);
		if (!is_same(tree, there, path->data))
			g_remove(whole);
	}
	g_list_free(paths);
}

void
tree_write(const Tree *tree, const char *folder)
{
	g_mkdir_with_parents(folder, 0755);
	g_autoptr(Tree) there = tree_read(folder);
	clear_others(tree, there, folder);
	GList *paths = sorted_paths(tree);

	for (GList *path = paths; path != NULL; path = path->next) {
		g_autofree char *whole = g_build_filename(folder, path->data, NULL);
		GBytes *bytes = g_hash_table_lookup((Tree *) tree, path->data);
		gsize len = 0;

		if (is_same(tree, there, path->data))
			continue;
		if (bytes == NULL) {
			g_mkdir(whole, 0755);
			continue;
		}
		const char *data = g_bytes_get_data(bytes, &len);
		if (!g_file_set_contents_full(whole, data != NULL ? data : "", (gssize) len,
		                              G_FILE_SET_CONTENTS_NONE, 0644, NULL))
			g_error("the file %s can't be written", whole);
	}
	g_list_free(paths);
}

const char *
tree_differs(const Tree *one, const Tree *other)
{
	const Tree *trees[] = {one, other};
	const char *first = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(trees); i++) {
		GHashTableIter iter;
		gpointer path;

		g_hash_table_iter_init(&iter, (Tree *) trees[i]);
		while (g_hash_table_iter_next(&iter, &path, NULL))
			if (!is_same(one, other, path) &&
			    (first == NULL || strcmp(path, first) < 0))
				first = path;
	}
	return first;
}
