/* SPDX-License-Identifier: MIT
 *
 * The hours that taking part costs: what counts, for whom, and what isn't known.
 */
#include "document/burden.h"

#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <string.h>

/* A file of estimates; ANSWERS are all attributes that its first element needs. */
#define BURDEN(answers, rest) \
	"<burden xmlns='urn:outset:burden:1'>" FIRST(answers) rest "</burden>"
#define FIRST(answers) "<answers micro='1' small='1' medium='1' " answers "/>"
#define ANSWERS "large='1' words-an-hour='1' usual-words='1'"

static OtEstimates *estimates;

static xmlDoc *
parse(const char *body)
{
	g_autofree char *text = g_strdup_printf("<specification>%s</specification>", body);

	return xmlReadMemory(text, (int) strlen(text), "spec.xml", NULL, 0);
}

static void
test_shipped(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_nonnull(estimates);
	g_assert_cmpstr(ot_estimates_checked(estimates), !=, NULL);
	g_assert_nonnull(strstr(ot_estimates_source(estimates), "not measured"));
	/* An estimate that falls as firms grow would be a slip of the pen. */
	xmlDoc *doc = xmlReadFile("schemas/burden.xml", NULL, 0);
	for (xmlNode *node = xmlDocGetRootElement(doc)->children; node != NULL; node = node->next) {
		double before = 0;
		if (node->type != XML_ELEMENT_NODE ||
		    strcmp((const char *) node->name, "document") != 0)
			continue;
		for (int size = 0; size < OT_N_SIZES; size++) {
			xmlChar *hours = xmlGetProp(node, (const xmlChar *) ot_size_names[size]);
			double number = g_ascii_strtod((const char *) hours, NULL);
			g_assert_cmpfloat(number, >=, before);
			before = number;
			xmlFree(hours);
		}
	}
	xmlFreeDoc(doc);
}

/*
 * What the specification says is a small supplier's; other sizes are in proportion, by half hours.
 */
static void
test_given(void)
{
	xmlDoc *doc =
		parse("<engagement response-hours='3'/><required-assets>"
	              "<asset name='cyber-essentials' needed='award' owner='supplier' hours='8'/>"
	              "<asset name='own-form' needed='tender' owner='both' hours='1.25'/>"
	              "</required-assets>");
	g_autoptr(OtBurden) burden = ot_burden_reckon(doc, estimates);
	const OtBurdenItem *form = &g_array_index(burden->documents, OtBurdenItem, 0);
	const OtBurdenItem *security = &g_array_index(burden->documents, OtBurdenItem, 1);

	g_assert_cmpstr(form->name, ==, "own-form");
	g_assert_cmpfloat(form->hours[OT_SIZE_SMALL], ==, 1.25);
	g_assert_cmpfloat(form->hours[OT_SIZE_LARGE], ==, 1.5);
	g_assert_cmpfloat(security->hours[OT_SIZE_SMALL], ==, 8);
	g_assert_cmpfloat(security->hours[OT_SIZE_MICRO], ==, 4);
	g_assert_cmpfloat(security->hours[OT_SIZE_LARGE], ==, 30);
	g_assert_false(security->ours);
	g_assert_true(ot_burden_find(burden, security->node) == security);
	g_assert_cmpfloat(burden->at[OT_NEEDED_ENGAGEMENT][OT_SIZE_SMALL], ==, 3);
	g_assert_cmpfloat(burden->at[OT_NEEDED_PILOT][OT_SIZE_SMALL], ==, 0);
	g_assert_cmpfloat(burden->until[OT_NEEDED_TENDER][OT_SIZE_SMALL], ==, 4.25);
	g_assert_cmpfloat(burden->until[OT_NEEDED_GO_LIVE][OT_SIZE_SMALL], ==, 12.25);
	xmlFreeDoc(doc);
}

