/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "document/model.h"
#include "document/path.h"
#include "document/template.h"
#include "xml/read.h"

#include <glib/gstdio.h>
#include <string.h>

#define DATA "tests/unit/data/template"

static OtXml *
read_spec(const char *path)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	OtXml *spec = ot_xml_read(path, findings, NULL);

	g_assert_nonnull(spec);
	ot_xml_strip_namespaces(ot_xml_doc(spec));
	return spec;
}

static OtLabels *
load_labels(void)
{
	GError *error = NULL;
	OtLabels *labels = ot_labels_load("templates/labels.en.xml", &error);

	g_assert_no_error(error);
	return labels;
}

static OtTemplateRules *rules;

/* --- templates that are right -------------------------------------------------------------- */

/* NAME.xml over spec.xml is NAME.txt; OUTSET_UPDATE writes what was seen. */
static void
test_golden(const void *data)
{
	const char *name = data;
	g_autofree char *path = g_strdup_printf(DATA "/%s.xml", name);
	g_autofree char *golden_path = g_strdup_printf(DATA "/%s.txt", name);
	g_autofree char *golden = NULL;
	g_autoptr(OtXml) spec = read_spec(DATA "/spec.xml");
	g_autoptr(OtLabels) labels = load_labels();
	GError *error = NULL;

	g_autoptr(OtTemplate) template = ot_template_load(path, rules, &error);
	g_assert_no_error(error);
	g_autoptr(OtDocument) document =
		ot_template_expand(template, ot_xml_doc(spec), labels, &error);
	g_assert_no_error(error);
	g_autofree char *dump = ot_document_dump(document);
	if (g_getenv("OUTSET_UPDATE") != NULL)
		g_assert_true(g_file_set_contents(golden_path, dump, -1, NULL));
	g_assert_true(g_file_get_contents(golden_path, &golden, NULL, NULL));
	g_assert_cmpstr(dump, ==, golden);
}

static void
test_info(void)
{
	GError *error = NULL;
	g_autoptr(OtTemplate) template =
		ot_template_load(DATA "/blocks.xml", rules, &error);
	const OtTemplateInfo *info = ot_template_info(template);

	g_assert_no_error(error);
	g_assert_cmpstr(info->name, ==, "blocks");
	g_assert_cmpstr(info->version, ==, "1.2.3");
	g_assert_cmpstr(info->date, ==, "2026-11-23");
	g_assert_cmpstr(info->kind, ==, "asset");
	g_assert_cmpstr(info->about, ==, "specification");
	g_assert_cmpstr(info->title, ==, "Every block");
	g_assert_cmpstr(info->purpose, ==, "Shows what blocks become.");
	g_assert_null(info->completed_by);
	g_assert_cmpstr(info->path, ==, DATA "/blocks.xml");

	/* A part is read by itself too: it is listed, but nothing is made from it. */
	g_autoptr(OtTemplate) part =
		ot_template_load(DATA "/part-greeting.xml", rules, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(ot_template_info(part)->kind, ==, "part");
}

/* All templates that come with the program, over all samples: nothing is broken or missing. */
static void
test_shipped(void)
{
	g_autoptr(OtLabels) labels = load_labels();
	GDir *templates = g_dir_open("templates", 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(templates)) != NULL) {
		/* Labels and translations have the name of their language before the ".xml". */
		if (!g_str_has_suffix(name, ".xml") || strchr(name, '.') != strrchr(name, '.') ||
		    g_str_has_prefix(name, "house-style"))
			continue;
		g_autofree char *path = g_build_filename("templates", name, NULL);
		GError *error = NULL;
		g_autoptr(OtTemplate) template = ot_template_load(path, rules, &error);
		g_assert_no_error(error);
		const OtTemplateInfo *info = ot_template_info(template);
		g_assert_true(strcmp(info->kind, "asset") != 0 ||
		              ot_labels_code(labels, "asset", info->name) != NULL);
		GDir *samples = g_dir_open("samples", 0, NULL);
		const char *sample;
		while ((sample = g_dir_read_name(samples)) != NULL) {
			g_autofree char *spec_path =
				g_build_filename("samples", sample, "spec.xml", NULL);
			if (!g_file_test(spec_path, G_FILE_TEST_EXISTS) ||
			    strcmp(info->kind, "part") == 0 ||
			    strcmp(info->about, "specification") != 0)
				continue;
			g_autoptr(OtXml) spec = read_spec(spec_path);
			g_autoptr(OtDocument) document =
				ot_template_expand(template, ot_xml_doc(spec), labels, &error);
			g_assert_no_error(error);
			g_assert_cmpuint(document->n_nodes, >, 20);
		}
		g_dir_close(samples);
	}
	g_dir_close(templates);
}

