/* SPDX-License-Identifier: MIT */
#include "engagement/manifest.h"

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* The members of a file's entry that are strings, in the order in which they are written. */
static const struct {
	const char *key;
	size_t offset;
} members[] = {
	{"name", offsetof(OtManifestFile, name)},
	{"title", offsetof(OtManifestFile, title)},
	{"sha256", offsetof(OtManifestFile, sha256)},
	{"template", offsetof(OtManifestFile, template_name)},
	{"template-version", offsetof(OtManifestFile, template_version)},
	{"specification-version", offsetof(OtManifestFile, specification_version)},
	{"specification-sha256", offsetof(OtManifestFile, specification_sha256)},
	{"answers-sha256", offsetof(OtManifestFile, answers_sha256)},
	{"translation-sha256", offsetof(OtManifestFile, translation_sha256)},
	{"paragraphs", offsetof(OtManifestFile, paragraphs)},
};

static const char **
member(const OtManifestFile *file, size_t index)
{
	return (const char **) ((char *) file + members[index].offset);
}

static void
free_file(gpointer data)
{
	OtManifestFile *file = data;

	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		g_free((char *) *member(file, i));
	g_free(file);
}

OtManifest *
ot_manifest_new(void)
{
	OtManifest *manifest = g_new0(OtManifest, 1);
	manifest->files = g_ptr_array_new_with_free_func(free_file);
	return manifest;
}

void
ot_manifest_free(OtManifest *manifest)
{
	if (manifest == NULL)
		return;
	g_ptr_array_unref(manifest->files);
	g_free(manifest->reference);
	g_free(manifest->title);
	g_free(manifest->made_by);
	g_free(manifest->code);
	g_free(manifest->supplier);
	g_free(manifest->made_from);
	g_free(manifest);
}

OtManifestFile *
ot_manifest_find(const OtManifest *manifest, const char *name)
{
	for (guint i = 0; i < manifest->files->len; i++) {
		OtManifestFile *file = g_ptr_array_index(manifest->files, i);
		if (strcmp(file->name, name) == 0)
			return file;
	}
	return NULL;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	const OtManifestFile *one = *(OtManifestFile *const *) a,
			     *other = *(OtManifestFile *const *) b;
	return strcmp(one->name, other->name);
}

void
ot_manifest_put(OtManifest *manifest, const OtManifestFile *file)
{
	OtManifestFile *copy = g_new0(OtManifestFile, 1);
	OtManifestFile *old = ot_manifest_find(manifest, file->name);

	copy->size = file->size;
	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		*member(copy, i) = g_strdup(*member(file, i));
	if (old != NULL)
		g_ptr_array_remove(manifest->files, old);
	g_ptr_array_add(manifest->files, copy);
	g_ptr_array_sort(manifest->files, compare_names);
}

static json_t *
write_file(const OtManifestFile *file)
{
	json_t *object = json_object();

	for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
		if (*member(file, i) != NULL)
			json_object_set_new(object, members[i].key, json_string(*member(file, i)));
		if (strcmp(members[i].key, "title") == 0)
			json_object_set_new(object, "size", json_integer((json_int_t) file->size));
	}
	return object;
}

/* What only a pack for one supplier has. */
static json_t *
write_pack(const OtManifest *manifest)
{
	json_t *pack = json_object();

	json_object_set_new(pack, "code", json_string(manifest->code));
	json_object_set_new(pack, "supplier", json_string(manifest->supplier));
	json_object_set_new(pack, "made-from", json_string(manifest->made_from));
	return pack;
}

GBytes *
ot_manifest_json(const OtManifest *manifest)
{
	json_t *root = json_object(), *engagement = json_object(), *files = json_array();

	for (guint i = 0; i < manifest->files->len; i++)
		json_array_append_new(files, write_file(g_ptr_array_index(manifest->files, i)));
	json_object_set_new(engagement, "reference",
	                    json_string(manifest->reference ? manifest->reference : ""));
	json_object_set_new(engagement, "title",
	                    json_string(manifest->title ? manifest->title : ""));
	json_object_set_new(root, "made-by", json_string("outset " VERSION));
	json_object_set_new(root, "engagement", engagement);
	if (manifest->code != NULL)
		json_object_set_new(root, "pack", write_pack(manifest));
	json_object_set_new(root, "files", files);

	char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	g_autofree char *lines = g_strconcat(text, "\n", NULL);
	free(text);
	json_decref(root);
	return g_bytes_new(lines, strlen(lines));
}

/* False where the entry is not what we write. */
static bool
read_file(OtManifest *manifest, const json_t *object)
{
	OtManifestFile file = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		*member(&file, i) = json_string_value(json_object_get(object, members[i].key));
	const json_t *size = json_object_get(object, "size");
	if (file.name == NULL || file.sha256 == NULL || !json_is_integer(size) ||
	    json_integer_value(size) < 0)
		return false;
	file.size = (guint64) json_integer_value(size);
	ot_manifest_put(manifest, &file);
	return true;
}

static bool
parse(OtManifest *manifest, GBytes *bytes)
{
	size_t len;
	const char *text = g_bytes_get_data(bytes, &len);
	json_t *root = ot_json_read(text, len, OT_MANIFEST_NAME, NULL);
	const json_t *files = json_object_get(root, "files");
	const json_t *engagement = json_object_get(root, "engagement");
	bool good = json_is_array(files) && json_array_size(files) <= OT_LIMIT_MANIFEST_FILES;

	for (size_t i = 0; good && i < json_array_size(files); i++)
		good = read_file(manifest, json_array_get(files, i));
	const json_t *pack = json_object_get(root, "pack");
	manifest->made_by = g_strdup(json_string_value(json_object_get(root, "made-by")));
	manifest->code = g_strdup(json_string_value(json_object_get(pack, "code")));
	manifest->supplier = g_strdup(json_string_value(json_object_get(pack, "supplier")));
	manifest->made_from = g_strdup(json_string_value(json_object_get(pack, "made-from")));
	manifest->reference =
		g_strdup(json_string_value(json_object_get(engagement, "reference")));
	manifest->title = g_strdup(json_string_value(json_object_get(engagement, "title")));
	json_decref(root);
	return good;
}

OtManifest *
ot_manifest_parse(GBytes *bytes)
{
	g_autoptr(OtManifest) manifest = ot_manifest_new();

	return parse(manifest, bytes) ? g_steal_pointer(&manifest) : NULL;
}

OtManifest *
ot_manifest_read(const char *folder, GError **error)
{
	g_autoptr(OtManifest) manifest = ot_manifest_new();
	g_autofree char *path = g_build_filename(folder, OT_MANIFEST_NAME, NULL);

	if (!ot_file_may_exist(path))
		return g_steal_pointer(&manifest);
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	if (bytes == NULL)
		return NULL;
	if (!parse(manifest, bytes)) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_FORMAT,
			"%s is not a manifest of outset; move it away, then run the command again",
			path);
		return NULL;
	}
	return g_steal_pointer(&manifest);
}
