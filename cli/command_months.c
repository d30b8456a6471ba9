/*
 * The commands that end a month, open it again, take it back, or record money
 * for it: each one change of the ledger, then one line that says what is so
 * now.
 */
#include "cli/command.h"

#include "ledger/ledger.h"
#include <inttypes.h>
#include <stdio.h>

/* What a command changes; appends what to say. */
typedef int change_ledger(struct ledger *ledger, const struct options *options,
                          struct text *out, struct failure *failure);

static const char *ledger_of(const struct options *options)
{
    return options->ledger == NULL ? "daopan.db" : options->ledger;
}

/* A ledger that is not there is not made. */
static int change(const struct options *options, change_ledger *apply,
                  struct text *out, struct failure *failure)
{
    struct ledger *ledger = NULL;
    int result = ledger_open(ledger_of(options), LEDGER_READ, &ledger, failure);
    ledger_close(ledger);
    if (result != 0)
        return -1;
    result = ledger_open(ledger_of(options), LEDGER_WRITE, &ledger, failure);
    if (result == 0)
        result = apply(ledger, options, out, failure);
    if (result == 0)
        result = ledger_commit(ledger, failure);
    ledger_close(ledger);
    return result;
}

static int run_change(const struct options *options, change_ledger *apply)
{
    struct failure failure = FAILURE_INIT;
    struct text out = TEXT_INIT;
    int status = EXIT_DONE;
    if (change(options, apply, &out, &failure) != 0)
        status = report_failure(&failure, options->language);
    else if (!options->is_quiet)
        status = print_text(&out, options->language);
    text_release(&out);
    return status;
}

static void append_head(struct text *out, enum language language,
                        enum message message, const char *what,
                        const struct ledger_head *head)
{
    char link[24];
    snprintf(link, sizeof link, "%" PRId64, head->link);
    message_append(out, language, message, what, link, head->digests.sha256,
                   head->digests.sm3, NULL);
}

/* ---- close, reopen, undo ---- */

static int close_month(struct ledger *ledger, const struct options *options,
                       struct text *out, struct failure *failure)
{
    struct ledger_head head;
    char period[YMD_TEXT_SIZE];
    if (ledger_close_month(ledger, options->period, DAOPAN_VERSION, &head,
                           failure) != 0)
        return -1;
    append_head(out, options->language, MESSAGE_CLOSE_DONE,
                ym_text(options->period, period), &head);
    return 0;
}

int command_close(const struct options *options)
{
    if (options->period == 0)
        return report_usage(options->language, MESSAGE_USAGE_MISSING,
                            "--period");
    return run_change(options, close_month);
}

static int reopen_month(struct ledger *ledger, const struct options *options,
                        struct text *out, struct failure *failure)
{
    char period[YMD_TEXT_SIZE];
    if (ledger_reopen(ledger, options->period, options->why, DAOPAN_VERSION,
                      failure) != 0)
        return -1;
    message_append(out, options->language, MESSAGE_REOPEN_DONE,
                   ym_text(options->period, period), options->why, NULL);
    return 0;
}

int command_reopen(const struct options *options)
{
    if (options->period == 0)
        return report_usage(options->language, MESSAGE_USAGE_MISSING,
                            "--period");
    if (options->why == NULL)
        return report_usage(options->language, MESSAGE_USAGE_MISSING, "--why");
    return run_change(options, reopen_month);
}

static int undo_month(struct ledger *ledger, const struct options *options,
                      struct text *out, struct failure *failure)
{
    ym period = 0;
    char text[YMD_TEXT_SIZE];
    if (ledger_undo(ledger, DAOPAN_VERSION, &period, failure) != 0)
        return -1;
    message_append(out, options->language, MESSAGE_UNDO_DONE,
                   ym_text(period, text), NULL);
    return 0;
}

int command_undo(const struct options *options)
{
    return run_change(options, undo_month);
}

/* ---- receipt ---- */

static int receive(struct ledger *ledger, const struct options *options,
                   struct text *out, struct failure *failure)
{
    const struct ledger_receipt receipt = {
        .period = options->period,
        .applicant = options->applicant,
        .fund = options->fund == NULL ? "" : options->fund,
        .county = options->county == NULL ? "" : options->county,
        .received_on = options->date,
        .amount = options->amount,
        .voucher = options->voucher,
    };
    struct ledger_received received;
    struct arena *arena = arena_new();
    char period[YMD_TEXT_SIZE];
    char amounts[3][FEN_TEXT_SIZE];
    if (arena == NULL)
        return failure_memory(failure);
    const int result = ledger_receive(ledger, &receipt, DAOPAN_VERSION, arena,
                                      &received, failure);
    if (result == 0)
        message_append(
            out, options->language, MESSAGE_RECEIPT_DONE,
            ym_text(receipt.period, period), receipt.applicant, received.fund,
            receipt.county, fen_text(received.requested, amounts[0]),
            fen_text(received.received, amounts[1]),
            fen_text(received.requested - received.received, amounts[2]), NULL);
    arena_free(arena);
    return result;
}

int command_receipt(const struct options *options)
{
    const struct {
        const char *name;
        bool is_missing;
    } needed[] = {
        {"--period", options->period == 0},
        {"--applicant", options->applicant == NULL},
        {"--date", options->date == YMD_NONE},
        {"--amount", options->amount == 0},
        {"--voucher", options->voucher == NULL},
    };
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (needed[i].is_missing)
            return report_usage(options->language, MESSAGE_USAGE_MISSING,
                                needed[i].name);
    return run_change(options, receive);
}
