/* SPDX-License-Identifier: MIT */
#include "xml/schema.h"

#include "base/error.h"
#include "base/suggest.h"
#include "xml/repair.h"
#include "xml/schema-check.h"

#include <libxml/xmlschemas.h>
#include <string.h>

/* From 2.12 on libxml2 hands its errors out as constants. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *ErrorOfLibxml;
#else
typedef xmlError *ErrorOfLibxml;
#endif

/* Rounds of repair: so many mistakes within one and the same element are told apart. */
#define MOST_ROUNDS 12
/* Bytes that all rounds may read together; a file over this is read in one round. */
#define MOST_BYTES (16u << 20)
/* Verdicts of libxml2 that are kept in one round. */
#define MOST_VERDICTS 4000

struct OtSchema {
	GPtrArray *files; /* of OtXml *: the schema and what it imports */
	xmlSchema *compiled;
	OtSchemaModel *model;
};

/* One verdict of libxml2.  Of its sentence only the names are used. */
typedef struct {
	int code;
	xmlNode *node;
	char *sentence;
} Verdict;

typedef struct {
	const OtSchemaModel *model;
	xmlNode *root;
	GArray *verdicts; /* of Verdict, of this round */
	GArray *mistakes; /* of OtMistake */
	OtRepairs *repairs;
	GHashTable *told; /* "node attribute": so that one mistake is said once */
	bool is_valid;    /* libxml2 objected to nothing */
} Check;

/* The first line that the compiler objects to. */
static void
note_line(void *user_data, ErrorOfLibxml verdict)
{
	int *line = user_data;
	if (*line == 0)
		*line = MAX(verdict->line, 1);
}

static OtXml *
read_file(const char *path, GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	OtXml *xml = ot_xml_read_data(path, findings, error);

	if (xml == NULL && ot_findings_count(findings) > 0) {
		const OtFinding *finding = ot_findings_get(findings, 0);
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "the schema %s can't be used: line %d: %s", path, finding->where.line,
		            finding->message);
	}
	return xml;
}

static bool
read_files(OtSchema *schema, const char *path, GError **error)
{
	OtXml *xml = read_file(path, error);
	if (xml == NULL)
		return false;
	g_ptr_array_add(schema->files, xml);

	xmlDoc *doc = ot_xml_doc(xml);
	/*
	 * libxml2 looks for imported schemas beside this address.  Only as a URI does a path with
	 * blanks or other signs mean the same to all its versions.
	 */
	g_autofree char *full = g_canonicalize_filename(path, NULL);
	g_autofree char *uri = g_filename_to_uri(full, NULL, error);
	if (uri == NULL)
		return false;
	doc->URL = xmlStrdup((const xmlChar *) uri);
	g_autofree char *folder = g_path_get_dirname(path);
	xmlNode *root = xmlDocGetRootElement(doc);

	for (xmlNode *node = ot_xml_child(root, "import"); node != NULL;
	     node = ot_xml_next(node, "import")) {
		const char *location = ot_xml_attr(node, "schemaLocation");
		if (location == NULL)
			continue;
		g_autofree char *beside = g_build_filename(folder, location, NULL);
		OtXml *imported = read_file(beside, error);
		if (imported == NULL)
			return false;
		g_ptr_array_add(schema->files, imported);
	}
	return true;
}

static bool
compile(OtSchema *schema, const char *path, GError **error)
{
	int line = 0;
	xmlSchemaParserCtxt *ctxt =
		xmlSchemaNewDocParserCtxt(ot_xml_doc(g_ptr_array_index(schema->files, 0)));

	xmlSchemaSetParserStructuredErrors(ctxt, note_line, &line);
	schema->compiled = xmlSchemaParse(ctxt);
	xmlSchemaFreeParserCtxt(ctxt);
	if (schema->compiled == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "%s is not a valid XML Schema: see its line %d", path, line);
	return schema->compiled != NULL;
}

