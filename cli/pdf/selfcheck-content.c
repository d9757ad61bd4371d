/* SPDX-License-Identifier: MIT */
#include "pdf/content.h"
#include "pdf/parse.h"
#include "pdf/selfcheck.h"

#include <string.h>

/* Marks within each other; cairo's /Span inside ours makes two. */
#define MAX_MARKS 8

typedef enum { MARK_CONTENT, MARK_ARTIFACT, MARK_SPAN } OpenMark;

/* The content of one page. */
typedef struct {
	OtSelfcheck *check;
	int page; /* -1: a form, which is marked where it is used */
	OpenMark open[MAX_MARKS];
	int n_open;
	int n_mcids;
} Content;

static bool
fail(Content *content, const char *clause, const char *what)
{
	return ot_selfcheck_fail(content->check, clause, "page %d: %s", content->page + 1, what);
}

/* The property list of a BDC operator as a dictionary. */
static OtValue *
parse_properties(Content *content, const OtContentReader *reader)
{
	OtLexer lexer = { .at = reader->operands[1].start, .end = reader->operator.start };

	if (reader->n_operands < 2)
		return NULL;
	return ot_value_parse(content->check->file, &lexer, NULL);
}

/* ISO 32000-1, 14.8.2.2: an artifact says what it is; a header or footer also which. */
static bool
check_artifact(Content *content, const OtValue *properties)
{
	const OtValue *type = ot_dictionary_get(properties, "Type");
	const OtValue *subtype = ot_dictionary_get(properties, "Subtype");

	if (ot_value_is_name(type, "Pagination"))
		return ot_value_is_name(subtype, "Header") || ot_value_is_name(subtype, "Footer")
		       || fail(content, "ISO 32000-1, 14.8.2.2", "an artifact of the page's"
		                                                 " frame is neither head nor foot");
	if (ot_value_is_name(type, "Background"))
		return ot_array_len(ot_dictionary_get(properties, "BBox")) == 4
		       || fail(content, "ISO 32000-1, 14.8.2.2", "a background has no box");
	return ot_value_is_name(type, "Layout")
	       || fail(content, "ISO 32000-1, 14.8.2.2", "an artifact has no type");
}

static bool
check_mcid(Content *content, int mcid)
{
	return mcid == content->n_mcids++
	       || fail(content, "ISO 32000-1, 14.7.4.4", "marked pieces are not in order");
}

static bool
check_actual_text(Content *content, const OtValue *properties)
{
	OtSlice text = ot_value_get_slice(ot_dictionary_get(properties, "ActualText"));

	if (text.len == 2)
		return true; /* nothing but the byte order mark: a glyph that adds no text */
	if (text.len < 2 || memcmp(text.bytes, "\xfe\xff", 2) != 0
	    || !ot_selfcheck_is_readable((const guint8 *) text.bytes + 2, text.len - 2))
		return fail(content, "ISO 19005-3, 6.2.11.7", "a replacement text is unreadable");
	return true;
}

static bool
begin_mark(Content *content, const OtContentReader *reader)
{
	const OtValue *properties = parse_properties(content, reader);
	int mcid = ot_value_get_int(ot_dictionary_get(properties, "MCID"), -1);
	OpenMark mark = MARK_SPAN;

	if (content->n_open == MAX_MARKS)
		return fail(content, "ISO 32000-1, 14.6", "marks are nested too deep");
	if (ot_token_is(&reader->operands[0], "/Artifact"))
		mark = MARK_ARTIFACT;
	else if (mcid >= 0)
		mark = MARK_CONTENT;
	if (mark != MARK_SPAN && content->page < 0)
		return fail(content, "ISO 32000-1, 14.7.4.2", "a form has marks of its own");
	/* ISO 14289-1, 7.1: no artifact in tagged content, and the other way round. */
	if (mark != MARK_SPAN && content->n_open > 0)
		return fail(content, "ISO 14289-1, 7.1", "a mark begins within another");
	content->open[content->n_open++] = mark;
	switch (mark) {
	case MARK_CONTENT:
		return check_mcid(content, mcid);
	case MARK_ARTIFACT:
		return check_artifact(content, properties);
	case MARK_SPAN:
		return check_actual_text(content, properties);
	}
	return false;
}

static bool
check_operator(Content *content, const OtContentReader *reader)
{
	switch (reader->kind) {
	case OT_OPERATOR_UNKNOWN:
		return fail(content, "ISO 19005-3, 6.2.2", "an operator is not in ISO 32000-1");
	case OT_OPERATOR_PAINT:
	case OT_OPERATOR_SHOW:
		return content->page < 0 || (content->n_open > 0 && content->open[0] != MARK_SPAN)
		       || fail(content, "ISO 14289-1, 7.1", "something painted is not marked");
	case OT_OPERATOR_MARK_BEGIN:
		return begin_mark(content, reader);
	case OT_OPERATOR_MARK_END:
		return --content->n_open >= 0
		       || fail(content, "ISO 32000-1, 14.6", "a mark ends that was not begun");
	case OT_OPERATOR_STATE:
	case OT_OPERATOR_FONT:
	case OT_OPERATOR_RECTANGLE:
	case OT_OPERATOR_SAVE:
	case OT_OPERATOR_RESTORE:
	case OT_OPERATOR_TEXT_BEGIN:
	case OT_OPERATOR_TEXT_END:
		return true;
	}
	return false;
}

static bool
check_stream(Content *content, const OtValue *stream)
{
	OtSelfcheck *check = content->check;
	g_autoptr(GByteArray) bytes = ot_stream_decode(check->file, stream, check->error);
	OtContentReader reader;

	if (bytes == NULL)
		return false;
	reader = ot_content_reader(bytes->data, bytes->len);
	while (ot_content_next(&reader))
		if (!check_operator(content, &reader))
			return false;
	return content->n_open == 0 || fail(content, "ISO 32000-1, 14.6", "a mark doesn't end");
}

static bool
check_page_content(OtSelfcheck *check, int page)
{
	const OtValue *dictionary = ot_selfcheck_page(check, page);
	Content content = { .check = check, .page = page };

	if (!check_stream(&content, ot_dictionary_find(check->file, dictionary, "Contents")))
		return false;
	check->n_mcids[page] = content.n_mcids;
	return true;
}

bool
ot_selfcheck_form_content(OtSelfcheck *check, int number)
{
	Content content = { .check = check, .page = -1 };

	return check_stream(&content, ot_pdf_file_get(check->file, number));
}

static bool
check_page_keys(OtSelfcheck *check, int page)
{
	const OtValue *dictionary = ot_selfcheck_page(check, page);

	if (!ot_value_is_name(ot_dictionary_get(dictionary, "Tabs"), "S"))
		return ot_selfcheck_fail(check, "ISO 14289-1, 7.18.3",
		                         "page %d: the order of tabs is not that of the structure",
		                         page + 1);
	if (ot_value_get_int(ot_dictionary_get(dictionary, "StructParents"), -1) < 0)
		return ot_selfcheck_fail(check, "ISO 32000-1, 14.7.4.4",
		                         "page %d: it has no key in the parent tree", page + 1);
	return true;
}

bool
ot_selfcheck_content(OtSelfcheck *check)
{
	for (guint i = 0; i < check->pages->len; i++)
		if (!check_page_keys(check, (int) i) || !check_page_content(check, (int) i))
			return false;
	return true;
}
