/*
 * Subsidies follow from postings: the sum of a person's postings of an insured
 * year, in the line of the last one that added something. They are kept
 * beside the postings because a table with one row a person and year cannot
 * hold two, whatever a program does.
 */
#include "ledger/subsidies.h"

#include <string.h>

/* The insured year of a month. */
#define YEAR_OF(period)                                                        \
    "(SELECT insured_year FROM policies WHERE sha256 ="                        \
    " (SELECT policy FROM periods WHERE period = " period "))"

/* The months of the same insured year up to ?1 (and ?1 itself, or not). */
#define MONTHS_OF_YEAR(up_to)                                                  \
    "(SELECT m.period AS period FROM periods AS m JOIN policies AS y"          \
    " ON y.sha256 = m.policy WHERE m.period " up_to " ?1"                      \
    " AND y.insured_year = " YEAR_OF("?1") ")"

/*
 * Every subsidy that these postings, q, come to. With max(), the line is that
 * of the row where it was found: of the last one that added something. Whoever
 * would be counted twice has no amount, which the table refuses.
 */
#define SUBSIDIES_OF(postings)                                                 \
    "SELECT " YEAR_OF(                                                         \
        "?1") ", person, period, line, amount,"                                \
              " (SELECT premium FROM periods WHERE period = sum.period)"       \
              " FROM (SELECT q.person AS person, q.line AS line,"              \
              "  iif(sum(q.heads) > 1, NULL, sum(q.amount)) AS amount,"        \
              "  max(iif(q.amount > 0, q.period, 0)) AS period FROM " postings \
              "  GROUP BY q.person) AS sum WHERE amount IS NOT 0"

#define POSTINGS_OF(months)                                                    \
    months " AS m CROSS JOIN postings AS q ON q.period = m.period"

/* Only of the persons whom month ?1 posted: few, and looked up one by one. */
#define POSTINGS_OF_TOUCHED(months)                                            \
    "(SELECT DISTINCT person FROM postings WHERE period = ?1) AS t"            \
    " CROSS JOIN " months " AS m CROSS JOIN postings AS q"                     \
    " ON q.period = m.period AND q.person = t.person"

#define INSERT                                                                 \
    "INSERT INTO subsidies (insured_year, person, period, line, amount,"       \
    " premium) "

/* ---- the first month of an insured year ---- */

/* Its postings are all there are, and in the order of persons. Their lines
 * were proved. */
static bool put_subsidy(const void *context, size_t index,
                        struct sql_value *values)
{
    const struct store *store = context;
    const struct allocation *allocation = store->allocation;
    const struct posting *posting = &allocation->postings[index];
    int64_t heads = 0;
    fen amount = 0;
    uint32_t line = 0;
    if (index > 0 && posting[-1].id == posting->id)
        return false; /* told with the first of the person */
    for (size_t i = index; i < allocation->posting_count &&
                           allocation->postings[i].id == posting->id;
         i++) {
        heads += posting_heads(&allocation->postings[i]);
        amount += allocation->postings[i].amount;
        if (allocation->postings[i].amount > 0)
            line = allocation->postings[i].line;
    }
    const struct sql_value row[] = {
        sql_int(store->policy->insured_year),
        sql_int((int64_t)posting->id),
        sql_int(store->period),
        sql_int((int64_t)line + 1),
        sql_int_or_null(heads > 1 ? 0 : amount), /* two: refused */
        sql_int(store->policy->premium),
    };
    memcpy(values, row, sizeof row);
    return amount != 0 || heads > 1;
}

static int begin_year(const struct store *store, struct failure *failure)
{
    const struct feed feed = {
        .table = "subsidies",
        .columns = "insured_year, person, period, line, amount, premium",
        .count = store->allocation->posting_count,
        .row = put_subsidy,
        .context = store,
        .is_proved = true,
    };
    return database_feed(store->database, &feed, failure);
}

/* ---- later months ---- */

