/* SPDX-License-Identifier: MIT */
#include "document/expand.h"

#include "base/text.h"
#include "document/fold.h"
#include "xml/source.h"

#include <string.h>

bool
ot_expand_text(OtExpander *expander, const OtPlanNode *node, OtSink *sink,
               const OtFocus *focus G_GNUC_UNUSED)
{
	/* In a flow, white space between blocks starts no paragraph. */
	bool starts = sink->within == OT_WITHIN_FLOW && sink->line == NULL;

	if (starts && ot_text_is_blank(node->text))
		return true;
	OtNode *text = ot_sink_text(expander, sink, node->text);
	/* Words that have no translation. */
	text->lang = ot_arena_strdup(expander->document->arena, ot_plan_words(node, OT_ATTR_LANG));
	return true;
}

/* Expand what stands within an element into an inline. */
static bool
expand_within(OtExpander *expander, const OtPlanNode *node, OtNode *parent, const OtFocus *focus)
{
	OtSink inside = {.parent = parent, .within = OT_WITHIN_INLINES};
	const char *lang = ot_plan_words(node, OT_ATTR_LANG);

	parent->lang = ot_arena_strdup(expander->document->arena, lang);
	return ot_expand_nodes(expander, node->first, &inside, focus);
}

bool
ot_expand_marked(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	OtNodeKind kind = node->element == OT_ELEMENT_STRONG     ? OT_NODE_STRONG
	                  : node->element == OT_ELEMENT_EMPHASIS ? OT_NODE_EMPHASIS
	                                                         : OT_NODE_NOTE;
	OtNode *marked = ot_sink_inline(expander, sink, node, kind);

	if (!expand_within(expander, node, marked, focus))
		return false;
	if (kind == OT_NODE_NOTE)
		ot_fold_inlines(expander->document, marked);
	return true;
}

/* What a reader can follow without harm; a specification may come from anywhere. */
static bool
is_address(const char *href)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};

	for (size_t i = 0; href != NULL && i < G_N_ELEMENTS(schemes); i++)
		if (g_ascii_strncasecmp(href, schemes[i], strlen(schemes[i])) == 0 &&
		    href[strlen(schemes[i])] != '\0' && strchr(href, ' ') == NULL)
			return true;
	return false;
}

bool
ot_expand_link(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	const char *href;

	if (!ot_expand_pattern(expander, node, OT_ATTR_HREF, focus, &href))
		return false;
	if (!is_address(href)) {
		/* Nowhere to go: the words stand by themselves. */
		if (href != NULL && node->first == NULL)
			ot_sink_text(expander, sink, href);
		return ot_expand_nodes(expander, node->first, sink, focus);
	}
	OtNode *link = ot_sink_inline(expander, sink, node, OT_NODE_LINK);
	link->as.link.href = href;
	if (!expand_within(expander, node, link, focus))
		return false;
	g_autofree char *words = ot_node_text(link);
	if (ot_text_is_blank(words)) {
		ot_sink_drop_after(link, NULL);
		bool mail = g_ascii_strncasecmp(href, "mailto:", 7) == 0;
		ot_document_append_text(expander->document, link, mail ? href + 7 : href);
	}
	return true;
}

bool
ot_expand_reference(OtExpander *expander, const OtPlanNode *node, OtSink *sink,
                    const OtFocus *focus)
{
	OtNode *reference = ot_sink_inline(expander, sink, node, OT_NODE_REFERENCE);

	if (!ot_expand_pattern(expander, node, OT_ATTR_TO, focus, &reference->as.reference.target))
		return false;
	if (reference->as.reference.target == NULL) {
		ot_plan_fail(expander->error, node, "to=\"%s\" comes out empty",
		             ot_plan_words(node, OT_ATTR_TO));
		return false;
	}
	return expand_within(expander, node, reference, focus);
}

/* --- missing values ------------------------------------------------------------------------ */

