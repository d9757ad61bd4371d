/* SPDX-License-Identifier: MIT */
#include "docx/controls.h"

#include "base/limits.h"
#include "base/text.h"
#include "docx/draft-read.h"

#include <string.h>

/*
 * Each part was read as a draft before, so it is known to be well-formed and within the limits;
 * here it is gone through once more, with one text for the whole part.  A control has a stretch of
 * that text, and one within another a stretch of the stretch, so that nothing is copied per level.
 */

struct OtControls {
	OtArena *arena;
	GArray *list; /* of OtControl */
};

typedef struct {
	const OtDraft *draft;
	OtFindings *findings;
	OtControls *controls;
	GHashTable *paragraphs; /* paragraph_key() to the index of the draft, + 1 */
	GArray *n_items;        /* for each control, how many items it has so far */
	bool stopped;           /* there are too many */

	OtPull *pull;
	const OtPullToken *token; /* of `pull` */
	const char *bytes;
	size_t part;
	bool preserve;            /* the root has xml:space="preserve" */

	GString *text;            /* of the whole part */
	OtControlLevel level;     /* of a control that stands here */
	size_t control;           /* the innermost; G_MAXSIZE: none */
	size_t paragraph;         /* the innermost of the draft; G_MAXSIZE: none */
	size_t n_paragraphs;      /* that started so far */
	unsigned deleted, shadow; /* over 0: in such a thing */
	bool after_text;          /* right behind a w:t of the same run */
	size_t emptied;           /* right behind a date that shows nothing; G_MAXSIZE: not so */
	bool in_row;              /* behind a cell of the row that is gone through */
	OtDraftSpan run_properties; /* of the run that is gone through */
} Walk;

static void walk_children(Walk *walk, size_t depth);
static void walk_element(Walk *walk);

static OtControl *
at(const Walk *walk, size_t index)
{
	return &g_array_index(walk->controls->list, OtControl, index);
}

static const char *
keep(const Walk *walk, char *take_text)
{
	g_autofree char *text = take_text;

	return ot_arena_strdup(walk->controls->arena, text);
}

static OtDraftSpan
span_of(const OtPullToken *token)
{
	return (OtDraftSpan){(guint32) token->start, (guint32) token->end};
}

/* The element whose start tag is the token, to its end. */
static OtDraftSpan
pass(Walk *walk)
{
	OtDraftSpan span = span_of(walk->token);

	if (ot_pull_skip(walk->pull, walk->token->depth))
		span.end = (guint32) walk->token->end;
	return span;
}

static bool
is_w(const Walk *walk, const char *name)
{
	return ot_pull_is(walk->pull, OT_DRAFT_NS_W, name);
}

/* --- properties of a control ----------------------------------------------------------------- */

static void
read_lock(const Walk *walk, OtControl *control)
{
	const OtPullAttr *lock = ot_pull_attr(walk->pull, OT_DRAFT_NS_W, "val");

	control->locked_content = ot_pull_value_is(walk->pull, lock, "contentLocked") ||
	                          ot_pull_value_is(walk->pull, lock, "sdtContentLocked");
	control->locked_control = ot_pull_value_is(walk->pull, lock, "sdtLocked") ||
	                          ot_pull_value_is(walk->pull, lock, "sdtContentLocked");
}

static OtDraftSpan
value_span(const OtPullAttr *attr)
{
	if (attr == NULL)
		return (OtDraftSpan){0, 0};
	return (OtDraftSpan){(guint32) attr->value, (guint32) (attr->value + attr->value_len)};
}

static void
read_date(Walk *walk, OtControl *control)
{
	size_t depth = walk->token->depth;

	control->kind = OT_CONTROL_DATE;
	control->state = value_span(ot_pull_attr(walk->pull, OT_DRAFT_NS_W, "fullDate"));
	control->full_date = keep(walk, ot_draft_val(walk->pull, "fullDate"));
	while (ot_pull_child(walk->pull, depth))
		if (is_w(walk, "dateFormat"))
			control->date_format = keep(walk, ot_draft_val(walk->pull, "val"));
}

