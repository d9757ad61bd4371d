/* SPDX-License-Identifier: MIT */
#include "packs/kit.h"

#include "base/file.h"
#include "docx/master.h"
#include "engagement/carried.h"
#include "engagement/draw.h"

#include <string.h>

#define EVENTS "events.ics"

/* Shapes of suppliers for which a document is kept ready; most lists have some twenty. */
#define MOST_SHAPES 200

/* A Word document that differs from supplier to supplier. */
typedef struct {
	const OtTemplate *template;
	char *answers_sha256;
	GHashTable *fields;  /* the names that its fields can have */
	GHashTable *masters; /* what of a supplier shapes it, to OtDocxMaster */
} Letter;

struct OtKit {
	OtEngagement *engagement;
	char *lang;
	const OtTemplate *briefing;
	OtDocument *document; /* of the briefing */
	GArray *carried;      /* by it, of OtPdfAttachment */
	char *font_dir;
	OtPdfMaster *pdf;
	GPtrArray *letters;   /* of Letter */
	GPtrArray *same;      /* of OtPackFile: for all alike */
	gint64 epoch;
	char *digest;
};

void
ot_pack_file_free(OtPackFile *file)
{
	if (file == NULL)
		return;
	g_free(file->name);
	g_bytes_unref(file->bytes);
	g_free(file->sha256);
	g_free(file->title);
	g_free(file->answers_sha256);
	g_free(file);
}

static void
free_file(gpointer file)
{
	ot_pack_file_free(file);
}

static void
free_master(gpointer master)
{
	ot_docx_master_free(master);
}

static void
free_letter(gpointer data)
{
	Letter *letter = data;

	g_clear_pointer(&letter->fields, g_hash_table_unref);
	g_hash_table_unref(letter->masters);
	g_free(letter->answers_sha256);
	g_free(letter);
}

void
ot_kit_free(OtKit *kit)
{
	if (kit == NULL)
		return;
	ot_draw_master_free(kit->pdf);
	g_clear_pointer(&kit->carried, g_array_unref);
	ot_document_free(kit->document);
	g_ptr_array_unref(kit->letters);
	g_ptr_array_unref(kit->same);
	g_free(kit->font_dir);
	g_free(kit->digest);
	g_free(kit->lang);
	g_free(kit);
}

/* --- files ------------------------------------------------------------------------------- */

/* `take_sha256` may be NULL: it is reckoned here. */
static OtPackFile *
add_file(GPtrArray *files, char *take_name, GBytes *take_bytes, char *take_sha256,
         const OtTemplateInfo *template, const char *title)
{
	OtPackFile *file = g_new0(OtPackFile, 1);

	file->name = take_name;
	file->bytes = take_bytes;
	file->sha256 = take_sha256 != NULL ? take_sha256 : ot_sha256(take_bytes);
	file->template = template;
	file->title = g_strdup(title);
	g_ptr_array_add(files, file);
	return file;
}

static void
add_copy(GPtrArray *files, const OtPackFile *file)
{
	OtPackFile *copy = g_memdup2(file, sizeof *file);

	copy->name = g_strdup(file->name);
	copy->bytes = g_bytes_ref(file->bytes);
	copy->sha256 = g_strdup(file->sha256);
	copy->title = g_strdup(file->title);
	copy->answers_sha256 = g_strdup(file->answers_sha256);
	g_ptr_array_add(files, copy);
}

/* --- Word documents for one supplier ----------------------------------------------------- */

static OtDocument *
expand_letter(const OtKit *kit, const Letter *letter, const OtAnswers *answers,
              OtFindings *findings, GError **error)
{
	return ot_engagement_personal(kit->engagement, letter->template, answers, findings, error);
}

/*
 * What of a supplier changes a document other than by its words: which of its fields are known,
 * which run from right to left, and what is chosen or ticked.
 */
