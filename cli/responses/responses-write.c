/* SPDX-License-Identifier: MIT */
#include "responses/responses.h"

#include "xml/write.h"

#include <string.h>

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

/* What starts every response, and what stands behind the names of one that has nothing else. */
#define START "<response"
#define EMPTY_END "/>"

/* Without its names, which depend on all others. */
static void
write_rest(OtXmlWriter *xml, const OtResponse *response)
{
	ot_xml_start(xml, "response");
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
ot_response_write_rest(const OtResponse *response)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();

	write_rest(xml, response);
	g_autoptr(GBytes) all = ot_xml_take(xml);
	return g_bytes_new_from_bytes(all, strlen(START), g_bytes_get_size(all) - strlen(START));
}

GBytes *
ot_response_write_name(const OtResponse *response)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();

	ot_xml_raw(xml, "\n  ");
	ot_xml_empty(xml, "response", "id", response->id, "supplier", response->supplier, "counts",
	             response->counts ? "yes" : "no", NULL);
	g_autoptr(GBytes) all = ot_xml_take(xml);
	return g_bytes_new_from_bytes(all, 0, g_bytes_get_size(all) - strlen(EMPTY_END));
}

#define END "\n</responses>\n"

GBytes *
ot_responses_write_start(const OtResponses *responses)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();

	ot_xml_declaration(xml);
	ot_xml_start(xml, "responses");
	ot_xml_set(xml, "xmlns", NAMESPACE);
	set(xml, "reference", ot_responses_reference(responses));
	set(xml, "version", ot_responses_version(responses));
	ot_xml_text(xml, "\n");
	ot_xml_end(xml);
	ot_xml_raw(xml, "\n");
	g_autoptr(GBytes) all = ot_xml_take(xml);
	return g_bytes_new_from_bytes(all, 0, g_bytes_get_size(all) - strlen(END));
}

GBytes *
ot_responses_write_end(void)
{
	return g_bytes_new_static(END, strlen(END));
}

static void
append(GByteArray *to, GBytes *take_piece)
{
	g_autoptr(GBytes) piece = take_piece;
	size_t len;
	const guint8 *data = g_bytes_get_data(piece, &len);

	g_byte_array_append(to, data, (guint) len);
}

GBytes *
ot_responses_write(const OtResponses *responses)
{
	GByteArray *all = g_byte_array_new();

	append(all, ot_responses_write_start(responses));
	for (size_t i = 0; i < ot_responses_count(responses); i++) {
		append(all, ot_response_write_name(ot_response_at(responses, i)));
		append(all, ot_response_write_rest(ot_response_at(responses, i)));
	}
	append(all, ot_responses_write_end());
	return g_byte_array_free_to_bytes(all);
}
