/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/file.h"
#include "base/system.h"
#include "base/text.h"
#include "packs/packs.h"
#include "packs/record.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What stands where the fate of a supplier would: the reason why a worker stops. */
#define STOPPED OT_N_PACK_FATES

/* Letters of a name in what is said; a list may have any number. */
#define MOST_NAME 80

/* Texts of an outcome on their way from a worker: code, name, file, sha256, reason. */
#define N_TEXTS 5

typedef struct {
	OtEngagement *engagement;
	const OtPacksOptions *options;
	OtSupplierCodes *codes;
	OtPacksLists *lists;
	OtPacksRecord *record; /* NULL: packs are not put on record */
	OtPacksResult *result;
	OtFindings *findings;
	GHashTable *wanted; /* words of --only that no supplier has yet */
} Run;

/* A worker, as its parent sees it. */
typedef struct {
	pid_t pid;
	int fd; /* what it tells */
} Worker;

/* --- which suppliers --------------------------------------------------------------------- */

static bool
is_named(const OtSupplier *supplier, const char *word)
{
	char code[OT_SUPPLIER_CODE_BYTES];

	return (ot_supplier_code_read(word, code) && strcmp(code, supplier->code) == 0) ||
	       strcmp(word, supplier->values[OT_SUPPLIER_ID]) == 0 ||
	       strcmp(word, supplier->values[OT_SUPPLIER_NAME]) == 0;
}

static const char *
find_word(const OtPacksOptions *options, const OtSupplier *supplier)
{
	for (char *const *word = options->only; word != NULL && *word != NULL; word++)
		if (**word != '\0' && is_named(supplier, *word))
			return *word;
	return NULL;
}

bool
ot_packs_wants(const OtPacksOptions *options, const OtSupplier *supplier, size_t index)
{
	return index % (size_t) options->n_shards == (size_t) options->shard - 1 &&
	       (options->only == NULL || find_word(options, supplier) != NULL);
}

/* --- the list beforehand ----------------------------------------------------------------- */

typedef struct {
	Run *run;
	size_t index;
} Survey;

static bool
survey_supplier(const OtSupplier *supplier, void *data)
{
	Survey *survey = data;
	Run *run = survey->run;
	const char *word = find_word(run->options, supplier);

	if (word != NULL)
		g_hash_table_remove(run->wanted, word);
	run->result->total += ot_packs_wants(run->options, supplier, survey->index++);
	return true;
}

/* How many there are, what is wrong with the list, and whether all that are named are in it. */
static bool
survey_list(Run *run, GError **error)
{
	const OtPacksOptions *options = run->options;
	Survey survey = {.run = run};

	run->codes = ot_suppliers_codes(options->list, &options->reading, error);
	if (run->codes == NULL && *error != NULL)
		return false;
	for (char *const *word = options->only; word != NULL && *word != NULL; word++)
		if (**word != '\0')
			g_hash_table_add(run->wanted, *word);
	if (!ot_suppliers_each(options->list, &options->reading, run->codes, survey_supplier,
	                       &survey, run->findings, error))
		return false;
	for (char *const *word = options->only; word != NULL && *word != NULL; word++)
		if (g_hash_table_contains(run->wanted, *word))
			ot_findings_add(run->findings, OT_CODE_PACK_NOBODY,
			                (OtWhere){.file = options->list},
			                "no supplier has the code, the id or the name “%s”", *word);
	return true;
}

/* --- what a worker does ------------------------------------------------------------------ */

typedef struct {
	Run *run;
	OtPacker *packer;
	int number; /* of the worker, from 0 */
	int fd;     /* to its parent */
	size_t index, n_wanted;
	GError *error;
} Shift;

/* Length, fate, row, and the texts, each with its NUL. */
static bool
tell(int fd, guint32 fate, guint64 row, const char *const texts[N_TEXTS])
{
	g_autoptr(GByteArray) message = g_byte_array_new();
	guint32 len = 0;

	g_byte_array_append(message, (const guint8 *) &len, sizeof len);
	g_byte_array_append(message, (const guint8 *) &fate, sizeof fate);
	g_byte_array_append(message, (const guint8 *) &row, sizeof row);
	for (int i = 0; i < N_TEXTS; i++)
		g_byte_array_append(message, (const guint8 *) texts[i],
		                    (guint) strlen(texts[i]) + 1);
	len = message->len - (guint32) sizeof len;
	memcpy(message->data, &len, sizeof len);
	return ot_write_all(fd, (const char *) message->data, message->len);
}

