/* SPDX-License-Identifier: MIT
 *
 * A check from end to end: what is counted, set aside, held back, mended, and how texts are cut up.
 */
#include "check-run.h"

#include "check/baseline.h"
#include "check/fix.h"

/* --- suppressions -------------------------------------------------------------------------- */

#define BILLED "A stay is billed to the minute."
#define ENDED  "the suppression of HVC001 ended on 2026-11-17"

static const struct {
	const char *suppressions; /* CODE ABOUT UNTIL, each "-" for none; with | between them */
	const char *codes;
	size_t n_aside;
	const char *words; /* in the message of the last finding, or NULL */
} suppressions[] = {
	{"HVC001 - -", "", 2, NULL},
	{"HVC001 R1 -", "HVC001", 1, NULL},
	{"HVC001 O2 -", "HVC001", 1, NULL},
	{"HVC001 R1 -|HVC001 O2 -", "", 2, NULL},
	/* both set it aside, so that neither is unused */
	{"HVC001 R1 -|HVC001 - -", "", 2, NULL},
	/* an element around, beside, and without any finding */
	{"HVC001 M3 -", "HVC001 HVC001 SUP001", 0, "nothing is found any more"},
	{"HVC001 K1 -", "HVC001 HVC001 SUP001", 0, "nothing is found any more"},
	{"HVC003 - -", "HVC001 HVC001 SUP001", 0, "suppression of HVC003"},
	/* the day itself is the last */
	{"HVC001 - 2026-11-18", "", 2, NULL},
	{"HVC001 - 2026-11-17", "HVC001 HVC001 SUP002", 0, ENDED},
	{"HVC001 R1 2026-11-17|HVC001 - -", "SUP002", 2, ENDED},
	/* what does not exist */
	{"HVC009 - -", "HVC001 HVC001 SUP003", 0, "there is no rule \"HVC009\""},
	{"STR001 - -", "HVC001 HVC001 SUP003", 0, "can't be suppressed"},
	{"HVC001 R77 -", "HVC001 HVC001 SUP003", 0, "no element has the id \"R77\""},
	/* a rule that is off could not use it */
	{"OUT052 - -", "HVC001 HVC001", 0, NULL},
};

static char *
write_suppressions(const char *list)
{
	g_auto(GStrv) rows = g_strsplit(list, "|", -1);
	GString *xml = g_string_new("</history><suppressions>");

	for (char **row = rows; *row != NULL; row++) {
		g_auto(GStrv) parts = g_strsplit(*row, " ", 3);
		g_string_append_printf(xml, "<suppression code=\"%s\"", parts[0]);
		if (strcmp(parts[1], "-") != 0)
			g_string_append_printf(xml, " about=\"%s\"", parts[1]);
		if (strcmp(parts[2], "-") != 0)
			g_string_append_printf(xml, " until=\"%s\"", parts[2]);
		g_string_append(xml, ">\n  Decided on 3 May.\n</suppression>");
	}
	g_string_append(xml, "</suppressions>");
	return g_string_free(xml, FALSE);
}

static void
test_suppressions(gconstpointer data)
{
	const Context *context = data;
	g_autofree char *one = replace(context->complete, BILLED, "Grit is spread.");
	g_autofree char *two = replace(one, "More blue badge", "More grit for blue badge");

	for (size_t i = 0; i < G_N_ELEMENTS(suppressions); i++) {
		g_autofree char *xml = write_suppressions(suppressions[i].suppressions);
		g_autofree char *text = replace(two, "</history>", xml);
		g_autoptr(Run) run = check_text(context, "spec.xml", text);
		const OtFindings *findings = run->result->findings;
		size_t n = ot_findings_count(findings);

		g_test_message("%s", suppressions[i].suppressions);
		assert_codes(run, suppressions[i].codes);
		g_assert_cmpuint(run->checked->input->suppressed->len, ==,
		                 suppressions[i].n_aside);
		if (suppressions[i].words != NULL)
			g_assert_nonnull(strstr(ot_findings_get(findings, n - 1)->message,
			                        suppressions[i].words));
		for (size_t j = 0; j < suppressions[i].n_aside; j++) {
			const OtSuppressed *row =
				&g_array_index(run->checked->input->suppressed, OtSuppressed, j);
			g_assert_cmpstr(row->code, ==, "HVC001");
			g_assert_cmpstr(row->reason, ==, "Decided on 3 May.");
		}
		/* What is set aside is counted all the same. */
		g_assert_cmpuint(run->checked->input->counts.prescriptive, ==, 2);
	}
}

