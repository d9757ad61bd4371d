/* SPDX-License-Identifier: MIT */
#include "docx/draft-read.h"

#include "docx/package.h"

#include <string.h>

#define RELATION_STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships/"
#define MICROSOFT       "http://schemas.microsoft.com/office/"
#define OFFICE          OT_RELATION

/* Characters of a target that a finding shows. */
#define LONGEST_TARGET 100

static const struct {
	OtDraftRole role;
	const char *uri;
	bool strict; /* has a strict spelling too */
	const char *name;
	bool is_read;
} roles[] = {
#define ROLE(role, family, name, is_read) \
	{OT_DRAFT_##role, family name, sizeof(family) == sizeof(OFFICE), name, is_read},
#include "docx/draft-roles.def"
#undef ROLE
};

void
ot_draft_complain(const OtDraft *draft, OtFindings *findings, OtCode code, const char *part,
                  const char *format, ...)
{
	g_autofree char *place = part != NULL ? g_strconcat("part ", part, NULL) : NULL;
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	ot_findings_add(findings, code, (OtWhere){.file = draft->name, .place = place}, "%s",
	                message);
}

/* --- parts as XML ---------------------------------------------------------------------------- */

static OtDraftPart *
part_at(const OtDraft *draft, size_t part)
{
	return &g_array_index(draft->parts, OtDraftPart, part);
}

OtPull *
ot_draft_part_start(OtDraft *draft, size_t index)
{
	OtDraftPart *part = part_at(draft, index);
	gsize len;
	const char *bytes = g_bytes_get_data(part->bytes, &len);
	OtPull *pull = ot_pull_new(bytes, len, &ot_draft_pull);
	const OtPullToken *token = ot_pull_token(pull);

	if (ot_pull_next(pull) != OT_PULL_START)
		return pull;
	part->root = (OtDraftSpan){(guint32) token->start, (guint32) token->end};
	for (size_t i = 0; i < token->n_attrs; i++) {
		if (!token->attrs[i].declares)
			continue;
		if (ot_pull_value_is(pull, &token->attrs[i], OT_NS_W))
			part->w_uri = OT_NS_W;
		else if (ot_pull_value_is(pull, &token->attrs[i], OT_NS_W_STRICT))
			part->w_uri = OT_NS_W_STRICT;
	}
	return pull;
}

static void
complain_of_xml(const OtDraft *draft, const OtDraftPart *part, const OtPull *pull,
                OtFindings *findings)
{
	static const OtCode codes[] = {
		[OT_PULL_MALFORMED] = OT_CODE_DRAFT_XML,
		[OT_PULL_ENCODING] = OT_CODE_DRAFT_ENCODING,
		[OT_PULL_CONTROL] = OT_CODE_DRAFT_XML,
		[OT_PULL_DOCTYPE] = OT_CODE_DRAFT_DOCTYPE,
		[OT_PULL_LIMIT] = OT_CODE_DRAFT_LIMIT,
	};
	size_t offset;
	const char *message;
	OtPullReason reason = ot_pull_problem(pull, &offset, &message);

	ot_draft_complain(draft, findings, codes[reason], part->name, "%s (byte %zu)", message,
	                  offset);
}

bool
ot_draft_part_end(OtDraft *draft, size_t index, OtPull *pull, OtFindings *findings)
{
	g_autoptr(OtPull) own = pull;
	OtDraftPart *part = part_at(draft, index);
	const OtPullToken *token = ot_pull_token(own);

	if (ot_pull_skip(own, 1)) {
		part->root_end = (guint32) token->start;
		if (ot_pull_next(own) == OT_PULL_DONE)
			return true;
	}
	complain_of_xml(draft, part, own, findings);
	return false;
}

/* Unpack a part; its index, or OT_NO_PART with a finding. */
static size_t
unpack(OtDraft *draft, size_t entry, OtDraftRole role, OtFindings *findings)
{
	g_autoptr(GBytes) bytes = ot_archive_read(draft->archive, entry, findings);
	OtDraftPart part = {.entry = entry, .role = role};
	const char *name = ot_archive_entry(draft->archive, entry)->name;

	if (bytes == NULL)
		return OT_NO_PART;
	part.name = name;
	part.bytes = ot_pull_utf8(bytes);
	if (part.bytes == NULL) {
		ot_draft_complain(draft, findings, OT_CODE_DRAFT_ENCODING, name,
		                  "it starts as UTF-16, but its bytes are not");
		return OT_NO_PART;
	}
	part.converted = part.bytes != bytes;
	g_array_append_val(draft->parts, part);
	return draft->parts->len - 1;
}

/* --- content types --------------------------------------------------------------------------- */

static char *
keep_lower(OtDraft *draft, const char *text)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);

	return ot_arena_strdup(draft->arena, lower);
}

