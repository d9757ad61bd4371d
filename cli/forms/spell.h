/* SPDX-License-Identifier: MIT */
#ifndef OT_FORMS_SPELL_H
#define OT_FORMS_SPELL_H

/**
 * A specification that was read from a form as a file that people can go on working with: indented,
 * lines of 100 characters, and the remarks (comments) of the file that the form was made from.
 */

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

/**
 * Take the comments and processing instructions of `before` over into a tree without namespaces.
 * Each stays before the element that it stands before, found by its id or its number; where that is
 * gone, before the next one that is there, or at the end of what it stands in.
 */
void
ot_form_keep_remarks(xmlDoc *tree, const xmlDoc *before);

/**
 * Whether two specifications say the same: elements, attributes and texts with white space folded.
 */
bool
ot_form_is_same(const xmlDoc *one, const xmlDoc *other);

/** The file, in UTF-8. */
GBytes *
ot_form_spell(const xmlDoc *tree);

#endif
