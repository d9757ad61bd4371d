/* SPDX-License-Identifier: MIT */
#include "document/style.h"

#include "xml/source.h"

#include <math.h>
#include <string.h>

#define NAMESPACE "urn:outset:house-style:1"
#define POINTS_PER_MM (72.0 / 25.4)

static const char *const page_names[OT_N_PAGES] = {
#define PAGE(id, name, width, height) [OT_PAGE_##id] = name,
#include "document/style-roles.def"
#undef PAGE
};

static const char *const cover_grounds[] = {
	[OT_COVER_FILLED] = "filled",
	[OT_COVER_PAPER] = "paper",
};

static const char *const cover_motifs[] = {
	[OT_MOTIF_NONE] = "none",
	[OT_MOTIF_RINGS] = "rings",
	[OT_MOTIF_BARS] = "bars",
};

static const char *const places[] = {"start", "end"};
static const char *const answers[] = {"no", "yes"};

enum { KIND_SANS_SERIF, KIND_SERIF };

static const char *const kinds[] = {
	[KIND_SANS_SERIF] = "sans-serif",
	[KIND_SERIF] = "serif",
};

static const char *const colour_roles[OT_N_COLOURS] = {
#define COLOUR(id, role) [OT_COLOUR_##id] = role,
#include "document/style-roles.def"
#undef COLOUR
};

static const char *const text_roles[OT_N_TEXTS] = {
#define TEXT(id, role) [OT_TEXT_##id] = role,
#include "document/style-roles.def"
#undef TEXT
};

/* One file being read: the first mistake stops it. */
typedef struct {
	const OtXml *xml;
	OtStyle *style;
	bool has_page, has_colour[OT_N_COLOURS], has_text[OT_N_TEXTS];
	GError **error;
} Reader;

static const char *
read_attr(Reader *reader, const xmlNode *node, const char *name)
{
	const char *value = ot_xml_attr(node, name);

	if (value == NULL || *value == '\0') {
		ot_source_fail(reader->error, reader->xml, node,
		               "<%s> needs the attribute \"%s\"", node->name, name);
		return NULL;
	}
	return value;
}

static bool
refuse(Reader *reader, const xmlNode *node, const char *name, const char *wanted)
{
	ot_source_fail(reader->error, reader->xml, node, "%s=\"%s\" should be %s", name,
	               ot_xml_attr(node, name), wanted);
	return false;
}

/* "22mm" or "10.5pt" in points. */
static bool
read_length(Reader *reader, const xmlNode *node, const char *name, double *points)
{
	const char *value = read_attr(reader, node, name);
	char *unit;

	if (value == NULL)
		return false;
	*points = g_ascii_strtod(value, &unit);
	if (unit == value || !isfinite(*points) || *points < 0 || *points > 5000)
		return refuse(reader, node, name, "a length such as 22mm or 10.5pt");
	if (strcmp(unit, "mm") == 0)
		*points *= POINTS_PER_MM;
	else if (strcmp(unit, "pt") != 0)
		return refuse(reader, node, name, "a length with its unit, such as 22mm or 10.5pt");
	return true;
}

static bool
read_number(Reader *reader, const xmlNode *node, const char *name, double low, double high,
            double *number)
{
	const char *value = read_attr(reader, node, name);
	char *end;

	if (value == NULL)
		return false;
	*number = g_ascii_strtod(value, &end);
	if (end != value && *end == '\0' && *number >= low && *number <= high)
		return true;
	g_autofree char *wanted = g_strdup_printf("a number from %g to %g", low, high);
	return refuse(reader, node, name, wanted);
}

static bool
read_role(Reader *reader, const xmlNode *node, const char *name, const char *const *roles,
          size_t n_roles, size_t *role)
{
	const char *value = read_attr(reader, node, name);

	if (value == NULL)
		return false;
	for (*role = 0; *role < n_roles; (*role)++)
		if (strcmp(roles[*role], value) == 0)
			return true;
	g_autoptr(GString) wanted = g_string_new("one of");
	for (size_t i = 0; i < n_roles; i++)
		g_string_append_printf(wanted, "%s %s", i > 0 ? "," : "", roles[i]);
	return refuse(reader, node, name, wanted->str);
}

/* The paper by its name, or by its measures. */
static bool
read_paper(Reader *reader, const xmlNode *node)
{
	OtStyle *style = reader->style;
	size_t size;

	if (ot_xml_attr(node, "size") == NULL)
		return read_length(reader, node, "width", &style->page_width) &&
		       read_length(reader, node, "height", &style->page_height);
	if (!read_role(reader, node, "size", page_names, OT_N_PAGES, &size))
		return false;
	if (ot_xml_attr(node, "width") == NULL && ot_xml_attr(node, "height") == NULL)
		return ot_style_set_page(style, (OtPageSize) size, reader->error);
	ot_source_fail(reader->error, reader->xml, node,
	               "the page has a size by name and by measures; keep one of them");
	return false;
}

