/* SPDX-License-Identifier: MIT */
#include "rules/trie.h"

#include <string.h>

/* So many words that are numbers make one: "three (3)", "two hundred thousand". */
#define MOST_NUMBERS 4
/* So many steps are made from one word; a phrase of ours takes a few. */
#define MOST_STEPS 4096

enum { SYMBOL_NONE, SYMBOL_NUMBER, SYMBOL_PERCENT, SYMBOL_MONEY, N_OWN_SYMBOLS };

/* A word or beginning. */
typedef struct {
	guint32 text; /* in `pool` */
	guint32 len, hash;
	guint32 parent; /* the symbol of the longest beginning that it starts with, or 0 */
	guint32 root;   /* the node that it leads to from the root, or 0 */
	bool prefix, numeral;
} Symbol;

typedef struct {
	guint64 key; /* node and symbol; 0 for a free slot */
	guint32 node;
} Edge;

/* Most nodes lead on by one symbol, which stands in them; those of others are in the table. */
typedef struct {
	guint64 leads;   /* a bit for each symbol that leads on, several sharing one */
	guint32 entries; /* the first of its entries in `chain`, or 0 */
	guint32 symbol, node; /* the first that led on, and to where */
} Node;

typedef struct {
	guint32 entry, next;
} Chain;

/* A word in the table of words. */
typedef struct {
	guint32 hash, symbol; /* 0 for a free slot */
} Slot;

/* Most words of a text are in no phrase; a look at one bit of these tells so. */
#define FILTER_BITS (1u << 17)

typedef struct {
	guint64 bits[FILTER_BITS / 64];
} Filter;

struct OtTrie {
	GString *pool;
	Symbol *symbols;
	guint32 n_symbols, symbol_room;
	Filter known;      /* of hashes of words */
	Filter beginnings; /* of the first three bytes of prefixes */
	bool short_starts[256]; /* first bytes of prefixes that have fewer */
	Slot *words;       /* by hash, a power of two of slots */
	guint32 n_slots, n_words;
	GArray *prefixes;  /* of guint32, symbols sorted by their bytes */
	guint32 starts[257]; /* where those of each first byte start in `prefixes` */
	Edge *edges;
	guint32 n_edge_slots, n_edges;
	Node *nodes;
	guint32 n_nodes, node_room;
	Chain *chain;
	guint32 n_links, link_room;
};

static const char *const numerals[] = {
#define NUMERAL(word) word,
#define ABBREVIATION(word)
#define CLOSING(word)
#define BEFORE_STARTER(word)
#define BEFORE_NUMBER(word)
#define STARTER(word)
#define LABELLED(word)
#define UNIT(word)
#define MULTIPLIER(word)
#include "rules/segment-words.def"
#undef NUMERAL
#undef ABBREVIATION
#undef CLOSING
#undef BEFORE_STARTER
#undef BEFORE_NUMBER
#undef STARTER
#undef LABELLED
#undef UNIT
#undef MULTIPLIER
};

/* Room for one more row. */
static void *
grow(void *rows, guint32 n, guint32 *room, size_t size)
{
	if (n < *room)
		return rows;
	*room = MAX(1024, 2 * *room);
	return g_realloc_n(rows, *room, size);
}

static const Symbol *
symbol_at(const OtTrie *trie, guint32 symbol)
{
	return &trie->symbols[symbol];
}

static const char *
text_of(const OtTrie *trie, const Symbol *symbol)
{
	return trie->pool->str + symbol->text;
}

/* --- words --------------------------------------------------------------------------------- */

static void
filter_add(Filter *filter, guint32 key)
{
	key %= FILTER_BITS;
	filter->bits[key / 64] |= (guint64) 1 << key % 64;
}

static bool
filter_has(const Filter *filter, guint32 key)
{
	key %= FILTER_BITS;
	return (filter->bits[key / 64] >> key % 64 & 1) != 0;
}

/* The bits of FNV that are high depend on all letters; the low ones choose the slot. */
static guint32
filter_key(guint32 hash)
{
	return hash >> 15;
}

/* A number for the first three bytes of a word. */
static guint32
beginning_key(const char *text)
{
	return ((guint32) (guint8) text[0] << 6 ^ (guint8) text[1]) << 5 ^ (guint8) text[2];
}

