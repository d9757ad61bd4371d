/* SPDX-License-Identifier: MIT */
#ifndef OT_REPORT_JSON_H
#define OT_REPORT_JSON_H

/** Building JSON objects: members without a value are left out, text is always valid UTF-8. */

#include <glib.h>
#include <jansson.h>

/** Set a text; NULL sets nothing. */
void
ot_json_set_text(json_t *object, const char *name, const char *text);

void
ot_json_set_number(json_t *object, const char *name, size_t number);

/** A new JSON string of any bytes. */
json_t *
ot_json_text(const char *text);

/** Indented text that ends with a line end; `root` is released.  Free with g_free(). */
char *
ot_json_dump(json_t *root);

#endif
