/* SPDX-License-Identifier: MIT */
#include "responses/matrix.h"

#include "base/text.h"
#include "responses/matrix-parts.h"

#include <stdlib.h>
#include <string.h>

/* --- words ----------------------------------------------------------------------------------- */

/* Those of a code, or the code itself where a list lacks it. */
static const char *
words_of(const OtMatrix *matrix, const char *list, const char *code)
{
	const char *words = ot_labels_code(matrix->labels, list, code);

	return words != NULL ? words : code;
}

const char *
ot_matrix_words(const OtMatrix *matrix, const char *code)
{
	return words_of(matrix, "matrix", code);
}

const char *
ot_matrix_size(const OtMatrix *matrix, const char *size)
{
	g_autofree char *code = g_strdelimit(g_strdup(size), " ", '-');
	const char *words = ot_labels_code(matrix->labels, "respondent-size", code);

	if (*size == '\0')
		return ot_matrix_words(matrix, "not-said");
	return words != NULL ? words : size;
}

const char *
ot_matrix_kind(const OtMatrix *matrix, const char *kind)
{
	return words_of(matrix, "respondent-kind", kind);
}

const char *
ot_matrix_choice(const OtMatrix *matrix, const char *choice)
{
	return strcmp(choice, OT_MATRIX_OTHER) == 0 ? ot_matrix_words(matrix, "other") : choice;
}

/* --- tallies --------------------------------------------------------------------------------- */

static void
clear_tally(gpointer data)
{
	g_ptr_array_unref(((OtTally *) data)->who);
}

static GArray *
new_tallies(void)
{
	GArray *tallies = g_array_new(FALSE, FALSE, sizeof(OtTally));

	g_array_set_clear_func(tallies, clear_tally);
	return tallies;
}

static OtTally *
obtain_tally(GArray *tallies, const char *words)
{
	for (guint i = 0; i < tallies->len; i++)
		if (strcmp(g_array_index(tallies, OtTally, i).words, words) == 0)
			return &g_array_index(tallies, OtTally, i);
	OtTally tally = {words, 0, g_ptr_array_new()};
	g_array_append_val(tallies, tally);
	return &g_array_index(tallies, OtTally, tallies->len - 1);
}

static void
add_to_tally(GArray *tallies, const char *words, const OtResponse *response)
{
	OtTally *tally = obtain_tally(tallies, words);

	/* a supplier is counted once, however often its words say the same */
	if (g_ptr_array_find(tally->who, response, NULL))
		return;
	g_ptr_array_add(tally->who, (void *) response);
	tally->n++;
}

/* "one person", "2 to 9 people": by their first number; what was not said stands last. */
static int
size_rank(const char *words)
{
	if (*words == '\0')
		return G_MAXINT;
	return atoi(words + strcspn(words, "0123456789"));
}

static gint
compare_sizes(gconstpointer one, gconstpointer other)
{
	const OtTally *first = one, *second = other;
	int a = size_rank(first->words), b = size_rank(second->words);

	return a != b ? (a < b ? -1 : 1) : strcmp(first->words, second->words);
}

static gint
compare_tallies(gconstpointer one, gconstpointer other)
{
	const OtTally *first = one, *second = other;

	if (first->n != second->n)
		return first->n > second->n ? -1 : 1;
	return strcmp(first->words, second->words);
}

/* --- who answered ---------------------------------------------------------------------------- */

static const OtParticular kinds[] = {OT_PARTICULAR_SMALL, OT_PARTICULAR_VOLUNTARY,
	                             OT_PARTICULAR_EMPLOYMENT, OT_PARTICULAR_MUTUAL};

char *
ot_matrix_kinds(const OtMatrix *matrix, const OtResponse *response)
{
	GString *list = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (*response->particulars[kinds[i]] != '\0')
			g_string_append_printf(
				list, "%s%s", list->len > 0 ? "; " : "",
				ot_matrix_kind(matrix, ot_particulars[kinds[i]].name));
	return g_string_free(list, FALSE);
}

static gint
compare_names(gconstpointer one, gconstpointer other)
{
	const OtResponse *first = *(OtResponse *const *) one,
			 *second = *(OtResponse *const *) other;
	g_autofree char *a = g_utf8_casefold(ot_response_name(first), -1);
	g_autofree char *b = g_utf8_casefold(ot_response_name(second), -1);
	int by_name = strcmp(a, b);

	return by_name != 0 ? by_name : strcmp(first->file, second->file);
}

static void
count_suppliers(OtMatrix *matrix)
{
	for (size_t i = 0; i < ot_responses_count(matrix->responses); i++)
		if (ot_response_at(matrix->responses, i)->counts)
			g_ptr_array_add(matrix->rows,
			                (void *) ot_response_at(matrix->responses, i));
	g_ptr_array_sort(matrix->rows, compare_names);
	for (guint i = 0; i < matrix->rows->len; i++) {
		const OtResponse *response = g_ptr_array_index(matrix->rows, i);
		add_to_tally(matrix->sizes, response->particulars[OT_PARTICULAR_SIZE], response);
		for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
			if (*response->particulars[kinds[k]] != '\0')
				add_to_tally(matrix->kinds, ot_particulars[kinds[k]].name,
				             response);
	}
	g_array_sort(matrix->sizes, compare_sizes);
}

