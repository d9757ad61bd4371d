/* SPDX-License-Identifier: MIT */
#include "forms/compose.h"

#include "document/template.h"
#include "forms/tree.h"
#include "forms/value.h"
#include "xml/read.h"

#include <string.h>

/* More values than this in one row are hard to take in. */
#define MOST_IN_A_ROW 8

typedef struct {
	const OtFormPlan *plan;
	const OtLabels *labels;
	OtDocument *document;
	OtArena *arena;
	GHashTable *counts; /* path to how many fields of it there are */
	OtNode *table;
} Composer;

static void
compose_entries(Composer *composer, const OtFormPart *part, const xmlNode *node,
                const OtRowGroup *group);

/* --- fields ---------------------------------------------------------------------------------- */

static const char *
name_field(Composer *composer, const OtFormField *field)
{
	guint n = GPOINTER_TO_UINT(g_hash_table_lookup(composer->counts, field->path)) + 1;

	g_hash_table_insert(composer->counts, (char *) field->path, GUINT_TO_POINTER(n));
	return n == 1 ? field->path : ot_arena_printf(composer->arena, "%s~%u", field->path, n);
}

static OtFieldKind
field_kind(const OtFormField *field, const char *value, const char *shown)
{
	switch (field->kind) {
	case OT_FORM_FIELD_DATE:
		/* one that is shown as it is would not be read as a date by Word either */
		return value == NULL || strcmp(value, shown) != 0 ? OT_FIELD_DATE : OT_FIELD_TEXT;
	case OT_FORM_FIELD_CHOICE:
		return OT_FIELD_CHOICE;
	case OT_FORM_FIELD_TICK:
		return OT_FIELD_TICK;
	case OT_FORM_FIELD_TEXT:
	case OT_FORM_FIELD_NUMBER:
	case OT_FORM_FIELD_TIME:
		break;
	}
	/* pieces of a text may be pasted in one go */
	return strcmp(field->part->name, OT_FORM_PIECE) == 0 && *field->name == '\0'
	               ? OT_FIELD_PROSE : OT_FIELD_TEXT;
}

static void
add_field(Composer *composer, OtNode *parent, const OtFormField *field, const xmlNode *node)
{
	OtNode *made = ot_document_append(composer->document, parent, OT_NODE_FIELD);
	OtFieldData *data = &made->as.field;
	const char *value = node != NULL ? ot_form_tree_get(node, field) : NULL;
	g_autofree char *hint = ot_form_value_hint(composer->labels, field);
	g_autofree char *shown =
		value != NULL ? ot_form_value_show(composer->labels, field, value) : NULL;

	data->name = name_field(composer, field);
	data->label = field->title;
	/* the writer puts it into brackets */
	data->hint = ot_arena_strndup(composer->arena, hint + 1, strlen(hint) - 2);
	data->value = ot_arena_strdup(composer->arena, value);
	data->text = ot_arena_strdup(composer->arena, shown);
	data->kind = field_kind(field, value, shown);
	data->choices = field->choices;
	data->codes = field->codes;
}

static OtNode *
add_paragraph(Composer *composer, OtNode *parent)
{
	return ot_document_append(composer->document, parent, OT_NODE_PARAGRAPH);
}

static void
add_label(Composer *composer, OtNode *line, const char *label)
{
	g_autofree char *words = g_strconcat(label, ": ", NULL);

	ot_document_append_text(composer->document, line, words);
}

/* --- rows ------------------------------------------------------------------------------------ */

static OtNode *
add_row(Composer *composer, const OtRowGroup *group)
{
	OtNode *row = ot_document_append(composer->document, composer->table, OT_NODE_ROW);

	row->as.row.group = group;
	return row;
}

static OtNode *
add_cell(Composer *composer, OtNode *row, bool header)
{
	OtNode *cell = ot_document_append(composer->document, row, OT_NODE_CELL);

	cell->as.cell.header = header;
	return cell;
}

/* A row with its name; returns the cell for the field. */
static OtNode *
start_row(Composer *composer, const OtRowGroup *group, const char *label)
{
	OtNode *row = add_row(composer, group);

	ot_document_append_text(composer->document,
	                        add_paragraph(composer, add_cell(composer, row, true)), label);
	return add_cell(composer, row, false);
}

static bool
is_shown(const OtFormField *field, const xmlNode *node)
{
	return !field->rare || (node != NULL && ot_form_tree_get(node, field) != NULL);
}

static void
compose_field(Composer *composer, const OtFormField *field, const xmlNode *node,
              const OtRowGroup *group)
{
	if (!is_shown(field, node))
		return;
	OtNode *cell = start_row(composer, group, field->label);
	add_field(composer, add_paragraph(composer, cell), field, node);
}

/* What stands in the head: the short name, and whether it is published. */
static bool
is_in_head(const OtFormField *field)
{
	return field->identifies || strcmp(field->name, "publish") == 0;
}

