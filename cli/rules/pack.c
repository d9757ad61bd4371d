/* SPDX-License-Identifier: MIT */
#include "rules/pack.h"

#include "base/limits.h"
#include "base/suggest.h"
#include "base/text.h"

#include <string.h>

#define FAMILY_LENGTH 3 /* "LAW" of "LAW001" */

void
ot_rule_free(void *data)
{
	OtRule *rule = data;

	g_array_unref(rule->severities);
	g_array_unref(rule->sources);
	g_array_unref(rule->message);
	g_array_unref(rule->examples);
	g_free(rule);
}

static OtRule *
new_rule(void)
{
	OtRule *rule = g_new0(OtRule, 1);

	rule->severities = g_array_new(FALSE, TRUE, sizeof(OtRuleSeverity));
	rule->sources = g_array_new(FALSE, TRUE, sizeof(OtRuleSource));
	rule->message = g_array_new(FALSE, TRUE, sizeof(OtMessagePiece));
	rule->examples = g_array_new(FALSE, TRUE, sizeof(OtRuleExample));
	return rule;
}

/* The index of a value that has to be one of these. */
static bool
read_choice(const OtPackReader *reader, const xmlNode *node, const char *attr,
            const char *const *names, size_t n_names, size_t *index)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	const char *value;

	if (!ot_pack_require_attr(reader, node, attr, &value))
		return false;
	for (size_t i = 0; i < n_names; i++) {
		if (strcmp(names[i], value) == 0) {
			*index = i;
			return true;
		}
		g_ptr_array_add(list, (char *) names[i]);
	}
	g_autofree char *advice = ot_name_advice(value, list);
	return ot_pack_fail(reader, node, "%s=\"%s\" is not known%s", attr, value, advice);
}

static bool
read_severity(const OtPackReader *reader, const xmlNode *node, OtRule *rule)
{
	/* In the order of OT_RULE_OFF and 1 + OtSeverity. */
	static const char *const levels[] = {"off", "note", "warning", "error"};
	size_t engagement, tender;

	if (!read_choice(reader, node, "engagement", levels, G_N_ELEMENTS(levels), &engagement) ||
	    !read_choice(reader, node, "tender", levels, G_N_ELEMENTS(levels), &tender))
		return false;
	const OtRuleSeverity severity = {
		.engagement = (guint8) engagement,
		.tender = (guint8) tender,
		.jurisdictions = ot_pack_attr(reader, node, "jurisdiction"),
	};
	g_array_append_val(rule->severities, severity);
	return true;
}

static bool
read_source(const OtPackReader *reader, const xmlNode *node, OtRule *rule)
{
	/* In the order of OtSourceLevel. */
	static const char *const levels[] = {"law", "guidance", "opinion"};
	g_autofree char *text = ot_source_text(node);
	size_t level;

	if (!read_choice(reader, node, "level", levels, G_N_ELEMENTS(levels), &level))
		return false;
	if (*text == '\0')
		return ot_pack_fail(reader, node, "<source> has no words");
	const OtRuleSource source = {
		.regimes = ot_pack_attr(reader, node, "regime"),
		.jurisdictions = ot_pack_attr(reader, node, "jurisdiction"),
		.law = level == OT_SOURCE_LAW,
		.level = (OtSourceLevel) level,
		.text = ot_arena_strdup(reader->arena, text),
	};
	g_array_append_val(rule->sources, source);
	return true;
}

/* --- what a rule looks for ----------------------------------------------------------------- */

static bool
read_structure(OtRuleTable *table, const OtPackReader *reader, const xmlNode *node, OtRule *rule)
{
	const char *ignored;

	return ot_pack_require_attr(reader, node, "each", &ignored) &&
	       ot_pack_require_attr(reader, node, "report", &ignored) &&
	       ot_rule_path_read(table->paths, reader, node, "each", &rule->each) &&
	       ot_rule_path_read(table->paths, reader, node, "report", &rule->report);
}

static bool
read_measure(OtRuleTable *table, const OtPackReader *reader, const xmlNode *node, OtRule *rule)
{
	const char *ignored;

	if (!ot_pack_require_attr(reader, node, "each", &ignored) ||
	    !ot_pack_require_attr(reader, node, "value", &ignored) ||
	    !ot_rule_path_read(table->paths, reader, node, "each", &rule->each) ||
	    !ot_rule_path_read(table->paths, reader, node, "value", &rule->value) ||
	    !ot_rule_path_read(table->paths, reader, node, "least", &rule->least) ||
	    !ot_rule_path_read(table->paths, reader, node, "most", &rule->most) ||
	    !ot_rule_path_read(table->paths, reader, node, "when", &rule->when))
		return false;
	return rule->least.text != NULL || rule->most.text != NULL ||
	       ot_pack_fail(reader, node, "<measure> needs \"least\" or \"most\", or both");
}

