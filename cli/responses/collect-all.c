/* SPDX-License-Identifier: MIT */
#include "responses/collect-parts.h"

/* Files that are read, or wait to be taken, for each thread: enough that none stands idle. */
#define AHEAD 4

/* One file, and what came of it. */
typedef struct {
	const char *path;
	OtResponse *response;
	OtFindings *findings;
	bool done;
} Job;

typedef struct {
	const OtCollector *collector;
	GMutex lock; /* of `done` of the jobs */
	GCond one_is_done;
} Reading;

static void
clear_job(Job *job)
{
	ot_response_free(job->response);
	ot_findings_free(job->findings);
	*job = (Job){NULL};
}

static void
read_job(const OtCollector *collector, Job *job, const char *path)
{
	job->path = path;
	job->findings = ot_findings_new();
	job->response = ot_collector_read(collector, path, job->findings);
}

static void
do_job(gpointer data, gpointer shared)
{
	Reading *reading = shared;
	Job *job = data;

	read_job(reading->collector, job, job->path);
	g_mutex_lock(&reading->lock);
	job->done = true;
	g_cond_signal(&reading->one_is_done);
	g_mutex_unlock(&reading->lock);
}

static void
wait_for(Reading *reading, const Job *job)
{
	g_mutex_lock(&reading->lock);
	while (!job->done)
		g_cond_wait(&reading->one_is_done, &reading->lock);
	g_mutex_unlock(&reading->lock);
}

static void
start(GThreadPool *pool, Job *job, const GPtrArray *paths, guint index)
{
	if (index >= paths->len)
		return;
	job->path = g_ptr_array_index(paths, index);
	g_thread_pool_push(pool, job, NULL);
}

/* The jobs are a ring: the place of one that was taken is that of the next one to be started. */
static void
read_on_threads(const OtCollector *collector, const GPtrArray *paths, guint n_threads,
                OtCollectTake *take, void *data)
{
	guint n_jobs = n_threads * AHEAD;
	g_autofree Job *jobs = g_new0(Job, n_jobs);
	Reading reading = {.collector = collector};
	bool goes_on = true;

	g_mutex_init(&reading.lock);
	g_cond_init(&reading.one_is_done);
	GThreadPool *pool = g_thread_pool_new(do_job, &reading, (gint) n_threads, FALSE, NULL);
	for (guint i = 0; i < n_jobs; i++)
		start(pool, &jobs[i], paths, i);
	for (guint i = 0; i < paths->len && goes_on; i++) {
		Job *job = &jobs[i % n_jobs];
		wait_for(&reading, job);
		goes_on = take(job->response, job->findings, data);
		clear_job(job);
		if (goes_on)
			start(pool, job, paths, i + n_jobs);
	}
	g_thread_pool_free(pool, TRUE, TRUE);
	for (guint i = 0; i < n_jobs; i++)
		clear_job(&jobs[i]);
	g_cond_clear(&reading.one_is_done);
	g_mutex_clear(&reading.lock);
}

void
ot_collector_read_all(const OtCollector *collector, const GPtrArray *paths, guint n_threads,
                      OtCollectTake *take, void *data)
{
	bool goes_on = true;

	if (n_threads > 1 && paths->len > 1) {
		read_on_threads(collector, paths, n_threads, take, data);
		return;
	}
	for (guint i = 0; i < paths->len && goes_on; i++) {
		Job job = {NULL};
		read_job(collector, &job, g_ptr_array_index(paths, i));
		goes_on = take(job.response, job.findings, data);
		clear_job(&job);
	}
}
