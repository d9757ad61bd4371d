/* SPDX-License-Identifier: MIT */
#ifndef OT_TEST_ANNOTATE_BUILD_H
#define OT_TEST_ANNOTATE_BUILD_H

/** Small Word files, comments put into them, and what then stands in their parts. */

#include "docx/archive.h"
#include "docx/draft.h"
#include "docx/package.h"

#include <libxml/parser.h>
#include <string.h>
#include <zip.h>

/* 2026-05-28 20:26:40 */
#define EPOCH 1780000000

#define NS_STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define MACRO_MAIN "application/vnd.ms-word.document.macroEnabled.main+xml"

/* Marks of the comment with this number, as they are written where there are no styles. */
#define S(id) "<w:commentRangeStart w:id=\"" id "\"/>"
#define E(id) "<w:commentRangeEnd w:id=\"" id "\"/>"
#define R(id) "<w:r><w:commentReference w:id=\"" id "\"/></w:r>"

#define TEXT(text) "<w:t>" text "</w:t>"
#define KEPT(text) "<w:t xml:space=\"preserve\">" text "</w:t>"
#define RUN(text)  "<w:r>" TEXT(text) "</w:r>"
#define BOLD       "<w:rPr><w:b/></w:rPr>"
#define P(content) "<w:p>" content "</w:p>"

#define TYPES(more) \
	"<ct:Types xmlns:ct=\"http://schemas.openxmlformats.org/package/2006/content-types\">" \
	"<ct:Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package." \
	"relationships+xml\"/><ct:Default Extension=\"xml\" ContentType=\"application/xml\"/>" more \
	"</ct:Types>"
#define RELATIONS(more) \
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" more \
	"</Relationships>"
#define RELATION(id, type, target) \
	"<Relationship Id=\"" id "\" Type=\"" type "\" Target=\"" target "\"/>"
#define OVERRIDE(name, type) "<ct:Override PartName=\"" name "\" ContentType=\"" type "\"/>"

/* --- packages -------------------------------------------------------------------------------- */

/** A file of a package; the first that has a name counts. */
typedef struct {
	const char *name, *content;
	gssize len; /* 0: up to its NUL */
} File;

/** A package of files, of 2003-04-05 06:07:08; those without content are left out. */
static inline GBytes *
pack_files(const GArray *files)
{
	g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(OtZipEntry));
	g_autoptr(GPtrArray) contents =
		g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
	GError *error = NULL;

	for (guint i = 0; i < files->len; i++) {
		const File *file = &g_array_index(files, File, i);
		if (file->content == NULL)
			continue;
		size_t len = file->len == 0 ? strlen(file->content) : (size_t) file->len;
		OtZipEntry entry = {
			.name = file->name,
			.content = g_bytes_new_static(file->content, len),
			.method = OT_ZIP_DEFLATED,
			.time = 6 << 11 | 7 << 5 | 4,
			.date = 23 << 9 | 4 << 5 | 5,
		};
		g_ptr_array_add(contents, entry.content);
		g_array_append_val(entries, entry);
	}
	GBytes *bytes = ot_package_write_zip(entries, &error);
	g_assert_no_error(error);
	return bytes;
}

static const File usual[] = {
	{"[Content_Types].xml",
	 "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
	 "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
	 "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	 "<Override PartName=\"/word/document.xml\" ContentType=\"" OT_TYPE_WORD
	 "document.main+xml\"/></Types>"},
	{"_rels/.rels",
	 "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	 "<Relationship Id=\"rId1\" Type=\"" OT_RELATION "officeDocument\" "
	 "Target=\"word/document.xml\"/></Relationships>"},
	{"word/document.xml", ""},
	{"extra/picture.bin", "Some bytes that nobody here knows."},
};

/**
 * The usual files, with these in their places, and the others after them; `files` ends with {0}.
 */
