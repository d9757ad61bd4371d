/* SPDX-License-Identifier: MIT */
#include "forms/plan.h"

#include "xml/source.h"

#include <string.h>

/* What Word takes as the title of a control. */
#define LONGEST_TITLE 64

/* Hints longer than this would hide the form. */
#define LONGEST_HINT 160

struct OtFormPlan {
	OtArena *arena;
	const OtSchemaModel *schema;
	const OtLabels *labels;
	OtFormPart *root;
	GPtrArray *parts;     /* all, to be freed */
	GPtrArray *fields;    /* of OtFormField *, by slot */
	GHashTable *by_path, *by_title, *parts_by_path;
	GHashTable *words;    /* "outcome/@kind" to its name */
	GHashTable *used;     /* those of them that were asked for */
	GPtrArray *unnamed;   /* const char * */
	GArray *guesses;      /* of OtFormGuess */
};

/* --- names ----------------------------------------------------------------------------------- */

static void
add_guess(OtFormPlan *plan, const char *into, const char *text)
{
	OtFormGuess guess = {.into = ot_arena_strdup(plan->arena, into)};

	guess.words = g_strsplit(text, ", ", -1);
	g_array_append_val(plan->guesses, guess);
}

static void
clear_guess(void *data)
{
	g_strfreev(((OtFormGuess *) data)->words);
}

static bool
read_words(OtFormPlan *plan, const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_source_read(path, error);

	if (xml == NULL)
		return false;
	xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	for (xmlNode *node = ot_xml_child(root, NULL); node != NULL;
	     node = ot_xml_next(node, NULL)) {
		const char *at = ot_xml_attr(node, "at"), *into = ot_xml_attr(node, "into");
		g_autofree char *text = ot_source_text(node);

		if (ot_xml_is(node, "guess") && into != NULL) {
			add_guess(plan, into, text);
			continue;
		}
		if (!ot_xml_is(node, "place") || at == NULL || *text == '\0' ||
		    g_hash_table_contains(plan->words, at)) {
			ot_source_fail(error, xml, node,
			               "a place has an attribute at=\"...\", a name, and is there "
			               "once");
			return false;
		}
		g_hash_table_insert(plan->words, ot_arena_strdup(plan->arena, at),
		                    ot_arena_strdup(plan->arena, text));
	}
	return true;
}

/* "how-to-respond" as "How to respond", where nobody gave a better name. */
static const char *
make_name(OtFormPlan *plan, const char *name)
{
	char *words = ot_arena_strdup(plan->arena, *name == '@' ? name + 1 : name);

	g_strdelimit(words, "-:", ' ');
	words[0] = g_ascii_toupper(words[0]);
	return words;
}

static const char *
name_of(OtFormPlan *plan, const char *parent, const char *name)
{
	const char *keys[] = {ot_arena_printf(plan->arena, "%s/%s", parent, name),
	                      ot_arena_printf(plan->arena, "*/%s", name)};

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		const char *words = g_hash_table_lookup(plan->words, keys[i]);
		if (words == NULL)
			continue;
		g_hash_table_add(plan->used, (char *) keys[i]);
		return words;
	}
	g_ptr_array_add(plan->unnamed, (char *) keys[0]);
	return make_name(plan, name);
}

/* A title that no other field has, of its names from the innermost part outward. */
static const char *
title_of(OtFormPlan *plan, const OtFormPart *part, const char *label)
{
	const char *title = strcmp(part->label, label) == 0
	                            ? label
	                            : ot_arena_printf(plan->arena, "%s: %s", part->label, label);

	for (const OtFormPart *outer = part->parent;
	     outer != NULL && g_hash_table_contains(plan->by_title, title); outer = outer->parent)
		if (outer->parent != NULL)
			title = ot_arena_printf(plan->arena, "%s, %s", outer->label, title);
	for (int i = 2; g_hash_table_contains(plan->by_title, title); i++)
		title = ot_arena_printf(plan->arena, "%s %d", title, i);
	return title;
}

/* --- kinds of values ------------------------------------------------------------------------- */

static const char *
type_name(const xmlNode *decl)
{
	const char *type = ot_xml_attr(decl, ot_xml_is(decl, "extension") ? "base" : "type");
	const char *colon = type != NULL ? strchr(type, ':') : NULL;

	return colon != NULL ? colon + 1 : type != NULL ? type : "";
}

