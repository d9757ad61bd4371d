/* SPDX-License-Identifier: MIT */
#include "logo/logo.h"

#include "base/error.h"

#include <cairo.h>
#include <librsvg/rsvg.h>
#include <string.h>

typedef struct {
	const guint8 *bytes;
	size_t len, at;
} Source;

static cairo_status_t
read_bytes(void *closure, unsigned char *data, unsigned int length)
{
	Source *source = closure;

	if (length > source->len - source->at)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, source->bytes + source->at, length);
	source->at += length;
	return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t
write_bytes(void *closure, const unsigned char *data, unsigned int length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
read_png(const guint8 *bytes, size_t len)
{
	Source source = {.bytes = bytes, .len = len};

	return cairo_image_surface_create_from_png_stream(read_bytes, &source);
}

/* Without a base address librsvg finds nothing that the picture names. */
static cairo_surface_t *
draw_svg(const guint8 *bytes, size_t len, int width, int height)
{
	const RsvgRectangle area = {.width = width, .height = height};
	RsvgHandle *handle = rsvg_handle_new_from_data(bytes, len, NULL);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
	cairo_t *cairo = cairo_create(surface);

	bool drawn = handle != NULL && rsvg_handle_render_document(handle, cairo, &area, NULL);
	cairo_destroy(cairo);
	g_clear_object(&handle);
	if (drawn)
		return surface;
	cairo_surface_destroy(surface);
	return NULL;
}

GBytes *
ot_logo_draw(GBytes *source, bool is_svg, int width, int height, GError **error)
{
	gsize len;
	const guint8 *bytes = g_bytes_get_data(source, &len);
	cairo_surface_t *surface = is_svg ? draw_svg(bytes, len, width, height)
	                                  : read_png(bytes, len);
	GByteArray *png = g_byte_array_new();

	if (surface != NULL && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
		cairo_surface_write_to_png_stream(surface, write_bytes, png);
	if (surface != NULL)
		cairo_surface_destroy(surface);
	if (png->len > 0)
		return g_byte_array_free_to_bytes(png);
	g_byte_array_unref(png);
	g_set_error(error, OT_ERROR, OT_ERROR_INPUT, "the logo is damaged and can't be drawn");
	return NULL;
}

char *
ot_logo_versions(void)
{
	return g_strdup_printf("librsvg %u.%u.%u", rsvg_major_version, rsvg_minor_version,
	                       rsvg_micro_version);
}
