/* SPDX-License-Identifier: MIT */
#include "engagement/record-documents.h"

#include "base/error.h"
#include "base/limits.h"
#include "report/words.h"
#include "spec/spec.h"
#include "tables/csv.h"
#include "xml/source.h"
#include "xml/tree.h"

#include <string.h>

/* --- trees --------------------------------------------------------------------------------- */

static void
set_text(xmlNode *node, const char *name, const char *text)
{
	g_autofree char *plain = ot_report_plain(text);

	ot_tree_set(node, name, plain);
}

static void
add_text(xmlNode *parent, const char *name, const char *text)
{
	g_autofree char *plain = ot_report_plain(text);

	ot_tree_add_text(parent, name, plain);
}

static void
add_lines(xmlNode *parent, const char *name, const char *text)
{
	xmlNode *node = ot_tree_add(parent, name);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line != NULL; line++)
		add_text(node, "line", *line);
}

/* A tree that begins with what the published specification says of itself. */
static xmlDoc *
begin_tree(const OtEngagement *engagement, const char *root, xmlDoc **specification,
           GError **error)
{
	static const char *const parts[] = {"identity", "authority", "engagement"};

	*specification = ot_engagement_tree(engagement, true, error);
	if (*specification == NULL)
		return NULL;
	xmlDoc *tree = xmlNewDoc((const xmlChar *) "1.0");
	xmlNode *top = xmlNewDocNode(tree, NULL, (const xmlChar *) root, NULL);
	const xmlNode *from = xmlDocGetRootElement(*specification);
	xmlDocSetRootElement(tree, top);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		for (const xmlNode *node = ot_xml_child(from, parts[i]); node != NULL;
		     node = ot_xml_next(node, parts[i]))
			xmlAddChild(top, xmlDocCopyNode((xmlNode *) node, tree, 1));
	return tree;
}

static OtProduct *
make(const OtEngagement *engagement, const char *name, xmlDoc *tree, OtForm form,
     OtFindings *findings, GError **error)
{
	const OtTemplate *template = ot_engagement_template(engagement, name, error);
	const OtLabels *labels =
		template != NULL ? ot_resources_labels(ot_engagement_resources(engagement),
	                                               ot_template_info(template)->lang, error)
	                         : NULL;
	g_autoptr(OtDocument) document =
		labels != NULL ? ot_template_expand(template, tree, labels, error) : NULL;

	if (document == NULL)
		return NULL;
	if (ot_template_info(template)->draft)
		ot_document_mark_draft(document, labels);
	return ot_engagement_spell(engagement, template, document, form, findings, error);
}

/* --- questions ----------------------------------------------------------------------------- */

/*
 * The title, or the words, of the part of a specification with this id; NULL: it isn't published.
 */
static char *
find_title(const xmlDoc *specification, const char *id)
{
	for (const xmlNode *node = xmlDocGetRootElement(specification); node != NULL;
	     node = ot_xml_after(node)) {
		if (node->type != XML_ELEMENT_NODE || g_strcmp0(ot_xml_attr(node, "id"), id) != 0)
			continue;
		const xmlNode *title = ot_xml_child(node, "title");
		return title != NULL ? ot_source_text(title) : NULL;
	}
	return NULL;
}

static void
add_question(xmlNode *parent, const OtEnquiry *enquiry, const xmlDoc *specification)
{
	xmlNode *node = ot_tree_add(parent, "question");
	g_auto(GStrv) ids = g_strsplit_set(enquiry->values[OT_ENQUIRY_ABOUT], " ,;", -1);

	set_text(node, "id", enquiry->values[OT_ENQUIRY_ID]);
	set_text(node, "answered", enquiry->values[OT_ENQUIRY_ANSWERED]);
	set_text(node, "published", enquiry->values[OT_ENQUIRY_PUBLISHED]);
	for (char **id = ids; *id != NULL; id++) {
		g_autofree char *title = **id != '\0' ? find_title(specification, *id) : NULL;
		if (title != NULL)
			add_text(node, "about", title);
	}
	add_lines(node, "asked", enquiry->values[OT_ENQUIRY_QUESTION]);
	add_lines(node, "answer", enquiry->values[OT_ENQUIRY_ANSWER]);
}

