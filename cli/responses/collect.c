/* SPDX-License-Identifier: MIT */
#include "responses/collect.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "responses/collect-parts.h"
#include "responses/judge.h"
#include "tables/csv-decode.h"

#include <string.h>

/* The asset that suppliers answer in. */
#define FORM "response-form"

/* Words beside fields that are told of, and characters of each. */
#define MOST_LEFT     3
#define LONGEST_SHOWN 80

/* --- what is asked --------------------------------------------------------------------------- */

static bool
add_form(OtCollector *collector, OtEngagement *engagement, const char *lang, GError **error)
{
	OtCollectForm *form = &collector->forms[collector->n_forms];

	ot_engagement_set_language(engagement, lang);
	const OtTemplate *template = ot_engagement_template(engagement, FORM, error);
	if (template == NULL)
		return false;
	form->document = ot_engagement_unanswered(engagement, template, error);
	if (form->document == NULL)
		return false;
	collector->n_forms++;
	form->labels = ot_resources_labels(ot_engagement_resources(engagement),
	                                   form->document->info.lang, error);
	return form->labels != NULL;
}

static bool
add_asked(OtCollector *collector, OtEngagement *engagement, GError **error)
{
	xmlDoc *published = ot_engagement_tree(engagement, true, error);

	if (published == NULL)
		return false;
	collector->asked = ot_asked_new(xmlDocGetRootElement(published));
	xmlFreeDoc(published);
	return true;
}

OtCollector *
ot_collector_new(OtEngagement *engagement, GError **error)
{
	g_autoptr(OtCollector) collector = g_new0(OtCollector, 1);
	g_autofree char *own = g_strdup(ot_engagement_language(engagement));
	const char *other = g_str_has_prefix(own, "cy") ? "en" : "cy";

	if (!ot_engagement_is_valid(engagement)) {
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "%s has errors; correct them, then run the command again",
		            ot_engagement_specification(engagement));
		return NULL;
	}
	collector->reference = g_strdup(ot_engagement_reference(engagement));
	collector->version = g_strdup(ot_engagement_version(engagement));
	bool done = add_asked(collector, engagement, error) &&
	            add_form(collector, engagement, own, error) &&
	            add_form(collector, engagement, other, error);
	ot_engagement_set_language(engagement, own);
	for (size_t i = 0; done && i < collector->n_forms; i++)
		collector->forms[i].skeleton = ot_skeleton_new(
			collector->forms[i].document, collector->forms[i].labels, collector->asked);
	return done ? g_steal_pointer(&collector) : NULL;
}

void
ot_collector_free(OtCollector *collector)
{
	if (collector == NULL)
		return;
	for (size_t i = 0; i < collector->n_forms; i++) {
		ot_skeleton_free(collector->forms[i].skeleton);
		ot_document_free(collector->forms[i].document);
	}
	ot_asked_free(collector->asked);
	g_free(collector->reference);
	g_free(collector->version);
	g_free(collector);
}

const OtAsked *
ot_collector_asked(const OtCollector *collector)
{
	return collector->asked;
}

const OtCollectForm *
ot_collector_form(const OtCollector *collector, const char *lang)
{
	for (size_t i = 0; lang != NULL && i < collector->n_forms; i++)
		if (strncmp(collector->forms[i].document->info.lang, lang, 2) == 0)
			return &collector->forms[i];
	return &collector->forms[0];
}

/* --- what the readers share ------------------------------------------------------------------ */

const char *
ot_collect_keep(OtResponse *response, const char *text)
{
	return text != NULL ? ot_arena_strdup(response->arena, text) : "";
}

const OtCollectForm *
ot_collect_align(const OtCollector *collector, const OtCollectForm *form, const OtLine *lines,
                 size_t n_lines, OtFilled *filled, OtAligned *aligned)
{
	bool told = form != NULL;
	size_t most = 0;

	/* a file that doesn't say its language is in that of which it has more lines */
	for (size_t i = 0; !told && i < collector->n_forms; i++) {
		size_t n = ot_skeleton_count(collector->forms[i].skeleton,
		                             lines, n_lines);
		if (form == NULL || n > most)
			form = &collector->forms[i];
		most = MAX(n, most);
	}
	filled->hints = ot_skeleton_hints(form->skeleton);
	ot_skeleton_align(form->skeleton, lines, n_lines, filled, aligned);
	return form;
}

