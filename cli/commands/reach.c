/* SPDX-License-Identifier: MIT
 *
 * Where a command may write, from its row in the table, its options and its operands.
 */
#include "base/file.h"
#include "base/limits.h"
#include "commands/command.h"
#include "confine/confine.h"
#include "engagement/settings.h"

#include <stdlib.h>
#include <string.h>

/* The text of an option, or NULL where it isn't given. */
static const char *
option_text(const OtOption *option, const void *values)
{
	return *(const char *const *) ((const char *) values + option->offset);
}

static const char *
find_engagement(const OtCommand *command, const void *values)
{
	for (const OtOption *o = command->options; o->name != NULL; o++)
		if (o->kind == OT_OPTION_ENGAGEMENT)
			return option_text(o, values);
	return NULL;
}

/* A folder itself, of a file the one in which it lies, and the one to which a link leads. */
static void
add_place(GPtrArray *places, const char *path)
{
	char *target = realpath(path, NULL);

	if (target == NULL || !ot_folder_exists(target))
		g_ptr_array_add(places, g_path_get_dirname(path));
	if (target != NULL)
		g_ptr_array_add(places, ot_folder_exists(target) ? g_strdup(target)
		                                                 : g_path_get_dirname(target));
	free(target);
}

/* The key that is given, or NULL. */
static const char *
find_key(const OtCommand *command, const void *values)
{
	for (const OtOption *o = command->options; o->name != NULL; o++)
		if (o->kind == OT_OPTION_KEY)
			return option_text(o, values);
	return NULL;
}

static bool
add_outputs(GPtrArray *places, const OtCommand *command, const void *values)
{
	bool any = false;

	for (const OtOption *o = command->options; o->name != NULL; o++) {
		const char *path = o->kind == OT_OPTION_OUTPUT ? option_text(o, values) : NULL;

		if (path == NULL)
			continue;
		any = true;
		if (strcmp(path, "-") != 0)
			add_place(places, path);
	}
	return any;
}

static bool
changes_operands(const OtCommand *command, const void *values)
{
	for (const OtOption *o = command->options; o->name != NULL; o++)
		if (o->kind == OT_OPTION_CHANGES &&
		    *(const bool *) ((const char *) values + o->offset))
			return true;
	return false;
}

/*
 * An engagement, and where its settings have documents go; what is wrong there, the command says.
 */
static void
add_pack(GPtrArray *places, const char *input)
{
	g_autoptr(OtSettings) settings = ot_settings_load(input, NULL);

	add_place(places, input);
	if (settings != NULL && settings->output != NULL)
		add_place(places, settings->output);
}

static GPtrArray *
find_places(const OtCommand *command, const void *values, char *const *operands)
{
	GPtrArray *places = g_ptr_array_new_with_free_func(g_free);
	bool has_output = add_outputs(places, command, values);
	const char *engagement = find_engagement(command, values);

	if ((command->reach & OT_WRITES_HERE) != 0 && !has_output)
		add_place(places, ".");
	if ((command->reach & OT_WRITES_THERE) != 0 || changes_operands(command, values)) {
		for (char *const *operand = operands; *operand != NULL; operand++)
			add_place(places, *operand);
		if (operands[0] == NULL)
			add_place(places, ".");
	}
	if ((command->reach & OT_WRITES_PACK) != 0) {
		const char *input = engagement != NULL    ? engagement
		                    : operands[0] != NULL ? operands[0]
		                                          : ".";
		add_pack(places, input);
	}
	if ((command->reach & OT_WRITES_TEMPORARY) != 0)
		add_place(places, g_get_tmp_dir());
	return places;
}

bool
ot_command_confine(const OtCommand *command, const void *values, char *const *operands,
                   GError **error)
{
	bool much = (command->reach & OT_NEEDS_MUCH) != 0;
	const OtConfinement how = {
		.limits.memory_mb = much ? OT_LIMIT_MEMORY_MB_MUCH : OT_LIMIT_MEMORY_MB,
		.limits.seconds = much ? OT_LIMIT_SECONDS_MUCH : OT_LIMIT_SECONDS,
		.service = command->service,
		.about = find_key(command, values),
		.failed_status = OT_EXIT_FAILED,
	};

	if ((command->reach & OT_NEEDS_FREEDOM) != 0) {
		ot_confine_explain(OT_EXIT_FAILED);
		return true;
	}
	if (!ot_confine_start(&how, error))
		return false;
	/* Settings say where documents go; they are read by the child already. */
	g_autoptr(GPtrArray) places = find_places(command, values, operands);
	ot_confine_writes((const char *const *) places->pdata, places->len);
	return true;
}
