/*
 * Evidence: brings all rows of a person together, in linear time.
 *
 * Rows are laid out by category first (a counting sort over a few dozen
 * categories, stable, so places stay in order), then sorted by ID number with
 * a stable radix sort, of how far each lies above the smallest: a county's
 * numbers agree in their region and begin with the first year of birth. Passes
 * over digits in which all agree are left out.
 *
 * Cost: at most 1 + 6 passes, 1 + 3 for a county; 32 bytes a row while sorting,
 * 4 bytes a row and one decision a person afterwards.
 */
#include "allocate/evidence.h"
#include "core/arena.h"

enum {
    DIGIT_BITS = 11, /* a pass writes to 2048 places: they stay in cache */
    DIGIT_VALUES = 1 << DIGIT_BITS,
    DIGIT_COUNT = 6 /* 17 decimal digits fit into 57 bits */
};

struct pair {
    idkey id; /* less the smallest one */
    uint32_t row;
};

/* How often each value of each digit occurs. */
struct histogram {
    idkey smallest; /* of all numbers */
    uint32_t counts[DIGIT_COUNT][DIGIT_VALUES];
};

bool row_is_evidence(const struct roster_row *row)
{
    return row->id != 0 &&
           (row->fate == FATE_ACCEPTED || row->fate == FATE_DUPLICATE);
}

const struct roster_row *evidence_row(const struct allocation *allocation,
                                      uint32_t at)
{
    return &allocation->roster->rows[allocation->order[at]];
}

uint32_t evidence_run_end(const struct allocation *allocation, uint32_t from,
                          uint32_t end)
{
    uint16_t category = evidence_row(allocation, from)->category;
    uint32_t at = from + 1;
    while (at < end && evidence_row(allocation, at)->category == category)
        at++;
    return at;
}

/* Rows without a category come after all that have one. */
static size_t category_slot(const struct policy *policy,
                            const struct roster_row *row)
{
    return row->category < policy->category_count ? row->category
                                                  : policy->category_count;
}

static size_t digit_of(idkey id, int digit)
{
    return (size_t)(id >> (digit * DIGIT_BITS)) & (DIGIT_VALUES - 1);
}

/* Turns counts into the index at which each value starts. */
static void counts_to_starts(uint32_t *counts, size_t values)
{
    uint32_t start = 0;
    for (size_t v = 0; v < values; v++) {
        uint32_t count = counts[v];
        counts[v] = start;
        start += count;
    }
}

static size_t count_evidence(const struct policy *policy,
                             const struct roster *roster, uint32_t *slots,
                             idkey *smallest)
{
    size_t count = 0;
    *smallest = UINT64_MAX;
    for (size_t i = 0; i < roster->row_count; i++) {
        if (!row_is_evidence(&roster->rows[i]))
            continue;
        slots[category_slot(policy, &roster->rows[i])]++;
        if (roster->rows[i].id < *smallest)
            *smallest = roster->rows[i].id;
        count++;
    }
    return count;
}

/* Lays the pairs out by category; counts the digits of their numbers. */
static void lay_out(const struct policy *policy, const struct roster *roster,
                    uint32_t *slots, struct pair *pairs,
                    struct histogram *histogram)
{
    counts_to_starts(slots, policy->category_count + 1);
    for (size_t i = 0; i < roster->row_count; i++) {
        const struct roster_row *row = &roster->rows[i];
        if (!row_is_evidence(row))
            continue;
        uint32_t at = slots[category_slot(policy, row)]++;
        const idkey id = row->id - histogram->smallest;
        pairs[at] = (struct pair){.id = id, .row = (uint32_t)i};
        for (int d = 0; d < DIGIT_COUNT; d++)
            histogram->counts[d][digit_of(id, d)]++;
    }
}

static void sort_by_digit(const struct pair *from, struct pair *to,
                          size_t count, int digit, uint32_t *counts)
{
    counts_to_starts(counts, DIGIT_VALUES);
    for (size_t i = 0; i < count; i++)
        to[counts[digit_of(from[i].id, digit)]++] = from[i];
}

/* Sorts by number, stable; returns which of the two arrays has the result. */
static struct pair *sort_by_id(struct pair *pairs, struct pair *spare,
                               size_t count, struct histogram *histogram)
{
    for (int d = 0; count > 0 && d < DIGIT_COUNT; d++) {
        uint32_t *counts = histogram->counts[d];
        if (counts[digit_of(pairs[0].id, d)] == count)
            continue; /* all agree */
        sort_by_digit(pairs, spare, count, d, counts);
        struct pair *sorted = spare;
        spare = pairs;
        pairs = sorted;
    }
    return pairs;
}

static size_t count_persons(const struct pair *pairs, size_t count)
{
    size_t persons = count > 0 ? 1 : 0;
    for (size_t i = 1; i < count; i++)
        persons += pairs[i].id != pairs[i - 1].id;
    return persons;
}

static int keep_order(struct allocation *allocation, const struct pair *pairs,
                      size_t count, idkey smallest)
{
    size_t persons = count_persons(pairs, count);
    allocation->order = mem_alloc((count + 1) * sizeof *allocation->order);
    allocation->decisions =
        mem_alloc((persons + 1) * sizeof *allocation->decisions);
    if (allocation->order == NULL || allocation->decisions == NULL)
        return -1;
    allocation->order_count = count;
    allocation->decision_count = persons;

    struct decision *next = allocation->decisions;
    struct decision *decision = NULL;
    for (size_t i = 0; i < count; i++) {
        allocation->order[i] = pairs[i].row;
        if (i == 0 || pairs[i].id != pairs[i - 1].id) {
            decision = next++;
            decision->id = smallest + pairs[i].id;
            decision->first = (uint32_t)i;
        }
        decision->count++;
    }
    return 0;
}

int evidence_group(struct allocation *allocation)
{
    const struct policy *policy = allocation->policy;
    const struct roster *roster = allocation->roster;
    int result = -1;
    uint32_t *slots = NULL;
    struct histogram *histogram = NULL;
    struct pair *pairs = NULL;
    struct pair *spare = NULL;

    if (roster->row_count > UINT32_MAX - 1) /* rows are named by 32 bits */
        goto out;
    slots = mem_alloc((policy->category_count + 1) * sizeof *slots);
    histogram = mem_alloc(sizeof *histogram);
    if (slots == NULL || histogram == NULL)
        goto out;
    size_t count = count_evidence(policy, roster, slots, &histogram->smallest);
    pairs = mem_alloc((count + 1) * sizeof *pairs);
    spare = mem_alloc((count + 1) * sizeof *spare);
    if (pairs == NULL || spare == NULL)
        goto out;
    lay_out(policy, roster, slots, pairs, histogram);
    if (sort_by_id(pairs, spare, count, histogram) == spare) {
        struct pair *const sorted = spare;
        spare = pairs;
        pairs = sorted;
    }
    mem_free(spare); /* before others take its place */
    spare = NULL;
    result = keep_order(allocation, pairs, count, histogram->smallest);
out:
    mem_free(spare);
    mem_free(pairs);
    mem_free(histogram);
    mem_free(slots);
    return result;
}
