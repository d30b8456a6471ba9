/*
 * Memory for the whole project: arenas, growing arrays, and the counter that
 * lets tests make any allocation fail.
 *
 * An arena is a list of blocks; small requests are cut from the newest block,
 * large ones get a block of their own. Nothing is freed singly, so there is
 * no header per allocation.
 *
 * Heap blocks of a MiB and more are whole pages (pages.h), the others
 * malloc()'s; a header before each says which.
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
    alignas(max_align_t) size_t size; /* that was asked for, with this */
    size_t mapped;                    /* bytes of pages; 0 = malloc()'s */
};

enum { MAPPED_FROM = 1024 * 1024 };

/* The size of a block with its header; 0 = there is none so large. */
static size_t with_header(size_t size)
{
    return size > SIZE_MAX / 2 ? 0 : size + sizeof(struct header);
}

static struct header *map(size_t size)
{
    const size_t mapped = pages_size(size);
    struct header *header = pages_map(mapped);
    if (header != NULL)
        *header = (struct header){.size = size, .mapped = mapped};
    return header;
}

/* A block of pages with room for `size`. */
static struct header *grow_mapped(struct header *header, size_t size)
{
    const size_t mapped = pages_size(size);
    if (mapped > header->mapped) {
        header = pages_grow(header, header->mapped, mapped);
        if (header == NULL)
            return NULL;
        header->mapped = mapped;
    }
    header->size = size;
    return header;
}

static struct header *resize(struct header *old, size_t size)
{
    if (old != NULL && old->mapped != 0)
        return grow_mapped(old, size);
    if (!HAS_PAGES || size < MAPPED_FROM) {
        struct header *header = realloc(old, size);
        if (header != NULL)
            *header = (struct header){.size = size};
        return header;
    }
    struct header *header = map(size);
    if (header != NULL && old != NULL) {
        const size_t kept = old->size < size ? old->size : size;
        memcpy(header + 1, old + 1, kept - sizeof *old);
        free(old);
    }
    return header;
}

static struct header *header_of(void *block)
{
    return block == NULL ? NULL : (struct header *)block - 1;
}

void *mem_alloc(size_t size)
{
    const size_t total = with_header(size);
    if (!may_allocate() || total == 0)
        return NULL;
    struct header *header = NULL;
    if (HAS_PAGES && total >= MAPPED_FROM)
        header = map(total);
    else if ((header = calloc(1, total)) != NULL)
        header->size = total;
    return header == NULL ? NULL : header + 1;
}

void *mem_resize(void *block, size_t size)
{
    const size_t total = with_header(size);
    if (!may_allocate() || total == 0)
        return NULL;
    struct header *header = resize(header_of(block), total);
    return header == NULL ? NULL : header + 1;
}

void mem_free(void *block)
{
    struct header *header = header_of(block);
    if (header != NULL && header->mapped != 0)
        pages_unmap(header, header->mapped);
    else
        free(header);
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
    unsigned char *grown = mem_resize(old, next * size);
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
