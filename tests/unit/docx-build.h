/* SPDX-License-Identifier: MIT */
#ifndef OT_TEST_DOCX_BUILD_H
#define OT_TEST_DOCX_BUILD_H

/** Documents made by hand, node by node. */

#include "document/template.h"
#include "docx-check.h"

/** A document with its root and what is said of it. */
static G_GNUC_UNUSED OtDocument *
new_document(void)
{
	OtDocument *document = ot_document_new();

	ot_document_append(document, NULL, OT_NODE_DOCUMENT);
	document->info = (OtDocumentInfo){
		.title = "Data protection impact assessment",
		.subject = "What the project does with personal data",
		.engagement = "Road temperatures",
		.authority = "Hafren Vale County Council",
		.reference = "HVC-2026-014",
		.version = "0.4",
		.status = "For engagement",
		.date = "2026-11-23",
		.date_text = "23 November 2026",
		.lang = "en-GB",
		.template_name = "dpia",
		.template_version = "1.0.0",
	};
	return document;
}

static G_GNUC_UNUSED OtNode *
add_section(OtDocument *document, OtNode *parent, OtSectionRole role, const char *heading)
{
	OtNode *section = ot_document_append(document, parent, OT_NODE_SECTION);

	section->as.section = (OtSectionData){
		.role = role,
		.numbered = role != OT_SECTION_COVER,
		.listed = role != OT_SECTION_COVER,
	};
	if (heading != NULL)
		ot_document_append_text(document,
		                        ot_document_append(document, section, OT_NODE_HEADING),
		                        heading);
	return section;
}

static G_GNUC_UNUSED OtNode *
add_paragraph(OtDocument *document, OtNode *parent, const char *text)
{
	OtNode *paragraph = ot_document_append(document, parent, OT_NODE_PARAGRAPH);

	if (text != NULL)
		ot_document_append_text(document, paragraph, text);
	return paragraph;
}

/** An inline that holds a text. */
static G_GNUC_UNUSED OtNode *
add_inline(OtDocument *document, OtNode *parent, OtNodeKind kind, const char *text)
{
	OtNode *node = ot_document_append(document, parent, kind);

	ot_document_append_text(document, node, text);
	return node;
}

static G_GNUC_UNUSED OtNode *
add_list(OtDocument *document, OtNode *parent, OtListKind kind, int start)
{
	OtNode *list = ot_document_append(document, parent, OT_NODE_LIST);

	list->as.list = (OtListData){kind, start};
	return list;
}

static G_GNUC_UNUSED OtNode *
add_item(OtDocument *document, OtNode *list, const char *text)
{
	OtNode *item = ot_document_append(document, list, OT_NODE_ITEM);

	if (text != NULL)
		add_paragraph(document, item, text);
	return item;
}

static G_GNUC_UNUSED OtNode *
add_table(OtDocument *document, OtNode *parent, OtTableRole role)
{
	OtNode *table = ot_document_append(document, parent, OT_NODE_TABLE);

	table->as.table.role = role;
	return table;
}

/** A row of cells, the texts separated by '|'; a text that starts with '!' is a header. */
static G_GNUC_UNUSED OtNode *
add_row(OtDocument *document, OtNode *table, bool header, const char *texts)
{
	OtNode *row = ot_document_append(document, table, OT_NODE_ROW);
	g_auto(GStrv) cells = g_strsplit(texts, "|", -1);

	row->as.row.header = header;
	for (char **cell = cells; *cell != NULL; cell++) {
		bool mark = **cell == '!';
		OtNode *node = ot_document_append(document, row, OT_NODE_CELL);

		node->as.cell.header = header || mark;
		node->as.cell.column_span = node->as.cell.row_span = 1;
		if ((*cell)[mark] != '\0')
			add_paragraph(document, node, *cell + mark);
	}
	return row;
}

static G_GNUC_UNUSED OtNode *
add_field(OtDocument *document, OtNode *parent, OtFieldKind kind, const char *name,
          const char *value, const char *text)
{
	OtNode *field = ot_document_append(document, parent, OT_NODE_FIELD);

	field->as.field = (OtFieldData){
		.kind = kind,
		.name = name,
		.label = "What is asked for",
		.value = value,
		.text = text,
	};
	return field;
}

/**
 * Resolve, write at a fixed time, open, check and free a document.  What was written is kept in the
 * folder that OUTSET_TEST_KEEP names, for other judges.
 */
static G_GNUC_UNUSED Package *
finish(OtDocument *take_document)
{
	GError *error = NULL;
	g_autoptr(OtLabels) labels = ot_labels_load("templates/labels.en.xml", &error);

	g_assert_no_error(error);
	ot_document_resolve(take_document, labels, &error);
	g_assert_no_error(error);
	g_autoptr(GBytes) bytes = write_bytes(take_document, 1795000000);
	Package *package = package_open(bytes);
	const char *folder = g_getenv("OUTSET_TEST_KEEP");
	if (folder != NULL) {
		g_autofree char *name = g_strdelimit(g_strdup(g_test_get_path()), "/", '-');
		g_autofree char *path = g_strdup_printf("%s/test%s.docx", folder, name);
		g_file_set_contents(path, g_bytes_get_data(bytes, NULL),
		                    (gssize) g_bytes_get_size(bytes), NULL);
	}
	check_package(package);
	ot_document_free(take_document);
	return package;
}

#endif
