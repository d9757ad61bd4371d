/* SPDX-License-Identifier: MIT */
#include "document/expand.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "document/fold.h"
#include "document/resolve.h"
#include "translation/translation.h"

#include <string.h>

/* --- sinks --------------------------------------------------------------------------------- */

void
ot_sink_drop_after(OtNode *parent, OtNode *last)
{
	parent->last = last;
	if (last != NULL)
		last->next = NULL;
	else
		parent->first = NULL;
}

void
ot_sink_end_line(OtExpander *expander, OtSink *sink)
{
	if (sink->line == NULL)
		return;
	ot_fold_inlines(expander->document, sink->line);
	if (sink->line->first == NULL)
		ot_sink_drop_after(sink->parent, sink->before_line);
	sink->line = NULL;
}

static OtNode *
append(OtExpander *expander, OtNode *parent, const OtPlanNode *origin, OtNodeKind kind)
{
	OtNode *node = ot_document_append(expander->document, parent, kind);

	g_hash_table_insert(expander->origins, node, (void *) origin);
	return node;
}

OtNode *
ot_sink_block(OtExpander *expander, OtSink *sink, const OtPlanNode *origin, OtNodeKind kind)
{
	ot_sink_end_line(expander, sink);
	return append(expander, sink->parent, origin, kind);
}

/* Where inlines go: into the parent itself, or into a paragraph of a flow. */
static OtNode *
line_of(OtExpander *expander, OtSink *sink)
{
	if (sink->within == OT_WITHIN_INLINES)
		return sink->parent;
	if (sink->line == NULL) {
		sink->before_line = sink->parent->last;
		sink->line = ot_document_append(expander->document, sink->parent,
		                                OT_NODE_PARAGRAPH);
	}
	return sink->line;
}

OtNode *
ot_sink_inline(OtExpander *expander, OtSink *sink, const OtPlanNode *origin, OtNodeKind kind)
{
	return append(expander, line_of(expander, sink), origin, kind);
}

OtNode *
ot_sink_text(OtExpander *expander, OtSink *sink, const char *text)
{
	return ot_document_append_text(expander->document, line_of(expander, sink), text);
}

bool
ot_sink_else(OtExpander *expander, OtSink *sink, const OtPlanNode *node, const OtFocus *focus,
             OtNode *before)
{
	const char *words;

	ot_sink_drop_after(sink->parent, before);
	if (!ot_expand_pattern(expander, node, OT_ATTR_ELSE, focus, &words))
		return false;
	if (words != NULL)
		ot_document_append_text(expander->document,
		                        ot_sink_block(expander, sink, node, OT_NODE_PARAGRAPH),
		                        words);
	return true;
}

/* --- attributes that all have -------------------------------------------------------------- */

bool
ot_expand_pattern(OtExpander *expander, const OtPlanNode *node, OtAttr attr, const OtFocus *focus,
                  const char **words)
{
	return ot_evaluate_pattern(expander->evaluator, node, attr, focus, words, expander->error);
}

const char *
ot_expand_other_lang(OtExpander *expander, const xmlNode *from)
{
	xmlChar *lang = xmlNodeGetLang(from);
	const char *other = NULL;

	if (lang != NULL && !ot_lang_is_same((const char *) lang, expander->lang))
		other = ot_arena_strdup(expander->document->arena, (const char *) lang);
	xmlFree(lang);
	return other;
}

bool
ot_expand_says_yes(const OtPlanNode *node, OtAttr attr, bool missing)
{
	const char *words = ot_plan_words(node, attr);

	return words != NULL ? strcmp(words, "yes") == 0 : missing;
}

bool
ot_expand_common(OtExpander *expander, const OtPlanNode *node, const OtFocus *focus, OtNode *made)
{
	OtArena *arena = expander->document->arena;
	const char *lang = ot_plan_words(node, OT_ATTR_LANG);

	if (!ot_expand_pattern(expander, node, OT_ATTR_ID, focus, &made->id) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_SOURCE, focus, &made->source) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_GUIDANCE, focus, &made->guidance))
		return false;
	if (made->id == NULL && ot_plan_attr(node, OT_ATTR_ID) != NULL) {
		ot_plan_fail(expander->error, node, "id=\"%s\" comes out empty",
		             ot_plan_words(node, OT_ATTR_ID));
		return false;
	}
	if (lang != NULL)
		made->lang = ot_arena_strdup(arena, lang);
	made->locked = ot_expand_says_yes(node, OT_ATTR_LOCKED, made->locked);
	return true;
}

