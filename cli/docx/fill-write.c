/* SPDX-License-Identifier: MIT */
#include "docx/fill-parts.h"

#include "base/limits.h"

#include <string.h>

/* What counts while a stretch is written. */
typedef struct {
	/* in a copy: old numbers to new ones, by kind; NULL: the first one */
	GHashTable *renamed;
	bool repeated;            /* it may be written more than once */
	const OtFillItem *source; /* the value of which one paragraph is written; NULL: none */
	const char *paragraph;    /* that */
} Context;

typedef struct {
	OtFilling *filling;
	const OtFillPart *part;
	GString *out;
} Writer;

static void
write_range(Writer *writer, const OtFillItem *child, OtDraftSpan span, const Context *context);

static void
copy_bytes(Writer *writer, OtDraftSpan span)
{
	g_string_append_len(writer->out, writer->part->bytes + span.start,
	                    (gssize) (span.end - span.start));
}

static void
write_body(Writer *writer, const OtFillItem *item, const Context *context)
{
	write_range(writer, item->first, item->body, context);
}

/* --- words ----------------------------------------------------------------------------------- */

/* XML 1.0, 2.2: what can't be written stands as the sign for that. */
static bool
is_forbidden(gunichar character)
{
	return (character < 0x20 && character != '\t' && character != '\n' && character != '\r') ||
	       character == 0xFFFE || character == 0xFFFF;
}

/* Words within a w:t; line breaks and tabs have elements of their own (17.3.3). */
static void
write_words(Writer *writer, const char *prefix, const char *words)
{
	GString *out = writer->out;

	for (const char *c = words; *c != '\0'; c = g_utf8_next_char(c)) {
		gunichar character = g_utf8_get_char(c);

		if (character == '\n' || character == '\t')
			g_string_append_printf(out, "</%st><%s%s/><%st xml:space=\"preserve\">",
			                       prefix, prefix, character == '\n' ? "br" : "tab",
			                       prefix);
		else if (character == '&')
			g_string_append(out, "&amp;");
		else if (character == '<')
			g_string_append(out, "&lt;");
		else if (character == '>')
			g_string_append(out, "&gt;");
		else
			g_string_append_unichar(out, is_forbidden(character) ? 0xFFFD : character);
	}
}

static void
write_value(Writer *writer, const OtFillItem *item, const char *const *paragraphs)
{
	if (item->cdata)
		g_string_append(writer->out, "]]>");
	for (size_t i = 0; paragraphs[i] != NULL; i++) {
		if (i > 0)
			write_words(writer, item->prefix, "\n");
		write_words(writer, item->prefix, paragraphs[i]);
	}
	if (item->cdata)
		g_string_append(writer->out, "<![CDATA[");
}

static void
write_run(Writer *writer, const OtFillItem *item, const char *const *paragraphs)
{
	const char *prefix = item->prefix;

	g_string_append_printf(writer->out, "<%sr>", prefix);
	copy_bytes(writer, item->properties);
	g_string_append_printf(writer->out, "<%st xml:space=\"preserve\">", prefix);
	write_value(writer, item, paragraphs);
	g_string_append_printf(writer->out, "</%st></%sr>", prefix, prefix);
}

static void
write_blocks(Writer *writer, const OtFillItem *item, const OtFillValue *value)
{
	for (size_t i = 0; i < value->n; i++) {
		const char *const one[] = {value->paragraphs[i], NULL};

		g_string_append_printf(writer->out, "<%sp>", item->prefix);
		copy_bytes(writer, item->paragraph_properties);
		write_run(writer, item, one);
		g_string_append_printf(writer->out, "</%sp>", item->prefix);
	}
}

/* The value of a bound control is in its custom XML too, where Word looks first. */
static void
note_bound(Writer *writer, const OtFillItem *item, const OtFillAnswer *answer,
           const Context *context)
{
	const OtControl *control = item->control;

	if (control == NULL || control->path == NULL || context->repeated)
		return;
	OtFillBound bound = {control->store, control->path, answer->bound, item->field};
	g_array_append_val(writer->filling->bound, bound);
}

