/*
 * Tables of millions of rows are looked at here and there. With pages of
 * 2 MiB instead of 4 KiB the processor finds its way to them more often, and
 * the system is asked for memory some hundred times less: handing out a large
 * page takes it as long as some forty small ones. So blocks from an eighth of
 * that size on begin at such a page, and the system is advised to use them. It
 * may do as it likes.
 *
 * What stands before a block has a small page of its own, so that a table
 * whose size is a power of two does not take one large page more than it
 * fills: zeroing that costs as much as filling the others.
 *
 * A large block that grows moves to a larger room of addresses; the pages stay
 * what they are, since both begin at a large one. A small one that becomes
 * large is copied: its pages would stay small.
 */
#include "core/pages.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

enum {
    SMALL_PAGES = 64 * 1024,
    LARGE_PAGE = 2 * 1024 * 1024,
    LARGE_FROM = 256 * 1024 /* what is smaller gets no large page */
};

size_t pages_size(size_t size)
{
    const size_t unit = size < LARGE_FROM ? SMALL_PAGES : LARGE_PAGE;
    return size > SIZE_MAX / 2 ? 0 : (size + unit - 1) / unit * unit;
}

/* Addresses for `size` bytes, those behind the lead from a large page on; NULL
 * where there are none. */
static unsigned char *reserve(size_t size, int protection)
{
    const size_t room = size + LARGE_PAGE;
    void *const found =
        mmap(NULL, room, protection,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (found == MAP_FAILED)
        return NULL;
    unsigned char *const start = found;
    const size_t behind = ((uintptr_t)found + PAGES_LEAD) % LARGE_PAGE;
    const size_t before = (LARGE_PAGE - behind) % LARGE_PAGE;
    if (before > 0)
        munmap(start, before);
    munmap(start + before + size, room - before - size);
    return start + before;
}

/* The block behind the lead; NULL where there are no pages. Both get the same
 * advice: what differs in it cannot be moved together. */
static void *block_at(unsigned char *pages, size_t size)
{
    if (pages == NULL)
        return NULL;
    if (size >= LARGE_PAGE)
        (void)madvise(pages, PAGES_LEAD + size, MADV_HUGEPAGE);
    return pages + PAGES_LEAD;
}

/* Less than a large page may begin anywhere. */
static unsigned char *map_small(size_t size)
{
    void *const found = mmap(NULL, size, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return found == MAP_FAILED ? NULL : found;
}

void *pages_map(size_t size)
{
    const size_t whole = PAGES_LEAD + size;
    return block_at(size < LARGE_PAGE ? map_small(whole)
                                      : reserve(whole, PROT_READ | PROT_WRITE),
                    size);
}

/* Moves pages to a room that begins as large pages want it. */
static unsigned char *move_large(unsigned char *pages, size_t size,
                                 size_t larger)
{
    unsigned char *const room = reserve(larger, PROT_NONE);
    if (room == NULL)
        return NULL;
    void *const moved =
        mremap(pages, size, larger, MREMAP_MAYMOVE | MREMAP_FIXED, room);
    if (moved != MAP_FAILED)
        return moved;
    munmap(room, larger);
    return NULL;
}

static unsigned char *move_small(unsigned char *pages, size_t size,
                                 size_t larger)
{
    void *const moved = mremap(pages, size, larger, MREMAP_MAYMOVE);
    return moved == MAP_FAILED ? NULL : moved;
}

/* From small pages to large ones. */
static void *copy_to_large(unsigned char *pages, size_t size, size_t larger)
{
    unsigned char *const block = pages_map(larger);
    if (block == NULL)
        return NULL;
    memcpy(block - PAGES_LEAD, pages, size);
    munmap(pages, size);
    return block;
}

void *pages_grow(void *block, size_t size, size_t larger)
{
    unsigned char *const pages = (unsigned char *)block - PAGES_LEAD;
    const size_t before = PAGES_LEAD + size;
    const size_t after = PAGES_LEAD + larger;
    if (size < LARGE_PAGE && larger >= LARGE_PAGE)
        return copy_to_large(pages, before, larger);
    return block_at(larger < LARGE_PAGE ? move_small(pages, before, after)
                                        : move_large(pages, before, after),
                    larger);
}

void pages_unmap(void *block, size_t size)
{
    munmap((unsigned char *)block - PAGES_LEAD, PAGES_LEAD + size);
}

void pages_withhold(void *block, size_t size, bool is_withheld)
{
    (void)madvise((unsigned char *)block - PAGES_LEAD, PAGES_LEAD + size,
                  is_withheld ? MADV_DONTFORK : MADV_DOFORK);
}
