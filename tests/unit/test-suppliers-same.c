/* SPDX-License-Identifier: MIT
 *
 * Lists of suppliers: what they are held against, who is there twice, and that merging loses
 * nothing.
 */
#include "base/error.h"
#include "base/limits.h"
#include "suppliers/duplicates.h"
#include "suppliers/stats.h"
#include "tables/csv-read.h"
#include "xml/schema.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static OtSupplierLists *
load_lists(void)
{
	g_autoptr(GError) error = NULL;
	OtSupplierLists *lists = ot_supplier_lists_load("schemas/suppliers.xml", &error);

	g_assert_no_error(error);
	return lists;
}

/* --- lists --------------------------------------------------------------------------------- */

static void
test_lists_valid(void)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(OtSchema) schema = ot_schema_load("schemas/suppliers.xsd", &error);
	g_assert_no_error(error);
	g_autoptr(OtXml) xml = ot_xml_read("schemas/suppliers.xml", findings, &error);

	g_assert_no_error(error);
	g_assert_true(ot_schema_check(schema, xml, findings));
}

static const struct {
	const char *name, *bare, *form;
} names[] = {
	{"Ashdown Sensing Ltd", "ashdown sensing", "limited"},
	{"THE ASHDOWN-SENSING, LIMITED.", "ashdown sensing", "limited"},
	{"Dolwen Cyf", "dolwen", "limited"},
	{"Caf\xC3\xA9 B.V.", "cafe", "bv"},
	{"Copse C.I.C.", "copse", "cic"},
	{"Copse Community Interest Company", "copse", "cic"},
	{"Eastnor Highways Group plc", "eastnor highways group", "plc"},
	{"Frome Co Ltd", "frome", "limited"},
	{"Limited", "limited", NULL},
	{"The", "the", NULL},
	{"Unlimitedly", "unlimitedly", NULL},
	{"Smith & Sons", "smith and sons", NULL},
	{"Smith and Sons", "smith and sons", NULL},
	{"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D Ltd", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "limited"},
	{"...", "", NULL},
};

static void
test_bare_names(void)
{
	g_autoptr(OtSupplierLists) lists = load_lists();

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *form;
		g_autofree char *bare = ot_supplier_bare_name(lists, names[i].name, &form);
		g_assert_cmpstr(bare, ==, names[i].bare);
		g_assert_cmpstr(form, ==, names[i].form);
	}
}

static void
test_mail_domains(void)
{
	static const char *const domains[][2] = {
		{"a@Firm.example", "firm.example"}, {"a@gmail.com", NULL},
		{"a@post.gmail.com", NULL},         {"a@notgmail.com", "notgmail.com"},
		{"a@trust.nhs.net", NULL},          {"no address", NULL},
	};
	g_autoptr(OtSupplierLists) lists = load_lists();

	for (size_t i = 0; i < G_N_ELEMENTS(domains); i++) {
		g_autofree char *domain = ot_supplier_mail_domain(lists, domains[i][0]);
		g_assert_cmpstr(domain, ==, domains[i][1]);
	}
	g_assert_true(ot_company_number_is_known(lists, "01234567"));
	g_assert_true(ot_company_number_is_known(lists, "OC301234"));
	g_assert_true(ot_company_number_is_known(lists, "R0000123"));
	g_assert_false(ot_company_number_is_known(lists, "ZZ123456"));
}

static void
test_broken_lists(void)
{
	static const struct {
		const char *text, *message;
	} files[] = {
		{"<x/>", "the file should start with <suppliers xmlns=\"urn:outset:suppliers:1\">"},
		{"<suppliers xmlns='urn:outset:suppliers:1'>"
		 "<legal-forms><form name='x'/></legal-forms></suppliers>",
		 "<form> needs \"name\" and \"written\""},
		{"<suppliers xmlns='urn:outset:suppliers:1'>"
		 "<mail-hosts><host/></mail-hosts></suppliers>", "<host> "},
	};
	g_autofree char *folder = g_dir_make_tmp("lists-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "suppliers.xml", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_true(g_file_set_contents(path, files[i].text, -1, NULL));
		g_assert_null(ot_supplier_lists_load(path, &error));
		g_assert_error(error, OT_ERROR, OT_ERROR_FORMAT);
		g_assert_nonnull(strstr(error->message, "suppliers.xml:1:"));
		g_assert_nonnull(strstr(error->message, files[i].message));
	}
	g_unlink(path);
	g_rmdir(folder);
}

