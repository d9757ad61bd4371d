/* SPDX-License-Identifier: MIT */
#ifndef OT_ENGAGEMENT_ENGAGEMENT_H
#define OT_ENGAGEMENT_ENGAGEMENT_H

/**
 * One engagement: its specification and settings, and the documents that are made from it.
 */

#include "base/finding.h"
#include "engagement/resources.h"
#include "engagement/settings.h"
#include "translation/translation.h"

typedef struct OtEngagement OtEngagement;

/** A file that was made, in memory. */
typedef struct {
	/** "dpia.docx", or "dpia.cy.docx" where it is a translation */
	char *name;
	const OtTemplateInfo *template; /**< what it was made from */
	GBytes *bytes;
	gint64 epoch;  /**< the time that it carries */
	int n_missing; /**< values that are still to be completed */
} OtProduct;

/**
 * Open an engagement: a folder with a spec.xml (or what its outset.ini names), a specification
 * file, or "-" for standard input.  What is wrong with the specification goes to `findings`; it can
 * be made into documents only where no finding is an error, see ot_engagement_is_valid().  NULL
 * with an error where nothing can be read.  Free with ot_engagement_free().
 */
OtEngagement *
ot_engagement_open(const char *input, OtFindings *findings, GError **error);

/** Say what documents are to look like; what is left at zero stays as the settings have it. */
void
ot_engagement_set_appearance(OtEngagement *engagement, const OtAppearance *appearance);

/** Whether the guidance for those who complete a document is left out of it. */
void
ot_engagement_set_clean(OtEngagement *engagement, bool clean);

/**
 * The languages that documents are to be made in: those of `choice`, one of ot_language_choices, or
 * of the settings where it is "specification".  Welsh comes first where there are two: the Welsh
 * Language Standards have it first where both stand together.  Free with g_strfreev().
 */
char **
ot_engagement_languages(const OtEngagement *engagement, const char *choice);

/**
 * Make documents in this language from now on: by the translation of the specification that lies
 * beside it, and those of the templates.  What has no translation stays as it is.
 */
void
ot_engagement_set_language(OtEngagement *engagement, const char *lang);

/** The language that documents are made in. */
const char *
ot_engagement_language(const OtEngagement *engagement);

void
ot_engagement_free(OtEngagement *engagement);

/** True if the specification has no errors. */
bool
ot_engagement_is_valid(const OtEngagement *engagement);

OtResources *
ot_engagement_resources(const OtEngagement *engagement);

const OtSettings *
ot_engagement_settings(const OtEngagement *engagement);

/** The path of the specification. */
const char *
ot_engagement_specification(const OtEngagement *engagement);

/** Where documents go: from the settings, or "pack" beside the specification; NULL for "-". */
const char *
ot_engagement_output(const OtEngagement *engagement);

/** What the specification says of itself: "title", "reference", "version"; NULL where invalid. */
const char *
ot_engagement_title(const OtEngagement *engagement);
const char *
ot_engagement_reference(const OtEngagement *engagement);
const char *
ot_engagement_version(const OtEngagement *engagement);

/** SHA-256 of the specification's bytes. */
const char *
ot_engagement_sha256(const OtEngagement *engagement);

/**
 * SHA-256 of the bytes of the specification's translation into a language; NULL where there is
 * none.
 */
const char *
ot_engagement_translation_sha256(const OtEngagement *engagement, const char *lang);

/** The specification's translation into a language, or NULL with or without an error. */
const OtTranslation *
ot_engagement_translation(const OtEngagement *engagement, const char *lang, GError **error);

/**
 * What documents are made from: a copy of the specification, published or whole, in the language
 * that is asked for.  Only where it is valid.  Free with xmlFreeDoc().
 */
xmlDoc *
ot_engagement_tree(const OtEngagement *engagement, bool published, GError **error);

/**
 * The names of the assets to make: those asked for, or those of the settings, or all.  `asked` is
 * NULL-terminated.  Every name is checked.  Free with g_ptr_array_unref(); of const char *.
 */
