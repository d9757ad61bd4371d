/* SPDX-License-Identifier: MIT */
#include "suppliers/stats.h"

#include "base/arena.h"
#include "suppliers/record.h"
#include "suppliers/value.h"

#include <stdio.h>
#include <string.h>

/* Rows whose time is up in so many days are shown, so that somebody can decide in time. */
#define SOON_DAYS 90

/* More regions than that are no regions: other ones are counted together. */
#define MOST_REGIONS 1000

enum { KINDS_NONE_SAID, KINDS_UNREAD, N_KIND_ANSWERS };
enum { RETENTION_PASSED, RETENTION_SOON, RETENTION_LATER, RETENTION_UNREAD, RETENTION_UNSAID,
       N_RETENTIONS };
enum { BY_BOTH, BY_COMPANY_NUMBER, BY_PPON, BY_NEITHER, N_IDENTIFIED };
enum { LANGUAGE_EN, LANGUAGE_CY, LANGUAGE_BOTH, LANGUAGE_UNREAD, LANGUAGE_UNSAID, N_LANGUAGES };

static const OtSupplierKind kinds[] = {OT_KIND_VCSE, OT_KIND_SUPPORTED_EMPLOYMENT,
                                       OT_KIND_PUBLIC_SERVICE_MUTUAL};

typedef struct {
	char *name; /* as it stood first */
	size_t n;
} Region;

typedef struct {
	const char *today;
	char soon[11]; /* the last day that is soon */
	size_t rows, bad;
	size_t sizes[OT_N_FIRM_SIZES], sizes_unread;
	size_t kinds[G_N_ELEMENTS(kinds)], kind_answers[N_KIND_ANSWERS];
	size_t consents[OT_N_CONSENTS], consents_unread;
	size_t retentions[N_RETENTIONS];
	size_t identified[N_IDENTIFIED];
	size_t languages[N_LANGUAGES];
	size_t access_needs;
	GHashTable *regions; /* of Region * by folded name */
	size_t regions_unsaid, regions_more;
} Counter;

/* --- counting ------------------------------------------------------------------------------ */

static void
count_kinds(Counter *counter, const OtSupplier *supplier)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		counter->kinds[i] += (supplier->kinds & (guint) kinds[i]) != 0;
	if (*supplier->values[OT_SUPPLIER_KINDS] == '\0')
		counter->kind_answers[KINDS_NONE_SAID]++;
	else if (supplier->kinds == 0)
		counter->kind_answers[KINDS_UNREAD]++;
}

static int
judge_retention(const Counter *counter, const char *until)
{
	if (*until == '\0')
		return RETENTION_UNSAID;
	if (!ot_supplier_is_day(until))
		return RETENTION_UNREAD;
	if (strcmp(until, counter->today) < 0)
		return RETENTION_PASSED;
	return strcmp(until, counter->soon) <= 0 ? RETENTION_SOON : RETENTION_LATER;
}

static int
judge_identified(const OtSupplier *supplier)
{
	char number[15];
	bool by_company = ot_supplier_read_company_number(
		supplier->values[OT_SUPPLIER_COMPANY_NUMBER], number);
	bool by_ppon = ot_supplier_read_ppon(supplier->values[OT_SUPPLIER_PPON], number);

	if (by_company)
		return by_ppon ? BY_BOTH : BY_COMPANY_NUMBER;
	return by_ppon ? BY_PPON : BY_NEITHER;
}

static int
judge_language(const char *text)
{
	static const char *const words[] = {"en", "cy", "both"};

	for (int i = 0; i < (int) G_N_ELEMENTS(words); i++)
		if (strcmp(text, words[i]) == 0)
			return LANGUAGE_EN + i;
	return *text == '\0' ? LANGUAGE_UNSAID : LANGUAGE_UNREAD;
}

static void
count_region(Counter *counter, const char *name)
{
	g_autofree char *plain = ot_supplier_plain_name(name);
	g_autofree char *folded = g_strdup(*plain != '\0' ? plain : name);

	if (*name == '\0') {
		counter->regions_unsaid++;
		return;
	}
	Region *region = g_hash_table_lookup(counter->regions, folded);
	if (region == NULL && g_hash_table_size(counter->regions) >= MOST_REGIONS) {
		counter->regions_more++;
		return;
	}
	if (region == NULL) {
		region = g_new0(Region, 1);
		region->name = g_strdup(name);
		g_hash_table_insert(counter->regions, g_steal_pointer(&folded), region);
	}
	region->n++;
}