/* The id of the node, or of what it stands in; NULL where none has one. */
static const char *
nearest_id(const xmlNode *node)
{
	for (; node != NULL && node->type != XML_DOCUMENT_NODE; node = node->parent) {
		const char *id = node->type == XML_ELEMENT_NODE ? ot_xml_attr(node, "id") : NULL;
		if (id != NULL)
			return id;
	}
	return NULL;
}

/*
 * A name for a value that is missing, made of where it belongs: "value.O2.target.date".  The same
 * value missing in two places gets a number.
 */
static const char *
make_name(OtExpander *expander, const char *path, const OtFocus *focus)
{
	const char *id = nearest_id(focus->node);
	g_autoptr(GString) name = g_string_new("value");

	if (id != NULL)
		g_string_append_printf(name, ".%s", id);
	bool apart = true;
	for (const char *at = path; *at != '\0'; at++) {
		bool letter = g_ascii_isalnum(*at) || *at == '-' || *at == '_';
		if (letter && apart)
			g_string_append_c(name, '.');
		if (letter)
			g_string_append_c(name, *at);
		apart = !letter;
	}
	gpointer count = g_hash_table_lookup(expander->names, name->str);
	int times = GPOINTER_TO_INT(count) + 1;
	g_hash_table_insert(expander->names,
	                    ot_arena_strdup(expander->document->arena, name->str),
	                    GINT_TO_POINTER(times));
	if (times > 1)
		g_string_append_printf(name, ".%d", times);
	return ot_arena_strdup(expander->document->arena, name->str);
}

/* Where a value would stand in the specification; NULL where the path is more than names. */
static const char *
make_path(OtExpander *expander, const char *path, const OtFocus *focus)
{
	for (const char *at = path; *at != '\0'; at++)
		if (!g_ascii_isalnum(*at) && strchr("-_.@/", *at) == NULL)
			return NULL;
	if (*path == '/')
		return ot_arena_strdup(expander->document->arena, path);
	xmlChar *start = xmlGetNodePath(focus->node);
	const char *whole = ot_arena_printf(expander->document->arena, "%s/%s",
	                                    (const char *) start, path);
	xmlFree(start);
	return whole;
}

/* The path of a node that is there. */
static const char *
node_path(OtExpander *expander, xmlNode *node)
{
	xmlChar *path = xmlGetNodePath(node);
	const char *copy = ot_arena_strdup(expander->document->arena, (const char *) path);

	xmlFree(path);
	return copy;
}

/* --- values -------------------------------------------------------------------------------- */

static OtFormat
read_format(const OtPlanNode *node)
{
	static const char *const formats[] = {"text", "date", "money", "number", "code"};
	const char *format = ot_plan_words(node, OT_ATTR_FORMAT);

	for (size_t i = 0; format != NULL && i < G_N_ELEMENTS(formats); i++)
		if (strcmp(formats[i], format) == 0)
			return (OtFormat) i;
	return OT_FORMAT_TEXT;
}

/* Append one value in its form; `*any` tells whether there was something. */
static bool
append_value(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const char *value,
             xmlNode *from, bool *any)
{
	const char *list = ot_plan_words(node, OT_ATTR_LIST);
	const char *join = ot_plan_words(node, OT_ATTR_JOIN);
	const char *words = ot_evaluator_format(expander->evaluator, read_format(node), list, value,
	                                        from);

	if (words == NULL) {
		ot_plan_fail(expander->error, node, "there is no list of codes \"%s\"", list);
		return false;
	}
	if (ot_text_is_blank(words))
		return true;
	if (*any)
		ot_sink_text(expander, sink, join != NULL ? join : ", ");
	OtNode *text = ot_sink_text(expander, sink, words);
	*any = true;
	if (from != NULL && read_format(node) == OT_FORMAT_TEXT)
		text->lang = ot_expand_other_lang(expander, from);
	return true;
}

