/* SPDX-License-Identifier: MIT */
#include "document/resolve.h"

#include "base/error.h"
#include "base/suggest.h"

#include <string.h>

#define LEVEL_LIMIT 6 /* H6 and Heading 6 are the last that PDF and Word know */

bool
ot_resolver_fail(OtResolver *resolver, const OtNode *node, const char *format, ...)
{
	g_autofree char *place =
		resolver->place_of != NULL ? resolver->place_of(resolver->data, node) : NULL;
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(resolver->error, OT_ERROR, OT_ERROR_FORMAT, "%s%s%s",
	            place != NULL ? place : "", place != NULL ? ": " : "", message);
	return false;
}

/* --- the invariants ------------------------------------------------------------------------ */

/* Whether a kind of node may stand in another. */
static bool
may_hold(const OtNode *parent, const OtNode *child)
{
	switch (ot_node_info(parent->kind)->content) {
	case OT_CONTENT_NONE:
		return false;
	case OT_CONTENT_INLINES:
		return ot_node_is_inline(child->kind);
	case OT_CONTENT_ITEMS:
		return child->kind == OT_NODE_ITEM;
	case OT_CONTENT_ROWS:
		return child->kind == OT_NODE_ROW;
	case OT_CONTENT_CELLS:
		return child->kind == OT_NODE_CELL;
	case OT_CONTENT_FIELDS:
		return child->kind == OT_NODE_FIELD;
	case OT_CONTENT_BLOCKS:
		break;
	}
	if (child->kind == OT_NODE_SECTION)
		return parent->kind == OT_NODE_DOCUMENT || parent->kind == OT_NODE_SECTION;
	if (child->kind == OT_NODE_HEADING)
		return parent->kind == OT_NODE_SECTION && parent->first == child;
	return !ot_node_is_inline(child->kind) && child->kind != OT_NODE_ITEM &&
	       child->kind != OT_NODE_ROW && child->kind != OT_NODE_CELL &&
	       child->kind != OT_NODE_DOCUMENT;
}

/* Remember a name; it is a mistake if another node has it. */
static bool
claim_name(OtResolver *resolver, GHashTable *names, OtNode *node, const char *what,
           const char *name)
{
	const OtNode *other = g_hash_table_lookup(names, name);

	if (other == NULL) {
		g_hash_table_insert(names, (char *) name, node);
		return true;
	}
	g_autofree char *place =
		resolver->place_of != NULL ? resolver->place_of(resolver->data, other) : NULL;
	return ot_resolver_fail(resolver, node, "the %s \"%s\" is there twice%s%s%s", what, name,
	                        place != NULL ? " (the other is at " : "",
	                        place != NULL ? place : "", place != NULL ? ")" : "");
}

static bool
check_field(OtResolver *resolver, OtNode *node)
{
	const OtFieldData *field = &node->as.field;

	if (field->name == NULL || *field->name == '\0')
		return ot_resolver_fail(resolver, node, "a field has no name");
	if (field->label == NULL || *field->label == '\0')
		return ot_resolver_fail(resolver, node, "the field \"%s\" has no label",
		                        field->name);
	if (field->kind == OT_FIELD_CHOICE && field->choices == NULL)
		return ot_resolver_fail(resolver, node, "the field \"%s\" has no choices",
		                        field->name);
	return claim_name(resolver, resolver->fields, node, "field", field->name);
}

static bool
check_node(OtResolver *resolver, OtNode *node)
{
	if (node->parent != NULL && !may_hold(node->parent, node))
		return ot_resolver_fail(resolver, node, "a %s can't stand in a %s",
		                        ot_node_info(node->kind)->name,
		                        ot_node_info(node->parent->kind)->name);
	if (node->id != NULL) {
		if (!claim_name(resolver, resolver->by_id, node, "id", node->id))
			return false;
		g_ptr_array_add(resolver->ids, (char *) node->id);
	}
	if (node->kind == OT_NODE_TEXT && !g_utf8_validate(node->as.text, -1, NULL))
		return ot_resolver_fail(resolver, node, "a text is not UTF-8");
	if (node->kind == OT_NODE_FIELD)
		return check_field(resolver, node);
	if (node->kind == OT_NODE_FIGURE &&
	    (node->as.figure.alt == NULL || *node->as.figure.alt == '\0'))
		return ot_resolver_fail(resolver, node, "a figure has no alternative text");
	return true;
}

