/*
 * A pool of distinct strings. Rows name their texts by a 32-bit reference, so
 * that a town that stands in a million rows is kept once.
 *
 * References are stable for the life of the pool; the texts are UTF-8, ended
 * by NUL, and never move. 0 is the empty string.
 */
#ifndef DAOPAN_CORE_STRING_POOL_H
#define DAOPAN_CORE_STRING_POOL_H

#include "core/attributes.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t strref;

struct string_pool;

struct string_pool *string_pool_new(void); /* NULL when memory is exhausted */
void string_pool_free(struct string_pool *pool);

/* Whether processes that are started from now on may not look into the pool
 * (mem_withhold): not at first. */
void string_pool_withhold(struct string_pool *pool, bool is_withheld);

/* The reference of the `len` bytes (no NUL among them), added where they are
 * new. 0, or -1 when memory is exhausted (or the text is over 2 GiB). */
CHECKED int string_pool_add(struct string_pool *pool, const char *text,
                            size_t len, strref *out);

/* From now on one text may have several references: for a pool that is only
 * filled to be handed on. */
void string_pool_loosen(struct string_pool *pool);

/* string_pool_add() for a text that is very likely new: in a loose pool it is
 * not looked for. */
CHECKED int string_pool_add_new(struct string_pool *pool, const char *text,
                                size_t len, strref *out);

/* These bytes will be added soon: their place is fetched meanwhile. Returns
 * what string_pool_add_expected() wants to know of them. */
uint32_t string_pool_expect(const struct string_pool *pool, const char *text,
                            size_t len);

/* To be called some time after that: where the bytes are likely there already,
 * those that they are compared with are fetched. */
void string_pool_expect_same(const struct string_pool *pool, uint32_t hash);

/* string_pool_add() for what was expected. */
CHECKED int string_pool_add_expected(struct string_pool *pool, uint32_t hash,
                                     const char *text, size_t len, strref *out);

const char *string_pool_get(const struct string_pool *pool, strref ref);
size_t string_pool_length(const struct string_pool *pool, strref ref);

/* The texts as they lie in memory (string_pieces.h), chunk by chunk: the chunk
 * `index`, NULL after the last. */
const void *string_pool_piece(const struct string_pool *pool, size_t index,
                              size_t *size);

#endif