/* The same where an element makes any number of blocks: its id goes to the first of them. */
static bool
apply_common(OtExpander *expander, const OtPlanNode *node, const OtFocus *focus, OtNode *first)
{
	OtNode common = {0};

	if (!ot_expand_common(expander, node, focus, &common))
		return false;
	if (first != NULL && first->id == NULL)
		first->id = common.id;
	if (first != NULL && first->guidance == NULL)
		first->guidance = common.guidance;
	for (OtNode *made = first; made != NULL; made = made->next) {
		made->lang = made->lang != NULL ? made->lang : common.lang;
		made->source = made->source != NULL ? made->source : common.source;
		made->locked = made->locked || common.locked;
	}
	return true;
}

/* --- elements ------------------------------------------------------------------------------ */

static bool
expand_choose(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	for (const OtPlanNode *when = node->first; when != NULL; when = when->next) {
		bool truth = when->element == OT_ELEMENT_OTHERWISE;
		if (when->element == OT_ELEMENT_WHEN &&
		    !ot_evaluate_test(expander->evaluator, when, ot_plan_attr(when, OT_ATTR_TEST),
		                      focus, &truth, expander->error))
			return false;
		if (truth)
			return ot_expand_nodes(expander, when->first, sink, focus);
	}
	return true;
}

static bool
expand_if(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	bool truth;

	if (!ot_evaluate_test(expander->evaluator, node, ot_plan_attr(node, OT_ATTR_TEST), focus,
	                      &truth, expander->error))
		return false;
	return !truth || ot_expand_nodes(expander, node->first, sink, focus);
}

static bool
expand_include(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	const OtPlanPart *part = ot_plan_part(expander->plan, node);
	const char *outer = expander->lang;
	OtNode *before = sink->parent->last;

	if (part->lang != NULL)
		expander->lang = part->lang;
	bool expanded = ot_expand_nodes(expander, part->first, sink, focus);
	const char *inner = expander->lang;
	expander->lang = outer;
	if (!expanded || ot_lang_is_same(inner, outer))
		return expanded;
	for (OtNode *made = before != NULL ? before->next : sink->parent->first; made != NULL;
	     made = made->next)
		if (made->lang == NULL)
			made->lang = ot_arena_strdup(expander->document->arena, inner);
	return true;
}

static bool
expand_page_break(OtExpander *expander, const OtPlanNode *node, OtSink *sink,
                  const OtFocus *focus G_GNUC_UNUSED)
{
	ot_sink_block(expander, sink, node, OT_NODE_PAGE_BREAK);
	return true;
}

/* Expanded by the element around them: <heading> by its section, <point> by its figure. */
static bool
skip_element(OtExpander *expander G_GNUC_UNUSED, const OtPlanNode *node G_GNUC_UNUSED,
             OtSink *sink G_GNUC_UNUSED, const OtFocus *focus G_GNUC_UNUSED)
{
	return true;
}

typedef struct {
	OtExpandElement *expand;
	bool block; /* makes blocks or parts, which carry id, source, locked and language */
} ElementKind;

static const ElementKind kinds[OT_N_ELEMENTS] = {
	[OT_ELEMENT_SECTION] = {ot_expand_section, true},
	[OT_ELEMENT_PARAGRAPH] = {ot_expand_paragraph, true},
	[OT_ELEMENT_PROSE] = {ot_expand_prose, true},
	[OT_ELEMENT_LIST] = {ot_expand_list, true},
	[OT_ELEMENT_TABLE] = {ot_expand_table, true},
	[OT_ELEMENT_FIGURE] = {ot_expand_figure, true},
	[OT_ELEMENT_CALLOUT] = {ot_expand_callout, true},
	[OT_ELEMENT_CONTENTS] = {ot_expand_contents, true},
	[OT_ELEMENT_PAGE_BREAK] = {expand_page_break, true},
	[OT_ELEMENT_SIGNATURE] = {ot_expand_signature, true},
	[OT_ELEMENT_INCLUDE] = {expand_include, true},
	[OT_ELEMENT_STRONG] = {ot_expand_marked, false},
	[OT_ELEMENT_EMPHASIS] = {ot_expand_marked, false},
	[OT_ELEMENT_LINK] = {ot_expand_link, false},
	[OT_ELEMENT_REFERENCE] = {ot_expand_reference, false},
	[OT_ELEMENT_NOTE] = {ot_expand_marked, false},
	[OT_ELEMENT_VALUE] = {ot_expand_value, false},
	[OT_ELEMENT_FIELD] = {ot_expand_field, false},
	[OT_ELEMENT_IF] = {expand_if, false},
	[OT_ELEMENT_CHOOSE] = {expand_choose, false},
	[OT_ELEMENT_HEADING] = {skip_element, false},
	[OT_ELEMENT_ITEM] = {ot_expand_item, true},
	[OT_ELEMENT_HEAD] = {ot_expand_head, false},
	[OT_ELEMENT_ROW] = {ot_expand_row, true},
	[OT_ELEMENT_CELL] = {ot_expand_cell, true},
	[OT_ELEMENT_POINT] = {skip_element, false},
	[OT_ELEMENT_WHEN] = {skip_element, false},
	[OT_ELEMENT_OTHERWISE] = {skip_element, false},
	[OT_ELEMENT_CHOICE] = {skip_element, false},
	[OT_ELEMENT_TEXT] = {ot_expand_text, false},
};

