/*
 * Memory by whole pages, for large blocks: zeroed by the system, touched only
 * where it is used, and grown without being copied. For core/arena.c alone.
 */
#ifndef DAOPAN_CORE_PAGES_H
#define DAOPAN_CORE_PAGES_H

#include "core/attributes.h"
#include <stdbool.h>
#include <stddef.h>

/* Bytes before each block that are its owner's, too, and move with it. */
enum { PAGES_LEAD = 4096 };

/* A size as it is mapped: whole pages, large ones where it has that much.
 * 0 where there is no such size. */
size_t pages_size(size_t size);

/* The functions below take sizes of pages_size(). NULL when memory is
 * exhausted; pages_grow() then leaves the block as it was. */
CHECKED void *pages_map(size_t size);
CHECKED void *pages_grow(void *block, size_t size, size_t larger);
void pages_unmap(void *block, size_t size);

/* Processes that are started from now on get no copy of the block, or one. */
void pages_withhold(void *block, size_t size, bool is_withheld);

#endif
