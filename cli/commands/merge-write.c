/* SPDX-License-Identifier: MIT */
#include "commands/merge-write.h"

#include "report/text.h"
#include "report/words.h"
#include "tables/csv.h"

#include <string.h>

/* A longer text is cut on a terminal; it is whole in the other formats. */
#define LONGEST_VALUE 160

static const char *const heads[OT_N_MERGE_FATES] = {
	[OT_MERGE_JOINED] = "Common outcomes, joined",
	[OT_MERGE_ALIKE] = "Alike, and not joined",
	[OT_MERGE_DECIDE] = "To decide together",
	[OT_MERGE_LEFT_OUT] = "Left out",
};

/* --- text ---------------------------------------------------------------------------------- */

static char *
shorten(const char *value)
{
	if (g_utf8_strlen(value, -1) <= LONGEST_VALUE)
		return g_strdup(value);
	const char *end = g_utf8_offset_to_pointer(value, LONGEST_VALUE);
	while (end > value && *end != ' ')
		end--;
	return g_strdup_printf("%.*s…", (int) (end - value), value);
}

/* What all say alike; NULL where they don't. */
static const char *
find_common(const OtMerge *merge, const OtMergeRow *row)
{
	for (size_t i = 1; i < ot_merge_count_inputs(merge); i++)
		if (g_strcmp0(row->values[i], row->values[0]) != 0)
			return NULL;
	return row->values[0];
}

static void
append_row(OtTextReport *report, const OtMerge *merge, const OtMergeRow *row)
{
	const char *common = find_common(merge, row);

	if (common != NULL) {
		g_autofree char *value = shorten(common);
		g_autofree char *line = g_strdup_printf("%s: %s (all)", row->label, value);
		g_string_append(report->text, "    ");
		ot_text_wrap(report, line, 4, 6);
		g_string_append_c(report->text, '\n');
		return;
	}
	g_string_append(report->text, "    ");
	ot_text_wrap(report, row->label, 4, 6);
	g_string_append_c(report->text, '\n');
	for (size_t i = 0; i < ot_merge_count_inputs(merge); i++) {
		if (row->values[i] == NULL)
			continue;
		g_autofree char *value = shorten(row->values[i]);
		const char *prefix = ot_merge_prefix(merge, i);
		g_string_append_printf(report->text, "      %s  ", prefix);
		ot_text_wrap(report, value, 8 + (int) strlen(prefix), 8);
		g_string_append_c(report->text, '\n');
	}
}

static void
append_item(OtTextReport *report, const OtMerge *merge, const OtMergeItem *item)
{
	g_autofree char *title = ot_report_safe(item->title);

	g_string_append_printf(report->text, "  %s\n    ", title);
	ot_text_say(report, item->why, 4, 4);
	if (item->fate == OT_MERGE_LEFT_OUT)
		return;
	for (guint i = 0; i < item->rows->len; i++)
		append_row(report, merge, &g_array_index(item->rows, OtMergeRow, i));
}

static void
append_counts(OtTextReport *report, const OtMerge *merge)
{
	size_t counts[OT_N_MERGE_FATES] = {0};
	g_autofree char *text = NULL;

	for (size_t i = 0; i < ot_merge_count(merge); i++)
		counts[ot_merge_get(merge, i)->fate]++;
	text = g_strdup_printf("%zu common, %zu alike and not joined, %zu to decide, %zu left out",
	                       counts[OT_MERGE_JOINED], counts[OT_MERGE_ALIKE],
	                       counts[OT_MERGE_DECIDE], counts[OT_MERGE_LEFT_OUT]);
	g_string_append_c(report->text, '\n');
	ot_text_say(report, text, 0, 0);
}

char *
ot_merge_write_text(const OtMerge *merge, const OtReportOptions *options)
{
	OtTextReport report = {g_string_new(NULL), options->color,
	                       options->width > 0 ? options->width : OT_REPORT_WIDTH};
	int fate = -1;

	for (size_t i = 0; i < ot_merge_count_inputs(merge); i++) {
		g_autofree char *name = ot_report_safe(ot_merge_authority(merge, i));
		g_string_append_printf(report.text, "%-6s %s%s\n", ot_merge_prefix(merge, i), name,
		                       i == 0 ? " (leads)" : "");
	}
	for (size_t i = 0; i < ot_merge_count(merge); i++) {
		const OtMergeItem *item = ot_merge_get(merge, i);
		if ((int) item->fate != fate) {
			g_string_append_c(report.text, '\n');
			ot_text_paint(&report, OT_PAINT_PLACE, heads[item->fate]);
			g_string_append_c(report.text, '\n');
		}
		fate = (int) item->fate;
		append_item(&report, merge, item);
	}
	append_counts(&report, merge);
	return g_string_free(report.text, FALSE);
}

/* --- CSV ----------------------------------------------------------------------------------- */

static void
add_row(OtCsv *csv, const OtMerge *merge, const OtMergeItem *item, const OtMergeRow *row)
{
	ot_csv_cell(csv, ot_merge_fate_name(item->fate));
	ot_csv_cell(csv, item->section);
	ot_csv_cell(csv, item->title);
	ot_csv_cell(csv, row->label);
	for (size_t i = 0; i < ot_merge_count_inputs(merge); i++)
		ot_csv_cell(csv, row->values[i]);
	ot_csv_cell(csv, item->why);
	ot_csv_end_row(csv);
}

char *
ot_merge_write_csv(const OtMerge *merge)
{
	static const char *const before[] = {"fate", "section", "title", "what"};
	g_autoptr(OtCsv) csv = ot_csv_new();
	size_t len;

	for (size_t i = 0; i < G_N_ELEMENTS(before); i++)
		ot_csv_cell(csv, before[i]);
	for (size_t i = 0; i < ot_merge_count_inputs(merge); i++)
		ot_csv_cell(csv, ot_merge_authority(merge, i));
	ot_csv_cell(csv, "why");
	ot_csv_end_row(csv);
	for (size_t i = 0; i < ot_merge_count(merge); i++) {
		const OtMergeItem *item = ot_merge_get(merge, i);
		for (guint j = 0; j < item->rows->len; j++)
			add_row(csv, merge, item, &g_array_index(item->rows, OtMergeRow, j));
	}
	g_autoptr(GBytes) bytes = ot_csv_take(csv);
	const char *text = g_bytes_get_data(bytes, &len);
	return g_strndup(text, len);
}
