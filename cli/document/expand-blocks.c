/* SPDX-License-Identifier: MIT */
#include "document/expand.h"

#include "document/fold.h"

#include <string.h>

/* The index of a word in a list; the schema has made sure that it is there. */
static int
find_word(const char *word, const char *const *words, size_t n_words)
{
	for (size_t i = 0; word != NULL && i < n_words; i++)
		if (strcmp(words[i], word) == 0)
			return (int) i;
	return 0;
}

/* Expand what stands in an element into a line of text. */
static bool
expand_line(OtExpander *expander, const OtPlanNode *node, OtNode *line, const OtFocus *focus)
{
	OtSink inside = {.parent = line, .within = OT_WITHIN_INLINES};

	if (!ot_expand_nodes(expander, node->first, &inside, focus))
		return false;
	ot_fold_inlines(expander->document, line);
	return true;
}

static bool
expand_heading(OtExpander *expander, const OtPlanNode *section, OtSink *inside,
               const OtFocus *focus)
{
	const OtPlanNode *node = section->first;

	if (node == NULL || node->element != OT_ELEMENT_HEADING)
		return true;
	OtNode *heading = ot_sink_block(expander, inside, node, OT_NODE_HEADING);
	const char *lang = ot_plan_words(node, OT_ATTR_LANG), *outer = expander->lang;
	heading->lang = ot_arena_strdup(expander->document->arena, lang);
	if (lang != NULL)
		expander->lang = lang;
	if (!expand_line(expander, node, heading, focus))
		return false;
	expander->lang = outer;
	if (heading->first != NULL)
		return true;
	ot_plan_fail(expander->error, node, "the heading comes out empty");
	return false;
}

bool
ot_expand_section(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	static const char *const roles[] = {"normal", "cover", "summary", "annex"};
	OtNode *before = sink->parent->last;
	OtNode *section = ot_sink_block(expander, sink, node, OT_NODE_SECTION);
	OtSink inside = {.parent = section, .within = OT_WITHIN_BLOCKS};
	int role = find_word(ot_plan_words(node, OT_ATTR_ROLE), roles, G_N_ELEMENTS(roles));

	section->as.section.role = (OtSectionRole) role;
	section->as.section.numbered =
		ot_expand_says_yes(node, OT_ATTR_NUMBERED, role != OT_SECTION_COVER);
	section->as.section.listed =
		ot_expand_says_yes(node, OT_ATTR_LISTED, role != OT_SECTION_COVER);
	if (!expand_heading(expander, node, &inside, focus))
		return false;
	OtNode *heading = section->last;
	if (!ot_expand_nodes(expander, node->first, &inside, focus))
		return false;
	if (section->last != heading)
		return true;
	/* Nothing below the heading: the words of "else" take its place, or all goes. */
	if (!ot_sink_else(expander, &inside, node, focus, heading))
		return false;
	if (section->last == heading)
		ot_sink_drop_after(sink->parent, before);
	return true;
}

bool
ot_expand_paragraph(OtExpander *expander, const OtPlanNode *node, OtSink *sink,
                    const OtFocus *focus)
{
	static const char *const roles[] = {"body",  "lead",     "small", "title",
	                                    "subtitle", "label", "key", "display"};
	OtNode *before = sink->parent->last;
	OtNode *paragraph = ot_sink_block(expander, sink, node, OT_NODE_PARAGRAPH);

	paragraph->as.paragraph = (OtParagraphRole) find_word(ot_plan_words(node, OT_ATTR_ROLE),
	                                                      roles, G_N_ELEMENTS(roles));
	if (!expand_line(expander, node, paragraph, focus))
		return false;
	if (paragraph->first == NULL)
		ot_sink_drop_after(sink->parent, before);
	return true;
}

/* --- prose --------------------------------------------------------------------------------- */

static void
copy_paragraph(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const xmlNode *from)
{
	const char *text = ot_evaluator_text(expander->evaluator, from);

	if (*text == '\0')
		return;
	OtNode *paragraph = ot_sink_block(expander, sink, node, OT_NODE_PARAGRAPH);
	paragraph->lang = ot_expand_other_lang(expander, from);
	ot_document_append_text(expander->document, paragraph, text);
}

static void
copy_list(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const xmlNode *from)
{
	const char *outer = expander->lang;
	OtNode *before = sink->parent->last;
	OtNode *list = ot_sink_block(expander, sink, node, OT_NODE_LIST);

	list->as.list.start = 1;
	list->lang = ot_expand_other_lang(expander, from);
	if (list->lang != NULL)
		expander->lang = list->lang;
	for (const xmlNode *at = ot_xml_child(from, "item"); at != NULL;
	     at = ot_xml_next(at, "item")) {
		OtNode *last = list->last;
		OtNode *item = ot_document_append(expander->document, list, OT_NODE_ITEM);
		OtSink inside = {.parent = item, .within = OT_WITHIN_BLOCKS};
		copy_paragraph(expander, node, &inside, at);
		if (item->first == NULL)
			ot_sink_drop_after(list, last);
	}
	expander->lang = outer;
	if (list->first == NULL)
		ot_sink_drop_after(sink->parent, before);
}

