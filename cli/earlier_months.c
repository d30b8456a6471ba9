/*
 * Asking the ledger for what a month's papers need of earlier ones: whose
 * numbers begin like those that a spreadsheet cut.
 */
#include "cli/earlier_months.h"

#include <stdlib.h>

static int compare_digits(const void *a, const void *b)
{
    const uint64_t *left = a;
    const uint64_t *right = b;
    return *left < *right ? -1 : *left > *right;
}

static bool is_cut_number(const struct diag *diag)
{
    return diag->code == DIAG_ID_PRECISION || diag->code == DIAG_ID_SCIENTIFIC;
}

/* The fifteen digits left of each cut number, ascending, each once. */
static int collect_prefixes(const struct roster *roster, struct arena *arena,
                            struct number_prefixes *out)
{
    size_t count = 0;
    for (size_t i = 0; i < roster->diag_count; i++)
        count += is_cut_number(&roster->diags[i]);
    uint64_t *digits = arena_array(arena, count, sizeof *digits);
    if (digits == NULL)
        return -1;
    count = 0;
    for (size_t i = 0; i < roster->diag_count; i++) {
        if (!is_cut_number(&roster->diags[i]))
            continue;
        digits[count] =
            cut_number_digits(roster_string(roster, roster->diags[i].cell));
        count += digits[count] != 0;
    }
    if (count > 1)
        qsort(digits, count, sizeof *digits, compare_digits);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || digits[kept - 1] != digits[i])
            digits[kept++] = digits[i];
    *out = (struct number_prefixes){.items = digits, .count = kept};
    return 0;
}

int earlier_months_read(struct ledger *ledger, ym period,
                        const struct roster *roster, struct arena *arena,
                        struct earlier_months *out, struct failure *failure)
{
    struct number_prefixes prefixes;
    if (collect_prefixes(roster, arena, &prefixes) != 0)
        return failure_memory(failure);
    return ledger_known_people(ledger, period, &prefixes, arena, &out->known,
                               failure);
}
