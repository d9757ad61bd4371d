/* SPDX-License-Identifier: MIT */
#include "responses/collect-parts.h"

/* One file, and what came of it. */
typedef struct {
	const char *path;
	OtResponse *response;
	OtFindings *findings;
} Job;

static void
do_job(gpointer data, gpointer collector)
{
	Job *job = data;

	job->findings = ot_findings_new();
	job->response = ot_collector_read(collector, job->path, job->findings);
}

void
ot_collector_read_all(OtCollector *collector, const GPtrArray *paths, OtResponses *responses,
                      OtFindings *findings)
{
	g_autofree Job *jobs = g_new0(Job, paths->len + 1);
	GThreadPool *pool = g_thread_pool_new(do_job, collector, (gint) g_get_num_processors(),
	                                      FALSE, NULL);

	for (guint i = 0; i < paths->len; i++) {
		jobs[i].path = g_ptr_array_index(paths, i);
		g_thread_pool_push(pool, &jobs[i], NULL);
	}
	g_thread_pool_free(pool, FALSE, TRUE);
	for (guint i = 0; i < paths->len; i++) {
		for (size_t j = 0; j < ot_findings_count(jobs[i].findings); j++)
			ot_findings_add_copy(findings, ot_findings_get(jobs[i].findings, j));
		ot_findings_add_rest(findings, jobs[i].findings);
		ot_findings_free(jobs[i].findings);
		if (jobs[i].response != NULL)
			ot_responses_take(responses, jobs[i].response);
	}
}
