/* SPDX-License-Identifier: MIT */
#include "forms/guess.h"

#include "base/text.h"
#include "document/read-date.h"
#include "forms/tree.h"
#include "xml/read.h"

#include <string.h>

/* Where text goes whose place is not known. */
#define BACKGROUND "context/background"

/* A heading of more words than this says something by itself. */
#define MOST_HEADING_WORDS 3

/* Characters that a text takes, and a title. */
#define LONGEST_TEXT  4000
#define LONGEST_TITLE 300

typedef struct {
	const OtFormPlan *plan;
	const OtDraft *draft;
	OtFormReading *reading;
	xmlNode *root;
	GHashTable *used; /* paths that something was put into */
	GHashTable *lists; /* const OtFormPart * to whether the outline fills its rows itself */
	const char *into; /* where text goes now */
	const char *heading; /* the words that it stands under, or NULL */
	guint n;          /* paragraphs under it so far */
	bool has_title;
} Guess;

/* --- where it goes --------------------------------------------------------------------------- */

static const char *
find_place(const Guess *guess, const char *heading)
{
	const GArray *guesses = ot_form_plan_guesses(guess->plan);
	g_autofree char *folded = g_utf8_strdown(heading, -1);

	for (guint i = 0; i < guesses->len; i++) {
		const OtFormGuess *one = &g_array_index(guesses, OtFormGuess, i);
		for (char **word = one->words; *word != NULL; word++) {
			const char *at = strstr(folded, *word);
			/* "unlimited" is no limit */
			if (at != NULL && (at == folded || !g_ascii_isalpha(at[-1])))
				return one->into;
		}
	}
	return NULL;
}

/* The element of a part, or of its nearest row, made where it isn't there. */
static xmlNode *
ensure(Guess *guess, const OtFormPart *part)
{
	if (part->parent == NULL)
		return guess->root;
	xmlNode *parent = ensure(guess, part->parent);
	xmlNode *node = ot_xml_child(parent, part->name);
	return node != NULL ? node : ot_form_reading_add(guess->reading, part, parent, NULL);
}

/* The part that has a row for each text: the part itself, or one around it. */
static const OtFormPart *
find_row(const OtFormPart *part)
{
	while (part->parent != NULL && !part->repeats)
		part = part->parent;
	return part->parent != NULL ? part : NULL;
}

static const OtFormField *
text_field(const OtFormPart *part)
{
	return g_array_index(part->attrs, OtFormField *, 0);
}

/* Rows that are made of a row of the outline have names of their own. */
static void
clear_names(const OtFormPart *part, xmlNode *node)
{
	for (guint i = 0; i < part->attrs->len; i++) {
		const OtFormField *field = g_array_index(part->attrs, OtFormField *, i);
		if (field->identifies)
			ot_form_tree_set(node, field, "", NULL);
	}
	for (xmlNode *child = ot_xml_child(node, NULL); child != NULL;
	     child = ot_xml_next(child, NULL)) {
		const OtFormPart *inner = ot_form_part_child(part, child);
		if (inner != NULL)
			clear_names(inner, child);
	}
}

/* A row like those of a list that the outline fills itself: of no kind that is known. */
static void
clear_row(const OtFormPart *row, xmlNode *node)
{
	static const char *const other = "other";

	for (xmlNode *child = ot_xml_child(node, NULL), *next; child != NULL; child = next) {
		next = ot_xml_next(child, NULL);
		xmlUnlinkNode(child);
		xmlFreeNode(child);
	}
	for (guint i = 0; i < row->attrs->len; i++) {
		const OtFormField *field = g_array_index(row->attrs, OtFormField *, i);
		if (field->codes != NULL && g_strv_contains(field->codes, other))
			ot_form_tree_set(node, field, other, NULL);
	}
}

/*
 * A new row after those that are there.  The first takes the place of the outline's own, unless
 * that has more of them than an example or two.
 */
static xmlNode *
add_row(Guess *guess, const OtFormPart *row, bool first)
{
	xmlNode *parent = ensure(guess, row->parent), *last = NULL;
	guint n = 0;

	for (xmlNode *child = ot_xml_child(parent, row->name); child != NULL;
	     child = ot_xml_next(child, row->name), n++)
		last = child;
	if (first)
		g_hash_table_insert(guess->lists, (void *) row, GINT_TO_POINTER(n > 2));
	bool is_list = GPOINTER_TO_INT(g_hash_table_lookup(guess->lists, row));
	if (last == NULL)
		return ot_form_reading_add(guess->reading, row, parent, NULL);
	if (first && !is_list)
		return ot_xml_child(parent, row->name);
	xmlNode *copy = xmlDocCopyNode(ot_xml_child(parent, row->name), parent->doc, 1);
	clear_names(row, copy);
	if (is_list)
		clear_row(row, copy);
	return xmlAddNextSibling(last, copy);
}