/* One template, many threads, the same document. */
static void *
expand_often(void *data)
{
	const OtTemplate *template = data;
	g_autoptr(OtXml) spec = read_spec(DATA "/spec.xml");
	g_autoptr(OtLabels) labels = load_labels();
	char *first = NULL;

	for (int i = 0; i < 20; i++) {
		g_autoptr(OtDocument) document =
			ot_template_expand(template, ot_xml_doc(spec), labels, NULL);
		char *dump = ot_document_dump(document);
		g_assert_true(first == NULL || strcmp(first, dump) == 0);
		g_free(first);
		first = dump;
	}
	return first;
}

static void
test_threads(void)
{
	g_autoptr(OtTemplate) template =
		ot_template_load(DATA "/inlines.xml", rules, NULL);
	GThread *threads[4];
	g_autofree char *expected = expand_often(template);

	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("expand", expand_often, template);
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
		g_autofree char *dump = g_thread_join(threads[i]);
		g_assert_cmpstr(dump, ==, expected);
	}
}

/* --- templates that are wrong -------------------------------------------------------------- */

/* What stands in a body, and what is said of it; the body starts on line 2 of its file. */
static const struct {
	const char *body, *message;
} bad_bodies[] = {
	{"<section><heading>A</heading><paragraph><field name='aims' label='A'/></paragraph>"
	 "<if test=\"answer('aim') = ''\"><paragraph>x</paragraph></if></section>",
	 "2:83: path \"answer('aim') = ''\" asks for the answer to \"aim\", which is not a field of the "
	 "template; did you mean \"aims\"?"},
	{"<table><row repeat='a' each='outcomes/outcome'><cell>x</cell></row></table>",
	 "2:8: a row with \"repeat\" can't have \"each\" too: people add its rows, not the "
	 "specification"},
	{"<table><head><row repeat='a'><cell>x</cell></row></head><row><cell>x</cell></row></table>",
	 "2:14: a row of the head can't repeat"},
	{"<table><row rows='2'><cell>x</cell></row></table>",
	 "2:8: \"rows\" needs the attribute \"repeat\""},
	/* paths */
	{"<paragraph><value path='problems/problm'/></paragraph>",
	 "2:12: path \"problems/problm\" finds nothing that a specification can hold; did you mean "
	 "\"problems/problem\"?"},
	{"<paragraph each='outcomes/outcome'><value path='titel'/></paragraph>",
	 "2:36: path \"titel\" finds nothing that a specification can hold; did you mean \"title\"?"},
	{"<paragraph>\n  <value path='outcomes['/></paragraph>",
	 "3:3: path \"outcomes[\" can't be read: it ends where a path or a value is expected"},
	{"<paragraph if='identity/@stge = \"draft\"'>x</paragraph>",
	 "2:1: path \"identity/@stge = \"draft\"\" finds nothing that a specification can hold; did "
	 "you mean \"identity/@stage = \"draft\"\"?"},
	{"<paragraph each='count(outcomes/outcome)'>x</paragraph>",
	 "2:1: each=\"count(outcomes/outcome)\" gives no nodes to go through"},
	{"<prose path='string(context)'/>",
	 "2:1: path=\"string(context)\" gives no nodes to copy"},
	{"<if test='contains(identity/title)'><paragraph>x</paragraph></if>",
	 "2:1: path \"contains(identity/title)\" calls contains() with 1 argument; it takes 2"},
	{"<paragraph><value path='cod(\"stage\", identity/@stage)'/></paragraph>",
	 "2:12: path \"cod(\"stage\", identity/@stage)\" calls cod(), which does not exist; did you "
	 "mean code()?"},
	{"<paragraph><value path='code(\"stages\", identity/@stage)'/></paragraph>",
	 "2:12: path \"code(\"stages\", identity/@stage)\" can't be evaluated: there is no list of "
	 "codes \"stages\""},
	{"<paragraph><value path='identity/@stage' format='code' list='stages'/></paragraph>",
	 "2:12: there is no list of codes \"stages\""},
	{"<choose><when test='flags/@chldren'><paragraph>x</paragraph></when></choose>",
	 "2:9: path \"flags/@chldren\" finds nothing that a specification can hold; did you mean "
	 "\"flags/@children\"?"},
	/* patterns */
	{"<section id='a-{@idd}'><heading>H</heading></section>",
	 "2:1: path \"@idd\" finds nothing that a specification can hold: there is no \"@idd\" in "
	 "\"specification\", only @schema-version, @xml:lang"},
	{"<section id='a-{title'><heading>H</heading></section>",
	 "2:1: id=\"a-{title\" has \"{\" without \"}\"; write {{ for a brace"},
	{"<callout title='a}'><paragraph>x</paragraph></callout>",
	 "2:1: title=\"a}\" has \"}\" without \"{\"; write }} for a brace"},
	{"<callout title='{}'><paragraph>x</paragraph></callout>",
	 "2:1: path \"\" can't be read: it ends where a path or a value is expected"},
	{"<callout title=\"{'}\"><paragraph>x</paragraph></callout>",
	 "2:1: title=\"{'}\" has \"{\" without \"}\"; write {{ for a brace"},
	/* places */
	{"<section><heading>H</heading><if test='outcomes'>bare</if></section>",
	 "2:30: words stand here by themselves; put them into a <paragraph>"},
	{"<if test='outcomes'><value path='identity/title'/></if>",
	 "2:21: <value> stands here by itself; put it into a <paragraph>"},
	{"<paragraph><if test='outcomes'><list><item>x</item></list></if></paragraph>",
	 "2:32: <list> can't stand within a line of text"},
	{"<paragraph><choose><when test='outcomes'><include template='part-x'/></when></choose>"
	 "</paragraph>",
	 "2:42: <include> can't stand within a line of text"},
	{"<list><item><section><heading>H</heading></section></item></list>",
	 "2:13: <section> can't stand in an item or a cell"},
	{"<callout><section><heading>H</heading><paragraph>x</paragraph></section></callout>",
	 "2:10: a section can't stand in a callout"},
	{"<section><paragraph>x</paragraph></section>",
	 "2:1: the section has no <heading>; only a section with the role \"cover\" may do without"},
	/* attributes that belong together */
	{"<paragraph><value path='identity/@stage' format='code'/></paragraph>",
	 "2:12: format=\"code\" needs the attribute \"list\""},
	{"<paragraph><value path='identity/@stage' list='stage'/></paragraph>",
	 "2:12: the attribute \"list\" needs format=\"code\""},
	{"<field name='a' label='A' kind='choice'/>",
	 "2:1: a field of the kind \"choice\" needs <choice> within it"},
	{"<field name='a' label='A'><choice>x</choice></field>",
	 "2:1: only a field of the kind \"choice\" has <choice> within it"},
	{"<field name='a' label='A' kind='choice'><choice/></field>",
	 "2:41: <choice> has either words or a path"},
	{"<field name='a' label='A' kind='choice'><choice path='identity/title'>x</choice></field>",
	 "2:41: <choice> has either words or a path"},
	{"<field name='a' label='A' kind='choice'><choice path='glossary/term/name'/></field>",
	 "2:1: the field \"a\" has no choices"},
	{"<paragraph><value path=\"constant('nothing', '2026-01-01', 'value')\"/></paragraph>",
	 "2:12: path \"constant('nothing', '2026-01-01', 'value')\" can't be evaluated: "
	 "there is no constant \"nothing\""},
	{"<paragraph><value path=\"constant('kpi-count', '2026-01-01', 'name')\"/></paragraph>",
	 "2:12: path \"constant('kpi-count', '2026-01-01', 'name')\" can't be evaluated: "
	 "a constant has no \"name\""},
	/* what comes out */
	{"<section><heading><value path='context/estate/system/name'/></heading>"
	 "<paragraph>x</paragraph></section>",
	 "2:10: the heading comes out empty"},
	{"<paragraph id='{glossary}'>x</paragraph>", "2:1: id=\"{glossary}\" comes out empty"},
	{"<field name='{glossary}' label='A'/>", "2:1: the name of the field comes out empty"},
	{"<field name='a' label='{glossary}'/>", "2:1: the label of the field comes out empty"},
	{"<signature name='a' label='{glossary}'/>",
	 "2:1: the label of the signature comes out empty"},
	{"<figure kind='bars' alt='{glossary}'><point label='x'/></figure>",
	 "2:1: alt=\"{glossary}\" of the figure comes out empty"},
	{"<figure kind='bars' alt='x'><point label='{glossary}'/></figure>",
	 "2:29: label=\"{glossary}\" of the point comes out empty"},
	{"<figure kind='bars' alt='x'><point label='x' value='{identity/title}'/></figure>",
	 "2:29: the value of the point is \"Warm halls\", which is not a number"},
	{"<figure kind='bars' alt='x'><point label='x' value='2' from='{identity/title}'/></figure>",
	 "2:29: the lower end of the point is \"Warm halls\", which is not a number"},
	{"<paragraph><reference to='{glossary}'/></paragraph>",
	 "2:12: to=\"{glossary}\" comes out empty"},
	{"<section id='outcome-O1'><heading>H</heading><paragraph>\n"
	 "<reference to='outcome-O7'/></paragraph></section>",
	 "3:1: the reference to \"outcome-O7\" leads nowhere: nothing in the document has this id; "
	 "did you mean \"outcome-O1\"?"},
	{"<paragraph id='a'>x</paragraph>\n<paragraph id='a'>y</paragraph>",
	 "3:1: the id \"a\" is there twice (the other is at case.xml:2:1)"},
	{"<paragraph each='outcomes/outcome'>\n<field name='a' label='A'/></paragraph>",
	 "3:1: the field \"a\" is there twice (the other is at case.xml:3:1)"},
	{"<signature name='a' label='A'/><field name='a.date' label='A'/>",
	 "2:32: the field \"a.date\" is there twice (the other is at case.xml:2:1)"},
	{"<table>\n<row><cell/><cell/></row>\n<row><cell/></row></table>",
	 "4:1: the row covers 1 column, and the first row of the table 2"},
	{"<table weights='1 2'><row><cell/></row></table>",
	 "2:1: the table has 1 columns, but weights for 2"},
};

