/* SPDX-License-Identifier: MIT */
#include "docx/fill-parts.h"

#include "base/limits.h"

#include <string.h>

/* Characters of the words around a mark. */
#define AROUND 40

/* --- fields ---------------------------------------------------------------------------------- */

OtFillEntry *
ot_fill_entry(const OtFill *fill, size_t field)
{
	return &g_array_index(fill->fields, OtFillEntry, field);
}

size_t
ot_fill_add_field(OtFill *fill, OtFillPart *part, guint32 offset, OtFillKind kind,
                  const char *name)
{
	OtFillEntry entry = {
		.public = {
			.kind = kind,
			.name = ot_arena_strdup(fill->arena, name),
			.place = ot_fill_place(fill, part->index, offset),
		},
		.part = part->index,
		.offset = offset,
	};

	entry.around = entry.public.name;
	if (fill->fields->len >= OT_LIMIT_FILL_FIELDS && !fill->stopped) {
		ot_findings_add(fill->findings, OT_CODE_DRAFT_LIMIT,
		                (OtWhere){.file = fill->draft->name},
		                "the file has more than %u places to fill", OT_LIMIT_FILL_FIELDS);
		fill->stopped = fill->failed = true;
	}
	g_array_append_val(fill->fields, entry);
	return fill->fields->len - 1;
}

void
ot_fill_report(OtFill *fill, size_t field, OtCode code, const char *format, ...)
{
	const OtFillEntry *entry = ot_fill_entry(fill, field);
	OtWhere where = {.file = fill->draft->name, .place = entry->public.place};
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	ot_findings_add(fill->findings, code, where, "%s", message);
	fill->failed = fill->failed || ot_code_info(code)->severity == OT_SEVERITY_ERROR;
}

