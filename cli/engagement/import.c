/* SPDX-License-Identifier: MIT */
#include "engagement/import.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "document/read-date.h"
#include "docx/docx.h"
#include "docx/origin.h"
#include "engagement/import-match.h"

#include <string.h>

/* Characters of a text that a finding shows. */
#define LONGEST_SHOWN 200

struct OtImport {
	const OtEngagement *engagement;
	const OtDraft *draft;
	char *path;
	OtArena *arena;
	OtOrigin *origin;
	GArray *changes;  /* of OtImportChange */
	size_t n_fields;

	/* while it runs */
	const OtLabels *labels;
	OtDocument *document;
	GHashTable *read; /* name to const Reading *, the first of each */
};

/* What the file says for one field. */
typedef struct {
	const OtFieldMatch *match;
	const char *value; /* as answers have it; "" for nothing */
	bool touched;      /* since the file was made, as far as that is known */
	bool is_known;     /* whether it is known */
} Reading;

/* --- whose file it is ------------------------------------------------------------------------ */

static bool
check_origin(const OtImport *import, GError **error)
{
	const char *reference = import->origin != NULL ? ot_origin_reference(import->origin) : NULL;
	const char *own = ot_engagement_reference(import->engagement);

	if (import->origin == NULL) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_INPUT,
			"%s says nowhere that outset made it, so its fields are not known; name a "
			"document that outset assemble or pack wrote",
			import->path);
		return false;
	}
	if (reference == NULL || own == NULL || strcmp(reference, own) == 0)
		return true;
	g_set_error(
		error, OT_ERROR, OT_ERROR_INPUT,
		"%s belongs to the engagement %s, and this one is %s; name the right folder with "
		"-e",
		import->path, reference, own);
	return false;
}

OtImport *
ot_import_start(const OtEngagement *engagement, const OtDraft *draft, const char *path,
                OtFindings *findings, GError **error)
{
	g_autoptr(OtImport) import = g_new0(OtImport, 1);

	import->engagement = engagement;
	import->draft = draft;
	import->path = g_strdup(path);
	import->arena = ot_arena_new();
	import->changes = g_array_new(FALSE, FALSE, sizeof(OtImportChange));
	import->read = g_hash_table_new(g_str_hash, g_str_equal);
	import->origin = ot_origin_read(draft, findings);
	return check_origin(import, error) ? g_steal_pointer(&import) : NULL;
}

void
ot_import_free(OtImport *import)
{
	if (import == NULL)
		return;
	ot_origin_free(import->origin);
	ot_document_free(import->document);
	g_hash_table_unref(import->read);
	g_array_unref(import->changes);
	ot_arena_free(import->arena);
	g_free(import->path);
	g_free(import);
}

const char *
ot_import_asset(const OtImport *import)
{
	return ot_origin_template(import->origin);
}

char *
ot_import_language(const OtImport *import)
{
	const char *version = ot_origin_template_version(import->origin);
	const char *told = version != NULL ? strchr(version, '+') : NULL;
	g_auto(GStrv) languages = ot_engagement_languages(import->engagement, "both");
	g_autofree char *language =
		told != NULL ? g_strndup(told + 1, strcspn(told + 1, ".")) : NULL;
	bool is_known =
		language != NULL && g_strv_contains((const char *const *) languages, language);

	return is_known ? g_steal_pointer(&language) : NULL;
}

size_t
ot_import_count(const OtImport *import)
{
	return import->changes->len;
}

const OtImportChange *
ot_import_change(const OtImport *import, size_t index)
{
	return &g_array_index(import->changes, OtImportChange, index);
}

size_t
ot_import_n_fields(const OtImport *import)
{
	return import->n_fields;
}

/* --- saying what is wrong -------------------------------------------------------------------- */

static OtFinding *
complain(const OtImport *import, OtFindings *findings, OtCode code, const OtControl *control,
         const char *format, ...) G_GNUC_PRINTF(5, 6);

static OtFinding *
complain(const OtImport *import, OtFindings *findings, OtCode code, const OtControl *control,
         const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return ot_findings_add(findings, code,
	                       (OtWhere){.file = import->path, .place = control->place}, "%s",
	                       message);
}

/* --- one field ------------------------------------------------------------------------------- */

