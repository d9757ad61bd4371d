/* SPDX-License-Identifier: MIT */
#include "changes/tree.h"

#include "xml/source.h"
#include "xml/tree.h"

#include <string.h>

/* What the whole tree is made of. */
typedef struct {
	const OtChanges *changes;
	const OtReasons *reasons; /* or NULL */
	const OtVoices *voices;
	const OtLabels *labels;
	GHashTable *led;          /* what was said and led to a change */
	/* of the reasons where it isn't that of the document; else NULL */
	const char *reasons_lang;
} Making;

/* Words in another language than the document say so. */
static void
set_lang(xmlNode *node, const char *lang)
{
	if (lang != NULL)
		xmlNodeSetLang(node, (const xmlChar *) lang);
}

/* --- whose specification it is ------------------------------------------------------------- */

static void
add_child_text(xmlNode *parent, const char *name, const xmlNode *from)
{
	const xmlNode *child = ot_xml_child(from, name);
	g_autofree char *text = child != NULL ? ot_source_text(child) : NULL;

	ot_tree_add_text(parent, name, text);
}

static void
add_authority(xmlNode *root, const xmlNode *specification)
{
	const xmlNode *buyer = ot_xml_child(specification, "authority");

	for (const xmlNode *at = buyer; at != NULL; at = ot_xml_next(at, "authority"))
		if (g_strcmp0(ot_xml_attr(at, "role"), "buyer") == 0) {
			buyer = at;
			break;
		}
	if (buyer == NULL)
		return;
	xmlNode *node = ot_tree_add(root, "authority");
	ot_tree_set(node, "role", ot_xml_attr(buyer, "role"));
	add_child_text(node, "name", buyer);
	for (const xmlNode *at = ot_xml_child(buyer, "contact"); at != NULL;
	     at = ot_xml_next(at, "contact")) {
		if (g_strcmp0(ot_xml_attr(at, "role"), "enquiries") != 0)
			continue;
		xmlNode *contact = ot_tree_add(root, "contact");
		add_child_text(contact, "name", at);
		add_child_text(contact, "email", at);
		add_child_text(contact, "telephone", at);
		return;
	}
}

static void
add_versions(xmlNode *root, const OtChanges *changes, const xmlNode *specification)
{
	const OtChangeVersion *old = ot_changes_old(changes), *new = ot_changes_new(changes);
	const xmlNode *identity = ot_xml_child(specification, "identity");
	xmlNode *node = ot_tree_add(root, "identity");

	ot_tree_set(node, "reference", new->reference);
	ot_tree_set(node, "version", new->version);
	ot_tree_set(node, "date", new->date);
	ot_tree_set(node, "stage", identity != NULL ? ot_xml_attr(identity, "stage") : NULL);
	ot_tree_add_text(node, "title", new->title != NULL ? new->title : "?");
	add_authority(root, specification);
	node = ot_tree_add(root, "before");
	ot_tree_set(node, "version", old->version);
	ot_tree_set(node, "date", old->date);
}

/* --- texts --------------------------------------------------------------------------------- */

/* A blank between two stretches belongs to the second, which says so. */
static void
add_piece(xmlNode *text, const char *words, bool changed, bool *blank)
{
	g_autofree char *bare = g_strstrip(g_strdup(words));

	*blank |= *words == ' ';
	if (*bare == '\0')
		return;
	xmlNode *node = xmlNewTextChild(text, NULL, (const xmlChar *) "piece",
	                                (const xmlChar *) bare);
	ot_tree_set(node, "changed", changed ? "yes" : "no");
	ot_tree_set(node, "blank", *blank ? "yes" : "no");
	*blank = words[strlen(words) - 1] == ' ';
}

/* The text of one version; `fate` is that of the words which only it has. */
static void
add_version(xmlNode *parent, const char *name, const OtChange *change, OtWordsFate fate)
{
	const char *whole = fate == OT_WORDS_REMOVED ? change->old : change->new;
	bool blank = false;

	if (whole == NULL || *whole == '\0')
		return;
	xmlNode *text = ot_tree_add(parent, name);
	set_lang(text, fate == OT_WORDS_REMOVED ? change->old_lang : change->new_lang);
	for (size_t i = 0; i < change->n_words; i++) {
		const OtWords *words = &change->words[i];
		if (words->fate == fate || words->fate == OT_WORDS_KEPT)
			add_piece(text, words->text, words->fate == fate, &blank);
	}
	if (change->n_words == 0)
		add_piece(text, whole, false, &blank);
}

