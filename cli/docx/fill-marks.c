/* SPDX-License-Identifier: MIT */
#include "docx/fill-parts.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

typedef enum { MARK_VALUE, MARK_EACH, MARK_IF, MARK_END } MarkKind;

/* One {{mark}}. */
typedef struct {
	MarkKind kind;
	OtFillBlock *paragraph;
	size_t start, end;    /* in its text */
	guint first, last;    /* of its pieces */
	OtDraftSpan raw;      /* from its first to its last byte, tags between them included */
	const char *words;    /* the path; of an end what it says to end */
	size_t field;
} Mark;

typedef struct {
	OtFill *fill;
	OtFillPart *part;
	GArray *marks;       /* of Mark, in the order of the bytes */
	GArray *open;        /* guint: the marks of pairs that are not ended yet */
	GHashTable *dropped; /* blocks that go, as nothing but marks stands in them */
} Marking;

static Mark *
mark_at(const Marking *marking, guint index)
{
	return &g_array_index(marking->marks, Mark, index);
}

static OtFillPiece *
piece_at(const OtFillBlock *paragraph, guint index)
{
	return &g_array_index(paragraph->pieces, OtFillPiece, index);
}

/* --- finding marks --------------------------------------------------------------------------- */

/* The byte of the part for a byte of a paragraph's text, which the piece covers or ends before. */
static guint32
raw_offset(const OtFillPart *part, const OtFillPiece *piece, size_t byte)
{
	const char *raw = part->bytes + piece->raw, *end = part->bytes + piece->raw_end;
	size_t at = piece->start;
	char out[6];

	while (raw < end && at < byte)
		at += ot_pull_step(&raw, end, piece->cdata, out);
	return (guint32) (raw - part->bytes);
}

/* Word makes quotation marks typographic and blanks unbreakable while one types. */
static char *
straighten(const char *text, size_t len)
{
	GString *plain = g_string_sized_new(len);

	for (const char *c = text; c < text + len; c = g_utf8_next_char(c)) {
		gunichar character = g_utf8_get_char(c);

		if (character == 0x2018 || character == 0x2019)
			g_string_append_c(plain, '\'');
		else if (character == 0x201C || character == 0x201D)
			g_string_append_c(plain, '"');
		else if (character == 0xA0 || character == '\t' || character == '\n')
			g_string_append_c(plain, ' ');
		else
			g_string_append_unichar(plain, character);
	}
	return g_strstrip(g_string_free(plain, FALSE));
}

/* What stands behind a word at the start, "" for nothing; NULL: it doesn't start with the word. */
static const char *
after_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(text, word, len) != 0 || (text[len] != '\0' && text[len] != ' '))
		return NULL;
	return text + len + strspn(text + len, " ");
}

/* Say which kind a mark is by its words. */
static void
read_mark(OtFill *fill, Mark *mark, const char *text)
{
	const char *rest;

	if ((rest = after_word(text, "each")) != NULL && *rest != '\0')
		mark->kind = MARK_EACH;
	else if ((rest = after_word(text, "if")) != NULL && *rest != '\0')
		mark->kind = MARK_IF;
	else if ((rest = after_word(text, "end")) != NULL &&
	         (*rest == '\0' || after_word(rest, "each") || after_word(rest, "if")))
		mark->kind = MARK_END;
	else
		rest = text;
	mark->words = ot_arena_strdup(fill->arena, rest);
}

/* The pieces that a mark covers; false where it has none. */
static bool
locate(const OtFillPart *part, Mark *mark)
{
	const GArray *pieces = mark->paragraph->pieces;
	guint i = 0;

	while (i < pieces->len && piece_at(mark->paragraph, i)->start +
	                                  piece_at(mark->paragraph, i)->len <= mark->start)
		i++;
	mark->first = mark->last = i;
	for (; i < pieces->len && piece_at(mark->paragraph, i)->start < mark->end; i++)
		mark->last = i;
	if (mark->first >= pieces->len)
		return false;
	mark->raw.start = raw_offset(part, piece_at(mark->paragraph, mark->first), mark->start);
	mark->raw.end = raw_offset(part, piece_at(mark->paragraph, mark->last), mark->end);
	return true;
}

static void
report_unclosed(Marking *marking, OtFillBlock *paragraph, size_t start)
{
	size_t field = ot_fill_add_field(marking->fill, marking->part, paragraph->element.start,
	                                 OT_FILL_MARK, "{{");

	ot_fill_report(marking->fill, field, OT_CODE_FILL_SYNTAX,
	               "“%s” has {{ without }} in the same paragraph",
	               ot_fill_around(marking->fill, paragraph->text->str, start, start + 2));
}