/* The kinds of passages that a rule about words looks at; the matcher reads the rest. */
static bool
read_words(const OtPackReader *reader, const xmlNode *node, OtRule *rule)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autofree char *bad = NULL;
	OtPassageKinds kinds;
	const char *in;

	if (!ot_pack_require_attr(reader, node, "in", &in))
		return false;
	if (!ot_passage_kinds_parse(in, &kinds, &bad)) {
		g_autofree char *advice = ot_name_advice(bad, ot_passage_kind_names(names));
		return ot_pack_fail(reader, node, "there is no kind of passage \"%s\"%s", bad,
		                    advice);
	}
	rule->words = node;
	rule->limit = ot_xml_is(node, "count") ? ot_pack_attr(reader, node, "most") : NULL;
	return true;
}

static bool
read_kind(OtRuleTable *table, const OtPackReader *reader, const xmlNode *node, OtRule *rule)
{
	/* In the order of OtRuleKind. */
	static const char *const kinds[] = {"structure", "measure", "words", "count"};
	const xmlNode *found = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		const xmlNode *child = ot_xml_child(node, kinds[i]);
		if (child == NULL)
			continue;
		if (found != NULL || ot_xml_next(child, kinds[i]) != NULL)
			return ot_pack_fail(reader, child,
			                    "a rule looks for one thing; make two rules of it");
		found = child;
		rule->info.kind = (OtRuleKind) i;
	}
	if (found == NULL)
		return ot_pack_fail(reader, node,
		                    "the rule needs one of <structure>, <measure>, <words> and "
		                    "<count>");
	switch (rule->info.kind) {
	case OT_RULE_STRUCTURE:
		return read_structure(table, reader, found, rule);
	case OT_RULE_MEASURE:
		return read_measure(table, reader, found, rule);
	case OT_RULE_WORDS:
	case OT_RULE_COUNT:
		return read_words(reader, found, rule);
	}
	return false;
}

/* --- fix and examples ---------------------------------------------------------------------- */

static bool
read_fix(const OtPackReader *reader, const xmlNode *node, OtRule *rule)
{
	const xmlNode *fix = ot_xml_child(node, "fix");

	if (fix == NULL)
		return true;
	const char *append = ot_pack_attr(reader, fix, "append-to");
	rule->fix = ot_arena_new_object(reader->arena, OtRuleFix);
	rule->fix->attr = ot_pack_attr(reader, fix, "set");
	if ((rule->fix->attr != NULL) == (append != NULL))
		return ot_pack_fail(reader, fix, "<fix> needs \"set\" or \"append-to\", not both");
	rule->fix->child = g_strcmp0(append, "self") != 0 ? append : NULL;
	rule->info.fix = append != NULL ? "append" : "set";
	return ot_pack_require_text(reader, node, "fix", &rule->fix->value);
}

/* The kind of a sample of words: its own, or the first that the rule looks at. */
static bool
read_sample_kind(const OtPackReader *reader, const xmlNode *node, const OtRule *rule,
                 OtPassageKind *kind)
{
	const char *own = ot_pack_attr(reader, node, "kind");
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_auto(GStrv) in = g_strsplit(ot_pack_attr(reader, rule->words, "in"), " ", 2);
	const char *name = own != NULL ? own : in[0];

	if (ot_passage_kind_find(name, kind))
		return true;
	g_autofree char *advice = ot_name_advice(name, ot_passage_kind_names(names));
	return ot_pack_fail(reader, node, "there is no kind of passage \"%s\"%s", name, advice);
}

static bool
read_sample(const OtPackReader *reader, const xmlNode *node, const OtCircumstances *circumstances,
            OtRule *rule)
{
	OtRuleExample example = {
		.bad = ot_xml_is(node, "bad"),
		.elements = node,
		.circumstances = *circumstances,
	};

	if (rule->words != NULL) {
		g_autofree char *text = ot_source_text(node);
		if (*text == '\0')
			return ot_pack_fail(reader, node, "<%s> has no words", node->name);
		if (!read_sample_kind(reader, node, rule, &example.kind))
			return false;
		example.text = ot_arena_strdup(reader->arena, text);
	} else if (ot_xml_child(node, NULL) == NULL) {
		return ot_pack_fail(reader, node, "<%s> holds no piece of a specification",
		                    node->name);
	}
	g_array_append_val(rule->examples, example);
	return true;
}

static bool
read_example(const OtPackReader *reader, const xmlNode *node, const char *day, OtRule *rule)
{
	const char *stage = ot_pack_attr(reader, node, "stage");
	const char *jurisdiction = ot_pack_attr(reader, node, "jurisdiction");
	const char *regime = ot_pack_attr(reader, node, "regime");
	const OtCircumstances circumstances = {
		.stage = stage != NULL ? stage : "engagement",
		.jurisdiction = jurisdiction != NULL ? jurisdiction : "GB-ENG",
		.regime = regime != NULL ? regime : "procurement-act-2023",
		.day = day,
	};

	for (const xmlNode *sample = ot_xml_child(node, NULL); sample != NULL;
	     sample = ot_xml_next(sample, NULL)) {
		if (!ot_xml_is(sample, "bad") && !ot_xml_is(sample, "good"))
			return ot_pack_fail(reader, sample,
			                    "<%s> can't stand here, only <bad> and <good>",
			                    sample->name);
		if (!read_sample(reader, sample, &circumstances, rule))
			return false;
	}
	return true;
}

