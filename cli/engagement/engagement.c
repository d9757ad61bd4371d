/* SPDX-License-Identifier: MIT */
#include "engagement/engagement.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/suggest.h"
#include "docx/docx.h"
#include "engagement/carried.h"
#include "engagement/draw.h"
#include "html/html.h"
#include "plain/plain.h"
#include "spec/spec.h"
#include "spec/told.h"

#include <string.h>

/* The folder of the answers, beside the specification. */
#define ANSWERS "assets"

struct OtEngagement {
	OtResources *resources;
	OtSettings *settings;
	char *specification, *output;
	char *sha256;
	OtAppearance appearance;
	bool clean; /* without guidance for those who complete a document */
	OtSpec *spec; /* NULL where it can't be made into documents */
	char *lang;   /* that documents are made in; NULL: that of the specification */
	GHashTable *translations; /* language to the OtTranslation of the specification */
};

static char *
find_output(const OtEngagement *engagement)
{
	if (engagement->settings->output != NULL)
		return g_strdup(engagement->settings->output);
	if (strcmp(engagement->specification, "-") == 0)
		return NULL;
	g_autofree char *folder = g_path_get_dirname(engagement->specification);
	return strcmp(folder, ".") == 0 ? g_strdup("pack") : g_build_filename(folder, "pack", NULL);
}

/* Read and check; false only where nothing can be read. */
static bool
read_specification(OtEngagement *engagement, OtFindings *findings, GError **error)
{
	const OtSchema *schema = ot_resources_schema(engagement->resources, error);
	if (schema == NULL)
		return false;

	const char *path = engagement->specification;
	g_autoptr(GBytes) bytes = ot_file_read(path, OT_LIMIT_FILE_BYTES, error);
	if (bytes == NULL)
		return false;
	size_t errors = ot_findings_count_severity(findings, OT_SEVERITY_ERROR), len;
	const char *data = g_bytes_get_data(bytes, &len);
	const char *name = strcmp(path, "-") == 0 ? "(standard input)" : path;
	g_autoptr(OtSpec) spec = ot_spec_parse(data, len, name, schema, findings);

	engagement->sha256 = ot_sha256(bytes);
	if (ot_findings_count_severity(findings, OT_SEVERITY_ERROR) == errors)
		engagement->spec = g_steal_pointer(&spec);
	return true;
}

static void
free_translation(gpointer translation)
{
	ot_translation_free(translation);
}

OtEngagement *
ot_engagement_open(const char *input, OtFindings *findings, GError **error)
{
	g_autoptr(OtEngagement) engagement = g_new0(OtEngagement, 1);

	engagement->translations =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_translation);
	engagement->resources = ot_resources_new(error);
	if (engagement->resources == NULL)
		return NULL;
	engagement->settings = ot_settings_load(strcmp(input, "-") == 0 ? "." : input, error);
	if (engagement->settings == NULL)
		return NULL;
	engagement->appearance = ot_settings_appearance(engagement->settings);
	engagement->specification = ot_settings_specification(engagement->settings, input, error);
	if (engagement->specification == NULL)
		return NULL;
	engagement->output = find_output(engagement);
	if (!read_specification(engagement, findings, error))
		return NULL;
	return g_steal_pointer(&engagement);
}

void
ot_engagement_set_clean(OtEngagement *engagement, bool clean)
{
	engagement->clean = clean;
}

bool
ot_engagement_is_clean(const OtEngagement *engagement)
{
	return engagement->clean;
}

void
ot_engagement_set_appearance(OtEngagement *engagement, const OtAppearance *appearance)
{
	if (appearance->house_style != NULL)
		engagement->appearance.house_style = appearance->house_style;
	if (appearance->large_print)
		engagement->appearance.large_print = true;
	if (appearance->page > 0)
		engagement->appearance.page = appearance->page;
}

char **
ot_engagement_languages(const OtEngagement *engagement, const char *choice)
{
	const char *const both[] = {"cy", "en", NULL};

	if (strcmp(choice, ot_language_choices[0]) == 0 && engagement->settings->language != NULL)
		choice = engagement->settings->language;
	if (strcmp(choice, "both") == 0)
		return g_strdupv((char **) both);
	const char *own = engagement->spec != NULL ? ot_spec_language(engagement->spec) : "en";
	const char *const one[] = {
		strcmp(choice, ot_language_choices[0]) == 0 ? own : choice, NULL,
	};
	return g_strdupv((char **) one);
}