static bool
expand_block(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	/* A line of text before this block ends here; it may turn out to be nothing. */
	ot_sink_end_line(expander, sink);
	OtNode *before = sink->parent->last;

	if (!kinds[node->element].expand(expander, node, sink, focus))
		return false;
	return apply_common(expander, node, focus,
	                    before != NULL ? before->next : sink->parent->first);
}

static bool
expand_once(OtExpander *expander, const OtPlanNode *node, void *data, const OtFocus *focus)
{
	OtSink *sink = data;
	bool branch = node->element == OT_ELEMENT_IF || node->element == OT_ELEMENT_CHOOSE;

	if (expander->document->n_nodes > OT_LIMIT_NODES) {
		OtWhere where = ot_xml_where(node->xml, node->origin);
		g_set_error(expander->error, OT_ERROR, OT_ERROR_LIMIT,
		            "%s:%d:%d: the document would have more than %u parts",
		            ot_xml_name(node->xml), where.line, where.column, OT_LIMIT_NODES);
		return false;
	}
	const char *outer = expander->lang, *lang = ot_plan_words(node, OT_ATTR_LANG);
	if (lang != NULL)
		expander->lang = lang;
	bool expanded;
	if (!kinds[node->element].block && !(branch && sink->within == OT_WITHIN_BLOCKS))
		expanded = kinds[node->element].expand(expander, node, sink, focus);
	else
		expanded = expand_block(expander, node, sink, focus);
	expander->lang = outer;
	return expanded;
}

/* As "if" says. */
static bool
expand_where_true(OtExpander *expander, const OtPlanNode *node, const OtFocus *focus,
                  OtExpandOnce *once, void *data)
{
	const OtPlanAttr *test = ot_plan_attr(node, OT_ATTR_IF);
	bool truth = true;

	if (test != NULL && !ot_evaluate_test(expander->evaluator, node, test, focus, &truth,
	                                      expander->error))
		return false;
	return !truth || once(expander, node, data, focus);
}

bool
ot_expand_each(OtExpander *expander, const OtPlanNode *node, const OtFocus *focus,
               OtExpandOnce *once, void *data)
{
	const OtPlanAttr *each = ot_plan_attr(node, OT_ATTR_EACH);

	if (each == NULL)
		return expand_where_true(expander, node, focus, once, data);
	g_autoptr(xmlXPathObject) found =
		ot_evaluate(expander->evaluator, node, each->pieces, focus, expander->error);
	if (found == NULL)
		return false;
	if (found->type != XPATH_NODESET) {
		ot_plan_fail(expander->error, node, "each=\"%s\" gives no nodes to go through",
		             each->text);
		return false;
	}
	int size = xmlXPathNodeSetGetLength(found->nodesetval);
	for (int i = 0; i < size; i++) {
		OtFocus selected = {
			.node = xmlXPathNodeSetItem(found->nodesetval, i),
			.position = i + 1,
			.size = size,
		};
		if (!expand_where_true(expander, node, &selected, once, data))
			return false;
	}
	return true;
}

bool
ot_expand_nodes(OtExpander *expander, const OtPlanNode *first, OtSink *sink, const OtFocus *focus)
{
	for (const OtPlanNode *node = first; node != NULL; node = node->next)
		if (!ot_expand_each(expander, node, focus, expand_once, sink))
			return false;
	return true;
}

