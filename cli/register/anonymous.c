/* SPDX-License-Identifier: MIT */
#include "register/anonymous.h"

#include "register/words.h"

#include <string.h>

/* A name of one word that is shorter is a word like others. */
#define LEAST_LETTERS 4
/* Digits in a telephone number; years, sums and ids have fewer. */
#define LEAST_DIGITS 9
/* A text is gone through again while something is found, but not for ever. */
#define MOST_ROUNDS 8

/* What a supplier is known by. */
typedef struct {
	GArray *words; /* of OtWord */
	const OtSupplier *supplier;
	const char *what; /* "the name", "the company number" */
	bool capital;     /* only with a capital letter: it could be an ordinary word */
	bool of_asker;    /* only where that supplier asked: others are called so, too */
} Name;

struct OtSupplierNames {
	GHashTable *first; /* from the first word to a GPtrArray of Name */
	GPtrArray *names;  /* of Name, owned */
};

/* Something in a text that tells who wrote it. */
typedef struct {
	size_t start, end;
	const Name *name; /* NULL: a pattern */
	OtCode code;
	const char *what;
} Trace;

/* --- names --------------------------------------------------------------------------------- */

static void
free_name(gpointer data)
{
	Name *name = data;

	g_array_unref(name->words);
	g_free(name);
}

/* What stands at the end of a name and says only what kind of body it is. */
static bool
is_ending(const char *word)
{
	static const char *const endings[] = {
		"ltd", "limited", "plc", "llp", "cic", "cio", "cyf", "cyfyngedig", "ccc", "lp", "inc",
		"gmbh", "uk", "co", "company", "the", "and",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
		if (strcmp(endings[i], word) == 0)
			return true;
	return false;
}

static void
keep_name(OtSupplierNames *names, Name *name)
{
	const char *first = ot_words_get(name->words, 0)->folded;
	GPtrArray *list = g_hash_table_lookup(names->first, first);

	g_ptr_array_add(names->names, name);
	if (list == NULL) {
		list = g_ptr_array_new();
		g_hash_table_insert(names->first, (char *) first, list);
	}
	g_ptr_array_add(list, name);
}

/* People call a firm by the first word of its name. */
static void
add_first_word(OtSupplierNames *names, const OtSupplier *supplier, const char *text)
{
	g_autoptr(GArray) words = ot_words_split(text);

	if (words->len < 2 ||
	    g_utf8_strlen(ot_words_get(words, 0)->folded, -1) < LEAST_LETTERS)
		return;
	g_array_set_size(words, 1);
	Name *name = g_new0(Name, 1);
	*name = (Name){g_array_ref(words), supplier, "the beginning of the name", true, true};
	keep_name(names, name);
}

static void
add_name(OtSupplierNames *names, const OtSupplier *supplier, const char *text, const char *what,
         bool is_title)
{
	g_autoptr(GArray) words = ot_words_split(text);

	while (is_title && words->len > 1 &&
	       is_ending(ot_words_get(words, words->len - 1)->folded))
		g_array_set_size(words, words->len - 1);
	if (words->len == 0 ||
	    (words->len == 1 &&
	     g_utf8_strlen(ot_words_get(words, 0)->folded, -1) < LEAST_LETTERS))
		return;
	Name *name = g_new0(Name, 1);
	name->words = g_array_ref(words);
	name->supplier = supplier;
	name->what = what;
	name->capital = is_title && words->len == 1;
	keep_name(names, name);
}

static void
free_list(gpointer list)
{
	g_ptr_array_unref(list);
}

OtSupplierNames *
ot_supplier_names_new(const OtSuppliers *suppliers)
{
	static const struct {
		OtSupplierField field;
		const char *what;
		bool is_title;
	} known[] = {
		{OT_SUPPLIER_NAME, "the name", true},
		{OT_SUPPLIER_COMPANY_NUMBER, "the company number", false},
		{OT_SUPPLIER_PPON, "the PPON", false},
		{OT_SUPPLIER_CONTACT, "the contact", false},
		{OT_SUPPLIER_POSTCODE, "the postcode", false},
	};
	OtSupplierNames *names = g_new0(OtSupplierNames, 1);

	names->first = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_list);
	names->names = g_ptr_array_new_with_free_func(free_name);
	for (size_t i = 0; i < ot_suppliers_count(suppliers); i++) {
		const OtSupplier *supplier = ot_suppliers_get(suppliers, i);
		for (size_t j = 0; j < G_N_ELEMENTS(known); j++)
			add_name(names, supplier, supplier->values[known[j].field], known[j].what,
			         known[j].is_title);
		add_first_word(names, supplier, supplier->values[OT_SUPPLIER_NAME]);
		const char *at = strchr(supplier->values[OT_SUPPLIER_EMAIL], '@');
		if (at != NULL)
			add_name(names, supplier, at + 1, "the domain", false);
	}
	return names;
}

void
ot_supplier_names_free(OtSupplierNames *names)
{
	if (names == NULL)
		return;
	g_hash_table_unref(names->first);
	g_ptr_array_unref(names->names);
	g_free(names);
}

/* --- what is in a text --------------------------------------------------------------------- */

