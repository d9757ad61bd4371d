/* SPDX-License-Identifier: MIT */
#include "suppliers/value.h"

#include <stdlib.h>
#include <string.h>

/* --- words --------------------------------------------------------------------------------- */

typedef struct {
	int value;
	const char *word, *others;
} Word;

static const Word sizes[] = {
#define SIZE(id, word, others) {OT_FIRM_##id, word, others},
#define KIND(id, word, others)
#define CONSENT(id, word, others)
#define LANGUAGE(word, others)
#include "suppliers/words.def"
#undef SIZE
#undef KIND
#undef CONSENT
#undef LANGUAGE
};

static const Word kinds_known[] = {
#define SIZE(id, word, others)
#define KIND(id, word, others) {OT_KIND_##id, word, others},
#define CONSENT(id, word, others)
#define LANGUAGE(word, others)
#include "suppliers/words.def"
#undef SIZE
#undef KIND
#undef CONSENT
#undef LANGUAGE
};

static const Word consents[] = {
#define SIZE(id, word, others)
#define KIND(id, word, others)
#define CONSENT(id, word, others) {OT_CONSENT_##id, word, others},
#define LANGUAGE(word, others)
#include "suppliers/words.def"
#undef SIZE
#undef KIND
#undef CONSENT
#undef LANGUAGE
};

static const Word languages[] = {
#define SIZE(id, word, others)
#define KIND(id, word, others)
#define CONSENT(id, word, others)
#define LANGUAGE(word, others) {0, word, others},
#include "suppliers/words.def"
#undef SIZE
#undef KIND
#undef CONSENT
#undef LANGUAGE
};

/* The same letters in any case; "-", "_" and blanks are one. */
static bool
is_same_word(const char *one, const char *other, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char first = one[i] == '-' || one[i] == '_' ? ' ' : g_ascii_tolower(one[i]);
		char second = other[i] == '-' || other[i] == '_' ? ' ' : other[i];
		if (first != second)
			return false;
	}
	return other[len] == '\0' || other[len] == '|';
}

/* `text` without blanks at its ends. */
static const Word *
find_word(const Word *words, size_t n, const char *text)
{
	size_t len;

	text += strspn(text, " ");
	for (len = strlen(text); len > 0 && text[len - 1] == ' ';)
		len--;
	for (size_t i = 0; i < n && len > 0; i++) {
		if (strnlen(words[i].word, len) == len && is_same_word(text, words[i].word, len))
			return &words[i];
		for (const char *at = words[i].others; at != NULL; at = strchr(at, '|')) {
			at += *at == '|';
			if (strnlen(at, len) == len && is_same_word(text, at, len))
				return &words[i];
		}
	}
	return NULL;
}

static const char *
word_of(const Word *words, size_t n, int value)
{
	for (size_t i = 0; i < n; i++)
		if (words[i].value == value)
			return words[i].word;
	return "";
}

const char *
ot_firm_size_name(OtFirmSize size)
{
	return word_of(sizes, G_N_ELEMENTS(sizes), (int) size);
}

const char *
ot_supplier_kind_name(OtSupplierKind kind)
{
	return word_of(kinds_known, G_N_ELEMENTS(kinds_known), (int) kind);
}

const char *
ot_consent_name(OtConsent consent)
{
	return word_of(consents, G_N_ELEMENTS(consents), (int) consent);
}

bool
ot_supplier_read_size(const char *text, OtFirmSize *size)
{
	const Word *word = find_word(sizes, G_N_ELEMENTS(sizes), text);

	*size = word != NULL ? (OtFirmSize) word->value : OT_FIRM_UNKNOWN;
	return word != NULL;
}

bool
ot_supplier_read_consent(const char *text, OtConsent *consent)
{
	const Word *word = find_word(consents, G_N_ELEMENTS(consents), text);

	*consent = word != NULL ? (OtConsent) word->value : OT_CONSENT_UNKNOWN;
	return word != NULL;
}

const char *
ot_supplier_read_language(const char *text)
{
	const Word *word = find_word(languages, G_N_ELEMENTS(languages), text);

	return word != NULL ? word->word : NULL;
}

