/*
 * daopan policy list | show | check: the policies at hand, one in full with
 * its clauses, and whether a policy file is sound.
 */
#include "cli/command.h"

#include "cli/cases.h"
#include "cli/policy_page.h"
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

static int show_policy(const struct options *options, struct arena *arena,
                       struct failure *failure)
{
    const struct policy *policy = NULL;
    if (policy_by_name(options->arguments[1], arena, &policy, failure) != 0)
        return -1;
    struct text text = TEXT_INIT;
    if (options->format == FORMAT_JSON)
        policy_page_append_json(&text, policy);
    else
        policy_page_append(&text, policy);
    const int status = print_text(&text, options->language);
    text_release(&text);
    return status;
}

/* Along the order a later load should not pay less than an earlier one: the
 * warning that DOMAIN asks for. Returns how many were found. */
static size_t append_falls(struct text *out, const struct policy *policy,
                           enum language language)
{
    size_t found = 0;
    for (size_t i = 1; i < policy->category_count; i++) {
        const struct category *before = &policy->categories[i - 1];
        const struct category *now = &policy->categories[i];
        if (now->ratio_bp >= before->ratio_bp)
            continue;
        struct text note = TEXT_INIT;
        text_printf(&note, "%s %s (%d%%) → %s %s (%d%%)", before->id,
                    before->name, before->ratio_bp / 100, now->id, now->name,
                    now->ratio_bp / 100);
        const struct diag_words words = {.note = text_of(&note)};
        text_printf(out, "%s: %s %s: ", policy->id,
                    diag_severity_name(SEVERITY_WARNING),
                    diag_name(DIAG_POLICY_BENEFIT_FALLS));
        diag_append_message(out, DIAG_POLICY_BENEFIT_FALLS, language, &words);
        text_append(out, "\n");
        out->failed = out->failed || note.failed;
        text_release(&note);
        found++;
    }
    return found;
}

/* Runs the cases beside the policy; a failing one refuses the policy. */
static int check_cases(const struct options *options, struct arena *arena,
                       const struct policy *policy, struct text *out,
                       struct failure *failure)
{
    const struct case_list *cases = NULL;
    if (!options->wants_cases)
        return 0;
    if (cases_load(policy->path, policy, arena, &cases, failure) != 0)
        return -1;
    struct case_outcome outcome = {.failed = 0};
    if (cases_run(policy, cases, options->language, out, &outcome, failure) !=
        0)
        return -1;
    char words[2][24];
    snprintf(words[0], sizeof words[0], "%zu", outcome.passed);
    snprintf(words[1], sizeof words[1], "%zu", outcome.failed);
    message_append(out, options->language, MESSAGE_POLICY_CASES, words[0],
                   words[1], NULL);
    return outcome.failed == 0 ? 0 : 1;
}

static int check_policy(const struct options *options, struct arena *arena,
                        struct failure *failure)
{
    const struct policy *policy = NULL;
    struct text text = TEXT_INIT;
    char counts[2][24];
    if (policy_by_name(options->arguments[1], arena, &policy, failure) != 0)
        return -1;
    const size_t falls = append_falls(&text, policy, options->language);
    int result = check_cases(options, arena, policy, &text, failure);
    snprintf(counts[0], sizeof counts[0], "%zu", policy->category_count);
    snprintf(counts[1], sizeof counts[1], "%zu", falls);
    if (result == 0)
        message_append(&text, options->language, MESSAGE_POLICY_SOUND,
                       policy->id, counts[0], counts[1], NULL);
    const int status = print_text(&text, options->language);
    text_release(&text);
    return result < 0 ? -1 : result > 0 ? EXIT_REFUSED : status;
}

int command_policy(const struct options *options)
{
    static const struct {
        const char *name;
        int (*run)(const struct options *options, struct arena *arena,
                   struct failure *failure);
        size_t argument_count;
    } actions[] = {
        {"list", list_policies, 1},
        {"show", show_policy, 2},
        {"check", check_policy, 2},
    };
    struct failure failure = FAILURE_INIT;
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (options->argument_count != actions[i].argument_count ||
            strcmp(options->arguments[0], actions[i].name) != 0)
            continue;
        struct arena *arena = arena_new();
        int status = EXIT_REFUSED;
        if (arena == NULL)
            failure_memory(&failure);
        else
            status = actions[i].run(options, arena, &failure);
        if (failure.code != DIAG_NONE)
            status = report_failure(&failure, options->language);
        arena_free(arena);
        return status;
    }
    return report_usage(options->language, MESSAGE_USAGE_POLICY, "");
}
