/* SPDX-License-Identifier: MIT
 *
 * Joining specifications: what comes of any two or three samples is valid, every id is there once,
 * and a specification joined with its like has all outcomes in common.
 */
#include "changes/merge.h"
#include "spec/spec.h"

#include <string.h>

#define N_SAMPLES 3

static const char *const samples[N_SAMPLES] = {
	"samples/winter-gritting/spec.xml",
	"samples/independent-living/spec.xml",
	"samples/local-planning/spec.xml",
};

typedef struct {
	OtSchema *schema;
	OtLabels *labels;
	OtSpec *specs[N_SAMPLES];
} Fixture;

static void
load_fixture(Fixture *fixture, gconstpointer data)
{
	(void) data;
	fixture->schema = ot_schema_load("schemas/spec.xsd", NULL);
	fixture->labels = ot_labels_load("templates/labels.en.xml", NULL);
	for (size_t i = 0; i < N_SAMPLES; i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		fixture->specs[i] = ot_spec_read(samples[i], fixture->schema, findings, NULL);
		g_assert_nonnull(fixture->specs[i]);
	}
}

static void
clear_fixture(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (size_t i = 0; i < N_SAMPLES; i++)
		ot_spec_free(fixture->specs[i]);
	ot_labels_free(fixture->labels);
	ot_schema_free(fixture->schema);
}

static OtMerge *
join(const Fixture *fixture, const size_t *which, size_t n)
{
	g_autofree OtMergeInput *inputs = g_new0(OtMergeInput, n);
	g_autoptr(GError) error = NULL;

	for (size_t i = 0; i < n; i++)
		inputs[i] = (OtMergeInput){samples[which[i]],
		                           ot_spec_tree(fixture->specs[which[i]])};
	OtMerge *merge = ot_merge_new(inputs, n, 0.6, ot_schema_model(fixture->schema),
	                              fixture->labels, &error);
	g_assert_no_error(error);
	return merge;
}

/* Valid against the schema, its references, and the checks beyond it. */
static void
assert_valid(const Fixture *fixture, const OtMerge *merge)
{
	g_autoptr(GBytes) bytes = ot_spec_spell(ot_merge_tree(merge));
	g_autoptr(OtFindings) findings = ot_findings_new();
	size_t len;
	const char *text = g_bytes_get_data(bytes, &len);
	g_autoptr(OtSpec) spec = ot_spec_parse(text, len, "joined", fixture->schema, findings);

	for (size_t i = 0; spec == NULL && i < ot_findings_count(findings); i++)
		g_printerr("%s: %s\n", ot_findings_get(findings, i)->where.place,
		           ot_findings_get(findings, i)->message);
	g_assert_nonnull(spec);
}

static size_t
count_fate(const OtMerge *merge, OtMergeFate fate)
{
	size_t n = 0;

	for (size_t i = 0; i < ot_merge_count(merge); i++)
		n += ot_merge_get(merge, i)->fate == fate;
	return n;
}

static size_t
count_outcomes(xmlDoc *tree)
{
	const xmlNode *outcomes = ot_xml_child(xmlDocGetRootElement(tree), "outcomes");
	size_t n = 0;

	for (const xmlNode *node = ot_xml_child(outcomes, "outcome"); node != NULL;
	     node = ot_xml_next(node, "outcome"))
		n++;
	return n;
}

static void
test_valid(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (size_t i = 0; i < N_SAMPLES; i++)
		for (size_t j = 0; j < N_SAMPLES; j++) {
			const size_t which[] = {i, j, (j + 1) % N_SAMPLES};
			g_autoptr(OtMerge) two = join(fixture, which, 2);
			g_autoptr(OtMerge) three = join(fixture, which, 3);
			assert_valid(fixture, two);
			assert_valid(fixture, three);
		}
}

/* Nothing of an outcome is lost: those that are not common stand side by side. */
static void
test_outcomes(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (size_t i = 0; i < N_SAMPLES; i++)
		for (size_t j = 0; j < N_SAMPLES; j++) {
			const size_t which[] = {i, j};
			g_autoptr(OtMerge) merge = join(fixture, which, 2);
			size_t one = count_outcomes(ot_spec_tree(fixture->specs[i]));
			size_t other = count_outcomes(ot_spec_tree(fixture->specs[j]));
			size_t common = count_fate(merge, OT_MERGE_JOINED);
			g_assert_cmpuint(count_outcomes(ot_merge_tree(merge)), ==,
			                 one + other - common);
			if (i == j)
				g_assert_cmpuint(common, ==, one);
		}
}

/* Each authority has letters of its own, and every row a value of somebody. */
static void
test_rows(Fixture *fixture, gconstpointer data)
{
	const size_t which[] = {0, 1, 2, 0};
	g_autoptr(OtMerge) merge = join(fixture, which, 4);

	(void) data;
	g_assert_cmpstr(ot_merge_prefix(merge, 0), ==, "HVCC");
	g_assert_cmpstr(ot_merge_prefix(merge, 3), ==, "HVCC2");
	g_assert_cmpuint(count_fate(merge, OT_MERGE_DECIDE), >, 3);
	for (size_t i = 0; i < ot_merge_count(merge); i++) {
		const OtMergeItem *item = ot_merge_get(merge, i);
		g_assert_cmpuint(item->rows->len, >, 0);
		for (guint j = 0; j < item->rows->len; j++) {
			const OtMergeRow *row = &g_array_index(item->rows, OtMergeRow, j);
			bool any = false;
			for (size_t k = 0; k < ot_merge_count_inputs(merge); k++)
				any |= row->values[k] != NULL;
			g_assert_true(any);
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/merge/valid", Fixture, NULL, load_fixture, test_valid, clear_fixture);
	g_test_add("/merge/outcomes", Fixture, NULL, load_fixture, test_outcomes, clear_fixture);
	g_test_add("/merge/rows", Fixture, NULL, load_fixture, test_rows, clear_fixture);
	return g_test_run();
}
