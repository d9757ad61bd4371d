/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_QPDF_TREE_H
#define OT_TESTS_QPDF_TREE_H

/**
 * The structure tree of a finished PDF: types and nesting, what each type asks for, and that tree,
 * pages and annotations name each other from both ends.  After qpdf-content.h.
 */

#include "qpdf-content.h"

#include <stdlib.h>

static QpdfElement *
element_at(const QpdfFile *file, int index)
{
	return index >= 0 ? file->elements->pdata[index] : NULL;
}

static const char *
type_above(const QpdfFile *file, const QpdfElement *element)
{
	return element->parent >= 0 ? element_at(file, element->parent)->type : "/";
}

static bool
is_type(const QpdfElement *element, const char *type)
{
	return element != NULL && strcmp(element->type, type) == 0;
}

/* 1 to 6, or 0. */
static int
heading_level(const QpdfElement *element)
{
	return element->type[1] == 'H' && g_ascii_isdigit(element->type[2]) ? element->type[2] - '0'
	                                                                   : 0;
}

/** The value of an attribute; null where there is none. */
static qpdf_oh
get_attribute(QpdfFile *file, qpdf_oh element, const char *owner, const char *key)
{
	qpdf_oh attributes = qpdf_get(file, element, "/A");

	if (qpdf_oh_is_dictionary(file->qpdf, attributes) &&
	    strcmp(qpdf_get_name(file, attributes, "/O"), owner) == 0)
		return qpdf_get(file, attributes, key);
	for (int i = 0; i < qpdf_len(file, attributes); i++) {
		qpdf_oh one = qpdf_at(file, attributes, i);

		if (strcmp(qpdf_get_name(file, one, "/O"), owner) == 0 && qpdf_has(file, one, key))
			return qpdf_get(file, one, key);
	}
	return qpdf_oh_new_null(file->qpdf);
}

static const char *
get_attribute_name(QpdfFile *file, qpdf_oh element, const char *owner, const char *key)
{
	qpdf_oh value = get_attribute(file, element, owner, key);

	return qpdf_oh_is_name(file->qpdf, value)
	               ? g_intern_string(qpdf_oh_get_name(file->qpdf, value))
	               : "";
}

static int
get_span(QpdfFile *file, const QpdfElement *cell, const char *key)
{
	qpdf_oh value = get_attribute(file, cell->handle, "/Table", key);

	return qpdf_oh_is_integer(file->qpdf, value)
	               ? qpdf_oh_get_int_value_as_int(file->qpdf, value)
	               : 1;
}

static bool
has_type(const char *types, const char *type)
{
	g_auto(GStrv) list = g_strsplit(types, " ", -1);

	return g_strv_contains((const char *const *) list, type);
}

/* What is no running text, and what stands within a line of it. */
#define HIDDEN "/TOC /Figure /Lbl /Reference"
#define INLINE "/Span /Link /Reference"

/* --- reading the tree (ISO 32000-1, 14.7.4) ------------------------------------------------ */

static int
find_page(const QpdfFile *file, int id)
{
	for (guint i = 0; i < file->pages->len; i++)
		if (((QpdfPage *) file->pages->pdata[i])->id == id)
			return (int) i;
	return -1;
}

/* A piece of a page: it belongs to this element and no other. */
static void
take_mark(QpdfFile *file, QpdfElement *element, int page_id, int mcid)
{
	int index = find_page(file, page_id);
	QpdfPage *page = index >= 0 ? file->pages->pdata[index] : NULL;

	if (page == NULL || mcid < 0 || mcid >= (int) page->texts->len) {
		qpdf_fault(file, "a %s names content that isn't there", element->type);
		return;
	}
	if (g_array_index(page->owners, int, mcid) != 0)
		qpdf_fault(file, "page %d: MCID %d belongs to two elements", index + 1, mcid);
	g_array_index(page->owners, int, mcid) = element->id;
	element->n_marks++;
	g_string_append(element->text, ((GString *) page->texts->pdata[mcid])->str);
	if (file->hidden == 0)
		g_string_append(file->reading, ((GString *) page->texts->pdata[mcid])->str);
}

