/*
 * SPDX-License-Identifier: MIT
 *
 * Responses: what is made up goes into a form and comes back the same, with all, some or none of
 * its fields left; the file of responses is read as it was written; of several answers of one
 * supplier the rule says which counts.
 */
#include "docx-change.h"

#include "docx/put.h"
#include "responses/collect.h"
#include "responses/shared.h"
#include "workbook/workbook.h"
#include "xml/schema.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define SAMPLE "samples/winter-gritting"
#define ROUNDS 12

/* --- made-up answers ------------------------------------------------------------------------- */

static const char *const words[] = {
	"salt", "road", "ice;", "sensor", "“night”", "£40,000", "Dŵr", "a&b", "<none>", "98 %",
	"Q2",   "the",  "10.",  "naïve",  "no",      "yes",     "x",   "…",   "[sic]",  "=1+1",
};

/* Words in lines; they never start like a question or a hint of the form. */
static char *
make_prose(GRand *rand, int n_lines)
{
	GString *text = g_string_new(NULL);

	for (int line = 0; line < n_lines; line++) {
		g_string_append(text, line > 0 ? "\nWe say" : "We say");
		for (int n = g_rand_int_range(rand, 1, 30); n > 0; n--)
			g_string_append_printf(text, " %s",
			                       words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))]);
		g_string_append(text, " at last");
	}
	return g_string_free(text, FALSE);
}

/* What a person might put into a control; NULL: nothing. */
static char *
make_value(GRand *rand, const OtControl *control, int n_lines)
{
	if (g_rand_int_range(rand, 0, 3) == 0)
		return NULL;
	if (control->kind == OT_CONTROL_TICK)
		return g_strdup("yes");
	if (control->kind == OT_CONTROL_CHOICE)
		return g_strdup(control->choices[g_rand_int_range(rand, 0, control->n_choices)].text);
	if (g_str_has_prefix(control->tag, "answer.Q9") && !g_str_has_suffix(control->tag, "more"))
		return g_strdup_printf("%d", g_rand_int_range(rand, 0, 100000));
	return make_prose(rand, control->kind == OT_CONTROL_PROSE ? n_lines : 1);
}

/* --- through a form -------------------------------------------------------------------------- */

typedef struct {
	OtEngagement *engagement;
	OtCollector *collector;
	GBytes *form;
} Fixture;

static void
set_up(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();

	fixture->engagement = ot_engagement_open(SAMPLE, findings, &error);
	g_assert_no_error(error);
	fixture->collector = ot_collector_new(fixture->engagement, &error);
	g_assert_no_error(error);
	OtProduct *product = ot_engagement_make(fixture->engagement, "response-form", OT_FORM_DOCX,
	                                        findings, &error);
	g_assert_no_error(error);
	fixture->form = g_bytes_ref(product->bytes);
	ot_product_free(product);
}

static void
tear_down(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	g_bytes_unref(fixture->form);
	ot_collector_free(fixture->collector);
	ot_engagement_free(fixture->engagement);
}

/* The form with made-up answers, and what they are: names of fields to texts. */
static GBytes *
fill_form(const Fixture *fixture, GRand *rand, int n_lines, GHashTable *said)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtDraft) draft = read_sound(g_bytes_ref(fixture->form));
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtControls) controls = ot_controls_read(draft, findings);
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(OtPutValue));

	for (size_t i = 0; i < ot_controls_count(controls); i++) {
		const OtControl *control = ot_control(controls, i);
		char *text = make_value(rand, control, n_lines);
		if (text == NULL)
			continue;
		g_hash_table_insert(said, g_strdup(control->tag), text);
		g_assert_true(ot_put_can(control, text));
		OtPutValue value = {i, control->tag, text};
		g_array_append_val(values, value);
	}
	GBytes *bytes = ot_put_write(draft, controls, (const OtPutValue *) (void *) values->data,
	                             values->len, 0, &error);
	g_assert_no_error(error);
	return bytes;
}

static OtResponse *
collect(const Fixture *fixture, GBytes *bytes)
{
	g_autofree char *path = g_build_filename(g_get_tmp_dir(), "outset-response-XXXXXX.docx", NULL);
	g_autoptr(OtFindings) findings = ot_findings_new();
	int file = g_mkstemp(path);
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);

	g_assert_cmpint(file, >=, 0);
	close(file);
	g_assert_true(g_file_set_contents(path, data, (gssize) len, NULL));
	OtResponse *response = ot_collector_read(fixture->collector, path, findings);
	g_unlink(path);
	g_assert_nonnull(response);
	return response;
}

static const char *
look_up(GHashTable *said, const char *prefix, const char *id, const char *suffix)
{
	g_autofree char *name = g_strconcat(prefix, id, suffix, NULL);
	const char *text = g_hash_table_lookup(said, name);

	return text != NULL ? text : "";
}

