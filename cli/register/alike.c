/* SPDX-License-Identifier: MIT */
#include "register/alike.h"

#include "base/tokens.h"

#include <string.h>

#define LEAST_LETTERS 4
#define LEAST_WORDS 3
#define LEAST_TENTHS 7

/* Words that many questions have, whatever they ask. */
static bool
is_common(const char *word)
{
	static const char *const common[] = {
		"about",  "also",  "been",   "could", "does",  "from",  "have",  "into", "must",
		"please", "shall", "should", "that",  "their", "there", "these", "they", "this",
		"what",   "when",  "where",  "which", "will",  "with",  "would", "your",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(common); i++)
		if (strcmp(common[i], word) == 0)
			return true;
	return false;
}

/* The words of a question that carry sense. */
static GHashTable *
take_words(const char *text)
{
	g_autoptr(GArray) words = ot_tokens_split(text);
	GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < words->len; i++) {
		const char *word = ot_token_get(words, i)->folded;
		size_t len = strlen(word);
		if ((!g_ascii_isdigit(*word) && g_utf8_strlen(word, -1) < LEAST_LETTERS) ||
		    is_common(word))
			continue;
		bool plural = len > LEAST_LETTERS && word[len - 1] == 's' && word[len - 2] != 's';
		g_hash_table_add(set, g_strndup(word, len - plural));
	}
	return set;
}

static void
free_set(gpointer set)
{
	g_hash_table_unref(set);
}

/* Numbers of questions by a word. */
static void
note_words(GHashTable *questions, GHashTable *set, guint index)
{
	GHashTableIter iter;
	gpointer word;

	g_hash_table_iter_init(&iter, set);
	while (g_hash_table_iter_next(&iter, &word, NULL)) {
		GArray *list = g_hash_table_lookup(questions, word);
		if (list == NULL) {
			list = g_array_new(FALSE, FALSE, sizeof(guint));
			g_hash_table_insert(questions, word, list);
		}
		g_array_append_val(list, index);
	}
}

static void
free_list(gpointer list)
{
	g_array_unref(list);
}

typedef struct {
	const OtEnquiries *enquiries;
	GPtrArray *sets;       /* of GHashTable, one a question */
	GHashTable *questions; /* from a word to a GArray of numbers of questions */
	guint *common;         /* for each question before, the words that it shares */
	OtFindings *findings;
} Comparison;

static bool
compare_pair(const Comparison *comparison, guint index, guint other)
{
	guint longer = MAX(g_hash_table_size(g_ptr_array_index(comparison->sets, index)),
	                   g_hash_table_size(g_ptr_array_index(comparison->sets, other)));
	guint common = comparison->common[other];

	if (common < LEAST_WORDS || common * 10 < longer * LEAST_TENTHS)
		return false;
	const OtEnquiry *later = ot_enquiries_get(comparison->enquiries, index);
	const OtEnquiry *earlier = ot_enquiries_get(comparison->enquiries, other);
	OtFinding *finding = ot_enquiry_find(
		comparison->enquiries, later, OT_ENQUIRY_QUESTION, comparison->findings,
		OT_CODE_QUESTION_ALIKE, "%s has %u of %u words in common with %s",
		later->values[OT_ENQUIRY_ID], common, longer, earlier->values[OT_ENQUIRY_ID]);
	ot_finding_advise(comparison->findings, finding,
	                  "If they ask the same: outset qa merge --id %s --into %s",
	                  later->values[OT_ENQUIRY_ID], earlier->values[OT_ENQUIRY_ID]);
	return true;
}

/* Find the first of the earlier questions that a question is like. */
static void
compare_question(const Comparison *comparison, guint index)
{
	GHashTableIter iter;
	gpointer word;

	memset(comparison->common, 0, index * sizeof *comparison->common);
	g_hash_table_iter_init(&iter, g_ptr_array_index(comparison->sets, index));
	while (g_hash_table_iter_next(&iter, &word, NULL)) {
		const GArray *list = g_hash_table_lookup(comparison->questions, word);
		for (guint i = 0; list != NULL && i < list->len; i++)
			comparison->common[g_array_index(list, guint, i)]++;
	}
	for (guint other = 0; other < index; other++)
		if (compare_pair(comparison, index, other))
			return;
}

void
ot_enquiries_compare(const OtEnquiries *enquiries, OtFindings *findings)
{
	g_autoptr(GPtrArray) sets = g_ptr_array_new_with_free_func(free_set);
	g_autoptr(GHashTable) questions =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_list);
	g_autofree guint *common = g_new(guint, ot_enquiries_count(enquiries) + 1);
	const Comparison comparison = {enquiries, sets, questions, common, findings};

	for (guint i = 0; i < ot_enquiries_count(enquiries); i++) {
		const OtEnquiry *enquiry = ot_enquiries_get(enquiries, i);
		g_ptr_array_add(sets, take_words(enquiry->values[OT_ENQUIRY_QUESTION]));
		if (enquiry->state == OT_ENQUIRY_IS_MERGED ||
		    enquiry->state == OT_ENQUIRY_IS_WITHHELD)
			continue;
		compare_question(&comparison, i);
		note_words(questions, g_ptr_array_index(sets, i), i);
	}
}
