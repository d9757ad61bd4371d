/* SPDX-License-Identifier: MIT */
#include "engagement/carried.h"
#include "report/json.h"
#include "spec/checks.h"
#include "spec/spec.h"
#include "xml/source.h"

/* A member of the summary and the attribute or element that it comes from. */
typedef struct {
	const char *key, *name;
} Member;

static void
set_attrs(json_t *object, const xmlNode *node, const Member *members, size_t n)
{
	for (size_t i = 0; node != NULL && i < n; i++)
		ot_json_set_text(object, members[i].key, ot_xml_attr(node, members[i].name));
}

static void
set_texts(json_t *object, const xmlNode *node, const Member *members, size_t n)
{
	for (size_t i = 0; node != NULL && i < n; i++) {
		g_autofree char *text = ot_carried_text(node, members[i].name);
		ot_json_set_text(object, members[i].key, text);
	}
}

#define SET_ATTRS(object, node, members) set_attrs(object, node, members, G_N_ELEMENTS(members))
#define SET_TEXTS(object, node, members) set_texts(object, node, members, G_N_ELEMENTS(members))

/* A number as it stands in a specification (xs:decimal). */
static void
set_decimal(json_t *object, const char *key, const char *decimal)
{
	char *end;

	if (decimal == NULL)
		return;
	gint64 whole = g_ascii_strtoll(decimal, &end, 10);
	json_object_set_new(object, key, *end == '\0'
	                                         ? json_integer((json_int_t) whole)
	                                         : json_real(g_ascii_strtod(decimal, NULL)));
}

/* A list with an object for each child of this name; none where there is no such child. */
static void
set_list(json_t *object, const char *key, const xmlNode *parent, const char *name,
         json_t *(*make)(const xmlNode *node))
{
	const xmlNode *child = parent != NULL ? ot_xml_child(parent, name) : NULL;
	if (child == NULL)
		return;

	json_t *list = json_array();
	for (; child != NULL; child = ot_xml_next(child, name))
		json_array_append_new(list, make(child));
	json_object_set_new(object, key, list);
}

static json_t *
make_notice(const xmlNode *node)
{
	static const Member attrs[] = {
		{"kind", "kind"}, {"status", "status"}, {"id", "id"}, {"date", "date"},
		{"url", "url"},
	};
	json_t *object = json_object();

	SET_ATTRS(object, node, attrs);
	return object;
}

static json_t *
make_identity(const xmlNode *root)
{
	static const Member attrs[] = {
		{"reference", "reference"}, {"version", "version"}, {"stage", "stage"},
		{"date", "date"}, {"jurisdiction", "jurisdiction"}, {"regime", "regime"},
	};
	static const Member texts[] = {
		{"title", "title"}, {"summary", "summary"}, {"ocid", "ocid"},
	};
	const xmlNode *identity = ot_xml_child(root, "identity");
	json_t *object = json_object();

	SET_ATTRS(object, identity, attrs);
	SET_TEXTS(object, identity, texts);
	set_list(object, "notices", identity, "notice", make_notice);
	return object;
}

static json_t *
make_identifier(const xmlNode *node)
{
	json_t *object = json_object();
	g_autofree char *id = ot_source_text(node);

	ot_json_set_text(object, "scheme", ot_xml_attr(node, "scheme"));
	ot_json_set_text(object, "id", id);
	return object;
}

static json_t *
make_authority(const xmlNode *node)
{
	static const Member texts[] = {{"name", "name"}, {"website", "website"}};
	json_t *object = json_object();

	ot_json_set_text(object, "role", ot_xml_attr(node, "role"));
	SET_TEXTS(object, node, texts);
	set_list(object, "identifiers", node, "identifier", make_identifier);
	return object;
}

static json_t *
make_contact(const xmlNode *node)
{
	static const Member texts[] = {
		{"name", "name"}, {"position", "position"}, {"email", "email"},
		{"telephone", "telephone"},
	};
	json_t *object = json_object();

	SET_TEXTS(object, node, texts);
	return object;
}

static json_t *
make_titled(const xmlNode *node)
{
	static const Member texts[] = {{"title", "title"}};
	json_t *object = json_object();

	ot_json_set_text(object, "id", ot_xml_attr(node, "id"));
	SET_TEXTS(object, node, texts);
	return object;
}

static json_t *
make_value(const xmlNode *node)
{
	json_t *object = json_object();

	set_decimal(object, "value", ot_xml_attr(node, "value"));
	ot_json_set_text(object, "date", ot_xml_attr(node, "date"));
	return object;
}

static json_t *
make_measure(const xmlNode *node)
{
	static const Member attrs[] = {{"unit", "unit"}, {"direction", "direction"}};
	static const Member texts[] = {{"indicator", "indicator"}};
	const xmlNode *baseline = ot_xml_child(node, "baseline");
	const xmlNode *unknown = ot_xml_child(node, "baseline-unknown");
	const xmlNode *target = ot_xml_child(node, "target");
	json_t *object = json_object();

	ot_json_set_text(object, "id", ot_xml_attr(node, "id"));
	SET_TEXTS(object, node, texts);
	SET_ATTRS(object, node, attrs);
	if (baseline != NULL)
		json_object_set_new(object, "baseline", make_value(baseline));
	if (unknown != NULL)
		ot_json_set_text(object, "baselineKnownBy", ot_xml_attr(unknown, "by"));
	if (target != NULL)
		json_object_set_new(object, "target", make_value(target));
	return object;
}