bool
ot_supplier_read_kinds(const char *text, guint *kinds, char **unknown)
{
	g_auto(GStrv) parts = g_strsplit_set(text, ",;|", -1);

	*kinds = 0;
	*unknown = NULL;
	for (char **part = parts; *part != NULL; part++) {
		const Word *word = find_word(kinds_known, G_N_ELEMENTS(kinds_known), *part);
		if (word != NULL)
			*kinds |= (guint) word->value;
		else if (*g_strstrip(*part) != '\0' && *unknown == NULL)
			*unknown = g_strdup(*part);
	}
	return *unknown == NULL;
}

/* --- addresses and numbers ----------------------------------------------------------------- */

/* What may stand before the @ beside letters and digits (RFC 5322 3.2.3), and all of RFC 6531. */
static bool
is_local_part(const char *text, size_t len)
{
	if (len == 0 || len > 64 || text[0] == '.' || text[len - 1] == '.')
		return false;
	for (size_t i = 0; i < len; i++) {
		bool after_stop = i > 0 && text[i] == '.' && text[i - 1] == '.';
		if (after_stop || (!g_ascii_isalnum(text[i]) && (text[i] & 0x80) == 0 &&
		                   strchr("!#$%&'*+-/=?^_`{|}~.", text[i]) == NULL))
			return false;
	}
	return true;
}

static bool
is_domain(const char *text)
{
	g_auto(GStrv) labels = g_strsplit(text, ".", -1);
	guint n = g_strv_length(labels);

	for (guint i = 0; i < n; i++) {
		size_t len = strlen(labels[i]);
		if (len == 0 || len > 63 || labels[i][0] == '-' || labels[i][len - 1] == '-')
			return false;
		for (const char *at = labels[i]; *at != '\0'; at++)
			if (!g_ascii_isalnum(*at) && *at != '-' && (*at & 0x80) == 0)
				return false;
	}
	/* The last one is never a number, or it would be an address of a machine. */
	return n >= 2 && !g_ascii_isdigit(labels[n - 1][0]);
}

bool
ot_supplier_is_email(const char *text)
{
	const char *at = strrchr(text, '@');

	return at != NULL && strlen(text) <= 254 && is_local_part(text, (size_t) (at - text)) &&
	       is_domain(at + 1);
}

/* The letters and digits in capitals, without the blanks, hyphens, stops and strokes between. */
static char *
squeeze(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text != '\0'; text++)
		if (strchr(" -./", *text) == NULL)
			g_string_append_c(out, g_ascii_toupper(*text));
	return g_string_free(out, FALSE);
}

static size_t
count_letters(const char *text)
{
	size_t n = 0;

	while (g_ascii_isupper(text[n]))
		n++;
	return n;
}

bool
ot_supplier_read_ppon(const char *text, char ppon[15])
{
	g_autofree char *squeezed = squeeze(text);
	const char *at = squeezed;

	*ppon = '\0';
	if (g_str_has_prefix(at, "GBPPON") && strlen(at) == 18)
		at += strlen("GBPPON");
	if (strlen(at) != 12 || count_letters(at) != 4 || strspn(at + 4, "0123456789") != 4 ||
	    count_letters(at + 8) != 4)
		return false;
	g_snprintf(ppon, 15, "%.4s-%.4s-%.4s", at, at + 4, at + 8);
	return true;
}

/*
 * Letters, digits, and in the numbers of societies letters at the end: 01234567, SC123456,
 * IP01234R.
 */
bool
ot_supplier_read_company_number(const char *text, char number[9])
{
	g_autofree char *squeezed = squeeze(text);
	size_t n_letters = count_letters(squeezed);
	size_t n_digits = strspn(squeezed + n_letters, "0123456789");
	size_t n_last = count_letters(squeezed + n_letters + n_digits);
	size_t n = n_letters + n_digits + n_last;

	*number = '\0';
	if (squeezed[n] != '\0' || n_letters > 2 || n_last > 3 || n > 8 || n_digits == 0 ||
	    (n_last > 0 && n_letters < 2))
		return false;
	/* Shorter ones have lost noughts before their digits, and nothing else. */
	if (n < 8 && (n_last > 0 || n_digits < 4))
		return false;
	g_snprintf(number, 9, "%.*s%.*s%s", (int) n_letters, squeezed, (int) (8 - n), "0000000",
	           squeezed + n_letters);
	return true;
}
