/* SPDX-License-Identifier: MIT */
#ifndef OT_WATCH_WATCHED_H
#define OT_WATCH_WATCHED_H

/**
 * The files from which an engagement, or a draft, is checked and made; and which of them changed.
 *
 * What the program itself makes is not among them, but for responses.xml, which a person may edit
 * too.  Files that Word, LibreOffice and editors put beside those that they have open are passed
 * over.
 */

#include <glib.h>
#include <stdbool.h>

/** What is to be done when a file changed. */
typedef enum {
	OT_WATCHED_SOURCE,   /**< specification, settings, assets, style, templates: check, make */
	OT_WATCHED_RECORD,   /**< lists and records: check */
	OT_WATCHED_RESPONSE, /**< what a supplier sent: collect, check */
	OT_WATCHED_FORM,     /**< the specification as a form: its person takes it over */
	OT_WATCHED_DRAFT,    /**< a Word file or text without a specification: check */
} OtWatchedKind;

typedef struct {
	char *path;
	OtWatchedKind kind;
	bool gone;
} OtWatchedChange;

typedef struct OtWatched OtWatched;

/** `input` is a folder or a file, as on the command line.  Free with ot_watched_free(). */
OtWatched *
ot_watched_new(const char *input);

void
ot_watched_free(OtWatched *watched);

/**
 * Look at all files again.  Gives those that were added, removed or have other bytes than at the
 * look before, as OtWatchedChange by path; the first look gives all.  NULL and OT_ERROR_IO where
 * the folder, or the file that was named, is gone.  Unref the array.
 */
GArray *
ot_watched_look(OtWatched *watched, GError **error);

/** Note that the program wrote a file as it is now: that is no change. */
void
ot_watched_note_ours(OtWatched *watched, const char *path);

/** Whether a file is still as it was noted to be ours. */
bool
ot_watched_is_ours(const OtWatched *watched, const char *path);

/** The folders that hold them, as of the last look: keys of char *.  Owned by `watched`. */
GHashTable *
ot_watched_folders(const OtWatched *watched);

/** Whether there is a specification, so that documents can be made. */
bool
ot_watched_is_engagement(const OtWatched *watched);

/** Whether a name is of a file that an editor or a file manager makes for itself. */
bool
ot_watched_is_passing(const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtWatched, ot_watched_free)

#endif
