/* SPDX-License-Identifier: MIT */
#include "suppliers/duplicates.h"

#include "base/error.h"
#include "base/limits.h"
#include "suppliers/same.h"
#include "suppliers/value.h"

#include <string.h>

/* So many rows are kept of those that are not brought together: a mail host may have thousands. */
#define HINT_ROWS 10

#define NO_FORM NULL

const char *const ot_certainty_names[] = {"possible", "likely", "certain", NULL};

static const struct {
	const char *name, *words;
	OtCertainty certainty;
} keys[] = {
	[OT_SAME_ID] = {"id", "the same id", OT_SAME_CERTAIN},
	[OT_SAME_COMPANY_NUMBER] = {"company-number", "the same company number", OT_SAME_CERTAIN},
	[OT_SAME_PPON] = {"ppon", "the same PPON", OT_SAME_CERTAIN},
	[OT_SAME_EMAIL] = {"email", "the same e-mail address", OT_SAME_LIKELY},
	[OT_SAME_NAME] = {"name", "the same name", OT_SAME_LIKELY},
	[OT_SAME_DOMAIN] = {"mail-domain", "the same mail domain", OT_SAME_POSSIBLE},
};

const char *
ot_same_key_name(OtSameKey key)
{
	return keys[key].name;
}

const char *
ot_same_key_words(OtSameKey key)
{
	return keys[key].words;
}

/* A key of a row, as far as it is needed to find those that are the same. */
typedef struct {
	guint64 hash;
	guint32 index; /* of the row, from 0 */
	guint32 key;
} Entry;

/* What can contradict. */
typedef struct {
	guint64 number, ppon; /* hashes; 0: none */
	const char *form;     /* the legal form in the name, or NO_FORM */
} Mark;

typedef struct {
	const OtSupplierLists *lists;
	GArray *entries; /* of Entry */
	GArray *marks;   /* of Mark, by row */
	/* For each certainty which row stands for those that are the same so surely. */
	guint32 *roots[OT_N_CERTAINTIES];
} Finder;

/* --- keys ---------------------------------------------------------------------------------- */

static char *
read_key(const OtSupplierLists *lists, const OtSupplier *supplier, OtSameKey key, const char **form)
{
	const char *const *values = supplier->values;
	char number[15];

	switch (key) {
	case OT_SAME_ID:
		return g_utf8_casefold(values[OT_SUPPLIER_ID], -1);
	case OT_SAME_COMPANY_NUMBER:
		return ot_supplier_read_company_number(values[OT_SUPPLIER_COMPANY_NUMBER], number)
		               ? g_strdup(number)
		               : NULL;
	case OT_SAME_PPON:
		return ot_supplier_read_ppon(values[OT_SUPPLIER_PPON], number) ? g_strdup(number)
		                                                               : NULL;
	case OT_SAME_EMAIL:
		return ot_supplier_is_email(values[OT_SUPPLIER_EMAIL])
		               ? g_utf8_casefold(values[OT_SUPPLIER_EMAIL], -1)
		               : NULL;
	case OT_SAME_NAME:
		return ot_supplier_bare_name(lists, values[OT_SUPPLIER_NAME], form);
	case OT_SAME_DOMAIN:
		return ot_supplier_mail_domain(lists, values[OT_SUPPLIER_EMAIL]);
	case OT_N_SAME_KEYS:
		break;
	}
	return NULL;
}

char *
ot_same_key(const OtSupplierLists *lists, const OtSupplier *supplier, OtSameKey key)
{
	const char *form;
	char *text = read_key(lists, supplier, key, &form);

	if (text != NULL && *text == '\0')
		g_clear_pointer(&text, g_free);
	return text;
}

/* Long enough that nobody can make two rows the same by trying. */
static guint64
hash_text(const char *text)
{
	guint8 digest[OT_SUPPLIER_HASH_BYTES];
	guint64 hash;

	ot_supplier_hash(text, digest);
	memcpy(&hash, digest, sizeof hash);
	return hash != 0 ? hash : 1;
}

