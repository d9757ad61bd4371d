/* SPDX-License-Identifier: MIT */
#include "forms/read-word.h"

#include "base/limits.h"
#include "base/text.h"
#include "docx/controls.h"
#include "docx/docx.h"
#include "docx/origin.h"
#include "forms/compose.h"
#include "forms/value.h"
#include "xml/pull.h"

#include <string.h>

/* Fields that are gone are told one by one up to this many. */
#define MOST_GONE 12

/* How a field was found. */
typedef enum { BY_TAG, BY_BINDING, BY_TITLE, BY_LABEL, BY_WORDS, N_WAYS } Way;

/* Something that the form says. */
typedef struct {
	const OtFormField *field;
	size_t control;   /* G_MAXSIZE: it is text of a cell */
	char *text;       /* owned */
	const char *place;
	size_t paragraph; /* of the draft: where it stands */
	Way way;
} Said;

typedef struct {
	const OtFormPlan *plan;
	const OtLabels *labels;
	const OtDraft *draft;
	const OtControls *controls;
	GArray *said;      /* of Said */
	GHashTable *known; /* paragraph + 1 to the slot of the last field in it that is known */
	GHashTable *nameless; /* paragraph + 1, where a field has lost all its names */
	guint ways[N_WAYS];
} Reader;

/* --- which field a control is ---------------------------------------------------------------- */

/* A path without the number of its field: "outcomes/outcome/@kind~3". */
static const OtFormField *
find_by_path(const Reader *reader, const char *path)
{
	g_autofree char *plain = path != NULL ? g_strndup(path, strcspn(path, "~")) : NULL;

	return plain != NULL ? ot_form_plan_find(reader->plan, plain) : NULL;
}

/* The name in "/o:fields[1]/o:field[@name='identity/title'][1]". */
static const OtFormField *
find_by_binding(const Reader *reader, const char *xpath)
{
	const char *start = xpath != NULL ? strstr(xpath, "@name='") : NULL;
	const char *end = start != NULL ? strchr(start + strlen("@name='"), '\'') : NULL;

	if (end == NULL)
		return NULL;
	start += strlen("@name='");
	g_autofree char *name = g_strndup(start, (gsize) (end - start));
	return find_by_path(reader, name);
}

static const OtFormField *
find_field(const Reader *reader, const OtControl *control, Way *way)
{
	const OtFormField *field = find_by_path(reader, control->tag);

	*way = BY_TAG;
	if (field == NULL) {
		*way = BY_BINDING;
		field = find_by_binding(reader, control->path);
	}
	if (field == NULL && control->alias != NULL) {
		*way = BY_TITLE;
		field = ot_form_plan_titled(reader->plan, control->alias);
	}
	return field;
}

/* --- what a control says --------------------------------------------------------------------- */

/* The text behind "Source: ", or NULL where it starts otherwise. */
static const char *
skip_label(const char *text, const char *label)
{
	size_t len = strlen(label);

	if (strncmp(text, label, len) != 0 || text[len] != ':')
		return NULL;
	return text + len + 1 + strspn(text + len + 1, " ");
}

/*
 * Whether a box is ticked: by its state, or by what stands there where a program dropped the box.
 */
static char *
tick_text(const OtControl *control, const OtFormField *field)
{
	static const char *const marks[] = {"\u2612", "\u2611", "\u2713", "\u2714", "x", "X"};
	g_autofree char *all = ot_text_fold(g_strdup(control->text));
	const char *text = skip_label(all, field->label);

	/* LibreOffice may take all of the line into it */
	text = text != NULL ? text : all;
	if (control->kind == OT_CONTROL_TICK)
		return g_strdup(control->ticked ? "yes" : "no");
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strcmp(text, marks[i]) == 0)
			return g_strdup("yes");
	return g_strdup(strcmp(text, "\u2610") == 0 || *text == '\0' ? "no" : text);
}

static char *
control_text(const Reader *reader, const OtControl *control, const OtFormField *field)
{
	g_autofree char *text = g_strstrip(g_strdup(control->text));
	g_autofree char *hint = ot_form_value_hint(reader->labels, field);

	if (field->kind == OT_FORM_FIELD_TICK)
		return tick_text(control, field);
	if (control->placeholder || strcmp(text, hint) == 0)
		return g_strdup("");
	return g_steal_pointer(&text);
}