/* The list of labels that has the codes: it is called by the type, or by the attribute. */
static const char *
find_list(const OtFormPlan *plan, const xmlNode *decl, const char *name)
{
	static const char *const parts[] = {"asset-", "privacy-"};
	const char *type = type_name(decl);

	if (ot_labels_has_list(plan->labels, type))
		return type;
	if (strcmp(type, "needed-stage") == 0)
		return "needed";
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (g_str_has_prefix(type, parts[i]) &&
		    ot_labels_has_list(plan->labels, type + strlen(parts[i])))
			return type + strlen(parts[i]);
	if (strcmp(type, "level") == 0 && !ot_labels_has_list(plan->labels, name))
		return "risk";
	if (g_str_has_suffix(type, "-criterion"))
		return "high-risk";
	return name;
}

static void
read_choices(OtFormPlan *plan, OtFormField *field, const xmlNode *decl, const GPtrArray *values)
{
	const char *list = find_list(plan, decl, field->name);
	const char **codes = ot_arena_alloc(plan->arena, (values->len + 1) * sizeof(char *));
	const char **choices = ot_arena_alloc(plan->arena, (values->len + 1) * sizeof(char *));

	for (guint i = 0; i < values->len; i++) {
		codes[i] = g_ptr_array_index(values, i);
		const char *words = ot_labels_code(plan->labels, list, codes[i]);
		choices[i] = words != NULL ? words : codes[i];
	}
	field->codes = codes;
	field->choices = choices;
	field->kind = field->required && strcmp(type_name(decl), "yes-no") == 0
	                      ? OT_FORM_FIELD_TICK
	                      : OT_FORM_FIELD_CHOICE;
}

static OtFormKind
kind_of(const OtFormPlan *plan, const xmlNode *decl)
{
	static const char *const numbers[] = {"decimal", "nonNegativeInteger", "positiveInteger",
	                                      "integer", NULL};
	const char *builtin = ot_schema_model_builtin(plan->schema, decl);

	if (strcmp(builtin, "date") == 0)
		return OT_FORM_FIELD_DATE;
	if (strcmp(builtin, "dateTime") == 0)
		return OT_FORM_FIELD_TIME;
	return g_strv_contains(numbers, builtin) ? OT_FORM_FIELD_NUMBER : OT_FORM_FIELD_TEXT;
}

/* What is said of a part's being published is the same everywhere. */
static bool
is_publish(const OtFormField *field)
{
	return strcmp(field->name, "publish") == 0;
}

/* What to write, from what the schema says: no longer than can be read in a line or two. */
static const char *
hint_of(OtFormPlan *plan, const OtFormField *field, const xmlNode *said, const xmlNode *decl)
{
	g_autofree char *about = ot_schema_model_documentation(plan->schema, said);
	g_autofree char *form = ot_schema_model_appinfo(plan->schema, decl, OT_APPINFO_FORM);
	g_autoptr(GString) hint = g_string_new(about != NULL ? about : field->label);

	if (is_publish(field))
		return ot_labels_get(plan->labels, "form-publish-hint");
	while (hint->len > LONGEST_HINT) {
		char *end = g_strrstr_len(hint->str, (gssize) hint->len - 1, ". ");
		if (end == NULL)
			break;
		g_string_truncate(hint, (gsize) (end - hint->str) + 1);
	}
	if (field->kind == OT_FORM_FIELD_NUMBER && form != NULL)
		g_string_append_printf(hint, " (%s)", form);
	else if (field->longest > 0 && field->longest <= 300)
		g_string_append_printf(hint, " (up to %u characters)", field->longest);
	return ot_arena_strdup(plan->arena, hint->str);
}

static void
add_field(OtFormPlan *plan, OtFormPart *part, OtFormField *field)
{
	field->part = part;
	field->path = *field->name == '\0' ? part->path
	                                   : ot_arena_printf(plan->arena, "%s/@%s", part->path,
	                                                     strcmp(field->name, "xml:lang") == 0
	                                                             ? "lang" : field->name);
	field->title = title_of(plan, part, field->label);
	g_array_append_val(part->attrs, field);
	g_hash_table_insert(plan->by_path, (char *) field->path, field);
	g_hash_table_insert(plan->by_title, (char *) field->title, field);
}

