/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

/* With the address sanitizer only what was asked for can be touched, and nothing between. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define WATCHED
#endif
#ifdef WATCHED
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(bytes, size)   ((void) (bytes), (void) (size))
#define ASAN_UNPOISON_MEMORY_REGION(bytes, size) ((void) (bytes), (void) (size))
#endif

/* Many arenas hold a path or two: zeroing more than that would be most of their work. */
#define FIRST_BLOCK   (1u << 10)
#define LARGEST_BLOCK (1u << 20)

typedef struct Block Block;

struct Block {
	Block *previous;
	size_t size, used;
	max_align_t bytes[];
};

struct OtArena {
	Block *block;
	size_t next_size;
};

OtArena *
ot_arena_new(void)
{
	OtArena *arena = g_new0(OtArena, 1);
	arena->next_size = FIRST_BLOCK;
	return arena;
}

void
ot_arena_free(OtArena *arena)
{
	if (arena == NULL)
		return;
	for (Block *block = arena->block; block != NULL;) {
		Block *previous = block->previous;
		ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
		g_free(block);
		block = previous;
	}
	g_free(arena);
}

static void
add_block(OtArena *arena, size_t least)
{
	size_t size = MAX(arena->next_size, least);
	Block *block = g_malloc0(sizeof(Block) + size);

	block->size = size;
	block->previous = arena->block;
	arena->block = block;
	ASAN_POISON_MEMORY_REGION(block->bytes, size);
	arena->next_size = MIN(arena->next_size * 2, LARGEST_BLOCK);
}

void *
ot_arena_alloc(OtArena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);

	g_assert(size <= G_MAXSIZE / 2);
	size_t taken = (size + align - 1) / align * align;
	if (arena->block == NULL || arena->block->size - arena->block->used < taken)
		add_block(arena, taken);
	void *memory = (char *) arena->block->bytes + arena->block->used;
	arena->block->used += taken;
	ASAN_UNPOISON_MEMORY_REGION(memory, size);
	return memory;
}

char *
ot_arena_strndup(OtArena *arena, const char *text, size_t len)
{
	char *copy = ot_arena_alloc(arena, len + 1);
	memcpy(copy, text, len);
	return copy;
}

char *
ot_arena_strdup(OtArena *arena, const char *text)
{
	return text != NULL ? ot_arena_strndup(arena, text, strlen(text)) : NULL;
}

char *
ot_arena_printf(OtArena *arena, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return ot_arena_strdup(arena, text);
}
