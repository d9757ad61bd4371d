/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_MAKE_H
#define OT_COMMANDS_MAKE_H

/**
 * What `assemble`, `brief` and `pack` share: making some documents and putting them somewhere.
 */

#include "commands/command.h"
#include "engagement/output.h"

typedef struct {
	OtReportValues report;
	const char *output; /**< -o */
	bool force, dry_run, clean;
	bool changes; /**< say nothing of documents that stay as they were */
	int form; /**< an OtForm; OT_FORM_USUAL: as the name after -o says */
	int language; /**< index into ot_language_choices; 0: as the settings say */
	OtAppearance appearance;
} OtMakeValues;

/** Words for OtMakeValues.form, in the order of OtForm. */
extern const char *const ot_form_choices[];

/** Words for OtAppearance.page. */
extern const char *const ot_page_choices[];

/** The rows of an option table for a struct with an OtMakeValues as its first member. */
#define OT_MAKE_OPTIONS                                                                            \
	{0, "force", OT_OPTION_FLAG, offsetof(OtMakeValues, force), NULL,                          \
	 "replace files even if they have been changed"},                                                \
	{'n', "dry-run", OT_OPTION_FLAG, offsetof(OtMakeValues, dry_run), NULL,                    \
	 "show what would be written, and write nothing"},                                          \
	{0, "clean", OT_OPTION_FLAG, offsetof(OtMakeValues, clean), NULL,                          \
	 "leave out the guidance that Word shows as comments"},                                    \
	{0, "house-style", OT_OPTION_TEXT, offsetof(OtMakeValues, appearance.house_style), "STYLE",       \
	 "the house style: civic, plain, or FILE.xml of your own"},                                  \
	{0, "page", OT_OPTION_CHOICE, offsetof(OtMakeValues, appearance.page), "SIZE",                    \
	 "a4, letter, or as the house style says (default)", ot_page_choices},                     \
	{0, "language", OT_OPTION_CHOICE, offsetof(OtMakeValues, language), "LANG",                \
	 "en, cy, or both (default: as outset.ini says, or that of the specification)",             \
	 ot_language_choices},                                                                      \
	{0, "large-print", OT_OPTION_FLAG, offsetof(OtMakeValues, appearance.large_print), NULL,   \
	 "at least 18 point, no italics, narrow tables as lists"},                                 \
	OT_REPORT_OPTIONS(OtMakeValues)

/** OT_ERROR_USAGE where large print is asked for in a form whose reader sets the size. */
bool
ot_make_check_print(OtForm form, const OtAppearance *appearance, GError **error);

/** Which documents to make. */
typedef struct {
	bool assets, briefing;
	char *const *names; /**< assets, NULL-terminated; empty: those of the settings, or all */
} OtMakeWhat;

/**
 * Make documents of the engagement at `input` and write them to the folder of -o or of the
 * engagement; a -o that ends in .pdf, .docx, .html or .txt, or is "-", is one file.
 */
OtExit
ot_make(const char *input, const OtMakeWhat *what, const OtMakeValues *values, GError **error);

/** Say what became of each product: `fates` are those of ot_output_write(). */
void
ot_make_say_fates(const GPtrArray *products, const GArray *fates, const OtMakeValues *values);

#endif
