/* SPDX-License-Identifier: MIT */
#include "report/groups.h"

#include <string.h>

static void
free_group(void *data)
{
	OtFindingGroup *group = data;

	g_ptr_array_unref(group->findings);
	g_free(group);
}

static void
free_file(void *data)
{
	OtFileFindings *file = data;

	g_ptr_array_unref(file->groups);
	g_ptr_array_unref(file->findings);
	g_free(file);
}

static OtFileFindings *
add_file(GPtrArray *files, GHashTable *by_name, const char *name)
{
	OtFileFindings *file = g_new0(OtFileFindings, 1);

	file->file = name;
	file->groups = g_ptr_array_new_with_free_func(free_group);
	file->findings = g_ptr_array_new();
	g_ptr_array_add(files, file);
	g_hash_table_insert(by_name, (void *) (name != NULL ? name : ""), file);
	return file;
}

static OtFileFindings *
find_file(GHashTable *by_name, const char *name)
{
	return g_hash_table_lookup(by_name, name != NULL ? name : "");
}

/*
 * What is read first where findings are equally severe: what the law asks, then what is bought,
 * then what it costs to take part, words last.  Families of others stand before words.
 */
static int
rank_family(const char *code)
{
	static const char *const families[] = {"STR", "LAW", "OUT", "MEA", "BUR",
	                                       "EQT", "ACC", "CYM", ""};
	size_t rank = 0;

	if (g_str_has_prefix(code, "PLN"))
		return G_N_ELEMENTS(families);
	while (!g_str_has_prefix(code, families[rank]))
		rank++;
	return (int) rank;
}

static int
compare_groups(gconstpointer a, gconstpointer b)
{
	const OtFindingGroup *one = *(OtFindingGroup *const *) a;
	const OtFindingGroup *other = *(OtFindingGroup *const *) b;

	if (one->first->severity != other->first->severity)
		return one->first->severity > other->first->severity ? -1 : 1;
	int rank = rank_family(one->first->code) - rank_family(other->first->code);
	return rank != 0 ? rank : strcmp(one->first->code, other->first->code);
}

static void
group_by_code(OtFileFindings *file)
{
	g_autoptr(GHashTable) by_code = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < file->findings->len; i++) {
		const OtFinding *finding = g_ptr_array_index(file->findings, i);
		OtFindingGroup *group = g_hash_table_lookup(by_code, finding->code);
		if (group == NULL) {
			group = g_new0(OtFindingGroup, 1);
			group->first = finding;
			group->findings = g_ptr_array_new();
			g_ptr_array_add(file->groups, group);
			g_hash_table_insert(by_code, (void *) finding->code, group);
		}
		g_ptr_array_add(group->findings, (void *) finding);
	}
	g_ptr_array_sort(file->groups, compare_groups);
}

GPtrArray *
ot_report_files(const OtResult *result)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(free_file);
	g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < ot_findings_count(result->findings); i++) {
		const OtFinding *finding = ot_findings_get(result->findings, i);
		OtFileFindings *file = find_file(by_name, finding->where.file);
		if (file == NULL)
			file = add_file(files, by_name, finding->where.file);
		g_ptr_array_add(file->findings, (void *) finding);
	}
	for (guint i = 0; result->inputs != NULL && i < result->inputs->len; i++) {
		const OtCheckedInput *input = g_ptr_array_index(result->inputs, i);
		OtFileFindings *file = find_file(by_name, input->file);
		if (file == NULL)
			file = add_file(files, by_name, input->file);
		file->input = input;
	}
	for (guint i = 0; i < files->len; i++)
		group_by_code(g_ptr_array_index(files, i));
	return files;
}

bool
ot_finding_is_of_rule(const OtFinding *finding)
{
	return finding->title != NULL;
}

static void
free_unchecked(void *data)
{
	OtUncheckedGroup *group = data;

	g_ptr_array_unref(group->codes);
	g_free(group);
}

static void
add_unchecked(GPtrArray *groups, GHashTable *by_reason, const OtNotChecked *rule)
{
	OtUncheckedGroup *group = g_hash_table_lookup(by_reason, rule->reason);

	if (group == NULL) {
		group = g_new0(OtUncheckedGroup, 1);
		group->reason = rule->reason;
		group->codes = g_ptr_array_new();
		g_ptr_array_add(groups, group);
		g_hash_table_insert(by_reason, (void *) rule->reason, group);
	}
	if (!g_ptr_array_find_with_equal_func(group->codes, rule->code, g_str_equal, NULL))
		g_ptr_array_add(group->codes, (void *) rule->code);
}

GPtrArray *
ot_report_unchecked(const OtResult *result)
{
	GPtrArray *groups = g_ptr_array_new_with_free_func(free_unchecked);
	g_autoptr(GHashTable) by_reason = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; result->inputs != NULL && i < result->inputs->len; i++) {
		const OtCheckedInput *input = g_ptr_array_index(result->inputs, i);
		for (guint j = 0; j < input->not_checked->len; j++)
			add_unchecked(groups, by_reason,
			              &g_array_index(input->not_checked, OtNotChecked, j));
	}
	return groups;
}

char *
ot_report_join(const GPtrArray *words)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++) {
		const char *between = i == 0 ? "" : i + 1 == words->len ? " and " : ", ";
		g_string_append_printf(text, "%s%s", between,
		                       (const char *) g_ptr_array_index(words, i));
	}
	return g_string_free(text, FALSE);
}