static bool
add_keys(const OtSupplier *supplier, const OtCsvRow *row, void *data)
{
	Finder *finder = data;
	Mark mark = {0, 0, NO_FORM};

	for (int key = 0; key < OT_N_SAME_KEYS; key++) {
		/* What stands in the wrong columns says nothing. */
		g_autofree char *text = row->overlong ? NULL
		                                      : read_key(finder->lists, supplier,
		                                                 (OtSameKey) key, &mark.form);
		if (text == NULL || *text == '\0')
			continue;
		const Entry entry = {hash_text(text), finder->marks->len, (guint32) key};
		g_array_append_val(finder->entries, entry);
		if (key == OT_SAME_COMPANY_NUMBER)
			mark.number = entry.hash;
		else if (key == OT_SAME_PPON)
			mark.ppon = entry.hash;
	}
	g_array_append_val(finder->marks, mark);
	return true;
}

static int
compare_entries(const void *one, const void *other)
{
	const Entry *first = one, *second = other;

	if (first->key != second->key)
		return first->key < second->key ? -1 : 1;
	if (first->hash != second->hash)
		return first->hash < second->hash ? -1 : 1;
	return (first->index > second->index) - (first->index < second->index);
}

/* --- which rows are the same --------------------------------------------------------------- */

static guint32
find_root(guint32 *roots, guint32 index)
{
	while (roots[index] != index) {
		roots[index] = roots[roots[index]];
		index = roots[index];
	}
	return index;
}

/* The first row of those that are the same stands for them. */
static void
unite(guint32 *roots, guint32 one, guint32 other)
{
	guint32 first = find_root(roots, one), second = find_root(roots, other);

	roots[MAX(first, second)] = MIN(first, second);
}

static void
note_contradiction(guint64 *known, guint64 value, bool *contradicts)
{
	if (*known != 0 && value != 0 && *known != value)
		*contradicts = true;
	if (*known == 0)
		*known = value;
}

/* Whether rows with one key are of two companies. */
static bool
contradicts(const Finder *finder, const Entry *entries, size_t n)
{
	guint64 number = 0, ppon = 0;
	const char *form = NO_FORM;
	bool found = false;

	for (size_t i = 0; i < n; i++) {
		const Mark *mark = &g_array_index(finder->marks, Mark, entries[i].index);
		note_contradiction(&number, mark->number, &found);
		note_contradiction(&ppon, mark->ppon, &found);
		if (entries[i].key == OT_SAME_NAME && form != NO_FORM && mark->form != NO_FORM &&
		    form != mark->form)
			found = true;
		if (form == NO_FORM)
			form = mark->form;
	}
	return found;
}

static OtCertainty
weigh(const Finder *finder, const Entry *entries, size_t n)
{
	return contradicts(finder, entries, n) ? OT_SAME_POSSIBLE : keys[entries[0].key].certainty;
}

typedef void TakeBucket(Finder *finder, const Entry *entries, size_t n, void *data);

/* Each run of rows that have a key in common. */
static void
each_bucket(Finder *finder, TakeBucket *take, void *data)
{
	const Entry *entries = (const Entry *) (const void *) finder->entries->data;
	guint len = finder->entries->len;

	for (guint start = 0, end; start < len; start = end) {
		for (end = start + 1; end < len && entries[end].key == entries[start].key &&
		                      entries[end].hash == entries[start].hash;)
			end++;
		if (end - start > 1)
			take(finder, entries + start, end - start, data);
	}
}

static void
unite_bucket(Finder *finder, const Entry *entries, size_t n, void *data)
{
	OtCertainty certainty = weigh(finder, entries, n);

	(void) data;
	for (int level = 0; level <= (int) certainty; level++)
		for (size_t i = 1; i < n; i++)
			unite(finder->roots[level], entries[0].index, entries[i].index);
}

/* --- groups and hints ---------------------------------------------------------------------- */

static void
free_group(void *data)
{
	OtSameGroup *group = data;

	g_ptr_array_unref(group->rows);
	if (group->cells != NULL)
		g_ptr_array_unref(group->cells);
	g_array_unref(group->conflicts);
	g_free(group);
}

static void
free_hint(void *data)
{
	OtSameHint *hint = data;

	g_ptr_array_unref(hint->rows);
	g_free(hint);
}

/* Rows that are wanted whole are known by their index, and NULL until they are read. */
static void
want(OtSameRows *wanted, guint32 index)
{
	if (!g_hash_table_contains(wanted->rows, GUINT_TO_POINTER(index)))
		g_hash_table_insert(wanted->rows, GUINT_TO_POINTER(index), NULL);
}

typedef struct {
	OtSameKey key;
	size_t n;
	bool contradicts;
	guint32 indexes[HINT_ROWS];
} PendingHint;

