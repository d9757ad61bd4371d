/* SPDX-License-Identifier: MIT
 *
 * A check of a Word draft: which of its passages are judged as what, and which comments in it set a
 * finding aside.
 */
#include "check-run.h"
#include "draft-build.h"

#define H(text)   P(STYLE("Heading1") R(text))
#define STYLES                                                                               \
	"<w:styles" NAMESPACES "><w:style w:type='paragraph' w:styleId='Heading1'>"          \
	"<w:name w:val='heading 1'/></w:style><w:style w:type='paragraph' w:styleId='Title'>" \
	"<w:name w:val='Title'/></w:style></w:styles>"
#define CELL(text) "<w:tc>" PR(text) "</w:tc>"

static Run *
check_draft(const Context *context, const char *body, const File *files, size_t n)
{
	g_autofree File *all = g_new0(File, n + 1);
	g_autofree char *document = g_strconcat("<w:document" NAMESPACES "><w:body>", body,
	                                        "</w:body></w:document>", NULL);

	all[0] = (File){"word/styles.xml", STYLES, 0};
	for (size_t i = 0; i < n; i++)
		all[1 + i] = files[i];
	return check_bytes(context, "draft.docx", make_docx_of(TYPE_MAIN, document, all, n + 1));
}

static OtPassageKind
kind_of(const Run *run, const char *words)
{
	for (size_t i = 0; i < ot_text_count(run->checked->text); i++)
		if (strcmp(ot_text_get(run->checked->text, i)->text, words) == 0)
			return ot_text_get(run->checked->text, i)->kind;
	g_error("there is no passage \"%s\"", words);
}

static void
test_judged(gconstpointer data)
{
	static const File header[] = {
		{"word/header1.xml",
	         "<w:hdr" NAMESPACES ">" PR("The supplier must use grit.") "</w:hdr>", 0},
	};
	g_autoptr(Run) run = check_draft(
		data,
		P(STYLE("Title") R("Winter roads"))
		H("Background") PR("The town has 40 roads.")
		H("Requirements") PR("Roads are dry by seven.")
		H("Award criteria") PR("Price counts for 40 in 100.")
		H("Requirements") "<w:tbl><w:tr>" CELL("Requirement") CELL("Supplier response")
		"</w:tr><w:tr>" CELL("Roads are clear.") CELL("Write here.") "</w:tr></w:tbl>"
		"<w:sectPr><w:headerReference w:type='default' r:id='r3'/></w:sectPr>",
		header, 1);

	g_assert_cmpstr(run->checked->input->title, ==, "Winter roads");
	g_assert_cmpint(kind_of(run, "Winter roads"), ==, OT_PASSAGE_HEADING);
	g_assert_cmpint(kind_of(run, "Background"), ==, OT_PASSAGE_HEADING);
	g_assert_cmpint(kind_of(run, "The town has 40 roads."), ==, OT_PASSAGE_CONTEXT);
	g_assert_cmpint(kind_of(run, "Roads are dry by seven."), ==, OT_PASSAGE_REQUIREMENT);
	g_assert_cmpint(kind_of(run, "Price counts for 40 in 100."), ==, OT_PASSAGE_SELECTION);
	g_assert_cmpint(kind_of(run, "Roads are clear."), ==, OT_PASSAGE_REQUIREMENT);
	g_assert_cmpint(kind_of(run, "Write here."), ==, OT_PASSAGE_INSTRUCTION);
	/* What stands at the head of every page is no requirement, whatever it says. */
	g_assert_cmpint(kind_of(run, "The supplier must use grit."), ==, OT_PASSAGE_CONTEXT);
	g_assert_true(run->checked->input->assumed);
	g_assert_false(run->checked->input->counts.has_fields);
}

/* Rules that need fields are listed, those that are off are not. */
static void
test_not_checked(gconstpointer data)
{
	g_autoptr(Run) run = check_draft(data, PR("Grit."), NULL, 0);
	const GArray *rows = run->checked->input->not_checked;

	assert_codes(run, "HVC001");
	g_assert_cmpuint(rows->len, ==, 1);
	g_assert_cmpstr(g_array_index(rows, OtNotChecked, 0).code, ==, "HVC002");
}

