/*
 * SPDX-License-Identifier: MIT
 *
 * The two readers of XML side by side: where libxml2, after our own scan, and the reader that goes
 * tag by tag both take a file, they find the same elements in it.
 */
#include "fuzz.h"

#include "base/limits.h"
#include "xml/pull.h"
#include "xml/read.h"

void
fuzz_start(OtResources *resources)
{
	(void) resources;
}

static size_t
count_elements(const OtXml *xml)
{
	size_t n = 0;

	for (const xmlNode *node = xmlDocGetRootElement(ot_xml_doc(xml)); node != NULL;
	     node = ot_xml_after(node))
		n += node->type == XML_ELEMENT_NODE;
	return n;
}

/* The elements that the other reader finds; 0 where it is broken. */
static size_t
pull_elements(const char *bytes, size_t len)
{
	const OtPullSettings settings = {.most_depth = OT_LIMIT_XML_DEPTH,
	                                 .most_elements = OT_LIMIT_XML_ELEMENTS};
	OtPull *pull = ot_pull_new(bytes, len, &settings);
	size_t n = 0;
	OtPullKind kind;

	while ((kind = ot_pull_next(pull)) != OT_PULL_DONE && kind != OT_PULL_BROKEN)
		n += kind == OT_PULL_START;
	ot_pull_free(pull);
	return kind == OT_PULL_DONE ? n : 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtXml) xml = ot_xml_parse((const char *) data, size, "file.xml", findings);
	size_t pulled = pull_elements((const char *) data, size);

	if (xml == NULL)
		return 0;
	fuzz_need(pulled == 0 || pulled == count_elements(xml),
	          "the two readers of XML find different elements");
	return 0;
}
