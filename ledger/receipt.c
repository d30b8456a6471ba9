/*
 * Money that came in for a request: kept with its voucher, and held against
 * what was requested. A request is what one applicant asked of one fund in a
 * closed month, in one county or in all of them; its amount is what that
 * month added less what it deducted.
 */
#include "ledger/chain.h"
#include "ledger/ledger_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The request's lines. A county of '' stands for all. */
#define REQUEST                                                                \
    " FROM request_lines WHERE period = ? AND applicant = ? AND fund = ?"      \
    " AND (?4 = '' OR county = ?4)"

static const char names_sql[] =
    "SELECT group_concat(name, '、') FROM (SELECT DISTINCT applicant || '/' ||"
    " fund AS name FROM request_lines WHERE period = ? ORDER BY name)";

static int refuse(struct ledger *ledger, struct failure *failure,
                  const char *note)
{
    return database_fail(ledger->database, failure, DIAG_RECEIPT_REFUSED, note);
}

/* Says which requests the month has. */
static int refuse_request(struct ledger *ledger,
                          const struct ledger_receipt *receipt,
                          struct failure *failure)
{
    struct statement *row = NULL;
    struct text note = TEXT_INIT;
    char period[YMD_TEXT_SIZE];
    text_printf(&note, "%s 没有这样的请款：%s/%s/%s；该月有：",
                ym_text(receipt->period, period), receipt->applicant,
                receipt->fund, receipt->county);
    if (statement_prepare(ledger->database, names_sql, &row, failure) == 0 &&
        statement_ask(row, SQL_VALUES(sql_int(receipt->period)), failure) ==
            0 &&
        statement_next(row, failure) == 1)
        text_append(&note, statement_text(row, 0));
    statement_finish(row);
    if (note.failed)
        failure_memory(failure);
    else
        refuse(ledger, failure, text_of(&note));
    text_release(&note);
    return -1;
}

/* The fund where the applicant asks just one; NULL in `out` otherwise. */
static int find_fund(struct ledger *ledger, struct ledger_receipt *receipt,
                     struct arena *arena, struct failure *failure)
{
    struct statement *row = NULL;
    int status = statement_prepare(
        ledger->database,
        "SELECT min(fund), count(DISTINCT fund) FROM request_lines"
        " WHERE period = ? AND applicant = ?",
        &row, failure);
    if (status == 0)
        status = statement_ask(
            row,
            SQL_VALUES(sql_int(receipt->period), sql_text(receipt->applicant)),
            failure);
    if (status == 0)
        status = statement_next(row, failure);
    if (status == 1 && statement_int(row, 1) == 1)
        receipt->fund = arena_string(arena, statement_text(row, 0));
    const bool is_exhausted = receipt->fund == NULL;
    statement_finish(row);
    if (status < 0)
        return -1;
    return is_exhausted ? failure_memory(failure) : 0;
}

/* What was requested and what came in so far. */
static int sum_request(struct ledger *ledger,
                       const struct ledger_receipt *receipt,
                       struct ledger_received *out, struct failure *failure)
{
    const struct sql_value values[] = {
        sql_int(receipt->period),
        sql_text(receipt->applicant),
        sql_text(receipt->fund),
        sql_text(receipt->county),
    };
    int64_t lines = 0;
    if (database_number(ledger->database, "SELECT count(*)" REQUEST, values, 4,
                        &lines, failure) != 0)
        return -1;
    if (lines == 0)
        return refuse_request(ledger, receipt, failure);
    if (database_number(ledger->database,
                        "SELECT sum(added) - sum(deducted)" REQUEST, values, 4,
                        &out->requested, failure) != 0)
        return -1;
    return database_number(ledger->database,
                           "SELECT ifnull(sum(amount), 0) FROM receipts"
                           " WHERE period = ? AND applicant = ? AND fund = ?"
                           " AND (?4 = '' OR county = ?4)",
                           values, 4, &out->received, failure);
}

static int keep_receipt(struct ledger *ledger,
                        const struct ledger_receipt *receipt,
                        struct failure *failure)
{
    return database_change(
        ledger->database,
        "INSERT INTO receipts (period, applicant, fund, county, received_on,"
        " amount, voucher) VALUES (?, ?, ?, ?, ?, ?, ?)",
        SQL_VALUES(sql_int(receipt->period), sql_text(receipt->applicant),
                   sql_text(receipt->fund), sql_text(receipt->county),
                   sql_int(receipt->received_on), sql_int(receipt->amount),
                   sql_text(receipt->voucher)),
        failure);
}

static int check_receipt(struct ledger *ledger,
                         const struct ledger_receipt *receipt,
                         struct failure *failure)
{
    int64_t found = 0;
    char note[160];
    if (database_number(
            ledger->database,
            "SELECT count(*) FROM receipts WHERE voucher = ?"
            " AND fund = ? AND county = ? AND applicant = ?",
            SQL_VALUES(sql_text(receipt->voucher), sql_text(receipt->fund),
                       sql_text(receipt->county), sql_text(receipt->applicant)),
            &found, failure) != 0)
        return -1;
    if (found != 0) {
        snprintf(note, sizeof note, "凭证 %s 已经登记过", receipt->voucher);
        return refuse(ledger, failure, note);
    }
    if (database_number(ledger->database,
                        "SELECT state = 'closed' FROM periods"
                        " WHERE period = ?",
                        SQL_VALUES(sql_int(receipt->period)), &found,
                        failure) != 0)
        return -1;
    if (found == 0)
        return refuse(ledger, failure, "该月还没有结账，请款还没有定下来");
    return 0;
}

/* The receipt's link says what was received. */
static int append_link(struct ledger *ledger,
                       const struct ledger_receipt *receipt,
                       const char *program, struct failure *failure)
{
    struct statement *row = NULL;
    int status = statement_prepare(
        ledger->database,
        "SELECT " RECEIPT_DETAIL("receipts") " FROM receipts"
                                             " ORDER BY receipt DESC LIMIT 1",
        &row, failure);
    if (status == 0)
        status = statement_ask(row, SQL_NO_VALUES, failure);
    if (status == 0 && (status = statement_next(row, failure)) == 1) {
        const struct chain_entry entry = {
            .event = CHAIN_RECEIPT,
            .period = receipt->period,
            .program = program,
            .detail = statement_text(row, 0),
        };
        status = chain_append(ledger->database, &entry, failure);
    }
    statement_finish(row);
    return status;
}

int ledger_receive(struct ledger *ledger, const struct ledger_receipt *given,
                   const char *program, struct arena *arena,
                   struct ledger_received *out, struct failure *failure)
{
    struct ledger_receipt receipt = *given;
    ym period = 0;
    if (ledger_find_period(ledger, receipt.period, &period, failure) != 0 ||
        (receipt.fund[0] == '\0' &&
         find_fund(ledger, &receipt, arena, failure) != 0) ||
        sum_request(ledger, &receipt, out, failure) != 0 ||
        check_receipt(ledger, &receipt, failure) != 0 ||
        keep_receipt(ledger, &receipt, failure) != 0 ||
        append_link(ledger, &receipt, program, failure) != 0)
        return -1;
    out->fund = receipt.fund;
    out->received += receipt.amount;
    return 0;
}
