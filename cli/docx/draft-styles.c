/* SPDX-License-Identifier: MIT */
#include "docx/draft-read.h"

#include <string.h>

/* Styles that are based on each other in a ring end here; honest chains have up to ten. */
#define LONGEST_CHAIN 64

/* What a style says itself; -1 where it says nothing. */
typedef struct {
	const char *based_on;
	const char *name; /* as Word shows it */
	int outline;      /* 0 to 9, of which 9 is none */
	int heading;      /* by its name; 0: its name is not one of a heading */
	int title;
	int list;
	int hidden;
	bool is_resolved;
	OtDraftStyle style;
} Style;

struct OtDraftStyles {
	OtArena *arena;
	GHashTable *styles; /* id to Style */
	Style *normal;      /* the default of paragraphs, or NULL */
};

static const char *const heading_names[] = {
#define HEADING(name) name,
#define TITLE(name)
#include "docx/draft-headings.def"
#undef HEADING
#undef TITLE
};

static const char *const title_names[] = {
#define HEADING(name)
#define TITLE(name) name,
#include "docx/draft-headings.def"
#undef HEADING
#undef TITLE
};

/* --- names ----------------------------------------------------------------------------------- */

/* 1 to 9 for "heading 3", "Überschrift 3" or the id "Heading3". */
static int
heading_level(const char *name)
{
	g_autofree char *lower = g_utf8_strdown(name, -1);
	size_t len = strlen(lower);

	if (len < 2 || lower[len - 1] < '1' || lower[len - 1] > '9')
		return 0;
	int level = lower[len - 1] - '0';
	lower[len - 1] = '\0';
	g_strchomp(lower);
	for (size_t i = 0; i < G_N_ELEMENTS(heading_names); i++)
		if (strcmp(lower, heading_names[i]) == 0)
			return level;
	return 0;
}

static bool
is_title(const char *name)
{
	g_autofree char *lower = g_utf8_strdown(name, -1);

	for (size_t i = 0; i < G_N_ELEMENTS(title_names); i++)
		if (strcmp(lower, title_names[i]) == 0)
			return true;
	return false;
}

/* Word stores "heading 1", "toc 2" and "footnote text", and shows "Heading 1", "TOC 2". */
static const char *
shown_name(OtArena *arena, const char *name)
{
	char *shown = ot_arena_strdup(arena, name);

	for (const char *c = name; *c != '\0'; c++)
		if (g_ascii_isupper(*c) || (unsigned char) *c >= 0x80)
			return shown;
	if (g_str_has_prefix(shown, "toc "))
		memcpy(shown, "TOC", 3);
	for (char *c = shown; *c != '\0'; c++)
		if ((c == shown || c[-1] == ' ') && strncmp(c, "of ", 3) != 0)
			*c = g_ascii_toupper(*c);
	return shown;
}

static Style *
new_style(OtArena *arena, const char *name)
{
	Style *style = ot_arena_new_object(arena, Style);

	*style = (Style){.outline = -1, .title = -1, .list = -1, .hidden = -1};
	if (name != NULL) {
		style->name = shown_name(arena, name);
		style->heading = heading_level(name);
		style->title = is_title(name) ? 1 : -1;
	}
	return style;
}

/* --- the part -------------------------------------------------------------------------------- */

static void
read_paragraph_properties(OtPull *pull, size_t depth, Style *style)
{
	while (ot_pull_child(pull, depth)) {
		if (ot_pull_is(pull, OT_DRAFT_NS_W, "outlineLvl")) {
			style->outline = MIN(ot_draft_number(pull, "val", 9), 9);
		} else if (ot_pull_is(pull, OT_DRAFT_NS_W, "numPr")) {
			while (ot_pull_child(pull, depth + 1))
				if (ot_pull_is(pull, OT_DRAFT_NS_W, "numId"))
					style->list = ot_draft_number(pull, "val", 0) != 0;
		}
	}
}

static void
read_run_properties(OtDraftStyles *styles, OtPull *pull, size_t depth, Style *style,
                    const char **language)
{
	while (ot_pull_child(pull, depth)) {
		if (style != NULL && ot_pull_is(pull, OT_DRAFT_NS_W, "vanish")) {
			style->hidden = ot_draft_is_on(pull);
		} else if (language != NULL && ot_pull_is(pull, OT_DRAFT_NS_W, "lang")) {
			g_autofree char *value = ot_draft_val(pull, "val");
			if (value != NULL && *value != '\0')
				*language = ot_arena_strdup(styles->arena, value);
		}
	}
}

/* <w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/> */
static void
read_defaults(OtDraftStyles *styles, OtPull *pull, const char **language)
{
	while (ot_pull_child(pull, 2))
		while (ot_pull_child(pull, 3))
			if (ot_pull_is(pull, OT_DRAFT_NS_W, "rPr"))
				read_run_properties(styles, pull, 4, NULL, language);
}

