/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_TAG_H
#define OT_PDF_TAG_H

/**
 * A structure element to be: laid out texts point to their tag, and the painter makes the element
 * when it comes to the first piece.  So the elements come in reading order, which is the order of
 * painting, and a text that goes on overleaf stays one element.
 */

#include "document/document.h"
#include "pdf/structure.h"

typedef struct OtTag OtTag;

struct OtTag {
	OtStructureType type;
	OtTag *parent;
	const char *alt;
	const char *lang;
	const char *id;
	const char *scope;
	const char *numbering;
	const char *summary;
	/** a cell: ids of its header cells, NULL-terminated, or NULL */
	const char *const *headers;
	int column_span, row_span;
	const char *href;        /**< a link's address, or NULL */
	const OtNode *target;    /**< a link to this place in the document, or NULL */
	const char *contents;    /**< a link: what it is, for those who can't see it */
	/** the number of a note: its Note, which comes next in the tree */
	OtTag *note;
	OtElement *element;      /**< NULL until something of it is painted */
	int link_page, link_box; /**< where the link annotation last painted is */
};

/** A new tag in the arena. */
static inline OtTag *
ot_tag_new(OtArena *arena, OtTag *parent, OtStructureType type)
{
	OtTag *tag = ot_arena_new_object(arena, OtTag);

	tag->type = type;
	tag->parent = parent;
	tag->link_page = -1;
	return tag;
}

#endif
