/*
 * SPDX-License-Identifier: MIT
 *
 * What a briefing carries: made from the published copy and nothing else, and held against its
 * list.
 */
#include "base/error.h"
#include "base/file.h"
#include "engagement/carried.h"
#include "engagement/verify.h"
#include "spec/spec.h"

#include <string.h>

#define SAMPLE "samples/winter-gritting/spec.xml"

typedef struct {
	OtSchema *schema;
	OtLabels *labels;
	char *sample;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	(void) data;
	fixture->schema = ot_schema_load("schemas/spec.xsd", NULL);
	fixture->labels = ot_labels_load("templates/labels.en.xml", NULL);
	g_assert_true(g_file_get_contents(SAMPLE, &fixture->sample, NULL, NULL));
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void) data;
	ot_schema_free(fixture->schema);
	ot_labels_free(fixture->labels);
	g_free(fixture->sample);
}

/* The sample with the first of each of these words replaced by another. */
static char *
change(const Fixture *fixture, const char *const *changes)
{
	char *text = g_strdup(fixture->sample);

	for (; *changes != NULL; changes += 2) {
		char *at = strstr(text, changes[0]);
		g_assert_nonnull(at);
		g_autofree char *head = g_strndup(text, (gsize) (at - text));
		char *changed = g_strconcat(head, changes[1], at + strlen(changes[0]), NULL);
		g_free(text);
		text = changed;
	}
	return text;
}

static OtSpec *
parse(const Fixture *fixture, const char *text, OtFindings *findings)
{
	return ot_spec_parse(text, strlen(text), "spec.xml", fixture->schema, findings);
}

static char *
text_of(GBytes *bytes)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);

	return g_strndup(data, len);
}

/* The published copy of a changed sample, as a file. */
static char *
publish(const Fixture *fixture, const char *const *changes)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *text = change(fixture, changes);
	g_autoptr(OtSpec) spec = parse(fixture, text, findings);

	g_assert_nonnull(spec);
	xmlDoc *published = ot_spec_published(spec);
	g_autoptr(GBytes) bytes = ot_spec_spell(published);
	xmlFreeDoc(published);
	return text_of(bytes);
}

/* --- the specification ---------------------------------------------------------------------- */

/* The copy is valid, is of the same content, and copied again it is the same. */
static void
test_copy(Fixture *fixture, gconstpointer data)
{
	static const char *const none[] = {NULL};
	static const char *const prefixed[] = {
		"<title>Knowing", "<title><![CDATA[<&>]]> Knowing", "stage=\"engagement\"",
		"stage=' engagement '", NULL,
	};
	g_autofree char *copy = publish(fixture, none), *other = publish(fixture, prefixed);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtSpec) spec = parse(fixture, copy, findings);

	(void) data;
	g_assert_nonnull(spec);
	g_assert_cmpstr(ot_spec_reference(spec), ==, "HVC-2026-014");
	g_assert_null(strstr(copy, "<!--"));
	xmlDoc *published = ot_spec_published(spec);
	g_autoptr(GBytes) bytes = ot_spec_spell(published);
	xmlFreeDoc(published);
	g_autofree char *again = text_of(bytes);
	g_assert_cmpstr(again, ==, copy);
	g_assert_nonnull(strstr(other, "<title>&lt;&amp;&gt; Knowing"));
	g_assert_nonnull(strstr(other, "stage=\"engagement\""));
}

/* A file whose elements have a prefix. */
static void
test_prefix(Fixture *fixture, gconstpointer data)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GRegex) tag = g_regex_new("<(/?)([a-z])", 0, 0, NULL);
	static const char *const none[] = {NULL};
	g_autofree char *prefixed =
		g_regex_replace(tag, fixture->sample, -1, 0, "<\\1s:\\2", 0, NULL);
	g_auto(GStrv) parts = g_strsplit(prefixed, " xmlns=", 2);
	g_autofree char *text = g_strjoinv(" xmlns:s=", parts);
	g_autoptr(OtSpec) spec = parse(fixture, text, findings);

	(void) data;
	g_assert_nonnull(spec);
	xmlDoc *published = ot_spec_published(spec);
	g_autoptr(GBytes) bytes = ot_spec_spell(published);
	xmlFreeDoc(published);
	g_autofree char *copy = text_of(bytes), *plain = publish(fixture, none);
	g_assert_cmpstr(copy, ==, plain);
}

