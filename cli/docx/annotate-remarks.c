/* SPDX-License-Identifier: MIT */
#include "docx/annotate.h"

#include "docx/package.h"

#include <string.h>

/*
 * Comments (ECMA-376-1, 17.13.4) and the parts that Word keeps beside them: which one answers which
 * and is resolved ([MS-DOCX] 2.5.3), numbers that stay (2.5.4), and people (2.5.5).
 */

#define NS_CID "http://schemas.microsoft.com/office/word/2016/wordml/cid"

#define TYPE_COMMENTS OT_TYPE_WORD "comments+xml"
#define TYPE_EXTENDED OT_TYPE_WORD "commentsExtended+xml"
#define TYPE_PEOPLE   OT_TYPE_WORD "people+xml"

#define AUTHOR   "outset"
#define INITIALS "OS"

/* Elements of one part, with the prefix that is theirs there. */
typedef struct {
	OtAnnotation *annotation;
	OtXmlWriter *xml;
	const char *prefix;    /* of the elements and attributes */
	const char *para;      /* of w14:paraId */
} Remarks;

static const char *
qualify(const Remarks *remarks, const char *prefix, const char *name)
{
	return ot_arena_printf(remarks->annotation->rewrite.arena, "%s%s", prefix, name);
}

static void
open_element(const Remarks *remarks, const char *name)
{
	ot_xml_start(remarks->xml, qualify(remarks, remarks->prefix, name));
}

static void
set(const Remarks *remarks, const char *name, const char *value)
{
	ot_xml_set(remarks->xml, qualify(remarks, remarks->prefix, name), value);
}

static void
set_hex(const Remarks *remarks, const char *prefix, const char *name, guint32 value)
{
	char digits[16];

	g_snprintf(digits, sizeof digits, "%08X", value);
	ot_xml_set(remarks->xml, qualify(remarks, prefix, name), digits);
}

static GBytes *
end_remarks(Remarks *remarks)
{
	GBytes *bytes = ot_xml_take(remarks->xml);

	ot_xml_writer_free(remarks->xml);
	return bytes;
}

/* Append what was written to what the outermost element of a part holds. */
static void
append_remarks(Remarks *remarks, OtEdit *edit)
{
	g_autoptr(GBytes) bytes = end_remarks(remarks);
	size_t len;
	const char *text = g_bytes_get_data(bytes, &len);
	g_autofree char *copy = g_strndup(text, len);

	ot_edit_append(edit, copy);
}

static const OtAddition *
get_addition(const OtAnnotation *annotation, guint index)
{
	return &g_array_index(annotation->additions, OtAddition, index);
}

/* --- comments.xml ---------------------------------------------------------------------------- */

static void
write_style(const Remarks *remarks, const char *group, const char *element, const char *style)
{
	if (style == NULL)
		return;
	open_element(remarks, group);
	open_element(remarks, element);
	set(remarks, "val", style);
	ot_xml_end(remarks->xml);
	ot_xml_end(remarks->xml);
}

static void
write_run(const Remarks *remarks, const char *text, bool bold)
{
	open_element(remarks, "r");
	if (bold) {
		open_element(remarks, "rPr");
		open_element(remarks, "b");
		ot_xml_end(remarks->xml);
		ot_xml_end(remarks->xml);
	}
	open_element(remarks, "t");
	ot_xml_set(remarks->xml, "xml:space", "preserve");
	ot_xml_text(remarks->xml, text);
	ot_xml_end(remarks->xml);
	ot_xml_end(remarks->xml);
}

/* The sign that Word shows before a comment's text. */
static void
write_sign(const Remarks *remarks)
{
	open_element(remarks, "r");
	write_style(remarks, "rPr", "rStyle", remarks->annotation->mark_style);
	open_element(remarks, "annotationRef");
	ot_xml_end(remarks->xml);
	ot_xml_end(remarks->xml);
}

/* A paragraph of a comment; the first has the sign and the code. */
static void
write_line(const Remarks *remarks, const char *code, const char *line, guint32 para_id)
{
	open_element(remarks, "p");
	set_hex(remarks, remarks->para, "paraId", para_id);
	write_style(remarks, "pPr", "pStyle", remarks->annotation->text_style);
	if (code != NULL) {
		write_sign(remarks);
		write_run(remarks, code, true);
		if (line != NULL)
			write_run(remarks, " ", false);
	}
	if (line != NULL)
		write_run(remarks, line, false);
	ot_xml_end(remarks->xml);
}

