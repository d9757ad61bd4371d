/* SPDX-License-Identifier: MIT */
#include "extract/names.h"

#include <stdbool.h>
#include <string.h>

/* Bytes of a name: most file systems take 255, and others may add to it. */
#define LONGEST 200

/* Bytes of what stands behind the last full stop and is kept when a name is cut. */
#define LONGEST_SUFFIX 20

/* What stands where nothing is left. */
#define UNNAMED "file"

/* Behind the last separator of any system; "C:" is one too. */
static const char *
last_part(const char *name)
{
	const char *part = name;

	for (const char *c = name; *c != '\0'; c++) {
		bool is_drive = *c == ':' && c == name + 1 && g_ascii_isalpha(*name);
		if (*c == '/' || *c == '\\' || is_drive)
			part = c + 1;
	}
	return part;
}

/* Controls, marks that turn the direction of writing or can't be seen, and what is no character. */
static bool
is_harmful(gunichar character)
{
	switch (g_unichar_type(character)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_UNASSIGNED:
		return true;
	default:
		return character == 0xFFFD ||
		       (character < 0x80 && strchr("<>:\"|?*", (int) character) != NULL);
	}
}

static GString *
without_harm(const char *part)
{
	GString *safe = g_string_new(NULL);

	for (const char *c = part; *c != '\0'; c = g_utf8_next_char(c)) {
		gunichar character = g_utf8_get_char(c);
		g_string_append_unichar(safe, is_harmful(character) ? '_' : character);
	}
	/* Windows takes blanks and full stops off the end. */
	while (safe->len > 0 && strchr(" .", safe->str[safe->len - 1]) != NULL)
		g_string_truncate(safe, safe->len - 1);
	/* A hidden file, an option, a home folder. */
	if (safe->len > 0 && strchr(".-~ ", safe->str[0]) != NULL)
		safe->str[0] = '_';
	return safe;
}

/* Names of devices on Windows, also with something behind a full stop. */
static bool
is_device(const char *name)
{
	static const char *const devices[] = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
	g_autofree char *stem = g_strndup(name, strcspn(name, ". "));

	for (size_t i = 0; i < G_N_ELEMENTS(devices); i++)
		if (g_ascii_strcasecmp(stem, devices[i]) == 0)
			return true;
	return strlen(stem) == 4 && g_ascii_isdigit(stem[3]) &&
	       (g_ascii_strncasecmp(stem, "COM", 3) == 0 ||
	        g_ascii_strncasecmp(stem, "LPT", 3) == 0);
}

/* At a character's start, at most `len` bytes from the beginning. */
static size_t
cut_before(const char *text, size_t len)
{
	if (strlen(text) <= len)
		return strlen(text);
	while (len > 0 && ((guchar) text[len] & 0xC0) == 0x80)
		len--;
	return len;
}

/* The full stop before what says of which kind the file is; the end where there is none. */
static const char *
suffix_of(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot != NULL && dot != name && strlen(dot) <= LONGEST_SUFFIX ? dot
	                                                                   : name + strlen(name);
}

/* Where case makes no difference, nor how accents are written. */
static char *
fold(const char *name)
{
	g_autofree char *normal = g_utf8_normalize(name, -1, G_NORMALIZE_ALL);

	return g_utf8_casefold(normal, -1);
}

/* The name with a number before its suffix; within the longest. */
static char *
with_number(const char *name, guint number)
{
	const char *suffix = suffix_of(name);
	g_autofree char *middle = number > 1 ? g_strdup_printf("-%u", number) : g_strdup("");
	size_t room = LONGEST - strlen(suffix) - strlen(middle);
	g_autofree char *stem = g_strndup(name, (size_t) (suffix - name));

	stem[cut_before(stem, room)] = '\0';
	return g_strconcat(stem, middle, suffix, NULL);
}

char *
ot_safe_name(const char *name, GHashTable *used)
{
	g_autoptr(GString) safe = without_harm(last_part(name));

	if (safe->len == 0)
		g_string_assign(safe, UNNAMED);
	if (is_device(safe->str))
		g_string_prepend_c(safe, '_');
	for (guint number = 1;; number++) {
		g_autofree char *numbered = with_number(safe->str, number);
		if (g_hash_table_add(used, fold(numbered)))
			return g_steal_pointer(&numbered);
	}
}
