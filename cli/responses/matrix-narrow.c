/* SPDX-License-Identifier: MIT */
#include "responses/matrix-parts.h"

#include "base/yes-no.h"
#include "spec/checks.h"
#include "xml/source.h"

#include <string.h>

/*
 * Requirements that none or only one supplier can meet, as far as the answers say it: from choices
 * that start with "yes" in questions about an outcome, and from the officer's codes in themes.csv.
 * That is a fact to look at, and no judgement on the requirement or on a supplier.
 */

static void
add_opens(OtNarrow *narrow, const OtResponse *response, const char *words)
{
	if (*words != '\0')
		g_ptr_array_add(narrow->opens,
		                g_strdup_printf("%s: %s", ot_response_name(response), words));
}

/* What those say who can't; free nothing of it. */
static void
add_reasons(const OtMatrix *matrix, OtNarrow *narrow, const OtAskedQuestion *question)
{
	for (guint i = 0; i < matrix->rows->len; i++) {
		const OtResponse *response = g_ptr_array_index(matrix->rows, i);
		const OtResponseAnswer *answer = ot_response_answer(response, question->id);
		if (answer == NULL || (answer->kind == OT_ASKED_CHOICE &&
		                       ot_said_choice(answer->text) == OT_SAID_YES))
			continue;
		add_opens(narrow, response,
		          answer->kind == OT_ASKED_CHOICE ? answer->more : answer->text);
	}
}

static void
judge_question(OtMatrix *matrix, const OtMatrixQuestion *question)
{
	const OtAskedQuestion *asked = question->question;
	OtNarrow narrow = {.n_asked = question->n_answered};
	bool offers_yes = false;

	if (asked->kind != OT_ASKED_CHOICE || *asked->outcome == '\0' || question->n_answered == 0)
		return;
	for (guint i = 0; i < question->choices->len; i++) {
		const OtTally *tally = &g_array_index(question->choices, OtTally, i);
		if (ot_said_choice(tally->words) != OT_SAID_YES)
			continue;
		offers_yes = true;
		narrow.n_can += tally->n;
		if (tally->n > 0)
			narrow.one = g_ptr_array_index(tally->who, 0);
	}
	if (!offers_yes || narrow.n_can > 1)
		return;
	narrow.what = asked->text;
	narrow.about = ot_labels_fill(matrix->labels, matrix->arena, "matrix-about", "question",
	                              asked->id, "outcome", asked->outcome, NULL);
	narrow.opens = g_ptr_array_new_with_free_func(g_free);
	add_reasons(matrix, &narrow, asked);
	g_array_append_val(matrix->narrow, narrow);
}

/* The words of the requirement or outcome with this id; NULL: there is none. */
static const char *
find_words(const OtMatrix *matrix, const xmlNode *specification, const char *id)
{
	for (const xmlNode *node = specification; node != NULL; node = ot_xml_after(node)) {
		if (node->type != XML_ELEMENT_NODE || g_strcmp0(ot_xml_attr(node, "id"), id) != 0)
			continue;
		const xmlNode *title = ot_xml_child(node, "title");
		const xmlNode *text = title != NULL ? title : ot_xml_child(node, "text");
		g_autofree char *words = ot_source_text(text != NULL ? text : node);
		return ot_arena_strdup(matrix->arena, words);
	}
	return NULL;
}

/* All codes about one requirement; a supplier that is coded twice counts as the last row says. */
static void
judge_requirement(OtMatrix *matrix, const xmlNode *specification, const char *id)
{
	g_autoptr(GHashTable) said = g_hash_table_new(NULL, NULL);
	OtNarrow narrow = {.opens = g_ptr_array_new_with_free_func(g_free)};
	GHashTableIter iter;
	gpointer response, meets;

	for (size_t i = 0; i < ot_themes_count(matrix->themes); i++) {
		const OtTheme *theme = ot_theme(matrix->themes, i);
		if (strcmp(theme->requirement, id) != 0 || !theme->response->counts)
			continue;
		if (theme->meets != OT_MEETS_UNSAID)
			g_hash_table_insert(said, (void *) theme->response,
			                    GINT_TO_POINTER(theme->meets));
		add_opens(&narrow, theme->response, theme->opens);
	}
	g_hash_table_iter_init(&iter, said);
	while (g_hash_table_iter_next(&iter, &response, &meets)) {
		narrow.n_asked++;
		narrow.n_can += GPOINTER_TO_INT(meets) == OT_MEETS_YES;
		narrow.one = GPOINTER_TO_INT(meets) == OT_MEETS_YES ? response : narrow.one;
	}
	if (narrow.n_asked == 0 || narrow.n_can > 1) {
		g_ptr_array_unref(narrow.opens);
		return;
	}
	const char *words = find_words(matrix, specification, id);
	narrow.what = words != NULL ? words : id;
	narrow.about = id;
	g_array_append_val(matrix->narrow, narrow);
}

void
ot_matrix_find_narrow(OtMatrix *matrix, const xmlNode *specification)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < matrix->questions->len; i++)
		judge_question(matrix, &g_array_index(matrix->questions, OtMatrixQuestion, i));
	for (size_t i = 0; i < ot_themes_count(matrix->themes); i++) {
		const char *id = ot_theme(matrix->themes, i)->requirement;
		if (*id != '\0' && g_hash_table_add(seen, (void *) id))
			judge_requirement(matrix, specification, id);
	}
}
