/* SPDX-License-Identifier: MIT */
#include "document/logo.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"

#include <string.h>

/* A logo is no line: width by height, and the other way round. */
#define MOST_RATIO 20.0

void
ot_logo_free(OtLogo *logo)
{
	if (logo == NULL)
		return;
	g_clear_pointer(&logo->source, g_bytes_unref);
	g_clear_pointer(&logo->picture, g_bytes_unref);
	g_free((char *) logo->path);
	g_free((char *) logo->alternative);
	g_free(logo);
}

/*
 * --- PNG (ISO/IEC 15948, clauses 5 and 11) ------------------------------------------------------
 */

#define SIGNATURE     "\211PNG\r\n\032\n"
#define SIGNATURE_LEN 8
#define CHUNK_FRAME   12 /* length, type and checksum */

static guint32
read_number(const guint8 *bytes)
{
	return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 |
	       bytes[3];
}

static bool
is_png(const guint8 *bytes, size_t len)
{
	return len >= SIGNATURE_LEN && memcmp(bytes, SIGNATURE, SIGNATURE_LEN) == 0;
}

/*
 * From the signature to the end, each chunk within the file; the first and last are as they must
 * be.
 */
static bool
is_whole(const guint8 *bytes, size_t len)
{
	size_t at = SIGNATURE_LEN;

	if (len < at + CHUNK_FRAME + 13 || memcmp(bytes + at + 4, "IHDR", 4) != 0)
		return false;
	while (len - at >= CHUNK_FRAME) {
		size_t length = read_number(bytes + at);
		bool last = memcmp(bytes + at + 4, "IEND", 4) == 0;
		if (length > len - at - CHUNK_FRAME)
			return false;
		at += length + CHUNK_FRAME;
		if (last)
			return true;
	}
	return false;
}

/* What it announces is believed before anything is unpacked. */
static bool
check_png(OtLogo *logo, double *ratio, OtFindings *findings)
{
	gsize len;
	const guint8 *bytes = g_bytes_get_data(logo->source, &len);

	if (!is_whole(bytes, len)) {
		ot_findings_add(findings, OT_CODE_LOGO_DAMAGED, logo->where,
		                "the logo %s is damaged: it ends before a PNG file should",
		                logo->path);
		return false;
	}
	guint32 width = read_number(bytes + SIGNATURE_LEN + 8);
	guint32 height = read_number(bytes + SIGNATURE_LEN + 12);
	if (width == 0 || height == 0 || (guint64) width * height > OT_LIMIT_LOGO_PIXELS) {
		ot_findings_add(findings, OT_CODE_LOGO_LIMIT, logo->where,
		                "the logo %s has %u by %u pixels; the limit is %u in all",
		                logo->path, width, height, OT_LIMIT_LOGO_PIXELS);
		return false;
	}
	*ratio = (double) width / height;
	return true;
}

/*
 * --- files --------------------------------------------------------------------------------------
 */

/* The kind of a file by what it holds; its name has to say the same. */
static bool
find_kind(OtLogo *logo, OtFindings *findings)
{
	gsize len;
	const guint8 *bytes = g_bytes_get_data(logo->source, &len);
	bool png = is_png(bytes, len);
	bool svg = len > 0 && g_strstr_len((const char *) bytes, (gssize) len, "<svg") != NULL;

	if (!png && !svg) {
		ot_findings_add(findings, OT_CODE_LOGO_KIND, logo->where,
		                "the logo %s is neither a PNG nor an SVG picture", logo->path);
		return false;
	}
	logo->kind = png ? OT_LOGO_PNG : OT_LOGO_SVG;
	g_autofree char *name = g_ascii_strdown(logo->path, -1);
	if (g_str_has_suffix(name, png ? ".png" : ".svg"))
		return true;
	OtFinding *finding = ot_findings_add(
		findings, OT_CODE_LOGO_KIND, logo->where,
		"the logo %s is %s by what it holds, but its name says something else", logo->path,
		png ? "a PNG" : "an SVG");
	ot_finding_advise(findings, finding, "Give the file a name that ends in %s.",
	                  png ? ".png" : ".svg");
	return false;
}

static bool
read_file(OtLogo *logo, OtFindings *findings, GError **error)
{
	g_autoptr(GError) failure = NULL;

	logo->source = ot_file_read(logo->path, OT_LIMIT_LOGO_BYTES, &failure);
	if (logo->source != NULL)
		return true;
	if (g_error_matches(failure, OT_ERROR, OT_ERROR_LIMIT))
		ot_findings_add(findings, OT_CODE_LOGO_LIMIT, logo->where,
		                "the logo %s is larger than %u KB", logo->path,
		                OT_LIMIT_LOGO_BYTES >> 10);
	else
		g_propagate_error(error, g_steal_pointer(&failure));
	return false;
}

bool
ot_logo_read(OtLogo *logo, OtFindings *findings, GError **error)
{
	double ratio = 1;

	if (!read_file(logo, findings, error) || !find_kind(logo, findings))
		return false;
	if (logo->kind == OT_LOGO_PNG
	            ? !check_png(logo, &ratio, findings)
	            : !ot_logo_check_svg(logo->source, logo->path, &ratio, findings))
		return false;
	if (ratio > MOST_RATIO || ratio < 1 / MOST_RATIO) {
		ot_findings_add(findings, OT_CODE_LOGO_LIMIT, logo->where,
		                "the logo %s is more than %g times as long as it is wide",
		                logo->path, MOST_RATIO);
		return false;
	}
	logo->width = logo->height * ratio;
	return true;
}
