/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* libFuzzer hands nothing through to its targets, so that what all runs share stands here. */
static OtResources *resources;
static GHashTable *files; /* name to path */
static char *folder;

static void
clean_up(void)
{
	GHashTableIter iter;
	gpointer path;

	g_hash_table_iter_init(&iter, files);
	while (g_hash_table_iter_next(&iter, NULL, &path))
		g_unlink(path);
	g_rmdir(folder);
	g_hash_table_unref(files);
	g_free(folder);
	ot_resources_free(resources);
}

/* How GLib ends a program; libFuzzer keeps the input only where another signal does. */
static void
end_at_trap(int number)
{
	(void) number;
	abort();
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	g_autoptr(GError) error = NULL;

	(void) argc;
	(void) argv;
	setlocale(LC_CTYPE, "C.UTF-8");
	g_setenv("OUTSET_DATA", ".", FALSE);
	/* What GLib only complains of is a mistake of ours. */
	signal(SIGTRAP, end_at_trap);
	g_log_set_always_fatal((GLogLevelFlags) (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL));
	xmlInitParser();
	files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	folder = g_dir_make_tmp("outset-fuzz-XXXXXX", &error);
	fuzz_need_ready(folder != NULL, error);
	resources = ot_resources_new(&error);
	fuzz_need_ready(resources != NULL, error);
	atexit(clean_up);
	fuzz_start(resources);
	return 0;
}

const char *
fuzz_folder(void)
{
	return folder;
}

const char *
fuzz_file(const char *name, const uint8_t *data, size_t size)
{
	char *path = g_hash_table_lookup(files, name);

	if (path == NULL) {
		path = g_build_filename(folder, name, NULL);
		g_hash_table_insert(files, g_strdup(name), path);
	}
	FILE *file = fopen(path, "wb");
	fuzz_need(file != NULL && fwrite(data, 1, size, file) == size && fclose(file) == 0,
	          "the input can't be written to a file");
	return path;
}

void
fuzz_halves(const uint8_t *data, size_t size, size_t *first_size, const uint8_t **second,
            size_t *second_size)
{
	static const char line[] = "\n======\n";
	const size_t len = sizeof line - 1;

	*first_size = size;
	*second = data + size;
	*second_size = 0;
	for (size_t i = 0; i + len <= size; i++) {
		if (memcmp(data + i, line, len) != 0)
			continue;
		*first_size = i + 1;
		*second = data + i + len;
		*second_size = size - i - len;
		return;
	}
}

void
fuzz_need(bool truth, const char *words)
{
	if (truth)
		return;
	fprintf(stderr, "fuzz: %s\n", words);
	abort();
}

void
fuzz_need_ready(bool truth, const GError *error)
{
	fuzz_need(truth, error != NULL ? error->message : "what the target needs can't be read");
}
