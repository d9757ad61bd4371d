/* SPDX-License-Identifier: MIT */
#include "register/treatment.h"

#include "base/limits.h"
#include "register/row.h"

#include <string.h>

/* So many names stand in a finding; the rest is counted. */
#define NAMES_SHOWN 5

/* Something that a supplier was told, and nothing says yet that all know it. */
typedef struct {
	size_t row;
	char *number, *name, *about, *day;
	bool shared; /* a later row says so */
} Told;

/* Something that has a name of its own, such as a pack, and who was sent it. */
typedef struct {
	char *name;
	size_t row;          /* the first */
	char *day;
	bool for_all;        /* it was published, too */
	GHashTable *holders; /* what stands for suppliers, see find_supplier() */
} Item;

/* Somebody who came to an event. */
typedef struct {
	size_t row;
	char *name, *event;
	const void *supplier;
} Guest;

typedef struct {
	const OtTreatment *treatment;
	const char *path;
	OtFindings *findings;
	GHashTable *list;   /* from an id or a code to an OtSupplier */
	GHashTable *words;  /* texts that stand for suppliers of no list, kept once */
	GPtrArray *told;    /* of Told */
	GHashTable *by_key; /* from "#12" and from what a row is about to a GPtrArray of Told */
	GHashTable *items;  /* of Item, by name */
	GPtrArray *order;   /* of Item, as they came */
	GPtrArray *guests;  /* of Guest */
	char **announced;   /* for each event the first day on which it was announced, or NULL */
	size_t n_past, first_past; /* rows past the day up to which they are kept */
} Check;

/* --- findings ------------------------------------------------------------------------------ */

static OtFinding *
find(Check *check, OtCode code, const char *source, const char *file, const char *place,
     const char *format, ...) G_GNUC_PRINTF(6, 7);

static OtFinding *
find(Check *check, OtCode code, const char *source, const char *file, const char *place,
     const char *format, ...)
{
	const OtCodeInfo *info = ot_code_info(code);
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	const OtFinding finding = {
		.code = info->code,
		.severity = info->severity,
		.where = {.file = file, .place = place},
		.message = message,
		.advice = info->advice,
		.source = source,
	};
	return ot_findings_add_copy(check->findings, &finding);
}

static char *
name_row(size_t row)
{
	return g_strdup_printf("row %zu", row);
}

/* Days from one day to another; false where one is none. */
static bool
count_days(const char *from, const char *to, int *days)
{
	g_autoptr(GDateTime) start = ot_register_read_time(from);
	g_autoptr(GDateTime) end = ot_register_read_time(to);

	if (start == NULL || end == NULL)
		return false;
	*days = (int) (g_date_time_difference(end, start) / G_TIME_SPAN_DAY);
	return true;
}

/* Whether more than so many days have passed since. */
static bool
is_late(const Check *check, const char *day, int most)
{
	int days;

	return count_days(day, check->treatment->today, &days) && days > most;
}

/* --- taking rows --------------------------------------------------------------------------- */

static void
free_told(gpointer data)
{
	Told *told = data;

	g_free(told->number);
	g_free(told->name);
	g_free(told->about);
	g_free(told->day);
	g_free(told);
}

static void
free_item(gpointer data)
{
	Item *item = data;

	g_hash_table_unref(item->holders);
	g_free(item->name);
	g_free(item->day);
	g_free(item);
}

static void
free_guest(gpointer data)
{
	Guest *guest = data;

	g_free(guest->name);
	g_free(guest->event);
	g_free(guest);
}

static void
free_list(gpointer list)
{
	g_ptr_array_unref(list);
}

static char *
day_of(const char *when)
{
	return g_strndup(when, strlen("2026-11-30"));
}

static const char *
name_of(const char *const *cells)
{
	return *cells[OT_REGISTER_NAME] != '\0' ? cells[OT_REGISTER_NAME]
	                                        : cells[OT_REGISTER_SUPPLIER];
}

