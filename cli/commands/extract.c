/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/error.h"
#include "base/file.h"
#include "base/suggest.h"
#include "engagement/embedded.h"
#include "report/words.h"

#include <glib/gstdio.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	OtReportValues report;
	const char *folder, *output, *only;
	bool force, list, dry_run;
} Values;

static const OtOption options[] = {
	{'d', "directory", OT_OPTION_OUTPUT, offsetof(Values, folder), "DIR",
	 "the folder to write to (default: the one you are in)"},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "FILE",
	 "write one file to FILE, or to standard output for -"},
	{0, "only", OT_OPTION_TEXT, offsetof(Values, only), "NAME", "take out only this file"},
	{'l', "list", OT_OPTION_FLAG, offsetof(Values, list), NULL,
	 "list the files, and write nothing"},
	{'n', "dry-run", OT_OPTION_FLAG, offsetof(Values, dry_run), NULL,
	 "show what would be written, and write nothing"},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL,
	 "replace files that are there already"},
	OT_REPORT_OPTIONS(Values),
	{0},
};

static const char *const examples[] = {
	"outset extract briefing.pdf --list     what is in it",
	"outset extract briefing.pdf -d data    all files, into the folder data",
	"outset extract briefing.pdf --only questions.csv -o -",
	NULL,
};

/* What becomes of one file. */
typedef enum { FATE_WRITE, FATE_SAME, FATE_KEEP } Fate;

/* The one that was asked for, by either of its names; OT_ERROR_USAGE names the nearest. */
static GPtrArray *
select_files(const GPtrArray *all, const Values *values, const char *pdf, GError **error)
{
	g_autoptr(GPtrArray) selected = g_ptr_array_new();
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < all->len; i++) {
		OtEmbedded *file = g_ptr_array_index(all, i);
		if (values->only == NULL || strcmp(file->file_name, values->only) == 0 ||
		    strcmp(file->name, values->only) == 0)
			g_ptr_array_add(selected, file);
	}
	if (values->only == NULL || selected->len > 0)
		return g_steal_pointer(&selected);
	for (guint i = 0; i < all->len; i++)
		g_ptr_array_add(names, ((OtEmbedded *) g_ptr_array_index(all, i))->file_name);
	g_autofree char *advice = ot_name_advice(values->only, names);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE, "%s carries no file \"%s\"%s", pdf,
	            values->only, advice);
	return NULL;
}

static void
print_file(const OtEmbedded *file, int width)
{
	int pad = width - (int) g_utf8_strlen(file->file_name, -1);
	g_autofree char *type = ot_report_safe(file->media_type);
	g_autofree char *relationship = ot_report_safe(file->relationship);

	printf("%s%*s  %8zu  %s, %s, at %s\n", file->file_name, pad, "",
	       g_bytes_get_size(file->bytes), type != NULL ? type : "of unknown kind",
	       relationship != NULL ? relationship : "no relationship", file->place);
}

static void
print_list(const GPtrArray *files)
{
	int widest = 0;

	for (guint i = 0; i < files->len; i++) {
		const OtEmbedded *file = g_ptr_array_index(files, i);
		widest = MAX(widest, (int) g_utf8_strlen(file->file_name, -1));
	}
	for (guint i = 0; i < files->len; i++)
		print_file(g_ptr_array_index(files, i), widest);
}

/* A link that leads nowhere is something that is there, too. */
static bool
decide(const char *path, GBytes *bytes, bool force, Fate *fate, GError **error)
{
	GStatBuf info;

	*fate = FATE_WRITE;
	if (g_lstat(path, &info) != 0)
		return true;
	if (S_ISDIR(info.st_mode)) {
		g_set_error(error, OT_ERROR, OT_ERROR_IO,
		            "%s is a folder, where a file is to be written; choose another folder "
		            "with -d", path);
		return false;
	}
	g_autoptr(GBytes) present =
		S_ISREG(info.st_mode) ? ot_file_read(path, g_bytes_get_size(bytes), NULL) : NULL;
	if (present != NULL && g_bytes_equal(present, bytes))
		*fate = FATE_SAME;
	else if (!force)
		*fate = FATE_KEEP;
	return true;
}

