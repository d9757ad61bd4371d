/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_RESPONSES_H
#define OT_RESPONSES_RESPONSES_H

/**
 * Responses: what suppliers sent to the questions of an engagement, and where each answer was
 * found.
 *
 * `outset collect` writes them to responses.xml (schemas/responses.xsd); whoever needs the answers
 * reads that.  All texts are UTF-8, and "" is nothing; line ends are line feeds.
 */

#include "base/arena.h"
#include "base/finding.h"
#include "document/document.h"

/** What is said about who answers. */
typedef enum {
#define PARTICULAR(id, name, kind, standing, words, aliases) OT_PARTICULAR_##id,
#include "responses/particulars.def"
#undef PARTICULAR
	OT_N_PARTICULARS
} OtParticular;

typedef struct {
	const char *name; /**< "conflict-details"; its field is "respondent.conflict-details" */
	OtFieldKind kind; /**< a tick is "yes" or "" */
	bool standing;    /**< the same in every engagement */
	const char *words; /**< for people */
	const char *aliases; /**< what else people call it, in small letters, with "|" between */
} OtParticularInfo;

/** In the order of the enumeration. */
extern const OtParticularInfo ot_particulars[OT_N_PARTICULARS];

/** The form that a question asks for, and that an answer has. */
typedef enum {
	OT_ASKED_TEXT,
	OT_ASKED_CHOICE,
	OT_ASKED_NUMBER,
	OT_ASKED_FILE, /**< the name of a file that was sent along */
} OtAskedKind;

/** "text", "choice", "number", "file": as specifications and responses.xml say them. */
extern const char *const ot_asked_kinds[];

/** How an answer was found; the surest way first. */
typedef enum {
	OT_FOUND_CONTROL,  /**< by the tag of its content control */
	OT_FOUND_BINDING,  /**< by what its control is bound to; the tag is gone */
	OT_FOUND_TITLE,    /**< by the title of its control */
	OT_FOUND_COLUMN,   /**< by row and column of a table (CSV) */
	OT_FOUND_HEADING,  /**< by the number or the words of the question above it */
	OT_FOUND_POSITION, /**< by its place among what else was known */
} OtFound;

/** "control", "binding", ...: as responses.xml says them. */
extern const char *const ot_found_names[];

typedef enum { OT_CONSENT_UNSAID, OT_CONSENT_NO, OT_CONSENT_YES } OtResponseConsent;

/** "unsaid", "no", "yes". */
extern const char *const ot_consents[];

typedef enum { OT_RESPONSE_DOCX, OT_RESPONSE_CSV, OT_RESPONSE_TEXT } OtResponseFormat;

/** "docx", "csv", "text". */
extern const char *const ot_response_formats[];

/** The answer to one question. */
typedef struct {
	const char *question; /**< its id: "Q3" */
	/** OT_ASKED_TEXT also where a choice or number was answered in words */
	OtAskedKind kind;
	/**
	 * What was answered: a choice in the words of the specification, whatever the language of
	 * the form; a number as digits with a full stop, "12.5".
	 */
	const char *text;
	const char *more;     /**< words to a choice or number */
	bool sensitive;       /**< marked as commercially sensitive, or a reason for it is given */
	bool unmarked;        /**< sensitive by its reason alone; known while a file is collected */
	const char *reason;   /**< why, and until when */
	OtFound found;
	const char *place;    /**< in words: "table 4, row 2", "line 17", "row 9, column Answer" */
} OtResponseAnswer;

