/* SPDX-License-Identifier: MIT */
#include "account/parts.h"

#include <string.h>

const char *
ot_account_number(const OtAccount *account, int n)
{
	if (n > 0 && n < OT_ACCOUNT_LEAST_SHOWN)
		return ot_labels_get(account->source.labels, "fewer-than-three");
	return ot_arena_printf(account->arena, "%d", n);
}

const char *
ot_account_total(const OtAccount *account, const int *numbers, size_t n)
{
	int shown = 0, hidden = 0;

	for (size_t i = 0; i < n; i++) {
		if (numbers[i] > 0 && numbers[i] < OT_ACCOUNT_LEAST_SHOWN)
			hidden += numbers[i];
		else
			shown += numbers[i];
	}
	if (hidden == 0)
		return ot_account_number(account, shown);
	/* The difference between this and what is shown is no number that can be told. */
	g_autofree char *least = g_strdup_printf("%d", shown);
	return shown == 0 ? ot_labels_get(account->source.labels, "fewer-than-three-each")
	                  : ot_labels_fill(account->source.labels, account->arena, "at-least",
	                                   "number", least, NULL);
}

void
ot_account_set(OtAnswers *answers, const char *text, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *name = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	if (ot_answers_find(answers, name) == NULL)
		ot_answers_set(answers, name, text);
}

/* The bands of numbers that are not told exactly, by the most of each. */
static const int bands[] = {OT_ACCOUNT_LEAST_SHOWN - 1, 5, 10, 20, 50, 100, 1000, G_MAXINT};

/* Where a number lies that is told as `telling` says: from `least` to `most`. */
static void
find_range(int n, OtTelling telling, int *least, int *most)
{
	size_t band = 0;

	*least = *most = n;
	if (n == 0 || telling == OT_TELL_EXACTLY ||
	    (telling == OT_TELL_SAFELY && n >= OT_ACCOUNT_LEAST_SHOWN))
		return;
	while (n > bands[band])
		band++;
	*least = band > 0 ? bands[band - 1] + 1 : 1;
	*most = band + 1 < G_N_ELEMENTS(bands) ? bands[band] : n;
}

static const char *
tell_range(const OtAccount *account, int least, int most)
{
	if (most < OT_ACCOUNT_LEAST_SHOWN && most > 0)
		return ot_labels_get(account->source.labels, "fewer-than-three");
	g_autofree char *from = g_strdup_printf("%d", least), *to = g_strdup_printf("%d", most);
	return least == most ? ot_arena_strdup(account->arena, to)
	                     : ot_labels_fill(account->source.labels, account->arena, "from-to",
	                                      "from", from, "to", to, NULL);
}

/* A number that is not told is drawn as what it may be. */
void
ot_account_draw(const OtAccount *account, OtAnswers *answers, const char *point,
                const char *label, int n, OtTelling telling)
{
	int least, most;

	find_range(n, telling, &least, &most);
	g_autofree char *value = g_strdup_printf("%d", most);
	const char *words = telling == OT_TELL_EXACTLY ? value : tell_range(account, least, most);

	ot_account_set(answers, label, "%s.label", point);
	ot_account_set(answers, value, "%s.value", point);
	ot_account_set(answers, words, "%s.text", point);
	if (least < most) {
		g_autofree char *from = g_strdup_printf("%d", least);
		ot_account_set(answers, from, "%s.from", point);
	}
}

/* --- sizes --------------------------------------------------------------------------------- */

typedef enum { IN_WRITING, PRESENT, IN_ALL, N_WAYS } Way;

static bool
took_part(const OtParticipant *participant, Way way)
{
	switch (way) {
	case IN_WRITING:
		return participant->response != NULL;
	case PRESENT:
		return participant->present;
	default:
		return true;
	}
}

static void
count_sizes(const OtAccount *account, Way way, int numbers[OT_N_ACCOUNT_SIZES], int *voluntary)
{
	for (guint i = 0; i < account->participants->len; i++) {
		const OtParticipant *participant = g_ptr_array_index(account->participants, i);
		if (!took_part(participant, way))
			continue;
		numbers[participant->size]++;
		*voluntary += participant->voluntary;
	}
}