typedef struct {
	OtCertainty sure;
	OtSameRows *wanted;
	GArray *hints;    /* of PendingHint */
	GHashTable *said; /* their rows, as texts: a name and a mail domain often say the same */
} Pending;

static void
add_hint(Finder *finder, const Entry *entries, size_t n, void *data)
{
	Pending *pending = data;
	guint32 *roots = finder->roots[pending->sure];
	PendingHint hint = {(OtSameKey) entries[0].key, n, contradicts(finder, entries, n), {0}};
	bool apart = false;

	for (size_t i = 1; i < n; i++)
		apart |= find_root(roots, entries[i].index) != find_root(roots, entries[0].index);
	g_autoptr(GString) rows = g_string_new(NULL);
	g_string_append_printf(rows, "%zu", n);
	for (size_t i = 0; i < MIN(n, HINT_ROWS); i++) {
		hint.indexes[i] = entries[i].index;
		g_string_append_printf(rows, " %u", entries[i].index);
	}
	if (!apart || !g_hash_table_add(pending->said, g_strdup(rows->str)))
		return;
	for (size_t i = 0; i < MIN(n, HINT_ROWS); i++)
		want(pending->wanted, hint.indexes[i]);
	g_array_append_val(pending->hints, hint);
}

/* In the order of their first rows, not of hashes. */
static int
compare_hints(const void *one, const void *other)
{
	const PendingHint *first = one, *second = other;

	if (first->indexes[0] != second->indexes[0])
		return first->indexes[0] < second->indexes[0] ? -1 : 1;
	return (int) first->key - (int) second->key;
}

/* Rows that are one supplier. */
typedef struct {
	GArray *indexes; /* of guint32; not more than can be brought together */
	size_t n;
} PendingGroup;

static void
free_pending(void *data)
{
	PendingGroup *group = data;

	g_array_unref(group->indexes);
	g_free(group);
}

static void
add_index(PendingGroup *group, guint32 index)
{
	group->n++;
	if (group->n <= OT_LIMIT_SAME_SUPPLIER)
		g_array_append_val(group->indexes, index);
	else
		g_array_set_size(group->indexes, HINT_ROWS);
}

/* The groups, by their first rows. */
static GPtrArray *
list_groups(Finder *finder, OtCertainty sure, OtSameRows *wanted)
{
	GPtrArray *groups = g_ptr_array_new_with_free_func(free_pending);
	g_autoptr(GHashTable) by_root = g_hash_table_new(NULL, NULL);

	for (guint32 i = 0; i < finder->marks->len; i++) {
		guint32 root = find_root(finder->roots[sure], i);
		if (root == i)
			continue;
		PendingGroup *group = g_hash_table_lookup(by_root, GUINT_TO_POINTER(root));
		if (group == NULL) {
			group = g_new0(PendingGroup, 1);
			group->indexes = g_array_new(FALSE, FALSE, sizeof(guint32));
			add_index(group, root);
			g_ptr_array_add(groups, group);
			g_hash_table_insert(by_root, GUINT_TO_POINTER(root), group);
		}
		add_index(group, i);
	}
	for (guint i = 0; i < groups->len; i++) {
		const PendingGroup *group = g_ptr_array_index(groups, i);
		for (guint j = 0; j < group->indexes->len; j++)
			want(wanted, g_array_index(group->indexes, guint32, j));
	}
	return groups;
}

static OtSameGroup *
make_group(Finder *finder, const PendingGroup *pending, const OtSameRows *read)
{
	OtSameGroup *group = g_new0(OtSameGroup, 1);
	const GArray *indexes = pending->indexes;
	guint64 number = 0, ppon = 0;

	group->n = pending->n;
	group->rows = g_ptr_array_new();
	group->conflicts = g_array_new(FALSE, FALSE, sizeof(OtConflict));
	group->certainty = OT_SAME_CERTAIN;
	for (guint i = 0; i < indexes->len; i++) {
		guint32 index = g_array_index(indexes, guint32, i);
		guint32 first = g_array_index(indexes, guint32, 0);
		const Mark *mark = &g_array_index(finder->marks, Mark, index);
		while (group->certainty > OT_SAME_POSSIBLE &&
		       find_root(finder->roots[group->certainty], index) !=
		               find_root(finder->roots[group->certainty], first))
			group->certainty--;
		note_contradiction(&number, mark->number, &group->contradicts);
		note_contradiction(&ppon, mark->ppon, &group->contradicts);
		g_ptr_array_add(group->rows,
		                g_hash_table_lookup(read->rows, GUINT_TO_POINTER(index)));
	}
	if (!group->contradicts && group->n <= OT_LIMIT_SAME_SUPPLIER)
		ot_same_merge(group, read);
	return group;
}

