/* SPDX-License-Identifier: MIT */
#include "forms/reading.h"

#include "base/text.h"
#include "forms/tree.h"
#include "forms/value.h"
#include "xml/read.h"

#include <string.h>

/* Characters of a text that a finding shows. */
#define LONGEST_SHOWN 120

/* The row of a part that values go into. */
typedef struct {
	xmlNode *node;
	guint reached; /* 1 + the entry of the part that was met last; 0: none */
	size_t row;    /* as the form tells it; 0: it doesn't */
} Open;

struct OtFormReading {
	const OtFormPlan *plan;
	const char *file;
	OtFindings *findings;
	OtArena *arena;
	xmlDoc *tree;
	GHashTable *open; /* const OtFormPart * to Open * */
};

OtFormReading *
ot_form_reading_new(const OtFormPlan *plan, const char *file, OtFindings *findings)
{
	OtFormReading *reading = g_new0(OtFormReading, 1);
	Open *root = g_new0(Open, 1);

	reading->plan = plan;
	reading->file = file;
	reading->findings = findings;
	reading->arena = ot_arena_new();
	reading->tree = ot_form_tree_new(plan);
	reading->open = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	root->node = xmlDocGetRootElement(reading->tree);
	g_hash_table_insert(reading->open, (void *) ot_form_plan_root(plan), root);
	return reading;
}

void
ot_form_reading_free(OtFormReading *reading)
{
	if (reading == NULL)
		return;
	xmlFreeDoc(reading->tree);
	g_hash_table_unref(reading->open);
	ot_arena_free(reading->arena);
	g_free(reading);
}

void
ot_form_reading_adopt(OtFormReading *reading, xmlDoc *take_tree)
{
	Open *root = g_hash_table_lookup(reading->open, ot_form_plan_root(reading->plan));

	xmlFreeDoc(reading->tree);
	reading->tree = take_tree;
	root->node = xmlDocGetRootElement(take_tree);
}

const char *
ot_form_reading_keep(OtFormReading *reading, const char *text)
{
	return ot_arena_strdup(reading->arena, text);
}

xmlNode *
ot_form_reading_root(const OtFormReading *reading, const OtFormPart **part)
{
	if (*part == NULL)
		*part = ot_form_plan_root(reading->plan);
	return xmlDocGetRootElement(reading->tree);
}

xmlNode *
ot_form_reading_add(OtFormReading *reading, const OtFormPart *part, xmlNode *parent,
                    const char *place)
{
	xmlNode *node = xmlNewChild(parent, NULL, (const xmlChar *) part->name, NULL);

	(void) reading;
	node->_private = (void *) place;
	return node;
}

OtFinding *
ot_form_complain(OtFormReading *reading, OtCode code, const char *place, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return ot_findings_add(reading->findings, code,
	                       (OtWhere){.file = reading->file, .place = place}, "%s", message);
}

void
ot_form_complain_gone(OtFormReading *reading, const char *what)
{
	OtFinding *finding =
		ot_form_complain(reading, OT_CODE_FORM_COLUMN, NULL,
	                         "there is no %s; nothing is read of what belongs there", what);

	ot_finding_advise(reading->findings, finding,
	                  "Put it back and import again; without it, what it held is left out.");
}

/* --- which row ------------------------------------------------------------------------------- */

/* The row of a part within a node that values go into now, or NULL. */
static Open *
find_open(const OtFormReading *reading, const OtFormPart *part, const xmlNode *parent)
{
	Open *open = g_hash_table_lookup(reading->open, part);

	return open != NULL && open->node->parent == parent ? open : NULL;
}

/* Whether a value may follow those that a row has. */
static bool
fits(const OtFormReading *reading, const OtFormPart *part, const Open *open,
     const OtFormField *field)
{
	guint entry = ot_form_part_entry(part, field->slot);

	if (entry + 1 != open->reached)
		return entry + 1 > open->reached;
	const OtFormPart *inner = g_array_index(part->entries, OtFormEntry, entry).part;
	if (inner == NULL || inner->repeats)
		return inner != NULL;
	const Open *within = find_open(reading, inner, open->node);
	return within == NULL || fits(reading, inner, within, field);
}

static Open *
start_row(OtFormReading *reading, const OtFormPart *part, xmlNode *parent, const char *place)
{
	Open *open = g_new0(Open, 1);

	open->node = ot_form_reading_add(reading, part, parent, place);
	g_hash_table_insert(reading->open, (void *) part, open);
	return open;
}

static size_t
known_row(const OtFormPart *part, const OtFormRow *rows, size_t n_rows)
{
	for (size_t i = 0; i < n_rows; i++)
		if (rows[i].part == part)
			return rows[i].row;
	return 0;
}