/* --- counts -------------------------------------------------------------------------------- */

#define TARGET "<target value=\"80\" date=\"2028-03-31\"/>"
#define METHOD "<method>Asked at the exit.</method>"
#define BASE   "<baseline value=\"41\" date=\"2026-03-31\" source=\"Survey 2025\"/>"

static const struct {
	const char *find, *put;
	const char *missing; /* parts of outcome O2, in their order */
} parts[] = {
	{"<history>", "<history>", ""},
	{"<beneficiary group=\"U1\">Blue badge holders.</beneficiary>", "", "beneficiary"},
	{">Blue badge holders.<", ">[Who is better off?]<", "beneficiary"},
	{">Blue badge holders.<", "> <", "beneficiary"},
	{"More blue badge holders find a bay at once.", "[What changes?]", "result"},
	{" unit=\"per cent\"", "", "measure"},
	{" unit=\"per cent\"", " unit=\"\"", "measure"},
	{"<indicator>Share of those asked who found a bay at once.</indicator>", "", "measure"},
	{BASE, "", "baseline"},
	{BASE, "<baseline date=\"2026-03-31\"/>", "baseline"},
	{BASE, "<baseline-unknown by=\"2027-02-28\">Asked.</baseline-unknown>", ""},
	{BASE, "<baseline-unknown>Asked.</baseline-unknown>", "baseline"},
	{TARGET, "", "target"},
	{TARGET, "<target value=\"80\"/>", "target"},
	{TARGET, "<target date=\"2028-03-31\"/>", "target"},
	{METHOD, "", "method"},
	{METHOD, "<method>[How?]</method>", "method"},
	{"need=\"N2\" owner=\"C2\"", "need=\"N2\"", "owner"},
	/* every measure has to have it, and each may have an owner of its own */
	{"need=\"N2\" owner=\"C2\">", "need=\"N2\"><measure unit=\"x\" owner=\"C2\"/>",
	 "measure baseline target method owner"},
	{METHOD, METHOD "</measure><measure>", "measure baseline target method"},
};

static void
test_outcome_parts(gconstpointer data)
{
	const Context *context = data;
	g_autofree char *owned =
		replace(context->complete, "need=\"N2\">", "need=\"N2\" owner=\"C2\">");

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *text = replace(owned, parts[i].find, parts[i].put);
		g_autoptr(Run) run = check_text(context, "spec.xml", text);
		const OtCheckedInput *input = run->checked->input;
		const OtOutcomeParts *outcome = &g_array_index(input->outcomes, OtOutcomeParts, 1);
		OtOutcomePart list[OT_N_OUTCOME_PARTS];
		g_autoptr(GString) missing = g_string_new(NULL);

		ot_outcome_list_parts(outcome, list);
		for (size_t j = 0; j < OT_N_OUTCOME_PARTS; j++)
			if (!list[j].there)
				g_string_append_printf(missing, "%s%s", missing->len > 0 ? " " : "",
				                       list[j].name);
		g_test_message("%s -> %s", parts[i].find, parts[i].put);
		g_assert_cmpstr(missing->str, ==, parts[i].missing);
		g_assert_cmpstr(outcome->id, ==, "O2");
		g_assert_cmpstr(outcome->title, ==, "Bays are found");
		g_assert_cmpuint(input->counts.outcomes, ==, 2);
		g_assert_cmpuint(input->counts.outcomes_complete, ==, missing->len == 0 ? 2 : 1);
	}
}