/* --- the same twice ------------------------------------------------------------------------ */

typedef struct {
	char *path;
	OtSupplierLists *lists;
	OtFindings *findings;
	OtDuplicates *duplicates;
} Found;

static Found
find(const char *text, OtCertainty sure)
{
	const OtSuppliersOptions options = {NULL};
	g_autoptr(GError) error = NULL;
	Found found = {NULL, load_lists(), ot_findings_new(), NULL};
	int fd = g_file_open_tmp("same-XXXXXX", &found.path, NULL);

	g_assert_cmpint(fd, >=, 0);
	close(fd);
	g_assert_true(g_file_set_contents(found.path, text, -1, NULL));
	found.duplicates =
		ot_duplicates_find(found.path, &options, found.lists, sure, found.findings, &error);
	g_assert_no_error(error);
	return found;
}

static void
clear_found(Found *found)
{
	g_unlink(found->path);
	g_free(found->path);
	ot_duplicates_free(found->duplicates);
	ot_findings_free(found->findings);
	ot_supplier_lists_free(found->lists);
}

/* "certain 2 3; possible! 4 5 | name 6 7": groups, and after the stroke hints. */
static char *
describe(const OtDuplicates *duplicates)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < duplicates->groups->len; i++) {
		const OtSameGroup *group = g_ptr_array_index(duplicates->groups, i);
		g_string_append_printf(out, "%s%s%s", i > 0 ? "; " : "",
		                       ot_certainty_names[group->certainty],
		                       group->contradicts ? "!" : "");
		for (guint j = 0; j < group->rows->len; j++)
			g_string_append_printf(
				out, " %zu",
				((OtSameRow *) g_ptr_array_index(group->rows, j))->row);
	}
	for (guint i = 0; i < duplicates->hints->len; i++) {
		const OtSameHint *hint = g_ptr_array_index(duplicates->hints, i);
		g_string_append_printf(out, "%s%s", i > 0 ? "; " : " | ",
		                       ot_same_key_name(hint->key));
		for (guint j = 0; j < hint->rows->len; j++)
			g_string_append_printf(
				out, " %zu", ((OtSameRow *) g_ptr_array_index(hint->rows, j))->row);
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *about, *text;
	OtCertainty sure;
	const char *seen;
} lists_of_same[] = {
	{"number", "Name,Company number\nA,1234567\nB,01234567\nC,SC123456\n", OT_SAME_LIKELY,
	 "certain 2 3"},
	{"id", "Name,Id\nA,x1\nB,X1\n", OT_SAME_LIKELY, "certain 2 3"},
	{"PPON", "Name,PPON\nA,PZGG-1891-TDCX\nB,GB-PPON-pzgg1891tdcx\n", OT_SAME_CERTAIN,
	 "certain 2 3"},
	{"name", "Name\nA Ltd\na limited\nA\nB\n", OT_SAME_LIKELY, "likely 2 3 4"},
	{"name, not sure enough", "Name\nA Ltd\na limited\n", OT_SAME_CERTAIN, " | name 2 3"},
	{"name of two forms", "Name\nA Ltd\nA CIC\n", OT_SAME_LIKELY, " | name 2 3"},
	{"name of two companies", "Name,Company number\nA,00000011\nA,00000012\nA,\n",
	 OT_SAME_LIKELY, " | name 2 3 4"},
	{"the same, where all is wanted", "Name,Company number\nA,00000011\nA,00000012\n",
	 OT_SAME_POSSIBLE, "possible! 2 3"},
	{"address", "Name,Email\nA,a@b.example\nB,A@B.example\nC,c@b.example\n", OT_SAME_LIKELY,
	 "likely 2 3 | mail-domain 2 3 4"},
	{"domain", "Name,Email\nA,a@b.example\nB,b@b.example\n", OT_SAME_POSSIBLE, "possible 2 3"},
	{"public host", "Name,Email\nA,a@gmail.com\nB,b@gmail.com\n", OT_SAME_POSSIBLE, ""},
	{"certain and likely", "Name,Company number\nA,00000011\nB,00000011\nB,\n", OT_SAME_LIKELY,
	 "likely 2 3 4"},
	{"a number against a PPON",
	 "Name,Company number,PPON\nA,00000011,PZGG-1891-TDCX\nB,00000012,PZGG-1891-TDCX\n",
	 OT_SAME_LIKELY, " | ppon 2 3"},
	{"slipped cells", "Name,Company number\nA,00000011\nB,00000011,too much\n", OT_SAME_LIKELY,
	 ""},
	{"no names", "Name,Note\n,a\n,b\n...,c\n,d\n", OT_SAME_POSSIBLE, ""},
};

