/*
 * Keeping a run's persons: where they live, the rows that name them with
 * their verdicts, the decisions, and the sums.
 *
 * Rows go in in the order of their keys, as the tables are clustered, so that
 * SQLite appends, and what goes in can be sealed on the way.
 */
#include "core/arena.h"
#include "ledger/row_order.h"
#include "ledger/store.h"

/* ---- places ---- */

static struct locality locality_of(const struct roster_row *row)
{
    return (struct locality){
        .county = row->county,
        .town = row->town,
        .village = row->village,
    };
}

static struct sql_value locality_number(const struct store *store,
                                        const struct roster_row *row)
{
    return sql_int(localities_find(&store->localities, locality_of(row)));
}

static int number_localities(struct store *store, struct failure *failure)
{
    const struct roster *roster = store->roster;
    for (size_t i = 0; i < roster->row_count; i++)
        if (localities_add(&store->localities, locality_of(&roster->rows[i])) !=
            0)
            return failure_memory(failure);
    store->numbered.localities = (int64_t)store->localities.count;
    return 0;
}

static bool put_locality(const struct store *store, size_t index,
                         struct sql_value *values)
{
    const struct locality *locality = &store->localities.items[index];
    return PUT_VALUES(
        values, sql_int((int64_t)index + 1), pool_text(store, locality->county),
        pool_text(store, locality->town), pool_text(store, locality->village));
}

/* ---- rows ---- */

static int marks_of(const struct roster_row *row)
{
    return (row->has_invalid_certificate ? ROW_MARK_CERTIFICATE : 0) |
           (row->is_ended ? ROW_MARK_ENDED : 0) |
           (row->is_hidden ? ROW_MARK_HIDDEN : 0);
}

static bool put_row(const struct store *store, size_t index,
                    struct sql_value *values)
{
    const struct roster_row *row = &store->roster->rows[index];
    return PUT_VALUES(
        values, sql_int((int64_t)row->id), number_of(row->sheet, PLACE_NONE),
        sql_int(row->row), pool_text(store, row->name),
        locality_number(store, row), number_of(row->category, POLICY_NONE),
        sql_int_or_null(row->recognised), sql_int_or_null(row->ended),
        sql_int(row->grades), sql_int(row->types), sql_int(row->fate),
        sql_int(store->allocation->verdicts[index]), sql_int(row->movement),
        sql_int(marks_of(row)), sql_int(row->carry), sql_int(row->is_known),
        sql_int(row->is_late));
}

/* A person's rows lie anywhere: those that come soon are fetched early, and
 * then their names. */
static void expect_row(const struct store *store, size_t index)
{
    enum { ROW_AHEAD = 12, NAME_AHEAD = 6 };
    const struct roster *roster = store->roster;
    if (index + ROW_AHEAD >= roster->row_count)
        return;
    FETCH_EARLY(&roster->rows[store->row_order[index + ROW_AHEAD]]);
    const strref name = roster->rows[store->row_order[index + NAME_AHEAD]].name;
    FETCH_EARLY(string_pool_get(roster->strings, name));
}

static bool put_ordered_row(const struct store *store, size_t index,
                            struct sql_value *values)
{
    expect_row(store, index);
    return put_row(store, store->row_order[index], values);
}

/* ---- decisions and sums ---- */

/* As for rows. */
static void expect_decision(const struct store *store, size_t index)
{
    enum { ROW_AHEAD = 12, NAME_AHEAD = 6 };
    const struct decision *decisions = store->allocation->decisions;
    const struct roster *roster = store->roster;
    if (index + ROW_AHEAD >= store->allocation->decision_count)
        return;
    FETCH_EARLY(&roster->rows[decisions[index + ROW_AHEAD].row]);
    const strref name = roster->rows[decisions[index + NAME_AHEAD].row].name;
    FETCH_EARLY(string_pool_get(roster->strings, name));
}

static bool put_decision(const struct store *store, size_t index,
                         struct sql_value *values)
{
    const struct policy *policy = store->policy;
    const struct decision *decision = &store->allocation->decisions[index];
    const struct roster_row *rows = store->roster->rows;
    expect_decision(store, index);
    return PUT_VALUES(values, sql_int((int64_t)decision->id),
                      pool_text(store, rows[decision->row].name),
                      locality_number(store, &rows[decision->place_row]),
                      number_of(decision->category, POLICY_NONE),
                      sql_int(policy->premium),
                      sql_int(decision_subsidy(policy, decision)),
                      sql_int(decision_personal_due(policy, decision)),
                      sql_int(decision->age), sql_int(decision->grades),
                      sql_int(decision->types), sql_int(decision->flags),
                      sql_int(decision->count), sql_int(decision->accepted));
}

