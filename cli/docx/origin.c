/* SPDX-License-Identifier: MIT */
#include "docx/origin.h"

#include "base/limits.h"
#include "docx/draft-read.h"
#include "docx/writer.h"
#include "xml/pull.h"

#include <string.h>

#define NS_CUSTOM "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"

enum { NS_FIELDS = OT_PULL_NS_FIRST, NS_PROPERTIES };

/* Hexadecimal digits of a checksum: it tells a change, not an attack. */
#define SUM_LENGTH 16

struct OtOrigin {
	OtArena *arena;
	const char *template_name, *template_version, *reference, *version;
	GHashTable *stored; /* name to value */
	GHashTable *sums;   /* name to checksum */
};

/* Take what an element says whose start tag is the token. */
typedef void Read(OtOrigin *origin, OtPull *pull);

char *
ot_origin_sum(const char *stored)
{
	g_autofree char *text = g_strstrip(g_strdup(stored));
	char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);

	sum[SUM_LENGTH] = '\0';
	return sum;
}

static const char *
keep_attr(OtOrigin *origin, const OtPull *pull, const char *name)
{
	g_autofree char *value = ot_pull_value(pull, ot_pull_attr(pull, OT_PULL_NS_NONE, name));

	return ot_arena_strdup(origin->arena, value);
}

/* All characters in the element whose start tag is the token. */
static const char *
keep_text(OtOrigin *origin, OtPull *pull)
{
	const OtPullToken *token = ot_pull_token(pull);
	size_t depth = token->depth;
	g_autoptr(GString) text = g_string_new(NULL);

	for (;;) {
		OtPullKind kind = ot_pull_next(pull);
		if (kind == OT_PULL_BROKEN || kind == OT_PULL_DONE ||
		    (kind == OT_PULL_END && token->depth == depth))
			return ot_arena_strdup(origin->arena, text->str);
		if (kind == OT_PULL_TEXT)
			ot_pull_decode(text, ot_pull_bytes(pull) + token->start,
			               token->end - token->start, token->cdata);
	}
}

static void
read_field(OtOrigin *origin, OtPull *pull)
{
	const char *name = keep_attr(origin, pull, "name");
	const char *text = keep_text(origin, pull);

	if (name != NULL && !g_hash_table_contains(origin->stored, name))
		g_hash_table_insert(origin->stored, (void *) name, (void *) text);
}

static void
read_made(OtOrigin *origin, OtPull *pull)
{
	const char *name = keep_attr(origin, pull, "name"), *sum = keep_attr(origin, pull, "sum");

	if (name != NULL && sum != NULL)
		g_hash_table_insert(origin->sums, (void *) name, (void *) sum);
}

static void
read_facts(OtOrigin *origin, OtPull *pull)
{
	origin->template_name = keep_attr(origin, pull, "template");
	origin->template_version = keep_attr(origin, pull, "template-version");
	origin->reference = keep_attr(origin, pull, "reference");
	origin->version = keep_attr(origin, pull, "version");
}

static void
read_fields(OtOrigin *origin, OtPull *pull)
{
	read_facts(origin, pull);
	while (ot_pull_child(pull, 1)) {
		if (ot_pull_is(pull, NS_FIELDS, "field"))
			read_field(origin, pull);
		else if (ot_pull_is(pull, NS_FIELDS, "made"))
			read_made(origin, pull);
	}
}

/* The properties of the file, where the part of the fields is gone. */
static void
read_properties(OtOrigin *origin, OtPull *pull)
{
	while (ot_pull_child(pull, 1)) {
		g_autofree char *name =
			ot_pull_value(pull, ot_pull_attr(pull, OT_PULL_NS_NONE, "name"));
		const char **fact = g_strcmp0(name, "Template") == 0 ? &origin->template_name
		                    : g_strcmp0(name, "Template version") == 0
		                            ? &origin->template_version
		                    : g_strcmp0(name, "Specification reference") == 0
		                            ? &origin->reference
		                    : g_strcmp0(name, "Specification version") == 0
		                            ? &origin->version
		                            : NULL;
		if (fact != NULL && *fact == NULL)
			*fact = keep_text(origin, pull);
	}
}

static void
complain(const OtDraft *draft, size_t entry, const OtPull *pull, OtFindings *findings)
{
	const char *message;
	size_t offset;

	ot_pull_problem(pull, &offset, &message);
	if (findings != NULL)
		ot_draft_complain(draft, findings, OT_CODE_IMPORT_PART,
		                  ot_archive_entry(draft->archive, entry)->name, "%s (byte %zu)",
		                  message, offset);
}

