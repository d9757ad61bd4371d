/* SPDX-License-Identifier: MIT */
#include "document/template.h"

#include <math.h>
#include <string.h>

/* A dump being written. */
typedef struct {
	const OtDocument *document;
	GString *out;
	int depth;
} Dump;

static const char *const section_roles[] = {"normal", "cover", "summary", "annex"};
static const char *const paragraph_roles[] = {"body",  "lead",     "small",
	                                      "title", "subtitle", "label", "key",
	                                      "display"};
static const char *const table_roles[] = {"grid", "facts", "key"};
static const char *const list_kinds[] = {"bullet", "number", "letter"};
static const char *const figure_kinds[] = {"timeline", "measure", "bars"};
static const char *const callout_kinds[] = {"note", "important", "law", "action"};
static const char *const field_kinds[] = {"text", "prose", "date", "choice", "tick"};

static void
start_line(Dump *dump)
{
	for (int i = 0; i < dump->depth; i++)
		g_string_append(dump->out, "  ");
}

static void
append_quoted(Dump *dump, const char *name, const char *value)
{
	if (value != NULL)
		g_string_append_printf(dump->out, " %s\"%s\"", name, value);
}

/* What any node may carry. */
static void
append_marks(Dump *dump, const OtNode *node)
{
	if (node->id != NULL)
		g_string_append_printf(dump->out, " #%s", node->id);
	if (node->lang != NULL)
		g_string_append_printf(dump->out, " lang=%s", node->lang);
	if (node->source != NULL)
		g_string_append_printf(dump->out, " {%s}", node->source);
	if (node->locked)
		g_string_append(dump->out, " locked");
	append_quoted(dump, "guided by ", node->guidance);
}

/* --- inlines ------------------------------------------------------------------------------- */

static void
append_field(Dump *dump, const OtNode *node)
{
	const OtFieldData *field = &node->as.field;
	bool missing = field->text == NULL;

	g_auto(GStrv) lines = g_strsplit(missing ? field->label : field->text, "\n", -1);
	g_autofree char *text = g_strjoinv(" / ", lines);
	g_string_append_printf(dump->out, "[%s%s: %s", missing ? "missing " : "", field->name,
	                       text);
	if (field->kind != OT_FIELD_TEXT)
		g_string_append_printf(dump->out, " (%s)", field_kinds[field->kind]);
	append_marks(dump, node);
	g_string_append_c(dump->out, ']');
}

static const char *
opening(OtNodeKind kind)
{
	switch (kind) {
	case OT_NODE_STRONG:
		return "**";
	case OT_NODE_EMPHASIS:
		return "_";
	case OT_NODE_LINK:
		return "[";
	case OT_NODE_REFERENCE:
		return "<";
	case OT_NODE_NOTE:
		return "^(";
	case OT_NODE_TEXT:
	case OT_NODE_FIELD:
	case OT_NODE_DOCUMENT:
	case OT_NODE_SECTION:
	case OT_NODE_HEADING:
	case OT_NODE_PARAGRAPH:
	case OT_NODE_LIST:
	case OT_NODE_ITEM:
	case OT_NODE_TABLE:
	case OT_NODE_ROW:
	case OT_NODE_CELL:
	case OT_NODE_FIGURE:
	case OT_NODE_CALLOUT:
	case OT_NODE_TOC:
	case OT_NODE_PAGE_BREAK:
	case OT_NODE_SIGNATURE:
	case OT_N_NODE_KINDS:
		break;
	}
	return "";
}

static void
append_closing(Dump *dump, const OtNode *node)
{
	if (node->kind == OT_NODE_LINK)
		g_string_append_printf(dump->out, "](%s)", node->as.link.href);
	else if (node->kind == OT_NODE_REFERENCE)
		g_string_append_printf(dump->out, " #%s>", node->as.reference.target);
	else if (node->kind == OT_NODE_NOTE)
		g_string_append_c(dump->out, ')');
	else
		g_string_append(dump->out, opening(node->kind));
}

/* All inlines of a block, on its line. */
static void
append_inlines(Dump *dump, const OtNode *block)
{
	OtWalk walk = ot_walk_start((OtNode *) block);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		const OtNode *node = walk.node;
		if (node == block)
			continue;
		if (walk.event == OT_WALK_EXIT) {
			append_closing(dump, node);
			continue;
		}
		g_string_append(dump->out, opening(node->kind));
		if (node->lang != NULL && node->kind != OT_NODE_FIELD)
			g_string_append_printf(dump->out, "{%s}", node->lang);
		if (node->kind == OT_NODE_NOTE)
			g_string_append_printf(dump->out, "%d: ", node->as.note.number);
		else if (node->kind == OT_NODE_TEXT)
			g_string_append(dump->out, node->as.text);
		else if (node->kind == OT_NODE_FIELD)
			append_field(dump, node);
	}
}