static void
read_choices(Walk *walk, OtControl *control, bool open)
{
	size_t depth = walk->token->depth;
	g_autoptr(GArray) choices = g_array_new(FALSE, FALSE, sizeof(OtControlChoice));

	control->kind = OT_CONTROL_CHOICE;
	control->open = open;
	while (ot_pull_child(walk->pull, depth)) {
		OtControlChoice choice = {NULL, NULL};

		if (!is_w(walk, "listItem"))
			continue;
		choice.text = keep(walk, ot_draft_val(walk->pull, "displayText"));
		choice.value = keep(walk, ot_draft_val(walk->pull, "value"));
		/* either stands for the other where one is missing (17.5.2.21) */
		choice.text = choice.text != NULL ? choice.text : choice.value;
		choice.value = choice.value != NULL ? choice.value : choice.text;
		if (choice.text != NULL)
			g_array_append_val(choices, choice);
	}
	control->n_choices = choices->len;
	if (choices->len > 0)
		control->choices = memcpy(ot_arena_alloc(walk->controls->arena,
		                                         choices->len * sizeof(OtControlChoice)),
		                          choices->data, choices->len * sizeof(OtControlChoice));
}

/* The character of w14:checkedState, in hexadecimal ([MS-DOCX] 2.6.1.3). */
static gunichar
read_mark(const Walk *walk, gunichar otherwise)
{
	g_autofree char *value = ot_pull_value(
		walk->pull, ot_pull_attr(walk->pull, OT_DRAFT_NS_W14, "val"));
	guint64 mark;

	if (value == NULL || !g_ascii_string_to_unsigned(value, 16, 1, 0x10FFFF, &mark, NULL) ||
	    !g_unichar_validate((gunichar) mark))
		return otherwise;
	return (gunichar) mark;
}

static void
read_tick(Walk *walk, OtControl *control)
{
	size_t depth = walk->token->depth;

	control->kind = OT_CONTROL_TICK;
	control->ticked_mark = 0x2612;
	control->unticked_mark = 0x2610;
	while (ot_pull_child(walk->pull, depth)) {
		const OtPullAttr *val = ot_pull_attr(walk->pull, OT_DRAFT_NS_W14, "val");

		if (ot_pull_is(walk->pull, OT_DRAFT_NS_W14, "checked")) {
			control->state = value_span(val);
			control->ticked = !ot_pull_value_is(walk->pull, val, "0") &&
			                  !ot_pull_value_is(walk->pull, val, "false") &&
			                  !ot_pull_value_is(walk->pull, val, "off");
		} else if (ot_pull_is(walk->pull, OT_DRAFT_NS_W14, "checkedState")) {
			control->ticked_mark = read_mark(walk, control->ticked_mark);
		} else if (ot_pull_is(walk->pull, OT_DRAFT_NS_W14, "uncheckedState")) {
			control->unticked_mark = read_mark(walk, control->unticked_mark);
		}
	}
}

static void
read_text_kind(const Walk *walk, OtControl *control)
{
	const OtPullAttr *lines = ot_pull_attr(walk->pull, OT_DRAFT_NS_W, "multiLine");

	control->kind = lines == NULL || ot_pull_value_is(walk->pull, lines, "0") ||
	                                ot_pull_value_is(walk->pull, lines, "false") ||
	                                ot_pull_value_is(walk->pull, lines, "off")
	                        ? OT_CONTROL_TEXT
	                        : OT_CONTROL_PROSE;
}

/* What says of which kind it is; false for another property. */
static bool
read_kind(Walk *walk, OtControl *control)
{
	static const char *const others[] = {"picture",     "equation", "docPartObj",
	                                     "docPartList", "citation", "bibliography",
	                                     "group"};

	if (is_w(walk, "text"))
		read_text_kind(walk, control);
	else if (is_w(walk, "date"))
		read_date(walk, control);
	else if (is_w(walk, "dropDownList") || is_w(walk, "comboBox"))
		read_choices(walk, control, is_w(walk, "comboBox"));
	else if (ot_pull_is(walk->pull, OT_DRAFT_NS_W14, "checkbox"))
		read_tick(walk, control);
	else if (ot_pull_is(walk->pull, OT_DRAFT_NS_W15, "repeatingSection"))
		control->kind = OT_CONTROL_SECTION;
	else if (ot_pull_is(walk->pull, OT_DRAFT_NS_W15, "repeatingSectionItem"))
		control->kind = OT_CONTROL_ITEM;
	else {
		for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
			if (is_w(walk, others[i])) {
				control->kind = OT_CONTROL_OTHER;
				return true;
			}
		return false;
	}
	return true;
}

/* w:dataBinding, or w15:dataBinding for what Word 2013 could bind first. */
static void
read_binding(const Walk *walk, OtControl *control)
{
	control->path = keep(walk, ot_draft_val(walk->pull, "xpath"));
	control->store = keep(walk, ot_draft_val(walk->pull, "storeItemID"));
}