/* Pairs of words that were taken out and put in; none where nothing was kept. */
static void
add_edits(xmlNode *node, const OtChange *change)
{
	bool kept = false;

	for (size_t i = 0; i < change->n_words; i++)
		kept |= change->words[i].fate == OT_WORDS_KEPT;
	for (size_t i = 0; kept && i < change->n_words; i++) {
		const OtWords *words = &change->words[i];
		if (words->fate == OT_WORDS_KEPT)
			continue;
		const OtWords *next = i + 1 < change->n_words ? words + 1 : NULL;
		bool paired = words->fate == OT_WORDS_REMOVED && next != NULL &&
		              next->fate == OT_WORDS_ADDED;
		g_autofree char *first = g_strstrip(g_strdup(words->text));
		g_autofree char *second = paired ? g_strstrip(g_strdup(next->text)) : NULL;
		xmlNode *edit = ot_tree_add(node, "edit");
		set_lang(edit, change->new_lang);
		ot_tree_add_text(edit, words->fate == OT_WORDS_REMOVED ? "old" : "new", first);
		ot_tree_add_text(edit, "new", second);
		i += paired;
	}
}

/*
 * Words of the file of reasons, which is in a language of its own; a column has each as a sentence.
 */
static void
add_reasoned(const Making *making, xmlNode *parent, const char *name, const char *text)
{
	char first[8] = {0};

	if (text == NULL)
		return;
	g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(text)), first);
	g_autofree char *sentence = g_strconcat(first, g_utf8_next_char(text), NULL);
	xmlNode *node = ot_tree_add_text(parent, name, sentence);
	if (node != NULL)
		set_lang(node, making->reasons_lang);
}

/* --- changes ------------------------------------------------------------------------------- */

static void
set_decision(xmlNode *node, const OtDecision *decision)
{
	ot_tree_set(node, "decided-by", decision->by);
	ot_tree_set(node, "decided-on", decision->on);
	ot_tree_set(node, "purpose", decision->purpose);
}

static void
set_voices(xmlNode *node, OtVoiceCount count)
{
	if (count.all == 0)
		return;
	ot_tree_set_number(node, "suppliers", (size_t) count.all);
	if (count.sizes_known)
		ot_tree_set_number(node, "small", (size_t) count.small);
}

static const OtReason *
reason_of(const Making *making, const OtChange *change)
{
	const OtReason *reason =
		making->reasons != NULL ? ot_reasons_find(making->reasons, change) : NULL;

	return reason != NULL && reason->text != NULL ? reason : NULL;
}

static const char *
section_words(const Making *making, const OtChange *change)
{
	const char *words = ot_labels_code(making->labels, "part", change->section);

	return words != NULL ? words : change->section;
}

static void
add_change(const Making *making, xmlNode *parent, const OtChange *change)
{
	xmlNode *node = ot_tree_add(parent, "change");
	const OtReason *reason = reason_of(making, change);

	ot_tree_set(node, "kind", ot_change_kind_name(change->kind));
	ot_tree_set(node, "section", section_words(making, change));
	ot_tree_set(node, "place", change->place);
	ot_tree_set(node, "label", change->label);
	if (change->effect != OT_EFFECT_NONE)
		ot_tree_set(node, "effect", ot_change_effect_name(change->effect));
	ot_tree_set(node, "led", reason != NULL && reason->said[0] != NULL ? "yes" : "no");
	if (reason != NULL) {
		set_voices(node, ot_reason_count(reason, making->voices));
		set_decision(node, &reason->decision);
	}
	ot_tree_add_text(node, "title", change->title);
	ot_tree_add_text(node, "sentence", change->sentence);
	add_reasoned(making, node, "reason", reason != NULL ? reason->text : NULL);
	add_edits(node, change);
	add_version(node, "before", change, OT_WORDS_REMOVED);
	add_version(node, "after", change, OT_WORDS_ADDED);
}

