/*
 * SPDX-License-Identifier: MIT
 *
 * What people fill into the fields of an asset comes back as answers: from every template and
 * sample, by whatever is left of a field's name, and never in silence where it can't be taken over.
 */
#include "docx-change.h"
#include "pdf-samples.h"

#include "base/error.h"
#include "document/read-date.h"
#include "docx/annotate.h"
#include "docx/controls.h"
#include "docx/origin.h"
#include "engagement/import-match.h"
#include "engagement/import.h"

/* --- changing a document as people do -------------------------------------------------------- */

/* What is written into a control, in the markup of Word; NULL: it stays as it is. */
typedef const char *Filling(const OtControl *control, size_t number, gpointer data);

static void
fill_control(OtSplices *splices, const OtControl *control, const char *markup)
{
	OtDraftSpan mark = control->placeholder_mark;

	if (mark.end > mark.start)
		ot_splices_replace(splices, mark.start, mark.end - mark.start, NULL);
	if (control->kind == OT_CONTROL_TICK)
		ot_splices_replace(splices, control->state.start,
		                   control->state.end - control->state.start, g_strdup(markup));
	else
		ot_splices_replace(splices, control->content.start,
		                   control->content.end - control->content.start,
		                   g_strdup(markup));
}

static GBytes *
fill(GBytes *docx, Filling *filling, gpointer data)
{
	g_autoptr(OtDraft) draft = read_sound(g_bytes_ref(docx));
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtControls) controls = ot_controls_read(draft, findings);
	const OtDraftPart *part = ot_draft_part(draft, OT_DRAFT_MAIN);
	g_autoptr(OtSplices) splices = ot_splices_new();

	for (size_t i = 0; i < ot_controls_count(controls); i++) {
		const OtControl *control = ot_control(controls, i);
		const char *markup =
			control->locked_content ? NULL : filling(control, i, data);

		if (markup != NULL)
			fill_control(splices, control, markup);
	}
	g_autoptr(GBytes) main = ot_splices_apply(splices, part->bytes);
	return with_part(draft, "word/document.xml", main);
}

static GBytes *
replace(GBytes *docx, const char *pattern, const char *by)
{
	return replace_in(docx, "word/document.xml", pattern, by);
}

/* --- importing ------------------------------------------------------------------------------- */

typedef struct {
	OtEngagement *engagement;
	OtAnswers *answers;
	OtFindings *findings;
	size_t n_changes;
} Fixture;

static Fixture
open_sample(const char *sample)
{
	g_autofree char *folder = g_build_filename("samples", sample, NULL);
	g_autoptr(GError) error = NULL;
	Fixture fixture = {.findings = ot_findings_new()};

	g_setenv("OUTSET_DATA", ".", TRUE);
	fixture.engagement = ot_engagement_open(folder, fixture.findings, &error);
	g_assert_no_error(error);
	g_assert_true(ot_engagement_is_valid(fixture.engagement));
	return fixture;
}

static void
close_sample(Fixture *fixture)
{
	ot_answers_free(fixture->answers);
	ot_engagement_free(fixture->engagement);
	ot_findings_free(fixture->findings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fixture, close_sample)

static GBytes *
make(const Fixture *fixture, const char *asset)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtProduct) product = ot_engagement_make(fixture->engagement, asset, OT_FORM_USUAL,
	                                                  fixture->findings, &error);

	g_assert_no_error(error);
	return g_bytes_ref(product->bytes);
}

/* Those that the sample has, or none. */
static OtAnswers *
read_answers(const Fixture *fixture, const char *asset)
{
	g_autofree char *path = ot_engagement_answers_path(fixture->engagement, asset);
	const OtSchema *schema = ot_resources_answers_schema(
		ot_engagement_resources(fixture->engagement), NULL);

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return ot_answers_new(asset);
	return ot_answers_read(path, asset, schema, fixture->findings, NULL);
}

