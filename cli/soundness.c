/*
 * daopan policy check FILE [--cases]: loads strictly, lints against the
 * policies at hand, proves that every combination of categories is decided,
 * and runs the cases beside the policy.
 *
 * Errors and failing cases refuse the policy (exit status 1); warnings are
 * for somebody to look at.
 */
#include "cli/soundness.h"

#include "allocate/allocate.h"
#include "cli/cases.h"
#include <inttypes.h>
#include <string.h>

/* One check on its way. */
struct check {
    const struct options *options;
    struct arena *arena;
    const char *path;            /* of the policy's folder */
    const struct policy *policy; /* NULL where it does not load */
    bool has_marks;              /* of next year's policy */
    struct policy_findings findings;
    struct policy_proof proof;
    struct case_outcome outcome;
    struct text differences; /* of the cases */
};

/* ---- finding ---- */

/* The other policies at hand; one that does not load is no matter here. */
static int load_others(struct check *check, const struct policy ***out,
                       size_t *out_count, struct failure *failure)
{
    struct words folders = {.count = 0};
    if (policy_folders(check->arena, &folders, failure) != 0)
        return -1;
    *out = arena_array(check->arena, folders.count, sizeof(void *));
    if (*out == NULL)
        return failure_memory(failure);
    for (size_t i = 0; i < folders.count; i++) {
        struct failure unused = FAILURE_INIT;
        const struct policy *policy = NULL;
        if (policy_load(folders.items[i], check->arena, &policy, &unused) == 0)
            (*out)[(*out_count)++] = policy;
    }
    return 0;
}

static int lint(struct check *check, struct failure *failure)
{
    const struct policy **others = NULL;
    size_t other_count = 0;
    if (load_others(check, &others, &other_count, failure) != 0)
        return -1;
    if (policy_lint(check->policy, others, other_count,
                    check->options->language, check->arena,
                    &check->findings) != 0)
        return failure_memory(failure);
    return 0;
}

static int prove(struct check *check, struct failure *failure)
{
    const struct policy *policy = check->policy;
    const struct policy_proof *proof = &check->proof;
    if (policy_prove(policy, check->arena, &check->proof) != 0)
        return failure_memory(failure);
    if (proof->holds)
        return 0;
    const struct policy_finding finding = {
        .code = DIAG_POLICY_UNDECIDED,
        .at = {.file = POLICY_FILE_RULES, .path = "steps"},
        .words = {.label = policy->categories[proof->first].name,
                  .other = policy->categories[proof->second].name},
    };
    return policy_findings_add(&check->findings, &finding) == 0
               ? 0
               : failure_memory(failure);
}

static int run_cases(struct check *check, struct failure *failure)
{
    const struct case_list *cases = NULL;
    if (!check->options->wants_cases)
        return 0;
    if (cases_defects(check->path, check->policy, check->arena,
                      &check->findings, failure) != 0)
        return -1;
    if (policy_findings_count(&check->findings, SEVERITY_FAILURE) > 0)
        return 0;
    if (cases_load(check->path, check->policy, check->arena, &cases, failure) !=
        0)
        return -1;
    return cases_run(check->policy, cases, check->options->language,
                     &check->differences, &check->outcome, failure);
}

/* ---- printing ---- */

/* How many combinations of categories and classes there are. */
static void append_total(struct text *out, const struct policy_proof *proof)
{
    const uint64_t limit = UINT64_MAX / (proof->class_count + 1);
    if (proof->category_count < 64 &&
        UINT64_C(1) << proof->category_count <= limit)
        text_printf(out, "%" PRIu64,
                    (UINT64_C(1) << proof->category_count) *
                        proof->class_count);
    else
        text_printf(out, "2^%zu × %zu", proof->category_count,
                    proof->class_count);
}

static void append_proof(struct text *out, const struct check *check)
{
    const struct policy_proof *proof = &check->proof;
    struct text total = TEXT_INIT;
    char numbers[6][24];
    append_total(&total, proof);
    snprintf(numbers[0], sizeof numbers[0], "%zu", proof->category_count);
    snprintf(numbers[1], sizeof numbers[1], "%zu", proof->class_count);
    snprintf(numbers[2], sizeof numbers[2], "%" PRIu64,
             proof->combinations_tried);
    snprintf(numbers[3], sizeof numbers[3], "%zu", proof->set_count);
    snprintf(numbers[4], sizeof numbers[4], "%zu", proof->group_count);
    snprintf(numbers[5], sizeof numbers[5], "%" PRIu64, proof->exchanges_tried);
    message_append(out, check->options->language, MESSAGE_POLICY_PROVED,
                   numbers[0], numbers[1], text_of(&total), NULL);
    message_append(out, check->options->language, MESSAGE_POLICY_TRIED,
                   numbers[2], numbers[3], numbers[4], numbers[5], NULL);
    text_release(&total);
}