static void
read_property(Walk *walk, OtControl *control)
{
	if (is_w(walk, "tag"))
		control->tag = keep(walk, ot_draft_val(walk->pull, "val"));
	else if (is_w(walk, "alias"))
		control->alias = keep(walk, ot_draft_val(walk->pull, "val"));
	else if (is_w(walk, "id"))
		control->id = keep(walk, ot_draft_val(walk->pull, "val"));
	else if (is_w(walk, "lock"))
		read_lock(walk, control);
	else if (is_w(walk, "temporary"))
		control->temporary = ot_draft_is_on(walk->pull);
	else if (is_w(walk, "dataBinding") ||
	         ot_pull_is(walk->pull, OT_DRAFT_NS_W15, "dataBinding"))
		read_binding(walk, control);
	else if (is_w(walk, "showingPlcHdr")) {
		control->placeholder = ot_draft_is_on(walk->pull);
		control->placeholder_mark = pass(walk);
	} else {
		read_kind(walk, control);
	}
}

static void
read_properties(Walk *walk, size_t index)
{
	size_t depth = walk->token->depth;
	OtControl control = *at(walk, index);

	control.properties = span_of(walk->token);
	while (ot_pull_child(walk->pull, depth))
		read_property(walk, &control);
	control.properties.end = (guint32) walk->token->end;
	*at(walk, index) = control;
}

/* --- controls -------------------------------------------------------------------------------- */

/* The number of an item among those of its section. */
static size_t
number_item(Walk *walk, size_t section)
{
	if (section == G_MAXSIZE || at(walk, section)->kind != OT_CONTROL_SECTION)
		return 0;
	return g_array_index(walk->n_items, size_t, section)++;
}

static bool
count(Walk *walk)
{
	if (!walk->stopped && walk->controls->list->len >= OT_LIMIT_DRAFT_CONTROLS) {
		ot_draft_complain(walk->draft, walk->findings, OT_CODE_DRAFT_LIMIT, NULL,
		                  "the file has more than %u content controls",
		                  OT_LIMIT_DRAFT_CONTROLS);
		walk->stopped = true;
	}
	return !walk->stopped;
}

static size_t
open_control(Walk *walk)
{
	size_t index = walk->controls->list->len;
	OtControl control = {
		.level = walk->level,
		.parent = walk->control,
		.paragraph = walk->paragraph,
		.part = walk->part,
		.element = span_of(walk->token),
		.properties = {(guint32) walk->token->end, (guint32) walk->token->end},
		.deleted = walk->deleted > 0,
		.shadow = walk->shadow > 0,
	};

	g_array_append_val(walk->controls->list, control);
	g_array_set_size(walk->n_items, walk->controls->list->len);
	return index;
}

/* Its text is what was added since; the end of its last paragraph ends nothing in it. */
static void
take_text(Walk *walk, size_t index, size_t from, bool has_paragraphs)
{
	size_t end = walk->text->len;

	if (has_paragraphs && end > from && walk->text->str[end - 1] == '\n')
		end--;
	at(walk, index)->text =
		ot_arena_strndup(walk->controls->arena, walk->text->str + from, end - from);
}

static void
walk_content(Walk *walk, size_t index)
{
	size_t depth = walk->token->depth, outer = walk->control;
	OtDraftSpan holder = span_of(walk->token), content = {holder.end, holder.end};

	walk->control = index;
	walk_children(walk, depth);
	walk->control = outer;
	if (!ot_pull_skip(walk->pull, depth))
		return;
	content.end = (guint32) walk->token->start;
	holder.end = (guint32) walk->token->end;
	if (content.start > content.end)
		content.start = content.end;
	at(walk, index)->holder = holder;
	at(walk, index)->content = content;
}

static void
note_emptied(Walk *walk, size_t index)
{
	const OtControl *control = at(walk, index);

	if (control->kind == OT_CONTROL_DATE && control->level == OT_CONTROL_INLINE &&
	    !control->placeholder && *control->text == '\0')
		walk->emptied = index;
}

