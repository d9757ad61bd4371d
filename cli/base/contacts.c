/* SPDX-License-Identifier: MIT */
#include "base/contacts.h"

#include <stdbool.h>
#include <string.h>

/* Digits in a telephone number; years, sums and ids have fewer. */
#define LEAST_DIGITS 9
/* Signs between two of its digits, as in "+44 (0) 1632 - 960 101". */
#define MOST_BETWEEN 4

/* What stands around an address. */
#define AROUND " \t\r\n<>()[]{}\"'"

static bool
ends_run(const char *at)
{
	gunichar character = g_utf8_get_char(at);

	/* Blanks that don't break, and quotation marks of print. */
	return character == 0 || (character < 0x80 && strchr(AROUND, (int) character) != NULL) ||
	       g_unichar_isspace(character) || (character >= 0x2018 && character <= 0x201F);
}

/* The end of a run without blanks, as addresses are, and without the full stop of its sentence. */
static const char *
find_end_of_run(const char *start)
{
	const char *end = start;

	while (!ends_run(end))
		end = g_utf8_next_char(end);
	while (end > start && strchr(".,;:!?", end[-1]) != NULL)
		end--;
	return end;
}

static bool
is_address(const char *start, const char *end, OtContactKind *kind)
{
	g_autofree char *run = g_strndup(start, (size_t) (end - start));
	g_autofree char *lower = g_ascii_strdown(run, -1);
	const char *at = strchr(lower, '@');

	*kind = OT_CONTACT_EMAIL;
	if (at != NULL && at > lower && strchr(at, '.') != NULL)
		return true;
	*kind = OT_CONTACT_PAGE;
	return g_str_has_prefix(lower, "http://") || g_str_has_prefix(lower, "https://") ||
	       g_str_has_prefix(lower, "www.");
}

static bool
is_between_digits(gunichar character)
{
	return (character != 0 && character < 0x80 && strchr(" ()-+", (int) character) != NULL) ||
	       g_unichar_isspace(character) || (character >= 0x2010 && character <= 0x2015);
}

/* The end of a telephone number, or NULL where there is none. */
static const char *
find_end_of_telephone(const char *start)
{
	size_t n_digits = 0, n_between = 0;
	const char *end = start;

	if (*start != '0' && *start != '+')
		return NULL;
	for (const char *at = start; n_between <= MOST_BETWEEN; at = g_utf8_next_char(at)) {
		if (g_ascii_isdigit(*at)) {
			n_digits++;
			n_between = 0;
			end = at + 1;
		} else if (is_between_digits(g_utf8_get_char(at))) {
			n_between++;
		} else {
			break;
		}
	}
	return n_digits >= LEAST_DIGITS ? end : NULL;
}

/* What begins at a place, or an end of NULL. */
static const char *
find_contact(const char *text, const char *at, OtContactKind *kind)
{
	bool starts_number = at == text || !g_ascii_isalnum(at[-1]);
	bool starts_run = at == text || ends_run(g_utf8_prev_char(at));
	const char *end = starts_number ? find_end_of_telephone(at) : NULL;

	*kind = OT_CONTACT_TELEPHONE;
	if (end != NULL || !starts_run)
		return end;
	end = find_end_of_run(at);
	return end > at && is_address(at, end, kind) ? end : NULL;
}

GArray *
ot_contacts_find(const char *text)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(OtContact));

	for (const char *at = text; *at != '\0';) {
		OtContactKind kind;
		const char *end = find_contact(text, at, &kind);
		if (end == NULL) {
			at = g_utf8_next_char(at);
			continue;
		}
		const OtContact contact = {(size_t) (at - text), (size_t) (end - text), kind};
		g_array_append_val(all, contact);
		at = end;
	}
	return all;
}

char *
ot_contacts_find_first(const char *text)
{
	g_autoptr(GArray) all = ot_contacts_find(text);

	for (guint i = 0; i < all->len; i++) {
		const OtContact *contact = &g_array_index(all, OtContact, i);
		if (contact->kind != OT_CONTACT_PAGE)
			return g_strndup(text + contact->start, contact->end - contact->start);
	}
	return NULL;
}
