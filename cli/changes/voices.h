/* SPDX-License-Identifier: MIT */
#ifndef OT_CHANGES_VOICES_H
#define OT_CHANGES_VOICES_H

/**
 * Who took part: their codes and sizes, so that they can be counted, and their names, so that a
 * text that is published can be looked through for them.
 */

#include <glib.h>
#include <stdbool.h>

typedef struct OtVoices OtVoices;

/** How many, and how many of these are small or medium enterprises. */
typedef struct {
	int all;
	int small;
	bool sizes_known; /**< of all of them it is known how large they are */
} OtVoiceCount;

/** Nobody yet; `forms` are legal forms, as ot_names_new() has them.  Free with ot_voices_free(). */
OtVoices *
ot_voices_new(const char *const *forms);

void
ot_voices_free(OtVoices *voices);

/**
 * Somebody who took part.  `size` is "micro", "small", "medium", "large" or ""; the same code may
 * be added again, and a size that is known then counts.
 */
void
ot_voices_add(OtVoices *voices, const char *code, const char *size);

/** That two codes are one supplier; counted once. */
void
ot_voices_join(OtVoices *voices, const char *code, const char *other);

/**
 * A name or domain by which somebody is known, or what a firm is called; base/names.h says how they
 * are found, and which are passed over.
 */
void
ot_voices_add_name(OtVoices *voices, const char *name, bool is_title);

/** After the last name, and before a text is looked through. */
void
ot_voices_close(OtVoices *voices);

/** True where somebody with this code took part. */
bool
ot_voices_has(const OtVoices *voices, const char *code);

bool
ot_voices_are_empty(const OtVoices *voices);

/** Count codes, each supplier once; `codes` are of const char *. */
OtVoiceCount
ot_voices_count(const OtVoices *voices, const GPtrArray *codes);

/**
 * The first name, address of e-mail or telephone number in a text that tells who said it, as it
 * stands there; NULL where there is none.  Free with g_free().
 */
char *
ot_voices_find(const OtVoices *voices, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtVoices, ot_voices_free)

#endif
