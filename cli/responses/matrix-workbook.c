/* SPDX-License-Identifier: MIT */
#include "responses/matrix-parts.h"

#include "base/object.h"
#include "workbook/workbook.h"

#include <string.h>

/* Columns before the answers: supplier, size, kind. */
#define N_FACTS 3

/* Rows above the suppliers: what the sheet is about, and the heads. */
#define N_TOP 2

/* A workbook that is put together; strings and arrays are in `arena` but for the growing ones. */
typedef struct {
	const OtMatrix *matrix;
	OtArena *arena;
	GArray *sheets; /* of OtSheet */
	GArray *rows;   /* of OtSheetRow, of the sheet that is made */
	GArray *cells;  /* of OtSheetCell, of the row that is made */
} Making;

static const char *
keep(const Making *making, char *take_text)
{
	g_autofree char *text = take_text;

	return ot_arena_strdup(making->arena, text);
}

static void
cell(const Making *making, const char *text, OtCellLook look)
{
	OtSheetCell one = {text, look, false};

	g_array_append_val(making->cells, one);
}

static void
number(const Making *making, double value)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];
	OtSheetCell one = {ot_arena_strdup(making->arena,
	                                   g_ascii_formatd(digits, sizeof digits, "%.10g", value)),
	                   OT_LOOK_PLAIN, true};

	g_array_append_val(making->cells, one);
}

static void *
keep_array(const Making *making, GArray *array)
{
	size_t size = array->len * g_array_get_element_size(array);
	void *kept =
		size > 0 ? memcpy(ot_arena_alloc(making->arena, size), array->data, size) : NULL;

	g_array_set_size(array, 0);
	return kept;
}

static void
end_row(const Making *making)
{
	OtSheetRow row = {.n_cells = making->cells->len};

	row.cells = keep_array(making, making->cells);
	g_array_append_val(making->rows, row);
}

static void
end_sheet(const Making *making, OtSheet sheet)
{
	sheet.n_rows = making->rows->len;
	sheet.rows = keep_array(making, making->rows);
	g_array_append_val(making->sheets, sheet);
}

static const char *
words(const Making *making, const char *code)
{
	return ot_matrix_words(making->matrix, code);
}

/* The heads of columns by their codes. */
static void
add_head(const Making *making, const char *const *codes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cell(making, words(making, codes[i]), OT_LOOK_HEAD);
}

/* --- the overview ---------------------------------------------------------------------------- */

static void
title(const Making *making, const char *words)
{
	if (making->rows->len > 0)
		end_row(making);
	cell(making, words, OT_LOOK_TITLE);
	end_row(making);
}

static void
tallies(const Making *making, const char *head, const GArray *list,
        const char *(*name)(const OtMatrix *matrix, const char *code))
{
	static const char *const second = "suppliers";

	add_head(making, &head, 1);
	add_head(making, &second, 1);
	end_row(making);
	for (guint i = 0; i < list->len; i++) {
		const OtTally *tally = &g_array_index(list, OtTally, i);
		cell(making, name(making->matrix, tally->words), OT_LOOK_NAME);
		number(making, (double) tally->n);
		end_row(making);
	}
}

static void
add_narrow(const Making *making)
{
	static const char *const heads[] = {"about", "in-words", "spoke", "can", "one",
	                                    "narrow-opens"};
	const GArray *list = making->matrix->narrow;

	static const double widths[] = {16, 60, 12, 8, 28, 60};

	if (list->len == 0)
		return;
	title(making, words(making, "narrow"));
	add_head(making, heads, G_N_ELEMENTS(heads));
	end_row(making);
	for (guint i = 0; i < list->len; i++) {
		const OtNarrow *narrow = &g_array_index(list, OtNarrow, i);
		g_autoptr(GString) opens = g_string_new(NULL);
		for (guint j = 0; j < narrow->opens->len; j++)
			g_string_append_printf(opens, "%s%s", j > 0 ? "\n" : "",
			                       (char *) g_ptr_array_index(narrow->opens, j));
		cell(making, narrow->about, OT_LOOK_NAME);
		cell(making, narrow->what, OT_LOOK_PLAIN);
		number(making, (double) narrow->n_asked);
		number(making, (double) narrow->n_can);
		cell(making, narrow->one != NULL ? ot_response_name(narrow->one) : NULL,
		     OT_LOOK_PLAIN);
		cell(making, ot_arena_strdup(making->arena, opens->str), OT_LOOK_PLAIN);
		end_row(making);
	}
	end_sheet(making, (OtSheet){.name = words(making, "narrow-sheet"), .widths = widths,
	                            .n_widths = G_N_ELEMENTS(widths), .frozen_rows = N_TOP});
}