static void
write_answer(Writer *writer, const OtFillItem *item, const Context *context)
{
	if (context->source == item) {
		write_value(writer, item, (const char *const[]){context->paragraph, NULL});
		return;
	}
	OtFillAnswer answer = ot_fill_answer(writer->filling, item);
	if (!answer.filled) {
		write_body(writer, item, context);
		return;
	}
	note_bound(writer, item, &answer, context);
	if (item->kind == OT_ITEM_VALUE)
		write_value(writer, item, answer.value.paragraphs);
	else if (item->kind == OT_ITEM_RUNS)
		write_run(writer, item, answer.value.paragraphs);
	else
		write_blocks(writer, item, &answer.value);
}

static void
write_state(Writer *writer, const OtFillItem *item)
{
	OtFillAnswer answer = ot_fill_answer(writer->filling, item->source);
	bool dated = answer.filled && answer.date != NULL;

	switch (item->state) {
	case OT_STATE_HINT:
		if (!answer.filled)
			copy_bytes(writer, item->span);
		return;
	case OT_STATE_DATE:
		if (dated)
			g_string_append(writer->out, answer.date);
		else
			copy_bytes(writer, item->span);
		return;
	case OT_STATE_NEW_DATE:
		if (dated)
			g_string_append_printf(writer->out, " %sfullDate=\"%s\"",
			                       item->source->prefix, answer.date);
		return;
	case OT_STATE_TICK:
		if (answer.filled)
			g_string_append(writer->out, answer.ticked ? "1" : "0");
		else
			copy_bytes(writer, item->span);
		return;
	}
}

/* --- numbers in copies ----------------------------------------------------------------------- */

/* A number of this kind that nothing has. */
static char *
fresh_number(OtFilling *filling, OtFillIdKind kind)
{
	char text[16];

	do {
		guint32 number = filling->next_id[kind]++;
		if (kind == OT_FILL_ID_PARAGRAPH)
			g_snprintf(text, sizeof text, "%08X", number);
		else
			g_snprintf(text, sizeof text, "%u", number);
	} while (g_hash_table_contains(filling->used[kind], text));
	g_hash_table_add(filling->used[kind], g_strdup(text));
	return g_strdup(text);
}

/* Word takes 40 characters (17.13.6.2). */
static char *
fresh_name(OtFilling *filling, const char *old)
{
	for (;;) {
		guint32 number = filling->next_id[OT_FILL_ID_NAME]++;
		g_autofree char *end = g_strdup_printf("_%u", number);
		glong len = MIN(g_utf8_strlen(old, -1), 40 - (glong) strlen(end));
		g_autofree char *start = g_utf8_substring(old, 0, len);
		char *name = g_strconcat(start, end, NULL);

		if (g_hash_table_add(filling->used[OT_FILL_ID_NAME], g_strdup(name)))
			return name;
		g_free(name);
	}
}

static void
write_id(Writer *writer, const OtFillItem *item, const Context *context)
{
	OtFillIdKind kind = item->id_kind;

	if ((kind == OT_FILL_ID_BINDING && context->repeated) ||
	    (kind == OT_FILL_ID_CUT && context->renamed != NULL))
		return;
	if (context->renamed == NULL || kind >= OT_FILL_N_IDS) {
		copy_bytes(writer, item->span);
		return;
	}
	g_autofree char *old = g_strndup(writer->part->bytes + item->span.start,
	                                 item->span.end - item->span.start);
	char *key = g_strdup_printf("%d %s", kind, old);
	const char *name = g_hash_table_lookup(context->renamed, key);
	if (name == NULL) {
		char *fresh = kind == OT_FILL_ID_NAME ? fresh_name(writer->filling, old)
		                                      : fresh_number(writer->filling, kind);
		g_hash_table_insert(context->renamed, key, fresh);
		name = fresh;
	} else {
		g_free(key);
	}
	g_string_append(writer->out, name);
}

