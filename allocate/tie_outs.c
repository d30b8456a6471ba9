/*
 * Tie-outs: DOMAIN "Money". Every total is reached in two ways: slices and
 * the grand total were added up decision by decision; here decisions are
 * counted anew by category, heads times premium and heads times tier are
 * worked out, and each sum by fund, department and county is held against
 * them. Rows are counted through the sheets and through the persons, those of
 * earlier months apart. What was requested before, and what this month adds
 * and takes away, is held against what decisions come to.
 *
 * Nothing is mended: an equation that does not hold is a defect, and the run
 * stops over it.
 */
#include "allocate/tie_outs.h"
#include "allocate/evidence.h"
#include "core/arena.h"
#include "core/message.h"

struct maker {
    struct allocation *allocation;
    struct tally *by_category; /* the last one: no eligible category */
    struct text words;         /* scratch */
};

/* Keeps `maker->words` as what the equation says. */
static enum tally_status keep(struct maker *maker, int64_t left, int64_t right,
                              bool is_money)
{
    struct allocation *allocation = maker->allocation;
    if (maker->words.failed)
        return TALLY_MEMORY;
    const char *what = arena_text(allocation->arena, text_of(&maker->words),
                                  maker->words.length);
    if (what == NULL)
        return TALLY_MEMORY;
    allocation->ties[allocation->tie_count++] = (struct tie_out){
        .what = what, .left = left, .right = right, .is_money = is_money};
    return TALLY_OK;
}

static void say(struct maker *maker, enum message message, const char *name)
{
    text_clear(&maker->words);
    message_append(&maker->words, LANGUAGE_ZH, message, name, NULL);
}

/* The two shares of some people against their heads times the premium. */
static enum tally_status tie_split(struct maker *maker, const char *name,
                                   const struct tally *tally)
{
    fen left = tally->subsidy;
    fen right;
    if (tally->heads == 0)
        return TALLY_OK;
    if (fen_add(&left, tally->personal_due) != 0 ||
        fen_times(maker->allocation->policy->premium, tally->heads, &right) !=
            0)
        return TALLY_OVERFLOW;
    say(maker, MESSAGE_TIE_SPLIT, name);
    return keep(maker, left, right, true);
}

static enum tally_status tie(struct maker *maker, enum message message,
                             int64_t left, int64_t right, bool is_money)
{
    say(maker, message, maker->allocation->policy->county_noun);
    return keep(maker, left, right, is_money);
}

/* Counts decisions by category once more. */
static enum tally_status count_categories(struct maker *maker)
{
    const struct allocation *allocation = maker->allocation;
    size_t none = allocation->policy->category_count;
    for (size_t i = 0; i < allocation->decision_count; i++) {
        uint16_t category = allocation->decisions[i].category;
        maker->by_category[category == POLICY_NONE ? none : category].heads++;
    }
    for (size_t c = 0; c <= none; c++) {
        struct tally *tally = &maker->by_category[c];
        const struct decision example = {.category = c == none ? POLICY_NONE
                                                               : (uint16_t)c};
        const struct policy *policy = allocation->policy;
        if (fen_times(decision_subsidy(policy, &example), tally->heads,
                      &tally->subsidy) != 0 ||
            fen_times(decision_personal_due(policy, &example), tally->heads,
                      &tally->personal_due) != 0)
            return TALLY_OVERFLOW;
    }
    return TALLY_OK;
}

/* By which property of a category people are summed up. */
typedef uint16_t category_group(const struct category *category);

static uint16_t group_by_fund(const struct category *category)
{
    return category->fund;
}

static uint16_t group_by_department(const struct category *category)
{
    return category->department;
}

static enum tally_status sum_group(const struct maker *maker,
                                   category_group *group, uint16_t wanted,
                                   struct tally *out)
{
    const struct policy *policy = maker->allocation->policy;
    *out = (struct tally){.heads = 0};
    for (size_t c = 0; c < policy->category_count; c++) {
        if (group(&policy->categories[c]) != wanted)
            continue;
        enum tally_status status = tally_add(out, &maker->by_category[c]);
        if (status != TALLY_OK)
            return status;
    }
    return TALLY_OK;
}

static enum tally_status tie_funds(struct maker *maker)
{
    const struct policy *policy = maker->allocation->policy;
    fen paid = 0;
    for (size_t f = 0; f < policy->fund_count; f++) {
        struct tally fund;
        enum tally_status status =
            sum_group(maker, group_by_fund, (uint16_t)f, &fund);
        if (status == TALLY_OK)
            status = tie_split(maker, policy->funds[f].name, &fund);
        if (status != TALLY_OK)
            return status;
        if (fen_add(&paid, fund.subsidy) != 0)
            return TALLY_OVERFLOW;
    }
    return tie(maker, MESSAGE_TIE_FUNDS, paid, maker->allocation->total.subsidy,
               true);
}

