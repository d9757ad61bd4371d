/* SPDX-License-Identifier: MIT */
#include "docx/put.h"

#include "base/limits.h"
#include "docx/rewrite.h"
#include "docx/writer.h"

#include <string.h>

enum { NS_FIELDS = OT_PULL_NS_FIRST };

/* --- a control ------------------------------------------------------------------------------- */

static const char *
find_choice(const OtControl *control, const char *text)
{
	g_autofree char *folded = g_utf8_casefold(text, -1);

	for (size_t i = 0; i < control->n_choices; i++) {
		g_autofree char *choice = g_utf8_casefold(control->choices[i].text, -1);
		if (strcmp(choice, folded) == 0)
			return control->choices[i].text;
	}
	return NULL;
}

bool
ot_put_can(const OtControl *control, const char *text)
{
	if (control->level != OT_CONTROL_INLINE || control->locked_content || control->deleted ||
	    control->shadow || control->holder.end == control->holder.start)
		return false;
	switch (control->kind) {
	case OT_CONTROL_RICH:
	case OT_CONTROL_TEXT:
	case OT_CONTROL_PROSE:
		return true;
	case OT_CONTROL_CHOICE:
		return control->open || find_choice(control, text) != NULL;
	case OT_CONTROL_TICK:
		return strcmp(text, "yes") == 0 && control->state.end > control->state.start;
	case OT_CONTROL_DATE:
	case OT_CONTROL_SECTION:
	case OT_CONTROL_ITEM:
	case OT_CONTROL_OTHER:
		break;
	}
	return false;
}

/* The prefix of the tag that starts here, with its colon; "" for none.  Free with g_free(). */
static char *
prefix_at(const char *bytes, guint32 offset)
{
	const char *name = bytes + offset + 1;
	size_t len = strcspn(name, ": />\t\r\n");

	return name[len] == ':' ? g_strndup(name, len + 1) : g_strdup("");
}

/* A run with the text, each line after a break (17.3.3.1). */
static char *
make_run(const char *prefix, const char *properties, const char *text)
{
	g_autoptr(GString) run = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	g_string_append_printf(run, "<%sr>%s", prefix, properties);
	for (char **line = lines; *line != NULL; line++) {
		g_autofree char *escaped = g_markup_escape_text(*line, -1);
		if (line != lines)
			g_string_append_printf(run, "<%sbr/>", prefix);
		g_string_append_printf(run, "<%st xml:space=\"preserve\">%s</%st>", prefix, escaped,
		                       prefix);
	}
	g_string_append_printf(run, "</%sr>", prefix);
	return g_string_free(g_steal_pointer(&run), FALSE);
}

static char *
mark_text(gunichar mark)
{
	char text[8] = {0};

	g_unichar_to_utf8(mark, text);
	return g_strdup(text);
}

/* The box that is shown, with the other mark in it. */
static char *
tick_content(const OtControl *control, const char *content)
{
	g_autofree char *from = mark_text(control->unticked_mark);
	g_autofree char *to = mark_text(control->ticked_mark);
	g_auto(GStrv) parts = g_strsplit(content, from, -1);

	return g_strjoinv(to, parts);
}

static void
put_control(OtEdit *edit, const OtControl *control, const char *text)
{
	const char *bytes = g_bytes_get_data(edit->bytes, NULL);
	guint32 start = control->content.start, len = control->content.end - start;
	g_autofree char *prefix = prefix_at(bytes, control->element.start);

	if (control->kind == OT_CONTROL_TICK) {
		g_autofree char *content = g_strndup(bytes + start, len);
		ot_splices_replace(edit->splices, control->state.start,
		                   control->state.end - control->state.start, g_strdup("1"));
		ot_splices_replace(edit->splices, start, len, tick_content(control, content));
		return;
	}
	/* the hint is grey, and what is filled in is not */
	g_autofree char *properties =
		control->placeholder ? g_strdup("")
	                             : g_strndup(bytes + control->run_properties.start,
	                                         control->run_properties.end -
	                                                 control->run_properties.start);
	const char *choice = control->kind == OT_CONTROL_CHOICE ? find_choice(control, text) : NULL;
	if (control->placeholder_mark.end > control->placeholder_mark.start)
		ot_splices_replace(edit->splices, control->placeholder_mark.start,
		                   control->placeholder_mark.end - control->placeholder_mark.start,
		                   NULL);
	/* <w:sdtContent/> has no room for anything */
	bool closed = bytes[control->holder.end - 2] == '/' && len == 0 &&
	              control->content.start == control->holder.end;
	g_autofree char *run = make_run(prefix, properties, choice != NULL ? choice : text);
	if (closed)
		ot_splices_replace(edit->splices, control->holder.start,
		                   control->holder.end - control->holder.start,
		                   g_strdup_printf("<%ssdtContent>%s</%ssdtContent>", prefix, run,
		                                   prefix));
	else
		ot_splices_replace(edit->splices, start, len, g_steal_pointer(&run));
}