/* --- texts ----------------------------------------------------------------------------------- */

/* Where a text is divided: at the end of a sentence, else of a word. */
static size_t
find_cut(const char *text)
{
	const char *end = g_utf8_offset_to_pointer(text, LONGEST_TEXT), *cut = NULL;

	for (const char *c = text; c < end; c++)
		if (c[0] == ' ' && c > text && strchr(".!?", c[-1]) != NULL)
			cut = c;
	for (const char *c = end; cut == NULL && c > text; c--)
		if (*c == ' ')
			cut = c;
	return (size_t) ((cut != NULL ? cut : end) - text);
}

static void
put_piece(Guess *guess, const OtFormPart *prose, const char *text, bool is_point)
{
	const OtFormPart *piece = g_ptr_array_index(prose->parts, 0);
	bool first = g_hash_table_add(guess->used, (char *) prose->path);
	xmlNode *holder = ensure(guess, prose), *child;

	/* the questions of the outline give way to the first text */
	while (first && (child = ot_xml_child(holder, piece->name)) != NULL) {
		xmlUnlinkNode(child);
		xmlFreeNode(child);
	}
	xmlNode *node = ot_form_reading_add(guess->reading, piece, holder, NULL);
	for (guint i = 0; i < piece->attrs->len; i++) {
		const OtFormField *field = g_array_index(piece->attrs, OtFormField *, i);
		if (*field->name == '\0')
			ot_form_tree_set(node, field, text, NULL);
		else if (strcmp(field->name, OT_FORM_KIND) == 0)
			ot_form_tree_set(node, field, is_point ? OT_FORM_POINT : OT_FORM_PARAGRAPH,
			                 NULL);
	}
}

/* A date that a text names: three words of it, or one. */
static char *
find_date(const Guess *guess, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	const OtLabels *labels = ot_form_plan_labels(guess->plan);

	for (guint n = 3;; n = 1) {
		for (guint i = 0; i + n <= g_strv_length(words); i++) {
			g_autofree char *three = n == 3 ? g_strjoin(" ", words[i], words[i + 1],
			                                            words[i + 2], NULL)
			                                : g_strdup(words[i]);
			char *date = ot_read_date(labels, g_strdelimit(three, ":;", ' '));
			if (date != NULL)
				return date;
		}
		if (n == 1)
			return NULL;
	}
}

static void
set_date(const Guess *guess, const OtFormPart *row, xmlNode *node, const char *text)
{
	g_autofree char *date = find_date(guess, text);

	for (guint i = 0; i < row->attrs->len && date != NULL; i++) {
		const OtFormField *field = g_array_index(row->attrs, OtFormField *, i);
		if (strcmp(field->name, "date") == 0)
			ot_form_tree_set(node, field, date, NULL);
	}
}

static void
put_row(Guess *guess, const OtFormPart *part, const OtFormPart *row, const char *text)
{
	bool first = g_hash_table_add(guess->used, (char *) row->path);
	xmlNode *node = add_row(guess, row, first), *holder = node;

	if (part != row) {
		holder = ot_xml_child(node, part->name);
		if (holder == NULL)
			holder = ot_form_reading_add(guess->reading, part, node, NULL);
	}
	ot_form_tree_set(holder, text_field(part), text, NULL);
	set_date(guess, row, node, text);
}

/* A text that is there once grows as long as it has room. */
static bool
put_single(Guess *guess, const OtFormPart *part, const char *text)
{
	xmlNode *node = ensure(guess, part);
	bool first = g_hash_table_add(guess->used, (char *) part->path);
	const char *before = first ? NULL : ot_form_tree_get(node, text_field(part));
	g_autofree char *all = before != NULL ? g_strdup_printf("%s %s", before, text)
	                                      : g_strdup(text);

	if (g_utf8_strlen(all, -1) > LONGEST_TEXT)
		return false;
	ot_form_tree_set(node, text_field(part), all, NULL);
	return true;
}

static void
put_text(Guess *guess, const char *path, const char *text, bool is_point)
{
	const OtFormPart *part = ot_form_plan_part(guess->plan, path);
	const OtFormPart *row = find_row(part);
	guint longest = part->role == OT_FORM_PROSE ? LONGEST_TEXT : text_field(part)->longest;

	if (part->role == OT_FORM_PROSE)
		put_piece(guess, part, text, is_point);
	/* a title has less room than a text */
	else if (longest > 0 && g_utf8_strlen(text, -1) > (glong) longest)
		put_text(guess, BACKGROUND, text, is_point);
	else if (row != NULL)
		put_row(guess, part, row, text);
	else if (!put_single(guess, part, text))
		put_text(guess, BACKGROUND, text, is_point);
}