/* The message of an error without the folder; `error` is taken. */
static char *
take_message(GError *error, const char *folder)
{
	g_autofree char *prefix = g_strconcat(folder, "/", NULL);
	GString *message = g_string_new(error != NULL ? error->message : "(no error)");

	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_string_replace(message, prefix, "", 0);
	g_error_free(error);
	return g_string_free(message, FALSE);
}

/* What is said of a template that is refused, on loading or on expanding. */
static char *
refuse(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(OtXml) spec = read_spec(DATA "/spec.xml");
	g_autoptr(OtLabels) labels = load_labels();
	GError *error = NULL;
	g_autoptr(OtTemplate) template = ot_template_load(path, rules, &error);
	g_autoptr(OtDocument) document = NULL;

	if (template != NULL)
		document = ot_template_expand(template, ot_xml_doc(spec), labels, &error);
	g_assert_null(document);
	return take_message(error, folder);
}

static void
test_bad_bodies(void)
{
	g_autofree char *folder = g_dir_make_tmp("outset-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "case.xml", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(bad_bodies); i++) {
		g_autofree char *bytes = g_strdup_printf(
			"<template xmlns='urn:outset:template:1' name='case' version='1.0.0' "
			"date='2026-11-23' kind='asset' xml:lang='en-GB'><title>T</title><body>\n"
			"%s</body></template>", bad_bodies[i].body);
		g_assert_true(g_file_set_contents(path, bytes, -1, NULL));
		g_autofree char *said = refuse(folder, "case.xml");
		g_autofree char *wanted = g_strconcat("case.xml:", bad_bodies[i].message, NULL);
		g_assert_cmpstr(said, ==, wanted);
	}
	g_unlink(path);
	g_rmdir(folder);
}

