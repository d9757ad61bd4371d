/* SPDX-License-Identifier: MIT */
#include "commands/verify.h"

#include "engagement/resources.h"
#include "engagement/verify.h"
#include "packs/sign.h"
#include "report/json.h"
#include "report/words.h"
#include "spec/spec.h"

#include <stddef.h>
#include <stdio.h>

static const char *const formats[] = {"text", "json", NULL};

static const OtOption options[] = {
	{'f', "format", OT_OPTION_CHOICE, offsetof(OtVerifyValues, report.format), "FORMAT",
	 "form of the report: text (default) or json", formats},
	{'e', "engagement", OT_OPTION_ENGAGEMENT, offsetof(OtVerifyValues, engagement), "DIR",
	 "for packs: say whether they are of the specification that is there now"},
	{0, "key", OT_OPTION_KEY, offsetof(OtVerifyValues, key), "FILE.pub",
	 "for packs that are signed with minisign: the public key of whoever signed"},
	OT_REPORT_OPTIONS(OtVerifyValues),
	{0},
};

static const char *const examples[] = {
	"outset verify briefing.pdf             are its files those that were put in?",
	"outset verify briefing.pdf -f json     the same for a program",
	"outset verify pack.zip                 is a pack as it was made? Or its folder",
	"outset verify packs                    all packs in a folder",
	NULL,
};

/* --- for people ----------------------------------------------------------------------------- */

static void
print_spec(const OtVerified *verified)
{
	if (!verified->has_spec) {
		printf("There is no specification to look at.\n");
		return;
	}
	printf("The specification is %s: format %s, schema version %s.\n",
	       verified->is_valid ? "valid" : "not valid", OT_SPEC_NAMESPACE,
	       OT_SPEC_SCHEMA_VERSION);
	if (verified->n_held_back > 0)
		printf("It lacks %zu %s that the format asks for, which the authority may have held "
		       "back.\n",
		       verified->n_held_back, verified->n_held_back == 1 ? "thing" : "things");
}

static void
print_text(const OtVerified *verified, const char *pdf, OtFindings *findings,
           const OtReportValues *values)
{
	int widest = 0;

	for (guint i = 0; i < verified->files->len; i++) {
		const OtCarriedFile *file = &g_array_index(verified->files, OtCarriedFile, i);
		widest = MAX(widest, (int) g_utf8_strlen(file->name, -1));
	}
	g_autofree char *shown = ot_report_safe(pdf);
	g_autofree char *reference = ot_report_safe(verified->reference);
	g_autofree char *version = ot_report_safe(verified->version);
	printf("%s: %s, version %s\n", shown, reference, version);
	for (guint i = 0; i < verified->files->len; i++) {
		const OtCarriedFile *file = &g_array_index(verified->files, OtCarriedFile, i);
		int pad = widest - (int) g_utf8_strlen(file->name, -1);
		printf("  %s%*s  %s\n", file->name, pad, "", ot_carried_state_name(file->state));
	}
	print_spec(verified);
	if (ot_findings_count(findings) == 0) {
		printf("All files are those that were put in; this can't tell by whom.\n");
		return;
	}
	printf("\n");
	ot_report(findings, values);
}

/* --- for programs --------------------------------------------------------------------------- */

static json_t *
files_as_json(const OtVerified *verified)
{
	json_t *list = json_array();

	for (guint i = 0; i < verified->files->len; i++) {
		const OtCarriedFile *file = &g_array_index(verified->files, OtCarriedFile, i);
		json_t *object = json_object();

		ot_json_set_text(object, "name", file->name);
		ot_json_set_text(object, "state", ot_carried_state_name(file->state));
		if (file->sha256 != NULL)
			ot_json_set_number(object, "size", file->size);
		ot_json_set_text(object, "sha256", file->sha256);
		json_array_append_new(list, object);
	}
	return list;
}