static void
read_element(QpdfFile *file, qpdf_oh handle, int parent);

/* ISO 14289-1, 7.18.5: the annotation names the element from its end too. */
static void
take_object(QpdfFile *file, QpdfElement *element, qpdf_oh kid)
{
	qpdf_oh annotation = qpdf_get(file, kid, "/Obj");

	element->n_objects++;
	if (!is_type(element, "/Link") ||
	    strcmp(qpdf_get_name(file, annotation, "/Subtype"), "/Link") != 0)
		qpdf_fault(file, "a %s holds an annotation that is no link", element->type);
}

static void
read_kid(QpdfFile *file, int index, qpdf_oh kid)
{
	QpdfElement *element = element_at(file, index);
	int page = qpdf_get_id(file, element->handle, "/Pg");
	const char *type;

	if (qpdf_oh_is_integer(file->qpdf, kid)) {
		take_mark(file, element, page, qpdf_oh_get_int_value_as_int(file->qpdf, kid));
		return;
	}
	type = qpdf_get_name(file, kid, "/Type");
	if (qpdf_has(file, kid, "/Pg"))
		page = qpdf_get_id(file, kid, "/Pg");
	if (strcmp(type, "/MCR") == 0)
		take_mark(file, element, page, qpdf_get_int(file, kid, "/MCID", -1));
	else if (strcmp(type, "/OBJR") == 0)
		take_object(file, element, kid);
	else
		read_element(file, kid, index);
}

static void
read_element(QpdfFile *file, qpdf_oh handle, int parent)
{
	QpdfElement *element = g_new0(QpdfElement, 1);
	QpdfElement *above = element_at(file, parent);
	qpdf_oh kids = qpdf_get(file, handle, "/K");
	int index = (int) file->elements->len;

	element->handle = handle;
	element->id = qpdf_oh_get_object_id(file->qpdf, handle);
	element->type = qpdf_get_name(file, handle, "/S");
	element->parent = parent;
	element->depth = above != NULL ? above->depth + 1 : 0;
	element->text = g_string_new(NULL);
	g_ptr_array_add(file->elements, element);
	if (!g_hash_table_insert(file->by_id, GINT_TO_POINTER(element->id), element))
		qpdf_fault(file, "a %s is in the tree twice", element->type);
	if (above != NULL) {
		above->n_kids++;
		if (qpdf_get_id(file, handle, "/P") != above->id)
			qpdf_fault(file, "a %s names another parent", element->type);
	}
	file->hidden += has_type(HIDDEN, element->type);
	if (!has_type(INLINE, element->type))
		g_string_append_c(file->reading, ' ');
	if (!qpdf_oh_is_array(file->qpdf, kids) && !qpdf_oh_is_null(file->qpdf, kids))
		read_kid(file, index, kids);
	for (int i = 0; i < qpdf_len(file, kids); i++)
		read_kid(file, index, qpdf_at(file, kids, i));
	if (!has_type(INLINE, element->type))
		g_string_append_c(file->reading, ' ');
	file->hidden -= has_type(HIDDEN, element->type);
}

/* --- nesting (ISO 32000-1, 14.8.4; ISO 14289-1, 7.2) --------------------------------------- */

