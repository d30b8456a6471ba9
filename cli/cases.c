/*
 * Cases: each becomes a small roster (one sheet a row, since rows of one case
 * come from different departments; row numbers are lines of cases.yaml),
 * goes through allocate() like any month, and is compared with what the
 * clerk expects: the result of each person, the verdict on rows that name
 * one, and the findings about persons, no more and no fewer.
 *
 * Reading cases.yaml, and making ID numbers for 甲 and 乙, is import's.
 */
#include "cli/cases.h"
#include "allocate/allocate.h"
#include "core/arena.h"
#include "core/message.h"
#include <stdio.h>
#include <string.h>

/* One case under comparison. */
struct run {
    const struct policy *policy;
    const struct case_list *list;
    const struct policy_case *subject;
    struct roster roster;
    struct allocation allocation;
    enum language language;
    struct text *out;
    size_t differences;
};

/* ---- the roster of a case ---- */

static int add_file(struct roster *roster, const struct policy_case *subject)
{
    if (mem_grow(&roster->files, &roster->file_capacity, 1,
                 sizeof *roster->files) != 0 ||
        mem_grow(&roster->sheets, &roster->sheet_capacity, subject->row_count,
                 sizeof *roster->sheets) != 0 ||
        mem_grow(&roster->rows, &roster->row_capacity, subject->row_count,
                 sizeof *roster->rows) != 0)
        return -1;
    roster->files[0] = (struct roster_file){
        .path = "",
        .name = subject->name,
        .format = "yaml",
        .sheet_count = (uint32_t)subject->row_count,
    };
    roster->file_count = 1;
    return 0;
}

static int add_row(struct roster *roster, const struct policy_case *subject,
                   const struct case_row *row)
{
    const struct case_person *person = &subject->persons[row->person];
    const size_t index = roster->row_count;
    strref name;
    if (string_pool_add(roster->strings, person->name, strlen(person->name),
                        &name) != 0)
        return -1;
    roster->sheets[index] = (struct roster_sheet){
        .kind = row->kind,
        .rows_read = 1,
        .fates[FATE_ACCEPTED] = 1,
        .why_no_roster = "",
    };
    roster->rows[index] = (struct roster_row){
        .id = person->id,
        .sheet = (uint32_t)index,
        .row = row->line,
        .name = name,
        .recognised = row->recognised,
        .ended = row->ended,
        .category = row->category,
        .grades = row->grades,
        .types = row->types,
        .fate = FATE_ACCEPTED,
        .movement = row->movement,
        .has_invalid_certificate = row->has_invalid_certificate,
        .is_ended = row->is_ended,
    };
    roster->sheet_count = ++roster->row_count;
    return 0;
}

/* Rows of the roster stand in the order of the case's rows. */
static int fill_roster(struct roster *roster, const struct policy_case *subject)
{
    if (add_file(roster, subject) != 0)
        return -1;
    for (size_t i = 0; i < subject->row_count; i++)
        if (add_row(roster, subject, &subject->rows[i]) != 0)
            return -1;
    return 0;
}

/* ---- what differs ---- */

static const char *say(const struct run *run, enum message message)
{
    return message_text(message, run->language);
}

static void report(struct run *run, rownum line, const char *who,
                   const char *expected, const char *got)
{
    char line_text[16];
    snprintf(line_text, sizeof line_text, "%u", (unsigned)line);
    message_append(run->out, run->language, MESSAGE_CASE_DIFFERS,
                   run->list->path, line_text, run->subject->name,
                   run->subject->clause, who, expected, got, NULL);
    run->differences++;
}

/* "2304 特困救助对象，补助 380.00，个人应缴 0.00，医疗救助资金，医保" */
static void append_result(struct text *out, const struct run *run,
                          const struct case_expectation *result)
{
    const struct policy *policy = run->policy;
    struct text category = TEXT_INIT;
    char subsidy[FEN_TEXT_SIZE];
    char personal_due[FEN_TEXT_SIZE];
    if (result->category == POLICY_NONE) {
        text_append(&category, say(run, MESSAGE_CASE_NO_CATEGORY));
    } else {
        const struct category *it = &policy->categories[result->category];
        text_printf(&category, "%s %s", it->id, it->name);
    }
    message_append(out, run->language, MESSAGE_CASE_RESULT, text_of(&category),
                   fen_text(result->subsidy, subsidy),
                   fen_text(result->personal_due, personal_due),
                   result->fund == POLICY_NONE
                       ? say(run, MESSAGE_CASE_NO_FUND)
                       : policy->funds[result->fund].name,
                   result->applicant == POLICY_NONE
                       ? say(run, MESSAGE_CASE_NO_APPLICANT)
                       : policy->applicants[result->applicant].name,
                   NULL);
    out->failed = out->failed || category.failed;
    text_release(&category);
}

static const struct decision *find_decision(const struct run *run, idkey id)
{
    for (size_t i = 0; i < run->allocation.decision_count; i++)
        if (run->allocation.decisions[i].id == id)
            return &run->allocation.decisions[i];
    return NULL;
}

