/* SPDX-License-Identifier: MIT */
#ifndef OT_EXTRACT_FIND_H
#define OT_EXTRACT_FIND_H

/**
 * The part that runs in the process of its own: reading the PDF with libqpdf and sending what it
 * carries.
 */

#include <glib.h>
#include <qpdf/qpdf-c.h>
#include <stdbool.h>

typedef struct {
	qpdf_data qpdf;
	int fd;             /* where the messages go */
	GHashTable *nodes;  /* numbers of the objects of trees that were visited */
	GHashTable *streams; /* numbers of the streams that were sent */
	guint n_files;
	size_t n_places;    /* names, pages, notes that were looked at */
	guint64 n_bytes;    /* that were sent */
	bool stopped;       /* a limit was passed */
} OtExtractWalk;

/** Read a PDF and send all that it carries over a pipe. */
void
ot_extract_send(GBytes *pdf, int fd);

/**
 * Send the file of a file specification, where it has one and it wasn't sent before.  `key` is its
 * name in the tree of names, a string, or 0; `place` is where it hangs.
 */
void
ot_extract_take(OtExtractWalk *walk, qpdf_oh specification, qpdf_oh key, const char *place);

/** Send that something could not be taken out; `name` may be NULL. */
void
ot_extract_lose(OtExtractWalk *walk, const char *name, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/** A limit was passed: say so once, and look at nothing more. */
void
ot_extract_stop(OtExtractWalk *walk, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** The value of a key; a null where there is none, or no dictionary.  To be released. */
qpdf_oh
ot_extract_get(OtExtractWalk *walk, qpdf_oh dictionary, const char *key);

void
ot_extract_release(OtExtractWalk *walk, qpdf_oh object);

#endif