/*
 * A later month changes those whom it posts: who was only deducted has none
 * any more, who was added to stands in the new line. Nothing of earlier months
 * is read but where these persons stood.
 */
static const char end_sql[] =
    "DELETE FROM subsidies WHERE insured_year = " YEAR_OF(
        "?1") " AND person IN (SELECT person FROM postings WHERE period = ?1"
              "  GROUP BY person HAVING sum(heads) < 0)";

static const char change_sql[] =
    "INSERT OR REPLACE INTO subsidies (insured_year, person, period, line,"
    " amount, premium) SELECT " YEAR_OF(
        "?1") ", person, ?1, line, amount,"
              " (SELECT premium FROM periods WHERE period = ?1)"
              " FROM (SELECT q.person AS person, q.line AS line, max(q.heads),"
              "  iif(sum(q.heads) + (o.person IS NOT NULL) > 1, NULL,"
              "      sum(q.amount) + ifnull(o.amount, 0)) AS amount"
              "  FROM postings AS q LEFT JOIN subsidies AS o"
              "  ON o.insured_year = " YEAR_OF(
                  "?1") " AND o.person = q.person"
                        "  WHERE q.period = ?1 GROUP BY q.person HAVING "
                        "sum(q.heads) >= 0)";

int subsidies_advance(const struct store *store, struct failure *failure)
{
    struct database *database = store->database;
    const struct sql_value month[] = {sql_int(store->period)};
    int64_t before = 0;
    if (database_number(database, "SELECT count(*) FROM " MONTHS_OF_YEAR("<"),
                        month, 1, &before, failure) != 0)
        return -1;
    if (before == 0)
        return begin_year(store, failure);
    if (database_change(database, end_sql, month, 1, failure) != 0)
        return -1;
    return database_change(database, change_sql, month, 1, failure);
}

static int forget_touched(struct database *database, ym period,
                          struct failure *failure)
{
    return database_change(
        database,
        "DELETE FROM subsidies WHERE insured_year = " YEAR_OF(
            "?1") " AND person IN (SELECT person FROM postings WHERE period = "
                  "?1)",
        SQL_VALUES(sql_int(period)), failure);
}

int subsidies_revert(struct database *database, ym period,
                     struct failure *failure)
{
    if (forget_touched(database, period, failure) != 0)
        return -1;
    return database_change(
        database, INSERT SUBSIDIES_OF(POSTINGS_OF_TOUCHED(MONTHS_OF_YEAR("<"))),
        SQL_VALUES(sql_int(period)), failure);
}

/* ---- checking ---- */

/* All subsidies of the year of month ?1, its last one, both ways. */
#define KEPT                                                                   \
    "SELECT insured_year, person, period, line, amount, premium"               \
    " FROM subsidies WHERE insured_year = " YEAR_OF("?1")

#define FOLLOWING SUBSIDIES_OF(POSTINGS_OF(MONTHS_OF_YEAR("<=")))

static const char check_sql[] =
    "SELECT person FROM (SELECT * FROM (" KEPT ") EXCEPT"
    " SELECT * FROM (" FOLLOWING ")) UNION ALL"
    " SELECT person FROM (SELECT * FROM (" FOLLOWING ") EXCEPT " KEPT ")"
    " ORDER BY person LIMIT 1";

int subsidies_check(struct database *database, int64_t *out,
                    struct failure *failure)
{
    struct statement *year = NULL;
    *out = 0;
    int status =
        statement_prepare(database,
                          "SELECT max(m.period) FROM periods AS m"
                          " JOIN policies AS y ON y.sha256 = m.policy"
                          " GROUP BY y.insured_year ORDER BY y.insured_year",
                          &year, failure);
    if (status == 0)
        status = statement_ask(year, SQL_NO_VALUES, failure);
    while (status == 0 && *out == 0 &&
           (status = statement_next(year, failure)) == 1)
        status = database_number(database, check_sql,
                                 SQL_VALUES(sql_int(statement_int(year, 0))),
                                 out, failure);
    statement_finish(year);
    return status < 0 ? -1 : 0;
}
