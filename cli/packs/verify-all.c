/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "packs/packs.h"
#include "packs/verify.h"
#include "report/words.h"
#include "tables/csv-read.h"

#include <string.h>
#include <sys/stat.h>

/* Columns of packs.csv. */
enum { LISTED_ROW, LISTED_CODE, LISTED_NAME, LISTED_PACK, LISTED_SHA256, N_LISTED };

/* A pack of many, and what came of it. */
typedef struct {
	const OtPackExpectation *expected;
	char *path;
	OtPackVerdict *verdict;
	OtFindings *findings; /* its own */
} Job;

/* Packs whose signatures could not be looked at: there is one reason for all, as a rule. */
typedef struct {
	size_t n;
	char *first; /* what was found of the first one */
} Unknown;

/* While packs.csv is read. */
typedef struct {
	OtPacksCheck *check;
	GHashTable *by_name; /* name to OtPackVerdict */
	const char *path;
	OtFindings *findings;
} Comparison;

const char *
ot_pack_state_name(OtPackState state)
{
	static const char *const names[] = {
		[OT_PACK_WHOLE] = "whole",
		[OT_PACK_NOT_WHOLE] = "not whole",
		[OT_PACK_UNREADABLE] = "unreadable",
	};

	return names[state];
}

static void
clear_verdict(gpointer data)
{
	OtPackVerdict *verdict = data;

	g_free(verdict->name);
	g_free(verdict->code);
	g_free(verdict->supplier);
	g_free(verdict->manifest_sha256);
	g_free(verdict->signer);
}

void
ot_packs_check_free(OtPacksCheck *check)
{
	if (check == NULL)
		return;
	g_array_unref(check->packs);
	g_free(check);
}

/* --- what lies there --------------------------------------------------------------------- */

static bool
is_list(const char *name)
{
	return g_str_has_prefix(name, OT_PACKS_LIST ".") && g_str_has_suffix(name, ".csv");
}

static bool
refuse_link(const char *path, OtFindings *findings)
{
	if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK))
		return false;
	ot_findings_add(findings, OT_CODE_PACK_UNREADABLE, (OtWhere){.file = path},
	                "it is a link to something elsewhere, which is not followed");
	return true;
}

/* A folder or an archive, or a link that has the name of one. */
static bool
is_pack(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	struct stat info;

	return lstat(path, &info) == 0 &&
	       (S_ISDIR(info.st_mode) || g_str_has_suffix(name, ".zip") ||
	        (S_ISLNK(info.st_mode) && ot_folder_exists(path)));
}

bool
ot_packs_are_in(const char *folder)
{
	g_autofree char *manifest = g_build_filename(folder, OT_MANIFEST_NAME, NULL);

	if (!ot_folder_exists(folder) || ot_file_may_exist(manifest))
		return false;
	g_autoptr(GPtrArray) names = ot_folder_list(folder, NULL);
	for (guint i = 0; names != NULL && i < names->len; i++)
		if (is_pack(folder, g_ptr_array_index(names, i)))
			return true;
	return false;
}

static void
list_packs(OtPacksCheck *check, const char *folder, const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		OtPackVerdict verdict = {.state = OT_PACK_UNREADABLE};

		if (!is_pack(folder, name))
			continue;
		verdict.name = g_strdup(name);
		g_array_append_val(check->packs, verdict);
	}
}

/* --- looking at them --------------------------------------------------------------------- */

static bool
is_about_signature(const OtFinding *finding)
{
	return strcmp(finding->code, ot_code_info(OT_CODE_PACK_UNSIGNED)->code) == 0;
}

/* A signature that could not be looked at makes no difference to that. */
static bool
is_whole(const OtFindings *findings)
{
	for (size_t i = 0; i < ot_findings_count(findings); i++)
		if (!is_about_signature(ot_findings_get(findings, i)))
			return false;
	return true;
}

static void
take_check(OtPackVerdict *verdict, OtPackCheck *check, bool whole)
{
	verdict->state = whole ? OT_PACK_WHOLE : OT_PACK_NOT_WHOLE;
	verdict->code = g_steal_pointer(&check->code);
	verdict->supplier = g_steal_pointer(&check->supplier);
	verdict->manifest_sha256 = g_steal_pointer(&check->manifest_sha256);
	verdict->signature = check->signature;
	verdict->signer = g_steal_pointer(&check->signer);
}

/* Runs in a thread of its own. */
static void
do_job(gpointer data, gpointer unused)
{
	Job *job = data;
	g_autoptr(GError) error = NULL;

	(void) unused;
	job->findings = ot_findings_new();
	g_autoptr(OtPackCheck) check =
		ot_pack_verify(job->path, job->expected, job->findings, &error);
	if (check != NULL)
		take_check(job->verdict, check, is_whole(job->findings));
	else if (error != NULL)
		ot_findings_add(job->findings, OT_CODE_PACK_UNREADABLE,
		                (OtWhere){.file = job->path}, "%s", error->message);
}

static void
take_findings(const OtFindings *from, OtFindings *findings, Unknown *unknown)
{
	for (size_t i = 0; i < ot_findings_count(from); i++) {
		const OtFinding *finding = ot_findings_get(from, i);

		if (!is_about_signature(finding))
			ot_findings_add_copy(findings, finding);
		else if (unknown->n++ == 0)
			unknown->first = g_strdup(finding->message);
	}
	ot_findings_add_rest(findings, from);
}

