/* SPDX-License-Identifier: MIT */
#include "document/answers.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/text.h"
#include "xml/write.h"

#include <stdlib.h>
#include <string.h>

#define NAMESPACE "urn:outset:answers:1"

/* What lines of a comment start with, so that they stand below each other. */
#define REMARK_INDENT "       "

struct OtAnswers {
	OtArena *arena;
	const char *asset, *file, *template_version, *specification_version;
	OtWhere where;
	const char *last_remark; /* comments after the last answer, or NULL */
	GPtrArray *list;         /* of OtAnswer *, in the arena */
	GHashTable *by_name;     /* name to OtAnswer */
};

OtAnswers *
ot_answers_new(const char *asset)
{
	OtAnswers *answers = g_new0(OtAnswers, 1);

	answers->arena = ot_arena_new();
	answers->asset = ot_arena_strdup(answers->arena, asset);
	answers->list = g_ptr_array_new();
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
	ot_arena_free(answers->arena);
	g_free(answers);
}

const char *
ot_answers_asset(const OtAnswers *answers)
{
	return answers->asset;
}

const char *
ot_answers_file(const OtAnswers *answers)
{
	return answers->file;
}

OtWhere
ot_answers_where(const OtAnswers *answers)
{
	return answers->where;
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

void
ot_answers_set_versions(OtAnswers *answers, const char *template_version,
                        const char *specification_version)
{
	answers->template_version = ot_arena_strdup(answers->arena, template_version);
	answers->specification_version = ot_arena_strdup(answers->arena, specification_version);
}

/* --- answers --------------------------------------------------------------------------------- */

size_t
ot_answers_count(const OtAnswers *answers)
{
	return answers->list->len;
}

const OtAnswer *
ot_answers_get(const OtAnswers *answers, size_t index)
{
	return g_ptr_array_index(answers->list, index);
}

static OtAnswer *
look_up(const OtAnswers *answers, const char *name)
{
	return answers != NULL ? g_hash_table_lookup(answers->by_name, name) : NULL;
}

const OtAnswer *
ot_answers_find(const OtAnswers *answers, const char *name)
{
	const OtAnswer *answer = look_up(answers, name);

	return answer != NULL && !answer->open ? answer : NULL;
}

bool
ot_answers_has(const OtAnswers *answers, const char *name)
{
	return look_up(answers, name) != NULL;
}

/* Line feeds for all line ends, and no white space at the ends of the whole; in the arena. */
static const char *
tidy(OtArena *arena, const char *text)
{
	while (ot_text_is_space(*text))
		text++;
	char *tidied = ot_arena_strdup(arena, text), *to = tidied;
	for (const char *at = tidied; *at != '\0'; at++)
		if (*at != '\r' || at[1] != '\n')
			*to++ = *at == '\r' ? '\n' : *at;
	while (to > tidied && ot_text_is_space(to[-1]))
		to--;
	*to = '\0';
	return tidied;
}

/* The answer with this name, made where there is none. */
static OtAnswer *
obtain(OtAnswers *answers, const char *name)
{
	OtAnswer *answer = look_up(answers, name);

	if (answer != NULL)
		return answer;
	answer = ot_arena_new_object(answers->arena, OtAnswer);
	answer->name = ot_arena_strdup(answers->arena, name);
	answer->text = "";
	g_ptr_array_add(answers->list, answer);
	g_hash_table_insert(answers->by_name, (char *) answer->name, answer);
	return answer;
}

bool
ot_answers_set(OtAnswers *answers, const char *name, const char *text)
{
	OtAnswer *answer = look_up(answers, name);

	if (text == NULL) {
		g_hash_table_remove(answers->by_name, name);
		if (answer != NULL)
			g_ptr_array_remove(answers->list, answer);
		return true;
	}
	if ((gulong) g_utf8_strlen(text, -1) > OT_LIMIT_XML_TEXT)
		return false;
	answer = obtain(answers, name);
	answer->text = tidy(answers->arena, text);
	answer->open = false;
	return true;
}

/* Remarks one after the other, with a blank line between them. */
static const char *
join_remarks(OtAnswers *answers, const char *first, const char *second)
{
	if (first == NULL || *first == '\0')
		return ot_arena_strdup(answers->arena, second);
	if (*second == '\0')
		return first;
	return ot_arena_printf(answers->arena, "%s\n\n%s", first, second);
}

void
ot_answers_add_open(OtAnswers *answers, const char *name, const char *remark)
{
	OtAnswer *answer = obtain(answers, name);

	answer->open = true;
	answer->remark = ot_arena_strdup(answers->arena, remark);
}

void
ot_answers_add_remark(OtAnswers *answers, const char *remark)
{
	answers->last_remark = join_remarks(answers, answers->last_remark, remark);
}

/* The number N of a name "ROW.N.rest"; 0: it is no such name. */
static int
row_number(const char *name, const char *row)
{
	size_t len = strlen(row);
	char *end;

	if (strncmp(name, row, len) != 0 || name[len] != '.' || !g_ascii_isdigit(name[len + 1]))
		return 0;
	unsigned long number = strtoul(name + len + 1, &end, 10);
	return *end == '.' && number <= OT_LIMIT_REPEATED_ROWS ? (int) number : 0;
}

int
ot_answers_rows(const OtAnswers *answers, const char *name)
{
	int rows = 0;

	for (guint i = 0; answers != NULL && i < answers->list->len; i++) {
		const OtAnswer *answer = ot_answers_get(answers, i);
		if (!answer->open)
			rows = MAX(rows, row_number(answer->name, name));
	}
	return rows;
}

/* --- reading --------------------------------------------------------------------------------- */

/* The value of an attribute, white space folded as its type wants it; NULL where it isn't there. */
static const char *
read_attr(OtAnswers *answers, const xmlNode *node, const char *name)
{
	const char *value = ot_xml_attr(node, name);

	return value != NULL ? ot_text_fold(ot_arena_strdup(answers->arena, value)) : NULL;
}

/* A comment without the white space at its ends, and with its lines set back as they are set in. */
static const char *
read_remark(OtAnswers *answers, const xmlNode *comment)
{
	const char *text = tidy(answers->arena, (const char *) comment->content);
	g_autoptr(GString) remark = g_string_new(NULL);
	size_t left = 0;

	for (const char *at = text; *at != '\0'; at++) {
		if (left > 0 && *at == ' ') {
			left--;
			continue;
		}
		g_string_append_c(remark, *at);
		left = *at == '\n' ? strlen(REMARK_INDENT) : 0;
	}
	return ot_arena_strdup(answers->arena, remark->str);
}

static void
read_answer(OtAnswers *answers, const OtXml *xml, const xmlNode *node, const char *remark)
{
	OtAnswer *answer = obtain(answers, read_attr(answers, node, "name"));
	xmlChar *text = xmlNodeGetContent(node);

	answer->text = tidy(answers->arena, (const char *) text);
	answer->open = *answer->text == '\0' && ot_xml_attr(node, "empty") == NULL;
	answer->remark = remark;
	answer->where = ot_xml_where(xml, node);
	answer->where.file = answers->file;
	xmlFree(text);
}

static void
read_answers(OtAnswers *answers, const OtXml *xml, const xmlNode *root)
{
	const char *remark = NULL;

	answers->where = ot_xml_where(xml, root);
	answers->where.file = answers->file;
	for (const xmlNode *node = root->children; node != NULL; node = node->next) {
		if (node->type == XML_COMMENT_NODE)
			remark = join_remarks(answers, remark, read_remark(answers, node));
		if (node->type != XML_ELEMENT_NODE)
			continue;
		read_answer(answers, xml, node, remark);
		remark = NULL;
	}
	answers->last_remark = remark;
}

/* Whether a file is one of answers for an asset. */
static bool
check_file(const OtXml *xml, const char *asset, const OtSchema *schema, OtFindings *findings)
{
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));

	if (!ot_schema_check(schema, xml, findings))
		return false;
	g_autofree char *named = ot_text_fold(g_strdup(ot_xml_attr(root, "asset")));
	if (strcmp(named, asset) == 0)
		return true;
	ot_findings_add(findings, OT_CODE_ANSWER_ASSET, ot_xml_where(xml, root),
	                "these are answers for the asset \"%s\", not for \"%s\"", named, asset);
	return false;
}

