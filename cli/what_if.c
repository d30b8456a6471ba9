/*
 * The rows of a month name categories of the policy that the month was
 * decided by. For another policy they are turned into its own: by code or
 * id, else by name. A row whose category the other policy does not have
 * stays as a row that names none: its person pays all, unless another row
 * helps.
 */
#include "cli/what_if.h"

#include "allocate/allocate.h"
#include "cli/policy_changes.h"
#include "import/import.h"
#include <assert.h>
#include <string.h>

/* A month decided by one policy. */
struct decided_month {
    struct roster roster;
    struct allocation allocation;
    bool has_roster, has_allocation;
};

static void month_release(struct decided_month *month)
{
    if (month->has_allocation)
        allocation_release(&month->allocation);
    if (month->has_roster)
        roster_release(&month->roster);
}

/* ---- one policy ---- */

/* What both policies decide. */
struct question {
    struct ledger *ledger;
    struct ledger_period period;
    const struct policy *own; /* by which the month was decided */
    struct arena *arena;
    struct failure *failure;
};

/* Turns categories and kinds of the month's own policy into those of
 * `policy`; how many rows have no category there. */
static size_t translate(const struct question *question,
                        const struct policy *policy, const uint16_t *categories,
                        struct roster *roster)
{
    size_t lost = 0;
    for (size_t i = 0; i < roster->row_count; i++) {
        struct roster_row *row = &roster->rows[i];
        if (row->category == POLICY_NONE)
            continue;
        row->category = categories[row->category];
        lost += row->category == POLICY_NONE;
    }
    for (size_t i = 0; i < roster->sheet_count; i++) {
        struct roster_sheet *sheet = &roster->sheets[i];
        if (sheet->kind != POLICY_NONE)
            sheet->kind =
                policy_kind(policy, question->own->kinds[sheet->kind].id);
    }
    return lost;
}

static int decide(const struct question *question, const struct policy *policy,
                  struct decided_month *out, size_t *out_lost)
{
    const struct policy *own = question->own;
    uint16_t *categories =
        arena_array(question->arena, own->category_count, sizeof *categories);
    if (categories == NULL)
        return failure_memory(question->failure);
    for (uint16_t i = 0; i < own->category_count; i++)
        categories[i] = policy_same_category(policy, own, i);
    if (ledger_roster(question->ledger, question->period.period, own,
                      &out->roster, question->failure) != 0)
        return -1;
    out->has_roster = true;
    *out_lost = translate(question, policy, categories, &out->roster);
    if (allocate(policy, &out->roster, question->period.as_of, &out->allocation,
                 question->failure) != 0)
        return -1;
    out->has_allocation = true;
    return 0;
}

/* ---- both ---- */

/* Which rows of the result a category of one policy counts in. */
struct homes {
    const struct policy *policy;
    size_t *categories; /* by category; the last for none */
    size_t *funds;
};

static size_t add_fund(struct what_if *out, const struct policy *policy,
                       uint16_t fund)
{
    const char *name = fund == POLICY_NONE ? "" : policy->funds[fund].name;
    for (size_t i = 0; i < out->fund_count; i++)
        if (strcmp(out->funds[i].name, name) == 0)
            return i;
    out->funds[out->fund_count] =
        (struct what_if_row){.code = "", .name = name};
    return out->fund_count++;
}

/* Gives each category of `policy` its rows: the same as the one of `known`
 * that is the same, else a new one. */
static int make_homes(struct what_if *out, const struct policy *policy,
                      const struct policy *known, struct arena *arena,
                      struct homes *homes)
{
    const size_t count = policy->category_count;
    *homes = (struct homes){
        .policy = policy,
        .categories = arena_array(arena, count + 1, sizeof(size_t)),
        .funds = arena_array(arena, count + 1, sizeof(size_t)),
    };
    if (homes->categories == NULL || homes->funds == NULL)
        return -1;
    for (uint16_t i = 0; i < count; i++) {
        const struct category *category = &policy->categories[i];
        const uint16_t same = known == NULL
                                  ? POLICY_NONE
                                  : policy_same_category(known, policy, i);
        homes->funds[i] = add_fund(out, policy, category->fund);
        homes->categories[i] = same != POLICY_NONE ? same : out->category_count;
        if (same == POLICY_NONE)
            out->categories[out->category_count++] = (struct what_if_row){
                .code = category->code, .name = category->name};
    }
    homes->funds[count] = add_fund(out, policy, POLICY_NONE);
    return 0;
}

