/* SPDX-License-Identifier: MIT */
#include "pdf/selfcheck.h"

#include <string.h>

/* --- the catalog ------------------------------------------------------------------------- */

static bool
is_true(const OtSelfcheck *check, const char *dictionary, const char *key)
{
	const OtValue *holder = ot_dictionary_find(check->file, check->catalog, dictionary);
	const OtValue *value = ot_dictionary_find(check->file, holder, key);

	return ot_value_is(value, OT_VALUE_BOOLEAN) && value->as.boolean;
}

static bool
check_catalog(OtSelfcheck *check)
{
	if (!is_true(check, "MarkInfo", "Marked"))
		return ot_selfcheck_fail(check, "ISO 14289-1, 6.2",
		                         "it doesn't say that it is tagged");
	if (!is_true(check, "ViewerPreferences", "DisplayDocTitle"))
		return ot_selfcheck_fail(check, "ISO 14289-1, 7.1", "its title isn't shown");
	if (!ot_selfcheck_is_lang(ot_dictionary_find(check->file, check->catalog, "Lang")))
		return ot_selfcheck_fail(check, "ISO 14289-1, 7.2", "it has no language");
	return true;
}

/* --- XMP --------------------------------------------------------------------------------- */

/* Take the five entities of XML back, in place. */
static void
unescape(char *text)
{
	static const struct {
		const char *entity;
		char c;
	} entities[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		         { "&quot;", '"' }, { "&apos;", '\'' } };
	char *to = text;

	for (const char *at = text; *at != '\0'; to++) {
		size_t i = 0;

		while (i < G_N_ELEMENTS(entities) && !g_str_has_prefix(at, entities[i].entity))
			i++;
		*to = i < G_N_ELEMENTS(entities) ? entities[i].c : *at;
		at += i < G_N_ELEMENTS(entities) ? strlen(entities[i].entity) : 1;
	}
	*to = '\0';
}

/* The text of a property without the elements in it, or NULL; free with g_free(). */
static char *
get_property(const char *xmp, const char *name)
{
	g_autofree char *open = g_strdup_printf("<%s>", name);
	g_autofree char *close = g_strdup_printf("</%s>", name);
	const char *start = strstr(xmp, open), *end;
	g_autoptr(GString) text = g_string_new(NULL);
	bool in_tag = false;

	end = start != NULL ? strstr(start, close) : NULL;
	if (end == NULL)
		return NULL;
	for (const char *at = start + strlen(open); at < end; at++) {
		if (*at == '<' || *at == '>')
			in_tag = *at == '<';
		else if (!in_tag)
			g_string_append_c(text, *at);
	}
	unescape(text->str);
	return g_strdup(text->str);
}

static bool
has_property(const char *xmp, const char *name, const char *expected)
{
	g_autofree char *value = get_property(xmp, name);

	return g_strcmp0(value, expected) == 0;
}

static bool
check_claims(OtSelfcheck *check, const char *xmp)
{
	g_autofree char *title = get_property(xmp, "dc:title");

	if (title == NULL || *g_strstrip(title) == '\0')
		return ot_selfcheck_fail(check, "ISO 14289-1, 7.1", "it has no title");
	if (!has_property(xmp, "pdfaid:part", "3") || !has_property(xmp, "pdfaid:conformance", "A"))
		return ot_selfcheck_fail(check, "ISO 19005-3, 6.6.4", "it isn't called PDF/A-3a");
	if (!has_property(xmp, "pdfuaid:part", "1"))
		return ot_selfcheck_fail(check, "ISO 14289-1, 5", "it isn't called PDF/UA-1");
	if (!has_property(xmp, "pdfaSchema:prefix", "pdfuaid")
	    || !has_property(xmp, "pdfaProperty:name", "part"))
		return ot_selfcheck_fail(check, "ISO 19005-3, 6.6.2.3",
		                         "the schema of PDF/UA isn't described");
	return true;
}

static char *
keep_digits(const char *text)
{
	GString *digits = g_string_new(NULL);

	for (; text != NULL && *text != '\0'; text++)
		if (g_ascii_isdigit(*text))
			g_string_append_c(digits, *text);
	return g_string_free(digits, FALSE);
}

