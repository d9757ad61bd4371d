/* SPDX-License-Identifier: MIT */
#include "check/checker.h"

#include <stdint.h>
#include <string.h>

/* What a draft can't show, in words that follow a list of rules. */
#define NEEDS_FIELDS "a free text does not have the fields of a specification"

/* What stands around the words that a comment is on where these are not in the body. */
#define QUOTE   ": “"
#define UNQUOTE "”"

/* The headings over a paragraph, the outermost first, ended by NULL. */
static GPtrArray *
headings_over(const OtDraft *draft, const OtDraftParagraph *paragraph)
{
	GPtrArray *headings = g_ptr_array_new();
	size_t above = paragraph->under;

	/* A heading stands after those that it is under, so this ends. */
	while (above != SIZE_MAX) {
		const OtDraftParagraph *heading = ot_draft_paragraph(draft, above);
		g_ptr_array_insert(headings, 0, (char *) heading->text);
		above = heading->under < above ? heading->under : SIZE_MAX;
	}
	g_ptr_array_add(headings, NULL);
	return headings;
}

static OtPassageKind
judge(const OtChecker *checker, const OtDraft *draft, const OtDraftParagraph *paragraph)
{
	if (paragraph->heading > 0 || paragraph->title)
		return OT_PASSAGE_HEADING;
	if (paragraph->story == OT_STORY_HEADER || paragraph->story == OT_STORY_FOOTER)
		return OT_PASSAGE_CONTEXT;
	g_autoptr(GPtrArray) headings = headings_over(draft, paragraph);
	const OtJudged judged = {
		.text = paragraph->text,
		.len = paragraph->len,
		.headings = (const char *const *) headings->pdata,
		.column = paragraph->column_header,
		.list_item = paragraph->list_item,
	};
	return ot_judge_kind(checker->judge, &judged);
}

static OtText *
make_text(const OtChecker *checker, const OtDraft *draft, const char *file)
{
	OtText *text = ot_text_new();

	for (size_t i = 0; i < ot_draft_count(draft); i++) {
		const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, i);
		const OtPassage passage = {
			.kind = judge(checker, draft, paragraph),
			.text = paragraph->text,
			.len = paragraph->len,
			.where = {.file = file, .place = paragraph->place},
			.judged = true,
			.cell = paragraph->table > 0,
			.index = i,
		};
		ot_text_add(text, &passage);
	}
	return text;
}

/*
 * Whether two texts have the same words; in a draft there may be more blanks between them.  At most
 * `len` bytes of the first are looked at; where it goes on as "…" it was shortened.
 */
static bool
has_same_words(const char *one, size_t len, const char *other)
{
	const char *end = one + len;

	while (one < end && *other != '\0') {
		if (g_ascii_isspace(*one) && g_ascii_isspace(*other)) {
			while (one < end && g_ascii_isspace(*one))
				one++;
			while (g_ascii_isspace(*other))
				other++;
		} else if (*one++ != *other++) {
			return g_str_has_prefix(one - 1, "…");
		}
	}
	return one == end && *other == '\0';
}

/*
 * In a comment on words outside the body: "LAW001 In a footnote here: “Lenovo”", and then more
 * lines.
 */
static bool
quotes_words(const OtDraftComment *comment, const char *words)
{
	const char *end = strchr(comment->text, '\n');
	size_t len = end != NULL ? (size_t) (end - comment->text) : strlen(comment->text);
	const char *quoted = g_strstr_len(comment->text, (gssize) len, QUOTE);

	if (quoted == NULL)
		return false;
	quoted += strlen(QUOTE);
	len -= (size_t) (quoted - comment->text);
	return len >= strlen(UNQUOTE) && has_same_words(quoted, len - strlen(UNQUOTE), words);
}

/*
 * Whether a comment is on these words of a paragraph, be it at the place that holds a note or box.
 */
static bool
is_on_words(const OtDraft *draft, const OtDraftComment *comment, size_t index, const char *words)
{
	const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, index);

	if (paragraph->story != OT_STORY_BODY)
		return quotes_words(comment, words);
	return comment->paragraph == index && comment->matched != NULL &&
	       has_same_words(comment->matched, strlen(comment->matched), words);
}

/* Whether a person resolved the comment that an earlier run made on these words. */
static bool
is_resolved(const OtDraft *draft, const OtText *text, const OtFinding *finding)
{
	const OtPassage *passage = ot_text_get(text, finding->extent.passage);
	const OtExtent *extent = &finding->extent;
	g_autofree char *words = extent->length > 0
	                                 ? g_strndup(passage->text + extent->start, extent->length)
	                                 : g_strndup(passage->text, passage->len);

	for (size_t i = 0; i < ot_draft_comment_count(draft); i++) {
		const OtDraftComment *comment = ot_draft_comment(draft, i);
		if (comment->resolved && g_strcmp0(comment->code, finding->code) == 0 &&
		    is_on_words(draft, comment, passage->index, words))
			return true;
	}
	return false;
}

