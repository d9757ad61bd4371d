/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "docx/draft.h"
#include "engagement/output.h"
#include "engagement/tree-document.h"
#include "responses/matrix.h"
#include "responses/shared.h"
#include "spec/spec.h"
#include "xml/source.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { FORMAT_XLSX, FORMAT_CSV, FORMAT_DOCX, FORMAT_PDF, FORMAT_HTML };

static const char *const formats[] = {"xlsx", "csv", "docx", "pdf", "html", NULL};

typedef struct {
	OtReportValues report;
	const char *engagement, *output, *themes, *former, *brochure;
	int format;
	bool force;
	OtAppearance appearance;
} Values;

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_ENGAGEMENT, offsetof(Values, engagement), "DIR",
	 "the engagement or specification; otherwise the one in this folder"},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, format), "FORMAT",
	 "xlsx (default), csv, docx, pdf or html; otherwise as the name after -o ends", formats},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE",
	 "where to write; otherwise matrix.xlsx beside the specification"},
	{0, "themes", OT_OPTION_TEXT, offsetof(Values, themes), "FILE",
	 "your codes of the answers; otherwise themes.csv beside the specification"},
	{0, "former", OT_OPTION_TEXT, offsetof(Values, former), "SPEC",
	 "the specification as it was asked about, whose words are nobody's own"},
	{0, "brochure", OT_OPTION_TEXT, offsetof(Values, brochure), "FILE",
	 "a supplier's brochure (.docx or text) to look for in the specification, too"},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL,
	 "replace the file even if it is there already"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset matrix                       matrix.xlsx from responses.xml",
	"outset matrix -o answers.pdf        to read and print",
	"outset matrix --former old.xml      are words of the new specification one supplier's?",
	NULL,
};

typedef struct {
	const Values *values;
	OtEngagement *engagement;
	OtFindings *findings;
	xmlDoc *tree;       /* the whole specification: the comparison stays with the authority */
	OtAsked *asked;
	OtResponses *responses;
	OtThemes *themes;
} Run;

static char *
beside(const OtEngagement *engagement, const char *name)
{
	g_autofree char *folder = g_path_get_dirname(ot_engagement_specification(engagement));

	return strcmp(folder, ".") == 0 ? g_strdup(name) : g_build_filename(folder, name, NULL);
}

/* --- what is compared ------------------------------------------------------------------------ */

static bool
read_themes(Run *run, GError **error)
{
	g_autofree char *usual = beside(run->engagement, "themes.csv");
	const char *path = run->values->themes != NULL ? run->values->themes : usual;

	if (run->values->themes == NULL && !ot_file_may_exist(path))
		return true;
	run->themes = ot_themes_read(path, run->responses, run->asked,
	                             xmlDocGetRootElement(run->tree), run->findings, error);
	return run->themes != NULL || error == NULL || *error == NULL;
}

static bool
read_inputs(Run *run, const char *operand, GError **error)
{
	g_autofree char *usual = beside(run->engagement, "responses.xml");
	const char *path = operand != NULL ? operand : usual;

	if (!ot_engagement_is_valid(run->engagement)) {
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "%s has errors; correct them, then run the command again",
		            ot_engagement_specification(run->engagement));
		return false;
	}
	run->tree = ot_engagement_tree(run->engagement, false, error);
	if (run->tree == NULL)
		return false;
	run->asked = ot_asked_new(xmlDocGetRootElement(run->tree));
	if (operand == NULL && !ot_file_may_exist(path)) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            "there is no %s; outset collect makes it from what suppliers sent",
		            path);
		return false;
	}
	run->responses = ot_responses_read(path, run->findings, error);
	return run->responses != NULL && read_themes(run, error);
}

static void
clear(Run *run)
{
	ot_themes_free(run->themes);
	ot_responses_free(run->responses);
	ot_asked_free(run->asked);
	xmlFreeDoc(run->tree);
}

/* --- words of one supplier ------------------------------------------------------------------- */

static void
know_tree(OtShared *shared, const xmlDoc *tree)
{
	for (const xmlNode *node = xmlDocGetRootElement(tree); node != NULL;
	     node = ot_xml_after(node))
		if (node->type == XML_TEXT_NODE)
			ot_shared_know(shared, (const char *) node->content);
}

static bool
know_former(const Run *run, OtShared *shared, GError **error)
{
	const OtSchema *schema =
		ot_resources_schema(ot_engagement_resources(run->engagement), error);
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	GError *trouble = NULL;

	if (schema == NULL)
		return false;
	g_autoptr(OtSpec) former = ot_spec_read(run->values->former, schema, unsaid, &trouble);
	if (former != NULL) {
		know_tree(shared, ot_spec_tree(former));
		return true;
	}
	if (trouble == NULL)
		g_set_error(&trouble, OT_ERROR, OT_ERROR_INPUT, "%s is not a valid specification",
		            run->values->former);
	g_propagate_error(error, trouble);
	return false;
}

