/* SPDX-License-Identifier: MIT */
#include "commands/checker.h"

#include "base/error.h"
#include "base/suggest.h"

#include <string.h>

/* The codes that a specification can say of itself (schemas/spec.xsd). */
static const char *const stages[] = {"draft", "engagement", "tender", NULL};
static const char *const jurisdictions[] = {"GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR", NULL};
static const char *const regimes[] = {
	"procurement-act-2023", "below-threshold", "provider-selection-regime",
	"scotland-2015", "utilities", "other", NULL,
};

static bool
check_code(const char *what, const char *value, const char *const *known, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	if (value == NULL || g_strv_contains(known, value))
		return true;
	for (size_t i = 0; known[i] != NULL; i++)
		g_ptr_array_add(names, (char *) known[i]);
	g_autofree char *advice = ot_name_advice(value, names);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "there is no %s \"%s\"%s", what, value,
	            advice);
	return false;
}

/* "LAW, OUT050" as a list, or the list of the settings; free with g_strfreev(). */
static char **
make_names(const char *given, char **usual)
{
	if (given == NULL)
		return g_strdupv(usual);
	g_auto(GStrv) parts = g_strsplit(given, ",", -1);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (char **part = parts; *part != NULL; part++)
		if (*g_strstrip(*part) != '\0')
			g_ptr_array_add(names, g_strdup(*part));
	g_ptr_array_add(names, NULL);
	return (char **) g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

/* An option without a name would quietly choose nothing. */
static bool
check_given(const char *option, const char *given, char *const *names, GError **error)
{
	if (given == NULL || names[0] != NULL)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "--%s names no rule; give codes, families or tags, separated by commas",
	            option);
	return false;
}

static const char *
first_of(const char *given, const char *usual)
{
	return given != NULL ? given : usual;
}

/*
 * An option that says Scotland brings its law along: what outset.ini says of the other half was
 * meant for elsewhere.
 */
static void
choose_scotland(const OtCheckValues *values, OtCheckOptions *options)
{
	if (values->regime == NULL && g_strcmp0(values->jurisdiction, OT_SCOTLAND) == 0)
		options->regime = NULL;
	if (values->jurisdiction == NULL && g_strcmp0(values->regime, OT_SCOTLAND_REGIME) == 0)
		options->jurisdiction = NULL;
}

OtChecker *
ot_checker_open(OtResources *resources, const OtSettings *settings, const OtCheckValues *values,
                GError **error)
{
	static const OtSettings none;
	g_autofree char *schemas = ot_resources_path(resources, "schemas", NULL);

	if (settings == NULL)
		settings = &none;
	g_auto(GStrv) select = make_names(values->select, settings->select);
	g_auto(GStrv) ignore = make_names(values->ignore, settings->ignore);
	OtCheckOptions options = {
		.stage = first_of(values->stage, settings->stage),
		.jurisdiction = first_of(values->jurisdiction, settings->jurisdiction),
		.regime = first_of(values->regime, settings->regime),
		.packs = settings->rules,
		.words = settings->words,
		.select = select,
		.ignore = ignore,
		.severity = settings->severity,
		.examples = values->examples,
	};
	if (!check_given("select", values->select, select, error) ||
	    !check_given("ignore", values->ignore, ignore, error))
		return NULL;
	choose_scotland(values, &options);
	if (!check_code("stage", options.stage, stages, error) ||
	    !check_code("jurisdiction", options.jurisdiction, jurisdictions, error) ||
	    !check_code("regime", options.regime, regimes, error))
		return NULL;
	return ot_checker_new(schemas, &options, error);
}
