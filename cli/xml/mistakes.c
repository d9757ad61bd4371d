/* SPDX-License-Identifier: MIT */
#include "xml/schema-check.h"

#include "base/suggest.h"

#include <string.h>

/* Characters of a value that a message repeats. */
#define MOST_QUOTED 60
/* Names that a message lists. */
#define MOST_NAMES 20

/* What a mistake is said with. */
typedef struct {
	const OtSchemaModel *model;
	const OtXml *xml;
	OtFindings *findings;
	const OtMistake *it;
	OtWhere where;
} Saying;

static void
clear_mistake(void *data)
{
	OtMistake *mistake = data;

	g_free(mistake->name);
	g_free(mistake->value);
	g_free(mistake->suggestion);
	g_strfreev(mistake->expected);
}

GArray *
ot_mistakes_new(void)
{
	GArray *mistakes = g_array_new(FALSE, TRUE, sizeof(OtMistake));
	g_array_set_clear_func(mistakes, clear_mistake);
	return mistakes;
}

OtMistake *
ot_mistake_add(GArray *mistakes, OtMistakeKind kind, const xmlNode *node)
{
	g_array_set_size(mistakes, mistakes->len + 1);
	OtMistake *mistake = &g_array_index(mistakes, OtMistake, mistakes->len - 1);
	mistake->kind = kind;
	mistake->node = node;
	return mistake;
}

/* A value on one line, cut where it is long; free with g_free(). */
static char *
quote(const char *value)
{
	GString *line = g_string_new(NULL);
	long n = 0;

	for (const char *c = value; *c != '\0' && n < MOST_QUOTED; c = g_utf8_next_char(c), n++) {
		if (!g_ascii_isspace(*c))
			g_string_append_len(line, c, g_utf8_next_char(c) - c);
		else if (line->len > 0 && line->str[line->len - 1] != ' ')
			g_string_append_c(line, ' ');
	}
	if (*g_utf8_offset_to_pointer(value, n) != '\0')
		g_string_append(line, "...");
	return g_strchomp(g_string_free(line, FALSE));
}

/* "a, b or c", each between `before` and `after`. */
static char *
join(const char *const *names, size_t n_names, const char *before, const char *after)
{
	GString *list = g_string_new(NULL);
	size_t n = MIN(n_names, MOST_NAMES);

	for (size_t i = 0; i < n; i++) {
		const char *separator = i == 0                           ? ""
		                        : i + 1 < n || n_names > n ? ", "
		                                                   : " or ";
		g_string_append_printf(list, "%s%s%s%s", separator, before, names[i], after);
	}
	if (n_names > n)
		g_string_append(list, " ...");
	return g_string_free(list, FALSE);
}

static char *
join_elements(char *const *names)
{
	return join((const char *const *) names, g_strv_length((char **) names), "<", ">");
}

/* "a user group", "an outcome". */
static char *
with_article(const char *kind)
{
	char *words = g_strdelimit(g_strdup(kind), "-", ' ');
	char *noun = g_strconcat(strchr("aeio", *kind) != NULL ? "an " : "a ", words, NULL);

	g_free(words);
	return noun;
}

/* The attribute or element that a value belongs to: `the attribute "kind"`, `<postcode>`. */
static char *
owner_of_value(const OtMistake *it)
{
	return it->name != NULL ? g_strdup_printf("the attribute \"%s\"", it->name)
	                        : g_strdup_printf("<%s>", it->node->name);
}

/*
 * Cut a reference in brackets at the end of a sentence, such as "(PA23 s.18)": the schema is read
 * by people who look it up, but under another law it would mislead.
 */
static void
cut_reference(char *doc)
{
	char *end = doc + strlen(doc), *open = end;
	int depth = 0;

	if (!g_str_has_suffix(doc, ")."))
		return;
	do {
		open--;
		depth += (*open == ')') - (*open == '(');
	} while (open > doc && (depth > 0 || open >= end - 2));
	if (depth == 0 && open > doc && open[-1] == ' ' &&
	    (strstr(open, " s.") != NULL || strstr(open, " reg.") != NULL))
		strcpy(open - 1, ".");
}

/* What the schema says of a declaration, for people; NULL, or free with g_free(). */
static char *
describe(const OtSchemaModel *model, const xmlNode *decl)
{
	char *doc = decl != NULL ? ot_schema_model_documentation(model, decl) : NULL;

	if (doc != NULL)
		cut_reference(doc);
	return doc;
}

