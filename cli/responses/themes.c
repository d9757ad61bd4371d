/* SPDX-License-Identifier: MIT */
#include "responses/themes.h"

#include "base/suggest.h"
#include "base/yes-no.h"
#include "spec/checks.h"
#include "tables/csv-read.h"

#include <string.h>

typedef enum {
#define COLUMN(id, name, title, aliases, required) COLUMN_##id,
#include "responses/theme-columns.def"
#undef COLUMN
	N_COLUMNS
} Column;

static const OtCsvColumn columns[] = {
#define COLUMN(id, name, title, aliases, required) [COLUMN_##id] = {name, title, aliases, required},
#include "responses/theme-columns.def"
#undef COLUMN
};

static const OtCsvForm form = {.columns = columns, .n_columns = N_COLUMNS};

struct OtThemes {
	OtArena *arena;
	GArray *list; /* of OtTheme */
};

typedef struct {
	OtThemes *themes;
	GHashTable *suppliers; /* name, number, file or id in one case, to OtResponse */
	const OtAsked *asked;
	GPtrArray *ids; /* all of the specification; NULL: they aren't known */
	OtFindings *findings;
} Reading;

static char *
fold(const char *text)
{
	g_autofree char *stripped = g_strstrip(g_strdup(text));

	return g_utf8_casefold(stripped, -1);
}

static void
index_key(GHashTable *suppliers, const char *key, const OtResponse *response)
{
	char *folded = fold(key);

	if (*folded != '\0' && !g_hash_table_contains(suppliers, folded))
		g_hash_table_insert(suppliers, folded, (void *) response);
	else
		g_free(folded);
}

/* Those that count come first, so that a name stands for them. */
static GHashTable *
index_suppliers(const OtResponses *responses)
{
	GHashTable *suppliers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (int counts = 1; counts >= 0; counts--) {
		for (size_t i = 0; i < ot_responses_count(responses); i++) {
			const OtResponse *response = ot_response_at(responses, i);
			if (response->counts != (counts == 1))
				continue;
			g_autofree char *base = g_path_get_basename(response->file);
			index_key(suppliers, response->particulars[OT_PARTICULAR_NAME], response);
			index_key(suppliers, response->particulars[OT_PARTICULAR_NUMBER], response);
			index_key(suppliers, response->file, response);
			index_key(suppliers, base, response);
			index_key(suppliers, response->id, response);
		}
	}
	return suppliers;
}

static const OtResponse *
find_supplier(const Reading *reading, const OtCsvRow *row)
{
	g_autofree char *key = fold(row->cells[COLUMN_SUPPLIER]);
	const OtResponse *response = g_hash_table_lookup(reading->suppliers, key);

	if (response == NULL)
		ot_csv_find(reading->findings, OT_CODE_THEME_UNKNOWN, &form, row, COLUMN_SUPPLIER,
		            "“%s” is not a supplier that answered", row->cells[COLUMN_SUPPLIER]);
	return response;
}

static bool
check_question(const Reading *reading, const OtCsvRow *row, const char *id)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	if (*id == '\0' || ot_asked_find(reading->asked, id) != NULL)
		return true;
	for (size_t i = 0; i < ot_asked_count(reading->asked); i++)
		g_ptr_array_add(ids, (char *) ot_asked_at(reading->asked, i)->id);
	g_autofree char *advice = ot_name_advice(id, ids);
	ot_csv_find(reading->findings, OT_CODE_THEME_UNKNOWN, &form, row, COLUMN_QUESTION,
	            "there is no question \"%s\"%s", id, advice);
	return false;
}

static GPtrArray *
list_ids(const xmlNode *specification)
{
	GPtrArray *ids = g_ptr_array_new();

	for (const xmlNode *node = specification; node != NULL; node = ot_xml_after(node))
		if (node->type == XML_ELEMENT_NODE && ot_xml_attr(node, "id") != NULL)
			g_ptr_array_add(ids, (char *) ot_xml_attr(node, "id"));
	return ids;
}

static bool
check_requirement(const Reading *reading, const OtCsvRow *row, const char *id)
{
	if (*id == '\0' || reading->ids == NULL ||
	    g_ptr_array_find_with_equal_func(reading->ids, id, g_str_equal, NULL))
		return true;
	g_autofree char *advice = ot_name_advice(id, reading->ids);
	ot_csv_find(reading->findings, OT_CODE_THEME_UNKNOWN, &form, row, COLUMN_REQUIREMENT,
	            "nothing in the specification has the id \"%s\"%s", id, advice);
	return false;
}

static OtMeets
read_meets(const char *text)
{
	switch (ot_said(text)) {
	case OT_SAID_YES:
		return OT_MEETS_YES;
	case OT_SAID_NO:
		return OT_MEETS_NO;
	case OT_SAID_NOTHING:
		return OT_MEETS_UNSAID;
	default:
		return *text != '\0' ? OT_MEETS_PARTLY : OT_MEETS_UNSAID;
	}
}

static const char *
keep(const Reading *reading, const OtCsvRow *row, Column column)
{
	return g_strstrip(ot_arena_strdup(reading->themes->arena, row->cells[column]));
}

static bool
take_row(const OtCsvRow *row, void *data)
{
	Reading *reading = data;
	OtTheme theme = {
		.question = keep(reading, row, COLUMN_QUESTION),
		.theme = keep(reading, row, COLUMN_THEME),
		.requirement = keep(reading, row, COLUMN_REQUIREMENT),
		.meets = read_meets(keep(reading, row, COLUMN_MEETS)),
		.opens = keep(reading, row, COLUMN_OPENS),
		.summary = keep(reading, row, COLUMN_SUMMARY),
	};

	theme.response = find_supplier(reading, row);
	if (!check_requirement(reading, row, theme.requirement))
		theme.requirement = "";
	if (theme.response != NULL && check_question(reading, row, theme.question))
		g_array_append_val(reading->themes->list, theme);
	return true;
}

OtThemes *
ot_themes_read(const char *path, const OtResponses *responses, const OtAsked *asked,
               const xmlNode *specification, OtFindings *findings, GError **error)
{
	g_autoptr(OtThemes) themes = g_new0(OtThemes, 1);
	g_autoptr(GHashTable) suppliers = index_suppliers(responses);
	g_autoptr(GPtrArray) ids = specification != NULL ? list_ids(specification) : NULL;
	Reading reading = {themes, suppliers, asked, ids, findings};

	themes->arena = ot_arena_new();
	themes->list = g_array_new(FALSE, FALSE, sizeof(OtTheme));
	if (!ot_csv_read(path, &form, take_row, &reading, findings, error))
		return NULL;
	return g_steal_pointer(&themes);
}

void
ot_themes_free(OtThemes *themes)
{
	if (themes == NULL)
		return;
	g_array_unref(themes->list);
	ot_arena_free(themes->arena);
	g_free(themes);
}

size_t
ot_themes_count(const OtThemes *themes)
{
	return themes != NULL ? themes->list->len : 0;
}

const OtTheme *
ot_theme(const OtThemes *themes, size_t index)
{
	return &g_array_index(themes->list, OtTheme, index);
}
