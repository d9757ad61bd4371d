/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_PROPERTIES_H
#define OT_DOCX_PROPERTIES_H

/**
 * Groups of properties (w:pPr, w:rPr, w:tblPr ...), whose elements have to come in the order of
 * properties.def.
 *
 * A group is started with ot_properties(), takes its properties in that order, and is ended with
 * ot_properties_end().  A group that takes none isn't written at all.
 */

#include "xml/write.h"

#include <stdbool.h>

typedef enum {
#define GROUP(id, name) OT_GROUP_##id,
#include "docx/properties.def"
#undef GROUP
	OT_N_GROUPS
} OtPropertyGroup;

/** One member a line of properties.def, for example OT_PPR_keepNext. */
typedef enum {
#define PROPERTY(group, prefix, element) OT_##group##_##element,
#include "docx/properties.def"
#undef PROPERTY
	OT_N_PROPERTIES
} OtProperty;

typedef struct {
	OtPropertyGroup group;
	const char *name; /**< the element with its prefix: "w:keepNext" */
} OtPropertyInfo;

/** A group that is being written. */
typedef struct {
	OtXmlWriter *xml;
	OtPropertyGroup group;
	int last; /**< the last property, or -1 */
} OtProperties;

/** The name of a group's element: "w:pPr". */
const char *
ot_property_group_name(OtPropertyGroup group);

const OtPropertyInfo *
ot_property_info(OtProperty property);

/** Begin a group. */
OtProperties
ot_properties(OtXmlWriter *xml, OtPropertyGroup group);

/** Start a property's element; the caller adds what it holds and ends it with ot_xml_end(). */
void
ot_property_start(OtProperties *properties, OtProperty property);

/** A property that says yes by being there. */
void
ot_property_flag(OtProperties *properties, OtProperty property);

/** A property with one w:val; NULL writes nothing. */
void
ot_property_set(OtProperties *properties, OtProperty property, const char *value);

void
ot_property_set_int(OtProperties *properties, OtProperty property, int value);

/** End the group.  It can't be used any more. */
void
ot_properties_end(OtProperties *properties);

#endif
