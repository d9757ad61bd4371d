/* SPDX-License-Identifier: MIT */
#include "rules/measured.h"

#include "base/error.h"
#include "xml/read.h"

#include <string.h>

struct OtMeasured {
	OtXml *xml;
	GArray *labels; /* of OtMeasuredLabel, whose strings the tree owns */
};

static bool
complain(const OtXml *xml, const xmlNode *node, const char *what, GError **error)
{
	OtWhere where = ot_xml_where(xml, node);

	g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s:%d:%d: %s", ot_xml_name(xml), where.line,
	            where.column, what);
	return false;
}

static bool
add_label(OtMeasured *measured, const xmlNode *node, GError **error)
{
	const OtMeasuredLabel row = {
		.label = ot_xml_attr(node, "name"),
		.precision = ot_xml_attr(node, "precision"),
		.recall = ot_xml_attr(node, "recall"),
		.n = ot_xml_attr(node, "n"),
	};

	if (row.label == NULL || row.precision == NULL || row.recall == NULL || row.n == NULL)
		return complain(measured->xml, node, "<label> needs name, precision, recall and n",
		                error);
	g_array_append_val(measured->labels, row);
	return true;
}

OtMeasured *
ot_measured_load(const char *path, GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtMeasured) measured = g_new0(OtMeasured, 1);

	measured->labels = g_array_new(FALSE, FALSE, sizeof(OtMeasuredLabel));
	measured->xml = ot_xml_read(path, findings, error);
	if (measured->xml == NULL) {
		if (*error == NULL)
			g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s: %s", path,
			            ot_findings_get(findings, 0)->message);
		return NULL;
	}
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(measured->xml));
	if (!ot_xml_is(root, "measured") || ot_xml_attr(root, "on") == NULL) {
		complain(measured->xml, root, "the file should start with <measured on=\"...\">",
		         error);
		return NULL;
	}
	for (const xmlNode *node = ot_xml_child(root, "label"); node != NULL;
	     node = ot_xml_next(node, "label"))
		if (!add_label(measured, node, error))
			return NULL;
	return g_steal_pointer(&measured);
}

void
ot_measured_free(OtMeasured *measured)
{
	if (measured == NULL)
		return;
	g_array_unref(measured->labels);
	ot_xml_free(measured->xml);
	g_free(measured);
}

const OtMeasuredLabel *
ot_measured_find(const OtMeasured *measured, const char *label)
{
	for (guint i = 0; i < measured->labels->len; i++) {
		const OtMeasuredLabel *row = &g_array_index(measured->labels, OtMeasuredLabel, i);
		if (strcmp(row->label, label) == 0)
			return row;
	}
	return NULL;
}

const char *
ot_measured_on(const OtMeasured *measured)
{
	return ot_xml_attr(xmlDocGetRootElement(ot_xml_doc(measured->xml)), "on");
}
