/* SPDX-License-Identifier: MIT */
#include "document/answers.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "xml/write.h"

#include <string.h>

#define NAMESPACE "urn:outset:answers:1"

typedef struct {
	char *name, *text;
	int line, column;
} Answer;

struct OtAnswers {
	char *asset, *template_version, *specification_version;
	char *file; /* NULL where they are not from a file */
	int line, column;
	GPtrArray *list;     /* of Answer, in their order */
	GHashTable *by_name; /* the same */
};

static void
free_answer(gpointer data)
{
	Answer *answer = data;

	g_free(answer->name);
	g_free(answer->text);
	g_free(answer);
}

OtAnswers *
ot_answers_new(const char *asset, const char *template_version, const char *specification_version)
{
	OtAnswers *answers = g_new0(OtAnswers, 1);

	answers->asset = g_strdup(asset);
	answers->template_version = g_strdup(template_version);
	answers->specification_version = g_strdup(specification_version);
	answers->list = g_ptr_array_new_with_free_func(free_answer);
	answers->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	return answers;
}

void
ot_answers_free(OtAnswers *answers)
{
	if (answers == NULL)
		return;
	g_hash_table_unref(answers->by_name);
	g_ptr_array_unref(answers->list);
	g_free(answers->file);
	g_free(answers->asset);
	g_free(answers->template_version);
	g_free(answers->specification_version);
	g_free(answers);
}

/* --- answers --------------------------------------------------------------------------------- */

const char *
ot_answers_asset(const OtAnswers *answers)
{
	return answers->asset;
}

const char *
ot_answers_template_version(const OtAnswers *answers)
{
	return answers->template_version;
}

const char *
ot_answers_specification_version(const OtAnswers *answers)
{
	return answers->specification_version;
}

static Answer *
find(const OtAnswers *answers, const char *name)
{
	return answers != NULL ? g_hash_table_lookup(answers->by_name, name) : NULL;
}

const char *
ot_answers_get(const OtAnswers *answers, const char *name)
{
	const Answer *answer = find(answers, name);

	return answer != NULL && *answer->text != '\0' ? answer->text : NULL;
}

bool
ot_answers_has(const OtAnswers *answers, const char *name)
{
	return find(answers, name) != NULL;
}

/* Line feeds for all line ends, and no white space at the ends of the whole. */
static char *
tidy(const char *text)
{
	GString *tidied = g_string_new(NULL);

	while (ot_text_is_space(*text))
		text++;
	for (; *text != '\0'; text++) {
		if (*text == '\r' && text[1] == '\n')
			continue;
		g_string_append_c(tidied, *text == '\r' ? '\n' : *text);
	}
	size_t len = tidied->len;
	while (len > 0 && ot_text_is_space(tidied->str[len - 1]))
		len--;
	g_string_truncate(tidied, len);
	return g_string_free(tidied, FALSE);
}

static Answer *
add(OtAnswers *answers, const char *name)
{
	Answer *answer = g_new0(Answer, 1);

	answer->name = g_strdup(name);
	g_ptr_array_add(answers->list, answer);
	g_hash_table_insert(answers->by_name, answer->name, answer);
	return answer;
}

bool
ot_answers_set(OtAnswers *answers, const char *name, const char *text)
{
	g_autofree char *tidied = tidy(text);

	if (g_utf8_strlen(tidied, -1) > OT_LIMIT_XML_TEXT)
		return false;
	Answer *answer = find(answers, name);
	if (answer == NULL)
		answer = add(answers, name);
	g_free(answer->text);
	answer->text = g_steal_pointer(&tidied);
	return true;
}

size_t
ot_answers_count(const OtAnswers *answers)
{
	return answers->list->len;
}

const char *
ot_answers_name(const OtAnswers *answers, size_t index)
{
	const Answer *answer = g_ptr_array_index(answers->list, index);

	return answer->name;
}

OtWhere
ot_answers_where(const OtAnswers *answers, const char *name)
{
	const Answer *answer = find(answers, name);

	if (answer == NULL || answer->line == 0)
		return (OtWhere){0};
	return (OtWhere){.file = answers->file, .line = answer->line, .column = answer->column};
}

OtWhere
ot_answers_where_all(const OtAnswers *answers)
{
	return (OtWhere){.file = answers->file, .line = answers->line, .column = answers->column};
}

/* --- reading --------------------------------------------------------------------------------- */

/* The value of an attribute with white space as its type wants it; NULL where it isn't there. */
static char *
read_attr(const xmlNode *node, const char *name)
{
	const char *value = ot_xml_attr(node, name);

	return value != NULL ? ot_text_fold(g_strdup(value)) : NULL;
}

/* The schema has checked what is read here. */
static OtAnswers *
read_answers(const OtXml *xml)
{
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	OtWhere start = ot_xml_where(xml, root);
	OtAnswers *answers = ot_answers_new(NULL, NULL, NULL);

	answers->asset = read_attr(root, "asset");
	answers->template_version = read_attr(root, "template-version");
	answers->specification_version = read_attr(root, "specification-version");
	answers->file = g_strdup(ot_xml_name(xml));
	answers->line = start.line;
	answers->column = start.column;
	for (const xmlNode *node = ot_xml_child(root, "answer"); node != NULL;
	     node = ot_xml_next(node, "answer")) {
		g_autofree char *name = read_attr(node, "name");
		xmlChar *text = xmlNodeGetContent(node);
		OtWhere where = ot_xml_where(xml, node);
		Answer *answer = add(answers, name);

		answer->text = tidy((const char *) text);
		answer->line = where.line;
		answer->column = where.column;
		xmlFree(text);
	}
	return answers;
}

OtAnswers *
ot_answers_parse(const char *bytes, size_t len, const char *name, const OtSchema *schema,
                 OtFindings *findings)
{
	g_autoptr(OtXml) xml = ot_xml_parse(bytes, len, name, findings);

	if (xml == NULL || !ot_schema_check(schema, xml, findings))
		return NULL;
	return read_answers(xml);
}

OtAnswers *
ot_answers_read(const char *path, const OtSchema *schema, OtFindings *findings, GError **error)
{
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	size_t len;

	if (bytes == NULL)
		return NULL;
	const char *data = g_bytes_get_data(bytes, &len);
	const char *name = strcmp(path, "-") == 0 ? "(standard input)" : path;
	return ot_answers_parse(data, len, name, schema, findings);
}

/* --- writing --------------------------------------------------------------------------------- */

GBytes *
ot_answers_write(const OtAnswers *answers)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();

	ot_xml_declaration(xml);
	ot_xml_start(xml, "answers");
	ot_xml_set(xml, "xmlns", NAMESPACE);
	ot_xml_set(xml, "asset", answers->asset);
	ot_xml_set(xml, "template-version", answers->template_version);
	ot_xml_set(xml, "specification-version", answers->specification_version);
	for (guint i = 0; i < answers->list->len; i++) {
		const Answer *answer = g_ptr_array_index(answers->list, i);

		ot_xml_text(xml, "\n  ");
		ot_xml_start(xml, "answer");
		ot_xml_set(xml, "name", answer->name);
		ot_xml_text(xml, answer->text);
		ot_xml_end(xml);
	}
	ot_xml_text(xml, "\n");
	ot_xml_end(xml);
	ot_xml_raw(xml, "\n");
	return ot_xml_take(xml);
}