/* Of two with the same id, the first is meant. */
static void
index_suppliers(Check *check)
{
	const OtSuppliers *suppliers = check->treatment->suppliers;

	for (size_t i = 0; suppliers != NULL && i < ot_suppliers_count(suppliers); i++) {
		const OtSupplier *supplier = ot_suppliers_get(suppliers, i);
		const char *const keys[] = {supplier->values[OT_SUPPLIER_ID], supplier->code};
		for (size_t j = 0; j < G_N_ELEMENTS(keys); j++)
			if (*keys[j] != '\0' && !g_hash_table_contains(check->list, keys[j]))
				g_hash_table_insert(check->list, (char *) keys[j],
				                    (void *) supplier);
	}
}

/* The supplier with an id, or a code as people type it. */
static const OtSupplier *
look_up(const Check *check, const char *word)
{
	const OtSupplier *supplier = g_hash_table_lookup(check->list, word);
	char code[OT_SUPPLIER_CODE_BYTES];

	if (supplier != NULL || *word == '\0' || !ot_supplier_code_read(word, code))
		return supplier;
	return g_hash_table_lookup(check->list, code);
}

/* What stands for a supplier: its place in the list, or else the words, kept once. */
static const void *
find_supplier(Check *check, const char *const *cells)
{
	const char *code = cells[OT_REGISTER_SUPPLIER];
	const char *words = *code != '\0' ? code : cells[OT_REGISTER_NAME];
	const OtSupplier *supplier = look_up(check, code);

	if (supplier != NULL || *words == '\0')
		return supplier;
	const char *kept = g_hash_table_lookup(check->words, words);
	if (kept == NULL) {
		char *copy = g_strdup(words);
		g_hash_table_insert(check->words, copy, copy);
		kept = copy;
	}
	return kept;
}

static bool
is_one_of(const char *const *cells, OtRegisterColumn column, const char *codes)
{
	g_auto(GStrv) list = g_strsplit(codes, " ", -1);

	return g_strv_contains((const char *const *) list, cells[column]);
}

static void
note_key(Check *check, const char *key, Told *told)
{
	GPtrArray *list = g_hash_table_lookup(check->by_key, key);

	if (list == NULL) {
		list = g_ptr_array_new();
		g_hash_table_insert(check->by_key, g_strdup(key), list);
	}
	g_ptr_array_add(list, told);
}

/* A row with which somebody was told something that not all know. */
static void
take_told(Check *check, const OtRegisterRow *row)
{
	const char *const *cells = row->cells;
	bool given = is_one_of(cells, OT_REGISTER_KIND, "told answered met") ||
	             (is_one_of(cells, OT_REGISTER_KIND, "sent") &&
	              strcmp(cells[OT_REGISTER_SHARED], "no") == 0);
	bool known = is_one_of(cells, OT_REGISTER_SHARED, "yes not-needed");

	if (!given || known || *name_of(cells) == '\0' ||
	    check->told->len >= OT_LIMIT_FINDINGS)
		return;
	Told *told = g_new0(Told, 1);
	*told = (Told){row->row, g_strconcat("#", cells[OT_REGISTER_NUMBER], NULL),
	               g_strdup(name_of(cells)), g_strdup(cells[OT_REGISTER_ABOUT]),
	               day_of(cells[OT_REGISTER_WHEN]), false};
	g_ptr_array_add(check->told, told);
	note_key(check, told->number, told);
	g_auto(GStrv) words = g_strsplit(told->about, " ", -1);
	for (char **word = words; *word != NULL; word++)
		if (**word != '\0' && **word != '#')
			note_key(check, *word, told);
}

/* What a row that all know belongs to is known to all from then on. */
static void
take_shared(Check *check, const char *const *cells)
{
	g_auto(GStrv) words = g_strsplit(cells[OT_REGISTER_ABOUT], " ", -1);

	if (strcmp(cells[OT_REGISTER_SHARED], "yes") != 0)
		return;
	for (char **word = words; *word != NULL; word++) {
		GPtrArray *list = g_hash_table_lookup(check->by_key, *word);
		for (guint i = 0; list != NULL && i < list->len; i++)
			((Told *) g_ptr_array_index(list, i))->shared = true;
	}
}