void
ot_engagement_set_language(OtEngagement *engagement, const char *lang)
{
	g_free(engagement->lang);
	engagement->lang = g_strdup(lang);
}

void
ot_engagement_free(OtEngagement *engagement)
{
	if (engagement == NULL)
		return;
	ot_spec_free(engagement->spec);
	ot_settings_free(engagement->settings);
	ot_resources_free(engagement->resources);
	if (engagement->translations != NULL)
		g_hash_table_unref(engagement->translations);
	g_free(engagement->lang);
	g_free(engagement->specification);
	g_free(engagement->output);
	g_free(engagement->sha256);
	g_free(engagement);
}

bool
ot_engagement_is_valid(const OtEngagement *engagement)
{
	return engagement->spec != NULL;
}

OtResources *
ot_engagement_resources(const OtEngagement *engagement)
{
	return engagement->resources;
}

const OtSettings *
ot_engagement_settings(const OtEngagement *engagement)
{
	return engagement->settings;
}

const char *
ot_engagement_specification(const OtEngagement *engagement)
{
	return engagement->specification;
}

const char *
ot_engagement_output(const OtEngagement *engagement)
{
	return engagement->output;
}

const char *
ot_engagement_sha256(const OtEngagement *engagement)
{
	return engagement->sha256;
}

const char *
ot_engagement_title(const OtEngagement *engagement)
{
	return engagement->spec != NULL ? ot_spec_title(engagement->spec) : NULL;
}

const char *
ot_engagement_reference(const OtEngagement *engagement)
{
	return engagement->spec != NULL ? ot_spec_reference(engagement->spec) : NULL;
}

const char *
ot_engagement_version(const OtEngagement *engagement)
{
	return engagement->spec != NULL ? ot_spec_version(engagement->spec) : NULL;
}

static bool
is_pdf(const OtTemplateInfo *template)
{
	return strcmp(template->kind, "briefing") == 0;
}

GPtrArray *
ot_engagement_assets(const OtEngagement *engagement, char *const *asked, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	if (*asked == NULL && engagement->settings->assets != NULL)
		asked = engagement->settings->assets;
	for (; *asked != NULL; asked++) {
		const OtTemplate *template =
			ot_resources_template(engagement->resources, *asked, error);
		if (template == NULL)
			return NULL;
		if (is_pdf(ot_template_info(template))) {
			g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
			            "\"%s\" is not an asset but a briefing; outset brief makes it",
			            *asked);
			return NULL;
		}
		/* A name given twice is made once. */
		if (!g_ptr_array_find(names, ot_template_info(template)->name, NULL))
			g_ptr_array_add(names, (char *) ot_template_info(template)->name);
	}
	if (names->len > 0)
		return g_steal_pointer(&names);

	g_autoptr(GPtrArray) all = ot_resources_templates(engagement->resources, "asset", error);
	if (all == NULL)
		return NULL;
	for (guint i = 0; i < all->len; i++)
		g_ptr_array_add(names, (char *) ot_template_info(g_ptr_array_index(all, i))->name);
	return g_steal_pointer(&names);
}

/* --- languages ----------------------------------------------------------------------------- */

const char *
ot_engagement_language(const OtEngagement *engagement)
{
	if (engagement->lang != NULL)
		return engagement->lang;
	return engagement->spec != NULL ? ot_spec_language(engagement->spec) : "en";
}

const OtTranslation *
ot_engagement_translation(const OtEngagement *engagement, const char *lang, GError **error)
{
	g_autofree char *language = g_strndup(lang, strcspn(lang, "-"));
	OtTranslation *translation = g_hash_table_lookup(engagement->translations, language);
	g_autofree char *path = ot_translation_path(engagement->specification, language);

	if (translation != NULL || !ot_file_may_exist(path))
		return translation;
	const OtSchema *vocabulary = ot_resources_translations(engagement->resources, error);
	translation = vocabulary != NULL ? ot_translation_load(path, vocabulary, error) : NULL;
	if (translation != NULL)
		g_hash_table_insert(engagement->translations, g_steal_pointer(&language),
		                    translation);
	return translation;
}

const char *
ot_engagement_translation_sha256(const OtEngagement *engagement, const char *lang)
{
	bool own = engagement->spec != NULL &&
	           ot_lang_is_same(lang, ot_spec_language(engagement->spec));
	const OtTranslation *translation =
		own ? NULL : ot_engagement_translation(engagement, lang, NULL);

	return translation != NULL ? ot_translation_info(translation)->sha256 : NULL;
}

