/*
 * Keeping a run: did everything go in? Counts and sums of what was handed over
 * are held against the allocation, and references are proved: the large tables
 * go in without SQLite looking each of them up.
 *
 * The proof: what is referred to is numbered from 1 without a gap inside the
 * month (as many as the highest number; a key has no number twice, a CHECK
 * none below 1), and no row refers to a number outside that. It is looked at
 * in the very values that SQLite is given, so that nothing is read back; that
 * as many rows arrived as were given, database_feed() sees to.
 */
#include "ledger/store.h"

#include <inttypes.h>

/* ---- what is referred to ---- */

static int fail(const char *name, int64_t found, int64_t expected,
                struct failure *failure)
{
    return failure_set(failure, DIAG_TIE_OUT, NULL,
                       "%s: %" PRId64 " ≠ %" PRId64, name, found, expected);
}

/* `sql` yields a table's count, and its highest number. */
static int check_numbers_of(const struct store *store, const char *sql,
                            int64_t count, const char *name,
                            struct failure *failure)
{
    struct statement *query = NULL;
    int status = statement_prepare(store->database, sql, &query, failure);
    if (status == 0)
        status =
            statement_ask(query, SQL_VALUES(sql_int(store->period)), failure);
    if (status == 0)
        status = statement_next(query, failure) < 0 ? -1 : 0;
    for (int i = 0; status == 0 && i < 2; i++)
        if (statement_int(query, i) != count)
            status = fail(name, statement_int(query, i), count, failure);
    statement_finish(query);
    return status;
}

