/* SPDX-License-Identifier: MIT
 *
 * outset-bench-packs SPEC.xml [N [plain]] -- how many packs for suppliers one processor makes in a
 * second.  Plain are the seconds for N response forms, those for N briefings, and kilobytes.
 *
 * They are made and not written.  The linker puts a clock around the functions that make a copy of
 * the briefing and of a Word document (--wrap), so the program itself has none.
 */
#include "docx/master.h"
#include "engagement/draw.h"
#include "packs/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

/* What the copies of one kind took. */
typedef struct {
	double seconds;
	guint n;
} Tally;

/* The functions below get nothing that could carry them; a pack has its form before its letter. */
static Tally pdf, form, letter;

/* Seconds of the processor, which other programs don't lengthen. */
static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

extern __typeof__(ot_draw_master_copy) __real_ot_draw_master_copy, __wrap_ot_draw_master_copy;
extern __typeof__(ot_docx_master_copy) __real_ot_docx_master_copy, __wrap_ot_docx_master_copy;

GBytes *
__wrap_ot_draw_master_copy(OtPdfMaster *master, const char *code, const char *const *fields,
                           char **sha256, OtFindings *findings, GError **error)
{
	double start = now();
	GBytes *bytes = __real_ot_draw_master_copy(master, code, fields, sha256, findings, error);

	pdf.seconds += now() - start;
	pdf.n++;
	return bytes;
}

GBytes *
__wrap_ot_docx_master_copy(OtDocxMaster *master, const char *const *texts, GError **error)
{
	double start = now();
	GBytes *bytes = __real_ot_docx_master_copy(master, texts, error);

	Tally *tally = form.n > letter.n ? &letter : &form;

	tally->seconds += now() - start;
	tally->n++;
	return bytes;
}

static void
fail(const char *what, const GError *error)
{
	fprintf(stderr, "outset-bench-packs: %s: %s\n", what,
	        error != NULL ? error->message : "the specification is not valid");
	exit(2);
}

static void
free_file(gpointer file)
{
	ot_pack_file_free(file);
}

/* A supplier whose words differ from those of the others, in lengths too. */
static OtRecipient *
make_recipient(int number)
{
	static const OtFirmSize sizes[] = {OT_FIRM_MICRO, OT_FIRM_SMALL, OT_FIRM_MEDIUM,
	                                   OT_FIRM_LARGE};
	char name[80], email[80], code[16], digits[16];
	OtSupplier supplier = {.code = code, .file_name = code, .size = sizes[number % 4]};

	g_snprintf(name, sizeof name, "%s %d Sensing%s Ltd", number % 3 == 0 ? "Ashdown" : "Brook",
	           number, number % 7 == 0 ? " and Measuring of Roads" : "");
	g_snprintf(email, sizeof email, "mail%d@firm%d.example", number, number);
	g_snprintf(digits, sizeof digits, "%09d", number);
	g_snprintf(code, sizeof code, "%.3s-%.3s-%.3s", digits, digits + 3, digits + 6);
	for (int i = 0; i < OT_N_SUPPLIER_FIELDS; i++)
		supplier.values[i] = "";
	supplier.values[OT_SUPPLIER_NAME] = name;
	supplier.values[OT_SUPPLIER_EMAIL] = email;
	supplier.values[OT_SUPPLIER_COMPANY_NUMBER] = digits;
	supplier.values[OT_SUPPLIER_CONTACT] = number % 5 == 0 ? "" : "Marta Ellery";
	return ot_recipient_new(&supplier);
}

/* Kilobytes that this process had at most. */
static long
peak_memory(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void
print(int n, double ready, double all, long early)
{
	printf("packs for %d suppliers, time of one processor: %.0f packs a second, after %.0f ms to get "
	       "ready\n",
	       n, n / all, ready * 1000);
	printf("  %-28s %6.0f a second\n", "briefings as PDF", pdf.n / pdf.seconds);
	printf("  %-28s %6.0f a second\n", "response forms as DOCX", form.n / form.seconds);
	printf("  %-28s %6.0f a second\n", "letters as DOCX", letter.n / letter.seconds);
	printf("  memory: %ld MB after a tenth of them, %ld MB at most\n", early / 1024,
	       peak_memory() / 1024);
}

/* Make the packs; the kilobytes that the process had at most after a tenth of them. */
static long
make_packs(OtKit *kit, int n, OtFindings *findings)
{
	g_autoptr(GError) error = NULL;
	long early = 0;

	pdf = form = letter = (Tally){0};
	for (int i = 0; i < n; i++) {
		g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);
		g_autoptr(OtRecipient) recipient = make_recipient(i);

		if (!ot_kit_fill(kit, recipient, files, findings, &error))
			fail("no pack", error);
		if (i == n / 10)
			early = peak_memory();
	}
	return early;
}

int
main(int argc, char **argv)
{
	char *const assets[] = {(char *) "required-assets", (char *) "questionnaire", NULL};
	int n = argc > 2 ? CLAMP(atoi(argv[2]), 1, 1000000) : 2000;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	double start = now();

	if (argc < 2)
		return fprintf(stderr, "usage: outset-bench-packs SPEC.xml [N [plain]]\n"), 2;
	g_autoptr(OtEngagement) engagement = ot_engagement_open(argv[1], findings, &error);
	if (engagement == NULL || !ot_engagement_is_valid(engagement))
		fail(argv[1], error);
	g_autoptr(OtKit) kit = ot_kit_new(engagement, "en", assets, findings, &error);
	if (kit == NULL)
		fail("no kit", error);
	double ready = now();
	long early = make_packs(kit, n, findings);
	double all = now() - ready;
	if (argc > 3)
		printf("%.3f %.3f %ld\n", form.seconds, pdf.seconds, peak_memory());
	else
		print(n, ready - start, all, early);
	return 0;
}
