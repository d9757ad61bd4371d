/* SPDX-License-Identifier: MIT */
#include "changes/merging.h"

#include "xml/read.h"

#include <string.h>

/* Sections of which only one can stand there, so that their attributes have to agree. */
static const char *const sections[] = {
	"identity", "lots", "budget", "route", "evaluation", "engagement", "flags",
};

/* Attributes in which every specification differs. */
static const char *const own[] = {"reference", "version", "date", "publish", "xml:lang", NULL};

static const char *
say_attr(const OtMerge *merge, size_t source, const char *section, const char *attr)
{
	const OtPart *part = ot_merge_section(merge, source, section);
	const char *value = part != NULL ? ot_part_attr(part, attr) : NULL;

	return value != NULL ? ot_say_value(&merge->saying, part, attr, value) : NULL;
}

static bool
do_differ(const OtMerge *merge, const char *const *values)
{
	for (guint i = 1; i < merge->sources->len; i++)
		if (g_strcmp0(values[i], values[0]) != 0)
			return true;
	return false;
}

static const char *
explain(const char *section)
{
	if (strcmp(section, "budget") == 0)
		return "no amount was taken, and the budget is marked as to be decided";
	return strcmp(section, "flags") == 0 ? "what is so for one was taken for all"
	                                     : "what the lead says was taken";
}

static OtMergeItem *
begin_item(OtMerge *merge, const char *section, const OtPart *part)
{
	return ot_merge_add(merge, OT_MERGE_DECIDE, section,
	                    ot_say_capital(&merge->saying, ot_say_element(&merge->saying, part)),
	                    explain(section));
}

/* The attributes of a section in which the authorities differ; NULL where there are none. */
static OtMergeItem *
compare_attrs(OtMerge *merge, const char *section)
{
	const OtPart *part = ot_merge_section(merge, 0, section);
	OtMergeItem *item = NULL;

	for (guint i = 0; part != NULL && part->type != NULL && i < part->type->attrs->len; i++) {
		const char *attr = g_array_index(part->type->attrs, OtAttrDecl, i).name;
		g_autofree const char **values = g_new0(const char *, merge->sources->len);
		if (g_strv_contains(own, attr))
			continue;
		for (guint j = 0; j < merge->sources->len; j++)
			values[j] = say_attr(merge, j, section, attr);
		if (!do_differ(merge, values))
			continue;
		if (item == NULL)
			item = begin_item(merge, section, part);
		const char **kept = ot_merge_add_row(
			merge, item, ot_say_label(&merge->saying, part, attr, true));
		memcpy(kept, values, merge->sources->len * sizeof *kept);
	}
	return item;
}

/* --- titles, dates, events ----------------------------------------------------------------- */

static const char *
say_child(const OtMerge *merge, const OtPart *part, const char *name)
{
	const OtPart *child = part != NULL ? ot_part_child(part, name) : NULL;

	return child != NULL ? ot_say_text(&merge->saying, child) : NULL;
}

/* The texts of a child in which the authorities differ, as a row. */
static void
compare_children(OtMerge *merge, OtMergeItem **item, const char *section, const char *name)
{
	const OtPart *part = ot_merge_section(merge, 0, section);
	const OtPart *child = part != NULL ? ot_part_child(part, name) : NULL;
	g_autofree const char **texts = g_new0(const char *, merge->sources->len);

	for (guint i = 0; i < merge->sources->len; i++)
		texts[i] = say_child(merge, ot_merge_section(merge, i, section), name);
	if (child == NULL || !do_differ(merge, texts))
		return;
	if (*item == NULL)
		*item = begin_item(merge, section, part);
	const char **values =
		ot_merge_add_row(merge, *item, ot_say_element(&merge->saying, child));
	memcpy(values, texts, merge->sources->len * sizeof *values);
}

/* The first milestone of a kind, as its date. */
static const char *
say_milestone(const OtMerge *merge, size_t source, const char *kind)
{
	const OtPart *timeline = ot_merge_section(merge, source, "timeline");

	for (const OtPart *at = timeline != NULL ? timeline->first : NULL; at != NULL;
	     at = at->next)
		if (g_strcmp0(ot_part_attr(at, "kind"), kind) == 0)
			return ot_say_value(&merge->saying, at, "date", ot_part_attr(at, "date"));
	return NULL;
}