/* A date is spelled differently in the two places: the digits are the same. */
static bool
is_same(const char *one, const char *other, bool date)
{
	g_autofree char *first = date ? keep_digits(one) : NULL;
	g_autofree char *second = date ? keep_digits(other) : NULL;

	return date ? strcmp(first, second) == 0 : g_strcmp0(one, other) == 0;
}

/* ISO 19005-3, 6.6.3: what both say, both say alike. */
static bool
check_equal(OtSelfcheck *check, const char *xmp)
{
	static const struct {
		const char *key;
		const char *property;
		bool date;
	} pairs[] = {
		{ "Title", "dc:title", false },          { "Author", "dc:creator", false },
		{ "Subject", "dc:description", false },  { "Creator", "xmp:CreatorTool", false },
		{ "Producer", "pdf:Producer", false },   { "CreationDate", "xmp:CreateDate", true },
		{ "ModDate", "xmp:ModifyDate", true },
	};
	const OtValue *info = ot_pdf_file_get(check->file, check->file->info);

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *one = ot_value_get_text(ot_dictionary_get(info, pairs[i].key));
		g_autofree char *other = get_property(xmp, pairs[i].property);

		if (!is_same(one, other, pairs[i].date))
			return ot_selfcheck_fail(check, "ISO 19005-3, 6.6.3",
			                         "%s says something else than %s", pairs[i].key,
			                         pairs[i].property);
	}
	return true;
}

static bool
check_xmp(OtSelfcheck *check)
{
	const OtValue *stream = ot_dictionary_find(check->file, check->catalog, "Metadata");
	g_autofree char *xmp = NULL;

	if (!ot_value_is(stream, OT_VALUE_STREAM) || ot_dictionary_get(stream, "Filter") != NULL
	    || !ot_value_is_name(ot_dictionary_get(stream, "Type"), "Metadata")
	    || !ot_value_is_name(ot_dictionary_get(stream, "Subtype"), "XML"))
		return ot_selfcheck_fail(check, "ISO 19005-3, 6.6.2.1", "it has no plain metadata");
	xmp = g_strndup(stream->as.stream->data.bytes, stream->as.stream->data.len);
	if (!g_utf8_validate(xmp, -1, NULL))
		return ot_selfcheck_fail(check, "ISO 19005-3, 6.6.2.1", "its metadata isn't UTF-8");
	return check_claims(check, xmp) && check_equal(check, xmp);
}

/* --- output intent ----------------------------------------------------------------------- */

/* ICC.1, 7.2: an RGB profile of a display, version 4, made at no time. */
static bool
is_profile(const GByteArray *profile)
{
	static const guint8 no_time[12];

	return profile->len >= 128 && memcmp(profile->data + 36, "acsp", 4) == 0
	       && profile->data[8] == 4 && memcmp(profile->data + 12, "mntrRGB ", 8) == 0
	       && memcmp(profile->data + 24, no_time, sizeof(no_time)) == 0;
}

static bool
check_intent(OtSelfcheck *check)
{
	const OtValue *intents = ot_dictionary_find(check->file, check->catalog, "OutputIntents");
	const OtValue *intent = ot_value_resolve(check->file, ot_array_get(intents, 0));
	const OtValue *stream = ot_dictionary_find(check->file, intent, "DestOutputProfile");
	g_autoptr(GByteArray) profile = NULL;

	if (!ot_value_is_name(ot_dictionary_get(intent, "S"), "GTS_PDFA1")
	    || ot_value_get_int(ot_dictionary_get(stream, "N"), 0) != 3
	    || !ot_selfcheck_has_text(ot_dictionary_get(intent, "OutputConditionIdentifier")))
		return ot_selfcheck_fail(check, "ISO 19005-3, 6.2.3", "it has no output intent");
	profile = ot_stream_decode(check->file, stream, check->error);
	if (profile == NULL)
		return false;
	return is_profile(profile)
	       || ot_selfcheck_fail(check, "ISO 19005-3, 6.2.3", "its colour profile is wrong");
}

bool
ot_selfcheck_metadata(OtSelfcheck *check)
{
	return check_catalog(check) && check_xmp(check) && check_intent(check);
}
