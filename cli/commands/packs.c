/* SPDX-License-Identifier: MIT */
#include "commands/packs.h"

#include "base/error.h"
#include "commands/records.h"
#include "packs/packs.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Where packs go unless said: beside the specification. */
#define FOLDER "packs"

/* Between two lines of progress, in microseconds. */
#define PROGRESS_EVERY (G_USEC_PER_SEC / 4)

/* What all suppliers get alike unless said. */
static const char *const usual_assets[] = {"required-assets", "questionnaire", NULL};

/* How far a run is, on a terminal. */
typedef struct {
	bool shown;
	gint64 started, last; /* microseconds */
} Progress;

/* --- progress ---------------------------------------------------------------------------- */

static void
print_duration(double seconds)
{
	if (seconds < 90)
		fprintf(stderr, "%.0f s left", seconds);
	else if (seconds < 5400)
		fprintf(stderr, "%.0f min left", seconds / 60);
	else
		fprintf(stderr, "%.1f h left", seconds / 3600);
}

static void
show_progress(const OtPackOutcome *outcome, size_t done, size_t total, void *data)
{
	Progress *progress = data;
	gint64 now = g_get_monotonic_time();
	double seconds = (double) (now - progress->started) / G_USEC_PER_SEC;

	(void) outcome;
	if (!progress->shown || (now - progress->last < PROGRESS_EVERY && done < total))
		return;
	progress->last = now;
	double rate = seconds > 0 ? (double) done / seconds : 0;
	fprintf(stderr, "\r\033[K%zu of %zu suppliers, %.0f a second, ", done, total, rate);
	print_duration(rate > 0 ? (double) (total - done) / rate : 0);
	if (done == total)
		fputs("\r\033[K", stderr);
	fflush(stderr);
}

/* --- options ----------------------------------------------------------------------------- */

static char **
split(const char *words)
{
	char **list = words != NULL ? g_strsplit(words, ";", -1) : NULL;

	for (char **word = list; word != NULL && *word != NULL; word++)
		g_strstrip(*word);
	return list;
}

/* "2/8": the second of eight parts. */
static bool
read_shard(const char *text, OtPacksOptions *options, GError **error)
{
	int len = 0;

	options->shard = options->n_shards = 1;
	if (text == NULL)
		return true;
	if (sscanf(text, "%6d/%6d%n", &options->shard, &options->n_shards, &len) == 2 &&
	    text[len] == '\0' && options->shard >= 1 && options->shard <= options->n_shards)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "--shard %s can't be: it is K/N, the K-th of N parts, such as 2/8", text);
	return false;
}

/* Each worker has its own documents ready, so more than there are processors only cost memory. */
static int
choose_workers(int asked)
{
	int processors = (int) g_get_num_processors();

	return asked > 0 ? asked : CLAMP(processors, 1, 64);
}

static char *
choose_folder(const OtEngagement *engagement, const OtPackValues *values)
{
	if (values->make.output != NULL)
		return g_strdup(values->make.output);
	g_autofree char *folder = g_path_get_dirname(ot_engagement_specification(engagement));
	return strcmp(folder, ".") == 0 ? g_strdup(FOLDER) : g_build_filename(folder, FOLDER, NULL);
}

/* --- what is said ------------------------------------------------------------------------ */

static void
say_result(const OtPacksResult *result, const char *folder, const OtPackValues *values)
{
	static const char *const words[OT_N_PACK_FATES] = {
		[OT_PACK_MADE] = "made",
		[OT_PACK_REPLACED] = "made anew",
		[OT_PACK_CURRENT] = "as they were",
		[OT_PACK_KEPT] = "kept, because they were changed",
		[OT_PACK_LEFT_OUT] = "left out: the supplier asked not to be written to",
		[OT_PACK_FAILED] = "without a pack; failed.csv says why",
	};
	bool dry = values->make.dry_run;

	ot_say(&values->make.report, "%zu suppliers -> %s%s", result->total, folder,
	       dry ? " (nothing is written)" : "");
	for (int i = 0; i < OT_N_PACK_FATES; i++)
		if (result->n[i] > 0)
			ot_say(&values->make.report, "  %6zu %s%s", result->n[i],
			       dry && i <= OT_PACK_REPLACED ? "would be " : "", words[i]);
}

/* --- the run ----------------------------------------------------------------------------- */

static OtExit
run_packs(OtEngagement *engagement, const OtPackValues *values, OtPacksOptions *options,
          GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	OtPacksResult result;
	Progress progress = {
		.shown = isatty(STDERR_FILENO) && !values->make.report.quiet,
		.started = g_get_monotonic_time(),
	};

	options->tell = show_progress;
	options->data = &progress;
	bool done = ot_kit_judge(engagement, options->assets, findings, error) &&
	            ot_packs_make(engagement, options, &result, findings, error);
	if (done)
		say_result(&result, options->folder, values);
	OtExit status = ot_report_aside(findings, &values->make.report);
	if (!done && *error == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "nothing was made, because of what was found");
	return done ? status : OT_EXIT_FAILED;
}

/* The languages of all packs where they are asked for; NULL: each supplier's own. */
static char **
choose_languages(const OtEngagement *engagement, const OtPackValues *values)
{
	const char *choice = ot_language_choices[values->make.language];

	return values->make.language != 0 ? ot_engagement_languages(engagement, choice) : NULL;
}

static OtExit
prepare_and_run(OtEngagement *engagement, const OtPackValues *values, GError **error)
{
	const OtSettings *settings = ot_engagement_settings(engagement);
	const char *specification = ot_engagement_specification(engagement);
	g_autofree char *record = strcmp(specification, "-") != 0
	                                  ? ot_record_beside(specification, OT_RECORD_REGISTER)
	                                  : NULL;
	g_autofree char *list =
		values->suppliers != NULL
			? g_strdup(values->suppliers)
			: ot_settings_suppliers(settings, specification);
	g_autofree char *folder = choose_folder(engagement, values);
	g_auto(GStrv) only = split(values->only), assets = split(values->assets);
	g_auto(GStrv) languages = choose_languages(engagement, values);
	OtPacksOptions options = {
		.list = list,
		.reading = ot_settings_suppliers_options(settings),
		.folder = folder,
		.form = values->zip ? OT_PACKS_ARCHIVES : OT_PACKS_FOLDERS,
		.assets = assets,
		.languages = languages,
		.only = only,
		.sign = values->sign,
		.n_workers = choose_workers(values->jobs),
		.quick = values->resume,
		.force = values->make.force,
		.dry_run = values->make.dry_run,
		.recording = {
			.path = record,
			.by = ot_record_keeper(settings, NULL),
			.keep_until = settings->register_keep_until,
		},
	};

	if (assets == NULL)
		options.assets = settings->packs_assets != NULL ? settings->packs_assets
		                                                : (char *const *) usual_assets;
	if (!read_shard(values->shard, &options, error))
		return OT_EXIT_FAILED;
	return run_packs(engagement, values, &options, error);
}

OtExit
ot_make_packs(const char *input, const OtPackValues *values, GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(input, findings, error);

	if (engagement == NULL)
		return OT_EXIT_FAILED;
	ot_engagement_set_appearance(engagement, &values->make.appearance);
	/* Guidance is for those who complete a document, and not for who gets it. */
	ot_engagement_set_clean(engagement, true);
	if (ot_engagement_is_valid(engagement))
		return prepare_and_run(engagement, values, error);
	ot_report_aside(findings, &values->make.report);
	g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
	            "nothing was made, because of what was found in %s",
	            ot_engagement_specification(engagement));
	return OT_EXIT_FAILED;
}