static char *
describe_shape(const Letter *letter, const OtAnswers *answers)
{
	GString *shape = g_string_new(NULL);

	for (size_t i = 0; i < ot_answers_count(answers); i++) {
		const OtAnswer *answer = ot_answers_get(answers, i);
		if (g_hash_table_contains(letter->fields, answer->name))
			g_string_append_printf(shape, "%s=%s\n", answer->name, answer->text);
	}
	return g_string_free(shape, FALSE);
}

static OtDocxMaster *
make_master(const OtKit *kit, const Letter *letter, const OtAnswers *answers, char *const *marks,
            OtFindings *findings, GError **error)
{
	g_autoptr(OtDocument) document = expand_letter(kit, letter, answers, findings, error);
	OtWriting writing;

	if (document == NULL ||
	    !ot_engagement_writing(kit->engagement, document, &writing, findings, error))
		return NULL;
	document->info.copy = marks[OT_RECIPIENT_CODE];
	return ot_docx_master_new(document, writing.style, writing.labels, writing.epoch,
	                          (const char *const *) marks, error);
}

static OtDocxMaster *
obtain_master(const OtKit *kit, Letter *letter, const OtRecipient *recipient,
              OtFindings *findings, GError **error)
{
	g_auto(GStrv) marks = ot_recipient_marks(recipient);
	g_autoptr(OtAnswers) answers = ot_recipient_answers(recipient, marks);
	g_autofree char *shape = describe_shape(letter, answers);
	OtDocxMaster *master = g_hash_table_lookup(letter->masters, shape);

	if (master != NULL)
		return master;
	master = make_master(kit, letter, answers, marks, findings, error);
	if (master == NULL)
		return NULL;
	if (g_hash_table_size(letter->masters) == MOST_SHAPES)
		g_hash_table_remove_all(letter->masters);
	g_hash_table_insert(letter->masters, g_steal_pointer(&shape), master);
	return master;
}

static bool
write_letter(const OtKit *kit, Letter *letter, const OtRecipient *recipient, GPtrArray *files,
             OtFindings *findings, GError **error)
{
	OtDocxMaster *master = obtain_master(kit, letter, recipient, findings, error);
	const OtTemplateInfo *info = ot_template_info(letter->template);
	GBytes *bytes = master != NULL ? ot_docx_master_copy(master,
	                                                     (const char *const *) recipient->texts,
	                                                     error)
	                               : NULL;

	if (bytes == NULL)
		return false;
	OtPackFile *file =
		add_file(files, ot_product_name(info, OT_FORM_DOCX), bytes, NULL, info,
		         info->title);
	file->answers_sha256 = g_strdup(letter->answers_sha256);
	return true;
}

/* The fields of a letter to a supplier of whom all is known. */
static GHashTable *
list_fields(const OtDocument *document)
{
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_FIELD)
			g_hash_table_add(names, g_strdup(walk.node->as.field.name));
	return names;
}

static bool
add_letter(OtKit *kit, const char *name, OtFindings *findings, GError **error)
{
	const OtTemplate *template = ot_engagement_template(kit->engagement, name, error);
	OtRecipient sample = ot_recipient_sample();

	if (template == NULL)
		return false;
	Letter *letter = g_new0(Letter, 1);
	letter->template = template;
	letter->answers_sha256 = ot_engagement_answers_sha256(kit->engagement, name);
	letter->masters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_master);
	g_ptr_array_add(kit->letters, letter);
	g_autoptr(OtAnswers) answers = ot_recipient_answers(&sample, NULL);
	g_autoptr(OtDocument) document = expand_letter(kit, letter, answers, findings, error);
	if (document == NULL)
		return false;
	letter->fields = list_fields(document);
	return true;
}

/* --- the briefing ------------------------------------------------------------------------ */

static void
open_fields(OtDocument *document)
{
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.node->kind == OT_NODE_FIELD &&
		    g_str_has_prefix(walk.node->as.field.name, "recipient."))
			walk.node->as.field.open = true;
}

