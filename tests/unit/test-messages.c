/*
 * SPDX-License-Identifier: MIT
 *
 * What the program can say, a test has to show: each text of two words or more in the code stands
 * in the output of a case, or in what a unit test waits for.  Texts that no test can call up stand
 * in messages-not-shown.txt, with the reason; that list may not name what is gone, nor what is
 * shown.
 *
 * A unit test may have a piece of a text, if no other text has it.  Options and examples of
 * commands are held by test-constructed.c and manual.case.
 */
#include "source-text.h"

#include "base/file.h"

#include <locale.h>

#define UNITS "tests/unit"
/* Between commands and texts that do not belong together. */
#define APART '\002'
/* How far a directive may reach. */
#define REACH 400

typedef struct {
	SourceText *text; /* of texts below */
	const char *file;
	bool shown;
} Message;

typedef struct {
	GPtrArray *files;  /* of names */
	GPtrArray *texts;  /* of arrays of SourceText */
	GArray *messages;  /* of Message */
	GString *shown;    /* all that cases show, and whole texts of unit tests */
	GPtrArray *pieces; /* of texts of unit tests */
} Everything;

static char *
read_file(const char *path)
{
	char *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

/* --- what the program says ----------------------------------------------------------------- */

static bool
is_word(const char *word)
{
	size_t len = 0, letters = 0;

	while (*word != '\0' && strchr("(\"'", *word) != NULL)
		word++;
	for (; g_ascii_isalpha(word[len]) || word[len] == '\'' || word[len] == '-'; len++)
		letters += g_ascii_isalpha(word[len]) != 0;
	return letters != 0 && strspn(word + len, ".,;:!?)\"'") == strlen(word + len);
}

/* Whether a text has two words or more side by side or apart. */
static bool
has_words(const char *meant)
{
	g_auto(GStrv) parts = g_strsplit(meant, " ", -1);
	int n = 0;

	for (size_t i = 0; parts[i] != NULL; i++)
		n += is_word(parts[i]);
	return n >= 2;
}

static void
read_code(Everything *all, const char *folder)
{
	g_autoptr(GPtrArray) names = ot_folder_list(folder, NULL);
	bool only_functions = strcmp(folder, "cli/commands") == 0;

	for (guint i = 0; i < names->len; i++) {
		char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
		g_ptr_array_add(all->files, path);
		if (ot_folder_exists(path) && strcmp(path, "cli/manual") != 0)
			read_code(all, path);
		if (!g_str_has_suffix(path, ".c"))
			continue;
		g_autofree char *code = read_file(path);
		GPtrArray *texts = source_texts(code);
		g_ptr_array_add(all->texts, texts);
		for (guint j = 0; j < texts->len; j++) {
			Message message = {g_ptr_array_index(texts, j), path, false};
			if (has_words(message.text->meant) &&
			    !(only_functions && message.text->in_table))
				g_array_append_val(all->messages, message);
		}
	}
}

/* --- what tests show ------------------------------------------------------------------------ */

/* The output of one command, joined: long texts are broken into lines. */
static void
add_output(GString *shown, GString *output)
{
	g_autofree char *escaped = g_strescape(output->str, NULL);
	g_autofree char *meant = source_meant(escaped, false);

	g_string_append(shown, meant);
	g_string_append_c(shown, APART);
	g_string_truncate(output, 0);
}

/*
 * Lines of output begin with a mark and a blank in cases, and with nothing in a session of
 * README.md.
 */
static void
read_outputs(Everything *all, const char *path, bool session)
{
	g_autofree char *text = read_file(path);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) output = g_string_new(NULL);
	bool inside = !session;

	for (size_t i = 0; lines[i] != NULL; i++) {
		const char *line = lines[i];
		if (session && g_str_has_prefix(line, "```"))
			inside = strcmp(line, "```console") == 0;
		if (!inside || line[0] == '$' || line[0] == '#')
			add_output(all->shown, output);
		else if (session)
			g_string_append_printf(output, "%s\n", line);
		else if (line[0] == '|' || line[0] == '!')
			g_string_append_printf(output, "%s\n", line + (line[1] != '\0' ? 2 : 1));
	}
	add_output(all->shown, output);
}

