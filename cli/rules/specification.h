/* SPDX-License-Identifier: MIT */
#ifndef OT_RULES_SPECIFICATION_H
#define OT_RULES_SPECIFICATION_H

/** The table that says which elements of a specification hold prose (schemas/passages.xml). */

#include "rules/rules.h"

typedef struct OtPassageTable OtPassageTable;

/** OT_ERROR_FORMAT with file, line and column.  Free with ot_passage_table_free(). */
OtPassageTable *
ot_passage_table_load(const char *path, GError **error);

void
ot_passage_table_free(OtPassageTable *table);

/**
 * Add the prose of a tree without namespaces to `text`, in the order of the tree; what is still to
 * be written is left out.  `xml` is for positions and may be NULL.  OT_ERROR_LIMIT where a path
 * takes more than OT_LIMIT_XPATH_STEPS.
 */
bool
ot_passage_table_apply(const OtPassageTable *table, xmlDoc *doc, const OtXml *xml, OtText *text,
                       GError **error);

/** Whether a row speaks of this element of the tree, if only to say that it holds no prose. */
bool
ot_passage_table_covers(const OtPassageTable *table, const xmlNode *node, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPassageTable, ot_passage_table_free)

#endif