/* --- rules --------------------------------------------------------------------------------- */

/* A code is a family of capital letters and a number: "LAW001". */
static bool
is_code(const char *code)
{
	size_t len = strlen(code);

	for (size_t i = 0; i < len; i++)
		if (i < FAMILY_LENGTH ? !g_ascii_isupper(code[i]) : !g_ascii_isdigit(code[i]))
			return false;
	return len == 2 * FAMILY_LENGTH;
}

static bool
read_names(OtPackReader *reader, const xmlNode *node, OtRuleInfo *info)
{
	const char *prescriptive = ot_pack_attr(reader, node, "prescriptive");

	if (!ot_pack_require_attr(reader, node, "code", &info->code))
		return false;
	if (!is_code(info->code))
		return ot_pack_fail(reader, node,
		                    "code=\"%s\" should be three capital letters and three digits",
		                    info->code);
	reader->code = info->code;
	if (!ot_pack_require_attr(reader, node, "tag", &info->tag) ||
	    !ot_pack_require_text(reader, node, "title", &info->title) ||
	    !ot_pack_require_text(reader, node, "why", &info->why) ||
	    !ot_pack_require_text(reader, node, "try", &info->advice))
		return false;
	info->family = ot_arena_strndup(reader->arena, info->code, FAMILY_LENGTH);
	info->label = ot_pack_attr(reader, node, "label");
	info->covers = ot_pack_attr(reader, node, "covers");
	info->prescriptive = g_strcmp0(prescriptive, "yes") == 0;
	return true;
}

/* Reads one element of a kind that may stand several times in a rule. */
typedef bool ReadElement(const OtPackReader *reader, const xmlNode *node, OtRule *rule);

static bool
read_each(const OtPackReader *reader, const xmlNode *node, const char *name, ReadElement *read,
          OtRule *rule)
{
	const xmlNode *child = ot_xml_child(node, name);

	if (child == NULL)
		return ot_pack_fail(reader, node, "the rule needs a <%s>", name);
	for (; child != NULL; child = ot_xml_next(child, name))
		if (!read(reader, child, rule))
			return false;
	return true;
}

static bool
read_rule(OtRuleTable *table, OtPackReader *reader, const xmlNode *node, const char *day,
          OtRule *rule)
{
	const xmlNode *message = ot_xml_child(node, "message");

	if (!read_names(reader, node, &rule->info) ||
	    !read_each(reader, node, "severity", read_severity, rule) ||
	    !read_each(reader, node, "source", read_source, rule) ||
	    !read_kind(table, reader, node, rule))
		return false;
	if (message == NULL)
		return ot_pack_fail(reader, node, "the rule needs a <message>");
	if (!ot_message_read(table->paths, reader, message, rule) || !read_fix(reader, node, rule))
		return false;
	for (const xmlNode *example = ot_xml_child(node, "example"); example != NULL;
	     example = ot_xml_next(example, "example"))
		if (!read_example(reader, example, day, rule))
			return false;
	return true;
}

/* Put a rule into the table, where its code and its tag have to be new. */
static bool
add_rule(OtRuleTable *table, const OtPackReader *reader, const xmlNode *node, OtRule *rule)
{
	const OtRuleInfo *info = &rule->info;
	const OtRule *same = g_hash_table_lookup(table->by_code, info->code);

	if (same != NULL)
		return ot_pack_fail(reader, node, "there is a rule of this code in %s already",
		                    same->info.pack);
	same = g_hash_table_lookup(table->by_tag, info->tag);
	if (same != NULL)
		return ot_pack_fail(reader, node, "the tag \"%s\" is that of %s in %s", info->tag,
		                    same->info.code, same->info.pack);
	g_hash_table_insert(table->by_code, (char *) info->code, rule);
	g_hash_table_insert(table->by_tag, (char *) info->tag, rule);
	return true;
}

bool
ot_pack_read(OtRuleTable *table, const OtXml *xml, bool tested, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	const char *name = ot_arena_strdup(table->arena, ot_xml_name(xml));
	OtPackReader reader = {table->arena, xml, NULL, error, tested};
	/* Examples are tried with the constants of the day that the pack is of. */
	const char *day = ot_pack_attr(&reader, root, "date");

	for (const xmlNode *node = ot_xml_child(root, "rule"); node != NULL;
	     node = ot_xml_next(node, "rule")) {
		OtRule *rule = new_rule();
		rule->number = table->rules->len;
		g_ptr_array_add(table->rules, rule);
		rule->info.pack = name;
		rule->xml = xml;
		reader.code = NULL;
		if (table->rules->len > OT_LIMIT_RULES)
			return ot_pack_fail(&reader, node, "there are more than %d rules",
			                    OT_LIMIT_RULES);
		if (!read_rule(table, &reader, node, day, rule) ||
		    !add_rule(table, &reader, node, rule))
			return false;
	}
	return true;
}
