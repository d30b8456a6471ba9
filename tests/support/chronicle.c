#include "tests/support/chronicle.h"

#include "allocate/allocate.h"
#include "tests/support/suite.h"
#include <stdio.h>
#include <string.h>

struct ledger *chronicle_open(const char *file, enum ledger_mode mode)
{
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    if (ledger_open(file, mode, &ledger, &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
    return ledger;
}

/* Ends a change of the ledger, which must have succeeded. */
static void finish(struct ledger *ledger, int result, struct failure *failure)
{
    if (result == 0)
        result = ledger_commit(ledger, failure);
    if (result != 0)
        fail_msg("%s: %s", diag_name(failure->code), failure->note);
    ledger_close(ledger);
}

static int keep(struct ledger *ledger, ym period, struct roster *roster,
                struct failure *failure)
{
    static const struct written_file items[] = {
        {.path = "run.json", .size = 7},
        {.path = "导盘/01.xlsx", .size = 9},
    };
    struct written_file written[COUNT_OF(items)];
    const struct ledger_outputs outputs = {
        .period = period,
        .items = written,
        .count = COUNT_OF(items),
    };
    struct account_book accounts;
    struct allocation allocation;
    memcpy(written, items, sizeof items);
    for (size_t i = 0; i < COUNT_OF(items); i++) {
        memset(written[i].digests.sha256, '0' + (int)i, DIGEST_HEX_SIZE - 1);
        memset(written[i].digests.sm3, 'a' + (int)i, DIGEST_HEX_SIZE - 1);
    }
    if (ledger_accounts(ledger, policy_fixture()->insured_year, period,
                        roster->strings, &accounts, failure) != 0)
        return -1;
    int result = allocate_after(policy_fixture(), roster, ym_last_day(period),
                                &accounts, &allocation, failure);
    account_book_release(&accounts);
    if (result != 0)
        return -1;
    result = ledger_store(ledger, &allocation, period, "0.1.0", failure);
    if (result == 0)
        result = ledger_seal(ledger, &outputs, "0.1.0", failure);
    allocation_release(&allocation);
    return result;
}

void chronicle_run(const char *file, ym period, const struct row_spec *rows,
                   size_t count)
{
    struct failure failure = FAILURE_INIT;
    struct roster roster;
    struct ledger *ledger = chronicle_open(file, LEDGER_WRITE);
    assert_int_equal(roster_init(&roster), 0);
    roster_fixture_fill(&roster, rows, count);
    const int result = keep(ledger, period, &roster, &failure);
    roster_release(&roster);
    finish(ledger, result, &failure);
}

void chronicle_close(const char *file, ym period)
{
    struct failure failure = FAILURE_INIT;
    struct ledger_head head;
    struct ledger *ledger = chronicle_open(file, LEDGER_WRITE);
    finish(ledger, ledger_close_month(ledger, period, "0.1.0", &head, &failure),
           &failure);
}

void chronicle_month(const char *file, ym period, const struct row_spec *rows,
                     size_t count)
{
    chronicle_run(file, period, rows, count);
    chronicle_close(file, period);
}

void chronicle_receive(const char *file, ym period, const char *applicant,
                       fen amount, const char *voucher)
{
    const struct ledger_receipt receipt = {
        .period = period,
        .applicant = applicant,
        .fund = "",
        .county = "",
        .received_on = 20231215,
        .amount = amount,
        .voucher = voucher,
    };
    struct failure failure = FAILURE_INIT;
    struct ledger_received received;
    struct arena *arena = arena_new();
    struct ledger *ledger = chronicle_open(file, LEDGER_WRITE);
    assert_non_null(arena);
    finish(
        ledger,
        ledger_receive(ledger, &receipt, "0.1.0", arena, &received, &failure),
        &failure);
    arena_free(arena);
}

const char *chronicle_check(const char *file, char *out)
{
    enum { ROOM = 512 };
    struct failure failure = FAILURE_INIT;
    struct text said = TEXT_INIT;
    struct ledger *ledger = chronicle_open(file, LEDGER_READ);
    if (ledger_check(ledger, LANGUAGE_EN, &said, &failure) != 0)
        fail_msg("%s: %s", diag_name(failure.code), failure.note);
    ledger_close(ledger);
    snprintf(out, ROOM, "%s", text_of(&said));
    text_release(&said);
    return out;
}
