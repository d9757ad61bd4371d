/* SPDX-License-Identifier: MIT */
#include "commands/burden-write.h"

#include "base/json.h"
#include "base/options.h"
#include "report/json.h"
#include "report/words.h"
#include "tables/csv.h"
#include "xml/source.h"

#include <string.h>

#define NAME_WIDTH   46
#define NUMBER_WIDTH 8

static bool
is_shown(const OtBurdenReport *report, int size)
{
	return report->size < 0 || report->size == size;
}

/* "2", "1.5" */
static const char *
spell(double hours, char *buffer)
{
	return g_ascii_formatd(buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.4g", hours);
}

static const char *
title_of(const OtBurdenReport *report, const char *list, const char *code)
{
	const char *words = ot_labels_code(report->labels, list, code);

	return words != NULL ? words : code;
}

static char *
child_text(const xmlNode *node, const char *name)
{
	const xmlNode *child = ot_xml_child(node, name);

	return child != NULL ? ot_source_text(child) : NULL;
}

/* All that is accepted in the place of a document, with "; " between; NULL for nothing. */
static char *
join_equivalents(const xmlNode *asset)
{
	g_autoptr(GString) all = g_string_new(NULL);

	for (const xmlNode *node = ot_xml_child(asset, "equivalent"); node != NULL;
	     node = ot_xml_next(node, "equivalent")) {
		g_autofree char *text = ot_source_text(node);
		g_string_append_printf(all, "%s%s", all->len > 0 ? "; " : "", text);
	}
	return all->len > 0 ? g_string_free(g_steal_pointer(&all), FALSE) : NULL;
}

/* Who decides on the way round: the position of the contact that is named, or else its id. */
static char *
find_decider(const xmlNode *asset)
{
	const xmlNode *way = ot_xml_child(asset, "way-round");
	const char *id = way != NULL ? ot_xml_attr(way, "decided-by") : NULL;
	const xmlNode *root = xmlDocGetRootElement(asset->doc);

	for (const xmlNode *authority = ot_xml_child(root, "authority");
	     id != NULL && authority != NULL; authority = ot_xml_next(authority, "authority"))
		for (const xmlNode *contact = ot_xml_child(authority, "contact"); contact != NULL;
		     contact = ot_xml_next(contact, "contact")) {
			if (g_strcmp0(ot_xml_attr(contact, "id"), id) != 0)
				continue;
			char *position = child_text(contact, "position");
			return position != NULL ? position : child_text(contact, "name");
		}
	return g_strdup(id);
}

/* --- text ---------------------------------------------------------------------------------- */

static void
append_name(GString *out, const char *name, int indent)
{
	g_autofree char *safe = ot_report_safe(name);
	glong used = indent + g_utf8_strlen(safe, -1);

	g_string_append_printf(out, "%*s%s", indent, "", safe);
	if (used > NAME_WIDTH) {
		g_string_append_c(out, '\n');
		used = 0;
	}
	g_string_append_printf(out, "%*s", (int) (NAME_WIDTH - used), "");
}

/* A line of the table; NULL hours are those that nobody has said. */
static void
append_line(GString *out, const OtBurdenReport *report, const char *name, int indent,
            const double *hours, const char *mark)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	append_name(out, name, indent);
	for (int size = 0; size < OT_N_SIZES; size++)
		if (is_shown(report, size))
			g_string_append_printf(out, "%*s", NUMBER_WIDTH,
			                       hours != NULL ? spell(hours[size], number) : "?");
	g_string_append_printf(out, "%s\n", mark);
}

static bool
append_documents(GString *out, const OtBurdenReport *report, int needed)
{
	bool any_ours = false;

	for (guint i = 0; i < report->burden->documents->len; i++) {
		const OtBurdenItem *item =
			&g_array_index(report->burden->documents, OtBurdenItem, i);
		if ((int) item->needed != needed)
			continue;
		bool ours = item->known && item->ours;
		append_line(out, report, title_of(report, "asset", item->name), 2,
		            item->known ? item->hours : NULL, ours ? " *" : "");
		any_ours |= ours;
	}
	return any_ours;
}

static bool
has_work(const OtBurden *burden, int needed)
{
	for (guint i = 0; i < burden->documents->len; i++)
		if ((int) g_array_index(burden->documents, OtBurdenItem, i).needed == needed)
			return true;
	return needed == OT_NEEDED_ENGAGEMENT;
}