guint
ot_annotation_count_lines(const OtAddition *addition)
{
	guint n = addition->where != NULL;

	for (const char *const *line = addition->note->lines; *line != NULL; line++)
		n++;
	return MAX(n, 1);
}

static void
write_lines(const Remarks *remarks, const OtAddition *addition)
{
	const char *code = addition->note->code, *const *line = addition->note->lines;
	guint32 para_id = addition->para_id + 1 - ot_annotation_count_lines(addition);

	write_line(remarks, code, addition->where != NULL ? addition->where : *line, para_id++);
	if (addition->where == NULL && *line != NULL)
		line++;
	for (; *line != NULL; line++)
		write_line(remarks, NULL, *line, para_id++);
}

static void
write_comments(const Remarks *remarks)
{
	const OtAnnotation *annotation = remarks->annotation;
	/* The date of a comment may be left out (ECMA-376-1, 17.13.4.2). */
	g_autoptr(GDateTime) time =
		annotation->rewrite.epoch != 0
			? g_date_time_new_from_unix_utc(annotation->rewrite.epoch)
			: NULL;
	g_autofree char *date = time == NULL ? NULL :
	                                       g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");

	for (guint i = 0; i < annotation->additions->len; i++) {
		const OtAddition *addition = get_addition(annotation, i);

		open_element(remarks, "comment");
		ot_xml_set_int(remarks->xml, qualify(remarks, remarks->prefix, "id"),
		               addition->id);
		set(remarks, "author", AUTHOR);
		set(remarks, "date", date);
		set(remarks, "initials", INITIALS);
		write_lines(remarks, addition);
		ot_xml_end(remarks->xml);
	}
}

static Remarks
start_remarks(OtAnnotation *annotation, const char *prefix, const char *para)
{
	return (Remarks){annotation, ot_xml_writer_new(), prefix, para};
}

/* The start of a part of our own; NULL: no declaration of that. */
static Remarks
start_part(OtAnnotation *annotation, const char *prefix, const char *root, const char *uri)
{
	Remarks remarks = start_remarks(annotation, prefix, "w14:");
	g_autofree char *name = g_strndup(prefix, strlen(prefix) - 1);

	ot_xml_declaration(remarks.xml);
	open_element(&remarks, root);
	ot_xml_set(remarks.xml, qualify(&remarks, "xmlns:", name), uri);
	return remarks;
}

static void
add_comments(OtAnnotation *annotation)
{
	OtEdit *edit = ot_rewrite_edit_role(&annotation->rewrite, OT_DRAFT_COMMENTS);
	const OtDraftPart *main = ot_draft_part(annotation->rewrite.draft, OT_DRAFT_MAIN);

	if (edit != NULL) {
		const OtDraftPart *part =
			ot_draft_part(annotation->rewrite.draft, OT_DRAFT_COMMENTS);
		/* none where the part is not what it should be */
		const char *uri = part->w_uri != NULL ? part->w_uri : main->w_uri;
		g_autofree char *prefix = ot_edit_prefix(edit, uri, "w", false);
		g_autofree char *para = ot_edit_prefix(edit, OT_NS_W14, "w14", true);
		Remarks remarks = start_remarks(annotation, prefix, para);

		write_comments(&remarks);
		append_remarks(&remarks, edit);
		return;
	}
	Remarks remarks = start_part(annotation, "w:", "comments", main->w_uri);

	ot_xml_set(remarks.xml, "xmlns:mc", OT_NS_MC);
	ot_xml_set(remarks.xml, "xmlns:w14", OT_NS_W14);
	ot_xml_set(remarks.xml, "mc:Ignorable", "w14");
	write_comments(&remarks);
	ot_xml_end(remarks.xml);
	ot_rewrite_relate(&annotation->rewrite, OT_DRAFT_COMMENTS, "comments", TYPE_COMMENTS,
	                   end_remarks(&remarks));
}

