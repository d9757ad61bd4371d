/* SPDX-License-Identifier: MIT */
#include "extract/wire.h"

#include "base/file.h"
#include "base/limits.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* The longest text: a name, a description, a sentence. */
#define TEXT 4096u

/* The length that stands for a text that is NULL. */
#define NONE G_MAXUINT32

static void
send_all(int fd, const void *data, size_t len)
{
	const char *at = data;

	while (len > 0) {
		ssize_t n = write(fd, at, len);
		if (n < 0 && errno == EINTR)
			continue;
		/* Nobody is there to be told. */
		if (n < 0)
			_exit(1);
		at += n;
		len -= (size_t) n;
	}
}

void
ot_wire_send_kind(int fd, OtWireKind kind)
{
	char byte = (char) kind;

	send_all(fd, &byte, 1);
}

bool
ot_wire_receive_kind(int fd, OtWireKind *kind)
{
	char byte;

	if (!ot_read_all(fd, &byte, 1))
		return false;
	*kind = (OtWireKind) byte;
	return true;
}

void
ot_wire_send_text(int fd, const char *text)
{
	guint32 len = text != NULL ? (guint32) MIN(strlen(text), TEXT) : NONE;

	send_all(fd, &len, sizeof len);
	if (text != NULL)
		send_all(fd, text, len);
}

bool
ot_wire_receive_text(int fd, char **text)
{
	guint32 len;

	*text = NULL;
	if (!ot_read_all(fd, &len, sizeof len))
		return false;
	if (len == NONE)
		return true;
	if (len > TEXT)
		return false;
	g_autofree char *raw = g_malloc0(len + 1);
	if (!ot_read_all(fd, raw, len))
		return false;
	/* A cut may go through a character. */
	*text = g_utf8_make_valid(raw, -1);
	return true;
}

void
ot_wire_send_bytes(int fd, const guint8 *bytes, size_t len)
{
	guint32 n = (guint32) len;

	send_all(fd, &n, sizeof n);
	send_all(fd, bytes, len);
}

bool
ot_wire_receive_bytes(int fd, GBytes **bytes)
{
	guint32 len;

	*bytes = NULL;
	if (!ot_read_all(fd, &len, sizeof len) || len > OT_LIMIT_EXTRACT_FILE)
		return false;
	guint8 *data = g_malloc(MAX(len, 1));
	*bytes = g_bytes_new_take(data, len);
	if (ot_read_all(fd, data, len))
		return true;
	g_clear_pointer(bytes, g_bytes_unref);
	return false;
}
