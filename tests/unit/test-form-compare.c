/* SPDX-License-Identifier: MIT
 *
 * What changed between two specifications, in the words of the form: each change is said once, under
 * the name that its place has in the form, and what stayed is not said.
 */
#include "spec-form.h"

#include "forms/compare.h"

typedef struct {
	const char *from, *to; /* in samples/winter-gritting/spec.xml */
} Change;

#define MOST_CHANGES 2
#define MOST_LINES 4

typedef struct {
	const char *name;
	Change changes[MOST_CHANGES];
	const char *lines[MOST_LINES]; /* what is said of it, in order */
} Comparison;

static void
take_line(const char *line, void *lines)
{
	g_ptr_array_add(lines, g_strdup(line));
}

/* Free with g_ptr_array_unref(). */
static GPtrArray *
compare_texts(const Forms *forms, const char *before, const char *after)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	xmlDoc *old = xmlReadMemory(before, (int) strlen(before), "before.xml", NULL, 0);
	xmlDoc *new = xmlReadMemory(after, (int) strlen(after), "after.xml", NULL, 0);

	g_assert_true(old != NULL && new != NULL);
	xmlDoc *was = ot_form_tree_of(forms->plan, old), *is = ot_form_tree_of(forms->plan, new);
	ot_form_compare(forms->plan, was, is, take_line, lines);
	xmlFreeDoc(was);
	xmlFreeDoc(is);
	xmlFreeDoc(old);
	xmlFreeDoc(new);
	return lines;
}

static char *
read_sample(void)
{
	char *text = NULL;

	g_assert_true(g_file_get_contents("samples/winter-gritting/spec.xml", &text, NULL, NULL));
	return text;
}

static char *
apply(const char *text, const Change *changes)
{
	GString *changed = g_string_new(text);

	for (size_t i = 0; i < MOST_CHANGES && changes[i].from != NULL; i++)
		if (g_string_replace(changed, changes[i].from, changes[i].to, 1) == 0)
			g_error("the sample has no “%s”", changes[i].from);
	return g_string_free(changed, FALSE);
}

#define AUTHORITY_OF_FIRE "Authority A2"
#define SYSTEM(name) "Background, What is there today, System " name
#define MEASURE "Outcomes, Outcome O1, Measure M1"
#define DRIVER "Background, Plan or duty behind it"
#define CLIMATE "<driver source=\"Hafren Vale Climate Action Plan, action 14\">\n      Cut the salt that " \
	"reaches rivers and verges by 15% by 2030.\n    </driver>\n"

static const Comparison comparisons[] = {
	{"layout", {{"<locality>Ludwick<", "<locality>\n\tLudwick  <"}}, {NULL}},
	{"text", {{"<locality>Ludwick<", "<locality>Marchbury<"}},
	 {AUTHORITY_OF_FIRE ", Address, Town: was “Ludwick”, now “Marchbury”"}},
	{"text-gone", {{"<telephone>01632 960141</telephone>", ""}},
	 {"Authority A1, Contact C1, Telephone: was “01632 960141”, now empty"}},
	{"text-filled", {{"megan.prys@hafrenvale.example</email>",
	                  "megan.prys@hafrenvale.example</email><telephone>01632 960149</telephone>"}},
	 {"Authority A1, Contact C5, Telephone: was empty, now “01632 960149”"}},
	{"value-of-the-whole", {{"xml:lang=\"en-GB\"", "xml:lang=\"cy-GB\""}},
	 {"Language: was “en-GB”, now “cy-GB”"}},
	/* a text and what belongs to it are two values of one place */
	{"text-and-code", {{"<region code=\"UKG\">West Midlands", "<region code=\"UKH\">Eastern"}},
	 {"Authority A1, Address, County or area: was “West Midlands”, now “Eastern”",
	  "Authority A1, Address, County or area: Region code: was “UKG”, now “UKH”"}},
	{"code-in-words", {{"<system id=\"X3\" stays=\"yes\">", "<system id=\"X3\" stays=\"no\">"}},
	 {SYSTEM("X3") ": Has to stay: was “Yes”, now “No”"}},
	{"date-in-words", {{"<contract-end>2029-03-31", "<contract-end>2030-01-05"}},
	 {SYSTEM("X3") ", Contract ends: was “31 March 2029”, now “5 January 2030”"}},
	/* a number that is spelled in another way is shown as it is, without the mark that says so */
	{"number-as-it-is", {{"<baseline value=\"9\"", "<baseline value=\"09.0\""}},
	 {MEASURE ", Baseline: Value today: was “9”, now “09.0”"}},
	{"long-text", {{"no two lists agree.", "no two lists agree. This is what we saw on four nights "
	                                       "out of four, in each depot, and at home."}},
	 {"People and their needs, Group of people U1, How you know: was “Officers keep their own lists "
	  "of cold spots on paper; no two lists agree.”, now “Officers keep their own lists of cold spots "
	  "on paper; no two lists agree. This is what we saw on four nights out of four…”"}},
	/* what is there once and goes away takes all its values with it */
	{"part-gone", {{"<beneficiary group=\"U3 U5\">\n        Everybody who travels before 08:00 on the "
	                "1,960 kilometres of treated road\n      </beneficiary>", ""}},
	 {"Outcomes, Outcome O1, Who is better off: was “Everybody who travels before 08:00 on the 1,960 kilometres "
	  "of treated road”, now empty",
	  "Outcomes, Outcome O1, Who is better off: Groups: was “U3 U5”, now empty"}},
	{"named-row-new", {{"<system id=\"X6\" stays=\"yes\">",
	                    "<system id=\"X7\" stays=\"no\"><name>Fax</name><description>A machine"
	                    "</description></system><system id=\"X6\" stays=\"yes\">"}},
	 {SYSTEM("X7") " is new: “Fax”"}},
	{"named-row-renamed", {{"<system id=\"X6\"", "<system id=\"X16\""}},
	 {SYSTEM("X16") " is new: “Duty officers’ tablets and telephones”",
	  SYSTEM("X6") " is gone: “Duty officers’ tablets and telephones”"}},
	{"row-new", {{"<driver source=\"Medium", "<driver source=\"Ofcom\">Be quick.</driver>"
	                                         "<driver source=\"Medium"}},
	 {DRIVER " is new: “Be quick.”"}},
	{"row-gone", {{CLIMATE, ""}},
	 {DRIVER " is gone: “Cut the salt that reaches rivers and verges by 15% by 2030.”"}},
	/* of two that say the same one goes */
	{"row-like-another", {{CLIMATE, CLIMATE CLIMATE}},
	 {DRIVER " is new: “Cut the salt that reaches rivers and verges by 15% by 2030.”"}},
	/* without a name it is the one that is left */
	{"row-reworded", {{"verges by 15% by 2030", "verges by 20% by 2030"}},
	 {DRIVER ": was “Cut the salt that reaches rivers and verges by 15% by 2030.”, now “Cut the salt "
	  "that reaches rivers and verges by 20% by 2030.”"}},
	{"rows-moved", {{CLIMATE, ""}, {"<estate>", CLIMATE "<estate>"}},
	 {DRIVER ": in another order now"}},
	{"row-without-text", {{"<notice kind=\"UK3\" status=\"planned\" date=\"2027-03-30\"/>", ""}},
	 {"This document, Notice is gone: “Planned procurement notice (UK3)”"}},
	{"paragraph", {{"had 71 nights with treatment", "had 72 nights with treatment"}},
	 {"Background, How things stand today: was “Winter 2025 to 2026 had 71 nights with treatment.”, "
	  "now “Winter 2025 to 2026 had 72 nights with treatment.”"}},
	{"new-list", {{"<item>Crews made", "</list><list><item>Crews made"}},
	 {"Background, How things stand today: What this is: was “Point of a list”, now “Point of a new list”"}},
};