/* What is held back, and words that are then nowhere. */
static const struct {
	const char *changes[6];
	const char *words[5];
} held_back[] = {
	{{"<outcome id=\"O3\"", "<outcome publish=\"no\" id=\"O3\""},
	 {"O3", "Officers hear of falling", "M6", "Median time"}},
	{{"<budget ", "<budget publish=\"no\" "}, {"240000", "320000", "384000", "190000"}},
	{{"<event id=\"EV2\"", "<event publish=\"no\" id=\"EV2\""},
	 {"EV2", "Salters Lane", "Showcase at the depot"}},
	{{"<question id=\"Q7\"", "<question publish=\"no\" id=\"Q7\""}, {"\"Q7\"", "Which facts"}},
	{{"<context>", "<context><!-- a secret of ours -->"}, {"secret"}},
};

static void
test_held_back(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (gsize i = 0; i < G_N_ELEMENTS(held_back); i++) {
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(GError) error = NULL;
		g_autofree char *text = change(fixture, held_back[i].changes);
		g_autoptr(OtSpec) spec = parse(fixture, text, findings);
		g_assert_nonnull(spec);
		OtCarriedSource source = {.published = ot_spec_published(spec),
		                          .labels = fixture->labels};
		g_autoptr(GBytes) copy = ot_spec_spell(source.published);
		g_autoptr(GBytes) summary = ot_carried_summary(&source, &error);
		g_autoptr(GBytes) questions = ot_carried_questions(&source, &error);
		xmlFreeDoc(source.published);
		g_autofree char *one = text_of(copy), *two = text_of(summary),
		                *three = text_of(questions);
		for (const char *const *word = held_back[i].words; *word != NULL; word++) {
			g_assert_nonnull(strstr(text, *word));
			g_assert_null(strstr(one, *word));
			g_assert_null(strstr(two, *word));
			g_assert_null(strstr(three, *word));
		}
	}
}

/* Amounts may stand in a budget that isn't disclosed; they and what tells them stay behind. */
static void
test_undisclosed(Fixture *fixture, gconstpointer data)
{
	static const char *const changes[] = {
		"<budget disclosed=\"yes\"",
		"<budget disclosed=\"no\"",
		"together.\n    </note>",
		"together.\n    </note><reason>It would set prices.</reason>",
		NULL,
	};
	static const char *const amounts[] = {"240000", "320000", "384000", "190000", "130000"};
	g_autofree char *copy = publish(fixture, changes);

	(void) data;
	for (gsize i = 0; i < G_N_ELEMENTS(amounts); i++) {
		g_assert_nonnull(strstr(fixture->sample, amounts[i]));
		g_assert_null(strstr(copy, amounts[i]));
	}
	g_assert_nonnull(strstr(copy, "It would set prices."));
	g_assert_nonnull(strstr(copy, "<lot id=\"L2\""));
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtSpec) spec = parse(fixture, copy, findings);
	g_assert_nonnull(spec);
}

/* --- the other files ------------------------------------------------------------------------ */

static void
assert_member(const json_t *root, const char *path, const char *value)
{
	g_auto(GStrv) names = g_strsplit(path, "/", -1);
	const json_t *at = root;

	for (char **name = names; *name != NULL; name++)
		at = json_is_array(at) ? json_array_get(at, (size_t) atoi(*name))
		                       : json_object_get(at, *name);
	g_autofree char *dumped = NULL;
	if (at != NULL) {
		char *text = json_dumps(at, JSON_ENCODE_ANY);
		dumped = g_strdup(text);
		free(text);
	}
	g_assert_cmpstr(dumped, ==, value);
}

