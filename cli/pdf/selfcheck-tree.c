/* SPDX-License-Identifier: MIT */
#include "base/limits.h"
#include "pdf/selfcheck.h"

#include <string.h>

#define CLAUSE "ISO 32000-1, 14.7.4"

/* An element that is being read, and which of its kids comes next. */
typedef struct {
	int element;
	guint kid;
} Step;

typedef struct {
	OtSelfcheck *check;
	int *first_mcid; /* by page: where its pieces stand in `owners` */
	int *owners;     /* by page and MCID: number of the element that holds the piece, or 0 */
	int n_owners;
	GArray *steps; /* of Step: from the root to the element that is being read */
} Tree;

/* --- the parent tree --------------------------------------------------------------------- */

static bool
read_parents(OtSelfcheck *check, const OtValue *root)
{
	const OtValue *tree = ot_dictionary_find(check->file, root, "ParentTree");
	const OtValue *numbers = ot_dictionary_find(check->file, tree, "Nums");
	int next = ot_value_get_int(ot_dictionary_get(root, "ParentTreeNextKey"), -1);
	int last = -1;

	if (next < 0 || (guint) next > OT_LIMIT_PDF_OBJECTS)
		return ot_selfcheck_fail(check, CLAUSE, "the parent tree has no next key");
	g_ptr_array_set_size(check->parents, next);
	for (guint i = 0; i + 1 < ot_array_len(numbers); i += 2) {
		int key = ot_value_get_int(ot_array_get(numbers, i), -1);

		if (key <= last || key >= next)
			return ot_selfcheck_fail(check, CLAUSE, "the parent tree is out of order");
		check->parents->pdata[key] = ot_array_get(numbers, i + 1);
		last = key;
	}
	return true;
}

static OtValue *
get_page_parents(const OtSelfcheck *check, int page)
{
	const OtValue *dictionary = ot_selfcheck_page(check, page);
	int key = ot_value_get_int(ot_dictionary_get(dictionary, "StructParents"), -1);

	if (key < 0 || (guint) key >= check->parents->len)
		return NULL;
	return ot_value_resolve(check->file, check->parents->pdata[key]);
}

/* --- kids -------------------------------------------------------------------------------- */

/* Each piece of a page belongs to one element, the one that the parent tree names. */
static bool
read_mark(Tree *tree, const OtCheckedElement *element, int page_number, int mcid)
{
	OtSelfcheck *check = tree->check;
	int page = -1;
	int *owner;
	const OtValue *named;

	if (page_number > 0 && (guint) page_number < check->file->objects->len)
		page = check->page_index[page_number];
	if (page < 0 || mcid < 0 || mcid >= check->n_mcids[page])
		return ot_selfcheck_fail(check, CLAUSE, "a %.*s holds a piece that is on no page",
		                         (int) element->type.len, element->type.bytes);
	owner = &tree->owners[tree->first_mcid[page] + mcid];
	if (*owner != 0)
		return ot_selfcheck_fail(check, CLAUSE,
		                         "page %d: piece %d belongs to two elements", page + 1,
		                         mcid);
	*owner = element->number;
	named = ot_array_get(get_page_parents(check, page), (guint) mcid);
	if (ot_value_get_reference(named) != element->number)
		return ot_selfcheck_fail(check, CLAUSE,
		                         "page %d: the parent tree names another element for"
		                         " piece %d", page + 1, mcid);
	return true;
}

static bool
add_element(Tree *tree, int number, int parent)
{
	OtSelfcheck *check = tree->check;
	OtCheckedElement element = { .number = number, .parent = parent };
	Step step = { .element = (int) check->elements->len };
	int above = 0;

	element.value = ot_pdf_file_get(check->file, number);
	element.type = ot_value_get_slice(ot_dictionary_get(element.value, "S"));
	if (element.type.len == 0 || check->element_index[number] >= 0)
		return ot_selfcheck_fail(
			check, "ISO 32000-1, 14.7.2",
			"something in the tree is not an element, or is there twice");
	if (parent >= 0)
		above = ot_selfcheck_element(check, parent)->number;
	else
		above = ot_value_get_reference(ot_dictionary_get(check->catalog, "StructTreeRoot"));
	if (ot_value_get_reference(ot_dictionary_get(element.value, "P")) != above)
		return ot_selfcheck_fail(check, "ISO 32000-1, 14.7.2",
		                         "a %.*s names another parent than the one it is in",
		                         (int) element.type.len, element.type.bytes);
	check->element_index[number] = step.element;
	g_array_append_val(check->elements, element);
	g_array_append_val(tree->steps, step);
	return true;
}

