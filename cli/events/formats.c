/* SPDX-License-Identifier: MIT */
#include "events/formats.h"

#include "base/arena.h"
#include "base/error.h"
#include "xml/source.h"

#include <string.h>

#define NAMESPACE "urn:outset:event-formats:1"
#define MOST_MINUTES 1000

typedef struct {
	const char *kind;
	char **words; /* casefolded beginnings of words */
} Cues;

struct OtEventFormats {
	OtArena *arena;
	OtEventRules rules;
	GArray *formats;  /* of OtEventFormat */
	GArray *cues;     /* of Cues */
	GHashTable *idle; /* casefolded words, as a set */
};

/* --- reading ------------------------------------------------------------------------------- */

static bool
read_number(const OtXml *xml, const xmlNode *node, const char *attr, int *number, GError **error)
{
	const char *text = ot_xml_attr(node, attr);
	guint64 value = 0;

	if (text != NULL && g_ascii_string_to_unsigned(text, 10, 1, MOST_MINUTES, &value, NULL)) {
		*number = (int) value;
		return true;
	}
	ot_source_fail(error, xml, node, "<%s> needs a number from 1 to %d as its attribute \"%s\"",
	               node->name, MOST_MINUTES, attr);
	return false;
}

static bool
read_text(OtEventFormats *formats, const OtXml *xml, const xmlNode *node, const char *attr,
          const char **text, GError **error)
{
	const char *value = ot_xml_attr(node, attr);

	*text = ot_arena_strdup(formats->arena, value);
	if (value == NULL)
		ot_source_fail(error, xml, node, "<%s> needs the attribute \"%s\"", node->name,
		               attr);
	return value != NULL;
}

static bool
read_pitches(const OtXml *xml, const xmlNode *node, OtEventFormat *format, GError **error)
{
	if (node == NULL)
		return true;
	format->pitch_is_ours = g_strcmp0(ot_xml_attr(node, "basis"), "source") != 0;
	return read_number(xml, node, "minutes", &format->pitch_minutes, error) &&
	       read_number(xml, node, "change", &format->change_minutes, error);
}

static bool
read_format(OtEventFormats *formats, const OtXml *xml, const xmlNode *node, GError **error)
{
	g_autoptr(GArray) parts = g_array_new(FALSE, TRUE, sizeof(OtEventPart));
	OtEventFormat format = {0};

	if (!read_text(formats, xml, node, "name", &format.name, error) ||
	    !read_pitches(xml, ot_xml_child(node, "pitches"), &format, error))
		return false;
	for (const xmlNode *child = ot_xml_child(node, "part"); child != NULL;
	     child = ot_xml_next(child, "part")) {
		OtEventPart part = {.rest = g_strcmp0(ot_xml_attr(child, "rest"), "true") == 0};
		if (!read_text(formats, xml, child, "kind", &part.kind, error) ||
		    !read_number(xml, child, "minutes", &part.minutes, error))
			return false;
		g_array_append_val(parts, part);
	}
	OtEventPart *kept =
		ot_arena_alloc(formats->arena, MAX(parts->len, 1) * sizeof(OtEventPart));
	if (parts->len > 0)
		memcpy(kept, parts->data, parts->len * sizeof(OtEventPart));
	format.parts = kept;
	format.n_parts = parts->len;
	g_array_append_val(formats->formats, format);
	return true;
}

static bool
read_cues(OtEventFormats *formats, const OtXml *xml, const xmlNode *node, GError **error)
{
	g_autofree char *text = ot_source_text(node);
	g_autofree char *folded = g_utf8_casefold(text, -1);
	Cues cues = {0};

	if (!read_text(formats, xml, node, "kind", &cues.kind, error))
		return false;
	cues.words = g_strsplit(folded, "|", -1);
	g_array_append_val(formats->cues, cues);
	return true;
}

static void
read_idle(OtEventFormats *formats, const xmlNode *node)
{
	g_autofree char *text = ot_source_text(node);
	g_autofree char *folded = g_utf8_casefold(text, -1);
	g_auto(GStrv) words = g_strsplit(folded, " ", -1);

	for (char **word = words; *word != NULL; word++)
		g_hash_table_add(formats->idle, g_strdup(*word));
}

