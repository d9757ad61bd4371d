/* SPDX-License-Identifier: MIT */
#include "rules/matcher.h"

#include "base/suggest.h"
#include "xml/source.h"

#include <string.h>

#define KNOWN_ABBREVIATIONS "known-abbreviations"

static void
clear_set(void *data)
{
	OtSet *set = data;

	g_array_unref(set->finders);
	g_array_unref(set->users);
	g_array_unref(set->triggers);
}

static void
clear_rule(void *data)
{
	OtWordRule *rule = data;

	g_array_unref(rule->guards);
}

static GArray *
new_numbers(void)
{
	return g_array_new(FALSE, FALSE, sizeof(guint32));
}

static GArray *
new_array(guint size, GDestroyNotify clear)
{
	GArray *array = g_array_new(FALSE, FALSE, size);

	g_array_set_clear_func(array, clear);
	return array;
}

OtMatcher *
ot_matcher_new(const OtWordLists *lists)
{
	OtMatcher *matcher = g_new0(OtMatcher, 1);

	matcher->lists = lists;
	matcher->arena = ot_arena_new();
	ot_phrase_parser_init(&matcher->parser, matcher->arena);
	matcher->sets = new_array(sizeof(OtSet), clear_set);
	matcher->named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	matcher->entries = g_array_new(FALSE, FALSE, sizeof(OtEntry));
	matcher->rules = new_array(sizeof(OtWordRule), clear_rule);
	matcher->counts = new_numbers();
	matcher->eager = new_numbers();
	matcher->patterns = g_ptr_array_new_with_free_func((GDestroyNotify) ot_pattern_free);
	matcher->known = OT_NO_SET;
	matcher->trie = ot_trie_new();
	return matcher;
}

void
ot_matcher_free(OtMatcher *matcher)
{
	if (matcher == NULL)
		return;
	ot_phrase_parser_clear(&matcher->parser);
	ot_arena_free(matcher->arena);
	g_array_unref(matcher->sets);
	g_hash_table_unref(matcher->named);
	g_array_unref(matcher->entries);
	g_array_unref(matcher->rules);
	g_array_unref(matcher->counts);
	g_array_unref(matcher->eager);
	g_ptr_array_unref(matcher->patterns);
	ot_trie_free(matcher->trie);
	g_free(matcher);
}

static OtSet *
set_at(const OtMatcher *matcher, guint32 set)
{
	return &g_array_index(matcher->sets, OtSet, set);
}

/* --- sets ---------------------------------------------------------------------------------- */

/* The element that is read, for messages and for who uses a set. */
typedef struct {
	OtMatcher *matcher;
	const OtXml *pack;
	const char *code;
	guint32 rule;
	bool tested;
} Reading;