static bool
read_kid(Tree *tree, int index, const OtValue *kid)
{
	OtSelfcheck *check = tree->check;
	OtCheckedElement element = *ot_selfcheck_element(check, index);
	const OtValue *page = ot_dictionary_get(element.value, "Pg");
	const OtValue *type = ot_dictionary_get(kid, "Type");

	if (ot_value_is(kid, OT_VALUE_REFERENCE))
		return add_element(tree, kid->as.reference, index);
	if (ot_value_is(kid, OT_VALUE_INTEGER))
		return read_mark(tree, &element, ot_value_get_reference(page),
		                 ot_value_get_int(kid, -1));
	if (ot_value_is_name(type, "OBJR"))
		return true; /* selfcheck-annotations.c follows it from both ends */
	if (!ot_value_is_name(type, "MCR"))
		return ot_selfcheck_fail(check, CLAUSE, "a %.*s holds something unknown",
		                         (int) element.type.len, element.type.bytes);
	if (ot_dictionary_get(kid, "Pg") != NULL)
		page = ot_dictionary_get(kid, "Pg");
	return read_mark(tree, &element, ot_value_get_reference(page),
	                 ot_value_get_int(ot_dictionary_get(kid, "MCID"), -1));
}

/* In reading order, which is that of the kids, depth first; without recursion. */
static bool
read_elements(Tree *tree)
{
	OtSelfcheck *check = tree->check;

	while (tree->steps->len > 0) {
		Step *step = &g_array_index(tree->steps, Step, tree->steps->len - 1);
		const OtValue *value = ot_selfcheck_element(check, step->element)->value;
		guint kid = step->kid++;
		int index = step->element;

		if (kid == ot_selfcheck_n_kids(check, value))
			g_array_set_size(tree->steps, tree->steps->len - 1);
		else if (!read_kid(tree, index, ot_selfcheck_kid(value, kid)))
			return false;
	}
	return true;
}

/* --- pages ------------------------------------------------------------------------------- */

static void
make_owners(Tree *tree)
{
	OtSelfcheck *check = tree->check;

	tree->first_mcid = ot_arena_alloc(check->file->arena, check->pages->len * sizeof(int));
	for (guint i = 0; i < check->pages->len; i++) {
		tree->first_mcid[i] = tree->n_owners;
		tree->n_owners += check->n_mcids[i];
	}
	tree->owners = ot_arena_alloc(check->file->arena,
	                              ((size_t) tree->n_owners + 1) * sizeof(int));
}

static bool
check_owners(const Tree *tree)
{
	OtSelfcheck *check = tree->check;

	for (guint i = 0; i < check->pages->len; i++)
		if ((int) ot_array_len(get_page_parents(check, (int) i)) != check->n_mcids[i])
			return ot_selfcheck_fail(check, CLAUSE,
			                         "page %u: the parent tree knows another number of"
			                         " pieces", i + 1);
	for (int i = 0; i < tree->n_owners; i++)
		if (tree->owners[i] == 0)
			return ot_selfcheck_fail(check, "ISO 14289-1, 7.1",
			                         "a marked piece belongs to no element");
	return true;
}

bool
ot_selfcheck_tree(OtSelfcheck *check)
{
	OtValue *root = ot_dictionary_find(check->file, check->catalog, "StructTreeRoot");
	g_autoptr(GArray) steps = g_array_new(FALSE, TRUE, sizeof(Step));
	Tree tree = { .check = check, .steps = steps };
	int top;

	if (!ot_value_is_name(ot_dictionary_get(root, "Type"), "StructTreeRoot")
	    || ot_selfcheck_n_kids(check, root) != 1)
		return ot_selfcheck_fail(check, "ISO 14289-1, 7.1", "it has no structure tree");
	make_owners(&tree);
	top = ot_value_get_reference(ot_selfcheck_kid(root, 0));
	return read_parents(check, root) && add_element(&tree, top, -1) && read_elements(&tree)
	       && check_owners(&tree);
}
