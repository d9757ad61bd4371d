/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_WRITER_H
#define OT_DOCX_WRITER_H

/**
 * What the files of this folder know of each other.
 *
 * docx.c gathers what has to be known beforehand (which places are the target of links, what the
 * contents list), then lets each part write itself: document.c first, because it finds the notes,
 * fields and lists that footnotes.c, customxml.c and numbering.c spell.
 *
 * Lengths are twips (1/20 point) unless a name says otherwise.
 */

#include "document/language.h"
#include "docx/docx.h"
#include "docx/package.h"
#include "docx/properties.h"

/** The namespace of the field values in customXml/item1.xml. */
#define OT_NS_FIELDS "urn:outset:fields:1"

/** The face of ballot boxes, as Word itself writes them ([MS-DOCX] 2.6.1.1). */
#define OT_TICK_FONT "MS Gothic"

typedef enum {
	OT_STYLE_PARAGRAPH,
	OT_STYLE_CHARACTER,
	OT_STYLE_TABLE,
	OT_STYLE_NUMBERING,
} OtDocxStyleKind;

/** A style of ours; OT_STYLE_NONE: nothing. */
typedef enum {
	OT_STYLE_NONE = -1,
#define STYLE(id, style_id, name, maker, kind, based_on, next, text, priority) OT_STYLE_##id,
#include "docx/styles.def"
#undef STYLE
	OT_N_STYLES
} OtDocxStyle;

/** What a number stands for in numbering.xml: the first lists are fixed, ordered lists follow. */
enum {
	OT_NUM_NONE = 0,
	OT_NUM_HEADINGS = 1,
	OT_NUM_ANNEXES = 2,
	OT_NUM_BULLETS = 3,
	OT_NUM_NUMBERS = 4, /**< what the style for numbered lists counts by itself */
	OT_NUM_FIRST_OWN = 5,
};

/** Levels that a list can have in Word (17.9.6). */
#define OT_LIST_LEVELS 9
/** How far each level of a list is indented. */
#define OT_LIST_INDENT 357
/** Room at each side of the text in a cell. */
#define OT_CELL_MARGIN 100
/** Room between the edge of a callout's box and its text. */
#define OT_CALLOUT_INDENT 227

/** An ordered list: a w:num of its own, so that it starts where it should. */
typedef struct {
	OtListKind kind;
	int level;
	int start;
} OtDocxList;

/** A heading that the contents list. */
typedef struct {
	const OtNode *node;
	const char *bookmark;
} OtDocxEntry;

/** A bar of a figure: where it begins and ends, as parts of the width, and how it looks. */
typedef struct {
	double from, to;
	OtColourRole colour;
	bool striped;
	bool first, second; /**< of two that touch */
} OtDocxBar;

/** Everything that is known while one document is written. */
typedef struct {
	const OtDocument *document;
	const OtStyle *style;
	const OtLabels *labels;
	gint64 epoch;
	OtPackage *package;
	OtPart *main;          /**< word/document.xml */
	OtDocument *scratch;   /**< tables that stand for figures and signatures */
	OtArena *arena;        /**< names and widths that live as long as the writing */
	int text_width;
	const char *lang;      /**< of the document, as Word writes it: "en-GB" */
	const char *store_id;  /**< of the field values, in braces */
	bool has_cover;        /**< the document starts with one */
	bool has_title;        /**< it starts with its title */
	bool has_numbers;      /**< some heading is numbered */
	const char *annex_prefix; /**< what stands before an annex's letter: "", "Annex " */
	int contents_depth;    /**< of the deepest contents; 0: there are none */
	GArray *entries;       /**< of OtDocxEntry */
	GHashTable *bookmarks; /**< id to bookmark, for ids that something leads to */
	GHashTable *headings;  /**< heading to bookmark, for those in the contents */
	GHashTable *tags;      /**< tags of controls in use */
	GHashTable *bars;      /**< paragraph of `scratch` to OtDocxBar: it is drawn, not written */
	GPtrArray *notes;      /**< notes in the order of their reference marks */
	GPtrArray *fields;     /**< fields in the order of the document */
	GArray *lists;         /**< of OtDocxList, from OT_NUM_FIRST_OWN on */
	GPtrArray *guided;     /**< nodes with guidance, in the order of their comments */
	GPtrArray *owed;       /**< those of them whose comment the next paragraph takes */
	int counters[2][OT_LIST_LEVELS]; /**< numbers of headings and annexes, as Word counts */
	int n_controls, n_bookmarks, n_locks;
} OtDocx;

