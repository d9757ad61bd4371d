/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCUMENT_REFERENCE_H
#define OT_DOCUMENT_REFERENCE_H

/**
 * Constants of law and guidance with the dates between which they hold (schemas/reference.xsd):
 * thresholds, periods, versions of standards.
 */

#include <glib.h>
#include <stdbool.h>

typedef struct {
	const char *id;         /**< "threshold-goods-sub-central"; several rows may share it */
	const char *title;
	const char *value;      /**< as it is written: "207720", "2.2" */
	const char *unit;       /**< "GBP", "days"; NULL for none */
	const char *valid_from; /**< ISO 8601; NULL where not known */
	const char *valid_to;   /**< the last day; NULL where no end is known */
	const char *source;     /**< where it stands */
	const char *checked;    /**< when it was compared with the source */
	const char *note;       /**< or NULL */
	const char *group;      /**< the title of its file: "Thresholds" */
} OtConstant;

typedef struct OtReference OtReference;

OtReference *
ot_reference_new(void);

void
ot_reference_free(OtReference *reference);

/** Read one file; OT_ERROR_FORMAT with file, line and column. */
bool
ot_reference_load(OtReference *reference, const char *path, GError **error);

/** Read all files of a folder, in the order of their names; free with ot_reference_free(). */
OtReference *
ot_reference_read_folder(const char *folder, GError **error);

/** The rows, in the order of the files; of const OtConstant *, owned by `reference`. */
const GPtrArray *
ot_reference_rows(const OtReference *reference);

/**
 * The row in force on a day ("2026-11-09").  Where none is, the last one that was, and `in_force`
 * (may be NULL) is false.  NULL for an unknown id.
 */
const OtConstant *
ot_reference_find(const OtReference *reference, const char *id, const char *day, bool *in_force);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtReference, ot_reference_free)

#endif
