/* SPDX-License-Identifier: MIT */
#include "docx/master.h"

#include "docx/door.h"
#include "docx/origin.h"
#include "docx/writer.h"

#include <string.h>

#define MARK_START "\xEE\x80\x80" /* U+E000 */

/* What stands at a cut: a text, or the checksum of what a field holds (customxml.c). */
typedef struct {
	size_t end; /* of the bytes before it, in the content */
	size_t next; /* where the bytes after it start */
	guint mark;
	bool sum;
} Cut;

/* An entry of the archive. */
typedef struct {
	char *path;
	GBytes *content;  /* with marks; NULL: it is the same in every copy */
	GArray *cuts;     /* of Cut */
	size_t index;     /* in the archive of those that are the same */
} Entry;

struct OtDocxMaster {
	gint64 epoch;
	char **marks, **sums; /* and what their checksums are */
	guint n_marks;
	GArray *entries;  /* of Entry */
	const OtZipDoor *door;
	OtZip *packed;    /* the archive of the entries that are always the same */
};

static void
clear_entry(gpointer data)
{
	Entry *entry = data;

	g_free(entry->path);
	g_clear_pointer(&entry->content, g_bytes_unref);
	g_clear_pointer(&entry->cuts, g_array_unref);
}

void
ot_docx_master_free(OtDocxMaster *master)
{
	if (master == NULL)
		return;
	if (master->door != NULL)
		master->door->free(master->packed);
	g_array_unref(master->entries);
	g_strfreev(master->marks);
	g_strfreev(master->sums);
	g_free(master);
}

bool
ot_docx_text_is_plain(const char *text)
{
	size_t len = strlen(text);

	return len > 0 && text[0] != ' ' && text[len - 1] != ' ' &&
	       strpbrk(text, "\n\r\t") == NULL && strstr(text, "\u00AD") == NULL &&
	       strstr(text, "\u2011") == NULL;
}

/* --- cutting ----------------------------------------------------------------------------- */

/* Whether one of these words stands here; `cut` is then set. */
static bool
find_word(char *const *words, const char *start, const char *at, size_t left, Cut *cut)
{
	for (guint i = 0; words[i] != NULL; i++) {
		size_t len = strlen(words[i]);

		if (len == 0 || len > left || memcmp(at, words[i], len) != 0)
			continue;
		cut->mark = i;
		cut->end = (size_t) (at - start);
		cut->next = cut->end + len;
		return true;
	}
	return false;
}

/* A checksum is looked for only where one can stand, as an attribute with nothing else in it. */
static bool
find_cut(const OtDocxMaster *master, const char *start, const char *at, size_t left, Cut *cut)
{
	cut->sum = *at != MARK_START[0];
	if (!cut->sum)
		return find_word(master->marks, start, at, left, cut);
	return find_word(master->sums, start, at + 1, left - 1, cut);
}

static GArray *
find_cuts(const OtDocxMaster *master, GBytes *content)
{
	GArray *cuts = g_array_new(FALSE, FALSE, sizeof(Cut));
	size_t len;
	const char *start = g_bytes_get_data(content, &len);
	const char *at = start, *end = start + len;

	while (at < end) {
		Cut cut;

		at += strcspn(at, "\"" "\xEE");
		if (at >= end)
			break;
		if (!find_cut(master, start, at, (size_t) (end - at), &cut)) {
			at++;
			continue;
		}
		g_array_append_val(cuts, cut);
		at = start + cut.next;
	}
	return cuts;
}

/* --- the archive of what is always the same ---------------------------------------------- */

static GBytes *
write_packed(const OtDocxMaster *master, GError **error)
{
	g_autoptr(GArray) zipped = g_array_new(FALSE, FALSE, sizeof(OtZipEntry));

	for (guint i = 0; i < master->entries->len; i++) {
		const Entry *entry = &g_array_index(master->entries, Entry, i);
		if (entry->cuts != NULL)
			continue;
		const OtPackageEntry plain = {entry->path, entry->content, false};
		OtZipEntry one = ot_package_zip_entry(&plain, master->epoch);
		g_array_append_val(zipped, one);
	}
	return ot_package_write_zip(zipped, error);
}

/* Entries without marks are packed now, and their bytes are no longer needed. */
static bool
pack(OtDocxMaster *master, GError **error)
{
	g_autoptr(GBytes) packed = write_packed(master, error);
	size_t index = 0;

	if (packed == NULL)
		return false;
	master->door = ot_docx_door(error);
	if (master->door != NULL)
		master->packed = master->door->open(packed, error);
	if (master->packed == NULL)
		return false;
	for (guint i = 0; i < master->entries->len; i++) {
		Entry *entry = &g_array_index(master->entries, Entry, i);

		if (entry->cuts != NULL)
			continue;
		g_clear_pointer(&entry->content, g_bytes_unref);
		entry->index = index++;
	}
	return true;
}

