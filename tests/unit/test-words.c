/* SPDX-License-Identifier: MIT
 *
 * Cutting texts into sentences and words, and finding phrases and patterns in them.
 */
#include "base/error.h"
#include "base/limits.h"
#include "rules/lists.h"
#include "rules/words.h"

#include <glib/gstdio.h>
#include <string.h>

#define LISTS "tests/unit/words/lists.xml"

/* --- sentences and words ------------------------------------------------------------------- */

/* The sentences that a text is cut into, with | between them. */
static const struct {
	const char *text, *sentences;
} sentences[] = {
	{"One. Two! Three? Four", "One.|Two!|Three?|Four"},
	{"Use fruit, e.g. Apples, i.e. fruit. Then go.", "Use fruit, e.g. Apples, i.e. fruit.|Then go."},
	{"See No. 5 and para. 3. No. That is all.", "See No. 5 and para. 3.|No.|That is all."},
	{"Pumps: model no. KX-2200 only.", "Pumps: model no. KX-2200 only."},
	{"Made by Acme Ltd. of Leeds. Acme Ltd. The end.", "Made by Acme Ltd. of Leeds.|Acme Ltd.|The end."},
	{"Go to St. Mary's Hall. Ask Mr. Jones or Dr. A. B. Khan.",
	 "Go to St. Mary's Hall.|Ask Mr. Jones or Dr. A. B. Khan."},
	{"Meet WCAG 2.2 with v1.2 of Node.js. Then test.", "Meet WCAG 2.2 with v1.2 of Node.js.|Then test."},
	{"1. The supplier shall go. 2.1. The next one.", "1. The supplier shall go.|2.1. The next one."},
	{"Paper, pens, etc. Bidders must go.", "Paper, pens, etc.|Bidders must go."},
	{"Paper, pens, etc. and more.", "Paper, pens, etc. and more."},
	{"See Appendix B. The supplier goes.", "See Appendix B.|The supplier goes."},
	{"The U.S. Government pays. In the U.S. The end.", "The U.S. Government pays.|In the U.S.|The end."},
	{"He said “go.” Then (really.) He went.", "He said “go.”|Then (really.)|He went."},
	{"• first thing • second thing", "first thing|second thing"},
	{"It runs on version 2.1. Every day.", "It runs on version 2.1.|Every day."},
	{"Really?! Yes... and no… Or so.", "Really?!|Yes... and no…|Or so."},
	{"We need ASP.NET and .NET. We do.", "We need ASP.NET and .NET.|We do."},
	{"Opens at 9 a.m. and closes at 5 p.m. Users know.", "Opens at 9 a.m. and closes at 5 p.m.|Users know."},
	{"", ""},
	{"— … !", ""},
};

static void
test_sentences(void)
{
	OtSegmenter segmenter;

	ot_segmenter_init(&segmenter);
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		const char *text = sentences[i].text;
		g_autoptr(GString) seen = g_string_new(NULL);
		OtSentence sentence;

		ot_segmenter_start(&segmenter, text, strlen(text));
		while (ot_segmenter_next(&segmenter, &sentence)) {
			if (seen->len > 0)
				g_string_append_c(seen, '|');
			g_string_append_len(seen, text + sentence.start,
			                    (gssize) (sentence.end - sentence.start));
		}
		g_assert_cmpstr(seen->str, ==, sentences[i].sentences);
	}
	ot_segmenter_clear(&segmenter);
}

/* The folded words of a text; numbers are in brackets, words that are glued follow a plus. */
static const struct {
	const char *text, *words;
} words[] = {
	{"User-friendly, IT/HR", "user +friendly it +hr"},
	{"the supplier's and suppliers’ don’t O'Reilly", "the supplier and suppliers don't o'reilly"},
	{"C++, C#, F# and .NET or ASP.NET", "c++ c# f# and .net or asp +net"},
	{"R&D, terms & conditions", "r +d terms and conditions"},
	{"1,000 99.9 24/7 24x7 £5m 10% 10 % $3.50 2025/26", "[1,000] [99.9] [24/7] [24x7] [£5m] [10%] [10%] [$3.50] [2025/26]"},
	{"9001/14001 and 27001:2022", "[9001] +[14001] and [27001] +[2022]"},
	{"30mins 4G 3D 1st 2FA 10MB v1.2", "[30] +mins 4g 3d 1st 2fa [10] +mb v1.2"},
	{"3.2 The supplier", "3.2 the supplier"},
	{"3.2 seconds", "[3.2] seconds"},
	{"24 Hours", "[24] hours"},
	{"Łódź CAFÉ café cafe\u0301 STRASSE", "łódź café café café strasse"},
	{"soft\u00adware", "software"},
	{"the Café’s menu", "the café menu"},
	{"donʼt, the ʼokina, caféʼs, theʼ ʼ", "don't the okina café the"},
	{"three (3) years", "three [3] years"},
};

static void
test_words(void)
{
	OtSegmenter segmenter;

	ot_segmenter_init(&segmenter);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autoptr(GString) seen = g_string_new(NULL);
		OtSentence sentence;

		ot_segmenter_start(&segmenter, words[i].text, strlen(words[i].text));
		g_assert_true(ot_segmenter_next(&segmenter, &sentence));
		for (guint w = 0; w < segmenter.words->len; w++) {
			const OtWord *word = ot_segmenter_word(&segmenter, w);
			bool number = (word->flags & OT_WORD_NUMBER) != 0;
			g_string_append_printf(seen, "%s%s%s%.*s%s", w > 0 ? " " : "",
			                       (word->flags & OT_WORD_GLUED) != 0 ? "+" : "",
			                       number ? "[" : "", (int) word->fold_len,
			                       ot_segmenter_folded(&segmenter, word),
			                       number ? "]" : "");
		}
		g_assert_cmpstr(seen->str, ==, words[i].words);
		g_assert_false(ot_segmenter_next(&segmenter, &sentence));
	}
	ot_segmenter_clear(&segmenter);
}