static bool
check_tree(OtResolver *resolver)
{
	OtWalk walk = ot_walk_start(resolver->document->root);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && !check_node(resolver, walk.node))
			return false;
	return true;
}

/* --- sections ------------------------------------------------------------------------------ */

/* 1 is A, 26 is Z, 27 is AA. */
static const char *
annex_letters(OtArena *arena, int number)
{
	char letters[16];
	size_t at = sizeof letters - 1;

	letters[at] = '\0';
	for (; number > 0; number = (number - 1) / 26)
		letters[--at] = (char) ('A' + (number - 1) % 26);
	return ot_arena_strdup(arena, letters + at);
}

/* What holds for the sections within another. */
typedef struct {
	int level; /* of the headings around them */
	const char *number;
	bool numbered, listed;
} Around;

static bool
number_sections(OtResolver *resolver, OtNode *parent, Around around);

/* How many sections of a parent were counted. */
typedef struct {
	int sections, annexes;
} Counters;

static bool
number_section(OtResolver *resolver, OtNode *section, Around around, Counters *counters)
{
	OtArena *arena = resolver->document->arena;
	const OtSectionData *data = &section->as.section;
	OtNode *heading = section->first;

	if (heading == NULL || heading->kind != OT_NODE_HEADING)
		return number_sections(resolver, section, around);
	around.level++;
	around.numbered = around.numbered && data->numbered;
	around.listed = around.listed && data->listed;
	if (around.level > LEVEL_LIMIT)
		return ot_resolver_fail(resolver, section,
		                        "sections stand more than %d deep in each other",
		                        LEVEL_LIMIT);
	if (!around.numbered)
		around.number = NULL;
	else if (around.number != NULL)
		around.number =
			ot_arena_printf(arena, "%s.%d", around.number, ++counters->sections);
	else if (data->role == OT_SECTION_ANNEX)
		around.number = annex_letters(arena, ++counters->annexes);
	else
		around.number = ot_arena_printf(arena, "%d", ++counters->sections);
	heading->as.heading.level = around.level;
	heading->as.heading.number = around.number;
	heading->as.heading.listed = around.listed;
	return number_sections(resolver, section, around);
}

static bool
number_sections(OtResolver *resolver, OtNode *parent, Around around)
{
	Counters counters = {0};

	for (OtNode *child = parent->first; child != NULL; child = child->next)
		if (child->kind == OT_NODE_SECTION &&
		    !number_section(resolver, child, around, &counters))
			return false;
	return true;
}

/* --- captions and notes -------------------------------------------------------------------- */

/* Number a table or figure that has a caption, and put the number before it. */
static void
number_caption(OtResolver *resolver, const OtNode *node, const char **caption, int *count,
               const char *key)
{
	OtArena *arena = resolver->document->arena;

	if (*caption == NULL)
		return;
	char *number = ot_arena_printf(arena, "%d", ++*count);
	*caption = ot_labels_fill(resolver->labels, arena, key, "number", number, "caption",
	                          *caption, NULL);
	g_hash_table_insert(resolver->numbers, (void *) node, number);
}

static bool
number_rest(OtResolver *resolver)
{
	OtWalk walk = ot_walk_start(resolver->document->root);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		OtNode *node = walk.node;
		if (walk.event != OT_WALK_ENTER)
			continue;
		if (node->kind == OT_NODE_NOTE) {
			node->as.note.number = ++resolver->n_notes;
		} else if (node->kind == OT_NODE_TABLE) {
			if (!ot_resolve_table(resolver, node))
				return false;
			number_caption(resolver, node, &node->as.table.caption,
			               &resolver->n_tables, "table-caption");
		} else if (node->kind == OT_NODE_FIGURE) {
			number_caption(resolver, node, &node->as.figure.caption,
			               &resolver->n_figures, "figure-caption");
		}
	}
	return true;
}

/* --- references ---------------------------------------------------------------------------- */