static void
put(Guess *guess, const char *path, const char *text, bool is_point)
{
	while (g_utf8_strlen(text, -1) > LONGEST_TEXT) {
		size_t cut = find_cut(text);
		g_autofree char *part = g_strndup(text, cut);
		put_text(guess, path, part, is_point);
		text += cut + (text[cut] == ' ');
	}
	if (*text != '\0')
		put_text(guess, path, text, is_point);
}

/* --- going through a draft ------------------------------------------------------------------- */

static void
say_where(Guess *guess)
{
	g_autofree char *place =
		guess->heading != NULL ? g_strdup_printf("under “%s”", guess->heading) : NULL;
	bool known = guess->into != NULL;
	const OtFormPart *part =
		ot_form_plan_part(guess->plan, known ? guess->into : BACKGROUND);
	const OtFormPart *row = find_row(part);

	if (guess->n > 0)
		ot_form_complain(guess->reading,
		                 known ? OT_CODE_FORM_GUESS : OT_CODE_FORM_BACKGROUND, place,
		                 "%u text%s: %s “%s”", guess->n, guess->n == 1 ? "" : "s",
		                 known ? "taken as" : "kept under",
		                 row != NULL && row != part ? row->label : part->label);
	guess->n = 0;
}

static guint
count_words(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	return g_strv_length(words);
}

static void
take_heading(Guess *guess, const char *text, int level)
{
	const char *into = find_place(guess, text);

	say_where(guess);
	/* a heading within a section that is known, and says nothing of its own, stays in it */
	guess->into = into != NULL ? into : level > 1 ? guess->into : NULL;
	guess->heading = ot_form_reading_keep(guess->reading, text);
	if (into == NULL || count_words(text) > MOST_HEADING_WORDS)
		put(guess, BACKGROUND, text, false);
}

static void
take_title(Guess *guess, const char *text)
{
	const OtFormField *field = ot_form_plan_find(guess->plan, "identity/title");

	if (guess->has_title || g_utf8_strlen(text, -1) > LONGEST_TITLE) {
		put(guess, BACKGROUND, text, false);
		return;
	}
	guess->has_title = true;
	ot_form_tree_set(ensure(guess, field->part), field, text, NULL);
}

/* The cells of a row as one text; `*index` moves to the last of them. */
static char *
join_row(const Guess *guess, size_t *index)
{
	const OtDraftParagraph *first = ot_draft_paragraph(guess->draft, *index);
	g_autoptr(GString) text = g_string_new(NULL);
	size_t i = *index;

	for (; i < ot_draft_count(guess->draft); i++) {
		const OtDraftParagraph *cell = ot_draft_paragraph(guess->draft, i);
		g_autofree char *words = ot_text_fold(g_strdup(cell->text));

		if (cell->table != first->table || cell->row != first->row ||
		    cell->story != first->story)
			break;
		*index = i;
		if (*words != '\0')
			g_string_append_printf(text, "%s%s",
			                       text->len == 0                              ? ""
			                       : strchr(".:;!?", text->str[text->len - 1]) ? " "
			                                                                   : "; ",
			                       words);
	}
	return g_strdup(text->str);
}

static void
take_paragraph(Guess *guess, size_t *index)
{
	const OtDraftParagraph *paragraph = ot_draft_paragraph(guess->draft, *index);
	bool is_row = paragraph->table > 0, is_body = paragraph->story == OT_STORY_BODY;
	g_autofree char *text = is_row ? join_row(guess, index)
	                               : ot_text_fold(g_strdup(paragraph->text));

	if (*text == '\0')
		return;
	if (!is_row && is_body && paragraph->title) {
		take_title(guess, text);
	} else if (!is_row && is_body && paragraph->heading > 0) {
		take_heading(guess, text, paragraph->heading);
	} else {
		/* the heads of a table say what its columns are, and nothing of their own */
		bool aside = !is_body || (is_row && paragraph->header_row);
		put(guess, guess->into != NULL && !aside ? guess->into : BACKGROUND, text,
		    paragraph->list_item);
		guess->n += !aside;
	}
}

void
ot_form_guess(const OtFormPlan *plan, const OtDraft *draft, xmlDoc *outline,
              OtFormReading *reading)
{
	g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) lists = g_hash_table_new(NULL, NULL);
	Guess guess = {
		.plan = plan, .draft = draft, .reading = reading, .used = used, .lists = lists};
	const OtFormPart *whole = NULL;

	ot_form_reading_adopt(reading, ot_form_tree_of(plan, outline));
	guess.root = ot_form_reading_root(reading, &whole);
	for (size_t i = 0; i < ot_draft_count(draft); i++)
		take_paragraph(&guess, &i);
	say_where(&guess);
}
