/* SPDX-License-Identifier: MIT */
#include "commands/make.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "notice/notice.h"

#include <stddef.h>
#include <string.h>

typedef struct {
	OtMakeValues make;
	const char *engagement, *ocid;
	int kind, format;
} Values;

enum { FORMAT_USUAL, FORMAT_TEXT, FORMAT_DOCX, FORMAT_PDF, FORMAT_HTML, FORMAT_OCDS };

static const char *const formats[] = {"usual", "text", "docx", "pdf", "html", "ocds", NULL};
static const char *const kinds[] = {"uk2", "uk3", "reasons", NULL};

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_ENGAGEMENT, offsetof(Values, engagement), "DIR|FILE",
	 "the engagement's folder or specification (default: this folder)"},
	{'k', "kind", OT_OPTION_CHOICE, offsetof(Values, kind), "KIND",
	 "uk2 of the engagement (default), uk3 of the planned procurement, or reasons for none",
	 kinds},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, format), "FORMAT",
	 "text (default), docx, pdf, html, or ocds: open contracting data", formats},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, make.output), "FILE",
	 "where to write: FILE.txt, .docx, .pdf, .html or .json; - for standard output"},
	{0, "ocid", OT_OPTION_TEXT, offsetof(Values, ocid), "OCID",
	 "the identifier that the platform allocated, once you have it"},
	OT_MAKE_OPTIONS,
	{0},
};

static const char *const examples[] = {
	"outset notice -e gritting                      what to type into the service, as text",
	"outset notice -e gritting -o notice.docx       the same as a Word document",
	"outset notice --kind uk3 -o planned.pdf        the planned procurement notice",
	"outset notice --format ocds -o notice.json     as open contracting data",
	NULL,
};

/* The form that is asked for, or that the name of the file says. */
static int
find_format(const Values *values)
{
	static const struct {
		const char *suffix;
		int format;
	} suffixes[] = {
		{".txt", FORMAT_TEXT}, {".docx", FORMAT_DOCX}, {".pdf", FORMAT_PDF},
		{".html", FORMAT_HTML}, {".json", FORMAT_OCDS},
	};
	const char *output = values->make.output;

	if (values->format != FORMAT_USUAL)
		return values->format;
	for (size_t i = 0; output != NULL && i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(output, suffixes[i].suffix))
			return suffixes[i].format;
	return FORMAT_TEXT;
}

static const OtForm forms[] = {
	[FORMAT_TEXT] = OT_FORM_TEXT, [FORMAT_DOCX] = OT_FORM_DOCX, [FORMAT_PDF] = OT_FORM_PDF,
	[FORMAT_HTML] = OT_FORM_HTML, [FORMAT_OCDS] = OT_FORM_USUAL,
};

/* What can be printed goes to standard output, everything else into a file with a name. */
static bool
check_output(const Values *values, GError **error)
{
	int format = find_format(values);

	if (values->make.output == NULL && format != FORMAT_TEXT && format != FORMAT_OCDS) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "say with -o where to write the notice: -o notice.%s", formats[format]);
		return false;
	}
	return ot_make_check_print(forms[format], &values->make.appearance, error);
}

/* One notice is one file in one language. */
static bool
set_language(OtEngagement *engagement, const Values *values, GError **error)
{
	g_auto(GStrv) languages =
		ot_engagement_languages(engagement, ot_language_choices[values->make.language]);

	if (languages[1] != NULL && values->make.language != 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "a notice is written in one language at a time: --language en, "
		            "then cy");
		return false;
	}
	/* Where the settings ask for both, the first is what a command without a choice gives. */
	ot_engagement_set_language(engagement, languages[0]);
	return true;
}

/* The answers to the notice's template; with an empty set where there are none. */
static OtAnswers *
read_answers(const OtEngagement *engagement, const char *name, OtFindings *findings,
             GError **error)
{
	g_autofree char *path = ot_engagement_answers_path(engagement, name);

	if (path == NULL || !ot_file_may_exist(path))
		return ot_answers_new(name);
	const OtSchema *schema =
		ot_resources_answers_schema(ot_engagement_resources(engagement), error);
	return schema != NULL ? ot_answers_read(path, name, schema, findings, error) : NULL;
}

/* What is reckoned stands where nobody has answered. */
static void
add_window(const OtNoticeSource *source, OtAnswers *answers)
{
	OtNoticeWindow window;

	if (source->kind != OT_NOTICE_PLANNED ||
	    !ot_notice_window(xmlDocGetRootElement(source->published), source->constants, &window))
		return;
	if (ot_answers_find(answers, "window.first") == NULL)
		ot_answers_set(answers, "window.first", window.first);
	if (ot_answers_find(answers, "window.last") == NULL)
		ot_answers_set(answers, "window.last", window.last);
}

/* The text, from the template in the language of the document. */
static OtProduct *
make_text(const OtEngagement *engagement, const OtNoticeSource *source, OtForm form,
          OtFindings *findings, GError **error)
{
	const OtTemplate *template =
		ot_engagement_template(engagement, ot_notice_template(source->kind), error);
	if (template == NULL)
		return NULL;
	const OtLabels *labels = ot_resources_labels(ot_engagement_resources(engagement),
	                                             ot_template_info(template)->lang, error);
	xmlDoc *tree = labels != NULL ? ot_engagement_tree(engagement, true, error) : NULL;
	if (tree == NULL)
		return NULL;
	g_autoptr(OtDocument) document = ot_template_expand_answered(
		template, tree, labels, source->answers, findings, error);

	xmlFreeDoc(tree);
	return document != NULL ? ot_engagement_spell(engagement, template, document, form,
	                                              findings, error)
	                        : NULL;
}