/* The first row of something that has several: what it is, and its short name. */
static void
compose_head(Composer *composer, const OtFormPart *part, const xmlNode *node,
             const OtRowGroup *group)
{
	OtNode *cell = add_cell(composer, add_row(composer, group), true);
	OtNode *line = add_paragraph(composer, cell);

	cell->as.cell.column_span = 2;
	line->as.paragraph = part->parent->parent == NULL || part->parent->parent->parent == NULL
	                             ? OT_PARAGRAPH_LEAD : OT_PARAGRAPH_BODY;
	ot_document_append_text(composer->document,
	                        ot_document_append(composer->document, line, OT_NODE_STRONG),
	                        part->label);
	for (guint i = 0; i < part->entries->len; i++) {
		const OtFormField *field = g_array_index(part->entries, OtFormEntry, i).field;

		if (field == NULL || !is_in_head(field))
			continue;
		if (field->identifies) {
			ot_document_append_text(composer->document, line, " ");
		} else {
			line = add_paragraph(composer, cell);
			line->as.paragraph = OT_PARAGRAPH_SMALL;
			add_label(composer, line, field->label);
		}
		add_field(composer, line, field, node);
	}
}

/* A part that has a heading of its own, and no head in its table. */
static bool
is_section(const OtFormPart *part)
{
	return part->parent != NULL && part->parent->parent == NULL && !part->repeats;
}

/* --- several values in one row --------------------------------------------------------------- */

static guint
count_fields(const OtFormPart *part)
{
	return part->last_slot - part->first_slot + 1;
}

static bool
holds_repeated(const OtFormPart *part)
{
	for (guint i = 0; i < part->parts->len; i++) {
		const OtFormPart *inner = g_ptr_array_index(part->parts, i);
		if (inner->repeats || inner->role == OT_FORM_PROSE || holds_repeated(inner))
			return true;
	}
	return false;
}

/*
 * A row of its own is enough for an element with a few values, and for one of rows if it has no
 * parts.
 */
static bool
is_compact(const OtFormPart *part)
{
	if (part->role == OT_FORM_PROSE || part->parent->parent == NULL || holds_repeated(part))
		return false;
	return part->repeats ? part->parts->len == 0 : count_fields(part) <= MOST_IN_A_ROW + 4;
}

static void
compose_values(Composer *composer, const OtFormPart *part, const xmlNode *node, OtNode *cell)
{
	for (guint i = 0; i < part->entries->len; i++) {
		const OtFormEntry *entry = &g_array_index(part->entries, OtFormEntry, i);

		if (entry->part != NULL) {
			const xmlNode *inner =
				node != NULL ? ot_xml_child(node, entry->part->name) : NULL;
			compose_values(composer, entry->part, inner, cell);
			continue;
		}
		if (!is_shown(entry->field, node))
			continue;
		/* what a piece of a text is stands below its name */
		bool is_kind = strcmp(entry->field->name, OT_FORM_KIND) == 0;
		OtNode *line = add_paragraph(composer, is_kind ? cell->parent->first : cell);
		/* the name of the row says it already */
		if (!is_kind && strcmp(entry->field->label,
		                       cell->parent->first->first->first->as.text) != 0)
			add_label(composer, line, entry->field->label);
		if (is_kind)
			line->as.paragraph = OT_PARAGRAPH_SMALL;
		add_field(composer, line, entry->field, node);
	}
}

static void
compose_compact(Composer *composer, const OtFormPart *part, const xmlNode *node,
                const OtRowGroup *group)
{
	OtNode *cell = start_row(composer, group, part->label);

	compose_values(composer, part, node, cell);
}

/* --- parts ----------------------------------------------------------------------------------- */

static void
compose_once(Composer *composer, const OtFormPart *part, const xmlNode *node,
             const OtRowGroup *group)
{
	if (is_compact(part)) {
		compose_compact(composer, part, node, group);
		return;
	}
	if (!is_section(part) && part->role != OT_FORM_PROSE)
		compose_head(composer, part, node, group);
	compose_entries(composer, part, node, group);
}

/* All rows of a kind; where there is none yet, one to begin with. */
static void
compose_part(Composer *composer, const OtFormPart *part, const xmlNode *parent,
             const OtRowGroup *group)
{
	const xmlNode *node = parent != NULL ? ot_xml_child(parent, part->name) : NULL;
	int index = 1;

	if (!part->repeats) {
		compose_once(composer, part, node, group);
		return;
	}
	do {
		OtRowGroup *item = ot_arena_new_object(composer->arena, OtRowGroup);

		item->name = part->path;
		item->index = index++;
		item->outer = group;
		compose_once(composer, part, node, item);
		node = node != NULL ? ot_xml_next(node, part->name) : NULL;
	} while (node != NULL);
}

static void
compose_entries(Composer *composer, const OtFormPart *part, const xmlNode *node,
                const OtRowGroup *group)
{
	for (guint i = 0; i < part->entries->len; i++) {
		const OtFormEntry *entry = &g_array_index(part->entries, OtFormEntry, i);

		if (entry->part != NULL)
			compose_part(composer, entry->part, node, group);
		else if (is_section(part) || !is_in_head(entry->field))
			compose_field(composer, entry->field, node, group);
	}
}

/* --- the document ---------------------------------------------------------------------------- */

