/* SPDX-License-Identifier: MIT */
#include "responses/skeleton.h"

#include "base/align.h"
#include "docx/controls.h"
#include "docx/docx.h"

#include <string.h>

/* Letters and digits that words in a line with fields need to tell it from others. */
#define TELLING 6

/* A file that has less of the form's lines than one in so many is no copy of the form. */
#define LEAST_SHARE 4

typedef struct {
	OtPiece *pieces;
	size_t n_pieces;
	bool has_field;
	bool optional;        /* few programs show it: what a table is described with */
	char *key;            /* its words, without signs and case */
	guint number;         /* that stands for the key; lines with fields: none has it */
	const OtAskedQuestion *question; /* whose words it is */
} Line;

struct OtSkeleton {
	const OtAsked *asked;
	const OtLabels *labels;
	OtArena *arena;
	GArray *lines;       /* of Line */
	GHashTable *numbers; /* key to number */
	GHashTable *exact;   /* the words as they are, to number: most files keep them so */
	GHashTable *hints;
	GHashTable *questions; /* the words of each as a key, to OtAskedQuestion */
};

static const char *const word_hints[] = {
#define HINT(text) text,
#include "responses/word-hints.def"
#undef HINT
};

/* --- the form -------------------------------------------------------------------------------- */

/* Letters and digits in one case: programs change blanks, hyphens and quotation marks. */
static char *
fold(const char *text)
{
	GString *folded = g_string_sized_new(strlen(text));

	for (const char *c = text; *c != '\0';) {
		if ((unsigned char) *c < 0x80) {
			if (g_ascii_isalnum(*c))
				g_string_append_c(folded, g_ascii_tolower(*c));
			c++;
			continue;
		}
		gunichar character = g_utf8_get_char(c);
		if (g_unichar_isalnum(character))
			g_string_append_unichar(folded, g_unichar_tolower(character));
		c = g_utf8_next_char(c);
	}
	return g_string_free(folded, FALSE);
}

static void
add_words(OtSkeleton *skeleton, GArray *pieces, const char *words)
{
	OtPiece *last = pieces->len > 0 ? &g_array_index(pieces, OtPiece, pieces->len - 1) : NULL;

	if (last != NULL && last->words != NULL) {
		last->words = ot_arena_printf(skeleton->arena, "%s%s", last->words, words);
		return;
	}
	OtPiece piece = {.words = words};
	g_array_append_val(pieces, piece);
}

/* The inlines within a block, fields as holes. */
static void
collect_pieces(OtSkeleton *skeleton, OtNode *block, GArray *pieces)
{
	OtWalk walk = ot_walk_start(block);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		if (walk.event != OT_WALK_ENTER)
			continue;
		if (walk.node->kind == OT_NODE_NOTE) {
			ot_walk_skip(&walk);
		} else if (walk.node->kind == OT_NODE_TEXT) {
			add_words(skeleton, pieces, walk.node->as.text);
		} else if (walk.node->kind == OT_NODE_FIELD) {
			const OtFieldData *field = &walk.node->as.field;
			OtPiece piece = {.field = field,
			                 .hint = ot_docx_field_hint(field, skeleton->labels,
			                                            skeleton->arena)};
			g_array_append_val(pieces, piece);
			g_hash_table_add(skeleton->hints, (void *) piece.hint);
		}
	}
}

/* A line of words that stands for one thing, however often it is there. */
static void
number_line(OtSkeleton *skeleton, Line *line)
{
	line->question = g_hash_table_lookup(skeleton->questions, line->key);
	line->number = GPOINTER_TO_UINT(g_hash_table_lookup(skeleton->numbers, line->key));
	if (line->number == 0) {
		line->number = g_hash_table_size(skeleton->numbers) + 1;
		g_hash_table_insert(skeleton->numbers, line->key, GUINT_TO_POINTER(line->number));
	}
	g_hash_table_insert(skeleton->exact, (void *) line->pieces[0].words,
	                    GUINT_TO_POINTER(line->number));
}

static void
add_pieces(OtSkeleton *skeleton, const GArray *pieces, bool optional)
{
	g_autoptr(GString) words = g_string_new(NULL);
	Line line = {.n_pieces = pieces->len, .optional = optional};
	size_t size = pieces->len * sizeof(OtPiece);

	for (guint i = 0; i < pieces->len; i++) {
		const OtPiece *piece = &g_array_index(pieces, OtPiece, i);
		line.has_field = line.has_field || piece->field != NULL;
		g_string_append(words, piece->words != NULL ? piece->words : " ");
	}
	line.key = fold(words->str);
	if (!line.has_field && *line.key == '\0') {
		g_free(line.key);
		return;
	}
	line.pieces = memcpy(ot_arena_alloc(skeleton->arena, size), pieces->data, size);
	if (!line.has_field)
		number_line(skeleton, &line);
	g_array_append_val(skeleton->lines, line);
}

