/* SPDX-License-Identifier: MIT
 *
 * outset-manual FOLDER: writes the manual pages and the completions into a folder, when the program
 * is built; it is not installed.
 */
#include "manual/manual.h"

static bool
write_file(const char *folder, const char *name, GString *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GError) error = NULL;

	if (g_file_set_contents(path, text->str, (gssize) text->len, &error))
		return true;
	g_printerr("outset-manual: %s\n", error->message);
	return false;
}

static bool
write_completions(const char *folder)
{
	static const struct {
		const char *name;
		void (*write)(GString *out);
	} shells[] = {
		{"outset.bash", ot_manual_complete_bash},
		{"_outset", ot_manual_complete_zsh},
		{"outset.fish", ot_manual_complete_fish},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(shells); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		shells[i].write(text);
		if (!write_file(folder, shells[i].name, text))
			return false;
	}
	return true;
}

static bool
write_pages(const char *folder)
{
	g_autoptr(GString) program = g_string_new(NULL);

	ot_manual_write_program(program);
	if (!write_file(folder, "outset.1", program))
		return false;
	for (const OtCommand *const *command = ot_commands; *command != NULL; command++) {
		g_autoptr(GString) page = g_string_new(NULL);
		g_autofree char *name = g_strdup_printf("outset-%s.1", (*command)->name);
		ot_manual_write_command(page, *command);
		if (!write_file(folder, name, page))
			return false;
	}
	return true;
}

int
main(int argc, char **argv)
{
	if (argc != 2) {
		g_printerr("outset-manual is used as: outset-manual FOLDER\n");
		return OT_EXIT_FAILED;
	}
	return write_pages(argv[1]) && write_completions(argv[1]) ? OT_EXIT_CLEAN : OT_EXIT_FAILED;
}