static void
find_in_paragraph(Marking *marking, OtFillBlock *paragraph)
{
	static const OtFillKind kinds[] = {OT_FILL_MARK, OT_FILL_EACH, OT_FILL_IF};
	const char *text = paragraph->text->str, *at = text;
	OtFill *fill = marking->fill;

	while ((at = strstr(at, "{{")) != NULL) {
		const char *close = strstr(at + 2, "}}");
		Mark mark = {.paragraph = paragraph, .start = (size_t) (at - text),
		             .field = G_MAXSIZE};

		if (close == NULL) {
			report_unclosed(marking, paragraph, mark.start);
			return;
		}
		g_autofree char *words = straighten(at + 2, (size_t) (close - at - 2));
		mark.end = (size_t) (close + 2 - text);
		at = close + 2;
		if (!locate(marking->part, &mark))
			continue;
		read_mark(fill, &mark, words);
		if (mark.kind != MARK_END) {
			mark.field = ot_fill_add_field(fill, marking->part, mark.raw.start,
			                               kinds[mark.kind], mark.words);
			ot_fill_entry(fill, mark.field)->around =
				ot_fill_around(fill, text, mark.start, mark.end);
		}
		g_array_append_val(marking->marks, mark);
	}
}

static int
compare_marks(const void *left, const void *right)
{
	const Mark *a = left, *b = right;

	return a->raw.start < b->raw.start ? -1 : a->raw.start > b->raw.start;
}

/* --- cutting marks out ----------------------------------------------------------------------- */

/* Leave out what one piece has of a mark. */
static void
cut_piece(Marking *marking, const Mark *mark, guint index)
{
	OtFillPiece *piece = piece_at(mark->paragraph, index);
	OtDraftSpan span = {
		raw_offset(marking->part, piece, MAX(mark->start, piece->start)),
		raw_offset(marking->part, piece, MIN(mark->end, piece->start + piece->len)),
	};

	ot_fill_constant(marking->fill, marking->part, span, "");
	ot_fill_preserve(marking->fill, marking->part, piece->text);
}

static void
cut_mark(Marking *marking, const Mark *mark)
{
	for (guint i = mark->first; i <= mark->last; i++)
		cut_piece(marking, mark, i);
}

/* Leave out a block, once. */
static void
drop_block(Marking *marking, OtFillBlock *block)
{
	OtDraftSpan span = block->element;

	if (!g_hash_table_add(marking->dropped, block))
		return;
	/* tables that would touch become one, and a section ends with its paragraph */
	bool parts_tables = block->before != NULL && block->next != NULL &&
	                    block->before->kind == OT_FILL_TABLE &&
	                    block->next->kind == OT_FILL_TABLE;
	if (block->kind == OT_FILL_PARAGRAPH && (block->section || parts_tables))
		span = (OtDraftSpan){MAX(block->tag.end, block->properties.end), block->end_tag};
	ot_fill_constant(marking->fill, marking->part, span, "");
	if (block->kind == OT_FILL_PARAGRAPH && block->parent != NULL)
		ot_fill_keep(marking->fill, marking->part, block->parent,
		             block->section ? (OtDraftSpan){0} : block->properties);
}

/* --- what stands around marks ---------------------------------------------------------------- */

static bool
is_blank(const char *text, size_t start, size_t end)
{
	for (const char *c = text + start; c < text + end; c = g_utf8_next_char(c))
		if (!g_unichar_isspace(g_utf8_get_char(c)))
			return false;
	return true;
}

/* The first mark of a paragraph; those of it follow each other but for those in text boxes. */
static guint
first_mark_of(const Marking *marking, guint index)
{
	const OtFillBlock *paragraph = mark_at(marking, index)->paragraph;
	guint first = index;

	for (guint i = index; i > 0; i--) {
		const Mark *mark = mark_at(marking, i - 1);
		if (mark->raw.start < paragraph->element.start)
			break;
		if (mark->paragraph == paragraph)
			first = i - 1;
	}
	return first;
}

/* True if a paragraph holds nothing but marks of pairs. */
static bool
holds_marks_only(const Marking *marking, guint index)
{
	const OtFillBlock *paragraph = mark_at(marking, index)->paragraph;
	const char *text = paragraph->text->str;
	size_t done = 0;

	for (guint i = first_mark_of(marking, index); i < marking->marks->len; i++) {
		const Mark *mark = mark_at(marking, i);
		if (mark->raw.start >= paragraph->element.end)
			break;
		if (mark->paragraph != paragraph || mark->kind == MARK_VALUE)
			return false;
		if (!is_blank(text, done, mark->start))
			return false;
		done = mark->end;
	}
	return is_blank(text, done, paragraph->text->len);
}

