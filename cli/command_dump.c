/* daopan dump: every non-empty cell of a file, as JSON Lines. */
#include "cli/command.h"

static void warn_unconfined(enum language language)
{
    static const struct diag_words none = {.note = NULL};
    struct text text = TEXT_INIT;
    text_append(&text, diag_severity_title(SEVERITY_WARNING, language));
    text_printf(&text, " %s: ", diag_name(DIAG_FILE_UNCONFINED));
    diag_append_message(&text, DIAG_FILE_UNCONFINED, language, &none);
    fflush(stdout);
    fprintf(stderr, "%s\n", text_of(&text));
    text_release(&text);
}

int command_dump(const struct options *options)
{
    struct failure failure = FAILURE_INIT;
    bool is_unconfined = false;
    if (options->argument_count != 1)
        return report_usage(options->language, MESSAGE_USAGE_ONE_FILE, "");
    struct passwords passwords = {.count = 0};
    if (password_option_read(options, &passwords, &failure) != 0)
        return report_failure(&failure, options->language);
    const struct dump_options bounds = {
        .rows = options->rows,
        .columns = options->columns,
        .passwords = &passwords,
        .memory_limit = options->memory_limit,
        .time_limit = options->time_limit,
    };
    const int result = workbook_dump(options->arguments[0], &bounds, stdout,
                                     &is_unconfined, &failure);
    passwords_release(&passwords);
    if (is_unconfined)
        warn_unconfined(options->language);
    return result == 0 ? EXIT_DONE
                       : report_failure(&failure, options->language);
}