static void
read_style(OtDraftStyles *styles, OtPull *pull, const char **language)
{
	g_autofree char *id = ot_draft_val(pull, "styleId");
	const OtPullAttr *type = ot_pull_attr(pull, OT_DRAFT_NS_W, "type");
	bool is_paragraph = type == NULL || ot_pull_value_is(pull, type, "paragraph");
	const OtPullAttr *standard = ot_pull_attr(pull, OT_DRAFT_NS_W, "default");
	bool is_normal = is_paragraph && (ot_pull_value_is(pull, standard, "1") ||
	                                  ot_pull_value_is(pull, standard, "true") ||
	                                  ot_pull_value_is(pull, standard, "on"));
	g_autofree char *name = NULL, *based_on = NULL;
	Style said = {.outline = -1, .list = -1, .hidden = -1};

	while (ot_pull_child(pull, 2)) {
		if (name == NULL && ot_pull_is(pull, OT_DRAFT_NS_W, "name"))
			name = ot_draft_val(pull, "val");
		else if (based_on == NULL && ot_pull_is(pull, OT_DRAFT_NS_W, "basedOn"))
			based_on = ot_draft_val(pull, "val");
		else if (ot_pull_is(pull, OT_DRAFT_NS_W, "pPr"))
			read_paragraph_properties(pull, 3, &said);
		else if (ot_pull_is(pull, OT_DRAFT_NS_W, "rPr"))
			read_run_properties(styles, pull, 3, &said, is_normal ? language : NULL);
	}
	if (id == NULL)
		return;
	/* Where two styles have one id, the first counts. */
	if (g_hash_table_lookup(styles->styles, id) != NULL)
		return;
	Style *style = new_style(styles->arena, name != NULL ? name : id);
	style->based_on = ot_arena_strdup(styles->arena, based_on);
	style->outline = said.outline;
	style->list = said.list;
	style->hidden = said.hidden;
	/* Styles of characters can have such names too. */
	if (!is_paragraph) {
		style->heading = 0;
		style->title = -1;
	}
	g_hash_table_insert(styles->styles, ot_arena_strdup(styles->arena, id), style);
	if (is_normal && styles->normal == NULL)
		styles->normal = style;
}

OtDraftStyles *
ot_draft_styles_read(OtDraft *draft, OtFindings *findings)
{
	g_autoptr(OtDraftStyles) styles = g_new0(OtDraftStyles, 1);
	const OtDraftPart *part = ot_draft_part(draft, OT_DRAFT_STYLES);
	const char *of_defaults = NULL, *of_normal = NULL;

	styles->arena = draft->arena;
	styles->styles = g_hash_table_new(g_str_hash, g_str_equal);
	if (part == NULL)
		return g_steal_pointer(&styles);
	size_t index = (size_t) (part - (const OtDraftPart *) (void *) draft->parts->data);
	OtPull *pull = ot_draft_part_start(draft, index);
	while (ot_pull_child(pull, 1)) {
		if (ot_pull_is(pull, OT_DRAFT_NS_W, "docDefaults"))
			read_defaults(styles, pull, &of_defaults);
		else if (ot_pull_is(pull, OT_DRAFT_NS_W, "style"))
			read_style(styles, pull, &of_normal);
	}
	if (!ot_draft_part_end(draft, index, pull, findings))
		return NULL;
	draft->language = of_normal != NULL ? of_normal : of_defaults;
	return g_steal_pointer(&styles);
}

void
ot_draft_styles_free(OtDraftStyles *styles)
{
	if (styles == NULL)
		return;
	g_hash_table_unref(styles->styles);
	g_free(styles);
}

/* --- what follows ---------------------------------------------------------------------------- */

/* Take from a style what those that are based on it have not said. */
static void
inherit(Style *said, const Style *from)
{
	/* An outline level beats a name, but not that of a style nearer to the paragraph. */
	if (said->outline < 0 && said->heading == 0) {
		said->outline = from->outline;
		said->heading = from->heading;
	}
	if (said->title < 0)
		said->title = from->title;
	if (said->list < 0)
		said->list = from->list;
	if (said->hidden < 0)
		said->hidden = from->hidden;
}

static void
resolve(OtDraftStyles *styles, Style *style)
{
	Style said = *style;
	const Style *from = style;

	for (int i = 0; i < LONGEST_CHAIN && from->based_on != NULL; i++) {
		from = g_hash_table_lookup(styles->styles, from->based_on);
		if (from == NULL)
			break;
		inherit(&said, from);
	}
	int heading = said.outline >= 0 ? (said.outline + 1) % 10 : said.heading;
	style->style = (OtDraftStyle){
		.name = said.name,
		.heading = heading,
		.title = said.title > 0 && heading == 0,
		.list = said.list > 0 && heading == 0,
		.hidden = said.hidden > 0,
	};
	style->is_resolved = true;
}

OtDraftStyle
ot_draft_style(OtDraftStyles *styles, const char *id)
{
	Style *style = id != NULL ? g_hash_table_lookup(styles->styles, id) : styles->normal;

	if (style == NULL && id == NULL)
		return (OtDraftStyle){0};
	if (style == NULL) {
		/* Not defined: Word falls back to the default, but people named it for a reason. */
		style = new_style(styles->arena, id);
		g_hash_table_insert(styles->styles, ot_arena_strdup(styles->arena, id), style);
	}
	if (!style->is_resolved)
		resolve(styles, style);
	return style->style;
}
