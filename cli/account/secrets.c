/* SPDX-License-Identifier: MIT */
#include "account/secrets.h"

#include "base/arena.h"

#include <string.h>

/* So many letters and digits in a row that are alike are no chance: six or seven words. */
#define WINDOW 32
/* A text with so many is looked for as a whole. */
#define LEAST_WHOLE 12
/* Names of fewer letters, and numbers of fewer digits, stand in too many other places. */
#define LEAST_NAME   4
#define LEAST_NUMBER 5
/* Of the sum over a window; any odd number would do. */
#define BASE 1099511628211u

/* A text to look for. */
typedef struct {
	OtSecret secret;
	const char *squeezed; /* its letters and digits, small */
	size_t len;
	const char *word;     /* looked for as a word of its own; NULL: by its letters */
} Needle;

/* A place in a text. */
typedef struct {
	const Needle *needle;
	size_t start;
} Stretch;

struct OtSecrets {
	OtArena *arena;
	GPtrArray *needles;  /* of Needle *, in the arena */
	GString *allowed;    /* letters and digits of what is published anyway */
	GString *allowed_words;
	GHashTable *windows; /* hash of a window to its Stretch, in the arena */
};

OtSecrets *
ot_secrets_new(void)
{
	OtSecrets *secrets = g_new0(OtSecrets, 1);

	secrets->arena = ot_arena_new();
	secrets->needles = g_ptr_array_new();
	secrets->allowed = g_string_new(NULL);
	secrets->allowed_words = g_string_new(NULL);
	secrets->windows = g_hash_table_new(g_int64_hash, g_int64_equal);
	return secrets;
}

void
ot_secrets_free(OtSecrets *secrets)
{
	if (secrets == NULL)
		return;
	g_hash_table_unref(secrets->windows);
	g_string_free(secrets->allowed, TRUE);
	g_string_free(secrets->allowed_words, TRUE);
	g_ptr_array_unref(secrets->needles);
	ot_arena_free(secrets->arena);
	g_free(secrets);
}

size_t
ot_secrets_count(const OtSecrets *secrets)
{
	return secrets->needles->len;
}

/* --- two plain forms of a text ------------------------------------------------------------- */

/* Letters and digits of ASCII, small: what all encodings of a text have in common. */
static void
squeeze(GString *out, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (g_ascii_isalnum(bytes[i]))
			g_string_append_c(out, g_ascii_tolower(bytes[i]));
}

/* A comma between digits, as in 48,000. */
static bool
parts_digits(const char *bytes, size_t at, size_t len)
{
	return bytes[at] == ',' && at > 0 && at + 1 < len && g_ascii_isdigit(bytes[at - 1]) &&
	       g_ascii_isdigit(bytes[at + 1]);
}

/* Small letters, with one blank for all white space, and numbers without commas. */
static void
fold(GString *out, const char *bytes, size_t len)
{
	bool blank = false;

	for (size_t i = 0; i < len; i++) {
		if (parts_digits(bytes, i, len))
			continue;
		if (g_ascii_isspace(bytes[i])) {
			blank = true;
			continue;
		}
		if (blank && out->len > 0)
			g_string_append_c(out, ' ');
		blank = false;
		g_string_append_c(out, g_ascii_tolower(bytes[i]));
	}
}

/* --- gathering ----------------------------------------------------------------------------- */

static bool
has_digits(const char *text, size_t least)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += g_ascii_isdigit(*text);
	return n >= least;
}

/* What a short text is looked for by; NULL where it tells nothing. */
static const char *
find_word(OtSecrets *secrets, const OtSecret *secret, const char *text)
{
	g_autoptr(GString) word = g_string_new(NULL);
	size_t least = secret->kind == OT_SECRET_IDENTITY ? LEAST_NAME : LEAST_NUMBER;

	fold(word, text, strlen(text));
	if (g_utf8_strlen(word->str, -1) < (glong) least ||
	    (secret->kind != OT_SECRET_IDENTITY && !has_digits(word->str, LEAST_NUMBER)))
		return NULL;
	return ot_arena_strdup(secrets->arena, word->str);
}