/* True if only the marks of pairs around it stand beside a pair in its paragraph. */
static bool
is_alone(const Marking *marking, guint begin, guint end)
{
	const OtFillBlock *paragraph = mark_at(marking, begin)->paragraph;
	const char *text = paragraph->text->str;
	guint n_around = 0, n_before = 0;
	size_t done = 0;

	for (guint i = 0; i < marking->open->len; i++) {
		guint open = g_array_index(marking->open, guint, i);
		n_around += mark_at(marking, open)->paragraph == paragraph;
	}
	for (guint i = first_mark_of(marking, begin); i < begin; i++) {
		const Mark *mark = mark_at(marking, i);
		if (n_around == 0 || mark->kind == MARK_END || mark->kind == MARK_VALUE ||
		    !is_blank(text, done, mark->start))
			return false;
		n_before++;
		done = mark->end;
	}
	if (n_before != n_around ||
	    !is_blank(text, done, mark_at(marking, begin)->start))
		return false;
	done = mark_at(marking, end)->end;
	for (guint i = end + 1; i < marking->marks->len && n_around > 0; i++, n_around--) {
		const Mark *mark = mark_at(marking, i);
		if (mark->paragraph != paragraph || mark->kind != MARK_END ||
		    !is_blank(text, done, mark->start))
			return false;
		done = mark->end;
	}
	return n_around == 0 && is_blank(text, done, paragraph->text->len);
}

static bool
holds(const OtFillBlock *block, const OtFillBlock *other)
{
	return block->element.start <= other->element.start &&
	       other->element.end <= block->element.end;
}

/* The child of a block that another one stands in, or is. */
static OtFillBlock *
child_with(const OtFillBlock *block, OtFillBlock *inner)
{
	while (inner != NULL && inner->parent != block)
		inner = inner->parent;
	return inner;
}

static OtFillBlock *
find_above(OtFillBlock *block, OtFillBlockKind kind)
{
	while (block != NULL && block->kind != kind)
		block = block->parent;
	return block;
}

/* --- what a pair repeats --------------------------------------------------------------------- */

static OtFillItem *
add_region(Marking *marking, const Mark *begin, OtDraftSpan span)
{
	return ot_fill_item(marking->fill, marking->part,
	                    begin->kind == MARK_EACH ? OT_ITEM_EACH : OT_ITEM_IF, span,
	                    begin->field);
}

static void
report_nesting(Marking *marking, const Mark *begin, const Mark *end, const char *what)
{
	ot_fill_report(marking->fill, begin->field, OT_CODE_FILL_NESTING,
	               "“%s” and its {{end}} at %s %s",
	               ot_fill_entry(marking->fill, begin->field)->around,
	               ot_fill_place(marking->fill, marking->part->index, end->raw.start), what);
}

/* Words of one paragraph. */
static void
repeat_words(Marking *marking, const Mark *begin, const Mark *end)
{
	OtFillText *texts[] = {
		piece_at(begin->paragraph, begin->first)->text,
		piece_at(begin->paragraph, begin->last)->text,
		piece_at(end->paragraph, end->first)->text,
		piece_at(end->paragraph, end->last)->text,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		bool same = texts[i] == texts[0];
		if (!same && (!texts[i]->direct || !texts[0]->direct ||
		              texts[i]->run->holder != texts[0]->run->holder)) {
			report_nesting(
				marking, begin, end,
				"stand partly in a link, a control or a tracked change; type "
				"them and what is between anew");
			return;
		}
		ot_fill_preserve(marking->fill, marking->part, texts[i]);
	}
	OtFillItem *item = add_region(marking, begin,
	                              (OtDraftSpan){begin->raw.start, end->raw.end});
	item->body = (OtDraftSpan){begin->raw.end, end->raw.start};
	item->from = texts[0];
	item->body_from = texts[1];
	item->body_to = texts[2];
	item->to = texts[3];
}

/* True if a paragraph is all there is in a row. */
static OtFillBlock *
only_row(const OtFillBlock *paragraph)
{
	const OtFillBlock *cell = paragraph->parent;

	if (cell == NULL || cell->kind != OT_FILL_CELL || cell->first != cell->last ||
	    cell->parent->kind != OT_FILL_ROW || cell->parent->first != cell->parent->last)
		return NULL;
	return cell->parent;
}

