/* SPDX-License-Identifier: MIT */
#include "xml/read.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "xml/scan.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

struct OtXml {
	char *name;
	char *bytes; /* as UTF-8, ended with a NUL */
	size_t len;
	char *memory; /* which they are in */
	xmlDoc *doc;
	GArray *starts; /* of guint32, offsets of the start tags; node->_private is the index + 1 */
	OtXmlPosition *positions; /* of the same; made when one is asked for first */
};

static OtWhere
start_of(const char *name)
{
	return (OtWhere){.file = name, .line = 1, .column = 1};
}

static bool
convert(OtXml *xml, const char *bytes, size_t len, const char *encoding, OtFindings *findings)
{
	xml->bytes = g_convert(bytes, (gssize) len, "UTF-8", encoding, NULL, &xml->len, NULL);
	if (xml->bytes == NULL)
		ot_findings_add(findings, OT_CODE_XML_ENCODING, start_of(xml->name),
		                "the file says that it is %s, but its bytes are not", encoding);
	g_free(xml->memory);
	xml->memory = xml->bytes;
	return xml->bytes != NULL;
}

/* The encoding that the XML declaration names, or NULL; free with g_free(). */
static char *
declared_encoding(const char *bytes, size_t len)
{
	g_autofree char *head = g_strndup(bytes, MIN(len, 200));

	if (!g_str_has_prefix(head, "<?xml"))
		return NULL;
	char *end = strstr(head, "?>");
	if (end == NULL)
		return NULL;
	*end = '\0';
	char *found = strstr(head, "encoding");
	if (found == NULL)
		return NULL;
	found += strcspn(found, "\"'");
	return *found != '\0' ? g_strndup(found + 1, strcspn(found + 1, "\"'")) : NULL;
}

/* The first byte that is not UTF-8, or NULL. */
static const char *
find_bad_byte(const char *c, const char *end)
{
	while (c < end) {
		guint64 word = G_MAXUINT64;
		if (end - c >= (gssize) sizeof word)
			memcpy(&word, c, sizeof word);
		if ((word & G_GUINT64_CONSTANT(0x8080808080808080)) == 0) {
			c += sizeof word;
		} else if ((guint8) *c < 0x80) {
			c++;
		} else {
			/* What is wrong or cut off is -1 or -2. */
			if ((gint32) g_utf8_get_char_validated(c, (gssize) (end - c)) < 0)
				return c;
			c = g_utf8_next_char(c);
		}
	}
	return NULL;
}

static bool
take_utf8(OtXml *xml, char *bytes, size_t len, OtFindings *findings)
{
	const char *bad = find_bad_byte(bytes, bytes + len);

	if (bad != NULL) {
		OtWhere where = start_of(xml->name);
		for (const char *b = bytes; b < bad; b++) {
			where.column = *b == '\n' ? 1 : where.column + ((*b & 0xC0) != 0x80);
			where.line += *b == '\n';
		}
		ot_findings_add(findings, OT_CODE_XML_ENCODING, where,
		                "the byte %02X is not UTF-8 text", (unsigned char) *bad);
		return false;
	}
	xml->bytes = bytes;
	xml->len = len;
	return true;
}

/* Take what was read as UTF-8; false with a finding. */
static bool
decode(OtXml *xml, size_t len, OtFindings *findings)
{
	static const char *const known[] = {"ISO-8859-1", "ISO-8859-15", "WINDOWS-1252"};
	char *bytes = xml->memory;

	if (len >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
		return convert(xml, bytes, len, "UTF-16", findings);
	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		return take_utf8(xml, bytes + 3, len - 3, findings);

	g_autofree char *encoding = declared_encoding(bytes, len);
	if (encoding == NULL || g_ascii_strcasecmp(encoding, "UTF-8") == 0 ||
	    g_ascii_strcasecmp(encoding, "US-ASCII") == 0)
		return take_utf8(xml, bytes, len, findings);
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_ascii_strcasecmp(encoding, known[i]) == 0)
			return convert(xml, bytes, len, known[i], findings);
	ot_findings_add(findings, OT_CODE_XML_ENCODING, start_of(xml->name),
	                "the file says that its encoding is %s, which is not read", encoding);
	return false;
}

/* The mistakes that the pre-scan leaves to libxml2, in words. */
static const char *
explain(int code)
{
	switch (code) {
	case XML_ERR_ATTRIBUTE_REDEFINED:
		return "an attribute stands twice in one tag";
	case XML_NS_ERR_UNDEFINED_NAMESPACE:
		return "a name has a prefix that no xmlns: attribute declares";
	case XML_ERR_INVALID_CHARREF:
	case XML_ERR_INVALID_HEX_CHARREF:
	case XML_ERR_INVALID_DEC_CHARREF:
	case XML_ERR_INVALID_CHAR:
		return "a reference such as &#11; names a character that XML forbids";
	case XML_ERR_HYPHEN_IN_COMMENT:
		return "a comment has two hyphens together";
	case XML_ERR_XMLDECL_NOT_STARTED:
	case XML_ERR_RESERVED_XML_NAME:
		return "<?xml ...?> may only stand at the very beginning";
	case XML_ERR_MISPLACED_CDATA_END:
		return "]]> stands in a text; write ]]&gt; instead";
	default:
		return "the XML is broken here";
	}
}