static const char *
read_date(OtImport *import, const OtFieldMatch *match, const char *text, OtFindings *findings)
{
	const char *behind = match->control->behind;
	g_autofree char *date =
		ot_read_date(import->labels, *text == '\0' && behind != NULL ? behind : text);

	if (date == NULL && *text != '\0') {
		g_autofree char *shown = ot_text_show(text, LONGEST_SHOWN);
		complain(import, findings, OT_CODE_IMPORT_DATE, match->control,
		         "%s: “%s” is not understood as a date, and not taken over", match->name,
		         shown);
		return NULL;
	}
	return date != NULL ? ot_arena_strdup(import->arena, date) : "";
}

static const char *
read_choice(const OtImport *import, const OtFieldMatch *match, const char *text,
            OtFindings *findings)
{
	const OtFieldData *field = &match->field->as.field;
	const char *const *choices = field->choices;
	g_autofree char *folded = g_utf8_casefold(text, -1);

	if (choices == NULL || *text == '\0')
		return text;
	for (const char *const *choice = choices; *choice != NULL; choice++) {
		g_autofree char *other = g_utf8_casefold(*choice, -1);
		if (strcmp(folded, other) == 0)
			return field->codes[choice - choices];
	}
	g_autofree char *shown = ot_text_show(text, LONGEST_SHOWN);
	g_autofree char *all = g_strjoinv("”, “", (char **) choices);
	ot_finding_advise(findings,
	                  complain(import, findings, OT_CODE_IMPORT_CHOICE, match->control,
	                           "%s: “%s” is not one of the answers, and not taken over",
	                           match->name, shown),
	                  "Choose one of “%s”.", all);
	return NULL;
}

/* What a control says, as answers have it; NULL with a finding where it can't be taken over. */
static const char *
read_value(OtImport *import, const OtFieldMatch *match, OtFindings *findings)
{
	const char *text = ot_match_text(match, import->labels, import->arena);

	switch (match->field->as.field.kind) {
	case OT_FIELD_DATE:
		return read_date(import, match, text, findings);
	case OT_FIELD_CHOICE:
		return read_choice(import, match, text, findings);
	case OT_FIELD_TICK:
		return ot_match_tick(match->control, text);
	case OT_FIELD_TEXT:
	case OT_FIELD_PROSE:
		break;
	}
	return text;
}

/* The same as the part of the values has it. */
static const char *
stored_form(const OtFieldMatch *match, const char *value)
{
	OtFieldData field = match->field->as.field;

	if (field.kind == OT_FIELD_TICK)
		return strcmp(value, "yes") == 0 ? "true" : "false";
	if (field.kind == OT_FIELD_CHOICE && ot_field_choose(&field, value))
		return field.text;
	return value;
}

/* The visible text counts; that the value behind it differs is worth a word. */
static void
check_stored(OtImport *import, const Reading *reading, OtFindings *findings)
{
	const OtFieldMatch *match = reading->match;
	const char *stored = ot_origin_stored(import->origin, match->name);
	bool is_ours;

	if (stored == NULL || match->control->path == NULL)
		return;
	g_autofree char *plain = ot_text_fold(g_strdup(stored));
	g_autofree char *value = ot_text_fold(g_strdup(stored_form(match, reading->value)));
	if (strcmp(plain, value) == 0 ||
	    strcmp(plain, ot_docx_field_hint(&match->field->as.field, import->labels,
	                                     import->arena)) == 0)
		return;
	/* where it is as it was made, a program wrote into the text only */
	if (ot_origin_held(import->origin, match->name, stored, &is_ours))
		return;
	g_autofree char *hidden = ot_text_show(plain, LONGEST_SHOWN);
	g_autofree char *shown = ot_text_show(value, LONGEST_SHOWN);
	complain(import, findings, OT_CODE_IMPORT_STORED, match->control,
	         "%s: the file shows “%s”, but holds “%s” for it; what it shows is taken over",
	         match->name, shown, hidden);
}

/* A field that stands at several places: the one that was touched counts. */
static void
note_reading(OtImport *import, Reading *reading, OtFindings *findings)
{
	Reading *other = g_hash_table_lookup(import->read, reading->match->name);

	if (other == NULL) {
		g_hash_table_insert(import->read, (char *) reading->match->name, reading);
		return;
	}
	if (strcmp(other->value, reading->value) == 0 || !reading->touched)
		return;
	if (!other->touched) {
		*other = *reading;
		return;
	}
	g_autofree char *one = ot_text_show(other->value, LONGEST_SHOWN);
	g_autofree char *two = ot_text_show(reading->value, LONGEST_SHOWN);
	complain(
		import, findings, OT_CODE_IMPORT_TWICE, reading->match->control,
		"%s stands in the file twice: as “%s” here, and as “%s” at %s, which is taken over",
		reading->match->name, two, one, other->match->control->place);
}

