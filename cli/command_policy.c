/*
 * daopan policy list | show | check: the policies at hand, one in full with
 * its clauses, and whether a policy file is sound.
 */
#include "cli/command.h"

#include "cli/policy_diff.h"
#include "cli/policy_new.h"
#include "cli/policy_page.h"
#include "cli/soundness.h"
#include "reports/reports.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

static void append_list_row(struct text *out, const struct policy *policy,
                            const struct options *options)
{
    char from[YMD_TEXT_SIZE];
    char to[YMD_TEXT_SIZE];
    if (options->format == FORMAT_JSON) {
        text_append(out, "{\"id\":");
        text_append_json(out, policy->id, strlen(policy->id));
        text_append(out, ",\"title\":");
        text_append_json(out, policy->title, strlen(policy->title));
        text_printf(out, ",\"in_force_from\":\"%s\",\"in_force_to\":\"%s\"}\n",
                    ymd_text(policy->in_force_from, from),
                    ymd_text(policy->in_force_to, to));
        return;
    }
    text_printf(out, "%-16s %s ~ %s  %s\n", policy->id,
                ymd_text(policy->in_force_from, from),
                ymd_text(policy->in_force_to, to), policy->title);
}

static int list_policies(const struct options *options, struct arena *arena,
                         struct failure *failure)
{
    struct words folders = {.count = 0};
    struct text text = TEXT_INIT;
    if (policy_folders(arena, &folders, failure) != 0)
        return -1;
    int result = 0;
    for (size_t i = 0; i < folders.count && result == 0; i++) {
        const struct policy *policy = NULL;
        result = policy_load(folders.items[i], arena, &policy, failure);
        if (result == 0)
            append_list_row(&text, policy, options);
    }
    if (result == 0)
        result = print_text(&text, options->language);
    text_release(&text);
    return result;
}

static int write_text(const struct text *text, const char *path,
                      struct failure *failure)
{
    if (text->failed)
        return failure_memory(failure);
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return failure_output(failure, path, errno);
    const bool is_written =
        fwrite(text_of(text), 1, text->length, file) == text->length;
    if (fclose(file) != 0 || !is_written)
        return failure_output(failure, path, errno);
    return 0;
}

static void append_page(struct text *out, const struct policy_page *page,
                        enum output_format format)
{
    if (format == FORMAT_JSON)
        policy_page_append_json(out, page);
    else if (format == FORMAT_HTML)
        policy_page_append_html(out, page);
    else
        policy_page_append(out, page);
}

static int print_page(const struct options *options,
                      const struct policy *policy, struct arena *arena,
                      struct failure *failure)
{
    struct policy_facts facts = {.items = NULL};
    const struct policy_page page = {.policy = policy, .facts = &facts};
    struct text text = TEXT_INIT;
    int status = -1;
    if (policy_facts_make(policy, arena, &facts) != 0) {
        failure_memory(failure);
    } else {
        append_page(&text, &page, options->format);
        status = options->out == NULL
                     ? print_text(&text, options->language)
                     : write_text(&text, options->out, failure);
    }
    text_release(&text);
    mem_free(facts.items);
    return status;
}

static int show_policy(const struct options *options, struct arena *arena,
                       struct failure *failure)
{
    const struct policy *policy = NULL;
    if (options->format == FORMAT_XLSX && options->out == NULL)
        return report_usage(options->language, MESSAGE_USAGE_MISSING, "--out");
    if (policy_by_name(options->arguments[1], arena, &policy, failure) != 0)
        return -1;
    if (options->format == FORMAT_XLSX)
        return policy_book_write(policy, DAOPAN_VERSION, options->out, failure);
    return print_page(options, policy, arena, failure);
}

/* ---- which action, and with which options ---- */

struct action {
    const char *name;
    int (*run)(const struct options *options, struct arena *arena,
               struct failure *failure);
    size_t argument_count; /* the action's name among them */
    const char *uses;      /* the options that are not for every action */
};

static const struct action actions[] = {
    {"list", list_policies, 1, ""},
    {"show", show_policy, 2, "--out html xlsx"},
    {"check", policy_check_run, 2, "--cases"},
    {"new", policy_new_run, 1, "--from --year --out"},
    {"diff", policy_diff_run, 3, "--ledger --period"},
};

/* An option that was given and that the action does not know; NULL. */
static const char *foreign_option(const struct options *options,
                                  const struct action *action)
{
    const struct {
        const char *name;
        bool is_given;
    } given[] = {
        {"--cases", options->wants_cases},
        {"--from", options->from != NULL},
        {"--year", options->year != 0},
        {"--out", options->out != NULL},
        {"--ledger", options->ledger != NULL},
        {"--period", options->period != 0},
        {"html", options->format == FORMAT_HTML},
        {"xlsx", options->format == FORMAT_XLSX},
    };
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        if (given[i].is_given && strstr(action->uses, given[i].name) == NULL)
            return given[i].name;
    return NULL;
}

static int run_action(const struct options *options,
                      const struct action *action)
{
    struct failure failure = FAILURE_INIT;
    const char *foreign = foreign_option(options, action);
    if (foreign != NULL)
        return report_usage(options->language, MESSAGE_USAGE_UNKNOWN_OPTION,
                            foreign);
    struct arena *arena = arena_new();
    int status = EXIT_REFUSED;
    if (arena == NULL)
        failure_memory(&failure);
    else
        status = action->run(options, arena, &failure);
    if (failure.code != DIAG_NONE)
        status = report_failure(&failure, options->language);
    arena_free(arena);
    return status;
}

int command_policy(const struct options *options)
{
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (options->argument_count == actions[i].argument_count &&
            strcmp(options->arguments[0], actions[i].name) == 0)
            return run_action(options, &actions[i]);
    return report_usage(options->language, MESSAGE_USAGE_POLICY, "");
}