static void
test_said(gconstpointer data)
{
	const Comparison *comparison = data;
	g_auto(Forms) forms = open_forms("en-GB");
	g_autofree char *before = read_sample();
	g_autofree char *after = apply(before, comparison->changes);
	g_autoptr(GPtrArray) lines = compare_texts(&forms, before, after);
	size_t n = 0;

	while (n < MOST_LINES && comparison->lines[n] != NULL)
		n++;
	for (guint i = 0; i < lines->len; i++)
		g_assert_cmpstr(g_ptr_array_index(lines, i), ==, i < n ? comparison->lines[i] : "no more");
	g_assert_cmpuint(lines->len, ==, n);
}

/* --- whatever stands there ------------------------------------------------------------------- */

#define N_GENERATED 30

/* What a line is about, the same whichever of the two came first. */
static char *
subject_of(const char *line)
{
	const char *values = strstr(line, ": was ");
	GString *subject = values != NULL ? g_string_new_len(line, values - line) : g_string_new(line);

	g_string_replace(subject, " is gone", " is new", 0);
	return g_string_free(subject, FALSE);
}

static int
compare_words(const void *left, const void *right)
{
	return strcmp(*(const char *const *) left, *(const char *const *) right);
}

/* The subjects of all lines, sorted; free with g_free(). */
static char *
subjects_of(const GPtrArray *lines)
{
	g_autoptr(GPtrArray) subjects = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < lines->len; i++)
		g_ptr_array_add(subjects, subject_of(g_ptr_array_index(lines, i)));
	g_ptr_array_sort(subjects, compare_words);
	g_ptr_array_add(subjects, NULL);
	return g_strjoinv("\n", (char **) subjects->pdata);
}

/* Nothing differs from itself, and what one has more than the other, that has less than the one. */
static void
test_both_ways(gconstpointer lang)
{
	g_auto(Forms) forms = open_forms(lang);
	g_autofree char *before = NULL;

	for (guint32 seed = 1; seed <= N_GENERATED; seed++) {
		xmlDoc *doc = generate_specification(ot_schema_model(forms.schema), seed, false);
		g_autofree char *after = generated_text(doc);
		g_autoptr(GPtrArray) none = compare_texts(&forms, after, after);

		xmlFreeDoc(doc);
		g_assert_cmpuint(none->len, ==, 0);
		if (before != NULL) {
			g_autoptr(GPtrArray) there = compare_texts(&forms, before, after);
			g_autoptr(GPtrArray) back = compare_texts(&forms, after, before);
			g_autofree char *subjects = subjects_of(there);
			g_autofree char *others = subjects_of(back);
			g_assert_cmpuint(there->len, >, 0);
			g_assert_cmpstr(subjects, ==, others);
		}
		g_free(before);
		before = g_steal_pointer(&after);
	}
}

int
main(int argc, char **argv)
{
	g_setenv("OUTSET_DATA", ".", TRUE);
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(comparisons); i++) {
		g_autofree char *name = g_strdup_printf("/form-compare/%s", comparisons[i].name);
		g_test_add_data_func(name, &comparisons[i], test_said);
	}
	g_test_add_data_func("/form-compare/both-ways", "en-GB", test_both_ways);
	g_test_add_data_func("/form-compare/both-ways/welsh", "cy-GB", test_both_ways);
	return g_test_run();
}
