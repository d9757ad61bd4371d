/* SPDX-License-Identifier: MIT */
#include "base/sequences.h"

/* Slots of the table of edges at the start; a power of two, as all its sizes. */
#define FIRST_SLOTS 64u

/* A state: what was read is the beginning of a sequence. */
typedef struct {
	guint32 parent, symbol; /* where it comes from */
	guint32 length;         /* of symbols up to here */
	guint32 fallback;       /* the longest other beginning that what was read ends with */
	guint32 ending;         /* the longest sequence that it ends with: itself, another, or 0 */
	guint32 value;
	gboolean is_end;
} State;

typedef struct {
	guint64 key;   /* state and symbol; 0: free */
	guint32 state; /* to which it leads */
} Edge;

struct OtSequences {
	GArray *states; /* of State; the first is the start */
	Edge *edges;
	guint32 n_slots, n_edges;
};

static State *
get_state(const OtSequences *sequences, guint32 state)
{
	return &g_array_index(sequences->states, State, state);
}

OtSequences *
ot_sequences_new(void)
{
	OtSequences *sequences = g_new0(OtSequences, 1);
	const State start = {0};

	sequences->states = g_array_new(FALSE, FALSE, sizeof(State));
	g_array_append_val(sequences->states, start);
	sequences->n_slots = FIRST_SLOTS;
	sequences->edges = g_new0(Edge, FIRST_SLOTS);
	return sequences;
}

void
ot_sequences_free(OtSequences *sequences)
{
	if (sequences == NULL)
		return;
	g_array_unref(sequences->states);
	g_free(sequences->edges);
	g_free(sequences);
}

/* --- edges --------------------------------------------------------------------------------- */

/* The slot of a key, or the free one where it would stand. */
static Edge *
find_slot(const OtSequences *sequences, guint64 key)
{
	/* Fibonacci hashing: the high bits of the product are mixed best. */
	guint64 mixed = key * 0x9E3779B97F4A7C15u;
	guint32 slot = (guint32) (mixed >> 32) & (sequences->n_slots - 1);

	while (sequences->edges[slot].key != 0 && sequences->edges[slot].key != key)
		slot = (slot + 1) & (sequences->n_slots - 1);
	return &sequences->edges[slot];
}

static guint64
make_key(guint32 state, guint32 symbol)
{
	return (guint64) state << 32 | symbol;
}

/* The state behind a symbol, or 0; the start, too, is 0, and nothing leads there. */
static guint32
follow(const OtSequences *sequences, guint32 state, guint32 symbol)
{
	return symbol != 0 ? find_slot(sequences, make_key(state, symbol))->state : 0;
}

static void
grow(OtSequences *sequences)
{
	Edge *old = sequences->edges;
	guint32 n_old = sequences->n_slots;

	sequences->n_slots *= 2;
	sequences->edges = g_new0(Edge, sequences->n_slots);
	for (guint32 i = 0; i < n_old; i++)
		if (old[i].key != 0)
			*find_slot(sequences, old[i].key) = old[i];
	g_free(old);
}

static guint32
add_state(OtSequences *sequences, guint32 parent, guint32 symbol)
{
	const State state = {
		.parent = parent,
		.symbol = symbol,
		.length = get_state(sequences, parent)->length + 1,
	};
	guint32 number = sequences->states->len;

	if (sequences->n_edges >= sequences->n_slots / 2)
		grow(sequences);
	sequences->n_edges++;
	guint64 key = make_key(parent, symbol);
	*find_slot(sequences, key) = (Edge){key, number};
	g_array_append_val(sequences->states, state);
	return number;
}

/* --- building ------------------------------------------------------------------------------ */

guint32
ot_sequences_add(OtSequences *sequences, const guint32 *symbols, size_t n, guint32 value)
{
	guint32 at = 0;

	for (size_t i = 0; i < n; i++) {
		guint32 next = follow(sequences, at, symbols[i]);
		at = next != 0 ? next : add_state(sequences, at, symbols[i]);
	}
	State *state = get_state(sequences, at);
	if (at == 0 || state->is_end)
		return state->value;
	state->is_end = TRUE;
	state->value = value;
	return value;
}

/* The numbers of the states, shorter beginnings first; free with g_free(). */
static guint32 *
sort_by_length(const OtSequences *sequences)
{
	guint32 n = sequences->states->len, longest = 0;

	for (guint32 i = 0; i < n; i++)
		longest = MAX(longest, get_state(sequences, i)->length);
	g_autofree guint32 *starts = g_new0(guint32, (gsize) longest + 2);
	guint32 *sorted = g_new(guint32, n);
	for (guint32 i = 0; i < n; i++)
		starts[get_state(sequences, i)->length + 1]++;
	for (guint32 length = 0; length <= longest; length++)
		starts[length + 1] += starts[length];
	for (guint32 i = 0; i < n; i++)
		sorted[starts[get_state(sequences, i)->length]++] = i;
	return sorted;
}

void
ot_sequences_close(OtSequences *sequences)
{
	g_autofree guint32 *sorted = sort_by_length(sequences);

	/* The start falls back to nothing. */
	for (guint32 i = 1; i < sequences->states->len; i++) {
		State *state = get_state(sequences, sorted[i]);
		const State *parent = get_state(sequences, state->parent);
		if (state->parent != 0)
			state->fallback =
				ot_sequences_step(sequences, parent->fallback, state->symbol);
		state->ending = state->is_end ? sorted[i]
		                              : get_state(sequences, state->fallback)->ending;
	}
}

/* --- walking ------------------------------------------------------------------------------- */

guint32
ot_sequences_step(const OtSequences *sequences, guint32 state, guint32 symbol)
{
	guint32 next = follow(sequences, state, symbol);

	while (next == 0 && state != 0) {
		state = get_state(sequences, state)->fallback;
		next = follow(sequences, state, symbol);
	}
	return next;
}

guint32
ot_sequences_ending(const OtSequences *sequences, guint32 state)
{
	return get_state(sequences, state)->ending;
}

guint32
ot_sequences_shorter(const OtSequences *sequences, guint32 end)
{
	return get_state(sequences, get_state(sequences, end)->fallback)->ending;
}

guint32
ot_sequences_length(const OtSequences *sequences, guint32 end)
{
	return get_state(sequences, end)->length;
}

guint32
ot_sequences_value(const OtSequences *sequences, guint32 end)
{
	return get_state(sequences, end)->value;
}
