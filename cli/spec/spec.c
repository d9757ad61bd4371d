/* SPDX-License-Identifier: MIT */
#include "spec/spec.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "spec/checks.h"

#include <string.h>

#define FORMAT_NAME    "urn:outset:specification:"
#define FORMAT_VERSION "1"
#define ROOT           "specification"

struct OtSpec {
	OtXml *xml;
	GHashTable *ids; /* id to element, both owned by the tree */
	char *title;
};

/* A format of ours that people may confuse with a specification, by its namespace. */
static const char *
other_format(const char *uri)
{
	static const char *const known[][2] = {
		{"urn:outset:template:", "a template"},
		{"urn:outset:labels:", "a file of labels"},
		{"urn:outset:manifest:", "the manifest of a pack"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_str_has_prefix(uri, known[i][0]))
			return known[i][1];
	return NULL;
}

static void
report_root(const OtCheckSubject *subject, const char *uri)
{
	const char *name = (const char *) subject->root->name, *known = other_format(uri);
	static const char *const root = ROOT;
	OtFinding *finding;

	if (known != NULL)
		finding = ot_check_report(subject, OT_CODE_STR_ROOT, subject->root,
		                          "the file is %s and not a specification", known);
	else
		finding = ot_check_report(subject, OT_CODE_STR_ROOT, subject->root,
		                          "the file starts with <%.60s> and not with <" ROOT ">",
		                          name);
	if (known == NULL && ot_nearest_name(name, &root, 1) != NULL)
		ot_finding_advise(subject->findings, finding, "Did you mean <" ROOT ">?");
}

/*
 * Whether the file is a specification of a version that we know.  A file of another kind would give
 * hundreds of findings that say nothing.
 */
static bool
is_known_format(const OtCheckSubject *subject)
{
	const xmlNode *root = subject->root;
	const char *uri = root->ns != NULL ? (const char *) root->ns->href : "";
	const char *version = ot_xml_attr(root, "schema-version");

	if (!ot_xml_is(root, ROOT) || other_format(uri) != NULL) {
		report_root(subject, uri);
		return false;
	}
	if (strcmp(uri, OT_SPEC_NAMESPACE) != 0) {
		bool is_ours = g_str_has_prefix(uri, FORMAT_NAME);
		if (is_ours)
			ot_check_report(
				subject, OT_CODE_STR_VERSION, root,
				"the file is of version %.20s of the format, and this outset "
				"reads version " FORMAT_VERSION,
				uri + strlen(FORMAT_NAME));
		else if (*uri == '\0')
			ot_check_report(subject, OT_CODE_STR_VOCABULARY, root,
			                "<" ROOT "> has no xmlns attribute");
		else
			ot_check_report(subject, OT_CODE_STR_VOCABULARY, root,
			                "<" ROOT "> is of another vocabulary: \"%.80s\"", uri);
		return false;
	}
	if (version != NULL && strcmp(version, OT_SPEC_SCHEMA_VERSION) != 0) {
		ot_check_report(subject, OT_CODE_STR_VERSION, root,
		                "the file says schema-version=\"%.20s\", and this outset reads "
		                "version " OT_SPEC_SCHEMA_VERSION, version);
		return false;
	}
	return true;
}

static void
note_ids(GHashTable *ids, xmlNode *node)
{
	for (xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		const char *id = ot_xml_attr(child, "id");
		/* The number of a notice is no id of the file. */
		if (id != NULL && !ot_xml_is(child, "notice"))
			g_hash_table_insert(ids, (void *) id, child);
		note_ids(ids, child);
	}
}

/* The words of a text with one blank between them; free with g_free(). */
static char *
collapse(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
	GString *line = g_string_new(NULL);

	for (size_t i = 0; words[i] != NULL; i++)
		if (*words[i] != '\0')
			g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "", words[i]);
	return g_string_free(line, FALSE);
}

/*
 * White space means nothing in any attribute of the format (XML Schema Part 2, 4.3.6), so it is
 * taken out once: kind=" event " has to be "event" to every path and comparison.
 */