static void
test_same(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lists_of_same); i++) {
		Found found = find(lists_of_same[i].text, lists_of_same[i].sure);
		g_autofree char *seen = describe(found.duplicates);
		g_test_message("%s", lists_of_same[i].about);
		g_assert_cmpstr(seen, ==, lists_of_same[i].seen);
		clear_found(&found);
	}
}

/* One row more than one supplier can have: none of them is lost or kept whole. */
static void
test_too_many(void)
{
	g_autoptr(GString) text = g_string_new("Name,Email\n");

	for (guint i = 0; i <= OT_LIMIT_SAME_SUPPLIER; i++)
		g_string_append_printf(text, "Firm %u,post@same.example\n", i);
	Found found = find(text->str, OT_SAME_LIKELY);
	const OtSameGroup *group = g_ptr_array_index(found.duplicates->groups, 0);
	g_assert_cmpuint(group->n, ==, OT_LIMIT_SAME_SUPPLIER + 1);
	g_assert_cmpuint(group->rows->len, <, 20);
	g_assert_null(group->cells);
	clear_found(&found);
}

/* --- merging ------------------------------------------------------------------------------- */

/* Words that only differ in how they are written may be dropped; these may not. */
static const char *const words[] = {"alder", "birch", "cedar", "damson", "elm"};

static char *
make_list(GRand *random, guint n_rows)
{
	GString *text = g_string_new("Name,Company number,Contact,Own,Note,Region\n");

	for (guint i = 0; i < n_rows; i++) {
		guint firm = (guint) g_rand_int_range(random, 0, 6);
		g_string_append_printf(text, "Firm %u %s,", firm,
		                       g_rand_boolean(random) ? "Ltd" : "");
		if (g_rand_boolean(random))
			g_string_append_printf(text, "0000001%u", firm);
		for (int cell = 0; cell < 4; cell++)
			g_string_append_printf(
				text, ",%s%uz",
				words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))],
				g_rand_boolean(random) ? i : 0);
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

/* Whatever is brought together, every word of the list is still in it. */
static void
test_loses_nothing(void)
{
	const OtSuppliersOptions options = {NULL};
	GRand *random = g_rand_new_with_seed(11);

	for (int round = 0; round < 40; round++) {
		g_autofree char *text = make_list(random, 12);
		Found found =
			find(text, (OtCertainty) g_rand_int_range(random, 0, OT_N_CERTAINTIES));
		g_autoptr(GError) error = NULL;
		g_autoptr(GBytes) bytes =
			ot_duplicates_merge(found.duplicates, found.path, &options, &error);
		gsize len;
		g_assert_no_error(error);
		const char *data = g_bytes_get_data(bytes, &len);
		g_autofree char *merged = g_strndup(data, len);
		g_auto(GStrv) cells = g_strsplit_set(strchr(text, '\n') + 1, ",\n", -1);
		for (char **cell = cells; *cell != NULL; cell++)
			if (**cell != '\0' && !g_str_has_prefix(*cell, "Firm"))
				g_assert_nonnull(strstr(merged, *cell));
		clear_found(&found);
	}
	g_rand_free(random);
}

