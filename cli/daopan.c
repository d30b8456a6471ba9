/*
 * Picking the command, help, and what the commands share: failures in words,
 * where policies and the ledger are found.
 */
#include "cli/command.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct command {
    const char *name;
    int (*run)(const struct options *options);
    unsigned bit;
    enum message usage;
    enum message summary;
};

static const struct command commands[] = {
    {"run", command_run, COMMAND_RUN, MESSAGE_RUN_USAGE, MESSAGE_RUN_SUMMARY},
    {"inspect", command_inspect, COMMAND_INSPECT, MESSAGE_INSPECT_USAGE,
     MESSAGE_INSPECT_SUMMARY},
    {"dump", command_dump, COMMAND_DUMP, MESSAGE_DUMP_USAGE,
     MESSAGE_DUMP_SUMMARY},
    {"explain", command_explain, COMMAND_EXPLAIN, MESSAGE_EXPLAIN_USAGE,
     MESSAGE_EXPLAIN_SUMMARY},
    {"export", command_export, COMMAND_EXPORT, MESSAGE_EXPORT_USAGE,
     MESSAGE_EXPORT_SUMMARY},
    {"policy", command_policy, COMMAND_POLICY, MESSAGE_POLICY_USAGE,
     MESSAGE_POLICY_SUMMARY},
    {"close", command_close, COMMAND_CLOSE, MESSAGE_CLOSE_USAGE,
     MESSAGE_CLOSE_SUMMARY},
    {"reopen", command_reopen, COMMAND_REOPEN, MESSAGE_REOPEN_USAGE,
     MESSAGE_REOPEN_SUMMARY},
    {"undo", command_undo, COMMAND_UNDO, MESSAGE_UNDO_USAGE,
     MESSAGE_UNDO_SUMMARY},
    {"receipt", command_receipt, COMMAND_RECEIPT, MESSAGE_RECEIPT_USAGE,
     MESSAGE_RECEIPT_SUMMARY},
    {"verify", command_verify, COMMAND_VERIFY, MESSAGE_VERIFY_USAGE,
     MESSAGE_VERIFY_SUMMARY},
    {"codes", command_codes, COMMAND_CODES, MESSAGE_CODES_USAGE,
     MESSAGE_CODES_SUMMARY},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

int report_failure(const struct failure *failure, enum language language)
{
    struct text text = TEXT_INIT;
    failure_append(&text, failure, language);
    text_make_harmless(&text);
    fflush(stdout);
    fputs(text_of(&text), stderr);
    text_release(&text);
    if (failure->code == DIAG_USAGE)
        return EXIT_USAGE;
    return failure->code == DIAG_TIE_OUT ? EXIT_UNTIED : EXIT_REFUSED;
}

int report_usage(enum language language, enum message message,
                 const char *value)
{
    struct failure failure = FAILURE_INIT;
    struct text text = TEXT_INIT;
    message_append(&text, language, message, value, NULL);
    failure_set(&failure, DIAG_USAGE, NULL, "%s", text_of(&text));
    text_release(&text);
    return report_failure(&failure, language);
}

int print_text(struct text *text, enum language language)
{
    struct failure failure = FAILURE_INIT;
    if (text->failed) {
        failure_memory(&failure);
        return report_failure(&failure, language);
    }
    text_make_harmless(text);
    const bool is_written =
        fwrite(text_of(text), 1, text->length, stdout) == text->length &&
        fflush(stdout) == 0;
    if (is_written)
        return EXIT_DONE;
    failure_set(&failure, DIAG_OUTPUT_FAILED, NULL, "%s",
                language == LANGUAGE_ZH ? "标准输出" : "standard output");
    return report_failure(&failure, language);
}

const char *ledger_path(const struct options *options, struct arena *arena)
{
    if (options->ledger != NULL)
        return options->ledger;
    if (options->out == NULL)
        return "daopan.db";
    const char *out = options->out;
    size_t length = strlen(out);
    while (length > 1 && out[length - 1] == '/')
        length--;
    while (length > 0 && out[length - 1] != '/')
        length--;
    struct text path = TEXT_INIT;
    text_append_bytes(&path, out, length);
    text_append(&path, "daopan.db");
    const char *kept =
        path.failed ? NULL : arena_text(arena, path.data, path.length);
    text_release(&path);
    return kept;
}

static int print_main_help(enum language language)
{
    struct text text = TEXT_INIT;
    message_append(&text, language, MESSAGE_HELP_MAIN, NULL);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        text_printf(&text, "  %-10s %s\n", commands[i].name,
                    message_text(commands[i].summary, language));
    message_append(&text, language, MESSAGE_HELP_MORE, NULL);
    const int status = print_text(&text, language);
    text_release(&text);
    return status;
}

static int print_command_help(const struct command *command,
                              enum language language)
{
    printf("%s\n%s\n\n", message_text(command->usage, language),
           message_text(command->summary, language));
    options_print_help(stdout, command->bit, language);
    return EXIT_DONE;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

/* Without a command: --help and --version, or what is missing. */
static int run_without_command(int argc, char **argv, struct arena *arena)
{
    struct failure failure = FAILURE_INIT;
    struct options options;
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("daopan %s\n", DAOPAN_VERSION);
        return EXIT_DONE;
    }
    if (options_parse(argc, argv, COMMAND_ALL, arena, &options, &failure) != 0)
        return report_failure(&failure, options.language);
    if (options.wants_help)
        return print_main_help(options.language);
    return report_usage(options.language, MESSAGE_USAGE_NO_COMMAND, "");
}

static int run_command(int argc, char **argv, struct arena *arena)
{
    struct failure failure = FAILURE_INIT;
    struct options options;
    const int word = options_first_word(argc, argv);
    if (word == argc)
        return run_without_command(argc, argv, arena);
    const struct command *command = find_command(argv[word]);
    const unsigned bit = command == NULL ? COMMAND_ALL : command->bit;
    const int parsed =
        options_parse(argc, argv, bit, arena, &options, &failure);
    if (command == NULL)
        return report_usage(options.language, MESSAGE_USAGE_UNKNOWN_COMMAND,
                            argv[word]);
    if (parsed != 0)
        return report_failure(&failure, options.language);
    if (options.wants_help)
        return print_command_help(command, options.language);
    return command->run(&options);
}

int daopan_main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    /* A file beyond a limit of the user's is a write that fails, as on a full
     * disk: told, and tidied up after. */
    signal(SIGXFSZ, SIG_IGN);
    if (arena == NULL) {
        struct failure failure = FAILURE_INIT;
        failure_memory(&failure);
        return report_failure(&failure, LANGUAGE_ZH);
    }
    const int status = run_command(argc, argv, arena);
    arena_free(arena);
    return status;
}