static bool
add_brochure(const Run *run, OtShared *shared, GError **error)
{
	const char *path = run->values->brochure;
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	size_t len;

	if (bytes == NULL)
		return false;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autofree char *text = g_strndup(data, len);
	if (!ot_draft_is_docx(data, len) && !g_utf8_validate(text, -1, NULL)) {
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "%s is neither a Word document nor text in UTF-8", path);
		return false;
	}
	g_autoptr(OtDraft) draft =
		ot_draft_is_docx(data, len) ? ot_draft_parse(bytes, path, run->findings) : NULL;
	for (size_t i = 0; draft != NULL && i < ot_draft_count(draft); i++)
		ot_shared_add(shared, path, ot_draft_paragraph(draft, i)->text);
	if (!ot_draft_is_docx(data, len))
		ot_shared_add(shared, path, text);
	return true;
}

static void
add_responses(const Run *run, OtShared *shared)
{
	for (size_t i = 0; i < ot_responses_count(run->responses); i++) {
		const OtResponse *response = ot_response_at(run->responses, i);
		for (size_t j = 0; j < response->n_answers; j++) {
			ot_shared_add(shared, ot_response_name(response),
			              response->answers[j].text);
			ot_shared_add(shared, ot_response_name(response),
			              response->answers[j].more);
		}
	}
}

/* Texts of the specification that are one supplier's; questions were known to all. */
static bool
find_shared(const Run *run, GError **error)
{
	g_autoptr(OtShared) shared = ot_shared_new();
	const char *path = ot_engagement_specification(run->engagement);

	for (const xmlNode *node = xmlDocGetRootElement(run->tree); node != NULL;
	     node = ot_xml_after(node))
		if (node->type == XML_TEXT_NODE)
			ot_shared_text(shared, (const char *) node->content);
	for (size_t i = 0; i < ot_asked_count(run->asked); i++)
		ot_shared_know(shared, ot_asked_at(run->asked, i)->text);
	if (run->values->former != NULL && !know_former(run, shared, error))
		return false;
	add_responses(run, shared);
	if (run->values->brochure != NULL && !add_brochure(run, shared, error))
		return false;
	for (const xmlNode *node = xmlDocGetRootElement(run->tree); node != NULL;
	     node = ot_xml_after(node)) {
		OtSharedFound found;
		if (node->type != XML_TEXT_NODE ||
		    !ot_shared_find(shared, (const char *) node->content, &found))
			continue;
		g_autofree char *place = ot_xml_place(node->parent);
		ot_findings_add(run->findings, OT_CODE_SHARED_WORDS,
		                (OtWhere){.file = path, .place = place},
		                "%zu words in a row are also those of %s: “%s”", found.n_words,
		                found.who, found.words);
		g_free(found.words);
	}
	return true;
}

/* --- what is written ------------------------------------------------------------------------- */

static int
find_format(const Values *values)
{
	for (int i = 0;
	     values->output != NULL && values->format == FORMAT_XLSX && formats[i] != NULL; i++) {
		g_autofree char *suffix = g_strconcat(".", formats[i], NULL);
		if (g_str_has_suffix(values->output, suffix))
			return i;
	}
	return values->format;
}

static gint64
find_epoch(const Run *run)
{
	const xmlNode *identity = ot_xml_child(xmlDocGetRootElement(run->tree), "identity");
	const char *date = identity != NULL ? ot_xml_attr(identity, "date") : NULL;
	gint64 epoch = 0;

	if (ot_epoch_given(&epoch) || date == NULL)
		return epoch;
	g_autofree char *midnight = g_strdup_printf("%.10sT00:00:00Z", date);
	g_autoptr(GDateTime) day = g_date_time_new_from_iso8601(midnight, NULL);
	return day != NULL ? g_date_time_to_unix(day) : 0;
}

static void
say_wide(const Run *run, const char *path, const char *what)
{
	ot_findings_add(run->findings, OT_CODE_MATRIX_WIDE, (OtWhere){.file = path},
	                "there are more questions than a sheet has columns; %s", what);
}

static OtProduct *
make_plain(const Run *run, const OtMatrix *matrix, int format, const char *path, GError **error)
{
	bool transposed = false;
	size_t n_more = 0;
	OtProduct *product = g_new0(OtProduct, 1);
	product->epoch = find_epoch(run);
	product->bytes =
		format == FORMAT_CSV
			? ot_matrix_csv(matrix, &transposed)
			: ot_matrix_workbook(matrix, ot_engagement_title(run->engagement),
	                                     MAX(product->epoch, 1), &n_more, error);
	if (transposed)
		say_wide(run, path, "questions are rows and suppliers columns");
	if (n_more > 0)
		say_wide(run, path, "they go on in further sheets");
	if (product->bytes == NULL)
		g_clear_pointer(&product, ot_product_free);
	return product;
}

