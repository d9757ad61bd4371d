/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "pdf/finish.h"
#include "pdf/layout.h"

#include <math.h>
#include <string.h>

/*
 * Copies of a document that differ in a few texts.  All else is laid out, painted and finished once
 * for each number of lines that these texts take: a body.  What a copy adds is a form XObject for
 * each of its texts, with fonts of their own, and the forms' numbers are those that the body names.
 */

/* Bodies that are kept: one for each number of lines. */
#define MOST_BODIES 24

/* Copies after which what shaping remembers is let go, so that memory stays flat. */
#define RENEW 256

/* Letters after which a text is no longer tried to fill its lines. */
#define MOST_FILLING 20000

/* What makes room for a copy: so many lines for each field, and so many signs of its code. */
typedef struct {
	guint *n_lines;
	size_t code_len;
	OtPdfBody *body;
	GArray *forms; /* of OtSlot */
	bool checked;  /* a copy has passed the whole self-check */
} Body;

struct OtPdfMaster {
	OtDocument *document;
	const OtStyle *style;
	const OtLabels *labels;
	OtPdfOptions options;
	GPtrArray *fields; /* of OtNode: those that are open */
	GPtrArray *bodies; /* of Body; the first one has a line for each field */
	OtLayout *pen;     /* shapes and paints the texts of copies */
	guint n_copies;    /* since it is new */
};

/* What one copy shows. */
typedef struct {
	const char *code;
	OtText **texts; /* of the fields, broken into lines */
	guint *n_lines;
} Copy;

static void
free_body(gpointer data)
{
	Body *body = data;

	g_free(body->n_lines);
	g_clear_pointer(&body->body, ot_pdf_body_free);
	g_clear_pointer(&body->forms, g_array_unref);
	g_free(body);
}

void
ot_pdf_master_free(OtPdfMaster *master)
{
	if (master == NULL)
		return;
	ot_layout_free(master->pen);
	g_ptr_array_unref(master->bodies);
	g_ptr_array_unref(master->fields);
	g_free(master);
}

static bool
renew_pen(OtPdfMaster *master, OtFindings *findings, GError **error)
{
	if (master->pen == NULL || master->n_copies >= RENEW) {
		ot_layout_free(master->pen);
		master->n_copies = 0;
		master->pen = ot_layout_new(master->document, master->style, master->labels,
		                            master->options.font_dir, findings, error);
	}
	if (master->pen == NULL)
		return false;
	master->n_copies++;
	ot_texts_set_findings(master->pen->texts, findings);
	return true;
}

static OtText *
break_text(OtPdfMaster *master, OtTextRole role, const char *words, double room)
{
	OtText *text = ot_text_plain(master->pen->texts, master->pen->arena, role, words, NULL);

	ot_text_break(text, room);
	return text;
}

/* --- bodies ------------------------------------------------------------------------------ */

/* The form of a field, or of the code for NULL. */
static const OtSlot *
find_form(const Body *body, const OtNode *field)
{
	for (guint i = 0; i < body->forms->len; i++) {
		const OtSlot *form = &g_array_index(body->forms, OtSlot, i);
		if (form->field == field)
			return form;
	}
	return NULL;
}

/* Words that take so many lines of the form's width. */
static const char *
fill_lines(OtPdfMaster *master, const OtSlot *form, guint n_lines)
{
	g_autoptr(GString) words = g_string_new("M");

	while (n_lines > 1 && words->len < MOST_FILLING &&
	       break_text(master, form->role, words->str, form->room)->n_lines < n_lines)
		g_string_append(words, " M");
	return ot_arena_strdup(master->document->arena, words->str);
}

/* No code is wider than one of the same length made of the widest letter. */
static const char *
widest_code(OtArena *arena, size_t len)
{
	char *code = ot_arena_alloc(arena, len + 1);

	for (size_t i = 0; i < len; i++)
		code[i] = i % 4 == 3 ? '-' : 'W';
	code[len] = '\0';
	return code;
}