/* What people resolved in the draft is no finding any more. */
static void
drop_resolved(const OtChecked *checked, OtFindings *found, OtResult *result)
{
	g_autofree bool *resolved = g_new0(bool, ot_findings_count(found) + 1);

	for (size_t i = 0; i < ot_findings_count(found); i++) {
		const OtFinding *finding = ot_findings_get(found, i);
		resolved[i] = finding->has_extent &&
		              is_resolved(checked->draft, checked->text, finding);
		if (resolved[i])
			ot_check_set_aside(result, checked->input, finding,
			                   "its comment was resolved in the draft");
	}
	ot_findings_drop(found, resolved);
}

/* The rules that can't run without the fields of a specification. */
static void
list_not_checked(const OtChecker *checker, const OtRuleChoice *choice, OtResult *result,
                 OtCheckedInput *input)
{
	for (size_t i = 0; i < ot_rules_count(checker->rules); i++) {
		const OtRuleInfo *info = ot_rules_info(checker->rules, i);
		bool needs_fields =
			info->kind == OT_RULE_STRUCTURE || info->kind == OT_RULE_MEASURE;
		if (!needs_fields || choice->level[i] == OT_RULE_OFF)
			continue;
		const OtNotChecked row = {
			.code = info->code,
			.title = info->title,
			.reason = NEEDS_FIELDS,
		};
		ot_result_add_not_checked(result, input, &row);
	}
	ot_result_share_not_checked(result, input);
}

static bool
check_text(const OtChecker *checker, OtChecked *checked, OtResult *result, GError **error)
{
	const OtCircumstances circumstances = ot_checker_circumstances(checker, NULL);
	g_autoptr(OtRuleChoice) choice = ot_checker_choose(checker, &circumstances, error);
	g_autoptr(OtFindings) found = ot_findings_new();

	if (choice == NULL)
		return false;
	ot_checker_find(checker, choice, checked, &circumstances, found, result);
	ot_check_note_circumstances(result, checked->input, &circumstances, true);
	ot_check_count_words(checker, choice, checked->text, found, &checked->input->counts);
	list_not_checked(checker, choice, result, checked->input);
	if (checked->draft != NULL)
		drop_resolved(checked, found, result);
	ot_findings_move(result->findings, g_steal_pointer(&found));
	return true;
}

bool
ot_check_draft(const OtChecker *checker, GBytes *bytes, OtChecked *checked, OtResult *result,
               GError **error)
{
	const char *file = checked->input->file;

	checked->draft = ot_draft_parse(bytes, file, result->findings);
	if (checked->draft == NULL)
		return true;
	for (size_t i = 0; i < ot_draft_count(checked->draft); i++)
		if (ot_draft_paragraph(checked->draft, i)->title && checked->input->title == NULL)
			checked->input->title =
				ot_result_keep(result, ot_draft_paragraph(checked->draft, i)->text);
	checked->text = make_text(checker, checked->draft, file);
	return check_text(checker, checked, result, error);
}

static bool
is_blank(const char *line)
{
	return line[strspn(line, " \t\r")] == '\0';
}

/* Whether a line starts a paragraph of its own: it is an item of a list. */
static bool
starts_paragraph(const char *line)
{
	static const char *const bullets[] = {"- ", "* ", "• ", "# "};
	const char *c = line + strspn(line, " \t");

	for (size_t i = 0; i < G_N_ELEMENTS(bullets); i++)
		if (g_str_has_prefix(c, bullets[i]))
			return true;
	const char *digits = c;
	while (g_ascii_isdigit(*c) || *c == '.')
		c++;
	return c > digits && *c == ' ' && c[-1] == '.';
}

static void
add_paragraph(const OtChecker *checker, OtText *text, GString *words, const char *file, int line)
{
	static const char *const no_headings[] = {NULL};
	const OtJudged judged = {words->str, words->len, no_headings, NULL, false};

	if (words->len == 0)
		return;
	const OtPassage passage = {
		.kind = ot_judge_kind(checker->judge, &judged),
		.text = words->str,
		.len = words->len,
		.where = {.file = file, .line = line},
		.judged = true,
	};

	ot_text_add(text, &passage);
	g_string_truncate(words, 0);
}

bool
ot_check_plain_text(const OtChecker *checker, GBytes *bytes, OtChecked *checked, OtResult *result,
                    GError **error)
{
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autofree char *valid = len > 0 ? g_utf8_make_valid(data, (gssize) len) : g_strdup("");
	g_auto(GStrv) lines = g_strsplit(valid, "\n", -1);
	g_autoptr(GString) words = g_string_new(NULL);
	int first = 1;

	if (valid[strspn(valid, " \t\r\n")] == '\0') {
		const OtWhere where = {.file = checked->input->file};
		OtFinding *finding = ot_findings_add(result->findings, OT_CODE_XML_EMPTY, where,
		                                     "there is nothing in the file");
		ot_finding_advise(result->findings, finding,
		                  "Check that you named the right file.");
		return true;
	}
	checked->text = ot_text_new();
	for (int i = 0; lines[i] != NULL; i++) {
		bool blank = is_blank(lines[i]);
		if (blank || starts_paragraph(lines[i]))
			add_paragraph(checker, checked->text, words, checked->input->file, first);
		if (words->len == 0)
			first = i + 1;
		if (!blank) {
			g_string_append(words, lines[i]);
			g_string_append_c(words, ' ');
		}
	}
	add_paragraph(checker, checked->text, words, checked->input->file, first);
	return check_text(checker, checked, result, error);
}