OtSchema *
ot_schema_load(const char *path, GError **error)
{
	g_autoptr(OtSchema) schema = g_new0(OtSchema, 1);

	schema->files = g_ptr_array_new_with_free_func((GDestroyNotify) ot_xml_free);
	if (!read_files(schema, path, error) || !compile(schema, path, error))
		return NULL;

	g_autofree xmlDoc **docs = g_new(xmlDoc *, schema->files->len);
	for (guint i = 0; i < schema->files->len; i++)
		docs[i] = ot_xml_doc(g_ptr_array_index(schema->files, i));
	schema->model = ot_schema_model_new(docs, schema->files->len);
	return g_steal_pointer(&schema);
}

void
ot_schema_free(OtSchema *schema)
{
	if (schema == NULL)
		return;
	ot_schema_model_free(schema->model);
	/* The compiled schema points into the files. */
	xmlSchemaFree(schema->compiled);
	g_ptr_array_unref(schema->files);
	g_free(schema);
}

const OtSchemaModel *
ot_schema_model(const OtSchema *schema)
{
	return schema->model;
}

static void
note_verdict(void *user_data, ErrorOfLibxml verdict)
{
	Check *check = user_data;
	xmlNode *node = verdict->node;

	/* References that lead nowhere come without their node. */
	if (node == NULL)
		node = check->root;
	if (node->type == XML_ATTRIBUTE_NODE)
		node = node->parent;
	/* What is filled in for the time of the check is nobody's mistake. */
	if (check->verdicts->len >= MOST_VERDICTS || ot_repairs_added(node))
		return;
	const Verdict copy = {verdict->code, node, g_strdup(verdict->message)};
	g_array_append_val(check->verdicts, copy);
}

static void
clear_verdict(void *data)
{
	g_free(((Verdict *) data)->sentence);
}

/* The names in "Expected is one of ( {urn:x}a, {urn:x}b )", without their namespaces. */
static char **
expected_names(const char *sentence)
{
	GPtrArray *names = g_ptr_array_new();
	const char *list = g_strrstr(sentence, "Expected is ");

	list = list != NULL ? strchr(list, '(') : NULL;
	if (list != NULL) {
		g_auto(GStrv) parts = g_strsplit_set(list + 1, " ,()\n", -1);
		for (size_t i = 0; parts[i] != NULL; i++) {
			const char *brace = strrchr(parts[i], '}');
			const char *name = brace != NULL ? brace + 1 : parts[i];
			if (*name != '\0' && *name != '.' && *name != '#')
				g_ptr_array_add(names, g_strdup(name));
		}
	}
	g_ptr_array_add(names, NULL);
	return (char **) g_ptr_array_free(names, FALSE);
}

/* The attribute in "Element '{urn:x}a', attribute 'b': ..." or "The attribute 'b' ...", or NULL. */
static char *
attribute_name(const Verdict *verdict)
{
	static const char xml_namespace[] = "{http://www.w3.org/XML/1998/namespace}";
	const char *name;

	if (verdict->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4) {
		name = g_strrstr(verdict->sentence, "The attribute '");
		name = name != NULL ? name + strlen("The attribute '") : NULL;
	} else {
		const xmlNode *node = verdict->node;
		const char *uri = node->ns != NULL ? (const char *) node->ns->href : NULL;
		g_autofree char *start = g_strdup_printf(
			"Element '%s%s%s%s', attribute '", uri != NULL ? "{" : "",
			uri != NULL ? uri : "", uri != NULL ? "}" : "", node->name);
		name = g_str_has_prefix(verdict->sentence, start)
		               ? verdict->sentence + strlen(start)
		               : NULL;
	}
	if (name == NULL)
		return NULL;
	bool of_xml = g_str_has_prefix(name, xml_namespace);
	if (of_xml)
		name += strlen(xml_namespace);
	const char *end = strchr(name, '\'');
	g_autofree char *local = g_strndup(name, end != NULL ? (gsize) (end - name) : strlen(name));
	return g_strconcat(of_xml ? "xml:" : "", local, NULL);
}

/* True the first time that it is asked about this attribute, or "" for the element's content. */
static bool
is_news(Check *check, const xmlNode *node, const char *attr)
{
	return g_hash_table_add(check->told, g_strdup_printf("%p %s", (const void *) node, attr));
}

static OtMistake *
add_mistake(Check *check, OtMistakeKind kind, const xmlNode *node)
{
	OtMistake *mistake = ot_mistake_add(check->mistakes, kind, node);

	mistake->decl = ot_schema_model_decl(check->model, node);
	mistake->type = ot_schema_model_type(check->model, mistake->decl);
	return mistake;
}

