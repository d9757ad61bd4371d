/* SPDX-License-Identifier: MIT
 *
 * Each kind of file that others wrote is read in one place, which keeps its limits; and what
 * reaches out of the program is called in few.  SECURITY.md has the same as a table for people.
 */
#include <glib.h>
#include <string.h>

/* A function, or with "*" all whose names begin so, and the only files that call it. */
static const struct {
	const char *function;
	const char *files; /* below cli/, separated by blanks */
} doors[] = {
	/*
	 * XML: limits of all kinds, then libxml2.  Parts of Word files: xml/pull.c, which is our
	 * own.
	 */
	{"xmlRead*", ""},
	{"xmlCtxtRead*", ""},
	{"xmlParse*", "xml/read.c"},
	{"inputPush", "xml/read.c"},
	{"xmlRecover*", ""},
	{"xmlSAX*", ""},
	{"xmlNewTextReader*", ""},
	{"xmlReaderFor*", ""},
	{"xmlCreatePushParserCtxt", ""},
	{"xmlSchemaNewParserCtxt", ""},
	{"xmlSchemaNewMemParserCtxt", ""},
	{"xmlXInclude*", ""},
	{"xmlLoadCatalog*", ""},
	{"xmlNano*", ""},
	{"htmlRead*", ""},
	{"htmlParse*", ""},
	/* Archives: docx/master.c opens what it has just made, the two others write. */
	{"zip_open", ""},
	{"zip_fdopen", ""},
	{"zip_source_file*", ""},
	{"zip_open_from_source", "zip/zip.c"},
	{"zip_fopen*", "zip/zip.c"},
	{"ot_docx_door", "docx/door.c docx/archive.c docx/master.c docx/package.c "
	                 "docx/rewrite-zip.c"},
	/* Tables; the register takes the last row of its own form apart, of at most 92 KB. */
	{"csv_parse", "tables/csv-read.c register/append.c"},
	{"csv_init", "tables/csv-read.c register/append.c"},
	/* PDF. */
	{"qpdf_read*", "extract/find.c"},
	{"qpdf_init", "extract/find.c"},
	/* Pictures, after document/logo.c has looked at them: for Word files, and for PDF. */
	{"rsvg_handle_new*", "logo/logo.c"},
	{"cairo_image_surface_create_from_png", ""},
	{"cairo_image_surface_create_from_png_stream", "logo/logo.c pdf/paint-picture.c"},
	/* Settings, JSON, calendars; calendar/calendar.c reads a time zone of our own. */
	{"g_key_file_load*", "engagement/settings.c"},
	{"json_load*", "base/json.c"},
	{"icalparser_parse*", "calendar/read.c calendar/calendar.c"},
	/* Patterns of rules; the others are constants. */
	{"pcre2_compile*", "rules/pattern.c"},
	/* What is unpacked without libzip: streams of PDF. */
	{"inflateInit*", "extract/inflate.c"},
	/* Files that are opened by name; pdf/families.c reads the list of our own fonts. */
	{"fopen", ""},
	{"freopen", ""},
	{"g_fopen", ""},
	{"g_mapped_file_new", ""},
	/* no part of the program: it runs when that is built */
	{"g_file_set_contents*", "manual/main.c"},
	{"g_file_get_contents", "pdf/families.c"},
	/* The network: nowhere. */
	{"socket", ""},
	{"connect", ""},
	{"bind", ""},
	{"getaddrinfo", ""},
	{"gethostbyname*", ""},
	{"curl_*", ""},
	{"g_socket*", ""},
	/* Other programs: gpg and minisign, and outset itself, by lists of words. */
	{"system", ""},
	{"popen", ""},
	{"exec*", ""},
	{"fexecve", ""},
	{"g_spawn*", ""},
	{"posix_spawn", "commands/watch.c"},
	{"posix_spawnp", "packs/sign.c"},
	/* Code: the parts of the program itself. */
	{"dlopen", "base/object.c"},
	{"g_module_open*", ""},
};

