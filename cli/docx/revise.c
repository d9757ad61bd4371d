/* SPDX-License-Identifier: MIT */
#include "docx/revise.h"

#include "base/align.h"
#include "base/limits.h"
#include "docx/revise-edit.h"

#include <string.h>

/* Of paragraphs that stand for each other, this part of the words is the same. */
#define LEAST_ALIKE 0.34

/* How many of the next paragraphs are compared with a new one that no other is the same as. */
#define MOST_COMPARED 60

/* Hexadecimal digits of a paragraph's checksum. */
#define SUM_LENGTH 8

struct OtRevision {
	OtArena *arena;
	GArray *differences; /* of OtDifference */
	GBytes *bytes;
};

/* The words of a paragraph, blanks and stops too. */
typedef struct {
	size_t n;
	const guint *ids;     /* of words: the same for the same */
	const size_t *starts; /* n + 1: in its text */
} Words;

/* Paragraphs of the body with text in them. */
typedef struct {
	const OtDraft *draft;
	GArray *indexes; /* of size_t, in the draft */
	GArray *ids;     /* of guint: the same for the same text */
	GArray *ours;    /* of bool: it stood in the file when that was made */
} Story;

typedef struct {
	OtRevision *revision;
	OtArena *arena;
	GHashTable *interned; /* texts and words to their number */
	Story person, made;
	GHashTable *sums;     /* of the file as it was made; NULL: not known */
	size_t work;          /* pairs of words that were compared to find what is alike */
	OtTracking tracking;
} Comparison;

/* --- texts as numbers ------------------------------------------------------------------------ */

static guint
number_of(Comparison *comparison, const char *text, size_t len)
{
	const char *copy = ot_arena_strndup(comparison->arena, text, len);
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(comparison->interned, copy));

	if (number > 0)
		return number;
	number = g_hash_table_size(comparison->interned) + 1;
	g_hash_table_insert(comparison->interned, (char *) copy, GUINT_TO_POINTER(number));
	return number;
}

static bool
is_blank(const char *text)
{
	return text[strspn(text, " ")] == '\0';
}

/* The same words in a table and out of it are not the same paragraph.  NULL: it is not compared. */
static char *
key_of(const OtDraftParagraph *paragraph)
{
	if (paragraph->story != OT_STORY_BODY || is_blank(paragraph->text))
		return NULL;
	return g_strconcat(paragraph->table > 0 ? "t" : "p", paragraph->text, NULL);
}

static char *
sum_of(const char *key)
{
	char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);

	sum[SUM_LENGTH] = '\0';
	return sum;
}

static bool
is_ours(const Comparison *comparison, const char *key)
{
	g_autofree char *sum = comparison->sums != NULL ? sum_of(key) : NULL;

	return sum != NULL && g_hash_table_contains(comparison->sums, sum);
}

static void
gather(Comparison *comparison, Story *story, const OtDraft *draft)
{
	story->draft = draft;
	story->indexes = g_array_new(FALSE, FALSE, sizeof(size_t));
	story->ids = g_array_new(FALSE, FALSE, sizeof(guint));
	story->ours = g_array_new(FALSE, FALSE, sizeof(bool));
	for (size_t i = 0; i < ot_draft_count(draft); i++) {
		g_autofree char *key = key_of(ot_draft_paragraph(draft, i));

		if (key == NULL)
			continue;
		guint id = number_of(comparison, key, strlen(key));
		bool ours = is_ours(comparison, key);
		g_array_append_val(story->indexes, i);
		g_array_append_val(story->ids, id);
		g_array_append_val(story->ours, ours);
	}
}

static void
clear_story(Story *story)
{
	g_array_unref(story->indexes);
	g_array_unref(story->ids);
	g_array_unref(story->ours);
}

/* Whether the person wrote a paragraph: it was not in the file when that was made. */
static bool
is_theirs(const Comparison *comparison, size_t at)
{
	return comparison->sums != NULL && !g_array_index(comparison->person.ours, bool, at);
}

/* Whether the new version only repeats what the file said when it was made. */
static bool
is_no_news(const Comparison *comparison, size_t made_at)
{
	return g_array_index(comparison->made.ours, bool, made_at);
}

static size_t
index_at(const Story *story, size_t at)
{
	return g_array_index(story->indexes, size_t, at);
}

static const OtDraftParagraph *
paragraph_at(const Story *story, size_t at)
{
	return ot_draft_paragraph(story->draft, index_at(story, at));
}

/* --- words ----------------------------------------------------------------------------------- */

/* The end of a word, a stretch of blanks, or one other character. */
static const char *
pass_word(const char *text)
{
	gunichar first = g_utf8_get_char(text);

	do
		text = g_utf8_next_char(text);
	while (*text != '\0' && ((g_unichar_isalnum(first) &&
	                          g_unichar_isalnum(g_utf8_get_char(text))) ||
	                         (first == ' ' && *text == ' ')));
	return text;
}

