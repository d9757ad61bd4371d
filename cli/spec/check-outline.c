/* SPDX-License-Identifier: MIT */
#include "spec/checks.h"

#include <string.h>

/* The outline of `outset new` asks its questions in square brackets. */
static bool
is_question(const xmlNode *node)
{
	if (node->type != XML_TEXT_NODE)
		return false;
	const char *text = (const char *) node->content;
	text += strspn(text, " \t\r\n");
	size_t len = strlen(text);
	while (len > 0 && g_ascii_isspace(text[len - 1]))
		len--;
	return len > 2 && text[0] == '[' && text[len - 1] == ']';
}

/* One finding for all of them: a fresh outline has more than a hundred. */
void
ot_check_outline(const OtCheckSubject *subject)
{
	const xmlNode *first = NULL;
	int n = 0;

	for (const xmlNode *node = subject->root; node != NULL; node = ot_xml_after(node)) {
		if (!is_question(node))
			continue;
		if (first == NULL)
			first = node->parent;
		n++;
	}
	if (n == 1)
		ot_check_report(subject, OT_CODE_VAL_OUTLINE, first,
		                "a text of the outline is still to be written");
	else if (n > 1)
		ot_check_report(
			subject, OT_CODE_VAL_OUTLINE, first,
			"%d texts of the outline are still to be written; this is the first", n);
}
