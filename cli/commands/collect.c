/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "responses/collect.h"
#include "responses/gather.h"
#include "responses/judge.h"
#include "xml/read.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	OtReportValues report;
	const char *engagement, *output;
	bool dry_run;
	int jobs;
} Values;

/* What one response lacks, each NULL where nothing. */
typedef struct {
	char *over;    /* which answers are longer than was asked for */
	char *message; /* what to send back */
} Verdict;

typedef struct {
	const Values *values;
	OtEngagement *engagement;
	OtCollector *collector;
	OtFindings *findings;
	OtReply reply;
	OtGathering *gathering;
	GArray *verdicts; /* of Verdict, one for each response */
	GError *trouble;  /* that ended the reading */
} Run;

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_ENGAGEMENT, offsetof(Values, engagement), "DIR",
	 "the engagement or specification; otherwise the one in this folder"},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE",
	 "where to write; otherwise responses.xml beside the specification"},
	{'n', "dry-run", OT_OPTION_FLAG, offsetof(Values, dry_run), NULL,
	 "show what would be written, and write nothing"},
	{'j', "jobs", OT_OPTION_NUMBER, offsetof(Values, jobs), "N",
	 "read so many files at once (default: as many as there are processors)", NULL, 1, 256},
	OT_FORMAT_OPTION(Values),
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset collect                       what lies in responses/",
	"outset collect answers/*.docx -o answers.xml",
	NULL,
};

/* A file that a person sent, and not what Word or a file manager puts beside it. */
static bool
is_sent(const char *name)
{
	return !g_str_has_prefix(name, "~$") && !g_str_has_prefix(name, ".~lock") &&
	       g_ascii_strcasecmp(name, "thumbs.db") != 0 &&
	       g_ascii_strcasecmp(name, "desktop.ini") != 0;
}

static bool
add_files(GPtrArray *files, const char *operand, GError **error)
{
	if (!ot_folder_exists(operand)) {
		g_ptr_array_add(files, g_strdup(operand));
		return true;
	}
	g_autoptr(GPtrArray) names = ot_folder_list(operand, error);
	for (guint i = 0; names != NULL && i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *path = g_build_filename(operand, name, NULL);
		if (is_sent(name) && !ot_folder_exists(path))
			g_ptr_array_add(files, g_steal_pointer(&path));
	}
	return names != NULL;
}

static gint
compare_names(gconstpointer one, gconstpointer other)
{
	return strcmp(*(char *const *) one, *(char *const *) other);
}

/* The files of all operands, each once and in one order whatever that of the operands. */
static GPtrArray *
list_files(const OtEngagement *engagement, char *const *operands, GError **error)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *folder = g_path_get_dirname(ot_engagement_specification(engagement));
	g_autofree char *usual = strcmp(folder, ".") == 0
	                                 ? g_strdup("responses")
	                                 : g_build_filename(folder, "responses", NULL);

	if (*operands == NULL && !add_files(files, usual, error))
		return NULL;
	for (; *operands != NULL; operands++)
		if (!add_files(files, *operands, error))
			return NULL;
	g_ptr_array_sort(files, compare_names);
	for (guint i = files->len; i > 1; i--)
		if (strcmp(g_ptr_array_index(files, i - 1), g_ptr_array_index(files, i - 2)) == 0)
			g_ptr_array_remove_index(files, i - 1);
	if (files->len <= OT_LIMIT_RESPONSES)
		return g_steal_pointer(&files);
	g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
	            "%u files are more than the %u that are collected at once", files->len,
	            OT_LIMIT_RESPONSES);
	return NULL;
}

static char *
find_output(const Values *values, const OtEngagement *engagement)
{
	g_autofree char *folder = g_path_get_dirname(ot_engagement_specification(engagement));

	if (values->output != NULL)
		return g_strdup(values->output);
	return strcmp(folder, ".") == 0 ? g_strdup("responses.xml")
	                                : g_build_filename(folder, "responses.xml", NULL);
}

/* --- what to write back ---------------------------------------------------------------------- */

/* The day by which answers are asked for, while that is to come; free with xmlFree(). */
static xmlChar *
find_closing(const xmlDoc *published)
{
	xmlNode *root = xmlDocGetRootElement(published),
		*engagement = ot_xml_child(root, "engagement");
	xmlChar *closes =
		engagement != NULL ? xmlGetProp(engagement, (const xmlChar *) "closes") : NULL;
	g_autofree char *today = ot_today();

	if (closes != NULL && strcmp((const char *) closes, today) >= 0)
		return closes;
	xmlFree(closes);
	return NULL;
}

