/* SPDX-License-Identifier: MIT */
#include "responses/responses.h"

#include "xml/write.h"

#define NAMESPACE "urn:outset:responses:1"

/* An attribute that says nothing is left out. */
static void
set(OtXmlWriter *xml, const char *name, const char *value)
{
	ot_xml_set(xml, name, *value != '\0' ? value : NULL);
}

static void
leaf(OtXmlWriter *xml, const char *name, const char *text)
{
	if (*text == '\0')
		return;
	ot_xml_text(xml, "\n      ");
	ot_xml_leaf(xml, name, text);
}

static void
write_answer(OtXmlWriter *xml, const OtResponseAnswer *answer)
{
	ot_xml_text(xml, "\n    ");
	ot_xml_start(xml, "answer");
	ot_xml_set(xml, "question", answer->question);
	ot_xml_set(xml, "kind", ot_asked_kinds[answer->kind]);
	ot_xml_set(xml, "found", ot_found_names[answer->found]);
	set(xml, "place", answer->place);
	if (answer->sensitive)
		ot_xml_set(xml, "sensitive", "yes");
	leaf(xml, "said", answer->text);
	leaf(xml, "more", answer->more);
	leaf(xml, "reason", answer->reason);
	ot_xml_text(xml, "\n    ");
	ot_xml_end(xml);
}

static void
write_particulars(OtXmlWriter *xml, const OtResponse *response)
{
	for (size_t i = 0; i < OT_N_PARTICULARS; i++) {
		if (*response->particulars[i] == '\0')
			continue;
		ot_xml_text(xml, "\n    ");
		ot_xml_start(xml, "particular");
		ot_xml_set(xml, "name", ot_particulars[i].name);
		ot_xml_text(xml, response->particulars[i]);
		ot_xml_end(xml);
	}
}

static void
write_response(OtXmlWriter *xml, const OtResponse *response)
{
	ot_xml_text(xml, "\n  ");
	ot_xml_start(xml, "response");
	ot_xml_set(xml, "id", response->id);
	ot_xml_set(xml, "supplier", response->supplier);
	ot_xml_set(xml, "counts", response->counts ? "yes" : "no");
	ot_xml_set(xml, "file", response->file);
	set(xml, "sha256", response->sha256);
	ot_xml_set(xml, "format", ot_response_formats[response->format]);
	set(xml, "lang", response->lang);
	set(xml, "reference", response->reference);
	set(xml, "version", response->version);
	set(xml, "form-version", response->form_version);
	set(xml, "reworded", response->reworded);
	set(xml, "saved", response->saved);
	ot_xml_set(xml, "share", ot_consents[response->share]);
	ot_xml_set(xml, "contact", ot_consents[response->contact]);
	write_particulars(xml, response);
	for (size_t i = 0; i < response->n_answers; i++)
		write_answer(xml, &response->answers[i]);
	ot_xml_text(xml, "\n  ");
	ot_xml_end(xml);
}

GBytes *
ot_responses_write(const OtResponses *responses)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();

	ot_xml_declaration(xml);
	ot_xml_start(xml, "responses");
	ot_xml_set(xml, "xmlns", NAMESPACE);
	set(xml, "reference", ot_responses_reference(responses));
	set(xml, "version", ot_responses_version(responses));
	for (size_t i = 0; i < ot_responses_count(responses); i++)
		write_response(xml, ot_response_at(responses, i));
	ot_xml_text(xml, "\n");
	ot_xml_end(xml);
	ot_xml_raw(xml, "\n");
	return ot_xml_take(xml);
}
