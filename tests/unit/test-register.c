/* SPDX-License-Identifier: MIT
 *
 * The register: appending, proving, and whatever can happen to the file in between.
 */
#include "base/error.h"
#include "base/file.h"
#include "document/labels.h"
#include "register/register.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define EPOCH "1796000000"

typedef struct {
	char *folder, *path;
	OtFindings *findings;
	GError *error;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	(void) data;
	fixture->folder = g_dir_make_tmp("register-XXXXXX", NULL);
	fixture->path = g_build_filename(fixture->folder, "register.csv", NULL);
	fixture->findings = ot_findings_new();
	g_setenv("SOURCE_DATE_EPOCH", EPOCH, TRUE);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void) data;
	g_chmod(fixture->folder, 0700);
	g_unlink(fixture->path);
	g_rmdir(fixture->folder);
	g_free(fixture->folder);
	g_free(fixture->path);
	ot_findings_free(fixture->findings);
	g_clear_error(&fixture->error);
}

static const OtRegisterEntry call = {.cells = {
	[OT_REGISTER_WHEN] = "2026-11-27T10:00:00+00:00",
	[OT_REGISTER_KIND] = "told",
	[OT_REGISTER_BY] = "Priya Lindqvist",
	[OT_REGISTER_SUPPLIER] = "S2",
	[OT_REGISTER_NAME] = "Salt \"&\" Sons, =1+1\r\nmore",
	[OT_REGISTER_CHANNEL] = "call",
	[OT_REGISTER_SAID] = "=cmd|' /C calc'!A0",
	[OT_REGISTER_PURPOSE] = "a d",
	[OT_REGISTER_SHARED] = "no",
	[OT_REGISTER_KEEP_UNTIL] = "2029-12-31",
}};

static OtRegisterHead
append(Fixture *fixture, const OtRegisterEntry *entries, size_t n)
{
	OtRegisterHead head;

	g_assert_true(ot_register_append(fixture->path, entries, n, &head, fixture->findings,
	                                 &fixture->error));
	g_assert_no_error(fixture->error);
	return head;
}

static OtRegisterHead
append_calls(Fixture *fixture, int n)
{
	OtRegisterHead head = {0};

	for (int i = 0; i < n; i++)
		head = append(fixture, &call, 1);
	return head;
}

/* Read the register; what was found as "REG001@row 3 ". */
static char *
verify(Fixture *fixture, const char *head, OtRegisterProof *proof)
{
	const OtRegisterReading reading = {.head = head};
	g_autoptr(OtFindings) findings = ot_findings_new();
	GString *seen = g_string_new(NULL);

	ot_register_read(fixture->path, &reading, proof, findings, &fixture->error);
	g_assert_no_error(fixture->error);
	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		g_string_append_printf(seen, "%s@%s ", finding->code,
		                       finding->where.place != NULL ? finding->where.place
		                                                    : "file");
	}
	return g_string_free(seen, FALSE);
}

static void
check(Fixture *fixture, const char *expected)
{
	OtRegisterProof proof;
	g_autofree char *seen = verify(fixture, NULL, &proof);

	g_assert_cmpstr(seen, ==, expected);
}

/* Rows with their line ends; the heads are the first. */
static char **
read_rows(Fixture *fixture)
{
	g_autofree char *text = NULL;

	g_assert_true(g_file_get_contents(fixture->path, &text, NULL, NULL));
	return g_strsplit(text, "\r\n", -1);
}

static void
write_rows(Fixture *fixture, char **rows)
{
	g_autofree char *text = g_strjoinv("\r\n", rows);

	g_assert_true(g_file_set_contents(fixture->path, text, -1, NULL));
}

/* --- as it should be ----------------------------------------------------------------------- */

static bool
take(const OtRegisterRow *row, void *data)
{
	GString *seen = data;

	g_string_append_printf(seen, "%zu:%s|%s|%s|%s|%d\n", row->row,
	                       row->cells[OT_REGISTER_NUMBER], row->cells[OT_REGISTER_DIRECTION],
	                       row->cells[OT_REGISTER_NAME], row->cells[OT_REGISTER_SAID],
	                       row->proved);
	return true;
}

