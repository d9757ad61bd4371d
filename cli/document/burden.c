/* SPDX-License-Identifier: MIT */
#include "document/burden.h"

#include "base/arena.h"
#include "xml/source.h"

#include <math.h>
#include <string.h>

#define NAMESPACE "urn:outset:burden:1"

const char *const ot_size_names[] = {"micro", "small", "medium", "large", NULL};
const char *const ot_needed_names[] = {"engagement", "pilot", "tender", "award", "go-live", NULL};

/* A row of hours by size. */
typedef struct {
	const char *name; /* of a document, or the form of an answer */
	double hours[OT_N_SIZES];
} Estimate;

struct OtEstimates {
	OtArena *arena;
	GArray *documents; /* of Estimate */
	/* of Estimate, by the form of the answer; the hours of a small supplier */
	GArray *answers;
	double share[OT_N_SIZES]; /* of an answer, against a small supplier */
	double words_an_hour, usual_words;
	const char *source, *checked;
};

int
ot_burden_index(const char *const *names, const char *name)
{
	for (int i = 0; names[i] != NULL; i++)
		if (g_strcmp0(names[i], name) == 0)
			return i;
	return -1;
}

/* --- estimates ----------------------------------------------------------------------------- */

static bool
read_number(const OtXml *xml, const xmlNode *node, const char *attr, double *number, GError **error)
{
	const char *text = ot_xml_attr(node, attr);
	char *end = NULL;

	*number = text != NULL ? g_ascii_strtod(text, &end) : -1;
	if (text != NULL && end != text && *end == '\0' && *number >= 0 && *number <= 10000)
		return true;
	ot_source_fail(error, xml, node,
	               "<%s> needs a number from 0 to 10,000 as its attribute \"%s\"", node->name,
	               attr);
	return false;
}

static bool
read_sizes(const OtXml *xml, const xmlNode *node, double *hours, GError **error)
{
	for (int size = 0; size < OT_N_SIZES; size++)
		if (!read_number(xml, node, ot_size_names[size], &hours[size], error))
			return false;
	return true;
}

static bool
read_documents(OtEstimates *estimates, const OtXml *xml, const xmlNode *root, GError **error)
{
	for (const xmlNode *node = ot_xml_child(root, "document"); node != NULL;
	     node = ot_xml_next(node, "document")) {
		Estimate row = {ot_arena_strdup(estimates->arena, ot_xml_attr(node, "name")), {0}};
		if (row.name == NULL) {
			ot_source_fail(error, xml, node, "<document> needs the attribute \"name\"");
			return false;
		}
		if (!read_sizes(xml, node, row.hours, error))
			return false;
		g_array_append_val(estimates->documents, row);
	}
	return true;
}

static bool
read_answers(OtEstimates *estimates, const OtXml *xml, const xmlNode *root, GError **error)
{
	const xmlNode *answers = ot_xml_child(root, "answers");

	if (answers == NULL) {
		ot_source_fail(error, xml, root, "<burden> needs <answers>");
		return false;
	}
	if (!read_sizes(xml, answers, estimates->share, error) ||
	    !read_number(xml, answers, "words-an-hour", &estimates->words_an_hour, error) ||
	    !read_number(xml, answers, "usual-words", &estimates->usual_words, error))
		return false;
	for (const xmlNode *node = ot_xml_child(answers, "answer"); node != NULL;
	     node = ot_xml_next(node, "answer")) {
		Estimate row = {ot_arena_strdup(estimates->arena, ot_xml_attr(node, "form")), {0}};
		if (!read_number(xml, node, "hours", &row.hours[OT_SIZE_SMALL], error))
			return false;
		g_array_append_val(estimates->answers, row);
	}
	return true;
}

static const char *
keep_text(OtEstimates *estimates, const xmlNode *root, const char *name)
{
	const xmlNode *node = ot_xml_child(root, name);
	g_autofree char *text = node != NULL ? ot_source_text(node) : g_strdup("");

	return ot_arena_strdup(estimates->arena, text);
}

