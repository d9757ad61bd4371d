/* SPDX-License-Identifier: MIT */
#include "document/logo.h"

#include "base/limits.h"
#include "xml/read.h"

#include <math.h>
#include <string.h>

/*
 * An SVG may run scripts, fetch files, hold pages of HTML, and take an hour to draw.  Ours may have
 * shapes, groups, gradients and clips (SVG 2, chapters 5, 9, 10, 14), and nothing that leads out of
 * the file.  Words are refused too: in which face they are drawn is left to the computer.
 */

#define NS_SVG "http://www.w3.org/2000/svg"

static const char *const elements[] = {
	"svg",
	"g",
	"defs",
	"title",
	"desc",
	"metadata",
	"path",
	"rect",
	"circle",
	"line",
	"ellipse",
	"polygon",
	"polyline",
	"linearGradient",
	"radialGradient",
	"stop",
	"clipPath",
	"style",
	NULL,
};

/* What editors write of their own besides; it draws nothing. */
static const char *const editors[] = {"inkscape", "sodipodi", NULL};

/* Properties whose cost has no bound: a dash of a millionth over the whole picture. */
static const char *const costly[] = {"stroke-dasharray", "filter", "mask", "marker", NULL};

typedef struct {
	const OtXml *xml;
	OtFindings *findings;
	guint n_elements;
	bool good;
} Scan;

static void G_GNUC_PRINTF(4, 5)
refuse(Scan *scan, const xmlNode *node, OtCode code, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	ot_findings_add(scan->findings, code, ot_xml_where(scan->xml, node), "%s", message);
	scan->good = false;
}

static bool
is_listed(const char *const *names, const char *name)
{
	return g_strv_contains(names, name);
}

static bool
is_svg(const xmlNode *node)
{
	return node->ns != NULL && strcmp((const char *) node->ns->href, NS_SVG) == 0;
}

static bool
is_of_editor(const xmlNode *node)
{
	for (size_t i = 0; node->ns != NULL && editors[i] != NULL; i++)
		if (strstr((const char *) node->ns->href, editors[i]) != NULL)
			return true;
	return false;
}

/*
 * Every url() leads to an id of the file itself; a backslash could hide one (CSS Syntax 3, 4.3.7).
 */
static bool
leads_out(const char *text)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);

	if (strchr(lower, '\\') != NULL || strstr(lower, "@import") != NULL ||
	    strstr(lower, "image(") != NULL || strstr(lower, "image-set(") != NULL ||
	    strstr(lower, "javascript:") != NULL)
		return true;
	for (const char *at = lower; (at = strstr(at, "url(")) != NULL;) {
		at += strlen("url(");
		at += strspn(at, " \t\r\n\"'");
		if (*at != '#')
			return true;
	}
	return false;
}

static const char *
find_costly(const char *text)
{
	for (size_t i = 0; costly[i] != NULL; i++)
		if (strstr(text, costly[i]) != NULL)
			return costly[i];
	return NULL;
}

static void
check_text(Scan *scan, const xmlNode *node, const char *name, const char *text)
{
	const char *property = find_costly(text);

	if (leads_out(text))
		refuse(scan, node, OT_CODE_LOGO_ACTIVE, "\"%s\" of <%s> leads out of the logo",
		       name, node->name);
	else if (property != NULL)
		refuse(scan, node, OT_CODE_LOGO_ACTIVE,
		       "\"%s\" of <%s> has %s, which a logo can't have", name, node->name,
		       property);
}

static void
check_attribute(Scan *scan, const xmlNode *node, const xmlAttr *attr)
{
	const char *name = (const char *) attr->name;
	xmlChar *content = xmlNodeListGetString(node->doc, attr->children, 1);
	const char *value = content != NULL ? (const char *) content : "";

	if (g_ascii_strncasecmp(name, "on", 2) == 0)
		refuse(scan, node, OT_CODE_LOGO_ACTIVE, "<%s> has the script \"%s\"", node->name,
		       name);
	else if (strcmp(name, "base") == 0)
		refuse(scan, node, OT_CODE_LOGO_ACTIVE, "<%s> has a base for addresses",
		       node->name);
	else if ((strcmp(name, "href") == 0 || strcmp(name, "src") == 0) && *value != '#')
		refuse(scan, node, OT_CODE_LOGO_ACTIVE, "<%s> leads out of the logo", node->name);
	else if (find_costly(name) != NULL && strcmp(value, "none") != 0)
		refuse(scan, node, OT_CODE_LOGO_ACTIVE, "<%s> has %s, which a logo can't have",
		       node->name, name);
	else
		check_text(scan, node, name, value);
	xmlFree(content);
}

