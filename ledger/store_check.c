/*
 * Keeping a run: did everything arrive? Counts and sums in the tables are held
 * against the allocation, and references are proved: the large tables go in
 * without SQLite looking each of them up.
 *
 * The proof: what is referred to is numbered from 1 without a gap inside the
 * month (as many as the highest number; a key has no number twice, a CHECK
 * none below 1), and no row refers to a number outside that. One pass over
 * the rows instead of a search for every reference of each.
 */
#include "ledger/store.h"

#include <inttypes.h>

enum { SUMS = 6, VALUES = 4 };

/* What a query over the period must yield. */
struct expected {
    const char *sql;
    struct sql_value values[VALUES]; /* of its ?; the period first */
    size_t value_count;
    const char *names[SUMS]; /* of its columns; NULL = no more */
    int64_t sums[SUMS];
};

static int check_sums(const struct store *store,
                      const struct expected *expected, struct failure *failure)
{
    struct statement *query = NULL;
    int result =
        statement_prepare(store->database, expected->sql, &query, failure);
    if (result == 0)
        result = statement_ask(query, expected->values, expected->value_count,
                               failure);
    if (result == 0)
        result = statement_next(query, failure) < 0 ? -1 : 0;
    for (int i = 0; result == 0 && i < SUMS; i++) {
        if (expected->names[i] == NULL)
            break;
        const int64_t found = statement_int(query, i);
        if (found != expected->sums[i])
            result = failure_set(failure, DIAG_TIE_OUT, NULL,
                                 "%s: %" PRId64 " ≠ %" PRId64,
                                 expected->names[i], found, expected->sums[i]);
    }
    statement_finish(query);
    return result;
}

/* ---- what is referred to ---- */

/* How many there are of each: the highest number that a reference may have. */
struct numbered {
    int64_t sheets, localities, categories, lines;
};

static int count_numbered(const struct store *store, const char *sql,
                          int64_t count, const char *name,
                          struct failure *failure)
{
    const struct expected expected = {
        .sql = sql,
        .values = {sql_int(store->period)},
        .value_count = 1,
        .names = {name, name},
        .sums = {count, count},
    };
    return check_sums(store, &expected, failure);
}

static int check_numbers(const struct store *store,
                         const struct numbered *numbered,
                         struct failure *failure)
{
    const struct {
        const char *sql, *name;
        int64_t count;
    } tables[] = {
        {"SELECT count(*), ifnull(max(sheet), 0) FROM sheets WHERE period = ?",
         "sheets", numbered->sheets},
        {"SELECT count(*), ifnull(max(locality), 0) FROM localities"
         " WHERE period = ?",
         "localities", numbered->localities},
        {"SELECT count(*), ifnull(max(category), 0) FROM categories"
         " WHERE period = ?",
         "categories", numbered->categories},
        {"SELECT count(*), ifnull(max(line), 0) FROM request_lines"
         " WHERE period = ?",
         "request_lines", numbered->lines},
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (count_numbered(store, tables[i].sql, tables[i].count,
                           tables[i].name, failure) != 0)
            return -1;
    return 0;
}

/* ---- the large tables ---- */

static int64_t sum_of_fate(const struct roster *roster, enum fate fate)
{
    int64_t sum = 0;
    for (size_t i = 0; i < roster->sheet_count; i++)
        sum += roster->sheets[i].fates[fate];
    return sum;
}

/* Rows of earlier months that still count, by fate. */
static int64_t count_carried(const struct roster *roster, enum fate fate)
{
    int64_t count = 0;
    for (size_t i = 0; i < roster->row_count; i++)
        count +=
            roster->rows[i].carry != CARRY_NONE && roster->rows[i].fate == fate;
    return count;
}

static int64_t count_of_fate(const struct roster *roster, enum fate fate)
{
    return sum_of_fate(roster, fate) + count_carried(roster, fate);
}

static int check_rows(const struct store *store,
                      const struct numbered *numbered, struct failure *failure)
{
    const struct roster *roster = store->roster;
    const struct expected rows = {
        .sql = "SELECT count(*), sum(fate = 1), sum(fate = 2), sum(fate = 3),"
               " sum(sheet NOT BETWEEN 1 AND ?2"
               "     OR locality NOT BETWEEN 1 AND ?3"
               "     OR category NOT BETWEEN 1 AND ?4)"
               " FROM roster_rows WHERE period = ?1",
        .values = {sql_int(store->period), sql_int(numbered->sheets),
                   sql_int(numbered->localities),
                   sql_int(numbered->categories)},
        .value_count = 4,
        .names = {"roster_rows", "roster_rows.accepted",
                  "roster_rows.duplicate", "roster_rows.returned",
                  "roster_rows: foreign keys"},
        .sums = {(int64_t)roster->row_count,
                 count_of_fate(roster, FATE_ACCEPTED),
                 count_of_fate(roster, FATE_DUPLICATE),
                 sum_of_fate(roster, FATE_RETURNED), 0},
    };
    return check_sums(store, &rows, failure);
}

static int check_decisions(const struct store *store,
                           const struct numbered *numbered,
                           struct failure *failure)
{
    const struct allocation *allocation = store->allocation;
    const struct expected decisions = {
        .sql = "SELECT count(*), sum(subsidy), sum(personal_due),"
               " sum(evidence), sum(accepted),"
               " sum(locality NOT BETWEEN 1 AND ?2"
               "     OR category NOT BETWEEN 1 AND ?3)"
               " FROM decisions WHERE period = ?1",
        .values = {sql_int(store->period), sql_int(numbered->localities),
                   sql_int(numbered->categories)},
        .value_count = 3,
        .names = {"decisions", "decisions.subsidy", "decisions.personal_due",
                  "decisions.evidence", "decisions.accepted",
                  "decisions: foreign keys"},
        .sums = {allocation->total.heads, allocation->total.subsidy,
                 allocation->total.personal_due,
                 (int64_t)allocation->order_count,
                 count_of_fate(store->roster, FATE_ACCEPTED), 0},
    };
    return check_sums(store, &decisions, failure);
}

static int check_postings(const struct store *store,
                          const struct numbered *numbered,
                          struct failure *failure)
{
    const struct expected postings = {
        .sql = "SELECT count(*), sum(line NOT BETWEEN 1 AND ?2)"
               " FROM postings WHERE period = ?1",
        .values = {sql_int(store->period), sql_int(numbered->lines)},
        .value_count = 2,
        .names = {"postings", "postings: foreign keys"},
        .sums = {(int64_t)store->allocation->posting_count, 0},
    };
    return check_sums(store, &postings, failure);
}

int store_check(const struct store *store, struct failure *failure)
{
    const struct numbered numbered = {
        .sheets = (int64_t)store->roster->sheet_count,
        .localities = (int64_t)store->localities.count,
        .categories = (int64_t)store->policy->category_count,
        .lines = (int64_t)store->allocation->request_count,
    };
    if (check_numbers(store, &numbered, failure) != 0 ||
        check_rows(store, &numbered, failure) != 0 ||
        check_decisions(store, &numbered, failure) != 0)
        return -1;
    return check_postings(store, &numbered, failure);
}
