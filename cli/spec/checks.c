/* SPDX-License-Identifier: MIT */
#include "spec/checks.h"

#include "xml/schema.h"

#include <stdarg.h>
#include <string.h>

const OtCheck ot_checks[] = {
	{"measure dates", ot_check_measure_dates},
	{"milestones", ot_check_milestones},
	{"engagement dates", ot_check_engagement_dates},
	{"agreement of dates", ot_check_agreement},
	{"events", ot_check_events},
	{"deadlines", ot_check_deadlines},
	{"history", ot_check_history},
	{"directions", ot_check_directions},
	{"ranges", ot_check_ranges},
	{"weights", ot_check_weights},
	{"running orders", ot_check_slots},
	{"choices", ot_check_choices},
	{"budget", ot_check_budget},
	{"identifiers", ot_check_identifiers},
	{"notices", ot_check_notices},
	{"version", ot_check_version},
	{"outline", ot_check_outline},
	{NULL, NULL},
};

void
ot_checks_run(const OtCheckSubject *subject)
{
	for (const OtCheck *check = ot_checks; check->name != NULL; check++)
		check->run(subject);
}

OtFinding *
ot_check_report(const OtCheckSubject *subject, OtCode code, const xmlNode *node,
                const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_autofree char *place = ot_xml_place(node);
	OtWhere where = ot_xml_where(subject->xml, node);
	where.place = place;
	return ot_findings_add(subject->findings, code, where, "%s", message);
}

static bool
read_day(const char *text, OtDay *day)
{
	int year, month, date, used = 0;

	if (sscanf(text, " %4d-%2d-%2d%n", &year, &month, &date, &used) != 3 || used == 0 ||
	    !g_date_valid_month((GDateMonth) month) || date < 1 || year < 1 ||
	    !g_date_valid_dmy((GDateDay) date, (GDateMonth) month, (GDateYear) year))
		return false;
	text += strspn(text, " \t\r\n");
	g_strlcpy(day->text, text, sizeof day->text);
	return strlen(day->text) == sizeof day->text - 1;
}

bool
ot_check_day(const xmlNode *node, const char *attr, OtDay *day)
{
	const char *text = node != NULL ? ot_xml_attr(node, attr) : NULL;
	return text != NULL && read_day(text, day);
}

bool
ot_check_day_within(const xmlNode *node, OtDay *day)
{
	const xmlNode *text = node != NULL ? node->children : NULL;
	return text != NULL && text->type == XML_TEXT_NODE &&
	       read_day((const char *) text->content, day);
}

int
ot_check_minutes(const xmlNode *node, const char *attr)
{
	const char *text = ot_xml_attr(node, attr);
	const char *time = text != NULL ? strchr(text, 'T') : NULL;
	int hours, minutes;

	if (time == NULL || sscanf(time, "T%2d:%2d", &hours, &minutes) != 2 || hours < 0 ||
	    minutes < 0 || minutes > 59 || hours * 60 + minutes > 24 * 60)
		return -1;
	return hours * 60 + minutes;
}

bool
ot_check_number(const xmlNode *node, const char *attr, double *number)
{
	const char *text = node != NULL ? ot_xml_attr(node, attr) : NULL;
	char *end;

	if (text == NULL)
		return false;
	*number = g_ascii_strtod(text, &end);
	return end != text && end[strspn(end, " \t\r\n")] == '\0';
}

const xmlNode *
ot_check_find(const xmlNode *node, const char *path)
{
	g_auto(GStrv) names = g_strsplit(path, "/", -1);

	for (size_t i = 0; names[i] != NULL && node != NULL; i++)
		node = ot_xml_child(node, names[i]);
	return node;
}
