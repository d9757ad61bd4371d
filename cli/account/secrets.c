/* SPDX-License-Identifier: MIT */
#include "account/secrets.h"

#include "account/unwrap.h"
#include "base/arena.h"
#include "base/names.h"
#include "base/sequences.h"
#include "base/tokens.h"

#include <string.h>

/* So many letters and digits in a row that are alike are no chance: six or seven words. */
#define WINDOW 32
/* A text with so many is looked for as a whole. */
#define LEAST_WHOLE 12
/*
 * Numbers of fewer digits stand in too many other places; of longer ones within a text, those
 * before the zeros at the end have to be so many.
 */
#define LEAST_DIGITS  5
#define LEAST_TELLING 4
/* By so many digits at its end a telephone number is the same with +44 and with 0. */
#define LAST_DIGITS 9
/* Of the sum over a window; any odd number would do. */
#define BASE 1099511628211u

/* A text to look for. */
typedef struct {
	OtSecret secret;
	const char *text;
	const char *squeezed;
	size_t len;
	bool is_known; /* one of 12 to 31 letters that is published anyway */
} Needle;

/* A place in a text. */
typedef struct {
	gint64 sum; /* over its window; the key */
	const Needle *needle;
	size_t start;
} Stretch;

struct OtSecrets {
	OtArena *arena;
	GHashTable *texts;    /* what was added, as a set */
	GPtrArray *needles;   /* of Needle *, in the arena */
	GPtrArray *allowed;   /* of char *, what is published anyway */
	GHashTable *windows;  /* of Stretch *, in the arena, as a set */
	OtSequences *wholes;  /* of bytes; the values are indices of needles */
	OtNames *words;       /* each of an OtSecret */
};

OtSecrets *
ot_secrets_new(const char *const *forms)
{
	OtSecrets *secrets = g_new0(OtSecrets, 1);

	secrets->arena = ot_arena_new();
	secrets->texts = g_hash_table_new(g_str_hash, g_str_equal);
	secrets->needles = g_ptr_array_new();
	secrets->allowed = g_ptr_array_new_with_free_func(g_free);
	secrets->windows = g_hash_table_new(g_int64_hash, g_int64_equal);
	secrets->wholes = ot_sequences_new();
	secrets->words = ot_names_new(forms);
	return secrets;
}

void
ot_secrets_free(OtSecrets *secrets)
{
	if (secrets == NULL)
		return;
	g_hash_table_unref(secrets->texts);
	g_hash_table_unref(secrets->windows);
	g_ptr_array_unref(secrets->needles);
	g_ptr_array_unref(secrets->allowed);
	ot_sequences_free(secrets->wholes);
	ot_names_free(secrets->words);
	ot_arena_free(secrets->arena);
	g_free(secrets);
}

size_t
ot_secrets_count(const OtSecrets *secrets)
{
	size_t n = 0;

	for (guint i = 0; i < secrets->needles->len; i++) {
		const Needle *needle = g_ptr_array_index(secrets->needles, i);
		n += ot_secrets_find(secrets, needle->text) != NULL;
	}
	return n;
}

/* --- windows ------------------------------------------------------------------------------- */

/* The sum over the first window of a text. */
static guint64
sum_first(const char *text)
{
	guint64 sum = 0;

	for (size_t i = 0; i < WINDOW; i++)
		sum = sum * BASE + (guchar) text[i];
	return sum;
}

/* What the sign that leaves a window weighs in its sum. */
static guint64
weigh_leaving(void)
{
	guint64 weight = 1;

	for (size_t i = 1; i < WINDOW; i++)
		weight *= BASE;
	return weight;
}

/* Take a window; false ends. */
typedef bool TakeWindow(guint64 sum, size_t start, void *data);

static void
each_window(const char *text, size_t len, TakeWindow *take, void *data)
{
	const guint64 leaving = weigh_leaving();

	if (len < WINDOW)
		return;
	guint64 sum = sum_first(text);
	for (size_t start = 0; take(sum, start, data) && start + WINDOW < len; start++)
		sum = (sum - (guchar) text[start] * leaving) * BASE + (guchar) text[start + WINDOW];
}

typedef struct {
	OtSecrets *secrets;
	const Needle *needle;
} Adding;

static bool
add_window(guint64 sum, size_t start, void *data)
{
	Adding *adding = data;
	OtSecrets *secrets = adding->secrets;
	const gint64 key = (gint64) sum;

	if (g_hash_table_contains(secrets->windows, &key))
		return true;
	Stretch *stretch = ot_arena_new_object(secrets->arena, Stretch);
	*stretch = (Stretch){key, adding->needle, start};
	g_hash_table_add(secrets->windows, stretch);
	return true;
}

static bool
remove_window(guint64 sum, size_t start, void *data)
{
	OtSecrets *secrets = data;
	const gint64 key = (gint64) sum;

	(void) start;
	g_hash_table_remove(secrets->windows, &key);
	return true;
}

