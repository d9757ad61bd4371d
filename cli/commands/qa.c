/* SPDX-License-Identifier: MIT */
#include "commands/action.h"
#include "commands/command.h"
#include "commands/make.h"
#include "commands/records.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "engagement/output.h"
#include "engagement/record-documents.h"
#include "register/alike.h"
#include "register/enquiries.h"
#include "register/register.h"
#include "report/words.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* The forms of the public log; the first is all of them. */
static const char *const forms[] = {"all", "pdf", "docx", "html", NULL};

typedef struct {
	OtReportValues report;
	const char *id, *into, *question, *from, *about, *answer, *when, *channel, *by, *output;
	int form, language;
	bool force;
} Values;

static const OtOption options[] = {
	{0, "question", OT_OPTION_TEXT, offsetof(Values, question), "TEXT",
	 "add: the question, in words that may be published"},
	{0, "from", OT_OPTION_TEXT, offsetof(Values, from), "CODE",
	 "add: the supplier that asks; never published"},
	{0, "about", OT_OPTION_TEXT, offsetof(Values, about), "IDS",
	 "add: what of the specification it concerns: \"O1 R3\""},
	{0, "when", OT_OPTION_TEXT, offsetof(Values, when), "DATE",
	 "add: the day on which it was asked (default: today)"},
	{0, "channel", OT_OPTION_TEXT, offsetof(Values, channel), "CODE",
	 "add: how it was asked, for the register: email, call, event ..."},
	{0, "id", OT_OPTION_TEXT, offsetof(Values, id), "ID", "answer, merge: the question"},
	{0, "answer", OT_OPTION_TEXT, offsetof(Values, answer), "TEXT", "answer: what is answered"},
	{0, "into", OT_OPTION_TEXT, offsetof(Values, into), "ID",
	 "merge: the question that stands for both"},
	{0, "by", OT_OPTION_TEXT, offsetof(Values, by), "NAME",
	 "who does it, for the register (default: as outset.ini says, or whoever is logged in)"},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "DIR",
	 "publish: the folder to write to (default: that of the pack)"},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, form), "FORMAT",
	 "publish: all (default), pdf, docx or html", forms},
	{0, "language", OT_OPTION_CHOICE, offsetof(Values, language), "LANG",
	 "publish: en, cy, or both (default: as outset.ini says, or that of the specification)",
	 ot_language_choices},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL,
	 "publish: also where a text names a supplier, and over files that were changed"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset qa add --from S04 --question \"Do the depots have mobile signal?\" --about O2",
	"outset qa answer --id Q1 --answer \"Five of six have; the yard at Clun has none.\"",
	"outset qa merge --id Q3 --into Q1",
	"outset qa publish                   the log for everybody, as PDF, Word and HTML",
	NULL,
};

typedef struct {
	const Values *values;
	const char *input;     /* the folder, or questions.csv */
	char *path;            /* of questions.csv */
	OtSettings *settings;
	OtEnquiries *enquiries;
	OtRecordSuppliers suppliers;
	OtFindings *findings;
} Run;

/* --- what actions share -------------------------------------------------------------------- */

/* NULL with `error` also where findings say why the list can't be used. */
static bool
read_list(Run *run, bool change, GError **error)
{
	g_autoptr(GError) mistake = NULL;

	run->enquiries = ot_enquiries_read(run->path, change, run->findings, &mistake);
	if (run->enquiries == NULL && mistake == NULL)
		g_set_error(&mistake, OT_ERROR, OT_ERROR_INPUT,
		            "nothing was done, because of what was found in %s", run->path);
	if (mistake == NULL)
		return true;
	ot_report_aside(run->findings, &run->values->report);
	g_propagate_error(error, g_steal_pointer(&mistake));
	return false;
}

static OtEnquiry *
find_enquiry(const Run *run, const char *id, const char *option, GError **error)
{
	OtEnquiry *enquiry = id != NULL ? ot_enquiries_find(run->enquiries, id) : NULL;

	if (id == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "say which question with --%s",
		            option);
	else if (enquiry == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "%s has no question \"%s\"",
		            run->path, id);
	return enquiry;
}