static bool
stands_at(const Name *name, const char *text, const GArray *words, guint at)
{
	if (at + name->words->len > words->len)
		return false;
	for (guint i = 0; i < name->words->len; i++)
		if (strcmp(ot_words_get(name->words, i)->folded,
		           ot_words_get(words, at + i)->folded) != 0)
			return false;
	return !name->capital ||
	       g_unichar_isupper(g_utf8_get_char(text + ot_words_get(words, at)->start));
}

static void
add_trace(GArray *traces, size_t start, size_t end, const Name *name, OtCode code, const char *what)
{
	const Trace trace = {start, end, name, code, what};

	/* What lies within the one before says nothing new. */
	if (traces->len > 0 && g_array_index(traces, Trace, traces->len - 1).end >= end)
		return;
	g_array_append_val(traces, trace);
}

static bool
is_asker(const OtEnquiry *enquiry, const OtSupplier *supplier)
{
	const char *from = enquiry != NULL ? enquiry->values[OT_ENQUIRY_FROM] : "";

	return *from != '\0' && (g_ascii_strcasecmp(from, supplier->values[OT_SUPPLIER_ID]) == 0 ||
	                         g_ascii_strcasecmp(from, supplier->code) == 0);
}

/* The longest name that begins with a word; `enquiry` may be NULL. */
static const Name *
find_name(const OtSupplierNames *names, const OtEnquiry *enquiry, const char *text,
          const GArray *words, guint at)
{
	const GPtrArray *list =
		names != NULL ? g_hash_table_lookup(names->first, ot_words_get(words, at)->folded)
		              : NULL;
	const Name *best = NULL;

	for (guint i = 0; list != NULL && i < list->len; i++) {
		const Name *name = g_ptr_array_index(list, i);
		if ((best == NULL || name->words->len > best->words->len) &&
		    (!name->of_asker || is_asker(enquiry, name->supplier)) &&
		    stands_at(name, text, words, at))
			best = name;
	}
	return best;
}

/* A run without blanks, as addresses are, and without the full stop of its sentence. */
static size_t
end_of_run(const char *text, size_t start)
{
	size_t end = start + strcspn(text + start, " \t\n<>()[]\"'");

	while (end > start && strchr(".,;:!?", text[end - 1]) != NULL)
		end--;
	return end;
}

static bool
is_address(const char *run, const char **what)
{
	g_autofree char *lower = g_ascii_strdown(run, -1);
	const char *at = strchr(lower, '@');

	if (at != NULL && at > lower && strchr(at, '.') != NULL) {
		*what = "an address of e-mail";
		return true;
	}
	*what = "the address of a page";
	return g_str_has_prefix(lower, "http://") || g_str_has_prefix(lower, "https://") ||
	       g_str_has_prefix(lower, "www.");
}

/* Digits with blanks, brackets and hyphens between, as telephone numbers are written; 0: none. */
static size_t
end_of_telephone(const char *text, size_t start)
{
	size_t n_digits = 0, end = start;

	if (text[start] != '0' && text[start] != '+')
		return 0;
	for (size_t i = start; text[i] != '\0' && strchr("0123456789 ()-+", text[i]) != NULL; i++) {
		n_digits += g_ascii_isdigit(text[i]);
		if (g_ascii_isdigit(text[i]))
			end = i + 1;
	}
	return n_digits >= LEAST_DIGITS ? end : 0;
}

static void
find_patterns(const char *text, GArray *traces)
{
	bool at_start = true;

	for (size_t i = 0; text[i] != '\0'; i++) {
		size_t telephone = at_start ? end_of_telephone(text, i) : 0;
		size_t run = at_start ? end_of_run(text, i) : 0;
		g_autofree char *word = run > i ? g_strndup(text + i, run - i) : NULL;
		const char *what;
		if (telephone > 0)
			add_trace(traces, i, telephone, NULL, OT_CODE_QUESTION_CONTACT,
			          "a telephone number");
		else if (word != NULL && is_address(word, &what))
			add_trace(traces, i, run, NULL, OT_CODE_QUESTION_CONTACT, what);
		at_start = strchr(" \t\n<(\"'", text[i]) != NULL;
	}
}

/* "our platform": whoever asks speaks of what it sells. */
static bool
speaks_of_own(const GArray *words, guint at)
{
	static const char *const own[] = {"our", "my"};
	static const char *const things[] = {
		"product", "products", "platform", "software", "system", "solution", "technology",
		"company", "firm", "app", "device", "devices", "sensor", "sensors", "customers",
		"clients", "patent", "contract", "unit", "units", "website", "factory", "depot",
		"depots", "staff",
	};
	bool is_own = false;

	for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
		is_own |= strcmp(ot_words_get(words, at)->folded, own[i]) == 0;
	/* One word may stand between: "our patented sensor". */
	for (guint next = at + 1; is_own && next < MIN(at + 3, words->len); next++)
		for (size_t i = 0; i < G_N_ELEMENTS(things); i++)
			if (strcmp(ot_words_get(words, next)->folded, things[i]) == 0)
				return true;
	return false;
}