static bool
holds_value(const OtControl *control)
{
	switch (control->kind) {
	case OT_CONTROL_RICH:
	case OT_CONTROL_TEXT:
	case OT_CONTROL_PROSE:
	case OT_CONTROL_DATE:
	case OT_CONTROL_CHOICE:
	case OT_CONTROL_TICK:
		return !control->deleted && !control->shadow;
	case OT_CONTROL_SECTION:
	case OT_CONTROL_ITEM:
	case OT_CONTROL_OTHER:
		break;
	}
	return false;
}

/* Of two controls around one value, LibreOffice makes of a box, the inner one counts. */
static bool *
find_outer(const Reader *reader)
{
	size_t n = ot_controls_count(reader->controls);
	bool *outer = g_new0(bool, n + 1);
	Way way;

	for (size_t i = 0; i < n; i++) {
		const OtControl *control = ot_control(reader->controls, i);
		bool counts = holds_value(control) && find_field(reader, control, &way) != NULL;

		for (size_t at = control->parent; counts && at != G_MAXSIZE;
		     at = ot_control(reader->controls, at)->parent)
			outer[at] = true;
	}
	return outer;
}

static void
read_control(Reader *reader, size_t index, bool outer)
{
	const OtControl *control = ot_control(reader->controls, index);
	Said said = {.control = index, .place = control->place, .paragraph = control->paragraph};
	void *key = GSIZE_TO_POINTER(control->paragraph + 1);

	if (!holds_value(control) || outer)
		return;
	said.field = find_field(reader, control, &said.way);
	if (said.field == NULL) {
		g_hash_table_add(reader->nameless, key);
		return;
	}
	said.text = control_text(reader, control, said.field);
	g_hash_table_insert(reader->known, key, GUINT_TO_POINTER(said.field->slot));
	reader->ways[said.way]++;
	g_array_append_val(reader->said, said);
}

static void
read_controls(Reader *reader)
{
	g_autofree bool *outer = find_outer(reader);

	for (size_t i = 0; i < ot_controls_count(reader->controls); i++)
		read_control(reader, i, outer[i]);
}

/* --- by the words beside it ------------------------------------------------------------------ */

/*
 * LibreOffice takes all names off a list, a date and a box, and other programs make plain text of
 * any field.  What stands in a row of a table then tells which field it was: the words in its first
 * cell, and those before the value ("Source: a report").
 */

/* A row that is gone through. */
typedef struct {
	const OtFormPart *section;
	char *label; /* the first words in it */
	guint last;  /* the slot that the form has come to before */
} Row;

/* The section of the plan that a heading names, with or without a number before its words. */
static const OtFormPart *
find_section(const Reader *reader, size_t paragraph)
{
	const OtFormPart *whole = ot_form_plan_root(reader->plan);
	size_t under = ot_draft_paragraph(reader->draft, paragraph)->under;

	if (under == G_MAXSIZE)
		return NULL;
	g_autofree char *heading =
		ot_text_fold(g_strdup(ot_draft_paragraph(reader->draft, under)->text));
	const char *words = heading + strspn(heading, "0123456789. ");
	for (guint i = 0; i < whole->parts->len; i++) {
		const OtFormPart *part = g_ptr_array_index(whole->parts, i);
		if (g_ascii_strcasecmp(part->label, words) == 0)
			return part;
	}
	return NULL;
}

/* Whether the first words of a row are those of a part, with its short name behind them or not. */
static bool
names_part(const OtFormPart *part, const char *label)
{
	size_t len = strlen(part->label);

	return strncmp(part->label, label, len) == 0 && (label[len] == '\0' || label[len] == ' ');
}

static bool
is_in_row(const OtFormField *field, const char *label)
{
	if (strcmp(field->label, label) == 0)
		return true;
	for (const OtFormPart *part = field->part; part->parent != NULL; part = part->parent)
		if (names_part(part, label))
			return true;
	return false;
}

/* How far from the root two fields part. */
static int
count_common(const OtFormField *one, const OtFormField *other)
{
	int n = 0;

	for (const OtFormPart *part = one->part; part != NULL; part = part->parent)
		n += other->slot >= part->first_slot && other->slot <= part->last_slot;
	return n;
}