static Open *
enter(OtFormReading *reading, const OtFormPart *part, xmlNode *parent, const OtFormField *field,
      const char *place, size_t row)
{
	Open *open = find_open(reading, part, parent);

	if (open != NULL && part->repeats) {
		bool known = row != 0 && open->row != 0;
		if (known ? row != open->row : !fits(reading, part, open, field))
			open = NULL;
	}
	if (open == NULL)
		open = start_row(reading, part, parent, place);
	if (row != 0)
		open->row = row;
	open->reached = ot_form_part_entry(part, field->slot) + 1;
	return open;
}

/* The element that a value belongs to, made where there is none yet. */
static xmlNode *
find_node(OtFormReading *reading, const OtFormField *field, const char *place,
          const OtFormRow *rows, size_t n_rows)
{
	const OtFormPart *chain[OT_FORM_DEPTH];
	size_t n = 0;
	xmlNode *node = xmlDocGetRootElement(reading->tree);

	for (const OtFormPart *part = field->part; part->parent != NULL; part = part->parent)
		chain[n++] = part;
	while (n-- > 0)
		node = enter(reading, chain[n], node, field, place,
		             known_row(chain[n], rows, n_rows))->node;
	return node;
}

/* --- values ---------------------------------------------------------------------------------- */

static void
complain_value(OtFormReading *reading, const OtFormField *field, const char *text,
               const char *place)
{
	g_autofree char *shown = ot_text_show(text, LONGEST_SHOWN);
	g_autofree char *all =
		field->choices != NULL ? g_strjoinv("”, “", (char **) field->choices) : NULL;
	OtFinding *finding;

	switch (field->kind) {
	case OT_FORM_FIELD_CHOICE:
	case OT_FORM_FIELD_TICK:
		finding =
			ot_form_complain(reading, OT_CODE_FORM_CHOICE, place,
		                         "%s: “%s” is not one of the answers", field->title, shown);
		ot_finding_advise(reading->findings, finding, "Choose one of “%s”.", all);
		return;
	case OT_FORM_FIELD_DATE:
	case OT_FORM_FIELD_TIME:
		ot_form_complain(reading, OT_CODE_FORM_DATE, place,
		                 "%s: “%s” is not understood as %s", field->title, shown,
		                 field->kind == OT_FORM_FIELD_DATE ? "a date" : "a day and a time");
		return;
	case OT_FORM_FIELD_NUMBER:
		ot_form_complain(reading, OT_CODE_FORM_NUMBER, place,
		                 "%s: “%s” is not understood as a number", field->title, shown);
		return;
	case OT_FORM_FIELD_TEXT:
		return;
	}
}

void
ot_form_reading_set(OtFormReading *reading, xmlNode *node, const OtFormField *field,
                    const char *text, const char *place)
{
	g_autofree char *value =
		ot_form_value_read(ot_form_plan_labels(reading->plan), field, text);
	const char *before = ot_form_tree_get(node, field);

	if (value == NULL) {
		complain_value(reading, field, text, place);
		value = ot_text_fold(g_strdup(text));
	}
	if (*value == '\0' || g_strcmp0(before, value) == 0)
		return;
	if (before != NULL) {
		g_autofree char *shown = ot_text_show(value, LONGEST_SHOWN);
		g_autofree char *kept = ot_text_show(before, LONGEST_SHOWN);
		ot_form_complain(reading, OT_CODE_FORM_TWICE, place,
		                 "%s stands in the form twice, here as “%s”; the first one, “%s”, "
		                 "is taken over",
		                 field->title, shown, kept);
		return;
	}
	ot_form_tree_set(node, field, value, place);
}

/* --- several lines in one field -------------------------------------------------------------- */

static OtFormField *
kind_field(const OtFormPart *part)
{
	for (guint i = 0; i < part->attrs->len; i++) {
		OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		if (strcmp(field->name, OT_FORM_KIND) == 0)
			return field;
	}
	return NULL;
}

/* What stands behind the sign of a list; NULL: the line starts with none. */
static const char *
skip_bullet(const char *line)
{
	static const char *const signs[] = {"• ", "•\t", "- ", "– ", "* ", "· "};

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(line, signs[i]))
			return line + strlen(signs[i]);
	return NULL;
}

/* Lines that somebody pasted into one field are pieces of their own. */
static void
take_lines(OtFormReading *reading, xmlNode *node, const OtFormField *field, const char *text,
           const char *place)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	xmlNode *parent = node->parent;
	bool first = true;

	for (char **line = lines; *line != NULL; line++) {
		const char *words = g_strstrip(*line), *point = skip_bullet(words);

		if (*words == '\0')
			continue;
		if (!first) {
			node = xmlNewChild(parent, NULL, (const xmlChar *) field->part->name, NULL);
			node->_private = (void *) place;
			ot_form_tree_set(node, kind_field(field->part),
			                 point != NULL ? OT_FORM_POINT : OT_FORM_PARAGRAPH, place);
		}
		ot_form_reading_set(reading, node, field, first || point == NULL ? words : point,
		                    place);
		first = false;
	}
}

