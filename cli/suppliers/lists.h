/* SPDX-License-Identifier: MIT */
#ifndef OT_SUPPLIERS_LISTS_H
#define OT_SUPPLIERS_LISTS_H

/**
 * What lists of suppliers are held against: schemas/suppliers.xml.
 */

#include <glib.h>
#include <stdbool.h>

typedef struct OtSupplierLists OtSupplierLists;

/** Read the file; OT_ERROR_FORMAT where it is broken.  Free with ot_supplier_lists_free(). */
OtSupplierLists *
ot_supplier_lists_load(const char *path, GError **error);

void
ot_supplier_lists_free(OtSupplierLists *lists);

/** True for a company number without letters, and for one that begins with letters of the list. */
bool
ot_company_number_is_known(const OtSupplierLists *lists, const char *number);

/**
 * A name for comparing: plain words (ot_supplier_plain_name()) without "the" before them and
 * without legal forms at their end.  `form` is set to the last form taken off, or NULL; it lives as
 * long as `lists`, and is the same pointer for all ways in which a form is written.  A name that is
 * nothing but a form stays.  Free with g_free().
 */
char *
ot_supplier_bare_name(const OtSupplierLists *lists, const char *name, const char **form);

/** The legal forms in all ways in which they are written, "limited", "ltd", ended with NULL. */
const char *const *
ot_supplier_lists_forms(const OtSupplierLists *lists);

/**
 * What stands behind the @ of an address, in small letters, where it may tell a firm; NULL where it
 * is no address, or a host that gives addresses to anybody.  Free with g_free().
 */
char *
ot_supplier_mail_domain(const OtSupplierLists *lists, const char *email);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSupplierLists, ot_supplier_lists_free)

#endif