/* --- what was said ------------------------------------------------------------------------- */

static bool
led_by(const OtReason *reason, const OtSaid *said)
{
	for (size_t i = 0; reason->said[i] != NULL; i++)
		if (reason->said[i] == said)
			return true;
	return false;
}

static void
add_said(const Making *making, xmlNode *root, const OtSaid *said)
{
	xmlNode *node = ot_tree_add(root, "said");

	ot_tree_set(node, "id", said->id);
	set_voices(node, ot_said_count(said, making->voices));
	set_decision(node, &said->decision);
	add_reasoned(making, node, "words", said->words);
	if (!g_hash_table_contains(making->led, said)) {
		add_reasoned(making, node, "because", said->because);
		return;
	}
	for (size_t i = 0; i < ot_changes_count(making->changes); i++) {
		const OtChange *change = ot_changes_get(making->changes, i);
		const OtReason *reason = reason_of(making, change);
		if (reason != NULL && led_by(reason, said))
			add_change(making, node, change);
	}
}

static void
note_led(Making *making)
{
	for (size_t i = 0; i < ot_changes_count(making->changes); i++) {
		const OtReason *reason = reason_of(making, ot_changes_get(making->changes, i));
		for (size_t j = 0; reason != NULL && reason->said[j] != NULL; j++)
			g_hash_table_add(making->led, (void *) reason->said[j]);
	}
}

static void
add_counts(const Making *making, xmlNode *root)
{
	xmlNode *node = ot_tree_add(root, "counts");
	size_t added = 0, removed = 0, weaker = 0, open = 0, declined = 0;
	size_t n_said = making->reasons != NULL ? ot_reasons_count_said(making->reasons) : 0;
	size_t n = ot_changes_count_material(making->changes);

	for (size_t i = 0; i < ot_changes_count(making->changes); i++) {
		const OtChange *change = ot_changes_get(making->changes, i);
		if (change->routine)
			continue;
		added += change->kind == OT_CHANGE_ADDED;
		removed += change->kind == OT_CHANGE_REMOVED;
		weaker += change->effect == OT_EFFECT_WEAKER;
		open += reason_of(making, change) == NULL;
	}
	for (size_t i = 0; i < n_said; i++) {
		const OtSaid *said = ot_reasons_get_said(making->reasons, i);
		declined += !g_hash_table_contains(making->led, said) && said->because != NULL;
	}
	ot_tree_set_number(node, "changes", n);
	ot_tree_set_number(node, "added", added);
	ot_tree_set_number(node, "removed", removed);
	ot_tree_set_number(node, "altered", n - added - removed);
	ot_tree_set_number(node, "weaker", weaker);
	ot_tree_set_number(node, "said", n_said);
	ot_tree_set_number(node, "done", g_hash_table_size(making->led));
	ot_tree_set_number(node, "declined", declined);
	ot_tree_set_number(node, "open", open);
}

xmlDoc *
ot_changes_tree(const OtChanges *changes, const OtReasons *reasons, const OtVoices *voices,
                xmlDoc *new, const OtLabels *labels, const char *lang)
{
	const char *reasons_lang = reasons != NULL ? ot_reasons_lang(reasons) : NULL;
	xmlDoc *doc = xmlNewDoc((const xmlChar *) "1.0");
	xmlNode *root = xmlNewDocNode(doc, NULL, (const xmlChar *) "comparison", NULL);
	g_autoptr(GHashTable) led = g_hash_table_new(NULL, NULL);
	Making making = {changes, reasons, voices, labels, led, NULL};

	xmlDocSetRootElement(doc, root);
	if (reasons_lang != NULL && !ot_lang_is_same(reasons_lang, lang))
		making.reasons_lang = reasons_lang;
	note_led(&making);
	add_versions(root, changes, xmlDocGetRootElement(new));
	add_counts(&making, root);
	for (size_t i = 0; reasons != NULL && i < ot_reasons_count_said(reasons); i++)
		add_said(&making, root, ot_reasons_get_said(reasons, i));
	for (size_t i = 0; i < ot_changes_count(changes); i++)
		if (!ot_changes_get(changes, i)->routine)
			add_change(&making, root, ot_changes_get(changes, i));
	return doc;
}
