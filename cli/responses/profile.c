/* SPDX-License-Identifier: MIT */
#include "responses/profile.h"

#include "base/error.h"
#include "docx/put.h"
#include "engagement/import-match.h"
#include "responses/responses.h"
#include "xml/write.h"

#include <string.h>

#define NAMESPACE "urn:outset:profile:1"

struct OtProfile {
	OtArena *arena;
	GArray *answers; /* of OtProfileAnswer */
};

OtProfile *
ot_profile_new(void)
{
	OtProfile *profile = g_new0(OtProfile, 1);

	profile->arena = ot_arena_new();
	profile->answers = g_array_new(FALSE, FALSE, sizeof(OtProfileAnswer));
	return profile;
}

void
ot_profile_free(OtProfile *profile)
{
	if (profile == NULL)
		return;
	g_array_unref(profile->answers);
	ot_arena_free(profile->arena);
	g_free(profile);
}

size_t
ot_profile_count(const OtProfile *profile)
{
	return profile->answers->len;
}

const OtProfileAnswer *
ot_profile_at(const OtProfile *profile, size_t index)
{
	return &g_array_index(profile->answers, OtProfileAnswer, index);
}

static OtProfileAnswer *
find(const OtProfile *profile, const char *name)
{
	for (guint i = 0; i < profile->answers->len; i++)
		if (strcmp(g_array_index(profile->answers, OtProfileAnswer, i).name, name) == 0)
			return &g_array_index(profile->answers, OtProfileAnswer, i);
	return NULL;
}

static void
add(OtProfile *profile, const char *name, const char *text)
{
	OtProfileAnswer answer = {ot_arena_strdup(profile->arena, name),
	                          ot_arena_strdup(profile->arena, text)};

	g_array_append_val(profile->answers, answer);
}

/* --- the file -------------------------------------------------------------------------------- */

OtProfile *
ot_profile_read(const char *path, const OtSchema *schema, OtFindings *findings, GError **error)
{
	g_autoptr(OtXml) xml = ot_xml_read(path, findings, error);

	if (xml == NULL || !ot_schema_check(schema, xml, findings))
		return NULL;
	OtProfile *profile = ot_profile_new();
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	for (const xmlNode *node = ot_xml_child(root, "answer"); node != NULL;
	     node = ot_xml_next(node, "answer")) {
		xmlChar *text = xmlNodeGetContent(node);
		add(profile, ot_xml_attr(node, "field"), g_strstrip((char *) text));
		xmlFree(text);
	}
	return profile;
}

GBytes *
ot_profile_write(const OtProfile *profile)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();

	ot_xml_declaration(xml);
	ot_xml_start(xml, "profile");
	ot_xml_set(xml, "xmlns", NAMESPACE);
	for (size_t i = 0; i < ot_profile_count(profile); i++) {
		const OtProfileAnswer *answer = ot_profile_at(profile, i);
		ot_xml_text(xml, "\n  ");
		ot_xml_start(xml, "answer");
		ot_xml_set(xml, "field", answer->name);
		ot_xml_text(xml, answer->text);
		ot_xml_end(xml);
	}
	ot_xml_text(xml, "\n");
	ot_xml_end(xml);
	ot_xml_raw(xml, "\n");
	return ot_xml_take(xml);
}

/* --- what a form holds ----------------------------------------------------------------------- */

/* What a control says; "" where that is its hint, which some programs make text of. */
static char *
shown_text(const OtControl *control)
{
	g_autofree char *text = g_strstrip(g_strdup(control->text));
	bool is_hint = *text == '[' && strchr(text, ']') == text + strlen(text) - 1;

	if (control->kind == OT_CONTROL_TICK)
		return g_strdup(control->ticked ? "yes" : "");
	return control->placeholder || is_hint ? g_strdup("") : g_steal_pointer(&text);
}

static bool
is_standing(const char *name, char *const *with)
{
	static const char respondent[] = "respondent.";

	for (size_t i = 0; g_str_has_prefix(name, respondent) && i < OT_N_PARTICULARS; i++)
		if (strcmp(name + strlen(respondent), ot_particulars[i].name) == 0)
			return ot_particulars[i].standing;
	for (; with != NULL && *with != NULL; with++)
		if (g_pattern_match_simple(*with, name))
			return true;
	return false;
}

static void
note(GArray *changes, OtProfileFate fate, const OtProfileAnswer *answer, const char *place)
{
	OtProfileChange change = {fate, answer->name, answer->text, place};

	g_array_append_val(changes, change);
}

GArray *
ot_profile_learn(OtProfile *profile, const OtDraft *draft, char *const *with, OtFindings *findings)
{
	g_autoptr(OtControls) controls = ot_controls_read(draft, findings);
	GArray *changes = g_array_new(FALSE, FALSE, sizeof(OtProfileChange));

	for (size_t i = 0; controls != NULL && i < ot_controls_count(controls); i++) {
		const OtControl *control = ot_control(controls, i);
		const char *name = ot_match_name(control, profile->arena);
		g_autofree char *text = shown_text(control);
		OtProfileAnswer *known = name != NULL ? find(profile, name) : NULL;
		const char *place = ot_arena_strdup(profile->arena, control->place);

		if (name == NULL || control->deleted || control->shadow || *text == '\0' ||
		    !is_standing(name, with) || (known != NULL && strcmp(known->text, text) == 0))
			continue;
		if (known != NULL)
			known->text = ot_arena_strdup(profile->arena, text);
		else
			add(profile, name, text);
		note(changes, known != NULL ? OT_PROFILE_CHANGED : OT_PROFILE_LEARNT,
		     find(profile, name), place);
	}
	return changes;
}

/* What is to be done with one control. */
static void
consider(const OtProfile *profile, const OtControl *control, size_t index, GArray *values,
         GArray *changes)
{
	const char *name = ot_match_name(control, profile->arena);
	const OtProfileAnswer *answer = name != NULL ? find(profile, name) : NULL;
	g_autofree char *text = shown_text(control);
	const char *place = ot_arena_strdup(profile->arena, control->place);

	if (answer == NULL || control->deleted || control->shadow ||
	    strcmp(text, answer->text) == 0)
		return;
	if (*text != '\0') {
		note(changes, OT_PROFILE_KEPT, answer, place);
		return;
	}
	if (!ot_put_can(control, answer->text)) {
		note(changes, OT_PROFILE_REFUSED, answer, place);
		return;
	}
	OtPutValue value = {index, answer->name, answer->text};
	g_array_append_val(values, value);
	note(changes, OT_PROFILE_FILLED, answer, place);
}

GBytes *
ot_profile_fill(const OtProfile *profile, const OtDraft *draft, gint64 epoch, GArray **changes,
                OtFindings *findings, GError **error)
{
	g_autoptr(OtControls) controls = ot_controls_read(draft, findings);
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(OtPutValue));

	*changes = g_array_new(FALSE, FALSE, sizeof(OtProfileChange));
	if (controls == NULL) {
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT, "the file has too many fields");
		return NULL;
	}
	for (size_t i = 0; i < ot_controls_count(controls); i++)
		consider(profile, ot_control(controls, i), i, values, *changes);
	return ot_put_write(draft, controls, (const OtPutValue *) (void *) values->data,
	                    values->len, epoch, error);
}