static void
check_element(Scan *scan, const xmlNode *node)
{
	const char *name = (const char *) node->name;

	if (strcmp(name, "text") == 0 || strcmp(name, "tspan") == 0)
		refuse(scan, node, OT_CODE_LOGO_WORDS, "the logo has words as text");
	else if (!is_svg(node) || !is_listed(elements, name))
		refuse(scan, node, OT_CODE_LOGO_ACTIVE, "<%s> can't stand in a logo", name);
	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
		check_attribute(scan, node, attr);
	if (strcmp(name, "style") != 0)
		return;
	xmlChar *sheet = xmlNodeGetContent(node);
	check_text(scan, node, "style", sheet != NULL ? (const char *) sheet : "");
	xmlFree(sheet);
}

/* What stands in metadata, or is of an editor, draws nothing and is passed over. */
static const xmlNode *
next_node(const xmlNode *node, bool into)
{
	if (into && node->children != NULL)
		return node->children;
	while (node != NULL && node->next == NULL)
		node = node->parent != NULL && node->parent->type == XML_ELEMENT_NODE ? node->parent
		                                                                      : NULL;
	return node != NULL ? node->next : NULL;
}

static void
check_tree(Scan *scan, const xmlNode *root)
{
	const xmlNode *node = root;

	while (node != NULL && scan->good) {
		bool passed = node->type == XML_ELEMENT_NODE && is_of_editor(node);
		if (node->type == XML_PI_NODE)
			refuse(scan, node, OT_CODE_LOGO_ACTIVE, "<?%s?> can't stand in a logo",
			       node->name);
		if (node->type == XML_ELEMENT_NODE && ++scan->n_elements > OT_LIMIT_LOGO_ELEMENTS)
			refuse(scan, node, OT_CODE_LOGO_LIMIT, "the logo has more than %u elements",
			       OT_LIMIT_LOGO_ELEMENTS);
		else if (node->type == XML_ELEMENT_NODE && !passed)
			check_element(scan, node);
		passed = passed || (is_svg(node) && ot_xml_is(node, "metadata"));
		node = next_node(node, node->type == XML_ELEMENT_NODE && !passed);
	}
}

/*
 * --- its measures
 * ---------------------------------------------------------------------------------
 */

/*
 * The edges of the picture in its own units; a number beyond this draws nothing that can be seen.
 */
#define MOST_UNITS 1e6

static bool
read_measure(const char *text, double *number)
{
	char *end;

	*number = text != NULL ? g_ascii_strtod(text, &end) : 0;
	return text != NULL && end != text && isfinite(*number) && *number > 0 &&
	       *number <= MOST_UNITS && *end != '%';
}

static bool
read_view_box(const char *text, double *ratio)
{
	g_auto(GStrv) parts = g_strsplit_set(text, " ,\t\r\n", -1);
	double numbers[4];
	size_t n = 0;

	for (char **part = parts; *part != NULL; part++) {
		char *end;
		if (**part == '\0')
			continue;
		if (n == 4)
			return false;
		numbers[n] = g_ascii_strtod(*part, &end);
		if (*end != '\0' || !isfinite(numbers[n]) || fabs(numbers[n]) > MOST_UNITS)
			return false;
		n++;
	}
	if (n != 4 || numbers[2] <= 0 || numbers[3] <= 0)
		return false;
	*ratio = numbers[2] / numbers[3];
	return true;
}

static bool
read_ratio(const xmlNode *root, double *ratio)
{
	const char *box = ot_xml_attr(root, "viewBox");
	double width, height;

	if (box != NULL)
		return read_view_box(box, ratio);
	if (!read_measure(ot_xml_attr(root, "width"), &width) ||
	    !read_measure(ot_xml_attr(root, "height"), &height))
		return false;
	*ratio = width / height;
	return true;
}

bool
ot_logo_check_svg(GBytes *bytes, const char *path, double *ratio, OtFindings *findings)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autoptr(OtXml) xml = ot_xml_parse(data, len, path, findings);

	if (xml == NULL)
		return false;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	Scan scan = {.xml = xml, .findings = findings, .good = true};
	if (!is_svg(root) || !ot_xml_is(root, "svg"))
		refuse(&scan, root, OT_CODE_LOGO_KIND,
		       "the logo is not an SVG: it starts with <%s>", root->name);
	else if (!read_ratio(root, ratio))
		refuse(&scan, root, OT_CODE_LOGO_LIMIT,
		       "the logo has no viewBox, or no width and height, of sensible numbers");
	check_tree(&scan, root);
	return scan.good;
}
