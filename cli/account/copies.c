/* SPDX-License-Identifier: MIT */
#include "account/records.h"

#include "base/error.h"
#include "base/file.h"
#include "docx/archive.h"
#include "engagement/draw.h"

#include <string.h>

/* --- searching what was made --------------------------------------------------------------- */

typedef struct {
	const OtSecrets *secrets;
	const OtRecords *records;
	const char *file; /* that is made */
	OtFindings *findings;
	GString *parts;   /* the list of what was searched */
} Search;

/* The field that says it, where it can be told, so that somebody can reword it. */
static const char *
find_field(const Search *search)
{
	const OtAnswers *answers = search->records->answers;

	for (size_t i = 0; i < ot_answers_count(answers); i++) {
		const OtAnswer *answer = ot_answers_get(answers, i);
		if (!answer->open && ot_secrets_find(search->secrets, answer->text) != NULL)
			return answer->name;
	}
	return NULL;
}

/* Says where and whose, but not what. */
static void
report_secret(const Search *search, const OtSecret *secret, const char *part)
{
	static const char *const kinds[] = {
		[OT_SECRET_MARKED] = "what was marked as confidential",
		[OT_SECRET_UNSHARED] = "what its author did not agree to share",
		[OT_SECRET_IDENTITY] = "who took part",
	};
	const char *field = find_field(search);
	g_autofree char *place = field != NULL ? g_strdup_printf("the field %s", field)
	                                       : g_strdup(part);
	g_autofree char *answer =
		secret->question != NULL
			? g_strdup_printf(", in answer to %s by %s", secret->question,
		                          secret->response)
		: secret->response != NULL ? g_strdup_printf(" (%s)", secret->response)
		                           : g_strdup("");
	OtFinding *finding = ot_findings_add(
		search->findings, OT_CODE_ACCOUNT_SECRET,
		(OtWhere){.file = search->file, .place = place},
		"it tells %s%s; nothing was written", kinds[secret->kind], answer);

	if (field != NULL)
		ot_finding_advise(search->findings, finding,
		                  "Reword it where it comes from: "
		                  "assets/" OT_RECORDS_TEMPLATE ".xml, "
		                  "themes.csv, "
		                  "changes.xml or questions.csv.");
}

static bool
search_part(Search *search, GBytes *bytes, bool markup, const char *part)
{
	const OtSecret *secret = ot_secrets_find_bytes(search->secrets, bytes, markup);

	g_string_append_printf(search->parts, "%10zu bytes  %s\n", g_bytes_get_size(bytes), part);
	if (secret != NULL)
		report_secret(search, secret, part);
	return secret == NULL;
}

/* Each part of a Word file, unpacked. */
static bool
search_archive(Search *search, GBytes *bytes, GError **error)
{
	g_autoptr(OtArchive) archive = ot_archive_open(bytes, search->file, search->findings);
	bool clean = true;

	for (size_t i = 0; archive != NULL && clean && i < ot_archive_count(archive); i++) {
		g_autoptr(GBytes) part = ot_archive_read(archive, i, search->findings);
		if (part == NULL)
			break;
		clean = search_part(search, part, true, ot_archive_entry(archive, i)->name);
	}
	if (archive == NULL)
		g_set_error(error, OT_ERROR, OT_ERROR_FORMAT, "%s can't be read back",
		            search->file);
	return archive != NULL && clean;
}

/* What it is made of, unpacked: streams, then the texts of all objects. */
static bool
search_pdf(Search *search, GBytes *bytes, GError **error)
{
	g_autoptr(GPtrArray) parts = ot_draw_spread(bytes, error);
	bool clean = parts != NULL;

	for (guint i = 0; clean && i < parts->len; i++) {
		g_autofree char *part = i + 1 < parts->len
		                                ? g_strdup_printf("stream %u", i + 1)
		                                : g_strdup("all texts and names of objects");
		clean = search_part(search, g_ptr_array_index(parts, i), false, part);
	}
	return clean;
}