/* Import into the answers so far; findings are of this run only. */
static void
import(Fixture *fixture, GBytes *docx)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtDraft) draft = read_sound(g_bytes_ref(docx));
	ot_findings_free(fixture->findings);
	fixture->findings = ot_findings_new();
	g_autoptr(OtImport) import = ot_import_start(fixture->engagement, draft, "x.docx",
	                                             fixture->findings, &error);

	g_assert_no_error(error);
	if (fixture->answers == NULL)
		fixture->answers = read_answers(fixture, ot_import_asset(import));
	g_assert_true(ot_import_run(import, fixture->answers, fixture->findings, &error));
	g_assert_no_error(error);
	fixture->n_changes = ot_import_count(import);
}

static void
assert_answer(const Fixture *fixture, const char *name, const char *text)
{
	const OtAnswer *answer = ot_answers_find(fixture->answers, name);

	g_assert_cmpstr(answer != NULL ? answer->text : NULL, ==, text);
}

static void
assert_found(const Fixture *fixture, const char *code, const char *words)
{
	for (size_t i = 0; i < ot_findings_count(fixture->findings); i++) {
		const OtFinding *finding = ot_findings_get(fixture->findings, i);

		if (strcmp(finding->code, code) != 0)
			continue;
		if (strstr(finding->message, words) == NULL)
			g_error("\"%s\" does not say \"%s\"", finding->message, words);
		return;
	}
	g_error("nothing was found of %s", code);
}

/* --- everything that can be filled in -------------------------------------------------------- */

/*
 * By kind and number, so that no two fields are alike; `data`: name to the answer that is expected.
 */
static const char *
fill_all(const OtControl *control, size_t number, gpointer data)
{
	GHashTable *expected = data;
	char *text = NULL;
	g_autofree char *markup = NULL;

	switch (control->kind) {
	case OT_CONTROL_TEXT:
	case OT_CONTROL_RICH:
		text = g_strdup_printf("Own text %zu & <more>", number);
		markup = g_strdup_printf("<w:r><w:t>Own text %zu </w:t></w:r><w:ins w:id='9'><w:r>"
		                         "<w:t xml:space='preserve'> &amp; &lt;more&gt; </w:t></w:r>"
		                         "</w:ins>", number);
		break;
	case OT_CONTROL_PROSE:
		text = g_strdup_printf("One %zu\nTwo", number);
		markup = g_strdup_printf("<w:r><w:t>One %zu</w:t><w:br/><w:t>Two</w:t></w:r>", number);
		break;
	case OT_CONTROL_DATE:
		text = g_strdup_printf("2027-03-%02zu", 1 + number % 28);
		markup = g_strdup_printf(R("%zu March 2027"), 1 + number % 28);
		break;
	case OT_CONTROL_CHOICE:
		text = g_strdup(control->choices[strcmp(control->choices[0].text,
		                                        control->text) == 0].text);
		markup = g_markup_printf_escaped(R("%s"), text);
		break;
	case OT_CONTROL_TICK:
		text = g_strdup(control->ticked ? "no" : "yes");
		markup = g_strdup(control->ticked ? "0" : "1");
		break;
	default:
		return NULL;
	}
	g_hash_table_insert(expected, g_strdup(control->tag), text);
	return g_intern_string(markup);
}

static void
assert_all(const Fixture *fixture, GHashTable *expected, const char *name)
{
	GHashTableIter iter;
	gpointer tag, text;

	g_hash_table_iter_init(&iter, expected);
	while (g_hash_table_iter_next(&iter, &tag, &text)) {
		const OtAnswer *answer = ot_answers_find(fixture->answers, tag);

		/* a box that is empty without any answer has none when it is emptied */
		if (answer == NULL && strcmp(text, "no") == 0)
			continue;
		if (answer == NULL || strcmp(answer->text, text) != 0)
			g_error("%s: %s is \"%s\" and should be \"%s\"", name, (char *) tag,
			        answer != NULL ? answer->text : "(nothing)", (char *) text);
	}
}

