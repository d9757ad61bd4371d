/* SPDX-License-Identifier: MIT */
#include "engagement/settings.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/suggest.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

typedef enum { KEY_PATH, KEY_PATHS, KEY_TEXT, KEY_LIST, KEY_STYLE, KEY_PAGE, KEY_LANGUAGE,
	       KEY_DATES, KEY_DAYS } KeyKind;

/* The keys of this group are names of rules, which the rules themselves know. */
#define GROUP_SEVERITY "severity"

/* The keys of these are columns of lists, which funding/, suppliers/ and events/ know. */
#define GROUP_FUNDING_COLUMNS   "funding-columns"
#define GROUP_SUPPLIERS_COLUMNS "suppliers-columns"
#define GROUP_PEOPLE_COLUMNS    "people-columns"

typedef struct {
	const char *group, *key;
	KeyKind kind;
	size_t offset;
} Key;

static const Key keys[] = {
	{"engagement", "specification", KEY_PATH, offsetof(OtSettings, specification)},
	{"engagement", "output", KEY_PATH, offsetof(OtSettings, output)},
	{"engagement", "assets", KEY_LIST, offsetof(OtSettings, assets)},
	{"engagement", "language", KEY_LANGUAGE, offsetof(OtSettings, language)},
	{"notice", "ocid-prefix", KEY_TEXT, offsetof(OtSettings, ocid_prefix)},
	{"funding", "list", KEY_PATH, offsetof(OtSettings, funding)},
	{"events", "people", KEY_PATH, offsetof(OtSettings, people)},
	{"suppliers", "list", KEY_PATH, offsetof(OtSettings, suppliers)},
	{"suppliers", "dates", KEY_DATES, offsetof(OtSettings, suppliers_dates)},
	{"register", "by", KEY_TEXT, offsetof(OtSettings, register_by)},
	{"register", "keep-until", KEY_TEXT, offsetof(OtSettings, register_keep_until)},
	{"register", "share-within", KEY_DAYS, offsetof(OtSettings, share_within)},
	{"register", "answer-within", KEY_DAYS, offsetof(OtSettings, answer_within)},
	{"register", "announce-before", KEY_DAYS, offsetof(OtSettings, announce_before)},
	{"packs", "assets", KEY_LIST, offsetof(OtSettings, packs_assets)},
	{"style", "house-style", KEY_STYLE, offsetof(OtSettings, house_style)},
	{"style", "page", KEY_PAGE, offsetof(OtSettings, page)},
	{"check", "stage", KEY_TEXT, offsetof(OtSettings, stage)},
	{"check", "jurisdiction", KEY_TEXT, offsetof(OtSettings, jurisdiction)},
	{"check", "regime", KEY_TEXT, offsetof(OtSettings, regime)},
	{"check", "rules", KEY_PATHS, offsetof(OtSettings, rules)},
	{"check", "words", KEY_PATHS, offsetof(OtSettings, words)},
	{"check", "select", KEY_LIST, offsetof(OtSettings, select)},
	{"check", "ignore", KEY_LIST, offsetof(OtSettings, ignore)},
	{"check", "baseline", KEY_PATH, offsetof(OtSettings, baseline)},
};

static const Key *
find_key(const char *group, const char *key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (strcmp(keys[i].group, group) == 0 &&
		    (key == NULL || strcmp(keys[i].key, key) == 0))
			return &keys[i];
	return NULL;
}

static bool
complain(const char *file, const char *what, const char *name, const GPtrArray *names,
         GError **error)
{
	g_autofree char *advice = ot_name_advice(name, names);

	g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s: there is no %s \"%s\"%s", file, what,
	            name, advice);
	return false;
}

/* GLib gives half of a value with an escape that it does not know. */
static bool
check_values(GKeyFile *ini, const char *file, const char *group, GError **error)
{
	g_auto(GStrv) found = g_key_file_get_keys(ini, group, NULL, NULL);

	for (char **key = found; key != NULL && *key != NULL; key++) {
		g_autoptr(GError) mistake = NULL;
		g_autofree char *value = g_key_file_get_string(ini, group, *key, &mistake);

		if (mistake == NULL)
			continue;
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "%s: the value of \"%s\" can't be read; write a backslash twice", file,
		            *key);
		return false;
	}
	return true;
}

