/*
 * Requests: the lines that a month's postings and accounts add up to. There
 * are as many as counties times categories, however many persons; a hash
 * table finds them, and sorting by text at the end gives an order of content.
 *
 * Texts are references into one pool, where equal texts have one reference:
 * comparing four numbers compares four texts.
 */
#include "allocate/requests.h"
#include "core/arena.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 256 };

enum tally_status flow_add(struct flow_sum *sum, int64_t heads, fen amount)
{
    return fen_add(&sum->heads, heads) != 0 ||
                   fen_add(&sum->subsidy, amount) != 0
               ? TALLY_OVERFLOW
               : TALLY_OK;
}

static bool is_same(const struct request_line *a, const struct request_line *b)
{
    return a->category == b->category && a->county == b->county &&
           a->fund == b->fund && a->applicant == b->applicant;
}

/* The slot of the line: its own, or the free one where it belongs. */
static uint32_t *find_slot(const struct request_book *book,
                           const struct request_line *line)
{
    const uint64_t golden = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 / ratio */
    uint64_t hash = (uint64_t)line->county << 32 | line->category;
    hash = (hash ^ (uint64_t)line->fund << 16 ^ line->applicant) * golden;
    const size_t mask = book->slot_count - 1;
    size_t at = (size_t)(hash >> 32) & mask;
    while (book->slots[at] != 0 &&
           !is_same(&book->entries[book->slots[at] - 1].line, line))
        at = (at + 1) & mask;
    return &book->slots[at];
}

static int grow_slots(struct request_book *book)
{
    struct request_book larger = *book;
    larger.slot_count =
        book->slot_count == 0 ? FIRST_SLOTS : 2 * book->slot_count;
    larger.slots = mem_alloc(larger.slot_count * sizeof *larger.slots);
    if (larger.slots == NULL)
        return -1;
    for (size_t i = 0; i < book->count; i++)
        *find_slot(&larger, &book->entries[i].line) = (uint32_t)i + 1;
    mem_free(book->slots);
    *book = larger;
    return 0;
}

uint32_t request_book_find(struct request_book *book,
                           const struct request_line *wanted)
{
    if (book->count > 0 && is_same(&book->entries[book->last].line, wanted))
        return book->last;
    if (2 * book->count >= book->slot_count && grow_slots(book) != 0)
        return UINT32_MAX;
    uint32_t *slot = find_slot(book, wanted);
    if (*slot == 0) {
        if (mem_grow(&book->entries, &book->capacity, book->count + 1,
                     sizeof *book->entries) != 0)
            return UINT32_MAX;
        book->entries[book->count++] = (struct request_entry){.line = *wanted};
        *slot = (uint32_t)book->count;
    }
    book->last = *slot - 1;
    return book->last;
}

/* An entry beside the texts that it is sorted by, and where it stood. */
struct named_entry {
    const char *texts[4];
    struct request_entry entry;
    uint32_t was;
};

static int compare_entries(const void *a, const void *b)
{
    const struct named_entry *left = a;
    const struct named_entry *right = b;
    int order = 0;
    for (int i = 0; order == 0 && i < 4; i++)
        order = strcmp(left->texts[i], right->texts[i]);
    return order;
}

static void sort_entries(struct request_book *book, struct named_entry *named,
                         const struct roster *roster)
{
    for (size_t i = 0; i < book->count; i++) {
        const struct request_line *line = &book->entries[i].line;
        named[i] = (struct named_entry){
            .texts = {roster_string(roster, line->applicant),
                      roster_string(roster, line->fund),
                      roster_string(roster, line->county),
                      roster_string(roster, line->category)},
            .entry = book->entries[i],
            .was = (uint32_t)i,
        };
    }
    if (book->count > 1)
        qsort(named, book->count, sizeof *named, compare_entries);
}

int request_book_close(struct request_book *book, struct allocation *allocation)
{
    int result = -1;
    const size_t count = book->count;
    struct named_entry *named = mem_alloc((count + 1) * sizeof *named);
    uint32_t *becomes = mem_alloc((count + 1) * sizeof *becomes);
    struct request_line *lines =
        arena_array(allocation->arena, count, sizeof *lines);
    if (named == NULL || becomes == NULL || lines == NULL)
        goto out;
    sort_entries(book, named, allocation->roster);
    for (size_t i = 0; i < count; i++) {
        becomes[named[i].was] = (uint32_t)i;
        book->entries[i] = named[i].entry;
        lines[i] = named[i].entry.line;
    }
    for (size_t i = 0; i < allocation->posting_count; i++)
        allocation->postings[i].line = becomes[allocation->postings[i].line];
    allocation->requests = lines;
    allocation->request_count = count;
    result = 0;
out:
    mem_free(becomes);
    mem_free(named);
    return result;
}

void request_book_release(struct request_book *book)
{
    mem_free(book->entries);
    mem_free(book->slots);
    *book = (struct request_book){.entries = NULL};
}
