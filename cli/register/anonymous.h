/* SPDX-License-Identifier: MIT */
#ifndef OT_REGISTER_ANONYMOUS_H
#define OT_REGISTER_ANONYMOUS_H

/**
 * What in a question, or in its answer, gives away who asked.
 *
 * Names, numbers and people of suppliers are looked for as base/names.h says.  Without a list of
 * suppliers the rest is still found: addresses of e-mail and of pages, telephone numbers, and words
 * by which somebody speaks of a product of his own. Nothing is found that is only known to whoever
 * knows the market, so a person reads every text.
 */

#include "register/enquiries.h"
#include "suppliers/suppliers.h"

typedef struct OtSupplierNames OtSupplierNames;

/**
 * What to look for; `suppliers` has to live longer, and `forms` are legal forms, as ot_names_new()
 * has them.  Free as below.
 */
OtSupplierNames *
ot_supplier_names_new(const OtSuppliers *suppliers, const char *const *forms);

void
ot_supplier_names_free(OtSupplierNames *names);

/**
 * Judge the texts of a question that are to be published.  `names` may be NULL.  Returns how many
 * findings there are that name somebody, so that nothing should be published over them.
 */
size_t
ot_enquiry_judge(const OtEnquiries *enquiries, const OtEnquiry *enquiry,
                 const OtSupplierNames *names, OtFindings *findings);

/**
 * A text without addresses of e-mail and pages, telephone numbers and what `names` (or NULL) holds:
 * "[left out]" stands for each.  Free with g_free().
 */
char *
ot_supplier_names_remove(const OtSupplierNames *names, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSupplierNames, ot_supplier_names_free)

#endif
