/* SPDX-License-Identifier: MIT */
#include "forms/lines.h"

#include "base/text.h"
#include "forms/tree.h"
#include "forms/value.h"
#include "tables/csv.h"
#include "xml/read.h"

#include <string.h>

#define BULLET "• "
#define LANG   "[lang="

bool
ot_form_is_lines(const OtFormPart *part)
{
	if (part->role == OT_FORM_PROSE)
		return true;
	if (!part->repeats || part->parts->len > 0 || part->constants->len > 0)
		return false;
	for (guint i = 0; i < part->attrs->len; i++) {
		const OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		bool is_text = *field->name == '\0' && field->kind == OT_FORM_FIELD_TEXT;
		if (!is_text && strcmp(field->name, "xml:lang") != 0)
			return false;
	}
	return part->attrs->len > 0;
}

static OtFormField *
find_field(const OtFormPart *part, const char *name)
{
	for (guint i = 0; i < part->attrs->len; i++) {
		OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		if (strcmp(field->name, name) == 0)
			return field;
	}
	return NULL;
}

static const char *
get(const OtFormPart *part, const xmlNode *node, const char *name)
{
	const OtFormField *field = find_field(part, name);

	return field != NULL ? ot_form_tree_get(node, field) : NULL;
}

/* --- writing --------------------------------------------------------------------------------- */

static const char *
skip_bullet(const char *line)
{
	static const char *const signs[] = {BULLET, "•\t", "- ", "– ", "* ", "· "};

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(line, signs[i]))
			return line + strlen(signs[i]);
	return NULL;
}

/* Whether a text would be taken for something else at the start of a line. */
static bool
misleads(const char *text)
{
	return skip_bullet(text) != NULL || g_str_has_prefix(text, LANG) ||
	       g_str_has_prefix(text, OT_FORM_AS_IT_IS) ||
	       (*text == '\'' && ot_csv_is_formula(text + 1));
}

static void
append_text(GString *out, const char *text)
{
	g_string_append_printf(out, "%s%s\n", misleads(text) ? OT_FORM_AS_IT_IS : "", text);
}

static void
append_lang(GString *out, const char *lang)
{
	if (lang != NULL)
		g_string_append_printf(out, LANG "%s] ", lang);
}

/* A list has a language of its own, or follows another: an empty line parts it from that. */
static void
append_piece(GString *out, const OtFormPart *piece, const xmlNode *node)
{
	const char *kind = get(piece, node, OT_FORM_KIND), *text = get(piece, node, "");
	bool is_point = g_strcmp0(kind, OT_FORM_POINT) == 0 || g_strcmp0(kind, OT_FORM_FIRST) == 0;

	if (g_strcmp0(kind, OT_FORM_FIRST) == 0)
		g_string_append_c(out, '\n');
	if (is_point) {
		append_lang(out, get(piece, node, OT_FORM_LIST_LANG));
		g_string_append(out, BULLET);
	}
	append_lang(out, get(piece, node, "xml:lang"));
	append_text(out, text != NULL ? text : "");
}

char *
ot_form_lines_of(const OtFormPart *part, const xmlNode *parent)
{
	g_autoptr(GString) out = g_string_new(NULL);
	bool is_prose = part->role == OT_FORM_PROSE;
	const OtFormPart *row = is_prose ? g_ptr_array_index(part->parts, 0) : part;
	const xmlNode *holder = is_prose ? ot_xml_child(parent, part->name) : parent;

	for (const xmlNode *node = holder != NULL ? ot_xml_child(holder, row->name) : NULL;
	     node != NULL; node = ot_xml_next(node, row->name)) {
		const char *text = get(row, node, "");
		if (is_prose) {
			append_piece(out, row, node);
			continue;
		}
		append_lang(out, get(row, node, "xml:lang"));
		append_text(out, text != NULL ? text : "");
	}
	return g_strdup(out->str);
}

/* --- reading --------------------------------------------------------------------------------- */

/* "[lang=cy] " at the start of a line: what stands in it goes to `lang`, and the line moves on. */
static bool
take_lang(const char **line, char **lang)
{
	const char *end = g_str_has_prefix(*line, LANG) ? strchr(*line, ']') : NULL;

	if (end == NULL)
		return false;
	*lang = g_strndup(*line + strlen(LANG), (gsize) (end - *line) - strlen(LANG));
	*line = end + 1 + strspn(end + 1, " ");
	return true;
}

static void
set(const OtFormPart *part, xmlNode *node, const char *name, const char *value,
    const char *place)
{
	if (value != NULL)
		ot_form_tree_set(node, find_field(part, name), value, place);
}

static void
take_line(const OtFormPart *row, xmlNode *parent, const char *line, bool new_list,
          const char *place)
{
	xmlNode *node = xmlNewChild(parent, NULL, (const xmlChar *) row->name, NULL);
	bool is_piece = strcmp(row->name, OT_FORM_PIECE) == 0, is_point = false;
	g_autofree char *lang = NULL, *list_lang = NULL;

	node->_private = (void *) place;
	take_lang(&line, &lang);
	const char *point = is_piece ? skip_bullet(line) : NULL;
	if (point != NULL) {
		is_point = true;
		list_lang = g_steal_pointer(&lang);
		line = point;
		take_lang(&line, &lang);
	}
	if (g_str_has_prefix(line, OT_FORM_AS_IT_IS))
		line += strlen(OT_FORM_AS_IT_IS);
	if (is_piece)
		set(row, node, OT_FORM_KIND, !is_point ? OT_FORM_PARAGRAPH
		                             : new_list ? OT_FORM_FIRST : OT_FORM_POINT, place);
	set(row, node, OT_FORM_LIST_LANG, list_lang, place);
	set(row, node, "xml:lang", lang, place);
	g_autofree char *text = ot_text_fold(g_strdup(line));
	set(row, node, "", text, place);
}

void
ot_form_lines_take(const OtFormPart *part, xmlNode *parent, const char *text, const char *place)
{
	bool is_prose = part->role == OT_FORM_PROSE, gap = false;
	const OtFormPart *row = is_prose ? g_ptr_array_index(part->parts, 0) : part;
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	xmlNode *holder = is_prose ? ot_xml_child(parent, part->name) : parent;

	if (holder == NULL) {
		holder = xmlNewChild(parent, NULL, (const xmlChar *) part->name, NULL);
		holder->_private = (void *) place;
	}
	for (char **line = lines; *line != NULL; line++) {
		const char *words = g_strstrip(*line);
		bool is_blank = *words == '\0';

		/* an apostrophe keeps a spreadsheet from running a formula */
		if (line == lines && *words == '\'' && ot_csv_is_formula(words + 1))
			words++;
		if (!is_blank)
			take_line(row, holder, words, gap && line != lines, place);
		gap = is_blank;
	}
}
