/*
 * Tie-outs: DOMAIN "Money". Every total is reached in two ways: slices and
 * the grand total were added up decision by decision; here decisions are
 * counted anew by category, heads times premium and heads times tier are
 * worked out, and each sum by fund, department and county is held against
 * them. Rows are counted through the sheets and through the persons.
 *
 * Nothing is mended: an equation that does not hold is a defect, and the run
 * stops over it.
 */
#include "allocate/tie_outs.h"
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

/* Rows of the sheets, and the rows that persons rest on. */
static enum tally_status tie_rows(struct maker *maker)
{
    const struct allocation *allocation = maker->allocation;
    const struct roster *roster = allocation->roster;
    int64_t fates[FATE_COUNT] = {0};
    int64_t accepted = 0;
    int64_t evidence = 0;
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
        tie(maker, MESSAGE_TIE_ACCEPTED, accepted, fates[FATE_ACCEPTED], false);
    if (status == TALLY_OK)
        status = tie(maker, MESSAGE_TIE_DUPLICATES, evidence - accepted,
                     fates[FATE_DUPLICATE], false);
    return status;
}

static enum tally_status make_all(struct maker *maker)
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
    return status;
}

/* No more equations than this: one for each thing summed up, the category
 * of those without one, the total, and the sums over all. */
static size_t most_ties(const struct allocation *allocation)
{
    enum { OVERALL = 16 };
    const struct policy *policy = allocation->policy;
    return OVERALL + policy->fund_count + policy->department_count +
           policy->category_count + allocation->slice_count +
           allocation->roster->sheet_count;
}

enum tally_status tie_outs_make(struct allocation *allocation)
{
    struct maker maker = {.allocation = allocation, .words = TEXT_INIT};
    enum tally_status status = TALLY_MEMORY;
    maker.by_category = mem_alloc((allocation->policy->category_count + 1) *
                                  sizeof *maker.by_category);
    allocation->ties = arena_array(allocation->arena, most_ties(allocation),
                                   sizeof *allocation->ties);
    if (maker.by_category != NULL && allocation->ties != NULL)
        status = make_all(&maker);
    mem_free(maker.by_category);
    text_release(&maker.words);
    return status;
}