/** One file that a supplier sent. */
typedef struct {
	OtArena *arena;          /**< that holds all of it */
	const char *id;          /**< "S3": in the order of OtResponses */
	const char *file;        /**< as it was named, never NULL */
	const char *sha256;      /**< of its bytes */
	OtResponseFormat format;
	const char *lang;        /**< of the form that was answered: "en-GB" */
	const char *reference;   /**< of the engagement that the file says; "": it doesn't */
	const char *version;     /**< of the specification that was answered; "": not known */
	const char *form_version; /**< of the template of the form; "": not known */
	const char *reworded;    /**< ids of questions that had other words when they were answered, with
	                              blanks between; "": none, as far as that is known */
	/** when it was saved last: "2026-12-03T10:15:00Z"; "": not known */
	const char *saved;
	const char *particulars[OT_N_PARTICULARS];
	OtResponseConsent share;   /**< what was written may be shared without the name */
	OtResponseConsent contact; /**< they may be written to or called */
	/**
	 * The `id` of the first response of the same supplier, which is its own for most; by PPON,
	 * company or charity number, else by name.
	 */
	const char *supplier;
	/** False where another response of this supplier stands for this one. */
	bool counts;
	size_t n_answers;  /**< questions that nothing was said to have none */
	const OtResponseAnswer *answers; /**< in the order of the questions */
} OtResponse;

/** All responses to one engagement. */
typedef struct OtResponses OtResponses;

/** No responses to an engagement of this reference and version.  Free with ot_responses_free(). */
OtResponses *
ot_responses_new(const char *reference, const char *version);

void
ot_responses_free(OtResponses *responses);

/** Of the specification by which they were collected; "" where it has none. */
const char *
ot_responses_reference(const OtResponses *responses);

const char *
ot_responses_version(const OtResponses *responses);

/** A response that says nothing yet: all texts "", all it holds in an arena of its own. */
OtResponse *
ot_response_new(const char *file);

void
ot_response_free(OtResponse *response);

/**
 * Give it its answers, an array of OtResponseAnswer that is copied; their texts are in its arena.
 */
void
ot_response_set_answers(OtResponse *response, const GArray *answers);

/** Add a response, which is taken; ot_responses_settle() has to follow the last one. */
void
ot_responses_take(OtResponses *responses, OtResponse *take_response);

/** Add a response that says nothing yet, and whose arena is that of them all. */
OtResponse *
ot_responses_obtain(OtResponses *responses);

/** Free these bytes, which texts of responses stand in, together with the responses. */
void
ot_responses_own(OtResponses *responses, char *take_bytes);

/**
 * Add a response without what takes room, its texts: who it is from, when it was saved and which
 * questions it answers is kept, and that is enough to settle and to judge many.
 */
void
ot_responses_add_outline(OtResponses *responses, const OtResponse *response);

/**
 * Put the responses in the order of their files, and find out which are from one supplier: `id`,
 * `supplier` and `counts` of each.  The rule for several of one supplier: the one that was saved
 * last counts; where that can't be told, all count.
 */
void
ot_responses_settle(OtResponses *responses);

size_t
ot_responses_count(const OtResponses *responses);

const OtResponse *
ot_response_at(const OtResponses *responses, size_t index);

/** The answer to a question, or NULL where there is none. */
const OtResponseAnswer *
ot_response_answer(const OtResponse *response, const char *question);

/** What people call the supplier: its name, else its number, else the file. */
const char *
ot_response_name(const OtResponse *response);

/**
 * Read responses.xml.  What is wrong with it is in `findings` and gives NULL without an error;
 * `error` is set where it can't be read at all.
 */
OtResponses *
ot_responses_read(const char *path, OtFindings *findings, GError **error);

/** As responses.xml; the same responses give the same bytes. */
GBytes *
ot_responses_write(const OtResponses *responses);

/**
 * responses.xml in pieces: what stands before all responses, what names one, what is known of one
 * before all others are read, and what stands at the end.
 */
GBytes *
ot_responses_write_start(const OtResponses *responses);
GBytes *
ot_response_write_name(const OtResponse *response);
GBytes *
ot_response_write_rest(const OtResponse *response);
GBytes *
ot_responses_write_end(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtResponses, ot_responses_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtResponse, ot_response_free)

#endif
