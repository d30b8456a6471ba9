/*
 * Keeping a run's rules: the policy with its texts, the period, and the
 * policy's categories as the period's decisions name them.
 */
#include "ledger/store.h"

static int store_policy(const struct store *store, struct failure *failure)
{
    const struct policy *policy = store->policy;
    return database_change(
        store->database,
        "INSERT INTO policies (sha256, id, region, title, insured_year,"
        " premium, text) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (sha256) DO NOTHING",
        SQL_VALUES(sql_text(policy->sha256), sql_text(policy->id),
                   sql_text(policy->region), sql_text(policy->title),
                   sql_int(policy->insured_year), sql_int(policy->premium),
                   sql_bytes(policy->text, policy->text_length)),
        failure);
}

static int store_period(const struct store *store, struct failure *failure)
{
    const struct tally *total = &store->allocation->total;
    return database_change(
        store->database,
        "INSERT INTO periods (period, as_of, policy, program, premium, heads,"
        " subsidy, personal_due) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        SQL_VALUES(sql_int(store->period), sql_int(store->allocation->as_of),
                   sql_text(store->policy->sha256),
                   sql_text(store->program_version),
                   sql_int(store->policy->premium), sql_int(total->heads),
                   sql_int(total->subsidy), sql_int(total->personal_due)),
        failure);
}

static bool put_category(const struct store *store, size_t index,
                         struct sql_value *values)
{
    const struct policy *policy = store->policy;
    const struct category *category = &policy->categories[index];
    const char *fund = category->fund == POLICY_NONE
                           ? NULL
                           : policy->funds[category->fund].name;
    const char *applicant = category->applicant == POLICY_NONE
                                ? NULL
                                : policy->applicants[category->applicant].name;
    return PUT_VALUES(
        values, sql_int((int64_t)index + 1), sql_text(category->code),
        sql_text(category->id), sql_text(category->name),
        sql_text(policy->departments[category->department].name),
        sql_int(policy->steps[category->step].number), sql_text(fund),
        sql_text(applicant), sql_int(category->ratio_bp),
        sql_int(policy->premium), sql_int(category->subsidy),
        sql_int(category->personal_due));
}

int store_rules(struct store *store, struct failure *failure)
{
    const struct store_part categories = {
        .table = "categories",
        .columns = "category, code, id, name, department, step, fund,"
                   " applicant, ratio_bp, premium, subsidy, personal_due",
        .count = store->policy->category_count,
        .row = put_category,
    };
    if (store_policy(store, failure) != 0 || store_period(store, failure) != 0)
        return -1;
    return store_parts(store, &categories, 1, failure);
}