/* A value of the element `owner`: `decl` has its type, `said` what the schema says of it. */
static OtFormField *
add_value(OtFormPlan *plan, OtFormPart *part, const char *owner, const char *name,
          const xmlNode *decl, const xmlNode *said, bool required)
{
	OtFormField *field = ot_arena_new_object(plan->arena, OtFormField);
	g_autoptr(GPtrArray) values = ot_schema_model_values(plan->schema, decl);
	const char *longest = ot_schema_model_facet(plan->schema, decl, "maxLength");

	field->name = name;
	field->required = required;
	field->label = *name != '\0' ? name_of(plan, owner,
	                                       ot_arena_printf(plan->arena, "@%s", name))
	               : required    ? part->label
	                             : name_of(plan, owner, "remark");
	field->longest = longest != NULL ? (guint) g_ascii_strtoull(longest, NULL, 10) : 0;
	field->kind = kind_of(plan, decl);
	field->optional = !required || (*name == '\0' && !part->required);
	if (values->len > 0)
		read_choices(plan, field, decl, values);
	field->hint = hint_of(plan, field, said, decl);
	add_field(plan, part, field);
	return field;
}

/* A value that no specification has: what a row is, or whether an element is there. */
static OtFormField *
add_own(OtFormPlan *plan, OtFormPart *part, const char *name, OtFormKind kind, const char *key)
{
	OtFormField *field = ot_arena_new_object(plan->arena, OtFormField);

	field->name = name;
	field->kind = kind;
	field->label = ot_labels_get(plan->labels, key);
	field->hint = field->label;
	add_field(plan, part, field);
	return field;
}

/* A language is asked for only where one is said, but for that of the whole. */
static void
add_lang(OtFormPlan *plan, OtFormPart *part, const OtAttrDecl *attr)
{
	OtFormField *field = add_value(plan, part, part->name, attr->name, attr->decl, attr->decl,
	                               attr->required);

	field->rare = !attr->required;
	field->hint = ot_labels_get(plan->labels, "form-language-hint");
}

/* --- parts ----------------------------------------------------------------------------------- */

static OtFormPart *
new_part(OtFormPlan *plan, OtFormPart *parent, const char *name, const char *label)
{
	OtFormPart *part = ot_arena_new_object(plan->arena, OtFormPart);

	part->name = name;
	part->label = label;
	part->parent = parent;
	part->path = parent == NULL || parent->parent == NULL
	                     ? name : ot_arena_printf(plan->arena, "%s/%s", parent->path, name);
	part->entries = g_array_new(FALSE, FALSE, sizeof(OtFormEntry));
	part->attrs = g_array_new(FALSE, FALSE, sizeof(OtFormField *));
	part->parts = g_ptr_array_new();
	part->constants = g_ptr_array_new();
	g_ptr_array_add(plan->parts, part);
	g_hash_table_insert(plan->parts_by_path, (char *) part->path, part);
	if (parent != NULL)
		g_ptr_array_add(parent->parts, part);
	return part;
}

static bool
has_attr(const OtFormPart *part, const char *name)
{
	for (guint i = 0; i < part->attrs->len; i++)
		if (strcmp(g_array_index(part->attrs, OtFormField *, i)->name, name) == 0)
			return true;
	return false;
}

static void
add_attr(OtFormPlan *plan, OtFormPart *part, const char *owner, const OtAttrDecl *attr)
{
	g_autoptr(GPtrArray) values = ot_schema_model_values(plan->schema, attr->decl);

	if (has_attr(part, attr->name))
		return;
	if (strcmp(attr->name, "xml:lang") == 0) {
		add_lang(plan, part, attr);
	} else if (attr->required && values->len == 1) {
		g_ptr_array_add(part->constants, (char *) attr->name);
		g_ptr_array_add(part->constants, g_ptr_array_index(values, 0));
	} else {
		OtFormField *field = add_value(plan, part, owner, attr->name, attr->decl,
		                               attr->decl, attr->required);
		field->identifies = attr->identifies;
		field->refers_to = attr->refers_to;
	}
}

static void
add_parts(OtFormPlan *plan, OtFormPart *part, const char *owner, const OtComplexType *type,
          int depth);