static void
append_remarks(GString *out, const OtBurdenReport *report, bool any_ours)
{
	const OtBurden *burden = report->burden;
	g_autoptr(GString) words = g_string_new(NULL);

	if (any_ours)
		g_string_append_printf(words, "* %s (%s). ", ot_estimates_source(report->estimates),
		                       ot_estimates_checked(report->estimates));
	if (burden->n_unknown > 0)
		g_string_append_printf(words,
		                       "Of %d %s nobody has said how many hours it takes, so the "
		                       "sums are too low. ",
		                       burden->n_unknown,
		                       burden->n_unknown == 1 ? "document" : "documents");
	if (burden->n_withheld > 0)
		g_string_append_printf(words, "%d %s not published and not counted. ",
		                       burden->n_withheld,
		                       burden->n_withheld == 1 ? "document is" : "documents are");
	if (report->size != OT_SIZE_SMALL)
		g_string_append(words,
		                "Sizes other than small are reckoned from it by the proportions "
		                "of schemas/burden.xml.");
	if (words->len == 0)
		return;
	g_string_append_c(out, '\n');
	ot_help_wrap(out, words->str, 0);
}

char *
ot_burden_write_text(const OtBurdenReport *report)
{
	const OtBurden *burden = report->burden;
	GString *out = g_string_new(NULL);
	g_autofree char *title = ot_report_safe(report->title);
	g_autofree char *answers = g_strdup_printf("Answers to %u %s", burden->questions->len,
	                                           burden->questions->len == 1 ? "question"
	                                                                       : "questions");
	bool any_ours = !burden->answers_known;

	g_string_append_printf(out, "%s\n\n", title);
	append_name(out, "Hours of work for a supplier", 0);
	for (int size = 0; size < OT_N_SIZES; size++)
		if (is_shown(report, size))
			g_string_append_printf(out, "%*s", NUMBER_WIDTH, ot_size_names[size]);
	g_string_append_c(out, '\n');
	for (int needed = 0; needed < OT_N_NEEDED; needed++) {
		if (!has_work(burden, needed))
			continue;
		append_line(out, report, title_of(report, "needed", ot_needed_names[needed]), 0,
		            burden->at[needed], "");
		if (needed == OT_NEEDED_ENGAGEMENT)
			append_line(out, report, answers, 2, burden->answers,
			            burden->answers_known ? "" : " *");
		any_ours |= append_documents(out, report, needed);
	}
	append_line(out, report, "In all", 0, burden->until[OT_N_NEEDED - 1], "");
	append_remarks(out, report, any_ours);
	return g_string_free(out, FALSE);
}

/* --- JSON ---------------------------------------------------------------------------------- */

static json_t *
make_hours(const OtBurdenReport *report, const double *hours)
{
	json_t *object = json_object();

	for (int size = 0; size < OT_N_SIZES; size++)
		if (is_shown(report, size))
			json_object_set_new(object, ot_size_names[size], json_real(hours[size]));
	return object;
}

static json_t *
make_document(const OtBurdenReport *report, const OtBurdenItem *item)
{
	json_t *object = json_object();
	g_autofree char *equivalents = join_equivalents(item->node);
	g_autofree char *way = child_text(item->node, "way-round");
	g_autofree char *decider = find_decider(item->node);

	ot_json_set_text(object, "name", item->name);
	ot_json_set_text(object, "title", title_of(report, "asset", item->name));
	ot_json_set_text(object, "owner", ot_xml_attr(item->node, "owner"));
	if (item->known) {
		json_object_set_new(object, "hours", make_hours(report, item->hours));
		json_object_set_new(object, "estimated", json_boolean(item->ours));
	}
	ot_json_set_text(object, "equivalents", equivalents);
	ot_json_set_text(object, "wayRound", way);
	ot_json_set_text(object, "decidedBy", decider);
	return object;
}

static json_t *
make_stage(const OtBurdenReport *report, int needed)
{
	json_t *object = json_object(), *documents = json_array();

	ot_json_set_text(object, "needed", ot_needed_names[needed]);
	ot_json_set_text(object, "title", title_of(report, "needed", ot_needed_names[needed]));
	json_object_set_new(object, "hours", make_hours(report, report->burden->at[needed]));
	json_object_set_new(object, "hoursSoFar",
	                    make_hours(report, report->burden->until[needed]));
	for (guint i = 0; i < report->burden->documents->len; i++) {
		const OtBurdenItem *item =
			&g_array_index(report->burden->documents, OtBurdenItem, i);
		if ((int) item->needed == needed)
			json_array_append_new(documents, make_document(report, item));
	}
	json_object_set_new(object, "documents", documents);
	return object;
}

