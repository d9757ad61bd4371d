/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include <string.h>

/*
 * word/numbering.xml: what is counted.  Headings and annexes are counted by Word, so that numbers
 * stay right when people edit; bullets are one list; each ordered list is a list of its own.
 */

typedef enum {
	ABSTRACT_HEADINGS,
	ABSTRACT_ANNEXES,
	ABSTRACT_BULLETS,
	ABSTRACT_NUMBERS,
	ABSTRACT_LETTERS,
	N_ABSTRACTS
} Abstract;

/* Room for the number before a heading of each level, as a multiple of the size of its type. */
static const double heading_rooms[OT_LIST_LEVELS] = {1.75, 2.5, 3.2, 3.9, 4.7,
	                                             5.5,  5.5, 5.5, 5.5};

/* A bold number is wider than a plain one, and something is between it and the title. */
#define BOLD       1.12
#define NUMBER_GAP 0.5

/* --- counting headings as Word does ---------------------------------------------------------- */

/* What stands before the letter: "" in "A" and "A.1", "Annex " in "Annex A"; NULL: no annex. */
static const char *
annex_letter(const char *number)
{
	const char *word = strrchr(number, ' ');

	word = word == NULL ? number : word + 1;
	return g_ascii_isupper(word[0]) && (word[1] == '\0' || word[1] == '.') ? word : NULL;
}

const char *
ot_docx_annex_prefix(OtDocx *docx, const char *number)
{
	const char *letter = annex_letter(number);

	if (letter == NULL || letter[1] != '\0')
		return NULL;
	return ot_arena_strndup(docx->arena, number, (size_t) (letter - number));
}

/* The number that Word would show, given what it counted so far. */
static char *
spell_number(const OtDocx *docx, bool annex, const int *counters, int level)
{
	GString *number = g_string_new(NULL);

	if (annex)
		g_string_printf(number, "%s%c", level == 0 ? docx->annex_prefix : "",
		                'A' + (counters[0] - 1) % 26);
	else
		g_string_printf(number, "%d", counters[0]);
	for (int i = 1; i <= level; i++)
		g_string_append_printf(number, ".%d", counters[i]);
	return g_string_free(number, FALSE);
}

int
ot_docx_count_heading(OtDocx *docx, const OtNode *heading)
{
	const char *number = heading->as.heading.number;
	int level = CLAMP(heading->as.heading.level, 1, 6) - 1;
	int counters[OT_LIST_LEVELS];

	if (number == NULL)
		return OT_NUM_NONE;
	bool annex = annex_letter(number) != NULL;
	memcpy(counters, docx->counters[annex], sizeof counters);
	counters[level]++;
	for (int i = level + 1; i < OT_LIST_LEVELS; i++)
		counters[i] = 0;
	g_autofree char *expected = spell_number(docx, annex, counters, level);
	if (strcmp(expected, number) != 0)
		return OT_NUM_NONE;
	memcpy(docx->counters[annex], counters, sizeof counters);
	return annex ? OT_NUM_ANNEXES : OT_NUM_HEADINGS;
}

int
ot_docx_add_list(OtDocx *docx, const OtNode *list, int level)
{
	OtDocxList instance = {
		.kind = list->as.list.kind,
		.level = level,
		/* 0 where nobody said it; lists start at 1 then */
		.start = list->as.list.start > 0 ? list->as.list.start : 1,
	};

	g_array_append_val(docx->lists, instance);
	return OT_NUM_FIRST_OWN + (int) docx->lists->len - 1;
}

/* Room for the numbers before the headings of a level: more than usual where one is long. */
static double
heading_room(const OtDocx *docx, int level)
{
	OtWalk walk = ot_walk_start(docx->document->root);
	double room = heading_rooms[level];

	while (ot_walk_next(&walk) != OT_WALK_END) {
		const OtHeadingData *heading = &walk.node->as.heading;
		if (walk.node->kind != OT_NODE_HEADING || heading->number == NULL ||
		    CLAMP(heading->level, 1, OT_LIST_LEVELS) - 1 != level)
			continue;
		int width = ot_docx_text_width(heading->number, strlen(heading->number));
		room = MAX(room, width * BOLD / 1000 + NUMBER_GAP);
	}
	return room;
}

/* --- levels ---------------------------------------------------------------------------------- */

typedef struct {
	const char *format; /* w:numFmt */
	char text[64];      /* w:lvlText */
	const char *style;  /* the style whose paragraphs are counted, or NULL */
	const char *suffix; /* what follows the number; NULL: a tab */
	int left, hanging;
	const char *colour; /* NULL: that of the text */
} Level;

/* "%1.%2.%3" for the third level. */
static void
spell_all_levels(char *text, size_t len, const char *prefix, int level)
{
	size_t at = (size_t) g_snprintf(text, (gulong) len, "%s%%1", level == 0 ? prefix : "");

	for (int i = 1; i <= level && at < len; i++)
		at += (size_t) g_snprintf(text + at, (gulong) (len - at), ".%%%d", i + 1);
}

