/*
 * One person's story: for each month what was decided and by which rows, and
 * what was found wrong, rows that were returned included. All of it is found
 * by period and person, as the tables are clustered.
 *
 * And a policy's texts, by which a past decision can be explained.
 */
#include "ledger/ledger_file.h"
#include "ledger/query.h"

/* What reading needs at hand. */
struct reader {
    struct arena *arena;
    enum language language;
    idkey id;
    struct statement *months, *evidence, *claims, *findings;
    bool failed; /* a text did not fit into memory */
};

static const char *keep(struct reader *reader, struct statement *row,
                        int column)
{
    const char *copy = arena_string(reader->arena, statement_text(row, column));
    reader->failed = reader->failed || copy == NULL;
    return copy;
}

/* Rows of a query, each read into its element. */
struct list {
    void *elements;
    size_t count;
};

typedef void read_element(struct reader *reader, struct statement *row,
                          void *element);

/* All rows of a query that was asked and tells their number in column 0. */
static int read_list(struct reader *reader, struct statement *row, size_t size,
                     read_element *read, struct list *out,
                     struct failure *failure)
{
    int status = 0;
    *out = (struct list){NULL, 0};
    while ((status = statement_next(row, failure)) == 1) {
        if (out->count == 0)
            out->elements =
                arena_array(reader->arena, (size_t)statement_int(row, 0), size);
        if (out->elements == NULL)
            return failure_memory(failure);
        read(reader, row, (char *)out->elements + out->count++ * size);
    }
    return status;
}

/* ---- a month's evidence ---- */

/* In import order, which is the order of the categories' numbers; rows
 * without a category last. */
static const char evidence_sql[] =
    "SELECT count(*) OVER (), f.name, s.name, r.row_no, r.name, s.department,"
    " " QUERY_CODE_OF(
        "c") ", c.name, r.recognised, r.ended, r.grades,"
             " verdicts.name, fates.name, r.carry, f.carried_from"
             " FROM roster_rows AS r"
             " JOIN sheets AS s ON s.period = r.period AND s.sheet = r.sheet"
             " JOIN files AS f ON f.period = s.period AND f.file = s.file"
             " JOIN verdicts ON verdicts.verdict = r.verdict"
             " JOIN fates ON fates.fate = r.fate"
             " LEFT JOIN categories AS c"
             " ON c.period = r.period AND c.category = r.category"
             " WHERE r.period = ? AND r.person = ? AND fates.name <> 'returned'"
             " ORDER BY r.category IS NULL, r.category, r.sheet, r.row_no";

static void read_evidence(struct reader *reader, struct statement *row,
                          void *element)
{
    *(struct ledger_evidence *)element = (struct ledger_evidence){
        .file = keep(reader, row, 1),
        .sheet = keep(reader, row, 2),
        .row = (rownum)statement_int(row, 3),
        .name = keep(reader, row, 4),
        .department = keep(reader, row, 5),
        .category_code = keep(reader, row, 6),
        .category = keep(reader, row, 7),
        .recognised = (ymd)statement_int(row, 8),
        .ended = (ymd)statement_int(row, 9),
        .grades = (uint8_t)statement_int(row, 10),
        .verdict = keep(reader, row, 11),
        .fate = keep(reader, row, 12),
        .carry = (uint8_t)statement_int(row, 13),
        .carried_from = (ym)statement_int(row, 14),
    };
}

/* ---- what was requested ---- */

/* The receipts of a request, for all counties or for the line's. */
#define RECEIPTS                                                               \
    " FROM receipts AS r WHERE r.period = l.period AND r.applicant ="          \
    " l.applicant AND r.fund = l.fund AND (r.county = '' OR r.county ="        \
    " l.county)"

static const char claims_sql[] =
    "SELECT count(*) OVER (), l.applicant, l.fund, l.county, l.category,"
    " q.amount, q.corrects, (SELECT max(r.received_on)" RECEIPTS "),"
    " " QUERY_IS_COVERED("") " OR " QUERY_IS_COVERED(
        " AND r.county = l.county") " FROM postings AS q"
                                    " JOIN request_lines AS l"
                                    " ON l.period = q.period"
                                    " AND l.line = q.line"
                                    " WHERE q.period = ? AND q.person = ?"
                                    " ORDER BY q.heads, q.line";

