/* SPDX-License-Identifier: MIT */
#include "extract/inflate.h"

#include <zlib.h>

/* With GLib's allocator, which never gives NULL. */
static void *
allocate(G_GNUC_UNUSED void *data, uInt count, uInt size)
{
	return g_malloc_n(count, size);
}

static void
release(G_GNUC_UNUSED void *data, void *memory)
{
	g_free(memory);
}

OtInflated
ot_inflate(const guint8 *bytes, size_t len, size_t limit, GByteArray *out)
{
	z_stream stream = {.zalloc = allocate, .zfree = release};
	guint8 buffer[1 << 16];
	size_t total = 0;
	int result;

	inflateInit(&stream);
	stream.next_in = (Bytef *) bytes;
	stream.avail_in = (uInt) len;
	do {
		stream.next_out = buffer;
		stream.avail_out = sizeof buffer;
		result = inflate(&stream, Z_NO_FLUSH);
		size_t n = sizeof buffer - stream.avail_out;
		total += n;
		if (total > limit)
			break;
		g_byte_array_append(out, buffer, (guint) n);
	} while (result == Z_OK);
	inflateEnd(&stream);
	if (total > limit)
		return OT_INFLATE_LARGE;
	return result == Z_STREAM_END ? OT_INFLATE_DONE : OT_INFLATE_DAMAGED;
}