static void
remove_comments(OtAnnotation *annotation)
{
	const OtDraft *draft = annotation->rewrite.draft;
	OtEdit *comments = ot_rewrite_edit_role(&annotation->rewrite, OT_DRAFT_COMMENTS);
	OtEdit *extended = ot_rewrite_edit_role(&annotation->rewrite, OT_DRAFT_COMMENTS_EXTENDED);

	for (guint i = 0; i < draft->remarks->len; i++) {
		const OtDraftRemark *remark = &g_array_index(draft->remarks, OtDraftRemark, i);
		OtDraftSpan element = remark->element, answer = remark->extended;

		if (!ot_annotation_removes(annotation, remark->id))
			continue;
		ot_splices_replace(comments->splices, element.start, element.end - element.start,
		                   NULL);
		if (extended != NULL && answer.start < answer.end)
			ot_splices_replace(extended->splices, answer.start,
			                   answer.end - answer.start, NULL);
	}
}

/* --- commentsExtended.xml -------------------------------------------------------------------- */

static void
write_extended(const Remarks *remarks)
{
	for (guint i = 0; i < remarks->annotation->additions->len; i++) {
		open_element(remarks, "commentEx");
		set_hex(remarks, remarks->prefix, "paraId",
		        get_addition(remarks->annotation, i)->para_id);
		set(remarks, "done", "0");
		ot_xml_end(remarks->xml);
	}
}

static void
add_extended(OtAnnotation *annotation)
{
	OtEdit *edit = ot_rewrite_edit_role(&annotation->rewrite, OT_DRAFT_COMMENTS_EXTENDED);

	if (edit != NULL) {
		g_autofree char *prefix = ot_edit_prefix(edit, OT_NS_W15, "w15", false);
		Remarks remarks = start_remarks(annotation, prefix, prefix);

		write_extended(&remarks);
		append_remarks(&remarks, edit);
		return;
	}
	Remarks remarks = start_part(annotation, "w15:", "commentsEx", OT_NS_W15);

	write_extended(&remarks);
	ot_xml_end(remarks.xml);
	ot_rewrite_relate(&annotation->rewrite, OT_DRAFT_COMMENTS_EXTENDED, "commentsExtended",
	                   TYPE_EXTENDED, end_remarks(&remarks));
}

/* --- commentsIds.xml and commentsExtensible.xml ---------------------------------------------- */

typedef struct {
	GHashTable *paras;   /* paraId of the comments that go, in capitals */
	GHashTable *durable; /* their numbers that stay the same, in capitals */
	GHashTable *used;    /* those of other comments, in capitals */
} Numbers;

/* The value of an attribute whatever its prefix, in capitals; or NULL. */
static char *
get_hex(const OtPull *pull, const char *name)
{
	const OtPullToken *token = ot_pull_token(pull);

	for (size_t i = 0; i < token->n_attrs; i++) {
		const OtPullAttr *attr = &token->attrs[i];

		if (attr->declares || attr->name_len != strlen(name) ||
		    strncmp(attr->name, name, attr->name_len) != 0)
			continue;
		g_autofree char *value = ot_pull_value(pull, attr);
		return g_ascii_strup(value, -1);
	}
	return NULL;
}

/* commentsIds.xml relates paragraphs to numbers ... */
static bool
sort_number(OtEdit *edit, const OtPull *pull, void *data)
{
	Numbers *numbers = data;
	g_autofree char *para = get_hex(pull, "paraId");
	char *durable = get_hex(pull, "durableId");
	bool gone = para != NULL && g_hash_table_contains(numbers->paras, para);

	(void) edit;
	if (durable != NULL)
		g_hash_table_add(gone ? numbers->durable : numbers->used, durable);
	return gone;
}

/* ... and commentsExtensible.xml has the numbers alone. */
static bool
has_gone(OtEdit *edit, const OtPull *pull, void *data)
{
	Numbers *numbers = data;
	g_autofree char *durable = get_hex(pull, "durableId");

	(void) edit;
	return durable != NULL && g_hash_table_contains(numbers->durable, durable);
}

