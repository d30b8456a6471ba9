/*
 * Accounts: what closed months of an insured year requested for each person,
 * put together from their postings. An addition begins an account, the next
 * deduction of the person ends it.
 *
 * An account counts as received where the receipts cover the request that it
 * is part of: what its applicant asked of its fund in that month, altogether
 * or in its county. What covers a part only cannot be said to be anybody's.
 */
#include "ledger/ledger_file.h"
#include "ledger/query.h"

#include "core/arena.h"
#include <stdlib.h>

/* The closed months of an insured year (?1) before a period (?2). */
#define CLOSED_MONTHS                                                          \
    "(SELECT p.period AS period, p.as_of AS as_of FROM periods AS p"           \
    " JOIN policies AS y ON y.sha256 = p.policy"                               \
    " WHERE y.insured_year = ?1 AND p.period < ?2 AND p.state = 'closed')"

/* A line of a month's request. */
struct line {
    ym period;
    uint32_t number;
    strref fund, applicant, category, county;
    bool is_received;
};

/* An addition or deduction as it was posted. */
struct event {
    idkey id;
    ym period;
    int heads;
    fen amount;
    uint32_t line; /* index into the lines */
};

struct reading {
    struct ledger *ledger;
    struct string_pool *strings;
    struct account_book *book;
    struct line *lines; /* by period and number */
    size_t line_count, line_capacity;
    struct event *events;
    size_t event_count, event_capacity;
    struct failure *failure;
};

/* ---- months, lines, events ---- */

static int take_month(void *context, struct statement *row)
{
    struct reading *reading = context;
    struct account_book *book = reading->book;
    if (mem_grow(&book->months, &book->month_capacity, book->month_count + 1,
                 sizeof *book->months) != 0)
        return -1;
    book->months[book->month_count++] = (struct closed_month){
        .period = (ym)statement_int(row, 0),
        .as_of = (ymd)statement_int(row, 1),
    };
    return 0;
}

static const char months_sql[] =
    "SELECT period, as_of FROM " CLOSED_MONTHS " ORDER BY period";

static int add_string(struct reading *reading, struct statement *row,
                      int column, strref *out)
{
    return string_pool_add(reading->strings, statement_text(row, column),
                           statement_length(row, column), out);
}

static int take_line(void *context, struct statement *row)
{
    struct reading *reading = context;
    if (mem_grow(&reading->lines, &reading->line_capacity,
                 reading->line_count + 1, sizeof *reading->lines) != 0)
        return -1;
    struct line *line = &reading->lines[reading->line_count++];
    *line = (struct line){
        .period = (ym)statement_int(row, 0),
        .number = (uint32_t)statement_int(row, 1),
        .is_received = statement_int(row, 6) != 0,
    };
    return add_string(reading, row, 2, &line->fund) != 0 ||
                   add_string(reading, row, 3, &line->applicant) != 0 ||
                   add_string(reading, row, 4, &line->category) != 0 ||
                   add_string(reading, row, 5, &line->county) != 0
               ? -1
               : 0;
}

static const char lines_sql[] =
    "SELECT l.period, l.line, l.fund, l.applicant, l.category, "
    "l.county, " QUERY_IS_COVERED("") " OR " QUERY_IS_COVERED(
        " AND r.county = l.county") " FROM " CLOSED_MONTHS " AS m"
                                    " CROSS JOIN request_lines AS l ON "
                                    "l.period = m.period"
                                    " ORDER BY l.period, l.line";