/* "It can be a, b or c.", "It should be ...", or what the schema says of it; NULL for nothing. */
static char *
what_is_wanted(const Saying *say)
{
	const xmlNode *decl = say->it->decl;
	if (decl == NULL)
		return NULL;

	g_autoptr(GPtrArray) values = ot_schema_model_values(say->model, decl);
	if (values->len > 0) {
		g_autofree char *list =
			join((const char *const *) values->pdata, values->len, "", "");
		return g_strdup_printf("It can %sbe %s.", values->len == 1 ? "only " : "", list);
	}
	g_autofree char *form = ot_schema_model_appinfo(say->model, decl, OT_APPINFO_FORM);
	if (form != NULL)
		return g_strdup_printf("It should be %s.", form);
	return describe(say->model, decl);
}

static void
say_unknown(const Saying *say)
{
	const OtMistake *it = say->it;
	const char *parent = (const char *) it->node->parent->name;
	OtFinding *finding;

	if (it->more > 0)
		finding = ot_findings_add(say->findings, OT_CODE_STR_UNKNOWN, say->where,
		                          "<%s> is not known in <%s>, here and %d more times",
		                          it->node->name, parent, it->more);
	else
		finding = ot_findings_add(say->findings, OT_CODE_STR_UNKNOWN, say->where,
		                          "<%s> is not known in <%s>", it->node->name, parent);
	if (it->suggestion != NULL) {
		ot_finding_advise(say->findings, finding, "Did you mean <%s>?", it->suggestion);
		return;
	}

	g_autofree char *homes = NULL;
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	ot_schema_model_homes(say->model, (const char *) it->node->name, names);
	if (names->len > 0 && names->len <= 3) {
		homes = join((const char *const *) names->pdata, names->len, "<", ">");
		ot_finding_advise(say->findings, finding, "Its place is in %s: move it there.",
		                  homes);
	} else if (it->expected != NULL && it->expected[0] != NULL) {
		homes = join_elements(it->expected);
		ot_finding_advise(say->findings, finding,
		                  "Delete it, or rename it: %s can stand here.", homes);
	}
}

static void
say_namespace(const Saying *say)
{
	const OtMistake *it = say->it;
	const xmlNs *ns = it->node->ns;
	g_autofree char *uri = quote(ns != NULL ? (const char *) ns->href : "");
	g_autofree char *others =
		it->more > 0 ? g_strdup_printf(", and %d more beside it", it->more) : g_strdup("");

	if (*uri != '\0')
		ot_findings_add(say->findings, OT_CODE_STR_NAMESPACE, say->where,
		                "<%s> is of another vocabulary (the namespace \"%s\")%s",
		                it->node->name, uri, others);
	else
		ot_findings_add(say->findings, OT_CODE_STR_NAMESPACE, say->where,
		                "<%s> is of no vocabulary (xmlns=\"\")%s", it->node->name, others);
}

static void
say_missing(const Saying *say)
{
	const OtMistake *it = say->it;
	g_autofree char *names = join_elements(it->expected);
	g_autofree char *doc = describe(say->model, it->decl);
	OtFinding *finding;
	OtWhere where = say->where;

	if (it->other != NULL) {
		const OtWhere other = ot_xml_where(say->xml, it->other);
		where.line = other.line;
		where.column = other.column;
		finding = ot_findings_add(say->findings, OT_CODE_STR_MISSING, where,
		                          "%s is missing before <%s>", names, it->other->name);
	} else {
		finding = ot_findings_add(say->findings, OT_CODE_STR_MISSING, where,
		                          "%s is missing in <%s>", names, it->node->name);
	}
	if (it->expected[0] != NULL && it->expected[1] == NULL && doc != NULL)
		ot_finding_advise(say->findings, finding, "Add it: %s", doc);
	else
		ot_finding_advise(say->findings, finding, "Add %s.", names);
}

static void
say_order(const Saying *say)
{
	const OtMistake *it = say->it;
	bool early = it->kind == OT_MISTAKE_EARLY;

	if (it->other == NULL) {
		ot_findings_add(say->findings, OT_CODE_STR_ORDER, say->where,
		                "<%s> stands too %s in <%s>", it->node->name,
		                early ? "early" : "late", it->node->parent->name);
		return;
	}
	OtFinding *finding = ot_findings_add(say->findings, OT_CODE_STR_ORDER, say->where,
	                                     "<%s> stands too %s; it belongs %s <%s>",
	                                     it->node->name, early ? "early" : "late",
	                                     early ? "after" : "before", it->other->name);
	ot_finding_advise(say->findings, finding, "Move it %s <%s> in line %d.",
	                  early ? "behind" : "before", it->other->name,
	                  ot_xml_where(say->xml, it->other).line);
}