/* A mark in a row that repeats goes; so does its paragraph where others stay in the cell. */
static void
clear_mark(Marking *marking, guint index)
{
	const Mark *mark = mark_at(marking, index);
	const OtFillBlock *cell = mark->paragraph->parent;

	if (cell != NULL && cell->first != cell->last && holds_marks_only(marking, index))
		drop_block(marking, mark->paragraph);
	else
		cut_mark(marking, mark);
}

static void
repeat_row(Marking *marking, guint begin, guint end, OtFillBlock *row)
{
	OtFillBlock *table = find_above(row, OT_FILL_TABLE);

	add_region(marking, mark_at(marking, begin), row->element);
	if (table != NULL && !table->keeps) {
		table->keeps = true;
		ot_fill_item(marking->fill, marking->part, OT_ITEM_TABLE, table->element,
		             G_MAXSIZE);
		ot_fill_keep(marking->fill, marking->part, table->parent, (OtDraftSpan){0});
	}
	clear_mark(marking, begin);
	clear_mark(marking, end);
}

static void
repeat_paragraph(Marking *marking, guint begin, guint end)
{
	OtFillBlock *paragraph = mark_at(marking, begin)->paragraph;
	OtFillBlock *row = only_row(paragraph);

	if (row != NULL) {
		repeat_row(marking, begin, end, row);
		return;
	}
	add_region(marking, mark_at(marking, begin), paragraph->element);
	cut_mark(marking, mark_at(marking, begin));
	cut_mark(marking, mark_at(marking, end));
	ot_fill_keep(marking->fill, marking->part, paragraph->parent, paragraph->properties);
}

