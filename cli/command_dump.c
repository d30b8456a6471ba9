/* daopan dump: every non-empty cell of a file, as JSON Lines. */
#include "cli/command.h"

int command_dump(const struct options *options)
{
    struct failure failure = FAILURE_INIT;
    if (options->argument_count != 1)
        return report_usage(options->language, MESSAGE_USAGE_ONE_FILE, "");
    const struct dump_options bounds = {
        .rows = options->rows,
        .columns = options->columns,
    };
    if (workbook_dump(options->arguments[0], &bounds, stdout, &failure) != 0)
        return report_failure(&failure, options->language);
    return EXIT_DONE;
}