static enum tally_status tie_departments(struct maker *maker)
{
    const struct policy *policy = maker->allocation->policy;
    struct tally sum = {.heads = 0};
    for (size_t d = 0; d < policy->department_count; d++) {
        struct tally department;
        enum tally_status status =
            sum_group(maker, group_by_department, (uint16_t)d, &department);
        if (status == TALLY_OK)
            status = tie_split(maker, policy->departments[d].name, &department);
        if (status == TALLY_OK)
            status = tally_add(&sum, &department);
        if (status != TALLY_OK)
            return status;
    }
    return tie(maker, MESSAGE_TIE_DEPARTMENTS, sum.subsidy,
               maker->allocation->total.subsidy, true);
}

static enum tally_status tie_categories(struct maker *maker)
{
    const struct policy *policy = maker->allocation->policy;
    size_t none = policy->category_count;
    struct tally sum = {.heads = 0};
    for (size_t c = 0; c <= none; c++) {
        const char *name =
            c < none ? policy->categories[c].name
                     : message_text(MESSAGE_TIE_NO_CATEGORY, LANGUAGE_ZH);
        enum tally_status status =
            tie_split(maker, name, &maker->by_category[c]);
        if (status == TALLY_OK)
            status = tally_add(&sum, &maker->by_category[c]);
        if (status != TALLY_OK)
            return status;
    }
    const struct tally *total = &maker->allocation->total;
    enum tally_status status =
        tie(maker, MESSAGE_TIE_CATEGORIES, sum.subsidy, total->subsidy, true);
    if (status == TALLY_OK)
        status = tie(maker, MESSAGE_TIE_PERSONAL, sum.personal_due,
                     total->personal_due, true);
    return status;
}

/* Slices of one county stand together. */
static enum tally_status tie_counties(struct maker *maker)
{
    const struct allocation *allocation = maker->allocation;
    struct tally sum = {.heads = 0};
    size_t next;
    for (size_t from = 0; from < allocation->slice_count; from = next) {
        const struct slice *first = &allocation->slices[from];
        struct tally county = {.heads = 0};
        enum tally_status status = TALLY_OK;
        for (next = from; next < allocation->slice_count &&
                          allocation->slices[next].county == first->county &&
                          status == TALLY_OK;
             next++)
            status = tally_add(&county, &allocation->slices[next].tally);
        const char *name = roster_string(allocation->roster, first->county);
        if (name[0] == '\0')
            name = message_text(MESSAGE_TIE_NO_COUNTY, LANGUAGE_ZH);
        if (status == TALLY_OK)
            status = tie_split(maker, name, &county);
        if (status == TALLY_OK)
            status = tally_add(&sum, &county);
        if (status != TALLY_OK)
            return status;
    }
    enum tally_status status = tie(maker, MESSAGE_TIE_COUNTIES, sum.subsidy,
                                   allocation->total.subsidy, true);
    if (status == TALLY_OK)
        status = tie(maker, MESSAGE_TIE_HEADS, sum.heads,
                     (int64_t)allocation->decision_count, false);
    return status;
}

static enum tally_status tie_sheet(struct maker *maker,
                                   const struct roster_sheet *sheet)
{
    const struct roster *roster = maker->allocation->roster;
    int64_t fates = 0;
    for (size_t f = 0; f < FATE_COUNT; f++)
        fates += sheet->fates[f];
    if (sheet->rows_read == 0 && fates == 0)
        return TALLY_OK;
    struct text where = TEXT_INIT;
    place_append(&where, roster_file_name(roster, sheet->file),
                 roster_string(roster, sheet->name), 0, 0);
    say(maker, MESSAGE_TIE_SHEET, text_of(&where));
    bool failed = where.failed;
    text_release(&where);
    return failed ? TALLY_MEMORY : keep(maker, sheet->rows_read, fates, false);
}

/* Rows of earlier months come after all others: the index of the first. */
static size_t first_carried(const struct roster *roster)
{
    size_t first = roster->row_count;
    while (first > 0 && roster->rows[first - 1].carry != CARRY_NONE)
        first--;
    return first;
}

/* Rows that persons rest on and that came in an earlier month, by fate. */
static void count_carried(const struct allocation *allocation,
                          int64_t fates[FATE_COUNT])
{
    const size_t first = first_carried(allocation->roster);
    for (size_t i = 0; i < allocation->order_count; i++)
        if (allocation->order[i] >= first)
            fates[evidence_row(allocation, (uint32_t)i)->fate]++;
}

