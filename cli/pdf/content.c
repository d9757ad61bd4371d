/* SPDX-License-Identifier: MIT */
#include "pdf/content.h"

#include "base/error.h"

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

typedef struct {
	OtContentReader reader;
	const OtDrawing *drawing;
	const GArray *marks;
	int page;
	guint n_seen;         /* markers so far */
	bool open, closed;    /* between BDC and EMC; after the last marker */
	bool in_text;         /* between BT and ET */
	int saves, spans;     /* open q; open marks that cairo itself wrote */
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
	            marker->page + 1, what);
	return false;
}

static void
append(GByteArray *out, const char *text)
{
	g_byte_array_append(out, (const guint8 *) text, (guint) strlen(text));
}

static void
append_begin(Marker *marker, const OtMark *mark)
{
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
	case OT_MARK_BACKGROUND: /* its box is required (ISO 32000-1, table 330) */
		g_snprintf(text, sizeof(text), "/Artifact <</Type/Background/BBox[0 0 %d %d]>> BDC\n",
		           (int) (marker->drawing->page_width + 0.999),
		           (int) (marker->drawing->page_height + 0.999));
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
	if (marker->in_text || marker->spans > 0)
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
	g_byte_array_append(marker->out, marker->copied, (guint) (start - marker->copied));
	marker->copied = reader->lexer.at;
	if (marker->open)
		append(marker->out, "EMC\n");
	marker->closed = column == OT_MARKER_CLOSE;
	marker->open = !marker->closed;
	if (marker->open)
		append_begin(marker, &g_array_index(marker->marks, OtMark, marker->n_seen++));
	return true;
}

/* Marks of cairo's own are fine where they say how a text reads, as in /Span <</ActualText ..>>. */
static bool
check_span(Marker *marker)
{
	const OtContentReader *reader = &marker->reader;

	for (guint i = 0; i < MIN(reader->n_operands, OT_MAX_OPERANDS); i++)
		if (ot_token_is(&reader->operands[i], "/MCID"))
			return fail(marker, "it has marks of its own");
	if (!ot_token_is(&reader->operator, "BDC") || !ot_token_is(&reader->operands[0], "/Span"))
		return fail(marker, "it has marks of its own");
	if (!marker->open)
		return fail(marker, "something is painted outside every mark");
	marker->spans++;
	return true;
}

static bool
mark_operator(Marker *marker)
{
	const OtContentReader *reader = &marker->reader;
	int column;

	switch (reader->kind) {
	case OT_OPERATOR_UNKNOWN:
		return fail(marker, "it has an operator that is not known here: %.*s",
		            (int) MIN(reader->operator.len, 20),
		            (const char *) reader->operator.start);
	case OT_OPERATOR_STATE:
		return true;
	case OT_OPERATOR_PAINT:
		return marker->open || fail(marker, "something is painted outside every mark");
	case OT_OPERATOR_RECTANGLE:
		column = get_marker(reader);
		return column < 0 || replace_marker(marker, column);
	case OT_OPERATOR_SAVE:
		return ++marker->saves <= MAX_SAVES
		       || fail(marker, "more than %d states are saved", MAX_SAVES);
	case OT_OPERATOR_RESTORE:
		return --marker->saves >= 0 || fail(marker, "a state is restored that wasn't saved");
	case OT_OPERATOR_TEXT_BEGIN:
		marker->in_text = true;
		return true;
	case OT_OPERATOR_TEXT_END:
		marker->in_text = false;
		return marker->spans == 0 || fail(marker, "a text ends within a span");
	case OT_OPERATOR_MARK_BEGIN:
		return check_span(marker);
	case OT_OPERATOR_MARK_END:
		return --marker->spans >= 0 || fail(marker, "a mark ends that wasn't begun");
	}
	return false;
}

GByteArray *
ot_content_mark(const guint8 *bytes, size_t len, const OtDrawing *drawing, int page, GError **error)
{
	g_autoptr(GByteArray) out = g_byte_array_sized_new((guint) len + 1024);
	const OtPage *on = g_ptr_array_index(drawing->pages, (guint) page);
	Marker marker = { .reader = ot_content_reader(bytes, len), .drawing = drawing,
		          .marks = on->marks, .page = page, .copied = bytes, .out = out,
		          .error = error };

	while (ot_content_next(&marker.reader))
		if (!mark_operator(&marker))
			return NULL;
	if (!marker.closed) {
		fail(&marker, "its last marker is missing, and %u of %u before it",
		     marker.marks->len - marker.n_seen, marker.marks->len);
		return NULL;
	}
	if (marker.saves != 0 || marker.in_text || marker.spans != 0) {
		fail(&marker, "it ends within a text or a saved state");
		return NULL;
	}
	g_byte_array_append(out, marker.copied, (guint) (bytes + len - marker.copied));
	return g_steal_pointer(&out);
}
