/* SPDX-License-Identifier: MIT */
#include "commands/ask.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "engagement/resources.h"

#include <glib/gstdio.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	OtReportValues report;
	const char *sample;
	bool list, answers;
} Values;

static const OtOption options[] = {
	{'s', "sample", OT_OPTION_TEXT, offsetof(Values, sample), "NAME",
	 "copy a complete sample instead of the outline"},
	{0, "answers", OT_OPTION_FLAG, offsetof(Values, answers), NULL,
	 "write what each asset asks for into assets/NAME.xml too"},
	{'l', "list", OT_OPTION_FLAG, offsetof(Values, list), NULL,
	 "list the samples and stop"},
	{'q', "quiet", OT_OPTION_FLAG, offsetof(Values, report.quiet), NULL, "print only errors"},
	{0},
};

static const char *const examples[] = {
	"outset new gritting                 an outline with comments, to write into",
	"outset new try --sample winter-gritting",
	NULL,
};

/* The outline lies among the samples under this name. */
#define OUTLINE "outline"

/* The names of the samples: the folders with a specification beside the outline. */
static GPtrArray *
list_samples(const OtResources *resources, GError **error)
{
	g_autofree char *folder = ot_resources_path(resources, "samples", NULL);
	g_autoptr(GPtrArray) names = ot_folder_list(folder, error);
	GPtrArray *samples = names != NULL ? g_ptr_array_new_with_free_func(g_free) : NULL;

	for (guint i = 0; names != NULL && i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *path = g_build_filename(folder, name, "spec.xml", NULL);
		if (g_file_test(path, G_FILE_TEST_IS_REGULAR) && strcmp(name, OUTLINE) != 0)
			g_ptr_array_add(samples, g_strdup(name));
	}
	return samples;
}

static bool
check_sample(const OtResources *resources, const char *sample, GError **error)
{
	g_autoptr(GPtrArray) names = list_samples(resources, error);

	if (names == NULL)
		return false;
	for (guint i = 0; i < names->len; i++)
		if (strcmp(g_ptr_array_index(names, i), sample) == 0)
			return true;
	g_autofree char *advice = ot_name_advice(sample, names);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "there is no sample \"%s\"%s", sample, advice);
	return false;
}

/* What is being made. */
typedef struct {
	const Values *values;
	GPtrArray *made; /* paths of files and folders, in the order in which they came to be */
} Copying;

/* Of what can't be made whole nothing stays, so that the command can be run again. */
static void
take_back(const Copying *copying)
{
	for (guint i = copying->made->len; i > 0; i--)
		g_remove(g_ptr_array_index(copying->made, i - 1));
}

static bool
copy_file(const char *from, const char *to, Copying *copying, GError **error)
{
	g_autoptr(GBytes) bytes = ot_file_read(from, OT_LIMIT_FILE_BYTES, error);

	if (bytes == NULL || !ot_file_write(to, bytes, error))
		return false;
	g_ptr_array_add(copying->made, g_strdup(to));
	ot_say(&copying->values->report, "  %s", to);
	return true;
}

static bool
make_folder(const char *path, Copying *copying, GError **error)
{
	bool is_new = !ot_folder_exists(path);

	if (!ot_folder_make(path, error))
		return false;
	if (is_new)
		g_ptr_array_add(copying->made, g_strdup(path));
	return true;
}

/* Copy the files of a folder, and of the folders within. */
static bool
copy_folder(const char *from, const char *to, Copying *copying, GError **error)
{
	g_autoptr(GPtrArray) names = ot_folder_list(from, error);

	if (names == NULL || !make_folder(to, copying, error))
		return false;
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *source = g_build_filename(from, name, NULL);
		g_autofree char *target = g_build_filename(to, name, NULL);

		if (ot_folder_exists(source)) {
			if (!copy_folder(source, target, copying, error))
				return false;
			continue;
		}
		if (!copy_file(source, target, copying, error))
			return false;
	}
	return true;
}

/* The settings of the outline suit a sample too, unless it brings its own. */
static bool
copy_settings(const OtResources *resources, const char *to, Copying *copying, GError **error)
{
	g_autofree char *source =
		ot_resources_path(resources, "samples", OUTLINE, "outset.ini", NULL);
	g_autofree char *target = g_build_filename(to, "outset.ini", NULL);

	return g_ptr_array_find_with_equal_func(copying->made, target, g_str_equal, NULL) ||
	       copy_file(source, target, copying, error);
}

static bool
copy_sample(const OtResources *resources, const char *folder, const Values *values, GError **error)
{
	g_autofree char *from = ot_resources_path(
		resources, "samples", values->sample ? values->sample : OUTLINE, NULL);
	g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
	Copying copying = {values, made};

	if (copy_folder(from, folder, &copying, error) &&
	    copy_settings(resources, folder, &copying, error))
		return true;
	take_back(&copying);
	return false;
}

/* A folder that holds something is somebody's work. */
static bool
check_target(const char *folder, GError **error)
{
	if (*folder == '\0') {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "the name of the folder is empty");
		return false;
	}
	if (!ot_file_may_exist(folder))
		return true;
	if (!ot_folder_exists(folder)) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            "%s is there already and is a file; name a new folder", folder);
		return false;
	}
	g_autoptr(GPtrArray) names = ot_folder_list(folder, error);
	if (names == NULL)
		return false;
	if (names->len > 0)
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            "%s is there already and is not empty; name a new folder", folder);
	return names->len == 0;
}

static OtExit
print_samples(const OtResources *resources, GError **error)
{
	g_autoptr(GPtrArray) names = list_samples(resources, error);

	if (names == NULL)
		return OT_EXIT_FAILED;
	for (guint i = 0; i < names->len; i++)
		puts(g_ptr_array_index(names, i));
	return OT_EXIT_CLEAN;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autoptr(OtResources) resources = ot_resources_new(error);

	if (resources == NULL)
		return OT_EXIT_FAILED;
	if (values->list)
		return print_samples(resources, error);
	if (*operands == NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "name the folder to make: outset new DIR");
		return OT_EXIT_FAILED;
	}
	if ((values->sample != NULL && !check_sample(resources, values->sample, error)) ||
	    !check_target(*operands, error))
		return OT_EXIT_FAILED;
	if (!copy_sample(resources, *operands, values, error))
		return OT_EXIT_FAILED;
	const OtMakeValues asking = {.report = values->report};
	char *const every[] = {NULL};
	OtExit asked = values->answers ? ot_ask(*operands, every, &asking, error) : OT_EXIT_CLEAN;
	if (asked == OT_EXIT_FAILED)
		return asked;
	g_autofree char *word = ot_shell_word(*operands);
	ot_say(&values->report, "\nNext: outset %s %s", values->sample ? "pack" : "check", word);
	return OT_EXIT_CLEAN;
}

const OtCommand ot_command_new = {
	.name = "new",
	.operands = "DIR",
	.summary = "start a new engagement in a folder",
	.description =
		"Makes DIR with an outline of a specification, spec.xml, whose comments say what to "
		"write where, and the settings, outset.ini. With --sample it copies a complete "
		"engagement of a made-up council, to look at or to start from.\n\n"
		"With --answers there is also assets/NAME.xml for each asset, with what it asks for "
		"and how to answer. outset assemble --answers writes these later too, when the "
		"specification is further and less is left to ask.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = 1,
	.examples = examples,
	.reach = OT_WRITES_THERE,
	.run = run,
};
