/* SPDX-License-Identifier: MIT */
#ifndef OT_EXTRACT_WIRE_H
#define OT_EXTRACT_WIRE_H

/**
 * What the process that reads a PDF says to the one that asked: messages over a pipe.  The reader
 * of the pipe believes no length, because a PDF may have taken over who writes it.
 */

#include <glib.h>
#include <stdbool.h>

typedef enum {
	OT_WIRE_FILE = 'F',    /**< name, media type, description, relationship, place, bytes */
	OT_WIRE_LOST = 'L',    /**< name, a sentence: a file that could not be taken out */
	OT_WIRE_DAMAGE = 'D',  /**< a sentence: how the PDF is damaged */
	OT_WIRE_REFUSED = 'R', /**< a sentence: the PDF can't be read */
	OT_WIRE_END = 'E',
} OtWireKind;

void
ot_wire_send_kind(int fd, OtWireKind kind);

/** NULL is sent too; a text that is too long is cut. */
void
ot_wire_send_text(int fd, const char *text);

void
ot_wire_send_bytes(int fd, const guint8 *bytes, size_t len);

/** These give false where the pipe ended, or holds what can't be. */
bool
ot_wire_receive_kind(int fd, OtWireKind *kind);

/** Valid UTF-8 or NULL; free with g_free(). */
bool
ot_wire_receive_text(int fd, char **text);

bool
ot_wire_receive_bytes(int fd, GBytes **bytes);

#endif
