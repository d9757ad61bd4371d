/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/file.h"
#include "commands/records.h"
#include "engagement/engagement.h"
#include "engagement/manifest.h"
#include "register/enquiries.h"
#include "report/words.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	OtReportValues report;
} Values;

static const OtOption options[] = {
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset status               the engagement in this folder",
	NULL,
};

/* What is known of one document of the pack. */
typedef enum { STATE_MISSING, STATE_CHANGED, STATE_OLD, STATE_CURRENT } State;

static const struct {
	const char *words;
	bool to_make; /* `outset pack` would bring it up to date */
} states[] = {
	[STATE_MISSING] = {"not made yet", true},
	[STATE_CHANGED] = {"changed since it was made", false},
	[STATE_OLD] = {"older than what it is made from", true},
	[STATE_CURRENT] = {"up to date", false},
};

/* What all documents together ask for. */
typedef struct {
	bool to_make;  /* `outset pack` has something to do */
	int n_missing; /* fields to complete, without those for suppliers */
} Summary;

static State
find_state(const OtEngagement *engagement, const OtManifest *manifest, const char *name,
           const OtTemplateInfo *template)
{
	g_autofree char *path = g_build_filename(ot_engagement_output(engagement), name, NULL);
	const OtManifestFile *file = ot_manifest_find(manifest, name);

	if (!ot_file_may_exist(path))
		return STATE_MISSING;
	g_autoptr(GBytes) bytes = ot_file_read(path, G_MAXINT32, NULL);
	g_autofree char *sha256 = bytes != NULL ? ot_sha256(bytes) : NULL;
	g_autofree char *answers = ot_engagement_answers_sha256(engagement, template->name);
	if (file == NULL || g_strcmp0(sha256, file->sha256) != 0)
		return STATE_CHANGED;
	if (g_strcmp0(file->specification_sha256, ot_engagement_sha256(engagement)) != 0 ||
	    g_strcmp0(file->translation_sha256,
	              ot_engagement_translation_sha256(engagement, template->lang)) != 0 ||
	    g_strcmp0(file->template_version, template->version) != 0 ||
	    g_strcmp0(file->answers_sha256, answers) != 0)
		return STATE_OLD;
	return STATE_CURRENT;
}

/*
 * Print a line for one document, unless it has none of its own in this language; false with an
 * error where its template is broken.
 */
static bool
print_state(const OtEngagement *engagement, const OtManifest *manifest, const char *template_name,
            bool only_translated, Summary *summary, OtFindings *findings, GError **error)
{
	const OtTemplate *template = ot_engagement_template(engagement, template_name, error);
	const char *lang = ot_engagement_language(engagement);
	g_autoptr(GError) failure = NULL;
	g_autoptr(OtDocument) document = NULL;

	if (template == NULL)
		return false;
	if (only_translated && !ot_lang_is_same(ot_template_info(template)->lang, lang))
		return true;
	if (ot_engagement_is_valid(engagement))
		document = ot_engagement_answered(engagement, template, findings, &failure);
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return false;
	}
	int n_missing = document != NULL ? ot_document_count_missing(document) : 0;
	int n_fields = document != NULL ? ot_document_count_fields(document) : 0;
	g_autofree char *name = ot_product_name(ot_template_info(template), OT_FORM_USUAL);
	State state = find_state(engagement, manifest, name, ot_template_info(template));
	bool by_supplier = ot_template_info(template)->by_supplier;
	printf("  %-28s %s", name, states[state].words);
	if (n_missing > 0 && by_supplier)
		printf("; %d %s for suppliers to complete", n_missing,
		       n_missing == 1 ? "field" : "fields");
	else if (n_missing > 0)
		printf("; %d of %d %s to complete", n_missing, n_fields,
		       n_fields == 1 ? "field" : "fields");
	else if (ot_engagement_is_valid(engagement) && document == NULL)
		printf("; its answers have errors");
	printf("\n");
	summary->to_make |= states[state].to_make;
	summary->n_missing += by_supplier ? 0 : n_missing;
	return true;
}