static bool
need(const char *text, const char *action, const char *option, GError **error)
{
	if (text != NULL && *text != '\0')
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "qa %s needs --%s", action, option);
	return false;
}

static bool
append_row(const Run *run, OtRegisterEntry *entry, GError **error)
{
	g_autofree char *path = ot_record_beside(run->path, OT_RECORD_REGISTER);

	entry->cells[OT_REGISTER_BY] = ot_record_keeper(run->settings, run->values->by);
	entry->cells[OT_REGISTER_KEEP_UNTIL] = run->settings->register_keep_until;
	return ot_register_append(path, entry, 1, NULL, run->findings, error);
}

/* --- add, answer, merge -------------------------------------------------------------------- */

/* The name that belongs to a code, for the register; "" where nothing says it. */
static const char *
find_name(const Run *run, const char *code)
{
	const OtSupplier *supplier = run->suppliers.suppliers != NULL && code != NULL
	                                     ? ot_suppliers_find(run->suppliers.suppliers, code)
	                                     : NULL;

	return supplier != NULL ? supplier->values[OT_SUPPLIER_NAME] : "";
}

static OtExit
add(Run *run, GError **error)
{
	const Values *values = run->values;
	g_autofree char *today = ot_today();
	g_autofree char *when = values->when != NULL ? ot_record_time(values->when) : NULL;

	if (!need(values->question, "add", "question", error) || !read_list(run, true, error))
		return OT_EXIT_FAILED;
	OtEnquiry *enquiry = ot_enquiries_add(run->enquiries, error);
	if (enquiry == NULL)
		return OT_EXIT_FAILED;
	g_autofree char *day = g_strndup(when != NULL ? when : today, strlen("2026-11-30"));
	ot_enquiry_set(enquiry, OT_ENQUIRY_WHEN, day);
	ot_enquiry_set(enquiry, OT_ENQUIRY_FROM, values->from != NULL ? values->from : "");
	ot_enquiry_set(enquiry, OT_ENQUIRY_QUESTION, values->question);
	ot_enquiry_set(enquiry, OT_ENQUIRY_ABOUT, values->about != NULL ? values->about : "");
	/* First the register: it refuses a wrong channel before anything is written. */
	OtRegisterEntry entry = {.cells = {
		[OT_REGISTER_KIND] = "asked",
		[OT_REGISTER_SUBJECT] = "A question",
		[OT_REGISTER_WHEN] = when,
		[OT_REGISTER_SUPPLIER] = values->from,
		[OT_REGISTER_NAME] = find_name(run, values->from),
		[OT_REGISTER_CHANNEL] = values->channel,
		[OT_REGISTER_SAID] = values->question,
		[OT_REGISTER_ABOUT] = enquiry->values[OT_ENQUIRY_ID],
	}};
	if (!ot_enquiries_check_limits(run->enquiries, error) ||
	    !append_row(run, &entry, error) || !ot_enquiries_write(run->enquiries, error))
		return OT_EXIT_FAILED;
	ot_say(&values->report, "%s is in %s, and on the register.", enquiry->values[OT_ENQUIRY_ID],
	       run->path);
	ot_enquiry_judge(run->enquiries, enquiry, run->suppliers.names, run->findings);
	ot_enquiries_compare(run->enquiries, run->findings);
	return ot_report_aside(run->findings, &values->report);
}

