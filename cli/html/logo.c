/* SPDX-License-Identifier: MIT */
#include "html/writer.h"

#include <math.h>

/* A pixel of CSS is 1/96 inch. */
#define PIXELS_PER_POINT (96.0 / 72)

/* The whole picture is in its address (RFC 2397): nothing is fetched.  An SVG stays one, and an img
 * runs no scripts, had it any. */
void
ot_html_logo(OtHtml *html)
{
	const OtLogo *logo = html->logo;

	if (logo == NULL || logo->picture == NULL)
		return;
	bool is_svg = logo->kind == OT_LOGO_SVG;
	gsize len;
	const guchar *bytes = g_bytes_get_data(is_svg ? logo->source : logo->picture, &len);
	g_autofree char *encoded = g_base64_encode(bytes, len);
	g_autofree char *address =
		g_strconcat("data:image/", is_svg ? "svg+xml" : "png", ";base64,", encoded, NULL);

	ot_xml_start(html->xml, "img");
	ot_xml_set(html->xml, "class", "logo");
	ot_xml_set(html->xml, "src", address);
	ot_xml_set(html->xml, "alt", logo->alternative);
	ot_xml_set_int(html->xml, "width", lround(logo->width * PIXELS_PER_POINT));
	ot_xml_set_int(html->xml, "height", lround(logo->height * PIXELS_PER_POINT));
	ot_xml_end(html->xml);
}
