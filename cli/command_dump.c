/* daopan dump: every non-empty cell of a file, as JSON Lines. */
#include "cli/command.h"

int command_dump(const struct options *options)
{
    struct failure failure = FAILURE_INIT;
    if (options->argument_count != 1)
        return report_usage(options->language, MESSAGE_USAGE_ONE_FILE, "");
    struct passwords passwords = {.count = 0};
    if (password_option_read(options, &passwords, &failure) != 0)
        return report_failure(&failure, options->language);
    const struct dump_options bounds = {
        .rows = options->rows,
        .columns = options->columns,
        .passwords = &passwords,
    };
    const int result =
        workbook_dump(options->arguments[0], &bounds, stdout, &failure);
    passwords_release(&passwords);
    return result == 0 ? EXIT_DONE
                       : report_failure(&failure, options->language);
}
