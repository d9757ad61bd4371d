/* SPDX-License-Identifier: MIT */
#ifndef OT_DOCX_DOOR_H
#define OT_DOCX_DOOR_H

/** The door to archives, which are loaded at their first use (base/object.h). */

#include "zip/zip.h"

/** What reads and writes archives, or NULL with OT_ERROR_IO where the object can't be loaded. */
const OtZipDoor *
ot_docx_door(GError **error);

#endif