static bool
append_object(OtExpander *expander, const OtPlanNode *node, OtSink *sink, xmlXPathObject *found,
              bool *any)
{
	*any = false;
	if (found->type != XPATH_NODESET)
		return append_value(
			expander, node, sink,
			ot_evaluator_object_text(expander->evaluator, found), NULL, any);
	for (int i = 0; i < xmlXPathNodeSetGetLength(found->nodesetval); i++) {
		xmlNode *from = xmlXPathNodeSetItem(found->nodesetval, i);
		const char *value = ot_evaluator_text(expander->evaluator, from);
		if (!append_value(expander, node, sink, value, from, any))
			return false;
	}
	return true;
}

bool
ot_expand_value(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	const OtPlanAttr *path = ot_plan_attr(node, OT_ATTR_PATH);
	g_autoptr(xmlXPathObject) found =
		ot_evaluate(expander->evaluator, node, path->pieces, focus, expander->error);
	const char *label, *otherwise;
	bool any;

	if (found == NULL || !append_object(expander, node, sink, found, &any))
		return false;
	if (any)
		return true;
	if (!ot_expand_pattern(expander, node, OT_ATTR_LABEL, focus, &label) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_ELSE, focus, &otherwise))
		return false;
	if (label != NULL) {
		OtNode *field = ot_sink_inline(expander, sink, node, OT_NODE_FIELD);
		field->as.field.label = label;
		field->as.field.name = make_name(expander, path->text, focus);
		field->as.field.path = make_path(expander, path->text, focus);
		ot_expand_answer(expander, field);
	} else if (otherwise != NULL) {
		ot_sink_text(expander, sink, otherwise);
	}
	return true;
}

/* --- fields -------------------------------------------------------------------------------- */

static OtFieldKind
read_field_kind(const OtPlanNode *node)
{
	static const char *const names[] = {"text", "prose", "date", "choice", "tick"};
	const char *kind = ot_plan_words(node, OT_ATTR_KIND);

	for (size_t i = 0; kind != NULL && i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i], kind) == 0)
			return (OtFieldKind) i;
	return OT_FIELD_TEXT;
}

/* A list of words that the document owns, ended by NULL. */
static const char *const *
keep_words(OtExpander *expander, const GPtrArray *words)
{
	const char **list =
		ot_arena_alloc(expander->document->arena, (words->len + 1) * sizeof *list);

	for (guint i = 0; i < words->len; i++)
		list[i] = g_ptr_array_index(words, i);
	list[words->len] = NULL;
	return list;
}

/* The choices of a field: words of the template, or with "path" those of the specification. */
static bool
read_choices(OtExpander *expander, const OtPlanNode *node, const OtFocus *focus,
             OtFieldData *field)
{
	OtArena *arena = expander->document->arena;
	g_autoptr(GPtrArray) words = g_ptr_array_new(), codes = g_ptr_array_new();

	for (const OtPlanNode *choice = node->first; choice != NULL; choice = choice->next) {
		const OtPlanAttr *path = ot_plan_attr(choice, OT_ATTR_PATH);
		if (path == NULL) {
			g_autoptr(GString) told = g_string_new(NULL);
			bool blank = false;
			for (const OtPlanNode *text = choice->first; text != NULL;
			     text = text->next)
				ot_text_append_folded(told, text->text, &blank);
			g_autofree char *code = ot_source_text(choice->origin);
			g_ptr_array_add(words, ot_arena_strdup(arena, told->str));
			g_ptr_array_add(codes, ot_arena_strdup(arena, code));
			continue;
		}
		g_autoptr(xmlXPathObject) found = ot_evaluate(expander->evaluator, choice,
		                                              path->pieces, focus, expander->error);
		if (found == NULL)
			return false;
		for (int i = 0; i < xmlXPathNodeSetGetLength(found->nodesetval); i++) {
			const char *word = ot_evaluator_text(
				expander->evaluator, xmlXPathNodeSetItem(found->nodesetval, i));
			g_ptr_array_add(words, (char *) word);
			g_ptr_array_add(codes, (char *) word);
		}
	}
	if (words->len == 0)
		return true;
	field->choices = keep_words(expander, words);
	field->codes = keep_words(expander, codes);
	return true;
}