OtProduct *
ot_enquiries_make(const OtEngagement *engagement, const OtEnquiries *enquiries, OtForm form,
                  OtFindings *findings, GError **error)
{
	xmlDoc *specification;
	xmlDoc *tree = begin_tree(engagement, "questions", &specification, error);
	const char *as_of = "";

	if (tree == NULL)
		return NULL;
	xmlNode *root = xmlDocGetRootElement(tree);
	for (size_t i = 0; i < ot_enquiries_count(enquiries); i++) {
		const OtEnquiry *enquiry = ot_enquiries_get(enquiries, i);
		const char *published = enquiry->values[OT_ENQUIRY_PUBLISHED];
		if (enquiry->state != OT_ENQUIRY_IS_PUBLISHED)
			continue;
		add_question(root, enquiry, specification);
		as_of = strcmp(published, as_of) > 0 ? published : as_of;
	}
	set_text(root, "as-of", as_of);
	OtProduct *product = make(engagement, "questions-log", tree, form, findings, error);
	xmlFreeDoc(tree);
	xmlFreeDoc(specification);
	return product;
}

/* --- the register -------------------------------------------------------------------------- */

/* Rows that are one to everybody. */
typedef struct {
	char *cells[OT_N_REGISTER_COLUMNS]; /* of the first; in the copy for everybody no names */
	size_t n;
} Entry;

struct OtRegisterCopy {
	const OtSupplierNames *names;
	bool is_whole;       /* for the authority: with names, and each row */
	GPtrArray *entries;  /* of Entry */
	GHashTable *alike;   /* from what an entry says to it */
	GHashTable *suppliers;
	bool is_full;
};

/* What goes out; the rest is of people, or only some know it. */
static const OtRegisterColumn public_columns[] = {
	OT_REGISTER_NUMBER, OT_REGISTER_WHEN, OT_REGISTER_KIND, OT_REGISTER_DIRECTION,
	OT_REGISTER_CHANNEL, OT_REGISTER_SUBJECT, OT_REGISTER_SAID, OT_REGISTER_ABOUT,
	OT_REGISTER_PURPOSE, OT_REGISTER_SHARED, OT_REGISTER_SHARED_ON,
};

static void
free_entry(gpointer data)
{
	Entry *entry = data;

	for (int column = 0; column < OT_N_REGISTER_COLUMNS; column++)
		g_free(entry->cells[column]);
	g_free(entry);
}

OtRegisterCopy *
ot_register_copy_new(const OtSupplierNames *names, bool is_whole)
{
	OtRegisterCopy *copy = g_new0(OtRegisterCopy, 1);

	copy->names = names;
	copy->is_whole = is_whole;
	copy->entries = g_ptr_array_new_with_free_func(free_entry);
	copy->alike = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	copy->suppliers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return copy;
}

void
ot_register_copy_free(OtRegisterCopy *copy)
{
	if (copy == NULL)
		return;
	g_ptr_array_unref(copy->entries);
	g_hash_table_unref(copy->alike);
	g_hash_table_unref(copy->suppliers);
	g_free(copy);
}

/* A value as everybody may read it. */
static char *
make_public(const OtRegisterCopy *copy, const char *const *cells, OtRegisterColumn column)
{
	bool shared = strcmp(cells[OT_REGISTER_SHARED], "yes") == 0;

	switch (column) {
	case OT_REGISTER_WHEN:
		return g_strndup(cells[column], strlen("2026-11-30"));
	case OT_REGISTER_SAID:
		return shared ? ot_supplier_names_remove(copy->names, cells[column]) : g_strdup("");
	case OT_REGISTER_SUBJECT:
	case OT_REGISTER_ABOUT:
		return ot_supplier_names_remove(copy->names, cells[column]);
	default:
		return g_strdup(cells[column]);
	}
}

