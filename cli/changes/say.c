/* SPDX-License-Identifier: MIT */
#include "changes/say.h"

#include "translation/unit.h"
#include "xml/read.h"

#include <string.h>

/* A title that is no title of its own is cut after so many characters. */
#define LONGEST_TITLE 90

/* The children that may serve as a title, the best first. */
static const char *const titles[] = {"title", "name", "theme", "indicator", "text", NULL};

/* --- words --------------------------------------------------------------------------------- */

const char *
ot_say_translated(const OtSaying *saying, const char *words)
{
	g_autoptr(GString) unit = g_string_new(NULL);

	if (saying->translation == NULL || words == NULL)
		return words;
	ot_unit_append_words(unit, words);
	const char *found = ot_translation_find(saying->translation, unit->str);
	g_autoptr(GPtrArray) pieces = found != NULL ? ot_unit_pieces(found) : NULL;
	if (pieces == NULL || pieces->len == 0)
		return words;
	return ot_arena_strdup(saying->arena,
	                       ((const OtUnitPiece *) g_ptr_array_index(pieces, 0))->words);
}

static void
append_text(const OtSaying *saying, const OtPart *part, GString *text)
{
	if (part->text != NULL && *part->text != '\0')
		g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "",
		                       ot_say_translated(saying, part->text));
	for (const OtPart *child = part->first; child != NULL; child = child->next)
		append_text(saying, child, text);
}

const char *
ot_say_text(const OtSaying *saying, const OtPart *part)
{
	g_autoptr(GString) text = g_string_new(NULL);

	append_text(saying, part, text);
	return ot_arena_strdup(saying->arena, text->str);
}

/* --- where a part is ----------------------------------------------------------------------- */

const OtPart *
ot_say_section(const OtPart *part)
{
	while (part->parent != NULL && part->parent->parent != NULL)
		part = part->parent;
	return part;
}

const OtPart *
ot_say_about(const OtPart *part)
{
	const OtPart *named = part;

	while (named != NULL && named->id == NULL)
		named = named->parent;
	return named != NULL ? named : ot_say_section(part);
}

/* The words of a part of the specification, or NULL. */
static const char *
find_label(const OtSaying *saying, const char *first, const char *second)
{
	g_autofree char *key = g_strconcat(first, second, NULL);

	return ot_labels_code(saying->labels, "part", key);
}

const char *
ot_say_element(const OtSaying *saying, const OtPart *part)
{
	const char *words = NULL;

	if (part->parent != NULL) {
		g_autofree char *within = g_strconcat(part->parent->name, "/", NULL);
		words = find_label(saying, within, part->name);
	}
	if (words == NULL)
		words = find_label(saying, part->name, "");
	return words != NULL ? words
	                     : g_strdelimit(ot_arena_strdup(saying->arena, part->name), "-", ' ');
}

const char *
ot_say_capital(const OtSaying *saying, const char *text)
{
	char first[8] = {0};

	if (*text == '\0')
		return text;
	g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(text)), first);
	return ot_arena_printf(saying->arena, "%s%s", first, g_utf8_next_char(text));
}

const char *
ot_say_place(const OtSaying *saying, const OtPart *part)
{
	const OtPart *about = ot_say_about(part);
	g_autoptr(GString) place = g_string_new(NULL);

	if (about->id == NULL)
		return ot_say_capital(saying, ot_say_element(saying, about));
	for (; about != NULL; about = about->parent) {
		if (about->id == NULL)
			continue;
		g_autofree char *one = g_strdup_printf("%s %s%s", ot_say_element(saying, about),
		                                       about->id, place->len > 0 ? ", " : "");
		g_string_prepend(place, one);
	}
	return ot_say_capital(saying, place->str);
}

static const char *
shorten(const OtSaying *saying, const char *text)
{
	if (text == NULL || g_utf8_strlen(text, -1) <= LONGEST_TITLE)
		return text;
	const char *end = g_utf8_offset_to_pointer(text, LONGEST_TITLE);
	while (end > text && *end != ' ')
		end--;
	if (end == text)
		end = g_utf8_offset_to_pointer(text, LONGEST_TITLE);
	return ot_arena_printf(saying->arena, "%.*s…", (int) (end - text), text);
}