/* A text of paragraphs and lists is asked for piece by piece. */
static void
add_pieces(OtFormPlan *plan, OtFormPart *part, const OtComplexType *type)
{
	static const char *const codes[] = {OT_FORM_PARAGRAPH, OT_FORM_POINT, OT_FORM_FIRST};
	const OtParticle *paragraph = ot_complex_type_particle(type, "paragraph");
	const OtComplexType *text = ot_schema_model_type(plan->schema, paragraph->decl);
	const char **kinds = ot_arena_alloc(plan->arena, 4 * sizeof(char *));
	const char **words = ot_arena_alloc(plan->arena, 4 * sizeof(char *));
	OtFormPart *piece = new_part(plan, part, OT_FORM_PIECE, part->label);

	for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
		g_autofree char *key = g_strconcat("form-", codes[i], NULL);
		kinds[i] = codes[i];
		words[i] = ot_labels_get(plan->labels, key);
	}
	part->role = OT_FORM_PROSE;
	piece->repeats = piece->required = true;
	OtFormField *words_of = add_value(plan, piece, piece->name, "", text->content,
	                                  text->content, true);
	words_of->hint = part->about != NULL ? part->about : part->label;
	OtFormField *kind =
		add_own(plan, piece, OT_FORM_KIND, OT_FORM_FIELD_CHOICE, "form-kind-of-text");
	kind->codes = kinds;
	kind->choices = words;
	add_lang(plan, piece, ot_complex_type_attr(text, "xml:lang"));
	add_own(plan, piece, OT_FORM_LIST_LANG, OT_FORM_FIELD_TEXT, "form-list-language")->rare =
		true;
}

/* A text that may be left out. */
static bool
takes_nothing(const OtFormPlan *plan, const xmlNode *content)
{
	static const char *const facets[] = {"minLength", "length", "pattern", "enumeration"};
	const char *builtin = ot_schema_model_builtin(plan->schema, content);

	for (size_t i = 0; i < G_N_ELEMENTS(facets); i++)
		if (ot_schema_model_facet(plan->schema, content, facets[i]) != NULL)
			return false;
	return strcmp(builtin, "string") == 0 || strcmp(builtin, "token") == 0;
}

static void
fill_part(OtFormPlan *plan, OtFormPart *part, const char *owner, const xmlNode *decl, int depth)
{
	const OtComplexType *type = ot_schema_model_type(plan->schema, decl);
	const xmlNode *content = type == NULL ? decl : type->content;

	if (content != NULL && !has_attr(part, "")) {
		add_value(plan, part, owner, "", content, decl, !takes_nothing(plan, content));
	}
	if (type == NULL)
		return;
	for (guint i = 0; i < type->attrs->len; i++)
		add_attr(plan, part, owner, &g_array_index(type->attrs, OtAttrDecl, i));
	if (strcmp(type_name(decl), "prose") == 0)
		add_pieces(plan, part, type);
	else
		add_parts(plan, part, owner, type, depth + 1);
}

/*
 * An element that has nothing which must be in it: where it may be left out, a box says that it is
 * there.
 */
static bool
may_be_empty(const OtFormPart *part)
{
	if (part->repeats || part->constants->len > 0)
		return false;
	for (guint i = 0; i < part->attrs->len; i++)
		if (g_array_index(part->attrs, OtFormField *, i)->required)
			return false;
	for (guint i = 0; i < part->parts->len; i++)
		if (((const OtFormPart *) g_ptr_array_index(part->parts, i))->required)
			return false;
	return true;
}

/* One of several of which there is one: none of them has to be there. */
static bool
has_alternative(const OtComplexType *type, const OtParticle *particle)
{
	for (guint i = 0; i < type->particles->len; i++) {
		const OtParticle *other = &g_array_index(type->particles, OtParticle, i);
		if (other != particle && other->slot == particle->slot)
			return true;
	}
	return false;
}

static void
add_part(OtFormPlan *plan, OtFormPart *parent, const char *owner, const OtComplexType *type,
         const OtParticle *particle, int depth)
{
	OtFormPart *part = new_part(plan, parent, particle->name,
	                            name_of(plan, owner, particle->name));
	g_autofree char *about = ot_schema_model_documentation(plan->schema, particle->decl);

	part->about = ot_arena_strdup(plan->arena, about);
	part->repeats = particle->repeats;
	part->required = particle->required && !has_alternative(type, particle);
	fill_part(plan, part, part->name, particle->decl, depth);
	part->may_be_empty = may_be_empty(part);
	if (part->may_be_empty && !part->required) {
		OtFormField *field =
			add_own(plan, part, OT_FORM_PRESENT, OT_FORM_FIELD_TICK, "form-present");
		static const char *const codes[] = {"yes", "no", NULL};
		field->codes = field->choices = codes;
	}
}