/* --- blocks -------------------------------------------------------------------------------- */

/* A cell or item that holds one plain paragraph is one line with it. */
static const OtNode *
only_paragraph(const OtNode *node)
{
	const OtNode *child = node->first;

	if ((node->kind != OT_NODE_CELL && node->kind != OT_NODE_ITEM) || child == NULL ||
	    child->next != NULL || child->kind != OT_NODE_PARAGRAPH ||
	    child->as.paragraph != OT_PARAGRAPH_BODY || child->id != NULL || child->lang != NULL ||
	    child->source != NULL || child->guidance != NULL || child->locked)
		return NULL;
	return child;
}

static void
describe_table(Dump *dump, const OtTableData *table)
{
	g_string_append_printf(dump->out, " %s, %d column%s",
	                       table_roles[table->role], table->columns,
	                       table->columns == 1 ? "" : "s");
	for (int i = 0; table->weights != NULL && i < table->columns; i++) {
		char number[G_ASCII_DTOSTR_BUF_SIZE];
		g_string_append_printf(dump->out, "%s%s", i == 0 ? " of " : ":",
		                       g_ascii_formatd(number, sizeof number, "%g",
		                                       table->weights[i]));
	}
	append_quoted(dump, "", table->caption);
	append_quoted(dump, "described ", table->description);
}

static void
describe_cell(Dump *dump, const OtCellData *cell)
{
	static const char *const scopes[] = {"", " of column", " of row"};
	static const char *const aligns[] = {"", " centred", " at the end"};

	if (cell->header)
		g_string_append_printf(dump->out, " header%s", scopes[cell->scope]);
	g_string_append(dump->out, aligns[cell->align]);
	if (cell->column_span > 1)
		g_string_append_printf(dump->out, " over %d columns", cell->column_span);
	if (cell->row_span > 1)
		g_string_append_printf(dump->out, " over %d rows", cell->row_span);
}

static void
describe_section(Dump *dump, const OtSectionData *section)
{
	if (section->role != OT_SECTION_NORMAL)
		g_string_append_printf(dump->out, " %s", section_roles[section->role]);
	if (section->numbered != (section->role != OT_SECTION_COVER))
		g_string_append(dump->out, section->numbered ? " numbered" : " not-numbered");
	if (section->listed != (section->role != OT_SECTION_COVER))
		g_string_append(dump->out, section->listed ? " listed" : " not-listed");
}

/* What the line of a block says between its name and its text. */
static void
describe(Dump *dump, const OtNode *node)
{
	switch (node->kind) {
	case OT_NODE_SECTION:
		describe_section(dump, &node->as.section);
		break;
	case OT_NODE_HEADING:
		g_string_append_printf(dump->out, " %d", node->as.heading.level);
		if (node->as.heading.number != NULL)
			g_string_append_printf(dump->out, " %s", node->as.heading.number);
		break;
	case OT_NODE_PARAGRAPH:
		if (node->as.paragraph != OT_PARAGRAPH_BODY)
			g_string_append_printf(dump->out, " %s",
			                       paragraph_roles[node->as.paragraph]);
		break;
	case OT_NODE_LIST:
		g_string_append_printf(dump->out, " %s", list_kinds[node->as.list.kind]);
		break;
	case OT_NODE_TABLE:
		describe_table(dump, &node->as.table);
		break;
	case OT_NODE_ROW:
		g_string_append(dump->out, node->as.row.header ? " header" : "");
		if (node->as.row.repeat != NULL)
			g_string_append_printf(dump->out, " %d of %s", node->as.row.index,
			                       node->as.row.repeat);
		break;
	case OT_NODE_CELL:
		describe_cell(dump, &node->as.cell);
		break;
	case OT_NODE_FIGURE:
		g_string_append_printf(dump->out, " %s", figure_kinds[node->as.figure.kind]);
		append_quoted(dump, "", node->as.figure.caption);
		append_quoted(dump, "in ", node->as.figure.unit);
		if (node->as.figure.repeats)
			g_string_append(dump->out, " repeats");
		append_quoted(dump, "showing ", node->as.figure.alt);
		break;
	case OT_NODE_CALLOUT:
		g_string_append_printf(dump->out, " %s", callout_kinds[node->as.callout.kind]);
		append_quoted(dump, "", node->as.callout.title);
		break;
	case OT_NODE_TOC:
		g_string_append_printf(dump->out, " to level %d", node->as.toc.depth);
		break;
	case OT_NODE_SIGNATURE:
		append_quoted(dump, "", node->as.signature.label);
		break;
	case OT_NODE_DOCUMENT:
	case OT_NODE_ITEM:
	case OT_NODE_PAGE_BREAK:
	case OT_NODE_TEXT:
	case OT_NODE_STRONG:
	case OT_NODE_EMPHASIS:
	case OT_NODE_LINK:
	case OT_NODE_REFERENCE:
	case OT_NODE_NOTE:
	case OT_NODE_FIELD:
	case OT_N_NODE_KINDS:
		break;
	}
	append_marks(dump, node);
}