bool
ot_secrets_add(OtSecrets *secrets, const OtSecret *secret, const char *text)
{
	g_autoptr(GString) squeezed = g_string_new(NULL);
	const char *word = NULL;

	squeeze(squeezed, text, strlen(text));
	if (squeezed->len < LEAST_WHOLE) {
		word = find_word(secrets, secret, text);
		if (word == NULL)
			return false;
	}
	Needle *needle = ot_arena_new_object(secrets->arena, Needle);
	needle->secret.kind = secret->kind;
	needle->secret.question = ot_arena_strdup(secrets->arena, secret->question);
	needle->secret.response = ot_arena_strdup(secrets->arena, secret->response);
	needle->squeezed = ot_arena_strdup(secrets->arena, squeezed->str);
	needle->len = squeezed->len;
	needle->word = word;
	g_ptr_array_add(secrets->needles, needle);
	return true;
}

void
ot_secrets_allow(OtSecrets *secrets, const char *text)
{
	squeeze(secrets->allowed, text, strlen(text));
	/* Texts that follow each other are none together. */
	g_string_append_c(secrets->allowed, '\n');
	fold(secrets->allowed_words, text, strlen(text));
	g_string_append_c(secrets->allowed_words, '\n');
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
	OtArena *arena = adding->secrets->arena;
	gint64 key = (gint64) sum;

	if (g_hash_table_contains(adding->secrets->windows, &key))
		return true;
	gint64 *kept = ot_arena_new_object(arena, gint64);
	Stretch *stretch = ot_arena_new_object(arena, Stretch);
	*kept = key;
	*stretch = (Stretch){adding->needle, start};
	g_hash_table_insert(adding->secrets->windows, kept, stretch);
	return true;
}

static bool
remove_window(guint64 sum, size_t start, void *data)
{
	OtSecrets *secrets = data;
	gint64 key = (gint64) sum;

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
	gint64 key = (gint64) sum;
	const Stretch *stretch = g_hash_table_lookup(looking->secrets->windows, &key);

	if (stretch != NULL && memcmp(stretch->needle->squeezed + stretch->start,
	                              looking->text + start, WINDOW) == 0)
		looking->found = stretch->needle;
	return looking->found == NULL;
}

/* --- looking ------------------------------------------------------------------------------- */

/* Whether a sign beside a word makes it another one: a letter or digit, and beside a letter any
 * that is not of ASCII, which may be one; beside a digit that is more often a pound sign. */
static bool
goes_on(char edge, char beside)
{
	if (g_ascii_isalnum(beside))
		return g_ascii_isalnum(edge) || (guchar) edge >= 0x80;
	return (guchar) beside >= 0x80 && !g_ascii_isdigit(edge) &&
	       (g_ascii_isalpha(edge) || (guchar) edge >= 0x80);
}

/* Whether a word stands in a folded text with nothing of a word before or behind it. */
static bool
has_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
		if ((at == text || !goes_on(word[0], at[-1])) && !goes_on(word[len - 1], at[len]))
			return true;
	return false;
}

void
ot_secrets_close(OtSecrets *secrets)
{
	for (guint i = secrets->needles->len; i-- > 0;) {
		Needle *needle = g_ptr_array_index(secrets->needles, i);
		Adding adding = {secrets, needle};
		bool known = needle->word != NULL
		                     ? has_word(secrets->allowed_words->str, needle->word)
		                     : strstr(secrets->allowed->str, needle->squeezed) != NULL;
		if (known)
			g_ptr_array_remove_index(secrets->needles, i);
		else
			each_window(needle->squeezed, needle->len, add_window, &adding);
	}
	/* Stretches that a supplier took over from what was published are no secret. */
	each_window(secrets->allowed->str, secrets->allowed->len, remove_window, secrets);
}

/* `squeezed` is NUL-terminated. */
static const OtSecret *
look_for_letters(const OtSecrets *secrets, const GString *squeezed)
{
	Looking looking = {.secrets = secrets, .text = squeezed->str};

	each_window(squeezed->str, squeezed->len, look_at_window, &looking);
	if (looking.found != NULL)
		return &looking.found->secret;
	for (guint i = 0; i < secrets->needles->len; i++) {
		const Needle *needle = g_ptr_array_index(secrets->needles, i);
		if (needle->word == NULL && needle->len < WINDOW &&
		    strstr(squeezed->str, needle->squeezed) != NULL)
			return &needle->secret;
	}
	return NULL;
}

