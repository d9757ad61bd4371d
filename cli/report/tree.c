/* SPDX-License-Identifier: MIT */
#include "report/tree.h"

#include "report/groups.h"
#include "report/words.h"
#include "xml/tree.h"

/* A piece of a sentence that gives the words their sense on a page. */
#define SNIPPET_WIDTH 240

/* --- building ------------------------------------------------------------------------------ */

/* NULL and "" set nothing. */
static void
set_text(xmlNode *node, const char *name, const char *text)
{
	g_autofree char *plain = ot_report_plain(text);

	ot_tree_set(node, name, plain);
}

/* NULL and "" add nothing. */
static void
add_text(xmlNode *parent, const char *name, const char *text)
{
	g_autofree char *plain = ot_report_plain(text);

	ot_tree_add_text(parent, name, plain);
}

/* --- counts -------------------------------------------------------------------------------- */

static void
set_share(xmlNode *node, const char *name, size_t part, size_t whole)
{
	if (whole > 0)
		ot_tree_set_number(node, name, (200 * part + whole) / (2 * whole));
}

static void
add_counts(xmlNode *parent, const size_t *severities, const OtCheckCounts *counts)
{
	xmlNode *node = ot_tree_add(parent, "counts");
	char density[G_ASCII_DTOSTR_BUF_SIZE];

	ot_tree_set_number(node, "errors", severities[OT_SEVERITY_ERROR]);
	ot_tree_set_number(node, "warnings", severities[OT_SEVERITY_WARNING]);
	ot_tree_set_number(node, "notes", severities[OT_SEVERITY_NOTE]);
	ot_tree_set_number(node, "words", counts->words);
	ot_tree_set_number(node, "prescriptive", counts->prescriptive);
	if (counts->words > 0)
		set_text(node, "per-1000", g_ascii_formatd(density, sizeof density, "%.1f",
		                                           ot_counts_density(counts)));
	if (!counts->has_fields)
		return;
	ot_tree_set_number(node, "outcomes", counts->outcomes);
	ot_tree_set_number(node, "outcomes-complete", counts->outcomes_complete);
	set_share(node, "outcomes-percent", counts->outcomes_complete, counts->outcomes);
	ot_tree_set_number(node, "requirements", counts->requirements);
	ot_tree_set_number(node, "requirements-traced", counts->requirements_traced);
	set_share(node, "requirements-percent", counts->requirements_traced, counts->requirements);
}

static void
add_baseline(xmlNode *root, const OtResult *result)
{
	if (result->baseline == NULL)
		return;
	xmlNode *node = ot_tree_add(root, "baseline");
	set_text(node, "file", result->baseline);
	ot_tree_set_number(node, "held-back", result->held_back);
	if (result->has_before)
		add_counts(node, result->before_severity, &result->before);
}

/* --- inputs -------------------------------------------------------------------------------- */

static void
add_outcome(xmlNode *input, const OtOutcomeParts *outcome)
{
	xmlNode *node = ot_tree_add(input, "outcome");
	OtOutcomePart parts[OT_N_OUTCOME_PARTS];

	set_text(node, "id", outcome->id);
	ot_tree_set_truth(node, "complete", ot_outcome_is_complete(outcome));
	ot_outcome_list_parts(outcome, parts);
	for (size_t i = 0; i < OT_N_OUTCOME_PARTS; i++)
		ot_tree_set_truth(node, parts[i].name, parts[i].there);
	add_text(node, "title", outcome->title);
}

static void
add_place(xmlNode *rule, const OtFinding *finding, const char *fingerprint)
{
	xmlNode *node = ot_tree_add(rule, "place");

	if (finding->where.line > 0)
		ot_tree_set_number(node, "line", (size_t) finding->where.line);
	if (finding->where.column > 0)
		ot_tree_set_number(node, "column", (size_t) finding->where.column);
	set_text(node, "fingerprint", fingerprint);
	add_text(node, "where", finding->where.place);
	add_text(node, "message", finding->message);
	if (!ot_finding_is_of_rule(finding))
		add_text(node, "advice", finding->advice);
	if (finding->matched == NULL && finding->sentence == NULL)
		return;
	g_auto(OtSnippet) snippet = ot_report_snippet(finding, SNIPPET_WIDTH);
	add_text(node, "before", snippet.before);
	add_text(node, "words", snippet.words);
	add_text(node, "after", snippet.after);
}

/* `fingerprints` by finding. */
static void
add_rule(xmlNode *input, const OtFindingGroup *group, GHashTable *fingerprints)
{
	const OtFinding *first = group->first;
	xmlNode *node = ot_tree_add(input, "rule");

	set_text(node, "code", first->code);
	set_text(node, "severity", ot_severity_name(first->severity));
	add_text(node, "title", ot_report_title(first));
	add_text(node, "why", first->why);
	add_text(node, "source", first->source);
	if (ot_finding_is_of_rule(first))
		add_text(node, "advice", first->advice);
	for (guint i = 0; i < group->findings->len; i++) {
		const OtFinding *finding = g_ptr_array_index(group->findings, i);
		add_place(node, finding, g_hash_table_lookup(fingerprints, finding));
	}
}

