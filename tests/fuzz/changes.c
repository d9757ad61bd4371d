/* SPDX-License-Identifier: MIT
 *
 * A file of reasons (changes.xml) beside what changed between two specifications: read, judged, and
 * added to, after which it has to read as well.
 */
#include "fuzz.h"

#include "changes/reasons.h"
#include "spec/spec.h"

static OtSchema *schema;
static OtSpec *old, *new;
static OtChanges *changes;
static GHashTable *questions;
static OtVoices *voices;

static OtSpec *
read_sample(OtResources *resources, const char *name, const OtSchema *of_spec)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autofree char *path = ot_resources_path(resources, "samples", name, "spec.xml", NULL);
	OtSpec *spec = ot_spec_read(path, of_spec, findings, &error);

	fuzz_need_ready(spec != NULL, error);
	return spec;
}

void
fuzz_start(OtResources *resources)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = ot_resources_path(resources, "schemas", "changes.xsd", NULL);

	schema = ot_schema_load(path, &error);
	const OtSchema *of_spec = ot_resources_schema(resources, &error);
	const OtLabels *labels = ot_resources_labels(resources, "en-GB", &error);
	fuzz_need_ready(schema != NULL && of_spec != NULL && labels != NULL, error);
	old = read_sample(resources, "outline", of_spec);
	new = read_sample(resources, "winter-gritting", of_spec);
	changes = ot_changes_compare(ot_spec_tree(old), ot_spec_tree(new), ot_schema_model(of_spec),
	                             labels);
	questions = g_hash_table_new(g_str_hash, g_str_equal);
	g_hash_table_add(questions, (char *) "Q1");
	voices = ot_voices_new((const char *const[]){"ltd", NULL});
	ot_voices_add(voices, "S1", "small");
	ot_voices_add_name(voices, "Ashdown Sensing Ltd", true);
	ot_voices_close(voices);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file("changes.xml", data, size);
	g_autoptr(OtFindings) findings = ot_findings_new();
	g_autoptr(GError) error = NULL;
	size_t n_added = 0;
	g_autoptr(OtReasons) reasons = ot_reasons_read(path, schema, findings, &error);

	if (reasons == NULL) {
		fuzz_need(error != NULL || ot_findings_count(findings) > 0,
		          "a file of reasons is refused without a word");
		return 0;
	}
	ot_reasons_check(reasons, changes, questions, voices, findings);
	g_autoptr(GBytes) bytes = ot_reasons_start(reasons, changes, "en-GB", &n_added, &error);
	fuzz_need((bytes == NULL) == (error != NULL), "reasons are refused without a word");
	if (bytes == NULL)
		return 0;
	gsize len;
	const uint8_t *written = g_bytes_get_data(bytes, &len);
	g_autoptr(OtReasons) again =
		ot_reasons_read(fuzz_file("added.xml", written, len), schema, findings, &error);
	fuzz_need(again != NULL, "a file of reasons that was added to can't be read");
	return 0;
}