/* What is left of a document after a program has been at it. */
static const struct {
	const char *pattern, *by;
} programs[] = {
	{NULL, NULL},
	{"<w:tag [^>]*>", ""},
	{"<w:(?:tag|alias|lock) [^>]*>", ""},
	/* as LibreOffice leaves it: rows do not repeat, dates and lists have no title */
	{"<w:(?:tag|lock) [^>]*>|<w15:repeatingSection(?:Item)?/>|"
	 "<w:alias [^>]*>(?=(?:(?!</w:sdtPr>).)*<w:(?:date|dropDownList)\\b)", ""},
};

static void
round_trip(const char *sample, const char *asset)
{
	/* one sample has most fields; how they are found is the same in all */
	size_t n = strcmp(sample, "independent-living") == 0 ? G_N_ELEMENTS(programs) : 1;

	for (size_t i = 0; i < n; i++) {
		g_auto(Fixture) fixture = open_sample(sample);
		g_autoptr(GHashTable) expected =
			g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
		g_autoptr(GBytes) made = make(&fixture, asset);
		g_autoptr(GBytes) filled = fill(made, fill_all, expected);

		if (g_hash_table_size(expected) == 0)
			return;
		if (programs[i].pattern != NULL) {
			GBytes *changed = replace(filled, programs[i].pattern, programs[i].by);
			g_bytes_unref(filled);
			filled = changed;
		}
		import(&fixture, filled);
		assert_all(&fixture, expected, asset);
		g_assert_cmpuint(fixture.n_changes, ==, g_hash_table_size(expected));
		/* once more: nothing is left to change; an untouched document changes nothing */
		import(&fixture, filled);
		g_assert_cmpuint(fixture.n_changes, ==, 0);
		import(&fixture, made);
		g_assert_cmpuint(fixture.n_changes, ==, 0);
	}
}

static void
test_round_trip(void)
{
	static const char *const samples[] = {"independent-living", "local-planning", "outline",
	                                      "winter-gritting"};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_auto(Fixture) fixture = open_sample(samples[i]);
		g_autoptr(GPtrArray) templates = ot_resources_templates(
			ot_engagement_resources(fixture.engagement), "asset", NULL);

		for (guint j = 0; j < templates->len; j++)
			round_trip(samples[i], ot_template_info(templates->pdata[j])->name);
	}
}

/* --- one field at a time --------------------------------------------------------------------- */

typedef struct {
	const char *tag, *markup;
} One;

static const char *
fill_one(const OtControl *control, size_t number, gpointer data)
{
	const One *one = data;

	(void) number;
	return strcmp(control->tag, one->tag) == 0 ? one->markup : NULL;
}

static void
import_one(Fixture *fixture, const char *asset, const char *tag, const char *markup)
{
	One one = {tag, markup};
	g_autoptr(GBytes) made = make(fixture, asset);
	g_autoptr(GBytes) filled = fill(made, fill_one, &one);

	import(fixture, filled);
}

/* A value that the specification gives is not stored; one that overrules it is; none too. */
static void
test_given(void)
{
	g_auto(Fixture) fixture = open_sample("winter-gritting");

	import_one(&fixture, "dpia", "decision.lead.name", R("Somebody Else"));
	assert_answer(&fixture, "decision.lead.name", "Somebody Else");
	import_one(&fixture, "dpia", "decision.lead.name", R(""));
	assert_answer(&fixture, "decision.lead.name", "");
	g_assert_cmpuint(fixture.n_changes, ==, 1);
	/* an untouched field stands back behind the answer */
	import_one(&fixture, "dpia", "decision.lead.name", R("Gareth Ellicott"));
	assert_answer(&fixture, "decision.lead.name", "");
}

