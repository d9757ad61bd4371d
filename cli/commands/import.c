/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "commands/form.h"
#include "forms/read-workbook.h"
#include "engagement/import.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct {
	const char *engagement, *output;
	bool dry_run, force, guess;
	OtReportValues report;
} Values;

static const OtOption options[] = {
	{'e', "engagement", OT_OPTION_ENGAGEMENT, offsetof(Values, engagement), "DIR",
	 "the engagement (default: the folder of the file, or one above it)", NULL, 0, 0},
	{'o', "output", OT_OPTION_OUTPUT, offsetof(Values, output), "PATH",
	 "where the answers go: a folder, or a file that ends in .xml", NULL, 0, 0},
	{'n', "dry-run", OT_OPTION_FLAG, offsetof(Values, dry_run), NULL,
	 "say what would change, and write nothing", NULL, 0, 0},
	{0, "force", OT_OPTION_FLAG, offsetof(Values, force), NULL,
	 "write over a specification that is there already", NULL, 0, 0},
	{0, "guess", OT_OPTION_FLAG, offsetof(Values, guess), NULL,
	 "make a first specification of a draft that somebody wrote freely", NULL, 0, 0},
	OT_REPORT_OPTIONS(Values),
	{0, NULL, OT_OPTION_FLAG, 0, NULL, NULL, NULL, 0, 0},
};

static const char *const examples[] = {
	"outset import pack/dpia.docx        what was filled in becomes assets/dpia.xml",
	"outset import -n pack/*.docx        what would change",
	"outset import spec-form.docx        the specification from its form, as spec.new.xml",
	"outset import --guess draft.docx    a first specification from a free draft",
	NULL,
};

/* How far above a document its engagement is looked for. */
#define MOST_STEPS 4

/* --- which engagement, which file ------------------------------------------------------------ */

/* "e/pack", "e", ".", "..", "../..": the folder above, in the words that the user chose. */
static char *
find_above(const char *folder)
{
	g_autofree char *base = g_path_get_basename(folder);

	if (strcmp(base, "..") == 0)
		return g_build_filename(folder, "..", NULL);
	return strcmp(folder, ".") == 0 ? g_strdup("..") : g_path_get_dirname(folder);
}

/* The nearest folder from that of the document upward that has a specification. */
static char *
find_engagement(const char *document)
{
	char *folder = strcmp(document, "-") == 0 ? g_strdup(".") : g_path_get_dirname(document);

	for (int i = 0; i < MOST_STEPS; i++) {
		g_autofree char *spec = g_build_filename(folder, "spec.xml", NULL);
		g_autofree char *settings = g_build_filename(folder, "outset.ini", NULL);
		g_autofree char *below = folder;

		if (ot_file_may_exist(spec) || ot_file_may_exist(settings))
			return g_steal_pointer(&below);
		folder = find_above(below);
	}
	g_free(folder);
	return g_strdup(".");
}

static char *
find_answers(const OtEngagement *engagement, const char *output, const char *asset, GError **error)
{
	g_autofree char *base = g_strconcat(asset, ".xml", NULL);
	char *usual;

	if (output != NULL && g_str_has_suffix(output, ".xml"))
		return g_strdup(output);
	if (output != NULL)
		return g_build_filename(output, base, NULL);
	usual = ot_engagement_answers_path(engagement, asset);
	if (usual == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "with a specification from standard input, say with -o where to write");
	return usual;
}

/* The answers so far; none where there is no file yet. */
static OtAnswers *
read_answers(const OtEngagement *engagement, const char *path, const char *asset,
             OtFindings *findings, GError **error)
{
	if (!ot_file_may_exist(path))
		return ot_answers_new(asset);
	const OtSchema *schema =
		ot_resources_answers_schema(ot_engagement_resources(engagement), error);
	if (schema == NULL)
		return NULL;
	OtAnswers *answers = ot_answers_read(path, asset, schema, findings, error);
	if (answers == NULL && *error == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "%s has errors; correct them, then import again", path);
	return answers;
}

/* --- one document ---------------------------------------------------------------------------- */

static void
print_text(const char *text)
{
	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '\n')
			fputs("\n    ", stdout);
		else
			putchar(*c);
	}
}

static void
print_changes(const OtImport *import)
{
	for (size_t i = 0; i < ot_import_count(import); i++) {
		const OtImportChange *change = ot_import_change(import, i);

		printf("%s: ", change->name);
		if (*change->was == '\0') {
			fputs("was empty", stdout);
		} else {
			fputs("was “", stdout);
			print_text(change->was);
			fputs("”", stdout);
		}
		if (change->place == NULL) {
			fputs(", its row is gone", stdout);
		} else if (*change->now == '\0') {
			fputs(", now empty", stdout);
		} else {
			fputs(", now “", stdout);
			print_text(change->now);
			fputs("”", stdout);
		}
		if (change->place != NULL)
			printf(" (%s)", change->place);
		putchar('\n');
	}
}

static bool
write_answers(const Values *values, const OtEngagement *engagement, const OtImport *import,
              OtAnswers *answers, const char *path, GError **error)
{
	size_t n = ot_import_count(import);
	const OtTemplate *template = ot_resources_template(ot_engagement_resources(engagement),
	                                                   ot_import_asset(import), error);
	g_autofree char *folder = g_path_get_dirname(path);

	if (template == NULL)
		return false;
	if (n == 0 || values->dry_run)
		return true;
	ot_answers_set_versions(answers, ot_template_info(template)->version,
	                        ot_engagement_version(engagement));
	g_autoptr(GBytes) bytes = ot_answers_xml(answers);
	return ot_folder_make(folder, error) && ot_file_write(path, bytes, error);
}