/* --- answers --------------------------------------------------------------------------------- */

char *
ot_matrix_cell(const OtMatrix *matrix, const OtResponseAnswer *answer)
{
	GString *text = g_string_new(NULL);

	if (answer == NULL)
		return g_string_free(text, FALSE);
	g_string_append(text, answer->text);
	if (*answer->more != '\0')
		g_string_append_printf(text, "%s%s", text->len > 0 ? "\n" : "", answer->more);
	if (answer->sensitive)
		g_string_append_printf(text, "%s[%s%s%s]", text->len > 0 ? "\n" : "",
		                       ot_matrix_words(matrix, "sensitive"),
		                       *answer->reason != '\0' ? ": " : "", answer->reason);
	return g_string_free(text, FALSE);
}

static gint
compare_doubles(gconstpointer one, gconstpointer other)
{
	double a = *(const double *) one, b = *(const double *) other;

	return a < b ? -1 : a > b;
}

static void
measure_numbers(OtMatrixQuestion *question, GArray *numbers)
{
	question->n_numbers = numbers->len;
	if (numbers->len == 0)
		return;
	g_array_sort(numbers, compare_doubles);
	question->least = g_array_index(numbers, double, 0);
	question->most = g_array_index(numbers, double, numbers->len - 1);
	question->middle = (g_array_index(numbers, double, (numbers->len - 1) / 2) +
	                    g_array_index(numbers, double, numbers->len / 2)) / 2;
}

static void
count_answers(const OtMatrix *matrix, OtMatrixQuestion *question)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(double));

	for (const char *const *choice = question->question->choices; *choice != NULL; choice++)
		obtain_tally(question->choices, *choice);
	for (guint i = 0; i < matrix->rows->len; i++) {
		const OtResponse *response = g_ptr_array_index(matrix->rows, i);
		const OtResponseAnswer *answer =
			ot_response_answer(response, question->question->id);
		if (answer == NULL || (*answer->text == '\0' && *answer->more == '\0'))
			continue;
		question->n_answered++;
		question->n_sensitive += answer->sensitive;
		if (question->question->kind == OT_ASKED_CHOICE)
			add_to_tally(question->choices,
			             answer->kind == OT_ASKED_CHOICE ? answer->text
			                                             : OT_MATRIX_OTHER,
			             response);
		if (answer->kind == OT_ASKED_NUMBER) {
			double number = g_ascii_strtod(answer->text, NULL);
			g_array_append_val(numbers, number);
		}
	}
	measure_numbers(question, numbers);
}

static void
count_themes(const OtMatrix *matrix, OtMatrixQuestion *question)
{
	for (size_t i = 0; i < ot_themes_count(matrix->themes); i++) {
		const OtTheme *theme = ot_theme(matrix->themes, i);
		if (theme->response->counts && *theme->theme != '\0' &&
		    strcmp(theme->question, question->question->id) == 0)
			add_to_tally(question->themes, theme->theme, theme->response);
	}
	g_array_sort(question->themes, compare_tallies);
}

static void
clear_question(gpointer data)
{
	OtMatrixQuestion *question = data;

	g_array_unref(question->choices);
	g_array_unref(question->themes);
}

static void
clear_narrow(gpointer data)
{
	g_ptr_array_unref(((OtNarrow *) data)->opens);
}

OtMatrix *
ot_matrix_new(const OtResponses *responses, const OtAsked *asked, const OtThemes *themes,
              const OtLabels *labels, const xmlNode *specification)
{
	OtMatrix *matrix = g_new0(OtMatrix, 1);

	matrix->arena = ot_arena_new();
	matrix->responses = responses;
	matrix->asked = asked;
	matrix->themes = themes;
	matrix->labels = labels;
	matrix->rows = g_ptr_array_new();
	matrix->sizes = new_tallies();
	matrix->kinds = new_tallies();
	matrix->questions = g_array_new(FALSE, FALSE, sizeof(OtMatrixQuestion));
	g_array_set_clear_func(matrix->questions, clear_question);
	matrix->narrow = g_array_new(FALSE, FALSE, sizeof(OtNarrow));
	g_array_set_clear_func(matrix->narrow, clear_narrow);
	count_suppliers(matrix);
	for (size_t i = 0; i < ot_asked_count(asked); i++) {
		OtMatrixQuestion question = {.question = ot_asked_at(asked, i),
		                             .choices = new_tallies(), .themes = new_tallies()};
		count_answers(matrix, &question);
		count_themes(matrix, &question);
		g_array_append_val(matrix->questions, question);
	}
	ot_matrix_find_narrow(matrix, specification);
	return matrix;
}

void
ot_matrix_free(OtMatrix *matrix)
{
	if (matrix == NULL)
		return;
	g_ptr_array_unref(matrix->rows);
	g_array_unref(matrix->sizes);
	g_array_unref(matrix->kinds);
	g_array_unref(matrix->questions);
	g_array_unref(matrix->narrow);
	ot_arena_free(matrix->arena);
	g_free(matrix);
}
