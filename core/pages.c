/*
 * Tables of millions of rows are looked at here and there. With pages of
 * 2 MiB instead of 4 KiB the processor finds its way to them more often, and
 * the system is asked for memory some hundred times less; so blocks of that
 * size begin at such a page, and the system is advised to use them. It may do
 * as it likes.
 *
 * A block that grows moves to a larger room of addresses; the pages stay what
 * they are, since both begin at a large one.
 */
#include "core/pages.h"

#include <stdint.h>
#include <sys/mman.h>

enum { SMALL_PAGES = 64 * 1024, LARGE_PAGE = 2 * 1024 * 1024 };

size_t pages_size(size_t size)
{
    const size_t unit = size < LARGE_PAGE ? SMALL_PAGES : LARGE_PAGE;
    return size > SIZE_MAX / 2 ? 0 : (size + unit - 1) / unit * unit;
}

/* Addresses for `size` bytes, from a large page on; NULL where there are
 * none. */
static unsigned char *reserve(size_t size, int protection)
{
    const size_t room = size + LARGE_PAGE;
    void *const found =
        mmap(NULL, room, protection,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (found == MAP_FAILED)
        return NULL;
    unsigned char *const start = found;
    const size_t before =
        (LARGE_PAGE - (uintptr_t)found % LARGE_PAGE) % LARGE_PAGE;
    if (before > 0)
        munmap(start, before);
    munmap(start + before + size, room - before - size);
    return start + before;
}

static void *advise(void *block, size_t size)
{
    if (size >= LARGE_PAGE)
        (void)madvise(block, size, MADV_HUGEPAGE);
    return block;
}

void *pages_map(size_t size)
{
    void *const block = reserve(size, PROT_READ | PROT_WRITE);
    return block == NULL ? NULL : advise(block, size);
}

void *pages_grow(void *block, size_t size, size_t larger)
{
    unsigned char *const room = reserve(larger, PROT_NONE);
    if (room == NULL)
        return NULL;
    void *const moved =
        mremap(block, size, larger, MREMAP_MAYMOVE | MREMAP_FIXED, room);
    if (moved == MAP_FAILED) {
        munmap(room, larger);
        return NULL;
    }
    return advise(moved, larger);
}

void pages_unmap(void *block, size_t size)
{
    munmap(block, size);
}