/** docx.c: what a document's archive holds, of OtPackageEntry *; see ot_package_entries(). */
GPtrArray *
ot_docx_write_entries(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
                      gint64 epoch);

/* --- the flow of a text ---------------------------------------------------------------------- */

typedef enum { OT_LAST_NOTHING, OT_LAST_PARAGRAPH, OT_LAST_TABLE } OtDocxLast;

/** A text that is being written: the body, a cell's, or a footnote's. */
typedef struct {
	OtDocx *docx;
	OtPart *part;       /**< which owns the relationships of links */
	OtXmlWriter *xml;
	OtDocxLast last;        /**< what stands directly before */
	bool started;       /**< there is something on the first page */
	bool page_break;    /**< the next paragraph starts a page */
	bool on_cover;
	bool in_link;
	bool in_lock;       /**< a control is open that keeps law's wording from being changed */
	int mark_num, mark_level; /**< number or bullet that the next paragraph takes; 0: none */
	const OtNode *list_end; /**< the block that ends the outermost list, or NULL */
	GPtrArray *pending; /**< bookmarks that the next paragraph takes */
	guint comments_from, comments_to; /**< those that are about the open paragraph */
} OtDocxFlow;

/** Where a block stands, which decides its paragraphs' style. */
typedef enum {
	OT_PLACE_BODY,
	OT_PLACE_CELL,
	OT_PLACE_HEAD,     /**< a header cell at the head of a table */
	OT_PLACE_ROW_HEAD, /**< a header cell at the start of a row */
	OT_PLACE_CALLOUT,
} OtDocxPlace;

/** What a block takes from those around it. */
typedef struct {
	OtDocxPlace place;
	OtCalloutKind callout; /**< OT_PLACE_CALLOUT */
	bool apart;     /**< not to be drawn in one box with the callout before */
	OtAlign align;
	int left;       /**< from the edge of the text */
	int width;      /**< from `left` to the other edge */
	int list_level; /**< of the innermost list; -1: none */
	bool ordered;   /**< the innermost list is */
	bool keep_next; /**< stay on a page with what follows */
	bool locked;    /**< law prescribes the wording */
} OtDocxPlacement;

/** A paragraph's properties; zero means: as its style says. */
typedef struct {
	OtDocxStyle style;
	bool keep_next, page_break, right_to_left, no_number, loose;
	int num, level;    /**< `num` 0: none */
	bool has_indent;
	int left, hanging, right; /**< `right` 0: as its style says */
	int before, after; /**< -1: as its style says */
	OtAlign align;
} OtDocxParagraph;

/** How a run looks. */
typedef struct {
	OtDocxStyle style; /**< of characters, or OT_STYLE_NONE */
	bool strong, emphasis, right_to_left;
	const char *lang; /**< as Word writes it; NULL: the document's */
	const char *font; /**< NULL: as its style says */
} OtDocxRun;

/** Paragraph properties that say nothing but the style. */
OtDocxParagraph
ot_docx_paragraph(OtDocxStyle style);

/** Run properties for text in a language (BCP 47). */
OtDocxRun
ot_docx_run(const OtDocx *docx, const char *lang);

void
ot_docx_write_run_properties(OtXmlWriter *xml, const OtDocxRun *run);

/**
 * Start a paragraph: its properties, what the flow owes it (page break, number, bookmarks, room
 * after a table), nothing else.  End it with ot_docx_flow_end_paragraph().
 */
void
ot_docx_flow_start_paragraph(OtDocxFlow *flow, const OtDocxParagraph *paragraph);

void
ot_docx_flow_end_paragraph(OtDocxFlow *flow);

/** Where an item has no paragraph to carry its number, write one for it. */
void
ot_docx_flow_settle_mark(OtDocxFlow *flow, const OtDocxPlacement *placement);

/** Keep two tables apart, which Word would otherwise join into one. */
void
ot_docx_flow_part_tables(OtDocxFlow *flow);

/** Owe the id of a node to the next paragraph, if something leads there, and its guidance. */
void
ot_docx_flow_owe_marks(OtDocxFlow *flow, const OtNode *node);

/** Start and end the words that the comment with a node's guidance is about. */
int
ot_docx_start_comment(OtDocxFlow *flow, const OtNode *node);

void
ot_docx_end_comment(OtDocxFlow *flow, int comment);

/** Write the bookmarks that are owed, where no paragraph is left to take them. */
void
ot_docx_flow_pay_bookmarks(OtDocxFlow *flow);

