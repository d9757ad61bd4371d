/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_SCHEMA_MODEL_H
#define OT_XML_SCHEMA_MODEL_H

/**
 * What a schema of ours says, for messages: which elements and attributes may stand where, and the
 * words of its annotations.
 *
 * libxml2 decides what is valid; this model explains.  It reads the schema documents themselves and
 * knows as much of XML Schema as our schemas use: sequences, choices, groups, attribute groups,
 * extensions, restrictions, lists.  Names are compared without their prefix.  Everything that is
 * handed out belongs to the model or to the schema documents; a model is never changed once it is
 * made.
 */

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

/** Sources of xs:appinfo that the program reads. */
#define OT_APPINFO_FORM       "urn:outset:form"       /**< completes "it should be ..." */
#define OT_APPINFO_IDENTIFIES "urn:outset:identifies" /**< attributes of this type are ids */
#define OT_APPINFO_REFERS_TO  "urn:outset:refers-to"  /**< the element whose id is wanted */
/** "yes": words in a language; "no": a name */
#define OT_APPINFO_TOLD       "urn:outset:told"

typedef struct OtComplexType OtComplexType;

/** An element that a type may hold. */
typedef struct {
	const char *name;
	const xmlNode *decl; /**< its xs:element */
	const OtComplexType *type; /**< NULL for a simple one */
	int slot;            /**< its place in the sequence; alternatives share one */
	bool required;       /**< something of its slot has to be there */
	bool repeats;        /**< the slot may be filled more than once */
} OtParticle;

/** An attribute that a type may have. */
typedef struct {
	const char *name;    /**< as an author writes it: "owner", "xml:lang" */
	const xmlNode *decl; /**< its xs:attribute */
	bool required;
	bool identifies; /**< its value is the id of the element */
	char *refers_to; /**< the element whose ids it holds, one or a list, or NULL; owned */
} OtAttrDecl;

/** A complex type. */
struct OtComplexType {
	GArray *particles;      /**< of OtParticle, in the order of the schema */
	GArray *attrs;          /**< of OtAttrDecl */
	const xmlNode *content; /**< text with attributes: what names its simple type; or NULL */
};

typedef struct OtSchemaModel OtSchemaModel;

/** Read schema documents; they must outlive the model.  NULL entries are passed over. */
OtSchemaModel *
ot_schema_model_new(xmlDoc *const *docs, size_t n_docs);

void
ot_schema_model_free(OtSchemaModel *model);

/** True where the schema marks ids and references, so that ot_references_check() judges them. */
bool
ot_schema_model_has_ids(const OtSchemaModel *model);

/** The xs:element that declares a node of an instance, or NULL where the schema doesn't know it. */
const xmlNode *
ot_schema_model_decl(const OtSchemaModel *model, const xmlNode *node);

/** The xs:element with this name at the top of the schema, or NULL. */
const xmlNode *
ot_schema_model_root(const OtSchemaModel *model, const char *name);

/** The names of the elements at the top of the schema: char *, in no order. */
GPtrArray *
ot_schema_model_roots(const OtSchemaModel *model);

/** The complex type of a declaration, or NULL for a simple one. */
const OtComplexType *
ot_schema_model_type(const OtSchemaModel *model, const xmlNode *decl);

/** The particle of this name, or NULL. */
const OtParticle *
ot_complex_type_particle(const OtComplexType *type, const char *name);

/** The attribute of this name, or NULL. */
const OtAttrDecl *
ot_complex_type_attr(const OtComplexType *type, const char *name);

/** Add the names of the elements that may hold an element of this name, each once, to `names`. */
void
ot_schema_model_homes(const OtSchemaModel *model, const char *name, GPtrArray *names);

/**
 * The text of an xs:appinfo of this source on the declaration, its simple type, or one of the types
 * which that restricts.  NULL where there is none; free with g_free().
 */
char *
ot_schema_model_appinfo(const OtSchemaModel *model, const xmlNode *decl, const char *source);

/** The xs:documentation of a declaration, else of its type; NULL or free with g_free(). */
char *
ot_schema_model_documentation(const OtSchemaModel *model, const xmlNode *decl);

/** The values that a declaration's simple type lists (const char *); empty where it lists none. */
GPtrArray *
ot_schema_model_values(const OtSchemaModel *model, const xmlNode *decl);

/** The local name of the type of XML Schema that everything comes from: "date", "decimal". */
const char *
ot_schema_model_builtin(const OtSchemaModel *model, const xmlNode *decl);

/** The value of a facet such as "maxLength" on the declaration's simple type, or NULL. */
const char *
ot_schema_model_facet(const OtSchemaModel *model, const xmlNode *decl, const char *facet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSchemaModel, ot_schema_model_free)

#endif