GPtrArray *
ot_engagement_assets(const OtEngagement *engagement, char *const *asked, GError **error);

/** The form that a document is written in. */
typedef enum {
	OT_FORM_USUAL, /**< an asset as DOCX, a briefing as PDF */
	OT_FORM_PDF,
	OT_FORM_DOCX,
	OT_FORM_HTML,
	OT_FORM_TEXT,
} OtForm;

/**
 * Make one document; whatever its form, what is for suppliers holds only what is published.
 * OT_ERROR_INPUT where the specification
 * isn't valid; NULL without an error where `findings` say what stands in the way.
 */
OtProduct *
ot_engagement_make(const OtEngagement *engagement, const char *name, OtForm form,
                   OtFindings *findings, GError **error);

/**
 * Spell a document that was made elsewhere from one of our templates; it is changed where guidance
 * is left out.  NULL as for ot_engagement_make().
 */
OtProduct *
ot_engagement_spell(const OtEngagement *engagement, const OtTemplate *template,
                    OtDocument *document, OtForm form, OtFindings *findings, GError **error);

void
ot_product_free(OtProduct *product);

/**
 * The file name of what a template makes: "dpia.docx", "briefing.pdf", in Welsh "briefing.cy.pdf";
 * free with g_free().
 */
char *
ot_product_name(const OtTemplateInfo *template, OtForm form);

/**
 * The template of a name in the language that documents are made in; OT_ERROR_USAGE names the
 * nearest where there is none.
 */
const OtTemplate *
ot_engagement_template(const OtEngagement *engagement, const char *name, GError **error);

/** The document behind ot_engagement_make(), before a writer spells it; without findings. */
OtDocument *
ot_engagement_document(const OtEngagement *engagement, const OtTemplate *template, GError **error);

/** The same of an asset as the specification alone makes it, without any answers. */
OtDocument *
ot_engagement_unanswered(const OtEngagement *engagement, const OtTemplate *template,
                         GError **error);

/**
 * The same with the answers of assets/NAME.xml beside the specification, where there is such a
 * file.  What is wrong with them goes to `findings`; NULL without an error where the file can't be
 * used.
 */
OtDocument *
ot_engagement_answered(const OtEngagement *engagement, const OtTemplate *template,
                       OtFindings *findings, GError **error);

/**
 * A document that goes out to a supplier: from the published copy of the specification, with
 * `personal` (or NULL) before what assets/NAME.xml answers.  A name that no field has does no harm.
 * NULL without an error where the file can't be used, and `findings` say why.
 */
OtDocument *
ot_engagement_personal(const OtEngagement *engagement, const OtTemplate *template,
                       const OtAnswers *personal, OtFindings *findings, GError **error);

/** What a writer needs besides the document; all but the time belongs to the engagement. */
typedef struct {
	const OtStyle *style;
	const OtLabels *labels;
	gint64 epoch; /**< the time that files carry */
} OtWriting;

/** False without an error where `findings` say what stands in the way. */
bool
ot_engagement_writing(const OtEngagement *engagement, const OtDocument *document,
                      OtWriting *writing, OtFindings *findings, GError **error);

/** The files that a briefing carries, see ot_carried_make(); of OtPdfAttachment. */
GArray *
ot_engagement_carried(const OtEngagement *engagement, const OtTemplate *template,
                      const OtDocument *document, GError **error);

/** Whether the guidance for those who complete a document is left out of it. */
bool
ot_engagement_is_clean(const OtEngagement *engagement);

/** The file of the answers of an asset; NULL for a specification from standard input.  g_free(). */
char *
ot_engagement_answers_path(const OtEngagement *engagement, const char *asset);

/** The SHA-256 of that file as it is now; NULL where there is none.  Free with g_free(). */
char *
ot_engagement_answers_sha256(const OtEngagement *engagement, const char *asset);

/** Files in the folder of answers that belong to no asset become findings. */
bool
ot_engagement_judge_answers(const OtEngagement *engagement, OtFindings *findings, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtEngagement, ot_engagement_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtProduct, ot_product_free)

#endif
