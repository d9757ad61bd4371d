/* SPDX-License-Identifier: MIT */
#include "document/language.h"

#include <glib.h>
#include <string.h>

bool
ot_lang_is_right_to_left(const char *lang)
{
	static const char *const languages[] = {"ar", "dv", "fa", "he", "ks", "ku-arab", "pa-arab",
	                                         "ps", "sd", "ug", "ur", "yi"};

	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		size_t len = strlen(languages[i]);

		if (g_ascii_strncasecmp(lang, languages[i], len) == 0 &&
		    (lang[len] == '\0' || lang[len] == '-'))
			return true;
	}
	return false;
}