static void
add_question_counts(const Making *making)
{
	static const char *const heads[] = {"question", "in-words", "answers", "marked",
	                                    "least", "middle", "most"};

	title(making, words(making, "answers"));
	add_head(making, heads, G_N_ELEMENTS(heads));
	end_row(making);
	for (guint i = 0; i < making->matrix->questions->len; i++) {
		const OtMatrixQuestion *question =
			&g_array_index(making->matrix->questions, OtMatrixQuestion, i);
		cell(making, question->question->id, OT_LOOK_NAME);
		cell(making, question->question->text, OT_LOOK_PLAIN);
		number(making, (double) question->n_answered);
		number(making, (double) question->n_sensitive);
		if (question->n_numbers > 0) {
			number(making, question->least);
			number(making, question->middle);
			number(making, question->most);
		}
		end_row(making);
	}
}

static void
add_overview(const Making *making, const char *name)
{
	static const double widths[] = {30, 60, 12, 18, 12, 12, 12};

	title(making, name);
	cell(making, words(making, "authority-only"), OT_LOOK_NAME);
	cell(making, words(making, "authority-only-why"), OT_LOOK_PLAIN);
	end_row(making);
	title(making, words(making, "who"));
	tallies(making, "size", making->matrix->sizes, ot_matrix_size);
	if (making->matrix->kinds->len > 0) {
		end_row(making);
		tallies(making, "kind", making->matrix->kinds, ot_matrix_kind);
	}
	add_question_counts(making);
	end_sheet(making, (OtSheet){.name = words(making, "overview"), .widths = widths,
	                            .n_widths = G_N_ELEMENTS(widths)});
}

/* --- a sheet of answers ---------------------------------------------------------------------- */

static void
add_heads(const Making *making, const char *purpose, const GPtrArray *asked)
{
	static const char *const facts[] = {"supplier", "size", "kind"};

	cell(making,
	     ot_arena_printf(making->arena, "(%s) %s", purpose,
	                     ot_labels_code(making->matrix->labels, "purpose", purpose)),
	     OT_LOOK_TITLE);
	end_row(making);
	add_head(making, facts, G_N_ELEMENTS(facts));
	for (guint i = 0; i < asked->len; i++) {
		const OtAskedQuestion *question = g_ptr_array_index(asked, i);
		cell(making, ot_arena_printf(making->arena, "%s %s", question->id, question->text),
		     OT_LOOK_HEAD);
	}
	end_row(making);
}

static void
add_answer(const Making *making, const OtResponseAnswer *answer)
{
	if (answer != NULL && answer->kind == OT_ASKED_NUMBER && *answer->more == '\0' &&
	    !answer->sensitive) {
		OtSheetCell one = {answer->text, OT_LOOK_PLAIN, true};
		g_array_append_val(making->cells, one);
		return;
	}
	bool is_plain = answer != NULL && *answer->more == '\0' && !answer->sensitive;
	cell(making, is_plain ? answer->text : keep(making, ot_matrix_cell(making->matrix, answer)),
	     answer != NULL && answer->sensitive ? OT_LOOK_MARKED : OT_LOOK_PLAIN);
}

