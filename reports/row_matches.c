/*
 * Finds the matches of rows for deflate (RFC 1951), without the search that
 * packers spend their time on: a row repeats the row above cell by cell, so
 * what stands around a value is copied from the same cell above, known to be
 * the same by its form and not even compared. Of a value that differs from the
 * one above, what begins and ends alike is copied too, and the rest from
 * where the same value stood last, which a small table tells by a hash.
 *
 * Adjoining pieces of the same distance make one match, mostly from one
 * value's end to within the next. All that no match covers is literals.
 *
 * What a caller's marks say of forms and columns is relied on; all else is
 * compared. A row costs about a third of what packing it by a search does.
 */
#include "reports/row_matches.h"

#include "core/arena.h"
#include "core/digits.h"
#include <string.h>

enum {
    WORTHWHILE = 4,    /* bytes of a match that are cheaper than literals */
    WORTH_SEEKING = 6, /* bytes of a piece that is looked up */
    TABLE_BITS = 11,
    SOME_ROWS = 16, /* a column looked up in vain is tried once in so many */
    MARKS_AT_FIRST = 64,
};

/* The match under way, and the sequences before it. */
struct finder {
    const char *bytes;
    struct sequence *next;
    uint32_t done;     /* as far as the sequences go */
    uint32_t from, to; /* the match's bytes */
    uint32_t distance;
};

struct row_matches {
    struct marked_row rows[2];
    struct marked_row *above, *here; /* above has no marks: nothing to copy */
    struct sequence *sequences;
    size_t capacity;
    struct finder finder;
    uint32_t origin; /* the place in the stretch of the first byte there is */
    uint32_t places[1 << TABLE_BITS]; /* in the stretch, by a piece's hash */
};

struct row_matches *row_matches_new(void)
{
    struct row_matches *matches = mem_alloc(sizeof *matches);
    if (matches == NULL)
        return NULL;
    matches->above = &matches->rows[0];
    matches->here = &matches->rows[1];
    for (size_t i = 0; i < 2; i++) {
        if (!marked_row_grow(&matches->rows[i])) {
            row_matches_free(matches);
            return NULL;
        }
    }
    return matches;
}

void row_matches_free(struct row_matches *matches)
{
    if (matches == NULL)
        return;
    mem_free(matches->rows[0].marks);
    mem_free(matches->rows[1].marks);
    mem_free(matches->sequences);
    mem_free(matches);
}

void row_matches_begin(struct row_matches *matches)
{
    matches->above->count = 0;
    matches->above->failed = false;
    matches->here->count = 1;
    matches->here->failed = false;
    matches->here->begin = 0;
    matches->finder = (struct finder){.next = matches->sequences};
    matches->origin = 0;
    memset(matches->places, 0, sizeof matches->places);
}

struct marked_row *row_matches_row(struct row_matches *matches)
{
    return matches->here;
}

/* One more is kept than counts: the mark that ends the row. */
bool marked_row_grow(struct marked_row *row)
{
    size_t capacity = row->capacity == 0 ? 0 : row->capacity + 1;
    if (mem_grow(&row->marks, &capacity, capacity + MARKS_AT_FIRST,
                 sizeof *row->marks) != 0) {
        row->failed = true;
        return false;
    }
    row->capacity = capacity - 1;
    return true;
}

/* ---- sequences ---- */

static void put_sequence(struct finder *finder, uint32_t literals,
                         uint32_t length)
{
    const uint32_t distance = finder->distance - 1;
    *finder->next++ = (struct sequence){.literals = literals,
                                        .length = (uint16_t)length,
                                        .distance = (uint16_t)distance};
}

/* Puts literals up to `to` that are too many for one sequence; returns how
 * many are left. */
static uint32_t put_many_literals(struct finder *finder, uint32_t to)
{
    uint32_t literals = to - finder->done;
    for (; literals > MOST_LITERALS; literals -= MOST_LITERALS)
        put_sequence(finder, MOST_LITERALS, 0);
    return literals;
}

