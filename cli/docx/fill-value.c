/* SPDX-License-Identifier: MIT */
#include "docx/fill-parts.h"

#include <stdlib.h>
#include <string.h>

void
ot_filling_report(OtFilling *filling, size_t field, OtCode code, const char *format, ...)
{
	const OtFillEntry *entry = ot_fill_entry(filling->fill, field);
	OtWhere where = {.file = filling->fill->draft->name, .place = entry->public.place};
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	ot_findings_add(filling->findings, code, where, "%s", message);
	filling->failed = filling->failed || ot_code_info(code)->severity == OT_SEVERITY_ERROR;
}

/* --- dates ----------------------------------------------------------------------------------- */

/* "2026-12-03", with or without a time. */
static bool
read_date(const char *iso, GDate *date)
{
	static const char form[] = "0000-00-00";

	for (size_t i = 0; form[i] != '\0'; i++)
		if (form[i] == '0' ? !g_ascii_isdigit(iso[i]) : iso[i] != form[i])
			return false;
	int year = atoi(iso), month = atoi(iso + 5), day = atoi(iso + 8);
	if ((iso[10] != '\0' && iso[10] != 'T') || month < 1 || month > 12 || year < 1 ||
	    !g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year))
		return false;
	g_date_set_dmy(date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
	return true;
}

static void
append_month(OtFilling *filling, GString *out, const GDate *date, size_t letters)
{
	g_autofree char *key = g_strdup_printf("month-%d", g_date_get_month(date));
	const char *name = ot_labels_get(filling->labels, key);

	if (letters == 3) {
		g_autofree char *start = g_utf8_substring(name, 0, MIN(3, g_utf8_strlen(name, -1)));
		g_string_append(out, start);
	} else if (letters > 3) {
		g_string_append(out, name);
	} else {
		g_string_append_printf(out, "%0*d", (int) letters, g_date_get_month(date));
	}
}

/* ECMA-376-1, 17.16.4.1: days, months and years; names of days are left out. */
const char *
ot_fill_date(OtFilling *filling, const char *iso, const char *picture)
{
	g_autoptr(GString) out = g_string_new(NULL);
	GDate date;

	g_date_clear(&date, 1);
	if (picture == NULL || !read_date(iso, &date))
		return NULL;
	for (const char *at = picture; *at != '\0';) {
		size_t letters = strspn(at, (const char[]){*at, '\0'});

		if (*at == '\'') {
			const char *end = strchr(at + 1, '\'');
			if (end == NULL)
				break;
			g_string_append_len(out, at + 1, end - at - 1);
			letters = (size_t) (end + 1 - at);
		} else if (*at == 'd' && letters <= 2) {
			g_string_append_printf(out, "%0*d", (int) letters, g_date_get_day(&date));
		} else if (*at == 'M') {
			append_month(filling, out, &date, letters);
		} else if ((*at == 'y' || *at == 'Y') && letters <= 2) {
			g_string_append_printf(out, "%02d", g_date_get_year(&date) % 100);
		} else if (*at == 'y' || *at == 'Y') {
			g_string_append_printf(out, "%04d", g_date_get_year(&date));
		} else if (*at != 'd') {
			g_string_append_len(out, at, (gssize) letters);
		} else {
			/* the blank or comma behind the name of a day goes with it */
			letters += strspn(at + letters, ", ");
		}
		at += letters;
	}
	return ot_arena_strdup(filling->arena, out->str);
}

/* --- values ---------------------------------------------------------------------------------- */

/* Add the text of one node, a date as people write it; nothing where it is empty. */
static void
add_text(OtFilling *filling, GPtrArray *texts, const xmlNode *node, const char *lead)
{
	const char *text = ot_evaluator_text(filling->evaluator, node);
	GDate date;

	if (*text == '\0')
		return;
	if (read_date(text, &date))
		text = ot_evaluator_format(filling->evaluator, OT_FORMAT_DATE, NULL, text, node);
	g_ptr_array_add(texts, *lead == '\0' ? (char *) text
	                                     : ot_arena_printf(filling->arena, "%s%s", lead, text));
}

