/* SPDX-License-Identifier: MIT */
#include "document/plan.h"

#include "base/text.h"
#include "document/path.h"
#include "xml/source.h"
#include "xml/xpath.h"

#include <libxml/xpath.h>
#include <string.h>

/* Where an element may stand. */
typedef enum { STANDS_AS_BLOCK, STANDS_AS_INLINE, STANDS_AS_EITHER, STANDS_AS_PART } Stands;

typedef struct {
	const char *name;
	Stands stands;
	OtWithin within;
} ElementInfo;

static const ElementInfo elements[OT_N_ELEMENTS] = {
#define BLOCK(id, name, content) [OT_ELEMENT_##id] = {name, STANDS_AS_BLOCK, OT_WITHIN_##content},
#define INLINE(id, name, content) [OT_ELEMENT_##id] = {name, STANDS_AS_INLINE, OT_WITHIN_##content},
#define EITHER(id, name, content) [OT_ELEMENT_##id] = {name, STANDS_AS_EITHER, OT_WITHIN_##content},
#define PART(id, name, content) [OT_ELEMENT_##id] = {name, STANDS_AS_PART, OT_WITHIN_##content},
#include "document/template-elements.def"
#undef BLOCK
#undef INLINE
#undef EITHER
#undef PART
	[OT_ELEMENT_TEXT] = {"words", STANDS_AS_INLINE, OT_WITHIN_NOTHING},
};

static const struct {
	const char *name;
	OtReading reading;
	bool told;
} attributes[OT_N_ATTRS] = {
#define TOLD true
#define KEPT false
#define ATTR(id, name, reading, told) [OT_ATTR_##id] = {name, OT_READING_##reading, told},
#include "document/template-attributes.def"
#undef ATTR
#undef KEPT
#undef TOLD
};

/* One file being read into the plan. */
typedef struct {
	OtPlan *plan;
	const OtXml *xml;
	xmlXPathContext *compiler;
	GError **error;
} Reader;

OtPlan *
ot_plan_new(void)
{
	OtPlan *plan = g_new0(OtPlan, 1);

	plan->arena = ot_arena_new();
	plan->paths = g_ptr_array_new_with_free_func((GDestroyNotify) xmlXPathFreeCompExpr);
	plan->files = g_ptr_array_new_with_free_func((GDestroyNotify) ot_xml_free);
	plan->parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return plan;
}

void
ot_plan_free(OtPlan *plan)
{
	if (plan == NULL)
		return;
	g_hash_table_unref(plan->parts);
	g_ptr_array_unref(plan->files);
	g_ptr_array_unref(plan->paths);
	ot_arena_free(plan->arena);
	g_free(plan);
}

const char *
ot_element_name(OtElement element)
{
	return elements[element].name;
}

bool
ot_element_is_block(OtElement element)
{
	return elements[element].stands == STANDS_AS_BLOCK;
}

OtReading
ot_attr_reading(OtAttr attr)
{
	return attributes[attr].reading;
}

bool
ot_attr_is_told(OtAttr attr)
{
	return attributes[attr].told;
}

const char *
ot_attr_name(OtAttr attr)
{
	return attributes[attr].name;
}

const OtPlanAttr *
ot_plan_attr(const OtPlanNode *node, OtAttr attr)
{
	for (const OtPlanAttr *at = node->attrs; at != NULL; at = at->next)
		if (at->attr == attr)
			return at;
	return NULL;
}

const char *
ot_plan_words(const OtPlanNode *node, OtAttr attr)
{
	const OtPlanAttr *found = ot_plan_attr(node, attr);

	return found != NULL ? found->text : NULL;
}

const OtPlanPart *
ot_plan_part(const OtPlan *plan, const OtPlanNode *include)
{
	return g_hash_table_lookup(plan->parts, ot_plan_words(include, OT_ATTR_TEMPLATE));
}

void
ot_plan_fail(GError **error, const OtPlanNode *node, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	ot_source_fail(error, node->xml, node->origin, "%s", message);
}

/* --- attributes ---------------------------------------------------------------------------- */

static xmlXPathCompExpr *
compile_path(OtPlan *plan, xmlXPathContext *compiler, const char *path)
{
	xmlXPathCompExpr *compiled = xmlXPathCtxtCompile(compiler, (const xmlChar *) path);

	if (compiled != NULL)
		g_ptr_array_add(plan->paths, compiled);
	return compiled;
}

xmlXPathCompExpr *
ot_plan_compile(OtPlan *plan, const char *path)
{
	xmlXPathContext *compiler = xmlXPathNewContext(NULL);

	ot_xpath_silence(compiler);
	xmlXPathCompExpr *compiled = compile_path(plan, compiler, path);
	xmlXPathFreeContext(compiler);
	return compiled;
}

