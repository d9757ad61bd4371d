/* SPDX-License-Identifier: MIT
 *
 * Lists of suppliers: what cells hold, short codes, names of files, and reading both ways.
 */
#include "base/error.h"
#include "base/limits.h"
#include "suppliers/suppliers.h"
#include "suppliers/value.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* --- values -------------------------------------------------------------------------------- */

static const struct {
	const char *text;
	OtDateOrder order;
	OtDayReading reading;
	const char *day;
} days[] = {
	{"2027-01-31", OT_DATES_NOT_SAID, OT_DAY_CLEAR, "2027-01-31"},
	{"2027-01-31T09:00:00Z", OT_DATES_NOT_SAID, OT_DAY_CLEAR, "2027-01-31"},
	{"31/01/2027 00:00", OT_DATES_NOT_SAID, OT_DAY_CLEAR, "2027-01-31"},
	{"31.1.2027", OT_DATES_NOT_SAID, OT_DAY_CLEAR, "2027-01-31"},
	{"31 January 2027", OT_DATES_NOT_SAID, OT_DAY_CLEAR, "2027-01-31"},
	{"1st Sept 2027", OT_DATES_NOT_SAID, OT_DAY_CLEAR, "2027-09-01"},
	{"31-JAN-2027", OT_DATES_MONTH_FIRST, OT_DAY_CLEAR, "2027-01-31"},
	{"January 31, 2027", OT_DATES_NOT_SAID, OT_DAY_CLEAR, "2027-01-31"},
	{"03/04/2027", OT_DATES_NOT_SAID, OT_DAY_EITHER, "2027-04-03"},
	{"03/04/2027", OT_DATES_DAY_FIRST, OT_DAY_CLEAR, "2027-04-03"},
	{"03/04/2027", OT_DATES_MONTH_FIRST, OT_DAY_CLEAR, "2027-03-04"},
	{"04/04/2027", OT_DATES_NOT_SAID, OT_DAY_CLEAR, "2027-04-04"},
	{"01/31/2027", OT_DATES_NOT_SAID, OT_DAY_OTHER_ORDER, ""},
	{"31/01/2027", OT_DATES_MONTH_FIRST, OT_DAY_OTHER_ORDER, ""},
	{"2027-02-29", OT_DATES_NOT_SAID, OT_DAY_NONE, ""},
	{"29 February 2028", OT_DATES_NOT_SAID, OT_DAY_CLEAR, "2028-02-29"},
	{"31/01/27", OT_DATES_NOT_SAID, OT_DAY_NONE, ""},
	{"46418", OT_DATES_NOT_SAID, OT_DAY_NONE, ""},
	{"soon", OT_DATES_NOT_SAID, OT_DAY_NONE, ""},
	{"T", OT_DATES_NOT_SAID, OT_DAY_NONE, ""},
	{":", OT_DATES_NOT_SAID, OT_DAY_NONE, ""},
	{"1/2/3/2027", OT_DATES_NOT_SAID, OT_DAY_NONE, ""},
	{"99999999999999999999/1/2027", OT_DATES_NOT_SAID, OT_DAY_NONE, ""},
	{"", OT_DATES_NOT_SAID, OT_DAY_NONE, ""},
};

static void
test_days(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
		char day[11];
		g_test_message("%s", days[i].text);
		g_assert_cmpint(ot_supplier_read_day(days[i].text, days[i].order, day), ==,
		                days[i].reading);
		g_assert_cmpstr(day, ==, days[i].day);
	}
}

