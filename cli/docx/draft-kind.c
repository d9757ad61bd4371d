/* SPDX-License-Identifier: MIT */
#include "docx/draft-read.h"

#include <string.h>

/* Where the start of a file is looked for behind blanks. */
#define LONGEST_START 32

typedef struct {
	const char *what;
	OtCode code;
	const char *message;
} Format;

static const Format by_bytes[] = {
#define BYTES(what, code, message) {what, OT_CODE_##code, message},
#define STREAM(what, code, message)
#define TYPE(what, code, message)
#include "docx/draft-formats.def"
#undef BYTES
#undef STREAM
#undef TYPE
};

static const Format by_stream[] = {
#define BYTES(what, code, message)
#define STREAM(what, code, message) {what, OT_CODE_##code, message},
#define TYPE(what, code, message)
#include "docx/draft-formats.def"
#undef BYTES
#undef STREAM
#undef TYPE
};

static const Format by_type[] = {
#define BYTES(what, code, message)
#define STREAM(what, code, message)
#define TYPE(what, code, message) {what, OT_CODE_##code, message},
#include "docx/draft-formats.def"
#undef BYTES
#undef STREAM
#undef TYPE
};

static void
say(const char *name, OtFindings *findings, OtCode code, const char *message)
{
	ot_findings_add(findings, code, (OtWhere){.file = name}, "%s", message);
}

/* Names in an OLE2 file are UTF-16 (MS-CFB, 2.6.1). */
static bool
has_stream(const char *bytes, size_t len, const char *name)
{
	size_t n = 2 * strlen(name);
	g_autofree char *wide = g_malloc0(n);

	for (size_t i = 0; i < n; i += 2)
		wide[i] = name[i / 2];
	for (const char *c = bytes; (size_t) (bytes + len - c) >= n; c++) {
		c = memchr(c, *wide, (size_t) (bytes + len - c) - n + 1);
		if (c == NULL)
			return false;
		if (memcmp(c, wide, n) == 0)
			return true;
	}
	return false;
}

static void
refuse_ole2(const char *bytes, size_t len, const char *name, OtFindings *findings)
{
	for (size_t i = 0; i < G_N_ELEMENTS(by_stream); i++) {
		if (has_stream(bytes, len, by_stream[i].what)) {
			say(name, findings, by_stream[i].code, by_stream[i].message);
			return;
		}
	}
	say(name, findings, OT_CODE_DRAFT_OTHER, "the file is of an older program of Office");
}

void
ot_draft_refuse_bytes(const char *bytes, size_t len, const char *name, OtFindings *findings)
{
	const char *start = bytes, *end = bytes + len;

	if (len == 0) {
		say(name, findings, OT_CODE_DRAFT_NOT_WORD, "the file is empty");
		return;
	}
	if (len >= 8 && memcmp(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0) {
		refuse_ole2(bytes, len, name, findings);
		return;
	}
	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		start += 3;
	while (start < end && g_ascii_isspace(*start))
		start++;
	g_autofree char *head = g_ascii_strdown(start, MIN(end - start, LONGEST_START));
	for (size_t i = 0; i < G_N_ELEMENTS(by_bytes); i++) {
		g_autofree char *lower = g_ascii_strdown(by_bytes[i].what, -1);
		if (g_str_has_prefix(head, lower)) {
			say(name, findings, by_bytes[i].code, by_bytes[i].message);
			return;
		}
	}
	if (len >= 2 && memcmp(bytes, "PK", 2) == 0)
		say(name, findings, OT_CODE_DRAFT_DAMAGED, "the file is cut off or damaged");
	else if (g_utf8_validate(bytes, (gssize) len, NULL))
		say(name, findings, OT_CODE_DRAFT_NOT_WORD,
		    "the file is plain text; a .docx is a zip archive");
	else
		say(name, findings, OT_CODE_DRAFT_NOT_WORD,
		    "the file is not a zip archive, as a .docx is");
}

void
ot_draft_refuse_archive(OtArchive *archive, const char *name, OtFindings *findings)
{
	/* OpenDocument 1.3 part 2, 3.3: an entry of its own says what it is. */
	size_t entry = ot_archive_find(archive, "mimetype");
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	g_autoptr(GBytes) type =
		entry != OT_NO_ENTRY ? ot_archive_read(archive, entry, unsaid) : NULL;
	g_autofree char *text =
		type != NULL ? g_strndup(g_bytes_get_data(type, NULL), g_bytes_get_size(type))
			     : NULL;

	if (text != NULL && strstr(text, "opendocument.text") != NULL)
		say(name, findings, OT_CODE_DRAFT_OTHER,
		    "the file is an OpenDocument text (.odt), as LibreOffice writes it");
	else if (text != NULL)
		say(name, findings, OT_CODE_DRAFT_NOT_WORD,
		    "the file is a package of another program, and no Word document");
	else if (ot_archive_find(archive, "Index/Document.iwa") != OT_NO_ENTRY)
		say(name, findings, OT_CODE_DRAFT_OTHER, "the file is a document of Pages");
	else
		say(name, findings, OT_CODE_DRAFT_NOT_WORD,
		    "the file is a zip archive, but holds no Word document");
}

bool
ot_draft_check_type(const char *type, const char *name, OtFindings *findings)
{
	static const char *const word[] = {
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
		"application/vnd.ms-word.document.macroenabled.main+xml",
		"application/vnd.ms-word.template.macroenabledtemplate.main+xml",
	};
	g_autofree char *lower = g_ascii_strdown(type != NULL ? type : "", -1);

	if (g_strv_contains((const char *const[]){word[0], word[1], word[2], word[3], NULL}, lower))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(by_type); i++) {
		if (strstr(lower, by_type[i].what) != NULL) {
			say(name, findings, by_type[i].code, by_type[i].message);
			return false;
		}
	}
	say(name, findings, OT_CODE_DRAFT_PARTS,
	    "the list of contents does not say that the file holds a Word document");
	return false;
}
