/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_FAMILIES_H
#define OT_PDF_FAMILIES_H

/**
 * Which of the families that a house style names are there.
 */

#include "base/finding.h"

#include <pango/pango.h>

typedef struct OtFamilies OtFamilies;

/** The context, folder (with manifest.tsv) and findings must outlive it. */
OtFamilies *
ot_families_new(PangoContext *context, const char *font_dir, OtFindings *findings);

void
ot_families_free(OtFamilies *families);

/**
 * The first family of a list ("Caladea, Lato") that is installed, after them DejaVu Sans.  What is
 * missing, bold and italic faces too, is a finding at `where`, with the Debian package that has it.
 * OT_ERROR_INPUT where there is none.  Owned by `families`.
 */
const char *
ot_families_choose(OtFamilies *families, const char *list, const OtWhere *where, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtFamilies, ot_families_free)

#endif