static void
say_fate(const char *path, Fate fate, const Values *values)
{
	static const char *const done[] = {"written", "as it was", "kept, not written"};
	static const char *const planned[] = {"would be written", "as it is", "would be kept"};

	ot_say(&values->report, "  %s: %s", path, values->dry_run ? planned[fate] : done[fate]);
}

static bool
write_file(const OtEmbedded *file, const char *path, const Values *values, OtFindings *findings,
           GError **error)
{
	Fate fate;

	if (!decide(path, file->bytes, values->force, &fate, error))
		return false;
	if (fate == FATE_KEEP) {
		OtFinding *finding = ot_findings_add(
			findings, OT_CODE_FILE_FOREIGN, (OtWhere){.file = path},
			"this file was there already, with another content; it is kept as it is");
		ot_finding_advise(
			findings, finding,
			"Choose another folder with -d, or replace the file with --force.");
	}
	if (fate == FATE_WRITE && !values->dry_run && !ot_file_write(path, file->bytes, error))
		return false;
	say_fate(path, fate, values);
	return true;
}

static bool
write_one(const GPtrArray *files, const char *pdf, const Values *values, OtFindings *findings,
          GError **error)
{
	if (files->len != 1) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "-o %s is one file, but %s carries %u; choose one with --only NAME",
		            values->output, pdf, files->len);
		return false;
	}
	const OtEmbedded *file = g_ptr_array_index(files, 0);
	if (strcmp(values->output, "-") == 0)
		return values->dry_run || ot_file_write("-", file->bytes, error);
	return write_file(file, values->output, values, findings, error);
}

static bool
write_all(const GPtrArray *files, const Values *values, OtFindings *findings,
          GError **error)
{
	const char *folder = values->folder != NULL ? values->folder : ".";
	bool done = true;

	if (!values->dry_run && !ot_folder_make(folder, error))
		return false;
	for (guint i = 0; done && i < files->len; i++) {
		const OtEmbedded *file = g_ptr_array_index(files, i);
		g_autofree char *path = g_build_filename(folder, file->file_name, NULL);
		done = write_file(file, path, values, findings, error);
	}
	return done;
}

static bool
extract(const GPtrArray *all, const char *pdf, const Values *values, OtFindings *findings,
        GError **error)
{
	g_autoptr(GPtrArray) files = select_files(all, values, pdf, error);

	if (files == NULL)
		return false;
	if (values->list)
		print_list(files);
	else if (values->output != NULL)
		return write_one(files, pdf, values, findings, error);
	else if (files->len > 0)
		return write_all(files, values, findings, error);
	/* Where some of it could not be read, nobody knows. */
	if (files->len == 0 && ot_findings_count_severity(findings, OT_SEVERITY_ERROR) == 0)
		ot_say(&values->report, "%s carries no files", pdf);
	return true;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autoptr(OtFindings) findings = ot_findings_new();

	if (values->folder != NULL && values->output != NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "-d names a folder and -o a file; give one of them");
		return OT_EXIT_FAILED;
	}
	g_autoptr(GPtrArray) all = ot_embedded_read(operands[0], findings, error);
	bool done = all != NULL && extract(all, operands[0], values, findings, error);
	OtExit status = ot_report_aside(findings, &values->report);
	return done ? status : OT_EXIT_FAILED;
}

const OtCommand ot_command_extract = {
	.name = "extract",
	.operands = "FILE.pdf",
	.summary = "take out the files that a briefing, or any PDF, carries",
	.description =
		"A briefing as PDF carries the specification that it was made from, the facts as "
		"JSON, the questions as a table and the events for a calendar. This takes them out, "
		"and those of any other PDF: files that are attached, associated, or hang on a page "
		"as a note.\n\n"
		"Names of files are made safe: nothing is written outside of the folder, and a file "
		"that is there already is kept.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = 1,
	.examples = examples,
	.reach = OT_WRITES_HERE,
	.run = run,
};