static void
walk_control(Walk *walk)
{
	size_t depth = walk->token->depth, from = walk->text->len, first = walk->n_paragraphs;

	if (!count(walk))
		return;
	size_t index = open_control(walk);
	while (!walk->stopped && ot_pull_child(walk->pull, depth)) {
		OtDraftElement element = ot_draft_element(walk->token);
		if (element == OT_EL_SDTPR)
			read_properties(walk, index);
		else if (element == OT_EL_SDTCONTENT)
			walk_content(walk, index);
	}
	if (at(walk, index)->kind == OT_CONTROL_ITEM)
		at(walk, index)->item = number_item(walk, at(walk, index)->parent);
	at(walk, index)->element.end = (guint32) walk->token->end;
	at(walk, index)->n_paragraphs = walk->n_paragraphs - first;
	take_text(walk, index, from, walk->n_paragraphs > first);
	note_emptied(walk, index);
}

/* --- text ------------------------------------------------------------------------------------ */

static bool
counts(const Walk *walk)
{
	return walk->deleted == 0 && walk->shadow == 0;
}

static void
note_run_properties(Walk *walk)
{
	size_t index = walk->control;

	while (index != G_MAXSIZE && at(walk, index)->run_properties.end == 0) {
		at(walk, index)->run_properties = walk->run_properties;
		index = at(walk, index)->parent;
	}
}

static void
add_character(Walk *walk, const char *character)
{
	if (counts(walk))
		g_string_append(walk->text, character);
}

/*
 * What one w:t holds; without xml:space="preserve" the blanks at both ends are not part of it.
 * LibreOffice 7.4 leaves out the w:br of a field of plain text that is bound; the texts of its
 * lines stand in one run then, one right behind the other, as Word never writes them.
 */
static void
walk_text(Walk *walk, bool after_text)
{
	const OtPullAttr *space = ot_pull_attr(walk->pull, OT_PULL_NS_XML, "space");
	bool keeps = ot_pull_value_is(walk->pull, space, "preserve") ||
	             (walk->preserve && space == NULL);
	size_t depth = walk->token->depth;
	g_autoptr(GString) text = g_string_new(NULL);

	if (after_text && walk->control != G_MAXSIZE &&
	    at(walk, walk->control)->kind == OT_CONTROL_PROSE)
		add_character(walk, "\n");
	while (ot_pull_next(walk->pull) == OT_PULL_TEXT || walk->token->depth > depth)
		if (walk->token->kind == OT_PULL_TEXT)
			ot_pull_decode(text, walk->bytes + walk->token->start,
			               walk->token->end - walk->token->start, walk->token->cdata);
		else if (walk->token->kind == OT_PULL_BROKEN || walk->token->kind == OT_PULL_DONE)
			return;
	ot_text_blanks(text->str);
	if (!keeps)
		g_strstrip(text->str);
	add_character(walk, text->str);
	note_run_properties(walk);
	walk->after_text = true;
}

/* A break of a line; one of a page or column ends no line of a value. */
static void
walk_break(Walk *walk)
{
	const OtPullAttr *type = ot_pull_attr(walk->pull, OT_DRAFT_NS_W, "type");

	if (type == NULL || ot_pull_value_is(walk->pull, type, "textWrapping"))
		add_character(walk, "\n");
}

static void
walk_run(Walk *walk)
{
	OtDraftSpan outer = walk->run_properties;
	size_t depth = walk->token->depth, emptied = walk->emptied, from = walk->text->len;

	walk->run_properties = (OtDraftSpan){0, 0};
	walk_children(walk, depth);
	walk->run_properties = outer;
	walk->after_text = false;
	if (emptied == G_MAXSIZE)
		return;
	/* A run without text parts nothing. */
	walk->emptied = walk->text->len > from ? G_MAXSIZE : emptied;
	if (walk->text->len > from)
		at(walk, emptied)->behind =
			ot_arena_strdup(walk->controls->arena, walk->text->str + from);
}

/* --- what holds controls --------------------------------------------------------------------- */

/* Go on within the element that is the token. */
static void
walk_as(Walk *walk, OtControlLevel level)
{
	OtControlLevel outer = walk->level;

	walk->level = level;
	walk_children(walk, walk->token->depth);
	walk->level = outer;
}

/* The controls that are open and have no paragraph yet have this one. */
static void
note_paragraph(Walk *walk, size_t paragraph)
{
	size_t index = walk->control;

	while (index != G_MAXSIZE && at(walk, index)->paragraph == G_MAXSIZE) {
		at(walk, index)->paragraph = paragraph;
		index = at(walk, index)->parent;
	}
}

/*
 * What a paragraph is found by: its part, and where in that its start tag is; for g_int64_hash().
 */
static guint64
paragraph_key(size_t part, size_t start)
{
	return (guint64) part << 32 | start;
}