xmlDoc *
ot_engagement_tree(const OtEngagement *engagement, bool published, GError **error)
{
	const char *lang = ot_engagement_language(engagement);
	const OtTranslation *translation = NULL;
	GError *mistake = NULL;

	if (!ot_lang_is_same(lang, ot_spec_language(engagement->spec)))
		translation = ot_engagement_translation(engagement, lang, &mistake);
	const OtSchema *schema =
		mistake == NULL ? ot_resources_schema(engagement->resources, &mistake) : NULL;
	if (mistake != NULL) {
		g_propagate_error(error, mistake);
		return NULL;
	}
	xmlDoc *tree = published ? ot_spec_published(engagement->spec)
	                         : xmlCopyDoc(ot_spec_tree(engagement->spec), 1);
	if (translation != NULL)
		ot_spec_translate(tree, ot_schema_model(schema), translation);
	return tree;
}

const OtTemplate *
ot_engagement_template(const OtEngagement *engagement, const char *name, GError **error)
{
	return ot_resources_template_in(engagement->resources, name,
	                                ot_engagement_language(engagement), error);
}

/* A document says so where nobody has read the translation that it is. */
static bool
is_draft(const OtEngagement *engagement, const OtTemplateInfo *template)
{
	const OtTranslation *translation =
		ot_lang_is_same(template->lang, ot_spec_language(engagement->spec))
			? NULL
			: ot_engagement_translation(engagement, template->lang, NULL);

	return template->draft ||
	       (translation != NULL && ot_translation_info(translation)->draft);
}

char *
ot_engagement_answers_path(const OtEngagement *engagement, const char *asset)
{
	if (strcmp(engagement->specification, "-") == 0)
		return NULL;
	g_autofree char *folder = g_path_get_dirname(engagement->specification);
	g_autofree char *file = g_strconcat(asset, ".xml", NULL);
	return strcmp(folder, ".") == 0 ? g_build_filename(ANSWERS, file, NULL)
	                                : g_build_filename(folder, ANSWERS, file, NULL);
}

char *
ot_engagement_answers_sha256(const OtEngagement *engagement, const char *asset)
{
	g_autofree char *path = ot_engagement_answers_path(engagement, asset);
	g_autoptr(GBytes) bytes = path != NULL && ot_file_may_exist(path)
	                                  ? ot_file_read(path, OT_LIMIT_FILE_BYTES, NULL)
	                                  : NULL;

	return bytes != NULL ? ot_sha256(bytes) : NULL;
}

/* The answers of an asset, NULL where it has none; false where they can't be used. */
static bool
read_answers(const OtEngagement *engagement, const OtTemplateInfo *info, OtAnswers **answers,
             OtFindings *findings, GError **error)
{
	g_autofree char *path = ot_engagement_answers_path(engagement, info->name);

	*answers = NULL;
	if (is_pdf(info) || path == NULL || !ot_file_may_exist(path))
		return true;
	const OtSchema *schema = ot_resources_answers_schema(engagement->resources, error);
	if (schema != NULL)
		*answers = ot_answers_read(path, info->name, schema, findings, error);
	return *answers != NULL;
}

/* From the published copy, or from all that the specification says. */
static OtDocument *
expand_copy(const OtEngagement *engagement, const OtTemplate *template, bool published,
            const OtLabels *labels, const OtAnswers *answers, OtFindings *findings,
            GError **error)
{
	xmlDoc *tree = ot_engagement_tree(engagement, published, error);

	if (tree == NULL)
		return NULL;
	OtDocument *document =
		ot_template_expand_answered(template, tree, labels, answers, findings, error);
	xmlFreeDoc(tree);
	if (document != NULL && is_draft(engagement, ot_template_info(template)))
		ot_document_mark_draft(document, labels);
	return document;
}

/* Most assets stay with the authority; a briefing and some of them go out to everybody. */
static OtDocument *
expand(const OtEngagement *engagement, const OtTemplate *template, const OtLabels *labels,
       const OtAnswers *answers, OtFindings *findings, GError **error)
{
	const OtTemplateInfo *info = ot_template_info(template);

	return expand_copy(engagement, template, is_pdf(info) || info->published, labels, answers,
	                   findings, error);
}