/* A path as a piece, or NULL with an error. */
static OtPiece *
read_path(Reader *reader, const OtPlanNode *node, const char *path)
{
	g_autofree char *problem = ot_path_check(path, NULL, NULL, NULL);
	OtPiece *piece = ot_arena_new_object(reader->plan->arena, OtPiece);

	piece->text = ot_arena_strdup(reader->plan->arena, path);
	if (problem == NULL)
		piece->path = compile_path(reader->plan, reader->compiler, path);
	if (piece->path != NULL)
		return piece;
	ot_plan_fail(reader->error, node, "path \"%s\" %s", path,
	             problem != NULL ? problem : "can't be read");
	return NULL;
}

/* Take the words up to the next path, with {{ and }} as braces; NULL at a single "}". */
static const char *
read_words(const char *at, GString *words)
{
	while (*at != '\0') {
		if (*at == '{' && at[1] != '{')
			break;
		if (*at == '}' && at[1] != '}')
			return NULL;
		g_string_append_c(words, *at);
		at += *at == '{' || *at == '}' ? 2 : 1;
	}
	return at;
}

static bool
read_pattern(Reader *reader, const OtPlanNode *node, const OtPlanAttr *attr, const OtPiece **end)
{
	OtArena *arena = reader->plan->arena;
	const char *name = attributes[attr->attr].name;

	for (const char *at = attr->text; *at != '\0';) {
		g_autoptr(GString) words = g_string_new(NULL);
		const char *brace = read_words(at, words);
		if (brace == NULL) {
			ot_plan_fail(reader->error, node,
			             "%s=\"%s\" has \"}\" without \"{\"; write }} for a brace",
			             name, attr->text);
			return false;
		}
		if (words->len > 0) {
			OtPiece *piece = ot_arena_new_object(arena, OtPiece);
			piece->text = ot_arena_strdup(arena, words->str);
			*end = piece;
			end = &piece->next;
		}
		if (*brace == '\0')
			break;
		const char *close = ot_text_closing_brace(brace + 1);
		if (close == NULL) {
			ot_plan_fail(reader->error, node,
			             "%s=\"%s\" has \"{\" without \"}\"; write {{ for a brace",
			             name, attr->text);
			return false;
		}
		g_autofree char *path = g_strndup(brace + 1, (size_t) (close - brace - 1));
		OtPiece *piece = read_path(reader, node, ot_text_fold(path));
		if (piece == NULL)
			return false;
		*end = piece;
		end = &piece->next;
		at = close + 1;
	}
	return true;
}

static bool
read_attr(Reader *reader, const OtPlanNode *node, OtPlanAttr *attr)
{
	switch (attributes[attr->attr].reading) {
	case OT_READING_WORDS:
		return true;
	case OT_READING_PATTERN:
		return read_pattern(reader, node, attr, &attr->pieces);
	case OT_READING_NODES:
	case OT_READING_TEST:
	case OT_READING_VALUE:
		attr->pieces = read_path(reader, node, attr->text);
		return attr->pieces != NULL;
	}
	return true;
}

static bool
read_attrs(Reader *reader, OtPlanNode *node, const xmlNode *origin)
{
	const OtPlanAttr **end = &node->attrs;

	for (const xmlAttr *at = origin->properties; at != NULL; at = at->next) {
		for (size_t i = 0; i < OT_N_ATTRS; i++) {
			if (strcmp(attributes[i].name, (const char *) at->name) != 0)
				continue;
			OtPlanAttr *attr = ot_arena_new_object(reader->plan->arena, OtPlanAttr);
			xmlChar *text = xmlNodeListGetString(origin->doc, at->children, 1);
			attr->attr = (OtAttr) i;
			attr->text = ot_arena_strdup(reader->plan->arena,
			                             text != NULL ? (const char *) text : "");
			xmlFree(text);
			*end = attr;
			end = &attr->next;
			if (!read_attr(reader, node, attr))
				return false;
		}
	}
	return true;
}

/* --- elements ------------------------------------------------------------------------------ */

static bool
read_content(Reader *reader, const xmlNode *parent, OtWithin within, const OtPlanNode **end);

static bool
find_element(const xmlNode *origin, OtElement *element)
{
	for (size_t i = 0; i < OT_ELEMENT_TEXT; i++)
		if (ot_xml_is(origin, elements[i].name)) {
			*element = (OtElement) i;
			return true;
		}
	return false;
}

/* The schema allows blocks and inlines in an <if>; what stands around it decides. */
static bool
check_place(Reader *reader, const OtPlanNode *node, OtWithin within)
{
	Stands stands = elements[node->element].stands;
	const char *name = elements[node->element].name;

	if (within == OT_WITHIN_BLOCKS && stands == STANDS_AS_INLINE) {
		if (node->element == OT_ELEMENT_TEXT)
			ot_plan_fail(reader->error, node,
			             "words stand here by themselves; put them into a <paragraph>");
		else
			ot_plan_fail(reader->error, node,
			             "<%s> stands here by itself; put it into a <paragraph>", name);
		return false;
	}
	if (within == OT_WITHIN_INLINES && stands == STANDS_AS_BLOCK) {
		ot_plan_fail(reader->error, node, "<%s> can't stand within a line of text", name);
		return false;
	}
	if (within == OT_WITHIN_FLOW && node->element == OT_ELEMENT_SECTION) {
		ot_plan_fail(reader->error, node, "<section> can't stand in an item or a cell");
		return false;
	}
	return true;
}