/* Each character, alone and beside others, is in a word or in none, and the text comes to its end. */
static void
test_characters(void)
{
	static const struct {
		const char *before, *after;
	} around[] = {{"", ""}, {"a", ""}, {"", "a"}, {"5", ""}, {"", "5"}, {"é", ""}, {"", "é"}};
	OtSegmenter segmenter;

	ot_segmenter_init(&segmenter);
	for (gunichar c = 1; c < 0x20000; c++) {
		char utf8[7] = "", text[32];
		if (!g_unichar_validate(c))
			continue;
		g_unichar_to_utf8(c, utf8);
		for (size_t i = 0; i < G_N_ELEMENTS(around); i++) {
			OtSentence sentence;
			g_snprintf(text, sizeof text, "%s%s%s%s", around[i].before, utf8, utf8,
			           around[i].after);
			ot_segmenter_start(&segmenter, text, strlen(text));
			while (ot_segmenter_next(&segmenter, &sentence))
				for (guint w = 0; w < segmenter.words->len; w++) {
					const OtWord *word = ot_segmenter_word(&segmenter, w);
					g_assert_cmpuint(word->start, <, word->end);
					g_assert_cmpuint(word->end, <=, strlen(text));
				}
		}
	}
	ot_segmenter_clear(&segmenter);
}

/* --- matching ------------------------------------------------------------------------------ */

static OtWordLists *
load_lists(const char *more)
{
	OtWordLists *lists = ot_word_lists_new();
	g_autoptr(GError) error = NULL;

	g_assert_true(ot_word_lists_load(lists, LISTS, false, &error));
	g_assert_no_error(error);
	if (more != NULL)
		g_assert_true(ot_word_lists_load(lists, more, false, &error));
	g_assert_no_error(error);
	return lists;
}

/* A pack with one rule, XXX001, of which `words` is what it looks for. */
static OtXml *
parse_pack(const char *words_element)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *pack = g_strdup_printf(
		"<rules>\n<rule code=\"XXX001\">\n%s\n</rule>\n</rules>", words_element);
	OtXml *xml = ot_xml_parse(pack, strlen(pack), "pack.xml", findings);

	g_assert_nonnull(xml);
	return xml;
}

static bool
add_rule(OtMatcher *matcher, size_t number, const OtXml *xml, GError **error)
{
	const xmlNode *rule = ot_xml_child(xmlDocGetRootElement(ot_xml_doc(xml)), "rule");

	return ot_matcher_add(matcher, number, ot_xml_child(rule, NULL), xml, false, error);
}

typedef struct {
	const OtText *text;
	GString *seen;
} Seen;

static void
note(const OtMatch *match, void *data)
{
	Seen *seen = data;
	const OtPassage *passage = ot_text_get(seen->text, match->extent.passage);

	g_assert_cmpuint(match->extent.start + match->extent.length, <=, passage->len);
	g_string_append_printf(seen->seen, "%s%.*s", seen->seen->len > 0 ? "; " : "",
	                       (int) match->extent.length, passage->text + match->extent.start);
	if (match->count > 0)
		g_string_append_printf(seen->seen, " [%u]", (unsigned) match->count);
}

/* What a rule finds in a text, with "; " between. */
static char *
run_rule(const OtWordLists *lists, const char *words_element, const OtText *text)
{
	g_autoptr(OtXml) xml = parse_pack(words_element);
	g_autoptr(OtMatcher) matcher = ot_matcher_new(lists);
	g_autoptr(GError) error = NULL;
	Seen seen = {text, g_string_new(NULL)};

	add_rule(matcher, 0, xml, &error);
	g_assert_no_error(error);
	g_assert_true(ot_matcher_compile(matcher, &error));
	g_assert_true(ot_matcher_run(matcher, text, NULL, note, &seen, &error));
	g_assert_no_error(error);
	return g_string_free(seen.seen, FALSE);
}

/*
 * Passages with | between them, of the kind requirement, or of the kind that stands before a tilde;
 * "=" before it: an equivalent is accepted; "?": judged; "#": a cell.
 */
static OtText *
make_text(const char *passages)
{
	OtText *text = ot_text_new();
	g_auto(GStrv) parts = g_strsplit(passages, "|", -1);

	for (char **part = parts; *part != NULL; part++) {
		OtPassage passage = {.kind = OT_PASSAGE_REQUIREMENT};
		char *words_of_it = *part, *tilde = strchr(*part, '~');
		if (tilde != NULL) {
			*tilde = '\0';
			words_of_it = tilde + 1;
			passage.equivalent = strchr(*part, '=') != NULL;
			passage.judged = strchr(*part, '?') != NULL;
			passage.cell = strchr(*part, '#') != NULL;
			const char *kind = *part + strspn(*part, "=?#");
			if (*kind != '\0')
				g_assert_true(ot_passage_kind_find(kind, &passage.kind));
		}
		passage.text = words_of_it;
		passage.len = strlen(words_of_it);
		ot_text_add(text, &passage);
	}
	return text;
}