/* Takes the finder as a value, so that it can be in registers elsewhere. */
static struct finder put_long_match(struct finder finder)
{
    uint32_t length = finder.to - finder.from;
    uint32_t literals = put_many_literals(&finder, finder.from);
    while (length > LONGEST_MATCH) {
        const uint32_t part = length - LONGEST_MATCH < SHORTEST_MATCH
                                  ? LONGEST_MATCH - SHORTEST_MATCH
                                  : LONGEST_MATCH;
        put_sequence(&finder, literals, part);
        literals = 0;
        length -= part;
    }
    put_sequence(&finder, literals, length);
    finder.done = finder.to;
    return finder;
}

/* Puts the match under way, unless it is not worth it. */
static inline void put_match(struct finder *finder)
{
    const uint32_t length = finder->to - finder->from;
    const uint32_t literals = finder->from - finder->done;
    /* what is too short is far too long as well: one comparison for both */
    if (length - WORTHWHILE <= LONGEST_MATCH - WORTHWHILE &&
        literals <= MOST_LITERALS) {
        put_sequence(finder, literals, length);
        finder->done = finder->to;
    } else if (length >= WORTHWHILE) {
        *finder = put_long_match(*finder);
    }
}

/* The bytes up to `to` stand `distance` back; so much of them as is in no
 * match yet. */
static inline void copy(struct finder *finder, uint32_t from, uint32_t to,
                        uint32_t distance)
{
    if (from <= finder->to && distance == finder->distance) {
        if (finder->to < to)
            finder->to = to;
        return;
    }
    if (from < finder->to)
        from = finder->to;
    if (from >= to)
        return;
    put_match(finder);
    finder->from = from;
    finder->to = to;
    finder->distance = distance;
}

/* ---- values ---- */

static inline uint64_t load(const char *at)
{
    uint64_t word = 0;
    memcpy(&word, at, sizeof word);
    return digits_order(word);
}

/* How many bytes are the same, at most `most`. It may look at seven more,
 * which the caller's bytes have. */
static inline uint32_t equal_bytes(const char *a, const char *b, uint32_t most)
{
    uint32_t count = 0;
    while (count < most) {
        const uint64_t differ = load(a + count) ^ load(b + count);
        if (differ != 0) {
            count += (uint32_t)__builtin_ctzll(differ) / 8;
            break;
        }
        count += 8;
    }
    return count < most ? count : most;
}

/* The same for the bytes before two places; no more than eight. */
static inline uint32_t equal_bytes_before(const char *a, const char *b,
                                          uint32_t most)
{
    const uint64_t differ = load(a - 8) ^ load(b - 8);
    const uint32_t count =
        differ == 0 ? 8 : (uint32_t)__builtin_clzll(differ) / 8;
    return count < most ? count : most;
}

/* Of the piece's first and last eight bytes; it may be shorter. */
static size_t hash_piece(const char *at, uint32_t length)
{
    uint64_t first = load(at);
    const uint64_t last = load(at + length - 8);
    if (length < 8)
        first <<= 8 * (8 - length);
    const uint64_t both = first + (last << 1 | last >> 63);
    return (size_t)(both * UINT64_C(0x9E3779B97F4A7C15) >> (64 - TABLE_BITS));
}

/* Looks up where the piece stood last; how far back that is, or 0 = not within
 * the window. */
static uint32_t seek(struct row_matches *matches, const char *bytes,
                     uint32_t start, uint32_t length)
{
    uint32_t *const place = &matches->places[hash_piece(bytes + start, length)];
    const uint32_t here = matches->origin + start;
    const uint32_t distance = here - *place;
    *place = here;
    return distance > start || distance > WINDOW_SIZE ? 0 : distance;
}

/* The bytes that are the same from there on, as far as the row goes; 0 = too
 * few. */
static uint32_t equal_from(const char *at, uint32_t distance, uint32_t most)
{
    if (distance == 0)
        return 0;
    const uint32_t same = equal_bytes(at, at - distance, most);
    return same < WORTH_SEEKING ? 0 : same;
}

/* ---- cells ---- */

