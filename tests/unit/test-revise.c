/*
 * SPDX-License-Identifier: MIT
 *
 * A new version as tracked changes in the file that a person changed: rejecting all gives back what
 * the person wrote, accepting all gives the new words.  Both are read here by hand, from the
 * markup.
 */
#include "docx-change.h"
#include "pdf-samples.h"

#include "base/align.h"
#include "docx/revise.h"

static char *
change(const char *xml, const char *pattern, const char *by)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_DOTALL, 0, NULL);

	return g_regex_replace(regex, xml, -1, 0, by, 0, NULL);
}

/* Apply pairs of patterns to the main part; to NULL. */
static OtDraft *
settle(GBytes *docx, const char *const *pairs)
{
	GBytes *settled = g_bytes_ref(docx);

	for (; *pairs != NULL; pairs += 2) {
		g_autoptr(GBytes) before = settled;
		g_autoptr(OtDraft) draft = read_sound(g_bytes_ref(before));
		size_t len;
		const char *bytes =
			g_bytes_get_data(ot_draft_part(draft, OT_DRAFT_MAIN)->bytes, &len);
		g_autofree char *xml = g_strndup(bytes, len);
		char *changed = change(xml, pairs[0], pairs[1]);
		g_autoptr(GBytes) main = g_bytes_new_take(changed, strlen(changed));
		settled = with_part(draft, "word/document.xml", main);
	}
	return read_sound(settled);
}

static OtDraft *
accept_all(GBytes *docx)
{
	static const char *const pairs[] = {"<w:del [^>]*[^/]>.*?</w:del>", "", NULL};

	return settle(docx, pairs);
}

static OtDraft *
reject_all(GBytes *docx)
{
	static const char *const pairs[] = {"<w:ins [^>]*[^/]>.*?</w:ins>", "",
	                                    "(</?w:)delText", "\\1t", "</?w:del(?: [^>]*)?>", "",
	                                    NULL};

	return settle(docx, pairs);
}

/* The paragraphs of the body that hold words, a line each. */
static char *
words_of(const OtDraft *draft)
{
	GString *words = g_string_new(NULL);

	for (size_t i = 0; i < ot_draft_count(draft); i++) {
		const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, i);

		if (paragraph->story == OT_STORY_BODY &&
		    paragraph->text[strspn(paragraph->text, " ")] != '\0')
			g_string_append_printf(words, "%s\n", paragraph->text);
	}
	return g_string_free(words, FALSE);
}

static void
assert_same_words(const OtDraft *one, const OtDraft *other)
{
	g_autofree char *a = words_of(one), *b = words_of(other);

	g_assert_cmpstr(a, ==, b);
}

/* `was`: as the file was made, or NULL where that isn't known. */
static OtRevision *
revise_since(const OtDraft *was, const OtDraft *person, const OtDraft *made)
{
	g_autofree char *sums = was != NULL ? ot_draft_sums(was) : NULL;
	g_autoptr(GError) error = NULL;
	OtRevision *revision = ot_draft_revise(person, made, sums, 0, &error);

	g_assert_no_error(error);
	return revision;
}

static OtRevision *
revise(const OtDraft *person, const OtDraft *made)
{
	return revise_since(NULL, person, made);
}

/* --- by hand --------------------------------------------------------------------------------- */

#define PROPERTIES "<w:pPr><w:pStyle w:val='X'/></w:pPr>"
#define CONTROL(text) "<w:sdt><w:sdtPr/><w:sdtContent>" R(text) "</w:sdtContent></w:sdt>"
#define CELL(text) "<w:tbl><w:tr><w:tc>" PR(text) "</w:tc></w:tr></w:tbl>"
#define KEEP(text) "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>" text "</w:t></w:r>"