#define WORDS(children) "<words in=\"requirement\">" children "</words>"
#define PRODUCTS WORDS("<find list=\"products\"/>")
#define VAGUE "<find list=\"vague\"/>"

/* What a rule looks for, a text, and what it finds there. */
static const struct {
	const char *rule, *text, *found;
} finds[] = {
	/* The longest entry of a list; case; hyphens and blanks. */
	{PRODUCTS, "Supply Microsoft Office 365.", "Microsoft Office 365"},
	{PRODUCTS, "Supply Microsoft-Office and Microsoft Word.", "Microsoft-Office; Microsoft"},
	{PRODUCTS, "Supply microsoft and MICROSOFT.", ""},
	{PRODUCTS, "SUPPLY OF SAP LICENCES FOR iPad", "SAP; iPad"},
	{PRODUCTS, "supply sap and ipads", ""},
	{PRODUCTS, "Use C++ or C# with Node.js, not c++.", "C++; C#; Node.js"},
	{PRODUCTS, "Use .NET or .Net, not ASP.NET or NET.", ".NET; .Net"},
	{PRODUCTS, "Know R and r.", "R"},
	{PRODUCTS, "the O'Reilly and o’reilly's", "O'Reilly; o’reilly"},
	{PRODUCTS, "a łÓDŹ router", "łÓDŹ router"},
	{PRODUCTS, "Microsoft’s tools", "Microsoft"},
	{PRODUCTS, "selection~Supply Microsoft.", ""},
	/* Cues: in the sentence, and another entry. */
	{PRODUCTS, "Use Slack. Use Slack for messaging.", "Slack"},
	{PRODUCTS, "Teams of Teams.", ""},
	{PRODUCTS, "Use Teams from Microsoft.", "Teams; Microsoft"},
	/* Numbers, beginnings, the joint of letters and digits. */
	{WORDS("<find list=\"standards\"/>"), "iso 9001, ISO9001, ISO-9001 and ISO 90011",
	 "iso 9001; ISO9001; ISO-9001"},
	{WORDS("<find list=\"standards\"/>"), "BS EN 301549 or BS EN301549 or a User friendly standard",
	 "BS EN 301549; BS EN301549; User friendly standard"},
	{WORDS(VAGUE), "adequate, ADEQUATELY, inadequate", "adequate; ADEQUATELY"},
	{WORDS(VAGUE), "an adequate and appropriate user-friendly tool",
	 "adequate and appropriate; user-friendly"},
	{WORDS(VAGUE), "within 5 days, within three (3) days, within twenty five days, within days",
	 "within 5 days; within three (3) days; within twenty five days"},
	{WORDS(VAGUE), "10% faster, 10 % faster, 10 faster, at least £5m, at least 5",
	 "10% faster; 10 % faster; at least £5m"},
	{WORDS("<find phrase=\"five years|# months\"/>"), "five years or 18 months", "five years; 18 months"},
	{WORDS("<find phrase=\"Word\" case=\"exact\"/>"), "Word, word, WORD", "Word"},
	{WORDS("<find list=\"software\" case=\"exact\"/>"), "Software, software", "software"},
	/* Two things of one rule that overlap are one match. */
	{WORDS("<find list=\"vague\"/><find phrase=\"an adequate\"/>"), "an adequate tool", "an adequate"},
	/* Patterns. */
	{WORDS("<find pattern=\"\\d+ years?\"/>"), "5 years, 1 year. 7 YEARS.", "5 years; 1 year; 7 YEARS"},
	{WORDS("<find pattern=\"\\d+ years\" case=\"exact\"/>"), "5 years, 7 YEARS.", "5 years"},
	{WORDS("<find pattern=\"\\d+ \\w+\" near=\"year* month\"/>"), "5 days. 6 yearly. 7 days a month.",
	 "6 yearly; 7 days"},
	{WORDS("<find pattern=\"\\d+\" near=\"per cent|% of\"/>"), "5 per head. 6 per cent.", "6"},
	{WORDS("<find pattern=\"guards\" near=\"guards\" with=\"#\"/>"), "The guards. Two guards. 3 guards.",
	 "guards; guards"},
	{WORDS("<find pattern=\"caf.\"/>"), "The Café and the CAFÉ", "Café; CAFÉ"},
	{WORDS("<find pattern=\"x*\"/>"), "nothing here", ""},
	{WORDS("<find pattern=\"^the\"/>"), "The first. The second.", "The; The"},
	{WORDS("<find pattern=\"\\bone|\\btwo(?:s|(?=\\)))|\\b[][|(]?t|\\bsix\"/>"),
	 "None, twos, two), two, stone, at, six.", "twos; two; t; six"},
	{WORDS("<find pattern=\"\\bone|ix\"/>"), "none, one, six", "one; ix"},
	{WORDS("<find pattern=\"\\bcaf\\x{e9}|\\bthe\"/>"), "The café. The cafe.", "The; café; The"},
	{WORDS("<find pattern=\"a\\Kb|c\"/>"), "abc", "b; c"},
	/* How often. */
	{"<words in=\"requirement\" per=\"sentence\">" VAGUE "</words>",
	 "adequate adequate. Adequate|adequate", "adequate; Adequate; adequate"},
	{"<words in=\"requirement\" per=\"passage\">" VAGUE "</words>",
	 "adequate adequate. Adequate|adequate", "adequate; adequate"},
	{"<words in=\"requirement\" per=\"text\">" VAGUE "</words>",
	 "adequate adequate. Adequate|adequate", "adequate"},
	/* Counts. */
	{"<count in=\"requirement\" of=\"words\" most=\"4\"/>", "One two three-four five. A b c d e. A.",
	 "A b c d e. [5]"},
	{"<count in=\"requirement\" of=\"words\" most=\"1\" up-to=\"2\"/>", "A b. A b c. A.", "A b. [2]"},
	{"<count in=\"requirement\" of=\"words\" most=\"2\"><unless list=\"products\"/></count>",
	 "Supply three things. Supply Microsoft things.", "Supply three things. [3]"},
	{"<count in=\"requirement\" of=\"abbreviations\"/>",
	 "The SLA and the KPI of the UK ICT. The SLA. A key performance indicator (KPI).", "SLA"},
	{"<count in=\"requirement\" of=\"abbreviations\"/>",
	 "SERVICE LEVEL AND MORE|context~The ABC|See www.GOV.UK, part II, APIs and R&D", "API"},
	{"<count in=\"requirement\" of=\"abbreviations\"/>",
	 "A CRM (customer relationship management) system, XML, or extensible markup language (XML).", ""},
	{"<count in=\"requirement\" of=\"abbreviations\"/>",
	 "SLA means service level agreement. DPIA: data protection impact assessment.", ""},
	{"<count in=\"requirement\" of=\"abbreviations\"/>", "The ITT|#~ITT|#~Invitation to tender", ""},
	{"<count in=\"requirement\" of=\"abbreviations\"/>", "Our system (CRM) is old.", "CRM"},
	{"<count in=\"requirement\" of=\"abbreviations\"><unless where=\"match\" list=\"products\"/></count>",
	 "SAP and SAQ", "SAQ"},
};

