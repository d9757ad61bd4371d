/* SPDX-License-Identifier: MIT */
#include "commands/make.h"

#include "base/error.h"

#include <string.h>

const char *const ot_form_choices[] = {"usual", "pdf", "docx", "html", "text", NULL};

/* What the house style says, then the sizes in the order of OtPageSize. */
const char *const ot_page_choices[] = {
	"style",
#define PAGE(id, name, width, height) [1 + OT_PAGE_##id] = name,
#include "document/style-roles.def"
#undef PAGE
	NULL,
};

static void
free_product(gpointer product)
{
	ot_product_free(product);
}

/* The form that is asked for, or that the name of the file says. */
static OtForm
find_form(const OtMakeValues *values)
{
	if (values->form != OT_FORM_USUAL || values->output == NULL)
		return (OtForm) values->form;
	if (g_str_has_suffix(values->output, ".html"))
		return OT_FORM_HTML;
	if (g_str_has_suffix(values->output, ".docx"))
		return OT_FORM_DOCX;
	if (g_str_has_suffix(values->output, ".txt"))
		return OT_FORM_TEXT;
	return g_str_has_suffix(values->output, ".pdf") ? OT_FORM_PDF : OT_FORM_USUAL;
}

static bool
add_product(const OtEngagement *engagement, const char *name, OtForm form, GPtrArray *products,
            OtFindings *findings, GError **error)
{
	OtProduct *product = ot_engagement_make(engagement, name, form, findings, error);

	if (product == NULL)
		return false;
	/* Without a translation, asking for both gives the one document that there is. */
	for (guint i = 0; i < products->len; i++) {
		const OtProduct *other = g_ptr_array_index(products, i);
		if (strcmp(other->name, product->name) != 0)
			continue;
		ot_product_free(product);
		return true;
	}
	g_ptr_array_add(products, product);
	return true;
}

bool
ot_make_check_print(OtForm form, const OtAppearance *appearance, GError **error)
{
	if (!appearance->large_print || (form != OT_FORM_HTML && form != OT_FORM_TEXT))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "--large-print is for PDF and Word: whoever reads %s sets its size",
	            form == OT_FORM_HTML ? "a page of HTML" : "plain text");
	return false;
}

/* All documents in the language that the engagement is set to. */
static bool
make_in_language(const OtEngagement *engagement, const OtMakeWhat *what,
                 const OtMakeValues *values, GPtrArray *products, OtFindings *findings,
                 GError **error)
{
	OtForm form = find_form(values);

	if (!ot_make_check_print(form, &values->appearance, error))
		return false;
	if (what->assets) {
		g_autoptr(GPtrArray) names = ot_engagement_assets(engagement, what->names, error);
		if (names == NULL)
			return false;
		for (guint i = 0; i < names->len; i++)
			if (!add_product(engagement, g_ptr_array_index(names, i), form,
			                 products, findings, error))
				return false;
	}
	return !what->briefing ||
	       add_product(engagement, "briefing", form, products, findings, error);
}

/* Everything is made in memory before anything is written; in both languages, Welsh comes first. */
static bool
make_products(OtEngagement *engagement, const OtMakeWhat *what, const OtMakeValues *values,
              GPtrArray *products, OtFindings *findings, GError **error)
{
	g_auto(GStrv) languages =
		ot_engagement_languages(engagement, ot_language_choices[values->language]);

	for (char **language = languages; *language != NULL; language++) {
		ot_engagement_set_language(engagement, *language);
		if (!make_in_language(engagement, what, values, products, findings, error))
			return false;
	}
	return true;
}

static const char *
describe(OtOutputFate fate, bool dry_run)
{
	switch (fate) {
	case OT_OUTPUT_NEW:
		return dry_run ? "would be written" : "written";
	case OT_OUTPUT_REPLACED:
		return dry_run ? "would be replaced" : "replaced";
	case OT_OUTPUT_UNCHANGED:
		return "as it was";
	case OT_OUTPUT_KEPT:
		return "kept, not written";
	case OT_OUTPUT_BESIDE:
		return dry_run ? "kept; the new version would lie beside it as .new.docx"
		               : "kept; the new version lies beside it as .new.docx";
	}
	g_assert_not_reached();
}

