/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_CONTENT_H
#define OT_PDF_CONTENT_H

/**
 * Content streams: reading their operators, and turning the painter's markers into marked content
 * (ISO 32000-1, 14.6).
 */

#include "pdf/lexer.h"
#include "pdf/structure.h"
#include "pdf/unicode.h"

/** What an operator does, as far as marking needs to know. */
typedef enum {
	OT_OPERATOR_UNKNOWN,
	OT_OPERATOR_STATE, /**< sets something or builds a path; nothing appears on the page */
	OT_OPERATOR_PAINT, /**< something appears */
	OT_OPERATOR_SHOW,  /**< text appears, from the only operand */
	OT_OPERATOR_FONT,
	OT_OPERATOR_RECTANGLE,
	OT_OPERATOR_SAVE,
	OT_OPERATOR_RESTORE,
	OT_OPERATOR_TEXT_BEGIN,
	OT_OPERATOR_TEXT_END,
	OT_OPERATOR_MARK_BEGIN,
	OT_OPERATOR_MARK_END,
} OtOperatorKind;

/** Operands that are kept; a text's array may have more tokens, which nobody asks for. */
#define OT_MAX_OPERANDS 24

/** Reads a content stream operator by operator. */
typedef struct {
	OtLexer lexer;
	OtOperatorKind kind;
	OtToken operator;
	OtToken operands[OT_MAX_OPERANDS];
	guint n_operands;    /**< tokens before the operator, also those that aren't kept */
	const guint8 *start; /**< where the first operand stands, or the operator itself */
} OtContentReader;

OtContentReader
ot_content_reader(const guint8 *bytes, size_t len);

/** Go to the next operator; false at the end of the stream. */
bool
ot_content_next(OtContentReader *reader);

/** The name of a form in the resources of a page, with its number. */
#define OT_FORM_NAME "Copy%u"

/** A page as cairo drew it. */
typedef struct {
	const OtDrawing *drawing;
	int page; /**< from 0: which marks of the drawing apply */
	OtPdfFile *file;
	OtUnicode *unicode;       /**< of the same file */
	const OtValue *resources; /**< fonts and so on of this page */
} OtDrawnPage;

/**
 * Replace the markers of a page by marked content operators, and take out spans of cairo's whose
 * /ActualText says nothing else than the fonts' own maps.
 *
 * An error, never a page that is marked wrongly: a marker that is missing, extra or out of order,
 * painting outside a mark, an operator that nobody here draws, and q nested deeper than PDF/A
 * allows.
 */
GByteArray *
ot_content_mark(const guint8 *bytes, size_t len, const OtDrawnPage *page, GError **error);

#endif