static bool
print_documents(OtEngagement *engagement, Summary *summary, OtFindings *findings, GError **error)
{
	g_auto(GStrv) languages = ot_engagement_languages(engagement, ot_language_choices[0]);
	const char *folder = ot_engagement_output(engagement);
	char *const all[] = {NULL};
	g_autoptr(OtManifest) manifest = ot_manifest_read(folder, error);
	g_autoptr(GPtrArray) names =
		manifest != NULL ? ot_engagement_assets(engagement, all, error) : NULL;

	if (names == NULL)
		return false;
	g_ptr_array_add(names, (char *) "briefing");
	g_autofree char *shown = ot_report_safe(folder);
	printf("\nDocuments in %s:\n", shown);
	for (guint i = 0; i < names->len; i++)
		for (char **language = languages; *language != NULL; language++) {
			ot_engagement_set_language(engagement, *language);
			if (!print_state(engagement, manifest, g_ptr_array_index(names, i),
			                 languages[1] != NULL, summary, findings, error))
				return false;
		}
	return ot_engagement_judge_answers(engagement, findings, error);
}

static void
print_specification(const OtEngagement *engagement, const OtFindings *findings)
{
	size_t errors = ot_findings_count_severity(findings, OT_SEVERITY_ERROR);
	size_t warnings = ot_findings_count_severity(findings, OT_SEVERITY_WARNING);
	g_autofree char *path = ot_report_safe(ot_engagement_specification(engagement));

	if (ot_engagement_is_valid(engagement))
		printf("%s\n%s, version %s, in %s\n", ot_engagement_title(engagement),
		       ot_engagement_reference(engagement), ot_engagement_version(engagement),
		       path);
	else
		printf("%s\n", path);
	printf("Specification: %zu %s, %zu %s\n", errors, errors == 1 ? "error" : "errors",
	       warnings, warnings == 1 ? "warning" : "warnings");
}

/*
 * How far the list of questions is, where there is one.  What is wrong with its rows is for outset
 * qa and outset check to say.
 */
static bool
print_questions(const OtEngagement *engagement, GError **error)
{
	g_autofree char *path = ot_record_beside(ot_engagement_specification(engagement),
	                                         OT_RECORD_QUESTIONS);
	g_autoptr(OtFindings) problems = ot_findings_new();
	size_t n_open = 0, n_answered = 0;

	if (!ot_file_may_exist(path))
		return true;
	g_autoptr(GError) failure = NULL;
	g_autoptr(OtEnquiries) enquiries = ot_enquiries_read(path, false, problems, &failure);
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return false;
	}
	if (enquiries == NULL) {
		printf("\nQuestions of suppliers: the list can't be read; outset qa list says why\n");
		return true;
	}
	for (size_t i = 0; i < ot_enquiries_count(enquiries); i++) {
		OtEnquiryState state = ot_enquiries_get(enquiries, i)->state;
		n_open += state == OT_ENQUIRY_IS_OPEN;
		n_answered += state == OT_ENQUIRY_IS_ANSWERED;
	}
	printf("\nQuestions of suppliers: %zu; %zu to answer, %zu to publish\n",
	       ot_enquiries_count(enquiries), n_open, n_answered);
	return true;
}

static void
print_next(const OtEngagement *engagement, const char *input, const Summary *summary)
{
	g_autofree char *word = ot_shell_word(input);
	const char *where = strcmp(input, ".") == 0 ? "" : word;
	const char *blank = *where != '\0' ? " " : "";

	if (!ot_engagement_is_valid(engagement))
		printf("\nNext: see what to correct with: outset check%s%s\n", blank, where);
	else if (summary->to_make)
		printf("\nNext: outset pack%s%s\n", blank, where);
	else if (summary->n_missing > 0)
		printf("\nNext: complete what you need now, in Word or with outset assemble "
		       "--answers%s%s, and read it as its readers will.\n",
		       *where != '\0' ? " -e " : "", where);
	else
		printf("\nNext: read each document as its readers will, then send it out.\n");
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	const char *input = *operands != NULL ? *operands : ".";
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(input, findings, error);
	g_autoptr(OtFindings) answers = ot_findings_new();
	Summary summary = {0};

	if (engagement == NULL)
		return OT_EXIT_FAILED;
	print_specification(engagement, findings);
	if (ot_engagement_output(engagement) != NULL &&
	    !(print_documents(engagement, &summary, answers, error) &&
	      print_questions(engagement, error)))
		return OT_EXIT_FAILED;
	print_next(engagement, input, &summary);
	OtExit status = ot_exit_status(findings, &values->report);
	OtExit answered = ot_report_aside(answers, &values->report);
	return MAX(status, answered);
}

const OtCommand ot_command_status = {
	.name = "status",
	.operands = "[DIR|FILE]",
	.summary = "show what is done, what is missing, and what to do next",
	.description =
		"Shows whether the specification has errors, and for each document of the pack "
		"whether it is made, up to date, or changed since it was made, and how many fields "
		"are left to complete; then how many questions of suppliers wait for an answer.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = 1,
	.examples = examples,
	.run = run,
};
