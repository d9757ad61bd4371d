/* SPDX-License-Identifier: MIT */
#include "account/parts.h"

#include "base/text.h"
#include "register/register.h"

#include <string.h>

const char *const ot_account_sizes[] = {"micro", "small", "large", "unknown"};

static void
free_heard(gpointer data)
{
	OtHeard *heard = data;

	g_ptr_array_unref(heard->participants);
}

void
ot_account_free(OtAccount *account)
{
	if (account == NULL)
		return;
	g_ptr_array_unref(account->participants);
	g_ptr_array_unref(account->heard);
	ot_arena_free(account->arena);
	g_free(account);
}

size_t
ot_account_count(const OtAccount *account)
{
	return account->participants->len;
}

/* --- who it is ----------------------------------------------------------------------------- */

/* Two texts that say the same but for case and white space, and say something. */
static bool
is_same(const char *one, const char *other)
{
	g_autofree char *a = one != NULL ? g_utf8_casefold(one, -1) : NULL;
	g_autofree char *b = other != NULL ? g_utf8_casefold(other, -1) : NULL;

	return a != NULL && b != NULL && *a != '\0' &&
	       strcmp(ot_text_fold(a), ot_text_fold(b)) == 0;
}

/* By number, then by name, then by mail address: what a supplier writes alike everywhere. */
static const OtSupplier *
find_supplier(const OtAccountSource *source, const OtResponse *response)
{
	static const struct {
		OtParticular particular;
		OtSupplierField field;
	} keys[] = {
		{OT_PARTICULAR_NUMBER, OT_SUPPLIER_COMPANY_NUMBER},
		{OT_PARTICULAR_NUMBER, OT_SUPPLIER_PPON},
		{OT_PARTICULAR_NAME, OT_SUPPLIER_NAME},
		{OT_PARTICULAR_EMAIL, OT_SUPPLIER_EMAIL},
	};
	size_t n = source->suppliers != NULL ? ot_suppliers_count(source->suppliers) : 0;

	for (size_t key = 0; key < G_N_ELEMENTS(keys); key++)
		for (size_t i = 0; i < n; i++) {
			const OtSupplier *supplier = ot_suppliers_get(source->suppliers, i);
			if (is_same(response->particulars[keys[key].particular],
			            supplier->values[keys[key].field]))
				return supplier;
		}
	return NULL;
}

/* The size by the words of the form, which are those of its template. */
static OtAccountSize
read_size(const OtResponse *response)
{
	const char *size = response->particulars[OT_PARTICULAR_SIZE];
	gint64 most = 0;

	/* "one person", "2 to 9 people", "50 to 249 people", "250 people or more" */
	for (const char *at = size; *at != '\0'; at++)
		if (g_ascii_isdigit(*at) && (at == size || !g_ascii_isdigit(at[-1])))
			most = MAX(most, g_ascii_strtoll(at, NULL, 10));
	if (most >= 250)
		return OT_ACCOUNT_LARGE;
	if (most >= 10)
		return OT_ACCOUNT_SMALL;
	return *size != '\0' ? OT_ACCOUNT_MICRO : OT_ACCOUNT_UNKNOWN;
}

static OtAccountSize
supplier_size(const OtSupplier *supplier)
{
	static const OtAccountSize sizes[OT_N_FIRM_SIZES] = {
		[OT_FIRM_UNKNOWN] = OT_ACCOUNT_UNKNOWN, [OT_FIRM_MICRO] = OT_ACCOUNT_MICRO,
		[OT_FIRM_SMALL] = OT_ACCOUNT_SMALL,     [OT_FIRM_MEDIUM] = OT_ACCOUNT_SMALL,
		[OT_FIRM_LARGE] = OT_ACCOUNT_LARGE,     [OT_FIRM_SME] = OT_ACCOUNT_UNKNOWN,
	};

	return sizes[supplier->size];
}

/* What the list of suppliers knows, where a response does not say it. */
static void
complete(OtParticipant *participant)
{
	const OtSupplier *supplier = participant->supplier;

	participant->region = "";
	if (supplier == NULL)
		return;
	participant->region = supplier->values[OT_SUPPLIER_REGION];
	participant->voluntary |= (supplier->kinds & OT_KIND_VCSE) != 0;
	if (participant->size == OT_ACCOUNT_UNKNOWN)
		participant->size = supplier_size(supplier);
	if (participant->name == NULL || *participant->name == '\0')
		participant->name = supplier->values[OT_SUPPLIER_NAME];
}