static bool
check_valid(const OtEngagement *engagement, GError **error)
{
	if (engagement->spec == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "%s has errors; correct them, then run the command again",
		            engagement->specification);
	return engagement->spec != NULL;
}

OtDocument *
ot_engagement_answered(const OtEngagement *engagement, const OtTemplate *template,
                       OtFindings *findings, GError **error)
{
	g_autoptr(OtAnswers) answers = NULL;

	if (!check_valid(engagement, error))
		return NULL;
	const OtLabels *labels = ot_resources_labels(engagement->resources,
	                                             ot_template_info(template)->lang, error);
	if (labels == NULL)
		return NULL;
	if (!is_pdf(ot_template_info(template)) &&
	    !read_answers(engagement, ot_template_info(template), &answers, findings, error))
		return NULL;
	return expand(engagement, template, labels, answers, findings, error);
}

OtDocument *
ot_engagement_unanswered(const OtEngagement *engagement, const OtTemplate *template,
                         GError **error)
{
	if (!check_valid(engagement, error))
		return NULL;
	const OtLabels *labels = ot_resources_labels(engagement->resources,
	                                             ot_template_info(template)->lang, error);
	if (labels == NULL)
		return NULL;
	return expand(engagement, template, labels, NULL, NULL, error);
}

/* The answers of one supplier over those of everybody; both may be NULL. */
static OtAnswers *
merge_answers(const OtAnswers *all, const OtAnswers *personal, const char *asset)
{
	OtAnswers *merged = ot_answers_new(asset);
	const OtAnswers *const sources[] = {all, personal};

	for (size_t s = 0; s < G_N_ELEMENTS(sources); s++)
		for (size_t i = 0; sources[s] != NULL && i < ot_answers_count(sources[s]); i++) {
			const OtAnswer *answer = ot_answers_get(sources[s], i);
			if (!answer->open)
				ot_answers_set(merged, answer->name, answer->text);
		}
	return merged;
}

OtDocument *
ot_engagement_personal(const OtEngagement *engagement, const OtTemplate *template,
                       const OtAnswers *personal, OtFindings *findings, GError **error)
{
	const OtTemplateInfo *info = ot_template_info(template);
	g_autoptr(OtAnswers) all = NULL;

	if (!check_valid(engagement, error))
		return NULL;
	const OtLabels *labels = ot_resources_labels(engagement->resources, info->lang, error);
	if (labels == NULL || !read_answers(engagement, info, &all, findings, error))
		return NULL;
	g_autoptr(OtAnswers) merged = merge_answers(all, personal, info->name);
	OtDocument *document =
		expand_copy(engagement, template, true, labels, merged, NULL, error);
	if (document != NULL && engagement->clean)
		ot_document_drop_guidance(document);
	return document;
}

/* Where the answers can't be used, the document is as without them. */
OtDocument *
ot_engagement_document(const OtEngagement *engagement, const OtTemplate *template, GError **error)
{
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) failure = NULL;
	OtDocument *document = ot_engagement_answered(engagement, template, findings, &failure);

	if (document != NULL)
		return document;
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return NULL;
	}
	return ot_engagement_unanswered(engagement, template, error);
}

/* Whether there is an asset or a notice of this name; that is read, and no other. */
static bool
has_answers(const OtEngagement *engagement, const char *name)
{
	g_autofree char *file = g_strconcat(name, ".xml", NULL);
	g_autofree char *path =
		ot_resources_path(engagement->resources, "templates", file, NULL);

	if (!ot_file_may_exist(path))
		return false;
	const OtTemplate *template =
		ot_resources_template(engagement->resources, name, NULL);
	/* One that is broken is said to be where it is made. */
	const char *kind = template != NULL ? ot_template_info(template)->kind : "asset";
	return strcmp(kind, "asset") == 0 || strcmp(kind, "notice") == 0;
}

/* Report a file that is for none of the assets. */
static bool
report_stray(const OtEngagement *engagement, const char *path, const char *name,
             OtFindings *findings, GError **error)
{
	g_autoptr(GPtrArray) assets = g_ptr_array_new();
	g_autoptr(GPtrArray) templates =
		ot_resources_templates(engagement->resources, "asset", error);

	if (templates == NULL)
		return false;
	for (guint i = 0; i < templates->len; i++)
		g_ptr_array_add(assets,
		                (char *) ot_template_info(g_ptr_array_index(templates, i))->name);
	g_autofree char *advice = ot_name_advice(name, assets);
	ot_findings_add(findings, OT_CODE_ANSWER_FILE, (OtWhere){.file = path},
	                "there is no asset \"%s\"%s", name, advice);
	return true;
}

