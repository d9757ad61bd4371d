/* SPDX-License-Identifier: MIT */
#include "register/anonymous.h"

#include "base/contacts.h"
#include "base/names.h"
#include "base/tokens.h"

#include <string.h>

/* A first word of a name that is shorter is a word like others. */
#define LEAST_LETTERS 4
/* A text is gone through again while something is found, but not for ever. */
#define MOST_ROUNDS 8

struct OtSupplierNames {
	const OtSuppliers *suppliers;
	OtNames *names; /* each of an OtSupplier */
};

/* Something in a text that tells who wrote it. */
typedef struct {
	size_t start, end;
	const OtSupplier *supplier; /* NULL: a pattern */
	OtCode code;
	const char *what;
} Trace;

/* --- names --------------------------------------------------------------------------------- */

OtSupplierNames *
ot_supplier_names_new(const OtSuppliers *suppliers, const char *const *forms)
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

	names->suppliers = suppliers;
	names->names = ot_names_new(forms);
	for (size_t i = 0; i < ot_suppliers_count(suppliers); i++) {
		const OtSupplier *supplier = ot_suppliers_get(suppliers, i);
		for (size_t j = 0; j < G_N_ELEMENTS(known); j++)
			ot_names_add(names->names, supplier->values[known[j].field],
			             known[j].is_title, supplier, known[j].what);
		const char *at = strchr(supplier->values[OT_SUPPLIER_EMAIL], '@');
		if (at != NULL)
			ot_names_add(names->names, at + 1, false, supplier, "the domain");
	}
	ot_names_close(names->names);
	return names;
}

void
ot_supplier_names_free(OtSupplierNames *names)
{
	if (names == NULL)
		return;
	ot_names_free(names->names);
	g_free(names);
}

/* --- what is in a text --------------------------------------------------------------------- */

static bool
is_asker(const OtEnquiry *enquiry, const OtSupplier *supplier)
{
	const char *from = enquiry != NULL ? enquiry->values[OT_ENQUIRY_FROM] : "";

	return *from != '\0' && (g_ascii_strcasecmp(from, supplier->values[OT_SUPPLIER_ID]) == 0 ||
	                         g_ascii_strcasecmp(from, supplier->code) == 0);
}

static const OtSupplier *
find_asker(const OtSupplierNames *names, const OtEnquiry *enquiry)
{
	size_t n = names != NULL && enquiry != NULL ? ot_suppliers_count(names->suppliers) : 0;

	for (size_t i = 0; i < n; i++)
		if (is_asker(enquiry, ot_suppliers_get(names->suppliers, i)))
			return ot_suppliers_get(names->suppliers, i);
	return NULL;
}

static void
add_names(const OtSupplierNames *names, const char *text, const GArray *tokens, GArray *traces)
{
	g_autoptr(GArray) found = ot_names_find(names->names, text, tokens);

	for (guint i = 0; i < found->len; i++) {
		const OtNameFound *name = &g_array_index(found, OtNameFound, i);
		const Trace trace = {name->start, name->end, name->whose, OT_CODE_QUESTION_NAMES,
		                     name->what};
		g_array_append_val(traces, trace);
	}
}

/*
 * People call a firm by the first word of its name; others are called so, too, and so this tells
 * only where that one asked.
 */
static void
add_first_words(const OtSupplier *asker, const char *text, const GArray *tokens, GArray *traces)
{
	g_autoptr(GArray) name = ot_tokens_split(asker->values[OT_SUPPLIER_NAME]);

	if (name->len < 2 || g_utf8_strlen(ot_token_get(name, 0)->folded, -1) < LEAST_LETTERS)
		return;
	for (guint i = 0; i < tokens->len; i++) {
		const OtToken *token = ot_token_get(tokens, i);
		const Trace trace = {token->start, token->end, asker, OT_CODE_QUESTION_NAMES,
		                     "the beginning of the name"};
		if (strcmp(token->folded, ot_token_get(name, 0)->folded) == 0 &&
		    g_unichar_isupper(g_utf8_get_char(text + token->start)))
			g_array_append_val(traces, trace);
	}
}