static bool
read_page(Reader *reader, const xmlNode *node)
{
	OtStyle *style = reader->style;

	if (!read_paper(reader, node) ||
	    !read_length(reader, node, "margin-top", &style->margin_top) ||
	    !read_length(reader, node, "margin-bottom", &style->margin_bottom) ||
	    !read_length(reader, node, "margin-left", &style->margin_left) ||
	    !read_length(reader, node, "margin-right", &style->margin_right))
		return false;
	if (!ot_style_has_room(style)) {
		ot_source_fail(reader->error, reader->xml, node,
		               "the margins leave less than 70mm of the page for text");
		return false;
	}
	reader->has_page = true;
	return true;
}

static bool
read_cover(Reader *reader, const xmlNode *node)
{
	size_t ground, motif, colour = OT_COLOUR_ACCENT;

	if (!read_role(reader, node, "ground", cover_grounds, G_N_ELEMENTS(cover_grounds),
	               &ground) ||
	    !read_role(reader, node, "motif", cover_motifs, G_N_ELEMENTS(cover_motifs), &motif))
		return false;
	if (ot_xml_attr(node, "colour") != NULL &&
	    !read_role(reader, node, "colour", colour_roles, OT_N_COLOURS, &colour))
		return false;
	reader->style->cover_ground = (OtCoverGround) ground;
	reader->style->cover_motif = (OtCoverMotif) motif;
	reader->style->motif_colour = (OtColourRole) colour;
	return true;
}

/* Where a node stands, in the file whose name the style keeps. */
static OtWhere
find_where(const Reader *reader, const xmlNode *node)
{
	OtWhere where = ot_xml_where(reader->xml, node);

	where.file = reader->style->file;
	return where;
}

/* A logo may be this high on a cover: 60 mm. */
#define MOST_LOGO (60 * POINTS_PER_MM)

static bool
read_logo(Reader *reader, const xmlNode *node)
{
	g_autofree char *folder = g_path_get_dirname(reader->style->file);
	size_t place = 0, running = 0;
	double height;

	if (read_attr(reader, node, "file") == NULL ||
	    read_attr(reader, node, "alternative") == NULL ||
	    !read_length(reader, node, "height", &height))
		return false;
	if (height < 1 || height > MOST_LOGO)
		return refuse(reader, node, "height", "between 1pt and 60mm");
	if ((ot_xml_attr(node, "place") != NULL &&
	     !read_role(reader, node, "place", places, G_N_ELEMENTS(places), &place)) ||
	    (ot_xml_attr(node, "running") != NULL &&
	     !read_role(reader, node, "running", answers, G_N_ELEMENTS(answers), &running)))
		return false;
	if (reader->style->logo != NULL) {
		ot_source_fail(reader->error, reader->xml, node, "a house style has one logo");
		return false;
	}
	const char *file = ot_xml_attr(node, "file");
	OtLogo *logo = g_new0(OtLogo, 1);
	logo->path = g_path_is_absolute(file) || strcmp(folder, ".") == 0
	                     ? g_strdup(file)
	                     : g_build_filename(folder, file, NULL);
	logo->alternative = g_strdup(ot_xml_attr(node, "alternative"));
	logo->height = height;
	logo->at_end = place == 1;
	logo->running = running == 1;
	logo->where = find_where(reader, node);
	reader->style->logo = logo;
	return true;
}

static bool
read_colour(Reader *reader, const xmlNode *node)
{
	size_t role;
	if (!read_role(reader, node, "role", colour_roles, OT_N_COLOURS, &role))
		return false;
	const char *value = read_attr(reader, node, "value");
	if (value == NULL)
		return false;
	bool right = strlen(value) == 7 && value[0] == '#';
	for (const char *digit = value + 1; right && *digit != '\0'; digit++)
		right = g_ascii_isxdigit(*digit);
	if (!right)
		return refuse(reader, node, "value",
		              "# and six hexadecimal digits, such as #0B5F6E");

	if (reader->has_colour[role])
		return refuse(reader, node, "role", "there once only");

	guint64 rgb = g_ascii_strtoull(value + 1, NULL, 16);
	reader->style->colour[role] = (OtColour){
		.red = (double) (rgb >> 16 & 0xFF) / 255,
		.green = (double) (rgb >> 8 & 0xFF) / 255,
		.blue = (double) (rgb & 0xFF) / 255,
	};
	reader->style->colour_where[role] = find_where(reader, node);
	reader->has_colour[role] = true;
	return true;
}

/* Of a text, in points. */
#define MOST_SIZE 200