static void
read_match(OtImport *import, const OtFieldMatch *match, OtFindings *findings)
{
	const char *value = read_value(import, match, findings);
	Reading *reading = ot_arena_new_object(import->arena, Reading);

	import->n_fields++;
	if (value == NULL)
		return;
	reading->match = match;
	reading->value = value;
	reading->touched = !ot_origin_held(import->origin, match->name,
	                                   stored_form(match, value), &reading->is_known);
	check_stored(import, reading, findings);
	note_reading(import, reading, findings);
}

/* A control that the asset has no field for: its text must not be lost in silence. */
static void
report_unknown(const OtImport *import, const OtFieldMatch *match, OtFindings *findings)
{
	const OtControl *control = match->control;
	g_autofree char *shown = ot_text_show(control->text, LONGEST_SHOWN);
	const char *name = match->name != NULL ? match->name : control->alias;

	if (control->placeholder || *shown == '\0' || control->kind == OT_CONTROL_SECTION ||
	    control->kind == OT_CONTROL_ITEM || control->kind == OT_CONTROL_OTHER)
		return;
	complain(import, findings, OT_CODE_IMPORT_UNKNOWN, control,
	         "%s%s%s is not a field of %s; its text stays in the file only: “%s”",
	         name != NULL ? "“" : "", name != NULL ? name : "a control without a name",
	         name != NULL ? "”" : "", ot_import_asset(import), shown);
}

/* --- against what is known ------------------------------------------------------------------- */

/* What the specification gives for a field; "" for nothing. */
static const char *
given(const OtFieldMatch *match)
{
	const OtFieldData *data = &match->field->as.field;

	/* the field of another row says nothing of this one */
	if (strcmp(data->name, match->name) != 0 || data->value == NULL)
		return data->kind == OT_FIELD_TICK ? "no" : "";
	return data->kind == OT_FIELD_TEXT || data->kind == OT_FIELD_PROSE ? data->text
	                                                                   : data->value;
}

static bool
is_same(const char *one, const char *other)
{
	g_autofree char *a = g_strstrip(g_strdup(one)), *b = g_strstrip(g_strdup(other));

	return strcmp(a, b) == 0;
}

/*
 * Whether a value that the specification gives differs only because the specification went on since
 * the file was made.  Where the file tells what it held then, that decides; else its version does.
 */
static bool
is_out_of_date(const OtImport *import, const Reading *reading)
{
	const char *then = ot_origin_version(import->origin);

	return !reading->is_known && *given(reading->match) != '\0' &&
	       g_strcmp0(then, ot_engagement_version(import->engagement)) != 0;
}

static void
add_change(OtImport *import, const char *name, const char *was, const char *now,
           const char *place)
{
	OtImportChange change = {
		.name = ot_arena_strdup(import->arena, name),
		.was = ot_arena_strdup(import->arena, was),
		.now = ot_arena_strdup(import->arena, now),
		.place = ot_arena_strdup(import->arena, place),
	};

	g_array_append_val(import->changes, change);
}

static void
settle(OtImport *import, const Reading *reading, OtAnswers *answers, OtFindings *findings)
{
	const OtFieldMatch *match = reading->match;
	const OtAnswer *answer = ot_answers_find(answers, match->name);
	const char *from_spec = given(match);
	const char *was = answer != NULL ? answer->text : from_spec;

	if ((reading->is_known && !reading->touched) || is_same(was, reading->value))
		return;
	if (answer == NULL && is_out_of_date(import, reading)) {
		g_autofree char *shown = ot_text_show(reading->value, LONGEST_SHOWN);
		g_autofree char *here = ot_text_show(was, LONGEST_SHOWN);
		complain(
			import, findings, OT_CODE_IMPORT_OLDER, match->control,
			"%s: the file, made from version %s, says “%s”; the specification now says "
			"“%s”, which stays",
			match->name,
			ot_origin_version(import->origin) != NULL
				? ot_origin_version(import->origin)
				: "unknown",
			shown, here);
		return;
	}
	/* what the specification gives is not stored; an empty answer overrules what it gives */
	if (ot_answers_set(answers, match->name,
	                   is_same(from_spec, reading->value) ? NULL : reading->value))
		add_change(import, match->name, was, reading->value, match->control->place);
	else
		complain(import, findings, OT_CODE_IMPORT_LONG, match->control,
		         "%s: its text has more than %u characters, and is not taken over",
		         match->name, OT_LIMIT_XML_TEXT);
}

