/* SPDX-License-Identifier: MIT */
#include "plain/writer.h"

#include "document/missing.h"

#include <string.h>

/* The width of lines: mail programs break longer ones. */
#define WIDTH 72

/* So much room is left for words, however deep they stand. */
#define LEAST_ROOM 24

#define TICKED   "[x] "
#define UNTICKED "[ ] "

/* --- inlines ------------------------------------------------------------------------------- */

/* The address follows the words of a link, unless they are the address. */
static void
append_link(OtPlain *plain, GString *line, const OtNode *node)
{
	const char *href = node->as.link.href;
	gsize start = line->len;

	if (g_str_has_prefix(href, "mailto:"))
		href += strlen("mailto:");
	ot_plain_inlines(plain, line, node->first);
	if (line->len == start)
		g_string_append(line, href);
	else if (strcmp(line->str + start, href) != 0)
		g_string_append_printf(line, " <%s>", href);
}

static void
append_note(OtPlain *plain, GString *line, const OtNode *node)
{
	if (plain->in_note) {
		g_string_append(line, " (");
		ot_plain_inlines(plain, line, node->first);
		g_string_append_c(line, ')');
		return;
	}
	g_ptr_array_add(plain->notes, (void *) node);
	g_string_append_printf(line, " [%d]", node->as.note.number);
}

void
ot_plain_field(OtPlain *plain, GString *line, const OtNode *node)
{
	const OtFieldData *field = &node->as.field;

	if (field->kind == OT_FIELD_TICK)
		g_string_append(line, g_strcmp0(field->value, "yes") == 0 ? TICKED : UNTICKED);
	if (ot_field_is_box(node))
		return;
	if (field->text != NULL)
		g_string_append(line, field->text);
	else
		g_string_append_printf(line, "[%s]",
		                       ot_missing_words(plain->labels, plain->arena, node));
}

void
ot_plain_inlines(OtPlain *plain, GString *line, const OtNode *first)
{
	for (const OtNode *node = first; node != NULL; node = node->next) {
		switch (node->kind) {
		case OT_NODE_TEXT:
			g_string_append(line, node->as.text);
			break;
		case OT_NODE_STRONG:
		case OT_NODE_EMPHASIS:
		case OT_NODE_REFERENCE:
			ot_plain_inlines(plain, line, node->first);
			break;
		case OT_NODE_LINK:
			append_link(plain, line, node);
			break;
		case OT_NODE_NOTE:
			append_note(plain, line, node);
			break;
		case OT_NODE_FIELD:
			ot_plain_field(plain, line, node);
			break;
		default: /* the others never stand in a line of text */
			break;
		}
	}
}

/* --- lines --------------------------------------------------------------------------------- */

/* Begin a line: the empty one that is owed, the indent, and the mark of an item within it. */
static void
begin_line(OtPlain *plain)
{
	int mark = plain->mark != NULL ? (int) strlen(plain->mark) : 0;

	if (plain->gap && plain->out->len > 0)
		g_string_append_c(plain->out, '\n');
	plain->gap = false;
	g_string_append_printf(plain->out, "%*s%s", MAX(plain->indent - mark, 0), "",
	                       mark > 0 ? plain->mark : "");
	plain->mark = NULL;
}

/* Words of one line of text; a word that is longer than a line stands alone in its own. */
static void
wrap(OtPlain *plain, const char *text)
{
	glong room = MAX(WIDTH - plain->indent, LEAST_ROOM), used = 0;
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	for (char **word = words; *word != NULL; word++) {
		glong width = g_utf8_strlen(*word, -1);
		if (width == 0)
			continue;
		if (used > 0 && used + 1 + width > room) {
			g_string_append_c(plain->out, '\n');
			used = 0;
		}
		if (used == 0)
			begin_line(plain);
		else
			g_string_append_c(plain->out, ' ');
		g_string_append(plain->out, *word);
		used += width + (used > 0);
	}
	if (used > 0)
		g_string_append_c(plain->out, '\n');
}

void
ot_plain_lines(OtPlain *plain, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line != NULL; line++)
		wrap(plain, *line);
}
