/* SPDX-License-Identifier: MIT */
#include "spec/checks.h"

#include <math.h>
#include <string.h>

/* A number as an author wrote it, without the blanks around. */
static const char *
written(const xmlNode *node, const char *attr)
{
	const char *text = ot_xml_attr(node, attr);
	return text + strspn(text, " \t\r\n");
}

static void
check_direction(const OtCheckSubject *subject, const xmlNode *measure)
{
	const xmlNode *baseline = ot_xml_child(measure, "baseline");
	const xmlNode *target = ot_xml_child(measure, "target");
	const char *direction = ot_xml_attr(measure, "direction");
	double from, to;

	if (!ot_check_number(baseline, "value", &from) || !ot_check_number(target, "value", &to))
		return;
	bool up = g_strcmp0(direction, "increase") == 0;
	bool down = g_strcmp0(direction, "decrease") == 0;
	if ((up && to <= from) || (down && to >= from))
		ot_check_report(subject, OT_CODE_VAL_DIRECTION, target,
		                "the direction is \"%s\", but the target %s is %s the baseline %s",
		                direction, written(target, "value"),
		                to == from  ? "the same as"
		                : to < from ? "below"
		                            : "above",
		                written(baseline, "value"));
}

void
ot_check_directions(const OtCheckSubject *subject)
{
	for (const xmlNode *outcome = ot_check_find(subject->root, "outcomes/outcome");
	     outcome != NULL; outcome = ot_xml_next(outcome, "outcome"))
		for (const xmlNode *measure = ot_xml_child(outcome, "measure"); measure != NULL;
		     measure = ot_xml_next(measure, "measure"))
			check_direction(subject, measure);
}

static void
check_range(const OtCheckSubject *subject, const xmlNode *node)
{
	double minimum, maximum;

	if (ot_check_number(node, "minimum", &minimum) &&
	    ot_check_number(node, "maximum", &maximum) && minimum > maximum)
		ot_check_report(subject, OT_CODE_VAL_RANGE, node,
		                "the minimum %s is above the maximum %s", written(node, "minimum"),
		                written(node, "maximum"));
}

void
ot_check_ranges(const OtCheckSubject *subject)
{
	check_range(subject, ot_xml_child(subject->root, "budget"));
	for (const xmlNode *lot = ot_check_find(subject->root, "lots/lot"); lot != NULL;
	     lot = ot_xml_next(lot, "lot"))
		check_range(subject, ot_xml_child(lot, "value"));
}

void
ot_check_weights(const OtCheckSubject *subject)
{
	const xmlNode *evaluation = ot_xml_child(subject->root, "evaluation");
	const xmlNode *criterion = ot_check_find(subject->root, "evaluation/criterion");
	double weight, sum = 0;

	if (criterion == NULL)
		return;
	for (; criterion != NULL; criterion = ot_xml_next(criterion, "criterion")) {
		if (!ot_check_number(criterion, "weight", &weight))
			return;
		sum += weight;
	}
	/* Thirds are written 33.33. */
	if (fabs(sum - 100) > 0.05)
		ot_check_report(subject, OT_CODE_VAL_WEIGHTS, evaluation,
		                "the weights of the criteria add up to %g", sum);
}

void
ot_check_slots(const OtCheckSubject *subject)
{
	for (const xmlNode *event = ot_check_find(subject->root, "engagement/event"); event != NULL;
	     event = ot_xml_next(event, "event")) {
		int start = ot_check_minutes(event, "start"), end = ot_check_minutes(event, "end");
		double minutes, sum = 0;

		for (const xmlNode *slot = ot_xml_child(event, "slot"); slot != NULL;
		     slot = ot_xml_next(slot, "slot"))
			if (ot_check_number(slot, "minutes", &minutes))
				sum += minutes;
		if (start >= 0 && end > start && sum > end - start)
			ot_check_report(subject, OT_CODE_VAL_SLOTS, event,
			                "the slots take %g minutes, and the event lasts %d", sum,
			                end - start);
	}
}

void
ot_check_choices(const OtCheckSubject *subject)
{
	for (const xmlNode *question = ot_check_find(subject->root, "questions/question");
	     question != NULL; question = ot_xml_next(question, "question")) {
		const char *answer = ot_xml_attr(question, "answer");
		int n_choices = 0;

		if (answer == NULL)
			continue;
		for (const xmlNode *choice = ot_xml_child(question, "choice"); choice != NULL;
		     choice = ot_xml_next(choice, "choice"))
			n_choices++;
		if (strcmp(answer, "choice") == 0 && n_choices < 2)
			ot_check_report(subject, OT_CODE_VAL_CHOICES, question,
			                "the answer is a choice, but there %s",
			                n_choices == 0 ? "is nothing to choose from"
			                               : "is only one to choose from");
		else if (strcmp(answer, "choice") != 0 && n_choices > 0)
			ot_check_report(subject, OT_CODE_VAL_CHOICES, question,
			                "there are choices, but the answer is \"%s\"", answer);
	}
}

