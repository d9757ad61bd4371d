/* SPDX-License-Identifier: MIT */
#include "docx/annotate.h"

#include "docx/package.h"

#include <string.h>

/*
 * Ranges of comments and their marks in the text (ECMA-376-1, 17.13.4).
 *
 * A range that starts or ends where a run does is put beside that; otherwise the run is divided
 * there, and both halves get its properties.
 */

/* Where an end of a range lies. */
typedef enum {
	BORDER_BESIDE,  /* before or after a run, or what holds it */
	BORDER_IN_RUN,  /* between two texts, tabs and the like of a run */
	BORDER_IN_TEXT, /* in a w:t */
} BorderKind;

typedef struct {
	BorderKind kind;
	bool ends;       /* a range; otherwise it starts one */
	guint addition;  /* which one */
	size_t offset;   /* in the part */
	size_t source;   /* of the paragraph: the w:t that is divided, or at which it lies */
	size_t byte;     /* in the text of the paragraph */
} Border;

/* A place at which a run is divided, with the marks that come to stand there. */
typedef struct {
	BorderKind kind;
	size_t paragraph, source, offset, byte;
	GString *marks;
} Cut;

/* The byte of a text that was looked up last, as the next one mostly follows. */
typedef struct {
	size_t paragraph, piece, byte, offset;
} Spot;

/* How deep in fields a place is, and where the outermost ends; borders come in their order. */
typedef struct {
	size_t paragraph;
	const char *at; /* read up to here */
	int depth;
	size_t end;     /* where the outermost ends; 0: not looked for; G_MAXSIZE: elsewhere */
} Fields;

typedef struct {
	OtAnnotation *annotation;
	OtSplices *splices;
	const char *bytes;
	GArray *borders; /* of Border */
	GArray *cuts;    /* of Cut, in the order of the part */
	Spot spot;
	Fields fields;
} Marking;

static void
clear_cut(void *data)
{
	g_string_free(((Cut *) data)->marks, TRUE);
}

static const OtAddition *
get_addition(const Marking *marking, guint index)
{
	return &g_array_index(marking->annotation->additions, OtAddition, index);
}

static void
append_span(const Marking *marking, GString *to, guint32 start, guint32 end)
{
	g_string_append_len(to, marking->bytes + start, (gssize) end - (gssize) start);
}

/* --- what is written ------------------------------------------------------------------------- */

/* Elements that stand at some place of the text, in the prefix that is used there. */
typedef struct {
	OtXmlWriter *xml;
	const char *prefix;
	const char *declares; /* the namespace, where the place has no prefix for attributes */
	OtArena *arena;
} Marker;

static const char *
qualify(const Marker *marker, const char *name)
{
	return ot_arena_printf(marker->arena, "%s%s", marker->prefix, name);
}

static Marker
start_marker(const Marking *marking, const OtDraftLayout *layout)
{
	const OtAnnotation *annotation = marking->annotation;
	bool bare = *layout->prefix == '\0';
	const OtDraftPart *part = ot_draft_part(annotation->rewrite.draft, OT_DRAFT_MAIN);

	return (Marker){ot_xml_writer_new(), bare ? "w:" : layout->prefix,
	                bare ? part->w_uri : NULL, annotation->rewrite.arena};
}

static void
open_element(const Marker *marker, const char *name)
{
	ot_xml_start(marker->xml, qualify(marker, name));
}

static void
mark_with(const Marker *marker, const char *name, guint32 id)
{
	open_element(marker, name);
	ot_xml_set(marker->xml, "xmlns:w", marker->declares);
	ot_xml_set_int(marker->xml, qualify(marker, "id"), id);
	ot_xml_end(marker->xml);
}

/* The run that holds the mark of a comment, after its range. */
static void
write_reference(const Marking *marking, const Marker *marker, guint32 id)
{
	const char *style = marking->annotation->mark_style;

	open_element(marker, "r");
	ot_xml_set(marker->xml, "xmlns:w", marker->declares);
	if (style != NULL) {
		open_element(marker, "rPr");
		open_element(marker, "rStyle");
		ot_xml_set(marker->xml, qualify(marker, "val"), style);
		ot_xml_end(marker->xml);
		ot_xml_end(marker->xml);
	}
	open_element(marker, "commentReference");
	ot_xml_set_int(marker->xml, qualify(marker, "id"), id);
	ot_xml_end(marker->xml);
	ot_xml_end(marker->xml);
}