/* What stands beside the fields; not where the form may have been another one. */
static void
tell_left(const OtAligned *aligned, const OtResponse *response, OtFindings *findings)
{
	for (guint i = 0; i < MIN(aligned->left->len, MOST_LEFT); i++) {
		const OtLine *line = g_ptr_array_index(aligned->left, i);
		g_autofree char *shown = ot_text_show(line->text, LONGEST_SHOWN);
		ot_findings_add(findings, OT_CODE_RESPONSE_LEFT,
		                (OtWhere){.file = response->file, .place = line->place},
		                "“%s” stands in no field, and is not taken over", shown);
	}
	if (aligned->left->len > MOST_LEFT)
		ot_findings_add(findings, OT_CODE_RESPONSE_LEFT, (OtWhere){.file = response->file},
		                "%u further lines stand in no field, and are not taken over",
		                aligned->left->len - MOST_LEFT);
}

static bool
is_current(const OtCollector *collector, const OtResponse *response)
{
	return *response->version == '\0' ||
	       g_strcmp0(response->version, collector->version) == 0;
}

/* An answer to an older version: say which questions had other words. */
static void
tell_version(const OtCollector *collector, const OtAligned *aligned, OtResponse *response,
             OtFindings *findings)
{
	g_autoptr(GString) changed = g_string_new(NULL), ids = g_string_new(NULL);

	for (guint i = 0; i < aligned->reworded->len; i++) {
		const OtAskedQuestion *question = g_ptr_array_index(aligned->reworded, i);
		g_string_append_printf(changed, "%s%s", i > 0 ? ", " : "", question->id);
		g_string_append_printf(ids, "%s%s", i > 0 ? " " : "", question->id);
	}
	response->reworded = ot_collect_keep(response, ids->str);
	if (is_current(collector, response) && changed->len == 0)
		return;
	ot_findings_add(findings, OT_CODE_RESPONSE_OLDER, (OtWhere){.file = response->file},
	                "it answers version %s, and this is version %s; %s%s",
	                *response->version != '\0' ? response->version : "(not known)",
	                collector->version,
	                changed->len > 0 ? "questions that had other words: "
	                                 : "its questions have the same words",
	                changed->str);
}

void
ot_collect_tell(const OtCollector *collector, const OtAligned *aligned, OtResponse *response,
                OtFindings *findings)
{
	tell_version(collector, aligned, response, findings);
	if (is_current(collector, response))
		tell_left(aligned, response, findings);
}

/* --- plain text ------------------------------------------------------------------------------ */

/* The text of a file, whatever it was saved as; NULL: it is no text. */
static char *
decode(GBytes *bytes)
{
	size_t len, mark, bad = 0;
	const char *data = g_bytes_get_data(bytes, &len);
	if (data == NULL)
		return g_strdup("");
	OtCsvEncoding encoding = ot_csv_encoding((const guint8 *) data, len, &mark);
	g_autoptr(GByteArray) rest = g_byte_array_new();
	g_autoptr(GString) text = g_string_new(NULL);

	if (encoding != OT_CSV_UTF8) {
		g_byte_array_append(rest, (const guint8 *) data + mark, (guint) (len - mark));
		ot_csv_decode_utf16(rest, encoding, text, &bad);
		return strlen(text->str) == text->len ? g_strdup(text->str) : NULL;
	}
	if (memchr(data, '\0', len) != NULL)
		return NULL;
	if (g_utf8_validate(data + mark, (gssize) (len - mark), NULL))
		return g_strndup(data + mark, len - mark);
	return ot_csv_decode_windows(data + mark, len - mark, &bad);
}