static void read_claim(struct reader *reader, struct statement *row,
                       void *element)
{
    *(struct ledger_claim *)element = (struct ledger_claim){
        .applicant = keep(reader, row, 1),
        .fund = keep(reader, row, 2),
        .county = keep(reader, row, 3),
        .category = keep(reader, row, 4),
        .amount = statement_int(row, 5),
        .corrects = (ym)statement_int(row, 6),
        .received_on = (ymd)statement_int(row, 7),
        .is_covered = statement_int(row, 8) != 0,
    };
}

/* ---- a month's findings ---- */

static const char findings_sql[] =
    "SELECT count(*) OVER (), f.name, s.name, d.row_no, " QUERY_FINDING_VALUES
    " FROM diagnostics AS d INDEXED BY diagnostics_by_person"
    " LEFT JOIN files AS f ON f.period = d.period AND f.file = d.file"
    " LEFT JOIN sheets AS s"
    " ON s.period = d.period AND s.sheet = d.sheet" QUERY_FINDING_JOINS
    " WHERE d.period = ? AND d.person = ?"
    " ORDER BY d.diagnostic";

enum { FINDING_CODE = 4 };

static void read_finding(struct reader *reader, struct statement *row,
                         void *element)
{
    struct ledger_finding *finding = element;
    struct text message = TEXT_INIT;
    query_append_message(&message, row, FINDING_CODE, reader->language);
    *finding = (struct ledger_finding){
        .file = keep(reader, row, 1),
        .sheet = keep(reader, row, 2),
        .row = (rownum)statement_int(row, 3),
        .code = diag_find(statement_text(row, FINDING_CODE)),
        .message = arena_string(reader->arena, text_of(&message)),
    };
    reader->failed =
        reader->failed || message.failed || finding->message == NULL;
    text_release(&message);
}

/* ---- the months ---- */

/* Months with a decision on the person, or with findings only. */
static const char months_sql[] =
    "SELECT count(*) OVER (), p.period, p.as_of, policies.id, p.policy,"
    " ifnull(d.name, (SELECT x.name"
    "  FROM diagnostics AS x INDEXED BY diagnostics_by_person"
    "  WHERE x.period = p.period AND x.person = ?1"
    "  ORDER BY x.diagnostic LIMIT 1)),"
    " l.county, l.town, l.village, d.grades, d.types, d.flags,"
    " " QUERY_CODE_OF("c") ", c.name, d.subsidy, d.personal_due, c.fund,"
                           " c.applicant, p.state = 'closed'"
                           " FROM periods AS p"
                           " JOIN policies ON policies.sha256 = p.policy"
                           " LEFT JOIN decisions AS d ON d.period = p.period "
                           "AND d.person = ?1"
                           " LEFT JOIN localities AS l"
                           " ON l.period = d.period AND l.locality = d.locality"
                           " LEFT JOIN categories AS c"
                           " ON c.period = d.period AND c.category = d.category"
                           " WHERE d.person IS NOT NULL OR EXISTS (SELECT 1 "
                           "FROM diagnostics AS x"
                           "  WHERE x.period = p.period AND x.person = ?1)"
                           " ORDER BY p.period";

static void read_month(struct reader *reader, struct statement *row,
                       void *element)
{
    const ymd as_of = (ymd)statement_int(row, 2);
    *(struct ledger_month *)element = (struct ledger_month){
        .period = (ym)statement_int(row, 1),
        .as_of = as_of,
        .policy_id = keep(reader, row, 3),
        .policy_sha256 = keep(reader, row, 4),
        .name = keep(reader, row, 5),
        .county = keep(reader, row, 6),
        .town = keep(reader, row, 7),
        .village = keep(reader, row, 8),
        .age = ymd_age(id_number_birth(reader->id), as_of),
        .grades = (uint8_t)statement_int(row, 9),
        .types = (uint8_t)statement_int(row, 10),
        .flags = (uint8_t)statement_int(row, 11),
        .category_code = keep(reader, row, 12),
        .category = keep(reader, row, 13),
        .subsidy = statement_int(row, 14),
        .personal_due = statement_int(row, 15),
        .fund = keep(reader, row, 16),
        .applicant = keep(reader, row, 17),
        .is_closed = statement_int(row, 18) != 0,
    };
}

