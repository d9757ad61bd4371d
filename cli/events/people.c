/* SPDX-License-Identifier: MIT */
#include "events/people.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "base/yes-no.h"
#include "document/read-date.h"
#include "report/words.h"
#include "tables/csv-read.h"

#include <stdarg.h>
#include <string.h>

typedef enum { KIND_TEXT, KIND_WORDS, KIND_YES, KIND_DAY } Kind;

static const Kind kinds[] = {
#define FIELD(id, name, head, aliases, kind) [OT_PERSON_##id] = KIND_##kind,
#include "events/people.def"
#undef FIELD
};

static const OtCsvColumn columns[] = {
#define FIELD(id, name, head, aliases, kind)                                                       \
	[OT_PERSON_##id] = {name, head, aliases,                                                   \
	                    OT_PERSON_##id == OT_PERSON_NAME ||                                    \
	                            OT_PERSON_##id == OT_PERSON_ORGANISATION},
#include "events/people.def"
#undef FIELD
};

struct OtPeople {
	OtArena *arena;
	char *file;
	GPtrArray *all;   /* of OtPerson *, in the arena */
	GHashTable *seen; /* person by name, organisation and event */
};

typedef struct {
	OtPeople *people;
	OtCsvForm form;
	const OtPeopleOptions *options;
	OtFindings *findings;
} Reader;

#define FIND(reader, row, code, field, ...)                                                        \
	ot_csv_find((reader)->findings, code, &(reader)->form, row, (int) (field), __VA_ARGS__)

/* --- values -------------------------------------------------------------------------------- */

/* One line, without what would change how the rest is shown; in the arena. */
static const char *
clean(OtArena *arena, const char *text)
{
	g_autofree char *safe = ot_report_safe(text);
	g_auto(GStrv) parts = g_strsplit(safe, "\xEF\xBF\xBD", -1);
	g_autofree char *joined = g_strjoinv("", parts);

	return ot_arena_strdup(arena, g_strstrip(joined));
}

/* What is far longer than a name is none; its beginning stands for it. */
static const char *
shorten(const Reader *reader, const OtCsvRow *row, OtPersonField field, const char *text)
{
	glong most = kinds[field] == KIND_WORDS ? OT_LIMIT_PERSON_WORDS : OT_LIMIT_PERSON_TEXT;
	glong length = g_utf8_strlen(text, -1);

	if (length <= most)
		return text;
	FIND(reader, row, OT_CODE_EVENT_PERSON_CELL, field,
	     "it has %ld characters, and only the first %ld are used", length, most);
	g_autofree char *start = g_utf8_substring(text, 0, most - 1);
	return ot_arena_printf(reader->people->arena, "%s…", start);
}

static OtAnswered
read_answer(const Reader *reader, const OtCsvRow *row, OtPersonField field, const char *text)
{
	OtSaid said = ot_said(text);

	if (*text == '\0')
		return OT_ANSWER_NONE;
	if (said == OT_SAID_YES || said == OT_SAID_NO)
		return said == OT_SAID_YES ? OT_ANSWER_YES : OT_ANSWER_NO;
	FIND(reader, row, OT_CODE_EVENT_PERSON_CELL, field, "“%s” is neither yes nor no", text);
	return OT_ANSWER_NONE;
}

static const char *
read_day(const Reader *reader, const OtCsvRow *row, OtPersonField field, const char *text)
{
	g_autofree char *day = *text != '\0' ? ot_read_date(reader->options->labels, text) : NULL;

	if (day == NULL && *text != '\0')
		FIND(reader, row, OT_CODE_EVENT_PERSON_CELL, field, "“%s” is not a date", text);
	return ot_arena_strdup(reader->people->arena, day != NULL ? day : "");
}

static void
read_cell(const Reader *reader, const OtCsvRow *row, OtPersonField field, OtPerson *person)
{
	const char *text = shorten(reader, row, field,
	                           clean(reader->people->arena, row->cells[field]));

	person->values[field] = text;
	if (kinds[field] == KIND_YES)
		person->answers[field] = read_answer(reader, row, field, text);
	else if (kinds[field] == KIND_DAY)
		person->values[field] = read_day(reader, row, field, text);
}

/* --- rows ---------------------------------------------------------------------------------- */

static bool
has_event(const OtPerson *person, const char *event)
{
	g_auto(GStrv) ids = g_strsplit_set(person->values[OT_PERSON_EVENT], ",;| ", -1);
	bool any = false;

	for (char **id = ids; *id != NULL; id++) {
		if (g_ascii_strcasecmp(*id, event) == 0)
			return true;
		any = any || **id != '\0';
	}
	return !any;
}

static void
check_events(const Reader *reader, const OtCsvRow *row, const OtPerson *person)
{
	g_auto(GStrv) ids = g_strsplit_set(person->values[OT_PERSON_EVENT], ",;| ", -1);
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (const char *const *event = reader->options->events; *event != NULL; event++)
		g_ptr_array_add(names, (char *) *event);
	for (char **id = ids; *id != NULL; id++) {
		bool known = **id == '\0';
		for (guint i = 0; !known && i < names->len; i++)
			known = g_ascii_strcasecmp(*id, g_ptr_array_index(names, i)) == 0;
		if (known)
			continue;
		g_autofree char *advice = ot_name_advice(*id, names);
		FIND(reader, row, OT_CODE_EVENT_PERSON_EVENT, OT_PERSON_EVENT,
		     "the specification has no event \"%s\"%s", *id, advice);
	}
}

static char *
fold(const char *text)
{
	g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);

	return g_utf8_casefold(normal != NULL ? normal : text, -1);
}

