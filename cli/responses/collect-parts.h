/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_COLLECT_PARTS_H
#define OT_RESPONSES_COLLECT_PARTS_H

/** What the readers of the kinds of files share (collect.c and collect-*.c). */

#include "docx/draft.h"
#include "responses/collect.h"
#include "responses/filled.h"

/** The form in one language. */
typedef struct {
	const char *lang;      /**< "en", "cy" */
	OtDocument *document;
	const OtLabels *labels;
} OtCollectForm;

struct OtCollector {
	OtAsked *asked;
	OtCollectForm forms[2]; /**< that of the specification first */
	size_t n_forms;
};

/** The form of a language such as "cy-GB", or the first one. */
const OtCollectForm *
ot_collector_form(const OtCollector *collector, const char *lang);

/** collect-docx.c: what the content controls of a draft hold. */
void
ot_collect_controls(const OtDraft *draft, const OtCollectForm *form, OtFilled *filled,
                    OtFindings *findings);

#endif