static void
test_summary(Fixture *fixture, gconstpointer data)
{
	static const char *const members[][2] = {
		{"format", "\"outset-briefing\""},
		{"schema/namespace", "\"urn:outset:specification:1\""},
		{"identity/reference", "\"HVC-2026-014\""},
		{"identity/notices/0/kind", "\"UK2\""},
		{"authorities/0/name", "\"Hafren Vale County Council\""},
		{"contact/email", "\"winter-engagement@hafrenvale.example\""},
		{"problems/2/id", "\"P3\""},
		{"outcomes/0/measures/0/baseline/value", "9"},
		{"outcomes/0/measures/0/target/value", "2.5"},
		{"outcomes/0/measures/0/target/date", "\"2029-04-30\""},
		{"outcomes/2/measures/1/baselineKnownBy", "\"2027-03-31\""},
		{"outcomes/2/measures/1/baseline", NULL},
		{"budget/disclosed", "true"},
		{"budget/maximum", "320000"},
		{"dates/closes", "\"2027-01-29\""},
		{"dates/questionsBy", "\"2027-01-15\""},
		{"dates/milestones/0/kind", "\"engagement-opens\""},
		{"events/1/registerBy", "\"2027-01-08\""},
		{"events/1/timeZone", "\"Europe/London\""},
		{"questions", "13"},
		{"responseHours", "3"},
	};
	static const char *const changes[] = {"<target value=\"3\"", "<target value=\"2.5\"", NULL};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *text = change(fixture, changes);
	g_autoptr(OtSpec) spec = parse(fixture, text, findings);
	OtCarriedSource source = {.published = ot_spec_published(spec), .labels = fixture->labels};
	g_autoptr(GBytes) summary = ot_carried_summary(&source, NULL);
	gsize len;
	const char *bytes = g_bytes_get_data(summary, &len);
	json_t *root = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL);

	(void) data;
	xmlFreeDoc(source.published);
	g_assert_nonnull(root);
	for (gsize i = 0; i < G_N_ELEMENTS(members); i++)
		assert_member(root, members[i][0], members[i][1]);
	json_decref(root);
}

/* Files for an engagement without questions and events. */
static GArray *
carry_without(const Fixture *fixture, GError **error)
{
	static const char *const changes[] = {
		"<questions>", "<questions publish=\"no\">", "<event id=\"EV1\"",
		"<event publish=\"no\" id=\"EV1\"", "<event id=\"EV2\"",
		"<event publish=\"no\" id=\"EV2\"", NULL,
	};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *text = change(fixture, changes);
	g_autoptr(OtSpec) spec = parse(fixture, text, findings);
	OtCarriedSource source = {.published = ot_spec_published(spec), .labels = fixture->labels};
	GArray *files = ot_carried_make(&source, error);

	xmlFreeDoc(source.published);
	return files;
}

static void
test_list(Fixture *fixture, gconstpointer data)
{
	static const char *const names[] = {OT_CARRIED_SPEC, "briefing.json", OT_CARRIED_LIST};
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) files = carry_without(fixture, &error);

	(void) data;
	g_assert_no_error(error);
	g_assert_cmpuint(files->len, ==, G_N_ELEMENTS(names));
	for (guint i = 0; i < files->len; i++) {
		const OtPdfAttachment *file = &g_array_index(files, OtPdfAttachment, i);
		g_assert_cmpstr(file->name, ==, names[i]);
		g_assert_false(g_str_has_prefix(file->description, "carried-"));
	}
}

/* --- verify --------------------------------------------------------------------------------- */

static void
free_embedded(gpointer data)
{
	OtEmbedded *file = data;

	g_free(file->name);
	g_free(file->file_name);
	g_bytes_unref(file->bytes);
	g_free(file);
}

static void
add_embedded(GPtrArray *embedded, const char *name, GBytes *bytes)
{
	OtEmbedded *file = g_new0(OtEmbedded, 1);

	file->name = g_strdup(name);
	file->file_name = g_strdup(name);
	file->bytes = g_bytes_ref(bytes);
	g_ptr_array_add(embedded, file);
}

/* What the PDF of carry_without() would carry. */
static GPtrArray *
embed(const Fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) files = carry_without(fixture, &error);
	GPtrArray *embedded = g_ptr_array_new_with_free_func(free_embedded);

	for (guint i = 0; i < files->len; i++) {
		const OtPdfAttachment *file = &g_array_index(files, OtPdfAttachment, i);
		add_embedded(embedded, file->name, file->bytes);
	}
	return embedded;
}

/* States and codes: "spec.xml:whole briefing.json:missing EMB005". */
static void
assert_verified(const Fixture *fixture, const GPtrArray *embedded, const char *expected,
                const char *message)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) seen = g_string_new(NULL);
	g_autoptr(OtVerified) verified =
		ot_verify(embedded, "x.pdf", fixture->schema, findings, &error);

	g_assert_no_error(error);
	for (guint i = 0; i < verified->files->len; i++) {
		const OtCarriedFile *file = &g_array_index(verified->files, OtCarriedFile, i);
		g_string_append_printf(seen, "%s:%s ", file->name,
		                       ot_carried_state_name(file->state));
	}
	for (gsize i = 0; i < ot_findings_count(findings); i++)
		g_string_append_printf(seen, "%s ", ot_findings_get(findings, i)->code);
	g_string_append(seen, verified->is_valid ? "valid" : "not valid");
	g_assert_cmpstr(seen->str, ==, expected);
	bool said = message == NULL;
	for (gsize i = 0; !said && i < ot_findings_count(findings); i++)
		said = strcmp(ot_findings_get(findings, i)->message, message) == 0;
	g_assert_true(said);
}