typedef struct {
	const OtSecrets *secrets;
	const char *text;
	const Needle *found;
} Looking;

/* The sums being equal, the letters are compared. */
static bool
look_at_window(guint64 sum, size_t start, void *data)
{
	Looking *looking = data;
	const gint64 key = (gint64) sum;
	const Stretch *stretch = g_hash_table_lookup(looking->secrets->windows, &key);

	if (stretch != NULL && memcmp(stretch->needle->squeezed + stretch->start,
	                              looking->text + start, WINDOW) == 0)
		looking->found = stretch->needle;
	return looking->found == NULL;
}

/* --- wholes -------------------------------------------------------------------------------- */

static void
add_whole(OtSecrets *secrets, const Needle *needle, guint32 index)
{
	guint32 symbols[WINDOW];

	for (size_t i = 0; i < needle->len; i++)
		symbols[i] = (guchar) needle->squeezed[i];
	ot_sequences_add(secrets->wholes, symbols, needle->len, index);
}

/* Take a whole that stands in a text; false ends. */
typedef bool TakeWhole(Needle *needle, void *data);

static void
each_whole(const OtSecrets *secrets, const GString *squeezed, TakeWhole *take, void *data)
{
	guint32 state = 0;

	for (gsize i = 0; i < squeezed->len; i++) {
		state = ot_sequences_step(secrets->wholes, state, (guchar) squeezed->str[i]);
		for (guint32 end = ot_sequences_ending(secrets->wholes, state); end != 0;
		     end = ot_sequences_shorter(secrets->wholes, end))
			if (!take(g_ptr_array_index(secrets->needles,
			                            ot_sequences_value(secrets->wholes, end)),
			          data))
				return;
	}
}

static bool
note_known(Needle *needle, void *data)
{
	(void) data;
	needle->is_known = true;
	return true;
}

static bool
look_at_whole(Needle *needle, void *data)
{
	Looking *looking = data;

	if (!needle->is_known)
		looking->found = needle;
	return looking->found == NULL;
}

/* --- words --------------------------------------------------------------------------------- */

static size_t
count_digits(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += g_ascii_isdigit(*text);
	return n;
}

/* "61750", but not "60000": that one somebody else may say, too. */
static bool
is_telling_number(const char *token)
{
	size_t n = strlen(token), telling = n;

	while (telling > 0 && token[telling - 1] == '0')
		telling--;
	return n >= LEAST_DIGITS && telling >= LEAST_TELLING && count_digits(token) == n;
}

/* Any token of a number that tells something. */
static bool
add_numbers(OtSecrets *secrets, const Needle *needle, const char *joined)
{
	g_autoptr(GArray) tokens = ot_tokens_split(joined);
	bool added = false;

	for (guint i = 0; i < tokens->len; i++) {
		const char *token = ot_token_get(tokens, i)->folded;
		if (is_telling_number(token))
			added |= ot_names_add(secrets->words, token, false, &needle->secret, NULL);
	}
	return added;
}

/*
 * A name, with its legal form and without; of other texts what has numbers.  True where something
 * is looked for by words.
 */
static bool
add_words(OtSecrets *secrets, const Needle *needle, bool is_title)
{
	g_autofree char *joined = ot_join_digits(needle->text);
	const OtSecret *secret = &needle->secret;

	if (secret->kind == OT_SECRET_IDENTITY) {
		bool added = ot_names_add(secrets->words, joined, is_title, secret, NULL);
		/* "Dŵr Cyf": without its form it would be too short. */
		if (is_title && strchr(joined, ' ') != NULL)
			added |= ot_names_add(secrets->words, joined, false, secret, NULL);
		return added;
	}
	bool added = add_numbers(secrets, needle, joined);
	if (needle->len < LEAST_WHOLE && count_digits(joined) >= LEAST_DIGITS)
		added |= ot_names_add(secrets->words, joined, false, secret, NULL);
	return added;
}

/* What was found is one word. */
static bool
is_one_word(const char *text, const OtNameFound *found)
{
	for (const char *at = text + found->start; at < text + found->end;
	     at = g_utf8_next_char(at))
		if (!g_unichar_isalnum(g_utf8_get_char(at)))
			return false;
	return true;
}

static const OtSecret *
look_for_words(const OtSecrets *secrets, const char *text, bool only_several)
{
	g_autofree char *joined = ot_join_digits(text);
	g_autoptr(GArray) tokens = ot_tokens_split(joined);
	g_autoptr(GArray) found = ot_names_find(secrets->words, joined, tokens);

	for (guint i = 0; i < found->len; i++) {
		const OtNameFound *name = &g_array_index(found, OtNameFound, i);
		if (!only_several || !is_one_word(joined, name))
			return name->whose;
	}
	return NULL;
}