static Words
divide(Comparison *comparison, const char *text)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(size_t));
	const char *at = text;

	for (;;) {
		size_t start = (size_t) (at - text);
		g_array_append_val(starts, start);
		if (*at == '\0')
			break;
		const char *end = pass_word(at);
		guint id = number_of(comparison, at, (size_t) (end - at));
		g_array_append_val(ids, id);
		at = end;
	}
	guint *kept = ot_arena_alloc(comparison->arena, (ids->len + 1) * sizeof(guint));
	size_t *places = ot_arena_alloc(comparison->arena, starts->len * sizeof(size_t));
	if (ids->len > 0)
		memcpy(kept, ids->data, ids->len * sizeof(guint));
	memcpy(places, starts->data, starts->len * sizeof(size_t));
	return (Words){ids->len, kept, places};
}

/* How much of two texts is the same: from 0 to 1. */
static double
likeness(Comparison *comparison, const char *one, const char *other)
{
	Words a = divide(comparison, one), b = divide(comparison, other);
	g_autofree size_t *partners = g_new(size_t, a.n + 1);
	size_t same = 0, all = 0;

	comparison->work += (a.n + 1) * (b.n + 1);
	ot_align(a.ids, a.n, b.ids, b.n, partners);
	for (size_t i = 0; i < a.n; i++) {
		size_t len = a.starts[i + 1] - a.starts[i];
		all += len;
		same += partners[i] != OT_ALIGN_NONE ? len : 0;
	}
	return all > 0 ? (double) same / (double) MAX(all, b.starts[b.n]) : 0;
}

/* Add a change, or widen the last one where only a blank stands between them. */
static void
add_change(GArray *changes, const char *new, size_t start, size_t end, size_t new_start,
           size_t new_end, size_t kept)
{
	OtWordChange change = {start, end - start, new + new_start, new_end - new_start};
	OtWordChange *last = changes->len > 0 ? &g_array_index(changes, OtWordChange,
	                                                       changes->len - 1) : NULL;

	if (last != NULL && kept <= 1 && start - (last->start + last->len) == kept) {
		last->len = end - last->start;
		last->new_len = (size_t) (new + new_end - last->new);
		return;
	}
	g_array_append_val(changes, change);
}

/* What leads from one text to the other; of OtWordChange. */
static GArray *
compare_words(Comparison *comparison, const char *old, const char *new)
{
	GArray *changes = g_array_new(FALSE, FALSE, sizeof(OtWordChange));
	Words a = divide(comparison, old), b = divide(comparison, new);
	g_autofree size_t *partners = g_new(size_t, a.n + 1);
	size_t from = 0, new_from = 0, kept = G_MAXSIZE;

	ot_align(a.ids, a.n, b.ids, b.n, partners);
	for (size_t i = 0; i <= a.n; i++) {
		size_t partner = i < a.n ? partners[i] : b.n;

		if (partner == OT_ALIGN_NONE)
			continue;
		if (i > from || partner > new_from) {
			add_change(changes, new, a.starts[from], a.starts[i], b.starts[new_from],
			           b.starts[partner], kept);
			kept = 0;
		}
		/* the length of what stays since the last change */
		if (i < a.n && kept != G_MAXSIZE)
			kept += old[a.starts[i]] == ' ' ? a.starts[i + 1] - a.starts[i] : 2;
		from = i + 1;
		new_from = partner + 1;
	}
	return changes;
}

/* --- differences ----------------------------------------------------------------------------- */

static void
note(Comparison *comparison, const char *place, const char *old, size_t old_len, const char *new,
     size_t new_len, bool tracked)
{
	OtArena *arena = comparison->revision->arena;
	OtDifference difference = {
		.place = ot_arena_strdup(arena, place),
		.old = ot_arena_strndup(arena, old, old_len),
		.new = ot_arena_strndup(arena, new, new_len),
		.tracked = tracked,
	};

	g_array_append_val(comparison->revision->differences, difference);
}

/* A paragraph that is there in both, with other words.  What both changed is offered. */
static void
change_paragraph(Comparison *comparison, size_t at, size_t made_at)
{
	if (is_theirs(comparison, at) && is_no_news(comparison, made_at))
		return;
	const OtDraftParagraph *old = paragraph_at(&comparison->person, at);
	const OtDraftParagraph *new = paragraph_at(&comparison->made, made_at);
	g_autoptr(GArray) changes = compare_words(comparison, old->text, new->text);
	const OtWordChange *list = (const OtWordChange *) (void *) changes->data;
	size_t index = index_at(&comparison->person, at);
	bool can = ot_tracking_can(&comparison->tracking, index, list, changes->len);

	if (can)
		ot_tracking_change(&comparison->tracking, index, list, changes->len);
	for (guint i = 0; i < changes->len; i++)
		note(comparison, old->place, old->text + list[i].start, list[i].len, list[i].new,
		     list[i].new_len, can);
}