static bool
count(const OtSupplier *supplier, void *data)
{
	Counter *counter = data;
	const char *const *values = supplier->values;

	counter->rows++;
	counter->bad += supplier->bad != NULL;
	if (supplier->size == OT_FIRM_UNKNOWN && *values[OT_SUPPLIER_SIZE] != '\0')
		counter->sizes_unread++;
	else
		counter->sizes[supplier->size]++;
	if (supplier->consent == OT_CONSENT_UNKNOWN && *values[OT_SUPPLIER_CONSENT] != '\0')
		counter->consents_unread++;
	else
		counter->consents[supplier->consent]++;
	count_kinds(counter, supplier);
	counter->retentions[judge_retention(counter, values[OT_SUPPLIER_RETAIN_UNTIL])]++;
	counter->identified[judge_identified(supplier)]++;
	counter->languages[judge_language(values[OT_SUPPLIER_LANGUAGE])]++;
	counter->access_needs += *values[OT_SUPPLIER_ACCESS_NEEDS] != '\0';
	count_region(counter, values[OT_SUPPLIER_REGION]);
	return true;
}

/* --- showing ------------------------------------------------------------------------------- */

static OtSuppliersSection *
add_section(OtSuppliersStats *stats, const char *code, const char *title, const char *note)
{
	OtSuppliersSection *section = g_new0(OtSuppliersSection, 1);

	section->code = code;
	section->title = title;
	section->note = note;
	section->counts = g_array_new(FALSE, FALSE, sizeof(OtSuppliersCount));
	g_ptr_array_add(stats->sections, section);
	return section;
}

static void
add_count(OtSuppliersSection *section, const char *code, const char *label, size_t n)
{
	const OtSuppliersCount counted = {code, label, n, false};

	g_array_append_val(section->counts, counted);
}

/* Only where there are any: cells that nobody can read have findings. */
static void
add_unread(OtSuppliersSection *section, size_t n)
{
	if (n > 0)
		add_count(section, "unreadable", "Cannot be read", n);
}

static void
add_sizes(OtSuppliersStats *stats, const Counter *counter)
{
	OtSuppliersSection *section = add_section(stats, "size", "Size", NULL);
	const size_t *n = counter->sizes;
	const OtSuppliersCount sum = {
		"small-or-medium-in-all", "Micro, small or medium in all",
		n[OT_FIRM_MICRO] + n[OT_FIRM_SMALL] + n[OT_FIRM_MEDIUM] + n[OT_FIRM_SME], true};

	add_count(section, "micro", "Micro", n[OT_FIRM_MICRO]);
	add_count(section, "small", "Small", n[OT_FIRM_SMALL]);
	add_count(section, "medium", "Medium", n[OT_FIRM_MEDIUM]);
	add_count(section, "sme", "Small or medium, not said which", n[OT_FIRM_SME]);
	add_count(section, "large", "Large", n[OT_FIRM_LARGE]);
	add_unread(section, counter->sizes_unread);
	add_count(section, "unknown", "Not known", n[OT_FIRM_UNKNOWN]);
	g_array_append_val(section->counts, sum);
}

static void
add_kinds(OtSuppliersStats *stats, const Counter *counter)
{
	OtSuppliersSection *section =
		add_section(stats, "kinds", "Kinds", "One supplier can be several of these.");

	add_count(section, "vcse", "Voluntary, community or social enterprise", counter->kinds[0]);
	add_count(section, "supported-employment", "Supported employment provider",
	          counter->kinds[1]);
	add_count(section, "public-service-mutual", "Public service mutual", counter->kinds[2]);
	add_unread(section, counter->kind_answers[KINDS_UNREAD]);
	add_count(section, "unknown", "None of these, or not known",
	          counter->kind_answers[KINDS_NONE_SAID]);
}

static int
compare_regions(const void *one, const void *other)
{
	const Region *first = *(const Region *const *) one;
	const Region *second = *(const Region *const *) other;

	if (first->n != second->n)
		return first->n > second->n ? -1 : 1;
	return strcmp(first->name, second->name);
}

static void
add_regions(OtSuppliersStats *stats, const Counter *counter, size_t least)
{
	OtSuppliersSection *section = add_section(stats, "region", "Regions", NULL);
	g_autoptr(GPtrArray) regions = g_ptr_array_new();
	size_t others = counter->regions_more;
	GHashTableIter iter;
	gpointer region;

	g_hash_table_iter_init(&iter, counter->regions);
	while (g_hash_table_iter_next(&iter, NULL, &region))
		g_ptr_array_add(regions, region);
	g_ptr_array_sort(regions, compare_regions);
	for (guint i = 0; i < regions->len; i++) {
		const Region *one = g_ptr_array_index(regions, i);
		const char *name = ot_arena_strdup(stats->arena, one->name);
		if (one->n < least)
			others += one->n;
		else
			add_count(section, name, name, one->n);
	}
	if (others > 0)
		add_count(section, "other", "Other regions", others);
	add_count(section, "unknown", "Not known", counter->regions_unsaid);
}