static OtExit
answer(Run *run, GError **error)
{
	const Values *values = run->values;
	g_autofree char *today = ot_today();

	if (!need(values->answer, "answer", "answer", error) || !read_list(run, true, error))
		return OT_EXIT_FAILED;
	OtEnquiry *enquiry = find_enquiry(run, values->id, "id", error);
	if (enquiry == NULL)
		return OT_EXIT_FAILED;
	if (enquiry->state == OT_ENQUIRY_IS_MERGED) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "%s is merged into %s; answer that",
		            enquiry->values[OT_ENQUIRY_ID],
		            enquiry->values[OT_ENQUIRY_MERGED_INTO]);
		return OT_EXIT_FAILED;
	}
	bool was_published = enquiry->state == OT_ENQUIRY_IS_PUBLISHED;
	ot_enquiry_set(enquiry, OT_ENQUIRY_ANSWER, values->answer);
	ot_enquiry_set(enquiry, OT_ENQUIRY_ANSWERED, today);
	/* Another answer than the one that all have is to be published anew. */
	ot_enquiry_set(enquiry, OT_ENQUIRY_PUBLISHED, "");
	if (!ot_enquiries_write(run->enquiries, error))
		return OT_EXIT_FAILED;
	ot_say(&values->report, "%s is answered%s. Next: outset qa publish",
	       enquiry->values[OT_ENQUIRY_ID],
	       was_published ? " anew; what was published before says something else" : "");
	ot_enquiry_judge(run->enquiries, enquiry, run->suppliers.names, run->findings);
	return ot_report_aside(run->findings, &values->report);
}

static OtExit
merge(Run *run, GError **error)
{
	if (!read_list(run, true, error))
		return OT_EXIT_FAILED;
	OtEnquiry *enquiry = find_enquiry(run, run->values->id, "id", error);
	const OtEnquiry *into =
		enquiry != NULL ? find_enquiry(run, run->values->into, "into", error) : NULL;
	if (into == NULL)
		return OT_EXIT_FAILED;
	if (into == enquiry || into->state == OT_ENQUIRY_IS_MERGED ||
	    enquiry->state == OT_ENQUIRY_IS_PUBLISHED) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "%s cannot be merged into %s: %s",
		            enquiry->values[OT_ENQUIRY_ID], into->values[OT_ENQUIRY_ID],
		            into == enquiry                        ? "they are one"
		            : into->state == OT_ENQUIRY_IS_MERGED ? "that is merged itself"
		                                                   : "it is published already");
		return OT_EXIT_FAILED;
	}
	ot_enquiry_set(enquiry, OT_ENQUIRY_MERGED_INTO, into->values[OT_ENQUIRY_ID]);
	if (!ot_enquiries_write(run->enquiries, error))
		return OT_EXIT_FAILED;
	ot_say(&run->values->report, "%s stands for %s, too.", into->values[OT_ENQUIRY_ID],
	       enquiry->values[OT_ENQUIRY_ID]);
	return ot_report_aside(run->findings, &run->values->report);
}

/* --- list ---------------------------------------------------------------------------------- */

static OtExit
list(Run *run, GError **error)
{
	if (!read_list(run, false, error))
		return OT_EXIT_FAILED;
	for (size_t i = 0; i < ot_enquiries_count(run->enquiries); i++) {
		const OtEnquiry *enquiry = ot_enquiries_get(run->enquiries, i);
		g_autofree char *id = ot_report_safe(enquiry->values[OT_ENQUIRY_ID]);
		g_autofree char *when = ot_report_safe(enquiry->values[OT_ENQUIRY_WHEN]);
		g_autofree char *words = ot_report_safe(enquiry->values[OT_ENQUIRY_QUESTION]);
		g_autofree char *into = ot_report_safe(enquiry->values[OT_ENQUIRY_MERGED_INTO]);
		g_autoptr(GString) out = g_string_new(NULL);

		g_string_append_printf(out, "%s  %s  %s%s%s\n", id, when,
		                       ot_enquiry_state_name(enquiry->state),
		                       *into != '\0' ? " into " : "", into);
		ot_help_wrap(out, words, 4);
		fputs(out->str, stdout);
		ot_enquiry_judge(run->enquiries, enquiry, run->suppliers.names, run->findings);
	}
	ot_enquiries_compare(run->enquiries, run->findings);
	return ot_report_aside(run->findings, &run->values->report);
}

/* --- publish ------------------------------------------------------------------------------- */

/*
 * Choose what was answered since; its ids, with blanks between.  NULL where a text names somebody.
 */
