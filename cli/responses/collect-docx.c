/* SPDX-License-Identifier: MIT */
#include "responses/collect-parts.h"

#include "base/text.h"
#include "docx/origin.h"
#include "engagement/import-match.h"

#include <string.h>

/*
 * The place of a paragraph.  The first row of a question's table has its words and is no head, so a
 * column has its number here.
 */
static const char *
place_of(const OtDraft *draft, size_t index, const char *otherwise, OtArena *arena)
{
	const OtDraftParagraph *paragraph =
		index != G_MAXSIZE ? ot_draft_paragraph(draft, index) : NULL;

	if (paragraph == NULL || paragraph->table == 0)
		return otherwise;
	return ot_arena_printf(arena, "table %d, row %d, column %d", paragraph->table,
	                       paragraph->row, paragraph->column);
}

/* --- content controls ------------------------------------------------------------------------ */

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
take_control(const OtDraft *draft, const OtFieldMatch *match, const OtCollectForm *form,
             OtFilled *filled)
{
	const char *text = ot_match_text(match, form->labels, filled->arena);

	if (match->field->as.field.kind == OT_FIELD_TICK)
		text = ot_match_tick(match->control, text);
	ot_filled_put(filled, match->name, text, found_by(match->by),
	              place_of(draft, match->control->paragraph, match->control->place,
	                       filled->arena));
}

/* True where there are any that the form knows. */
static bool
take_controls(const OtDraft *draft, const OtCollectForm *form, OtFilled *filled,
              OtFindings *findings)
{
	g_autoptr(OtControls) controls = ot_controls_read(draft, findings);
	bool any = false;

	if (controls == NULL)
		return false;
	g_autoptr(GArray) matches =
		ot_import_match(form->document, draft, controls, filled->arena);
	for (guint i = 0; i < matches->len; i++) {
		const OtFieldMatch *match = &g_array_index(matches, OtFieldMatch, i);

		if (match->set_aside || match->field == NULL)
			continue;
		take_control(draft, match, form, filled);
		any = true;
	}
	return any;
}

/* --- lines ----------------------------------------------------------------------------------- */

static bool
is_next_cell(const OtDraftParagraph *before, const OtDraftParagraph *paragraph)
{
	return before != NULL && paragraph->table > 0 && paragraph->table == before->table &&
	       paragraph->row == before->row && paragraph->column > before->column;
}

/* The paragraphs that say something, without headers, footers and notes; of OtLine. */
static GArray *
list_lines(const OtDraft *draft, OtArena *arena)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(OtLine));

	const OtDraftParagraph *before = NULL;

	for (size_t i = 0; i < ot_draft_count(draft); i++) {
		const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, i);
		OtLine line = {paragraph->text, place_of(draft, i, paragraph->place, arena),
		               is_next_cell(before, paragraph)};

		if ((paragraph->story == OT_STORY_BODY || paragraph->story == OT_STORY_TEXT_BOX) &&
		    !ot_text_is_blank(paragraph->text)) {
			g_array_append_val(lines, line);
			before = paragraph;
		}
	}
	return lines;
}

static bool
has_answers(const OtFilled *filled)
{
	GHashTableIter iter;
	gpointer name, field;

	g_hash_table_iter_init(&iter, filled->by_name);
	while (g_hash_table_iter_next(&iter, &name, &field))
		if (g_str_has_prefix(name, "answer.") && *((OtFilledField *) field)->text != '\0')
			return true;
	return false;
}

/* --- what stands beside the controls --------------------------------------------------------- */

/* The language after the plus sign of "1.0.0+cy.0.1.0". */
static const char *
told_language(const char *form_version)
{
	const char *told = strchr(form_version, '+');

	return told != NULL ? told + 1 : NULL;
}

static void
read_origin(const OtDraft *draft, OtResponse *response)
{
	g_autoptr(OtOrigin) origin = ot_origin_read_facts(draft);
	g_autofree char *saved = ot_draft_saved(draft);

	response->saved = ot_collect_keep(response, saved);
	if (origin == NULL)
		return;
	response->reference = ot_collect_keep(response, ot_origin_reference(origin));
	response->version = ot_collect_keep(response, ot_origin_version(origin));
	response->form_version = ot_collect_keep(response, ot_origin_template_version(origin));
}

bool
ot_collect_docx(const OtCollector *collector, GBytes *bytes, OtResponse *response, OtFilled *filled,
                OtFindings *findings)
{
	g_autoptr(OtDraft) draft = ot_draft_parse(bytes, response->file, findings);
	g_auto(OtAligned) aligned = {0};

	if (draft == NULL)
		return false;
	read_origin(draft, response);
	const OtCollectForm *form =
		ot_collector_form(collector, told_language(response->form_version));
	filled->hints = ot_skeleton_hints(form->skeleton);
	bool is_form = take_controls(draft, form, filled, findings);
	g_autoptr(GArray) lines = list_lines(draft, filled->arena);
	const OtLine *first = (const OtLine *) (void *) lines->data;
	g_auto(OtFilled) guessed = {NULL};
	ot_filled_init(&guessed);
	form = ot_collect_align(collector, is_form ? form : NULL, first, lines->len, &guessed,
	                        &aligned);
	ot_collect_guessed(filled, &guessed, response->file, findings);
	response->lang = ot_collect_keep(response, form->document->info.lang);
	if (!has_answers(filled) && !is_form && !ot_aligned_is_form(&aligned))
		ot_collect_lines(collector->asked, first, lines->len, filled);
	ot_collect_remarks(draft, response->file, findings);
	ot_collect_tell(collector, &aligned, response, findings);
	return true;
}
