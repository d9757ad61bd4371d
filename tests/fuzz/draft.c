/* SPDX-License-Identifier: MIT
 *
 * A Word file of others as a draft: read, its controls found, commented on at each paragraph; and
 * what comes out read again, which has to say the same.
 */
#include "fuzz.h"

#include "docx/controls.h"
#include "docx/draft.h"

#include <stdio.h>
#include <string.h>

/* More tell nothing new. */
#define MOST_NOTES 64

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

/* A note on the first half of every paragraph of the file, at whole characters. */
static GArray *
make_notes(const OtDraft *draft)
{
	static const char *const lines[] = {"One line.", "Another.", NULL};
	GArray *notes = g_array_new(FALSE, FALSE, sizeof(OtDraftNote));

	for (size_t i = 0; i < ot_draft_count(draft) && notes->len < MOST_NOTES; i++) {
		const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, i);
		size_t half = (size_t) (g_utf8_offset_to_pointer(
			paragraph->text, g_utf8_strlen(paragraph->text, -1) / 2) - paragraph->text);
		const OtDraftNote note = {i, 0, half, "TST001", lines};
		g_array_append_val(notes, note);
	}
	return notes;
}

static void
compare(const OtDraft *draft, GBytes *annotated)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtDraft) again = ot_draft_parse(annotated, "annotated.docx", findings);

	if (again == NULL && ot_findings_count(findings) > 0)
		fprintf(stderr, "%s\n", ot_findings_get(findings, 0)->message);
	fuzz_need(again != NULL, "a commented Word file can't be read");
	fuzz_need(ot_draft_count(draft) == ot_draft_count(again),
	          "a commented Word file has other paragraphs");
	for (size_t i = 0; i < ot_draft_count(draft); i++)
		fuzz_need(strcmp(ot_draft_paragraph(draft, i)->text,
		                 ot_draft_paragraph(again, i)->text) == 0,
		          "a commented Word file has another text");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = fuzz_archive(data, size, FUZZ_WORD);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtDraft) draft = ot_draft_parse(bytes, "draft.docx", findings);

	fuzz_need(draft != NULL || ot_findings_count(findings) > 0,
	          "a Word file is refused without a word");
	if (draft == NULL)
		return 0;
	g_autoptr(OtControls) controls = ot_controls_read(draft, findings);
	g_autoptr(GArray) notes = make_notes(draft);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) annotated = ot_draft_annotate(
		draft, (const OtDraftNote *) (void *) notes->data, notes->len, 0, &error);
	fuzz_need((annotated == NULL) == (error != NULL), "a Word file is refused without a word");
	if (annotated != NULL)
		compare(draft, annotated);
	return 0;
}