/** What a paragraph in this place looks like; `node` gives its role and language, or NULL. */
OtDocxParagraph
ot_docx_paragraph_at(const OtDocxFlow *flow, const OtDocxPlacement *placement, const OtNode *node);

/* --- runs and fields ------------------------------------------------------------------------- */

/** Write the children of a paragraph, heading or note, in a paragraph that is open. */
void
ot_docx_write_inlines(OtDocxFlow *flow, const OtNode *parent, const OtDocxPlacement *placement);

/** Write the inlines from `first` up to `end` (excluded; NULL: all that follow). */
void
ot_docx_write_inline_range(OtDocxFlow *flow, const OtNode *first, const OtNode *end,
                      const OtDocxPlacement *placement);

/** Write one run of text; line ends and tabs become w:br and w:tab. */
void
ot_docx_write_text(OtXmlWriter *xml, const OtDocxRun *run, const char *text);

/** Write a field of Word's own: its instruction and the result that is known now. */
void
ot_docx_write_field_code(OtXmlWriter *xml, const OtDocxRun *run, const char *instruction,
                    const char *result);

/** The two ends of such a field, for a result that is more than a text. */
void
ot_docx_start_field_code(OtXmlWriter *xml, const OtDocxRun *run, const char *instruction);

void
ot_docx_end_field_code(OtXmlWriter *xml, const OtDocxRun *run);

/** Write a content control in a paragraph that is open. */
void
ot_docx_write_control(OtDocxFlow *flow, const OtNode *field, const OtDocxRun *run);

/** Open the control around rows that repeat; `is_first`: the one around all of that name too. */
void
ot_docx_open_row(OtDocxFlow *flow, const char *name, bool is_first);

/** Close what ot_docx_open_row() opened; `is_last`: the one around all of them too. */
void
ot_docx_close_row(OtDocxFlow *flow, bool is_last);

/** Open a control around wording that nobody is to change; `node` gives the law's name. */
void
ot_docx_open_lock(OtDocxFlow *flow, const OtNode *node);

void
ot_docx_close_lock(OtDocxFlow *flow);

/** The text that a bound control stores: "" where the value is missing. */
const char *
ot_docx_field_stored(const OtNode *field);

/** The text that a field shows; where it is missing, what asks for it. */
const char *
ot_docx_field_shown(const OtDocx *docx, const OtNode *field);

/** True for a date of the calendar, "2026-12-03". */
bool
ot_docx_is_date(const char *text);

/* --- blocks ---------------------------------------------------------------------------------- */

/** Write a node's blocks. */
void
ot_docx_write_blocks(OtDocxFlow *flow, const OtNode *parent, const OtDocxPlacement *placement);

/** Write a block and those that follow it; `first` may be NULL. */
void
ot_docx_write_blocks_from(OtDocxFlow *flow, const OtNode *first, const OtDocxPlacement *placement);

/** No row of a table is made taller than its text needs. */
#define OT_TABLE_TALL_NONE (-1)

/** Write a table; the row `tall_row` (from 0) gets room to write in by hand. */
void
ot_docx_write_table(OtDocxFlow *flow, const OtNode *table, const OtDocxPlacement *placement,
                    int tall_row);

/** Whether each column of a table has room for a few words; `total` as for the widths. */
bool
ot_docx_is_roomy(const OtDocx *docx, const OtNode *table, int total);

/** Write the logo of the house style in a paragraph of its own, where there is one. */
void
ot_docx_write_logo(OtDocxFlow *flow);

/** Write a table as a list of its rows (document/stack.h). */
void
ot_docx_write_stack(OtDocxFlow *flow, const OtNode *table, const OtDocxPlacement *placement);

void
ot_docx_write_figure(OtDocxFlow *flow, const OtNode *figure, const OtDocxPlacement *placement);

/** Write a bar in the cell that is open. */
void
ot_docx_write_bar(OtDocxFlow *flow, const OtDocxBar *bar, const OtDocxPlacement *placement);

/** Whether a block is signed directly below; then it stays on a page with the signature. */
bool
ot_docx_is_signed(const OtNode *block);

void
ot_docx_write_signature(OtDocxFlow *flow, const OtNode *signature,
                        const OtDocxPlacement *placement);

void
ot_docx_write_contents(OtDocxFlow *flow, const OtNode *toc, const OtDocxPlacement *placement);

void
ot_docx_write_heading(OtDocxFlow *flow, const OtNode *heading, const OtDocxPlacement *placement);

