/* SPDX-License-Identifier: MIT */
#include "document/plan-translate.h"

#include "base/text.h"
#include "document/path-words.h"
#include "translation/unit.h"

#include <string.h>

/* The text that stands in one stretch of a file, between blocks, or in an attribute. */
typedef struct {
	GString *words;     /* with {1}, {2} */
	GString *within;    /* what these are, for the translator */
	GPtrArray *put_in;  /* of const OtPlanNode * or const OtPiece * */
	bool owed;          /* a blank before the next word */
	bool starts_blank;  /* white space at the start, which isn't part of the text */
} Stretch;

static void
stretch_init(Stretch *stretch)
{
	*stretch = (Stretch){
		.words = g_string_new(NULL),
		.within = g_string_new(NULL),
		.put_in = g_ptr_array_new(),
	};
}

static void
stretch_clear(Stretch *stretch)
{
	g_string_free(stretch->words, TRUE);
	g_string_free(stretch->within, TRUE);
	g_ptr_array_unref(stretch->put_in);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stretch, stretch_clear)

static void
add_words(Stretch *stretch, const char *words)
{
	g_autoptr(GString) doubled = g_string_new(NULL);

	if (stretch->words->len == 0 && ot_text_is_space(*words))
		stretch->starts_blank = true;
	ot_unit_append_words(doubled, words);
	ot_text_append_folded(stretch->words, doubled->str, &stretch->owed);
}

/* How much of a path a translator is shown: enough to tell what is put in. */
#define SHOWN 60

static void
add_put_in(Stretch *stretch, const void *what, const char *name)
{
	g_ptr_array_add(stretch->put_in, (void *) what);
	g_autofree char *number = g_strdup_printf("{%u}", stretch->put_in->len);
	bool whole = g_utf8_strlen(name, -1) <= SHOWN;
	g_autofree char *start = whole ? g_strdup(name) : g_utf8_substring(name, 0, SHOWN);

	ot_text_append_folded(stretch->words, number, &stretch->owed);
	g_string_append_printf(stretch->within, "%s%s %s%s", stretch->within->len > 0 ? "  " : "",
	                       number, start, whole ? "" : "…");
}

/* The translation of a text, or NULL; whoever lists texts gets it. */
static const char *
look_up(const OtPlanTranslator *translator, const char *words, const char *within)
{
	const char *found = translator->translation != NULL
	                            ? ot_translation_find(translator->translation, words)
	                            : NULL;

	if (translator->units != NULL)
		ot_units_add(translator->units, words, within);
	if (found == NULL && translator->missing != NULL)
		ot_units_add(translator->missing, words, within);
	return found;
}

/* True where there is something to say outside of what is put in. */
static bool
has_words(const Stretch *stretch)
{
	return ot_unit_has_letters(stretch->words->str);
}

static const char *
look_up_stretch(const OtPlanTranslator *translator, const Stretch *stretch)
{
	return look_up(translator, stretch->words->str,
	               stretch->within->len > 0 ? stretch->within->str : NULL);
}

/* --- paths --------------------------------------------------------------------------------- */

/* Add a literal of a path in the other language; false where it stays as it is. */
static bool
translate_literal(const OtPlanTranslator *translator, const OtPathWords *words, GString *path)
{
	g_autofree char *text = g_strndup(words->start, words->len);
	g_auto(Stretch) stretch;

	stretch_init(&stretch);
	add_words(&stretch, text);
	const char *translated =
		has_words(&stretch) ? look_up(translator, stretch.words->str, NULL) : NULL;
	/* XPath 1.0 has no way to write its quotation mark within a literal (section 3.7). */
	if (translated == NULL || strchr(translated, words->start[-1]) != NULL) {
		g_string_append_len(path, words->start, (gssize) words->len);
		return false;
	}
	g_string_append_printf(path, "%s%s%s", stretch.starts_blank ? " " : "", translated,
	                       stretch.owed ? " " : "");
	return true;
}

/* A path with its words in the other language; `path` itself where none have a translation. */
static const OtPiece *
translate_path(const OtPlanTranslator *translator, const OtPiece *path)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const char *copied = path->text, *at = path->text;
	OtPathWords words;
	bool changed = false;

	while (ot_path_words_next(path->text, &at, &words)) {
		g_string_append_len(text, copied, words.start - copied);
		changed |= translate_literal(translator, &words, text);
		copied = words.start + words.len;
	}
	g_string_append(text, copied);
	xmlXPathCompExpr *compiled =
		changed ? ot_plan_compile(translator->plan, text->str) : NULL;
	if (compiled == NULL)
		return path;
	OtPiece *translated = ot_arena_new_object(translator->plan->arena, OtPiece);
	translated->text = ot_arena_strdup(translator->plan->arena, text->str);
	translated->path = compiled;
	return translated;
}