static void
test_verify(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GBytes) other = g_bytes_new_static("<other/>", 8);
	g_autoptr(GPtrArray) embedded = embed(fixture);
	OtEmbedded *spec = g_ptr_array_index(embedded, 0);

	(void) data;
	assert_verified(fixture, embedded, "spec.xml:whole briefing.json:whole valid", NULL);
	add_embedded(embedded, "virus.exe", other);
	assert_verified(fixture, embedded,
	                "spec.xml:whole briefing.json:whole virus.exe:unlisted EMB006 valid",
	                "virus.exe is there and is not listed");
	add_embedded(embedded, "spec.xml", other);
	assert_verified(fixture, embedded, "spec.xml:whole spec.xml:unlisted briefing.json:whole "
	                                   "virus.exe:unlisted EMB006 EMB006 valid",
	                "a second file is named spec.xml");
	g_ptr_array_set_size(embedded, 3);
	g_ptr_array_remove_index(embedded, 1);
	assert_verified(fixture, embedded, "spec.xml:whole briefing.json:missing EMB005 valid",
	                NULL);
	g_bytes_unref(spec->bytes);
	spec->bytes = g_bytes_ref(other);
	assert_verified(fixture, embedded, "spec.xml:changed briefing.json:missing EMB004 EMB005 "
	                                   "STR011 not valid", NULL);
}

/* Another list cannot pass for this one. */
static void
test_other_list(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GPtrArray) embedded = embed(fixture);
	OtEmbedded *list = g_ptr_array_index(embedded, 2);
	g_autofree char *text = text_of(list->bytes);
	g_auto(GStrv) parts = g_strsplit(text, "HVC-2026-014", -1);
	char *changed = g_strjoinv("HVC-2026-015", parts);

	(void) data;
	g_bytes_unref(list->bytes);
	list->bytes = g_bytes_new_take(changed, strlen(changed));
	assert_verified(fixture, embedded, "spec.xml:whole briefing.json:whole EMB004 valid",
	                "the list is of another specification than the one that is there");
}

static void
test_no_list(Fixture *fixture, gconstpointer data)
{
	static const char *const texts[] = {
		"", "{", "[]", "7", "\xFF", "{\"format\": \"outset-briefing-files\"}",
		"{\"format\": \"outset-briefing-files\", \"version\": 1, \"files\": [7], "
		"\"specification\": {}}",
		"{\"format\": \"outset-briefing-files\", \"version\": 1, \"files\": [], "
		"\"specification\": {\"file\": 7}}",
		"{\"format\": \"outset-briefing-files\", \"version\": 2, \"files\": [], "
		"\"specification\": {\"file\": \"a\", \"sha256\": \"b\", \"reference\": \"c\", "
		"\"version\": \"d\"}}",
	};

	(void) data;
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GPtrArray) embedded = g_ptr_array_new_with_free_func(free_embedded);
		g_autoptr(OtFindings) findings = ot_findings_new();
		g_autoptr(GError) error = NULL;
		g_autoptr(GBytes) bytes = g_bytes_new_static(texts[i], strlen(texts[i]));
		if (i > 0)
			add_embedded(embedded, OT_CARRIED_LIST, bytes);
		g_assert_null(ot_verify(embedded, "x.pdf", fixture->schema, findings, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_INPUT);
		if (i > 0)
			g_assert_cmpstr(error->message, ==,
			                "the briefing-files.json of x.pdf is not a list of "
			                "this version of outset");
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name, run) g_test_add("/carried/" name, Fixture, NULL, set_up, run, tear_down)
	TEST("copy", test_copy);
	TEST("prefix", test_prefix);
	TEST("held-back", test_held_back);
	TEST("undisclosed", test_undisclosed);
	TEST("summary", test_summary);
	TEST("list", test_list);
	TEST("verify", test_verify);
	TEST("other-list", test_other_list);
	TEST("no-list", test_no_list);
#undef TEST
	return g_test_run();
}