static void
judge_unknown_attr(Check *check, const Verdict *verdict)
{
	g_autofree char *name = attribute_name(verdict);
	if (name == NULL || !is_news(check, verdict->node, name))
		return;

	OtMistake *mistake = add_mistake(check, OT_MISTAKE_ATTR_UNKNOWN, verdict->node);
	g_autoptr(GPtrArray) absent = g_ptr_array_new();
	for (guint i = 0; mistake->type != NULL && i < mistake->type->attrs->len; i++) {
		const OtAttrDecl *attr = &g_array_index(mistake->type->attrs, OtAttrDecl, i);
		if (ot_xml_attr(verdict->node, attr->name) == NULL)
			g_ptr_array_add(absent, (void *) attr->name);
	}
	const char *meant = strcmp(name, "lang") == 0 ? "xml:lang" : NULL;
	if (meant == NULL && strchr(name, ':') == NULL)
		meant = ot_nearest_name(name, (const char *const *) absent->pdata, absent->len);
	mistake->suggestion = g_strdup(meant);
	/* The attribute that was meant is then not missing as well. */
	if (mistake->suggestion != NULL)
		is_news(check, verdict->node, mistake->suggestion);
	mistake->name = g_steal_pointer(&name);
}

static void
judge_value(Check *check, const Verdict *verdict)
{
	g_autofree char *name = attribute_name(verdict);
	if (!is_news(check, verdict->node, name != NULL ? name : ""))
		return;

	OtMistake *mistake = add_mistake(check, OT_MISTAKE_VALUE, verdict->node);
	xmlChar *content = NULL;
	if (name != NULL) {
		const OtAttrDecl *attr =
			mistake->type != NULL ? ot_complex_type_attr(mistake->type, name) : NULL;
		mistake->decl = attr != NULL ? attr->decl : NULL;
		const char *local = g_str_has_prefix(name, "xml:") ? name + 4 : name;
		content = xmlGetProp(verdict->node, (const xmlChar *) local);
	} else {
		content = xmlNodeGetContent(verdict->node);
	}
	mistake->value = g_strdup(content != NULL ? (const char *) content : "");
	xmlFree(content);
	if (verdict->code == XML_SCHEMAV_CVC_MAXLENGTH_VALID)
		mistake->kind = OT_MISTAKE_LONG;
	else if (*g_strstrip(mistake->value) == '\0')
		mistake->kind = OT_MISTAKE_EMPTY;
	mistake->name = g_steal_pointer(&name);
}

static void
judge_missing_attr(Check *check, const Verdict *verdict)
{
	g_autofree char *name = attribute_name(verdict);
	if (name == NULL || !is_news(check, verdict->node, name))
		return;

	OtMistake *mistake = add_mistake(check, OT_MISTAKE_ATTR_MISSING, verdict->node);
	const OtAttrDecl *attr =
		mistake->type != NULL ? ot_complex_type_attr(mistake->type, name) : NULL;
	mistake->decl = attr != NULL ? attr->decl : NULL;
	mistake->name = g_steal_pointer(&name);
}

static void
judge_content(Check *check, const Verdict *verdict, OtMistakeKind kind)
{
	if (is_news(check, verdict->node, kind == OT_MISTAKE_TEXT ? "#text" : ""))
		add_mistake(check, kind, verdict->node);
}

/* Verdicts on one element or attribute, in the last round. */
static void
judge_detail(Check *check, const Verdict *verdict)
{
	switch (verdict->code) {
	case XML_SCHEMAV_ELEMENT_CONTENT:
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
	case XML_SCHEMAV_CVC_TYPE_3_1_2:
		/* judged before */
		break;
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
		judge_missing_attr(check, verdict);
		break;
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
		judge_content(check, verdict, OT_MISTAKE_NOT_EMPTY);
		break;
	case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
		judge_content(check, verdict, OT_MISTAKE_TEXT);
		break;
	case XML_SCHEMAV_CVC_IDC:
		/* ot_references_check() says these, with the id that was meant. */
		if (!ot_schema_model_has_ids(check->model))
			judge_content(check, verdict, OT_MISTAKE_OTHER);
		break;
	case XML_SCHEMAV_CVC_ELT_1:
		add_mistake(check, OT_MISTAKE_ROOT, verdict->node);
		break;
	default:
		if (verdict->code >= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 &&
		    verdict->code <= XML_SCHEMAV_CVC_ENUMERATION_VALID)
			judge_value(check, verdict);
		else
			judge_content(check, verdict, OT_MISTAKE_OTHER);
		break;
	}
}