static char *
choose(const Run *run, GError **error)
{
	g_autofree char *today = ot_today();
	g_autoptr(GString) ids = g_string_new(NULL);
	size_t n_naming = 0;

	for (size_t i = 0; i < ot_enquiries_count(run->enquiries); i++) {
		OtEnquiry *enquiry = ot_enquiries_get(run->enquiries, i);
		if (enquiry->state != OT_ENQUIRY_IS_ANSWERED &&
		    enquiry->state != OT_ENQUIRY_IS_PUBLISHED)
			continue;
		n_naming += ot_enquiry_judge(run->enquiries, enquiry, run->suppliers.names,
		                             run->findings);
		if (enquiry->state == OT_ENQUIRY_IS_PUBLISHED)
			continue;
		ot_enquiry_set(enquiry, OT_ENQUIRY_PUBLISHED, today);
		g_string_append_printf(ids, "%s%s", ids->len > 0 ? " " : "",
		                       enquiry->values[OT_ENQUIRY_ID]);
	}
	if ((n_naming == 0 && !run->suppliers.unread) || run->values->force)
		return g_strdup(ids->str);
	if (n_naming == 0) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_INPUT,
			"nothing was published, because nothing can tell whether a supplier is "
			"named; correct the list of suppliers, or publish all the same with --force");
		return NULL;
	}
	g_set_error(
		error, OT_ERROR, OT_ERROR_INPUT,
		"nothing was published, because %zu place%s may say who asked; change the words, "
		"or publish all the same with --force",
		n_naming, n_naming == 1 ? "" : "s");
	return NULL;
}

static void
free_product(gpointer product)
{
	ot_product_free(product);
}

/* The log in all forms and languages that are asked for. */
static bool
make_products(Run *run, OtEngagement *engagement, GPtrArray *products, GError **error)
{
	static const OtForm all[] = {OT_FORM_PDF, OT_FORM_DOCX, OT_FORM_HTML};
	g_auto(GStrv) languages =
		ot_engagement_languages(engagement, ot_language_choices[run->values->language]);

	for (char **language = languages; *language != NULL; language++) {
		ot_engagement_set_language(engagement, *language);
		for (int form = 0; form < (int) G_N_ELEMENTS(all); form++) {
			if (run->values->form != 0 && run->values->form != form + 1)
				continue;
			OtProduct *product = ot_enquiries_make(engagement, run->enquiries,
			                                       all[form], run->findings, error);
			if (product == NULL)
				return false;
			g_ptr_array_add(products, product);
		}
	}
	return true;
}

static bool
record(const Run *run, const char *ids, const OtProduct *product, GError **error)
{
	g_autofree char *sha256 = ot_sha256(product->bytes);
	g_autofree char *today = ot_today();
	OtRegisterEntry entry = {.cells = {
		[OT_REGISTER_KIND] = "published",
		[OT_REGISTER_SUBJECT] = "Questions and answers",
		[OT_REGISTER_ABOUT] = ids,
		[OT_REGISTER_FILE] = product->name,
		[OT_REGISTER_SHA256] = sha256,
		[OT_REGISTER_SHARED] = "yes",
		[OT_REGISTER_SHARED_ON] = today,
	}};

	return append_row(run, &entry, error);
}

/*
 * Documents first, then the register, then the list: what was not recorded is published again by
 * the next run, and nothing is called published that isn't.
 */
static bool
write_all(Run *run, OtEngagement *engagement, const GPtrArray *products, const char *ids,
          GError **error)
{
	const OtOutputOptions how = {.force = run->values->force};
	const char *folder = run->values->output != NULL ? run->values->output
	                                                 : ot_engagement_output(engagement);
	g_autoptr(GArray) fates = g_array_new(FALSE, FALSE, sizeof(OtOutputFate));

	if (!ot_enquiries_check_limits(run->enquiries, error) ||
	    !ot_output_write(engagement, folder, products, &how, fates, run->findings, error))
		return false;
	for (guint i = 0; i < fates->len; i++) {
		const OtProduct *product = g_ptr_array_index(products, i);
		OtOutputFate fate = g_array_index(fates, OtOutputFate, i);
		if (fate != OT_OUTPUT_KEPT && fate != OT_OUTPUT_BESIDE)
			continue;
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "%s in %s was changed by a person and stays; nothing is recorded as "
		            "published", product->name, folder);
		return false;
	}
	ot_say(&run->values->report, "Written to %s: %u file%s.", folder, products->len,
	       products->len == 1 ? "" : "s");
	return *ids == '\0' || (record(run, ids, g_ptr_array_index(products, 0), error) &&
	                        ot_enquiries_write(run->enquiries, error));
}

