/* SPDX-License-Identifier: MIT */
#ifndef OT_PLAIN_WRITER_H
#define OT_PLAIN_WRITER_H

/** What the files of this folder share. */

#include "plain/plain.h"

typedef struct {
	const OtDocument *document;
	const OtLabels *labels;
	OtArena *arena;
	GString *out;
	int indent;        /* blanks before each line */
	const char *mark;  /* what stands before the next line, within the indent: "- "; or NULL */
	bool gap;          /* an empty line is owed before the next one */
	GPtrArray *notes;  /* of const OtNode *, in the order of their marks */
	bool in_note;
} OtPlain;

/** Append inlines that follow each other to one line of text. */
void
ot_plain_inlines(OtPlain *plain, GString *line, const OtNode *first);

/** Append one field: its value, or what is to be completed. */
void
ot_plain_field(OtPlain *plain, GString *line, const OtNode *node);

/** Write text, broken into lines; line feeds in it are kept. */
void
ot_plain_lines(OtPlain *plain, const char *text);

/** Blocks that follow each other, or the inlines that an item or a cell may hold instead. */
void
ot_plain_blocks(OtPlain *plain, const OtNode *first);

void
ot_plain_table(OtPlain *plain, const OtNode *node);

void
ot_plain_signature(OtPlain *plain, const OtNode *node);

#endif
