/* SPDX-License-Identifier: MIT */
#include "pdf/finish.h"

#include <string.h>

/* The file itself (ISO 32000-1, 7.11.4). */
static int
add_bytes(OtFinish *finish, const OtPdfAttachment *attachment)
{
	OtPdfFile *file = finish->file;
	OtValue *dictionary = ot_value_dictionary(file), *params = ot_value_dictionary(file);
	g_autofree char *date = ot_finish_pdf_date(finish);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_MD5);
	guint8 digest[16];
	gsize digest_len = sizeof(digest), len;
	const guint8 *bytes = g_bytes_get_data(attachment->bytes, &len);
	GByteArray *copy = g_byte_array_append(g_byte_array_new(), bytes, (guint) len);

	g_checksum_update(sum, bytes, (gssize) len);
	g_checksum_get_digest(sum, digest, &digest_len);
	ot_dictionary_set_integer(file, params, "Size", (gint64) len);
	ot_dictionary_set_text(file, params, "CreationDate", date);
	ot_dictionary_set_text(file, params, "ModDate", date);
	ot_dictionary_set(file, params, "CheckSum", ot_value_bytes(file, digest, digest_len));
	ot_dictionary_set_name(file, dictionary, "Type", "EmbeddedFile");
	ot_dictionary_set_name(file, dictionary, "Subtype", attachment->media_type);
	ot_dictionary_set(file, dictionary, "Params", params);
	return ot_pdf_file_add(file, ot_value_stream_take(file, dictionary, copy, true));
}

/* What it is called and how it relates to the document (ISO 19005-3, 6.8). */
static int
add_specification(OtFinish *finish, const OtPdfAttachment *attachment)
{
	OtPdfFile *file = finish->file;
	OtValue *dictionary = ot_value_dictionary(file), *embedded = ot_value_dictionary(file);
	int bytes = add_bytes(finish, attachment);

	ot_dictionary_set_reference(file, embedded, "F", bytes);
	ot_dictionary_set_reference(file, embedded, "UF", bytes);
	ot_dictionary_set_name(file, dictionary, "Type", "Filespec");
	ot_dictionary_set_text(file, dictionary, "F", attachment->name);
	ot_dictionary_set_text(file, dictionary, "UF", attachment->name);
	if (attachment->description != NULL)
		ot_dictionary_set_text(file, dictionary, "Desc", attachment->description);
	ot_dictionary_set_name(file, dictionary, "AFRelationship", attachment->relationship);
	ot_dictionary_set(file, dictionary, "EF", embedded);
	return ot_pdf_file_add(file, dictionary);
}

static int
compare_names(const void *one, const void *other)
{
	const OtPdfAttachment *first = *(const OtPdfAttachment *const *) one;
	const OtPdfAttachment *second = *(const OtPdfAttachment *const *) other;

	return strcmp(first->name, second->name);
}

void
ot_finish_attachments(OtFinish *finish)
{
	OtPdfFile *file = finish->file;
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();
	OtValue *associated = ot_value_array(file), *names = ot_value_array(file);
	OtValue *tree = ot_value_dictionary(file), *trees = ot_value_dictionary(file);

	if (finish->options->n_attachments == 0)
		return;
	for (size_t i = 0; i < finish->options->n_attachments; i++)
		g_ptr_array_add(sorted, (void *) &finish->options->attachments[i]);
	g_ptr_array_sort(sorted, compare_names);
	for (guint i = 0; i < sorted->len; i++) {
		const OtPdfAttachment *attachment = g_ptr_array_index(sorted, i);
		int number = add_specification(finish, attachment);

		ot_array_append(file, associated, ot_value_reference(file, number));
		ot_array_append(file, names, ot_value_text(file, attachment->name));
		ot_array_append(file, names, ot_value_reference(file, number));
	}
	ot_dictionary_set(file, tree, "Names", names);
	ot_dictionary_set(file, trees, "EmbeddedFiles", tree);
	ot_dictionary_set(file, finish->catalog, "Names", trees);
	ot_dictionary_set(file, finish->catalog, "AF", associated);
}