/*
 * The bytes are UTF-8 and stay where they are; what reads from memory otherwise would copy them
 * twice, once as bytes and once as what they are decoded to.
 */
static xmlDoc *
parse_in_place(xmlParserCtxt *ctxt, const OtXml *xml)
{
	xmlDoc *doc;

	if (inputPush(ctxt, xmlNewStringInputStream(ctxt, (const xmlChar *) xml->bytes)) >= 0)
		xmlParseDocument(ctxt);
	doc = ctxt->myDoc;
	ctxt->myDoc = NULL;
	return doc;
}

static xmlDoc *
parse_with_libxml(const OtXml *xml, bool is_data, OtFindings *findings)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	                    XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT |
	                    (is_data ? XML_PARSE_NOBLANKS : 0);
	xmlParserCtxt *ctxt = xmlNewParserCtxt();
	xmlCtxtUseOptions(ctxt, options);
	xmlDoc *doc = parse_in_place(ctxt, xml);
	const xmlError *mistake = xmlCtxtGetLastError(ctxt);

	/* An undeclared prefix is only a warning to libxml2; here it would lose an element. */
	if (doc == NULL || !ctxt->nsWellFormed || !ctxt->wellFormed) {
		OtWhere where = {.file = xml->name};
		if (mistake != NULL) {
			where.line = mistake->line;
			where.column = mistake->int2;
		}
		ot_findings_add(findings, OT_CODE_XML_MALFORMED, where, "%s",
		                explain(mistake != NULL ? mistake->code : 0));
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(ctxt);
	return doc;
}

static void
number_elements(xmlDoc *doc)
{
	size_t n = 0;

	for (xmlNode *node = xmlDocGetRootElement(doc); node != NULL; node = ot_xml_after(node))
		if (node->type == XML_ELEMENT_NODE)
			node->_private = GSIZE_TO_POINTER(++n);
}

static bool
is_blank(const char *bytes, size_t len)
{
	while (len > 0 && strchr(" \t\r\n", bytes[len - 1]) != NULL && bytes[len - 1] != '\0')
		len--;
	return len == 0;
}

static bool
parse(OtXml *xml, size_t len, const char *without, bool is_data, OtFindings *findings)
{
	const char *bytes = xml->memory;

	if (is_blank(bytes, len)) {
		ot_findings_add(findings, OT_CODE_XML_EMPTY, (OtWhere){.file = xml->name},
		                "there is nothing in the file");
		return false;
	}
	if (len >= 4 && memcmp(bytes, "PK\3\4", 4) == 0) {
		ot_findings_add(findings, OT_CODE_XML_ARCHIVE, start_of(xml->name),
		                "this is a zip archive, such as a Word or Excel file, and not XML");
		return false;
	}
	if (!decode(xml, len, findings) ||
	    !ot_xml_scan(xml->bytes, xml->len, xml->name, without, xml->starts, findings))
		return false;
	xml->doc = parse_with_libxml(xml, is_data, findings);
	if (xml->doc == NULL)
		return false;
	number_elements(xml->doc);
	return true;
}

/* `memory` belongs to it, and has a NUL after the last byte, so that string functions can look. */
static OtXml *
new_xml(const char *name, char *memory)
{
	OtXml *xml = g_new0(OtXml, 1);

	xml->name = g_strdup(name);
	xml->memory = memory;
	xml->starts = g_array_new(FALSE, FALSE, sizeof(guint32));
	return xml;
}

OtXml *
ot_xml_parse(const char *bytes, size_t len, const char *name, OtFindings *findings)
{
	char *copy = g_malloc(len + 1);

	memcpy(copy, bytes, len);
	copy[len] = '\0';
	g_autoptr(OtXml) xml = new_xml(name, copy);
	return parse(xml, len, NULL, false, findings) ? g_steal_pointer(&xml) : NULL;
}

static OtXml *
read_path(const char *path, const char *without, bool is_data, OtFindings *findings,
          GError **error)
{
	const char *name = strcmp(path, "-") == 0 ? "(standard input)" : path;
	GBytes *bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	size_t len;

	if (bytes == NULL)
		return NULL;
	/* They are ours alone, so that they stay where they are. */
	g_autoptr(OtXml) xml = new_xml(name, g_bytes_unref_to_data(bytes, &len));
	return parse(xml, len, without, is_data, findings) ? g_steal_pointer(&xml) : NULL;
}

OtXml *
ot_xml_read(const char *path, OtFindings *findings, GError **error)
{
	return read_path(path, NULL, false, findings, error);
}