/* Emptying a field takes its answer away; one that was not touched does not. */
static void
test_emptied(void)
{
	g_auto(Fixture) fixture = open_sample("winter-gritting");
	g_autoptr(GBytes) made = make(&fixture, "dpia");

	import(&fixture, made);
	g_assert_cmpuint(fixture.n_changes, ==, 0);
	g_assert_nonnull(ot_answers_find(fixture.answers, "control.prepared-by"));
	import_one(&fixture, "dpia", "control.prepared-by", R(""));
	g_assert_cmpuint(fixture.n_changes, ==, 1);
	assert_answer(&fixture, "control.prepared-by", NULL);
}

/* Of a file that does not tell what it held, its version decides where the specification speaks. */
static void
test_older(void)
{
	g_auto(Fixture) fixture = open_sample("winter-gritting");
	One one = {"decision.lead.name", R("Somebody Else")};
	g_autoptr(GBytes) made = make(&fixture, "dpia");
	g_autoptr(GBytes) filled = fill(made, fill_one, &one);
	g_autoptr(GBytes) silent = replace_in(filled, "customXml/item1.xml", "<o:made [^>]*>", "");
	g_autoptr(GBytes) older = replace_in(silent, "customXml/item1.xml", " version=\"0.4\"",
	                                     " version=\"0.3\"");

	import(&fixture, older);
	assert_found(&fixture, "IMP007",
	             "decision.lead.name: the file, made from version 0.3, says “Somebody Else”; the "
	             "specification now says “Gareth Ellicott”, which stays");
	import(&fixture, silent);
	assert_answer(&fixture, "decision.lead.name", "Somebody Else");
}

/* The part behind the fields says something else than they show; a field stands there twice. */
static void
test_disagreement(void)
{
	g_auto(Fixture) fixture = open_sample("winter-gritting");
	One one = {"partner.address", R("Ann")};
	g_autoptr(GBytes) made = make(&fixture, "mou");
	g_autoptr(GBytes) filled = fill(made, fill_one, &one);
	g_autoptr(GBytes) stored = replace_in(filled, "customXml/item1.xml",
	                                      "(<o:field name=\"partner.address\"[^>]*)/>",
	                                      "\\1>Bea</o:field>");
	g_autoptr(GBytes) twice = replace(filled, "(<w:body>)",
	                                  "\\1<w:p><w:sdt><w:sdtPr><w:tag w:val='partner.address~2'/>"
	                                  "</w:sdtPr><w:sdtContent>" R("Cy") "</w:sdtContent></w:sdt></w:p>");

	import(&fixture, stored);
	assert_found(&fixture, "IMP004",
	             "partner.address: the file shows “Ann”, but holds “Bea” for it; what it shows is "
	             "taken over");
	assert_answer(&fixture, "partner.address", "Ann");
	import(&fixture, twice);
	assert_found(&fixture, "IMP005",
	             "partner.address stands in the file twice: as “Ann” here, and as “Cy” at paragraph 1, "
	             "which is taken over");
}

static void
test_hints(void)
{
	g_auto(Fixture) fixture = open_sample("winter-gritting");
	g_autoptr(GBytes) made = make(&fixture, "mou");
	g_autoptr(GBytes) data = replace(made, "<w:showingPlcHdr/>", "");

	import(&fixture, data);
	g_assert_cmpuint(fixture.n_changes, ==, 0);
	g_assert_cmpuint(ot_findings_count(fixture.findings), ==, 0);
}

static void
test_dates_typed(void)
{
	g_auto(Fixture) fixture = open_sample("winter-gritting");

	import_one(&fixture, "dpia", "control.prepared-on", R("next week"));
	assert_found(&fixture, "IMP002",
	             "control.prepared-on: “next week” is not understood as a date, and not taken over");
	assert_answer(&fixture, "control.prepared-on", "2026-11-20");
	import_one(&fixture, "dpia", "control.prepared-on", R("1st Dec 2026"));
	assert_answer(&fixture, "control.prepared-on", "2026-12-01");
}

