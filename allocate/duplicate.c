/*
 * Duplicates: CONTRACT "Reading a roster row". Which of several equal rows
 * is called the duplicate depends on their places; nothing that is decided
 * does, since duplicates are evidence like the rows they repeat.
 *
 * The department is the one whose roster the row stands in: two departments
 * that certify the same category are two accepted rows.
 */
#include "allocate/duplicate.h"
#include "allocate/evidence.h"
#include "allocate/finding.h"
#include "core/arena.h"

/* The last run of equal categories in which a department was met, and the
 * row it was met in. */
struct met {
    uint32_t run; /* counted from 1 */
    uint32_t row;
};

/* Department of the roster; rosters of no known kind share the slot after
 * the last department. */
static size_t department_slot(const struct policy *policy,
                              const struct roster *roster,
                              const struct roster_row *row)
{
    uint16_t kind = roster->sheets[row->sheet].kind;
    if (kind >= policy->kind_count)
        return policy->department_count;
    return policy->kinds[kind].department;
}

static int mark(struct roster *roster, uint32_t index, uint32_t earlier)
{
    struct roster_row *row = &roster->rows[index];
    struct roster_sheet *sheet = &roster->sheets[row->sheet];
    row->fate = FATE_DUPLICATE;
    if (row->carry != CARRY_NONE) /* was said, and counted, when it came */
        return 0;
    sheet->fates[FATE_ACCEPTED]--;
    sheet->fates[FATE_DUPLICATE]++;
    return finding_add(roster, index, earlier, FIELD_NONE,
                       (struct diag){.code = DIAG_ROW_DUPLICATE});
}

/* Rows of one person and category, in order of place. */
static int mark_run(const struct allocation *allocation, struct roster *roster,
                    uint32_t from, uint32_t end, struct met *met, uint32_t run)
{
    for (uint32_t at = from; at < end; at++) {
        uint32_t index = allocation->order[at];
        const struct roster_row *row = &roster->rows[index];
        if (row->fate != FATE_ACCEPTED)
            continue;
        struct met *here =
            &met[department_slot(allocation->policy, roster, row)];
        if (here->run != run)
            *here = (struct met){.run = run, .row = index};
        else if (mark(roster, index, here->row) != 0)
            return -1;
    }
    return 0;
}

/* Nobody else has a duplicate. */
static bool has_several(const struct decision *decision)
{
    return decision->count > 1;
}

/* allocation_expect() for those who may have one. */
static void expect(const struct allocation *allocation, size_t index)
{
    const size_t ahead = index + DECISIONS_AHEAD;
    if (ahead < allocation->decision_count &&
        has_several(&allocation->decisions[ahead]))
        allocation_expect(allocation, index);
}

int duplicates_mark(const struct allocation *allocation, struct roster *roster)
{
    int result = -1;
    uint32_t run = 0;
    struct met *met =
        mem_alloc((allocation->policy->department_count + 1) * sizeof *met);
    if (met == NULL)
        goto out;
    for (size_t i = 0; i < allocation->decision_count; i++) {
        const struct decision *decision = &allocation->decisions[i];
        expect(allocation, i);
        uint32_t end = decision->first + decision->count;
        uint32_t from = decision->first;
        while (has_several(decision) && from < end) {
            uint32_t next = evidence_run_end(allocation, from, end);
            if (mark_run(allocation, roster, from, next, met, ++run) != 0)
                goto out;
            from = next;
        }
    }
    result = 0;
out:
    mem_free(met);
    return result;
}
