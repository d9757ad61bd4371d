/* SPDX-License-Identifier: MIT */
#ifndef OT_TEST_DRAFT_BUILD_H
#define OT_TEST_DRAFT_BUILD_H

/**
 * Word files made by hand, from strings, with libzip and nothing of the program.  A header with its
 * functions in it, since each test is one file.
 */

#include "docx/draft-parts.h"

#include <string.h>
#include <zip.h>

#define NS_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define NS_S "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define NS_O "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define NS_P "http://schemas.openxmlformats.org/package/2006/"
#define MS   "http://schemas.microsoft.com/office/"
#define NAMESPACES                                                                           \
	" xmlns:w='" NS_W "' xmlns:r='" NS_O "'"                                             \
	" xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"            \
	" xmlns:wps='" MS "word/2010/wordprocessingShape' xmlns:w14='" MS "word/2010/wordml'" \
	" xmlns:w15='" MS "word/2012/wordml' xmlns:w16se='" MS "word/2015/wordml/symex'"     \
	" xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"              \
	" xmlns:v='urn:schemas-microsoft-com:vml'"
#define TYPE_WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define TYPE_MAIN TYPE_WORD "document.main+xml"

#define P(inside)  "<w:p>" inside "</w:p>"
#define R(text)    "<w:r><w:t>" text "</w:t></w:r>"
#define PR(text)   P(R(text))
#define STYLE(id)  "<w:pPr><w:pStyle w:val='" id "'/></w:pPr>"
#define BODY(inside) "<w:document" NAMESPACES "><w:body>" inside "</w:body></w:document>"

/** A part in the making. */
typedef struct {
	const char *name, *text;
	size_t len; /**< 0: to the NUL */
} File;

/** What main parts relate to, by the name of the part. */
static const struct {
	const char *name, *relation;
} known_parts[] = {
	{"word/styles.xml", NS_O "/styles"},
	{"word/footnotes.xml", NS_O "/footnotes"},
	{"word/endnotes.xml", NS_O "/endnotes"},
	{"word/header1.xml", NS_O "/header"},
	{"word/footer1.xml", NS_O "/footer"},
	{"word/comments.xml", NS_O "/comments"},
	{"word/commentsExtended.xml", MS "2011/relationships/commentsExtended"},
	{"word/vbaProject.bin", MS "2006/relationships/vbaProject"},
};

/** Larger parts are not packed: that takes longer than what is tested. */
#define LARGEST_PACKED (2u << 20)

static void
add_file(zip_t *zip, const File *file)
{
	size_t len = file->len > 0 ? file->len : strlen(file->text);
	zip_source_t *source = zip_source_buffer(zip, file->text, len, 0);

	g_assert_nonnull(source);
	zip_int64_t index = zip_file_add(zip, file->name, source, ZIP_FL_ENC_UTF_8);
	g_assert_cmpint(index, >=, 0);
	if (len > LARGEST_PACKED)
		zip_set_file_compression(zip, (zip_uint64_t) index, ZIP_CM_STORE, 0);
}

/** Close an archive that was opened in `target`, which is freed: its bytes. */
static GBytes *
take_archive(zip_t *zip, zip_source_t *target)
{
	zip_stat_t stat;

	g_assert_cmpint(zip_close(zip), ==, 0);
	g_assert_cmpint(zip_source_open(target), ==, 0);
	g_assert_cmpint(zip_source_stat(target, &stat), ==, 0);
	char *bytes = g_malloc(stat.size);
	g_assert_cmpint(zip_source_read(target, bytes, stat.size), ==, (zip_int64_t) stat.size);
	zip_source_close(target);
	zip_source_free(target);
	return g_bytes_new_take(bytes, stat.size);
}

/** An archive of `n` files. */
static GBytes *
pack(const File *files, size_t n)
{
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, NULL);

	g_assert_nonnull(zip);
	zip_source_keep(target);
	for (size_t i = 0; i < n; i++)
		add_file(zip, &files[i]);
	return take_archive(zip, target);
}

/** The relationships of a main part to those of the files that are known. */
static char *
write_relations(const File *files, size_t n)
{
	GString *xml = g_string_new("<Relationships xmlns='" NS_P "relationships'>");

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < G_N_ELEMENTS(known_parts); j++)
			if (strcmp(files[i].name, known_parts[j].name) == 0)
				g_string_append_printf(
					xml, "<Relationship Id='r%zu' Type='%s' Target='%s'/>", j,
					known_parts[j].relation,
					known_parts[j].name + strlen("word/"));
	g_string_append(xml, "</Relationships>");
	return g_string_free(xml, FALSE);
}

/** A Word file whose main part is `document`, with other parts beside it. */
static G_GNUC_UNUSED GBytes *
make_docx_of(const char *type, const char *document, const File *files, size_t n)
{
	g_autofree char *relations = write_relations(files, n);
	g_autofree char *types = g_strdup_printf(
		"<?xml version='1.0' encoding='UTF-8'?><Types xmlns='" NS_P "content-types'>"
		"<Default Extension='xml' ContentType='application/xml'/>"
		"<Override PartName='/word/document.xml' ContentType='%s'/></Types>", type);
	g_autofree File *all = g_new0(File, n + 4);

	all[0] = (File){"[Content_Types].xml", types, 0};
	all[1] = (File){"_rels/.rels",
	                "<Relationships xmlns='" NS_P "relationships'><Relationship Id='r1' "
	                "Type='" NS_O "/officeDocument' Target='word/document.xml'/>"
	                "</Relationships>", 0};
	all[2] = (File){"word/document.xml", document, 0};
	all[3] = (File){"word/_rels/document.xml.rels", relations, 0};
	for (size_t i = 0; i < n; i++)
		all[4 + i] = files[i];
	return pack(all, n + 4);
}

static G_GNUC_UNUSED GBytes *
make_docx(const char *document)
{
	return make_docx_of(TYPE_MAIN, document, NULL, 0);
}

/** Read what has to be readable, without any finding. */
static G_GNUC_UNUSED OtDraft *
read_sound(GBytes *take_bytes)
{
	g_autoptr(GBytes) bytes = take_bytes;
	g_autoptr(OtFindings) findings = ot_findings_new();
	OtDraft *draft = ot_draft_parse(bytes, "draft.docx", findings);

	if (ot_findings_count(findings) > 0)
		g_error("%s", ot_findings_get(findings, 0)->message);
	g_assert_nonnull(draft);
	return draft;
}

/** Bytes that are refused with this code and these words. */
static G_GNUC_UNUSED void
assert_refused(GBytes *take_bytes, const char *code, const char *words)
{
	g_autoptr(GBytes) bytes = take_bytes;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtDraft) draft = ot_draft_parse(bytes, "draft.docx", findings);

	g_assert_null(draft);
	g_assert_cmpuint(ot_findings_count(findings), ==, 1);
	const OtFinding *finding = ot_findings_get(findings, 0);
	g_assert_cmpstr(finding->code, ==, code);
	g_assert_cmpstr(finding->where.file, ==, "draft.docx");
	g_assert_nonnull(finding->advice);
	if (strstr(finding->message, words) == NULL)
		g_error("\"%s\" does not say \"%s\"", finding->message, words);
}

#endif
