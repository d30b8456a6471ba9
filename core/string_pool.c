/*
 * The pool: texts in chunks that never move, and an open-addressing table of
 * references, each beside the hash of its text, so that a text is looked at
 * only where it is very likely the one. A reference is the offset of the text
 * in units of four bytes over all chunks, so 32 bits reach 16 GiB; the length
 * stands in front of each text.
 */
#include "core/string_pool.h"

#include "core/arena.h"
#include "core/string_pieces.h"
#include <stdbool.h>
#include <string.h>

/* Chunks that are allocated at a time fill a large page. */
enum { BLOCK_CHUNKS = 2 };

#define TEXT_MAX ((size_t)UINT32_MAX / 2)

/* A text longer than a chunk lies in several that are one block: `block` is
 * set in its first chunk only. */
struct chunk {
    unsigned char *bytes;
    unsigned char *block;
};

struct slot {
    uint32_t hash;
    strref ref; /* 0 = free */
};

struct string_pool {
    struct chunk *chunks;
    size_t chunk_count;
    size_t chunk_capacity;
    uint32_t next; /* first free unit */
    struct slot *slots;
    uint32_t slot_count; /* a power of two */
    uint32_t used;
    bool is_loose;    /* a text may stand in it twice */
    bool is_withheld; /* from processes that are started */
};

static unsigned char *unit_at(const struct string_pool *pool, uint32_t unit)
{
    return pool->chunks[unit / STRING_CHUNK_UNITS].bytes +
           (size_t)(unit % STRING_CHUNK_UNITS) * STRING_UNIT;
}

static uint32_t length_at(const struct string_pool *pool, strref ref)
{
    uint32_t length = 0;
    memcpy(&length, unit_at(pool, ref), sizeof length);
    return length;
}

static size_t whole_blocks(size_t chunks)
{
    return (chunks + BLOCK_CHUNKS - 1) / BLOCK_CHUNKS * BLOCK_CHUNKS;
}

/* Adds `count` chunks that follow each other. */
static int add_chunks(struct string_pool *pool, size_t count)
{
    const size_t size = (size_t)STRING_CHUNK_UNITS * STRING_UNIT;
    if (count > UINT32_MAX / STRING_CHUNK_UNITS - pool->chunk_count ||
        mem_grow(&pool->chunks, &pool->chunk_capacity,
                 pool->chunk_count + count, sizeof *pool->chunks) != 0)
        return -1;
    unsigned char *block = mem_alloc(count * size);
    if (block == NULL)
        return -1;
    mem_withhold(block, pool->is_withheld);
    for (size_t i = 0; i < count; i++)
        pool->chunks[pool->chunk_count++] = (struct chunk){
            .bytes = block + i * size, .block = i == 0 ? block : NULL};
    return 0;
}

struct string_pool *string_pool_new(void)
{
    struct string_pool *pool = mem_alloc(sizeof *pool);
    if (pool == NULL)
        return NULL;
    pool->slot_count = 1024;
    pool->slots = mem_alloc(pool->slot_count * sizeof *pool->slots);
    /* Units 0 and 1 are the empty string, so that reference 0 is it. */
    pool->next = STRING_FIRST_UNIT;
    if (pool->slots == NULL || add_chunks(pool, BLOCK_CHUNKS) != 0) {
        string_pool_free(pool);
        return NULL;
    }
    return pool;
}

void string_pool_free(struct string_pool *pool)
{
    if (pool == NULL)
        return;
    for (size_t i = 0; i < pool->chunk_count; i++)
        mem_free(pool->chunks[i].block);
    mem_free(pool->chunks);
    mem_free(pool->slots);
    mem_free(pool);
}

/* Eight bytes a step, with a multiply and a fold. */
static uint32_t hash_of(const char *text, size_t len)
{
    uint64_t hash = 0x9E3779B97F4A7C15u ^ len;
    while (len >= 8) {
        uint64_t word = 0;
        memcpy(&word, text, 8);
        hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
        text += 8;
        len -= 8;
    }
    uint64_t tail = 0;
    memcpy(&tail, text, len);
    hash = (hash ^ tail) * 0xC4CEB9FE1A85EC53u;
    return (uint32_t)(hash ^ (hash >> 29));
}

static int grow_table(struct string_pool *pool)
{
    enum { SMALL = 1 << 16 };
    struct slot *old = pool->slots;
    const uint32_t old_count = pool->slot_count;
    if (old_count > UINT32_MAX / 4)
        return -1;
    const uint32_t count = old_count * (old_count < SMALL ? 4 : 2);
    struct slot *slots = mem_alloc(count * sizeof *slots);
    if (slots == NULL)
        return -1;
    mem_withhold(slots, pool->is_withheld);
    const uint32_t mask = count - 1;
    for (uint32_t i = 0; i < old_count; i++) {
        uint32_t at = old[i].hash & mask;
        if (old[i].ref == 0)
            continue;
        while (slots[at].ref != 0)
            at = (at + 1) & mask;
        slots[at] = old[i];
    }
    mem_free(old);
    pool->slots = slots;
    pool->slot_count = count;
    return 0;
}

