/*
 * Memory. Whoever takes a `struct arena *` allocates there; whoever takes
 * none does not allocate. Records, strings and lists live until the arena is
 * freed; nothing in it is freed singly.
 *
 * Large arrays that grow (roster rows, diagnostics) are plain heap blocks
 * grown by mem_grow(), because glibc moves big blocks by remapping pages
 * instead of copying them; their owner releases them with mem_free().
 *
 * Every allocation of the project goes through this file, so that a test can
 * make the n-th one fail (mem_fail_after).
 */
#ifndef DAOPAN_CORE_ARENA_H
#define DAOPAN_CORE_ARENA_H

#include "core/attributes.h"
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A new, empty arena; NULL when memory is exhausted. */
struct arena *arena_new(void);

/* Frees the arena and all that lives in it. NULL is allowed. */
void arena_free(struct arena *arena);

/*
 * `size` bytes, zeroed, aligned for any type; NULL when memory is exhausted.
 * size 0 gives a valid, distinct pointer.
 */
CHECKED void *arena_alloc(struct arena *arena, size_t size);

/* `count` elements of `size` bytes, zeroed; NULL also where the product
 * overflows. */
CHECKED void *arena_array(struct arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `len` bytes; NULL when memory is exhausted. */
CHECKED char *arena_text(struct arena *arena, const char *bytes, size_t len);

/* The same for a whole NUL-terminated string. */
CHECKED char *arena_string(struct arena *arena, const char *string);

/*
 * Grows `*array` (elements of `size` bytes, room for `*capacity`) so that it
 * holds at least `need` elements; new room is zeroed. 0 on success, -1 when
 * memory is exhausted, and then nothing has changed.
 *
 *     if (mem_grow(&rows, &capacity, count + 1, sizeof *rows) != 0)
 *         goto out;
 *
 * `array` is the address of the pointer.
 */
CHECKED int mem_grow(void *array, size_t *capacity, size_t need, size_t size);

/* Plain heap memory: zeroed block or NULL; the same block with another size
 * (new room not zeroed; NULL leaves the old one as it was); and its release
 * (NULL allowed). */
CHECKED void *mem_alloc(size_t size);
CHECKED void *mem_resize(void *block, size_t size);
void mem_free(void *block);

/*
 * Processes that fork() makes from now on may not touch the block, and get no
 * copy of it where that saves anything: they begin sooner, and what is written
 * to the block meanwhile is not copied for them. It stays so when it grows,
 * until it is withheld no more. NULL is allowed.
 */
void mem_withhold(void *block, bool is_withheld);

/*
 * For tests: the `after`-th allocation from now (1 = the next) fails, and
 * so does each one later until mem_fail_after(0). 0 switches failing off.
 */
void mem_fail_after(unsigned long after);

#endif