/* What makes rows one: all but the number. */
static char *
make_key(const Entry *entry)
{
	GString *key = g_string_new(entry->cells[OT_REGISTER_SUPPLIER]);

	for (size_t i = 1; i < G_N_ELEMENTS(public_columns); i++)
		g_string_append_printf(key, "\n%s", entry->cells[public_columns[i]]);
	return g_string_free(key, FALSE);
}

static void
note_supplier(const OtRegisterCopy *copy, const char *const *cells)
{
	const char *supplier = *cells[OT_REGISTER_SUPPLIER] != '\0' ? cells[OT_REGISTER_SUPPLIER]
	                                                            : cells[OT_REGISTER_NAME];

	if (*supplier != '\0' && !g_hash_table_contains(copy->suppliers, supplier))
		g_hash_table_add(copy->suppliers, g_strdup(supplier));
}

static bool
keep_entry(OtRegisterCopy *copy, Entry *entry)
{
	g_ptr_array_add(copy->entries, entry);
	copy->is_full = copy->entries->len > OT_LIMIT_REGISTER_ENTRIES;
	return !copy->is_full;
}

static bool
take_whole(OtRegisterCopy *copy, const char *const *cells)
{
	Entry *entry = g_new0(Entry, 1);
	bool named = *cells[OT_REGISTER_SUPPLIER] != '\0' || *cells[OT_REGISTER_NAME] != '\0';

	for (int column = 0; column < OT_N_REGISTER_COLUMNS; column++)
		entry->cells[column] = g_strdup(column == OT_REGISTER_SUPPLIER && !named
		                                        ? "all"
		                                        : cells[column]);
	entry->n = 1;
	return keep_entry(copy, entry);
}

bool
ot_register_copy_take(const OtRegisterRow *row, void *data)
{
	OtRegisterCopy *copy = data;
	const char *const *cells = row->cells;

	/* What happens within the authority is not about suppliers. */
	if (!copy->is_whole && strcmp(cells[OT_REGISTER_DIRECTION], "within") == 0)
		return true;
	note_supplier(copy, cells);
	if (copy->is_whole)
		return take_whole(copy, cells);
	Entry *entry = g_new0(Entry, 1);
	for (size_t i = 0; i < G_N_ELEMENTS(public_columns); i++)
		entry->cells[public_columns[i]] = make_public(copy, cells, public_columns[i]);
	bool named = *cells[OT_REGISTER_SUPPLIER] != '\0' || *cells[OT_REGISTER_NAME] != '\0';
	entry->cells[OT_REGISTER_SUPPLIER] = g_strdup(named ? "supplier" : "all");
	entry->n = 1;
	g_autofree char *key = make_key(entry);
	Entry *other = g_hash_table_lookup(copy->alike, key);
	if (other != NULL) {
		other->n++;
		free_entry(entry);
		return true;
	}
	g_hash_table_insert(copy->alike, g_steal_pointer(&key), entry);
	return keep_entry(copy, entry);
}

static char *
make_purposes(const char *purposes)
{
	g_auto(GStrv) letters = g_strsplit(purposes, " ", -1);
	g_autoptr(GString) all = g_string_new(NULL);

	for (char **letter = letters; *letter != NULL && **letter != '\0'; letter++)
		g_string_append_printf(all, "%s(%s)", all->len > 0 ? ", " : "", *letter);
	return g_strdup(all->str);
}

/* "S2, Frome Valley Weather LLP": as far as it is said. */
static char *
make_who(const Entry *entry)
{
	const char *supplier = entry->cells[OT_REGISTER_SUPPLIER];
	const char *name = entry->cells[OT_REGISTER_NAME];

	if (*supplier == '\0' || strcmp(supplier, "all") == 0)
		return g_strdup(name);
	return g_strconcat(supplier, *name != '\0' ? ", " : "", name, NULL);
}

/* What only the authority reads. */
static void
add_whole(xmlNode *node, const Entry *entry)
{
	const char *when = entry->cells[OT_REGISTER_WHEN], *time = strchr(when, 'T');
	g_autofree char *who = make_who(entry);

	if (time != NULL) {
		g_autofree char *minutes = g_strndup(time + 1, strlen("10:00"));
		set_text(node, "time", minutes);
	}
	set_text(node, "keep-until", entry->cells[OT_REGISTER_KEEP_UNTIL]);
	add_text(node, "who", who);
	add_text(node, "by", entry->cells[OT_REGISTER_BY]);
	add_text(node, "about", entry->cells[OT_REGISTER_ABOUT]);
	add_text(node, "file", entry->cells[OT_REGISTER_FILE]);
}

