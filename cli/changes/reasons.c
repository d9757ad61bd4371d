/* SPDX-License-Identifier: MIT */
#include "changes/reasons.h"

#include "base/arena.h"
#include "changes/reasons-file.h"
#include "xml/source.h"

#include <stdlib.h>
#include <string.h>

void
ot_reasons_free(OtReasons *reasons)
{
	if (reasons == NULL)
		return;
	g_array_unref(reasons->reasons);
	g_ptr_array_unref(reasons->said);
	g_hash_table_unref(reasons->by_name);
	ot_xml_free(reasons->xml);
	ot_arena_free(reasons->arena);
	g_free(reasons);
}

/* --- reading ------------------------------------------------------------------------------- */

static OtDecision
read_decision(const xmlNode *node)
{
	return (OtDecision){ot_xml_attr(node, "decided-by"), ot_xml_attr(node, "decided-on"),
	                    ot_xml_attr(node, "purpose")};
}

/* The text of a child, white space folded; NULL where there is none, or nothing in it. */
static const char *
read_text(OtReasons *reasons, const xmlNode *node, const char *name)
{
	const xmlNode *child = ot_xml_child(node, name);
	g_autofree char *text = child != NULL ? ot_source_text(child) : NULL;

	return text != NULL && *text != '\0' ? ot_arena_strdup(reasons->arena, text) : NULL;
}

static const OtReasonAnswer *
read_answers(OtReasons *reasons, const xmlNode *node, size_t *n)
{
	g_autoptr(GArray) answers = g_array_new(FALSE, FALSE, sizeof(OtReasonAnswer));

	for (const xmlNode *child = ot_xml_child(node, "answer"); child != NULL;
	     child = ot_xml_next(child, "answer")) {
		const OtReasonAnswer answer = {ot_xml_attr(child, "supplier"),
		                               ot_xml_attr(child, "question")};
		g_array_append_val(answers, answer);
	}
	*n = answers->len;
	OtReasonAnswer *kept = ot_arena_alloc(reasons->arena, (*n + 1) * sizeof(OtReasonAnswer));
	if (*n > 0)
		memcpy(kept, answers->data, *n * sizeof(OtReasonAnswer));
	return kept;
}

static int
read_count(const xmlNode *node, const char *name)
{
	const char *value = ot_xml_attr(node, name);

	return value != NULL ? atoi(value) : -1;
}

static void
read_said(OtReasons *reasons, const xmlNode *node)
{
	OtSaid *said = ot_arena_new_object(reasons->arena, OtSaid);

	said->id = ot_xml_attr(node, "id");
	said->words = read_text(reasons, node, "words");
	said->because = read_text(reasons, node, "because");
	said->decision = read_decision(node);
	said->answers = read_answers(reasons, node, &said->n_answers);
	said->suppliers = read_count(node, "suppliers");
	said->small = read_count(node, "small");
	said->node = node;
	g_ptr_array_add(reasons->said, said);
}

static const OtSaid *
find_said(const OtReasons *reasons, const char *id)
{
	for (guint i = 0; i < reasons->said->len; i++) {
		const OtSaid *said = g_ptr_array_index(reasons->said, i);
		if (strcmp(said->id, id) == 0)
			return said;
	}
	return NULL;
}

static const OtSaid *const *
read_references(OtReasons *reasons, const xmlNode *node, OtFindings *findings)
{
	const char *ids = ot_xml_attr(node, "said");
	g_auto(GStrv) parts = g_strsplit_set(ids != NULL ? ids : "", " \t\r\n", -1);
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	for (size_t i = 0; parts[i] != NULL; i++) {
		const OtSaid *said = *parts[i] != '\0' ? find_said(reasons, parts[i]) : NULL;
		if (said != NULL && !g_ptr_array_find(found, said, NULL))
			g_ptr_array_add(found, (void *) said);
		else if (said == NULL && *parts[i] != '\0')
			ot_findings_add(findings, OT_CODE_CHANGE_UNKNOWN,
			                ot_xml_where(reasons->xml, node),
			                "nothing that was said has the id “%s”", parts[i]);
	}
	const OtSaid **kept =
		ot_arena_alloc(reasons->arena, (found->len + 1) * sizeof(const OtSaid *));
	for (guint i = 0; i < found->len; i++)
		kept[i] = g_ptr_array_index(found, i);
	return kept;
}

/* "value M10 target/@value"; what isn't said is a star. */
static char *
name_reason(const char *kind, const char *about, const char *part)
{
	return g_strdup_printf("%s %s %s", kind != NULL ? kind : "*", about,
	                       part != NULL ? part : "*");
}

