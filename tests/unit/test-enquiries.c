/* SPDX-License-Identifier: MIT
 *
 * Questions: what tells who asked, which are alike, and what stays when a list is written again.
 */
#include "base/error.h"
#include "base/limits.h"
#include "register/alike.h"
#include "register/anonymous.h"
#include "register/enquiries.h"
#include "suppliers/lists.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SUPPLIERS                                                                                  \
	"Id,Name,Company number,PPON,Contact,Email,Postcode\n"                                     \
	"S01,Ashdown Sensing Ltd,99000101,QBWA-4821-RKDN,Marta Ellery,m@ashdown.example,HV1 7GR\n"  \
	"S02,Frost,SC123456,,,,\n"                                                                 \
	"S03,\"The \xC3\x89l\xC3\xA9phant, Co Limited\",,,,,\n"                                     \
	"S04,It Ltd,,,Al,,\n"

typedef struct {
	char *folder, *list, *table;
	OtSuppliers *suppliers;
	OtSupplierLists *lists;
	OtSupplierNames *names;
	OtFindings *findings;
	GError *error;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	const OtSuppliersOptions options = {NULL};

	(void) data;
	fixture->folder = g_dir_make_tmp("enquiries-XXXXXX", NULL);
	fixture->list = g_build_filename(fixture->folder, "suppliers.csv", NULL);
	fixture->table = g_build_filename(fixture->folder, "questions.csv", NULL);
	fixture->findings = ot_findings_new();
	g_assert_true(g_file_set_contents(fixture->list, SUPPLIERS, -1, NULL));
	fixture->suppliers = ot_suppliers_read(fixture->list, &options, fixture->findings,
	                                       &fixture->error);
	g_assert_no_error(fixture->error);
	fixture->lists = ot_supplier_lists_load("schemas/suppliers.xml", &fixture->error);
	g_assert_no_error(fixture->error);
	fixture->names = ot_supplier_names_new(fixture->suppliers,
	                                       ot_supplier_lists_forms(fixture->lists));
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void) data;
	ot_supplier_names_free(fixture->names);
	ot_supplier_lists_free(fixture->lists);
	ot_suppliers_free(fixture->suppliers);
	ot_findings_free(fixture->findings);
	g_clear_error(&fixture->error);
	g_unlink(fixture->list);
	g_unlink(fixture->table);
	g_rmdir(fixture->folder);
	g_free(fixture->list);
	g_free(fixture->table);
	g_free(fixture->folder);
}

static OtEnquiries *
read_table(Fixture *fixture, const char *text, bool change)
{
	if (text != NULL)
		g_assert_true(g_file_set_contents(fixture->table, text, -1, NULL));
	OtEnquiries *enquiries =
		ot_enquiries_read(fixture->table, change, fixture->findings, &fixture->error);
	g_assert_no_error(fixture->error);
	g_assert_nonnull(enquiries);
	return enquiries;
}

/* --- what tells who asked ------------------------------------------------------------------ */

static const struct {
	const char *text, *removed;
} texts[] = {
	{"", ""},
	{"Is salt ordinary?", "Is salt ordinary?"},
	{"Ashdown  SENSING asks.", "[left out] asks."},
	{"Ashdown-Sensing's", "[left out]'s"},
	{"ashdownsensing", "ashdownsensing"},
	{"Ashdown told us", "Ashdown told us"},
	{"We are (99000101), SC123456.", "We are ([left out]), [left out]."},
	{"qbwa 4821 rkdn", "[left out]"},
	{"Marta Ellery of HV1 7GR", "[left out] of [left out]"},
	{"Ring 01632 960 101, or +44 1632 960101.", "Ring [left out], or [left out]."},
	{"It costs 1,200,000 in 2026 to 2027", "It costs 1,200,000 in 2026 to 2027"},
	{"Mail x@y.example. See https://y.example/a?b=1, or www.y.example!",
	 "Mail [left out]. See [left out], or [left out]!"},
	{"At ashdown.example it says", "At [left out] it says"},
	/* A name of one word counts only with its capital; one of two letters never. */
	{"When frost comes", "When frost comes"},
	{"What Frost wants", "What [left out] wants"},
	{"It is so. Al said it.", "It is so. Al said it."},
	{"the \xC3\xA9l\xC3\xA9phant", "[left out]"},
	{"a@b a@ @b.c", "a@b a@ @b.c"},
};

static void
test_remove(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *removed = ot_supplier_names_remove(fixture->names, texts[i].text);
		g_assert_cmpstr(removed, ==, texts[i].removed);
	}
	g_autofree char *alone = ot_supplier_names_remove(NULL, "Ashdown Sensing, x@y.example");
	g_assert_cmpstr(alone, ==, "Ashdown Sensing, [left out]");
}

