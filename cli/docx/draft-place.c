/* SPDX-License-Identifier: MIT */
#include "docx/draft-read.h"

#include <string.h>

/* A longer heading is cut. */
#define LONGEST_NAME 60

/* Add “name”, its blanks folded and cut where it is long. */
static void
add_name(GString *place, const char *name)
{
	int n = 0;
	bool blank = false;

	g_string_append(place, "“");
	for (const char *c = name; *c != '\0'; c = g_utf8_next_char(c)) {
		gunichar character = g_utf8_get_char(c);
		if (g_unichar_isspace(character)) {
			blank = n > 0;
			continue;
		}
		if (n + blank >= LONGEST_NAME) {
			g_string_append(place, "…");
			break;
		}
		if (blank)
			g_string_append_c(place, ' ');
		g_string_append_unichar(place, character);
		n += 1 + blank;
		blank = false;
	}
	g_string_append(place, "”");
}

static void
add_column(GString *place, const OtDraftTable *table)
{
	const char *head = ot_draft_head(table, table->column);

	if (table->n_columns > 0 && table->span >= table->n_columns)
		return;
	g_string_append(place, ", column ");
	if (head != NULL)
		add_name(place, head);
	else
		g_string_append_printf(place, "%d", table->column);
}

/* "table 2, row 4, column “Must”, table in it, row 1" */
static void
add_table(GString *place, const OtDraftTable *table, bool numbered)
{
	if (table->outer != NULL) {
		add_table(place, table->outer, numbered);
		g_string_append(place, ", table in it");
	} else if (numbered) {
		g_string_append_printf(place, "table %d", table->number);
	} else {
		g_string_append(place, ", table");
	}
	g_string_append_printf(place, ", row %d", table->row);
	add_column(place, table);
}

static void
add_under(OtDraftWalk *walk, GString *place, size_t heading)
{
	g_string_append(place, "under ");
	add_name(place, g_array_index(walk->read, OtDraftRead, heading).paragraph.text);
}

/* In the running text of the body. */
static void
add_body(OtDraftWalk *walk, GString *place, const OtDraftParagraph *paragraph)
{
	size_t heading = walk->headings[0];

	if (paragraph->heading > 0 && *paragraph->text != '\0') {
		g_string_append(place, "heading ");
		add_name(place, paragraph->text);
	} else if (paragraph->title) {
		g_string_append(place, "title");
	} else {
		if (heading != G_MAXSIZE) {
			add_under(walk, place, heading);
			g_string_append(place, ", ");
		}
		g_string_append_printf(place, "paragraph %d", MAX(walk->n_under, 1));
	}
}

static void
add_box(OtDraftWalk *walk, GString *place)
{
	static const char *const within[] = {
		[OT_STORY_BODY] = "",
		[OT_STORY_TEXT_BOX] = "",
		[OT_STORY_FOOTNOTE] = " in a footnote",
		[OT_STORY_ENDNOTE] = " in an endnote",
		[OT_STORY_HEADER] = " in the header",
		[OT_STORY_FOOTER] = " in the footer",
	};

	g_string_append_printf(place, "text box%s", within[walk->outer_story]);
	if (walk->headings[0] != G_MAXSIZE) {
		g_string_append_c(place, ' ');
		add_under(walk, place, walk->headings[0]);
	}
}

const char *
ot_draft_place(OtDraftWalk *walk, const OtDraftParagraph *paragraph)
{
	g_autoptr(GString) place = g_string_new(NULL);

	switch (walk->story) {
	case OT_STORY_BODY:
		if (walk->table == NULL)
			add_body(walk, place, paragraph);
		break;
	case OT_STORY_TEXT_BOX:
		add_box(walk, place);
		break;
	case OT_STORY_FOOTNOTE:
	case OT_STORY_ENDNOTE:
		/* Numbered when all are read: what comes before the table is put there then. */
		break;
	case OT_STORY_HEADER:
		g_string_append(place, "header");
		break;
	case OT_STORY_FOOTER:
		g_string_append(place, "footer");
		break;
	}
	if (walk->table != NULL)
		add_table(place, walk->table, walk->story == OT_STORY_BODY);
	return ot_arena_strndup(walk->draft->arena, place->str, place->len);
}