OtXml *
ot_xml_read_data(const char *path, OtFindings *findings, GError **error)
{
	return read_path(path, NULL, true, findings, error);
}

OtXml *
ot_xml_read_without(const char *path, const char *without, OtFindings *findings, GError **error)
{
	return read_path(path, without, true, findings, error);
}

void
ot_xml_free(OtXml *xml)
{
	if (xml == NULL)
		return;
	/* Large pieces first: after the nodes, the heap would be tidied up for each of them. */
	g_free(xml->memory);
	g_array_unref(xml->starts);
	g_free(xml->positions);
	xmlFreeDoc(xml->doc);
	g_free(xml->name);
	g_free(xml);
}

xmlDoc *
ot_xml_doc(const OtXml *xml)
{
	return xml->doc;
}

const char *
ot_xml_name(const OtXml *xml)
{
	return xml->name;
}

const char *
ot_xml_bytes(const OtXml *xml, size_t *len)
{
	*len = xml->len;
	return xml->bytes;
}

/* Most files are never asked; several threads may be the first to ask. */
static const OtXmlPosition *
find_positions(const OtXml *xml)
{
	OtXmlPosition **place = (OtXmlPosition **) &xml->positions;
	OtXmlPosition *positions = g_atomic_pointer_get(place);

	if (positions != NULL)
		return positions;
	positions = g_new(OtXmlPosition, xml->starts->len);
	ot_xml_locate(xml->bytes, (const guint32 *) (void *) xml->starts->data, xml->starts->len,
	              positions);
	if (g_atomic_pointer_compare_and_exchange(place, NULL, positions))
		return positions;
	g_free(positions);
	return g_atomic_pointer_get(place);
}

OtWhere
ot_xml_where(const OtXml *xml, const xmlNode *node)
{
	OtWhere where = {.file = xml->name};

	if (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->parent;
	size_t index = node != NULL ? GPOINTER_TO_SIZE(node->_private) : 0;
	if (index > 0 && index <= xml->starts->len) {
		OtXmlPosition at = find_positions(xml)[index - 1];
		where.line = at.line;
		where.column = at.column;
	}
	return where;
}

/* Behind the start tag that begins here; one that is in a tree has its end. */
static const char *
skip_tag(const char *c)
{
	char quote = '\0';

	for (; quote != '\0' || *c != '>'; c++) {
		if (quote == '\0' && (*c == '"' || *c == '\''))
			quote = *c;
		else if (*c == quote)
			quote = '\0';
	}
	return c + 1;
}

OtWhere
ot_xml_where_line(const OtXml *xml, const xmlNode *node, size_t n_lines)
{
	size_t index = GPOINTER_TO_SIZE(node->_private);
	OtXmlPosition at;

	if (index == 0 || index > xml->starts->len)
		return (OtWhere){.file = xml->name};
	const char *c = skip_tag(xml->bytes + g_array_index(xml->starts, guint32, index - 1));
	for (; *c != '\0' && n_lines > 0; c++)
		n_lines -= *c == '\n';
	c += strspn(c, " \t\r");
	guint32 offset = (guint32) (c - xml->bytes);
	ot_xml_locate(xml->bytes, &offset, 1, &at);
	return (OtWhere){.file = xml->name, .line = at.line, .column = at.column};
}

const char *
ot_xml_attr(const xmlNode *node, const char *name)
{
	for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
		if (attr->ns != NULL || strcmp((const char *) attr->name, name) != 0)
			continue;
		/* Without entities an attribute holds one text, or nothing. */
		return attr->children != NULL ? (const char *) attr->children->content : "";
	}
	return NULL;
}

bool
ot_xml_is(const xmlNode *node, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *) node->name, name) == 0;
}

static xmlNode *
first_match(xmlNode *node, const char *name)
{
	while (node != NULL && (node->type != XML_ELEMENT_NODE ||
	                        (name != NULL && strcmp((const char *) node->name, name) != 0)))
		node = node->next;
	return node;
}

xmlNode *
ot_xml_child(const xmlNode *node, const char *name)
{
	return first_match(node->children, name);
}

char *
ot_xml_own_text(const xmlNode *node)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) &&
		    child->content != NULL)
			g_string_append(text, (const char *) child->content);
	return ot_text_fold(g_strdup(text->str));
}

xmlNode *
ot_xml_next(const xmlNode *node, const char *name)
{
	return first_match(node->next, name);
}

xmlNode *
ot_xml_after(const xmlNode *node)
{
	if (node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	while (node != NULL && node->next == NULL)
		node = node->parent != NULL && node->parent->type == XML_ELEMENT_NODE ? node->parent
		                                                                      : NULL;
	return node != NULL ? node->next : NULL;
}

void
ot_xml_strip_namespaces(xmlDoc *doc)
{
	for (xmlNode *node = xmlDocGetRootElement(doc); node != NULL; node = ot_xml_after(node))
		if (node->type == XML_ELEMENT_NODE)
			node->ns = NULL;
}