static inline GBytes *
make_package(const File *files)
{
	g_autoptr(GArray) all = g_array_new(FALSE, TRUE, sizeof(File));

	g_array_append_vals(all, usual, G_N_ELEMENTS(usual));
	for (; files->name != NULL; files++) {
		bool known = false;

		for (guint i = 0; i < all->len; i++) {
			File *other = &g_array_index(all, File, i);
			if (strcmp(other->name, files->name) != 0)
				continue;
			*other = *files;
			known = true;
		}
		if (!known)
			g_array_append_val(all, *files);
	}
	return pack_files(all);
}

static inline char *
wrap_body(const char *body)
{
	return g_strdup_printf("<w:document xmlns:w=\"%s\"><w:body>%s</w:body></w:document>",
	                       OT_NS_W, body);
}

static inline GBytes *
make_docx(const char *body)
{
	g_autofree char *document = wrap_body(body);

	return make_package((const File[]){{"word/document.xml", document}, {0}});
}

/** What a part holds, or NULL where it isn't there. */
static inline char *
read_part(GBytes *package, const char *name)
{
	size_t len;
	const void *data = g_bytes_get_data(package, &len);
	zip_source_t *source = zip_source_buffer_create(data, len, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	zip_stat_t stat;
	char *text = NULL;

	g_assert_nonnull(zip);
	if (zip_stat(zip, name, 0, &stat) == 0) {
		zip_file_t *file = zip_fopen(zip, name, 0);

		text = g_malloc0(stat.size + 1);
		g_assert_cmpint(zip_fread(file, text, stat.size), ==, (zip_int64_t) stat.size);
		zip_fclose(file);
	}
	zip_discard(zip);
	return text;
}

static inline void
assert_well_formed(const char *xml)
{
	xmlDoc *doc = xmlReadMemory(xml, (int) strlen(xml), "part", NULL, XML_PARSE_NONET);

	if (doc == NULL)
		g_error("not well-formed: %s", xml);
	xmlFreeDoc(doc);
}

/** Assert that a part holds this. */
static inline void
assert_holds(GBytes *package, const char *name, const char *words)
{
	g_autofree char *text = read_part(package, name);

	g_assert_nonnull(text);
	assert_well_formed(text);
	if (strstr(text, words) == NULL)
		g_error("%s has no %s: %s", name, words, text);
}

static inline void
assert_lacks(GBytes *package, const char *name, const char *words)
{
	g_autofree char *text = read_part(package, name);

	if (text != NULL && strstr(text, words) != NULL)
		g_error("%s has %s: %s", name, words, text);
}

/* --- notes ----------------------------------------------------------------------------------- */

static inline OtDraft *
parse(GBytes *package)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	OtDraft *draft = ot_draft_parse(package, "draft.docx", findings);

	if (draft == NULL)
		g_error("not read: %s", ot_findings_get(findings, 0)->message);
	return draft;
}

static const char *const lines[] = {"What it says.", "What to try.", NULL};

/* The first paragraph that has these words; "^" in front: all of that paragraph. */
static inline OtDraftNote
find_words(const OtDraft *draft, const char *words)
{
	bool whole = *words == '^';

	words += whole;
	for (size_t i = 0; i < ot_draft_count(draft); i++) {
		const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, i);
		const char *at = g_strstr_len(paragraph->text, (gssize) paragraph->len, words);

		if (at != NULL)
			return (OtDraftNote){i, whole ? 0 : (size_t) (at - paragraph->text),
			                     whole ? 0 : strlen(words), "LAW001", lines};
	}
	g_error("no paragraph has \"%s\"", words);
}

/** Annotate words that are separated by '|', "" for none. */
static inline GBytes *
annotate(GBytes *package, const char *words)
{
	g_autoptr(OtDraft) draft = parse(package);
	g_auto(GStrv) list = g_strsplit(words, "|", -1);
	g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(OtDraftNote));
	GError *error = NULL;

	for (char **word = list; *word != NULL; word++) {
		OtDraftNote note = find_words(draft, *word);
		g_array_append_val(notes, note);
	}
	GBytes *out = ot_draft_annotate(draft, (const OtDraftNote *) notes->data, notes->len, EPOCH,
	                                &error);
	g_assert_no_error(error);
	g_assert_nonnull(out);
	return out;
}

#endif