/* Findings come in the order of the packs, however many threads there are. */
static void
look_at_all(OtPacksCheck *check, const char *folder, const OtPackExpectation *expected,
            OtFindings *findings)
{
	guint n = check->packs->len;
	g_autofree Job *jobs = g_new0(Job, n + 1);
	GThreadPool *pool =
		g_thread_pool_new(do_job, NULL, (gint) g_get_num_processors(), FALSE, NULL);

	for (guint i = 0; i < n; i++) {
		OtPackVerdict *verdict = &g_array_index(check->packs, OtPackVerdict, i);
		g_autofree char *path = g_build_filename(folder, verdict->name, NULL);

		jobs[i] = (Job){.expected = expected, .verdict = verdict};
		if (refuse_link(path, findings))
			continue;
		jobs[i].path = g_steal_pointer(&path);
		g_thread_pool_push(pool, &jobs[i], NULL);
	}
	g_thread_pool_free(pool, FALSE, TRUE);
	Unknown unknown = {.n = 0};
	for (guint i = 0; i < n; i++) {
		if (jobs[i].findings != NULL)
			take_findings(jobs[i].findings, findings, &unknown);
		ot_findings_free(jobs[i].findings);
		g_free(jobs[i].path);
	}
	if (unknown.n > 0)
		ot_findings_add(findings, OT_CODE_PACK_UNSIGNED, (OtWhere){.file = folder},
		                "of %zu packs %s", unknown.n, unknown.first);
	g_free(unknown.first);
}

/* A signature says nothing where it can be taken away unnoticed. */
static void
judge_unsigned(const OtPacksCheck *check, const char *folder, OtFindings *findings)
{
	const OtPackVerdict *first = NULL;
	size_t n_unsigned = 0, n_signed = 0;

	for (guint i = 0; i < check->packs->len; i++) {
		const OtPackVerdict *verdict = &g_array_index(check->packs, OtPackVerdict, i);

		if (verdict->state == OT_PACK_UNREADABLE)
			continue;
		n_signed += verdict->signature != OT_SIGNATURE_NONE;
		if (verdict->signature == OT_SIGNATURE_NONE && n_unsigned++ == 0)
			first = verdict;
	}
	if (n_signed == 0 || n_unsigned == 0)
		return;
	g_autofree char *safe = ot_report_safe(first->name);
	ot_findings_add(findings, OT_CODE_PACK_SIGNED_PARTLY, (OtWhere){.file = folder},
	                "packs that are not signed, while others are: %zu of %zu; the first is %s",
	                n_unsigned, n_signed + n_unsigned, safe);
}

/* --- the list that was made with them ---------------------------------------------------- */

static bool
take_listed(const OtCsvRow *row, void *data)
{
	Comparison *comparison = data;
	const char *name = row->cells[LISTED_PACK];
	OtPackVerdict *verdict = g_hash_table_lookup(comparison->by_name, name);
	OtWhere where = {.file = comparison->path, .line = row->line};

	if (*name == '\0')
		return true;
	if (verdict == NULL) {
		g_autofree char *safe = ot_report_safe(name);
		comparison->check->n_missing++;
		ot_findings_add(comparison->findings, OT_CODE_PACK_UNLIKE, where,
		                "%s is listed and is not there", safe);
		return true;
	}
	verdict->is_listed = true;
	if (verdict->manifest_sha256 == NULL ||
	    strcmp(verdict->manifest_sha256, row->cells[LISTED_SHA256]) == 0)
		return true;
	verdict->state = OT_PACK_NOT_WHOLE;
	ot_findings_add(
		comparison->findings, OT_CODE_PACK_UNLIKE, where,
		"the manifest of %s is not the one that is listed, so anything in it may be "
		"changed",
		verdict->name);
	return true;
}

static bool
compare_lists(OtPacksCheck *check, const char *folder, const GPtrArray *names,
              OtFindings *findings, GError **error)
{
	static const OtCsvColumn columns[N_LISTED] = {
		[LISTED_ROW] = {"row", "Row", NULL, false},
		[LISTED_CODE] = {"code", "Code", NULL, false},
		[LISTED_NAME] = {"name", "Name", NULL, false},
		[LISTED_PACK] = {"pack", "Pack", NULL, true},
		[LISTED_SHA256] = {"manifest-sha256", "Manifest SHA-256", NULL, true},
	};
	const OtCsvForm form = {columns, N_LISTED, NULL};
	g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < check->packs->len; i++) {
		OtPackVerdict *verdict = &g_array_index(check->packs, OtPackVerdict, i);
		g_hash_table_insert(by_name, verdict->name, verdict);
	}
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *path =
			g_build_filename(folder, g_ptr_array_index(names, i), NULL);
		Comparison comparison = {check, by_name, path, findings};

		if (!is_list(g_ptr_array_index(names, i)) || refuse_link(path, findings))
			continue;
		check->has_list = true;
		if (!ot_csv_read(path, &form, take_listed, &comparison, findings, error) &&
		    *error != NULL)
			return false;
	}
	return true;
}

OtPacksCheck *
ot_packs_verify(const char *folder, const OtPackExpectation *expected, OtFindings *findings,
                GError **error)
{
	g_autoptr(GPtrArray) names = ot_folder_list(folder, error);
	g_autoptr(OtPacksCheck) check = g_new0(OtPacksCheck, 1);
	GError *trouble = NULL;

	check->packs = g_array_new(FALSE, TRUE, sizeof(OtPackVerdict));
	g_array_set_clear_func(check->packs, clear_verdict);
	if (names == NULL)
		return NULL;
	list_packs(check, folder, names);
	look_at_all(check, folder, expected, findings);
	judge_unsigned(check, folder, findings);
	if (compare_lists(check, folder, names, findings, &trouble))
		return g_steal_pointer(&check);
	g_propagate_error(error, trouble);
	return NULL;
}