static json_t *
make_answers(const OtBurdenReport *report)
{
	const OtBurden *burden = report->burden;
	json_t *object = json_object(), *questions = json_array();

	json_object_set_new(object, "hours", make_hours(report, burden->answers));
	json_object_set_new(object, "estimated", json_boolean(!burden->answers_known));
	json_object_set_new(object, "estimateOfQuestions",
	                    make_hours(report, burden->questions_hours));
	for (guint i = 0; i < burden->questions->len; i++) {
		const OtBurdenItem *item = &g_array_index(burden->questions, OtBurdenItem, i);
		json_t *question = json_object();
		ot_json_set_text(question, "id", item->name);
		json_object_set_new(question, "hours", make_hours(report, item->hours));
		json_array_append_new(questions, question);
	}
	json_object_set_new(object, "questions", questions);
	return object;
}

char *
ot_burden_write_json(const OtBurdenReport *report, const char *findings)
{
	json_t *object = json_object(), *stages = json_array();
	json_t *found = ot_json_read(findings, strlen(findings), "findings", NULL);

	ot_json_set_text(object, "format", "outset-burden");
	ot_json_set_number(object, "version", 1);
	ot_json_set_text(object, "file", report->file);
	ot_json_set_text(object, "title", report->title);
	for (int needed = 0; needed < OT_N_NEEDED; needed++)
		json_array_append_new(stages, make_stage(report, needed));
	json_object_set_new(object, "stages", stages);
	json_object_set_new(object, "answers", make_answers(report));
	json_object_set_new(object, "total",
	                    make_hours(report, report->burden->until[OT_N_NEEDED - 1]));
	ot_json_set_number(object, "notKnown", (size_t) report->burden->n_unknown);
	ot_json_set_number(object, "notPublished", (size_t) report->burden->n_withheld);
	ot_json_set_text(object, "estimates", ot_estimates_source(report->estimates));
	ot_json_set_text(object, "estimatesChecked", ot_estimates_checked(report->estimates));
	json_object_set(object, "findings", json_object_get(found, "findings"));
	json_decref(found);
	return ot_json_dump(object);
}

/* --- CSV ----------------------------------------------------------------------------------- */

static void
add_hours(OtCsv *csv, const OtBurdenReport *report, const double *hours)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	for (int size = 0; size < OT_N_SIZES; size++)
		if (is_shown(report, size))
			ot_csv_cell(csv, hours != NULL ? spell(hours[size], number) : NULL);
}

static void
add_document(OtCsv *csv, const OtBurdenReport *report, const OtBurdenItem *item)
{
	g_autofree char *equivalents = join_equivalents(item->node);
	g_autofree char *way = child_text(item->node, "way-round");
	g_autofree char *decider = find_decider(item->node);

	ot_csv_cell(csv, ot_needed_names[item->needed]);
	ot_csv_cell(csv, item->name);
	ot_csv_cell(csv, title_of(report, "asset", item->name));
	add_hours(csv, report, item->known ? item->hours : NULL);
	ot_csv_cell(csv, item->ours ? "outset" : "specification");
	ot_csv_cell(csv, equivalents);
	ot_csv_cell(csv, way);
	ot_csv_cell(csv, decider);
	ot_csv_end_row(csv);
}

static void
add_answers(OtCsv *csv, const OtBurdenReport *report)
{
	ot_csv_cell(csv, ot_needed_names[OT_NEEDED_ENGAGEMENT]);
	ot_csv_cell(csv, "answers");
	ot_csv_cell(csv, "Answers to the questions");
	add_hours(csv, report, report->burden->answers);
	ot_csv_cell(csv, report->burden->answers_known ? "specification" : "outset");
	for (int i = 0; i < 3; i++)
		ot_csv_cell(csv, NULL);
	ot_csv_end_row(csv);
}

char *
ot_burden_write_csv(const OtBurdenReport *report)
{
	static const char *const before[] = {"needed", "name", "title"};
	static const char *const after[] = {
		"estimated-by", "equivalents", "way-round", "decided-by",
	};
	g_autoptr(OtCsv) csv = ot_csv_new();
	size_t len;

	for (size_t i = 0; i < G_N_ELEMENTS(before); i++)
		ot_csv_cell(csv, before[i]);
	for (int size = 0; size < OT_N_SIZES; size++)
		if (is_shown(report, size))
			ot_csv_cell(csv, ot_size_names[size]);
	for (size_t i = 0; i < G_N_ELEMENTS(after); i++)
		ot_csv_cell(csv, after[i]);
	ot_csv_end_row(csv);
	add_answers(csv, report);
	for (guint i = 0; i < report->burden->documents->len; i++)
		add_document(csv, report,
		             &g_array_index(report->burden->documents, OtBurdenItem, i));
	g_autoptr(GBytes) bytes = ot_csv_take(csv);
	const char *text = g_bytes_get_data(bytes, &len);
	return g_strndup(text, len);
}