json_t *
ot_verify_findings(const OtFindings *findings)
{
	json_t *list = json_array();

	for (size_t i = 0; i < ot_findings_count(findings); i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		json_t *object = json_object();

		ot_json_set_text(object, "code", finding->code);
		ot_json_set_text(object, "severity", ot_severity_name(finding->severity));
		ot_json_set_text(object, "file", finding->where.file);
		ot_json_set_text(object, "place", finding->where.place);
		ot_json_set_text(object, "message", finding->message);
		json_array_append_new(list, object);
	}
	return list;
}

static json_t *
spec_as_json(const OtVerified *verified)
{
	json_t *object = json_object();

	ot_json_set_text(object, "reference", verified->reference);
	ot_json_set_text(object, "version", verified->version);
	if (!verified->has_spec)
		return object;
	ot_json_set_text(object, "namespace", OT_SPEC_NAMESPACE);
	ot_json_set_text(object, "schemaVersion", OT_SPEC_SCHEMA_VERSION);
	json_object_set_new(object, "valid", json_boolean(verified->is_valid));
	ot_json_set_number(object, "heldBack", verified->n_held_back);
	return object;
}

static void
print_json(const OtVerified *verified, const char *pdf, OtFindings *findings)
{
	json_t *root = json_object();

	ot_findings_sort(findings);
	ot_json_set_text(root, "format", "outset-verified");
	ot_json_set_number(root, "version", 1);
	ot_json_set_text(root, "file", pdf);
	ot_json_set_text(root, "madeBy", verified->made_by);
	json_object_set_new(root, "specification", spec_as_json(verified));
	json_object_set_new(root, "files", files_as_json(verified));
	json_object_set_new(root, "findings", ot_verify_findings(findings));
	g_autofree char *text = ot_json_dump(root);
	fputs(text, stdout);
}

static OtVerified *
verify(const char *pdf, OtFindings *findings, GError **error)
{
	g_autoptr(OtResources) resources = ot_resources_new(error);
	const OtSchema *schema =
		resources != NULL ? ot_resources_schema(resources, error) : NULL;
	g_autoptr(GPtrArray) embedded =
		schema != NULL ? ot_embedded_read(pdf, findings, error) : NULL;

	return embedded != NULL ? ot_verify(embedded, pdf, schema, findings, error) : NULL;
}

static OtExit
run(const void *data, char *const *operands, GError **error)
{
	const OtVerifyValues *values = data;
	OtReportValues report = values->report;

	if (ot_verify_is_pack(operands[0]))
		return ot_verify_pack(operands[0], values, error);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(OtVerified) verified = verify(operands[0], findings, error);

	report.format = OT_REPORT_TEXT;
	if (verified == NULL) {
		ot_report_aside(findings, &report);
		return OT_EXIT_FAILED;
	}
	if (values->report.format == OT_VERIFY_JSON)
		print_json(verified, operands[0], findings);
	else if (!report.quiet || ot_findings_count(findings) > 0)
		print_text(verified, operands[0], findings, &report);
	return ot_exit_status(findings, &report);
}

const OtCommand ot_command_verify = {
	.name = "verify",
	.operands = "BRIEFING.pdf|PACK|DIR",
	.summary = "say whether a briefing or packs are as they were made",
	.description =
		"Holds each file that a briefing carries against the list in it: whole, changed, "
		"missing, or not listed; and says whether the specification is valid.\n\n"
		"This finds damage and careless changes. It does not tell who made the briefing: "
		"whoever changes a file can change the list too, so take a briefing from where the "
		"authority publishes it.\n\n"
		"Of a pack, a zip archive or a folder with a manifest.json, it says of each file "
		"whether it is whole, changed, missing or not of the pack, gives the code of the "
		"supplier that it was made for, and looks at the signature, if there is one and the "
		"program for it is installed. The path of a Word file in such a folder looks at that "
		"file alone.\n\n"
		"Of a folder with many packs, as outset pack --suppliers makes it, it says how many "
		"are whole and names those that are not, and holds the manifests against the "
		"packs.csv that was made with them. Links in it are not followed.",
	.options = options,
	.values_size = sizeof(OtVerifyValues),
	.least_operands = 1,
	.most_operands = 1,
	.examples = examples,
	.service = ot_signature_serve,
	.run = run,
};