static bool
read_text(const OtCollector *collector, GBytes *bytes, OtResponse *response, OtFilled *filled,
          OtFindings *findings)
{
	g_autofree char *text = decode(bytes);
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(OtLine));
	g_auto(OtAligned) aligned = {0};

	if (text == NULL) {
		ot_findings_add(findings, OT_CODE_RESPONSE_UNREAD,
		                (OtWhere){.file = response->file},
		                "it is not a text, whatever its name says");
		return false;
	}
	g_auto(GStrv) parts = g_strsplit_set(text, "\n", OT_LIMIT_RESPONSE_LINES + 1);
	for (size_t i = 0; parts[i] != NULL; i++) {
		OtLine line = {g_strstrip(parts[i]),
		               ot_arena_printf(response->arena, "line %zu", i + 1)};
		if (*line.text != '\0')
			g_array_append_val(lines, line);
	}
	const OtLine *first = (const OtLine *) (void *) lines->data;
	const OtCollectForm *form =
		ot_collect_align(collector, NULL, first, lines->len, filled, &aligned);
	response->format = OT_RESPONSE_TEXT;
	response->lang = ot_collect_keep(response, form->document->info.lang);
	if (!ot_aligned_is_form(&aligned))
		ot_collect_lines(collector->asked, first, lines->len, filled);
	return true;
}

/* --- one file -------------------------------------------------------------------------------- */

static bool
has_suffix(const char *path, const char *const *suffixes)
{
	g_autofree char *lower = g_ascii_strdown(path, -1);

	for (; *suffixes != NULL; suffixes++)
		if (g_str_has_suffix(lower, *suffixes))
			return true;
	return false;
}

/* Our own reading of a table says less where it can't be read than that of a file. */
static bool
read_table(const OtCollector *collector, OtResponse *response, OtFilled *filled,
           OtFindings *findings)
{
	g_autoptr(GError) error = NULL;

	response->format = OT_RESPONSE_CSV;
	response->lang = ot_collect_keep(response, collector->forms[0].document->info.lang);
	if (ot_collect_csv(collector->asked, response->file, response, filled, findings, &error))
		return true;
	if (error != NULL)
		ot_findings_add(findings, OT_CODE_RESPONSE_UNREAD,
		                (OtWhere){.file = response->file}, "%s", error->message);
	return false;
}

static bool
fill(const OtCollector *collector, GBytes *bytes, OtResponse *response, OtFilled *filled,
     OtFindings *findings)
{
	static const char *const tables[] = {".csv", ".tsv", NULL};
	static const char *const texts[] = {".txt", ".text", ".md", NULL};
	bool is_table = has_suffix(response->file, tables);
	bool is_text = has_suffix(response->file, texts);
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);

	/* a Word file may have any name; only what is named otherwise is opened to see */
	if (is_table && !ot_draft_is_docx(data, len))
		return read_table(collector, response, filled, findings);
	if (is_text && !ot_draft_is_docx(data, len))
		return read_text(collector, bytes, response, filled, findings);
	return ot_collect_docx(collector, bytes, response, filled, findings);
}

OtResponse *
ot_collector_read(const OtCollector *collector, const char *path, OtFindings *findings)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, &error);
	g_autoptr(OtResponse) response = ot_response_new(path);
	g_auto(OtFilled) filled = {NULL};

	if (bytes == NULL) {
		ot_findings_add(findings, OT_CODE_RESPONSE_UNREAD, (OtWhere){.file = path}, "%s",
		                error->message);
		return NULL;
	}
	g_autofree char *sha256 = ot_sha256(bytes);
	response->sha256 = ot_collect_keep(response, sha256);
	g_autoptr(OtFindings) own = ot_findings_new();
	ot_filled_init(&filled);
	if (!fill(collector, bytes, response, &filled, own)) {
		ot_collect_refuse(bytes, path, own, findings);
		return NULL;
	}
	for (size_t i = 0; i < ot_findings_count(own); i++)
		ot_findings_add_copy(findings, ot_findings_get(own, i));
	if (*response->reference != '\0' && collector->reference != NULL &&
	    strcmp(response->reference, collector->reference) != 0) {
		ot_findings_add(findings, OT_CODE_RESPONSE_FOREIGN, (OtWhere){.file = path},
		                "it answers the engagement %s, and this one is %s; it is left out",
		                response->reference, collector->reference);
		return NULL;
	}
	const OtCollectForm *form = ot_collector_form(collector, response->lang);
	ot_filled_apply(&filled, collector->asked, form->document, response, findings);
	ot_judge_found(response, findings);
	ot_judge_marks(response, findings);
	return g_steal_pointer(&response);
}