static void
read_cases(Everything *all)
{
	g_autoptr(GPtrArray) names = ot_folder_list("tests/cases", NULL);

	for (guint i = 0; i < names->len; i++) {
		g_autofree char *path =
			g_build_filename("tests/cases", g_ptr_array_index(names, i), NULL);
		if (g_str_has_suffix(path, ".case"))
			read_outputs(all, path, false);
	}
	read_outputs(all, "README.md", true);
	read_outputs(all, "TUTORIAL.md", true);
}

/* A pattern such as "*stands there*" has its words between the stars. */
static void
add_expectation(Everything *all, const SourceText *text)
{
	g_autofree char *meant = source_meant(text->written, false);
	g_auto(GStrv) parts = g_strsplit(meant, "*", -1);

	g_string_append(all->shown, meant);
	g_string_append_c(all->shown, APART);
	for (size_t i = 0; parts[i] != NULL; i++)
		if (has_words(parts[i]))
			g_ptr_array_add(all->pieces, g_strstrip(g_strdup(parts[i])));
}

/* What a unit test waits for, in its code and in the texts of its folder. */
static void
read_units(Everything *all, const char *folder)
{
	g_autoptr(GPtrArray) names = ot_folder_list(folder, NULL);
	bool top = strcmp(folder, UNITS) == 0;

	for (guint i = 0; i < names->len; i++) {
		g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
		if (ot_folder_exists(path)) {
			read_units(all, path);
		} else if (!top &&
		           (g_str_has_suffix(path, ".txt") || g_str_has_suffix(path, ".xml"))) {
			g_autofree char *text = read_file(path);
			g_autoptr(GString) output = g_string_new(text);
			add_output(all->shown, output);
		} else if (g_str_has_suffix(path, ".c") || g_str_has_suffix(path, ".h")) {
			g_autofree char *code = read_file(path);
			g_autoptr(GPtrArray) texts = source_texts(code);
			for (guint j = 0; j < texts->len; j++)
				add_expectation(all, g_ptr_array_index(texts, j));
		}
	}
}

/* --- whether it is shown -------------------------------------------------------------------- */

/*
 * Where `part` ends that begins at `at` or a little later, in the same output; NULL where it
 * doesn't.
 */
static const char *
find_near(const char *at, const char *part)
{
	size_t apart = strcspn(at, (char[]){APART, '\0'});
	size_t reach = MIN(apart, REACH + strlen(part));
	const char *found = g_strstr_len(at, (gssize) reach, part);

	return found != NULL ? found + strlen(part) : NULL;
}

/*
 * The parts of a text between its directives have to follow each other; the first one stands at
 * `at`.
 */
static bool
follow(const char *at, char *const *parts)
{
	for (at += strlen(*parts++); *parts != NULL; parts++) {
		at = find_near(at, *parts);
		if (at == NULL)
			return false;
	}
	return true;
}

static bool
is_shown(const Everything *all, const char *meant)
{
	g_auto(GStrv) parts = g_strsplit(meant, (char[]){SOURCE_ANYTHING, '\0'}, -1);
	char **first = parts;

	while (*first != NULL && **first == '\0')
		first++;
	for (const char *at = all->shown->str; *first != NULL; at++) {
		at = strstr(at, *first);
		if (at == NULL)
			return false;
		if (follow(at, first))
			return true;
	}
	return false;
}

/* The only text that has a piece, wherever it stands; NULL where several have it, or none. */
static const char *
find_only(const Everything *all, const char *piece)
{
	const char *only = NULL;

	for (guint i = 0; i < all->messages->len; i++) {
		const char *meant = g_array_index(all->messages, Message, i).text->meant;
		if (strstr(meant, piece) == NULL)
			continue;
		if (only != NULL && strcmp(only, meant) != 0)
			return NULL;
		only = meant;
	}
	return only;
}