/* The same but for signs and blanks, which programs change. */
static void
assert_text(const char *found, const char *said, bool exact)
{
	g_autofree char *one = g_strdup(found), *two = g_strdup(said);

	if (!exact) {
		g_strdelimit(one, "\n", ' ');
		g_strdelimit(two, "\n", ' ');
	}
	g_assert_cmpstr(one, ==, two);
}

static void
assert_said(const Fixture *fixture, const OtResponse *response, GHashTable *said, bool exact)
{
	const OtAsked *asked = ot_collector_asked(fixture->collector);

	for (size_t i = 0; i < OT_N_PARTICULARS; i++)
		assert_text(response->particulars[i],
		            look_up(said, "respondent.", ot_particulars[i].name, ""), exact);
	for (size_t i = 0; i < ot_asked_count(asked); i++) {
		const char *id = ot_asked_at(asked, i)->id;
		const OtResponseAnswer *answer = ot_response_answer(response, id);
		assert_text(answer != NULL ? answer->text : "", look_up(said, "answer.", id, ""),
		            exact);
		assert_text(answer != NULL ? answer->more : "", look_up(said, "answer.", id, ".more"),
		            exact);
		assert_text(answer != NULL ? answer->reason : "", look_up(said, "reason.", id, ""),
		            exact);
		bool marked = *look_up(said, "sensitive.", id, "") != '\0';
		bool explained = *look_up(said, "reason.", id, "") != '\0';
		g_assert_cmpint(answer != NULL && answer->sensitive, ==, marked || explained);
		g_assert_cmpint(answer != NULL && answer->unmarked, ==, !marked && explained);
	}
	g_assert_cmpstr(ot_consents[response->share], ==,
	                *look_up(said, "consent.", "share", "") != '\0'
	                        ? look_up(said, "consent.", "share", "")
	                        : "unsaid");
}

static const struct {
	const char *what;
	const char *pattern; /* of word/document.xml; NULL: nothing is changed */
	OtFound found;       /* how answers have to be found */
	bool exact;          /* line breaks stay */
} damages[] = {
	{"none", NULL, OT_FOUND_CONTROL, true},
	{"tags", "<w:tag [^>]*>", OT_FOUND_BINDING, true},
	{"tags and bindings", "<w:tag [^>]*>|<w:dataBinding [^>]*>", OT_FOUND_TITLE, true},
	{"all names", "<w:tag [^>]*>|<w:dataBinding [^>]*>|<w:alias [^>]*>", OT_FOUND_POSITION, true},
	{"all controls", "<w:sdtPr>.*?</w:sdtPr>|</?w:sdt(Content)?>", OT_FOUND_HEADING, false},
};

static void
test_form(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(20261130);

	for (int round = 0; round < ROUNDS; round++) {
		size_t damage = (size_t) round % G_N_ELEMENTS(damages);
		g_autoptr(GHashTable) said =
			g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
		g_autoptr(GBytes) filled =
			fill_form(fixture, rand, damages[damage].exact ? 4 : 1, said);
		g_autoptr(GBytes) bytes =
			damages[damage].pattern != NULL
				? replace_in(filled, "word/document.xml", damages[damage].pattern, "")
				: g_bytes_ref(filled);
		g_autoptr(OtResponse) response = collect(fixture, bytes);

		g_test_message("round %d, without %s", round, damages[damage].what);
		assert_said(fixture, response, said, damages[damage].exact);
		g_assert_cmpuint(response->n_answers, >, 0);
		for (size_t i = 0; i < response->n_answers; i++)
			g_assert_cmpint(response->answers[i].found, ==, damages[damage].found);
	}
}

/* A form that nobody filled says nothing, however much of it is left. */
static void
test_empty(Fixture *fixture, const void *data G_GNUC_UNUSED)
{
	for (size_t i = 0; i < G_N_ELEMENTS(damages); i++) {
		g_autoptr(GBytes) bytes =
			damages[i].pattern != NULL
				? replace_in(fixture->form, "word/document.xml", damages[i].pattern, "")
				: g_bytes_ref(fixture->form);
		g_autoptr(OtResponse) response = collect(fixture, bytes);

		g_assert_cmpuint(response->n_answers, ==, 0);
		for (size_t k = 0; k < OT_N_PARTICULARS; k++)
			g_assert_cmpstr(response->particulars[k], ==, "");
	}
}

/* --- the file of responses ------------------------------------------------------------------- */

