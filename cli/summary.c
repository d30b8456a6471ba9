/*
 * The summary on screen: rows by fate, people, money by fund and by
 * applicant, what goes back to whom, and warnings about whole files and
 * sheets. Findings on single rows are counted by code: the return lists and
 * `export returns` have them one by one.
 */
#include "cli/summary.h"

#include "core/message.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A tally of one fund or applicant: `which` says which of a category's two
 * indexes is asked. */
enum slice_by { BY_FUND, BY_APPLICANT };

static struct tally sum_slices(const struct allocation *allocation,
                               enum slice_by which, size_t index)
{
    struct tally sum = {.heads = 0};
    for (size_t i = 0; i < allocation->slice_count; i++) {
        const struct slice *slice = &allocation->slices[i];
        if (slice->category == POLICY_NONE)
            continue;
        const struct category *category =
            &allocation->policy->categories[slice->category];
        const uint16_t of =
            which == BY_FUND ? category->fund : category->applicant;
        if (of != index)
            continue;
        sum.heads += slice->tally.heads;
        sum.subsidy += slice->tally.subsidy;
        sum.personal_due += slice->tally.personal_due;
    }
    return sum;
}

static struct tally sum_without_subsidy(const struct allocation *allocation)
{
    struct tally sum = {.heads = 0};
    for (size_t i = 0; i < allocation->slice_count; i++) {
        const struct slice *slice = &allocation->slices[i];
        const bool is_unfunded =
            slice->category == POLICY_NONE ||
            allocation->policy->categories[slice->category].fund == POLICY_NONE;
        if (!is_unfunded)
            continue;
        sum.heads += slice->tally.heads;
        sum.subsidy += slice->tally.subsidy;
        sum.personal_due += slice->tally.personal_due;
    }
    return sum;
}

static void append_money_row(struct text *out, const char *name,
                             const struct tally *tally)
{
    char heads[24];
    char amounts[2][FEN_GROUPED_SIZE];
    snprintf(heads, sizeof heads, "%" PRId64, tally->heads);
    text_append(out, "  ");
    text_append_padded(out, name, 22, false);
    text_append_padded(out, heads, 10, true);
    text_append_padded(out, fen_grouped(tally->subsidy, amounts[0]), 18, true);
    text_append_padded(out, fen_grouped(tally->personal_due, amounts[1]), 18,
                       true);
    text_append(out, "\n");
}

static void append_heading(struct text *out, enum message first,
                           enum language language)
{
    text_append(out, "  ");
    text_append_padded(out, message_text(first, language), 22, false);
    text_append_padded(out, message_text(MESSAGE_SUM_HEADS, language), 10,
                       true);
    text_append_padded(out, message_text(MESSAGE_SUM_SUBSIDY, language), 18,
                       true);
    text_append_padded(out, message_text(MESSAGE_SUM_PERSONAL, language), 18,
                       true);
    text_append(out, "\n");
}

static void append_money(struct text *out, const struct summary *summary)
{
    const struct allocation *allocation = summary->allocation;
    const struct policy *policy = allocation->policy;
    const enum language language = summary->language;
    append_heading(out, MESSAGE_SUM_BY_FUND, language);
    for (size_t i = 0; i < policy->fund_count; i++) {
        const struct tally tally = sum_slices(allocation, BY_FUND, i);
        append_money_row(out, policy->funds[i].name, &tally);
    }
    const struct tally none = sum_without_subsidy(allocation);
    if (none.heads > 0)
        append_money_row(out, message_text(MESSAGE_SUM_NO_SUBSIDY, language),
                         &none);
    append_money_row(out, message_text(MESSAGE_SUM_TOTAL, language),
                     &allocation->total);
    append_heading(out, MESSAGE_SUM_BY_APPLICANT, language);
    for (size_t i = 0; i < policy->applicant_count; i++) {
        const struct tally tally = sum_slices(allocation, BY_APPLICANT, i);
        append_money_row(out, policy->applicants[i].name, &tally);
    }
}

/* ---- what is requested ---- */

static void add_sum(struct flow_sum *sum, const struct flow_sum *part)
{
    sum->heads += part->heads;
    sum->subsidy += part->subsidy;
}

static void add_flow(struct flow *sum, const struct flow *part)
{
    add_sum(&sum->added, &part->added);
    add_sum(&sum->deducted, &part->deducted);
    add_sum(&sum->cumulative, &part->cumulative);
}

