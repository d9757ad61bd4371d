/* SPDX-License-Identifier: MIT */
#include "commands/make.h"

#include "account/records.h"
#include "base/error.h"

#include <stddef.h>
#include <string.h>

typedef struct {
	OtMakeValues make;
	const char *engagement;
	bool publishable;
} Values;

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_ENGAGEMENT, offsetof(Values, engagement), "DIR|FILE",
	 "the engagement's folder or specification (default: this folder)"},
	{'p', "publishable", OT_OPTION_FLAG, offsetof(Values, publishable), NULL,
	 "make the copy to be published, and the list of what was left out of it"},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, make.form), "FORMAT",
	 "docx (default), pdf, html or text: the same content each time", ot_form_choices},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, make.output), "DIR",
	 "the folder to write into (default: report, beside the specification)"},
	OT_MAKE_OPTIONS,
	{0},
};

static const char *const examples[] = {
	"outset report -e gritting                    the authority's copy, with names",
	"outset report -e gritting --publishable      the copy for everybody",
	"outset report --publishable --format pdf     the same as PDF",
	NULL,
};

static void
free_product(gpointer product)
{
	ot_product_free(product);
}

/* Beside the specification, as the records are. */
static char *
find_folder(const OtEngagement *engagement, const char *output)
{
	g_autofree char *folder = g_path_get_dirname(ot_engagement_specification(engagement));

	if (output != NULL)
		return g_strdup(output);
	return strcmp(folder, ".") == 0 ? g_strdup("report")
	                                : g_build_filename(folder, "report", NULL);
}

static bool
make_products(OtEngagement *engagement, const Values *values, GPtrArray *products,
              OtFindings *findings, GError **error)
{
	OtForm form = values->make.form == OT_FORM_USUAL ? OT_FORM_DOCX
	                                                 : (OtForm) values->make.form;
	g_autoptr(OtRecords) records = ot_records_read(engagement, findings, error);

	if (records == NULL)
		return false;
	if (values->publishable)
		return ot_records_publish(records, form, products, findings, error);
	OtProduct *product = ot_records_report(records, form, findings, error);
	if (product != NULL)
		g_ptr_array_add(products, product);
	return product != NULL;
}

static void
say_written(const GPtrArray *products, const GArray *fates, const char *folder,
            const Values *values)
{
	for (guint i = 0; i < fates->len; i++) {
		const OtProduct *product = g_ptr_array_index(products, i);
		OtOutputFate fate = g_array_index(fates, OtOutputFate, i);
		bool kept = fate == OT_OUTPUT_KEPT || fate == OT_OUTPUT_BESIDE;
		g_autofree char *path = g_build_filename(folder, product->name, NULL);
		ot_say(&values->make.report, "%s: %s", kept ? "Kept as it was" : "Written", path);
		if (product->n_missing > 0)
			ot_say(&values->make.report, "  %d %s to complete", product->n_missing,
			       product->n_missing == 1 ? "field" : "fields");
	}
}

/* Each language has a copy of its own; all are made before one is written. */
static bool
make_report(OtEngagement *engagement, const Values *values, OtFindings *findings, GError **error)
{
	const OtOutputOptions as = {.force = values->make.force, .dry_run = values->make.dry_run};
	g_autoptr(GPtrArray) products = g_ptr_array_new_with_free_func(free_product);
	g_autoptr(GArray) fates = g_array_new(FALSE, FALSE, sizeof(OtOutputFate));
	g_autofree char *folder = find_folder(engagement, values->make.output);
	g_auto(GStrv) languages = ot_engagement_languages(
		engagement, ot_language_choices[values->make.language]);

	for (char **language = languages; *language != NULL; language++) {
		ot_engagement_set_language(engagement, *language);
		if (!make_products(engagement, values, products, findings, error))
			return false;
	}
	if (!ot_output_write(engagement, folder, products, &as, fates, findings, error))
		return false;
	say_written(products, fates, folder, values);
	return true;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	const char *input = values->engagement != NULL ? values->engagement
	                    : *operands != NULL        ? *operands
	                                               : ".";
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtEngagement) engagement = NULL;

	if (!ot_make_check_print((OtForm) values->make.form, &values->make.appearance, error))
		return OT_EXIT_FAILED;
	engagement = ot_engagement_open(input, findings, error);
	if (engagement == NULL)
		return OT_EXIT_FAILED;
	ot_engagement_set_appearance(engagement, &values->make.appearance);
	ot_engagement_set_clean(engagement, values->make.clean);
	bool done = ot_engagement_is_valid(engagement) &&
	            make_report(engagement, values, findings, error);
	OtExit status = ot_report_aside(findings, &values->make.report);

	if (done)
		return status;
	if (*error == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "no report was written, because of what was found");
	return OT_EXIT_FAILED;
}

const OtCommand ot_command_report = {
	.name = "report",
	.operands = "[DIR|FILE]",
	.summary = "make the engagement report, for the authority or to publish",
	.description =
		"Fills the engagement report from what lies beside the specification: who took "
		"part, by size and region (responses.xml, register.csv, suppliers.csv), what was "
		"heard by the officer's codes (themes.csv), and what was decided and why "
		"(changes.xml). What these don't tell is asked for, and an answer in "
		"assets/engagement-report.xml comes first.\n"
		"\n"
		"The authority's copy names suppliers, what they marked as confidential, and which "
		"records to keep until when. The publishable copy has none of it. Before it is "
		"written, all of its parts are unpacked and searched for each confidential text "
		"and each name; if one is found, nothing is written. Beside it lies the list of "
		"what was left out, by question, as numbers. Numbers below three are given as "
		"\"fewer than three\".",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = 1,
	.examples = examples,
	.reach = OT_WRITES_PACK | OT_NEEDS_MUCH,
	.run = run,
};
