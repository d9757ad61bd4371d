/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_FORM_H
#define OT_COMMANDS_FORM_H

/** What `form` and `import` share about specifications as forms. */

#include "commands/command.h"
#include "docx/draft.h"
#include "engagement/engagement.h"
#include "forms/plan.h"

/** The form of a form. */
typedef enum { OT_FORM_AS_WORD, OT_FORM_AS_WORKBOOK, OT_FORM_AS_CSV } OtFormFormat;

typedef struct {
	const OtReportValues *report;
	const char *engagement; /**< a folder or specification; NULL: this folder */
	const char *output;     /**< NULL: beside the specification */
	OtFormFormat format;
	bool force, dry_run;
	OtAppearance appearance;
} OtFormSpec;

/** `outset form spec`. */
OtExit
ot_form_spec(const OtFormSpec *what, GError **error);

/** The plan of a specification's form in a language; free with ot_form_plan_free(). */
OtFormPlan *
ot_form_plan_open(OtResources *resources, const char *lang, GError **error);

/** What is to be done with a specification that was read back. */
typedef struct {
	const char *file;       /**< the form */
	/** the folder or specification that it belongs to; NULL: none is known */
	const char *engagement;
	const char *output;     /**< -o, or NULL */
	bool force, dry_run;
	const OtReportValues *report;
} OtFormImport;

/**
 * Whether a Word file is the form of a specification; `*is_form` says so.  False with an error
 * where the data of the program can't be read.
 */
bool
ot_form_recognise(const OtDraft *draft, bool *is_form, GError **error);

/**
 * Read back what is no Word file: a workbook (`bytes` not NULL), or a folder of CSV files, `import`
 * naming either.  `*is_form` is false where it is neither, and then nothing was done.
 */
bool
ot_form_import_tables(const OtFormImport *import, GBytes *bytes, bool *is_form,
                      OtFindings *findings, GError **error);

/** Make a first structured version of a draft that somebody wrote freely. */
bool
ot_form_import_draft(const OtFormImport *import, const OtDraft *draft, OtFindings *findings,
                     GError **error);

/** Read the form back, print the differences and write the specification. */
bool
ot_form_import_word(const OtFormImport *import, const OtDraft *draft, OtFindings *findings,
                    GError **error);

#endif