/* A defect that stops the loader is one error among others here. */
static enum diag_severity severity_of(const struct policy_finding *finding)
{
    const enum diag_severity severity = diag_severity(finding->code);
    return severity > SEVERITY_ERROR ? SEVERITY_ERROR : severity;
}

static void append_finding(struct text *out, const struct check *check,
                           const struct policy_finding *finding)
{
    const enum language language = check->options->language;
    text_printf(out, "%s/%s:%u:%u: %s %s: ", check->path,
                policy_file_name(finding->at.file), (unsigned)finding->line,
                (unsigned)finding->column,
                diag_severity_title(severity_of(finding), language),
                diag_name(finding->code));
    diag_append_message(out, finding->code, language, &finding->words);
    text_append(out, "\n");
}

/* Each with its place, and below those with the same remedy what to do. */
static void append_findings(struct text *out, const struct check *check)
{
    const enum language language = check->options->language;
    const struct policy_findings *list = &check->findings;
    struct text remedies[2] = {TEXT_INIT, TEXT_INIT};
    for (size_t i = 0; i < list->count; i++) {
        const struct policy_finding *finding = &list->items[i];
        struct text *own = &remedies[i % 2];
        const struct text *last = &remedies[(i + 1) % 2];
        text_clear(own);
        diag_append_remedy(own, finding->code, language, &finding->words);
        if (i > 0 && strcmp(text_of(own), text_of(last)) != 0)
            message_append(out, language, MESSAGE_POLICY_REMEDY, text_of(last),
                           NULL);
        append_finding(out, check, finding);
    }
    if (list->count > 0)
        message_append(out, language, MESSAGE_POLICY_REMEDY,
                       text_of(&remedies[(list->count - 1) % 2]), NULL);
    for (size_t i = 0; i < 2; i++) {
        out->failed = out->failed || remedies[i].failed;
        text_release(&remedies[i]);
    }
}

/* Whether the cases were asked for, and could be read. */
static bool ran_cases(const struct check *check)
{
    return check->policy != NULL && check->options->wants_cases &&
           policy_findings_count(&check->findings, SEVERITY_FAILURE) == 0;
}

static void append_cases(struct text *out, const struct check *check)
{
    char numbers[2][24];
    if (!ran_cases(check))
        return;
    snprintf(numbers[0], sizeof numbers[0], "%zu", check->outcome.passed);
    snprintf(numbers[1], sizeof numbers[1], "%zu", check->outcome.failed);
    text_append(out, text_of(&check->differences));
    message_append(out, check->options->language, MESSAGE_POLICY_CASES,
                   numbers[0], numbers[1], NULL);
}

/* Of just that severity. */
static size_t count_of(const struct check *check, enum diag_severity severity)
{
    const size_t least = policy_findings_count(&check->findings, severity);
    if (severity >= SEVERITY_ERROR)
        return least;
    return least - policy_findings_count(&check->findings,
                                         (enum diag_severity)(severity + 1));
}

static bool is_sound(const struct check *check)
{
    return count_of(check, SEVERITY_ERROR) == 0 && check->outcome.failed == 0;
}

static void append_verdict(struct text *out, const struct check *check)
{
    char numbers[3][24];
    const bool sound = is_sound(check);
    if (check->policy == NULL) {
        snprintf(numbers[0], sizeof numbers[0], "%zu", check->findings.count);
        message_append(out, check->options->language,
                       check->has_marks ? MESSAGE_POLICY_MARKS_LEFT
                                        : MESSAGE_POLICY_DEFECTS,
                       check->path, numbers[0], NULL);
        return;
    }
    snprintf(numbers[0], sizeof numbers[0], "%zu",
             sound ? check->policy->category_count
                   : count_of(check, SEVERITY_ERROR) + check->outcome.failed);
    snprintf(numbers[1], sizeof numbers[1], "%zu",
             count_of(check, SEVERITY_WARNING));
    snprintf(numbers[2], sizeof numbers[2], "%zu",
             count_of(check, SEVERITY_INFO));
    message_append(out, check->options->language,
                   sound ? MESSAGE_POLICY_SOUND : MESSAGE_POLICY_UNSOUND,
                   check->policy->id, numbers[0], numbers[1], numbers[2], NULL);
}

static void append_text(struct text *out, const struct check *check)
{
    append_findings(out, check);
    if (check->proof.holds)
        append_proof(out, check);
    append_cases(out, check);
    append_verdict(out, check);
}

/* ---- as JSON ---- */

static void append_finding_json(struct text *out, const struct check *check,
                                const struct policy_finding *finding)
{
    const enum language language = check->options->language;
    struct text words = TEXT_INIT;
    text_append(out, "{");
    text_append_json_field(out, "code", diag_name(finding->code));
    text_append(out, ",");
    text_append_json_field(out, "severity",
                           diag_severity_name(severity_of(finding)));
    text_append(out, ",");
    text_append_json_field(out, "file", policy_file_name(finding->at.file));
    text_append(out, ",");
    text_append_json_field(out, "path", finding->at.path);
    text_printf(out, ",\"line\":%u,\"column\":%u,", (unsigned)finding->line,
                (unsigned)finding->column);
    diag_append_message(&words, finding->code, language, &finding->words);
    text_append_json_field(out, "message", text_of(&words));
    text_clear(&words);
    diag_append_remedy(&words, finding->code, language, &finding->words);
    text_append(out, ",");
    text_append_json_field(out, "remedy", text_of(&words));
    text_append(out, "}");
    out->failed = out->failed || words.failed;
    text_release(&words);
}

