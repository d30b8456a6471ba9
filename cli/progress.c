/*
 * The progress line: on standard error, and only where that is a terminal.
 */
#include "cli/command.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

struct progress progress_for(const struct options *options)
{
    return (struct progress){
        .is_shown = options->shows_progress && !options->is_quiet &&
                    isatty(STDERR_FILENO),
        .language = options->language,
    };
}

void progress_show(void *context, const char *file, size_t done, size_t total,
                   uint64_t rows)
{
    const struct progress *progress = context;
    if (!progress->is_shown)
        return;
    char numbers[3][24];
    snprintf(numbers[0], sizeof numbers[0], "%zu", done);
    snprintf(numbers[1], sizeof numbers[1], "%zu", total);
    snprintf(numbers[2], sizeof numbers[2], "%" PRIu64, rows);
    struct text text = TEXT_INIT;
    message_append(&text, progress->language, MESSAGE_PROGRESS, numbers[0],
                   numbers[1], numbers[2], file, NULL);
    fprintf(stderr, "\r\033[K%s", text_of(&text));
    fflush(stderr);
    text_release(&text);
}

void progress_clear(const struct progress *progress)
{
    if (progress->is_shown)
        fputs("\r\033[K", stderr);
}

void progress_refused(void *context, const struct failure *failure)
{
    const struct progress *progress = context;
    progress_clear(progress);
    (void)report_failure(failure, progress->language);
}
