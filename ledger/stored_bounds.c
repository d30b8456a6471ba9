/*
 * A ledger is a file on a clerk's disk. Its seals tell that it was changed, but
 * only `verify` asks them; whoever reads a month must stand what it finds. So
 * each number that is used as an index is looked at, and the month is refused
 * with the table in which it stands.
 *
 * What is wrong without being out of bounds is not found here: that is what
 * the seals are for.
 */
#include "ledger/stored_bounds.h"

int stored_damaged(const char *table, struct failure *failure)
{
    return failure_set(failure, DIAG_LEDGER_DAMAGED, NULL, "%s", table);
}

int stored_index(struct statement *row, int column, size_t count,
                 const char *table, size_t *out, struct failure *failure)
{
    const int64_t number = statement_int(row, column);
    if (number < 1 || (uint64_t)number > count)
        return stored_damaged(table, failure);
    *out = (size_t)number - 1;
    return 0;
}

int stored_index_or_none(struct statement *row, int column, size_t count,
                         const char *table, uint32_t *out,
                         struct failure *failure)
{
    size_t index = 0;
    *out = PLACE_NONE;
    if (statement_is_null(row, column))
        return 0;
    if (stored_index(row, column, count, table, &index, failure) != 0)
        return -1;
    *out = (uint32_t)index;
    return 0;
}

static bool is_sound(const struct roster_row *row, const struct roster *roster,
                     const struct policy *policy)
{
    if (row->sheet >= roster->sheet_count ||
        roster->sheets[row->sheet].kind >= policy->kind_count)
        return false;
    if (row->category != POLICY_NONE && row->category >= policy->category_count)
        return false;
    return (row->fate == FATE_ACCEPTED || row->fate == FATE_RETURNED) &&
           row->movement <= MOVEMENT_CHANGED && row->carry < CARRY_COUNT;
}

int stored_rows_check(const struct roster *roster, const struct policy *policy,
                      struct failure *failure)
{
    for (size_t i = 0; i < roster->row_count; i++)
        if (!is_sound(&roster->rows[i], roster, policy))
            return stored_damaged("roster_rows", failure);
    return 0;
}