static void
collapse_attrs(xmlNode *node)
{
	for (xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
		const char *value =
			attr->children != NULL ? (const char *) attr->children->content : "";
		if (!g_ascii_isspace(*value) && strpbrk(value, "\t\r\n") == NULL &&
		    strstr(value, "  ") == NULL && !g_str_has_suffix(value, " "))
			continue;
		g_autofree char *collapsed = collapse(value);
		xmlNodeSetContent(attr->children, (const xmlChar *) collapsed);
	}
	for (xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL))
		collapse_attrs(child);
}

/* The text of an element on one line. */
static char *
text_of(const xmlNode *node)
{
	if (node == NULL)
		return g_strdup("");
	xmlChar *content = xmlNodeGetContent(node);
	char *line = collapse((const char *) content);
	xmlFree(content);
	return line;
}

static OtSpec *
make_spec(OtXml *xml)
{
	OtSpec *spec = g_new0(OtSpec, 1);
	xmlNode *root;

	ot_xml_strip_namespaces(ot_xml_doc(xml));
	root = xmlDocGetRootElement(ot_xml_doc(xml));
	spec->xml = xml;
	spec->ids = g_hash_table_new(g_str_hash, g_str_equal);
	note_ids(spec->ids, root);
	spec->title = text_of(ot_check_find(root, "identity/title"));
	return spec;
}

OtSpec *
ot_spec_open(const char *bytes, size_t len, const char *name, const OtSchema *schema,
             OtFindings *findings, bool *valid)
{
	size_t errors = ot_findings_count_severity(findings, OT_SEVERITY_ERROR);
	g_autoptr(OtXml) xml = ot_xml_parse(bytes, len, name, findings);

	*valid = false;
	if (xml == NULL)
		return NULL;
	collapse_attrs(xmlDocGetRootElement(ot_xml_doc(xml)));
	const OtCheckSubject subject = {xml, xmlDocGetRootElement(ot_xml_doc(xml)), findings};
	if (!is_known_format(&subject))
		return NULL;
	ot_schema_check(schema, xml, findings);
	ot_checks_run(&subject);
	*valid = ot_findings_count_severity(findings, OT_SEVERITY_ERROR) == errors;
	return make_spec(g_steal_pointer(&xml));
}

OtSpec *
ot_spec_parse(const char *bytes, size_t len, const char *name, const OtSchema *schema,
              OtFindings *findings)
{
	bool valid;
	g_autoptr(OtSpec) spec = ot_spec_open(bytes, len, name, schema, findings, &valid);

	return valid ? g_steal_pointer(&spec) : NULL;
}

OtSpec *
ot_spec_read(const char *path, const OtSchema *schema, OtFindings *findings, GError **error)
{
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	size_t len;

	if (bytes == NULL)
		return NULL;
	const char *data = g_bytes_get_data(bytes, &len);
	const char *name = strcmp(path, "-") == 0 ? "(standard input)" : path;
	return ot_spec_parse(data, len, name, schema, findings);
}

void
ot_spec_free(OtSpec *spec)
{
	if (spec == NULL)
		return;
	g_hash_table_unref(spec->ids);
	ot_xml_free(spec->xml);
	g_free(spec->title);
	g_free(spec);
}

xmlDoc *
ot_spec_tree(const OtSpec *spec)
{
	return ot_xml_doc(spec->xml);
}

const OtXml *
ot_spec_xml(const OtSpec *spec)
{
	return spec->xml;
}

const char *
ot_spec_title(const OtSpec *spec)
{
	return spec->title;
}

const char *
ot_spec_identity(const OtSpec *spec, const char *attr)
{
	const xmlNode *identity =
		ot_xml_child(xmlDocGetRootElement(ot_xml_doc(spec->xml)), "identity");
	return identity != NULL ? ot_xml_attr(identity, attr) : NULL;
}

const char *
ot_spec_reference(const OtSpec *spec)
{
	return ot_spec_identity(spec, "reference");
}

const char *
ot_spec_version(const OtSpec *spec)
{
	return ot_spec_identity(spec, "version");
}

const char *
ot_spec_language(const OtSpec *spec)
{
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(spec->xml));

	for (const xmlAttr *attr = root->properties; attr != NULL; attr = attr->next)
		if (attr->ns != NULL && strcmp((const char *) attr->name, "lang") == 0 &&
		    attr->children != NULL)
			return (const char *) attr->children->content;
	return "en-GB";
}

const xmlNode *
ot_spec_find(const OtSpec *spec, const char *id)
{
	return g_hash_table_lookup(spec->ids, id);
}