/* Every type that we write, and the types that it may stand in. */
static const struct {
	const char *type;
	const char *parents;
} nesting[] = {
	{ "/Document", "/" },
	{ "/Sect", "/Document /Sect" },
	{ "/Div", "/Document /Sect /Div /TD /TH /LBody" },
	{ "/H", "/Document /Sect /Div /TD /LBody" },
	{ "/P", "/Document /Sect /Div /TD /TH /LBody" },
	{ "/L", "/Document /Sect /Div /TD /TH /LBody" },
	{ "/LI", "/L" },
	{ "/Lbl", "/LI /Note" },
	{ "/LBody", "/LI" },
	{ "/Table", "/Document /Sect /Div /TD /LBody" },
	{ "/Caption", "/Table /Div" },
	{ "/THead", "/Table" },
	{ "/TBody", "/Table" },
	{ "/TR", "/THead /TBody" },
	{ "/TH", "/TR" },
	{ "/TD", "/TR" },
	{ "/Figure", "/Document /Sect /Div /TD /LBody" },
	{ "/TOC", "/Document /Sect /TOC" },
	{ "/TOCI", "/TOC" },
	{ "/Note", "/P /TD /TH /LBody /H /Caption /Span" },
	{ "/Reference", "/P /TD /TH /LBody /H /TOCI /Caption /Span" },
	{ "/Link", "/P /TD /TH /LBody /H /Reference /Note /Caption /Span" },
	{ "/Span", "/P /TD /TH /LBody /H /Note /Link /Lbl /Caption /Span" },
};

static void
check_nesting(QpdfFile *file, const QpdfElement *element)
{
	const char *type = heading_level(element) > 0 ? "/H" : element->type;
	const char *above = type_above(file, element);

	if (element->parent >= 0 && heading_level(element_at(file, element->parent)) > 0)
		above = "/H";
	for (size_t i = 0; i < G_N_ELEMENTS(nesting); i++) {
		if (strcmp(nesting[i].type, type) != 0)
			continue;
		if (!has_type(nesting[i].parents, above))
			qpdf_fault(file, "a %s stands in a %s", element->type, above);
		return;
	}
	qpdf_fault(file, "%s isn't known", element->type);
}

/* ISO 14289-1, 7.4.2. */
static void
check_level(QpdfFile *file, const QpdfElement *element, int *level)
{
	int own = heading_level(element);

	if (own == 0)
		return;
	if (own > *level + 1)
		qpdf_fault(file, "H%d follows H%d: \"%.40s\"", own, *level, element->text->str);
	*level = own;
}

/* --- what each type asks for ---------------------------------------------------------------- */

static bool
has_words(QpdfFile *file, const QpdfElement *element, const char *key)
{
	g_autofree char *text = qpdf_get_text(file, element->handle, key);

	return *g_strstrip(text) != '\0';
}

/* ISO 14289-1, 7.3: a text that says what it shows, and where it is on its page. */
static void
check_figure(QpdfFile *file, const QpdfElement *element)
{
	qpdf_oh box = get_attribute(file, element->handle, "/Layout", "/BBox");
	double sides[4] = { 0 };

	if (!has_words(file, element, "/Alt"))
		qpdf_fault(file, "a figure has no alternative text (ISO 14289-1, 7.3)");
	for (int i = 0; i < 4 && i < qpdf_len(file, box); i++)
		sides[i] = qpdf_oh_get_numeric_value(file->qpdf, qpdf_at(file, box, i));
	if (sides[0] < 0 || sides[1] < 0 || sides[2] <= sides[0] || sides[3] <= sides[1] ||
	    sides[2] > 900 || sides[3] > 900)
		qpdf_fault(file, "a figure has no box on its page (ISO 14289-1, 7.3)");
}

/* ISO 14289-1, 7.6. */
static void
check_list(QpdfFile *file, const QpdfElement *element)
{
	const char *numbering =
		get_attribute_name(file, element->handle, "/List", "/ListNumbering");

	if (!has_type("/Disc /Circle /Square /Decimal /LowerAlpha", numbering))
		qpdf_fault(file, "a list doesn't say how it is numbered (ISO 14289-1, 7.6)");
	if (element->n_kids == 0 || element->n_marks > 0)
		qpdf_fault(file, "a list without items, or with text beside them");
}