static bool
publish_list(Run *run, OtEngagement *engagement, GError **error)
{
	g_autoptr(GPtrArray) products = g_ptr_array_new_with_free_func(free_product);
	g_autofree char *ids = choose(run, error);

	if (ids == NULL || !make_products(run, engagement, products, error) ||
	    !write_all(run, engagement, products, ids, error))
		return false;
	if (*ids != '\0')
		ot_say(&run->values->report,
		       "New: %s; on the register. Put the log where everybody finds it.", ids);
	else
		ot_say(&run->values->report, "Nothing was answered since the log before.");
	return true;
}

static OtExit
publish(Run *run, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(run->path);
	g_autoptr(OtFindings) aside = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(folder, aside, error);

	if (engagement == NULL)
		return OT_EXIT_FAILED;
	if (!ot_engagement_is_valid(engagement)) {
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "%s has errors; correct them, then run the command again",
		            ot_engagement_specification(engagement));
		return OT_EXIT_FAILED;
	}
	if (!read_list(run, true, error))
		return OT_EXIT_FAILED;
	bool done = publish_list(run, engagement, error);
	OtExit status = ot_report_aside(run->findings, &run->values->report);
	if (!done && error != NULL && *error == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "nothing was published, because of what was found");
	return done ? status : OT_EXIT_FAILED;
}

/* --- the command --------------------------------------------------------------------------- */

static const struct {
	const char *name;
	OtExit (*run)(Run *run, GError **error);
} actions[] = {
	{"add", add}, {"answer", answer}, {"merge", merge}, {"list", list}, {"publish", publish},
};

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const char *input = operands[1] != NULL ? operands[1] : ".";
	int action = OT_ACTION_FIND("qa", actions, operands[0], error);
	g_autoptr(OtSettings) settings = action >= 0 ? ot_settings_load(input, error) : NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *path = ot_record_path(input, OT_RECORD_QUESTIONS);

	if (settings == NULL)
		return OT_EXIT_FAILED;
	Run state = {.values = data, .input = input, .path = path, .settings = settings,
	             .findings = findings};
	if (!ot_record_suppliers(settings, path, &state.suppliers, findings, error))
		return OT_EXIT_FAILED;
	OtExit status = actions[action].run(&state, error);
	ot_enquiries_free(state.enquiries);
	ot_record_suppliers_clear(&state.suppliers);
	return status;
}

const OtCommand ot_command_qa = {
	.name = "qa",
	.operands = "add|answer|merge|list|publish [DIR|FILE.csv]",
	.summary = "keep questions of suppliers, and publish the answers for all",
	.description =
		"The list is questions.csv beside the specification, which you may edit in a "
		"spreadsheet, too; columns that you add stay.\n\n"
		"add writes a question down and puts it on the register. answer answers one. list shows "
		"all, and pairs that may ask the same: seven in ten of their longer words and numbers "
		"are in both. merge lets one question stand for both.\n\n"
		"publish makes the log of questions and answers for everybody, without who asked, as "
		"PDF, Word and HTML, and puts that on the register. It publishes nothing, unless --force "
		"is given, while a text names a supplier of suppliers.csv, one of their people, numbers "
		"or domains, or holds an address or telephone number; each place is listed. A supplier "
		"whom only people of the market would recognise is not found: read every text.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = 2,
	.examples = examples,
	.reach = OT_WRITES_THERE | OT_WRITES_PACK,
	.run = run,
};
