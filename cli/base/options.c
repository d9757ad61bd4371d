/* SPDX-License-Identifier: MIT */
#include "base/options.h"

#include "base/error.h"
#include "base/suggest.h"

#include <string.h>

enum { HELP_COLUMNS = 80 };

/* One option as it was met, for messages. */
typedef struct {
	const OtOption *option;
	const char *written; /* "-o" or "--output" */
	void *values;
} Met;

static bool
set_number(const Met *met, const char *argument, int *value, GError **error)
{
	gint64 number;

	if (!g_ascii_string_to_signed(argument, 10, met->option->low, met->option->high, &number,
	                              NULL)) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "option %s takes a whole number from %d to %d, not \"%s\"",
		            met->written, met->option->low, met->option->high, argument);
		return false;
	}
	*value = (int) number;
	return true;
}

/* "text, json or csv"; free with g_free(). */
static char *
list_choices(const char *const *choices)
{
	GString *list = g_string_new(choices[0]);

	for (int i = 1; choices[0] != NULL && choices[i] != NULL; i++)
		g_string_append_printf(list, "%s%s", choices[i + 1] != NULL ? ", " : " or ",
		                       choices[i]);
	return g_string_free(list, FALSE);
}

static bool
set_choice(const Met *met, const char *argument, int *value, GError **error)
{
	const char *const *choices = met->option->choices;

	for (int i = 0; choices[i] != NULL; i++) {
		/* A notice is "UK3" to whoever publishes one. */
		if (g_ascii_strcasecmp(choices[i], argument) == 0) {
			*value = i;
			return true;
		}
	}
	g_autofree char *list = list_choices(choices);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "option %s can be %s, not \"%s\"",
	            met->written, list, argument);
	return false;
}

static bool
set_value(const Met *met, const char *argument, GError **error)
{
	void *value = (char *) met->values + met->option->offset;

	switch (met->option->kind) {
	case OT_OPTION_FLAG:
	case OT_OPTION_CHANGES:
		*(bool *) value = true;
		return true;
	case OT_OPTION_COUNT:
		++*(int *) value;
		return true;
	case OT_OPTION_TEXT:
	case OT_OPTION_OUTPUT:
	case OT_OPTION_ENGAGEMENT:
	case OT_OPTION_KEY:
		*(const char **) value = argument;
		return true;
	case OT_OPTION_NUMBER:
		return set_number(met, argument, value, error);
	case OT_OPTION_CHOICE:
		return set_choice(met, argument, value, error);
	}
	g_assert_not_reached();
}

static bool
takes_argument(const OtOption *option)
{
	return option->kind != OT_OPTION_FLAG && option->kind != OT_OPTION_CHANGES &&
	       option->kind != OT_OPTION_COUNT;
}

static void
complain_unknown(const OtOption *options, const char *name, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (const OtOption *o = options; o->name != NULL; o++)
		g_ptr_array_add(names, (char *) o->name);
	const char *nearest =
		ot_nearest_name(name, (const char *const *) names->pdata, names->len);
	if (nearest != NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "there is no option --%s; did you mean --%s?", name, nearest);
	else
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "there is no option --%s", name);
}

/* The option that `name` is, or begins and begins alone. */
static const OtOption *
find_long(const OtOption *options, const char *name, GError **error)
{
	const OtOption *found = NULL;

	for (const OtOption *o = options; o->name != NULL; o++) {
		if (strcmp(o->name, name) == 0)
			return o;
		if (*name == '\0' || !g_str_has_prefix(o->name, name))
			continue;
		if (found != NULL) {
			g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
			            "option --%s may be --%s or --%s", name, found->name, o->name);
			return NULL;
		}
		found = o;
	}
	if (found == NULL)
		complain_unknown(options, name, error);
	return found;
}

