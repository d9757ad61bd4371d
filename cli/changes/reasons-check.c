/* SPDX-License-Identifier: MIT */
#include "changes/reasons-file.h"

#include <string.h>

/* What is held against what, and where findings go. */
typedef struct {
	const OtReasons *reasons;
	const OtChanges *changes;
	GHashTable *questions;
	const OtVoices *voices;
	OtFindings *findings;
	GHashTable *used;      /* reasons that a change has */
	GHashTable *led;       /* what was said and led to a change */
} Check;

static OtFinding *
report(const Check *check, OtCode code, const xmlNode *node, const char *place, const char *message)
{
	OtWhere where = ot_xml_where(check->reasons->xml, node);

	where.place = place;
	return ot_findings_add(check->findings, code, where, "%s", message);
}

/* --- changes ------------------------------------------------------------------------------- */

static void
check_change(const Check *check, const OtChange *change)
{
	const OtReason *reason = ot_reasons_find(check->reasons, change);
	const OtWhere where = {.file = ot_xml_name(check->reasons->xml), .place = change->place};

	if (reason != NULL)
		g_hash_table_add(check->used, (void *) reason);
	if (reason != NULL && reason->text != NULL) {
		for (size_t i = 0; reason->said[i] != NULL; i++)
			g_hash_table_add(check->led, (void *) reason->said[i]);
		return;
	}
	if (change->routine)
		return;
	if (change->effect == OT_EFFECT_WEAKER)
		ot_findings_add(check->findings, OT_CODE_CHANGE_WEAKER, where,
		                "no reason is given, and this asks for less than before: %s",
		                change->sentence);
	else
		ot_findings_add(check->findings, OT_CODE_CHANGE_BARE, where,
		                "no reason is given: %s", change->sentence);
}

static char *
place_of(const OtReason *reason)
{
	return g_strdup_printf("change of %s%s%s", reason->about,
	                       reason->part != NULL && *reason->part != '\0' ? ", " : "",
	                       reason->part != NULL ? reason->part : "");
}

/* --- texts that are published -------------------------------------------------------------- */

static void
check_text(const Check *check, const xmlNode *node, const char *place, const char *text)
{
	g_autofree char *name = text != NULL ? ot_voices_find(check->voices, text) : NULL;
	g_autofree char *message = NULL;

	if (name == NULL)
		return;
	message = g_strdup_printf("“%s” tells who said it, and this text is published", name);
	report(check, OT_CODE_CHANGE_NAMED, node, place, message);
}

static void
check_answers(const Check *check, const xmlNode *node, const char *place,
              const OtReasonAnswer *answers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const OtReasonAnswer *answer = &answers[i];
		g_autofree char *message = NULL;
		if (answer->question != NULL &&
		    !g_hash_table_contains(check->questions, answer->question))
			message = g_strdup_printf("no question has the id “%s”", answer->question);
		else if (!ot_voices_are_empty(check->voices) &&
		         !ot_voices_has(check->voices, answer->supplier))
			message = g_strdup_printf("nobody who took part has the code “%s”",
			                          answer->supplier);
		if (message != NULL)
			report(check, OT_CODE_CHANGE_UNKNOWN, node, place, message);
	}
}

static void
check_decision(const Check *check, const xmlNode *node, const char *place,
               const OtDecision *decision)
{
	g_autoptr(GString) missing = g_string_new(NULL);

	if (decision->by == NULL)
		g_string_append(missing, "who decided");
	if (decision->on == NULL)
		g_string_append_printf(missing, "%swhen", missing->len > 0 ? ", " : "");
	if (decision->purpose == NULL)
		g_string_append_printf(missing, "%sfor which lawful purpose",
		                       missing->len > 0 ? ", " : "");
	if (missing->len == 0)
		return;
	g_string_prepend(missing, "it is not said: ");
	report(check, OT_CODE_CHANGE_UNDECIDED, node, place, missing->str);
}

/* --- entries of the file ------------------------------------------------------------------- */

static void
check_reason(const Check *check, const OtReason *reason)
{
	g_autofree char *place = place_of(reason);

	if (!g_hash_table_contains(check->used, reason))
		report(check, OT_CODE_CHANGE_GONE, reason->node, place,
		       "the two versions do not differ in this, or not in this way");
	check_answers(check, reason->node, place, reason->answers, reason->n_answers);
	if (reason->text == NULL)
		return;
	check_text(check, reason->node, place, reason->text);
	check_text(check, reason->node, place, reason->decision.by);
	check_decision(check, reason->node, place, &reason->decision);
}

static void
check_said(const Check *check, const OtSaid *said)
{
	g_autofree char *place = g_strdup_printf("said %s", said->id);
	bool led = g_hash_table_contains(check->led, said);

	if (!led && said->because == NULL)
		report(check, OT_CODE_CHANGE_UNANSWERED, said->node, place,
		       "no change names it, and there is no <because>");
	check_text(check, said->node, place, said->words);
	check_text(check, said->node, place, said->because);
	check_text(check, said->node, place, said->decision.by);
	check_answers(check, said->node, place, said->answers, said->n_answers);
	if (said->because != NULL)
		check_decision(check, said->node, place, &said->decision);
	if (said->small > said->suppliers)
		report(check, OT_CODE_CHANGE_COUNT, said->node, place,
		       "there are more small suppliers than suppliers");
}

void
ot_reasons_check(const OtReasons *reasons, const OtChanges *changes, GHashTable *questions,
                 const OtVoices *voices, OtFindings *findings)
{
	g_autoptr(GHashTable) used = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) led = g_hash_table_new(NULL, NULL);
	const Check check = {reasons, changes, questions, voices, findings, used, led};
	const char *reference = ot_changes_new(changes)->reference;

	if (g_strcmp0(reasons->reference, reference) != 0)
		ot_findings_add(findings, OT_CODE_CHANGE_OTHER,
		                ot_xml_where(reasons->xml,
		                             xmlDocGetRootElement(ot_xml_doc(reasons->xml))),
		                "the reasons are for “%s”, and the specification is “%s”",
		                reasons->reference, reference != NULL ? reference : "?");
	for (size_t i = 0; i < ot_changes_count(changes); i++)
		check_change(&check, ot_changes_get(changes, i));
	for (size_t i = 0; i < ot_reasons_count(reasons); i++)
		check_reason(&check, ot_reasons_get(reasons, i));
	for (size_t i = 0; i < ot_reasons_count_said(reasons); i++)
		check_said(&check, ot_reasons_get_said(reasons, i));
}
