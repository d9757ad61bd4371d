/* SPDX-License-Identifier: MIT */
#include "responses/matrix-parts.h"

#include "spec/checks.h"
#include "xml/source.h"
#include "xml/tree.h"

#include <string.h>

/* --- building -------------------------------------------------------------------------------- */

static void
set_value(xmlNode *node, const char *name, double value)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];

	ot_tree_set(node, name, g_ascii_formatd(digits, sizeof digits, "%.10g", value));
}

/* --- parts ----------------------------------------------------------------------------------- */

static void
add_tallies(xmlNode *parent, const OtMatrix *matrix, const char *name, const GArray *tallies,
            const char *(*words)(const OtMatrix *matrix, const char *code))
{
	for (guint i = 0; i < tallies->len; i++) {
		const OtTally *tally = &g_array_index(tallies, OtTally, i);
		xmlNode *node = ot_tree_add(parent, name);
		ot_tree_set_number(node, "n", tally->n);
		ot_tree_add_text(node, "words",
		                 words != NULL ? words(matrix, tally->words) : tally->words);
	}
}

static void
add_answer(xmlNode *parent, const OtMatrix *matrix, const OtResponse *response,
           const OtResponseAnswer *answer)
{
	const char *size = response->particulars[OT_PARTICULAR_SIZE];
	xmlNode *node = ot_tree_add(parent, "answer");

	ot_tree_set(node, "size", *size != '\0' ? ot_matrix_size(matrix, size) : NULL);
	ot_tree_set(node, "sensitive", answer->sensitive ? "yes" : NULL);
	ot_tree_add_text(node, "supplier", ot_response_name(response));
	/* each line is a paragraph: documents fold white space */
	g_auto(GStrv) said = g_strsplit(answer->text, "\n", -1);
	for (char **line = said; *line != NULL; line++)
		ot_tree_add_text(node, "said", *line);
	g_auto(GStrv) more = g_strsplit(answer->more, "\n", -1);
	for (char **line = more; *line != NULL; line++)
		ot_tree_add_text(node, "said", *line);
	ot_tree_add_text(node, "reason", answer->reason);
}

static void
add_question(xmlNode *parent, const OtMatrix *matrix, const OtMatrixQuestion *question)
{
	xmlNode *node = ot_tree_add(parent, "question");

	ot_tree_set(node, "id", question->question->id);
	ot_tree_set_number(node, "answers", question->n_answered);
	ot_tree_set_number(node, "sensitive", question->n_sensitive);
	if (question->n_numbers > 0) {
		set_value(node, "least", question->least);
		set_value(node, "middle", question->middle);
		set_value(node, "most", question->most);
	}
	ot_tree_add_text(node, "text", question->question->text);
	add_tallies(node, matrix, "choice", question->choices, ot_matrix_choice);
	add_tallies(node, matrix, "theme", question->themes, NULL);
	for (guint i = 0; i < matrix->rows->len; i++) {
		const OtResponse *response = g_ptr_array_index(matrix->rows, i);
		const OtResponseAnswer *answer =
			ot_response_answer(response, question->question->id);
		if (answer != NULL && (*answer->text != '\0' || *answer->more != '\0'))
			add_answer(node, matrix, response, answer);
	}
}

static void
add_purposes(xmlNode *root, const OtMatrix *matrix)
{
	static const char *const purposes[] = {"a", "b", "c", "d", "e", "f"};

	for (size_t i = 0; i < G_N_ELEMENTS(purposes); i++) {
		xmlNode *purpose = NULL;
		for (guint j = 0; j < matrix->questions->len; j++) {
			const OtMatrixQuestion *question =
				&g_array_index(matrix->questions, OtMatrixQuestion, j);
			if (strcmp(question->question->purpose, purposes[i]) != 0)
				continue;
			if (purpose == NULL) {
				purpose = ot_tree_add(root, "purpose");
				ot_tree_set(purpose, "code", purposes[i]);
				ot_tree_add_text(purpose, "words",
				     ot_labels_code(matrix->labels, "purpose", purposes[i]));
			}
			add_question(purpose, matrix, question);
		}
	}
}

static void
add_narrow(xmlNode *root, const OtMatrix *matrix)
{
	for (guint i = 0; i < matrix->narrow->len; i++) {
		const OtNarrow *narrow = &g_array_index(matrix->narrow, OtNarrow, i);
		xmlNode *node = ot_tree_add(root, "narrow");
		ot_tree_set(node, "about", narrow->about);
		ot_tree_set_number(node, "spoke", narrow->n_asked);
		ot_tree_set_number(node, "can", narrow->n_can);
		ot_tree_add_text(node, "what", narrow->what);
		ot_tree_add_text(node, "one",
		                 narrow->one != NULL ? ot_response_name(narrow->one) : NULL);
		for (guint j = 0; j < narrow->opens->len; j++)
			ot_tree_add_text(node, "opens", g_ptr_array_index(narrow->opens, j));
	}
}

xmlDoc *
ot_matrix_tree(const OtMatrix *matrix, const char *lang, const xmlNode *specification)
{
	xmlDoc *tree = xmlNewDoc((const xmlChar *) "1.0");
	xmlNode *root = xmlNewNode(NULL, (const xmlChar *) "matrix");
	const xmlNode *identity = ot_check_find(specification, "identity");
	const xmlNode *title = ot_check_find(specification, "identity/title");
	const xmlNode *authority = ot_check_find(specification, "authority/name");
	g_autofree char *words = title != NULL ? ot_source_text(title) : NULL;
	g_autofree char *name = authority != NULL ? ot_source_text(authority) : NULL;

	xmlDocSetRootElement(tree, root);
	xmlNodeSetLang(root, (const xmlChar *) lang);
	xmlNode *told = ot_tree_add(root, "identity");
	ot_tree_set(told, "reference",
	            identity != NULL ? ot_xml_attr(identity, "reference") : NULL);
	ot_tree_set(told, "version", identity != NULL ? ot_xml_attr(identity, "version") : NULL);
	ot_tree_set(told, "date", identity != NULL ? ot_xml_attr(identity, "date") : NULL);
	ot_tree_add_text(told, "title", words);
	xmlNode *who = ot_tree_add(root, "authority");
	ot_tree_add_text(who, "name", name);
	ot_tree_set_number(root, "suppliers", matrix->rows->len);
	ot_tree_set_number(root, "responses", ot_responses_count(matrix->responses));
	add_tallies(root, matrix, "size", matrix->sizes, ot_matrix_size);
	add_tallies(root, matrix, "kind", matrix->kinds, ot_matrix_kind);
	add_purposes(root, matrix);
	add_narrow(root, matrix);
	return tree;
}