static void
walk_paragraph(Walk *walk)
{
	size_t outer = walk->paragraph;
	const guint64 key = paragraph_key(walk->part, walk->token->start);
	gpointer known = g_hash_table_lookup(walk->paragraphs, &key);

	walk->n_paragraphs++;
	walk->paragraph = known != NULL ? GPOINTER_TO_SIZE(known) - 1 : G_MAXSIZE;
	if (walk->paragraph != G_MAXSIZE)
		note_paragraph(walk, walk->paragraph);
	walk_as(walk, OT_CONTROL_INLINE);
	walk->paragraph = outer;
	add_character(walk, "\n");
}

static void
walk_deleted(Walk *walk)
{
	walk->deleted++;
	walk_children(walk, walk->token->depth);
	walk->deleted--;
}

/* The paragraph that a box hangs on is none of those in it. */
static void
walk_box(Walk *walk)
{
	size_t outer = walk->paragraph;

	walk->paragraph = G_MAXSIZE;
	walk_as(walk, OT_CONTROL_BLOCK);
	walk->paragraph = outer;
}

/*
 * The cells of a table that was pasted into a text; those of the form itself hold texts of their
 * own.
 */
static void
walk_cell(Walk *walk)
{
	bool is_pasted = walk->control != G_MAXSIZE && walk->text->len > 0 &&
	                 at(walk, walk->control)->kind == OT_CONTROL_RICH &&
	                 at(walk, walk->control)->level == OT_CONTROL_BLOCK;

	if (is_pasted && walk->in_row && walk->text->str[walk->text->len - 1] == '\n') {
		g_string_truncate(walk->text, walk->text->len - 1);
		g_string_append(walk->text, OT_BETWEEN_CELLS);
	}
	walk->in_row = false;
	walk_as(walk, OT_CONTROL_BLOCK);
	walk->in_row = true;
}

/* A row that a tracked change took away says so in its properties, which come first. */
static void
walk_row(Walk *walk)
{
	size_t depth = walk->token->depth;
	unsigned deleted = walk->deleted;
	OtControlLevel outer = walk->level;

	walk->in_row = false;
	walk->level = OT_CONTROL_CELL;
	while (!walk->stopped && ot_pull_child(walk->pull, depth)) {
		if (ot_draft_element(walk->token) != OT_EL_TRPR) {
			walk_element(walk);
			continue;
		}
		while (ot_pull_child(walk->pull, depth + 1))
			walk->deleted += ot_draft_element(walk->token) == OT_EL_DEL;
	}
	walk->level = outer;
	walk->deleted = deleted;
}

/* The same branch is read that the draft took; what stands in another is a shadow of it. */
static void
walk_alternate(Walk *walk)
{
	size_t depth = walk->token->depth;
	bool taken = false;

	while (!walk->stopped && ot_pull_child(walk->pull, depth)) {
		OtDraftElement element = ot_draft_element(walk->token);
		bool reads =
			!taken && (element == OT_EL_FALLBACK ||
		                   (element == OT_EL_CHOICE && ot_draft_understands(walk->pull)));

		taken = taken || reads;
		walk->shadow += !reads;
		walk_children(walk, depth + 1);
		walk->shadow -= !reads;
	}
}

/* The element whose start tag is the token. */
static void
walk_element(Walk *walk)
{
	bool after_text = walk->after_text;

	walk->after_text = false;
	if (ot_draft_element(walk->token) != OT_EL_R)
		walk->emptied = G_MAXSIZE;
	switch (ot_draft_element(walk->token)) {
	case OT_EL_SDT:
		walk_control(walk);
		break;
	case OT_EL_P:
		walk_paragraph(walk);
		break;
	case OT_EL_TBL:
		walk_as(walk, OT_CONTROL_ROW);
		break;
	case OT_EL_TR:
		walk_row(walk);
		break;
	case OT_EL_TC:
		walk_cell(walk);
		break;
	case OT_EL_TXBXCONTENT:
		walk_box(walk);
		break;
	case OT_EL_DEL:
	case OT_EL_MOVEFROM:
		walk_deleted(walk);
		break;
	case OT_EL_ALTERNATE_CONTENT:
		walk_alternate(walk);
		break;
	case OT_EL_R:
		walk_run(walk);
		break;
	case OT_EL_RPR:
		walk->run_properties = pass(walk);
		break;
	case OT_EL_T:
		walk_text(walk, after_text);
		break;
	case OT_EL_TAB:
	case OT_EL_PTAB:
		add_character(walk, "\t");
		break;
	case OT_EL_BR:
	case OT_EL_CR:
		walk_break(walk);
		break;
	case OT_EL_NO_BREAK_HYPHEN:
		add_character(walk, "\u2011");
		break;
	case OT_EL_SOFT_HYPHEN:
		add_character(walk, "\u00AD");
		break;
	case OT_EL_PPR:
	case OT_EL_TBLPR:
	case OT_EL_TCPR:
	case OT_EL_SECTPR:
		/* they hold no text, but elements of the names of some that do */
		break;
	default:
		walk_children(walk, walk->token->depth);
		break;
	}
}