static int compare_lines(const void *left, const void *right)
{
    const struct line *a = left;
    const struct line *b = right;
    if (a->period != b->period)
        return a->period < b->period ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static int take_event(void *context, struct statement *row)
{
    struct reading *reading = context;
    const struct line wanted = {
        .period = (ym)statement_int(row, 1),
        .number = (uint32_t)statement_int(row, 4),
    };
    if (mem_grow(&reading->events, &reading->event_capacity,
                 reading->event_count + 1, sizeof *reading->events) != 0)
        return -1;
    const struct line *line =
        bsearch(&wanted, reading->lines, reading->line_count, sizeof wanted,
                compare_lines);
    if (line == NULL) /* somebody was at the file */
        return database_fail(reading->ledger->database, reading->failure,
                             DIAG_LEDGER_DAMAGED, "postings");
    reading->events[reading->event_count++] = (struct event){
        .id = (idkey)statement_int(row, 0),
        .period = wanted.period,
        .heads = (int)statement_int(row, 2),
        .amount = statement_int(row, 3),
        .line = (uint32_t)(line - reading->lines),
    };
    return 0;
}

static const char events_sql[] =
    "SELECT q.person, q.period, q.heads, q.amount, q.line"
    " FROM " CLOSED_MONTHS " AS m"
    " CROSS JOIN postings AS q ON q.period = m.period"
    " ORDER BY q.period, q.person";

static int take_returned(void *context, struct statement *row)
{
    struct reading *reading = context;
    struct account_book *book = reading->book;
    if (mem_grow(&book->returned, &book->returned_capacity,
                 book->returned_count + 1, sizeof *book->returned) != 0)
        return -1;
    book->returned[book->returned_count++] = (struct returned_person){
        .id = (idkey)statement_int(row, 0),
        .period = (ym)statement_int(row, 1),
    };
    return 0;
}

static const char returned_sql[] =
    "SELECT DISTINCT r.person, r.period FROM " CLOSED_MONTHS " AS m"
    " CROSS JOIN roster_rows AS r INDEXED BY roster_rows_returned"
    " ON r.period = m.period WHERE r.fate = 3 AND r.person > 0 ORDER BY "
    "r.person, r.period";

/* ---- accounts ---- */

/* By person and month, a deduction before the addition that follows it. */
static int compare_events(const void *left, const void *right)
{
    const struct event *a = left;
    const struct event *b = right;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    if (a->period != b->period)
        return a->period < b->period ? -1 : 1;
    return (a->heads > b->heads) - (a->heads < b->heads);
}

static void add_account(struct reading *reading, const struct event *event)
{
    struct account_book *book = reading->book;
    const struct line *line = &reading->lines[event->line];
    struct account *last = book->account_count == 0
                               ? NULL
                               : &book->accounts[book->account_count - 1];
    if (event->heads < 0) {
        if (last != NULL && last->id == event->id && last->until == 0)
            last->until = event->period;
        return;
    }
    book->accounts[book->account_count++] = (struct account){
        .id = event->id,
        .amount = event->amount,
        .fund = line->fund,
        .applicant = line->applicant,
        .category = line->category,
        .county = line->county,
        .since = event->period,
        .is_received = line->is_received,
    };
}

static int make_accounts(struct reading *reading)
{
    struct account_book *book = reading->book;
    if (mem_grow(&book->accounts, &book->account_capacity, reading->event_count,
                 sizeof *book->accounts) != 0)
        return -1;
    if (reading->event_count > 0)
        qsort(reading->events, reading->event_count, sizeof *reading->events,
              compare_events);
    for (size_t i = 0; i < reading->event_count; i++)
        add_account(reading, &reading->events[i]);
    return 0;
}

int ledger_accounts(struct ledger *ledger, int insured_year, ym period,
                    struct string_pool *strings, struct account_book *out,
                    struct failure *failure)
{
    static const struct {
        const char *sql;
        take_row *take;
    } parts[] = {
        {months_sql, take_month},
        {lines_sql, take_line},
        {events_sql, take_event},
        {returned_sql, take_returned},
    };
    struct reading reading = {
        .ledger = ledger,
        .strings = strings,
        .book = out,
        .failure = failure,
    };
    int result = 0;
    *out = (struct account_book){.accounts = NULL};
    for (size_t i = 0; result == 0 && i < sizeof parts / sizeof parts[0]; i++)
        result = database_each(
            ledger->database, parts[i].sql,
            SQL_VALUES(sql_int(insured_year), sql_int(period)),
            &(struct row_taker){parts[i].take, &reading}, failure);
    if (result == 0 && make_accounts(&reading) != 0)
        result = failure_memory(failure);
    mem_free(reading.lines);
    mem_free(reading.events);
    if (result != 0)
        account_book_release(out);
    return result;
}