static void
make_room(OtPdfMaster *master, const Body *body)
{
	const Body *first = master->bodies->len > 0 ? g_ptr_array_index(master->bodies, 0) : NULL;

	for (guint i = 0; i < master->fields->len; i++) {
		OtNode *field = g_ptr_array_index(master->fields, i);
		const char *words = first != NULL ? fill_lines(master, find_form(first, field),
		                                               body->n_lines[i])
		                                  : "M";

		field->as.field.value = field->as.field.text = words;
	}
	master->document->info.copy = widest_code(master->document->arena, body->code_len);
}

/* What was painted leaves open what is to be left open, and nothing else. */
static bool
check_forms(const OtPdfMaster *master, const Body *body, GError **error)
{
	bool right = body->forms->len == master->fields->len + 1 && find_form(body, NULL) != NULL;

	for (guint i = 0; right && i < master->fields->len; i++) {
		const OtSlot *form = find_form(body, g_ptr_array_index(master->fields, i));
		right = form != NULL && form->n_lines == body->n_lines[i];
	}
	if (!right)
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT,
		            "the places for a supplier's name and code can't be laid out: each has "
		            "to be alone in its cell");
	return right;
}

static bool
lay_body(OtPdfMaster *master, Body *body, OtFindings *findings, GError **error)
{
	const OtStyle *style = master->style;
	g_autoptr(OtLayout) layout = ot_layout_new(master->document, style, master->labels,
	                                           master->options.font_dir, findings, error);
	g_autoptr(OtDrawing) drawing = NULL;

	if (layout == NULL)
		return false;
	layout->forms = body->forms;
	if (!ot_layout_run(layout, error) || ot_texts_failed(layout->texts))
		return false;
	drawing = ot_drawing_new(style->page_width, style->page_height);
	if (!ot_paint(layout, drawing, master->options.epoch, error) ||
	    !check_forms(master, body, error))
		return false;
	body->body = ot_finish_body(drawing, &master->document->info, &master->options, error);
	return body->body != NULL;
}

static Body *
add_body(OtPdfMaster *master, const guint *n_lines, size_t code_len, OtFindings *findings,
         GError **error)
{
	guint n = master->fields->len;
	Body *body = g_new0(Body, 1);

	body->n_lines = g_memdup2(n_lines, n * sizeof *n_lines);
	body->code_len = code_len;
	body->forms = g_array_new(FALSE, FALSE, sizeof(OtSlot));
	make_room(master, body);
	if (!lay_body(master, body, findings, error)) {
		free_body(body);
		return NULL;
	}
	if (master->bodies->len == MOST_BODIES)
		g_ptr_array_remove_index(master->bodies, 1);
	g_ptr_array_add(master->bodies, body);
	return body;
}

static Body *
obtain_body(OtPdfMaster *master, const Copy *copy, OtFindings *findings, GError **error)
{
	size_t size = master->fields->len * sizeof *copy->n_lines;
	size_t code_len = strlen(copy->code);

	for (guint i = 0; i < master->bodies->len; i++) {
		Body *body = g_ptr_array_index(master->bodies, i);
		if (body->code_len == code_len && memcmp(body->n_lines, copy->n_lines, size) == 0)
			return body;
	}
	return add_body(master, copy->n_lines, code_len, findings, error);
}

OtPdfMaster *
ot_pdf_master_new(OtDocument *document, const OtStyle *style, const OtLabels *labels,
                  const OtPdfOptions *options, OtFindings *findings, GError **error)
{
	g_autoptr(OtPdfMaster) master = g_new0(OtPdfMaster, 1);
	OtWalk walk = ot_walk_start(document->root);

	master->document = document;
	master->style = style;
	master->labels = labels;
	master->options = *options;
	master->fields = g_ptr_array_new();
	master->bodies = g_ptr_array_new_with_free_func(free_body);
	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_FIELD &&
		    walk.node->as.field.open)
			g_ptr_array_add(master->fields, walk.node);

	g_autofree guint *ones = g_new(guint, master->fields->len + 1);
	for (guint i = 0; i <= master->fields->len; i++)
		ones[i] = 1;
	if (!renew_pen(master, findings, error) ||
	    add_body(master, ones, strlen("000-000-000"), findings, error) == NULL)
		return NULL;
	return g_steal_pointer(&master);
}

