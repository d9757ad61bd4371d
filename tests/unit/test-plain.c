/* SPDX-License-Identifier: MIT
 *
 * Documents as plain text: lines, tables, lists, notes and fields.
 */
#include "document/template.h"
#include "plain/plain.h"

#include <string.h>

static OtLabels *labels;

static OtDocument *
new_document(void)
{
	OtDocument *document = ot_document_new();

	ot_document_append(document, NULL, OT_NODE_DOCUMENT);
	document->info.title = "A title";
	document->info.lang = "en-GB";
	return document;
}

static OtNode *
add_paragraph(OtDocument *document, OtNode *parent, const char *text)
{
	OtNode *node = ot_document_append(document, parent, OT_NODE_PARAGRAPH);

	ot_document_append_text(document, node, text);
	return node;
}

static void
check_text(OtDocument *document, const char *expected)
{
	GError *error = NULL;

	ot_document_resolve(document, labels, &error);
	g_assert_no_error(error);
	g_autoptr(GBytes) bytes = ot_plain_write(document, labels);
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autofree char *text = g_strndup(data, len);
	char *end = strstr(text, "\n----------");
	g_assert_nonnull(end);
	*end = '\0';
	g_assert_cmpstr(text, ==, expected);
}

/* Lines end before they have 73 characters; a longer word stands alone and whole. */
static void
test_lines(void)
{
	g_autoptr(OtDocument) document = new_document();
	g_autofree char *word = g_strnfill(100, 'w');
	g_autofree char *text = g_strdup_printf("%s %s end",
	                                        "one two three four five six seven eight nine "
	                                        "ten eleven twelve thirteens x",
	                                        word);
	g_autofree char *expected = g_strdup_printf(
		"A title\n=======\n\none two three four five six seven eight nine ten eleven twelve "
		"thirteens\nx\n%s\nend\n",
		word);

	add_paragraph(document, document->root, text);
	check_text(document, expected);
}

static OtNode *
add_cell(OtDocument *document, OtNode *row, const char *text)
{
	OtNode *cell = ot_document_append(document, row, OT_NODE_CELL);

	cell->as.cell.column_span = 1;
	cell->as.cell.row_span = 1;
	add_paragraph(document, cell, text);
	return cell;
}

/* Each cell says the name of its column, so that the table can be read line by line. */
static void
test_table(void)
{
	g_autoptr(OtDocument) document = new_document();
	OtNode *table = ot_document_append(document, document->root, OT_NODE_TABLE);
	const char *const words[][2] = {
		{"Time", "What"}, {"10:00", "Welcome"}, {"10:10", "Pitches"}};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		OtNode *row = ot_document_append(document, table, OT_NODE_ROW);
		row->as.row.header = i == 0;
		add_cell(document, row, words[i][0])->as.cell.header = i == 0;
		add_cell(document, row, words[i][1])->as.cell.header = i == 0;
	}
	check_text(document, "A title\n=======\n\nTime: 10:00\nWhat: Welcome\n\nTime: 10:10\nWhat: "
	                     "Pitches\n");
}

static void
test_list_and_note(void)
{
	g_autoptr(OtDocument) document = new_document();
	OtNode *list = ot_document_append(document, document->root, OT_NODE_LIST);
	OtNode *item, *paragraph, *note, *link;

	list->as.list.kind = OT_LIST_NUMBER;
	list->as.list.start = 9;
	item = ot_document_append(document, list, OT_NODE_ITEM);
	paragraph = add_paragraph(document, item, "first");
	note = ot_document_append(document, paragraph, OT_NODE_NOTE);
	ot_document_append_text(document, note, "a source");
	item = ot_document_append(document, list, OT_NODE_ITEM);
	paragraph = add_paragraph(document, item, "write to ");
	link = ot_document_append(document, paragraph, OT_NODE_LINK);
	link->as.link.href = "mailto:a@b.example";
	ot_document_append_text(document, link, "us");
	check_text(document, "A title\n=======\n\n9. first [1]\n10. write to us <a@b.example>\n\n"
	                     "Notes\n-----\n\n[1] a source\n");
}

/* What is open says so; a tick shows whether it is one. */
static void
test_fields(void)
{
	static const char *const values[] = {NULL, "yes", "no"};
	g_autoptr(OtDocument) document = new_document();

	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		OtNode *paragraph = ot_document_append(document, document->root, OT_NODE_PARAGRAPH);
		OtNode *field = ot_document_append(document, paragraph, OT_NODE_FIELD);
		field->as.field.kind = values[i] != NULL ? OT_FIELD_TICK : OT_FIELD_TEXT;
		field->as.field.name = values[i] != NULL ? values[i] : "open";
		field->as.field.label = "Name";
		field->as.field.value = values[i];
		field->as.field.text = values[i];
	}
	check_text(document, "A title\n=======\n\n[To be completed: Name]\n\n[x] yes\n\n[ ] no\n");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	labels = ot_labels_load("templates/labels.en.xml", NULL);
	g_assert_nonnull(labels);
	g_test_add_func("/plain/lines", test_lines);
	g_test_add_func("/plain/table", test_table);
	g_test_add_func("/plain/list-and-note", test_list_and_note);
	g_test_add_func("/plain/fields", test_fields);
	int status = g_test_run();
	ot_labels_free(labels);
	return status;
}