OtEstimates *
ot_estimates_load(const char *path, GError **error)
{
	g_autoptr(OtXml) xml = ot_source_read_data(path, error);
	if (xml == NULL)
		return NULL;
	const xmlNode *root = xmlDocGetRootElement(ot_xml_doc(xml));
	if (!ot_xml_is(root, "burden") || root->ns == NULL ||
	    strcmp((const char *) root->ns->href, NAMESPACE) != 0) {
		ot_source_fail(error, xml, root, "the file should start with <burden xmlns=\"%s\">",
		               NAMESPACE);
		return NULL;
	}

	g_autoptr(OtEstimates) estimates = g_new0(OtEstimates, 1);
	estimates->arena = ot_arena_new();
	estimates->documents = g_array_new(FALSE, FALSE, sizeof(Estimate));
	estimates->answers = g_array_new(FALSE, FALSE, sizeof(Estimate));
	estimates->source = keep_text(estimates, root, "source");
	estimates->checked = ot_arena_strdup(estimates->arena, ot_xml_attr(root, "checked"));
	if (!read_answers(estimates, xml, root, error) ||
	    !read_documents(estimates, xml, root, error))
		return NULL;
	return g_steal_pointer(&estimates);
}

void
ot_estimates_free(OtEstimates *estimates)
{
	if (estimates == NULL)
		return;
	g_array_unref(estimates->documents);
	g_array_unref(estimates->answers);
	ot_arena_free(estimates->arena);
	g_free(estimates);
}

const char *
ot_estimates_source(const OtEstimates *estimates)
{
	return estimates->source;
}

const char *
ot_estimates_checked(const OtEstimates *estimates)
{
	return estimates->checked;
}

static const Estimate *
find_estimate(const GArray *rows, const char *name)
{
	for (guint i = 0; i < rows->len; i++)
		if (g_strcmp0(g_array_index(rows, Estimate, i).name, name) == 0)
			return &g_array_index(rows, Estimate, i);
	return NULL;
}

/* --- reckoning ----------------------------------------------------------------------------- */

/* Estimates are no finer than half an hour, and work that is there takes that at least. */
static double
round_hours(double hours)
{
	return hours > 0 ? MAX(floor(hours * 2 + 0.5) / 2, 0.5) : 0;
}

static bool
is_withheld(const xmlNode *node)
{
	for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
		if (g_strcmp0(ot_xml_attr(node, "publish"), "no") == 0)
			return true;
	return false;
}

/* A number of hours that the specification gives; false where it gives none. */
static bool
read_hours(const xmlNode *node, const char *attr, double *hours)
{
	const char *text = ot_xml_attr(node, attr);

	*hours = text != NULL ? g_ascii_strtod(text, NULL) : 0;
	return text != NULL && isfinite(*hours);
}

/*
 * The hours of a document.  Those of the specification are a small supplier's; the estimate says
 * how another size compares.
 */
static void
reckon_document(const OtEstimates *estimates, OtBurdenItem *item)
{
	const Estimate *estimate = find_estimate(estimates->documents, item->name);
	double given;
	bool is_given = read_hours(item->node, "hours", &given);

	item->known = is_given || estimate != NULL;
	item->ours = !is_given;
	for (int size = 0; size < OT_N_SIZES; size++) {
		double share = 1;
		if (estimate != NULL && estimate->hours[OT_SIZE_SMALL] > 0)
			share = estimate->hours[size] / estimate->hours[OT_SIZE_SMALL];
		if (!is_given)
			item->hours[size] = estimate != NULL ? estimate->hours[size] : 0;
		else if (size == OT_SIZE_SMALL)
			item->hours[size] = given;
		else
			item->hours[size] = round_hours(given * share);
	}
}

/* A document that the authority writes by itself is no work for suppliers. */
static bool
is_work(const xmlNode *asset)
{
	double hours;

	return g_strcmp0(ot_xml_attr(asset, "owner"), "buyer") != 0 ||
	       (read_hours(asset, "hours", &hours) && hours > 0);
}

