/* SPDX-License-Identifier: MIT */
#include "docx/fill-parts.h"

#include "base/limits.h"
#include "docx/draft-names.h"
#include "docx/origin.h"
#include "xml/xpath.h"

#include <string.h>

/* The first numbers that are tried for copies: those of paragraphs are "OT" and 1. */
#define FIRST_PARAGRAPH 0x4F540001u
#define FIRST_CONTROL   100000001u

/* --- parts ----------------------------------------------------------------------------------- */

static void
free_part(void *data)
{
	OtFillPart *part = data;

	for (guint i = 0; i < part->paragraphs->len; i++) {
		OtFillBlock *paragraph = g_ptr_array_index(part->paragraphs, i);
		g_string_free(paragraph->text, TRUE);
		g_array_unref(paragraph->pieces);
	}
	g_ptr_array_unref(part->paragraphs);
	g_array_unref(part->ids);
	g_array_unref(part->merges);
	g_hash_table_unref(part->sdts);
	g_ptr_array_unref(part->items);
	g_free(part);
}

static OtFillPart *
add_part(OtFill *fill, size_t index)
{
	const OtDraftPart *source = &g_array_index(fill->draft->parts, OtDraftPart, index);
	OtFillPart *part = g_new0(OtFillPart, 1);

	part->index = index;
	part->bytes = g_bytes_get_data(source->bytes, &part->len);
	part->paragraphs = g_ptr_array_new();
	part->ids = g_array_new(FALSE, FALSE, sizeof(OtFillId));
	part->merges = g_array_new(FALSE, FALSE, sizeof(OtFillMerge));
	part->sdts = g_hash_table_new(NULL, NULL);
	part->items = g_ptr_array_new();
	g_ptr_array_add(fill->parts, part);
	return part;
}

static bool
is_filled(OtDraftRole role)
{
	return role == OT_DRAFT_MAIN || role == OT_DRAFT_HEADER || role == OT_DRAFT_FOOTER ||
	       role == OT_DRAFT_FOOTNOTES || role == OT_DRAFT_ENDNOTES;
}

static void
read_part(OtFill *fill, size_t index)
{
	OtFillPart *part = add_part(fill, index);

	ot_fill_scan(fill, part);
	ot_fill_marks(fill, part);
	ot_fill_merges(fill, part);
	ot_fill_controls(fill, part);
	if (fill->stopped)
		return;
	ot_fill_nest(fill, part);
	ot_fill_read_paths(fill, part);
}

/* --- places ---------------------------------------------------------------------------------- */

static int
compare_starts(const void *left, const void *right)
{
	const OtFillStart *a = left, *b = right;

	return a->offset < b->offset ? -1 : a->offset > b->offset;
}

static void
index_places(OtFill *fill)
{
	const OtDraft *draft = fill->draft;

	fill->starts = g_new0(GArray *, draft->parts->len);
	for (guint i = 0; i < draft->parts->len; i++)
		fill->starts[i] = g_array_new(FALSE, FALSE, sizeof(OtFillStart));
	for (size_t i = 0; i < ot_draft_count(draft); i++) {
		OtFillStart start = {ot_draft_layout(draft, i)->element.start, i};
		g_array_append_val(fill->starts[ot_draft_paragraph(draft, i)->part], start);
	}
	for (guint i = 0; i < draft->parts->len; i++)
		g_array_sort(fill->starts[i], compare_starts);
}

static int
compare_fields(const void *left, const void *right, void *data)
{
	const OtFillEntry *a = ot_fill_entry(data, *(const size_t *) left);
	const OtFillEntry *b = ot_fill_entry(data, *(const size_t *) right);

	if (a->part != b->part)
		return a->part < b->part ? -1 : 1;
	return a->offset < b->offset ? -1 : a->offset > b->offset;
}

/* In the order of the file, and those once that stand in both branches of a choice. */
static void
order_fields(OtFill *fill)
{
	for (size_t i = 0; i < fill->fields->len; i++)
		if (!ot_fill_entry(fill, i)->shadow)
			g_array_append_val(fill->order, i);
	g_array_sort_with_data(fill->order, compare_fields, fill);
}

/* --- all of it ------------------------------------------------------------------------------- */

/* A document of ours has fields of its own, which only ot_import_start() knows. */
static void
find_origin(OtFill *fill)
{
	g_autoptr(OtOrigin) origin = ot_origin_read(fill->draft, NULL);

	if (origin == NULL)
		return;
	fill->own = true;
	ot_findings_add(
		fill->findings, OT_CODE_FILL_OWN, (OtWhere){.file = fill->draft->name},
		"this is the document “%s” that outset made; its own fields stay as they are",
		ot_origin_template(origin));
}