static bool
check_group(GKeyFile *ini, const char *file, const char *group, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	bool known = find_key(group, NULL) != NULL;

	if (strcmp(group, GROUP_SEVERITY) == 0 || strcmp(group, GROUP_FUNDING_COLUMNS) == 0 ||
	    strcmp(group, GROUP_SUPPLIERS_COLUMNS) == 0 ||
	    strcmp(group, GROUP_PEOPLE_COLUMNS) == 0)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		if (!known && (i == 0 || strcmp(keys[i].group, keys[i - 1].group) != 0))
			g_ptr_array_add(names, (char *) keys[i].group);
		else if (strcmp(keys[i].group, group) == 0)
			g_ptr_array_add(names, (char *) keys[i].key);
	}
	if (!known) {
		g_ptr_array_add(names, (char *) GROUP_SEVERITY);
		g_ptr_array_add(names, (char *) GROUP_FUNDING_COLUMNS);
		g_ptr_array_add(names, (char *) GROUP_SUPPLIERS_COLUMNS);
		g_ptr_array_add(names, (char *) GROUP_PEOPLE_COLUMNS);
		return complain(file, "group", group, names, error);
	}
	g_auto(GStrv) found = g_key_file_get_keys(ini, group, NULL, NULL);
	for (char **key = found; key != NULL && *key != NULL; key++)
		if (find_key(group, *key) == NULL)
			return complain(file, "key", *key, names, error);
	return true;
}

/* A path of the file, which is relative to its folder. */
static char *
resolve(const char *folder, const char *path)
{
	if (g_path_is_absolute(path) || strcmp(folder, ".") == 0)
		return g_strdup(path);
	return g_build_filename(folder, path, NULL);
}

static void
take_list(const Key *key, GKeyFile *ini, const char *folder, char ***value)
{
	*value = g_key_file_get_string_list(ini, key->group, key->key, NULL, NULL);
	for (char **item = *value; key->kind == KEY_PATHS && item != NULL && *item != NULL;
	     item++) {
		char *path = resolve(folder, g_strstrip(*item));
		g_free(*item);
		*item = path;
	}
}

static bool
check_page(const char *file, const char *name, GError **error)
{
	if (ot_page_find(name) != OT_N_PAGES)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s: page = %s should be a4 or letter", file,
	            name);
	return false;
}

const char *const ot_language_choices[] = {"specification", "en", "cy", "both", NULL};

static bool
check_language(const char *file, const char *name, GError **error)
{
	if (g_strv_contains(ot_language_choices, name))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s: language = %s should be en, cy or both",
	            file, name);
	return false;
}

const char *const ot_dates_choices[] = {"day-first", "month-first", NULL};

static bool
check_dates(const char *file, const char *name, GError **error)
{
	if (g_strv_contains(ot_dates_choices, name))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
	            "%s: dates = %s should be day-first or month-first", file, name);
	return false;
}

static bool
check_days(const char *file, const char *key, const char *text, GError **error)
{
	guint64 days;

	if (g_ascii_string_to_unsigned(text, 10, 0, 1000, &days, NULL))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s: %s = %s should be a number of days",
	            file, key, text);
	return false;
}

static bool
take_text(const Key *key, GKeyFile *ini, const char *file, const char *folder, char **value,
          GError **error)
{
	g_autofree char *text = g_key_file_get_string(ini, key->group, key->key, NULL);

	if (text != NULL && *text == '\0') {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "%s: the key \"%s\" is empty; write a %s, or delete its line", file,
		            key->key, key->kind == KEY_PATH ? "path" : "value");
		return false;
	}
	if (text == NULL)
		return true;
	if ((key->kind == KEY_PAGE && !check_page(file, text, error)) ||
	    (key->kind == KEY_LANGUAGE && !check_language(file, text, error)) ||
	    (key->kind == KEY_DATES && !check_dates(file, text, error)) ||
	    (key->kind == KEY_DAYS && !check_days(file, key->key, text, error)))
		return false;
	bool is_path = key->kind == KEY_PATH || (key->kind == KEY_STYLE && ot_style_is_path(text));
	*value = is_path ? resolve(folder, text) : g_steal_pointer(&text);
	return true;
}

