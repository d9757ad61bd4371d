/* SPDX-License-Identifier: MIT */
#ifndef OT_XML_WRITE_H
#define OT_XML_WRITE_H

/**
 * Writing XML into memory: elements that are always balanced, text that is always escaped.
 *
 * Characters that XML 1.0 forbids are replaced by U+FFFD and counted.  Names are constants of the
 * program and written as they are.
 */

#include <glib.h>

typedef struct OtXmlWriter OtXmlWriter;

OtXmlWriter *
ot_xml_writer_new(void);

/**
 * Spell as HTML from now on: <!DOCTYPE html> first, void elements such as <br> without an end, all
 * others with one.
 */
void
ot_xml_as_html(OtXmlWriter *writer);

void
ot_xml_writer_free(OtXmlWriter *writer);

/** <?xml version="1.0" encoding="UTF-8" standalone="yes"?> */
void
ot_xml_declaration(OtXmlWriter *writer);

/** Start an element; attributes may follow until something is written into it. */
void
ot_xml_start(OtXmlWriter *writer, const char *name);

/** Add an attribute; a NULL value adds none. */
void
ot_xml_set(OtXmlWriter *writer, const char *name, const char *value);

void
ot_xml_set_int(OtXmlWriter *writer, const char *name, gint64 value);

void
ot_xml_text(OtXmlWriter *writer, const char *text);

/** Text that is written as it is: a style sheet of our own, which HTML does not unescape. */
void
ot_xml_raw(OtXmlWriter *writer, const char *text);

/** End the innermost element; one without content is written as <name/>. */
void
ot_xml_end(OtXmlWriter *writer);

/**
 * An empty element in one call: name, then pairs of attribute and value, ended with NULL.  A NULL
 * value can't be given here.
 */
void
ot_xml_empty(OtXmlWriter *writer, const char *name, ...) G_GNUC_NULL_TERMINATED;

/** An element that holds only text. */
void
ot_xml_leaf(OtXmlWriter *writer, const char *name, const char *text);

/** How many forbidden characters were replaced so far. */
size_t
ot_xml_replaced(const OtXmlWriter *writer);

/** Take what was written; every element must have been ended.  The writer is empty afterwards. */
GBytes *
ot_xml_take(OtXmlWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtXmlWriter, ot_xml_writer_free)

#endif
