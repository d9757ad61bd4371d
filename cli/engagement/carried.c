/* SPDX-License-Identifier: MIT */
#include "engagement/carried.h"

#include "base/file.h"
#include "report/json.h"
#include "spec/checks.h"
#include "spec/spec.h"
#include "xml/source.h"

#include <string.h>

GBytes *
ot_carried_json(json_t *root)
{
	char *text = ot_json_dump(root);

	return g_bytes_new_take(text, strlen(text));
}

static GBytes *
make_spec(const OtCarriedSource *source, GError **error)
{
	(void) error;
	return ot_spec_spell(source->published);
}

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

/* The relationships are those of ISO 19005-3, 6.8 (ISO 32000-2, 7.11.3). */
static const struct {
	const char *name, *media_type;
	const char *label; /* the key of its description */
	const char *relationship;
	OtCarriedMake *make;
} files[] = {
	{OT_CARRIED_SPEC, "application/xml", "carried-spec", "Source", make_spec},
	{"briefing.json", "application/json", "carried-summary", "Supplement", ot_carried_summary},
	{"questions.csv", "text/csv", "carried-questions", "Data", ot_carried_questions},
	{OT_CARRIED_FORM ".docx", DOCX, "carried-form", "Supplement", ot_carried_form},
	{"events.ics", "text/calendar", "carried-events", "Supplement", ot_carried_events},
};

static void
clear_attachment(gpointer data)
{
	OtPdfAttachment *attachment = data;

	g_bytes_unref(attachment->bytes);
}

static json_t *
list_file(const OtPdfAttachment *file)
{
	g_autofree char *sha256 = ot_sha256(file->bytes);
	json_t *object = json_object();

	ot_json_set_text(object, "name", file->name);
	ot_json_set_text(object, "mediaType", file->media_type);
	ot_json_set_number(object, "size", g_bytes_get_size(file->bytes));
	ot_json_set_text(object, "sha256", sha256);
	return object;
}

/* The specification is named apart, so that a program finds it by no name. */
static json_t *
list_specification(const OtCarriedSource *source, const OtPdfAttachment *spec)
{
	const xmlNode *identity =
		ot_xml_child(xmlDocGetRootElement(source->published), "identity");
	g_autofree char *sha256 = ot_sha256(spec->bytes);
	json_t *object = json_object();

	ot_json_set_text(object, "file", spec->name);
	ot_json_set_text(object, "reference", ot_xml_attr(identity, "reference"));
	ot_json_set_text(object, "version", ot_xml_attr(identity, "version"));
	ot_json_set_text(object, "namespace", OT_SPEC_NAMESPACE);
	ot_json_set_text(object, "schemaVersion", OT_SPEC_SCHEMA_VERSION);
	ot_json_set_text(object, "sha256", sha256);
	return object;
}

static GBytes *
make_list(const OtCarriedSource *source, const GArray *attachments)
{
	json_t *root = json_object(), *list = json_array();

	ot_json_set_text(root, "format", "outset-briefing-files");
	ot_json_set_number(root, "version", 1);
	ot_json_set_text(root, "madeBy", "outset " VERSION);
	json_object_set_new(root, "specification",
	                    list_specification(source,
	                                       &g_array_index(attachments, OtPdfAttachment, 0)));
	for (guint i = 0; i < attachments->len; i++)
		json_array_append_new(list,
		                      list_file(&g_array_index(attachments, OtPdfAttachment, i)));
	json_object_set_new(root, "files", list);
	return ot_carried_json(root);
}

GArray *
ot_carried_make(const OtCarriedSource *source, GError **error)
{
	g_autoptr(GArray) attachments = g_array_new(FALSE, TRUE, sizeof(OtPdfAttachment));
	g_autoptr(GError) trouble = NULL;

	g_array_set_clear_func(attachments, clear_attachment);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		OtPdfAttachment attachment = {
			.name = files[i].name,
			.media_type = files[i].media_type,
			.description = ot_labels_get(source->labels, files[i].label),
			.relationship = files[i].relationship,
			.bytes = files[i].make(source, &trouble),
		};
		if (trouble != NULL) {
			g_propagate_error(error, g_steal_pointer(&trouble));
			return NULL;
		}
		if (attachment.bytes != NULL)
			g_array_append_val(attachments, attachment);
	}
	/* What it is to the document, none of the other words says. */
	OtPdfAttachment list = {
		.name = OT_CARRIED_LIST,
		.media_type = "application/json",
		.description = ot_labels_get(source->labels, "carried-list"),
		.relationship = "Unspecified",
		.bytes = make_list(source, attachments),
	};
	g_array_append_val(attachments, list);
	return g_steal_pointer(&attachments);
}

const xmlNode *
ot_carried_contact(const xmlNode *root)
{
	const xmlNode *first = ot_check_find(root, "authority/contact");

	for (const xmlNode *authority = ot_xml_child(root, "authority"); authority != NULL;
	     authority = ot_xml_next(authority, "authority"))
		for (const xmlNode *contact = ot_xml_child(authority, "contact"); contact != NULL;
		     contact = ot_xml_next(contact, "contact"))
			if (g_strcmp0(ot_xml_attr(contact, "role"), "enquiries") == 0)
				return contact;
	return first;
}

char *
ot_carried_text(const xmlNode *node, const char *name)
{
	const xmlNode *child = node != NULL ? ot_xml_child(node, name) : NULL;

	return child != NULL ? ot_source_text(child) : NULL;
}