static bool
read_rules(OtEventFormats *formats, const OtXml *xml, const xmlNode *root, GError **error)
{
	OtEventRules *rules = &formats->rules;
	const xmlNode *node = ot_xml_child(root, "source");
	g_autofree char *source = node != NULL ? ot_source_text(node) : g_strdup("");

	rules->source = ot_arena_strdup(formats->arena, source);
	return read_text(formats, xml, root, "checked", &rules->checked, error) &&
	       read_text(formats, xml, root, "event-alarm", &rules->event_alarm, error) &&
	       read_text(formats, xml, root, "deadline-alarm", &rules->deadline_alarm, error) &&
	       read_number(xml, root, "notice-days", &rules->notice_days, error) &&
	       read_number(xml, root, "table-size", &rules->table_size, error) &&
	       read_number(xml, root, "partners", &rules->partners, error);
}

static bool
read_all(OtEventFormats *formats, const OtXml *xml, const xmlNode *root, GError **error)
{
	if (!read_rules(formats, xml, root, error))
		return false;
	for (const xmlNode *node = ot_xml_child(root, NULL); node != NULL;
	     node = ot_xml_next(node, NULL)) {
		if (ot_xml_is(node, "format") && !read_format(formats, xml, node, error))
			return false;
		if (ot_xml_is(node, "cues") && !read_cues(formats, xml, node, error))
			return false;
		if (ot_xml_is(node, "idle-words"))
			read_idle(formats, node);
	}
	return true;
}

OtEventFormats *
ot_event_formats_load(const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_source_read_data(path, error);

	if (xml == NULL)
		return NULL;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	if (!ot_xml_is(root, "event-formats") || root->ns == NULL ||
	    strcmp((const char *) root->ns->href, NAMESPACE) != 0) {
		ot_source_fail(error, xml, root,
		               "the file should start with <event-formats xmlns=\"%s\">",
		               NAMESPACE);
		return NULL;
	}
	g_autoptr(OtEventFormats) formats = g_new0(OtEventFormats, 1);
	formats->arena = ot_arena_new();
	formats->formats = g_array_new(FALSE, TRUE, sizeof(OtEventFormat));
	formats->cues = g_array_new(FALSE, TRUE, sizeof(Cues));
	formats->idle = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return read_all(formats, xml, root, error) ? g_steal_pointer(&formats) : NULL;
}

void
ot_event_formats_free(OtEventFormats *formats)
{
	if (formats == NULL)
		return;
	for (guint i = 0; i < formats->cues->len; i++)
		g_strfreev(g_array_index(formats->cues, Cues, i).words);
	g_array_unref(formats->cues);
	g_array_unref(formats->formats);
	g_hash_table_unref(formats->idle);
	ot_arena_free(formats->arena);
	g_free(formats);
}

/* --- asking -------------------------------------------------------------------------------- */

const OtEventRules *
ot_event_formats_rules(const OtEventFormats *formats)
{
	return &formats->rules;
}

const OtEventFormat *
ot_event_formats_find(const OtEventFormats *formats, const char *name)
{
	for (guint i = 0; i < formats->formats->len; i++) {
		const OtEventFormat *format = &g_array_index(formats->formats, OtEventFormat, i);
		if (strcmp(format->name, name) == 0)
			return format;
	}
	return NULL;
}

/* True where a word of the text begins so. */
static bool
has_beginning(const char *text, const char *word)
{
	for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
		if (at == text || !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(at))))
			return true;
	return false;
}

const char *
ot_event_formats_kind(const OtEventFormats *formats, const char *words)
{
	g_autofree char *folded = g_utf8_casefold(words, -1);

	for (guint i = 0; i < formats->cues->len; i++) {
		const Cues *cues = &g_array_index(formats->cues, Cues, i);
		for (char **word = cues->words; *word != NULL; word++)
			if (has_beginning(folded, *word))
				return cues->kind;
	}
	return NULL;
}

bool
ot_event_formats_is_idle(const OtEventFormats *formats, const char *word)
{
	return g_hash_table_contains(formats->idle, word);
}