static void
add_contacts(const char *text, GArray *traces)
{
	static const char *const kinds[] = {
		[OT_CONTACT_EMAIL] = "an address of e-mail",
		[OT_CONTACT_PAGE] = "the address of a page",
		[OT_CONTACT_TELEPHONE] = "a telephone number",
	};
	g_autoptr(GArray) contacts = ot_contacts_find(text);

	for (guint i = 0; i < contacts->len; i++) {
		const OtContact *contact = &g_array_index(contacts, OtContact, i);
		const Trace trace = {contact->start, contact->end, NULL, OT_CODE_QUESTION_CONTACT,
		                     kinds[contact->kind]};
		g_array_append_val(traces, trace);
	}
}

/* "our platform": whoever asks speaks of what it sells. */
static bool
speaks_of_own(const GArray *tokens, guint at)
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
		is_own |= strcmp(ot_token_get(tokens, at)->folded, own[i]) == 0;
	/* One word may stand between: "our patented sensor". */
	for (guint next = at + 1; is_own && next < MIN(at + 3, tokens->len); next++)
		for (size_t i = 0; i < G_N_ELEMENTS(things); i++)
			if (strcmp(ot_token_get(tokens, next)->folded, things[i]) == 0)
				return true;
	return false;
}

/* "GritSense", "RoadIQ": small letters before a capital are how products are called. */
static bool
is_product(const char *text, const OtToken *token)
{
	size_t n_small = 0;

	for (size_t i = token->start; i < token->end; i++) {
		if (g_ascii_isupper(text[i]) && n_small >= 2)
			return true;
		n_small = g_ascii_islower(text[i]) ? n_small + 1 : 0;
	}
	/* "®" and "™" */
	return g_str_has_prefix(text + token->end, "\xC2\xAE") ||
	       g_str_has_prefix(text + token->end, "\xE2\x84\xA2");
}

static void
add_own_words(const char *text, const GArray *tokens, GArray *traces)
{
	for (guint i = 0; i < tokens->len; i++) {
		const OtToken *token = ot_token_get(tokens, i);
		bool own = speaks_of_own(tokens, i);
		const Trace trace = {
			.start = token->start,
			.end = own ? ot_token_get(tokens, i + 1)->end : token->end,
			.code = OT_CODE_QUESTION_OWN,
			.what = own ? "words about a thing of one's own"
			            : "what looks like the name of a product",
		};
		if (own || is_product(text, token))
			g_array_append_val(traces, trace);
	}
}

/* In the order of the text; of two that begin together the longer one first, and a name before what
 * merely looks like one. */
static int
compare_traces(gconstpointer a, gconstpointer b)
{
	const Trace *one = a, *other = b;

	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	if (one->end != other->end)
		return one->end > other->end ? -1 : 1;
	return (int) one->code - (int) other->code;
}

/* All that is found in a text, of a question or (NULL) another, in its order; of Trace. */
static GArray *
find_traces(const OtSupplierNames *names, const OtEnquiry *enquiry, const char *text,
            bool own_words)
{
	GArray *traces = g_array_new(FALSE, FALSE, sizeof(Trace));
	g_autoptr(GArray) tokens = ot_tokens_split(text);
	const OtSupplier *asker = find_asker(names, enquiry);

	if (names != NULL)
		add_names(names, text, tokens, traces);
	if (asker != NULL)
		add_first_words(asker, text, tokens, traces);
	if (own_words)
		add_own_words(text, tokens, traces);
	add_contacts(text, traces);
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

	if (trace->supplier != NULL)
		ot_enquiry_find(enquiries, enquiry, column, findings, trace->code,
		                "“%.*s” is %s of %s%s", len, text + trace->start, trace->what,
		                trace->supplier->values[OT_SUPPLIER_NAME],
		                is_asker(enquiry, trace->supplier) ? ", who asked" : "");
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
