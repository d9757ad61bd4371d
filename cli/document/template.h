/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_TEMPLATE_H
#define OT_DOCUMENT_TEMPLATE_H

/**
 * Templates: an XML file in our own vocabulary (schemas/template.xsd) plus a specification, or the
 * result of a check, gives a Document.
 */

#include "document/answers.h"
#include "document/document.h"
#include "document/labels.h"
#include "xml/schema.h"

#include <libxml/tree.h>

typedef struct OtTemplate OtTemplate;

/** What a template says of itself. */
typedef struct {
	const char *name;    /**< "dpia", also the name of what is made from it */
	const char *version;
	const char *date;    /**< of this version, ISO 8601 */
	const char *kind;    /**< "asset", "briefing", "notice", "report" or "event" */
	bool published;      /**< an asset that leaves the authority */
	const char *about;   /**< the root of the trees that it is expanded over: "specification" */
	const char *title;   /**< "Data protection impact assessment" */
	const char *purpose; /**< what it is for, one sentence */
	const char *completed_by; /**< who fills it */
	bool by_supplier;    /**< what is open in it is left to suppliers */
	const char *hours;   /**< that it takes them; a number, or NULL */
	const char *needed;  /**< when it is needed */
	const char *path;    /**< of the file */
	bool notes_sources;  /**< each source is shown as a footnote */
	const char *lang;    /**< of its words (BCP 47) */
	bool translated;     /**< they are a translation, */
	bool draft;          /**< which nobody who speaks the language well has read */
} OtTemplateInfo;

/** What every template is checked against; read once, then never changed. */
typedef struct OtTemplateRules OtTemplateRules;

/**
 * Read template.xsd, the vocabulary, and spec.xsd, which says what paths can find in a
 * specification; `specification` is the latter where it was read before, or NULL.  What paths can
 * find in anything else that a template may be about is read from `schema_dir` when there is such a
 * template.  Templates use them: free with ot_template_rules_free() after the last template.
 */
OtTemplateRules *
ot_template_rules_load(const char *schema_dir, const OtSchema *specification, GError **error);

void
ot_template_rules_free(OtTemplateRules *rules);

/**
 * Read a template, its includes too.  What is wrong with it is OT_ERROR_FORMAT, with file, line and
 * column: templates are the authority's own files, and one mistake stops the work.
 * Free with ot_template_free().
 */
OtTemplate *
ot_template_load(const char *path, const OtTemplateRules *rules, GError **error);

/**
 * Put the template and its parts into another language, by the translations that lie beside them
 * (translation/translation.h); `vocabulary` is the schema of these.  Without one for the template
 * itself nothing changes, and its info still says its own language.  OT_ERROR_FORMAT where one is
 * broken.
 *
 * `units` gets the texts of the template's own file, `missing` those of all files that have no
 * translation, which stay in the template's language: of OtUnit *, or NULL.
 */
bool
ot_template_translate(OtTemplate *template, const char *lang, const OtSchema *vocabulary,
                      GPtrArray *units, GPtrArray *missing, GError **error);

void
ot_template_free(OtTemplate *template);

const OtTemplateInfo *
ot_template_info(const OtTemplate *template);

/**
 * Make a document: expand the template over a tree of what it is about (elements without namespace,
 * as ot_spec_tree() and ot_result_tree() give it) and resolve it.  Values that are not there become
 * missing fields.  OT_ERROR_USAGE for a tree of something else.
 * A path or test that can't be evaluated is OT_ERROR_FORMAT with the template's file, line and
 * column, the path, and the nearest name that exists.
 */
OtDocument *
ot_template_expand(const OtTemplate *template, xmlDoc *tree, const OtLabels *labels,
                   GError **error);

/**
 * The same with the answers to its fields, which come before what the tree says.  What is wrong
 * with them goes to `findings`: an answer in the wrong form, one that no field has, those of
 * another version.  `answers` may be NULL.
 */
OtDocument *
ot_template_expand_answered(const OtTemplate *template, xmlDoc *tree, const OtLabels *labels,
                            const OtAnswers *answers, OtFindings *findings, GError **error);

/**
 * Check the invariants of document.h and fill in what follows from the tree: heading levels and
 * numbers, note numbers, table columns and scopes, the words of references.  Called by
 * ot_template_expand(); for documents that are built by hand in tests.
 */
bool
ot_document_resolve(OtDocument *document, const OtLabels *labels, GError **error);

/** Leave out the guidance for the person who completes the document. */
void
ot_document_drop_guidance(OtDocument *document);

/**
 * Say in a document, below its title or at the end of its cover, and in its properties, that it is
 * a translation which nobody who speaks the language well has read.  After it is resolved.
 */
void
ot_document_mark_draft(OtDocument *document, const OtLabels *labels);

/** The tree as indented text, for tests and comparisons. */
char *
ot_document_dump(const OtDocument *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtTemplate, ot_template_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtTemplateRules, ot_template_rules_free)

#endif
