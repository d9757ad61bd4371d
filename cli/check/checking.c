/* SPDX-License-Identifier: MIT */
#include "check/checking.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "check/checker.h"

#include <string.h>

/* What is assumed of an input that does not say: the commonest case. */
#define USUAL_STAGE        "engagement"
#define USUAL_JURISDICTION "GB-ENG"
#define USUAL_REGIME       "procurement-act-2023"

static const char *
usual_regime(const char *jurisdiction)
{
	return g_strcmp0(jurisdiction, OT_SCOTLAND) == 0 ? OT_SCOTLAND_REGIME : USUAL_REGIME;
}

static const char *
usual_jurisdiction(const char *regime)
{
	return g_strcmp0(regime, OT_SCOTLAND_REGIME) == 0 ? OT_SCOTLAND : USUAL_JURISDICTION;
}

typedef bool LoadFunc(void *into, const char *path, GError **error);

static bool
load_words(void *into, const char *path, GError **error)
{
	return ot_word_lists_load(into, path, true, error);
}

static bool
load_words_of_others(void *into, const char *path, GError **error)
{
	return ot_word_lists_load(into, path, false, error);
}

static bool
load_reference(void *into, const char *path, GError **error)
{
	return ot_reference_load(into, path, error);
}

static bool
load_rules(void *into, const char *path, GError **error)
{
	return ot_rules_load(into, path, false, error);
}

static bool
load_rules_and_examples(void *into, const char *path, GError **error)
{
	return ot_rules_load(into, path, true, error);
}

/* Load all files of a folder of data, in the order of their names. */
static bool
load_folder(const char *schemas, const char *name, LoadFunc *load, void *into, GError **error)
{
	g_autofree char *folder = g_build_filename(schemas, name, NULL);
	g_autoptr(GPtrArray) files = ot_folder_list(folder, error);

	if (files == NULL)
		return false;
	for (guint i = 0; i < files->len; i++) {
		const char *file = g_ptr_array_index(files, i);
		g_autofree char *path = g_build_filename(folder, file, NULL);
		if (g_str_has_suffix(file, ".xml") && !load(into, path, error))
			return false;
	}
	return true;
}

static bool
load_files(char *const *files, LoadFunc *load, void *into, GError **error)
{
	for (size_t i = 0; files != NULL && files[i] != NULL; i++)
		if (!load(into, files[i], error))
			return false;
	return true;
}

/* Packs of the authority's own are held against the schema first. */
static bool
load_packs(OtChecker *checker, char *const *packs, GError **error)
{
	if (packs == NULL || packs[0] == NULL)
		return true;
	g_autofree char *path = g_build_filename(checker->schemas, "rules.xsd", NULL);
	g_autoptr(OtSchema) schema = ot_schema_load(path, error);
	for (size_t i = 0; schema != NULL && packs[i] != NULL; i++)
		if (!ot_rules_load_checked(checker->rules, packs[i], schema, NULL, error))
			return false;
	return schema != NULL;
}

static bool
load_all(OtChecker *checker, const OtCheckOptions *options, GError **error)
{
	g_autoptr(OtWordLists) lists = ot_word_lists_new();
	g_autoptr(OtReference) reference = ot_reference_new();
	const char *schemas = checker->schemas;

	if (!load_folder(schemas, "words", load_words, lists, error) ||
	    !load_files(options->words, load_words_of_others, lists, error) ||
	    !load_folder(schemas, "reference", load_reference, reference, error))
		return false;
	checker->rules = ot_rules_new(g_steal_pointer(&lists), g_steal_pointer(&reference));
	LoadFunc *load = options->examples ? load_rules_and_examples : load_rules;
	return load_folder(schemas, "rules", load, checker->rules, error) &&
	       load_packs(checker, options->packs, error) &&
	       ot_rules_compile(checker->rules, error);
}

/* "off" to OT_RULE_OFF, "note" and on to 1 + OtSeverity; false for no level. */
static bool
find_level(const char *name, guint8 *level)
{
	static const char *const names[] = {"off", "note", "warning", "error"};

	for (guint8 i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i], name) == 0) {
			*level = i;
			return true;
		}
	return false;
}

/* The codes of the program itself are no rules: what they are about has to be right in any case. */
static bool
is_own_code(const char *name)
{
	size_t len = strlen(name);

	for (int i = 0; i < OT_N_CODES && (len == 3 || len == 6); i++)
		if (g_ascii_strncasecmp(ot_code_info((OtCode) i)->code, name, len) == 0)
			return true;
	return false;
}

static bool
set_level(const OtChecker *checker, OtRuleChoice *choice, const char *name, guint8 level,
          GError **error)
{
	g_autoptr(GError) mistake = NULL;

	if (ot_rule_choice_set(choice, checker->rules, name, level, &mistake))
		return true;
	if (is_own_code(name))
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "\"%s\" is about the file itself, and is always looked at",
		            name);
	else
		g_propagate_error(error, g_steal_pointer(&mistake));
	return false;
}