static GHashTable *
new_names(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

/* --- what repeats ---------------------------------------------------------------------------- */

static bool
has_room(Writer *writer)
{
	OtFilling *filling = writer->filling;

	if (!filling->failed && writer->out->len > OT_LIMIT_ZIP_PART_BYTES) {
		ot_findings_add(filling->findings, OT_CODE_DRAFT_LIMIT,
		                (OtWhere){.file = filling->fill->draft->name},
		                "filled, a part of the file would have more than %u MB",
		                OT_LIMIT_ZIP_PART_BYTES >> 20);
		filling->failed = true;
	}
	return !filling->failed;
}

/* End the run that is open and go on in one like that of another w:t. */
static const OtFillText *
cross(Writer *writer, const OtFillText *from, const OtFillText *to)
{
	if (from == NULL || from == to)
		return to;
	copy_bytes(writer, from->end_tag);
	copy_bytes(writer, from->run->end_tag);
	copy_bytes(writer, to->run->tag);
	copy_bytes(writer, to->run->properties);
	g_string_append_printf(writer->out, "<%st xml:space=\"preserve\">", to->prefix);
	return to;
}

/* One more time the body; `index` from 0. */
static void
write_once(Writer *writer, const OtFillItem *item, const Context *outer, guint index)
{
	Context context = *outer;
	g_autoptr(GHashTable) renamed = index > 0 ? new_names() : NULL;

	if (renamed != NULL)
		context.renamed = renamed;
	context.repeated = outer->repeated || item->kind == OT_ITEM_EACH;
	write_body(writer, item, &context);
}

static void
write_each(Writer *writer, const OtFillItem *item, const Context *context)
{
	OtFilling *filling = writer->filling;
	g_autoptr(xmlXPathObject) found =
		item->path.compiled != NULL ? ot_fill_find(filling, item) : NULL;
	const OtFillText *at = item->from;

	if (found == NULL) {
		copy_bytes(writer, item->span);
		return;
	}
	int n = xmlXPathNodeSetGetLength(found->nodesetval);
	for (int i = 0; found->type == XPATH_NODESET && i < n && has_room(writer); i++) {
		filling->focus[item->level] =
			(OtFocus){xmlXPathNodeSetItem(found->nodesetval, i), i + 1, n};
		at = cross(writer, at, item->body_from);
		write_once(writer, item, context, (guint) i);
		at = item->body_to;
	}
	cross(writer, n > 0 ? at : item->from, item->to);
}

static void
write_if(Writer *writer, const OtFillItem *item, const Context *context)
{
	g_autoptr(xmlXPathObject) found =
		item->path.compiled != NULL ? ot_fill_find(writer->filling, item) : NULL;
	const OtFillText *at = item->from;

	if (found == NULL) {
		copy_bytes(writer, item->span);
		return;
	}
	if (xmlXPathCastToBoolean(found) != 0) {
		cross(writer, at, item->body_from);
		write_body(writer, item, context);
		at = item->body_to;
	}
	cross(writer, at, item->to);
}

static void
write_prose(Writer *writer, const OtFillItem *item, const Context *context)
{
	OtFillAnswer answer = ot_fill_answer(writer->filling, item->source);

	if (!answer.filled) {
		write_body(writer, item, context);
		return;
	}
	for (size_t i = 0; i < answer.value.n && has_room(writer); i++) {
		Context inside = *context;

		inside.source = item->source;
		inside.paragraph = answer.value.paragraphs[i];
		write_once(writer, item, &inside, (guint) i);
	}
}

/* --- what stays whole ------------------------------------------------------------------------ */

/* Where the last tag starts that isn't a mark between blocks, such as the end of a bookmark. */
static const char *
last_tag(const GString *out, size_t from)
{
	static const char *const marks[] = {"bookmark", "comment", "proofErr", "perm"};
	const char *end = out->str + out->len;

	for (;;) {
		const char *start = out->str + from;
		const char *tag = g_strrstr_len(start, end - start, "<");
		if (tag == NULL)
			return NULL;
		const char *name = tag + 1 + (tag[1] == '/'), *colon = strpbrk(name, ": />");
		bool mark = false;
		if (colon != NULL && *colon == ':')
			name = colon + 1;
		for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
			mark = mark || g_str_has_prefix(name, marks[i]);
		if (!mark)
			return tag;
		end = tag;
	}
}

/* True for the end of an element of this name, or the empty element. */
static bool
ends(const char *tag, const char *name)
{
	if (tag == NULL)
		return false;
	bool end = tag[1] == '/';
	const char *at = tag + 1 + end, *colon = strpbrk(at, ": />");
	size_t len = strlen(name);

	if (colon != NULL && *colon == ':')
		at = colon + 1;
	return strncmp(at, name, len) == 0 && strchr(" />\t\r\n", at[len]) != NULL &&
	       (end || g_str_has_suffix(at, "/>"));
}

/* A cell, text box or note ends with a paragraph (17.4.65). */
static void
write_kept(Writer *writer, const OtFillItem *item)
{
	const char *tag = last_tag(writer->out, 0);

	if (ends(tag, "p") || ends(tag, "sdt"))
		return;
	g_string_append_printf(writer->out, "<%sp>", item->prefix);
	copy_bytes(writer, item->properties);
	g_string_append_printf(writer->out, "</%sp>", item->prefix);
}

/* A table without rows can't be opened. */
static void
write_table(Writer *writer, const OtFillItem *item, const Context *context)
{
	size_t start = writer->out->len;

	write_body(writer, item, context);
	/* its end tag is the last thing */
	size_t all = writer->out->len;
	const char *end = last_tag(writer->out, start);
	if (end == NULL)
		return;
	writer->out->len = (size_t) (end - writer->out->str);
	const char *tag = last_tag(writer->out, start);
	bool rows = ends(tag, "tr") || ends(tag, "sdt");
	writer->out->len = all;
	if (!rows)
		g_string_truncate(writer->out, start);
}

static void
write_frame(Writer *writer, const OtFillItem *item, const Context *context)
{
	size_t start = writer->out->len;

	write_range(writer, item->first, (OtDraftSpan){item->span.start, item->body.start},
	            context);
	size_t before = writer->out->len;
	write_body(writer, item, context);
	if (writer->out->len == before)
		g_string_truncate(writer->out, start);
	else
		write_range(writer, item->first, (OtDraftSpan){item->body.end, item->span.end},
		            context);
}

/* --- items ----------------------------------------------------------------------------------- */

static void
write_item(Writer *writer, const OtFillItem *item, const Context *context)
{
	switch (item->kind) {
	case OT_ITEM_CONSTANT:
		g_string_append(writer->out, item->text);
		break;
	case OT_ITEM_VALUE:
	case OT_ITEM_RUNS:
	case OT_ITEM_BLOCKS:
		write_answer(writer, item, context);
		break;
	case OT_ITEM_STATE:
		write_state(writer, item);
		break;
	case OT_ITEM_EACH:
		write_each(writer, item, context);
		break;
	case OT_ITEM_IF:
		write_if(writer, item, context);
		break;
	case OT_ITEM_PROSE:
		write_prose(writer, item, context);
		break;
	case OT_ITEM_TABLE:
		write_table(writer, item, context);
		break;
	case OT_ITEM_FRAME:
		write_frame(writer, item, context);
		break;
	case OT_ITEM_KEEP:
		write_kept(writer, item);
		break;
	case OT_ITEM_ID:
		write_id(writer, item, context);
		break;
	}
}

/* The bytes of a stretch, with the items that lie in it. */
static void
write_range(Writer *writer, const OtFillItem *child, OtDraftSpan span, const Context *context)
{
	guint32 at = span.start;

	for (; child != NULL && child->span.end <= span.end; child = child->next) {
		if (child->span.start < span.start)
			continue;
		copy_bytes(writer, (OtDraftSpan){at, child->span.start});
		write_item(writer, child, context);
		at = child->span.end;
	}
	copy_bytes(writer, (OtDraftSpan){at, span.end});
}

GString *
ot_fill_write_part(OtFilling *filling, const OtFillPart *part)
{
	Writer writer = {filling, part, g_string_sized_new(part->len + part->len / 8)};
	const Context context = {0};

	if (part->items->len > 0)
		write_range(&writer, g_ptr_array_index(part->items, 0),
		            (OtDraftSpan){part->root->element.start, (guint32) part->len},
		            &context);
	return writer.out;
}
