/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_LANGUAGE_H
#define OT_DOCUMENT_LANGUAGE_H

#include <stdbool.h>

/** Whether a language (BCP 47) is written from right to left. */
bool
ot_lang_is_right_to_left(const char *lang);

#endif
