/* SPDX-License-Identifier: MIT */
#include "changes/voices.h"

#include "base/contacts.h"
#include "base/names.h"
#include "base/tokens.h"

#include <string.h>

/* Somebody who took part. */
typedef struct {
	char *code, *size;
	char *same_as; /* the code that stands for both, or NULL */
} Voice;

struct OtVoices {
	GHashTable *voices; /* code to Voice */
	OtNames *names;
};

/* --- who ----------------------------------------------------------------------------------- */

static void
free_voice(void *data)
{
	Voice *voice = data;

	g_free(voice->code);
	g_free(voice->size);
	g_free(voice->same_as);
	g_free(voice);
}

OtVoices *
ot_voices_new(const char *const *forms)
{
	OtVoices *voices = g_new0(OtVoices, 1);

	voices->voices = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_voice);
	voices->names = ot_names_new(forms);
	return voices;
}

void
ot_voices_free(OtVoices *voices)
{
	if (voices == NULL)
		return;
	g_hash_table_unref(voices->voices);
	ot_names_free(voices->names);
	g_free(voices);
}

static Voice *
find_voice(const OtVoices *voices, const char *code)
{
	g_autofree char *upper = g_ascii_strup(code, -1);

	return g_hash_table_lookup(voices->voices, upper);
}

void
ot_voices_add(OtVoices *voices, const char *code, const char *size)
{
	Voice *voice = find_voice(voices, code);

	if (voice == NULL) {
		voice = g_new0(Voice, 1);
		voice->code = g_ascii_strup(code, -1);
		voice->size = g_strdup("");
		g_hash_table_insert(voices->voices, voice->code, voice);
	}
	if (*size == '\0')
		return;
	g_free(voice->size);
	voice->size = g_strdup(size);
}

void
ot_voices_join(OtVoices *voices, const char *code, const char *other)
{
	Voice *voice = find_voice(voices, code);

	if (voice == NULL || g_ascii_strcasecmp(code, other) == 0)
		return;
	g_free(voice->same_as);
	voice->same_as = g_ascii_strup(other, -1);
}

bool
ot_voices_has(const OtVoices *voices, const char *code)
{
	return find_voice(voices, code) != NULL;
}

bool
ot_voices_are_empty(const OtVoices *voices)
{
	return g_hash_table_size(voices->voices) == 0;
}

OtVoiceCount
ot_voices_count(const OtVoices *voices, const GPtrArray *codes)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	OtVoiceCount count = {.sizes_known = codes->len > 0};

	for (guint i = 0; i < codes->len; i++) {
		const char *code = g_ptr_array_index(codes, i);
		const Voice *voice = find_voice(voices, code);
		if (voice != NULL && voice->same_as != NULL)
			code = voice->same_as;
		if (!g_hash_table_add(seen, g_ascii_strup(code, -1)))
			continue;
		const char *size = voice != NULL ? voice->size : "";
		count.all++;
		count.small += *size != '\0' && strcmp(size, "large") != 0;
		count.sizes_known &= *size != '\0';
	}
	return count;
}

/* --- names in texts ------------------------------------------------------------------------ */

void
ot_voices_add_name(OtVoices *voices, const char *name, bool is_title)
{
	ot_names_add(voices->names, name, is_title, NULL, NULL);
}

void
ot_voices_close(OtVoices *voices)
{
	ot_names_close(voices->names);
}

char *
ot_voices_find(const OtVoices *voices, const char *text)
{
	char *contact = ot_contacts_find_first(text);

	if (contact != NULL)
		return contact;
	g_autoptr(GArray) tokens = ot_tokens_split(text);
	g_autoptr(GArray) found = ot_names_find(voices->names, text, tokens);
	if (found->len == 0)
		return NULL;
	const OtNameFound *first = &g_array_index(found, OtNameFound, 0);
	return g_strndup(text + first->start, first->end - first->start);
}
