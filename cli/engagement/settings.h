/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_SETTINGS_H
#define OT_ENGAGEMENT_SETTINGS_H

/**
 * Settings: outset.ini, the nearest one upward from the input.
 *
 *   [engagement]
 *   specification = spec.xml     what is checked and made into documents
 *   output = pack                where documents go
 *   assets = dpia;mou            which assets `assemble` and `pack` make; all where it is missing
 *   language = both              of documents: en, cy, or both; that of the specification otherwise
 *
 *   [style]
 *   house-style = council.xml    a house style of the authority's own, or the name of one of ours
 *   page = letter                the paper: a4 or letter
 *
 *   [check]
 *   stage = engagement           for drafts, which do not say: draft, engagement or tender
 *   jurisdiction = GB-ENG        the same
 *   regime = procurement-act-2023
 *   rules = rules.xml;more.xml   packs of rules of the authority's own
 *   words = words.xml            lists of words of its own, which add to ours or take from them
 *   select = LAW;OUT             only these rules: codes, families or tags
 *   ignore = PLN002              not these
 *   baseline = baseline.json     findings that are known already
 *
 *   [events]
 *   people = people.csv          who comes to events; people.csv beside the specification
 *
 *   [people-columns]
 *   consent = Happy to share     the head that a column has in it, where it isn't ours
 *   [notice]
 *   ocid-prefix = ocds-a1b2c3    the prefix registered for the authority, for drafts as data
 *
 *   [funding]
 *   list = funding.csv           the list of funds; funding.csv beside the specification
 *
 *   [funding-columns]
 *   closes = Deadline            the head that a column has in it, where it isn't ours
 *
 *   [register]
 *   by = Priya Lindqvist         who writes into the register, where nothing else is said
 *   keep-until = 2030-12-31      up to when its rows are kept, where nothing else is said
 *   share-within = 5             days within which all are told what one was told
 *   answer-within = 10           days within which a question is answered, and an answer published
 *   announce-before = 14         days that an event is announced before it
 *
 *   [packs]
 *   assets = required-assets     what every supplier gets alike beside briefing, form and letter
 *
 *   [severity]
 *   OUT050 = note                how severe a rule is: off, note, warning or error
 *
 * Paths are relative to the folder of outset.ini.  A group or key that is not listed is an error
 * that names the nearest one.
 */

#include "engagement/resources.h"
#include "suppliers/suppliers.h"

typedef struct {
	char *file;          /**< the outset.ini that was read, or NULL */
	char *specification; /**< a path, or NULL */
	char *output;        /**< a path, or NULL */
	char **assets;       /**< NULL: all */
	char *language;      /**< one of ot_language_choices, or NULL */
	char *house_style;   /**< a path or a name, or NULL */
	char *page;          /**< the name of a size of paper, or NULL */

	char *stage, *jurisdiction, *regime; /**< of drafts, or NULL */
	char **rules, **words;   /**< paths, or NULL */
	char **select, **ignore; /**< names of rules, or NULL */
	char *baseline;          /**< a path, or NULL */
	char *ocid_prefix;       /**< or NULL */
	char *funding;           /**< a path, or NULL */
	char **funding_heads;    /**< pairs: a column and its head; or NULL */
	char *people;            /**< a path, or NULL */
	char **people_heads;     /**< pairs: a column and its head; or NULL */
	char *suppliers;         /**< a path, or NULL */
	char *suppliers_dates;   /**< one of ot_dates_choices, or NULL */
	char **suppliers_heads;  /**< pairs: a column and its head; or NULL */
	char *register_by, *register_keep_until; /**< or NULL */
	char *share_within, *answer_within, *announce_before; /**< numbers, or NULL */
	char **packs_assets;     /**< what goes into a pack for a supplier, or NULL */
	char **severity;         /**< pairs: a name and its level; or NULL */
} OtSettings;

/**
 * Read the settings for an input, a file or a folder.  Without any outset.ini all members are NULL.
 * OT_ERROR_FORMAT where it can't be understood.  Free with ot_settings_free().
 */
OtSettings *
ot_settings_load(const char *input, GError **error);

void
ot_settings_free(OtSettings *settings);

/**
 * The languages that documents can be asked for in: "specification", "en", "cy", "both"; ended by
 * NULL.
 */
extern const char *const ot_language_choices[];

/** How dates of a list of suppliers are meant: "day-first", "month-first"; ended by NULL. */
extern const char *const ot_dates_choices[];

/** What the settings say of the appearance of documents; its texts belong to `settings`. */
OtAppearance
ot_settings_appearance(const OtSettings *settings);

/**
 * The path of the specification for an input: a file is its own, a folder has the one that the
 * settings name, or spec.xml.  OT_ERROR_IO where the folder has none.  Free with g_free().
 */
char *
ot_settings_specification(const OtSettings *settings, const char *input, GError **error);

/**
 * The path of the list of suppliers: the one that the settings name, or suppliers.csv beside the
 * specification, whether or not it is there.  Free with g_free().
 */
char *
ot_settings_suppliers(const OtSettings *settings, const char *specification);

/** How it is read; its texts belong to `settings`. */
OtSuppliersOptions
ot_settings_suppliers_options(const OtSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSettings, ot_settings_free)

#endif