static const struct {
	const char *person, *made;
	guint n;        /* differences */
	bool tracked;   /* all of them are */
	int gone;       /* paragraphs whose end goes */
} pairs[] = {
	{PR("one two three"), PR("one two three"), 0, true, 0},
	{PR("one two three"), PR("one 2 three"), 1, true, 0},
	{PR("one two three"), PR("zero one two three four"), 2, true, 0},
	{PR("one two three"), PR("two three"), 1, true, 0},
	{PR("a &amp; b &lt;c&gt; end"), PR("a &amp; b &lt;d&gt; &amp; end"), 2, true, 0},
	/* over several runs, whole ones and parts of them, with the look of their own */
	{P(KEEP("one ") R("two") KEEP(" three four five")), PR("one four 5"), 2, true, 0},
	{P(KEEP("one ") "<w:r><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r>" KEEP(" four five")),
	 P(KEEP("one ") "<w:r><w:t>2</w:t><w:tab/><w:t>3</w:t></w:r>" KEEP(" four five")), 1, false,
	 0},
	{PR("the same here and there") PR("much the same words as before"),
	 PR("the same here and there") PR("much the same words as after"), 1, true, 0},
	/* paragraphs that come and go */
	{PR("first of all") PR("last of all"),
	 PR("first of all") PR("quite another") PR("last of all"), 1, true, 0},
	{PR("first of all") PR("quite another") PR("last of all"),
	 PR("first of all") PR("last of all"), 1, true, 1},
	{PR("first") "<w:p>" PROPERTIES R("gone away") "</w:p>" PR("last"), PR("first") PR("last"),
	 1, true, 1},
	{PR("first") "<w:p><w:pPr><w:rPr/></w:pPr>" R(
		 "gone away") "</w:p>"
	                      "<w:p><w:pPr/>" R(
				      "and more too") "</w:p>"
	                                              "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>" R(
							      "yet something else") "</w:p>" PR("last"),
	 PR("first") PR("last"), 3, true, 3},
	/* what stays as it is, and is listed */
	{P(KEEP("one ") CONTROL("two") KEEP(" three")), P(KEEP("one ") CONTROL("2") KEEP(" three")),
	 1, false, 0},
	{PR("one") CELL("two three"), PR("one") CELL("two three") CELL("four five"), 1, false, 0},
	{P(KEEP("one ") "<w:hyperlink>" R("two") "</w:hyperlink>"),
	 P(KEEP("one ") "<w:hyperlink>" R("2") "</w:hyperlink>"), 1, false, 0},
	/* in a cell words go, and the cell stays */
	{PR("one") CELL("two three"), PR("one") CELL("two 3"), 1, true, 0},
	{PR("one") CELL("two three"), PR("one"), 1, true, 0},
	/* changes of others are there already */
	{P(KEEP("one ") "<w:ins w:id='5' w:author='x'>" R("two") "</w:ins>" KEEP(" three")),
	 PR("one two 3"), 1, true, 0},
};

static int
count(GBytes *docx, const char *pattern)
{
	g_autoptr(OtDraft) draft = read_sound(g_bytes_ref(docx));
	size_t len;
	const char *bytes = g_bytes_get_data(ot_draft_part(draft, OT_DRAFT_MAIN)->bytes, &len);
	g_autofree char *xml = g_strndup(bytes, len);
	g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	int n = 0;

	for (g_regex_match(regex, xml, 0, &match); g_match_info_matches(match);
	     g_match_info_next(match, NULL))
		n++;
	return n;
}

static void
test_pairs(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *one = g_strdup_printf(BODY("%s"), pairs[i].person);
		g_autofree char *other = g_strdup_printf(BODY("%s"), pairs[i].made);
		g_autoptr(OtDraft) person = read_sound(make_docx(one));
		g_autoptr(OtDraft) made = read_sound(make_docx(other));
		g_autoptr(OtRevision) revision = revise(person, made);
		GBytes *bytes = ot_revision_bytes(revision);
		g_autoptr(OtDraft) accepted = accept_all(bytes);

		if (ot_revision_count(revision) != pairs[i].n)
			g_error("%zu: %zu differences", i, ot_revision_count(revision));
		for (size_t j = 0; j < ot_revision_count(revision); j++)
			if (ot_revision_difference(revision, j)->tracked != pairs[i].tracked)
				g_error("%zu: “%s” to “%s”", i,
				        ot_revision_difference(revision, j)->old,
				        ot_revision_difference(revision, j)->new);
		if (pairs[i].tracked)
			assert_same_words(accepted, made);
		g_assert_cmpint(count(bytes, "<w:del [^>]*/>"), ==, pairs[i].gone);
		/* a change of others stays either way */
		if (strstr(pairs[i].person, "w:author='x'") != NULL)
			continue;
		g_autoptr(OtDraft) rejected = reject_all(bytes);
		assert_same_words(rejected, person);
	}
}