/*
 * Only of the one who asked does the first word of a name tell; the number of findings that name.
 */
static size_t
judge(Fixture *fixture, const char *row)
{
	g_autofree char *text = g_strconcat("Id,From,Question,Answer\n", row, "\n", NULL);
	g_autoptr(OtEnquiries) enquiries = read_table(fixture, text, false);

	return ot_enquiry_judge(enquiries, ot_enquiries_get(enquiries, 0), fixture->names,
	                        fixture->findings);
}

static void
test_judge(Fixture *fixture, gconstpointer data)
{
	(void) data;
	g_assert_cmpuint(judge(fixture, "Q1,S01,Is it cold?,As Ashdown says."), ==, 1);
	g_assert_cmpuint(judge(fixture, "Q1,S02,Is it cold?,As Ashdown says."), ==, 0);
	g_assert_cmpuint(judge(fixture, "Q1,s01,Is it cold?,As ashdown says."), ==, 0);
	g_assert_cmpuint(judge(fixture, "Q1,S01,Mail me: x@y.example,Mail us: a@b.example"), ==, 1);
	size_t before = ot_findings_count_severity(fixture->findings, OT_SEVERITY_NOTE);
	g_assert_cmpuint(judge(fixture, "Q1,,May our new sensor or RoadIQ be used?,No."), ==, 0);
	g_assert_cmpuint(ot_findings_count_severity(fixture->findings, OT_SEVERITY_NOTE), ==,
	                 before + 2);
}

/* Whatever stands in a text, nothing is read beyond it, and what is taken out is out. */
static void
test_any_text(Fixture *fixture, gconstpointer data)
{
	static const char *const pieces[] = {
		"Ashdown", " Sensing", "@", ".", "0", "01632960101", "\n", "\xC3\x89", "our", " my",
		"http://", "(", "\xE2\x84\xA2", "IQ", "ab", "+", " ", "99000101",
	};

	(void) data;
	for (int round = 0; round < 2000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		int n = g_test_rand_int_range(0, 12);
		while (n-- > 0)
			g_string_append(text, pieces[g_test_rand_int_range(
						      0, (gint32) G_N_ELEMENTS(pieces))]);
		g_autofree char *removed = ot_supplier_names_remove(fixture->names, text->str);
		g_assert_true(g_utf8_validate(removed, -1, NULL));
		g_autofree char *again = ot_supplier_names_remove(fixture->names, removed);
		g_assert_cmpstr(again, ==, removed);
	}
}

/* --- alike --------------------------------------------------------------------------------- */

static const struct {
	const char *one, *other;
	bool alike;
} pairs[] = {
	{"Do the depots have mobile signal?", "Is there mobile signal at all of the depots?", true},
	{"How many routes are salted?", "How many ROUTES are salted", true},
	{"How many routes are salted?", "How many routes are swept?", false},
	{"Why salt?", "Why salt?", false}, /* too few words to tell */
	{"May we visit the depot in Marchbury in 2027?",
	 "May we visit the depot in Marchbury in 2028?", true},
	{"Who owns the weather stations, and may data be used?",
	 "Who pays for the weather stations?", false},
};

static void
test_alike(Fixture *fixture, gconstpointer data)
{
	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *text = g_strdup_printf("Id,Question\nQ1,\"%s\"\nQ2,\"%s\"\n",
		                                        pairs[i].one, pairs[i].other);
		g_autoptr(OtEnquiries) enquiries = read_table(fixture, text, false);
		g_autoptr(OtFindings) findings = ot_findings_new();
		ot_enquiries_compare(enquiries, findings);
		g_assert_cmpuint(ot_findings_count(findings), ==, pairs[i].alike ? 1 : 0);
	}
}

/* --- writing ------------------------------------------------------------------------------- */