/* The last comment of a file. */
static char *
read_comment(const char *path)
{
	g_autofree char *bytes = NULL;

	g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
	const char *start = g_strrstr(bytes, "<!-- ");
	const char *end = g_strrstr(bytes, " -->");
	g_assert_true(start != NULL && end > start);
	return g_strndup(start + 5, (size_t) (end - start - 5));
}

/* Templates with parts: their last comment is what is said, with or without their own name. */
static void
test_bad_files(void)
{
	GDir *folder = g_dir_open(DATA "/bad", 0, NULL);
	const char *name;

	g_assert_nonnull(folder);
	while ((name = g_dir_read_name(folder)) != NULL) {
		if (g_str_has_prefix(name, "part-"))
			continue;
		g_autofree char *path = g_build_filename(DATA "/bad", name, NULL);
		g_autofree char *comment = read_comment(path);
		g_autofree char *wanted = g_ascii_isdigit(*comment)
		                                  ? g_strdup_printf("%s:%s", name, comment)
		                                  : g_strdup(comment);
		g_autofree char *said = refuse(DATA "/bad", name);
		g_assert_cmpstr(said, ==, wanted);
	}
	g_dir_close(folder);
}

/* A template about a check makes nothing from a specification. */
static void
test_other_subject(void)
{
	GError *error = NULL;
	g_autoptr(OtXml) spec = read_spec(DATA "/spec.xml");
	g_autoptr(OtLabels) labels = load_labels();
	g_autoptr(OtTemplate) template =
		ot_template_load("templates/check-card.xml", rules, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(ot_template_info(template)->about, ==, "check");
	g_assert_null(ot_template_expand(template, ot_xml_doc(spec), labels, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_USAGE);
	g_assert_cmpstr(error->message, ==, "the template \"check-card\" is about a check, and can't "
	                                    "be made from a specification");
	g_clear_error(&error);
}

/* Files that are no template at all. */
static void
test_no_templates(void)
{
	GError *error = NULL;

	g_assert_null(ot_template_load("no/such/file.xml", rules, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_IO);
	g_clear_error(&error);
	g_assert_null(ot_template_load(DATA "/spec.xml", rules, &error));
	g_autofree char *said = take_message(error, DATA);
	g_assert_cmpstr(said, ==, "spec.xml:4:1: a template starts with <template>, not "
	                          "<specification>");
	error = NULL;
	g_assert_null(ot_template_rules_load("no-schemas", NULL, &error));
	g_assert_nonnull(error);
	g_error_free(error);
}

/* --- paths --------------------------------------------------------------------------------- */

/* Paths from an outcome, and what is said of them; NULL where nothing is wrong. */
static const struct {
	const char *path, *problem;
} paths[] = {
	{"title", NULL},
	{".", NULL},
	{"..", NULL},
	{"../../identity/@date", NULL},
	{"/", NULL},
	{"/specification", NULL},
	{"//measure/target/@value", NULL},
	{"measure[1]/baseline[@value > 3 and @date]/@source", NULL},
	{"measure[position() = last()]", NULL},
	{"//contact[@id = current()/@owner]/name", NULL},
	{"current()/title", NULL},
	{"current()/@kind", NULL},
	{"(measure | ../outcome/measure)[2]/indicator", NULL},
	{"title/text()", NULL},
	{"node()", NULL},
	{"*/@unit", NULL},
	{"@*", NULL},
	{"@xml:lang", NULL},
	{"descendant::target", NULL},
	{"ancestor::specification/identity", NULL},
	{"ancestor-or-self::*", NULL},
	{"following-sibling::outcome/title", NULL},
	{"preceding-sibling::outcome[1]", NULL},
	{"self::outcome", NULL},
	{"parent::outcomes", NULL},
	{"attribute::priority", NULL},
	{"child::measure/child::target", NULL},
	{"following::problem | preceding::problem", NULL},
	{"id('O1')/anything/at/all", NULL},
	{"2 * 3 - -4 div 5 mod 6", NULL},
	{"* * 2", NULL},
	{"count(*) * 2", NULL},
	{"title = 'and' or not(@priority != 'must')", NULL},
	{"concat('a', \"b\", title)", NULL},
	{"substring(title, 1, 2)", NULL},
	{"code('priority', @priority)", NULL},
	{"contains(concat(' ', @problem, ' '), ' P1 ')", NULL},
	{"processing-instruction('x') | comment() | title",
	 "finds nothing that a specification can hold"},
	{"titel", "finds nothing that a specification can hold; did you mean \"title\"?"},
	{"measure/tarjet/@value",
	 "finds nothing that a specification can hold; did you mean \"measure/target/@value\"?"},
	{"measure[@unti = 'x']/target",
	 "finds nothing that a specification can hold; did you mean \"measure[@unit = 'x']/target\"?"},
	{"priority", "finds nothing that a specification can hold; did you mean \"@priority\"?"},
	{"@title", "finds nothing that a specification can hold; did you mean \"title\"?"},
	{"attribute::prioritie",
	 "finds nothing that a specification can hold; did you mean \"attribute::priority\"?"},
	{"//current()", "calls current() within a path, where only names can stand"},
	{"measure/target/zebra",
	 "finds nothing that a specification can hold: there is no \"zebra\" in \"target\""},
	{"beneficiary/@zebra",
	 "finds nothing that a specification can hold: there is no \"@zebra\" in \"beneficiary\", "
	 "only @group, @xml:lang"},
	{"s:title", "has a prefix in \"s:title\"; names in a path have none"},
	{"s:*", "has a prefix in \"s:*\"; names in a path have none"},
	{"", "can't be read: it ends where a path or a value is expected"},
	{"measure/", "can't be read: it ends where a name is expected"},
	{"measure[", "can't be read: it ends where a path or a value is expected"},
	{"measure[1", "can't be read: it ends where ] is expected"},
	{"(title", "can't be read: it ends where ) is expected"},
	{"title)", "can't be read: the end or an operator is expected instead of \")\" at "
	           "character 6"},
	{"title title", "can't be read: an operator such as \"and\" is expected instead of "
	                "\"title\" at character 7"},
	{"title and", "can't be read: it ends where a path or a value is expected"},
	{"title = 'x", "can't be read: a text has no closing quotation mark"},
	{"title # 2", "can't be read: the end or an operator is expected instead of \"#\" at "
	              "character 7"},
	{"measure//", "can't be read: it ends where a name is expected"},
	{"//", "can't be read: it ends where a name is expected"},
	{"measure/[1]", "can't be read: a name is expected instead of \"[\" at character 9"},
	{"contain(title, 'x')", "calls contain(), which does not exist; did you mean contains()?"},
	{"zebra()", "calls zebra(), which does not exist"},
	{"contains(title)", "calls contains() with 1 argument; it takes 2"},
	{"concat(title)", "calls concat() with 1 argument; it takes at least 2"},
	{"true(1)", "calls true() with 1 argument; it takes 0"},
	{"$title", "uses $title, but there are no variables"},
	{"chlid::title", "has the unknown axis \"chlid\"; did you mean \"child\"?"},
	{"zebra::title", "has the unknown axis \"zebra\""},
	{"'x'/title", "has \"/\" after something that gives no nodes"},
	{"title | 'x'", "joins with \"|\" what gives no nodes"},
};

static const OtModelNode *
find_outcome(const OtModel *model)
{
	const OtModelNode *specification =
		ot_model_child(ot_model_node(model, 0), OT_MODEL_ELEMENT, "specification");

	return ot_model_child(ot_model_child(specification, OT_MODEL_ELEMENT, "outcomes"),
	                      OT_MODEL_ELEMENT, "outcome");
}

static void
test_paths(void)
{
	GError *error = NULL;
	g_autoptr(OtModel) model = ot_model_load("schemas/spec.xsd", "specification", &error);
	g_assert_no_error(error);
	g_autoptr(OtPlaces) context = ot_places_new(model);
	ot_places_add(context, find_outcome(model));

	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		g_autofree char *problem = ot_path_check(paths[i].path, model, context, NULL);
		g_test_message("%s", paths[i].path);
		g_assert_cmpstr(problem, ==, paths[i].problem);
	}

	g_autofree char *deep = g_strnfill(5000, '(');
	g_autofree char *problem = ot_path_check(deep, model, context, NULL);
	g_assert_cmpstr(problem, ==, "has more than 64 brackets within each other");
	g_autoptr(OtModel) none = ot_model_load("schemas/spec.xsd", "zebra", &error);
	g_assert_null(none);
	g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
	g_assert_nonnull(strstr(error->message, "the schema declares no element \"zebra\""));
	g_clear_error(&error);
}

/* What a path gives. */
static void
test_results(void)
{
	g_autoptr(OtModel) model = ot_model_load("schemas/spec.xsd", "specification", NULL);
	g_autoptr(OtPlaces) context = ot_places_new(model);
	OtPathResult result;

	ot_places_add(context, find_outcome(model));
	g_assert_null(ot_path_check("measure/target", model, context, &result));
	g_assert_cmpint(result.kind, ==, OT_PATH_NODES);
	g_assert_null(ot_path_check("@value", model, result.places, NULL));
	ot_places_free(result.places);
	g_assert_null(ot_path_check("count(measure)", model, context, &result));
	g_assert_cmpint(result.kind, ==, OT_PATH_OTHER);
	g_assert_null(ot_path_check("id('x') | measure", model, context, &result));
	g_assert_cmpint(result.kind, ==, OT_PATH_ANYTHING);
	g_assert_null(ot_path_check("anything/goes", NULL, NULL, &result));
	g_assert_cmpint(result.kind, ==, OT_PATH_ANYTHING);
}

int
main(int argc, char **argv)
{
	static const char *const golden[] = {"blocks", "inlines", "tables", "empty", "sources",
	                                     "rows"};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(golden); i++) {
		g_autofree char *name = g_strconcat("/template/golden/", golden[i], NULL);
		g_test_add_data_func(name, golden[i], test_golden);
	}
	g_test_add_func("/template/info", test_info);
	g_test_add_func("/template/shipped", test_shipped);
	g_test_add_func("/template/threads", test_threads);
	g_test_add_func("/template/bad-bodies", test_bad_bodies);
	g_test_add_func("/template/bad-files", test_bad_files);
	g_test_add_func("/template/other-subject", test_other_subject);
	g_test_add_func("/template/no-templates", test_no_templates);
	g_test_add_func("/template/paths", test_paths);
	g_test_add_func("/template/results", test_results);
	rules = ot_template_rules_load("schemas", NULL, NULL);
	g_assert_nonnull(rules);
	int status = g_test_run();
	ot_template_rules_free(rules);
	return status;
}
