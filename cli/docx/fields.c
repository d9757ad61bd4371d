/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include <stdlib.h>
#include <string.h>

/*
 * Content controls (17.5.2): the holes that people fill, and the wording that they can't change.
 *
 * They all stand in a line of text.  Controls around paragraphs or cells do not survive other
 * programs, and a control with several paragraphs can't be bound to a value.
 */

/* Ballot boxes. */
#define TICKED    "\u2612"
#define UNTICKED  "\u2610"

bool
ot_docx_is_date(const char *text)
{
	static const char form[] = "0000-00-00";
	size_t len = sizeof form - 1;

	if (text == NULL || strlen(text) != len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (form[i] == '0' ? !g_ascii_isdigit(text[i]) : text[i] != form[i])
			return false;
	int year = atoi(text), month = atoi(text + 5), day = atoi(text + 8);
	return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
	       g_date_valid_dmy((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static bool
is_ticked(const OtNode *field)
{
	return g_strcmp0(field->as.field.value, "yes") == 0;
}

const char *
ot_docx_field_stored(const OtNode *field)
{
	const OtFieldData *data = &field->as.field;

	switch (data->kind) {
	case OT_FIELD_DATE:
		if (ot_docx_is_date(data->value))
			return data->value;
		break;
	case OT_FIELD_TICK:
		return is_ticked(field) ? "true" : "false";
	case OT_FIELD_TEXT:
	case OT_FIELD_PROSE:
	case OT_FIELD_CHOICE:
		break;
	}
	return data->text != NULL ? data->text : "";
}

static bool
is_missing(const OtNode *field)
{
	const char *text = field->as.field.text;

	return text == NULL || *text == '\0';
}

/* How to answer; where nobody said it, by the kind of answer or by what is asked for. */
static const char *
find_hint(const OtFieldData *data, const OtLabels *labels, OtArena *arena)
{
	if (data->hint != NULL && *data->hint != '\0')
		return data->hint;
	switch (data->kind) {
	case OT_FIELD_DATE:
		return ot_labels_get(labels, "choose-date");
	case OT_FIELD_CHOICE:
		return ot_labels_get(labels, "choose-answer");
	case OT_FIELD_TEXT:
	case OT_FIELD_PROSE:
	case OT_FIELD_TICK:
		break;
	}
	return ot_labels_fill(labels, arena, "to-be-completed", "label", data->label, NULL);
}

const char *
ot_docx_field_hint(const OtFieldData *data, const OtLabels *labels, OtArena *arena)
{
	/* in brackets, so that it is not taken for text where the colour can't be seen */
	return ot_arena_printf(arena, "[%s]", find_hint(data, labels, arena));
}

const char *
ot_docx_field_shown(const OtDocx *docx, const OtNode *field)
{
	const OtFieldData *data = &field->as.field;

	if (data->kind == OT_FIELD_TICK)
		return is_ticked(field) ? TICKED : UNTICKED;
	if (!is_missing(field))
		return data->text;
	return ot_docx_field_hint(data, docx->labels, docx->arena);
}

/* --- properties of a control ----------------------------------------------------------------- */

/* Whether a field stands in a row that repeats. */
static bool
is_repeated(const OtNode *field)
{
	const OtNode *node = field;

	while (node != NULL && node->kind != OT_NODE_ROW)
		node = node->parent;
	return node != NULL && (node->as.row.repeat != NULL || node->as.row.group != NULL);
}

/*
 * The value's place in customXml/item1.xml, by its name: that survives other programs.  A row that
 * repeats is copied with its bindings, and a copy must not say what the first one says.
 */
static void
write_binding(OtProperties *properties, const OtDocx *docx, const OtNode *field)
{
	OtXmlWriter *xml = properties->xml;
	const char *name = field->as.field.name;
	bool quoted = strchr(name, '\'') != NULL;
	g_autofree char *path = NULL;

	/* a string of XPath 1.0 can't hold both kinds of quotes */
	if (is_repeated(field) || (quoted && strchr(name, '"') != NULL))
		return;
	path = g_strdup_printf(quoted ? "/o:fields[1]/o:field[@name=\"%s\"][1]" :
	                                "/o:fields[1]/o:field[@name='%s'][1]",
	                       name);
	ot_property_start(properties, OT_SDTPR_dataBinding);
	ot_xml_set(xml, "w:prefixMappings", "xmlns:o='" OT_NS_FIELDS "'");
	ot_xml_set(xml, "w:xpath", path);
	ot_xml_set(xml, "w:storeItemID", docx->store_id);
	ot_xml_end(xml);
}

static void
write_date(OtProperties *properties, const OtDocx *docx, const OtNode *field)
{
	OtXmlWriter *xml = properties->xml;
	const char *lang = ot_docx_word_lang(ot_node_lang(docx->document, field));

	ot_property_start(properties, OT_SDTPR_date);
	if (ot_docx_is_date(field->as.field.value)) {
		g_autofree char *full = g_strconcat(field->as.field.value, "T00:00:00Z", NULL);
		ot_xml_set(xml, "w:fullDate", full);
	}
	ot_xml_empty(xml, "w:dateFormat", "w:val", "d MMMM yyyy", NULL);
	ot_xml_empty(xml, "w:lid", "w:val", lang, NULL);
	ot_xml_empty(xml, "w:storeMappedDataAs", "w:val", "date", NULL);
	ot_xml_empty(xml, "w:calendar", "w:val", "gregorian", NULL);
	ot_xml_end(xml);
}

/* Word calls a file damaged in which a list offers the same twice, or nothing. */
static void
write_choices(OtProperties *properties, const char *const *choices)
{
	OtXmlWriter *xml = properties->xml;
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	ot_property_start(properties, OT_SDTPR_dropDownList);
	for (; *choices != NULL; choices++)
		if (**choices != '\0' && g_hash_table_add(seen, (char *) *choices))
			ot_xml_empty(xml, "w:listItem", "w:displayText", *choices, "w:value",
			             *choices, NULL);
	ot_xml_end(xml);
}

static void
write_checkbox(OtProperties *properties, bool ticked)
{
	OtXmlWriter *xml = properties->xml;

	ot_property_start(properties, OT_SDTPR_checkbox);
	ot_xml_empty(xml, "w14:checked", "w14:val", ticked ? "1" : "0", NULL);
	ot_xml_empty(xml, "w14:checkedState", "w14:val", "2612", "w14:font", OT_TICK_FONT, NULL);
	ot_xml_empty(xml, "w14:uncheckedState", "w14:val", "2610", "w14:font", OT_TICK_FONT, NULL);
	ot_xml_end(xml);
}

static void
write_kind(OtProperties *properties, const OtDocx *docx, const OtNode *field)
{
	const OtFieldData *data = &field->as.field;

	switch (data->kind) {
	case OT_FIELD_DATE:
		write_date(properties, docx, field);
		return;
	case OT_FIELD_CHOICE:
		if (data->choices != NULL && data->choices[0] != NULL) {
			write_choices(properties, data->choices);
			return;
		}
		break;
	case OT_FIELD_TICK:
		write_checkbox(properties, is_ticked(field));
		return;
	case OT_FIELD_PROSE:
		ot_property_start(properties, OT_SDTPR_text);
		ot_xml_set(properties->xml, "w:multiLine", "1");
		ot_xml_end(properties->xml);
		return;
	case OT_FIELD_TEXT:
		break;
	}
	ot_property_flag(properties, OT_SDTPR_text);
}

static void
write_control_properties(OtDocxFlow *flow, const OtNode *field)
{
	OtDocx *docx = flow->docx;
	const OtFieldData *data = &field->as.field;
	OtProperties properties = ot_properties(flow->xml, OT_GROUP_SDTPR);

	ot_property_set(&properties, OT_SDTPR_alias, ot_docx_alias_of(docx, data->label));
	ot_property_set(&properties, OT_SDTPR_tag, ot_docx_tag_of(docx, data->name));
	ot_property_set_int(&properties, OT_SDTPR_id, ++docx->n_controls);
	if (field->locked)
		ot_property_set(&properties, OT_SDTPR_lock, "sdtContentLocked");
	if (is_missing(field) && data->kind != OT_FIELD_TICK)
		ot_property_flag(&properties, OT_SDTPR_showingPlcHdr);
	write_binding(&properties, docx, field);
	write_kind(&properties, docx, field);
	ot_properties_end(&properties);
}

/* --- controls -------------------------------------------------------------------------------- */

void
ot_docx_write_control(OtDocxFlow *flow, const OtNode *field, const OtDocxRun *run)
{
	OtDocx *docx = flow->docx;
	OtXmlWriter *xml = flow->xml;
	OtDocxRun look = *run;

	g_ptr_array_add(docx->fields, (OtNode *) field);
	if (field->as.field.kind == OT_FIELD_TICK)
		look.font = OT_TICK_FONT;
	else if (is_missing(field))
		look.style = OT_STYLE_PLACEHOLDER;
	ot_xml_start(xml, "w:sdt");
	write_control_properties(flow, field);
	ot_xml_start(xml, "w:sdtContent");
	ot_docx_write_text(xml, &look, ot_docx_field_shown(docx, field));
	ot_xml_end(xml);
	ot_xml_end(xml);
}

/* --- rows that repeat ------------------------------------------------------------------------ */

static void
open_control(OtDocxFlow *flow, const char *tag, OtProperty kind)
{
	OtDocx *docx = flow->docx;

	ot_xml_start(flow->xml, "w:sdt");
	OtProperties properties = ot_properties(flow->xml, OT_GROUP_SDTPR);
	if (tag != NULL)
		ot_property_set(&properties, OT_SDTPR_tag, ot_docx_tag_of(docx, tag));
	ot_property_set_int(&properties, OT_SDTPR_id, ++docx->n_controls);
	ot_property_flag(&properties, kind);
	ot_properties_end(&properties);
	ot_xml_start(flow->xml, "w:sdtContent");
}

/*
 * A section holds its items, and Word offers to add one more below each ([MS-DOCX] 2.5.4.2 and
 * 2.5.4.3).  The section isn't bound: each field within is, by its own name.
 */
void
ot_docx_open_row(OtDocxFlow *flow, const char *name, bool is_first)
{
	if (is_first)
		open_control(flow, name, OT_SDTPR_repeatingSection);
	open_control(flow, NULL, OT_SDTPR_repeatingSectionItem);
}

void
ot_docx_close_row(OtDocxFlow *flow, bool is_last)
{
	for (int i = is_last ? 2 : 1; i > 0; i--) {
		ot_xml_end(flow->xml);
		ot_xml_end(flow->xml);
	}
}

void
ot_docx_open_lock(OtDocxFlow *flow, const OtNode *node)
{
	OtDocx *docx = flow->docx;
	const char *source = NULL;

	if (flow->in_lock)
		return;
	for (; node != NULL && source == NULL; node = node->parent)
		source = node->source;
	ot_xml_start(flow->xml, "w:sdt");
	OtProperties properties = ot_properties(flow->xml, OT_GROUP_SDTPR);
	if (source != NULL)
		ot_property_set(&properties, OT_SDTPR_alias, ot_docx_alias_of(docx, source));
	int id = ++docx->n_controls;
	g_autofree char *tag = g_strdup_printf("locked.%d", ++docx->n_locks);
	ot_property_set(&properties, OT_SDTPR_tag, ot_docx_tag_of(docx, tag));
	ot_property_set_int(&properties, OT_SDTPR_id, id);
	ot_property_set(&properties, OT_SDTPR_lock, "sdtContentLocked");
	ot_properties_end(&properties);
	ot_xml_start(flow->xml, "w:sdtContent");
	flow->in_lock = true;
}

void
ot_docx_close_lock(OtDocxFlow *flow)
{
	if (!flow->in_lock)
		return;
	ot_xml_end(flow->xml);
	ot_xml_end(flow->xml);
	flow->in_lock = false;
}