static void
add_response(OtAccount *account, const OtResponse *response)
{
	OtParticipant *participant = ot_arena_new_object(account->arena, OtParticipant);

	participant->name = ot_response_name(response);
	participant->response = response;
	participant->supplier = find_supplier(&account->source, response);
	participant->size = read_size(response);
	participant->voluntary =
		strcmp(response->particulars[OT_PARTICULAR_VOLUNTARY], "yes") == 0;
	complete(participant);
	g_ptr_array_add(account->participants, participant);
}

/* Of several responses of one supplier, the first that counts stands for it. */
static bool
is_first(const OtResponses *responses, size_t index)
{
	const OtResponse *response = ot_response_at(responses, index);

	if (!response->counts)
		return false;
	for (size_t i = 0; i < index; i++) {
		const OtResponse *other = ot_response_at(responses, i);
		if (other->counts && strcmp(other->supplier, response->supplier) == 0)
			return false;
	}
	return true;
}

OtAccount *
ot_account_new(const OtAccountSource *source)
{
	OtAccount *account = g_new0(OtAccount, 1);
	size_t n = source->responses != NULL ? ot_responses_count(source->responses) : 0;

	account->source = *source;
	account->arena = ot_arena_new();
	account->participants = g_ptr_array_new();
	account->heard = g_ptr_array_new_with_free_func(free_heard);
	for (size_t i = 0; i < n; i++)
		if (is_first(source->responses, i))
			add_response(account, ot_response_at(source->responses, i));
	ot_account_hear(account);
	return account;
}

static bool
is_known_as(const OtParticipant *participant, const char *word, const OtSupplier *supplier)
{
	if (supplier != NULL && participant->supplier == supplier)
		return true;
	if (participant->response != NULL && strcmp(participant->response->id, word) == 0)
		return true;
	return is_same(participant->code, word) || is_same(participant->name, word);
}

OtParticipant *
ot_account_find(const OtAccount *account, const char *word)
{
	const OtSupplier *supplier = account->source.suppliers != NULL && *word != '\0'
	                                     ? ot_suppliers_find(account->source.suppliers, word)
	                                     : NULL;

	for (guint i = 0; i < account->participants->len; i++) {
		OtParticipant *participant = g_ptr_array_index(account->participants, i);
		if (is_known_as(participant, word, supplier))
			return participant;
	}
	return NULL;
}

OtParticipant *
ot_account_add(OtAccount *account, const char *code, const char *name)
{
	OtParticipant *participant = ot_arena_new_object(account->arena, OtParticipant);

	participant->code = ot_arena_strdup(account->arena, code);
	participant->name = ot_arena_strdup(account->arena, *name != '\0' ? name : code);
	participant->size = OT_ACCOUNT_UNKNOWN;
	if (account->source.suppliers != NULL && *code != '\0')
		participant->supplier = ot_suppliers_find(account->source.suppliers, code);
	if (participant->supplier != NULL)
		participant->name = participant->supplier->values[OT_SUPPLIER_NAME];
	complete(participant);
	g_ptr_array_add(account->participants, participant);
	return participant;
}

/* --- the register -------------------------------------------------------------------------- */

/* Somebody who came or was spoken to: the kinds "attended" and "met". */
static bool
take_row(const OtRegisterRow *row, void *data)
{
	OtAccount *account = data;
	const char *kind = row->cells[OT_REGISTER_KIND], *code = row->cells[OT_REGISTER_SUPPLIER];
	const char *name = row->cells[OT_REGISTER_NAME];
	const char *until = row->cells[OT_REGISTER_KEEP_UNTIL];

	account->n_contacts++;
	if (*until != '\0' &&
	    (account->kept_until == NULL || strcmp(until, account->kept_until) > 0))
		account->kept_until = ot_arena_strdup(account->arena, until);
	if (strcmp(kind, "attended") != 0 && strcmp(kind, "met") != 0)
		return true;
	if (*code == '\0' && *name == '\0')
		return true;
	OtParticipant *participant = ot_account_find(account, *code != '\0' ? code : name);
	if (participant == NULL)
		participant = ot_account_add(account, code, name);
	participant->present = true;
	return true;
}

bool
ot_account_read_register(OtAccount *account, const char *path, OtFindings *findings,
                         GError **error)
{
	const OtRegisterReading reading = {.take = take_row, .data = account};

	return ot_register_read(path, &reading, NULL, findings, error);
}
