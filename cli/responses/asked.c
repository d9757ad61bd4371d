/* SPDX-License-Identifier: MIT */
#include "responses/asked.h"

#include "spec/checks.h"
#include "xml/source.h"

#include <stdlib.h>
#include <string.h>

struct OtAsked {
	OtArena *arena;
	GArray *list; /* of OtAskedQuestion */
};

static const char *
keep_attr(OtAsked *asked, const xmlNode *node, const char *name)
{
	const char *value = ot_xml_attr(node, name);

	return ot_arena_strdup(asked->arena, value != NULL ? value : "");
}

static const char *
keep_text(OtAsked *asked, const xmlNode *node)
{
	g_autofree char *text = node != NULL ? ot_source_text(node) : NULL;

	return ot_arena_strdup(asked->arena, text != NULL ? text : "");
}

static const char *const *
keep_choices(OtAsked *asked, const xmlNode *question)
{
	g_autoptr(GPtrArray) choices = g_ptr_array_new();

	for (const xmlNode *choice = ot_xml_child(question, "choice"); choice != NULL;
	     choice = ot_xml_next(choice, "choice"))
		g_ptr_array_add(choices, (char *) keep_text(asked, choice));
	g_ptr_array_add(choices, NULL);
	size_t size = choices->len * sizeof(char *);
	return memcpy(ot_arena_alloc(asked->arena, size), choices->pdata, size);
}

static OtAskedKind
read_kind(const xmlNode *question)
{
	const char *answer = ot_xml_attr(question, "answer");

	for (int kind = 0; ot_asked_kinds[kind] != NULL; kind++)
		if (g_strcmp0(answer, ot_asked_kinds[kind]) == 0)
			return (OtAskedKind) kind;
	return OT_ASKED_TEXT;
}

static void
add_question(OtAsked *asked, const xmlNode *node)
{
	const char *most = ot_xml_attr(node, "max-words");
	OtAskedQuestion question = {
		.id = keep_attr(asked, node, "id"),
		.text = keep_text(asked, ot_xml_child(node, "text")),
		.why = keep_text(asked, ot_xml_child(node, "why")),
		.purpose = keep_attr(asked, node, "purpose"),
		.outcome = keep_attr(asked, node, "outcome"),
		.audience = keep_attr(asked, node, "audience"),
		.kind = read_kind(node),
		.choices = keep_choices(asked, node),
		.most_words = most != NULL ? atoi(most) : 0,
		.required = g_strcmp0(ot_xml_attr(node, "required"), "yes") == 0,
	};

	/* a choice without choices is asked for in words (the form does the same) */
	if (question.kind == OT_ASKED_CHOICE && question.choices[0] == NULL)
		question.kind = OT_ASKED_TEXT;
	g_array_append_val(asked->list, question);
}

OtAsked *
ot_asked_empty(void)
{
	OtAsked *asked = g_new0(OtAsked, 1);

	asked->arena = ot_arena_new();
	asked->list = g_array_new(FALSE, FALSE, sizeof(OtAskedQuestion));
	return asked;
}

void
ot_asked_add(OtAsked *asked, const OtAskedQuestion *question)
{
	g_array_append_val(asked->list, *question);
}

OtAsked *
ot_asked_new(const xmlNode *specification)
{
	OtAsked *asked = ot_asked_empty();

	for (const xmlNode *question = ot_check_find(specification, "questions/question");
	     question != NULL; question = ot_xml_next(question, "question"))
		add_question(asked, question);
	return asked;
}

void
ot_asked_free(OtAsked *asked)
{
	if (asked == NULL)
		return;
	g_array_unref(asked->list);
	ot_arena_free(asked->arena);
	g_free(asked);
}

size_t
ot_asked_count(const OtAsked *asked)
{
	return asked->list->len;
}

const OtAskedQuestion *
ot_asked_at(const OtAsked *asked, size_t index)
{
	return &g_array_index(asked->list, OtAskedQuestion, index);
}

const OtAskedQuestion *
ot_asked_find(const OtAsked *asked, const char *id)
{
	for (size_t i = 0; i < asked->list->len; i++)
		if (strcmp(ot_asked_at(asked, i)->id, id) == 0)
			return ot_asked_at(asked, i);
	return NULL;
}

int
ot_asked_words(const char *text)
{
	bool in_word = false;
	int words = 0;

	for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
		bool is_blank = g_unichar_isspace(g_utf8_get_char(c));
		words += !is_blank && !in_word;
		in_word = !is_blank;
	}
	return words;
}