/* What it doesn't say is estimated, or not known; what it withholds isn't counted. */
static void
test_not_given(void)
{
	xmlDoc *doc = parse(
		"<required-assets>"
		"<asset name='dpia' needed='award' owner='both'/>"
		"<asset name='business-case' needed='tender' owner='buyer'/>"
		"<asset name='unheard-of' needed='tender' owner='supplier'/>"
		"<asset name='mou' needed='not-needed' owner='both' hours='5'/>"
		"<asset name='nda' needed='tender' owner='both' hours='5' publish='no'/>"
		"</required-assets>"
		"<questions><question id='Q1' answer='text' max-words='500'/>"
		"<question id='Q2' answer='text'/><question id='Q3' answer='file'/>"
		"<question id='Q4' answer='file' publish='no'/></questions>");
	g_autoptr(OtBurden) burden = ot_burden_reckon(doc, estimates);

	g_assert_cmpuint(burden->documents->len, ==, 2);
	g_assert_cmpint(burden->n_unknown, ==, 1);
	g_assert_cmpint(burden->n_withheld, ==, 1);
	g_assert_true(g_array_index(burden->documents, OtBurdenItem, 1).ours);
	g_assert_cmpfloat(burden->at[OT_NEEDED_AWARD][OT_SIZE_SMALL], ==, 4);
	g_assert_cmpfloat(burden->at[OT_NEEDED_TENDER][OT_SIZE_SMALL], ==, 0);
	g_assert_false(burden->answers_known);
	g_assert_cmpuint(burden->questions->len, ==, 3);
	/* 500 words, 200 words, and a file: 0.5, 0.2 and 1 hours. */
	g_assert_cmpfloat(burden->answers[OT_SIZE_SMALL], ==, 1.5);
	xmlFreeDoc(doc);
}

static void
test_nothing(void)
{
	xmlDoc *doc = parse("<required-assets/>");
	g_autoptr(OtBurden) burden = ot_burden_reckon(doc, estimates);

	g_assert_cmpfloat(burden->until[OT_NEEDED_GO_LIVE][OT_SIZE_LARGE], ==, 0);
	xmlFreeDoc(doc);
}

/* Files that can't be read, and what is said of them. */
static const struct {
	const char *text, *message;
} broken[] = {
	{"<other/>", "the file should start with <burden xmlns=\"urn:outset:burden:1\">"},
	{"<burden xmlns='urn:outset:burden:1'/>", "<burden> needs <answers>"},
	{BURDEN("large='x' words-an-hour='1' usual-words='1'", ""),
	 "<answers> needs a number from 0 to 10,000 as its attribute \"large\""},
	{BURDEN(ANSWERS, "<document micro='1'/>"), "<document> needs the attribute \"name\""},
	{BURDEN(ANSWERS, "<document name='x' micro='-1'/>"),
	 "<document> needs a number from 0 to 10,000 as its attribute \"micro\""},
};

static void
test_broken(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(broken); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *folder = g_dir_make_tmp("burden-XXXXXX", NULL);
		g_autofree char *path = g_build_filename(folder, "burden.xml", NULL);
		g_assert_true(g_file_set_contents(path, broken[i].text, -1, NULL));
		g_assert_null(ot_estimates_load(path, &error));
		g_assert_nonnull(error);
		g_assert_nonnull(strstr(error->message, "burden.xml:1:"));
		if (strstr(error->message, broken[i].message) == NULL)
			g_error("\"%s\" does not say \"%s\"", error->message, broken[i].message);
		g_unlink(path);
		g_rmdir(folder);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	estimates = ot_estimates_load("schemas/burden.xml", NULL);
	g_test_add_func("/burden/shipped", test_shipped);
	g_test_add_func("/burden/given", test_given);
	g_test_add_func("/burden/not-given", test_not_given);
	g_test_add_func("/burden/nothing", test_nothing);
	g_test_add_func("/burden/broken", test_broken);
	int status = g_test_run();
	ot_estimates_free(estimates);
	return status;
}
