/* SPDX-License-Identifier: MIT */
#ifndef OT_TESTS_EMBEDDED_BUILD_H
#define OT_TESTS_EMBEDDED_BUILD_H

/**
 * PDF files that carry files, spelled out object by object, so that a test can say anything in
 * them. Objects are written in the order of their numbers: 1 is the catalog, 2 the pages, 3 the
 * only page.
 */

#include <glib.h>
#include <string.h>
#include <zlib.h>

typedef struct {
	GString *text;
	GArray *offsets; /* of gsize, from object 1 on */
} Build;

static Build *
build_new(void)
{
	Build *build = g_new0(Build, 1);

	build->text = g_string_new("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
	build->offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
	return build;
}

/* Add an object; its number. */
static int
build_bytes(Build *build, const char *head, const void *bytes, gsize len)
{
	gsize offset = build->text->len;

	g_array_append_val(build->offsets, offset);
	g_string_append_printf(build->text, "%u 0 obj\n%s", build->offsets->len, head);
	if (bytes != NULL) {
		g_string_append(build->text, "\nstream\n");
		g_string_append_len(build->text, bytes, (gssize) len);
		g_string_append(build->text, "\nendstream");
	}
	g_string_append(build->text, "\nendobj\n");
	return (int) build->offsets->len;
}

static int G_GNUC_PRINTF(2, 3)
build_object(Build *build, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return build_bytes(build, text, NULL, 0);
}

/* Objects 1 to 3, with what a test wants in the catalog and in the page. */
static void
build_start(Build *build, const char *catalog, const char *page)
{
	build_object(build, "<< /Type /Catalog /Pages 2 0 R %s >>", catalog);
	build_object(build, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
	build_object(build, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] %s >>", page);
}

/* A stream with these keys. */
static int
build_stream(Build *build, const char *keys, const void *bytes, gsize len)
{
	g_autofree char *head =
		g_strdup_printf("<< %s /Length %" G_GSIZE_FORMAT " >>", keys, len);

	return build_bytes(build, head, bytes, len);
}

/* A file as it is, and its specification, whose number is given; `name` is PDF syntax. */
static int
build_file(Build *build, const char *name, const char *content)
{
	int stream = build_stream(build, "/Type /EmbeddedFile /Subtype /text#2Fplain", content,
	                          strlen(content));

	return build_object(build, "<< /Type /Filespec /UF %s /EF << /F %d 0 R >> "
	                           "/AFRelationship /Data /Desc (what it is) >>", name, stream);
}

/* Zeros, packed: `len` of them. */
static GByteArray *
build_zeros(gsize len)
{
	GByteArray *packed = g_byte_array_new();
	static guint8 zeros[1 << 16], out[1 << 16];
	z_stream stream = {0};

	deflateInit(&stream, 1);
	do {
		gsize n = MIN(len, sizeof zeros);
		len -= n;
		stream.next_in = zeros;
		stream.avail_in = (uInt) n;
		do {
			stream.next_out = out;
			stream.avail_out = sizeof out;
			deflate(&stream, len == 0 ? Z_FINISH : Z_NO_FLUSH);
			g_byte_array_append(packed, out, (guint) (sizeof out - stream.avail_out));
		} while (stream.avail_out == 0);
	} while (len > 0);
	deflateEnd(&stream);
	return packed;
}

/* The whole file; frees `build`. */
static GBytes *
build_end(Build *build)
{
	gsize start = build->text->len;

	g_string_append_printf(build->text, "xref\n0 %u\n0000000000 65535 f \n",
	                       build->offsets->len + 1);
	for (guint i = 0; i < build->offsets->len; i++)
		g_string_append_printf(build->text, "%010" G_GSIZE_FORMAT " 00000 n \n",
		                       g_array_index(build->offsets, gsize, i));
	g_string_append_printf(build->text,
	                       "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%" G_GSIZE_FORMAT
	                       "\n%%%%EOF\n", build->offsets->len + 1, start);
	GBytes *bytes = g_string_free_to_bytes(build->text);
	g_array_unref(build->offsets);
	g_free(build);
	return bytes;
}

#endif