void
ot_form_reading_take(OtFormReading *reading, const OtFormField *field, const char *text,
                     const char *place, const OtFormRow *rows, size_t n_rows)
{
	const char *kept = ot_arena_strdup(reading->arena, place);
	xmlNode *node = find_node(reading, field, kept, rows, n_rows);
	bool is_piece = strcmp(field->part->name, OT_FORM_PIECE) == 0 && *field->name == '\0';

	if (is_piece && strchr(text, '\n') != NULL)
		take_lines(reading, node, field, text, kept);
	else
		ot_form_reading_set(reading, node, field, text, kept);
}

/* --- short names ----------------------------------------------------------------------------- */

typedef struct {
	OtFormReading *reading;
	GHashTable *names; /* all that are there; owned by the arena of the reading */
	GHashTable *seen;  /* those that were met on the second way through */
	bool second;       /* names that are there count before any is given */
} Naming;

static const OtFormField *
naming_field(const OtFormPart *part)
{
	for (guint i = 0; i < part->attrs->len; i++) {
		const OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		if (field->identifies)
			return field;
	}
	return NULL;
}

/* "O" of "O12", and `*number` 12 where it ends in one that is not too long to count on. */
static char *
split_name(const char *name, guint64 *number)
{
	size_t len = strlen(name);

	while (len > 0 && g_ascii_isdigit(name[len - 1]) && strlen(name) - len < 9)
		len--;
	*number = g_ascii_strtoull(name + len, NULL, 10);
	return g_strndup(name, len);
}

/* What the names of its like begin with, else the first letter of its part. */
static char *
find_stem(const xmlNode *node, const OtFormField *field)
{
	guint64 number;

	for (const xmlNode *other = node->parent->children; other != NULL; other = other->next) {
		const char *name = other->type == XML_ELEMENT_NODE && other != node &&
		                                   xmlStrEqual(other->name, node->name)
		                           ? ot_form_tree_get(other, field) : NULL;
		g_autofree char *stem = name != NULL ? split_name(name, &number) : NULL;
		if (stem != NULL && *stem != '\0')
			return g_steal_pointer(&stem);
	}
	return g_ascii_strup(field->part->name, 1);
}

/* A number above all that the stem has, so that no name of a row that is gone comes again. */
static guint64
next_number(const Naming *naming, const char *stem)
{
	GHashTableIter iter;
	guint64 most = 0;
	void *key;

	g_hash_table_iter_init(&iter, naming->names);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		guint64 number;
		g_autofree char *its = split_name(key, &number);
		if (strcmp(its, stem) == 0)
			most = MAX(most, number);
	}
	return most + 1;
}

static void
give_name(Naming *naming, xmlNode *node, const OtFormField *field, const char *was)
{
	g_autofree char *stem = find_stem(node, field);
	guint64 number = next_number(naming, stem);
	const char *place = ot_form_tree_place(node, field);
	const char *name =
		ot_arena_printf(naming->reading->arena, "%s%" G_GUINT64_FORMAT, stem, number);

	/* a stem that ends in digits may lead to a name that is there */
	while (g_hash_table_contains(naming->names, name))
		name = ot_arena_printf(naming->reading->arena, "%s%" G_GUINT64_FORMAT, stem,
		                       ++number);
	g_hash_table_add(naming->names, (char *) name);
	g_hash_table_add(naming->seen, (char *) name);
	ot_form_tree_set(node, field, name, place);
	if (was != NULL)
		ot_form_complain(naming->reading, OT_CODE_FORM_NAME, place,
		                 "%s: the short name %s is there already; this one is %s now",
		                 field->part->label, was, name);
}

static void
name_node(Naming *naming, const OtFormPart *part, xmlNode *node)
{
	const OtFormField *field = naming_field(part);
	const char *name = field != NULL ? ot_form_tree_get(node, field) : NULL;

	if (field == NULL || ot_form_tree_is_empty(part, node))
		return;
	const char *kept = ot_arena_strdup(naming->reading->arena, name);
	if (!naming->second && name != NULL)
		g_hash_table_add(naming->names, (char *) kept);
	else if (naming->second && (name == NULL || !g_hash_table_add(naming->seen, (char *) kept)))
		give_name(naming, node, field, kept);
}

static void
name_nodes(Naming *naming, const OtFormPart *part, xmlNode *node)
{
	name_node(naming, part, node);
	for (xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		const OtFormPart *inner = ot_form_part_child(part, child);
		if (inner != NULL)
			name_nodes(naming, inner, child);
	}
}

xmlDoc *
ot_form_reading_finish(OtFormReading *reading)
{
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	Naming naming = {.reading = reading, .names = names, .seen = seen};

	for (int i = 0; i < 2; i++, naming.second = true)
		name_nodes(&naming, ot_form_plan_root(reading->plan),
		           xmlDocGetRootElement(reading->tree));
	return reading->tree;
}
