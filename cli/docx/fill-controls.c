/* SPDX-License-Identifier: MIT */
#include "docx/fill-parts.h"

#include <string.h>

static bool
has_name(const char *name)
{
	return name != NULL && *name != '\0';
}

/* The prefix of the tag that starts here, with its colon. */
static const char *
prefix_at(OtFill *fill, const OtFillPart *part, guint32 offset)
{
	const char *name = part->bytes + offset + 1, *end = name + strcspn(name, ": />\t\r\n");

	return *end == ':' ? ot_arena_strndup(fill->arena, name, (size_t) (end + 1 - name)) : "";
}

static void
add_state(OtFill *fill, OtFillPart *part, OtFillItem *source, OtDraftSpan span, OtFillState state)
{
	OtFillItem *item = ot_fill_item(fill, part, OT_ITEM_STATE, span, G_MAXSIZE);

	item->source = source;
	item->state = state;
}

/* The first paragraph in a span. */
static const OtFillBlock *
first_paragraph(const OtFillPart *part, OtDraftSpan span)
{
	guint low = 0, high = part->paragraphs->len;

	while (low < high) {
		guint middle = (low + high) / 2;
		const OtFillBlock *paragraph = g_ptr_array_index(part->paragraphs, middle);
		if (paragraph->element.start < span.start)
			low = middle + 1;
		else
			high = middle;
	}
	const OtFillBlock *found =
		low < part->paragraphs->len ? g_ptr_array_index(part->paragraphs, low) : NULL;
	return found != NULL && found->element.end <= span.end ? found : NULL;
}

/* The item of what a control holds; NULL where that can't be filled. */
static OtFillItem *
add_content(OtFill *fill, OtFillPart *part, const OtControl *control, size_t field)
{
	if (control->level == OT_CONTROL_INLINE)
		return ot_fill_item(fill, part, OT_ITEM_RUNS, control->content, field);
	const OtFillBlock *paragraph = first_paragraph(part, control->content);
	OtDraftSpan span = control->content;
	if (paragraph == NULL || control->level == OT_CONTROL_ROW)
		return NULL;
	if (control->level == OT_CONTROL_CELL)
		span = (OtDraftSpan){paragraph->element.start, paragraph->parent->end_tag};
	OtFillItem *item = ot_fill_item(fill, part, OT_ITEM_BLOCKS, span, field);
	item->paragraph_properties = paragraph->properties;
	return item;
}

static void
add_control(OtFill *fill, OtFillPart *part, const OtControl *control, size_t field)
{
	const OtFillSdt *sdt = g_hash_table_lookup(
		part->sdts, GSIZE_TO_POINTER((size_t) control->properties.start));
	OtFillItem *item = ot_span_is_empty(control->holder)
	                           ? NULL
	                           : add_content(fill, part, control, field);

	if (item == NULL) {
		ot_fill_report(
			fill, field, OT_CODE_FILL_STAYS,
			"the content control “%s” holds nothing that a value could stand for, "
			"and stays as it is",
			ot_fill_entry(fill, field)->public.name);
		return;
	}
	item->control = control;
	item->prefix = prefix_at(fill, part, control->element.start);
	item->picture = control->kind == OT_CONTROL_DATE ? control->date_format : NULL;
	/* the hint is grey, and a value is to be as the control says */
	item->properties = !control->placeholder ? control->run_properties
	                   : sdt != NULL         ? sdt->run_properties
	                                         : (OtDraftSpan){0};
	if (!ot_span_is_empty(control->placeholder_mark))
		add_state(fill, part, item, control->placeholder_mark, OT_STATE_HINT);
	if (!ot_span_is_empty(control->state))
		add_state(fill, part, item, control->state,
		          control->kind == OT_CONTROL_TICK ? OT_STATE_TICK : OT_STATE_DATE);
	else if (control->kind == OT_CONTROL_DATE && sdt != NULL && sdt->date_name_end > 0 &&
	         *item->prefix != '\0')
		add_state(fill, part, item,
		          (OtDraftSpan){sdt->date_name_end, sdt->date_name_end}, OT_STATE_NEW_DATE);
}

/* A repeating section: the first of its items is written for each node, the others go. */
static void
add_section(OtFill *fill, OtFillPart *part, const OtControl *section, size_t index, size_t field)
{
	for (size_t i = index + 1; i < ot_controls_count(fill->controls); i++) {
		const OtControl *control = ot_control(fill->controls, i);

		if (control->part != section->part || control->element.start > section->element.end)
			break;
		if (control->kind != OT_CONTROL_ITEM || control->parent != index)
			continue;
		OtFillItem *frame = ot_fill_item(fill, part, OT_ITEM_FRAME, section->element,
		                                 G_MAXSIZE);
		frame->body = section->content;
		OtFillItem *each = ot_fill_item(fill, part, OT_ITEM_EACH, section->content, field);
		each->body = control->element;
		each->control = section;
		return;
	}
	ot_fill_report(fill, field, OT_CODE_FILL_STAYS,
	               "the repeating section “%s” has no item, and stays as it is",
	               ot_fill_entry(fill, field)->public.name);
}

/* A table whose rows stand in a section goes with the last of them. */
static void
guard_table(OtFill *fill, OtFillPart *part, const OtControl *section)
{
	const OtFillBlock *paragraph = first_paragraph(part, section->content);
	OtFillBlock *table = paragraph != NULL ? paragraph->parent : NULL;

	while (table != NULL && table->kind != OT_FILL_TABLE)
		table = table->parent;
	if (section->level != OT_CONTROL_ROW || table == NULL || table->keeps)
		return;
	table->keeps = true;
	ot_fill_item(fill, part, OT_ITEM_TABLE, table->element, G_MAXSIZE);
	ot_fill_keep(fill, part, table->parent, (OtDraftSpan){0});
}

void
ot_fill_controls(OtFill *fill, OtFillPart *part)
{
	for (size_t i = 0; i < ot_controls_count(fill->controls) && !fill->stopped; i++) {
		const OtControl *control = ot_control(fill->controls, i);
		bool section = control->kind == OT_CONTROL_SECTION;

		if (control->part != part->index || control->deleted ||
		    control->kind == OT_CONTROL_ITEM || control->kind == OT_CONTROL_OTHER ||
		    (!has_name(control->tag) && !has_name(control->alias)))
			continue;
		size_t field = ot_fill_add_field(
			fill, part, control->element.start,
			section ? OT_FILL_SECTION : OT_FILL_CONTROL,
			has_name(control->tag) ? control->tag : control->alias);
		OtFillEntry *entry = ot_fill_entry(fill, field);
		entry->public.place = control->place;
		entry->shadow = control->shadow;
		entry->other = has_name(control->tag) ? control->alias : NULL;
		if (section) {
			add_section(fill, part, control, i, field);
			guard_table(fill, part, control);
		} else {
			add_control(fill, part, control, field);
		}
	}
}