static void
say_repeated(const Saying *say)
{
	const OtMistake *it = say->it;
	OtFinding *finding;

	if (it->kind == OT_MISTAKE_BOTH && it->other != NULL) {
		finding = ot_findings_add(say->findings, OT_CODE_STR_REPEATED, say->where,
		                          "<%s> can't stand beside <%s>", it->node->name,
		                          it->other->name);
		ot_finding_advise(say->findings, finding, "Keep one of the two.");
		return;
	}
	finding = ot_findings_add(say->findings, OT_CODE_STR_REPEATED, say->where,
	                          "<%s> stands there twice, and there can be only one",
	                          it->node->name);
	if (it->other != NULL)
		ot_finding_advise(say->findings, finding,
		                  "Keep one of them; the other is in line %d.",
		                  ot_xml_where(say->xml, it->other).line);
}

/* The first text of an element that isn't blank, as a quotation. */
static char *
loose_text(const xmlNode *node)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		if (child->type != XML_TEXT_NODE)
			continue;
		char *text = quote((const char *) child->content);
		if (*text != '\0')
			return text;
		g_free(text);
	}
	return g_strdup("...");
}

static void
say_text(const Saying *say)
{
	const OtMistake *it = say->it;
	g_autofree char *text = loose_text(it->node);
	OtFinding *finding = ot_findings_add(
		say->findings, OT_CODE_STR_TEXT, say->where,
		"the words \"%s\" stand in <%s>, outside of its elements", text, it->node->name);

	if (it->type == NULL || it->type->particles->len == 0)
		return;
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; i < it->type->particles->len; i++) {
		const char *name = g_array_index(it->type->particles, OtParticle, i).name;
		if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
			g_ptr_array_add(names, (void *) name);
	}
	g_autofree char *list = join((const char *const *) names->pdata, names->len, "<", ">");
	ot_finding_advise(say->findings, finding, "Move them into %s, or delete them.", list);
}

static void
say_not_text(const Saying *say)
{
	const OtMistake *it = say->it;
	const xmlNode *child = ot_xml_child(it->node, NULL);
	const char *name = child != NULL ? (const char *) child->name : "...";

	if (it->kind == OT_MISTAKE_NOT_EMPTY) {
		ot_findings_add(say->findings, OT_CODE_STR_NOT_EMPTY, say->where,
		                "<%s> has content, but all that it says is in its attributes",
		                it->node->name);
		return;
	}
	OtFinding *finding = ot_findings_add(say->findings, OT_CODE_STR_NOT_TEXT, say->where,
	                                     "<%s> stands in <%s>, which holds only text", name,
	                                     it->node->name);
	ot_finding_advise(say->findings, finding, "Delete the tags <%s> and </%s>; keep the words.",
	                  name, name);
}

static void
say_attr_unknown(const Saying *say)
{
	const OtMistake *it = say->it;
	OtFinding *finding = ot_findings_add(say->findings, OT_CODE_STR_ATTR_UNKNOWN, say->where,
	                                     "<%s> has no attribute \"%s\"", it->node->name,
	                                     it->name);

	if (it->suggestion != NULL) {
		ot_finding_advise(say->findings, finding, "Did you mean \"%s\"?", it->suggestion);
		return;
	}
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; it->type != NULL && i < it->type->attrs->len; i++)
		g_ptr_array_add(names,
		                (void *) g_array_index(it->type->attrs, OtAttrDecl, i).name);
	g_autofree char *list = join((const char *const *) names->pdata, names->len, "", "");
	if (names->len > 0)
		ot_finding_advise(say->findings, finding, "Delete it; it can have %s.", list);
	else
		ot_finding_advise(say->findings, finding, "Delete it.");
}

static void
say_attr_missing(const Saying *say)
{
	const OtMistake *it = say->it;
	OtFinding *finding = ot_findings_add(say->findings, OT_CODE_STR_ATTR_MISSING, say->where,
	                                     "<%s> lacks its attribute \"%s\"", it->node->name,
	                                     it->name);
	g_autofree char *doc = describe(say->model, it->decl);
	g_autofree char *wanted = what_is_wanted(say);

	if (doc != NULL && wanted != NULL && strcmp(doc, wanted) != 0)
		ot_finding_advise(say->findings, finding, "Add %s=\"...\": %s %s", it->name, doc,
		                  wanted);
	else if (doc != NULL)
		ot_finding_advise(say->findings, finding, "Add %s=\"...\": %s", it->name, doc);
}