static void
check_link(QpdfFile *file, const QpdfElement *element)
{
	if (element->n_objects == 0)
		qpdf_fault(file, "\"%.40s\" is a Link without annotation", element->text->str);
	if (*element->text->str == '\0')
		qpdf_fault(file, "a Link has no words");
}

static void
check_header_cell(QpdfFile *file, const QpdfElement *element)
{
	const char *scope = get_attribute_name(file, element->handle, "/Table", "/Scope");

	if (!has_type("/Row /Column /Both", scope))
		qpdf_fault(file, "\"%.40s\" is a TH without Scope (ISO 14289-1, 7.5)",
		           element->text->str);
}

static void
check_requirements(QpdfFile *file, const QpdfElement *element)
{
	if (is_type(element, "/Figure"))
		check_figure(file, element);
	else if (is_type(element, "/L"))
		check_list(file, element);
	else if (is_type(element, "/Link"))
		check_link(file, element);
	else if (is_type(element, "/TH"))
		check_header_cell(file, element);
	else if (is_type(element, "/Note") && !has_words(file, element, "/ID"))
		qpdf_fault(file, "a Note has no ID (ISO 14289-1, 7.9)");
	/* Cells may be empty; nothing else is. */
	if (element->n_marks + element->n_kids + element->n_objects == 0 &&
	    !is_type(element, "/TD") && !is_type(element, "/TH"))
		qpdf_fault(file, "a %s is empty", element->type);
}

/* --- tables ---------------------------------------------------------------------------------- */

#define MOST_COLUMNS 128

typedef struct {
	int covered[MOST_COLUMNS]; /* for how many more rows */
	int columns;
} TableGrid;

static void
put_cell(QpdfFile *file, TableGrid *grid, const QpdfElement *cell, int *column)
{
	int columns = get_span(file, cell, "/ColSpan");
	int rows = get_span(file, cell, "/RowSpan");

	while (*column < MOST_COLUMNS && grid->covered[*column] > 0)
		++*column;
	for (int i = 0; i < columns && *column < MOST_COLUMNS; i++, ++*column) {
		if (grid->covered[*column] > 0)
			qpdf_fault(file, "cells of a table lie on each other");
		grid->covered[*column] = rows;
	}
}

static void
close_row(QpdfFile *file, TableGrid *grid)
{
	int width = 0;

	while (width < MOST_COLUMNS && grid->covered[width] > 0)
		grid->covered[width++]--;
	if (grid->columns != 0 && width != grid->columns)
		qpdf_fault(file, "a row has %d columns, those above %d (ISO 14289-1, 7.5)", width,
		           grid->columns);
	grid->columns = width;
}

/* Whether header cells go across columns or rows: then each cell must name its headers. */
static bool
needs_headers(QpdfFile *file, int table)
{
	for (int i = table + 1; i < (int) file->elements->len; i++) {
		const QpdfElement *element = element_at(file, i);

		if (element->depth <= element_at(file, table)->depth)
			break;
		if (is_type(element, "/TH") &&
		    element->depth == element_at(file, table)->depth + 3 &&
		    (get_span(file, element, "/ColSpan") > 1 ||
		     get_span(file, element, "/RowSpan") > 1))
			return true;
	}
	return false;
}

/* ISO 32000-1, table 349: the ids that a cell names are those of header cells of its table. */
static void
check_headers(QpdfFile *file, const QpdfElement *cell, GHashTable *ids, bool needed)
{
	qpdf_oh headers = get_attribute(file, cell->handle, "/Table", "/Headers");

	if (needed && is_type(cell, "/TD") && qpdf_len(file, headers) == 0)
		qpdf_fault(file, "\"%.40s\" names no headers in a table with spans",
		           cell->text->str);
	for (int i = 0; i < qpdf_len(file, headers); i++) {
		const char *id = qpdf_oh_get_string_value(file->qpdf, qpdf_at(file, headers, i));
		const QpdfElement *head = g_hash_table_lookup(ids, id);

		if (!is_type(head, "/TH"))
			qpdf_fault(file, "\"%.40s\" names a header that is none", cell->text->str);
	}
}