/* --- attributes ---------------------------------------------------------------------------- */

static const OtPiece *
make_pieces(OtArena *arena, const char *translated, const GPtrArray *put_in)
{
	g_autoptr(GPtrArray) pieces = ot_unit_pieces(translated);
	const OtPiece *first = NULL, **end = &first;

	for (guint i = 0; i < pieces->len; i++) {
		const OtUnitPiece *from = g_ptr_array_index(pieces, i);
		OtPiece *piece = ot_arena_new_object(arena, OtPiece);
		if (from->words != NULL)
			piece->text = ot_arena_strdup(arena, from->words);
		else
			*piece = *(const OtPiece *) g_ptr_array_index(put_in, from->number - 1);
		piece->next = NULL;
		*end = piece;
		end = &piece->next;
	}
	return first;
}

static void
read_pieces(Stretch *stretch, const OtPlanAttr *attr)
{
	if (attr->pieces == NULL)
		add_words(stretch, attr->text);
	for (const OtPiece *piece = attr->pieces; piece != NULL; piece = piece->next) {
		if (piece->path == NULL)
			add_words(stretch, piece->text);
		else
			add_put_in(stretch, piece, piece->text);
	}
}

/* A pattern whose paths have their words in the other language. */
static const OtPiece *
translate_paths(const OtPlanTranslator *translator, const OtPiece *piece)
{
	const OtPiece *first = NULL, **end = &first;

	for (; piece != NULL; piece = piece->next) {
		OtPiece *copy = ot_arena_new_object(translator->plan->arena, OtPiece);
		*copy = piece->path != NULL ? *translate_path(translator, piece) : *piece;
		copy->next = NULL;
		*end = copy;
		end = &copy->next;
	}
	return first;
}

static OtPlanAttr *
translate_attr(const OtPlanTranslator *translator, const OtPlanAttr *attr)
{
	OtArena *arena = translator->plan->arena;
	OtPlanAttr *copy = ot_arena_new_object(arena, OtPlanAttr);
	g_auto(Stretch) stretch;

	*copy = *attr;
	copy->next = NULL;
	stretch_init(&stretch);
	if (ot_attr_is_told(attr->attr) || attr->attr == OT_ATTR_PATH)
		copy->pieces = translate_paths(translator, attr->pieces);
	if (!ot_attr_is_told(attr->attr))
		return copy;
	read_pieces(&stretch, copy);
	const char *translated =
		has_words(&stretch) ? look_up_stretch(translator, &stretch) : NULL;
	if (translated == NULL)
		return copy;
	/* "join" keeps the blanks around its word. */
	const char *end = stretch.owed ? " " : "";
	copy->text = ot_arena_printf(arena, "%s%s%s", stretch.starts_blank ? " " : "", translated,
	                             end);
	if (copy->pieces != NULL)
		copy->pieces = make_pieces(arena, translated, stretch.put_in);
	return copy;
}

static const OtPlanAttr *
translate_attrs(const OtPlanTranslator *translator, const OtPlanAttr *attr)
{
	const OtPlanAttr *first = NULL, **end = &first;

	for (; attr != NULL; attr = attr->next) {
		OtPlanAttr *copy = translate_attr(translator, attr);
		*end = copy;
		end = &copy->next;
	}
	return first;
}

/* --- elements ------------------------------------------------------------------------------ */

static const OtPlanNode *
translate_nodes(const OtPlanTranslator *translator, const OtPlanNode *first, OtWithin within);

/* Add a copy of a node, translated within, at the end of a list. */
static const OtPlanNode **
add_copy(const OtPlanTranslator *translator, const OtPlanNode *node, const OtPlanNode **end)
{
	OtPlanNode *copy = ot_arena_new_object(translator->plan->arena, OtPlanNode);

	*copy = *node;
	copy->next = NULL;
	if (ot_plan_attr(node, OT_ATTR_LANG) == NULL) {
		copy->attrs = translate_attrs(translator, node->attrs);
		copy->first = translate_nodes(translator, node->first, node->within);
	}
	*end = copy;
	return &copy->next;
}

