/* SPDX-License-Identifier: MIT */
#include "docx/fill-parts.h"

#include <string.h>

/*
 * Merge fields: { MERGEFIELD name \b "before" \f "after" \* Upper \@ "d MMMM yyyy" }
 * (ECMA-376-1, 17.16.4 and 17.16.5.35).  As in a merge by Word, the value stands in place of the
 * field afterwards.
 */

/* The next word of an instruction, quoted or not; NULL at its end.  In the arena. */
static const char *
next_word(OtFill *fill, const char **at)
{
	const char *start = *at + strspn(*at, " \t\r\n");
	const char *end;

	if (*start == '\0')
		return NULL;
	if (*start == '"') {
		end = strchr(++start, '"');
		end = end != NULL ? end : start + strlen(start);
		*at = *end != '\0' ? end + 1 : end;
	} else {
		end = start + strcspn(start, " \t\r\n");
		*at = end;
	}
	return ot_arena_strndup(fill->arena, start, (size_t) (end - start));
}

static char
read_letters(const char *form)
{
	static const char *const forms[] = {"Upper", "Lower", "FirstCap", "Caps"};

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (g_ascii_strcasecmp(form, forms[i]) == 0)
			return forms[i][0];
	return 0;
}

/* A switch and its word; those that say nothing of the words themselves are passed over. */
static void
read_switch(OtFillItem *item, char name, const char *word)
{
	if (word == NULL)
		return;
	switch (name) {
	case 'b':
		item->before = word;
		break;
	case 'f':
		item->after = word;
		break;
	case '*':
		if (read_letters(word) != 0)
			item->letters = read_letters(word);
		break;
	case '@':
		item->picture = word;
		break;
	default:
		break;
	}
}

static void
add_merge(OtFill *fill, OtFillPart *part, const OtFillMerge *merge)
{
	const char *at = merge->instruction + strlen("MERGEFIELD");
	const char *name = next_word(fill, &at), *word;

	if (name == NULL || *name == '\\')
		return;
	size_t field = ot_fill_add_field(fill, part, merge->element.start, OT_FILL_MERGE, name);
	if (merge->torn) {
		ot_fill_report(fill, field, OT_CODE_FILL_STAYS,
		               "the merge field “%s” stands within another field or in parts of "
		               "different runs, and stays as it is",
		               name);
		return;
	}
	OtFillItem *item = ot_fill_item(fill, part, OT_ITEM_RUNS, merge->element, field);
	item->prefix = merge->prefix;
	item->properties = merge->run_properties;
	while ((word = next_word(fill, &at)) != NULL)
		if (word[0] == '\\' && word[1] != '\0' && word[1] != 'm' && word[1] != 'v')
			read_switch(item, word[1], next_word(fill, &at));
}

void
ot_fill_merges(OtFill *fill, OtFillPart *part)
{
	for (guint i = 0; i < part->merges->len && !fill->stopped; i++)
		add_merge(fill, part, &g_array_index(part->merges, OtFillMerge, i));
}