/* False where the same person is there already. */
static bool
check_twice(Reader *reader, const OtCsvRow *row, OtPerson *person)
{
	OtPeople *people = reader->people;
	g_autofree char *name = fold(person->values[OT_PERSON_NAME]);
	g_autofree char *firm = fold(person->values[OT_PERSON_ORGANISATION]);

	person->firm = ot_arena_strdup(people->arena, firm);
	person->key = ot_arena_printf(people->arena, "%s\n%s", firm, name);
	char *key = ot_arena_printf(people->arena, "%s\n%s", person->key,
	                            person->values[OT_PERSON_EVENT]);
	const OtPerson *other = g_hash_table_lookup(people->seen, key);

	if (other == NULL) {
		g_hash_table_insert(people->seen, key, person);
		return true;
	}
	FIND(reader, row, OT_CODE_EVENT_PERSON_TWICE, OT_PERSON_NAME,
	     "row %zu has the same person; this one is left out", other->row);
	return false;
}

static bool
take_row(const OtCsvRow *row, void *data)
{
	Reader *reader = data;
	OtPeople *people = reader->people;

	if (people->all->len >= OT_LIMIT_PEOPLE) {
		FIND(reader, row, OT_CODE_TABLE_LIMIT, -1, "the list has more than %u people",
		     OT_LIMIT_PEOPLE);
		return false;
	}
	OtPerson *person = ot_arena_new_object(people->arena, OtPerson);
	person->row = row->number;
	person->line = row->line;
	for (int field = 0; field < OT_N_PERSON_FIELDS; field++)
		read_cell(reader, row, (OtPersonField) field, person);
	for (int field = OT_PERSON_NAME; field <= OT_PERSON_ORGANISATION; field++) {
		if (*person->values[field] != '\0')
			continue;
		FIND(reader, row, OT_CODE_EVENT_PERSON_NAMELESS, field,
		     "nothing stands here; the row is left out");
		return true;
	}
	check_events(reader, row, person);
	if (check_twice(reader, row, person))
		g_ptr_array_add(people->all, person);
	return true;
}

/* --- the list ------------------------------------------------------------------------------ */

static bool
check_heads(char *const *heads, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (int field = 0; field < OT_N_PERSON_FIELDS; field++)
		g_ptr_array_add(names, (char *) columns[field].id);
	for (; heads != NULL && *heads != NULL; heads += 2) {
		if (g_ptr_array_find_with_equal_func(names, *heads, g_str_equal, NULL))
			continue;
		g_autofree char *advice = ot_name_advice(*heads, names);
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "outset.ini: a list of people has no column \"%s\"%s", *heads, advice);
		return false;
	}
	return true;
}

/* By organisation, then name, then row: the order does not depend on who typed whom first. */
static int
compare_people(gconstpointer one, gconstpointer other)
{
	const OtPerson *a = *(const OtPerson *const *) one, *b = *(const OtPerson *const *) other;
	int order = strcmp(a->key, b->key);

	return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

OtPeople *
ot_people_read(const char *path, const OtPeopleOptions *options, OtFindings *findings,
               GError **error)
{
	g_autoptr(OtPeople) people = g_new0(OtPeople, 1);
	Reader reader = {
		.people = people,
		.form = {columns, OT_N_PERSON_FIELDS, options->heads},
		.options = options,
		.findings = findings,
	};

	people->arena = ot_arena_new();
	people->file = g_strdup(strcmp(path, "-") == 0 ? "(standard input)" : path);
	people->all = g_ptr_array_new();
	people->seen = g_hash_table_new(g_str_hash, g_str_equal);
	if (!check_heads(options->heads, error) ||
	    !ot_csv_read(path, &reader.form, take_row, &reader, findings, error))
		return NULL;
	g_ptr_array_sort(people->all, compare_people);
	return g_steal_pointer(&people);
}

void
ot_people_free(OtPeople *people)
{
	if (people == NULL)
		return;
	g_ptr_array_unref(people->all);
	g_hash_table_unref(people->seen);
	ot_arena_free(people->arena);
	g_free(people->file);
	g_free(people);
}

const char *
ot_people_file(const OtPeople *people)
{
	return people->file;
}

const GPtrArray *
ot_people_all(const OtPeople *people)
{
	return people->all;
}

GPtrArray *
ot_people_of(const OtPeople *people, const char *event)
{
	GPtrArray *some = g_ptr_array_new();

	for (guint i = 0; i < people->all->len; i++) {
		OtPerson *person = g_ptr_array_index(people->all, i);
		if (has_event(person, event))
			g_ptr_array_add(some, person);
	}
	return some;
}

OtFinding *
ot_person_find(OtFindings *findings, OtCode code, const OtPeople *people, const OtPerson *person,
               OtPersonField field, const char *format, ...)
{
	static const OtCsvForm form = {columns, OT_N_PERSON_FIELDS, NULL};
	const OtCsvRow row = {.file = people->file, .number = person->row, .line = person->line};
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return ot_csv_find(findings, code, &form, &row,
	                   field == OT_N_PERSON_FIELDS ? -1 : (int) field, "%s", message);
}
