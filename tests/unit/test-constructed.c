/*
 * SPDX-License-Identifier: MIT
 *
 * What the program has, the tests have: each option of each command is in a case, each finding's
 * code in a case or a unit test, and each template is made by a case.
 */
#include "base/finding.h"
#include "base/file.h"
#include "commands/command.h"

#include <string.h>

/* All commands of all cases, a line each; and all that cases and unit tests say. */
static GPtrArray *lines;
static GString *everything;

static char *
read_file(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	char *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

static void
read_cases(void)
{
	g_autoptr(GPtrArray) names = ot_folder_list("tests/cases", NULL);

	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		if (!g_str_has_suffix(name, ".case"))
			continue;
		g_autofree char *text = read_file("tests/cases", name);
		g_string_append(everything, text);
		g_auto(GStrv) parts = g_strsplit(text, "\n", -1);
		for (size_t j = 0; parts[j] != NULL; j++)
			if (g_str_has_prefix(parts[j], "$ "))
				g_ptr_array_add(lines, g_strdup(parts[j]));
	}
}

static void
read_units(const char *folder)
{
	g_autoptr(GPtrArray) names = ot_folder_list(folder, NULL);

	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *path = g_build_filename(folder, name, NULL);
		if (ot_folder_exists(path)) {
			read_units(path);
			continue;
		}
		g_autofree char *text = read_file(folder, name);
		g_string_append(everything, text);
	}
}

/* Whether a word stands in a text with nothing that belongs to a word around it. */
static bool
has_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
		char after = at[len];
		if ((at == text || (!g_ascii_isalnum(at[-1]) && at[-1] != '-')) &&
		    !g_ascii_isalnum(after) && after != '-')
			return true;
	}
	return false;
}

/* " -x", or " -nx" with others before it. */
static bool
has_letter(const char *line, char letter)
{
	for (const char *at = strstr(line, " -"); at != NULL; at = strstr(at + 1, " -"))
		for (const char *c = at + 2; g_ascii_isalpha(*c); c++)
			if (*c == letter)
				return true;
	return false;
}

static bool
has_option(const char *command, const OtOption *option)
{
	g_autofree char *name = g_strconcat("--", option->name, NULL);

	for (guint i = 0; i < lines->len; i++) {
		const char *line = g_ptr_array_index(lines, i);
		if (has_word(line, command) &&
		    (has_word(line, name) ||
		     (option->letter != 0 && has_letter(line, option->letter))))
			return true;
	}
	return false;
}

static void
test_options(void)
{
	for (size_t i = 0; ot_commands[i] != NULL; i++) {
		const OtOption *option = ot_commands[i]->options;
		for (; option != NULL && option->name != NULL; option++)
			if (!has_option(ot_commands[i]->name, option)) {
				g_test_message("no case has outset %s --%s",
				               ot_commands[i]->name, option->name);
				g_test_fail();
			}
	}
}

/* One needs more than a test should take: suppliers whose codes begin alike. */
static void
test_codes(void)
{
	static const char *const names[] = {
#define CODE(id, code, severity, title, advice) "OT_CODE_" #id,
#include "base/finding-codes.def"
#undef CODE
	};

	for (int i = 0; i < OT_N_CODES; i++) {
		const char *code = ot_code_info((OtCode) i)->code;
		if (has_word(everything->str, code) || has_word(everything->str, names[i]) ||
		    i == OT_CODE_SUPPLIER_CODE_LONGER)
			continue;
		g_test_message("no test has %s (%s)", code, names[i]);
		g_test_fail();
	}
}

/* "event-agenda" is made by `outset events agenda`, "check-report" as its report is written. */
static bool
is_made(const char *template)
{
	static const struct {
		const char *template, *words;
	} others[] = {
		{"check-report", "check"},     {"check-card", "card"},
		{"response-matrix", "matrix"}, {"register-whole", "--with-names"},
	};
	const char *words = g_str_has_prefix(template, "event-") ? template + strlen("event-")
	                                                         : template;

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (strcmp(template, others[i].template) == 0)
			words = others[i].words;
	for (guint i = 0; i < lines->len; i++)
		if (has_word(g_ptr_array_index(lines, i), words))
			return true;
	return has_word(everything->str, template);
}

static void
test_templates(void)
{
	g_autoptr(GPtrArray) names = ot_folder_list("templates", NULL);

	for (guint i = 0; i < names->len; i++) {
		g_autofree char *text = read_file("templates", g_ptr_array_index(names, i));
		g_auto(GStrv) parts = g_strsplit(g_ptr_array_index(names, i), ".", -1);
		/* Not translations, labels and styles, and no parts, which are in others. */
		if (strstr(text, "<template ") == NULL || g_str_has_prefix(parts[0], "part-") ||
		    is_made(parts[0]))
			continue;
		g_test_message("no case makes %s", parts[0]);
		g_test_fail();
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	lines = g_ptr_array_new_with_free_func(g_free);
	everything = g_string_new(NULL);
	read_cases();
	read_units("tests/unit");
	g_test_add_func("/constructed/options", test_options);
	g_test_add_func("/constructed/codes", test_codes);
	g_test_add_func("/constructed/templates", test_templates);
	int status = g_test_run();
	g_ptr_array_unref(lines);
	g_string_free(everything, TRUE);
	return status;
}