/* A paragraph that the new version has not; in a table its words go, and its place stays. */
static void
delete_paragraph(Comparison *comparison, size_t at)
{
	if (is_theirs(comparison, at))
		return;
	const OtDraftParagraph *old = paragraph_at(&comparison->person, at);
	const OtWordChange all = {0, old->len, "", 0};
	size_t index = index_at(&comparison->person, at);
	bool can = ot_tracking_can(&comparison->tracking, index, &all, 1);

	if (can) {
		ot_tracking_change(&comparison->tracking, index, &all, 1);
		if (old->table == 0)
			ot_tracking_delete_mark(&comparison->tracking, index);
	}
	note(comparison, old->place, old->text, old->len, "", 0, can);
}

/* The last paragraph before `at` that looks like a new one, or OT_NO_PART. */
static size_t
find_like(const Comparison *comparison, size_t at, const OtDraftParagraph *new)
{
	while (at > 0) {
		const OtDraftParagraph *old = paragraph_at(&comparison->person, --at);
		if (old->table == 0 && old->list_item == new->list_item &&
		    old->heading == new->heading && g_strcmp0(old->style, new->style) == 0)
			return index_at(&comparison->person, at);
	}
	return OT_NO_PART;
}

/* Whether a new paragraph can stand beside one of the person's: in no table. */
static bool
can_stand_beside(const Comparison *comparison, size_t at)
{
	size_t index;

	if (at >= comparison->person.indexes->len ||
	    paragraph_at(&comparison->person, at)->table > 0)
		return false;
	index = index_at(&comparison->person, at);
	return strcmp(ot_draft_layout(comparison->person.draft, index)->prefix, "w:") == 0;
}

/* A paragraph that only the new version has; `at`: the person's one that it stands before. */
static void
insert_paragraph(Comparison *comparison, size_t at, size_t made_at)
{
	if (is_no_news(comparison, made_at))
		return;
	const OtDraftParagraph *new = paragraph_at(&comparison->made, made_at);
	bool after = at > 0 && can_stand_beside(comparison, at - 1);
	bool can = new->table == 0 && (after || can_stand_beside(comparison, at));

	if (can)
		ot_tracking_insert(&comparison->tracking,
		                   index_at(&comparison->person, after ? at - 1 : at), after,
		                   find_like(comparison, at, new), new->text);
	note(comparison, new->place, "", 0, new->text, new->len, can);
}

/* --- pairs of paragraphs --------------------------------------------------------------------- */

/* A stretch in which no paragraph is the same in both. */
typedef struct {
	size_t from, to, made_from, made_to;
} Gap;

static bool
are_alike(Comparison *comparison, size_t at, size_t made_at)
{
	const OtDraftParagraph *old = paragraph_at(&comparison->person, at);
	const OtDraftParagraph *new = paragraph_at(&comparison->made, made_at);

	/* past the limit what differs goes and comes as whole paragraphs */
	return (old->table > 0) == (new->table > 0) && old->heading == new->heading &&
	       comparison->work < OT_LIMIT_ALIGN_WORK &&
	       likeness(comparison, old->text, new->text) >= LEAST_ALIKE;
}

/*
 * The first paragraph of the person from `at` on that a new one can be a version of; gap->to: none.
 */
static size_t
find_alike(Comparison *comparison, const Gap *gap, size_t at, size_t made_at)
{
	size_t to = MIN(gap->to, at + MOST_COMPARED);

	for (size_t i = at; i < to; i++)
		if (are_alike(comparison, i, made_at))
			return i;
	return gap->to;
}

static void
bridge(Comparison *comparison, const Gap *gap)
{
	size_t at = gap->from;

	for (size_t made_at = gap->made_from; made_at < gap->made_to; made_at++) {
		size_t alike = find_alike(comparison, gap, at, made_at);

		if (alike == gap->to) {
			insert_paragraph(comparison, at, made_at);
			continue;
		}
		while (at < alike)
			delete_paragraph(comparison, at++);
		change_paragraph(comparison, at++, made_at);
	}
	while (at < gap->to)
		delete_paragraph(comparison, at++);
}

static void
compare_paragraphs(Comparison *comparison)
{
	size_t n = comparison->person.ids->len, n_made = comparison->made.ids->len;
	g_autofree size_t *partners = g_new(size_t, n + 1);
	Gap gap = {0};

	ot_align((const guint *) (void *) comparison->person.ids->data, n,
	         (const guint *) (void *) comparison->made.ids->data, n_made, partners);
	for (size_t i = 0; i <= n; i++) {
		size_t partner = i < n ? partners[i] : n_made;

		if (partner == OT_ALIGN_NONE)
			continue;
		gap.to = i;
		gap.made_to = partner;
		bridge(comparison, &gap);
		gap.from = i + 1;
		gap.made_from = partner + 1;
	}
}