static void find_piece(struct row_matches *matches, uint32_t start,
                       uint32_t end, uint32_t size)
{
    struct finder *const finder = &matches->finder;
    if (end - start < WORTH_SEEKING)
        return;
    const uint32_t distance = seek(matches, finder->bytes, start, end - start);
    const uint32_t same =
        equal_from(finder->bytes + start, distance, size - start);
    copy(finder, start, start + same, distance);
}

/* Whether it is worth looking a value up that differs from the one above. In
 * columns where values hardly come again (names, numbers) that is not tried
 * each time. */
static bool is_worth_seeking(uint32_t length, uint32_t missed)
{
    return length >= WORTH_SEEKING &&
           (missed < SOME_ROWS || missed % SOME_ROWS == 0);
}

/* Looks up a value that differs from the one above, and copies it if that gives
 * more than the `begins` bytes which are the same. */
static inline void find_again(struct row_matches *matches,
                              struct finder *finder, struct cell_mark *mark,
                              uint32_t begins, uint32_t size)
{
    const uint32_t start = mark->start;
    const uint32_t length = mark->end - start;
    const uint32_t missed = mark->missed++;
    if (!is_worth_seeking(length, missed))
        return;
    const uint32_t distance = seek(matches, finder->bytes, start, length);
    const uint32_t same =
        equal_from(finder->bytes + start, distance, size - start);
    if (same > 0)
        mark->missed = 0;
    if (same > begins && finder->from <= start) {
        finder->to = start;
        copy(finder, start, start + same, distance);
    }
}

static inline bool is_below(const struct cell_mark *mark,
                            const struct cell_mark *above)
{
    return memcmp(&mark->shape, &above->shape, sizeof mark->shape) == 0;
}

/* The usual cells: as many, from one on, as have the forms of those above; the
 * first one's opening begins at or behind `from`. Of a value that is another
 * one, what begins alike is copied, or where it stood elsewhere if that is
 * more; and what ends alike, which goes on to the next cell. Returns how many
 * cells these are. */
static size_t find_usual(struct row_matches *matches, struct cell_mark *mark,
                         const struct cell_mark *above, uint32_t from,
                         uint32_t size)
{
    const struct cell_mark *const first = mark;
    const struct cell_mark *const all =
        matches->here->marks + matches->here->count;
    const uint32_t changed = matches->here->changed;
    struct finder finder = matches->finder; /* a copy can be in registers */
    do {
        const uint32_t start = mark->start;
        const uint32_t end = mark->end;
        const uint32_t text = start - mark->shape.text;
        const uint32_t distance = start - above->start;
        const uint32_t length = end - start;
        const uint32_t above_length = above->end - above->start;
        const uint32_t least = length < above_length ? length : above_length;
        const char *const value = finder.bytes + start;
        const uint32_t begins = equal_bytes(value, value - distance, least);
        copy(&finder, from, text - changed, distance);
        copy(&finder, text, start + begins, distance);
        mark->missed = above->missed;
        if (begins < length || length != above_length) {
            find_again(matches, &finder, mark, begins, size);
            const uint32_t ends = equal_bytes_before(
                finder.bytes + end, finder.bytes + above->end, least);
            copy(&finder, end - ends, end, end - above->end);
        }
        from = end;
        mark++;
        above++;
    } while (mark < all && is_below(mark, above));
    matches->finder = finder;
    return (size_t)(mark - first);
}

/* One or more cells and the tail before them, with those above. */
static size_t find_cells(struct row_matches *matches, struct cell_mark *mark,
                         const struct cell_mark *above, uint32_t size)
{
    const uint32_t text = mark->start - mark->shape.text;
    uint32_t from = mark[-1].end;
    if (((mark[-1].shape.form ^ above[-1].shape.form) & FORM_TAIL) != 0) {
        const uint32_t opening =
            text - matches->here->digits - mark->shape.opening;
        find_piece(matches, from, opening, size);
        from = opening;
    }
    if (mark->shape.form == above->shape.form)
        return find_usual(matches, mark, above, from, size);
    copy(&matches->finder, from, text - matches->here->changed,
         text - (above->start - above->shape.text));
    find_piece(matches, text, mark->start, size);
    find_piece(matches, mark->start, mark->end, size);
    return 1;
}