/* Add words, which stand in the file where `origin` does; `lang` where it is another one. */
static const OtPlanNode **
add_text(const OtPlanTranslator *translator, const OtPlanNode *origin, const char *words,
         const char *lang, const OtPlanNode **end)
{
	OtArena *arena = translator->plan->arena;
	OtPlanNode *text = ot_arena_new_object(arena, OtPlanNode);

	*text = (OtPlanNode){
		.element = OT_ELEMENT_TEXT,
		.text = ot_arena_strdup(arena, words),
		.within = OT_WITHIN_NOTHING,
		.xml = origin->xml,
		.origin = origin->origin,
	};
	if (lang != NULL) {
		OtPlanAttr *attr = ot_arena_new_object(arena, OtPlanAttr);
		*attr = (OtPlanAttr){.attr = OT_ATTR_LANG, .text = ot_arena_strdup(arena, lang)};
		text->attrs = attr;
	}
	*end = text;
	return &text->next;
}

/* Nodes from `first` up to `stop`, with no other words; words are marked with their language. */
static const OtPlanNode **
keep_line(const OtPlanTranslator *translator, const OtPlanNode *first, const OtPlanNode *stop,
          bool other, const OtPlanNode **end)
{
	for (const OtPlanNode *node = first; node != stop; node = node->next) {
		if (node->element == OT_ELEMENT_TEXT)
			end = add_text(translator, node, node->text,
			               other ? translator->lang : NULL, end);
		else
			end = add_copy(translator, node, end);
	}
	return end;
}

/* The elements of a line in the order that the translation gives them, with its words between. */
static const OtPlanNode **
translate_line(const OtPlanTranslator *translator, const Stretch *line, const OtPlanNode *first,
               const char *translated, const OtPlanNode **end)
{
	g_autoptr(GPtrArray) pieces = ot_unit_pieces(translated);

	if (line->starts_blank)
		end = add_text(translator, first, " ", NULL, end);
	for (guint i = 0; i < pieces->len; i++) {
		const OtUnitPiece *piece = g_ptr_array_index(pieces, i);
		if (piece->words != NULL)
			end = add_text(translator, first, piece->words, NULL, end);
		else
			end = add_copy(translator,
			               g_ptr_array_index(line->put_in, piece->number - 1), end);
	}
	return line->owed ? add_text(translator, first, " ", NULL, end) : end;
}

/* What an element in a line of text is, for the translator; free with g_free(). */
static char *
describe(const OtPlanNode *node)
{
	const OtPlanAttr *path = ot_plan_attr(node, OT_ATTR_PATH);
	const OtPlanAttr *test = ot_plan_attr(node, OT_ATTR_TEST);

	if (path != NULL && node->element == OT_ELEMENT_VALUE)
		return g_strdup(path->text);
	return test != NULL ? g_strdup_printf("if %s", test->text)
	                    : g_strdup(ot_element_name(node->element));
}

static const OtPlanNode **
add_line(const OtPlanTranslator *translator, const OtPlanNode *first, const OtPlanNode *stop,
         const OtPlanNode **end)
{
	g_auto(Stretch) line;

	stretch_init(&line);
	for (const OtPlanNode *node = first; node != stop; node = node->next) {
		g_autofree char *what = describe(node);
		if (node->element == OT_ELEMENT_TEXT)
			add_words(&line, node->text);
		else
			add_put_in(&line, node, what);
	}
	bool told = has_words(&line);
	const char *translated = told ? look_up_stretch(translator, &line) : NULL;
	if (translated != NULL)
		return translate_line(translator, &line, first, translated, end);
	return keep_line(translator, first, stop, told && translator->translation != NULL, end);
}

static bool
is_in_line(const OtPlanNode *node, OtWithin within)
{
	return (within == OT_WITHIN_INLINES || within == OT_WITHIN_FLOW) &&
	       !ot_element_is_block(node->element);
}

static const OtPlanNode *
translate_nodes(const OtPlanTranslator *translator, const OtPlanNode *first, OtWithin within)
{
	const OtPlanNode *translated = NULL, **end = &translated;

	for (const OtPlanNode *node = first; node != NULL;) {
		if (!is_in_line(node, within)) {
			end = add_copy(translator, node, end);
			node = node->next;
			continue;
		}
		const OtPlanNode *stop = node;
		while (stop != NULL && is_in_line(stop, within))
			stop = stop->next;
		end = add_line(translator, node, stop, end);
		node = stop;
	}
	return translated;
}

const OtPlanNode *
ot_plan_translate(const OtPlanTranslator *translator, const OtPlanNode *first)
{
	return translate_nodes(translator, first, OT_WITHIN_BLOCKS);
}

const char *
ot_plan_translate_words(const OtPlanTranslator *translator, const char *words)
{
	g_auto(Stretch) stretch;

	stretch_init(&stretch);
	if (words == NULL)
		return NULL;
	add_words(&stretch, words);
	const char *translated = look_up_stretch(translator, &stretch);
	return translated != NULL ? make_pieces(translator->plan->arena, translated, NULL)->text
	                          : words;
}
