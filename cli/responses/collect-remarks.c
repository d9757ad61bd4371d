/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memmem() */
#include "responses/collect-parts.h"

#include "docx/draft-parts.h"

#include <string.h>

/* What is in a Word file besides its words: pictures, tracked changes, comments. */

static const OtDraftPart *
main_part(const OtDraft *draft, size_t *index)
{
	for (guint i = 0; i < draft->parts->len; i++)
		if (g_array_index(draft->parts, OtDraftPart, i).role == OT_DRAFT_MAIN) {
			*index = i;
			return &g_array_index(draft->parts, OtDraftPart, i);
		}
	return NULL;
}

/* The place of the paragraph that holds a byte of a part. */
static const char *
place_of(const OtDraft *draft, size_t part, size_t offset)
{
	const char *place = NULL;

	for (size_t i = 0; i < ot_draft_count(draft); i++) {
		const OtDraftLayout *layout = ot_draft_layout(draft, i);
		if (ot_draft_paragraph(draft, i)->part == part && layout->element.start <= offset)
			place = ot_draft_paragraph(draft, i)->place;
	}
	return place;
}

/* What is said of each: whoever reads a response wants to know other things than who wrote it. */
typedef struct {
	OtCode drawn_code, tracked_code, comments_code;
	const char *drawn, *tracked, *comment, *comments;
} Words;

/* What is drawn in, by how the relationship to it ends. */
static const struct {
	const char *relation, *what;
} drawn[] = {
	{"/image", "picture"},
	{"/chart", "chart"},
	{"/diagramData", "diagram"},
	{"/oleObject", "part of another program"},
	{"/package", "file"},
};

static const char *
name_drawn(const OtDraftRelation *relation)
{
	for (size_t i = 0; i < G_N_ELEMENTS(drawn); i++)
		if (g_str_has_suffix(relation->type, drawn[i].relation))
			return drawn[i].what;
	return NULL;
}

/* Pictures of the text; those of headers and footers, such as a logo, say nothing. */
static void
find_drawn(const OtDraft *draft, const char *path, const Words *words, OtFindings *findings)
{
	size_t index = 0, len;
	const OtDraftPart *part = main_part(draft, &index);
	const char *bytes = part != NULL ? g_bytes_get_data(part->bytes, &len) : NULL;

	for (guint i = 0; bytes != NULL && i < draft->relations->len; i++) {
		const OtDraftRelation *relation =
			&g_array_index(draft->relations, OtDraftRelation, i);
		const char *what = name_drawn(relation);
		if (what == NULL)
			continue;
		g_autofree char *id = g_strdup_printf("=\"%s\"", relation->id);
		const char *at = memmem(bytes, len, id, strlen(id));
		if (at != NULL)
			ot_findings_add(findings, words->drawn_code,
			                (OtWhere){.file = path,
			                          .place = place_of(draft, index,
			                                            (size_t) (at - bytes))},
			                "there is a %s here, and %s", what, words->drawn);
	}
}

static void
find_changes(const OtDraft *draft, const char *path, const Words *words, OtFindings *findings)
{
	if (draft->changed)
		ot_findings_add(findings, words->tracked_code, (OtWhere){.file = path},
		                "it has tracked changes; %s", words->tracked);
}

static void
find_comments(const OtDraft *draft, const char *path, const Words *words, OtFindings *findings)
{
	size_t n = 0;

	for (guint i = 0; i < draft->remarks->len; i++)
		n += !g_array_index(draft->remarks, OtDraftRemark, i).ours;
	if (n > 0)
		ot_findings_add(findings, words->comments_code, (OtWhere){.file = path},
		                "it has %zu comment%s, %s", n, n == 1 ? "" : "s",
		                n == 1 ? words->comment : words->comments);
}

static void
find_all(const OtDraft *draft, const char *path, const Words *words, OtFindings *findings)
{
	find_drawn(draft, path, words, findings);
	find_changes(draft, path, words, findings);
	find_comments(draft, path, words, findings);
}

void
ot_collect_remarks(const OtDraft *draft, const char *path, OtFindings *findings)
{
	static const Words words = {
		.drawn_code = OT_CODE_RESPONSE_PICTURE,
		.drawn = "what it shows is left out",
		.tracked_code = OT_CODE_RESPONSE_TRACKED,
		.tracked = "it is read as if all were accepted",
		.comments_code = OT_CODE_RESPONSE_COMMENTS,
		.comment = "which is not a part of an answer",
		.comments = "which are no part of an answer",
	};

	find_all(draft, path, &words, findings);
}

void
ot_own_remarks(const OtDraft *draft, const char *path, OtFindings *findings)
{
	static const Words words = {
		.drawn_code = OT_CODE_OWN_PICTURE,
		.drawn = "only words are read",
		.tracked_code = OT_CODE_OWN_TRACES,
		.tracked = "whoever opens it can see what you took out",
		.comments_code = OT_CODE_OWN_TRACES,
		.comment = "which the authority will see",
		.comments = "which the authority will see",
	};

	find_all(draft, path, &words, findings);
}