static bool
set_levels(OtRuleChoice *choice, const OtChecker *checker, GError **error)
{
	char *const *severity = checker->severity;

	for (size_t i = 0; severity != NULL && severity[i] != NULL; i += 2) {
		guint8 level;
		if (!find_level(severity[i + 1], &level)) {
			g_set_error(
				error, OT_ERROR, OT_ERROR_FORMAT,
				"outset.ini: \"%s = %s\" is not a severity; it is one of off, note, "
				"warning, error",
				severity[i], severity[i + 1]);
			return false;
		}
		if (!set_level(checker, choice, severity[i], level, error))
			return false;
	}
	return true;
}

static bool
set_all(OtRuleChoice *choice, const OtChecker *checker, char *const *names, guint8 level,
        GError **error)
{
	for (size_t i = 0; names != NULL && names[i] != NULL; i++)
		if (!set_level(checker, choice, names[i], level, error))
			return false;
	return true;
}

OtRuleChoice *
ot_checker_choose(const OtChecker *checker, const OtCircumstances *circumstances, GError **error)
{
	g_autoptr(OtRuleChoice) choice = ot_rule_choice_new(checker->rules, circumstances);

	if (checker->select != NULL)
		ot_rule_choice_clear(choice);
	if (!set_all(choice, checker, checker->select, OT_RULE_OWN, error))
		return NULL;
	g_autofree guint8 *selected = g_memdup2(choice->level, choice->n_rules);
	if (!set_levels(choice, checker, error))
		return NULL;
	/* A severity of outset.ini switches no rule on that was not selected. */
	for (size_t i = 0; checker->select != NULL && i < choice->n_rules; i++)
		if (selected[i] == OT_RULE_OFF)
			choice->level[i] = OT_RULE_OFF;
	if (!set_all(choice, checker, checker->ignore, OT_RULE_OFF, error))
		return NULL;
	return g_steal_pointer(&choice);
}

/* Rules that were stopped by a limit are a finding; what all others found stays. */
static void
note_stopped(const OtCheckedInput *input, OtResult *result, GError *mistake)
{
	const OtWhere where = {.file = input->file};

	if (mistake == NULL)
		return;
	ot_findings_add(result->findings, OT_CODE_RULE_STOPPED, where, "%s", mistake->message);
	g_error_free(mistake);
}

void
ot_checker_find(const OtChecker *checker, const OtRuleChoice *choice, const OtChecked *checked,
                const OtCircumstances *circumstances, OtFindings *found, OtResult *result)
{
	GError *mistake = NULL;

	if (checked->spec != NULL)
		ot_rules_check_spec(checker->rules, choice, checked->spec, circumstances, found,
		                    &mistake);
	note_stopped(checked->input, result, g_steal_pointer(&mistake));
	ot_rules_check_text(checker->rules, choice, checked->text, circumstances, found, &mistake);
	ot_check_drop_overlaps(checker->rules, found);
	note_stopped(checked->input, result, mistake);
}

OtRuleChoice *
ot_checker_usual(const OtChecker *checker, GError **error)
{
	const OtCircumstances usual = ot_checker_circumstances(checker, NULL);

	return ot_checker_choose(checker, &usual, error);
}

OtCircumstances
ot_checker_circumstances(const OtChecker *checker, const OtSpec *spec)
{
	const char *stage = spec != NULL ? ot_spec_identity(spec, "stage") : NULL;
	const char *jurisdiction = spec != NULL ? ot_spec_identity(spec, "jurisdiction") : NULL;
	const char *regime = spec != NULL ? ot_spec_identity(spec, "regime") : NULL;
	const char *day = spec != NULL ? ot_spec_identity(spec, "date") : NULL;

	/* One that names Scotland and forgets the regime isn't told of the law of England. */
	if (regime == NULL && jurisdiction != NULL)
		regime = usual_regime(jurisdiction);
	return (OtCircumstances){
		.stage = stage != NULL ? stage : checker->stage,
		.jurisdiction = jurisdiction != NULL ? jurisdiction : checker->jurisdiction,
		.regime = regime != NULL ? regime : checker->regime,
		.day = day != NULL ? day : checker->today,
	};
}

OtChecker *
ot_checker_new(const char *schemas, const OtCheckOptions *options, GError **error)
{
	g_autoptr(OtChecker) checker = g_new0(OtChecker, 1);

	checker->schemas = g_strdup(schemas);
	checker->passages = g_build_filename(schemas, "passages.xml", NULL);
	checker->stage = g_strdup(options->stage != NULL ? options->stage : USUAL_STAGE);
	checker->jurisdiction =
		g_strdup(options->jurisdiction != NULL ? options->jurisdiction
	                                               : usual_jurisdiction(options->regime));
	checker->regime = g_strdup(options->regime != NULL ? options->regime
	                                                   : usual_regime(options->jurisdiction));
	checker->today = ot_today();
	checker->select = g_strdupv((char **) options->select);
	checker->ignore = g_strdupv((char **) options->ignore);
	checker->severity = g_strdupv((char **) options->severity);
	if (!load_all(checker, options, error))
		return NULL;
	/* Names that mean nothing are said before anything is checked. */
	g_autoptr(OtRuleChoice) choice = ot_checker_usual(checker, error);
	return choice != NULL ? g_steal_pointer(&checker) : NULL;
}

