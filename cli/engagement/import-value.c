/* SPDX-License-Identifier: MIT */
#include "base/text.h"
#include "docx/docx.h"
#include "engagement/import-match.h"

#include <string.h>

const char *
ot_match_text(const OtFieldMatch *match, const OtLabels *labels, OtArena *arena)
{
	char *text = g_strstrip(ot_arena_strdup(arena, match->control->text));
	const OtFieldData *data = &match->field->as.field;

	if (match->control->placeholder ||
	    strcmp(text, ot_docx_field_hint(data, labels, arena)) == 0)
		return "";
	return data->kind == OT_FIELD_PROSE || data->kind == OT_FIELD_TICK ? text :
	                                                                    ot_text_fold(text);
}

/* By its state, or by what stands there where a program dropped the box. */
const char *
ot_match_tick(const OtControl *control, const char *text)
{
	static const char *const marks[] = {"\u2612", "\u2611", "\u2713", "\u2714", "x", "X"};

	if (control->kind == OT_CONTROL_TICK)
		return control->ticked ? "yes" : "no";
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strcmp(text, marks[i]) == 0)
			return "yes";
	return g_ascii_strcasecmp(text, "yes") == 0 ? "yes" : "no";
}