/* Note <Override PartName="" ContentType=""/> or <Default Extension="" ContentType=""/>. */
static void
note_type(OtDraft *draft, const OtPull *pull)
{
	bool override = ot_pull_is(pull, OT_DRAFT_NS_TYPES, "Override");
	const char *key = override ? "PartName" : "Extension";
	g_autofree char *name = ot_pull_value(pull, ot_pull_attr(pull, OT_PULL_NS_NONE, key));
	g_autofree char *type =
		ot_pull_value(pull, ot_pull_attr(pull, OT_PULL_NS_NONE, "ContentType"));

	if (name == NULL || type == NULL ||
	    (!override && !ot_pull_is(pull, OT_DRAFT_NS_TYPES, "Default")))
		return;
	g_hash_table_insert(override ? draft->types : draft->type_defaults,
	                    keep_lower(draft, name + (override && *name == '/')),
	                    ot_arena_strdup(draft->arena, type));
	/* Whoever relates to it. */
	draft->macros = draft->macros || strstr(type, "vbaProject") != NULL;
}

static bool
read_types(OtDraft *draft, size_t entry, OtFindings *findings)
{
	draft->types_part = unpack(draft, entry, OT_DRAFT_OTHER, findings);
	if (draft->types_part == OT_NO_PART)
		return false;
	OtPull *pull = ot_draft_part_start(draft, draft->types_part);
	while (ot_pull_child(pull, 1))
		note_type(draft, pull);
	return ot_draft_part_end(draft, draft->types_part, pull, findings);
}

const char *
ot_draft_type(const OtDraft *draft, const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);
	const char *type = g_hash_table_lookup(draft->types, lower);
	const char *dot = strrchr(lower, '.');

	if (type == NULL && dot != NULL)
		type = g_hash_table_lookup(draft->type_defaults, dot + 1);
	return type;
}

/* --- relationships --------------------------------------------------------------------------- */

const char *
ot_draft_relation_uri(OtDraftRole role)
{
	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
		if (roles[i].role == role)
			return roles[i].uri;
	return NULL;
}

static OtDraftRole
role_of(const char *type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
		if (strcmp(type, roles[i].uri) == 0 ||
		    (roles[i].strict && g_str_has_prefix(type, RELATION_STRICT) &&
		     strcmp(type + strlen(RELATION_STRICT), roles[i].name) == 0))
			return roles[i].role;
	return OT_DRAFT_OTHER;
}

/* A target as the name of an entry: relative to its source's folder, without steps; or NULL. */
static char *
resolve_target(const char *source, const char *target)
{
	const char *slash = strrchr(source, '/');
	g_autofree char *folder = *target == '/' || slash == NULL
	                                  ? g_strdup("")
	                                  : g_strndup(source, (gsize) (slash - source));
	g_autofree char *path = g_strconcat(folder, "/", target, NULL);
	g_auto(GStrv) steps = g_strsplit(path, "/", -1);
	g_autoptr(GPtrArray) kept = g_ptr_array_new();

	for (char **step = steps; *step != NULL; step++) {
		if (strcmp(*step, "..") == 0 && kept->len == 0)
			return NULL;
		if (strcmp(*step, "..") == 0)
			g_ptr_array_set_size(kept, (gint) kept->len - 1);
		else if (**step != '\0' && strcmp(*step, ".") != 0)
			g_ptr_array_add(kept, *step);
	}
	g_ptr_array_add(kept, NULL);
	return g_strjoinv("/", (char **) kept->pdata);
}