/* The bytes as they are, and each part of them unpacked. */
static bool
search_product(Search *search, const OtProduct *product, OtForm form, GError **error)
{
	bool markup = form == OT_FORM_HTML || form == OT_FORM_TEXT;

	if (!search_part(search, product->bytes, markup, product->name))
		return false;
	if (form == OT_FORM_PDF)
		return search_pdf(search, product->bytes, error);
	return markup || search_archive(search, product->bytes, error);
}

/* --- making -------------------------------------------------------------------------------- */

static bool
is_filled(const OtNode *row)
{
	OtWalk walk = ot_walk_start((OtNode *) row);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_FIELD &&
		    walk.node->as.field.value != NULL)
			return true;
	return false;
}

/* Rows for more, which the template has for whoever writes by hand, are no part of what was told;
 * the first stays where there is nothing else. */
static void
drop_empty_rows(OtNode *table)
{
	OtNode *before = NULL;

	for (OtNode *row = table->first; row != NULL; row = row->next) {
		if (row->as.row.repeat != NULL && row->as.row.index > 1 && !is_filled(row)) {
			before->next = row->next;
			if (table->last == row)
				table->last = before;
			continue;
		}
		before = row;
	}
}

static void
drop_rows(const OtDocument *document)
{
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_TABLE)
			drop_empty_rows(walk.node);
}

static OtDocument *
expand(const OtRecords *records, GError **error)
{
	g_autoptr(OtFindings) unused = ot_findings_new();
	OtDocument *document = ot_template_expand_answered(
		records->template, records->published, records->labels, records->answers, unused,
		error);

	if (document != NULL && ot_template_info(records->template)->draft)
		ot_document_mark_draft(document, records->labels);
	if (document != NULL)
		drop_rows(document);
	return document;
}

/* One copy in one form; what was answered by hand has been judged before. */
static OtProduct *
spell(const OtRecords *records, OtForm form, OtFindings *findings, GError **error)
{
	g_autoptr(OtDocument) document = expand(records, error);

	return document != NULL ? ot_engagement_spell(records->engagement, records->template,
	                                              document, form, findings, error)
	                        : NULL;
}

OtProduct *
ot_records_report(const OtRecords *records, OtForm form, OtFindings *findings, GError **error)
{
	ot_account_answer(records->account, records->answers, true);
	OtProduct *product = spell(records, form, findings, error);
	if (product == NULL)
		return NULL;

	const char *suffix = strchr(product->name, '.');
	char *name = g_strdup_printf("%.*s-authority%s", (int) (suffix - product->name),
	                             product->name, suffix);
	g_free(product->name);
	product->name = name;
	return product;
}

/* A page of a PDF is drawn by numbers of glyphs: the same document as Word can be read. */
static bool
search_twin(Search *search, OtForm form, GError **error)
{
	if (form == OT_FORM_DOCX || form == OT_FORM_USUAL)
		return true;
	OtProduct *twin = spell(search->records, OT_FORM_DOCX, search->findings, error);
	if (twin != NULL)
		g_string_append_printf(search->parts, "The same content as Word:\n");
	bool clean = twin != NULL && search_product(search, twin, OT_FORM_DOCX, error);

	ot_product_free(twin);
	if (clean)
		g_string_append_printf(search->parts, "%s itself:\n", search->file);
	return clean;
}

/* "fewer than 3" also here: the list may be published beside the report. */
static char *
tell_number(int n)
{
	return n > 0 && n < OT_ACCOUNT_LEAST_SHOWN
	               ? g_strdup_printf("fewer than %d", OT_ACCOUNT_LEAST_SHOWN)
	               : g_strdup_printf("%d", n);
}

static void
append_questions(GString *out, const GArray *left_out)
{
	for (guint i = 0; i < left_out->len; i++) {
		const OtLeftOut *one = &g_array_index(left_out, OtLeftOut, i);
		if (one->n_marked + one->n_unshared == 0)
			continue;
		g_autofree char *marked = tell_number(one->n_marked);
		g_autofree char *unshared = tell_number(one->n_unshared);
		g_autofree char *shorter = tell_number(one->n_short);
		g_string_append_printf(out, "%-10s  %-12s  %-12s  %s\n", one->question, marked,
		                       unshared, shorter);
	}
}

