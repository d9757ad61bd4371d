/* SPDX-License-Identifier: MIT */
#ifndef OT_PDF_UNICODE_H
#define OT_PDF_UNICODE_H

/**
 * Which text the codes of a font stand for: ToUnicode maps (ISO 32000-1, 9.10.3).
 *
 * Cairo gives a ligature its own character (U+FB03) in the map, and sets each use in a /Span with
 * the letters as /ActualText.  Many programs don't know /ActualText and find no "office"; others
 * lose what follows such a span.  With letters in the map the spans say nothing new.
 */

#include "pdf/lexer.h"
#include "pdf/object.h"

/* --- one map ----------------------------------------------------------------------------- */

/** Reads a map line by line. */
typedef struct {
	OtPdfFile *file;
	OtLexer lexer;
	guint per_line;     /**< strings of a line: 2 in a bfchar section, 3 in a bfrange section */
	int first, last;    /**< codes */
	const OtValue *text; /**< a string, or in a range perhaps an array of strings */
	OtToken token;      /**< the same as it stands in the map */
	bool damaged;
} OtMapReader;

OtMapReader
ot_map_reader(OtPdfFile *file, const guint8 *bytes, size_t len);

/** Go to the next line; false at the end, or with `damaged` set. */
bool
ot_map_next(OtMapReader *reader);

/* --- all fonts of a file ----------------------------------------------------------------- */

typedef struct OtUnicode OtUnicode;

/** Read the maps of all fonts when they are first asked for; `file` must outlive the result. */
OtUnicode *
ot_unicode_new(OtPdfFile *file);

void
ot_unicode_free(OtUnicode *unicode);

/** Put letters for ligatures into all maps of the file; call it before the first question. */
void
ot_unicode_spell_ligatures(OtUnicode *unicode);

/**
 * Append the text of an operand of Tj or TJ, shown in a font of these resources.  False where the
 * font or a code of it is unknown.
 */
bool
ot_unicode_append(OtUnicode *unicode, const OtValue *resources, OtSlice font,
                  const OtValue *shown, GString *text);

/**
 * True if two texts differ in nothing that a reader would miss: ligatures count as their letters,
 * hyphens and blanks that don't break a line as those that do, and what only says where a line may
 * break as nothing.
 */
bool
ot_unicode_equal(const char *one, const char *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtUnicode, ot_unicode_free)

#endif