static void append_proof_json(struct text *out, const struct check *check)
{
    const struct policy_proof *proof = &check->proof;
    struct text total = TEXT_INIT;
    append_total(&total, proof);
    text_printf(out,
                ",\"proof\":{\"holds\":%s,\"categories\":%zu,\"classes\":%zu,"
                "\"sets\":%zu,\"groups\":%zu,\"combinations_tried\":%" PRIu64
                ",\"exchanges_tried\":%" PRIu64 ",",
                proof->holds ? "true" : "false", proof->category_count,
                proof->class_count, proof->set_count, proof->group_count,
                proof->combinations_tried, proof->exchanges_tried);
    text_append_json_field(out, "combinations_covered", text_of(&total));
    text_append(out, "}");
    text_release(&total);
}

static void append_json(struct text *out, const struct check *check)
{
    text_append(out, "{");
    text_append_json_field(
        out, "policy", check->policy == NULL ? check->path : check->policy->id);
    text_printf(out, ",\"sound\":%s,\"findings\":[",
                is_sound(check) ? "true" : "false");
    for (size_t i = 0; i < check->findings.count; i++) {
        text_append(out, i == 0 ? "" : ",");
        append_finding_json(out, check, &check->findings.items[i]);
    }
    text_append(out, "]");
    if (check->policy != NULL)
        append_proof_json(out, check);
    if (ran_cases(check)) {
        text_printf(out, ",\"cases\":{\"passed\":%zu,\"failed\":%zu,",
                    check->outcome.passed, check->outcome.failed);
        text_append_json_field(out, "differences",
                               text_of(&check->differences));
        text_append(out, "}");
    }
    text_append(out, "}\n");
}

/* What refused the policy before it could be looked at. */
static void append_failure_json(struct text *out, const struct check *check,
                                const struct failure *failure)
{
    const struct diag_words given = {.note = failure->note};
    struct text words = TEXT_INIT;
    text_append(out, "{\"sound\":false,\"findings\":[{");
    text_append_json_field(out, "code", diag_name(failure->code));
    text_append(out, ",");
    text_append_json_field(out, "severity",
                           diag_severity_name(diag_severity(failure->code)));
    text_append(out, ",");
    text_append_json_field(out, "file", failure->file);
    text_printf(out, ",\"line\":%u,\"column\":%u,", (unsigned)failure->row,
                (unsigned)failure->column);
    diag_append_message(&words, failure->code, check->options->language,
                        &given);
    text_append_json_field(out, "message", text_of(&words));
    text_append(out, "}]}\n");
    text_release(&words);
}

/* ---- all of it ---- */

/* Marks that are left, or else what keeps the policy from loading: all of it,
 * so that somebody can work through the list. */
static int find_obstacles(struct check *check, struct failure *failure)
{
    struct policy_findings *findings = &check->findings;
    if (policy_marks(check->path, check->arena, findings, failure) != 0)
        return -1;
    check->has_marks = findings->count > 0;
    if (check->has_marks)
        return 0;
    return policy_defects(check->path, check->arena, findings, failure);
}

static int find_all(struct check *check, struct failure *failure)
{
    if (policy_path(check->options->arguments[1], check->arena, &check->path,
                    failure) != 0 ||
        find_obstacles(check, failure) != 0)
        return -1;
    if (check->findings.count > 0)
        return 0;
    if (policy_load(check->path, check->arena, &check->policy, failure) != 0)
        return -1;
    check->path = check->policy->path;
    if (lint(check, failure) != 0 || prove(check, failure) != 0 ||
        policy_locate(check->policy, &check->findings, failure) != 0)
        return -1;
    policy_findings_sort(&check->findings);
    return run_cases(check, failure);
}

int policy_check_run(const struct options *options, struct arena *arena,
                     struct failure *failure)
{
    struct check check = {.options = options, .arena = arena};
    struct text text = TEXT_INIT;
    int status = find_all(&check, failure);
    if (status == 0) {
        if (options->format == FORMAT_JSON)
            append_json(&text, &check);
        else
            append_text(&text, &check);
        text.failed = text.failed || check.differences.failed;
        status = print_text(&text, options->language);
        if (status == EXIT_DONE && !is_sound(&check))
            status = EXIT_REFUSED;
    } else if (options->format == FORMAT_JSON) {
        append_failure_json(&text, &check, failure);
        if (print_text(&text, options->language) != EXIT_DONE)
            status = -1;
    }
    text_release(&text);
    text_release(&check.differences);
    policy_findings_release(&check.findings);
    return status;
}