static void
test_no_outcomes(gconstpointer data)
{
	g_autoptr(Run) run = check_text(data, "spec.xml",
	                                "<specification xmlns=\"urn:outset:specification:1\" "
	                                "schema-version=\"1.0\"><outcomes/><requirements>"
	                                "<requirement/></requirements></specification>");
	const OtCheckCounts *counts = &run->checked->input->counts;

	g_assert_true(counts->has_fields);
	g_assert_cmpuint(counts->outcomes, ==, 0);
	g_assert_cmpuint(counts->requirements, ==, 1);
	g_assert_cmpuint(counts->requirements_traced, ==, 0);
}

static size_t
count_elements(const xmlNode *node)
{
	size_t n = 0;

	for (; node != NULL; node = node->next)
		n += (node->type == XML_ELEMENT_NODE) + count_elements(node->children);
	return n;
}

static xmlNode *
find_element(xmlNode *node, size_t *number)
{
	for (; node != NULL; node = node->next) {
		xmlNode *found = NULL;
		if (node->type == XML_ELEMENT_NODE && (*number)-- == 0)
			return node;
		found = find_element(node->children, number);
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* Whichever element is missing, the rest is checked and counted. */
static void
test_sparse(gconstpointer data)
{
	const Context *context = data;
	int len = (int) strlen(context->complete);
	xmlDoc *whole = xmlReadMemory(context->complete, len, "spec.xml", NULL, 0);
	size_t n = count_elements(whole->children);

	for (size_t i = 1; i < n; i++) {
		xmlDoc *doc = xmlCopyDoc(whole, 1);
		size_t number = i;
		xmlNode *node = find_element(doc->children, &number);
		xmlChar *bytes;

		xmlUnlinkNode(node);
		xmlFreeNode(node);
		xmlDocDumpMemory(doc, &bytes, &len);
		g_autoptr(Run) run = check_text(context, "spec.xml", (const char *) bytes);
		g_assert_nonnull(run->checked->text);
		g_assert_true(run->checked->input->counts.has_fields);
		xmlFree(bytes);
		xmlFreeDoc(doc);
	}
	xmlFreeDoc(whole);
}

static const struct {
	const char *find, *put;
	size_t traced;
} traces[] = {
	{"<history>", "<history>", 1},
	{"must\" outcome=\"O1\">", "must\">", 0},
	{"must\" outcome=\"O1\">", "must\" outcome=\"\">", 0},
	{"must\" outcome=\"O1\">", "must\" outcome=\"O9\">", 0},
	{"must\" outcome=\"O1\">", "must\" outcome=\"O9  \n O1\">", 1},
	{"must\" outcome=\"O1\">", "must\" outcome=\"O\">", 0},
	/* an outcome that can't be measured, or not against anything */
	{"<target value=\"20\" date=\"2028-03-31\"/>", "", 0},
	{" unit=\"minutes\"", "", 0},
	/* what is not needed for it */
	{"<method>Counted on two market days a month.</method>", "", 1},
};

static void
test_traced(gconstpointer data)
{
	const Context *context = data;

	for (size_t i = 0; i < G_N_ELEMENTS(traces); i++) {
		g_autofree char *text = replace(context->complete, traces[i].find, traces[i].put);
		g_autoptr(Run) run = check_text(context, "spec.xml", text);

		g_test_message("%s -> %s", traces[i].find, traces[i].put);
		g_assert_cmpuint(run->checked->input->counts.requirements, ==, 1);
		g_assert_cmpuint(run->checked->input->counts.requirements_traced, ==,
		                 traces[i].traced);
	}
}

/* --- baselines ----------------------------------------------------------------------------- */

static void
apply(const Context *context, GBytes *bytes, OtResult *result)
{
	g_autofree char *path = g_build_filename(context->folder, "known.json", NULL);
	g_autoptr(GError) error = NULL;

	g_assert_true(ot_file_write(path, bytes, &error));
	g_assert_true(ot_baseline_apply(path, result, &error));
	g_assert_no_error(error);
	g_remove(path);
}

static void
test_baseline(gconstpointer data)
{
	const Context *context = data;
	g_autoptr(Run) before = check_text(context, "a.txt", "Grit must be spread.\n\nThe grit "
	                                   "must be dry.\n\nThe grit must be dry.\n");
	g_autoptr(GBytes) known = ot_baseline_make(before->result);
	g_autoptr(GBytes) again = ot_baseline_make(before->result);

	assert_codes(before, "HVC001 HVC001 HVC001");
	g_assert_true(g_bytes_equal(known, again));
	apply(context, known, before->result);
	assert_codes(before, "");
	g_assert_cmpuint(before->result->held_back, ==, 3);
	g_assert_true(before->result->has_before);
	g_assert_cmpuint(before->result->before_severity[OT_SEVERITY_WARNING], ==, 3);
	g_assert_cmpuint(before->result->before.prescriptive, ==, 3);
	g_assert_cmpuint(before->result->before.words, ==, 14);
	g_assert_false(before->result->before.has_fields);

	/* Moved, one of two that are alike gone, one new and one changed. */
	g_autoptr(Run) after = check_text(context, "a.txt", "New.\n\nThe grit must be dry.\n\nGrit "
	                                  "must be spread.\n\nThe grit must be free.\n");
	apply(context, known, after->result);
	assert_codes(after, "HVC001");
	g_assert_cmpstr(ot_findings_get(after->result->findings, 0)->sentence, ==,
	                "The grit must be free.");
	g_assert_cmpuint(after->result->held_back, ==, 2);

	/* A third of the same is new. */
	g_autoptr(Run) more = check_text(context, "a.txt",
	                                 "The grit must be dry.\n\nThe grit must be "
	                                 "dry.\n\nThe grit must be dry.\n");
	apply(context, known, more->result);
	assert_codes(more, "HVC001");
}

/* What makes a file invalid is never kept; the fields of a specification are counted. */
static void
test_baseline_specification(gconstpointer data)
{
	const Context *context = data;
	g_autofree char *bad = replace(context->complete, "<outcome id=\"O1\"",
	                               "<outcome colour=\"red\" id=\"O1\"");
	g_autoptr(Run) run = check_text(context, "spec.xml", bad);
	g_autoptr(GBytes) known = ot_baseline_make(run->result);

	assert_codes(run, "STR009");
	g_assert_null(g_strstr_len(g_bytes_get_data(known, NULL),
	                           (gssize) g_bytes_get_size(known), "STR009"));
	apply(context, known, run->result);
	assert_codes(run, "STR009");
	g_assert_cmpuint(run->result->held_back, ==, 0);
	g_assert_true(run->result->before.has_fields);
	g_assert_cmpuint(run->result->before.outcomes, ==, 2);
	g_assert_cmpuint(run->result->before.requirements_traced, ==, 1);
	g_assert_cmpuint(run->result->before_severity[OT_SEVERITY_ERROR], ==, 1);
}

/* --- fixes --------------------------------------------------------------------------------- */

#define SENTENCE "Salt &amp; sand are accepted."

/* Texts of requirement R1 and what becomes of them; NULL: they stay. */
static const struct {
	const char *text, *mended;
} fixes[] = {
	{"Grit is spread", "Grit is spread. " SENTENCE},
	{"Grit is spread.", "Grit is spread. " SENTENCE},
	{"\n        Is grit\n        spread?\n      ",
	 "\n        Is grit\n        spread? " SENTENCE "\n      "},
	{"Grit:", "Grit: " SENTENCE},
	/* what stands at the end may be written in other ways */
	{"<![CDATA[<Grit> is spread.]]>", "<![CDATA[<Grit> is spread.]]> " SENTENCE},
	{"<![CDATA[Grit is spread]]> ", "<![CDATA[Grit is spread]]>. " SENTENCE " "},
	{"Grit is spread&#46;", "Grit is spread&#46; " SENTENCE},
	{"Grit &amp; more &#38;", "Grit &amp; more &#38;. " SENTENCE},
	{"Grit is spread. <!-- </text> why? -->",
	 "Grit is spread. <!-- </text> why? --> " SENTENCE},
	{"Grit is spread.<?x </text> ?>\t", "Grit is spread.<?x </text> ?> " SENTENCE "\t"},
	{"Grit <em>is <em>spread</em>.</em>", "Grit <em>is <em>spread</em>.</em> " SENTENCE},
	/* found twice, mended once; mended before; not found at all */
	{"Grit and more grit are spread.", "Grit and more grit are spread. " SENTENCE},
	/* two sentences in one text are one change */
	{"Grit and sludge", "Grit and sludge. " SENTENCE " So is mud."},
	{"Grit is spread. " SENTENCE, NULL},
	{"Grit is spread. Salt &#38;\n sand are accepted.", NULL},
	{"Nothing is spread.", NULL},
	{"", NULL},
};

static OtFix *
fix(const Context *context, const Run *run)
{
	g_autoptr(GError) error = NULL;
	OtFix *changes = ot_fix_new(context->checker, run->checked, run->result->findings,
	                            run->bytes, &error);

	g_assert_no_error(error);
	return changes;
}

static char *
apply_fix(const OtFix *changes)
{
	g_autoptr(GBytes) bytes = ot_fix_apply(changes);
	return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void
test_fixes(gconstpointer data)
{
	const Context *context = data;

	for (size_t i = 0; i < G_N_ELEMENTS(fixes); i++) {
		const char *mended = fixes[i].mended != NULL ? fixes[i].mended : fixes[i].text;
		g_autofree char *before = replace(context->complete, BILLED, fixes[i].text);
		g_autofree char *wanted = replace(context->complete, BILLED, mended);
		g_autoptr(Run) run = check_text(context, "spec.xml", before);
		g_autoptr(OtFix) changes = fix(context, run);
		g_autofree char *after = apply_fix(changes);

		g_assert_cmpstr(after, ==, wanted);
		g_assert_cmpuint(ot_fix_count(changes), ==, fixes[i].mended != NULL);

		/* Mended once, it stays as it is. */
		g_autoptr(Run) second = check_text(context, "spec.xml", after);
		g_autoptr(OtFix) none = fix(context, second);
		g_assert_cmpuint(ot_fix_count(none), ==, 0);
	}
}

/* Several in one file; what is nested, empty or in front of them does not put them off. */
static void
test_fixes_together(gconstpointer data)
{
	static const char *const changed[][3] = {
		{BILLED, "Grit", "Grit. " SENTENCE},
		{"<text>Notices follow the Act.</text>", "<text><text>Grit</text></text>",
		 "<text><text>Grit</text>. " SENTENCE "</text>"},
		{" id=\"M3\" unit=\"per cent\"", "\n id='M3'",
		 " unit=\"&quot;days&quot; &amp; {more}\"\n id='M3'"},
	};
	const Context *context = data;
	g_autofree char *before = g_strdup(context->complete);
	g_autofree char *wanted = g_strdup(context->complete);

	for (size_t i = 0; i < G_N_ELEMENTS(changed); i++) {
		char *text = replace(before, changed[i][0], changed[i][1]);
		g_free(before);
		before = text;
		text = replace(wanted, changed[i][0], changed[i][2]);
		g_free(wanted);
		wanted = text;
	}
	g_autoptr(Run) run = check_text(context, "spec.xml", before);
	g_autoptr(OtFix) changes = fix(context, run);
	g_autofree char *after = apply_fix(changes);
	g_assert_cmpuint(ot_fix_count(changes), ==, G_N_ELEMENTS(changed));
	g_assert_cmpstr(after, ==, wanted);
}

#define HEAD "--- a\n+++ a\n"

static void
test_difference(gconstpointer data)
{
	const Context *context = data;
	g_autofree char *spec = replace(context->complete, BILLED, "Grit");
	g_autoptr(Run) run = check_text(context, "spec.xml", spec);
	g_autoptr(OtFix) changes = fix(context, run);
	g_autofree char *diff = ot_fix_diff(changes, "a");
	g_auto(GStrv) lines = g_strsplit(diff, "\n", -1);

	g_assert_true(g_str_has_prefix(diff, HEAD "@@ -"));
	g_assert_cmpuint(g_strv_length(lines), ==, 2 + 1 + 3 + 2 + 3 + 1);
	g_assert_cmpstr(lines[6], ==, "-      <text>Grit</text>");
	g_assert_cmpstr(lines[7], ==, "+      <text>Grit. " SENTENCE "</text>");

	/* On the last line, which has no end. */
	g_autoptr(Run) line =
		check_text(context, "spec.xml",
	                   "<specification xmlns=\"urn:outset:specification:1\" "
	                   "schema-version=\"1.0\"><requirements><requirement><text>"
	                   "Grit</text></requirement></requirements></specification>");
	g_autoptr(OtFix) last = fix(context, line);
	g_autofree char *short_diff = ot_fix_diff(last, "a");
	g_assert_true(g_str_has_prefix(short_diff, HEAD "@@ -1,1 +1,1 @@\n-<spec"));
	g_assert_nonnull(
		strstr(short_diff, "</specification>\n\\ No newline at end of file\n+<spec"));

	/* Nothing to mend, nothing to say. */
	g_autoptr(Run) fine = check_text(context, "spec.xml", context->complete);
	g_autoptr(OtFix) none = fix(context, fine);
	g_autofree char *empty = ot_fix_diff(none, "a");
	g_assert_cmpstr(empty, ==, "");
}

/* --- plain text ---------------------------------------------------------------------------- */

static const struct {
	const char *text;
	const char *passages; /* LINE:WORDS, with | between them */
} texts[] = {
	{"One.", "1:One."},
	{"One\ntwo.\n\nThree.\n", "1:One two.|4:Three."},
	{"\n\n\nOne.\n \t\nTwo.", "4:One.|6:Two."},
	{"One\r\ntwo.\r\n\r\nThree.\r\n", "1:One two.|4:Three."},
	/* items of lists start paragraphs of their own, whatever their sign */
	{"Head:\n- one\n  more\n- two\n* three\n• four",
	 "1:Head:|2:- one more|4:- two|5:* three|6:• four"},
	{"1. One\n2. Two\n2.1. Three\n10 miles\n", "1:1. One|2:2. Two|3:2.1. Three 10 miles"},
	{"# Head\ntext\n\n-not a list\n", "1:# Head text|4:-not a list"},
	{"\357\273\277One.", "1:\357\273\277One."},
	{"caf\351\n\nb", "1:caf\357\277\275|3:b"},
	{"a\0b\n\nc", "1:a"}, /* the rest is behind the NUL of this string */
};

static void
test_plain_text(gconstpointer data)
{
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(Run) run = check_text(data, "a.txt", texts[i].text);
		g_autoptr(GString) seen = g_string_new(NULL);

		for (size_t j = 0; j < ot_text_count(run->checked->text); j++) {
			const OtPassage *passage = ot_text_get(run->checked->text, j);
			g_string_append_printf(seen, "%s%d:%s", j > 0 ? "|" : "",
			                       passage->where.line, passage->text);
			g_assert_true(passage->judged);
		}
		g_assert_cmpstr(seen->str, ==, texts[i].passages);
	}
}

/* Bytes of every kind do no harm; a NUL stands for a character. */
static void
test_odd_text(gconstpointer data)
{
	g_autoptr(Run) nul = check_bytes(data, "a.txt", g_bytes_new("Grit\0 grit\n\n\0", 13));
	g_autoptr(Run) empty = check_text(data, "a.txt", " \n\t\r\n");
	g_autoptr(Run) nothing = check_text(data, "a.txt", "");

	assert_codes(nul, "HVC001 HVC001");
	assert_codes(empty, "XML006");
	assert_codes(nothing, "XML006");
	g_assert_null(empty->checked->text);
}

/* --- which kind of input it is ------------------------------------------------------------- */

static void
test_kinds(gconstpointer data)
{
	static const struct {
		const char *name, *text;
		OtInputKind kind;
	} files[] = {
		{"a.xml", "<specification/>", OT_INPUT_SPECIFICATION},
		{"a", "<specification/>", OT_INPUT_SPECIFICATION},
		{"a", "words", OT_INPUT_SPECIFICATION},
		{"a.txt", "<specification/>", OT_INPUT_PLAIN_TEXT},
		{"A.TXT", "words", OT_INPUT_PLAIN_TEXT},
		{"a.md", "words", OT_INPUT_PLAIN_TEXT},
		{"a.docx", "words", OT_INPUT_DRAFT},
		{"a.DOC", "words", OT_INPUT_DRAFT},
		{"a.docx", "<specification/>", OT_INPUT_DRAFT},
		{"a.xml", "PK\003\004", OT_INPUT_DRAFT},
		{"a.txt", "\320\317\021\340\241\261\032\341", OT_INPUT_DRAFT},
		{"a.txt", "{\\rtf1}", OT_INPUT_DRAFT},
		{"a", "%PDF-1.7", OT_INPUT_DRAFT},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(Run) run = check_text(data, files[i].name, files[i].text);
		g_assert_cmpint(run->checked->input->kind, ==, files[i].kind);
	}
}

/* --- options ------------------------------------------------------------------------------- */

static OtChecker *
open_checker(const OtCheckOptions *options, const char *words)
{
	g_autoptr(GError) error = NULL;
	OtChecker *checker = ot_checker_new("schemas", options, &error);

	if (words == NULL) {
		g_assert_no_error(error);
		return checker;
	}
	g_assert_null(checker);
	if (strstr(error->message, words) == NULL)
		g_error("\"%s\" does not say \"%s\"", error->message, words);
	return NULL;
}

static void
test_options(gconstpointer data)
{
	char *const broken[] = {(char *) "tests/unit/check/missing.xml", NULL};
	char *const level[] = {(char *) "LAW001", (char *) "loud", NULL};
	char *const unknown[] = {(char *) "NOTHING1", NULL};
	char *const own[] = {(char *) "str", NULL};
	static const struct {
		const char *given, *jurisdiction, *regime;
	} scotland[] = {
		{"GB-SCT", "GB-SCT", "scotland-2015"},
		{"GB-WLS", "GB-WLS", "procurement-act-2023"},
		{NULL, "GB-ENG", "procurement-act-2023"},
	};

	open_checker(&(OtCheckOptions){.packs = broken}, "there is no file");
	open_checker(&(OtCheckOptions){.words = broken}, "there is no file");
	open_checker(&(OtCheckOptions){.severity = level}, "LAW001 = loud");
	open_checker(&(OtCheckOptions){.select = unknown}, "NOTHING1");
	open_checker(&(OtCheckOptions){.ignore = own}, "about the file itself");
	for (size_t i = 0; i < G_N_ELEMENTS(scotland); i++) {
		const OtCheckOptions options = {.jurisdiction = scotland[i].given};
		g_autoptr(OtChecker) checker = open_checker(&options, NULL);
		const Context with = {.checker = checker,
		                      .folder = ((const Context *) data)->folder};
		g_autoptr(Run) run = check_text(&with, "a.txt", "Words.");
		g_assert_cmpstr(run->checked->input->jurisdiction, ==, scotland[i].jurisdiction);
		g_assert_cmpstr(run->checked->input->regime, ==, scotland[i].regime);
	}
}

int
main(int argc, char **argv)
{
	Context context = {0};

	g_test_init(&argc, &argv, NULL);
	context_open(&context);
	add("suppressions", &context, test_suppressions);
	add("counts/parts", &context, test_outcome_parts);
	add("counts/none", &context, test_no_outcomes);
	add("counts/sparse", &context, test_sparse);
	add("counts/traced", &context, test_traced);
	add("baseline/text", &context, test_baseline);
	add("baseline/specification", &context, test_baseline_specification);
	add("fix/texts", &context, test_fixes);
	add("fix/together", &context, test_fixes_together);
	add("fix/difference", &context, test_difference);
	add("text/passages", &context, test_plain_text);
	add("text/odd", &context, test_odd_text);
	add("kinds", &context, test_kinds);
	add("options", &context, test_options);
	int status = g_test_run();
	context_close(&context);
	return status;
}
