/* SPDX-License-Identifier: MIT */
#include "responses/collect-parts.h"

#include "engagement/import-match.h"

static OtFound
found_by(OtMatchBy by)
{
	switch (by) {
	case OT_MATCH_TAG:
		return OT_FOUND_CONTROL;
	case OT_MATCH_BINDING:
		return OT_FOUND_BINDING;
	case OT_MATCH_TITLE:
		return OT_FOUND_TITLE;
	case OT_MATCH_NONE:
	case OT_MATCH_PLACE:
		break;
	}
	return OT_FOUND_POSITION;
}

static void
take_control(const OtFieldMatch *match, const OtCollectForm *form, OtFilled *filled)
{
	const char *text = ot_match_text(match, form->labels, filled->arena);

	if (match->field->as.field.kind == OT_FIELD_TICK)
		text = ot_match_tick(match->control, text);
	ot_filled_put(filled, match->name, text, found_by(match->by), match->control->place);
}

void
ot_collect_controls(const OtDraft *draft, const OtCollectForm *form, OtFilled *filled,
                    OtFindings *findings)
{
	g_autoptr(OtControls) controls = ot_controls_read(draft, findings);

	if (controls == NULL)
		return;
	g_autoptr(GArray) matches =
		ot_import_match(form->document, draft, controls, filled->arena);
	for (guint i = 0; i < matches->len; i++) {
		const OtFieldMatch *match = &g_array_index(matches, OtFieldMatch, i);

		if (!match->set_aside && match->field != NULL)
			take_control(match, form, filled);
	}
}
