/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "pdf/finish.h"
#include "pdf/parse.h"

#include <lcms2.h>
#include <string.h>

/* Where an ICC profile says when it was made (ICC.1, 7.2): twelve bytes. */
#define PROFILE_TIME     24
#define PROFILE_TIME_LEN 12

/*
 * Version 4 (ISO 15076-1) has the curve of sRGB as a formula.  In version 2 it is a table of 4096
 * steps, which readers with lcms2 turn round step by step for each page: nine tenths of their time.
 */
#define PROFILE_VERSION 4.3

/* --- output intent (ISO 19005-3, 6.2.3) -------------------------------------------------- */

/* The sRGB profile, made by lcms2, which writes the present time into it: taken out again. */
static GByteArray *
make_profile(GError **error)
{
	cmsHPROFILE profile = cmsCreate_sRGBProfile();
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	cmsUInt32Number len = 0;
	bool done;

	if (profile != NULL) {
		cmsSetProfileVersion(profile, PROFILE_VERSION);
		cmsSaveProfileToMem(profile, NULL, &len);
		g_byte_array_set_size(bytes, len);
	}
	done = len > PROFILE_TIME + PROFILE_TIME_LEN
	       && cmsSaveProfileToMem(profile, bytes->data, &len);
	if (profile != NULL)
		cmsCloseProfile(profile);
	if (!done) {
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "lcms2 can't make an sRGB profile");
		return NULL;
	}
	memset(bytes->data + PROFILE_TIME, 0, PROFILE_TIME_LEN);
	return g_steal_pointer(&bytes);
}

static bool
add_output_intent(OtFinish *finish, GError **error)
{
	OtPdfFile *file = finish->file;
	GByteArray *profile = make_profile(error);
	OtValue *intent, *intents = ot_value_array(file), *stream;

	if (profile == NULL)
		return false;
	stream = ot_value_stream_take(file, ot_value_literal(file, "<< /N 3 >>"), profile, true);
	intent = ot_value_literal(file, "<< /Type /OutputIntent /S /GTS_PDFA1"
	                                " /OutputConditionIdentifier (sRGB IEC61966-2.1)"
	                                " /Info (sRGB IEC61966-2.1) >>");
	ot_dictionary_set_reference(file, intent, "DestOutputProfile",
	                            ot_pdf_file_add(file, stream));
	ot_array_append(file, intents, intent);
	ot_dictionary_set(file, finish->catalog, "OutputIntents", intents);
	return true;
}

/* --- what cairo leaves out or puts in ---------------------------------------------------- */

/* A TrueType font for two-byte codes says how codes become glyphs (6.2.11.3.2); cairo doesn't. */
static void
correct_font(OtPdfFile *file, OtValue *value)
{
	if (ot_value_is_name(ot_dictionary_get(value, "Subtype"), "CIDFontType2")
	    && ot_dictionary_get(value, "CIDToGIDMap") == NULL)
		ot_dictionary_set_name(file, value, "CIDToGIDMap", "Identity");
}

/* Pictures aren't smoothed (6.2.8). */
static void
correct_image(OtValue *value)
{
	if (ot_value_is_name(ot_dictionary_get(value, "Subtype"), "Image"))
		ot_dictionary_remove(value, "Interpolate");
}

/* Descendant fonts may stand in the font's own dictionary rather than in an object. */
void
ot_finish_correct(OtPdfFile *file)
{
	for (int i = 1; i < (int) file->objects->len; i++) {
		OtValue *value = ot_pdf_file_get(file, i);
		const OtValue *inner = ot_dictionary_find(file, value, "DescendantFonts");

		correct_font(file, value);
		correct_font(file, ot_value_resolve(file, ot_array_get(inner, 0)));
		correct_image(value);
	}
}

bool
ot_finish_conform(OtFinish *finish, GError **error)
{
	OtPdfFile *file = finish->file;
	OtValue *catalog = finish->catalog;

	ot_finish_correct(file);
	ot_dictionary_set(file, catalog, "MarkInfo", ot_value_literal(file, "<< /Marked true >>"));
	ot_dictionary_set(file, catalog, "ViewerPreferences",
	                  ot_value_literal(file, "<< /DisplayDocTitle true >>"));
	ot_dictionary_set_text(file, catalog, "Lang", finish->info->lang);
	return add_output_intent(finish, error);
}