static bool put_slice(const struct store *store, size_t index,
                      struct sql_value *values)
{
    const struct slice *slice = &store->allocation->slices[index];
    return PUT_VALUES(
        values, sql_int((int64_t)index + 1), pool_text(store, slice->county),
        number_of(slice->category, POLICY_NONE),
        sql_int(store->policy->premium), sql_int(slice->tally.heads),
        sql_int(slice->tally.subsidy), sql_int(slice->tally.personal_due));
}

static bool put_request_line(const struct store *store, size_t index,
                             struct sql_value *values)
{
    const struct request_line *line = &store->allocation->requests[index];
    const struct flow *flow = &line->flow;
    return PUT_VALUES(
        values, sql_int((int64_t)index + 1), pool_text(store, line->applicant),
        pool_text(store, line->fund), pool_text(store, line->county),
        pool_text(store, line->category), sql_int(flow->added.heads),
        sql_int(flow->added.subsidy), sql_int(flow->deducted.heads),
        sql_int(flow->deducted.subsidy), sql_int(flow->cumulative.heads),
        sql_int(flow->cumulative.subsidy));
}

static bool put_posting(const struct store *store, size_t index,
                        struct sql_value *values)
{
    const struct posting *posting = &store->allocation->postings[index];
    return PUT_VALUES(values, sql_int((int64_t)posting->id),
                      number_of(posting->line, UINT32_MAX),
                      sql_int(posting_heads(posting)), sql_int(posting->amount),
                      sql_int_or_null(posting->corrects));
}

static bool put_tie_out(const struct store *store, size_t index,
                        struct sql_value *values)
{
    const struct tie_out *tie = &store->allocation->ties[index];
    return PUT_VALUES(values, sql_int((int64_t)index + 1), sql_text(tie->what),
                      sql_int(tie->left), sql_int(tie->right),
                      sql_int(tie->is_money));
}

#define ROW_COLUMNS                                                            \
    "person, sheet, row_no, name, locality, category, recognised, ended,"      \
    " grades, types, fate, verdict, movement, marks, carry, is_known, is_late"

/* Their order is given back at once: it is as long as they are. */
static int store_rows(struct store *store, struct failure *failure)
{
    const struct store_part parts[] = {
        {"roster_rows", ROW_COLUMNS, store->roster->row_count, put_ordered_row,
         PROOF_ROWS},
    };
    store->row_order = row_order_new(store->roster, store->allocation);
    if (store->row_order == NULL)
        return failure_memory(failure);
    const int result = store_parts(store, parts, 1, failure);
    mem_free(store->row_order);
    store->row_order = NULL;
    return result;
}

static int store_localities(struct store *store, struct failure *failure)
{
    if (number_localities(store, failure) != 0)
        return -1;
    const struct store_part parts[] = {
        {"localities", "locality, county, town, village",
         store->localities.count, put_locality, PROOF_NONE},
    };
    return store_parts(store, parts, 1, failure);
}

int store_persons(struct store *store, struct failure *failure)
{
    const struct allocation *allocation = store->allocation;
    const struct store_part parts[] = {
        {"decisions",
         "person, name, locality, category, premium, subsidy, personal_due,"
         " age, grades, types, flags, evidence, accepted",
         allocation->decision_count, put_decision, PROOF_DECISIONS},
        {"slices",
         "slice, county, category, premium, heads, subsidy, personal_due",
         allocation->slice_count, put_slice, PROOF_NONE},
        {"request_lines",
         "line, applicant, fund, county, category, added_heads, added,"
         " deducted_heads, deducted, heads, amount",
         allocation->request_count, put_request_line, PROOF_NONE},
        {"postings", "person, line, heads, amount, corrects",
         allocation->posting_count, put_posting, PROOF_POSTINGS},
        {"tie_outs", "tie_out, what, left_side, right_side, is_money",
         allocation->tie_count, put_tie_out, PROOF_NONE},
    };
    if (store_localities(store, failure) != 0 ||
        store_rows(store, failure) != 0)
        return -1;
    return store_parts(store, parts, sizeof parts / sizeof parts[0], failure);
}