static OtNode *
add_text(Composer *composer, OtNode *parent, OtParagraphRole role, const char *text)
{
	OtNode *paragraph = add_paragraph(composer, parent);

	paragraph->as.paragraph = role;
	ot_document_append_text(composer->document, paragraph, text);
	return paragraph;
}

static void
start_table(Composer *composer, OtNode *section, const char *label)
{
	static const double weights[] = {1, 2.6};
	OtNode *table = ot_document_append(composer->document, section, OT_NODE_TABLE);
	OtTableData *data = &table->as.table;

	data->role = OT_TABLE_FACTS;
	data->weights = weights;
	data->columns = 2;
	data->description = ot_labels_fill(composer->labels, composer->arena, "form-table",
	                                   "section", label, NULL);
	composer->table = table;
}

static OtNode *
start_section(Composer *composer, const char *label, const char *about)
{
	OtNode *section = ot_document_append(composer->document, composer->document->root,
	                                     OT_NODE_SECTION);
	OtNode *heading = ot_document_append(composer->document, section, OT_NODE_HEADING);

	section->as.section.numbered = section->as.section.listed = true;
	heading->as.heading.level = 1;
	heading->as.heading.listed = true;
	ot_document_append_text(composer->document, heading, label);
	if (about != NULL)
		add_text(composer, section, OT_PARAGRAPH_BODY, about);
	start_table(composer, section, label);
	return section;
}

/* What the specification says of itself as a whole stands with its first section. */
static void
compose_whole(Composer *composer, const xmlNode *root)
{
	const OtFormPart *whole = ot_form_plan_root(composer->plan);

	for (guint i = 0; i < whole->attrs->len; i++)
		compose_field(composer, g_array_index(whole->attrs, OtFormField *, i), root, NULL);
}

static void
compose_sections(Composer *composer, const xmlNode *root)
{
	const OtFormPart *whole = ot_form_plan_root(composer->plan);

	for (guint i = 0; i < whole->parts->len; i++) {
		const OtFormPart *part = g_ptr_array_index(whole->parts, i);

		start_section(composer, part->label, part->about);
		if (i == 0)
			compose_whole(composer, root);
		compose_part(composer, part, root, NULL);
	}
}

static void
compose_start(Composer *composer, const OtFormOrigin *origin)
{
	static const char *const steps[] = {"form-step-fields", "form-step-rows", "form-step-names",
	                                    "form-step-empty", "form-step-back"};
	OtNode *root = ot_document_append(composer->document, NULL, OT_NODE_DOCUMENT);

	add_text(composer, root, OT_PARAGRAPH_TITLE,
	         ot_labels_get(composer->labels, "form-specification"));
	add_text(composer, root, OT_PARAGRAPH_SUBTITLE, origin->title);
	OtNode *callout = ot_document_append(composer->document, root, OT_NODE_CALLOUT);
	callout->as.callout.kind = OT_CALLOUT_ACTION;
	callout->as.callout.title = ot_labels_get(composer->labels, "form-how");
	OtNode *list = ot_document_append(composer->document, callout, OT_NODE_LIST);
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		OtNode *item = ot_document_append(composer->document, list, OT_NODE_ITEM);
		add_text(composer, item, OT_PARAGRAPH_BODY,
		         ot_labels_get(composer->labels, steps[i]));
	}
	ot_document_append(composer->document, root, OT_NODE_TOC)->as.toc.depth = 1;
}

static void
set_info(Composer *composer, const OtFormOrigin *origin)
{
	OtDocumentInfo *info = &composer->document->info;

	info->title = ot_labels_get(composer->labels, "form-specification");
	info->engagement = ot_arena_strdup(composer->arena, origin->title);
	info->full_title = ot_arena_printf(composer->arena, "%s: %s", info->title, origin->title);
	info->authority = ot_arena_strdup(composer->arena, origin->authority);
	info->reference = ot_arena_strdup(composer->arena, origin->reference);
	info->version = ot_arena_strdup(composer->arena, origin->version);
	info->date = ot_arena_strdup(composer->arena, origin->date);
	info->date_text = ot_format_date(composer->labels, composer->arena, origin->date);
	info->lang = ot_arena_strdup(composer->arena, origin->lang);
	info->carried = ot_arena_strdup(composer->arena, origin->source);
	info->template_name = OT_FORM_TEMPLATE;
	info->template_version = OT_FORM_TEMPLATE_VERSION;
}

OtDocument *
ot_form_compose(const OtFormPlan *plan, const xmlDoc *tree, const OtFormOrigin *origin,
                GError **error)
{
	g_autoptr(OtDocument) document = ot_document_new();
	g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
	Composer composer = {
		.plan = plan,
		.labels = ot_form_plan_labels(plan),
		.document = document,
		.arena = document->arena,
		.counts = counts,
	};

	set_info(&composer, origin);
	compose_start(&composer, origin);
	compose_sections(&composer, xmlDocGetRootElement((xmlDoc *) tree));
	if (!ot_document_resolve(document, composer.labels, error))
		return NULL;
	return g_steal_pointer(&document);
}