OtFill *
ot_fill_new(const OtDraft *draft, const OtModel *model, OtFindings *findings)
{
	OtFill *fill = g_new0(OtFill, 1);

	fill->draft = draft;
	fill->model = model;
	fill->findings = findings;
	fill->arena = ot_arena_new();
	fill->parts = g_ptr_array_new_with_free_func(free_part);
	fill->fields = g_array_new(FALSE, FALSE, sizeof(OtFillEntry));
	fill->order = g_array_new(FALSE, FALSE, sizeof(size_t));
	fill->compiled = g_ptr_array_new_with_free_func((GDestroyNotify) xmlXPathFreeCompExpr);
	fill->compiler = xmlXPathNewContext(NULL);
	ot_xpath_silence(fill->compiler);
	index_places(fill);
	find_origin(fill);
	fill->controls = ot_controls_read(draft, findings);
	fill->failed = fill->stopped = fill->controls == NULL;
	for (guint i = 0; i < draft->parts->len && !fill->stopped; i++)
		if (is_filled(g_array_index(draft->parts, OtDraftPart, i).role))
			read_part(fill, i);
	order_fields(fill);
	return fill;
}

void
ot_fill_free(OtFill *fill)
{
	if (fill == NULL)
		return;
	for (guint i = 0; i < fill->draft->parts->len; i++)
		g_array_unref(fill->starts[i]);
	g_free(fill->starts);
	ot_controls_free(fill->controls);
	g_ptr_array_unref(fill->parts);
	g_array_unref(fill->fields);
	g_array_unref(fill->order);
	g_ptr_array_unref(fill->compiled);
	xmlXPathFreeContext(fill->compiler);
	ot_arena_free(fill->arena);
	g_free(fill);
}

bool
ot_fill_is_sound(const OtFill *fill)
{
	return !fill->failed;
}

bool
ot_fill_is_protected(const OtFill *fill)
{
	const OtDraftRelation *settings = ot_draft_relation(fill->draft, OT_DRAFT_SETTINGS);
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	size_t len;

	if (settings == NULL || settings->entry == OT_NO_ENTRY)
		return false;
	g_autoptr(GBytes) stored = ot_archive_read(fill->draft->archive, settings->entry, unsaid);
	g_autoptr(GBytes) bytes = stored != NULL ? ot_pull_utf8(stored) : NULL;
	if (bytes == NULL)
		return false;
	const char *text = g_bytes_get_data(bytes, &len);
	g_autoptr(OtPull) pull = ot_pull_new(text, len, &ot_draft_pull);
	ot_pull_next(pull);
	while (ot_pull_child(pull, 1)) {
		g_autofree char *enforced = NULL;
		if (!ot_pull_is(pull, OT_DRAFT_NS_W, "documentProtection"))
			continue;
		enforced = ot_draft_val(pull, "enforcement");
		return enforced != NULL && strcmp(enforced, "0") != 0 &&
		       strcmp(enforced, "false") != 0 && strcmp(enforced, "off") != 0;
	}
	return false;
}

size_t
ot_fill_count(const OtFill *fill)
{
	return fill->order->len;
}

const OtFillField *
ot_fill_field(const OtFill *fill, size_t index)
{
	return &ot_fill_entry(fill, g_array_index(fill->order, size_t, index))->public;
}

/* --- filling --------------------------------------------------------------------------------- */