/* Of two fields that it could be, the one that comes next; going back, the one that is nearer. */
static const OtFormField *
nearer(const Reader *reader, const Row *row, const OtFormField *one, const OtFormField *other)
{
	if (one == NULL || row->last == 0)
		return one != NULL ? one : other;
	if ((one->slot > row->last) != (other->slot > row->last))
		return one->slot > row->last ? one : other;
	if (one->slot > row->last)
		return one;
	const OtFormField *last = ot_form_plan_field(reader->plan, row->last);
	return count_common(other, last) > count_common(one, last) ? other : one;
}

/* What is said of the specification as a whole stands in its first section. */
static const OtFormField *
find_whole(const Reader *reader, const Row *row)
{
	const OtFormPart *whole = ot_form_plan_root(reader->plan);

	for (guint i = 0; i < whole->attrs->len; i++) {
		const OtFormField *field = g_array_index(whole->attrs, OtFormField *, i);
		if (g_ptr_array_index(whole->parts, 0) == row->section &&
		    strcmp(field->label, row->label) == 0)
			return field;
	}
	return NULL;
}

/* The field that a paragraph in a row says something for; `*value` is what it says. */
static const OtFormField *
find_worded(const Reader *reader, const Row *row, const char *text, bool in_head,
            const char **value)
{
	const OtFormField *named = NULL, *plain = find_whole(reader, row);

	for (guint slot = row->section->first_slot; slot <= row->section->last_slot; slot++) {
		const OtFormField *field = ot_form_plan_field(reader->plan, slot);
		bool is_kind = strcmp(field->name, OT_FORM_KIND) == 0 &&
		               strcmp(field->part->name, OT_FORM_PIECE) == 0;

		if (!is_in_row(field, row->label))
			continue;
		if (skip_label(text, field->label) != NULL)
			named = nearer(reader, row, named, field);
		else if (in_head ? is_kind : strcmp(field->label, row->label) == 0 && !is_kind &&
		                                     !field->rare)
			plain = nearer(reader, row, plain, field);
	}
	*value = named != NULL ? skip_label(text, named->label) : text;
	return named != NULL ? named : plain;
}

/* "Outcome O3", the head of rows: what stands behind the name of the part. */
static const OtFormField *
find_head(const Reader *reader, const Row *row, const char *text, const char **value)
{
	const OtFormField *found = NULL;

	for (guint slot = row->section->first_slot; slot <= row->section->last_slot; slot++) {
		const OtFormField *field = ot_form_plan_field(reader->plan, slot);
		size_t len = strlen(field->part->label);

		if (field->identifies && names_part(field->part, text) && text[len] == ' ')
			found = nearer(reader, row, found, field);
	}
	if (found != NULL)
		*value = text + strlen(found->part->label) + 1;
	return found;
}

static void
add_words(Reader *reader, const OtFormField *field, const char *text, size_t paragraph)
{
	g_autofree char *hint = ot_form_value_hint(reader->labels, field);
	bool nameless = g_hash_table_contains(reader->nameless, GSIZE_TO_POINTER(paragraph + 1));
	Said said = {.field = field,
	             .control = G_MAXSIZE,
	             .place = ot_draft_paragraph(reader->draft, paragraph)->place,
	             .paragraph = paragraph,
	             .way = nameless ? BY_LABEL : BY_WORDS};

	/* a box that nothing is left of but its sign */
	if (field->kind == OT_FORM_FIELD_TICK)
		said.text = g_strdup(strcmp(text, "\u2612") == 0   ? "yes"
		                     : strcmp(text, "\u2610") == 0 ? "no" : text);
	else
		said.text = g_strdup(strcmp(text, hint) == 0 ? "" : text);
	reader->ways[said.way]++;
	g_array_append_val(reader->said, said);
}

/* A paragraph of a table in which no field is known. */
static void
read_paragraph(Reader *reader, Row *row, size_t index, bool is_first)
{
	const OtDraftParagraph *paragraph = ot_draft_paragraph(reader->draft, index);
	g_autofree char *text = ot_text_fold(g_strdup(paragraph->text));
	const char *value = text;
	const OtFormField *field =
		is_first ? find_head(reader, row, text, &value)
		         : find_worded(reader, row, text, paragraph->column == 1, &value);

	if (field == NULL)
		return;
	add_words(reader, field, value, index);
	row->last = field->slot;
}