/* The supplier that is left open in the briefing has a code and a name. */
static OtAnswers *
nobody(void)
{
	OtAnswers *answers = ot_answers_new("");

	ot_answers_set(answers, "recipient.code", "000-000-000");
	ot_answers_set(answers, "recipient.name", "M");
	return answers;
}

static bool
prepare_briefing(OtKit *kit, OtFindings *findings, GError **error)
{
	g_autoptr(OtAnswers) answers = nobody();
	g_autofree char *fonts =
		ot_resources_path(ot_engagement_resources(kit->engagement), "fonts", NULL);
	OtWriting writing;

	kit->briefing = ot_engagement_template(kit->engagement, "briefing", error);
	if (kit->briefing == NULL)
		return false;
	kit->document =
		ot_engagement_personal(kit->engagement, kit->briefing, answers, findings, error);
	if (kit->document == NULL ||
	    !ot_engagement_writing(kit->engagement, kit->document, &writing, findings, error))
		return false;
	kit->carried = ot_engagement_carried(kit->engagement, kit->briefing, kit->document, error);
	if (kit->carried == NULL)
		return false;
	open_fields(kit->document);
	kit->epoch = writing.epoch;
	kit->font_dir = g_steal_pointer(&fonts);
	const OtPdfOptions options = {
		.font_dir = kit->font_dir,
		.epoch = writing.epoch,
		.attachments = (const OtPdfAttachment *) (void *) kit->carried->data,
		.n_attachments = kit->carried->len,
	};
	kit->pdf = ot_draw_master_new(kit->document, writing.style, writing.labels, &options,
	                              findings, error);
	return kit->pdf != NULL;
}

static bool
write_briefing(const OtKit *kit, const OtRecipient *recipient, GPtrArray *files,
               OtFindings *findings, GError **error)
{
	const OtTemplateInfo *info = ot_template_info(kit->briefing);
	g_autofree const char **fields = ot_recipient_fields(recipient);
	char *sha256 = NULL;
	GBytes *bytes = ot_draw_master_copy(kit->pdf, recipient->texts[OT_RECIPIENT_CODE], fields,
	                                    &sha256, findings, error);

	if (bytes == NULL)
		return false;
	add_file(files, ot_product_name(info, OT_FORM_PDF), bytes, sha256, info, info->title);
	return true;
}

/* --- what all get alike ------------------------------------------------------------------ */

/* The calendar that the briefing carries, named as the briefing is. */
static void
add_events(OtKit *kit)
{
	const OtTemplateInfo *info = ot_template_info(kit->briefing);

	for (guint i = 0; i < kit->carried->len; i++) {
		const OtPdfAttachment *file = &g_array_index(kit->carried, OtPdfAttachment, i);
		g_autofree char *name = info->translated
		                                ? g_strdup_printf("events.%.*s.ics",
		                                                  (int) strcspn(info->lang, "-"),
		                                                  info->lang)
		                                : g_strdup(EVENTS);

		if (strcmp(file->name, EVENTS) == 0)
			add_file(kit->same, g_steal_pointer(&name), g_bytes_ref(file->bytes), NULL,
			         NULL, file->description);
	}
}

static bool
add_asset(OtKit *kit, const char *name, OtFindings *findings, GError **error)
{
	const OtTemplate *template = ot_engagement_template(kit->engagement, name, error);
	g_autoptr(OtDocument) document =
		template != NULL ? ot_engagement_personal(kit->engagement, template, NULL, findings,
		                                          error)
		                 : NULL;
	OtWriting writing;

	if (document == NULL ||
	    !ot_engagement_writing(kit->engagement, document, &writing, findings, error))
		return false;
	const OtTemplateInfo *info = ot_template_info(template);
	GBytes *bytes =
		ot_docx_write(document, writing.style, writing.labels, writing.epoch, error);
	if (bytes == NULL)
		return false;
	OtPackFile *file = add_file(kit->same, ot_product_name(info, OT_FORM_DOCX), bytes, NULL,
	                            info, info->title);
	file->answers_sha256 = ot_engagement_answers_sha256(kit->engagement, info->name);
	return true;
}