/* On standard output, unless the responses themselves go there. */
static void
print_reply(const Run *run, const OtResponse *response, const char *message)
{
	FILE *out = g_strcmp0(run->values->output, "-") == 0 ? stderr : stdout;
	const char *email = response->particulars[OT_PARTICULAR_EMAIL];
	g_autoptr(GString) wrapped = g_string_new(NULL);

	ot_help_wrap(wrapped, message, 4);
	fprintf(out, "%s (%s)%s%s\n%s\n", ot_response_name(response), response->file,
	        *email != '\0' ? ", " : "", email, wrapped->str);
}

/* --- what a response lacks ------------------------------------------------------------------- */

static void
clear_verdict(gpointer data)
{
	Verdict *verdict = data;

	g_free(verdict->over);
	g_free(verdict->message);
}

/* While its texts are there; whether the response counts is known when all are. */
static void
judge(const Run *run, const OtResponse *response)
{
	const OtAsked *asked = ot_collector_asked(run->collector);
	const OtLabels *labels =
		ot_resources_labels(ot_engagement_resources(run->engagement), response->lang, NULL);
	g_auto(OtLacks) lacks = {{NULL}};

	ot_lacks_find(&lacks, response, asked);
	const GPtrArray *over = lacks.questions[OT_LACK_LIMIT];
	g_autofree char *list = over != NULL ? ot_reply_list(over, labels) : NULL;
	Verdict verdict = {
		.over = over != NULL ? g_strdup_printf("%s %s longer than was asked for", list,
		                                       over->len == 1 ? "is" : "are")
		                     : NULL,
		.message = ot_reply_write(&run->reply, &lacks, labels),
	};
	g_array_append_val(run->verdicts, verdict);
}

static void
tell_verdict(const Run *run, const OtResponse *response, const Verdict *verdict)
{
	if (verdict->over != NULL)
		ot_findings_add(run->findings, OT_CODE_RESPONSE_LIMIT,
		                (OtWhere){.file = response->file}, "%s", verdict->over);
	if (verdict->message != NULL)
		print_reply(run, response, verdict->message);
}

/* Which ones was printed with the sentences: a finding for each would say it a second time. */
static void
tell_incomplete(const Run *run, const OtResponses *responses)
{
	const OtResponse *first = NULL;
	size_t n = 0, n_counting = 0;

	for (size_t i = 0; i < ot_responses_count(responses); i++) {
		const OtResponse *response = ot_response_at(responses, i);
		bool lacks = g_array_index(run->verdicts, Verdict, i).message != NULL;
		if (first == NULL && lacks && response->counts)
			first = response;
		n += lacks && response->counts;
		n_counting += response->counts;
	}
	if (n == 0)
		return;
	const OtWhere where = {.file = first->file};
	if (n == 1)
		ot_findings_add(run->findings, OT_CODE_RESPONSE_INCOMPLETE, where,
		                "something is lacking that the supplier may be asked for");
	else
		ot_findings_add(
			run->findings, OT_CODE_RESPONSE_INCOMPLETE, where,
			"in this and other responses, %zu of %zu, something is lacking that "
			"their suppliers may be asked for",
			n, n_counting);
}

/* Say what each response lacks; the sentences to send back are what is printed. */
static void
tell_all(const Run *run)
{
	const OtResponses *responses = ot_gathering_outlines(run->gathering);

	for (size_t i = 0; i < ot_responses_count(responses); i++)
		if (ot_response_at(responses, i)->counts)
			tell_verdict(run, ot_response_at(responses, i),
			             &g_array_index(run->verdicts, Verdict, i));
	tell_incomplete(run, responses);
	ot_judge_repeated(responses, run->findings);
}

/* --- the run --------------------------------------------------------------------------------- */

static bool
take(const OtResponse *response, const OtFindings *findings, void *data)
{
	Run *run = data;

	for (size_t i = 0; i < ot_findings_count(findings); i++)
		ot_findings_add_copy(run->findings, ot_findings_get(findings, i));
	ot_findings_add_rest(run->findings, findings);
	if (response == NULL)
		return true;
	judge(run, response);
	return ot_gathering_add(run->gathering, response, &run->trouble);
}

