/*
 * daopan verify: the ledger against itself, its months decided once more from
 * the evidence that it keeps, and a folder of workbooks against what it says
 * was written. Nothing is changed; the first thing that does not agree is
 * named.
 */
#include "cli/command.h"

#include "cli/recheck.h"
#include "ledger/ledger.h"
#include <inttypes.h>
#include <stdio.h>

struct verification {
    const struct options *options;
    struct ledger *ledger;
    struct arena *arena;
    const ym *periods;
    size_t period_count;
    struct text disagreement; /* "" = none so far */
    struct text said;
};

static int check_months(struct verification *verification,
                        struct failure *failure)
{
    for (size_t i = 0; i < verification->period_count &&
                       verification->disagreement.length == 0;
         i++)
        if (recheck_month(verification->ledger, verification->periods[i],
                          verification->options->language,
                          &verification->disagreement, failure) != 0)
            return -1;
    return 0;
}

static int check_folder(struct verification *verification,
                        struct failure *failure)
{
    const struct options *options = verification->options;
    size_t count = 0;
    char digits[24];
    if (options->argument_count == 0 || verification->disagreement.length > 0)
        return 0;
    if (recheck_folder(verification->ledger, options->arguments[0],
                       options->language, &verification->disagreement, &count,
                       failure) != 0)
        return -1;
    snprintf(digits, sizeof digits, "%zu", count);
    message_append(&verification->said, options->language,
                   MESSAGE_VERIFY_FILES_DONE, digits, options->arguments[0],
                   NULL);
    return 0;
}

static int say_done(struct verification *verification, struct failure *failure)
{
    struct ledger_head head;
    char months[24];
    char links[24];
    if (ledger_head(verification->ledger, &head, failure) != 0)
        return -1;
    snprintf(months, sizeof months, "%zu", verification->period_count);
    snprintf(links, sizeof links, "%" PRId64, head.link);
    message_append(&verification->said, verification->options->language,
                   MESSAGE_VERIFY_DONE, months, links, head.digests.sha256,
                   head.digests.sm3, NULL);
    return 0;
}

static int verify(struct verification *verification, struct failure *failure)
{
    const struct options *options = verification->options;
    verification->arena = arena_new();
    if (verification->arena == NULL)
        return failure_memory(failure);
    if (ledger_open(options->ledger == NULL ? "daopan.db" : options->ledger,
                    LEDGER_READ, &verification->ledger, failure) != 0 ||
        ledger_check(verification->ledger, options->language,
                     &verification->disagreement, failure) != 0 ||
        ledger_periods(verification->ledger, verification->arena,
                       &verification->periods, &verification->period_count,
                       failure) != 0 ||
        check_months(verification, failure) != 0 ||
        say_done(verification, failure) != 0 ||
        check_folder(verification, failure) != 0)
        return -1;
    if (verification->disagreement.failed)
        return failure_memory(failure);
    if (verification->disagreement.length > 0)
        return failure_set(failure, DIAG_VERIFY_FAILED, NULL, "%s",
                           text_of(&verification->disagreement));
    return 0;
}

int command_verify(const struct options *options)
{
    struct failure failure = FAILURE_INIT;
    struct verification verification = {
        .options = options,
        .disagreement = TEXT_INIT,
        .said = TEXT_INIT,
    };
    int status = EXIT_DONE;
    if (options->argument_count > 1)
        return report_usage(options->language, MESSAGE_VERIFY_USAGE, "");
    if (verify(&verification, &failure) != 0)
        status = report_failure(&failure, options->language);
    else if (!options->is_quiet)
        status = print_text(&verification.said, options->language);
    ledger_close(verification.ledger);
    arena_free(verification.arena);
    text_release(&verification.disagreement);
    text_release(&verification.said);
    return status;
}
