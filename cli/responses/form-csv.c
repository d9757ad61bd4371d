/* SPDX-License-Identifier: MIT */
#include "responses/form-csv.h"

#include "tables/csv.h"

#include <string.h>

static const char *const heads[] = {
#define COLUMN(id, name, title, aliases, required) [OT_FORM_##id] = title,
#include "responses/form-columns.def"
#undef COLUMN
};

/* A row; what is NULL stays empty. */
static void
add_row(OtCsv *csv, const char *const *cells)
{
	for (size_t i = 0; i < OT_N_FORM_COLUMNS; i++)
		ot_csv_cell(csv, cells[i]);
	ot_csv_end_row(csv);
}

static void
add_question(OtCsv *csv, const OtAskedQuestion *question, const OtLabels *labels)
{
	const char *cells[OT_N_FORM_COLUMNS] = {NULL};
	g_autofree char *choices = g_strjoinv(" | ", (char **) question->choices);
	g_autofree char *limit =
		question->most_words > 0 ? g_strdup_printf("%d", question->most_words) : NULL;

	cells[OT_FORM_NUMBER] = question->id;
	cells[OT_FORM_QUESTION] = question->text;
	cells[OT_FORM_WHY] = question->why;
	cells[OT_FORM_PURPOSE] = ot_labels_code(labels, "purpose", question->purpose);
	cells[OT_FORM_KIND] = ot_labels_code(labels, "answer", ot_asked_kinds[question->kind]);
	cells[OT_FORM_CHOICES] = choices;
	cells[OT_FORM_LIMIT] = limit;
	add_row(csv, cells);
}

static void
add_field(OtCsv *csv, const OtDocument *form, const char *name, const char *number)
{
	const char *cells[OT_N_FORM_COLUMNS] = {NULL};
	g_autofree char *choices = NULL;
	OtWalk walk = ot_walk_start(form->root);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		const OtFieldData *field = &walk.node->as.field;
		if (walk.event != OT_WALK_ENTER || walk.node->kind != OT_NODE_FIELD ||
		    strcmp(field->name, name) != 0)
			continue;
		if (field->choices != NULL)
			choices = g_strjoinv(" | ", (char **) field->choices);
		cells[OT_FORM_NUMBER] = number;
		cells[OT_FORM_QUESTION] = field->label;
		cells[OT_FORM_CHOICES] = field->kind == OT_FIELD_TICK ? "yes | no" : choices;
		add_row(csv, cells);
		return;
	}
}

static void
add_version(OtCsv *csv, const OtDocument *form)
{
	const char *cells[OT_N_FORM_COLUMNS] = {NULL};
	g_autofree char *version =
		g_strdup_printf("%s, version %s", form->info.reference, form->info.version);

	cells[OT_FORM_NUMBER] = OT_FORM_ROW_VERSION;
	cells[OT_FORM_QUESTION] = "What you answer to; please leave this row as it is";
	cells[OT_FORM_ANSWER] = version;
	add_row(csv, cells);
}

GBytes *
ot_form_csv(const OtAsked *asked, const OtDocument *form, const OtLabels *labels)
{
	g_autoptr(OtCsv) csv = ot_csv_new();

	add_row(csv, heads);
	add_version(csv, form);
	for (size_t i = 0; i < OT_N_PARTICULARS; i++) {
		g_autofree char *name = g_strconcat("respondent.", ot_particulars[i].name, NULL);
		if (i != OT_PARTICULAR_OTHER)
			add_field(csv, form, name, ot_particulars[i].name);
	}
	for (size_t i = 0; i < ot_asked_count(asked); i++)
		add_question(csv, ot_asked_at(asked, i), labels);
	add_field(csv, form, "respondent.other", ot_particulars[OT_PARTICULAR_OTHER].name);
	add_field(csv, form, "consent.share", OT_FORM_ROW_SHARE);
	add_field(csv, form, "consent.contact", OT_FORM_ROW_CONTACT);
	return ot_csv_take(csv);
}
