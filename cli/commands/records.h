/* SPDX-License-Identifier: MIT */
#ifndef OT_COMMANDS_RECORDS_H
#define OT_COMMANDS_RECORDS_H

/** What the commands about the records of an engagement share. */

#include "engagement/settings.h"
#include "register/anonymous.h"
#include "suppliers/lists.h"

#define OT_RECORD_REGISTER  "register.csv"
#define OT_RECORD_QUESTIONS "questions.csv"

/** The file of a name in a folder; an input that is no folder is the file.  Free with g_free(). */
char *
ot_record_path(const char *input, const char *name);

/** The file of a name beside another.  Free with g_free(). */
char *
ot_record_beside(const char *path, const char *name);

/** Who writes: `by` where it is given, else as outset.ini says, else whoever is logged in. */
const char *
ot_record_keeper(const OtSettings *settings, const char *by);

/**
 * "2026-11-27 10:00" by the clocks of the place, as a register has it; other texts stay as they
 * are. Free with g_free().
 */
char *
ot_record_time(const char *text);

/** The suppliers that `settings` name, or that stand in suppliers.csv beside a file. */
typedef struct {
	OtSuppliers *suppliers; /**< NULL: there is no list, or it can't be used */
	OtSupplierNames *names;
	bool unread; /**< there is one that can't be used, so that names in texts are not found */
} OtRecordSuppliers;

/**
 * Read them, if there is a list.  A list that can't be read is a finding; what is wrong with its
 * rows is for outset suppliers to say.  false where the program's own data can't be read.
 */
bool
ot_record_suppliers(const OtSettings *settings, const char *beside, OtRecordSuppliers *suppliers,
                    OtFindings *findings, GError **error);

/** The program's lists of legal forms and hosts of mail; free with ot_supplier_lists_free(). */
OtSupplierLists *
ot_record_lists(GError **error);

void
ot_record_suppliers_clear(OtRecordSuppliers *suppliers);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OtRecordSuppliers, ot_record_suppliers_clear)

#endif
