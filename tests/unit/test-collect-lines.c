/* SPDX-License-Identifier: MIT
 *
 * A line of a form that lost its fields: where words stand between two fields, each gets what was
 * written in its place; a box is ticked however people show that; a hint that was left is no answer.
 */
#include "responses/skeleton.h"

#include <string.h>

static const OtFieldData fields[] = {
	{.kind = OT_FIELD_TEXT, .name = "first"},
	{.kind = OT_FIELD_TEXT, .name = "second"},
	{.kind = OT_FIELD_TICK, .name = "tick"},
	{.kind = OT_FIELD_CHOICE, .name = "choice"},
};

#define FIRST  {NULL, &fields[0], "Name"}
#define SECOND {NULL, &fields[1], "position"}
#define TICK   {NULL, &fields[2], "\u2610"}
#define CHOICE {NULL, &fields[3], "Choose an item."}
#define WORDS(text) {text, NULL, NULL}

typedef struct {
	const char *name;
	OtPiece pieces[4];
	size_t n_pieces;
} Form;

static const Form two = {"two", {FIRST, WORDS(", "), SECOND}, 3};
static const Form beside = {"beside", {FIRST, SECOND}, 2};
static const Form spaced = {"spaced", {FIRST, WORDS(" "), SECOND}, 3};
static const Form box = {"box", {TICK, WORDS(" small firm")}, 2};
static const Form sensitive = {"sensitive", {TICK, WORDS(" "), SECOND}, 3};
static const Form chosen = {"chosen", {WORDS("Answer: "), CHOICE}, 2};

static const struct {
	const Form *form;
	const char *line;
	const char *said; /* each field and what it holds */
} lines[] = {
	{&two, "Ann Lee, director", "first=Ann Lee second=director"},
	{&two, "  Ann Lee ,  director", "first=Ann Lee second=director"},
	{&two, "Ann Lee, director, Frost Ltd", "first=Ann Lee second=director, Frost Ltd"},
	{&two, "Ann Lee", "first=Ann Lee second="},
	{&two, "Ann Lee, position", "first=Ann Lee second="},
	{&two, "Name, director", "first= second=director"},
	{&two, "Name Ann Lee, position director", "first=Ann Lee second=director"},
	{&two, "Name, position", "first= second="},
	{&two, "", "first= second="},
	{&two, "Siân Ŵyn,\u00a0cyfarwyddwr", "first=Siân Ŵyn,\u00a0cyfarwyddwr second="},
	/* with nothing to tell them apart but the hint, the first has it all */
	{&beside, "Ann Leeposition", "first=Ann Lee second="},
	{&beside, "Ann Lee director", "first=Ann Lee director second="},
	{&spaced, "Ann Lee position director", "first=Ann Lee second=director"},
	{&spaced, "Ann Lee director", "first=Ann Lee director second="},
	{&box, "\u2612 small firm", "tick=yes"},
	{&box, "\u2611 small firm", "tick=yes"},
	{&box, "\u2713 small firm", "tick=yes"},
	{&box, "\u2714small firm", "tick=yes"},
	{&box, "[x] small firm", "tick=yes"},
	{&box, "[X] small firm", "tick=yes"},
	{&box, "x small firm", "tick=yes"},
	{&box, "X: small firm", "tick=yes"},
	{&box, "YES small firm", "tick=yes"},
	{&box, "Ydy, small firm", "tick=yes"},
	{&box, "\u2610 small firm", "tick=no"},
	{&box, "[ ] small firm", "tick=no"},
	{&box, "[] small firm", "tick=no"},
	{&box, "small firm", "tick=no"},
	{&box, "", "tick=no"},
	{&sensitive, "\u2612 our prices, until 2028", "tick=yes second=our prices, until 2028"},
	{&sensitive, "\u2612 position", "tick=yes second="},
	{&sensitive, "\u2610 position", "tick=no second="},
	{&sensitive, "\u2612 position our prices", "tick=yes second=our prices"},
	{&sensitive, "x", "tick=yes second="},
	{&sensitive, "Yes", "tick=yes second="},
	{&sensitive, "Yes: our prices", "tick=yes second=our prices"},
	{&sensitive, "yes, our prices", "tick=yes second=our prices"},
	/* what starts like a mark and is none */
	{&sensitive, "X-ray images of joints", "tick=no second=X-ray images of joints"},
	{&sensitive, "yesterday's prices", "tick=no second=yesterday's prices"},
	{&sensitive, "our prices", "tick=no second=our prices"},
	{&sensitive, "no", "tick=no second=no"},
	{&chosen, "Answer: written tender only", "choice=written tender only"},
	{&chosen, "written tender only", "choice=written tender only"},
	{&chosen, "Answer: Choose an item.", "choice="},
};

static void
test_line(gconstpointer data)
{
	const Form *form = lines[GPOINTER_TO_SIZE(data)].form;
	g_autoptr(GString) said = g_string_new(NULL);
	g_auto(OtFilled) filled = {NULL};

	ot_filled_init(&filled);
	ot_pieces_read(form->pieces, form->n_pieces, lines[GPOINTER_TO_SIZE(data)].line,
	               OT_FOUND_POSITION, "line 4", &filled);
	for (size_t i = 0; i < form->n_pieces; i++) {
		const OtFieldData *field = form->pieces[i].field;
		const OtFilledField *found =
			field != NULL ? ot_filled_find(&filled, field->name) : NULL;
		if (field == NULL)
			continue;
		g_assert_nonnull(found);
		g_assert_cmpint(found->found, ==, OT_FOUND_POSITION);
		g_assert_cmpstr(found->place, ==, "line 4");
		g_string_append_printf(said, "%s%s=%s", said->len > 0 ? " " : "", field->name,
		                       found->text);
	}
	g_assert_cmpstr(said->str, ==, lines[GPOINTER_TO_SIZE(data)].said);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *path =
			g_strdup_printf("/collect-lines/%s/%zu", lines[i].form->name, i);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_line);
	}
	return g_test_run();
}