static void
test_finds(void)
{
	g_autoptr(OtWordLists) lists = load_lists(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(finds); i++) {
		g_autoptr(OtText) text = make_text(finds[i].text);
		g_autofree char *found = run_rule(lists, finds[i].rule, text);
		g_test_message("%s: %s", finds[i].rule, finds[i].text);
		g_assert_cmpstr(found, ==, finds[i].found);
	}
}

#define GUARDED(guard) WORDS("<find list=\"standards\"/>" guard)

/* A guard, and texts that are to be found ISO 9001 in, and not. */
static const struct {
	const char *guard, *found, *not_found;
} guards[] = {
	{"<unless list=\"equivalence\"/>", "ISO 9001. Or equivalent.", "Or equivalent to ISO 9001."},
	{"<unless where=\"sentence\" phrase=\"ISO 9001\"/>", "ISO 9001", "ISO 9001 is ISO 9001"},
	{"<only list=\"equivalence\"/>", "ISO 9001 or similar", "ISO 9001 only"},
	{"<unless where=\"after\" within=\"2\" phrase=\"or equivalent\"/>", "ISO 9001 is it or equivalent",
	 "ISO 9001, now or equivalent"},
	{"<unless where=\"after\" phrase=\"or equivalent\"/>", "or equivalent to ISO 9001",
	 "ISO 9001 is what we have or equivalent"},
	{"<unless where=\"before\" within=\"1\" phrase=\"such as\"/>", "such as the ISO 9001 such as",
	 "such as ISO 9001"},
	{"<unless where=\"around\" within=\"2\" phrase=\"for example\"/>",
	 "for example we use ISO 9001 as is for example", "ISO 9001 is for example"},
	{"<unless where=\"match\" phrase=\"ISO\"/>", "BS EN 301 549 and ISO", "ISO 9001"},
	{"<only where=\"match\" phrase=\"9001\"/>", "ISO 9001", "BS EN 301 and 9001"},
	{"<unless where=\"passage\" list=\"equivalence\"/>", "ISO 9001.|Or equivalent.",
	 "ISO 9001. No. Or equivalent."},
	{"<unless where=\"passage\" phrase=\"iso 9001\"/>", "ISO 9001. Yes.|Also BS EN 301.",
	 "ISO 9001. Yes. ISO 9001."},
	{"<unless where=\"text\" list=\"equivalence\"/>", "ISO 9001.|And similar.",
	 "ISO 9001.|legal~Something or equivalent is accepted."},
	{"<only where=\"text\" pattern=\"b[ao]d\" near=\"bad bod\"/>", "ISO 9001|legal~a bod", "ISO 9001|legal~bxd"},
	{"<unless pattern=\"\\d{4} or\"/>", "ISO 9001", "ISO 9001 and 9002 or"},
	{"<unless is=\"equivalent\"/>", "ISO 9001", "=~ISO 9001"},
	{"<unless is=\"judged\"/>", "ISO 9001", "?~ISO 9001"},
	{"<only is=\"cell\"/>", "#~ISO 9001", "ISO 9001"},
	{"<unless phrase=\"now\" in=\"context\"/>", "ISO 9001 now", NULL},
	{"<unless phrase=\"now\" in=\"requirement context\"/>", "ISO 9001", "ISO 9001 now"},
	{"<unless in=\"requirement\"/>", NULL, "ISO 9001"},
	{"<only phrase=\"now\"/><only phrase=\"here\"/>", "ISO 9001 here and now", "ISO 9001 now"},
	{"<unless phrase=\"now\"/><unless phrase=\"here\"/>", "ISO 9001", "ISO 9001 here"},
	{"<only phrase=\"now\"/><unless phrase=\"here\"/>", "ISO 9001 now", "ISO 9001 here and now"},
};