/* Makes room for a text, which does not cross chunks unless it is longer than
 * one. Several chunks come at a time once there are many. */
static int make_room(struct string_pool *pool, uint32_t units)
{
    const uint32_t left = STRING_CHUNK_UNITS - pool->next % STRING_CHUNK_UNITS;
    const uint32_t chunk = pool->next / STRING_CHUNK_UNITS;
    if (chunk < pool->chunk_count && units <= left)
        return 0;
    if (chunk + 1 < pool->chunk_count && units <= STRING_CHUNK_UNITS) {
        pool->next = (chunk + 1) * STRING_CHUNK_UNITS;
        return 0;
    }
    const uint32_t start = (uint32_t)pool->chunk_count * STRING_CHUNK_UNITS;
    const size_t needed = (units - 1) / STRING_CHUNK_UNITS + 1;
    const size_t usual = pool->chunk_count / 4;
    const size_t count = needed > usual ? needed : usual;
    if (add_chunks(pool, whole_blocks(count)) != 0)
        return -1;
    pool->next = start;
    return 0;
}

/* Writes a new text behind the last one. */
static int append(struct string_pool *pool, const char *text, size_t len,
                  strref *out)
{
    const uint32_t units = string_units(len);
    const uint32_t length = (uint32_t)len;
    if (make_room(pool, units) != 0)
        return -1;
    unsigned char *at = unit_at(pool, pool->next);
    memcpy(at, &length, sizeof length);
    memcpy(at + 4, text, len);
    at[4 + len] = '\0';
    *out = pool->next;
    pool->next += units;
    return 0;
}

int string_pool_add_expected(struct string_pool *pool, uint32_t hash,
                             const char *text, size_t len, strref *out)
{
    if (len == 0) {
        *out = 0;
        return 0;
    }
    if (len > TEXT_MAX)
        return -1;
    if (pool->used >= pool->slot_count / 4 * 3 && grow_table(pool) != 0)
        return -1;
    const uint32_t mask = pool->slot_count - 1;
    uint32_t at = hash & mask;
    for (; pool->slots[at].ref != 0; at = (at + 1) & mask) {
        const struct slot *slot = &pool->slots[at];
        if (slot->hash == hash && length_at(pool, slot->ref) == len &&
            memcmp(string_pool_get(pool, slot->ref), text, len) == 0) {
            *out = slot->ref;
            return 0;
        }
    }
    if (append(pool, text, len, out) != 0)
        return -1;
    pool->slots[at] = (struct slot){.hash = hash, .ref = *out};
    pool->used++;
    return 0;
}

int string_pool_add(struct string_pool *pool, const char *text, size_t len,
                    strref *out)
{
    return string_pool_add_expected(pool, hash_of(text, len), text, len, out);
}

int string_pool_add_new(struct string_pool *pool, const char *text, size_t len,
                        strref *out)
{
    if (!pool->is_loose)
        return string_pool_add(pool, text, len, out);
    if (len == 0) {
        *out = 0;
        return 0;
    }
    return len > TEXT_MAX ? -1 : append(pool, text, len, out);
}

void string_pool_withhold(struct string_pool *pool, bool is_withheld)
{
    pool->is_withheld = is_withheld;
    mem_withhold(pool->slots, is_withheld);
    for (size_t i = 0; i < pool->chunk_count; i++)
        mem_withhold(pool->chunks[i].block, is_withheld);
}

void string_pool_loosen(struct string_pool *pool)
{
    pool->is_loose = true;
}

uint32_t string_pool_expect(const struct string_pool *pool, const char *text,
                            size_t len)
{
    const uint32_t hash = hash_of(text, len);
    FETCH_EARLY(&pool->slots[hash & (pool->slot_count - 1)]);
    return hash;
}

void string_pool_expect_same(const struct string_pool *pool, uint32_t hash)
{
    const struct slot *slot = &pool->slots[hash & (pool->slot_count - 1)];
    if (slot->ref != 0 && slot->hash == hash)
        FETCH_EARLY(unit_at(pool, slot->ref));
}

const char *string_pool_get(const struct string_pool *pool, strref ref)
{
    return (const char *)unit_at(pool, ref) + 4;
}

size_t string_pool_length(const struct string_pool *pool, strref ref)
{
    return length_at(pool, ref);
}

const void *string_pool_piece(const struct string_pool *pool, size_t index,
                              size_t *size)
{
    const size_t units = pool->next - index * STRING_CHUNK_UNITS;
    if (index * STRING_CHUNK_UNITS >= pool->next)
        return NULL;
    *size =
        (units < STRING_CHUNK_UNITS ? units : STRING_CHUNK_UNITS) * STRING_UNIT;
    return pool->chunks[index].bytes;
}