/* A name that stands in what is published anyway is none that would tell. */
static void
forget_words(OtSecrets *secrets, const char *text)
{
	g_autofree char *joined = ot_join_digits(text);
	g_autoptr(GArray) tokens = ot_tokens_split(joined);
	guint n;

	/* Again, for those that stood within those that were found. */
	do {
		g_autoptr(GArray) found = ot_names_find(secrets->words, joined, tokens);
		n = found->len;
		for (guint i = 0; i < n; i++)
			ot_names_forget(secrets->words, &g_array_index(found, OtNameFound, i));
	} while (n > 0);
}

/* --- gathering ----------------------------------------------------------------------------- */

static bool
is_long_number(const OtSecret *secret, const GString *squeezed)
{
	return secret->kind == OT_SECRET_IDENTITY && squeezed->len >= LAST_DIGITS &&
	       count_digits(squeezed->str) == squeezed->len;
}

bool
ot_secrets_add(OtSecrets *secrets, const OtSecret *secret, const char *text, bool is_title)
{
	g_autoptr(GString) squeezed = g_string_new(NULL);

	ot_squeeze(squeezed, text, strlen(text));
	const char *letters = squeezed->str;
	bool is_whole = is_long_number(secret, squeezed) || squeezed->len >= LEAST_WHOLE;
	if (is_long_number(secret, squeezed))
		letters += squeezed->len - LAST_DIGITS;
	Needle *needle = ot_arena_new_object(secrets->arena, Needle);
	*needle = (Needle){
		.secret = {
			.kind = secret->kind,
			.question = ot_arena_strdup(secrets->arena, secret->question),
			.response = ot_arena_strdup(secrets->arena, secret->response),
		},
		.text = ot_arena_strdup(secrets->arena, text),
		.squeezed = ot_arena_strdup(secrets->arena, letters),
		.len = strlen(letters),
	};
	bool by_words = add_words(secrets, needle, is_title);
	if (!is_whole && !by_words)
		return false;
	if (!g_hash_table_add(secrets->texts, (char *) needle->text))
		return true;
	if (is_whole && needle->len < WINDOW)
		add_whole(secrets, needle, secrets->needles->len);
	g_ptr_array_add(secrets->needles, needle);
	return true;
}

void
ot_secrets_allow(OtSecrets *secrets, const char *text)
{
	g_ptr_array_add(secrets->allowed, g_strdup(text));
}

void
ot_secrets_close(OtSecrets *secrets)
{
	ot_sequences_close(secrets->wholes);
	ot_names_close(secrets->words);
	for (guint i = 0; i < secrets->needles->len; i++) {
		Needle *needle = g_ptr_array_index(secrets->needles, i);
		Adding adding = {secrets, needle};
		each_window(needle->squeezed, needle->len, add_window, &adding);
	}
	for (guint i = 0; i < secrets->allowed->len; i++) {
		const char *text = g_ptr_array_index(secrets->allowed, i);
		g_autoptr(GString) squeezed = g_string_new(NULL);
		ot_squeeze(squeezed, text, strlen(text));
		each_whole(secrets, squeezed, note_known, NULL);
		/* Stretches that a supplier took over from what was published are no secret. */
		each_window(squeezed->str, squeezed->len, remove_window, secrets);
		forget_words(secrets, text);
	}
}

/* --- looking ------------------------------------------------------------------------------- */

static const OtSecret *
look_for_letters(const OtSecrets *secrets, const char *bytes, size_t len)
{
	g_autoptr(GString) squeezed = g_string_sized_new(len);
	Looking looking = {.secrets = secrets};

	ot_squeeze(squeezed, bytes, len);
	looking.text = squeezed->str;
	each_window(squeezed->str, squeezed->len, look_at_window, &looking);
	if (looking.found == NULL)
		each_whole(secrets, squeezed, look_at_whole, &looking);
	return looking.found != NULL ? &looking.found->secret : NULL;
}

static const OtSecret *
look(const OtSecrets *secrets, const char *text, bool only_several)
{
	const OtSecret *secret = look_for_letters(secrets, text, strlen(text));

	return secret != NULL ? secret : look_for_words(secrets, text, only_several);
}

const OtSecret *
ot_secrets_find(const OtSecrets *secrets, const char *text)
{
	return look(secrets, text, false);
}

const OtSecret *
ot_secrets_find_bytes(const OtSecrets *secrets, GBytes *bytes, bool markup)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	const OtSecret *secret = look_for_letters(secrets, data, len);

	if (!markup && secret == NULL) {
		g_autofree char *text = g_utf8_make_valid(data, (gssize) len);
		return look_for_words(secrets, text, true);
	}
	for (OtTags tags = OT_TAGS_KEPT; tags < OT_N_TAGS && secret == NULL; tags++) {
		g_autofree char *text = ot_unwrap(data, len, tags);
		secret = look(secrets, text, tags == OT_TAGS_KEPT);
	}
	return secret;
}