/* --- the kit ----------------------------------------------------------------------------- */

/* Whatever goes into packs shows in the pack of a supplier whose every text is known. */
static bool
take_digest(OtKit *kit, OtFindings *findings, GError **error)
{
	OtRecipient sample = ot_recipient_sample();
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);
	g_autoptr(GString) sums = g_string_new("outset " VERSION);

	if (!ot_kit_fill(kit, &sample, files, findings, error))
		return false;
	for (guint i = 0; i < files->len; i++) {
		const OtPackFile *file = g_ptr_array_index(files, i);
		g_string_append_printf(sums, "\n%s %s", file->name, file->sha256);
	}
	kit->digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, sums->str, -1);
	return true;
}

static bool
prepare(OtKit *kit, char *const *assets, OtFindings *findings, GError **error)
{
	ot_engagement_set_language(kit->engagement, kit->lang);
	if (!prepare_briefing(kit, findings, error))
		return false;
	if (kit->carried->len > 0)
		add_events(kit);
	if (!add_letter(kit, OT_CARRIED_FORM, findings, error) ||
	    !add_letter(kit, "invitation", findings, error))
		return false;
	for (; *assets != NULL; assets++)
		if (!add_asset(kit, *assets, findings, error))
			return false;
	return take_digest(kit, findings, error);
}

OtKit *
ot_kit_new(OtEngagement *engagement, const char *lang, char *const *assets, OtFindings *findings,
           GError **error)
{
	g_autoptr(OtKit) kit = g_new0(OtKit, 1);

	kit->engagement = engagement;
	kit->lang = g_strdup(lang);
	kit->letters = g_ptr_array_new_with_free_func(free_letter);
	kit->same = g_ptr_array_new_with_free_func(free_file);
	return prepare(kit, assets, findings, error) ? g_steal_pointer(&kit) : NULL;
}

bool
ot_kit_fill(OtKit *kit, const OtRecipient *recipient, GPtrArray *files, OtFindings *findings,
            GError **error)
{
	ot_engagement_set_language(kit->engagement, kit->lang);
	if (!write_briefing(kit, recipient, files, findings, error))
		return false;
	for (guint i = 0; i < kit->letters->len; i++)
		if (!write_letter(kit, g_ptr_array_index(kit->letters, i), recipient, files,
		                  findings, error))
			return false;
	for (guint i = 0; i < kit->same->len; i++)
		add_copy(files, g_ptr_array_index(kit->same, i));
	return true;
}

const char *
ot_kit_digest(const OtKit *kit)
{
	return kit->digest;
}

gint64
ot_kit_epoch(const OtKit *kit)
{
	return kit->epoch;
}

/* --- what is still to be completed ------------------------------------------------------- */

static bool
judge_asset(OtEngagement *engagement, const char *name, const OtAnswers *personal,
            OtFindings *findings, GError **error)
{
	const OtTemplate *template = ot_engagement_template(engagement, name, error);
	g_autoptr(OtDocument) document =
		template != NULL ? ot_engagement_personal(engagement, template, personal, findings,
		                                          error)
		                 : NULL;
	if (document == NULL)
		return false;
	int n = ot_document_count_missing(document);
	g_autofree char *answers = ot_engagement_answers_path(engagement, name);
	if (n > 0)
		ot_findings_add(findings, OT_CODE_PACK_TO_COMPLETE,
		                (OtWhere){.file = answers != NULL ? answers : name},
		                "%s goes out with %d %s still to be completed", name, n,
		                n == 1 ? "field" : "fields");
	return true;
}

bool
ot_kit_judge(OtEngagement *engagement, char *const *assets, OtFindings *findings, GError **error)
{
	g_autoptr(OtAnswers) answers = nobody();

	if (!judge_asset(engagement, "invitation", answers, findings, error))
		return false;
	for (; *assets != NULL; assets++)
		if (!judge_asset(engagement, *assets, NULL, findings, error))
			return false;
	return true;
}
