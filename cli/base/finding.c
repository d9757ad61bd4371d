/* SPDX-License-Identifier: MIT */
#include "base/finding.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdarg.h>
#include <string.h>

/* Findings of one code and severity that are counted and not kept. */
typedef struct {
	const char *code; /* in the arena */
	OtSeverity severity;
	size_t n;
} Rest;

struct OtFindings {
	OtArena *arena;
	GPtrArray *moved; /* of OtArena *: those of findings that were moved here */
	GPtrArray *list;  /* of OtFinding *, in an arena */
	GHashTable *seen; /* all that came, by code, place and message, to add nothing twice */
	size_t n_severity[OT_SEVERITY_ERROR + 1];
	GArray *rest; /* of Rest: what came when OT_LIMIT_FINDINGS were kept */
};

static const OtCodeInfo codes[OT_N_CODES] = {
#define CODE(id, code_, severity_, title_, advice_) \
	[OT_CODE_##id] = {                          \
		.code = code_,                      \
		.severity = OT_SEVERITY_##severity_, \
		.title = title_,                    \
		.advice = advice_,                  \
	},
#include "base/finding-codes.def"
#undef CODE
};

static guint
hash_text(const char *text)
{
	return text != NULL ? g_str_hash(text) : 0;
}

static size_t
start_of(const OtFinding *finding)
{
	return finding->has_extent ? finding->extent.start : 0;
}

static size_t
passage_of(const OtFinding *finding)
{
	return finding->has_extent ? finding->extent.passage : 0;
}

static guint
hash_finding(gconstpointer data)
{
	const OtFinding *finding = data;
	const size_t parts[] = {
		hash_text(finding->message), (size_t) finding->where.line,
		(size_t) finding->where.column, passage_of(finding), start_of(finding),
	};
	guint hash = hash_text(finding->code);

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		hash = hash * 31 + (guint) parts[i];
	return hash;
}

/* Whether one says of a place what the other has said of it. */
static gboolean
is_same(gconstpointer a, gconstpointer b)
{
	const OtFinding *one = a, *other = b;

	return one->where.line == other->where.line && one->where.column == other->where.column &&
	       passage_of(one) == passage_of(other) && start_of(one) == start_of(other) &&
	       strcmp(one->code, other->code) == 0 && strcmp(one->message, other->message) == 0 &&
	       g_strcmp0(one->where.file, other->where.file) == 0;
}

static void
free_arena(void *arena)
{
	ot_arena_free(arena);
}

OtFindings *
ot_findings_new(void)
{
	OtFindings *findings = g_new0(OtFindings, 1);
	findings->arena = ot_arena_new();
	findings->moved = g_ptr_array_new_with_free_func(free_arena);
	findings->list = g_ptr_array_new();
	findings->seen = g_hash_table_new(hash_finding, is_same);
	findings->rest = g_array_new(FALSE, FALSE, sizeof(Rest));
	return findings;
}

void
ot_findings_free(OtFindings *findings)
{
	if (findings == NULL)
		return;
	g_ptr_array_unref(findings->list);
	g_hash_table_unref(findings->seen);
	g_array_unref(findings->rest);
	g_ptr_array_unref(findings->moved);
	ot_arena_free(findings->arena);
	g_free(findings);
}

const OtCodeInfo *
ot_code_info(OtCode code)
{
	g_assert(code < OT_N_CODES);
	return &codes[code];
}

static void
count_rest(OtFindings *findings, const char *code, OtSeverity severity, size_t n)
{
	findings->n_severity[severity] += n;
	for (guint i = 0; i < findings->rest->len; i++) {
		Rest *rest = &g_array_index(findings->rest, Rest, i);
		if (rest->severity == severity && strcmp(rest->code, code) == 0) {
			rest->n += n;
			return;
		}
	}
	const Rest rest = {ot_arena_strdup(findings->arena, code), severity, n};
	g_array_append_val(findings->rest, rest);
}

void
ot_findings_add_rest(OtFindings *findings, const OtFindings *from)
{
	for (guint i = 0; i < from->rest->len; i++) {
		const Rest *rest = &g_array_index(from->rest, Rest, i);
		count_rest(findings, rest->code, rest->severity, rest->n);
	}
}

size_t
ot_findings_rest(const OtFindings *findings, const char *code)
{
	size_t n = 0;

	for (guint i = 0; i < findings->rest->len; i++) {
		const Rest *rest = &g_array_index(findings->rest, Rest, i);
		n += strcmp(rest->code, code) == 0 ? rest->n : 0;
	}
	return n;
}

/*
 * Whether a finding is to be kept: it is new, and not beyond the limit, where it is only counted.
 */
static bool
is_kept(OtFindings *findings, const OtFinding *finding)
{
	if (findings->list->len < OT_LIMIT_FINDINGS)
		return !g_hash_table_contains(findings->seen, finding);
	count_rest(findings, finding->code, finding->severity, 1);
	return false;
}

static void
keep(OtFindings *findings, OtFinding *finding)
{
	g_hash_table_add(findings->seen, finding);
	g_ptr_array_add(findings->list, finding);
	findings->n_severity[finding->severity]++;
}