static void
compare_kinds(OtMerge *merge, OtMergeItem **item, size_t source, GHashTable *seen)
{
	const OtPart *timeline = ot_merge_section(merge, source, "timeline");

	for (const OtPart *at = timeline != NULL ? timeline->first : NULL; at != NULL;
	     at = at->next) {
		const char *kind = ot_part_attr(at, "kind");
		g_autofree const char **dates = g_new0(const char *, merge->sources->len);
		if (kind == NULL || !g_hash_table_add(seen, (char *) kind))
			continue;
		for (guint i = 0; i < merge->sources->len; i++)
			dates[i] = say_milestone(merge, i, kind);
		if (!do_differ(merge, dates))
			continue;
		if (*item == NULL)
			*item = begin_item(merge, "timeline", timeline);
		const char **values = ot_merge_add_row(
			merge, *item, ot_say_value(&merge->saying, at, "kind", kind));
		memcpy(values, dates, merge->sources->len * sizeof *values);
	}
}

static void
compare_dates(OtMerge *merge)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	OtMergeItem *item = NULL;

	for (guint i = 0; i < merge->sources->len; i++)
		compare_kinds(merge, &item, i, seen);
}

static void
compare_events(OtMerge *merge)
{
	OtMergeItem *item = NULL;

	for (guint i = 0; i < merge->sources->len; i++) {
		const OtPart *engagement = ot_merge_section(merge, i, "engagement");
		for (const OtPart *at = engagement != NULL ? engagement->first : NULL; at != NULL;
		     at = at->next) {
			if (strcmp(at->name, "event") != 0)
				continue;
			if (item == NULL)
				item = ot_merge_add(
					merge, OT_MERGE_DECIDE, "engagement",
					ot_say_capital(&merge->saying,
				                       ot_say_element(&merge->saying, at)),
					"those of the lead were taken");
			const char **values =
				ot_merge_add_row(merge, item, ot_say_title(&merge->saying, at));
			values[i] = ot_say_value(&merge->saying, at, "start",
			                         ot_part_attr(at, "start"));
		}
	}
}

/* --- the budget ---------------------------------------------------------------------------- */

static void
add_sources(OtMerge *merge, xmlNode *budget, const OtPart *lead)
{
	for (guint i = 1; i < merge->sources->len; i++) {
		const OtPart *other = ot_merge_section(merge, i, "budget");
		for (const OtPart *at = other != NULL ? other->first : NULL; at != NULL;
		     at = at->next)
			if (strcmp(at->name, "source") == 0)
				ot_merge_insert(merge, budget, lead->type, at->node);
	}
}

/* No amount is chosen for others: where they differ, it is said that somebody has to. */
static void
open_budget(OtMerge *merge)
{
	static const char *const amounts[] = {"minimum", "maximum", "years", "vat"};
	xmlNode *budget = ot_xml_child(xmlDocGetRootElement(merge->result), "budget");
	xmlNode *reason = ot_xml_child(budget, "reason");

	for (size_t i = 0; i < G_N_ELEMENTS(amounts); i++)
		xmlUnsetProp(budget, (const xmlChar *) amounts[i]);
	xmlSetProp(budget, (const xmlChar *) "disclosed", (const xmlChar *) "no");
	xmlSetProp(budget, (const xmlChar *) "status", (const xmlChar *) "indicative");
	if (reason != NULL) {
		xmlUnlinkNode(reason);
		xmlFreeNode(reason);
	}
	xmlNewTextChild(budget, NULL, (const xmlChar *) "reason",
	                (const xmlChar *) "[To be decided: the budgets of the authorities differ]");
}

void
ot_merge_decide(OtMerge *merge)
{
	const OtPart *budget = ot_merge_section(merge, 0, "budget");

	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++) {
		OtMergeItem *item = compare_attrs(merge, sections[i]);
		if (strcmp(sections[i], "budget") == 0 && item != NULL)
			open_budget(merge);
		if (strcmp(sections[i], "identity") == 0) {
			compare_children(merge, &item, "identity", "title");
			compare_children(merge, &item, "identity", "summary");
		}
	}
	if (budget != NULL)
		add_sources(merge,
		            ot_xml_child(xmlDocGetRootElement(merge->result), "budget"), budget);
	compare_dates(merge);
	compare_events(merge);
}