/* The time of the data is that of the specification, unless SOURCE_DATE_EPOCH says another. */
static gint64
find_epoch(const xmlNode *root)
{
	const char *date = ot_xml_attr(ot_xml_child(root, "identity"), "date");
	g_autofree char *midnight = g_strdup_printf("%.10sT00:00:00Z", date);
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(midnight, NULL);
	gint64 epoch = 0;

	if (ot_epoch_given(&epoch))
		return epoch;
	return time != NULL ? g_date_time_to_unix(time) : 0;
}

static OtProduct *
make_data(const OtNoticeSource *source, GError **error)
{
	gint64 epoch = find_epoch(xmlDocGetRootElement(source->published));
	GBytes *bytes = ot_notice_release(source, epoch, error);
	if (bytes == NULL)
		return NULL;
	OtProduct *product = g_new0(OtProduct, 1);
	product->name =
		g_strdup_printf("notice-%s.draft.json", ot_notice_kind_name(source->kind));
	product->bytes = bytes;
	product->epoch = epoch;
	return product;
}

static OtProduct *
make_product(const OtEngagement *engagement, const OtNoticeSource *source, int format,
             OtFindings *findings, GError **error)
{
	if (format == FORMAT_OCDS)
		return make_data(source, error);
	return make_text(engagement, source, forms[format], findings, error);
}

static bool
write_product(const OtProduct *product, const Values *values, OtFindings *findings, GError **error)
{
	const OtOutputOptions as = {.force = values->make.force, .dry_run = values->make.dry_run};
	const char *output = values->make.output;

	return ot_output_write_file(product, output != NULL ? output : "-", &as, findings, error);
}

/* Draft the notice, judge it and write it; what was found goes to `findings`. */
static bool
draft(OtEngagement *engagement, const Values *values, OtFindings *findings, GError **error)
{
	OtNoticeKind kind = (OtNoticeKind) values->kind;
	OtResources *resources = ot_engagement_resources(engagement);
	g_autofree char *folder = ot_resources_path(resources, "schemas", "reference", NULL);
	g_autoptr(OtReference) constants = ot_reference_read_folder(folder, error);
	g_autoptr(OtAnswers) answers =
		constants != NULL
			? read_answers(engagement, ot_notice_template(kind), findings, error)
			: NULL;
	xmlDoc *published = answers != NULL ? ot_engagement_tree(engagement, true, error) : NULL;
	const OtNoticeSource source = {
		.kind = kind,
		.published = published,
		.answers = answers,
		.constants = constants,
		.file = ot_engagement_specification(engagement),
		.as_data = find_format(values) == FORMAT_OCDS,
		.ocid = values->ocid,
		.prefix = ot_engagement_settings(engagement)->ocid_prefix,
	};
	int format = find_format(values);

	if (published == NULL)
		return false;
	add_window(&source, answers);
	ot_notice_judge(&source, findings);
	OtProduct *product = make_product(engagement, &source, format, findings, error);
	bool done = product != NULL && write_product(product, values, findings, error);
	ot_product_free(product);
	xmlFreeDoc(published);
	return done;
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

	if (!check_output(values, error))
		return OT_EXIT_FAILED;
	engagement = ot_engagement_open(input, findings, error);
	if (engagement == NULL)
		return OT_EXIT_FAILED;
	ot_engagement_set_appearance(engagement, &values->make.appearance);
	ot_engagement_set_clean(engagement, values->make.clean);
	bool valid = ot_engagement_is_valid(engagement);
	bool done = valid && set_language(engagement, values, error) &&
	            draft(engagement, values, findings, error);
	OtExit status = ot_report_aside(findings, &values->make.report);

	if (done)
		return status;
	if (*error == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "no notice was drafted, because of what was found in %s",
		            ot_engagement_specification(engagement));
	return OT_EXIT_FAILED;
}

const OtCommand ot_command_notice = {
	.name = "notice",
	.operands = "[DIR|FILE]",
	.summary = "draft the notice of the engagement, as text or as open data",
	.description =
		"Drafts the preliminary market engagement notice (UK2) part by part, looking "
		"forward or, once the engagement has closed, back; the planned procurement notice "
		"(UK3) with the days between which it shortens the tendering period; or the "
		"reasons for which there is no notice. What is missing is listed with its clause "
		"and the place to fill. In Scotland, and where no notice is prescribed, the text "
		"says so.\n"
		"\n"
		"As ocds it is a release package of the Open Contracting Data Standard 1.1 with "
		"the extension for the United Kingdom. A draft is marked as one, publishes "
		"nothing, and never makes up a number that a platform allocates: give that with "
		"--ocid, or a prefix registered for the authority in outset.ini.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = 1,
	.examples = examples,
	.reach = OT_WRITES_HERE | OT_WRITES_PACK,
	.run = run,
};
