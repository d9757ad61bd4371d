/* SPDX-License-Identifier: MIT */
#ifndef OT_BASE_ARENA_H
#define OT_BASE_ARENA_H

/**
 * A bump allocator: many small things that die together, such as the nodes of one document.
 *
 * Memory is zeroed.  Running out of memory ends the program, as everywhere in GLib.
 */

#include <glib.h>

typedef struct OtArena OtArena;

/** Make an empty arena; free it with ot_arena_free(). */
OtArena *
ot_arena_new(void);

/** Free the arena and everything that was taken from it. */
void
ot_arena_free(OtArena *arena);

/** Take `size` zeroed bytes, aligned for any type. */
void *
ot_arena_alloc(OtArena *arena, size_t size);

/** Copy a string; NULL gives NULL. */
char *
ot_arena_strdup(OtArena *arena, const char *text);

/** Copy the first `len` bytes of a string and end them with a NUL. */
char *
ot_arena_strndup(OtArena *arena, const char *text, size_t len);

/** Format into the arena. */
char *
ot_arena_printf(OtArena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** One zeroed object of a type. */
#define ot_arena_new_object(arena, type) ((type *) ot_arena_alloc((arena), sizeof(type)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtArena, ot_arena_free)

#endif