static void
dump_points(Dump *dump, const OtFigureData *figure)
{
	dump->depth++;
	for (size_t i = 0; i < figure->n_points; i++) {
		const OtPoint *point = &figure->points[i];
		char number[G_ASCII_DTOSTR_BUF_SIZE];
		start_line(dump);
		g_string_append_printf(dump->out, "point%s \"%s\": %s",
		                       point->strong ? " strong" : "", point->label, point->text);
		if (point->date != NULL)
			g_string_append_printf(dump->out, ", %s", point->date);
		if (!isnan(point->value))
			g_string_append_printf(dump->out, ", %s",
			                       g_ascii_formatd(number, sizeof number, "%.6g",
			                                       point->value));
		if (point->spread > 0)
			g_string_append_printf(dump->out, " from %s",
			                       g_ascii_formatd(number, sizeof number, "%.6g",
			                                       point->value - point->spread));
		append_quoted(dump, "note ", point->note);
		g_string_append_c(dump->out, '\n');
	}
	dump->depth--;
}

/* The line of a block; true where its children need lines of their own. */
static bool
dump_block(Dump *dump, const OtNode *node)
{
	const OtNode *line = only_paragraph(node);
	bool inlines = ot_node_info(node->kind)->content == OT_CONTENT_INLINES;

	start_line(dump);
	g_string_append(dump->out, ot_node_info(node->kind)->name);
	describe(dump, node);
	if (line != NULL || inlines) {
		g_string_append(dump->out, ": ");
		append_inlines(dump, line != NULL ? line : node);
	} else if (node->kind == OT_NODE_SIGNATURE) {
		g_string_append(dump->out, ": ");
		for (const OtNode *field = node->first; field != NULL; field = field->next) {
			append_field(dump, field);
			g_string_append(dump->out, field->next != NULL ? " " : "");
		}
	}
	g_string_append_c(dump->out, '\n');
	if (node->kind == OT_NODE_FIGURE)
		dump_points(dump, &node->as.figure);
	return line == NULL && !inlines && node->kind != OT_NODE_SIGNATURE;
}

static void
dump_info(Dump *dump)
{
	const OtDocumentInfo *info = &dump->document->info;
	const struct {
		const char *name, *value;
	} lines[] = {
		{"subject", info->subject},     {"engagement", info->engagement},
		{"authority", info->authority}, {"reference", info->reference},
		{"version", info->version},     {"status", info->status},
		{"date", info->date_text},
	};

	g_string_append_printf(dump->out, "document \"%s\" %s",
	                       info->title != NULL ? info->title : "", info->lang);
	if (info->template_name != NULL)
		g_string_append_printf(dump->out, " from %s %s", info->template_name,
		                       info->template_version);
	g_string_append_c(dump->out, '\n');
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		if (lines[i].value != NULL)
			g_string_append_printf(dump->out, "  = %s: %s\n", lines[i].name,
			                       lines[i].value);
}

char *
ot_document_dump(const OtDocument *document)
{
	Dump dump = {.document = document, .out = g_string_new(NULL)};
	OtWalk walk = ot_walk_start(document->root);

	dump_info(&dump);
	while (ot_walk_next(&walk) != OT_WALK_END) {
		if (walk.event == OT_WALK_EXIT) {
			dump.depth--;
			continue;
		}
		if (walk.node != document->root && !dump_block(&dump, walk.node))
			ot_walk_skip(&walk);
		dump.depth++;
	}
	return g_string_free(dump.out, FALSE);
}
