/* SPDX-License-Identifier: MIT */
#include "commands/log-export.h"
#include "commands/records.h"

#include "base/error.h"
#include "base/file.h"
#include "engagement/output.h"
#include "engagement/record-documents.h"

#include <string.h>

typedef struct {
	const OtLogWish *wish;
	OtRegisterCopy *copy;
} Chosen;

static bool
take(const OtRegisterRow *row, void *data)
{
	const Chosen *chosen = data;

	return !ot_log_is_wanted(chosen->wish, row->cells) ||
	       ot_register_copy_take(row, chosen->copy);
}

/* The form that the name of the file says; OT_FORM_USUAL for a table. */
static bool
find_form(const char *output, OtForm *form, GError **error)
{
	static const struct {
		const char *suffix;
		OtForm form;
	} known[] = {
		{".csv", OT_FORM_USUAL}, {".pdf", OT_FORM_PDF}, {".docx", OT_FORM_DOCX},
		{".html", OT_FORM_HTML},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		if (!g_str_has_suffix(output, known[i].suffix))
			continue;
		*form = known[i].form;
		return true;
	}
	*form = OT_FORM_USUAL;
	if (strcmp(output, "-") == 0)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "-o %s should end in .csv, .docx, .pdf or .html", output);
	return false;
}

/* With names there is a table already. */
static bool
check_kind(const OtLogExport *export, OtForm form, GError **error)
{
	if (!export->with_names || form != OT_FORM_USUAL)
		return true;
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "with names the register is exported as a document: -o FILE.docx, .pdf or "
	            ".html; as a table it is %s itself", export->path);
	return false;
}

static bool
write_table(const OtLogExport *export, const OtRegisterCopy *copy, GError **error)
{
	g_autoptr(GBytes) table = ot_register_copy_table(copy, error);

	if (table == NULL)
		return false;
	if (strcmp(export->output, "-") == 0 || export->force ||
	    !ot_file_may_exist(export->output))
		return ot_file_write(export->output, table, error);
	g_set_error(error, OT_ERROR, OT_ERROR_USAGE,
	            "%s is there already; write elsewhere, or replace it with --force",
	            export->output);
	return false;
}

static bool
write_document(const OtLogExport *export, const OtRegisterCopy *copy,
               const OtRegisterProof *proof, OtForm form, OtFindings *findings, GError **error)
{
	const OtOutputOptions how = {.force = export->force};
	g_autofree char *folder = g_path_get_dirname(export->path);
	g_autoptr(OtFindings) aside = ot_findings_new();
	g_autoptr(OtEngagement) engagement = ot_engagement_open(folder, aside, error);

	if (engagement == NULL)
		return false;
	if (!ot_engagement_is_valid(engagement)) {
		g_set_error(error, OT_ERROR, OT_ERROR_INPUT,
		            "%s has errors; correct them, or export the register as .csv",
		            ot_engagement_specification(engagement));
		return false;
	}
	g_auto(GStrv) languages = ot_engagement_languages(engagement, export->language);
	ot_engagement_set_language(engagement, languages[0]);
	g_autoptr(OtProduct) product = ot_register_copy_make(copy, engagement, &proof->head,
	                                                       form, findings, error);
	return product != NULL &&
	       ot_output_write_file(product, export->output, &how, findings, error);
}

bool
ot_log_export(const OtLogExport *export, OtFindings *findings, GError **error)
{
	g_auto(OtRecordSuppliers) suppliers = {NULL};
	if (!ot_record_suppliers(export->settings, export->path, &suppliers, findings, error))
		return false;
	g_autoptr(OtRegisterCopy) copy = 
		ot_register_copy_new(suppliers.names, export->with_names);
	Chosen chosen = {&export->wish, copy};
	const OtRegisterReading reading = {.take = take, .data = &chosen};
	OtRegisterProof proof;
	OtForm form;

	if (suppliers.unread && !export->with_names && !export->force) {
		g_set_error(
			error, OT_ERROR, OT_ERROR_INPUT,
			"nothing was exported, because names of suppliers can't be found in it; "
			"correct the list of suppliers, or export all the same with --force");
		return false;
	}
	if (!find_form(export->output, &form, error) || !check_kind(export, form, error) ||
	    !ot_register_read(export->path, &reading, &proof, findings, error))
		return false;
	return form == OT_FORM_USUAL
	               ? write_table(export, copy, error)
	               : write_document(export, copy, &proof, form, findings, error);
}