bool
ot_engagement_judge_answers(const OtEngagement *engagement, OtFindings *findings, GError **error)
{
	g_autofree char *some = ot_engagement_answers_path(engagement, "answers");
	g_autofree char *folder = some != NULL ? g_path_get_dirname(some) : NULL;

	if (folder == NULL || !ot_folder_exists(folder))
		return true;
	g_autoptr(GPtrArray) files = ot_folder_list(folder, error);
	if (files == NULL)
		return false;
	for (guint i = 0; i < files->len; i++) {
		const char *file = g_ptr_array_index(files, i);
		if (!g_str_has_suffix(file, ".xml"))
			continue;
		g_autofree char *name = g_strndup(file, strlen(file) - strlen(".xml"));
		g_autofree char *path = g_build_filename(folder, file, NULL);
		if (!has_answers(engagement, name) &&
		    !report_stray(engagement, path, name, findings, error))
			return false;
	}
	return true;
}

/* The time that documents carry: SOURCE_DATE_EPOCH, or else the date of the specification, never
 * the clock, so that the same input gives the same bytes. */
static gint64
document_epoch(const OtDocument *document)
{
	gint64 epoch;

	if (ot_epoch_given(&epoch))
		return epoch;
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) date = NULL;
	if (document->info.date != NULL) {
		g_autofree char *midnight = g_strdup_printf("%.10sT00:00:00", document->info.date);
		date = g_date_time_new_from_iso8601(midnight, utc);
	}
	return date != NULL ? g_date_time_to_unix(date) : 0;
}

/* The form that is meant. */
static OtForm
find_form(const OtTemplateInfo *template, OtForm form)
{
	if (form != OT_FORM_USUAL)
		return form;
	return is_pdf(template) ? OT_FORM_PDF : OT_FORM_DOCX;
}

/* A briefing carries what it was made from, as far as it is published; an asset carries nothing. */
static GArray *
make_carried(const OtEngagement *engagement, const OtTemplateInfo *template,
             const OtDocument *document, const OtStyle *style, const OtLabels *labels,
             GError **error)
{
	OtResources *resources = engagement->resources;
	OtCarriedSource source = {
		.labels = labels,
		.style = style,
		.epoch = document_epoch(document),
	};

	if (!is_pdf(template))
		return g_array_new(FALSE, FALSE, sizeof(OtPdfAttachment));
	source.form = ot_engagement_template(engagement, OT_CARRIED_FORM, error);
	if (source.form == NULL)
		return NULL;
	source.zone = ot_resources_zone(resources, error);
	if (source.zone == NULL)
		return NULL;
	source.published = ot_engagement_tree(engagement, true, error);
	if (source.published == NULL)
		return NULL;
	GArray *carried = ot_carried_make(&source, error);
	xmlFreeDoc(source.published);
	return carried;
}

static GBytes *
write_pdf(const OtEngagement *engagement, const OtDocument *document, const GArray *carried,
          const OtStyle *style, const OtLabels *labels, OtFindings *findings, GError **error)
{
	g_autofree char *fonts = ot_resources_path(engagement->resources, "fonts", NULL);
	const OtPdfOptions options = {
		.font_dir = fonts,
		.epoch = document_epoch(document),
		.attachments = (const OtPdfAttachment *) (void *) carried->data,
		.n_attachments = carried->len,
	};

	return ot_draw_pdf(document, style, labels, &options, findings, error);
}

static GBytes *
write_document(const OtEngagement *engagement, const OtTemplateInfo *template,
               const OtDocument *document, OtForm form, OtFindings *findings, GError **error)
{
	OtResources *resources = engagement->resources;
	const OtStyle *style =
		ot_resources_style(resources, &engagement->appearance, findings, error);
	if (style == NULL)
		return NULL;
	const OtLabels *labels = ot_resources_labels(resources, document->info.lang, error);
	const char *sheet;
	if (labels == NULL)
		return NULL;
	g_autoptr(GArray) carried = NULL;
	switch (form) {
	case OT_FORM_PDF:
		carried = make_carried(engagement, template, document, style, labels, error);
		return carried != NULL ? write_pdf(engagement, document, carried, style, labels,
		                                   findings, error)
		                       : NULL;
	case OT_FORM_TEXT:
		return ot_plain_write(document, labels);
	case OT_FORM_HTML:
		sheet = ot_resources_sheet(resources, error);
		return sheet != NULL ? ot_html_write(document, style, labels, sheet) : NULL;
	case OT_FORM_USUAL:
	case OT_FORM_DOCX:
		break;
	}
	return ot_docx_write(document, style, labels, document_epoch(document), error);
}

