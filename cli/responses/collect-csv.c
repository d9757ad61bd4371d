/* SPDX-License-Identifier: MIT */
#include "responses/form-csv.h"

#include "base/yes-no.h"
#include "responses/collect-parts.h"
#include "tables/csv-read.h"

#include <string.h>

static const OtCsvColumn columns[] = {
#define COLUMN(id, name, title, aliases, required) \
	[OT_FORM_##id] = {name, title, aliases, required},
#include "responses/form-columns.def"
#undef COLUMN
};

typedef struct {
	const OtAsked *asked;
	OtFilled *filled;
	OtResponse *response;
} Reading;

static bool
is_tick(const char *field)
{
	if (g_str_has_prefix(field, "sensitive."))
		return true;
	for (size_t i = 0; i < OT_N_PARTICULARS; i++)
		if (ot_particulars[i].kind == OT_FIELD_TICK &&
		    g_str_has_suffix(field, ot_particulars[i].name))
			return true;
	return false;
}

/* A cell has no form for a tick but words. */
static const char *
read_tick(const char *text)
{
	return ot_said(text) == OT_SAID_YES ? "yes" : "no";
}

static void
put(Reading *reading, const OtCsvRow *row, const char *field, OtFormColumn column)
{
	g_autofree char *place =
		g_strdup_printf("row %zu, column %s", row->number, columns[column].title);
	const char *text = row->cells[column];

	ot_filled_put(reading->filled, field, is_tick(field) ? read_tick(text) : text,
	              OT_FOUND_COLUMN, place);
}

static void
take_answer(Reading *reading, const OtCsvRow *row, const char *id)
{
	static const struct {
		const char *format;
		OtFormColumn column;
	} parts[] = {{"answer.%s", OT_FORM_ANSWER},
	             {"answer.%s.more", OT_FORM_MORE},
	             {"sensitive.%s", OT_FORM_SENSITIVE},
	             {"reason.%s", OT_FORM_REASON}};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_auto(GStrv) halves = g_strsplit(parts[i].format, "%s", 2);
		g_autofree char *name = g_strconcat(halves[0], id, halves[1], NULL);
		put(reading, row, name, parts[i].column);
	}
}

static void
take_particular(Reading *reading, const OtCsvRow *row, const char *name)
{
	for (size_t i = 0; i < OT_N_PARTICULARS; i++) {
		if (strcmp(ot_particulars[i].name, name) != 0)
			continue;
		g_autofree char *field = g_strconcat("respondent.", name, NULL);
		put(reading, row, field, OT_FORM_ANSWER);
	}
}

/* "HVC-2026-014, version 0.4", as the form says it. */
static void
take_version(Reading *reading, const char *text)
{
	static const char before[] = ", version ";
	const char *version = strstr(text, before);

	if (version == NULL)
		return;
	reading->response->reference =
		ot_arena_strndup(reading->response->arena, text, (size_t) (version - text));
	reading->response->version =
		ot_arena_strdup(reading->response->arena, version + strlen(before));
}

static bool
take_row(const OtCsvRow *row, void *data)
{
	Reading *reading = data;
	g_autofree char *number = g_strstrip(g_strdup(row->cells[OT_FORM_NUMBER]));

	for (size_t i = 0; i < ot_asked_count(reading->asked); i++)
		if (g_ascii_strcasecmp(number, ot_asked_at(reading->asked, i)->id) == 0) {
			take_answer(reading, row, ot_asked_at(reading->asked, i)->id);
			return true;
		}
	if (strcmp(number, OT_FORM_ROW_VERSION) == 0)
		take_version(reading, row->cells[OT_FORM_ANSWER]);
	else if (strcmp(number, OT_FORM_ROW_SHARE) == 0)
		put(reading, row, "consent.share", OT_FORM_ANSWER);
	else if (strcmp(number, OT_FORM_ROW_CONTACT) == 0)
		put(reading, row, "consent.contact", OT_FORM_ANSWER);
	else
		take_particular(reading, row, number);
	return true;
}

bool
ot_collect_csv(const OtAsked *asked, const char *path, OtResponse *response, OtFilled *filled,
               OtFindings *findings, GError **error)
{
	const OtCsvForm form = {.columns = columns, .n_columns = OT_N_FORM_COLUMNS};
	Reading reading = {asked, filled, response};

	return ot_csv_read(path, &form, take_row, &reading, findings, error);
}