/* Where it is known what the file said, only what the new version changed is offered. */
static const struct {
	const char *was, *person, *made;
	const char *accepted; /* the words after all changes */
	guint n;              /* differences */
} triples[] = {
	/* the person alone changed, added, deleted */
	{PR("one two three"), PR("one 2 three"), PR("one two three"), "one 2 three\n", 0},
	{PR("first") PR("last"), PR("first") PR("mine") PR("last"), PR("first") PR("last"),
	 "first\nmine\nlast\n", 0},
	{PR("first") PR("middle") PR("last"), PR("first") PR("last"),
	 PR("first") PR("middle") PR("last"), "first\nlast\n", 0},
	/* the new version alone did */
	{PR("one two three"), PR("one two three"), PR("one 2 three"), "one 2 three\n", 1},
	{PR("first") PR("last"), PR("first") PR("last"), PR("first") PR("quite new") PR("last"),
	 "first\nquite new\nlast\n", 1},
	{PR("first") PR("quite old") PR("last"), PR("first") PR("quite old") PR("last"),
	 PR("first") PR("last"), "first\nlast\n", 1},
	/* each in another place */
	{PR("one two three") PR("four five six"), PR("one 2 three") PR("four five six"),
	 PR("one two three") PR("four five 6"), "one 2 three\nfour five 6\n", 1},
	/* both in one place: the new words are offered */
	{PR("one two three four"), PR("one 2 three four"), PR("one two three 4"),
	 "one two three 4\n", 2},
	/* both said the same */
	{PR("one two three"), PR("one 2 three"), PR("one 2 three"), "one 2 three\n", 0},
	/* in a table the same words are others */
	{PR("one two") CELL("one three"), PR("one three") CELL("one three"),
	 PR("one two") CELL("one three"), "one three\none three\n", 0},
};

static void
test_triples(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(triples); i++) {
		g_autofree char *first = g_strdup_printf(BODY("%s"), triples[i].was);
		g_autofree char *one = g_strdup_printf(BODY("%s"), triples[i].person);
		g_autofree char *other = g_strdup_printf(BODY("%s"), triples[i].made);
		g_autoptr(OtDraft) was = read_sound(make_docx(first));
		g_autoptr(OtDraft) person = read_sound(make_docx(one));
		g_autoptr(OtDraft) made = read_sound(make_docx(other));
		g_autoptr(OtRevision) revision = revise_since(was, person, made);
		g_autoptr(OtDraft) accepted = accept_all(ot_revision_bytes(revision));
		g_autoptr(OtDraft) rejected = reject_all(ot_revision_bytes(revision));
		g_autofree char *words = words_of(accepted);

		g_test_message("triple %zu", i);
		g_assert_cmpuint(ot_revision_count(revision), ==, triples[i].n);
		g_assert_cmpstr(words, ==, triples[i].accepted);
		assert_same_words(rejected, person);
	}
}

/* Each change has a number that no other mark has. */
static void
test_numbers(void)
{
	g_autoptr(OtDraft) person = read_sound(make_docx(
		BODY("<w:p><w:bookmarkStart w:id='41' w:name='a'/><w:bookmarkEnd w:id='41'/>"
	             R("one two three") "</w:p>" PR("gone away"))));
	g_autoptr(OtDraft) made = read_sound(make_docx(BODY(PR("one 2 three four"))));
	g_autoptr(OtRevision) revision = revise(person, made);

	for (int id = 42; id <= 46; id++) {
		g_autofree char *pattern = g_strdup_printf("w:id=\"%d\"", id);
		g_assert_cmpint(count(ot_revision_bytes(revision), pattern), ==, 1);
	}
	g_assert_cmpint(count(ot_revision_bytes(revision), "w:author=\"outset\""), ==, 5);
}

/* --- real documents -------------------------------------------------------------------------- */