/*
 * By another tag the binding still tells; without that the text is reported, and the answer stays.
 */
static void
test_unknown(void)
{
	g_auto(Fixture) fixture = open_sample("winter-gritting");
	g_autoptr(GBytes) made = make(&fixture, "mou");
	g_autoptr(GBytes) renamed = replace(made, "(<w:tag w:val=\")partner.address(\"/>.*?)"
	                                    "<w:showingPlcHdr/>", "\\1who.knows\\2");
	g_autoptr(GBytes) unknown = replace(renamed, "<w:dataBinding [^>]*partner.address[^>]*>", "");

	import_one(&fixture, "mou", "partner.address", R("Ann"));
	import(&fixture, renamed);
	g_assert_cmpuint(ot_findings_count(fixture.findings), ==, 0);
	import(&fixture, unknown);
	assert_found(&fixture, "IMP001",
	             "“who.knows” is not a field of mou; its text stays in the file only: “[To be "
	             "completed: Registered address of the Partner]”");
	assert_found(&fixture, "IMP006",
	             "partner.address is not in the file; its answer stays as it is");
	assert_answer(&fixture, "partner.address", "Ann");
}

static void
test_choice(void)
{
	g_auto(Fixture) fixture = open_sample("independent-living");
	g_autoptr(GBytes) made = make(&fixture, "dpia");
	g_autoptr(OtDraft) draft = read_sound(g_bytes_ref(made));
	g_autoptr(OtControls) controls = ot_controls_read(draft, fixture.findings);
	const OtControl *choice = NULL;

	for (size_t i = 0; i < ot_controls_count(controls); i++)
		if (ot_control(controls, i)->kind == OT_CONTROL_CHOICE)
			choice = ot_control(controls, i);
	g_assert_nonnull(choice);
	import_one(&fixture, "dpia", choice->tag, R("Something else"));
	assert_found(&fixture, "IMP003", "Something else");
	g_autofree char *capitals = g_utf8_strup(choice->choices[0].text, -1);
	g_autofree char *markup = g_markup_printf_escaped(R("%s"), capitals);
	import_one(&fixture, "dpia", choice->tag, markup);
	assert_answer(&fixture, choice->tag, choice->choices[0].text);
}

