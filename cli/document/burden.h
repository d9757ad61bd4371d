/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_BURDEN_H
#define OT_DOCUMENT_BURDEN_H

/**
 * What taking part costs a supplier: the hours of all documents and answers, by stage and by the
 * size of the supplier.  Templates and commands take every number of hours from here, so that they
 * agree.
 *
 * What the specification says counts: response-hours, and the hours of a document, both meant for a
 * small supplier.  What it doesn't say comes from schemas/burden.xml; so does how much more or less
 * it is for suppliers of another size.
 */

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

typedef enum {
	OT_SIZE_MICRO,
	OT_SIZE_SMALL,
	OT_SIZE_MEDIUM,
	OT_SIZE_LARGE,
	OT_N_SIZES,
} OtSupplierSize;

/** The values of @needed (schemas/spec.xsd) at which a document is needed, in order. */
typedef enum {
	OT_NEEDED_ENGAGEMENT,
	OT_NEEDED_PILOT,
	OT_NEEDED_TENDER,
	OT_NEEDED_AWARD,
	OT_NEEDED_GO_LIVE,
	OT_N_NEEDED,
} OtNeeded;

/** Their names, ended with NULL: "micro" and on, "engagement" and on. */
extern const char *const ot_size_names[], *const ot_needed_names[];

/** The estimates of schemas/burden.xml. */
typedef struct OtEstimates OtEstimates;

/** Read them; OT_ERROR_FORMAT with file, line and column.  Free with ot_estimates_free(). */
OtEstimates *
ot_estimates_load(const char *path, GError **error);

void
ot_estimates_free(OtEstimates *estimates);

/** What the estimates rest on, and when they were last looked at. */
const char *
ot_estimates_source(const OtEstimates *estimates);

const char *
ot_estimates_checked(const OtEstimates *estimates);

/** A document that a supplier has work with, or a question. */
typedef struct {
	const xmlNode *node; /**< <asset> or <question> */
	const char *name;    /**< of the asset, or the id of the question; the tree's */
	OtNeeded needed;
	bool known;          /**< false: nobody has said how many hours it takes */
	bool ours;           /**< the hours are an estimate of ours, not of the specification */
	double hours[OT_N_SIZES];
} OtBurdenItem;

typedef struct {
	GArray *documents; /**< of OtBurdenItem, by stage, then as the specification has them */
	GArray *questions; /**< the same; estimates, which add up to `questions_hours` */
	double questions_hours[OT_N_SIZES];
	bool answers_known;                /**< the specification says how long an answer takes */
	double answers[OT_N_SIZES];        /**< to answer: response-hours, or else the questions */
	double at[OT_N_NEEDED][OT_N_SIZES];    /**< at a stage alone */
	double until[OT_N_NEEDED][OT_N_SIZES]; /**< up to and with it */
	int n_unknown;     /**< documents of which the hours are not known */
	int n_withheld;    /**< documents that are not published and not counted */
} OtBurden;

/**
 * Reckon with a specification, a tree without namespaces.  What is marked publish="no" is not
 * counted, so that every reader sees the same numbers.  The tree has to live longer.  Free with
 * ot_burden_free().
 */
OtBurden *
ot_burden_reckon(const xmlDoc *specification, const OtEstimates *estimates);

void
ot_burden_free(OtBurden *burden);

/** A document among those reckoned with, or NULL. */
const OtBurdenItem *
ot_burden_find(const OtBurden *burden, const xmlNode *asset);

/** The index of a name in a list that ends with NULL, or -1. */
int
ot_burden_index(const char *const *names, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtEstimates, ot_estimates_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtBurden, ot_burden_free)

#endif