static void
add_entries(OtDocxMaster *master, const GPtrArray *parts)
{
	for (guint i = 0; i < parts->len; i++) {
		const OtPackageEntry *part = g_ptr_array_index(parts, i);
		Entry entry = {
			.path = g_strdup(part->path),
			.content = g_bytes_ref(part->content),
			.cuts = find_cuts(master, part->content),
		};

		if (entry.cuts->len == 0)
			g_clear_pointer(&entry.cuts, g_array_unref);
		g_array_append_val(master->entries, entry);
	}
}

OtDocxMaster *
ot_docx_master_new(const OtDocument *document, const OtStyle *style, const OtLabels *labels,
                   gint64 epoch, const char *const *marks, GError **error)
{
	g_autoptr(OtDocxMaster) master = g_new0(OtDocxMaster, 1);
	g_autoptr(GPtrArray) parts = ot_docx_write_entries(document, style, labels, epoch);

	master->epoch = epoch;
	master->marks = g_strdupv((char **) marks);
	master->n_marks = g_strv_length(master->marks);
	master->sums = g_new0(char *, master->n_marks + 1);
	for (guint i = 0; i < master->n_marks; i++)
		master->sums[i] = *marks[i] != '\0' ? ot_origin_sum(marks[i]) : g_strdup("");
	master->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	g_array_set_clear_func(master->entries, clear_entry);
	add_entries(master, parts);
	return pack(master, error) ? g_steal_pointer(&master) : NULL;
}

/* --- copies ------------------------------------------------------------------------------ */

/* What is put in, by the numbers of the marks. */
typedef struct {
	OtDocxMaster *master;
	char **texts; /* escaped */
	char **sums;
} Copy;

static char *
escape(const char *text)
{
	g_autoptr(OtXmlWriter) xml = ot_xml_writer_new();

	ot_xml_text(xml, text);
	g_autoptr(GBytes) bytes = ot_xml_take(xml);
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);

	return g_strndup(data, len);
}

static GBytes *
join(const Copy *copy, const Entry *entry)
{
	size_t len, from = 0;
	const char *content = g_bytes_get_data(entry->content, &len);
	GString *joined = g_string_sized_new(len + 1024);

	for (guint i = 0; i < entry->cuts->len; i++) {
		const Cut *cut = &g_array_index(entry->cuts, Cut, i);

		g_string_append_len(joined, content + from, (gssize) (cut->end - from));
		g_string_append(joined, (cut->sum ? copy->sums : copy->texts)[cut->mark]);
		from = cut->next;
	}
	g_string_append_len(joined, content + from, (gssize) (len - from));
	return g_string_free_to_bytes(joined);
}

/* What is joined is kept in `contents`. */
static OtZipEntry
copy_entry(const Copy *copy, const Entry *entry, GPtrArray *contents)
{
	OtDocxMaster *master = copy->master;
	OtPackageEntry plain = {.path = entry->path};
	OtZipEntry same = {.name = entry->path, .from = master->packed, .index = entry->index};

	if (entry->cuts == NULL) {
		ot_package_dos_time(master->epoch, &same.time, &same.date);
		return same;
	}
	plain.content = join(copy, entry);
	g_ptr_array_add(contents, plain.content);
	return ot_package_zip_entry(&plain, master->epoch);
}

static GBytes *
write_copy(const Copy *copy, GError **error)
{
	const GArray *entries = copy->master->entries;
	g_autoptr(GArray) zipped = g_array_new(FALSE, FALSE, sizeof(OtZipEntry));
	g_autoptr(GPtrArray) contents =
		g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);

	for (guint i = 0; i < entries->len; i++) {
		OtZipEntry one = copy_entry(copy, &g_array_index(entries, Entry, i), contents);
		g_array_append_val(zipped, one);
	}
	return ot_package_write_zip(zipped, error);
}

GBytes *
ot_docx_master_copy(OtDocxMaster *master, const char *const *texts, GError **error)
{
	Copy copy = {
		.master = master,
		.texts = g_new0(char *, master->n_marks + 1),
		.sums = g_new0(char *, master->n_marks + 1),
	};

	for (guint i = 0; i < master->n_marks; i++) {
		copy.texts[i] = escape(texts[i]);
		copy.sums[i] = ot_origin_sum(texts[i]);
	}
	GBytes *bytes = write_copy(&copy, error);
	g_strfreev(copy.texts);
	g_strfreev(copy.sums);
	return bytes;
}