/* The slot of a word, or the free one where it belongs. */
static guint32
find_slot(const OtTrie *trie, const char *text, size_t len, guint32 hash)
{
	guint32 slot = hash & (trie->n_slots - 1);

	for (; trie->words[slot].symbol != SYMBOL_NONE; slot = (slot + 1) & (trie->n_slots - 1)) {
		if (trie->words[slot].hash != hash)
			continue;
		const Symbol *symbol = symbol_at(trie, trie->words[slot].symbol);
		if (symbol->len == len && memcmp(text_of(trie, symbol), text, len) == 0)
			break;
	}
	return slot;
}

static guint32
add_symbol(OtTrie *trie, const char *text, size_t len, guint32 hash, bool prefix)
{
	trie->symbols = grow(trie->symbols, trie->n_symbols, &trie->symbol_room, sizeof(Symbol));
	trie->symbols[trie->n_symbols] = (Symbol){
		.text = (guint32) trie->pool->len,
		.len = (guint32) len,
		.hash = hash,
		.prefix = prefix,
	};
	g_string_append_len(trie->pool, text, (gssize) len);
	return trie->n_symbols++;
}

static void
grow_words(OtTrie *trie)
{
	Slot *before = trie->words;
	guint32 n_before = trie->n_slots;

	trie->n_slots = MAX(1024, 2 * n_before);
	trie->words = g_new0(Slot, trie->n_slots);
	for (guint32 i = 0; i < n_before; i++)
		if (before[i].symbol != SYMBOL_NONE) {
			const Symbol *symbol = symbol_at(trie, before[i].symbol);
			trie->words[find_slot(trie, text_of(trie, symbol), symbol->len,
			                      symbol->hash)] = before[i];
		}
	g_free(before);
}

/* The symbol of a word, a new one for a new word. */
static guint32
word_symbol(OtTrie *trie, const char *text, size_t len, guint32 hash)
{
	if (2 * trie->n_words >= trie->n_slots)
		grow_words(trie);

	Slot *slot = &trie->words[find_slot(trie, text, len, hash)];
	if (slot->symbol == SYMBOL_NONE) {
		*slot = (Slot){hash, add_symbol(trie, text, len, hash, false)};
		filter_add(&trie->known, filter_key(hash));
		trie->n_words++;
	}
	return slot->symbol;
}