OtFinding *
ot_findings_add_copy(OtFindings *findings, const OtFinding *finding)
{
	OtArena *arena = findings->arena;

	if (!is_kept(findings, finding))
		return NULL;
	OtFinding *copy = ot_arena_new_object(arena, OtFinding);
	*copy = *finding;
	copy->code = ot_arena_strdup(arena, finding->code);
	copy->where.file = ot_arena_strdup(arena, finding->where.file);
	copy->where.place = ot_arena_strdup(arena, finding->where.place);
	copy->message = ot_arena_strdup(arena, finding->message);
	copy->advice = ot_arena_strdup(arena, finding->advice);
	copy->source = ot_arena_strdup(arena, finding->source);
	copy->title = ot_arena_strdup(arena, finding->title);
	copy->why = ot_arena_strdup(arena, finding->why);
	copy->matched = ot_arena_strdup(arena, finding->matched);
	copy->sentence = ot_arena_strdup(arena, finding->sentence);
	keep(findings, copy);
	return copy;
}

void
ot_findings_drop(OtFindings *findings, const bool *dropped)
{
	guint n_kept = 0;

	for (guint i = 0; i < findings->list->len; i++) {
		OtFinding *finding = g_ptr_array_index(findings->list, i);
		if (dropped[i])
			findings->n_severity[finding->severity]--;
		else
			findings->list->pdata[n_kept++] = finding;
	}
	g_ptr_array_set_size(findings->list, (gint) n_kept);
}

void
ot_findings_move(OtFindings *findings, OtFindings *from)
{
	for (guint i = 0; i < from->list->len; i++) {
		OtFinding *finding = g_ptr_array_index(from->list, i);
		if (is_kept(findings, finding))
			keep(findings, finding);
	}
	ot_findings_add_rest(findings, from);
	g_ptr_array_extend_and_steal(findings->moved, g_steal_pointer(&from->moved));
	g_ptr_array_add(findings->moved, g_steal_pointer(&from->arena));
	from->moved = g_ptr_array_new();
	ot_findings_free(from);
}

OtFinding *
ot_findings_add(OtFindings *findings, OtCode code, OtWhere where, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);

	const OtCodeInfo *info = ot_code_info(code);
	const OtFinding finding = {
		.code = info->code,
		.severity = info->severity,
		.where = where,
		.message = message,
		.advice = info->advice,
	};
	return ot_findings_add_copy(findings, &finding);
}

void
ot_finding_advise(OtFindings *findings, OtFinding *finding, const char *format, ...)
{
	va_list arguments;

	if (finding == NULL)
		return;
	va_start(arguments, format);
	g_autofree char *advice = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	finding->advice = ot_arena_strdup(findings->arena, advice);
}

size_t
ot_findings_count(const OtFindings *findings)
{
	return findings->list->len;
}

const OtFinding *
ot_findings_get(const OtFindings *findings, size_t index)
{
	return g_ptr_array_index(findings->list, index);
}

size_t
ot_findings_count_severity(const OtFindings *findings, OtSeverity severity)
{
	return findings->n_severity[severity];
}

static int
compare_numbers(int one, int other)
{
	return (one > other) - (one < other);
}

static int
compare_extents(const OtExtent *one, const OtExtent *other)
{
	if (one->passage != other->passage)
		return one->passage < other->passage ? -1 : 1;
	return (one->start > other->start) - (one->start < other->start);
}

static int
compare_findings(gconstpointer a, gconstpointer b)
{
	const OtFinding *one = *(OtFinding *const *) a, *other = *(OtFinding *const *) b;
	int order = g_strcmp0(one->where.file, other->where.file);

	if (order == 0)
		order = compare_numbers(one->where.line, other->where.line);
	if (order == 0)
		order = compare_numbers(one->where.column, other->where.column);
	if (order == 0 && one->has_extent && other->has_extent)
		order = compare_extents(&one->extent, &other->extent);
	return order != 0 ? order : strcmp(one->code, other->code);
}

void
ot_findings_sort(OtFindings *findings)
{
	/* Stable: g_ptr_array_sort() is a merge sort. */
	g_ptr_array_sort(findings->list, compare_findings);
}

/* Free with g_free(). */
static char *
fingerprint(const OtFinding *finding, unsigned ordinal)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	const char *const parts[] = {
		finding->code, finding->matched, finding->sentence, finding->where.place,
		finding->matched == NULL ? finding->message : NULL,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		const char *part = parts[i] != NULL ? parts[i] : "";
		g_checksum_update(checksum, (const guchar *) part, (gssize) strlen(part) + 1);
	}
	const guchar number[] = {ordinal & 0xFF, ordinal >> 8 & 0xFF};
	g_checksum_update(checksum, number, sizeof(number));
	return g_strndup(g_checksum_get_string(checksum), 32);
}

char **
ot_findings_fingerprints(const OtFindings *findings)
{
	g_autoptr(GHashTable) seen =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	char **prints = g_new0(char *, findings->list->len + 1);

	for (size_t i = 0; i < findings->list->len; i++) {
		const OtFinding *finding = ot_findings_get(findings, i);
		char *plain = fingerprint(finding, 0);
		unsigned n = GPOINTER_TO_UINT(g_hash_table_lookup(seen, plain));
		prints[i] = n > 0 ? fingerprint(finding, n) : g_strdup(plain);
		g_hash_table_replace(seen, plain, GUINT_TO_POINTER(n + 1));
	}
	return prints;
}

const char *
ot_severity_name(OtSeverity severity)
{
	static const char *const names[] = {
		[OT_SEVERITY_NOTE] = "note",
		[OT_SEVERITY_WARNING] = "warning",
		[OT_SEVERITY_ERROR] = "error",
	};
	return names[severity];
}
