/* SPDX-License-Identifier: MIT */
#include "engagement/carried.h"
#include "spec/checks.h"
#include "tables/csv.h"
#include "xml/source.h"

/* The words of a code, for people; the column of the code itself is for programs. */
static void
add_words(OtCsv *csv, const OtCarriedSource *source, const xmlNode *question, const char *list)
{
	const char *code = ot_xml_attr(question, list);

	ot_csv_cell(csv, code != NULL ? ot_labels_code(source->labels, list, code) : NULL);
}

static void
add_text(OtCsv *csv, const xmlNode *question, const char *name)
{
	g_autofree char *text = ot_carried_text(question, name);

	ot_csv_cell(csv, text);
}

static void
add_choices(OtCsv *csv, const xmlNode *question)
{
	g_autoptr(GString) choices = g_string_new(NULL);

	for (const xmlNode *choice = ot_xml_child(question, "choice"); choice != NULL;
	     choice = ot_xml_next(choice, "choice")) {
		g_autofree char *text = ot_source_text(choice);
		g_string_append_printf(choices, "%s%s", choices->len > 0 ? " | " : "", text);
	}
	ot_csv_cell(csv, choices->str);
}

static void
add_question(OtCsv *csv, const OtCarriedSource *source, const xmlNode *question)
{
	ot_csv_cell(csv, ot_xml_attr(question, "id"));
	add_text(csv, question, "text");
	add_text(csv, question, "why");
	ot_csv_cell(csv, ot_xml_attr(question, "answer"));
	add_choices(csv, question);
	ot_csv_cell(csv, ot_xml_attr(question, "max-words"));
	ot_csv_cell(csv, ot_xml_attr(question, "required"));
	ot_csv_cell(csv, ot_xml_attr(question, "audience"));
	add_words(csv, source, question, "audience");
	ot_csv_cell(csv, ot_xml_attr(question, "purpose"));
	add_words(csv, source, question, "purpose");
	ot_csv_cell(csv, ot_xml_attr(question, "outcome"));
	ot_csv_end_row(csv);
}

GBytes *
ot_carried_questions(const OtCarriedSource *source, GError **error)
{
	static const char *const columns[] = {
		"id", "question", "why", "answer", "choices", "max-words", "required", "audience",
		"audience-words", "purpose", "purpose-words", "outcomes",
	};
	const xmlNode *question =
		ot_check_find(xmlDocGetRootElement(source->published), "questions/question");
	g_autoptr(OtCsv) csv = ot_csv_new();

	(void) error;
	if (question == NULL)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
		ot_csv_cell(csv, columns[i]);
	ot_csv_end_row(csv);
	for (; question != NULL; question = ot_xml_next(question, "question"))
		add_question(csv, source, question);
	return ot_csv_take(csv);
}
