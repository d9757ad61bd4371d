/* SPDX-License-Identifier: MIT */
#ifndef OT_SUPPLIERS_SUPPLIERS_H
#define OT_SUPPLIERS_SUPPLIERS_H

/**
 * Lists of suppliers, kept as a table that people edit in a spreadsheet (suppliers.csv).
 *
 * A list can be read as a whole, or row by row where it may be longer than what fits into memory.
 * What is wrong with a row goes to findings that name it as a spreadsheet does, "row 17, column
 * Email"; a row that can't be used as it is counts as bad, and the others go on.
 */

#include "base/finding.h"
#include "suppliers/code.h"

/** The columns; see fields.def. */
typedef enum {
#define FIELD(id, name, head, aliases, kind, most) OT_SUPPLIER_##id,
#include "suppliers/fields.def"
#undef FIELD
	OT_N_SUPPLIER_FIELDS
} OtSupplierField;

/** How large a firm is; "small or medium" is for lists that only say that it is an SME. */
typedef enum {
	OT_FIRM_UNKNOWN,
	OT_FIRM_MICRO,
	OT_FIRM_SMALL,
	OT_FIRM_MEDIUM,
	OT_FIRM_LARGE,
	OT_FIRM_SME,
	OT_N_FIRM_SIZES
} OtFirmSize;

/**
 * What a supplier says that it is, as bits: the terms of the Procurement Regulations 2024,
 * regulation 9(3)(k), beside its size.
 */
typedef enum {
	OT_KIND_VCSE = 1 << 0,   /**< voluntary, community or social enterprise */
	OT_KIND_SUPPORTED_EMPLOYMENT = 1 << 1,
	OT_KIND_PUBLIC_SERVICE_MUTUAL = 1 << 2,
} OtSupplierKind;

/** Whether the contact agreed to be written to. */
typedef enum {
	OT_CONSENT_UNKNOWN,
	OT_CONSENT_GIVEN,
	OT_CONSENT_REFUSED,
	OT_CONSENT_WITHDRAWN,
	OT_N_CONSENTS
} OtConsent;

/** One supplier.  What could not be read is as it stood. */
typedef struct {
	size_t row;   /**< as a spreadsheet counts */
	int line;
	/** White space folded, "" where nothing is known.  Dates are as 2027-01-31. */
	const char *values[OT_N_SUPPLIER_FIELDS];
	OtFirmSize size;
	guint kinds;  /**< of OtSupplierKind */
	OtConsent consent;
	/**
	 * Its short code, see code.h; "" where nothing tells it from others, or no codes were
	 * given.
	 */
	const char *code;
	/**
	 * A name for a file or folder of its own, with the code: "ashdown-sensing-K7F-39Q-X2M"; or
	 * "".
	 */
	const char *file_name;
	/**
	 * Why the row can't be used: "column Email: “x” is no e-mail address"; NULL: it is good.
	 */
	const char *bad;
} OtSupplier;

/** Which of two numbers is the day where a date could be either: 03/04/2027. */
typedef enum {
	OT_DATES_NOT_SAID,    /**< the day, and a finding says so */
	OT_DATES_DAY_FIRST,
	OT_DATES_MONTH_FIRST,
} OtDateOrder;

/** How a list is read.  All zero: as usual. */
typedef struct {
	char *const
		*heads; /**< names of columns and the authority's heads in turn, ended with NULL */
	OtDateOrder dates;
} OtSuppliersOptions;

/**
 * Take a supplier; it and its texts are gone afterwards.  false ends the reading without an error.
 */
typedef bool OtSupplierTake(const OtSupplier *supplier, void *data);

/**
 * Read a list row by row, in little memory.  With `codes` each supplier has its code and file name,
 * and a row that is the supplier of an earlier one is bad; NULL: neither.
 *
 * false with `error` where the list can't be read, and without where findings say why nothing can
 * be made of the rest; rows before were taken.  OT_ERROR_USAGE for a column in `heads` that doesn't
 * exist.
 */
bool
ot_suppliers_each(const char *path, const OtSuppliersOptions *options, const OtSupplierCodes *codes,
                  OtSupplierTake *take, void *data, OtFindings *findings, GError **error);

/**
 * The codes of all suppliers of a list, for ot_suppliers_each(): one reading, in some 20 bytes a
 * row. Findings of the list come with the second reading, not with this one; NULL without `error`
 * where it can't be read through.  Not for "-", which can be read only once.
 */
OtSupplierCodes *
ot_suppliers_codes(const char *path, const OtSuppliersOptions *options, GError **error);

typedef struct OtSuppliers OtSuppliers;

/**
 * Read a whole list ("-" is standard input) of at most OT_LIMIT_SUPPLIERS.  NULL as above; free
 * with ot_suppliers_free().
 */
OtSuppliers *
ot_suppliers_read(const char *path, const OtSuppliersOptions *options, OtFindings *findings,
                  GError **error);

void
ot_suppliers_free(OtSuppliers *suppliers);

/** The suppliers in the order of the list, bad ones too. */
const OtSupplier *
ot_suppliers_get(const OtSuppliers *suppliers, size_t index);

size_t
ot_suppliers_count(const OtSuppliers *suppliers);

/** The supplier with this id (as it stands) or short code (as people type it), or NULL. */
const OtSupplier *
ot_suppliers_find(const OtSuppliers *suppliers, const char *word);

/** Add a finding about a cell of a supplier; `file` is the path of the list. */
OtFinding *
ot_supplier_find(OtFindings *findings, OtCode code, const char *file, const OtSupplier *supplier,
                 OtSupplierField field, const char *format, ...) G_GNUC_PRINTF(6, 7);

/** The id of a column, such as "retain-until", and its head, such as "Retain until". */
const char *
ot_supplier_field_name(OtSupplierField field);
const char *
ot_supplier_field_head(OtSupplierField field);

/** The word of a size, of one kind and of a consent: "micro", "vcse", "given"; "" for unknown. */
const char *
ot_firm_size_name(OtFirmSize size);
const char *
ot_supplier_kind_name(OtSupplierKind kind);
const char *
ot_consent_name(OtConsent consent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtSuppliers, ot_suppliers_free)

#endif