static void
test_guards(void)
{
	g_autoptr(OtWordLists) lists = load_lists(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(guards); i++) {
		g_autofree char *rule =
			g_strconcat("<words in=\"requirement\"><find list=\"standards\"/>",
		                    guards[i].guard, "</words>", NULL);
		g_test_message("%s", guards[i].guard);
		if (guards[i].found != NULL) {
			g_autoptr(OtText) text = make_text(guards[i].found);
			g_autofree char *found = run_rule(lists, rule, text);
			g_assert_cmpstr(found, !=, "");
		}
		if (guards[i].not_found != NULL) {
			g_autoptr(OtText) text = make_text(guards[i].not_found);
			g_autofree char *found = run_rule(lists, rule, text);
			g_assert_cmpstr(found, ==, "");
		}
	}
}

static void
test_estate(void)
{
	g_autoptr(OtWordLists) lists = load_lists(NULL);
	g_autoptr(OtText) text = make_text("Connect to Microsoft Office 365, SAP, and Node.js.");

	ot_text_add_estate(text, "Office 365");
	ot_text_add_estate(text, "the old node.js server");
	ot_text_add_estate(text, "—");
	g_autofree char *found = run_rule(
		lists, WORDS("<find list=\"products\"/><unless is=\"estate\"/>"), text);
	g_assert_cmpstr(found, ==, "SAP");
}

static void
test_terms(void)
{
	g_autoptr(OtWordLists) lists = load_lists(NULL);
	g_autoptr(OtText) text = make_text("The SLA, the ABC and the ABD.");

	ot_text_add_term(text, "SLA");
	ot_text_add_term(text, "ABC (a b c)");
	g_autofree char *found =
		run_rule(lists, "<count in=\"requirement\" of=\"abbreviations\"/>", text);
	g_assert_cmpstr(found, ==, "ABD");
}

static void
note_details(const OtMatch *match, void *data)
{
	GString *seen = data;

	g_string_append_printf(seen, "%u %s/%s in %u+%u\n", (unsigned) match->rule,
	                       match->entry != NULL ? match->entry : "-",
	                       match->group != NULL ? match->group : "-",
	                       (unsigned) match->sentence.start, (unsigned) match->sentence.length);
}

/* Matches come in the order of the text, with their entries, and only of rules that are on. */
static void
test_order(void)
{
	g_autoptr(OtWordLists) lists = load_lists("tests/unit/words/more.xml");
	g_autoptr(OtMatcher) matcher = ot_matcher_new(lists);
	g_autoptr(OtXml) one = parse_pack(WORDS("<find phrase=\"supply\"/>"));
	g_autoptr(OtXml) two = parse_pack(PRODUCTS);
	g_autoptr(OtText) text = make_text("No. We supply Wundertool. Microsoft and SAP: supply iPad.");
	g_autoptr(GString) seen = g_string_new(NULL);
	const guint8 enabled[] = {0, 0, 0, 1, 0, 1};

	g_assert_cmpuint(ot_word_lists_count(lists, "products"), ==, 14);
	g_assert_cmpuint(ot_word_lists_count(lists, "ours"), ==, 3);
	g_assert_cmpuint(ot_word_lists_count(lists, "none"), ==, 0);
	g_assert_true(add_rule(matcher, 5, two, NULL) && add_rule(matcher, 3, one, NULL) &&
	              add_rule(matcher, 4, one, NULL));
	g_assert_true(ot_matcher_compile(matcher, NULL));
	g_assert_true(ot_matcher_run(matcher, text, enabled, note_details, seen, NULL));
	g_assert_cmpstr(seen->str, ==,
	                "3 -/- in 4+21\n5 Wundertool/- in 4+21\n"
	                "5 Microsoft/office software in 26+31\n3 -/- in 26+31\n");
}

/* --- what is refused ----------------------------------------------------------------------- */