/* The value that a field begins with, as it is and as people write it. */
static void
set_value(OtExpander *expander, OtFieldData *field, const char *value)
{
	OtArena *arena = expander->document->arena;

	if (ot_text_is_blank(value))
		return;
	field->value = value;
	field->text = value;
	if (field->kind == OT_FIELD_DATE) {
		const char *text = ot_format_date(expander->labels, arena, value);
		field->text = text != NULL ? text : value;
	} else if (field->kind == OT_FIELD_TICK) {
		bool yes = strcmp(value, "yes") == 0 ||
		           strcmp(value, ot_labels_get(expander->labels, "yes")) == 0;
		field->value = yes ? "yes" : "no";
		field->text = ot_arena_strdup(
			arena, ot_labels_get(expander->labels, yes ? "yes" : "no"));
	} else if (field->kind == OT_FIELD_CHOICE) {
		ot_field_choose(field, value);
	}
}

static bool
expand_field_value(OtExpander *expander, const OtPlanNode *node, OtNode *made,
                   const OtFocus *focus)
{
	const OtPlanAttr *path = ot_plan_attr(node, OT_ATTR_PATH);
	OtFieldData *field = &made->as.field;

	if (path == NULL)
		return true;
	g_autoptr(xmlXPathObject) found =
		ot_evaluate(expander->evaluator, node, path->pieces, focus, expander->error);
	if (found == NULL)
		return false;
	field->path = make_path(expander, path->text, focus);
	if (found->type != XPATH_NODESET) {
		set_value(expander, field,
		          ot_evaluator_object_text(expander->evaluator, found));
		field->path = NULL;
	} else if (!xmlXPathNodeSetIsEmpty(found->nodesetval)) {
		xmlNode *from = xmlXPathNodeSetItem(found->nodesetval, 0);
		set_value(expander, field, ot_evaluator_text(expander->evaluator, from));
		field->path = node_path(expander, from);
	}
	return true;
}

/* In a text a field is an inline; among blocks, or when it holds prose, a paragraph of its own. */
static OtNode *
make_field(OtExpander *expander, const OtPlanNode *node, OtSink *sink)
{
	bool alone = sink->within == OT_WITHIN_BLOCKS ||
	             (sink->within == OT_WITHIN_FLOW && read_field_kind(node) == OT_FIELD_PROSE);

	if (!alone)
		return ot_sink_inline(expander, sink, node, OT_NODE_FIELD);
	OtSink inside = {
		.parent = ot_sink_block(expander, sink, node, OT_NODE_PARAGRAPH),
		.within = OT_WITHIN_INLINES,
	};
	return ot_sink_inline(expander, &inside, node, OT_NODE_FIELD);
}

bool
ot_expand_field(OtExpander *expander, const OtPlanNode *node, OtSink *sink, const OtFocus *focus)
{
	OtNode *made = make_field(expander, node, sink);
	OtFieldData *field = &made->as.field;

	field->kind = read_field_kind(node);
	if (!read_choices(expander, node, focus, field) ||
	    !ot_expand_common(expander, node, focus, made) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_NAME, focus, &field->name) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_LABEL, focus, &field->label) ||
	    !ot_expand_pattern(expander, node, OT_ATTR_HINT, focus, &field->hint))
		return false;
	if (field->name == NULL || field->label == NULL) {
		ot_plan_fail(expander->error, node, "the %s of the field comes out empty",
		             field->name == NULL ? "name" : "label");
		return false;
	}
	field->name = ot_expand_field_name(expander, field->name);
	if (!expand_field_value(expander, node, made, focus))
		return false;
	ot_expand_answer(expander, made);
	return true;
}
