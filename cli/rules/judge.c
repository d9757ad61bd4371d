/* SPDX-License-Identifier: MIT */
#include "base/suggest.h"
#include "rules/pack.h"
#include "rules/trie.h"

#include <string.h>

#define NAMESPACE "urn:outset:kinds:1"

typedef enum { PART_COLUMNS, PART_HEADINGS, PART_CUES, N_PARTS } Part;

static const char *const part_names[N_PARTS] = {
	[PART_COLUMNS] = "columns",
	[PART_HEADINGS] = "headings",
	[PART_CUES] = "cues",
};

/* A phrase that says something of a kind; they stand in the order of the file. */
typedef struct {
	Part part;
	OtPassageKind kind;
	bool at_start; /* only at the start of the passage */
	bool in_item;  /* only in a list item */
} Phrase;

struct OtJudge {
	OtTrie *trie;
	GArray *phrases; /* of Phrase */
};

void
ot_judge_free(OtJudge *judge)
{
	if (judge == NULL)
		return;
	ot_trie_free(judge->trie);
	g_array_unref(judge->phrases);
	g_free(judge);
}

/* --- reading ------------------------------------------------------------------------------- */

typedef struct {
	OtJudge *judge;
	const OtXml *xml;
	OtPhraseParser parser;
	Phrase phrase; /* what the elements around say */
} Reading;

static bool
read_word(Reading *reading, const xmlNode *node, GError **error)
{
	g_autofree char *text = ot_source_text(node);
	g_autofree char *reason = NULL;
	const char *at = ot_xml_attr(node, "at");
	Phrase phrase = reading->phrase;

	phrase.in_item = g_strcmp0(at, "item") == 0;
	phrase.at_start = at != NULL;
	if (at != NULL && !phrase.in_item && strcmp(at, "start") != 0) {
		ot_source_fail(error, reading->xml, node, "at is \"start\" or \"item\", not \"%s\"",
		               at);
		return false;
	}
	OtPhrase parts;
	if (!ot_phrase_parse(&reading->parser, text, strlen(text), true, &parts, &reason)) {
		ot_source_fail(error, reading->xml, node, "the phrase \"%s\" %s", text, reason);
		return false;
	}
	ot_trie_add(reading->judge->trie, &parts, reading->judge->phrases->len);
	g_array_append_val(reading->judge->phrases, phrase);
	return true;
}

static bool
read_kind(Reading *reading, const xmlNode *node, GError **error)
{
	const char *is = ot_xml_attr(node, "is");

	if (is == NULL || !ot_passage_kind_find(is, &reading->phrase.kind)) {
		g_autoptr(GPtrArray) names = g_ptr_array_new();
		g_autofree char *advice =
			ot_name_advice(is != NULL ? is : "", ot_passage_kind_names(names));
		ot_source_fail(error, reading->xml, node, "there is no kind of passage \"%s\"%s",
		               is != NULL ? is : "", advice);
		return false;
	}
	for (const xmlNode *word = ot_xml_child(node, "word"); word != NULL;
	     word = ot_xml_next(word, "word"))
		if (!read_word(reading, word, error))
			return false;
	return true;
}

static bool
read_parts(Reading *reading, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(reading->xml));

	for (int part = 0; part < N_PARTS; part++) {
		const xmlNode *node = ot_xml_child(root, part_names[part]);
		if (node == NULL) {
			ot_source_fail(error, reading->xml, root, "<%s> is missing",
			               part_names[part]);
			return false;
		}
		reading->phrase.part = (Part) part;
		for (const xmlNode *kind = ot_xml_child(node, "kind"); kind != NULL;
		     kind = ot_xml_next(kind, "kind"))
			if (!read_kind(reading, kind, error))
				return false;
	}
	return true;
}

OtJudge *
ot_judge_load(const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_pack_open(path, "kinds", NAMESPACE, NULL, error);
	g_autoptr(OtJudge) judge = g_new0(OtJudge, 1);

	judge->trie = ot_trie_new();
	judge->phrases = g_array_new(FALSE, FALSE, sizeof(Phrase));
	if (xml == NULL)
		return NULL;
	Reading reading = {.judge = judge, .xml = xml};
	g_autoptr(OtArena) arena = ot_arena_new();
	ot_phrase_parser_init(&reading.parser, arena);
	bool done = read_parts(&reading, error);
	ot_phrase_parser_clear(&reading.parser);
	if (!done)
		return NULL;
	ot_trie_compile(judge->trie);
	return g_steal_pointer(&judge);
}

/* --- judging ------------------------------------------------------------------------------- */

/* A look at one text: which phrase says most so far. */
typedef struct {
	const OtJudge *judge;
	Part part;
	bool list_item;
	bool first_sentence;
	bool found;
	guint32 phrase, first, length; /* the best one, its first word, and how many it has */
} Look;

/* Of a heading the longest phrase counts, of a passage the one that stands first. */
static bool
is_better(const Look *look, guint32 phrase, guint32 first, guint32 length)
{
	if (!look->found)
		return true;
	if (look->part == PART_CUES && first != look->first)
		return first < look->first;
	if (length != look->length)
		return length > look->length;
	return phrase < look->phrase;
}

static void
note_phrase(guint32 number, guint32 first, guint32 after, void *data)
{
	Look *look = data;
	const Phrase *phrase = &g_array_index(look->judge->phrases, Phrase, number);

	if (phrase->part != look->part || (phrase->in_item && !look->list_item) ||
	    (phrase->at_start && (first > 0 || !look->first_sentence)))
		return;
	if (!is_better(look, number, first, after - first))
		return;
	look->found = true;
	look->phrase = number;
	look->first = first;
	look->length = after - first;
}

/* Look for what a text says of a kind. */
static bool
look_at(const OtJudge *judge, OtSegmenter *segmenter, Part part, const char *text, size_t len,
        bool list_item, OtPassageKind *kind)
{
	Look look = {.judge = judge, .part = part, .list_item = list_item, .first_sentence = true};
	OtSentence sentence;

	ot_segmenter_start(segmenter, text, len);
	while (ot_segmenter_next(segmenter, &sentence)) {
		ot_trie_label(judge->trie, segmenter);
		ot_trie_find(judge->trie, segmenter, note_phrase, &look);
		look.first_sentence = false;
		/* The first sentence that has a cue decides. */
		if (look.found && part == PART_CUES)
			break;
	}
	if (look.found)
		*kind = g_array_index(judge->phrases, Phrase, look.phrase).kind;
	return look.found;
}

static bool
look_around(const OtJudge *judge, OtSegmenter *segmenter, const OtJudged *passage,
            OtPassageKind *kind)
{
	size_t n_headings = 0;

	if (passage->column != NULL && look_at(judge, segmenter, PART_COLUMNS, passage->column,
	                                       strlen(passage->column), false, kind))
		return true;
	while (passage->headings != NULL && passage->headings[n_headings] != NULL)
		n_headings++;
	for (size_t i = n_headings; i > 0; i--) {
		const char *heading = passage->headings[i - 1];
		if (look_at(judge, segmenter, PART_HEADINGS, heading, strlen(heading), false, kind))
			return true;
	}
	return look_at(judge, segmenter, PART_CUES, passage->text, passage->len,
	               passage->list_item, kind);
}

OtPassageKind
ot_judge_kind(const OtJudge *judge, const OtJudged *passage)
{
	OtPassageKind kind = OT_PASSAGE_CONTEXT;
	OtSegmenter segmenter;

	ot_segmenter_init(&segmenter);
	look_around(judge, &segmenter, passage, &kind);
	ot_segmenter_clear(&segmenter);
	return kind;
}