static void append_request_row(struct text *out, const struct roster *roster,
                               const struct request_line *line,
                               const struct flow *flow)
{
    char amount[FEN_GROUPED_SIZE];
    struct text who = TEXT_INIT;
    text_printf(&who, "%s %s", roster_string(roster, line->applicant),
                roster_string(roster, line->fund));
    text_append(out, "  ");
    text_append_padded(out, text_of(&who), 34, false);
    text_append_padded(out, fen_grouped(flow->added.subsidy, amount), 18, true);
    text_append_padded(out, fen_grouped(flow->deducted.subsidy, amount), 18,
                       true);
    text_append_padded(out, fen_grouped(flow->cumulative.subsidy, amount), 18,
                       true);
    text_append(out, "\n");
    text_release(&who);
}

/* Rows by fate, over all sheets. */
static void count_rows(const struct roster *roster, uint64_t fates[FATE_COUNT],
                       uint64_t *read)
{
    for (size_t i = 0; i < roster->sheet_count; i++) {
        *read += roster->sheets[i].rows_read;
        for (int fate = 0; fate < FATE_COUNT; fate++)
            fates[fate] += roster->sheets[i].fates[fate];
    }
}

static void append_rows(struct text *out, const struct summary *summary)
{
    const struct roster *roster = summary->allocation->roster;
    uint64_t fates[FATE_COUNT] = {0};
    uint64_t read = 0;
    count_rows(roster, fates, &read);
    const uint64_t numbers[] = {
        roster_files_read(roster),
        read,
        fates[FATE_ACCEPTED],
        fates[FATE_DUPLICATE],
        fates[FATE_RETURNED],
        fates[FATE_SKIPPED],
        summary->allocation->decision_count,
    };
    char words[7][24];
    for (size_t i = 0; i < 7; i++)
        snprintf(words[i], sizeof words[i], "%" PRIu64, numbers[i]);
    message_append(out, summary->language, MESSAGE_SUM_ROWS, words[0], words[1],
                   words[2], words[3], words[4], words[5], words[6], NULL);
}

/* What became of the rows of the month before. */
static void append_before(struct text *out, const struct summary *summary)
{
    const struct roster *roster = summary->allocation->roster;
    const struct standing_count *before = &roster->before;
    const int64_t numbers[] = {
        before->standing,
        before->replaced,
        before->removed,
        before->missing + before->gone,
        before->carried[CARRY_UNCHANGED],
        before->carried[CARRY_NOT_SENT],
        before->carried[CARRY_PENDING],
    };
    char month[YMD_TEXT_SIZE];
    char words[7][24];
    if (roster->base == 0)
        return;
    for (size_t i = 0; i < 7; i++)
        snprintf(words[i], sizeof words[i], "%" PRId64, numbers[i]);
    message_append(out, summary->language, MESSAGE_SUM_BEFORE,
                   ym_text(roster->base, month), words[0], words[1], words[2],
                   words[3], words[4], words[5], words[6], NULL);
}

/* What each applicant requests more, less, and in all. */
static void append_requests(struct text *out, const struct summary *summary)
{
    const struct allocation *allocation = summary->allocation;
    const struct roster *roster = allocation->roster;
    const struct request_line *lines = allocation->requests;
    size_t next;
    if (roster->base == 0)
        return;
    message_append(out, summary->language, MESSAGE_SUM_REQUESTS, NULL);
    for (size_t from = 0; from < allocation->request_count; from = next) {
        struct flow sum = {.added = {0, 0}};
        for (next = from; next < allocation->request_count &&
                          lines[next].applicant == lines[from].applicant &&
                          lines[next].fund == lines[from].fund;
             next++)
            add_flow(&sum, &lines[next].flow);
        append_request_row(out, roster, &lines[from], &sum);
    }
}

/* Whether a finding is a warning about a whole file or sheet. */
static bool is_notice(const struct diag *diag)
{
    return diag->at.row == 0 && diag_severity(diag->code) >= SEVERITY_WARNING;
}

/* One line each. */
static void append_notices(struct text *out, const struct summary *summary)
{
    const struct roster *roster = summary->allocation->roster;
    for (size_t i = 0; i < roster->diag_count; i++) {
        const struct diag *diag = &roster->diags[i];
        if (!is_notice(diag))
            continue;
        place_append(out, roster_file_name(roster, diag->at.file),
                     roster_sheet_name(roster, diag->at.sheet), 0, 0);
        text_append(out, diag->at.file == PLACE_NONE ? "" : ": ");
        text_printf(
            out, "%s %s: ",
            diag_severity_title(diag_severity(diag->code), summary->language),
            diag_name(diag->code));
        roster_append_message(out, roster, diag, summary->language);
        text_append(out, "\n");
    }
}