/* A decision in the terms of an expectation. */
static struct case_expectation result_of(const struct policy *policy,
                                         const struct decision *decision)
{
    struct case_expectation result = {
        .category = decision->category,
        .subsidy = decision_subsidy(policy, decision),
        .personal_due = decision_personal_due(policy, decision),
        .fund = POLICY_NONE,
        .applicant = POLICY_NONE,
    };
    if (decision->category != POLICY_NONE) {
        result.fund = policy->categories[decision->category].fund;
        result.applicant = policy->categories[decision->category].applicant;
    }
    return result;
}

static bool results_agree(const struct case_expectation *a,
                          const struct case_expectation *b)
{
    return a->category == b->category && a->subsidy == b->subsidy &&
           a->personal_due == b->personal_due && a->fund == b->fund &&
           a->applicant == b->applicant;
}

static void compare_person(struct run *run,
                           const struct case_expectation *expected)
{
    const struct case_person *person = &run->subject->persons[expected->person];
    const struct decision *decision = find_decision(run, person->id);
    struct text want = TEXT_INIT;
    struct text got = TEXT_INIT;
    append_result(&want, run, expected);
    if (decision == NULL) {
        report(run, expected->line, person->name, text_of(&want),
               say(run, MESSAGE_CASE_NO_ROW));
    } else {
        struct case_expectation result = result_of(run->policy, decision);
        append_result(&got, run, &result);
        if (!results_agree(expected, &result))
            report(run, expected->line, person->name, text_of(&want),
                   text_of(&got));
    }
    run->out->failed = run->out->failed || want.failed || got.failed;
    text_release(&got);
    text_release(&want);
}

static void compare_verdicts(struct run *run)
{
    for (size_t i = 0; i < run->subject->row_count; i++) {
        const struct case_row *row = &run->subject->rows[i];
        uint8_t got = run->allocation.verdicts[i];
        if (row->verdict == CASE_VERDICT_OPEN || row->verdict == got)
            continue;
        report(run, row->line, say(run, MESSAGE_CASE_ROW),
               verdict_name((enum verdict)row->verdict),
               verdict_name((enum verdict)got));
    }
}

static bool is_expected(const struct policy_case *subject, enum diag_code code)
{
    for (size_t i = 0; i < subject->finding_count; i++)
        if (subject->findings[i] == code)
            return true;
    return false;
}

static void compare_findings(struct run *run)
{
    bool was_found[DIAG_CODE_COUNT] = {false};
    for (size_t i = 0; i < run->roster.diag_count; i++)
        was_found[run->roster.diags[i].code] = true;
    for (int c = DIAG_NONE + 1; c < DIAG_CODE_COUNT; c++) {
        const enum diag_code code = (enum diag_code)c;
        const bool expected = is_expected(run->subject, code);
        /* what is found about rows, such as repeated ones, need not be named */
        if (expected == was_found[c] ||
            (!expected && diag_scope(code) != SCOPE_PERSON))
            continue;
        const char *name = diag_name(code);
        const char *none = say(run, MESSAGE_CASE_NO_FINDING);
        report(run, run->subject->line, say(run, MESSAGE_CASE_FINDING),
               expected ? name : none, expected ? none : name);
    }
}

static void compare_ties(struct run *run)
{
    int untied = allocation_first_untied(&run->allocation);
    if (untied < 0)
        return;
    const struct tie_out *tie = &run->allocation.ties[untied];
    char left[24];
    char right[24];
    snprintf(left, sizeof left, "%lld", (long long)tie->left);
    snprintf(right, sizeof right, "%lld", (long long)tie->right);
    report(run, run->subject->line, tie->what, right, left);
}

/* ---- running ---- */

static void compare(struct run *run)
{
    for (size_t i = 0; i < run->subject->expectation_count; i++)
        compare_person(run, &run->subject->expectations[i]);
    compare_verdicts(run);
    compare_findings(run);
    compare_ties(run);
}

static int run_case(struct run *run, struct case_outcome *outcome,
                    struct failure *failure)
{
    int result = -1;
    if (roster_init(&run->roster) != 0)
        return failure_memory(failure);
    if (fill_roster(&run->roster, run->subject) != 0) {
        failure_memory(failure);
        goto out;
    }
    if (allocate(run->policy, &run->roster, run->subject->as_of,
                 &run->allocation, failure) != 0)
        goto out;
    compare(run);
    allocation_release(&run->allocation);
    if (run->out->failed) {
        failure_memory(failure);
        goto out;
    }
    *(run->differences == 0 ? &outcome->passed : &outcome->failed) += 1;
    result = 0;
out:
    roster_release(&run->roster);
    return result;
}

int cases_run(const struct policy *policy, const struct case_list *cases,
              enum language language, struct text *out,
              struct case_outcome *outcome, struct failure *failure)
{
    for (size_t i = 0; i < cases->count; i++) {
        struct run run = {
            .policy = policy,
            .list = cases,
            .subject = &cases->cases[i],
            .language = language,
            .out = out,
        };
        if (run_case(&run, outcome, failure) != 0)
            return -1;
    }
    return 0;
}