/* Go through an entry if it is XML with this root; false, with a finding, where it is damaged. */
static bool
read_entry(OtOrigin *origin, const OtDraft *draft, size_t entry, int ns, const char *root,
           Read *read, OtFindings *findings)
{
	static const OtPullNamespace namespaces[] = {{OT_NS_FIELDS, NS_FIELDS},
	                                             {NS_CUSTOM, NS_PROPERTIES}};
	static const OtPullSettings settings = {namespaces, G_N_ELEMENTS(namespaces),
	                                        OT_LIMIT_DRAFT_DEPTH, OT_LIMIT_XML_ELEMENTS};
	g_autoptr(OtFindings) unsaid = ot_findings_new();
	g_autoptr(GBytes) packed = ot_archive_read(draft->archive, entry, unsaid);
	g_autoptr(GBytes) bytes = packed != NULL ? ot_pull_utf8(packed) : NULL;
	size_t len;

	/* LibreOffice leaves the part empty where it can't keep it. */
	if (bytes == NULL || g_bytes_get_size(bytes) == 0)
		return false;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autoptr(OtPull) pull = ot_pull_new(data, len, &settings);
	OtPullKind kind = ot_pull_next(pull);
	if (kind == OT_PULL_START && !ot_pull_is(pull, ns, root))
		return false;
	if (kind == OT_PULL_START)
		read(origin, pull);
	/* whoever asks for facts alone asks for no finding either */
	if (kind == OT_PULL_START && (read == read_facts || ot_pull_skip(pull, 1)))
		return true;
	complain(draft, entry, pull, findings);
	return false;
}

/* The part of the fields, whatever its number is now. */
static void
find_fields(OtOrigin *origin, const OtDraft *draft, Read *read, OtFindings *findings)
{
	for (size_t i = 0; i < ot_archive_count(draft->archive); i++) {
		const char *name = ot_archive_entry(draft->archive, i)->name;

		if (g_ascii_strncasecmp(name, "customXml/item", strlen("customXml/item")) == 0 &&
		    g_ascii_isdigit(name[strlen("customXml/item")]) &&
		    read_entry(origin, draft, i, NS_FIELDS, "fields", read, findings))
			return;
	}
}

static OtOrigin *
read_origin(const OtDraft *draft, Read *read, OtFindings *findings)
{
	g_autoptr(OtOrigin) origin = g_new0(OtOrigin, 1);

	origin->arena = ot_arena_new();
	origin->stored = g_hash_table_new(g_str_hash, g_str_equal);
	origin->sums = g_hash_table_new(g_str_hash, g_str_equal);
	find_fields(origin, draft, read, findings);
	size_t entry = ot_archive_find(draft->archive, "docProps/custom.xml");
	if (entry != OT_NO_ENTRY)
		read_entry(origin, draft, entry, NS_PROPERTIES, "Properties", read_properties,
		           findings);
	return origin->template_name != NULL ? g_steal_pointer(&origin) : NULL;
}

OtOrigin *
ot_origin_read(const OtDraft *draft, OtFindings *findings)
{
	return read_origin(draft, read_fields, findings);
}

OtOrigin *
ot_origin_read_facts(const OtDraft *draft)
{
	return read_origin(draft, read_facts, NULL);
}

void
ot_origin_free(OtOrigin *origin)
{
	if (origin == NULL)
		return;
	g_hash_table_unref(origin->stored);
	g_hash_table_unref(origin->sums);
	ot_arena_free(origin->arena);
	g_free(origin);
}

const char *
ot_origin_template(const OtOrigin *origin)
{
	return origin->template_name;
}

const char *
ot_origin_template_version(const OtOrigin *origin)
{
	return origin->template_version;
}

const char *
ot_origin_reference(const OtOrigin *origin)
{
	return origin->reference;
}

const char *
ot_origin_version(const OtOrigin *origin)
{
	return origin->version;
}

const char *
ot_origin_stored(const OtOrigin *origin, const char *name)
{
	return g_hash_table_lookup(origin->stored, name);
}

bool
ot_origin_held(const OtOrigin *origin, const char *name, const char *stored, bool *known)
{
	const char *sum = g_hash_table_lookup(origin->sums, name);
	g_autofree char *now = ot_origin_sum(stored);

	*known = sum != NULL;
	return sum != NULL && strcmp(sum, now) == 0;
}