static void
test_merged_row(void)
{
	Found found = find("Name,Email,Consent,Retain until,Telephone,Size,Note\n"
	                   "A Ltd,a@b.example,given,2028-01-01,01632 960101,Small business,n1\n"
	                   "A Limited,,no,2027-01-01,+44 (0)1632 960101,small,n2\n"
	                   "A,a@b.example,,soon,,,n1\n", OT_SAME_LIKELY);
	static const char *const cells[] = {
		"A Limited", "a@b.example", "no", "2027-01-01", "+44 (0)1632 960101",
		"Small business",
		"n1; n2; Name also A (row 4); Consent also given (row 2); "
		"Retain until also 2028-01-01 (row 2); Retain until also soon (row 4)",
	};
	const OtSameGroup *group = g_ptr_array_index(found.duplicates->groups, 0);

	g_assert_cmpuint(group->cells->len, ==, G_N_ELEMENTS(cells));
	for (size_t i = 0; i < G_N_ELEMENTS(cells); i++)
		g_assert_cmpstr(g_ptr_array_index(group->cells, i), ==, cells[i]);
	clear_found(&found);
}

/* --- counts -------------------------------------------------------------------------------- */

static size_t
count_of(const OtSuppliersStats *stats, const char *about, const char *value)
{
	for (guint i = 0; i < stats->sections->len; i++) {
		const OtSuppliersSection *section = g_ptr_array_index(stats->sections, i);
		for (guint j = 0; strcmp(section->code, about) == 0 && j < section->counts->len;
		     j++) {
			const OtSuppliersCount *count =
				&g_array_index(section->counts, OtSuppliersCount, j);
			if (strcmp(count->code, value) == 0)
				return count->n;
		}
	}
	return 0;
}

static void
test_stats(void)
{
	const OtSuppliersOptions options = {NULL};
	Found found = find("Name,Size,Region,Retain until,Kinds,Consent\n"
	                   "A,micro,Wales,2026-11-29,vcse; mutual,yes\n"
	                   "B,sme,WALES,2026-11-30,,no\n"
	                   "C,vast,Kent,2027-02-28,charity,maybe\n"
	                   "D,,,2027-03-01,pirate,\n"
	                   ",large,Kent,soon,,withdrawn\n", OT_SAME_LIKELY);
	g_autoptr(GError) error = NULL;
	g_autoptr(OtSuppliersStats) stats =
		ot_suppliers_stats(found.path, &options, 2, "2026-11-30", found.findings, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(stats->rows, ==, 5);
	g_assert_cmpuint(stats->bad, ==, 1);
	g_assert_cmpuint(count_of(stats, "size", "small-or-medium-in-all"), ==, 2);
	g_assert_cmpuint(count_of(stats, "size", "unreadable"), ==, 1);
	g_assert_cmpuint(count_of(stats, "size", "unknown"), ==, 1);
	g_assert_cmpuint(count_of(stats, "region", "Wales"), ==, 2);
	g_assert_cmpuint(count_of(stats, "region", "unknown"), ==, 1);
	g_assert_cmpuint(count_of(stats, "retention", "passed"), ==, 1);
	g_assert_cmpuint(count_of(stats, "retention", "soon"), ==, 2);
	g_assert_cmpuint(count_of(stats, "retention", "later"), ==, 1);
	g_assert_cmpuint(count_of(stats, "retention", "unreadable"), ==, 1);
	g_assert_cmpuint(count_of(stats, "kinds", "vcse"), ==, 2);
	g_assert_cmpuint(count_of(stats, "kinds", "unreadable"), ==, 1);
	g_assert_cmpuint(count_of(stats, "consent", "unreadable"), ==, 1);
	g_assert_cmpuint(count_of(stats, "consent", "withdrawn"), ==, 1);
	clear_found(&found);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/suppliers/lists/valid", test_lists_valid);
	g_test_add_func("/suppliers/lists/bare-names", test_bare_names);
	g_test_add_func("/suppliers/lists/mail-domains", test_mail_domains);
	g_test_add_func("/suppliers/lists/broken", test_broken_lists);
	g_test_add_func("/suppliers/same/groups", test_same);
	g_test_add_func("/suppliers/same/too-many", test_too_many);
	g_test_add_func("/suppliers/same/loses-nothing", test_loses_nothing);
	g_test_add_func("/suppliers/same/merged-row", test_merged_row);
	g_test_add_func("/suppliers/stats", test_stats);
	return g_test_run();
}