static OtResponse *
make_response(GRand *rand, const char *file)
{
	OtResponse *response = ot_response_new(file);
	g_autoptr(GArray) answers = g_array_new(FALSE, FALSE, sizeof(OtResponseAnswer));

	for (int i = 0; i < 5; i++) {
		g_autofree char *text = make_prose(rand, 3);
		OtResponseAnswer answer = {
			.question = ot_arena_printf(response->arena, "Q%d", i),
			.kind = (OtAskedKind) g_rand_int_range(rand, 0, 4),
			.text = ot_arena_strdup(response->arena, text),
			.more = i % 2 == 0 ? "more\n&c." : "",
			.sensitive = i == 3,
			.reason = i == 3 ? "\"why\"" : "",
			.found = (OtFound) g_rand_int_range(rand, 0, 6),
			.place = "table 1, row 2",
		};
		g_array_append_val(answers, answer);
	}
	ot_response_set_answers(response, answers);
	response->particulars[OT_PARTICULAR_NAME] = "Salt & Sense \"Cyf\" <Ltd>";
	response->share = OT_CONSENT_YES;
	response->saved = "2026-12-03T10:15:00Z";
	response->reworded = "Q1 Q2";
	return response;
}

/* Written, read and written again: the same bytes, and valid against the schema. */
static void
test_file(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtResponses) responses = ot_responses_new("R&D \"1\"", "0.4");
	g_autoptr(OtSchema) schema = ot_schema_load("schemas/responses.xsd", &error);
	g_autofree char *path = g_build_filename(g_get_tmp_dir(), "outset-responses-XXXXXX", NULL);
	size_t len;

	g_assert_no_error(error);
	for (int i = 0; i < 20; i++) {
		g_autofree char *file = g_strdup_printf("b%d.docx", i * 7 % 20);
		ot_responses_take(responses, make_response(rand, file));
	}
	ot_responses_settle(responses);
	g_autoptr(GBytes) bytes = ot_responses_write(responses);
	const char *data = g_bytes_get_data(bytes, &len);
	g_autoptr(OtXml) xml = ot_xml_parse(data, len, "responses.xml", findings);
	g_assert_true(ot_schema_check(schema, xml, findings));
	close(g_mkstemp(path));
	g_assert_true(g_file_set_contents(path, data, (gssize) len, NULL));
	g_autoptr(OtResponses) again = ot_responses_read(path, findings, &error);
	g_unlink(path);
	g_assert_no_error(error);
	g_assert_nonnull(again);
	g_autoptr(GBytes) twice = ot_responses_write(again);
	g_assert_true(g_bytes_equal(bytes, twice));
	g_assert_cmpuint(ot_findings_count(findings), ==, 0);
}

/* Cut off anywhere it is not read, and nothing breaks. */
static void
test_cut(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(9);
	g_autoptr(OtResponses) responses = ot_responses_new("R", "1");
	g_autofree char *path = g_build_filename(g_get_tmp_dir(), "outset-responses-XXXXXX", NULL);
	size_t len;

	ot_responses_take(responses, make_response(rand, "a.docx"));
	ot_responses_settle(responses);
	g_autoptr(GBytes) bytes = ot_responses_write(responses);
	const char *data = g_bytes_get_data(bytes, &len);
	const char *end = g_strrstr_len(data, (gssize) len, "</responses>");
	close(g_mkstemp(path));
	for (size_t cut = 0; cut < (size_t) (end - data); cut += 13) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(GError) error = NULL;
		g_assert_true(g_file_set_contents(path, data, (gssize) cut, NULL));
		g_assert_null(ot_responses_read(path, findings, &error));
		g_assert_no_error(error);
		g_assert_cmpuint(ot_findings_count(findings), ==, 1);
	}
	g_unlink(path);
}

/* --- several of one supplier ----------------------------------------------------------------- */

static void
add(OtResponses *responses, const char *file, const char *name, const char *number,
    const char *saved)
{
	OtResponse *response = ot_response_new(file);

	response->particulars[OT_PARTICULAR_NAME] = name;
	response->particulars[OT_PARTICULAR_NUMBER] = number;
	response->saved = saved;
	response->sha256 = ot_arena_strdup(response->arena, file);
	ot_responses_take(responses, response);
}

static void
assert_counts(const OtResponses *responses, const char *counts, const char *suppliers)
{
	for (size_t i = 0; i < ot_responses_count(responses); i++) {
		const OtResponse *response = ot_response_at(responses, i);
		g_test_message("%s", response->file);
		g_assert_cmpint(response->counts, ==, counts[i] == 'y');
		g_assert_cmpint(response->supplier[1], ==, suppliers[i]);
	}
}