static Item *
take_item(Check *check, const OtRegisterRow *row, const char *name)
{
	Item *item = g_hash_table_lookup(check->items, name);

	if (item != NULL || check->order->len >= OT_LIMIT_FINDINGS)
		return item;
	item = g_new0(Item, 1);
	*item = (Item){g_strdup(name), row->row, day_of(row->cells[OT_REGISTER_WHEN]), false,
	               g_hash_table_new(NULL, NULL)};
	g_hash_table_insert(check->items, item->name, item);
	g_ptr_array_add(check->order, item);
	return item;
}

/* Whether a word of "About" is the name of something that is sent: no row, question or event. */
static bool
is_item(const Check *check, const char *word)
{
	if (*word == '\0' || *word == '#' || (*word == 'Q' && g_ascii_isdigit(word[1])))
		return false;
	for (size_t i = 0; i < check->treatment->n_events; i++)
		if (strcmp(check->treatment->events[i].id, word) == 0)
			return false;
	return true;
}

static void
take_sent(Check *check, const OtRegisterRow *row)
{
	const char *const *cells = row->cells;
	g_auto(GStrv) words = g_strsplit(cells[OT_REGISTER_ABOUT], " ", -1);
	const void *supplier = find_supplier(check, cells);

	if (!is_one_of(cells, OT_REGISTER_KIND, "sent published"))
		return;
	for (char **word = words; *word != NULL; word++) {
		Item *item = is_item(check, *word) ? take_item(check, row, *word) : NULL;
		if (item == NULL)
			continue;
		if (supplier != NULL)
			g_hash_table_add(item->holders, (void *) supplier);
		else
			item->for_all = true;
	}
}

static void
take_event(Check *check, const OtRegisterRow *row)
{
	const char *const *cells = row->cells;
	g_auto(GStrv) words = g_strsplit(cells[OT_REGISTER_ABOUT], " ", -1);

	for (size_t i = 0; i < check->treatment->n_events; i++) {
		const char *id = check->treatment->events[i].id;
		if (!g_strv_contains((const char *const *) words, id))
			continue;
		if (is_one_of(cells, OT_REGISTER_KIND, "announced published sent")) {
			g_autofree char *day = day_of(cells[OT_REGISTER_WHEN]);
			char **first = &check->announced[i];
			if (*first == NULL || strcmp(day, *first) < 0) {
				g_free(*first);
				*first = g_steal_pointer(&day);
			}
		} else if (is_one_of(cells, OT_REGISTER_KIND, "attended") &&
		           check->guests->len < OT_LIMIT_FINDINGS) {
			Guest *guest = g_new0(Guest, 1);
			*guest = (Guest){row->row, g_strdup(name_of(cells)), g_strdup(id),
			                 find_supplier(check, cells)};
			g_ptr_array_add(check->guests, guest);
		}
	}
}

static bool
take_row(const OtRegisterRow *row, void *data)
{
	Check *check = data;
	const char *keep_until = row->cells[OT_REGISTER_KEEP_UNTIL];

	take_shared(check, row->cells);
	take_told(check, row);
	take_sent(check, row);
	take_event(check, row);
	if (*keep_until != '\0' && strcmp(keep_until, check->treatment->today) < 0 &&
	    check->n_past++ == 0)
		check->first_past = row->row;
	return true;
}

/* --- what follows from them ---------------------------------------------------------------- */

static void
judge_told(Check *check)
{
	const OtTreatment *treatment = check->treatment;

	for (guint i = 0; i < check->told->len; i++) {
		const Told *told = g_ptr_array_index(check->told, i);
		g_autofree char *place = name_row(told->row);
		if (told->shared || !is_late(check, told->day, treatment->share_days))
			continue;
		OtFinding *finding = find(
			check, OT_CODE_EQUAL_SHARED, treatment->source, check->path, place,
			"%s was told something on %s, and %d days later nothing says that all know it",
			told->name, told->day, treatment->share_days);
		ot_finding_advise(
			check->findings, finding,
			"Tell all, then: outset log add --kind published --shared yes "
			"--about \"%s\"; or write that others do not need it. After how many "
			"days is our opinion: share-within in outset.ini.",
			told->number);
	}
}

