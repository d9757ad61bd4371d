/* SPDX-License-Identifier: MIT */
#include "docx/writer.h"

#include <string.h>

/* What Word takes: bookmarks of 40 characters, tags and titles of controls of 64. */
#define BOOKMARK_MAX 40
#define CONTROL_MAX  64

/* Characters of a checksum at the end of a shortened name. */
#define CHECK_LENGTH 10

/* The first characters of a text, as a length in bytes. */
static int
cut_at(const char *text, glong characters)
{
	if (g_utf8_strlen(text, -1) <= characters)
		return (int) strlen(text);
	return (int) (g_utf8_offset_to_pointer(text, characters) - text);
}

static void
append_check(GString *name, const char *whole)
{
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, whole, -1);

	g_string_append_len(name, sum, CHECK_LENGTH);
}

/* --- bookmarks ------------------------------------------------------------------------------- */

/* Letters, digits and '_', a letter first (17.13.6.2 leaves it open; Word doesn't). */
static const char *
make_bookmark(OtDocx *docx, const char *id)
{
	g_autoptr(GString) name = g_string_new(NULL);
	bool changed = !g_ascii_isalpha(*id) || strlen(id) > BOOKMARK_MAX;

	if (!g_ascii_isalpha(*id))
		g_string_append(name, "id_");
	for (const char *c = id; *c != '\0'; c++) {
		bool plain = g_ascii_isalnum(*c) || *c == '_';

		g_string_append_c(name, plain ? *c : '_');
		/* an outcome's "outcome-O1" is plain enough unless there is an "outcome_O1" */
		changed = changed || (!plain && *c != '-');
	}
	if (changed) {
		g_string_truncate(name, MIN(name->len, BOOKMARK_MAX - CHECK_LENGTH - 1));
		g_string_append_c(name, '_');
		append_check(name, id);
	}
	return ot_arena_strdup(docx->arena, name->str);
}

/* Names that differ only in the case of letters are one name to Word. */
static const char *
claim_bookmark(OtDocx *docx, GHashTable *taken, const char *id)
{
	const char *wanted = make_bookmark(docx, id), *name = wanted;
	g_autofree char *folded = g_ascii_strdown(name, -1);

	for (int i = 2; g_hash_table_contains(taken, folded); i++) {
		g_free(folded);
		name = ot_arena_printf(docx->arena, "%.*s_%d", BOOKMARK_MAX - 8, wanted, i);
		folded = g_ascii_strdown(name, -1);
	}
	g_hash_table_add(taken, g_steal_pointer(&folded));
	return name;
}

/* The id that an inline leads to, or NULL. */
static const char *
target_of(const OtNode *node)
{
	if (node->kind == OT_NODE_REFERENCE)
		return node->as.reference.target;
	if (node->kind == OT_NODE_LINK && node->as.link.href != NULL && *node->as.link.href == '#')
		return node->as.link.href + 1;
	return NULL;
}

/* The depth of the deepest contents, or 0. */
static int
contents_depth(const OtNode *root)
{
	OtWalk walk = ot_walk_start((OtNode *) root);
	int depth = 0;

	while (ot_walk_next(&walk) != OT_WALK_END)
		if (walk.event == OT_WALK_ENTER && walk.node->kind == OT_NODE_TOC)
			depth = MAX(depth, walk.node->as.toc.depth);
	return depth;
}

static GHashTable *
find_targets(const OtNode *root)
{
	GHashTable *targets = g_hash_table_new(g_str_hash, g_str_equal);
	OtWalk walk = ot_walk_start((OtNode *) root);

	while (ot_walk_next(&walk) != OT_WALK_END) {
		const char *target = walk.event == OT_WALK_ENTER ? target_of(walk.node) : NULL;

		if (target != NULL)
			g_hash_table_add(targets, (char *) target);
	}
	return targets;
}

static void
add_entry(OtDocx *docx, const OtNode *heading)
{
	/* The names that Word itself gives when it makes contents */
	OtDocxEntry entry = {
		.node = heading,
		.bookmark = ot_arena_printf(docx->arena, "_Toc%08u", docx->entries->len + 1),
	};

	g_array_append_val(docx->entries, entry);
	g_hash_table_insert(docx->headings, (OtNode *) heading, (char *) entry.bookmark);
}

