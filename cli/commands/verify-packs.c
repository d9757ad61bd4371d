/* SPDX-License-Identifier: MIT */
#include "commands/verify.h"

#include "report/json.h"
#include "report/words.h"

#include <stdio.h>

static size_t
count(const OtPacksCheck *check, OtPackState state)
{
	size_t n = 0;

	for (guint i = 0; i < check->packs->len; i++)
		n += g_array_index(check->packs, OtPackVerdict, i).state == state;
	return n;
}

static size_t
count_signed(const OtPacksCheck *check, OtSignature signature)
{
	size_t n = 0;

	for (guint i = 0; i < check->packs->len; i++)
		n += g_array_index(check->packs, OtPackVerdict, i).signature == signature;
	return n;
}

static size_t
count_unlisted(const OtPacksCheck *check)
{
	size_t n = 0;

	for (guint i = 0; check->has_list && i < check->packs->len; i++)
		n += !g_array_index(check->packs, OtPackVerdict, i).is_listed;
	return n;
}

/* --- for people -------------------------------------------------------------------------- */

static void
print_count(size_t n, const char *words)
{
	if (n > 0)
		printf("  %6zu %s\n", n, words);
}

/* The one who signed all of them, or NULL. */
static const char *
find_signer(const OtPacksCheck *check)
{
	const char *signer = NULL;

	for (guint i = 0; i < check->packs->len; i++) {
		const OtPackVerdict *verdict = &g_array_index(check->packs, OtPackVerdict, i);
		if (verdict->signer == NULL ||
		    (signer != NULL && g_strcmp0(signer, verdict->signer) != 0))
			return NULL;
		signer = verdict->signer;
	}
	return signer;
}

static void
print_proof(const OtPacksCheck *check, const OtPackExpectation *expected)
{
	const char *signer = find_signer(check);

	printf("All are as they were made%s%s",
	       expected->specification_sha256 != NULL
	               ? " from the specification that is there now" : "",
	       check->has_list && count_unlisted(check) == 0 ? ", and as packs.csv lists them"
	                                                     : "");
	if (signer != NULL)
		printf("; all are signed by %s.\n"
		       "Whose key that is, you have to know from elsewhere.\n", signer);
	else if (count_signed(check, OT_SIGNATURE_NONE) == check->packs->len)
		printf("; this can't tell by whom, since they are not signed.\n");
	else
		printf(".\n");
}

static void
print_text(const OtPacksCheck *check, const char *folder, const OtPackExpectation *expected,
           OtFindings *findings, const OtReportValues *values)
{
	g_autofree char *shown = ot_report_safe(folder);

	printf("%s: %u pack%s\n", shown, check->packs->len, check->packs->len == 1 ? "" : "s");
	print_count(count(check, OT_PACK_WHOLE), "whole");
	print_count(count(check, OT_PACK_NOT_WHOLE), "not whole, or not as they should be");
	print_count(count(check, OT_PACK_UNREADABLE), "that can't be looked at");
	print_count(check->n_missing, "missing, which packs.csv lists");
	print_count(count_unlisted(check), "not in packs.csv");
	if (count_signed(check, OT_SIGNATURE_NONE) < check->packs->len) {
		print_count(count_signed(check, OT_SIGNATURE_GOOD), "with a good signature");
		print_count(count_signed(check, OT_SIGNATURE_NONE), "not signed");
	}
	if (ot_findings_count(findings) > 0) {
		printf("\n");
		ot_report(findings, values);
	} else {
		print_proof(check, expected);
	}
}

/* --- for programs ------------------------------------------------------------------------ */

static json_t *
count_as_json(const OtPacksCheck *check)
{
	json_t *object = json_object();

	ot_json_set_number(object, "packs", check->packs->len);
	ot_json_set_number(object, "whole", count(check, OT_PACK_WHOLE));
	ot_json_set_number(object, "notWhole", count(check, OT_PACK_NOT_WHOLE));
	ot_json_set_number(object, "unreadable", count(check, OT_PACK_UNREADABLE));
	ot_json_set_number(object, "missing", check->n_missing);
	if (check->has_list)
		ot_json_set_number(object, "notListed", count_unlisted(check));
	return object;
}

static json_t *
packs_as_json(const OtPacksCheck *check)
{
	json_t *list = json_array();

	for (guint i = 0; i < check->packs->len; i++) {
		const OtPackVerdict *verdict = &g_array_index(check->packs, OtPackVerdict, i);
		json_t *object = json_object();

		ot_json_set_text(object, "name", verdict->name);
		ot_json_set_text(object, "state", ot_pack_state_name(verdict->state));
		ot_json_set_text(object, "code", verdict->code);
		ot_json_set_text(object, "supplier", verdict->supplier);
		if (verdict->state != OT_PACK_UNREADABLE)
			ot_json_set_text(object, "signature",
			                 ot_verify_signatures[verdict->signature]);
		ot_json_set_text(object, "signer", verdict->signer);
		json_array_append_new(list, object);
	}
	return list;
}

static void
print_json(const OtPacksCheck *check, const char *folder, OtFindings *findings)
{
	json_t *root = json_object();

	ot_findings_sort(findings);
	ot_json_set_text(root, "format", "outset-verified-packs");
	ot_json_set_number(root, "version", 1);
	ot_json_set_text(root, "folder", folder);
	json_object_set_new(root, "counts", count_as_json(check));
	json_object_set_new(root, "packs", packs_as_json(check));
	json_object_set_new(root, "findings", ot_verify_findings(findings));
	g_autofree char *text = ot_json_dump(root);
	fputs(text, stdout);
}

OtExit
ot_verify_packs(const char *folder, const OtPackExpectation *expected,
                const OtVerifyValues *values, GError **error)
{
	OtReportValues report = values->report;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtPacksCheck) check = ot_packs_verify(folder, expected, findings, error);

	report.format = 0;
	if (check == NULL) {
		ot_report_aside(findings, &report);
		return OT_EXIT_FAILED;
	}
	if (values->report.format == OT_VERIFY_JSON)
		print_json(check, folder, findings);
	else if (!report.quiet || ot_findings_count(findings) > 0)
		print_text(check, folder, expected, findings, &report);
	return ot_exit_status(findings, &report);
}
