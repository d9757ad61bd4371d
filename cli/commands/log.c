/* SPDX-License-Identifier: MIT */
#include "commands/action.h"
#include "commands/command.h"
#include "commands/log-export.h"
#include "commands/log-show.h"
#include "commands/records.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "engagement/settings.h"
#include "register/register.h"
#include "report/words.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const formats[] = {"text", "json", "csv", NULL};

typedef struct {
	OtReportValues report;
	const char *cells[OT_N_REGISTER_COLUMNS];
	const char *since, *until, *head, *output;
	int language;
	bool with_names, force;
} Values;

/* Each column that a person fills is an option. */
#define OPTION_OWN(id, name, help)
#define OPTION_TEXT(id, name, help)                                                                \
	{0, name, OT_OPTION_TEXT, offsetof(Values, cells[OT_REGISTER_##id]), "TEXT", help},
#define OPTION_CODE(id, name, help)                                                                \
	{0, name, OT_OPTION_TEXT, offsetof(Values, cells[OT_REGISTER_##id]), "CODE", help},
#define OPTION_CODES(id, name, help)                                                               \
	{0, name, OT_OPTION_TEXT, offsetof(Values, cells[OT_REGISTER_##id]), "CODES", help},
#define OPTION_DAY(id, name, help)                                                                 \
	{0, name, OT_OPTION_TEXT, offsetof(Values, cells[OT_REGISTER_##id]), "DATE", help},
#define OPTION_TIME(id, name, help)                                                                \
	{0, name, OT_OPTION_TEXT, offsetof(Values, cells[OT_REGISTER_##id]), "TIME", help},
#define OPTION_HASH(id, name, help)

static const OtOption options[] = {
#define COLUMN(id, name, head, aliases, kind, codes, help) OPTION_##kind(id, name, help)
#include "register/columns.def"
#undef COLUMN
	{0, "since", OT_OPTION_TEXT, offsetof(Values, since), "DATE",
	 "show, export: from this day on"},
	{0, "until", OT_OPTION_TEXT, offsetof(Values, until), "DATE",
	 "show, export: up to this day"},
	{0, "head", OT_OPTION_TEXT, offsetof(Values, head), "HASH",
	 "verify: a last hash that was kept; nothing up to it may be missing"},
	{'f', "format", OT_OPTION_CHOICE, offsetof(Values, report.format), "FORMAT",
	 "show: text (default), json, or csv for a spreadsheet", formats},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE",
	 "export: FILE.csv, .docx, .pdf or .html (default: a table on standard output)"},
	{0, "language", OT_OPTION_CHOICE, offsetof(Values, language), "LANG",
	 "export: en or cy (default: that of the specification)", ot_language_choices},
	{0, "with-names", OT_OPTION_FLAG, offsetof(Values, with_names), NULL,
	 "export: the authority's engagement log, with names and all that was said"},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL,
	 "export: over a file that is there"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset log add --kind told --supplier S2 --channel call --said \"Depots have 4G\" "
	"--purpose a --shared no",
	"outset log add --kind published --about \"#12\" --shared yes --subject \"Answers, week 3\"",
	"outset log show --supplier S2 --since 2026-11-01",
	"outset log verify                   prove the chain, and print the hash to keep",
	"outset log export -o register.pdf   a copy to publish, without names",
	"outset log export --with-names -o engagement-log.docx   all of it, for the authority",
	NULL,
};

typedef struct {
	const Values *values;
	char *path;
	OtSettings *settings;
	OtFindings *findings;
} Run;

/* --- add ----------------------------------------------------------------------------------- */

static bool
add_block(const guint8 *block, size_t len, void *sum)
{
	g_checksum_update(sum, block, (gssize) len);
	return true;
}

static char *
hash_file(const char *path, GError **error)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	return ot_file_read_blocks(path, OT_LIMIT_CSV_BYTES, add_block, sum, error)
	               ? g_strdup(g_checksum_get_string(sum))
	               : NULL;
}

static OtExit
add(Run *run, GError **error)
{
	OtRegisterEntry entry;
	OtRegisterHead head;
	const char *file = run->values->cells[OT_REGISTER_FILE];
	const char *when = run->values->cells[OT_REGISTER_WHEN];
	g_autofree char *sha256 = file != NULL ? hash_file(file, error) : NULL;
	g_autofree char *time = when != NULL ? ot_record_time(when) : NULL;

	if (file != NULL && sha256 == NULL)
		return OT_EXIT_FAILED;
	memcpy(entry.cells, run->values->cells, sizeof entry.cells);
	entry.cells[OT_REGISTER_WHEN] = time;
	entry.cells[OT_REGISTER_SHA256] = sha256;
	entry.cells[OT_REGISTER_BY] =
		ot_record_keeper(run->settings, run->values->cells[OT_REGISTER_BY]);
	if (entry.cells[OT_REGISTER_KEEP_UNTIL] == NULL)
		entry.cells[OT_REGISTER_KEEP_UNTIL] = run->settings->register_keep_until;
	if (entry.cells[OT_REGISTER_KIND] == NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "log add needs --kind: one of %s",
		            ot_register_column_codes(OT_REGISTER_KIND));
		return OT_EXIT_FAILED;
	}
	if (!ot_register_append(run->path, &entry, 1, &head, run->findings, error))
		return OT_EXIT_FAILED;
	ot_say(&run->values->report, "Number %zu in %s; the last hash is now %s", head.n_rows,
	       run->path, head.hash);
	return ot_report_aside(run->findings, &run->values->report);
}

/* --- show and verify ----------------------------------------------------------------------- */

/* Read the register; findings that it can't be one are reported by the caller. */
static bool
read_register(Run *run, const OtRegisterReading *reading, OtRegisterProof *proof, GError **error)
{
	g_autoptr(GError) mistake = NULL;

	ot_register_read(run->path, reading, proof, run->findings, &mistake);
	if (mistake == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&mistake));
	return false;
}

static OtExit
show(Run *run, GError **error)
{
	OtLogWish wish = {.since = run->values->since, .until = run->values->until};
	const OtReportOptions look = ot_report_options(&run->values->report, STDOUT_FILENO);
	OtRegisterProof proof;

	memcpy(wish.cells, run->values->cells, sizeof wish.cells);
	OtLogPrinter *printer = ot_log_printer_new((OtLogForm) run->values->report.format, &wish,
	                                           look.width > 0 ? look.width : OT_REPORT_WIDTH);
	const OtRegisterReading reading = {.take = ot_log_print, .data = printer};
	bool read = read_register(run, &reading, &proof, error);
	OtExit status = OT_EXIT_FAILED;
	if (read) {
		OtReportValues plain = run->values->report;
		const OtResult result = {.findings = run->findings, .version = VERSION};
		g_autofree char *found = ot_report_write(OT_REPORT_JSON, &result, NULL);
		plain.format = OT_REPORT_TEXT;
		size_t n = ot_log_print_end(printer, &proof, found);
		status = run->values->report.format == OT_LOG_JSON
		                 ? ot_exit_status(run->findings, &plain)
		                 : ot_report_aside(run->findings, &plain);
		ot_say(&plain, "%zu of %zu rows.", n, proof.head.n_rows);
	}
	ot_log_printer_free(printer);
	return status;
}

static OtExit
verify(Run *run, GError **error)
{
	const OtRegisterReading reading = {.head = run->values->head};
	OtReportValues plain = run->values->report;
	OtRegisterProof proof;

	plain.format = OT_REPORT_TEXT;
	if (!read_register(run, &reading, &proof, error))
		return OT_EXIT_FAILED;
	OtExit status = ot_report_aside(run->findings, &plain);
	if (ot_findings_count_severity(run->findings, OT_SEVERITY_ERROR) > 0)
		return status;
	g_autofree char *path = ot_report_safe(run->path);
	printf("%s: %zu row%s, none changed, missing or moved.\n", path, proof.head.n_rows,
	       proof.head.n_rows == 1 ? "" : "s");
	if (run->values->head != NULL)
		printf("Nothing up to row %zu, which has the hash that was given, was cut off.\n",
		       proof.head_row);
	printf("Last hash: %s\n", proof.head.hash);
	ot_say(&plain, "Keep the last hash where others cannot change it: "
	       "outset log verify --head HASH proves later that nothing was cut off.");
	return status;
}

static OtExit
export(Run *run, GError **error)
{
	const Values *values = run->values;
	OtLogExport how = {
		.path = run->path,
		.settings = run->settings,
		.wish = {.since = values->since, .until = values->until},
		.output = values->output != NULL ? values->output : "-",
		.language = ot_language_choices[values->language],
		.with_names = values->with_names,
		.force = values->force,
	};
	OtReportValues plain = values->report;

	memcpy(how.wish.cells, values->cells, sizeof how.wish.cells);
	plain.format = OT_REPORT_TEXT;
	bool done = ot_log_export(&how, run->findings, error);
	OtExit status = ot_report_aside(run->findings, &plain);
	if (!done)
		return OT_EXIT_FAILED;
	if (values->output != NULL && values->with_names)
		ot_say(&plain, "Written: %s. It names suppliers and people: keep it within the "
		       "authority.", values->output);
	else if (values->output != NULL)
		ot_say(&plain,
		       "Written: %s. Read it before you publish it: names that suppliers.csv "
		       "does not have are not found.",
		       values->output);
	return status;
}

static OtExit
mend(Run *run, GError **error)
{
	g_autofree char *kept = NULL;
	OtMended mended;
	const char *by = ot_record_keeper(run->settings, run->values->cells[OT_REGISTER_BY]);

	if (!ot_register_mend(run->path, by, &mended, &kept, run->findings, error))
		return OT_EXIT_FAILED;
	switch (mended) {
	case OT_MENDED_NOTHING:
		ot_say(&run->values->report, "%s: there is nothing to mend.", run->path);
		break;
	case OT_MENDED_TORN:
		ot_say(&run->values->report,
		       "%s: half a row was set aside in %s; write what it was about as a new row.",
		       run->path, kept);
		break;
	case OT_MENDED_FORM:
		ot_say(&run->values->report, "%s is as it was written; what was there is in %s.",
		       run->path, kept);
		break;
	}
	return ot_report_aside(run->findings, &run->values->report);
}

/* --- the command --------------------------------------------------------------------------- */

static const struct {
	const char *name;
	OtExit (*run)(Run *run, GError **error);
} actions[] = {
	{"add", add},
	{"show", show},
	{"verify", verify},
	{"export", export},
	{"mend", mend},
};

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const char *input = operands[1] != NULL ? operands[1] : ".";
	int action = OT_ACTION_FIND("log", actions, operands[0], error);
	g_autoptr(OtSettings) settings = action >= 0 ? ot_settings_load(input, error) : NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *path = ot_record_path(input, OT_RECORD_REGISTER);

	if (settings == NULL)
		return OT_EXIT_FAILED;
	Run state = {.values = data, .path = path, .settings = settings, .findings = findings};
	return actions[action].run(&state, error);
}

const OtCommand ot_command_log = {
	.name = "log",
	.operands = "add|show|verify|export|mend [DIR|FILE.csv]",
	.summary = "keep the register of what was sent, told and asked",
	.description =
		"The register is register.csv beside the specification. It is only ever added to, and "
		"each row carries a hash, a fingerprint of itself and of the row above, so that a row that "
		"was changed, taken out or moved can be named.\n\n"
		"add writes a row; every column but those that follow by themselves is an option, and "
		"--kind has to be there. Kinds are sent, told, asked, answered, met, announced, "
		"attended, published, received, decided and corrected; what was wrong is put right by a "
		"further row. --file is hashed. show prints rows; with the same options it shows only "
		"those that fit. verify proves the chain and prints the last hash: keep it elsewhere, "
		"because rows that are cut off at the end leave no mark otherwise. export makes a copy "
		"to publish, without names of suppliers and people, and without what was said where not "
		"everybody knows it; rows that differ in the supplier alone are one. With --with-names "
		"it makes the engagement log for the authority instead: every contact and decision, "
		"ready to print or file, and nobody types it again. mend sets aside half "
		"a row that a power cut left, or writes as it was what a spreadsheet has saved in its "
		"own form; a row says so.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = 2,
	.examples = examples,
	.reach = OT_WRITES_THERE | OT_WRITES_PACK,
	.run = run,
};