/* "GritSense", "RoadIQ": small letters before a capital are how products are called. */
static bool
is_product(const char *text, const OtWord *word)
{
	size_t n_small = 0;

	for (size_t i = word->start; i < word->end; i++) {
		if (g_ascii_isupper(text[i]) && n_small >= 2)
			return true;
		n_small = g_ascii_islower(text[i]) ? n_small + 1 : 0;
	}
	/* "®" and "™" */
	return g_str_has_prefix(text + word->end, "\xC2\xAE") ||
	       g_str_has_prefix(text + word->end, "\xE2\x84\xA2");
}

static int
compare_traces(gconstpointer a, gconstpointer b)
{
	const Trace *one = a, *other = b;

	return one->start < other->start ? -1 : one->start > other->start;
}

/* All that is found in a text, of a question or (NULL) another, in its order; of Trace. */
static GArray *
find_traces(const OtSupplierNames *names, const OtEnquiry *enquiry, const char *text,
            bool own_words)
{
	GArray *traces = g_array_new(FALSE, FALSE, sizeof(Trace));
	g_autoptr(GArray) patterns = g_array_new(FALSE, FALSE, sizeof(Trace));
	g_autoptr(GArray) words = ot_words_split(text);

	find_patterns(text, patterns);
	for (guint i = 0; i < words->len; i++) {
		const OtWord *word = ot_words_get(words, i);
		const Name *name = find_name(names, enquiry, text, words, i);
		if (name != NULL)
			add_trace(traces, word->start,
			          ot_words_get(words, i + name->words->len - 1)->end, name,
			          OT_CODE_QUESTION_NAMES, name->what);
		else if (own_words && speaks_of_own(words, i))
			add_trace(traces, word->start, ot_words_get(words, i + 1)->end, NULL,
			          OT_CODE_QUESTION_OWN, "words about a thing of one's own");
		else if (own_words && is_product(text, word))
			add_trace(traces, word->start, word->end, NULL, OT_CODE_QUESTION_OWN,
			          "what looks like the name of a product");
	}
	g_array_append_vals(traces, patterns->data, patterns->len);
	g_array_sort(traces, compare_traces);
	return traces;
}

/* --- judging ------------------------------------------------------------------------------- */

static void
find_trace(const OtEnquiries *enquiries, const OtEnquiry *enquiry, OtEnquiryColumn column,
           const Trace *trace, OtFindings *findings)
{
	const char *text = enquiry->values[column];
	int len = (int) (trace->end - trace->start);

	if (trace->name != NULL)
		ot_enquiry_find(enquiries, enquiry, column, findings, trace->code,
		                "“%.*s” is %s of %s%s", len, text + trace->start, trace->what,
		                trace->name->supplier->values[OT_SUPPLIER_NAME],
		                is_asker(enquiry, trace->name->supplier) ? ", who asked" : "");
	else
		ot_enquiry_find(enquiries, enquiry, column, findings, trace->code, "“%.*s”: %s",
		                len, text + trace->start, trace->what);
}

size_t
ot_enquiry_judge(const OtEnquiries *enquiries, const OtEnquiry *enquiry,
                 const OtSupplierNames *names, OtFindings *findings)
{
	static const OtEnquiryColumn texts[] = {OT_ENQUIRY_QUESTION, OT_ENQUIRY_ANSWER};
	size_t n = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		bool is_question = texts[i] == OT_ENQUIRY_QUESTION;
		g_autoptr(GArray) traces =
			find_traces(names, enquiry, enquiry->values[texts[i]], is_question);
		size_t told = 0;
		for (guint j = 0; j < traces->len; j++) {
			const Trace *trace = &g_array_index(traces, Trace, j);
			/* The authority may give an address of its own in an answer. */
			if ((trace->code == OT_CODE_QUESTION_CONTACT && !is_question) ||
			    trace->end <= told)
				continue;
			told = trace->end;
			n += trace->code != OT_CODE_QUESTION_OWN;
			find_trace(enquiries, enquiry, texts[i], trace, findings);
		}
	}
	return n;
}

static char *
remove_once(const OtSupplierNames *names, const char *text)
{
	g_autoptr(GArray) traces = find_traces(names, NULL, text, false);
	GString *out = g_string_new(NULL);
	size_t done = 0;

	for (guint i = 0; i < traces->len; i++) {
		const Trace *trace = &g_array_index(traces, Trace, i);
		if (trace->start < done) {
			done = MAX(done, trace->end);
			continue;
		}
		g_string_append_len(out, text + done, (gssize) (trace->start - done));
		g_string_append(out, "[left out]");
		done = trace->end;
	}
	g_string_append(out, text + done);
	return g_string_free(out, FALSE);
}

char *
ot_supplier_names_remove(const OtSupplierNames *names, const char *text)
{
	char *left = remove_once(names, text);

	/* What is taken out may have hidden where a name begins: "01632960101Ashdown Sensing". */
	for (int round = 0; round < MOST_ROUNDS; round++) {
		char *less = remove_once(names, left);
		bool same = strcmp(less, left) == 0;
		g_free(left);
		left = less;
		if (same)
			break;
	}
	return left;
}