/* Those of the list who may be written to and have not got something; names, and how many. */
static GString *
list_lacking(const Check *check, const Item *item, size_t *n)
{
	const OtSuppliers *suppliers = check->treatment->suppliers;
	GString *names = g_string_new(NULL);

	*n = 0;
	for (size_t i = 0; i < ot_suppliers_count(suppliers); i++) {
		const OtSupplier *supplier = ot_suppliers_get(suppliers, i);
		if (supplier->consent == OT_CONSENT_REFUSED ||
		    supplier->consent == OT_CONSENT_WITHDRAWN ||
		    g_hash_table_contains(item->holders, supplier))
			continue;
		if ((*n)++ < NAMES_SHOWN)
			g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
			                       supplier->values[OT_SUPPLIER_NAME]);
	}
	if (*n > NAMES_SHOWN)
		g_string_append_printf(names, " and %zu more", *n - NAMES_SHOWN);
	return names;
}

static void
judge_items(Check *check)
{
	const OtTreatment *treatment = check->treatment;

	for (guint i = 0; treatment->suppliers != NULL && i < check->order->len; i++) {
		const Item *item = g_ptr_array_index(check->order, i);
		g_autofree char *place = name_row(item->row);
		size_t n;
		if (item->for_all || !is_late(check, item->day, treatment->share_days))
			continue;
		g_autoptr(GString) names = list_lacking(check, item, &n);
		if (n == 0)
			continue;
		find(check, OT_CODE_EQUAL_LACKS, treatment->source, check->path, place,
		     "“%s” was sent on %s, and %d days later %zu supplier%s of the list %s not got "
		     "it: %s",
		     item->name, item->day, treatment->share_days, n, n == 1 ? "" : "s",
		     n == 1 ? "has" : "have", names->str);
	}
}

/* Whether the dates of the specification say already that an event is at short notice. */
static bool
is_told_by_dates(const OtTreatment *treatment, const OtTreatmentEvent *event,
                 const char *announced)
{
	int days;

	return treatment->opens != NULL && strcmp(announced, treatment->opens) <= 0 &&
	       count_days(treatment->opens, event->day, &days) && days >= 0 &&
	       days < OT_SHORT_AFTER_OPENING;
}

static void
judge_events(Check *check)
{
	const OtTreatment *treatment = check->treatment;

	for (size_t i = 0; i < treatment->n_events; i++) {
		const OtTreatmentEvent *event = &treatment->events[i];
		const char *announced = check->announced[i];
		int left, before;
		g_autofree char *place = g_strdup_printf("event %s", event->id);
		if (!count_days(treatment->today, event->day, &left) ||
		    left > treatment->announce_days)
			continue;
		if (announced == NULL)
			find(check, OT_CODE_EQUAL_EVENT, treatment->source, check->path, place,
			     "no row says that “%s”, on %s, was announced", event->title,
			     event->day);
		else if (count_days(announced, event->day, &before) &&
		         before < treatment->announce_days &&
		         !is_told_by_dates(treatment, event, announced))
			find(check, OT_CODE_EQUAL_EVENT, treatment->source, check->path, place,
			     "“%s” was announced on %s, %d day%s before it; %d are usual",
			     event->title, announced, before, before == 1 ? "" : "s",
			     treatment->announce_days);
	}
}

/* Whether somebody has at least one of the things that others were sent, or everybody has them. */
static bool
is_provided(const Check *check, const void *supplier)
{
	for (guint i = 0; i < check->order->len; i++) {
		const Item *item = g_ptr_array_index(check->order, i);
		if (item->for_all || g_hash_table_contains(item->holders, supplier))
			return true;
	}
	return check->order->len == 0;
}

