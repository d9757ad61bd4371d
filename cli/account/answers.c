/* SPDX-License-Identifier: MIT */
#include "account/parts.h"

#include <string.h>

/* The questions that are published, without who asked, and the last day on which one was. */
void
ot_account_answer_enquiries(const OtAccount *account, OtAnswers *answers)
{
	const OtEnquiries *enquiries = account->source.enquiries;
	size_t n = enquiries != NULL ? ot_enquiries_count(enquiries) : 0, row = 0;
	bool by_hand = ot_answers_rows(answers, "qa") > 0;
	const char *last = "";

	for (size_t i = 0; i < n; i++) {
		const OtEnquiry *one = ot_enquiries_get(enquiries, i);
		if (one->state != OT_ENQUIRY_IS_PUBLISHED)
			continue;
		row++;
		if (strcmp(one->values[OT_ENQUIRY_PUBLISHED], last) > 0)
			last = one->values[OT_ENQUIRY_PUBLISHED];
		if (by_hand)
			continue;
		ot_account_set(answers, one->values[OT_ENQUIRY_QUESTION], "qa.%zu.question", row);
		ot_account_set(answers, one->values[OT_ENQUIRY_ANSWER], "qa.%zu.answer", row);
	}
	if (*last != '\0')
		ot_account_set(answers, last, "fairness.questions");
}

void
ot_account_answer(const OtAccount *account, OtAnswers *answers, bool for_authority)
{
	ot_answers_set(answers, "report.copy", for_authority ? "authority" : "published");
	if (account->participants->len > 0)
		ot_account_answer_numbers(account, answers);
	ot_account_answer_themes(account, answers);
	ot_account_answer_decisions(account, answers);
	ot_account_answer_enquiries(account, answers);
	if (for_authority)
		ot_account_answer_authority(account, answers);
}
