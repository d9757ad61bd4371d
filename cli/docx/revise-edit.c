/* SPDX-License-Identifier: MIT */
#include "docx/revise-edit.h"

#include "docx/draft-read.h"

#include <string.h>

/*
 * Tracked changes of text (ECMA-376-1, 17.13.5): what goes stands in w:del as w:delText, what comes
 * in w:ins.  A run is divided where a change starts or ends in it; both parts get its properties.
 */

#define TEXT_TAG    "<w:t xml:space=\"preserve\">"
#define DELETED_TAG "<w:delText xml:space=\"preserve\">"

/* One piece of text with what it stands in. */
typedef struct {
	const OtDraftPiece *piece;
	const OtDraftSource *source;
	const OtDraftRun *run;
	size_t index;
} Place;

static const char *
bytes_of(const OtTracking *tracking)
{
	return g_bytes_get_data(ot_draft_part(tracking->draft, OT_DRAFT_MAIN)->bytes, NULL);
}

static Place
place_at(const OtTracking *tracking, size_t paragraph, size_t index)
{
	const OtDraftLayout *layout = ot_draft_layout(tracking->draft, paragraph);
	Place place = {
		.piece = &ot_draft_paragraph(tracking->draft, paragraph)->pieces[index],
		.source = &layout->sources[index],
		.index = index,
	};

	place.run = &layout->runs[place.source->run];
	return place;
}

static bool
is_plain(const Place *place)
{
	const OtDraftRun *run = place->run;
	const OtDraftPiece *piece = place->piece;

	/* blanks around the text that do not count now would, once the text is divided */
	return place->source->can_split && !run->inserted && !run->in_control &&
	       run->top.start == run->element.start && run->top.end == run->element.end &&
	       run->prefix == 2 && place->source->prefix == 2 &&
	       piece->offset == place->source->tag.end &&
	       piece->offset + piece->size + strlen("</w:t>") == place->source->end;
}

/* The piece after which something can be put at a place in the text; false: none is plain. */
static bool
find_anchor(const OtTracking *tracking, size_t paragraph, size_t at, Place *found)
{
	size_t n = ot_draft_paragraph(tracking->draft, paragraph)->n_pieces;

	for (size_t i = 0; i < n; i++) {
		Place place = place_at(tracking, paragraph, i);
		size_t start = place.piece->start, end = start + place.piece->len;

		if (at < start || at > end || !is_plain(&place))
			continue;
		*found = place;
		/* at a border the words before it lend their look */
		if (at > start)
			return true;
		if (i + 1 == n || at < end)
			return true;
	}
	return n > 0 && found->piece != NULL && at >= found->piece->start &&
	       at <= found->piece->start + found->piece->len;
}

static bool
can_change(const OtTracking *tracking, size_t paragraph, const OtWordChange *change)
{
	const OtDraftParagraph *text = ot_draft_paragraph(tracking->draft, paragraph);
	size_t covered = 0, end = change->start + change->len;
	Place anchor = {0};

	for (size_t i = 0; i < text->n_pieces; i++) {
		Place place = place_at(tracking, paragraph, i);
		size_t from = MAX(place.piece->start, change->start);
		size_t to = MIN(place.piece->start + place.piece->len, end);

		if (from >= to)
			continue;
		if (!is_plain(&place))
			return false;
		covered += to - from;
	}
	return covered == change->len &&
	       (change->new_len == 0 || find_anchor(tracking, paragraph, end, &anchor));
}

bool
ot_tracking_can(const OtTracking *tracking, size_t paragraph, const OtWordChange *changes, size_t n)
{
	const OtDraftLayout *layout = ot_draft_layout(tracking->draft, paragraph);

	if (strcmp(layout->prefix, "w:") != 0 || layout->tag.end == layout->element.end)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!can_change(tracking, paragraph, &changes[i]))
			return false;
	return true;
}

/* --- spelling -------------------------------------------------------------------------------- */

static char *
start_change(OtTracking *tracking, const char *name)
{
	return g_strdup_printf("<w:%s w:id=\"%u\" %s>", name, tracking->next_id++, tracking->attrs);
}

static char *
run_start(const OtTracking *tracking, const OtDraftRun *run)
{
	return g_strdup_printf("<w:r>%.*s", (int) (run->properties.end - run->properties.start),
	                       bytes_of(tracking) + run->properties.start);
}

static void
put(OtTracking *tracking, size_t offset, const char *text)
{
	ot_splices_insert(tracking->splices, offset, OT_SPLICE_BEFORE, text);
}