static void
judge_guests(Check *check)
{
	for (guint i = 0; i < check->guests->len; i++) {
		const Guest *guest = g_ptr_array_index(check->guests, i);
		g_autofree char *place = name_row(guest->row);
		if (guest->supplier == NULL || is_provided(check, guest->supplier))
			continue;
		find(check, OT_CODE_EQUAL_GUEST, check->treatment->source, check->path, place,
		     "%s came to %s, and no row says that the pack was sent there", guest->name,
		     guest->event);
	}
}

static void
judge_enquiry(Check *check, const OtEnquiry *enquiry)
{
	const OtTreatment *treatment = check->treatment;
	const char *path = ot_enquiries_path(treatment->enquiries);
	g_autofree char *place = name_row(enquiry->row);
	const char *id = enquiry->values[OT_ENQUIRY_ID];
	const char *asked = enquiry->values[OT_ENQUIRY_WHEN];
	const char *answered = enquiry->values[OT_ENQUIRY_ANSWERED];

	if (enquiry->state == OT_ENQUIRY_IS_ANSWERED &&
	    is_late(check, *answered != '\0' ? answered : asked, treatment->answer_days))
		find(check, OT_CODE_EQUAL_ANSWER, treatment->source, path, place,
		     "%s was answered on %s, and %d days later the answer is not published", id,
		     *answered != '\0' ? answered : asked, treatment->answer_days);
	else if (enquiry->state == OT_ENQUIRY_IS_OPEN &&
	         is_late(check, asked, treatment->answer_days))
		find(check, OT_CODE_EQUAL_OPEN, NULL, path, place,
		     "%s was asked on %s, and %d days later it has no answer", id, asked,
		     treatment->answer_days);
}

static void
judge_records(Check *check)
{
	g_autofree char *place = name_row(check->first_past);

	if (check->n_past > 0)
		find(check, OT_CODE_EQUAL_KEPT, check->treatment->records_source, check->path,
		     place, "%zu row%s past the day up to which %s kept; this is the first",
		     check->n_past, check->n_past == 1 ? " is" : "s are",
		     check->n_past == 1 ? "it is" : "they are");
}

static void
judge(Check *check)
{
	judge_told(check);
	judge_items(check);
	judge_events(check);
	judge_guests(check);
	judge_records(check);
}

/* --- the whole ----------------------------------------------------------------------------- */

static void
begin(Check *check)
{
	check->list = g_hash_table_new(g_str_hash, g_str_equal);
	index_suppliers(check);
	check->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	check->told = g_ptr_array_new_with_free_func(free_told);
	check->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_list);
	check->items = g_hash_table_new(g_str_hash, g_str_equal);
	check->order = g_ptr_array_new_with_free_func(free_item);
	check->guests = g_ptr_array_new_with_free_func(free_guest);
	check->announced = g_new0(char *, check->treatment->n_events);
}

static void
end(Check *check)
{
	for (size_t i = 0; i < check->treatment->n_events; i++)
		g_free(check->announced[i]);
	g_free(check->announced);
	g_ptr_array_unref(check->guests);
	g_hash_table_unref(check->items);
	g_ptr_array_unref(check->order);
	g_hash_table_unref(check->by_key);
	g_ptr_array_unref(check->told);
	g_hash_table_unref(check->words);
	g_hash_table_unref(check->list);
}

bool
ot_treatment_check(const OtTreatment *treatment, const char *path, OtFindings *findings,
                   GError **error)
{
	Check check = {.treatment = treatment, .path = path, .findings = findings};
	const OtRegisterReading reading = {.take = take_row, .data = &check};
	g_autoptr(GError) mistake = NULL;

	begin(&check);
	if (path != NULL && ot_register_read(path, &reading, NULL, findings, &mistake))
		judge(&check);
	for (size_t i = 0; treatment->enquiries != NULL &&
	                   i < ot_enquiries_count(treatment->enquiries); i++)
		judge_enquiry(&check, ot_enquiries_get(treatment->enquiries, i));
	end(&check);
	if (mistake == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&mistake));
	return false;
}