static const struct {
	const char *rule, *message;
} refused[] = {
	{WORDS("<find list=\"product\"/>"),
	 "pack.xml:3:25: XXX001: there is no list \"product\"; did you mean \"products\"?"},
	{WORDS("<find pattern=\"a(b\"/>"),
	 "pack.xml:3:25: XXX001: the pattern \"a(b\" is broken after 3 characters: "},
	{WORDS("<find pattern=\"\\ba)|\\b(b\"/>"),
	 "pack.xml:3:25: XXX001: the pattern \"\\ba)|\\b(b\" is broken after 3 characters: "},
	{WORDS("<find pattern=\"é\\Cb\"/>"),
	 "pack.xml:3:25: XXX001: the pattern \"é\\Cb\" is broken after 3 characters: "},
	{WORDS("<find pattern=\"[z-a]\"/>"),
	 "pack.xml:3:25: XXX001: the pattern \"[z-a]\" is broken after 3 characters: "},
	{WORDS("<find phrase=\"it\"/>"),
	 "pack.xml:3:25: XXX001: the phrase \"it\" is one word of two letters or fewer; write it with "
	 "case=\"exact\""},
	{WORDS("<find phrase=\"ab*\"/>"),
	 "pack.xml:3:25: XXX001: the phrase \"ab*\" has fewer than 3 letters before the asterisk"},
	{WORDS("<find phrase=\"--\"/>"), "pack.xml:3:25: XXX001: the phrase \"--\" has no word"},
	{WORDS("<find phrase=\"# # days\"/>"),
	 "pack.xml:3:25: XXX001: the phrase \"# # days\" has two numbers in a row; one # stands for "
	 "both"},
	{WORDS("<find/>"), "pack.xml:3:25: XXX001: <find> needs a list, a phrase or a pattern"},
	{WORDS("<find pattern=\"\"/>"), "pack.xml:3:25: XXX001: the pattern is empty"},
	{WORDS("<find pattern=\"a\" with=\"b\"/>"),
	 "pack.xml:3:25: XXX001: with stands only beside near"},
	{WORDS("<find list=\"vague\" phrase=\"abc\"/>"),
	 "pack.xml:3:25: XXX001: <find> has more than one of list, phrase and pattern"},
	{WORDS("<find phrase=\"abc\" near=\"d\"/>"),
	 "pack.xml:3:25: XXX001: near stands only beside a pattern"},
	{WORDS("<find phrase=\"abc\" case=\"yes\"/>"),
	 "pack.xml:3:25: XXX001: case is \"any\" or \"exact\", not \"yes\""},
	{WORDS("<only/>"), "pack.xml:3:25: XXX001: <only> asks for nothing"},
	{WORDS("<only is=\"estates\"/>"),
	 "pack.xml:3:25: XXX001: is=\"estates\" is not known; did you mean \"estate\"?"},
	{WORDS("<only is=\"cell\" phrase=\"abc\"/>"),
	 "pack.xml:3:25: XXX001: <only> asks for words and for a fact; write two"},
	{WORDS("<only phrase=\"abc\" within=\"2\"/>"),
	 "pack.xml:3:25: XXX001: within stands only beside where=\"before\", \"after\" or \"around\""},
	{WORDS("<only where=\"after\" phrase=\"abc\" within=\"x\"/>"),
	 "pack.xml:3:25: XXX001: within=\"x\" is not a number"},
	{WORDS("<other/>"), "pack.xml:3:25: XXX001: <words> has no <other>"},
	{"<words in=\"requirements\"/>",
	 "pack.xml:3:1: XXX001: there is no kind of passage \"requirements\"; did you mean "
	 "\"requirement\"?"},
	{"<words/>",
	 "pack.xml:3:1: XXX001: <words> has to say in which kinds of passages it looks: "
	 "in=\"requirement\""},
	{"<count in=\"requirement\"/>",
	 "pack.xml:3:1: XXX001: <count> has to say what it counts: of=\"words\""},
};