/* --- what it is bound to --------------------------------------------------------------------- */

/* The element whose start tag is the token gets a text in the place of what it holds. */
static void
put_field(OtEdit *edit, OtPull *pull, const char *text)
{
	const OtPullToken *token = ot_pull_token(pull);
	const char *bytes = ot_pull_bytes(pull);
	size_t start = token->start, end = token->end, depth = token->depth;
	g_autofree char *escaped = g_markup_escape_text(text, -1);

	if (token->empty) {
		g_autofree char *name =
			g_strndup(bytes + start + 1, token->prefix_len + token->name_len);
		ot_splices_replace(edit->splices, end - 2, 2,
		                   g_strdup_printf(">%s</%s>", escaped, name));
		ot_pull_skip(pull, depth);
	} else if (ot_pull_skip(pull, depth)) {
		ot_splices_replace(edit->splices, end, ot_pull_token(pull)->start - end,
		                   g_steal_pointer(&escaped));
	}
}

static const char *
find_value(const OtControls *controls, const OtPutValue *values, size_t n_values, const char *name)
{
	for (size_t i = 0; name != NULL && i < n_values; i++) {
		const OtControl *control = ot_control(controls, values[i].control);
		const char *choice = control->kind == OT_CONTROL_CHOICE
		                             ? find_choice(control, values[i].text)
		                             : NULL;
		if (strcmp(values[i].field, name) == 0)
			return control->kind == OT_CONTROL_TICK ? "true"
			       : choice != NULL                 ? choice
			                                        : values[i].text;
	}
	return NULL;
}

static void
put_bound(OtRewrite *rewrite, size_t entry, const OtControls *controls, const OtPutValue *values,
          size_t n_values)
{
	static const OtPullNamespace namespaces[] = {{OT_NS_FIELDS, NS_FIELDS}};
	static const OtPullSettings settings = {namespaces, G_N_ELEMENTS(namespaces),
	                                        OT_LIMIT_DRAFT_DEPTH, OT_LIMIT_XML_ELEMENTS};
	OtEdit *edit = ot_rewrite_edit_entry(rewrite, entry);
	size_t len;

	if (edit == NULL)
		return;
	const char *bytes = g_bytes_get_data(edit->bytes, &len);
	g_autoptr(OtPull) pull = ot_pull_new(bytes, len, &settings);
	if (ot_pull_next(pull) != OT_PULL_START || !ot_pull_is(pull, NS_FIELDS, "fields"))
		return;
	while (ot_pull_child(pull, 1)) {
		if (!ot_pull_is(pull, NS_FIELDS, "field"))
			continue;
		g_autofree char *name =
			ot_pull_value(pull, ot_pull_attr(pull, OT_PULL_NS_NONE, "name"));
		const char *text = find_value(controls, values, n_values, name);
		if (text != NULL)
			put_field(edit, pull, text);
	}
}

/* Word shows what a control is bound to, and not what stands in it: both get the value. */
static void
put_all_bound(OtRewrite *rewrite, const OtControls *controls, const OtPutValue *values,
              size_t n_values)
{
	static const char part[] = "customxml/item";
	OtArchive *archive = rewrite->draft->archive;

	for (size_t i = 0; i < ot_archive_count(archive); i++) {
		g_autofree char *name = g_ascii_strdown(ot_archive_entry(archive, i)->name, -1);
		if (g_str_has_prefix(name, part) && g_ascii_isdigit(name[strlen(part)]))
			put_bound(rewrite, i, controls, values, n_values);
	}
}

GBytes *
ot_put_write(const OtDraft *draft, const OtControls *controls, const OtPutValue *values,
             size_t n_values, gint64 epoch, GError **error)
{
	g_auto(OtRewrite) rewrite;

	ot_rewrite_init(&rewrite, draft, epoch);
	for (size_t i = 0; i < n_values; i++) {
		const OtControl *control = ot_control(controls, values[i].control);
		const OtDraftPart *part = &g_array_index(draft->parts, OtDraftPart, control->part);
		put_control(ot_rewrite_edit(&rewrite, part), control, values[i].text);
	}
	put_all_bound(&rewrite, controls, values, n_values);
	return ot_rewrite_zip(&rewrite, error);
}