static void
test_repeated(void)
{
	g_autoptr(OtResponses) dated = ot_responses_new("R", "1");
	g_autoptr(OtResponses) undated = ot_responses_new("R", "1");

	/* one number in three forms; one name with and without a number; two firms of one name */
	add(dated, "d", "Frost Ltd", "", "2026-12-02T00:00:00Z");
	add(dated, "a", "Frost Ltd", "09 12", "2026-12-01T00:00:00Z");
	add(dated, "b", "FROST  ltd.", "0912", "2026-12-03T00:00:00Z");
	add(dated, "c", "Other", "none yet", "2026-12-03T00:00:00Z");
	add(dated, "e", "Frost Ltd", "777", "2026-12-09T00:00:00Z");
	ot_responses_settle(dated);
	assert_counts(dated, "nyyny", "11315");
	add(undated, "a", "Frost", "", "");
	add(undated, "b", "Frost", "", "2026-12-03T00:00:00Z");
	add(undated, "c", "", "", "");
	add(undated, "d", "", "", "");
	ot_responses_settle(undated);
	assert_counts(undated, "yyyy", "1134");
}

/* --- words of one supplier ------------------------------------------------------------------- */

#define FOURTEEN "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"

static void
test_shared(void)
{
	static const struct {
		const char *known, *mine, *other;
		size_t found;
	} cases[] = {
		{"", FOURTEEN, "", 14},
		{"", "So: One, Two; THREE four-five six seven (eight) nine ten eleven twelve thirteen "
		     "fourteen!", "", 14},
		{FOURTEEN, FOURTEEN, "", 0},
		{"", FOURTEEN, "we, too: " FOURTEEN, 0},
		{"", "two three four five six seven eight nine ten eleven twelve thirteen fourteen", "", 0},
		{"", "x " FOURTEEN " fifteen sixteen y", "", 16},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		static const char text[] = "Before " FOURTEEN " fifteen sixteen after.";
		g_autoptr(OtShared) shared = ot_shared_new();
		OtSharedFound found = {NULL, NULL, 0};

		ot_shared_text(shared, text);
		ot_shared_know(shared, cases[i].known);
		ot_shared_add(shared, "A", cases[i].mine);
		ot_shared_add(shared, "B", cases[i].other);
		g_assert_cmpint(ot_shared_find(shared, text, &found), ==, cases[i].found > 0);
		g_assert_cmpuint(found.n_words, ==, cases[i].found);
		if (cases[i].found > 0)
			g_assert_cmpstr(found.who, ==, "A");
		g_free(found.words);
	}
}

/* --- workbooks ------------------------------------------------------------------------------- */

static void
test_workbook(void)
{
	static const OtSheetCell cells[] = {{"=1+1", OT_LOOK_PLAIN, false},
	                                    {"12.5", OT_LOOK_PLAIN, true},
	                                    {NULL, OT_LOOK_HEAD, false}};
	static const OtSheetRow rows[] = {{cells, 3}, {cells, 3}};
	static const OtSheet sheets[] = {
		{.name = "a/b:[c]", .rows = rows, .n_rows = 2},
		{.name = "A B  C", .rows = rows, .n_rows = 2, .filter_row = 1},
		{.name = "the name of this sheet is far too long", .rows = rows, .n_rows = 2},
		{.name = "", .rows = rows, .n_rows = 0},
	};
	static const OtSheetRow wide = {cells, OT_SHEET_COLUMNS + 1};
	static const OtSheet too_wide = {.name = "wide", .rows = &wide, .n_rows = 1};
	const OtWorkbook workbook = {"T", "outset", sheets, G_N_ELEMENTS(sheets), 1796000000};
	const OtWorkbook impossible = {"T", "outset", &too_wide, 1, 1796000000};
	g_autoptr(GError) error = NULL;

	g_autoptr(GBytes) one = ot_workbook_write(&workbook, &error);
	g_assert_no_error(error);
	g_autoptr(GBytes) two = ot_workbook_write(&workbook, &error);
	g_assert_no_error(error);
	g_assert_true(g_bytes_equal(one, two));
	g_assert_null(ot_workbook_write(&impossible, &error));
	g_assert_nonnull(error);
	g_assert_nonnull(strstr(error->message, "the sheet wide would have 1 rows and 16385 columns; a "
	                                       "spreadsheet has 1048576 and 16384"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_setenv("OUTSET_DATA", ".", TRUE);
	g_test_add("/responses/form", Fixture, NULL, set_up, test_form, tear_down);
	g_test_add("/responses/empty", Fixture, NULL, set_up, test_empty, tear_down);
	g_test_add_func("/responses/file", test_file);
	g_test_add_func("/responses/cut", test_cut);
	g_test_add_func("/responses/repeated", test_repeated);
	g_test_add_func("/responses/shared", test_shared);
	g_test_add_func("/responses/workbook", test_workbook);
	return g_test_run();
}