/* How often each row finding occurs. */
static void append_counts(struct text *out, const struct summary *summary)
{
    const struct roster *roster = summary->allocation->roster;
    uint64_t counts[DIAG_CODE_COUNT] = {0};
    bool is_first = true;
    for (size_t i = 0; i < roster->diag_count; i++)
        if (roster->diags[i].at.row != 0)
            counts[roster->diags[i].code]++;
    for (int code = DIAG_NONE + 1; code < DIAG_CODE_COUNT; code++) {
        const enum diag_severity severity = diag_severity((enum diag_code)code);
        if (counts[code] == 0 || severity < SEVERITY_WARNING)
            continue;
        if (is_first)
            message_append(out, summary->language, MESSAGE_SUM_FINDINGS, NULL);
        is_first = false;
        text_printf(out, "  %8" PRIu64 "  ", counts[code]);
        text_append_padded(
            out, diag_severity_title(severity, summary->language), 9, false);
        text_printf(out, "%s\n",
                    diag_title((enum diag_code)code, summary->language));
    }
}

/* People with an identity whom no enrolment list names. */
static size_t count_uninsured(const struct summary *summary)
{
    const struct allocation *allocation = summary->allocation;
    size_t count = 0;
    for (size_t i = 0; i < allocation->decision_count; i++)
        count +=
            allocation->decisions[i].category != POLICY_NONE &&
            !enrolment_has(summary->enrolment, allocation->decisions[i].id);
    return count;
}

static void append_enrolment(struct text *out, const struct summary *summary)
{
    const struct enrolment *enrolment = summary->enrolment;
    uint64_t fates[FATE_COUNT] = {0};
    uint64_t read = 0;
    count_rows(&enrolment->roster, fates, &read);
    const uint64_t numbers[] = {
        enrolment->roster.file_count, enrolment->count,
        enrolment->repeated,          fates[FATE_RETURNED],
        count_uninsured(summary),
    };
    enum { COUNT = sizeof numbers / sizeof numbers[0] };
    char words[COUNT][24];
    for (size_t i = 0; i < COUNT; i++)
        snprintf(words[i], sizeof words[i], "%" PRIu64, numbers[i]);
    message_append(out, summary->language, MESSAGE_SUM_ENROLLED, words[0],
                   words[1], words[2], words[3], words[4], NULL);
}

void summary_append(struct text *out, const struct summary *summary)
{
    const struct allocation *allocation = summary->allocation;
    char period[YMD_TEXT_SIZE];
    char as_of[YMD_TEXT_SIZE];
    message_append(out, summary->language, MESSAGE_SUM_TITLE,
                   allocation->policy->title, ym_text(summary->period, period),
                   ymd_text(allocation->as_of, as_of), NULL);
    append_rows(out, summary);
    append_before(out, summary);
    append_money(out, summary);
    append_requests(out, summary);
    if (summary->enrolment != NULL)
        append_enrolment(out, summary);
    char ties[24];
    snprintf(ties, sizeof ties, "%zu", allocation->tie_count);
    message_append(out, summary->language, MESSAGE_SUM_TIES, ties, NULL);
    append_counts(out, summary);
    append_notices(out, summary);
    if (summary->out == NULL)
        message_append(out, summary->language, MESSAGE_SUM_DRY, NULL);
    else
        message_append(out, summary->language, MESSAGE_SUM_WHERE, summary->out,
                       NULL);
    if (summary->ledger != NULL)
        message_append(out, summary->language, MESSAGE_SUM_LEDGER,
                       summary->ledger, NULL);
}

static void json_tally(struct text *out, const struct tally *tally)
{
    text_printf(out,
                "\"heads\":%" PRId64 ",\"subsidy_fen\":%" PRId64
                ",\"personal_due_fen\":%" PRId64,
                tally->heads, tally->subsidy, tally->personal_due);
}

static void json_sums(struct text *out, const struct summary *summary,
                      enum slice_by which)
{
    const struct policy *policy = summary->allocation->policy;
    const size_t count =
        which == BY_FUND ? policy->fund_count : policy->applicant_count;
    for (size_t i = 0; i < count; i++) {
        const struct tally tally = sum_slices(summary->allocation, which, i);
        text_append(out, i == 0 ? "{" : ",{");
        text_append_json_field(out, "name",
                               which == BY_FUND ? policy->funds[i].name
                                                : policy->applicants[i].name);
        text_append(out, ",");
        json_tally(out, &tally);
        text_append(out, "}");
    }
}