/* The list that proves what was left out, without saying what it is. */
static GBytes *
list_left_out(const Search *search, const OtProduct *product, const GArray *left_out)
{
	const OtEngagement *engagement = search->records->engagement;
	g_autofree char *sha256 = ot_sha256(product->bytes);
	GString *out = g_string_new(NULL);

	g_string_append_printf(
		out,
		"What the published report leaves out\n"
		"====================================\n"
		"\n"
		"Engagement:  %s\n"
		"Report:      %s\n"
		"SHA-256:     %s\n"
		"\n"
		"Left out are all answers that suppliers marked as confidential, with\n"
		"their reasons; all answers of those who did not agree that what they\n"
		"wrote is shared; and all names, numbers and addresses of those who took\n"
		"part. Counts below %d are not told.\n"
		"\n"
		"%-10s  %-12s  %-12s  %s\n",
		ot_engagement_reference(engagement), product->name, sha256, OT_ACCOUNT_LEAST_SHOWN,
		"Question", "Confidential", "Not shared", "Not looked for");
	append_questions(out, left_out);
	g_string_append_printf(
		out,
		"\n"
		"How it was searched\n"
		"-------------------\n"
		"\n"
		"After it was made, the report was searched for %s: 32 letters and\n"
		"digits in a row of any text, wherever they stand and whatever stands\n"
		"between them; texts of 12 to 31 as a whole; names as words; and numbers\n"
		"of five digits or more that are not round. Shorter texts stand in too\n"
		"many other places to be looked for: the last column counts these\n"
		"answers, which were left out, too. A retelling in other words can't be\n"
		"found by a program: read the report before you publish it.\n"
		"\n"
		"None was found in these parts, each of them unpacked:\n"
		"\n"
		"%s",
		ot_secrets_count(search->secrets) > 0 ? "all of this"
						      : "such texts, of which there are none",
		search->parts->str);
	return g_string_free_to_bytes(out);
}

static OtProduct *
make_list(const Search *search, const OtProduct *report, const GArray *left_out)
{
	OtProduct *product = g_new0(OtProduct, 1);

	product->name = g_strconcat(report->name, ".left-out.txt", NULL);
	product->template = report->template;
	product->bytes = list_left_out(search, report, left_out);
	product->epoch = report->epoch;
	return product;
}

/* What the template says by itself is no secret, though a supplier may say it, or be called so. */
static bool
allow_usual(OtSecrets *secrets, const OtRecords *records, GError **error)
{
	g_autoptr(OtFindings) unused = ot_findings_new();
	g_autoptr(OtDocument) document = ot_template_expand_answered(
		records->template, records->published, records->labels, NULL, unused, error);
	if (document == NULL)
		return false;
	OtWalk walk = ot_walk_start(document->root);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		if (walk.event != OT_WALK_ENTER)
			continue;
		if (walk.node->kind == OT_NODE_TEXT)
			ot_secrets_allow(secrets, walk.node->as.text);
		else if (walk.node->kind == OT_NODE_FIELD)
			ot_secrets_allow(secrets, walk.node->as.field.label);
	}
	return true;
}

static bool
search_all(Search *search, const OtProduct *product, OtForm form, GError **error)
{
	search->file = product->name;
	/* Words first: where a field says it, the finding can name the field. */
	return search_twin(search, form, error) && search_product(search, product, form, error);
}

bool
ot_records_publish(const OtRecords *records, OtForm form, GPtrArray *products,
                   OtFindings *findings, GError **error)
{
	g_autoptr(OtSecrets) secrets = ot_secrets_new(ot_supplier_lists_forms(records->lists));
	g_autoptr(GString) parts = g_string_new(NULL);
	Search search = {
		.secrets = secrets, .records = records, .findings = findings, .parts = parts,
	};

	if (!allow_usual(secrets, records, error))
		return false;
	g_autoptr(GArray) left_out = ot_account_secrets(records->account, secrets);
	ot_account_answer(records->account, records->answers, false);
	OtProduct *product = spell(records, form, findings, error);
	if (product == NULL)
		return false;
	if (!search_all(&search, product, form, error)) {
		ot_product_free(product);
		return false;
	}
	g_ptr_array_add(products, product);
	g_ptr_array_add(products, make_list(&search, product, left_out));
	return true;
}
