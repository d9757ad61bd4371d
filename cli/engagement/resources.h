/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_RESOURCES_H
#define OT_ENGAGEMENT_RESOURCES_H

/**
 * What the program brings along: schemas, templates, labels, house style, fonts.  Each is read when
 * it is first asked for and never changes afterwards.
 */

#include "document/labels.h"
#include "document/style.h"
#include "document/template.h"
#include "xml/schema.h"

typedef struct OtResources OtResources;

/** Find the data folder; OT_ERROR_IO where there is none.  Free with ot_resources_free(). */
OtResources *
ot_resources_new(GError **error);

void
ot_resources_free(OtResources *resources);

/** A path below the data folder, for example ("samples", NULL); free with g_free(). */
char *
ot_resources_path(const OtResources *resources, const char *first, ...) G_GNUC_NULL_TERMINATED;

/** The schema of specifications. */
const OtSchema *
ot_resources_schema(OtResources *resources, GError **error);

/** The schema of answers. */
const OtSchema *
ot_resources_answers_schema(OtResources *resources, GError **error);

/** The schema of translations. */
const OtSchema *
ot_resources_translations(OtResources *resources, GError **error);

/** The labels of a language: "cy-GB" gives labels.cy.xml, English where there is no such file. */
const OtLabels *
ot_resources_labels(OtResources *resources, const char *lang, GError **error);

/** What documents are to look like; all zero: as usual. */
typedef struct {
	/** the name of one of ours, or the path of a file; NULL: the usual */
	const char *house_style;
	bool large_print; /**< 18 point at the least, without italics and narrow columns */
	int page; /**< 0: as the house style says; else 1 + an OtPageSize */
} OtAppearance;

/**
 * True for what can only be the path of a house style and not a name: "council.xml", "own/style".
 */
bool
ot_style_is_path(const char *house_style);

/**
 * The house style of an appearance, read at the first call; later calls give the same.
 * OT_ERROR_USAGE: no style of ours has the name.  What is wrong with its colours goes to `findings`
 * and gives NULL without an error: nothing is to be made with it.
 */
const OtStyle *
ot_resources_style(OtResources *resources, const OtAppearance *appearance, OtFindings *findings,
                   GError **error);

/** The style sheet of pages of HTML. */
const char *
ot_resources_sheet(OtResources *resources, GError **error);

/** The time zone that the times of events are in, as a VTIMEZONE (RFC 5545). */
const char *
ot_resources_zone(OtResources *resources, GError **error);

/**
 * All templates of a kind ("asset", "briefing"), by name: of const OtTemplate * that belong to
 * `resources`.  Free with g_ptr_array_unref().
 */
GPtrArray *
ot_resources_templates(OtResources *resources, const char *kind, GError **error);

/** One template by name; OT_ERROR_USAGE names the nearest where there is none. */
const OtTemplate *
ot_resources_template(OtResources *resources, const char *name, GError **error);

/**
 * The same in a language, as far as there is a translation beside it; its info says which language
 * it is in.
 */
const OtTemplate *
ot_resources_template_in(OtResources *resources, const char *name, const char *lang,
                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtResources, ot_resources_free)

#endif