static void
add_documents(OtBurden *burden, const xmlNode *root, const OtEstimates *estimates)
{
	const xmlNode *assets = ot_xml_child(root, "required-assets");

	for (int needed = 0; assets != NULL && needed < OT_N_NEEDED; needed++) {
		for (const xmlNode *asset = ot_xml_child(assets, "asset"); asset != NULL;
		     asset = ot_xml_next(asset, "asset")) {
			if (g_strcmp0(ot_xml_attr(asset, "needed"), ot_needed_names[needed]) != 0 ||
			    !is_work(asset))
				continue;
			if (is_withheld(asset)) {
				burden->n_withheld++;
				continue;
			}
			OtBurdenItem item = {
				.node = asset,
				.name = ot_xml_attr(asset, "name"),
				.needed = (OtNeeded) needed,
			};
			reckon_document(estimates, &item);
			burden->n_unknown += !item.known;
			for (int size = 0; size < OT_N_SIZES; size++)
				burden->at[needed][size] += item.hours[size];
			g_array_append_val(burden->documents, item);
		}
	}
}

static void
reckon_question(const OtEstimates *estimates, OtBurdenItem *item)
{
	const Estimate *estimate =
		find_estimate(estimates->answers, ot_xml_attr(item->node, "answer"));
	double hours, words;

	item->known = true;
	item->ours = true;
	if (estimate != NULL) {
		hours = estimate->hours[OT_SIZE_SMALL];
	} else {
		if (!read_hours(item->node, "max-words", &words))
			words = estimates->usual_words;
		hours = words / MAX(estimates->words_an_hour, 1);
	}
	for (int size = 0; size < OT_N_SIZES; size++)
		item->hours[size] = hours * estimates->share[size];
}

static void
add_questions(OtBurden *burden, const xmlNode *root, const OtEstimates *estimates)
{
	const xmlNode *questions = ot_xml_child(root, "questions");
	const xmlNode *node = questions != NULL ? ot_xml_child(questions, "question") : NULL;

	for (; node != NULL; node = ot_xml_next(node, "question")) {
		OtBurdenItem item = {.node = node, .name = ot_xml_attr(node, "id")};
		if (is_withheld(node))
			continue;
		reckon_question(estimates, &item);
		for (int size = 0; size < OT_N_SIZES; size++)
			burden->questions_hours[size] += item.hours[size];
		g_array_append_val(burden->questions, item);
	}
	for (int size = 0; size < OT_N_SIZES; size++)
		burden->questions_hours[size] = round_hours(burden->questions_hours[size]);
}

static void
reckon_answers(OtBurden *burden, const xmlNode *root, const OtEstimates *estimates)
{
	const xmlNode *engagement = ot_xml_child(root, "engagement");
	double given;

	burden->answers_known =
		engagement != NULL && read_hours(engagement, "response-hours", &given);
	for (int size = 0; size < OT_N_SIZES; size++) {
		double hours = burden->questions_hours[size];
		if (burden->answers_known)
			hours = size == OT_SIZE_SMALL ? given
			                              : round_hours(given * estimates->share[size]);
		burden->answers[size] = hours;
		burden->at[OT_NEEDED_ENGAGEMENT][size] += hours;
	}
}

OtBurden *
ot_burden_reckon(const xmlDoc *specification, const OtEstimates *estimates)
{
	const xmlNode *root = xmlDocGetRootElement((xmlDoc *) specification);
	OtBurden *burden = g_new0(OtBurden, 1);

	burden->documents = g_array_new(FALSE, FALSE, sizeof(OtBurdenItem));
	burden->questions = g_array_new(FALSE, FALSE, sizeof(OtBurdenItem));
	if (root == NULL)
		return burden;
	add_documents(burden, root, estimates);
	add_questions(burden, root, estimates);
	reckon_answers(burden, root, estimates);
	for (int needed = 0; needed < OT_N_NEEDED; needed++)
		for (int size = 0; size < OT_N_SIZES; size++)
			burden->until[needed][size] =
				burden->at[needed][size] +
				(needed > 0 ? burden->until[needed - 1][size] : 0);
	return burden;
}

void
ot_burden_free(OtBurden *burden)
{
	if (burden == NULL)
		return;
	g_array_unref(burden->documents);
	g_array_unref(burden->questions);
	g_free(burden);
}

const OtBurdenItem *
ot_burden_find(const OtBurden *burden, const xmlNode *asset)
{
	for (guint i = 0; i < burden->documents->len; i++)
		if (g_array_index(burden->documents, OtBurdenItem, i).node == asset)
			return &g_array_index(burden->documents, OtBurdenItem, i);
	return NULL;
}