/* A text that is divided keeps the blanks at its new ends. */
static void
keep_blanks(OtTracking *tracking, const Place *place)
{
	OtDraftSpan tag = place->source->tag;

	if (!place->source->preserve)
		ot_splices_replace(tracking->splices, tag.start, tag.end - tag.start,
		                   g_strdup(TEXT_TAG));
}

/* Whether a piece is all that its run holds. */
static bool
is_alone(const Place *place)
{
	return place->source->tag.start == place->run->properties.end &&
	       place->source->end == place->run->end_tag;
}

static void
delete_run(OtTracking *tracking, const Place *place)
{
	g_autofree char *start = start_change(tracking, "del");
	OtDraftSpan tag = place->source->tag;

	put(tracking, place->run->element.start, start);
	ot_splices_replace(tracking->splices, tag.start, tag.end - tag.start,
	                   g_strdup(DELETED_TAG));
	ot_splices_replace(tracking->splices, place->source->end - strlen("</w:t>"),
	                   strlen("</w:t>"), g_strdup("</w:delText>"));
	put(tracking, place->run->element.end, "</w:del>");
}

static void
delete_within(OtTracking *tracking, size_t paragraph, const Place *place, size_t from, size_t to)
{
	g_autofree char *change = start_change(tracking, "del");
	g_autofree char *run = run_start(tracking, place->run);
	g_autofree char *start = g_strconcat("</w:t></w:r>", change, run, DELETED_TAG, NULL);
	g_autofree char *end = g_strconcat("</w:delText></w:r></w:del>", run, TEXT_TAG, NULL);

	keep_blanks(tracking, place);
	put(tracking, ot_draft_offset(tracking->draft, paragraph, place->index, from), start);
	put(tracking, ot_draft_offset(tracking->draft, paragraph, place->index, to), end);
}

static void
delete_words(OtTracking *tracking, size_t paragraph, const OtWordChange *change)
{
	const OtDraftParagraph *text = ot_draft_paragraph(tracking->draft, paragraph);
	size_t end = change->start + change->len;

	for (size_t i = 0; i < text->n_pieces; i++) {
		Place place = place_at(tracking, paragraph, i);
		size_t from = MAX(place.piece->start, change->start);
		size_t to = MIN(place.piece->start + place.piece->len, end);

		if (from >= to)
			continue;
		if (to - from == place.piece->len && is_alone(&place))
			delete_run(tracking, &place);
		else
			delete_within(tracking, paragraph, &place, from, to);
	}
}

/* What comes, as runs that look like another one. */
static char *
spell_inserted(OtTracking *tracking, const OtDraftRun *like, const char *text, size_t len)
{
	g_autofree char *change = start_change(tracking, "ins");
	g_autofree char *run = like != NULL ? run_start(tracking, like) : g_strdup("<w:r>");
	g_autofree char *escaped = g_markup_escape_text(text, (gssize) len);

	return g_strconcat(change, run, TEXT_TAG, escaped, "</w:t></w:r></w:ins>", NULL);
}

static void
insert_words(OtTracking *tracking, size_t paragraph, const OtWordChange *change)
{
	Place place = {0};
	size_t at = change->start + change->len;

	if (change->new_len == 0 || !find_anchor(tracking, paragraph, at, &place))
		return;
	g_autofree char *inserted =
		spell_inserted(tracking, place.run, change->new, change->new_len);
	size_t start = place.piece->start, end = start + place.piece->len;
	if (at == end && place.source->end == place.run->end_tag) {
		put(tracking, place.run->element.end, inserted);
	} else if (at == start && place.source->tag.start == place.run->properties.end) {
		put(tracking, place.run->element.start, inserted);
	} else {
		g_autofree char *run = run_start(tracking, place.run);
		g_autofree char *all =
			g_strconcat("</w:t></w:r>", inserted, run, TEXT_TAG, NULL);
		keep_blanks(tracking, &place);
		put(tracking, ot_draft_offset(tracking->draft, paragraph, place.index, at), all);
	}
}

void
ot_tracking_change(OtTracking *tracking, size_t paragraph, const OtWordChange *changes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		delete_words(tracking, paragraph, &changes[i]);
		insert_words(tracking, paragraph, &changes[i]);
	}
}

/* --- whole paragraphs ------------------------------------------------------------------------ */

void
ot_tracking_delete_mark(OtTracking *tracking, size_t paragraph)
{
	size_t start = ot_draft_layout(tracking->draft, paragraph)->tag.start;

	g_hash_table_add(tracking->marks, GSIZE_TO_POINTER(start + 1));
}

