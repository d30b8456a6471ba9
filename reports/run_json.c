/*
 * run.json: the run for machines. What went in (with hashes), what the policy
 * was, the totals in fen by fund, applicant, county and category, findings by
 * code, and every file written with its hash. Written last, since it names
 * the others.
 */
#include "reports/report_set.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const fate_names[FATE_COUNT] = {
    [FATE_SKIPPED] = "skipped",
    [FATE_ACCEPTED] = "accepted",
    [FATE_DUPLICATE] = "duplicate",
    [FATE_RETURNED] = "returned",
};

static void append_count(struct text *out, const char *key, int64_t value)
{
    text_printf(out, ",\"%s\":%lld", key, (long long)value);
}

static void append_field(struct text *out, const char *key, const char *value)
{
    text_append(out, ",");
    text_append_json_field(out, key, value);
}

/* Starts an element of a list on a line of its own. */
static void next_line(struct text *out, size_t index)
{
    text_append(out, index == 0 ? "\n    " : ",\n    ");
}

/* ---- what went in ---- */

static void append_head(struct text *out, const struct report_set *set)
{
    char date[YMD_TEXT_SIZE];
    text_append(out, "{\n  ");
    text_append_json_field(out, "program", set->input->program_version);
    text_append(out, ",\n  ");
    text_append_json_field(out, "period", ym_text(set->input->period, date));
    text_append(out, ",\n  ");
    text_append_json_field(out, "as_of", ymd_text(set->input->as_of, date));
    text_append(out, ",\n  \"policy\":{");
    text_append_json_field(out, "id", set->policy->id);
    append_field(out, "title", set->policy->title);
    append_field(out, "document", set->basis);
    append_field(out, "sha256", set->policy->sha256);
    append_count(out, "insured_year", set->policy->insured_year);
    append_count(out, "premium_fen", set->policy->premium);
    text_append(out, "},\n  ");
    text_append_json_field(out, "bureau_sha256", set->bureau->sha256);
}

static void append_sheet(struct text *out, const struct roster *roster,
                         const struct roster_sheet *sheet)
{
    text_append(out, "{");
    text_append_json_field(out, "sheet", roster_string(roster, sheet->name));
    append_count(out, "rows", sheet->rows_read);
    for (int f = 0; f < FATE_COUNT; f++)
        append_count(out, fate_names[f], sheet->fates[f]);
    text_append(out, "}");
}

static void append_inputs(struct text *out, const char *key,
                          const struct roster *roster)
{
    text_printf(out, ",\n  \"%s\":[", key);
    for (size_t i = 0; i < roster_files_read(roster); i++) {
        const struct roster_file *file = &roster->files[i];
        next_line(out, i);
        text_append(out, "{");
        text_append_json_field(out, "file", file->name);
        append_field(out, "format", file->format);
        append_count(out, "size", (int64_t)file->size);
        append_field(out, "sha256", file->sha256);
        text_append(out, ",\"sheets\":[");
        for (uint32_t s = 0; s < file->sheet_count; s++) {
            if (s > 0)
                text_append(out, ",");
            append_sheet(out, roster, &roster->sheets[file->first_sheet + s]);
        }
        text_append(out, "]}");
    }
    text_append(out, "]");
}

/* What the month goes on from, and what became of the rows before. */
static void append_before(struct text *out, const struct roster *roster)
{
    static const char *const names[CARRY_COUNT] = {
        [CARRY_UNCHANGED] = "unchanged",
        [CARRY_NOT_SENT] = "not_sent",
        [CARRY_PENDING] = "pending",
    };
    const struct standing_count *before = &roster->before;
    char month[YMD_TEXT_SIZE];
    text_append(out, ",\n  \"before\":{");
    text_append_json_field(out, "period", ym_text(roster->base, month));
    append_count(out, "standing", before->standing);
    append_count(out, "replaced", before->replaced);
    append_count(out, "removed", before->removed);
    append_count(out, "missing", before->missing);
    append_count(out, "gone", before->gone);
    for (int i = 1; i < CARRY_COUNT; i++)
        append_count(out, names[i], before->carried[i]);
    text_append(out, "}");
}

/* ---- what is requested ---- */

static void append_flow(struct text *out, const char *what,
                        const struct flow_sum *sum)
{
    text_printf(out, ",\"%s_heads\":%lld,\"%s_fen\":%lld", what,
                (long long)sum->heads, what, (long long)sum->subsidy);
}

static void append_requests(struct text *out, const struct report_set *set)
{
    const struct policy *policy = set->policy;
    size_t shown = 0;
    text_append(out, ",\n  \"requests\":[");
    for (size_t a = 0; a < policy->applicant_count; a++)
        for (size_t f = 0; f < policy->fund_count; f++) {
            struct slice_filter filter = SLICE_ALL;
            filter.applicant = (uint16_t)a;
            filter.fund = (uint16_t)f;
            const struct flow flow = flows_sum(set, &filter);
            if (flow.cumulative.heads == 0 && flow.deducted.heads == 0)
                continue;
            next_line(out, shown++);
            text_append(out, "{");
            text_append_json_field(out, "applicant",
                                   policy->applicants[a].name);
            append_field(out, "fund", policy->funds[f].name);
            append_flow(out, "added", &flow.added);
            append_flow(out, "deducted", &flow.deducted);
            append_flow(out, "cumulative", &flow.cumulative);
            text_append(out, "}");
        }
    text_append(out, "]");
}

static void append_enrolment(struct text *out,
                             const struct enrolment *enrolment)
{
    append_inputs(out, "enrolled_lists", &enrolment->roster);
    text_append(out, ",\n  \"enrolled\":{");
    text_printf(out, "\"persons\":%zu", enrolment->count);
    append_count(out, "repeated_rows", (int64_t)enrolment->repeated);
    text_append(out, "}");
}