/* Parse --name or --name=argument; *next is the argument after it, and passed if it is used. */
static bool
parse_long(const OtOption *options, void *values, const char *word, char ***next, GError **error)
{
	const char *equals = strchr(word, '=');
	g_autofree char *name = equals ? g_strndup(word + 2, (size_t) (equals - word - 2))
	                               : g_strdup(word + 2);
	const OtOption *option = find_long(options, name, error);

	if (option == NULL)
		return false;
	g_autofree char *written = g_strdup_printf("--%s", option->name);
	const Met met = {option, written, values};
	const char *argument = equals != NULL ? equals + 1 : NULL;
	if (!takes_argument(option) && argument != NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "option %s takes no value", written);
		return false;
	}
	if (takes_argument(option) && argument == NULL) {
		argument = **next;
		if (argument == NULL) {
			g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "option %s needs a value: %s",
			            written, option->argument);
			return false;
		}
		++*next;
	}
	return set_value(&met, argument, error);
}

static const OtOption *
find_letter(const OtOption *options, char letter)
{
	for (const OtOption *o = options; o->name != NULL; o++)
		if (o->letter == letter)
			return o;
	return NULL;
}

/* Parse -q, -qv, -oFILE or -o FILE. */
static bool
parse_short(const OtOption *options, void *values, const char *word, char ***next, GError **error)
{
	for (const char *c = word + 1; *c != '\0'; c++) {
		const OtOption *option = find_letter(options, *c);
		const char written[] = {'-', *c, '\0'};

		if (option == NULL) {
			g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "there is no option %s",
			            written);
			return false;
		}
		const Met met = {option, written, values};
		if (!takes_argument(option)) {
			set_value(&met, NULL, NULL);
			continue;
		}
		const char *argument = c[1] != '\0' ? c + 1 : **next;
		if (argument == NULL) {
			g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "option %s needs a value: %s",
			            written, option->argument);
			return false;
		}
		if (c[1] == '\0')
			++*next;
		return set_value(&met, argument, error);
	}
	return true;
}

bool
ot_options_parse(const OtOption *options, void *values, char **arguments, GPtrArray *operands,
                 GError **error)
{
	bool ended = false;

	while (*arguments != NULL) {
		char *word = *arguments++;

		if (ended || word[0] != '-' || word[1] == '\0')
			g_ptr_array_add(operands, word);
		else if (strcmp(word, "--") == 0)
			ended = true;
		else if (word[1] == '-' ? !parse_long(options, values, word, &arguments, error)
		                        : !parse_short(options, values, word, &arguments, error))
			return false;
	}
	return true;
}

void
ot_help_wrap(GString *out, const char *text, int indent)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	int column = 0;

	for (char **word = words; *word != NULL; word++) {
		int width = (int) g_utf8_strlen(*word, -1);

		if (column > 0 && column + 1 + width > HELP_COLUMNS) {
			g_string_append_c(out, '\n');
			column = 0;
		}
		if (column == 0) {
			g_string_append_printf(out, "%*s", indent, "");
			column = indent;
		} else {
			g_string_append_c(out, ' ');
			column++;
		}
		g_string_append(out, *word);
		column += width;
	}
	g_string_append_c(out, '\n');
}

void
ot_help_example(GString *out, const char *example, int indent)
{
	const char *gap = strstr(example, "  ");
	glong width = indent + g_utf8_strlen(example, -1);

	if (gap == NULL || width <= HELP_COLUMNS) {
		g_string_append_printf(out, "%*s%s\n", indent, "", example);
		return;
	}
	g_string_append_printf(out, "%*s%.*s\n", indent, "", (int) (gap - example), example);
	ot_help_wrap(out, gap + strspn(gap, " "), indent + 4);
}

void
ot_options_help(const OtOption *options, GString *out)
{
	for (const OtOption *o = options; o->name != NULL; o++) {
		const char *argument = o->argument != NULL ? o->argument : "";
		g_autofree char *letter = o->letter != 0 ? g_strdup_printf("-%c,", o->letter)
		                                         : g_strdup("   ");
		g_autofree char *names = g_strdup_printf("  %s --%s %s", letter, o->name, argument);
		g_autoptr(GString) help = g_string_new(NULL);

		ot_help_wrap(help, o->help, 28);
		if (strlen(names) < 28)
			g_string_append_printf(out, "%-28s%s", names, help->str + 28);
		else
			g_string_append_printf(out, "%s\n%s", names, help->str);
	}
}