static void
test_append(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GString) seen = g_string_new(NULL);
	const OtRegisterReading reading = {.take = take, .data = seen};
	OtRegisterProof proof;

	(void) data;
	OtRegisterHead head = append_calls(fixture, 2);
	g_assert_cmpuint(head.n_rows, ==, 2);
	g_assert_true(ot_register_read(fixture->path, &reading, &proof, fixture->findings,
	                               &fixture->error));
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 0);
	g_assert_cmpstr(seen->str, ==,
	                "2:1|out|Salt \"&\" Sons, =1+1\nmore|=cmd|' /C calc'!A0|1\n"
	                "3:2|out|Salt \"&\" Sons, =1+1\nmore|=cmd|' /C calc'!A0|1\n");
	g_assert_cmpuint(proof.first_broken, ==, 0);
	g_assert_cmpstr(proof.head.hash, ==, head.hash);
}

/* The form of the hash is written down in register.h, so that others can prove it, too. */
static void
test_hash(Fixture *fixture, gconstpointer data)
{
	static const OtRegisterEntry entry = {.cells = {
		[OT_REGISTER_KIND] = "decided", [OT_REGISTER_SAID] = " \xC3\xA9 ",
	}};
	const char *text = "outset register 1\n1:1\n25:2026-11-30T00:53:20+00:00\n"
	                   "25:2026-11-30T00:53:20+00:00\n7:decided\n6:within\n0:\n0:\n0:\n0:\n0:\n"
	                   "2:\xC3\xA9\n0:\n0:\n0:\n0:\n0:\n0:\n0:\n64:"
	                   "0000000000000000000000000000000000000000000000000000000000000000\n";
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);

	(void) data;
	g_assert_cmpstr(append(fixture, &entry, 1).hash, ==, hash);
}

static void
test_many(Fixture *fixture, gconstpointer data)
{
	enum { N = 10000 };
	g_autofree OtRegisterEntry *entries = g_new(OtRegisterEntry, N);

	(void) data;
	for (int i = 0; i < N; i++)
		entries[i] = call;
	gint64 start = g_get_monotonic_time();
	OtRegisterHead head = append(fixture, entries, N);
	g_test_message("10,000 rows in %.3f s", (double) (g_get_monotonic_time() - start) / 1e6);
	g_assert_cmpuint(head.n_rows, ==, N);
	check(fixture, "");
}