static json_t *
make_outcome(const xmlNode *node)
{
	json_t *object = make_titled(node);

	ot_json_set_text(object, "priority", ot_xml_attr(node, "priority"));
	set_list(object, "measures", node, "measure", make_measure);
	return object;
}

static json_t *
make_budget(const xmlNode *node)
{
	static const Member attrs[] = {{"status", "status"}, {"vat", "vat"}};
	json_t *object = json_object();
	const char *currency = ot_xml_attr(node, "currency");

	json_object_set_new(object, "disclosed",
	                    json_boolean(g_strcmp0(ot_xml_attr(node, "disclosed"), "yes") == 0));
	SET_ATTRS(object, node, attrs);
	ot_json_set_text(object, "currency", currency != NULL ? currency : "GBP");
	set_decimal(object, "minimum", ot_xml_attr(node, "minimum"));
	set_decimal(object, "maximum", ot_xml_attr(node, "maximum"));
	set_decimal(object, "years", ot_xml_attr(node, "years"));
	return object;
}

static json_t *
make_milestone(const xmlNode *node)
{
	static const Member attrs[] = {
		{"kind", "kind"},
		{"date", "date"},
		{"precision", "precision"},
		{"status", "status"},
	};
	json_t *object = make_titled(node);

	SET_ATTRS(object, node, attrs);
	return object;
}

static json_t *
make_dates(const xmlNode *root)
{
	static const Member attrs[] = {{"opens", "opens"}, {"closes", "closes"}};
	static const Member texts[] = {{"questionsBy", "clarification-deadline"}};
	const xmlNode *engagement = ot_xml_child(root, "engagement");
	json_t *object = json_object();

	SET_ATTRS(object, engagement, attrs);
	SET_TEXTS(object, engagement, texts);
	set_list(object, "milestones", ot_xml_child(root, "timeline"), "milestone", make_milestone);
	return object;
}

static json_t *
make_event(const xmlNode *node)
{
	static const Member attrs[] = {
		{"format", "format"}, {"mode", "mode"}, {"start", "start"}, {"end", "end"},
	};
	static const Member texts[] = {{"place", "place"}};
	const xmlNode *registration = ot_xml_child(node, "registration");
	json_t *object = make_titled(node);

	SET_ATTRS(object, node, attrs);
	ot_json_set_text(object, "timeZone", "Europe/London");
	SET_TEXTS(object, node, texts);
	if (registration != NULL)
		ot_json_set_text(object, "registerBy", ot_xml_attr(registration, "by"));
	return object;
}

static size_t
count_questions(const xmlNode *root)
{
	size_t n = 0;

	for (const xmlNode *question = ot_check_find(root, "questions/question"); question != NULL;
	     question = ot_xml_next(question, "question"))
		n++;
	return n;
}

/* What the specification is written in, and where what explains it can be had. */
static json_t *
make_schema(void)
{
	json_t *object = json_object();

	ot_json_set_text(object, "namespace", OT_SPEC_NAMESPACE);
	ot_json_set_text(object, "version", OT_SPEC_SCHEMA_VERSION);
	ot_json_set_text(object, "file", OT_CARRIED_SPEC);
	ot_json_set_text(object, "availableFrom", "schemas/spec.xsd in outset " VERSION);
	return object;
}

GBytes *
ot_carried_summary(const OtCarriedSource *source, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(source->published);
	const xmlNode *contact = ot_carried_contact(root), *budget = ot_xml_child(root, "budget");
	const xmlNode *engagement = ot_xml_child(root, "engagement");
	json_t *object = json_object();

	(void) error;
	ot_json_set_text(object, "format", "outset-briefing");
	ot_json_set_number(object, "version", 1);
	json_object_set_new(object, "schema", make_schema());
	json_object_set_new(object, "identity", make_identity(root));
	set_list(object, "authorities", root, "authority", make_authority);
	if (contact != NULL)
		json_object_set_new(object, "contact", make_contact(contact));
	set_list(object, "problems", ot_xml_child(root, "problems"), "problem", make_titled);
	set_list(object, "outcomes", ot_xml_child(root, "outcomes"), "outcome", make_outcome);
	if (budget != NULL)
		json_object_set_new(object, "budget", make_budget(budget));
	json_object_set_new(object, "dates", make_dates(root));
	set_list(object, "events", engagement, "event", make_event);
	ot_json_set_number(object, "questions", count_questions(root));
	if (engagement != NULL)
		set_decimal(object, "responseHours", ot_xml_attr(engagement, "response-hours"));
	return ot_carried_json(object);
}