/* An element that holds paragraphs, lists or other things gives a paragraph for each. */
static void
add_prose(OtFilling *filling, GPtrArray *texts, const xmlNode *node)
{
	const xmlNode *child = node->type == XML_ELEMENT_NODE ? ot_xml_child(node, NULL) : NULL;

	if (child == NULL) {
		add_text(filling, texts, node,
		         node->type == XML_ELEMENT_NODE && ot_xml_is(node, "item") ? "• " : "");
		return;
	}
	for (; child != NULL; child = ot_xml_next(child, NULL))
		add_prose(filling, texts, child);
}

static bool
is_prose(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE &&
	       (ot_xml_child(node, NULL) != NULL || ot_xml_is(node, "paragraph") ||
	        ot_xml_is(node, "item"));
}

/* Several values in one: with semicolons where one of them has a comma. */
static const char *
join(OtFilling *filling, GPtrArray *texts)
{
	const char *between = ", ";

	for (guint i = 0; i < texts->len; i++)
		if (strchr(g_ptr_array_index(texts, i), ',') != NULL)
			between = "; ";
	g_ptr_array_add(texts, NULL);
	g_autofree char *joined = g_strjoinv(between, (char **) texts->pdata);
	return ot_arena_strdup(filling->arena, joined);
}

static void
keep_paragraphs(OtFilling *filling, OtFillValue *value, char *const *texts, size_t n)
{
	const char **kept = ot_arena_alloc(filling->arena, (MAX(n, 1) + 1) * sizeof(*kept));

	kept[0] = "";
	for (size_t i = 0; i < n; i++)
		kept[i] = texts[i];
	value->paragraphs = kept;
	value->n = MAX(n, 1);
}

static void
take_nodes(OtFilling *filling, const xmlNodeSet *nodes, OtFillValue *value)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new();
	int n = nodes != NULL ? nodes->nodeNr : 0;
	bool prose = false;

	for (int i = 0; i < n; i++) {
		prose = prose || is_prose(nodes->nodeTab[i]);
		add_prose(filling, texts, nodes->nodeTab[i]);
	}
	value->raw = n > 0 ? ot_evaluator_text(filling->evaluator, nodes->nodeTab[0]) : "";
	value->missing = texts->len == 0;
	if (value->missing && n > 0 && nodes->nodeTab[0]->type == XML_ELEMENT_NODE &&
	    nodes->nodeTab[0]->properties != NULL)
		value->inside = (const char *) nodes->nodeTab[0]->properties->name;
	if (prose || texts->len < 2) {
		keep_paragraphs(filling, value, (char **) texts->pdata, texts->len);
	} else {
		char *joined = (char *) join(filling, texts);
		keep_paragraphs(filling, value, &joined, 1);
	}
}

bool
ot_fill_evaluate(OtFilling *filling, const OtFillItem *item, OtFillValue *value)
{
	g_autoptr(xmlXPathObject) object = ot_fill_find(filling, item);

	*value = (OtFillValue){.raw = ""};
	if (object == NULL)
		return false;
	if (object->type == XPATH_NODESET || object->type == XPATH_XSLT_TREE) {
		take_nodes(filling, object->nodesetval, value);
		return true;
	}
	char *text = (char *) ot_evaluator_object_text(filling->evaluator, object);
	keep_paragraphs(filling, value, &text, 1);
	value->raw = object->type == XPATH_BOOLEAN ? (object->boolval ? "yes" : "no") : text;
	return true;
}

xmlXPathObject *
ot_fill_find(OtFilling *filling, const OtFillItem *item)
{
	const char *problem = NULL;
	xmlXPathObject *object = ot_evaluate_path(filling->evaluator, item->path.compiled,
	                                          &filling->focus[item->path.level], &problem);

	if (object != NULL)
		return object;
	if (ot_evaluator_is_spent(filling->evaluator))
		problem = "the paths of this file take too long to follow";
	ot_filling_report(filling, item->field, OT_CODE_FILL_PATH, "“%s”: the path %s%s%s",
	                  ot_fill_entry(filling->fill, item->field)->around,
	                  "can't be followed", problem != NULL ? ": " : "",
	                  problem != NULL ? problem : "");
	return NULL;
}