static bool
read_text(Reader *reader, const xmlNode *node)
{
	size_t role, colour, kind = KIND_SANS_SERIF;
	double weight;

	if (!read_role(reader, node, "role", text_roles, OT_N_TEXTS, &role))
		return false;
	OtTextStyle *text = &reader->style->text[role];
	const char *family = read_attr(reader, node, "family");
	const char *word_family = family != NULL ? read_attr(reader, node, "word-family") : NULL;
	if (word_family == NULL || !read_length(reader, node, "size", &text->size) ||
	    !read_number(reader, node, "leading", 1, 3, &text->leading) ||
	    !read_number(reader, node, "weight", 100, 900, &weight) ||
	    !read_length(reader, node, "before", &text->before) ||
	    !read_length(reader, node, "after", &text->after) ||
	    !read_role(reader, node, "colour", colour_roles, OT_N_COLOURS, &colour))
		return false;
	if (ot_xml_attr(node, "kind") != NULL &&
	    !read_role(reader, node, "kind", kinds, G_N_ELEMENTS(kinds), &kind))
		return false;
	if (text->size < 4 || text->size > MOST_SIZE)
		return refuse(reader, node, "size", "between 4pt and 200pt");
	if (reader->has_text[role])
		return refuse(reader, node, "role", "there once only");
	text->family = g_strdup(family);
	text->word_family = g_strdup(word_family);
	text->serif = kind == KIND_SERIF;
	text->weight = (int) weight;
	text->colour = (OtColourRole) colour;
	reader->style->text_where[role] = find_where(reader, node);
	reader->has_text[role] = true;
	return true;
}

/* Words on a card are so much larger than a title, where the style does not say. */
#define DISPLAY_TO_TITLE 1.9

static void
derive_display(Reader *reader)
{
	const OtTextStyle *title = &reader->style->text[OT_TEXT_TITLE];
	OtTextStyle *display = &reader->style->text[OT_TEXT_DISPLAY];

	if (reader->has_text[OT_TEXT_DISPLAY] || !reader->has_text[OT_TEXT_TITLE])
		return;
	*display = *title;
	display->family = g_strdup(title->family);
	display->word_family = g_strdup(title->word_family);
	display->size = MIN(title->size * DISPLAY_TO_TITLE, MOST_SIZE);
	reader->style->text_where[OT_TEXT_DISPLAY] = reader->style->text_where[OT_TEXT_TITLE];
	reader->has_text[OT_TEXT_DISPLAY] = true;
}

static bool
check_complete(Reader *reader, const xmlNode *root)
{
	const char *element = NULL, *role = "";

	derive_display(reader);
	for (size_t i = OT_N_TEXTS; i-- > 0;)
		if (!reader->has_text[i]) {
			element = "text";
			role = text_roles[i];
		}
	for (size_t i = OT_N_COLOURS; i-- > 0;)
		if (!reader->has_colour[i]) {
			element = "colour";
			role = colour_roles[i];
		}
	if (element != NULL)
		ot_source_fail(reader->error, reader->xml, root,
		               "the house style has no <%s role=\"%s\"/>", element, role);
	else if (!reader->has_page)
		ot_source_fail(reader->error, reader->xml, root, "the house style has no <page/>");
	return element == NULL && reader->has_page;
}

static bool
read_style(Reader *reader)
{
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(reader->xml));

	if (!ot_xml_is(root, "house-style") || root->ns == NULL ||
	    strcmp((const char *) root->ns->href, NAMESPACE) != 0) {
		ot_source_fail(reader->error, reader->xml, root,
		               "a house style starts with <house-style xmlns=\"%s\">", NAMESPACE);
		return false;
	}
	const char *name = read_attr(reader, root, "name");
	if (name == NULL)
		return false;
	reader->style->name = g_strdup(name);
	for (const xmlNode *node = ot_xml_child(root, NULL); node != NULL;
	     node = ot_xml_next(node, NULL)) {
		bool read = false;
		if (ot_xml_is(node, "page"))
			read = read_page(reader, node);
		else if (ot_xml_is(node, "cover"))
			read = read_cover(reader, node);
		else if (ot_xml_is(node, "logo"))
			read = read_logo(reader, node);
		else if (ot_xml_is(node, "colour"))
			read = read_colour(reader, node);
		else if (ot_xml_is(node, "text"))
			read = read_text(reader, node);
		else
			ot_source_fail(
				reader->error, reader->xml, node,
				"<%s> can't stand here, only <page>, <cover>, <logo>, <colour> "
				"and <text>",
				node->name);
		if (!read)
			return false;
	}
	return check_complete(reader, root);
}

OtStyle *
ot_style_load(const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_source_read(path, error);

	if (xml == NULL)
		return NULL;
	g_autoptr(OtStyle) style = g_new0(OtStyle, 1);
	style->file = g_strdup(path);
	style->scale = 1;
	style->cover_motif = OT_MOTIF_RINGS;
	style->motif_colour = OT_COLOUR_ACCENT;
	Reader reader = {.xml = xml, .style = style, .error = error};
	return read_style(&reader) ? g_steal_pointer(&style) : NULL;
}