static void
answer_way(const OtAccount *account, OtAnswers *answers, Way way, const char *name)
{
	int numbers[OT_N_ACCOUNT_SIZES] = {0}, voluntary = 0;

	count_sizes(account, way, numbers, &voluntary);
	for (size_t i = 0; i < OT_N_ACCOUNT_SIZES; i++)
		if (i != OT_ACCOUNT_UNKNOWN || numbers[i] > 0)
			ot_account_set(answers, ot_account_number(account, numbers[i]),
			               "took-part.%s.%s", ot_account_sizes[i], name);
	ot_account_set(answers, ot_account_number(account, voluntary), "took-part.voluntary.%s",
	               name);
	ot_account_set(answers, ot_account_total(account, numbers, OT_N_ACCOUNT_SIZES),
	               "took-part.all.%s", name);
}

static void
draw_sizes(const OtAccount *account, OtAnswers *answers)
{
	int numbers[OT_N_ACCOUNT_SIZES] = {0}, voluntary = 0;

	count_sizes(account, IN_ALL, numbers, &voluntary);
	for (size_t i = 0; i < OT_N_ACCOUNT_SIZES; i++) {
		g_autofree char *point = g_strconcat("drawn.size.", ot_account_sizes[i], NULL);
		if (i != OT_ACCOUNT_UNKNOWN || numbers[i] > 0)
			ot_account_draw(account, answers, point, ot_account_sizes[i], numbers[i],
			                OT_TELL_SAFELY);
	}
}

/* --- regions ------------------------------------------------------------------------------- */

typedef struct {
	const char *name;
	int n;
} Region;

static void
count_region(GArray *regions, const char *name)
{
	for (guint i = 0; i < regions->len; i++) {
		Region *region = &g_array_index(regions, Region, i);
		if (g_ascii_strcasecmp(region->name, name) == 0) {
			region->n++;
			return;
		}
	}
	const Region region = {name, 1};
	g_array_append_val(regions, region);
}

/* Most first, then by name; those of whom it is not known last. */
static int
compare_regions(const void *one, const void *other)
{
	const Region *a = one, *b = other;

	if ((*a->name == '\0') != (*b->name == '\0'))
		return *a->name == '\0' ? 1 : -1;
	return a->n != b->n ? b->n - a->n : strcmp(a->name, b->name);
}

/* Regions with so few organisations that they could be recognised become one. */
static GArray *
gather_regions(const OtAccount *account)
{
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Region));
	GArray *told = g_array_new(FALSE, FALSE, sizeof(Region));
	Region others = {ot_labels_get(account->source.labels, "regions-other"), 0};

	for (guint i = 0; i < account->participants->len; i++) {
		const OtParticipant *one = g_ptr_array_index(account->participants, i);
		count_region(all, one->region);
	}
	g_array_sort(all, compare_regions);
	for (guint i = 0; i < all->len; i++) {
		Region region = g_array_index(all, Region, i);
		if (*region.name == '\0')
			region.name = ot_labels_get(account->source.labels, "region-unknown");
		if (region.n < OT_ACCOUNT_LEAST_SHOWN)
			others.n += region.n;
		else
			g_array_append_val(told, region);
	}
	if (others.n > 0)
		g_array_append_val(told, others);
	return told;
}

static void
draw_regions(const OtAccount *account, OtAnswers *answers)
{
	g_autoptr(GArray) regions = gather_regions(account);
	g_autoptr(GString) all = g_string_new(NULL);

	/* One bar says nothing. */
	if (regions->len < 2)
		return;
	for (guint i = 0; i < regions->len; i++) {
		const Region *region = &g_array_index(regions, Region, i);
		g_autofree char *point = g_strdup_printf("drawn.region.%u", i + 1);
		g_autofree char *text = g_strconcat(point, ".text", NULL);
		ot_account_draw(account, answers, point, region->name, region->n,
		                OT_TELL_IN_BANDS);
		g_string_append_printf(all, "%s%s: %s", i > 0 ? "; " : "", region->name,
		                       ot_answers_find(answers, text)->text);
	}
	ot_account_set(answers, all->str, "drawn.regions");
}

void
ot_account_answer_numbers(const OtAccount *account, OtAnswers *answers)
{
	answer_way(account, answers, IN_WRITING, "writing");
	answer_way(account, answers, PRESENT, "present");
	draw_sizes(account, answers);
	draw_regions(account, answers);
}