/* --- the document -------------------------------------------------------------------------- */

/* The text of a child element, or NULL. */
static const char *
child_text(OtExpander *expander, const xmlNode *parent, const char *name)
{
	const xmlNode *child = parent != NULL ? ot_xml_child(parent, name) : NULL;

	return child != NULL ? ot_evaluator_text(expander->evaluator, child) : NULL;
}

/* The authority that buys, or the first. */
static const xmlNode *
find_lead_authority(const xmlNode *specification)
{
	const xmlNode *first = ot_xml_child(specification, "authority");

	for (const xmlNode *at = first; at != NULL; at = ot_xml_next(at, "authority"))
		if (g_strcmp0(ot_xml_attr(at, "role"), "buyer") == 0)
			return at;
	return first;
}

static void
fill_info(OtExpander *expander, const OtTemplateInfo *template, const xmlNode *specification)
{
	OtDocument *document = expander->document;
	OtDocumentInfo *info = &document->info;
	const xmlNode *identity = ot_xml_child(specification, "identity");

	info->title = ot_arena_strdup(document->arena, template->title);
	info->subject = ot_arena_strdup(document->arena, template->purpose);
	info->template_name = ot_arena_strdup(document->arena, template->name);
	info->template_version = ot_arena_strdup(document->arena, template->version);
	if (template->lang != NULL)
		info->lang = ot_arena_strdup(document->arena, template->lang);
	info->authority = child_text(expander, find_lead_authority(specification), "name");
	info->engagement = child_text(expander, identity, "title");
	if (info->engagement != NULL && info->title != NULL)
		info->full_title = ot_arena_printf(document->arena, "%s – %s", info->engagement,
		                                   info->title);
	if (identity == NULL)
		return;
	const char *stage = ot_xml_attr(identity, "stage");
	info->reference = ot_arena_strdup(document->arena, ot_xml_attr(identity, "reference"));
	info->version = ot_arena_strdup(document->arena, ot_xml_attr(identity, "version"));
	info->date = ot_arena_strdup(document->arena, ot_xml_attr(identity, "date"));
	info->date_text = ot_format_date(expander->labels, document->arena, info->date);
	if (stage != NULL)
		info->status = ot_arena_strdup(document->arena,
		                               ot_labels_code(expander->labels, "stage", stage));
}

static char *
describe_place(const void *data, const OtNode *node)
{
	const OtPlanNode *origin = g_hash_table_lookup((GHashTable *) data, node);

	if (origin == NULL)
		return NULL;
	OtWhere where = ot_xml_where(origin->xml, origin->origin);
	return g_strdup_printf("%s:%d:%d", where.file, where.line, where.column);
}

OtDocument *
ot_expand(const OtPlan *plan, const OtPlanNode *body, const OtTemplateInfo *info,
          xmlDoc *specification, const OtLabels *labels, const OtAnswers *answers,
          OtFindings *findings, GError **error)
{
	g_autoptr(OtDocument) document = ot_document_new();
	g_autoptr(OtEvaluator) evaluator =
		ot_evaluator_new(specification, labels, plan->reference, document->arena);
	g_autoptr(GHashTable) origins = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) fields = g_hash_table_new(g_str_hash, g_str_equal);
	OtExpander expander = {
		.plan = plan,
		.body = body,
		.labels = labels,
		.document = document,
		.evaluator = evaluator,
		.origins = origins,
		.names = names,
		.answers = answers,
		.findings = findings,
		.fields = fields,
		.error = error,
	};
	OtFocus focus = {.node = xmlDocGetRootElement(specification), .position = 1, .size = 1};
	OtSink sink = {
		.parent = ot_document_append(document, NULL, OT_NODE_DOCUMENT),
		.within = OT_WITHIN_BLOCKS,
	};

	ot_evaluator_set_answers(evaluator, answers);
	ot_evaluator_set_estimates(evaluator, plan->estimates);
	fill_info(&expander, info, focus.node);
	expander.lang = document->info.lang;
	if (!ot_expand_nodes(&expander, body, &sink, &focus))
		return NULL;
	if (info->notes_sources)
		ot_document_note_sources(document);
	if (!ot_document_resolve_at(document, labels, describe_place, origins, error))
		return NULL;
	ot_expand_judge_answers(&expander, info);
	return g_steal_pointer(&document);
}
