/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_RESOLVE_H
#define OT_DOCUMENT_RESOLVE_H

/** Resolving a document whose nodes come from somewhere: messages can then say where. */

#include "document/template.h"

/** Where a node comes from, as "file:line:column", or NULL; freed with g_free(). */
typedef char *OtPlaceOf(const void *data, const OtNode *node);

/** As ot_document_resolve(). */
bool
ot_document_resolve_at(OtDocument *document, const OtLabels *labels, OtPlaceOf *place_of,
                       const void *data, GError **error);

/** Show the source of each block as a note at its words; before a document is resolved. */
void
ot_document_note_sources(OtDocument *document);

/** What the passes of a resolution share. */
typedef struct {
	OtDocument *document;
	const OtLabels *labels;
	OtPlaceOf *place_of;
	const void *data;
	GPtrArray *ids;      /**< of const char *, in document order */
	GHashTable *by_id;   /**< id to OtNode */
	GHashTable *fields;  /**< name to OtNode */
	GHashTable *numbers; /**< OtNode (table, figure) to const char * */
	int n_tables, n_figures, n_notes;
	GError **error;
} OtResolver;

/** Set OT_ERROR_FORMAT, with the place of the node where it is known, and return false. */
bool
ot_resolver_fail(OtResolver *resolver, const OtNode *node, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/** Find the column of each cell, the number of columns, and what each header is a header of. */
bool
ot_resolve_table(OtResolver *resolver, OtNode *table);

#endif