static void
read_words(Reader *reader)
{
	const OtDraftParagraph *before = NULL;
	Row row = {0};

	for (size_t i = 0; i < ot_draft_count(reader->draft); i++) {
		const OtDraftParagraph *paragraph = ot_draft_paragraph(reader->draft, i);
		guint slot = GPOINTER_TO_UINT(
			g_hash_table_lookup(reader->known, GSIZE_TO_POINTER(i + 1)));
		bool is_first = before == NULL || before->table != paragraph->table ||
		                before->row != paragraph->row;

		before = paragraph;
		if (paragraph->table == 0 || paragraph->story != OT_STORY_BODY)
			continue;
		if (is_first) {
			g_free(row.label);
			row.label = ot_text_fold(g_strdup(paragraph->text));
			row.section = find_section(reader, i);
		}
		if (slot != 0)
			row.last = slot;
		else if (row.section != NULL)
			read_paragraph(reader, &row, i, is_first);
	}
	g_free(row.label);
}

/* --- all of it ------------------------------------------------------------------------------- */

static int
compare_said(const void *one, const void *other)
{
	const Said *a = one, *b = other;

	if (a->paragraph != b->paragraph)
		return a->paragraph < b->paragraph ? -1 : 1;
	return a->control < b->control ? -1 : a->control > b->control;
}

/*
 * Where something stands, as a person finds it: the section, and the row of its table.  g_free().
 */
static char *
spell_place(const Reader *reader, const Said *said)
{
	const OtDraftParagraph *paragraph =
		said->paragraph != G_MAXSIZE ? ot_draft_paragraph(reader->draft, said->paragraph)
					     : NULL;

	if (paragraph == NULL || paragraph->table == 0 || paragraph->under == G_MAXSIZE)
		return g_strdup(said->place);
	g_autofree char *heading =
		ot_text_fold(g_strdup(ot_draft_paragraph(reader->draft, paragraph->under)->text));
	return g_strdup_printf("under “%s”, row %d", heading, paragraph->row);
}

/* The rows that a control is in, as its items tell. */
static size_t
find_items(const Reader *reader, size_t control, OtFormRow *rows)
{
	size_t n = 0;

	if (control == G_MAXSIZE)
		return 0;
	for (size_t at = ot_control(reader->controls, control)->parent; at != G_MAXSIZE;
	     at = ot_control(reader->controls, at)->parent) {
		const OtControl *item = ot_control(reader->controls, at);
		const OtControl *section =
			item->kind == OT_CONTROL_ITEM && item->parent != G_MAXSIZE
				? ot_control(reader->controls, item->parent)
				: NULL;
		if (section == NULL || section->tag == NULL || n == OT_FORM_DEPTH)
			continue;
		g_autofree char *path = g_strndup(section->tag, strcspn(section->tag, "~"));
		const OtFormPart *part = ot_form_plan_part(reader->plan, path);
		if (part != NULL)
			rows[n++] = (OtFormRow){part, at + 1};
	}
	return n;
}

/* LibreOffice writes one field several times where its text changes from one script to another. */
static bool
is_repeated(const Reader *reader, guint index)
{
	const Said *said = &g_array_index(reader->said, Said, index);
	const Said *before = index > 0 ? said - 1 : NULL;

	return before != NULL && before->field == said->field &&
	       before->paragraph == said->paragraph && said->way != BY_TAG;
}

static void
hand_over(Reader *reader, OtFormReading *reading)
{
	OtFormRow rows[OT_FORM_DEPTH];

	g_array_sort(reader->said, compare_said);
	for (guint i = 0; i < reader->said->len; i++) {
		const Said *said = &g_array_index(reader->said, Said, i);
		size_t n = find_items(reader, said->control, rows);

		if (is_repeated(reader, i))
			continue;
		g_autofree char *place = spell_place(reader, said);
		ot_form_reading_take(reading, said->field, said->text, place, rows, n);
	}
}

static void
complain_words(const Reader *reader, OtFormReading *reading, const Said *said)
{
	g_autofree char *place = spell_place(reader, said);

	ot_form_complain(reading, OT_CODE_FORM_WORDS, place,
	                 "the field “%s” is gone; the text beside its name is taken for it",
	                 said->field->title);
}