/* The last paragraph of the draft that starts at or before a byte of a part; NULL: none. */
static const OtDraftParagraph *
paragraph_at(const OtFill *fill, size_t part, guint32 offset)
{
	const GArray *starts = fill->starts[part];
	guint low = 0, high = starts->len;

	while (low < high) {
		guint middle = (low + high) / 2;
		if (g_array_index(starts, OtFillStart, middle).offset <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return NULL;
	return ot_draft_paragraph(fill->draft,
	                          g_array_index(starts, OtFillStart, low - 1).paragraph);
}

const char *
ot_fill_place(const OtFill *fill, size_t part, guint32 offset)
{
	const OtDraftParagraph *paragraph = paragraph_at(fill, part, offset);

	if (paragraph == NULL)
		return ot_arena_printf(fill->arena, "part %s",
		                       g_array_index(fill->draft->parts, OtDraftPart, part).name);
	/* a place in a table says no heading by itself */
	if (paragraph->table == 0 || paragraph->under == G_MAXSIZE ||
	    paragraph->story != OT_STORY_BODY)
		return paragraph->place;
	return ot_arena_printf(fill->arena, "under “%s”, %s",
	                       ot_draft_paragraph(fill->draft, paragraph->under)->text,
	                       paragraph->place);
}

const char *
ot_fill_around(OtFill *fill, const char *text, size_t start, size_t end)
{
	const char *from = text + start, *to = text + end, *last = text + strlen(text);

	for (int i = 0; i < AROUND && from > text; i++)
		from = g_utf8_prev_char(from);
	for (int i = 0; i < AROUND && to < last; i++)
		to = g_utf8_next_char(to);
	g_autofree char *words = g_strndup(from, (size_t) (to - from));
	g_strstrip(g_strdelimit(words, "\t\n\r", ' '));
	return ot_arena_printf(fill->arena, "%s%s%s", from > text ? "…" : "", words,
	                       to < last ? "…" : "");
}

/* --- items ----------------------------------------------------------------------------------- */

OtFillItem *
ot_fill_item(OtFill *fill, OtFillPart *part, OtFillItemKind kind, OtDraftSpan span, size_t field)
{
	OtFillItem *item = ot_arena_new_object(fill->arena, OtFillItem);

	item->kind = kind;
	item->span = item->body = span;
	item->field = field;
	item->prefix = "w:";
	/* of equal ones the pair that begins first is outermost, and all else in it */
	item->order = kind == OT_ITEM_EACH || kind == OT_ITEM_IF ? (guint) field
	                                                         : G_MAXUINT32;
	if (field != G_MAXSIZE)
		ot_fill_entry(fill, field)->item = item;
	g_ptr_array_add(part->items, item);
	return item;
}

void
ot_fill_constant(OtFill *fill, OtFillPart *part, OtDraftSpan span, const char *text)
{
	ot_fill_item(fill, part, OT_ITEM_CONSTANT, span, G_MAXSIZE)->text = text;
}

void
ot_fill_keep(OtFill *fill, OtFillPart *part, OtFillBlock *holder, OtDraftSpan properties)
{
	OtDraftSpan end = {holder->end_tag, holder->end_tag};

	if (holder->keeps || holder->body || holder->kind == OT_FILL_TABLE ||
	    holder->kind == OT_FILL_ROW)
		return;
	holder->keeps = true;
	OtFillItem *item = ot_fill_item(fill, part, OT_ITEM_KEEP, end, G_MAXSIZE);
	item->properties = properties;
	item->prefix = holder->prefix;
}

void
ot_fill_preserve(OtFill *fill, OtFillPart *part, OtFillText *text)
{
	OtDraftSpan after_name = {text->name_end, text->name_end};

	if (text->preserve || text->noted)
		return;
	text->noted = true;
	if (ot_span_is_empty(text->space))
		ot_fill_constant(fill, part, after_name, " xml:space=\"preserve\"");
	else
		ot_fill_constant(fill, part, text->space, "preserve");
}

/* --- the tree of items ----------------------------------------------------------------------- */

static int
compare_items(const void *left, const void *right)
{
	const OtFillItem *a = *(OtFillItem *const *) left, *b = *(OtFillItem *const *) right;

	if (a->span.start != b->span.start)
		return a->span.start < b->span.start ? -1 : 1;
	if (a->span.end != b->span.end)
		return a->span.end > b->span.end ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* Numbers that stand in what is repeated become items too. */
static void
add_ids(OtFill *fill, OtFillPart *part)
{
	guint n_items = part->items->len, at = 0;
	guint32 end = 0;

	for (guint i = 0; i < part->ids->len; i++) {
		const OtFillId *id = &g_array_index(part->ids, OtFillId, i);

		for (; at < n_items; at++) {
			const OtFillItem *item = g_ptr_array_index(part->items, at);
			if (item->span.start > id->span.start)
				break;
			if (item->kind == OT_ITEM_EACH || item->kind == OT_ITEM_PROSE)
				end = MAX(end, item->span.end);
		}
		if (id->span.end > end)
			continue;
		OtFillItem *item = ot_fill_item(fill, part, OT_ITEM_ID, id->span, G_MAXSIZE);
		item->id_kind = id->kind;
	}
}

static void
append_child(OtFillItem *parent, OtFillItem *item)
{
	item->parent = parent;
	if (parent->last != NULL)
		parent->last->next = item;
	else
		parent->first = item;
	parent->last = item;
}

static void
report_overlap(OtFill *fill, const OtFillItem *outer, const OtFillItem *item)
{
	size_t field = item->field != G_MAXSIZE ? item->field : outer->field;

	if (field == G_MAXSIZE)
		fill->failed = true;
	else
		ot_fill_report(fill, field, OT_CODE_FILL_NESTING,
		               "“%s” and what it repeats lie partly within another pair",
		               ot_fill_entry(fill, field)->around);
}

void
ot_fill_nest(OtFill *fill, OtFillPart *part)
{
	g_autoptr(GPtrArray) top = g_ptr_array_new();
	OtFillItem *open = NULL;

	g_ptr_array_sort(part->items, compare_items);
	add_ids(fill, part);
	g_ptr_array_sort(part->items, compare_items);
	for (guint i = 0; i < part->items->len; i++) {
		OtFillItem *item = g_ptr_array_index(part->items, i);

		while (open != NULL && open->span.end <= item->span.start)
			open = open->parent;
		if (open != NULL && item->span.end > open->span.end) {
			report_overlap(fill, open, item);
			continue;
		}
		if (open != NULL)
			append_child(open, item);
		else
			g_ptr_array_add(top, item);
		if (!ot_span_is_empty(item->span))
			open = item;
	}
	g_ptr_array_set_size(part->items, 0);
	for (guint i = 0; i < top->len; i++) {
		OtFillItem *item = g_ptr_array_index(top, i);
		item->next = i + 1 < top->len ? g_ptr_array_index(top, i + 1) : NULL;
		g_ptr_array_add(part->items, item);
	}
}
