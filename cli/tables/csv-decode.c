/* SPDX-License-Identifier: MIT */
#include "tables/csv-decode.h"

#include <string.h>

#define REPLACEMENT 0xFFFD

/* What Windows-1252 has in the place of the controls 0x80 to 0x9F; 0: nothing. */
static const gunichar windows[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
	0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

OtCsvEncoding
ot_csv_encoding(const guint8 *bytes, size_t len, size_t *mark)
{
	*mark = 0;
	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		*mark = 3;
		return OT_CSV_UTF8;
	}
	if (len >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0) {
		*mark = 2;
		return OT_CSV_UTF16_LE;
	}
	if (len >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0) {
		*mark = 2;
		return OT_CSV_UTF16_BE;
	}
	return OT_CSV_UTF8;
}

static gunichar
unit_at(const GByteArray *bytes, size_t at, OtCsvEncoding encoding)
{
	guint8 first = bytes->data[at], second = bytes->data[at + 1];

	return encoding == OT_CSV_UTF16_LE ? (gunichar) (second << 8 | first)
	                                   : (gunichar) (first << 8 | second);
}

void
ot_csv_decode_utf16(GByteArray *bytes, OtCsvEncoding encoding, GString *out, size_t *n_bad)
{
	size_t at = 0;

	while (at + 2 <= bytes->len) {
		gunichar unit = unit_at(bytes, at, encoding), low = 0;
		bool is_high = unit >= 0xD800 && unit < 0xDC00;
		if (is_high && at + 4 > bytes->len)
			break;
		if (is_high)
			low = unit_at(bytes, at + 2, encoding);
		at += 2;
		if (is_high && low >= 0xDC00 && low < 0xE000) {
			unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
			at += 2;
		} else if (unit >= 0xD800 && unit < 0xE000) {
			unit = REPLACEMENT;
			++*n_bad;
		}
		g_string_append_unichar(out, unit);
	}
	g_byte_array_remove_range(bytes, 0, (guint) at);
}

char *
ot_csv_decode_windows(const char *bytes, size_t len, size_t *n_bad)
{
	GString *out = g_string_sized_new(len + 16);

	for (size_t i = 0; i < len; i++) {
		gunichar character = (guint8) bytes[i];
		if (character >= 0x80 && character < 0xA0)
			character = windows[character - 0x80];
		if (character == 0) {
			character = REPLACEMENT;
			++*n_bad;
		}
		g_string_append_unichar(out, character);
	}
	return g_string_free(out, FALSE);
}
