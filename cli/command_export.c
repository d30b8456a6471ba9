/* daopan export: the ledger's facts as CSV on standard output. */
#include "cli/command.h"

#include "ledger/ledger.h"
#include <string.h>

static int export_what(struct ledger *ledger, const char *what,
                       const struct options *options, struct failure *failure)
{
    if (strcmp(what, "decisions") == 0)
        return ledger_export_decisions(ledger, options->period, stdout,
                                       failure);
    if (strcmp(what, "returns") == 0)
        return ledger_export_returns(ledger, options->period, options->language,
                                     stdout, failure);
    return ledger_export_movements(ledger, options->period, stdout, failure);
}

static bool is_known(const char *what)
{
    return strcmp(what, "decisions") == 0 || strcmp(what, "returns") == 0 ||
           strcmp(what, "movements") == 0;
}

int command_export(const struct options *options)
{
    struct failure failure = FAILURE_INIT;
    struct ledger *ledger = NULL;
    if (options->argument_count != 1 || !is_known(options->arguments[0]))
        return report_usage(options->language, MESSAGE_USAGE_EXPORT, "");
    const char *path = options->ledger == NULL ? "daopan.db" : options->ledger;
    int status = EXIT_DONE;
    if (ledger_open(path, LEDGER_READ, &ledger, &failure) != 0 ||
        export_what(ledger, options->arguments[0], options, &failure) != 0)
        status = report_failure(&failure, options->language);
    ledger_close(ledger);
    return status;
}