/* The first paragraph at or after the start of a block. */
static guint
first_in(const OtFillPart *part, const OtFillBlock *block)
{
	guint low = 0, high = part->paragraphs->len;

	while (low < high) {
		guint middle = (low + high) / 2;
		const OtFillBlock *paragraph = g_ptr_array_index(part->paragraphs, middle);
		if (paragraph->element.start < block->element.start)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* True if a row holds nothing but marks of pairs; `index` is one of them. */
static bool
is_mark_row(const Marking *marking, const OtFillBlock *row, guint index)
{
	guint first = index;

	while (first > 0 && mark_at(marking, first - 1)->raw.start > row->element.start)
		first--;
	for (guint i = first_in(marking->part, row); i < marking->part->paragraphs->len; i++) {
		const OtFillBlock *paragraph = g_ptr_array_index(marking->part->paragraphs, i);
		bool marked = false;

		if (!holds(row, paragraph))
			break;
		for (guint m = first; m < marking->marks->len && !marked; m++) {
			const Mark *mark = mark_at(marking, m);
			if (mark->raw.start > row->element.end)
				break;
			marked = mark->paragraph == paragraph && holds_marks_only(marking, m);
		}
		if (!marked && !is_blank(paragraph->text->str, 0, paragraph->text->len))
			return false;
	}
	return true;
}

/* Blocks side by side: those of the marks go where nothing else is in them. */
static void
repeat_blocks(Marking *marking, guint begin, guint end, OtFillBlock *first, OtFillBlock *last)
{
	const Mark *from = mark_at(marking, begin), *to = mark_at(marking, end);
	bool rows = first->kind == OT_FILL_ROW;
	bool drop_first = rows ? is_mark_row(marking, first, begin)
	                       : holds_marks_only(marking, begin);
	bool drop_last = rows ? is_mark_row(marking, last, end) : holds_marks_only(marking, end);

	if (!rows && !drop_first && !is_blank(from->paragraph->text->str, 0, from->start)) {
		report_nesting(marking, from, to,
		               "stand in different paragraphs, but words stand before the first "
		               "mark; give it a paragraph of its own");
		return;
	}
	if (!rows && !drop_last &&
	    !is_blank(to->paragraph->text->str, to->end, to->paragraph->text->len)) {
		report_nesting(marking, from, to,
		               "stand in different paragraphs, but words stand after the end; give "
		               "it a paragraph of its own");
		return;
	}
	OtDraftSpan span = {drop_first ? first->element.end : first->element.start,
	                    drop_last ? last->element.start : last->element.end};
	if (span.start < span.end)
		add_region(marking, from, span);
	if (drop_first)
		drop_block(marking, first);
	else
		cut_mark(marking, from);
	if (drop_last)
		drop_block(marking, last);
	else
		cut_mark(marking, to);
	ot_fill_keep(marking->fill, marking->part, first->parent,
	             rows || first->section ? (OtDraftSpan){0} : first->properties);
}

/* In different paragraphs. */
static void
repeat_between(Marking *marking, guint begin, guint end)
{
	const Mark *from = mark_at(marking, begin), *to = mark_at(marking, end);
	OtFillBlock *common = from->paragraph->parent;

	while (common != NULL && !holds(common, to->paragraph))
		common = common->parent;
	OtFillBlock *first = common != NULL ? child_with(common, from->paragraph) : NULL;
	OtFillBlock *last = common != NULL ? child_with(common, to->paragraph) : NULL;
	OtFillBlock *row = first != NULL && first->kind == OT_FILL_CELL
	                           ? find_above(first, OT_FILL_ROW)
	                           : NULL;
	if (common != NULL && common->kind == OT_FILL_ROW)
		row = common;
	if (row != NULL)
		repeat_row(marking, begin, end, row);
	else if (first != NULL && last != NULL &&
	         ((first == from->paragraph && last == to->paragraph) ||
	          (first->kind == OT_FILL_ROW && last->kind == OT_FILL_ROW)))
		repeat_blocks(marking, begin, end, first, last);
	else
		report_nesting(
			marking, from, to,
			"do not stand side by side: both in one cell, in one row, or both in "
			"the text");
}

static void
close_pair(Marking *marking, guint begin, guint end)
{
	const Mark *from = mark_at(marking, begin), *to = mark_at(marking, end);

	if (*to->words != '\0' &&
	    (from->kind == MARK_EACH) != (after_word(to->words, "each") != NULL))
		report_nesting(marking, from, to, "are of different kinds");
	else if (from->paragraph != to->paragraph)
		repeat_between(marking, begin, end);
	else if (is_alone(marking, begin, end))
		repeat_paragraph(marking, begin, end);
	else
		repeat_words(marking, from, to);
}

/* --- values ---------------------------------------------------------------------------------- */

static void
put_value(Marking *marking, const Mark *mark)
{
	OtFillBlock *paragraph = mark->paragraph;
	OtFillPiece *piece = piece_at(paragraph, mark->first);
	guint32 end = raw_offset(marking->part, piece, MIN(mark->end, piece->start + piece->len));
	OtFillItem *item = ot_fill_item(marking->fill, marking->part, OT_ITEM_VALUE,
	                                (OtDraftSpan){mark->raw.start, end}, mark->field);

	item->element = piece->text;
	item->cdata = piece->cdata;
	item->prefix = piece->text->prefix;
	ot_fill_preserve(marking->fill, marking->part, piece->text);
	for (guint i = mark->first + 1; i <= mark->last; i++)
		cut_piece(marking, mark, i);
	if (paragraph->section || !is_blank(paragraph->text->str, 0, mark->start) ||
	    !is_blank(paragraph->text->str, mark->end, paragraph->text->len))
		return;
	OtFillItem *prose = ot_fill_item(marking->fill, marking->part, OT_ITEM_PROSE,
	                                 paragraph->element, G_MAXSIZE);
	prose->source = item;
}

static void
report_end(Marking *marking, const Mark *mark)
{
	size_t field = ot_fill_add_field(marking->fill, marking->part, mark->raw.start,
	                                 OT_FILL_MARK, "end");

	ot_fill_report(marking->fill, field, OT_CODE_FILL_END,
	               "“%s” ends nothing: no {{each}} or {{if}} is open before it",
	               ot_fill_around(marking->fill, mark->paragraph->text->str, mark->start,
	                              mark->end));
}

static void
pair_marks(Marking *marking)
{
	for (guint i = 0; i < marking->marks->len; i++) {
		const Mark *mark = mark_at(marking, i);

		if (mark->kind == MARK_VALUE) {
			put_value(marking, mark);
		} else if (mark->kind != MARK_END) {
			g_array_append_val(marking->open, i);
		} else if (marking->open->len == 0) {
			report_end(marking, mark);
		} else {
			guint begin = g_array_index(marking->open, guint, marking->open->len - 1);
			g_array_set_size(marking->open, marking->open->len - 1);
			close_pair(marking, begin, i);
		}
	}
	for (guint i = 0; i < marking->open->len; i++) {
		const Mark *mark = mark_at(marking, g_array_index(marking->open, guint, i));
		ot_fill_report(marking->fill, mark->field, OT_CODE_FILL_OPEN,
		               "“%s” has no {{end}}",
		               ot_fill_entry(marking->fill, mark->field)->around);
	}
}

void
ot_fill_marks(OtFill *fill, OtFillPart *part)
{
	g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GHashTable) dropped = g_hash_table_new(NULL, NULL);
	Marking marking = {fill, part, marks, open, dropped};

	for (guint i = 0; i < part->paragraphs->len; i++)
		find_in_paragraph(&marking, g_ptr_array_index(part->paragraphs, i));
	g_array_sort(marks, compare_marks);
	pair_marks(&marking);
}
