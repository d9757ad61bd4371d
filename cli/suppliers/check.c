/* SPDX-License-Identifier: MIT */
#include "suppliers/check.h"

#include "suppliers/record.h"
#include "suppliers/value.h"

#include <string.h>

/* So many rows are named where what is missing is counted. */
#define NAMED_ROWS 5

/* Suppliers that lack something, which is no mistake of theirs. */
typedef struct {
	size_t n, rows[NAMED_ROWS];
} Lack;

typedef struct {
	const char *path, *today;
	const OtSupplierLists *lists;
	OtFindings *findings;
	OtSuppliersCounts *counts;
	Lack identifier, consent, retention;
} Check;

#define FIND(check, code, supplier, field, ...)                                                    \
	ot_supplier_find((check)->findings, code, (check)->path, supplier, field, __VA_ARGS__)

static bool
has(const OtSupplier *supplier, OtSupplierField field)
{
	return *supplier->values[field] != '\0';
}

static void
add_lack(Lack *lack, const OtSupplier *supplier)
{
	if (lack->n < NAMED_ROWS)
		lack->rows[lack->n] = supplier->row;
	lack->n++;
}

static void
check_identifiers(Check *check, const OtSupplier *supplier)
{
	const char *number = supplier->values[OT_SUPPLIER_COMPANY_NUMBER];

	if (*number == '\0' && !has(supplier, OT_SUPPLIER_PPON))
		add_lack(&check->identifier, supplier);
	if (strlen(number) == 8 && !ot_company_number_is_known(check->lists, number))
		FIND(check, OT_CODE_SUPPLIER_PREFIX, supplier, OT_SUPPLIER_COMPANY_NUMBER,
		     "“%s” begins with letters that outset does not know of a company number",
		     number);
}

static void
check_consent(Check *check, const OtSupplier *supplier)
{
	const char *given = supplier->values[OT_SUPPLIER_CONSENT_DATE];

	switch (supplier->consent) {
	case OT_CONSENT_UNKNOWN:
		if (!has(supplier, OT_SUPPLIER_CONSENT))
			add_lack(&check->consent, supplier);
		break;
	case OT_CONSENT_GIVEN:
	case OT_N_CONSENTS:
		break;
	case OT_CONSENT_REFUSED:
	case OT_CONSENT_WITHDRAWN:
		FIND(check, OT_CODE_SUPPLIER_NO_CONSENT, supplier, OT_SUPPLIER_CONSENT,
		     "consent to be contacted is %s", ot_consent_name(supplier->consent));
		break;
	}
	if (ot_supplier_is_day(given) && strcmp(given, check->today) > 0)
		FIND(check, OT_CODE_SUPPLIER_CONSENT_LATER, supplier, OT_SUPPLIER_CONSENT_DATE,
		     "consent is dated %s, and today is %s", given, check->today);
}

/* Whatever could not be read as a date has its finding already. */
static void
check_retention(Check *check, const OtSupplier *supplier)
{
	const char *until = supplier->values[OT_SUPPLIER_RETAIN_UNTIL];

	if (*until == '\0')
		add_lack(&check->retention, supplier);
	else if (ot_supplier_is_day(until) && strcmp(until, check->today) < 0)
		FIND(check, OT_CODE_SUPPLIER_RETENTION, supplier, OT_SUPPLIER_RETAIN_UNTIL,
		     "it was to be kept until %s, and today is %s", until, check->today);
}

static bool
check_supplier(const OtSupplier *supplier, void *data)
{
	Check *check = data;

	check->counts->rows++;
	check->counts->bad += supplier->bad != NULL;
	if (!has(supplier, OT_SUPPLIER_NAME))
		return true;
	check_identifiers(check, supplier);
	check_consent(check, supplier);
	check_retention(check, supplier);
	if (!has(supplier, OT_SUPPLIER_EMAIL) && !has(supplier, OT_SUPPLIER_TELEPHONE) &&
	    !has(supplier, OT_SUPPLIER_ADDRESS))
		FIND(check, OT_CODE_SUPPLIER_UNREACHABLE, supplier, OT_SUPPLIER_EMAIL,
		     "the supplier has no e-mail address, telephone number or postal address");
	return true;
}

static void
find_lack(const Check *check, const Lack *lack, OtCode code, const char *what)
{
	g_autoptr(GString) rows = g_string_new(NULL);
	const OtWhere where = {.file = strcmp(check->path, "-") == 0 ? "(standard input)"
	                                                             : check->path};

	if (lack->n == 0)
		return;
	for (size_t i = 0; i < MIN(lack->n, NAMED_ROWS); i++)
		g_string_append_printf(rows, "%s%zu", i > 0 ? ", " : "", lack->rows[i]);
	ot_findings_add(check->findings, code, where, "suppliers %s: %zu of %zu, in %s %s%s", what,
	                lack->n, check->counts->rows, lack->n == 1 ? "row" : "rows", rows->str,
	                lack->n > NAMED_ROWS ? " and others" : "");
}

/* Standard input can be read only once. */
static bool
check_whole(Check *check, const OtSuppliersOptions *options, GError **error)
{
	g_autoptr(OtSuppliers) list =
		ot_suppliers_read(check->path, options, check->findings, error);

	for (size_t i = 0; list != NULL && i < ot_suppliers_count(list); i++)
		check_supplier(ot_suppliers_get(list, i), check);
	return list != NULL;
}

static bool
check_rows(Check *check, const OtSuppliersOptions *options, GError **error)
{
	g_autoptr(GError) mistake = NULL;
	g_autoptr(OtSupplierCodes) codes = ot_suppliers_codes(check->path, options, &mistake);

	/* Without codes and error the second reading says what is wrong with the list. */
	if (mistake != NULL) {
		g_propagate_error(error, g_steal_pointer(&mistake));
		return false;
	}
	if (codes != NULL)
		ot_supplier_find_longer(codes, check->path, check->findings);
	return ot_suppliers_each(check->path, options, codes, check_supplier, check,
	                         check->findings, error);
}

bool
ot_suppliers_check(const char *path, const OtSuppliersOptions *options,
                   const OtSupplierLists *lists, const char *today, OtSuppliersCounts *counts,
                   OtFindings *findings, GError **error)
{
	Check check = {path, today, lists, findings, counts, {0}, {0}, {0}};

	*counts = (OtSuppliersCounts){0};
	bool good = strcmp(path, "-") == 0 ? check_whole(&check, options, error)
	                                   : check_rows(&check, options, error);
	if (!good)
		return false;
	find_lack(&check, &check.identifier, OT_CODE_SUPPLIER_UNIDENTIFIED,
	          "with neither a company number nor a PPON");
	find_lack(&check, &check.consent, OT_CODE_SUPPLIER_CONSENT_UNKNOWN,
	          "of whom nothing says whether they agreed to be contacted");
	find_lack(&check, &check.retention, OT_CODE_SUPPLIER_RETENTION_UNKNOWN,
	          "without a day until which they are kept");
	return true;
}