static int check_numbers(const struct store *store, struct failure *failure)
{
    const struct numbered *numbered = &store->numbered;
    const struct {
        const char *sql, *name;
        int64_t count;
    } tables[] = {
        {"SELECT count(*), ifnull(max(file), 0) FROM files WHERE period = ?",
         "files", numbered->files},
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
        if (check_numbers_of(store, tables[i].sql, tables[i].count,
                             tables[i].name, failure) != 0)
            return -1;
    return 0;
}

/* ---- the large tables ---- */

/* Whether a reference leads to one of `count` things, or nowhere on purpose. */
static bool leads(const struct sql_value *reference, int64_t count)
{
    return reference->type == SQL_NULL ||
           (reference->integer >= 1 && reference->integer <= count);
}

/* Where the columns stand in store_persons.c and store_inputs.c. */
enum { ROW_SHEET = 1, ROW_LOCALITY = 4, ROW_CATEGORY = 5, ROW_FATE = 10 };

static void prove_row(const struct numbered *numbered, struct proof *proof,
                      const struct sql_value *values)
{
    if (!leads(&values[ROW_SHEET], numbered->sheets) ||
        !leads(&values[ROW_LOCALITY], numbered->localities) ||
        !leads(&values[ROW_CATEGORY], numbered->categories))
        proof->strays++;
    proof->sums[values[ROW_FATE].integer % PROOF_SUMS]++;
}

enum {
    DECISION_LOCALITY = 2,
    DECISION_CATEGORY = 3,
    DECISION_SUBSIDY = 5,
    DECISION_PERSONAL_DUE = 6,
    DECISION_EVIDENCE = 11,
    DECISION_ACCEPTED = 12
};

static void prove_decision(const struct numbered *numbered, struct proof *proof,
                           const struct sql_value *values)
{
    static const int summed[PROOF_SUMS] = {
        DECISION_SUBSIDY, DECISION_PERSONAL_DUE, DECISION_EVIDENCE,
        DECISION_ACCEPTED};
    if (!leads(&values[DECISION_LOCALITY], numbered->localities) ||
        !leads(&values[DECISION_CATEGORY], numbered->categories))
        proof->strays++;
    for (int i = 0; i < PROOF_SUMS; i++)
        proof->sums[i] += values[summed[i]].integer;
}

enum { POSTING_LINE = 1 };

enum {
    DIAGNOSTIC_FILE = 3,
    DIAGNOSTIC_SHEET = 4,
    DIAGNOSTIC_OTHER_FILE = 7,
    DIAGNOSTIC_OTHER_SHEET = 8
};

static bool diagnostic_leads(const struct numbered *numbered,
                             const struct sql_value *values)
{
    return leads(&values[DIAGNOSTIC_FILE], numbered->files) &&
           leads(&values[DIAGNOSTIC_SHEET], numbered->sheets) &&
           leads(&values[DIAGNOSTIC_OTHER_FILE], numbered->files) &&
           leads(&values[DIAGNOSTIC_OTHER_SHEET], numbered->sheets);
}

void store_prove(struct store *store, enum store_proof kind,
                 const struct sql_value *values)
{
    struct proof *proof = &store->proofs[kind];
    proof->rows++;
    switch (kind) {
    case PROOF_ROWS:
        prove_row(&store->numbered, proof, values);
        break;
    case PROOF_DECISIONS:
        prove_decision(&store->numbered, proof, values);
        break;
    case PROOF_POSTINGS:
        proof->strays += !leads(&values[POSTING_LINE], store->numbered.lines);
        break;
    case PROOF_DIAGNOSTICS:
        proof->strays += !diagnostic_leads(&store->numbered, values);
        break;
    case PROOF_NONE:
        break;
    }
}

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

/* A figure of a proof and what it must be. */
struct expected {
    const char *name;
    int64_t found, expected;
};

static int check_figures(const struct expected *figures, size_t count,
                         struct failure *failure)
{
    for (size_t i = 0; i < count; i++)
        if (figures[i].found != figures[i].expected)
            return fail(figures[i].name, figures[i].found, figures[i].expected,
                        failure);
    return 0;
}

static int check_rows(const struct store *store, struct failure *failure)
{
    const struct proof *proof = &store->proofs[PROOF_ROWS];
    const struct roster *roster = store->roster;
    const struct expected figures[] = {
        {"roster_rows", proof->rows, (int64_t)roster->row_count},
        {"roster_rows.accepted", proof->sums[FATE_ACCEPTED],
         count_of_fate(roster, FATE_ACCEPTED)},
        {"roster_rows.duplicate", proof->sums[FATE_DUPLICATE],
         count_of_fate(roster, FATE_DUPLICATE)},
        {"roster_rows.returned", proof->sums[FATE_RETURNED],
         sum_of_fate(roster, FATE_RETURNED)},
        {"roster_rows: foreign keys", proof->strays, 0},
    };
    return check_figures(figures, sizeof figures / sizeof figures[0], failure);
}

static int check_decisions(const struct store *store, struct failure *failure)
{
    const struct proof *proof = &store->proofs[PROOF_DECISIONS];
    const struct allocation *allocation = store->allocation;
    const struct expected figures[] = {
        {"decisions", proof->rows, allocation->total.heads},
        {"decisions.subsidy", proof->sums[0], allocation->total.subsidy},
        {"decisions.personal_due", proof->sums[1],
         allocation->total.personal_due},
        {"decisions.evidence", proof->sums[2],
         (int64_t)allocation->order_count},
        {"decisions.accepted", proof->sums[3],
         count_of_fate(store->roster, FATE_ACCEPTED)},
        {"decisions: foreign keys", proof->strays, 0},
    };
    return check_figures(figures, sizeof figures / sizeof figures[0], failure);
}

static int check_postings(const struct store *store, struct failure *failure)
{
    const struct proof *proof = &store->proofs[PROOF_POSTINGS];
    const struct expected figures[] = {
        {"postings", proof->rows, (int64_t)store->allocation->posting_count},
        {"postings: foreign keys", proof->strays, 0},
    };
    return check_figures(figures, sizeof figures / sizeof figures[0], failure);
}

static int check_diagnostics(const struct store *store, struct failure *failure)
{
    const struct proof *proof = &store->proofs[PROOF_DIAGNOSTICS];
    const struct expected figures[] = {
        {"diagnostics", proof->rows, (int64_t)store->roster->diag_count},
        {"diagnostics: foreign keys", proof->strays, 0},
    };
    return check_figures(figures, sizeof figures / sizeof figures[0], failure);
}

int store_check(const struct store *store, struct failure *failure)
{
    if (check_numbers(store, failure) != 0 || check_rows(store, failure) != 0 ||
        check_decisions(store, failure) != 0 ||
        check_postings(store, failure) != 0)
        return -1;
    return check_diagnostics(store, failure);
}
