/* SPDX-License-Identifier: MIT */
#include "docx/draft-names.h"

#include "base/limits.h"
#include "docx/package.h"

#include <stdlib.h>
#include <string.h>

#define OFFICE        "http://schemas.microsoft.com/office/"
#define DRAWING       OFFICE "word/2010/"
#define STRICT        "http://purl.oclc.org/ooxml/"
#define TRANSITIONAL  "http://schemas.openxmlformats.org/"

static const OtPullNamespace namespaces[] = {
	{OT_NS_W, OT_DRAFT_NS_W},
	{OT_NS_W_STRICT, OT_DRAFT_NS_W},
	{OT_NS_R, OT_DRAFT_NS_R},
	{STRICT "officeDocument/relationships", OT_DRAFT_NS_R},
	{TRANSITIONAL "package/2006/relationships", OT_DRAFT_NS_RELATIONS},
	{TRANSITIONAL "package/2006/content-types", OT_DRAFT_NS_TYPES},
	{TRANSITIONAL "officeDocument/2006/math", OT_DRAFT_NS_M},
	{STRICT "officeDocument/math", OT_DRAFT_NS_M},
	{OT_NS_MC, OT_DRAFT_NS_MC},
	{OT_NS_W14, OT_DRAFT_NS_W14},
	{OT_NS_W15, OT_DRAFT_NS_W15},
	{OFFICE "word/2016/wordml/cid", OT_DRAFT_NS_W16CID},
	{OFFICE "word/2018/wordml/cex", OT_DRAFT_NS_W16CEX},
	{DRAWING "wordprocessingShape", OT_DRAFT_NS_DRAWING},
	{DRAWING "wordprocessingGroup", OT_DRAFT_NS_DRAWING},
	{DRAWING "wordprocessingCanvas", OT_DRAFT_NS_DRAWING},
	{DRAWING "wordprocessingDrawing", OT_DRAFT_NS_DRAWING},
	{OFFICE "drawing/2010/main", OT_DRAFT_NS_DRAWING},
	{TRANSITIONAL "drawingml/2006/main", OT_DRAFT_NS_DRAWING},
	{TRANSITIONAL "drawingml/2006/wordprocessingDrawing", OT_DRAFT_NS_DRAWING},
	{"urn:schemas-microsoft-com:vml", OT_DRAFT_NS_DRAWING},
	{"urn:schemas-microsoft-com:office:office", OT_DRAFT_NS_DRAWING},
};

const OtPullSettings ot_draft_pull = {
	.namespaces = namespaces,
	.n_namespaces = G_N_ELEMENTS(namespaces),
	.most_depth = OT_LIMIT_DRAFT_DEPTH,
	.most_elements = OT_LIMIT_DRAFT_ELEMENTS,
};

typedef struct {
	OtDraftElement element;
	int ns;
	const char *name;
	size_t len;
} Element;

static const Element elements[] = {
#define ELEMENT(id, ns, name) {OT_EL_##id, OT_DRAFT_NS_##ns, name, sizeof(name) - 1},
#include "docx/draft-elements.def"
#undef ELEMENT
};

static int
compare(const void *key, const void *member)
{
	const OtPullToken *token = key;
	const Element *element = member;

	if (token->name_len != element->len)
		return token->name_len < element->len ? -1 : 1;
	return memcmp(token->name, element->name, element->len);
}

OtDraftElement
ot_draft_element(const OtPullToken *token)
{
	if (token->ns >= OT_DRAFT_NS_UNKNOWN)
		return OT_EL_OTHER;
	const Element *element =
		bsearch(token, elements, G_N_ELEMENTS(elements), sizeof(Element), compare);
	return element != NULL && element->ns == token->ns ? element->element : OT_EL_OTHER;
}

char *
ot_draft_val(const OtPull *pull, const char *name)
{
	return ot_pull_value(pull, ot_pull_attr(pull, OT_DRAFT_NS_W, name));
}

int
ot_draft_number(const OtPull *pull, const char *name, int otherwise)
{
	g_autofree char *value = ot_draft_val(pull, name);
	guint64 number;

	if (value == NULL || !g_ascii_string_to_unsigned(value, 10, 0, 1000000, &number, NULL))
		return otherwise;
	return (int) number;
}

bool
ot_draft_is_on(const OtPull *pull)
{
	const OtPullAttr *attr = ot_pull_attr(pull, OT_DRAFT_NS_W, "val");

	return !ot_pull_value_is(pull, attr, "0") && !ot_pull_value_is(pull, attr, "false") &&
	       !ot_pull_value_is(pull, attr, "off");
}

bool
ot_draft_understands(const OtPull *pull)
{
	const OtPullAttr *attr = ot_pull_attr(pull, OT_PULL_NS_NONE, "Requires");
	g_autofree char *value = ot_pull_value(pull, attr);

	if (value == NULL)
		return false;
	g_auto(GStrv) prefixes = g_strsplit_set(value, " \t\r\n", -1);
	for (char **prefix = prefixes; *prefix != NULL; prefix++) {
		if (**prefix == '\0')
			continue;
		int ns = ot_pull_prefix(pull, *prefix, strlen(*prefix));
		if (ns < OT_PULL_NS_FIRST || ns >= OT_DRAFT_NS_UNKNOWN)
			return false;
	}
	return true;
}
