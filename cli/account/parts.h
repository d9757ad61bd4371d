/* SPDX-License-Identifier: MIT */
#ifndef OT_ACCOUNT_PARTS_H
#define OT_ACCOUNT_PARTS_H

/** What the files of this folder share. */

#include "account/account.h"

/** The sizes that the report tells apart. */
typedef enum {
	OT_ACCOUNT_MICRO, /**< fewer than 10 people */
	OT_ACCOUNT_SMALL, /**< 10 to 249 */
	OT_ACCOUNT_LARGE,
	OT_ACCOUNT_UNKNOWN,
	OT_N_ACCOUNT_SIZES
} OtAccountSize;

/** "micro", "small", "large", "unknown": as the fields of the report have them. */
extern const char *const ot_account_sizes[];

/** An organisation that took part. */
typedef struct {
	const char *name;
	const OtSupplier *supplier; /**< in the list, or NULL */
	const OtResponse *response; /**< what it wrote, or NULL */
	const char *code;           /**< as the register has it, or NULL */
	const char *region;         /**< "": not known */
	OtAccountSize size;
	bool voluntary;
	bool present;               /**< it came to an event or a conversation */
} OtParticipant;

/** A theme, and who said something to it. */
typedef struct {
	const char *name, *summary; /**< of the officer; summary may be "" */
	GPtrArray *participants;    /**< of OtParticipant *, each once */
} OtHeard;

struct OtAccount {
	OtAccountSource source;
	OtArena *arena;
	GPtrArray *participants; /**< of OtParticipant * */
	GPtrArray *heard;        /**< of OtHeard *, as they come in the table of themes */
	const char *kept_until;  /**< the last day in the register's column, or NULL */
	size_t n_contacts;       /**< rows of the register */
};

/** Gather what was heard, by the themes. */
void
ot_account_hear(OtAccount *account);

/**
 * The participant for a supplier's code, id or name, as registers and tables have it; NULL for
 * none.
 */
OtParticipant *
ot_account_find(const OtAccount *account, const char *word);

/** Add one that is known by a code, and perhaps by a name, of the register alone. */
OtParticipant *
ot_account_add(OtAccount *account, const char *code, const char *name);

/** A number of organisations in words: "0", "fewer than three", "7"; in the account's arena. */
const char *
ot_account_number(const OtAccount *account, int n);

/** A total of numbers of which some may not be told. */
const char *
ot_account_total(const OtAccount *account, const int *numbers, size_t n);

/** Set an answer, unless a person has answered; the name is formatted as for printf(). */
void
ot_account_set(OtAnswers *answers, const char *text, const char *format, ...) G_GNUC_PRINTF(3, 4);

/** How the number of a point in a chart is told. */
typedef enum {
	OT_TELL_EXACTLY, /**< it counts no organisations */
	OT_TELL_SAFELY,  /**< not where it is below three */
	OT_TELL_IN_BANDS,
} OtTelling;

/** Answers of a point of a chart: its label, value and words. */
void
ot_account_draw(const OtAccount *account, OtAnswers *answers, const char *point,
                const char *label, int n, OtTelling telling);

/** @name Parts of the report @{ */
void ot_account_answer_numbers(const OtAccount *account, OtAnswers *answers);
void ot_account_answer_themes(const OtAccount *account, OtAnswers *answers);
void ot_account_answer_decisions(const OtAccount *account, OtAnswers *answers);
void ot_account_answer_enquiries(const OtAccount *account, OtAnswers *answers);
void ot_account_answer_authority(const OtAccount *account, OtAnswers *answers);
/** @} */

#endif
