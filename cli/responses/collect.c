/* SPDX-License-Identifier: MIT */
#include "responses/collect.h"

#include "base/file.h"
#include "base/limits.h"
#include "docx/origin.h"
#include "responses/collect-parts.h"

#include <string.h>

/* The asset that suppliers answer in. */
#define FORM "response-form"

/* --- what is asked --------------------------------------------------------------------------- */

static bool
add_form(OtCollector *collector, OtEngagement *engagement, const char *lang, GError **error)
{
	OtCollectForm *form = &collector->forms[collector->n_forms];

	ot_engagement_set_language(engagement, lang);
	const OtTemplate *template = ot_engagement_template(engagement, FORM, error);
	if (template == NULL)
		return false;
	form->document = ot_engagement_unanswered(engagement, template, error);
	if (form->document == NULL)
		return false;
	collector->n_forms++;
	form->lang = form->document->info.lang;
	form->labels =
		ot_resources_labels(ot_engagement_resources(engagement), form->lang, error);
	return form->labels != NULL;
}

static bool
add_asked(OtCollector *collector, OtEngagement *engagement, GError **error)
{
	xmlDoc *published = ot_engagement_published(engagement, error);

	if (published == NULL)
		return false;
	collector->asked = ot_asked_new(xmlDocGetRootElement(published));
	xmlFreeDoc(published);
	return true;
}

OtCollector *
ot_collector_new(OtEngagement *engagement, GError **error)
{
	g_autoptr(OtCollector) collector = g_new0(OtCollector, 1);
	g_autofree char *own = g_strdup(ot_engagement_language(engagement));
	const char *other = g_str_has_prefix(own, "cy") ? "en" : "cy";

	if (!add_asked(collector, engagement, error) ||
	    !add_form(collector, engagement, own, error) ||
	    !add_form(collector, engagement, other, error))
		return NULL;
	ot_engagement_set_language(engagement, own);
	return g_steal_pointer(&collector);
}

void
ot_collector_free(OtCollector *collector)
{
	if (collector == NULL)
		return;
	ot_asked_free(collector->asked);
	for (size_t i = 0; i < collector->n_forms; i++)
		ot_document_free(collector->forms[i].document);
	g_free(collector);
}

const OtAsked *
ot_collector_asked(const OtCollector *collector)
{
	return collector->asked;
}

const OtCollectForm *
ot_collector_form(const OtCollector *collector, const char *lang)
{
	for (size_t i = 0; lang != NULL && i < collector->n_forms; i++)
		if (strncmp(collector->forms[i].lang, lang, 2) == 0)
			return &collector->forms[i];
	return &collector->forms[0];
}

/* --- one file -------------------------------------------------------------------------------- */

static const char *
keep(OtResponse *response, const char *text)
{
	return text != NULL ? ot_arena_strdup(response->arena, text) : "";
}

/* The language after the plus sign of "1.0.0+cy.0.1.0". */
static const char *
told_language(const char *form_version)
{
	const char *told = form_version != NULL ? strchr(form_version, '+') : NULL;

	return told != NULL ? told + 1 : NULL;
}

static void
read_origin(const OtDraft *draft, OtResponse *response)
{
	g_autoptr(OtOrigin) origin = ot_origin_read(draft);
	g_autofree char *saved = ot_draft_saved(draft);

	response->saved = keep(response, saved);
	if (origin == NULL)
		return;
	response->reference = keep(response, ot_origin_reference(origin));
	response->version = keep(response, ot_origin_version(origin));
	response->form_version = keep(response, ot_origin_template_version(origin));
}

static OtResponse *
read_docx(OtCollector *collector, GBytes *bytes, const char *path, OtFindings *findings)
{
	g_autoptr(OtDraft) draft = ot_draft_parse(bytes, path, findings);
	g_auto(OtFilled) filled = {NULL};

	if (draft == NULL)
		return NULL;
	g_autoptr(OtResponse) response = ot_response_new(path);
	read_origin(draft, response);
	const OtCollectForm *form =
		ot_collector_form(collector, told_language(response->form_version));
	response->lang = keep(response, form->lang);
	ot_filled_init(&filled);
	ot_collect_controls(draft, form, &filled, findings);
	ot_filled_apply(&filled, collector->asked, form->document, response, findings);
	return g_steal_pointer(&response);
}

OtResponse *
ot_collector_read(OtCollector *collector, const char *path, OtFindings *findings)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, &error);

	if (bytes == NULL) {
		ot_findings_add(findings, OT_CODE_RESPONSE_UNREAD, (OtWhere){.file = path}, "%s",
		                error->message);
		return NULL;
	}
	OtResponse *response = read_docx(collector, bytes, path, findings);
	if (response != NULL) {
		g_autofree char *sha256 = ot_sha256(bytes);
		response->sha256 = keep(response, sha256);
	}
	return response;
}
