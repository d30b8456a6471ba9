/*
 * Row choice: rows of one person may differ in name and place. The choice
 * rests on what the rows say, never on where they stand, so that sorting a
 * workbook or renaming a file changes no decision. Empty texts come last;
 * others by code point. Rows equal in all four texts give the same result
 * whichever is taken, and then it is the first.
 */
#include "allocate/row_choice.h"
#include "core/text.h"
#include <string.h>

enum {
    WINNING = 1U << VERDICT_WON,
    IN_FORCE =
        1U << VERDICT_WON | 1U << VERDICT_SUPERSEDED | 1U << VERDICT_CONDITION,
    ANY = (1U << VERDICT_COUNT) - 1
};

enum { TEXT_COUNT = 4 };

/* The texts of a row in the order in which they are compared. */
typedef void row_texts(const struct roster_row *row, strref out[TEXT_COUNT]);

static void name_first(const struct roster_row *row, strref out[TEXT_COUNT])
{
    out[0] = row->name;
    out[1] = row->county;
    out[2] = row->town;
    out[3] = row->village;
}

static void place_first(const struct roster_row *row, strref out[TEXT_COUNT])
{
    out[0] = row->county;
    out[1] = row->town;
    out[2] = row->village;
    out[3] = row->name;
}

static int text_order(const struct roster *roster, strref a, strref b)
{
    if (a == b)
        return 0;
    if (a == 0 || b == 0)
        return a == 0 ? 1 : -1;
    return strcmp(roster_string(roster, a), roster_string(roster, b));
}

static bool comes_before(const struct roster *roster, row_texts *texts,
                         uint32_t a, uint32_t b)
{
    strref left[TEXT_COUNT];
    strref right[TEXT_COUNT];
    texts(&roster->rows[a], left);
    texts(&roster->rows[b], right);
    for (int i = 0; i < TEXT_COUNT; i++) {
        int order = text_order(roster, left[i], right[i]);
        if (order != 0)
            return order < 0;
    }
    return false;
}

/* The smallest row among those whose verdict is in `verdicts`, or `none`. */
static uint32_t smallest(const struct allocation *allocation,
                         const struct decision *decision, unsigned verdicts,
                         row_texts *texts, uint32_t none)
{
    uint32_t best = none;
    for (uint32_t i = 0; i < decision->count; i++) {
        uint32_t row = allocation->order[decision->first + i];
        if ((verdicts >> allocation->verdicts[row] & 1) == 0)
            continue;
        if (best == none || comes_before(allocation->roster, texts, row, best))
            best = row;
    }
    return best;
}

uint32_t row_choose_name(const struct allocation *allocation,
                         const struct decision *decision)
{
    static const unsigned choices[] = {WINNING, IN_FORCE, ANY};
    const uint32_t none = UINT32_MAX;
    uint32_t row = none;
    for (size_t i = 0; row == none && i < 3; i++)
        row = smallest(allocation, decision, choices[i], name_first, none);
    return row;
}

uint32_t row_choose_place(const struct allocation *allocation,
                          const struct decision *decision)
{
    static const unsigned choices[] = {IN_FORCE, ANY};
    const struct roster_row *rows = allocation->roster->rows;
    const uint32_t none = UINT32_MAX;
    if (decision->count == 1 || rows[decision->row].county != 0)
        return decision->row;
    for (size_t i = 0; i < 2; i++) {
        uint32_t row =
            smallest(allocation, decision, choices[i], place_first, none);
        if (row != none && rows[row].county != 0)
            return row;
    }
    return decision->row;
}

bool row_names_differ(const struct roster *roster, uint32_t a, uint32_t b)
{
    strref left = roster->rows[a].name;
    strref right = roster->rows[b].name;
    if (left == right || left == 0 || right == 0)
        return false;
    return !name_is_same(roster_string(roster, left),
                         roster_string(roster, right));
}