/* Head, body, rows and cells of a table; those of tables within it are deeper. */
static void
check_table(QpdfFile *file, int table, GHashTable *ids)
{
	const QpdfElement *top = element_at(file, table);
	bool needed = needs_headers(file, table);
	TableGrid grid = { { 0 }, 0 };
	int column = 0;
	bool body = false;
	bool row = false;

	for (int i = table + 1; i < (int) file->elements->len; i++) {
		const QpdfElement *element = element_at(file, i);

		if (element->depth <= top->depth)
			break;
		if (element->depth == top->depth + 1 && is_type(element, "/THead") && body)
			qpdf_fault(file, "a THead follows a TBody");
		if (element->depth == top->depth + 1 && is_type(element, "/TBody"))
			body = true;
		if (element->depth == top->depth + 2 && is_type(element, "/TR")) {
			if (row)
				close_row(file, &grid);
			row = true;
			column = 0;
		}
		if (element->depth != top->depth + 3 ||
		    strcmp(type_above(file, element), "/TR") != 0)
			continue;
		put_cell(file, &grid, element, &column);
		check_headers(file, element, ids, needed);
	}
	close_row(file, &grid);
	if (!body)
		qpdf_fault(file, "a table without TBody");
}

/* --- from both ends (ISO 32000-1, 14.7.4.4) -------------------------------------------------- */

/* Numbers and what they stand for; the tree has one level. */
static GHashTable *
read_numbers(QpdfFile *file, qpdf_oh tree)
{
	GHashTable *numbers = g_hash_table_new(g_direct_hash, g_direct_equal);
	qpdf_oh list = qpdf_get(file, tree, "/Nums");

	for (int i = 0; i + 1 < qpdf_len(file, list); i += 2)
		g_hash_table_insert(
			numbers,
			GINT_TO_POINTER(qpdf_oh_get_int_value_as_int(file->qpdf,
		                                                     qpdf_at(file, list, i)) +
		                        1),
			GUINT_TO_POINTER(qpdf_at(file, list, i + 1)));
	return numbers;
}

static qpdf_oh
find_number(QpdfFile *file, GHashTable *numbers, int key)
{
	gpointer found = g_hash_table_lookup(numbers, GINT_TO_POINTER(key + 1));

	return found != NULL ? (qpdf_oh) GPOINTER_TO_UINT(found) : qpdf_oh_new_null(file->qpdf);
}

static void
check_annotation(QpdfFile *file, GHashTable *numbers, int page, qpdf_oh annotation)
{
	g_autofree char *contents = qpdf_get_text(file, annotation, "/Contents");
	qpdf_oh owner = find_number(file, numbers,
	                            qpdf_get_int(file, annotation, "/StructParent", -2));
	const QpdfElement *element = g_hash_table_lookup(
		file->by_id, GINT_TO_POINTER(qpdf_oh_get_object_id(file->qpdf, owner)));

	if (strcmp(qpdf_get_name(file, annotation, "/Subtype"), "/Link") != 0)
		qpdf_fault(file, "page %d has an annotation that is no link", page + 1);
	if (*g_strstrip(contents) == '\0')
		qpdf_fault(file, "page %d: a link without Contents (ISO 14289-1, 7.18.5)",
		           page + 1);
	if (qpdf_get_int(file, annotation, "/F", 0) != 4)
		qpdf_fault(file, "page %d: a link that isn't printed (ISO 19005-3, 6.3.2)",
		           page + 1);
	if (!is_type(element, "/Link"))
		qpdf_fault(file, "page %d: the parent tree knows no Link of a link", page + 1);
	if (qpdf_len(file, qpdf_get(file, annotation, "/QuadPoints")) % 8 != 0)
		qpdf_fault(file, "page %d: a link without an area a line", page + 1);
	if (!qpdf_has(file, annotation, "/Dest") && !qpdf_has(file, annotation, "/A"))
		qpdf_fault(file, "page %d: a link leads nowhere", page + 1);
}

