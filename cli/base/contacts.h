/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_CONTACTS_H
#define OT_BASE_CONTACTS_H

/** Addresses of e-mail and of pages, and telephone numbers, found in texts. */

#include <glib.h>

typedef enum {
	OT_CONTACT_EMAIL,
	OT_CONTACT_PAGE,
	OT_CONTACT_TELEPHONE, /**< nine digits and more that begin with 0 or + */
} OtContactKind;

/** Where one stands in a text, in bytes. */
typedef struct {
	size_t start, end;
	OtContactKind kind;
} OtContact;

/** All in a text in UTF-8, in their order, of OtContact; free with g_array_unref(). */
GArray *
ot_contacts_find(const char *text);

/** The first one of e-mail or telephone, as it stands there, or NULL.  Free with g_free(). */
char *
ot_contacts_find_first(const char *text);

#endif