static size_t
find_target(const OtDraft *draft, const char *source, const char *target)
{
	g_autofree char *name = resolve_target(source, target);
	size_t entry = name != NULL ? ot_archive_find(draft->archive, name) : OT_NO_ENTRY;

	if (entry == OT_NO_ENTRY && name != NULL && strchr(name, '%') != NULL) {
		g_autofree char *plain = g_uri_unescape_string(name, NULL);
		entry = plain != NULL ? ot_archive_find(draft->archive, plain) : OT_NO_ENTRY;
	}
	return entry;
}

static const char *
keep_attr(OtDraft *draft, const OtPull *pull, const char *name)
{
	g_autofree char *value = ot_pull_value(pull, ot_pull_attr(pull, OT_PULL_NS_NONE, name));

	return ot_arena_strdup(draft->arena, value);
}

static void
note_relation(OtDraft *draft, const char *source, OtPull *pull, GArray *relations)
{
	const OtPullToken *token = ot_pull_token(pull);
	OtDraftRelation relation = {
		.id = keep_attr(draft, pull, "Id"),
		.type = keep_attr(draft, pull, "Type"),
		.target = keep_attr(draft, pull, "Target"),
		.entry = OT_NO_ENTRY,
		.outside = ot_pull_value_is(
			pull, ot_pull_attr(pull, OT_PULL_NS_NONE, "TargetMode"), "External"),
		.element.start = (guint32) token->start,
	};

	if (relation.id == NULL || relation.type == NULL || relation.target == NULL)
		return;
	relation.role = role_of(relation.type);
	if (!relation.outside)
		relation.entry = find_target(draft, source, relation.target);
	ot_pull_skip(pull, 2);
	relation.element.end = (guint32) token->end;
	g_array_append_val(relations, relation);
}

/* The relationships of a part ("": of the package); their part's index, OT_NO_PART: none there. */
static bool
read_relations(OtDraft *draft, const char *source, GArray *relations, size_t *part,
               OtFindings *findings)
{
	const char *slash = strrchr(source, '/');
	size_t folder = slash != NULL ? (size_t) (slash + 1 - source) : 0;
	g_autofree char *name =
		g_strdup_printf("%.*s_rels/%s.rels", (int) folder, source, source + folder);
	size_t entry = ot_archive_find(draft->archive, name);

	*part = OT_NO_PART;
	if (entry == OT_NO_ENTRY)
		return true;
	*part = unpack(draft, entry, OT_DRAFT_OTHER, findings);
	if (*part == OT_NO_PART)
		return false;
	OtPull *pull = ot_draft_part_start(draft, *part);
	/* what is not understood here would be written next to, again and again */
	if (ot_pull_token(pull)->kind == OT_PULL_START &&
	    !ot_pull_is(pull, OT_DRAFT_NS_RELATIONS, "Relationships")) {
		ot_draft_complain(draft, findings, OT_CODE_DRAFT_PARTS, name,
		                  "it should list the parts that belong together, and does not");
		ot_pull_free(pull);
		return false;
	}
	while (ot_pull_child(pull, 1))
		if (ot_pull_is(pull, OT_DRAFT_NS_RELATIONS, "Relationship"))
			note_relation(draft, source, pull, relations);
	return ot_draft_part_end(draft, *part, pull, findings);
}

/* --- the parts that are read ----------------------------------------------------------------- */

/* The entry of the main part, or OT_NO_ENTRY with a finding. */
static size_t
find_main(OtDraft *draft, OtFindings *findings)
{
	g_autoptr(GArray) relations = g_array_new(FALSE, FALSE, sizeof(OtDraftRelation));
	size_t part, entry = OT_NO_ENTRY;
	const char *missing = "nothing in the file says which part is the document";

	if (!read_relations(draft, "", relations, &part, findings))
		return OT_NO_ENTRY;
	for (guint i = 0; i < relations->len; i++) {
		const OtDraftRelation *relation = &g_array_index(relations, OtDraftRelation, i);

		if (relation->role != OT_DRAFT_MAIN)
			continue;
		if (relation->entry == OT_NO_ENTRY) {
			missing = relation->outside
			                  ? "the document itself is kept outside of the file"
			                  : "the part that holds the document is missing";
		} else if (entry != OT_NO_ENTRY && entry != relation->entry) {
			ot_draft_complain(draft, findings, OT_CODE_DRAFT_PARTS, NULL,
			                  "the file holds two documents");
			return OT_NO_ENTRY;
		} else {
			entry = relation->entry;
		}
	}
	if (entry == OT_NO_ENTRY)
		ot_draft_complain(draft, findings, OT_CODE_DRAFT_PARTS, NULL, "%s", missing);
	return entry;
}

