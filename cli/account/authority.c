/* SPDX-License-Identifier: MIT */
#include "account/parts.h"

#include "spec/checks.h"

#include <stdlib.h>
#include <string.h>

/* --- who took part, by name ---------------------------------------------------------------- */

static void
answer_participants(const OtAccount *account, OtAnswers *answers)
{
	const OtLabels *labels = account->source.labels;

	for (guint i = 0; i < account->participants->len; i++) {
		const OtParticipant *one = g_ptr_array_index(account->participants, i);
		const char *way = one->response != NULL && one->present ? "took-part-both"
		                  : one->present                        ? "took-part-present"
		                                                        : "took-part-writing";
		ot_account_set(answers, one->name, "participant.%u.name", i + 1);
		ot_account_set(answers, ot_labels_code(labels, "account-size",
		                                       ot_account_sizes[one->size]),
		               "participant.%u.size", i + 1);
		ot_account_set(answers,
		               *one->region != '\0' ? one->region
		                                    : ot_labels_get(labels, "region-unknown"),
		               "participant.%u.region", i + 1);
		ot_account_set(answers, ot_labels_get(labels, way), "participant.%u.way", i + 1);
	}
}

/* --- what was marked ----------------------------------------------------------------------- */

static void
answer_marks(const OtAccount *account, OtAnswers *answers)
{
	unsigned row = 0;

	for (guint i = 0; i < account->participants->len; i++) {
		const OtParticipant *one = g_ptr_array_index(account->participants, i);
		size_t n = one->response != NULL ? one->response->n_answers : 0;
		for (size_t k = 0; k < n; k++) {
			const OtResponseAnswer *answer = &one->response->answers[k];
			if (!answer->sensitive)
				continue;
			row++;
			ot_account_set(answers, answer->question, "marked.%u.question", row);
			ot_account_set(answers, one->name, "marked.%u.supplier", row);
			if (*answer->reason != '\0')
				ot_account_set(answers, answer->reason, "marked.%u.reason", row);
		}
	}
}

/* --- what is kept, and until when ---------------------------------------------------------- */

/* The day so many years after the planned start of the contract; NULL where none is planned. */
static char *
find_end(const OtAccount *account, int years)
{
	const xmlNode *timeline = ot_xml_child(account->source.root, "timeline");
	const xmlNode *milestone = timeline != NULL ? ot_xml_child(timeline, "milestone") : NULL;
	OtDay day;

	while (milestone != NULL &&
	       g_strcmp0(ot_xml_attr(milestone, "kind"), "contract-start") != 0)
		milestone = ot_xml_next(milestone, "milestone");
	if (!ot_check_day(milestone, "date", &day))
		return NULL;
	GDate *date = g_date_new_dmy((GDateDay) atoi(day.text + 8), (GDateMonth) atoi(day.text + 5),
	                             (GDateYear) atoi(day.text));
	char text[11];
	g_date_add_years(date, (guint) years);
	g_date_strftime(text, sizeof text, "%Y-%m-%d", date);
	g_date_free(date);
	return g_strdup(text);
}

/*
 * Procurement Act 2023 s.98(4): until notice that no contract is awarded, or three years from the
 * contract.  Other rules say it themselves; then the authority's own schedule is named.
 */
static const char *
find_period(const OtAccount *account)
{
	const xmlNode *identity = ot_xml_child(account->source.root, "identity");
	const char *regime = ot_xml_attr(identity, "regime"), *date = ot_xml_attr(identity, "date");
	const OtLabels *labels = account->source.labels;
	const OtConstant *years =
		ot_reference_find(account->source.constants, "record-years", date, NULL);

	if (years == NULL || g_strcmp0(ot_xml_attr(identity, "jurisdiction"), "GB-SCT") == 0 ||
	    (g_strcmp0(regime, "procurement-act-2023") != 0 && g_strcmp0(regime, "utilities") != 0))
		return ot_labels_get(labels, "kept-own-schedule");
	g_autofree char *end = find_end(account, atoi(years->value));
	if (end == NULL)
		return ot_labels_fill(labels, account->arena, "kept-years", "years", years->value,
		                      NULL);
	return ot_labels_fill(labels, account->arena, "kept-years-until", "years", years->value,
	                      "date", ot_format_date(labels, account->arena, end), NULL);
}

static void
answer_records(const OtAccount *account, OtAnswers *answers)
{
	static const struct {
		const char *label, *where;
	} records[] = {
		{"record-contacts", "register.csv"},
		{"record-responses", "responses/, responses.xml"},
		{"record-questions", "questions.csv"},
		{"record-decisions", "changes.xml"},
		{"record-report", "report/"},
	};
	const OtLabels *labels = account->source.labels;
	const char *until = find_period(account);

	for (size_t i = 0; i < G_N_ELEMENTS(records); i++) {
		ot_account_set(answers, ot_labels_get(labels, records[i].label),
		               "record.%zu.what", i + 1);
		ot_account_set(answers, records[i].where, "record.%zu.where", i + 1);
		ot_account_set(answers, until, "record.%zu.until", i + 1);
	}
	size_t last = G_N_ELEMENTS(records) + 1;
	ot_account_set(answers, ot_labels_get(labels, "record-people"), "record.%zu.what", last);
	ot_account_set(answers, "suppliers.csv, people.csv", "record.%zu.where", last);
	ot_account_set(answers, ot_labels_get(labels, "kept-as-told"), "record.%zu.until", last);
	if (account->kept_until != NULL) {
		const char *date = ot_format_date(labels, account->arena, account->kept_until);
		ot_account_set(answers,
		               ot_labels_fill(labels, account->arena, "kept-register", "date",
		                              date != NULL ? date : account->kept_until, NULL),
		               "records.register");
	}
}

void
ot_account_answer_authority(const OtAccount *account, OtAnswers *answers)
{
	answer_participants(account, answers);
	answer_marks(account, answers);
	answer_records(account, answers);
}