/* A group whose keys are names of others, as pairs of a name and its value; NULL for no group. */
static char **
take_pairs(GKeyFile *ini, const char *group)
{
	g_auto(GStrv) names = g_key_file_get_keys(ini, group, NULL, NULL);
	g_autoptr(GPtrArray) pairs = g_ptr_array_new();

	if (names == NULL)
		return NULL;
	for (char **name = names; *name != NULL; name++) {
		g_ptr_array_add(pairs, g_strdup(*name));
		g_ptr_array_add(pairs, g_key_file_get_string(ini, group, *name, NULL));
	}
	g_ptr_array_add(pairs, NULL);
	return (char **) g_ptr_array_free(g_steal_pointer(&pairs), FALSE);
}

static bool
take_values(OtSettings *settings, GKeyFile *ini, const char *folder, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		void *value = (char *) settings + keys[i].offset;
		if (keys[i].kind == KEY_LIST || keys[i].kind == KEY_PATHS)
			take_list(&keys[i], ini, folder, value);
		else if (!take_text(&keys[i], ini, settings->file, folder, value, error))
			return false;
	}
	settings->severity = take_pairs(ini, GROUP_SEVERITY);
	settings->funding_heads = take_pairs(ini, GROUP_FUNDING_COLUMNS);
	settings->suppliers_heads = take_pairs(ini, GROUP_SUPPLIERS_COLUMNS);
	settings->people_heads = take_pairs(ini, GROUP_PEOPLE_COLUMNS);
	return true;
}

/* GLib takes other bytes along, into its messages too. */
static bool
check_encoding(const char *file, const char *text, gsize len, GError **error)
{
	const char *end;
	int line = 1;

	if (g_utf8_validate(text, (gssize) len, &end))
		return true;
	for (const char *c = text; c < end; c++)
		line += *c == '\n';
	g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s:%d: it is not UTF-8; save it as UTF-8",
	            file, line);
	return false;
}

/* GLib quotes the line that it can't read, however long it is. */
static char *
shorten(const char *message)
{
	const char *end = g_utf8_offset_to_pointer(message, MIN(g_utf8_strlen(message, -1), 200));
	g_autofree char *start = g_strndup(message, (gsize) (end - message));

	return g_strconcat(start, *end != '\0' ? "..." : "", NULL);
}

static GKeyFile *
read_file(const char *file, GError **error)
{
	g_autoptr(GKeyFile) ini = g_key_file_new();
	g_autoptr(GBytes) bytes = ot_file_read(file, OT_LIMIT_SETTINGS_BYTES, error);
	g_autoptr(GError) mistake = NULL;
	gsize len;

	if (bytes == NULL)
		return NULL;
	const char *text = g_bytes_get_data(bytes, &len);
	/* Editors on Windows put a byte order mark first. */
	gsize mark = len >= 3 && memcmp(text, "\357\273\277", 3) == 0 ? 3 : 0;
	if (len > 0 && !check_encoding(file, text, len, error))
		return NULL;
	if (len == mark || g_key_file_load_from_data(ini, text + mark, len - mark,
	                                             G_KEY_FILE_NONE, &mistake))
		return g_steal_pointer(&ini);
	g_autofree char *message = shorten(mistake->message);
	g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s: %s", file, message);
	return NULL;
}

static bool
parse(OtSettings *settings, const char *folder, GError **error)
{
	g_autoptr(GKeyFile) ini = read_file(settings->file, error);

	if (ini == NULL)
		return false;
	g_auto(GStrv) groups = g_key_file_get_groups(ini, NULL);
	for (char **group = groups; *group != NULL; group++)
		if (!check_values(ini, settings->file, *group, error) ||
		    !check_group(ini, settings->file, *group, error))
			return false;
	return take_values(settings, ini, folder, error);
}

/*
 * Whether this outset.ini is there, or may be: settings are not passed over where the system can't
 * tell.  A folder above that a user may not look into has none.
 */
static bool
has_settings(const char *file)
{
	errno = 0;
	return ot_file_may_exist(file) && errno != EACCES && !ot_folder_exists(file);
}