/* A document is laid out as a whole, and nobody reads thousands of pages; a workbook has room. */
static bool
fits_document(const OtMatrix *matrix, GError **error)
{
	size_t n = 0;

	for (guint i = 0; i < matrix->questions->len; i++)
		n += g_array_index(matrix->questions, OtMatrixQuestion, i).n_answered;
	if (n <= OT_LIMIT_MATRIX_ANSWERS)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
	            "there are %zu answers, and a document holds %u at most; compare so many in a "
	            "workbook (-o matrix.xlsx) or a table (-o matrix.csv)",
	            n, OT_LIMIT_MATRIX_ANSWERS);
	return false;
}

static OtProduct *
make_document(const Run *run, const OtMatrix *matrix, int format, GError **error)
{
	static const OtForm forms[] = {[FORMAT_DOCX] = OT_FORM_DOCX, [FORMAT_PDF] = OT_FORM_PDF,
	                               [FORMAT_HTML] = OT_FORM_HTML};
	OtResources *resources = ot_engagement_resources(run->engagement);
	const OtAppearance house = ot_settings_appearance(ot_engagement_settings(run->engagement));

	if (!fits_document(matrix, error))
		return NULL;
	const char *lang = ot_engagement_language(run->engagement);
	xmlDoc *tree = ot_matrix_tree(matrix, lang, xmlDocGetRootElement(run->tree));
	const OtTreeDocument what = {.template_name = "response-matrix",
	                             .lang = lang,
	                             .tree = tree,
	                             .form = forms[format]};
	OtProduct *product = ot_tree_document_make(resources, &house, &what, run->findings, error);
	xmlFreeDoc(tree);
	return product;
}

static OtExit
write_matrix(const Run *run, GError **error)
{
	const OtOutputOptions how = {.force = run->values->force};
	int format = find_format(run->values);
	g_autofree char *base = g_strconcat("matrix.", formats[format], NULL);
	g_autofree char *usual = beside(run->engagement, base);
	const char *path = run->values->output != NULL ? run->values->output : usual;
	const OtLabels *labels =
		ot_resources_labels(ot_engagement_resources(run->engagement),
	                            ot_engagement_language(run->engagement), error);
	if (labels == NULL)
		return OT_EXIT_FAILED;
	g_autoptr(OtMatrix) matrix = ot_matrix_new(run->responses, run->asked, run->themes, labels,
	                                           xmlDocGetRootElement(run->tree));
	g_autoptr(OtProduct) product = format <= FORMAT_CSV
	                                       ? make_plain(run, matrix, format, path, error)
	                                       : make_document(run, matrix, format, error);

	if (product == NULL && error != NULL && *error != NULL)
		return OT_EXIT_FAILED;
	if (product != NULL &&
	    !ot_output_write_file(product, path, &how, run->findings, error))
		return OT_EXIT_FAILED;
	OtExit status = ot_report_aside(run->findings, &run->values->report);
	if (product != NULL)
		ot_say(&run->values->report, "%u supplier%s, %zu questions: %s", matrix->rows->len,
		       matrix->rows->len == 1 ? "" : "s", ot_asked_count(run->asked), path);
	return status;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autoptr(OtFindings) findings = ot_findings_new(), of_spec = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(
		values->engagement != NULL ? values->engagement : ".", of_spec, error);
	Run state = {.values = values, .engagement = engagement, .findings = findings};
	OtExit status = OT_EXIT_FAILED;

	if (engagement == NULL)
		return status;
	if (read_inputs(&state, operands[0], error) && find_shared(&state, error))
		status = write_matrix(&state, error);
	else if (error == NULL || *error == NULL)
		/* the findings say why no matrix was written */
		ot_report_aside(findings, &values->report);
	clear(&state);
	return status;
}

const OtCommand ot_command_matrix = {
	.name = "matrix",
	.operands = "[RESPONSES.xml]",
	.summary = "compare what suppliers answered, with counts",
	.description =
		"Writes suppliers by questions from responses.xml: as a workbook with an overview and a "
		"sheet for each lawful purpose, as CSV, or as a document with a table for each question. "
		"It counts by size, kind, choice and your own themes. It names each requirement that "
		"nobody, or only one of those who spoke of it, can meet, and what suppliers say would "
		"open it. It gives no marks and no order.\n\n"
		"themes.csv has the columns Supplier, Question, Theme, and, where an answer is about a "
		"requirement, Requirement, Meets it (yes, no, partly) and What would open it.\n\n"
		"Where 14 words in a row of the specification are those of one supplier's answer or "
		"brochure, and neither questions nor the former specification had them, that is a "
		"finding.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = 1,
	.examples = examples,
	.reach = OT_WRITES_HERE | OT_WRITES_PACK | OT_WRITES_TEMPORARY | OT_NEEDS_MUCH,
	.run = run,
};