static void
say_empty(const Saying *say)
{
	g_autofree char *owner = owner_of_value(say->it);
	g_autofree char *wanted = what_is_wanted(say);
	g_autofree char *doc = describe(say->model, say->it->decl);
	OtFinding *finding = ot_findings_add(say->findings, OT_CODE_VAL_EMPTY, say->where,
	                                     "%s is empty", owner);

	if (doc != NULL && wanted != NULL && strcmp(doc, wanted) != 0)
		ot_finding_advise(say->findings, finding, "Fill it in: %s %s", doc, wanted);
	else if (doc != NULL)
		ot_finding_advise(say->findings, finding, "Fill it in: %s", doc);
}

static void
say_long(const Saying *say)
{
	const OtMistake *it = say->it;
	g_autofree char *owner = owner_of_value(it);
	const char *most =
		it->decl != NULL ? ot_schema_model_facet(say->model, it->decl, "maxLength") : NULL;

	if (most != NULL)
		ot_findings_add(say->findings, OT_CODE_VAL_LONG, say->where,
		                "%s is %ld characters long, and at most %s are allowed", owner,
		                g_utf8_strlen(it->value, -1), most);
	else
		ot_findings_add(say->findings, OT_CODE_VAL_LONG, say->where, "%s is too long",
		                owner);
}

/* True for what is written like a date but is none. */
static bool
looks_like_date(const char *value)
{
	static const char shape[] = "dddd-dd-dd";

	for (size_t i = 0; i < strlen(shape); i++)
		if (shape[i] == 'd' ? !g_ascii_isdigit(value[i]) : value[i] != shape[i])
			return false;
	return true;
}

static OtCode
code_of_value(const char *builtin, size_t n_values)
{
	static const char *const dates[] = {"date", "dateTime", "time", "gYear", NULL};
	static const char *const numbers[] = {
		"decimal", "integer", "nonNegativeInteger", "positiveInteger", "int",
		"unsignedInt", "long", "short", "double", "float", NULL,
	};

	if (n_values > 0)
		return OT_CODE_VAL_CHOICE;
	if (g_strv_contains(dates, builtin))
		return OT_CODE_DAT_VALUE;
	return g_strv_contains(numbers, builtin) ? OT_CODE_VAL_NUMBER : OT_CODE_VAL_FORM;
}

static void
say_value(const Saying *say)
{
	const OtMistake *it = say->it;
	g_autofree char *owner = owner_of_value(it);
	g_autofree char *value = quote(it->value);
	g_autofree char *wanted = what_is_wanted(say);
	g_autoptr(GPtrArray) values =
		it->decl != NULL ? ot_schema_model_values(say->model, it->decl) : g_ptr_array_new();
	const char *builtin =
		it->decl != NULL ? ot_schema_model_builtin(say->model, it->decl) : "string";
	OtCode code = code_of_value(builtin, values->len);
	const char *nearest =
		ot_nearest_name(value, (const char *const *) values->pdata, values->len);
	OtFinding *finding;

	if (code == OT_CODE_DAT_VALUE && looks_like_date(it->value))
		finding = ot_findings_add(say->findings, code, say->where,
		                          "%s is %s, which doesn't exist", owner, value);
	else
		finding = ot_findings_add(say->findings, code, say->where, "%s can't be \"%s\"",
		                          owner, value);
	if (nearest != NULL)
		ot_finding_advise(say->findings, finding, "Did you mean \"%s\"? %s", nearest,
		                  wanted);
	else if (wanted != NULL)
		ot_finding_advise(say->findings, finding, "%s", wanted);
}

static void
say_id_twice(const Saying *say)
{
	const OtMistake *it = say->it;
	g_autofree char *id = quote(it->value), *other = ot_xml_place(it->other);
	g_autofree char *suggestion = quote(it->suggestion);
	OtFinding *finding = ot_findings_add(say->findings, OT_CODE_REF_TWICE, say->where,
	                                     "the id \"%s\" is used a second time", id);

	ot_finding_advise(say->findings, finding,
	                  "In line %d it belongs to %s. Choose another here, such as %s.",
	                  ot_xml_where(say->xml, it->other).line, other, suggestion);
}

/* "C1, C2, C3", each cut where it is long. */
static char *
list_ids(char *const *ids)
{
	GString *list = g_string_new(NULL);

	for (size_t i = 0; ids[i] != NULL; i++) {
		g_autofree char *id = quote(ids[i]);
		g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", id);
	}
	return g_string_free(list, FALSE);
}