/* Where answers are put aside: beside what they are written to, since they are confidential. */
static char *
find_scratch(const Run *run, const char *path)
{
	if (run->values->dry_run)
		return NULL;
	return strcmp(path, "-") == 0 ? g_strdup(g_get_tmp_dir()) : g_path_get_dirname(path);
}

static bool
read_and_write(Run *run, const GPtrArray *files, const char *path, GError **error)
{
	const Values *values = run->values;
	guint n_threads = values->jobs > 0 ? (guint) values->jobs : g_get_num_processors();

	ot_collector_read_all(run->collector, files, n_threads, take, run);
	if (run->trouble != NULL) {
		g_propagate_error(error, run->trouble);
		return false;
	}
	ot_responses_settle(ot_gathering_outlines(run->gathering));
	tell_all(run);
	return values->dry_run || ot_gathering_write(run->gathering, path, error);
}

static OtExit
collect(Run *run, const GPtrArray *files, GError **error)
{
	g_autofree char *path = find_output(run->values, run->engagement);
	g_autofree char *scratch = find_scratch(run, path);
	g_autoptr(GArray) verdicts = g_array_new(FALSE, FALSE, sizeof(Verdict));
	g_autoptr(OtGathering) gathering =
		ot_gathering_new(ot_engagement_reference(run->engagement),
	                         ot_engagement_version(run->engagement), scratch);

	g_array_set_clear_func(verdicts, clear_verdict);
	run->verdicts = verdicts;
	run->gathering = gathering;
	if (!read_and_write(run, files, path, error))
		return OT_EXIT_FAILED;
	size_t n = ot_responses_count(ot_gathering_outlines(gathering));
	OtExit status = ot_report_aside(run->findings, &run->values->report);
	ot_say(&run->values->report, "%u file%s, %zu response%s%s%s", files->len,
	       files->len == 1 ? "" : "s", n, n == 1 ? "" : "s",
	       run->values->dry_run ? "; would be written to " : " written to ", path);
	return status;
}

/* What replies say of the engagement, for the time of the run. */
static OtExit
reply_and_collect(Run *run, const GPtrArray *files, GError **error)
{
	xmlDoc *published = ot_engagement_tree(run->engagement, true, error);

	if (published == NULL)
		return OT_EXIT_FAILED;
	xmlChar *closes = find_closing(published);
	run->reply = (OtReply){
		.title = ot_engagement_title(run->engagement),
		.reference = ot_engagement_reference(run->engagement),
		.date = (const char *) closes,
	};
	OtExit status = collect(run, files, error);
	xmlFree(closes);
	xmlFreeDoc(published);
	return status;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autoptr(OtFindings) findings = ot_findings_new(), of_spec = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(
		values->engagement != NULL ? values->engagement : ".", of_spec, error);
	g_autoptr(OtCollector) collector =
		engagement != NULL ? ot_collector_new(engagement, error) : NULL;
	g_autoptr(GPtrArray) files =
		collector != NULL ? list_files(engagement, operands, error) : NULL;
	Run state = {.values = values, .engagement = engagement, .collector = collector,
	             .findings = findings};

	return files != NULL ? reply_and_collect(&state, files, error) : OT_EXIT_FAILED;
}

const OtCommand ot_command_collect = {
	.name = "collect",
	.operands = "[FILE|DIR...]",
	.summary = "read the answers that suppliers sent",
	.description =
		"Reads what suppliers sent and writes their answers to responses.xml beside the "
		"specification, each with the file, the place and the way in which it was found. It reads "
		"the response form as Word or CSV file, and plain text with the numbers of the questions. "
		"Where a program dropped the fields of the form, answers are found by the words around "
		"them, and that is said.\n\n"
		"Who left something out is listed with the sentences to send back. A file that can't be "
		"read is reported and keeps no other from being read. Of several answers of one supplier "
		"(by number, else by name) the one that was saved last counts; where the files don't "
		"tell, all count. An answer with a reason why it is sensitive counts as sensitive, also "
		"where its box is not ticked. Nothing is left out in silence.",
	.options = options,
	.values_size = sizeof(Values),
	.most_operands = -1,
	.examples = examples,
	.reach = OT_WRITES_HERE | OT_WRITES_PACK | OT_WRITES_TEMPORARY | OT_NEEDS_MUCH,
	.run = run,
};
