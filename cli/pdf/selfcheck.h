/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_SELFCHECK_H
#define OT_PDF_SELFCHECK_H

/**
 * Reads a finished file back and asks of it what PDF/UA-1 (ISO 14289-1), PDF/A-3a (ISO 19005-3) and
 * WCAG 2.2 ask, also where validators don't look.
 *
 * A file that fails is a mistake of this program, so that the error is for its makers: it names the
 * clause and the object.  The check takes nothing from the writer but the bytes.
 */

#include "pdf/object.h"

/** True if every rule holds; else OT_ERROR_FORMAT says which doesn't. */
bool
ot_selfcheck(GBytes *bytes, GError **error);

/**
 * The same for form XObjects that are to be put into a file: what they show is marked where they
 * are used, so that they have no marks of their own but cairo's; their fonts are whole.
 */
bool
ot_selfcheck_forms(OtPdfFile *file, const int *forms, guint n, GError **error);

/* --- for the rules, a file each ---------------------------------------------------------- */

/** A structure element, in the order in which it is read. */
typedef struct {
	int number; /**< of its object */
	OtValue *value;
	OtSlice type;
	int parent; /**< index in OtSelfcheck.elements, or -1 */
} OtCheckedElement;

/** A file under examination. */
typedef struct {
	OtPdfFile *file;
	OtValue *catalog;
	GArray *pages;       /**< of int: object numbers */
	int *page_index;     /**< by object number: which page, or -1 */
	int *n_mcids;        /**< by page: marked pieces in it; set by ot_selfcheck_content() */
	GArray *elements;    /**< of OtCheckedElement; set by ot_selfcheck_tree() */
	int *element_index;  /**< by object number: which element, or -1 */
	GPtrArray *parents;  /**< of OtValue *: the parent tree by key, from ot_selfcheck_tree() */
	GError **error;
} OtSelfcheck;

/** Set the error and return false. */
bool
ot_selfcheck_fail(OtSelfcheck *check, const char *clause, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/** The dictionary of a page. */
OtValue *
ot_selfcheck_page(const OtSelfcheck *check, int page);

const OtCheckedElement *
ot_selfcheck_element(const OtSelfcheck *check, int index);

/** The element with this object number, or NULL. */
const OtCheckedElement *
ot_selfcheck_find_element(const OtSelfcheck *check, int number);

/** The value of an attribute (ISO 32000-1, 14.7.5) of an element, or NULL. */
OtValue *
ot_selfcheck_attribute(const OtSelfcheck *check, const OtValue *element, const char *owner,
                       const char *key);

/** How many things /K of an element holds, and one of them. */
guint
ot_selfcheck_n_kids(const OtSelfcheck *check, const OtValue *element);
OtValue *
ot_selfcheck_kid(const OtValue *element, guint index);

/** True for a string that has a character other than blanks. */
bool
ot_selfcheck_has_text(const OtValue *value);

/** True for a string that looks like a language code of BCP 47. */
bool
ot_selfcheck_is_lang(const OtValue *value);

/** True if UTF-16BE bytes have only characters that say something: not U+FFFD, not private ones. */
bool
ot_selfcheck_is_readable(const guint8 *utf16, size_t len);

/** selfcheck-content.c: every painting operator is marked, marks and artifacts are right. */
bool
ot_selfcheck_content(OtSelfcheck *check);

/** The same of one form. */
bool
ot_selfcheck_form_content(OtSelfcheck *check, int number);

/** selfcheck-tree.c: elements, their kids, the parent tree and the pages agree. */
bool
ot_selfcheck_tree(OtSelfcheck *check);

/** selfcheck-elements.c: each element has what its type asks for. */
bool
ot_selfcheck_elements(OtSelfcheck *check);

/** selfcheck-annotations.c: links, and where they and the bookmarks lead. */
bool
ot_selfcheck_annotations(OtSelfcheck *check);
bool
ot_selfcheck_outline(OtSelfcheck *check);

/** selfcheck-metadata.c: catalog, XMP and document information, output intent. */
bool
ot_selfcheck_metadata(OtSelfcheck *check);

/** selfcheck-resources.c: fonts, pictures, attachments. */
bool
ot_selfcheck_resources(OtSelfcheck *check);
bool
ot_selfcheck_attachments(OtSelfcheck *check);

#endif