/* What became of the rows of the month before. */
static enum tally_status tie_standing(struct maker *maker, int64_t carried)
{
    const struct roster *roster = maker->allocation->roster;
    const struct standing_count *before = &roster->before;
    int64_t kept = 0;
    if (roster->base == 0)
        return TALLY_OK;
    for (size_t i = 0; i < CARRY_COUNT; i++)
        kept += before->carried[i];
    enum tally_status status = tie(maker, MESSAGE_TIE_STANDING,
                                   before->replaced + before->removed +
                                       before->missing + before->gone + kept,
                                   before->standing, false);
    if (status == TALLY_OK)
        status = tie(maker, MESSAGE_TIE_CARRIED, carried, kept, false);
    return status;
}

/* Rows of the sheets, and the rows that persons rest on. */
static enum tally_status tie_rows(struct maker *maker)
{
    const struct allocation *allocation = maker->allocation;
    const struct roster *roster = allocation->roster;
    int64_t fates[FATE_COUNT] = {0};
    int64_t carried[FATE_COUNT] = {0};
    int64_t accepted = 0;
    int64_t evidence = 0;
    count_carried(allocation, carried);
    for (size_t s = 0; s < roster->sheet_count; s++) {
        enum tally_status status = tie_sheet(maker, &roster->sheets[s]);
        if (status != TALLY_OK)
            return status;
        for (size_t f = 0; f < FATE_COUNT; f++)
            fates[f] += roster->sheets[s].fates[f];
    }
    for (size_t i = 0; i < allocation->decision_count; i++) {
        accepted += allocation->decisions[i].accepted;
        evidence += allocation->decisions[i].count;
    }
    enum tally_status status =
        tie(maker, MESSAGE_TIE_ACCEPTED, accepted - carried[FATE_ACCEPTED],
            fates[FATE_ACCEPTED], false);
    if (status == TALLY_OK)
        status = tie(maker, MESSAGE_TIE_DUPLICATES,
                     evidence - accepted - carried[FATE_DUPLICATE],
                     fates[FATE_DUPLICATE], false);
    if (status == TALLY_OK)
        status = tie_standing(maker,
                              carried[FATE_ACCEPTED] + carried[FATE_DUPLICATE]);
    return status;
}

/* ---- what is requested ---- */

/* Lines of one applicant and fund stand together. */
static bool is_same_payer(const struct request_entry *a,
                          const struct request_entry *b)
{
    return a->line.applicant == b->line.applicant &&
           a->line.fund == b->line.fund;
}

/* What was, what came and what went make what is. */
static enum tally_status tie_payer(struct maker *maker,
                                   const struct request_entry *entry,
                                   const struct flow_sum *moved,
                                   const struct flow_sum *cumulative)
{
    const struct roster *roster = maker->allocation->roster;
    struct text payer = TEXT_INIT;
    text_printf(&payer, "%s %s", roster_string(roster, entry->line.applicant),
                roster_string(roster, entry->line.fund));
    enum tally_status status = payer.failed ? TALLY_MEMORY : TALLY_OK;
    if (status == TALLY_OK) {
        say(maker, MESSAGE_TIE_REQUEST_HEADS, text_of(&payer));
        status = keep(maker, moved->heads, cumulative->heads, false);
    }
    if (status == TALLY_OK) {
        say(maker, MESSAGE_TIE_REQUEST, text_of(&payer));
        status = keep(maker, moved->subsidy, cumulative->subsidy, true);
    }
    text_release(&payer);
    return status;
}

static enum tally_status add_entry(const struct request_entry *entry,
                                   struct flow_sum *moved,
                                   struct flow_sum *cumulative)
{
    const struct flow *flow = &entry->line.flow;
    enum tally_status status =
        flow_add(moved, entry->before.heads, entry->before.subsidy);
    if (status == TALLY_OK)
        status = flow_add(moved, flow->added.heads, flow->added.subsidy);
    if (status == TALLY_OK)
        status =
            flow_add(moved, -flow->deducted.heads, -flow->deducted.subsidy);
    if (status == TALLY_OK)
        status = flow_add(cumulative, flow->cumulative.heads,
                          flow->cumulative.subsidy);
    return status;
}

/* All that was ever requested: what decisions come to, and what stays of
 * received money. */
