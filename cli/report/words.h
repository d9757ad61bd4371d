/* SPDX-License-Identifier: MIT */
#ifndef OT_REPORT_WORDS_H
#define OT_REPORT_WORDS_H

/** What the formats of a report share: text of others made safe, and short pieces of sentences. */

#include "report/result.h"

/**
 * Valid UTF-8 in which U+FFFD stands for what would change how the rest is shown: controls, and
 * marks that turn text around.  Runs of blanks, tabs and line ends become one blank.  NULL gives
 * NULL; free with g_free().
 */
char *
ot_report_safe(const char *text);

/** The same with "?" instead of U+FFFD, which text faces don't have: for documents. */
char *
ot_report_plain(const char *text);

/** What a code means: the title of the finding's rule, or that of the program's own code. */
const char *
ot_report_title(const OtFinding *finding);

/** A piece of a sentence around the words that were found; all safe, none NULL. */
typedef struct {
	char *before; /**< "... must use ", with its blank */
	char *words;  /**< "" where the finding has none */
	char *after;
} OtSnippet;

/**
 * The words of a finding within at most `width` characters of their sentence, cut between words;
 * those that were found are shortened only where they alone are longer.  Without any, the beginning
 * of the sentence is in `before`.  Free with ot_snippet_clear().
 */
OtSnippet
ot_report_snippet(const OtFinding *finding, size_t width);

void
ot_snippet_clear(OtSnippet *snippet);

/** Append "1 error" or "2 errors". */
void
ot_report_append_count(GString *text, size_t n, const char *noun);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtSnippet, ot_snippet_clear)

#endif