/* ---- rows ---- */

/* Whether the row can be copied from the one above: it is within the window,
 * and its number is as long. Tells how many of the last digits differ. */
static bool compare_rows(const struct row_matches *matches, uint32_t size)
{
    const struct marked_row *const above = matches->above;
    struct marked_row *const here = matches->here;
    if (above->count == 0 || size - above->begin > WINDOW_SIZE ||
        above->digits != here->digits)
        return false;
    here->changed =
        here->digits - equal_bytes(here->number, above->number, here->digits);
    return true;
}

static void find_row(struct row_matches *matches, uint32_t size)
{
    static const struct cell_mark last = {.shape.column = UINT16_MAX};
    struct marked_row *const here = matches->here;
    const struct marked_row *const above = matches->above;
    struct cell_mark *const end = here->marks + here->count;
    const struct cell_mark *other = above->marks + 1;
    here->marks[0] = above->count > 0
                         ? above->marks[above->count - 1]
                         : (struct cell_mark){.shape.form = FORM_TAIL};
    *end = last;
    if (!compare_rows(matches, size))
        other = &last;
    for (struct cell_mark *mark = here->marks + 1; mark < end;) {
        while (other->shape.column < mark->shape.column)
            other++;
        if (other->shape.column == mark->shape.column) {
            const size_t count = find_cells(matches, mark, other, size);
            mark += count;
            other += count;
        } else {
            find_piece(matches, mark->start, mark->end, size);
            mark++;
        }
    }
}

/* Room for what comes of the bytes up to `size`. */
static int reserve_sequences(struct row_matches *matches, uint32_t size)
{
    struct finder *const finder = &matches->finder;
    const size_t bytes = size - finder->done;
    const size_t count =
        finder->next == NULL ? 0 : (size_t)(finder->next - matches->sequences);
    const size_t need = count + bytes / WORTHWHILE + bytes / MOST_LITERALS + 2;
    if (finder->next != NULL && need <= matches->capacity)
        return 0;
    if (mem_grow(&matches->sequences, &matches->capacity, need,
                 sizeof *matches->sequences) != 0)
        return -1;
    finder->next = matches->sequences + count;
    return 0;
}

void row_matches_add(struct row_matches *matches, const char *bytes,
                     uint32_t size, const char *number, uint32_t digits)
{
    struct marked_row *const here = matches->here;
    memcpy(here->number, number, sizeof here->number);
    here->digits = digits;
    matches->finder.bytes = bytes;
    if (here->failed || reserve_sequences(matches, size) != 0)
        here->failed = true;
    else
        find_row(matches, size);
    matches->above->failed |= here->failed;
    matches->here = matches->above;
    matches->above = here;
    matches->here->count = 1;
    matches->here->begin = size;
}

int row_matches_take(struct row_matches *matches, uint32_t size,
                     const struct sequence **out, size_t *out_count)
{
    struct finder *const finder = &matches->finder;
    if (matches->here->failed || reserve_sequences(matches, size) != 0) {
        matches->here->failed = true;
        return -1;
    }
    put_match(finder);
    put_sequence(finder, put_many_literals(finder, size), 0);
    *out = matches->sequences;
    *out_count = (size_t)(finder->next - matches->sequences);
    finder->next = matches->sequences;
    finder->done = finder->from = finder->to = size;
    return 0;
}

void row_matches_drop(struct row_matches *matches, uint32_t dropped)
{
    struct marked_row *const above = matches->above;
    struct finder *const finder = &matches->finder;
    matches->origin += dropped;
    matches->here->begin -= dropped;
    finder->done -= dropped;
    finder->from -= dropped;
    finder->to -= dropped;
    if (above->begin < dropped) {
        above->count = 0;
        return;
    }
    above->begin -= dropped;
    for (size_t i = 0; i < above->count; i++) {
        above->marks[i].start -= dropped;
        above->marks[i].end -= dropped;
    }
}
