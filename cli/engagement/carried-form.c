/* SPDX-License-Identifier: MIT */
#include "docx/docx.h"
#include "engagement/carried.h"
#include "spec/checks.h"

/* The form in which a supplier answers, in the house style of the briefing. */
GBytes *
ot_carried_form(const OtCarriedSource *source, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(source->published);

	if (source->form == NULL || ot_check_find(root, "questions/question") == NULL)
		return NULL;
	g_autoptr(OtDocument) form =
		ot_template_expand(source->form, source->published, source->labels, error);
	return form != NULL
	               ? ot_docx_write(form, source->style, source->labels, source->epoch, error)
	               : NULL;
}
