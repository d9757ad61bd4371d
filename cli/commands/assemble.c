/* SPDX-License-Identifier: MIT */
#include "commands/ask.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	OtMakeValues make;
	const char *engagement;
	bool list, answers;
} Values;

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_ENGAGEMENT, offsetof(Values, engagement), "DIR|FILE",
	 "the engagement's folder or specification (default: this folder)"},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, make.output), "DIR|FILE",
	 "where to write: a folder, or FILE.docx, .pdf, .html or .txt for one asset, or -"},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, make.form), "FORMAT",
	 "docx (default), pdf, html or text: the same content each time", ot_form_choices},
	{'l', "list", OT_OPTION_FLAG, offsetof(Values, list), NULL,
	 "list the assets, and how complete each is for the engagement, and stop"},
	{0, "answers", OT_OPTION_FLAG, offsetof(Values, answers), NULL,
	 "write what they still ask for into assets/NAME.xml, to be answered there, and stop"},
	OT_MAKE_OPTIONS,
	{0},
};

static const char *const examples[] = {
	"outset assemble                     all assets, for the engagement here",
	"outset assemble dpia -e gritting    one asset of the engagement in gritting",
	"outset assemble mou -o mou.docx     into a file of your choice",
	"outset assemble --answers dpia      what one asset asks for, in a file",
	NULL,
};

static void
append_line(GString *out, const char *label, const char *words)
{
	g_autofree char *line = g_strconcat(label, words, NULL);
	ot_help_wrap(out, line, 4);
}

/* The languages that an asset can be made in. */
static bool
append_languages(GString *out, OtResources *resources, const char *name, GError **error)
{
	const OtTemplate *welsh = ot_resources_template_in(resources, name, "cy", error);

	if (welsh == NULL)
		return false;
	const OtTemplateInfo *info = ot_template_info(welsh);
	append_line(out, "Languages: ",
	            !info->translated ? "English"
	            : info->draft     ? "English; Welsh, a draft that no Welsh speaker has read yet"
	                              : "English and Welsh");
	return true;
}

static void
append_hours(GString *out, const char *hours)
{
	g_autofree char *words = NULL;

	if (hours == NULL)
		return;
	words = g_strdup_printf("about %s %s", hours, strcmp(hours, "1") == 0 ? "hour" : "hours");
	append_line(out, "Work: ", words);
}

/* The engagement, or NULL where none is here; an error only where one was named. */
static OtEngagement *
find_engagement(const char *named, OtFindings *findings, GError **error)
{
	g_autoptr(GError) nothing = NULL;
	OtEngagement *engagement = ot_engagement_open(named != NULL ? named : ".", findings,
	                                              named != NULL ? error : &nothing);

	return engagement;
}

/* How much of an asset is filled in; false with an error where that can't be told. */
static bool
append_complete(GString *out, const OtEngagement *engagement, const OtTemplate *template,
                OtFindings *findings, GError **error)
{
	g_autoptr(GError) failure = NULL;
	g_autoptr(OtDocument) document =
		ot_engagement_answered(engagement, template, findings, &failure);

	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return false;
	}
	if (document == NULL) {
		append_line(out, "Complete: ", "its answers have errors");
		return true;
	}
	int n = ot_document_count_fields(document);
	g_autofree char *words =
		g_strdup_printf("%d of %d %s", n - ot_document_count_missing(document), n,
	                        n == 1 ? "field" : "fields");
	append_line(out, "Complete: ", words);
	return true;
}

static OtExit
list_assets(const Values *values, GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtEngagement) engagement = find_engagement(values->engagement, findings, error);
	if (engagement == NULL && *error != NULL)
		return OT_EXIT_FAILED;
	g_autoptr(OtResources) own = engagement == NULL ? ot_resources_new(error) : NULL;
	OtResources *resources = engagement != NULL ? ot_engagement_resources(engagement) : own;
	g_autoptr(GPtrArray) templates =
		resources != NULL ? ot_resources_templates(resources, "asset", error) : NULL;
	bool valid = engagement != NULL && ot_engagement_is_valid(engagement);

	if (templates == NULL)
		return OT_EXIT_FAILED;
	for (guint i = 0; i < templates->len; i++) {
		const OtTemplateInfo *info = ot_template_info(g_ptr_array_index(templates, i));
		g_autoptr(GString) out = g_string_new(NULL);

		g_string_append_printf(out, "%s: %s\n", info->name, info->title);
		ot_help_wrap(out, info->purpose, 4);
		append_line(out, "Completed by: ", info->completed_by);
		append_hours(out, info->hours);
		append_line(out, "Needed: ", info->needed);
		if (!append_languages(out, resources, info->name, error) ||
		    (valid && !append_complete(out, engagement, g_ptr_array_index(templates, i),
		                               findings, error)))
			return OT_EXIT_FAILED;
		fputs(out->str, stdout);
	}
	return OT_EXIT_CLEAN;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	const OtMakeWhat what = {.assets = true, .names = operands};

	if (values->list)
		return list_assets(values, error);
	if (values->answers)
		return ot_ask(values->engagement ? values->engagement : ".", operands,
		              &values->make, error);
	return ot_make(values->engagement ? values->engagement : ".", &what, &values->make, error);
}

const OtCommand ot_command_assemble = {
	.name = "assemble",
	.operands = "[ASSET...]",
	.summary = "make the assets as Word, PDF or HTML",
	.description =
		"Writes assets such as the data protection impact assessment and the memorandum of "
		"understanding as DOCX, filled in with what the specification says. What it does "
		"not say is left as a field to complete, in Word or in the file assets/NAME.xml "
		"beside the specification: --answers writes that with what is asked for and how "
		"to answer, and adds to a file that is there what it lacks. An answer comes "
		"before what the specification says. As PDF and HTML they are for reading: a "
		"field shows what is to be completed.\n\n"
		"Without ASSET it writes those that outset.ini names, or all. Files go to the "
		"engagement's pack folder, whose manifest.json records them. A file that has "
		"been changed since is kept, unless --force is given.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = -1,
	.examples = examples,
	.reach = OT_WRITES_PACK,
	.run = run,
};