static char *
end_marker(Marker *marker)
{
	g_autoptr(GBytes) bytes = ot_xml_take(marker->xml);
	size_t len;
	const char *text = g_bytes_get_data(bytes, &len);

	ot_xml_writer_free(marker->xml);
	return g_strndup(text, len);
}

/* --- where ranges start and end -------------------------------------------------------------- */

/* True where a stretch of a run shows nothing: blanks between tags, and where a page ended once. */
static bool
shows_nothing(const Marking *marking, const OtDraftRun *run, guint32 start, guint32 end)
{
	static const char page_end[] = "lastRenderedPageBreak";

	while (start < end) {
		const char *at = marking->bytes + start;

		if (g_ascii_isspace(*at)) {
			start++;
			continue;
		}
		const char *name = at + 1 + run->prefix, *close = memchr(at, '>', end - start);
		if (close == NULL || close < name + strlen(page_end) || close[-1] != '/' ||
		    strncmp(name, page_end, strlen(page_end)) != 0)
			return false;
		start = (guint32) (close + 1 - marking->bytes);
	}
	return true;
}

/* The offset in the part of a byte of a text, as ot_draft_offset() gives it. */
static size_t
find_offset(Marking *marking, size_t paragraph, size_t piece, size_t byte)
{
	const OtDraft *draft = marking->annotation->rewrite.draft;
	const OtDraftPiece *text = &ot_draft_paragraph(draft, paragraph)->pieces[piece];
	Spot *spot = &marking->spot;
	char character[8];

	if (spot->offset == 0 || spot->paragraph != paragraph || spot->piece != piece ||
	    spot->byte > byte)
		*spot = (Spot){paragraph, piece, text->start, text->offset};
	const char *raw = marking->bytes + spot->offset;
	const char *end = marking->bytes + text->offset + text->size;
	while (raw < end && spot->byte < byte)
		spot->byte += ot_pull_step(&raw, end, false, character);
	spot->offset = (size_t) (raw - marking->bytes);
	return spot->offset;
}

/* A range that starts at a byte of a piece. */
static Border
find_start(Marking *marking, size_t paragraph, size_t piece, size_t byte)
{
	const OtDraft *draft = marking->annotation->rewrite.draft;
	const OtDraftLayout *layout = ot_draft_layout(draft, paragraph);
	const OtDraftSource *source = &layout->sources[piece];
	const OtDraftRun *run = &layout->runs[source->run];
	Border border = {.kind = BORDER_BESIDE, .source = piece, .byte = byte};

	if (!source->can_split || run->beside.start != run->element.start) {
		border.offset = run->beside.start;
	} else if (byte > ot_draft_paragraph(draft, paragraph)->pieces[piece].start) {
		border.kind = BORDER_IN_TEXT;
		border.offset = find_offset(marking, paragraph, piece, byte);
	} else if (shows_nothing(marking, run, run->properties.end, source->tag.start)) {
		border.offset = run->element.start;
	} else {
		border.kind = BORDER_IN_RUN;
		border.offset = source->tag.start;
	}
	return border;
}

static Border
find_end(Marking *marking, size_t paragraph, size_t piece, size_t byte)
{
	const OtDraft *draft = marking->annotation->rewrite.draft;
	const OtDraftLayout *layout = ot_draft_layout(draft, paragraph);
	const OtDraftPiece *text = &ot_draft_paragraph(draft, paragraph)->pieces[piece];
	const OtDraftSource *source = &layout->sources[piece];
	const OtDraftRun *run = &layout->runs[source->run];
	Border border = {.kind = BORDER_BESIDE, .ends = true, .source = piece, .byte = byte};

	if (!source->can_split || run->beside.start != run->element.start) {
		border.offset = run->beside.end;
	} else if (byte < text->start + text->len) {
		border.kind = BORDER_IN_TEXT;
		border.offset = find_offset(marking, paragraph, piece, byte);
	} else if (shows_nothing(marking, run, source->end, run->end_tag)) {
		border.offset = run->element.end;
	} else {
		border.kind = BORDER_IN_RUN;
		border.offset = source->end;
	}
	return border;
}

/* Of two at one place, ranges end before others start; the one that started last ends first. */
static int
compare_borders(const void *left, const void *right)
{
	const Border *a = left, *b = right;

	if (a->offset != b->offset)
		return a->offset < b->offset ? -1 : 1;
	if (a->ends != b->ends)
		return a->ends ? -1 : 1;
	if (a->addition == b->addition)
		return 0;
	return (a->addition < b->addition) == a->ends ? 1 : -1;
}