char *
ot_draft_sums(const OtDraft *draft)
{
	g_autoptr(GString) sums = g_string_new(NULL);

	for (size_t i = 0; i < ot_draft_count(draft); i++) {
		g_autofree char *key = key_of(ot_draft_paragraph(draft, i));
		g_autofree char *sum = key != NULL ? sum_of(key) : NULL;

		if (sum != NULL)
			g_string_append_printf(sums, "%s%s", sums->len > 0 ? " " : "", sum);
	}
	return g_string_free(g_steal_pointer(&sums), FALSE);
}

/* As a set; NULL where nothing is known. */
static GHashTable *
read_sums(const char *sums)
{
	GHashTable *set;

	if (sums == NULL)
		return NULL;
	g_auto(GStrv) list = g_strsplit(sums, " ", -1);
	set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (char **sum = list; *sum != NULL; sum++)
		g_hash_table_add(set, g_strdup(*sum));
	return set;
}

/* --- the file -------------------------------------------------------------------------------- */

/* One more than any w:id in a part. */
static guint32
free_id(const OtDraft *draft)
{
	size_t len;
	const char *bytes = g_bytes_get_data(ot_draft_part(draft, OT_DRAFT_MAIN)->bytes, &len);
	guint32 highest = 0;

	for (const char *at = bytes; (at = g_strstr_len(at, bytes + len - at, " w:id=")) != NULL;) {
		at += strlen(" w:id=\"");
		guint64 id = at < bytes + len ? g_ascii_strtoull(at, NULL, 10) : 0;
		if (id < G_MAXINT32 / 2)
			highest = MAX(highest, (guint32) id);
	}
	return highest + 1;
}

static char *
write_attrs(gint64 epoch)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(MAX(epoch, 0));
	g_autofree char *date =
		time != NULL ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

	return g_strdup_printf("w:author=\"outset\" w:date=\"%s\"",
	                       date != NULL ? date : "1970-01-01T00:00:00Z");
}

/* The archive with the changes; macros and signatures go, as they do from a review. */
static GBytes *
write_file(const OtDraft *draft, OtSplices *take_splices, gint64 epoch, GError **error)
{
	g_auto(OtRewrite) rewrite = {0};

	ot_rewrite_init(&rewrite, draft, epoch);
	OtEdit *edit = ot_rewrite_edit_role(&rewrite, OT_DRAFT_MAIN);
	ot_splices_free(edit->splices);
	edit->splices = take_splices;
	ot_rewrite_drop(&rewrite);
	return ot_rewrite_zip(&rewrite, error);
}

OtRevision *
ot_draft_revise(const OtDraft *person, const OtDraft *made, const char *sums, gint64 epoch,
                GError **error)
{
	g_autoptr(OtRevision) revision = g_new0(OtRevision, 1);
	g_autoptr(OtArena) arena = ot_arena_new();
	g_autoptr(GHashTable) interned = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) marks = g_hash_table_new(g_direct_hash, g_direct_equal);
	g_autoptr(GHashTable) known = read_sums(sums);
	g_autofree char *attrs = write_attrs(epoch);
	Comparison comparison = {
		.revision = revision,
		.arena = arena,
		.interned = interned,
		.sums = known,
		.tracking = {person, ot_splices_new(), attrs, free_id(person), marks},
	};

	revision->arena = ot_arena_new();
	revision->differences = g_array_new(FALSE, FALSE, sizeof(OtDifference));
	gather(&comparison, &comparison.person, person);
	gather(&comparison, &comparison.made, made);
	compare_paragraphs(&comparison);
	ot_tracking_finish(&comparison.tracking);
	clear_story(&comparison.person);
	clear_story(&comparison.made);
	revision->bytes = write_file(person, comparison.tracking.splices, epoch, error);
	return revision->bytes != NULL ? g_steal_pointer(&revision) : NULL;
}

void
ot_revision_free(OtRevision *revision)
{
	if (revision == NULL)
		return;
	g_clear_pointer(&revision->bytes, g_bytes_unref);
	g_array_unref(revision->differences);
	ot_arena_free(revision->arena);
	g_free(revision);
}

GBytes *
ot_revision_bytes(const OtRevision *revision)
{
	return revision->bytes;
}

size_t
ot_revision_count(const OtRevision *revision)
{
	return revision->differences->len;
}

const OtDifference *
ot_revision_difference(const OtRevision *revision, size_t index)
{
	return &g_array_index(revision->differences, OtDifference, index);
}