/* What the schema can't say of single elements. */
static bool
check_alone(Reader *reader, const OtPlanNode *node)
{
	const char *kind = ot_plan_words(node, OT_ATTR_KIND);
	bool chooses = g_strcmp0(kind, "choice") == 0;

	if (node->element == OT_ELEMENT_FIELD && chooses != (node->first != NULL)) {
		ot_plan_fail(reader->error, node,
		             chooses
		                     ? "a field of the kind \"choice\" needs <choice> within it"
		                     : "only a field of the kind \"choice\" has <choice> within "
		                       "it");
		return false;
	}
	if (node->element == OT_ELEMENT_CHOICE &&
	    (node->first == NULL) != (ot_plan_attr(node, OT_ATTR_PATH) != NULL)) {
		ot_plan_fail(reader->error, node, "<choice> has either words or a path");
		return false;
	}
	if (node->element == OT_ELEMENT_SECTION &&
	    g_strcmp0(ot_plan_words(node, OT_ATTR_ROLE), "cover") != 0 &&
	    (node->first == NULL || node->first->element != OT_ELEMENT_HEADING)) {
		ot_plan_fail(reader->error, node, "the section has no <heading>; only a section "
		             "with the role \"cover\" may do without");
		return false;
	}
	if (ot_plan_attr(node, OT_ATTR_REPEAT) != NULL &&
	    ot_plan_attr(node, OT_ATTR_EACH) != NULL) {
		ot_plan_fail(reader->error, node, "a row with \"repeat\" can't have \"each\" too: "
		             "people add its rows, not the specification");
		return false;
	}
	if (ot_plan_attr(node, OT_ATTR_REPEAT) != NULL && ot_xml_is(node->origin->parent, "head")) {
		ot_plan_fail(reader->error, node, "a row of the head can't repeat");
		return false;
	}
	if (node->element == OT_ELEMENT_ROW && ot_plan_attr(node, OT_ATTR_ROWS) != NULL &&
	    ot_plan_attr(node, OT_ATTR_REPEAT) == NULL) {
		ot_plan_fail(reader->error, node, "\"rows\" needs the attribute \"repeat\"");
		return false;
	}
	bool by_code = g_strcmp0(ot_plan_words(node, OT_ATTR_FORMAT), "code") == 0;
	bool list = ot_plan_attr(node, OT_ATTR_LIST) != NULL;
	if (node->element == OT_ELEMENT_VALUE && by_code != list) {
		ot_plan_fail(reader->error, node,
		             by_code ? "format=\"code\" needs the attribute \"list\""
		                     : "the attribute \"list\" needs format=\"code\"");
		return false;
	}
	return true;
}

static bool
read_element(Reader *reader, const xmlNode *origin, OtWithin within, OtPlanNode *node)
{
	node->xml = reader->xml;
	node->origin = origin;
	if (origin->type != XML_ELEMENT_NODE) {
		node->element = OT_ELEMENT_TEXT;
		node->text = ot_arena_strdup(reader->plan->arena, (const char *) origin->content);
		node->within = OT_WITHIN_NOTHING;
		return ot_text_is_blank(node->text) || check_place(reader, node, within);
	}
	if (!find_element(origin, &node->element)) {
		ot_plan_fail(reader->error, node, "<%s> is not an element of templates",
		             origin->name);
		return false;
	}
	node->within = elements[node->element].within;
	if (node->within == OT_WITHIN_SAME ||
	    (node->within == OT_WITHIN_PARTS && node->element == OT_ELEMENT_CHOOSE))
		node->within = within;
	return check_place(reader, node, within) && read_attrs(reader, node, origin) &&
	       read_content(reader, origin, node->within, &node->first) &&
	       check_alone(reader, node);
}

static bool
read_content(Reader *reader, const xmlNode *parent, OtWithin within, const OtPlanNode **end)
{
	for (const xmlNode *child = parent->children; child != NULL; child = child->next) {
		bool words = child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE;
		if (!words && child->type != XML_ELEMENT_NODE)
			continue;
		/* White space matters only between words. */
		if (words && within != OT_WITHIN_INLINES && within != OT_WITHIN_FLOW &&
		    ot_text_is_blank((const char *) child->content))
			continue;
		OtPlanNode *node = ot_arena_new_object(reader->plan->arena, OtPlanNode);
		if (!read_element(reader, child, within, node))
			return false;
		*end = node;
		end = &node->next;
	}
	return true;
}

bool
ot_plan_read(OtPlan *plan, const OtXml *xml, const xmlNode *body, const OtPlanNode **first,
             GError **error)
{
	Reader reader = {
		.plan = plan,
		.xml = xml,
		.compiler = xmlXPathNewContext(NULL),
		.error = error,
	};

	*first = NULL;
	ot_xpath_silence(reader.compiler);
	bool read = read_content(&reader, body, OT_WITHIN_BLOCKS, first);
	xmlXPathFreeContext(reader.compiler);
	return read;
}