static void
say_result(const Values *values, const OtImport *import, const char *document, const char *path)
{
	size_t n = ot_import_count(import), fields = ot_import_n_fields(import);

	ot_say(&values->report, "%s: %zu field%s read, %zu changed%s%s", document, fields,
	       fields == 1 ? "" : "s", n, n == 0 ? "" : values->dry_run ? "; would be written to "
	                                                               : "; written to ",
	       n == 0 ? "" : path);
}

/* How the form of a specification is read back; `found` keeps where it belongs. */
static OtFormImport
form_import(const Values *values, const char *document, char **found)
{
	*found = values->engagement == NULL ? find_engagement(document) : NULL;
	return (OtFormImport){
		.file = document,
		.engagement = values->engagement != NULL ? values->engagement : *found,
		.output = values->output,
		.force = values->force,
		.dry_run = values->dry_run,
		.report = &values->report,
	};
}

/* A workbook or a folder of tables; `*done` tells that it was one. */
static bool
import_tables(const Values *values, const char *document, bool *done, OtFindings *findings,
              GError **error)
{
	bool is_folder = ot_folder_exists(document);
	g_autoptr(GBytes) bytes = is_folder || strcmp(document, "-") == 0
	                                  ? NULL
	                                  : ot_file_read(document, OT_LIMIT_FILE_BYTES, error);
	g_autofree char *found = NULL;
	const OtFormImport import = form_import(values, document, &found);

	*done = is_folder || (bytes != NULL && ot_form_is_workbook(bytes));
	if (!*done)
		return *error == NULL;
	if (!ot_form_import_tables(&import, bytes, done, findings, error))
		return false;
	if (!*done)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "%s is not a form of a specification; outset form spec makes one",
		            document);
	return *done;
}

static bool
import_asset(const Values *values, const OtDraft *draft, const char *document,
             OtFindings *findings, GError **error)
{
	g_autofree char *found = values->engagement == NULL ? find_engagement(document) : NULL;
	g_autoptr(OtFindings) of_spec = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(
		values->engagement != NULL ? values->engagement : found, of_spec, error);
	if (engagement == NULL)
		return false;
	g_autoptr(OtImport) import = ot_import_start(engagement, draft, document, findings, error);
	if (import == NULL)
		return false;
	g_autofree char *language = ot_import_language(import);
	if (language != NULL)
		ot_engagement_set_language(engagement, language);
	const char *asset = ot_import_asset(import);
	if (ot_resources_template(ot_engagement_resources(engagement), asset, error) == NULL)
		return false;
	g_autofree char *path = find_answers(engagement, values->output, asset, error);
	g_autoptr(OtAnswers) answers =
		path != NULL ? read_answers(engagement, path, asset, findings, error) : NULL;
	if (answers == NULL || !ot_import_run(import, answers, findings, error))
		return false;
	print_changes(import);
	if (!write_answers(values, engagement, import, answers, path, error))
		return false;
	say_result(values, import, document, path);
	return true;
}

static bool
import_document(const Values *values, const char *document, OtFindings *findings, GError **error)
{
	g_autofree char *found = NULL;
	bool is_form = false;

	if (!values->guess && !import_tables(values, document, &is_form, findings, error))
		return false;
	if (is_form)
		return true;
	g_autoptr(OtDraft) draft = ot_draft_read(document, findings, error);
	if (draft != NULL && values->guess) {
		const OtFormImport import = form_import(values, document, &found);
		return ot_form_import_draft(&import, draft, findings, error);
	}
	if (draft == NULL || !ot_form_recognise(draft, &is_form, error))
		return false;
	if (!is_form)
		return import_asset(values, draft, document, findings, error);
	const OtFormImport import = form_import(values, document, &found);
	return ot_form_import_word(&import, draft, findings, error);
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const Values *values = data;
	g_autoptr(OtFindings) findings = ot_findings_new();
	bool done = true;

	if (values->output != NULL && g_str_has_suffix(values->output, ".xml") &&
	    operands[1] != NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "-o %s is one file, but there are several documents; give a folder",
		            values->output);
		return OT_EXIT_FAILED;
	}
	for (char *const *document = operands; done && *document != NULL; document++)
		done = import_document(values, *document, findings, error);
	OtExit status = ot_report_aside(findings, &values->report);
	return done ? status : OT_EXIT_FAILED;
}

const OtCommand ot_command_import = {
	.name = "import",
	.operands = "FILE...",
	.summary = "read back what people filled into an asset, or into a form",
	.description =
		"Reads the fields of a document that outset made and somebody completed in Word or "
		"LibreOffice, and writes them to assets/NAME.xml beside the specification, from where "
		"the next outset assemble or pack takes them. What changes is printed: the field, what "
		"was known, and what the document says.\n\n"
		"What the specification says already is not stored; an answer that nobody touched in "
		"the document stays; an emptied field takes its answer away. Dates are understood as "
		"people type them. What can't be taken over (an answer that is not in the list, a field "
		"that the asset does not have) is reported with its place, and stays in the document. "
		"Text outside of fields is not read.\n\n"
		"The form of a specification (outset form spec), a workbook or a folder of its tables "
		"is read back as a specification: beside one that is there as spec.new.xml, with what "
		"changed printed; -o names another file, and --force writes over one. With --guess a "
		"draft without any form becomes a first version: what stands under a heading goes where "
		"its words say, all else into the background, and no sentence is lost.",
	.options = options,
	.values_size = sizeof(Values),
	.least_operands = 1,
	.most_operands = -1,
	.examples = examples,
	.reach = OT_WRITES_HERE | OT_WRITES_PACK,
	.run = run,
};