static void
judge_details(Check *check)
{
	/* First what explains other verdicts on the same element away. */
	for (guint i = 0; i < check->verdicts->len; i++) {
		const Verdict *verdict = &g_array_index(check->verdicts, Verdict, i);
		if (verdict->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1 ||
		    verdict->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2)
			judge_unknown_attr(check, verdict);
		else if (verdict->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2 ||
		         verdict->code == XML_SCHEMAV_CVC_TYPE_3_1_2)
			judge_content(check, verdict, OT_MISTAKE_NOT_TEXT);
	}
	for (guint i = 0; i < check->verdicts->len; i++)
		judge_detail(check, &g_array_index(check->verdicts, Verdict, i));
}

/* One round: ask libxml2, repair what is out of place.  False where nothing was repaired. */
static bool
run_round(Check *check, const OtSchema *schema, xmlDoc *doc)
{
	bool repaired = false;
	xmlSchemaValidCtxt *ctxt = xmlSchemaNewValidCtxt(schema->compiled);

	g_array_set_size(check->verdicts, 0);
	xmlSchemaSetValidStructuredErrors(ctxt, note_verdict, check);
	check->is_valid = xmlSchemaValidateDoc(ctxt, doc) == 0;
	xmlSchemaFreeValidCtxt(ctxt);
	for (guint i = 0; i < check->verdicts->len; i++) {
		const Verdict *verdict = &g_array_index(check->verdicts, Verdict, i);
		if (verdict->code != XML_SCHEMAV_ELEMENT_CONTENT)
			continue;
		g_auto(GStrv) expected = expected_names(verdict->sentence);
		bool is_missing = strstr(verdict->sentence, "Missing child element") != NULL;
		/* An earlier repair may have taken the element out. */
		if (ot_repairs_holds(check->repairs, verdict->node))
			continue;
		if (is_missing)
			ot_repair_missing(check->repairs, verdict->node, expected, check->mistakes);
		else
			ot_repair_unexpected(check->repairs, verdict->node, expected,
			                     check->mistakes);
		repaired = true;
	}
	return repaired;
}

bool
ot_schema_check(const OtSchema *schema, const OtXml *xml, OtFindings *findings)
{
	xmlDoc *doc = ot_xml_doc(xml);
	size_t len;
	ot_xml_bytes(xml, &len);
	int most_rounds = (int) CLAMP(MOST_BYTES / MAX(len, 1), 1, MOST_ROUNDS);
	Check check = {
		.model = schema->model,
		.root = xmlDocGetRootElement(doc),
		.verdicts = g_array_new(FALSE, FALSE, sizeof(Verdict)),
		.mistakes = ot_mistakes_new(),
		.repairs = ot_repairs_new(schema->model),
		.told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};

	g_array_set_clear_func(check.verdicts, clear_verdict);
	for (int round = 0; round < most_rounds; round++)
		if (!run_round(&check, schema, doc))
			break;
	judge_details(&check);
	if (ot_schema_model_has_ids(schema->model))
		ot_references_check(schema->model, check.root,
		                    ot_repairs_excused(check.repairs), check.mistakes);
	/* "Valid" is only said where libxml2 agrees. */
	if (!check.is_valid && check.mistakes->len == 0)
		add_mistake(&check, OT_MISTAKE_OTHER, check.root);
	ot_repairs_undo(check.repairs);
	ot_mistakes_say(check.mistakes, schema->model, xml, findings);

	bool is_valid = check.mistakes->len == 0;
	ot_repairs_free(check.repairs);
	g_hash_table_unref(check.told);
	g_array_unref(check.mistakes);
	g_array_unref(check.verdicts);
	return is_valid;
}
