/* SPDX-License-Identifier: MIT */
#include "pdf/finish.h"

#include <string.h>

/* Who made the file: the program that had the idea, and the one that wrote the bytes. */
#define CREATOR  "outset"
#define PRODUCER "outset " VERSION

/* Metadata as RDF (ISO 16684-1): the parts that never change.  The first line has a byte order mark
 * and an identifier that every such packet has. */
#define PACKET_BEGIN \
	"<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" \
	"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" \
	"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
#define PACKET_END "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n"

/* PDF/A-3, level A (ISO 19005-3, 6.6.4), and PDF/UA-1 (ISO 14289-1, 5). */
#define CLAIMS \
	"<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n" \
	"<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n" \
	"</rdf:Description>\n" \
	"<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n" \
	"<pdfuaid:part>1</pdfuaid:part>\n" \
	"</rdf:Description>\n"

/* PDF/A knows nothing of PDF/UA: its one property has to be described (ISO 19005-3, 6.6.2.3). */
#define EXTENSION \
	"<rdf:Description rdf:about=\"\"" \
	" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"" \
	" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"" \
	" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n" \
	"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n" \
	"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n" \
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n" \
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n" \
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n" \
	"<pdfaProperty:name>part</pdfaProperty:name>\n" \
	"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n" \
	"<pdfaProperty:category>internal</pdfaProperty:category>\n" \
	"<pdfaProperty:description>Part of ISO 14289 that the file follows" \
	"</pdfaProperty:description>\n" \
	"</rdf:li></rdf:Seq></pdfaSchema:property>\n" \
	"</rdf:li></rdf:Bag></pdfaExtension:schemas>\n" \
	"</rdf:Description>\n"

/* How a property holds its value. */
typedef enum { PLAIN, ALTERNATIVES, SEQUENCE, BAG } Form;

static void
append_escaped(GString *out, const char *text)
{
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == '&')
			g_string_append(out, "&amp;");
		else if (*at == '<')
			g_string_append(out, "&lt;");
		else if (*at == '>')
			g_string_append(out, "&gt;");
		else
			g_string_append_c(out, *at);
	}
}

static void
append_property(GString *out, const char *name, Form form, const char *text)
{
	static const char *const open[] = {
		[PLAIN] = "",
		[ALTERNATIVES] = "<rdf:Alt><rdf:li xml:lang=\"x-default\">",
		[SEQUENCE] = "<rdf:Seq><rdf:li>",
		[BAG] = "<rdf:Bag><rdf:li>",
	};
	static const char *const close[] = {
		[PLAIN] = "",
		[ALTERNATIVES] = "</rdf:li></rdf:Alt>",
		[SEQUENCE] = "</rdf:li></rdf:Seq>",
		[BAG] = "</rdf:li></rdf:Bag>",
	};

	if (text == NULL || text[0] == '\0')
		return;
	g_string_append_printf(out, "<%s>%s", name, open[form]);
	append_escaped(out, text);
	g_string_append_printf(out, "%s</%s>\n", close[form], name);
}

static void
append_properties(GString *out, const OtFinish *finish)
{
	const OtDocumentInfo *info = finish->info;
	g_autofree char *date = ot_finish_xmp_date(finish);

	g_string_append(out, "<rdf:Description rdf:about=\"\""
	                     " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	                     " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
	                     " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
	append_property(out, "dc:format", PLAIN, "application/pdf");
	append_property(out, "dc:title", ALTERNATIVES, ot_document_full_title(info));
	append_property(out, "dc:creator", SEQUENCE, info->authority);
	append_property(out, "dc:description", ALTERNATIVES, info->subject);
	append_property(out, "dc:language", BAG, info->lang);
	append_property(out, "pdf:Producer", PLAIN, PRODUCER);
	append_property(out, "xmp:CreatorTool", PLAIN, CREATOR);
	append_property(out, "xmp:CreateDate", PLAIN, date);
	append_property(out, "xmp:ModifyDate", PLAIN, date);
	append_property(out, "xmp:MetadataDate", PLAIN, date);
	g_string_append(out, "</rdf:Description>\n");
}

/* Not compressed, so that programs that know no PDF can find it (ISO 19005-3, 6.6.2.1). */
static void
add_xmp(OtFinish *finish)
{
	OtPdfFile *file = finish->file;
	GString *text = g_string_new(PACKET_BEGIN);
	OtValue *dictionary = ot_value_dictionary(file);
	GByteArray *bytes;
	size_t len;

	append_properties(text, finish);
	g_string_append(text, CLAIMS EXTENSION PACKET_END);
	len = text->len;
	bytes = g_byte_array_new_take((guint8 *) g_string_free(text, FALSE), len);
	ot_dictionary_set_name(file, dictionary, "Type", "Metadata");
	ot_dictionary_set_name(file, dictionary, "Subtype", "XML");
	ot_dictionary_set_reference(
		file, finish->catalog, "Metadata",
		ot_pdf_file_add(file, ot_value_stream_take(file, dictionary, bytes, false)));
}

static void
set_if_any(OtFinish *finish, OtValue *dictionary, const char *key, const char *text)
{
	if (text != NULL && text[0] != '\0')
		ot_dictionary_set_text(finish->file, dictionary, key, text);
}

static void
add_info(OtFinish *finish)
{
	OtValue *info = ot_value_dictionary(finish->file);
	g_autofree char *date = ot_finish_pdf_date(finish);

	set_if_any(finish, info, "Title", ot_document_full_title(finish->info));
	set_if_any(finish, info, "Author", finish->info->authority);
	set_if_any(finish, info, "Subject", finish->info->subject);
	set_if_any(finish, info, "Creator", CREATOR);
	set_if_any(finish, info, "Producer", PRODUCER);
	set_if_any(finish, info, "CreationDate", date);
	set_if_any(finish, info, "ModDate", date);
	finish->file->info = ot_pdf_file_add(finish->file, info);
}

void
ot_finish_metadata(OtFinish *finish)
{
	add_info(finish);
	add_xmp(finish);
}