/* Where a beginning stands among the sorted ones, or would. */
static guint32
prefix_place(const OtTrie *trie, const char *text, size_t len, bool *there)
{
	guint32 low = 0, high = trie->prefixes->len;

	*there = false;
	while (low < high) {
		guint32 middle = (low + high) / 2;
		const Symbol *symbol =
			symbol_at(trie, g_array_index(trie->prefixes, guint32, middle));
		int order = memcmp(text_of(trie, symbol), text, MIN(symbol->len, len));
		if (order == 0)
			order = symbol->len < len ? -1 : symbol->len > len;
		if (order == 0) {
			*there = true;
			return middle;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static guint32
prefix_symbol(OtTrie *trie, const char *text, size_t len, guint32 hash)
{
	bool there;
	guint32 place = prefix_place(trie, text, len, &there);

	if (there)
		return g_array_index(trie->prefixes, guint32, place);
	guint32 symbol = add_symbol(trie, text, len, hash, true);
	g_array_insert_val(trie->prefixes, place, symbol);
	return symbol;
}

/* --- building ------------------------------------------------------------------------------ */

OtTrie *
ot_trie_new(void)
{
	OtTrie *trie = g_new0(OtTrie, 1);

	trie->pool = g_string_new(NULL);
	trie->symbols = grow(NULL, 0, &trie->symbol_room, sizeof(Symbol));
	for (; trie->n_symbols < N_OWN_SYMBOLS; trie->n_symbols++)
		trie->symbols[trie->n_symbols] = (Symbol){0};
	trie->prefixes = g_array_new(FALSE, FALSE, sizeof(guint32));
	/* The first of each stands for none. */
	trie->nodes = grow(NULL, 0, &trie->node_room, sizeof(Node));
	trie->nodes[trie->n_nodes++] = (Node){0};
	trie->chain = grow(NULL, 0, &trie->link_room, sizeof(Chain));
	trie->chain[trie->n_links++] = (Chain){0};
	for (size_t i = 0; i < G_N_ELEMENTS(numerals); i++) {
		size_t len = strlen(numerals[i]);
		guint32 symbol =
			word_symbol(trie, numerals[i], len, ot_word_hash(numerals[i], len));
		trie->symbols[symbol].numeral = true;
	}
	return trie;
}

void
ot_trie_free(OtTrie *trie)
{
	if (trie == NULL)
		return;
	g_string_free(trie->pool, TRUE);
	g_array_unref(trie->prefixes);
	g_free(trie->symbols);
	g_free(trie->nodes);
	g_free(trie->chain);
	g_free(trie->words);
	g_free(trie->edges);
	g_free(trie);
}

static guint32
edge_slot(const OtTrie *trie, guint64 key)
{
	guint32 slot = (guint32) ((key * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 32) &
	               (trie->n_edge_slots - 1);

	while (trie->edges[slot].key != 0 && trie->edges[slot].key != key)
		slot = (slot + 1) & (trie->n_edge_slots - 1);
	return slot;
}

static void
grow_edges(OtTrie *trie)
{
	Edge *before = trie->edges;
	guint32 n_before = trie->n_edge_slots;

	trie->n_edge_slots = MAX(1024, 2 * n_before);
	trie->edges = g_new0(Edge, trie->n_edge_slots);
	for (guint32 i = 0; i < n_before; i++)
		if (before[i].key != 0)
			trie->edges[edge_slot(trie, before[i].key)] = before[i];
	g_free(before);
}

static guint64
edge_key(guint32 node, guint32 symbol)
{
	return (guint64) node << 32 | symbol;
}

static guint64
symbol_bit(guint32 symbol)
{
	return (guint64) 1 << (symbol * 2654435769u >> 26);
}

static guint32
add_node(OtTrie *trie)
{
	trie->nodes = grow(trie->nodes, trie->n_nodes, &trie->node_room, sizeof(Node));
	trie->nodes[trie->n_nodes] = (Node){0};
	return trie->n_nodes++;
}

/* The node behind one of several symbols that lead on, a new one where there was none. */
static guint32
add_further_edge(OtTrie *trie, guint32 node, guint32 symbol)
{
	if (2 * trie->n_edges >= trie->n_edge_slots)
		grow_edges(trie);

	guint64 key = edge_key(node, symbol);
	Edge *edge = &trie->edges[edge_slot(trie, key)];
	if (edge->key == 0) {
		*edge = (Edge){key, add_node(trie)};
		trie->nodes[node].leads |= symbol_bit(symbol);
		trie->n_edges++;
	}
	return edge->node;
}

/* The node behind a symbol, a new one where there was none. */
static guint32
add_edge(OtTrie *trie, guint32 node, guint32 symbol)
{
	if (node == 0) {
		if (trie->symbols[symbol].root == 0)
			trie->symbols[symbol].root = add_node(trie);
		return trie->symbols[symbol].root;
	}
	if (trie->nodes[node].symbol == SYMBOL_NONE) {
		guint32 next = add_node(trie);
		Node *from = &trie->nodes[node];
		from->leads |= symbol_bit(symbol);
		from->symbol = symbol;
		from->node = next;
	}
	if (trie->nodes[node].symbol == symbol)
		return trie->nodes[node].node;
	return add_further_edge(trie, node, symbol);
}

static guint32
part_symbol(OtTrie *trie, const OtPhrasePart *part)
{
	switch (part->kind) {
	case OT_PART_WORD:
		return word_symbol(trie, part->folded, part->folded_len, part->hash);
	case OT_PART_PREFIX:
		return prefix_symbol(trie, part->folded, part->folded_len, part->hash);
	case OT_PART_NUMBER:
		return SYMBOL_NUMBER;
	case OT_PART_PERCENT:
		return SYMBOL_PERCENT;
	case OT_PART_MONEY:
		return SYMBOL_MONEY;
	}
	g_assert_not_reached();
}

/* The first word that ends in a letter and stands before digits, or the number of parts. */
static guint32
find_joint(const OtPhrase *phrase)
{
	for (guint32 i = 0; i + 1 < phrase->n_parts; i++) {
		const OtPhrasePart *part = &phrase->parts[i];
		if (part->kind == OT_PART_WORD && part[1].kind <= OT_PART_PREFIX &&
		    g_ascii_isalpha(part->folded[part->folded_len - 1]) &&
		    g_ascii_isdigit(part[1].folded[0]))
			return i;
	}
	return phrase->n_parts;
}

/* The symbol of two parts that are written together. */
static guint32
joined_symbol(OtTrie *trie, const OtPhrasePart *part)
{
	g_autoptr(GString) joined = g_string_new_len(part->folded, (gssize) part->folded_len);

	g_string_append_len(joined, part[1].folded, (gssize) part[1].folded_len);
	const OtPhrasePart both = {
		.kind = part[1].kind,
		.folded = joined->str,
		.folded_len = (guint32) joined->len,
		.hash = ot_word_hash(joined->str, joined->len),
	};
	return part_symbol(trie, &both);
}

/* The two parts at `joint` are one word. */
static void
add_phrase(OtTrie *trie, const OtPhrase *phrase, guint32 joint, guint32 entry)
{
	guint32 node = 0;

	for (guint32 i = 0; i < phrase->n_parts; i++) {
		const OtPhrasePart *part = &phrase->parts[i];
		guint32 symbol = i == joint ? joined_symbol(trie, part) : part_symbol(trie, part);
		node = add_edge(trie, node, symbol);
		i += i == joint;
	}
	trie->chain = grow(trie->chain, trie->n_links, &trie->link_room, sizeof(Chain));
	trie->chain[trie->n_links] = (Chain){entry, trie->nodes[node].entries};
	trie->nodes[node].entries = trie->n_links++;
}

void
ot_trie_add(OtTrie *trie, const OtPhrase *phrase, guint32 entry)
{
	guint32 joint = find_joint(phrase);

	add_phrase(trie, phrase, phrase->n_parts, entry);
	if (joint < phrase->n_parts)
		add_phrase(trie, phrase, joint, entry);
}

/* The first beginning from `low` to `high` of which the byte at `depth` is not below `byte`. */
static guint32
first_not_below(const OtTrie *trie, guint32 low, guint32 high, size_t depth, guint byte)
{
	while (low < high) {
		guint32 middle = (low + high) / 2;
		const Symbol *symbol =
			symbol_at(trie, g_array_index(trie->prefixes, guint32, middle));
		if ((guint8) text_of(trie, symbol)[depth] < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The symbol of the longest beginning that a word starts with, or 0. */
static guint32
find_prefix(const OtTrie *trie, const char *word, size_t len)
{
	const guint32 *prefixes = (const guint32 *) (void *) trie->prefixes->data;
	guint32 low = trie->starts[(guint8) word[0]], high = trie->starts[(guint8) word[0] + 1];
	guint32 best = SYMBOL_NONE;

	if (len == 0)
		return SYMBOL_NONE;
	/* All from low to high share their first `depth` bytes with the word. */
	for (size_t depth = 1; low < high; depth++) {
		if (symbol_at(trie, prefixes[low])->len == depth)
			best = prefixes[low++];
		if (depth == len)
			break;
		low = first_not_below(trie, low, high, depth, (guint8) word[depth]);
		high = first_not_below(trie, low, high, depth, (guint8) word[depth] + 1u);
	}
	return best;
}

/* Words may start with it whatever their next bytes are, where it is short. */
static void
note_beginning(OtTrie *trie, const Symbol *symbol)
{
	const char *text = text_of(trie, symbol);

	if (symbol->len < 3)
		trie->short_starts[(guint8) text[0]] = true;
	else
		filter_add(&trie->beginnings, beginning_key(text));
}

static bool
may_start_so(const OtTrie *trie, const char *word, size_t len)
{
	return trie->short_starts[(guint8) word[0]] ||
	       (len > 2 && filter_has(&trie->beginnings, beginning_key(word)));
}

void
ot_trie_compile(OtTrie *trie)
{
	const guint32 *prefixes = (const guint32 *) (void *) trie->prefixes->data;
	guint32 at = 0;

	for (guint byte = 0; byte < 256; byte++) {
		trie->starts[byte] = at;
		while (at < trie->prefixes->len &&
		       (guint8) *text_of(trie, symbol_at(trie, prefixes[at])) == byte)
			at++;
	}
	trie->starts[256] = at;
	for (guint32 i = 0; i < trie->prefixes->len; i++)
		note_beginning(trie, symbol_at(trie, prefixes[i]));
	for (guint32 i = N_OWN_SYMBOLS; i < trie->n_symbols; i++) {
		Symbol *symbol = &trie->symbols[i];
		const char *text = text_of(trie, symbol);
		/* A beginning starts with itself too. */
		if (may_start_so(trie, text, symbol->len))
			symbol->parent =
				find_prefix(trie, text, symbol->len - (symbol->prefix ? 1 : 0));
	}
	if (trie->n_edge_slots == 0)
		grow_edges(trie);
}

/* --- finding ------------------------------------------------------------------------------- */

void
ot_trie_label(const OtTrie *trie, OtSegmenter *segmenter)
{
	for (guint i = 0; i < segmenter->words->len; i++) {
		OtWord *word = &g_array_index(segmenter->words, OtWord, i);
		const char *folded = ot_segmenter_folded(segmenter, word);

		if (filter_has(&trie->known, filter_key(word->hash)))
			word->symbol = trie->words[find_slot(trie, folded, word->fold_len,
			                                     word->hash)].symbol;
		if (word->symbol != SYMBOL_NONE) {
			const Symbol *symbol = symbol_at(trie, word->symbol);
			word->prefix = symbol->parent;
			if (symbol->numeral)
				word->flags |= OT_WORD_NUMBER;
		} else if (may_start_so(trie, folded, word->fold_len)) {
			word->prefix = find_prefix(trie, folded, word->fold_len);
		}
	}
}

typedef struct {
	const OtTrie *trie;
	const OtWord *words;
	guint32 n_words, first;
	guint32 steps;
	OtTrieFound *found;
	void *data;
} Search;

static void
visit(Search *search, guint32 number, guint32 at);

static guint32
follow(const OtTrie *trie, guint32 node, guint32 symbol)
{
	const Node *from = &trie->nodes[node];

	if (node == 0)
		return trie->symbols[symbol].root;
	if ((from->leads & symbol_bit(symbol)) == 0)
		return 0;
	if (from->symbol == symbol)
		return from->node;
	guint32 slot = edge_slot(trie, edge_key(node, symbol));
	return trie->edges[slot].key != 0 ? trie->edges[slot].node : 0;
}

/* A number may be several words. */
static void
visit_numbers(Search *search, guint32 node, guint32 at, guint32 symbol)
{
	guint32 next = follow(search->trie, node, symbol);

	if (next == 0)
		return;
	for (guint32 after = at + 1; after <= at + MOST_NUMBERS; after++) {
		visit(search, next, after);
		if (after >= search->n_words ||
		    (search->words[after].flags & OT_WORD_NUMBER) == 0)
			break;
	}
}

static void
leave(Search *search, guint32 node, guint32 at)
{
	const OtTrie *trie = search->trie;
	const OtWord *word = &search->words[at];
	guint32 next;

	if (word->symbol != SYMBOL_NONE && (next = follow(trie, node, word->symbol)) != 0)
		visit(search, next, at + 1);
	for (guint32 prefix = word->prefix; prefix != SYMBOL_NONE;
	     prefix = symbol_at(trie, prefix)->parent)
		if ((next = follow(trie, node, prefix)) != 0)
			visit(search, next, at + 1);
	if ((word->flags & OT_WORD_NUMBER) == 0)
		return;
	visit_numbers(search, node, at, SYMBOL_NUMBER);
	if ((word->flags & OT_WORD_PERCENT) != 0)
		visit_numbers(search, node, at, SYMBOL_PERCENT);
	if ((word->flags & OT_WORD_MONEY) != 0)
		visit_numbers(search, node, at, SYMBOL_MONEY);
}

static void
visit(Search *search, guint32 number, guint32 at)
{
	const Node *node = &search->trie->nodes[number];

	if (search->steps++ >= MOST_STEPS)
		return;
	for (guint32 i = node->entries; i != 0;) {
		const Chain *link = &search->trie->chain[i];
		search->found(link->entry, search->first, at, search->data);
		i = link->next;
	}
	if (node->leads != 0 && at < search->n_words)
		leave(search, number, at);
}

void
ot_trie_find(const OtTrie *trie, const OtSegmenter *segmenter, OtTrieFound *found, void *data)
{
	Search search = {
		.trie = trie,
		.words = (const OtWord *) (void *) segmenter->words->data,
		.n_words = segmenter->words->len,
		.found = found,
		.data = data,
	};

	for (guint32 i = 0; i < search.n_words; i++) {
		const OtWord *word = &search.words[i];
		if (symbol_at(trie, word->symbol)->root == 0 && word->prefix == SYMBOL_NONE &&
		    (word->flags & OT_WORD_NUMBER) == 0)
			continue;
		search.first = i;
		search.steps = 0;
		leave(&search, 0, i);
	}
}