void
ot_check_budget(const OtCheckSubject *subject)
{
	static const char *const attrs[] = {"vat", "minimum", "maximum", "years"};
	const xmlNode *budget = ot_xml_child(subject->root, "budget");
	const char *disclosed = budget != NULL ? ot_xml_attr(budget, "disclosed") : NULL;
	g_autoptr(GString) missing = g_string_new(NULL);

	if (g_strcmp0(disclosed, "no") == 0 && ot_xml_child(budget, "reason") == NULL)
		ot_check_report(subject, OT_CODE_VAL_BUDGET, budget,
		                "the budget is not disclosed, and no reason is given");
	if (g_strcmp0(disclosed, "yes") != 0)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(attrs); i++)
		if (ot_xml_attr(budget, attrs[i]) == NULL)
			g_string_append_printf(missing, "%s\"%s\"", missing->len > 0 ? ", " : "",
			                       attrs[i]);
	if (missing->len > 0)
		ot_check_report(subject, OT_CODE_VAL_BUDGET, budget,
		                "the budget is disclosed, but it lacks %s", missing->str);
}

/* Compare with a shape: A is a capital letter, 9 a digit, X either of them, all else itself. */
static bool
has_shape(const char *text, const char *shape)
{
	for (; *shape != '\0' && *text != '\0'; shape++, text++) {
		bool fits = *shape == 'A'   ? g_ascii_isupper(*text)
		            : *shape == '9' ? g_ascii_isdigit(*text)
		            : *shape == 'X' ? g_ascii_isupper(*text) || g_ascii_isdigit(*text)
		                            : *text == *shape;
		if (!fits)
			return false;
	}
	return *shape == '\0' && *text == '\0';
}

void
ot_check_identifiers(const OtCheckSubject *subject)
{
	/* Find a Tender's numbers; the company numbers of Companies House with leading zeros. */
	static const struct {
		const char *scheme, *shape, *example;
	} shapes[] = {
		{"GB-PPON", "AAAA-9999-AAAA", "PABC-1234-DEFG"},
		{"GB-COH", "XX999999", "01234567"},
	};

	for (const xmlNode *authority = ot_xml_child(subject->root, "authority"); authority != NULL;
	     authority = ot_xml_next(authority, "authority"))
		for (const xmlNode *node = ot_xml_child(authority, "identifier"); node != NULL;
		     node = ot_xml_next(node, "identifier")) {
			const char *scheme = ot_xml_attr(node, "scheme");
			xmlChar *content = xmlNodeGetContent(node);
			const char *number = g_strstrip((char *) content);

			for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
				if (g_strcmp0(scheme, shapes[i].scheme) != 0 || *number == '\0' ||
				    has_shape(number, shapes[i].shape))
					continue;
				OtFinding *finding = ot_check_report(
					subject, OT_CODE_VAL_IDENTIFIER, node,
					"\"%.40s\" can't be a number of %s", number, scheme);
				ot_finding_advise(subject->findings, finding,
				                  "It looks like %s. Copy it from the register.",
				                  shapes[i].example);
			}
			xmlFree(content);
		}
}

void
ot_check_notices(const OtCheckSubject *subject)
{
	for (const xmlNode *notice = ot_check_find(subject->root, "identity/notice");
	     notice != NULL; notice = ot_xml_next(notice, "notice")) {
		const char *kind = ot_xml_attr(notice, "kind");
		if (g_strcmp0(ot_xml_attr(notice, "status"), "published") == 0 &&
		    ot_xml_attr(notice, "id") == NULL)
			ot_check_report(subject, OT_CODE_VAL_PUBLISHED, notice,
			                "the notice %s is published, but its number isn't given",
			                kind != NULL ? kind : "");
	}
}

void
ot_check_version(const OtCheckSubject *subject)
{
	const xmlNode *identity = ot_xml_child(subject->root, "identity");
	const char *version = identity != NULL ? ot_xml_attr(identity, "version") : NULL;
	const xmlNode *last = NULL;

	for (const xmlNode *change = ot_check_find(subject->root, "history/change"); change != NULL;
	     change = ot_xml_next(change, "change"))
		last = change;
	const char *latest = last != NULL ? ot_xml_attr(last, "version") : NULL;
	if (version != NULL && latest != NULL && strcmp(version, latest) != 0)
		ot_check_report(subject, OT_CODE_VAL_VERSION, last,
		                "this is version %.40s, and the history ends with version %.40s",
		                version, latest);
}