/* Elements of one slot that may come in any order are rows of one kind. */
static void
add_either(OtFormPlan *plan, OtFormPart *parent, const OtComplexType *type, guint first, guint n,
           int depth)
{
	g_autoptr(GString) label = g_string_new(NULL);
	const char **names = ot_arena_alloc(plan->arena, (n + 1) * sizeof(char *));
	const char **choices = ot_arena_alloc(plan->arena, (n + 1) * sizeof(char *));

	for (guint i = 0; i < n; i++) {
		names[i] = g_array_index(type->particles, OtParticle, first + i).name;
		choices[i] = name_of(plan, parent->name, names[i]);
		g_string_append_printf(label, "%s%s", i > 0 ? " / " : "", choices[i]);
	}
	OtFormPart *part = new_part(plan, parent, "either",
	                            ot_arena_strdup(plan->arena, label->str));
	part->role = OT_FORM_EITHER;
	part->repeats = true;
	part->required = g_array_index(type->particles, OtParticle, first).required;
	part->names = names;
	for (guint i = 0; i < n; i++)
		fill_part(plan, part, names[i],
		          g_array_index(type->particles, OtParticle, first + i).decl, depth);
	OtFormField *kind = add_own(plan, part, OT_FORM_KIND, OT_FORM_FIELD_CHOICE, "form-kind");
	kind->required = true;
	kind->codes = names;
	kind->choices = choices;
}

static guint
slot_length(const OtComplexType *type, guint first)
{
	const OtParticle *particle = &g_array_index(type->particles, OtParticle, first);
	guint n = 1;

	while (particle->repeats && first + n < type->particles->len &&
	       particle[n].slot == particle->slot)
		n++;
	return n;
}

static bool
has_part(const OtFormPart *part, const char *name)
{
	for (guint i = 0; i < part->parts->len; i++)
		if (strcmp(((const OtFormPart *) g_ptr_array_index(part->parts, i))->name, name) ==
		    0)
			return true;
	return false;
}

static void
add_parts(OtFormPlan *plan, OtFormPart *part, const char *owner, const OtComplexType *type,
          int depth)
{
	guint n;

	/* a type that holds itself has no end, and no form either */
	if (depth >= OT_FORM_DEPTH - 2)
		return;
	for (guint i = 0; i < type->particles->len; i += n) {
		const OtParticle *particle = &g_array_index(type->particles, OtParticle, i);

		n = slot_length(type, i);
		if (n > 1)
			add_either(plan, part, type, i, n, depth);
		else if (!has_part(part, particle->name))
			add_part(plan, part, owner, type, particle, depth);
	}
}

/* --- the order of the form ------------------------------------------------------------------- */

static void
add_entry(OtFormPart *part, OtFormField *field, OtFormPart *inner)
{
	const OtFormEntry entry = {field, inner};

	for (guint i = 0; i < part->entries->len; i++) {
		const OtFormEntry *other = &g_array_index(part->entries, OtFormEntry, i);
		if (other->field == field && other->part == inner)
			return;
	}
	g_array_append_val(part->entries, entry);
}

/* Which values come together: the short name, the text, what else is said, what is rare. */
static int
rank(const OtFormField *field)
{
	if (field->identifies || strcmp(field->name, OT_FORM_PRESENT) == 0)
		return 0;
	if (is_publish(field))
		return has_attr(field->part, "") ? 5 : 1;
	if (strcmp(field->name, OT_FORM_KIND) == 0)
		return 1;
	if (*field->name == '\0')
		return field->required ? 2 : 5;
	return field->rare ? 6 : 4;
}

/* The title of a thing stands before its particulars, and what it holds after them. */
static void
order_entries(OtFormPart *part)
{
	OtFormPart *first = part->parts->len > 0 ? g_ptr_array_index(part->parts, 0) : NULL;

	for (int at = 0; at <= 6; at++) {
		if (at == 3 && first != NULL && !first->repeats && first->parts->len == 0)
			add_entry(part, NULL, first);
		for (guint i = 0; i < part->attrs->len; i++) {
			OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
			if (rank(field) == at)
				add_entry(part, field, NULL);
		}
	}
	for (guint i = 0; i < part->parts->len; i++)
		add_entry(part, NULL, g_ptr_array_index(part->parts, i));
}

static void
number_slots(OtFormPlan *plan, OtFormPart *part)
{
	order_entries(part);
	part->first_slot = plan->fields->len + 1;
	for (guint i = 0; i < part->entries->len; i++) {
		const OtFormEntry *entry = &g_array_index(part->entries, OtFormEntry, i);

		if (entry->part != NULL) {
			number_slots(plan, entry->part);
			continue;
		}
		g_ptr_array_add(plan->fields, entry->field);
		entry->field->slot = plan->fields->len;
	}
	part->last_slot = plan->fields->len;
}

