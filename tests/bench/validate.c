/*
 * SPDX-License-Identifier: MIT
 *
 * validate SCHEMA.xsd FILE.xml -- holds a file against a schema as every command does, and nothing
 * else.
 *
 * The peer of xmllint in the bench: the file is read within the limits, and what is wrong is told
 * with its place in words.
 */
#include "xml/schema.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(OtFindings) findings = ot_findings_new();

	if (argc != 3)
		return fprintf(stderr, "usage: validate SCHEMA.xsd FILE.xml\n"), 2;
	g_autoptr(OtSchema) schema = ot_schema_load(argv[1], &error);
	g_autoptr(OtXml) xml = schema != NULL ? ot_xml_read(argv[2], findings, &error) : NULL;
	if (error != NULL)
		return fprintf(stderr, "validate: %s\n", error->message), 2;
	return xml != NULL && ot_schema_check(schema, xml, findings) ? 0 : 1;
}