static void
test_refused(void)
{
	g_auto(Fixture) fixture = open_sample("winter-gritting");
	g_auto(Fixture) other = open_sample("local-planning");
	g_autoptr(GBytes) made = make(&other, "dpia");
	g_autoptr(OtDraft) draft = read_sound(g_bytes_ref(made));
	g_autoptr(OtDraft) foreign = read_sound(make_docx(BODY(PR("a"))));
	g_autoptr(GError) error = NULL;

	g_assert_null(ot_import_start(fixture.engagement, draft, "x.docx", fixture.findings,
	                              &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_INPUT);
	g_assert_nonnull(strstr(error->message, "-e"));
	g_clear_error(&error);
	g_assert_null(ot_import_start(fixture.engagement, foreign, "x.docx", fixture.findings,
	                              &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_INPUT);
}

/* --- rows that people add -------------------------------------------------------------------- */

#define SDT(properties, content)                                                          \
	"<w:sdt><w:sdtPr>" properties "</w:sdtPr><w:sdtContent>" content "</w:sdtContent></w:sdt>"
#define ROW(tag, text) \
	"<w:tr><w:tc>" P(SDT("<w:tag w:val='" tag "'/>", R(text))) "</w:tc></w:tr>"
#define ITEM(row) SDT("<w15:repeatingSectionItem/>", row)

static OtDocument *
rows_document(void)
{
	OtDocument *document = ot_document_new();
	OtNode *root = ot_document_append(document, NULL, OT_NODE_DOCUMENT);

	for (int i = 1; i <= 3; i++) {
		OtNode *field = ot_document_append(document, root, OT_NODE_FIELD);
		field->as.field.name = ot_arena_printf(document->arena, "entry.%d.when", i);
		field->as.field.label = ot_arena_printf(document->arena, "When, %d", i);
	}
	return document;
}

static void
assert_rows(const char *table, const char *const *names)
{
	g_autofree char *body = g_strdup_printf(BODY("<w:tbl>%s</w:tbl>"), table);
	g_autoptr(OtDraft) draft = read_sound(make_docx(body));
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtControls) controls = ot_controls_read(draft, findings);
	g_autoptr(OtDocument) document = rows_document();
	g_autoptr(GArray) matches = ot_import_match(document, draft, controls, document->arena);
	guint at = 0;

	for (guint i = 0; i < matches->len; i++) {
		const OtFieldMatch *match = &g_array_index(matches, OtFieldMatch, i);

		if (match->set_aside || match->field == NULL)
			continue;
		g_assert_cmpstr(match->name, ==, names[at]);
		at++;
	}
	g_assert_null(names[at]);
}

static void
test_rows(void)
{
	static const char *const all[] = {"entry.1.when", "entry.2.when", "entry.3.when",
	                                  "entry.4.when", NULL};
	static const char *const kept[] = {"entry.1.when", "entry.3.when", NULL};

	/* Word copies an item with its tags, here the second one, and one was moved */
	assert_rows(SDT("<w15:repeatingSection/>",
	                ITEM(ROW("entry.3.when", "c")) ITEM(ROW("entry.2.when", "b"))
	                ITEM(ROW("entry.2.when", "b too")) ITEM(ROW("entry.1.when", "a"))),
	            all);
	/* the same when the section is gone */
	assert_rows(ROW("entry.1.when", "a") ROW("entry.2.when", "b") ROW("entry.2.when", "b too")
	            ROW("entry.3.when", "c"),
	            all);
	/* without copies the names are right: a row in between was taken out */
	assert_rows(ROW("entry.1.when", "a") ROW("entry.3.when", "c"), kept);
}

/* --- dates ----------------------------------------------------------------------------------- */

static void
test_dates(void)
{
	static const struct {
		const char *typed, *date;
	} dates[] = {
		{"2026-12-03", "2026-12-03"},      {"3 December 2026", "2026-12-03"},
		{"03/12/2026", "2026-12-03"},      {"3.12.2026", "2026-12-03"},
		{"3rd Dec 2026", "2026-12-03"},    {"Thursday, 3 December 2026", "2026-12-03"},
		{"December 3, 2026", "2026-12-03"}, {"3\u00a0Sept\u00a02026", "2026-09-03"},
		{"31/02/2026", NULL},              {"December 2026", NULL},
		{"12/31/2026", NULL},              {"soon", NULL},
		{"3 Ju 2026", NULL},               {"", NULL},
		{"3 December 26", NULL},           {"1 2 3 4 5 6 7", NULL},
		{"99999999999999999999 May 2026", NULL},
	};
	g_auto(Fixture) fixture = open_sample("outline");
	const OtLabels *labels =
		ot_resources_labels(ot_engagement_resources(fixture.engagement), "en-GB", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
		g_autofree char *date = ot_read_date(labels, dates[i].typed);

		g_assert_cmpstr(date, ==, dates[i].date);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import/round-trip", test_round_trip);
	g_test_add_func("/import/given", test_given);
	g_test_add_func("/import/emptied", test_emptied);
	g_test_add_func("/import/older", test_older);
	g_test_add_func("/import/disagreement", test_disagreement);
	g_test_add_func("/import/hints", test_hints);
	g_test_add_func("/import/dates-typed", test_dates_typed);
	g_test_add_func("/import/unknown", test_unknown);
	g_test_add_func("/import/choice", test_choice);
	g_test_add_func("/import/refused", test_refused);
	g_test_add_func("/import/rows", test_rows);
	g_test_add_func("/import/dates", test_dates);
	return g_test_run();
}