/* --- measures -------------------------------------------------------------------------------- */

/** How wide a text is, in thousandths of the size of its type; an estimate. */
int
ot_docx_text_width(const char *text, size_t len);

/**
 * How wide the columns of a table should be: by its weights or by what the cells hold.  The widths
 * add up to `total`.  Free with g_free().
 */
int *
ot_docx_column_widths(const OtDocx *docx, const OtNode *table, int total);

/** The width at which no word is broken and a column of long texts is at least `least` wide. */
int
ot_docx_wanted_width(const OtDocx *docx, const OtNode *table, int least);

/** Points as twips. */
int
ot_docx_twips(double points);

/* --- names ----------------------------------------------------------------------------------- */

/** The bookmark of an id, or NULL where nothing leads to it or it doesn't exist. */
const char *
ot_docx_bookmark_of(const OtDocx *docx, const char *id);

/** Find out which ids are targets, and which headings the contents list. */
void
ot_docx_gather_bookmarks(OtDocx *docx);

/** A control's tag: the field's name, shortened with a checksum where Word allows no more. */
const char *
ot_docx_tag_of(OtDocx *docx, const char *name);

/** A control's title: the label, shortened where Word allows no more. */
const char *
ot_docx_alias_of(OtDocx *docx, const char *label);

/**
 * The address of a link as a relationship may hold it, or NULL where it isn't one that we hand out
 * (http, https, mailto, tel).
 */
const char *
ot_docx_link_target(OtDocx *docx, const char *href);

/** A language tag as Word writes it, with its region: "cy" is "cy-GB". */
const char *
ot_docx_word_lang(const char *lang);

/* --- styles and numbers ---------------------------------------------------------------------- */

/** A style's w:styleId. */
const char *
ot_docx_style_id(OtDocxStyle style);

/** The text of the house style that a style follows. */
const OtTextStyle *
ot_docx_style_text(const OtDocx *docx, OtDocxStyle style);

/** The room above and below a paragraph of this style. */
int
ot_docx_style_before(const OtDocx *docx, OtDocxStyle style);

int
ot_docx_style_after(const OtDocx *docx, OtDocxStyle style);

/** How far a style indents its paragraphs by itself. */
int
ot_docx_style_indent(OtDocxStyle style);

/** A house colour in hexadecimal, in the arena. */
const char *
ot_docx_hex(const OtDocx *docx, OtColourRole role);

/** What stands before the letter of an annex's number: "Annex " in "Annex A"; NULL: no annex. */
const char *
ot_docx_annex_prefix(OtDocx *docx, const char *number);

/** Give an ordered list a number of its own. */
int
ot_docx_add_list(OtDocx *docx, const OtNode *list, int level);

/**
 * The list that counts a heading, if Word would give it the number that it has; else OT_NUM_NONE,
 * and the number has to be written out.  Advances Word's count.
 */
int
ot_docx_count_heading(OtDocx *docx, const OtNode *heading);

/* --- parts ----------------------------------------------------------------------------------- */

/**
 * Add word/NAME.xml, whose name is also that of its relation and of its content type, and start its
 * root element with the namespaces.
 */
OtPart *
ot_docx_add_word_part(OtDocx *docx, const char *name, const char *root);

/** The namespaces of a part's root element. */
void
ot_docx_set_namespaces(OtXmlWriter *xml);

/** The time `epoch` as W3CDTF, in the arena. */
const char *
ot_docx_epoch_text(const OtDocx *docx);

void
ot_docx_write_document_part(OtDocx *docx, const char *header_id, const char *footer_id);

void
ot_docx_write_styles_part(OtDocx *docx);

void
ot_docx_write_numbering_part(OtDocx *docx);

void
ot_docx_write_settings_part(OtDocx *docx);

void
ot_docx_write_font_table_part(OtDocx *docx);

void
ot_docx_write_theme_part(OtDocx *docx);

/** The running head; returns the relationship's id. */
const char *
ot_docx_write_header_part(OtDocx *docx);

/** The running foot; returns the relationship's id. */
const char *
ot_docx_write_footer_part(OtDocx *docx);

void
ot_docx_write_footnotes_part(OtDocx *docx);

void
ot_docx_write_comments_part(OtDocx *docx);

void
ot_docx_write_core_part(OtDocx *docx);

void
ot_docx_write_app_part(OtDocx *docx);

void
ot_docx_write_custom_part(OtDocx *docx);

void
ot_docx_write_custom_xml_part(OtDocx *docx);

#endif
