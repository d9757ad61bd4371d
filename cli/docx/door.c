/* SPDX-License-Identifier: MIT */
#include "docx/door.h"

#include "base/object.h"

const OtZipDoor *
ot_docx_door(GError **error)
{
	OtZipFind *find;

	*(void **) &find = ot_object_function("zip", "reads and writes archives", "ot_zip_door",
	                                      error);
	return find != NULL ? find() : NULL;
}
