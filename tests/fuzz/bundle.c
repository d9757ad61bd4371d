/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>
#include <zlib.h>

#define PARTS 64

#define WORD_URI     "http://schemas.openxmlformats.org/"
#define OFFICE_URI   WORD_URI "officeDocument/2006/relationships/"
#define RELATIONS    "<Relationships xmlns=\"" WORD_URI "package/2006/relationships\">"
#define WORD_TYPE    "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define SHEET_TYPE   "application/vnd.openxmlformats-officedocument.spreadsheetml."

typedef struct {
	const char *name;
	size_t name_len;
	const uint8_t *bytes;
	size_t len;
} Part;

/* What is added where a bundle does not have it. */
typedef struct {
	const char *name, *text;
} Usual;

static const Usual word_parts[] = {
	{"[Content_Types].xml",
	 "<Types xmlns=\"" WORD_URI "package/2006/content-types\">"
	 "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	 "<Default Extension=\"rels\" "
	 "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	 "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD_TYPE
	 "document.main+xml\"/>"
	 "</Types>"},
	{"_rels/.rels", RELATIONS "<Relationship Id=\"rId1\" Type=\"" OFFICE_URI "officeDocument\" "
	                          "Target=\"word/document.xml\"/></Relationships>"},
	{"word/_rels/document.xml.rels", RELATIONS
	 "<Relationship Id=\"rId1\" Type=\"" OFFICE_URI "styles\" Target=\"styles.xml\"/>"
	 "<Relationship Id=\"rId2\" Type=\"" OFFICE_URI "comments\" Target=\"comments.xml\"/>"
	 "<Relationship Id=\"rId3\" Type=\"" OFFICE_URI "footnotes\" "
	 "Target=\"footnotes.xml\"/>"
	 "<Relationship Id=\"rId4\" Type=\"" OFFICE_URI "header\" Target=\"header1.xml\"/>"
	 "<Relationship Id=\"rId5\" Type=\"" OFFICE_URI "settings\" "
	 "Target=\"settings.xml\"/></Relationships>"},
	{NULL, NULL},
};

static const Usual workbook_parts[] = {
	{"[Content_Types].xml",
	 "<Types xmlns=\"" WORD_URI "package/2006/content-types\">"
	 "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	 "<Default Extension=\"rels\" "
	 "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	 "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_TYPE "sheet.main+xml\"/>"
	 "</Types>"},
	{"_rels/.rels",
	 RELATIONS "<Relationship Id=\"rId1\" Type=\"" OFFICE_URI "officeDocument\" "
	           "Target=\"xl/workbook.xml\"/></Relationships>"},
	{"xl/_rels/workbook.xml.rels",
	 RELATIONS "<Relationship Id=\"rId1\" Type=\"" OFFICE_URI "worksheet\" "
	           "Target=\"worksheets/sheet1.xml\"/>"
	           "<Relationship Id=\"rId2\" Type=\"" OFFICE_URI "worksheet\" "
	           "Target=\"worksheets/sheet2.xml\"/>"
	           "<Relationship Id=\"rId3\" Type=\"" OFFICE_URI "sharedStrings\" "
	           "Target=\"sharedStrings.xml\"/></Relationships>"},
	{NULL, NULL},
};

/* --- the bundle ------------------------------------------------------------------------------ */

/* Where the next line that starts a part begins, or the end. */
static const uint8_t *
find_head(const uint8_t *at, const uint8_t *end)
{
	for (; at < end; at++) {
		if (end - at >= 4 && memcmp(at, "=== ", 4) == 0)
			return at;
		at = memchr(at, '\n', (size_t) (end - at));
		if (at == NULL)
			return end;
	}
	return end;
}

static size_t
read_bundle(const uint8_t *data, size_t size, Part parts[PARTS])
{
	const uint8_t *end = data + size, *at = find_head(data, end);
	size_t n = 0;

	while (at < end && n < PARTS) {
		const uint8_t *name = at + 4;
		const uint8_t *line = memchr(name, '\n', (size_t) (end - name));
		if (line == NULL)
			break;
		at = find_head(line + 1, end);
		parts[n++] = (Part){(const char *) name, (size_t) (line - name), line + 1,
		                    (size_t) (at - line - 1)};
	}
	return n;
}

static bool
has_part(const Part *parts, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (parts[i].name_len == strlen(name) &&
		    memcmp(parts[i].name, name, parts[i].name_len) == 0)
			return true;
	return false;
}

static size_t
add_usual(Part parts[PARTS], size_t n, const Usual *usual)
{
	for (size_t own = n; usual->name != NULL && n < PARTS; usual++)
		if (!has_part(parts, own, usual->name))
			parts[n++] = (Part){usual->name, strlen(usual->name),
			                    (const uint8_t *) usual->text, strlen(usual->text)};
	return n;
}

/* --- the archive, nothing compressed (APPNOTE 4.3) ------------------------------------------- */

static void
append_16(GByteArray *out, guint32 value)
{
	const guint8 bytes[] = {value & 255, value >> 8 & 255};

	g_byte_array_append(out, bytes, sizeof bytes);
}

static void
append_32(GByteArray *out, guint32 value)
{
	append_16(out, value & 65535);
	append_16(out, value >> 16);
}

/* What the head of an entry and the list have in common. */
static void
append_common(GByteArray *out, const Part *part)
{
	guint32 crc = (guint32) crc32(0, part->bytes, (uInt) part->len);

	append_16(out, 20);
	append_16(out, 0);
	append_16(out, 0);
	append_32(out, 0x5c3c0000);
	append_32(out, crc);
	append_32(out, (guint32) part->len);
	append_32(out, (guint32) part->len);
	append_16(out, (guint32) part->name_len);
	append_16(out, 0);
}

static void
append_entry(GByteArray *out, const Part *part)
{
	append_32(out, 0x04034b50);
	append_common(out, part);
	g_byte_array_append(out, (const guint8 *) part->name, (guint) part->name_len);
	g_byte_array_append(out, part->bytes, (guint) part->len);
}

static void
append_listed(GByteArray *out, const Part *part, guint32 offset)
{
	append_32(out, 0x02014b50);
	append_16(out, 20);
	append_common(out, part);
	append_16(out, 0);
	append_16(out, 0);
	append_16(out, 0);
	append_32(out, 0);
	append_32(out, offset);
	g_byte_array_append(out, (const guint8 *) part->name, (guint) part->name_len);
}

static GBytes *
write_archive(const Part *parts, size_t n)
{
	GByteArray *out = g_byte_array_new();
	guint32 offsets[PARTS];

	for (size_t i = 0; i < n; i++) {
		offsets[i] = out->len;
		append_entry(out, &parts[i]);
	}
	guint32 start = out->len;
	for (size_t i = 0; i < n; i++)
		append_listed(out, &parts[i], offsets[i]);
	guint32 size = out->len - start;
	append_32(out, 0x06054b50);
	append_32(out, 0);
	append_16(out, (guint32) n);
	append_16(out, (guint32) n);
	append_32(out, size);
	append_32(out, start);
	append_16(out, 0);
	return g_byte_array_free_to_bytes(out);
}

GBytes *
fuzz_archive(const uint8_t *data, size_t size, FuzzPackage package)
{
	Part parts[PARTS];

	if (size >= 2 && memcmp(data, "PK", 2) == 0)
		return g_bytes_new(data, size);
	size_t n = read_bundle(data, size, parts);
	n = add_usual(parts, n, package == FUZZ_WORD ? word_parts : workbook_parts);
	return write_archive(parts, n);
}