void
ot_docx_gather_bookmarks(OtDocx *docx)
{
	const OtNode *root = docx->document->root;
	g_autoptr(GHashTable) targets = find_targets(root);
	g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	OtWalk walk = ot_walk_start((OtNode *) root);

	docx->contents_depth = contents_depth(root);
	while (ot_walk_next(&walk) != OT_WALK_END) {
		const OtNode *node = walk.node;

		if (walk.event != OT_WALK_ENTER)
			continue;
		if (node->kind == OT_NODE_HEADING && node->as.heading.listed &&
		    node->as.heading.level <= docx->contents_depth)
			add_entry(docx, node);
		if (node->id != NULL && g_hash_table_contains(targets, node->id) &&
		    !g_hash_table_contains(docx->bookmarks, node->id))
			g_hash_table_insert(docx->bookmarks, (char *) node->id,
			                    (char *) claim_bookmark(docx, taken, node->id));
	}
}

const char *
ot_docx_bookmark_of(const OtDocx *docx, const char *id)
{
	return id == NULL ? NULL : g_hash_table_lookup(docx->bookmarks, id);
}

/* --- controls -------------------------------------------------------------------------------- */

const char *
ot_docx_tag_of(OtDocx *docx, const char *name)
{
	const char *tag = name;

	if (g_utf8_strlen(name, -1) > CONTROL_MAX) {
		g_autoptr(GString) shortened = g_string_new(NULL);
		int cut = cut_at(name, CONTROL_MAX - CHECK_LENGTH - 1);

		g_string_printf(shortened, "%.*s~", cut, name);
		append_check(shortened, name);
		tag = ot_arena_strdup(docx->arena, shortened->str);
	}
	/* A field that stands twice is one value in two controls, each with a tag of its own */
	const char *wanted = tag;
	for (int i = 2; g_hash_table_contains(docx->tags, tag); i++)
		tag = ot_arena_printf(docx->arena, "%.*s~%d", cut_at(wanted, CONTROL_MAX - 8),
		                       wanted, i);
	g_hash_table_add(docx->tags, (char *) tag);
	return tag;
}

const char *
ot_docx_alias_of(OtDocx *docx, const char *label)
{
	if (g_utf8_strlen(label, -1) <= CONTROL_MAX)
		return label;
	int cut = cut_at(label, CONTROL_MAX - 1);
	/* at the end of a word where there is one */
	const char *blank = g_strrstr_len(label, cut, " ");
	if (blank != NULL && blank - label > cut / 2)
		cut = (int) (blank - label);
	return ot_arena_printf(docx->arena, "%.*s\u2026", cut, label);
}

/* --- addresses ------------------------------------------------------------------------------- */

static bool
has_scheme(const char *href)
{
	static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:"};

	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (g_ascii_strncasecmp(href, schemes[i], strlen(schemes[i])) == 0 &&
		    href[strlen(schemes[i])] != '\0')
			return true;
	return false;
}

const char *
ot_docx_link_target(OtDocx *docx, const char *href)
{
	g_autoptr(GString) target = g_string_new(NULL);

	if (href == NULL || !has_scheme(href))
		return NULL;
	/* Word calls a file damaged that has a target which is no URI (RFC 3986, 2) */
	for (const char *c = href; *c != '\0'; c++) {
		unsigned char byte = (unsigned char) *c;
		bool escape = *c == '%' && g_ascii_isxdigit(c[1]) && g_ascii_isxdigit(c[2]);

		if (escape || g_ascii_isalnum(*c) ||
		    (byte < 0x80 && strchr("-._~:/?#[]@!$&'()*+,;=", *c) != NULL))
			g_string_append_c(target, *c);
		else
			g_string_append_printf(target, "%%%02X", byte);
	}
	if (!g_uri_is_valid(target->str, G_URI_FLAGS_NONE, NULL))
		return NULL;
	return ot_arena_strdup(docx->arena, target->str);
}

/* --- languages ------------------------------------------------------------------------------- */

const char *
ot_docx_word_lang(const char *lang)
{
	if (lang == NULL || g_ascii_strcasecmp(lang, "en") == 0)
		return "en-GB";
	if (g_ascii_strcasecmp(lang, "cy") == 0)
		return "cy-GB";
	return lang;
}

bool
ot_docx_text_is_right_to_left(const char *text)
{
	for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
		/* nothing below is from right to left, and most text ends the search here */
		gunichar character = (unsigned char) *c < 0x80 ? (gunichar) *c : g_utf8_get_char(c);

		if (!g_unichar_isalpha(character))
			continue;
		if (character < 0x0590)
			return false;
		switch ((int) g_unichar_get_script(character)) {
		case G_UNICODE_SCRIPT_HEBREW:
		case G_UNICODE_SCRIPT_ARABIC:
		case G_UNICODE_SCRIPT_SYRIAC:
		case G_UNICODE_SCRIPT_THAANA:
		case G_UNICODE_SCRIPT_NKO:
			return true;
		}
		return false;
	}
	return false;
}