/* The properties of a paragraph that another one can have too: no section, no change of others. */
static char *
copy_properties(const OtTracking *tracking, size_t like)
{
	static const char *const own[] = {"<w:rPr", "<w:sectPr", "<w:pPrChange", "w14:paraId"};

	if (like == OT_NO_PART)
		return g_strdup("<w:pPr></w:pPr>");
	const OtDraftLayout *layout = ot_draft_layout(tracking->draft, like);
	g_autofree char *properties = g_strndup(bytes_of(tracking) + layout->tag.end,
	                                        layout->content - layout->tag.end);

	for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
		if (strstr(properties, own[i]) != NULL)
			return g_strdup("<w:pPr></w:pPr>");
	return g_str_has_prefix(properties, "<w:pPr>") && g_str_has_suffix(properties, "</w:pPr>")
	               ? g_steal_pointer(&properties)
	               : g_strdup("<w:pPr></w:pPr>");
}

void
ot_tracking_insert(OtTracking *tracking, size_t beside, bool after, size_t like, const char *text)
{
	OtDraftSpan element = ot_draft_layout(tracking->draft, beside)->element;
	g_autofree char *properties = copy_properties(tracking, like);
	g_autofree char *mark = g_strdup_printf("<w:rPr><w:ins w:id=\"%u\" %s/></w:rPr>",
	                                        tracking->next_id++, tracking->attrs);
	g_autofree char *words = spell_inserted(tracking, NULL, text, strlen(text));
	size_t keep = strlen(properties) - strlen("</w:pPr>");
	g_autofree char *all =
		g_strdup_printf("<w:p>%.*s%s</w:pPr>%s</w:p>", (int) keep, properties, mark, words);

	put(tracking, after ? element.end : element.start, all);
}

/* Properties stand before the first run, and what is put there. */
static void
put_properties(OtTracking *tracking, size_t offset, const char *text)
{
	ot_splices_insert(tracking->splices, offset, OT_SPLICE_AFTER, text);
}

/* Where the mark of a paragraph's end goes: first in w:rPr, which stands before w:sectPr. */
static void
mark_end(OtTracking *tracking, OtPull *pull)
{
	const OtPullToken *token = ot_pull_token(pull);
	size_t depth = token->depth, after_tag = token->end;
	g_autofree char *mark = g_strdup_printf("<w:del w:id=\"%u\" %s/>", tracking->next_id++,
	                                        tracking->attrs);
	g_autofree char *run = g_strconcat("<w:rPr>", mark, "</w:rPr>", NULL);
	g_autofree char *whole = g_strconcat("<w:pPr>", run, "</w:pPr>", NULL);

	if (!ot_pull_child(pull, depth) || !ot_pull_is(pull, OT_DRAFT_NS_W, "pPr")) {
		put_properties(tracking, after_tag, whole);
		return;
	}
	if (token->empty) {
		ot_splices_replace(tracking->splices, token->start, token->end - token->start,
		                   g_strdup(whole));
		return;
	}
	while (ot_pull_child(pull, depth + 1)) {
		if (ot_pull_is(pull, OT_DRAFT_NS_W, "rPr")) {
			if (token->empty)
				ot_splices_replace(tracking->splices, token->start,
				                   token->end - token->start, g_strdup(run));
			else
				put_properties(tracking, token->end, mark);
			return;
		}
		if (ot_pull_is(pull, OT_DRAFT_NS_W, "sectPr") ||
		    ot_pull_is(pull, OT_DRAFT_NS_W, "pPrChange")) {
			put_properties(tracking, token->start, run);
			return;
		}
	}
	put_properties(tracking, token->start, run);
}

void
ot_tracking_finish(OtTracking *tracking)
{
	const OtDraftPart *part = ot_draft_part(tracking->draft, OT_DRAFT_MAIN);
	size_t len;
	const char *bytes = g_bytes_get_data(part->bytes, &len);
	g_autoptr(OtPull) pull = ot_pull_new(bytes, len, &ot_draft_pull);
	const OtPullToken *token = ot_pull_token(pull);
	OtPullKind kind = ot_pull_next(pull);

	while (g_hash_table_size(tracking->marks) > 0 && kind != OT_PULL_DONE &&
	       kind != OT_PULL_BROKEN) {
		if (kind == OT_PULL_START &&
		    g_hash_table_contains(tracking->marks, GSIZE_TO_POINTER(token->start + 1)))
			mark_end(tracking, pull);
		kind = ot_pull_next(pull);
	}
}
