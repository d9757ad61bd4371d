/* SPDX-License-Identifier: MIT */
#ifndef OT_SPEC_SPEC_H
#define OT_SPEC_SPEC_H

/**
 * The specification: reading it, and checking it beyond what a schema can say.
 */

#include "xml/schema.h"

typedef struct OtSpec OtSpec;

/** The format that this program reads and writes: its namespace, and what schema-version says. */
#define OT_SPEC_NAMESPACE      "urn:outset:specification:1"
#define OT_SPEC_SCHEMA_VERSION "1.0"

/**
 * Read a file ("-" is standard input) and check it: well-formed, the right format and version,
 * valid against the schema, references, and the checks of checks.h.  What is wrong goes to
 * `findings`; an error among them gives NULL without `error`, which is set only where the file
 * can't be read (OT_ERROR_IO, OT_ERROR_LIMIT).
 */
OtSpec *
ot_spec_read(const char *path, const OtSchema *schema, OtFindings *findings, GError **error);

/** The same for bytes; `name` stands for the file in findings. */
OtSpec *
ot_spec_parse(const char *bytes, size_t len, const char *name, const OtSchema *schema,
              OtFindings *findings);

/**
 * The same, but a file of the right format is given even where it isn't valid, so that more can be
 * said of it; `valid` says whether it is.  Its tree may lack anything and hold anything.
 */
OtSpec *
ot_spec_open(const char *bytes, size_t len, const char *name, const OtSchema *schema,
             OtFindings *findings, bool *valid);

void
ot_spec_free(OtSpec *spec);

/** The tree without namespaces, so that paths need no prefixes; owned by `spec`. */
xmlDoc *
ot_spec_tree(const OtSpec *spec);

/** The file, for positions; owned by `spec`. */
const OtXml *
ot_spec_xml(const OtSpec *spec);

/** The title, on one line; these and all further strings are owned by `spec`. */
const char *
ot_spec_title(const OtSpec *spec);

const char *
ot_spec_reference(const OtSpec *spec);

const char *
ot_spec_version(const OtSpec *spec);

/** The language of the whole (BCP 47). */
const char *
ot_spec_language(const OtSpec *spec);

/** An attribute of <identity>: "stage", "date", "jurisdiction", "regime"; NULL for another. */
const char *
ot_spec_identity(const OtSpec *spec, const char *attr);

/** The element with this id, or NULL. */
const xmlNode *
ot_spec_find(const OtSpec *spec, const char *id);

/**
 * A copy of the tree without what the authority marked publish="no" (PA23 s.94 says what may be
 * held back), nor references to it, nor amounts where the budget is not disclosed, nor its
 * decisions on findings: what a document for suppliers may be made from.  Free with xmlFreeDoc().
 */
xmlDoc *
ot_spec_published(const OtSpec *spec);

/**
 * A tree without namespaces as a file that can be sent out: elements, attributes and texts, but no
 * comments, which are notes to oneself.  Where something required was held back, the file lacks it.
 */
GBytes *
ot_spec_spell(xmlDoc *published);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSpec, ot_spec_free)

#endif