static void
fill(OtDuplicates *duplicates, Finder *finder, const GPtrArray *groups, const GArray *hints,
     const OtSameRows *read)
{
	for (guint i = 0; i < groups->len; i++)
		g_ptr_array_add(duplicates->groups,
		                make_group(finder, g_ptr_array_index(groups, i), read));
	for (guint i = 0; i < hints->len; i++) {
		const PendingHint *pending = &g_array_index(hints, PendingHint, i);
		OtSameHint *hint = g_new0(OtSameHint, 1);
		hint->key = pending->key;
		hint->n = pending->n;
		hint->contradicts = pending->contradicts;
		hint->rows = g_ptr_array_new();
		for (size_t j = 0; j < MIN(pending->n, HINT_ROWS); j++)
			g_ptr_array_add(hint->rows,
			                g_hash_table_lookup(read->rows,
			                                    GUINT_TO_POINTER(pending->indexes[j])));
		g_ptr_array_add(duplicates->hints, hint);
	}
}

/* --- the whole ----------------------------------------------------------------------------- */

static void
find_same(Finder *finder)
{
	g_array_sort(finder->entries, compare_entries);
	for (int level = 0; level < OT_N_CERTAINTIES; level++) {
		finder->roots[level] = g_new(guint32, MAX(finder->marks->len, 1));
		for (guint32 i = 0; i < finder->marks->len; i++)
			finder->roots[level][i] = i;
	}
	each_bucket(finder, unite_bucket, NULL);
}

/* Read the rows that belong together, as a whole, and make the groups of them. */
static OtDuplicates *
read_groups(Finder *finder, const char *path, const OtSuppliersOptions *options, OtCertainty sure,
            GError **error)
{
	g_autoptr(OtFindings) said = ot_findings_new();
	g_autoptr(OtDuplicates) duplicates = g_new0(OtDuplicates, 1);
	g_autoptr(GArray) hints = g_array_new(FALSE, FALSE, sizeof(PendingHint));

	duplicates->n_rows = finder->marks->len;
	duplicates->groups = g_ptr_array_new_with_free_func(free_group);
	duplicates->hints = g_ptr_array_new_with_free_func(free_hint);
	duplicates->read = ot_same_rows_new(finder->lists);
	g_autoptr(GPtrArray) groups = list_groups(finder, sure, duplicates->read);
	g_autoptr(GHashTable) said_rows =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Pending pending = {sure, duplicates->read, hints, said_rows};
	each_bucket(finder, add_hint, &pending);
	g_array_sort(hints, compare_hints);
	/* What the first reading said, the second says again. */
	if (!ot_same_rows_read(duplicates->read, path, options, said, error))
		return NULL;
	fill(duplicates, finder, groups, hints, duplicates->read);
	return g_steal_pointer(&duplicates);
}

OtDuplicates *
ot_duplicates_find(const char *path, const OtSuppliersOptions *options,
                   const OtSupplierLists *lists, OtCertainty sure, OtFindings *findings,
                   GError **error)
{
	Finder finder = {.lists = lists};
	OtDuplicates *duplicates = NULL;

	if (strcmp(path, "-") == 0) {
		g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
		            "standard input can be read only once; name a file");
		return NULL;
	}
	finder.entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	finder.marks = g_array_new(FALSE, FALSE, sizeof(Mark));
	if (ot_suppliers_scan(path, options, false, add_keys, &finder, findings, error)) {
		find_same(&finder);
		duplicates = read_groups(&finder, path, options, sure, error);
	}
	g_array_unref(finder.entries);
	g_array_unref(finder.marks);
	for (int level = 0; level < OT_N_CERTAINTIES; level++)
		g_free(finder.roots[level]);
	return duplicates;
}

void
ot_duplicates_free(OtDuplicates *duplicates)
{
	if (duplicates == NULL)
		return;
	g_ptr_array_unref(duplicates->groups);
	g_ptr_array_unref(duplicates->hints);
	ot_same_rows_free(duplicates->read);
	g_free(duplicates);
}
