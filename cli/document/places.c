/* SPDX-License-Identifier: MIT */
#include "document/places.h"

#include "document/path.h"

#include <string.h>

static size_t
word_count(const OtModel *model)
{
	return (ot_model_count(model) + 63) / 64;
}

OtPlaces *
ot_places_new(const OtModel *model)
{
	OtPlaces *places = g_new0(OtPlaces, 1);

	places->model = model;
	places->bits = g_new0(guint64, word_count(model));
	return places;
}

void
ot_places_free(OtPlaces *places)
{
	if (places == NULL)
		return;
	g_free(places->bits);
	g_free(places);
}

OtPlaces
ot_places_make(const OtModel *model, OtArena *arena)
{
	return (OtPlaces){
		.model = model,
		.bits = ot_arena_alloc(arena, word_count(model) * sizeof(guint64)),
	};
}

void
ot_places_add(OtPlaces *places, const OtModelNode *node)
{
	places->bits[node->index / 64] |= (guint64) 1 << node->index % 64;
}

bool
ot_places_has(const OtPlaces *places, const OtModelNode *node)
{
	return (places->bits[node->index / 64] >> node->index % 64 & 1) != 0;
}

void
ot_places_join(OtPlaces *places, const OtPlaces *other)
{
	for (size_t i = 0; i < word_count(places->model); i++)
		places->bits[i] |= other->bits[i];
}

const OtModelNode *
ot_places_next(const OtPlaces *places, size_t index)
{
	size_t n_words = word_count(places->model);

	for (size_t word = index / 64; word < n_words; word++) {
		guint64 bits = places->bits[word];
		if (word == index / 64)
			bits &= ~(guint64) 0 << index % 64;
		if (bits != 0)
			return ot_model_node(places->model,
			                     word * 64 + (size_t) __builtin_ctzll(bits));
	}
	return NULL;
}

bool
ot_places_empty(const OtPlaces *places)
{
	return ot_places_next(places, 0) == NULL;
}

bool
ot_places_open(const OtPlaces *places)
{
	const OtModelNode *node = ot_places_next(places, 0);

	for (; node != NULL; node = ot_places_next(places, node->index + 1))
		if (node->open)
			return true;
	return false;
}

/* One step being taken. */
typedef struct {
	OtPlaces to;
	OtModelKind principal; /* what "*" and names mean on this axis (XPath 1.0, 2.3) */
	OtTest test;
	const char *name;
} Step;

static void
offer(Step *step, const OtModelNode *node)
{
	bool taken = false;

	switch (step->test) {
	case OT_TEST_NAME:
		taken = node->kind == step->principal && strcmp(node->name, step->name) == 0;
		break;
	case OT_TEST_STAR:
		taken = node->kind == step->principal;
		break;
	case OT_TEST_TEXT:
		taken = node->kind == OT_MODEL_TEXT;
		break;
	case OT_TEST_NODE:
		taken = true;
		break;
	case OT_TEST_OTHER:
		break;
	}
	if (taken)
		ot_places_add(&step->to, node);
}

static void
offer_children(Step *step, const OtModelNode *node, bool attributes)
{
	for (const OtModelNode *child = node->first; child != NULL; child = child->next)
		if ((child->kind == OT_MODEL_ATTRIBUTE) == attributes)
			offer(step, child);
}

/* All elements and texts below; the model is a tree of bounded depth. */
static void
offer_descendants(Step *step, const OtModelNode *node)
{
	for (const OtModelNode *child = node->first; child != NULL; child = child->next) {
		if (child->kind == OT_MODEL_ATTRIBUTE)
			continue;
		offer(step, child);
		offer_descendants(step, child);
	}
}

static void
step_from(Step *step, const OtModelNode *node, OtAxis axis)
{
	switch (axis) {
	case OT_AXIS_CHILD:
		offer_children(step, node, false);
		break;
	case OT_AXIS_ATTRIBUTE:
		offer_children(step, node, true);
		break;
	case OT_AXIS_SELF:
		offer(step, node);
		break;
	case OT_AXIS_PARENT:
		if (node->parent != NULL)
			offer(step, node->parent);
		break;
	case OT_AXIS_DESCENDANT_OR_SELF:
		offer(step, node);
		offer_descendants(step, node);
		break;
	case OT_AXIS_DESCENDANT:
		offer_descendants(step, node);
		break;
	case OT_AXIS_ANCESTOR_OR_SELF:
		offer(step, node);
		for (node = node->parent; node != NULL; node = node->parent)
			offer(step, node);
		break;
	case OT_AXIS_ANCESTOR:
		for (node = node->parent; node != NULL; node = node->parent)
			offer(step, node);
		break;
	case OT_AXIS_FOLLOWING_SIBLING:
	case OT_AXIS_PRECEDING_SIBLING:
		if (node->parent != NULL)
			offer_children(step, node->parent, false);
		break;
	case OT_AXIS_FOLLOWING:
	case OT_AXIS_PRECEDING:
		offer_descendants(step, ot_model_node(step->to.model, 0));
		break;
	case OT_AXIS_NAMESPACE:
	case OT_N_AXES:
		break;
	}
}

OtPlaces
ot_places_step(const OtPlaces *from, OtArena *arena, OtAxis axis, OtTest test, const char *name)
{
	Step step = {
		.to = ot_places_make(from->model, arena),
		.principal = axis == OT_AXIS_ATTRIBUTE ? OT_MODEL_ATTRIBUTE : OT_MODEL_ELEMENT,
		.test = test,
		.name = name,
	};
	const OtModelNode *node = ot_places_next(from, 0);

	for (; node != NULL; node = ot_places_next(from, node->index + 1))
		step_from(&step, node, axis);
	return step.to;
}
