/* SPDX-License-Identifier: MIT */
#ifndef OT_RESPONSES_THEMES_H
#define OT_RESPONSES_THEMES_H

/**
 * What the officer made of the answers: themes.csv, one row for each theme that an answer has, or
 * for each requirement that a supplier says something about.
 *
 *   Supplier, Question, Theme, Requirement, Meets it, What would open it, Summary
 *
 * A supplier is named by its name, number, file or id; without a question the row is about the
 * whole response.
 */

#include "responses/asked.h"

#include <libxml/tree.h>

typedef enum { OT_MEETS_UNSAID, OT_MEETS_YES, OT_MEETS_NO, OT_MEETS_PARTLY } OtMeets;

typedef struct {
	const OtResponse *response;
	const char *question;    /**< its id, or "" */
	const char *theme;       /**< "" for none */
	const char *requirement; /**< the id of a requirement or outcome, or "" */
	OtMeets meets;
	const char *opens;       /**< what would open it, or "" */
	const char *summary;     /**< what was said about the theme, to be published, or "" */
} OtTheme;

typedef struct OtThemes OtThemes;

/**
 * Read the file.  What is wrong with it goes to `findings`, by row and column; rows that name no
 * supplier or question are left out, and of others the requirement that is none of `specification`,
 * its root (NULL: they aren't looked at).  NULL with an error where it can't be read, without one
 * where findings say why.  Responses and questions have to live as long.  Free with ot_themes_free().
 */
OtThemes *
ot_themes_read(const char *path, const OtResponses *responses, const OtAsked *asked,
               const xmlNode *specification, OtFindings *findings, GError **error);

void
ot_themes_free(OtThemes *themes);

/** In the order of the file; `themes` may be NULL. */
size_t
ot_themes_count(const OtThemes *themes);

const OtTheme *
ot_theme(const OtThemes *themes, size_t index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtThemes, ot_themes_free)

#endif