static const char *
section_words(OtResolver *resolver, const OtNode *section)
{
	OtArena *arena = resolver->document->arena;
	const OtNode *heading = section->first;

	if (heading == NULL || heading->kind != OT_NODE_HEADING)
		return NULL;
	if (heading->as.heading.number == NULL) {
		g_autofree char *text = ot_node_text(heading);
		return ot_labels_fill(resolver->labels, arena, "section-heading", "heading", text,
		                      NULL);
	}
	bool annex = section->as.section.role == OT_SECTION_ANNEX && heading->as.heading.level == 1;
	return ot_labels_fill(resolver->labels, arena, annex ? "annex" : "section", "number",
	                      heading->as.heading.number, NULL);
}

/* "item 3" or "item c"; NULL for one with a bullet. */
static const char *
item_words(OtResolver *resolver, const OtNode *item)
{
	OtArena *arena = resolver->document->arena;
	const OtListData *list = &item->parent->as.list;
	int number = list->start;

	if (list->kind == OT_LIST_BULLET)
		return NULL;
	for (const OtNode *at = item->parent->first; at != item; at = at->next)
		number++;
	g_autofree char *text =
		list->kind == OT_LIST_NUMBER
			? g_strdup_printf("%d", number)
			: g_ascii_strdown(annex_letters(arena, number), -1);
	return ot_labels_fill(resolver->labels, arena, "item", "number", text, NULL);
}

/* What a reference to a node says; NULL where there is nothing to say. */
static const char *
words_for(OtResolver *resolver, const OtNode *target)
{
	const char *number = g_hash_table_lookup(resolver->numbers, target);
	const char *words = NULL;

	if (number != NULL)
		return ot_labels_fill(resolver->labels, resolver->document->arena,
		                      target->kind == OT_NODE_TABLE ? "table" : "figure", "number",
		                      number, NULL);
	if (target->kind == OT_NODE_ITEM)
		words = item_words(resolver, target);
	/* What has no number is found by the section that it stands in. */
	for (; words == NULL && target != NULL; target = target->parent)
		if (target->kind == OT_NODE_SECTION)
			words = section_words(resolver, target);
	return words;
}

static bool
resolve_reference(OtResolver *resolver, OtNode *reference)
{
	const char *id = reference->as.reference.target;
	const OtNode *target = id != NULL ? g_hash_table_lookup(resolver->by_id, id) : NULL;

	if (target == NULL) {
		const char *near = id != NULL ? ot_nearest_name(id,
		                                (const char *const *) resolver->ids->pdata,
		                                resolver->ids->len) : NULL;
		return ot_resolver_fail(resolver, reference,
		                        "the reference to \"%s\" leads nowhere: nothing in the "
		                        "document has this id%s%s%s", id != NULL ? id : "",
		                        near != NULL ? "; did you mean \"" : "",
		                        near != NULL ? near : "", near != NULL ? "\"?" : "");
	}
	if (reference->first != NULL)
		return true;
	const char *words = words_for(resolver, target);
	if (words == NULL)
		return ot_resolver_fail(resolver, reference,
		                        "the reference to \"%s\" needs words of its own: what it "
		                        "points at has no number", id);
	ot_document_append_text(resolver->document, reference, words);
	return true;
}

static bool
resolve_references(OtResolver *resolver)
{
	OtWalk walk = ot_walk_start(resolver->document->root);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_REFERENCE &&
		    !resolve_reference(resolver, walk.node))
			return false;
	return true;
}

/* ------------------------------------------------------------------------------------------- */

bool
ot_document_resolve_at(OtDocument *document, const OtLabels *labels, OtPlaceOf *place_of,
                       const void *data, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) fields = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
	OtResolver resolver = {
		.document = document,
		.labels = labels,
		.place_of = place_of,
		.data = data,
		.ids = ids,
		.by_id = by_id,
		.fields = fields,
		.numbers = numbers,
		.error = error,
	};

	/* References come last: a heading that one quotes may itself hold a reference. */
	return check_tree(&resolver) &&
	       number_sections(&resolver, document->root,
	                       (Around){.numbered = true, .listed = true}) &&
	       number_rest(&resolver) && resolve_references(&resolver);
}

bool
ot_document_resolve(OtDocument *document, const OtLabels *labels, GError **error)
{
	return ot_document_resolve_at(document, labels, NULL, NULL, error);
}
