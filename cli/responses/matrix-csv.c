/* SPDX-License-Identifier: MIT */
#include "responses/matrix-parts.h"

#include "tables/csv.h"
#include "workbook/workbook.h"

/* What stands before the answers. */
enum { HEAD_SUPPLIER, HEAD_NUMBER, HEAD_SIZE, HEAD_KINDS, HEAD_SHARE, HEAD_FILE, N_HEADS };

/* By their codes. */
static const char *const heads[N_HEADS] = {"supplier", "number", "size", "kind", "share", "file"};

static char *
make_share(const OtMatrix *matrix, OtResponseConsent share)
{
	g_autofree char *code = g_strconcat("share-", ot_consents[share], NULL);

	return g_strdup(ot_matrix_words(matrix, code));
}

/* A cell of the part before the answers; free with g_free(). */
static char *
make_fact(const OtMatrix *matrix, const OtResponse *response, int head)
{
	const char *size = response->particulars[OT_PARTICULAR_SIZE];

	switch (head) {
	case HEAD_NUMBER:
		return g_strdup(response->particulars[OT_PARTICULAR_NUMBER]);
	case HEAD_SIZE:
		return g_strdup(*size != '\0' ? ot_matrix_size(matrix, size) : "");
	case HEAD_KINDS:
		return ot_matrix_kinds(matrix, response);
	case HEAD_SHARE:
		return make_share(matrix, response->share);
	case HEAD_FILE:
		return g_strdup(response->file);
	default:
		return g_strdup(ot_response_name(response));
	}
}

/* What stands at the head of a column, or of a row where they are exchanged; g_free(). */
static char *
make_head(const OtMatrix *matrix, size_t column)
{
	if (column < N_HEADS)
		return g_strdup(ot_matrix_words(matrix, heads[column]));
	const OtAskedQuestion *question = ot_asked_at(matrix->asked, column - N_HEADS);
	return g_strdup_printf("%s %s", question->id, question->text);
}

static char *
make_cell(const OtMatrix *matrix, const OtResponse *response, size_t column)
{
	if (column < N_HEADS)
		return make_fact(matrix, response, (int) column);
	return ot_matrix_cell(matrix, ot_response_answer(
		response, ot_asked_at(matrix->asked, column - N_HEADS)->id));
}

static void
add_cell(OtCsv *csv, char *take_text)
{
	ot_csv_cell(csv, take_text);
	g_free(take_text);
}

GBytes *
ot_matrix_csv(const OtMatrix *matrix, bool *transposed)
{
	g_autoptr(OtCsv) csv = ot_csv_new();
	size_t n_columns = N_HEADS + ot_asked_count(matrix->asked), n_rows = matrix->rows->len;

	*transposed = n_columns > OT_SHEET_COLUMNS && n_rows + 1 <= OT_SHEET_COLUMNS;
	size_t outer = *transposed ? n_columns : n_rows + 1;
	size_t inner = *transposed ? n_rows + 1 : n_columns;
	for (size_t i = 0; i < outer; i++) {
		for (size_t j = 0; j < inner; j++) {
			size_t row = *transposed ? j : i, column = *transposed ? i : j;
			const OtResponse *response =
				row > 0 ? g_ptr_array_index(matrix->rows, row - 1) : NULL;
			add_cell(csv, response == NULL ? make_head(matrix, column)
			                               : make_cell(matrix, response, column));
		}
		ot_csv_end_row(csv);
	}
	return ot_csv_take(csv);
}