static bool
take_supplier(const OtSupplier *supplier, void *data)
{
	Shift *shift = data;
	const OtPacksOptions *options = shift->run->options;
	OtPackOutcome outcome;

	if (!ot_packs_wants(options, supplier, shift->index++) ||
	    shift->n_wanted++ % (size_t) options->n_workers != (size_t) shift->number)
		return true;
	if (!ot_packer_make(shift->packer, supplier, &outcome, &shift->error))
		return false;
	const char *const texts[N_TEXTS] = {outcome.code, outcome.name, outcome.file,
	                                    outcome.sha256, outcome.reason};
	return tell(shift->fd, outcome.fate, outcome.row, texts);
}

/* Runs in a process of its own and never returns. */
static void
work(Run *run, int number, int fd)
{
	g_autoptr(OtFindings) told_already = ot_findings_new();
	Shift shift = {
		.run = run,
		.packer = ot_packer_new(run->engagement, run->options),
		.number = number,
		.fd = fd,
	};

	/* Whoever is left alone stops. */
	ot_system_end_with_parent(SIGTERM);
	ot_suppliers_each(run->options->list, &run->options->reading, run->codes, take_supplier,
	                  &shift, told_already, shift.error == NULL ? &shift.error : NULL);
	ot_packer_free(shift.packer);
	if (shift.error != NULL) {
		const char *const texts[N_TEXTS] = {"", "", "", "", shift.error->message};
		tell(fd, STOPPED, 0, texts);
	}
	close(fd);
	ot_system_end(shift.error != NULL);
}

/* --- workers, as their parent sees them -------------------------------------------------- */

static bool
start_worker(Run *run, Worker *workers, int number, GError **error)
{
	int ends[2];

	if (pipe(ends) != 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot start a worker: %s",
		            g_strerror(errno));
		return false;
	}
	pid_t pid = fork();
	if (pid == 0) {
		for (int i = 0; i < number; i++)
			close(workers[i].fd);
		close(ends[0]);
		work(run, number, ends[1]);
	}
	close(ends[1]);
	if (pid < 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO, "cannot start a worker: %s",
		            g_strerror(errno));
		close(ends[0]);
		return false;
	}
	workers[number] = (Worker){pid, ends[0]};
	return true;
}

/* What a worker tells next, into `message`; false where it ended instead. */
static bool
hear(const Worker *worker, GByteArray *message, guint32 *fate, OtPackOutcome *outcome)
{
	guint32 len;
	guint64 row;
	const char **const texts[N_TEXTS] = {&outcome->code, &outcome->name, &outcome->file,
	                                     &outcome->sha256, &outcome->reason};

	if (!ot_read_all(worker->fd, &len, sizeof len))
		return false;
	g_byte_array_set_size(message, len);
	if (!ot_read_all(worker->fd, message->data, len))
		return false;
	memcpy(fate, message->data, sizeof *fate);
	memcpy(&row, message->data + sizeof *fate, sizeof row);
	const char *at = (const char *) message->data + sizeof *fate + sizeof row;
	for (int i = 0; i < N_TEXTS; i++) {
		*texts[i] = at;
		at += strlen(at) + 1;
	}
	outcome->row = row;
	outcome->fate = (OtPackFate) *fate;
	return true;
}

static void
report(Run *run, const OtPackOutcome *outcome)
{
	const OtPacksOptions *options = run->options;
	g_autofree char *place = g_strdup_printf("row %zu", outcome->row);
	g_autofree char *name = ot_text_shorten(outcome->name, MOST_NAME);

	if (outcome->fate == OT_PACK_KEPT) {
		g_autofree char *path = g_build_filename(options->folder, outcome->file, NULL);
		ot_findings_add(run->findings, OT_CODE_PACK_KEPT, (OtWhere){.file = path},
		                "%s; the pack of %s is kept as it is", outcome->reason, name);
	} else if (outcome->fate == OT_PACK_FAILED) {
		ot_findings_add(run->findings, OT_CODE_PACK_FAILED,
		                (OtWhere){.file = options->list, .place = place},
		                "%s has no pack: %s",
		                *name != '\0' ? name : "this row", outcome->reason);
	}
}

