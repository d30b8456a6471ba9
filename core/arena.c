/*
 * Memory for the whole project: arenas, growing arrays, and the counter that
 * lets tests make any allocation fail.
 *
 * An arena is a list of blocks; small requests are cut from the newest block,
 * large ones get a block of their own. Nothing is freed singly, so there is
 * no header per allocation.
 *
 * Large heap blocks are whole pages (pages.h), the others malloc()'s; a header
 * before each says which.
 */
#include "core/arena.h"

#include "core/pages.h"
#include <stdalign.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

struct block {
    struct block *next;
    size_t used;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct block *blocks; /* newest first; requests are cut from it */
};

/* The two counters are the project's only mutable globals: failing the n-th
 * allocation must reach every caller, in every thread. */
static atomic_ulong allocations;
static atomic_ulong fail_from;

static bool may_allocate(void)
{
    const unsigned long number = atomic_fetch_add(&allocations, 1) + 1;
    const unsigned long limit = atomic_load(&fail_from);
    return limit == 0 || number < limit;
}

void mem_fail_after(unsigned long after)
{
    const unsigned long made = atomic_load(&allocations);
    atomic_store(&fail_from, after == 0 ? 0 : made + after);
}

/* The sanitizers watch the ends of what malloc() gives, and follow no pointers
 * that lie elsewhere: so they are given all of it. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_PAGES false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define HAS_PAGES false
#endif
#endif
#ifndef HAS_PAGES
#define HAS_PAGES true
#endif

/* What stands before each heap block. */
struct header {
    alignas(max_align_t) size_t size; /* that was asked for */
    size_t mapped;                    /* bytes of pages; 0 = malloc()'s */
    bool is_withheld;                 /* mem_withhold() */
};

/* Blocks of so many bytes are pages. An array that grows is so early: else it
 * would be copied and its new room zeroed each time. */
enum { MAPPED_FROM = 512 * 1024, GROWN_MAPPED_FROM = 64 * 1024 };

static struct header *header_of(void *block)
{
    return block == NULL ? NULL : (struct header *)block - 1;
}

static void *map(size_t size)
{
    const size_t mapped = pages_size(size);
    void *const block = pages_map(mapped);
    if (block != NULL)
        *header_of(block) = (struct header){.size = size, .mapped = mapped};
    return block;
}

/* What was withheld stays so in its new place. */
static void keep_withheld(void *block, const struct header *before)
{
    if (before->is_withheld)
        mem_withhold(block, true);
}

/* A block of pages with room for `size`. */
static void *grow_mapped(void *block, size_t size)
{
    const struct header before = *header_of(block);
    const size_t mapped = pages_size(size);
    if (mapped <= before.mapped) {
        header_of(block)->size = size;
        return block;
    }
    void *const grown = pages_grow(block, before.mapped, mapped);
    if (grown == NULL)
        return NULL;
    *header_of(grown) = (struct header){.size = size, .mapped = mapped};
    keep_withheld(grown, &before);
    return grown;
}

/* The same from malloc(): its new room is not zeroed. */
static void *resize_small(struct header *old, size_t size)
{
    const bool is_withheld = old != NULL && old->is_withheld;
    struct header *header = realloc(old, sizeof *header + size);
    if (header == NULL)
        return NULL;
    *header = (struct header){.size = size, .is_withheld = is_withheld};
    return header + 1;
}

static void *resize(void *block, size_t size, size_t mapped_from)
{
    struct header *const old = header_of(block);
    if (!may_allocate() || size > SIZE_MAX / 2)
        return NULL;
    if (old != NULL && old->mapped != 0)
        return grow_mapped(block, size);
    if (!HAS_PAGES || size < mapped_from)
        return resize_small(old, size);
    void *const moved = map(size);
    if (moved != NULL && old != NULL) {
        memcpy(moved, block, old->size < size ? old->size : size);
        keep_withheld(moved, old);
        free(old);
    }
    return moved;
}

void *mem_alloc(size_t size)
{
    if (!may_allocate() || size > SIZE_MAX / 2)
        return NULL;
    if (HAS_PAGES && size >= MAPPED_FROM)
        return map(size);
    struct header *header = calloc(1, sizeof *header + size);
    if (header == NULL)
        return NULL;
    header->size = size;
    return header + 1;
}

void *mem_resize(void *block, size_t size)
{
    return resize(block, size, MAPPED_FROM);
}

void mem_free(void *block)
{
    struct header *header = header_of(block);
    if (header != NULL && header->mapped != 0)
        pages_unmap(block, header->mapped);
    else
        free(header);
}

void mem_withhold(void *block, bool is_withheld)
{
    struct header *header = header_of(block);
    if (header == NULL)
        return;
    header->is_withheld = is_withheld;
    if (header->mapped != 0)
        pages_withhold(block, header->mapped, is_withheld);
}

/* The next capacity: by half again, so that copying stays linear overall. */
static size_t next_capacity(size_t capacity, size_t need)
{
    size_t next = capacity < 16 ? 16 : capacity;
    while (next < need) {
        if (next > SIZE_MAX / 2)
            return need;
        next += next / 2;
    }
    return next;
}

int mem_grow(void *array, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity)
        return 0;
    const size_t next = next_capacity(*capacity, need);
    if (size != 0 && next > SIZE_MAX / size)
        return -1;
    void *old = NULL;
    memcpy(&old, array, sizeof old);
    unsigned char *grown = resize(old, next * size, GROWN_MAPPED_FROM);
    if (grown == NULL)
        return -1;
    if (header_of(grown)->mapped == 0) /* pages are new, and zero */
        memset(grown + *capacity * size, 0, (next - *capacity) * size);
    memcpy(array, &grown, sizeof grown);
    *capacity = next;
    return 0;
}

struct arena *arena_new(void)
{
    return mem_alloc(sizeof(struct arena));
}

void arena_free(struct arena *arena)
{
    if (arena == NULL)
        return;
    struct block *block = arena->blocks;
    while (block != NULL) {
        struct block *next = block->next;
        mem_free(block);
        block = next;
    }
    mem_free(arena);
}

/* A block for at least `size` bytes. One made for a single large request goes
 * behind the newest, which still has room for small ones. */
static struct block *add_block(struct arena *arena, size_t size)
{
    const size_t room = size > BLOCK_SIZE / 4 ? size : BLOCK_SIZE;
    if (room > SIZE_MAX - sizeof(struct block))
        return NULL;
    struct block *block = mem_alloc(sizeof *block + room);
    if (block == NULL)
        return NULL;
    block->size = room;
    if (room == size && arena->blocks != NULL) {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        block->next = arena->blocks;
        arena->blocks = block;
    }
    return block;
}

static void *cut(struct arena *arena, size_t size, size_t align)
{
    struct block *block = arena->blocks;
    size_t start = 0;
    if (block != NULL)
        start = (block->used + align - 1) / align * align;
    if (block == NULL || start > block->size || block->size - start < size) {
        block = add_block(arena, size);
        if (block == NULL)
            return NULL;
        start = 0;
    }
    block->used = start + size;
    return block->bytes + start;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return cut(arena, size == 0 ? 1 : size, alignof(max_align_t));
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    return arena_alloc(arena, count * size);
}

char *arena_text(struct arena *arena, const char *bytes, size_t len)
{
    if (len == SIZE_MAX)
        return NULL;
    char *copy = cut(arena, len + 1, 1);
    if (copy == NULL)
        return NULL;
    if (len > 0)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}

char *arena_string(struct arena *arena, const char *string)
{
    return arena_text(arena, string, strlen(string));
}