static void
show_by_piece(Everything *all, const char *piece)
{
	const char *only = find_only(all, piece);

	for (guint i = 0; only != NULL && i < all->messages->len; i++) {
		Message *message = &g_array_index(all->messages, Message, i);
		message->shown |= strcmp(message->text->meant, only) == 0;
	}
}

static bool
is_needed(const Everything *all, const char *piece)
{
	for (guint i = 0; i < all->messages->len; i++) {
		const Message *message = &g_array_index(all->messages, Message, i);
		if (!message->shown && strstr(message->text->meant, piece) != NULL)
			return true;
	}
	return false;
}

static Everything *
everything_new(void)
{
	Everything *all = g_new0(Everything, 1);

	all->files = g_ptr_array_new_with_free_func(g_free);
	all->texts = g_ptr_array_new_with_free_func((GDestroyNotify) g_ptr_array_unref);
	all->messages = g_array_new(FALSE, FALSE, sizeof(Message));
	all->shown = g_string_new(NULL);
	all->pieces = g_ptr_array_new_with_free_func(g_free);
	read_code(all, "cli");
	read_cases(all);
	read_units(all, UNITS);
	for (guint i = 0; i < all->messages->len; i++) {
		Message *message = &g_array_index(all->messages, Message, i);
		message->shown = is_shown(all, message->text->meant);
	}
	for (guint i = 0; i < all->pieces->len; i++)
		if (is_needed(all, g_ptr_array_index(all->pieces, i)))
			show_by_piece(all, g_ptr_array_index(all->pieces, i));
	return all;
}

static void
everything_free(Everything *all)
{
	g_ptr_array_unref(all->files);
	g_ptr_array_unref(all->texts);
	g_array_unref(all->messages);
	g_string_free(all->shown, TRUE);
	g_ptr_array_unref(all->pieces);
	g_free(all);
}

/* --- the list of those that can't be shown -------------------------------------------------- */

/* From the text as it is written in the code to its line of the list. */
static GHashTable *
read_list(void)
{
	GHashTable *listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *text = read_file(UNITS "/messages-not-shown.txt");
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	bool has_reason = false;

	for (guint i = 0; lines[i] != NULL; i++) {
		if (lines[i][0] == '\t') {
			g_assert_true(has_reason);
			g_assert_true(g_hash_table_insert(listed, g_strdup(lines[i] + 1),
			                                  GUINT_TO_POINTER(i + 1)));
		} else if (lines[i][0] != '#' && lines[i][0] != '\0') {
			has_reason = true;
		}
	}
	return listed;
}

/* Takes those that are as the list says out of it. */
static void
judge_message(const Message *message, GHashTable *listed, GHashTable *seen)
{
	const char *written = message->text->written;
	gpointer line = g_hash_table_lookup(listed, written);

	if (line != NULL) {
		g_hash_table_add(seen, (gpointer) written);
		if (!message->shown)
			return;
		g_test_message("messages-not-shown.txt:%u: a test shows it: %s",
		               GPOINTER_TO_UINT(line), written);
		g_test_fail();
	} else if (!message->shown) {
		g_test_message("%s:%d: no test shows: %s", message->file, message->text->line,
		               written);
		g_test_fail();
	}
}

static void
test_messages(void)
{
	Everything *all = everything_new();
	g_autoptr(GHashTable) listed = read_list();
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTableIter iter;
	gpointer written, line;

	g_assert_cmpuint(all->messages->len, >, 1000);
	for (guint i = 0; i < all->messages->len; i++)
		judge_message(&g_array_index(all->messages, Message, i), listed, seen);
	g_hash_table_iter_init(&iter, listed);
	while (g_hash_table_iter_next(&iter, &written, &line)) {
		if (g_hash_table_contains(seen, written))
			continue;
		g_test_message("messages-not-shown.txt:%u: the code no longer has: %s",
		               GPOINTER_TO_UINT(line), (char *) written);
		g_test_fail();
	}
	everything_free(all);
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/messages/shown", test_messages);
	return g_test_run();
}