static bool
fail(const Reading *reading, const xmlNode *node, GError **error, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

static bool
fail(const Reading *reading, const xmlNode *node, GError **error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	ot_source_fail(error, reading->pack, node, "%s: %s", reading->code, message);
	return false;
}

static guint32
add_set(OtMatcher *matcher)
{
	OtSet set = {
		.near = OT_NO_SET,
		.with = OT_NO_SET,
		.finders = new_numbers(),
		.users = new_numbers(),
		.triggers = new_numbers(),
	};

	g_array_append_val(matcher->sets, set);
	return matcher->sets->len - 1;
}

static void
add_entry(OtMatcher *matcher, const OtPhrase *phrase, bool exact, OtEntry entry)
{
	ot_trie_add(matcher->trie, phrase, matcher->entries->len);
	if (exact)
		entry.phrase = *phrase;
	g_array_append_val(matcher->entries, entry);
}

static bool
find_list_set(const Reading *reading, const xmlNode *node, const char *name, bool exact,
              guint32 *number, GError **error);

static bool
add_list(const Reading *reading, const xmlNode *node, const char *name, bool exact, guint32 set,
         GError **error)
{
	const GArray *entries = ot_word_lists_entries(reading->matcher->lists, name);
	const char *cue = NULL;
	guint32 cue_set = OT_NO_SET;

	for (guint i = 0; i < entries->len; i++) {
		const OtListEntry *source = &g_array_index(entries, OtListEntry, i);
		OtEntry entry = {.set = set, .cue = OT_NO_SET, .source = source};

		if (source->removed)
			continue;
		/* Entries of one cue mostly follow each other, and share its name. */
		if (source->cue != cue && source->cue != NULL &&
		    !find_list_set(reading, node, source->cue, false, &cue_set, error)) {
			g_prefix_error(error, "the cue of \"%s\" in the list \"%s\": ",
			               source->text, name);
			return false;
		}
		cue = source->cue;
		if (cue != NULL)
			entry.cue = cue_set;
		add_entry(reading->matcher, &source->phrase, exact || source->exact, entry);
	}
	return true;
}

/* The set of a list, made when it is asked for first. */
static bool
find_list_set(const Reading *reading, const xmlNode *node, const char *name, bool exact,
              guint32 *number, GError **error)
{
	OtMatcher *matcher = reading->matcher;
	g_autofree char *key = g_strconcat(exact ? "exact " : "any ", name, NULL);
	gpointer known;

	if (g_hash_table_lookup_extended(matcher->named, key, NULL, &known)) {
		*number = GPOINTER_TO_UINT(known);
		return true;
	}
	if (ot_word_lists_entries(matcher->lists, name) == NULL) {
		g_autofree char *advice =
			ot_name_advice(name, ot_word_lists_names(matcher->lists));
		return fail(reading, node, error, "there is no list \"%s\"%s", name, advice);
	}
	*number = add_set(matcher);
	g_hash_table_insert(matcher->named, g_steal_pointer(&key), GUINT_TO_POINTER(*number));
	return add_list(reading, node, name, exact, *number, error);
}

/* The set of one or more phrases with | between them. */
static bool
add_phrase_set(const Reading *reading, const xmlNode *node, const char *text, bool exact,
               guint32 *number, GError **error)
{
	OtMatcher *matcher = reading->matcher;
	g_auto(GStrv) phrases = g_strsplit(text, "|", -1);

	*number = add_set(matcher);
	for (char **text_of = phrases; *text_of != NULL; text_of++) {
		OtEntry entry = {.set = *number, .cue = OT_NO_SET};
		const char *kept = ot_arena_strdup(matcher->arena, *text_of);
		g_autofree char *reason = NULL;
		OtPhrase phrase;
		if (!ot_phrase_parse(&matcher->parser, kept, strlen(kept), exact, &phrase, &reason))
			return fail(reading, node, error, "the phrase \"%s\" %s", *text_of, reason);
		add_entry(matcher, &phrase, exact, entry);
	}
	return true;
}

/*
 * The set of the words that a pattern is near to: phrases with | between them, or else words with
 * blanks between.  They may be short, and of any case: the pattern looks closer.  What has no word,
 * such as ™, is a sign that is looked for as it is.
 */
static guint32
add_near_set(const Reading *reading, const char *text, OtPattern *pattern)
{
	OtMatcher *matcher = reading->matcher;
	g_auto(GStrv) phrases = g_strsplit_set(text, strchr(text, '|') != NULL ? "|" : " ", -1);
	guint32 number = add_set(matcher);

	for (char **text_of = phrases; *text_of != NULL; text_of++) {
		const char *words = g_strstrip(*text_of);
		g_autofree char *reason = NULL;
		OtPhrase phrase;
		if (*words == '\0')
			continue;
		if (ot_phrase_parse(&matcher->parser, words, strlen(words), true, &phrase, &reason))
			ot_trie_add(matcher->trie, &phrase, OT_PRESENCE | number);
		else
			ot_pattern_add_sign(pattern, words);
	}
	return number;
}

static bool
add_pattern_set(const Reading *reading, const xmlNode *node, const char *text, bool exact,
                guint32 *number, GError **error)
{
	OtMatcher *matcher = reading->matcher;
	const char *near = ot_xml_attr(node, "near"), *with = ot_xml_attr(node, "with");
	const OtPatternPlace place = {reading->pack, node, reading->code};
	g_autofree char *reason = NULL;
	OtPattern *pattern = ot_pattern_new(text, exact, &place, matcher->patterns->len);

	g_ptr_array_add(matcher->patterns, pattern);
	if (!reading->tested && !ot_pattern_check(pattern, &reason))
		return fail(reading, node, error, "the pattern \"%s\" %s", text, reason);
	*number = add_set(matcher);
	guint32 near_set = near != NULL ? add_near_set(reading, near, pattern) : OT_NO_SET;
	guint32 with_set = with != NULL ? add_near_set(reading, with, pattern) : OT_NO_SET;
	OtSet *set = set_at(matcher, *number);
	set->pattern = pattern;
	set->near = near_set;
	set->with = with_set;
	return true;
}

static bool
read_case(const Reading *reading, const xmlNode *node, bool *exact, GError **error)
{
	const char *value = ot_xml_attr(node, "case");

	*exact = g_strcmp0(value, "exact") == 0;
	if (value == NULL || *exact || strcmp(value, "any") == 0)
		return true;
	return fail(reading, node, error, "case is \"any\" or \"exact\", not \"%s\"", value);
}

/* The set that an element asks for; OT_NO_SET where it asks for no words. */
static bool
read_set(const Reading *reading, const xmlNode *node, guint32 *set, GError **error)
{
	const char *list = ot_xml_attr(node, "list"), *phrase = ot_xml_attr(node, "phrase");
	const char *pattern = ot_xml_attr(node, "pattern");
	bool exact;

	*set = OT_NO_SET;
	if ((list != NULL) + (phrase != NULL) + (pattern != NULL) > 1)
		return fail(reading, node, error,
		            "<%s> has more than one of list, phrase and pattern", node->name);
	/* An empty one would be found everywhere. */
	if (pattern != NULL && *pattern == '\0')
		return fail(reading, node, error, "the pattern is empty");
	if (ot_xml_attr(node, "near") != NULL && pattern == NULL)
		return fail(reading, node, error, "near stands only beside a pattern");
	if (ot_xml_attr(node, "with") != NULL && ot_xml_attr(node, "near") == NULL)
		return fail(reading, node, error, "with stands only beside near");
	if (!read_case(reading, node, &exact, error))
		return false;
	if (list != NULL && !find_list_set(reading, node, list, exact, set, error))
		return false;
	if (phrase != NULL && !add_phrase_set(reading, node, phrase, exact, set, error))
		return false;
	if (pattern != NULL && !add_pattern_set(reading, node, pattern, exact, set, error))
		return false;
	if (*set != OT_NO_SET)
		g_array_append_val(set_at(reading->matcher, *set)->users, reading->rule);
	return true;
}

/* --- rules --------------------------------------------------------------------------------- */

/* The number of an attribute's value among `names`, which have NULL for "not to be written". */
static bool
read_choice(const Reading *reading, const xmlNode *node, const char *attr,
            const char *const *names, int n_names, int *choice, GError **error)
{
	const char *value = ot_xml_attr(node, attr);
	g_autoptr(GPtrArray) known = g_ptr_array_new();

	if (value == NULL)
		return true;
	for (int i = 0; i < n_names; i++) {
		if (names[i] == NULL)
			continue;
		if (strcmp(names[i], value) == 0) {
			*choice = i;
			return true;
		}
		g_ptr_array_add(known, (char *) names[i]);
	}
	g_autofree char *advice = ot_name_advice(value, known);
	return fail(reading, node, error, "%s=\"%s\" is not known%s", attr, value, advice);
}

static bool
read_kinds(const Reading *reading, const xmlNode *node, OtPassageKinds *kinds, GError **error)
{
	const char *names = ot_xml_attr(node, "in");
	g_autofree char *bad = NULL;

	if (names == NULL || ot_passage_kinds_parse(names, kinds, &bad))
		return true;
	g_autoptr(GPtrArray) known = g_ptr_array_new();
	for (int kind = 0; kind < OT_N_PASSAGE_KINDS; kind++)
		g_ptr_array_add(known, (char *) ot_passage_kind_name((OtPassageKind) kind));
	g_autofree char *advice = ot_name_advice(bad, known);
	return fail(reading, node, error, "there is no kind of passage \"%s\"%s", bad, advice);
}

static bool
read_number(const Reading *reading, const xmlNode *node, const char *attr, guint64 *number,
            GError **error)
{
	const char *value = ot_xml_attr(node, attr);

	if (value == NULL || g_ascii_string_to_unsigned(value, 10, 0, 1000000, number, NULL))
		return true;
	return fail(reading, node, error, "%s=\"%s\" is not a number", attr, value);
}

static const char *const places[OT_N_GUARD_PLACES] = {
	[OT_GUARD_MATCH] = "match",     [OT_GUARD_SENTENCE] = "sentence",
	[OT_GUARD_PASSAGE] = "passage", [OT_GUARD_TEXT] = "text",
	[OT_GUARD_BEFORE] = "before",   [OT_GUARD_AFTER] = "after",
	[OT_GUARD_AROUND] = "around",
};

static const char *const facts[OT_N_FACTS] = {
	[OT_FACT_ESTATE] = "estate",
	[OT_FACT_EQUIVALENT] = "equivalent",
	[OT_FACT_MEASURED] = "measured",
	[OT_FACT_JUDGED] = "judged",
	[OT_FACT_CELL] = "cell",
};

static bool
read_guard(const Reading *reading, const xmlNode *node, OtGuard *guard, GError **error)
{
	int where = OT_GUARD_SENTENCE, fact = OT_FACT_NONE;
	guint64 within = 0;

	if (!read_choice(reading, node, "where", places, OT_N_GUARD_PLACES, &where, error) ||
	    !read_choice(reading, node, "is", facts, OT_N_FACTS, &fact, error) ||
	    !read_number(reading, node, "within", &within, error) ||
	    !read_kinds(reading, node, &guard->kinds, error) ||
	    !read_set(reading, node, &guard->set, error))
		return false;
	guard->where = (OtGuardPlace) where;
	guard->fact = (OtGuardFact) fact;
	guard->within = (guint32) within;
	if (guard->set != OT_NO_SET && guard->fact != OT_FACT_NONE)
		return fail(reading, node, error, "<%s> asks for words and for a fact; write two",
		            node->name);
	if (guard->set == OT_NO_SET && guard->fact == OT_FACT_NONE && guard->kinds == 0)
		return fail(reading, node, error, "<%s> asks for nothing", node->name);
	if (within > 0 && where != OT_GUARD_BEFORE && where != OT_GUARD_AFTER &&
	    where != OT_GUARD_AROUND)
		return fail(reading, node, error,
		            "within stands only beside where=\"before\", \"after\" or \"around\"");
	if (guard->set != OT_NO_SET && (where == OT_GUARD_PASSAGE || where == OT_GUARD_TEXT))
		set_at(reading->matcher, guard->set)->remembered = true;
	return true;
}

static bool
read_find(const Reading *reading, const xmlNode *node, GError **error)
{
	guint32 set;

	if (!read_set(reading, node, &set, error))
		return false;
	if (set == OT_NO_SET)
		return fail(reading, node, error, "<find> needs a list, a phrase or a pattern");
	g_array_append_val(set_at(reading->matcher, set)->finders, reading->rule);
	return true;
}

static bool
read_children(const Reading *reading, const xmlNode *words, OtWordRule *rule, GError **error)
{
	for (const xmlNode *node = ot_xml_child(words, NULL); node != NULL;
	     node = ot_xml_next(node, NULL)) {
		if (ot_xml_is(node, "find") && rule->count == OT_COUNT_NONE) {
			if (!read_find(reading, node, error))
				return false;
			continue;
		}
		OtGuard guard = {.only = ot_xml_is(node, "only")};
		if (!guard.only && !ot_xml_is(node, "unless"))
			return fail(reading, node, error, "<%s> has no <%s>", words->name,
			            node->name);
		if (!read_guard(reading, node, &guard, error))
			return false;
		g_array_append_val(rule->guards, guard);
	}
	return true;
}

static const char *const pers[OT_N_PER] = {
	[OT_PER_MATCH] = "match",
	[OT_PER_SENTENCE] = "sentence",
	[OT_PER_PASSAGE] = "passage",
	[OT_PER_TEXT] = "text",
};

static const char *const counts[OT_N_COUNTS] = {
	[OT_COUNT_WORDS] = "words",
	[OT_COUNT_ABBREVIATIONS] = "abbreviations",
};

static bool
read_count(const Reading *reading, const xmlNode *node, OtWordRule *rule, GError **error)
{
	OtMatcher *matcher = reading->matcher;
	int count = OT_COUNT_NONE;
	guint64 most = 0, up_to = G_MAXUINT32;

	if (!read_choice(reading, node, "of", counts, OT_N_COUNTS, &count, error) ||
	    !read_number(reading, node, "most", &most, error) ||
	    !read_number(reading, node, "up-to", &up_to, error))
		return false;
	if (count == OT_COUNT_NONE)
		return fail(reading, node, error,
		            "<count> has to say what it counts: of=\"words\"");
	rule->count = (OtCountOf) count;
	rule->most = (size_t) most;
	rule->up_to = (size_t) up_to;
	g_array_append_val(matcher->counts, reading->rule);
	if (count == OT_COUNT_ABBREVIATIONS && matcher->known == OT_NO_SET &&
	    ot_word_lists_entries(matcher->lists, KNOWN_ABBREVIATIONS) != NULL)
		return find_list_set(reading, node, KNOWN_ABBREVIATIONS, false, &matcher->known,
		                     error);
	return true;
}

static bool
read_rule(const Reading *reading, const xmlNode *words, OtWordRule *rule, GError **error)
{
	int per = OT_PER_MATCH;

	if (!read_kinds(reading, words, &rule->kinds, error))
		return false;
	if (rule->kinds == 0)
		return fail(reading, words, error, "<%s> has to say in which kinds of passages it "
		            "looks: in=\"requirement\"", words->name);
	if (ot_xml_is(words, "count") && !read_count(reading, words, rule, error))
		return false;
	if (!read_choice(reading, words, "per", pers, OT_N_PER, &per, error))
		return false;
	rule->per = (OtPer) per;
	return read_children(reading, words, rule, error);
}

bool
ot_matcher_add(OtMatcher *matcher, size_t rule, const xmlNode *words, const OtXml *pack,
               bool tested, GError **error)
{
	const char *code = words->parent != NULL ? ot_xml_attr(words->parent, "code") : NULL;
	Reading reading = {matcher, pack, code != NULL ? code : "?", matcher->rules->len, tested};
	OtWordRule row = {
		.number = rule,
		.guards = g_array_new(FALSE, FALSE, sizeof(OtGuard)),
	};
	bool done = read_rule(&reading, words, &row, error);

	g_array_append_val(matcher->rules, row);
	return done;
}

bool
ot_matcher_compile(OtMatcher *matcher, G_GNUC_UNUSED GError **error)
{
	ot_trie_compile(matcher->trie);
	for (guint32 i = 0; i < matcher->sets->len; i++) {
		OtSet *set = set_at(matcher, i);
		for (guint k = 0; k < set->finders->len; k++)
			set->kinds |= g_array_index(matcher->rules, OtWordRule,
			                            g_array_index(set->finders, guint32, k)).kinds;
		/* Patterns of guards about the sentence wait until a match asks for them. */
		if (set->pattern == NULL || (set->finders->len == 0 && !set->remembered))
			continue;
		if (set->near == OT_NO_SET || ot_pattern_has_signs(set->pattern))
			g_array_append_val(matcher->eager, i);
		else
			g_array_append_val(set_at(matcher, set->near)->triggers, i);
	}
	return true;
}
