/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_EXPAND_H
#define OT_DOCUMENT_EXPAND_H

/**
 * Expanding a plan over a specification.  expand.c goes through the plan; the kinds of elements are
 * in expand-blocks.c, expand-tables.c and expand-inlines.c.
 */

#include "document/evaluate.h"
#include "document/template.h"

/** Everything that one expansion shares. */
typedef struct {
	const OtPlan *plan;
	const OtPlanNode *body;
	const OtLabels *labels;
	OtDocument *document;
	OtEvaluator *evaluator;
	GHashTable *origins; /**< OtNode to the OtPlanNode that it comes from, for messages */
	GHashTable *names;   /**< names that were made up for missing values, with their counts */
	const char *lang;    /**< the language in force where nodes are being added */
	const OtAnswers *answers; /**< NULL: none */
	OtFindings *findings; /**< what is wrong with them; NULL: they are not judged */
	GHashTable *fields;   /**< the names of the fields that were made, as a set */
	const char *row;      /**< "entry.2" within a row that repeats; NULL elsewhere */
	GError **error;
} OtExpander;

/** Where nodes are being added. */
typedef struct {
	OtNode *parent;
	OtWithin within; /**< OT_WITHIN_BLOCKS, _INLINES, _FLOW, or _PARTS for rows and the like */
	/** In a flow: the paragraph that inlines are put into, and the block before it. */
	OtNode *line, *before_line;
} OtSink;

/** What ot_expand_each() does for each node that is selected. */
typedef bool OtExpandOnce(OtExpander *expander, const OtPlanNode *node, void *data,
                          const OtFocus *focus);

/** Expand and resolve; the same as ot_template_expand(). */
OtDocument *
ot_expand(const OtPlan *plan, const OtPlanNode *body, const OtTemplateInfo *info,
          xmlDoc *specification, const OtLabels *labels, const OtAnswers *answers,
          OtFindings *findings, GError **error);

/** Expand nodes that follow each other. */
bool
ot_expand_nodes(OtExpander *expander, const OtPlanNode *first, OtSink *sink, const OtFocus *focus);

/** Call `once` as "each" and "if" of a node say: never, once, or for many nodes. */
bool
ot_expand_each(OtExpander *expander, const OtPlanNode *node, const OtFocus *focus,
               OtExpandOnce *once, void *data);

/** Take id, source, locked and language of an element over to what was made from it. */
bool
ot_expand_common(OtExpander *expander, const OtPlanNode *node, const OtFocus *focus,
                 OtNode *made);

/** A pattern's words, or NULL; false with an error. */
bool
ot_expand_pattern(OtExpander *expander, const OtPlanNode *node, OtAttr attr, const OtFocus *focus,
                  const char **words);

/**
 * The language of a node of the specification where it differs from the one in force, or NULL; in
 * the document's arena.
 */
const char *
ot_expand_other_lang(OtExpander *expander, const xmlNode *from);

/** True if a yes-no attribute is there and says yes; `missing` is for where it isn't there. */
bool
ot_expand_says_yes(const OtPlanNode *node, OtAttr attr, bool missing);

/** The name of a field as it stands in the document: within a row that repeats, with the row's. */
const char *
ot_expand_field_name(OtExpander *expander, const char *name);

/**
 * A field that is made but for its answer: show that.  One that does not have the form that the
 * field takes becomes a finding, and leaves the field open.
 */
void
ot_expand_answer(OtExpander *expander, OtNode *made);

/** What is to say of answers once all fields are made. */
void
ot_expand_judge_answers(OtExpander *expander, const OtTemplateInfo *info);

/** A new block at the end of a sink. */
OtNode *
ot_sink_block(OtExpander *expander, OtSink *sink, const OtPlanNode *origin, OtNodeKind kind);

/** A new inline at the end of a sink; in a flow it goes into a paragraph. */
OtNode *
ot_sink_inline(OtExpander *expander, OtSink *sink, const OtPlanNode *origin, OtNodeKind kind);

/** Append text to a sink that takes inlines. */
OtNode *
ot_sink_text(OtExpander *expander, OtSink *sink, const char *text);

/** End the paragraph that inlines are put into; one that is empty goes away. */
void
ot_sink_end_line(OtExpander *expander, OtSink *sink);

/** Take away everything after `last` (NULL: everything) from the end of a parent. */
void
ot_sink_drop_after(OtNode *parent, OtNode *last);

/** Instead of a block that came out empty: the words of "else", or nothing. */
bool
ot_sink_else(OtExpander *expander, OtSink *sink, const OtPlanNode *node, const OtFocus *focus,
             OtNode *before);

/* The elements, one function each; false with an error. */

typedef bool OtExpandElement(OtExpander *expander, const OtPlanNode *node, OtSink *sink,
                             const OtFocus *focus);

OtExpandElement ot_expand_section;
OtExpandElement ot_expand_paragraph;
OtExpandElement ot_expand_prose;
OtExpandElement ot_expand_list;
OtExpandElement ot_expand_item;
OtExpandElement ot_expand_callout;
OtExpandElement ot_expand_contents;
OtExpandElement ot_expand_signature;
OtExpandElement ot_expand_table;
OtExpandElement ot_expand_head;
OtExpandElement ot_expand_row;
OtExpandElement ot_expand_cell;
OtExpandElement ot_expand_figure;
OtExpandElement ot_expand_text;
OtExpandElement ot_expand_marked;
OtExpandElement ot_expand_link;
OtExpandElement ot_expand_reference;
OtExpandElement ot_expand_value;
OtExpandElement ot_expand_field;

#endif
