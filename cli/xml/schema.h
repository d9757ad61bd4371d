/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_SCHEMA_H
#define OT_XML_SCHEMA_H

/**
 * Checking a file against an XML Schema, with libxml2's verdicts said in plain words.
 */

#include "xml/read.h"
#include "xml/schema-model.h"

typedef struct OtSchema OtSchema;

/** Compile a schema of our own; OT_ERROR_FORMAT where it is broken.  Free with ot_schema_free(). */
OtSchema *
ot_schema_load(const char *path, GError **error);

void
ot_schema_free(OtSchema *schema);

/** What the schema says, as it was read; lives as long as the schema. */
const OtSchemaModel *
ot_schema_model(const OtSchema *schema);

/**
 * Validate: structure, types, keys and references.  Each finding names line, column and the place
 * in words, says what was found and what is allowed there, and the nearest name that exists.
 * Returns true where nothing was found.  The tree is repaired during the check and put back as it
 * was; ids and references are judged where the schema marks them (see schema-model.h).
 */
bool
ot_schema_check(const OtSchema *schema, const OtXml *xml, OtFindings *findings);

/**
 * A node's place in words, from the names of its ancestors, their ids or their numbers among their
 * like: "outcome O2, measure 1".  Free with g_free().
 */
char *
ot_xml_place(const xmlNode *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSchema, ot_schema_free)

#endif