static void
test_processes(Fixture *fixture, gconstpointer data)
{
	enum { N_PROCESSES = 16, N_ROWS = 25 };
	OtRegisterProof proof;
	int status;

	(void) data;
	for (int i = 0; i < N_PROCESSES; i++) {
		pid_t child = fork();
		g_assert_cmpint(child, >=, 0);
		if (child > 0)
			continue;
		for (int row = 0; row < N_ROWS; row++)
			if (!ot_register_append(fixture->path, &call, 1, NULL, fixture->findings,
			                        NULL))
				_exit(1);
		_exit(0);
	}
	for (int i = 0; i < N_PROCESSES; i++) {
		g_assert_cmpint(wait(&status), >, 0);
		g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	g_autofree char *seen = verify(fixture, NULL, &proof);
	g_assert_cmpstr(seen, ==, "");
	g_assert_cmpuint(proof.head.n_rows, ==, N_PROCESSES * N_ROWS);
}

/* --- entries that can't be ----------------------------------------------------------------- */

static void
refuse(Fixture *fixture, OtRegisterColumn column, const char *text, const char *words)
{
	OtRegisterEntry entries[] = {call, call};

	entries[1].cells[column] = text;
	g_assert_false(ot_register_append(fixture->path, entries, 2, NULL, fixture->findings,
	                                  &fixture->error));
	g_assert_error(fixture->error, OT_ERROR, OT_ERROR_USAGE);
	g_assert_nonnull(strstr(fixture->error->message, "entry 2"));
	if (strstr(fixture->error->message, words) == NULL)
		g_error("%s lacks: %s", fixture->error->message, words);
	g_clear_error(&fixture->error);
	g_assert_false(g_file_test(fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_refused(Fixture *fixture, gconstpointer data)
{
	(void) data;
	refuse(fixture, OT_REGISTER_KIND, "tolled", "did you mean told?");
	refuse(fixture, OT_REGISTER_KIND, NULL, "nothing is given");
	refuse(fixture, OT_REGISTER_NUMBER, "7", "leave it out");
	refuse(fixture, OT_REGISTER_PURPOSE, "a z", "purpose");
	refuse(fixture, OT_REGISTER_WHEN, "2026-11-27T10:00:00", "offset");
	refuse(fixture, OT_REGISTER_WHEN, "2026-02-30", "offset");
	refuse(fixture, OT_REGISTER_KEEP_UNTIL, "31/12/2029", "2026-11-30");
	refuse(fixture, OT_REGISTER_SHA256, "abc",
	       "a SHA-256 has 64 hexadecimal digits in small letters");
	g_autofree char *much = g_strnfill(50000, 'x');
	OtRegisterEntry entry = call;
	entry.cells[OT_REGISTER_SAID] = much;
	g_assert_false(ot_register_append(fixture->path, &entry, 1, NULL, fixture->findings,
	                                  &fixture->error));
	g_assert_error(fixture->error, OT_ERROR, OT_ERROR_LIMIT);
}

/* --- what happens to the file -------------------------------------------------------------- */

static void
test_changed(Fixture *fixture, gconstpointer data)
{
	(void) data;
	append_calls(fixture, 4);
	g_auto(GStrv) rows = read_rows(fixture);
	rows[2][strlen(rows[2]) / 2] ^= 1;
	write_rows(fixture, rows);
	check(fixture, "REG001@row 3 ");
}

static void
test_removed(Fixture *fixture, gconstpointer data)
{
	(void) data;
	append_calls(fixture, 5);
	g_auto(GStrv) rows = read_rows(fixture);
	char *taken = rows[2];
	memmove(rows + 2, rows + 3, sizeof *rows * (g_strv_length(rows + 3) + 1));
	g_free(taken);
	write_rows(fixture, rows);
	check(fixture, "REG002@row 3 ");
}

static void
test_swapped(Fixture *fixture, gconstpointer data)
{
	(void) data;
	append_calls(fixture, 5);
	g_auto(GStrv) rows = read_rows(fixture);
	char *other = rows[3];
	rows[3] = rows[4];
	rows[4] = other;
	write_rows(fixture, rows);
	check(fixture, "REG003@row 4 ");
}

static void
test_twice(Fixture *fixture, gconstpointer data)
{
	(void) data;
	append_calls(fixture, 3);
	g_auto(GStrv) rows = read_rows(fixture);
	char *other = rows[3];
	rows[3] = g_strdup(rows[2]);
	write_rows(fixture, rows);
	g_free(other);
	check(fixture, "REG003@row 4 ");
}

/* Rows that are cut off at the end leave no mark; a hash that was kept elsewhere tells. */
static void
test_cut(Fixture *fixture, gconstpointer data)
{
	OtRegisterProof proof;

	(void) data;
	OtRegisterHead second = append_calls(fixture, 2);
	OtRegisterHead fourth = append_calls(fixture, 2);
	g_auto(GStrv) rows = read_rows(fixture);
	g_clear_pointer(&rows[4], g_free);
	rows[4] = g_strdup("");
	g_free(rows[5]);
	rows[5] = NULL;
	write_rows(fixture, rows);
	check(fixture, "");
	g_autofree char *lost = verify(fixture, fourth.hash, &proof);
	g_assert_cmpstr(lost, ==, "REG005@file ");
	g_autofree char *kept = verify(fixture, second.hash, &proof);
	g_assert_cmpstr(kept, ==, "");
	g_assert_cmpuint(proof.head_row, ==, 3);
}

static void
cut_to(Fixture *fixture, size_t len)
{
	g_assert_cmpint(truncate(fixture->path, (off_t) len), ==, 0);
}

/* Wherever the power was cut, what is half written is told, and nothing is added to it. */
static void
test_torn(Fixture *fixture, gconstpointer data)
{
	g_autofree char *text = NULL;
	gsize len;

	(void) data;
	append_calls(fixture, 3);
	g_assert_true(g_file_get_contents(fixture->path, &text, &len, NULL));
	size_t whole = (size_t) (g_strrstr_len(text, (gssize) len - 2, "\r\n") + 2 - text);
	for (size_t at = whole + 1; at < len; at++) {
		g_assert_true(g_file_set_contents(fixture->path, text, (gssize) len, NULL));
		cut_to(fixture, at);
		check(fixture, "REG004@row 4 ");
		g_assert_false(ot_register_append(fixture->path, &call, 1, NULL, fixture->findings,
		                                  &fixture->error));
		g_assert_error(fixture->error, OT_ERROR, OT_ERROR_INPUT);
		g_assert_nonnull(strstr(fixture->error->message, "log mend"));
		g_clear_error(&fixture->error);
	}
}

/* Some file systems give room first and the bytes later. */
static void
test_torn_noughts(Fixture *fixture, gconstpointer data)
{
	g_autofree char *text = NULL;
	gsize len;

	(void) data;
	append_calls(fixture, 2);
	g_assert_true(g_file_get_contents(fixture->path, &text, &len, NULL));
	cut_to(fixture, len + 200000);
	check(fixture, "REG004@row 4 ");
}

static void
test_clock(Fixture *fixture, gconstpointer data)
{
	(void) data;
	append_calls(fixture, 1);
	g_setenv("SOURCE_DATE_EPOCH", "1795999999", TRUE);
	append_calls(fixture, 1);
	g_assert_cmpuint(ot_findings_count(fixture->findings), ==, 1);
	g_assert_cmpstr(ot_findings_get(fixture->findings, 0)->code, ==, "REG006");
	check(fixture, "REG006@row 3, column Written ");
}

/* Excel quotes only what has to be, and writes days as the country does. */
static void
save_as_spreadsheet(Fixture *fixture)
{
	g_autofree char *text = NULL;

	g_assert_true(g_file_get_contents(fixture->path, &text, NULL, NULL));
	g_autoptr(GString) saved = g_string_new(text);
	g_string_replace(saved, "\",\"", "\";\"", 0);
	g_string_replace(saved, "\"2029-12-31\"", "31/12/2029", 0);
	g_assert_true(g_file_set_contents(fixture->path, saved->str, -1, NULL));
}

static void
test_spreadsheet(Fixture *fixture, gconstpointer data)
{
	OtRegisterProof proof;

	(void) data;
	append_calls(fixture, 2);
	save_as_spreadsheet(fixture);
	g_autofree char *seen = verify(fixture, NULL, &proof);
	g_assert_cmpstr(seen, ==, "REG007@file ");
	g_assert_cmpuint(proof.n_reformed, ==, 2);
	g_assert_false(ot_register_append(fixture->path, &call, 1, NULL, fixture->findings,
	                                  &fixture->error));
	g_assert_error(fixture->error, OT_ERROR, OT_ERROR_INPUT);
}

/* --- mending ------------------------------------------------------------------------------- */

static OtMended
mend(Fixture *fixture, char **kept)
{
	OtMended mended;

	g_assert_true(ot_register_mend(fixture->path, "Priya Lindqvist", &mended, kept,
	                               fixture->findings, &fixture->error));
	g_assert_no_error(fixture->error);
	return mended;
}

static void
test_mend_torn(Fixture *fixture, gconstpointer data)
{
	g_autofree char *text = NULL, *kept = NULL, *piece = NULL, *nothing = NULL;
	gsize len;

	(void) data;
	append_calls(fixture, 2);
	g_assert_true(g_file_get_contents(fixture->path, &text, &len, NULL));
	cut_to(fixture, len - 100);
	g_assert_cmpint(mend(fixture, &kept), ==, OT_MENDED_TORN);
	check(fixture, "");
	g_assert_true(g_file_get_contents(kept, &piece, NULL, NULL));
	g_assert_nonnull(strstr(text, piece));
	g_unlink(kept);
	g_assert_cmpint(mend(fixture, &nothing), ==, OT_MENDED_NOTHING);
	g_assert_null(nothing);
}

/* Even the very first write may be cut short. */
static void
test_mend_heads(Fixture *fixture, gconstpointer data)
{
	g_autofree char *kept = NULL;
	OtRegisterProof proof;

	(void) data;
	append_calls(fixture, 1);
	cut_to(fixture, 40);
	g_assert_cmpint(mend(fixture, &kept), ==, OT_MENDED_TORN);
	g_unlink(kept);
	g_autofree char *seen = verify(fixture, NULL, &proof);
	g_assert_cmpstr(seen, ==, "");
	g_assert_cmpuint(proof.head.n_rows, ==, 1);
}

/* Nothing is mended, and nothing is touched. */
static void
refuse_mend(Fixture *fixture)
{
	g_autofree char *before = NULL, *after = NULL;
	OtMended mended;
	gsize len;

	g_assert_true(g_file_get_contents(fixture->path, &before, &len, NULL));
	g_assert_false(ot_register_mend(fixture->path, NULL, &mended, NULL, fixture->findings,
	                                &fixture->error));
	g_assert_error(fixture->error, OT_ERROR, OT_ERROR_INPUT);
	g_assert_true(g_file_get_contents(fixture->path, &after, NULL, NULL));
	g_assert_cmpmem(after, strlen(after), before, len);
}

/* Where no row can follow what is left, nothing is cut off: the note of it would have no place. */
static void
test_mend_no_hash(Fixture *fixture, gconstpointer data)
{
	g_autofree char *text = NULL;
	gsize len;

	(void) data;
	append_calls(fixture, 2);
	g_assert_true(g_file_get_contents(fixture->path, &text, &len, NULL));
	char *first_row_end = g_strrstr_len(text, (gssize) len - 2, "\r\n");
	memcpy(first_row_end - 9, "\xC0\xCD\x9E\xCF\x9E\xCD\xCF\x9B", 8);
	g_assert_true(g_file_set_contents(fixture->path, text, (gssize) len - 100, NULL));
	refuse_mend(fixture);
}

/* The rows, of which the last is torn. */
static void
refuse_torn(Fixture *fixture, char **rows)
{
	g_autofree char *text = NULL;
	gsize len;

	write_rows(fixture, rows);
	g_assert_true(g_file_get_contents(fixture->path, &text, &len, NULL));
	cut_to(fixture, len - 100);
	refuse_mend(fixture);
	g_assert_nonnull(strstr(fixture->error->message, "its last whole row is part of another"));
}

/*
 * A quotation mark that was taken out makes two rows one, from the start; from the end the second
 * looks whole, and the note would be chained to what nobody else sees.
 */
static void
test_mend_quotation_mark(Fixture *fixture, gconstpointer data)
{
	(void) data;
	append_calls(fixture, 3);
	g_auto(GStrv) rows = read_rows(fixture);
	rows[1][strlen(rows[1]) - 1] = ' ';
	refuse_torn(fixture, rows);
}

/* So does one that was put in, even where the row that comes of it ends with the same hash. */
static void
test_mend_quotation_mark_added(Fixture *fixture, gconstpointer data)
{
	(void) data;
	append_calls(fixture, 2);
	g_auto(GStrv) rows = read_rows(fixture);
	g_autofree char *first = g_steal_pointer(&rows[1]);
	rows[1] = g_strconcat("\"\r\n", first, NULL);
	refuse_torn(fixture, rows);
}

static void
test_mend_form(Fixture *fixture, gconstpointer data)
{
	g_autofree char *kept = NULL;

	(void) data;
	append_calls(fixture, 2);
	save_as_spreadsheet(fixture);
	g_assert_cmpint(mend(fixture, &kept), ==, OT_MENDED_FORM);
	g_unlink(kept);
	check(fixture, "");
	append_calls(fixture, 1);
	check(fixture, "");
}

static void
test_mend_changed(Fixture *fixture, gconstpointer data)
{
	(void) data;
	append_calls(fixture, 2);
	save_as_spreadsheet(fixture);
	g_autofree char *text = NULL;
	g_assert_true(g_file_get_contents(fixture->path, &text, NULL, NULL));
	g_autoptr(GString) changed = g_string_new(text);
	g_string_replace(changed, "Priya", "Prina", 1);
	g_assert_true(g_file_set_contents(fixture->path, changed->str, -1, NULL));
	refuse_mend(fixture);
}

/* --- folders ------------------------------------------------------------------------------- */

static void
test_folders(Fixture *fixture, gconstpointer data)
{
	g_autofree char *missing = g_build_filename(fixture->folder, "no", "register.csv", NULL);

	(void) data;
	g_assert_false(ot_register_append(missing, &call, 1, NULL, fixture->findings,
	                                  &fixture->error));
	g_assert_error(fixture->error, OT_ERROR, OT_ERROR_IO);
	g_clear_error(&fixture->error);
	g_assert_false(ot_register_append(fixture->folder, &call, 1, NULL, fixture->findings,
	                                  &fixture->error));
	g_assert_error(fixture->error, OT_ERROR, OT_ERROR_IO);
	g_clear_error(&fixture->error);
	g_assert_false(ot_register_append("/dev/null", &call, 1, NULL, fixture->findings,
	                                  &fixture->error));
	g_assert_error(fixture->error, OT_ERROR, OT_ERROR_IO);
	if (geteuid() == 0)
		return;
	g_clear_error(&fixture->error);
	g_chmod(fixture->folder, 0500);
	g_assert_false(ot_register_append(fixture->path, &call, 1, NULL, fixture->findings,
	                                  &fixture->error));
	g_assert_error(fixture->error, OT_ERROR, OT_ERROR_IO);
	g_assert_nonnull(strstr(fixture->error->message, "nothing was changed"));
}

/* A full disk takes nothing away from what was there, and leaves no half row. */
static void
test_full(Fixture *fixture, gconstpointer data)
{
	g_autofree OtRegisterEntry *entries = g_new(OtRegisterEntry, 100);

	(void) data;
	append_calls(fixture, 2);
	for (int i = 0; i < 100; i++)
		entries[i] = call;
	pid_t child = fork();
	int status;
	if (child == 0) {
		const struct rlimit limit = {6000, 6000};
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		bool good = ot_register_append(fixture->path, entries, 100, NULL,
		                               fixture->findings, &fixture->error);
		_exit(!good && strstr(fixture->error->message, "free some space") ? 0 : 1);
	}
	g_assert_cmpint(wait(&status), ==, child);
	g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	check(fixture, "");
	append_calls(fixture, 1);
	check(fixture, "");
}

/* --- words of the codes -------------------------------------------------------------------- */

/* What a register can hold has words in the documents that are made from it. */
static void
test_labels(Fixture *fixture, gconstpointer data)
{
	static const char *const files[] = {"templates/labels.en.xml", "templates/labels.cy.xml"};
	static const struct {
		OtRegisterColumn column;
		const char *list;
	} lists[] = {
		{OT_REGISTER_KIND, "register-kind"}, {OT_REGISTER_DIRECTION, "register-direction"},
		{OT_REGISTER_CHANNEL, "register-channel"}, {OT_REGISTER_SHARED, "register-shared"},
		{OT_REGISTER_PURPOSE, "purpose"},
	};

	(void) data;
	for (size_t i = 0; i < G_N_ELEMENTS(files) * G_N_ELEMENTS(lists); i++) {
		const char *file = files[i / G_N_ELEMENTS(lists)];
		const char *list = lists[i % G_N_ELEMENTS(lists)].list;
		OtLabels *labels = ot_labels_load(file, &fixture->error);
		g_assert_no_error(fixture->error);
		g_auto(GStrv) codes = g_strsplit(
			ot_register_column_codes(lists[i % G_N_ELEMENTS(lists)].column), " ", -1);
		for (char **code = codes; *code != NULL; code++)
			if (ot_labels_code(labels, list, *code) == NULL)
				g_error("%s has no %s \"%s\"", file, list, *code);
		ot_labels_free(labels);
	}
	g_auto(GStrv) kinds = g_strsplit(ot_register_column_codes(OT_REGISTER_KIND), " ", -1);
	for (char **kind = kinds; *kind != NULL; kind++)
		g_assert_true(ot_register_has_code(OT_REGISTER_DIRECTION,
		                                   ot_register_usual_direction(*kind)));
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(Fixture *, gconstpointer);
	} tests[] = {
		{"append", test_append}, {"hash", test_hash}, {"many", test_many},
		{"processes", test_processes}, {"refused", test_refused}, {"changed", test_changed},
		{"removed", test_removed}, {"swapped", test_swapped}, {"twice", test_twice},
		{"cut", test_cut}, {"torn", test_torn}, {"torn-noughts", test_torn_noughts},
		{"clock", test_clock}, {"spreadsheet", test_spreadsheet},
		{"mend-torn", test_mend_torn}, {"mend-heads", test_mend_heads},
		{"mend-no-hash", test_mend_no_hash},
		{"mend-quotation-mark", test_mend_quotation_mark},
		{"mend-quotation-mark-added", test_mend_quotation_mark_added},
		{"mend-form", test_mend_form},
		{"mend-changed", test_mend_changed},
		{"folders", test_folders}, {"full", test_full},
		{"labels", test_labels},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strconcat("/register/", tests[i].name, NULL);
		g_test_add(path, Fixture, NULL, set_up, tests[i].run, tear_down);
	}
	return g_test_run();
}
