/* SPDX-License-Identifier: MIT */
#include "pdf/content.h"

#include "base/error.h"
#include "pdf/parse.h"

#include <string.h>

/* ISO 19005-3, 6.1.13: levels of q. */
#define MAX_SAVES 28

/* --- reading ----------------------------------------------------------------------------- */

#define PACK(a, b, c) ((guint) (a) << 16 | (guint) (b) << 8 | (guint) (c))

static OtOperatorKind
find_operator(const OtToken *token)
{
	const guint8 *text = token->start;

	if (token->len > 3)
		return OT_OPERATOR_UNKNOWN;
	switch (PACK(text[0], token->len > 1 ? text[1] : 0, token->len > 2 ? text[2] : 0)) {
#define OPERATOR(a, b, c, kind) \
	case PACK(a, b, c): \
		return OT_OPERATOR_##kind;
#include "pdf/operators.def"
#undef OPERATOR
	}
	return OT_OPERATOR_UNKNOWN;
}

OtContentReader
ot_content_reader(const guint8 *bytes, size_t len)
{
	return (OtContentReader){ .lexer = { .at = bytes, .end = bytes + len } };
}

bool
ot_content_next(OtContentReader *reader)
{
	reader->n_operands = 0;
	for (;;) {
		OtToken token = ot_lexer_next(&reader->lexer);

		if (reader->n_operands == 0)
			reader->start = token.start;
		if (token.kind == OT_TOKEN_END && reader->n_operands == 0)
			return false;
		if (token.kind == OT_TOKEN_END || token.kind == OT_TOKEN_BAD) {
			reader->kind = OT_OPERATOR_UNKNOWN;
			reader->operator = token;
			return true;
		}
		if (token.kind == OT_TOKEN_WORD) {
			reader->kind = find_operator(&token);
			reader->operator = token;
			/* "true" and the like are operands, but only of operators not used. */
			return true;
		}
		if (reader->n_operands < OT_MAX_OPERANDS)
			reader->operands[reader->n_operands] = token;
		reader->n_operands++;
	}
}

/* --- marking ----------------------------------------------------------------------------- */

/* A mark that cairo itself wrote, to say how a text reads: /Span <</ActualText ..>> BDC .. EMC. */
typedef struct {
	bool open;
	bool known;              /* all of `shown` could be read */
	const guint8 *start, *end; /* its BDC */
	GString *actual;         /* what it says that the text is */
	GString *shown;          /* what the fonts' maps say */
} Span;

typedef struct {
	OtContentReader reader;
	const OtDrawnPage *page;
	const GArray *marks;
	guint n_seen;         /* markers so far */
	guint n_opened;       /* openings so far */
	bool open, closed;    /* between BDC and EMC; after the last marker */
	bool in_text;         /* between BT and ET */
	int saves;            /* open q */
	OtSlice font;         /* set in this text, or empty */
	Span span;
	const guint8 *copied; /* what stands before it is in `out` */
	GByteArray *out;
	GError **error;
} Marker;

static bool G_GNUC_PRINTF(2, 3)
fail(Marker *marker, const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list args;

	va_start(args, format);
	what = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(marker->error, OT_ERROR, OT_ERROR_FORMAT, "page %d was drawn wrongly: %s",
	            marker->page->page + 1, what);
	return false;
}

static void
copy_until(Marker *marker, const guint8 *end)
{
	g_byte_array_append(marker->out, marker->copied, (guint) (end - marker->copied));
	marker->copied = end;
}

static void
append(GByteArray *out, const char *text)
{
	g_byte_array_append(out, (const guint8 *) text, (guint) strlen(text));
}

static void
append_end(Marker *marker)
{
	const OtMark *mark = &g_array_index(marker->marks, OtMark, marker->n_seen - 1);

	if (mark->kind != OT_MARK_FORM)
		append(marker->out, "EMC\n");
}