const char *
ot_say_title(const OtSaying *saying, const OtPart *part)
{
	const OtPart *about = ot_say_about(part);

	if (about->id == NULL)
		return NULL;
	for (size_t i = 0; titles[i] != NULL; i++) {
		const OtPart *child = ot_part_child(about, titles[i]);
		if (child != NULL && child->text != NULL)
			return shorten(saying, ot_say_translated(saying, child->text));
	}
	return shorten(saying, ot_say_translated(saying, about->text));
}

/* --- what changed in it -------------------------------------------------------------------- */

const char *
ot_say_path(const OtSaying *saying, const OtPart *part, const char *attr)
{
	const OtPart *about = ot_say_about(part);
	g_autoptr(GString) path = g_string_new(NULL);

	for (; part != about && part->parent != NULL; part = part->parent) {
		g_autofree char *step =
			part->like > 1 ? g_strdup_printf("%s[%d]", part->name, part->number)
				       : g_strdup(part->name);
		g_string_prepend(path, path->len > 0 ? "/" : "");
		g_string_prepend(path, step);
	}
	if (attr != NULL)
		g_string_append_printf(path, "%s@%s", path->len > 0 ? "/" : "", attr);
	return ot_arena_strdup(saying->arena, path->str);
}

/* "paragraph 2" */
static char *
say_step(const OtSaying *saying, const OtPart *part, const char *words, bool numbered)
{
	if (words == NULL)
		words = ot_say_element(saying, part);
	bool counted = numbered && part->like > 1 && part->id == NULL;

	return counted ? g_strdup_printf("%s %d", words, part->number) : g_strdup(words);
}

const char *
ot_say_label(const OtSaying *saying, const OtPart *part, const char *attr, bool numbered)
{
	const OtPart *about = ot_say_about(part);
	g_autoptr(GString) label = g_string_new(NULL);
	const char *whole = NULL, *own = NULL;

	if (part == about && attr == NULL)
		return ot_say_element(saying, part);
	if (attr != NULL) {
		/* "target/@value" is called in one word; "@source" is added to what has it */
		g_autofree char *within = g_strconcat(part->name, "/@", NULL);
		whole = find_label(saying, within, attr);
		own = whole == NULL ? find_label(saying, "@", attr) : NULL;
		if (whole == NULL && own == NULL)
			own = g_strdelimit(ot_arena_strdup(saying->arena, attr), "-:", ' ');
	}
	if (whole != NULL && part == about)
		return whole;
	for (; part != about && part->parent != NULL; part = part->parent) {
		g_autofree char *step = say_step(saying, part, whole, numbered);
		g_string_prepend(label, label->len > 0 ? ", " : "");
		g_string_prepend(label, step);
		whole = NULL;
		numbered = true;
	}
	if (own != NULL)
		g_string_append_printf(label, "%s%s", label->len > 0 ? ", " : "", own);
	return ot_arena_strdup(saying->arena, label->str);
}

/* --- values -------------------------------------------------------------------------------- */

static const xmlNode *
decl_of(const OtPart *part, const char *attr)
{
	if (attr == NULL)
		return part->decl;
	const OtAttrDecl *decl =
		part->type != NULL ? ot_complex_type_attr(part->type, attr) : NULL;
	return decl != NULL ? decl->decl : NULL;
}

const char *
ot_say_type(const OtPart *part, const char *attr)
{
	const xmlNode *decl = decl_of(part, attr);
	const char *name = decl != NULL ? ot_xml_attr(decl, "type") : NULL;

	if (attr == NULL && part->type != NULL)
		name = part->type->content != NULL ? ot_xml_attr(part->type->content, "base")
		                                   : NULL;
	const char *colon = name != NULL ? strchr(name, ':') : NULL;
	return colon != NULL ? colon + 1 : name;
}