OtAnswers *
ot_answers_read(const char *path, const char *asset, const OtSchema *schema, OtFindings *findings,
                GError **error)
{
	g_autoptr(OtXml) xml = ot_xml_read(path, findings, error);

	if (xml == NULL || !check_file(xml, asset, schema, findings))
		return NULL;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	OtAnswers *answers = ot_answers_new(asset);
	answers->file = ot_arena_strdup(answers->arena, path);
	answers->template_version = read_attr(answers, root, "template-version");
	answers->specification_version = read_attr(answers, root, "specification-version");
	read_answers(answers, xml, root);
	return answers;
}

/* --- writing --------------------------------------------------------------------------------- */

/* A comment; two hyphens can't stand in one (XML 1.0, 2.5). */
static void
write_remark(OtXmlWriter *xml, const char *remark)
{
	g_autoptr(GString) comment = g_string_new("\n\n  <!-- ");

	for (const char *at = remark; *at != '\0'; at++) {
		g_string_append_c(comment, *at);
		if (*at == '\n' && at[1] != '\n')
			g_string_append(comment, REMARK_INDENT);
		else if (*at == '-' && at[1] == '-')
			g_string_append_c(comment, ' ');
	}
	g_string_append(comment, " -->");
	ot_xml_raw(xml, comment->str);
}

static void
write_answer(OtXmlWriter *xml, const OtAnswer *answer)
{
	if (answer->remark != NULL)
		write_remark(xml, answer->remark);
	ot_xml_text(xml, "\n  ");
	ot_xml_start(xml, "answer");
	ot_xml_set(xml, "name", answer->name);
	if (answer->open) {
		/* a start and an end tag, to write between */
		ot_xml_raw(xml, "");
	} else if (*answer->text == '\0') {
		ot_xml_set(xml, "empty", "yes");
	} else {
		ot_xml_text(xml, answer->text);
	}
	ot_xml_end(xml);
}

GBytes *
ot_answers_xml(const OtAnswers *answers)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();

	ot_xml_declaration(xml);
	ot_xml_start(xml, "answers");
	ot_xml_set(xml, "xmlns", NAMESPACE);
	ot_xml_set(xml, "asset", answers->asset);
	ot_xml_set(xml, "template-version", answers->template_version);
	ot_xml_set(xml, "specification-version", answers->specification_version);
	for (guint i = 0; i < answers->list->len; i++)
		write_answer(xml, ot_answers_get(answers, i));
	if (answers->last_remark != NULL)
		write_remark(xml, answers->last_remark);
	ot_xml_text(xml, "\n");
	ot_xml_end(xml);
	ot_xml_raw(xml, "\n");
	return ot_xml_take(xml);
}
