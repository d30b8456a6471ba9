/*
 * Subsidies follow from postings: the sum of a person's postings of an insured
 * year, in the line of the last one that added something. They are kept
 * beside the postings because a table with one row a person and year cannot
 * hold two, whatever a program does.
 */
#include "ledger/subsidies.h"

/* The insured year of a month. */
#define YEAR_OF(period)                                                        \
    "(SELECT insured_year FROM policies WHERE sha256 ="                        \
    " (SELECT policy FROM periods WHERE period = " period "))"

/* The months of the same insured year up to ?1 (and ?1 itself, or not). */
#define MONTHS_OF_YEAR(up_to)                                                  \
    "(SELECT m.period AS period FROM periods AS m JOIN policies AS y"          \
    " ON y.sha256 = m.policy WHERE m.period " up_to " ?1"                      \
    " AND y.insured_year = " YEAR_OF("?1") ")"

/* Every subsidy that the postings of these months come to, of the persons
 * for whom `whom` holds. */
#define SUBSIDIES_OF(months, whom)                                             \
    "SELECT " YEAR_OF(                                                         \
        "?1") ", sum.person AS person, last.period, last.line,"                \
              " sum.amount, (SELECT premium FROM periods WHERE period = "      \
              "last.period)"                                                   \
              " FROM (SELECT q.person AS person, sum(q.amount) AS amount,"     \
              "  max(iif(q.amount > 0, q.period, 0)) AS period"                \
              "  FROM " months                                                 \
              " AS m CROSS JOIN postings AS q ON q.period = m.period"          \
              "  WHERE " whom " GROUP BY q.person) AS sum"                     \
              " CROSS JOIN postings AS last ON last.period = sum.period"       \
              "  AND last.person = sum.person AND last.amount > 0"             \
              " WHERE sum.amount <> 0"

#define TOUCHED "q.person IN (SELECT person FROM postings WHERE period = ?1)"

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

int subsidies_advance(struct database *database, ym period,
                      struct failure *failure)
{
    if (forget_touched(database, period, failure) != 0)
        return -1;
    return database_change(
        database,
        "INSERT INTO subsidies (insured_year, person, period, line, amount,"
        " premium) " SUBSIDIES_OF(MONTHS_OF_YEAR("<="), TOUCHED),
        SQL_VALUES(sql_int(period)), failure);
}

int subsidies_revert(struct database *database, ym period,
                     struct failure *failure)
{
    if (forget_touched(database, period, failure) != 0)
        return -1;
    return database_change(
        database,
        "INSERT INTO subsidies (insured_year, person, period, line, amount,"
        " premium) " SUBSIDIES_OF(MONTHS_OF_YEAR("<"), TOUCHED),
        SQL_VALUES(sql_int(period)), failure);
}

/* ---- checking ---- */

/* All subsidies of the year of month ?1, its last one, both ways. */
static const char check_sql[] =
    "SELECT person FROM (SELECT * FROM"
    " (SELECT insured_year, person, period, line, amount, premium"
    "  FROM subsidies WHERE insured_year = " YEAR_OF(
        "?1") ")"
              " EXCEPT SELECT * FROM (" SUBSIDIES_OF(
                  MONTHS_OF_YEAR("<="),
                  "1") "))"
                       " UNION ALL "
                       "SELECT person FROM (SELECT * FROM (" SUBSIDIES_OF(
                           MONTHS_OF_YEAR("<="),
                           "1") ")"
                                " EXCEPT SELECT insured_year, person, period, "
                                "line, amount, premium"
                                " FROM subsidies WHERE insured_year = " YEAR_OF(
                                    "?1") ")"
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