/* An element that holds paragraphs and lists, one of these, or plain text. */
static void
copy_prose(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const xmlNode *from)
{
	if (from->type == XML_ELEMENT_NODE && ot_xml_is(from, "list")) {
		copy_list(expander, node, sink, from);
		return;
	}
	const xmlNode *child = from->type == XML_ELEMENT_NODE ? ot_xml_child(from, NULL) : NULL;
	if (child == NULL) {
		copy_paragraph(expander, node, sink, from);
		return;
	}
	for (; child != NULL; child = ot_xml_next(child, NULL))
		copy_prose(expander, node, sink, child);
}

bool
ot_expand_prose(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	g_autoptr(xmlXPathObject) found =
		ot_evaluate(expander->evaluator, node, ot_plan_attr(node, OT_ATTR_PATH)->pieces,
	                    focus, expander->error);

	if (found == NULL)
		return false;
	if (found->type != XPATH_NODESET) {
		ot_plan_fail(expander->error, node, "path=\"%s\" gives no nodes to copy",
		             ot_plan_words(node, OT_ATTR_PATH));
		return false;
	}
	for (int i = 0; i < xmlXPathNodeSetGetLength(found->nodesetval); i++)
		copy_prose(expander, node, sink, xmlXPathNodeSetItem(found->nodesetval, i));
	return true;
}

/* --- lists, boxes, signatures -------------------------------------------------------------- */

bool
ot_expand_list(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	static const char *const list_kinds[] = {"bullet", "number", "letter"};
	OtNode *before = sink->parent->last;
	OtNode *list = ot_sink_block(expander, sink, node, OT_NODE_LIST);
	OtSink inside = {.parent = list, .within = OT_WITHIN_PARTS};

	list->as.list.kind = (OtListKind) find_word(ot_plan_words(node, OT_ATTR_KIND), list_kinds,
	                                            G_N_ELEMENTS(list_kinds));
	list->as.list.start = 1;
	if (!ot_expand_nodes(expander, node->first, &inside, focus))
		return false;
	return list->first != NULL || ot_sink_else(expander, sink, node, focus, before);
}

bool
ot_expand_item(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	OtNode *before = sink->parent->last;
	OtNode *item = ot_sink_block(expander, sink, node, OT_NODE_ITEM);
	OtSink inside = {.parent = item, .within = OT_WITHIN_FLOW};

	if (!ot_expand_nodes(expander, node->first, &inside, focus))
		return false;
	ot_sink_end_line(expander, &inside);
	if (item->first == NULL)
		ot_sink_drop_after(sink->parent, before);
	return true;
}

bool
ot_expand_callout(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	static const char *const names[] = {"note", "important", "law", "action"};
	OtNode *before = sink->parent->last;
	OtNode *callout = ot_sink_block(expander, sink, node, OT_NODE_CALLOUT);
	OtSink inside = {.parent = callout, .within = OT_WITHIN_BLOCKS};
	int kind = find_word(ot_plan_words(node, OT_ATTR_KIND), names, G_N_ELEMENTS(names));

	callout->as.callout.kind = (OtCalloutKind) kind;
	if (!ot_expand_pattern(expander, node, OT_ATTR_TITLE, focus, &callout->as.callout.title) ||
	    !ot_expand_nodes(expander, node->first, &inside, focus))
		return false;
	/* A box is told from text by its words too, not by colour alone (WCAG 2.2, 1.4.1). */
	if (callout->as.callout.title == NULL)
		callout->as.callout.title = ot_arena_strdup(
			expander->document->arena, ot_labels_get(expander->labels, names[kind]));
	if (callout->first == NULL)
		ot_sink_drop_after(sink->parent, before);
	return true;
}

bool
ot_expand_contents(OtExpander *expander, const OtPlanNode *node, OtSink *sink,
                   const OtFocus *focus G_GNUC_UNUSED)
{
	const char *depth = ot_plan_words(node, OT_ATTR_DEPTH);
	OtNode *contents = ot_sink_block(expander, sink, node, OT_NODE_TOC);

	contents->as.toc.depth = depth != NULL ? (int) g_ascii_strtoll(depth, NULL, 10) : 2;
	return true;
}

bool
ot_expand_signature(OtExpander *expander, const OtPlanNode *node, OtSink *sink,
                    const OtFocus *focus)
{
	static const struct {
		const char *name, *label;
		OtFieldKind kind;
	} holes[] = {
		{"name", "signature-name", OT_FIELD_TEXT},
		{"position", "signature-position", OT_FIELD_TEXT},
		{"signature", "signature-signature", OT_FIELD_TEXT},
		{"date", "signature-date", OT_FIELD_DATE},
	};
	OtArena *arena = expander->document->arena;
	OtNode *signature = ot_sink_block(expander, sink, node, OT_NODE_SIGNATURE);
	OtSink inside = {.parent = signature, .within = OT_WITHIN_INLINES};
	const char *name;

	if (!ot_expand_pattern(expander, node, OT_ATTR_NAME, focus, &name) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_LABEL, focus,
	                       &signature->as.signature.label))
		return false;
	if (name == NULL || signature->as.signature.label == NULL) {
		ot_plan_fail(expander->error, node, "the %s of the signature comes out empty",
		             name == NULL ? "name" : "label");
		return false;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(holes); i++) {
		OtNode *field = ot_sink_inline(expander, &inside, node, OT_NODE_FIELD);
		field->as.field.kind = holes[i].kind;
		field->as.field.name = ot_expand_field_name(
			expander, ot_arena_printf(arena, "%s.%s", name, holes[i].name));
		field->as.field.label = ot_arena_strdup(
			arena, ot_labels_get(expander->labels, holes[i].label));
		ot_expand_answer(expander, field);
	}
	return true;
}
