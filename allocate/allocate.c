/*
 * Allocate: the steps in their order. Evidence is brought together by
 * person, duplicates are marked, each person is decided from that person's
 * rows alone, departments are told what to look at, decisions are settled
 * against what closed months requested, and everything is added up and tied
 * out.
 *
 * Pure: no file, clock or locale; the cut-off date is an argument. Linear in
 * the rows, but for the sorting of findings and slices.
 */
#include "allocate/allocate.h"
#include "allocate/duplicate.h"
#include "allocate/evidence.h"
#include "allocate/near_numbers.h"
#include "allocate/person.h"
#include "allocate/person_findings.h"
#include "allocate/settle.h"
#include "allocate/tally.h"
#include "allocate/tie_outs.h"
#include "core/arena.h"
#include "core/message.h"

/* Decides every person and tells what is to be told of them, while their rows
 * are at hand. */
static int decide_persons(struct allocation *allocation, struct roster *roster)
{
    struct person_findings findings;
    int result = person_findings_init(&findings, allocation, roster);
    struct near_numbers *near = near_numbers_new(allocation, roster);
    if (near == NULL)
        result = -1;
    for (size_t i = 0; i < allocation->decision_count && result == 0; i++) {
        allocation_expect(allocation, i);
        person_decide(allocation, i);
        near_numbers_note(near, i);
        result = person_findings_add(&findings, &allocation->decisions[i]);
    }
    if (result == 0)
        result = near_numbers_tell(near);
    near_numbers_free(near);
    person_findings_release(&findings);
    return result;
}

static int decide_all(struct allocation *allocation, struct roster *roster)
{
    allocation->arena = arena_new();
    allocation->verdicts = mem_alloc(roster->row_count + 1);
    if (allocation->arena == NULL || allocation->verdicts == NULL ||
        evidence_group(allocation) != 0 ||
        duplicates_mark(allocation, roster) != 0)
        return -1;
    return decide_persons(allocation, roster);
}

static enum tally_status sum_up(struct allocation *allocation,
                                struct roster *roster,
                                const struct account_book *accounts)
{
    struct settlement settlement = {.book = {.entries = NULL}};
    enum tally_status status = tally_slices(allocation);
    if (status == TALLY_OK)
        status = settle(allocation, roster, accounts, &settlement);
    if (status == TALLY_OK)
        status = tie_outs_make(allocation, &settlement);
    settlement_release(&settlement);
    roster_sort_diags(roster);
    return status;
}

int allocate_after(const struct policy *policy, struct roster *roster,
                   ymd as_of, const struct account_book *accounts,
                   struct allocation *out, struct failure *failure)
{
    *out = (struct allocation){
        .policy = policy,
        .roster = roster,
        .as_of = as_of,
    };
    enum tally_status status = TALLY_MEMORY;
    if (decide_all(out, roster) == 0)
        status = sum_up(out, roster, accounts);
    if (status == TALLY_OK)
        return 0;
    allocation_release(out);
    if (status == TALLY_OVERFLOW)
        return failure_set(failure, DIAG_TIE_OUT, NULL, "%s",
                           message_text(MESSAGE_TIE_OVERFLOW, LANGUAGE_ZH));
    return failure_memory(failure);
}

int allocate(const struct policy *policy, struct roster *roster, ymd as_of,
             struct allocation *out, struct failure *failure)
{
    return allocate_after(policy, roster, as_of, NULL, out, failure);
}