static void
add_block(OtSkeleton *skeleton, OtNode *block)
{
	g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(OtPiece));

	bool is_table = block->kind == OT_NODE_TABLE && block->as.table.description != NULL;

	if (is_table)
		add_words(skeleton, pieces, block->as.table.description);
	else if (block->kind == OT_NODE_CALLOUT && block->as.callout.title != NULL)
		add_words(skeleton, pieces, block->as.callout.title);
	else if (!ot_node_is_inline(block->kind) && block->first != NULL &&
	         ot_node_is_inline(block->first->kind))
		collect_pieces(skeleton, block, pieces);
	if (pieces->len > 0)
		add_pieces(skeleton, pieces, is_table);
}

static void
clear_line(gpointer data)
{
	g_free(((Line *) data)->key);
}

OtSkeleton *
ot_skeleton_new(const OtDocument *form, const OtLabels *labels, const OtAsked *asked)
{
	OtSkeleton *skeleton = g_new0(OtSkeleton, 1);
	OtWalk walk = ot_walk_start(form->root);

	skeleton->asked = asked;
	skeleton->labels = labels;
	skeleton->arena = ot_arena_new();
	skeleton->lines = g_array_new(FALSE, FALSE, sizeof(Line));
	g_array_set_clear_func(skeleton->lines, clear_line);
	skeleton->numbers = g_hash_table_new(g_str_hash, g_str_equal);
	skeleton->exact = g_hash_table_new(g_str_hash, g_str_equal);
	skeleton->hints = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < G_N_ELEMENTS(word_hints); i++)
		g_hash_table_add(skeleton->hints, (void *) word_hints[i]);
	skeleton->questions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (size_t i = 0; i < ot_asked_count(asked); i++)
		g_hash_table_insert(skeleton->questions, fold(ot_asked_at(asked, i)->text),
		                    (void *) ot_asked_at(asked, i));
	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER)
			add_block(skeleton, walk.node);
	return skeleton;
}

void
ot_skeleton_free(OtSkeleton *skeleton)
{
	if (skeleton == NULL)
		return;
	g_hash_table_unref(skeleton->numbers);
	g_hash_table_unref(skeleton->exact);
	g_hash_table_unref(skeleton->hints);
	g_hash_table_unref(skeleton->questions);
	g_array_unref(skeleton->lines);
	ot_arena_free(skeleton->arena);
	g_free(skeleton);
}

const GHashTable *
ot_skeleton_hints(const OtSkeleton *skeleton)
{
	return skeleton->hints;
}

/* --- a file ---------------------------------------------------------------------------------- */

/* What stands between two lines that were found: of the form, and of the file. */
typedef struct {
	const OtSkeleton *skeleton;
	size_t from, to;     /* lines of the form */
	const OtLine *lines; /* of the file */
	size_t first, last;
	bool *used;          /* a flag a line of the file */
	OtFilled *filled;
	OtAligned *aligned;
} Region;

static const Line *
line_at(const OtSkeleton *skeleton, size_t index)
{
	return &g_array_index(skeleton->lines, Line, index);
}

/* A line is below its heading where what stands right before it in the form was found too. */
static OtFound
found_at(const Region *region, size_t index)
{
	return index == region->from && index > 0 ? OT_FOUND_HEADING : OT_FOUND_POSITION;
}

static void
read_line(const Region *region, size_t index, const char *text, const char *place)
{
	const Line *line = line_at(region->skeleton, index);

	ot_pieces_read(line->pieces, line->n_pieces, text, found_at(region, index), place,
	               region->filled);
}

/* Lines of fields with words of their own, such as ticks, are known by these. */
static void
read_telling(const Region *region, bool *read)
{
	for (size_t i = region->from; i < region->to; i++) {
		const Line *line = line_at(region->skeleton, i);

		if (!line->has_field || strlen(line->key) < TELLING)
			continue;
		for (size_t j = region->first; j < region->last && !read[i - region->from]; j++) {
			g_autofree char *key = fold(region->lines[j].text);
			if (region->used[j] || strstr(key, line->key) == NULL)
				continue;
			region->used[j] = read[i - region->from] = true;
			read_line(region, i, region->lines[j].text, region->lines[j].place);
		}
	}
}

/* The lines that are left, put together from one on. */
static void
read_joined(const Region *region, size_t index, size_t from)
{
	g_autoptr(GString) joined = g_string_new(NULL);
	const char *place = NULL;

	for (size_t j = from; j < region->last; j++) {
		if (region->used[j])
			continue;
		place = place != NULL ? place : region->lines[j].place;
		if (joined->len > 0)
			g_string_append(joined, region->lines[j].goes_on ? OT_BETWEEN_CELLS : "\n");
		g_string_append(joined, region->lines[j].text);
		region->used[j] = true;
	}
	if (joined->len > 0)
		read_line(region, index, joined->str, place);
}

/* The other fields in their order, a line each; the last has all that is left. */
static void
read_in_order(const Region *region, const bool *read)
{
	size_t left = 0, j = region->first;

	for (size_t i = region->from; i < region->to; i++)
		left += line_at(region->skeleton, i)->has_field && !read[i - region->from];
	for (size_t i = region->from; i < region->to && left > 0; i++) {
		if (!line_at(region->skeleton, i)->has_field || read[i - region->from])
			continue;
		while (j < region->last && region->used[j])
			j++;
		if (j == region->last)
			return;
		if (--left == 0) {
			read_joined(region, i, j);
			return;
		}
		region->used[j] = true;
		read_line(region, i, region->lines[j].text, region->lines[j].place);
		j++;
	}
}

