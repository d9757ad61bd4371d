/* SPDX-License-Identifier: MIT */
#ifndef OT_REGISTER_REGISTER_H
#define OT_REGISTER_REGISTER_H

/**
 * The register: what was sent, told or asked, to or by whom, when, how, for which purpose, and
 * whether all know it (register.csv).  It shows that nobody gained an unfair advantage (Procurement
 * Act 2023 section 16(3)) and is the record of communication that section 98(3) asks for.
 *
 * The file is only ever added to.  What was wrong is put right by a further row.  Each row has a
 * hash over its own cells and the hash of the row above, so that a row that was changed, taken
 * out or moved can be named.  There is no secret in it: whoever writes the file anew can hash it
 * anew, and rows that were cut off at the end leave no mark.  Against both helps the last hash,
 * kept elsewhere: see OtRegisterProof and ot_register_read().
 *
 * Form: UTF-8 with a byte order mark, every cell in quotation marks, commas, and CR LF at the end
 * of a row.  Within cells line ends are LF, so CR LF ends a row and nothing else.  Cells that
 * look like formulas are stored as they are; what is written for spreadsheets is another file.
 *
 * Hash: SHA-256, in hexadecimal digits, of "outset register 1\n" and of each cell but the last,
 * in the order of columns.def, as its length in bytes (decimal), ":", its bytes, and "\n".  Cells
 * are without white space at their ends, and CR LF in them counts as LF.  It is of values, not of
 * bytes of the file: a spreadsheet that saves the table with other quotation marks changes
 * nothing.
 */

#include "base/finding.h"

/** The columns; see columns.def. */
typedef enum {
#define COLUMN(id, name, head, aliases, kind, codes, help) OT_REGISTER_##id,
#include "register/columns.def"
#undef COLUMN
	OT_N_REGISTER_COLUMNS
} OtRegisterColumn;

/** Digits of a hash. */
#define OT_REGISTER_HASH_LEN 64

/**
 * A row to append.  NULL is an empty cell; number, written, previous and hash are set when it is
 * written and have to be NULL.  An empty `when` becomes the time of writing, an empty `direction`
 * the usual one of its kind.  `kind` has to be there.
 */
typedef struct {
	const char *cells[OT_N_REGISTER_COLUMNS];
} OtRegisterEntry;

/** How far a register goes. */
typedef struct {
	size_t n_rows;
	char hash[OT_REGISTER_HASH_LEN + 1]; /**< of the last row; 64 noughts where there is none */
} OtRegisterHead;

/**
 * Append rows, all or none: in one write, under a lock of the file, and synced.  Processes that
 * append at once wait for each other.  The file is made where it isn't there.
 *
 * All entries are checked first: OT_ERROR_USAGE names the entry (from 1) and the column.
 * OT_ERROR_INPUT where the file can't be added to, as its last row is half written or another
 * program has saved it; the message says the way out.  OT_ERROR_IO, OT_ERROR_LIMIT as usual.  A
 * clock that goes backwards, and a last row that was changed, become findings; the rows are
 * written all the same.
 *
 * `head` may be NULL.
 */
bool
ot_register_append(const char *path, const OtRegisterEntry *entries, size_t n,
                   OtRegisterHead *head, OtFindings *findings, GError **error);

/** A row as it is read. */
typedef struct {
	size_t row;  /**< as a spreadsheet counts: the heads are row 1 */
	int line;    /**< where it begins in the file */
	bool proved; /**< its hash is right, whatever the rows above are */
	/**
	 * All columns, "" where nothing stands; gone after the call.  Days whose form alone a
	 * spreadsheet changed are as they were.
	 */
	const char *const *cells;
} OtRegisterRow;

/** Take a row; false ends the reading without an error. */
typedef bool OtRegisterTake(const OtRegisterRow *row, void *data);

/** What became of the chain. */
typedef struct {
	OtRegisterHead head; /**< of all rows that were read, whether the chain holds or not */
	size_t first_broken; /**< as a spreadsheet counts; 0: the chain holds */
	/** rows that are not what was written or don't follow the row above */
	size_t n_broken;
	size_t head_row;     /**< where the hash that was asked for stands; 0: nowhere */
	size_t n_reformed;   /**< rows in which a spreadsheet changed the form of a date, no more */
	bool torn;           /**< the last row is half written; it isn't among the rows */
} OtRegisterProof;

/** How a register is read. */
typedef struct {
	OtRegisterTake *take; /**< or NULL */
	void *data;           /**< for `take` */
	/** A hash that has to stand in the register: nothing up to it was cut off; or NULL. */
	const char *head;
} OtRegisterReading;

/**
 * Read a register row by row and prove its chain; a million rows take no more memory than one.
 * What breaks the chain becomes one finding that names the first broken row.  `proof` may be
 * NULL.
 *
 * Where `take` ends the reading, the proof is of the rows up to there.  Returns false with `error`
 * where it can't be read, and without one where `findings` say why it is no register.
 */
bool
ot_register_read(const char *path, const OtRegisterReading *reading, OtRegisterProof *proof,
                 OtFindings *findings, GError **error);

/** What was mended. */
typedef enum {
	OT_MENDED_NOTHING, /**< there was nothing to mend */
	OT_MENDED_TORN,    /**< half a row at the end was set aside */
	OT_MENDED_FORM,    /**< a register that a spreadsheet had saved is in its own form again */
} OtMended;

/**
 * Set aside what is half written at the end, or write what a spreadsheet saved as it was; what
 * was there before is kept in a file beside it, whose name `kept` gets (g_free(); may be NULL).
 * A row says so, by `by`.  OT_ERROR_INPUT where a row was changed: nothing is mended over that.
 */
bool
ot_register_mend(const char *path, const char *by, OtMended *mended, char **kept,
                 OtFindings *findings, GError **error);

/** The name of a column, such as "keep-until", and its head, such as "Keep until". */
const char *
ot_register_column_name(OtRegisterColumn column);
const char *
ot_register_column_head(OtRegisterColumn column);

/** The codes that a column takes, with blanks between; NULL where it takes other things. */
const char *
ot_register_column_codes(OtRegisterColumn column);

/** Whether a text is one of the codes of a column; several for those that take several. */
bool
ot_register_has_code(OtRegisterColumn column, const char *text);

/** The direction that a kind usually has; NULL for a kind that there isn't. */
const char *
ot_register_usual_direction(const char *kind);

#endif