static bool
is_read(OtDraftRole role)
{
	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
		if (roles[i].role == role)
			return roles[i].is_read;
	return false;
}

static void
complain_of_target(const OtDraft *draft, const OtDraftRelation *relation, OtFindings *findings)
{
	glong len = MIN(g_utf8_strlen(relation->target, -1), LONGEST_TARGET);
	g_autofree char *target = g_utf8_substring(relation->target, 0, len);

	ot_draft_complain(draft, findings, OT_CODE_DRAFT_UNREAD, NULL,
	                  "the part %s is %s, and not read", target,
	                  relation->outside ? "kept outside of the file" : "missing");
}

/* Unpack what the main part relates to; each part once, so that there are no loops. */
static bool
unpack_related(OtDraft *draft, OtFindings *findings)
{
	g_autoptr(GHashTable) unpacked = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < draft->parts->len; i++)
		g_hash_table_add(unpacked, GSIZE_TO_POINTER(part_at(draft, i)->entry));
	for (guint i = 0; i < draft->relations->len; i++) {
		const OtDraftRelation *relation =
			&g_array_index(draft->relations, OtDraftRelation, i);

		draft->macros = draft->macros || relation->role == OT_DRAFT_MACROS;
		if (!is_read(relation->role) || relation->role == OT_DRAFT_MAIN)
			continue;
		if (relation->entry == OT_NO_ENTRY)
			complain_of_target(draft, relation, findings);
		else if (g_hash_table_add(unpacked, GSIZE_TO_POINTER(relation->entry)) &&
		         unpack(draft, relation->entry, relation->role, findings) == OT_NO_PART)
			return false;
	}
	return true;
}

size_t
ot_draft_find_main(OtDraft *draft, OtFindings *findings)
{
	size_t types = ot_archive_find(draft->archive, "[Content_Types].xml");

	if (types == OT_NO_ENTRY) {
		ot_draft_refuse_archive(draft->archive, draft->name, findings);
		return OT_NO_ENTRY;
	}
	if (!read_types(draft, types, findings))
		return OT_NO_ENTRY;
	size_t entry = find_main(draft, findings);
	if (entry == OT_NO_ENTRY)
		return OT_NO_ENTRY;
	const char *name = ot_archive_entry(draft->archive, entry)->name;
	bool is_word = ot_draft_check_type(ot_draft_type(draft, name), draft->name, findings);
	return is_word ? entry : OT_NO_ENTRY;
}

bool
ot_draft_open_parts(OtDraft *draft, OtFindings *findings)
{
	size_t entry = ot_draft_find_main(draft, findings);

	if (entry == OT_NO_ENTRY)
		return false;
	const char *name = ot_archive_entry(draft->archive, entry)->name;
	return unpack(draft, entry, OT_DRAFT_MAIN, findings) != OT_NO_PART &&
	       read_relations(draft, name, draft->relations, &draft->relations_part, findings) &&
	       unpack_related(draft, findings);
}

/* --- looking them up ------------------------------------------------------------------------- */

const OtDraftPart *
ot_draft_part(const OtDraft *draft, OtDraftRole role)
{
	for (guint i = 0; i < draft->parts->len; i++)
		if (part_at(draft, i)->role == role)
			return part_at(draft, i);
	return NULL;
}

const OtDraftRelation *
ot_draft_relation(const OtDraft *draft, OtDraftRole role)
{
	for (guint i = 0; i < draft->relations->len; i++) {
		const OtDraftRelation *relation =
			&g_array_index(draft->relations, OtDraftRelation, i);
		if (relation->role == role)
			return relation;
	}
	return NULL;
}