static void
append_begin(Marker *marker, const OtMark *mark)
{
	const OtDrawing *drawing = marker->page->drawing;
	char text[128];

	switch (mark->kind) {
	case OT_MARK_ELEMENT:
		g_snprintf(text, sizeof(text), "/%s <</MCID %d>> BDC\n",
		           ot_structure_name(mark->element->type), mark->mcid);
		append(marker->out, text);
		break;
	case OT_MARK_HEADER:
		append(marker->out, "/Artifact <</Type/Pagination/Subtype/Header>> BDC\n");
		break;
	case OT_MARK_FOOTER:
		append(marker->out, "/Artifact <</Type/Pagination/Subtype/Footer>> BDC\n");
		break;
	case OT_MARK_LAYOUT:
		append(marker->out, "/Artifact <</Type/Layout>> BDC\n");
		break;
	case OT_MARK_FORM:
		break;
	case OT_MARK_BACKGROUND: /* its box is required (ISO 32000-1, table 330) */
		g_snprintf(text, sizeof(text),
		           "/Artifact <</Type/Background/BBox[0 0 %d %d]>> BDC\n",
		           (int) (drawing->page_width + 0.999),
		           (int) (drawing->page_height + 0.999));
		append(marker->out, text);
		break;
	}
}

/* The column of a marker rectangle, or -1 for any other: "12 0.5 0.012 0.02 re". */
static int
get_marker(const OtContentReader *reader)
{
	if (reader->n_operands != 4 || !ot_token_is(&reader->operands[1], "0.5")
	    || !ot_token_is(&reader->operands[2], "0.012")
	    || !ot_token_is(&reader->operands[3], "0.02"))
		return -1;
	return ot_token_int(&reader->operands[0]);
}

static bool
check_marker(Marker *marker, int column)
{
	if (marker->closed)
		return fail(marker, "a marker follows after the last");
	if (marker->in_text || marker->span.open)
		return fail(marker, "marker %u stands within a text", marker->n_seen);
	if (column == OT_MARKER_CLOSE) {
		if (marker->n_seen != marker->marks->len)
			return fail(marker, "%u of %u markers are missing",
			            marker->marks->len - marker->n_seen, marker->marks->len);
		return true;
	}
	if (marker->n_seen == marker->marks->len)
		return fail(marker, "it has more than its %u markers", marker->marks->len);
	if (column != (int) (marker->n_seen % OT_MARKER_COLUMNS))
		return fail(marker, "marker %d stands where %u is expected", column,
		            marker->n_seen);
	return true;
}

/* The rectangle before the first marker that OT_COVER_STRIP describes; any other is no cover. */
static bool
is_cover(const Marker *marker)
{
	const OtContentReader *reader = &marker->reader;
	const OtDrawing *drawing = marker->page->drawing;

	return marker->n_seen == 0 && !marker->open && reader->n_operands == 4 &&
	       ot_token_is(&reader->operands[0], "0") && ot_token_is(&reader->operands[1], "0") &&
	       ot_token_int(&reader->operands[2]) == (int) drawing->page_width &&
	       ot_token_int(&reader->operands[3]) == (int) drawing->page_height - OT_COVER_STRIP;
}

static bool
drop_cover(Marker *marker)
{
	OtContentReader *reader = &marker->reader;
	const guint8 *start = reader->start;

	if (!ot_content_next(reader) || !ot_token_is(&reader->operator, "f") ||
	    reader->n_operands > 0)
		return fail(marker, "its cover is not filled");
	copy_until(marker, start);
	marker->copied = reader->lexer.at;
	return true;
}

/* The rectangle has been read; it must be filled, and by nothing else than a plain colour. */
static bool
replace_marker(Marker *marker, int column)
{
	OtContentReader *reader = &marker->reader;
	const guint8 *start = reader->start;

	if (!check_marker(marker, column))
		return false;
	if (!ot_content_next(reader) || !ot_token_is(&reader->operator, "f")
	    || reader->n_operands > 0)
		return fail(marker, "marker %u is under a clip or has no plain colour",
		            marker->n_seen);
	copy_until(marker, start);
	marker->copied = reader->lexer.at;
	if (marker->open)
		append_end(marker);
	marker->closed = column == OT_MARKER_CLOSE;
	marker->open = !marker->closed;
	if (marker->open)
		append_begin(marker, &g_array_index(marker->marks, OtMark, marker->n_seen++));
	return true;
}

/* --- openings ---------------------------------------------------------------------------- */