static void
add_suppressed(xmlNode *input, const OtSuppressed *finding)
{
	xmlNode *node = ot_tree_add(input, "suppressed");

	set_text(node, "code", finding->code);
	add_text(node, "where", finding->place);
	add_text(node, "reason", finding->reason);
}

static void
set_circumstances(xmlNode *node, const OtCheckedInput *input)
{
	set_text(node, "kind", ot_input_kind_name(input->kind));
	set_text(node, "version", input->edition);
	set_text(node, "date", input->date);
	set_text(node, "stage", input->stage);
	set_text(node, "jurisdiction", input->jurisdiction);
	set_text(node, "regime", input->regime);
}

static void
add_input(xmlNode *root, const OtFileFindings *file, GHashTable *fingerprints)
{
	const OtCheckedInput *input = file->input;
	xmlNode *node = ot_tree_add(root, "input");
	size_t severities[OT_SEVERITY_ERROR + 1] = {0};
	const OtCheckCounts none = {0};

	for (guint i = 0; i < file->findings->len; i++)
		severities[((const OtFinding *) g_ptr_array_index(file->findings, i))->severity]++;
	set_text(node, "file", file->file);
	if (input != NULL)
		set_circumstances(node, input);
	ot_tree_set_truth(node, "assumed", input != NULL && input->assumed);
	if (input != NULL)
		add_text(node, "title", input->title);
	add_counts(node, severities, input != NULL ? &input->counts : &none);
	for (guint i = 0; input != NULL && i < input->outcomes->len; i++)
		add_outcome(node, &g_array_index(input->outcomes, OtOutcomeParts, i));
	for (guint i = 0; i < file->groups->len; i++)
		add_rule(node, g_ptr_array_index(file->groups, i), fingerprints);
	for (guint i = 0; input != NULL && i < input->suppressed->len; i++)
		add_suppressed(node, &g_array_index(input->suppressed, OtSuppressed, i));
}

/* --- the whole ----------------------------------------------------------------------------- */

static void
add_identity(xmlNode *root, const OtResult *result)
{
	const OtCheckedInput *input = result->inputs != NULL && result->inputs->len == 1
	                                      ? g_ptr_array_index(result->inputs, 0)
	                                      : NULL;

	if (input == NULL || input->title == NULL)
		return;
	xmlNode *node = ot_tree_add(root, "identity");
	set_text(node, "version", input->edition);
	set_text(node, "date", input->date);
	add_text(node, "title", input->title);
}

static void
add_not_checked(xmlNode *root, const OtResult *result)
{
	g_autoptr(GPtrArray) groups = ot_report_unchecked(result);

	for (guint i = 0; i < groups->len; i++) {
		const OtUncheckedGroup *group = g_ptr_array_index(groups, i);
		g_autofree char *codes = ot_report_join(group->codes);
		xmlNode *node = ot_tree_add(root, "not-checked");
		set_text(node, "codes", codes);
		ot_tree_set_number(node, "count", group->codes->len);
		add_text(node, "reason", group->reason);
	}
}

static void
add_inputs(xmlNode *root, const OtResult *result)
{
	g_autoptr(GPtrArray) files = ot_report_files(result);
	g_auto(GStrv) fingerprints = ot_findings_fingerprints(result->findings);
	g_autoptr(GHashTable) by_finding = g_hash_table_new(NULL, NULL);

	for (size_t i = 0; i < ot_findings_count(result->findings); i++)
		g_hash_table_insert(by_finding, (void *) ot_findings_get(result->findings, i),
		                    fingerprints[i]);
	for (guint i = 0; i < files->len; i++)
		add_input(root, g_ptr_array_index(files, i), by_finding);
}

xmlDoc *
ot_result_tree(const OtResult *result)
{
	xmlDoc *doc = xmlNewDoc((const xmlChar *) "1.0");
	xmlNode *root = xmlNewDocNode(doc, NULL, (const xmlChar *) "check", NULL);
	const OtCheckCounts sum = ot_result_counts(result);
	size_t severities[OT_SEVERITY_ERROR + 1];

	xmlDocSetRootElement(doc, root);
	for (int i = 0; i <= OT_SEVERITY_ERROR; i++)
		severities[i] = ot_findings_count_severity(result->findings, (OtSeverity) i);
	set_text(root, "version", result->version);
	add_identity(root, result);
	add_counts(root, severities, &sum);
	add_baseline(root, result);
	add_inputs(root, result);
	add_not_checked(root, result);
	add_text(root, "next", result->next);
	return doc;
}
