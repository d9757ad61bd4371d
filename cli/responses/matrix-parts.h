/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_MATRIX_PARTS_H
#define OT_RESPONSES_MATRIX_PARTS_H

/** What the parts of the matrix share (matrix.c and matrix-*.c). */

#include "responses/matrix.h"

/** Stands for an answer that is none of the choices; no text of a choice has a tab. */
#define OT_MATRIX_OTHER "\tother"

/** matrix-narrow.c: find what none or one can do. */
void
ot_matrix_find_narrow(OtMatrix *matrix, const xmlNode *specification);

#endif
