/* SPDX-License-Identifier: MIT */
#ifndef OT_EVENTS_PEOPLE_H
#define OT_EVENTS_PEOPLE_H

/**
 * The list of people who come to events, kept as a table that people edit in a spreadsheet
 * (people.csv).  Whatever has no answer counts as no: nobody is shared who has not said so.
 */

#include "base/finding.h"
#include "document/labels.h"

/** The columns; see people.def. */
typedef enum {
#define FIELD(id, name, head, aliases, kind) OT_PERSON_##id,
#include "events/people.def"
#undef FIELD
	OT_N_PERSON_FIELDS
} OtPersonField;

typedef enum { OT_ANSWER_NONE, OT_ANSWER_NO, OT_ANSWER_YES } OtAnswered;

/** One person.  What could not be read is as if nothing stood there. */
typedef struct {
	size_t row; /**< as a spreadsheet counts */
	int line;
	/**
	 * White space folded, without marks that turn text around; "" for nothing; dates ISO 8601.
	 */
	const char *values[OT_N_PERSON_FIELDS];
	OtAnswered answers[OT_N_PERSON_FIELDS]; /**< of the columns that take yes or no */
	/** the organisation, and that and the name, without case: to compare */
	const char *firm, *key;
} OtPerson;

typedef struct OtPeople OtPeople;

typedef struct {
	char *const *heads;     /**< names of columns and the authority's heads in turn, or NULL */
	const OtLabels *labels; /**< the names of months */
	const char *const *events; /**< the ids that there are, ended with NULL */
} OtPeopleOptions;

/**
 * Read a list ("-" is standard input).  NULL with `error` where it can't be read, and without one
 * where `findings` say why nothing can be made of it; OT_ERROR_USAGE for a column in `heads` that
 * doesn't exist.  Free with ot_people_free().
 */
OtPeople *
ot_people_read(const char *path, const OtPeopleOptions *options, OtFindings *findings,
               GError **error);

void
ot_people_free(OtPeople *people);

/** The path of the list. */
const char *
ot_people_file(const OtPeople *people);

/** All, by their organisations and names; of const OtPerson *. */
const GPtrArray *
ot_people_all(const OtPeople *people);

/** Those of one event: whoever names it, or none.  Free with g_ptr_array_unref(). */
GPtrArray *
ot_people_of(const OtPeople *people, const char *event);

/** Add a finding about a cell; `field` is OT_N_PERSON_FIELDS for the whole row. */
OtFinding *
ot_person_find(OtFindings *findings, OtCode code, const OtPeople *people, const OtPerson *person,
               OtPersonField field, const char *format, ...) G_GNUC_PRINTF(6, 7);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtPeople, ot_people_free)

#endif