static bool
put_on_record(Run *run, const OtPackOutcome *outcome, GError **error)
{
	return *outcome->sha256 == '\0' || run->record == NULL ||
	       ot_packs_record_add(run->record, outcome, error);
}

/* What was made before a run has to stop is on record as well. */
static bool
finish_record(Run *run, GError **error)
{
	return run->record == NULL || ot_packs_record_write(run->record, error);
}

static bool
collect(Run *run, const Worker *workers, GError **error)
{
	const OtPacksOptions *options = run->options;
	g_autoptr(GByteArray) message = g_byte_array_new();

	for (size_t done = 0; done < run->result->total; done++) {
		OtPackOutcome outcome;
		guint32 fate;

		if (!hear(&workers[done % (size_t) options->n_workers], message, &fate, &outcome)) {
			g_set_error(error, OT_ERROR, OT_ERROR_IO,
			            "a worker ended before its work was done; run the command "
			            "again with --resume");
			return false;
		}
		if (fate == STOPPED) {
			g_set_error(error, OT_ERROR, OT_ERROR_IO, "%s", outcome.reason);
			return false;
		}
		run->result->n[outcome.fate]++;
		report(run, &outcome);
		if (!ot_packs_lists_add(run->lists, &outcome, error) ||
		    !put_on_record(run, &outcome, error))
			return false;
		if (options->tell != NULL)
			options->tell(&outcome, done + 1, run->result->total, options->data);
	}
	return true;
}

/* Where the run stops, workers find that nobody listens. */
static void
end_workers(const Worker *workers, int n, bool stop)
{
	for (int i = 0; i < n; i++) {
		if (stop)
			kill(workers[i].pid, SIGTERM);
		close(workers[i].fd);
	}
	for (int i = 0; i < n; i++)
		while (waitpid(workers[i].pid, NULL, 0) < 0 && errno == EINTR)
			continue;
}

static bool
share_out(Run *run, GError **error)
{
	int n = run->options->n_workers, started = 0;
	g_autofree Worker *workers = g_new0(Worker, n);

	while (started < n && start_worker(run, workers, started, error))
		started++;
	bool done = started == n && collect(run, workers, error);
	end_workers(workers, started, !done);
	bool recorded = finish_record(run, done ? error : NULL);
	return done && recorded && ot_packs_lists_finish(run->lists, error);
}

static bool
start_record(Run *run, GError **error)
{
	const OtPacksOptions *options = run->options;

	if (options->recording.path == NULL || options->dry_run)
		return true;
	run->record = ot_packs_record_new(&options->recording,
	                                  ot_engagement_version(run->engagement), options->folder,
	                                  run->findings, error);
	return run->record != NULL;
}

bool
ot_packs_make(OtEngagement *engagement, const OtPacksOptions *options, OtPacksResult *result,
              OtFindings *findings, GError **error)
{
	g_autoptr(GHashTable) wanted = g_hash_table_new(g_str_hash, g_str_equal);
	Run run = {
		.engagement = engagement,
		.options = options,
		.result = result,
		.findings = findings,
		.wanted = wanted,
	};
	GError *trouble = NULL;

	*result = (OtPacksResult){.total = 0};
	bool done = survey_list(&run, &trouble) &&
	            (options->dry_run || ot_folder_make(options->folder, &trouble)) &&
	            (run.lists = ot_packs_lists_new(options, &trouble)) != NULL &&
	            start_record(&run, &trouble) && share_out(&run, &trouble);
	ot_packs_lists_free(run.lists);
	ot_packs_record_free(run.record);
	ot_supplier_codes_free(run.codes);
	if (trouble != NULL)
		g_propagate_error(error, trouble);
	return done;
}