static enum tally_status tie_entitled(struct maker *maker,
                                      const struct flow_sum *kept,
                                      const struct flow_sum *cumulative)
{
    const struct policy *policy = maker->allocation->policy;
    struct flow_sum due = *kept;
    enum tally_status status =
        flow_add(&due, 0, maker->allocation->total.subsidy);
    for (size_t c = 0; c < policy->category_count && status == TALLY_OK; c++)
        if (policy->categories[c].subsidy > 0)
            status = flow_add(&due, maker->by_category[c].heads, 0);
    if (status == TALLY_OK)
        status = tie(maker, MESSAGE_TIE_ENTITLED_HEADS, due.heads,
                     cumulative->heads, false);
    if (status == TALLY_OK)
        status = tie(maker, MESSAGE_TIE_ENTITLED, due.subsidy,
                     cumulative->subsidy, true);
    return status;
}

/* The postings one by one against the lines that they make. */
static enum tally_status tie_postings(struct maker *maker)
{
    const struct allocation *allocation = maker->allocation;
    struct flow_sum posted = {.heads = 0};
    struct flow_sum lines = {.heads = 0};
    enum tally_status status = TALLY_OK;
    for (size_t i = 0; i < allocation->posting_count && status == TALLY_OK; i++)
        status = flow_add(&posted, posting_heads(&allocation->postings[i]),
                          allocation->postings[i].amount);
    for (size_t i = 0; i < allocation->request_count && status == TALLY_OK;
         i++) {
        const struct flow *flow = &allocation->requests[i].flow;
        status = flow_add(&lines, flow->added.heads, flow->added.subsidy);
        if (status == TALLY_OK)
            status = flow_add(&lines, -flow->deducted.heads,
                              -flow->deducted.subsidy);
    }
    if (status == TALLY_OK)
        status = tie(maker, MESSAGE_TIE_POSTINGS, posted.subsidy, lines.subsidy,
                     true);
    return status;
}

static enum tally_status tie_requests(struct maker *maker,
                                      const struct settlement *settlement)
{
    const struct request_book *book = &settlement->book;
    struct flow_sum all = {.heads = 0};
    enum tally_status status = TALLY_OK;
    size_t next;
    for (size_t from = 0; from < book->count && status == TALLY_OK;
         from = next) {
        const struct request_entry *first = &book->entries[from];
        struct flow_sum moved = {.heads = 0};
        struct flow_sum cumulative = {.heads = 0};
        for (next = from; next < book->count && status == TALLY_OK &&
                          is_same_payer(&book->entries[next], first);
             next++)
            status = add_entry(&book->entries[next], &moved, &cumulative);
        if (status == TALLY_OK)
            status = tie_payer(maker, first, &moved, &cumulative);
        if (status == TALLY_OK)
            status = flow_add(&all, cumulative.heads, cumulative.subsidy);
    }
    if (status == TALLY_OK)
        status = tie_postings(maker);
    return status == TALLY_OK ? tie_entitled(maker, &settlement->kept, &all)
                              : status;
}

static enum tally_status make_all(struct maker *maker,
                                  const struct settlement *settlement)
{
    const struct allocation *allocation = maker->allocation;
    enum tally_status status = count_categories(maker);
    if (status == TALLY_OK)
        status = tie_split(maker, message_text(MESSAGE_TIE_TOTAL, LANGUAGE_ZH),
                           &allocation->total);
    if (status == TALLY_OK)
        status = tie_funds(maker);
    if (status == TALLY_OK)
        status = tie_departments(maker);
    if (status == TALLY_OK)
        status = tie_categories(maker);
    if (status == TALLY_OK)
        status = tie_counties(maker);
    if (status == TALLY_OK)
        status = tie_rows(maker);
    if (status == TALLY_OK)
        status = tie_requests(maker, settlement);
    return status;
}

/* No more equations than this: one for each thing summed up, two for each
 * that requests, the category of those without one, the total, and the sums
 * over all. */
static size_t most_ties(const struct allocation *allocation)
{
    enum { OVERALL = 24 };
    const struct policy *policy = allocation->policy;
    return OVERALL + policy->fund_count + policy->department_count +
           policy->category_count + allocation->slice_count +
           allocation->roster->sheet_count + 2 * allocation->request_count;
}

enum tally_status tie_outs_make(struct allocation *allocation,
                                const struct settlement *settlement)
{
    struct maker maker = {.allocation = allocation, .words = TEXT_INIT};
    enum tally_status status = TALLY_MEMORY;
    maker.by_category = mem_alloc((allocation->policy->category_count + 1) *
                                  sizeof *maker.by_category);
    allocation->ties = arena_array(allocation->arena, most_ties(allocation),
                                   sizeof *allocation->ties);
    if (maker.by_category != NULL && allocation->ties != NULL)
        status = make_all(&maker, settlement);
    mem_free(maker.by_category);
    text_release(&maker.words);
    return status;
}