/* The nearest folder upward from `folder` that has an outset.ini, or NULL. */
static char *
find_folder(const char *folder)
{
	g_autofree char *current = g_strdup(folder);
	g_autofree char *absolute = g_canonicalize_filename(folder, NULL);

	for (;;) {
		g_autofree char *file = g_build_filename(current, "outset.ini", NULL);
		if (has_settings(file))
			return g_steal_pointer(&current);
		char *above = g_path_get_dirname(absolute);
		if (strcmp(above, absolute) == 0) {
			g_free(above);
			return NULL;
		}
		g_free(absolute);
		absolute = above;
		g_free(current);
		current = g_strdup(above);
	}
}

OtSettings *
ot_settings_load(const char *input, GError **error)
{
	g_autoptr(OtSettings) settings = g_new0(OtSettings, 1);
	g_autofree char *own = g_build_filename(input, "outset.ini", NULL);
	/* What has a file in it is a folder, also where the system can't say so at the moment. */
	g_autofree char *start = ot_folder_exists(input) || has_settings(own)
	                                 ? g_strdup(input)
	                                 : g_path_get_dirname(input);
	g_autofree char *folder = find_folder(start);

	if (folder == NULL)
		return g_steal_pointer(&settings);
	settings->file = strcmp(folder, ".") == 0 ? g_strdup("outset.ini")
	                                          : g_build_filename(folder, "outset.ini", NULL);
	return parse(settings, folder, error) ? g_steal_pointer(&settings) : NULL;
}

OtAppearance
ot_settings_appearance(const OtSettings *settings)
{
	return (OtAppearance){
		.house_style = settings->house_style,
		.page = settings->page != NULL ? 1 + (int) ot_page_find(settings->page) : 0,
	};
}

char *
ot_settings_specification(const OtSettings *settings, const char *input, GError **error)
{
	if (!ot_folder_exists(input))
		return g_strdup(input);
	if (settings->specification != NULL)
		return g_strdup(settings->specification);
	g_autofree char *path = strcmp(input, ".") == 0 ? g_strdup("spec.xml")
	                                                : g_build_filename(input, "spec.xml", NULL);
	if (ot_file_may_exist(path))
		return g_steal_pointer(&path);
	g_set_error(error, OT_ERROR, OT_ERROR_IO,
	            "%s has no spec.xml; start an engagement with: outset new DIR",
	            strcmp(input, ".") == 0 ? "this folder" : input);
	return NULL;
}

void
ot_settings_free(OtSettings *settings)
{
	if (settings == NULL)
		return;
	g_free(settings->file);
	g_free(settings->specification);
	g_free(settings->output);
	g_free(settings->house_style);
	g_free(settings->page);
	g_free(settings->language);
	g_strfreev(settings->assets);
	g_free(settings->stage);
	g_free(settings->jurisdiction);
	g_free(settings->regime);
	g_strfreev(settings->rules);
	g_strfreev(settings->words);
	g_strfreev(settings->select);
	g_strfreev(settings->ignore);
	g_free(settings->baseline);
	g_free(settings->ocid_prefix);
	g_strfreev(settings->severity);
	g_free(settings->register_by);
	g_free(settings->register_keep_until);
	g_free(settings->share_within);
	g_free(settings->answer_within);
	g_free(settings->announce_before);
	g_free(settings->funding);
	g_strfreev(settings->funding_heads);
	g_free(settings->suppliers);
	g_free(settings->suppliers_dates);
	g_strfreev(settings->suppliers_heads);
	g_free(settings->people);
	g_strfreev(settings->people_heads);
	g_strfreev(settings->packs_assets);
	g_free(settings);
}

char *
ot_settings_suppliers(const OtSettings *settings, const char *specification)
{
	if (settings->suppliers != NULL)
		return g_strdup(settings->suppliers);
	g_autofree char *folder = g_path_get_dirname(specification);
	return strcmp(folder, ".") == 0 ? g_strdup("suppliers.csv")
	                                : g_build_filename(folder, "suppliers.csv", NULL);
}

OtSuppliersOptions
ot_settings_suppliers_options(const OtSettings *settings)
{
	OtSuppliersOptions options = {.heads = settings->suppliers_heads};

	if (g_strcmp0(settings->suppliers_dates, ot_dates_choices[0]) == 0)
		options.dates = OT_DATES_DAY_FIRST;
	else if (settings->suppliers_dates != NULL)
		options.dates = OT_DATES_MONTH_FIRST;
	return options;
}
