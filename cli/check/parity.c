/* SPDX-License-Identifier: MIT */
#include "check/parity.h"

#include <string.h>

/* --- numbers ------------------------------------------------------------------------------- */

/* The number at `*at` without its thousands separators, and the end of it. */
static char *
take_number(const char **at)
{
	size_t len = strspn(*at, "0123456789.,:");
	g_autoptr(GString) number = g_string_new(NULL);

	while (strchr(".,:", (*at)[len - 1]) != NULL)
		len--;
	for (size_t i = 0; i < len; i++)
		if ((*at)[i] != ',')
			g_string_append_c(number, (*at)[i]);
	*at += len;
	return g_string_free(g_steal_pointer(&number), FALSE);
}

/* The month whose name stands at `at` as a whole word, or 0. */
static int
find_month(const OtLabels *labels, const char *at)
{
	for (int month = 1; month <= 12; month++) {
		char key[16];
		g_snprintf(key, sizeof key, "month-%d", month);
		const char *name = ot_labels_get(labels, key);
		size_t len = strlen(name);
		if (g_ascii_strncasecmp(at, name, len) == 0 &&
		    !g_unichar_isalpha(g_utf8_get_char(at + len)))
			return month;
	}
	return 0;
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
ot_parity_numbers(const OtLabels *labels, const char *text)
{
	GPtrArray *numbers = g_ptr_array_new_with_free_func(g_free);

	for (const char *at = text; *at != '\0';) {
		if (!g_ascii_isdigit(*at)) {
			at++;
			continue;
		}
		g_ptr_array_add(numbers, take_number(&at));
		/* A month is one where a day stands before it: "5 May", "5ed Mai". */
		const char *word = at;
		while (g_ascii_isalpha(*word))
			word++;
		int month = *word == ' ' ? find_month(labels, word + 1) : 0;
		if (month > 0)
			g_ptr_array_add(numbers, g_strdup_printf("month %d", month));
	}
	g_ptr_array_sort(numbers, compare_texts);
	return numbers;
}

/* What `numbers` has beyond `others`, as words; both are sorted. */
static char *
list_beyond(const GPtrArray *numbers, const GPtrArray *others)
{
	g_autoptr(GString) list = g_string_new(NULL);
	guint at = 0;

	for (guint i = 0; i < numbers->len; i++) {
		const char *number = g_ptr_array_index(numbers, i);
		while (at < others->len && strcmp(g_ptr_array_index(others, at), number) < 0)
			at++;
		if (at < others->len && strcmp(g_ptr_array_index(others, at), number) == 0)
			at++;
		else
			g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", number);
	}
	return list->len > 0 ? g_string_free(g_steal_pointer(&list), FALSE) : g_strdup("nothing");
}

static bool
is_same(const GPtrArray *numbers, const GPtrArray *others)
{
	if (numbers->len != others->len)
		return false;
	for (guint i = 0; i < numbers->len; i++)
		if (strcmp(g_ptr_array_index(numbers, i), g_ptr_array_index(others, i)) != 0)
			return false;
	return true;
}

/* --- the whole ----------------------------------------------------------------------------- */

typedef struct {
	const OtParity *parity;
	OtFindings *findings;
	GHashTable *seen; /* texts that were judged */
} Judging;

static void
compare_numbers(const Judging *judging, const OtTranslationText *text)
{
	const OtParity *parity = judging->parity;
	g_autoptr(GPtrArray) numbers = ot_parity_numbers(parity->labels, text->of);
	g_autoptr(GPtrArray) others = ot_parity_numbers(parity->other_labels, text->as);

	if (is_same(numbers, others))
		return;
	g_autofree char *own = list_beyond(numbers, others);
	g_autofree char *other = list_beyond(others, numbers);
	ot_findings_add(judging->findings, OT_CODE_CYM_NUMBERS,
	                ot_xml_where(ot_translation_xml(parity->translation), text->node),
	                "the text has %s, and its translation has %s", own, other);
}

static void
judge_text(const OtTold *told, void *data)
{
	const Judging *judging = data;
	const OtParity *parity = judging->parity;

	if (ot_lang_is_same(told->lang, parity->lang))
		return;
	bool first = g_hash_table_add(judging->seen, g_strdup(told->words));
	const OtTranslationText *text = ot_translation_text(parity->translation, told->words);
	if (text != NULL && text->as != NULL) {
		if (first)
			compare_numbers(judging, text);
		return;
	}
	g_autofree char *place = ot_xml_place(told->node);
	OtWhere where = ot_xml_where(parity->xml, told->node);
	where.place = place;
	g_autofree char *what = told->attr != NULL
	                                ? g_strdup_printf("the text of %s=\"...\"", told->attr)
	                                : g_strdup("the text");
	OtFinding *finding = ot_findings_add(judging->findings, OT_CODE_CYM_TEXT, where,
	                                     "%s has no translation into \"%s\"", what,
	                                     parity->lang);
	ot_finding_advise(judging->findings, finding,
	                  "Bring %s up to date with outset translate, and translate it there.",
	                  parity->path);
}

/* Translations of what the specification no longer says. */
static void
judge_rest(const Judging *judging)
{
	const OtTranslation *translation = judging->parity->translation;
	const GPtrArray *texts = ot_translation_texts(translation);

	for (guint i = 0; i < texts->len; i++) {
		const OtTranslationText *text = g_ptr_array_index(texts, i);
		if (text->as != NULL && !text->unused &&
		    !g_hash_table_contains(judging->seen, text->of))
			ot_findings_add(judging->findings, OT_CODE_CYM_UNUSED,
			                ot_xml_where(ot_translation_xml(translation), text->node),
			                "the specification no longer has the text that this "
			                "translates");
	}
	if (ot_translation_info(translation)->draft) {
		const OtXml *xml = ot_translation_xml(translation);
		ot_findings_add(judging->findings, OT_CODE_CYM_DRAFT,
		                ot_xml_where(xml, xmlDocGetRootElement(ot_xml_doc(xml))),
		                "the translation into \"%s\" is a draft",
		                ot_translation_info(translation)->lang);
	}
}

void
ot_check_parity(const OtParity *parity, OtFindings *findings)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Judging judging = {.parity = parity, .findings = findings, .seen = seen};

	if (parity->translation == NULL) {
		const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(parity->xml));
		ot_findings_add(findings, OT_CODE_CYM_NONE, ot_xml_where(parity->xml, root),
		                "documents are to be in \"%s\" too, and there is no %s",
		                parity->lang, parity->path);
		return;
	}
	ot_spec_told(ot_xml_doc(parity->xml), parity->model, judge_text, &judging);
	judge_rest(&judging);
}