/* Which short texts are looked for: tags are full of numbers that are none of a person's. */
typedef enum { WORDS_NONE, WORDS_NAMES, WORDS_ALL } Words;

static const OtSecret *
look_for_words(const OtSecrets *secrets, const GString *folded, Words words)
{
	for (guint i = 0; i < secrets->needles->len; i++) {
		const Needle *needle = g_ptr_array_index(secrets->needles, i);
		bool wanted = needle->word != NULL &&
		              (words == WORDS_ALL || !has_digits(needle->word, 1));
		if (wanted && has_word(folded->str, needle->word))
			return &needle->secret;
	}
	return NULL;
}

static const OtSecret *
look(const OtSecrets *secrets, const char *text, size_t len, Words words)
{
	g_autoptr(GString) squeezed = g_string_sized_new(len);
	g_autoptr(GString) folded = g_string_new(NULL);

	squeeze(squeezed, text, len);
	const OtSecret *secret = look_for_letters(secrets, squeezed);
	if (secret != NULL || words == WORDS_NONE)
		return secret;
	fold(folded, text, len);
	return look_for_words(secrets, folded, words);
}

const OtSecret *
ot_secrets_find(const OtSecrets *secrets, const char *text)
{
	return look(secrets, text, strlen(text), WORDS_ALL);
}

/* The character of a numeric entity "&#233;", 0 for another one. */
static gunichar
read_entity(const char *entity)
{
	if (entity[1] != '#')
		return 0;
	bool hexadecimal = entity[2] == 'x' || entity[2] == 'X';
	guint64 value = g_ascii_strtoull(entity + (hexadecimal ? 3 : 2), NULL,
	                                 hexadecimal ? 16 : 10);
	return value < 0x110000 && g_unichar_validate((gunichar) value) ? (gunichar) value : 0;
}

/* What becomes of tags. */
typedef enum {
	TAGS_KEPT,   /**< their attributes may hold words */
	TAGS_CUT,    /**< a word may go on behind one */
	TAGS_BLANK,  /**< or end before one */
} Tags;

/* Append what stands at `at`, with an entity resolved as far as it is a letter, digit or blank; the
 * number of bytes that it is. */
static size_t
append_resolved(GString *out, const char *at, size_t len)
{
	const char *end = *at == '&' ? memchr(at, ';', MIN(len, 12)) : NULL;

	if (end == NULL) {
		g_string_append_c(out, *at);
		return 1;
	}
	gunichar character = read_entity(at);
	if (character != 0)
		g_string_append_unichar(out, character);
	return (size_t) (end - at) + 1;
}

static GString *
strip(const char *bytes, size_t len, Tags tags)
{
	GString *out = g_string_sized_new(len);

	for (size_t i = 0; i < len;) {
		const char *end = bytes[i] == '<' && tags != TAGS_KEPT
		                          ? memchr(bytes + i, '>', len - i)
		                          : NULL;
		if (end == NULL) {
			i += append_resolved(out, bytes + i, len - i);
			continue;
		}
		if (tags == TAGS_BLANK)
			g_string_append_c(out, ' ');
		i = (size_t) (end - bytes) + 1;
	}
	return out;
}

const OtSecret *
ot_secrets_find_bytes(const OtSecrets *secrets, GBytes *bytes, bool markup)
{
	static const Words words[] = {
		[TAGS_KEPT] = WORDS_NAMES, [TAGS_CUT] = WORDS_ALL, [TAGS_BLANK] = WORDS_ALL,
	};
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	const OtSecret *secret = look(secrets, data, len, WORDS_NONE);

	for (size_t tags = 0; markup && secret == NULL && tags < G_N_ELEMENTS(words); tags++) {
		g_autoptr(GString) plain = strip(data, len, (Tags) tags);
		secret = look(secrets, plain->str, plain->len, words[tags]);
	}
	return secret;
}