/* A question that has other words in the file: one line of the form, and what stands for it. */
static bool
note_reworded(const Region *region)
{
	const OtAskedQuestion *question = NULL;
	size_t n = 0;

	for (size_t i = region->from; i < region->to; i++) {
		const Line *line = line_at(region->skeleton, i);
		n += !line->optional;
		question = line->question != NULL ? line->question : question;
	}
	if (n != 1 || question == NULL || region->first == region->last)
		return false;
	g_ptr_array_add(region->aligned->reworded, (void *) question);
	return true;
}

static void
read_region(const Region *region)
{
	size_t n = region->to - region->from, fields = 0;
	g_autofree bool *read = g_new0(bool, n + 1);

	for (size_t i = region->from; i < region->to; i++)
		fields += line_at(region->skeleton, i)->has_field;
	if (fields > 0) {
		read_telling(region, read);
		read_in_order(region, read);
	} else if (n > 0 && note_reworded(region)) {
		return;
	}
	for (size_t j = region->first; j < region->last; j++)
		if (!region->used[j])
			g_ptr_array_add(region->aligned->left, (void *) &region->lines[j]);
}

/* The numbers of lines that have no field, with their places in the form; of size_t. */
static GArray *
list_plain(const OtSkeleton *skeleton, GArray *numbers)
{
	GArray *places = g_array_new(FALSE, FALSE, sizeof(size_t));

	for (size_t i = 0; i < skeleton->lines->len; i++) {
		if (line_at(skeleton, i)->has_field)
			continue;
		g_array_append_val(places, i);
		g_array_append_val(numbers, line_at(skeleton, i)->number);
	}
	return places;
}

/* The number of a line of a file; what no line of the form says is unlike all others. */
static guint
number_of(const OtSkeleton *skeleton, const char *text)
{
	gpointer number = g_hash_table_lookup(skeleton->exact, text);

	if (number == NULL) {
		g_autofree char *key = fold(text);
		number = g_hash_table_lookup(skeleton->numbers, key);
	}
	return number != NULL ? GPOINTER_TO_UINT(number) : G_MAXUINT;
}

static GArray *
number_lines(const OtSkeleton *skeleton, const OtLine *lines, size_t n_lines)
{
	GArray *numbers = g_array_sized_new(FALSE, FALSE, sizeof(guint), (guint) n_lines);

	for (size_t i = 0; i < n_lines; i++) {
		guint number = number_of(skeleton, lines[i].text);
		g_array_append_val(numbers, number);
	}
	return numbers;
}

size_t
ot_skeleton_count(const OtSkeleton *skeleton, const OtLine *lines, size_t n_lines)
{
	g_autoptr(GArray) numbers = number_lines(skeleton, lines, n_lines);
	size_t n = 0;

	for (guint i = 0; i < numbers->len; i++)
		n += g_array_index(numbers, guint, i) != G_MAXUINT;
	return n;
}

void
ot_skeleton_align(const OtSkeleton *skeleton, const OtLine *lines, size_t n_lines, OtFilled *filled,
                  OtAligned *aligned)
{
	g_autoptr(GArray) of_form = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) places = list_plain(skeleton, of_form);
	g_autoptr(GArray) of_file = number_lines(skeleton, lines, n_lines);
	g_autofree size_t *partners = g_new(size_t, of_form->len + 1);
	g_autofree bool *used = g_new0(bool, n_lines + 1);
	Region region = {skeleton, 0, 0, lines, 0, 0, used, filled, aligned};

	*aligned = (OtAligned){.n_lines = of_form->len,
	                       .reworded = g_ptr_array_new(), .left = g_ptr_array_new()};
	ot_align((const guint *) (void *) of_form->data, of_form->len,
	         (const guint *) (void *) of_file->data, n_lines, partners);
	for (guint i = 0; i < of_form->len; i++) {
		bool optional = line_at(skeleton, g_array_index(places, size_t, i))->optional;
		aligned->n_found += !optional && partners[i] != OT_ALIGN_NONE;
		aligned->n_lines -= optional;
	}
	if (!ot_aligned_is_form(aligned))
		return;
	for (guint i = 0; i < of_form->len; i++) {
		if (partners[i] == OT_ALIGN_NONE)
			continue;
		region.to = g_array_index(places, size_t, i);
		region.last = partners[i];
		read_region(&region);
		region.from = region.to + 1;
		region.first = region.last + 1;
	}
	region.to = skeleton->lines->len;
	region.last = n_lines;
	read_region(&region);
}

bool
ot_aligned_is_form(const OtAligned *aligned)
{
	return aligned->n_found * LEAST_SHARE >= aligned->n_lines;
}

void
ot_aligned_clear(OtAligned *aligned)
{
	g_clear_pointer(&aligned->reworded, g_ptr_array_unref);
	g_clear_pointer(&aligned->left, g_ptr_array_unref);
}