/* What the ledger has of the person in one month. */
static int read_details(struct reader *reader, struct ledger_month *month,
                        struct failure *failure)
{
    const struct sql_value of[] = {sql_int(month->period),
                                   sql_int((int64_t)reader->id)};
    struct list evidence, claims, findings;
    if (statement_ask(reader->evidence, of, 2, failure) != 0 ||
        read_list(reader, reader->evidence, sizeof *month->evidence,
                  read_evidence, &evidence, failure) != 0 ||
        statement_ask(reader->claims, of, 2, failure) != 0 ||
        read_list(reader, reader->claims, sizeof *month->claims, read_claim,
                  &claims, failure) != 0 ||
        statement_ask(reader->findings, of, 2, failure) != 0 ||
        read_list(reader, reader->findings, sizeof *month->findings,
                  read_finding, &findings, failure) != 0)
        return -1;
    month->evidence = evidence.elements;
    month->evidence_count = evidence.count;
    month->claims = claims.elements;
    month->claim_count = claims.count;
    month->findings = findings.elements;
    month->finding_count = findings.count;
    return 0;
}

static int read_months(struct reader *reader, struct ledger_person *out,
                       struct failure *failure)
{
    struct list months;
    if (statement_ask(reader->months, SQL_VALUES(sql_int((int64_t)reader->id)),
                      failure) != 0 ||
        read_list(reader, reader->months, sizeof *out->months, read_month,
                  &months, failure) != 0)
        return -1;
    struct ledger_month *month = months.elements;
    for (size_t i = 0; i < months.count; i++)
        if (read_details(reader, &month[i], failure) != 0)
            return -1;
    if (reader->failed)
        return failure_memory(failure);
    *out = (struct ledger_person){
        .id = reader->id,
        .months = month,
        .month_count = months.count,
    };
    return 0;
}

int ledger_person(struct ledger *ledger, idkey id, enum language language,
                  struct arena *arena, struct ledger_person *out,
                  struct failure *failure)
{
    struct reader reader = {.arena = arena, .language = language, .id = id};
    int result = -1;
    if (statement_prepare(ledger->database, months_sql, &reader.months,
                          failure) == 0 &&
        statement_prepare(ledger->database, evidence_sql, &reader.evidence,
                          failure) == 0 &&
        statement_prepare(ledger->database, claims_sql, &reader.claims,
                          failure) == 0 &&
        statement_prepare(ledger->database, findings_sql, &reader.findings,
                          failure) == 0)
        result = read_months(&reader, out, failure);
    statement_finish(reader.months);
    statement_finish(reader.evidence);
    statement_finish(reader.claims);
    statement_finish(reader.findings);
    return result;
}

/* ---- the policy that decided ---- */

static int keep_text(struct statement *row, struct arena *arena,
                     const char **out_text, size_t *out_length,
                     struct failure *failure)
{
    const char *text = statement_text(row, 0);
    *out_length = statement_length(row, 0);
    *out_text = arena_text(arena, text, *out_length);
    return *out_text == NULL ? failure_memory(failure) : 0;
}

int ledger_policy_text(struct ledger *ledger, const char *sha256,
                       struct arena *arena, const char **out_text,
                       size_t *out_length, struct failure *failure)
{
    struct statement *row = NULL;
    int status = -1;
    if (statement_prepare(ledger->database,
                          "SELECT text FROM policies WHERE sha256 = ?", &row,
                          failure) == 0 &&
        statement_ask(row, SQL_VALUES(sql_text(sha256)), failure) == 0)
        status = statement_next(row, failure);
    if (status == 1)
        status = keep_text(row, arena, out_text, out_length, failure);
    else if (status == 0)
        status = database_fail(ledger->database, failure, DIAG_POLICY_NOT_FOUND,
                               sha256);
    statement_finish(row);
    return status;
}