static void
add_identified(OtSuppliersStats *stats, const Counter *counter)
{
	OtSuppliersSection *section = add_section(stats, "identified", "Identified by", NULL);

	add_count(section, "both", "Company number and PPON", counter->identified[BY_BOTH]);
	add_count(section, "company-number", "Company number",
	          counter->identified[BY_COMPANY_NUMBER]);
	add_count(section, "ppon", "PPON", counter->identified[BY_PPON]);
	add_count(section, "neither", "Neither", counter->identified[BY_NEITHER]);
}

static void
add_consents(OtSuppliersStats *stats, const Counter *counter)
{
	OtSuppliersSection *section =
		add_section(stats, "consent", "Consent to be contacted", NULL);

	add_count(section, "given", "Given", counter->consents[OT_CONSENT_GIVEN]);
	add_count(section, "refused", "Refused", counter->consents[OT_CONSENT_REFUSED]);
	add_count(section, "withdrawn", "Withdrawn", counter->consents[OT_CONSENT_WITHDRAWN]);
	add_unread(section, counter->consents_unread);
	add_count(section, "unknown", "Not known", counter->consents[OT_CONSENT_UNKNOWN]);
}

static void
add_retentions(OtSuppliersStats *stats, const Counter *counter)
{
	OtSuppliersSection *section = add_section(stats, "retention", "Kept until", NULL);
	const size_t *n = counter->retentions;

	add_count(section, "passed", "A day that has passed", n[RETENTION_PASSED]);
	add_count(section, "soon", "A day within 90 days", n[RETENTION_SOON]);
	add_count(section, "later", "A later day", n[RETENTION_LATER]);
	add_unread(section, n[RETENTION_UNREAD]);
	add_count(section, "unknown", "Not known", n[RETENTION_UNSAID]);
}

static void
add_languages(OtSuppliersStats *stats, const Counter *counter)
{
	OtSuppliersSection *section = add_section(stats, "language", "Language", NULL);
	const size_t *n = counter->languages;

	add_count(section, "en", "English", n[LANGUAGE_EN]);
	add_count(section, "cy", "Welsh", n[LANGUAGE_CY]);
	add_count(section, "both", "Both", n[LANGUAGE_BOTH]);
	add_unread(section, n[LANGUAGE_UNREAD]);
	add_count(section, "unknown", "Not known", n[LANGUAGE_UNSAID]);
	section = add_section(stats, "access", "Access needs", NULL);
	add_count(section, "some", "Some", counter->access_needs);
	add_count(section, "unknown", "None, or not known", counter->rows - counter->access_needs);
}

static void
free_section(void *data)
{
	OtSuppliersSection *section = data;

	g_array_unref(section->counts);
	g_free(section);
}

static void
free_region(void *data)
{
	Region *region = data;

	g_free(region->name);
	g_free(region);
}

/* The last day that is soon, as 2026-11-30. */
static void
find_soon(Counter *counter)
{
	GDate date;
	int year = 0, month = 0, day = 0;

	sscanf(counter->today, "%4d-%2d-%2d", &year, &month, &day);
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
	g_date_add_days(&date, SOON_DAYS);
	g_snprintf(counter->soon, sizeof counter->soon, "%04d-%02d-%02d", g_date_get_year(&date),
	           (int) g_date_get_month(&date), g_date_get_day(&date));
}

OtSuppliersStats *
ot_suppliers_stats(const char *path, const OtSuppliersOptions *options, size_t least,
                   const char *today, OtFindings *findings, GError **error)
{
	g_autoptr(OtSuppliersStats) stats = g_new0(OtSuppliersStats, 1);
	Counter counter = {.today = today};

	find_soon(&counter);
	counter.regions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_region);
	stats->sections = g_ptr_array_new_with_free_func(free_section);
	stats->arena = ot_arena_new();
	bool good = ot_suppliers_each(path, options, NULL, count, &counter, findings, error);
	if (good) {
		stats->rows = counter.rows;
		stats->bad = counter.bad;
		add_sizes(stats, &counter);
		add_kinds(stats, &counter);
		add_regions(stats, &counter, least);
		add_identified(stats, &counter);
		add_consents(stats, &counter);
		add_retentions(stats, &counter);
		add_languages(stats, &counter);
	}
	g_hash_table_unref(counter.regions);
	return good ? g_steal_pointer(&stats) : NULL;
}

void
ot_suppliers_stats_free(OtSuppliersStats *stats)
{
	if (stats == NULL)
		return;
	g_ptr_array_unref(stats->sections);
	ot_arena_free(stats->arena);
	g_free(stats);
}