/* The column of the marker of an opening, or -1: "3 1.5 0.012 0.02 re". */
static int
get_opening(const OtContentReader *reader)
{
	if (reader->n_operands != 4 || !ot_token_is(&reader->operands[1], "1.5")
	    || !ot_token_is(&reader->operands[2], "0.012")
	    || !ot_token_is(&reader->operands[3], "0.02"))
		return -1;
	return ot_token_int(&reader->operands[0]);
}

static void
append_number(GByteArray *out, double number)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	append(out, g_ascii_formatd(text, sizeof(text), "%.3f", number));
	append(out, " ");
}

/* cairo's pages run from the top down; a form does from the bottom up. */
static void
append_form(GByteArray *out, const OtOpening *opening)
{
	char name[32];

	append(out, "q 1 0 0 -1 ");
	append_number(out, opening->x);
	append_number(out, opening->y);
	g_snprintf(name, sizeof(name), "cm /" OT_FORM_NAME " Do Q\n", opening->form);
	append(out, name);
}

static bool
replace_opening(Marker *marker, int column)
{
	const OtPage *on = g_ptr_array_index(marker->page->drawing->pages,
	                                     (guint) marker->page->page);
	OtContentReader *reader = &marker->reader;
	const guint8 *start = reader->start;

	if (marker->n_opened >= on->openings->len ||
	    column != (int) (marker->n_opened % OT_MARKER_COLUMNS))
		return fail(marker, "an opening stands where none is expected");
	if (!marker->open || marker->in_text || marker->span.open)
		return fail(marker, "an opening stands outside every mark, or in a text");
	if (!ot_content_next(reader) || !ot_token_is(&reader->operator, "f")
	    || reader->n_operands > 0)
		return fail(marker, "an opening is under a clip or has no plain colour");
	copy_until(marker, start);
	marker->copied = reader->lexer.at;
	append_form(marker->out, &g_array_index(on->openings, OtOpening, marker->n_opened++));
	return true;
}

/* --- spans ------------------------------------------------------------------------------- */

/* The only mark that cairo writes unasked; any other comes from tags, which nobody here uses. */
static bool
begin_span(Marker *marker)
{
	OtContentReader *reader = &marker->reader;
	OtLexer lexer = { .at = reader->operands[1].start, .end = reader->operator.start };
	const OtValue *properties = NULL;
	OtSlice text;

	if (reader->n_operands > 1 && ot_token_is(&reader->operator, "BDC")
	    && ot_token_is(&reader->operands[0], "/Span"))
		properties = ot_value_parse(marker->page->file, &lexer, NULL);
	text = ot_value_get_slice(ot_dictionary_get(properties, "ActualText"));
	if (marker->span.open || text.len < 2 || ot_dictionary_get(properties, "MCID") != NULL)
		return fail(marker, "it has marks of its own");
	if (!marker->open)
		return fail(marker, "something is painted outside every mark");
	marker->span.open = marker->span.known = true;
	marker->span.start = reader->start;
	marker->span.end = reader->lexer.at;
	g_string_truncate(marker->span.shown, 0);
	g_string_truncate(marker->span.actual, 0);
	text.bytes += 2; /* the byte order mark */
	text.len -= 2;
	ot_slice_append_utf16(marker->span.actual, text);
	return true;
}

/* A span that says nothing new is taken out: some programs lose the text that follows it. */
static bool
end_span(Marker *marker)
{
	Span *span = &marker->span;

	if (!span->open)
		return fail(marker, "a mark ends that wasn't begun");
	span->open = false;
	if (!span->known || !ot_unicode_equal(span->shown->str, span->actual->str))
		return true;
	copy_until(marker, span->start);
	marker->copied = span->end;
	copy_until(marker, marker->reader.start);
	marker->copied = marker->reader.lexer.at;
	return true;
}

static void
set_font(Marker *marker)
{
	const OtToken *name = &marker->reader.operands[0];

	marker->font = (OtSlice){ .bytes = "", .len = 0 };
	if (marker->reader.n_operands == 2 && name->kind == OT_TOKEN_NAME)
		marker->font = (OtSlice){ .bytes = (const char *) name->start + 1,
			                  .len = name->len - 1 };
}

