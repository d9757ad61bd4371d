/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_COLLECT_PARTS_H
#define OT_RESPONSES_COLLECT_PARTS_H

/** What the readers of the kinds of files share (collect.c and collect-*.c). */

#include "docx/draft.h"
#include "responses/collect.h"
#include "responses/skeleton.h"

/** The form in one language. */
typedef struct {
	OtDocument *document;
	const OtLabels *labels;
	OtSkeleton *skeleton;
} OtCollectForm;

struct OtCollector {
	OtAsked *asked;
	char *reference, *version; /**< of the engagement */
	OtCollectForm forms[2]; /**< that of the specification first */
	size_t n_forms;
};

/** The form of a language such as "cy-GB", or the first one. */
const OtCollectForm *
ot_collector_form(const OtCollector *collector, const char *lang);

/** A text, or "" for NULL, that lives as long as the response. */
const char *
ot_collect_keep(OtResponse *response, const char *text);

/** Put lines beside the form of the language that they fit best; gives that form. */
const OtCollectForm *
ot_collect_align(const OtCollector *collector, const OtCollectForm *form, const OtLine *lines,
                 size_t n_lines, OtFilled *filled, OtAligned *aligned);

/** collect-docx.c; false where `findings` say why nothing can be made of it. */
bool
ot_collect_docx(const OtCollector *collector, GBytes *bytes, OtResponse *response, OtFilled *filled,
                OtFindings *findings);

/** collect-csv.c; false with or without an error. */
bool
ot_collect_csv(const OtAsked *asked, const char *path, OtResponse *response, OtFilled *filled,
               OtFindings *findings, GError **error);

/** collect-text.c: lines in which questions have their numbers. */
void
ot_collect_lines(const OtAsked *asked, const OtLine *lines, size_t n_lines, OtFilled *filled);

/**
 * collect-guessed.c: add what was found by the words around the fields: where a field has nothing,
 * without what others hold, and where words stand beside one that has; the latter is said.
 */
void
ot_collect_guessed(OtFilled *filled, const OtFilled *guessed, const char *path,
                   OtFindings *findings);

/** collect-remarks.c: pictures, tracked changes and comments of a draft become findings. */
void
ot_collect_remarks(const OtDraft *draft, const char *path, OtFindings *findings);

/** collect-remarks.c: the same for the one who wrote it and is going to send it. */
void
ot_own_remarks(const OtDraft *draft, const char *path, OtFindings *findings);

/** collect-kind.c: say what a file is that nothing can be made of, and what to write back. */
void
ot_collect_refuse(GBytes *bytes, const char *path, const OtFindings *why, OtFindings *findings);

/** Findings about words that differ and words that stand beside the fields. */
void
ot_collect_tell(const OtCollector *collector, const OtAligned *aligned, OtResponse *response,
                OtFindings *findings);

#endif