/* ---- totals ---- */

static void append_tally(struct text *out, const struct tally *tally)
{
    append_count(out, "heads", tally->heads);
    append_count(out, "subsidy_fen", tally->subsidy);
    append_count(out, "personal_due_fen", tally->personal_due);
    text_append(out, "}");
}

static void append_sum(struct text *out, const struct report_set *set,
                       size_t index, const char *name,
                       const struct slice_filter *filter)
{
    const struct tally tally = slices_sum(set, filter);
    next_line(out, index);
    text_append(out, "{");
    text_append_json_field(out, "name", name);
    append_tally(out, &tally);
}

static void append_funds(struct text *out, const struct report_set *set)
{
    const struct policy *policy = set->policy;
    text_append(out, ",\n  \"funds\":[");
    for (size_t i = 0; i < policy->fund_count; i++) {
        struct slice_filter filter = SLICE_ALL;
        filter.fund = (uint16_t)i;
        append_sum(out, set, i, policy->funds[i].name, &filter);
    }
    text_append(out, "],\n  \"applicants\":[");
    for (size_t i = 0; i < policy->applicant_count; i++) {
        struct slice_filter filter = SLICE_ALL;
        filter.applicant = (uint16_t)i;
        append_sum(out, set, i, policy->applicants[i].name, &filter);
    }
    text_append(out, "]");
}

static void append_counties(struct text *out, const struct report_set *set)
{
    text_append(out, ",\n  \"counties\":[");
    for (size_t i = 0; i < set->gazetteer.county_count; i++) {
        struct slice_filter filter = SLICE_ALL;
        filter.county = &set->gazetteer.counties[i];
        append_sum(out, set, i, set->gazetteer.counties[i].name, &filter);
    }
    text_append(out, "]");
}

static void append_categories(struct text *out, const struct report_set *set)
{
    const struct policy *policy = set->policy;
    text_append(out, ",\n  \"categories\":[");
    for (size_t i = 0; i <= policy->category_count; i++) {
        const bool is_none = i == policy->category_count;
        struct slice_filter filter = SLICE_ALL;
        filter.category = is_none ? POLICY_NONE : (uint16_t)i;
        const struct tally tally = slices_sum(set, &filter);
        next_line(out, i);
        text_append(out, "{");
        text_append_json_field(out, "id",
                               is_none ? "" : policy->categories[i].id);
        append_field(out, "name", is_none ? "" : policy->categories[i].name);
        append_tally(out, &tally);
    }
    text_append(out, "],\n  \"total\":{\"persons\":");
    text_append_int(out, (int64_t)set->allocation->decision_count);
    append_tally(out, &set->allocation->total);
}

static void append_ties(struct text *out, const struct allocation *allocation)
{
    size_t held = 0;
    for (size_t i = 0; i < allocation->tie_count; i++)
        held += allocation->ties[i].left == allocation->ties[i].right;
    text_printf(out, ",\n  \"tie_outs\":{\"checked\":%zu,\"equal\":%zu}",
                allocation->tie_count, held);
}

static void append_findings(struct text *out, const struct roster *roster)
{
    int64_t counts[DIAG_CODE_COUNT] = {0};
    size_t shown = 0;
    for (size_t i = 0; i < roster->diag_count; i++)
        counts[roster->diags[i].code]++;
    text_append(out, ",\n  \"findings\":[");
    for (int code = 0; code < DIAG_CODE_COUNT; code++) {
        if (counts[code] == 0)
            continue;
        next_line(out, shown++);
        text_append(out, "{");
        text_append_json_field(out, "code", diag_name((enum diag_code)code));
        append_field(out, "severity",
                     diag_severity_name(diag_severity((enum diag_code)code)));
        append_count(out, "count", counts[code]);
        text_append(out, "}");
    }
    text_append(out, "]");
}

static void append_outputs(struct text *out, const struct report_set *set,
                           const struct report_job *self)
{
    size_t shown = 0;
    text_append(out, ",\n  \"outputs\":[");
    for (size_t i = 0; i < set->job_count; i++) {
        const struct report_job *job = &set->jobs[i];
        if (job == self)
            continue;
        next_line(out, shown++);
        text_append(out, "{");
        text_append_json_field(out, "file", job->name);
        append_count(out, "size", (int64_t)job->file.size);
        append_field(out, "sha256", job->file.digests.sha256);
        text_append(out, "}");
    }
    text_append(out, "]\n}\n");
}

int run_json_write(const struct report_set *set, const struct report_job *job,
                   struct failure *failure)
{
    int status = -1;
    FILE *file = NULL;
    struct text json = TEXT_INIT;
    append_head(&json, set);
    append_inputs(&json, "inputs", set->roster);
    if (set->input->enrolment != NULL)
        append_enrolment(&json, set->input->enrolment);
    if (set->roster->base != 0)
        append_before(&json, set->roster);
    append_requests(&json, set);
    append_funds(&json, set);
    append_counties(&json, set);
    append_categories(&json, set);
    append_ties(&json, set->allocation);
    append_findings(&json, set->roster);
    append_outputs(&json, set, job);
    if (json.failed) {
        failure_memory(failure);
        goto out;
    }
    file = fopen(job->path, "wb");
    if (file != NULL && fwrite(json.data, 1, json.length, file) == json.length)
        status = 0;
    if (file != NULL && fclose(file) != 0)
        status = -1;
    if (status != 0)
        failure_output(failure, job->path, errno);
out:
    text_release(&json);
    return status;
}