static void
write_numbers(OtAnnotation *annotation, OtEdit *edit, const Numbers *numbers)
{
	g_autofree char *prefix = ot_edit_prefix(edit, NS_CID, "w16cid", false);
	Remarks remarks = start_remarks(annotation, prefix, prefix);
	guint32 durable = 0;

	for (guint i = 0; i < annotation->additions->len; i++) {
		const OtAddition *addition = get_addition(annotation, i);
		char digits[16];

		/* what stands for its paragraph, unless another comment has that number */
		durable = MAX(durable + 1, addition->para_id);
		while (g_snprintf(digits, sizeof digits, "%08X", durable) > 0 &&
		       g_hash_table_contains(numbers->used, digits))
			durable++;
		open_element(&remarks, "commentId");
		set_hex(&remarks, prefix, "paraId", addition->para_id);
		set_hex(&remarks, prefix, "durableId", durable);
		ot_xml_end(remarks.xml);
	}
	append_remarks(&remarks, edit);
}

static GHashTable *
new_set(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void
edit_numbers(OtAnnotation *annotation)
{
	const OtDraft *draft = annotation->rewrite.draft;
	g_autoptr(GHashTable) paras = new_set(), durable = new_set(), used = new_set();
	OtEdit *ids = ot_rewrite_edit_role(&annotation->rewrite, OT_DRAFT_COMMENTS_IDS);
	OtEdit *extensible =
		ot_rewrite_edit_role(&annotation->rewrite, OT_DRAFT_COMMENTS_EXTENSIBLE);
	Numbers numbers = {paras, durable, used};

	for (guint i = 0; i < draft->remarks->len; i++) {
		const OtDraftRemark *remark = &g_array_index(draft->remarks, OtDraftRemark, i);
		if (remark->para_id != NULL && ot_annotation_removes(annotation, remark->id))
			g_hash_table_add(paras, g_ascii_strup(remark->para_id, -1));
	}
	if (ids != NULL)
		ot_edit_each_child(ids, sort_number, &numbers);
	if (extensible != NULL)
		ot_edit_each_child(extensible, has_gone, &numbers);
	if (ids != NULL && annotation->additions->len > 0)
		write_numbers(annotation, ids, &numbers);
}

/* --- people.xml ------------------------------------------------------------------------------ */

static bool
is_us(OtEdit *edit, const OtPull *pull, void *data)
{
	const OtPullToken *token = ot_pull_token(pull);
	bool *known = data;

	(void) edit;
	for (size_t i = 0; i < token->n_attrs; i++)
		if (token->attrs[i].name_len == strlen("author") &&
		    strncmp(token->attrs[i].name, "author", strlen("author")) == 0 &&
		    ot_pull_value_is(pull, &token->attrs[i], AUTHOR))
			*known = true;
	return false;
}

static void
write_person(const Remarks *remarks)
{
	open_element(remarks, "person");
	set(remarks, "author", AUTHOR);
	open_element(remarks, "presenceInfo");
	set(remarks, "providerId", "None");
	set(remarks, "userId", AUTHOR);
	ot_xml_end(remarks->xml);
	ot_xml_end(remarks->xml);
}

static void
add_person(OtAnnotation *annotation)
{
	OtEdit *edit = ot_rewrite_edit_role(&annotation->rewrite, OT_DRAFT_PEOPLE);
	bool known = false;

	if (edit == NULL) {
		Remarks remarks = start_part(annotation, "w15:", "people", OT_NS_W15);

		write_person(&remarks);
		ot_xml_end(remarks.xml);
		ot_rewrite_relate(&annotation->rewrite, OT_DRAFT_PEOPLE, "people", TYPE_PEOPLE,
		                   end_remarks(&remarks));
		return;
	}
	ot_edit_each_child(edit, is_us, &known);
	if (known)
		return;
	g_autofree char *prefix = ot_edit_prefix(edit, OT_NS_W15, "w15", false);
	Remarks remarks = start_remarks(annotation, prefix, prefix);
	write_person(&remarks);
	append_remarks(&remarks, edit);
}

void
ot_annotate_remarks(OtAnnotation *annotation)
{
	if (g_hash_table_size(annotation->removed) > 0)
		remove_comments(annotation);
	edit_numbers(annotation);
	if (annotation->additions->len == 0)
		return;
	add_comments(annotation);
	add_extended(annotation);
	add_person(annotation);
}