static Level
heading_level(const OtDocx *docx, bool annex, int i)
{
	Level level = {
		.format = annex && i == 0 ? "upperLetter" : "decimal",
	};
	const OtTextStyle *text = ot_docx_style_text(docx, OT_STYLE_HEADING_1 + MIN(i, 5));

	const char *prefix = annex ? docx->annex_prefix : "";

	level.left = level.hanging = ot_docx_twips(text->size * heading_room(docx, i));
	spell_all_levels(level.text, sizeof level.text, prefix, i);
	if (i < 6 && !annex && docx->has_numbers)
		level.style = ot_docx_style_id(OT_STYLE_HEADING_1 + i);
	if (i == 0 && *prefix != '\0') {
		/* words before the letter: no column that the title could be lined up with */
		level.suffix = "space";
		level.left = level.hanging = 0;
		g_strlcat(level.text, "\u2002", sizeof level.text);
	}
	return level;
}

static Level
list_level(const OtDocx *docx, Abstract abstract, int i)
{
	static const char *const bullets[] = {"\u2022", "\u2013", "\u00B7"};
	Level level = {.left = (i + 1) * OT_LIST_INDENT, .hanging = OT_LIST_INDENT};

	if (abstract == ABSTRACT_BULLETS) {
		level.format = "bullet";
		g_strlcpy(level.text, bullets[MIN(i, 2)], sizeof level.text);
		level.colour = ot_docx_hex(docx, OT_COLOUR_ACCENT);
	} else {
		level.format = abstract == ABSTRACT_LETTERS ? "lowerLetter" : "decimal";
		g_snprintf(level.text, sizeof level.text, "%%%d.", i + 1);
	}
	return level;
}

static void
write_level(OtXmlWriter *xml, const Level *level, int i)
{
	ot_xml_start(xml, "w:lvl");
	ot_xml_set_int(xml, "w:ilvl", i);
	ot_xml_empty(xml, "w:start", "w:val", "1", NULL);
	ot_xml_empty(xml, "w:numFmt", "w:val", level->format, NULL);
	if (level->style != NULL)
		ot_xml_empty(xml, "w:pStyle", "w:val", level->style, NULL);
	if (level->suffix != NULL)
		ot_xml_empty(xml, "w:suff", "w:val", level->suffix, NULL);
	ot_xml_empty(xml, "w:lvlText", "w:val", level->text, NULL);
	ot_xml_empty(xml, "w:lvlJc", "w:val", "left", NULL);
	OtProperties paragraph = ot_properties(xml, OT_GROUP_PPR);
	ot_property_start(&paragraph, OT_PPR_ind);
	ot_xml_set_int(xml, "w:left", level->left);
	ot_xml_set_int(xml, "w:hanging", level->hanging);
	ot_xml_end(xml);
	ot_properties_end(&paragraph);
	OtProperties run = ot_properties(xml, OT_GROUP_RPR);
	ot_property_set(&run, OT_RPR_color, level->colour);
	ot_properties_end(&run);
	ot_xml_end(xml);
}

static void
write_abstract(const OtDocx *docx, OtXmlWriter *xml, Abstract abstract)
{
	bool heading = abstract == ABSTRACT_HEADINGS || abstract == ABSTRACT_ANNEXES;
	char id[16];

	ot_xml_start(xml, "w:abstractNum");
	ot_xml_set_int(xml, "w:abstractNumId", abstract);
	/* Word takes lists with the same number here for one list */
	g_snprintf(id, sizeof id, "%08X", 0x4F550100u + (unsigned int) abstract);
	ot_xml_empty(xml, "w:nsid", "w:val", id, NULL);
	ot_xml_empty(xml, "w:multiLevelType", "w:val", "multilevel", NULL);
	for (int i = 0; i < OT_LIST_LEVELS; i++) {
		Level level = heading ? heading_level(docx, abstract == ABSTRACT_ANNEXES, i) :
		                        list_level(docx, abstract, i);
		write_level(xml, &level, i);
	}
	ot_xml_end(xml);
}

/* --- lists ----------------------------------------------------------------------------------- */

static void
start_list(OtXmlWriter *xml, int num, Abstract abstract)
{
	ot_xml_start(xml, "w:num");
	ot_xml_set_int(xml, "w:numId", num);
	ot_xml_start(xml, "w:abstractNumId");
	ot_xml_set_int(xml, "w:val", abstract);
	ot_xml_end(xml);
}

static void
write_own_list(OtXmlWriter *xml, int num, const OtDocxList *list)
{
	start_list(xml, num, list->kind == OT_LIST_LETTER ? ABSTRACT_LETTERS : ABSTRACT_NUMBERS);
	ot_xml_start(xml, "w:lvlOverride");
	ot_xml_set_int(xml, "w:ilvl", list->level);
	ot_xml_start(xml, "w:startOverride");
	ot_xml_set_int(xml, "w:val", list->start);
	ot_xml_end(xml);
	ot_xml_end(xml);
	ot_xml_end(xml);
}

void
ot_docx_write_numbering_part(OtDocx *docx)
{
	OtPart *part = ot_docx_add_word_part(docx, "numbering", "w:numbering");
	OtXmlWriter *xml = ot_part_xml(part);

	for (int i = 0; i < N_ABSTRACTS; i++)
		write_abstract(docx, xml, i);
	for (int num = OT_NUM_HEADINGS; num < OT_NUM_FIRST_OWN; num++) {
		start_list(xml, num, ABSTRACT_HEADINGS + (num - OT_NUM_HEADINGS));
		ot_xml_end(xml);
	}
	for (unsigned int i = 0; i < docx->lists->len; i++)
		write_own_list(xml, OT_NUM_FIRST_OWN + (int) i,
		               &g_array_index(docx->lists, OtDocxList, i));
	ot_xml_end(xml);
}
