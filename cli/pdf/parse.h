/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_PARSE_H
#define OT_PDF_PARSE_H

/**
 * Values from PDF syntax (ISO 32000-1, 7.3).
 */

#include "pdf/lexer.h"
#include "pdf/object.h"

/**
 * Read one value; streams aside, which reader.c knows.  Names and strings that need no decoding
 * stay where they are: the input must outlive the file.  NULL with OT_ERROR_FORMAT for what is no
 * value, with OT_ERROR_LIMIT for what is nested or repeated too often.
 */
OtValue *
ot_value_parse(OtPdfFile *file, OtLexer *lexer, GError **error);

/** A value spelled out in the program's own code, such as "<< /Type /Annot /F 4 >>". */
OtValue *
ot_value_literal(OtPdfFile *file, const char *syntax);

#endif
