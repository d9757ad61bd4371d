/* SPDX-License-Identifier: MIT */
#ifndef OT_HTML_HTML_H
#define OT_HTML_HTML_H

/**
 * The HTML writer: a Document as one self-contained, accessible page (WCAG 2.2 AA): semantic
 * elements, landmarks, a skip link, table headers, languages, a print style, dark and light; no
 * scripts, nothing fetched.
 */

#include "document/document.h"
#include "document/labels.h"
#include "document/style.h"

/**
 * Write a resolved document.  `sheet` is the style sheet that stands in the page
 * (templates/page.css); the colours and faces of the house style go before it as custom properties,
 * so that it names none itself.  Free with g_bytes_unref().
 */
GBytes *
ot_html_write(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
              const char *sheet);

#endif
