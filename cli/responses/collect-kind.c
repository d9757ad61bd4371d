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

/*
 * Files of another kind are the supplier's to send again; all else says what it is and how to mend
 * it.
 */
static bool
is_other_kind(const OtFinding *finding)
{
	return strcmp(finding->code, ot_code_info(OT_CODE_DRAFT_NOT_WORD)->code) == 0 ||
	       strcmp(finding->code, ot_code_info(OT_CODE_DRAFT_OTHER)->code) == 0;
}

static bool
is_mail(const char *path)
{
	g_autofree char *lower = g_ascii_strdown(path, -1);

	return g_str_has_suffix(lower, ".eml") || g_str_has_suffix(lower, ".msg");
}

/*
 * What to do with a file that another program can make a Word document of, with a mail, and else.
 */
static void
advise(OtFindings *findings, OtFinding *finding, const char *path, const OtFinding *first)
{
	static const char write_back[] =
		"“Thank you for your answers. We can't read this kind of file. Could you send the "
		"response form as a Word document (.docx), or simply your answers as text with the "
		"numbers of the questions?”";

	if (is_mail(path))
		ot_finding_advise(
			findings, finding,
			"Open the mail, save what is attached to it into the folder, or its "
			"words as plain text (.txt), and collect again.");
	else if (first != NULL &&
	         strcmp(first->code, ot_code_info(OT_CODE_DRAFT_OTHER)->code) == 0)
		ot_finding_advise(
			findings, finding,
			"Open it in Word or in the program that made it, save it as a Word "
			"document (.docx), and collect again. Or write back: %s",
			write_back);
	else
		ot_finding_advise(findings, finding, "Write back: %s", write_back);
}

void
ot_collect_refuse(GBytes *bytes, const char *path, const OtFindings *why, OtFindings *findings)
{
	const OtFinding *first = ot_findings_count(why) > 0 ? ot_findings_get(why, 0) : NULL;
	const char *kind = is_mail(path) ? "a mail" : find_kind(bytes);
	OtFinding *finding;

	if (kind == NULL && first != NULL && !is_other_kind(first)) {
		for (size_t i = 0; i < ot_findings_count(why); i++)
			ot_findings_add_copy(findings, ot_findings_get(why, i));
		return;
	}
	if (kind != NULL)
		finding =
			ot_findings_add(findings, OT_CODE_RESPONSE_UNREAD, (OtWhere){.file = path},
		                        "no answers can be read from it: the file is %s", kind);
	else
		finding =
			ot_findings_add(findings, OT_CODE_RESPONSE_UNREAD, (OtWhere){.file = path},
		                        "no answers can be read from it: %s",
		                        first != NULL ? first->message : "it holds none");
	advise(findings, finding, path, kind == NULL ? first : NULL);
}