static guint
check_page_parents(QpdfFile *file, GHashTable *numbers, int index)
{
	const QpdfPage *page = file->pages->pdata[index];
	qpdf_oh annotations = qpdf_get(file, page->handle, "/Annots");
	qpdf_oh parents = find_number(file, numbers,
	                              qpdf_get_int(file, page->handle, "/StructParents", -2));

	if (qpdf_len(file, parents) != (int) page->texts->len)
		qpdf_fault(file, "page %d: %d parents of %u pieces", index + 1,
		           qpdf_len(file, parents), page->texts->len);
	for (guint i = 0; i < page->owners->len; i++) {
		int owner = qpdf_oh_get_object_id(file->qpdf, qpdf_at(file, parents, (int) i));

		if (owner == 0 || owner != g_array_index(page->owners, int, i))
			qpdf_fault(file, "page %d: MCID %u is of another element", index + 1, i);
	}
	for (int i = 0; i < qpdf_len(file, annotations); i++)
		check_annotation(file, numbers, index, qpdf_at(file, annotations, i));
	return (guint) qpdf_len(file, annotations);
}

static void
check_parents(QpdfFile *file, qpdf_oh top)
{
	g_autoptr(GHashTable) numbers = read_numbers(file, qpdf_get(file, top, "/ParentTree"));
	guint n_links = 0;
	guint n_objects = 0;

	for (guint i = 0; i < file->pages->len; i++)
		n_links += check_page_parents(file, numbers, (int) i);
	for (guint i = 0; i < file->elements->len; i++)
		n_objects += element_at(file, (int) i)->n_objects;
	if (n_links != n_objects)
		qpdf_fault(file, "%u annotations, %u references to them", n_links, n_objects);
	if (g_hash_table_size(numbers) != file->pages->len + n_links)
		qpdf_fault(file, "the parent tree has entries that nobody uses");
}

/* --- names, and the text of everything ------------------------------------------------------ */

static GHashTable *
collect_ids(QpdfFile *file, qpdf_oh top)
{
	GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	qpdf_oh names = qpdf_get(file, qpdf_get(file, top, "/IDTree"), "/Names");

	for (guint i = 0; i < file->elements->len; i++) {
		QpdfElement *element = element_at(file, (int) i);
		char *id = qpdf_get_text(file, element->handle, "/ID");

		if (*id == '\0')
			g_free(id);
		else if (!g_hash_table_insert(ids, id, element))
			qpdf_fault(file, "two elements have one ID");
	}
	if (qpdf_len(file, names) != 2 * (int) g_hash_table_size(ids))
		qpdf_fault(file, "the IDTree has not all elements with an ID");
	return ids;
}

/** Read the tree and check it; the root's Document is the first of `elements`. */
static G_GNUC_UNUSED void
audit_tree(QpdfFile *file)
{
	qpdf_oh top = qpdf_get(file, file->root, "/StructTreeRoot");
	qpdf_oh first = qpdf_get(file, top, "/K");
	g_autoptr(GHashTable) ids = NULL;
	int level = 0;

	if (qpdf_oh_is_array(file->qpdf, first))
		first = qpdf_at(file, first, 0);
	read_element(file, first, -1);
	ids = collect_ids(file, top);
	for (guint i = 0; i < file->elements->len; i++) {
		const QpdfElement *element = element_at(file, (int) i);

		check_nesting(file, element);
		check_level(file, element, &level);
		check_requirements(file, element);
		if (is_type(element, "/Table"))
			check_table(file, (int) i, ids);
	}
	check_parents(file, top);
}

#endif