static void
add_sheet(const Making *making, const char *purpose, const GPtrArray *asked, size_t part)
{
	static const double widths[] = {28, 16, 24, 46};
	const GPtrArray *rows = making->matrix->rows;

	add_heads(making, purpose, asked);
	for (guint i = 0; i < rows->len; i++) {
		const OtResponse *response = g_ptr_array_index(rows, i);
		cell(making, ot_response_name(response), OT_LOOK_NAME);
		const char *size = response->particulars[OT_PARTICULAR_SIZE];
		cell(making, *size != '\0' ? ot_matrix_size(making->matrix, size) : NULL,
		     OT_LOOK_PLAIN);
		cell(making, keep(making, ot_matrix_kinds(making->matrix, response)),
		     OT_LOOK_PLAIN);
		for (guint j = 0; j < asked->len; j++) {
			const OtAskedQuestion *question = g_ptr_array_index(asked, j);
			add_answer(making, ot_response_answer(response, question->id));
		}
		end_row(making);
	}
	const char *number = ot_arena_printf(making->arena, "%zu", part + 1);
	const char *name = ot_labels_fill(making->matrix->labels, making->arena,
	                                  part == 0 ? "matrix-purpose" : "matrix-purpose-part",
	                                  "purpose", purpose, "part", number, NULL);
	end_sheet(making, (OtSheet){.name = name, .widths = widths,
	                            .n_widths = G_N_ELEMENTS(widths), .frozen_rows = N_TOP,
	                            .frozen_columns = 1, .filter_row = N_TOP});
}

/* The questions of a purpose, on as many sheets as their columns need. */
static size_t
add_purpose(const Making *making, const char *purpose)
{
	g_autoptr(GPtrArray) asked = g_ptr_array_new();
	size_t part = 0;

	for (size_t i = 0; i < ot_asked_count(making->matrix->asked); i++) {
		const OtAskedQuestion *question = ot_asked_at(making->matrix->asked, i);
		if (strcmp(question->purpose, purpose) != 0)
			continue;
		g_ptr_array_add(asked, (void *) question);
		if (asked->len < OT_SHEET_COLUMNS - N_FACTS)
			continue;
		add_sheet(making, purpose, asked, part++);
		g_ptr_array_set_size(asked, 0);
	}
	if (asked->len > 0)
		add_sheet(making, purpose, asked, part++);
	return part > 1 ? part - 1 : 0;
}

static void
add_themes(const Making *making)
{
	static const char *const heads[] = {"supplier", "question", "theme", "requirement",
	                                    "meets", "opens"};
	static const char *const meets[] = {NULL, "meets-yes", "meets-no", "meets-partly"};
	static const double widths[] = {28, 12, 40, 14, 12, 60};

	if (ot_themes_count(making->matrix->themes) == 0)
		return;
	add_head(making, heads, G_N_ELEMENTS(heads));
	end_row(making);
	for (size_t i = 0; i < ot_themes_count(making->matrix->themes); i++) {
		const OtTheme *theme = ot_theme(making->matrix->themes, i);
		cell(making, ot_response_name(theme->response), OT_LOOK_NAME);
		cell(making, theme->question, OT_LOOK_PLAIN);
		cell(making, theme->theme, OT_LOOK_PLAIN);
		cell(making, theme->requirement, OT_LOOK_PLAIN);
		cell(making,
		     meets[theme->meets] != NULL ? words(making, meets[theme->meets]) : NULL,
		     OT_LOOK_PLAIN);
		cell(making, theme->opens, OT_LOOK_PLAIN);
		end_row(making);
	}
	end_sheet(making, (OtSheet){.name = words(making, "themes"), .widths = widths,
	                            .n_widths = G_N_ELEMENTS(widths), .frozen_rows = 1,
	                            .filter_row = 1});
}

GBytes *
ot_matrix_workbook(const OtMatrix *matrix, const char *name, gint64 epoch, size_t *n_more,
                   GError **error)
{
	static const char *const purposes[] = {"a", "b", "c", "d", "e", "f"};
	g_autoptr(OtArena) arena = ot_arena_new();
	g_autoptr(GArray) sheets = g_array_new(FALSE, FALSE, sizeof(OtSheet));
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(OtSheetRow));
	g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(OtSheetCell));
	const Making making = {matrix, arena, sheets, rows, cells};
	OtWorkbookWrite *write;

	*n_more = 0;
	add_overview(&making, name);
	add_narrow(&making);
	for (size_t i = 0; i < G_N_ELEMENTS(purposes); i++)
		*n_more += add_purpose(&making, purposes[i]);
	add_themes(&making);
	const OtWorkbook workbook = {
		.title = name,
		.author = "outset",
		.sheets = (const OtSheet *) (void *) sheets->data,
		.n_sheets = sheets->len,
		.epoch = epoch,
	};
	*(void **) &write = ot_object_function("workbook", "writes workbooks", "ot_workbook_write",
	                                       error);
	return write != NULL ? write(&workbook, error) : NULL;
}