void
ot_make_say_fates(const GPtrArray *products, const GArray *fates, const OtMakeValues *values)
{
	int widest = 0;
	guint n_unchanged = 0;

	for (guint i = 0; i < fates->len; i++) {
		const OtProduct *product = g_ptr_array_index(products, i);
		widest = MAX(widest, (int) strlen(product->name));
	}
	for (guint i = 0; i < fates->len; i++) {
		const OtProduct *product = g_ptr_array_index(products, i);
		if (values->changes &&
		    g_array_index(fates, OtOutputFate, i) == OT_OUTPUT_UNCHANGED) {
			n_unchanged++;
			continue;
		}
		const char *fate = describe(g_array_index(fates, OtOutputFate, i), values->dry_run);

		if (product->n_missing > 0)
			ot_say(&values->report, "  %-*s  %s, %d %s%s to complete", widest,
			       product->name, fate, product->n_missing,
			       product->n_missing == 1 ? "field" : "fields",
			       product->template->by_supplier ? " for suppliers" : "");
		else
			ot_say(&values->report, "  %-*s  %s", widest, product->name, fate);
	}
	if (n_unchanged > 0)
		ot_say(&values->report, "  %u as %s", n_unchanged,
		       n_unchanged == 1 ? "it was" : "they were");
}

static bool
is_one_file(const char *output)
{
	static const char *const suffixes[] = {".pdf", ".docx", ".html", ".txt"};

	if (output == NULL || strcmp(output, "-") == 0)
		return output != NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(output, suffixes[i]))
			return true;
	return false;
}

/* A Word document named .pdf opens in no program. */
static bool
check_suffix(const OtProduct *product, const char *output, GError **error)
{
	const char *suffix = strrchr(product->name, '.');

	if (strcmp(output, "-") == 0 || g_str_has_suffix(output, suffix))
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "-o %s can't be: %s is written, so the name has to end in %s", output,
	            product->name, suffix);
	return false;
}

static bool
write_one_file(const GPtrArray *products, const OtMakeValues *values, OtFindings *findings,
               GError **error)
{
	const OtOutputOptions options = {.force = values->force, .dry_run = values->dry_run};

	if (products->len != 1) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "-o %s is one file, but there are %u documents; name one of them, or "
		            "give a folder", values->output, products->len);
		return false;
	}
	const OtProduct *product = g_ptr_array_index(products, 0);
	return check_suffix(product, values->output, error) &&
	       ot_output_write_file(product, values->output, &options, findings, error);
}

static bool
write_folder(const OtEngagement *engagement, const GPtrArray *products, const OtMakeValues *values,
             OtFindings *findings, GError **error)
{
	const OtOutputOptions options = {.force = values->force, .dry_run = values->dry_run};
	const char *folder = values->output ? values->output : ot_engagement_output(engagement);
	g_autoptr(GArray) fates = g_array_new(FALSE, FALSE, sizeof(OtOutputFate));

	if (folder == NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "with a specification from standard input, say with -o where to write");
		return false;
	}
	ot_say(&values->report, "%s -> %s", ot_engagement_specification(engagement), folder);
	bool done = ot_output_write(engagement, folder, products, &options, fates, findings, error);
	ot_make_say_fates(products, fates, values);
	return done;
}

static bool
write_products(const OtEngagement *engagement, const GPtrArray *products,
               const OtMakeValues *values, OtFindings *findings, GError **error)
{
	return is_one_file(values->output)
	               ? write_one_file(products, values, findings, error)
	               : write_folder(engagement, products, values, findings, error);
}

/* Nothing was made; says in which file that has its reason. */
static void
explain_nothing(const OtEngagement *engagement, const OtFindings *findings, GError **error)
{
	const char *file = ot_engagement_specification(engagement);

	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		if (finding->severity == OT_SEVERITY_ERROR && finding->where.file != NULL)
			file = finding->where.file;
	}
	g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
	            "nothing was made, because of what was found in %s", file);
}

OtExit
ot_make(const char *input, const OtMakeWhat *what, const OtMakeValues *values, GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(input, findings, error);
	g_autoptr(GPtrArray) products = g_ptr_array_new_with_free_func(free_product);

	if (engagement == NULL)
		return OT_EXIT_FAILED;
	ot_engagement_set_appearance(engagement, &values->appearance);
	ot_engagement_set_clean(engagement, values->clean);
	if (what->assets && !ot_engagement_judge_answers(engagement, findings, error))
		return OT_EXIT_FAILED;
	bool made = ot_engagement_is_valid(engagement) &&
	            make_products(engagement, what, values, products, findings, error);
	bool done = made && write_products(engagement, products, values, findings, error);
	OtExit status = ot_report_aside(findings, &values->report);

	if (done)
		return status;
	if (!made && *error == NULL)
		explain_nothing(engagement, findings, error);
	return OT_EXIT_FAILED;
}