static void
test_emails(void)
{
	static const char *const good[] = {
		"a@b.example", "first.last+tag@sub.firm.example", "o'neill@firm.example",
		"post@m\xC3\xBCller.example", "x@xn--mller-kva.example",
	};
	static const char *const bad[] = {
		"", "a", "a@", "@b.example", "a@b", "a b@c.example", "a@b.example; c@d.example",
		"Ann <a@b.example>", "mailto:a@b.example,", "a@-b.example", "a@b..example",
		".a@b.example", "a..b@c.example", "a@127.0.0.1", "a@b.example.", "a\"b@c.example",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
		g_assert_true(ot_supplier_is_email(good[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(ot_supplier_is_email(bad[i]));
}

static const char *const ppons[][2] = {
	{"PZGG-1891-TDCX", "PZGG-1891-TDCX"},
	{"pzgg 1891 tdcx", "PZGG-1891-TDCX"},
	{"GB-PPON-PZGG-1891-TDCX", "PZGG-1891-TDCX"},
	{"PZGG1891TDCX", "PZGG-1891-TDCX"},
	{"PZGG-189-TDCX", ""},
	{"PZG1-1891-TDCX", ""},
	{"PZGG-1891-TDCXX", ""},
	{"", ""},
};

static const char *const company_numbers[][2] = {
	{"01234567", "01234567"}, {"1234567", "01234567"}, {"sc 123456", "SC123456"},
	{"NI012345", "NI012345"}, {"OC301234", "OC301234"}, {"R0000123", "R0000123"},
	{"IP12345R", "IP12345R"}, {"SC12345", "SC012345"}, {"0123-4567", "01234567"},
	{"012345678", ""},        {"123", ""},             {"ABC12345", ""},
	{"SC1234X6", ""},         {"n/a", ""},             {"none", ""},
	{"GB123456789", ""},      {"", ""},
};

static void
test_numbers(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ppons); i++) {
		char ppon[15];
		g_assert_cmpint(ot_supplier_read_ppon(ppons[i][0], ppon), ==, *ppons[i][1] != '\0');
		g_assert_cmpstr(ppon, ==, ppons[i][1]);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(company_numbers); i++) {
		char number[9];
		g_test_message("%s", company_numbers[i][0]);
		g_assert_cmpint(ot_supplier_read_company_number(company_numbers[i][0], number), ==,
		                *company_numbers[i][1] != '\0');
		g_assert_cmpstr(number, ==, company_numbers[i][1]);
	}
}

/* --- codes --------------------------------------------------------------------------------- */

/* Any wrong sign and any two exchanged ones are noticed, in codes of every length. */
static void
test_check_sign(void)
{
	static const char all[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

	for (int n = 8; n <= 23; n += 3) {
		guint8 hash[OT_SUPPLIER_HASH_BYTES];
		char code[OT_SUPPLIER_CODE_BYTES], read[OT_SUPPLIER_CODE_BYTES];
		for (int i = 0; i < OT_SUPPLIER_HASH_BYTES; i++)
			hash[i] = (guint8) (37 * i + n);
		ot_supplier_code_write(hash, n, code);
		g_assert_cmpuint(strlen(code), ==, (gsize) (n + 1 + n / 3));
		g_assert_true(ot_supplier_code_read(code, read));
		g_assert_cmpstr(read, ==, code);
		for (size_t i = 0; i < strlen(code); i++) {
			g_autofree char *wrong = g_strdup(code);
			for (const char *sign = all; code[i] != '-' && *sign != '\0'; sign++) {
				wrong[i] = *sign;
				g_assert_cmpint(ot_supplier_code_read(wrong, read), ==,
				                *sign == code[i]);
			}
			for (size_t j = 0; code[i] != '-' && j < i; j++) {
				g_autofree char *turned = g_strdup(code);
				turned[i] = code[j];
				turned[j] = code[i];
				if (code[j] != '-' && code[i] != code[j])
					g_assert_false(ot_supplier_code_read(turned, read));
			}
		}
	}
}

static void
test_typed_codes(void)
{
	static const guint8 hash[OT_SUPPLIER_HASH_BYTES] = {0x00, 0x42, 0x10, 0x84, 0x21};
	char code[OT_SUPPLIER_CODE_BYTES], read[OT_SUPPLIER_CODE_BYTES];

	ot_supplier_code_write(hash, 8, code);
	g_assert_cmpstr(code, ==, "011-111-115");
	g_assert_true(ot_supplier_code_read(" oll iii 115", read));
	g_assert_cmpstr(read, ==, code);
	static const char *const none[] = {
		"", "-", "011", "011-111-11", "011-111-11U", "01111111XX", "a name",
		"000-000-000-000-000-000-000-000-000",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(none); i++) {
		g_assert_false(ot_supplier_code_read(none[i], read));
		g_assert_cmpstr(read, ==, "");
	}
}

/* Two identities whose first eight signs agree, found by trying. */
static const char *const alike[2] = {"id\ns363651", "id\ns1053538"};

static void
get_code(const char *const *identities, size_t n, const char *wanted, char *code, size_t *row)
{
	g_autoptr(OtSupplierCodes) codes = ot_supplier_codes_new();

	for (size_t i = 0; i < n; i++)
		ot_supplier_codes_add(codes, identities[i], i + 2);
	ot_supplier_codes_close(codes);
	ot_supplier_codes_get(codes, wanted, code, row);
}

/* The order of rows and what else is in the list change nothing, unless two begin alike. */
static void
test_stable_codes(void)
{
	const char *const ways[][3] = {{"id\na", "id\nb", "id\nc"}, {"id\nc", "id\nb", "id\na"}};
	const char *const both[] = {alike[0], "id\nb", alike[1]};
	char one[OT_SUPPLIER_CODE_BYTES], other[OT_SUPPLIER_CODE_BYTES];
	size_t row;

	get_code(ways[0], 3, "id\na", one, &row);
	g_assert_cmpstr(one, ==, "C45-KYH-TS4");
	g_assert_cmpuint(row, ==, 2);
	get_code(ways[1], 3, "id\na", other, &row);
	g_assert_cmpstr(one, ==, other);
	g_assert_cmpuint(row, ==, 4);
	get_code(ways[1], 3, "id\nd", other, &row);
	g_assert_cmpstr(other, ==, "");

	get_code(both, 1, alike[0], one, &row);
	g_assert_cmpuint(strlen(one), ==, 11);
	get_code(both, 3, alike[0], one, &row);
	get_code(both, 3, alike[1], other, &row);
	g_assert_cmpuint(strlen(one), ==, 15);
	g_assert_cmpint(strncmp(one, other, 10), ==, 0);
	g_assert_cmpstr(one, !=, other);
	get_code(both, 3, "id\nb", other, &row);
	g_assert_cmpuint(strlen(other), ==, 11);
}

/* --- names --------------------------------------------------------------------------------- */

static const char *const names[][2] = {
	{"Ashdown Sensing Ltd", "ashdown-sensing-ltd-C"},
	{"../../etc/passwd", "etc-passwd-C"},
	{"/", "supplier-C"},
	{"-rf", "rf-C"},
	{"$(reboot); `id`", "reboot-id-C"},
	{"=HYPERLINK(\"http://x\")", "hyperlink-http-x-C"},
	{"<b>Bold & Sons</b>", "b-bold-and-sons-b-C"},
	{"CON", "con-C"},
	{"Caf\xC3\xA9 \xC5\xB4yn \xC3\x98rsted Stra\xC3\x9F" "e", "cafe-wyn-orsted-strasse-C"},
	{"\xF0\x9F\x8D\x95 Pizza", "pizza-C"},
	{"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "supplier-C"},
	{"evil\xE2\x80\xAE" "fdp.exe", "evilfdpexe-C"},
	{"O\xE2\x80\x99Neill\xE2\x80\x99s", "oneills-C"},
	{"a\nb\tc", "a-b-c-C"},
	{"", "supplier-C"},
};

static void
test_file_names(void)
{
	g_autoptr(GString) longest = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *name = ot_supplier_file_name(names[i][0], "C");
		g_assert_cmpstr(name, ==, names[i][1]);
	}
	while (longest->len < 10000)
		g_string_append(longest, "long name ");
	g_autofree char *name = ot_supplier_file_name(longest->str, "011-111-115");
	g_assert_cmpuint(strlen(name), <=, 60);
	g_assert_true(g_str_has_suffix(name, "-011-111-115"));
}

/* --- lists --------------------------------------------------------------------------------- */

typedef struct {
	OtFindings *findings;
	GString *seen;
	OtSuppliers *list;
	bool good;
} Read;

static void
clear_read(Read *read)
{
	ot_findings_free(read->findings);
	g_string_free(read->seen, TRUE);
	ot_suppliers_free(read->list);
}

static bool
note(const OtSupplier *supplier, void *data)
{
	Read *read = data;

	g_string_append_printf(read->seen, "%zu %s %s [%s] %s\n", supplier->row, supplier->code,
	                       supplier->file_name, supplier->values[OT_SUPPLIER_NAME],
	                       supplier->bad != NULL ? supplier->bad : "good");
	return true;
}

static void
append_findings(Read *read)
{
	for (size_t i = 0; i < ot_findings_count(read->findings); i++) {
		const OtFinding *finding = ot_findings_get(read->findings, i);
		g_string_append_printf(read->seen, "%s %s: %s\n", finding->code,
		                       finding->where.place, finding->message);
	}
}

/* Read it both ways; both see the same. */
static Read
read_list(const char *text)
{
	const OtSuppliersOptions options = {NULL};
	g_autofree char *path = NULL;
	g_autoptr(GError) error = NULL;
	Read read = {ot_findings_new(), g_string_new(NULL), NULL, false};
	Read other = {ot_findings_new(), g_string_new(NULL), NULL, false};
	int fd = g_file_open_tmp("suppliers-XXXXXX", &path, NULL);

	g_assert_cmpint(fd, >=, 0);
	close(fd);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	read.list = ot_suppliers_read(path, &options, read.findings, &error);
	g_assert_no_error(error);
	read.good = read.list != NULL;
	for (size_t i = 0; read.good && i < ot_suppliers_count(read.list); i++)
		note(ot_suppliers_get(read.list, i), &read);
	g_autoptr(OtSupplierCodes) codes = ot_suppliers_codes(path, &options, &error);
	if (read.good)
		g_assert_true(ot_suppliers_each(path, &options, codes, note, &other, other.findings,
		                                &error));
	g_assert_no_error(error);
	ot_findings_sort(read.findings);
	ot_findings_sort(other.findings);
	append_findings(&read);
	append_findings(&other);
	if (read.good)
		g_assert_cmpstr(read.seen->str, ==, other.seen->str);
	clear_read(&other);
	g_unlink(path);
	return read;
}

static void
test_list(void)
{
	Read read = read_list("Id,Name,Company no,E-mail,Size,Flags,Consent,Retain until\n"
	                      "S1,Ashdown Sensing,1234567,a@ashdown.example,Small,VCSE; mutual,yes,"
	                      "31 January 2028\n"
	                      ",,,,,,,\n"
	                      "s1,Ashdown again,,a@b,,,,\n"
	                      ",Brock & Weir,sc123456,,huge,,withdrawn,03/04/2027\n"
	                      ",Brock,SC 123456,,,,,01/31/2027\n"
	                      ",,,,,,,04/05/2027\n"
	                      ",Copse,,,,,,,,more\n");

	g_assert_true(read.good);
	g_assert_cmpstr(read.seen->str, ==,
	                "2 T5B-R6V-AFM ashdown-sensing-T5B-R6V-AFM [Ashdown Sensing] "
	                "good\n"
	                "4   [Ashdown again] column Email: “a@b” is not one address of "
	                "e-mail\n"
	                "5 4VW-QP0-X6C brock-and-weir-4VW-QP0-X6C [Brock & Weir] good\n"
	                "6   [Brock] column Company number: row 5 is the same "
	                "supplier\n"
	                "7   [] column Name: the supplier has no name\n"
	                "8 6XM-BWS-6S7 copse-6XM-BWS-6S7 [Copse] the row has more "
	                "cells than the table has columns\n"
	                "SPL006 row 2, column Company number: “1234567” has fewer than "
	                "8 digits, and is read as 01234567\n"
	                "SPL002 row 4, column Id: row 2 has the same Id “s1”\n"
	                "SPL004 row 4, column Email: “a@b” is not one address of "
	                "e-mail\n"
	                "TAB006 row 4: the row before this one is blank\n"
	                "SPL010 row 5, column Retain until: “03/04/2027” could be two "
	                "days, and is read with the day first, as 1 more below it; but "
	                "the date of row 6 has the month first\n"
	                "SPL011 row 5, column Size: “huge” is not one of the values\n"
	                "SPL002 row 6, column Company number: row 5 has the same "
	                "Company number “SC123456”\n"
	                "SPL008 row 6, column Retain until: “01/31/2027” is not a date "
	                "with the day first; perhaps the month is first\n"
	                "SPL001 row 7, column Name: the supplier has no name\n"
	                "TAB005 row 8: the row has 10 cells and the table 8 columns; "
	                "cell 10, “more”, is in none\n");
	const OtSupplier *first = ot_suppliers_get(read.list, 0);
	g_assert_cmpint(first->size, ==, OT_FIRM_SMALL);
	g_assert_cmpuint(first->kinds, ==, OT_KIND_VCSE | OT_KIND_PUBLIC_SERVICE_MUTUAL);
	g_assert_cmpint(first->consent, ==, OT_CONSENT_GIVEN);
	g_assert_cmpstr(first->values[OT_SUPPLIER_COMPANY_NUMBER], ==, "01234567");
	g_assert_cmpstr(first->values[OT_SUPPLIER_RETAIN_UNTIL], ==, "2028-01-31");
	g_assert_true(ot_suppliers_find(read.list, "S1") == first);
	g_assert_true(ot_suppliers_find(read.list, first->code) == first);
	g_assert_null(ot_suppliers_find(read.list, ""));
	clear_read(&read);
}

/* What cannot be used is bad, and the others go on. */
static void
test_bad_cells(void)
{
	g_autofree char *name = g_strnfill(10000, 'n');
	g_autofree char *text = g_strdup_printf(
		"Name,Telephone,Note\n%s,,\n=1+1,+44 1234 567890,-5\n"
		"safe\xE2\x80\xAE" "gnp,,\nlast,,\n", name);
	Read read = read_list(text);

	g_assert_nonnull(strstr(read.seen->str, "column Name: the cell has 10000 letters"));
	g_assert_nonnull(strstr(read.seen->str, "[=1+1] good\n"));
	g_assert_nonnull(strstr(read.seen->str, "[last] good\n"));
	g_assert_nonnull(strstr(read.seen->str, "SPL012 row 3, column Name"));
	g_assert_nonnull(strstr(read.seen->str, "SPL012 row 3, column Note"));
	g_assert_null(strstr(read.seen->str, "column Telephone"));
	g_assert_nonnull(strstr(read.seen->str, "SPL013 row 4, column Name"));
	clear_read(&read);
}

/* Whatever stands there, both ways see the same, as valid text, and file names are safe. */
static void
test_noise(void)
{
	static const char *const pieces[] = {
		",",
		";",
		"\n",
		"\"",
		"\r\n",
		" ",
		"=",
		"@",
		"a@b.example",
		"../",
		"1234567",
		"\xFF",
		"\xE2\x80\xAE",
		"\xC3\xA9",
		"31/12/2027",
		"03/04/2027",
		"given",
		"PZGG-1891-TDCX",
		"'",
		"\x01",
		"Name",
		"x",
	};
	GRand *random = g_rand_new_with_seed(7);

	for (int round = 0; round < 300; round++) {
		g_autoptr(GString) text = g_string_new("Name,Email,Company number,PPON,Consent,"
		                                       "Retain until\n");
		for (int i = 0; i < 120; i++)
			g_string_append(text, pieces[g_rand_int_range(random, 0,
			                                              G_N_ELEMENTS(pieces))]);
		Read read = read_list(text->str);
		g_assert_true(g_utf8_validate(read.seen->str, -1, NULL));
		for (size_t i = 0; read.good && i < ot_suppliers_count(read.list); i++) {
			const char *name = ot_suppliers_get(read.list, i)->file_name;
			g_assert_cmpuint(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-"
			                              "ABCDEFGHJKMNPQRSTVWXYZ"), ==, strlen(name));
			g_assert_cmpint(*name, !=, '-');
		}
		clear_read(&read);
	}
	g_rand_free(random);
}

static void
test_heads(void)
{
	static char *const heads[] = {(char *) "emial", (char *) "Mail", NULL};
	const OtSuppliersOptions options = {.heads = heads};
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;

	g_assert_null(ot_suppliers_read("nothing.csv", &options, findings, &error));
	g_assert_error(error, OT_ERROR, OT_ERROR_USAGE);
	g_assert_nonnull(strstr(error->message, "did you mean \"email\""));
	Read read = read_list("Firm name\nx\n");
	g_assert_false(read.good);
	clear_read(&read);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/suppliers/days", test_days);
	g_test_add_func("/suppliers/emails", test_emails);
	g_test_add_func("/suppliers/numbers", test_numbers);
	g_test_add_func("/suppliers/check-sign", test_check_sign);
	g_test_add_func("/suppliers/typed-codes", test_typed_codes);
	g_test_add_func("/suppliers/stable-codes", test_stable_codes);
	g_test_add_func("/suppliers/file-names", test_file_names);
	g_test_add_func("/suppliers/list", test_list);
	g_test_add_func("/suppliers/bad-cells", test_bad_cells);
	g_test_add_func("/suppliers/noise", test_noise);
	g_test_add_func("/suppliers/heads", test_heads);
	return g_test_run();
}
