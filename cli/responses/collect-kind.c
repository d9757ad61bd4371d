/* SPDX-License-Identifier: MIT */
#include "responses/collect-parts.h"

#include <string.h>

/* What people send in the place of a text, by how it begins. */
static const struct {
	size_t offset;
	const char *bytes;
	const char *what;
} kinds[] = {
	{0, "%PDF", "a PDF"},
	{0, "\x89PNG", "a picture (PNG)"},
	{0, "\xFF\xD8\xFF", "a picture (JPEG)"},
	{0, "GIF8", "a picture (GIF)"},
	{0, "II*", "a picture (TIFF)"},
	{0, "MM\x00*", "a picture (TIFF)"},
	{4, "ftyphei", "a photograph (HEIC)"},
};

static const char *
find_kind(GBytes *bytes)
{
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		size_t n = strlen(kinds[i].bytes);
		if (len >= kinds[i].offset + n &&
		    memcmp(data + kinds[i].offset, kinds[i].bytes, n) == 0)
			return kinds[i].what;
	}
	return NULL;
}

/* Files of another kind are the supplier's to send again; all else says what it is and how to mend it. */
static bool
is_other_kind(const OtFinding *finding)
{
	return strcmp(finding->code, ot_code_info(OT_CODE_DRAFT_NOT_WORD)->code) == 0 ||
	       strcmp(finding->code, ot_code_info(OT_CODE_DRAFT_OTHER)->code) == 0;
}

void
ot_collect_refuse(GBytes *bytes, const char *path, const OtFindings *why, OtFindings *findings)
{
	const OtFinding *first = ot_findings_count(why) > 0 ? ot_findings_get(why, 0) : NULL;
	const char *kind = find_kind(bytes);
	OtFinding *finding;

	if (kind == NULL && first != NULL && !is_other_kind(first)) {
		for (size_t i = 0; i < ot_findings_count(why); i++)
			ot_findings_add_copy(findings, ot_findings_get(why, i));
		return;
	}
	if (kind != NULL)
		finding = ot_findings_add(findings, OT_CODE_RESPONSE_UNREAD, (OtWhere){.file = path},
		                          "no answers can be read from it: the file is %s", kind);
	else
		finding = ot_findings_add(findings, OT_CODE_RESPONSE_UNREAD, (OtWhere){.file = path},
		                          "no answers can be read from it: %s",
		                          first != NULL ? first->message : "it holds none");
	ot_finding_advise(findings, finding,
	                  "Write back: “Thank you for your answers. We can't read this kind of file. "
	                  "Could you send the response form as a Word document (.docx), or simply "
	                  "your answers as text with the numbers of the questions?”");
}