/* --- rows that are gone ---------------------------------------------------------------------- */

/* The number of items of each section that repeats, by the name of its rows. */
static GHashTable *
count_items(OtImport *import, const OtControls *controls, const GArray *matches)
{
	GHashTable *counts = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < matches->len; i++) {
		const OtFieldMatch *match = &g_array_index(matches, OtFieldMatch, i);
		const OtControl *outer = match->control;
		const char *row;

		if (match->field == NULL || match->set_aside)
			continue;
		while (outer->kind != OT_CONTROL_ITEM && outer->parent != G_MAXSIZE)
			outer = ot_control(controls, outer->parent);
		size_t number = outer->kind == OT_CONTROL_ITEM ? outer->item + 1 : 0;
		if (number == 0 || ot_import_row(match->name, import->arena, &row) == 0)
			continue;
		size_t most = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, row));
		g_hash_table_insert(counts, (char *) row, GSIZE_TO_POINTER(MAX(most, number)));
	}
	return counts;
}

/* Rows that somebody took out of a section: their answers go. */
static void
drop_rows(OtImport *import, const OtControls *controls, const GArray *matches, OtAnswers *answers)
{
	g_autoptr(GHashTable) counts = count_items(import, controls, matches);

	for (size_t i = ot_answers_count(answers); i > 0; i--) {
		const OtAnswer *answer = ot_answers_get(answers, i - 1);
		const char *row;
		int number = ot_import_row(answer->name, import->arena, &row);
		size_t most = number > 0 ? GPOINTER_TO_SIZE(g_hash_table_lookup(counts, row)) : 0;
		const char *name = ot_arena_strdup(import->arena, answer->name);

		if (most == 0 || (size_t) number <= most)
			continue;
		add_change(import, name, answer->text, "", NULL);
		ot_answers_set(answers, name, NULL);
	}
}

/* --- all fields ------------------------------------------------------------------------------ */

/* An answer whose field is not in the file stays, and is said to. */
static void
report_missing(const OtImport *import, OtAnswers *answers, OtFindings *findings)
{
	for (size_t i = 0; i < ot_answers_count(answers); i++) {
		const OtAnswer *answer = ot_answers_get(answers, i);

		if (!g_hash_table_contains(import->read, answer->name))
			ot_findings_add(findings, OT_CODE_IMPORT_MISSING,
			                (OtWhere){.file = import->path},
			                "%s is not in the file; its answer stays as it is",
			                answer->name);
	}
}

static bool
prepare(OtImport *import, GError **error)
{
	OtResources *resources = ot_engagement_resources(import->engagement);
	const OtTemplate *template =
		ot_engagement_template(import->engagement, ot_import_asset(import), error);

	import->document = template != NULL
	                           ? ot_engagement_unanswered(import->engagement, template, error)
	                           : NULL;
	if (import->document == NULL)
		return false;
	import->labels = ot_resources_labels(resources, import->document->info.lang, error);
	return import->labels != NULL;
}

bool
ot_import_run(OtImport *import, OtAnswers *answers, OtFindings *findings, GError **error)
{
	if (!prepare(import, error))
		return false;
	g_autoptr(OtControls) controls = ot_controls_read(import->draft, findings);
	if (controls == NULL)
		return true;
	g_autoptr(GArray) matches =
		ot_import_match(import->document, import->draft, controls, import->arena);

	for (guint i = 0; i < matches->len; i++) {
		const OtFieldMatch *match = &g_array_index(matches, OtFieldMatch, i);

		if (match->set_aside)
			continue;
		if (match->field != NULL)
			read_match(import, match, findings);
		else
			report_unknown(import, match, findings);
	}
	for (guint i = 0; i < matches->len; i++) {
		const OtFieldMatch *match = &g_array_index(matches, OtFieldMatch, i);
		const Reading *reading =
			match->name != NULL ? g_hash_table_lookup(import->read, match->name) : NULL;

		if (reading != NULL && reading->match == match)
			settle(import, reading, answers, findings);
	}
	drop_rows(import, controls, matches, answers);
	report_missing(import, answers, findings);
	g_hash_table_remove_all(import->read);
	return true;
}
