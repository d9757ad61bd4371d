/* SPDX-License-Identifier: MIT */
#include "responses/responses.h"

#include "base/text.h"

#include <string.h>

const OtParticularInfo ot_particulars[OT_N_PARTICULARS] = {
#define PARTICULAR(id, name, kind, standing, words, aliases)                                       \
	[OT_PARTICULAR_##id] = {name, kind, standing, words, aliases},
#include "responses/particulars.def"
#undef PARTICULAR
};

const char *const ot_asked_kinds[] = {"text", "choice", "number", "file", NULL};
const char *const ot_found_names[] = {"control", "binding", "title",
	                              "column",  "heading", "position", NULL};
const char *const ot_consents[] = {"unsaid", "no", "yes", NULL};
const char *const ot_response_formats[] = {"docx", "csv", "text", NULL};

struct OtResponses {
	char *reference, *version;
	GPtrArray *list;   /* of OtResponse */
	OtArena *arena;    /* of those that have none of their own */
	char *bytes;       /* that texts of them stand in; NULL: none do */
};

OtResponses *
ot_responses_new(const char *reference, const char *version)
{
	OtResponses *responses = g_new0(OtResponses, 1);

	responses->reference = g_strdup(reference != NULL ? reference : "");
	responses->version = g_strdup(version != NULL ? version : "");
	responses->list = g_ptr_array_new();
	responses->arena = ot_arena_new();
	return responses;
}

void
ot_responses_free(OtResponses *responses)
{
	if (responses == NULL)
		return;
	for (guint i = 0; i < responses->list->len; i++) {
		OtResponse *response = g_ptr_array_index(responses->list, i);
		if (response->arena != responses->arena)
			ot_response_free(response);
	}
	g_ptr_array_unref(responses->list);
	ot_arena_free(responses->arena);
	g_free(responses->bytes);
	g_free(responses->reference);
	g_free(responses->version);
	g_free(responses);
}

const char *
ot_responses_reference(const OtResponses *responses)
{
	return responses->reference;
}

const char *
ot_responses_version(const OtResponses *responses)
{
	return responses->version;
}

static OtResponse *
new_in(OtArena *arena, const char *file)
{
	OtResponse *response = ot_arena_new_object(arena, OtResponse);

	response->arena = arena;
	response->file = ot_arena_strdup(arena, file);
	response->id = response->sha256 = response->lang = response->reference = "";
	response->version = response->form_version = response->saved = response->supplier = "";
	response->reworded = "";
	response->counts = true;
	for (size_t i = 0; i < OT_N_PARTICULARS; i++)
		response->particulars[i] = "";
	return response;
}

OtResponse *
ot_response_new(const char *file)
{
	return new_in(ot_arena_new(), file);
}

void
ot_response_free(OtResponse *response)
{
	if (response != NULL)
		ot_arena_free(response->arena);
}

void
ot_response_set_answers(OtResponse *response, const GArray *answers)
{
	size_t size = answers->len * sizeof(OtResponseAnswer);

	response->n_answers = answers->len;
	response->answers =
		size > 0 ? memcpy(ot_arena_alloc(response->arena, size), answers->data, size)
			 : NULL;
}

void
ot_responses_take(OtResponses *responses, OtResponse *take_response)
{
	g_ptr_array_add(responses->list, take_response);
}

OtResponse *
ot_responses_obtain(OtResponses *responses)
{
	OtResponse *response = new_in(responses->arena, "");

	ot_responses_take(responses, response);
	return response;
}

void
ot_responses_own(OtResponses *responses, char *take_bytes)
{
	g_free(responses->bytes);
	responses->bytes = take_bytes;
}

void
ot_responses_add_outline(OtResponses *responses, const OtResponse *response)
{
	static const OtParticular kept[] = {OT_PARTICULAR_NAME, OT_PARTICULAR_NUMBER,
	                                    OT_PARTICULAR_EMAIL};
	OtArena *arena = responses->arena;
	OtResponse *outline = ot_responses_obtain(responses);
	g_autoptr(GArray) answers = g_array_sized_new(FALSE, FALSE, sizeof(OtResponseAnswer),
	                                              (guint) response->n_answers);

	outline->file = ot_arena_strdup(arena, response->file);
	outline->sha256 = ot_arena_strdup(arena, response->sha256);
	outline->saved = ot_arena_strdup(arena, response->saved);
	for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
		outline->particulars[kept[i]] =
			ot_arena_strdup(arena, response->particulars[kept[i]]);
	for (size_t i = 0; i < response->n_answers; i++) {
		const OtResponseAnswer answer = {
			.question = ot_arena_strdup(arena, response->answers[i].question),
			.text = "", .more = "", .reason = "", .place = "",
		};
		g_array_append_val(answers, answer);
	}
	ot_response_set_answers(outline, answers);
}

size_t
ot_responses_count(const OtResponses *responses)
{
	return responses->list->len;
}

const OtResponse *
ot_response_at(const OtResponses *responses, size_t index)
{
	return g_ptr_array_index(responses->list, index);
}

const OtResponseAnswer *
ot_response_answer(const OtResponse *response, const char *question)
{
	for (size_t i = 0; i < response->n_answers; i++)
		if (strcmp(response->answers[i].question, question) == 0)
			return &response->answers[i];
	return NULL;
}

const char *
ot_response_name(const OtResponse *response)
{
	const char *name = response->particulars[OT_PARTICULAR_NAME];
	const char *number = response->particulars[OT_PARTICULAR_NUMBER];

	return *name != '\0' ? name : *number != '\0' ? number : response->file;
}

/* --- who is who ------------------------------------------------------------------------------ */

/* What is known so far of one supplier. */
typedef struct {
	OtResponse *first;  /* of its responses */
	OtResponse *latest; /* the one that was saved last */
	bool unsure;        /* which is that can't be told */
} Supplier;

/* Letters and digits only, in one case: "Frostline  Sensing Ltd." is "frostlinesensingltd". */
static char *
fold(const char *name)
{
	g_autofree char *normal = g_utf8_normalize(name, -1, G_NORMALIZE_ALL);
	g_autofree char *lower = g_utf8_casefold(normal != NULL ? normal : name, -1);
	GString *folded = g_string_new(NULL);

	for (const char *c = lower; *c != '\0'; c = g_utf8_next_char(c))
		if (g_unichar_isalnum(g_utf8_get_char(c)))
			g_string_append_unichar(folded, g_utf8_get_char(c));
	return g_string_free(folded, FALSE);
}

/* The number of a supplier, "" where it says none; words such as "none yet" are no number. */
static char *
fold_number(const OtResponse *response)
{
	char *number = fold(response->particulars[OT_PARTICULAR_NUMBER]);

	if (strpbrk(number, "0123456789") == NULL)
		*number = '\0';
	return number;
}

/* The same number; or the same name, where one of them has no number or both have the same. */
static Supplier *
find_supplier(const OtResponse *response, GHashTable *by_number, GHashTable *by_name)
{
	g_autofree char *number = fold_number(response);
	g_autofree char *name = fold(response->particulars[OT_PARTICULAR_NAME]);
	Supplier *same = *number != '\0' ? g_hash_table_lookup(by_number, number) : NULL;

	if (same != NULL || *name == '\0')
		return same;
	same = g_hash_table_lookup(by_name, name);
	if (same == NULL || *number == '\0')
		return same;
	g_autofree char *other = fold_number(same->first);
	return *other == '\0' ? same : NULL;
}

static void
note_supplier(Supplier *supplier, const OtResponse *response, GHashTable *by_number,
              GHashTable *by_name)
{
	char *number = fold_number(response);
	char *name = fold(response->particulars[OT_PARTICULAR_NAME]);

	if (*number != '\0' && !g_hash_table_contains(by_number, number))
		g_hash_table_insert(by_number, g_steal_pointer(&number), supplier);
	if (*name != '\0' && !g_hash_table_contains(by_name, name))
		g_hash_table_insert(by_name, g_steal_pointer(&name), supplier);
	g_free(number);
	g_free(name);
}

/* One more response of a supplier; the same bytes under another name say nothing new. */
static void
add_response(Supplier *supplier, OtResponse *response)
{
	if (supplier->first == NULL) {
		supplier->first = supplier->latest = response;
		return;
	}
	if (*response->sha256 != '\0' &&
	    strcmp(response->sha256, supplier->latest->sha256) == 0) {
		response->counts = false;
		return;
	}
	int order = strcmp(supplier->latest->saved, response->saved);
	supplier->unsure = supplier->unsure || order == 0 || *response->saved == '\0' ||
	                   *supplier->latest->saved == '\0';
	if (order < 0)
		supplier->latest = response;
}

static gint
compare_files(gconstpointer one, gconstpointer other)
{
	const OtResponse *first = *(OtResponse *const *) one,
			 *second = *(OtResponse *const *) other;
	int by_file = strcmp(first->file, second->file);

	return by_file != 0 ? by_file : strcmp(first->sha256, second->sha256);
}

void
ot_responses_settle(OtResponses *responses)
{
	g_autoptr(GHashTable) by_number =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) by_name =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree Supplier *suppliers = g_new0(Supplier, responses->list->len);
	g_autofree Supplier **of = g_new0(Supplier *, responses->list->len);

	g_ptr_array_sort(responses->list, compare_files);
	for (guint i = 0; i < responses->list->len; i++) {
		OtResponse *response = g_ptr_array_index(responses->list, i);

		response->id = ot_arena_printf(response->arena, "S%u", i + 1);
		response->counts = true;
		of[i] = find_supplier(response, by_number, by_name);
		if (of[i] == NULL)
			of[i] = &suppliers[i];
		add_response(of[i], response);
		note_supplier(of[i], response, by_number, by_name);
		response->supplier = ot_arena_strdup(response->arena, of[i]->first->id);
	}
	for (guint i = 0; i < responses->list->len; i++) {
		OtResponse *response = g_ptr_array_index(responses->list, i);

		if (!of[i]->unsure && response != of[i]->latest)
			response->counts = false;
	}
}
