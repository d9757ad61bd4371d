/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_JSON_H
#define OT_BASE_JSON_H

/**
 * Reading JSON: the one door to jansson's parser.
 */

#include <glib.h>
#include <jansson.h>

/**
 * Parse bytes.  NULL where they are longer or nested deeper than limits.h allows (OT_ERROR_LIMIT),
 * aren't JSON, or name something twice (OT_ERROR_FORMAT, with the line).  `shown` stands for the
 * file in messages.  To be released with json_decref().
 */
json_t *
ot_json_read(const char *bytes, size_t len, const char *shown, GError **error);

#endif