static void
test_kept(Fixture *fixture, gconstpointer data)
{
	const char *text = "\xEF\xBB\xBF" "Owner;Question;Id;Note;Answer\r\n"
	                   "Tom;\"a; b\";Q1;\"two\nlines\";=1+1\r\nAnn;c;q7;;\r\n";

	(void) data;
	OtEnquiries *enquiries = read_table(fixture, text, true);
	OtEnquiry *enquiry = ot_enquiries_add(enquiries, &fixture->error);
	g_assert_cmpstr(enquiry->values[OT_ENQUIRY_ID], ==, "Q8");
	ot_enquiry_set(enquiry, OT_ENQUIRY_QUESTION, "  d\r\n\007 ");
	ot_enquiry_set(ot_enquiries_find(enquiries, "q1"), OT_ENQUIRY_ANSWERED, "2026-11-30");
	g_assert_true(ot_enquiries_write(enquiries, &fixture->error));
	ot_enquiries_free(enquiries);
	g_autofree char *written = NULL;
	g_assert_true(g_file_get_contents(fixture->table, &written, NULL, NULL));
	g_assert_cmpstr(
		written, ==,
		"\xEF\xBB\xBF"
		"\"Owner\";\"Question\";\"Id\";\"Note\";\"Answer\";\"Received\";"
		"\"From\";\"About\";\"Answered\";\"Published\";\"Status\";\"Merged into\"\r\n"
		"\"Tom\";\"a; b\";\"Q1\";\"two\nlines\";\"=1+1\";\"\";\"\";\"\";\"2026-11-30\";"
		"\"\";\"answered\";\"\"\r\n"
		"\"Ann\";\"c\";\"q7\";\"\";\"\";\"\";\"\";\"\";\"\";\"\";\"\";\"\"\r\n"
		"\"\";\"d\";\"Q8\";\"\";\"\";\"\";\"\";\"\";\"\";\"\";\"open\";\"\"\r\n");
	/* What was written is read as what it is, and written the same again. */
	enquiries = read_table(fixture, NULL, true);
	g_assert_true(ot_enquiries_write(enquiries, &fixture->error));
	ot_enquiries_free(enquiries);
	g_autofree char *again = NULL;
	g_assert_true(g_file_get_contents(fixture->table, &again, NULL, NULL));
	g_assert_cmpstr(again, ==, written);
}

/* A list that could not be read again is not written; it stays as it is. */
static void
refuse_writing(Fixture *fixture, const char *text, const char *message)
{
	OtEnquiries *enquiries = read_table(fixture, text, true);
	g_autofree char *after = NULL;

	g_assert_false(ot_enquiries_write(enquiries, &fixture->error));
	g_assert_error(fixture->error, OT_ERROR, OT_ERROR_LIMIT);
	g_assert_nonnull(strstr(fixture->error->message, message));
	g_clear_error(&fixture->error);
	ot_enquiries_free(enquiries);
	g_assert_true(g_file_get_contents(fixture->table, &after, NULL, NULL));
	g_assert_cmpstr(after, ==, text);
}

/* The columns that outset needs come to those that a person has. */
static void
test_many_columns(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GString) text = g_string_new("Question");

	(void) data;
	for (guint i = 1; i < OT_LIMIT_CSV_COLUMNS - 8; i++)
		g_string_append(text, ",x");
	g_string_append(text, "\r\na\r\n");
	refuse_writing(fixture, text->str, "nothing was written: delete columns that nobody needs");
}

/* In UTF-8 characters are longer than in Windows-1252. */
static void
test_long_cell(Fixture *fixture, gconstpointer data)
{
	g_autofree char *letters = g_strnfill(OT_LIMIT_CSV_CELL / 2, '\xE9');
	g_autofree char *text = g_strconcat("Question\r\n", letters, "\r\n", NULL);

	(void) data;
	refuse_writing(fixture, text, "nothing was written: shorten its longest text");
}

/* A command that fails leaves no empty list behind. */
static void
test_nothing_left(Fixture *fixture, gconstpointer data)
{
	(void) data;
	OtEnquiries *enquiries = read_table(fixture, NULL, true);
	g_assert_cmpuint(ot_enquiries_count(enquiries), ==, 0);
	ot_enquiries_free(enquiries);
	g_assert_false(g_file_test(fixture->table, G_FILE_TEST_EXISTS));
}

static void
test_states(Fixture *fixture, gconstpointer data)
{
	static const OtEnquiryState expected[] = {
		OT_ENQUIRY_IS_OPEN, OT_ENQUIRY_IS_ANSWERED, OT_ENQUIRY_IS_PUBLISHED,
		OT_ENQUIRY_IS_WITHHELD, OT_ENQUIRY_IS_MERGED, OT_ENQUIRY_IS_OPEN,
	};
	g_autoptr(OtEnquiries) enquiries = read_table(
		fixture,
		"Id,Question,Answer,Published,Status,Merged into\n"
		"Q1,a,,,answered,\nQ2,a,b,,open,\nQ3,a,b,2026-11-30,,\nQ4,a,b,2026-11-30,Withheld,\n"
		"Q5,a,b,2026-11-30,published,Q1\nQ6,a,,2026-11-30,published,\n",
		false);

	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
		g_assert_cmpint(ot_enquiries_get(enquiries, i)->state, ==, expected[i]);
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(Fixture *, gconstpointer);
	} tests[] = {
		{"remove", test_remove}, {"judge", test_judge}, {"any-text", test_any_text},
		{"alike", test_alike}, {"kept", test_kept}, {"many-columns", test_many_columns},
		{"long-cell", test_long_cell}, {"nothing-left", test_nothing_left},
		{"states", test_states},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strconcat("/enquiries/", tests[i].name, NULL);
		g_test_add(path, Fixture, NULL, set_up, tests[i].run, tear_down);
	}
	return g_test_run();
}
