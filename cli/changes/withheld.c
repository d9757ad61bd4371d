/* SPDX-License-Identifier: MIT */
#include "changes/comparison.h"

#include "xml/source.h"

#include <string.h>

/* What is held back: ids, and texts of what has none. */
typedef struct {
	GHashTable *ids, *texts; /* sets of owned strings */
} Withheld;

static void
note(Withheld *withheld, const xmlNode *node)
{
	const char *id = ot_xml_attr(node, "id");

	if (id != NULL)
		g_hash_table_add(withheld->ids, g_strdup(id));
	else
		g_hash_table_add(withheld->texts, ot_source_text(node));
	for (const xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL))
		note(withheld, child);
}

static void
gather(Withheld *withheld, const xmlNode *node)
{
	if (g_strcmp0(ot_xml_attr(node, "publish"), "no") == 0) {
		note(withheld, node);
		return;
	}
	for (const xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL))
		gather(withheld, child);
}

static bool
is_withheld(const Withheld *withheld, const OtChange *change)
{
	if (change->kind != OT_CHANGE_REMOVED)
		return false;
	const char *id = ot_xml_attr(change->old_node, "id");
	if (id != NULL)
		return g_hash_table_contains(withheld->ids, id);
	g_autofree char *text = ot_source_text(change->old_node);
	return g_hash_table_contains(withheld->texts, text);
}

void
ot_changes_leave_out_withheld(OtChanges *changes, xmlDoc *whole)
{
	g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Withheld withheld = {ids, texts};
	GArray *all = changes->changes;

	gather(&withheld, xmlDocGetRootElement(whole));
	changes->changes = g_array_new(FALSE, TRUE, sizeof(OtChange));
	changes->n_material = 0;
	g_hash_table_remove_all(changes->names);
	for (guint i = 0; i < all->len; i++) {
		const OtChange *change = &g_array_index(all, OtChange, i);
		if (!is_withheld(&withheld, change))
			ot_changes_add(changes, change);
	}
	g_array_unref(all);
}