static void
read_reason(OtReasons *reasons, const xmlNode *node, OtFindings *findings)
{
	OtReason reason = {
		.about = ot_xml_attr(node, "about"),
		.part = ot_xml_attr(node, "part"),
		.kind = ot_xml_attr(node, "kind"),
		.text = read_text(reasons, node, "reason"),
		.decision = read_decision(node),
		.said = read_references(reasons, node, findings),
		.node = node,
	};
	reason.answers = read_answers(reasons, node, &reason.n_answers);
	char *name = name_reason(reason.kind, reason.about, reason.part);
	if (g_hash_table_contains(reasons->by_name, name)) {
		ot_findings_add(findings, OT_CODE_CHANGE_TWICE, ot_xml_where(reasons->xml, node),
		                "a reason for this is there already; the first one counts");
		g_free(name);
		return;
	}
	g_array_append_val(reasons->reasons, reason);
	g_hash_table_insert(reasons->by_name, name, GUINT_TO_POINTER(reasons->reasons->len));
}

static const char *
read_lang(OtReasons *reasons, const xmlNode *root)
{
	xmlChar *lang = xmlNodeGetLang(root);
	const char *kept = ot_arena_strdup(reasons->arena, (const char *) lang);

	xmlFree(lang);
	return kept;
}

static OtReasons *
read_file(OtXml *take_xml, OtFindings *findings)
{
	OtReasons *reasons = g_new0(OtReasons, 1);
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(take_xml));

	reasons->arena = ot_arena_new();
	reasons->xml = take_xml;
	reasons->reasons = g_array_new(FALSE, FALSE, sizeof(OtReason));
	reasons->said = g_ptr_array_new();
	reasons->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	reasons->reference = ot_xml_attr(root, "reference");
	reasons->lang = read_lang(reasons, root);
	for (const xmlNode *node = ot_xml_child(root, "said"); node != NULL;
	     node = ot_xml_next(node, "said"))
		read_said(reasons, node);
	for (const xmlNode *node = ot_xml_child(root, "change"); node != NULL;
	     node = ot_xml_next(node, "change"))
		read_reason(reasons, node, findings);
	return reasons;
}

OtReasons *
ot_reasons_read(const char *path, const OtSchema *schema, OtFindings *findings, GError **error)
{
	g_autoptr(OtXml) xml = ot_xml_read(path, findings, error);

	if (xml == NULL || !ot_schema_check(schema, xml, findings))
		return NULL;
	return read_file(g_steal_pointer(&xml), findings);
}

const char *
ot_reasons_lang(const OtReasons *reasons)
{
	return reasons->lang;
}

/* --- finding ------------------------------------------------------------------------------- */

const OtReason *
ot_reasons_find(const OtReasons *reasons, const OtChange *change)
{
	const char *kind = ot_change_kind_name(change->kind);
	const struct {
		const char *kind, *part;
	} tries[] = {{kind, change->part}, {NULL, change->part}, {kind, NULL}, {NULL, NULL}};

	for (size_t i = 0; i < G_N_ELEMENTS(tries); i++) {
		g_autofree char *name = name_reason(tries[i].kind, change->about, tries[i].part);
		guint at = GPOINTER_TO_UINT(g_hash_table_lookup(reasons->by_name, name));
		if (at > 0)
			return ot_reasons_get(reasons, at - 1);
	}
	return NULL;
}

size_t
ot_reasons_count(const OtReasons *reasons)
{
	return reasons->reasons->len;
}

const OtReason *
ot_reasons_get(const OtReasons *reasons, size_t index)
{
	return &g_array_index(reasons->reasons, OtReason, index);
}

size_t
ot_reasons_count_said(const OtReasons *reasons)
{
	return reasons->said->len;
}

const OtSaid *
ot_reasons_get_said(const OtReasons *reasons, size_t index)
{
	return g_ptr_array_index(reasons->said, index);
}

/* --- counting ------------------------------------------------------------------------------ */

static void
add_codes(GPtrArray *codes, const OtReasonAnswer *answers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		g_ptr_array_add(codes, (char *) answers[i].supplier);
}

OtVoiceCount
ot_said_count(const OtSaid *said, const OtVoices *voices)
{
	g_autoptr(GPtrArray) codes = g_ptr_array_new();

	if (said->suppliers >= 0)
		return (OtVoiceCount){said->suppliers, MAX(said->small, 0), said->small >= 0};
	add_codes(codes, said->answers, said->n_answers);
	return ot_voices_count(voices, codes);
}

OtVoiceCount
ot_reason_count(const OtReason *reason, const OtVoices *voices)
{
	g_autoptr(GPtrArray) codes = g_ptr_array_new();

	add_codes(codes, reason->answers, reason->n_answers);
	for (size_t i = 0; reason->said[i] != NULL; i++)
		add_codes(codes, reason->said[i]->answers, reason->said[i]->n_answers);
	return ot_voices_count(voices, codes);
}
