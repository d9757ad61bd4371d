/* SPDX-License-Identifier: MIT */
#include "changes/voices.h"

#include <string.h>

/* A shorter name, in bytes, is as likely to be any word. */
#define SHORTEST_NAME 4
/* Of digits in a telephone number. */
#define LEAST_DIGITS 9

/* What follows the name of a firm and is left out when people speak of it. */
static const char *const forms[] = {
	"ltd", "limited", "plc", "llp", "cic", "cyf", "cyfyngedig", "inc", "gmbh", NULL,
};

/* A word of a text. */
typedef struct {
	size_t start, end;
} Word;

/* A name as its words. */
typedef struct {
	char **words; /* in lower case */
	char *only;   /* as it is written, where it is one word: it may be an ordinary one, too */
} Name;

/* Somebody who took part. */
typedef struct {
	char *code, *size;
	char *same_as; /* the code that stands for both, or NULL */
} Voice;

struct OtVoices {
	GHashTable *voices; /* code to Voice */
	GHashTable *names;  /* first word to a GPtrArray of Name */
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

static void
free_name(void *data)
{
	Name *name = data;

	g_strfreev(name->words);
	g_free(name->only);
	g_free(name);
}

OtVoices *
ot_voices_new(void)
{
	OtVoices *voices = g_new0(OtVoices, 1);

	voices->voices = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_voice);
	voices->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                      (GDestroyNotify) g_ptr_array_unref);
	return voices;
}

void
ot_voices_free(OtVoices *voices)
{
	if (voices == NULL)
		return;
	g_hash_table_unref(voices->voices);
	g_hash_table_unref(voices->names);
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

static GArray *
find_words(const char *text)
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(Word));

	for (const char *at = text; *at != '\0';) {
		const char *start = at;
		while (*at != '\0' && g_unichar_isalnum(g_utf8_get_char(at)))
			at = g_utf8_next_char(at);
		const Word word = {(size_t) (start - text), (size_t) (at - text)};
		if (at > start)
			g_array_append_val(words, word);
		else
			at = g_utf8_next_char(at);
	}
	return words;
}

/* The words of a text in lower case, ended with NULL. */
static char **
lower_words(const char *text, const GArray *words)
{
	GPtrArray *lower = g_ptr_array_new();

	for (guint i = 0; i < words->len; i++) {
		const Word *word = &g_array_index(words, Word, i);
		g_ptr_array_add(lower, g_utf8_strdown(text + word->start,
		                                      (gssize) (word->end - word->start)));
	}
	g_ptr_array_add(lower, NULL);
	return (char **) g_ptr_array_free(lower, FALSE);
}

void
ot_voices_add_name(OtVoices *voices, const char *text)
{
	g_autoptr(GArray) found = find_words(text);
	char **words = lower_words(text, found);
	guint n = found->len;

	while (n > 1 && g_strv_contains(forms, words[n - 1]))
		g_clear_pointer(&words[--n], g_free);
	if (n == 0 || (n == 1 && strlen(words[0]) < SHORTEST_NAME)) {
		g_strfreev(words);
		return;
	}
	Name *name = g_new0(Name, 1);
	const Word *first = &g_array_index(found, Word, 0);
	name->words = words;
	if (n == 1)
		name->only = g_strndup(text + first->start, first->end - first->start);
	GPtrArray *list = g_hash_table_lookup(voices->names, words[0]);
	if (list == NULL) {
		list = g_ptr_array_new_with_free_func(free_name);
		g_hash_table_insert(voices->names, g_strdup(words[0]), list);
	}
	g_ptr_array_add(list, name);
}

/* The length of a name in words where it stands at a word of a text, or 0. */
static guint
length_at(const Name *name, char *const *words, const char *written)
{
	guint i = 0;

	if (name->only != NULL && strcmp(name->only, written) != 0)
		return 0;
	for (; name->words[i] != NULL; i++)
		if (words[i] == NULL || strcmp(words[i], name->words[i]) != 0)
			return 0;
	return i;
}

static char *
find_name(const OtVoices *voices, const char *text, const GArray *found, char *const *words)
{
	for (guint i = 0; i < found->len; i++) {
		const Word *word = &g_array_index(found, Word, i);
		const GPtrArray *list = g_hash_table_lookup(voices->names, words[i]);
		g_autofree char *written = g_strndup(text + word->start, word->end - word->start);
		for (guint j = 0; list != NULL && j < list->len; j++) {
			guint n = length_at(g_ptr_array_index(list, j), words + i, written);
			if (n == 0)
				continue;
			size_t end = g_array_index(found, Word, i + n - 1).end;
			return g_strndup(text + word->start, end - word->start);
		}
	}
	return NULL;
}

static bool
is_of_address(char character)
{
	return g_ascii_isalnum(character) || strchr(".-_+%@", character) != NULL;
}

static char *
find_address(const char *text)
{
	const char *sign = strchr(text, '@');

	for (; sign != NULL; sign = strchr(sign + 1, '@')) {
		const char *start = sign, *end = sign + 1;
		while (start > text && is_of_address(start[-1]))
			start--;
		while (*end != '\0' && is_of_address(*end))
			end++;
		g_autofree char *host = g_strndup(sign + 1, (size_t) (end - sign - 1));
		if (start < sign && strchr(host, '.') != NULL)
			return g_strndup(start, (size_t) (end - start));
	}
	return NULL;
}

/* "01632 960141", "+44 (0)1632 960141": dates and amounts don't start like this. */
static char *
find_number(const char *text)
{
	for (const char *at = text; *at != '\0'; at++) {
		const char *end = at;
		int digits = 0;
		bool starts = *at == '+' || *at == '0';
		if (!starts || (at > text && g_ascii_isalnum(at[-1])))
			continue;
		for (; *end != '\0' && strchr("0123456789 +()-", *end) != NULL; end++)
			digits += g_ascii_isdigit(*end);
		if (digits >= LEAST_DIGITS)
			return g_strchomp(g_strndup(at, (size_t) (end - at)));
	}
	return NULL;
}

char *
ot_voices_find(const OtVoices *voices, const char *text)
{
	char *found = find_address(text);

	if (found == NULL)
		found = find_number(text);
	if (found != NULL)
		return found;
	g_autoptr(GArray) places = find_words(text);
	g_auto(GStrv) words = lower_words(text, places);
	return find_name(voices, text, places, words);
}