/* The first piece that ends after a byte; the last one if none does. */
static size_t
find_piece(const OtDraftParagraph *paragraph, size_t byte)
{
	size_t low = 0, high = paragraph->n_pieces - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const OtDraftPiece *piece = &paragraph->pieces[middle];

		if (piece->start + piece->len <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A range, some of which is in a piece. */
static void
add_borders(Marking *marking, guint index)
{
	const OtAddition *addition = get_addition(marking, index);
	const OtDraftParagraph *paragraph =
		ot_draft_paragraph(marking->annotation->rewrite.draft, addition->paragraph);
	size_t first = find_piece(paragraph, addition->start);
	size_t last = find_piece(paragraph, addition->end - 1);

	/* what lies between pieces, such as tabs, isn't marked alone */
	if (paragraph->pieces[last].start >= addition->end)
		last--;
	const OtDraftPiece *from = &paragraph->pieces[first], *to = &paragraph->pieces[last];
	Border start = find_start(marking, addition->paragraph, first,
	                          MAX(from->start, addition->start));
	Border end = find_end(marking, addition->paragraph, last,
	                      MIN(to->start + to->len, addition->end));

	start.addition = end.addition = index;
	g_array_append_val(marking->borders, start);
	g_array_append_val(marking->borders, end);
}

/* --- marks ----------------------------------------------------------------------------------- */

/* The next mark of a field (17.16.18) from `at` on: 'b'egin, 's'eparate, 'e'nd; 0: none. */
static char
next_field_mark(const char **at, const char *end)
{
	static const char name[] = "fldCharType=";
	const char *found = g_strstr_len(*at, end - *at, name);

	*at = found == NULL ? end : found + strlen(name);
	return found == NULL || *at + 1 >= end ? '\0' : (*at)[1];
}

/* Where the fields end that are open at `fields->at`, after the run that ends them. */
static size_t
find_fields_end(const Marking *marking, const OtDraftLayout *layout, const OtDraftRun *run)
{
	const char *at = marking->fields.at, *end = marking->bytes + layout->element.end;
	g_autofree char *close = g_strdup_printf("</%.*sr>", run->prefix,
	                                         marking->bytes + run->tag.start + 1);
	int depth = marking->fields.depth;

	for (char kind; depth > 0 && (kind = next_field_mark(&at, end)) != '\0';)
		depth += (kind == 'b') - (kind == 'e');
	const char *found = depth == 0 ? g_strstr_len(at, end - at, close) : NULL;
	return found == NULL ? G_MAXSIZE : (size_t) (found + strlen(close) - marking->bytes);
}

/*
 * Where the field ends in whose result a run stands; G_MAXSIZE where it stands in none, or in one
 * that goes on after its paragraph, as contents do.
 */
static size_t
find_field_end(Marking *marking, size_t paragraph, const OtDraftLayout *layout,
               const OtDraftRun *run)
{
	Fields *fields = &marking->fields;
	const char *here = marking->bytes + run->element.start;

	if (fields->at == NULL || fields->paragraph != paragraph)
		*fields = (Fields){paragraph, marking->bytes + layout->content, 0, 0};
	while (fields->at < here) {
		char kind = next_field_mark(&fields->at, here);

		fields->depth = MAX(0, fields->depth + (kind == 'b') - (kind == 'e'));
		if (fields->depth == 0)
			fields->end = 0;
	}
	if (fields->depth == 0)
		return G_MAXSIZE;
	if (fields->end == 0)
		fields->end = find_fields_end(marking, layout, run);
	return fields->end;
}

/*
 * Where the mark of a comment would be lost when Word fills a control or field anew, it stands
 * behind that; G_MAXSIZE: right behind the range.
 */
static size_t
find_mark_apart(Marking *marking, const OtDraftLayout *layout, const Border *border)
{
	const OtDraftRun *run = &layout->runs[layout->sources[border->source].run];
	const char *top = marking->bytes + run->top.start + 1;
	static const char field[] = "fldSimple";
	size_t len = strcspn(top, "> \t\r\n/");

	if (run->in_control ||
	    (len >= strlen(field) &&
	     strncmp(top + len - strlen(field), field, strlen(field)) == 0))
		return run->top.end;
	return find_field_end(marking, get_addition(marking, border->addition)->paragraph, layout,
	                      run);
}

/* What stands at a border; free with g_free(). */
static char *
write_border(Marking *marking, const OtDraftLayout *layout, const Border *border)
{
	const OtAddition *addition = get_addition(marking, border->addition);
	Marker marker = start_marker(marking, layout);

	if (!border->ends) {
		mark_with(&marker, "commentRangeStart", addition->id);
		return end_marker(&marker);
	}
	mark_with(&marker, "commentRangeEnd", addition->id);
	size_t apart = find_mark_apart(marking, layout, border);
	if (apart == G_MAXSIZE) {
		write_reference(marking, &marker, addition->id);
	} else {
		Marker other = start_marker(marking, layout);

		write_reference(marking, &other, addition->id);
		g_autofree char *reference = end_marker(&other);
		ot_splices_insert(marking->splices, apart, OT_SPLICE_AFTER, reference);
	}
	return end_marker(&marker);
}

static void
put_border(Marking *marking, const Border *border)
{
	const OtAddition *addition = get_addition(marking, border->addition);
	const OtDraftLayout *layout =
		ot_draft_layout(marking->annotation->rewrite.draft, addition->paragraph);
	g_autofree char *marks = write_border(marking, layout, border);

	if (border->kind == BORDER_BESIDE) {
		ot_splices_insert(marking->splices, border->offset,
		                  border->ends ? OT_SPLICE_AFTER : OT_SPLICE_BEFORE, marks);
		return;
	}
	Cut *last = marking->cuts->len == 0 ?
	                    NULL :
	                    &g_array_index(marking->cuts, Cut, marking->cuts->len - 1);
	if (last != NULL && last->offset == border->offset) {
		g_string_append(last->marks, marks);
		return;
	}
	Cut cut = {border->kind, addition->paragraph, border->source,
	           border->offset, border->byte, g_string_new(marks)};
	g_array_append_val(marking->cuts, cut);
}

/* --- runs that are divided ------------------------------------------------------------------- */

/* A w:t that is divided: the places where that is done are cuts[first] to before cuts[end]. */
typedef struct {
	const OtDraftSource *source;
	const OtDraftRun *run;
	const OtDraftParagraph *paragraph;
	const OtDraftPiece *piece;
	guint first, end;
	bool starts_blank, ends_blank; /* blanks at its ends are ignored as yet */
} Divided;

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
append_text_end(const Marking *marking, GString *to, const OtDraftSource *source)
{
	guint32 name = source->tag.start + 1;

	g_string_append(to, "</");
	append_span(marking, to, name, name + source->prefix);
	g_string_append(to, "t>");
}

/* The start tag of a w:t again, keeping blanks at its ends where asked to (17.3.3.31). */
static void
append_text_start(const Marking *marking, GString *to, const OtDraftSource *source, bool keep)
{
	guint32 start = source->tag.start, end = source->tag.end;
	const char *tag = marking->bytes + start;

	if (!keep || source->preserve) {
		append_span(marking, to, start, end);
		return;
	}
	/* an xml:space that says otherwise is replaced; there are no other attributes here */
	if (g_strstr_len(tag, end - start, "xml:space") != NULL)
		append_span(marking, to, start, start + 1 + source->prefix + (guint32) strlen("t"));
	else
		append_span(marking, to, start, end - 1);
	g_string_append(to, " xml:space=\"preserve\">");
}

/* Divide the text again where blanks that are ignored as yet would be kept otherwise. */
static void
part_blanks(Marking *marking, const Divided *divided, size_t byte, bool keep)
{
	const OtDraft *draft = marking->annotation->rewrite.draft;
	size_t paragraph = g_array_index(marking->cuts, Cut, divided->first).paragraph;
	size_t piece = (size_t) (divided->piece - divided->paragraph->pieces);
	g_autoptr(GString) text = g_string_new(NULL);

	append_text_end(marking, text, divided->source);
	append_text_start(marking, text, divided->source, keep);
	ot_splices_insert(marking->splices, ot_draft_offset(draft, paragraph, piece, byte),
	                  OT_SPLICE_BEFORE, text->str);
}

/* The text before the first cut: it may end in a blank now. */
static void
settle_head(Marking *marking, const Divided *divided)
{
	const char *text = divided->paragraph->text;
	size_t start = divided->piece->start;
	size_t byte = g_array_index(marking->cuts, Cut, divided->first).byte, blanks = byte;

	while (blanks > start && is_blank(text[blanks - 1]))
		blanks--;
	if (blanks == byte || divided->source->preserve)
		return;
	if (!divided->starts_blank) {
		g_autoptr(GString) tag = g_string_new(NULL);
		const OtDraftSpan *old = &divided->source->tag;

		append_text_start(marking, tag, divided->source, true);
		ot_splices_replace(marking->splices, old->start, old->end - old->start,
		                   g_strdup(tag->str));
	} else if (blanks > start) {
		part_blanks(marking, divided, blanks, true);
	}
}

/* Open the text behind a cut; it may start with a blank now, or end with one. */
static void
open_text(Marking *marking, const Divided *divided, guint index, GString *to)
{
	const char *text = divided->paragraph->text;
	size_t byte = g_array_index(marking->cuts, Cut, index).byte;
	size_t end = divided->piece->start + divided->piece->len, blanks = byte;
	bool last = index + 1 == divided->end;

	if (!last)
		end = g_array_index(marking->cuts, Cut, index + 1).byte;
	while (blanks < end && is_blank(text[blanks]))
		blanks++;
	bool keep = blanks > byte || (!last && is_blank(text[end - 1]));
	if (last && keep && divided->ends_blank && !divided->source->preserve) {
		/* all of it is ignored as yet, or only its end */
		keep = blanks < end;
		if (keep)
			part_blanks(marking, divided, blanks, false);
	}
	append_text_start(marking, to, divided->source, keep);
}

/* The properties of a run again.  A tracked change of them (17.13.5.31) gets its own w:id. */
static void
append_properties(Marking *marking, GString *to, const OtDraftRun *run)
{
	const char *start = marking->bytes + run->properties.start;
	const char *end = marking->bytes + run->properties.end;
	const char *change = g_strstr_len(start, end - start, ":rPrChange ");
	const char *tag_end = change == NULL ? NULL : memchr(change, '>', (size_t) (end - change));
	const char *id = tag_end == NULL ? NULL : g_strstr_len(change, tag_end - change, ":id=");

	if (id == NULL) {
		g_string_append_len(to, start, end - start);
		return;
	}
	id += strlen(":id=\"");
	g_string_append_len(to, start, id - start);
	g_string_append_printf(to, "%u", ot_annotation_new_revision(marking->annotation));
	id += strcspn(id, "\"'");
	g_string_append_len(to, id, end - id);
}

/* Divide a run at a cut; `divided` is NULL where no text is. */
static void
divide_run(Marking *marking, const Divided *divided, const OtDraftRun *run, guint index)
{
	const Cut *cut = &g_array_index(marking->cuts, Cut, index);
	g_autoptr(GString) text = g_string_new(NULL);

	if (divided != NULL)
		append_text_end(marking, text, divided->source);
	append_span(marking, text, run->end_tag, run->element.end);
	g_string_append(text, cut->marks->str);
	append_span(marking, text, run->tag.start, run->tag.end);
	append_properties(marking, text, run);
	if (divided != NULL)
		open_text(marking, divided, index, text);
	ot_splices_insert(marking->splices, cut->offset, OT_SPLICE_BEFORE, text->str);
}

/* Divide the w:t at cuts[first] there and at all cuts in it that follow; returns the next cut. */
static guint
divide_text(Marking *marking, guint first)
{
	const OtDraft *draft = marking->annotation->rewrite.draft;
	const Cut *cut = &g_array_index(marking->cuts, Cut, first);
	const OtDraftLayout *layout = ot_draft_layout(draft, cut->paragraph);
	const OtDraftParagraph *paragraph = ot_draft_paragraph(draft, cut->paragraph);
	const OtDraftSource *source = &layout->sources[cut->source];
	guint32 close = source->end - 1;
	guint end = first;

	while (end < marking->cuts->len) {
		const Cut *next = &g_array_index(marking->cuts, Cut, end);
		if (next->kind != BORDER_IN_TEXT || next->paragraph != cut->paragraph ||
		    next->source != cut->source)
			break;
		end++;
	}
	while (marking->bytes[close] != '<')
		close--;
	Divided divided = {
		.source = source,
		.run = &layout->runs[source->run],
		.paragraph = paragraph,
		.piece = &paragraph->pieces[cut->source],
		.first = first,
		.end = end,
		.starts_blank = is_blank(marking->bytes[source->tag.end]),
		.ends_blank = is_blank(marking->bytes[close - 1]),
	};
	settle_head(marking, &divided);
	for (guint i = first; i < end; i++)
		divide_run(marking, &divided, divided.run, i);
	return end;
}

static void
divide_runs(Marking *marking)
{
	const OtDraft *draft = marking->annotation->rewrite.draft;

	for (guint i = 0; i < marking->cuts->len;) {
		const Cut *cut = &g_array_index(marking->cuts, Cut, i);

		if (cut->kind == BORDER_IN_TEXT) {
			i = divide_text(marking, i);
			continue;
		}
		const OtDraftLayout *layout = ot_draft_layout(draft, cut->paragraph);
		divide_run(marking, NULL, &layout->runs[layout->sources[cut->source].run], i++);
	}
}

/* --- whole paragraphs ------------------------------------------------------------------------ */

/* Additions from `first` on that cover the same paragraph; returns how many there are. */
static guint
mark_paragraph(Marking *marking, guint first)
{
	const OtAddition *addition = get_addition(marking, first);
	const OtDraftLayout *layout =
		ot_draft_layout(marking->annotation->rewrite.draft, addition->paragraph);
	Marker starts = start_marker(marking, layout), ends = start_marker(marking, layout);
	guint end = first;

	for (; end < marking->annotation->additions->len; end++) {
		const OtAddition *next = get_addition(marking, end);
		if (next->start != next->end || next->paragraph != addition->paragraph)
			break;
		mark_with(&starts, "commentRangeStart", next->id);
	}
	for (guint i = end; i > first; i--) {
		mark_with(&ends, "commentRangeEnd", get_addition(marking, i - 1)->id);
		write_reference(marking, &ends, get_addition(marking, i - 1)->id);
	}
	g_autofree char *before = end_marker(&starts), *after = end_marker(&ends);
	if (layout->tag.end == layout->element.end) {
		/* <w:p/> */
		const char *name = marking->bytes + layout->tag.start + 1;

		ot_splices_replace(marking->splices, layout->tag.end - strlen("/>"), strlen("/>"),
		                   g_strdup_printf(">%s%s</%.*s>", before, after,
		                                   (int) strcspn(name, "/ \t\r\n"), name));
	} else {
		ot_splices_insert(marking->splices, layout->content, OT_SPLICE_AFTER, before);
		ot_splices_insert(marking->splices, layout->end_tag, OT_SPLICE_BEFORE, after);
	}
	return end - first;
}

/* --- comments that go ------------------------------------------------------------------------ */

static void
remove_marks(Marking *marking, const OtDraftPart *main)
{
	const OtDraft *draft = marking->annotation->rewrite.draft;
	const OtDraftPart *parts = (const OtDraftPart *) draft->parts->data;

	for (guint i = 0; i < draft->marks->len; i++) {
		const OtDraftMark *mark = &g_array_index(draft->marks, OtDraftMark, i);

		if (&parts[mark->part] != main ||
		    !ot_annotation_removes(marking->annotation, mark->id))
			continue;
		const OtDraftSpan *span = mark->run.start < mark->run.end ? &mark->run :
		                                                            &mark->element;
		ot_splices_replace(marking->splices, span->start, span->end - span->start, NULL);
	}
}

void
ot_annotate_marks(OtAnnotation *annotation)
{
	const OtDraftPart *main = ot_draft_part(annotation->rewrite.draft, OT_DRAFT_MAIN);
	g_autoptr(GArray) borders = g_array_new(FALSE, FALSE, sizeof(Border));
	g_autoptr(GArray) cuts = g_array_new(FALSE, FALSE, sizeof(Cut));
	Marking marking = {
		.annotation = annotation,
		.splices = ot_rewrite_edit(&annotation->rewrite, main)->splices,
		.bytes = g_bytes_get_data(main->bytes, NULL),
		.borders = borders,
		.cuts = cuts,
	};

	g_array_set_clear_func(cuts, clear_cut);
	remove_marks(&marking, main);
	for (guint i = 0; i < annotation->additions->len;) {
		const OtAddition *addition = get_addition(&marking, i);

		if (addition->start == addition->end)
			i += mark_paragraph(&marking, i);
		else
			add_borders(&marking, i++);
	}
	g_array_sort(borders, compare_borders);
	for (guint i = 0; i < borders->len; i++)
		put_border(&marking, &g_array_index(borders, Border, i));
	divide_runs(&marking);
}