bool
ot_engagement_writing(const OtEngagement *engagement, const OtDocument *document,
                      OtWriting *writing, OtFindings *findings, GError **error)
{
	OtResources *resources = engagement->resources;

	writing->style = ot_resources_style(resources, &engagement->appearance, findings, error);
	if (writing->style == NULL)
		return false;
	writing->labels = ot_resources_labels(resources, document->info.lang, error);
	writing->epoch = document_epoch(document);
	return writing->labels != NULL;
}

GArray *
ot_engagement_carried(const OtEngagement *engagement, const OtTemplate *template,
                      const OtDocument *document, GError **error)
{
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	OtWriting writing;

	if (!ot_engagement_writing(engagement, document, &writing, unsaid, error))
		return NULL;
	return make_carried(engagement, ot_template_info(template), document, writing.style,
	                    writing.labels, error);
}

char *
ot_product_name(const OtTemplateInfo *template, OtForm form)
{
	static const char *const suffixes[] = {
		[OT_FORM_PDF] = ".pdf",
		[OT_FORM_DOCX] = ".docx",
		[OT_FORM_HTML] = ".html",
		[OT_FORM_TEXT] = ".txt",
	};

	const char *suffix = suffixes[find_form(template, form)];
	if (!template->translated)
		return g_strconcat(template->name, suffix, NULL);
	return g_strdup_printf("%s.%.*s%s", template->name, (int) strcspn(template->lang, "-"),
	                       template->lang, suffix);
}

/* A document in large print lies beside the usual one: "briefing-large-print.pdf". */
static char *
name_product(const OtEngagement *engagement, const OtTemplateInfo *template, OtForm form)
{
	g_autofree char *usual = ot_product_name(template, form);
	const char *suffix = strchr(usual, '.');

	if (!engagement->appearance.large_print)
		return g_steal_pointer(&usual);
	return g_strdup_printf("%.*s-large-print%s", (int) (suffix - usual), usual, suffix);
}

/* Whoever asked for a language that a template is not in is told so. */
static void
note_language(const OtEngagement *engagement, const OtTemplateInfo *info, OtFindings *findings)
{
	const char *lang = ot_engagement_language(engagement);

	if (!ot_lang_is_same(info->lang, lang))
		ot_findings_add(findings, OT_CODE_CYM_ASSET,
		                (OtWhere){.file = engagement->specification},
		                "\"%s\" is not translated into \"%s\" yet; it was made in \"%s\"",
		                info->name, lang, info->lang);
}

OtProduct *
ot_engagement_spell(const OtEngagement *engagement, const OtTemplate *template,
                    OtDocument *document, OtForm form, OtFindings *findings, GError **error)
{
	const OtTemplateInfo *info = ot_template_info(template);

	if (engagement->clean)
		ot_document_drop_guidance(document);
	GBytes *bytes =
		write_document(engagement, info, document, find_form(info, form), findings, error);
	if (bytes == NULL)
		return NULL;
	note_language(engagement, info, findings);
	OtProduct *product = g_new0(OtProduct, 1);
	product->name = name_product(engagement, info, form);
	product->template = info;
	product->bytes = bytes;
	product->epoch = document_epoch(document);
	product->n_missing = ot_document_count_missing(document);
	return product;
}

OtProduct *
ot_engagement_make(const OtEngagement *engagement, const char *name, OtForm form,
                   OtFindings *findings, GError **error)
{
	const OtTemplate *template = ot_engagement_template(engagement, name, error);
	if (template == NULL)
		return NULL;
	g_autoptr(OtDocument) document =
		ot_engagement_answered(engagement, template, findings, error);

	return document != NULL ? ot_engagement_spell(engagement, template, document, form,
	                                              findings, error)
	                        : NULL;
}

void
ot_product_free(OtProduct *product)
{
	if (product == NULL)
		return;
	g_bytes_unref(product->bytes);
	g_free(product->name);
	g_free(product);
}