/* --- copies ------------------------------------------------------------------------------ */

static const char *
find_text(const char *const *fields, const char *name)
{
	for (; *fields != NULL; fields += 2)
		if (strcmp(fields[0], name) == 0)
			return fields[1];
	return " ";
}

static Copy
shape_copy(OtPdfMaster *master, const char *code, const char *const *fields)
{
	const Body *first = g_ptr_array_index(master->bodies, 0);
	OtArena *arena = master->pen->arena;
	guint n = master->fields->len;
	Copy copy = { code, ot_arena_alloc(arena, (n + 1) * sizeof(OtText *)),
		      ot_arena_alloc(arena, (n + 1) * sizeof(guint)) };

	for (guint i = 0; i < n; i++) {
		const OtNode *field = g_ptr_array_index(master->fields, i);
		const OtSlot *form = find_form(first, field);
		const char *text = find_text(fields, field->as.field.name);

		ot_texts_set_place(master->pen->texts, field->as.field.label);
		copy.texts[i] = break_text(master, form->role, text, form->room);
		copy.n_lines[i] = copy.texts[i]->n_lines;
	}
	return copy;
}

static OtText *
text_of_form(OtPdfMaster *master, const Copy *copy, const OtSlot *form)
{
	OtLayout *pen = master->pen;

	for (guint i = 0; i < master->fields->len; i++)
		if (g_ptr_array_index(master->fields, i) == form->field)
			return copy->texts[i];
	return break_text(master, form->role,
	                  ot_labels_fill(master->labels, pen->arena, "copy", "code", copy->code,
	                                 NULL),
	                  G_MAXINT);
}

/* The form reaches beyond its lines, for what letters have beyond their width and height. */
static OtShown
show_form(OtPdfMaster *master, const Copy *copy, const OtSlot *form)
{
	const OtFonts *fonts = master->pen->fonts;
	OtText *text = text_of_form(master, copy, form);
	double line = ot_fonts_line(fonts, form->role);
	double above = OT_FORM_PAD + MAX(line, ot_fonts_ascent(fonts, form->role));

	return (OtShown){
		.form = form,
		.text = text,
		.width = ceil(form->room + 2 * OT_FORM_PAD),
		.height = ceil(above + line * text->n_lines + OT_FORM_PAD),
		.baseline = above,
	};
}

static GBytes *
draw_copy(OtPdfMaster *master, Body *body, const Copy *copy, char **sha256, GError **error)
{
	guint n = body->forms->len;
	g_autofree OtShown *shown = g_new0(OtShown, n);
	g_autofree OtFormBox *boxes = g_new0(OtFormBox, n);
	g_autoptr(OtDrawing) drawing =
		ot_drawing_new(master->style->page_width, master->style->page_height);

	for (guint i = 0; i < n; i++) {
		shown[i] = show_form(master, copy, &g_array_index(body->forms, OtSlot, i));
		boxes[i] = (OtFormBox){ shown[i].width, shown[i].height, OT_FORM_PAD,
			                shown[i].baseline };
	}
	if (ot_texts_failed(master->pen->texts) ||
	    !ot_paint_forms(master->pen, drawing, shown, n, master->options.epoch, error))
		return NULL;
	GBytes *bytes =
		ot_finish_copy(body->body, drawing, boxes, !body->checked, sha256, error);
	body->checked = body->checked || bytes != NULL;
	return bytes;
}

GBytes *
ot_pdf_master_copy(OtPdfMaster *master, const char *code, const char *const *fields,
                   char **sha256, OtFindings *findings, GError **error)
{
	if (!renew_pen(master, findings, error))
		return NULL;
	Copy copy = shape_copy(master, code, fields);
	if (ot_texts_failed(master->pen->texts))
		return NULL;
	Body *body = obtain_body(master, &copy, findings, error);

	return body != NULL ? draw_copy(master, body, &copy, sha256, error) : NULL;
}