static void
add_entry(xmlNode *parent, const Entry *entry, bool is_whole)
{
	xmlNode *node = ot_tree_add(parent, "entry");
	g_autofree char *purposes = make_purposes(entry->cells[OT_REGISTER_PURPOSE]);

	set_text(node, "number", entry->cells[OT_REGISTER_NUMBER]);
	ot_tree_set_number(node, "count", entry->n);
	g_autofree char *day = g_strndup(entry->cells[OT_REGISTER_WHEN], strlen("2026-11-30"));
	set_text(node, "when", day);
	set_text(node, "kind", entry->cells[OT_REGISTER_KIND]);
	set_text(node, "direction", entry->cells[OT_REGISTER_DIRECTION]);
	set_text(node, "channel", entry->cells[OT_REGISTER_CHANNEL]);
	set_text(node, "purposes", purposes);
	set_text(node, "shared", entry->cells[OT_REGISTER_SHARED]);
	set_text(node, "shared-on", entry->cells[OT_REGISTER_SHARED_ON]);
	set_text(node, "to", entry->cells[OT_REGISTER_SUPPLIER]);
	add_text(node, "subject", entry->cells[OT_REGISTER_SUBJECT]);
	add_text(node, "said", entry->cells[OT_REGISTER_SAID]);
	if (is_whole)
		add_whole(node, entry);
}

static bool
check_room(const OtRegisterCopy *copy, GError **error)
{
	if (copy->is_full)
		g_set_error(error, OT_ERROR, OT_ERROR_LIMIT,
		            "the register has more than %u different contacts, the most that are "
		            "exported at once; choose some with --since and --until",
		            OT_LIMIT_REGISTER_ENTRIES);
	return !copy->is_full;
}

OtProduct *
ot_register_copy_make(const OtRegisterCopy *copy, const OtEngagement *engagement,
                        const OtRegisterHead *head, OtForm form, OtFindings *findings,
                        GError **error)
{
	xmlDoc *specification;

	if (!check_room(copy, error))
		return NULL;
	xmlDoc *tree = begin_tree(engagement, "register", &specification, error);
	if (tree == NULL)
		return NULL;
	xmlNode *root = xmlDocGetRootElement(tree);
	for (guint i = 0; i < copy->entries->len; i++)
		add_entry(root, g_ptr_array_index(copy->entries, i), copy->is_whole);
	ot_tree_set_number(root, "rows", head->n_rows);
	set_text(root, "hash", head->hash);
	ot_tree_set_number(root, "suppliers", g_hash_table_size(copy->suppliers));
	OtProduct *product = make(engagement, copy->is_whole ? "register-whole" : "register", tree,
	                          form, findings, error);
	xmlFreeDoc(tree);
	xmlFreeDoc(specification);
	return product;
}

GBytes *
ot_register_copy_table(const OtRegisterCopy *copy, GError **error)
{
	g_autoptr(OtCsv) csv = ot_csv_new();

	if (!check_room(copy, error))
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(public_columns); i++)
		ot_csv_cell(csv, ot_register_column_head(public_columns[i]));
	ot_csv_cell(csv, "To");
	ot_csv_cell(csv, "Rows");
	ot_csv_end_row(csv);
	for (guint i = 0; i < copy->entries->len; i++) {
		const Entry *entry = g_ptr_array_index(copy->entries, i);
		g_autofree char *n = g_strdup_printf("%zu", entry->n);
		for (size_t j = 0; j < G_N_ELEMENTS(public_columns); j++)
			ot_csv_cell(csv, entry->cells[public_columns[j]]);
		ot_csv_cell(csv, entry->cells[OT_REGISTER_SUPPLIER]);
		ot_csv_cell(csv, n);
		ot_csv_end_row(csv);
	}
	return ot_csv_take(csv);
}
