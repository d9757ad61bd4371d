/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/error.h"
#include "base/suggest.h"

#include <string.h>

const OtCommand *const ot_commands[] = {
	&ot_command_new,
	&ot_command_check,
	&ot_command_review,
	&ot_command_explain,
	&ot_command_rules,
	&ot_command_status,
	&ot_command_burden,
	&ot_command_funding,
	&ot_command_suppliers,
	&ot_command_log,
	&ot_command_qa,
	&ot_command_assemble,
	&ot_command_brief,
	&ot_command_events,
	&ot_command_notice,
	&ot_command_pack,
	&ot_command_watch,
	&ot_command_form,
	&ot_command_import,
	&ot_command_diff,
	&ot_command_merge,
	&ot_command_collect,
	&ot_command_matrix,
	&ot_command_report,
	&ot_command_fill,
	&ot_command_fields,
	&ot_command_profile,
	&ot_command_extract,
	&ot_command_verify,
	&ot_command_translate,
	&ot_command_doctor,
	&ot_command_help,
	NULL,
};

const OtCommand *
ot_command_find(const char *name, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (const OtCommand *const *command = ot_commands; *command != NULL; command++) {
		if (strcmp((*command)->name, name) == 0)
			return *command;
		g_ptr_array_add(names, (char *) (*command)->name);
	}
	const char *near = ot_nearest_name(name, (const char *const *) names->pdata, names->len);
	if (near != NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "there is no command \"%s\"; did you mean \"%s\"?", name, near);
	else
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "there is no command \"%s\"; outset help lists them", name);
	return NULL;
}