static void
walk_children(Walk *walk, size_t depth)
{
	while (!walk->stopped && ot_pull_child(walk->pull, depth))
		walk_element(walk);
}

/* --- parts ----------------------------------------------------------------------------------- */

static bool
holds_text(OtDraftRole role)
{
	switch (role) {
	case OT_DRAFT_MAIN:
	case OT_DRAFT_HEADER:
	case OT_DRAFT_FOOTER:
	case OT_DRAFT_FOOTNOTES:
	case OT_DRAFT_ENDNOTES:
		return true;
	default:
		return false;
	}
}

static void
index_paragraphs(Walk *walk)
{
	for (size_t i = 0; i < ot_draft_count(walk->draft); i++) {
		size_t start = ot_draft_layout(walk->draft, i)->tag.start;
		const guint64 key =
			paragraph_key(ot_draft_paragraph(walk->draft, i)->part, start);

		g_hash_table_insert(walk->paragraphs, g_memdup2(&key, sizeof key),
		                    GSIZE_TO_POINTER(i + 1));
	}
}

static void
walk_part(Walk *walk, size_t index)
{
	const OtDraftPart *part = &g_array_index(walk->draft->parts, OtDraftPart, index);
	size_t len;

	walk->bytes = g_bytes_get_data(part->bytes, &len);
	g_autoptr(OtPull) pull = ot_pull_new(walk->bytes, len, &ot_draft_pull);
	walk->pull = pull;
	walk->token = ot_pull_token(pull);
	walk->part = index;
	walk->level = OT_CONTROL_BLOCK;
	g_string_truncate(walk->text, 0);
	if (ot_pull_next(pull) != OT_PULL_START)
		return;
	walk->preserve =
		ot_pull_value_is(pull, ot_pull_attr(pull, OT_PULL_NS_XML, "space"), "preserve");
	walk_children(walk, 1);
}

/* Where each control is, in words; in a part that no section names there is no paragraph. */
static void
say_places(Walk *walk)
{
	for (guint i = 0; i < walk->controls->list->len; i++) {
		OtControl *control = at(walk, i);
		const OtDraftPart *part =
			&g_array_index(walk->draft->parts, OtDraftPart, control->part);

		control->place =
			control->paragraph != G_MAXSIZE
				? ot_draft_paragraph(walk->draft, control->paragraph)->place
				: ot_arena_printf(walk->controls->arena, "part %s", part->name);
	}
}

OtControls *
ot_controls_read(const OtDraft *draft, OtFindings *findings)
{
	g_autoptr(OtControls) controls = g_new0(OtControls, 1);
	g_autoptr(GHashTable) paragraphs =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	g_autoptr(GArray) n_items = g_array_new(FALSE, TRUE, sizeof(size_t));
	g_autoptr(GString) text = g_string_new(NULL);
	Walk walk = {
		.draft = draft,
		.findings = findings,
		.controls = controls,
		.paragraphs = paragraphs,
		.n_items = n_items,
		.text = text,
		.control = G_MAXSIZE,
		.paragraph = G_MAXSIZE,
		.emptied = G_MAXSIZE,
	};

	controls->arena = ot_arena_new();
	controls->list = g_array_new(FALSE, FALSE, sizeof(OtControl));
	index_paragraphs(&walk);
	for (guint i = 0; i < draft->parts->len; i++)
		if (holds_text(g_array_index(draft->parts, OtDraftPart, i).role))
			walk_part(&walk, i);
	if (walk.stopped)
		return NULL;
	say_places(&walk);
	return g_steal_pointer(&controls);
}

void
ot_controls_free(OtControls *controls)
{
	if (controls == NULL)
		return;
	g_array_unref(controls->list);
	ot_arena_free(controls->arena);
	g_free(controls);
}

size_t
ot_controls_count(const OtControls *controls)
{
	return controls->list->len;
}

const OtControl *
ot_control(const OtControls *controls, size_t index)
{
	return &g_array_index(controls->list, OtControl, index);
}