/* Findings by code, as in run.json. */
static void json_findings(struct text *out, const struct roster *roster)
{
    uint64_t counts[DIAG_CODE_COUNT] = {0};
    const char *separator = "";
    for (size_t i = 0; i < roster->diag_count; i++)
        counts[roster->diags[i].code]++;
    for (int code = DIAG_NONE + 1; code < DIAG_CODE_COUNT; code++) {
        const enum diag_code of = (enum diag_code)code;
        if (counts[code] == 0)
            continue;
        text_append(out, separator);
        text_append(out, "{");
        text_append_json_field(out, "code", diag_name(of));
        text_append(out, ",");
        text_append_json_field(out, "severity",
                               diag_severity_name(diag_severity(of)));
        text_printf(out, ",\"count\":%" PRIu64 "}", counts[code]);
        separator = ",";
    }
}

/* What append_notices() prints: findings about whole files and sheets. */
static void json_notices(struct text *out, const struct summary *summary)
{
    const struct roster *roster = summary->allocation->roster;
    const char *separator = "";
    for (size_t i = 0; i < roster->diag_count; i++) {
        const struct diag *diag = &roster->diags[i];
        struct text message = TEXT_INIT;
        if (!is_notice(diag))
            continue;
        roster_append_message(&message, roster, diag, summary->language);
        text_append(out, separator);
        text_append(out, "{");
        text_append_json_field(out, "file",
                               roster_file_name(roster, diag->at.file));
        text_append(out, ",");
        text_append_json_field(out, "sheet",
                               roster_sheet_name(roster, diag->at.sheet));
        text_append(out, ",");
        text_append_json_field(out, "code", diag_name(diag->code));
        text_append(out, ",");
        text_append_json_field(out, "severity",
                               diag_severity_name(diag_severity(diag->code)));
        text_append(out, ",");
        text_append_json_field(out, "message", text_of(&message));
        text_append(out, "}");
        out->failed = out->failed || message.failed;
        text_release(&message);
        separator = ",";
    }
}

static void json_rows(struct text *out, const struct roster *roster)
{
    uint64_t fates[FATE_COUNT] = {0};
    uint64_t read = 0;
    count_rows(roster, fates, &read);
    text_printf(out,
                ",\"rows\":{\"read\":%" PRIu64 ",\"accepted\":%" PRIu64
                ",\"duplicate\":%" PRIu64 ",\"returned\":%" PRIu64
                ",\"skipped\":%" PRIu64 "}",
                read, fates[FATE_ACCEPTED], fates[FATE_DUPLICATE],
                fates[FATE_RETURNED], fates[FATE_SKIPPED]);
}

void summary_append_json(struct text *out, const struct summary *summary)
{
    const struct allocation *allocation = summary->allocation;
    const struct tally none = sum_without_subsidy(allocation);
    char date[YMD_TEXT_SIZE];
    text_append(out, "{");
    text_append_json_field(out, "policy", allocation->policy->id);
    text_append(out, ",");
    text_append_json_field(out, "period", ym_text(summary->period, date));
    text_append(out, ",");
    text_append_json_field(out, "as_of", ymd_text(allocation->as_of, date));
    json_rows(out, allocation->roster);
    text_append(out, ",\"total\":{");
    json_tally(out, &allocation->total);
    text_append(out, "},\"funds\":[");
    json_sums(out, summary, BY_FUND);
    text_append(out, "],\"applicants\":[");
    json_sums(out, summary, BY_APPLICANT);
    text_append(out, "],\"without_subsidy\":{");
    json_tally(out, &none);
    text_append(out, "},\"findings\":[");
    json_findings(out, allocation->roster);
    text_append(out, "],\"notices\":[");
    json_notices(out, summary);
    text_printf(out, "],\"ties\":%zu", allocation->tie_count);
    if (summary->enrolment != NULL)
        text_printf(out, ",\"enrolled\":%zu,\"uninsured\":%zu",
                    summary->enrolment->count, count_uninsured(summary));
    if (summary->out != NULL) {
        text_append(out, ",");
        text_append_json_field(out, "out", summary->out);
    }
    if (summary->ledger != NULL) {
        text_append(out, ",");
        text_append_json_field(out, "ledger", summary->ledger);
    }
    text_append(out, "}\n");
}