void
ot_checker_free(OtChecker *checker)
{
	if (checker == NULL)
		return;
	ot_rules_free(checker->rules);
	ot_judge_free(checker->judge);
	ot_schema_free(checker->schema);
	g_free(checker->schemas);
	g_free(checker->passages);
	g_free(checker->stage);
	g_free(checker->jurisdiction);
	g_free(checker->regime);
	g_free(checker->today);
	g_strfreev(checker->select);
	g_strfreev(checker->ignore);
	g_strfreev(checker->severity);
	g_free(checker);
}

const OtRules *
ot_checker_rules(const OtChecker *checker)
{
	return checker->rules;
}

/* Whether bytes without a name are words and not XML, not even broken XML. */
static bool
is_prose(const char *bytes, size_t len)
{
	size_t start = len >= 3 && memcmp(bytes, "\357\273\277", 3) == 0 ? 3 : 0;

	while (start < len && g_ascii_isspace(bytes[start]))
		start++;
	return start < len && bytes[start] != '<' && g_utf8_validate(bytes, (gssize) len, NULL);
}

/*
 * What a file is by its first bytes; formats that are no Word file but are mistaken for one are
 * said what they are by the reader of drafts.
 */
static OtInputKind
guess_kind(const char *bytes, size_t len, const char *path)
{
	static const char *const drafts[] = {".docx", ".docm", ".doc", ".dot",
	                                     ".odt",  ".rtf",  ".pdf"};
	static const char *const texts[] = {".txt", ".md"};
	static const char *const others[] = {"PK\003\004", "PK\005\006", "\320\317\021\340",
	                                     "{\\rtf", "%PDF-"};

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (len >= strlen(others[i]) && memcmp(bytes, others[i], strlen(others[i])) == 0)
			return OT_INPUT_DRAFT;
	g_autofree char *lower = g_ascii_strdown(path, -1);
	for (size_t i = 0; i < G_N_ELEMENTS(drafts); i++)
		if (g_str_has_suffix(lower, drafts[i]))
			return OT_INPUT_DRAFT;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		if (g_str_has_suffix(lower, texts[i]))
			return OT_INPUT_PLAIN_TEXT;
	return strcmp(path, "-") == 0 && is_prose(bytes, len) ? OT_INPUT_PLAIN_TEXT
	                                                      : OT_INPUT_SPECIFICATION;
}

/* Only specifications need it. */
static bool
load_schema(OtChecker *checker, GError **error)
{
	g_autofree char *path = g_build_filename(checker->schemas, "spec.xsd", NULL);

	if (checker->schema == NULL)
		checker->schema = ot_schema_load(path, error);
	return checker->schema != NULL;
}

/* Only free texts need it. */
static bool
load_judge(OtChecker *checker, GError **error)
{
	g_autofree char *kinds = g_build_filename(checker->schemas, "kinds.xml", NULL);

	if (checker->judge == NULL)
		checker->judge = ot_judge_load(kinds, error);
	return checker->judge != NULL;
}

OtChecked *
ot_checker_run(OtChecker *checker, const char *path, OtResult *result, GError **error)
{
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	g_autoptr(OtChecked) checked = g_new0(OtChecked, 1);
	size_t len;

	if (bytes == NULL)
		return NULL;
	const char *data = g_bytes_get_data(bytes, &len);
	const char *name = strcmp(path, "-") == 0 ? "(standard input)" : path;
	checked->input = ot_result_add_input(result, name, guess_kind(data, len, path));
	bool done = false;
	switch (checked->input->kind) {
	case OT_INPUT_SPECIFICATION:
		done = load_schema(checker, error) &&
		       ot_check_specification(checker, bytes, checked, result, error);
		break;
	case OT_INPUT_DRAFT:
		done = load_judge(checker, error) &&
		       ot_check_draft(checker, bytes, checked, result, error);
		break;
	case OT_INPUT_PLAIN_TEXT:
		done = load_judge(checker, error) &&
		       ot_check_plain_text(checker, bytes, checked, result, error);
		break;
	}
	return done ? g_steal_pointer(&checked) : NULL;
}

void
ot_checked_free(OtChecked *checked)
{
	if (checked == NULL)
		return;
	ot_text_free(checked->text);
	ot_draft_free(checked->draft);
	ot_spec_free(checked->spec);
	g_free(checked);
}