static GBytes *
write_asset(const char *sample, const char *asset)
{
	g_autofree char *folder = g_build_filename("samples", sample, NULL);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtEngagement) engagement = ot_engagement_open(folder, findings, &error);

	g_assert_no_error(error);
	g_autoptr(OtProduct) product =
		ot_engagement_make(engagement, asset, OT_FORM_USUAL, findings, &error);
	g_assert_no_error(error);
	return g_bytes_ref(product->bytes);
}

/* From one engagement's document to another's is further than any two versions are apart. */
static void
test_documents(void)
{
	static const char *const assets[] = {"dpia", "mou", "engagement-plan", "invitation"};
	static const char *const from[] = {"winter-gritting", "outline", "independent-living"};
	static const char *const to[] = {"local-planning", "winter-gritting", "outline"};

	g_setenv("OUTSET_DATA", ".", TRUE);
	for (size_t i = 0; i < G_N_ELEMENTS(assets); i++)
		for (size_t j = 0; j < G_N_ELEMENTS(from); j++) {
			g_autoptr(OtDraft) person = read_sound(write_asset(from[j], assets[i]));
			g_autoptr(OtDraft) made = read_sound(write_asset(to[j], assets[i]));
			g_autoptr(OtRevision) revision = revise(person, made);
			g_autoptr(OtDraft) rejected = reject_all(ot_revision_bytes(revision));
			size_t tracked = 0;

			for (size_t k = 0; k < ot_revision_count(revision); k++)
				tracked += ot_revision_difference(revision, k)->tracked;
			g_assert_cmpuint(tracked, >, 0);
			assert_same_words(rejected, person);
		}
}

/* A person changes the prose; the new version is as it was: accepting all takes that back. */
static void
test_prose(void)
{
	g_setenv("OUTSET_DATA", ".", TRUE);
	g_autoptr(GBytes) bytes = write_asset("winter-gritting", "mou");
	g_autoptr(GBytes) changed = replace_in(
		bytes, "word/document.xml", "(<w:p><w:r><w:t>[^<]*) and ([^<]*)", "\\1 \\2 or so");
	g_autoptr(OtDraft) person = read_sound(g_bytes_ref(changed));
	g_autoptr(OtDraft) made = read_sound(g_bytes_ref(bytes));
	g_autoptr(OtRevision) revision = revise(person, made);
	g_autoptr(OtDraft) accepted = accept_all(ot_revision_bytes(revision));
	g_autoptr(OtDraft) rejected = reject_all(ot_revision_bytes(revision));

	g_assert_cmpuint(ot_revision_count(revision), >, 1);
	assert_same_words(accepted, made);
	assert_same_words(rejected, person);
}

/* --- aligning -------------------------------------------------------------------------------- */

static void
test_align(void)
{
	static const guint one[] = {1, 2, 3, 4, 5, 9}, other[] = {1, 3, 7, 4, 2, 5, 9};
	size_t partners[G_N_ELEMENTS(one)];
	g_autofree guint *many = g_new0(guint, 5000), *more = g_new(guint, 5000);
	g_autofree size_t *none = g_new(size_t, 5000);

	g_assert_true(ot_align(one, 6, other, 7, partners));
	g_assert_cmpuint(partners[0], ==, 0);
	g_assert_true(partners[1] == OT_ALIGN_NONE);
	g_assert_cmpuint(partners[2], ==, 1);
	g_assert_cmpuint(partners[3], ==, 3);
	g_assert_cmpuint(partners[4], ==, 5);
	g_assert_cmpuint(partners[5], ==, 6);
	for (size_t i = 0; i < 5000; i++)
		more[i] = 1;
	more[0] = many[0];
	/* too many to compare: only the ends are paired */
	g_assert_false(ot_align(many, 5000, more, 5000, none));
	g_assert_cmpuint(none[0], ==, 0);
	g_assert_true(none[1] == OT_ALIGN_NONE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/revise/pairs", test_pairs);
	g_test_add_func("/revise/triples", test_triples);
	g_test_add_func("/revise/numbers", test_numbers);
	g_test_add_func("/revise/documents", test_documents);
	g_test_add_func("/revise/prose", test_prose);
	g_test_add_func("/revise/align", test_align);
	return g_test_run();
}