#define START(id) "<w:commentRangeStart w:id='" id "'/>"
#define END(id)   "<w:commentRangeEnd w:id='" id "'/><w:r><w:commentReference w:id='" id "'/></w:r>"
#define NOTE      "<w:r><w:footnoteReference w:id='2'/></w:r>"
#define T(text)   "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"

static File
make_remarks(const char *code, const char *words, GString *out)
{
	g_string_printf(out, "<w:comments" NAMESPACES "><w:comment w:id='1' w:author='outset' "
	                "w:initials='OS'><w:p w14:paraId='0A'><w:r><w:t>%s %s</w:t></w:r></w:p>"
	                "</w:comment></w:comments>", code, words);
	return (File){"word/comments.xml", out->str, 0};
}

static size_t
count_aside(const Context *context, const char *body, const char *code, const char *words,
            bool done)
{
	g_autoptr(GString) remarks = g_string_new(NULL);
	const File files[] = {
		make_remarks(code, words, remarks),
		{"word/commentsExtended.xml",
	         done ? "<w15:commentsEx" NAMESPACES
	                "><w15:commentEx w15:paraId='0A' w15:done='1'/>"
	                "</w15:commentsEx>"
	              : "<w15:commentsEx" NAMESPACES
	                "><w15:commentEx w15:paraId='0A' w15:done='0'/>"
	                "</w15:commentsEx>",
	         0},
		{"word/footnotes.xml",
	         "<w:footnotes" NAMESPACES "><w:footnote w:id='2'>" PR(
			 "The grit is dry. The salt is dry.") "</w:footnote></w:footnotes>",
	         0},
	};
	g_autoptr(Run) run = check_draft(context, body, files, G_N_ELEMENTS(files));

	return run->checked->input->suppressed->len;
}

/* In a note: the comment stands elsewhere and quotes the words, the first of them if need be. */
static const struct {
	const char *code, *words;
	size_t aside;
} quotes[] = {
	{"HVC001", "In a footnote here: “grit”", 1},
	{"HVC001", "In a footnote here: “grits”", 0},
	{"HVC001", "In a footnote here: “gri”", 0},
	{"HVC001", "In a footnote here: “”", 0},
	{"HVC001", "In a footnote here: “", 0},
	{"HVC003", "In a footnote here: “salt”", 1},
	{"HVC003", "In a footnote here: “sa…”", 1},
	{"HVC003", "In a footnote here: “so…”", 0},
};

static void
test_resolved(gconstpointer data)
{
	const char *body = P(T("The ") START("1") R("gr") R("it") END("1") T(" is dry.") NOTE);
	const char *other = P(T("The ") START("1") R("dry") END("1") T(" grit.") NOTE);
	const char *away = P(START("1") R("One.") END("1")) P(R("The grit is dry.") NOTE);

	g_assert_cmpuint(count_aside(data, body, "HVC001", "is named", true), ==, 1);
	g_assert_cmpuint(count_aside(data, body, "HVC001", "is named", false), ==, 0);
	g_assert_cmpuint(count_aside(data, body, "HVC003", "is named", true), ==, 0);
	g_assert_cmpuint(count_aside(data, body, "What?", "", true), ==, 0);
	g_assert_cmpuint(count_aside(data, other, "HVC001", "is named", true), ==, 0);
	g_assert_cmpuint(count_aside(data, away, "HVC001", "is named", true), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(quotes); i++) {
		g_test_message("%s", quotes[i].words);
		g_assert_cmpuint(count_aside(data, away, quotes[i].code, quotes[i].words, true), ==,
		                 quotes[i].aside);
	}
}

int
main(int argc, char **argv)
{
	Context context = {0};

	g_test_init(&argc, &argv, NULL);
	context_open(&context);
	add("draft/judged", &context, test_judged);
	add("draft/not-checked", &context, test_not_checked);
	add("draft/resolved", &context, test_resolved);
	int status = g_test_run();
	context_close(&context);
	return status;
}
