/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_CONTROLS_H
#define OT_DOCX_CONTROLS_H

/**
 * The content controls of a Word file (w:sdt; ECMA-376-1, 17.5.2): what they are called, what they
 * hold as people see it, and where in the bytes of their part they stand.
 *
 * They are found wherever Word puts them: in a line of text, around paragraphs, cells and rows, in
 * text boxes, notes, headers and footers.  What w:ins brought counts, what w:del took away does
 * not.
 */

#include "docx/draft-parts.h"

/**
 * What stands between the cells of a row in a text: people paste tables where words were asked for.
 */
#define OT_BETWEEN_CELLS " | "

typedef enum {
	OT_CONTROL_RICH,    /**< any text, the usual one (w:richText, or nothing said) */
	OT_CONTROL_TEXT,    /**< a line of text */
	OT_CONTROL_PROSE,   /**< text with line breaks (w:text w:multiLine) */
	OT_CONTROL_DATE,
	OT_CONTROL_CHOICE,  /**< w:dropDownList or w:comboBox */
	OT_CONTROL_TICK,    /**< w14:checkbox */
	OT_CONTROL_SECTION, /**< w15:repeatingSection: holds items */
	OT_CONTROL_ITEM,    /**< w15:repeatingSectionItem */
	OT_CONTROL_OTHER,   /**< a picture, a formula, a gallery of building blocks ... */
} OtControlKind;

/** What a control stands around. */
typedef enum {
	OT_CONTROL_INLINE, /**< runs of a paragraph */
	OT_CONTROL_BLOCK,  /**< paragraphs and tables */
	OT_CONTROL_ROW,    /**< rows of a table */
	OT_CONTROL_CELL,   /**< cells of a row */
} OtControlLevel;

/** One of the answers that a list offers. */
typedef struct {
	const char *text;  /**< as it is shown */
	const char *value; /**< as it is stored; that is the text where nothing else is said */
} OtControlChoice;

typedef struct {
	OtControlKind kind;
	OtControlLevel level;
	const char *tag, *alias;  /**< w:tag, w:alias; NULL: it has none */
	const char *id;           /**< w:id, or NULL */
	const char *path, *store; /**< of its binding: w:xpath and w:storeItemID; NULL: not bound */
	bool locked_content;      /**< w:lock: people can't change what it holds */
	bool locked_control;      /**< w:lock: people can't delete it */
	bool placeholder;         /**< it shows its hint (w:showingPlcHdr), and holds nothing */
	bool temporary;           /**< it goes when somebody writes into it */
	bool deleted;             /**< it stands in what a tracked change took away */
	/**
	 * It stands in the branch of mc:AlternateContent that is not read, and says again what
	 * another one says; whoever writes into that one writes into this one too.
	 */
	bool shadow;

	const char *text;      /**< what it shows: w:br a line feed, w:tab a tab, paragraphs with a line
	                            feed between them, cells of a row with OT_BETWEEN_CELLS; that of
	                            controls in it too */
	size_t n_paragraphs;   /**< that start in it; 0 for most of those in a line */
	const char *full_date; /**< OT_CONTROL_DATE: w:fullDate, "2026-11-09T00:00:00Z", or NULL */
	const char *date_format; /**< OT_CONTROL_DATE: "d MMMM yyyy", or NULL */
	/**
	 * OT_CONTROL_DATE that shows nothing, not even its hint: the text of the run right behind
	 * it, or NULL.  LibreOffice 7.4 puts the date there where another control stands before it.
	 */
	const char *behind;
	bool ticked;           /**< OT_CONTROL_TICK */
	gunichar ticked_mark, unticked_mark; /**< OT_CONTROL_TICK: what it shows for either */
	bool open;             /**< OT_CONTROL_CHOICE: another answer may be written (w:comboBox) */
	size_t n_choices;
	const OtControlChoice *choices;

	size_t parent;    /**< the control that it stands in, of ot_control(); G_MAXSIZE: none */
	size_t item;      /**< OT_CONTROL_ITEM: which one of its section, from 0 */
	size_t paragraph; /**< of the draft: the one that it stands in, or the first in it; G_MAXSIZE:
	                       none, or one that is not read */
	const char *place; /**< of that, in words, as OtDraftParagraph says it; never NULL */

	size_t part;               /**< of the parts of the draft; the spans count in its bytes */
	OtDraftSpan element;       /**< all of it, <w:sdt> to </w:sdt> */
	OtDraftSpan properties;    /**< its w:sdtPr; empty, after <w:sdt>, where it has none */
	OtDraftSpan holder;        /**< its w:sdtContent; empty where it has none */
	OtDraftSpan content;       /**< what stands in that; in <w:sdtContent/> it is empty and equals
	                                the end of `holder` */
	OtDraftSpan run_properties; /**< w:rPr of the first run with text in it; empty: none */
	OtDraftSpan placeholder_mark; /**< its w:showingPlcHdr; empty: none */
	OtDraftSpan state;         /**< OT_CONTROL_TICK: the value of w14:checked; OT_CONTROL_DATE: the
	                                value of w:fullDate; without quotation marks; empty: none */
} OtControl;

typedef struct OtControls OtControls;

/**
 * Find the controls of all parts that were read as text, in the order of the parts and, in each, of
 * their start tags.  The draft has to live as long.  NULL with a finding (DOC006) where there are
 * more than OT_LIMIT_DRAFT_CONTROLS.
 */
OtControls *
ot_controls_read(const OtDraft *draft, OtFindings *findings);

void
ot_controls_free(OtControls *controls);

size_t
ot_controls_count(const OtControls *controls);

const OtControl *
ot_control(const OtControls *controls, size_t index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtControls, ot_controls_free)

#endif