bool
ot_say_is_told(const OtSaying *saying, const OtPart *part, const char *attr)
{
	const xmlNode *decl = decl_of(part, attr);
	g_autofree char *told =
		decl != NULL ? ot_schema_model_appinfo(saying->model, decl, OT_APPINFO_TOLD) : NULL;

	return g_strcmp0(told, "yes") == 0;
}

static const char *
builtin_of(const OtSaying *saying, const OtPart *part, const char *attr)
{
	const xmlNode *decl = decl_of(part, attr);

	return decl != NULL ? ot_schema_model_builtin(saying->model, decl) : "string";
}

bool
ot_say_is_date(const OtSaying *saying, const OtPart *part, const char *attr)
{
	return g_str_has_prefix(builtin_of(saying, part, attr), "date");
}

bool
ot_say_is_number(const OtSaying *saying, const OtPart *part, const char *attr)
{
	const char *builtin = builtin_of(saying, part, attr);

	return strcmp(builtin, "decimal") == 0 || g_str_has_suffix(builtin, "Integer");
}

/* "60%", "3 nights": the unit of the measure that a value is of. */
static const char *
say_measured(const OtSaying *saying, const OtPart *part, const char *number)
{
	const char *unit = part->parent != NULL ? ot_part_attr(part->parent, "unit") : NULL;

	if (unit == NULL)
		return number;
	unit = ot_say_translated(saying, unit);
	return ot_arena_printf(saying->arena, "%s%s%s", number, *unit == '%' ? "" : " ", unit);
}

const char *
ot_say_bare(const OtSaying *saying, const OtPart *part, const char *value)
{
	const char *unit = part->parent != NULL ? ot_part_attr(part->parent, "unit") : NULL;
	const char *number = ot_format_number(saying->labels, saying->arena, value);

	return number == NULL                   ? value
	       : unit != NULL && *unit == '%' ? ot_arena_printf(saying->arena, "%s%%", number)
	                                      : number;
}

static const char *
say_number(const OtSaying *saying, const OtPart *part, const char *attr, const char *value)
{
	const char *type = ot_say_type(part, attr);

	if (g_strcmp0(type, "money") == 0) {
		const char *currency = NULL;
		for (const OtPart *at = part; currency == NULL && at != NULL; at = at->parent)
			currency = ot_part_attr(at, "currency");
		return ot_format_money(saying->labels, saying->arena, value,
		                       currency != NULL ? currency : "GBP");
	}
	const char *number = ot_format_number(saying->labels, saying->arena, value);
	if (number == NULL)
		return NULL;
	if (g_strcmp0(type, "percentage") == 0)
		return ot_arena_printf(saying->arena, "%s%%", number);
	return g_strcmp0(attr, "value") == 0 ? say_measured(saying, part, number) : number;
}

/* A code by the list of its type, else by that of the attribute's name. */
static const char *
say_code(const OtSaying *saying, const OtPart *part, const char *attr, const char *value)
{
	const char *type = ot_say_type(part, attr);
	const char *words = type != NULL ? ot_labels_code(saying->labels, type, value) : NULL;

	if (words == NULL && attr != NULL)
		words = ot_labels_code(saying->labels, attr, value);
	if (words == NULL && attr != NULL && strcmp(attr, "name") == 0)
		words = ot_labels_code(saying->labels, part->name, value);
	return words;
}

const char *
ot_say_value(const OtSaying *saying, const OtPart *part, const char *attr, const char *value)
{
	const char *words = NULL;

	if (ot_say_is_date(saying, part, attr))
		words = ot_format_date_within(saying->labels, saying->arena, value,
		                              ot_part_attr(part, "precision"));
	else if (ot_say_is_number(saying, part, attr))
		words = say_number(saying, part, attr, value);
	else
		words = say_code(saying, part, attr, value);
	return words != NULL ? words : value;
}

const char *
ot_say_sentence(const OtSaying *saying, const char *key, const char *what, const char *old,
                const char *new, const char *by)
{
	const char *said = ot_labels_fill(saying->labels, saying->arena, key, "what", what, "old",
	                                  old != NULL ? old : "", "new", new != NULL ? new : "",
	                                  "by", by != NULL ? by : "", NULL);

	return ot_say_capital(saying, said);
}