guint
ot_form_part_entry(const OtFormPart *part, guint slot)
{
	for (guint i = 0; i < part->entries->len; i++) {
		const OtFormEntry *entry = &g_array_index(part->entries, OtFormEntry, i);

		if (entry->field != NULL ? entry->field->slot == slot
		                         : slot >= entry->part->first_slot &&
		                                   slot <= entry->part->last_slot)
			return i;
	}
	return G_MAXUINT;
}

/* --- the plan -------------------------------------------------------------------------------- */

static void
free_part(void *data)
{
	OtFormPart *part = data;

	g_array_unref(part->entries);
	g_array_unref(part->attrs);
	g_ptr_array_unref(part->parts);
	g_ptr_array_unref(part->constants);
}

OtFormPlan *
ot_form_plan_new(const OtSchemaModel *schema, const char *words, const OtLabels *labels,
                 GError **error)
{
	g_autoptr(OtFormPlan) plan = g_new0(OtFormPlan, 1);
	const xmlNode *root = ot_schema_model_root(schema, "specification");

	plan->arena = ot_arena_new();
	plan->schema = schema;
	plan->labels = labels;
	plan->parts = g_ptr_array_new_with_free_func(free_part);
	plan->fields = g_ptr_array_new();
	plan->by_path = g_hash_table_new(g_str_hash, g_str_equal);
	plan->by_title = g_hash_table_new(g_str_hash, g_str_equal);
	plan->parts_by_path = g_hash_table_new(g_str_hash, g_str_equal);
	plan->words = g_hash_table_new(g_str_hash, g_str_equal);
	plan->used = g_hash_table_new(g_str_hash, g_str_equal);
	plan->unnamed = g_ptr_array_new();
	plan->guesses = g_array_new(FALSE, FALSE, sizeof(OtFormGuess));
	g_array_set_clear_func(plan->guesses, clear_guess);
	if (!read_words(plan, words, error))
		return NULL;
	plan->root = new_part(plan, NULL, "specification",
	                      ot_labels_get(labels, "form-specification"));
	plan->root->required = true;
	fill_part(plan, plan->root, plan->root->name, root, 0);
	number_slots(plan, plan->root);
	return g_steal_pointer(&plan);
}

void
ot_form_plan_free(OtFormPlan *plan)
{
	if (plan == NULL)
		return;
	g_ptr_array_unref(plan->parts);
	g_ptr_array_unref(plan->fields);
	g_hash_table_unref(plan->by_path);
	g_hash_table_unref(plan->by_title);
	g_hash_table_unref(plan->parts_by_path);
	g_hash_table_unref(plan->words);
	g_hash_table_unref(plan->used);
	g_ptr_array_unref(plan->unnamed);
	g_array_unref(plan->guesses);
	ot_arena_free(plan->arena);
	g_free(plan);
}

const OtFormPart *
ot_form_plan_root(const OtFormPlan *plan)
{
	return plan->root;
}

const OtFormField *
ot_form_plan_field(const OtFormPlan *plan, guint slot)
{
	return g_ptr_array_index(plan->fields, slot - 1);
}

guint
ot_form_plan_count(const OtFormPlan *plan)
{
	return plan->fields->len;
}

const OtFormField *
ot_form_plan_find(const OtFormPlan *plan, const char *path)
{
	return g_hash_table_lookup(plan->by_path, path);
}

const OtFormField *
ot_form_plan_titled(const OtFormPlan *plan, const char *title)
{
	return g_hash_table_lookup(plan->by_title, title);
}

const OtFormPart *
ot_form_plan_part(const OtFormPlan *plan, const char *path)
{
	return g_hash_table_lookup(plan->parts_by_path, path);
}

const OtLabels *
ot_form_plan_labels(const OtFormPlan *plan)
{
	return plan->labels;
}

const GArray *
ot_form_plan_guesses(const OtFormPlan *plan)
{
	return plan->guesses;
}

GPtrArray *
ot_form_plan_unnamed(const OtFormPlan *plan)
{
	return g_ptr_array_ref(plan->unnamed);
}

GPtrArray *
ot_form_plan_unused(const OtFormPlan *plan)
{
	GPtrArray *unused = g_ptr_array_new();
	GHashTableIter iter;
	void *key;

	g_hash_table_iter_init(&iter, plan->words);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		if (!g_hash_table_contains(plan->used, key))
			g_ptr_array_add(unused, key);
	return unused;
}