static void add_tally(struct tally *sum, const struct policy *policy,
                      const struct decision *decision)
{
    sum->heads++;
    sum->subsidy += decision_subsidy(policy, decision);
    sum->personal_due += decision_personal_due(policy, decision);
}

/* What becomes of one person: the same one of both months. */
static void compare_person(struct what_if *out, const struct homes *homes,
                           const struct decision *a, const struct decision *b)
{
    const struct policy *from = homes[0].policy;
    const struct policy *to = homes[1].policy;
    const size_t before =
        a->category == POLICY_NONE ? from->category_count : a->category;
    const size_t after =
        b->category == POLICY_NONE ? to->category_count : b->category;
    const fen gain = decision_subsidy(to, b) - decision_subsidy(from, a);
    const fen due =
        decision_personal_due(to, b) - decision_personal_due(from, a);
    out->category_moves +=
        homes[0].categories[before] != homes[1].categories[after];
    out->amount_moves += gain != 0 || due != 0;
    out->gains += gain > 0;
    out->losses += gain < 0;
    add_tally(&out->categories[homes[0].categories[before]].before, from, a);
    add_tally(&out->categories[homes[1].categories[after]].after, to, b);
    add_tally(&out->funds[homes[0].funds[before]].before, from, a);
    add_tally(&out->funds[homes[1].funds[after]].after, to, b);
}

static int compare_months(const struct question *question,
                          const struct decided_month *months,
                          struct what_if *out)
{
    const struct allocation *a = &months[0].allocation;
    const struct allocation *b = &months[1].allocation;
    assert(a->policy != NULL && b->policy != NULL);
    const size_t categories =
        a->policy->category_count + b->policy->category_count + 1;
    const size_t funds = a->policy->fund_count + b->policy->fund_count + 1;
    struct homes homes[2];
    out->categories =
        arena_array(question->arena, categories, sizeof *out->categories);
    out->funds = arena_array(question->arena, funds, sizeof *out->funds);
    if (out->categories == NULL || out->funds == NULL ||
        make_homes(out, a->policy, NULL, question->arena, &homes[0]) != 0 ||
        make_homes(out, b->policy, a->policy, question->arena, &homes[1]) != 0)
        return failure_memory(question->failure);
    const size_t none = out->category_count++;
    out->categories[none] = (struct what_if_row){.code = "", .name = ""};
    homes[0].categories[a->policy->category_count] = none;
    homes[1].categories[b->policy->category_count] = none;
    /* The same rows make the same persons, sorted by number. */
    for (size_t i = 0; i < a->decision_count; i++)
        compare_person(out, homes, &a->decisions[i], &b->decisions[i]);
    out->person_count = a->decision_count;
    out->before = a->total;
    out->after = b->total;
    return 0;
}

/* ---- the ledger ---- */

static int load_own_policy(struct question *question)
{
    const char *text = NULL;
    size_t length = 0;
    if (ledger_policy_text(question->ledger, question->period.policy_sha256,
                           question->arena, &text, &length,
                           question->failure) != 0)
        return -1;
    return policy_load_text(text, length, question->arena, &question->own,
                            question->failure);
}

int what_if(const char *path, ym period, const struct policy *const *policies,
            struct arena *arena, struct what_if *out, struct failure *failure)
{
    struct question question = {.arena = arena, .failure = failure};
    struct decided_month months[2] = {{.has_roster = false}};
    int result = -1;
    *out = (struct what_if){.person_count = 0};
    if (ledger_open(path, LEDGER_READ, &question.ledger, failure) != 0)
        return -1;
    if (ledger_period(question.ledger, period, arena, &question.period,
                      failure) == 0 &&
        load_own_policy(&question) == 0 &&
        decide(&question, policies[0], &months[0], &out->rows_lost[0]) == 0 &&
        decide(&question, policies[1], &months[1], &out->rows_lost[1]) == 0)
        result = compare_months(&question, months, out);
    out->period = question.period;
    month_release(&months[1]);
    month_release(&months[0]);
    ledger_close(question.ledger);
    return result;
}
