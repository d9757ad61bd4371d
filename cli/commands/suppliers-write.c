/* SPDX-License-Identifier: MIT */
#include "commands/suppliers-write.h"

#include "base/json.h"
#include "base/options.h"
#include "base/text.h"
#include "report/json.h"
#include "report/words.h"
#include "tables/csv.h"

#include <string.h>

#define INDENT      4
#define LABEL_WIDTH 42

/* So much of a cell stands in a line about it. */
#define SHOWN_LETTERS 100

/* --- what both share ----------------------------------------------------------------------- */

static char *
take_csv(OtCsv *csv)
{
	g_autoptr(GBytes) bytes = ot_csv_take(csv);
	size_t len;
	const char *text = g_bytes_get_data(bytes, &len);

	return g_strndup(text, len);
}

static void
add_number_cell(OtCsv *csv, size_t number)
{
	g_autofree char *text = g_strdup_printf("%zu", number);

	ot_csv_cell(csv, text);
}

static char *
dump_with_findings(json_t *object, const char *findings)
{
	json_t *found = ot_json_read(findings, strlen(findings), "findings", NULL);

	json_object_set(object, "findings", json_object_get(found, "findings"));
	json_decref(found);
	return ot_json_dump(object);
}

static void
append_wrapped(GString *out, const char *words)
{
	g_autofree char *safe = ot_report_safe(words);

	ot_help_wrap(out, safe, INDENT);
}

/* --- counts -------------------------------------------------------------------------------- */

/* In whole per cent; nothing is more exact with lists of this kind. */
static size_t
share_of(const OtSuppliersStats *stats, size_t n)
{
	return stats->rows > 0 ? (n * 100 + stats->rows / 2) / stats->rows : 0;
}

static void
append_count(GString *out, const OtSuppliersStats *stats, const OtSuppliersCount *count)
{
	g_autofree char *label = ot_report_safe(count->label);
	glong len = g_utf8_strlen(label, -1);

	g_string_append_printf(out, "  %s", label);
	for (glong i = len; i < LABEL_WIDTH; i++)
		g_string_append_c(out, ' ');
	g_string_append_printf(out, "%8zu", count->n);
	if (stats->rows > 0)
		g_string_append_printf(out, "%5zu%%", share_of(stats, count->n));
	g_string_append_c(out, '\n');
}

static char *
write_stats_text(const OtSuppliersStats *stats)
{
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "%-*s%8zu\n", LABEL_WIDTH + 2, "Suppliers", stats->rows);
	if (stats->bad > 0)
		g_string_append_printf(out, "%-*s%8zu\n", LABEL_WIDTH + 2,
		                       "  in rows that can't be used, counted too", stats->bad);
	for (guint i = 0; i < stats->sections->len; i++) {
		const OtSuppliersSection *section = g_ptr_array_index(stats->sections, i);
		g_string_append_printf(out, "\n%s\n", section->title);
		for (guint j = 0; j < section->counts->len; j++)
			append_count(out, stats,
			             &g_array_index(section->counts, OtSuppliersCount, j));
		if (section->note != NULL)
			g_string_append_printf(out, "  %s\n", section->note);
	}
	return g_string_free(out, FALSE);
}

static char *
write_stats_json(const OtSuppliersStats *stats, const char *findings)
{
	json_t *object = json_object(), *sections = json_object();

	ot_json_set_text(object, "format", "outset-suppliers-stats");
	ot_json_set_number(object, "version", 1);
	ot_json_set_number(object, "suppliers", stats->rows);
	ot_json_set_number(object, "unusable", stats->bad);
	for (guint i = 0; i < stats->sections->len; i++) {
		const OtSuppliersSection *section = g_ptr_array_index(stats->sections, i);
		json_t *counts = json_array();
		for (guint j = 0; j < section->counts->len; j++) {
			const OtSuppliersCount *count =
				&g_array_index(section->counts, OtSuppliersCount, j);
			json_t *one = json_object();
			ot_json_set_text(one, "value", count->code);
			ot_json_set_number(one, "count", count->n);
			if (count->is_sum)
				json_object_set_new(one, "sum", json_true());
			json_array_append_new(counts, one);
		}
		json_object_set_new(sections, section->code, counts);
	}
	json_object_set_new(object, "counts", sections);
	return dump_with_findings(object, findings);
}

