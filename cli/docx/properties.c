/* SPDX-License-Identifier: MIT */
#include "docx/properties.h"

static const char *const groups[] = {
#define GROUP(id, name) [OT_GROUP_##id] = name,
#include "docx/properties.def"
#undef GROUP
};

static const OtPropertyInfo infos[] = {
#define PROPERTY(group_id, prefix, element) \
	[OT_##group_id##_##element] = {OT_GROUP_##group_id, #prefix ":" #element},
#include "docx/properties.def"
#undef PROPERTY
};

G_STATIC_ASSERT(G_N_ELEMENTS(groups) == OT_N_GROUPS);
G_STATIC_ASSERT(G_N_ELEMENTS(infos) == OT_N_PROPERTIES);

const char *
ot_property_group_name(OtPropertyGroup group)
{
	return groups[group];
}

const OtPropertyInfo *
ot_property_info(OtProperty property)
{
	return &infos[property];
}

OtProperties
ot_properties(OtXmlWriter *xml, OtPropertyGroup group)
{
	return (OtProperties){.xml = xml, .group = group, .last = -1};
}

void
ot_property_start(OtProperties *properties, OtProperty property)
{
	const OtPropertyInfo *info = &infos[property];

	/* headerReference and footerReference may come several times each */
	g_assert(info->group == properties->group);
	g_assert((int) property >= properties->last);
	if (properties->last < 0)
		ot_xml_start(properties->xml, groups[properties->group]);
	properties->last = (int) property;
	ot_xml_start(properties->xml, info->name);
}

void
ot_property_flag(OtProperties *properties, OtProperty property)
{
	ot_property_start(properties, property);
	ot_xml_end(properties->xml);
}

void
ot_property_set(OtProperties *properties, OtProperty property, const char *value)
{
	if (value == NULL)
		return;
	ot_property_start(properties, property);
	ot_xml_set(properties->xml, "w:val", value);
	ot_xml_end(properties->xml);
}

void
ot_property_set_int(OtProperties *properties, OtProperty property, int value)
{
	ot_property_start(properties, property);
	ot_xml_set_int(properties->xml, "w:val", value);
	ot_xml_end(properties->xml);
}

void
ot_properties_end(OtProperties *properties)
{
	if (properties->last >= 0)
		ot_xml_end(properties->xml);
	properties->last = OT_N_PROPERTIES;
}