static void
test_refused(void)
{
	g_autoptr(OtWordLists) lists = load_lists(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autoptr(OtXml) xml = parse_pack(refused[i].rule);
		g_autoptr(OtMatcher) matcher = ot_matcher_new(lists);
		g_autoptr(GError) error = NULL;

		g_assert_false(add_rule(matcher, 0, xml, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
		/* The reason behind a colon is PCRE2's, in the words of its version. */
		if (!g_str_has_suffix(refused[i].message, ": ") ||
		    !g_str_has_prefix(error->message, refused[i].message) ||
		    strlen(error->message) < strlen(refused[i].message) + 5)
			g_assert_cmpstr(error->message, ==, refused[i].message);
	}
}

#define LIST(children)                                                                            \
	"<words xmlns=\"urn:outset:words:1\">\n<list name=\"l\">\n" children "\n</list></words>"

static const struct {
	const char *file, *message;
} refused_lists[] = {
	{"<list/>", "the file should start with <words xmlns=\"urn:outset:words:1\">"},
	{LIST("<word>it</word>"),
	 ":3:1: the entry \"it\" is one word of two letters or fewer; write it with case=\"exact\""},
	{LIST("<word>...</word>"), ":3:1: the entry \"...\" has no word"},
	{LIST("<word case=\"big\">abc</word>"), ":3:1: case is \"any\" or \"exact\", not \"big\""},
	{LIST("<entries>\n  abc\n\n <!-- a\nb -->\n  it \n</entries>"),
	 ":8:3: the entry \"it\" is one word of two letters or fewer"},
	{LIST("<entries\n case=\"any\" cue=\">\"> ... - </entries>"),
	 ":4:22: the entry \"... -\" has no word"},
	{LIST("<entries>abc <word>b c</word></entries>"),
	 ":3:14: <entries> has one entry a line, and no <word>"},
	{LIST("<entries case=\"big\">abc</entries>"), ":3:1: case is \"any\" or \"exact\", not"},
	{LIST("<remove>abc</remove>"), ":3:1: the list \"l\" has no entry \"abc\" to remove"},
	{LIST("<group><word>abc</word></group>"), ":3:1: a group needs a title"},
	{LIST("<words/>"), ":3:1: a list has no <words>"},
};

static void
test_refused_lists(void)
{
	g_autofree char *path = NULL;
	int handle = g_file_open_tmp("outset-words-XXXXXX", &path, NULL);

	g_assert_cmpint(handle, >=, 0);
	g_close(handle, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(refused_lists); i++) {
		g_autoptr(OtWordLists) lists = ot_word_lists_new();
		g_autoptr(GError) error = NULL;

		g_assert_true(g_file_set_contents(path, refused_lists[i].file, -1, NULL));
		g_assert_false(ot_word_lists_load(lists, path, false, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
		g_assert_true(g_str_has_prefix(error->message, path));
		if (strstr(error->message, refused_lists[i].message) == NULL)
			g_error("%s, not %s", error->message, refused_lists[i].message);
	}
	g_unlink(path);
}

/* --- hostile texts ------------------------------------------------------------------------- */

static void
count(G_GNUC_UNUSED const OtMatch *match, void *data)
{
	(*(size_t *) data)++;
}

/* How many matches a rule has in one passage; `error` is what the run said. */
static size_t
count_matches(const OtWordLists *lists, const char *rule, const char *passage, GError **error)
{
	g_autoptr(OtText) text = ot_text_new();
	g_autoptr(OtXml) xml = parse_pack(rule);
	g_autoptr(OtMatcher) matcher = ot_matcher_new(lists);
	OtPassage row = {.kind = OT_PASSAGE_REQUIREMENT, .text = passage, .len = strlen(passage)};
	size_t n = 0;

	ot_text_add(text, &row);
	g_assert_true(add_rule(matcher, 0, xml, NULL));
	g_assert_true(ot_matcher_compile(matcher, NULL));
	ot_matcher_run(matcher, text, NULL, count, &n, error);
	return n;
}

static char *
repeat(const char *piece, size_t n)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		g_string_append(text, piece);
	return g_string_free(text, FALSE);
}

/* A pattern that would run for years is stopped at once, and says where it stands. */
static void
test_runaway(void)
{
	g_autoptr(OtWordLists) lists = load_lists(NULL);
	g_autofree char *as = repeat("a", 5000);
	g_autofree char *passage = g_strconcat(as, "! adequate. ", as, "! ", NULL);
	g_autoptr(GError) error = NULL;
	gint64 start = g_get_monotonic_time();

	count_matches(lists, "\n<words in=\"requirement\">\n <find pattern=\"(a+)+$\"/></words>",
	              passage, &error);
	g_assert_error(error, OT_ERROR, OT_ERROR_LIMIT);
	g_assert_true(g_str_has_prefix(error->message, "pack.xml:5:2: XXX001: the pattern took more "
	                                               "than"));
	g_assert_cmpint(g_get_monotonic_time() - start, <, 500000);
	g_clear_error(&error);
	/* What doesn't run away has run. */
	g_assert_cmpuint(count_matches(lists,
	                               WORDS("<find pattern=\"(a+)+$\"/>"
	                                     "<find list=\"vague\"/>"),
	                               passage, &error), ==, 1);
	g_assert_error(error, OT_ERROR, OT_ERROR_LIMIT);
}

/* Texts made of one piece again and again, with an end, and how often a rule finds something. */
static const struct {
	const char *rule, *piece;
	size_t times;
	const char *end;
	size_t found;
} hostile[] = {
	{WORDS(VAGUE), "x", 1000000, " adequate", 1},
	{WORDS(VAGUE), "é", 500000, " adequate", 1},
	{WORDS(VAGUE), "word ", 1000000, "adequate", 1},
	{WORDS(VAGUE), "adequate ", 100000, "", 100000},
	{WORDS(VAGUE), ".", 1000000, "x adequate", 1},
	{WORDS(VAGUE), "(", 1000000, "x adequate", 1},
	{WORDS(VAGUE), "…", 300000, "x adequate", 1},
	{WORDS(VAGUE), "'", 1000000, " adequate", 1},
	{WORDS(VAGUE), "a'", 500000, " adequate", 1},
	{WORDS(VAGUE), "1.", 500000, " adequate", 1},
	{WORDS(VAGUE), "%", 500000, " adequate", 1},
	{WORDS(VAGUE), "£", 500000, " adequate", 1},
	{WORDS(VAGUE), "• ", 300000, " adequate", 1},
	{WORDS(VAGUE), "one ", 100000, "within one days", 1},
	{WORDS(VAGUE), "adequate and ", 30000, "appropriate", 30000},
	{PRODUCTS, "Slack ", 100000, "", 0},
	{PRODUCTS, "Teams Slack ", 20000, "", 20000},
	{WORDS("<find list=\"vague\"/><unless where=\"around\" within=\"1\" phrase=\"one two\"/>"),
	 "adequate one ", 50000, "", 50000},
	{WORDS("<find list=\"vague\"/><unless where=\"passage\" phrase=\"last\"/>"), "adequate ", 50000,
	 "last", 0},
	{WORDS("<find list=\"vague\"/><only pattern=\"last$\"/>"), "adequate. ", 20000, "last", 0},
	{"<count in=\"requirement\" of=\"words\" most=\"40\"/>", "word ", 1000000, "", 1},
	{"<count in=\"requirement\" of=\"abbreviations\"/>", "AB ab ", 100000, "", 1},
};

static void
test_hostile(void)
{
	g_autoptr(OtWordLists) lists = load_lists(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		g_autofree char *start = repeat(hostile[i].piece, hostile[i].times);
		g_autofree char *passage = g_strconcat(start, hostile[i].end, NULL);
		g_autoptr(GError) error = NULL;
		gint64 began = g_get_monotonic_time();
		size_t n = count_matches(lists, hostile[i].rule, passage, &error);

		g_test_message("%s in %s...: %.3f s", hostile[i].rule, hostile[i].piece,
		               (double) (g_get_monotonic_time() - began) / G_USEC_PER_SEC);
		g_assert_no_error(error);
		g_assert_cmpuint(n, ==, hostile[i].found);
	}
}

/* --- threads ------------------------------------------------------------------------------- */

typedef struct {
	const OtMatcher *matcher;
	const OtText *text;
	size_t n;
} Job;

static void *
run_job(void *data)
{
	Job *job = data;

	for (int i = 0; i < 50; i++)
		g_assert_true(ot_matcher_run(job->matcher, job->text, NULL, count, &job->n, NULL));
	return NULL;
}

static void
test_threads(void)
{
	g_autoptr(OtWordLists) lists = load_lists(NULL);
	g_autoptr(OtMatcher) matcher = ot_matcher_new(lists);
	g_autoptr(OtXml) pack = parse_pack(WORDS(
		VAGUE "<find pattern=\"\\w+ years\" near=\"years\"/><unless where=\"text\" phrase=\"none\"/>"));
	g_autoptr(OtText) text = make_text("An adequate tool for five years.|Adequate|Seven years");
	Job jobs[4];
	GThread *threads[G_N_ELEMENTS(jobs)];

	g_assert_true(add_rule(matcher, 0, pack, NULL) && ot_matcher_compile(matcher, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(jobs); i++) {
		jobs[i] = (Job){matcher, text, 0};
		threads[i] = g_thread_new("match", run_job, &jobs[i]);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(jobs); i++) {
		g_thread_join(threads[i]);
		g_assert_cmpuint(jobs[i].n, ==, 200);
	}
}

/* --- kinds of passages --------------------------------------------------------------------- */

/* Headings with > between them, a column, an item?, the words, and the kind. */
static const struct {
	const char *headings, *column;
	bool item;
	const char *text, *kind;
} judged[] = {
	{"3.2 Requirements", NULL, false, "A red door", "requirement"},
	{"Schedule 2: Scope of services", NULL, false, "A red door", "requirement"},
	{"STATEMENT OF WORK", NULL, false, "A red door", "requirement"},
	{"Must have", NULL, true, "A red door", "requirement"},
	{"Essential skills and experience", NULL, true, "Agile delivery", "selection"},
	{"Evaluation criteria", NULL, false, "Quality", "selection"},
	{"Evaluation of requirements", NULL, false, "Quality", "requirement"},
	{"Tender requirements", NULL, false, "Two copies", "instruction"},
	{"Instructions to tenderers", NULL, false, "Two copies", "instruction"},
	{"How to respond", NULL, false, "Two copies", "instruction"},
	{"Background", NULL, false, "The supplier shall go.", "context"},
	{"Current situation", NULL, false, "A red door", "estate"},
	{"Existing systems", NULL, false, "A red door", "estate"},
	{"Terms and conditions", NULL, false, "A red door", "legal"},
	{"Definitions", NULL, false, "A red door", "context"},
	{"Timetable", NULL, false, "A red door", "context"},
	{"Outcomes", NULL, true, "Fewer missed bins", "outcome"},
	{"Questions for the market", NULL, true, "How long?", "question"},
	/* The nearest heading that says something. */
	{"Requirements>Background", NULL, false, "A red door", "context"},
	{"Background>Requirements", NULL, false, "A red door", "requirement"},
	{"Requirements>Doors", NULL, false, "A red door", "requirement"},
	{"Annex A>Doors", NULL, false, "A red door", "context"},
	/* Columns are nearer than headings. */
	{"Requirements", "Supplier response", false, "Yes", "instruction"},
	{"Background", "Requirement", false, "A red door", "requirement"},
	{"Requirements", "Ref", false, "A red door", "requirement"},
	{"Questions", "Weighting", false, "10%", "selection"},
	/* Cues, where no heading says anything. */
	{"", NULL, false, "The supplier shall open the door.", "requirement"},
	{"", NULL, false, "The supplier must open the door.", "requirement"},
	{"", NULL, false, "Bidders must have three years of experience.", "selection"},
	{"", NULL, false, "Tenderers should submit two copies.", "instruction"},
	{"", NULL, false, "We currently use Wundertool.", "estate"},
	{"", NULL, false, "As a housing officer I need to see open cases.", "requirement"},
	{"", NULL, false, "As a result of this, doors opened.", "context"},
	{"", NULL, false, "We currently use Wundertool. The supplier shall replace it.", "estate"},
	{"", NULL, true, "Experience of doors", "selection"},
	{"", NULL, false, "Experience of doors", "context"},
	{"", NULL, false, "The council has four thousand doors.", "context"},
	{"", NULL, false, "", "context"},
};

static void
test_judge(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtJudge) judge = ot_judge_load("schemas/kinds.xml", &error);

	g_assert_no_error(error);
	for (size_t i = 0; i < G_N_ELEMENTS(judged); i++) {
		g_auto(GStrv) headings = g_strsplit(judged[i].headings, ">", -1);
		OtJudged passage = {
			.text = judged[i].text,
			.len = strlen(judged[i].text),
			.headings = (const char *const *) headings,
			.column = judged[i].column,
			.list_item = judged[i].item,
		};
		g_test_message("%s | %s", judged[i].headings, judged[i].text);
		g_assert_cmpstr(ot_passage_kind_name(ot_judge_kind(judge, &passage)), ==,
		                judged[i].kind);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/words/sentences", test_sentences);
	g_test_add_func("/words/words", test_words);
	g_test_add_func("/words/characters", test_characters);
	g_test_add_func("/words/finds", test_finds);
	g_test_add_func("/words/guards", test_guards);
	g_test_add_func("/words/estate", test_estate);
	g_test_add_func("/words/terms", test_terms);
	g_test_add_func("/words/order", test_order);
	g_test_add_func("/words/refused", test_refused);
	g_test_add_func("/words/refused-lists", test_refused_lists);
	g_test_add_func("/words/runaway", test_runaway);
	g_test_add_func("/words/hostile", test_hostile);
	g_test_add_func("/words/threads", test_threads);
	g_test_add_func("/words/judge", test_judge);
	return g_test_run();
}