static void
say_ways(const Reader *reader, OtFormReading *reading)
{
	guint titles = reader->ways[BY_TITLE] + reader->ways[BY_BINDING] + reader->ways[BY_LABEL];

	if (titles > 0)
		ot_form_complain(
			reading, OT_CODE_FORM_TITLES, NULL,
			"%u field%s lost the name that outset gave; %s found by %s title or "
			"the words beside %s",
			titles, titles == 1 ? "" : "s", titles == 1 ? "it was" : "they were",
			titles == 1 ? "its" : "their", titles == 1 ? "it" : "them");
	if (reader->ways[BY_WORDS] > MOST_GONE)
		ot_form_complain(
			reading, OT_CODE_FORM_WORDS, NULL,
			"%u fields are gone; the texts beside their names are taken for them",
			reader->ways[BY_WORDS]);
	for (guint i = 0; i < reader->said->len && reader->ways[BY_WORDS] <= MOST_GONE; i++) {
		const Said *said = &g_array_index(reader->said, Said, i);
		if (said->way == BY_WORDS && *said->text != '\0')
			complain_words(reader, reading, said);
	}
}

static void
clear_said(void *data)
{
	g_free(((Said *) data)->text);
}

bool
ot_form_read_word(const OtFormPlan *plan, const OtDraft *draft, OtFormReading *reading,
                  OtFindings *findings)
{
	g_autoptr(OtControls) controls = ot_controls_read(draft, findings);
	g_autoptr(GArray) said = g_array_new(FALSE, FALSE, sizeof(Said));
	g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) nameless = g_hash_table_new(NULL, NULL);
	Reader reader = {
		.plan = plan,
		.labels = ot_form_plan_labels(plan),
		.draft = draft,
		.controls = controls,
		.said = said,
		.known = known,
		.nameless = nameless,
	};

	if (controls == NULL)
		return false;
	g_array_set_clear_func(said, clear_said);
	read_controls(&reader);
	read_words(&reader);
	hand_over(&reader, reading);
	say_ways(&reader, reading);
	return true;
}

bool
ot_form_is_word(const OtFormPlan *plan, const OtDraft *draft)
{
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	g_autoptr(OtOrigin) origin = ot_origin_read(draft, unsaid);

	if (origin != NULL)
		return strcmp(ot_origin_template(origin), OT_FORM_TEMPLATE) == 0;
	g_autoptr(OtControls) controls = ot_controls_read(draft, unsaid);
	Reader reader = {.plan = plan};
	for (size_t i = 0; controls != NULL && i < ot_controls_count(controls); i++) {
		Way way;
		if (find_field(&reader, ot_control(controls, i), &way) != NULL && way == BY_TAG)
			return true;
	}
	return false;
}

/* --- what it carries ------------------------------------------------------------------------- */

static char *
read_carried(const OtDraft *draft, size_t entry)
{
	static const OtPullNamespace namespaces[] = {{OT_NS_CARRIED, OT_PULL_NS_FIRST}};
	static const OtPullSettings settings = {namespaces, G_N_ELEMENTS(namespaces),
	                                        OT_LIMIT_DRAFT_DEPTH, OT_LIMIT_XML_ELEMENTS};
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	g_autoptr(GBytes) packed = ot_archive_read(draft->archive, entry, unsaid);
	g_autoptr(GBytes) bytes = packed != NULL ? ot_pull_utf8(packed) : NULL;
	size_t len;

	if (bytes == NULL)
		return NULL;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autoptr(OtPull) pull = ot_pull_new(data, len, &settings);
	if (ot_pull_next(pull) != OT_PULL_START || !ot_pull_is(pull, OT_PULL_NS_FIRST, "carried"))
		return NULL;
	const OtPullToken *token = ot_pull_token(pull);
	g_autoptr(GString) text = g_string_new(NULL);
	while (ot_pull_next(pull) == OT_PULL_TEXT)
		ot_pull_decode(text, data + token->start, token->end - token->start, token->cdata);
	return token->kind == OT_PULL_END && text->len > 0 ? g_strdup(text->str) : NULL;
}

char *
ot_form_carried(const OtDraft *draft)
{
	for (size_t i = 0; i < ot_archive_count(draft->archive); i++) {
		const char *name = ot_archive_entry(draft->archive, i)->name;
		char *carried = g_str_has_prefix(name, "customXml/item") &&
		                                g_ascii_isdigit(name[strlen("customXml/item")])
		                        ? read_carried(draft, i) : NULL;
		if (carried != NULL)
			return carried;
	}
	return NULL;
}