static bool
paint(Marker *marker)
{
	const OtContentReader *reader = &marker->reader;
	OtLexer lexer = { .at = reader->start, .end = reader->operator.start };
	const OtDrawnPage *page = marker->page;
	Span *span = &marker->span;
	const OtValue *shown;

	if (!marker->open)
		return fail(marker, "something is painted outside every mark");
	if (!span->open || !span->known)
		return true;
	shown = reader->kind == OT_OPERATOR_SHOW ? ot_value_parse(page->file, &lexer, NULL) : NULL;
	span->known = ot_unicode_append(page->unicode, page->resources, marker->font, shown,
	                                span->shown);
	return true;
}

/* --- operators --------------------------------------------------------------------------- */

static bool
begin_text(Marker *marker, bool begin)
{
	marker->in_text = begin;
	marker->font.len = 0; /* set anew in each text, as far as anything here relies on it */
	return !marker->span.open || fail(marker, "a text begins or ends within a span");
}

static bool
save(Marker *marker, int step)
{
	marker->saves += step;
	if (marker->saves > MAX_SAVES)
		return fail(marker, "more than %d states are saved", MAX_SAVES);
	return marker->saves >= 0 || fail(marker, "a state is restored that wasn't saved");
}

static bool
fail_operator(Marker *marker)
{
	const OtToken *operator = &marker->reader.operator;
	g_autofree char *text = g_strndup((const char *) operator->start, MIN(operator->len, 20));
	g_autofree char *escaped = g_strescape(text, NULL);

	return fail(marker, "it has an operator that is not known here: %s", escaped);
}

static bool
mark_rectangle(Marker *marker)
{
	int column = get_marker(&marker->reader);
	int opening = get_opening(&marker->reader);

	if (opening >= 0)
		return replace_opening(marker, opening);
	return column < 0 || replace_marker(marker, column);
}

static bool
mark_operator(Marker *marker)
{
	const OtContentReader *reader = &marker->reader;

	switch (reader->kind) {
	case OT_OPERATOR_UNKNOWN:
		return fail_operator(marker);
	case OT_OPERATOR_STATE:
		return true;
	case OT_OPERATOR_FONT:
		set_font(marker);
		return true;
	case OT_OPERATOR_PAINT:
	case OT_OPERATOR_SHOW:
		return paint(marker);
	case OT_OPERATOR_RECTANGLE:
		if (is_cover(marker))
			return drop_cover(marker);
		return mark_rectangle(marker);
	case OT_OPERATOR_SAVE:
		return save(marker, 1);
	case OT_OPERATOR_RESTORE:
		return save(marker, -1);
	case OT_OPERATOR_TEXT_BEGIN:
		return begin_text(marker, true);
	case OT_OPERATOR_TEXT_END:
		return begin_text(marker, false);
	case OT_OPERATOR_MARK_BEGIN:
		return begin_span(marker);
	case OT_OPERATOR_MARK_END:
		return end_span(marker);
	}
	return false;
}

static bool
check_end(Marker *marker)
{
	if (!marker->closed)
		return fail(marker, "its last marker is missing, and %u of %u before it",
		            marker->marks->len - marker->n_seen, marker->marks->len);
	const OtPage *on = g_ptr_array_index(marker->page->drawing->pages,
	                                     (guint) marker->page->page);
	if (marker->n_opened != on->openings->len)
		return fail(marker, "%u openings are missing",
		            on->openings->len - marker->n_opened);
	if (marker->saves != 0 || marker->in_text || marker->span.open)
		return fail(marker, "it ends within a text or a saved state");
	return true;
}

GByteArray *
ot_content_mark(const guint8 *bytes, size_t len, const OtDrawnPage *page, GError **error)
{
	g_autoptr(GByteArray) out = g_byte_array_sized_new((guint) len + 1024);
	g_autoptr(GString) actual = g_string_new(NULL), shown = g_string_new(NULL);
	const OtPage *on = g_ptr_array_index(page->drawing->pages, (guint) page->page);
	Marker marker = { .reader = ot_content_reader(bytes, len), .page = page,
		          .marks = on->marks, .copied = bytes, .out = out, .error = error,
		          .span = { .actual = actual, .shown = shown } };

	while (ot_content_next(&marker.reader))
		if (!mark_operator(&marker))
			return NULL;
	if (!check_end(&marker))
		return NULL;
	copy_until(&marker, bytes + len);
	return g_steal_pointer(&out);
}
