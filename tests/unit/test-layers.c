/* SPDX-License-Identifier: MIT
 *
 * The #include lines of the code against the map in cli/main.c: each folder uses only those below.
 */
#include <glib.h>
#include <string.h>

static const struct {
	const char *folder;
	const char *may_use; /* separated by blanks */
} layers[] = {
	{"base", ""},
	{"confine", "base"},
	{"xml", "base"},
	{"tables", "base"},
	{"funding", "base tables"},
	{"suppliers", "base xml tables"},
	{"register", "base xml tables suppliers"},
	{"calendar", "base"},
	{"workbook", "base"},
	{"extract", "base confine"},
	{"logo", "base"},
	{"zip", "base"},
	{"translation", "base xml"},
	{"document", "base xml translation"},
	{"spec", "base xml translation"},
	{"changes", "base xml translation document spec"},
	{"docx", "base xml zip document"},
	{"pdf", "base xml document"},
	{"html", "base xml document"},
	{"plain", "base document"},
	{"forms", "base xml tables workbook document spec docx"},
	{"rules", "base xml document spec"},
	{"report", "base xml tables"},
	{"check", "base xml tables translation document spec docx rules report"},
	{"engagement", "base xml tables suppliers register calendar extract logo translation "
	               "document spec docx pdf html plain rules report check"},
	{"events", "base xml tables suppliers register calendar document spec report engagement"},
	{"packs",
	 "base confine tables suppliers register document docx pdf engagement report xml spec"},
	{"responses", "base xml tables workbook translation document spec docx html plain pdf "
	              "engagement"},
	{"notice", "base xml document spec report"},
	{"account", "base xml tables suppliers register document spec docx changes responses "
	            "engagement"},
	{"watch", "base engagement"},
	{"commands", "base confine xml tables funding suppliers register calendar extract logo "
	             "translation document spec docx pdf html plain rules report check changes "
	             "engagement events packs responses workbook notice account forms watch"},
	{"manual", "base report commands"},
};

static gboolean
may_use(const char *folder, const char *other)
{
	for (size_t i = 0; i < G_N_ELEMENTS(layers); i++) {
		if (strcmp(layers[i].folder, folder) != 0)
			continue;
		g_auto(GStrv) allowed = g_strsplit(layers[i].may_use, " ", -1);
		return strcmp(folder, other) == 0 ||
		       g_strv_contains((const char *const *) allowed, other);
	}
	g_error("cli/%s is not in the list of layers", folder);
}

static void
check_file(const char *folder, const char *path)
{
	g_autofree char *text = NULL;
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line != NULL; line++) {
		if (!g_str_has_prefix(*line, "#include \""))
			continue;
		const char *name = *line + strlen("#include \"");
		const char *slash = strchr(name, '/');
		g_assert_nonnull(slash);
		g_autofree char *other = g_strndup(name, (size_t) (slash - name));
		if (!may_use(folder, other))
			g_error("%s uses cli/%s, which the layers do not allow", path, other);
	}
}

static void
test_includes(void)
{
	GDir *cli = g_dir_open("cli", 0, NULL);
	const char *folder, *name;

	g_assert_nonnull(cli);
	while ((folder = g_dir_read_name(cli)) != NULL) {
		g_autofree char *path = g_build_filename("cli", folder, NULL);
		GDir *dir = g_dir_open(path, 0, NULL);
		while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
			g_autofree char *file = g_build_filename(path, name, NULL);
			if (g_str_has_suffix(name, ".c") || g_str_has_suffix(name, ".h"))
				check_file(folder, file);
		}
		g_clear_pointer(&dir, g_dir_close);
	}
	g_dir_close(cli);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/layers/includes", test_includes);
	return g_test_run();
}