static gboolean
is_part_of_name(char character)
{
	return g_ascii_isalnum(character) || character == '_';
}

/* True for a call of the function: its name, and then "(", after blanks at most. */
static gboolean
is_call(const char *text, const char *at, const char *function)
{
	size_t len = strcspn(function, "*");
	const char *end = at + len;

	if (at > text && is_part_of_name(at[-1]))
		return FALSE;
	while (function[len] == '*' && is_part_of_name(*end))
		end++;
	while (*end == ' ' || *end == '\n' || *end == '\t')
		end++;
	return *end == '(';
}

static gboolean
calls(const char *text, const char *function)
{
	g_autofree char *name = g_strndup(function, strcspn(function, "*"));

	for (const char *at = text; (at = strstr(at, name)) != NULL; at++)
		if (is_call(text, at, function))
			return TRUE;
	return FALSE;
}

/* The text with blanks for comments and for what stands in quotation marks. */
static char *
read_code(const char *path)
{
	char *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	for (char *c = text; *c != '\0'; c++) {
		const char *stop = g_str_has_prefix(c, "/*") ? "*/"
		                   : *c == '"'               ? "\""
		                   : *c == '\''              ? "'"
		                                             : NULL;

		if (stop == NULL)
			continue;
		for (*c++ = ' '; *c != '\0' && !g_str_has_prefix(c, stop); c++) {
			if (*c == '\\' && *stop != '*')
				*c++ = ' ';
			*c = ' ';
		}
		if (*c == '\0')
			break;
		*c = ' ';
	}
	return text;
}

static void
check_file(const char *name)
{
	g_autofree char *path = g_build_filename("cli", name, NULL);
	g_autofree char *text = read_code(path);

	for (size_t i = 0; i < G_N_ELEMENTS(doors); i++) {
		g_auto(GStrv) allowed = g_strsplit(doors[i].files, " ", -1);

		if (!g_strv_contains((const char *const *) allowed, name) &&
		    calls(text, doors[i].function))
			g_error("%s calls %s, which only %s may", path, doors[i].function,
			        *doors[i].files != '\0' ? doors[i].files : "nobody");
	}
}

static void
test_calls(void)
{
	GDir *cli = g_dir_open("cli", 0, NULL);
	const char *folder, *name;
	guint n_files = 0;

	g_assert_nonnull(cli);
	while ((folder = g_dir_read_name(cli)) != NULL) {
		g_autofree char *path = g_build_filename("cli", folder, NULL);
		GDir *dir = g_dir_open(path, 0, NULL);
		while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
			g_autofree char *file = g_build_filename(folder, name, NULL);
			if (g_str_has_suffix(name, ".c")) {
				check_file(file);
				n_files++;
			}
		}
		g_clear_pointer(&dir, g_dir_close);
	}
	g_dir_close(cli);
	g_assert_cmpuint(n_files, >, 100);
}

/* Each door is there: a function that nobody calls any more has no line. */
static void
test_doors(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(doors); i++) {
		g_auto(GStrv) files = g_strsplit(doors[i].files, " ", -1);

		for (char **file = files; *file != NULL; file++) {
			g_autofree char *path = g_build_filename("cli", *file, NULL);
			g_autofree char *text = read_code(path);
			if (!calls(text, doors[i].function))
				g_error("%s does not call %s any more", path, doors[i].function);
		}
	}
}

/* The test itself sees what it looks for, and not what only looks like it. */
static void
test_search(void)
{
	g_assert_true(calls("x = fopen(path);", "fopen"));
	g_assert_true(calls("xmlReadFile\n\t(path)", "xmlRead*"));
	g_assert_false(calls("zip_fopen(path)", "fopen"));
	g_assert_false(calls("fopen_all(path)", "fopen"));
	g_assert_false(calls("a fopen b", "fopen"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/doors/search", test_search);
	g_test_add_func("/doors/calls", test_calls);
	g_test_add_func("/doors/doors", test_doors);
	return g_test_run();
}
