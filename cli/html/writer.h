/* SPDX-License-Identifier: MIT */
#ifndef OT_HTML_WRITER_H
#define OT_HTML_WRITER_H

/** What the files of this folder know of each other. */

#include "html/html.h"
#include "xml/write.h"

typedef struct {
	const OtDocument *document;
	const OtLabels *labels;
	const OtLogo *logo; /* NULL: the house style has none */
	OtXmlWriter *xml;
	OtArena *arena;
	GHashTable *names; /* of headings without an id of their own: OtNode to its name */
	GPtrArray *notes;  /* of OtNode, in the order of their references */
	unsigned n_tables; /* so far */
	bool has_title;    /* the document shows its own title, as h1 */
	bool in_link;
	bool in_note;
} OtHtml;

/** The name that the page gives to a node, for links to it: its id, or one for its heading. */
const char *
ot_html_name(OtHtml *html, const OtNode *node);

/** Set lang and dir on the element that was just started, where the node has a language. */
void
ot_html_set_lang(OtHtml *html, const OtNode *node);

void
ot_html_block(OtHtml *html, const OtNode *block);

/** Blocks from `first` on. */
void
ot_html_blocks(OtHtml *html, const OtNode *first);

/** Inlines from `first` on. */
void
ot_html_inlines(OtHtml *html, const OtNode *first);

/** The logo within the page, where the house style has one. */
void
ot_html_logo(OtHtml *html);

void
ot_html_field(OtHtml *html, const OtNode *field);

void
ot_html_table(OtHtml *html, const OtNode *table);

void
ot_html_figure(OtHtml *html, const OtNode *figure);

void
ot_html_signature(OtHtml *html, const OtNode *signature);

/** The contents, down to a level of headings. */
void
ot_html_contents(OtHtml *html, int depth);

/** The notes that were referred to so far, at the end of the page. */
void
ot_html_notes(OtHtml *html);

/**
 * The colours and faces of a house style as custom properties, for light and dark: in the dark,
 * inks are lightened until they have the contrast of WCAG 2.2, 1.4.3.  Free with g_free().
 */
char *
ot_html_properties(const OtStyle *style);

#endif