static char *
write_stats_csv(const OtSuppliersStats *stats)
{
	g_autoptr(OtCsv) csv = ot_csv_new();
	static const char *const heads[] = {"About", "Value", "Label", "Suppliers", "Per cent"};

	for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
		ot_csv_cell(csv, heads[i]);
	ot_csv_end_row(csv);
	for (guint i = 0; i < stats->sections->len; i++) {
		const OtSuppliersSection *section = g_ptr_array_index(stats->sections, i);
		for (guint j = 0; j < section->counts->len; j++) {
			const OtSuppliersCount *count =
				&g_array_index(section->counts, OtSuppliersCount, j);
			ot_csv_cell(csv, section->code);
			ot_csv_cell(csv, count->code);
			ot_csv_cell(csv, count->label);
			add_number_cell(csv, count->n);
			add_number_cell(csv, share_of(stats, count->n));
			ot_csv_end_row(csv);
		}
	}
	return take_csv(csv);
}

char *
ot_suppliers_write_stats(const OtSuppliersStats *stats, OtSuppliersForm form, const char *findings)
{
	switch (form) {
	case OT_SUPPLIERS_JSON:
		return write_stats_json(stats, findings);
	case OT_SUPPLIERS_CSV:
		return write_stats_csv(stats);
	case OT_SUPPLIERS_TEXT:
		break;
	}
	return write_stats_text(stats);
}

/* --- the same twice ------------------------------------------------------------------------ */

static void
append_rows(GString *out, const GPtrArray *rows, size_t n)
{
	for (guint i = 0; i < rows->len; i++) {
		const OtSameRow *row = g_ptr_array_index(rows, i);
		g_autofree char *name = ot_text_shorten(row->name, SHOWN_LETTERS);
		g_autofree char *line = g_strdup_printf("row %zu, %s", row->row, name);
		append_wrapped(out, line);
	}
	if (n > rows->len)
		g_string_append_printf(out, "%*sand %zu more\n", INDENT, "", n - rows->len);
}

static void
append_conflicts(GString *out, const OtSameGroup *group)
{
	for (guint i = 0; i < group->conflicts->len; i++) {
		const OtConflict *conflict = &g_array_index(group->conflicts, OtConflict, i);
		g_autofree char *kept = ot_text_shorten(conflict->kept, SHOWN_LETTERS);
		g_autofree char *other = ot_text_shorten(conflict->other, SHOWN_LETTERS);
		g_autofree char *line = g_strdup_printf(
			"%s: “%s” of row %zu is kept, “%s” of row %zu goes to the note",
			conflict->head, kept, conflict->kept_row, other, conflict->other_row);
		append_wrapped(out, line);
	}
}

static void
append_group(GString *out, const OtSameGroup *group)
{
	g_autofree char *reason = ot_same_group_reason(group);
	g_autofree char *head =
		g_strdup_printf("%s: %s", ot_certainty_names[group->certainty], reason);
	g_autofree char *safe = ot_report_safe(head);

	*safe = g_ascii_toupper(*safe);
	ot_help_wrap(out, safe, 0);
	append_rows(out, group->rows, group->n);
	if (group->contradicts)
		append_wrapped(out,
		               "They have two company numbers or two PPONs, and are left as they "
		               "are.");
	else if (group->cells == NULL)
		append_wrapped(out,
		               "They are too many for one supplier, and are left as they are.");
	append_conflicts(out, group);
	g_string_append_c(out, '\n');
}

static void
append_hint(GString *out, const OtSameHint *hint)
{
	const OtSameRow *first = g_ptr_array_index(hint->rows, 0);
	const char *key = first->keys[hint->key];
	g_autofree char *head = g_strdup_printf(
		"Perhaps: %s, “%s”%s", ot_same_key_words(hint->key), key != NULL ? key : "",
		hint->contradicts ? ", but two company numbers, PPONs or legal forms" : "");
	g_autofree char *safe = ot_report_safe(head);

	ot_help_wrap(out, safe, 0);
	append_rows(out, hint->rows, hint->n);
	g_string_append_c(out, '\n');
}

static char *
write_duplicates_text(const OtDuplicates *duplicates)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < duplicates->groups->len; i++)
		append_group(out, g_ptr_array_index(duplicates->groups, i));
	for (guint i = 0; i < duplicates->hints->len; i++)
		append_hint(out, g_ptr_array_index(duplicates->hints, i));
	return g_string_free(out, FALSE);
}

static json_t *
make_rows(const GPtrArray *rows)
{
	json_t *array = json_array();

	for (guint i = 0; i < rows->len; i++) {
		const OtSameRow *row = g_ptr_array_index(rows, i);
		json_t *one = json_object();
		ot_json_set_number(one, "row", row->row);
		ot_json_set_text(one, "name", row->name);
		json_array_append_new(array, one);
	}
	return array;
}