static void
start_filling(OtFilling *filling, OtFill *fill, xmlDoc *specification, const OtLabels *labels)
{
	*filling = (OtFilling){
		.fill = fill,
		.labels = labels,
		.arena = ot_arena_new(),
		.findings = fill->findings,
		.bound = g_array_new(FALSE, FALSE, sizeof(OtFillBound)),
	};
	filling->evaluator = ot_evaluator_new(specification, labels, NULL, filling->arena);
	ot_evaluator_limit(filling->evaluator, OT_LIMIT_XPATH_STEPS);
	filling->focus[0] = (OtFocus){xmlDocGetRootElement(specification), 1, 1};
	for (size_t i = 0; i < OT_FILL_N_IDS; i++) {
		filling->used[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		filling->next_id[i] = 1;
	}
	filling->next_id[OT_FILL_ID_PARAGRAPH] = FIRST_PARAGRAPH;
	filling->next_id[OT_FILL_ID_CONTROL] = FIRST_CONTROL;
}

static void
end_filling(OtFilling *filling)
{
	ot_evaluator_free(filling->evaluator);
	for (size_t i = 0; i < OT_FILL_N_IDS; i++)
		g_hash_table_unref(filling->used[i]);
	g_array_unref(filling->bound);
	ot_arena_free(filling->arena);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtFilling, end_filling)

/* Numbers that are in use, of all parts together. */
static void
gather_ids(OtFilling *filling)
{
	const GPtrArray *parts = filling->fill->parts;

	for (guint i = 0; i < parts->len; i++) {
		const OtFillPart *part = g_ptr_array_index(parts, i);
		for (guint n = 0; n < part->ids->len; n++) {
			const OtFillId *id = &g_array_index(part->ids, OtFillId, n);
			if (id->kind < OT_FILL_N_IDS)
				g_hash_table_add(filling->used[id->kind],
				                 g_strndup(part->bytes + id->span.start,
				                           id->span.end - id->span.start));
		}
	}
}

static void preview_items(OtFilling *filling, OtFillItem *item);

static const char *
preview_each(OtFilling *filling, OtFillItem *item)
{
	g_autoptr(xmlXPathObject) found = ot_fill_find(filling, item);

	if (found == NULL || found->type != XPATH_NODESET)
		return NULL;
	int n = xmlXPathNodeSetGetLength(found->nodesetval);
	if (n > 0) {
		filling->focus[item->level] =
			(OtFocus){xmlXPathNodeSetItem(found->nodesetval, 0), 1, n};
		preview_items(filling, item->first);
	}
	return ot_arena_printf(filling->fill->arena, n == 1 ? "%d time" : "%d times", n);
}

static const char *
preview_if(OtFilling *filling, OtFillItem *item)
{
	g_autoptr(xmlXPathObject) found = ot_fill_find(filling, item);

	preview_items(filling, item->first);
	return found == NULL ? NULL : xmlXPathCastToBoolean(found) != 0 ? "yes" : "no";
}

static const char *
preview_value(OtFilling *filling, const OtFillItem *item)
{
	OtFillAnswer answer = ot_fill_answer(filling, item);

	if (answer.value.paragraphs == NULL || answer.value.missing)
		return NULL;
	g_autofree char *all = g_strjoinv(" ", (char **) answer.value.paragraphs);
	return ot_arena_strdup(filling->fill->arena, all);
}

static void
preview_items(OtFilling *filling, OtFillItem *item)
{
	for (; item != NULL; item = item->next) {
		const char *value = NULL;

		/* what stands in an each that isn't known is of nobody knows what */
		if (item->path.compiled == NULL && item->kind == OT_ITEM_EACH)
			continue;
		if (item->path.compiled == NULL)
			preview_items(filling, item->first);
		else if (item->kind == OT_ITEM_EACH)
			value = preview_each(filling, item);
		else if (item->kind == OT_ITEM_IF)
			value = preview_if(filling, item);
		else
			value = preview_value(filling, item);
		if (item->field != G_MAXSIZE)
			ot_fill_entry(filling->fill, item->field)->public.value = value;
	}
}

void
ot_fill_preview(OtFill *fill, xmlDoc *specification, const OtLabels *labels)
{
	g_auto(OtFilling) filling;

	start_filling(&filling, fill, specification, labels);
	for (guint i = 0; i < fill->parts->len; i++) {
		const OtFillPart *part = g_ptr_array_index(fill->parts, i);
		if (part->items->len > 0)
			preview_items(&filling, g_ptr_array_index(part->items, 0));
	}
}

/* Write a part and put it into the file, if anything in it is filled. */
static void
rewrite_part(OtFilling *filling, OtRewrite *rewrite, const OtFillPart *part)
{
	if (part->items->len == 0)
		return;
	OtEdit *edit = ot_rewrite_edit(
		rewrite, &g_array_index(filling->fill->draft->parts, OtDraftPart, part->index));
	GString *written = ot_fill_write_part(filling, part);
	guint32 start = part->root->element.start;
	ot_splices_replace(edit->splices, start, part->len - start, g_string_free(written, FALSE));
}

GBytes *
ot_fill_write(OtFill *fill, xmlDoc *specification, const OtLabels *labels, gint64 epoch,
              GError **error)
{
	g_auto(OtFilling) filling;
	g_auto(OtRewrite) rewrite;

	start_filling(&filling, fill, specification, labels);
	ot_rewrite_init(&rewrite, fill->draft, epoch);
	filling.failed = fill->failed;
	gather_ids(&filling);
	for (guint i = 0; i < fill->parts->len && !fill->failed; i++)
		rewrite_part(&filling, &rewrite, g_ptr_array_index(fill->parts, i));
	if (!filling.failed)
		ot_fill_bound(&filling, &rewrite);
	if (filling.failed)
		return NULL;
	ot_rewrite_drop(&rewrite);
	return ot_rewrite_zip(&rewrite, error);
}