/* "Did you mean C2? There are C1 and C2.  The same is asked for in 3 other places." */
static char *
which_ids(const OtMistake *it, const char *kind)
{
	GString *advice = g_string_new(NULL);

	if (it->suggestion != NULL) {
		g_autofree char *suggestion = quote(it->suggestion);
		g_string_append_printf(advice, "Did you mean %s? ", suggestion);
	}
	if (it->expected[0] != NULL) {
		g_autofree char *list = list_ids(it->expected);
		g_string_append_printf(advice, "Give the id of %s: %s.", kind, list);
	} else {
		g_string_append_printf(advice, "There is none yet: add %s, or leave \"%s\" out.",
		                       kind, it->name);
	}
	if (it->more > 0)
		g_string_append_printf(advice, " The same id is asked for in %d other place%s.",
		                       it->more, it->more == 1 ? "" : "s");
	return g_string_free(advice, FALSE);
}

static void
say_reference(const Saying *say)
{
	const OtMistake *it = say->it;
	g_autofree char *id = quote(it->value), *kind = with_article(it->kind_wanted);
	g_autofree char *advice = which_ids(it, kind);
	OtFinding *finding;

	if (it->kind == OT_MISTAKE_REFERENCE_KIND) {
		g_autofree char *other = with_article((const char *) it->other->name);
		finding = ot_findings_add(say->findings, OT_CODE_REF_KIND, say->where,
		                          "the attribute \"%s\" wants %s, but \"%s\" is %s",
		                          it->name, kind, id, other);
	} else {
		finding = ot_findings_add(
			say->findings, OT_CODE_REF_NOTHING, say->where,
			"the attribute \"%s\" wants %s, but nothing has the id \"%s\"", it->name,
			kind, id);
	}
	ot_finding_advise(say->findings, finding, "%s", advice);
}

static void
say_root(const Saying *say)
{
	g_autoptr(GPtrArray) names = ot_schema_model_roots(say->model);
	g_autofree char *list = join((const char *const *) names->pdata, names->len, "<", ">");
	OtFinding *finding = ot_findings_add(say->findings, OT_CODE_STR_ROOT, say->where,
	                                     "the outermost element is <%s>", say->it->node->name);

	ot_finding_advise(say->findings, finding,
	                  "It should be %s; copy its first line from a file that outset wrote.",
	                  list);
}

static void
say_other(const Saying *say)
{
	g_autofree char *doc = describe(say->model, say->it->decl);
	OtFinding *finding =
		ot_findings_add(say->findings, OT_CODE_STR_OTHER, say->where,
	                        "<%s> doesn't agree with the format", say->it->node->name);

	if (doc != NULL)
		ot_finding_advise(say->findings, finding, "What belongs here: %s", doc);
}

void
ot_mistakes_say(const GArray *mistakes, const OtSchemaModel *model, const OtXml *xml,
                OtFindings *findings)
{
	typedef void Say(const Saying *say);
	static Say *const functions[] = {
		[OT_MISTAKE_ROOT] = say_root,
		[OT_MISTAKE_NAMESPACE] = say_namespace,
		[OT_MISTAKE_UNKNOWN] = say_unknown,
		[OT_MISTAKE_MISSING] = say_missing,
		[OT_MISTAKE_EARLY] = say_order,
		[OT_MISTAKE_LATE] = say_order,
		[OT_MISTAKE_REPEATED] = say_repeated,
		[OT_MISTAKE_BOTH] = say_repeated,
		[OT_MISTAKE_TEXT] = say_text,
		[OT_MISTAKE_NOT_TEXT] = say_not_text,
		[OT_MISTAKE_NOT_EMPTY] = say_not_text,
		[OT_MISTAKE_ATTR_UNKNOWN] = say_attr_unknown,
		[OT_MISTAKE_ATTR_MISSING] = say_attr_missing,
		[OT_MISTAKE_EMPTY] = say_empty,
		[OT_MISTAKE_LONG] = say_long,
		[OT_MISTAKE_VALUE] = say_value,
		[OT_MISTAKE_ID_TWICE] = say_id_twice,
		[OT_MISTAKE_REFERENCE] = say_reference,
		[OT_MISTAKE_REFERENCE_KIND] = say_reference,
		[OT_MISTAKE_OTHER] = say_other,
	};

	for (guint i = 0; i < mistakes->len; i++) {
		const OtMistake *it = &g_array_index(mistakes, OtMistake, i);
		g_autofree char *place = ot_xml_place(it->node);
		Saying say = {model, xml, findings, it, ot_xml_where(xml, it->node)};

		say.where.place = place;
		functions[it->kind](&say);
	}
}