static json_t *
make_conflicts(const OtSameGroup *group)
{
	json_t *array = json_array();

	for (guint i = 0; i < group->conflicts->len; i++) {
		const OtConflict *conflict = &g_array_index(group->conflicts, OtConflict, i);
		json_t *one = json_object();
		ot_json_set_text(one, "column", conflict->head);
		ot_json_set_text(one, "kept", conflict->kept);
		ot_json_set_number(one, "kept-row", conflict->kept_row);
		ot_json_set_text(one, "other", conflict->other);
		ot_json_set_number(one, "other-row", conflict->other_row);
		json_array_append_new(array, one);
	}
	return array;
}

static json_t *
make_group(const OtSameGroup *group)
{
	json_t *object = json_object();
	g_autofree char *reason = ot_same_group_reason(group);

	ot_json_set_text(object, "certainty", ot_certainty_names[group->certainty]);
	ot_json_set_text(object, "reason", reason);
	json_object_set_new(object, "contradicts", json_boolean(group->contradicts));
	ot_json_set_number(object, "count", group->n);
	json_object_set_new(object, "rows", make_rows(group->rows));
	json_object_set_new(object, "conflicts", make_conflicts(group));
	return object;
}

static json_t *
make_hint(const OtSameHint *hint)
{
	const OtSameRow *first = g_ptr_array_index(hint->rows, 0);
	json_t *object = json_object();

	ot_json_set_text(object, "by", ot_same_key_name(hint->key));
	ot_json_set_text(object, "value", first->keys[hint->key]);
	ot_json_set_number(object, "count", hint->n);
	json_object_set_new(object, "contradicts", json_boolean(hint->contradicts));
	json_object_set_new(object, "rows", make_rows(hint->rows));
	return object;
}

static char *
write_duplicates_json(const OtDuplicates *duplicates, const char *findings)
{
	json_t *object = json_object(), *groups = json_array(), *hints = json_array();

	ot_json_set_text(object, "format", "outset-suppliers-duplicates");
	ot_json_set_number(object, "version", 1);
	ot_json_set_number(object, "suppliers", duplicates->n_rows);
	for (guint i = 0; i < duplicates->groups->len; i++)
		json_array_append_new(groups, make_group(g_ptr_array_index(duplicates->groups, i)));
	for (guint i = 0; i < duplicates->hints->len; i++)
		json_array_append_new(hints, make_hint(g_ptr_array_index(duplicates->hints, i)));
	json_object_set_new(object, "groups", groups);
	json_object_set_new(object, "perhaps", hints);
	return dump_with_findings(object, findings);
}

static void
add_duplicate_rows(OtCsv *csv, size_t group, const char *certainty, const char *reason,
                   const GPtrArray *rows)
{
	for (guint i = 0; i < rows->len; i++) {
		const OtSameRow *row = g_ptr_array_index(rows, i);
		add_number_cell(csv, group);
		ot_csv_cell(csv, certainty);
		ot_csv_cell(csv, reason);
		add_number_cell(csv, row->row);
		ot_csv_cell(csv, row->name);
		ot_csv_end_row(csv);
	}
}

static char *
write_duplicates_csv(const OtDuplicates *duplicates)
{
	g_autoptr(OtCsv) csv = ot_csv_new();
	static const char *const heads[] = {"Group", "Certainty", "Reason", "Row", "Name"};
	size_t n = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
		ot_csv_cell(csv, heads[i]);
	ot_csv_end_row(csv);
	for (guint i = 0; i < duplicates->groups->len; i++) {
		const OtSameGroup *group = g_ptr_array_index(duplicates->groups, i);
		g_autofree char *reason = ot_same_group_reason(group);
		add_duplicate_rows(csv, ++n, ot_certainty_names[group->certainty], reason,
		                   group->rows);
	}
	for (guint i = 0; i < duplicates->hints->len; i++) {
		const OtSameHint *hint = g_ptr_array_index(duplicates->hints, i);
		add_duplicate_rows(csv, ++n, "perhaps", ot_same_key_words(hint->key), hint->rows);
	}
	return take_csv(csv);
}

char *
ot_suppliers_write_duplicates(const OtDuplicates *duplicates, OtSuppliersForm form,
                              const char *findings)
{
	switch (form) {
	case OT_SUPPLIERS_JSON:
		return write_duplicates_json(duplicates, findings);
	case OT_SUPPLIERS_CSV:
		return write_duplicates_csv(duplicates);
	case OT_SUPPLIERS_TEXT:
		break;
	}
	return write_duplicates_text(duplicates);
}
